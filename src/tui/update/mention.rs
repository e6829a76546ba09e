//! From one mention of an actor or place to the next: on this page, then in the next briefing that names it.

use crate::model::{Id, Span, Subject};
use crate::tui::effect::Effect;
use crate::tui::message::Request;
use crate::tui::page::Target;
use crate::tui::state::State;

use super::{ask, follow, settle};

/// Goes to the next or previous mention of what is under the cursor.
pub fn step(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let Some((target, next)) = around(state, forward) else {
        return state.say("No actor or place is under the cursor; Tab goes to the next.");
    };
    if let Some(link) = next {
        let height = settle::height(state);
        if let Some(reading) = state.focused_mut().page.reading_mut() {
            reading.choose(link, height);
        }
        return;
    }
    let subject = match target {
        Target::Actor(key) => Subject::Actor(key),
        Target::Place(key) => Subject::Place(key),
        _ if forward => return state.say("This is the last mention here."),
        _ => return state.say("This is the first mention here."),
    };
    let (id, from) = (state.focused().id, state.focused().page.story().map(|(id, _)| id));
    // The list runs from the newest to the oldest, and so do the mentions.
    ask(state, id, Request::Mention { subject, from, newer: !forward }, effects);
}

/// What is under the cursor, and on this page the link to the next mention of it.
fn around(state: &State, forward: bool) -> Option<(Target, Option<usize>)> {
    let page = &state.focused().page;
    let Some(reading) = page.reading() else {
        let row = settle::target(state).filter(|target| matches!(target, Target::Actor(_) | Target::Place(_)));
        return row.map(|target| (target, None));
    };
    let spots = reading.link_spots();
    let spot_of = |link: usize| spots.iter().position(|(_, other)| *other == link);
    let under = reading.link.or_else(|| reading.link_over(reading.lit?.start)).and_then(spot_of);
    // Nothing chosen: the actor of an actor's page, else what the cursor's line names first.
    let Some(here) = under.or_else(|| spots.iter().position(|(line, _)| *line == reading.cursor)) else {
        return page.subject().map(|target| (target, None));
    };
    if under.is_none()
        && let Some(own) = page.subject()
    {
        return Some((own, None));
    }
    let target = &reading.doc.links[spots[here].1];
    let same = |at: &usize| reading.doc.links[spots[*at].1] == *target;
    let next = if forward { (here + 1..spots.len()).find(same) } else { (0..here).rev().find(same) };
    Some((target.clone(), next.map(|at| spots[at].1)))
}

/// Opens the briefing that was found, its mention lit.
pub fn arrive(state: &mut State, found: Option<(Id, Span)>, newer: bool, effects: &mut Vec<Effect>) {
    match found {
        Some((id, span)) => follow::follow(state, Target::Story { id, lit: Some(span) }, effects),
        None if newer => state.say("This is the first mention in the library."),
        None => state.say("This is the last mention in the library."),
    }
}
