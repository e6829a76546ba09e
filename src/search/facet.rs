//! Counts beside the results: how many of them have which actor, place, source and month.

use super::SearchError;
use super::lex::{Token, lex, quote};
use crate::index::{Common, Reader};

/// One value beside the results, with how many of them have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field that narrows to it: `actor`, `place`, `source` or `date`.
    pub field: &'static str,
    /// The value as it is shown and written into a query.
    pub value: String,
    /// How many results have it.
    pub count: usize,
}

/// Values of one field beside the results.
const FACETS: usize = 12;

impl Facet {
    /// `query`, narrowed to what has this value.
    pub fn narrow(&self, query: &str) -> String {
        let query = query.trim();
        let is_choice = lex(query).iter().any(|(_, token)| *token == Token::Or);
        let value: String = self.value.chars().map(|c| if quote(c) { ' ' } else { c }).collect();
        let is_word = value.chars().all(|c| c.is_alphanumeric() || c == '-');
        let value = if is_word { value } else { format!("\"{value}\"") };
        let query = if is_choice { format!("({query})") } else { query.to_owned() };
        format!("{query} {}:{value}", self.field).trim_start().to_owned()
    }
}

/// The commonest actors, places and sources of what was found, and its newest months.
pub(super) fn of(reader: &Reader, found: &Common) -> Result<Vec<Facet>, SearchError> {
    let mut facets = Vec::new();
    for (field, counts) in [("actor", &found.actors), ("place", &found.places)] {
        let top = top(counts);
        let names = reader.names_of(field, &top.iter().map(|(no, _)| *no).collect::<Vec<_>>())?;
        facets.extend(names.into_iter().zip(top).map(|(value, (_, count))| Facet { field, value, count }));
    }
    facets.extend(top(&found.sources).into_iter().map(|(value, count)| Facet { field: "source", value, count }));
    let mut months = found.months.clone();
    months.sort_unstable_by(|a, b| b.cmp(a));
    facets.extend(months.into_iter().take(FACETS).map(|(month, count)| Facet {
        field: "date",
        value: format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1),
        count,
    }));
    Ok(facets)
}

/// The commonest values, by count and then by value.
fn top<T: Ord + Clone>(counts: &[(T, usize)]) -> Vec<(T, usize)> {
    let mut counts: Vec<_> = counts.to_vec();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(FACETS);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn narrowed(query: &str, field: &'static str, value: &str) -> String {
        let query = Facet { field, value: value.to_owned(), count: 1 }.narrow(query);
        assert!(super::super::parse(&query).is_ok(), "{query}");
        query
    }

    #[test]
    fn a_value_is_added_to_the_query() {
        assert_eq!(narrowed("talks", "date", "2025-04"), "talks date:2025-04");
        assert_eq!(narrowed("", "place", "Geneva"), "place:Geneva");
        assert_eq!(narrowed("a or b", "actor", "Ada Marsh"), "(a or b) actor:\"Ada Marsh\"");
        assert_eq!(narrowed("talks", "source", "The “Post”"), "talks source:\"The  Post \"");
    }
}
