//! `dateline quotes` and `dateline positions`: who said what, who stands where, narrowed one by one.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::open::{each, failed, on_library};
use super::search::{Unanswered, marked, wrong};
use crate::export::{Form, Statement};
use crate::library::{Library, LibraryError, Narrowing};
use crate::model::{PositionRow, QuoteRow, Scope, Stance, Window, Windowed};
use crate::search::{Query, Searcher, parse};

/// Which quotes or positions are listed, and how.
#[derive(Debug, clap::Args)]
pub struct Statements {
    /// A query asked of each: `said:kennedy about:cuba`; words are looked for in it alone
    #[arg(default_value = "")]
    pub query: String,
    /// Only of this actor
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
    /// Only with these words in it
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// Only with this stance
    #[arg(long, value_name = "STANCE", value_parser = stance())]
    pub stance: Option<Stance>,
    /// Oldest first
    #[arg(long)]
    pub oldest_first: bool,
    /// Files and folders of the library, else the configured ones
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub library: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Table::Text)]
    pub format: Table,
    /// Rows at most
    #[arg(long, value_name = "N", default_value_t = usize::MAX, hide_default_value = true)]
    pub limit: usize,
}

/// How quotes and positions are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// One line for a person
    Text,
    /// JSON Lines: one object a line
    #[value(alias = "json")]
    Jsonl,
    /// A table for a spreadsheet
    Csv,
    /// Markdown
    #[value(alias = "markdown")]
    Md,
}

fn stance() -> impl TypedValueParser<Value = Stance> {
    PossibleValuesParser::new(Stance::ALL.iter().map(|stance| stance.as_str()))
        .map(|word| Stance::parse(&word).expect("only stances are possible values"))
}

/// Prints the quotes of `sources` that are asked for.
///
/// # Errors
/// When `out` cannot be written.
pub fn quotes(sources: &[PathBuf], asked: &Statements, out: &mut impl Write) -> io::Result<u8> {
    print::<QuoteRow>(sources, asked, false, out, |library, narrowing, window| {
        library.quotes(&Scope::All, narrowing, window)
    })
}

/// Prints the positions of `sources` that are asked for, with `changed` only changes of side.
///
/// # Errors
/// When `out` cannot be written.
pub fn positions(sources: &[PathBuf], asked: &Statements, changed: bool, out: &mut impl Write) -> io::Result<u8> {
    print::<PositionRow>(sources, asked, changed, out, |library, narrowing, window| {
        library.positions(&Scope::All, narrowing, window)
    })
}

fn print<T: Statement>(
    sources: &[PathBuf],
    asked: &Statements,
    changed: bool,
    out: &mut impl Write,
    ask: impl Fn(&Library, &Narrowing, Window) -> Result<Windowed<T>, LibraryError>,
) -> io::Result<u8> {
    let query = match asked.read() {
        Ok(query) => query,
        Err(error) => return wrong(&error),
    };
    on_library(sources, |library| {
        let mut narrowing =
            Searcher::new(library.reader()).narrowing(&query, &marked(library, &query)).map_err(failed)?;
        if changed {
            narrowing = narrowing.changed();
        }
        if asked.oldest_first {
            narrowing = narrowing.oldest_first();
        }
        let form = asked.format.form();
        out.write_all(T::head(form).as_bytes())?;
        each(asked.limit, |window| ask(library, &narrowing, window), |row| out.write_all(row.entry(form).as_bytes()))?;
        Ok(0)
    })
}

impl Statements {
    fn read(&self) -> Result<Query, Unanswered> {
        let query = parse(&self.query).map_err(Unanswered::Wrong)?;
        let actor = self.actor.iter().map(|name| Query::said(name));
        let about = self.about.iter().map(|words| Query::about(words));
        let stance = self.stance.iter().map(|stance| Query::stance(*stance));
        Ok(actor.chain(about).chain(stance).fold(query, Query::and))
    }
}

impl Table {
    fn form(self) -> Form {
        match self {
            Self::Text => Form::Text,
            Self::Jsonl => Form::JsonLines,
            Self::Csv => Form::Csv,
            Self::Md => Form::Markdown,
        }
    }
}
