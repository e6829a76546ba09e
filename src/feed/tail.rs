//! What feed programs write behind an item that is none of its words: where it appeared first, a link to the rest.

use super::html;
use crate::model::{Article, Link, Text};

/// Words of a link to the rest of an item, folded.
const MORE: &[&str] = &[
    "continue reading",
    "keep reading",
    "read more",
    "read on",
    "read the rest",
    "read the full article",
    "read full article",
    "read the full story",
    "read full story",
    "more",
    "weiterlesen",
    "mehr lesen",
    "lire la suite",
    "leer más",
    "seguir leyendo",
    "leia mais",
    "continua a leggere",
    "leggi tutto",
    "lees meer",
    "läs mer",
    "czytaj dalej",
    "читать далее",
    "comments",
    "permalink",
    "link",
];
/// Longest last line that tells where an item appeared first, in bytes.
const LINE: usize = 600;
/// Lines and links that are cut, at most.
const CUTS: usize = 6;

/// Cuts what stands behind the words of `article`, an item of a feed; never all of them.
pub fn cut(article: &mut Article) {
    let whole = article.text.as_str();
    let mut text = whole.trim_end();
    for _ in 0..CUTS {
        let cut = without_line(text).or_else(|| without_link(text, article));
        match cut.map(str::trim_end).filter(|rest| !rest.is_empty()) {
            Some(rest) => text = rest,
            None => break,
        }
    }
    if text.len() < whole.trim_end().len() {
        article.text = Text::new(text);
        let end = article.text.len();
        article.links.retain(|link| link.span.end as usize <= end);
    }
}

/// `text` without a last paragraph that says where the item appeared first, or that is furniture.
fn without_line(text: &str) -> Option<&str> {
    let start = text.rfind("\n\n")?;
    let line = &text[start + 2..];
    let appeared = line.len() <= LINE
        && !line.contains('\n')
        && [
            "The post ",
            "The article ",
            "Der Beitrag ",
            "L’article ",
            "L'article ",
            "La entrada ",
            "O post ",
            "L'articolo ",
        ]
        .iter()
        .any(|begins| line.starts_with(begins))
        && [
            " appeared first on ",
            " first appeared on ",
            " was originally published ",
            " erschien zuerst auf ",
            " est apparu en premier sur ",
            " se publicó primero en ",
            " apareceu primeiro em ",
            " proviene da ",
        ]
        .iter()
        .any(|first| line.contains(first));
    (appeared || html::is_furniture(line)).then(|| &text[..start])
}

/// `text` without a last link that says nothing but that there is more.
fn without_link<'t>(text: &'t str, article: &Article) -> Option<&'t str> {
    let marks = |c: char| {
        c.is_whitespace() || matches!(c, '.' | '…' | '»' | '→' | '›' | '>' | '[' | ']' | '(' | ')' | '|' | '·')
    };
    let bare = text.trim_end_matches(marks);
    let end = bare.chars().count();
    let is_last = |link: &&Link| (link.span.start as usize) < end && end <= link.span.end as usize;
    let link = article.links.iter().rev().find(is_last)?;
    let start = bare.char_indices().nth(link.span.start as usize)?.0;
    // Within a sentence "more" is a word of it.
    let before = bare[..start].trim_end();
    if !before.ends_with(['.', '!', '?', '…', ']', '[', '(', '|', '·', ':', '”', '"']) && !bare[..start].ends_with('\n')
    {
        return None;
    }
    let said = bare[start..].trim_matches(marks).to_lowercase();
    let is_more = MORE.iter().any(|more| said == *more)
        || MORE[..8]
            .iter()
            .any(|more| said.strip_prefix(more).is_some_and(|rest| rest.starts_with([':', ' ', '“', '"'])));
    is_more.then(|| bare[..start].trim_end_matches(['[', '(', '|', '·']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::set_content;

    fn left(html: &str) -> String {
        let mut article = Article { title: "Talks".into(), ..Article::default() };
        set_content(&mut article, html);
        cut(&mut article);
        for link in &article.links {
            assert!(!article.text.slice(link.span).is_empty());
        }
        article.text.as_str().to_owned()
    }

    #[test]
    fn what_programs_write_behind_an_item_goes() {
        for tail in [
            "<p>The post <a href=/a>Talks</a> appeared first on <a href=/>Wire</a>.</p>",
            "<p><a href=/a>Continue reading Talks</a> <span>→</span></p>",
            "<p><a href=/a>Read more...</a></p><p>The post <a href=/a>Talks</a> appeared first on <a href=/>Wire</a>.</p>",
            " <a href=/a>Read more »</a>",
            " <a href=/a>Continue reading...</a>",
            "<p><a href=/a>Comments</a></p>",
            "<p>Advertisement</p>",
        ] {
            assert_eq!(left(&format!("<p>Envoys met on Friday.{}</p>{tail}", "")), "Envoys met on Friday.", "{tail}");
        }
    }

    #[test]
    fn other_ends_stay() {
        for html in [
            "<p>Envoys met.</p><p>The post office appeared first on the list.</p><p>It said no.</p>",
            "<p>Envoys met, and <a href=/a>read the treaty</a></p>",
            "<p><a href=/a>Read more</a></p>",
            "<p>He asked for more</p>",
        ] {
            let whole = crate::feed::fragment(html).0;
            assert_eq!(left(html), whole.as_str());
        }
    }
}
