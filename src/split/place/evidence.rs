//! How sure it is that a mention means a place, and not a person, a paper, a club or an everyday word.
//!
//! Every piece of evidence adds to the logarithm of the odds. The weights were set on the development texts; none is
//! about a single name.

use foldhash::HashMap;

use super::super::document::{Document, TokenKind};
use super::super::name::{Name, NameKind};
use super::feature::adjoins;
use super::toponym::{Found, Mention, Toponym, begins_name};
use crate::lexicon::calendar;
use crate::lexicon::fold::fold;
use crate::lexicon::vocabulary::Marks;
use crate::lexicon::word_facts::WordFacts;
use crate::model::PlaceKind;

/// Mentions less sure than this are none.
pub const THRESHOLD: f32 = 1.0;

/// Prepositions that places follow, and hardly anything else with a capital does.
const WHERE: [&str; 12] = [
    "in",
    "near",
    "outside",
    "throughout",
    "across",
    "around",
    "into",
    "inside",
    "toward",
    "towards",
    "through",
    "within",
];
/// Prepositions that places follow among others.
const WHENCE: [&str; 8] = ["from", "to", "at", "of", "over", "off", "between", "via"];
/// Words that say which part of a place is meant.
const PARTS: [&str; 24] = [
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "north",
    "south",
    "east",
    "west",
    "downtown",
    "greater",
    "upstate",
    "rural",
    "mainland",
    "nearby",
    "neighboring",
    "neighbouring",
    "suburban",
    "northeastern",
    "southwestern",
];
/// Words after a place's name that say so.
const NOUNS: [&str; 34] = [
    "man",
    "woman",
    "couple",
    "family",
    "police",
    "teen",
    "driver",
    "firefighters",
    "school",
    "home",
    "mayor",
    "council",
    "area",
    "region",
    "province",
    "city",
    "border",
    "suburb",
    "residents",
    "resident",
    "native",
    "neighborhood",
    "district",
    "peninsula",
    "state",
    "town",
    "village",
    "county",
    "oblast",
    "coast",
    "prefecture",
    "officials",
    "government",
    "neighbourhood",
];

/// Words that follow a place's name in what a place has: "Athens Police Department".
const INSTITUTIONS: [&str; 44] = [
    "Police",
    "Council",
    "Mayor",
    "City",
    "County",
    "Town",
    "Township",
    "Village",
    "Borough",
    "District",
    "School",
    "Schools",
    "High",
    "Elementary",
    "Middle",
    "University",
    "College",
    "Hospital",
    "Medical",
    "Fire",
    "Sheriff",
    "Department",
    "Court",
    "Supreme",
    "Superior",
    "Circuit",
    "State",
    "Board",
    "Chamber",
    "Public",
    "Community",
    "Legislature",
    "Senate",
    "House",
    "Assembly",
    "Parliament",
    "Airport",
    "International",
    "Regional",
    "Attorney",
    "Volunteer",
    "Government",
    "Ministry",
    "Museum",
];
/// Words that end the names of papers and channels, which say little about a place.
const PAPERS: [&str; 16] = [
    "Times",
    "Post",
    "Globe",
    "Herald",
    "Journal",
    "News",
    "Tribune",
    "Register",
    "Star",
    "Sun",
    "Gazette",
    "Telegraph",
    "Chronicle",
    "Mirror",
    "TV",
    "Radio",
];

/// What a neighbour in a list that is surely a place is worth.
const LISTED: f32 = 1.0;

/// Weighs every mention.
pub fn weigh(document: &Document, names: &[Name], found: &mut Found) {
    let parts = name_parts(document, names);
    for index in 0..found.mentions.len() {
        let mention = &found.mentions[index];
        let toponym = &found.names[mention.name];
        let dateline = is_dateline(document, mention);
        let surety = mention.surety
            + own(document, mention, toponym)
            + evidence(document, names, &parts, mention, toponym)
            + if mention.within.is_some() || mention.outer { 5.0 } else { 0.0 }
            + if dateline { 4.0 } else { 0.0 };
        let mention = &mut found.mentions[index];
        mention.surety = surety;
        mention.dateline = dateline;
    }
    agree(document, found);
}

/// What the name itself tells.
fn own(document: &Document, mention: &Mention, toponym: &Toponym) -> f32 {
    let Some(best) = toponym.candidates.first() else { return 1.2 };
    let known = best.place.known();
    let several = mention.tokens.len() > 1;
    let base = match known.kind {
        PlaceKind::Country => 3.5,
        PlaceKind::Region | PlaceKind::Water | PlaceKind::Area => 2.2,
        PlaceKind::County => 2.5,
        PlaceKind::Mountain | PlaceKind::Island => 1.5,
        PlaceKind::Site => 0.5,
        PlaceKind::City => ((known.weight - 16.0) / 2.5).clamp(-2.0, 2.5),
    };
    let word = &document.text[mention.bytes.clone()];
    let facts = if several { WordFacts::default() } else { WordFacts::of(&fold(word)) };
    let mut sum = base + if several { 1.5 } else { 0.0 } - if best.alternate { 1.5 } else { 0.0 };
    let famous = if known.kind == PlaceKind::Country || known.weight > 22.0 { 0.4 } else { 1.0 };
    for (fact, weight) in
        [(WordFacts::EVERYDAY, 2.5), (WordFacts::GIVEN, 1.0), (WordFacts::FAMILY, 0.5), (WordFacts::COMMON_FAMILY, 0.8)]
    {
        sum -= if facts.any(fact) { weight * famous } else { 0.0 };
    }
    if !several && (calendar::month(word).is_some() || calendar::is_weekday(word) || Marks::of(word).any(Marks::STOP)) {
        sum -= 6.0;
    }
    sum
}

/// What the words around it and the recogniser of names tell.
fn evidence(
    document: &Document,
    names: &[Name],
    parts: &HashMap<String, u32>,
    mention: &Mention,
    toponym: &Toponym,
) -> f32 {
    let first = names.partition_point(|n| n.tokens.end <= mention.tokens.start);
    let name = names.get(first).filter(|n| n.tokens.start < mention.tokens.end);
    if let Some(name) = name.filter(|n| n.kind == NameKind::Organization && n.tokens.len() > mention.tokens.len()) {
        return inside(document, name, mention);
    }
    before(document, mention) + after(document, mention) + recognised(document, name, parts, mention, toponym)
}

/// A place within an organisation's name: "Athens Police Department", "University of Georgia".
fn inside(document: &Document, name: &Name, mention: &Mention) -> f32 {
    let last = document.word(name.tokens.end - 1);
    if PAPERS.contains(&last) {
        return -2.0;
    }
    let starts = name.tokens.start == mention.tokens.start;
    let start = mention.tokens.start;
    if starts {
        let next = document.word(mention.tokens.end.min(name.tokens.end - 1));
        return if INSTITUTIONS.contains(&next) { 1.5 } else { -0.5 } + before(document, mention).min(0.5);
    }
    if start > 0 && ["of", "in", "at", "for"].contains(&document.word(start - 1)) {
        return 0.5;
    }
    -1.5
}

fn before(document: &Document, mention: &Mention) -> f32 {
    let start = mention.tokens.start;
    let sentence = &document.sentences[document.sentence_of(start)];
    if start == sentence.tokens.start {
        return -0.3;
    }
    let mut index = start - 1;
    let mut word = document.word(index);
    if word == "the" && index > sentence.tokens.start {
        index -= 1;
        word = document.word(index);
    }
    let lower = word.to_lowercase();
    if PARTS.contains(&lower.as_str()) {
        return 2.0;
    }
    if WHERE.contains(&lower.as_str()) {
        return 2.5;
    }
    if WHENCE.contains(&lower.as_str()) {
        return 1.0;
    }
    let marks = Marks::of(word);
    if marks.any(Marks::TITLE) {
        return -3.0;
    }
    let linked = begins_name(document, index) && adjoins(document, index + 1);
    if linked && !marks.any(Marks::DEMONYM) && word != "The" {
        let facts = WordFacts::of(&fold(word));
        let opens = index == sentence.tokens.start && facts.any(WordFacts::EVERYDAY) && !facts.any(WordFacts::GIVEN);
        return if opens {
            0.0
        } else if facts.any(WordFacts::GIVEN) {
            -4.0
        } else {
            -2.5
        };
    }
    0.0
}

fn after(document: &Document, mention: &Mention) -> f32 {
    let next = mention.tokens.end;
    let limit = document.paragraphs[document.paragraph_of(mention.tokens.start)].tokens.end;
    if next >= limit {
        return 0.0;
    }
    let word = document.word(next);
    if word == "'s" || word == "’s" {
        return 0.5;
    }
    if NOUNS.contains(&word) {
        return 1.5;
    }
    let linked =
        begins_name(document, next) && adjoins(document, next) && document.tokens[next].kind == TokenKind::Word;
    if !linked {
        return 0.0;
    }
    if INSTITUTIONS.contains(&word) || Marks::of(word).any(Marks::TITLE | Marks::ORG_HEAD) {
        return 1.0;
    }
    if WordFacts::of(&fold(word)).any(WordFacts::FAMILY | WordFacts::COMMON_FAMILY) { -2.5 } else { -1.2 }
}

/// Words of people's names, by how often they stand in one: "Jordan" after "Michael Jordan" is no country.
fn name_parts(document: &Document, names: &[Name]) -> HashMap<String, u32> {
    let mut parts = HashMap::default();
    for name in names.iter().filter(|n| n.kind == NameKind::Person && n.tokens.len() > 1) {
        for index in name.tokens.clone() {
            *parts.entry(fold(document.word(index))).or_default() += 1;
        }
    }
    parts
}

/// What the recogniser of names says of the mention.
fn recognised(
    document: &Document,
    name: Option<&Name>,
    parts: &HashMap<String, u32>,
    mention: &Mention,
    toponym: &Toponym,
) -> f32 {
    let firm = toponym.candidates.first().is_some_and(|c| c.place.known().kind == PlaceKind::Country);
    let Some(name) = name else {
        let part =
            mention.tokens.len() == 1 && !firm && parts.contains_key(&fold(&document.text[mention.bytes.clone()]));
        return if part { -2.5 } else { -0.5 };
    };
    let longer = name.tokens.len() > mention.tokens.len();
    match name.kind {
        NameKind::Place => 1.0 + 2.0 * name.confidence,
        NameKind::Person if firm && !longer => -name.confidence,
        NameKind::Person if !longer && mention.tokens.len() > 1 && !toponym.candidates.is_empty() => {
            -1.5 * name.confidence
        }
        NameKind::Person => -4.0 * name.confidence,
        NameKind::Organization | NameKind::Other => -0.7 * name.confidence,
    }
}

/// Whether the mention heads a dateline: "MOSCOW --", "KYIV, Ukraine (AP) —", "Springfield, Ohio — ".
fn is_dateline(document: &Document, mention: &Mention) -> bool {
    let paragraph = &document.paragraphs[document.paragraph_of(mention.tokens.start)];
    let sentence = &document.sentences[document.sentence_of(mention.tokens.start)];
    if mention.tokens.start != paragraph.tokens.start && mention.tokens.start != sentence.tokens.start {
        return false;
    }
    let limit = paragraph.tokens.end.min(mention.tokens.end + 14);
    let mut words = (mention.tokens.end..limit).map(|index| document.word(index));
    let upper = document.text[mention.bytes.clone()].chars().all(|c| !c.is_lowercase());
    let mut commas = 0;
    let mut bracket = false;
    words
        .by_ref()
        .find_map(|word| match word {
            "--" | "—" | "–" | "-" => Some(
                upper
                    || bracket
                    || commas > 0
                    || mention.within.is_some()
                    || mention.tokens.start == paragraph.tokens.start,
            ),
            "(" => {
                bracket = true;
                None
            }
            ")" if upper => Some(true),
            ")" | "." => None,
            "," => {
                commas += 1;
                None
            }
            _ if bracket || commas > 0 => None,
            word if word.chars().all(|c| !c.is_lowercase()) => None,
            _ => Some(false),
        })
        .unwrap_or(false)
}

/// One name, one sense: a name that is surely a place once is more likely one elsewhere; and places stand together.
fn agree(document: &Document, found: &mut Found) {
    let mut best = vec![f32::MIN; found.names.len()];
    for mention in &found.mentions {
        best[mention.name] = best[mention.name].max(mention.surety);
    }
    for mention in &mut found.mentions {
        if found.names[mention.name].candidates.is_empty() {
            continue;
        }
        mention.surety += match best[mention.name] {
            sure if sure >= 4.0 => 2.5,
            sure if sure >= 3.0 => 1.5,
            _ => 0.0,
        };
    }
    for index in 1..found.mentions.len() {
        let (one, other) = (&found.mentions[index - 1], &found.mentions[index]);
        let listed = one.tokens.end + 1 == other.tokens.start
            && ["and", "or", ",", "/"].contains(&document.word(one.tokens.end));
        if listed {
            let (first, second) = (one.surety, other.surety);
            found.mentions[index - 1].surety += if second >= 3.0 { LISTED } else { 0.0 };
            found.mentions[index].surety += if first >= 3.0 { LISTED } else { 0.0 };
        }
    }
}
