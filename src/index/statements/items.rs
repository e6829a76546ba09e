//! Which items of which briefings a list is made of.

use std::sync::Arc;

use rusqlite::Connection;

use crate::index::{Result, repeats};

/// Briefings in order, with the items of each that are in the list.
pub(super) type Listed = Vec<(u32, Items)>;

/// The items of one briefing that are in a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Items {
    /// All of them, so many.
    All(u32),
    /// All but those that repeat one of an earlier briefing, so many.
    Once(u32),
    /// Those of these actors, so many.
    Of(Arc<[i64]>, u32),
    /// Those of these indices, ascending.
    These(Box<[u16]>),
}

impl Items {
    pub(super) fn count(&self) -> usize {
        match self {
            Self::All(count) | Self::Once(count) | Self::Of(_, count) => *count as usize,
            Self::These(items) => items.len(),
        }
    }

    /// Whether the item `index`, of the actor with this number, is one of them.
    pub(super) fn hold(&self, index: usize, actor: Option<i64>) -> bool {
        match self {
            Self::All(_) | Self::Once(_) => true,
            Self::Of(actors, _) => actor.is_some_and(|no| actors.contains(&no)),
            Self::These(items) => u16::try_from(index).is_ok_and(|index| items.binary_search(&index).is_ok()),
        }
    }
}

impl Items {
    /// Of the briefing at `row` those items that [`hold`](Self::hold) cannot tell are left out.
    pub(super) fn left_out(&self, connection: &Connection, row: u32) -> Result<Vec<u16>> {
        if let Self::Once(_) = self { repeats::of_row(connection, row) } else { Ok(Vec::new()) }
    }
}

/// What a window is cut out of.
pub(super) struct Found {
    pub total: usize,
    /// How many stand before the first of `rows`.
    pub before: usize,
    pub rows: Arc<Listed>,
}

impl Found {
    pub(super) fn of(rows: Listed) -> Self {
        Self { total: rows.iter().map(|(_, items)| items.count()).sum(), before: 0, rows: Arc::new(rows) }
    }
}
