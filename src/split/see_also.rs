//! The article's own pointers to other reading, in all the dresses they come in: lines after "SEE ALSO:" and its kin,
//! lists below "More on this story", Markdown and HTML links, `[[wikilinks]]`.

mod markup;

use std::ops::Range;

use super::document::{Document, Role};
use crate::lexicon::pointer::after_marker;
use crate::model::{Link, SeeAlso, SeeAlsoKind};

/// Pointers of one article at most; pages that hold more are indexes, not articles.
const MOST: usize = 60;

/// Words of a link inside prose that reads like a headline; fewer are a source or a definition.
const HEADLINE_WORDS: usize = 4;

/// The marked links of `document`, in reading order, then those of boxes beside its text.
pub fn marked(document: &Document) -> Vec<SeeAlso> {
    let mut found: Vec<Pointer> = Vec::new();
    for paragraph in &document.paragraphs {
        match paragraph.role {
            Role::SeeAlso => from_line(document, paragraph.bytes.clone(), &mut found),
            Role::Headline | Role::Byline => {}
            _ => found.extend(markup::wikilinks(document.text, paragraph.bytes.clone())),
        }
        if found.len() >= MOST {
            break;
        }
    }
    for link in &document.article.links {
        let bytes = document.article.text.bytes(link.span);
        if !found.iter().any(|p| p.bytes.start < bytes.end && bytes.start < p.bytes.end) && leads_on(document, link) {
            found.push(Pointer { bytes, link: Some(link.target.clone()) });
        }
        if found.len() >= 2 * MOST {
            break;
        }
    }
    found.sort_by_key(|p| p.bytes.start);
    let beside = document.article.pointers.iter().map(|pointer| SeeAlso {
        title: pointer.title.clone(),
        span: None,
        link: Some(pointer.target.clone()),
        kind: SeeAlsoKind::Marked,
        score: 1.0,
    });
    let mut seen = foldhash::HashSet::default();
    let unique = found
        .into_iter()
        .map(|p| p.into_see_also(document))
        .chain(beside)
        .filter(|s| !s.title.is_empty() && seen.insert((s.title.clone(), s.link.clone())));
    unique.take(MOST).collect()
}

/// A pointer before it is written down.
struct Pointer {
    /// Its words, in bytes.
    bytes: Range<usize>,
    /// Where it leads.
    link: Option<String>,
}

impl Pointer {
    fn into_see_also(self, document: &Document) -> SeeAlso {
        let words = &document.text[self.bytes.clone()];
        let title = words.split_whitespace().collect::<Vec<_>>().join(" ");
        // `[[The fog]]` names its target by its words and gives no address.
        let link = self.link.filter(|link| *link != title || link.contains("://"));
        SeeAlso {
            title,
            span: Some(document.article.text.span(self.bytes)),
            link,
            kind: SeeAlsoKind::Marked,
            score: 1.0,
        }
    }
}

/// The pointers of a line that is nothing else.
fn from_line(document: &Document, bytes: Range<usize>, into: &mut Vec<Pointer>) {
    let text = document.text;
    let mut rest = markup::past_bullet(text, bytes);
    while !rest.is_empty() {
        rest.start += after_marker(&text[rest.clone()]).unwrap_or(0);
        let end = markup::next_pointer(text, &rest).unwrap_or(rest.end);
        one(document, rest.start..end, into);
        rest = markup::past_bullet(text, end..rest.end);
    }
}

/// One pointer, with its address where the line gives one or the article's formatting does.
fn one(document: &Document, bytes: Range<usize>, into: &mut Vec<Pointer>) {
    let text = document.text;
    let bytes = markup::trimmed(text, bytes);
    if bytes.is_empty() {
        return;
    }
    let marked_up = markup::links(text, bytes.clone());
    if !marked_up.is_empty() {
        into.extend(marked_up);
        return;
    }
    let mut formatted = document
        .article
        .links
        .iter()
        .map(|l| (document.article.text.bytes(l.span), l))
        .filter(|(b, _)| b.start < bytes.end && bytes.start < b.end)
        .peekable();
    if formatted.peek().is_some() {
        into.extend(formatted.map(|(bytes, l)| Pointer { bytes, link: Some(l.target.clone()) }));
        return;
    }
    let (words, address) = markup::without_address(text, bytes);
    into.push(Pointer { bytes: words, link: address });
}

/// Whether a link in the article's formatting points to other reading: to another article of the same library, or with
/// words that read like a headline. Addresses of the page itself, of mail and of scripts do not.
fn leads_on(document: &Document, link: &Link) -> bool {
    let target = link.target.trim();
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let words = document.article.text.slice(link.span);
    match scheme.as_deref() {
        _ if target.is_empty() || target.starts_with('#') || words.trim().is_empty() => false,
        Some("http" | "https") => words.split_whitespace().nth(HEADLINE_WORDS - 1).is_some(),
        Some(scheme) if scheme.bytes().all(|b| b.is_ascii_alphanumeric()) && !target.contains(' ') => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Text};

    fn read(body: &str, links: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
        let prose =
            "The council of the harbour town voted on Tuesday to keep the old lighthouse open, after weeks of letters.";
        let text = Text::new(&format!("A lamp\n\n{prose}\n\n{body}\n\n{prose}\n"));
        let link = |&(words, target): &(&str, &str)| {
            let at = text.as_str().find(words).unwrap();
            Link { span: text.span(at..at + words.len()), target: target.to_owned() }
        };
        let links = links.iter().map(link).collect();
        let article = Article {
            title: "A lamp".to_owned(),
            title_span: Some(text.span(0..6)),
            text,
            links,
            ..Article::default()
        };
        let document = Document::read(&article);
        marked(&document)
            .into_iter()
            .inspect(|s| assert!(s.span.is_some_and(|s| !s.is_empty())))
            .map(|s| (s.title, s.link))
            .collect()
    }

    #[track_caller]
    fn check(body: &str, expected: &[(&str, Option<&str>)]) {
        let expected: Vec<_> = expected.iter().map(|(t, l)| (t.to_string(), l.map(str::to_owned))).collect();
        assert_eq!(read(body, &[]), expected, "{body}");
    }

    #[test]
    fn lines_with_a_marker() {
        check("SEE ALSO: The Fog. And What It Hides", &[("The Fog. And What It Hides", None)]);
        check("Read more: The fog >>", &[("The fog", None)]);
        check("READ MORE: The fogREAD MORE: The lamp", &[("The fog", None), ("The lamp", None)]);
        check("Also read | The fog", &[("The fog", None)]);
    }

    #[test]
    fn lists_below_a_heading() {
        check("More on this story:\n\n- The fog\n- The lamp", &[("The fog", None), ("The lamp", None)]);
        check(
            "Related stories\n• The fog rolls in\n• The lamp goes out",
            &[("The fog rolls in", None), ("The lamp goes out", None)],
        );
    }

    #[test]
    fn brackets_numbers_and_bullets_are_no_words_of_it() {
        check("[Read more: The fog]", &[("The fog", None)]);
        check("(See also: The fog (of 1912))", &[("The fog (of 1912)", None)]);
        check("Related stories\n\n1. The fog\n\n2) The lamp", &[("The fog", None), ("The lamp", None)]);
        check(
            "Related: The fog • The lamp → The keeper",
            &[("The fog", None), ("The lamp", None), ("The keeper", None)],
        );
        check("Related: 7 ways to read a map • 1984", &[("7 ways to read a map", None), ("1984", None)]);
    }

    #[test]
    fn addresses_are_kept_apart() {
        check("Read more: The fog https://example.org/fog", &[("The fog", Some("https://example.org/fog"))]);
        check("Read more: The fog (https://example.org/fog)", &[("The fog", Some("https://example.org/fog"))]);
        check("SEE ALSO: https://example.org/fog", &[("https://example.org/fog", Some("https://example.org/fog"))]);
    }

    #[test]
    fn markup_that_stayed_in_the_text() {
        check("See also: [The fog](fog.md)", &[("The fog", Some("fog.md"))]);
        check("He spoke of [[The fog]] and [[lamp|the lamp]].", &[("The fog", None), ("the lamp", Some("lamp"))]);
    }

    #[test]
    fn links_of_the_formatting() {
        let links = [
            ("council", "https://example.org/council"),
            ("weeks of", "letters.md"),
            ("voted", "#top"),
            ("Tuesday", "javascript:x()"),
        ];
        assert_eq!(read("x", &links), [("weeks of".to_owned(), Some("letters.md".to_owned()))]);
        assert_eq!(
            read("SEE ALSO: The fog", &[("The fog", "/2024/fog")]),
            [("The fog".to_owned(), Some("/2024/fog".to_owned()))]
        );
    }

    #[test]
    fn boxes_beside_the_text_come_last_and_only_once() {
        let to = |title: &str| crate::model::Pointer {
            title: title.to_owned(),
            target: "https://sea.example/fog".to_owned(),
        };
        let article = Article {
            title: "A lamp".to_owned(),
            text: Text::new("SEE ALSO: The tide\n\nThe lamp was lit again on Tuesday."),
            pointers: vec![to("The fog"), to("The fog")],
            ..Article::default()
        };
        let found = marked(&Document::read(&article));
        let titles: Vec<&str> = found.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(titles, ["The tide", "The fog"]);
        assert_eq!((found[1].span, found[1].link.as_deref()), (None, Some("https://sea.example/fog")));
    }

    #[test]
    fn prose_points_nowhere() {
        check("The related costs were paid. See also what the mayor wrote in 1912.", &[]);
        check("More rain fell on Tuesday: two inches.", &[]);
    }
}
