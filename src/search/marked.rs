//! The reader's marks as queries ask for them: by row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::Row;

/// Which briefings the reader marked how: `is:` and `tag:` ask for them.
#[derive(Debug, Clone, Default)]
pub struct Marked {
    /// Read.
    pub read: Arc<BTreeSet<Row>>,
    /// Bookmarked.
    pub bookmarked: Arc<BTreeSet<Row>>,
    /// Hidden by the reader: found only when asked for.
    pub hidden: Arc<BTreeSet<Row>>,
    /// The reader's own tags.
    pub tags: Arc<BTreeMap<String, BTreeSet<Row>>>,
}

/// How one briefing is marked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signs<'a> {
    /// Read.
    pub read: bool,
    /// Bookmarked.
    pub bookmarked: bool,
    /// Hidden.
    pub hidden: bool,
    /// The reader's tags of it.
    pub tags: &'a [String],
}

impl Marked {
    /// Adds marks of the briefing at `row` to those noted of it: it may be marked under the keys of several sources.
    pub fn add(&mut self, row: Row, signs: Signs) {
        let sets =
            [(&mut self.read, signs.read), (&mut self.bookmarked, signs.bookmarked), (&mut self.hidden, signs.hidden)];
        for (set, _) in sets.into_iter().filter(|(_, is)| *is) {
            Arc::make_mut(set).insert(row);
        }
        if !signs.tags.is_empty() {
            let tags = Arc::make_mut(&mut self.tags);
            for tag in signs.tags {
                tags.entry(tag.clone()).or_default().insert(row);
            }
        }
    }

    /// Notes how the briefing at `row` is marked, in the place of what was noted of it before.
    pub fn note(&mut self, row: Row, signs: Signs) {
        let sets =
            [(&mut self.read, signs.read), (&mut self.bookmarked, signs.bookmarked), (&mut self.hidden, signs.hidden)];
        for (set, is) in sets {
            // A set that somebody still reads is copied when it is changed, so it is changed only where it must.
            if is != set.contains(&row) {
                let set = Arc::make_mut(set);
                if is {
                    set.insert(row)
                } else {
                    set.remove(&row)
                };
            }
        }
        let stale = self.tags.iter().any(|(tag, rows)| rows.contains(&row) != signs.tags.contains(tag));
        if stale || signs.tags.iter().any(|tag| !self.tags.contains_key(tag)) {
            let tags = Arc::make_mut(&mut self.tags);
            for rows in tags.values_mut() {
                rows.remove(&row);
            }
            for tag in signs.tags {
                tags.entry(tag.clone()).or_default().insert(row);
            }
            tags.retain(|_, rows| !rows.is_empty());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_under_several_keys_add_up() {
        let mut marked = Marked::default();
        let tags = ["talks".to_owned()];
        marked.add(3, Signs { read: true, ..Signs::default() });
        marked.add(3, Signs { bookmarked: true, tags: &tags, ..Signs::default() });
        assert!(marked.read.contains(&3) && marked.bookmarked.contains(&3) && marked.tags["talks"].contains(&3));
    }

    #[test]
    fn what_was_noted_before_is_replaced() {
        let mut marked = Marked::default();
        let tags = ["talks".to_owned(), "later".to_owned()];
        marked.note(3, Signs { read: true, tags: &tags, ..Signs::default() });
        marked.note(4, Signs { bookmarked: true, tags: &tags[..1], ..Signs::default() });
        marked.note(3, Signs { hidden: true, tags: &tags[1..], ..Signs::default() });
        assert!(marked.read.is_empty() && marked.hidden.contains(&3) && marked.bookmarked.contains(&4));
        assert_eq!(marked.tags["talks"], [4].into());
        assert_eq!(marked.tags["later"], [3].into());
        marked.note(3, Signs::default());
        assert!(marked.hidden.is_empty() && !marked.tags.contains_key("later"));
    }
}
