//! What a briefing must hold to be found, and its translation for the word index.

use std::ops::Bound;
use std::sync::Arc;

use tantivy::query::{
    AllQuery, BitSetDocSet, BooleanQuery, BoostQuery, ConstScoreQuery, ConstScorer, EmptyQuery, EnableScoring,
    Explanation, Occur, PhraseQuery, Query, RangeQuery, Scorer, TermQuery, TermSetQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::terms::stems;
use super::words::{Fields, first_order, of_order};
use crate::model::{Row, Stance};

/// What a briefing must hold.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    /// Anything.
    Any,
    /// These words, one after the other, in headline or text.
    Words(String),
    /// These words in the headline.
    Headline(String),
    /// One of these actors.
    Actors(Vec<i64>),
    /// One of these places, or one that lies in one of these countries and regions.
    Places {
        places: Vec<i64>,
        within: Vec<String>,
    },
    /// One of these actors speaks.
    Speakers(Vec<i64>),
    /// A position of this stance; of one of these actors where they are given.
    Stance(Stance, Option<Vec<i64>>),
    /// These words in quotes and positions.
    About(String),
    /// A source that holds these words.
    Source(String),
    /// This tag, folded.
    Tag(String),
    /// Moments from the first (included) to the second (left out), in seconds since 1970.
    Between(i64, i64),
    /// One of these rows, ascending.
    Rows(Arc<[Row]>),
    All(Vec<Condition>),
    One(Vec<Condition>),
    Not(Box<Condition>),
}

/// How much more a word counts in the headline, and in the name of an actor or place, than in the text.
const HEADLINE: Score = 3.0;
/// See [`HEADLINE`].
const NAME: Score = 2.0;

impl Condition {
    /// Whether hits differ in how well they match.
    pub(super) fn ranks(&self) -> bool {
        match self {
            Self::Words(_) | Self::Headline(_) | Self::About(_) => true,
            Self::All(parts) | Self::One(parts) => parts.iter().any(Self::ranks),
            _ => false,
        }
    }

    /// The words that are looked for, as stems.
    pub(crate) fn stems(&self) -> Vec<String> {
        match self {
            Self::Words(words) | Self::Headline(words) | Self::About(words) => stems(words),
            Self::All(parts) | Self::One(parts) => parts.iter().flat_map(Self::stems).collect(),
            _ => Vec::new(),
        }
    }

    /// The actors, and the places, that are looked for.
    pub(crate) fn numbers(&self) -> (Vec<i64>, Vec<i64>) {
        match self {
            Self::Actors(actors) | Self::Speakers(actors) | Self::Stance(_, Some(actors)) => {
                (actors.clone(), Vec::new())
            }
            Self::Places { places, .. } => (Vec::new(), places.clone()),
            Self::All(parts) | Self::One(parts) => {
                let (actors, places): (Vec<_>, Vec<_>) = parts.iter().map(Self::numbers).unzip();
                (actors.concat(), places.concat())
            }
            _ => (Vec::new(), Vec::new()),
        }
    }

    pub(super) fn query(&self, fields: &Fields) -> Box<dyn Query> {
        match self {
            Self::Any => Box::new(AllQuery),
            Self::Words(words) => {
                let stems = stems(words);
                let mut parts: Vec<(Occur, Box<dyn Query>)> = vec![
                    (Occur::Should, boosted(sequence(fields.headline, &stems), HEADLINE)),
                    (Occur::Should, sequence(fields.words, &stems)),
                ];
                if let [stem] = &stems[..] {
                    parts.push((Occur::Should, boosted(term(Term::from_field_text(fields.names, stem)), NAME)));
                }
                Box::new(BooleanQuery::new(parts))
            }
            Self::Headline(words) => boosted(sequence(fields.headline, &stems(words)), HEADLINE),
            Self::About(words) => {
                let words = stems(words).into_iter().map(|stem| term(Term::from_field_text(fields.about, &stem)));
                Box::new(BooleanQuery::new(words.map(|word| (Occur::Must, word)).collect()))
            }
            Self::Source(words) => flat(sequence(fields.source, &stems(words))),
            Self::Tag(tag) => flat(term(Term::from_field_text(fields.tag, tag))),
            Self::Actors(actors) => numbers(fields.actor, actors),
            Self::Speakers(actors) => numbers(fields.speaker, actors),
            Self::Places { places, within } => {
                let codes = within.iter().map(|code| Term::from_field_text(fields.within, code));
                let places = places.iter().map(|&no| Term::from_field_u64(fields.place, no as u64));
                flat(Box::new(TermSetQuery::new(places.chain(codes))))
            }
            Self::Stance(stance, None) => flat(term(Term::from_field_text(fields.stance, stance.as_str()))),
            Self::Stance(stance, Some(actors)) => {
                let word = |no: &i64| Term::from_field_text(fields.stance, &format!("{no}:{}", stance.as_str()));
                flat(Box::new(TermSetQuery::new(actors.iter().map(word))))
            }
            Self::Between(from, to) => {
                let edge = |moment: i64| Term::from_field_u64(fields.order, first_order(moment));
                flat(Box::new(RangeQuery::new(Bound::Included(edge(*from)), Bound::Excluded(edge(*to)))))
            }
            Self::Rows(rows) => flat(Box::new(RowsQuery { rows: rows.clone(), row: fields.row })),
            Self::All(parts) => both(fields, parts),
            Self::One(parts) => {
                Box::new(BooleanQuery::new(parts.iter().map(|part| (Occur::Should, part.query(fields))).collect()))
            }
            Self::Not(part) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, flat(Box::new(AllQuery))),
                (Occur::MustNot, part.query(fields)),
            ])),
        }
    }
}

/// All of `parts`; what is refused is refused of what the others find, not of the whole library.
fn both(fields: &Fields, parts: &[Condition]) -> Box<dyn Query> {
    let mut wanted: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for part in parts {
        wanted.push(match part {
            Condition::Not(refused) => (Occur::MustNot, refused.query(fields)),
            part => (Occur::Must, part.query(fields)),
        });
    }
    if wanted.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        wanted.push((Occur::Must, flat(Box::new(AllQuery))));
    }
    Box::new(BooleanQuery::new(wanted))
}

fn term(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// `stems` one after the other; nothing when there are none.
fn sequence(field: Field, stems: &[String]) -> Box<dyn Query> {
    match stems {
        [] => Box::new(EmptyQuery),
        [stem] => term(Term::from_field_text(field, stem)),
        stems => Box::new(PhraseQuery::new(stems.iter().map(|stem| Term::from_field_text(field, stem)).collect())),
    }
}

fn numbers(field: Field, numbers: &[i64]) -> Box<dyn Query> {
    flat(Box::new(TermSetQuery::new(numbers.iter().map(|&no| Term::from_field_u64(field, no as u64)))))
}

fn boosted(query: Box<dyn Query>, boost: Score) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, boost))
}

/// A filter: it finds and does not rank.
fn flat(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// The documents of given rows.
#[derive(Debug, Clone)]
struct RowsQuery {
    rows: Arc<[Row]>,
    row: Field,
}

/// Up to so many rows are looked up one by one; more are told by a look at every document.
const FEW: usize = 512;

impl Query for RowsQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(RowsWeight(self.clone())))
    }
}

struct RowsWeight(RowsQuery);

impl RowsWeight {
    fn documents(&self, reader: &SegmentReader) -> tantivy::Result<BitSet> {
        let rows = &self.0.rows;
        let mut found = BitSet::with_max_value(reader.max_doc());
        if rows.len() <= FEW {
            let inverted = reader.inverted_index(self.0.row)?;
            for &row in rows.iter() {
                let term = Term::from_field_u64(self.0.row, row);
                if let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
                    while postings.doc() != TERMINATED {
                        found.insert(postings.doc());
                        postings.advance();
                    }
                }
            }
            return Ok(found);
        }
        let mut wanted = vec![false; rows.last().map_or(0, |&last| last as usize + 1)];
        for &row in rows.iter() {
            wanted[row as usize] = true;
        }
        let orders = reader.fast_fields().u64("order")?;
        for document in 0..reader.max_doc() {
            let row = orders.first(document).map(|order| of_order(order).0 as usize);
            if row.is_some_and(|row| wanted.get(row) == Some(&true)) {
                found.insert(document);
            }
        }
        Ok(found)
    }
}

impl Weight for RowsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(self.documents(reader)?), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("one of the rows", 1.0))
    }
}
