//! Words as they are compared: small letters, split at every mark, reduced to their stem.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::key::{ListSet, key};

static STOPWORDS: LazyLock<ListSet<&'static str>> = LazyLock::new(|| {
    include_str!("stopwords.txt").lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// Longest word that is stemmed, in bytes; what is longer is no word of a language.
const LONGEST: usize = 40;

/// Whether the lower-case `word` is too common to say what a text is about.
pub fn is_stopword(word: &str) -> bool {
    word.len() <= 10 && STOPWORDS.contains(word)
}

/// The runs of letters and digits in `text`, in bytes; joiners and combining marks that are no letters part them.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = run(text, at, |c| !c.is_alphanumeric());
        at = run(text, start, char::is_alphanumeric);
        (start < at).then_some(start..at)
    })
}

/// Where the run of characters that `belong` ends which begins at `from`.
fn run(text: &str, from: usize, belong: impl Fn(char) -> bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let c = if bytes[at].is_ascii() { char::from(bytes[at]) } else { text[at..].chars().next().unwrap_or(' ') };
        if !belong(c) {
            break;
        }
        at += c.len_utf8();
    }
    at
}

/// The stem of the lower-case `word`, as [`porter`] finds it; words of at most three letters and of other scripts stay as
/// they are.
pub fn stem<'a>(word: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    let word = word.into();
    if word.len() <= 3 || word.len() > LONGEST || !word.is_ascii() { word } else { porter(word) }
}

/// How many words each thread remembers the stems of.
const REMEMBERED: usize = 4096;

thread_local! {
    /// Words with their stems, each at the place that its key gives: news uses the same few thousand words over and
    /// over, and finding a stem takes longer than all else that is done with a word.
    static KNOWN: RefCell<Vec<(Box<str>, Box<str>)>> = RefCell::new(vec![Default::default(); REMEMBERED]);
}

/// What Porter's second algorithm for English leaves of the lower-case `word`, however short or long it is.
pub fn porter<'a>(word: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    let mut word = word.into();
    let stemmer = || Stemmer::create(Algorithm::English);
    if word.len() > LONGEST {
        return Cow::Owned(stemmer().stem(&word).into_owned());
    }
    KNOWN.with_borrow_mut(|known| {
        let (last, stem) = &mut known[key(&word) as usize % REMEMBERED];
        if **last != *word {
            *stem = stemmer().stem(&word).into();
            *last = word.as_ref().into();
        }
        if !word.starts_with(&**stem) {
            return Cow::Owned(stem.to_string());
        }
        // Most stems begin their word, so that nothing need be written.
        match &mut word {
            Cow::Borrowed(whole) => *whole = &whole[..stem.len()],
            Cow::Owned(whole) => whole.truncate(stem.len()),
        }
        word
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_part_words() {
        let text = "US-Russian talks: don’t, 1,000";
        let found: Vec<&str> = words(text).map(|r| &text[r]).collect();
        assert_eq!(found, ["US", "Russian", "talks", "don", "t", "1", "000"]);
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        assert_eq!(stem("negotiations"), stem("negotiation"));
        assert_ne!(stem("port"), stem("sport"));
        assert_eq!(stem("переговоры"), "переговоры");
        assert_eq!(stem("happily".to_owned()), "happili");
        assert_eq!(stem("walking".to_owned()), "walk");
        assert_eq!((stem("its"), porter("its")), ("its".into(), "it".into()));
    }
}
