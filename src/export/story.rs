//! A whole briefing, with what the library knows of it.

use super::json::{self, SeeAlsoJson};
use super::{Form, markdown, text};
use crate::model::{SeeAlsoKind, Story};

/// The briefing as `form`: JSON Lines is the one line that `dateline split` prints of the article.
pub fn story(story: &Story, form: Form) -> String {
    match form {
        Form::JsonLines => line(story) + "\n",
        Form::Markdown => markdown::story(story),
        _ => text::story(story),
    }
}

fn line(story: &Story) -> String {
    let kind = |marked| if marked { SeeAlsoKind::Marked } else { SeeAlsoKind::Related };
    let links = story.see_also.iter().map(|row| SeeAlsoJson {
        title: row.title.clone(),
        target: row.target.as_ref().map(|entry| entry.id.to_string()),
        kind: kind(row.marked).as_str(),
        score: row.score,
        // Of a marked one it names the nearest headline, which is the page's business.
        reason: row.reason.clone().filter(|_| !row.marked),
        url: row.url.clone(),
    });
    json::line(&story.article, &story.entry.id, &story.briefing, &links.collect::<Vec<_>>())
}
