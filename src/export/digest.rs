//! The digest written out: what is new in the library, story by story.

use super::html::{escaped, page};
use super::text::filled;
use super::{Form, day, plain, quoted};
use crate::model::{Digest, DigestStory, PositionRow, shown_line};

/// A piece of a digest; each form writes it in its own way.
enum Piece {
    Title(String),
    Heading(String),
    Briefing { title: String, note: String },
    Item(String),
    Quote { words: String, who: String },
    Line(String),
}

/// The digest as `form`.
pub fn digest(digest: &Digest, form: Form) -> String {
    let pieces = pieces(digest);
    match form {
        Form::Html => page(&title(digest), &body(&pieces)),
        Form::Markdown => set(&pieces, as_markdown),
        _ => set(&pieces, as_text),
    }
}

fn title(digest: &Digest) -> String {
    digest.since.map_or("The news".to_owned(), |since| format!("News since {since}"))
}

fn pieces(digest: &Digest) -> Vec<Piece> {
    let mut pieces = vec![Piece::Title(title(digest))];
    let (new, count) = (digest.briefings, digest.stories.len() + digest.more);
    pieces.push(Piece::Line(match new {
        0 => "Nothing new.".to_owned(),
        1 => "1 new briefing.".to_owned(),
        _ => format!("{new} new briefings in {}.", stories(count)),
    }));
    if !digest.moved.is_empty() {
        pieces.push(Piece::Heading("Who moved".to_owned()));
        pieces.extend(digest.moved.iter().map(|position| Piece::Item(moved(position))));
    }
    for story in &digest.stories {
        add(story, &mut pieces);
    }
    if digest.more > 0 {
        pieces.push(Piece::Line(format!("And {} more.", stories(digest.more))));
    }
    let who = digest.actors.iter().map(|a| format!("{} ({})", a.name, a.briefings)).collect::<Vec<_>>();
    let places = digest.places.iter().map(|p| format!("{} ({})", p.name, p.briefings)).collect::<Vec<_>>();
    for (heading, names) in [("Who", who), ("Where", places)] {
        if !names.is_empty() {
            pieces.push(Piece::Heading(heading.to_owned()));
            pieces.push(Piece::Line(names.join(", ")));
        }
    }
    pieces
}

fn stories(count: usize) -> String {
    if count == 1 { "one story".to_owned() } else { format!("{count} stories") }
}

fn moved(position: &PositionRow) -> String {
    let before = position.changed_from.map(|before| format!("{} → ", before.past())).unwrap_or_default();
    let words = format!("{}: {before}{} {}", position.actor, position.stance.as_str(), position.topic);
    match day(position.date) {
        date if date.is_empty() => words,
        date => format!("{words} ({date})"),
    }
}

fn add(story: &DigestStory, pieces: &mut Vec<Piece>) {
    pieces.push(Piece::Heading(story.title.clone()));
    match story.earlier {
        0 => {}
        1 => pieces.push(Piece::Line("Goes on from one earlier briefing.".to_owned())),
        earlier => pieces.push(Piece::Line(format!("Goes on from {earlier} earlier briefings."))),
    }
    for new in &story.new {
        let entry = &new.step.entry;
        let note = [Some(day(entry.date)), entry.place.clone(), entry.source.clone()];
        let note: Vec<String> = note.into_iter().flatten().filter(|word| !word.is_empty()).collect();
        let title = if story.new.len() == 1 { String::new() } else { entry.title.clone() };
        pieces.push(Piece::Briefing { title, note: note.join(" · ") });
        pieces.extend(new.summary.iter().cloned().map(Piece::Item));
        for quote in &new.step.new_quotes {
            let who = quote.speaker.clone().unwrap_or_else(|| "unattributed".to_owned());
            pieces.push(Piece::Quote { words: quoted(&quote.said(), quote.kind), who });
        }
    }
}

/// The pieces with a blank line between two of them, but not between the items of a list.
fn set(pieces: &[Piece], write: fn(&Piece) -> String) -> String {
    let mut page = String::new();
    let mut after_item = false;
    for piece in pieces {
        let is_item = matches!(piece, Piece::Item(_));
        let between_items = is_item && after_item;
        if !page.is_empty() && !between_items {
            page.push('\n');
        }
        page += &write(piece);
        after_item = is_item;
    }
    page
}

fn as_markdown(piece: &Piece) -> String {
    match piece {
        Piece::Title(words) => format!("# {}\n", plain(words)),
        Piece::Heading(words) => format!("## {}\n", plain(words)),
        Piece::Briefing { title, note } if title.is_empty() => format!("*{}*\n", plain(note)),
        Piece::Briefing { title, note } if note.is_empty() => format!("### {}\n", plain(title)),
        Piece::Briefing { title, note } => format!("### {}\n\n*{}*\n", plain(title), plain(note)),
        Piece::Item(words) => format!("- {}\n", plain(words)),
        Piece::Quote { words, who } => format!("> {}\n>\n> — **{}**\n", plain(words), plain(who)),
        Piece::Line(words) => format!("{}\n", plain(words)),
    }
}

fn as_text(piece: &Piece) -> String {
    match piece {
        Piece::Title(words) => format!("{}\n", shown_line(words)),
        Piece::Heading(words) => format!("\n{}", filled(&words.to_uppercase(), "", "")),
        Piece::Briefing { title, note } => {
            [title, note].into_iter().filter(|w| !w.is_empty()).map(|w| filled(w, "", "")).collect()
        }
        Piece::Item(words) => filled(words, "  - ", "    "),
        Piece::Quote { words, who } => format!("{}        — {}\n", filled(words, "      ", "      "), shown_line(who)),
        Piece::Line(words) => filled(words, "", ""),
    }
}

fn body(pieces: &[Piece]) -> String {
    let mut body = String::new();
    let mut in_list = false;
    for piece in pieces {
        let is_item = matches!(piece, Piece::Item(_));
        if is_item != in_list {
            body += if is_item { "<ul>\n" } else { "</ul>\n" };
            in_list = is_item;
        }
        body += &match piece {
            Piece::Title(words) => format!("<h1>{}</h1>\n", escaped(words)),
            Piece::Heading(words) => format!("<h2>{}</h2>\n", escaped(words)),
            Piece::Briefing { title, note } if title.is_empty() => format!("<p class=\"note\">{}</p>\n", escaped(note)),
            Piece::Briefing { title, note } => {
                format!("<h3>{}</h3>\n<p class=\"note\">{}</p>\n", escaped(title), escaped(note))
            }
            Piece::Item(words) => format!("<li>{}</li>\n", escaped(words)),
            Piece::Quote { words, who } => {
                format!("<blockquote>{}<footer>{}</footer></blockquote>\n", escaped(words), escaped(who))
            }
            Piece::Line(words) => format!("<p>{}</p>\n", escaped(words)),
        };
    }
    if in_list {
        body += "</ul>\n";
    }
    body
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::{DigestStep, Entry, Id, ThreadStep};

    fn news() -> Digest {
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
            inherited: Vec::new(),
            thread: None,
        };
        let step = ThreadStep { entry, new_actors: Vec::new(), new_quotes: Vec::new(), changed: Vec::new() };
        let new = vec![DigestStep { step, summary: vec!["Ministers *met* on Friday.".into()] }];
        let story = DigestStory { title: "Talks <open>".into(), new, earlier: 2 };
        Digest { since: Some(date(2025, 4, 24)), briefings: 1, stories: vec![story], ..Digest::default() }
    }

    #[test]
    fn each_form_escapes_what_is_its_own() {
        assert!(digest(&news(), Form::Markdown).contains("- Ministers \\*met\\* on Friday.\n"));
        assert!(digest(&news(), Form::Text).contains("  - Ministers *met* on Friday.\n"));
        let page = digest(&news(), Form::Html);
        assert!(page.contains("<h2>Talks &lt;open&gt;</h2>"), "{page}");
        assert!(page.contains("<ul>\n<li>Ministers *met* on Friday.</li>\n</ul>"), "{page}");
    }

    #[test]
    fn an_empty_digest_says_so() {
        let empty = Digest { since: Some(date(2025, 4, 24)), ..Digest::default() };
        assert_eq!(digest(&empty, Form::Text), "News since 2025-04-24\n\nNothing new.\n");
    }
}
