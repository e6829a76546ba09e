//! What the reader knows better about actors: names to merge, split, rename or leave out.
//!
//! A plain TOML file, shareable, written from the reader and by hand. Names are matched as across the library: variants
//! that share a key ([`actor_key`]) are one name. What was found in the articles stays as it is; corrections are laid
//! over it, in the order made, and can be taken away again.

mod resolve;
mod store;
mod written;

pub(super) use store::Store;
pub use written::CorrectionsError;

use crate::lexicon::actor_key::actor_key;
use crate::lexicon::fold::fold;
use crate::model::ActorKind;

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What is to be corrected.
    pub act: Act,
    /// The kind of actor that is meant; none means all that are called so ("Jordan": the country and the person).
    pub kind: Option<ActorKind>,
}

/// What is to be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// All of `names` are one actor, called `into`.
    Merge {
        /// The names that are the actor's, too.
        names: Vec<String>,
        /// What the actor is called.
        into: String,
    },
    /// In the articles `articles` the name `name` means another actor, called `called`.
    Split {
        /// The name that two actors share.
        name: String,
        /// Ids of the articles where it means the other one.
        articles: Vec<String>,
        /// What the other one is called.
        called: String,
    },
    /// The actor `from` is called `to`.
    Rename {
        /// The name that is wrong.
        from: String,
        /// The right one.
        to: String,
    },
    /// `name` is nobody.
    NotAnActor {
        /// What was taken for a name.
        name: String,
    },
}

/// The reader's corrections, in the order made: a later one sees what the earlier ones left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrections {
    all: Vec<Correction>,
}

impl Corrections {
    /// Whether there is nothing to correct.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The corrections, in the order made.
    pub fn iter(&self) -> impl Iterator<Item = &Correction> {
        self.all.iter()
    }
}

impl Correction {
    /// The kinds of actor that are meant.
    fn kinds(&self) -> &[ActorKind] {
        self.kind.as_ref().map_or(ActorKind::ALL, std::slice::from_ref)
    }

    /// The names that it corrects.
    fn corrected(&self) -> &[String] {
        match &self.act {
            Act::Merge { names, .. } => names,
            Act::Split { name, .. } | Act::NotAnActor { name } => std::slice::from_ref(name),
            Act::Rename { from, .. } => std::slice::from_ref(from),
        }
    }

    /// The name that it puts there.
    fn called(&self) -> Option<&str> {
        match &self.act {
            Act::Merge { into: called, .. } | Act::Split { called, .. } | Act::Rename { to: called, .. } => {
                Some(called)
            }
            Act::NotAnActor { .. } => None,
        }
    }
}

/// The key of a name as a correction spells it: a qualifier in brackets at the end, "Otto Lind (painter)", tells it from
/// all others that share the name.
fn key_of(name: &str, kind: ActorKind) -> String {
    let name = name.trim();
    match name.strip_suffix(')').and_then(|name| name.rsplit_once('(')) {
        Some((bare, qualifier)) if !bare.trim().is_empty() => {
            format!("{} ({})", actor_key(bare.trim(), kind), fold(qualifier))
        }
        _ => actor_key(name, kind),
    }
}
