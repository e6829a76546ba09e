//! Which words are names, and of what: the recogniser.

use std::ops::Range;

use super::document::Document;

mod evidence;
mod feature;
mod guideline;
mod headline;
mod lattice;
mod learned;
mod model;
mod rules;
pub mod word;

pub use word::Words;

/// What a name names, as far as the recogniser can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// A toponym; also countries and capitals that act.
    Place,
    /// A people, nationality, event, work or other name.
    Other,
}

/// A name in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Its tokens, without titles before it and the possessive after it.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// The names of `document`, in reading order, none overlapping another.
pub fn recognise(document: &Document) -> Vec<Name> {
    let words = Words::of(document);
    let names = guideline::apply(document, &words, learned::recognise(document, &words));
    headline::apply(document, &words, names)
}

/// Calls `tell` for each stretch that the model labels with the features of each of its tokens: what training reads.
pub fn show_features(document: &Document, mut tell: impl FnMut(Range<usize>, Vec<Vec<u32>>)) {
    let words = Words::of(document);
    let ruled = rules::recognise(document, &words);
    let sight = feature::Sight::of(document, &words, &ruled);
    for stretch in lattice::stretches(document, &words) {
        let of_token = |index| {
            let mut features = Vec::new();
            sight.features(&stretch, index, &mut |feature| features.push(feature));
            features
        };
        let all = stretch.clone().map(of_token).collect();
        tell(stretch, all);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Article, Text};

    pub(super) fn names(text: &str) -> Vec<(String, NameKind)> {
        let article = Article { text: Text::new(text), ..Article::default() };
        let document = Document::read(&article);
        recognise(&document).iter().map(|name| (document.phrase(name.tokens.clone()).to_owned(), name.kind)).collect()
    }

    fn check(text: &str, name: &str, kind: NameKind) {
        assert!(names(text).contains(&(name.to_owned(), kind)), "{name}: {:?}", names(text));
    }

    #[test]
    fn titles_and_possessives_are_left_out() {
        let text = "Finnish Prime Minister Aino Lehtola met reporters. Mr Lehtola's plan was read to the Ministry of the Interior.";
        check(text, "Aino Lehtola", NameKind::Person);
        check(text, "Lehtola", NameKind::Person);
        check(text, "Ministry of the Interior", NameKind::Organization);
        check(text, "Finnish", NameKind::Other);
    }

    #[test]
    fn an_office_before_a_name_is_no_part_of_it() {
        let text =
            "Fisheries Minister Maria Holmberg opened the pier. Deputy Interior Secretary Peter Lund stayed away.";
        check(text, "Maria Holmberg", NameKind::Person);
        check(text, "Peter Lund", NameKind::Person);
    }

    #[test]
    fn known_organisations_and_nations_are_what_they_are() {
        let text = "The White House and the Kremlin said NATO would meet in Norway, where Ukraine sent a delegation.";
        check(text, "White House", NameKind::Organization);
        check(text, "Kremlin", NameKind::Organization);
        check(text, "NATO", NameKind::Organization);
        check(text, "Norway", NameKind::Place);
        check(text, "Ukraine", NameKind::Place);
    }

    #[test]
    fn everyday_words_are_no_names() {
        assert_eq!(names("However, prices rose on Monday. There were no talks in April, and nobody knew why."), []);
    }

    proptest! {
        #[test]
        fn names_are_in_order_and_apart(text in "([A-Z][a-z]{1,7}|said|of|the|Mr\\.|NATO|U\\.S\\.|[(),.\n\"’]|’s|\\PC){0,60}") {
            let article = Article { text: Text::new(&text.replace('|', " ")), ..Article::default() };
            let document = Document::read(&article);
            let found = recognise(&document);
            for pair in found.windows(2) {
                prop_assert!(pair[0].tokens.end <= pair[1].tokens.start);
            }
            for name in &found {
                prop_assert!(name.tokens.start < name.tokens.end && name.tokens.end <= document.tokens.len());
                prop_assert!((0.0..=1.0).contains(&name.confidence));
                let sentence = document.sentence_of(name.tokens.start);
                prop_assert!(name.tokens.end <= document.sentences[sentence].tokens.end);
            }
            prop_assert_eq!(found, recognise(&document));
        }
    }
}
