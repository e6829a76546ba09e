//! The looks of what is on the screen: each role in its style, and without colours told apart all the same.

use dateline::command::Role;
use dateline::tui::{Ground, Look, Theme};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};

use crate::fixture::{Screen, Shelf};

fn screen(ground: Ground) -> Screen {
    let look = Look { theme: Theme::new(ground), ..Look::default() };
    Screen::with(Shelf::default(), look, 120, 40)
}

/// The cell where `words` begin, the last time they stand on the screen.
#[track_caller]
fn cell(screen: &Screen, words: &str) -> Cell {
    let text = screen.text();
    let lines: Vec<&str> = text.lines().collect();
    let row = lines.iter().rposition(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {text}"));
    let column = lines[row].find(words).map(|at| lines[row][..at].chars().count()).unwrap();
    screen.buffer()[(column as u16, row as u16)].clone()
}

#[track_caller]
fn check(screen: &Screen, ground: Ground, words: &str, role: Role) {
    let expected = Style::reset().patch(Theme::new(ground).style(role));
    let style = cell(screen, words).style();
    let of = |style: Style| (style.fg, style.bg, style.add_modifier);
    assert_eq!(of(style), of(expected), "{words} as {}", role.name());
}

#[test]
fn every_role_of_a_briefing_has_its_style() {
    for ground in [Ground::Dark, Ground::Light, Ground::Plain] {
        let mut screen = screen(ground);
        screen.press("G Enter");
        for (words, role) in [
            ("Ferry crews walk out as talks on night sailings fail", Role::Headline),
            ("SUMMARY", Role::Section),
            ("Ferry crews in Port Ellery walked", Role::Text),
            ("There is no premium", Role::Quote),
            ("Rield said", Role::Cue),
            ("opposes", Role::Stance),
            ("Island shops count their last deliveries   ", Role::Link),
            ("not in library", Role::Dim),
            ("Backspace", Role::Key),
            ("dateline", Role::Accent),
        ] {
            check(&screen, ground, words, role);
        }
        screen.press("5");
        check(&screen, ground, "Port Ellery walked", Role::Place);
        check(&screen, ground, "Ada Marsh,", Role::Actor);
    }
}

#[test]
fn what_is_lit_found_and_chosen_stands_out() {
    for ground in [Ground::Dark, Ground::Light, Ground::Plain] {
        let theme = Theme::new(ground);
        let shows = |cell: Cell, role: Role| {
            let style = theme.style(role);
            style.bg.is_none_or(|colour| cell.bg == colour) && cell.modifier.contains(style.add_modifier)
        };
        let mut screen = screen(ground);
        screen.press("G Enter 2 Enter");
        assert!(shows(cell(&screen, "Nobody signs on"), Role::Lit));
        screen.press("g /").enter("unlawful").press("Enter");
        assert!(shows(cell(&screen, "unlawful"), Role::Hit));
        screen.press("Esc Esc < Esc");
        assert!(shows(cell(&screen, "12 May"), Role::Selected));
    }
}

#[test]
fn without_colours_there_are_weights_and_lines_but_no_colour() {
    for keys in ["", "G Enter", "G Enter 5 Tab", "a", "a Enter", "p Enter", "M", "\"", "P", "t", "?", "s", "; "] {
        let mut screen = screen(Ground::Plain);
        screen.press(keys);
        let buffer = screen.buffer();
        let coloured = buffer.content.iter().filter(|cell| (cell.fg, cell.bg) != (Color::Reset, Color::Reset)).count();
        assert_eq!(coloured, 0, "{keys}: {}", screen.text());
        assert!(buffer.content.iter().any(|cell| cell.modifier != Modifier::empty()), "{keys}");
    }
}
