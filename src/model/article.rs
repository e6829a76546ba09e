//! An article as it came in: cleaned text and what its file says about it.

use std::fmt;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{Position, Quote, SeeAlso, Span, Text};

/// The readable, stable name of an article in its library: a slug of 1 to 200 of `a-z 0-9 -`, never beginning with `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(String);

impl Id {
    /// Takes a slug that the library made.
    pub fn new(slug: impl Into<String>) -> Self {
        Self(slug.into())
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// When an article was published: a day, and the time of day (UTC) where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time of day, UTC.
    pub time: Option<Time>,
}

impl From<Date> for Moment {
    fn from(date: Date) -> Self {
        Self { date, time: None }
    }
}

/// A hyperlink that came with the article's formatting (Markdown, HTML, `[[wikilink]]`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where its words stand in the text.
    pub span: Span,
    /// Where it points: a URL, a relative path or the name of another article.
    pub target: String,
}

/// A link to other reading that stood in a box of its own on the article's page, beside the text and no part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    /// The words of the link.
    pub title: String,
    /// Where it points: a URL or a relative path.
    pub target: String,
}

/// Parts of a briefing that a person wrote; each that is present wins over what the splitter finds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Handmade {
    /// Sentences of the summary.
    pub summary: Option<Vec<Span>>,
    /// Quotes with their speakers.
    pub quotes: Option<Vec<Quote>>,
    /// Positions.
    pub positions: Option<Vec<Position>>,
    /// Headlines or ids to read next.
    pub see_also: Option<Vec<SeeAlso>>,
}

/// An article: cleaned text, headline and what is known of its origin.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Article {
    /// The file it came from, as the reader named it; `-` for standard input.
    pub path: String,
    /// What its id is made of: the file's stem, or for an item of a feed file its headline.
    pub stem: String,
    /// The feed's own identifier of the item.
    pub guid: Option<String>,
    /// The headline; never empty (the beginning of the text serves where there is none).
    pub title: String,
    /// Where the headline stands in the text, if it does.
    pub title_span: Option<Span>,
    /// When it was published.
    pub date: Option<Moment>,
    /// The paper, agency or feed.
    pub source: Option<String>,
    /// Where it was published on the web.
    pub url: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Declared language, as a BCP 47 tag.
    pub language: Option<String>,
    /// The reader's or the publisher's tags.
    pub tags: Vec<String>,
    /// The text that all spans index.
    pub text: Text,
    /// Hyperlinks in the text, in reading order.
    pub links: Vec<Link>,
    /// Links of boxes beside the text, in reading order.
    pub pointers: Vec<Pointer>,
    /// Parts written by hand.
    pub handmade: Handmade,
}
