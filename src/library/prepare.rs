//! One file read and split, ready to be stored.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::kin;
use super::names;
use super::walk::{self, Found};
use super::{Notice, ids};
use crate::feed;
use crate::index::{FilePlace, FileRecord, FileStat, Record};
use crate::model::{Article, Id};
use crate::split;

/// A file to be read.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub found: Found,
    pub place: FilePlace,
    pub stat: FileStat,
    /// Hash of its content when it was stored last.
    pub before: Option<Vec<u8>>,
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct Prepared {
    pub record: FileRecord,
    pub notice: Option<Notice>,
}

/// What is known of a file without reading it.
pub(super) fn stat(data: &fs::Metadata) -> FileStat {
    let mtime = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    FileStat { size: data.len(), mtime: mtime.map_or(0, |since| since.as_nanos() as i64) }
}

impl Task {
    /// Reads and splits the file; whatever goes wrong is a notice.
    pub(super) fn run(self) -> Prepared {
        let found = self.found.clone();
        catch_unwind(AssertUnwindSafe(|| self.read())).unwrap_or_else(|_| {
            let notice = Notice {
                path: Some(found.path.to_string_lossy().into_owned()),
                place: None,
                message: "could not be split: a fault of dateline".to_owned(),
                fault: true,
            };
            self.prepared([0; 16], Some(Vec::new()), Some(notice))
        })
    }

    fn read(&self) -> Prepared {
        if let Err(notice) = walk::expect_format(&self.found) {
            return self.prepared([0; 16], Some(Vec::new()), Some(notice));
        }
        let bytes = match walk::bytes(&self.found) {
            Ok(bytes) => bytes,
            Err(notice) => return self.prepared([0; 16], Some(Vec::new()), Some(notice)),
        };
        let hash = short(blake3::hash(&bytes));
        if self.before.as_deref() == Some(&hash) {
            return self.prepared(hash, None, None);
        }
        match feed::read(&self.found.path.to_string_lossy(), &bytes) {
            Ok(articles) => {
                let count = articles.len();
                let records =
                    articles.into_iter().enumerate().map(|(item, article)| self.record(article, item, count)).collect();
                self.prepared(hash, Some(records), None)
            }
            Err(error) => {
                let notice = walk::complaint(&self.found.path, &error, self.found.named);
                self.prepared(hash, Some(Vec::new()), Some(notice))
            }
        }
    }

    fn prepared(&self, hash: [u8; 16], records: Option<Vec<Record>>, notice: Option<Notice>) -> Prepared {
        let message = notice.as_ref().map(|notice| notice.message.clone());
        let record = FileRecord { place: self.place.clone(), stat: self.stat, hash, notice: message, records };
        Prepared { record, notice }
    }

    fn record(&self, article: Article, item: usize, count: usize) -> Record {
        let briefing = split::split(&article);
        let mut hasher = blake3::Hasher::new();
        hasher.update(article.title.as_bytes()).update(b"\0").update(article.text.as_str().as_bytes());
        Record {
            key: self.key(&article, item, count),
            hash: short(hasher.finalize()),
            came: self.stat.mtime / 1_000_000_000,
            actors: briefing.actors.iter().map(names::of_actor).collect(),
            places: briefing.places.iter().map(names::of_place).collect(),
            told: kin::told(&article, &briefing),
            article: Arc::new(article),
            briefing: Arc::new(briefing),
        }
    }

    /// What the marks of an article hang on.
    fn key(&self, article: &Article, item: usize, count: usize) -> String {
        if let Some(guid) = &article.guid {
            return format!("guid:{}", feed::clean_line(guid));
        }
        let FilePlace { root, folder, name } = &self.place;
        let mut key = format!("file:{root}");
        for part in [folder, name] {
            if !part.is_empty() {
                key.push('/');
                key.push_str(&String::from_utf8_lossy(part));
            }
        }
        if count > 1 {
            match &article.url {
                Some(url) => key.push_str(&format!("#{}", feed::clean_line(url))),
                None => key.push_str(&format!("#{item}")),
            }
        }
        key.replace('\n', " ")
    }
}

/// The id proposed for `article` in the folder file `relative`, after `attempt` others were taken.
pub(super) fn propose(article: &Article, relative: &str, attempt: usize) -> Id {
    let origin = format!("{relative}\0{}", article.guid.as_deref().unwrap_or_default());
    ids::proposal(&article.stem, &origin, attempt)
}

fn short(hash: blake3::Hash) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&hash.as_bytes()[..16]);
    short
}
