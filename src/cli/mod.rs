//! The subcommands, one file each, and the JSON they print.

pub mod json;
