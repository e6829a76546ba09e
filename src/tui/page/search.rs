//! Search results, found as one types.

use std::borrow::Cow;

use crate::command::{Command, PageKind, Role};
use crate::model::{Id, Scope, Window, Windowed};
use crate::search::{Facet, Hit};
use crate::tui::doc::{Builder, Doc, Line, Piece, width_of, wrap};
use crate::tui::message::{Answer, Request};
use crate::tui::words::{plural, thousands};

use super::library::entry_lines;
use super::{Action, Face, ListView, Listing, Page, Setting, Target, dim};

/// Lines of an excerpt.
const EXCERPT: usize = 2;

/// Lines that a result takes at least: headline, excerpt, gap.
const LEAST: usize = 3;
/// Counts of each field on the line above the results; the pane beside them and the choice of `narrow` hold more.
const SHOWN: usize = 2;

/// The results of a query.
pub struct SearchPage {
    query: String,
    /// Whether the query is still being typed.
    unfinished: bool,
    list: Listing<Hit>,
    facets: Vec<Facet>,
    suggestions: Vec<String>,
    wrong: Option<String>,
    /// Everything that the query finds, once a page about it was opened.
    found: Option<Scope>,
    /// The page that waits for it.
    wanted: Option<PageKind>,
}

impl SearchPage {
    /// The results of `query`.
    pub fn new(query: String) -> Self {
        let mut list = Listing::default();
        list.view.least = LEAST;
        Self {
            query,
            unfinished: false,
            list,
            facets: Vec::new(),
            suggestions: Vec::new(),
            wrong: None,
            found: None,
            wanted: None,
        }
    }

    fn reload(&mut self) {
        let ListView { loaded, least, .. } = self.list.view;
        self.list.view = ListView { stale: true, loaded, least, ..ListView::default() };
        (self.wrong, self.found) = (None, None);
    }

    /// Opens the page `kind` about all that was found, which may have to be asked for first.
    fn about_all(&mut self, kind: PageKind) -> Vec<Action> {
        if self.query.trim().is_empty() {
            return vec![Action::Say("Nothing was searched for yet.".to_owned())];
        }
        match &self.found {
            Some(scope) => vec![Action::Follow(Target::Scoped(kind, scope.clone(), self.query.clone()))],
            None => {
                self.wanted = Some(kind);
                vec![Action::Ask(Request::Found(self.query.clone()))]
            }
        }
    }

    /// The commonest values of each field on one line.
    fn facet_line(&self, setting: &Setting) -> Line {
        let mut pieces = Vec::new();
        let mut width = 0;
        for (at, facet) in self.facets.iter().enumerate() {
            let before = self.facets[..at].iter().filter(|other| other.field == facet.field).count();
            let count = format!(" {}   ", thousands(facet.count));
            let needed = width_of(&facet.value) + width_of(&count);
            if before < SHOWN && width + needed <= setting.width {
                width += needed;
                pieces.push(Piece::new(facet.value.as_str(), role_of(facet.field)));
                pieces.push(dim(count));
            }
        }
        Line::of(pieces)
    }
}

/// The headings of the counts beside the results.
const FIELDS: [(&str, &str); 4] = [("actor", "Actors"), ("place", "Places"), ("source", "Sources"), ("date", "Months")];

fn role_of(field: &str) -> Role {
    match field {
        "actor" => Role::Actor,
        "place" => Role::Place,
        _ => Role::Link,
    }
}

/// The page that a command opens about a scope.
fn page_of(command: Command) -> Option<PageKind> {
    Some(match command {
        Command::Actors => PageKind::Actors,
        Command::Places => PageKind::Places,
        Command::Map => PageKind::Map,
        Command::Quotes => PageKind::Quotes,
        Command::Positions => PageKind::Positions,
        Command::Matrix => PageKind::Matrix,
        _ => return None,
    })
}

impl Page for SearchPage {
    fn kind(&self) -> PageKind {
        PageKind::Search
    }

    fn title(&self) -> Cow<'_, str> {
        Cow::Owned(format!("search {}", self.query))
    }

    fn window(&self, window: Window) -> Option<Request> {
        let (query, unfinished) = (self.query.clone(), self.unfinished);
        (!query.trim().is_empty()).then_some(Request::Search { query, unfinished, window })
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Search(results, _) => {
                let rows = Windowed { from: results.from, total: results.total, rows: results.hits };
                self.list.fill(rows);
                (self.suggestions, self.wrong, self.found) = (results.suggestions, None, None);
                // Counting what all of them have in common takes longer than finding the best: it comes after.
                if self.list.view.from == 0 {
                    let (query, unfinished) = (self.query.clone(), self.unfinished);
                    return vec![Action::Ask(Request::Facets { query, unfinished })];
                }
            }
            Answer::Facets(facets) => self.facets = facets,
            Answer::Found(scope) => {
                self.found = Some(scope);
                return self.wanted.take().map(|kind| self.about_all(kind)).unwrap_or_default();
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
        let mut lines = vec![query];
        if !self.facets.is_empty() {
            lines.push(self.facet_line(setting));
        }
        lines.push(Line::default());
        lines
    }

    fn aside(&self, setting: &Setting) -> Option<Doc> {
        let mut page = Builder::new(setting.width);
        for (field, heading) in FIELDS {
            let facets: Vec<&Facet> = self.facets.iter().filter(|facet| facet.field == field).collect();
            if facets.is_empty() {
                continue;
            }
            page.section(heading, "");
            for facet in facets {
                let target = Target::Search(facet.narrow(&self.query));
                let value = Piece::new(facet.value.as_str(), role_of(field));
                page.item_with(0, &[value], Some(dim(thousands(facet.count))), target);
            }
        }
        Some(page.finish())
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
            self.unfinished = true;
            self.reload();
        }
        Vec::new()
    }

    fn accepted(&mut self) -> Vec<Action> {
        if std::mem::take(&mut self.unfinished) {
            self.reload();
        }
        Vec::new()
    }

    fn command(&mut self, command: Command) -> Option<Vec<Action>> {
        match command {
            Command::ClearFilter => Some(self.typed("")),
            Command::Narrow if self.facets.is_empty() => {
                Some(vec![Action::Say("There are no counts to narrow by.".to_owned())])
            }
            Command::Narrow => Some(vec![Action::Narrow(self.query.clone(), self.facets.clone())]),
            command => page_of(command).map(|kind| self.about_all(kind)),
        }
    }

    fn story(&self) -> Option<(Id, String)> {
        self.list.current().map(|hit| (hit.entry.id.clone(), hit.entry.key.clone()))
    }

    fn copied(&self) -> Option<String> {
        self.list.current().map(|hit| hit.entry.title.clone())
    }
}
