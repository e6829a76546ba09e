//! Feeds followed, fetched and handed on, and single articles added, through the binary.

use std::path::PathBuf;

use serde_json::Value;

use crate::harness::Home;
use crate::server::{Play, Server};

const LIBRARY: &str = ".local/share/dateline/library";
const FEED: &str = r#"<rss version="2.0"><channel><title>Sea Post</title>
    <item><title>Ferry stops at dusk</title><guid>1</guid><pubDate>Fri, 25 Apr 2025 14:02:00 GMT</pubDate>
      <description>“The ferry stops at dusk,” Ida Holm, the harbour master, told reporters on Monday.</description></item>
    <item><title>Nets torn</title><guid>2</guid><description>The nets were torn by the storm, Jan Prins said.</description></item>
    </channel></rss>"#;

fn told(home: &Home, arguments: &[&str], code: i32) -> String {
    let output = home.dateline(arguments).assert().code(code).get_output().stderr.clone();
    String::from_utf8(output).unwrap()
}

fn kept(home: &Home, folder: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(home.path().join(LIBRARY).join(folder)) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.'));
    paths.sort();
    paths
}

#[test]
fn a_pages_feed_is_found_followed_fetched_and_dropped() {
    let (home, server) = (Home::new(), Server::start());
    server.feed("/feed.xml", FEED);
    let page = "<html><head><link rel=alternate type=application/rss+xml href=/feed.xml></head><body>Sea</body></html>";
    server.plays("/", Play::Reply(200, vec![("Content-Type", "text/html".into())], page.into()));
    let followed = home.prints(&["feeds", "add", &server.url("/"), "--tag", "coast"]);
    assert!(followed.starts_with("follows “Sea Post” <") && followed.contains("2 items now"), "{followed}");
    assert!(told(&home, &["feeds", "add", &server.url("/")], 2).contains("already followed"));
    assert_eq!(home.prints(&["fetch"]), "2 new articles from 1 feed\n");
    assert_eq!(kept(&home, "sea-post").len(), 2);
    // What came in is the library where none is configured; all of it is there at once.
    assert!(home.prints(&["quotes", "said:holm"]).contains("The ferry stops at dusk"));
    let listed: Value = serde_json::from_str(&home.prints(&["feeds", "--format", "json"])).unwrap();
    assert_eq!(
        (&listed["state"], &listed["items"], &listed["tags"][0]),
        (&"fetched".into(), &2.into(), &"coast".into())
    );
    home.prints(&["feeds", "rename", "sea post", "Coast"]);
    server.feed("/feed.xml", &FEED.replace("torn by", "lost in"));
    assert_eq!(home.prints(&["fetch", "Coast"]), "0 new articles from 1 feed, 1 updated\n");
    assert_eq!(kept(&home, "sea-post").len(), 2);
    let shown = home.prints(&["show", &format!("{LIBRARY}/sea-post")]);
    assert!(shown.contains("UPDATED ") && shown.contains("  + The nets were lost in the storm"), "{shown}");
    assert!(shown.contains("  − The nets were torn by the storm"), "{shown}");
    home.prints(&["feeds", "remove", "Coast"]);
    assert_eq!(home.prints(&["feeds"]), "");
    assert_eq!(kept(&home, "sea-post").len(), 2);
}

#[test]
fn each_feed_is_told_and_one_that_fails_fails_alone() {
    let (home, server) = (Home::new(), Server::start());
    server.feed("/good", FEED);
    server.plays("/moved", Play::Reply(301, vec![("Location", "/new".into())], Vec::new())).feed("/new", FEED);
    home.write(
        ".config/dateline/feeds.toml",
        ["good", "moved", "missing"]
            .map(|name| format!("[[feed]]\nurl = \"{}\"\nname = \"{name}\"\n", server.url(&format!("/{name}"))))
            .concat(),
    );
    let told = told(&home, &["fetch"], 1);
    for line in ["good: 2 new", "moved: 2 new", "missing: the server answered 404"] {
        assert_eq!(told.matches(line).count(), 1, "{told}");
    }
    let feeds = std::fs::read_to_string(home.path().join(".config/dateline/feeds.toml")).unwrap();
    assert!(feeds.contains(&server.url("/new")) && !feeds.contains("/moved\""), "{feeds}");
    assert!(home.prints(&["feeds"]).contains("failed today"));
    assert_eq!(home.prints(&["fetch"]), "0 new articles from 3 feeds, 3 not due (name one to ask it all the same)\n");
    assert!(self::told(&home, &["fetch", "nobody"], 2).contains("no feed is called “nobody”"));
}

#[test]
fn what_came_is_handed_to_the_readers_own_command() {
    let (home, server) = (Home::new(), Server::start());
    server.feed("/feed", FEED);
    home.write(
        ".config/dateline/config.toml",
        "[programs]\nafter-fetch = [\"dd\", \"status=none\", \"of=new; x.jsonl\"]\n",
    );
    home.prints(&["feeds", "add", &server.url("/feed")]);
    home.prints(&["fetch"]);
    let written = std::fs::read_to_string(home.path().join("new; x.jsonl")).unwrap();
    let titles: Vec<Value> =
        written.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["title"].clone()).collect();
    assert_eq!(titles.len(), 2);
    assert!(titles.contains(&"Nets torn".into()));
    home.write(".config/dateline/config.toml", "[programs]\nafter-fetch = [\"/no/such/program\"]\n");
    server.feed("/feed", &FEED.replace("<guid>2<", "<guid>3<").replace("Nets torn", "Nets mended"));
    assert!(told(&home, &["fetch", "Sea Post"], 1).contains("after-fetch: /no/such/program"));
    assert_eq!(kept(&home, "sea-post").len(), 3);
}

#[test]
fn a_short_item_gets_the_text_of_its_page() {
    let (home, server) = (Home::new(), Server::start());
    let paragraph =
        "The harbour master said that the ferry would not run after dusk while the wind was as strong as it had been.";
    let page = format!(
        "<html><head><title>Ferry stops</title></head><body><nav>Home</nav><article><h1>Ferry stops</h1><p>{paragraph}</p><p>{paragraph} Again.</p></article></body></html>"
    );
    server.plays("/1.html", Play::Reply(200, vec![("Content-Type", "text/html".into())], page.into()));
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>Sea</title><item><title>Ferry stops</title><link>{}</link><description>The harbour…</description></item></channel></rss>",
        server.url("/1.html")
    );
    server.feed("/feed", &feed);
    home.prints(&["feeds", "add", &server.url("/feed"), "--full-text"]);
    home.prints(&["fetch"]);
    let text = std::fs::read_to_string(&kept(&home, "sea")[0]).unwrap();
    assert!(text.contains(&format!("{paragraph} Again.")) && !text.contains("Home"), "{text}");
    assert_eq!(home.prints(&["fetch", "Sea"]), "0 new articles from 1 feed\n");
    server.feed("/feed", &feed.replace("The harbour…", "The harbour is…"));
    assert_eq!(home.prints(&["fetch", "Sea"]), "0 new articles from 1 feed, 1 updated\n");
    assert_eq!(server.asked().iter().filter(|path| *path == "/1.html").count(), 2);
    // A page that does not come leaves the text that is here.
    server.plays("/1.html", Play::Reply(500, Vec::new(), Vec::new()));
    server.feed("/feed", &feed.replace("The harbour…", "The harbour was…"));
    let told = told(&home, &["fetch", "Sea"], 0);
    assert!(told.contains("the server answered 500; the one that is here stays"), "{told}");
    assert!(std::fs::read_to_string(&kept(&home, "sea")[0]).unwrap().contains(&format!("{paragraph} Again.")));
}

#[test]
fn pages_files_folders_and_standard_input_are_kept_once() {
    let (home, server) = (Home::new(), Server::start());
    let page = |title: &str| {
        format!(
            "<html><head><title>{title}</title><meta property='article:published_time' content='2025-04-25'></head><body><article><h1>{title}</h1><p>The quay was dry on Monday, and the nets lay in the sun, Jan Prins said.</p></article></body></html>"
        )
    };
    server.plays(
        "/dry",
        Play::Reply(200, vec![("Content-Type", "text/html; charset=utf-8".into())], page("The quay is dry").into()),
    );
    home.write("saved/one.html", page("One"));
    home.write("saved/two.htm", page("Two"));
    home.write("note.md", "# A note\n\nWritten by hand.\n");
    let added = ["add", &server.url("/dry"), "saved", "note.md", "-", "--tag", "coast"];
    let add = || {
        let output =
            home.dateline(&added).write_stdin("From the quay\n\nIt was dry, Jan Prins said.\n").assert().success();
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    };
    assert!(add().starts_with("5 new articles in "));
    assert!(add().starts_with("0 new articles in ") && add().ends_with(", 5 there already\n"));
    let all = kept(&home, "saved").iter().map(|path| std::fs::read_to_string(path).unwrap()).collect::<Vec<_>>();
    assert_eq!(all.len(), 5);
    assert!(all.iter().all(|page| page.starts_with("+++\n") && page.contains("tags = [\"coast\"]")));
    assert!(told(&home, &["add", &server.url("/none"), "missing.txt"], 1).lines().count() >= 2);
    assert!(told(&home, &["add", LIBRARY], 0).contains("in the library already"));
}

#[test]
fn a_configured_folder_is_where_things_come_in() {
    let home = Home::new();
    home.write("mine/config.toml", "[library]\nfolders = [\"news\"]\n");
    home.write("a.txt", "A headline\n\nAnd what stands below it.\n");
    home.prints(&["--config", "mine/config.toml", "add", "a.txt"]);
    assert_eq!(std::fs::read_dir(home.path().join("mine/news/saved")).unwrap().count(), 1);
    assert!(!home.path().join(LIBRARY).exists());
    assert!(home.prints(&["--config", "mine/config.toml", "search", "headline"]).contains("A headline"));
}
