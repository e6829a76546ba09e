//! Identifiers of feed items, made good for the whole library.

/// Beginnings of identifiers that are unique in the whole world.
const WORLDWIDE: &[&str] = &["http://", "https://", "tag:", "urn:", "at:", "mid:"];

/// `guid`, an item's identifier in the feed at `feed`, so that it is unique in the library: many publishers number their
/// items from 1, and marks hang on what is made here.
pub(super) fn of_feed(guid: &str, feed: &str) -> String {
    if WORLDWIDE.iter().any(|beginning| guid.starts_with(beginning)) {
        return guid.to_owned();
    }
    // A feed that begins to be served by https stays the same feed.
    let feed = feed.split_once("://").map_or(feed, |(_, rest)| rest);
    format!("{feed}#{guid}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_apart_by_feed_and_the_rest_is_left_alone() {
        assert_eq!(of_feed("7", "https://a.example/feed"), "a.example/feed#7");
        assert_eq!(of_feed("7", "http://a.example/feed"), "a.example/feed#7");
        assert_eq!(of_feed("tag:a.example,2025:7", "https://a.example/feed"), "tag:a.example,2025:7");
        assert_eq!(of_feed("https://a.example/?p=7", "https://b.example/feed"), "https://a.example/?p=7");
    }
}
