//! Character references: `&amp;`, `&#8217;`, `&#x2019;`.

use std::borrow::Cow;

/// The longest name of a reference, in bytes.
const LONGEST: usize = 32;
/// What the C1 range means where it is written by number: Windows-1252, as HTML asks for.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];
/// Names that old pages write without a semicolon.
const OLD: &[(&str, &str)] =
    &[("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("nbsp", "\u{a0}"), ("copy", "©"), ("reg", "®")];

/// `raw` with its character references resolved.
pub fn decode(raw: &str) -> Cow<'_, str> {
    let Some(first) = raw.find('&') else { return Cow::Borrowed(raw) };
    let mut text = String::with_capacity(raw.len());
    text.push_str(&raw[..first]);
    let mut rest = &raw[first..];
    while let Some(after) = rest.strip_prefix('&') {
        match reference(after) {
            Some((resolved, length)) => {
                text.push_str(&resolved);
                rest = &after[length..];
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
        let end = rest.find('&').unwrap_or(rest.len());
        text.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    Cow::Owned(text)
}

/// The reference whose name or number `text` begins with, and its length in bytes.
fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    if let Some(number) = text.strip_prefix('#') {
        return numeric(number).map(|(c, length)| (c.to_string().into(), length + 1));
    }
    let head = &text.as_bytes()[..text.len().min(LONGEST)];
    let name = head.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(head.len());
    if head.get(name) == Some(&b';') {
        let whole = format!("&{};", &text[..name]);
        let resolved = html_escape::decode_html_entities(&whole);
        if resolved != whole {
            return Some((resolved.into_owned().into(), name + 1));
        }
    }
    let old = OLD.iter().find(|(old, _)| text[..name] == **old);
    old.map(|&(old, resolved)| (resolved.into(), old.len()))
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let (radix, prefix) = if text.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let digits = text[prefix..].bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let end = prefix + digits;
    let number = u32::from_str_radix(&text[prefix..end], radix).unwrap_or(u32::MAX);
    let c = match number {
        0x80..=0x9f => WINDOWS[number as usize - 0x80],
        0 => char::REPLACEMENT_CHARACTER,
        _ => char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((c, end + usize::from(text[end..].starts_with(';'))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_and_numbers_are_resolved() {
        assert_eq!(decode("&ldquo;A &amp; B&rdquo; &#8212; &#x2019;s"), "“A & B” — ’s");
        assert_eq!(decode("&#151;&#146;"), "—’");
    }

    #[test]
    fn old_names_need_no_semicolon() {
        assert_eq!(decode("a &lt b &copy 2025 &amp"), "a < b © 2025 &");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for raw in ["AT&T", "&bogus;", "&", "&#;", "a & b", "&&"] {
            assert_eq!(decode(raw), raw);
        }
    }

    #[test]
    fn impossible_numbers_are_replaced() {
        assert_eq!(decode("&#0;&#x110000;&#xd800;&#99999999999999;"), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
    }

    proptest! {
        #[test]
        fn no_text_panics(raw in "[&#xa-f0-9;é ]{0,60}") {
            decode(&raw);
        }
    }
}
