//! What a person reads on standard output: cleaned of what deceives, set to a measure, bold where a terminal shows it.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use crate::model::{shown, shown_line};

/// The measure of text, in columns.
pub const MEASURE: usize = 76;

/// Where a briefing is printed for a person.
pub struct Paper<'a, W> {
    out: &'a mut W,
    bold: bool,
    ascii: bool,
}

impl<'a, W: Write> Paper<'a, W> {
    /// Prints to `out`, which leads to standard output.
    pub fn new(out: &'a mut W) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { out, bold: io::stdout().is_terminal() && !plain, ascii: !is_unicode_locale() }
    }

    /// A heading, on a line of its own.
    pub fn heading(&mut self, words: &str) -> io::Result<()> {
        let words = self.letters(&shown_line(words)).into_owned();
        for line in textwrap::wrap(&words, textwrap::Options::new(MEASURE).break_words(false)) {
            if self.bold {
                writeln!(self.out, "\x1b[1m{line}\x1b[0m")?;
            } else {
                writeln!(self.out, "{line}")?;
            }
        }
        Ok(())
    }

    /// A paragraph set to the measure, its first line begun with `first`, the others with `rest`.
    pub fn paragraph(&mut self, words: &str, first: &str, rest: &str) -> io::Result<()> {
        let words = shown_line(words);
        self.set(&words, first, rest)
    }

    /// Text whose lines stay lines, each set to the measure.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        for line in shown(text).lines() {
            self.set(line.trim_end(), "", "")?;
        }
        Ok(())
    }

    /// An empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn set(&mut self, words: &str, first: &str, rest: &str) -> io::Result<()> {
        let words = self.letters(words);
        let options = textwrap::Options::new(MEASURE).break_words(false);
        let (first, rest) = (self.letters(first).into_owned(), self.letters(rest).into_owned());
        for line in textwrap::wrap(&words, options.initial_indent(&first).subsequent_indent(&rest)) {
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// `words` in the letters that the locale can show.
    fn letters<'w>(&self, words: &'w str) -> Cow<'w, str> {
        if self.ascii && !words.is_ascii() { any_ascii::any_ascii(words).into() } else { words.into() }
    }
}

/// Whether the locale speaks Unicode; where none is set, most terminals do.
fn is_unicode_locale() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    set.into_iter().find(|value| !value.is_empty()).is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(ascii: bool, print: impl Fn(&mut Paper<Vec<u8>>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        print(&mut Paper { out: &mut out, bold: false, ascii }).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn paragraphs_keep_to_the_measure() {
        let printed = printed(false, |paper| paper.paragraph(&"talks ".repeat(40), "  • ", "    "));
        assert!(printed.lines().all(|line| line.chars().count() <= MEASURE));
        assert!(printed.starts_with("  • talks") && printed.lines().nth(1).unwrap().starts_with("    talks"));
    }

    #[test]
    fn what_deceives_is_not_printed() {
        let printed = printed(false, |paper| paper.text("a\u{202e}b\x1b[2J\n\nc"));
        assert_eq!(printed, "ab [2J\n\nc\n");
    }

    #[test]
    fn other_locales_get_plain_letters() {
        assert_eq!(printed(true, |paper| paper.heading("“Zürich” – talks")), "\"Zurich\" - talks\n");
    }
}
