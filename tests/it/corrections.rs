//! Who is one actor across articles, and what the reader corrects about it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use dateline::library::corrections::{Act, Correction};
use dateline::library::{Event, Library, Narrowing, Options, Worker};
use dateline::model::{ActorKind, ActorRow, Id, Scope, Subject, Window};
use dateline::search::{Marked, Searcher, parse};

const ALL: Window = Window { from: 0, count: 1000 };

/// A folder of articles, a cache, and the reader's own folder.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(articles: &[(&str, &str)]) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(desk.folder.path().join("news")).unwrap();
        articles.iter().for_each(|(name, text)| desk.write(name, text));
        desk
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join("news").join(name).with_extension("txt"), text).unwrap();
    }

    fn corrections(&self) -> PathBuf {
        self.folder.path().join("own/corrections.toml")
    }

    fn library(&self, watch: bool) -> Library {
        let options =
            Options { cache: Some(self.folder.path().join("cache")), watch, corrections: Some(self.corrections()) };
        Library::open(&[self.folder.path().join("news")], options).expect("the library opens")
    }

    /// The library, brought up to date.
    fn open(&self) -> Library {
        let library = self.library(false);
        catch_up(&library);
        library
    }
}

fn catch_up(library: &Library) -> Vec<Event> {
    let (sender, events) = channel();
    library.keep_up(move |event| drop(sender.send(event))).finish();
    events.into_iter().collect()
}

fn actors(library: &Library) -> Vec<(String, usize, usize)> {
    let rows = library.actors(&Scope::All, "", ALL).unwrap().rows;
    let mut rows: Vec<_> = rows.into_iter().map(|row| (row.name, row.briefings, row.mentions)).collect();
    rows.sort();
    rows
}

fn row(library: &Library, name: &str) -> ActorRow {
    let rows = library.actors(&Scope::All, name, ALL).unwrap().rows;
    rows.into_iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no {name}"))
}

/// Ids of the briefings that `query` finds.
fn found(library: &Library, query: &str) -> Vec<String> {
    let searcher = Searcher::new(library.reader());
    let results = searcher.run(&parse(query).unwrap(), &Marked::default(), ALL).unwrap();
    let mut ids: Vec<String> = results.hits.iter().map(|hit| hit.entry.id.as_str().to_owned()).collect();
    ids.sort();
    ids
}

fn correction(act: Act) -> Correction {
    Correction { act, kind: Some(ActorKind::Person) }
}

fn merge(name: &str, into: &str) -> Correction {
    correction(Act::Merge { names: vec![name.to_owned()], into: into.to_owned() })
}

const BRIDGE: &str = "Bridge over the Sound to close\n\nThe mayor, Anna Vestergaard, said on Monday that the bridge \
would close for a month. “It is older than I am,” Anna Vestergaard said.\n";
const FERRY: &str = "Ferries to run by night\n\nThe mayor, Anna Holmberg, said on Tuesday that ferries would run by \
night. “Nobody will swim,” Anna Holmberg said. Otto Lindqvist, the harbour master, said the piers were ready.\n";
const MURAL: &str = "A mural for the harbour\n\nOtto Lindqvist said on Friday that his mural would cover the whole \
wall. “I paint what I see,” Otto Lindqvist said.\n";

fn desk() -> Desk {
    Desk::new(&[("bridge", BRIDGE), ("ferry", FERRY), ("mural", MURAL)])
}

#[test]
fn spellings_of_one_name_meet_across_articles_and_a_lone_family_name_does_not() {
    let desk = Desk::new(&[
        ("a", "Talks begin\n\nPresident Volodymyr Zelenskyy said that talks would begin.\n"),
        ("b", "Talks go on\n\nPresident Volodymyr Zelensky said that talks would go on.\n"),
        ("c", "Переговори\n\nВолодимир Зеленський приїхав до Києва, сказав Володимир Зеленський.\n"),
        ("d", "A shop opens\n\nThe shop of Zelensky opens on Monday, and Zelensky said that he was glad.\n"),
    ]);
    let library = desk.open();
    let key = row(&library, "Volodymyr Zelenskyy").key;
    let page = library.actor(&key).unwrap().unwrap();
    let mut ids: Vec<&str> = page.briefings.iter().map(|entry| entry.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["a", "b", "c"]);
    assert!(page.variants.iter().any(|name| name == "Володимир Зеленський"), "{:?}", page.variants);
    assert_eq!(found(&library, "actor:Зеленський"), ["a", "b", "c", "d"]);
    assert_eq!(found(&library, "actor:\"Volodymyr Zelenskiy\""), ["a", "b", "c"]);
}

#[test]
fn merged_actors_are_one_in_lists_pages_and_search_and_two_again_when_it_is_taken_back() {
    let desk = desk();
    let library = desk.open();
    let before = actors(&library);
    let (holmberg, vestergaard) = (row(&library, "Anna Holmberg"), row(&library, "Anna Vestergaard"));
    let merge = merge("Anna Vestergaard", "Anna Holmberg");
    library.correct(&merge).unwrap();
    let one = row(&library, "Anna Holmberg");
    assert_eq!((one.briefings, one.mentions), (2, holmberg.mentions + vestergaard.mentions));
    assert_eq!(one.weeks.iter().sum::<u32>() as usize, one.mentions);
    assert_eq!(actors(&library).len(), before.len() - 1);
    assert_eq!(library.counts().unwrap().actors, before.len() - 1);
    let page = library.actor(&vestergaard.key).unwrap().unwrap();
    assert_eq!(page.actor, one);
    assert_eq!((page.briefings.len(), page.said.len()), (2, holmberg_and_vestergaard_said(&library)));
    assert!(page.variants.contains(&"Anna Vestergaard".to_owned()));
    for query in ["actor:Vestergaard", "actor:Holmberg", "said:\"Anna Vestergaard\""] {
        assert_eq!(found(&library, query), ["bridge", "ferry"], "{query}");
    }
    let facets = Searcher::new(library.reader()).facets(&parse("said").unwrap(), &Marked::default()).unwrap();
    let facet: Vec<_> = facets.iter().filter(|facet| facet.value.starts_with("Anna")).collect();
    assert_eq!((facet.len(), facet[0].count), (1, 2));
    assert!(library.take_back(&merge).unwrap());
    assert_eq!(actors(&library), before);
    assert_eq!(found(&library, "actor:Vestergaard"), ["bridge"]);
}

fn holmberg_and_vestergaard_said(library: &Library) -> usize {
    let quotes = library.quotes(&Scope::All, &Narrowing::default(), ALL).unwrap().rows;
    quotes.iter().filter(|quote| quote.speaker.as_deref().is_some_and(|name| name.starts_with("Anna"))).count()
}

#[test]
fn a_rename_shows_the_new_name_and_both_names_find_it() {
    let desk = desk();
    let library = desk.open();
    let rename = correction(Act::Rename { from: "Anna Holmberg".into(), to: "Anna Dahl".into() });
    library.correct(&rename).unwrap();
    assert_eq!(row(&library, "Anna Dahl").briefings, 1);
    assert_eq!(found(&library, "actor:dahl"), ["ferry"]);
    assert_eq!(found(&library, "actor:holmberg"), ["ferry"]);
    library.take_back(&rename).unwrap();
    assert_eq!(row(&library, "Anna Holmberg").briefings, 1);
    assert!(found(&library, "actor:dahl").is_empty());
}

#[test]
fn nobody_is_in_no_list_and_no_link_leads_there() {
    let desk = desk();
    let library = desk.open();
    let key = row(&library, "Otto Lindqvist").key;
    library.correct(&correction(Act::NotAnActor { name: "Otto Lindqvist".into() })).unwrap();
    assert!(library.actor(&key).unwrap().is_none());
    assert!(found(&library, "actor:lindqvist").is_empty());
    assert!(actors(&library).iter().all(|(name, ..)| name != "Otto Lindqvist"));
    let story = library.story(&Id::new("mural")).unwrap().unwrap();
    assert!(story.briefing.actors.iter().all(|actor| actor.name != "Otto Lindqvist"));
    assert_eq!(story.briefing.actors.len(), story.actor_keys.len());
    assert!(
        library
            .quotes(&Scope::All, &Narrowing::default(), ALL)
            .unwrap()
            .rows
            .iter()
            .all(|quote| quote.actor_key != Some(key.clone()))
    );
}

#[test]
fn a_split_parts_two_people_of_one_name_also_after_an_edit() {
    let desk = desk();
    let library = desk.open();
    let split = correction(Act::Split {
        name: "Otto Lindqvist".into(),
        articles: vec!["mural".into()],
        called: "Otto Lindqvist (painter)".into(),
    });
    library.correct(&split).unwrap();
    catch_up(&library);
    let of = |library: &Library, name: &str| -> Vec<String> {
        let page = library.actor(&row(library, name).key).unwrap().unwrap();
        page.briefings.iter().map(|entry| entry.id.as_str().to_owned()).collect()
    };
    assert_eq!(of(&library, "Otto Lindqvist"), ["ferry"]);
    assert_eq!(of(&library, "Otto Lindqvist (painter)"), ["mural"]);
    assert_eq!(found(&library, "actor:painter"), ["mural"]);
    desk.write("mural", &MURAL.replace("Friday", "Sunday"));
    let library = {
        drop(library);
        desk.open()
    };
    assert_eq!(of(&library, "Otto Lindqvist (painter)"), ["mural"]);
    library.take_back(&split).unwrap();
    assert_eq!(row(&library, "Otto Lindqvist").briefings, 2);
    assert!(actors(&library).iter().all(|(name, ..)| !name.contains("painter")));
}

#[test]
fn articles_that_come_later_are_corrected_too_and_a_new_start_keeps_it() {
    let desk = desk();
    let library = desk.open();
    library.correct(&merge("Anna Petersen", "Anna Holmberg")).unwrap();
    desk.write("later", "Mayor returns\n\nAnna Petersen, the mayor, said on Sunday that she was back.\n");
    catch_up(&library);
    assert_eq!(row(&library, "Anna Holmberg").briefings, 2);
    drop(library);
    let library = desk.open();
    assert_eq!(row(&library, "Anna Holmberg").briefings, 2);
    std::fs::remove_file(desk.folder.path().join("news/later.txt")).unwrap();
    catch_up(&library);
    assert_eq!(row(&library, "Anna Holmberg").briefings, 1);
}

#[test]
fn a_wrong_file_is_one_line_with_its_place() {
    let desk = desk();
    std::fs::create_dir_all(desk.corrections().parent().unwrap()).unwrap();
    std::fs::write(desk.corrections(), "[[correction]]\nmerge = [\"Anna Vestergaard\"]\n").unwrap();
    let library = desk.library(false);
    let notices: Vec<_> = catch_up(&library)
        .into_iter()
        .filter_map(|event| if let Event::Notice(notice) = event { Some(notice) } else { None })
        .collect();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(notices[0].place, Some((1, 1)));
    assert!(notices[0].path.as_deref().is_some_and(|path| path.ends_with("corrections.toml")));
    assert!(
        library.correct(&merge("Anna Vestergaard", "Anna Holmberg")).unwrap_err().0.contains("corrections.toml:1:1: ")
    );
}

/// Waits until `holds`, as news of the library comes in.
fn until(events: &Receiver<Event>, holds: impl Fn() -> bool) {
    while !holds() {
        events.recv_timeout(Duration::from_secs(30)).expect("news before long");
    }
}

fn watched(library: &Library) -> (Worker, Receiver<Event>) {
    let (sender, events) = channel();
    (library.keep_up(move |event| drop(sender.send(event))), events)
}

#[test]
fn while_the_library_is_watched_corrections_from_within_and_from_outside_are_applied() {
    let desk = desk();
    std::fs::create_dir_all(desk.corrections().parent().unwrap()).unwrap();
    let library = desk.library(true);
    let (worker, events) = watched(&library);
    until(&events, || actors(&library).iter().any(|(name, ..)| name == "Otto Lindqvist"));
    until(&events, || library.counts().unwrap().briefings == 3);
    library.correct(&merge("Anna Vestergaard", "Anna Holmberg")).unwrap();
    until(&events, || row(&library, "Anna Holmberg").briefings == 2);
    write_over(&desk.corrections(), "[[correction]]\nnot-an-actor = \"Otto Lindqvist\"\n");
    until(&events, || actors(&library).iter().all(|(name, ..)| name != "Otto Lindqvist"));
    assert_eq!(row(&library, "Anna Holmberg").briefings, 1);
    drop(worker);
}

/// Puts `text` in the place of the file, as editors do.
fn write_over(path: &Path, text: &str) {
    let fresh = path.with_extension("new");
    std::fs::write(&fresh, text).unwrap();
    std::fs::rename(fresh, path).unwrap();
}

#[test]
fn mentions_are_walked_across_briefings_also_of_names_that_were_merged() {
    let desk = desk();
    let library = desk.open();
    library.correct(&merge("Anna Vestergaard", "Anna Holmberg")).unwrap();
    let subject = Subject::Actor(row(&library, "Anna Holmberg").key);
    let mut walked = Vec::new();
    let mut at = library.mention(&subject, None, false).unwrap();
    while let Some((id, span)) = at {
        let story = library.story(&id).unwrap().unwrap();
        walked.push((id.as_str().to_owned(), story.article.text.slice(span).to_owned()));
        at = library.mention(&subject, Some(&id), false).unwrap();
    }
    walked.sort();
    let expected = [("bridge", "Anna Vestergaard"), ("ferry", "Anna Holmberg")];
    assert_eq!(walked, expected.map(|(id, words)| (id.to_owned(), words.to_owned())));
    let newest = library.mention(&subject, None, false).unwrap().unwrap().0;
    assert_eq!(library.mention(&subject, Some(&newest), true).unwrap(), None);
    assert_eq!(library.mention(&Subject::Place("nowhere".into()), None, true).unwrap(), None);
}
