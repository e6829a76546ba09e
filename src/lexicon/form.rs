//! The forms of words that one article writes, each looked up once.

use std::borrow::Cow;

use foldhash::HashMap;

use super::fold::lower_into;

/// What is made of each form of a word, made once: an article says most of its words again and again.
#[derive(Debug, Clone)]
pub struct Forms<'a, T> {
    /// By the form in small letters, which are the article's own wherever it writes them small.
    made: HashMap<Cow<'a, str>, T>,
    small: String,
}

impl<'a, T: Copy> Forms<'a, T> {
    /// None yet, with room for those of a text of so many bytes.
    pub fn of_text(bytes: usize) -> Self {
        Self { made: HashMap::with_capacity_and_hasher(room(bytes), Default::default()), small: String::new() }
    }

    /// What was made of the word `written`, whatever its case; where it is a new form, `make` makes it of the word in
    /// small letters.
    pub fn of(&mut self, written: &'a str, make: impl FnOnce(Cow<'a, str>) -> T) -> T {
        if written.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return *self.made.entry(Cow::Borrowed(written)).or_insert_with(|| make(Cow::Borrowed(written)));
        }
        lower_into(&mut self.small, written);
        if let Some(&made) = self.made.get(self.small.as_str()) {
            return made;
        }
        let made = make(Cow::Owned(self.small.clone()));
        self.made.insert(Cow::Owned(self.small.clone()), made);
        made
    }
}

/// How many different words to expect in a text of so many bytes.
pub fn room(bytes: usize) -> usize {
    (bytes / 12).min(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_made_once_whatever_its_case() {
        let mut forms = Forms::of_text(0);
        let mut made = Vec::new();
        let text = "Fog fog FOG Élan élan lamp";
        let numbers: Vec<usize> = text
            .split(' ')
            .map(|word| {
                forms.of(word, |small| {
                    made.push(small.into_owned());
                    made.len()
                })
            })
            .collect();
        assert_eq!(numbers, [1, 1, 1, 2, 2, 3]);
        assert_eq!(made, ["fog", "élan", "lamp"]);
    }
}
