//! Which quotes and positions are wanted, and whether one of them is.

use std::collections::HashMap;
use std::sync::Arc;

use crate::index::Condition;
use crate::model::{Row, Stance};

/// What narrows a list of quotes or positions; the default wants all, newest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Narrowing {
    pub(super) actor: Option<String>,
    pub(super) topics: Vec<String>,
    pub(super) changed: bool,
    pub(super) oldest_first: bool,
    pub(super) query: Option<Asked>,
}

/// What a query asks of quotes and positions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    /// What a briefing must hold that may have one.
    pub briefings: Condition,
    /// What the quote or position itself must be; none where all of such a briefing are wanted.
    pub claim: Option<Claim>,
}

/// What is asked of one quote or position.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Claim {
    /// Its briefing is one of these, ascending.
    Rows(Arc<[Row]>),
    /// One of these actors says it, or stands there.
    Holder(Vec<i64>),
    /// It takes this stance; a quote does where it is the evidence of one.
    Stance(Stance),
    /// These stems, one after the other, in it or in the name of who says it.
    Words(Vec<String>),
    /// A word that begins so in it or in the name of who says it; folded.
    Beginning(String),
    /// These stems, in any order, in it.
    About(Vec<String>),
    All(Vec<Claim>),
    One(Vec<Claim>),
    Not(Box<Claim>),
}

impl Narrowing {
    /// What a query asks.
    pub(crate) fn asking(query: Asked) -> Self {
        Self { query: Some(query), ..Self::default() }
    }

    /// Only of the actor with this key.
    #[must_use]
    pub fn of_actor(self, key: &str) -> Self {
        Self { actor: Some(key.to_owned()), ..self }
    }

    /// Only positions on a topic of these wordings, as [`Topic`](crate::model::Topic) has them.
    #[must_use]
    pub fn on(self, topics: &[String]) -> Self {
        Self { topics: topics.to_vec(), ..self }
    }

    /// Only positions whose actor was on the other side before.
    #[must_use]
    pub fn changed(self) -> Self {
        Self { changed: true, ..self }
    }

    /// Oldest first.
    #[must_use]
    pub fn oldest_first(self) -> Self {
        Self { oldest_first: true, ..self }
    }
}

/// One quote or position, as a claim looks at it.
#[derive(Debug, Default)]
pub(super) struct Statement {
    pub row: Row,
    /// Who says it or stands there, by its number.
    pub holder: Option<i64>,
    /// Stems of the name of that actor.
    pub name: Vec<String>,
    /// Stems of its words and its topic, each on its own.
    pub words: Vec<Vec<String>>,
    pub stances: Vec<Stance>,
}

impl Claim {
    /// The same, asking for actors by the number that they have since they were merged.
    pub(super) fn with_own_numbers(self, merged: &HashMap<i64, i64>) -> Self {
        let each = |parts: Vec<Self>| parts.into_iter().map(|part| part.with_own_numbers(merged)).collect();
        match self {
            Self::Holder(actors) => {
                Self::Holder(actors.into_iter().map(|no| merged.get(&no).copied().unwrap_or(no)).collect())
            }
            Self::All(parts) => Self::All(each(parts)),
            Self::One(parts) => Self::One(each(parts)),
            Self::Not(part) => Self::Not(Box::new(part.with_own_numbers(merged))),
            same => same,
        }
    }

    pub(super) fn holds(&self, statement: &Statement) -> bool {
        match self {
            Self::Rows(rows) => rows.binary_search(&statement.row).is_ok(),
            Self::Holder(actors) => statement.holder.is_some_and(|no| actors.contains(&no)),
            Self::Stance(stance) => statement.stances.contains(stance),
            Self::Words(stems) => {
                let within = |words: &Vec<String>| stems.is_empty() || words.windows(stems.len()).any(|w| w == stems);
                within(&statement.name) || statement.words.iter().any(within)
            }
            Self::Beginning(beginning) => {
                let begins = |stem: &String| stem.starts_with(beginning.as_str());
                statement.words.iter().chain([&statement.name]).flatten().any(begins)
            }
            Self::About(stems) => stems.iter().all(|stem| statement.words.iter().any(|words| words.contains(stem))),
            Self::All(parts) => parts.iter().all(|part| part.holds(statement)),
            Self::One(parts) => parts.iter().any(|part| part.holds(statement)),
            Self::Not(part) => !part.holds(statement),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn each_claim_looks_at_its_own_part() {
        let statement = Statement {
            row: 7,
            holder: Some(3),
            name: stems("ada marsh"),
            words: vec![stems("no premium for night work"), stems("premium")],
            stances: vec![Stance::Denies],
        };
        let holds = |claim: Claim| claim.holds(&statement);
        assert!(holds(Claim::Rows(vec![5, 7].into())) && !holds(Claim::Rows(vec![5].into())));
        assert!(holds(Claim::Holder(vec![3])) && !holds(Claim::Holder(vec![4])));
        assert!(holds(Claim::Stance(Stance::Denies)) && !holds(Claim::Stance(Stance::Warns)));
        assert!(holds(Claim::Words(stems("night work"))) && !holds(Claim::Words(stems("work night"))));
        assert!(holds(Claim::Words(stems("marsh"))) && !holds(Claim::About(stems("marsh"))));
        assert!(holds(Claim::About(stems("work premium"))));
        assert!(holds(Claim::Beginning("prem".into())) && !holds(Claim::Beginning("mium".into())));
        let both = |a, b| Claim::All(vec![a, b]);
        assert!(!holds(both(Claim::Holder(vec![3]), Claim::Not(Box::new(Claim::About(stems("night")))))));
        assert!(holds(Claim::One(vec![Claim::Holder(vec![4]), Claim::About(stems("night"))])));
    }
}
