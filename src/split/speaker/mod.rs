//! Who said it: the source of an attribution resolved to an actor.

mod confidence;
mod content;
mod description;
mod key;
mod pronoun;
mod source;
mod speech;

use std::collections::BTreeMap;
use std::ops::Range;

use super::actor::Cast;
use super::document::Document;
use super::quote::{Attribution, Reading};
use crate::lexicon::key::{KeyMap, key};
use crate::lexicon::nation;
use crate::model::{ActorKind, Quote};
pub use confidence::{Traits, Weights};
use speech::Speech;
pub use speech::Statement;

/// Attributions less likely to be right than this are left out: chosen on development data for the best balance of finds
/// and false alarms.
const LEAST: f32 = 0.25;

/// Who a source was found to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Speaker {
    /// The actor, as an index into [`Cast::members`].
    member: Option<usize>,
    /// The name or description that is shown.
    name: Option<String>,
    /// Tokens of the title or role given here.
    role: Option<Range<usize>>,
}

/// What the resolvers look at.
struct Scene<'a> {
    document: &'a Document<'a>,
    reading: &'a Reading,
    cast: &'a Cast,
    /// Who has a last name, as an index into [`Cast::members`]; none where two have it.
    last_names: KeyMap<Option<usize>>,
    /// The countries among the actors by their code.
    countries: BTreeMap<&'static str, usize>,
}

impl<'a> Scene<'a> {
    fn of(document: &'a Document<'a>, reading: &'a Reading, cast: &'a Cast) -> Self {
        let mut last_names: KeyMap<Option<usize>> = KeyMap::default();
        let mut countries = BTreeMap::new();
        for (index, member) in cast.members.iter().enumerate() {
            match member.kind {
                ActorKind::Person => {
                    let last = key(member.name.rsplit(' ').next().unwrap_or_default());
                    last_names.entry(last).and_modify(|bearer| *bearer = None).or_insert(Some(index));
                }
                ActorKind::Country => {
                    if let Some((code, _)) = nation::lookup(&member.name) {
                        countries.entry(code).or_insert(index);
                    }
                }
                _ => {}
            }
        }
        Self { document, reading, cast, last_names, countries }
    }
}

/// Gives each attribution its speaker, and marks the key quotes.
pub fn attribute(document: &Document, reading: &Reading, cast: &Cast, attributions: Vec<Attribution>) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = judged(document, reading, cast, attributions)
        .into_iter()
        .filter_map(|(statement, traits)| {
            let confidence = traits.map_or(statement.sure, |traits| confidence::of(&traits));
            (confidence >= LEAST).then(|| statement.into_quote(document, confidence))
        })
        .collect();
    quotes.sort_by_key(|quote| (quote.span.start, quote.span.end));
    key::mark(document, cast, &mut quotes);
    quotes
}

/// What each attribution states, in tokens, with the traits by which its confidence is judged; no traits where only
/// rules are at work.
pub fn judged(
    document: &Document,
    reading: &Reading,
    cast: &Cast,
    attributions: Vec<Attribution>,
) -> Vec<(Statement, Option<Traits>)> {
    let scene = Scene::of(document, reading, cast);
    let statement = |speech: Speech| {
        let statement = speech.statement(&scene)?;
        let traits = cfg!(feature = "learned").then(|| Traits::of(&scene, &speech, &statement));
        Some((statement, traits))
    };
    speech::all(&scene, attributions).into_iter().filter_map(statement).collect()
}

#[cfg(test)]
pub(in crate::split) mod tests;
