//! `dateline show`: a briefing as a person reads it, its parts first, then the whole text.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::complain::Complaints;
use super::paper::Paper;
use super::sources::{self, sources};
use crate::library::changes;
use crate::model::{Article, Briefing, Position, Quote, QuoteKind, Span, paragraphs};
use crate::split;

/// Positions under this confidence are left off the page.
const SURE: f32 = 0.5;

/// Prints the briefings under `paths` to `out`; gives the exit status.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(paths: &[PathBuf], out: &mut impl Write) -> io::Result<u8> {
    let mut complaints = Complaints::default();
    let mut paper = Paper::new(out);
    let mut first = true;
    for source in sources(paths) {
        match sources::read(source) {
            Ok((articles, _)) => {
                for article in &articles {
                    if !std::mem::take(&mut first) {
                        paper.gap()?;
                        paper.paragraph("* * *", "", "")?;
                        paper.gap()?;
                    }
                    show(article, &split::split(article), &mut paper)?;
                }
            }
            Err(notice) => complaints.add(&notice),
        }
    }
    Ok(if complaints.end() { super::PARTLY } else { 0 })
}

fn show<W: Write>(article: &Article, briefing: &Briefing, paper: &mut Paper<'_, W>) -> io::Result<()> {
    paper.heading(&article.title)?;
    let line = date_line(article, briefing);
    if !line.is_empty() {
        paper.paragraph(&line, "", "")?;
    }
    if let Some(url) = &article.url {
        paper.paragraph(url, "", "")?;
    }
    updated(article, paper)?;
    summary(article, briefing, paper)?;
    quotes(article, briefing, paper)?;
    positions(article, briefing, paper)?;
    see_also(briefing, paper)?;
    section("Text", paper)?;
    paper.text(&flowing(article))?;
    links(article, paper)
}

/// What its publisher changed since it came.
fn updated<W: Write>(article: &Article, paper: &mut Paper<'_, W>) -> io::Result<()> {
    let Some(changes) = changes::changes(Path::new(&article.path), article) else { return Ok(()) };
    let when = changes.when.map(|moment| moment.date.strftime(" %-d %B %Y").to_string()).unwrap_or_default();
    section(&format!("Updated{when}"), paper)?;
    if let Some(headline) = &changes.headline {
        paper.paragraph(&format!("headline was: {headline}"), "  ", "    ")?;
    }
    changes.came.iter().try_for_each(|&span| paper.paragraph(article.text.slice(span), "  + ", "    "))?;
    changes.gone.iter().try_for_each(|sentence| paper.paragraph(sentence, "  − ", "    "))
}

/// The text with the line ends inside its paragraphs as spaces, so that it is set to this page's measure.
fn flowing(article: &Article) -> String {
    let text = article.text.as_str();
    let title = article.title_span.map(|span| article.text.bytes(span));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in paragraphs(text, title.as_ref()) {
        out.push_str(&text[at..range.start]);
        out.push_str(&text[range.clone()].replace('\n', " "));
        at = range.end;
    }
    out + &text[at..]
}

fn section<W: Write>(name: &str, paper: &mut Paper<'_, W>) -> io::Result<()> {
    paper.gap()?;
    paper.heading(&name.to_uppercase())
}

/// Place, date, source, author, as far as they are known.
fn date_line(article: &Article, briefing: &Briefing) -> String {
    let place = briefing.dateline.and_then(|index| briefing.places.get(index)).map(|place| place.name.clone());
    let date = article.date.map(|moment| moment.date.strftime("%-d %B %Y").to_string());
    let parts = [place, date, article.source.clone(), article.byline.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn summary<W: Write>(article: &Article, briefing: &Briefing, paper: &mut Paper<'_, W>) -> io::Result<()> {
    if briefing.summary.is_empty() {
        return Ok(());
    }
    section("Summary", paper)?;
    briefing.summary.iter().try_for_each(|&span| paper.paragraph(article.text.slice(span), "  • ", "    "))
}

fn quotes<W: Write>(article: &Article, briefing: &Briefing, paper: &mut Paper<'_, W>) -> io::Result<()> {
    let key: Vec<&Quote> = briefing.quotes.iter().filter(|quote| quote.key).collect();
    if key.is_empty() {
        return Ok(());
    }
    section("Key quotes", paper)?;
    let speaker = |quote: &Quote| {
        let source = quote.source.map(|source| article.text.slice(source).to_owned());
        quote.speaker.clone().or(source).unwrap_or_else(|| "Nobody named".to_owned())
    };
    let mut speakers: Vec<String> = Vec::new();
    key.iter().map(|quote| speaker(quote)).for_each(|name| {
        if !speakers.contains(&name) {
            speakers.push(name);
        }
    });
    for name in speakers {
        paper.paragraph(&name, "  ", "  ")?;
        for quote in key.iter().filter(|quote| speaker(quote) == name) {
            let cue = quote.cue.map(|cue| format!(" — {}", article.text.slice(cue))).unwrap_or_default();
            paper.paragraph(&format!("{}{cue}", words(article, quote)), "    ", "    ")?;
        }
    }
    Ok(())
}

/// The words of a quote, a direct one between its marks.
fn words(article: &Article, quote: &Quote) -> String {
    let part = |&part: &Span| {
        let (before, after) = match quote.kind {
            QuoteKind::Direct => article.text.marks_around(part),
            QuoteKind::Mixed | QuoteKind::Indirect => ("", ""),
        };
        format!("{before}{}{after}", article.text.slice(part))
    };
    quote.parts.iter().map(part).collect::<Vec<_>>().join(" … ")
}

fn positions<W: Write>(article: &Article, briefing: &Briefing, paper: &mut Paper<'_, W>) -> io::Result<()> {
    let sure: Vec<&Position> = briefing.positions.iter().filter(|position| position.confidence >= SURE).collect();
    if sure.is_empty() {
        return Ok(());
    }
    section("Positions", paper)?;
    for position in sure {
        let line = format!("{} {}: {}", position.actor, position.stance.as_str(), article.text.slice(position.topic));
        paper.paragraph(&line, "  • ", "    ")?;
    }
    Ok(())
}

fn see_also<W: Write>(briefing: &Briefing, paper: &mut Paper<'_, W>) -> io::Result<()> {
    if briefing.see_also.is_empty() {
        return Ok(());
    }
    section("See also", paper)?;
    for link in &briefing.see_also {
        let target = link.link.as_deref().map(|target| format!(" <{target}>")).unwrap_or_default();
        paper.paragraph(&format!("{}{target}", link.title), "  → ", "    ")?;
    }
    Ok(())
}

/// Where the article's hyperlinks really lead, since a label may say anything.
fn links<W: Write>(article: &Article, paper: &mut Paper<'_, W>) -> io::Result<()> {
    if article.links.is_empty() {
        return Ok(());
    }
    section("Links", paper)?;
    for link in &article.links {
        paper.paragraph(&format!("{}: <{}>", article.text.slice(link.span), link.target), "  → ", "    ")?;
    }
    Ok(())
}
