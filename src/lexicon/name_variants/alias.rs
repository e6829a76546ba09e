//! Actors under names that no rule of spelling joins.

use std::sync::LazyLock;

use crate::lexicon::fold::fold;
use crate::lexicon::key::ListMap;

static ALIASES: LazyLock<ListMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut aliases: ListMap<String, Vec<&'static str>> = ListMap::default();
    for line in include_str!("../lists/aliases.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (usual, others) = line.split_once('\t').unwrap_or((line, ""));
        for name in std::iter::once(usual).chain(others.split('|')).filter(|name| !name.is_empty()) {
            aliases.entry(bare(name)).or_default().push(usual);
        }
    }
    aliases
});

/// Whether the list gives `a` and `b` to one actor.
pub fn same(a: &str, b: &str) -> bool {
    match (ALIASES.get(&bare(a)), ALIASES.get(&bare(b))) {
        (Some(a), Some(b)) => a.iter().any(|usual| b.contains(usual)),
        _ => false,
    }
}

/// The usual name of the actor that the list knows as `name`.
pub fn usual(name: &str) -> Option<&'static str> {
    ALIASES.get(&bare(name)).and_then(|usual| usual.first().copied())
}

fn bare(name: &str) -> String {
    let folded = fold(name);
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}
