//! What counts as a name, and of what, where the model is unsure: rules of the guideline, and the article's own vote.

use std::ops::Range;

use foldhash::HashMap;

use super::word::{Case, Words};
use super::{Name, NameKind, evidence};
use crate::lexicon::nation::{self, Naming};
use crate::lexicon::vocabulary::{self, Marks};
use crate::lexicon::word_facts::WordFacts;
use crate::split::document::Document;

/// Bodies that are named by one word; other heads alone ("the Ministry") are descriptions.
const BODIES: [&str; 12] = [
    "Parliament",
    "Cabinet",
    "Senate",
    "Congress",
    "Duma",
    "Knesset",
    "Bundestag",
    "Treasury",
    "Interpol",
    "Assembly",
    "Politburo",
    "Reuters",
];

/// Puts `names`, as the model gave them, right; in reading order, none overlapping.
pub fn apply(document: &Document, words: &Words, mut names: Vec<Name>) -> Vec<Name> {
    for name in &mut names {
        trim(words, &mut name.tokens);
        if name.kind == NameKind::Person {
            untitle(words, &mut name.tokens);
        }
    }
    names.retain(|name| !name.tokens.is_empty());
    names.iter_mut().for_each(|name| take_office_off(words, name));
    add_known(document, words, &mut names);
    for name in &mut names {
        settle(document, words, name);
    }
    attach(document, words, &mut names);
    vote(document, words, &mut names);
    spread(words, &mut names);
    names
}

/// Titles before, possessives and marks around, are no part of a name.
fn trim(words: &Words, tokens: &mut Range<usize>) {
    while tokens.start < tokens.end && !begins_name(words, tokens) {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && matches!(words.at(tokens.end - 1).case, Case::Mark | Case::Lower) {
        let plural =
            words.at(tokens.end - 1).case == Case::Lower && tokens.len() > 1 && words.at(tokens.end - 1).text.len() > 3;
        if plural {
            break;
        }
        tokens.end -= 1;
    }
}

/// A title that the model took for the first word of a person's name; "Dean" and "Earl" may be given names and stay.
fn untitle(words: &Words, tokens: &mut Range<usize>) {
    while tokens.len() > 1 {
        let word = words.at(tokens.start);
        let sure = matches!(word.text, "Mr" | "Mr." | "Mrs" | "Mrs." | "Ms" | "Ms." | "Dr" | "Dr." | "First" | "Vice");
        if !sure && (!word.marks.any(Marks::TITLE) || word.facts.any(WordFacts::GIVEN | WordFacts::FAMILY)) {
            break;
        }
        tokens.start += 1;
    }
}

/// "Mining Minister Aurora Williams" is a person with an office before the name, not an organisation.
fn take_office_off(words: &Words, name: &mut Name) {
    if name.tokens.len() < 3 || !matches!(name.kind, NameKind::Organization | NameKind::Person) {
        return;
    }
    let office = |&at: &usize| words.at(at).case == Case::Capital && words.at(at).marks.any(Marks::TITLE | Marks::ROLE);
    let Some(office) = name.tokens.clone().rev().skip(2).find(office) else { return };
    let person = office + 1..name.tokens.end;
    let no_person = Marks::ORG_HEAD | Marks::ORG_SUFFIX | Marks::ORG_HINT | Marks::ORG_NAME | Marks::ROLE | Marks::STOP;
    let plain = person.clone().all(|at| {
        matches!(words.at(at).case, Case::Capital | Case::Initial | Case::Inner) && !words.at(at).marks.any(no_person)
    });
    if plain && person.len() <= 3 && words.at(person.start).facts.any(WordFacts::GIVEN) {
        (name.tokens, name.kind) = (person, NameKind::Person);
    }
}

fn begins_name(words: &Words, tokens: &Range<usize>) -> bool {
    let word = words.at(tokens.start);
    !(word.case == Case::Mark || matches!(word.text, "the" | "The" | "'s" | "’s" | "of" | "and" | "in"))
}

/// Adds organisations that the list knows and the model left out, and sets right those it took for something else.
fn add_known(document: &Document, words: &Words, names: &mut Vec<Name>) {
    let mut taken = vec![false; document.tokens.len()];
    let known = |name: &&Name| vocabulary::is_organization(document.phrase(name.tokens.clone()));
    for name in names.iter().filter(|name| name.tokens.len() > 1 && name.tokens.len() < 16 && !known(name)) {
        taken[name.tokens.clone()].fill(true);
    }
    let mut found = Vec::new();
    for sentence in &document.sentences {
        let mut index = sentence.tokens.start;
        while index < sentence.tokens.end {
            let range = if words.at(index).case.is_name_like() {
                known_at(document, words, index, sentence.tokens.end)
            } else {
                index..index
            };
            let beside = |at: usize| sentence.tokens.contains(&at) && words.at(at).case.is_name_like();
            let lone = range.len() == 1;
            let free = !range.is_empty()
                && !taken[range.clone()].contains(&true)
                && !(lone && (beside(index.wrapping_sub(1)) || beside(range.end)));
            if free {
                found.push(Name { tokens: range.clone(), kind: NameKind::Organization, confidence: 0.9 });
            }
            index = range.end.max(index + 1);
        }
    }
    if found.is_empty() {
        return;
    }
    let mut covered = vec![false; document.tokens.len()];
    for name in &found {
        covered[name.tokens.clone()].fill(true);
    }
    names.retain(|name| !covered[name.tokens.clone()].contains(&true));
    names.append(&mut found);
    names.sort_by_key(|name| name.tokens.start);
}

fn known_at(document: &Document, words: &Words, index: usize, end: usize) -> Range<usize> {
    for length in (2..=4).rev() {
        let range = index..index + length;
        if range.end <= end
            && words.at(range.end - 1).case.is_name_like()
            && vocabulary::is_organization(document.phrase(range.clone()))
        {
            return range;
        }
    }
    let word = words.at(index);
    if matches!(word.text, "Ministry" | "Department" | "University" | "Institute" | "Chamber" | "Bureau") {
        let office = office_at(words, index, end);
        if !office.is_empty() {
            return office;
        }
    }
    // Words that name people, places or everyday things, too, are left to the model.
    let plain = !word.facts.any(WordFacts::GIVEN | WordFacts::FAMILY | WordFacts::PLACE | WordFacts::EVERYDAY)
        && word.evidence & evidence::LOWER_TOO == 0;
    let known = word.marks.any(Marks::ORG_NAME) && word.text.len() > 2 && vocabulary::is_organization(word.text);
    if known && (plain || (word.case == Case::Upper && word.text.len() > 2)) && !shouted(words, index) {
        index..index + 1
    } else {
        index..index
    }
}

/// "Ministry of the Interior", "University of Riverton": head, "of" and the capitals after it; empty when it is none.
fn office_at(words: &Words, index: usize, end: usize) -> Range<usize> {
    let text = |at: usize| if at < end { words.at(at).text } else { "" };
    let from = if text(index + 1) != "of" { end } else { index + 2 + usize::from(text(index + 2) == "the") };
    let last = (from..end.min(from + 4))
        .take_while(|&at| words.at(at).case == Case::Capital && !words.at(at).marks.any(Marks::STOP))
        .last();
    last.map_or(index..index, |last| index..last + 1)
}

/// Whether the words around are in capitals, too, so that capitals do not tell an acronym.
fn shouted(words: &Words, index: usize) -> bool {
    let upper = |at: Option<usize>| {
        at.filter(|&at| at < words.of_token.len())
            .is_some_and(|at| words.at(at).case == Case::Upper && words.at(at).text.len() > 3)
    };
    words.opening[index] && (upper(index.checked_sub(1)) || upper(Some(index + 1)))
}

/// Kinds that the guideline fixes whatever the model says.
fn settle(document: &Document, words: &Words, name: &mut Name) {
    let last = words.at(name.tokens.end - 1);
    if name.tokens.len() <= 6 {
        match nation::lookup(document.phrase(name.tokens.clone())) {
            Some((_, Naming::Demonym)) => name.kind = NameKind::Other,
            // A man called Jordan or Chad, a club called Brazil are left to the model.
            Some((_, Naming::Name)) if !words.at(name.tokens.start).facts.any(WordFacts::GIVEN) => {
                name.kind = NameKind::Place
            }
            _ => {}
        }
    }
    if name.kind != NameKind::Organization {
        return;
    }
    let first_nations = last.text == "Nations" && words.at(name.tokens.start).text == "First";
    if first_nations
        || matches!(
            last.text,
            "Act"
                | "Bill"
                | "Law"
                | "Code"
                | "Constitution"
                | "Treaty"
                | "Convention"
                | "Agreement"
                | "Index"
                | "Day"
                | "Lady"
        )
    {
        name.kind = NameKind::Other;
    } else if matches!(
        last.text,
        "Street"
            | "Road"
            | "Avenue"
            | "Bridge"
            | "Forest"
            | "Park"
            | "Mountain"
            | "Lake"
            | "River"
            | "Square"
            | "Highway"
    ) || (name.tokens.len() == 1
        && last.facts.any(WordFacts::PLACE)
        && has_what_places_have(words, name.tokens.end))
    {
        name.kind = NameKind::Place;
    } else if name.tokens.len() == 1 {
        let head = last.marks.any(Marks::ORG_HEAD | Marks::ORG_HINT)
            && last.case == Case::Capital
            && !last.marks.any(Marks::ORG_NAME);
        let generic = matches!(
            last.text,
            "NGO"
                | "NGOs"
                | "FIR"
                | "MP"
                | "MPs"
                | "SC"
                | "Constitution"
                | "Republic"
                | "Kingdom"
                | "State"
                | "Council"
        );
        if (head && !BODIES.contains(&last.text) && last.evidence & (evidence::SPEAKS | evidence::AFTER_THE) != 0)
            || generic
        {
            name.kind = NameKind::Other;
        }
    }
}

/// Whether the token `index` names what a town has: "Leeds station".
fn has_what_places_have(words: &Words, index: usize) -> bool {
    index < words.of_token.len()
        && matches!(
            words.at(index).text,
            "station"
                | "airport"
                | "harbour"
                | "harbor"
                | "port"
                | "suburb"
                | "suburbs"
                | "district"
                | "region"
                | "area"
        )
}

/// Joins "Ministry" and "Interior" in "Ministry of the Interior" to one organisation.
fn attach(document: &Document, words: &Words, names: &mut Vec<Name>) {
    let mut joined: Vec<Name> = Vec::with_capacity(names.len());
    for name in names.drain(..) {
        if let Some(before) = joined.last_mut() {
            let gap = before.tokens.end..name.tokens.start;
            let of = gap.len() <= 2
                && !gap.is_empty()
                && words.at(gap.start).text == "of"
                && (gap.len() == 1 || words.at(gap.start + 1).text == "the")
                && document.sentence_of(gap.start) == document.sentence_of(name.tokens.start);
            let head = words.at(before.tokens.end - 1);
            let takes = matches!(
                head.text,
                "Ministry"
                    | "Department"
                    | "University"
                    | "Bank"
                    | "Conference"
                    | "Association"
                    | "Federation"
                    | "Union"
                    | "Council"
                    | "Chamber"
                    | "Institute"
                    | "Bureau"
                    | "Office"
                    | "Academy"
                    | "College"
                    | "Board"
                    | "Commission"
                    | "Party"
                    | "Confederation"
                    | "Society"
                    | "Congress"
                    | "Church"
                    | "Movement"
            );
            if of && takes && before.kind != NameKind::Person && name.kind != NameKind::Person {
                before.tokens.end = name.tokens.end;
                before.kind = NameKind::Organization;
                continue;
            }
        }
        joined.push(name);
    }
    *names = joined;
}

/// One name, one kind in an article: what most of its mentions are, weighed by how sure they are.
fn vote(document: &Document, words: &Words, names: &mut [Name]) {
    let mut votes: HashMap<&str, [f32; 4]> = HashMap::default();
    let mut family: HashMap<u32, f32> = HashMap::default();
    for name in names.iter() {
        votes.entry(document.phrase(name.tokens.clone())).or_default()[name.kind as usize] += name.confidence;
        if name.kind == NameKind::Person && name.tokens.len() > 1 {
            *family.entry(words.of_token[name.tokens.end - 1]).or_default() += name.confidence;
        }
    }
    for name in names.iter_mut() {
        let mut tally = votes.get(document.phrase(name.tokens.clone())).copied().unwrap_or_default();
        // Places and peoples that share a form with something else are told apart by the model, place by place.
        if name.kind == NameKind::Place
            && tally[NameKind::Person as usize] == 0.0
            && tally[NameKind::Organization as usize] < 2.0
        {
            continue;
        }
        if name.tokens.len() == 1
            && family.contains_key(&words.of_token[name.tokens.start])
            && name.kind != NameKind::Place
        {
            tally[NameKind::Person as usize] += 1.5;
        }
        let all: f32 = tally.iter().sum();
        let (best, weight) =
            (0..4).map(|kind| (kind, tally[kind])).fold((0, 0.0), |a, b| if b.1 > a.1 { b } else { a });
        if weight > 0.6 * all {
            name.kind = [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Other][best];
        }
    }
}

/// Words that are surely names elsewhere in the article are names where the model saw none: acronyms, family names.
fn spread(words: &Words, names: &mut Vec<Name>) {
    let mut sure: HashMap<u32, (NameKind, u32)> = HashMap::default();
    for name in names
        .iter()
        .filter(|name| name.tokens.len() == 1 && matches!(name.kind, NameKind::Person | NameKind::Organization))
    {
        let count = &mut sure.entry(words.of_token[name.tokens.start]).or_insert((name.kind, 0)).1;
        *count += 1;
    }
    sure.retain(|&id, (kind, count)| {
        let word = &words.types[id as usize];
        let acronym = word.case == Case::Upper && *kind == NameKind::Organization;
        let plain = !word.facts.any(WordFacts::EVERYDAY)
            && word.evidence & evidence::LOWER_TOO == 0
            && !word.marks.any(Marks::ORG_HEAD | Marks::STOP | Marks::TITLE);
        acronym || (*count >= 2 && plain)
    });
    if sure.is_empty() {
        return;
    }
    let mut taken = vec![false; words.of_token.len()];
    for name in names.iter() {
        taken[name.tokens.clone()].fill(true);
    }
    let before = names.len();
    for (index, (id, taken)) in words.of_token.iter().zip(taken).enumerate() {
        if let Some(&(kind, _)) = sure.get(id).filter(|_| !taken) {
            names.push(Name { tokens: index..index + 1, kind, confidence: 0.6 });
        }
    }
    if names.len() > before {
        names.sort_by_key(|name| name.tokens.start);
    }
}
