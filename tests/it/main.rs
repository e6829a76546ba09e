//! The one test binary: it links once, and holds one file a subject.

mod ahead;
mod cli;
mod corrections;
mod derived;
mod documents;
mod export;
mod feeds;
mod fetch;
mod fixture;
mod growth;
mod harness;
mod hostile;
mod import;
mod kill;
mod library;
mod links;
mod marks;
mod outgoing;
mod pages;
mod plain;
mod pointers;
mod pty;
mod publishers;
mod repeats;
mod rooms;
mod round;
mod saved;
mod screens;
mod search;
mod server;
mod statements;
mod styles;
mod tricks;
mod walk;

/// A file that nobody declares above would silently never be compiled, nor run.
#[test]
fn every_subject_is_declared() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let declared = include_str!("main.rs");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let is_subject = path.extension().is_some_and(|e| e == "rs") && stem != "main";
        assert!(!is_subject || declared.contains(&format!("\nmod {stem};")), "tests/it/{stem}.rs is not declared");
    }
}
