//! The joining: every name to its actor.

use foldhash::HashMap;

use super::form::{Form, Written};
use super::{Appearance, Cast, Gender, Member, acting, gender, organization, person, role};
use crate::lexicon::nation::Naming;
use crate::model::ActorKind;
use crate::split::document::Document;
use crate::split::name::{Name, NameKind};

/// How many members that share a word are compared; more would cost time on texts made to be slow.
const CANDIDATES: usize = 12;

/// Joins `names` to actors.
pub fn join(document: &Document, names: &[Name]) -> Cast {
    let written = Written::of(document, names);
    let mut joining = Joining { document, names, written, members: Vec::new(), of_name: vec![None; names.len()] };
    joining.persons();
    joining.organizations();
    joining.nations();
    joining.finish()
}

/// An actor in the making.
struct Draft {
    kind: ActorKind,
    /// Its forms, each with the index of the first name that has it.
    forms: Vec<(Form, usize)>,
    gender: Gender,
}

struct Joining<'a, 'd> {
    document: &'a Document<'d>,
    names: &'a [Name],
    written: Written,
    members: Vec<Draft>,
    of_name: Vec<Option<usize>>,
}

/// The distinct forms of some names, each with the names that have it, by first appearance.
struct Forms {
    forms: Vec<(Form, Vec<usize>)>,
}

impl Joining<'_, '_> {
    fn forms(&self, kind: NameKind) -> Forms {
        let mut index: HashMap<&Form, usize> = HashMap::default();
        let mut forms: Vec<(Form, Vec<usize>)> = Vec::new();
        for (at, _) in self.names.iter().enumerate().filter(|(_, name)| name.kind == kind) {
            let form = self.written.form(at);
            if form.words.is_empty() {
                continue;
            }
            let next = forms.len();
            let place = *index.entry(form).or_insert(next);
            if place == next {
                forms.push((form.clone(), Vec::new()));
            }
            forms[place].1.push(at);
        }
        Forms { forms }
    }

    fn add(&mut self, kind: ActorKind, form: Form, names: &[usize]) -> usize {
        let member = self.members.len();
        self.members.push(Draft { kind, forms: vec![(form, names[0])], gender: Gender::Unknown });
        self.assign(member, names);
        member
    }

    fn assign(&mut self, member: usize, names: &[usize]) {
        for &name in names {
            self.of_name[name] = Some(member);
        }
    }

    fn persons(&mut self) {
        let mut forms = self.forms(NameKind::Person).forms;
        // Fullest first; among equals the order of reading stands.
        forms.sort_by_key(|(form, _)| {
            (form.words.len() == 1, std::cmp::Reverse(form.full_words().count()), std::cmp::Reverse(form.words.len()))
        });
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::default();
        let mut lone = Vec::new();
        for (form, names) in forms {
            if form.words.len() == 1 {
                lone.push((form, names));
                continue;
            }
            let found = self.full_form_of(&form, &by_word);
            match found {
                Some(member) => {
                    self.assign(member, &names);
                    self.members[member].forms.push((form, names[0]));
                }
                None => {
                    let member = self.add(ActorKind::Person, form.clone(), &names);
                    for word in form.full_words() {
                        by_word.entry(word.to_owned()).or_default().push(member);
                    }
                }
            }
        }
        self.guess_genders();
        self.lone_names(lone, &by_word);
    }

    fn full_form_of(&self, form: &Form, by_word: &HashMap<String, Vec<usize>>) -> Option<usize> {
        let candidates = form.full_words().flat_map(|word| by_word.get(word).into_iter().flatten().take(CANDIDATES));
        candidates.copied().find(|&member| person::is_form_of(form, &self.members[member].forms[0].0))
    }

    /// Single words: a family name or a given name of someone named in full, else someone of their own.
    fn lone_names(&mut self, lone: Vec<(Form, Vec<usize>)>, by_word: &HashMap<String, Vec<usize>>) {
        let mut fresh: Vec<(String, usize)> = Vec::new();
        for (form, names) in lone {
            let word = form.first().to_owned();
            let mut sharing: Vec<usize> =
                by_word.get(&word).map(|m| m.iter().copied().take(CANDIDATES).collect()).unwrap_or_default();
            if sharing.is_empty() && word.len() >= 6 {
                sharing = self.like_family(&word);
            }
            let family: Vec<usize> =
                sharing.iter().copied().filter(|&m| person::alike(self.members[m].forms[0].0.last(), &word)).collect();
            let candidates = if family.is_empty() { sharing } else { family };
            if candidates.is_empty() {
                let near = fresh.iter().find(|(other, _)| person::alike(other, &word)).map(|&(_, member)| member);
                match near {
                    Some(member) => self.assign(member, &names),
                    None => {
                        let member = self.add(ActorKind::Person, form, &names);
                        if fresh.len() < CANDIDATES * 4 {
                            fresh.push((word, member));
                        }
                    }
                }
                continue;
            }
            for name in names {
                let member = self.nearest(&candidates, name);
                self.of_name[name] = Some(member);
            }
        }
    }

    /// Members whose family name is `word` but for a letter.
    fn like_family(&self, word: &str) -> Vec<usize> {
        let people = self.members.iter().enumerate().take(200);
        people.filter(|(_, m)| person::alike(m.forms[0].0.last(), word)).map(|(at, _)| at).take(CANDIDATES).collect()
    }

    /// Which of `candidates` the short name `name` means: the one last named in full before it whose gender does not
    /// speak against it, else the first of all.
    fn nearest(&self, candidates: &[usize], name: usize) -> usize {
        if let [only] = candidates {
            return *only;
        }
        let title = role::of(self.document, self.names, name)
            .map_or(Gender::Unknown, |tokens| gender::of_title(self.document, tokens));
        let fits = |member: usize| {
            let gender = self.members[member].gender;
            gender == Gender::Unknown || title == Gender::Unknown || gender == title
        };
        let before =
            (0..name).rev().take(400).filter_map(|at| self.of_name[at]).find(|m| candidates.contains(m) && fits(*m));
        before.or_else(|| candidates.iter().copied().find(|&m| fits(m))).unwrap_or(candidates[0])
    }

    fn guess_genders(&mut self) {
        for member in 0..self.members.len() {
            self.members[member].gender = gender::of_given_name(&self.members[member].forms[0].0);
        }
    }

    fn organizations(&mut self) {
        let mut forms = self.forms(NameKind::Organization).forms;
        forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.words.len()));
        let mut by_form: HashMap<Form, usize> = HashMap::default();
        let mut by_acronym: HashMap<String, usize> = HashMap::default();
        for (form, names) in forms {
            let bare = organization::without_legal_form(&form);
            let known = by_form.get(&form).or_else(|| by_form.get(&bare)).copied();
            let acronym = if form.words.len() == 1 { by_acronym.get(form.first()).copied() } else { None };
            let introduced = names.iter().find_map(|&name| self.introduces(name));
            if let Some(member) = introduced.or(known).or(acronym) {
                self.assign(member, &names);
                self.members[member].forms.push((form.clone(), names[0]));
                by_form.entry(form).or_insert(member);
                continue;
            }
            let member = self.add(ActorKind::Organization, form.clone(), &names);
            for acronym in organization::acronyms(&bare) {
                by_acronym.entry(acronym).or_insert(member);
            }
            for short in organization::short_forms(&form) {
                by_form.entry(short).or_insert(member);
            }
            by_form.insert(bare, member);
            by_form.insert(form, member);
        }
    }

    /// The member whose name stands right before the bracket that holds `name`: "Kurdistan Workers' Party (PKK)".
    fn introduces(&self, name: usize) -> Option<usize> {
        let tokens = &self.names[name].tokens;
        let before = name.checked_sub(1)?;
        let full = &self.names[before].tokens;
        let bracketed = tokens.len() == 1
            && full.end + 1 == tokens.start
            && self.document.word(full.end) == "("
            && self.document.tokens.get(tokens.end).is_some_and(|_| self.document.word(tokens.end) == ")");
        if !bracketed {
            return None;
        }
        let member = self.of_name[before]?;
        let first = |tokens: &std::ops::Range<usize>| {
            self.document.phrase(tokens.clone()).chars().next().map(|c| c.to_ascii_lowercase())
        };
        (self.members[member].kind == ActorKind::Organization && first(full) == first(tokens)).then_some(member)
    }

    /// Countries that act somewhere in the article, capitals where they act, peoples where they act.
    fn nations(&mut self) {
        let mut by_code: HashMap<&str, usize> = HashMap::default();
        let places: Vec<(usize, &'static str, Naming)> = (0..self.names.len())
            .filter(|&at| {
                self.of_name[at].is_none() && matches!(self.names[at].kind, NameKind::Place | NameKind::Other)
            })
            .filter_map(|at| {
                acting::nation(self.document, &self.names[at].tokens).map(|(code, naming)| (at, code, naming))
            })
            .collect();
        let acting: foldhash::HashSet<&str> = places
            .iter()
            .filter(|(at, _, naming)| *naming == Naming::Name && acting::acts(self.document, &self.names[*at].tokens))
            .map(|&(_, code, _)| code)
            .collect();
        let (names, others): (Vec<_>, Vec<_>) = places.into_iter().partition(|&(_, _, naming)| naming == Naming::Name);
        for (at, code, naming) in names.into_iter().chain(others) {
            let wanted = match naming {
                Naming::Name => acting.contains(code),
                Naming::Capital => acting::acts(self.document, &self.names[at].tokens),
                Naming::Demonym => false,
            };
            if !wanted {
                continue;
            }
            let form = self.written.form(at).clone();
            match by_code.get(code) {
                Some(&member) => self.assign(member, &[at]),
                None => {
                    let member = self.add(ActorKind::Country, form, &[at]);
                    by_code.insert(code, member);
                }
            }
        }
        self.peoples();
    }

    fn peoples(&mut self) {
        let mut by_form: HashMap<Form, usize> = HashMap::default();
        for at in 0..self.names.len() {
            let name = &self.names[at];
            if self.of_name[at].is_some()
                || name.kind != NameKind::Other
                || !acting::is_people(self.document, &name.tokens)
            {
                continue;
            }
            let form = self.written.form(at).clone();
            match by_form.get(&form) {
                Some(&member) => self.assign(member, &[at]),
                None => {
                    let member = self.add(ActorKind::Group, form.clone(), &[at]);
                    by_form.insert(form, member);
                }
            }
        }
    }

    fn finish(mut self) -> Cast {
        let roles: Vec<Option<std::ops::Range<usize>>> = (0..self.names.len())
            .map(|at| {
                let person = self.of_name[at].is_some_and(|m| self.members[m].kind == ActorKind::Person);
                if person { role::of(self.document, self.names, at) } else { None }
            })
            .collect();
        self.genders_from_context(&roles);
        // Members by first appearance.
        let mut order: Vec<usize> = Vec::new();
        let mut place = vec![usize::MAX; self.members.len()];
        let mut appearances = Vec::new();
        let mut names_of: Vec<Vec<usize>> = vec![Vec::new(); self.members.len()];
        for (at, role) in roles.into_iter().enumerate() {
            let Some(member) = self.of_name[at] else { continue };
            if place[member] == usize::MAX {
                place[member] = order.len();
                order.push(member);
            }
            names_of[member].push(at);
            appearances.push(Appearance { member: place[member], tokens: self.names[at].tokens.clone(), role });
        }
        let members = order
            .iter()
            .map(|&m| Member {
                name: self.full_name(m, &names_of[m]),
                kind: self.members[m].kind,
                gender: self.members[m].gender,
            })
            .collect();
        Cast { members, appearances }
    }

    fn genders_from_context(&mut self, roles: &[Option<std::ops::Range<usize>>]) {
        let mut counts = vec![(0u32, 0u32); self.members.len()];
        for (at, role) in roles.iter().enumerate() {
            let Some(member) = self.of_name[at].filter(|&m| self.members[m].kind == ActorKind::Person) else {
                continue;
            };
            let (he, she) = &mut counts[member];
            match role.clone().map_or(Gender::Unknown, |tokens| gender::of_title(self.document, tokens)) {
                Gender::Male => *he += 20,
                Gender::Female => *she += 20,
                Gender::Unknown => {}
            }
            let until =
                self.names[at + 1..].iter().find(|n| n.kind == NameKind::Person).map_or(usize::MAX, |n| n.tokens.start);
            let (m, f) = gender::pronouns_after(self.document, self.names[at].tokens.end, until);
            *he += m;
            *she += f;
        }
        for (member, (he, she)) in self.members.iter_mut().zip(counts) {
            if member.gender == Gender::Unknown || he.abs_diff(she) >= 20 {
                member.gender = match he.cmp(&she) {
                    std::cmp::Ordering::Greater => Gender::Male,
                    std::cmp::Ordering::Less => Gender::Female,
                    std::cmp::Ordering::Equal => member.gender,
                };
            }
        }
    }

    /// The fullest name as the article writes it, outside an upper-case headline where it can be had; a pope's, king's or
    /// saint's lone name keeps its title ("Pope Francis").
    fn full_name(&self, member: usize, names: &[usize]) -> String {
        let draft = &self.members[member];
        let phrase = |at: usize| self.document.phrase(self.names[at].tokens.clone());
        let words = draft.forms[0].0.words.len();
        let fullest = names.iter().copied().filter(|&at| self.written.form(at).words.len() >= words);
        let shouted = |at: usize| phrase(at).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let first = draft.forms[0].1;
        let best = fullest.min_by_key(|&at| (shouted(at), at)).unwrap_or(first);
        if draft.kind == ActorKind::Person && words == 1 {
            for &at in names.iter().take(CANDIDATES) {
                let start = self.names[at].tokens.start;
                if start > 0 && is_regnal(self.document.word(start - 1)) {
                    return self.document.phrase(start - 1..self.names[at].tokens.end).to_owned();
                }
            }
        }
        phrase(best).to_owned()
    }
}

fn is_regnal(title: &str) -> bool {
    matches!(
        title,
        "Pope"
            | "King"
            | "Queen"
            | "Prince"
            | "Princess"
            | "Emperor"
            | "Empress"
            | "Saint"
            | "St."
            | "Patriarch"
            | "Sultan"
    )
}
