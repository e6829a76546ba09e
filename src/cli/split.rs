//! `dateline split`: every article to one line of JSON, in the order given.
//!
//! Two passes with bounded memory: the first splits, and keeps each finished line but for its id and links; the second
//! fills those in, once all articles are known.

use std::io::{self, Write};
use std::path::PathBuf;

use rayon::prelude::*;

use super::complain::Complaints;
use super::json::{OpenLine, SeeAlsoJson};
use super::sources::{self, Source, sources};
use super::spool::Spool;
use crate::library::Notice;
use crate::library::ids::Ids;
use crate::model::{Article, Briefing};
use crate::split;

/// Files read and split at a time, for each thread.
const BATCH: usize = 16;

/// Splits what is under `paths` and prints it to `out`; gives the exit status.
///
/// # Errors
/// When `out` or a temporary file cannot be written.
pub fn run(paths: &[PathBuf], out: &mut impl Write) -> io::Result<u8> {
    let mut complaints = Complaints::default();
    let mut articles = Vec::new();
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
                        articles.push(one.known);
                    }
                }
                Err(notice) => complaints.add(&notice),
            }
        }
    }
    print(&articles, spool, out)?;
    Ok(if complaints.end() { super::PARTLY } else { 0 })
}

/// What is kept of an article in memory until all are known.
struct Known {
    stem: String,
    /// Path and guid: what its id is told apart by.
    origin: String,
    see_also: Vec<SeeAlsoJson>,
}

struct Finished {
    known: Known,
    line: OpenLine,
}

fn finish(source: Source) -> Result<Vec<Finished>, Notice> {
    let (articles, relative) = sources::read(source)?;
    Ok(articles.into_par_iter().map(|article| finish_one(&article, &relative)).collect())
}

fn finish_one(article: &Article, relative: &str) -> Finished {
    let briefing = split::split(article);
    let known = Known {
        stem: article.stem.clone(),
        origin: format!("{relative}\0{}", article.guid.as_deref().unwrap_or_default()),
        see_also: marked(&briefing),
    };
    Finished { known, line: OpenLine::of(article, &briefing) }
}

fn marked(briefing: &Briefing) -> Vec<SeeAlsoJson> {
    let links = briefing.see_also.iter();
    links
        .map(|link| SeeAlsoJson {
            title: link.title.clone(),
            target: None,
            kind: link.kind.as_str(),
            score: link.score,
            reason: None,
            url: link.link.clone(),
        })
        .collect()
}

fn print(articles: &[Known], spool: Spool, out: &mut impl Write) -> io::Result<()> {
    let mut ids = Ids::default();
    for (known, record) in articles.iter().zip(spool.read()?) {
        let id = ids.take(&known.stem, &known.origin);
        if let Some(line) = OpenLine::from_bytes(record?) {
            line.close(&id, &known.see_also, out)?;
        }
    }
    Ok(())
}
