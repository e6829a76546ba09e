//! A cast made of capitalised names, for as long as nobody else names the actors.

use std::collections::BTreeMap;

use crate::model::ActorKind;
use crate::split::actor::{Appearance, Cast, Gender, Member};
use crate::split::document::{Document, TokenKind};
use crate::split::quote::{Reading, small};

/// The capitalised names of `document`, joined by their last word.
pub fn cast(document: &Document, reading: &Reading) -> Cast {
    let mut cast = Cast::default();
    let mut by_last: BTreeMap<u64, usize> = BTreeMap::new();
    let mut index = 0;
    while index < document.tokens.len() {
        let start = index;
        while index < document.tokens.len()
            && reading.capital[index]
            && document.tokens[index].kind == TokenKind::Word
            && small(reading.keys[index]).is_none()
            && reading.descriptions[index].is_none()
            && document.sentence_of(index) == document.sentence_of(start)
        {
            index += 1;
        }
        if index == start {
            index += 1;
            continue;
        }
        let name = document.phrase(start..index).to_owned();
        let member = *by_last.entry(reading.keys[index - 1]).or_insert_with(|| {
            cast.members.push(Member { name: name.clone(), kind: ActorKind::Person, gender: Gender::Unknown });
            cast.members.len() - 1
        });
        if name.len() > cast.members[member].name.len() {
            cast.members[member].name = name;
        }
        cast.appearances.push(Appearance { member, tokens: start..index, role: None });
    }
    cast
}
