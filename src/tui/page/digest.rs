//! What is new, story by story: who moved, what each new briefing says and who says it, who and where.

use std::borrow::Cow;

use crate::command::{Command, PageKind, Role};
use crate::model::{Digest, DigestStory, QuoteRow, Scope};
use crate::tui::doc::{Builder, Doc, Piece, Reading};
use crate::tui::message::{Answer, Request};
use crate::tui::outgoing::Outgoing;
use crate::tui::words::{plural, short_day};

use super::actor::position_item;
use super::loaded::{dotted, entry_item, shared};
use super::said::{flat, words_of};
use super::{Action, Face, Page, Setting, Target, dim};

/// How far back one looks, in turn: in days, and in words.
const SINCE: [(Option<u32>, &str); 4] = [
    (Some(1), "since yesterday"),
    (Some(7), "of the last week"),
    (Some(31), "of the last month"),
    (None, "of all time"),
];

/// The digest of a scope.
pub struct DigestPage {
    scope: Scope,
    name: String,
    /// Which of [`SINCE`].
    since: usize,
    found: Option<Box<Digest>>,
    failed: Option<String>,
    reading: Reading,
}

impl DigestPage {
    /// The digest of `scope`, whose name is `name`.
    pub fn new(scope: Scope, name: &str) -> Self {
        let reading = Reading::opened_at(None);
        Self { scope, name: name.to_owned(), since: 0, found: None, failed: None, reading }
    }

    fn days(&self) -> Option<u32> {
        SINCE[self.since].0
    }

    fn request(&self) -> Request {
        Request::Digest { scope: self.scope.clone(), days: self.days() }
    }
}

impl Page for DigestPage {
    fn kind(&self) -> PageKind {
        PageKind::Digest
    }

    fn title(&self) -> Cow<'_, str> {
        let since = SINCE[self.since].1;
        match self.name.as_str() {
            "" => Cow::Owned(format!("news {since}")),
            name => Cow::Owned(format!("news {since} in {name}")),
        }
    }

    fn scope(&self) -> (Scope, String) {
        (self.scope.clone(), self.name.clone())
    }

    fn ask(&self) -> Vec<Request> {
        vec![self.request()]
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Digest(found, _) => {
                self.found = Some(found);
                self.failed = None;
                self.reading.stale = true;
            }
            Answer::Failed(why) => self.failed = Some(why),
            _ => {}
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        let Some(found) = &self.found else { return Some(Face::unanswered(self.failed.as_ref())) };
        (found.briefings == 0).then(|| {
            let since = found.since.map(|since| format!(" since {}", short_day(since.into()))).unwrap_or_default();
            Face::Empty(format!("Nothing is new here{since}. v looks farther back."))
        })
    }

    fn reading(&self) -> Option<&Reading> {
        Some(&self.reading)
    }

    fn reading_mut(&mut self) -> Option<&mut Reading> {
        Some(&mut self.reading)
    }

    fn doc(&self, setting: &Setting) -> Doc {
        let mut page = Builder::new(setting.width);
        if let Some(found) = &self.found {
            write(found, &mut page, setting);
        }
        page.finish()
    }

    fn command(&mut self, command: Command) -> Option<Vec<Action>> {
        if command != Command::SwitchView {
            return None;
        }
        self.since = (self.since + 1) % SINCE.len();
        Some(vec![Action::Ask(self.request()), Action::Say(format!("News {}.", SINCE[self.since].1))])
    }

    fn outgoing(&self) -> Option<Outgoing> {
        Some(Outgoing::Digest(self.scope.clone(), self.days()))
    }
}

fn write(digest: &Digest, page: &mut Builder, setting: &Setting) {
    let title = digest.since.map_or("The news".to_owned(), |since| format!("News since {}", short_day(since.into())));
    page.para(0, &[Piece::new(title, Role::Headline)]);
    let stories = digest.stories.len() + digest.more;
    dotted(page, vec![dim(plural(digest.briefings, "new briefing")), dim(plural(stories, "story"))], setting);
    if !digest.moved.is_empty() {
        page.section("Who moved", digest.moved.len().to_string());
        for position in &digest.moved {
            page.para(0, &[Piece::new(position.actor.as_str(), Role::Actor)]);
            position_item(page, position, setting);
        }
    }
    page.section("Stories", stories.to_string());
    for story in &digest.stories {
        write_story(story, page, setting);
    }
    if digest.more > 0 {
        page.blank();
        page.para(0, &[dim(format!("and {} more; the library lists them all", plural(digest.more, "story")))]);
    }
    page.section("Who", digest.actors.len().to_string());
    for actor in &digest.actors {
        shared(page, &actor.name, Role::Actor, actor.briefings, Target::Actor(actor.key.clone()));
    }
    page.section("Where", digest.places.len().to_string());
    for place in &digest.places {
        shared(page, &place.name, Role::Place, place.briefings, Target::Place(place.key.clone()));
    }
}

/// A story: its headline where that is not the one new briefing's own, and each new briefing with what it added.
fn write_story(story: &DigestStory, page: &mut Builder, setting: &Setting) {
    if story.new.len() > 1 {
        page.blank();
        let count = dim(format!("  {} new", story.new.len()));
        page.para(0, &[Piece::new(story.title.as_str(), Role::Section), count]);
    }
    for (at, new) in story.new.iter().enumerate() {
        page.blank();
        entry_item(page, &new.step.entry, setting);
        let origin = [new.step.entry.place.as_deref(), new.step.entry.source.as_deref()].into_iter().flatten();
        let mut facts: Vec<String> = origin.map(str::to_owned).collect();
        if at == 0 && story.earlier > 0 {
            facts.push(format!("goes on from {}", plural(story.earlier, "earlier briefing")));
        }
        if !facts.is_empty() {
            page.para(2, &[dim(facts.join(&format!(" {} ", setting.glyphs.dot)))]);
        }
        for sentence in &new.summary {
            page.para(2, &[Piece::new(flat(sentence), Role::Text)]);
        }
        for quote in &new.step.new_quotes {
            said(quote, page, setting);
        }
    }
}

/// A quote under its briefing, which need not be named again: the words, then who says them.
fn said(quote: &QuoteRow, page: &mut Builder, setting: &Setting) {
    let target = Target::Story { id: quote.id.clone(), lit: Some(quote.span) };
    let speaker = Piece::new(quote.speaker.as_deref().unwrap_or("nobody named"), Role::Speaker);
    page.item_with(4, &[words_of(quote, setting)], Some(speaker), target);
}
