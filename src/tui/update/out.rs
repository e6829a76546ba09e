//! What leaves the reader for files and programs, and what comes in from the network.

use crate::export::Form;
use crate::fetch::{Outcome, Progress, Round};
use crate::tui::effect::Effect;
use crate::tui::outgoing::Outgoing;
use crate::tui::overlay::Purpose;
use crate::tui::state::{Fetching, State};
use crate::tui::words::plural;

use super::prompt;

/// Asks for the file that the page is written to.
pub fn export(state: &mut State, effects: &mut Vec<Effect>) {
    match state.focused().page.outgoing() {
        Some(what) => {
            let file = what.file().to_owned();
            prompt::open(state, Purpose::Export(what), file, effects);
        }
        None => state.say("There is nothing on this page to write to a file."),
    }
}

/// Writes `what` to the file called `name`, which the reader typed.
pub fn write(state: &mut State, what: Outgoing, name: &str, effects: &mut Vec<Effect>) {
    match what.form(name) {
        Ok(_) => {
            state.say("Writing …");
            effects.push(Effect::Export { what, name: name.to_owned(), over: false });
        }
        Err(why) => {
            prompt::open(state, Purpose::Export(what), name.to_owned(), effects);
            if let Some(prompt) = state.prompt_mut() {
                let at = 0..name.chars().count();
                prompt.wrong = Some(crate::search::QueryError { at, message: why });
            }
        }
    }
}

/// Something of that name is there: asks whether it is to go.
pub fn exists(state: &mut State, what: Outgoing, name: String, effects: &mut Vec<Effect>) {
    state.status = None;
    let question = format!("{name} exists; replace it? y/n");
    prompt::open(state, Purpose::Overwrite { what, name, question }, String::new(), effects);
}

/// The answer to that.
pub fn replace(state: &mut State, what: Outgoing, name: String, answer: &str, effects: &mut Vec<Effect>) {
    if matches!(answer.to_lowercase().as_str(), "y" | "yes") {
        state.say("Writing …");
        effects.push(Effect::Export { what, name, over: true });
    } else {
        state.say("Left as it was.");
    }
}

/// Asks for the program that gets the briefing.
pub fn pipe(state: &mut State, form: Form, effects: &mut Vec<Effect>) {
    match state.focused().page.outgoing() {
        Some(what @ Outgoing::Story(_)) => {
            let words = state.piped.clone();
            prompt::open(state, Purpose::Pipe(what, form), words, effects);
        }
        _ => state.say("Only a briefing is given to a program; w writes lists to a file."),
    }
}

/// Gives `what` to the program that `line` names: split into words, never read by a shell.
pub fn give(state: &mut State, what: Outgoing, form: Form, line: &str, effects: &mut Vec<Effect>) {
    match shell_words::split(line) {
        Ok(program) if program.is_empty() => {}
        Ok(program) => {
            line.clone_into(&mut state.piped);
            effects.push(Effect::Pipe { what, form, program });
        }
        Err(_) => state.complain("A quotation mark is never closed."),
    }
}

/// Begins a round through the feeds, unless one is on.
pub fn fetch(state: &mut State, effects: &mut Vec<Effect>) {
    if state.fetching.is_some() {
        return state.say("Feeds are being fetched already.");
    }
    state.fetching = Some(Fetching::default());
    effects.push(Effect::Fetch);
}

/// One more feed is done, or how many there are is known.
pub fn fetching(state: &mut State, progress: Progress) {
    let so_far = state.fetching.get_or_insert_default();
    match progress {
        Progress::Begun(total) => so_far.total = total,
        Progress::Fetched(feed) => {
            so_far.done += 1;
            match feed.outcome {
                Outcome::Read { new, .. } => so_far.new += new,
                Outcome::Failed(why) if so_far.failed.is_none() => {
                    so_far.failed = Some(format!("{}: {why}", feed.name));
                }
                _ => {}
            }
        }
    }
}

/// The round ended.
pub fn fetched(state: &mut State, ended: Result<Round, String>) {
    let so_far = state.fetching.take().unwrap_or_default();
    let round = match ended {
        Ok(round) => round,
        Err(why) => return state.complain(format!("Nothing was fetched: {why}")),
    };
    if round.feeds == 0 {
        return state.say("You follow no feeds yet: `dateline feeds add URL` begins.");
    }
    let mut words = format!("{}: {} new", plural(round.feeds, "feed"), round.new);
    if round.updated > 0 {
        words.push_str(&format!(", {} updated", round.updated));
    }
    if round.waiting > 0 {
        words.push_str(&format!(", {} not due", round.waiting));
    }
    match so_far.failed {
        Some(why) => state.complain(format!("{words}, {} failed — {why}", round.failed)),
        None => state.say(format!("{words}.")),
    }
}

/// Has the page of the briefing's address fetched for its full text.
pub fn full_text(state: &mut State, effects: &mut Vec<Effect>) {
    match state.focused().page.origin() {
        (Some(url), Some(file)) => {
            state.say("Fetching the full text …");
            effects.push(Effect::FullText { file, url });
        }
        _ => state.say("This article has no address on the web."),
    }
}
