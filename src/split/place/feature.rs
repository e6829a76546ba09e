//! Features told by the word for their kind, whether the gazetteer knows them or not: streets, parks, lakes, counties.

use super::super::document::{Document, TokenKind};
use super::toponym::begins_name;
use crate::model::PlaceKind;

/// Words before the one for the kind that a name may have.
const WORDS: usize = 4;

/// The kind of feature that a word after a name tells ("Main Street").
fn tail(word: &str) -> Option<PlaceKind> {
    let word = word.trim_end_matches('.');
    Some(match word {
        "Street" | "St" | "Road" | "Rd" | "Avenue" | "Ave" | "Drive" | "Dr" | "Lane" | "Ln" | "Boulevard" | "Blvd"
        | "Highway" | "Hwy" | "Parkway" | "Pkwy" | "Freeway" | "Expressway" | "Turnpike" | "Terrace" | "Bypass"
        | "Streets" | "Roads" | "Avenues" | "Park" | "Airport" | "Stadium" | "Wilderness" | "Cemetery" | "Speedway"
        | "Fairgrounds" | "Plaza" | "Square" | "Dam" | "Reservoir" | "Campground" | "Prospekt" | "Heights"
        | "Close" | "Crossing" => PlaceKind::Site,
        "Lake" | "River" | "Creek" | "Bay" | "Pond" | "Sea" | "Strait" | "Canal" | "Harbor" | "Harbour" | "Brook"
        | "Lagoon" => PlaceKind::Water,
        "Mountain" | "Mountains" | "Peak" | "Ridge" | "Volcano" => PlaceKind::Mountain,
        "Island" | "Islands" | "Isle" | "Atoll" => PlaceKind::Island,
        "Township" | "Village" => PlaceKind::City,
        "County" | "Parish" | "Borough" | "Raion" => PlaceKind::County,
        "Oblast" | "Krai" | "Governorate" => PlaceKind::Region,
        "Valley" | "Desert" | "Peninsula" | "Forest" | "Canyon" | "Coast" => PlaceKind::Area,
        _ => return None,
    })
}

/// The kind of feature that a word before a name tells ("Lake Erie").
fn head(word: &str) -> Option<PlaceKind> {
    Some(match word {
        "Lake" | "River" | "Loch" => PlaceKind::Water,
        "Mount" | "Mt" | "Mt." => PlaceKind::Mountain,
        "Fort" | "Ft." | "Camp" => PlaceKind::Site,
        _ => return None,
    })
}

/// The end and the kind of the feature that begins at the token `at`.
pub fn at(document: &Document, at: usize, limit: usize) -> Option<(usize, PlaceKind)> {
    numbered(document, at, limit).or_else(|| tailed(document, at, limit)).or_else(|| headed(document, at, limit))
}

/// "Main Street", "E. Walnut St.", "40th Avenue South", "Monongahela National Forest".
fn tailed(document: &Document, at: usize, limit: usize) -> Option<(usize, PlaceKind)> {
    if !begins_name(document, at) && !is_ordinal(document, at) {
        return None;
    }
    // "The Street" is no name, nor is "Park" alone.
    if tail(document.word(at)).is_some()
        || ["The", "A", "This", "That", "Our", "Their", "His", "Her"].contains(&document.word(at))
    {
        return None;
    }
    for index in at + 1..limit.min(at + 1 + WORDS) {
        if !begins_name(document, index) || !adjoins(document, index) {
            return None;
        }
        if let Some(kind) = tail(document.word(index)) {
            let next = index + 1;
            let end = if kind == PlaceKind::Site
                && next < limit
                && is_direction(document.word(next))
                && adjoins(document, next)
            {
                next + 1
            } else {
                next
            };
            return Some((end, kind));
        }
    }
    None
}

/// "Lake Opechee", "River Moy", "Mount Hood".
fn headed(document: &Document, at: usize, limit: usize) -> Option<(usize, PlaceKind)> {
    let kind = head(document.word(at))?;
    let next = at + 1;
    (next < limit && begins_name(document, next) && adjoins(document, next)).then_some((next + 1, kind))
}

/// "Route 1", "Interstate 395", "County Road 35", "I-75".
fn numbered(document: &Document, at: usize, limit: usize) -> Option<(usize, PlaceKind)> {
    if !begins_name(document, at) {
        return None;
    }
    let word = document.word(at);
    let roads = ["Route", "Interstate", "Highway", "FM", "CR"];
    let number =
        |index: usize| index < limit && document.tokens[index].kind == TokenKind::Number && adjoins(document, index);
    if roads.contains(&word) && number(at + 1) {
        return Some((at + 2, PlaceKind::Site));
    }
    let pair = at + 1 < limit
        && ["County", "State", "U.S.", "US"].contains(&word)
        && ["Road", "Route", "Highway"].contains(&document.word(at + 1));
    if pair && number(at + 2) {
        return Some((at + 3, PlaceKind::Site));
    }
    let interstate = word.strip_prefix("I-").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    interstate.then_some((at + 1, PlaceKind::Site))
}

fn is_ordinal(document: &Document, index: usize) -> bool {
    let word = document.word(index);
    word.starts_with(|c: char| c.is_ascii_digit()) && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end))
}

fn is_direction(word: &str) -> bool {
    [
        "North",
        "South",
        "East",
        "West",
        "N.",
        "S.",
        "E.",
        "W.",
        "N.W.",
        "N.E.",
        "S.W.",
        "S.E.",
        "Northwest",
        "Northeast",
        "Southwest",
        "Southeast",
    ]
    .contains(&word)
}

/// Whether only spaces part the token from the one before.
pub fn adjoins(document: &Document, index: usize) -> bool {
    let gap = &document.text[document.tokens[index - 1].bytes.end..document.tokens[index].bytes.start];
    gap.len() <= 2 && gap.chars().all(|c| c == ' ')
}
