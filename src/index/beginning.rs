//! A word that is still being typed: what it may become.

use tantivy::query::{BooleanQuery, ConstScoreQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

use super::terms::folded;

/// Fewer letters begin too many words.
const LEAST: usize = 3;
/// A stem this short is no sign that the word typed comes from it.
const SHORTEST_STEM: usize = 4;
/// Endings that stemming cuts off: "governm" may become "government", whose stem is "govern".
const ENDINGS: &[&str] = &[
    "able", "ables", "al", "ally", "ance", "ation", "ations", "ational", "ed", "edly", "ement", "ements", "ence", "er",
    "ers", "es", "ful", "fully", "ible", "ied", "ies", "ing", "ings", "ion", "ions", "ism", "ist", "ists", "ities",
    "ity", "ive", "ively", "ization", "ize", "ized", "izing", "ly", "ment", "ments", "ness", "ous", "ously", "s",
];

/// The documents in whose `field` a word begins as `word`, with the score `score`; none for words too short to tell.
pub(super) fn beginning(field: Field, word: &str, score: Score) -> Option<Box<dyn Query>> {
    let word = folded(word);
    if word.len() < LEAST {
        return None;
    }
    let longer = FuzzyTermQuery::new_prefix(Term::from_field_text(field, &word), 0, true);
    let mut parts: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Should, Box::new(longer))];
    for stem in stems_before(&word) {
        let term = Term::from_field_text(field, stem);
        parts.push((Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::Basic))));
    }
    Some(Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(parts)), score)))
}

/// The stems that `word` may have once its ending is typed to the end.
fn stems_before(word: &str) -> impl Iterator<Item = &str> {
    (SHORTEST_STEM..word.len()).filter_map(move |at| {
        let (stem, ending) = word.split_at_checked(at)?;
        ENDINGS.iter().any(|known| known.starts_with(ending)).then_some(stem)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_half_typed_leads_to_its_stem_and_not_to_any_shorter_word() {
        assert!(stems_before("governm").any(|stem| stem == "govern"));
        assert!(stems_before("negotiati").any(|stem| stem == "negoti"));
        assert_eq!(stems_before("wardrob").count(), 0);
        assert!(beginning(Field::from_field_id(0), "go", 1.0).is_none());
    }
}
