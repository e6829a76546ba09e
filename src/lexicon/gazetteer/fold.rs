//! Folding of place names to the keys under which they were compiled.
//!
//! The same as `training/gazetteer_fold.py`, to the letter: a name folded otherwise here than there is never found.

/// Folds text that comes in pieces: lower case, without accents and apostrophes, one space between words.
///
/// Letters of other scripts stay what they are, in lower case. Nothing is kept but the word under way, so that a long
/// text can be folded as it is walked.
#[derive(Debug, Clone)]
pub struct Folder {
    word: String,
    first: bool,
}

impl Folder {
    /// A folder before its first word.
    pub fn new() -> Self {
        Self { word: String::new(), first: true }
    }

    /// Takes `text` in; hands every word that it ends to `emit`, a space before all but the first.
    pub fn push(&mut self, text: &str, emit: &mut impl FnMut(&str)) {
        for c in text.chars() {
            match folded(c) {
                Folded::Dropped => {}
                Folded::Space => self.finish(emit),
                Folded::Ascii(byte) => self.word.push(byte as char),
                Folded::Latin(letters) => self.word.extend(letters.chars().map(|c| c.to_ascii_lowercase())),
                Folded::Other(c) => self.word.extend(c.to_lowercase()),
            }
        }
    }

    /// Takes in `text`, which ends a word, as [`Self::push`] and [`Self::finish`] do.
    pub fn push_word(&mut self, text: &str, emit: &mut impl FnMut(&str)) {
        let plain = text.len() <= PLAIN && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !plain || text.is_empty() || !self.word.is_empty() {
            self.push(text, emit);
            return self.finish(emit);
        }
        let mut small = [0; PLAIN];
        let small = &mut small[..text.len()];
        small.copy_from_slice(text.as_bytes());
        small.make_ascii_lowercase();
        if !std::mem::take(&mut self.first) {
            emit(" ");
        }
        emit(short(std::str::from_utf8(small).unwrap_or(text)));
    }

    /// Ends the word under way.
    pub fn finish(&mut self, emit: &mut impl FnMut(&str)) {
        // A letter such as ʿ in the tables of any_ascii may leave a space or mark; the compiler splits there too.
        for word in self.word.split_whitespace() {
            if !self.first {
                emit(" ");
            }
            self.first = false;
            emit(short(word));
        }
        self.word.clear();
    }
}

/// Bytes of a word of plain letters that is folded without being kept; nearly all are shorter.
const PLAIN: usize = 24;

/// The key of `name`.
pub fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut folder = Folder::new();
    folder.push_word(name, &mut |part| key.push_str(part));
    key
}

/// The key of `name` without a leading article, as names are compiled.
pub fn key(name: &str) -> String {
    let key = fold(name);
    match key.strip_prefix("the ") {
        Some(rest) if key != "the hague" => rest.to_owned(),
        _ => key,
    }
}

enum Folded {
    Dropped,
    Space,
    Ascii(u8),
    Latin(&'static str),
    Other(char),
}

fn folded(c: char) -> Folded {
    match c {
        'a'..='z' | '0'..='9' => Folded::Ascii(c as u8),
        'A'..='Z' => Folded::Ascii(c.to_ascii_lowercase() as u8),
        '\''
        | '.'
        | '`'
        | '\u{b4}'
        | '\u{2b9}'
        | '\u{2ba}'
        | '\u{2bb}'
        | '\u{2bc}'
        | '\u{2be}'
        | '\u{2bf}'
        | '\u{2c8}'
        | '\u{2019}'
        | '\u{2018}'
        | '\u{2032}'
        | '\u{200b}'..='\u{200d}'
        | '\u{ad}'
        | '\u{feff}'
        | '\u{300}'..='\u{36f}' => Folded::Dropped,
        '\0'..='\u{bf}' | '\u{d7}' | '\u{f7}' => Folded::Space,
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Folded::Latin(any_ascii::any_ascii_char(c)),
        '\u{2b0}'..='\u{2ff}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' => {
            Folded::Space
        }
        '\u{55a}' | '\u{55d}' | '\u{589}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{964}' | '\u{30fb}' => Folded::Space,
        c => Folded::Other(c),
    }
}

/// One spelling for words that are written out or shortened at will.
fn short(word: &str) -> &str {
    match word {
        "saint" => "st",
        "sainte" => "ste",
        "mount" => "mt",
        "fort" => "ft",
        word => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(fold(name), expected);
    }

    #[test]
    fn accents_case_and_apostrophes_do_not_count() {
        check("Zürich", "zurich");
        check("Saint-Étienne", "st etienne");
        check("Donets’k", "donetsk");
        check("Martha's Vineyard", "marthas vineyard");
        check("  KYIV ", "kyiv");
    }

    #[test]
    fn abbreviated_and_written_out_words_meet() {
        assert_eq!(fold("St. Louis"), fold("Saint Louis"));
        assert_eq!(fold("Ft. Worth"), fold("Fort Worth"));
        assert_eq!(fold("U.S."), fold("US"));
    }

    #[test]
    fn words_are_folded_alike_alone_and_under_way() {
        for words in [["Saint", "Louis"], ["MOUNT", "Ararat9"], ["Pneumonoultramicroscopic", "Volcano"], ["É", "x-y"]]
        {
            let (mut alone, mut folder) = (String::new(), Folder::new());
            words.iter().for_each(|word| folder.push_word(word, &mut |part| alone.push_str(part)));
            assert_eq!(alone, fold(&words.join(" ")));
        }
    }

    #[test]
    fn other_scripts_keep_their_letters() {
        check("Киев", "киев");
        check("東京", "東京");
    }

    #[test]
    fn the_article_is_no_part_of_a_key_but_in_the_hague() {
        assert_eq!(key("the Netherlands"), "netherlands");
        assert_eq!(key("The Hague"), "the hague");
    }
}
