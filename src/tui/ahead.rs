//! Briefings that were asked for before they are wanted: the next ones of the list. So a step in the list is one paint.

use std::collections::VecDeque;

use crate::marks::Mark;
use crate::model::{Id, Story};

use super::message::{Answer, Request};
use super::page::Target;
use super::state::{PREVIEW, State};

/// Briefings kept, the newest.
const KEPT: usize = 8;

/// Briefings at hand. What changes drops what is kept of it, so that none is shown as it was.
#[derive(Debug, Default)]
pub struct Ahead(VecDeque<(Box<Story>, Mark)>);

impl Ahead {
    /// Keeps a briefing.
    pub fn keep(&mut self, story: &Story, mark: &Mark) {
        self.0.retain(|(kept, _)| kept.entry.id != story.entry.id);
        self.0.truncate(KEPT - 1);
        self.0.push_front((Box::new(story.clone()), mark.clone()));
    }

    /// The answer to `request`, where it is at hand.
    pub fn answer(&self, request: &Request) -> Option<Answer> {
        let Request::Story(id) = request else { return None };
        let (story, mark) = self.0.iter().find(|(story, _)| story.entry.id == *id)?;
        Some(Answer::Story(Some(story.clone()), mark.clone()))
    }

    /// Drops the briefing whose marks under `key` changed.
    pub fn forget(&mut self, key: &str) {
        self.0.retain(|(story, _)| story.entry.key != key && !story.entry.kin_keys().iter().any(|other| other == key));
    }

    /// Drops all: the library changed.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    fn holds(&self, id: &Id) -> bool {
        self.0.iter().any(|(story, _)| story.entry.id == *id)
    }
}

/// The next briefing worth having at hand, once the one under the list's cursor is there: those beside it.
pub fn next(state: &State) -> Option<Request> {
    let preview = state.preview.as_ref()?;
    if preview.dirty || state.tickets.waits(PREVIEW, 0) {
        return None;
    }
    let list = &state.history[0].page;
    let at = list.list()?.at;
    [Some(at + 1), at.checked_sub(1), Some(at + 2)].into_iter().flatten().find_map(|row| match list.target(row)? {
        Target::Story { id, .. } if !state.ahead.holds(&id) => Some(Request::Story(id)),
        _ => None,
    })
}
