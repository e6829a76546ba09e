//! Under which key an actor or a place is one in the whole library, and by which words it is found.

use crate::index::Named;
use crate::lexicon::actor_key::{actor_key, word_keys};
use crate::lexicon::fold::fold;
use crate::lexicon::gazetteer;
use crate::model::{Actor, Place};

/// The key of `actor`, which variants of its name share, and the keys of its words.
pub(super) fn of_actor(actor: &Actor) -> Named {
    let mut words = word_keys(&actor.name);
    words.sort();
    words.dedup();
    Named { key: actor_key(&actor.name, actor.kind), words }
}

/// The key of `place`, and the words of its names.
pub(super) fn of_place(place: &Place) -> Named {
    let names = [Some(place.name.as_str()), place.standard.as_deref()];
    let folded: Vec<String> = names.into_iter().flatten().map(fold).collect();
    let mut words: Vec<String> = folded.iter().flat_map(|name| name.split(' ')).map(str::to_owned).collect();
    words.retain(|word| !word.is_empty());
    words.sort();
    words.dedup();
    Named { key: gazetteer::key_of(place), words }
}
