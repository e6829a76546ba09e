//! Two actors side by side: the one at hand, and one that is chosen by its name.

use crate::model::{ActorRow, Scope, Window};
use crate::tui::effect::Effect;
use crate::tui::message::Request;
use crate::tui::overlay::{Choice, Prompt, Purpose};
use crate::tui::page::Target;
use crate::tui::state::{FRAME, State};

use super::{ask, follow, prompt, settle};

/// Names offered at once.
const OFFERED: usize = 10;

/// Asks for the actor to be put beside the one at hand.
pub fn begin(state: &mut State, effects: &mut Vec<Effect>) {
    let own = match settle::target(state) {
        Some(Target::Actor(key)) => Some(key),
        Some(Target::Wanted(.., wanted)) => wanted.actor,
        _ => None,
    };
    let own = own.or_else(|| match state.focused().page.subject() {
        Some(Target::Actor(key)) => Some(key),
        _ => None,
    });
    match own {
        Some(key) => prompt::open(state, Purpose::Beside(key), String::new(), effects),
        None => state.say("No actor is under the cursor; Tab goes to the next one."),
    }
}

/// Asks for the actors that go with the words typed; without any, for those that are named most.
pub fn look_up(state: &mut State, words: &str, effects: &mut Vec<Effect>) {
    let (filter, window) = (words.trim().to_owned(), Window { from: 0, count: OFFERED });
    ask(state, FRAME, Request::Actors { scope: Scope::All, filter, window }, effects);
}

/// Offers the actors found, but the one at hand.
pub fn offer(prompt: &mut Prompt, own: &str, found: Vec<ActorRow>) {
    prompt.choices = found.into_iter().filter(|row| row.key != own).map(Choice::Actor).collect();
    prompt.chosen = (!prompt.choices.is_empty()).then_some(0);
}

/// Opens the page of the two.
pub fn accept(state: &mut State, own: String, chosen: Option<Choice>, effects: &mut Vec<Effect>) {
    match chosen {
        Some(Choice::Actor(row)) => follow::follow(state, Target::Pair(own, row.key), effects),
        _ => state.say("Nobody in the library is called so."),
    }
}
