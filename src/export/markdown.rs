//! Briefings, quotes and positions as Markdown.

use std::fmt::Write;

use super::{day, plain, quoted};
use crate::model::{PositionRow, Quote, QuoteRow, Story, shown_line};

/// A briefing with its parts: summary, key quotes, positions, see also, actors and places.
pub(super) fn story(story: &Story) -> String {
    let mut page = format!("# {}\n", plain(&story.article.title));
    let origin = [
        story.entry.place.clone(),
        story.article.date.map(|_| day(story.article.date)),
        story.article.source.clone(),
        story.article.byline.clone(),
    ];
    let origin: Vec<String> = origin.into_iter().flatten().map(|word| plain(&word)).collect();
    if !origin.is_empty() {
        line(&mut page, &format!("\n{}", origin.join(" · ")));
    }
    if let Some(url) = story.article.url.as_deref().filter(|url| is_web(url)) {
        line(&mut page, &format!("\n<{}>", shown_line(url).replace(['<', '>', ' '], "")));
    }
    summary(&mut page, story);
    key_quotes(&mut page, story);
    stands(&mut page, story);
    see_also(&mut page, story);
    names(&mut page, "Actors", story.briefing.actors.iter().map(|a| (a.name.as_str(), a.mentions.len())));
    names(&mut page, "Places", story.briefing.places.iter().map(|p| (p.name.as_str(), p.mentions.len())));
    page
}

/// A quote with who said it and where it stands.
pub(super) fn quote(row: &QuoteRow) -> String {
    let who = row.speaker.as_deref().map_or("*unattributed*".to_owned(), |name| format!("**{}**", plain(name)));
    let role = row.role.as_deref().map(|role| format!(", {}", plain(role))).unwrap_or_default();
    let words = quoted(&plain(&row.said()), row.kind);
    format!("\n> {words}\n>\n> — {who}{role}; {}\n", source(&row.title, day(row.date)))
}

/// The head of a table of positions.
pub(super) fn positions_head() -> String {
    "# Positions\n\n| Date | Actor | Stance | Topic | Evidence | Headline |\n|---|---|---|---|---|---|\n".to_owned()
}

/// A position as a row of that table.
pub(super) fn position(row: &PositionRow) -> String {
    let changed = row.changed_from.map(|before| format!(" (was {})", before.as_str())).unwrap_or_default();
    let cells = [
        day(row.date),
        plain(&row.actor),
        format!("{}{changed}", row.stance.as_str()),
        plain(&row.topic),
        plain(&row.text),
        plain(&row.title),
    ];
    format!("| {} |\n", cells.join(" | "))
}

fn line(page: &mut String, words: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{words}");
}

fn source(title: &str, day: String) -> String {
    if day.is_empty() { plain(title) } else { format!("{}, {day}", plain(title)) }
}

fn summary(page: &mut String, story: &Story) {
    if story.briefing.summary.is_empty() {
        return;
    }
    line(page, "\n## Summary\n");
    for &span in &story.briefing.summary {
        line(page, &format!("- {}", plain(story.article.text.slice(span))));
    }
}

fn key_quotes(page: &mut String, story: &Story) {
    let quotes: Vec<&Quote> = story.briefing.quotes.iter().filter(|quote| quote.key).collect();
    if quotes.is_empty() {
        return;
    }
    line(page, "\n## Key quotes");
    for quote in quotes {
        let text = &story.article.text;
        let parts: Vec<&str> = quote.parts.iter().map(|&part| text.slice(part)).collect();
        line(page, &format!("\n> {}", quoted(&plain(&parts.join(" … ")), quote.kind)));
        let who = quote.speaker.as_deref().map_or("*unattributed*".to_owned(), |name| format!("**{}**", plain(name)));
        let role = quote.role.map(|role| format!(", {}", plain(text.slice(role)))).unwrap_or_default();
        line(page, &format!(">\n> — {who}{role}"));
    }
}

fn stands(page: &mut String, story: &Story) {
    let shown: Vec<_> = story.briefing.positions.iter().filter(|p| p.confidence >= 0.5).collect();
    if shown.is_empty() {
        return;
    }
    line(page, "\n## Positions\n");
    for position in shown {
        let topic = plain(story.article.text.slice(position.topic));
        line(page, &format!("- **{}** {} {topic}", plain(&position.actor), position.stance.as_str()));
    }
}

fn see_also(page: &mut String, story: &Story) {
    if story.see_also.is_empty() {
        return;
    }
    line(page, "\n## See also\n");
    for link in &story.see_also {
        let url = link.url.as_deref().filter(|url| is_web(url) && !url.contains(['<', '>', ' ']));
        let title = plain(&link.title);
        let title = url.map_or(title.clone(), |url| format!("[{title}](<{}>)", shown_line(url)));
        let reason = link.reason.as_deref().map(|why| format!(" — {}", plain(why))).unwrap_or_default();
        line(page, &format!("- {title}{reason}"));
    }
}

fn names<'a>(page: &mut String, heading: &str, names: impl Iterator<Item = (&'a str, usize)>) {
    let names: Vec<String> = names.map(|(name, count)| format!("{} ({count})", plain(name))).collect();
    if !names.is_empty() {
        line(page, &format!("\n## {heading}\n\n{}", names.join(", ")));
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
