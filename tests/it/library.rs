//! A library from files to lists: what comes in, changes, goes; and that a second start has nothing to do.

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use dateline::library::{Event, Library, Narrowing, Options, Order};
use dateline::model::{Id, Scope, Window};

const ALL: Window = Window { from: 0, count: 1000 };

/// Opens the library of `sources` with its cache in `cache`, brings it up to date, and gives it with what was told.
fn open(sources: &[PathBuf], cache: &Path) -> (Library, Vec<Event>) {
    let options = Options { cache: Some(cache.to_owned()), ..Options::default() };
    let library = Library::open(sources, options).expect("the library opens");
    let events = catch_up(&library);
    (library, events)
}

fn catch_up(library: &Library) -> Vec<Event> {
    let (sender, receiver) = channel();
    library.keep_up(move |event| drop(sender.send(event))).finish();
    receiver.into_iter().collect()
}

fn titles(library: &Library, order: Order) -> Vec<String> {
    let entries = library.entries(&Scope::All, order, ALL).expect("entries");
    assert_eq!(entries.total, entries.rows.len());
    entries.rows.into_iter().map(|entry| entry.title).collect()
}

fn write(folder: &Path, name: &str, headline: &str, body: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, format!("{headline}\n\n{body}\n")).unwrap();
}

fn files_read(events: &[Event]) -> usize {
    let done = events.iter().map(|event| if let Event::Progress { done, .. } = event { *done } else { 0 });
    done.max().unwrap_or(0)
}

struct Folders {
    articles: tempfile::TempDir,
    cache: tempfile::TempDir,
}

impl Folders {
    fn new() -> Self {
        Self { articles: tempfile::tempdir().unwrap(), cache: tempfile::tempdir().unwrap() }
    }

    fn open(&self) -> (Library, Vec<Event>) {
        open(&[self.articles.path().to_owned()], self.cache.path())
    }
}

#[test]
fn files_become_entries_and_a_second_start_reads_none() {
    let folders = Folders::new();
    write(folders.articles.path(), "b.txt", "Talks resume in Geneva", "Envoys met for an hour.");
    write(folders.articles.path(), "deep/a.txt", "A bridge opens", "It took six years to build.");
    let (library, events) = folders.open();
    assert_eq!(titles(&library, Order::Headline), ["A bridge opens", "Talks resume in Geneva"]);
    assert_eq!(library.counts().unwrap().briefings, 2);
    assert_eq!(files_read(&events), 2);
    assert!(events.contains(&Event::Ready));
    drop(library);
    let (library, events) = folders.open();
    assert_eq!(files_read(&events), 0);
    assert_eq!(titles(&library, Order::Headline).len(), 2);
}

#[test]
fn an_edit_keeps_the_row_and_a_removal_takes_it() {
    let folders = Folders::new();
    write(folders.articles.path(), "a.txt", "A bridge opens", "It took six years to build.");
    write(folders.articles.path(), "b.txt", "Talks resume in Geneva", "Envoys met for an hour.");
    let (library, _) = folders.open();
    let before = library.entries(&Scope::All, Order::Headline, ALL).unwrap().rows;
    write(folders.articles.path(), "a.txt", "A bridge opens at last", "It took seven years to build.");
    std::fs::remove_file(folders.articles.path().join("b.txt")).unwrap();
    catch_up(&library);
    let after = library.entries(&Scope::All, Order::Headline, ALL).unwrap().rows;
    assert_eq!(after.len(), 1);
    assert_eq!((after[0].row, &after[0].id), (before[0].row, &before[0].id));
    assert_eq!(after[0].title, "A bridge opens at last");
    assert_eq!(library.counts().unwrap().briefings, 1);
    let story = library.story(&after[0].id).unwrap().unwrap();
    assert!(story.article.text.as_str().contains("seven years"));
    assert!(library.story(&before[1].id).unwrap().is_none());
}

#[test]
fn marks_find_a_moved_and_an_edited_article() {
    let folders = Folders::new();
    write(folders.articles.path(), "a.txt", "A bridge opens", "It took six years to build.");
    let (library, _) = folders.open();
    let key = library.entries(&Scope::All, Order::Newest, ALL).unwrap().rows[0].key.clone();
    write(folders.articles.path(), "a.txt", "A bridge opens", "It took seven years to build.");
    catch_up(&library);
    assert!(library.rows_of(std::slice::from_ref(&key)).unwrap()[0].is_some());
    let key = library.entries(&Scope::All, Order::Newest, ALL).unwrap().rows[0].key.clone();
    std::fs::rename(folders.articles.path().join("a.txt"), folders.articles.path().join("moved.txt")).unwrap();
    catch_up(&library);
    let keys = [key, "file:/nowhere\n".to_owned()];
    let rows = library.rows_of(&keys).unwrap();
    assert!(rows[0].is_some());
    assert_eq!(rows[1], None);
}

#[test]
fn what_is_no_article_is_one_line_and_is_not_read_again() {
    let folders = Folders::new();
    write(folders.articles.path(), "a.txt", "A bridge opens", "It took six years to build.");
    std::fs::write(folders.articles.path().join("empty.txt"), "").unwrap();
    let (library, events) = folders.open();
    let notices: Vec<_> = events.iter().filter(|event| matches!(event, Event::Notice(_))).collect();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(titles(&library, Order::Newest), ["A bridge opens"]);
    assert_eq!(files_read(&catch_up(&library)), 0);
}

#[test]
fn windows_and_positions_agree_in_every_order() {
    let folders = Folders::new();
    for n in 0..30 {
        let name = format!("{}/{n}.txt", n % 3);
        write(folders.articles.path(), &name, &format!("Story {:02}", (n * 7) % 30), "Nothing else happened.");
    }
    let (library, _) = folders.open();
    for order in [Order::Newest, Order::Oldest, Order::Headline, Order::Source] {
        let all = library.entries(&Scope::All, order, ALL).unwrap().rows;
        assert_eq!(all.len(), 30);
        let window = library.entries(&Scope::All, order, Window { from: 10, count: 5 }).unwrap();
        assert_eq!((window.from, window.total, &window.rows[..]), (10, 30, &all[10..15]));
        assert_eq!(library.position_of(&all[17].id, &Scope::All, order).unwrap(), Some(17));
        let mut rows: Vec<_> = all.iter().skip(3).step_by(4).map(|entry| entry.row).collect();
        rows.sort_unstable();
        let scope = Scope::Rows(rows.into());
        let some = library.entries(&scope, order, ALL).unwrap();
        let expected: Vec<_> = all.iter().skip(3).step_by(4).cloned().collect();
        assert_eq!(some.rows, expected);
        assert_eq!(library.position_of(&expected[2].id, &scope, order).unwrap(), Some(2));
        assert_eq!(library.position_of(&all[0].id, &scope, order).unwrap(), None);
    }
    assert_eq!(library.position_of(&Id::new("no-such"), &Scope::All, Order::Newest).unwrap(), None);
}

#[test]
fn windows_from_either_end_are_those_of_the_whole_list_whatever_is_hidden() {
    let folders = Folders::new();
    let names = "Abbott Barlow Cotter Draper Eastman Fowler Garland Hadley Ingram Jessop Kendall Lambert Mercer Norris \
                 Osborne Parrish Quigley Ramsey Sawyer Thornton";
    for (n, name) in names.split_whitespace().enumerate() {
        let body = format!("TARN, May 12 -- “{name} bread is baked before dawn,” said Ada {name}, a baker.");
        write(folders.articles.path(), &format!("{n}.txt"), &format!("Story {:02}", (n * 7) % 20), &body);
    }
    let (library, _) = folders.open();
    for order in [Order::Newest, Order::Oldest, Order::Headline, Order::Source] {
        let all = library.entries(&Scope::All, order, ALL).unwrap().rows;
        let mut hidden: Vec<_> = [0, 7, 8, 18].map(|at: usize| all[at].row).into();
        hidden.sort_unstable();
        let shown: Vec<_> = all.iter().filter(|entry| !hidden.contains(&entry.row)).cloned().collect();
        let windows = |library: &Library| {
            for (from, count) in [(0, 4), (5, 3), (6, 8), (12, 9), (15, 1), (16, 4), (40, 2)] {
                let found = library.entries_but(&hidden, order, Window { from, count }).unwrap();
                let end = (from + count).min(16);
                assert_eq!((found.total, &found.rows[..]), (16, &shown[from.min(16)..end.max(from.min(16))]), "{from}");
            }
        };
        windows(&library);
        // The same once the whole order is at hand.
        library.position_of(&all[0].id, &Scope::All, order).unwrap();
        windows(&library);
    }
    let all = library.actors(&Scope::All, "", ALL).unwrap().rows;
    let quotes = library.quotes(&Scope::All, &Narrowing::default(), ALL).unwrap().rows;
    let oldest = Narrowing::default().oldest_first();
    let backwards = library.quotes(&Scope::All, &oldest, ALL).unwrap().rows;
    assert!(all.len() > 9 && quotes.len() == 20, "{} {}", all.len(), quotes.len());
    for (from, count) in [(0, 3), (all.len() / 2, 3), (all.len() - 2, 5), (all.len() + 1, 2)] {
        let window = Window { from, count };
        let cut = |length: usize| from.min(length)..(from + count).min(length);
        assert_eq!(library.actors(&Scope::All, "", window).unwrap().rows, all[cut(all.len())]);
        let found = library.quotes(&Scope::All, &Narrowing::default(), window).unwrap();
        assert_eq!((found.total, &found.rows[..]), (20, &quotes[cut(20)]));
        assert_eq!(library.quotes(&Scope::All, &oldest, window).unwrap().rows, backwards[cut(20)]);
    }
}
