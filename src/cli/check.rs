//! `dateline check`: reads the files again and proves that every item of every briefing stands in its source.

use std::io::{self, Write};
use std::path::PathBuf;

use rayon::prelude::*;

use super::complain::Complaints;
use super::proof::{self, Proof};
use super::sources::{self, Source, sources};
use crate::library::Notice;
use crate::split;

/// Files checked at a time, for each thread.
const BATCH: usize = 16;
/// Faults of one article that are named.
const NAMED: usize = 3;

/// Checks what is under `paths` and tells `out` how much was proved; gives the exit status.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(paths: &[PathBuf], out: &mut impl Write) -> io::Result<u8> {
    let mut complaints = Complaints::default();
    let (mut articles, mut items) = (0, 0);
    let batch = BATCH * rayon::current_num_threads();
    let mut found = sources(paths).peekable();
    while found.peek().is_some() {
        let files: Vec<Source> = found.by_ref().take(batch).collect();
        let checked: Vec<Result<Vec<Proof>, Notice>> = files.into_par_iter().map(check).collect();
        for file in checked {
            match file {
                Ok(proofs) => {
                    for proof in proofs {
                        articles += 1;
                        items += proof.items;
                        proof.faults.iter().take(NAMED).for_each(|fault| complaints.add(fault));
                    }
                }
                Err(notice) => complaints.add(&notice),
            }
        }
    }
    let faulty = complaints.end();
    if !faulty {
        writeln!(out, "{articles} articles, {items} items: each stands in its source, word for word")?;
    }
    Ok(if faulty { super::PARTLY } else { 0 })
}

fn check(source: Source) -> Result<Vec<Proof>, Notice> {
    let file = if let Source::File(Ok(found)) = &source { Some(found.path.clone()) } else { None };
    let (articles, _) = sources::read(source)?;
    // Standard input cannot be read twice: what came of it stands for it.
    let raw = match file {
        Some(path) => std::fs::read(&path).unwrap_or_default(),
        None => articles.iter().flat_map(|article| article.text.as_str().bytes().chain(*b"\n")).collect(),
    };
    let ground = proof::Ground::of(&raw);
    Ok(articles.par_iter().map(|article| proof::prove(article, &split::split(article), &ground)).collect())
}
