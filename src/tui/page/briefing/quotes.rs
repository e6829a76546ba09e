//! The key quotes of a briefing, speaker by speaker.

use crate::command::{PageKind, Role};
use crate::model::{Quote, QuoteKind, Scope, Story};
use crate::tui::doc::{Builder, Piece};
use crate::tui::page::{Setting, Target, dim};

use super::{named, one_line};

/// Under this, who speaks is marked as unsure.
const SURE: f32 = 0.6;

/// Writes the key quotes and where all the others are.
pub(super) fn write(page: &mut Builder, story: &Story, setting: &Setting) {
    let keys: Vec<&Quote> = story.briefing.quotes.iter().filter(|quote| quote.key).collect();
    let all = story.briefing.quotes.len();
    page.section("Key quotes", keys.len().to_string());
    if keys.is_empty() {
        page.para(0, &[dim(if all == 0 { "Nobody is quoted." } else { "None stands out." })]);
    }
    let mut speakers: Vec<Option<&str>> = Vec::new();
    for quote in &keys {
        if !speakers.contains(&quote.speaker.as_deref()) {
            speakers.push(quote.speaker.as_deref());
        }
    }
    speakers.sort_by_key(Option::is_none);
    for speaker in speakers {
        let theirs: Vec<&&Quote> = keys.iter().filter(|quote| quote.speaker.as_deref() == speaker).collect();
        let role = theirs.iter().find_map(|quote| quote.role).map(|role| one_line(story, role));
        speaker_line(page, story, speaker, role);
        for quote in theirs {
            quote_item(page, story, quote, setting);
        }
    }
    if all > keys.len() {
        let everything = page.linked(
            format!("all {all} attributions"),
            Role::Link,
            Target::Scoped(PageKind::Quotes, Scope::One(story.entry.id.clone()), story.entry.title.clone()),
        );
        page.blank();
        page.para(0, &[everything]);
    }
}

fn speaker_line(page: &mut Builder, story: &Story, speaker: Option<&str>, role: Option<String>) {
    page.blank();
    let mut pieces = match speaker {
        Some(name) => vec![named(page, story, name, Role::Speaker)],
        None => vec![dim("Nobody named")],
    };
    pieces.extend(role.map(|role| dim(format!("  {role}"))));
    page.para(0, &pieces);
}

fn quote_item(page: &mut Builder, story: &Story, quote: &Quote, setting: &Setting) {
    let text = &story.article.text;
    let mut pieces = Vec::new();
    for (at, part) in quote.parts.iter().enumerate() {
        if at > 0 {
            pieces.push(dim(format!(" {} ", setting.glyphs.ellipsis)));
        }
        let (before, after) = match quote.kind {
            QuoteKind::Direct => text.marks_around(*part),
            QuoteKind::Mixed | QuoteKind::Indirect => ("", ""),
        };
        let role = if quote.kind == QuoteKind::Indirect { Role::Text } else { Role::Quote };
        pieces.push(Piece::new(format!("{before}{}{after}", one_line(story, *part)), role));
    }
    let mut notes: Vec<String> = quote.cue.map(|cue| one_line(story, cue)).into_iter().collect();
    if quote.kind != QuoteKind::Direct {
        notes.push(format!("({})", quote.kind.as_str()));
    }
    if quote.confidence < SURE {
        notes.push("?".to_owned());
    }
    let right = (!notes.is_empty()).then(|| Piece::new(notes.join(" "), Role::Cue));
    page.item_with(0, &pieces, right, Target::Lit(quote.span));
}
