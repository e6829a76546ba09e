//! A page as numbered lines, and the paper they are printed on.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::model::shown;
use crate::tui::doc::{Line, Reading, wrap};
use crate::tui::message::PageId;
use crate::tui::overlay::{Correcting, How, Purpose};
use crate::tui::page::{Face, Target};
use crate::tui::state::State;
use crate::tui::view::setting;

/// Columns of a line before its words, where the number stands.
const MARGIN: usize = 5;

/// A page in words.
pub struct Page {
    /// The page's number among those open.
    pub id: PageId,
    /// The first row that is printed, of a list.
    pub top: usize,
    /// Its lines.
    pub words: String,
    /// What each number leads to, from 1 on.
    pub targets: Vec<Target>,
}

impl Page {
    /// The page that has the focus.
    pub fn of(state: &State) -> Self {
        let leaf = state.focused();
        let mut page = Self { id: leaf.id, top: 0, words: String::new(), targets: Vec::new() };
        let setting = setting(state, state.look.measure);
        page.line(&format!("== {} ==", leaf.page.title().replace('\n', " ")));
        for line in leaf.page.head(&setting) {
            page.line(&words_of(&line));
        }
        match (leaf.page.face(), leaf.page.reading(), leaf.page.list()) {
            (Some(face), _, _) => page.line(&words_of_face(&face)),
            (None, Some(reading), _) => page.reading(reading),
            (None, None, Some(view)) => {
                page.top = view.top;
                page.list(state);
            }
            (None, None, None) => page.line("This page is a picture; places lists what it shows."),
        }
        page
    }

    fn line(&mut self, words: &str) {
        self.words.push_str(words.trim_end());
        self.words.push('\n');
    }

    fn numbered(&mut self, words: &str, target: Target) {
        self.targets.push(target);
        let number = self.targets.len();
        self.line(&format!("{number:>width$} {words}", width = MARGIN - 1));
    }

    /// The whole page; items have their numbers before them, other links are told at the end.
    fn reading(&mut self, reading: &Reading) {
        let doc = &reading.doc;
        for line in &doc.lines {
            let words = words_of(line);
            match line.item.filter(|_| line.stop).map(|item| &doc.items[item]) {
                Some(target) if *target != Target::None => self.numbered(&words, target.clone()),
                _ if words.is_empty() => self.line(""),
                _ => self.line(&format!("{:MARGIN$}{words}", "")),
            }
        }
        let mut names: Vec<(usize, String)> = Vec::new();
        let mut known: HashMap<String, ()> = self.targets.iter().map(|target| (key_of(target), ())).collect();
        for (line, link) in reading.link_spots() {
            let target = &doc.links[link];
            if known.insert(key_of(target), ()).is_none() {
                let pieces = doc.lines[line].pieces.iter().filter(|piece| piece.link == Some(link));
                names.push((link, pieces.map(|piece| piece.text.trim()).collect::<Vec<_>>().join(" ")));
            }
        }
        if !names.is_empty() {
            self.line("");
            self.line("     LINKS");
        }
        for (link, name) in names {
            self.numbered(&name, doc.links[link].clone());
        }
    }

    /// The rows in view, numbered from the first of the list on.
    fn list(&mut self, state: &State) {
        let leaf = state.focused();
        let Some(view) = leaf.page.list() else { return };
        let setting = setting(state, state.look.measure);
        self.targets = (0..view.top).map(|row| leaf.page.target(row).unwrap_or(Target::None)).collect();
        let last = view.total.min(view.top + usize::from(super::ROWS));
        for row in view.top..last {
            let lines = leaf.page.row(row, &setting).unwrap_or_default();
            let mut lines = lines.iter().map(words_of).filter(|words| !words.is_empty());
            let first = lines.next().unwrap_or_default();
            self.numbered(&first, leaf.page.target(row).unwrap_or(Target::None));
            for words in lines {
                self.line(&format!("{:MARGIN$}{words}", ""));
            }
        }
        if last < view.total {
            self.line(&format!("     {} to {last} of {}; Enter shows more.", view.top + 1, view.total));
        }
    }
}

/// What tells one target from another.
fn key_of(target: &Target) -> String {
    format!("{target:?}")
}

fn words_of(line: &Line) -> String {
    let mut words = " ".repeat(line.indent) + &line.words();
    if let Some(right) = &line.right {
        words.push_str("  ");
        words.push_str(&right.text);
    }
    words.trim_end().replace('\n', " ")
}

fn words_of_face(face: &Face) -> String {
    match face {
        Face::Loading => "Still being read.".to_owned(),
        Face::Empty(words) | Face::Failed(words) => words.clone(),
    }
}

/// What stands where the cursor is: the lit sentence's lines, the item, or the line; and the row of a list.
pub fn here(state: &State) -> String {
    let leaf = state.focused();
    if let Some(reading) = leaf.page.reading() {
        let Some(at) = reading.doc.lines.get(reading.cursor) else { return String::new() };
        let lit = reading.lit.filter(|lit| at.source.is_some_and(|source| source.overlaps(*lit)));
        let belongs = |line: &&Line| match (lit, at.item) {
            (Some(lit), _) => line.source.is_some_and(|source| source.overlaps(lit)),
            (None, Some(item)) => line.item == Some(item),
            (None, None) => std::ptr::eq(*line, at),
        };
        let lines = reading.doc.lines.iter().filter(belongs);
        return lines.map(|line| words_of(line).trim().to_owned()).collect::<Vec<_>>().join(" ");
    }
    let row = leaf.page.list().and_then(|view| leaf.page.row(view.at, &setting(state, state.look.measure)));
    row.unwrap_or_default().iter().map(words_of).collect::<Vec<_>>().join(" ").trim_end().to_owned()
}

/// The word that asks for the words of a prompt.
pub fn label(purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Find => "find",
        Purpose::Palette => "command",
        Purpose::Headlines => "headline",
        Purpose::Note(_) => "note",
        Purpose::Tag(_) => "tag",
        Purpose::Save(_) => "keep as",
        Purpose::Narrow(..) => "narrow to",
        Purpose::Correct(Correcting { how: How::Merge, .. }) => "merge into",
        Purpose::Correct(Correcting { how: How::Rename, .. }) => "rename to",
        Purpose::Correct(Correcting { how: How::Split(_), .. }) => "is here",
        Purpose::Beside(_) => "beside",
        Purpose::Export(_) => "write to",
        Purpose::Overwrite { .. } => "replace it (y/n)",
        Purpose::Pipe(..) => "program",
        Purpose::Page => "query",
    }
}

/// Where pages are printed: cleaned, in the letters that the locale knows, without a single control.
pub struct Paper<W> {
    out: W,
    ascii: bool,
}

impl<W: Write> Paper<W> {
    /// Prints to `out`; with `ascii` in plain letters.
    pub fn new(out: W, ascii: bool) -> Self {
        Self { out, ascii }
    }

    /// Prints a page.
    pub fn page(&mut self, page: &Page) -> io::Result<()> {
        self.print(&page.words)
    }

    /// Prints one paragraph.
    pub fn paragraph(&mut self, words: &str) -> io::Result<()> {
        let lines: Vec<&str> = wrap(words, 76).into_iter().map(|range| &words[range]).collect();
        self.print(&(lines.join("\n") + "\n"))
    }

    /// Asks for a line; `what` says for what.
    pub fn ask(&mut self, what: &str) -> io::Result<()> {
        write!(self.out, "{what}> ")?;
        self.out.flush()
    }

    /// Sends on what was printed.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn print(&mut self, words: &str) -> io::Result<()> {
        let words = shown(words);
        if self.ascii && !words.is_ascii() {
            self.out.write_all(any_ascii::any_ascii(&words).as_bytes())
        } else {
            self.out.write_all(words.as_bytes())
        }
    }
}
