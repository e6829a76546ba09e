//! Search results, found as one types.

use std::borrow::Cow;

use crate::command::{Command, PageKind, Role};
use crate::model::{Id, Scope, Window, Windowed};
use crate::search::{Facet, Hit};
use crate::tui::doc::{Line, Piece, wrap};
use crate::tui::message::{Answer, Request};
use crate::tui::words::plural;

use super::library::entry_lines;
use super::{Action, Face, ListView, Listing, Page, Setting, Target, dim};

/// Lines of an excerpt.
const EXCERPT: usize = 2;

/// The results of a query.
pub struct SearchPage {
    query: String,
    list: Listing<Hit>,
    facets: Vec<Facet>,
    suggestions: Vec<String>,
    wrong: Option<String>,
}

impl SearchPage {
    /// The results of `query`.
    pub fn new(query: String) -> Self {
        Self { query, list: Listing::default(), facets: Vec::new(), suggestions: Vec::new(), wrong: None }
    }
}

impl Page for SearchPage {
    fn kind(&self) -> PageKind {
        PageKind::Search
    }

    fn title(&self) -> Cow<'_, str> {
        Cow::Owned(format!("search {}", self.query))
    }

    fn scope(&self) -> (Scope, String) {
        let mut rows: Vec<_> = self.list.rows().iter().map(|hit| hit.entry.row).collect();
        rows.sort_unstable();
        (Scope::Rows(rows.into()), self.query.clone())
    }

    fn window(&self, window: Window) -> Option<Request> {
        (!self.query.trim().is_empty()).then(|| Request::Search { query: self.query.clone(), window })
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Search(results, _) => {
                let rows = Windowed { from: results.from, total: results.total, rows: results.hits };
                self.list.fill(rows);
                (self.facets, self.suggestions, self.wrong) = (results.facets, results.suggestions, None);
            }
            Answer::WrongQuery(error) => self.wrong = Some(error.to_string()),
            Answer::Failed(why) => self.wrong = Some(why),
            _ => {}
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        if self.query.trim().is_empty() {
            return Some(Face::Empty(
                "Type words, or actor:name place:name said:name about:word stance:opposes date:2025-04 is:unread."
                    .into(),
            ));
        }
        if let Some(wrong) = self.wrong.as_ref().filter(|_| !self.list.view.loaded) {
            return Some(Face::Failed(wrong.clone()));
        }
        if !self.list.view.loaded {
            return Some(Face::Loading);
        }
        self.list.is_empty().then(|| {
            let meant = self.suggestions.join(", ");
            let hint = if meant.is_empty() {
                "Fewer or other words may help.".to_owned()
            } else {
                format!("Did you mean {meant}?")
            };
            Face::Empty(format!("Nothing found. {hint} f changes the query."))
        })
    }

    fn list(&self) -> Option<&ListView> {
        Some(&self.list.view)
    }

    fn list_mut(&mut self) -> Option<&mut ListView> {
        Some(&mut self.list.view)
    }

    fn row(&self, index: usize, setting: &Setting) -> Option<Vec<Line>> {
        let hit = self.list.get(index)?;
        let mut lines = entry_lines(&hit.entry, setting);
        lines.retain(|line| !line.pieces.is_empty());
        for range in wrap(&hit.excerpt, setting.width.saturating_sub(4).min(90)).into_iter().take(EXCERPT) {
            let mut pieces = Vec::new();
            let mut at = range.start;
            for lit in hit.lit.iter().filter(|lit| lit.start < range.end && range.start < lit.end) {
                let (from, to) = (lit.start.max(at), lit.end.min(range.end));
                if let (Some(before), Some(words)) = (hit.excerpt.get(at..from), hit.excerpt.get(from..to)) {
                    pieces.push(dim(before));
                    pieces.push(Piece::new(words, Role::Hit));
                    at = to;
                }
            }
            pieces.push(dim(hit.excerpt.get(at..range.end).unwrap_or_default()));
            lines.push(Line { indent: 4, ..Line::of(pieces) });
        }
        lines.push(Line::default());
        Some(lines)
    }

    fn target(&self, index: usize) -> Option<Target> {
        self.list.get(index).map(|hit| Target::Story { id: hit.entry.id.clone(), lit: None })
    }

    fn head(&self, setting: &Setting) -> Vec<Line> {
        let count = if self.list.view.loaded { plural(self.list.view.total, "briefing") } else { String::new() };
        let query = Line {
            right: Some(dim(count)),
            ..Line::of(vec![Piece::new(format!("search  {}", self.query), Role::Headline)])
        };
        let mut facets = Vec::new();
        let mut width = 0;
        for facet in &self.facets {
            let words = format!("{}:{} ", facet.field, facet.value);
            width += words.chars().count() + 6;
            if width > setting.width {
                break;
            }
            facets.push(Piece::new(words, Role::Link));
            facets.push(dim(format!("{}  ", facet.count)));
        }
        let mut lines = vec![query];
        if !facets.is_empty() {
            lines.push(Line::of(facets));
        }
        lines.push(Line::default());
        lines
    }

    fn takes_words(&self) -> bool {
        true
    }

    fn completes(&self) -> bool {
        true
    }

    fn words(&self) -> String {
        self.query.clone()
    }

    fn typed(&mut self, words: &str) -> Vec<Action> {
        if self.query != words {
            self.query = words.to_owned();
            self.wrong = None;
            self.list.view = ListView { stale: true, loaded: self.list.view.loaded, ..ListView::default() };
        }
        Vec::new()
    }

    fn command(&mut self, command: Command) -> Option<Vec<Action>> {
        (command == Command::ClearFilter).then(|| self.typed(""))
    }

    fn story(&self) -> Option<(Id, String)> {
        self.list.current().map(|hit| (hit.entry.id.clone(), hit.entry.key.clone()))
    }

    fn copied(&self) -> Option<String> {
        self.list.current().map(|hit| hit.entry.title.clone())
    }
}
