//! What a key means: to the overlay on top, else to the page.

use ratatui::crossterm::event::{KeyEvent, KeyEventKind};

use crate::tui::effect::Effect;
use crate::tui::keymap::chord;
use crate::tui::layout::layout;
use crate::tui::overlay::Overlay;
use crate::tui::state::State;

use super::{commands, hints, prompt};

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
        Some(Overlay::Hints { .. }) => hints::key(state, chord, effects),
        None => {
            let finding = state.focused().page.reading().is_some_and(|reading| reading.finding.is_some());
            if let Some(command) = state.look.keys.command(chord, state.kind(), finding) {
                commands::run(state, command, effects);
            }
        }
    }
}
