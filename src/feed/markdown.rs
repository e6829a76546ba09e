//! Markdown: front matter, then text without its marks; links and `[[wikilinks]]` keep their place.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::body::{Body, Gap};
use super::{FeedError, clean_line, handmade, header, text};
use crate::model::{Article, Text};

/// The article in the Markdown document `content`.
///
/// # Errors
/// When the front matter is broken, or a hand-made part does not stand in the text.
pub fn read(content: &str) -> Result<Article, FeedError> {
    let front = header::front_matter(content)?;
    let markdown = front.as_ref().map_or(content, |front| &content[front.body..]);
    let mut writer = Writer::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_WIKILINKS;
    for event in Parser::new_ext(markdown, options) {
        writer.event(event);
    }
    let headline = writer.headline.clone();
    let (text, links) = writer.body.finish();
    let mut article = Article { text, links, ..Article::default() };
    if let Some(front) = &front {
        header::describe(&front.header, &mut article);
    }
    entitle(&mut article, headline);
    if let Some(front) = &front {
        handmade::attach(&front.header, &mut article)?;
    }
    Ok(article)
}

/// Sets the headline: from the front matter, else the first heading; where the first heading says the same, it is the
/// place of the headline in the text.
fn entitle(article: &mut Article, headline: Option<std::ops::Range<usize>>) {
    let text: &Text = &article.text;
    if let Some(bytes) = headline.filter(|bytes| bytes.end <= text.as_str().len()) {
        let heading = clean_line(&text.as_str()[bytes.clone()]);
        if article.title.is_empty() || article.title == heading {
            article.title_span = Some(text.span(bytes));
            article.title = heading;
        }
    }
    if article.title.is_empty() {
        let plain = text::read(article.text.as_str());
        article.title = plain.title;
        article.title_span = plain.title_span;
        article.date = article.date.or(plain.date);
        article.byline = article.byline.take().or(plain.byline);
    }
}

/// Writes Markdown's events as plain text.
#[derive(Default)]
struct Writer {
    body: Body,
    /// Next number of each list that is open; none for a bulleted one.
    lists: Vec<Option<u64>>,
    /// Images that are open: what stands in their brackets is seen only where pictures fail.
    images: usize,
    /// HTML block being collected.
    html: String,
    code: bool,
    /// Where the first heading stands, when it opens the text.
    headline: Option<std::ops::Range<usize>>,
    heading: Option<usize>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.images == 0 => {
                if self.code {
                    self.body.verbatim(&words)
                } else {
                    self.body.words(&words)
                }
            }
            Event::Code(words) if self.images == 0 => self.body.words(&words),
            Event::SoftBreak => self.body.gap(Gap::Space),
            Event::HardBreak => self.body.gap(Gap::Line),
            Event::Rule => self.body.gap(Gap::Blank),
            Event::Html(html) => self.html.push_str(&html),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph if self.lists.is_empty() => self.body.gap(Gap::Blank),
            Tag::Paragraph => self.body.gap(Gap::None),
            Tag::Heading { .. } => {
                self.body.gap(Gap::Blank);
                self.heading = Some(self.body.len());
            }
            Tag::CodeBlock(_) => {
                self.body.gap(Gap::Blank);
                self.code = true;
            }
            Tag::BlockQuote(_) | Tag::Table(_) | Tag::HtmlBlock => self.body.gap(Gap::Blank),
            Tag::List(number) => {
                self.body.gap(if self.lists.is_empty() { Gap::Blank } else { Gap::Line });
                self.lists.push(number);
            }
            Tag::Item => self.item(),
            Tag::TableRow | Tag::TableHead => self.body.gap(Gap::Line),
            Tag::TableCell if self.body.is_within_line() => self.body.words(" | "),
            Tag::Image { .. } => self.images += 1,
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url),
            _ => {}
        }
    }

    fn item(&mut self) {
        self.body.gap(Gap::Line);
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                self.body.words(&marker);
            }
            _ => self.body.words("- "),
        }
    }

    fn link(&mut self, kind: LinkType, target: &str) {
        match kind {
            LinkType::Email => self.body.open_link(&format!("mailto:{target}")),
            _ => self.body.open_link(target),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if !self.lists.is_empty() => self.body.gap(Gap::Line),
            TagEnd::Heading(_) => {
                if let Some(0) = self.heading.take() {
                    self.headline = Some(0..self.body.len()).filter(|bytes| !bytes.is_empty());
                }
                self.body.gap(Gap::Blank);
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.body.gap(Gap::Blank);
            }
            TagEnd::HtmlBlock => {
                super::html::write(&std::mem::take(&mut self.html), &mut self.body);
                self.body.gap(Gap::Blank);
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.body.gap(if self.lists.is_empty() { Gap::Blank } else { Gap::Line });
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Link => self.body.close_link(),
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::Table => self.body.gap(Gap::Blank),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(markdown: &str) -> String {
        read(markdown).unwrap().text.as_str().to_owned()
    }

    #[test]
    fn marks_go_and_words_stay() {
        let markdown = "Talks *resumed* in **Geneva**\non `Friday`.\n\n> “Good,” said Weber.\n\n![a picture](x.png)\n\n- one\n- two\n  1. three\n\nEnd.";
        let expected = "Talks resumed in Geneva on Friday.\n\n“Good,” said Weber.\n\n- one\n- two\n1. three\n\nEnd.";
        assert_eq!(text(markdown), expected);
    }

    #[test]
    fn the_first_heading_is_the_headline() {
        let article = read("# Talks *resume*\n\nIn Geneva.\n\n## Later\n\nMore.").unwrap();
        assert_eq!(article.title, "Talks resume");
        assert_eq!(article.text.slice(article.title_span.unwrap()), "Talks resume");
        assert_eq!(article.text.as_str(), "Talks resume\n\nIn Geneva.\n\nLater\n\nMore.");
    }

    #[test]
    fn front_matter_wins_over_a_heading() {
        let article = read("+++\ntitle = \"Envoys\"\nsource = \"Swiss Wire\"\n+++\n\n# Other\n\nText.").unwrap();
        assert_eq!((article.title.as_str(), article.title_span), ("Envoys", None));
        assert_eq!(article.source.as_deref(), Some("Swiss Wire"));
    }

    #[test]
    fn links_and_wikilinks_keep_their_target() {
        let article =
            read("See [the plan](plan.md), [[Envoys return]] and [[envoys|them]], <https://a.example/>.").unwrap();
        let links: Vec<(&str, &str)> =
            article.links.iter().map(|link| (article.text.slice(link.span), link.target.as_str())).collect();
        let expected = [
            ("the plan", "plan.md"),
            ("Envoys return", "Envoys return"),
            ("them", "envoys"),
            ("https://a.example/", "https://a.example/"),
        ];
        assert_eq!(links, expected);
    }

    #[test]
    fn harmful_links_are_words_only() {
        assert!(read("[x](javascript:alert(1)) [y](file:///etc/passwd)").unwrap().links.is_empty());
    }

    #[test]
    fn a_title_without_text_is_an_article() {
        assert_eq!(read("# T").unwrap().title, "T");
    }

    #[test]
    fn hand_made_parts_stand_in_the_text() {
        let markdown = "---\ntitle: Talks\nsummary:\n  - Talks *resumed* today.\n---\nTalks *resumed* today.\n";
        assert!(matches!(read(markdown), Err(FeedError::Broken { place: Some((4, 5)), .. })));
        let markdown = markdown.replacen("*resumed*", "resumed", 1);
        assert_eq!(read(&markdown).unwrap().handmade.summary.unwrap().len(), 1);
    }

    proptest! {
        #[test]
        fn every_link_stands_in_the_text(markdown in "[ \\na-c*_#>`\\[\\]()<>|!-]{0,120}") {
            if let Ok(article) = read(&markdown) {
                for link in &article.links {
                    prop_assert!(!article.text.slice(link.span).is_empty());
                }
            }
        }
    }
}
