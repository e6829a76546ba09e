//! Folding: how a word looks when case, accents, script and inner marks are left out of account.

/// The letters and digits of `text` in ASCII and lower case, other scripts transliterated, with one space between words.
///
/// Apostrophes and full stops vanish ("U.S." is "us", "N'Djamena" is "ndjamena"), hyphens part words.
pub fn fold(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        push_folded(&mut folded, text);
    } else {
        // Letter by letter, so that the marks that transliteration writes for signs without a letter are seen as such.
        push_folded(&mut folded, &any_ascii::any_ascii(text));
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// Puts `word` in small letters into `small`, in place of what that held.
pub fn lower_into(small: &mut String, word: &str) {
    small.clear();
    if word.is_ascii() {
        small.push_str(word);
        small.make_ascii_lowercase();
    } else {
        small.push_str(&word.to_lowercase());
    }
}

fn push_folded(folded: &mut String, ascii: &str) {
    for byte in ascii.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => folded.push(char::from(byte)),
            b'A'..=b'Z' => folded.push(char::from(byte.to_ascii_lowercase())),
            b'\'' | b'`' | b'.' => {}
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_scripts_and_marks_are_left_out() {
        assert_eq!(fold("Зеленський"), "zelenskiy");
        assert_eq!(fold("Côte d’Ivoire"), "cote divoire");
        assert_eq!(fold("  U.S.-Russian "), "us russian");
        assert_eq!(fold("…"), "");
        assert_eq!(fold("NATO2"), "nato2");
    }
}
