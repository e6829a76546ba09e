//! Actors by topics: the most mentioned actors that take a stand, the topics that most of them speak to.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::cast::Share;
use super::fold::says_something;
use super::stances::{Stand, changes, stands};
use super::topics::groups;
use super::{Reader, Result, entries};
use crate::model::{Cell, Matrix, Row, Scope, Topic};

/// Actors that are looked at, most mentioned first.
const LOOKED_AT: usize = 80;
/// Actors shown at most.
const ACTORS: usize = 40;
/// Topics shown at most.
const TOPICS: usize = 24;
/// So many topics are shown even where only one actor speaks to some of them.
const FEW: usize = 12;
/// Positions of one scope that are read at most; newer ones first.
const READ: usize = 200_000;

impl Reader {
    /// Actors by topics in `scope`.
    pub(crate) fn matrix(&self, scope: &Scope) -> Result<Matrix> {
        let candidates = self.standing(scope)?;
        let numbers: Vec<i64> = candidates.iter().map(|share| share.no).collect();
        let stands = self.ask(|connection| self.stands_in(connection, scope, &numbers))?;
        let drawn = draw(&numbers, &stands);
        let shares: Vec<Share> = drawn.actors.iter().map(|&at| candidates[at].clone()).collect();
        let actors = self.actor_rows(&shares)?.into_iter().map(|(actor, _)| actor).collect();
        let topics = self.ask(|connection| {
            let topic = |on: &Vec<&Stand>| name(connection, on);
            drawn.topics.iter().map(topic).collect::<Result<Vec<Topic>>>()
        })?;
        Ok(Matrix { actors, topics, cells: drawn.cells })
    }

    /// The positions of the actors with these numbers in `scope`.
    fn stands_in(&self, connection: &Connection, scope: &Scope, numbers: &[i64]) -> Result<Vec<Stand>> {
        let mut all = Vec::new();
        let mut versions = connection.prepare_cached("SELECT no FROM actor WHERE no = ?1 OR same = ?1")?;
        for no in numbers {
            let versions = versions.query_map([no], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
            all.extend(stands(connection, Some(&versions))?);
            if all.len() > READ {
                break;
            }
        }
        all.retain(|stand| says_something(&stand.topic));
        match scope {
            Scope::All => {}
            Scope::One(id) => {
                let one = entries::row_of(connection, id)?;
                all.retain(|stand| Some(stand.row) == one);
            }
            Scope::Rows(rows) => all.retain(|stand| rows.binary_search(&Row::from(stand.row)).is_ok()),
        }
        Ok(all)
    }

    /// The most mentioned actors of `scope` that take a stand somewhere.
    fn standing(&self, scope: &Scope) -> Result<Vec<Share>> {
        self.ask(|connection| match scope {
            Scope::All => {
                let mut query = connection.prepare_cached(
                    "SELECT no, briefings, mentions FROM actor WHERE positions > 0 AND same IS NULL
                     ORDER BY mentions DESC, no LIMIT ?1",
                )?;
                let share = |row: &rusqlite::Row| Ok(Share { no: row.get(0)?, ..Share::default() });
                Ok(query.query_map([LOOKED_AT], share)?.collect::<rusqlite::Result<_>>()?)
            }
            scope => {
                let mut query =
                    connection.prepare_cached("SELECT 1 FROM actor WHERE positions > 0 AND (no = ?1 OR same = ?1)")?;
                let mut standing = Vec::new();
                for share in &self.shares_in(connection, scope)?.actors {
                    if query.exists([share.no])? {
                        standing.push(share.clone());
                    }
                    if standing.len() == LOOKED_AT {
                        break;
                    }
                }
                Ok(standing)
            }
        })
    }
}

/// A matrix without names.
struct Drawn<'a> {
    /// Indices into the actors given.
    actors: Vec<usize>,
    /// For each topic its positions, newest first.
    topics: Vec<Vec<&'a Stand>>,
    cells: Vec<Option<Cell>>,
}

/// Chooses topics and actors and fills the cells. `numbers` are the actors, most mentioned first.
fn draw<'a>(numbers: &[i64], stands: &'a [Stand]) -> Drawn<'a> {
    let mut by_key: HashMap<&str, Vec<&Stand>> = HashMap::new();
    for stand in stands {
        by_key.entry(&stand.topic).or_default().push(stand);
    }
    let mut keys: Vec<&str> = by_key.keys().copied().collect();
    keys.sort_unstable();
    let mut topics: Vec<Vec<&Stand>> = groups(&keys)
        .into_iter()
        .map(|group| group.into_iter().flat_map(|key| by_key[keys[key]].iter().copied()).collect())
        .collect();
    let actors_on = |on: &Vec<&Stand>| on.iter().map(|stand| stand.actor).collect::<BTreeSet<_>>().len();
    topics.sort_by_key(|on| Reverse((actors_on(on), on.len(), on.iter().map(|stand| stand.moment).max())));
    let shared = topics.iter().filter(|on| actors_on(on) > 1).count();
    topics.truncate(shared.clamp(FEW, TOPICS));
    for on in &mut topics {
        on.sort_by_key(|stand| Reverse((stand.moment, stand.row, Reverse(stand.item))));
    }
    let speaks = |&at: &usize| topics.iter().flatten().any(|stand| stand.actor == numbers[at]);
    let actors: Vec<usize> = (0..numbers.len()).filter(speaks).take(ACTORS).collect();
    let mut cells = Vec::with_capacity(actors.len() * topics.len());
    for &actor in &actors {
        cells.extend(topics.iter().map(|on| cell(on.iter().copied().filter(|stand| stand.actor == numbers[actor]))));
    }
    Drawn { actors, topics, cells }
}

/// The cell of one actor's positions on one topic, newest first; none where there are none.
fn cell<'a>(stands: impl Iterator<Item = &'a Stand>) -> Option<Cell> {
    let mut stands: Vec<Stand> = stands.cloned().collect();
    let newest = stands.first()?.stance;
    stands.reverse();
    // Whatever their wording, they are on one topic here.
    stands.iter_mut().for_each(|stand| stand.topic.clear());
    Some(Cell { stance: newest, changed: changes(&stands).next().is_some(), positions: stands.len() })
}

/// The topic of these positions, named by its shortest wording among the newest of each.
fn name(connection: &Connection, on: &[&Stand]) -> Result<Topic> {
    let keys: BTreeSet<&str> = on.iter().map(|stand| stand.topic.as_str()).collect();
    let mut names = Vec::new();
    for key in keys.iter().take(8) {
        let Some(newest) = on.iter().find(|stand| stand.topic == **key) else { continue };
        let Some(body) = entries::body(connection, newest.row.into())? else { continue };
        let topic = body.briefing.positions.get(usize::from(newest.item)).map(|position| position.topic);
        names.extend(topic.map(|span| body.article.text.slice(span).to_owned()));
    }
    let bare = names.iter().map(|name| without_article(name));
    let name = bare.min_by_key(|name| name.chars().count()).unwrap_or_default().to_owned();
    Ok(Topic { name, keys: keys.into_iter().map(str::to_owned).collect() })
}

/// A heading needs no article; what is left still stands in the text.
fn without_article(name: &str) -> &str {
    let article = ["the ", "a ", "an "]
        .into_iter()
        .find(|article| name.get(..article.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(article)));
    article.map_or(name, |article| name[article.len()..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stance;

    fn stand(actor: i64, topic: &str, row: u32, stance: Stance) -> Stand {
        Stand { actor, topic: topic.to_owned(), moment: i64::from(row), row, item: 0, stance }
    }

    #[test]
    fn topics_that_more_actors_speak_to_come_first_and_silent_actors_are_left_out() {
        use Stance::*;
        let stands = [
            stand(1, "bread", 1, Warns),
            stand(1, "premium", 2, Denies),
            stand(1, "premium night work", 3, Supports),
            stand(3, "premium", 4, Demands),
        ];
        let drawn = draw(&[1, 2, 3], &stands);
        assert_eq!(drawn.actors, [0, 2]);
        assert_eq!(drawn.topics.iter().map(Vec::len).collect::<Vec<_>>(), [3, 1]);
        let moved = Cell { stance: Supports, changed: true, positions: 2 };
        let steady = |stance| Some(Cell { stance, changed: false, positions: 1 });
        assert_eq!(drawn.cells, [Some(moved), steady(Warns), steady(Demands), None]);
    }

    #[test]
    fn nothing_gives_an_empty_matrix() {
        let drawn = draw(&[1], &[]);
        assert!(drawn.actors.is_empty() && drawn.topics.is_empty() && drawn.cells.is_empty());
    }
}
