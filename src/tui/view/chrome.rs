//! What stands around the pages: header, rules, section bar, footer.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::command::{Command, PageKind, Role, TABLE};
use crate::model::{shown, shown_line};
use crate::tui::doc::{Line, Piece, Reading, wrap};
use crate::tui::layout::Layout;
use crate::tui::page::dim;
use crate::tui::state::{Focus, State};
use crate::tui::words::{cut, plural, thousands};

use super::painter::Painter;

/// Lines that something told to the reader takes at most.
const TOLD: usize = 3;

/// The first line: where one is, and how much there is.
pub fn header(painter: &mut Painter, state: &State, places: &Layout) {
    let Some(area) = places.header else { return };
    if let Some(rule) = places.rule {
        painter.rule(rule);
    }
    let counts = counts(state, painter.glyphs.dot);
    let width = (counts.width() as u16).min(area.width / 2);
    painter.text(area.right().saturating_sub(width + 1), area.y, width, &counts, Role::Dim);
    let room = (area.width - width).saturating_sub(3) as usize;
    let mut x = area.x + 1;
    x += painter.text(x, area.y, area.width, "dateline", Role::Accent) + 2;
    let crumbs = crumbs(state);
    let crumb = format!(" {} ", painter.glyphs.crumb);
    let (last, before) = crumbs.split_last().expect("the library is always there");
    // The way here may take half the room; the title of the page stands on the page as well.
    let share = room.saturating_sub("dateline".len() + 2) / 2;
    let mut words = String::new();
    for title in before.iter().rev() {
        let title = cut(&shown(title), 24.min(share), painter.glyphs.ellipsis);
        if words.width() + title.width() + crumb.width() > share {
            words = format!("{}{crumb}{words}", painter.glyphs.ellipsis);
            break;
        }
        words = format!("{title}{crumb}{words}");
    }
    let limit = (room + 1).saturating_sub((x - area.x) as usize);
    x += painter.text(x, area.y, limit as u16, &words, Role::Dim);
    let left = (room + 1).saturating_sub((x - area.x) as usize);
    let last = cut(&shown(last), left, painter.glyphs.ellipsis);
    painter.text(x, area.y, left as u16, &last, Role::Text);
}

/// The titles of the library and of the last pages that led here.
fn crumbs(state: &State) -> Vec<String> {
    let open = state.history[..=state.at].iter().map(|leaf| leaf.page.title().replace('\n', " "));
    let all: Vec<String> = open.collect();
    let from = all.len().saturating_sub(2).max(1).min(all.len());
    [&all[..1], &all[from..]].concat()
}

fn counts(state: &State, dot: &str) -> String {
    if let Some(progress) = state.progress.filter(|progress| progress.total > 0) {
        let left = (progress.total.saturating_sub(progress.done)) as f32 / progress.rate.max(0.1);
        let time = match left as u64 {
            _ if progress.rate <= 0.0 => String::new(),
            seconds if seconds < 60 => format!(" {dot} {seconds} s left"),
            seconds => format!(" {dot} {} min left", seconds.div_ceil(60)),
        };
        return format!("reading {} of {}{time}", thousands(progress.done), thousands(progress.total));
    }
    if let Some(round) = &state.fetching {
        let feeds = format!("fetching {} of {}", thousands(round.done), plural(round.total, "feed"));
        return if round.new > 0 { format!("{feeds} {dot} {} new", thousands(round.new)) } else { feeds };
    }
    let Some((counts, unread)) = state.counts else { return String::new() };
    let mut parts = vec![plural(counts.briefings, "briefing"), format!("{} unread", thousands(unread))];
    if state.size.0 >= 100 {
        parts.push(plural(counts.actors, "actor"));
        parts.push(plural(counts.places, "place"));
    }
    parts.join(&format!(" {dot} "))
}

/// The lines between the panes.
pub fn dividers(painter: &mut Painter, places: &Layout) {
    let lefts = [places.page, places.aside].into_iter().flatten().filter(|area| area.x > 0);
    for area in lefts {
        let x = area.x - 1;
        let style = painter.theme.style(Role::Rule);
        if let Some(rule) = places.rule {
            painter.buffer.set_string(x, rule.y, painter.glyphs.tee_down, style);
        }
        for y in area.top()..area.bottom() {
            painter.buffer.set_string(x, y, painter.glyphs.vertical, style);
        }
    }
}

/// The section bar of a page: names with numbers and counts, the one under the cursor in the accent; then a rule.
///
/// Names are shortened, then left out, where the pane is narrow.
pub fn section_bar(reading: &Reading, width: usize) -> Vec<Line> {
    let sections = &reading.doc.sections;
    if sections.len() < 2 {
        return Vec::new();
    }
    let here = reading.section();
    let bar = |short: usize, gap: &str| {
        let mut pieces = Vec::new();
        for (at, section) in sections.iter().enumerate() {
            let name: String = match short {
                0 => section.label.clone(),
                _ => section.label.split_whitespace().last().unwrap_or_default().chars().take(short).collect(),
            };
            let role = if here == Some(at) { Role::Accent } else { Role::Dim };
            if at > 0 {
                pieces.push(dim(gap));
            }
            pieces.push(Piece::new(format!("{} ", at + 1), Role::Dim));
            pieces.push(Piece::new(name, role));
            if !section.count.is_empty() {
                pieces.push(dim(format!(" {}", section.count)));
            }
        }
        Line::of(pieces)
    };
    let lines = [bar(0, "   "), bar(0, "  "), bar(10, "  "), bar(4, " ")];
    let fitting = lines.iter().find(|line| line.words().width() <= width).unwrap_or(&lines[3]);
    vec![fitting.clone(), Line::default()]
}

/// The last line: what went on, else the keys of this page.
pub fn footer(painter: &mut Painter, state: &State, places: &Layout) {
    let area = places.footer;
    if let Some(status) = state.status.as_ref().filter(|status| !status.words.is_empty()) {
        let role = if status.fault { Role::Error } else { Role::Text };
        return told(painter, &status.words, role, area);
    }
    if state.zen {
        return;
    }
    keys(painter, state, area);
}

/// What is told, on as many lines from the last one up as it needs, within reason.
fn told(painter: &mut Painter, words: &str, role: Role, area: Rect) {
    let words = shown_line(words);
    let width = area.width as usize - 2;
    let ranges = wrap(&words, width);
    let count = ranges.len().min(TOLD);
    let top = area.y + 1 - count as u16;
    painter.clear(Rect { y: top, height: count as u16, ..area });
    for (row, range) in ranges.iter().enumerate().take(count) {
        let last = row + 1 == count;
        let line = if last {
            cut(&words[range.start..], width, painter.glyphs.ellipsis)
        } else {
            words[range.clone()].to_owned()
        };
        painter.text(area.x + 1, top + row as u16, area.width - 2, &line, role);
    }
}

fn keys(painter: &mut Painter, state: &State, area: Rect) {
    let mut x = area.x + 1;
    for (command, word) in hints(state) {
        let Some(key) = state.look.keys.keys_of(command).first() else { continue };
        let key = key.to_string();
        let needed = (key.width() + 1 + word.width()) as u16;
        if x + needed >= area.right() {
            continue;
        }
        x += painter.text(x, area.y, needed, &key, Role::Key) + 1;
        x += painter.text(x, area.y, needed, word, Role::Dim) + 3;
    }
}

/// The commands of the footer with their words, the likeliest first.
fn hints(state: &State) -> Vec<(Command, &'static str)> {
    let kind = if state.focus == Focus::Aside { PageKind::Briefing } else { state.kind() };
    let mut hints: Vec<(Command, &str)> = Vec::new();
    let keys = [Command::Help, Command::Follow];
    let mut entries: Vec<_> = TABLE.iter().filter(|entry| entry.works_on(kind) && entry.hint.is_some()).collect();
    entries.sort_by_key(|entry| !keys.contains(&entry.command));
    for entry in entries {
        let word = match (entry.command, kind) {
            (Command::Follow, PageKind::Briefing) => "go to sentence",
            (Command::Back, _) if state.at == 0 => continue,
            (Command::NextLink | Command::Hints | Command::Find, PageKind::Library) => continue,
            (Command::Filter, PageKind::Briefing) => continue,
            _ => entry.hint.unwrap_or_default(),
        };
        hints.push((entry.command, word));
    }
    hints
}
