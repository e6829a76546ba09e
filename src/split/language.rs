//! Which language a text is in, from its script and its function words.

use super::document::{Token, TokenKind};
use super::word_type::WordTypes;
use crate::lexicon::fold::lower_into;
use crate::lexicon::function_word::{languages, languages_of};

/// Words looked at; more do not change the answer.
const SAMPLE: usize = 400;

/// Share of function words below which none of the known languages is believed: running prose has 0.3 and more in any
/// of them, lists of names and figures next to none.
const LEAST: f32 = 0.12;

/// The BCP 47 tag of the language of `tokens`, whose words are `types`; none when it cannot be told.
pub fn detect(tokens: &[Token], types: &WordTypes) -> Option<String> {
    let mut counts = vec![0u32; languages().len()];
    let mut scripts = [0u32; 4];
    let mut words = 0;
    let mut small = String::new();
    let mut languages_by_type: Vec<Option<u32>> = vec![None; types.all.len()];
    let sample = tokens.iter().zip(&types.of_token).filter(|(token, _)| token.kind == TokenKind::Word).take(SAMPLE);
    for (_, &number) in sample {
        let word = types.all[number as usize].text;
        words += 1;
        match word.chars().next() {
            Some('\u{3040}'..='\u{30ff}') => scripts[0] += 1,
            Some('\u{ac00}'..='\u{d7af}') => scripts[1] += 1,
            Some('\u{4e00}'..='\u{9fff}') => scripts[2] += 1,
            Some('\u{900}'..='\u{97f}') => scripts[3] += 1,
            _ if word.len() <= 16 => {
                let mut known = *languages_by_type[number as usize].get_or_insert_with(|| {
                    lower_into(&mut small, word);
                    languages_of(&small)
                });
                while known != 0 {
                    counts[known.trailing_zeros() as usize] += 1;
                    known &= known - 1;
                }
            }
            _ => {}
        }
    }
    by_script(scripts, words).or_else(|| by_words(&counts, words)).map(str::to_owned)
}

/// Japanese, Korean, Chinese or Hindi when a good share of the words is in their scripts.
fn by_script([kana, hangul, han, devanagari]: [u32; 4], words: u32) -> Option<&'static str> {
    let most = |count: u32| words > 0 && count * 2 > words;
    match () {
        () if kana * 10 > words && most(kana + han) => Some("ja"),
        () if most(hangul) => Some("ko"),
        () if most(han) => Some("zh"),
        () if most(devanagari) => Some("hi"),
        () => None,
    }
}

fn by_words(counts: &[u32], words: u32) -> Option<&'static str> {
    let (best, &count) = counts.iter().enumerate().max_by_key(|&(n, &count)| (count, std::cmp::Reverse(n)))?;
    (count >= 2 && count as f32 >= LEAST * words as f32).then(|| languages()[best])
}

#[cfg(test)]
mod tests {
    use super::super::token;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let mut tokens = Vec::new();
        token::tokens(text, 0, &mut tokens);
        assert_eq!(detect(&tokens, &WordTypes::of(text, &tokens)).as_deref(), expected, "{text}");
    }

    #[test]
    fn running_prose_is_told_apart() {
        check("The minister said that the talks in the capital were useful.", Some("en"));
        check("Der Minister sagte, dass die Gespräche in der Hauptstadt nützlich waren.", Some("de"));
        check("Le ministre a dit que les pourparlers dans la capitale ont été utiles.", Some("fr"));
        check("Міністр сказав, що переговори були корисні, але не для всіх.", Some("uk"));
        check("大臣は会談が有益だったと述べた。", Some("ja"));
        check("部长表示会谈是有益的。", Some("zh"));
    }

    #[test]
    fn names_and_figures_say_nothing() {
        check("Smith 3 Jones 4 Brown 5", None);
        check("", None);
    }
}
