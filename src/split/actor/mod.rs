//! Who appears: names joined so that one actor is one, with titles, roles, short forms and pronouns' referents.

use std::ops::Range;

use super::document::Document;
use crate::model::{Actor, ActorKind, Mention};

mod acting;
mod form;
mod gender;
mod join;
mod organization;
mod person;
mod role;

pub use join::join;

/// Grammatical gender of a person, as far as given name, title and pronouns tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
    /// Not known.
    #[default]
    Unknown,
}

/// One occurrence of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appearance {
    /// The actor, as an index into [`Cast::members`].
    pub member: usize,
    /// Tokens of the name.
    pub tokens: Range<usize>,
    /// Tokens of the title or role given with it.
    pub role: Option<Range<usize>>,
}

/// An actor under its fullest name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The fullest name in the article, as written there.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// For a person.
    pub gender: Gender,
}

/// The actors of an article and every place where they are named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cast {
    /// The actors, by first appearance.
    pub members: Vec<Member>,
    /// Their appearances, in reading order.
    pub appearances: Vec<Appearance>,
}

impl Cast {
    /// The appearance that covers the token `index`.
    pub fn at(&self, index: usize) -> Option<&Appearance> {
        let next = self.appearances.partition_point(|a| a.tokens.end <= index);
        self.appearances.get(next).filter(|a| a.tokens.start <= index)
    }

    /// The actors as the briefing lists them, most mentioned first.
    pub fn into_actors(self, document: &Document) -> Vec<Actor> {
        let mut actors: Vec<Actor> =
            self.members.into_iter().map(|m| Actor { name: m.name, kind: m.kind, mentions: Vec::new() }).collect();
        for appearance in self.appearances {
            actors[appearance.member].mentions.push(Mention {
                span: document.span(appearance.tokens),
                role: appearance.role.map(|tokens| document.span(tokens)),
            });
        }
        actors.retain(|a| !a.mentions.is_empty());
        actors.sort_by_key(|a| std::cmp::Reverse(a.mentions.len()));
        actors
    }
}
