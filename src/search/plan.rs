//! A query turned into what the index looks for: names become the library's own actors and places.

use std::sync::Arc;

use jiff::civil::Date;

use super::parse::{Is, Node};
use super::{Marked, SearchError};
use crate::index::{Condition, IndexError, Reader};
use crate::lexicon::actor_key::word_keys;
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer;
use crate::model::{Moment, Row, Stance};

/// What a query is read against.
pub(super) struct Planner<'a> {
    pub reader: &'a Reader,
    pub marked: &'a Marked,
    pub now: Date,
}

impl Planner<'_> {
    pub(super) fn plan(&self, node: &Node) -> Result<Condition, SearchError> {
        Ok(match node {
            Node::Any => Condition::Any,
            Node::Words(words) => Condition::Words(words.clone()),
            Node::Beginning(word) => Condition::Beginning(word.clone()),
            Node::Title(words) => Condition::Headline(words.clone()),
            Node::Source(words) => Condition::Source(words.clone()),
            Node::About(words) => Condition::About(words.clone()),
            Node::Stance(stance) => Condition::Stance(*stance, None),
            Node::Actor(name) => Condition::Actors(self.actors(name)?),
            Node::Said(name) => Condition::Speakers(self.actors(name)?),
            Node::Place(name) => self.place(name)?,
            Node::Tag(tag) => {
                let own = self.marked.tags.iter().filter(|(own, _)| fold(own) == fold(tag)).flat_map(|(_, rows)| rows);
                let mut own: Vec<Row> = own.copied().collect();
                own.sort_unstable();
                own.dedup();
                Condition::One(vec![Condition::Tag(fold(tag)), Condition::Rows(own.into())])
            }
            Node::Is(is) => self.is(*is),
            Node::Between(from, to) => Condition::Between(seconds(*from, i64::MIN), seconds(*to, i64::MAX)),
            Node::Newer(ago) => {
                let from =
                    self.now.checked_sub(ago.span()).map_err(|_| SearchError("that is too long ago".to_owned()))?;
                Condition::Between(seconds(Some(from), i64::MIN), i64::MAX)
            }
            Node::Not(part) => Condition::Not(Box::new(self.plan(part)?)),
            Node::One(parts) => Condition::One(parts.iter().map(|part| self.plan(part)).collect::<Result<_, _>>()?),
            Node::All(parts) => self.all(parts)?,
        })
    }

    /// In one group a speaker, a stance and what it is about belong to one quote or position; an actor beside a stance
    /// or a subject is whose they are.
    fn all(&self, parts: &[Node]) -> Result<Condition, SearchError> {
        let stance = parts.iter().find_map(|part| if let Node::Stance(stance) = part { Some(*stance) } else { None });
        let mut about: Vec<String> = Vec::new();
        let mut holder = None;
        for part in parts {
            match part {
                Node::About(words) => about.push(words.clone()),
                Node::Said(name) => holder = Some(name),
                Node::Actor(name) if holder.is_none() => holder = Some(name),
                _ => {}
            }
        }
        let mut conditions = parts.iter().map(|part| self.plan(part)).collect::<Result<Vec<_>, _>>()?;
        let bound = usize::from(stance.is_some()) + about.len() + usize::from(holder.is_some());
        if bound > 1 && (stance.is_some() || !about.is_empty()) {
            let holders = holder.map(|name| self.actors(name)).transpose()?;
            if let (Some(stance), Some(holders), true) = (stance, &holders, about.is_empty()) {
                conditions.push(Condition::Stance(stance, Some(holders.clone())));
            } else if about.len() + usize::from(stance.is_some()) + usize::from(holder.is_some()) > 1 {
                conditions = vec![self.statements(conditions, holders.as_deref(), stance, &about)?];
            }
        }
        Ok(Condition::All(conditions))
    }

    /// The rows in which one quote or position is all that is asked for.
    fn statements(
        &self,
        conditions: Vec<Condition>,
        holders: Option<&[i64]>,
        stance: Option<Stance>,
        about: &[String],
    ) -> Result<Condition, SearchError> {
        let candidates = self.reader.find_rows(&Condition::All(conditions.clone()))?;
        let rows = self.reader.with_statement(&candidates, holders, stance, about)?;
        let mut kept = conditions;
        kept.push(Condition::Rows(rows));
        Ok(Condition::All(kept))
    }

    pub(super) fn actors(&self, name: &str) -> Result<Vec<i64>, SearchError> {
        let mut keys = word_keys(name);
        if keys.is_empty() {
            keys = fold(name).split(' ').map(str::to_owned).collect();
        }
        Ok(self.reader.actors_called(&keys)?)
    }

    fn place(&self, name: &str) -> Result<Condition, SearchError> {
        let scope = gazetteer::Scope::named(name);
        let words: Vec<String> = fold(name).split(' ').map(str::to_owned).collect();
        let places = self.reader.places_called(&words, scope.keys())?;
        let within = scope.countries().iter().chain(scope.regions()).map(|code| (*code).to_owned()).collect();
        Ok(Condition::Places { places, within })
    }

    fn is(&self, is: Is) -> Condition {
        let rows =
            |rows: &std::collections::BTreeSet<Row>| Condition::Rows(rows.iter().copied().collect::<Arc<[Row]>>());
        match is {
            Is::Read => rows(&self.marked.read),
            Is::Unread => Condition::Not(Box::new(rows(&self.marked.read))),
            Is::Bookmarked => rows(&self.marked.bookmarked),
            Is::Hidden => rows(&self.marked.hidden),
        }
    }
}

fn seconds(date: Option<Date>, without: i64) -> i64 {
    date.map_or(without, |date| crate::index::seconds(Moment::from(date)))
}

impl From<IndexError> for SearchError {
    fn from(error: IndexError) -> Self {
        Self(error.message)
    }
}
