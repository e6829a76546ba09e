//! What links to a briefing.

use std::borrow::Cow;

use crate::command::{PageKind, Role};
use crate::model::{Backlinks, Id};
use crate::tui::doc::{Builder, Doc, Piece, Reading};
use crate::tui::message::{Answer, Request};

use super::loaded::entry_item;
use super::{Action, Face, Page, Setting, dim};

/// The briefings that link to one.
pub struct BacklinksPage {
    id: Id,
    about: String,
    links: Option<Backlinks>,
    failed: Option<String>,
    reading: Reading,
}

impl BacklinksPage {
    /// What links to the briefing `id`, which is called `about`.
    pub fn new(id: Id, about: String) -> Self {
        Self { id, about, links: None, failed: None, reading: Reading::opened_at(None) }
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
            Answer::Backlinks(links, _) => {
                self.links = Some(links);
                self.reading.stale = true;
            }
            Answer::Failed(why) => self.failed = Some(why),
            _ => {}
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        self.links.is_none().then(|| Face::unanswered(self.failed.as_ref()))
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
        let Some(links) = &self.links else { return page.finish() };
        if links.marked.is_empty() && links.related.is_empty() {
            page.blank();
            page.para(0, &[dim("No briefing of the library links here. < goes back.")]);
        }
        for (name, entries) in [("Pointing here", &links.marked), ("Related to it", &links.related)] {
            if !entries.is_empty() {
                page.section(name, entries.len().to_string());
                entries.iter().for_each(|entry| entry_item(&mut page, entry, setting));
            }
        }
        page.finish()
    }
}
