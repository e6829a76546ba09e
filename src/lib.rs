//! dateline: a terminal reader for news that splits each article, offline and verbatim, into summary, quotes,
//! positions and links.
//!
//! The rooms in reading order; each uses only those above it (`tests/it/rooms.rs` holds them to that).

#![warn(missing_docs)]

/// The subcommands, one file each, and the JSON they print.
pub mod cli;
/// The one table of commands: name, help, default keys.
pub mod command;
/// `config.toml` in, settings out.
pub mod config;
/// Briefings out: Markdown, CSV, plain text, digest.
pub mod export;
/// Files of many formats in, articles out: decodes and cleans what comes from the open web.
pub mod feed;
/// The network: feeds and pages brought in, politely.
pub mod fetch;
/// What is stored of briefings so that they are found again.
pub mod index;
/// Word lists, names and the gazetteer: what the splitter knows of the language and the world.
pub mod lexicon;
/// Articles on disk, their ids, what changed, and the links between them.
pub mod library;
/// The reader's own data: read marks, bookmarks, notes, reading places, history.
pub mod marks;
/// Articles, spans and briefings: plain data, the ground that all stand on.
pub mod model;
/// The query language: grammar, ranking, excerpts.
pub mod search;
/// Text in, briefing out: sees one article, never fails, reads no disk and no clock.
pub mod split;
/// The reader on the screen, the only room that knows the terminal.
pub mod tui;
