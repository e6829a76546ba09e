//! Which words may name a place: the longest names of the gazetteer, and features that it need not know.

use std::ops::Range;

use foldhash::HashMap;

use super::super::document::{Document, Role, TokenKind};
use super::super::name::{Name, NameKind};
use super::feature;
use crate::lexicon::gazetteer::{self, Candidate, Walk};
use crate::model::PlaceKind;

/// Tokens of the longest name that is looked for.
const LONGEST: usize = 7;

/// Small words that stand inside the names of places.
const JOINTS: [&str; 22] = [
    "of", "the", "de", "del", "la", "le", "les", "du", "des", "al", "el", "on", "upon", "and", "sur", "da", "do",
    "dos", "di", "am", "and", "an",
];

/// Abbreviations of states that are words or titles of their own.
const AMBIGUOUS: [&str; 9] = ["Miss.", "Del.", "Me.", "Cal.", "O.", "Man.", "Vic.", "Ore.", "Penn."];

/// What a place that only the recogniser of names knows begins with: it must stand where places stand.
const NAMED: f32 = -2.5;

/// Words in lower case that end a gazetteer's name in prose ("Korean peninsula").
const LOWER_TAILS: [&str; 12] = [
    "peninsula",
    "river",
    "sea",
    "region",
    "territories",
    "crossing",
    "state",
    "plant",
    "dam",
    "desert",
    "states",
    "mountains",
];

/// One stretch of text that may name a place.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes in the text; a part of a token where a hyphen binds two names.
    pub bytes: Range<usize>,
    /// Its name, as an index into [`Found::names`].
    pub name: usize,
    /// The division or country that follows it after a comma.
    pub within: Option<Within>,
    /// Whether it stands after a comma as the division or country of the mention before.
    pub outer: bool,
    /// Whether it heads a dateline.
    pub dateline: bool,
    /// How sure it is that a place is meant, as the logarithm of odds; begins with what its form tells.
    pub surety: f32,
}

/// What a place is said to lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// A country, by ISO code.
    Country(&'static str),
    /// A first-order division, by GeoNames' code.
    Region(&'static str),
}

impl Within {
    /// Whether a place with these codes lies in it.
    pub fn holds(self, country: Option<&str>, region: Option<&str>) -> bool {
        match self {
            Self::Country(code) => country == Some(code),
            Self::Region(code) => region == Some(code),
        }
    }
}

/// What one name of the article may mean.
#[derive(Debug, Clone)]
pub struct Toponym {
    /// The places of that name; none for a feature that the gazetteer lacks.
    pub candidates: Vec<Candidate>,
    /// What a feature is, by the word that names its kind.
    pub feature: Option<PlaceKind>,
}

/// The mentions of an article with their names.
#[derive(Debug, Default)]
pub struct Found {
    /// Mentions in reading order, none overlapping another.
    pub mentions: Vec<Mention>,
    /// The names, each once.
    pub names: Vec<Toponym>,
    by_value: HashMap<u64, usize>,
    by_feature: HashMap<String, usize>,
}

impl Found {
    fn name_of(&mut self, value: u64) -> usize {
        *self.by_value.entry(value).or_insert_with(|| {
            self.names.push(Toponym { candidates: gazetteer::candidates(value), feature: None });
            self.names.len() - 1
        })
    }

    fn feature_of(&mut self, words: &str, kind: PlaceKind) -> usize {
        *self.by_feature.entry(gazetteer::fold(words)).or_insert_with(|| {
            self.names.push(Toponym { candidates: Vec::new(), feature: Some(kind) });
            self.names.len() - 1
        })
    }

    fn region_of(&mut self, code: &'static str, place: gazetteer::PlaceId) -> usize {
        *self.by_feature.entry(format!("\u{2}{code}")).or_insert_with(|| {
            self.names.push(Toponym { candidates: vec![Candidate { place, alternate: false }], feature: None });
            self.names.len() - 1
        })
    }

    fn push(&mut self, tokens: Range<usize>, bytes: Range<usize>, name: usize, surety: f32) {
        self.mentions.push(Mention { tokens, bytes, name, within: None, outer: false, dateline: false, surety });
    }
}

/// The stretches of `document` that may name places.
pub fn find(document: &Document, names: &[Name]) -> Found {
    let mut found = Found::default();
    let names: Vec<&Name> = names.iter().filter(|name| name.kind == NameKind::Place).collect();
    for paragraph in document.paragraphs.iter().filter(|p| p.role != Role::Boilerplate) {
        let mut at = paragraph.tokens.start;
        while at < paragraph.tokens.end {
            at = step(document, &names, &mut found, at, paragraph.tokens.end);
        }
    }
    enclose(document, &mut found);
    found
}

/// Takes in what begins at the token `at`, and gives where to go on; `names` are places.
fn step(document: &Document, names: &[&Name], found: &mut Found, at: usize, limit: usize) -> usize {
    // Most words are small letters and nothing else: of them only the recogniser can tell that they name a place.
    if document.word(at).bytes().all(|byte| byte.is_ascii_lowercase()) {
        return named(document, names, found, at).unwrap_or(at + 1);
    }
    let feature = feature::at(document, at, limit);
    let known = longest(document, at, limit);
    if let Some((end, kind)) = feature.filter(|f| known.is_none_or(|k| k.0 < f.0)) {
        let bytes = document.bytes(at..end);
        let name = found.feature_of(&document.text[bytes.clone()], kind);
        found.push(at..end, bytes, name, 0.0);
        return end;
    }
    if let Some((code, place)) = shortened(document, at).filter(|_| known.is_none_or(|k| k.0 == at + 1)) {
        let name = found.region_of(code, place);
        found.push(at..at + 1, document.bytes(at..at + 1), name, 0.0);
        return at + 1;
    }
    if let Some((end, value)) = known {
        let name = found.name_of(value);
        found.push(at..end, document.bytes(at..end), name, 0.0);
        return end;
    }
    if hyphenated(document, found, at) {
        return at + 1;
    }
    named(document, names, found, at).unwrap_or(at + 1)
}

/// A name that the recogniser takes for a place and the gazetteer lacks.
fn named(document: &Document, names: &[&Name], found: &mut Found, at: usize) -> Option<usize> {
    let next = names.partition_point(|n| n.tokens.start < at);
    let name = names.get(next).filter(|n| n.tokens.start == at)?;
    // "Northern" alone is half of a name.
    if name.tokens.len() == 1
        && matches!(document.word(at), "Northern" | "Southern" | "Eastern" | "Western" | "Central")
    {
        return None;
    }
    // Letters in a row that no gazetteer knows are an organisation far more often.
    if document.word(at).chars().filter(|c| c.is_uppercase()).count() > 1 && name.tokens.len() == 1 {
        return None;
    }
    let bytes = document.bytes(name.tokens.clone());
    let toponym = found.feature_of(&document.text[bytes.clone()], PlaceKind::Area);
    found.push(name.tokens.clone(), bytes, toponym, NAMED);
    Some(name.tokens.end)
}

/// A state's abbreviation that can be nothing else ("Ky.", "Minn."), or any after a comma ("Miss.", "TX").
fn shortened(document: &Document, at: usize) -> Option<(&'static str, gazetteer::PlaceId)> {
    let word = document.word(at);
    let comma = at > 1 && document.word(at - 1) == "," && begins_name(document, at - 2);
    let capitals = word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
    let clear =
        word.ends_with('.') && word.len() > 2 && word.starts_with(char::is_uppercase) && !AMBIGUOUS.contains(&word);
    if !(clear || comma && (capitals || word.ends_with('.'))) {
        return None;
    }
    let code = gazetteer::abbreviation(word)?;
    Some((code, gazetteer::region(code)?))
}

/// Whether the token can begin the name of a place.
pub fn begins_name(document: &Document, index: usize) -> bool {
    let token = &document.tokens[index];
    token.kind == TokenKind::Word
        && document.word(index).chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c > '\u{250}')
}

/// The end and the value of the longest name of the gazetteer that begins at the token `at`.
fn longest(document: &Document, at: usize, limit: usize) -> Option<(usize, u64)> {
    if !begins_name(document, at) {
        return None;
    }
    let mut walk = Walk::begin();
    let mut last = walk.clone();
    let mut best = None;
    let mut before = document.tokens[at].bytes.start;
    for index in at..limit.min(at + LONGEST) {
        let bytes = document.tokens[index].bytes.clone();
        // Only a space, a hyphen or nothing may part the words of a name.
        if !document.text[before..bytes.start].chars().all(char::is_whitespace) {
            break;
        }
        before = bytes.end;
        let word = &document.text[bytes.clone()];
        if index > at && !continues(document, index, word) {
            break;
        }
        // The gazetteer writes "Martha's" as one word.
        let whole = if word.starts_with(['\'', '’']) && index > at {
            walk = last.clone();
            &document.text[document.tokens[index - 1].bytes.start..bytes.end]
        } else {
            last = walk.clone();
            word
        };
        if !walk.go(whole) && !possessive_follows(document, index, limit) {
            break;
        }
        if let Some(value) = walk.value().filter(|_| ends_name(document, at, index, word)) {
            best = Some((index + 1, value));
        }
    }
    best
}

fn possessive_follows(document: &Document, index: usize, limit: usize) -> bool {
    index + 1 < limit && document.word(index + 1).starts_with(['\'', '’'])
}

/// Whether `word` may stand inside a name after its first word.
fn continues(document: &Document, index: usize, word: &str) -> bool {
    match document.tokens[index].kind {
        TokenKind::Word => {
            begins_name(document, index)
                || JOINTS.contains(&word)
                || LOWER_TAILS.contains(&word)
                || word.starts_with(['\'', '’'])
        }
        TokenKind::Punctuation => word == "-" || word == ".",
        TokenKind::Number => true,
        TokenKind::QuoteMark => false,
    }
}

/// Whether a name may end with the token `index`.
fn ends_name(document: &Document, at: usize, index: usize, word: &str) -> bool {
    if index == at {
        // Short keys are acronyms ("US", "UK"); a capitalised "Us" or "Me" is none.
        return word.chars().count() > 3
            || word.contains('.')
            || word.chars().all(|c| !c.is_lowercase())
            || is_standard(word);
    }
    document.tokens[index].kind == TokenKind::Word && !JOINTS.contains(&word) && !word.starts_with(['\'', '’'])
        || document.tokens[index].kind == TokenKind::Number
}

/// Whether a short word is the standard name of its likeliest place ("Rio" is not, "Goa" is).
fn is_standard(word: &str) -> bool {
    word.chars().count() == 3
        && gazetteer::find(word).iter().any(|c| !c.alternate && c.place.known().name().eq_ignore_ascii_case(word))
}

/// Takes in the names that a hyphen or slash binds into one token ("Gori-based", "Israel-Gaza", "D-Oakland").
fn hyphenated(document: &Document, found: &mut Found, at: usize) -> bool {
    let token = &document.tokens[at];
    let word = document.word(at);
    if token.kind != TokenKind::Word || !word.contains(BINDERS) || word.len() > 60 {
        return false;
    }
    let before = found.mentions.len();
    let mut from = token.bytes.start;
    for part in word.split(BINDERS).take(4) {
        let start = document.text[from..token.bytes.end].find(part).map_or(from, |offset| from + offset);
        from = start + part.len();
        let mut walk = Walk::begin();
        walk.go(part);
        let value = walk.value().filter(|_| part.len() > 2 && part.starts_with(char::is_uppercase));
        if let Some(value) = value.or_else(|| country_value(part)) {
            let name = found.name_of(value);
            let bias = binding(word, &found.names[name]);
            found.push(at..at + 1, start..from, name, bias);
        }
    }
    found.mentions.len() > before
}

/// What binds two words into one.
const BINDERS: [char; 3] = ['-', '/', '–'];

/// "US" and "UK" bound to another word.
fn country_value(part: &str) -> Option<u64> {
    let mut walk = Walk::begin();
    let short = ["US", "UK", "EU", "UAE", "U.S.", "U.K."].contains(&part);
    (short && walk.go(part)).then(|| walk.value()).flatten()
}

/// What the word that a place is bound in tells of it.
fn binding(word: &str, toponym: &Toponym) -> f32 {
    let (head, tail) =
        (word.split(BINDERS).next().unwrap_or_default(), word.rsplit(BINDERS).next().unwrap_or_default());
    if ["D", "R", "I", "DFL", "GOP", "Ind"].contains(&head) {
        return 5.0;
    }
    if ["based", "born", "area", "led", "backed", "bound", "style", "bred"].contains(&tail) {
        return 3.0;
    }
    let likely = toponym.candidates.first().is_some_and(|c| {
        let known = c.place.known();
        !c.alternate && (known.kind == PlaceKind::Country || known.weight > 20.0)
    });
    if likely { 0.5 } else { -1.5 }
}

/// Notes which mentions stand in which, after a comma: "Paris, Texas", "Mobile, Ala."
fn enclose(document: &Document, found: &mut Found) {
    for index in 0..found.mentions.len() {
        let mention = &found.mentions[index];
        let comma = mention.tokens.end;
        if comma + 1 >= document.tokens.len() || document.word(comma) != "," {
            continue;
        }
        let next = found.mentions.get(index + 1).filter(|m| m.tokens.start == comma + 1);
        let candidates = &found.names[mention.name].candidates;
        let holds = |within: Within| {
            candidates.iter().any(|c| {
                let known = c.place.known();
                known.kind != PlaceKind::Country && within.holds(known.country, known.region)
            })
        };
        let Some(next) = next else { continue };
        // A town that the gazetteer lacks still lies in the state after it.
        let within = outers(found, next)
            .find(|&w| holds(w))
            .or_else(|| outers(found, next).next().filter(|_| candidates.is_empty() || next_is_short(document, next)));
        if let Some(within) = within {
            found.mentions[index].within = Some(within);
            found.mentions[index + 1].outer = true;
        }
    }
}

/// The divisions and countries that a mention may mean.
fn outers<'a>(found: &'a Found, mention: &Mention) -> impl Iterator<Item = Within> + 'a {
    found.names[mention.name].candidates.iter().filter(|c| !c.alternate).filter_map(|c| {
        let known = c.place.known();
        match known.kind {
            PlaceKind::Region => known.region.map(Within::Region),
            PlaceKind::Country => known.country.map(Within::Country),
            _ => None,
        }
    })
}

/// Whether the mention is a state's abbreviation.
fn next_is_short(document: &Document, mention: &Mention) -> bool {
    mention.tokens.len() == 1 && gazetteer::abbreviation(document.word(mention.tokens.start)).is_some()
}
