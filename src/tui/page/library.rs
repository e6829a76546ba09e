//! The list of briefings.

use std::borrow::Cow;

use crate::command::{Command, PageKind, Role};
use crate::library::Order;
use crate::model::{Entry, Id, Scope, Window};
use crate::tui::doc::{Line, Piece, width_of, wrap};
use crate::tui::message::{Answer, Request, Saved};
use crate::tui::words::{DAY, cut, day, days, plural};

use super::{Action, Face, ListView, Listing, Page, Setting, Target, dim, saved};

/// Columns from which an entry takes one line.
const ONE_LINE: usize = 64;
/// Columns that briefings of a story stand in from its head.
const INDENT: usize = 2;
/// Columns from which such a line has room for words beside its counts.
const ROOMY: usize = 110;

/// The list of briefings, narrowed by a query and in an order.
pub struct LibraryPage {
    name: String,
    query: String,
    order: Order,
    scope: Scope,
    /// The saved searches; they stand ahead of the briefings while no query narrows these.
    saved: Vec<Saved>,
    list: Listing<Entry>,
    failed: Option<String>,
}

impl LibraryPage {
    /// The whole library, newest first; `name` says what is read.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            query: String::new(),
            order: Order::Newest,
            scope: Scope::All,
            saved: Vec::new(),
            list: Listing::default(),
            failed: None,
        }
    }

    fn reload(&mut self) {
        let view = &mut self.list.view;
        view.put_ahead(if self.query.is_empty() { self.saved.len() } else { 0 });
        view.stale = true;
        view.go(view.ahead);
        view.top = 0;
    }

    /// The saved search at row `index`, if one stands there.
    fn saved(&self, index: usize) -> Option<&Saved> {
        self.saved.get(index).filter(|_| index < self.list.view.ahead)
    }

    /// The lines of an entry where those of one story stand together, under a line that tells how many there are.
    fn story_lines(&self, index: usize, entry: &Entry, setting: &Setting) -> Vec<Line> {
        let Some(thread) = entry.thread else { return entry_lines(entry, setting) };
        let narrower = Setting { width: setting.width.saturating_sub(INDENT), ..*setting };
        let mut lines = entry_lines(entry, &narrower);
        lines.iter_mut().for_each(|line| line.indent += INDENT);
        let before = index.checked_sub(1).and_then(|before| self.list.get(before));
        if before.and_then(|before| before.thread).is_none_or(|before| before.key != thread.key) {
            let days = thread.first.zip(thread.last).map(|(first, last)| days(first, last)).unwrap_or_default();
            let pieces = vec![Piece::new(plural(thread.size, "briefing"), Role::Section), dim(format!("  {days}"))];
            lines.insert(0, Line::of(pieces));
        }
        lines
    }

    /// Takes in the saved searches.
    fn keep(&mut self, saved: Vec<Saved>) {
        self.saved = saved;
        if self.query.is_empty() {
            self.list.view.put_ahead(self.saved.len());
        }
    }
}

impl Page for LibraryPage {
    fn kind(&self) -> PageKind {
        PageKind::Library
    }

    fn title(&self) -> Cow<'_, str> {
        match self.query.as_str() {
            "" => Cow::Borrowed(&self.name),
            query => Cow::Owned(format!("{} ({query})", self.name)),
        }
    }

    fn scope(&self) -> (Scope, String) {
        (self.scope.clone(), self.query.clone())
    }

    fn window(&self, window: Window) -> Option<Request> {
        Some(Request::List { query: self.query.clone(), order: self.order, window })
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Entries { entries, scope, .. } => {
                // The cursor stays on its briefing while others come and go; at the very top it stays on the newest.
                let kept = (self.list.view.at > self.list.view.ahead)
                    .then(|| self.list.current().map(|entry| entry.id.clone()))
                    .flatten();
                self.list.fill(entries);
                self.scope = scope;
                self.failed = None;
                if let Some(at) = kept.and_then(|id| self.list.rows().iter().position(|entry| entry.id == id)) {
                    let at = at + self.list.view.ahead + self.list.view.from;
                    let moved = at as isize - self.list.view.at as isize;
                    self.list.view.top = self.list.view.top.saturating_add_signed(moved);
                    self.list.view.go(at);
                }
            }
            Answer::Saved(saved) => self.keep(saved),
            // The list need not be loaded yet; what it then holds puts the cursor within its bounds.
            Answer::PositionOf(Some(row)) => self.list.view.at = self.list.view.ahead + row,
            Answer::NextUnread(Some((row, entry))) => {
                self.list.view.go(self.list.view.ahead + row);
                return vec![Action::Follow(Target::Story { id: entry.id, lit: None })];
            }
            Answer::NextUnread(None) => return vec![Action::Say("Nothing unread in this list.".to_owned())],
            Answer::WrongQuery(error) => return vec![Action::Say(error.to_string())],
            Answer::Failed(why) => self.failed = Some(why),
            _ => {}
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        match (&self.failed, self.list.view.loaded) {
            (Some(why), false) => Some(Face::Failed(why.clone())),
            (_, false) => Some(Face::Loading),
            _ if !self.list.is_empty() => None,
            _ if !self.query.is_empty() => {
                Some(Face::Empty("No briefing matches the filter. F clears it, f changes it.".to_owned()))
            }
            _ => Some(Face::Empty(
                "No articles here yet. Put text, Markdown, HTML or feed files into the folder: they show up by themselves."
                    .to_owned(),
            )),
        }
    }

    fn list(&self) -> Option<&ListView> {
        Some(&self.list.view)
    }

    fn list_mut(&mut self) -> Option<&mut ListView> {
        Some(&mut self.list.view)
    }

    fn row(&self, index: usize, setting: &Setting) -> Option<Vec<Line>> {
        if let Some(saved) = self.saved(index) {
            return Some(saved::lines(saved, index + 1 == self.list.view.ahead, setting));
        }
        let entry = self.list.get(index)?;
        Some(match self.order {
            Order::Story => self.story_lines(index, entry, setting),
            _ => entry_lines(entry, setting),
        })
    }

    fn target(&self, index: usize) -> Option<Target> {
        if let Some(saved) = self.saved(index) {
            return Some(Target::Search(saved.query.clone()));
        }
        self.list.get(index).map(|entry| Target::Story { id: entry.id.clone(), lit: None })
    }

    fn command(&mut self, command: Command) -> Option<Vec<Action>> {
        match command {
            Command::Sort => {
                let orders = [Order::Newest, Order::Oldest, Order::Headline, Order::Source];
                let at = orders.iter().position(|order| *order == self.order).unwrap_or(0);
                self.order = orders[(at + 1) % orders.len()];
                self.reload();
                let words = ["newest first", "oldest first", "by headline", "by source"][(at + 1) % orders.len()];
                Some(vec![Action::Say(format!("Sorted {words}."))])
            }
            Command::SwitchView => {
                let by_story = self.order != Order::Story;
                self.order = if by_story { Order::Story } else { Order::Newest };
                let current = self.list.current().map(|entry| entry.id.clone());
                self.reload();
                let words =
                    if by_story { "By story, the newest first; v goes back." } else { "By date, newest first." };
                let mut actions = vec![Action::Say(words.to_owned())];
                let found = |id| Request::PositionOf { id, query: self.query.clone(), order: self.order };
                actions.extend(current.map(|id| Action::Ask(found(id))));
                Some(actions)
            }
            Command::ClearFilter => Some(self.typed("")),
            Command::NextUnread => Some(vec![Action::Ask(Request::NextUnread {
                query: self.query.clone(),
                order: self.order,
                from: (self.list.view.at + 1).saturating_sub(self.list.view.ahead),
            })]),
            Command::DropSearch => Some(vec![match self.saved(self.list.view.at) {
                Some(saved) => Action::Drop(saved.name.clone()),
                None => Action::Say("No saved search is under the cursor.".to_owned()),
            }]),
            _ => None,
        }
    }

    fn words(&self) -> String {
        self.query.clone()
    }

    fn takes_words(&self) -> bool {
        true
    }

    fn completes(&self) -> bool {
        true
    }

    fn typed(&mut self, words: &str) -> Vec<Action> {
        if self.query != words {
            self.query = words.to_owned();
            self.reload();
        }
        Vec::new()
    }

    fn story(&self) -> Option<(Id, String)> {
        self.list.current().map(|entry| (entry.id.clone(), entry.key.clone()))
    }

    fn copied(&self) -> Option<String> {
        self.list.current().map(|entry| entry.title.clone())
    }
}

/// A briefing in a list: one line where there is room, else two for the headline and one for what is in it.
pub fn entry_lines(entry: &Entry, setting: &Setting) -> Vec<Line> {
    let mark = setting.marks.of(&entry.key);
    let (sign, role) = match (mark.bookmarked, mark.read) {
        (true, _) => (setting.glyphs.bookmark, Role::Accent),
        (false, false) => (setting.glyphs.unread, Role::Accent),
        (false, true) => (" ", Role::Dim),
    };
    let title = if mark.read { Role::Text } else { Role::Unread };
    let date = entry.date.map(|moment| day(moment, setting.now)).unwrap_or_default();
    let place = entry.place.as_deref().unwrap_or_default().to_uppercase();
    let ellipsis = setting.glyphs.ellipsis;
    let sign = Piece::new(format!("{sign} "), role);
    if setting.width >= ONE_LINE {
        let counts = counts(entry, setting, setting.width < ROOMY);
        let place = cut(&place, 12, ellipsis);
        let room = setting.width.saturating_sub(2 + DAY + 1 + 14 + width_of(&counts) + 2);
        let pieces = vec![
            sign,
            dim(format!("{date:<DAY$} ")),
            Piece::new(format!("{place:<13} "), Role::Place),
            Piece::new(cut(&entry.title, room, ellipsis), title),
        ];
        return vec![Line { right: Some(dim(counts)), ..Line::of(pieces) }];
    }
    let counts = counts(entry, setting, true);
    let room = setting.width.saturating_sub(2 + DAY + 1 + width_of(&counts) + 2);
    // An undated briefing has no gap in its place: nothing below stands in columns.
    let date = if date.is_empty() { date } else { format!("{date:<DAY$} ") };
    let first = vec![sign, dim(date), Piece::new(cut(&place, room, ellipsis), Role::Place)];
    let mut lines = vec![Line { right: Some(dim(counts)), ..Line::of(first) }];
    let width = setting.width.saturating_sub(2);
    let ranges = wrap(&entry.title, width);
    for (at, range) in ranges.iter().take(2).enumerate() {
        let last = at == 1 && ranges.len() > 2;
        let words = if last {
            cut(&entry.title[range.start..], width, ellipsis)
        } else {
            entry.title[range.clone()].to_owned()
        };
        lines.push(Line { indent: 2, joined: at > 0, ..Line::of(vec![Piece::new(words, title)]) });
    }
    lines.push(Line::default());
    lines
}

fn counts(entry: &Entry, setting: &Setting, short: bool) -> String {
    let (quotes, positions) = (entry.quotes, entry.positions);
    let dot = setting.glyphs.dot;
    match (quotes, positions) {
        (0, 0) => String::new(),
        _ if short => format!("{quotes}q {dot} {positions}p"),
        (_, 0) => plural(quotes, "quote"),
        (0, _) => plural(positions, "position"),
        _ => format!("{} {dot} {}", plural(quotes, "quote"), plural(positions, "position")),
    }
}
