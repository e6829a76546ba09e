//! The parts of a briefing that a person made, as front matter.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::model::{Article, Position, Quote, SeeAlso, Span, Text};

/// Writes the hand-made parts of `article` to `head`.
pub(super) fn write(head: &mut DocumentMut, article: &Article) {
    let (text, made) = (&article.text, &article.handmade);
    if let Some(summary) = &made.summary {
        head["summary"] = words_of(text, summary);
    }
    if let Some(links) = &made.see_also {
        head["see_also"] = value(links.iter().map(see_also).collect::<Array>());
    }
    if let Some(quotes) = &made.quotes {
        head["quotes"] = tables(quotes.iter().map(|one| quote(text, one)));
    }
    if let Some(positions) = &made.positions {
        head["positions"] = tables(positions.iter().map(|one| position(text, one)));
    }
}

fn tables(tables: impl Iterator<Item = Table>) -> Item {
    Item::ArrayOfTables(tables.collect::<ArrayOfTables>())
}

fn quote(text: &Text, quote: &Quote) -> Table {
    let mut table = Table::new();
    table["text"] = words_of(text, &quote.parts);
    table["kind"] = value(quote.kind.as_str());
    if let Some(speaker) = &quote.speaker {
        table["speaker"] = value(speaker);
    }
    for (key, span) in [("role", quote.role), ("source", quote.source), ("cue", quote.cue)] {
        if let Some(span) = span {
            table[key] = value(words(text, span));
        }
    }
    if !quote.key {
        table["key"] = value(false);
    }
    table
}

fn position(text: &Text, position: &Position) -> Table {
    let mut table = Table::new();
    table["actor"] = value(&position.actor);
    table["stance"] = value(position.stance.as_str());
    table["topic"] = value(words(text, position.topic));
    table["evidence"] = words_of(text, &position.evidence);
    table
}

fn see_also(link: &SeeAlso) -> Value {
    let Some(url) = &link.link else { return Value::from(&link.title) };
    let mut table = InlineTable::new();
    table.insert("title", Value::from(&link.title));
    table.insert("url", Value::from(url));
    Value::from(table)
}

fn words_of(text: &Text, spans: &[Span]) -> Item {
    value(spans.iter().map(|span| words(text, *span)).collect::<Array>())
}

/// The words at `span`, on one line.
fn words(text: &Text, span: Span) -> String {
    text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}
