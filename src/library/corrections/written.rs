//! Corrections as they are written down.

use serde::{Deserialize, Serialize};

use super::{Act, Correction, Corrections, key_of};
use crate::model::ActorKind;

/// Why a file of corrections cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct CorrectionsError {
    /// Line of the fault, from 1.
    pub line: usize,
    /// Column of the fault in characters, from 1.
    pub column: usize,
    /// What is wrong, in one line.
    pub message: String,
}

/// What a file may say; told to whoever wrote another thing.
const FORMS: &str =
    "a correction is `merge` with `into`, `split` with `articles` and `called`, `rename` with `to`, or `not-an-actor`";

impl Corrections {
    /// Reads the file's `text`.
    ///
    /// # Errors
    /// When it is no TOML, a key is unknown or missing, a name is empty, or a split leaves the name as it was.
    pub fn parse(text: &str) -> Result<Self, CorrectionsError> {
        let all = entries(text)?.into_iter().map(|entry| {
            let at = entry.span().start;
            entry.into_inner().read().map_err(|message| fault(text, at, message))
        });
        Ok(Self { all: all.collect::<Result<_, _>>()? })
    }

    /// `text` with `correction` written behind; what stands there, comments too, is left as it is.
    pub fn with(text: &str, correction: &Correction) -> String {
        let written = Written { correction: vec![Entry::of(correction)] };
        // Plain strings and lists of them always have a form in TOML.
        let written = toml::to_string(&written).unwrap_or_default();
        let end = match text {
            "" => "",
            text if text.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        format!("{text}{end}{written}")
    }

    /// `text` without the last entry that says `correction`; none when there is no such entry.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn without(text: &str, correction: &Correction) -> Result<Option<String>, CorrectionsError> {
        let spans: Vec<_> = entries(text)?.iter().map(toml::Spanned::span).collect();
        let all = Self::parse(text)?.all;
        let Some(at) = all.iter().rposition(|other| other == correction) else { return Ok(None) };
        let start = spans[at].start;
        // Up to the next header, so that comments before that one go with it; they are rare.
        let end = spans.get(at + 1).map_or(text.len(), |next| next.start);
        let (before, after) = (text.get(..start).unwrap_or(text), text.get(end..).unwrap_or_default());
        Ok(Some(match (before.trim_end(), after) {
            ("", after) => after.to_owned(),
            (before, "") => format!("{before}\n"),
            _ => format!("{before}{after}"),
        }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    correction: Vec<toml::Spanned<Entry>>,
}

#[derive(Serialize)]
struct Written {
    correction: Vec<Entry>,
}

/// A correction as the file spells it.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    #[serde(skip_serializing_if = "Option::is_none")]
    merge: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    into: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    articles: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    called: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rename: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_an_actor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<ActorKind>,
}

fn entries(text: &str) -> Result<Vec<toml::Spanned<Entry>>, CorrectionsError> {
    let file: Result<File, _> = toml::from_str(text);
    file.map(|file| file.correction).map_err(|error| {
        let message = error.message().lines().next().unwrap_or_default();
        fault(text, error.span().map_or(0, |span| span.start), message)
    })
}

impl Entry {
    fn of(correction: &Correction) -> Self {
        let none = Self { kind: correction.kind, ..Self::default() };
        match correction.act.clone() {
            Act::Merge { names, into } => Self { merge: Some(names), into: Some(into), ..none },
            Act::Split { name, articles, called } => {
                Self { split: Some(name), articles: Some(articles), called: Some(called), ..none }
            }
            Act::Rename { from, to } => Self { rename: Some(from), to: Some(to), ..none },
            Act::NotAnActor { name } => Self { not_an_actor: Some(name), ..none },
        }
    }

    fn read(mut self) -> Result<Correction, &'static str> {
        let kind = self.kind.take();
        let act = match (self.merge.take(), self.split.take(), self.rename.take(), self.not_an_actor.take()) {
            (Some(names), None, None, None) => Act::Merge { names, into: self.into.take().ok_or(FORMS)? },
            (None, Some(name), None, None) => Act::Split {
                name,
                articles: self.articles.take().ok_or(FORMS)?,
                called: self.called.take().ok_or(FORMS)?,
            },
            (None, None, Some(from), None) => Act::Rename { from, to: self.to.take().ok_or(FORMS)? },
            (None, None, None, Some(name)) => Act::NotAnActor { name },
            _ => return Err(FORMS),
        };
        // What was not taken belongs to another form.
        if self.into.is_some() || self.articles.is_some() || self.called.is_some() || self.to.is_some() {
            return Err(FORMS);
        }
        let correction = Correction { act, kind };
        correction.check()?;
        Ok(correction)
    }
}

impl Correction {
    /// Whether it can be followed.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn check(&self) -> Result<(), &'static str> {
        let names = self.corrected();
        if names.is_empty() || names.iter().map(String::as_str).chain(self.called()).any(|name| name.trim().is_empty())
        {
            return Err("a name is empty");
        }
        if let Act::Split { name, articles, called } = &self.act {
            if articles.is_empty() {
                return Err("a split needs the articles in which the name means another");
            }
            if self.kinds().iter().any(|&kind| key_of(name, kind) == key_of(called, kind)) {
                return Err("a split needs a name that differs, \"Otto Lind (painter)\"");
            }
        }
        Ok(())
    }
}

/// A fault at the byte `at`.
fn fault(text: &str, at: usize, message: &str) -> CorrectionsError {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    CorrectionsError { line, column, message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: &str = r#"# Shared by the desk.
[[correction]]
merge = ["Anna Berg", "A. Berg-Holm"]
into = "Anna Berg-Holm"

[[correction]]
split = "Otto Lind"
articles = ["harbour-vote"]
called = "Otto Lind (painter)"

# The editor insists.
[[correction]]
rename = "Anna Berg-Holm"
to = "Anna Holm"

[[correction]]
not-an-actor = "First Lady"
kind = "person"
"#;

    #[test]
    fn every_form_is_read() {
        let all = Corrections::parse(FILE).unwrap().all;
        assert_eq!(all.len(), 4);
        assert_eq!(all[3].kind, Some(ActorKind::Person));
        assert_eq!(all[2].act, Act::Rename { from: "Anna Berg-Holm".into(), to: "Anna Holm".into() });
    }

    #[test]
    fn what_is_written_behind_can_be_taken_away_again() {
        let correction = Correction { act: Act::NotAnActor { name: "Last \"Lady\"".into() }, kind: None };
        let longer = Corrections::with(FILE, &correction);
        assert!(longer.starts_with(FILE));
        assert_eq!(Corrections::parse(&longer).unwrap().all.last(), Some(&correction));
        assert_eq!(Corrections::without(&longer, &correction), Ok(Some(FILE.to_owned())));
        assert_eq!(Corrections::without(FILE, &correction), Ok(None));
    }

    #[test]
    fn one_in_the_middle_is_taken_away_alone() {
        let all = Corrections::parse(FILE).unwrap().all;
        let shorter = Corrections::without(FILE, &all[0]).unwrap().unwrap();
        assert!(shorter.starts_with("# Shared by the desk.\n[[correction]]\nsplit"), "{shorter}");
        assert_eq!(Corrections::parse(&shorter).unwrap().all, all[1..]);
    }

    #[test]
    fn faults_have_line_and_column() {
        let unknown = Corrections::parse("[[correction]]\nmerg = [\"A\"]\n").unwrap_err();
        assert_eq!((unknown.line, unknown.column), (2, 1), "{unknown}");
        let half = Corrections::parse("\n[[correction]]\nmerge = [\"A\"]\n").unwrap_err();
        assert_eq!(half.line, 2, "{half}");
        assert!(half.message.contains("into"));
        let mixed = Corrections::parse("[[correction]]\nrename = \"A\"\nto = \"B\"\ninto = \"C\"\n").unwrap_err();
        assert_eq!(mixed.message, FORMS);
        let same = "[[correction]]\nsplit = \"Otto Lind\"\narticles = [\"a\"]\ncalled = \"Otto  Lind\"\n";
        assert!(Corrections::parse(same).unwrap_err().message.contains("differs"));
    }

    proptest! {
        #[test]
        fn any_names_survive_the_file(from in "\\PC{1,20}x", to in "x\\PC{1,20}") {
            let rename = Correction { act: Act::Rename { from: from.clone(), to: to.clone() }, kind: None };
            let merge = Correction { act: Act::Merge { names: vec![from], into: to }, kind: Some(ActorKind::Group) };
            let text = Corrections::with(&Corrections::with("", &rename), &merge);
            prop_assert_eq!(Corrections::parse(&text), Ok(Corrections { all: vec![rename, merge] }));
        }

        #[test]
        fn no_text_is_too_odd_to_refuse(text in "[\\[\\]a-z\"=\n -]{0,80}") {
            let _ = Corrections::parse(&text);
        }
    }
}
