//! Whether two forms of a person's name in one article can be one person's.

use super::form::Form;

/// Whether `short`, of two words or more, can be a shorter or like form of `full`.
///
/// In one article this is generous where names seldom clash by chance (an initial, a middle name left out, one letter
/// spelt otherwise) and strict where they do: two given names, two middle initials, father and son.
pub fn is_form_of(short: &Form, full: &Form) -> bool {
    if short.generation != full.generation {
        return false;
    }
    if short.words == full.words || short.words.concat() == full.words.concat() {
        return true;
    }
    let middles = |form: &Form| -> String {
        let end = form.words.len().saturating_sub(1).max(1);
        form.words[1.min(form.words.len())..end].iter().filter(|word| word.len() == 1).map(String::as_str).collect()
    };
    let (a, b) = (middles(short), middles(full));
    if !a.is_empty() && !b.is_empty() && a != b {
        return false;
    }
    ends_alike(short, full) && runs_through(short, full)
}

/// Whether the family names agree, wherever they stand: last, or first as in Chinese and Korean names.
fn ends_alike(short: &Form, full: &Form) -> bool {
    alike(short.last(), full.last())
        || (short.words.len() < full.words.len() && full.words.starts_with(&short.words))
        || (short.words.len() >= 2
            && full.words.len() > short.words.len()
            && full.words.contains(&short.words[short.words.len() - 1])
            && short.first() == full.first())
}

/// Whether the words of `short` stand in `full` in their order, initials standing for words.
fn runs_through(short: &Form, full: &Form) -> bool {
    let mut rest = full.words.iter();
    short
        .words
        .iter()
        .all(|word| rest.any(|other| alike(word, other) || initial_of(word, other) || initial_of(other, word)))
}

fn initial_of(initial: &str, word: &str) -> bool {
    initial.len() == 1 && word.starts_with(initial)
}

/// Whether two words are one, or spellings of one that differ by a letter.
pub fn alike(a: &str, b: &str) -> bool {
    a == b || (a.len().min(b.len()) >= 6 && a.as_bytes()[0] == b.as_bytes()[0] && strsim::osa_distance(a, b) <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(short: &str, full: &str, expected: bool) {
        assert_eq!(is_form_of(&Form::of(short), &Form::of(full)), expected, "{short} / {full}");
    }

    #[test]
    fn middle_names_and_initials_may_be_left_out() {
        check("Donald Trump", "Donald J. Trump", true);
        check("D. Trump", "Donald Trump", true);
        check("Suu Kyi", "Aung San Suu Kyi", true);
        check("Lula da Silva", "Luiz Inácio Lula da Silva", true);
        check("Isaias Afwerki", "Isaias Afewerki", true);
    }

    #[test]
    fn relatives_stay_apart() {
        check("Hillary Clinton", "Bill Clinton", false);
        check("George W. Bush", "George H. W. Bush", false);
        check("Donald Trump", "Donald Trump Jr.", false);
        check("Kim Jong Il", "Kim Jong Un", false);
    }
}
