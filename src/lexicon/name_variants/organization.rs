//! Whether two names of organisations can be one's.

use super::{Parts, sound};
use crate::lexicon::firm::{is_legal_form, is_small};
use crate::lexicon::fold::fold;
use crate::lexicon::vocabulary::{Marks, capitalised};

/// Whether a word of `name` says that it is an organisation's.
pub fn is_organization(name: &str) -> bool {
    let words: Vec<&str> = name.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    words.iter().any(|word| {
        let marks = Marks::of(&capitalised(word));
        marks.any(Marks::ORG_HEAD) || Marks::of(word).any(Marks::ORG_SUFFIX) || is_legal_form(&fold(word))
    })
}

/// Whether `short` is made of the first letters of the words of `full`.
pub fn is_acronym(short: &str, full: &Parts) -> bool {
    let letters: String = short.chars().filter(|c| c.is_alphanumeric()).collect();
    if full.words.len() < 2 || !(2..=8).contains(&letters.len()) || letters.chars().any(char::is_lowercase) {
        return false;
    }
    let initials = |skip: bool| -> String {
        full.words.iter().filter(|word| !skip || !is_small(word)).filter_map(|word| word.chars().next()).collect()
    };
    let letters = letters.to_lowercase();
    letters == initials(true) || letters == initials(false)
}

/// Whether the names `a` and `b` can be one organisation's.
pub fn same(a: &str, b: &str) -> bool {
    let (x, y) = (words(a), words(b));
    let acronym = |short: &str, full: &[String]| is_acronym(short, &Parts { words: full.to_vec(), ..Parts::default() });
    if acronym(a, &y) || acronym(b, &x) {
        return true;
    }
    let (x, y) = (bare(&x), bare(&y));
    if x.is_empty() || y.is_empty() {
        return false;
    }
    if x == y || x.concat() == y.concat() {
        return true;
    }
    x.len() == y.len() && x.iter().zip(&y).all(|(a, b)| alike(a, b))
}

/// The words that tell which organisation `name` names, as one key.
pub fn key(name: &str) -> String {
    bare(&words(name)).join(" ")
}

/// The folded words of a name, ampersands spelt out, numbers as digits, letters with full stops as one word.
fn words(name: &str) -> Vec<String> {
    let spelt = name.replace('&', " and ");
    fold(&spelt)
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(24)
        .map(|word| {
            number(word).map_or_else(|| word.replace("isation", "ization").replace("centre", "center"), str::to_owned)
        })
        .collect()
}

/// The words that tell which organisation it is.
fn bare(words: &[String]) -> Vec<String> {
    let telling = |word: &&String| !is_small(word) && !is_legal_form(word);
    words.iter().filter(telling).cloned().collect()
}

/// A typing error in a word of four letters or more, two in a long one; numbers and short words must agree.
fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let letters = a.bytes().chain(b.bytes()).all(|c| c.is_ascii_lowercase());
    let allowed = match a.len().min(b.len()) {
        0..=3 => 0,
        4..=8 => 1,
        _ => 2,
    };
    letters && (strsim::osa_distance(a, b) <= allowed || (allowed > 0 && sound::distance(a, b) < 0.06))
}

fn number(word: &str) -> Option<&'static str> {
    Some(match word {
        "first" | "1st" => "1",
        "second" | "2nd" => "2",
        "third" | "3rd" => "3",
        "one" => "1",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "seven" => "7",
        "eight" => "8",
        "nine" => "9",
        "ten" => "10",
        _ => return None,
    })
}
