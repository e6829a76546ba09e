//! What the verbs that bring articles in share: where things lie, and how it is told.

use std::path::PathBuf;

use super::{PARTLY, USAGE, complain};
use crate::config::Settings;
use crate::fetch::{Desk, Limits, Subscriptions};

/// Where fetching reads and writes, by the settings; where there is no such place that is told, with the exit status as
/// the error.
pub(super) fn desk(settings: &Settings) -> Result<Desk, u8> {
    match settings.incoming() {
        Some(places) => {
            let limits = Limits::within(settings.timeout);
            Ok(Desk { feeds: places.feeds, states: places.states, library: places.library, limits })
        }
        None => Err(failed(&"there is no home folder, and so no place for what comes in")),
    }
}

/// The library that the reader will open: what is configured, else what came in.
pub(super) fn library(settings: &Settings, desk: &Desk) -> Vec<PathBuf> {
    if settings.folders.is_empty() { vec![desk.library.clone()] } else { settings.folders.clone() }
}

/// The reader's subscriptions; what is wrong with them is told, with the exit status as the error.
pub(super) fn subscriptions(desk: &Desk) -> Result<Subscriptions, u8> {
    Subscriptions::read(&desk.feeds).map_err(|error| wrong(&error))
}

/// Tells that something that was named is not there or not as it should be; gives the exit status.
pub(super) fn wrong(error: &dyn std::fmt::Display) -> u8 {
    complain::line(&error.to_string());
    USAGE
}

/// Tells that something could not be done; gives the exit status.
pub(super) fn failed(error: &dyn std::fmt::Display) -> u8 {
    complain::line(&error.to_string());
    PARTLY
}

/// A number with its noun: "1 feed", "3 feeds".
pub(super) fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}
