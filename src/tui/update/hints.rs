//! Letters on everything in view that can be followed: links, items, rows.

use crate::command::{Chord, Key};
use crate::tui::doc::Reading;
use crate::tui::effect::Effect;
use crate::tui::overlay::{Overlay, Spot};
use crate::tui::page::Target;
use crate::tui::state::{Focus, State};
use crate::tui::view::rows_in_view;

use super::{follow, settle};

/// Letters of hints, the easiest to reach first.
const LETTERS: &[u8] = b"fjdkslaghrueiwoncmv";

/// Puts letters on what can be followed.
pub fn open(state: &mut State) {
    let height = settle::height(state);
    let seen = match (state.reading(), state.focused().page.list()) {
        (Some(reading), _) => spots(reading, height),
        (None, Some(_)) => rows(state),
        (None, None) => return state.say("This page has no links to choose from."),
    };
    if seen.is_empty() {
        return state.say("Nothing in view can be followed.");
    }
    let marks = seen.iter().enumerate().map(|(at, spot)| (letters(at, seen.len()), *spot)).collect();
    state.overlays.push(Overlay::Hints { typed: String::new(), marks });
}

/// What is in view of a page that is read, in reading order.
fn spots(reading: &Reading, height: usize) -> Vec<Spot> {
    let view = reading.top..reading.top + height;
    let links = reading.link_spots().into_iter().map(|(line, link)| (line, Spot::Link(link)));
    let lines = reading.doc.lines.iter().enumerate().take(view.end).skip(view.start);
    let leads = |at: usize| reading.doc.target_at(at).is_some_and(|target| *target != Target::None);
    let items = lines.filter(|(at, line)| line.stop && leads(*at)).map(|(at, _)| (at, Spot::Item(at)));
    let mut spots: Vec<(usize, Spot)> = items.chain(links.filter(|(line, _)| view.contains(line))).collect();
    spots.sort_by_key(|(line, _)| *line);
    spots.into_iter().map(|(_, spot)| spot).collect()
}

fn rows(state: &State) -> Vec<Spot> {
    let leaf = state.focused();
    let rows = settle::area_of(state, leaf.id).map(|area| rows_in_view(state, leaf, area)).unwrap_or_default();
    rows.into_iter().filter(|(row, _)| leaf.page.target(*row).is_some()).map(|(row, _)| Spot::Row(row)).collect()
}

/// The letters of hint `at` of `count`: one each while they last, else as many as are needed for all.
fn letters(mut at: usize, count: usize) -> String {
    let base = LETTERS.len();
    let mut length = 1;
    while base.pow(length) < count {
        length += 1;
    }
    let mut word = Vec::new();
    for _ in 0..length {
        word.push(LETTERS[at % base] as char);
        at /= base;
    }
    word.into_iter().rev().collect()
}

/// Takes a key: what has its letters complete is followed.
pub fn key(state: &mut State, chord: Chord, effects: &mut Vec<Effect>) {
    let Some(Overlay::Hints { mut typed, marks }) = state.overlays.pop() else { return };
    match chord.key {
        Key::Char(c) if !chord.ctrl && !chord.alt => typed.push(c.to_ascii_lowercase()),
        Key::Backspace => drop(typed.pop()),
        _ => return,
    }
    if let Some((_, spot)) = marks.iter().find(|(letters, _)| *letters == typed) {
        choose(state, *spot, effects);
    } else if marks.iter().any(|(letters, _)| letters.starts_with(&typed)) {
        state.overlays.push(Overlay::Hints { typed, marks });
    } else {
        state.say("Nothing has these letters.");
    }
}

/// Puts the cursor on `spot` and follows it.
fn choose(state: &mut State, spot: Spot, effects: &mut Vec<Effect>) {
    let height = settle::height(state);
    let aside = state.focus == Focus::Aside;
    let page = match aside {
        true => None,
        false => Some(&mut state.focused_mut().page),
    };
    let target = match (spot, page) {
        (Spot::Row(row), Some(page)) => {
            if let Some(view) = page.list_mut() {
                view.go(row);
            }
            page.target(row)
        }
        (spot, page) => {
            let reading = match page {
                Some(page) => page.reading_mut(),
                None => Some(&mut state.aside),
            };
            let Some(reading) = reading else { return };
            match spot {
                Spot::Link(link) => {
                    reading.choose(link, height);
                    reading.doc.links.get(link).cloned()
                }
                Spot::Item(line) => {
                    reading.stand(line, height);
                    reading.doc.target_at(line).cloned()
                }
                Spot::Row(_) => None,
            }
        }
    };
    if let Some(target) = target {
        follow::follow(state, target, effects);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_hint_is_the_beginning_of_another() {
        for count in [1, 19, 20, 400] {
            let all: BTreeSet<String> = (0..count).map(|at| letters(at, count)).collect();
            assert_eq!(all.len(), count);
            assert_eq!(all.iter().map(String::len).collect::<BTreeSet<_>>().len(), 1);
        }
    }
}
