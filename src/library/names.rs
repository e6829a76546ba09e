//! Under which key an actor or a place is one in the whole library, and by which words it is found.

use crate::index::{Named, fold};
use crate::model::{Actor, Place};

/// The key and words of `actor`: kind and folded name.
pub(super) fn of_actor(actor: &Actor) -> Named {
    let folded = fold(&actor.name);
    Named { key: format!("{}:{folded}", actor.kind.as_str()), words: words(&folded) }
}

/// The key and words of `place`: the gazetteer's number, else its name and country.
pub(super) fn of_place(place: &Place) -> Named {
    let name = place.standard.as_deref().unwrap_or(&place.name);
    let folded = fold(name);
    let mut found = words(&folded);
    found.extend(words(&fold(&place.name)));
    found.sort();
    found.dedup();
    let key = match place.geonames_id {
        Some(id) => format!("geonames:{id}"),
        None => format!("{}:{}:{folded}", place.kind.as_str(), place.country.as_deref().unwrap_or("")),
    };
    Named { key, words: found }
}

fn words(folded: &str) -> Vec<String> {
    folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
