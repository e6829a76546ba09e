//! Plain data: what an article is, what a briefing holds, and the rows that lists show of them.

mod article;
mod briefing;
mod digest;
mod paragraph;
mod rows;
mod shown;
mod slug;
mod span;
mod text;

pub use article::{Article, Handmade, Id, Link, Moment, Pointer};
pub use briefing::{
    Actor, ActorKind, Briefing, Mention, Place, PlaceKind, Position, Quote, QuoteKind, SeeAlso, SeeAlsoKind, Stance,
};
pub use digest::{Digest, DigestStep, DigestStory};
pub use paragraph::{paragraphs, without_bullet};
pub use rows::{
    ActorPage, ActorRow, Appearance, Backlinks, Carrier, Cell, Changes, Counts, Entry, Matrix, PlacePage, PlaceRow,
    PositionRow, QuoteRow, Row, Scope, SeeAlsoRow, Story, Subject, Thread, ThreadPage, ThreadRow, ThreadStep, Topic,
    Window, Windowed,
};
pub use shown::{shown, shown_chars, shown_line};
pub use slug::slug;
pub use span::Span;
pub use text::Text;
