//! Forms of English verbs and nouns, as far as word lists need them.

/// The form of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// As the dictionary has it.
    Base = 1,
    /// Third person singular of a verb, plural of a noun.
    S,
    /// Past tense or participle.
    Past,
    /// "-ing".
    Gerund,
}

/// The forms of the verb `base`; `irregular` are its past forms where they are not regular, and any other odd form.
pub fn verb(base: &str, irregular: &[&str]) -> Vec<(String, Form)> {
    let mut forms = vec![(base.to_owned(), Form::Base), (with_s(base), Form::S)];
    let odd_gerund = irregular.iter().any(|form| form.ends_with("ing") && *form != base);
    let odd_past = irregular.iter().any(|form| !form.ends_with("ing"));
    forms.extend(
        irregular.iter().map(|form| {
            ((*form).to_owned(), if odd_gerund && form.ends_with("ing") { Form::Gerund } else { Form::Past })
        }),
    );
    if !odd_past {
        forms.push((with_ending(base, "ed"), Form::Past));
    }
    if !odd_gerund {
        let doubled = irregular.iter().any(|form| *form == format!("{base}{}ed", last(base)));
        let stem = if doubled { format!("{base}{}", last(base)) } else { base.to_owned() };
        forms.push((with_ending(&stem, "ing"), Form::Gerund));
    }
    forms
}

/// Singular and plural of the noun `base`.
pub fn noun(base: &str) -> Vec<(String, Form)> {
    vec![(base.to_owned(), Form::Base), (with_s(base), Form::S)]
}

fn last(word: &str) -> &str {
    word.char_indices().next_back().map_or("", |(at, _)| &word[at..])
}

fn with_s(base: &str) -> String {
    if let Some(stem) = consonant_y(base) {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "sh", "ch"].iter().any(|end| base.ends_with(end));
    format!("{base}{}", if hisses { "es" } else { "s" })
}

fn with_ending(base: &str, ending: &str) -> String {
    if let Some(stem) = consonant_y(base).filter(|_| ending == "ed") {
        return format!("{stem}ied");
    }
    let keeps_e = ending == "ing" && (base.ends_with("ee") || base.ends_with("oe"));
    let stem = if keeps_e { base } else { base.strip_suffix('e').unwrap_or(base) };
    format!("{stem}{ending}")
}

fn consonant_y(base: &str) -> Option<&str> {
    base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(forms: Vec<(String, Form)>) -> String {
        forms.into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn regular_verbs() {
        assert_eq!(words(verb("argue", &[])), "argue argues argued arguing");
        assert_eq!(words(verb("deny", &[])), "deny denies denied denying");
        assert_eq!(words(verb("agree", &[])), "agree agrees agreed agreeing");
        assert_eq!(words(verb("press", &[])), "press presses pressed pressing");
        assert_eq!(words(verb("say", &["said"])), "say says said saying");
    }

    #[test]
    fn doubled_consonants_follow_the_past() {
        assert_eq!(words(verb("plan", &["planned"])), "plan plans planned planning");
        assert_eq!(words(verb("sing", &["sang", "sung"])), "sing sings sang sung singing");
    }

    #[test]
    fn nouns() {
        assert_eq!(words(noun("allegation")), "allegation allegations");
        assert_eq!(words(noun("party")), "party parties");
    }
}
