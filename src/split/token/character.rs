//! What a character is to the scanner.

/// What a character is to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Space,
    Letter,
    Digit,
    /// A combining mark or variation selector: goes with what stands before it.
    Mark,
    /// Invisible: bidi controls, joiners, soft hyphens, tags. Part of a word inside one, nothing outside.
    Format,
    /// A sign of a script written without spaces between words, each of which counts as a word (UAX 29).
    Ideograph,
    /// A mark that may be an apostrophe or a single quotation mark.
    Apostrophe,
    /// A mark that always quotes.
    Quote,
    Other,
}

/// The class of `c`.
#[inline]
pub(super) fn class_of(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        ' ' | '\n' | '\t' | '\r' | '\x0b' | '\x0c' => Class::Space,
        '\'' | '`' => Class::Apostrophe,
        '"' => Class::Quote,
        c if c.is_ascii() => Class::Other,
        c => class_beyond_ascii(c),
    }
}

fn class_beyond_ascii(c: char) -> Class {
    match c {
        '‘' | '’' | '‛' | '´' | 'ʼ' => Class::Apostrophe,
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' | '＂' => {
            Class::Quote
        }
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{ad}' | '\u{feff}' => {
            Class::Format
        }
        '\u{61c}' | '\u{180e}' | '\u{e0000}'..='\u{e007f}' => Class::Format,
        _ if is_mark(c) => Class::Mark,
        '\u{3040}'..='\u{309f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Class::Ideograph
        }
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Other,
    }
}

/// Whether `c` may serve as an apostrophe between letters.
pub(super) fn is_apostrophe(c: char) -> bool {
    class_of(c) == Class::Apostrophe
}

/// Combining marks that `char::is_alphabetic` does not count: accents, viramas, tone marks, selectors (Unicode 16,
/// categories Mn and Me of the scripts that news is written in).
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{64b}'..='\u{65f}'
        | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}' | '\u{b4d}' | '\u{bcd}'
        | '\u{c4d}' | '\u{ccd}' | '\u{d4d}' | '\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{f39}' | '\u{1039}'..='\u{103a}' | '\u{17c9}'..='\u{17d3}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20f0}' | '\u{3099}'..='\u{309a}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}')
}

/// The character before byte `at` of `text`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at byte `at` of `text`.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}
