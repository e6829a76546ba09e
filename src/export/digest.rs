//! The morning's digest: what is new in the library, story by story.

use std::fmt::Write;

use jiff::civil::Date;

use super::{day, plain};
use crate::model::{ActorRow, PlaceRow, QuoteKind, ThreadStep, shown_line};

/// The form a digest is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// One HTML page that needs nothing else.
    Html,
    /// Plain text.
    Text,
}

/// One story of a digest.
#[derive(Debug, Clone, PartialEq)]
pub struct DigestStory {
    /// Headline of its newest briefing.
    pub title: String,
    /// The new briefings in order of time, each with what it added, and its summary word for word.
    pub steps: Vec<(ThreadStep, Vec<String>)>,
    /// Briefings of the story from before.
    pub earlier: usize,
}

/// What is new in a library.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// The first day that counts as new.
    pub since: Date,
    /// The stories, the one with most new briefings first.
    pub stories: Vec<DigestStory>,
    /// Who appears most in what is new.
    pub actors: Vec<ActorRow>,
    /// Where.
    pub places: Vec<PlaceRow>,
}

/// A piece of a digest; each form writes it in its own way.
enum Piece {
    Title(String),
    Story(String),
    Briefing { title: String, note: String },
    Item(String),
    Quote { words: String, who: String },
    Heading(String),
    Line(String),
}

impl Digest {
    /// The digest written as `form`.
    pub fn write(&self, form: Form) -> String {
        let pieces = self.pieces();
        match form {
            Form::Markdown => pieces.iter().map(as_markdown).collect(),
            Form::Text => pieces.iter().map(as_text).collect(),
            Form::Html => as_page(&format!("News since {}", self.since), &pieces),
        }
    }

    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = vec![Piece::Title(format!("News since {}", self.since))];
        let new: usize = self.stories.iter().map(|story| story.steps.len()).sum();
        pieces.push(Piece::Line(match new {
            0 => "Nothing new.".to_owned(),
            1 => "1 new briefing.".to_owned(),
            _ => format!("{new} new briefings in {}.", stories(self.stories.len())),
        }));
        for story in &self.stories {
            story.add_to(&mut pieces);
        }
        let who = self.actors.iter().map(|a| format!("{} ({})", a.name, a.briefings)).collect::<Vec<_>>();
        let places = self.places.iter().map(|p| format!("{} ({})", p.name, p.briefings)).collect::<Vec<_>>();
        for (heading, names) in [("Who", who), ("Where", places)] {
            if !names.is_empty() {
                pieces.push(Piece::Heading(heading.to_owned()));
                pieces.push(Piece::Line(names.join(", ")));
            }
        }
        pieces
    }
}

fn stories(count: usize) -> String {
    if count == 1 { "one story".to_owned() } else { format!("{count} stories") }
}

impl DigestStory {
    fn add_to(&self, pieces: &mut Vec<Piece>) {
        pieces.push(Piece::Story(self.title.clone()));
        if self.earlier > 0 {
            pieces.push(Piece::Line(format!("Goes on from {} earlier.", self.earlier)));
        }
        for (step, summary) in &self.steps {
            let note = [Some(day(step.entry.date)), step.entry.place.clone(), step.entry.source.clone()];
            let note: Vec<String> = note.into_iter().flatten().filter(|word| !word.is_empty()).collect();
            pieces.push(Piece::Briefing { title: step.entry.title.clone(), note: note.join(" · ") });
            pieces.extend(summary.iter().cloned().map(Piece::Item));
            for quote in &step.new_quotes {
                let marks = quote.kind == QuoteKind::Direct;
                let words = if marks { format!("“{}”", quote.text) } else { quote.text.clone() };
                pieces
                    .push(Piece::Quote { words, who: quote.speaker.clone().unwrap_or_else(|| "unattributed".into()) });
            }
            for moved in &step.changed {
                let before = moved.changed_from.map(|b| format!(" (was {})", b.as_str())).unwrap_or_default();
                let stance = moved.stance.as_str();
                pieces.push(Piece::Item(format!("{} {stance}{before}: {}", moved.actor, moved.topic)));
            }
        }
    }
}

fn as_markdown(piece: &Piece) -> String {
    match piece {
        Piece::Title(words) => format!("# {}\n", plain(words)),
        Piece::Story(words) => format!("\n## {}\n", plain(words)),
        Piece::Briefing { title, note } => format!("\n### {}\n\n*{}*\n\n", plain(title), plain(note)),
        Piece::Item(words) => format!("- {}\n", plain(words)),
        Piece::Quote { words, who } => format!("\n> {}\n>\n> — **{}**\n", plain(words), plain(who)),
        Piece::Heading(words) => format!("\n## {}\n", plain(words)),
        Piece::Line(words) => format!("\n{}\n", plain(words)),
    }
}

fn as_text(piece: &Piece) -> String {
    match piece {
        Piece::Title(words) => format!("{}\n", shown_line(words)),
        Piece::Story(words) | Piece::Heading(words) => format!("\n\n{}\n", shown_line(words).to_uppercase()),
        Piece::Briefing { title, note } => format!("\n{}\n{}\n\n", shown_line(title), shown_line(note)),
        Piece::Item(words) => filled(words, "  - ", "    "),
        Piece::Quote { words, who } => {
            format!("\n{}        {}\n\n", filled(words, "      ", "      "), shown_line(who))
        }
        Piece::Line(words) => format!("\n{}", filled(words, "", "")),
    }
}

/// `words` filled to the measure of a mail, 76 columns.
fn filled(words: &str, first: &str, rest: &str) -> String {
    let options = textwrap::Options::new(76)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&shown_line(words), options) + "\n"
}

fn as_page(title: &str, pieces: &[Piece]) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{}</title>\n<style>{STYLE}</style></head>\n<body>\n",
        escaped(title)
    );
    let mut in_list = false;
    for piece in pieces {
        let is_item = matches!(piece, Piece::Item(_));
        if is_item != in_list {
            page.push_str(if is_item { "<ul>\n" } else { "</ul>\n" });
            in_list = is_item;
        }
        // Writing to a String cannot fail.
        let _ = match piece {
            Piece::Title(words) => writeln!(page, "<h1>{}</h1>", escaped(words)),
            Piece::Story(words) | Piece::Heading(words) => writeln!(page, "<h2>{}</h2>", escaped(words)),
            Piece::Briefing { title, note } => {
                writeln!(page, "<h3>{}</h3>\n<p class=\"note\">{}</p>", escaped(title), escaped(note))
            }
            Piece::Item(words) => writeln!(page, "<li>{}</li>", escaped(words)),
            Piece::Quote { words, who } => {
                writeln!(page, "<blockquote>{}<footer>{}</footer></blockquote>", escaped(words), escaped(who))
            }
            Piece::Line(words) => writeln!(page, "<p>{}</p>", escaped(words)),
        };
    }
    if in_list {
        page.push_str("</ul>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// Just enough for a calm page: one column, one measure.
const STYLE: &str = "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.05em/1.5 serif}\
.note,footer{color:#666;font-size:.9em}blockquote{margin:1em 1.5em;font-style:italic}footer{font-style:normal}";

fn escaped(words: &str) -> String {
    let line = shown_line(words);
    line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::{Entry, Id};

    fn digest() -> Digest {
        let entry = Entry {
            row: 1,
            id: Id::new("talks"),
            key: "talks.txt".into(),
            title: "Talks <open>".into(),
            date: Some(date(2025, 4, 25).into()),
            place: Some("Geneva".into()),
            source: None,
            tags: Vec::new(),
            quotes: 0,
            positions: 0,
            words: 300,
            copies: Vec::new(),
        };
        let step = ThreadStep { entry, new_actors: Vec::new(), new_quotes: Vec::new(), changed: Vec::new() };
        let story = DigestStory {
            title: "Talks <open>".into(),
            steps: vec![(step, vec!["Ministers *met* on Friday.".into()])],
            earlier: 2,
        };
        Digest { since: date(2025, 4, 24), stories: vec![story], actors: Vec::new(), places: Vec::new() }
    }

    #[test]
    fn each_form_escapes_what_is_its_own() {
        assert!(digest().write(Form::Markdown).contains("- Ministers \\*met\\* on Friday.\n"));
        assert!(digest().write(Form::Text).contains("  - Ministers *met* on Friday.\n"));
        let page = digest().write(Form::Html);
        assert!(
            page.contains("<h2>Talks &lt;open&gt;</h2>")
                && page.contains("<ul>\n<li>Ministers *met* on Friday.</li>\n</ul>")
        );
    }

    #[test]
    fn an_empty_digest_says_so() {
        let empty = Digest { stories: Vec::new(), ..digest() };
        assert_eq!(empty.write(Form::Text), "News since 2025-04-24\n\nNothing new.\n");
    }
}
