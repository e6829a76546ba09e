//! What a publisher changed in an article since it first came: its sentences held against those of the version before.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::feed;
use crate::model::{Article, Changes};
use crate::split::document::Document;

/// How `article`, which stands in the file `path`, differs from the version before; none when there is no such version,
/// or it says the same.
pub fn changes(path: &Path, article: &Article) -> Option<Changes> {
    let file = feed::version_before(path);
    let before = feed::read(&file.to_string_lossy(), &fs::read(&file).ok()?).ok()?.pop()?;
    let since = fs::metadata(&file).ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    compare(&before, article).map(|changes| Changes { when: feed::moment(since.as_secs() as i64), ..changes })
}

fn compare(before: &Article, after: &Article) -> Option<Changes> {
    let (old, new) = (Document::read(before), Document::read(after));
    let mut known: HashMap<Vec<&str>, usize> = HashMap::new();
    for sentence in &old.sentences {
        *known.entry(words(&old, &sentence.bytes)).or_default() += 1;
    }
    let mut changes = Changes::default();
    for sentence in &new.sentences {
        match known.get_mut(&words(&new, &sentence.bytes)).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None => changes.came.push(after.text.span(sentence.bytes.clone())),
        }
    }
    for sentence in &old.sentences {
        let left = known.get_mut(&words(&old, &sentence.bytes)).filter(|count| **count > 0);
        if let Some(count) = left {
            *count -= 1;
            changes.gone.push(words(&old, &sentence.bytes).join(" "));
        }
    }
    changes.headline = (before.title != after.title).then(|| before.title.clone());
    let is_any = changes.headline.is_some() || !changes.came.is_empty() || !changes.gone.is_empty();
    is_any.then_some(changes)
}

fn words<'a>(document: &Document<'a>, bytes: &std::ops::Range<usize>) -> Vec<&'a str> {
    document.text[bytes.clone()].split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    fn article(title: &str, text: &str) -> Article {
        Article { title: title.into(), text: Text::new(text), ..Article::default() }
    }

    #[test]
    fn sentences_that_came_and_went_are_told() {
        let before =
            article("Ferry stops", "The ferry stops at dusk. Nobody knows why. The quay is dry.\n\nIt will rain.");
        let after =
            article("Ferry runs", "The ferry  stops at dusk.\n\nThe quay is wet. The quay is dry. It will rain.");
        let changes = compare(&before, &after).unwrap();
        assert_eq!(changes.headline.as_deref(), Some("Ferry stops"));
        assert_eq!(changes.came.iter().map(|span| after.text.slice(*span)).collect::<Vec<_>>(), ["The quay is wet."]);
        assert_eq!(changes.gone, ["Nobody knows why."]);
    }

    #[test]
    fn other_spaces_are_no_change_and_a_sentence_said_twice_counts_twice() {
        let before = article("F", "We wait. We wait.");
        assert_eq!(compare(&before, &article("F", "We wait.\nWe  wait.")), None);
        assert_eq!(compare(&before, &article("F", "We wait.")).unwrap().gone, ["We wait."]);
    }
}
