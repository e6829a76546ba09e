//! Two actors side by side: where both take a stand, what they said in answer to each other, where both appear.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::command::{PageKind, Role};
use crate::model::{ActorPage, Entry, PositionRow, Scope};
use crate::tui::doc::{Builder, Doc, Line, Piece, Reading, width_of};
use crate::tui::message::{Answer, Request};
use crate::tui::words::{cut, short_day};

use super::actor::quote_item;
use super::loaded::{entry_item, scope_of};
use super::said::flat;
use super::{Action, Face, Page, Setting, Target, dim};

/// Columns from which stances stand beside each other.
const WIDE: usize = 60;

/// Two actors' page.
pub struct PairPage {
    keys: [String; 2],
    found: [Option<Box<ActorPage>>; 2],
    missing: bool,
    failed: Option<String>,
    reading: Reading,
}

impl PairPage {
    /// The page of the actors with the keys `one` and `other`.
    pub fn new(one: &str, other: &str) -> Self {
        Self {
            keys: [one.to_owned(), other.to_owned()],
            found: [None, None],
            missing: false,
            failed: None,
            reading: Reading::opened_at(None),
        }
    }

    fn both(&self) -> Option<(&ActorPage, &ActorPage)> {
        Some((self.found[0].as_deref()?, self.found[1].as_deref()?))
    }
}

impl Page for PairPage {
    fn kind(&self) -> PageKind {
        PageKind::Actor
    }

    fn title(&self) -> Cow<'_, str> {
        match self.both() {
            Some((one, other)) => Cow::Owned(format!("{} and {}", one.actor.name, other.actor.name)),
            None => Cow::Borrowed("…"),
        }
    }

    fn scope(&self) -> (Scope, String) {
        match self.both() {
            Some((one, other)) => (scope_of(common(one, other)), self.title().into_owned()),
            None => (Scope::All, String::new()),
        }
    }

    fn ask(&self) -> Vec<Request> {
        vec![Request::Actor(self.keys[0].clone())]
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Actor(Some(found), _) => {
                // One question of a kind is open at a time, so the second one follows the first one's answer.
                let first = found.actor.key == self.keys[0];
                self.found[usize::from(!first)] = Some(found);
                self.reading.stale = true;
                if first {
                    return vec![Action::Ask(Request::Actor(self.keys[1].clone()))];
                }
            }
            Answer::Actor(None, _) => self.missing = true,
            Answer::Failed(why) => self.failed = Some(why),
            _ => {}
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        match (self.both(), &self.failed, self.missing) {
            (Some(_), _, _) => None,
            (None, Some(why), _) => Some(Face::Failed(why.clone())),
            (None, None, true) => Some(Face::Empty("One of the two is no longer in the library. < goes back.".into())),
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
        if let Some((one, other)) = self.both() {
            write(one, other, &mut page, setting);
        }
        page.finish()
    }
}

fn write(one: &ActorPage, other: &ActorPage, page: &mut Builder, setting: &Setting) {
    let names =
        [one, other].map(|who| page.linked(&who.actor.name, Role::Headline, Target::Actor(who.actor.key.clone())));
    let [first, second] = names;
    page.para(0, &[first, Piece::new(" and ", Role::Dim), second]);
    let topics = topics(one, other);
    page.section("Both take a stand", topics.len().to_string());
    if topics.is_empty() {
        page.para(0, &[dim("There is no topic on which both take a stand that could be told.")]);
    }
    for topic in topics {
        stances(&topic, one, other, page, setting);
    }
    let mut said: Vec<_> = one.said.iter().chain(&other.said).filter(|quote| quote.key).collect();
    said.sort_by_key(|quote| std::cmp::Reverse(quote.date));
    page.section("What they said", said.len().to_string());
    for quote in said {
        if let Some(speaker) = &quote.speaker {
            page.blank();
            page.para(0, &[Piece::new(speaker.as_str(), Role::Speaker)]);
        }
        quote_item(page, quote, setting);
    }
    let entries: Vec<&Entry> = common(one, other).collect();
    page.section("Both appear in", entries.len().to_string());
    for entry in entries {
        entry_item(page, entry, setting);
    }
}

/// The briefings in which both appear, in the first one's order.
fn common<'a>(one: &'a ActorPage, other: &'a ActorPage) -> impl Iterator<Item = &'a Entry> {
    let theirs: BTreeSet<_> = other.briefings.iter().map(|entry| entry.row).collect();
    one.briefings.iter().filter(move |entry| theirs.contains(&entry.row))
}

/// Topics, folded, on which both take a stand, in the first one's order.
fn topics(one: &ActorPage, other: &ActorPage) -> Vec<String> {
    let theirs: BTreeSet<String> = other.stands.iter().map(|position| folded(&position.topic)).collect();
    let mut seen = BTreeSet::new();
    let mine = one.stands.iter().map(|position| folded(&position.topic));
    mine.filter(|topic| theirs.contains(topic) && seen.insert(topic.clone())).collect()
}

fn folded(topic: &str) -> String {
    flat(topic).to_lowercase()
}

/// A topic, and under it where each of the two stands: beside each other where there is room.
fn stances(topic: &str, one: &ActorPage, other: &ActorPage, page: &mut Builder, setting: &Setting) {
    page.blank();
    page.para(0, &[Piece::new(topic, Role::Topic)]);
    let on = |who: &ActorPage| -> Vec<PositionRow> {
        who.stands.iter().filter(|position| folded(&position.topic) == topic).cloned().collect()
    };
    let (mine, theirs) = (on(one), on(other));
    let half = setting.width / 2;
    for row in 0..mine.len().max(theirs.len()) {
        let mut pieces = Vec::new();
        for (who, positions, width) in [(one, &mine, half), (other, &theirs, setting.width - half)] {
            let used =
                positions.get(row).map_or(0, |position| stance(who, position, width, &mut pieces, page, setting));
            if setting.width >= WIDE {
                pieces.push(dim(" ".repeat(width.saturating_sub(used))));
            } else {
                page.line(Line { indent: 2, stop: true, ..Line::of(std::mem::take(&mut pieces)) });
            }
        }
        if setting.width >= WIDE {
            page.line(Line { stop: true, ..Line::of(pieces) });
        }
    }
}

/// One actor's stance with its date, as a link to the words behind it; gives the columns used.
fn stance(
    who: &ActorPage,
    position: &PositionRow,
    width: usize,
    pieces: &mut Vec<Piece>,
    page: &mut Builder,
    setting: &Setting,
) -> usize {
    let date = position.date.map(|moment| format!("  {}", short_day(moment))).unwrap_or_default();
    let stance = position.stance.as_str();
    let room = width.saturating_sub(stance.len() + width_of(&date) + 2);
    let name = format!("{} ", cut(&who.actor.name, room, setting.glyphs.ellipsis));
    let used = width_of(&name) + stance.len() + width_of(&date);
    let target = Target::Story { id: position.id.clone(), lit: Some(position.span) };
    pieces.push(Piece::new(name, Role::Actor));
    pieces.push(page.linked(stance, Role::Stance, target));
    pieces.push(dim(date));
    used
}
