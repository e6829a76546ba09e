//! Quotes and positions, one after the other, so that a list of any length can be written as it is read.

use serde_json::json;

use super::{Form, csv, day, json, markdown, quoted};
use crate::model::{PositionRow, QuoteRow, shown_line};

/// A quote or a position.
pub trait Statement {
    /// What stands before the first one.
    fn head(form: Form) -> String;

    /// One of them, with the line feed that ends it.
    fn entry(&self, form: Form) -> String;
}

/// All of `rows` as `form`.
pub fn statements<'a, T: Statement + 'a>(rows: impl IntoIterator<Item = &'a T>, form: Form) -> String {
    rows.into_iter().fold(T::head(form), |page, row| page + &row.entry(form))
}

/// The header of quotes and positions in one table.
pub fn head_of_both() -> String {
    csv::line(csv::BOTH)
}

/// Quotes and positions as rows of one table.
pub fn rows_of_both(quotes: &[QuoteRow], positions: &[PositionRow]) -> String {
    let quotes = quotes.iter().map(csv::quote_of_both);
    quotes.chain(positions.iter().map(csv::position_of_both)).collect()
}

impl Statement for QuoteRow {
    fn head(form: Form) -> String {
        match form {
            Form::Csv => csv::line(csv::QUOTE),
            Form::Markdown => "# Quotes\n".to_owned(),
            _ => String::new(),
        }
    }

    fn entry(&self, form: Form) -> String {
        match form {
            Form::Csv => csv::quote(self),
            Form::Markdown => markdown::quote(self),
            Form::JsonLines => {
                let appearances: Vec<_> = self
                    .appearances
                    .iter()
                    .map(|at| {
                        json!({"title": at.title, "id": at.id, "date": at.date.map(|m| m.date.to_string()),
                            "source": at.source, "start": at.span.start, "end": at.span.end, "text": at.wording})
                    })
                    .collect();
                let object = json!({"id": self.id, "title": self.title, "date": self.date.map(|m| m.date.to_string()),
                    "speaker": self.speaker, "role": self.role, "cue": self.cue, "text": self.text,
                    "start": self.span.start, "end": self.span.end, "parts": self.parts, "kind": self.kind.as_str(), "key": self.key,
                    "confidence": hundredths(self.confidence), "appearances": appearances, "elsewhere": self.elsewhere});
                json::to_string(&object) + "\n"
            }
            _ => {
                let speaker = self.speaker.as_deref().unwrap_or("—");
                let words = quoted(&self.said(), self.kind);
                let more = match self.elsewhere {
                    0 => String::new(),
                    count => format!(" (and in {count} more)"),
                };
                shown_line(&format!("{} {speaker}: {words} [{}]{more}", day(self.date), self.id)) + "\n"
            }
        }
    }
}

impl Statement for PositionRow {
    fn head(form: Form) -> String {
        match form {
            Form::Csv => csv::line(csv::POSITION),
            Form::Markdown => markdown::positions_head(),
            _ => String::new(),
        }
    }

    fn entry(&self, form: Form) -> String {
        match form {
            Form::Csv => csv::position(self),
            Form::Markdown => markdown::position(self),
            Form::JsonLines => {
                let object = json!({"id": self.id, "title": self.title, "date": self.date.map(|m| m.date.to_string()),
                    "actor": self.actor, "stance": self.stance.as_str(), "topic": self.topic, "text": self.text,
                    "start": self.span.start, "end": self.span.end, "confidence": hundredths(self.confidence),
                    "changed_from": self.changed_from.map(|stance| stance.as_str())});
                json::to_string(&object) + "\n"
            }
            _ => {
                let changed =
                    self.changed_from.map(|before| format!(" (was: {})", before.as_str())).unwrap_or_default();
                let (stance, topic) = (self.stance.as_str(), &self.topic);
                let line =
                    format!("{} {} {stance}{changed} {topic}: {} [{}]", day(self.date), self.actor, self.text, self.id);
                shown_line(&line) + "\n"
            }
        }
    }
}

fn hundredths(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, QuoteKind, Span, Stance};

    fn quote() -> QuoteRow {
        QuoteRow {
            id: Id::new("talks"),
            title: "=HYPERLINK(\"x\")".into(),
            date: None,
            speaker: Some("Ana, Duke".into()),
            actor_key: None,
            role: None,
            cue: Some("said".into()),
            text: "No \"deal\",\nshe said".into(),
            span: Span::new(3, 20),
            parts: vec![Span::new(3, 20)],
            kind: QuoteKind::Mixed,
            key: true,
            confidence: 0.5,
            appearances: Vec::new(),
            elsewhere: 0,
        }
    }

    fn position() -> PositionRow {
        PositionRow {
            id: Id::new("talks"),
            title: "Talks".into(),
            date: Some(jiff::civil::date(2025, 4, 25).into()),
            actor: "Ana".into(),
            actor_key: None,
            stance: Stance::Opposes,
            topic: "a *deal*".into(),
            text: "Ana is against a *deal*".into(),
            span: Span::new(0, 23),
            confidence: 0.8,
            changed_from: Some(Stance::Supports),
        }
    }

    #[test]
    fn a_quote_with_marks_commas_and_a_formula_stays_one_cell() {
        let table = statements([&quote()], Form::Csv);
        let expected =
            ",\"Ana, Duke\",,\"No \"\"deal\"\", she said\",mixed,said,0.50,\"'=HYPERLINK(\"\"x\"\")\",talks,3,20";
        assert_eq!(table.lines().nth(1), Some(expected));
        assert_eq!(table.lines().count(), 2);
    }

    #[test]
    fn what_stands_between_two_parts_is_not_said() {
        let text = "We é stay,” she said, “and work";
        let parts = vec![Span::new(10, 19), Span::new(33, 41)];
        let row = QuoteRow { text: text.into(), span: Span::new(10, 41), parts, kind: QuoteKind::Direct, ..quote() };
        assert!(row.entry(Form::Markdown).contains("> “We é stay … and work”\n"), "{}", row.entry(Form::Markdown));
        assert!(row.entry(Form::JsonLines).contains("she said"));
    }

    #[test]
    fn each_form_is_one_entry_for_each() {
        for form in [Form::JsonLines, Form::Csv, Form::Text] {
            assert_eq!(quote().entry(form).matches('\n').count(), 1, "{form:?}");
            assert_eq!(position().entry(form).matches('\n').count(), 1, "{form:?}");
        }
        let line: serde_json::Value = serde_json::from_str(&position().entry(Form::JsonLines)).unwrap();
        assert_eq!((&line["changed_from"], &line["date"]), (&"supports".into(), &"2025-04-25".into()));
        let table = statements([&position()], Form::Markdown);
        assert!(table.ends_with(
            "| 2025-04-25 | Ana | opposes (was supports) | a \\*deal\\* | Ana is against a \\*deal\\* | Talks |\n"
        ));
    }

    #[test]
    fn both_stand_in_one_table_of_equal_rows() {
        let table = head_of_both() + &rows_of_both(&[quote()], &[position()]);
        let mut reader = ::csv::Reader::from_reader(table.as_bytes());
        let kinds: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        assert_eq!(kinds, ["quote", "position"]);
    }
}
