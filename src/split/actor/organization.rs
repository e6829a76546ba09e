//! Whether two names of organisations in one article are one's: acronyms, legal forms, short forms.

use super::form::Form;
use crate::lexicon::firm::{is_legal_form, is_small};
use crate::lexicon::vocabulary::{Marks, capitalised};

/// The acronyms that `form` can be shortened to: with and without its small words.
pub fn acronyms(form: &Form) -> Vec<String> {
    if form.words.len() < 2 {
        return Vec::new();
    }
    let initials = |keep: &dyn Fn(&str) -> bool| -> String {
        form.words.iter().filter(|word| keep(word)).filter_map(|word| word.chars().next()).collect()
    };
    let without = initials(&|word| !is_small(word));
    let with = initials(&|_| true);
    if with == without { vec![without] } else { vec![without, with] }
}

/// `form` without legal forms ("Ltd", "AG") at its end.
pub fn without_legal_form(form: &Form) -> Form {
    let mut words = form.words.clone();
    while words.len() > 1 && words.last().is_some_and(|word| is_ending(word)) {
        words.pop();
    }
    Form { words, generation: None }
}

/// The shorter names that `form` leaves when words that only say what it is are taken off its end ("Arsenal" of
/// "Arsenal Football Club"); longest first, without `form` itself.
pub fn short_forms(form: &Form) -> Vec<Form> {
    let mut words = form.words.clone();
    let mut found = Vec::new();
    while words.len() > 1 {
        let word = words.pop().unwrap_or_default();
        let marks = Marks::of(&capitalised(&word));
        if !marks.any(Marks::ORG_HEAD | Marks::ORG_HINT) && !is_ending(&word) {
            break;
        }
        if words.last().is_some_and(|last| !is_small(last)) {
            found.push(Form { words: words.clone(), generation: None });
        }
    }
    found
}

/// What clubs and family firms end in.
fn is_ending(word: &str) -> bool {
    is_legal_form(word) || matches!(word, "bros" | "sons" | "fc" | "ac" | "afc" | "cf")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_come_with_and_without_small_words() {
        assert_eq!(acronyms(&Form::of("Movement for Democratic Change")), ["mdc", "mfdc"]);
        assert!(acronyms(&Form::of("Kremlin")).is_empty());
    }

    #[test]
    fn words_of_kind_come_off_the_end() {
        let shorts = short_forms(&Form::of("Riverton Football Club"));
        assert_eq!(shorts.last(), Some(&Form::of("Riverton")));
        assert!(short_forms(&Form::of("Bank of Riverton")).is_empty());
        assert_eq!(without_legal_form(&Form::of("Northgate Foods Ltd.")), Form::of("Northgate Foods"));
    }
}
