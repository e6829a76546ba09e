//! What each command does, page by page where the page has its own mind.

use crate::command::{Command, PageKind};
use crate::export::Form;
use crate::tui::effect::Effect;
use crate::tui::overlay::Purpose;
use crate::tui::page::Target;
use crate::tui::state::{Focus, State};

use super::marks::{Toggle, toggle};
use super::{act, beside, correct, follow, hints, mention, out, prompt, settle};

/// Columns that the measure grows or shrinks by, and its bounds.
const MEASURE: (usize, usize, usize) = (4, 30, 160);

/// Runs `command` on the page that has the focus.
pub fn run(state: &mut State, command: Command, effects: &mut Vec<Effect>) {
    let leaf = state.focused_mut();
    let id = leaf.id;
    if state.focus != Focus::Aside
        && let Some(actions) = state.focused_mut().page.command(command)
    {
        return act(state, id, actions, effects);
    }
    match command {
        Command::Next
        | Command::Previous
        | Command::PageDown
        | Command::PageUp
        | Command::HalfDown
        | Command::HalfUp
        | Command::Top
        | Command::Bottom => travel_on_page(state, command),
        Command::NextSection | Command::PreviousSection => step_section(state, command == Command::NextSection),
        Command::Section1 => section(state, 0),
        Command::Section2 => section(state, 1),
        Command::Section3 => section(state, 2),
        Command::Section4 => section(state, 3),
        Command::Section5 => section(state, 4),
        Command::FocusLeft => focus(state, false, effects),
        Command::FocusRight => focus(state, true, effects),
        Command::Follow => {
            if let Some(target) = settle::target(state) {
                follow::follow(state, target, effects);
            }
        }
        Command::NextLink | Command::PreviousLink => step_link(state, command == Command::NextLink),
        Command::Hints => hints::open(state),
        Command::Back => back(state, effects),
        Command::Forward if state.at + 1 < state.history.len() => follow::travel(state, state.at + 1, effects),
        Command::Forward => state.say("This is the newest page."),
        Command::NextBriefing | Command::PreviousBriefing => {
            neighbour(state, command == Command::NextBriefing, effects)
        }
        Command::NextMention | Command::PreviousMention => {
            mention::step(state, command == Command::NextMention, effects)
        }
        Command::Find => prompt_find(state, effects),
        Command::FindNext | Command::FindPrevious => step_hit(state, command == Command::FindNext),
        Command::Search => follow::follow(state, Target::Search(String::new()), effects),
        Command::Filter => filter(state, effects),
        Command::ClearFilter => state.say("There is no filter on this page."),
        Command::Headlines => prompt::open(state, Purpose::Headlines, String::new(), effects),
        Command::Palette => prompt::open(state, Purpose::Palette, String::new(), effects),
        Command::SaveSearch => {
            let query = state.focused().page.words();
            match query.trim() {
                "" => state.say("There is no query to keep yet."),
                query => prompt::open(state, Purpose::Save(query.to_owned()), String::new(), effects),
            }
        }
        Command::Actors => scoped(state, PageKind::Actors, effects),
        Command::Places => scoped(state, PageKind::Places, effects),
        Command::Map => scoped(state, PageKind::Map, effects),
        Command::Quotes => scoped(state, PageKind::Quotes, effects),
        Command::Positions => scoped(state, PageKind::Positions, effects),
        Command::Matrix => scoped(state, PageKind::Matrix, effects),
        Command::Beside => beside::begin(state, effects),
        Command::Digest => scoped(state, PageKind::Digest, effects),
        Command::Export => out::export(state, effects),
        Command::Pipe => out::pipe(state, Form::Text, effects),
        Command::PipeLines => out::pipe(state, Form::JsonLines, effects),
        Command::Fetch => out::fetch(state, effects),
        Command::FullText => out::full_text(state, effects),
        Command::Timeline => timeline(state, effects),
        Command::Backlinks => backlinks(state, effects),
        Command::ToggleRead => toggle(state, Toggle::Read, effects),
        Command::Bookmark => toggle(state, Toggle::Bookmark, effects),
        Command::Hide => toggle(state, Toggle::Hide, effects),
        Command::Bookmarks => follow::follow(state, Target::Search("is:bookmarked".to_owned()), effects),
        Command::NextUnread => next_unread(state, effects),
        Command::Note | Command::Tag => note(state, command, effects),
        Command::Merge | Command::Rename | Command::Split | Command::NotAnActor => {
            correct::begin(state, command, effects);
        }
        Command::Undo => effects.push(Effect::Undo),
        Command::Copy => copy(state, effects),
        Command::CopyLink => copy_link(state, effects),
        Command::OpenInBrowser => match (settle::target(state), state.focused().page.origin().0) {
            (Some(Target::Url(address)), _) | (_, Some(address)) => follow::browse(state, address, effects),
            _ => state.say("This page has no address on the web."),
        },
        Command::Edit => match state.focused().page.origin().1 {
            Some(path) if path != "-" => effects.push(Effect::Edit(path)),
            _ => state.say("There is no file to edit here."),
        },
        Command::Zen => {
            state.zen = !state.zen;
            state.say(if state.zen { "Zen: z brings the rest back." } else { "" });
        }
        Command::Wider | Command::Narrower => measure(state, command == Command::Wider),
        Command::Redraw => {
            state.mark_dirty();
            effects.push(Effect::Redraw);
        }
        Command::Help => follow::follow(state, Target::Help(state.kind()), effects),
        Command::Cancel => cancel(state, effects),
        Command::Suspend => effects.push(Effect::Suspend),
        Command::Close => close(state, effects),
        Command::Quit => leave(state, 0, effects),
        Command::SwitchView | Command::Sort => state.say("This page can be seen in one way only."),
        Command::PanLeft
        | Command::PanRight
        | Command::PanUp
        | Command::PanDown
        | Command::ZoomIn
        | Command::ZoomOut
        | Command::Narrow
        | Command::DropSearch => {}
    }
}

/// Whether a command leads out of the program; those work even on a screen too small to draw on.
pub fn leaves(command: Command) -> bool {
    matches!(command, Command::Close | Command::Quit | Command::Suspend | Command::Redraw)
}

/// Ends with `code`; the reading place is kept, and which page was open.
pub fn leave(state: &mut State, code: i32, effects: &mut Vec<Effect>) {
    follow::leave(state, effects);
    follow::remember(state, effects);
    effects.push(Effect::Quit(code));
}

fn travel_on_page(state: &mut State, command: Command) {
    let height = settle::height(state);
    let forward = matches!(command, Command::Next | Command::PageDown | Command::HalfDown | Command::Bottom);
    let lines = match command {
        Command::PageDown | Command::PageUp => height.saturating_sub(2).max(1),
        _ => (height / 2).max(1),
    };
    let in_aside = state.focus == Focus::Aside;
    let reading = if in_aside { Some(&mut state.aside) } else { state.focused_mut().page.reading_mut() };
    if let Some(reading) = reading {
        match command {
            Command::Next | Command::Previous => reading.step(forward, height),
            Command::Top | Command::Bottom => reading.jump(forward, height),
            _ => reading.scroll(forward, lines, height),
        }
    } else if let Some(view) = state.focused_mut().page.list_mut() {
        let rows = match command {
            Command::Next | Command::Previous => 1,
            Command::Top | Command::Bottom => usize::MAX / 2,
            _ => (lines / 3).max(1),
        };
        view.step(forward, rows);
    }
}

fn section(state: &mut State, index: usize) {
    let height = settle::height(state);
    if let Some(reading) = state.focused_mut().page.reading_mut() {
        reading.go_to_section(index, height);
    }
}

fn step_section(state: &mut State, forward: bool) {
    let Some(reading) = state.focused().page.reading() else { return };
    let to = match (reading.section(), forward) {
        (None, true) => 0,
        (None, false) => return travel_on_page(state, Command::Top),
        (Some(at), true) => (at + 1).min(reading.doc.sections.len().saturating_sub(1)),
        (Some(0), false) => return travel_on_page(state, Command::Top),
        (Some(at), false) => at - 1,
    };
    section(state, to);
}

fn focus(state: &mut State, right: bool, effects: &mut Vec<Effect>) {
    let places = crate::tui::layout::layout(state.size, state);
    state.focus = match (state.focus, right) {
        (Focus::List, true) if state.at == 0 => return run(state, Command::Follow, effects),
        (Focus::List, true) => Focus::Page,
        (Focus::Page, true) if places.aside.is_some() => Focus::Aside,
        (Focus::Aside, false) => Focus::Page,
        (Focus::Page, false) => Focus::List,
        (same, _) => same,
    };
}

fn step_link(state: &mut State, forward: bool) {
    let height = settle::height(state);
    match state.focused_mut().page.reading_mut() {
        Some(reading) => reading.step_link(forward, height),
        None => travel_on_page(state, if forward { Command::Next } else { Command::Previous }),
    }
}

fn back(state: &mut State, effects: &mut Vec<Effect>) {
    match state.at {
        0 => state.say("This is the first page."),
        at => follow::travel(state, at - 1, effects),
    }
}

/// The next or previous briefing of the list, opened.
fn neighbour(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let list = &mut state.history[0].page;
    let Some(view) = list.list_mut() else { return };
    let before = view.at;
    view.step(forward, 1);
    // Rows ahead of the briefings are none.
    view.at = view.at.max(view.ahead.min(before));
    let now = view.at;
    if now == before {
        return state.say(if forward { "This is the last briefing." } else { "This is the first briefing." });
    }
    if let Some(target) = list.target(now) {
        follow::follow(state, target, effects);
    }
}

fn prompt_find(state: &mut State, effects: &mut Vec<Effect>) {
    if state.focused().page.reading().is_some() {
        prompt::open(state, Purpose::Find, String::new(), effects);
    } else {
        filter(state, effects);
    }
}

fn step_hit(state: &mut State, forward: bool) {
    let height = settle::height(state);
    let Some(reading) = state.focused_mut().page.reading_mut() else { return };
    match reading.step_hit(forward, false, height) {
        Some(hit) => state.say(prompt::which_hit(hit, forward)),
        None => state.say("Nothing is looked for on this page; / begins."),
    }
}

fn filter(state: &mut State, effects: &mut Vec<Effect>) {
    if state.focused().page.takes_words() {
        let words = state.focused().page.words();
        prompt::open(state, Purpose::Page, words, effects);
    } else {
        state.say("This page has no list to narrow; / finds on it.");
    }
}

fn scoped(state: &mut State, kind: PageKind, effects: &mut Vec<Effect>) {
    let (scope, name) = state.focused().page.scope();
    follow::follow(state, Target::Scoped(kind, scope, name), effects);
}

fn timeline(state: &mut State, effects: &mut Vec<Effect>) {
    match state.focused().page.story() {
        Some((id, _)) => follow::follow(state, Target::Timeline(id), effects),
        None => state.say("Only a briefing belongs to a story."),
    }
}

fn backlinks(state: &mut State, effects: &mut Vec<Effect>) {
    let page = &state.focused().page;
    // In a list it is the briefing under the cursor.
    let listed = page.copied().filter(|_| page.list().is_some());
    let title = listed.unwrap_or_else(|| page.title().into_owned());
    if let Some((id, _)) = state.focused().page.story() {
        follow::follow(state, Target::Backlinks(id, title), effects);
    }
}

fn next_unread(state: &mut State, effects: &mut Vec<Effect>) {
    let leaf = &mut state.history[0];
    let id = leaf.id;
    if let Some(actions) = leaf.page.command(Command::NextUnread) {
        act(state, id, actions, effects);
    }
}

fn note(state: &mut State, command: Command, effects: &mut Vec<Effect>) {
    let Some((_, key)) = state.focused().page.story() else {
        return state.say("Only a briefing can be marked.");
    };
    let mark = state.marks.of(&key);
    if command == Command::Note {
        prompt::open(state, Purpose::Note(key), mark.note.unwrap_or_default(), effects);
    } else {
        prompt::open(state, Purpose::Tag(key), String::new(), effects);
    }
}

fn copy(state: &mut State, effects: &mut Vec<Effect>) {
    match state.focused().page.copied() {
        Some(words) => {
            state.say("Copied.");
            effects.push(Effect::Copy(words));
        }
        None => state.say("There is nothing to copy here."),
    }
}

fn copy_link(state: &mut State, effects: &mut Vec<Effect>) {
    let (url, path) = state.focused().page.origin();
    let chosen = match settle::target(state) {
        Some(Target::Url(address)) => Some(address),
        _ => None,
    };
    match chosen.or(url).or(path) {
        Some(link) => {
            state.say(format!("Copied: {link}"));
            effects.push(Effect::Copy(link));
        }
        None => state.say("This page has no link."),
    }
}

fn measure(state: &mut State, wider: bool) {
    let (step, least, most) = MEASURE;
    let new = if wider { state.measure + step } else { state.measure.saturating_sub(step) };
    state.measure = new.clamp(least, most);
    state.say(format!("Lines of {} columns.", state.measure));
}

/// Esc closes what is on top: find, then the filter.
fn cancel(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(reading) = state.focused_mut().page.reading_mut() {
        if reading.finding.take().is_some() {
            return;
        }
        if reading.lit.take().is_some() || reading.link.take().is_some() {
            return;
        }
    }
    let leaf = state.focused_mut();
    if leaf.page.takes_words() && !leaf.page.words().is_empty() && leaf.page.kind() != PageKind::Search {
        let id = leaf.id;
        let actions = leaf.page.typed("");
        act(state, id, actions, effects);
    }
}

fn close(state: &mut State, effects: &mut Vec<Effect>) {
    if state.at == 0 {
        return leave(state, 0, effects);
    }
    follow::leave(state, effects);
    let closed = state.history.remove(state.at);
    state.tickets.forget(closed.id);
    state.at -= 1;
    state.focus = if state.at == 0 { Focus::List } else { Focus::Page };
}
