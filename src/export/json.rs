//! The contract of `dateline split`: one JSON object an article, spelled out here so that the model stays free to change.
//!
//! Keys may be added; none is renamed or dropped within a schema number.

use std::io;

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};

use crate::model::{Actor, Article, Briefing, Id, Mention, Place, Position, Quote, Span, Text};

/// The schema number that every object carries.
pub const SCHEMA: u32 = 1;

/// A see-also link as it is printed: resolved by the library.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeeAlsoJson {
    /// The headline pointed at.
    pub title: String,
    /// Id of the article it leads to, where it is known.
    pub target: Option<String>,
    /// `marked` or `related`.
    pub kind: &'static str,
    /// 1 for marked links; likeness for related ones.
    pub score: f32,
    /// Why it is related, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The URL or path that it gives, if it gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A line of JSON that is finished but for what the library has to say: the article's id and its see-also links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLine {
    bytes: Vec<u8>,
    /// Where the id belongs.
    id: usize,
    /// Where the see-also links belong.
    see_also: usize,
}

impl OpenLine {
    /// The line of `article`, open where its id and links belong.
    pub fn of(article: &Article, briefing: &Briefing) -> Self {
        let text = &article.text;
        let mut bytes = Vec::with_capacity(8 * text.as_str().len());
        write_json(&HeadJson { schema: SCHEMA, path: &article.path }, &mut bytes);
        let id = reopen(&mut bytes, br#","id":"#, b",");
        write_json(
            &BodyJson {
                title: &article.title,
                date: article.date.map(|moment| moment.date.to_string()),
                source: article.source.as_deref(),
                url: article.url.as_deref(),
                byline: article.byline.as_deref(),
                language: briefing.language.as_deref(),
                text: text.as_str(),
                summary: briefing.summary.iter().map(|&span| SpanJson::of(text, span)).collect(),
                quotes: briefing.quotes.iter().map(|quote| QuoteJson::of(text, quote)).collect(),
                positions: briefing.positions.iter().map(|position| PositionJson::of(text, position)).collect(),
            },
            &mut bytes,
        );
        // The brace that opened this part gives way to the comma before it.
        bytes.remove(id + 1);
        let see_also = reopen(&mut bytes, br#","see_also":"#, b",");
        write_json(
            &TailJson {
                actors: briefing.actors.iter().map(|actor| ActorJson::of(text, actor)).collect(),
                places: briefing.places.iter().map(|place| PlaceJson::of(text, place)).collect(),
            },
            &mut bytes,
        );
        bytes.remove(see_also + 1);
        Self { bytes, id, see_also }
    }

    /// Writes the whole line with `id` and `see_also` filled in, and a line feed.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn close(&self, id: &Id, see_also: &[SeeAlsoJson], out: &mut impl io::Write) -> io::Result<()> {
        out.write_all(&self.bytes[..self.id])?;
        write!(out, "\"{id}\"")?;
        out.write_all(&self.bytes[self.id..self.see_also])?;
        out.write_all(to_string(&see_also).as_bytes())?;
        out.write_all(&self.bytes[self.see_also..])?;
        out.write_all(b"\n")
    }

    /// The line as one record of bytes.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.extend_from_slice(&(self.id as u64).to_le_bytes());
        self.bytes.extend_from_slice(&(self.see_also as u64).to_le_bytes());
        self.bytes
    }

    /// The line that [`into_bytes`](Self::into_bytes) made into a record; none when it is none.
    pub fn from_bytes(mut bytes: Vec<u8>) -> Option<Self> {
        let mut number = || {
            let at = bytes.len().checked_sub(8)?;
            let number = u64::from_le_bytes(bytes[at..].try_into().ok()?) as usize;
            bytes.truncate(at);
            Some(number)
        };
        let (see_also, id) = (number()?, number()?);
        (id <= see_also && see_also <= bytes.len()).then_some(Self { bytes, id, see_also })
    }
}

/// One line of JSON for `article`, without the line feed.
pub fn line(article: &Article, id: &Id, briefing: &Briefing, see_also: &[SeeAlsoJson]) -> String {
    let mut line = Vec::new();
    // Writing to a Vec cannot fail.
    let _ = OpenLine::of(article, briefing).close(id, see_also, &mut line);
    line.pop();
    String::from_utf8(line).unwrap_or_default()
}

/// Takes the closing brace off, appends `key` and what comes `after` its value, and gives the place of the value.
fn reopen(bytes: &mut Vec<u8>, key: &[u8], after: &[u8]) -> usize {
    bytes.pop();
    bytes.extend_from_slice(key);
    let place = bytes.len();
    bytes.extend_from_slice(after);
    place
}

fn write_json(value: &impl Serialize, out: &mut Vec<u8>) {
    // Writing to a Vec cannot fail, and no value of this program has keys that are not strings.
    let _ = value.serialize(&mut Serializer::with_formatter(out, Escaping));
}

/// Any value as JSON without a raw control, DEL, bidi control, line separator or tag character.
pub fn to_string(value: &impl Serialize) -> String {
    let mut out = Vec::with_capacity(1024);
    write_json(value, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

#[derive(Serialize)]
struct HeadJson<'a> {
    schema: u32,
    path: &'a str,
}

#[derive(Serialize)]
struct BodyJson<'a> {
    title: &'a str,
    date: Option<String>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    byline: Option<&'a str>,
    language: Option<&'a str>,
    text: &'a str,
    summary: Vec<SpanJson<'a>>,
    quotes: Vec<QuoteJson<'a>>,
    positions: Vec<PositionJson<'a>>,
}

#[derive(Serialize)]
struct TailJson<'a> {
    actors: Vec<ActorJson<'a>>,
    places: Vec<PlaceJson<'a>>,
}

#[derive(Serialize)]
struct SpanJson<'a> {
    text: &'a str,
    start: u32,
    end: u32,
}

impl<'a> SpanJson<'a> {
    fn of(text: &'a Text, span: Span) -> Self {
        Self { text: text.slice(span), start: span.start, end: span.end }
    }
}

#[derive(Serialize)]
struct QuoteJson<'a> {
    #[serde(flatten)]
    span: SpanJson<'a>,
    kind: &'static str,
    key: bool,
    parts: &'a [Span],
    speaker: Option<&'a str>,
    role: Option<&'a str>,
    confidence: f64,
    source: Option<SpanJson<'a>>,
    cue: Option<SpanJson<'a>>,
}

impl<'a> QuoteJson<'a> {
    fn of(text: &'a Text, quote: &'a Quote) -> Self {
        Self {
            span: SpanJson::of(text, quote.span),
            kind: quote.kind.as_str(),
            key: quote.key,
            parts: &quote.parts,
            speaker: quote.speaker.as_deref(),
            role: quote.role.map(|role| text.slice(role)),
            confidence: hundredths(quote.confidence),
            source: quote.source.map(|span| SpanJson::of(text, span)),
            cue: quote.cue.map(|span| SpanJson::of(text, span)),
        }
    }
}

#[derive(Serialize)]
struct PositionJson<'a> {
    actor: &'a str,
    stance: &'static str,
    topic: &'a str,
    #[serde(flatten)]
    span: SpanJson<'a>,
    evidence: Vec<SpanJson<'a>>,
    confidence: f64,
}

impl<'a> PositionJson<'a> {
    fn of(text: &'a Text, position: &'a Position) -> Self {
        let own = position.evidence.first().copied().unwrap_or(position.topic);
        Self {
            actor: &position.actor,
            stance: position.stance.as_str(),
            topic: text.slice(position.topic),
            span: SpanJson::of(text, own),
            evidence: position.evidence.iter().map(|&span| SpanJson::of(text, span)).collect(),
            confidence: hundredths(position.confidence),
        }
    }
}

#[derive(Serialize)]
struct ActorJson<'a> {
    name: &'a str,
    kind: &'static str,
    mentions: Vec<MentionJson<'a>>,
}

impl<'a> ActorJson<'a> {
    fn of(text: &'a Text, actor: &'a Actor) -> Self {
        Self { name: &actor.name, kind: actor.kind.as_str(), mentions: mentions(text, &actor.mentions) }
    }
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    name: &'a str,
    standard: Option<&'a str>,
    country: Option<&'a str>,
    kind: &'static str,
    lat: Option<f64>,
    lon: Option<f64>,
    geonames_id: Option<u32>,
    mentions: Vec<MentionJson<'a>>,
}

impl<'a> PlaceJson<'a> {
    fn of(text: &'a Text, place: &'a Place) -> Self {
        Self {
            name: &place.name,
            standard: place.standard.as_deref(),
            country: place.country.as_deref(),
            kind: place.kind.as_str(),
            lat: place.point.map(|(lat, _)| degrees(lat)),
            lon: place.point.map(|(_, lon)| degrees(lon)),
            geonames_id: place.geonames_id,
            mentions: mentions(text, &place.mentions),
        }
    }
}

#[derive(Serialize)]
struct MentionJson<'a> {
    #[serde(flatten)]
    span: SpanJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

fn mentions<'a>(text: &'a Text, mentions: &[Mention]) -> Vec<MentionJson<'a>> {
    mentions
        .iter()
        .map(|m| MentionJson { span: SpanJson::of(text, m.span), role: m.role.map(|role| text.slice(role)) })
        .collect()
}

fn hundredths(x: f32) -> f64 {
    (f64::from(x) * 100.0).round() / 100.0
}

fn degrees(x: f32) -> f64 {
    (f64::from(x) * 10_000.0).round() / 10_000.0
}

/// serde_json prints DEL, C1 controls and bidi controls raw; a terminal that shows the output would obey them.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        if fragment.is_ascii() && !fragment.bytes().any(|b| b == 0x7f) {
            return writer.write_all(fragment.as_bytes());
        }
        for (at, c) in fragment.char_indices().filter(|&(_, c)| deceives(c)) {
            writer.write_all(&fragment.as_bytes()[plain..at])?;
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[plain..])
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        serde_json::ser::CompactFormatter.write_char_escape(writer, escape)
    }
}

fn deceives(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_deceives_is_escaped() {
        assert_eq!(to_string(&"a\u{202e}b\u{9b}c\u{e0041}“d”\n"), r#""a\u202eb\u009bc\udb40\udc41“d”\n""#);
    }

    #[test]
    fn an_escaped_string_reads_back_the_same() {
        let raw = "x\u{7f}\u{2067}\u{e0020}é\"\\";
        assert_eq!(serde_json::from_str::<String>(&to_string(&raw)).unwrap(), raw);
    }
}
