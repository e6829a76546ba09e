//! The reader's marks on what is shown.

use crate::marks::{Change, Mark};
use crate::tui::effect::Effect;
use crate::tui::message::Undone;
use crate::tui::state::State;

use super::{change, correct};

/// Puts a change into a mark, as the store will.
pub fn apply(mark: &mut Mark, change: &Change) {
    match change {
        Change::Read(on) => mark.read = *on,
        Change::Bookmark(on) => mark.bookmarked = *on,
        Change::Hide(on) => mark.hidden = *on,
        Change::Note(words) => mark.note.clone_from(words),
        Change::Tag(tag, true) if !mark.tags.contains(tag) => mark.tags.push(tag.clone()),
        Change::Tag(_, true) => {}
        Change::Tag(tag, false) => mark.tags.retain(|other| other != tag),
        Change::Highlight(span, true) => mark.highlights.push(*span),
        Change::Highlight(span, false) => mark.highlights.retain(|other| other != span),
        Change::Place(place) => mark.place = *place,
    }
}

/// A mark that is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toggle {
    /// Read.
    Read,
    /// Bookmarked.
    Bookmark,
    /// Hidden.
    Hide,
}

/// Turns a mark of the briefing under the cursor on or off.
pub fn toggle(state: &mut State, which: Toggle, effects: &mut Vec<Effect>) {
    let Some((_, key)) = state.focused().page.story() else {
        return state.say("Only a briefing can be marked.");
    };
    let mark = state.marks.of(&key);
    let (new, words) = match which {
        Toggle::Read if mark.read => (Change::Read(false), "Unread."),
        Toggle::Read => (Change::Read(true), "Read."),
        Toggle::Bookmark if mark.bookmarked => (Change::Bookmark(false), "Bookmark taken away."),
        Toggle::Bookmark => (Change::Bookmark(true), "Bookmarked. ' goes to all bookmarks."),
        Toggle::Hide if mark.hidden => (Change::Hide(false), "Shown again."),
        Toggle::Hide => (Change::Hide(true), "Hidden from the list. Z takes it back."),
    };
    state.say(words);
    change(state, &key, new, effects);
    if which == Toggle::Hide {
        state.mark_dirty();
    }
}

/// A change was taken back: the screen follows.
pub fn undone(state: &mut State, undone: Option<Undone>) {
    let change = match undone {
        None => return state.say("There is nothing to take back."),
        Some(Undone::Correction(correction)) => {
            state.say(correct::taken_back(&correction));
            return state.mark_dirty();
        }
        Some(Undone::Mark(_, change)) => change,
    };
    let what = match change {
        Change::Read(_) => "read mark",
        Change::Bookmark(_) => "bookmark",
        Change::Hide(_) => "hiding",
        Change::Note(_) => "note",
        Change::Tag(..) => "tag",
        Change::Highlight(..) => "highlight",
        Change::Place(_) => "reading place",
    };
    state.say(format!("Taken back: {what}."));
    state.mark_dirty();
    state.refresh();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_given_twice_is_there_once() {
        let mut mark = Mark::default();
        for on in [true, true] {
            apply(&mut mark, &Change::Tag("talks".into(), on));
        }
        assert_eq!(mark.tags, ["talks"]);
        apply(&mut mark, &Change::Tag("talks".into(), false));
        assert!(mark.tags.is_empty());
    }
}
