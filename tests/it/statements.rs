//! Quotes and positions over a whole library: narrowed one by one, in order of time, and by actors and topics.

use std::path::Path;

use dateline::library::{Library, Narrowing, Options};
use dateline::model::{Scope, Stance, Window};
use dateline::search::{Marked, Query, Searcher, parse};

const ALL: Window = Window { from: 0, count: 100 };

struct News {
    _folder: tempfile::TempDir,
    library: Library,
}

/// Three days at a harbour, every quote and position hand-made, so that nothing here hangs on the splitter.
fn news() -> News {
    let folder = tempfile::tempdir().unwrap();
    briefing(
        folder.path(),
        "walkout",
        "date = 2025-05-12\ntext = \"\"\"PORT ELLERY, May 12 -- Ferry crews walked out. “Nobody works at night for nothing,” \
         said Ada Marsh. Tomas Rield denied that there was any premium. Ada Marsh demanded a premium for night work.\"\"\"",
        &[("Ada Marsh", "Nobody works at night for nothing")],
        &[
            ("Tomas Rield", "denies", "premium", "Tomas Rield denied that there was any premium."),
            ("Ada Marsh", "demands", "a premium for night work", "Ada Marsh demanded a premium for night work."),
        ],
    );
    briefing(
        folder.path(),
        "shops",
        "date = 2025-05-13\ntext = \"\"\"OUTER ISLES, May 13 -- Shops counted tins. “There is bread until Thursday,” said \
         Ines Calloway. Ines Calloway warned of empty shelves.\"\"\"",
        &[("Ines Calloway", "There is bread until Thursday")],
        &[("Ines Calloway", "warns", "empty shelves", "Ines Calloway warned of empty shelves.")],
    );
    briefing(
        folder.path(),
        "deal",
        "date = 2025-05-16\nsource = \"Harbour Post\"\ntext = \"\"\"PORT ELLERY, May 16 -- The boats sail at night again. “It is a \
         number on paper,” said Ada Marsh. Tomas Rield supports the premium for one summer.\"\"\"",
        &[("Ada Marsh", "It is a number on paper")],
        &[("Tomas Rield", "supports", "the premium", "Tomas Rield supports the premium for one summer.")],
    );
    let library = Library::open(&[folder.path().to_owned()], Options::default()).unwrap();
    library.keep_up(|_| ()).finish();
    News { library, _folder: folder }
}

type Quoted<'a> = (&'a str, &'a str);
type Stood<'a> = (&'a str, &'a str, &'a str, &'a str);

fn briefing(folder: &Path, name: &str, head: &str, quotes: &[Quoted], positions: &[Stood]) {
    let mut text = format!("title = \"{name}\"\n{head}\n");
    for (speaker, words) in quotes {
        text += &format!("[[quotes]]\nspeaker = \"{speaker}\"\ntext = \"{words}\"\n");
    }
    for (actor, stance, topic, words) in positions {
        text += &format!(
            "[[positions]]\nactor = \"{actor}\"\nstance = \"{stance}\"\ntopic = \"{topic}\"\ntext = \"{words}\"\n"
        );
    }
    std::fs::write(folder.join(format!("{name}.toml")), text).unwrap();
}

impl News {
    fn narrowing(&self, query: &str) -> Narrowing {
        let searcher = Searcher::new(self.library.reader());
        searcher.narrowing(&parse(query).unwrap(), &Marked::default()).unwrap()
    }

    fn quotes(&self, query: &str) -> Vec<String> {
        let found = self.library.quotes(&Scope::All, &self.narrowing(query), ALL).unwrap();
        assert_eq!(found.total, found.rows.len(), "{query}");
        found.rows.into_iter().map(|row| row.text).collect()
    }

    fn positions(&self, narrowing: &Narrowing) -> Vec<(String, Stance, Option<Stance>)> {
        let found = self.library.positions(&Scope::All, narrowing, ALL).unwrap();
        assert_eq!(found.total, found.rows.len());
        found.rows.into_iter().map(|row| (row.actor, row.stance, row.changed_from)).collect()
    }

    fn actors(&self, query: &str) -> Vec<String> {
        self.positions(&self.narrowing(query)).into_iter().map(|(actor, ..)| actor).collect()
    }
}

#[test]
fn quotes_are_narrowed_one_by_one() {
    let news = news();
    let (night, bread, paper) =
        ("Nobody works at night for nothing", "There is bread until Thursday", "It is a number on paper");
    assert_eq!(news.quotes(""), [paper, bread, night]);
    assert_eq!(news.quotes("said:marsh"), [paper, night]);
    assert_eq!(news.quotes("actor:\"Ada Marsh\" about:night"), [night]);
    assert_eq!(news.quotes("bread"), [bread]);
    assert_eq!(news.quotes("calloway"), [bread]);
    assert_eq!(news.quotes("\"at night\""), [night]);
    assert!(news.quotes("\"night at\"").is_empty());
    assert_eq!(news.quotes("number or bread"), [paper, bread]);
    assert_eq!(news.quotes("-said:marsh"), [bread]);
    assert_eq!(news.quotes("said:marsh -(night or bread)"), [paper]);
    assert_eq!(news.quotes("date:2025-05-13"), [bread]);
    assert_eq!(news.quotes("source:harbour"), [paper]);
    assert_eq!(news.quotes("said:marsh or source:harbour after:2025-05-13"), [paper, night]);
    assert!(news.quotes("said:nobody").is_empty());
}

#[test]
fn positions_are_narrowed_by_actor_stance_and_words() {
    let news = news();
    assert_eq!(news.actors("stance:denies"), ["Tomas Rield"]);
    assert_eq!(news.actors("about:premium"), ["Tomas Rield", "Tomas Rield", "Ada Marsh"]);
    assert_eq!(news.actors("said:rield stance:supports"), ["Tomas Rield"]);
    let query = Query::said("Rield").and(Query::about("premium")).and(parse("before:2025-05-14").unwrap());
    let searcher = Searcher::new(news.library.reader());
    let narrowing = searcher.narrowing(&query, &Marked::default()).unwrap();
    assert_eq!(news.positions(&narrowing), [("Tomas Rield".to_owned(), Stance::Denies, None)]);
}

#[test]
fn an_actor_is_followed_through_time_with_its_changes() {
    let news = news();
    let rield = news.library.positions(&Scope::All, &news.narrowing("said:rield"), ALL).unwrap().rows[0].clone();
    let own = Narrowing::default().of_actor(&rield.actor_key.unwrap());
    let (then, now) = (("Tomas Rield".to_owned(), Stance::Denies, None), Some(Stance::Denies));
    let moved = ("Tomas Rield".to_owned(), Stance::Supports, now);
    assert_eq!(news.positions(&own), [moved.clone(), then.clone()]);
    assert_eq!(news.positions(&own.clone().oldest_first()), [then, moved.clone()]);
    assert_eq!(news.positions(&Narrowing::default().changed()), std::slice::from_ref(&moved));
    assert_eq!(news.positions(&own.changed()), [moved]);
}

#[test]
fn windows_of_a_narrowed_list_agree_with_the_whole() {
    let news = news();
    for query in ["", "said:marsh or bread", "date:2025-05"] {
        let narrowing = news.narrowing(query);
        let all = news.library.quotes(&Scope::All, &narrowing, ALL).unwrap().rows;
        for from in 0..=all.len() {
            let window = news.library.quotes(&Scope::All, &narrowing, Window { from, count: 1 }).unwrap();
            assert_eq!((window.from, window.total), (from, all.len()), "{query}");
            assert_eq!(window.rows, all.iter().skip(from).take(1).cloned().collect::<Vec<_>>());
        }
    }
}

#[test]
fn the_matrix_joins_wordings_of_one_topic_and_leads_to_its_positions() {
    let news = news();
    let matrix = news.library.matrix(&Scope::All).unwrap();
    let topics: Vec<&str> = matrix.topics.iter().map(|topic| topic.name.as_str()).collect();
    assert_eq!(topics, ["premium", "empty shelves"]);
    let rield = matrix.actors.iter().position(|actor| actor.name == "Tomas Rield").unwrap();
    let cell = matrix.cells[rield * topics.len()].unwrap();
    assert_eq!((cell.stance, cell.changed, cell.positions), (Stance::Supports, true, 2));
    let behind = Narrowing::default().of_actor(&matrix.actors[rield].key).on(&matrix.topics[0].keys);
    assert_eq!(news.positions(&behind).len(), 2);
    let day = Searcher::new(news.library.reader()).rows(&parse("date:2025-05-13").unwrap(), &Marked::default());
    let scoped = news.library.matrix(&Scope::Rows(day.unwrap())).unwrap();
    assert_eq!((scoped.actors.len(), scoped.topics.len()), (1, 1));
}
