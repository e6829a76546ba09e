//! What the reader knows better about actors: names to merge, split, rename or leave out.
//!
//! A plain TOML file, shareable, written from the reader and by hand. Pure data here: text in, corrections out, and back;
//! who reads and writes the file is the caller's affair. Names are matched as across the library: variants that share a key
//! ([`actor_key`]) are one name.

use serde::{Deserialize, Serialize};

use crate::lexicon::actor_key::actor_key;
use crate::model::ActorKind;

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// All of `names` are one actor, called `into`.
    Merge {
        /// The names that are the actor's, too.
        names: Vec<String>,
        /// What the actor is called.
        into: String,
    },
    /// In the articles `articles` the name `name` means another actor, called `called`.
    Split {
        /// The name that two actors share.
        name: String,
        /// Ids of the articles where it means the other one.
        articles: Vec<String>,
        /// What the other one is called.
        called: String,
    },
    /// The actor `from` is called `to`.
    Rename {
        /// The name that is wrong.
        from: String,
        /// The right one.
        to: String,
    },
    /// `name` is nobody.
    NotAnActor {
        /// What was taken for a name.
        name: String,
    },
}

/// What corrections make of an actor's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Corrected {
    /// It stays, under this name.
    As(String),
    /// It is left out.
    Dropped,
}

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

/// The reader's corrections, in the order made: a later one sees what the earlier ones left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrections {
    all: Vec<Correction>,
}

impl Corrections {
    /// Reads the file's `text`.
    ///
    /// # Errors
    /// When it is no TOML, a key is unknown or missing, or a name is empty.
    pub fn parse(text: &str) -> Result<Self, CorrectionsError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let (line, column) = place(text, error.span().map_or(0, |span| span.start));
            CorrectionsError { line, column, message: error.message().lines().next().unwrap_or_default().to_owned() }
        })?;
        let mut all = Vec::with_capacity(file.correction.len());
        for entry in file.correction {
            let at = entry.span().start;
            all.push(entry.into_inner().read().map_err(|message| {
                let (line, column) = place(text, at);
                CorrectionsError { line, column, message: message.to_owned() }
            })?);
        }
        Ok(Self { all })
    }

    /// The file's text; [`parse`](Self::parse) reads it back the same.
    pub fn write(&self) -> String {
        let file = Written { correction: self.all.iter().map(Entry::of).collect() };
        // Plain strings and lists of them always have a form in TOML.
        toml::to_string(&file).unwrap_or_default()
    }

    /// Adds a correction; [`undo`](Self::undo) takes it back.
    pub fn add(&mut self, correction: Correction) {
        self.all.push(correction);
    }

    /// Takes the last correction back.
    pub fn undo(&mut self) -> Option<Correction> {
        self.all.pop()
    }

    /// Whether there is nothing to correct.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The corrections, in the order made.
    pub fn iter(&self) -> impl Iterator<Item = &Correction> {
        self.all.iter()
    }

    /// What becomes of the actor `name` of kind `kind` in the article `article`.
    pub fn correct(&self, name: &str, kind: ActorKind, article: &str) -> Corrected {
        let mut name = name.to_owned();
        for correction in &self.all {
            let own = actor_key(&name, kind);
            let is = |other: &str| actor_key(other, kind) == own;
            match correction {
                Correction::Merge { names, into } if names.iter().any(|other| is(other)) => name.clone_from(into),
                Correction::Split { name: shared, articles, called }
                    if is(shared) && articles.iter().any(|id| id == article) =>
                {
                    name.clone_from(called)
                }
                Correction::Rename { from, to } if is(from) => name.clone_from(to),
                Correction::NotAnActor { name: nobody } if is(nobody) => return Corrected::Dropped,
                _ => {}
            }
        }
        Corrected::As(name)
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
}

impl Entry {
    fn of(correction: &Correction) -> Self {
        let none = Self::default();
        match correction.clone() {
            Correction::Merge { names, into } => Self { merge: Some(names), into: Some(into), ..none },
            Correction::Split { name, articles, called } => {
                Self { split: Some(name), articles: Some(articles), called: Some(called), ..none }
            }
            Correction::Rename { from, to } => Self { rename: Some(from), to: Some(to), ..none },
            Correction::NotAnActor { name } => Self { not_an_actor: Some(name), ..none },
        }
    }

    fn read(self) -> Result<Correction, &'static str> {
        let correction = match self {
            Self {
                merge: Some(names),
                into: Some(into),
                split: None,
                articles: None,
                called: None,
                rename: None,
                to: None,
                not_an_actor: None,
            } => Correction::Merge { names, into },
            Self {
                split: Some(name),
                articles: Some(articles),
                called: Some(called),
                merge: None,
                into: None,
                rename: None,
                to: None,
                not_an_actor: None,
            } => Correction::Split { name, articles, called },
            Self {
                rename: Some(from),
                to: Some(to),
                merge: None,
                into: None,
                split: None,
                articles: None,
                called: None,
                not_an_actor: None,
            } => Correction::Rename { from, to },
            Self {
                not_an_actor: Some(name),
                merge: None,
                into: None,
                split: None,
                articles: None,
                called: None,
                rename: None,
                to: None,
            } => Correction::NotAnActor { name },
            _ => {
                return Err(
                    "a correction is `merge` with `into`, `split` with `articles` and `called`, `rename` with `to`, or `not-an-actor`",
                );
            }
        };
        let blank = |name: &String| name.trim().is_empty();
        let empty = match &correction {
            Correction::Merge { names, into } => names.is_empty() || names.iter().any(blank) || blank(into),
            Correction::Split { name, articles, called } => blank(name) || articles.is_empty() || blank(called),
            Correction::Rename { from, to } => blank(from) || blank(to),
            Correction::NotAnActor { name } => blank(name),
        };
        if empty { Err("a name is empty") } else { Ok(correction) }
    }
}

/// Line and column, from 1, of the byte `at`.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: &str = r#"
[[correction]]
merge = ["Anna Berg", "A. Berg-Holm"]
into = "Anna Berg-Holm"

[[correction]]
split = "Otto Lind"
articles = ["harbour-vote"]
called = "Otto Lind (painter)"

[[correction]]
rename = "Anna Berg-Holm"
to = "Anna Holm"

[[correction]]
not-an-actor = "First Lady"
"#;

    fn corrected(name: &str, article: &str) -> Corrected {
        Corrections::parse(FILE).unwrap().correct(name, ActorKind::Person, article)
    }

    #[test]
    fn corrections_apply_in_their_order() {
        assert_eq!(corrected("Anna Berg", "x"), Corrected::As("Anna Holm".into()));
        assert_eq!(corrected("Otto Lind", "harbour-vote"), Corrected::As("Otto Lind (painter)".into()));
        assert_eq!(corrected("Otto Lind", "x"), Corrected::As("Otto Lind".into()));
        assert_eq!(corrected("First Lady", "x"), Corrected::Dropped);
    }

    #[test]
    fn who_is_not_named_stays() {
        assert_eq!(corrected("Maria Berg", "x"), Corrected::As("Maria Berg".into()));
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let corrections = Corrections::parse(FILE).unwrap();
        assert_eq!(Corrections::parse(&corrections.write()), Ok(corrections));
    }

    #[test]
    fn faults_have_line_and_column() {
        let unknown = Corrections::parse("[[correction]]\nmerg = [\"A\"]\n").unwrap_err();
        assert_eq!((unknown.line, unknown.column), (2, 1), "{unknown}");
        let half = Corrections::parse("\n[[correction]]\nmerge = [\"A\"]\n").unwrap_err();
        assert_eq!(half.line, 2, "{half}");
        assert!(half.message.contains("into"));
    }

    #[test]
    fn the_last_correction_can_be_taken_back() {
        let mut corrections = Corrections::default();
        corrections.add(Correction::NotAnActor { name: "Monday".into() });
        assert!(corrections.undo().is_some());
        assert!(corrections.is_empty());
    }

    proptest! {
        #[test]
        fn any_names_survive_the_file(from in "\\PC{1,20}x", to in "x\\PC{1,20}") {
            let mut corrections = Corrections::default();
            corrections.add(Correction::Rename { from: from.clone(), to: to.clone() });
            corrections.add(Correction::Merge { names: vec![from], into: to });
            prop_assert_eq!(Corrections::parse(&corrections.write()), Ok(corrections));
        }

        #[test]
        fn no_text_is_too_odd_to_refuse(text in "[\\[\\]a-z\"=\n -]{0,80}") {
            let _ = Corrections::parse(&text);
        }
    }
}
