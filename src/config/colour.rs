//! Colours as a reader writes them. The screen turns them into its own; here they are only held to be colours.

use super::fault::{Fault, meant};
use super::table::Value;

/// The sixteen colours of every terminal, and its own default.
const NAMES: &[&str] = &[
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "dark-gray",
    "light-red",
    "light-green",
    "light-yellow",
    "light-blue",
    "light-magenta",
    "light-cyan",
    "white",
    "reset",
];

/// A colour by name, by number of the 256, or as `#rrggbb`.
pub(super) fn read(value: &Value) -> Result<String, Fault> {
    let colour = value.string_or_number()?;
    if is_colour(&colour) {
        return Ok(colour);
    }
    let hint = meant(&colour, NAMES.iter().copied()).map(|name| format!("; did you mean `{name}`?"));
    let names = "a colour is a name (cyan, light-red), a number from 0 to 255, or #rrggbb";
    Err(value.fault(format!("{names}, not `{colour}`{}", hint.unwrap_or_default())))
}

fn is_colour(colour: &str) -> bool {
    let is_hex = |digits: &str| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    NAMES.contains(&colour) || colour.parse::<u8>().is_ok() || colour.strip_prefix('#').is_some_and(is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_and_hex_are_colours() {
        for colour in ["light-red", "0", "255", "#a0B1c2"] {
            assert!(is_colour(colour), "{colour}");
        }
        for other in ["", "256", "#fff", "#gggggg", "reddish", "-1"] {
            assert!(!is_colour(other), "{other}");
        }
    }
}
