//! What of an article is compared with others.

use std::borrow::Cow;

use foldhash::HashMap;
use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use crate::lexicon::fold::fold;
use crate::lexicon::form::{Forms, room};
use crate::lexicon::stem::{is_stopword, stem, words};
use crate::model::{Article, Briefing};

/// Bytes of text read; news has said what it is about by then.
const REACH: usize = 6_000;

/// Terms kept of an article.
const MOST: usize = 160;

/// How often a word of the headline counts.
const HEADLINE: f32 = 3.0;

/// How often a word of the beginning counts, and how many words that is.
const BEGINNING: (f32, usize) = (2.0, 60);

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TermKind {
    /// A stem.
    Word,
    /// A person, organisation, country or group.
    Actor,
    /// A place.
    Place,
}

impl TermKind {
    /// Every kind, in the order declared.
    pub const ALL: [Self; 3] = [Self::Word, Self::Actor, Self::Place];
}

/// A stem or name of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// What it is.
    pub kind: TermKind,
    /// Stem, or folded name.
    pub key: String,
    /// As a reader is shown it.
    pub shown: String,
    /// How much it stands for the article: 1 and the logarithm of its count.
    pub weight: f32,
}

/// What of an article is compared with others: its telling words and names, and its day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Digest {
    /// Its terms, the weightiest first, each once.
    pub terms: Vec<Term>,
    /// The day it was published, counted from 1970-01-01.
    pub day: Option<i32>,
}

impl Digest {
    /// The digest of `article`, split to `briefing`.
    pub fn of(article: &Article, briefing: &Briefing) -> Self {
        let mut counts = Counts::of_text(article.text.as_str().len().min(REACH));
        counts.text(&article.title, HEADLINE, usize::MAX);
        let body = article.title_span.map_or(0, |span| article.text.bytes(span).end);
        let text = &article.text.as_str()[body..];
        let end = text.char_indices().map(|(at, _)| at).find(|&at| at >= REACH).unwrap_or(text.len());
        counts.text(&text[..end], BEGINNING.0, BEGINNING.1);
        for actor in &briefing.actors {
            counts.name(TermKind::Actor, &actor.name, actor.mentions.len());
        }
        for place in &briefing.places {
            let name = place.standard.as_deref().unwrap_or(&place.name);
            counts.name(TermKind::Place, name, place.mentions.len());
        }
        let day =
            article.date.map(|moment| moment.date.since(jiff::civil::date(1970, 1, 1)).map_or(0, |s| s.get_days()));
        Self { terms: counts.into_terms(), day }
    }
}

/// The terms of an article, as they are counted.
struct Counts<'a> {
    found: Vec<Counted<'a>>,
    /// The place in `found` of each form of a word; none of those that say nothing.
    forms: Forms<'a, Option<usize>>,
    /// By kind, keys to the place in `found`.
    keys: [HashMap<Cow<'a, str>, usize>; TermKind::ALL.len()],
}

/// A term and how much it was counted.
struct Counted<'a> {
    kind: TermKind,
    key: Cow<'a, str>,
    shown: &'a str,
    count: f32,
}

impl<'a> Counts<'a> {
    /// None yet, with room for those of so many bytes.
    fn of_text(bytes: usize) -> Self {
        let keys = TermKind::ALL.map(|kind| {
            let room = if kind == TermKind::Word { room(bytes) } else { 0 };
            HashMap::with_capacity_and_hasher(room, RandomState::default())
        });
        Self { found: Vec::with_capacity(room(bytes)), forms: Forms::of_text(bytes), keys }
    }

    /// Counts the words of `text`, the first `early` of them `weight` times.
    fn text(&mut self, text: &'a str, weight: f32, early: usize) {
        for (index, range) in words(text).enumerate() {
            if let Some(place) = self.word(&text[range]) {
                self.found[place].count += if index < early { weight } else { 1.0 };
            }
        }
    }

    /// The place of a word as written; none when it says nothing.
    fn word(&mut self, written: &'a str) -> Option<usize> {
        let Self { found, forms, keys } = self;
        forms.of(written, |form| {
            let telling = !is_stopword(&form) && written.chars().nth(1).is_some();
            telling.then(|| place(found, keys, TermKind::Word, stem(form), written))
        })
    }

    fn name(&mut self, kind: TermKind, name: &'a str, mentions: usize) {
        let place = place(&mut self.found, &mut self.keys, kind, fold(name).into(), name);
        self.found[place].count += mentions as f32;
    }

    /// The weightiest terms; of equal ones those that came first.
    fn into_terms(self) -> Vec<Term> {
        let weigh = |term: &Counted| 1.0 + term.count.max(1.0).ln();
        let named = self.found.iter().enumerate().filter(|(_, term)| !term.key.is_empty());
        let mut order: Vec<(f32, usize)> = named.map(|(place, term)| (weigh(term), place)).collect();
        order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        order.truncate(MOST);
        let term = |(weight, place): (f32, usize)| {
            let Counted { kind, key, shown, .. } = &self.found[place];
            Term { kind: *kind, key: key.to_string(), shown: (*shown).to_owned(), weight }
        };
        order.into_iter().map(term).collect()
    }
}

/// The place of a term in `found`, where it is put if it is new.
fn place<'a>(
    found: &mut Vec<Counted<'a>>,
    keys: &mut [HashMap<Cow<'a, str>, usize>; TermKind::ALL.len()],
    kind: TermKind,
    key: Cow<'a, str>,
    shown: &'a str,
) -> usize {
    *keys[kind as usize].entry(key).or_insert_with_key(|key| {
        found.push(Counted { kind, key: key.clone(), shown, count: 0.0 });
        found.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind, Mention, Span, Text};

    #[test]
    fn what_is_said_early_or_often_weighs_most() {
        let filler = "and so on ".repeat(20);
        let text = Text::new(&format!("Storms wrecked the harbour. {filler}A storm, a harbour; élan."));
        let article = Article { title: "Storm".to_owned(), text, ..Article::default() };
        let digest = Digest::of(&article, &Briefing::default());
        let terms: Vec<(&str, &str, f32)> =
            digest.terms.iter().map(|t| (t.key.as_str(), t.shown.as_str(), t.weight)).collect();
        let weight = |count: f32| 1.0 + count.ln();
        assert_eq!(
            terms,
            [
                ("storm", "Storm", weight(6.0)),
                ("harbour", "harbour", weight(3.0)),
                ("wreck", "wrecked", weight(2.0)),
                ("élan", "élan", weight(1.0)),
            ]
        );
    }

    #[test]
    fn a_name_is_no_word() {
        let mention = Mention { span: Span::new(0, 4), role: None };
        let actor = Actor { name: "Élise Berg".to_owned(), kind: ActorKind::Person, mentions: vec![mention; 2] };
        let briefing = Briefing { actors: vec![actor], ..Briefing::default() };
        let article = Article { title: "Berg".to_owned(), ..Article::default() };
        let terms = Digest::of(&article, &briefing).terms;
        let found: Vec<(TermKind, &str, &str)> =
            terms.iter().map(|t| (t.kind, t.key.as_str(), t.shown.as_str())).collect();
        assert_eq!(found, [(TermKind::Word, "berg", "Berg"), (TermKind::Actor, "elise berg", "Élise Berg")]);
    }
}
