//! Where a marked see-also leads: to the article of that id, headline or address, small edits of the headline allowed.

use std::collections::{BTreeSet, HashMap};

use crate::index::points;
use crate::lexicon::fold::fold;
use crate::lexicon::stem::is_stopword;
use crate::model::Row;

/// Likeness (one less the share of letters edited) from which two headlines are one.
const SAME: f64 = 0.88;

/// Letters of a headline below which every letter counts.
const LONG: usize = 15;

/// Share of the telling words, weighted by rarity, from which a headline is near another.
const NEAR: f32 = 0.5;

/// Articles compared for one pointer at most, for each of its words.
const POSTINGS: usize = 500;

/// The headlines, ids and addresses of a library.
#[derive(Debug, Clone, Default)]
pub struct Targets {
    spellings: HashMap<String, Row>,
    headlines: HashMap<Row, String>,
    words: HashMap<String, Vec<Row>>,
}

impl Targets {
    /// Puts in the article `row`; where two answer to one spelling, the first keeps it.
    pub fn add(&mut self, row: Row, id: &str, title: &str, url: Option<&str>) {
        for spelling in points::targets(id, title, url) {
            self.spellings.entry(spelling).or_insert(row);
        }
        let folded = fold(title);
        for word in telling(&folded) {
            self.words.entry(word.to_owned()).or_default().push(row);
        }
        self.headlines.insert(row, folded);
    }

    /// The article that a pointer with these words, and this address or name, leads to.
    pub fn resolve(&self, title: &str, link: Option<&str>) -> Option<Row> {
        // The address or name is surer than the words.
        let exact = points::spellings(title, link).into_iter().rev().find_map(|s| self.spellings.get(&s).copied());
        exact.or_else(|| self.edited(&fold(title)))
    }

    /// The article whose headline is nearest to `title`, for a pointer that leads out of the library.
    pub fn nearest(&self, title: &str) -> Option<Row> {
        let folded = fold(title);
        let words: Vec<(&str, f32)> = telling(&folded).map(|word| (word, self.rarity(word))).collect();
        let rows: BTreeSet<Row> = words.iter().flat_map(|(word, _)| self.holding(word)).copied().collect();
        let near = rows.into_iter().filter_map(|row| Some((nearness(&words, &self.headlines[&row])?, row)));
        near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, row)| row)
    }

    /// The article whose headline is `folded` but for a few letters.
    fn edited(&self, folded: &str) -> Option<Row> {
        let mut words: Vec<&str> = telling(folded).collect();
        words.sort_by_key(|word| self.words.get(*word).map_or(usize::MAX, Vec::len));
        let rows = words.iter().take(3).flat_map(|word| self.holding(word));
        let alike = rows.filter_map(|row| Some((edited(folded, &self.headlines[row])?, *row)));
        alike.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, row)| row)
    }

    /// Some of the articles whose headline holds `word`.
    fn holding(&self, word: &str) -> impl Iterator<Item = &Row> {
        self.words.get(word).into_iter().flatten().take(POSTINGS)
    }

    fn rarity(&self, word: &str) -> f32 {
        let holding = self.words.get(word).map_or(0, Vec::len) as f32;
        ((self.headlines.len() as f32 + 2.0) / (holding + 1.0)).ln().max(0.1)
    }
}

/// How alike two folded headlines are that differ by a few letters at most; none when they differ more.
pub(super) fn edited(folded: &str, other: &str) -> Option<f64> {
    let comparable = folded.len() >= LONG && folded.len().abs_diff(other.len()) * 8 <= folded.len();
    Some(strsim::normalized_levenshtein(folded, other)).filter(|alike| comparable && *alike >= SAME)
}

/// How much of the telling `words`, weighted by rarity, stands in the folded headline `other`; none when too little.
pub(super) fn nearness(words: &[(&str, f32)], other: &str) -> Option<f32> {
    let whole: f32 = words.iter().map(|(_, rarity)| rarity).sum();
    let shared = words.iter().filter(|(word, _)| telling(other).any(|other| other == *word));
    let (sum, count) = shared.fold((0.0, 0), |(sum, count), (_, rarity)| (sum + rarity, count + 1));
    (count > 1 && sum >= NEAR * whole).then_some(sum)
}

/// The words of a folded headline that say something.
pub(super) fn telling(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').filter(|word| word.len() > 1 && !is_stopword(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library() -> Targets {
        let mut targets = Targets::default();
        targets.add(1, "lamp", "Council Keeps ‘Old’ Lighthouse of Elmouth Open", Some("https://example.org/lamp"));
        targets.add(2, "milk", "Dairy Farmers Block Roads Over Price of Milk", None);
        targets
    }

    #[test]
    fn pointers_find_their_article() {
        let targets = library();
        assert_eq!(targets.resolve("council keeps old lighthouse of Elmouth open", None), Some(1));
        assert_eq!(targets.resolve("Council Kept Old Lighthouse of Elmouth Open", None), Some(1));
        assert_eq!(targets.resolve("here", Some("http://www.example.org/lamp/")), Some(1));
        assert_eq!(targets.resolve("this", Some("milk.md")), Some(2));
    }

    #[test]
    fn other_headlines_lead_nowhere() {
        let targets = library();
        assert_eq!(targets.resolve("Council Keeps Old Lighthouse of Harwick Shut", None), None);
        assert_eq!(targets.resolve("Old", None), None);
        assert_eq!(targets.nearest("Elections Called for June"), None);
    }

    #[test]
    fn what_is_near_is_offered() {
        assert_eq!(library().nearest("How the Old Lighthouse of Elmouth Was Built"), Some(1));
    }
}
