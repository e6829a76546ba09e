//! A briefing as plain text, its parts first, then the article.

use super::{day, quoted};
use crate::model::{Quote, Story, paragraphs, shown_line};

/// Columns of a line: the measure of a mail.
const MEASURE: usize = 76;

/// `words` filled to the measure of a mail.
pub(super) fn filled(words: &str, first: &str, rest: &str) -> String {
    let options = textwrap::Options::new(MEASURE)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&shown_line(words), options) + "\n"
}

/// A briefing with its parts: summary, key quotes, positions, see also, then the whole text.
pub(super) fn story(story: &Story) -> String {
    let mut page = filled(&story.article.title, "", "");
    let article = &story.article;
    let origin = [story.entry.place.clone(), Some(day(article.date)), article.source.clone(), article.byline.clone()];
    let origin: Vec<String> = origin.into_iter().flatten().filter(|word| !word.is_empty()).collect();
    if !origin.is_empty() {
        page += &filled(&origin.join(" · "), "", "");
    }
    if let Some(url) = &article.url {
        page += &format!("{}\n", shown_line(url));
    }
    let briefing = &story.briefing;
    let summary = briefing.summary.iter().map(|&span| filled(article.text.slice(span), "  • ", "    "));
    section(&mut page, "Summary", summary);
    section(
        &mut page,
        "Key quotes",
        briefing.quotes.iter().filter(|quote| quote.key).map(|quote| quote_of(story, quote)),
    );
    let positions = briefing.positions.iter().filter(|position| position.confidence >= 0.5).map(|position| {
        let topic = article.text.slice(position.topic);
        filled(&format!("{} {} {topic}", position.actor, position.stance.as_str()), "  • ", "    ")
    });
    section(&mut page, "Positions", positions);
    let links = story.see_also.iter().map(|link| {
        let reason = link.reason.as_deref().map(|why| format!(" ({why})")).unwrap_or_default();
        filled(&format!("{}{reason}", link.title), "  → ", "    ")
    });
    section(&mut page, "See also", links);
    let text = article.text.as_str();
    let title = article.title_span.map(|span| article.text.bytes(span));
    let body = paragraphs(text, title.as_ref()).into_iter().filter(|range| Some(range) != title.as_ref());
    section(&mut page, "Text", body.map(|range| filled(&text[range], "", "") + "\n"));
    page.truncate(page.trim_end().len());
    page + "\n"
}

fn section(page: &mut String, name: &str, items: impl Iterator<Item = String>) {
    let items: String = items.collect();
    if !items.is_empty() {
        *page += &format!("\n{}\n\n{items}", name.to_uppercase());
    }
}

fn quote_of(story: &Story, quote: &Quote) -> String {
    let text = &story.article.text;
    let parts: Vec<&str> = quote.parts.iter().map(|&part| text.slice(part)).collect();
    let words = filled(&quoted(&parts.join(" … "), quote.kind), "  ", "  ");
    let speaker = quote.speaker.as_deref().or(quote.source.map(|source| text.slice(source)));
    let told: Vec<&str> = [speaker, quote.cue.map(|cue| text.slice(cue))].into_iter().flatten().collect();
    if told.is_empty() { words } else { words + &filled(&told.join(", "), "    — ", "      ") }
}
