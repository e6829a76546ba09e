//! What lists and pages show: rows cut from briefings, cheap to keep a screenful of.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;

use super::{ActorKind, Article, Briefing, Id, Moment, PlaceKind, QuoteKind, Span, Stance};

/// The number of an article in the index: small, and stable for as long as the index lives.
pub type Row = u64;

/// Which briefings a page is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// The whole library.
    #[default]
    All,
    /// One briefing.
    One(Id),
    /// The briefings that a query matched, ascending.
    Rows(Arc<[Row]>),
}

/// Who or what is mentioned, by the key it has in the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An actor.
    Actor(String),
    /// A place.
    Place(String),
}

/// The rows that fit on the screen: `count` rows from the row `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Index of the first row wanted.
    pub from: usize,
    /// How many rows are wanted at most.
    pub count: usize,
}

/// A screenful out of a list of `total` rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Windowed<T> {
    /// Index of the first row in the whole list.
    pub from: usize,
    /// How many rows the whole list has.
    pub total: usize,
    /// The rows.
    pub rows: Vec<T>,
}

impl<T> Default for Windowed<T> {
    fn default() -> Self {
        Self { from: 0, total: 0, rows: Vec::new() }
    }
}

/// How much the library holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Briefings, copies folded into one.
    pub briefings: usize,
    /// Actors.
    pub actors: usize,
    /// Places.
    pub places: usize,
}

/// A briefing in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its number in the index.
    pub row: Row,
    /// Its name in the library.
    pub id: Id,
    /// What the reader's marks hang on: the guid, else the path, as the library keeps it.
    pub key: String,
    /// The headline.
    pub title: String,
    /// When it was published.
    pub date: Option<Moment>,
    /// The place of its dateline, else its most mentioned place.
    pub place: Option<String>,
    /// The paper, agency or feed.
    pub source: Option<String>,
    /// Tags that came with the article.
    pub tags: Vec<String>,
    /// Number of quotes.
    pub quotes: usize,
    /// Number of positions shown.
    pub positions: usize,
    /// Words of text.
    pub words: usize,
    /// Others that carry the same words.
    pub copies: Vec<Carrier>,
    /// Mark keys of others that carried the same words and are gone.
    pub inherited: Vec<String>,
    /// The story that it belongs to with others; none where it is alone.
    pub thread: Option<Thread>,
}

impl Entry {
    /// The mark keys of others that carry the same words, or did: who read one of them has read this.
    pub fn kin_keys(&self) -> Vec<String> {
        self.copies.iter().map(|copy| &copy.key).chain(&self.inherited).cloned().collect()
    }
}

/// Another source that carries the same words, or nearly the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The paper, agency or feed; where that is not known, its name in the library.
    pub source: String,
    /// Its name in the library.
    pub id: Id,
    /// What the reader's marks of it hang on.
    pub key: String,
}

/// A story that several briefings tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread {
    /// What tells it from all others: the least row in it.
    pub key: Row,
    /// How many briefings it has.
    pub size: usize,
    /// The day of the first.
    pub first: Option<Moment>,
    /// The day of the last.
    pub last: Option<Moment>,
}

/// A briefing with everything its page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Its row in the list.
    pub entry: Entry,
    /// The article.
    pub article: Arc<Article>,
    /// What was found in it.
    pub briefing: Arc<Briefing>,
    /// What to read next: marked first, in reading order, then related, best first.
    pub see_also: Vec<SeeAlsoRow>,
    /// Keys of the briefing's actors in the library, one for each of `briefing.actors`.
    pub actor_keys: Vec<String>,
    /// Keys of the briefing's places in the library, one for each of `briefing.places`.
    pub place_keys: Vec<String>,
    /// What its publisher changed since it came, if anything.
    pub changes: Option<Changes>,
}

/// How an article differs from the version that its publisher sent before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// When the change was seen.
    pub when: Option<Moment>,
    /// The headline that it had, where that is another one now.
    pub headline: Option<String>,
    /// Sentences that are new, in reading order.
    pub came: Vec<Span>,
    /// Sentences that are no more.
    pub gone: Vec<String>,
}

/// A see-also link, resolved where the library can.
#[derive(Debug, Clone, PartialEq)]
pub struct SeeAlsoRow {
    /// The headline pointed at.
    pub title: String,
    /// Where the pointer stands in the article, if it does.
    pub span: Option<Span>,
    /// The briefing it leads to; none when it is not in the library.
    pub target: Option<Entry>,
    /// Where it points on the web, if that was given.
    pub url: Option<String>,
    /// Whether the article itself points there.
    pub marked: bool,
    /// For a marked one that is not in the library, the briefing with the nearest headline.
    pub nearest: Option<Entry>,
    /// Why it is related, in words ("Steve Witkoff, Paris; recognition; 8 days before").
    pub reason: Option<String>,
    /// 1 for marked links; likeness for related ones.
    pub score: f32,
}

/// An actor in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorRow {
    /// What tells it from all others in the library.
    pub key: String,
    /// The fullest name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Briefings it appears in.
    pub briefings: usize,
    /// Times it is named.
    pub mentions: usize,
    /// Mentions over the library's time, oldest first, in at most 26 equal steps of whole weeks.
    pub weeks: Vec<u32>,
}

/// A place in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRow {
    /// What tells it from all others in the library.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Name of the country it lies in.
    pub country: Option<String>,
    /// Name of the first-order division it lies in.
    pub region: Option<String>,
    /// What it is.
    pub kind: PlaceKind,
    /// Degrees north and east; none when unsure.
    pub point: Option<(f32, f32)>,
    /// Briefings that name it.
    pub briefings: usize,
    /// Times it is named.
    pub mentions: usize,
    /// Mentions over the library's time, as in [`ActorRow::weeks`].
    pub weeks: Vec<u32>,
    /// Headline of the newest briefing that names it.
    pub latest: Option<String>,
}

/// A quote in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct QuoteRow {
    /// The briefing it stands in.
    pub id: Id,
    /// Headline of that briefing.
    pub title: String,
    /// Date of that briefing.
    pub date: Option<Moment>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// The speaker's key in the library.
    pub actor_key: Option<String>,
    /// Title or role of the speaker there.
    pub role: Option<String>,
    /// The words that report.
    pub cue: Option<String>,
    /// The content, word for word.
    pub text: String,
    /// Where it stands in that briefing's text.
    pub span: Span,
    /// The stretches of it that are said, in reading order; one unless the quote is interrupted.
    pub parts: Vec<Span>,
    /// How much stands in quotation marks.
    pub kind: QuoteKind,
    /// Whether it is a key quote of its briefing.
    pub key: bool,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// Other briefings that carry it, the oldest first; of a quote that went around, the first few.
    pub appearances: Vec<Appearance>,
    /// How many other briefings carry it.
    pub elsewhere: usize,
}

/// Another briefing that carries a quote.
#[derive(Debug, Clone, PartialEq)]
pub struct Appearance {
    /// The briefing.
    pub id: Id,
    /// Its headline.
    pub title: String,
    /// Its date.
    pub date: Option<Moment>,
    /// Its paper, agency or feed.
    pub source: Option<String>,
    /// Where the quote stands in its text.
    pub span: Span,
    /// The wording there, where it differs.
    pub wording: Option<String>,
}

impl QuoteRow {
    /// The words that are said: those of an interrupted quote with an ellipsis in place of what stands between.
    pub fn said(&self) -> Cow<'_, str> {
        if self.parts.len() < 2 {
            return Cow::Borrowed(&self.text);
        }
        let part = |part: &Span| {
            let skipped = part.start.saturating_sub(self.span.start) as usize;
            self.text.chars().skip(skipped).take(part.end.saturating_sub(part.start) as usize).collect::<String>()
        };
        Cow::Owned(self.parts.iter().map(part).collect::<Vec<_>>().join(" … "))
    }
}

/// A position in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct PositionRow {
    /// The briefing it stands in.
    pub id: Id,
    /// Headline of that briefing.
    pub title: String,
    /// Date of that briefing.
    pub date: Option<Moment>,
    /// Who stands there.
    pub actor: String,
    /// The actor's key in the library.
    pub actor_key: Option<String>,
    /// Where it stands.
    pub stance: Stance,
    /// On what, word for word.
    pub topic: String,
    /// The evidence, word for word.
    pub text: String,
    /// Where the evidence stands in that briefing's text.
    pub span: Span,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// The stance on the same topic before, where it was on the other side.
    pub changed_from: Option<Stance>,
}

/// An actor's page.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorPage {
    /// Name and counts.
    pub actor: ActorRow,
    /// Titles and roles as the articles give them, commonest first.
    pub roles: Vec<String>,
    /// Other spellings and shorter forms, commonest first.
    pub variants: Vec<String>,
    /// Mentions by week in the year up to the newest of them, oldest first, with the Monday of the first week.
    pub year: Option<(Date, Vec<u32>)>,
    /// What it said, newest first.
    pub said: Vec<QuoteRow>,
    /// Where it stands, by topic and newest first.
    pub stands: Vec<PositionRow>,
    /// Who appears beside it, with the number of briefings shared.
    pub with: Vec<(ActorRow, usize)>,
    /// Where it appears, with the number of briefings shared.
    pub places: Vec<(PlaceRow, usize)>,
    /// The briefings it appears in, newest first.
    pub briefings: Vec<Entry>,
}

/// A place's page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacePage {
    /// Name, point and counts.
    pub place: PlaceRow,
    /// Other names of it in the library.
    pub variants: Vec<String>,
    /// Places of the library that lie in it.
    pub within: Vec<PlaceRow>,
    /// Who appears there, with the number of briefings shared.
    pub actors: Vec<(ActorRow, usize)>,
    /// The briefings that name it or what lies in it, newest first.
    pub briefings: Vec<Entry>,
}

/// Actors by topics, with the newest stance of each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    /// The rows.
    pub actors: Vec<ActorRow>,
    /// The columns.
    pub topics: Vec<Topic>,
    /// One for each actor and topic, row by row; none where nothing is known.
    pub cells: Vec<Option<Cell>>,
}

/// What positions are about, whatever their wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// One of its wordings, word for word.
    pub name: String,
    /// Its wordings as the library compares them.
    pub keys: Arc<[String]>,
}

/// One actor on one topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The newest stance.
    pub stance: Stance,
    /// Whether an older one was on the other side.
    pub changed: bool,
    /// How many positions are behind it.
    pub positions: usize,
}

/// What links to a briefing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Backlinks {
    /// Briefings that point to it themselves, newest first.
    pub marked: Vec<Entry>,
    /// Other briefings that show it as related, newest first.
    pub related: Vec<Entry>,
}

/// A story thread in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreadRow {
    /// The thread's number: the least row in it.
    pub key: Row,
    /// Headline of its newest briefing.
    pub title: String,
    /// How many briefings it has.
    pub size: usize,
    /// Its briefings, newest first; of a long story the newest.
    pub entries: Vec<Entry>,
}

/// A thread's page.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreadPage {
    /// The thread.
    pub thread: ThreadRow,
    /// Who appears in it, with the number of briefings.
    pub actors: Vec<(ActorRow, usize)>,
    /// Its briefings in order of time, each with what it added.
    pub steps: Vec<ThreadStep>,
}

/// What one briefing added to its story.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreadStep {
    /// The briefing.
    pub entry: Entry,
    /// Actors that no earlier briefing of the thread names, by name and key.
    pub new_actors: Vec<(String, String)>,
    /// Key quotes that no earlier briefing of the thread carries.
    pub new_quotes: Vec<QuoteRow>,
    /// Positions that differ from what the thread knew.
    pub changed: Vec<PositionRow>,
}
