//! The key under which an actor is known across a library: variants of one name share it, other names do not.
//!
//! Within an article names are joined generously, for the article says who is meant. Across articles nothing says so, and
//! a false merger does more harm than a missed one: only romanisations, titles, one middle initial, patronymics, legal
//! forms and well-known other names meet. A family name alone has a key of its own; it meets nobody's full name.

use super::fold::fold;
use super::name_variants::{Parts, alias, group, organization, sound};
use super::nation;
use crate::model::ActorKind;

/// States that are no more, with the codes they had. Within an article their capitals and peoples lead to the state that
/// came after; across articles the two are not one.
const FORMER: [(&str, &str); 7] = [
    ("soviet union", "SU"),
    ("ussr", "SU"),
    ("yugoslavia", "YU"),
    ("czechoslovakia", "CS"),
    ("east germany", "DD"),
    ("west germany", "BRD"),
    ("serbia and montenegro", "SCG"),
];

/// The key of the actor `name` of kind `kind`: lower-case ASCII words, never empty, equal for variants of one name.
///
/// People and others never share a key: "jordan" the country is `=JO`, the person `@jordan`.
pub fn actor_key(name: &str, kind: ActorKind) -> String {
    let known = alias::usual(name).unwrap_or(name);
    match kind {
        ActorKind::Person => format!("@{}", person_key(known)),
        ActorKind::Country => {
            let folded = fold(known);
            let former = FORMER.iter().find(|(words, _)| *words == folded).map(|(_, code)| *code);
            match former.or_else(|| nation::lookup(name).or_else(|| nation::lookup(known)).map(|(code, _)| code)) {
                Some(code) => format!("={code}"),
                None => format!("={folded}"),
            }
        }
        ActorKind::Organization | ActorKind::Group => organization_key(known),
    }
}

/// The keys of the single words of `name`: a name asked for matches an actor when each of its words' keys is among the
/// actor's ("Zelensky" finds "Volodymyr Zelenskyy").
pub fn word_keys(name: &str) -> Vec<String> {
    let parts = Parts::of(name);
    parts.words.iter().map(|word| word_key(word)).collect()
}

/// Whether two people's names share a key across articles.
pub fn same_person(a: &str, b: &str) -> bool {
    actor_key(a, ActorKind::Person) == actor_key(b, ActorKind::Person)
}

fn person_key(name: &str) -> String {
    let parts = Parts::of(name);
    if parts.words.is_empty() {
        return fold(name);
    }
    let last = parts.words.len() - 1;
    // "J." in "Donald J. Trump" is left out for meeting "Donald Trump"; "H. W." are not, for they part a father from his son.
    let lone_initial = parts.words.iter().filter(|word| word.len() == 1).count() == 1;
    let mut words: Vec<String> = parts
        .words
        .iter()
        .enumerate()
        .filter(|&(at, word)| at == 0 || at == last || !(is_patronymic(word) || (lone_initial && word.len() == 1)))
        .map(|(_, word)| word_key(word))
        .collect();
    words.extend(parts.generation);
    // A pope's or king's lone name tells more with its title.
    if parts.regnal && words.len() == 1 {
        words.insert(0, "regnal".into());
    }
    words.join(" ")
}

fn word_key(word: &str) -> String {
    group::romanised(word).map_or_else(|| sound::canonical(word), sound::canonical)
}

/// East Slavic patronymics, which news gives or leaves out at will.
fn is_patronymic(word: &str) -> bool {
    word.len() > 6
        && [
            "ovich", "evich", "ovych", "yovych", "avich", "ovitch", "evitch", "owitsch", "ovna", "evna", "yivna",
            "ivna", "ichna",
        ]
        .iter()
        .any(|ending| word.ends_with(ending))
}

fn organization_key(name: &str) -> String {
    let key = organization::key(name);
    if key.is_empty() { fold(name) } else { key }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(a: &str, b: &str, kind: ActorKind, expected: bool) {
        assert_eq!(
            actor_key(a, kind) == actor_key(b, kind),
            expected,
            "{a} / {b}: {} / {}",
            actor_key(a, kind),
            actor_key(b, kind)
        );
    }

    #[test]
    fn variants_of_a_persons_name_meet() {
        for variant in [
            "Volodymyr Zelensky",
            "Volodymyr Zelenskiy",
            "Volodymyr Zelenskyi",
            "Володимир Зеленський",
            "President Volodymyr Zelenskyy",
            "Vladimir Zelensky",
        ] {
            check(variant, "Volodymyr Zelenskyy", ActorKind::Person, true);
        }
        for variant in ["Moammar Gadhafi", "Muammar Qaddafi", "Moamer Kadhafi"] {
            check(variant, "Muammar Gaddafi", ActorKind::Person, true);
        }
        check("Donald J. Trump", "Donald Trump", ActorKind::Person, true);
        check("Vladimir Vladimirovich Putin", "Vladimir Putin", ActorKind::Person, true);
        check("Kim Jong-un", "Kim Jong Un", ActorKind::Person, true);
    }

    #[test]
    fn other_people_stay_apart() {
        check("Kim Jong Un", "Kim Jong Il", ActorKind::Person, false);
        check("George W. Bush", "George H. W. Bush", ActorKind::Person, false);
        check("Bill Clinton", "Hillary Clinton", ActorKind::Person, false);
        check("Donald Trump Jr.", "Donald Trump", ActorKind::Person, false);
        check("Clinton", "Hillary Clinton", ActorKind::Person, false);
        check("Ana Torres", "Maria Torres", ActorKind::Person, false);
    }

    #[test]
    fn organisations_and_countries_meet_under_their_other_names() {
        check("NATO", "North Atlantic Treaty Organization", ActorKind::Organization, true);
        check("Northgate Foods Ltd.", "Northgate Foods", ActorKind::Organization, true);
        check("the U.N.", "United Nations", ActorKind::Organization, true);
        check("Bank of Riverton", "Bank of Westfield", ActorKind::Organization, false);
        check("U.S.", "United States", ActorKind::Country, true);
        check("Moscow", "Russia", ActorKind::Country, true);
        assert_ne!(actor_key("Jordan", ActorKind::Country), actor_key("Jordan", ActorKind::Person));
    }

    proptest! {
        #[test]
        fn every_name_has_a_key(name in "\\PC{1,60}") {
            for &kind in ActorKind::ALL {
                actor_key(&name, kind);
            }
        }
    }
}
