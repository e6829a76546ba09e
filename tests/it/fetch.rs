//! Feeds fetched from a server that plays every trick that servers play.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use dateline::fetch::{Client, Fetched, Limits, Outcome, States, Subscription, fetch_all};
use jiff::Timestamp;
use tempfile::TempDir;

use crate::server::{Play, Server};

const ITEMS: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>
<item><title>Talks open in Geneva</title><guid>1</guid><link>https://wire.example/1</link>
  <pubDate>Fri, 25 Apr 2025 14:02:00 GMT</pubDate><description>Envoys met on Friday.</description></item>
<item><title>Talks go on</title><guid>2</guid><link>https://wire.example/2</link>
  <description>Envoys met again.</description></item></channel></rss>"#;

/// A library folder, with something beside it that nothing may touch.
struct Place {
    folder: TempDir,
    states: States,
    client: Client,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let limits = Limits { whole: Duration::from_secs(2), size: 1 << 20, ..Limits::default() };
        let states = States::read(&folder.path().join("state.json"));
        fs::create_dir(folder.path().join("library")).unwrap();
        Self { folder, states, client: Client::new(limits) }
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    fn fetch(&mut self, feeds: &[Subscription]) -> Vec<Fetched> {
        let mut all = Vec::new();
        let library = self.library();
        fetch_all(&self.client, feeds, &mut self.states, &library, Timestamp::now(), true, |done| all.push(done));
        all
    }

    fn fetch_one(&mut self, url: &str) -> Fetched {
        let done = self.fetch(&[feed(url)]);
        let untouched: Vec<_> = names(self.folder.path());
        assert!(untouched.iter().all(|name| name == "library" || name == "state.json"), "{untouched:?}");
        done.into_iter().next().unwrap()
    }

    fn stored(&self) -> Vec<String> {
        names(&self.library().join("wire")).into_iter().filter(|name| !name.starts_with('.')).collect()
    }
}

fn feed(url: &str) -> Subscription {
    Subscription {
        url: url.to_owned(),
        name: "Wire".into(),
        folder: String::new(),
        tags: vec!["world".into()],
        full_text: false,
        every: String::new(),
        found: false,
    }
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn failure(fetched: &Fetched) -> &str {
    let Outcome::Failed(why) = &fetched.outcome else { panic!("not failed: {fetched:?}") };
    assert!(!why.is_empty() && !why.contains('\n'), "one clear line: {why:?}");
    why
}

#[test]
fn items_become_files_once() {
    let (server, mut place) = (Server::start(), Place::new());
    server.feed("/feed", ITEMS);
    assert_eq!(place.fetch_one(&server.url("/feed")).outcome, Outcome::Read { new: 2, updated: 0 });
    assert_eq!(place.fetch_one(&server.url("/feed")).outcome, Outcome::Read { new: 0, updated: 0 });
    server.feed("/feed", &ITEMS.replace("Envoys met again.", "Envoys left."));
    assert_eq!(place.fetch_one(&server.url("/feed")).outcome, Outcome::Read { new: 0, updated: 1 });
    assert_eq!(place.stored().len(), 2);
    let first = place.stored().into_iter().find(|name| name.starts_with("talks-open-in-geneva-")).unwrap();
    let page = fs::read_to_string(place.library().join("wire").join(first)).unwrap();
    for part in ["title = \"Talks open in Geneva\"", "2025-04-25T14:02:00", "tags = [\"world\"]", "source = \"W"] {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[test]
fn an_unchanged_feed_is_asked_with_its_validator() {
    let (server, mut place) = (Server::start(), Place::new());
    server.plays("/feed", Play::Validated("\"v1\"", ITEMS.into()));
    assert_eq!(place.fetch_one(&server.url("/feed")).outcome, Outcome::Read { new: 2, updated: 0 });
    assert_eq!(place.fetch_one(&server.url("/feed")).outcome, Outcome::Unchanged);
}

#[test]
fn moves_for_good_are_told_and_loops_end() {
    let (server, mut place) = (Server::start(), Place::new());
    let to = |status, path: &str| Play::Reply(status, vec![("Location", path.to_owned())], Vec::new());
    server.feed("/new", ITEMS).plays("/old", to(301, "/older")).plays("/older", to(308, "/new"));
    server.plays("/for-now", to(302, "/new")).plays("/loop", to(301, "/loop"));
    assert_eq!(place.fetch_one(&server.url("/old")).moved, Some(server.url("/new")));
    assert_eq!(place.fetch_one(&server.url("/for-now")).moved, None);
    assert_eq!(failure(&place.fetch_one(&server.url("/loop"))), "redirected too often");
    assert_eq!(server.asked().iter().filter(|path| *path == "/loop").count(), 6);
}

#[test]
fn errors_are_one_line_each_and_gone_is_for_good() {
    let (server, mut place) = (Server::start(), Place::new());
    for status in [404, 500] {
        server.plays("/feed", Play::Reply(status, Vec::new(), b"no".to_vec()));
        assert_eq!(failure(&place.fetch_one(&server.url("/feed"))), format!("the server answered {status}"));
    }
    server.plays("/feed", Play::Reply(429, vec![("Retry-After", "7200".into())], Vec::new()));
    failure(&place.fetch_one(&server.url("/feed")));
    let state = place.states.of(&server.url("/feed"));
    let soon = Timestamp::now() + Duration::from_secs(7000);
    assert!(!state.is_due(soon, Duration::ZERO) && state.is_due(soon + Duration::from_secs(400), Duration::ZERO));
    // Not even a reader who names the feed hurries a server that asked to wait.
    assert_eq!(place.fetch_one(&server.url("/feed")).outcome, Outcome::NotDue);
    server.plays("/gone", Play::Reply(410, Vec::new(), Vec::new()));
    assert_eq!(place.fetch_one(&server.url("/gone")).outcome, Outcome::Gone);
    assert!(!place.states.of(&server.url("/gone")).is_due(Timestamp::MAX, Duration::ZERO));
}

#[test]
fn what_is_not_due_is_not_asked() {
    let (server, mut place) = (Server::start(), Place::new());
    server.feed("/feed", ITEMS);
    place.fetch_one(&server.url("/feed"));
    let library = place.library();
    let mut outcomes = Vec::new();
    let feeds = [feed(&server.url("/feed"))];
    fetch_all(&place.client, &feeds, &mut place.states, &library, Timestamp::now(), false, |f| {
        outcomes.push(f.outcome)
    });
    assert_eq!(outcomes, [Outcome::NotDue]);
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn slow_short_and_broken_answers_leave_the_library_as_it_was() {
    let (server, mut place) = (Server::start(), Place::new());
    server.plays("/drip", Play::Drip(50));
    server.plays("/early", Play::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>".to_vec()));
    server.plays("/nonsense", Play::Raw(b"\x00\x01\x02 no HTTP at all\r\n\r\n".to_vec()));
    server.plays("/nothing", Play::Raw(Vec::new()));
    for path in ["/drip", "/early", "/nonsense", "/nothing"] {
        failure(&place.fetch_one(&server.url(path)));
    }
    assert!(place.stored().is_empty());
}

#[test]
fn large_bodies_stop_at_the_limit_even_when_they_come_small() {
    let (server, mut place) = (Server::start(), Place::new());
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        bomb.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let zipped = vec![("Content-Encoding", "gzip".to_owned())];
    server.plays("/bomb", Play::Reply(200, zipped, bomb.finish().unwrap()));
    server.plays("/large", Play::Reply(200, Vec::new(), vec![b' '; 3 << 20]));
    for path in ["/bomb", "/large"] {
        assert_eq!(failure(&place.fetch_one(&server.url(path))), "larger than 1 MB");
    }
}

#[test]
fn a_page_in_the_place_of_a_feed_and_hostile_xml_are_faults() {
    let (server, mut place) = (Server::start(), Place::new());
    server.feed("/page", "<!DOCTYPE html><html><head><title>Sorry</title></head><body>Log in</body></html>");
    assert!(failure(&place.fetch_one(&server.url("/page"))).contains("not a feed"));
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
        <rss version="2.0"><channel><title>&d;</title><item><title>&d;</title></item></channel></rss>"#;
    let deep = format!("<rss version=\"2.0\"><channel><title>a</title><item>{}", "<b>".repeat(100_000));
    for (path, body) in [("/laughs", laughs), ("/deep", &deep), ("/cut", &ITEMS[..ITEMS.len() / 2])] {
        server.feed(path, body);
        place.fetch_one(&server.url(path));
    }
    let words: u64 =
        place.stored().iter().map(|f| fs::metadata(place.library().join("wire").join(f)).unwrap().len()).sum();
    assert!(words < 100_000, "{words} bytes stored");
}

#[test]
fn no_answer_leads_to_a_file_or_into_the_readers_network() {
    let (server, mut place) = (Server::start(), Place::new());
    let to = |target: String| Play::Reply(302, vec![("Location", target)], Vec::new());
    server.feed("/inside", ITEMS);
    server.plays("/to-file", to("file:///etc/passwd".into())).plays("/to-inside", to(server.url("/inside")));
    assert!(failure(&place.fetch_one(&server.url("/to-file"))).contains("not followed"));
    // To the client the two names are two hosts: the reader typed the one, the server names the other.
    assert!(failure(&place.fetch_one(&server.named_url("/to-inside"))).contains("private address"));
    assert!(!server.asked().contains(&"/inside".to_owned()));
    assert!(place.stored().is_empty());
}

#[test]
fn hostile_identifiers_stay_identifiers() {
    let (server, mut place) = (Server::start(), Place::new());
    let item = |guid: &str, title: &str| {
        format!("<item><title>{title}</title><guid>{guid}</guid><description>x</description></item>")
    };
    let items = [
        item("../../../../etc/cron.d/x", "../../up"),
        item("same", "One"),
        item("same", "Two"),
        item("same", "Two"),
        item("/etc/passwd", ".hidden"),
    ];
    server.feed("/feed", &format!("<rss version=\"2.0\"><channel><title>W</title>{}</channel></rss>", items.concat()));
    assert_eq!(place.fetch_one(&server.url("/feed")).outcome, Outcome::Read { new: 4, updated: 0 });
    assert_eq!(place.stored().len(), 4);
    assert_eq!(place.fetch_one(&server.url("/feed")).outcome, Outcome::Read { new: 0, updated: 0 });
    assert_eq!(names(&place.library()), ["wire"]);
}

#[test]
fn many_hosts_and_feeds_all_come_in() {
    let (server, mut place) = (Server::start(), Place::new());
    let feeds: Vec<Subscription> = (0..20)
        .map(|n| {
            let path = format!("/feed{n}");
            server.feed(&path, &ITEMS.replace("/1<", &format!("/1-{n}<")).replace("/2<", &format!("/2-{n}<")));
            feed(&if n % 2 == 0 { server.url(&path) } else { server.named_url(&path) })
        })
        .collect();
    let done = place.fetch(&feeds);
    assert!(done.iter().all(|f| f.outcome == Outcome::Read { new: 2, updated: 0 }), "{done:?}");
    assert_eq!(place.stored().len(), 40);
}
