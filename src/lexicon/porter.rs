//! Porter's second algorithm for the stems of English words ("Porter2", snowballstem.org), without making a string where
//! the stem begins the word.

use std::borrow::Cow;

/// Longest word that is stemmed, in bytes; what is longer is no word of a language.
const LONGEST: usize = 96;

/// The stem of the lower-case `word`; words that are not ASCII stay as they are.
pub fn stem<'a>(word: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    let word = word.into();
    if word.len() < 3 || word.len() > LONGEST || !word.is_ascii() {
        return word;
    }
    match odd_one(&word) {
        Some(stem) => finished(word, stem.as_bytes()),
        None => {
            let mut letters = Letters::of(&word);
            letters.reduce();
            let Letters { all, end, .. } = &mut letters;
            all[..*end].make_ascii_lowercase();
            finished(word, &all[..*end])
        }
    }
}

/// `word`, cut to its `stem` where that is how it begins.
fn finished<'a>(mut word: Cow<'a, str>, stem: &[u8]) -> Cow<'a, str> {
    if !word.as_bytes().starts_with(stem) {
        return Cow::Owned(stem.iter().copied().map(char::from).collect());
    }
    match &mut word {
        Cow::Borrowed(whole) => *whole = &whole[..stem.len()],
        Cow::Owned(whole) => whole.truncate(stem.len()),
    }
    word
}

/// The stem of a word that follows no rule.
fn odd_one(word: &str) -> Option<&'static str> {
    Some(match word {
        "skis" => "ski",
        "skies" => "sky",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        "idly" => "idl",
        "gently" => "gentl",
        "ugly" => "ugli",
        "early" => "earli",
        "only" => "onli",
        "singly" => "singl",
        "sky" => "sky",
        "news" => "news",
        "howe" => "howe",
        "atlas" => "atlas",
        "cosmos" => "cosmos",
        "bias" => "bias",
        "andes" => "andes",
        _ => return None,
    })
}

/// Words that are left as they are once their plural is gone.
const WHOLE: [&[u8]; 8] = [b"inning", b"outing", b"canning", b"herring", b"earring", b"proceed", b"exceed", b"succeed"];

/// Beginnings after which the first region begins at once.
const BEGINNINGS: [&[u8]; 3] = [b"gener", b"commun", b"arsen"];

/// Endings of the second step and what takes their place within the first region; longer ones before those that they end
/// in. The last two ask for certain letters before them.
static SECOND: [(&[u8], &[u8]); 24] = [
    (b"ization", b"ize"),
    (b"ational", b"ate"),
    (b"fulness", b"ful"),
    (b"ousness", b"ous"),
    (b"iveness", b"ive"),
    (b"tional", b"tion"),
    (b"biliti", b"ble"),
    (b"lessli", b"less"),
    (b"entli", b"ent"),
    (b"ation", b"ate"),
    (b"alism", b"al"),
    (b"aliti", b"al"),
    (b"ousli", b"ous"),
    (b"iviti", b"ive"),
    (b"fulli", b"ful"),
    (b"enci", b"ence"),
    (b"anci", b"ance"),
    (b"abli", b"able"),
    (b"izer", b"ize"),
    (b"ator", b"ate"),
    (b"alli", b"al"),
    (b"bli", b"ble"),
    (b"ogi", b"og"),
    (b"li", b""),
];

/// Endings of the third step, likewise; "ative" must stand in the second region.
static THIRD: [(&[u8], &[u8]); 9] = [
    (b"ational", b"ate"),
    (b"tional", b"tion"),
    (b"alize", b"al"),
    (b"icate", b"ic"),
    (b"iciti", b"ic"),
    (b"ative", b""),
    (b"ical", b"ic"),
    (b"ness", b""),
    (b"ful", b""),
];

/// Endings of the fourth step, which go where they stand in the second region; "ion" asks for an s or t before it.
static FOURTH: [&[u8]; 18] = [
    b"ement", b"ment", b"ance", b"ence", b"able", b"ible", b"ant", b"ent", b"ism", b"ate", b"iti", b"ous", b"ive",
    b"ize", b"ion", b"al", b"er", b"ic",
];

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// A word under way; a y that is no vowel is written Y.
struct Letters {
    all: [u8; LONGEST],
    end: usize,
    /// Where its two regions begin.
    first: usize,
    second: usize,
}

impl Letters {
    fn of(word: &str) -> Self {
        let word = word.strip_prefix('\'').unwrap_or(word).as_bytes();
        let mut letters = Self { all: [0; LONGEST], end: word.len(), first: 0, second: 0 };
        letters.all[..word.len()].copy_from_slice(word);
        for at in 0..word.len() {
            if letters.all[at] == b'y' && (at == 0 || is_vowel(letters.all[at - 1])) {
                letters.all[at] = b'Y';
            }
        }
        let opening = BEGINNINGS.iter().find(|beginning| word.starts_with(beginning));
        letters.first = opening.map_or_else(|| letters.past_syllable(0), |opening| opening.len());
        letters.second = letters.past_syllable(letters.first);
        letters
    }

    fn now(&self) -> &[u8] {
        &self.all[..self.end]
    }

    /// Where the first consonant after the first vowel from `from` on ends; the end where there is none.
    fn past_syllable(&self, from: usize) -> usize {
        let vowel = self.now()[from..].iter().position(|&letter| is_vowel(letter));
        let consonant =
            |vowel: usize| self.now()[from + vowel..].iter().position(|&letter| !is_vowel(letter)).map(|c| vowel + c);
        vowel.and_then(consonant).map_or(self.end, |consonant| from + consonant + 1)
    }

    fn reduce(&mut self) {
        self.plural();
        if WHOLE.contains(&self.now()) {
            return;
        }
        self.verb();
        self.last_y();
        self.second_step();
        self.third_step();
        self.fourth_step();
        self.last_letter();
    }

    fn ends(&self, ending: &[u8]) -> bool {
        // Nearly always the last two letters tell that it does not.
        let Some(rest) = self.end.checked_sub(ending.len()) else { return false };
        match ending {
            [.., before, last] if *last == self.all[self.end - 1] && *before == self.all[self.end - 2] => {
                self.all[rest..self.end] == *ending
            }
            [last] => *last == self.all[self.end - 1],
            _ => false,
        }
    }

    /// The letter `back` letters before the end; 0 before the beginning.
    fn letter(&self, back: usize) -> u8 {
        self.end.checked_sub(back).map_or(0, |at| self.all[at])
    }

    /// Puts `new` in the place of the last `length` letters, which are as many or more, or goes on with one letter more.
    fn replace(&mut self, length: usize, new: &[u8]) {
        self.end -= length;
        self.all[self.end..self.end + new.len()].copy_from_slice(new);
        self.end += new.len();
    }

    /// Whether a vowel stands before the last `back` letters.
    fn has_vowel_before(&self, back: usize) -> bool {
        self.now()[..self.end.saturating_sub(back)].iter().any(|&letter| is_vowel(letter))
    }

    /// Whether the last syllable is short.
    fn is_short(&self) -> bool {
        match *self.now() {
            [.., before, vowel, last] => {
                !is_vowel(before) && is_vowel(vowel) && !is_vowel(last) && !matches!(last, b'w' | b'x' | b'Y')
            }
            [vowel, last] => is_vowel(vowel) && !is_vowel(last),
            _ => false,
        }
    }

    /// The possessive and the plural.
    fn plural(&mut self) {
        let possessive: [&[u8]; 3] = [b"'s'", b"'s", b"'"];
        if let Some(ending) = possessive.into_iter().find(|ending| self.ends(ending)) {
            self.end -= ending.len();
        }
        if self.ends(b"sses") {
            self.replace(4, b"ss");
        } else if self.ends(b"ied") || self.ends(b"ies") {
            self.replace(3, if self.end > 4 { b"i" } else { b"ie" });
        } else if self.ends(b"s") && !self.ends(b"us") && !self.ends(b"ss") && self.has_vowel_before(2) {
            self.end -= 1;
        }
    }

    /// The past and the participles.
    fn verb(&mut self) {
        for ending in [b"eedly".as_slice(), b"eed"] {
            if self.ends(ending) {
                if self.end - ending.len() >= self.first {
                    self.replace(ending.len(), b"ee");
                }
                return;
            }
        }
        let endings: [&[u8]; 4] = [b"ingly", b"edly", b"ing", b"ed"];
        let Some(ending) = endings.into_iter().find(|ending| self.ends(ending)) else { return };
        if !self.has_vowel_before(ending.len()) {
            return;
        }
        self.end -= ending.len();
        let double = self.letter(1) == self.letter(2)
            && matches!(self.letter(1), b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't');
        if self.ends(b"at") || self.ends(b"bl") || self.ends(b"iz") {
            self.replace(0, b"e");
        } else if double {
            self.end -= 1;
        } else if self.end == self.first && self.is_short() {
            self.replace(0, b"e");
        }
    }

    fn last_y(&mut self) {
        if matches!(self.letter(1), b'y' | b'Y') && self.end > 2 && !is_vowel(self.letter(2)) {
            self.replace(1, b"i");
        }
    }

    fn second_step(&mut self) {
        let Some(&(ending, new)) = SECOND.iter().find(|(ending, _)| self.ends(ending)) else { return };
        let before = self.letter(ending.len() + 1);
        let fits = match ending {
            b"ogi" => before == b'l',
            b"li" => matches!(before, b'c' | b'd' | b'e' | b'g' | b'h' | b'k' | b'm' | b'n' | b'r' | b't'),
            _ => true,
        };
        if fits && self.end - ending.len() >= self.first {
            self.replace(ending.len(), new);
        }
    }

    fn third_step(&mut self) {
        let Some(&(ending, new)) = THIRD.iter().find(|(ending, _)| self.ends(ending)) else { return };
        let region = if ending == b"ative" { self.second } else { self.first };
        if self.end - ending.len() >= region.max(self.first) {
            self.replace(ending.len(), new);
        }
    }

    fn fourth_step(&mut self) {
        let Some(&ending) = FOURTH.iter().find(|ending| self.ends(ending)) else { return };
        let fits = ending != b"ion" || matches!(self.letter(4), b's' | b't');
        if fits && self.end - ending.len() >= self.second {
            self.end -= ending.len();
        }
    }

    /// An e or the second of two l at the end.
    fn last_letter(&mut self) {
        let Some(at) = self.end.checked_sub(1) else { return };
        let (in_first, in_second) = (at >= self.first, at >= self.second);
        let goes = match self.all[at] {
            b'e' if in_second => true,
            b'e' if in_first => {
                self.end = at;
                let short = self.is_short();
                self.end = at + 1;
                !short
            }
            b'l' => in_second && self.letter(2) == b'l',
            _ => false,
        };
        if goes {
            self.end = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_stemmers::{Algorithm, Stemmer};

    use super::*;

    #[test]
    fn words_lose_their_endings() {
        for (word, expected) in [
            ("negotiations", "negoti"),
            ("happily", "happili"),
            ("hopping", "hop"),
            ("hoping", "hope"),
            ("ties", "tie"),
            ("cries", "cri"),
            ("gas", "gas"),
            ("generously", "generous"),
            ("skies", "sky"),
            ("proceeds", "proceed"),
            ("saying", "say"),
            ("mayor's", "mayor"),
            ("controll", "control"),
            ("élans", "élans"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }

    #[test]
    fn a_stem_that_begins_the_word_is_no_new_string() {
        assert!(matches!(stem("walking"), Cow::Borrowed("walk")));
        assert!(matches!(stem("hoping"), Cow::Borrowed("hope") | Cow::Owned(_)));
    }

    #[track_caller]
    fn check(word: &str) {
        assert_eq!(stem(word), Stemmer::create(Algorithm::English).stem(word), "{word}");
    }

    #[test]
    fn stems_are_those_of_the_algorithm_as_published() {
        let lists = [
            include_str!("plain_words.txt"),
            include_str!("stopwords.txt"),
            include_str!("stance_words.txt"),
            include_str!("lists/roles.txt"),
            include_str!("lists/org_words.txt"),
            include_str!("boilerplate.txt"),
        ];
        let endings =
            ["", "s", "es", "ed", "ing", "ingly", "edly", "ly", "ness", "ful", "fully", "y", "ation", "al", "er"];
        for word in lists.iter().flat_map(|list| list.split(|c: char| !c.is_ascii_alphabetic())) {
            let small = word.to_ascii_lowercase();
            endings.iter().for_each(|ending| check(&format!("{small}{ending}")));
        }
        WHOLE.iter().for_each(|word| check(std::str::from_utf8(word).unwrap()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn any_letters_are_stemmed_as_published(
            word in "'?(gener|commun|arsen)?([aeiouy]?[a-z0-9']){0,4}[aeiouylst]{0,2}",
            endings in proptest::collection::vec(0..SECOND.len() + THIRD.len() + FOURTH.len(), 0..3),
            last in "(s|'s|ed|edly|eed|ing|ingly|y|e|ll|li|ies|sses)?",
        ) {
            let of = |at: usize| SECOND.iter().chain(&THIRD).map(|(ending, _)| ending).chain(&FOURTH).nth(at);
            let middle: String = endings.into_iter().filter_map(of).map(|e| std::str::from_utf8(e).unwrap()).collect();
            let word = format!("{word}{middle}{last}");
            let published = Stemmer::create(Algorithm::English).stem(&word).into_owned();
            prop_assert_eq!(stem(word.as_str()), published, "{}", word);
        }
    }
}
