//! A briefing: what the splitter finds in one article, every item a span of its text.

use serde::{Deserialize, Serialize};

use super::Span;

/// Declares an enum of plain words together with the spelling that is printed and read.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name { $($(#[$item])* $variant,)+ }

        impl $name {
            /// Every variant, in the order declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word as it is printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The variant whose word is `word`.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == word)
            }
        }
    };
}

words! {
    /// How much of an attribution's content stands in quotation marks.
    QuoteKind {
        /// All of it.
        Direct = "direct",
        /// None of it.
        Indirect = "indirect",
        /// Some of it.
        Mixed = "mixed",
    }
}

words! {
    /// Where an actor stands: a reader-sized cut of the verbal classes of CAMEO and PLOVER, the event codings of
    /// political science.
    Stance {
        /// Is for it.
        Supports = "supports",
        /// Is against it.
        Opposes = "opposes",
        /// Wants it done by others.
        Demands = "demands",
        /// Puts it forward.
        Proposes = "proposes",
        /// Will do it.
        Promises = "promises",
        /// Fears or threatens it.
        Warns = "warns",
        /// Says it is not so.
        Denies = "denies",
        /// Says it is so.
        Asserts = "asserts",
    }
}

words! {
    /// What an actor is.
    ActorKind {
        /// A person.
        Person = "person",
        /// An organisation: company, party, ministry, court, club.
        Organization = "organization",
        /// A country, or a government named by its capital.
        Country = "country",
        /// A people, movement or other group.
        Group = "group",
    }
}

words! {
    /// What a place is.
    PlaceKind {
        /// A sovereign state or dependent territory.
        Country = "country",
        /// A first-order division: state, oblast, province.
        Region = "region",
        /// A second-order division.
        County = "county",
        /// A populated place.
        City = "city",
        /// A building, base, plant, park.
        Site = "site",
        /// Sea, river, lake, strait.
        Water = "water",
        /// Mountain or range.
        Mountain = "mountain",
        /// Island or group of islands.
        Island = "island",
        /// An area without a government of its own: Middle East, Donbas.
        Area = "area",
    }
}

words! {
    /// Where a see-also link comes from.
    SeeAlsoKind {
        /// A line or link of the article itself.
        Marked = "marked",
        /// Found by comparing the library's articles.
        Related = "related",
    }
}

impl Stance {
    /// Whether it is for its topic (true), against it (false), or neither: only one that crosses over has changed.
    pub fn side(self) -> Option<bool> {
        match self {
            Self::Supports | Self::Demands | Self::Proposes | Self::Promises | Self::Asserts => Some(true),
            Self::Opposes | Self::Denies => Some(false),
            Self::Warns => None,
        }
    }

    /// Whether who stood at `before` and stands here now has crossed over.
    pub fn crosses(self, before: Self) -> bool {
        matches!((self.side(), before.side()), (Some(now), Some(then)) if now != then)
    }

    /// The word for where somebody stood.
    pub fn past(self) -> &'static str {
        match self {
            Self::Supports => "supported",
            Self::Opposes => "opposed",
            Self::Demands => "demanded",
            Self::Proposes => "proposed",
            Self::Promises => "promised",
            Self::Warns => "warned",
            Self::Denies => "denied",
            Self::Asserts => "asserted",
        }
    }
}

/// One attribution: content, and where they are known the words that report it and who speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The content, from its first part to its last, without outer quotation marks.
    pub span: Span,
    /// The stretches of content, in reading order; one unless the quote is interrupted.
    pub parts: Vec<Span>,
    /// How much stands in quotation marks.
    pub kind: QuoteKind,
    /// Whether the reading page shows it among the key quotes.
    pub key: bool,
    /// The fullest name of who speaks, as the article gives it; none where nobody is named.
    pub speaker: Option<String>,
    /// Title or role of the speaker as the article gives it.
    pub role: Option<Span>,
    /// How sure attribution and speaker are, 0 to 1, calibrated.
    pub confidence: f32,
    /// The words that name who speaks ("he", "a top aide").
    pub source: Option<Span>,
    /// The words that report ("told reporters").
    pub cue: Option<Span>,
}

/// Who stands where on what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// The actor's fullest name in the article.
    pub actor: String,
    /// Where it stands.
    pub stance: Stance,
    /// On what: a phrase of the text.
    pub topic: Span,
    /// Where it says so; at least one, the first being the position's own span.
    pub evidence: Vec<Span>,
    /// How sure it is, 0 to 1, calibrated; under one half it stays off the page.
    pub confidence: f32,
}

/// A pointer to what else to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeeAlso {
    /// The headline pointed at, as the article gives it.
    pub title: String,
    /// Where the pointer stands in the text, if it does.
    pub span: Option<Span>,
    /// A URL, relative path or article name given with it.
    pub link: Option<String>,
    /// Where it comes from.
    pub kind: SeeAlsoKind,
    /// 1 for marked links; likeness for related ones.
    pub score: f32,
}

impl SeeAlso {
    /// The URL or path given with it; the bare name of an article, as `[[fog]]` gives it, is neither.
    pub fn address(&self) -> Option<&str> {
        let is_file = |link: &str| {
            let ending = link.rsplit_once('.').map_or("", |(_, ending)| ending);
            (2..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let is_address =
            |link: &&str| !link.contains(char::is_whitespace) && (link.contains(['/', '?']) || is_file(link));
        self.link.as_deref().filter(|link| link.contains("://") || is_address(link))
    }
}

/// One occurrence of an actor or a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands, titles left out.
    pub span: Span,
    /// The title or role given with it at this moment ("President", "Putin aide").
    pub role: Option<Span>,
}

/// Someone who speaks or acts in the article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// The fullest name in the article.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Every occurrence by name, in reading order; at least one.
    pub mentions: Vec<Mention>,
}

/// A place that the article names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The name, as the article gives it first.
    pub name: String,
    /// The gazetteer's own name of it, where resolved; one name for Kyiv and Kiev.
    pub standard: Option<String>,
    /// ISO 3166-1 alpha-2 code of the country it lies in.
    pub country: Option<String>,
    /// Code of the first-order division it lies in, as GeoNames gives it ("UA.07", "US.TX").
    pub region: Option<String>,
    /// What it is.
    pub kind: PlaceKind,
    /// Degrees north and east (WGS 84); none when unsure.
    pub point: Option<(f32, f32)>,
    /// GeoNames' id, where known.
    pub geonames_id: Option<u32>,
    /// Every occurrence, in reading order; at least one.
    pub mentions: Vec<Mention>,
}

/// Everything the splitter finds in one article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Briefing {
    /// BCP 47 tag of the language it was read as.
    pub language: Option<String>,
    /// The place of the dateline ("MOSCOW, April 25 --"), as an index into `places`.
    pub dateline: Option<usize>,
    /// Whole sentences that say what it is about, in reading order.
    pub summary: Vec<Span>,
    /// Every attribution, in reading order.
    pub quotes: Vec<Quote>,
    /// Who stands where, in reading order.
    pub positions: Vec<Position>,
    /// The article's own pointers to other reading, in reading order.
    pub see_also: Vec<SeeAlso>,
    /// Who appears, most mentioned first.
    pub actors: Vec<Actor>,
    /// Where, most mentioned first.
    pub places: Vec<Place>,
}
