//! Lines that are typed: find, queries and filters, the palette, headlines, notes and tags.

use crate::command::{Chord, Key, TABLE};
use crate::marks::Change;
use crate::search::{Completion, Facet};
use crate::tui::effect::Effect;
use crate::tui::message::{Answer, Request};
use crate::tui::overlay::{Choice, Overlay, Prompt, Purpose};
use crate::tui::page::Target;
use crate::tui::state::{FRAME, State};

use super::{act, ask, beside, change, commands, correct, follow, out, settle};

/// Commands offered by the palette at once.
const OFFERED: usize = 200;

/// Opens a prompt with `words` in it.
pub fn open(state: &mut State, purpose: Purpose, words: String, effects: &mut Vec<Effect>) {
    let cursor = words.chars().count();
    let prompt =
        Prompt { purpose, before: words.clone(), words, cursor, choices: Vec::new(), chosen: None, wrong: None };
    state.overlays.push(Overlay::Prompt(Box::new(prompt)));
    changed(state, effects);
}

/// A key while a line is typed.
pub fn key(state: &mut State, chord: Chord, effects: &mut Vec<Effect>) {
    let Some(prompt) = state.prompt_mut() else { return };
    match (chord.key, chord.ctrl) {
        (Key::Esc, _) | (Key::Char('c'), true) => return cancel(state, effects),
        (Key::Enter, _) => return accept(state, effects),
        (Key::Tab | Key::Down, _) | (Key::Char('n'), true) => {
            return choose(state, true, chord.key == Key::Tab, effects);
        }
        (Key::BackTab | Key::Up, _) | (Key::Char('p'), true) => return choose(state, false, false, effects),
        (Key::Left, _) | (Key::Char('b'), true) => return prompt.cursor = prompt.cursor.saturating_sub(1),
        (Key::Right, _) | (Key::Char('f'), true) => {
            return prompt.cursor = (prompt.cursor + 1).min(prompt.words.chars().count());
        }
        (Key::Home, _) | (Key::Char('a'), true) => return prompt.cursor = 0,
        (Key::End, _) | (Key::Char('e'), true) => return prompt.cursor = prompt.words.chars().count(),
        (Key::Backspace, _) | (Key::Char('h'), true) => prompt.erase(1),
        (Key::Delete, _) | (Key::Char('d'), true) => {
            if prompt.cursor < prompt.words.chars().count() {
                prompt.cursor += 1;
                prompt.erase(1);
            }
        }
        (Key::Char('u'), true) => prompt.erase(prompt.cursor),
        (Key::Char('w'), true) => {
            let before: Vec<char> = prompt.words.chars().take(prompt.cursor).collect();
            let spaces = before.iter().rev().take_while(|c| c.is_whitespace()).count();
            let word = before.iter().rev().skip(spaces).take_while(|c| !c.is_whitespace()).count();
            prompt.erase(spaces + word);
        }
        (Key::Char(c), false) if !chord.alt => prompt.insert(&c.to_string()),
        _ => return,
    }
    changed(state, effects);
}

/// Pasted text goes into the prompt as one line; elsewhere it means nothing.
pub fn paste(state: &mut State, words: &str, effects: &mut Vec<Effect>) {
    let Some(prompt) = state.prompt_mut() else { return };
    let line: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    prompt.insert(line.trim());
    changed(state, effects);
}

/// What was asked for a prompt came back.
pub fn answered(state: &mut State, answer: Answer, effects: &mut Vec<Effect>) {
    let Some(prompt) = state.prompt_mut() else { return };
    match (answer, &prompt.purpose) {
        (Answer::Actors(found), Purpose::Correct(correcting)) => {
            let (correcting, first) = (correcting.clone(), prompt.words.is_empty());
            correct::offer(prompt, &correcting, found.rows);
            if first && prompt.choices.is_empty() {
                correct::look_up_all(state, effects);
            }
        }
        (Answer::Actors(found), Purpose::Beside(key)) => {
            let key = key.clone();
            beside::offer(prompt, &key, found.rows);
        }
        (Answer::Complete(completions), Purpose::Page) => {
            prompt.choices = completions.into_iter().map(Choice::Completion).collect();
            prompt.chosen = None;
        }
        (Answer::Headlines(found), Purpose::Headlines) => {
            prompt.choices = found.into_iter().map(|(_, id, title)| Choice::Headline(id, title)).collect();
            prompt.chosen = (!prompt.choices.is_empty()).then_some(0);
        }
        _ => {}
    }
}

impl Prompt {
    fn byte(&self, character: usize) -> usize {
        self.words.char_indices().nth(character).map_or(self.words.len(), |(byte, _)| byte)
    }

    fn insert(&mut self, words: &str) {
        let at = self.byte(self.cursor);
        self.words.insert_str(at, words);
        self.cursor += words.chars().count();
    }

    fn erase(&mut self, characters: usize) {
        let from = self.cursor.saturating_sub(characters);
        self.words.replace_range(self.byte(from)..self.byte(self.cursor), "");
        self.cursor = from;
    }

    fn put(&mut self, completion: &Completion) {
        let range = self.byte(completion.replaces.start)..self.byte(completion.replaces.end);
        self.words.replace_range(range, &completion.text);
        self.cursor = completion.replaces.start + completion.text.chars().count();
    }
}

/// Lets the words work as they are typed.
fn changed(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(prompt) = state.prompt_mut() else { return };
    prompt.wrong = None;
    let (words, cursor) = (prompt.words.clone(), prompt.cursor);
    match prompt.purpose.clone() {
        Purpose::Find => {
            if let Some(reading) = state.focused_mut().page.reading_mut() {
                reading.find(&words);
            }
        }
        Purpose::Page => {
            let leaf = state.focused_mut();
            let (id, completes) = (leaf.id, leaf.page.completes());
            let actions = leaf.page.typed(&words);
            act(state, id, actions, effects);
            if completes {
                ask(state, FRAME, Request::Complete { query: words, cursor }, effects);
            }
        }
        Purpose::Palette => {
            let kind = state.kind();
            let found = matching(&words);
            if let Some(prompt) = state.prompt_mut() {
                prompt.choices = found
                    .into_iter()
                    .filter(|entry| entry.works_on(kind))
                    .map(|entry| Choice::Command(entry.command))
                    .collect();
                prompt.chosen = (!prompt.choices.is_empty()).then_some(0);
            }
        }
        Purpose::Headlines => ask(state, FRAME, Request::Headlines(words), effects),
        Purpose::Narrow(_, facets) => {
            let words = words.trim().to_lowercase();
            let fits = |facet: &Facet| facet.value.to_lowercase().contains(&words) || facet.field.starts_with(&words);
            prompt.choices = facets.into_iter().filter(fits).map(Choice::Facet).collect();
            prompt.chosen = (!prompt.choices.is_empty()).then_some(0);
        }
        Purpose::Beside(_) => beside::look_up(state, &words, effects),
        Purpose::Correct(correcting) => correct::look_up(state, &correcting, &words, effects),
        Purpose::Note(_)
        | Purpose::Tag(_)
        | Purpose::Save(_)
        | Purpose::Export(_)
        | Purpose::Overwrite { .. }
        | Purpose::Pipe(..) => {}
    }
}

/// Commands whose name begins with the words, then those whose name or help holds them; a name may be followed by words
/// for what it asks.
fn matching(words: &str) -> Vec<&'static crate::command::Entry> {
    let words = words.trim().to_lowercase();
    if let Some(entry) = words.split_once(' ').and_then(|(name, _)| TABLE.iter().find(|entry| entry.name == name)) {
        return vec![entry];
    }
    let mut found: Vec<_> = TABLE
        .iter()
        .filter(|entry| entry.name.contains(&words) || entry.help.to_lowercase().contains(&words))
        .collect();
    found.sort_by_key(|entry| (!entry.name.starts_with(&words), !entry.name.contains(&words)));
    found.truncate(OFFERED);
    found
}

fn choose(state: &mut State, forward: bool, put: bool, effects: &mut Vec<Effect>) {
    let Some(prompt) = state.prompt_mut() else { return };
    let count = prompt.choices.len();
    if count == 0 {
        return;
    }
    let at = match prompt.chosen {
        Some(at) if put && prompt.purpose == Purpose::Page => at,
        Some(at) if forward => (at + 1) % count,
        Some(at) => (at + count - 1) % count,
        None if forward => 0,
        None => count - 1,
    };
    prompt.chosen = Some(at);
    match prompt.choices[at].clone() {
        Choice::Completion(completion) if put => {
            prompt.put(&completion);
            changed(state, effects);
        }
        Choice::Actor(row) if put => {
            prompt.cursor = row.name.chars().count();
            prompt.words = row.name;
        }
        _ => {}
    }
}

/// Esc: what the words did is taken back.
fn cancel(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Overlay::Prompt(prompt)) = state.overlays.pop() else { return };
    match prompt.purpose {
        Purpose::Find => {
            if let Some(reading) = state.focused_mut().page.reading_mut() {
                reading.finding = None;
            }
        }
        Purpose::Page => {
            let leaf = state.focused_mut();
            let id = leaf.id;
            let mut actions = leaf.page.typed(&prompt.before);
            actions.extend(leaf.page.accepted());
            act(state, id, actions, effects);
        }
        _ => {}
    }
}

fn accept(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Overlay::Prompt(mut prompt)) = state.overlays.pop() else { return };
    let chosen = prompt.chosen.and_then(|at| prompt.choices.get(at)).cloned();
    let words = prompt.words.trim().to_owned();
    match prompt.purpose.clone() {
        Purpose::Find => find(state, &words),
        Purpose::Page => match chosen {
            Some(Choice::Completion(completion)) => {
                prompt.put(&completion);
                state.overlays.push(Overlay::Prompt(Box::new(Prompt { chosen: None, choices: Vec::new(), ..*prompt })));
                changed(state, effects);
            }
            _ => accept_words(state, *prompt, effects),
        },
        Purpose::Beside(key) => beside::accept(state, key, chosen, effects),
        Purpose::Export(what) if !words.is_empty() => out::write(state, what, &words, effects),
        Purpose::Export(_) => {}
        Purpose::Overwrite { what, name, .. } => out::replace(state, what, name, &words, effects),
        Purpose::Pipe(what, form) => out::give(state, what, form, &words, effects),
        Purpose::Palette => match chosen {
            Some(Choice::Command(command)) => {
                commands::run(state, command, effects);
                hand_over(state, &words, effects);
            }
            _ => state.complain(format!("There is no command “{words}”.")),
        },
        Purpose::Headlines => match chosen {
            Some(Choice::Headline(id, _)) => follow::follow(state, Target::Story { id, lit: None }, effects),
            _ => state.say("No headline chosen."),
        },
        Purpose::Note(key) => {
            let note = (!words.is_empty()).then_some(words);
            state.say(if note.is_some() { "Noted." } else { "Note taken away." });
            change(state, &key, Change::Note(note), effects);
        }
        Purpose::Tag(key) => tag(state, &key, &words, effects),
        Purpose::Correct(correcting) => correct::accept(state, &prompt, correcting, effects),
        Purpose::Narrow(query, _) => match chosen {
            Some(Choice::Facet(facet)) => follow::follow(state, Target::Search(facet.narrow(&query)), effects),
            _ => state.say("The results have no such value."),
        },
        Purpose::Save(query) if !words.is_empty() => effects.push(Effect::SaveSearch(words, Some(query))),
        Purpose::Save(_) => {}
    }
}

/// Words that follow a command's name in the palette are what its own prompt begins with, and all of it where nothing
/// is to be chosen.
fn hand_over(state: &mut State, words: &str, effects: &mut Vec<Effect>) {
    let (Some((_, rest)), Some(prompt)) = (words.split_once(' '), state.prompt_mut()) else { return };
    prompt.cursor = rest.trim().chars().count();
    prompt.words = rest.trim().to_owned();
    let is_whole =
        matches!(prompt.purpose, Purpose::Export(_) | Purpose::Pipe(..) | Purpose::Note(_) | Purpose::Tag(_));
    changed(state, effects);
    if is_whole {
        accept(state, effects);
    }
}

/// A query stays open while it is wrong.
fn accept_words(state: &mut State, prompt: Prompt, effects: &mut Vec<Effect>) {
    if let Some(wrong) = &prompt.wrong {
        state.complain(wrong.to_string());
        state.overlays.push(Overlay::Prompt(Box::new(prompt)));
        return;
    }
    let leaf = state.focused_mut();
    let id = leaf.id;
    let actions = leaf.page.accepted();
    act(state, id, actions, effects);
}

fn find(state: &mut State, words: &str) {
    let height = settle::height(state);
    let words = if words.is_empty() { state.needle.clone() } else { words.to_owned() };
    state.needle.clone_from(&words);
    let Some(reading) = state.focused_mut().page.reading_mut() else { return };
    reading.find(&words);
    match reading.step_hit(true, true, height) {
        Some(hit) => state.say(which_hit(hit, true)),
        None => {
            reading.finding = None;
            state.complain(format!("“{words}” is not on this page. s searches the library."));
        }
    }
}

/// Which hit of how many, and whether the search went around the end of the page.
pub fn which_hit((at, count, around): (usize, usize, bool), forward: bool) -> String {
    match (around, forward) {
        (false, _) => format!("{at} of {count}"),
        (true, true) => format!("{at} of {count}, from the top again"),
        (true, false) => format!("{at} of {count}, from the end again"),
    }
}

fn tag(state: &mut State, key: &str, words: &str, effects: &mut Vec<Effect>) {
    let tag = words.trim_start_matches('#').to_owned();
    if tag.is_empty() {
        return;
    }
    let on = !state.marks.of(key).tags.contains(&tag);
    state.say(if on { format!("Tagged #{tag}.") } else { format!("No longer tagged #{tag}.") });
    change(state, key, Change::Tag(tag, on), effects);
}
