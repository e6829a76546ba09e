//! What a see-also points at, spelt so that both ends of a link meet in one look-up.

use super::fold::fold;
use crate::model::{Article, Briefing};

/// The spellings under which the marked see-also of a briefing look for their targets.
pub(crate) fn of(briefing: &Briefing, article: &Article) -> Vec<String> {
    let handmade = article.handmade.see_also.iter().flatten();
    let mut targets: Vec<String> = briefing
        .see_also
        .iter()
        .chain(handmade)
        .flat_map(|link| spellings(&link.title, link.link.as_deref()))
        .collect();
    targets.sort();
    targets.dedup();
    targets
}

/// The spellings of one pointer: its headline, and where it has one its address or name.
pub(crate) fn spellings(title: &str, link: Option<&str>) -> Vec<String> {
    let title = fold(title);
    let mut found = Vec::new();
    if !title.is_empty() {
        found.push(format!("t:{title}"));
    }
    if let Some(link) = link {
        if link.contains("://") {
            found.push(format!("u:{}", address(link)));
        } else {
            let file = link.rsplit('/').next().unwrap_or(link);
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            found.push(format!("i:{}", fold(stem).replace(' ', "-")));
        }
    }
    found
}

/// The spellings under which the article `id` is found.
pub(crate) fn targets(id: &str, title: &str, url: Option<&str>) -> Vec<String> {
    let mut found = vec![format!("t:{}", fold(title)), format!("i:{id}")];
    // A pointer may give an id as its words: `see_also = ["some-id"]`.
    found.push(format!("t:{}", id.replace('-', " ")));
    found.extend(url.map(|url| format!("u:{}", address(url))));
    found
}

/// A web address without what does not tell pages apart: scheme, `www.`, fragment, query of trackers, last slash.
pub(crate) fn address(url: &str) -> String {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split('#').next().unwrap_or(url);
    let (page, query) = url.split_once('?').unwrap_or((url, ""));
    let page = page.strip_prefix("www.").unwrap_or(page).trim_end_matches('/');
    let kept: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("utm_")).collect();
    if kept.is_empty() { page.to_owned() } else { format!("{page}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_meet() {
        let ends = targets("crimea-talks", "‘Talks’ on Crimea", Some("https://www.example.org/a/?utm_source=x#top"));
        for (title, link) in [
            ("Talks on Crimea", None),
            ("here", Some("http://example.org/a")),
            ("here", Some("../crimea-talks.txt")),
            ("crimea-talks", None),
        ] {
            assert!(spellings(title, link).iter().any(|spelling| ends.contains(spelling)), "{title} {link:?}");
        }
        assert!(!spellings("Talks", Some("https://example.org/b")).iter().any(|spelling| ends.contains(spelling)));
    }
}
