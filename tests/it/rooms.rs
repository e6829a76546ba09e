//! Who may import whom. Rust refuses no circle within one crate, so this test does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::harness::project;

/// A room and the rooms it may use, besides itself; in reading order, as in `lib.rs`.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("lexicon", &["model"]),
    ("split", &["model", "lexicon"]),
    ("feed", &["model"]),
    ("index", &["model", "lexicon"]),
    ("library", &["model", "lexicon", "feed", "split", "index"]),
    ("marks", &["model"]),
    ("search", &["model", "lexicon", "index"]),
    ("fetch", &["model", "feed"]),
    ("command", &[]),
    ("export", &["model"]),
    ("config", &["model", "command"]),
    (
        "cli",
        &[
            "model", "lexicon", "split", "feed", "index", "library", "marks", "search", "fetch", "command", "export",
            "config",
        ],
    ),
    ("tui", &["model", "library", "search", "marks", "fetch", "export", "command", "config"]),
    ("main", &["cli", "tui", "config"]),
];

/// What only the rooms named may say: the terminal, the network, the disk, the clock.
const KEPT: &[(&str, Except)] = &[
    ("ratatui", Except::Only(&["tui"])),
    ("crossterm", Except::Only(&["tui"])),
    ("ureq", Except::Only(&["fetch"])),
    ("println!", Except::Only(&["cli", "main"])),
    ("std::fs", Except::AllBut(&["model", "lexicon", "split", "command", "export", "search"])),
    ("std::net", Except::Only(&["fetch"])),
    ("std::env", Except::AllBut(&["model", "lexicon", "split", "command", "export", "search"])),
    ("SystemTime", Except::AllBut(&["model", "lexicon", "split", "command", "export"])),
    ("Instant::now", Except::AllBut(&["model", "lexicon", "split", "command", "export"])),
    ("Zoned::now", Except::AllBut(&["model", "lexicon", "split", "command", "export"])),
];

enum Except {
    Only(&'static [&'static str]),
    AllBut(&'static [&'static str]),
}

impl Except {
    fn allows(&self, room: &str) -> bool {
        match self {
            Self::Only(rooms) => rooms.contains(&room),
            Self::AllBut(rooms) => !rooms.contains(&room),
        }
    }
}

#[test]
fn rooms_use_only_the_rooms_above_them() {
    let faults: Vec<String> = sources().iter().flat_map(|source| source.forbidden_rooms()).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn terminal_network_disk_and_clock_stay_in_their_rooms() {
    let faults: Vec<String> = sources().iter().flat_map(|source| source.forbidden_words()).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_room_is_in_the_table() {
    let known: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let found: BTreeSet<String> = sources().into_iter().map(|source| source.room).collect();
    let strangers: Vec<&String> = found.iter().filter(|room| !known.contains(room.as_str())).collect();
    assert!(strangers.is_empty(), "say in the table who may use what: {strangers:?}");
}

/// One source file, without comments and without its unit tests, which may use any room.
struct Source {
    path: PathBuf,
    room: String,
    /// How many `super::` lead from this file to the root of the crate.
    depth: usize,
    code: String,
}

impl Source {
    fn new(root: &Path, path: &Path, text: &str) -> Self {
        let inside = path.strip_prefix(root).unwrap();
        let parts: Vec<_> = inside.iter().map(|part| part.to_str().unwrap()).collect();
        let is_mod = parts.last() == Some(&"mod.rs");
        Self {
            path: Path::new("src").join(inside),
            room: parts[0].trim_end_matches(".rs").to_owned(),
            depth: parts.len() - usize::from(is_mod),
            code: code_of(text),
        }
    }

    fn forbidden_rooms(&self) -> Vec<String> {
        let allowed = ROOMS.iter().find(|(room, _)| *room == self.room).map_or(&[][..], |(_, rooms)| rooms);
        let is_room = |name: &str| ROOMS.iter().any(|(room, _)| *room == name);
        let mut faults = Vec::new();
        for (at, name) in self.uses() {
            if is_room(&name) && name != self.room && !allowed.contains(&name.as_str()) {
                faults.push(format!("{}:{}: {} may not use {name}", self.path.display(), self.line(at), self.room));
            }
        }
        faults
    }

    fn forbidden_words(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (word, _) in KEPT.iter().filter(|(_, except)| !except.allows(&self.room)) {
            for (at, _) in self.code.match_indices(word) {
                let before = self.code[..at].chars().next_back();
                if before.is_none_or(|c| !c.is_alphanumeric() && c != '_') {
                    faults.push(format!("{}:{}: {word} in {}", self.path.display(), self.line(at), self.room));
                }
            }
        }
        faults
    }

    /// Every name that stands directly under the root of the crate in a path of this file, with its byte offset.
    fn uses(&self) -> Vec<(usize, String)> {
        let root = if self.room == "main" { "dateline::" } else { "crate::" };
        let climb = "super::".repeat(self.depth);
        let roots = self.code.match_indices(root).map(|(at, _)| (at, at + root.len()));
        let climbs = self.code.match_indices(&climb).map(|(at, _)| (at, at + climb.len()));
        roots.chain(climbs).flat_map(|(at, end)| heads(&self.code[end..]).into_iter().map(move |n| (at, n))).collect()
    }

    fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }
}

/// First names of the path or the braced group of paths that `rest` begins with.
fn heads(rest: &str) -> Vec<String> {
    let name = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut depth, mut heads, mut fresh) = (0, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                heads.push(name(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    heads
}

/// `text` with comments blanked and everything from its unit tests on cut off; lines keep their numbers.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lines = code.lines().map(|line| match line.find("//") {
        // An address in a string is no comment.
        Some(at) if !line[..at].ends_with(':') => &line[..at],
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn sources() -> Vec<Source> {
    let root = project().join("src");
    let files = walkdir::WalkDir::new(&root).into_iter().map(|entry| entry.unwrap().into_path());
    files
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .filter(|path| !path.ends_with("tests.rs") && *path != root.join("lib.rs"))
        .map(|path| Source::new(&root, &path, &std::fs::read_to_string(&path).unwrap()))
        .collect()
}

fn source(path: &str, text: &str) -> Source {
    Source::new(Path::new("/src"), &Path::new("/src").join(path), text)
}

#[test]
fn a_wrong_import_is_named_with_its_line() {
    let wrong =
        source("split/quote.rs", "//! Quotes.\n\nuse crate::{\n    model::Span,\n    library::{Library, Order},\n};\n");
    assert_eq!(wrong.forbidden_rooms(), ["src/split/quote.rs:3: split may not use library"]);
    let climbing = source("model/mod.rs", "use super::tui::State;\n");
    assert_eq!(climbing.forbidden_rooms(), ["src/model/mod.rs:1: model may not use tui"]);
    let terminal = source("search/mod.rs", "fn f() { ratatui::init(); }\n");
    assert_eq!(terminal.forbidden_words(), ["src/search/mod.rs:1: ratatui in search"]);
}

#[test]
fn comments_tests_and_neighbours_are_no_fault() {
    let text = "//! Unlike [`crate::tui`].\nuse super::token::Token;\nuse crate::model::Span; // never crate::index\n\
                #[cfg(test)]\nmod tests {\n    use crate::library::Library;\n}\n";
    let right = source("split/quote.rs", text);
    assert!(right.forbidden_rooms().is_empty() && right.forbidden_words().is_empty());
}
