//! A round through the feeds and a full text, asked for by keys in the reader: progress is shown, keys are answered while
//! a server drips, what is new is there at once, and each fault is one line.

use crate::harness::Home;
use crate::server::{Play, Server};
use crate::walk::Walk;

const LIBRARY: &str = ".local/share/dateline/library";
const FEEDS: &str = ".config/dateline/feeds.toml";

/// A home whose library holds one article, and a configuration that watches no files.
fn home() -> Home {
    let home = Home::new();
    home.write(
        &format!("{LIBRARY}/own/pier.txt"),
        "The pier is mended\n\nMay 12, 2025\n\nThe pier was mended on Monday, the mayor said.\n",
    );
    home.write(".config/dateline/config.toml", "[library]\nwatch = false\n");
    home
}

fn feed(items: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>Quay</title>{items}</channel></rss>")
}

fn follow(home: &Home, feeds: &[(&str, String)]) {
    let line = |(name, url): &(&str, String)| format!("[[feed]]\nurl = \"{url}\"\nname = \"{name}\"\n");
    home.write(FEEDS, feeds.iter().map(line).collect::<String>());
}

fn begin(home: &Home) -> Walk {
    let walk = Walk::dateline(home, &[LIBRARY]);
    walk.sees("1 briefing");
    walk.sees("The pier is mended");
    walk
}

#[test]
fn keys_are_answered_and_what_came_is_there_while_a_server_drips() {
    let (home, server) = (home(), Server::start());
    server.plays("/drip", Play::Drip(20));
    server.feed("/quay", &feed("<item><title>Ferry stops at dusk</title><guid>1</guid><description>It stops, he said.</description></item>"));
    follow(&home, &[("drip", server.url("/drip")), ("quay", server.named_url("/quay"))]);
    let mut walk = begin(&home);
    walk.press("r");
    walk.sees("Ferry stops at dusk");
    walk.sees("fetching 1 of 2 feeds · 1 new");
    walk.press("?");
    walk.until("the help", |screen| !screen.contents().contains("Ferry stops at dusk"));
    walk.press("<");
    walk.sees("Ferry stops at dusk");
    walk.press("r");
    walk.sees("Feeds are being fetched already.");
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn faults_are_one_line_and_the_rest_comes_in() {
    let (home, server) = (home(), Server::start());
    server.plays("/broken", Play::Reply(500, Vec::new(), Vec::new()));
    server.plays("/early", Play::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>".to_vec()));
    server.feed(
        "/quay",
        &feed("<item><title>Ferry stops at dusk</title><guid>1</guid><description>It stops.</description></item>"),
    );
    follow(
        &home,
        &[("broken", server.url("/broken")), ("early", server.url("/early")), ("quay", server.named_url("/quay"))],
    );
    let mut walk = begin(&home);
    walk.press("r");
    walk.sees("3 feeds: 1 new, 2 failed");
    walk.sees("Ferry stops at dusk");
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn the_full_text_takes_the_place_of_the_short_one() {
    let (home, server) = (home(), Server::start());
    let paragraph = "The ferry stops at dusk from Monday on, and the last boat leaves while there is light, the harbour master said. ";
    let page = format!(
        "<html><head><title>Ferry stops at dusk</title></head><body><article><h1>Ferry stops at dusk</h1><p>{paragraph}</p><p>Nobody on the islands was asked about it, their speaker said.</p></article></body></html>"
    );
    server.plays("/page", Play::Reply(200, vec![("Content-Type", "text/html".into())], page.into()));
    let item = format!(
        "<item><title>Ferry stops at dusk</title><guid>1</guid><link>{}</link><description>The ferry stops.</description></item>",
        server.url("/page")
    );
    server.feed("/quay", &feed(&item));
    follow(&home, &[("quay", server.url("/quay"))]);
    let mut walk = begin(&home);
    walk.press("r");
    walk.sees("Ferry stops at dusk");
    walk.press("g\r");
    walk.sees("The ferry stops.");
    walk.press("L");
    walk.sees("Nobody on the islands was asked about it");
    // What the feed says anew of it does not take the place of the whole text.
    server.feed("/quay", &feed(&item.replace("The ferry stops.", "The ferry stops soon.")));
    home.prints(&["fetch", "quay"]);
    walk.press("L");
    walk.sees("No full text: the page has no more text than is here.");
    walk.sees("Nobody on the islands was asked about it");
    server.plays("/page", Play::Reply(404, Vec::new(), Vec::new()));
    walk.press("L");
    walk.sees("No full text: the server answered 404.");
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}
