//! What an article's words may become when they are shown: on the screen, by `show`, on standard error, in file names.
//!
//! The text itself keeps every format character that its author wrote. Where it is shown, whatever only deceives the
//! eye or the terminal is dropped: controls, bidi overrides, tags, invisible fillers; and piles of combining marks are
//! capped. One pure function decides, so that every door out of the program shows the same.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// Combining marks that one base character keeps; pointed Hebrew and stacked Tibetan need no more.
const MARKS: usize = 4;
/// Joiners that one sequence keeps; the longest emoji sequences in use have seven parts.
const JOINS: usize = 8;

/// `text` as it may be shown: line feeds stay, other controls become spaces, deceiving characters are gone.
pub fn shown(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(shown_chars(text).map(|(_, c)| c).collect())
}

/// `text` as one line that may be shown: [`shown`], with line ends and runs of white space as one space.
pub fn shown_line(text: &str) -> String {
    let shown = shown(text);
    let mut line = String::with_capacity(shown.len());
    for word in shown.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The characters of `text` that may be shown, each with the byte offset at which it stands in `text`.
pub fn shown_chars(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut sieve = Sieve::default();
    text.char_indices().filter_map(move |(at, c)| sieve.pass(c).map(|c| (at, c)))
}

/// Whether nothing in `text` needs dropping: printable ASCII and line feeds.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'\n' | b' '..=b'~'))
}

/// Passes characters one by one and remembers what piled up on the current base.
#[derive(Default)]
struct Sieve {
    marks: usize,
    joins: usize,
    /// Whether the character before was a joiner, so that the next base goes on with the sequence.
    joined: bool,
    /// Whether the base may be joined to its neighbour: an emoji or a letter of a script that has joiners.
    joinable: bool,
}

impl Sieve {
    fn pass(&mut self, c: char) -> Option<char> {
        match c {
            '\n' => self.base(c),
            '\u{2028}' | '\u{2029}' => self.base('\n'),
            c if c.is_control() => self.base(' '),
            '\u{200c}' | '\u{200d}' => self.joiner(c),
            c if deceives(c) => None,
            c if c.width() == Some(0) => self.mark(c),
            c => self.base(c),
        }
    }

    fn base(&mut self, c: char) -> Option<char> {
        if !self.joined {
            self.joins = 0;
        }
        self.joined = false;
        self.marks = 0;
        self.joinable = c >= '\u{590}';
        Some(c)
    }

    fn mark(&mut self, c: char) -> Option<char> {
        self.marks += 1;
        (self.marks <= MARKS).then_some(c)
    }

    fn joiner(&mut self, c: char) -> Option<char> {
        if !self.joinable || self.joined || self.joins == JOINS {
            return None;
        }
        self.joins += 1;
        self.joined = true;
        Some(c)
    }
}

/// Whether `c` is seen by nobody and only changes how its neighbours are seen or read.
fn deceives(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_words_are_not_copied() {
        assert!(matches!(shown("Talks resume\nin Geneva."), Cow::Borrowed(_)));
    }

    #[test]
    fn controls_become_spaces_and_line_ends_stay() {
        assert_eq!(shown("a\x1b[2Jb\u{9b}c\n\u{2028}d\u{85}"), "a [2Jb c\n\nd ");
    }

    #[test]
    fn bidi_overrides_and_tags_are_dropped() {
        assert_eq!(shown("Report \u{202e}fdp.exe\u{202c}\u{2066}x\u{2069}\u{e0041}\u{e0101}"), "Report fdp.exex");
    }

    #[test]
    fn arabic_hebrew_and_accents_stay() {
        for text in ["محادثات مفيدة", "שִׁיחוֹת", "Zu\u{308}rich – «déjà vu»", "会談"] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn joiners_stay_where_scripts_and_emoji_need_them() {
        for text in ["می\u{200c}خواهم", "क्\u{200d}ष", "👩\u{200d}👩\u{200d}👧\u{200d}👦"] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(shown("Pu\u{200d}tin"), "Putin");
    }

    #[test]
    fn piles_of_marks_are_capped() {
        assert_eq!(shown(&format!("Z{} end", "\u{300}".repeat(1000))), format!("Z{} end", "\u{300}".repeat(MARKS)));
    }

    #[test]
    fn endless_joining_ends() {
        let chain = "👨\u{200d}".repeat(5000);
        let shown = shown(&chain).into_owned();
        assert!(shown.split("👨👨").all(|sequence| sequence.matches('\u{200d}').count() <= JOINS));
        assert_eq!(shown.matches("👨👨").count(), 5000 / (JOINS + 1));
    }

    #[test]
    fn a_line_has_no_line_end() {
        assert_eq!(shown_line(" new\r\nline\t\u{2029} of\u{202e} text "), "new line of text");
    }

    proptest! {
        #[test]
        fn nothing_shown_is_a_control(text in "\\PC*|[\\x00-\\xa0\u{2028}\u{202e}\u{e0041}\u{301}\u{200d}é日]*") {
            prop_assert!(shown(&text).chars().all(|c| c == '\n' || !c.is_control() && !deceives(c)));
        }

        #[test]
        fn what_is_shown_is_shown_the_same_again(text in "[a-zé\u{301}\u{200d}👨\u{202e} \n]*") {
            let once = shown(&text).into_owned();
            prop_assert_eq!(shown(&once), once.as_str());
        }

        #[test]
        fn offsets_point_at_the_character(text in "[a-zé\u{301}\u{202e}日 ]*") {
            for (at, c) in shown_chars(&text) {
                prop_assert!(text[at..].starts_with(c));
            }
        }
    }
}
