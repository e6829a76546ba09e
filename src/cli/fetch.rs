//! `dateline fetch`: one round through the feeds, told as it goes; then what is new is split and linked.

use std::io::{self, Write};

use super::desk::{count, desk, failed, library, wrong};
use super::{PARTLY, complain, open, split};
use crate::config::Settings;
use crate::fetch::{Desk, DeskError, Fetched, Outcome, Progress, Round, Told, run_hook};
use crate::model::shown_line;

/// Asks the feeds called `names`, or all that are due; gives the exit status.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(names: &[String], settings: &Settings, out: &mut impl Write) -> io::Result<u8> {
    let desk = match desk(settings) {
        Ok(desk) => desk,
        Err(status) => return Ok(status),
    };
    let (mut done, mut all) = (0, 0);
    let round = desk.round(names, |progress| match progress {
        Progress::Begun(feeds) => all = feeds,
        Progress::Fetched(fetched) => {
            done += 1;
            tell(&fetched, done, all);
        }
    });
    let round = match round {
        Ok(round) => round,
        Err(error @ DeskError::Subscriptions(_)) => return Ok(wrong(&error)),
        Err(error) => return Ok(failed(&error)),
    };
    if round.feeds == 0 {
        complain::line("no feed is followed; `dateline feeds add URL` follows one");
        return Ok(0);
    }
    writeln!(out, "{}", summary(&round))?;
    out.flush()?;
    let finished = finish(&round, settings, &desk);
    Ok(if round.failed > 0 || !finished { PARTLY } else { 0 })
}

/// Brings the index up to date with what came, and hands it to the reader's own command; false when either failed.
fn finish(round: &Round, settings: &Settings, desk: &Desk) -> bool {
    if round.files.is_empty() {
        return true;
    }
    let hooked = run_hook(&settings.after_fetch, Told::Aloud, |input| split::hand_on(&round.files, input));
    let indexed = open::open(&library(settings, desk)).map(|(_, partly)| partly);
    if let Err(error) = &hooked {
        complain::line(error);
    }
    if let Err(error) = &indexed {
        complain::line(&error.to_string());
    }
    hooked.is_ok() && indexed.is_ok()
}

fn tell(fetched: &Fetched, done: usize, all: usize) {
    let line = match &fetched.outcome {
        // Of a hundred feeds that were asked a minute ago nobody wants a hundred lines.
        Outcome::NotDue => return,
        Outcome::Read { new, updated } => match (new, updated) {
            (0, 0) => "nothing new".to_owned(),
            (new, 0) => format!("{new} new"),
            (new, updated) => format!("{new} new, {updated} updated"),
        },
        Outcome::Unchanged => "nothing new".to_owned(),
        Outcome::Gone => "gone for good, as the server says; `dateline feeds remove` drops it".to_owned(),
        Outcome::Failed(why) => why.clone(),
    };
    complain::line(&format!("{done}/{all} {}: {line}", fetched.name));
    if let Some(new) = &fetched.moved {
        complain::line(&format!("note: {} moved to {new}", fetched.name));
    }
    for notice in &fetched.notices {
        complain::line(&format!("note: {}: {notice}", fetched.name));
    }
}

fn summary(round: &Round) -> String {
    let mut parts = vec![format!("{} from {}", count(round.new, "new article"), count(round.feeds, "feed"))];
    parts.extend((round.updated > 0).then(|| format!("{} updated", round.updated)));
    parts.extend((round.failed > 0).then(|| format!("{} failed", count(round.failed, "feed"))));
    parts.extend((round.waiting > 0).then(|| format!("{} not due (name one to ask it all the same)", round.waiting)));
    shown_line(&parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_only_what_there_is() {
        let round = Round { feeds: 3, new: 1, ..Round::default() };
        assert_eq!(summary(&round), "1 new article from 3 feeds");
        let round = Round { feeds: 3, failed: 1, waiting: 2, updated: 4, ..Round::default() };
        assert_eq!(
            summary(&round),
            "0 new articles from 3 feeds, 4 updated, 1 feed failed, 2 not due (name one to ask it all the same)"
        );
    }
}
