//! What links to a briefing.

use std::borrow::Cow;

use crate::command::{PageKind, Role};
use crate::model::{Entry, Id};
use crate::tui::doc::{Builder, Doc, Piece, Reading};
use crate::tui::message::{Answer, Request};
use crate::tui::words::short_day;

use super::{Action, Face, Page, Setting, Target, dim};

/// The briefings that link to one.
pub struct BacklinksPage {
    id: Id,
    about: String,
    entries: Option<Vec<Entry>>,
    failed: Option<String>,
    reading: Reading,
}

impl BacklinksPage {
    /// What links to the briefing `id`, which is called `about`.
    pub fn new(id: Id, about: String) -> Self {
        Self { id, about, entries: None, failed: None, reading: Reading::opened_at(None) }
    }
}

impl Page for BacklinksPage {
    fn kind(&self) -> PageKind {
        PageKind::Backlinks
    }

    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed("what links here")
    }

    fn ask(&self) -> Vec<Request> {
        vec![Request::Backlinks(self.id.clone())]
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Backlinks(entries, _) => {
                self.entries = Some(entries);
                self.reading.stale = true;
            }
            Answer::Failed(why) => self.failed = Some(why),
            _ => {}
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        match (&self.entries, &self.failed) {
            (Some(_), _) => None,
            (None, Some(why)) => Some(Face::Failed(why.clone())),
            (None, None) => Some(Face::Loading),
        }
    }

    fn reading(&self) -> Option<&Reading> {
        Some(&self.reading)
    }

    fn reading_mut(&mut self) -> Option<&mut Reading> {
        Some(&mut self.reading)
    }

    fn doc(&self, setting: &Setting) -> Doc {
        let mut page = Builder::new(setting.width);
        page.para(0, &[dim("What links to  "), Piece::new(self.about.as_str(), Role::Headline)]);
        page.blank();
        let entries = self.entries.as_deref().unwrap_or_default();
        if entries.is_empty() {
            page.para(0, &[dim("No briefing of the library links here. < goes back.")]);
        }
        for entry in entries {
            let role = if setting.marks.is_read(&entry.key) { Role::Text } else { Role::Unread };
            let target = Target::Story { id: entry.id.clone(), lit: None };
            page.item_with(0, &[Piece::new(entry.title.as_str(), role)], entry.date.map(short_day).map(dim), target);
        }
        page.finish()
    }
}
