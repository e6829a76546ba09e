//! What the reader knows better about the actor at hand: merged, renamed, split, or nobody.

use crate::command::Command;
use crate::library::corrections::{Act, Correction};
use crate::model::{ActorRow, Id, Scope, Window};
use crate::tui::effect::Effect;
use crate::tui::message::Request;
use crate::tui::overlay::{Choice, Correcting, How, Prompt, Purpose};
use crate::tui::page::Target;
use crate::tui::state::{FRAME, State};

use super::{ask, prompt, settle};

/// Names offered at once.
const OFFERED: usize = 10;

/// Begins a correction of the actor at hand; one that needs no words is made at once.
pub fn begin(state: &mut State, command: Command, effects: &mut Vec<Effect>) {
    let target = settle::target(state);
    let Some((name, kind)) = state.focused().page.actor(target.as_ref()) else {
        return state.say("No actor is under the cursor; Tab goes to the next one.");
    };
    let how = match command {
        Command::Merge => How::Merge,
        Command::Rename => How::Rename,
        Command::Split => match briefing(state, target.as_ref()) {
            Some(id) => How::Split(id),
            None => return state.say("Put the cursor on the briefing in which the name means another."),
        },
        _ => {
            state.say(format!("“{name}” is left out from now on. Z takes it back."));
            let act = Act::NotAnActor { name };
            return effects.push(Effect::Correct(Correction { act, kind: Some(kind) }));
        }
    };
    prompt::open(state, Purpose::Correct(Correcting { how, name, kind }), String::new(), effects);
}

/// The briefing under the cursor, else the one that the page is about.
fn briefing(state: &State, target: Option<&Target>) -> Option<Id> {
    match target {
        Some(Target::Story { id, .. }) => Some(id.clone()),
        _ => state.focused().page.story().map(|(id, _)| id),
    }
}

/// Asks for names that go with the words typed; without any, for those that share the family name.
pub fn look_up(state: &mut State, correcting: &Correcting, words: &str, effects: &mut Vec<Effect>) {
    let family = || correcting.name.split_whitespace().last().unwrap_or_default().to_owned();
    let filter = if words.trim().is_empty() { family() } else { words.trim().to_owned() };
    let window = Window { from: 0, count: OFFERED };
    ask(state, FRAME, Request::Actors { scope: Scope::All, filter, window }, effects);
}

/// Asks for the actors that are named most.
pub fn look_up_all(state: &mut State, effects: &mut Vec<Effect>) {
    let window = Window { from: 0, count: OFFERED };
    ask(state, FRAME, Request::Actors { scope: Scope::All, filter: String::new(), window }, effects);
}

/// Offers the actors found, but the one to be corrected. A merge takes the first one unless another is chosen.
pub fn offer(prompt: &mut Prompt, correcting: &Correcting, found: Vec<ActorRow>) {
    let others = found.into_iter().filter(|row| row.name != correcting.name || row.kind != correcting.kind);
    prompt.choices = others.map(Choice::Actor).collect();
    prompt.chosen = (correcting.how == How::Merge && !prompt.choices.is_empty()).then_some(0);
}

/// Makes the correction that was prompted for.
pub fn accept(state: &mut State, prompt: &Prompt, correcting: Correcting, effects: &mut Vec<Effect>) {
    let chosen = prompt.chosen.and_then(|at| prompt.choices.get(at));
    let chosen = chosen.and_then(|choice| if let Choice::Actor(row) = choice { Some(row.clone()) } else { None });
    let called = chosen.as_ref().map_or(prompt.words.trim(), |row| row.name.as_str()).to_owned();
    let Correcting { how, name, kind } = correcting;
    if how == How::Merge && chosen.is_none() {
        return state.complain(format!("Nobody in the library is called “{called}”; :rename gives a new name."));
    }
    if called.is_empty() || called == name {
        return;
    }
    let (act, words) = match how {
        How::Merge => {
            let words = format!("“{name}” and “{called}” are one now. Z parts them again.");
            (Act::Merge { names: vec![name], into: called }, words)
        }
        How::Rename => {
            let words = format!("“{name}” is called “{called}” now. Z takes it back.");
            (Act::Rename { from: name, to: called }, words)
        }
        How::Split(id) => {
            let words = format!("Here “{name}” is “{called}” now. Z takes it back.");
            (Act::Split { name, articles: vec![id.as_str().to_owned()], called }, words)
        }
    };
    // Two kinds that are one can only be said without naming either.
    let kind = Some(kind).filter(|kind| chosen.is_none_or(|row| row.kind == *kind));
    let correction = Correction { act, kind };
    match correction.check() {
        Ok(()) => {
            state.say(words);
            effects.push(Effect::Correct(correction));
        }
        Err(why) => state.complain(format!("This cannot be: {why}.")),
    }
}

/// What was taken back, in words.
pub fn taken_back(correction: &Correction) -> String {
    match &correction.act {
        Act::Merge { names, into } => format!("“{}” and “{into}” are two again.", names.join("”, “")),
        Act::Rename { from, .. } => format!("“{from}” has its name again."),
        Act::Split { name, .. } => format!("“{name}” is one everywhere again."),
        Act::NotAnActor { name } => format!("“{name}” is an actor again."),
    }
}
