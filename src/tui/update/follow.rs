//! Following what leads somewhere, and the way back.

use crate::marks::Change;
use crate::tui::effect::Effect;
use crate::tui::page::{self, Target};
use crate::tui::state::{Focus, Purpose, State};

use super::{change, prompt, settle};

/// Goes where `target` leads.
pub fn follow(state: &mut State, target: Target, effects: &mut Vec<Effect>) {
    match target {
        Target::None => state.say("This leads nowhere: it is not in the library."),
        Target::Lit(span) => {
            let height = settle::height(state);
            if let Some(reading) = state.focused_mut().page.reading_mut() {
                reading.light(span, height);
            }
        }
        Target::Url(address) => browse(state, address, effects),
        target => {
            let Some(page) = page::open(&target) else { return state.say("There is no page for this yet.") };
            leave(state, effects);
            state.push(page);
            if target == Target::Search(String::new()) {
                prompt::open(state, Purpose::Page, String::new(), effects);
            }
        }
    }
}

/// Opens a web address; anything else is refused.
pub fn browse(state: &mut State, address: String, effects: &mut Vec<Effect>) {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    if matches!(scheme.as_deref(), Some("http" | "https")) && !address.chars().any(|c| c.is_control() || c == ' ') {
        state.say("Opening in the browser …");
        effects.push(Effect::Browse(address));
    } else {
        state.complain("Only web addresses (http, https) are opened.");
    }
}

/// Keeps the reading place of the open page before it is left.
pub fn leave(state: &mut State, effects: &mut Vec<Effect>) {
    if state.at == 0 {
        return;
    }
    let page = &state.current().page;
    let (Some((_, key)), Some(reading)) = (page.story(), page.reading()) else { return };
    let place = reading.offset().map_or(0, |offset| offset as usize);
    let known = state.marks.of(&key).place;
    // Only reading moves the place; a look at the summary leaves it where it was.
    if place > 0 && place != known {
        change(state, &key, Change::Place(place), effects);
    }
}

/// To the page `to` of the history.
pub fn travel(state: &mut State, to: usize, effects: &mut Vec<Effect>) {
    leave(state, effects);
    state.at = to;
    state.focus = if to == 0 { Focus::List } else { Focus::Page };
}
