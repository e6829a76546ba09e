//! What other programs keep, taken over through the binary: once however often, and taken back.

use std::path::Path;

use rusqlite::Connection;

use crate::harness::Home;

const LIBRARY: &str = ".local/share/dateline/library";

/// Names of the articles in the folder `name` of the library, without the hashes.
fn kept(home: &Home, name: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(home.path().join(LIBRARY).join(name)) else { return Vec::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> =
        names.map(|name| name.rsplit_once('-').map_or(name.clone(), |(slug, _)| slug.to_owned())).collect();
    names.sort();
    names
}

fn cache_db(path: &Path) {
    let cache = Connection::open(path).unwrap();
    cache
        .execute_batch(
            "CREATE TABLE rss_feed(rssurl TEXT PRIMARY KEY NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
               lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag TEXT NOT NULL DEFAULT '');
             CREATE TABLE rss_item(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid TEXT NOT NULL, title TEXT NOT NULL,
               author TEXT NOT NULL, url TEXT NOT NULL, feedurl TEXT NOT NULL, pubDate INTEGER NOT NULL, content TEXT NOT NULL,
               unread INTEGER(1) NOT NULL, enclosure_url TEXT, enclosure_type TEXT, enqueued INTEGER(1) NOT NULL DEFAULT 0,
               flags TEXT, deleted INTEGER(1) NOT NULL DEFAULT 0, base TEXT NOT NULL DEFAULT '');
             INSERT INTO rss_feed(rssurl, url, title) VALUES('https://sea.example/feed', 'https://sea.example/', 'Sea Post');",
        )
        .unwrap();
    for (number, title, unread, flags) in
        [(1, "Ferry stops", 0, ""), (2, "Nets torn", 0, "s"), (3, "Pier opens", 1, "")]
    {
        cache
            .execute(
                "INSERT INTO rss_item(guid, title, author, url, feedurl, pubDate, content, unread, flags)
                 VALUES(?1, ?2, '', ?3, 'https://sea.example/feed', 1745582520, '<p>Said on the quay on Monday.</p>', ?4, ?5)",
                (number.to_string(), title, format!("https://sea.example/{number}"), unread, flags),
            )
            .unwrap();
    }
}

#[test]
fn newsboat_is_taken_over_with_what_was_read_and_flagged() {
    let home = Home::new();
    cache_db(&home.path().join("cache.db"));
    home.write(
        "urls",
        "https://sea.example/feed coast \"~The Sea\"\n\"exec:make-feed\" x\n\"query:New:unread = \\\"yes\\\"\"\n",
    );
    let told = home.prints(&["import", "urls", "cache.db"]);
    assert!(told.contains("urls: took 1 feed\n  left line 2, “exec:make-feed”: no program is run"), "{told}");
    assert!(told.contains("cache.db: took 3 articles, 2 marked read, 1 bookmarked, 1 tagged\n"), "{told}");
    assert_eq!(kept(&home, "the-sea"), ["ferry-stops", "nets-torn", "pier-opens"]);
    let found = |query: &str| home.prints(&["search", query]).matches('[').count();
    assert_eq!((found("is:read"), found("is:bookmarked"), found("tag:flag-s"), found("tag:coast")), (2, 1, 1, 3));
    assert!(home.prints(&["feeds"]).starts_with("The Sea <https://sea.example/feed> not fetched yet [coast]"));
}

#[test]
fn a_second_import_takes_nothing_twice_and_undo_takes_all_back() {
    let home = Home::new();
    cache_db(&home.path().join("cache.db"));
    home.write("feeds.opml", "<opml><body><outline text='Coast'><outline text='Sea' xmlUrl='https://sea.example/feed'/></outline></body></opml>");
    home.prints(&["import", "feeds.opml", "cache.db"]);
    let again = home.prints(&["import", "feeds.opml", "cache.db"]);
    assert!(again.contains("feeds.opml: nothing new; 1 feed is followed already\n"), "{again}");
    assert!(again.contains("cache.db: nothing new; 3 articles are there already\n"), "{again}");
    let edited =
        std::fs::read_dir(home.path().join(LIBRARY).join("coast-sea")).unwrap().next().unwrap().unwrap().path();
    let page = std::fs::read_to_string(&edited).unwrap();
    std::fs::write(&edited, page + "\nA line of my own.\n").unwrap();
    assert_eq!(
        home.prints(&["import", "--undo"]),
        "took back the import of feeds.opml, cache.db: 2 articles, 1 feed, 4 marks; left 1 article that changed since\n"
    );
    assert_eq!(kept(&home, "coast-sea").len(), 1);
    assert_eq!(home.prints(&["feeds"]), "");
    assert_eq!(home.prints(&["search", "is:read"]), "");
    home.prints(&["import", "--undo"]);
}

#[test]
fn mail_is_taken_from_letters_mailboxes_and_maildirs() {
    let home = Home::new();
    let letter = |number: usize| {
        format!(
            "From: Ida Holm <ida@sea.example>\nMessage-ID: <{number}@sea.example>\nSubject: Letter {number}\n\nThe quay is dry.\n"
        )
    };
    home.write("one.eml", letter(1));
    home.write(
        "all.mbox",
        format!("From a@b Fri Apr 25 10:00:00 2025\n{}\nFrom a@b Fri Apr 25 10:00:00 2025\n{}", letter(1), letter(2)),
    );
    home.write("Maildir/new/3.host", letter(3));
    home.write("Maildir/cur/4.host:2,FS", letter(4));
    home.write("Maildir/tmp/5.host", letter(5));
    let told = home.prints(&["import", "one.eml", "all.mbox", "Maildir"]);
    assert_eq!(
        told,
        "one.eml: took 1 article\nall.mbox: took 1 article; 1 article is there already\n\
         Maildir: took 2 articles, 1 marked read, 1 bookmarked\n"
    );
    assert_eq!(kept(&home, "mail"), ["letter-1", "letter-2", "letter-3", "letter-4"]);
}

#[test]
fn a_folder_is_looked_through_and_strangers_are_counted() {
    let home = Home::new();
    home.write("old/world.json", r#"{"category": "World", "timestamp": 1745582520, "clusters": [{"title": "Ferries stop", "short_summary": "At dusk."}]}"#);
    home.write("old/letters/one.eml", "From: a@b.example\nSubject: One\n\nWords.\n");
    home.write("old/notes.txt", "Some notes\n\nof mine.\n");
    let told = home.prints(&["import", "old"]);
    assert_eq!(told, "old: took 2 articles\n  left 1 file that is nothing to import\n");
    assert_eq!((kept(&home, "kagi-news").len(), kept(&home, "mail").len()), (1, 1));
}

#[test]
fn what_cannot_be_imported_is_told() {
    let home = Home::new();
    home.write("notes.txt", "Some notes\n\nof mine.\n");
    home.write("other.db", "SQLite format 3\0 and nothing more");
    home.write("broken.opml", "<opml><body><outline text='a' <");
    for (file, why) in [
        ("notes.txt", "is nothing that can be imported"),
        ("other.db", "cannot be read"),
        ("broken.opml", "broken.opml: 1:"),
        ("missing", "no such file"),
    ] {
        let output = home.dateline(&["import", file]).assert().code(1).get_output().stderr.clone();
        let told = String::from_utf8(output).unwrap();
        assert!(told.contains(why) && told.trim_end().lines().count() == 1, "{file}: {told}");
    }
    home.dateline(&["import"]).assert().code(2);
    assert!(
        !home.path().join(LIBRARY).exists()
            && !home.path().join(".local/share/dateline/imports").read_dir().unwrap().any(|_| true)
    );
}
