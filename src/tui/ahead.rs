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
pub struct Ahead {
    kept: VecDeque<(Box<Story>, Mark)>,
    /// Those that could not be had when they were asked for, the newest first; asked again, they would be for ever.
    missed: VecDeque<Id>,
}

impl Ahead {
    /// Keeps a briefing.
    pub fn keep(&mut self, story: &Story, mark: &Mark) {
        self.kept.retain(|(kept, _)| kept.entry.id != story.entry.id);
        self.kept.truncate(KEPT - 1);
        self.kept.push_front((Box::new(story.clone()), mark.clone()));
    }

    /// Takes it that what `request` asks for is not to be had.
    pub fn miss(&mut self, request: Request) {
        if let Request::Story(id) = request {
            self.missed.truncate(KEPT - 1);
            self.missed.push_front(id);
        }
    }

    /// The answer to `request`, where it is at hand.
    pub fn answer(&self, request: &Request) -> Option<Answer> {
        let Request::Story(id) = request else { return None };
        let (story, mark) = self.kept.iter().find(|(story, _)| story.entry.id == *id)?;
        Some(Answer::Story(Some(story.clone()), mark.clone()))
    }

    /// Drops the briefing whose marks under `key` changed.
    pub fn forget(&mut self, key: &str) {
        self.kept
            .retain(|(story, _)| story.entry.key != key && !story.entry.kin_keys().iter().any(|other| other == key));
    }

    /// Drops all: the library changed.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    fn knows(&self, id: &Id) -> bool {
        self.missed.contains(id) || self.kept.iter().any(|(story, _)| story.entry.id == *id)
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
        Target::Story { id, .. } if !state.ahead.knows(&id) => Some(Request::Story(id)),
        _ => None,
    })
}
