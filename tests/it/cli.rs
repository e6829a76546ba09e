//! `dateline split` as scripts see it: lines, order, exit status, standard error.

use serde_json::Value;

use crate::harness::Home;

const TALKS: &str = "Envoys Return To Geneva\n\nTalks resumed on Friday, Anna Weber said.\n";

fn lines(printed: &str) -> Vec<Value> {
    printed.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn a_file_is_one_line_with_every_key() {
    let home = Home::new();
    home.write("talks.txt", TALKS);
    let printed = lines(&home.prints(&["split", "talks.txt"]));
    let [article] = printed.as_slice() else { panic!("one line") };
    assert_eq!(article["schema"], 1);
    assert_eq!(article["path"], "talks.txt");
    assert_eq!(article["id"], "talks");
    assert_eq!(article["title"], "Envoys Return To Geneva");
    assert_eq!(article["text"], TALKS);
    let keys: Vec<&String> = article.as_object().unwrap().keys().collect();
    for key in [
        "date",
        "source",
        "url",
        "byline",
        "language",
        "summary",
        "quotes",
        "positions",
        "see_also",
        "actors",
        "places",
    ] {
        assert!(keys.iter().any(|known| *known == key), "{key}");
    }
}

#[test]
fn folders_are_sorted_and_names_that_collide_get_a_hash() {
    let home = Home::new();
    for name in ["b/talks.txt", "a/talks.txt", "a/Zug.txt"] {
        home.write(name, TALKS);
    }
    let printed = lines(&home.prints(&["split", "b", "a"]));
    let paths: Vec<&str> = printed.iter().map(|article| article["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["b/talks.txt", "a/Zug.txt", "a/talks.txt"]);
    assert_eq!(printed[0]["id"], "talks");
    assert!(printed[2]["id"].as_str().unwrap().starts_with("talks-"));
}

#[test]
fn standard_input_is_an_article() {
    let home = Home::new();
    let output = home.dateline(&["split", "-"]).write_stdin(TALKS).assert().success().get_output().stdout.clone();
    let printed = lines(std::str::from_utf8(&output).unwrap());
    assert_eq!(printed[0]["path"], "-");
    assert_eq!(printed[0]["id"], "envoys-return-to-geneva");
}

#[test]
fn a_fault_is_one_line_and_never_stops_the_rest() {
    let home = Home::new();
    home.write("talks.txt", TALKS);
    let assert = home.dateline(&["split", "missing.txt", "talks.txt"]).assert().code(1);
    let output = assert.get_output();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "dateline: missing.txt: does not exist\n");
    assert_eq!(lines(std::str::from_utf8(&output.stdout).unwrap()).len(), 1);
}

#[test]
fn what_is_no_article_in_a_folder_is_a_note() {
    let home = Home::new();
    home.write("news/talks.txt", TALKS);
    for number in 0..9 {
        home.write(&format!("news/empty{number}.txt"), "");
    }
    let assert = home.dateline(&["split", "news"]).assert().success();
    let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert_eq!(told.lines().count(), 4, "{told}");
    assert!(told.ends_with("and 6 more files that are no articles\n"), "{told}");
}

#[test]
fn a_wrong_command_line_is_status_two() {
    let home = Home::new();
    home.dateline(&["split"]).assert().code(2);
    home.dateline(&["split", "--format", "xml", "a.txt"]).assert().code(2);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let home = Home::new();
    for number in 0..200 {
        home.write(&format!("news/{number}.txt"), TALKS.repeat(50));
    }
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["split", "news"])
        .current_dir(home.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(output.stderr.is_empty());
}

#[test]
fn show_prints_the_parts_and_the_whole_text() {
    let home = Home::new();
    home.write("talks.md", "# Envoys \u{202e}return\n\nTalks [resumed](https://a.example/x) on Friday.\x1b[2J\n");
    let printed = home.prints(&["show", "talks.md"]);
    assert!(printed.starts_with("Envoys return\n"), "{printed}");
    assert!(printed.contains("\nTEXT\nEnvoys return\n\nTalks resumed on Friday. [2J\n"), "{printed}");
    assert!(printed.contains("resumed: <https://a.example/x>"), "{printed}");
}

#[test]
fn hand_made_parts_win_and_must_stand_in_the_text() {
    let home = Home::new();
    let briefing = "title = 'Talks'\ntext = '''\n“We stay,” Weber said. Talks went on. Rain fell.\n'''\nsummary = ['Rain fell.']\n";
    home.write("talks.toml", briefing);
    let printed = lines(&home.prints(&["split", "talks.toml"]));
    assert_eq!(printed[0]["summary"][0]["text"], "Rain fell.");
    home.write("wrong.toml", briefing.replace("['Rain fell.']", "['Snow fell.']"));
    let assert = home.dateline(&["split", "wrong.toml"]).assert().code(1);
    let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert_eq!(told, "dateline: wrong.toml:5:12: does not stand in the text\n");
}

#[test]
fn check_proves_every_item_in_every_format() {
    let home = Home::new();
    home.write("news/talks.txt", TALKS);
    home.write("news/talks.md", "+++\ntitle = 'T'\n+++\n\n“We *stay*,” Anna Weber [said](x.md) in Z&uuml;rich.\n");
    home.write("news/talks.html", "<h1>T</h1><p>“We <b>st</b>ay,” Anna Weber said in Z&uuml;rich.</p>".repeat(3));
    home.write(
        "news/feed.xml",
        "<rss version='2.0'><channel><title>W</title><item><title>T</title><description>&lt;p&gt;“We stay,” Anna Weber \
         said in Z&amp;uuml;rich.&lt;/p&gt;</description></item></channel></rss>",
    );
    let printed = home.prints(&["check", "news"]);
    assert!(printed.starts_with("4 articles, "), "{printed}");
}

#[test]
fn completions_and_manual_come_from_the_same_definition() {
    let home = Home::new();
    let manual = home.prints(&["man"]);
    for verb in ["split", "show", "check", "names", "completions"] {
        assert!(manual.contains(verb), "{verb}");
        assert!(home.prints(&["man", verb]).contains("SYNOPSIS"), "{verb}");
        for shell in ["bash", "fish", "zsh"] {
            assert!(home.prints(&["completions", shell]).contains(verb), "{shell}: {verb}");
        }
    }
    home.dateline(&["man", "nothing"]).assert().code(2);
}

#[test]
fn the_defaults_are_printed_and_a_wrong_setting_is_refused_with_its_place() {
    let home = Home::new();
    let defaults = home.prints(&["config"]);
    assert!(defaults.contains("[keys]"));
    assert_eq!(
        home.prints(&["config", "--path"]).trim(),
        home.path().join(".config/dateline/config.toml").to_str().unwrap()
    );
    home.write("same.toml", &defaults);
    home.prints(&["--config", "same.toml", "config"]);
    home.write("wrong.toml", "[screen]\nmeasur = 70\n");
    let assert = home.dateline(&["--config", "wrong.toml", "config"]).assert().code(2);
    let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(told.contains("wrong.toml:2:1") && told.contains("measure"), "{told}");
}

#[test]
fn without_a_library_the_samples_are_checked() {
    let home = Home::new();
    let assert = home.dateline(&["check"]).assert().success();
    let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn the_reader_wants_a_terminal() {
    let home = Home::new();
    let assert = home.dateline(&[]).assert().code(1);
    assert!(String::from_utf8_lossy(&assert.get_output().stderr).contains("needs a terminal"));
}
