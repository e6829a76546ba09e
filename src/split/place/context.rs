//! Which countries and divisions an article is about, before any of its small places is resolved.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::HashMap;

use super::super::document::Document;
use super::toponym::{Found, Within, begins_name};
use crate::lexicon::form::Forms;
use crate::lexicon::gazetteer;
use crate::lexicon::key::ListMap;
use crate::model::PlaceKind;

/// How much an article's own words speak for countries and divisions; 1 is one plain mention.
#[derive(Debug, Default)]
pub struct Context {
    /// By ISO code.
    pub countries: BTreeMap<&'static str, f32>,
    /// By GeoNames' code.
    pub regions: BTreeMap<&'static str, f32>,
}

/// What a people's adjective is worth beside its country's name.
const DEMONYM: f32 = 0.5;
/// What a place after a comma is worth.
const WITHIN: f32 = 1.5;

/// What a word that belongs to one country is worth, and all of them together.
const CUE: f32 = 0.4;
const CUES: f32 = 2.0;

/// Reads off what is named outright.
pub fn read(document: &Document, found: &Found) -> Context {
    let mut context = Context::default();
    for mention in &found.mentions {
        match mention.within {
            Some(Within::Region(code)) => context.add_region(code, WITHIN),
            Some(Within::Country(code)) => *context.countries.entry(code).or_default() += WITHIN,
            None => {}
        }
        if let Some(first) = found.names[mention.name].candidates.first() {
            let known = first.place.known();
            match (known.kind, known.country, known.region) {
                (PlaceKind::Country, Some(code), _) => *context.countries.entry(code).or_default() += 1.0,
                (PlaceKind::Region, _, Some(code)) => context.add_region(code, 1.0),
                _ => {}
            }
        }
    }
    let mut cues: HashMap<&'static str, f32> = HashMap::default();
    let mut demonyms = Forms::of_text(0);
    for index in 0..document.tokens.len() {
        let word = document.word(index);
        if let Some(code) = word_cue(word) {
            *cues.entry(code).or_default() += CUE;
        }
        if begins_name(document, index)
            && let Some(code) = demonyms.of(word, |_| gazetteer::demonym(word))
        {
            *context.countries.entry(code).or_default() += DEMONYM;
        }
    }
    for (code, weight) in cues {
        *context.countries.entry(code).or_default() += weight.min(CUES);
    }
    context
}

/// The country whose institutions and spelling `word` belongs to.
fn word_cue(word: &str) -> Option<&'static str> {
    static CUES: LazyLock<ListMap<&'static str, &'static str>> = LazyLock::new(|| {
        include_str!("../../lexicon/gazetteer/cues.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(": "))
            .flat_map(|(code, words)| words.split_whitespace().map(move |word| (word, code)))
            .collect()
    });
    CUES.get(word).copied()
}

impl Context {
    /// How much of what the article names outright belongs to other countries than the one that it names most, 0 to 1.
    pub fn abroad(&self) -> f32 {
        let (sum, most) = self.countries.values().fold((0.0f32, 0.0f32), |(sum, most), &w| (sum + w, most.max(w)));
        if sum > 0.0 { 1.0 - most / sum } else { 0.0 }
    }

    fn add_region(&mut self, code: &'static str, weight: f32) {
        *self.regions.entry(code).or_default() += weight;
        if let Some(country) = gazetteer::region(code).and_then(|place| place.known().country) {
            *self.countries.entry(country).or_default() += weight / 2.0;
        }
    }
}
