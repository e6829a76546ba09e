//! The real program on a real terminal: it draws, answers keys, calls other programs without a shell, and leaves the
//! terminal as it was.

use crate::harness::Home;
use crate::walk::{Walk, shown};

const FERRIES: &str = "Ferries stay in port\n\nMay 12, 2025\n\nBERGEN, May 12 -- The ferries of the western coast stayed \
    in port on Monday, and the islands had no boat for the first time in nine years.\n\nThe crews walked out at noon. \
    Their union wants a premium for work at night, and the \
    company calls the walkout unlawful.\n\nShopkeepers on the islands counted tins and flour. The harbour was quiet but \
    for two fishing boats, and the ticket office sent travellers to the trains.\n\n“We have bread until Thursday,” said Ines \
    Calloway, the governor of the outer islands. “After that we bake with what the sea brings,” she added. She promised \
    a navy boat.\n\nThe weather service expects calm days, so that small boats may cross.\n\nSEE ALSO: Bread is back in Stavanger\n";
const BREAD: &str = "Bread is back in Stavanger\n\nMay 16, 2025\n\nSTAVANGER, May 16 -- A navy boat brought flour to \
    Stavanger on Friday.\n\n“It smells like a Friday again,” said Ines Calloway, who had come with the boat.\n";

/// A home with a library of two articles.
fn home() -> Home {
    let home = Home::new();
    home.write("news/ferries.txt", FERRIES);
    home.write("news/bread.txt", BREAD);
    home
}

/// The reader on that library, with the list on the screen.
fn begin(home: &Home) -> Walk {
    let walk = Walk::dateline(home, &["news"]);
    walk.sees("2 briefings");
    walk.stands_on("● 16 May 2025 STAVANGER");
    walk
}

/// The reader with the older of the two briefings open.
fn in_a_briefing(home: &Home) -> Walk {
    let mut walk = begin(home);
    walk.press("G\r");
    walk.sees("KEY QUOTES");
    walk
}

#[test]
fn a_walk_through_the_library() {
    let home = home();
    let mut walk = in_a_briefing(&home);
    // By section, and from a quote to its sentence, which is lit.
    walk.press("2");
    walk.stands_on("“We have bread until Thursday,”");
    walk.press("j");
    walk.stands_on("“After that we bake with what the sea brings,”");
    walk.press("\r");
    walk.stands_on("outer islands. “After that we bake with what the sea brings,”");
    let lit = |screen: &vt100::Screen| {
        let row = screen.contents().lines().position(|line| line.contains("▸ outer")).unwrap() as u16;
        screen.cell(row, 30).unwrap().inverse() && !screen.cell(row, 5).unwrap().inverse()
    };
    walk.until("the sentence is lit", lit);
    // To the one who said it, to another story of hers, and back to the very place.
    walk.press("\x1b[Z");
    walk.stands_on("“We have bread until Thursday,” said Ines Calloway");
    let place = walk.screen();
    walk.press("\r");
    walk.sees("› Ines Calloway");
    walk.press("5j\r");
    walk.sees("Ferries stay in port");
    walk.press("<");
    walk.sees("› Ines Calloway");
    walk.press("<");
    walk.until("the place before", |screen| shown(screen) == place);
    // Searches, the map, what the article points to.
    walk.press("sactor:calloway");
    walk.sees("search actor:calloway");
    walk.press("\r");
    walk.sees("2 briefings");
    walk.press("splace:stavanger -crews\r");
    walk.sees("1 briefing");
    walk.press("q");
    walk.sees("actor:calloway");
    walk.press("q");
    walk.press("M");
    walk.sees("› map of");
    walk.press("q4\r");
    walk.sees("A navy boat brought flour to Stavanger on Friday.");
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn the_page_and_the_reading_place_are_kept_across_runs() {
    let home = home();
    let mut walk = in_a_briefing(&home);
    walk.press("5jjj");
    walk.stands_on("The crews walked out at noon.");
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
    let mut walk = Walk::dateline(&home, &["news"]);
    walk.stands_on("The crews walked out at noon.");
    walk.press("<");
    walk.sees("2 briefings · 1 unread");
    walk.press("q");
    assert_eq!(walk.ends_restored(), 0);
    let mut walk = begin(&home);
    walk.press("\x03");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn an_article_comes_by_standard_input_and_keys_by_the_terminal() {
    let home = home();
    let line = format!("cat news/ferries.txt | '{}' -", env!("CARGO_BIN_EXE_dateline"));
    let mut walk = Walk::run(&home, "sh", &["-c", &line], &[]);
    walk.sees("KEY QUOTES");
    walk.press("5");
    walk.stands_on("May 12, 2025");
    walk.press("qq");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn editor_and_browser_get_words_and_never_a_shell() {
    let home = Home::new();
    let script = "#!/bin/sh\nfor word in \"$@\"; do echo \"<$word>\"; done > \"$HOME/called\"\n";
    let program = home.write("a program", script);
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let program = program.to_str().unwrap();
    let url = "https://gazette.example/?a=$(touch pwned)&b=`id`;c".replace(' ', "%20");
    let file = "-n $(touch pwned).toml";
    home.write(&format!("news/{file}"), format!("title = \"Ferries\"\nurl = \"{url}\"\ntext = '''\n{FERRIES}'''\n"));
    let settings = format!("[programs]\nbrowser = [\"{program}\", \"--new\"]\neditor = [\"{program}\", \"+1\"]\n");
    home.write("own.toml", settings);
    let mut walk = Walk::dateline(&home, &["--config", "own.toml", "news"]);
    walk.sees("1 briefing");
    walk.press("\r");
    walk.sees("KEY QUOTES");
    let called = home.path().join("called");
    let mut calls = |key: &str, expected: &str| {
        let _ = std::fs::remove_file(&called);
        walk.press(key);
        walk.until(expected, |_| std::fs::read_to_string(&called).is_ok_and(|words| words.trim_end() == expected));
    };
    calls("e", &format!("<+1>\n<news/{file}>"));
    calls("o", &format!("<--new>\n<{url}>"));
    walk.press("5");
    walk.stands_on("Ferries stay in port");
    assert!(!home.path().join("pwned").exists());
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn a_program_gets_the_briefing_and_a_list_becomes_a_file() {
    let home = home();
    let mut walk = in_a_briefing(&home);
    walk.press("|tail -n 3 - '$(touch pwned)'\r");
    walk.sees("Press a key to go back.");
    walk.press("x");
    walk.sees("KEY QUOTES");
    walk.press("\"w\x15said.jsonl\r");
    walk.sees("Written: said.jsonl");
    let written = || std::fs::read_to_string(home.path().join("said.jsonl")).unwrap();
    assert!(written().lines().count() >= 2 && written().contains("Ines Calloway"), "{}", written());
    std::fs::write(home.path().join("said.jsonl"), "mine").unwrap();
    walk.press("w\x15said.jsonl\r");
    walk.sees("said.jsonl exists; replace it? y/n");
    walk.press("n\r");
    walk.sees("Left as it was.");
    assert_eq!(written(), "mine");
    assert!(!home.path().join("pwned").exists());
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn wheel_and_clicks_work_when_they_are_switched_on() {
    let home = home();
    home.write("own.toml", "[screen]\nmouse = true\n");
    let mut walk = Walk::dateline(&home, &["--config", "own.toml", "news"]);
    walk.stands_on("● 16 May 2025");
    walk.until("the mouse is taken", |screen| screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None);
    // A click chooses, a second one on the same row opens.
    walk.press("\x1b[<0;20;4M\x1b[<0;20;4m");
    walk.stands_on("● 12 May 2025");
    walk.press("\x1b[<0;20;4M\x1b[<0;20;4m");
    walk.sees("KEY QUOTES");
    walk.press("\x1b[<65;20;10M".repeat(9).as_str());
    walk.sees("SEE ALSO: Bread is back");
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn ctrl_z_stops_it_and_fg_goes_on() {
    let home = home();
    let mut shell = Walk::run(&home, "sh", &["-i"], &[("PS1", "ready> ")]);
    shell.sees("ready>");
    shell.press(&format!("'{}' news\n", env!("CARGO_BIN_EXE_dateline")));
    shell.stands_on("● 16 May 2025");
    shell.press("j\x1a");
    shell.is_restored();
    shell.sees("ready>");
    shell.press("echo between; fg\n");
    shell.stands_on("● 12 May 2025");
    shell.until("the whole screen anew", |screen| screen.alternate_screen() && !screen.contents().contains("between"));
    shell.press("q");
    shell.is_restored();
    shell.press("exit\n");
    assert_eq!(shell.ends_restored(), 0);
}

#[test]
fn another_size_in_the_middle_keeps_the_place() {
    let home = home();
    let mut walk = in_a_briefing(&home);
    walk.press("5jjj");
    walk.stands_on("The crews walked out at noon.");
    walk.resize(60, 16);
    walk.stands_on("The crews walked out at noon.");
    walk.until("it fits", |screen| screen.contents().lines().all(|line| line.chars().count() <= 60));
    walk.resize(30, 8);
    walk.sees("dateline needs 40 x 10.");
    walk.resize(130, 40);
    walk.stands_on("The crews walked out at noon.");
    walk.sees("● 16 May 2025");
    // A key right after it is not lost.
    walk.resize(100, 30);
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn a_long_paste_comes_whole() {
    let home = home();
    let mut walk = begin(&home);
    let words = "harbour ".repeat(600);
    walk.press("s");
    walk.press(&format!("\x1b[200~{words}end of it\x1b[201~"));
    walk.sees("end of it");
    walk.press("\x1b");
    walk.until("no prompt", |screen| screen.contents().contains("? keys"));
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn a_quote_is_copied_through_the_terminal() {
    let home = home();
    let mut walk = in_a_briefing(&home);
    walk.press("2y");
    walk.sees("Copied.");
    // “We have bread until Thursday” — … in base64.
    let copied = walk.copied();
    assert!(copied.starts_with("4oCcV2UgaGF2ZSBicmVhZCB1bnRpbCBUaHVyc2RheeKAnSDi"), "{copied}");
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn sigterm_and_a_lost_terminal_end_it_in_order() {
    for (name, number) in [("TERM", 15), ("HUP", 1)] {
        let home = home();
        let mut walk = begin(&home);
        walk.signal(name);
        assert_eq!(walk.ends_restored(), 128 + number);
    }
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let home = home();
    let mut walk = begin(&home);
    walk.signal("USR1");
    assert_ne!(walk.ends_restored(), 0);
}

#[test]
fn a_home_that_cannot_be_written_is_told_once_and_marks_last_until_the_end() {
    let home = home();
    // Nobody, not even root, makes files there.
    let mut walk = Walk::run(&home, env!("CARGO_BIN_EXE_dateline"), &["news"], &[("HOME", "/proc")]);
    walk.sees("until you quit");
    walk.stands_on("● 16 May 2025 STAVANGER");
    walk.press("m");
    walk.sees("Bookmarked");
    walk.press("\r");
    walk.sees("KEY QUOTES");
    assert!(!walk.screen().contains("until you quit"));
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn what_a_slow_terminal_says_of_its_colours_is_not_typed() {
    let home = home();
    let colours = [("NO_COLOR", ""), ("COLORTERM", "truecolor")];
    let mut walk = Walk::run(&home, env!("CARGO_BIN_EXE_dateline"), &["news"], &colours);
    walk.stands_on("● 16 May 2025 STAVANGER");
    // It answers long after it was asked, in one piece and in two.
    walk.press("\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\\x1b[?62;22c");
    walk.press("\x1b]10;rgb:ffff/");
    walk.press("ffff/ffff\x07j");
    walk.stands_on("● 12 May 2025 BERGEN");
    walk.sees("2 briefings");
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}
