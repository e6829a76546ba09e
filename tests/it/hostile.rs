//! Files that mean harm: each is an article or one clear line, and nothing reaches the terminal unescaped.

use serde_json::Value;

use crate::harness::Home;

/// What no output may hold: controls but for line feeds, bidi overrides, tags.
fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
}

/// Runs split and show on `name` and holds what must hold for any file; gives the articles and what show printed.
fn tried(home: &Home, name: &str) -> (Vec<Value>, String) {
    let split = home.dateline(&["split", name]).output().unwrap();
    let show = home.dateline(&["show", name]).output().unwrap();
    for output in [&split, &show] {
        let told = String::from_utf8(output.stderr.clone()).unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {told}");
        assert!(output.status.success() || told.lines().count() == 1, "{name}: {told}");
        assert!(!told.contains(is_harmful), "{name}: {told:?}");
    }
    let shown = String::from_utf8(show.stdout).unwrap();
    assert!(!shown.contains(is_harmful), "{name}");
    let printed = String::from_utf8(split.stdout).unwrap();
    assert!(!printed.contains(is_harmful), "{name}");
    let articles: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for article in &articles {
        let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
        spans(article, &text);
    }
    (articles, shown)
}

/// Holds every span against the text.
fn spans(value: &Value, text: &[char]) {
    if let Value::Object(entries) = value {
        if let (Some(words), Some(start), Some(end)) =
            (value["text"].as_str(), value["start"].as_u64(), value["end"].as_u64())
        {
            assert_eq!(text[start as usize..end as usize].iter().collect::<String>(), words);
        }
        entries.values().for_each(|value| spans(value, text));
    }
    if let Value::Array(values) = value {
        values.iter().for_each(|value| spans(value, text));
    }
}

#[test]
fn controls_and_overrides_reach_no_output() {
    let home = Home::new();
    let attack = "\x1b]0;owned\x07\u{202e}\u{9b}2J\r\u{e0041}";
    home.write("attack.txt", format!("Talks {attack} resume\n\nBefore {attack} after.\n"));
    home.write("attack.md", format!("+++\ntitle = \"T \\u001b[2J\"\n+++\n\n`{attack}` [x](http://a/{attack})\n"));
    home.write("attack.html", "<title>T &#27;]0;x&#7;</title><p>Before &#155;2J &#x202e; after.</p>");
    home.write(
        "attack.xml",
        "<rss version='2.0'><channel><item><title>T &#x9b;2J &#x202e;</title></item></channel></rss>",
    );
    for name in ["attack.txt", "attack.md", "attack.html", "attack.xml"] {
        let (articles, shown) = tried(&home, name);
        assert_eq!(articles.len(), 1, "{name}");
        assert!(shown.contains('T'), "{name}");
    }
}

#[test]
fn a_file_name_reaches_no_output_unescaped() {
    let home = Home::new();
    home.write("a\x1b]0;x\x07\nb.txt", "Talks\n\nThey resumed.");
    home.write("gone\u{202e}txt.exe", "");
    assert_eq!(tried(&home, "a\x1b]0;x\x07\nb.txt").0.len(), 1);
    assert!(tried(&home, "gone\u{202e}txt.exe").0.is_empty());
}

#[test]
fn nesting_and_repetition_come_to_an_end() {
    let home = Home::new();
    let cases = [
        ("div.html", format!("<p>Kept.{}", "<div>".repeat(50_000))),
        ("font.html", "<p><font color=red>w".repeat(5_000)),
        ("table.html", "<table><tr><td>".repeat(2_000)),
        ("attributes.html", format!("<p {}>Kept.</p>", "a=1 ".repeat(50_000))),
        ("brackets.md", format!("# T\n\n{}\n", "[".repeat(50_000))),
        ("quotes.md", format!("# T\n\n{}x\n", ">".repeat(20_000))),
        ("deep.toml", format!("x = {}", "[".repeat(50_000))),
        ("dots.toml", format!("{}a = 1", "a.".repeat(50_000))),
        ("quotes.txt", "“He said ".repeat(10_000)),
        ("marks.txt", format!("T\n\nZ{}", "\u{300}".repeat(20_000))),
        ("laughs.xml", "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>".to_owned()),
    ];
    for (name, content) in cases {
        home.write(name, content);
        tried(&home, name);
    }
}

#[test]
fn identifiers_of_a_feed_are_no_paths() {
    let home = Home::new();
    let items: String = ["../../etc/passwd", "/etc/passwd", "..", "-rf", "a/b\\c", ""]
        .iter()
        .map(|guid| format!("<item><title>{guid}</title><guid>{guid}</guid><description>x</description></item>"))
        .collect();
    home.write("ids.xml", format!("<rss version='2.0'><channel>{items}</channel></rss>"));
    let (articles, _) = tried(&home, "ids.xml");
    let ids: std::collections::BTreeSet<&str> =
        articles.iter().map(|article| article["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 6);
    for id in ids {
        assert!(id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !id.starts_with('-'), "{id}");
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_a_folder_are_left_aside() {
    let home = Home::new();
    home.write("news/good.txt", "Talks\n\nThey resumed.");
    std::os::unix::fs::symlink("..", home.path().join("news/up")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", home.path().join("news/zero.txt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(home.path().join("news/pipe.txt")).status().unwrap().success());
    let printed = home.prints(&["split", "news"]);
    assert_eq!(printed.lines().count(), 1);
}
