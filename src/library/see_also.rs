//! What to read after a briefing: what it points at itself, found in the library where it can be, then what is related.

use super::related::Digest;
use super::target::{edited, nearness, telling};
use super::{Library, Result, kin};
use crate::index::{IndexError, Reader};
use crate::lexicon::fold::fold;
use crate::model::{Article, Briefing, Entry, Row, SeeAlso, SeeAlsoRow};

type Answer<T> = std::result::Result<T, IndexError>;

/// Headlines looked at for one that is spelt a little differently, or is near.
const LOOKED_AT: usize = 12;

/// The see-also of the briefing at `row`: marked ones in reading order, then related ones, best first.
pub(super) fn rows(library: &Library, row: Row, article: &Article, briefing: &Briefing) -> Result<Vec<SeeAlsoRow>> {
    let reader = &library.reader;
    let marked = briefing.see_also.iter().map(|link| marked(reader, row, link));
    let mut rows = marked.collect::<Answer<Vec<_>>>()?;
    let known: Vec<Row> = rows.iter().filter_map(|found| Some(found.target.as_ref()?.row)).collect();
    rows.extend(related(reader, row, &known, article, briefing)?);
    Ok(rows)
}

/// Rows of the briefings whose marked see-also lead to `entry`, which has the address `url`.
pub(super) fn pointing_at(reader: &Reader, entry: &Entry, url: Option<&str>) -> Answer<Vec<Row>> {
    let mut rows = reader.pointing_at(entry, url)?;
    let folded = fold(&entry.title);
    for row in reader.pointers_like(&entry.title, LOOKED_AT)? {
        if row == entry.row || rows.contains(&row) {
            continue;
        }
        let Some(body) = reader.body(row)? else { continue };
        for link in body.briefing.see_also.iter().filter(|link| edited(&fold(&link.title), &folded).is_some()) {
            if target(reader, link)?.is_some_and(|target| target.row == entry.row) {
                rows.push(row);
                break;
            }
        }
    }
    Ok(rows)
}

fn marked(reader: &Reader, row: Row, link: &SeeAlso) -> Answer<SeeAlsoRow> {
    let target = target(reader, link)?.filter(|target| target.row != row);
    let nearest = if target.is_none() { nearest(reader, row, &link.title)? } else { None };
    Ok(SeeAlsoRow {
        title: link.title.clone(),
        span: link.span,
        target,
        url: link.link.clone().filter(|link| link.contains("://")),
        marked: true,
        nearest,
        reason: None,
        score: link.score,
    })
}

/// The briefing that `link` leads to: by address, id or headline, small edits of that allowed.
fn target(reader: &Reader, link: &SeeAlso) -> Answer<Option<Entry>> {
    if let Some(exact) = reader.target(&link.title, link.link.as_deref())? {
        return Ok(Some(exact));
    }
    let folded = fold(&link.title);
    let mut best: Option<(f64, Entry)> = None;
    for entry in candidates(reader, &link.title)? {
        let Some(alike) = edited(&folded, &fold(&entry.title)) else { continue };
        if best.as_ref().is_none_or(|(most, _)| alike > *most) {
            best = Some((alike, entry));
        }
    }
    Ok(best.map(|(_, entry)| entry))
}

/// The briefing whose headline is nearest to `title`, if one is near.
fn nearest(reader: &Reader, row: Row, title: &str) -> Answer<Option<Entry>> {
    let folded = fold(title);
    let words: Vec<&str> = telling(&folded).collect();
    let words: Vec<(&str, f32)> = words.iter().copied().zip(reader.headline_rarity(&words)?).collect();
    let mut best: Option<(f32, Entry)> = None;
    for entry in candidates(reader, title)?.into_iter().filter(|entry| entry.row != row) {
        let Some(near) = nearness(&words, &fold(&entry.title)) else { continue };
        if best.as_ref().is_none_or(|(most, _)| near > *most) {
            best = Some((near, entry));
        }
    }
    Ok(best.map(|(_, entry)| entry))
}

fn candidates(reader: &Reader, title: &str) -> Answer<Vec<Entry>> {
    reader.entries_at(reader.headlines_like(title, LOOKED_AT)?)
}

/// What is related to the briefing at `row` and not among `known`.
fn related(
    reader: &Reader,
    row: Row,
    known: &[Row],
    article: &Article,
    briefing: &Briefing,
) -> Answer<Vec<SeeAlsoRow>> {
    let mut found = kin::shown(reader, row)?;
    found.retain(|(other, _)| !known.contains(other));
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let others: Vec<Row> = found.iter().map(|(other, _)| *other).collect();
    let entries = reader.entries_at(others.iter().copied())?;
    let reasons = kin::reasons(reader, row, &Digest::of(article, briefing), &others)?;
    let told = found.into_iter().zip(reasons).filter_map(|((other, score), reason)| {
        let entry = entries.iter().find(|entry| entry.row == other)?;
        Some(SeeAlsoRow {
            title: entry.title.clone(),
            span: None,
            url: None,
            marked: false,
            nearest: None,
            reason: Some(reason).filter(|reason| !reason.is_empty()),
            score,
            target: Some(entry.clone()),
        })
    });
    Ok(told.collect())
}
