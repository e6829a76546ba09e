//! A name as it is compared: folded words, without what says nothing of who it is.

use foldhash::HashMap;

use crate::lexicon::fold::fold;
use crate::split::document::Document;
use crate::split::name::Name;

/// A name's words, folded; equal forms are one actor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Form {
    /// The words; initials are single letters.
    pub words: Vec<String>,
    /// "Jr.", "Sr.", "III", which tell a son from his father.
    pub generation: Option<&'static str>,
}

impl Form {
    /// The form of `name` as written.
    pub fn of(name: &str) -> Self {
        let mut words: Vec<String> = fold(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let generation = match words.last().map(String::as_str) {
            Some("jr" | "junior") => Some("jr"),
            Some("sr" | "senior") => Some("sr"),
            Some("ii") => Some("ii"),
            Some("iii") => Some("iii"),
            Some("iv") => Some("iv"),
            _ => None,
        };
        let generation = if words.len() > 1 { generation } else { None };
        if generation.is_some() {
            words.pop();
        }
        if words.first().is_some_and(|word| word == "the") && words.len() > 1 {
            words.remove(0);
        }
        Self { words, generation }
    }

    /// The words that are not initials.
    pub fn full_words(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.words.iter().map(String::as_str).filter(|word| word.len() > 1)
    }

    /// The last word: for most people the family name.
    pub fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The first word.
    pub fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }
}

/// The form of each name, made once for all that are written alike.
pub struct Written {
    forms: Vec<Form>,
    of_name: Vec<usize>,
}

impl Written {
    /// The forms of `names`, which stand in `document`.
    pub fn of(document: &Document, names: &[Name]) -> Self {
        let mut places: HashMap<&str, usize> = HashMap::default();
        let mut forms = Vec::new();
        let place_of = |name: &Name| {
            let phrase = document.phrase(name.tokens.clone());
            *places.entry(phrase).or_insert_with(|| {
                forms.push(Form::of(phrase));
                forms.len() - 1
            })
        };
        let of_name = names.iter().map(place_of).collect();
        Self { forms, of_name }
    }

    /// The form of the name number `name`.
    pub fn form(&self, name: usize) -> &Form {
        &self.forms[self.of_name[name]]
    }
}
