//! Terms and articles as finding relatives asks for them, read from the tables as they are needed.

use std::cell::RefCell;

use foldhash::HashMap;
use rusqlite::{Connection, OptionalExtension};

use super::posting::{self, DAYS, HOLDING, POSTING, block, posted};
use super::profile::{self, BLOCK, KINDS};
use super::{IndexError, Reader, Result};

/// Bytes of postings kept at hand, over all terms.
const POSTINGS: usize = 6 << 20;

/// A look at terms and articles that keeps at hand what it met: to be used for a few hundred articles, then dropped.
pub(crate) struct Holder<'a> {
    connection: &'a Connection,
    articles: usize,
    bound: usize,
    holding: Array,
    days: Array,
    postings: RefCell<Postings>,
}

#[derive(Default)]
struct Postings {
    /// The chunks of each term, packed as they are stored.
    kept: HashMap<u32, Vec<Box<[u8]>>>,
    size: usize,
}

impl Reader {
    /// Looks at terms and articles as they stand at one moment.
    pub(crate) fn holdings<T>(&self, look: impl FnOnce(&Holder) -> Result<T>) -> Result<T> {
        self.ask(|connection| look(&Holder::new(connection)?))
    }
}

impl<'a> Holder<'a> {
    fn new(connection: &'a Connection) -> Result<Self> {
        let last: Option<u32> =
            connection.prepare_cached("SELECT max(row) FROM profile")?.query_row((), |row| row.get(0))?;
        Ok(Self {
            connection,
            articles: posted(connection)?,
            bound: last.map_or(0, |last| last as usize + 1),
            holding: Array::new(HOLDING),
            days: Array::new(DAYS),
            postings: RefCell::default(),
        })
    }

    /// How many articles can be found.
    pub(crate) fn articles(&self) -> usize {
        self.articles
    }

    /// One more than the greatest row.
    pub(crate) fn bound(&self) -> usize {
        self.bound
    }

    /// How many articles hold the term.
    pub(crate) fn holding(&self, term: u32) -> Result<usize> {
        Ok(self.holding.at(self.connection, term / KINDS)? as usize)
    }

    /// The day of the article at `row`.
    pub(crate) fn day(&self, row: u32) -> Result<Option<i32>> {
        Ok(profile::day_of(self.days.at(self.connection, row)?))
    }

    /// The number of a term; none when no article ever held it.
    pub(crate) fn term(&self, kind: u8, key: &str) -> Result<Option<u32>> {
        let mut query = self.connection.prepare_cached("SELECT no FROM term WHERE spelt = ?1")?;
        Ok(query.query_row([format!("{kind}{key}")], |row| row.get(0)).optional()?)
    }

    /// Tells `take` each article that holds the term, with its weight there.
    pub(crate) fn postings(&self, term: u32, mut take: impl FnMut(u32, f32)) -> Result<()> {
        let mut postings = self.postings.borrow_mut();
        if postings.size > POSTINGS {
            *postings = Postings::default();
        }
        if !postings.kept.contains_key(&term) {
            let chunks = self.chunks(term)?;
            postings.size += chunks.iter().map(|chunk| chunk.len()).sum::<usize>();
            postings.kept.insert(term, chunks);
        }
        for chunk in postings.kept.get(&term).into_iter().flatten() {
            if !profile::unpack(chunk, |row, step| take(row, profile::weight_of(step))) {
                return Err(IndexError::damaged("a list of postings is cut"));
            }
        }
        Ok(())
    }

    fn chunks(&self, term: u32) -> Result<Vec<Box<[u8]>>> {
        let mut query = self.connection.prepare_cached("SELECT packed FROM posting WHERE term = ?1 ORDER BY first")?;
        let mut found = query.query([term])?;
        let mut chunks = Vec::new();
        while let Some(chunk) = found.next()? {
            chunks.push(blob(chunk.get_ref(0)?)?.into());
        }
        Ok(chunks)
    }

    /// Whether the terms of the article at `row` stand among the postings.
    pub(crate) fn is_posted(&self, row: u32) -> Result<bool> {
        Ok(!posting::waits(self.connection, POSTING, row.into())?)
    }

    /// The terms of the article at `row` by number, with their weights; none when it is not there.
    pub(crate) fn terms(&self, row: u32) -> Result<Option<Vec<(u32, f32)>>> {
        let mut query = self.connection.prepare_cached("SELECT packed FROM profile WHERE row = ?1")?;
        let mut found = query.query([row])?;
        let Some(found) = found.next()? else { return Ok(None) };
        let packed = blob(found.get_ref(0)?)?;
        let mut terms = Vec::with_capacity(packed.len() / 2);
        match profile::unpack(packed, |no, step| terms.push((no, profile::weight_of(step)))) {
            true => Ok(Some(terms)),
            false => Err(IndexError::damaged("a list of terms is cut")),
        }
    }
}

fn blob(value: rusqlite::types::ValueRef<'_>) -> Result<&[u8]> {
    value.as_blob().map_err(IndexError::damaged)
}

/// An array of numbers, its blocks read when they are first needed.
struct Array {
    array: u8,
    blocks: RefCell<Vec<Option<Box<[u32]>>>>,
}

impl Array {
    fn new(array: u8) -> Self {
        Self { array, blocks: RefCell::default() }
    }

    fn at(&self, connection: &Connection, at: u32) -> Result<u32> {
        let (no, inside) = ((at / BLOCK) as usize, (at % BLOCK) as usize);
        let mut blocks = self.blocks.borrow_mut();
        if blocks.len() <= no {
            blocks.resize(no + 1, None);
        }
        if let Some(values) = &blocks[no] {
            return Ok(values[inside]);
        }
        let values = block(connection, self.array, no as u32)?;
        let value = values[inside];
        blocks[no] = Some(values);
        Ok(value)
    }
}
