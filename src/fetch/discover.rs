//! The feed of a page: what its `<link rel="alternate">` says.

use url::Url;

/// The kinds of feed, best first: full dates and unambiguous text make Atom the better one where a page offers both.
const KINDS: [&str; 3] = ["application/atom+xml", "application/rss+xml", "application/feed+json"];
/// Bytes of a page that are looked through; the links stand in its head.
const HEAD: usize = 256 << 10;

/// Addresses of the feeds that the `page` at `base` offers, Atom before RSS before JSON Feed.
pub fn feed_links(page: &str, base: &Url) -> Vec<Url> {
    let mut end = page.len().min(HEAD);
    while !page.is_char_boundary(end) {
        end -= 1;
    }
    let mut found: Vec<(usize, Url)> = Vec::new();
    for tag in tags(&page[..end], "link") {
        let is_alternate = attribute(tag, "rel")
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("alternate")));
        let kind = attribute(tag, "type").map(|kind| kind.trim().to_ascii_lowercase());
        let rank = kind.and_then(|kind| KINDS.iter().position(|k| *k == kind));
        let url = attribute(tag, "href").and_then(|href| base.join(&href.replace("&amp;", "&")).ok());
        if let (true, Some(rank), Some(url)) = (is_alternate, rank, url)
            && found.iter().all(|(_, known)| *known != url)
        {
            found.push((rank, url));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, url)| url).collect()
}

/// The inside of every `<name …>` of `page`.
fn tags<'a>(page: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    page.split('<').skip(1).filter_map(move |rest| {
        let head = rest.get(..name.len())?;
        let inside = rest.split('>').next()?;
        (head.eq_ignore_ascii_case(name) && inside[name.len()..].starts_with(|c: char| c.is_ascii_whitespace()))
            .then(|| &inside[name.len()..])
    })
}

/// The value of the attribute `name` in the inside of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = if end == 0 { after.get(1..).unwrap_or_default().trim_start() } else { after };
            continue;
        };
        let value = value.trim_start();
        let (value, next) = match value.chars().next() {
            Some(mark @ ('"' | '\'')) => value[1..].split_once(mark).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value.to_owned());
        }
        rest = next.trim_start();
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(page: &str) -> Vec<String> {
        let base = Url::parse("https://news.example/world/").unwrap();
        feed_links(page, &base).into_iter().map(String::from).collect()
    }

    #[test]
    fn relative_links_are_resolved_and_atom_comes_first() {
        let page = r#"<head><LINK href="rss.xml?a=1&amp;b=2" type="application/rss+xml" rel="alternate">
            <link rel='alternate home' type=application/atom+xml href='/atom'></head>"#;
        assert_eq!(found(page), ["https://news.example/atom", "https://news.example/world/rss.xml?a=1&b=2"]);
    }

    #[test]
    fn stylesheets_translations_and_broken_tags_are_no_feeds() {
        for page in [
            r#"<link rel="stylesheet" type="text/css" href="a.css">"#,
            r#"<link rel="alternate" hreflang="fr" href="/fr">"#,
            r#"<linked rel="alternate" type="application/rss+xml" href="/a">"#,
            "<link rel=alternate type=application/rss+xml",
            "<link",
        ] {
            assert!(found(page).is_empty(), "{page}");
        }
    }

    proptest! {
        #[test]
        fn any_page_is_looked_through(page in "(<link |rel=|alternate|type=|[\"'=<> é]|href){0,40}") {
            let _ = found(&page);
        }
    }
}
