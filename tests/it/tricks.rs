//! One round through the binary over a server that plays every trick at once: the good feed comes in whole, each bad one
//! is one clear line, and nothing outside the library is touched.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;

use crate::harness::Home;
use crate::server::{Play, Server};

const GOOD: &str = r#"<rss version="2.0"><channel><title>Quay</title>
    <item><title>Ferry stops</title><guid>../../../../etc/cron.d/x</guid><description>At dusk, he said.</description></item>
    <item><title>../../up</title><guid>same</guid><description>One.</description></item>
    <item><title>Nets torn</title><guid>same</guid><description>Two.</description></item></channel></rss>"#;

/// Every file and folder below the home, but for what dateline keeps of its own.
fn strangers(home: &Home) -> BTreeSet<PathBuf> {
    let own = [".config/dateline", ".cache/dateline", ".local/share/dateline"];
    let all = walkdir::WalkDir::new(home.path()).into_iter().map(|entry| entry.unwrap().into_path());
    let inside = all.map(|path| path.strip_prefix(home.path()).unwrap().to_owned());
    inside.filter(|path| !own.iter().any(|own| path.starts_with(own) || PathBuf::from(own).starts_with(path))).collect()
}

fn to(status: u16, target: &str) -> Play {
    Play::Reply(status, vec![("Location", target.to_owned())], Vec::new())
}

fn bomb() -> Play {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..40 {
        bomb.write_all(&[b' '; 1 << 20]).unwrap();
    }
    Play::Reply(200, vec![("Content-Encoding", "gzip".into())], bomb.finish().unwrap())
}

#[test]
fn every_trick_is_one_line_and_the_good_feed_comes_in() {
    let (home, server) = (Home::new(), Server::start());
    let entities = r#"<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
        <!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&c;</title><item><title>&x;&c;</title></item></channel></rss>"#;
    let deep = format!("<rss version=\"2.0\"><channel><item><title>a</title>{}", "<b>".repeat(100_000));
    let page = "<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>";
    // What is played under each name, and what is told of it; none where it may be read or refused.
    let tricks: Vec<(&str, Play, Option<&str>)> = vec![
        ("missing", Play::Reply(404, Vec::new(), page.into()), Some("the server answered 404")),
        ("broken", Play::Reply(500, Vec::new(), page.into()), Some("the server answered 500")),
        ("gone", Play::Reply(410, Vec::new(), Vec::new()), Some("gone for good")),
        ("busy", Play::Reply(503, vec![("Retry-After", "60".into())], Vec::new()), Some("the server asks to wait")),
        ("loop", to(301, "/loop"), Some("redirected too often")),
        ("to-file", to(302, "file:///etc/passwd"), Some("not followed")),
        ("early", Play::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>".to_vec()), Some("broke off")),
        (
            "short",
            Play::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n<rss version='2.0'>".to_vec()),
            Some(""),
        ),
        ("bomb", bomb(), Some("larger than 20 MB")),
        ("large", Play::Reply(200, Vec::new(), vec![b' '; 30 << 20]), Some("larger than 20 MB")),
        ("page", Play::Reply(200, Vec::new(), page.into()), Some("is a web page, not a feed")),
        ("nothing", Play::Reply(200, Vec::new(), Vec::new()), Some("")),
        ("noise", Play::Reply(200, Vec::new(), (0..=255).cycle().take(5000).collect()), Some("")),
        ("entities", Play::Reply(200, Vec::new(), entities.into()), None),
        ("deep", Play::Reply(200, Vec::new(), deep.into()), None),
    ];
    let mut feeds = String::new();
    let mut follow =
        |name: &str, url: String| feeds.push_str(&format!("[[feed]]\nurl = \"{url}\"\nname = \"{name}\"\n"));
    for (name, play, _) in &tricks {
        server.plays(&format!("/{name}"), play.clone());
        // A busy server is left alone for the rest of the round: it plays under the other name of this machine.
        let url = if *name == "busy" { server.named_url("/busy") } else { server.url(&format!("/{name}")) };
        follow(name, url);
    }
    // To the program the two names are two hosts: the reader typed the one, the server names the other.
    server.plays("/inside", to(302, &server.named_url("/good")));
    follow("inside", server.url("/inside"));
    server.feed("/good", GOOD);
    follow("good", server.url("/good"));
    follow("scheme", "file:///etc/passwd".to_owned());
    home.write(".config/dateline/feeds.toml", &feeds);
    let before = strangers(&home);

    let output = home.dateline(&["fetch"]).assert().code(1).get_output().clone();
    let told = String::from_utf8(output.stderr).unwrap();
    for (name, _, why) in &tricks {
        let lines: Vec<&str> = told.lines().filter(|line| line.contains(&format!(" {name}: "))).collect();
        assert_eq!(lines.len(), 1, "{name}: {told}");
        assert!(why.is_none_or(|why| lines[0].contains(why)), "{name}: {told}");
    }
    assert!(told.lines().any(|line| line.contains(" inside: ") && line.contains("private address")), "{told}");
    assert!(told.contains(" good: 3 new") && told.contains(" scheme: file: addresses are not followed"), "{told}");
    assert_eq!(strangers(&home), before);
    let library = home.path().join(".local/share/dateline/library");
    let kept =
        std::fs::read_dir(library.join("good")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let kept: Vec<String> = kept.collect();
    assert!(kept.len() == 3 && kept.iter().all(|name| name.ends_with(".md") && !name.contains("..")), "{kept:?}");
    let stored = walkdir::WalkDir::new(&library).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let bytes: u64 = stored.map(|entry| entry.metadata().unwrap().len()).sum();
    assert!(bytes < 100_000, "{bytes} bytes for a few words");
    let text = home.prints(&["split", ".local/share/dateline/library"]);
    assert!(!text.contains("root:"), "no file of this machine gets into an article");
}
