//! TOML and YAML read into one small tree whose every value knows its place in the file.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use toml::de::{DeTable, DeValue};

use super::{FeedError, clean_line};

/// More parts of a dotted key than anyone writes; each would be a table in a table.
const DOTS: usize = 32;

/// Line and column, from 1.
pub type Place = (usize, usize);

/// A value and where it stands in its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub kind: Kind,
    /// Where it begins.
    pub place: Place,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A string, number, date or truth value, as it is written.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order of the file.
    Table(Vec<(String, Node)>),
}

impl Node {
    /// The value of the first of `keys` that is there.
    pub fn get(&self, keys: &[&str]) -> Option<&Node> {
        let Kind::Table(entries) = &self.kind else { return None };
        keys.iter().find_map(|key| entries.iter().find(|(name, _)| name == key).map(|(_, node)| node))
    }

    /// The single value, in one clean line.
    pub fn line(&self) -> Option<String> {
        self.text().map(clean_line).filter(|line| !line.is_empty())
    }

    /// The single value as it is written.
    pub fn text(&self) -> Option<&str> {
        if let Kind::Scalar(text) = &self.kind { Some(text) } else { None }
    }

    /// The values of a list; a single value is a list of one.
    pub fn list(&self) -> &[Node] {
        match &self.kind {
            Kind::List(nodes) => nodes,
            _ => std::slice::from_ref(self),
        }
    }

    /// An error at this place.
    pub fn error(&self, message: impl Into<String>) -> FeedError {
        FeedError::Broken { place: Some(self.place), message: message.into() }
    }
}

/// The TOML document `raw`, whose first line is the line `first` of its file.
///
/// # Errors
/// At the place where the document is broken.
pub fn of_toml(raw: &str, first: usize) -> Result<Node, FeedError> {
    if let Some(line) = raw.lines().position(has_many_dots) {
        let message = "has a key of too many parts".to_owned();
        return Err(FeedError::Broken { place: Some((first + line, 1)), message });
    }
    let places = Places::of(raw, first);
    let table = DeTable::parse(raw).map_err(|error| FeedError::Broken {
        place: error.span().map(|span| places.at(span.start)),
        message: clean_line(error.message()),
    })?;
    Ok(Node { kind: toml_table(table.get_ref(), &places), place: (first, 1) })
}

/// Whether the key at the beginning of `line` is dotted beyond reason.
fn has_many_dots(line: &str) -> bool {
    let key = line.split(['=', '"', '\'']).next().unwrap_or(line);
    key.bytes().filter(|&b| b == b'.').count() > DOTS
}

fn toml_table(table: &DeTable<'_>, places: &Places) -> Kind {
    let mut entries: Vec<(usize, String, Node)> = table
        .iter()
        .map(|(key, value)| {
            let node = Node { kind: toml_kind(value.get_ref(), places), place: places.at(value.span().start) };
            (key.span().start, key.get_ref().to_string(), node)
        })
        .collect();
    entries.sort_by_key(|(start, ..)| *start);
    Kind::Table(entries.into_iter().map(|(_, key, node)| (key, node)).collect())
}

fn toml_kind(value: &DeValue<'_>, places: &Places) -> Kind {
    match value {
        DeValue::String(text) => Kind::Scalar(text.to_string()),
        DeValue::Integer(number) => Kind::Scalar(number.to_string()),
        DeValue::Float(number) => Kind::Scalar(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Kind::Scalar(truth.to_string()),
        DeValue::Datetime(date) => Kind::Scalar(date.to_string()),
        DeValue::Array(values) => Kind::List(
            values
                .iter()
                .map(|value| Node { kind: toml_kind(value.get_ref(), places), place: places.at(value.span().start) })
                .collect(),
        ),
        DeValue::Table(table) => toml_table(table, places),
    }
}

/// The YAML document `raw`, whose first line is the line `first` of its file.
///
/// # Errors
/// At the place where the document is broken.
pub fn of_yaml(raw: &str, first: usize) -> Result<Node, FeedError> {
    if raw.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
        return Ok(Node { kind: Kind::Table(Vec::new()), place: (first, 1) });
    }
    let yaml: YamlNode = serde_saphyr::from_str(raw).map_err(|error| {
        let place = error.location().map(|at| (first + at.line() as usize - 1, at.column() as usize));
        let message = error.without_snippet().to_string();
        FeedError::Broken { place, message: clean_line(message.lines().next().unwrap_or("is no YAML")) }
    })?;
    Ok(yaml.into_node(first))
}

struct YamlNode(serde_saphyr::Spanned<YamlKind>);

enum YamlKind {
    Scalar(String),
    List(Vec<YamlNode>),
    Table(Vec<(String, YamlNode)>),
}

impl YamlNode {
    fn into_node(self, first: usize) -> Node {
        let at = self.0.referenced;
        let place = (first + (at.line() as usize).saturating_sub(1), (at.column() as usize).max(1));
        let kind = match self.0.value {
            YamlKind::Scalar(text) => Kind::Scalar(text),
            YamlKind::List(nodes) => Kind::List(nodes.into_iter().map(|node| node.into_node(first)).collect()),
            YamlKind::Table(all) => Kind::Table(all.into_iter().map(|(k, node)| (k, node.into_node(first))).collect()),
        };
        Node { kind, place }
    }
}

impl<'de> Deserialize<'de> for YamlNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_saphyr::Spanned::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for YamlKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = YamlKind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, value: &str) -> Result<YamlKind, E> {
        Ok(YamlKind::Scalar(value.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<YamlKind, E> {
        Ok(YamlKind::Scalar(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<YamlKind, E> {
        Ok(YamlKind::Scalar(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<YamlKind, E> {
        Ok(YamlKind::Scalar(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<YamlKind, E> {
        Ok(YamlKind::Scalar(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<YamlKind, E> {
        Ok(YamlKind::Scalar(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<YamlKind, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = seq.next_element()? {
            nodes.push(node);
        }
        Ok(YamlKind::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<YamlKind, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(YamlKind::Table(entries))
    }
}

/// Finds line and column of a byte offset.
struct Places<'a> {
    raw: &'a str,
    /// Byte offset at which each line begins.
    lines: Vec<usize>,
    first: usize,
}

impl<'a> Places<'a> {
    fn of(raw: &'a str, first: usize) -> Self {
        let lines = std::iter::once(0).chain(raw.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { raw, lines, first }
    }

    fn at(&self, byte: usize) -> Place {
        let byte = self.raw.floor_char_boundary(byte);
        let line = self.lines.partition_point(|&start| start <= byte) - 1;
        (self.first + line, self.raw[self.lines[line]..byte].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn toml_values_know_their_place() {
        let node = of_toml("title = \"Talks\"\n\n[[quotes]]\ntext = \"é\"\nspeaker =  \"Weber\"\n", 2).unwrap();
        assert_eq!(node.get(&["title"]).unwrap().place, (2, 9));
        let quote = &node.get(&["quotes"]).unwrap().list()[0];
        assert_eq!(quote.get(&["speaker"]).unwrap().place, (6, 12));
        assert_eq!(quote.get(&["cue", "text"]).unwrap().text(), Some("é"));
    }

    #[test]
    fn yaml_values_know_their_place() {
        let node = of_yaml("title: Talks\ndate: 2025-04-25\ntags: [a, b]\nquotes:\n  - text: x\n", 2).unwrap();
        assert_eq!(node.get(&["date"]).unwrap().text(), Some("2025-04-25"));
        assert_eq!(node.get(&["tags"]).unwrap().list().len(), 2);
        assert_eq!(node.get(&["quotes"]).unwrap().list()[0].get(&["text"]).unwrap().place, (6, 11));
        assert_eq!(of_yaml("# nothing\n", 1).unwrap().get(&["title"]), None);
    }

    #[test]
    fn toml_dates_are_values() {
        let node = of_toml("date = 2025-04-25\nn = 3", 1).unwrap();
        assert_eq!(node.get(&["date"]).unwrap().line().as_deref(), Some("2025-04-25"));
    }

    #[test]
    fn what_is_broken_is_told_with_its_place() {
        let place = |error| if let FeedError::Broken { place, .. } = error { place } else { None };
        assert_eq!(place(of_toml("a = 1\nb = = 2\n", 1).unwrap_err()).unwrap().0, 2);
        assert_eq!(place(of_yaml("a: 1\nb: [\n", 2).unwrap_err()).map(|(line, _)| line >= 3), Some(true));
        assert!(of_toml(&"a.".repeat(100_000), 1).is_err());
        assert!(of_toml(&format!("x = {}", "[".repeat(100_000)), 1).is_err());
        assert!(of_yaml(&"[".repeat(100_000), 1).is_err());
    }

    proptest! {
        #[test]
        fn no_document_panics(raw in "\\PC{0,60}|[a-c:=.\\[\\]{}\"'\\n #&*-]{0,60}") {
            let _ = of_toml(&raw, 1);
            let _ = of_yaml(&raw, 1);
        }
    }
}
