//! The reader line by line: what it prints for what is typed, without a single control character.

use crate::harness::Home;

const FERRIES: &str = "Ferries stay in port\n\nPORT ELLERY, May 12 -- The ferries stayed in port on Monday.\n\n\
                       “We have bread until Thursday,” said Ines Calloway, the governor of the islands.\n";
const BREAD: &str = "Bread is back on Grey Island\n\nGREY ISLAND, May 16 -- A navy boat brought flour on Friday.\n\n\
                     “It smells like a Friday again,” Ines Calloway said.\n";

/// What the reader prints on a library of two articles when `lines` are typed.
fn session(lines: &str) -> String {
    let home = Home::new();
    home.write("news/ferries.txt", FERRIES);
    home.write("news/bread.txt", BREAD);
    let output = home.dateline(&["--plain", "news"]).write_stdin(lines).assert().success().get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

#[test]
fn pages_are_numbered_lines_and_numbers_lead_on() {
    let printed = session("f ferries\n1\nQ\n");
    assert!(printed.starts_with("== news ==\n"), "{printed}");
    assert!(printed.contains("== Ferries stay in port =="), "{printed}");
    assert!(printed.contains("SUMMARY") && printed.contains("LINKS"), "{printed}");
    assert!(printed.chars().all(|c| c == '\n' || !c.is_control()), "{printed:?}");
}

#[test]
fn a_quote_leads_to_its_sentence() {
    let printed = session("f ferries\n1\n/ bread until\nQ\n");
    let found = printed.rsplit("> ").nth(1).unwrap();
    assert!(found.starts_with("“We have bread until Thursday,” said Ines Calloway"), "{printed}");
}

#[test]
fn commands_take_their_words_and_unknown_ones_are_told() {
    let printed = session("search said:calloway\n<\nwhatever\n99\n");
    assert!(printed.contains("2 briefings"), "{printed}");
    assert!(printed.contains("There is no command “whatever”"), "{printed}");
    assert!(printed.contains("This page has no number 99."), "{printed}");
}

#[test]
fn other_locales_and_dumb_terminals_get_plain_letters() {
    let home = Home::new();
    let file = home.write("ferries.txt", FERRIES);
    let mut command = home.dateline(&["--plain", file.to_str().unwrap()]);
    let output = command.env("LANG", "C").write_stdin("").assert().success().get_output().stdout.clone();
    assert!(output.is_ascii(), "{}", String::from_utf8_lossy(&output));
    assert!(String::from_utf8(output).unwrap().starts_with("== Ferries stay in port =="));
}
