//! The values of a configuration file, each with its place, read as what they should be.

use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, meant};

/// Sections and their settings, as the documented defaults name them.
static KNOWN: LazyLock<Vec<(String, Vec<String>)>> = LazyLock::new(|| {
    let (table, _) = DeTable::parse_recoverable(super::DEFAULTS);
    let sections = table.get_ref().iter();
    let keys = |value: &DeValue| value.as_table().map(|t| t.keys().map(|k| k.get_ref().to_string()).collect());
    sections.map(|(name, value)| (name.get_ref().to_string(), keys(value.get_ref()).unwrap_or_default())).collect()
});

/// The settings that `section` knows.
pub(super) fn known(section: &str) -> impl Iterator<Item = &'static str> {
    let settings = KNOWN.iter().find(|(name, _)| name == section).map(|(_, settings)| settings);
    settings.into_iter().flatten().map(String::as_str)
}

/// The text of a configuration file.
pub(super) struct Source<'a> {
    path: &'a Path,
    text: &'a str,
}

/// One setting of a file.
pub(super) struct Value<'a> {
    source: &'a Source<'a>,
    /// The section that it stands in.
    pub section: &'a str,
    /// Its name.
    pub key: &'a str,
    key_at: usize,
    value: Spanned<DeValue<'a>>,
}

impl<'a> Source<'a> {
    pub fn new(path: &'a Path, text: &'a str) -> Self {
        Self { path, text }
    }

    /// Every setting of every section that is known, and a fault for all that is none.
    pub fn values(&'a self) -> (Vec<Value<'a>>, Vec<Fault>) {
        let (root, errors) = DeTable::parse_recoverable(self.text);
        let broken = errors.iter().map(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.fault(at, error.message().lines().next().unwrap_or("this is no TOML").to_owned())
        });
        let mut faults: Vec<Fault> = broken.collect();
        let mut values = Vec::new();
        for (name, section) in root.into_inner() {
            let at = name.span();
            let name = self.name(&at, name.get_ref());
            if !KNOWN.iter().any(|(known, _)| known == name) {
                faults.push(self.unknown_section(at.start, name, section.get_ref().is_table()));
                continue;
            }
            let DeValue::Table(section) = section.into_inner() else {
                faults.push(self.fault(at.start, format!("`{name}` is a section: write [{name}]")));
                continue;
            };
            for (key, value) in section {
                let at = key.span();
                let key = self.name(&at, key.get_ref());
                values.push(Value { source: self, section: name, key, key_at: at.start, value });
            }
        }
        (values, faults)
    }

    /// A key as it stands in the text, without quotation marks.
    fn name(&self, at: &Range<usize>, name: &str) -> &'a str {
        let written = self.text.get(at.clone()).unwrap_or_default();
        let bare = written.trim_matches(['"', '\'']);
        // A key written with escapes is none of ours; what is told of it is how it was written.
        if bare == name { bare } else { written }
    }

    fn unknown_section(&self, at: usize, name: &str, is_table: bool) -> Fault {
        let owner = KNOWN.iter().find(|(_, settings)| settings.iter().any(|setting| setting == name));
        let message = match owner {
            Some((section, _)) if !is_table => format!("`{name}` belongs under [{section}]"),
            _ => {
                let hint = meant(name, KNOWN.iter().map(|(known, _)| known.as_str()));
                let hint = hint.map(|known| format!("; did you mean [{known}]?")).unwrap_or_default();
                format!("there is no section [{name}]{hint}")
            }
        };
        self.fault(at, message)
    }

    fn fault(&self, at: usize, message: String) -> Fault {
        let before = &self.text[..self.text.floor_char_boundary(at)];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Fault { path: self.path.to_owned(), line, column, message }
    }
}

impl Value<'_> {
    /// The value is wrong.
    pub fn fault(&self, message: String) -> Fault {
        self.fault_at(self.value.span().start, message)
    }

    /// Something at the byte `at` of the file is wrong.
    pub fn fault_at(&self, at: usize, message: String) -> Fault {
        self.source.fault(at, message)
    }

    /// The key is none of `names`; `kind` is the word for what it should be.
    pub fn unknown<'n>(&self, kind: &str, names: impl IntoIterator<Item = &'n str>) -> Fault {
        let hint = meant(self.key, names).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        let message = format!("there is no {kind} `{}` in [{}]{hint}", self.key, self.section);
        self.source.fault(self.key_at, message)
    }

    pub fn flag(&self) -> Result<bool, Fault> {
        self.value.get_ref().as_bool().ok_or_else(|| self.other_kind("true or false"))
    }

    pub fn number(&self, range: RangeInclusive<i64>) -> Result<i64, Fault> {
        let wanted = format!("a whole number from {} to {}", range.start(), range.end());
        let number = integer(self.value.get_ref()).ok_or_else(|| self.other_kind(&wanted))?;
        if range.contains(&number) {
            return Ok(number);
        }
        Err(self.fault(format!("`{}` is {wanted}, not {number}", self.key)))
    }

    pub fn string(&self) -> Result<&str, Fault> {
        self.value.get_ref().as_str().ok_or_else(|| self.other_kind("a string"))
    }

    pub fn string_or_number(&self) -> Result<String, Fault> {
        match integer(self.value.get_ref()) {
            Some(number) => Ok(number.to_string()),
            None => self.string().map(str::to_owned),
        }
    }

    /// One word out of a few.
    pub fn one_of<T: Copy>(&self, words: &[(&str, T)]) -> Result<T, Fault> {
        let word = self.string()?;
        words.iter().find(|(name, _)| *name == word).map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            let hint = meant(word, names.iter().copied()).map(|name| format!("; did you mean `{name}`?"));
            let (key, hint) = (self.key, hint.unwrap_or_default());
            self.fault(format!("`{key}` is one of {}, not `{word}`{hint}", names.join(", ")))
        })
    }

    pub fn strings(&self) -> Result<Vec<String>, Fault> {
        let wanted = "a list of strings";
        let items = self.value.get_ref().as_array().ok_or_else(|| self.other_kind(wanted))?;
        let item = |item: &Spanned<DeValue>| {
            let wrong = || format!("`{}` is {wanted}, not a list with {} in it", self.key, kind(item.get_ref()));
            item.get_ref().as_str().map(str::to_owned).ok_or_else(|| self.fault_at(item.span().start, wrong()))
        };
        items.iter().map(item).collect()
    }

    /// One string, or a list of them, each with the byte at which it stands.
    pub fn string_or_strings(&self) -> Result<Vec<(String, usize)>, Fault> {
        if let Some(one) = self.value.get_ref().as_str() {
            return Ok(vec![(one.to_owned(), self.value.span().start)]);
        }
        let strings = self.strings().map_err(|fault| Fault {
            message: fault.message.replace("a list of strings", "a string or a list of strings"),
            ..fault
        })?;
        let places = self.value.get_ref().as_array().into_iter().flatten().map(|item| item.span().start);
        Ok(strings.into_iter().zip(places).collect())
    }

    /// A path; none where it is empty.
    pub fn path(&self) -> Result<Option<PathBuf>, Fault> {
        let path = self.string()?;
        Ok((!path.is_empty()).then(|| self.located(path)))
    }

    pub fn paths(&self) -> Result<Vec<PathBuf>, Fault> {
        Ok(self.strings()?.iter().map(|path| self.located(path)).collect())
    }

    /// `path` with `~` as the home, and from the folder of the file where it is relative.
    fn located(&self, path: &str) -> PathBuf {
        let home = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
        match home.zip(etcetera::home_dir().ok()) {
            Some((rest, home)) => home.join(rest.trim_start_matches('/')),
            None => self.source.path.parent().unwrap_or(Path::new("")).join(path),
        }
    }

    fn other_kind(&self, wanted: &str) -> Fault {
        self.fault(format!("`{}` is {wanted}, not {}", self.key, kind(self.value.get_ref())))
    }
}

fn integer(value: &DeValue) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
}

fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    }
}
