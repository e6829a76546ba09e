//! Actors by topics: who stands where on what, in bands of as many topics as fit beside each other.

use std::borrow::Cow;
use std::ops::Range;

use crate::command::{PageKind, Role};
use crate::model::{ActorRow, Cell, Matrix, Scope, Topic};
use crate::tui::doc::{Builder, Doc, Line, Piece, Reading, width_of, wrap};
use crate::tui::message::{Answer, Request, Wanted};
use crate::tui::words::{cut, plural};

use super::said::flat;
use super::{Action, Face, Page, Setting, Target, dim};

/// Columns of an actor's name.
const NAME: usize = 22;
/// Columns of a topic: the longest stance, a mark and a gap.
const TOPIC: usize = 13;
/// Lines that a topic's name takes at most.
const LINES: usize = 3;

/// The matrix of a scope.
pub struct MatrixPage {
    scope: Scope,
    name: String,
    found: Option<Matrix>,
    failed: Option<String>,
    reading: Reading,
}

impl MatrixPage {
    /// The matrix of `scope`, whose name is `name`.
    pub fn new(scope: Scope, name: &str) -> Self {
        Self { scope, name: name.to_owned(), found: None, failed: None, reading: Reading::opened_at(None) }
    }
}

impl Page for MatrixPage {
    fn kind(&self) -> PageKind {
        PageKind::Matrix
    }

    fn title(&self) -> Cow<'_, str> {
        match self.name.as_str() {
            "" => Cow::Borrowed("who stands where"),
            name => Cow::Owned(format!("who stands where in {name}")),
        }
    }

    fn scope(&self) -> (Scope, String) {
        (self.scope.clone(), self.name.clone())
    }

    fn ask(&self) -> Vec<Request> {
        vec![Request::Matrix(self.scope.clone())]
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Matrix(matrix) => {
                self.found = Some(matrix);
                self.failed = None;
                self.reading.stale = true;
            }
            Answer::Failed(why) => self.failed = Some(why),
            _ => {}
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        let Some(matrix) = &self.found else { return Some(Face::unanswered(self.failed.as_ref())) };
        matrix.cells.iter().all(Option::is_none).then(|| {
            Face::Empty("Nobody takes a stand here that could be told with some certainty. < goes back.".into())
        })
    }

    fn reading(&self) -> Option<&Reading> {
        Some(&self.reading)
    }

    fn reading_mut(&mut self) -> Option<&mut Reading> {
        Some(&mut self.reading)
    }

    fn doc(&self, setting: &Setting) -> Doc {
        let mut page = Builder::new(setting.width);
        if let Some(matrix) = &self.found {
            write(&self.scope, matrix, &mut page, setting);
        }
        page.finish()
    }

    fn whole_screen(&self) -> bool {
        true
    }
}

fn write(scope: &Scope, matrix: &Matrix, page: &mut Builder, setting: &Setting) {
    page.para(0, &[Piece::new("Who stands where", Role::Headline)]);
    let (actors, topics) = (matrix.actors.len(), matrix.topics.len());
    let by = format!(
        "{} by {}; Tab goes from stance to stance, Enter to the words behind it, c puts two actors side by side",
        plural(actors, "actor"),
        plural(topics, "topic")
    );
    page.para(0, &[dim(by)]);
    let fit = (setting.width.saturating_sub(NAME) / TOPIC).max(1);
    let mut from = 0;
    while from < topics {
        let band = from..(from + fit).min(topics);
        page.blank();
        heads(&matrix.topics[band.clone()], page, setting);
        for actor in 0..actors {
            row(scope, matrix, actor, band.clone(), page, setting);
        }
        from = band.end;
    }
}

/// The topics above their columns, each on a few lines, the last line of all at the bottom.
fn heads(topics: &[Topic], page: &mut Builder, setting: &Setting) {
    let ellipsis = setting.glyphs.ellipsis;
    let wrapped: Vec<Vec<String>> = topics.iter().map(|topic| head(&flat(&topic.name), ellipsis)).collect();
    let tall = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..tall {
        let mut pieces = vec![dim(" ".repeat(NAME))];
        for words in &wrapped {
            let at = (line + words.len()).checked_sub(tall);
            let words = at.and_then(|at| words.get(at)).map_or("", String::as_str);
            pieces.push(Piece::new(padded(words, TOPIC), Role::Topic));
        }
        page.line(Line::of(pieces));
    }
}

/// A topic in lines of its column.
fn head(topic: &str, ellipsis: &str) -> Vec<String> {
    let ranges = wrap(topic, TOPIC - 1);
    let mut lines: Vec<String> = ranges.iter().take(LINES).map(|range| topic[range.clone()].to_owned()).collect();
    if ranges.len() > LINES {
        lines[LINES - 1] = cut(&format!("{} …", lines[LINES - 1]), TOPIC - 1, ellipsis);
    }
    lines
}

/// One actor's stances on the topics of a band; nothing where it has none.
fn row(scope: &Scope, matrix: &Matrix, actor: usize, band: Range<usize>, page: &mut Builder, setting: &Setting) {
    let cells: Vec<(&Topic, Option<&Cell>)> = band
        .map(|at| (&matrix.topics[at], matrix.cells.get(actor * matrix.topics.len() + at).and_then(Option::as_ref)))
        .collect();
    if cells.iter().all(|(_, cell)| cell.is_none()) {
        return;
    }
    let who = &matrix.actors[actor];
    let name = cut(&who.name, NAME - 2, setting.glyphs.ellipsis);
    let gap = NAME - width_of(&name);
    let mut pieces = vec![page.linked(name, Role::Actor, Target::Actor(who.key.clone())), dim(" ".repeat(gap))];
    for (topic, cell) in cells {
        let Some(cell) = cell else {
            pieces.push(dim(padded(setting.glyphs.dot, TOPIC)));
            continue;
        };
        let stance = cell.stance.as_str();
        let mark = if cell.changed { setting.glyphs.changed } else { "" };
        pieces.push(page.linked(stance, Role::Stance, evidence(scope, who, topic)));
        pieces.push(Piece::new(padded(mark, TOPIC - stance.len()), Role::Accent));
    }
    page.line(Line { stop: true, ..Line::of(pieces) });
}

/// To the positions behind a cell.
fn evidence(scope: &Scope, actor: &ActorRow, topic: &Topic) -> Target {
    let title = format!("{} on {}", actor.name, flat(&topic.name));
    let wanted = Wanted { actor: Some(actor.key.clone()), topics: topic.keys.clone(), ..Wanted::default() };
    Target::Wanted(PageKind::Positions, scope.clone(), title, wanted)
}

fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(width_of(words))))
}
