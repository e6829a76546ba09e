//! Links between the articles of a library: found when they come, gone when they go.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use dateline::library::{Event, Library, Narrowing, Options, Order};
use dateline::model::{Id, Scope, SeeAlsoRow, Window};

pub(crate) struct Shelf {
    pub articles: tempfile::TempDir,
    pub cache: tempfile::TempDir,
}

impl Shelf {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let shelf = Self { articles: tempfile::tempdir().unwrap(), cache: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(name, text)| shelf.put(name, text));
        shelf
    }

    pub fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub fn take(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.articles.path().join(name)
    }

    /// The library brought up to date, and what was told meanwhile.
    pub fn open(&self) -> (Library, Vec<Event>) {
        open(self.articles.path(), self.cache.path())
    }
}

fn open(articles: &Path, cache: &Path) -> (Library, Vec<Event>) {
    let options = Options { cache: Some(cache.to_owned()), ..Options::default() };
    let library = Library::open(&[articles.to_owned()], options).expect("the library opens");
    let (sender, receiver) = channel();
    library.keep_up(move |event| drop(sender.send(event))).finish();
    (library, receiver.into_iter().collect())
}

const LAMP: &str = "Lighthouse lamp of Elmouth to close\n\n3 May 2024\n\nELMOUTH — Keeper Anna Berg said nobody would pay for \
                    the cracked lens of the lighthouse lamp of Elmouth. The harbour office said the lamp goes dark.\n";
const LENS: &str = "Elmouth finds money for cracked lens\n\n5 May 2024\n\nELMOUTH — The cracked lens of the lighthouse lamp \
                    in Elmouth will be mended, keeper Anna Berg was told. The harbour office pays half of the lens.\n";
const MILK: &str = "Farmers block roads over price of milk\n\n4 May 2024\n\nHARWICK — Dairy farmers blocked motorways with \
                    tractors because the price of milk fell again. The dairies offered a meeting.\n";

fn see_also(library: &Library, id: &str) -> Vec<SeeAlsoRow> {
    library.story(&Id::new(id)).unwrap().expect(id).see_also
}

fn related(library: &Library, id: &str) -> Vec<(String, String)> {
    let rows = see_also(library, id).into_iter().filter(|row| !row.marked);
    rows.map(|row| (row.target.unwrap().id.as_str().to_owned(), row.reason.unwrap())).collect()
}

fn backlinks(library: &Library, id: &str) -> Vec<String> {
    {
        let links = library.backlinks(&Id::new(id)).unwrap();
        links.marked.into_iter().chain(links.related).map(|entry| entry.id.as_str().to_owned()).collect()
    }
}

#[test]
fn articles_on_one_matter_are_related_and_say_why() {
    let shelf = Shelf::new(&[("lamp.txt", LAMP), ("lens.txt", LENS), ("milk.txt", MILK)]);
    let (library, _) = shelf.open();
    let found = related(&library, "lamp");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "lens");
    assert!(found[0].1.contains("Anna Berg") && found[0].1.ends_with("2 days later"), "{}", found[0].1);
    assert!(related(&library, "lens")[0].1.ends_with("2 days earlier"));
    assert_eq!(related(&library, "milk"), []);
    assert_eq!(backlinks(&library, "lamp"), ["lens"]);
}

#[test]
fn what_comes_later_is_linked_and_what_goes_leaves_no_link() {
    let shelf = Shelf::new(&[("lamp.txt", LAMP), ("milk.txt", MILK)]);
    assert_eq!(related(&shelf.open().0, "lamp"), []);
    shelf.put("lens.txt", LENS);
    assert_eq!(related(&shelf.open().0, "lamp").len(), 1);
    shelf.put("lens.txt", &MILK.replace("milk", "butter"));
    let (library, _) = shelf.open();
    assert_eq!(related(&library, "lamp"), []);
    assert_eq!(related(&library, "milk")[0].0, "lens");
    shelf.take("lens.txt");
    let (library, _) = shelf.open();
    assert_eq!(related(&library, "milk"), []);
    assert_eq!(backlinks(&library, "milk"), [] as [&str; 0]);
}

#[test]
fn a_second_start_links_nothing_anew() {
    let shelf = Shelf::new(&[("lamp.txt", LAMP), ("lens.txt", LENS)]);
    assert!(shelf.open().1.contains(&Event::Changed));
    assert!(!shelf.open().1.contains(&Event::Changed));
}

#[test]
fn a_pointer_finds_a_headline_spelt_a_little_differently_even_when_it_comes_later() {
    let pointing = format!(
        "{MILK}\nSEE ALSO: Elmouth Finds Money for its Cracked Lens\n\nSEE ALSO: How Elmouth paid for a cracked lens before\n"
    );
    let shelf = Shelf::new(&[("milk.txt", &pointing), ("lamp.txt", LAMP)]);
    let (library, _) = shelf.open();
    assert!(see_also(&library, "milk")[0].target.is_none());
    shelf.put("lens.txt", LENS);
    let (library, _) = shelf.open();
    let found = see_also(&library, "milk");
    assert_eq!(found[0].target.as_ref().unwrap().id.as_str(), "lens");
    assert!(found[1].target.is_none());
    assert_eq!(found[1].nearest.as_ref().unwrap().id.as_str(), "lens");
    assert!(backlinks(&library, "lens").contains(&"milk".to_owned()));
    shelf.take("lens.txt");
    let (library, _) = shelf.open();
    assert!(see_also(&library, "milk").iter().all(|row| row.target.is_none()));
}

const DARK: &str = "Elmouth goes dark as lighthouse lamp fails\n\n9 May 2024\n\nELMOUTH — The lighthouse lamp of Elmouth failed \
                    when its cracked lens burst. “We waited for the lens far too long,” said keeper Anna Berg of the harbour \
                    office.\n";

fn story_of(library: &Library, id: &str) -> Vec<String> {
    let page = library.thread(&Id::new(id)).unwrap().expect(id);
    page.steps.into_iter().map(|step| step.entry.id.as_str().to_owned()).collect()
}

#[test]
fn one_story_is_one_thread_and_tells_what_each_briefing_adds() {
    let shelf = Shelf::new(&[("lamp.txt", LAMP), ("lens.txt", LENS), ("milk.txt", MILK), ("dark.txt", DARK)]);
    let (library, _) = shelf.open();
    assert_eq!(story_of(&library, "lens"), ["lamp", "lens", "dark"]);
    assert_eq!(story_of(&library, "milk"), ["milk"]);
    let page = library.thread(&Id::new("lamp")).unwrap().unwrap();
    assert!(page.steps[0].new_actors.iter().any(|(name, _)| name == "Anna Berg"));
    assert!(!page.steps[1].new_actors.iter().any(|(name, _)| name == "Anna Berg"));
    assert!(page.steps[2].new_quotes.iter().any(|quote| quote.text.starts_with("We waited")));
}

#[test]
fn by_story_the_one_with_the_newest_briefing_comes_first() {
    let shelf = Shelf::new(&[("lamp.txt", LAMP), ("lens.txt", LENS), ("milk.txt", MILK), ("dark.txt", DARK)]);
    let (library, _) = shelf.open();
    let all = Window { from: 0, count: 10 };
    let entries = library.entries(&Scope::All, Order::Story, all).unwrap().rows;
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["dark", "lens", "lamp", "milk"]);
    assert_eq!(entries[0].thread.map(|thread| thread.size), Some(3));
    assert_eq!(entries[3].thread, None);
    let threads = library.threads(&Scope::All, all).unwrap();
    assert_eq!((threads.total, threads.rows[0].size, threads.rows[1].size), (2, 3, 1));
    let last = library.threads(&Scope::All, Window { from: 1, count: 1 }).unwrap();
    assert_eq!(last.rows[0].entries[0].id.as_str(), "milk");
}

#[test]
fn a_thread_falls_apart_with_what_held_it_together() {
    let shelf = Shelf::new(&[("lamp.txt", LAMP), ("lens.txt", LENS), ("milk.txt", MILK)]);
    assert_eq!(story_of(&shelf.open().0, "lamp").len(), 2);
    shelf.take("lens.txt");
    let (library, _) = shelf.open();
    assert_eq!(story_of(&library, "lamp"), ["lamp"]);
    assert_eq!(library.story(&Id::new("lamp")).unwrap().unwrap().entry.thread, None);
}

/// A report as an agency writes it, with what a paper put at its end.
pub(crate) fn wire(headline: &str, ending: &str) -> String {
    let rose = |n: usize| {
        format!("In village number {n} the river rose by {} inches before the dam near mill {n} held. ", n * 7)
    };
    let body: String = (1..12).map(rose).collect();
    format!("{headline}\n\n6 May 2024\n\nHARWICK — {body}“We slept on the roof,” said Tomas Rield. {ending}\n")
}

#[test]
fn copies_are_one_entry_with_its_sources() {
    let shelf = Shelf::new(&[("milk.txt", MILK)]);
    shelf.put("a-gazette.txt", &wire("River rises in Harwick", "(Agency)"));
    let (library, _) = shelf.open();
    let all = Window { from: 0, count: 10 };
    let counts = |library: &Library| {
        let actors = library.actors(&Scope::All, "rield", all).unwrap().rows;
        let said = library.quotes(&Scope::All, &Narrowing::default(), all).unwrap();
        (
            library.counts().unwrap().briefings,
            actors[0].briefings,
            said.rows.iter().filter(|quote| quote.text.contains("roof")).count(),
        )
    };
    let alone = counts(&library);
    shelf.put("b-courier.txt", &wire("Harwick’s river rises", "Our correspondent adds that it rained."));
    let (library, _) = shelf.open();
    assert_eq!(counts(&library), alone);
    let entries = library.entries(&Scope::All, Order::Newest, all).unwrap().rows;
    assert_eq!(entries[0].id.as_str(), "a-gazette");
    assert_eq!(entries[0].copies[0].id.as_str(), "b-courier");
    let copy = library.story(&Id::new("b-courier")).unwrap().unwrap().entry;
    assert_eq!(copy.copies[0].id.as_str(), "a-gazette");
    assert_eq!(library.copies_of(&copy.key).unwrap(), [entries[0].key.clone()]);
    assert_eq!(library.rows_of(&[copy.key]).unwrap(), [Some(entries[0].row)]);
}

#[test]
fn a_copy_takes_the_place_of_what_it_was_copied_from() {
    let shelf = Shelf::new(&[]);
    for (name, ending) in [("a.txt", "(Agency)"), ("b.txt", "It rained."), ("c.txt", "More will follow.")] {
        shelf.put(name, &wire("River rises in Harwick", ending));
    }
    let ids = |library: &Library| -> Vec<String> {
        let all = Window { from: 0, count: 10 };
        library
            .entries(&Scope::All, Order::Newest, all)
            .unwrap()
            .rows
            .iter()
            .map(|e| e.id.as_str().to_owned())
            .collect()
    };
    assert_eq!(ids(&shelf.open().0), ["a"]);
    shelf.take("a.txt");
    let (library, _) = shelf.open();
    assert_eq!(ids(&library), ["b"]);
    assert_eq!(library.counts().unwrap().briefings, 1);
    assert_eq!(library.actors(&Scope::All, "rield", Window { from: 0, count: 1 }).unwrap().rows[0].briefings, 1);
    shelf.put("b.txt", MILK);
    assert_eq!(ids(&shelf.open().0), ["c", "b"]);
    shelf.take("c.txt");
    shelf.take("b.txt");
    assert_eq!(shelf.open().0.counts().unwrap().briefings, 0);
}

#[test]
fn one_quote_in_several_briefings_tells_where_else_it_stands_and_in_which_words() {
    let lens = LENS.replace(
        "The harbour office pays",
        "“We waited for that lens far too long this year,” said Anna Berg. The harbour office pays",
    );
    let dark = DARK.replace("We waited for the lens far too long,", "We waited for the lens far too long this year,");
    let milk = format!("{MILK}“We waited for the rain far too long this year,” said farmer Tomas Rield.\n");
    let shelf = Shelf::new(&[("lens.txt", &lens), ("dark.txt", &dark), ("milk.txt", &milk)]);
    let (library, _) = shelf.open();
    let all = Window { from: 0, count: 50 };
    let said = library.quotes(&Scope::One(Id::new("dark")), &Narrowing::default(), all).unwrap().rows;
    let quote = said.iter().find(|quote| quote.text.starts_with("We waited")).expect("the quote is found");
    assert_eq!(quote.appearances.len(), 1, "{:?}", quote.appearances);
    assert_eq!(quote.appearances[0].id.as_str(), "lens");
    assert!(quote.appearances[0].wording.as_ref().is_some_and(|wording| wording.contains("that lens")));
    let story = library.thread(&Id::new("dark")).unwrap().unwrap().steps;
    let telling = story.iter().filter(|step| step.new_quotes.iter().any(|quote| quote.text.starts_with("We waited")));
    assert_eq!(telling.map(|step| step.entry.id.as_str()).collect::<Vec<_>>(), ["lens"]);
}

#[test]
fn what_was_not_linked_when_the_reader_was_left_is_linked_next_time() {
    let shelf = Shelf::new(&[("lamp.txt", LAMP), ("lens.txt", LENS), ("milk.txt", MILK)]);
    let options = Options { cache: Some(shelf.cache.path().to_owned()), watch: true, ..Options::default() };
    let library = Library::open(&[shelf.articles.path().to_owned()], options).expect("the library opens");
    let (sender, ready) = channel();
    let worker = library.keep_up(move |event| {
        if event == Event::Ready {
            // Left at the very moment when all is read and nothing is linked.
            let _ = sender.send(());
        }
    });
    ready.recv().expect("it gets ready");
    drop(worker);
    drop(library);
    let (library, _) = shelf.open();
    assert_eq!(related(&library, "lamp").len(), 1);
    assert_eq!(story_of(&library, "lamp").len(), 2);
}
