//! Pages that are read and come whole in one answer: an actor, a place, a story, the matrix. They differ in what they
//! say, not in how a page is loaded and walked.

use std::borrow::Cow;

use crate::command::PageKind;
use crate::model::{ActorKind, Entry, Id, Scope};
use crate::tui::doc::{Builder, Doc, Piece, Reading};
use crate::tui::message::{Answer, Request};
use crate::tui::words::{plural, short_day};

use super::{Action, Face, Page, Setting, Target, dim};
use crate::command::Role;

/// What a page says once it came.
pub trait Written: Sized + 'static {
    /// The kind of page.
    const KIND: PageKind;
    /// What stands there when the library knows no such thing any more.
    const GONE: &'static str;

    /// What came, where the answer is to this page's question; none in it when the library knows no such thing.
    fn take(answer: Answer) -> Option<Option<Box<Self>>>;

    /// The page's name in the header.
    fn name(&self) -> Cow<'_, str>;

    /// The briefings it is about, and what they are called together.
    fn scope(&self) -> (Scope, String);

    /// Writes the page.
    fn write(&self, page: &mut Builder, setting: &Setting);

    /// The actor or place that the page is about.
    fn subject(&self) -> Option<Target> {
        None
    }

    /// Name and kind of the actor that the page is about.
    fn actor(&self) -> Option<(String, ActorKind)> {
        None
    }

    /// The briefings whose marks the page shows, so that keys can change them where the cursor stands on one.
    fn entries(&self) -> &[Entry] {
        &[]
    }

    /// What is copied where nothing on the page is chosen.
    fn copied(&self) -> String {
        self.name().into_owned()
    }
}

/// A page that asks once for a `T` and shows it.
pub struct LoadedPage<T> {
    request: Request,
    found: Option<Box<T>>,
    gone: bool,
    failed: Option<String>,
    reading: Reading,
}

impl<T: Written> LoadedPage<T> {
    /// The page that answers `request`.
    pub fn new(request: Request) -> Self {
        Self { request, found: None, gone: false, failed: None, reading: Reading::opened_at(None) }
    }
}

impl<T: Written> Page for LoadedPage<T> {
    fn kind(&self) -> PageKind {
        T::KIND
    }

    fn title(&self) -> Cow<'_, str> {
        self.found.as_ref().map_or(Cow::Borrowed("…"), |found| found.name())
    }

    fn scope(&self) -> (Scope, String) {
        self.found.as_ref().map_or((Scope::All, String::new()), |found| found.scope())
    }

    fn ask(&self) -> Vec<Request> {
        vec![self.request.clone()]
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        if let Answer::Failed(why) = answer {
            self.failed = Some(why);
        } else if let Some(found) = T::take(answer) {
            self.gone = found.is_none();
            self.failed = None;
            self.found = found;
            self.reading.stale = true;
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        match (&self.found, &self.failed, self.gone) {
            (Some(_), _, _) => None,
            (None, Some(why), _) => Some(Face::Failed(why.clone())),
            (None, None, true) => Some(Face::Empty(T::GONE.to_owned())),
            (None, None, false) => Some(Face::Loading),
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
        if let Some(found) = &self.found {
            found.write(&mut page, setting);
        }
        page.finish()
    }

    fn subject(&self) -> Option<Target> {
        self.found.as_ref().and_then(|found| found.subject())
    }

    fn actor(&self, _: Option<&Target>) -> Option<(String, ActorKind)> {
        self.found.as_ref().and_then(|found| found.actor())
    }

    fn story(&self) -> Option<(Id, String)> {
        let target = self.reading.doc.target_at(self.reading.cursor)?;
        let Target::Story { id, .. } = target else { return None };
        let entry = self.found.as_ref()?.entries().iter().find(|entry| entry.id == *id)?;
        Some((entry.id.clone(), entry.key.clone()))
    }

    fn copied(&self) -> Option<String> {
        let doc = &self.reading.doc;
        let item = doc.lines.get(self.reading.cursor).and_then(|line| line.item);
        let lines = doc.lines.iter().filter(|line| item.is_some() && line.item == item);
        let words: Vec<String> = lines.map(|line| line.words().trim().to_owned()).collect();
        let found = self.found.as_ref()?;
        Some(if words.is_empty() { found.copied() } else { format!("{} — {}", words.join(" "), found.name()) })
    }
}

/// The briefings of `entries` as a scope.
pub(super) fn scope_of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Scope {
    let mut rows: Vec<_> = entries.into_iter().map(|entry| entry.row).collect();
    rows.sort_unstable();
    rows.dedup();
    Scope::Rows(rows.into())
}

/// A section of briefings, in the order given.
pub(super) fn briefings(page: &mut Builder, entries: &[Entry], setting: &Setting) {
    page.section("Briefings", entries.len().to_string());
    for entry in entries {
        entry_item(page, entry, setting);
    }
}

/// A briefing as one item: whether it is unread, its headline, its date.
pub(super) fn entry_item(page: &mut Builder, entry: &Entry, setting: &Setting) {
    let read = setting.marks.is_read(&entry.key);
    let sign = if read { " " } else { setting.glyphs.unread };
    let title = if read { Role::Text } else { Role::Unread };
    let pieces = [Piece::new(format!("{sign} "), Role::Accent), Piece::new(entry.title.as_str(), title)];
    let date = entry.date.map(|moment| dim(short_day(moment)));
    page.item_with(0, &pieces, date, Target::Story { id: entry.id.clone(), lit: None });
}

/// A name as one item, with how many briefings it shares at the right.
pub(super) fn shared(page: &mut Builder, name: &str, role: Role, briefings: usize, target: Target) {
    page.item_with(0, &[Piece::new(name, role)], Some(dim(plural(briefings, "briefing"))), target);
}

/// Pieces on one line with a dot between them.
pub(super) fn dotted(page: &mut Builder, pieces: Vec<Piece>, setting: &Setting) {
    let mut line = Vec::with_capacity(pieces.len() * 2);
    for piece in pieces {
        if !line.is_empty() {
            line.push(dim(format!(" {} ", setting.glyphs.dot)));
        }
        line.push(piece);
    }
    page.para(0, &line);
}
