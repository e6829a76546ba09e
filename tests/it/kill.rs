//! Fetches and imports killed in the middle: the next run goes on, nothing is lost and nothing doubled.
//!
//! `DATELINE_KILLS=100 cargo test --test it kill` kills a hundred times instead of a few.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::harness::Home;
use crate::server::Server;

const LIBRARY: &str = ".local/share/dateline/library";
const ITEMS: usize = 60;

/// How often each is killed.
fn kills() -> usize {
    std::env::var("DATELINE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8)
}

/// Every article of the library with its content, by path.
fn articles(home: &Home) -> BTreeMap<String, String> {
    let mut articles = BTreeMap::new();
    for entry in walkdir::WalkDir::new(home.path().join(LIBRARY)).into_iter().flatten() {
        let path = entry.path().strip_prefix(home.path()).unwrap().to_string_lossy().into_owned();
        if entry.file_type().is_file() && !entry.file_name().to_string_lossy().starts_with('.') {
            articles.insert(path, std::fs::read_to_string(entry.path()).unwrap());
        }
    }
    articles
}

/// Runs dateline with `arguments` and kills it as soon as there are `files` articles, if it does not end before.
fn run_until(home: &Home, arguments: &[&str], files: usize) {
    let mut process = home.process(arguments).spawn().unwrap();
    let end = Instant::now() + Duration::from_secs(60);
    while Instant::now() < end && process.try_wait().unwrap().is_none() && count(&home.path().join(LIBRARY)) < files {
        std::thread::yield_now();
    }
    process.kill().unwrap();
    process.wait().unwrap();
}

/// How many articles stand in the folders of `library`, unfinished ones too.
fn count(library: &Path) -> usize {
    let folders = std::fs::read_dir(library).into_iter().flatten().flatten();
    folders.map(|folder| std::fs::read_dir(folder.path()).map_or(0, Iterator::count)).sum()
}

/// Holds that every article is whole: that is, as in a run that nobody killed.
fn hold_whole(home: &Home, all: &BTreeMap<String, String>) {
    for (path, content) in articles(home) {
        assert_eq!(all.get(&path), Some(&content), "{path}");
    }
}

#[test]
fn a_fetch_that_was_killed_goes_on() {
    let server = Server::start();
    let mut feeds = String::new();
    for feed in 0..3 {
        let item = |n: usize| {
            format!(
                "<item><title>Quay {feed} {n}</title><guid>{n}</guid><description>The quay was dry, he said.</description></item>"
            )
        };
        let items: String = (0..ITEMS / 3).map(item).collect();
        server.feed(
            &format!("/{feed}"),
            &format!("<rss version=\"2.0\"><channel><title>F</title>{items}</channel></rss>"),
        );
        feeds.push_str(&format!("[[feed]]\nurl = \"{}\"\nname = \"feed {feed}\"\n", server.url(&format!("/{feed}"))));
    }
    let home = || {
        let home = Home::new();
        home.write(".config/dateline/feeds.toml", &feeds);
        home
    };
    let names = ["fetch", "feed 0", "feed 1", "feed 2"];
    let whole = home();
    whole.prints(&names);
    let all = articles(&whole);
    assert_eq!(all.len(), ITEMS);
    for kill in 0..kills() {
        let home = home();
        run_until(&home, &names, 1 + kill * ITEMS / kills());
        hold_whole(&home, &all);
        home.prints(&names);
        assert_eq!(articles(&home), all);
    }
}

#[test]
fn an_import_that_was_killed_goes_on_and_can_be_taken_back() {
    let home = || {
        let home = Home::new();
        let cache = Connection::open(home.path().join("cache.db")).unwrap();
        cache
            .execute_batch(
                "CREATE TABLE rss_feed(rssurl TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL);
                 INSERT INTO rss_feed VALUES('https://sea.example/feed', 'Sea');
                 CREATE TABLE rss_item(guid TEXT, title TEXT, url TEXT, feedurl TEXT, pubDate INTEGER, content TEXT, unread INTEGER);",
            )
            .unwrap();
        for n in 0..ITEMS {
            let row = (n.to_string(), format!("Quay {n}"), format!("https://sea.example/{n}"), n % 2);
            let insert =
                "INSERT INTO rss_item VALUES(?1, ?2, ?3, 'https://sea.example/feed', 1745582520, 'It was dry.', ?4)";
            cache.execute(insert, row).unwrap();
        }
        home
    };
    let whole = home();
    whole.prints(&["import", "cache.db"]);
    let all = articles(&whole);
    assert_eq!(all.len(), ITEMS);
    for kill in 0..kills() {
        let home = home();
        run_until(&home, &["import", "cache.db"], 1 + kill * ITEMS / kills());
        hold_whole(&home, &all);
        home.prints(&["import", "cache.db"]);
        assert_eq!(articles(&home), all);
        let told = home.prints(&["import", "cache.db"]);
        assert!(told.contains(&format!("nothing new; {ITEMS} articles are there already\n")), "{told}");
        home.prints(&["import", "--undo"]);
        assert!(articles(&home).is_empty(), "one journal holds both runs");
    }
}
