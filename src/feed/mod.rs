//! Files of many formats in, articles out: decodes and cleans what comes from the open web.
//!
//! Knows nothing of libraries; it hands articles back to its caller. Control characters are cleaned here and nowhere
//! else, by [`Text::new`](crate::model::Text::new) and [`clean_line`].

mod bare;
mod body;
mod briefing;
mod date;
mod decode;
mod format;
mod handmade;
mod header;
mod html;
mod mail;
mod markdown;
mod syndication;
mod tail;
mod text;
mod tree;
mod xml;

pub use bare::bare;
pub use date::parse as parse_date;
pub use decode::recoded;
pub use format::Format;
pub use html::{fragment, line as line_of_html};
pub use mail::{is_mail, mailbox};

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::model::{Article, Moment, Span, Text};

/// Why a file gave no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// It is no article: empty, binary, of no known format.
    #[error("{0}")]
    NoArticle(String),
    /// It should be one, and is broken at a place (line and column from 1).
    #[error("{}{message}", .place.map(|(l, c)| format!("{l}:{c}: ")).unwrap_or_default())]
    Broken {
        /// Line and column, from 1.
        place: Option<(usize, usize)>,
        /// What is wrong, in one line.
        message: String,
    },
}

impl FeedError {
    fn no_article(why: &str) -> Self {
        Self::NoArticle(why.to_owned())
    }
}

/// The articles in `bytes`, the content of the file that the reader calls `path` (`-` for standard input); a feed file
/// gives one an item, any other file one.
///
/// # Errors
/// When it holds no article, or is broken.
pub fn read(path: &str, bytes: &[u8]) -> Result<Vec<Article>, FeedError> {
    let is_mail = match Format::of_name(path) {
        Some(format) => format == Format::Mail,
        None => mail::is_mail(bytes),
    };
    let mut articles = if is_mail { mail::read(bytes)? } else { read_text(path, &decode::decode(bytes)?)? };
    for article in &mut articles {
        article.path = path.to_owned();
        if article.stem.is_empty() {
            article.stem = stem(path, &article.title);
        }
    }
    Ok(articles)
}

fn read_text(path: &str, content: &str) -> Result<Vec<Article>, FeedError> {
    if content.trim().is_empty() {
        return Err(FeedError::no_article("is empty"));
    }
    Ok(match Format::of(path, content) {
        Format::Text => vec![text::read(content)],
        Format::Markdown => vec![markdown::read(content)?],
        Format::Html => vec![html::read(content)?],
        Format::Toml => vec![briefing::read(content)?],
        Format::Xml | Format::Json => syndication::read(content, None)?,
        Format::Mail => mail::read(content.as_bytes())?,
    })
}

/// The items of the feed in `bytes`, which a server at the address `path` sent.
///
/// # Errors
/// When it is no feed (a web page, say, that stands in its place), or is broken.
pub fn read_feed(path: &str, bytes: &[u8]) -> Result<Vec<Article>, FeedError> {
    let content = decode::decode(bytes)?;
    if content.trim().is_empty() {
        return Err(FeedError::no_article("is empty"));
    }
    match Format::of_beginning(&content) {
        Format::Xml | Format::Json => {}
        Format::Html => return Err(FeedError::no_article("is a web page, not a feed")),
        _ => return Err(FeedError::no_article("is not a feed")),
    }
    let mut articles = syndication::read(&content, Some(path))?;
    for article in &mut articles {
        path.clone_into(&mut article.path);
    }
    Ok(articles)
}

/// What the id of the file `path` is made of: its stem, or the headline where there is none.
fn stem(path: &str, title: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if path == "-" || stem.is_empty() { title.to_owned() } else { stem.to_owned() }
}

/// `raw` as one clean line: controls and runs of white space become one space.
pub fn clean_line(raw: &str) -> String {
    let mut line = String::with_capacity(raw.len());
    for word in raw.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Where the version stands that the article file `path` had before its publisher changed it: hidden beside it.
pub fn version_before(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".md").unwrap_or(&name);
    path.with_file_name(format!(".{name}.before.md"))
}

/// The moment that is `seconds` after 1970, when that can be the date of an article.
pub fn moment(seconds: i64) -> Option<Moment> {
    let when = Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
    let moment = Moment { date: when.date(), time: Some(when.time()) };
    date::is_plausible(&moment).then_some(moment)
}

/// Makes `content` the text of `article`, an item of a feed: HTML, or plain lines where there is no markup in it. An
/// item without any is its headline, and one without a headline is called by its beginning. False when both are missing.
pub fn set_content(article: &mut Article, content: &str) -> bool {
    (article.text, article.links) = if content.contains('<') {
        html::fragment(content)
    } else {
        (Text::new(html::entity::decode(content).trim()), Vec::new())
    };
    relink(article);
    match (article.title.is_empty(), article.text.is_empty()) {
        (true, true) => return false,
        (true, false) => article.title = text::beginning(article.text.as_str()),
        (false, true) => {
            article.text = Text::new(&article.title);
            article.title_span = Some(Span::new(0, article.text.len()));
        }
        (false, false) => {}
    }
    article.stem.clone_from(&article.title);
    true
}

/// Makes relative targets of links and pointers absolute, where the address of the page they stand on is known.
fn relink(article: &mut Article) {
    let Some(base) = article.url.as_deref().and_then(|page| url::Url::parse(page).ok()) else { return };
    let targets = article.links.iter_mut().map(|link| &mut link.target);
    let targets = targets.chain(article.pointers.iter_mut().map(|pointer| &mut pointer.target));
    for target in targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:")) {
        if let Ok(joined) = base.join(target) {
            *target = joined.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_empty_file_is_no_article() {
        for bytes in [b"".as_slice(), b" \n\t\n", b"\xef\xbb\xbf"] {
            assert_eq!(read("a.txt", bytes), Err(FeedError::no_article("is empty")));
        }
    }

    #[test]
    fn the_stem_is_the_file_name_without_its_ending() {
        let stem_of = |path| read(path, b"Talks resume\n\nIn Geneva.").unwrap().remove(0).stem;
        assert_eq!(stem_of("news/2025.04/talks.in.geneva.txt"), "talks.in.geneva");
        assert_eq!(stem_of("-"), "Talks resume");
        assert_eq!(stem_of(".txt"), "Talks resume");
    }

    proptest! {
        #[test]
        fn any_bytes_give_articles_or_an_error(
            bytes in proptest::collection::vec(any::<u8>(), 0..400),
            ending in "txt|md|html|toml|xml|json|eml|",
        ) {
            for article in read(&format!("a.{ending}"), &bytes).unwrap_or_default() {
                prop_assert!(!article.title.is_empty());
            }
        }
    }
}
