//! What is new in a library, story by story.

use jiff::civil::Date;

use super::{ActorRow, PlaceRow, PositionRow, ThreadStep};

/// What is new in a library.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Digest {
    /// The first day that counts as new; none where everything does.
    pub since: Option<Date>,
    /// How many briefings are new.
    pub briefings: usize,
    /// Positions whose actor changed sides, newest first.
    pub moved: Vec<PositionRow>,
    /// The stories, newest first.
    pub stories: Vec<DigestStory>,
    /// Stories that are left out because there are so many.
    pub more: usize,
    /// Who appears most in what is new.
    pub actors: Vec<ActorRow>,
    /// Where.
    pub places: Vec<PlaceRow>,
}

/// One story of a digest.
#[derive(Debug, Clone, PartialEq)]
pub struct DigestStory {
    /// Headline of its newest briefing.
    pub title: String,
    /// The new briefings in order of time.
    pub new: Vec<DigestStep>,
    /// Briefings of the story from before.
    pub earlier: usize,
}

/// A new briefing in its story.
#[derive(Debug, Clone, PartialEq)]
pub struct DigestStep {
    /// What it added.
    pub step: ThreadStep,
    /// Its summary, word for word.
    pub summary: Vec<String>,
}
