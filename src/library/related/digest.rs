//! What of an article is compared with others.

use foldhash::HashMap;
use serde::{Deserialize, Serialize};

use crate::lexicon::fold::{fold, lower_into};
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
        let mut counts = Counts::default();
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

#[derive(Default)]
struct Counts {
    found: Vec<(Term, f32)>,
    /// Words in small letters to the place in `found`; none for those that say nothing.
    forms: HashMap<String, Option<usize>>,
    /// By kind, keys to the place in `found`.
    keys: [HashMap<String, usize>; TermKind::ALL.len()],
    small: String,
}

impl Counts {
    /// Counts the words of `text`, the first `early` of them `weight` times.
    fn text(&mut self, text: &str, weight: f32, early: usize) {
        for (index, range) in words(text).enumerate() {
            if let Some(place) = self.word(&text[range]) {
                self.found[place].1 += if index < early { weight } else { 1.0 };
            }
        }
    }

    /// The place of a word as written; none when it says nothing.
    fn word(&mut self, written: &str) -> Option<usize> {
        lower_into(&mut self.small, written);
        if let Some(&known) = self.forms.get(&self.small) {
            return known;
        }
        let telling = !is_stopword(&self.small) && written.chars().nth(1).is_some();
        let place = telling.then(|| self.place(TermKind::Word, stem(&self.small), written));
        self.forms.insert(self.small.clone(), place);
        place
    }

    fn name(&mut self, kind: TermKind, name: &str, mentions: usize) {
        let place = self.place(kind, fold(name), name);
        self.found[place].1 += mentions as f32;
    }

    fn place(&mut self, kind: TermKind, key: String, shown: &str) -> usize {
        let next = self.found.len();
        *self.keys[kind as usize].entry(key).or_insert_with_key(|key| {
            let term = Term { kind, key: key.clone(), shown: shown.to_owned(), weight: 0.0 };
            self.found.push((term, 0.0));
            next
        })
    }

    fn into_terms(self) -> Vec<Term> {
        let weigh = |(term, count): (Term, f32)| Term { weight: 1.0 + count.max(1.0).ln(), ..term };
        let mut terms: Vec<Term> = self.found.into_iter().filter(|(t, _)| !t.key.is_empty()).map(weigh).collect();
        terms.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        terms.truncate(MOST);
        terms
    }
}
