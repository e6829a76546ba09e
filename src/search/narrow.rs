//! A query asked of quotes and positions instead of briefings: who says it, where it stands and what its words are is
//! asked of each by itself; place, date, source and the reader's marks of the briefing that holds it.

use super::parse::Node;
use super::plan::Planner;
use super::{Marked, Query, SearchError, Searcher};
use crate::index::{Asked, Claim, Condition, Narrowing, terms};
use crate::lexicon::fold::fold;
use crate::model::Stance;

impl Searcher {
    /// What `query` asks of quotes and positions, for the lists of a library.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn narrowing(&self, query: &Query, marked: &Marked) -> Result<Narrowing, SearchError> {
        let asked = self.planner(marked).asked(&query.node)?;
        let briefings = self.without_hidden(asked.briefings, &query.node, marked);
        Ok(match (&briefings, &asked.claim) {
            (Condition::Any, None) => Narrowing::default(),
            _ => Narrowing::asking(Asked { briefings, claim: asked.claim }),
        })
    }
}

impl Query {
    /// What somebody says, or where somebody stands.
    pub fn said(name: &str) -> Self {
        Self { node: Node::Said(name.to_owned()) }
    }

    /// What holds these words.
    pub fn about(words: &str) -> Self {
        Self { node: Node::About(words.to_owned()) }
    }

    /// What takes this stance.
    pub fn stance(stance: Stance) -> Self {
        Self { node: Node::Stance(stance) }
    }

    /// What both ask for.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self.node, other.node) {
            (Node::Any, node) | (node, Node::Any) => Self { node },
            (one, other) => Self { node: Node::All(vec![one, other]) },
        }
    }
}

impl Planner<'_> {
    fn asked(&self, node: &Node) -> Result<Asked, SearchError> {
        if !is_about_statements(node) {
            return Ok(Asked { briefings: self.plan(node)?, claim: None });
        }
        if let Node::All(parts) = node {
            let parts = parts.iter().map(|part| self.asked(part)).collect::<Result<Vec<_>, _>>()?;
            let (briefings, claims): (Vec<_>, Vec<_>) =
                parts.into_iter().map(|part| (part.briefings, part.claim)).unzip();
            let claims: Vec<Claim> = claims.into_iter().flatten().collect();
            return Ok(Asked { briefings: Condition::All(briefings), claim: Some(Claim::All(claims)) });
        }
        Ok(Asked { briefings: self.may_hold(node)?, claim: Some(self.claim(node)?) })
    }

    /// What every briefing holds that has a statement of which `node` is true; it may hold more.
    fn may_hold(&self, node: &Node) -> Result<Condition, SearchError> {
        Ok(match node {
            // In another order, or in a name that is given in full elsewhere: each word at least is there.
            Node::Words(words) => {
                let each = terms(words).into_iter().map(|word| Condition::Words(words[word.bytes].to_owned()));
                Condition::All(each.collect())
            }
            Node::Actor(name) | Node::Said(name) => Condition::Actors(self.actors(name)?),
            Node::Not(_) => Condition::Any,
            Node::One(parts) => Condition::One(parts.iter().map(|part| self.may_hold(part)).collect::<Result<_, _>>()?),
            Node::All(parts) => Condition::All(parts.iter().map(|part| self.may_hold(part)).collect::<Result<_, _>>()?),
            node => self.plan(node)?,
        })
    }

    fn claim(&self, node: &Node) -> Result<Claim, SearchError> {
        let all = |parts: &[Node]| parts.iter().map(|part| self.claim(part)).collect::<Result<Vec<_>, _>>();
        Ok(match node {
            Node::Words(words) => Claim::Words(stems(words)),
            // A stem may be shorter than what was typed of its word.
            Node::Beginning(word) => {
                let whole = Claim::Words(stems(word));
                Claim::One(vec![Claim::Beginning(fold(word)), whole])
            }
            Node::About(words) => Claim::About(stems(words)),
            Node::Actor(name) | Node::Said(name) => Claim::Holder(self.actors(name)?),
            Node::Stance(stance) => Claim::Stance(*stance),
            Node::All(parts) => Claim::All(all(parts)?),
            Node::One(parts) => Claim::One(all(parts)?),
            Node::Not(part) => Claim::Not(Box::new(self.claim(part)?)),
            node => Claim::Rows(self.reader.find_rows(&self.plan(node)?)?),
        })
    }
}

fn stems(words: &str) -> Vec<String> {
    terms(words).into_iter().map(|word| word.stem).collect()
}

/// Whether `node` asks anything of a quote or position itself.
fn is_about_statements(node: &Node) -> bool {
    match node {
        Node::Words(_) | Node::Beginning(_) | Node::About(_) | Node::Actor(_) | Node::Said(_) | Node::Stance(_) => true,
        Node::All(parts) | Node::One(parts) => parts.iter().any(is_about_statements),
        Node::Not(part) => is_about_statements(part),
        _ => false,
    }
}
