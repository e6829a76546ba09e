//! A story in order of time: each briefing with what it added.

use std::borrow::Cow;

use crate::command::{PageKind, Role};
use crate::model::{Entry, Scope, ThreadPage, ThreadStep};
use crate::tui::doc::{Builder, Piece};
use crate::tui::message::Answer;
use crate::tui::words::{plural, short_day};

use super::actor::{position_item, quote_item};
use super::loaded::{Written, dotted, scope_of, shared};
use super::{Setting, Target, dim};

/// Actors of the story named at its head.
const CAST: usize = 8;

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

    fn write(&self, page: &mut Builder, setting: &Setting) {
        page.para(0, &[Piece::new(self.thread.title.as_str(), Role::Headline)]);
        let unread = self.thread.entries.iter().filter(|entry| !setting.marks.is_read(&entry.key)).count();
        let mut facts = vec![dim(plural(self.thread.entries.len(), "briefing"))];
        facts.extend(lasted(&self.steps).map(dim));
        if unread > 0 {
            facts.push(Piece::new(format!("{unread} new since you last read"), Role::Accent));
        }
        dotted(page, facts, setting);
        page.section("Timeline", self.steps.len().to_string());
        for at in &self.steps {
            step(page, at, setting);
        }
        page.section("Actors", self.actors.len().to_string());
        for (actor, briefings) in self.actors.iter().take(CAST) {
            shared(page, &actor.name, Role::Actor, *briefings, Target::Actor(actor.key.clone()));
        }
        if self.actors.len() > CAST {
            let (scope, name) = self.scope();
            let all = page.linked(
                format!("all {}", plural(self.actors.len(), "actor")),
                Role::Link,
                Target::Scoped(PageKind::Actors, scope, name),
            );
            page.para(0, &[all]);
        }
    }

    fn copied(&self) -> String {
        self.thread.title.clone()
    }
}

/// From the first date to the last.
fn lasted(steps: &[ThreadStep]) -> Option<String> {
    let mut dates = steps.iter().filter_map(|step| step.entry.date);
    let first = dates.next()?;
    let last = dates.next_back().unwrap_or(first);
    Some(if first == last { short_day(first) } else { format!("{} to {}", short_day(first), short_day(last)) })
}

/// One briefing of the story and what it added to it.
fn step(page: &mut Builder, step: &ThreadStep, setting: &Setting) {
    page.blank();
    headline(page, &step.entry, setting);
    if !step.new_actors.is_empty() {
        let names: Vec<&str> = step.new_actors.iter().map(|actor| actor.name.as_str()).collect();
        page.para(2, &[dim("new: "), Piece::new(names.join(", "), Role::Actor)]);
    }
    for position in &step.changed {
        position_item(page, position, setting);
    }
    for quote in &step.new_quotes {
        if let Some(speaker) = &quote.speaker {
            page.para(2, &[Piece::new(speaker.as_str(), Role::Speaker)]);
        }
        quote_item(page, quote, setting);
    }
}

fn headline(page: &mut Builder, entry: &Entry, setting: &Setting) {
    let read = setting.marks.is_read(&entry.key);
    let sign = if read { " " } else { setting.glyphs.unread };
    let date = entry.date.map_or("undated".to_owned(), short_day);
    let pieces = [
        Piece::new(format!("{sign} "), Role::Accent),
        Piece::new(format!("{date}  "), Role::Section),
        Piece::new(entry.title.as_str(), if read { Role::Text } else { Role::Unread }),
    ];
    page.item(0, &pieces, Target::Story { id: entry.id.clone(), lit: None });
}
