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

/// `play` with the server's own port where it leads to one.
fn here(play: &Play, server: &Server) -> Play {
    match play {
        Play::Reply(status, headers, body) => {
            let port = server.url("").rsplit(':').next().unwrap_or_default().to_owned();
            let headers = headers.iter().map(|(name, value)| (*name, value.replace("PORT", &port))).collect();
            Play::Reply(*status, headers, body.clone())
        }
        other => other.clone(),
    }
}

fn bomb() -> Play {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..40 {
        bomb.write_all(&[b' '; 1 << 20]).unwrap();
    }
    Play::Reply(200, vec![("Content-Encoding", "gzip".into())], bomb.finish().unwrap())
}

/// Forty megabytes of spaces in forty bytes of Brotli.
fn smaller_bomb() -> Play {
    let hex = "cfffff7ff82540e2b14020f7fe9ffffffff04b00c4610180eefd7ffeffffe1970088c32200ddfb3f";
    let bytes = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
    Play::Reply(200, vec![("Content-Encoding", "br".into())], bytes)
}

#[test]
fn every_trick_is_one_line_and_the_good_feed_comes_in() {
    let (home, server) = (Home::new(), Server::start());
    let entities = r#"<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
        <!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&c;</title><item><title>&x;&c;</title></item></channel></rss>"#;
    let deep = format!("<rss version=\"2.0\"><channel><item><title>a</title>{}", "<b>".repeat(100_000));
    let named = |name: &str| {
        format!("<rss version=\"2.0\"><channel><title>W</title><item><title>{name}</title></item></channel></rss>")
    };
    let latin = encoding_rs::WINDOWS_1252.encode(&named("Zürich grüßt")).0.into_owned();
    let cyrillic = encoding_rs::KOI8_R.encode(&named("Паром")).0.into_owned();
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
        ("brotli", smaller_bomb(), Some("larger than 20 MB")),
        ("drip", Play::Drip(20), Some("took too long to answer")),
        ("steps", to(302, "/steps-1"), Some("redirected too often")),
        ("mapped", to(302, "http://[::ffff:127.0.0.1]:PORT/good"), Some("private address")),
        ("login", to(302, "http://news.example@localhost:PORT/good"), Some("private address")),
        ("number", to(302, "http://2130706434:PORT/good"), Some("private address")),
        ("script", to(302, "javascript:alert(1)"), Some("not followed")),
        ("nowhere", to(302, ""), Some("redirected too often")),
        ("large", Play::Reply(200, Vec::new(), vec![b' '; 30 << 20]), Some("larger than 20 MB")),
        ("page", Play::Reply(200, Vec::new(), page.into()), Some("is a web page, not a feed")),
        ("nothing", Play::Reply(200, Vec::new(), Vec::new()), Some("is empty")),
        ("noise", Play::Reply(200, Vec::new(), (0..=255).cycle().take(5000).collect()), Some("")),
        ("entities", Play::Reply(200, Vec::new(), entities.into()), Some("")),
        ("deep", Play::Reply(200, Vec::new(), deep.into()), Some("its elements are nested too deep")),
        ("lie", Play::Reply(200, vec![("Content-Type", "text/xml; charset=utf-8".into())], latin), Some("1 new")),
        ("said", Play::Reply(200, vec![("Content-Type", "text/xml; charset=koi8-r".into())], cyrillic), Some("1 new")),
        ("chain", to(301, "/chain-1"), Some("1 new")),
    ];
    let mut feeds = String::new();
    let mut follow =
        |name: &str, url: String| feeds.push_str(&format!("[[feed]]\nurl = \"{url}\"\nname = \"{name}\"\n"));
    for (name, play, _) in &tricks {
        server.plays(&format!("/{name}"), here(play, &server));
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
    server.plays("/chain-1", to(308, "/chain-2")).feed("/chain-2", &named("Chained"));
    for step in 1..8 {
        server.plays(&format!("/steps-{step}"), to(301, &format!("/steps-{}", step + 1)));
    }
    home.write(".config/dateline/config.toml", "[fetch]\ntimeout = 2\n");
    home.write(".config/dateline/feeds.toml", &feeds);
    let before = strangers(&home);

    let output = home.dateline(&["fetch"]).assert().code(1).get_output().clone();
    let told = String::from_utf8(output.stderr).unwrap();
    for (name, _, why) in &tricks {
        let lines: Vec<&str> = told.lines().filter(|line| line.contains(&format!(" {name}: "))).collect();
        assert_eq!(lines.len(), 1, "{name}: {told}");
        assert!(why.is_none_or(|why| lines[0].contains(why)), "{name}: {told}");
        assert!(lines[0].len() < 160 && !lines[0].contains(['{', '(']), "a clear line: {}", lines[0]);
    }
    assert!(told.contains(&format!("note: chain moved to {}", server.url("/chain-2"))), "{told}");
    assert!(std::fs::read_to_string(home.path().join(".config/dateline/feeds.toml")).unwrap().contains("/chain-2\""));
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
    assert!(text.contains("Zürich grüßt") && text.contains("Паром"), "{text}");
}

#[test]
fn a_server_that_asks_to_wait_is_not_hurried_and_what_is_unchanged_is_not_sent() {
    let (home, server) = (Home::new(), Server::start());
    server.plays("/busy", Play::Reply(429, vec![("Retry-After", "3600".into())], Vec::new()));
    server.plays("/same", Play::Validated("\"v1\"", GOOD.into()));
    let feed = |name: &str, url: String| format!("[[feed]]\nurl = \"{url}\"\nname = \"{name}\"\n");
    home.write(
        ".config/dateline/feeds.toml",
        feed("busy", server.url("/busy")) + &feed("same", server.named_url("/same")),
    );
    let told = |arguments: &[&str]| {
        let output = home.dateline(arguments).output().unwrap();
        String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap()
    };
    let first = told(&["fetch"]);
    assert!(first.contains(" busy: the server asks to wait") && first.contains(" same: 3 new"), "{first}");
    let again = told(&["fetch", "busy", "same"]);
    assert!(again.contains(" same: nothing new") && again.contains("1 not due"), "{again}");
    assert_eq!(server.asked().iter().filter(|path| *path == "/busy").count(), 1);
    assert_eq!(home.prints(&["split", ".local/share/dateline/library"]).lines().count(), 3);
}
