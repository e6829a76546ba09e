//! A story in order of time: each briefing with what it added.

use std::borrow::Cow;

use crate::command::{PageKind, Role};
use crate::model::{Entry, Scope, ThreadPage, ThreadStep};
use crate::tui::doc::{Builder, Piece};
use crate::tui::message::Answer;
use crate::tui::words::{days, plural, short_day};

use super::loaded::{Written, dotted, scope_of, shared};
use super::said::{flat, stand, words_of};
use super::{Setting, Target, dim};

/// Actors of the story named at its end.
const CAST: usize = 12;
/// New actors named under a briefing.
const NEW: usize = 6;
/// New quotes shown under a briefing.
const QUOTES: usize = 4;

impl Written for ThreadPage {
    const KIND: PageKind = PageKind::Timeline;
    const GONE: &'static str = "This story is no longer in the library. < goes back.";

    fn take(answer: Answer) -> Option<Option<Box<Self>>> {
        if let Answer::Thread(found, ..) = answer { Some(found) } else { None }
    }

    fn name(&self) -> Cow<'_, str> {
        Cow::Owned(format!("story: {}", self.thread.title))
    }

    fn scope(&self) -> (Scope, String) {
        (scope_of(&self.thread.entries), self.thread.title.clone())
    }

    fn entries(&self) -> &[Entry] {
        &self.thread.entries
    }

    fn write(&self, page: &mut Builder, setting: &Setting) {
        page.para(0, &[Piece::new(self.thread.title.as_str(), Role::Headline)]);
        let mut facts = vec![dim(plural(self.thread.size, "briefing"))];
        facts.extend(lasted(self).map(dim));
        facts.extend(news(self, setting).map(|words| Piece::new(words, Role::Accent)));
        dotted(page, facts, setting);
        if self.thread.size == 1 {
            page.para(0, &[dim("No other briefing of the library tells this story yet.")]);
        }
        page.section("Timeline", self.steps.len().to_string());
        if self.steps.len() < self.thread.size {
            page.para(0, &[dim(format!("The newest {} of {}.", self.steps.len(), self.thread.size))]);
        }
        let newest_read = newest_read(self, setting);
        for (at, step) in self.steps.iter().enumerate() {
            self::step(page, step, at == 0, newest_read.is_some_and(|read| at > read), setting);
        }
        page.section("Actors", self.actors.len().to_string());
        for (actor, briefings) in self.actors.iter().take(CAST) {
            shared(page, &actor.name, Role::Actor, *briefings, Target::Actor(actor.key.clone()));
        }
        if self.actors.len() > CAST {
            let (scope, name) = self.scope();
            let all = Target::Scoped(PageKind::Actors, scope, name);
            let all = page.linked("all actors of the story", Role::Link, all);
            page.para(0, &[all]);
        }
    }

    fn copied(&self) -> String {
        self.thread.title.clone()
    }
}

/// From the first date to the last.
fn lasted(page: &ThreadPage) -> Option<String> {
    let mut dates = page.steps.iter().filter_map(|step| step.entry.date);
    let first = dates.next()?;
    Some(days(first, dates.next_back().unwrap_or(first)))
}

/// The last step of the story that the reader has read.
fn newest_read(page: &ThreadPage, setting: &Setting) -> Option<usize> {
    page.steps.iter().rposition(|step| setting.marks.is_read(&step.entry.key))
}

/// How much of the story came after what was read of it; before anything was, how much is unread.
fn news(page: &ThreadPage, setting: &Setting) -> Option<String> {
    let unread = page.steps.iter().filter(|step| !setting.marks.is_read(&step.entry.key)).count();
    match newest_read(page, setting) {
        Some(read) if read + 1 < page.steps.len() => {
            Some(format!("{} new since you last read", page.steps.len() - read - 1))
        }
        None if unread > 1 => Some("all unread".to_owned()),
        _ if unread > 0 => Some(format!("{unread} unread")),
        _ => None,
    }
}

/// One briefing of the story and what it added; what the very first one holds is not told as new.
fn step(page: &mut Builder, step: &ThreadStep, first: bool, is_news: bool, setting: &Setting) {
    page.blank();
    headline(page, &step.entry, is_news, setting);
    actors(page, &step.new_actors, first);
    for position in &step.changed {
        let mut pieces = vec![Piece::new(format!("{}  ", position.actor), Role::Actor)];
        pieces.extend(stand(position, setting));
        page.item(4, &pieces, Target::Story { id: position.id.clone(), lit: Some(position.span) });
    }
    for quote in step.new_quotes.iter().take(QUOTES) {
        let mut pieces: Vec<Piece> = Vec::with_capacity(2);
        pieces.extend(quote.speaker.as_ref().map(|speaker| Piece::new(format!("{}  ", flat(speaker)), Role::Speaker)));
        pieces.push(words_of(quote, setting));
        page.item(4, &pieces, Target::Story { id: quote.id.clone(), lit: Some(quote.span) });
    }
}

fn headline(page: &mut Builder, entry: &Entry, is_news: bool, setting: &Setting) {
    let read = setting.marks.is_read(&entry.key);
    let sign = if read { " " } else { setting.glyphs.unread };
    let date = entry.date.map_or("undated".to_owned(), short_day);
    let pieces = [
        Piece::new(format!("{sign} "), Role::Accent),
        Piece::new(format!("{date}  "), Role::Section),
        Piece::new(entry.title.as_str(), if read { Role::Text } else { Role::Unread }),
    ];
    let right = is_news.then(|| Piece::new("new", Role::Accent));
    page.item_with(0, &pieces, right, Target::Story { id: entry.id.clone(), lit: None });
}

/// The actors that enter the story here, each a link.
fn actors(page: &mut Builder, actors: &[(String, String)], first: bool) {
    if actors.is_empty() {
        return;
    }
    let mut pieces = vec![dim(if first { "with " } else { "enter " })];
    // One more takes no more room than to say that there is one more.
    let told = if actors.len() == NEW + 1 { actors.len() } else { NEW };
    for (at, (name, key)) in actors.iter().take(told).enumerate() {
        if at > 0 {
            pieces.push(dim(", "));
        }
        pieces.push(page.linked(name.as_str(), Role::Actor, Target::Actor(key.clone())));
    }
    if actors.len() > told {
        pieces.push(dim(format!(" and {} more", actors.len() - told)));
    }
    page.para(4, &pieces);
}
