//! What a file says about its article before the text: front matter, or the keys of a `.toml` briefing.

use super::body::is_harmless;
use super::tree::{self, Node};
use super::{FeedError, date};
use crate::model::{Article, Pointer};

/// A header and where the text after it begins.
#[derive(Debug)]
pub struct Split {
    /// The keys.
    pub header: Node,
    /// Byte offset of the text after it.
    pub body: usize,
}

/// The front matter that `content` begins with: TOML between `+++` lines, or YAML between `---` lines. One that is
/// never closed is none.
///
/// # Errors
/// At the place where the front matter is broken.
pub fn front_matter(content: &str) -> Result<Option<Split>, FeedError> {
    for (fence, read) in [("+++", tree::of_toml as fn(&str, usize) -> _), ("---", tree::of_yaml)] {
        if let Some((raw, body)) = fenced(content, fence) {
            return Ok(Some(Split { header: read(raw, 2)?, body }));
        }
    }
    Ok(None)
}

/// What stands between a first line `fence` and the next such line, and where the rest begins.
fn fenced<'a>(content: &'a str, fence: &str) -> Option<(&'a str, usize)> {
    let first = content.split_inclusive('\n').next()?;
    if first.trim_end() != fence || !first.ends_with('\n') {
        return None;
    }
    let mut at = first.len();
    for line in content[first.len()..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((&content[first.len()..at], at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Fills in what the keys of `header` say of `article`, hand-made parts aside.
pub fn describe(header: &Node, article: &mut Article) {
    let line = |keys: &[&str]| header.get(keys).and_then(Node::line);
    if let Some(title) = line(&["title", "headline"]) {
        article.title = title;
    }
    let dated = line(&["date", "published", "pubDate", "datePublished", "created"]);
    article.date = dated.and_then(|raw| date::parse(&raw)).or(article.date);
    article.source = line(&["source", "site", "publisher"]).or(article.source.take());
    article.url = line(&["url", "link", "canonical", "permalink"]).or(article.url.take());
    article.language = line(&["language", "lang"]).or(article.language.take());
    article.guid = line(&["guid"]).or(article.guid.take());
    if let Some(authors) = header.get(&["author", "authors", "byline"]) {
        let names: Vec<String> = authors.list().iter().filter_map(author).collect();
        article.byline = Some(names.join(", ")).filter(|names| !names.is_empty());
    }
    if let Some(pointers) = header.get(&["pointers"]) {
        article.pointers = pointers.list().iter().filter_map(pointer).collect();
    }
    if let Some(tags) = header.get(&["tags", "keywords", "categories"]) {
        article.tags = self::tags(tags);
    }
}

/// An author given by name, or as a table with one.
fn author(node: &Node) -> Option<String> {
    node.line().or_else(|| node.get(&["name"]).and_then(Node::line))
}

fn pointer(node: &Node) -> Option<Pointer> {
    let line = |key| node.get(&[key]).and_then(Node::line);
    Some(Pointer { title: line("title")?, target: line("url").filter(|target| is_harmless(target))? })
}

/// Tags from a list, or from one string with commas.
fn tags(node: &Node) -> Vec<String> {
    match node.text() {
        Some(all) => all.split(',').map(super::clean_line).filter(|tag| !tag.is_empty()).collect(),
        None => node.list().iter().filter_map(Node::line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(content: &str) -> Article {
        let mut article = Article::default();
        describe(&front_matter(content).unwrap().unwrap().header, &mut article);
        article
    }

    #[test]
    fn both_kinds_of_front_matter_say_the_same() {
        let toml = described(
            "+++\ntitle = \"Talks\"\ndate = 2025-04-25\nauthors = [\"Anna Weber\", \"Jean Roux\"]\ntags = [\"talks\"]\n+++\nx",
        );
        let yaml = described(
            "---\r\ntitle: Talks\r\ndate: 2025-04-25\r\nauthor: Anna Weber, Jean Roux\r\ntags: talks\r\n---\r\nx",
        );
        assert_eq!(toml, yaml);
        assert_eq!(toml.byline.as_deref(), Some("Anna Weber, Jean Roux"));
        assert_eq!(toml.date.unwrap().date.to_string(), "2025-04-25");
    }

    #[test]
    fn a_fence_that_is_never_closed_is_text() {
        for content in ["+++\ntitle = 'x'\n\nTalks.", "---\nTalks.", "--- Talks", "---"] {
            assert!(front_matter(content).unwrap().is_none(), "{content}");
        }
    }

    #[test]
    fn the_text_begins_after_the_fence() {
        let content = "+++\ntitle = 'x'\n+++\n\nTalks.";
        assert_eq!(&content[front_matter(content).unwrap().unwrap().body..], "\nTalks.");
    }
}
