//! A name taken apart: the words that tell who it is, without titles.

use std::sync::LazyLock;

use crate::lexicon::fold::fold;
use crate::lexicon::key::ListSet;
use crate::lexicon::vocabulary::{Marks, capitalised};

/// Words beyond this many say nothing more; a longer "name" is none.
const MOST_WORDS: usize = 16;

/// The words of a name that tell who it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// Folded, in their order; initials are single letters.
    pub words: Vec<String>,
    /// "jr", "sr", "ii" …: what tells a son from his father.
    pub generation: Option<String>,
    /// What a title tells: a woman's (true) or a man's (false).
    pub female: Option<bool>,
    /// Whether "bin", "ibn" or "ben" fixes the order of the words.
    pub ordered: bool,
    /// Whether the title is a king's, queen's or pope's, whose lone name is a given name.
    pub regnal: bool,
    /// All words, particles too, written as one.
    pub joined: String,
}

static HONORIFICS: LazyLock<ListSet<&'static str>> = LazyLock::new(|| {
    include_str!("../lists/honorifics.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

impl Parts {
    /// The parts of `name` as written; "Family, Given" is turned round.
    pub fn of(name: &str) -> Self {
        let turned = match name.split_once(',') {
            Some((family, given)) if is_given_part(given) => fold(&format!("{given} {family}")),
            _ => fold(name),
        };
        let mut words: Vec<String> =
            turned.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).map(letters).collect();
        let mut parts = Self::default();
        parts.take_generation(&mut words);
        parts.take_titles(&mut words);
        parts.ordered = words.iter().skip(1).any(|word| is_son(word));
        parts.joined = words.concat();
        parts.words = compounds(words);
        parts
    }

    fn take_generation(&mut self, words: &mut Vec<String>) {
        if words.len() < 2 {
            return;
        }
        let generation = match words.last().map(String::as_str) {
            Some("jr" | "junior") => "jr",
            Some("sr" | "senior") => "sr",
            Some(word @ ("ii" | "iii" | "iv" | "vi" | "vii" | "viii" | "xii" | "xiii" | "xiv" | "xvi")) => word,
            _ => return,
        };
        self.generation = Some(generation.to_owned());
        words.pop();
    }

    fn take_titles(&mut self, words: &mut Vec<String>) {
        while words.len() > 1 && is_title(words) {
            let marks = Marks::of(&words[0]);
            if marks.any(Marks::TITLE_MALE) {
                self.female = Some(false);
            }
            if marks.any(Marks::TITLE_FEMALE) {
                self.female = Some(true);
            }
            self.regnal |=
                matches!(words[0].as_str(), "king" | "queen" | "prince" | "princess" | "pope" | "emperor" | "empress");
            words.remove(0);
        }
        if words.len() > 1 && words.last().is_some_and(|word| follows_name(word)) {
            words.pop();
        }
    }
}

fn is_given_part(part: &str) -> bool {
    let part = part.trim();
    !part.is_empty()
        && !matches!(
            fold(part).as_str(),
            "jr" | "sr"
                | "inc"
                | "ltd"
                | "llc"
                | "lp"
                | "plc"
                | "sa"
                | "ag"
                | "gmbh"
                | "co"
                | "corp"
                | "incorporated"
                | "limited"
                | "ii"
                | "iii"
                | "iv"
        )
}

/// Whether the first of `words` is a title, and no given name ("Dean Jones", "Earl Warren") or what tells whose name it
/// is ("Haji Bashir").
fn is_title(words: &[String]) -> bool {
    let (word, next) = (words[0].as_str(), words[1].as_str());
    let title = |word: &str| HONORIFICS.contains(word) || Marks::of(word).any(Marks::TITLE | Marks::ROLE);
    if !title(word) {
        return false;
    }
    match word {
        "dean" | "earl" | "duke" | "major" | "judge" | "don" | "baron" | "bishop" | "sayed" | "saint" | "guy"
        | "chase" | "bey" | "tan" | "sri" | "haji" | "hajji" | "hajj" | "qari" | "mullah" | "mulla" | "mufti"
        | "imam" | "shaikh" | "sultan" | "emir" | "ustad" => words.len() > 2 || title(next),
        _ if is_adjective(word) => title(next) && words.len() > 2,
        _ => true,
    }
}

/// Words that stand before a title: whose president, chief, aide.
fn is_adjective(word: &str) -> bool {
    Marks::of(&capitalised(word)).any(Marks::DEMONYM | Marks::COUNTRY)
        || matches!(word, "kremlin" | "nato" | "un" | "us" | "uk" | "eu" | "ex" | "late" | "retired")
}

/// Titles that follow the name.
fn follows_name(word: &str) -> bool {
    matches!(
        word,
        "elnok"
            | "bey"
            | "pasha"
            | "effendi"
            | "efendi"
            | "hanim"
            | "sahib"
            | "saheb"
            | "ji"
            | "san"
            | "esq"
            | "md"
            | "phd"
            | "mp"
    )
}

/// A word of letters in which digits stand for letters that look like them ("Ig0r").
fn letters(word: &str) -> String {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || digits * 2 >= word.len() {
        return word.to_owned();
    }
    word.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '5' => 's',
            '9' => 'g',
            c => c,
        })
        .collect()
}

pub(super) fn is_son(word: &str) -> bool {
    matches!(word, "bin" | "ibn" | "ben" | "bint" | "binti")
}

/// Whether `word` joins words of a name and says nothing itself.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "ul"
            | "ur"
            | "as"
            | "ad"
            | "ar"
            | "az"
            | "an"
            | "at"
            | "ash"
            | "de"
            | "del"
            | "da"
            | "do"
            | "dos"
            | "di"
            | "du"
            | "la"
            | "le"
            | "los"
            | "las"
            | "von"
            | "van"
            | "der"
            | "den"
            | "ter"
            | "ten"
            | "zu"
            | "zur"
            | "af"
            | "av"
            | "y"
            | "e"
            | "the"
            | "of"
    ) || is_son(word)
}

/// Arabic compounds in one shape: "abd al rahman", "abdulrahman" and "abdel rahman" are "abdul" and "rahman"; "nur al din"
/// and "nureddin" are "nur" and "din". Other particles are dropped while two words are left.
fn compounds(words: Vec<String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::with_capacity(words.len());
    for word in &words {
        let abd = ["abdul", "abdel", "abdal", "abdol", "abder", "abdur", "abdou", "abdus", "abdes", "abd"]
            .iter()
            .find_map(|stem| word.strip_prefix(stem));
        let din = ["uddin", "eddin", "eddine", "aldin", "addin", "uldin", "iddin", "eldin"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending));
        match (abd, din) {
            (Some(""), _) => found.push("abdul".into()),
            (Some(rest), _) if rest.len() > 3 && !matches!(word.as_str(), "abdullah" | "abdulla" | "abdullahi") => {
                found.push("abdul".into());
                found.push(
                    rest.strip_prefix(['l', 'r', 's'])
                        .filter(|r| r.len() > 3 && rest.as_bytes()[1] == rest.as_bytes()[0])
                        .unwrap_or(rest)
                        .to_owned(),
                );
            }
            (_, Some(stem)) if stem.len() > 2 => {
                found.push(stem.to_owned());
                found.push("din".into());
            }
            _ => found.push(word.clone()),
        }
    }
    let telling = found.iter().filter(|word| !is_particle(word)).count();
    if telling > 0 {
        found.retain(|word| !is_particle(word));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        Parts::of(name).words
    }

    #[test]
    fn titles_come_off_and_given_names_stay() {
        assert_eq!(words("President Vladimir Putin"), ["vladimir", "putin"]);
        assert_eq!(words("Mrs. Clinton"), ["clinton"]);
        assert_eq!(words("Dean Jones"), ["dean", "jones"]);
        assert_eq!(Parts::of("Mrs. Clinton").female, Some(true));
    }

    #[test]
    fn arabic_compounds_take_one_shape() {
        assert_eq!(words("Abd al-Rahman Hafiz"), words("Abdulrahman Hafiz"));
        assert_eq!(words("Nur al-Din Zengi"), words("Nureddin Zengi"));
    }

    #[test]
    fn generations_are_kept_apart() {
        assert_eq!(Parts::of("Sam Reed Jr.").generation.as_deref(), Some("jr"));
        assert_eq!(Parts::of("REED, Sam").words, ["sam", "reed"]);
    }
}
