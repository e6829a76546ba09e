//! A message in, effects out: the one place where the state changes. No disk, no clock, no terminal.

mod beside;
mod commands;
mod correct;
mod follow;
mod hints;
mod keys;
mod marks;
mod mention;
mod mouse;
mod out;
mod prompt;
mod settle;

use crate::library::Event;
use crate::marks::Change;

use super::effect::Effect;
use super::message::{Answer, Message, PageId, Request, Ticket};
use super::overlay::Purpose;
use super::page::Action;
use super::state::{AHEAD, FRAME, PREVIEW, Progress, State};

/// Changes the state by what happened and gives what is to be done about it.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    match message {
        Message::Key(key) => keys::key(state, key, &mut effects),
        Message::Paste(words) => prompt::paste(state, &words, &mut effects),
        Message::Mouse(event) => mouse::mouse(state, event, &mut effects),
        Message::Resize(columns, rows) => state.size = (columns, rows),
        Message::Library(event) => library(state, event),
        Message::Answer(ticket, answer) => answered(state, ticket, *answer, &mut effects),
        Message::Written => state.dirty_counts = true,
        Message::Undone(undone) => marks::undone(state, undone),
        Message::Failed(why) => state.complain(why),
        Message::Refused(why) => {
            // The pages ask again, and the marks that come with their answers are those that are kept.
            state.complain(why);
            state.mark_dirty();
        }
        Message::Told(words) => state.say(words),
        Message::Clock(now) => {
            state.now = now;
            return effects;
        }
        Message::Reopen(words) => follow::reopen(state, &words, &mut effects),
        Message::Run(command) => {
            state.status = None;
            commands::run(state, command, &mut effects);
        }
        Message::Follow(target) => {
            state.status = None;
            follow::follow(state, target, &mut effects);
        }
        Message::Exists(what, name) => out::exists(state, what, name, &mut effects),
        Message::Fetching(progress) => out::fetching(state, progress),
        Message::Fetched(ended) => out::fetched(state, ended),
        Message::Signal(number) => commands::leave(state, 128 + number, &mut effects),
        Message::Stopped => effects.push(Effect::Suspend),
        Message::Redraw => effects.push(Effect::Redraw),
    }
    settle::settle(state, &mut effects);
    effects
}

/// What the library tells.
fn library(state: &mut State, event: Event) {
    match event {
        Event::Progress { done, total, rate } => {
            state.ready = false;
            state.progress = Some(Progress { done, total, rate });
        }
        Event::Changed => state.mark_dirty(),
        Event::Notice(notice) => {
            let place = notice.place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
            let path = notice.path.as_deref().map(|path| format!("{path}{place}: ")).unwrap_or_default();
            if notice.fault {
                state.complain(format!("{path}{}", notice.message));
            }
            state.notices.push(notice);
        }
        Event::Ready => {
            state.progress = None;
            state.ready = true;
            state.mark_dirty();
        }
    }
}

/// An answer goes to the page that asked, unless something newer was asked since.
fn answered(state: &mut State, ticket: Ticket, answer: Answer, effects: &mut Vec<Effect>) {
    let Some(request) = state.tickets.redeem(ticket) else { return };
    learn_marks(state, &answer);
    match (ticket.page, &answer) {
        (AHEAD | PREVIEW, Answer::Story(Some(story), mark)) => state.ahead.keep(story, mark),
        (AHEAD, _) => state.ahead.miss(request.clone()),
        _ => {}
    }
    if ticket.page == AHEAD {
        return;
    }
    if ticket.page == FRAME {
        match answer {
            Answer::Counts { counts, unread, saved } => {
                state.counts = Some((counts, unread));
                state.history[0].page.answer(Answer::Saved(saved));
            }
            other => prompt::answered(state, other, effects),
        }
        return;
    }
    if let Answer::Mention(found, newer) = answer {
        return mention::arrive(state, found, newer, effects);
    }
    if let Request::Complete { .. } = request {
        prompt::answered(state, answer, effects);
        return;
    }
    if let (Answer::WrongQuery(error), Some(prompt)) = (&answer, state.prompt_mut()) {
        prompt.wrong = Some(error.clone());
        return;
    }
    arrive(state, ticket.page, answer, effects);
}

/// The page `page` takes in what it asked for.
fn arrive(state: &mut State, page: PageId, answer: Answer, effects: &mut Vec<Effect>) {
    let opened = match &answer {
        Answer::Story(Some(story), _) if page == state.current().id => Some(story.entry.key.clone()),
        _ => None,
    };
    let listed = matches!(answer, Answer::Entries { .. });
    let actions = state.leaf_mut(page).map(|leaf| leaf.page.answer(answer)).unwrap_or_default();
    act(state, page, actions, effects);
    if listed && state.ready && std::mem::take(&mut state.lone) {
        follow::open_lone(state, effects);
    }
    // A briefing that was opened is read; one that the reader then calls unread stays so.
    if let Some(key) = opened.filter(|key| state.seen.insert(page) && !state.marks.is_read(key)) {
        change(state, &key, Change::Read(true), effects);
    }
}

fn learn_marks(state: &mut State, answer: &Answer) {
    let marks = &mut state.marks;
    match answer {
        Answer::Entries { entries, marks: of, .. } => marks.learn(&entries.rows, of.clone()),
        Answer::Story(Some(story), of) => marks.learn([&story.entry], vec![of.clone()]),
        Answer::Actor(Some(page), of) => marks.learn(&page.briefings, of.clone()),
        Answer::Place(Some(page), of) => marks.learn(&page.briefings, of.clone()),
        Answer::Thread(Some(page), of) => marks.learn(&page.thread.entries, of.clone()),
        Answer::Backlinks(links, of) => marks.learn(links.marked.iter().chain(&links.related), of.clone()),
        Answer::Digest(digest, of) => {
            let entries = digest.stories.iter().flat_map(|story| &story.new).map(|new| &new.step.entry);
            marks.learn(entries, of.clone());
        }
        Answer::Search(results, of) => marks.learn(results.hits.iter().map(|hit| &hit.entry), of.clone()),
        _ => {}
    }
}

/// Does what a page wants done.
fn act(state: &mut State, page: PageId, actions: Vec<Action>, effects: &mut Vec<Effect>) {
    for action in actions {
        match action {
            Action::Follow(target) => follow::follow(state, target, effects),
            Action::Say(words) => state.say(words),
            Action::Ask(request) => ask(state, page, request, effects),
            Action::Narrow(query, facets) => {
                prompt::open(state, Purpose::Narrow(query, facets), String::new(), effects);
            }
            Action::Drop(name) => effects.push(Effect::SaveSearch(name, None)),
        }
    }
}

/// Asks for a page, unless the very same question is open.
fn ask(state: &mut State, page: PageId, request: Request, effects: &mut Vec<Effect>) {
    if let Some(ticket) = state.tickets.draw(page, &request) {
        effects.push(Effect::Ask(ticket, request));
    }
}

/// Applies a change to the marks that are shown, and has it written.
fn change(state: &mut State, key: &str, change: Change, effects: &mut Vec<Effect>) {
    marks::apply(state.marks.entry(key), &change);
    if let Change::Read(_) = change {
        // Who has read it in one source has read it.
        for copy in state.marks.copies(key) {
            marks::apply(state.marks.entry(&copy), &change);
        }
    }
    state.ahead.forget(key);
    state.refresh();
    effects.push(Effect::Mark(key.to_owned(), change));
}
