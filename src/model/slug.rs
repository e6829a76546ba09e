//! Names as slugs: what ids and file names are made of.

/// Longest slug, in bytes; a hash that is added to one comes on top.
const LONGEST: usize = 80;

/// `name` as a slug of 1 to 80 of `a-z 0-9 -`: other scripts transliterated, other characters a hyphen.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        let ascii = any_ascii::any_ascii_char(c);
        for c in ascii.chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if !matches!(c, '\'' | '`') && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        if slug.len() > LONGEST {
            slug.truncate(LONGEST);
            // Cut between words where the last one is not the whole slug.
            if let Some(end) = slug.rfind('-').filter(|end| *end > LONGEST / 2) {
                slug.truncate(end);
            }
            break;
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    if slug.is_empty() { "article".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_slug_is_readable() {
        assert_eq!(slug("Envoys ‘Will Return’ To Zürich!"), "envoys-will-return-to-zurich");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("-rf"), "rf");
        assert_eq!(slug("…"), "article");
        assert_eq!(slug("會談"), slug("會談"));
    }

    proptest! {
        #[test]
        fn every_name_has_a_slug(name in "\\PC{0,300}|[ -~]{0,300}") {
            let slug = slug(&name);
            prop_assert!((1..=LONGEST + 20).contains(&slug.len()), "{}", slug);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
        }
    }
}
