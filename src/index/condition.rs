//! What a briefing must hold to be found, and its translation for the word index.

use std::ops::Bound;
use std::sync::Arc;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
    TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

use super::beginning::beginning;
use super::rows_query::RowsQuery;
use super::terms::stems;
use super::words::{Fields, first_order};
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
    /// This word, or one that it may become when it is typed to the end.
    Beginning(String),
    /// A word of the headline that begins so.
    HeadlineBeginning(String),
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
            Self::Beginning(_) | Self::HeadlineBeginning(_) => true,
            Self::All(parts) | Self::One(parts) => parts.iter().any(Self::ranks),
            _ => false,
        }
    }

    /// The words that are looked for, as stems.
    pub(crate) fn stems(&self) -> Vec<String> {
        match self {
            Self::Words(words) | Self::Headline(words) | Self::About(words) => stems(words),
            Self::Beginning(words) | Self::HeadlineBeginning(words) => stems(words),
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
            Self::Words(words) => Box::new(BooleanQuery::new(somewhere(fields, words))),
            Self::Beginning(word) => {
                let mut parts = somewhere(fields, word);
                let begun = [(fields.headline, HEADLINE), (fields.names, NAME), (fields.words, 1.0)];
                let begun = begun.into_iter().filter_map(|(field, score)| beginning(field, word, score));
                parts.extend(begun.map(|query| (Occur::Should, query)));
                Box::new(BooleanQuery::new(parts))
            }
            Self::HeadlineBeginning(word) => {
                let exact = boosted(sequence(fields.headline, &stems(word)), HEADLINE);
                let begun = beginning(fields.headline, word, 1.0).into_iter().chain([exact]);
                Box::new(BooleanQuery::new(begun.map(|query| (Occur::Should, query)).collect()))
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
            Self::Rows(rows) => flat(Box::new(RowsQuery::new(rows.clone(), fields.row))),
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

/// The places where words may stand: headline, text, and for a single word the names.
fn somewhere(fields: &Fields, words: &str) -> Vec<(Occur, Box<dyn Query>)> {
    let stems = stems(words);
    let mut parts: Vec<(Occur, Box<dyn Query>)> = vec![
        (Occur::Should, boosted(sequence(fields.headline, &stems), HEADLINE)),
        (Occur::Should, sequence(fields.words, &stems)),
    ];
    if let [stem] = &stems[..] {
        parts.push((Occur::Should, boosted(term(Term::from_field_text(fields.names, stem)), NAME)));
    }
    parts
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
