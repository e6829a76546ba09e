//! `dateline feeds`: the feeds that the reader follows, with their state; to follow more or fewer of them.

use std::io::{self, Write};

use clap::{Args, Subcommand};
use jiff::{Timestamp, Zoned, tz::TimeZone};
use serde_json::json;

use super::desk::{count, desk, failed, subscriptions, wrong};
use super::{Format, complain};
use crate::config::Settings;
use crate::fetch::{Desk, FeedState, States, Subscription, SubscriptionError, find_feed};
use crate::model::shown_line;

/// What is asked of the list of feeds.
#[derive(Debug, Args)]
pub struct Feeds {
    /// What to change; nothing lists them
    #[command(subcommand)]
    change: Option<Change>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Follow a feed, or the one that a web page offers
    Add(New),
    /// Follow a feed no longer; its articles stay
    Remove {
        /// Its name or address
        name: String,
    },
    /// Call a feed by another name
    Rename {
        /// Its name or address
        name: String,
        /// The new name
        new: String,
    },
}

#[derive(Debug, Args)]
struct New {
    /// Address of the feed, or of a page that has one
    url: String,
    /// What to call it, else what it calls itself
    #[arg(long)]
    name: Option<String>,
    /// Folder of the library for its articles, else made of its name
    #[arg(long, default_value = "")]
    folder: String,
    /// Tag for its articles
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Fetch the page of each item for its full text
    #[arg(long)]
    full_text: bool,
    /// How often to ask at most, as in 30m, 6h or 1d
    #[arg(long, default_value = "")]
    every: String,
}

/// Does what `feeds` asks for; gives the exit status.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(feeds: Feeds, settings: &Settings, out: &mut impl Write) -> io::Result<u8> {
    let desk = match desk(settings) {
        Ok(desk) => desk,
        Err(status) => return Ok(status),
    };
    match feeds.change {
        None => list(&desk, feeds.format, out),
        Some(Change::Add(new)) => add(new, &desk, out),
        Some(Change::Remove { name }) => remove(&name, &desk, out),
        Some(Change::Rename { name, new }) => rename(&name, &new, &desk),
    }
}

fn list(desk: &Desk, format: Format, out: &mut impl Write) -> io::Result<u8> {
    let feeds = match subscriptions(desk) {
        Ok(feeds) => feeds,
        Err(status) => return Ok(status),
    };
    let states = States::read(&desk.states);
    if feeds.feeds().is_empty() {
        complain::line("no feed is followed; `dateline feeds add URL` follows one");
    }
    for feed in feeds.feeds() {
        let state = states.of(&feed.url);
        match format {
            Format::Json => writeln!(out, "{}", crate::export::json::to_string(&object(feed, &state)))?,
            Format::Text => writeln!(out, "{}", shown_line(&line(feed, &state)))?,
        }
    }
    Ok(0)
}

fn object(feed: &Subscription, state: &FeedState) -> serde_json::Value {
    json!({
        "name": feed.name, "url": feed.url, "folder": feed.folder, "tags": feed.tags, "full_text": feed.full_text,
        "every": feed.every, "state": word(state), "asked": state.asked, "not_before": state.not_before,
        "items": state.items, "faults": state.faults, "fault": state.fault,
    })
}

fn word(state: &FeedState) -> &'static str {
    match state {
        FeedState { gone: true, .. } => "gone",
        FeedState { told_to_wait: true, .. } => "waiting",
        FeedState { fault: Some(_), .. } => "failed",
        FeedState { asked: None, .. } => "new",
        _ => "fetched",
    }
}

fn line(feed: &Subscription, state: &FeedState) -> String {
    let mut line = feed.name.clone();
    if feed.url != feed.name {
        line.push_str(&format!("  <{}>", feed.url));
    }
    line.push_str(&format!("  {}", told(state)));
    if !feed.tags.is_empty() {
        line.push_str(&format!("  [{}]", feed.tags.join(", ")));
    }
    if feed.full_text {
        line.push_str("  (full text)");
    }
    line
}

/// The state of a feed in words.
fn told(state: &FeedState) -> String {
    let asked = state.asked.map_or_else(|| "never".to_owned(), moment);
    let again = state.not_before.map(|then| format!("; again {}", moment(then))).unwrap_or_default();
    match (word(state), &state.fault) {
        ("gone", _) => format!("gone for good, as the server said {asked}"),
        ("new", _) => "not fetched yet".to_owned(),
        ("fetched", _) | (_, None) => format!("fetched {asked}, {}", count(state.items, "item")),
        (_, Some(fault)) => format!("failed {asked}: {fault}{again}"),
    }
}

/// A time as the reader's clock has it; the day only where it is another one.
fn moment(when: Timestamp) -> String {
    let when = when.to_zoned(TimeZone::system());
    let form = if when.date() == Zoned::now().date() { "today %H:%M" } else { "%-d %B %Y %H:%M" };
    when.strftime(form).to_string()
}

fn add(new: New, desk: &Desk, out: &mut impl Write) -> io::Result<u8> {
    let mut feeds = match subscriptions(desk) {
        Ok(feeds) => feeds,
        Err(status) => return Ok(status),
    };
    let found = match find_feed(&desk.client(), &new.url) {
        Ok(found) => found,
        Err(error) => return Ok(failed(&format!("{}: {error}", new.url))),
    };
    for other in &found.others {
        complain::line(&format!("note: the page also offers {other}"));
    }
    let named = new.name.or(Some(found.title).filter(|title| !title.is_empty()));
    let feed = Subscription {
        name: feeds.free_name(&named.unwrap_or_else(|| found.url.clone()), &found.url),
        url: found.url,
        folder: new.folder,
        tags: new.tags,
        full_text: new.full_text,
        every: new.every,
        found: found.named,
    };
    let line = format!(
        "follows “{}” <{}>, {} now; `dateline fetch` brings them",
        feed.name,
        feed.url,
        count(found.items, "item")
    );
    match feeds.add(feed) {
        Ok(()) => writeln!(out, "{}", shown_line(&line)).map(|()| 0),
        Err(error @ SubscriptionError::Io { .. }) => Ok(failed(&error)),
        Err(error) => Ok(wrong(&error)),
    }
}

fn remove(name: &str, desk: &Desk, out: &mut impl Write) -> io::Result<u8> {
    let removed = subscriptions(desk).and_then(|mut feeds| feeds.remove(name).map_err(|error| wrong(&error)));
    match removed {
        Ok(feed) => {
            let mut states = States::read(&desk.states);
            states.moved(&feed.url, None);
            states.write()?;
            writeln!(
                out,
                "{}",
                shown_line(&format!("no longer follows “{}” <{}>; its articles stay", feed.name, feed.url))
            )?;
            Ok(0)
        }
        Err(status) => Ok(status),
    }
}

fn rename(name: &str, new: &str, desk: &Desk) -> io::Result<u8> {
    let renamed = subscriptions(desk).and_then(|mut feeds| feeds.rename(name, new).map_err(|error| wrong(&error)));
    Ok(renamed.map_or_else(|status| status, |()| 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_told_in_words() {
        assert_eq!(told(&FeedState::default()), "not fetched yet");
        let asked = Some("2025-04-25T12:00:00Z".parse().unwrap());
        let fetched = FeedState { asked, items: 1, ..FeedState::default() };
        assert!(told(&fetched).starts_with("fetched 25 April 2025 ") && told(&fetched).ends_with(", 1 item"));
        let fault = Some("the server answered 500".to_owned());
        let failed = FeedState { fault, not_before: asked, faults: 2, ..fetched };
        assert!(told(&failed).contains(": the server answered 500; again 25 April"), "{}", told(&failed));
    }
}
