//! The page a session ended on, in words that the reader's data keep until the next one.

use crate::command::PageKind;
use crate::library::Library;
use crate::model::{Id, Scope};

use super::page::Target;

/// Pages about the whole library, as they are spelt.
const WHOLE: &[(PageKind, &str)] = &[
    (PageKind::Actors, "actors"),
    (PageKind::Places, "places"),
    (PageKind::Map, "map"),
    (PageKind::Quotes, "quotes"),
    (PageKind::Positions, "positions"),
    (PageKind::Matrix, "matrix"),
];

/// Where the reader's data keep `name` of `library`: each library has its own.
pub fn slot(name: &str, library: &Library) -> String {
    format!("{name} of {}", library.name())
}

/// `target` in words; none for what is not worth coming back to.
pub fn spell(target: &Target) -> Option<String> {
    Some(match target {
        Target::Story { id, .. } => format!("story {id}"),
        Target::Timeline(id) => format!("timeline {id}"),
        Target::Actor(key) => format!("actor {key}"),
        Target::Place(key) => format!("place {key}"),
        Target::Search(query) if !query.is_empty() => format!("search {query}"),
        Target::Scoped(kind, Scope::All, _) => {
            WHOLE.iter().find(|(whole, _)| whole == kind).map(|(_, name)| (*name).to_owned())?
        }
        _ => return None,
    })
}

/// The target that [`spell`] spelt so; none for words it never wrote.
pub fn read(words: &str) -> Option<Target> {
    if let Some((kind, _)) = WHOLE.iter().find(|(_, name)| *name == words) {
        return Some(Target::Scoped(*kind, Scope::All, String::new()));
    }
    let (what, which) = words.split_once(' ').filter(|(_, which)| !which.is_empty())?;
    match what {
        "story" => Some(Target::Story { id: Id::new(which), lit: None }),
        "timeline" => Some(Target::Timeline(Id::new(which))),
        "actor" => Some(Target::Actor(which.to_owned())),
        "place" => Some(Target::Place(which.to_owned())),
        "search" => Some(Target::Search(which.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelt_is_read_again() {
        let targets = [
            Target::Story { id: Id::new("ferry-crews"), lit: None },
            Target::Timeline(Id::new("ferry-crews")),
            Target::Actor("ada marsh".into()),
            Target::Place("grey island".into()),
            Target::Search("said:marsh \"night boats\"".into()),
            Target::Scoped(PageKind::Map, Scope::All, String::new()),
        ];
        for target in targets {
            assert_eq!(read(&spell(&target).unwrap()), Some(target));
        }
    }

    #[test]
    fn other_words_are_no_page() {
        assert_eq!(spell(&Target::Help(PageKind::Library)), None);
        for words in ["", "story", "story ", "elsewhere x", "map x"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
