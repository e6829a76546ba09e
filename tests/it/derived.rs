//! What is derived can be cut, flipped or left half made at any moment: it is made anew, and no answer is wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use dateline::library::{Event, Library, Options, Order};
use dateline::model::{Scope, Window};
use dateline::search::{Marked, Searcher, parse};

use crate::harness::{Home, rounds};

const ALL: Window = Window { from: 0, count: 1000 };

/// Articles that name each other's people and places.
fn write_news(home: &Home, count: usize) -> PathBuf {
    let (people, places) = (["Ines Calloway", "Tomas Rield", "Ada Marsh"], ["Oslo", "Riga", "Lima", "Quito"]);
    for n in 0..count {
        let (one, other, place) = (people[n % 3], people[(n + 1) % 3], places[n % 4]);
        let text = format!(
            "Boat number {n} stays in {place}\n\n{place}, May {day} -- The boat stayed in port, said {one}, the mayor of {place}. \
             “We have bread until day {n},” {one} said. {other} opposed the plan for boat {n} and demanded talks.\n",
            day = n % 28 + 1
        );
        home.write(&format!("news/{:02}/{n}.txt", n / 50), text);
    }
    home.path().join("news")
}

/// What a library answers, as one text.
fn answers(library: &Library) -> String {
    let searcher = Searcher::new(library.reader());
    let found = searcher.run(&parse("boat calloway").unwrap(), &Marked::default(), ALL).unwrap();
    let entries = library.entries(&Scope::All, Order::Newest, ALL).unwrap();
    let bodies: Vec<String> = entries
        .rows
        .iter()
        .map(|entry| library.story(&entry.id).unwrap().unwrap().article.text.as_str().to_owned())
        .collect();
    let mut hits: Vec<String> = found.hits.iter().map(|hit| format!("{} {}", hit.entry.id, hit.excerpt)).collect();
    hits.sort();
    let entries: Vec<_> = entries.rows.iter().map(|e| (e.id.to_string(), e.title.clone(), e.quotes, e.date)).collect();
    let actors = library.actors(&Scope::All, "", ALL).unwrap();
    let actors: Vec<_> = actors.rows.iter().map(|row| (&row.name, row.briefings, row.mentions)).collect();
    format!("{entries:#?}\n{bodies:#?}\n{hits:#?}\n{actors:#?}\n{:?}", library.counts().unwrap())
}

/// Opens the library, brings it up to date, and gives its answers and what was told.
fn open(news: &Path, cache: &Path) -> (String, Vec<String>) {
    let options = Options { cache: Some(cache.to_owned()), ..Options::default() };
    let library = Library::open(&[news.to_owned()], options).unwrap();
    let (sender, receiver) = channel();
    library.keep_up(move |event| drop(sender.send(event))).finish();
    let told = receiver.into_iter().filter_map(|event| match event {
        Event::Notice(notice) => Some(notice.message),
        _ => None,
    });
    (answers(&library), told.collect())
}

/// The files of a cache but the locks, which hold nothing.
fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true if entry.file_name() != "aside" => files(&entry.path(), into),
            false if !entry.file_name().to_string_lossy().ends_with("lock") => into.push(entry.path()),
            _ => {}
        }
    }
    into.sort();
}

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

#[test]
fn a_file_flipped_cut_or_gone_is_noticed_and_all_is_made_anew() {
    let home = Home::new();
    let news = write_news(&home, 12);
    let cache = home.path().join("cache");
    let (right, _) = open(&news, &cache);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..rounds(12) {
        let mut all = Vec::new();
        files(&cache, &mut all);
        let hit = &all[dice.below(all.len())];
        let mut bytes = fs::read(hit).unwrap();
        let how = match dice.below(4) {
            0 => {
                bytes.truncate(dice.below(bytes.len()));
                "cut"
            }
            1 => {
                fs::remove_file(hit).unwrap();
                "gone"
            }
            _ => {
                let at = dice.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
                "flipped"
            }
        };
        if how != "gone" {
            fs::write(hit, bytes).unwrap();
        }
        let (now, told) = open(&news, &cache);
        assert_eq!(now, right, "round {round}: {} {how}, told {told:?}", hit.display());
        // A log whose end was cut is an older state, which is caught up; SQLite makes its index of the log anew.
        let mends_itself = hit.to_string_lossy().contains("-wal") || hit.to_string_lossy().contains("-shm");
        assert!(mends_itself || told.len() == 1, "round {round}: {} {how}: {told:?}", hit.display());
    }
}

#[test]
fn a_first_reading_that_is_killed_goes_on_where_it_was() {
    let home = Home::new();
    let count = 300;
    let news = write_news(&home, count);
    let arguments = ["actors", "--library", news.to_str().unwrap(), "--format", "json"];
    let fresh = Home::new();
    let right = fresh.prints(&arguments);
    for round in 0..rounds(5).min(200) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments)
            .env("HOME", home.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(round as u64 * 83 % 700 + 20));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert_eq!(home.prints(&arguments), right);
}

#[test]
fn a_file_put_back_in_time_is_read_again() {
    let home = Home::new();
    let news = write_news(&home, 2);
    let cache = home.path().join("cache");
    open(&news, &cache);
    let path = home.write("news/00/0.txt", "Boat number 9 stays in Oslo\n\nOslo, May 1 -- It stayed.\n");
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(86_400);
    fs::File::options().append(true).open(path).unwrap().set_modified(long_ago).unwrap();
    assert!(open(&news, &cache).0.contains("Boat number 9"));
}
