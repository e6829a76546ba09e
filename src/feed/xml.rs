//! XML as publishers write it, mended before a strict parser reads it: stray ampersands, HTML's named references,
//! controls, and a document that stops in the middle.

use std::borrow::Cow;

use super::html::entity;

/// What character data begins with, in which nothing is markup.
const DATA: &str = "<![CDATA[";
/// Longest start tags of the outermost elements, in bytes: they are read again with every item.
const ROOT: usize = 4096;
/// The longest reference, in bytes.
const REFERENCE: usize = 34;

/// `xml` without its declaration (the text is decoded already) and with what XML forbids mended.
pub fn mend(xml: &str) -> Cow<'_, str> {
    let xml = xml.trim_start();
    let xml = if xml.starts_with("<?xml") { xml.split_once("?>").map_or(xml, |(_, rest)| rest) } else { xml };
    let faulty = |c: char| (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if !xml.contains('&') && !xml.contains(faulty) {
        return Cow::Borrowed(xml);
    }
    let mut mended = String::with_capacity(xml.len() + 64);
    let mut rest = xml;
    while let Some(at) = rest.find(|c: char| c == '&' || c == '<' || faulty(c)) {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = if rest.starts_with(DATA) {
            let end = rest.find("]]>").map_or(rest.len(), |end| end + 3);
            mended.extend(rest[..end].chars().map(|c| if faulty(c) { ' ' } else { c }));
            end
        } else if rest.starts_with('&') {
            reference(rest, &mut mended)
        } else {
            let c = rest.chars().next().unwrap_or(' ');
            mended.push(if faulty(c) { ' ' } else { c });
            c.len_utf8()
        };
        rest = &rest[taken..];
    }
    mended.push_str(rest);
    Cow::Owned(mended)
}

/// Writes the reference that `rest` begins with so that XML knows it, and gives its length.
fn reference(rest: &str, mended: &mut String) -> usize {
    let head = &rest.as_bytes()[..rest.len().min(REFERENCE)];
    let end = head.iter().position(|&b| b == b';').map(|at| at + 1);
    let whole = end.and_then(|end| rest.get(..end));
    let Some(whole) = whole else {
        mended.push_str("&amp;");
        return 1;
    };
    let name = &whole[1..whole.len() - 1];
    if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
        mended.push_str(whole);
        return whole.len();
    }
    let resolved = entity::decode(whole);
    if resolved == whole {
        mended.push_str("&amp;");
        return 1;
    }
    for c in resolved.chars() {
        match c {
            '&' => mended.push_str("&amp;"),
            '<' => mended.push_str("&lt;"),
            '>' => mended.push_str("&gt;"),
            c if c.is_control() && c != '\n' => mended.push(' '),
            '\u{fffe}' | '\u{ffff}' => mended.push(' '),
            c => mended.push(c),
        }
    }
    whole.len()
}

/// `xml`, which stops in the middle, cut after its last whole item and closed; none when it has none.
pub fn close(xml: &str) -> Option<String> {
    let endings = [
        ("</item>", "<rdf:RDF", "</rdf:RDF>"),
        ("</item>", "<rss", "</channel></rss>"),
        ("</entry>", "<feed", "</feed>"),
    ];
    let (item, _, tail) = endings.into_iter().find(|(_, root, _)| xml.contains(root))?;
    let end = xml.rfind(item)? + item.len();
    Some(format!("{}{tail}", &xml[..end]))
}

/// A feed cut into its items.
pub struct Pieces<'x> {
    /// What stands before the first item.
    pub head: &'x str,
    /// Of that only the outermost start tags, under which an item can be read.
    pub root: &'x str,
    /// The items, from start tag to end tag.
    pub items: Vec<&'x str>,
    /// The end tags of the outermost elements.
    pub tail: &'static str,
}

/// `xml` cut into its items; none when it has none.
pub fn pieces(xml: &str) -> Option<Pieces<'_>> {
    let kinds = [
        ("<rdf:RDF", "<item", "</item>", "</rdf:RDF>"),
        ("<rss", "<item", "</item>", "</channel></rss>"),
        ("<feed", "<entry", "</entry>", "</feed>"),
    ];
    let (root, open, close, tail) = kinds.into_iter().find(|(root, ..)| xml.contains(root))?;
    let start = |from: usize| {
        let starts = xml[from..].match_indices(open).map(|(at, _)| from + at);
        let mut whole = starts.filter(|&at| xml[at + open.len()..].starts_with([' ', '>', '\n', '\t', '\r']));
        whole.next()
    };
    let first = start(0)?;
    let begun = xml.find(root).filter(|&at| at < first)?;
    let inner = if root == "<rss" { "<channel" } else { root };
    let held = xml[begun..first].find(inner)?;
    let root = &xml[begun..begun + held + xml[begun + held..first].find('>')? + 1];
    if root.len() > ROOT {
        return None;
    }
    let mut items = Vec::new();
    let mut next = Some(first);
    while let Some(at) = next {
        let following = start(at + open.len());
        let piece = &xml[at..following.unwrap_or(xml.len())];
        // An item that never ends is none.
        items.extend(piece.rfind(close).map(|end| &piece[..end + close.len()]));
        next = following;
    }
    Some(Pieces { head: &xml[begun..first], root, items, tail })
}

/// `xml` with every `<` that begins no markup as text.
pub fn mend_stray(xml: &str) -> Cow<'_, str> {
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '!' | '?' | '_' | ':'));
    let (mut mended, mut written, mut at) = (String::new(), 0, 0);
    while let Some(found) = xml[at..].find('<').map(|found| at + found) {
        at = found + 1;
        if xml[found..].starts_with(DATA) {
            at = xml[found..].find("]]>").map_or(xml.len(), |end| found + end);
        } else if !begins(&xml[at..]) {
            mended.push_str(&xml[written..found]);
            mended.push_str("&lt;");
            written = at;
        }
    }
    if written == 0 {
        return Cow::Borrowed(xml);
    }
    mended.push_str(&xml[written..]);
    Cow::Owned(mended)
}

/// `xml` with a version of RSS that the parser knows: 0.93, 0.94, 2.0.1 and none at all are read as the nearest one.
pub fn known_version(xml: &str) -> Cow<'_, str> {
    let Some(start) = xml.find("<rss") else { return Cow::Borrowed(xml) };
    let Some(length) = xml[start..].find('>') else { return Cow::Borrowed(xml) };
    let tag = &xml[start..start + length];
    if ["2.0", "0.91", "0.92"]
        .iter()
        .any(|known| tag.contains(&format!("\"{known}\"")) || tag.contains(&format!("'{known}'")))
    {
        return Cow::Borrowed(xml);
    }
    let (before, rest) = match tag.find("version") {
        Some(at) => {
            let value = tag[at..].split(['"', '\'']).nth(1).map_or(0, str::len);
            let open = tag[at..].find(['"', '\'']).map_or(tag.len(), |quote| at + quote + 1);
            (&tag[..at], tag.get(open + value + 1..).unwrap_or_default())
        }
        None => (tag, ""),
    };
    Cow::Owned(format!("{}{} version=\"2.0\" {rest}{}", &xml[..start], before.trim_end(), &xml[start + length..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn good_xml_is_not_copied() {
        assert!(matches!(mend("<?xml version='1.0'?><rss><item/></rss>"), Cow::Borrowed("<rss><item/></rss>")));
    }

    #[test]
    fn references_of_html_and_stray_ampersands_are_mended() {
        assert_eq!(
            mend("A &amp; B &nbsp;&eacute; AT&T &bogus; R&D &#60;b&#x3e; &#155;"),
            "A &amp; B \u{a0}é AT&amp;T &amp;bogus; R&amp;D &lt;b&gt; ›"
        );
    }

    #[test]
    fn character_data_is_left_alone() {
        assert_eq!(mend("<![CDATA[a & b &nbsp; \x1b]]>&"), "<![CDATA[a & b &nbsp;  ]]>&amp;");
    }

    #[test]
    fn a_document_that_stops_keeps_its_whole_items() {
        assert_eq!(
            close("<rss version=\"2.0\"><channel><item>a</item><item>b").unwrap(),
            "<rss version=\"2.0\"><channel><item>a</item></channel></rss>"
        );
        assert_eq!(close("<rss><channel><item>"), None);
    }

    #[test]
    fn odd_versions_are_read_as_the_nearest() {
        assert_eq!(known_version("<rss version=\"0.93\"><channel/>"), "<rss version=\"2.0\" ><channel/>");
        assert_eq!(known_version("<rss xmlns:a=\"b\">x"), "<rss xmlns:a=\"b\" version=\"2.0\" >x");
        assert!(matches!(known_version("<rss version='2.0'>"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn no_text_panics(xml in "(<rss |version|=|\"|'|2\\.0|>|<!\\[CDATA\\[|\\]\\]>|&|amp;|é|<item>|</item>|<channel>|< |<feed|</entry>|\u{7f}){0,30}") {
            close(&mend(&known_version(&xml)));
            mend_stray(&xml);
            if let Some(pieces) = pieces(&xml) {
                prop_assert!(pieces.items.iter().all(|item| item.starts_with('<') && item.ends_with('>')));
            }
        }
    }
}
