//! The keys that a reader gives to commands.

use std::collections::BTreeMap;

use super::fault::Fault;
use super::table::Value;
use crate::command::{Chord, Command};

/// A key, or a list of them.
pub(super) fn read(value: &Value) -> Result<Vec<Chord>, Fault> {
    let spelt = value.string_or_strings()?;
    spelt
        .iter()
        .map(|(spelling, at)| spelling.parse().map_err(|error| value.fault_at(*at, format!("{error}"))))
        .collect()
}

/// Keys of the commands in `bound` that another command has already, where neither would win.
pub(super) fn clashes(keys: &BTreeMap<Command, Vec<Chord>>, bound: &[(Command, &Value)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (command, value) in bound {
        for chord in keys.get(command).into_iter().flatten() {
            let taken = keys
                .iter()
                .find(|(other, chords)| *other != command && chords.contains(chord) && clash(*command, **other));
            if let Some((other, _)) = taken {
                let (key, name) = (chord.to_string(), other.entry().name);
                faults.push(value.fault(format!(
                    "`{key}` is the key of `{name}` already; give `{name}` another one, or none: {name} = []"
                )));
            }
        }
    }
    faults
}

/// Whether one key cannot serve both: they work on the same page, and neither is preferred there.
fn clash(one: Command, other: Command) -> bool {
    let (a, b) = (one.entry(), other.entry());
    let same_rank = a.pages.is_empty() == b.pages.is_empty() && one.while_finding() == other.while_finding();
    same_rank && (a.pages.is_empty() || a.pages.iter().any(|page| b.pages.contains(page)))
}
