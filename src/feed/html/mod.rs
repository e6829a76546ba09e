//! Web pages: the article out of what stands around it, and what the page says of itself.

mod around;
mod clear;
pub mod entity;
mod furniture;
mod metadata;
mod pointer;
mod prune;
mod pulled;
mod scan;
mod text;
mod title;
mod tree;
mod verdict;

use std::collections::HashSet;

use dom_smoothie::{Config, Readability, TextMode};

pub use text::write;

use super::body::Body;
use super::{FeedError, clean_line};
use crate::model::{Article, Link, Text};
use clear::Cleared;
use metadata::Metadata;
use tree::Tree;

/// What part of the running text an extractor may take for furniture: one of so many bytes.
const LOST: usize = 50;

/// The article in the web page `html`.
///
/// # Errors
/// When the page holds no text.
pub fn read(html: &str) -> Result<Article, FeedError> {
    let metadata = Metadata::of(html);
    let pruned = format!("<html>{}</html>", prune::prune(html));
    let tree = Tree::of(&pruned);
    let title = title::headline(&metadata, &tree);
    let place = title::place(&tree, &title);
    let around = around::around(&tree, place);
    let (mut article, head) = body(clear::clear(tree, &title, place), &metadata, &pruned);
    if article.text.is_empty() {
        return Err(FeedError::no_article("is a page without text"));
    }
    metadata.describe(&mut article, title, around, &head);
    super::relink(&mut article);
    Ok(article)
}

/// The text of a piece of HTML, such as the content of a feed's item.
pub fn fragment(html: &str) -> (Text, Vec<Link>) {
    let mut body = Body::default();
    write(html, &mut body);
    body.finish()
}

/// `html` with a space for every block's tag, nothing for other tags, and references resolved.
pub fn bare(html: &str) -> String {
    let mut bare = String::with_capacity(html.len());
    for token in scan::tokens(html) {
        match token {
            scan::Token::Text(text) | scan::Token::Raw(text) => bare.push_str(&entity::decode(text)),
            scan::Token::Open(tag) if text::is_block(tag.name) || tag.is("br") => bare.push(' '),
            scan::Token::Close(name) if text::is_block(name) => bare.push(' '),
            _ => {}
        }
    }
    bare
}

/// Whether `line` is what pages say of themselves.
pub fn is_furniture(line: &str) -> bool {
    furniture::is_line(line)
}

/// A piece of HTML as one clean line of text.
pub fn line(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return clean_line(html);
    }
    clean_line(fragment(html).0.as_str())
}

/// The text of the page's article, else of the whole page `pruned`, and what stood above it that is no text.
fn body(cleared: Cleared, metadata: &Metadata, pruned: &str) -> (Article, String) {
    let (mut text, mut links) = written(&cleared.standfirst, readable(&cleared).as_deref().unwrap_or(&cleared.core));
    if let Some(whole) = metadata.text().filter(|whole| words(text.as_str()) * 3 < words(whole) * 2) {
        // Behind a wall the text may still stand in the page's data.
        (text, links) =
            if whole.contains("</") { fragment(whole) } else { (Text::new(&paragraphs(whole)), Vec::new()) };
    }
    if text.is_empty() {
        (text, links) = fragment(pruned);
    }
    (Article { text, links, pointers: cleared.pointers, ..Article::default() }, cleared.head)
}

/// What an extractor leaves of the core, unless it lost too much of the running text.
fn readable(cleared: &Cleared) -> Option<String> {
    let page = format!("<html><body><article>{}</article></body></html>", cleared.core);
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let found = Readability::new(page.as_str(), None, Some(config)).ok()?.parse().ok()?;
    let content = found.content.to_string();
    let text = fragment(&content).0;
    let left: HashSet<String> = text.as_str().lines().map(title::folded).collect();
    let lost: usize = cleared.lines.iter().filter(|line| !left.contains(*line)).map(String::len).sum();
    let all: usize = cleared.lines.iter().map(String::len).sum();
    (lost * LOST <= all).then_some(content)
}

fn written(standfirst: &str, core: &str) -> (Text, Vec<Link>) {
    let mut body = Body::default();
    write(standfirst, &mut body);
    write(core, &mut body);
    body.finish()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// `text` with its lines as paragraphs.
fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = entity::decode(text).lines().map(clean_line).filter(|line| !line.is_empty()).collect();
    lines.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs of an invented report.
    const REPORT: [&str; 8] = [
        "Delegates from eleven river towns met in Lindau on Tuesday to settle how the water of the upper valley is shared in dry summers, officials said.",
        "The talks, the fourth since March, ended without a signature, although both sides spoke of a friendly mood around the long table.",
        "“We have stopped counting the meetings and started counting the litres,” Marta Kellner, who leads the delegation of the lower towns, told reporters.",
        "Her counterpart from the upper valley, Jonas Brandt, said a draft would be sent to every council before the end of the month.",
        "Farmers have complained for years that the reservoirs are opened too late, while the power company says it keeps to the contract of 1968.",
        "“The contract was written for a colder century,” Kellner said, adding that nobody at the table disputed it any longer.",
        "A study ordered by the towns found that the flow in August has fallen by a fifth in thirty years.",
        "The next round is planned for the first week of November, in the same hall.",
    ];
    const FURNITURE: [&str; 9] = [
        "Sign up to our newsletter",
        "Most read",
        "Accept all cookies",
        "Share on social media",
        "Weather and travel",
        "Home Sport Business Culture",
        "Ten recipes for a rainy week",
        "Terms of use and privacy",
        "You may also like",
    ];

    /// Holds that a page gives the report, whole and in its paragraphs, and next to nothing else.
    fn check(page: &str) -> Article {
        let article = read(page).unwrap();
        let lines: Vec<&str> = article.text.as_str().lines().filter(|line| !line.is_empty()).collect();
        for paragraph in REPORT {
            assert!(lines.contains(&paragraph), "lost: {paragraph}\n{}", article.text.as_str());
        }
        let kept: usize = REPORT.iter().map(|paragraph| paragraph.split(' ').count()).sum();
        let all = article.text.as_str().split_whitespace().count();
        assert!((all - kept) * 10 <= all, "junk:\n{}", article.text.as_str());
        for words in FURNITURE {
            assert!(!article.text.as_str().contains(words), "{words}\n{}", article.text.as_str());
        }
        article
    }

    fn furniture() -> (String, String) {
        let above = "<header><nav><ul><li><a href=/>Home</a> <a href=/s>Sport</a> <a href=/b>Business</a> <a href=/c>Culture</a></ul></nav></header>\
             <div class='cookie-banner'><p>Accept all cookies</p><button>OK</button></div>";
        let below = "<aside class=sidebar><h2>Most read</h2><ol><li><a href=/1>Ten recipes for a rainy week</a><li><a href=/2>Weather and travel</a></ol></aside>\
             <div class='newsletter-signup'><p>Sign up to our newsletter</p></div><div class='related-links'><h3>You may also like</h3><a href=/3>Ten recipes for a rainy week</a></div>\
             <footer><a href=/t>Terms of use and privacy</a></footer>";
        (above.to_owned(), below.to_owned())
    }

    #[test]
    fn a_page_of_a_blog_program() {
        let (above, below) = furniture();
        let body: String = REPORT.iter().map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
        let article = check(&format!(
            "<html lang=en-US><head><title>River towns meet again &#8211; Valley Post</title><meta property=og:site_name content='Valley Post'>\
             <meta property=article:published_time content='2024-10-08T16:20:00+00:00'></head><body class=single>{above}\
             <article class='post type-post hentry'><header class=entry-header><h1 class=entry-title>River towns meet again</h1>\
             <div class=entry-meta><span class='byline'>by <a rel=author href=/a>Ida Sommer</a></span></div></header>\
             <div class=entry-content>{body}<div class=sharedaddy><h3>Share on social media</h3><ul><li><a href=#>X</a></ul></div></div></article>{below}</body></html>"
        ));
        assert_eq!(article.title, "River towns meet again");
        assert_eq!(article.byline.as_deref(), Some("Ida Sommer"));
        assert_eq!(article.date.unwrap().date.to_string(), "2024-10-08");
        assert_eq!(article.source.as_deref(), Some("Valley Post"));
    }

    #[test]
    fn a_page_of_components_with_every_paragraph_in_blocks_of_its_own() {
        let (above, below) = furniture();
        let body: String = REPORT
            .iter()
            .map(|paragraph| format!("<div data-component=text-block class=ssrcss-1q><div class=e1p><p class=x><b class=b></b>{paragraph}</p></div></div>"))
            .collect();
        let article = check(&format!(
            "<html><head><title>River towns meet again - Valley News</title><script type=application/ld+json>{{\"@context\":\"http://schema.org\",\
             \"@type\":\"ReportageNewsArticle\",\"headline\":\"River towns meet again\",\"datePublished\":\"2024-10-08T16:20:00.000Z\",\
             \"author\":[{{\"@type\":\"Person\",\"name\":\"Ida Sommer\"}}]}}</script></head><body>{above}<main id=main-content><article>\
             <div data-component=headline-block><h1>River towns meet again</h1></div><div data-component=byline-block><time datetime=2024-10-08T16:20:00Z>8 October</time></div>\
             {body}</article></main>{below}</body></html>"
        ));
        assert_eq!((article.title.as_str(), article.byline.as_deref()), ("River towns meet again", Some("Ida Sommer")));
    }

    #[test]
    fn a_page_that_separates_paragraphs_by_line_breaks() {
        let (above, below) = furniture();
        let article = check(&format!(
            "<html><head><title>River towns meet again</title></head><body>{above}<div id=content><h1>River towns meet again</h1>\
             <div class=story-body>{}</div></div>{below}</body></html>",
            REPORT.join("<br><br>\n")
        ));
        assert_eq!(article.title, "River towns meet again");
    }

    #[test]
    fn a_page_with_teasers_and_pictures_between_paragraphs() {
        let (above, below) = furniture();
        let mut body = String::new();
        for (number, paragraph) in REPORT.iter().enumerate() {
            body.push_str(&format!(
                "<p class=dcr-s3>{}</p>",
                paragraph.replacen("towns", "<a href=/tag/towns>towns</a>", 1)
            ));
            if number == 2 {
                body.push_str(
                    "<figure><img src=x.jpg alt='A river'><figcaption>The river in August.</figcaption></figure>\
                    <aside class=ad-slot><p>Sign up to our newsletter</p></aside>",
                );
            }
        }
        let article = check(&format!(
            "<html><head><title>River towns meet again | Valley | The Post</title><meta property=og:title content='River towns meet again'></head>\
             <body>{above}<main><article><h1>River towns meet again</h1><div id=maincontent class=article-body-viewer>{body}</div></article></main>{below}</body></html>"
        ));
        assert!(!article.links.is_empty());
        assert_eq!(article.text.slice(article.links[0].span), "towns");
    }

    #[test]
    fn a_page_without_text_is_no_article() {
        assert!(read("<html><body><script>x</script></body></html>").is_err());
    }
}
