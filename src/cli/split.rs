//! `dateline split`: every article to one line of JSON, in the order given.
//!
//! Two passes with bounded memory: the first splits, and keeps each finished line but for its id and links; the second
//! fills those in, once all articles are known.

use std::io::{self, Write};
use std::path::PathBuf;

use rayon::prelude::*;

use super::complain::Complaints;
use super::sources::{self, Source, sources};
use super::spool::Spool;
use crate::export::json::{OpenLine, SeeAlsoJson};
use crate::library::Notice;
use crate::library::ids::Ids;
use crate::library::related::{Digest, Relatives};
use crate::library::target::Targets;
use crate::model::{Article, Id, Row, SeeAlso, SeeAlsoKind};

/// Files read and split at a time, for each thread.
const BATCH: usize = 16;

/// Splits what is under `paths` and prints it to `out`; gives the exit status.
///
/// # Errors
/// When `out` or a temporary file cannot be written.
pub fn run(paths: &[PathBuf], out: &mut impl Write) -> io::Result<u8> {
    let mut complaints = Complaints::default();
    split(paths, out, |notice| complaints.add(notice))?;
    Ok(if complaints.end() { super::PARTLY } else { 0 })
}

/// Writes what is under `paths` to `out` and says nothing of what cannot be read: for articles that just came in.
///
/// # Errors
/// When `out` or a temporary file cannot be written.
pub fn hand_on(paths: &[PathBuf], mut out: &mut dyn Write) -> io::Result<()> {
    split(paths, &mut out, |_| ())
}

fn split(paths: &[PathBuf], out: &mut impl Write, mut complain: impl FnMut(&Notice)) -> io::Result<()> {
    let mut articles = Vec::new();
    let mut relatives = Relatives::default();
    let mut spool = Spool::default();
    let batch = BATCH * rayon::current_num_threads();
    let mut found = sources(paths).peekable();
    while found.peek().is_some() {
        let files: Vec<Source> = found.by_ref().take(batch).collect();
        let done: Vec<Result<Vec<Finished>, Notice>> = files.into_par_iter().map(finish).collect();
        for file in done {
            match file {
                Ok(finished) => {
                    for one in finished {
                        spool.push(&one.line.into_bytes())?;
                        relatives.add(articles.len() as Row, &one.digest);
                        articles.push(one.known);
                    }
                }
                Err(notice) => complain(&notice),
            }
        }
    }
    print(&articles, &relatives, spool, out)
}

/// Articles linked at a time, on all cores.
const LINKED: usize = 512;

/// What is kept of an article in memory until all are known.
struct Known {
    stem: String,
    /// Path and guid: what its id is told apart by.
    origin: String,
    title: String,
    url: Option<String>,
    /// Its own pointers.
    marked: Vec<SeeAlso>,
}

struct Finished {
    known: Known,
    digest: Digest,
    line: OpenLine,
}

fn finish(source: Source) -> Result<Vec<Finished>, Notice> {
    let (articles, relative) = sources::read(source)?;
    Ok(articles.into_par_iter().map(|article| finish_one(&article, &relative)).collect())
}

fn finish_one(article: &Article, relative: &str) -> Finished {
    let briefing = crate::split::split(article);
    let known = Known {
        stem: article.stem.clone(),
        origin: format!("{relative}\0{}", article.guid.as_deref().unwrap_or_default()),
        title: article.title.clone(),
        url: article.url.clone(),
        marked: briefing.see_also.clone(),
    };
    Finished { known, digest: Digest::of(article, &briefing), line: OpenLine::of(article, &briefing) }
}

fn print(articles: &[Known], relatives: &Relatives, spool: Spool, out: &mut impl Write) -> io::Result<()> {
    let mut ids = Ids::default();
    let ids: Vec<Id> = articles.iter().map(|known| ids.take(&known.stem, &known.origin)).collect();
    let mut targets = Targets::default();
    for (row, (known, id)) in articles.iter().zip(&ids).enumerate() {
        targets.add(row as Row, id.as_str(), &known.title, known.url.as_deref());
    }
    let mut records = spool.read()?;
    for from in (0..articles.len()).step_by(LINKED) {
        let rows = from..articles.len().min(from + LINKED);
        let links = rows.clone().into_par_iter().map(|row| linked(row as Row, articles, &ids, &targets, relatives));
        for ((id, see_also), record) in ids[rows].iter().zip(links.collect::<Vec<_>>()).zip(&mut records) {
            if let Some(line) = OpenLine::from_bytes(record?) {
                line.close(id, &see_also, out)?;
            }
        }
    }
    Ok(())
}

/// The see-also of the article `row`: the marked ones with their targets, then the related ones.
fn linked(row: Row, articles: &[Known], ids: &[Id], targets: &Targets, relatives: &Relatives) -> Vec<SeeAlsoJson> {
    let name = |row: Row| ids[row as usize].as_str().to_owned();
    let (mut found, mut marked) = (Vec::new(), Vec::new());
    for link in &articles[row as usize].marked {
        let target = targets.resolve(&link.title, link.link.as_deref()).filter(|&target| target != row);
        found.push(SeeAlsoJson {
            title: link.title.clone(),
            target: target.map(name),
            kind: link.kind.as_str(),
            score: link.score,
            reason: None,
            url: link.address().map(str::to_owned),
        });
        marked.extend(target);
    }
    let related = relatives.nearest(row).into_iter().filter(|relative| !marked.contains(&relative.row));
    found.extend(related.map(|relative| SeeAlsoJson {
        title: articles[relative.row as usize].title.clone(),
        target: Some(name(relative.row)),
        kind: SeeAlsoKind::Related.as_str(),
        score: relative.score,
        reason: Some(relative.reason),
        url: None,
    }));
    found
}
