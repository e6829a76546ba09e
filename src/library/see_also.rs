//! What to read after a briefing: what it points at itself, found in the library where it can be, then what is related.

use super::related::Digest;
use super::{Library, Result, kin};
use crate::index::IndexError;
use crate::model::{Article, Briefing, Row, SeeAlso, SeeAlsoRow};

/// The see-also of the briefing at `row`: marked ones in reading order, then related ones, best first.
pub(super) fn rows(library: &Library, row: Row, article: &Article, briefing: &Briefing) -> Result<Vec<SeeAlsoRow>> {
    let mut rows = briefing.see_also.iter().map(|link| marked(library, row, link)).collect::<Result<Vec<_>>>()?;
    let known: Vec<Row> = rows.iter().filter_map(|found| Some(found.target.as_ref()?.row)).collect();
    rows.extend(related(library, row, &known, article, briefing)?);
    Ok(rows)
}

fn marked(library: &Library, row: Row, link: &SeeAlso) -> Result<SeeAlsoRow> {
    let target = library.reader.target(&link.title, link.link.as_deref())?.filter(|target| target.row != row);
    Ok(SeeAlsoRow {
        title: link.title.clone(),
        span: link.span,
        target,
        url: link.link.clone().filter(|link| link.contains("://")),
        marked: true,
        reason: None,
        score: link.score,
    })
}

/// What is related to the briefing at `row` and not among `known`.
fn related(
    library: &Library,
    row: Row,
    known: &[Row],
    article: &Article,
    briefing: &Briefing,
) -> Result<Vec<SeeAlsoRow>> {
    let reader = &library.reader;
    let mut found = kin::shown(reader, row)?;
    found.retain(|(other, _)| !known.contains(other));
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let own = Digest::of(article, briefing);
    let entries = reader.entries_at(found.iter().map(|(other, _)| *other))?;
    let related = |entry: crate::model::Entry| {
        let reason = reader.body(entry.row)?.map(|body| kin::reason(reader, &own, &body)).transpose()?;
        Ok::<_, IndexError>(SeeAlsoRow {
            title: entry.title.clone(),
            span: None,
            url: None,
            marked: false,
            reason,
            score: found.iter().find(|(other, _)| *other == entry.row).map_or(0.0, |(_, score)| *score),
            target: Some(entry),
        })
    };
    Ok(entries.into_iter().map(related).collect::<std::result::Result<_, IndexError>>()?)
}
