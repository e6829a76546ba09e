//! What a key means: to the overlay on top, else to the page.

use ratatui::crossterm::event::{KeyEvent, KeyEventKind};

use crate::command::{Chord, Key};
use crate::tui::effect::Effect;
use crate::tui::keymap::chord;
use crate::tui::layout::layout;
use crate::tui::state::{Overlay, State};

use super::{commands, follow, prompt, settle};

/// Takes a key press.
pub fn key(state: &mut State, event: KeyEvent, effects: &mut Vec<Effect>) {
    if event.kind == KeyEventKind::Release {
        return;
    }
    let Some(chord) = chord(event) else { return };
    state.status = None;
    if layout(state.size, state).too_small {
        // What cannot be seen is not to be changed; but one can always leave.
        if let Some(command) = state.look.keys.command(chord, state.kind(), false).filter(|c| commands::leaves(*c)) {
            commands::run(state, command, effects);
        }
        return;
    }
    match state.overlays.last() {
        Some(Overlay::Prompt(_)) => prompt::key(state, chord, effects),
        Some(Overlay::Hints { .. }) => hint(state, chord, effects),
        None => {
            let finding = state.focused().page.reading().is_some_and(|reading| reading.finding.is_some());
            if let Some(command) = state.look.keys.command(chord, state.kind(), finding) {
                commands::run(state, command, effects);
            }
        }
    }
}

/// Letters of link hints: the link whose letters are complete is followed.
fn hint(state: &mut State, chord: Chord, effects: &mut Vec<Effect>) {
    let Some(Overlay::Hints { mut typed, marks }) = state.overlays.pop() else { return };
    match chord.key {
        Key::Char(c) if !chord.ctrl && !chord.alt => typed.push(c.to_ascii_lowercase()),
        Key::Backspace => drop(typed.pop()),
        _ => return,
    }
    if let Some((_, link)) = marks.iter().find(|(letters, _)| *letters == typed) {
        let height = settle::height(state);
        let Some(reading) = state.focused_mut().page.reading_mut() else { return };
        let target = reading.doc.links.get(*link).cloned();
        reading.choose(*link, height);
        if let Some(target) = target {
            follow::follow(state, target, effects);
        }
    } else if marks.iter().any(|(letters, _)| letters.starts_with(&typed)) {
        state.overlays.push(Overlay::Hints { typed, marks });
    } else {
        state.say("No link has these letters.");
    }
}
