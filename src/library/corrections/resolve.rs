//! What corrections mean for the actors that a library knows.

use std::collections::BTreeSet;

use super::{Act, Correction, Corrections, key_of};
use crate::index::{Apart, Known, Named, Ruling, Rulings};
use crate::lexicon::actor_key::{actor_key, word_keys};
use crate::model::ActorKind;

/// An actor on its way through the corrections.
struct Traveller<'a> {
    known: &'a Known,
    /// What it is called by now, where that is not what was found.
    called: Option<&'a str>,
    /// Whether the correction that called it so was about its kind alone.
    bound: bool,
    nobody: bool,
}

/// Actors that are one.
struct Group<'a> {
    called: &'a str,
    bound: bool,
    /// As indices; more than none.
    members: Vec<usize>,
}

impl Corrections {
    /// The keys of every actor that a correction may be about.
    pub(in crate::library) fn keys(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for correction in &self.all {
            for name in correction.corrected().iter().map(String::as_str).chain(correction.called()) {
                // Who is taken for the actor of a name may be of any kind.
                keys.extend(ActorKind::ALL.iter().flat_map(|&kind| [key_of(name, kind), actor_key(name, kind)]));
            }
        }
        keys
    }

    /// What becomes of the actors `known`, which are all that have one of [`keys`](Self::keys).
    pub(in crate::library) fn rulings(&self, known: &[Known]) -> Rulings {
        let mut travellers: Vec<Traveller> =
            known.iter().map(|known| Traveller { known, called: None, bound: false, nobody: false }).collect();
        for correction in &self.all {
            travellers.iter_mut().for_each(|traveller| traveller.meet(correction));
        }
        let mut rulings = Rulings::new();
        for nobody in travellers.iter().filter(|traveller| traveller.nobody) {
            rulings.insert(nobody.known.no, Ruling::Nobody);
        }
        for group in groups(&travellers) {
            let head = head(&group, &travellers);
            if head.name != group.called {
                rulings.insert(head.no, Ruling::Called(group.called.to_owned()));
            }
            let others = group.members.iter().map(|&member| travellers[member].known.no).filter(|&no| no != head.no);
            rulings.extend(others.map(|no| (no, Ruling::Same(head.no))));
        }
        rulings
    }

    /// The articles in which an actor is another than its name says.
    pub(in crate::library) fn apart(&self) -> Apart {
        let mut apart = Apart::new();
        for correction in &self.all {
            let Act::Split { name, articles, called } = &correction.act else { continue };
            for &kind in correction.kinds() {
                let other = (Named { key: key_of(called, kind), words: words(called) }, called.clone());
                for article in articles {
                    apart.insert((article.clone(), actor_key(name, kind)), other.clone());
                }
            }
        }
        apart
    }
}

fn words(name: &str) -> Vec<String> {
    let mut words = word_keys(name);
    words.sort();
    words.dedup();
    words
}

impl<'a> Traveller<'a> {
    fn meet(&mut self, correction: &'a Correction) {
        if self.nobody
            || !correction.kinds().contains(&self.known.kind)
            || !correction.corrected().iter().any(|name| self.is_called(name))
        {
            return;
        }
        match &correction.act {
            Act::Merge { into: called, .. } | Act::Rename { to: called, .. } => {
                (self.called, self.bound) = (Some(called.as_str()), correction.kind.is_some());
            }
            Act::NotAnActor { .. } => self.nobody = true,
            // Which articles are meant was told to the index, which finds another actor there.
            Act::Split { .. } => {}
        }
    }

    /// Whether it is called so, by now or in the articles.
    fn is_called(&self, name: &str) -> bool {
        let key = key_of(name, self.known.kind);
        self.known.name == name
            || self.known.key == key
            || self.called.is_some_and(|called| called == name || key_of(called, self.known.kind) == key)
    }
}

/// Who is called the same after all corrections, with who was called so from the beginning.
fn groups<'a>(travellers: &[Traveller<'a>]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, traveller) in travellers.iter().enumerate().filter(|(_, traveller)| !traveller.nobody) {
        let Some(called) = traveller.called else { continue };
        let key = |name| key_of(name, traveller.known.kind);
        match groups.iter_mut().find(|group| group.called == called || key(group.called) == key(called)) {
            Some(group) => {
                group.members.push(index);
                group.bound &= traveller.bound;
            }
            None => groups.push(Group { called, bound: traveller.bound, members: vec![index] }),
        }
    }
    for group in &mut groups {
        let kinds: Vec<ActorKind> = group.members.iter().map(|&member| travellers[member].known.kind).collect();
        let own = |of_kind: bool| {
            let own = travellers.iter().enumerate().filter(|(_, other)| {
                !other.nobody
                    && other.called.is_none()
                    && (!of_kind || kinds.contains(&other.known.kind))
                    && other.is_called(group.called)
            });
            own.map(|(index, _)| index).collect::<Vec<_>>()
        };
        let mut joined = own(true);
        if joined.is_empty() && !group.bound {
            joined = own(false);
            joined.sort_by_key(|&index| std::cmp::Reverse(travellers[index].known.mentions));
            joined.truncate(1);
        }
        group.members.extend(joined);
    }
    groups
}

/// The one of a group that the others are counted with: who was called so from the beginning, else whose own name it is,
/// else the first one known.
fn head<'a>(group: &Group, travellers: &[Traveller<'a>]) -> &'a Known {
    let members = group.members.iter().map(|&member| &travellers[member]);
    let rank = |traveller: &&Traveller| {
        let own = traveller.known.key == key_of(group.called, traveller.known.kind);
        (traveller.called.is_some(), !own, traveller.known.no)
    };
    members.min_by_key(rank).map_or(travellers[group.members[0]].known, |traveller| traveller.known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(no: i64, name: &str, kind: ActorKind) -> Known {
        Known { no, key: actor_key(name, kind), name: name.to_owned(), kind, mentions: 1 }
    }

    /// Rulings of the file `text` on people, numbered from 1; "name@country" is a country.
    fn check(text: &str, names: &[&str], expected: &[(i64, Ruling)]) {
        let known: Vec<Known> = names
            .iter()
            .enumerate()
            .map(|(at, name)| match name.split_once('@') {
                Some((name, kind)) => known(at as i64 + 1, name, ActorKind::parse(kind).unwrap()),
                None => known(at as i64 + 1, name, ActorKind::Person),
            })
            .collect();
        let corrections = Corrections::parse(text).unwrap();
        let keys = corrections.keys();
        let known: Vec<Known> = known.into_iter().filter(|known| keys.contains(&known.key)).collect();
        assert_eq!(corrections.rulings(&known), expected.iter().cloned().collect::<Rulings>());
    }

    fn called(name: &str) -> Ruling {
        Ruling::Called(name.to_owned())
    }

    #[test]
    fn merged_names_are_counted_with_the_one_called_so() {
        let text = "[[correction]]\nmerge = [\"Anna Berg\", \"A. Berg-Holm\"]\ninto = \"Anna Berg-Holm\"\n";
        let names = ["Anna Berg", "Otto Lind", "Anna Berg-Holm"];
        check(text, &names, &[(1, Ruling::Same(3))]);
        check(text, &["Anna Berg", "Otto Lind"], &[(1, called("Anna Berg-Holm"))]);
    }

    #[test]
    fn a_later_correction_sees_what_the_earlier_ones_left() {
        let text = "[[correction]]\nmerge = [\"Anna Berg\"]\ninto = \"Anna Holm\"\n\
                    [[correction]]\nrename = \"Anna Holm\"\nto = \"Anna Vestergaard\"\n";
        let names = ["Anna Berg", "Anna Holm"];
        check(text, &names, &[(1, called("Anna Vestergaard")), (2, Ruling::Same(1))]);
    }

    #[test]
    fn a_later_correction_may_go_by_the_name_in_the_articles() {
        let text = "[[correction]]\nmerge = [\"Anna Berg\"]\ninto = \"Anna Holm\"\n\
                    [[correction]]\nnot-an-actor = \"Anna Berg\"\n";
        check(text, &["Anna Berg", "Anna Holm"], &[(1, Ruling::Nobody)]);
    }

    #[test]
    fn a_new_name_that_somebody_has_makes_them_one() {
        let text = "[[correction]]\nrename = \"Old Name Party\"\nto = \"New Union\"\n";
        let names = ["Old Name Party@organization", "New Union@organization"];
        check(text, &names, &[(1, Ruling::Same(2))]);
    }

    #[test]
    fn a_kind_keeps_the_others_of_the_name_out() {
        let text = "[[correction]]\nnot-an-actor = \"Jordan\"\nkind = \"person\"\n";
        check(text, &["Jordan", "Jordan@country"], &[(1, Ruling::Nobody)]);
        let merge = "[[correction]]\nmerge = [\"Jordan\"]\ninto = \"Mike Jordan\"\nkind = \"person\"\n";
        check(merge, &["Jordan", "Jordan@country", "Mike Jordan"], &[(1, Ruling::Same(3))]);
    }

    #[test]
    fn without_a_kind_actors_of_two_kinds_can_be_one() {
        let text = "[[correction]]\nmerge = [\"Sandmark Palace\"]\ninto = \"Denmark\"\n";
        check(text, &["Sandmark Palace@organization", "Denmark@country"], &[(1, Ruling::Same(2))]);
    }

    #[test]
    fn who_is_nobody_is_no_more_to_be_merged() {
        let text = "[[correction]]\nnot-an-actor = \"First Lady\"\n\
                    [[correction]]\nmerge = [\"First Lady\"]\ninto = \"Anna Holm\"\n";
        check(text, &["First Lady", "Anna Holm"], &[(1, Ruling::Nobody)]);
    }

    #[test]
    fn a_split_tells_the_articles_and_the_other_name() {
        let text = "[[correction]]\nsplit = \"Otto Lind\"\narticles = [\"vote\"]\ncalled = \"Otto Lind (painter)\"\n\
                    kind = \"person\"\n";
        let apart = Corrections::parse(text).unwrap().apart();
        let (named, name) = &apart[&("vote".to_owned(), actor_key("Otto Lind", ActorKind::Person))];
        assert_eq!(name, "Otto Lind (painter)");
        assert_ne!(named.key, actor_key("Otto Lind", ActorKind::Person));
        assert_eq!(apart.len(), 1);
    }
}
