//! Following what leads somewhere, and the way back.

use crate::library::Order;
use crate::marks::Change;
use crate::tui::effect::Effect;
use crate::tui::last;
use crate::tui::message::Request;
use crate::tui::overlay::Purpose;
use crate::tui::page::{self, Target};
use crate::tui::state::{Focus, LIBRARY, State};

use super::{ask, change, prompt, settle};

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
            let asks = target == Target::Search(String::new());
            state.push(page, target);
            if asks {
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

/// Has the open page remembered for the next run, or the nearest page before it that can be.
pub fn remember(state: &State, effects: &mut Vec<Effect>) {
    let open = state.history[..=state.at].iter().rev().filter_map(|leaf| leaf.target.as_ref());
    effects.push(Effect::Remember("page", open.filter_map(last::spell).next().unwrap_or_default()));
}

/// Opens what [`remember`] kept, with the list's cursor on it where it is a briefing.
pub fn reopen(state: &mut State, words: &str, effects: &mut Vec<Effect>) {
    let Some(target) = last::read(words) else { return };
    if let Target::Story { id, .. } = &target {
        let request = Request::PositionOf { id: id.clone(), query: String::new(), order: Order::Newest };
        ask(state, LIBRARY, request, effects);
    }
    follow(state, target, effects);
}

/// Opens the one briefing of the library, unless there are others or a page is open already.
pub fn open_lone(state: &mut State, effects: &mut Vec<Effect>) {
    let list = &state.history[0].page;
    let only = list.list().is_some_and(|view| view.total == 1) && state.at == 0;
    if let Some(target) = list.target(0).filter(|_| only) {
        follow(state, target, effects);
    }
}

/// To the page `to` of the history.
pub fn travel(state: &mut State, to: usize, effects: &mut Vec<Effect>) {
    leave(state, effects);
    state.at = to;
    state.focus = if to == 0 { Focus::List } else { Focus::Page };
}
