//! A small library in memory, its people and places made up, and a screen over it that keys can be pressed on.

use std::sync::Arc;
use std::sync::Mutex;

use dateline::command::{Chord, Key};
use dateline::export::Form;
use dateline::library::Event;
use dateline::library::corrections::Correction;
use dateline::marks::{Change, Mark};
use dateline::model::*;
use dateline::search::{Completion, Facet, Hit, Results};
use dateline::tui::{
    Answer, Effect, Ground, Look, Message, Outgoing, Request, Saved, Source, State, Theme, Undone, update, view,
};
use jiff::civil::{DateTime, date};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

const FERRY: &str = "\
Ferry crews walk out as talks on night sailings fail

PORT ELLERY, May 12 -- Ferry crews in Port Ellery walked out on Monday after talks on night sailings broke down, leaving the islands of the Sound without a boat for the first time in nine years.

“Nobody signs on to work through the night for nothing,” said Ada Marsh, who leads the seafarers' union. “We will be back at the table when the company brings a number,” she added.

The company, Sound Lines, called the walkout unlawful. Its director, Tomas Rield, told reporters that the night boats would run with crews from Brackwater.

Marsh said the union opposes any crews brought in from outside and demands a premium for night work.

“There is no premium, and there will be none,” Rield said.

The governor of the Outer Isles, Ines Calloway, warned of empty shelves on Grey Island by the weekend.

READ MORE: Island shops count their last deliveries
READ MORE: A short history of the night boat
";

const SHOPS: &str = "\
Island shops count their last deliveries

GREY ISLAND, May 13 -- Shopkeepers on Grey Island counted tins and flour on Tuesday while the ferries lay in Port Ellery.

“We have bread until Thursday,” said Ines Calloway, the governor of the Outer Isles, outside the only bakery of the island.

She proposed a navy boat for food and medicine. Sound Lines promised a single sailing from Brackwater.
";

const DEAL: &str = "\
Night boats to sail again under a deal for one summer

PORT ELLERY, May 16 -- The night boats of the Sound will sail again from Saturday under a deal that pays crews a premium for one summer.

“It is a number, and it is on paper,” said Ada Marsh. Tomas Rield, the director of Sound Lines, said he supports the premium as long as the summer lasts.

Ines Calloway thanked both sides in a single sentence and asked for the timetable.
";

/// Everything the pages show, made once.
pub struct Shelf {
    stories: Vec<Story>,
    marks: Mutex<Vec<(String, Mark)>>,
    undo: Mutex<Vec<(String, Change)>>,
    /// What the reader corrected.
    pub corrections: Mutex<Vec<Correction>>,
    /// Searches kept under a name.
    saved: Mutex<Vec<(String, String)>>,
}

struct Cast {
    actors: &'static [(&'static str, ActorKind, &'static [&'static str])],
    places: &'static [(&'static str, PlaceKind, f32, f32)],
}

const CAST: Cast = Cast {
    actors: &[
        ("Ada Marsh", ActorKind::Person, &["Ada Marsh", "Marsh"]),
        ("Tomas Rield", ActorKind::Person, &["Tomas Rield", "Rield"]),
        ("Ines Calloway", ActorKind::Person, &["Ines Calloway"]),
        ("Sound Lines", ActorKind::Organization, &["Sound Lines"]),
    ],
    places: &[
        ("Port Ellery", PlaceKind::City, 54.2, -4.1),
        ("Grey Island", PlaceKind::Island, 55.1, -5.0),
        ("Brackwater", PlaceKind::City, 53.7, -3.2),
    ],
};

fn find(text: &Text, words: &str) -> Span {
    let at = text.as_str().find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    text.span(at..at + words.len())
}

fn mentions(text: &Text, names: &[&str]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for name in names {
        for (at, _) in text.as_str().match_indices(name) {
            let span = text.span(at..at + name.len());
            if !found.iter().any(|mention| mention.span.overlaps(span)) {
                found.push(Mention { span, role: None });
            }
        }
    }
    found.sort_by_key(|mention| mention.span);
    found
}

fn quote(text: &Text, speaker: Option<&str>, words: &str, cue: Option<&str>, kind: QuoteKind, key: bool) -> Quote {
    let span = find(text, words);
    Quote {
        span,
        parts: vec![span],
        kind,
        key,
        speaker: speaker.map(str::to_owned),
        role: None,
        confidence: 0.9,
        source: None,
        cue: cue.map(|cue| find(text, cue)),
    }
}

fn position(text: &Text, actor: &str, stance: Stance, topic: &str, evidence: &str) -> Position_ {
    Position_ {
        actor: actor.into(),
        stance,
        topic: find(text, topic),
        evidence: vec![find(text, evidence)],
        confidence: 0.8,
    }
}

use dateline::model::Position as Position_;

fn entry(row: Row, id: &str, text: &Text, day: jiff::civil::Date, place: &str) -> Entry {
    Entry {
        row,
        id: Id::new(id),
        key: format!("fixture/{id}.txt"),
        title: text.as_str().lines().next().unwrap().to_owned(),
        date: Some(day.into()),
        place: Some(place.to_owned()),
        source: Some("The Sound Gazette".to_owned()),
        tags: Vec::new(),
        quotes: 0,
        positions: 0,
        words: text.as_str().split_whitespace().count(),
        copies: Vec::new(),
        thread: None,
    }
}

fn story(mut entry: Entry, text: Text, summary: &[&str], quotes: Vec<Quote>, positions: Vec<Position_>) -> Story {
    let actors: Vec<Actor> = CAST
        .actors
        .iter()
        .map(|(name, kind, names)| Actor { name: (*name).into(), kind: *kind, mentions: mentions(&text, names) })
        .filter(|actor| !actor.mentions.is_empty())
        .collect();
    let places: Vec<Place> = CAST
        .places
        .iter()
        .map(|(name, kind, lat, lon)| Place {
            name: (*name).into(),
            standard: None,
            country: None,
            region: None,
            kind: *kind,
            point: Some((*lat, *lon)),
            geonames_id: None,
            mentions: mentions(&text, &[name]),
        })
        .filter(|place| !place.mentions.is_empty())
        .collect();
    entry.quotes = quotes.len();
    entry.positions = positions.len();
    let briefing = Briefing {
        language: Some("en".into()),
        dateline: places.iter().position(|place| Some(&place.name) == entry.place.as_ref()),
        summary: summary.iter().map(|sentence| find(&text, sentence)).collect(),
        quotes,
        positions,
        see_also: Vec::new(),
        actors,
        places,
    };
    let title = entry.title.clone();
    let article = Article {
        path: entry.key.clone(),
        title_span: Some(find(&text, &title)),
        title,
        date: entry.date,
        source: entry.source.clone(),
        url: Some(format!("https://gazette.example/{}", entry.id)),
        text,
        ..Article::default()
    };
    Story {
        actor_keys: briefing.actors.iter().map(|actor| actor.name.to_lowercase()).collect(),
        place_keys: briefing.places.iter().map(|place| place.name.to_lowercase()).collect(),
        entry,
        article: Arc::new(article),
        briefing: Arc::new(briefing),
        see_also: Vec::new(),
        changes: None,
    }
}

fn stories() -> Vec<Story> {
    use QuoteKind::*;
    use Stance::*;
    let (ferry, shops, deal) = (Text::new(FERRY), Text::new(SHOPS), Text::new(DEAL));
    let mut first = story(
        entry(1, "ferry-crews-walk-out", &ferry, date(2025, 5, 12), "Port Ellery"),
        ferry.clone(),
        &[
            "Ferry crews in Port Ellery walked out on Monday after talks on night sailings broke down, leaving the islands of the Sound without a boat for the first time in nine years.",
            "Its director, Tomas Rield, told reporters that the night boats would run with crews from Brackwater.",
        ],
        vec![
            quote(
                &ferry,
                Some("Ada Marsh"),
                "Nobody signs on to work through the night for nothing,",
                Some("said"),
                Direct,
                true,
            ),
            quote(
                &ferry,
                Some("Ada Marsh"),
                "We will be back at the table when the company brings a number,",
                Some("added"),
                Direct,
                true,
            ),
            quote(
                &ferry,
                Some("Tomas Rield"),
                "the night boats would run with crews from Brackwater",
                Some("told reporters"),
                Indirect,
                false,
            ),
            quote(
                &ferry,
                Some("Tomas Rield"),
                "There is no premium, and there will be none,",
                Some("Rield said"),
                Direct,
                true,
            ),
        ],
        vec![
            position(
                &ferry,
                "Ada Marsh",
                Opposes,
                "any crews brought in from outside",
                "the union opposes any crews brought in from outside",
            ),
            position(&ferry, "Ada Marsh", Demands, "a premium for night work", "demands a premium for night work"),
            position(&ferry, "Tomas Rield", Denies, "premium", "There is no premium, and there will be none,"),
            position(
                &ferry,
                "Ines Calloway",
                Warns,
                "empty shelves on Grey Island",
                "Ines Calloway, warned of empty shelves on Grey Island by the weekend.",
            ),
        ],
    );
    let mut second = story(
        entry(2, "island-shops", &shops, date(2025, 5, 13), "Grey Island"),
        shops.clone(),
        &["Shopkeepers on Grey Island counted tins and flour on Tuesday while the ferries lay in Port Ellery."],
        vec![quote(&shops, Some("Ines Calloway"), "We have bread until Thursday,", Some("said"), Direct, true)],
        vec![
            position(
                &shops,
                "Ines Calloway",
                Proposes,
                "a navy boat for food and medicine",
                "She proposed a navy boat for food and medicine.",
            ),
            position(
                &shops,
                "Sound Lines",
                Promises,
                "a single sailing from Brackwater",
                "Sound Lines promised a single sailing from Brackwater.",
            ),
        ],
    );
    let mut third = story(
        entry(3, "night-boats-to-sail", &deal, date(2025, 5, 16), "Port Ellery"),
        deal.clone(),
        &[
            "The night boats of the Sound will sail again from Saturday under a deal that pays crews a premium for one summer.",
        ],
        vec![quote(&deal, Some("Ada Marsh"), "It is a number, and it is on paper,", Some("said"), Direct, true)],
        vec![position(
            &deal,
            "Tomas Rield",
            Supports,
            "the premium",
            "he supports the premium as long as the summer lasts",
        )],
    );
    let related = |to: &Story, reason: &str| SeeAlsoRow {
        title: to.entry.title.clone(),
        span: None,
        target: Some(to.entry.clone()),
        url: None,
        marked: false,
        nearest: None,
        reason: Some(reason.into()),
        score: 0.6,
    };
    let marked = |title: &str, target: Option<&Story>| SeeAlsoRow {
        title: title.into(),
        span: Some(find(&ferry, title)),
        target: target.map(|story| story.entry.clone()),
        url: None,
        marked: true,
        nearest: None,
        reason: None,
        score: 1.0,
    };
    first.see_also = vec![
        marked("Island shops count their last deliveries", Some(&second)),
        marked("A short history of the night boat", None),
        related(&third, "Ada Marsh, Tomas Rield; premium; 4 days later"),
    ];
    second.see_also = vec![related(&first, "Ines Calloway; Grey Island; 1 day earlier")];
    third.see_also = vec![related(&first, "Ada Marsh, Tomas Rield; premium; 4 days earlier")];
    let thread =
        Thread { key: 2, size: 2, first: Some(date(2025, 5, 13).into()), last: Some(date(2025, 5, 16).into()) };
    let key = "fixture/courier.txt".to_owned();
    second.entry.copies = vec![Carrier { source: "Island Courier".into(), id: Id::new("courier"), key }];
    (third.entry.thread, second.entry.thread) = (Some(thread), Some(thread));
    vec![third, second, first]
}

fn cut<T: Clone>(rows: &[T], window: Window) -> Windowed<T> {
    let from = window.from.min(rows.len());
    let to = (from + window.count).min(rows.len());
    Windowed { from, total: rows.len(), rows: rows[from..to].to_vec() }
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            stories: stories(),
            marks: Mutex::default(),
            undo: Mutex::default(),
            corrections: Mutex::default(),
            saved: Mutex::default(),
        }
    }
}

impl Shelf {
    /// No articles at all.
    pub fn empty() -> Self {
        Self { stories: Vec::new(), ..Self::default() }
    }

    fn marks_of<'a>(&self, entries: impl IntoIterator<Item = &'a Entry>) -> Vec<Mark> {
        let marks = self.marks.lock().unwrap();
        let of = |key: &str| marks.iter().find(|(other, _)| other == key).map(|(_, mark)| mark.clone());
        entries.into_iter().map(|entry| of(&entry.key).unwrap_or_default()).collect()
    }

    fn in_scope(&self, scope: &Scope) -> Vec<&Story> {
        self.stories
            .iter()
            .filter(|story| match scope {
                Scope::All => true,
                Scope::One(id) => story.entry.id == *id,
                Scope::Rows(rows) => rows.contains(&story.entry.row),
            })
            .collect()
    }

    /// A query as simple as can be: `actor:` and `place:` by name, anything else in the text.
    fn matching(&self, query: &str) -> Vec<&Story> {
        let query = query.trim().to_lowercase();
        let holds = |names: Vec<String>, value: &str| names.iter().any(|name| name.to_lowercase().contains(value));
        self.stories
            .iter()
            .filter(|story| {
                let briefing = &story.briefing;
                if let Some(value) = query.strip_prefix("actor:") {
                    holds(briefing.actors.iter().map(|actor| actor.name.clone()).collect(), value)
                } else if let Some(value) = query.strip_prefix("place:") {
                    holds(briefing.places.iter().map(|place| place.name.clone()).collect(), value)
                } else if query == "is:bookmarked" {
                    self.marks_of([&story.entry])[0].bookmarked
                } else {
                    story.article.text.as_str().to_lowercase().contains(&query)
                }
            })
            .collect()
    }

    fn entries(&self, stories: &[&Story], window: Window, scope: Scope) -> Answer {
        let entries: Vec<Entry> = stories.iter().map(|story| story.entry.clone()).collect();
        let entries = cut(&entries, window);
        let marks = self.marks_of(&entries.rows);
        Answer::Entries { entries, marks, scope }
    }

    fn actor_rows(&self, scope: &Scope) -> Vec<ActorRow> {
        let mut rows: Vec<ActorRow> = Vec::new();
        for story in self.in_scope(scope) {
            for (actor, key) in story.briefing.actors.iter().zip(&story.actor_keys) {
                let at = rows.iter().position(|row| row.key == *key).unwrap_or_else(|| {
                    let (key, name) = (key.clone(), actor.name.clone());
                    rows.push(ActorRow {
                        key,
                        name,
                        kind: actor.kind,
                        briefings: 0,
                        mentions: 0,
                        weeks: vec![0, 1, 0, 2, 4, 3],
                    });
                    rows.len() - 1
                });
                rows[at].briefings += 1;
                rows[at].mentions += actor.mentions.len();
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.mentions));
        rows
    }

    fn place_rows(&self, scope: &Scope) -> Vec<PlaceRow> {
        let mut rows: Vec<PlaceRow> = Vec::new();
        for story in self.in_scope(scope) {
            for (place, key) in story.briefing.places.iter().zip(&story.place_keys) {
                let at = rows.iter().position(|row| row.key == *key).unwrap_or_else(|| {
                    rows.push(PlaceRow {
                        key: key.clone(),
                        name: place.name.clone(),
                        country: Some("The Sound".into()),
                        region: None,
                        kind: place.kind,
                        point: place.point,
                        briefings: 0,
                        mentions: 0,
                        weeks: vec![0, 0, 1, 3],
                        latest: Some(story.entry.title.clone()),
                    });
                    rows.len() - 1
                });
                rows[at].briefings += 1;
                rows[at].mentions += place.mentions.len();
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.mentions));
        rows
    }

    fn quote_rows(&self, scope: &Scope, actor: Option<&str>) -> Vec<QuoteRow> {
        let mut rows = Vec::new();
        for story in self.in_scope(scope) {
            let text = &story.article.text;
            for quote in &story.briefing.quotes {
                let key = quote.speaker.as_ref().map(|name| name.to_lowercase());
                if actor.is_some() && actor != key.as_deref() {
                    continue;
                }
                rows.push(QuoteRow {
                    id: story.entry.id.clone(),
                    title: story.entry.title.clone(),
                    date: story.entry.date,
                    speaker: quote.speaker.clone(),
                    actor_key: key,
                    role: None,
                    cue: quote.cue.map(|cue| text.slice(cue).to_owned()),
                    text: text.slice(quote.span).to_owned(),
                    span: quote.span,
                    parts: quote.parts.clone(),
                    kind: quote.kind,
                    key: quote.key,
                    confidence: quote.confidence,
                    appearances: Vec::new(),
                });
            }
        }
        rows
    }

    fn position_rows(&self, scope: &Scope, actor: Option<&str>) -> Vec<PositionRow> {
        let mut rows = Vec::new();
        for story in self.in_scope(scope) {
            let text = &story.article.text;
            for position in &story.briefing.positions {
                let key = position.actor.to_lowercase();
                if actor.is_some_and(|actor| actor != key) {
                    continue;
                }
                rows.push(PositionRow {
                    id: story.entry.id.clone(),
                    title: story.entry.title.clone(),
                    date: story.entry.date,
                    actor: position.actor.clone(),
                    changed_from: (position.stance == Stance::Supports).then_some(Stance::Denies),
                    actor_key: Some(key),
                    stance: position.stance,
                    topic: text.slice(position.topic).to_owned(),
                    text: text.slice(position.evidence[0]).to_owned(),
                    span: position.evidence[0],
                    confidence: position.confidence,
                });
            }
        }
        rows
    }

    fn actor_page(&self, key: &str) -> Option<ActorPage> {
        let all = self.actor_rows(&Scope::All);
        let actor = all.iter().find(|row| row.key == key)?.clone();
        let theirs: Vec<&Story> =
            self.stories.iter().filter(|story| story.actor_keys.iter().any(|k| k == key)).collect();
        Some(ActorPage {
            roles: if key == "ada marsh" { vec!["leader of the seafarers' union".into()] } else { Vec::new() },
            variants: if key == "ada marsh" { vec!["Marsh".into()] } else { Vec::new() },
            year: Some((date(2025, 4, 28), vec![1, 0, 2])),
            said: self.quote_rows(&Scope::All, Some(key)),
            stands: self.position_rows(&Scope::All, Some(key)),
            with: all
                .iter()
                .filter(|row| row.key != key)
                .map(|row| (row.clone(), row.briefings.min(theirs.len())))
                .collect(),
            places: self.place_rows(&Scope::All).into_iter().map(|row| (row, 1)).collect(),
            briefings: theirs.iter().map(|story| story.entry.clone()).collect(),
            actor,
        })
    }

    fn place_page(&self, key: &str) -> Option<PlacePage> {
        let place = self.place_rows(&Scope::All).into_iter().find(|row| row.key == key)?;
        let there: Vec<&Story> =
            self.stories.iter().filter(|story| story.place_keys.iter().any(|k| k == key)).collect();
        Some(PlacePage {
            place,
            variants: Vec::new(),
            within: Vec::new(),
            actors: self.actor_rows(&Scope::All).into_iter().map(|row| (row, 1)).collect(),
            briefings: there.iter().map(|story| story.entry.clone()).collect(),
        })
    }

    fn thread(&self) -> ThreadPage {
        let entries: Vec<Entry> = self.stories.iter().map(|story| story.entry.clone()).collect();
        let step = |story: &Story| ThreadStep {
            entry: story.entry.clone(),
            new_actors: story
                .briefing
                .actors
                .iter()
                .map(|actor| (actor.name.clone(), actor.name.to_lowercase()))
                .take(1)
                .collect(),
            new_quotes: self.quote_rows(&Scope::One(story.entry.id.clone()), None).into_iter().take(1).collect(),
            changed: self
                .position_rows(&Scope::One(story.entry.id.clone()), None)
                .into_iter()
                .filter(|row| row.changed_from.is_some())
                .collect(),
        };
        ThreadPage {
            thread: ThreadRow { key: 1, title: entries[0].title.clone(), size: entries.len(), entries },
            actors: self
                .actor_rows(&Scope::All)
                .into_iter()
                .map(|row| {
                    let n = row.briefings;
                    (row, n)
                })
                .collect(),
            steps: self.stories.iter().rev().map(step).collect(),
        }
    }

    /// One day back one is new, and its story goes on from an earlier one; farther back all are.
    fn digest(&self, scope: &Scope, days: Option<u32>) -> Digest {
        let new = self.in_scope(scope).into_iter().take(if days == Some(1) { 1 } else { usize::MAX });
        let story = |story: &Story| {
            let own = Scope::One(story.entry.id.clone());
            let text = &story.article.text;
            let step = ThreadStep {
                entry: story.entry.clone(),
                new_actors: Vec::new(),
                new_quotes: self.quote_rows(&own, None).into_iter().filter(|quote| quote.key).collect(),
                changed: Vec::new(),
            };
            let summary = story.briefing.summary.iter().map(|&span| text.slice(span).to_owned()).collect();
            let earlier = usize::from(days == Some(1));
            DigestStory { title: story.entry.title.clone(), new: vec![DigestStep { step, summary }], earlier }
        };
        let stories: Vec<DigestStory> = new.map(story).collect();
        let mut moved = self.position_rows(scope, None);
        moved.retain(|row| row.changed_from.is_some());
        Digest {
            since: days.map(|days| date(2025, 5, 17) - jiff::Span::new().days(days)),
            briefings: stories.len(),
            moved,
            stories,
            more: 0,
            actors: self.actor_rows(scope),
            places: self.place_rows(scope),
        }
    }

    fn matrix(&self, scope: &Scope) -> Matrix {
        let actors = self.actor_rows(scope);
        let positions = self.position_rows(scope, None);
        let words = ["premium", "crews", "Grey Island"];
        let topic = |word: &str| Topic { name: word.to_owned(), keys: Arc::new([word.to_owned()]) };
        let topics = words.map(topic).to_vec();
        let mut cells = Vec::new();
        for actor in &actors {
            for word in words {
                let on = |row: &&PositionRow| row.actor == actor.name && row.topic.contains(word);
                let evidence: Vec<&PositionRow> = positions.iter().filter(on).collect();
                let cell = |newest: &PositionRow| Cell {
                    stance: newest.stance,
                    changed: evidence.len() > 1,
                    positions: evidence.len(),
                };
                cells.push(evidence.first().map(|newest| cell(newest)));
            }
        }
        Matrix { actors, topics, cells }
    }

    fn results(&self, query: &str, window: Window) -> Answer {
        let found = self.matching(query);
        let bare = !query.contains(':') && !query.trim().is_empty();
        let hits: Vec<Hit> = found
            .iter()
            .map(|story| {
                let excerpt = story.article.text.as_str().lines().nth(2).unwrap().to_owned();
                let lit = excerpt
                    .to_lowercase()
                    .match_indices(&query.trim().to_lowercase())
                    .filter(|_| bare)
                    .map(|(at, w)| at..at + w.len())
                    .collect();
                Hit { entry: story.entry.clone(), excerpt, lit }
            })
            .collect();
        let window = cut(&hits, window);
        let marks = self.marks_of(window.rows.iter().map(|hit| &hit.entry));
        let suggestions = if found.is_empty() { vec!["Ada Marsh".to_owned()] } else { Vec::new() };
        Answer::Search(Results { total: window.total, from: window.from, hits: window.rows, suggestions }, marks)
    }
}

impl Shelf {
    /// The next story on one side of `from` that names `subject`, newest first, and the mention nearest to it.
    fn mention(&self, subject: &Subject, from: Option<&Id>, newer: bool) -> Option<(Id, Span)> {
        let mut stories: Vec<&Story> = self.stories.iter().collect();
        stories.sort_by_key(|story| std::cmp::Reverse(story.entry.date));
        if newer {
            stories.reverse();
        }
        let at = from.and_then(|id| stories.iter().position(|story| story.entry.id == *id));
        stories.into_iter().skip(at.map_or(0, |at| at + 1)).find_map(|story| {
            let actors = story.briefing.actors.iter().zip(&story.actor_keys);
            let places = story.briefing.places.iter().zip(&story.place_keys);
            let mut spans: Vec<Span> = match subject {
                Subject::Actor(key) => actors
                    .filter(|(_, other)| *other == key)
                    .flat_map(|(actor, _)| &actor.mentions)
                    .map(|m| m.span)
                    .collect(),
                Subject::Place(key) => places
                    .filter(|(_, other)| *other == key)
                    .flat_map(|(place, _)| &place.mentions)
                    .map(|m| m.span)
                    .collect(),
            };
            spans.sort_by_key(|span| span.start);
            let span = if newer { spans.last() } else { spans.first() };
            Some((story.entry.id.clone(), *span?))
        })
    }
}

impl Source for Shelf {
    fn answer(&self, request: &Request) -> Answer {
        match request.clone() {
            Request::Counts => {
                let read = self.marks.lock().unwrap().iter().filter(|(_, mark)| mark.read).count();
                let counts = Counts {
                    briefings: self.stories.len(),
                    actors: self.actor_rows(&Scope::All).len(),
                    places: self.place_rows(&Scope::All).len(),
                };
                let kept = self.saved.lock().unwrap().clone();
                let saved = kept.iter().map(|(name, query)| {
                    let found = self.matching(query);
                    let unread = found.iter().filter(|story| !self.marks_of([&story.entry])[0].read).count();
                    Saved { name: name.clone(), query: query.clone(), total: found.len(), unread }
                });
                let saved = saved.collect();
                Answer::Counts { counts, unread: self.stories.len() - read, saved }
            }
            Request::Entries { scope, window, .. } => self.entries(&self.in_scope(&scope), window, scope.clone()),
            Request::List { query, window, .. } => {
                let scope = if query.is_empty() {
                    Scope::All
                } else {
                    Scope::Rows(self.matching(&query).iter().map(|story| story.entry.row).collect())
                };
                self.entries(&self.matching(&query), window, scope)
            }
            Request::Story(id) => {
                let story = self.stories.iter().find(|story| story.entry.id == id);
                let mark = story.map(|story| self.marks_of([&story.entry]).remove(0)).unwrap_or_default();
                Answer::Story(story.cloned().map(Box::new), mark)
            }
            Request::Actors { scope, filter, window } => {
                let rows: Vec<ActorRow> = self
                    .actor_rows(&scope)
                    .into_iter()
                    .filter(|row| row.key.contains(&filter.to_lowercase()))
                    .collect();
                Answer::Actors(cut(&rows, window))
            }
            Request::Places { scope, filter, window } => {
                let rows: Vec<PlaceRow> = self
                    .place_rows(&scope)
                    .into_iter()
                    .filter(|row| row.key.contains(&filter.to_lowercase()))
                    .collect();
                Answer::Places(cut(&rows, window))
            }
            Request::Actor(key) => {
                let page = self.actor_page(&key);
                let marks = self.marks_of(page.iter().flat_map(|page| &page.briefings));
                Answer::Actor(page.map(Box::new), marks)
            }
            Request::Place(key) => {
                let page = self.place_page(&key);
                let marks = self.marks_of(page.iter().flat_map(|page| &page.briefings));
                Answer::Place(page.map(Box::new), marks)
            }
            Request::Quotes { scope, wanted, window } => {
                let mut rows = self.quote_rows(&scope, wanted.actor.as_deref());
                let words = wanted.words.to_lowercase();
                rows.retain(|row| format!("{:?} {}", row.speaker, row.text).to_lowercase().contains(&words));
                if wanted.oldest_first {
                    rows.reverse();
                }
                Answer::Quotes(cut(&rows, window))
            }
            Request::Positions { scope, wanted, window } => {
                let mut rows = self.position_rows(&scope, wanted.actor.as_deref());
                rows.retain(|row| !wanted.changed || row.changed_from.is_some());
                rows.retain(|row| wanted.topics.is_empty() || wanted.topics.iter().any(|key| row.topic.contains(key)));
                rows.retain(|row| row.text.to_lowercase().contains(&wanted.words.to_lowercase()));
                if wanted.oldest_first {
                    rows.reverse();
                }
                Answer::Positions(cut(&rows, window))
            }
            Request::Digest { scope, days } => {
                let digest = self.digest(&scope, days);
                let entries: Vec<&Entry> = self.in_scope(&scope).iter().map(|story| &story.entry).collect();
                Answer::Digest(Box::new(digest), self.marks_of(entries))
            }
            Request::Matrix(scope) => Answer::Matrix(self.matrix(&scope)),
            Request::Threads { window, .. } => Answer::Threads(cut(&[self.thread().thread], window)),
            Request::Thread(_) => {
                let page = self.thread();
                let marks = self.marks_of(&page.thread.entries);
                Answer::Thread(Some(Box::new(page)), marks)
            }
            Request::Backlinks(id) => {
                let to = |row: &SeeAlsoRow| row.target.as_ref().is_some_and(|to| to.id == id);
                let linking = |marked: bool| {
                    let of = |story: &&Story| story.see_also.iter().any(|row| row.marked == marked && to(row));
                    self.stories.iter().filter(of).map(|story| story.entry.clone()).collect::<Vec<_>>()
                };
                let links = Backlinks { marked: linking(true), related: linking(false) };
                let marks = self.marks_of(links.marked.iter().chain(&links.related));
                Answer::Backlinks(links, marks)
            }
            Request::Search { query, window, .. } => self.results(&query, window),
            Request::Complete { query, .. } => {
                let fields = ["actor:", "place:", "said:"]
                    .into_iter()
                    .filter(|field| !query.is_empty() && field.starts_with(query.as_str()));
                Answer::Complete(
                    fields
                        .map(|field| Completion { replaces: 0..query.chars().count(), text: field.into(), count: None })
                        .collect(),
                )
            }
            Request::Headlines(needle) => Answer::Headlines(
                self.matching(&needle)
                    .iter()
                    .map(|story| (story.entry.row, story.entry.id.clone(), story.entry.title.clone()))
                    .collect(),
            ),
            Request::PositionOf { id, .. } => {
                Answer::PositionOf(self.stories.iter().position(|story| story.entry.id == id))
            }
            Request::Mention { subject, from, newer } => {
                Answer::Mention(self.mention(&subject, from.as_ref(), newer), newer)
            }
            Request::Facets { query, .. } => {
                let found = self.matching(&query);
                let facet = |field, value: &str, count| Facet { field, value: value.into(), count };
                let facets = if found.is_empty() {
                    Vec::new()
                } else {
                    vec![
                        facet("actor", "Ada Marsh", 2),
                        facet("place", "Port Ellery", found.len()),
                        facet("source", "The Sound Gazette", found.len()),
                        facet("date", "2025-05", found.len()),
                    ]
                };
                Answer::Facets(facets)
            }
            Request::Found(query) => {
                Answer::Found(Scope::Rows(self.matching(&query).iter().map(|story| story.entry.row).collect()))
            }
            Request::NextUnread { from, .. } => {
                let next = self
                    .stories
                    .iter()
                    .enumerate()
                    .skip(from)
                    .find(|(_, story)| !self.marks_of([&story.entry])[0].read);
                Answer::NextUnread(next.map(|(at, story)| (at, story.entry.clone())))
            }
        }
    }

    fn mark(&self, key: &str, change: Change) -> Result<(), String> {
        let mut marks = self.marks.lock().unwrap();
        if !marks.iter().any(|(other, _)| other == key) {
            marks.push((key.to_owned(), Mark::default()));
        }
        let mark = &mut marks.iter_mut().find(|(other, _)| other == key).unwrap().1;
        let before = mark.clone();
        let inverse = match change {
            Change::Read(on) => {
                mark.read = on;
                Change::Read(before.read)
            }
            Change::Bookmark(on) => {
                mark.bookmarked = on;
                Change::Bookmark(before.bookmarked)
            }
            Change::Note(note) => {
                mark.note = note;
                Change::Note(before.note)
            }
            Change::Place(place) => {
                mark.place = place;
                return Ok(());
            }
            Change::Tag(tag, on) => {
                if on {
                    mark.tags.push(tag.clone())
                } else {
                    mark.tags.retain(|t| *t != tag)
                };
                Change::Tag(tag, !on)
            }
            other => other,
        };
        self.undo.lock().unwrap().push((key.to_owned(), inverse));
        Ok(())
    }

    fn correct(&self, correction: &Correction) -> Result<(), String> {
        self.corrections.lock().unwrap().push(correction.clone());
        Ok(())
    }

    fn undo(&self) -> Result<Option<Undone>, String> {
        if let Some(correction) = self.corrections.lock().unwrap().pop() {
            return Ok(Some(Undone::Correction(correction)));
        }
        let Some((key, inverse)) = self.undo.lock().unwrap().pop() else { return Ok(None) };
        self.mark(&key, inverse.clone())?;
        self.undo.lock().unwrap().pop();
        Ok(Some(Undone::Mark(key, inverse)))
    }

    fn save_search(&self, name: &str, query: Option<&str>) -> Result<(), String> {
        let mut saved = self.saved.lock().unwrap();
        saved.retain(|(other, _)| other != name);
        saved.extend(query.map(|query| (name.to_owned(), query.to_owned())));
        Ok(())
    }

    fn write(&self, what: &Outgoing, form: Form, out: &mut dyn std::io::Write) -> Result<(), String> {
        write!(out, "{what:?} as {form:?}").map_err(|why| why.to_string())
    }

    fn remember(&self, _: &str, _: &str) -> Result<(), String> {
        Ok(())
    }
}

/// A screen over the fixture: keys go in, effects are carried out at once, the rest is kept to be looked at.
pub struct Screen {
    state: State,
    size: (u16, u16),
    /// What it shows.
    pub shelf: Shelf,
    /// Effects that leave the program.
    pub outside: Vec<Effect>,
}

fn now() -> DateTime {
    date(2025, 5, 17).at(9, 0, 0, 0)
}

impl Screen {
    /// The library list on a screen of this size, everything loaded.
    pub fn new(columns: u16, rows: u16) -> Self {
        Self::over(Shelf::default(), columns, rows)
    }

    /// The same over another shelf.
    pub fn over(shelf: Shelf, columns: u16, rows: u16) -> Self {
        Self::with(shelf, Look { theme: Theme::new(Ground::Dark), ..Look::default() }, columns, rows)
    }

    /// The same with another look.
    pub fn with(shelf: Shelf, look: Look, columns: u16, rows: u16) -> Self {
        let state = State::new("briefings", look, (columns, rows), now());
        let mut screen = Self { state, size: (columns, rows), shelf, outside: Vec::new() };
        screen.send(Message::Library(Event::Ready));
        screen
    }

    /// Has a message handled, with all that comes of it.
    pub fn send(&mut self, message: Message) {
        let mut effects = update(&mut self.state, message);
        while !effects.is_empty() {
            let mut next = Vec::new();
            for effect in effects {
                let message = match effect {
                    Effect::Ask(ticket, request) => Message::Answer(ticket, Box::new(self.shelf.answer(&request))),
                    Effect::Mark(key, change) => {
                        self.shelf.mark(&key, change).unwrap();
                        Message::Written
                    }
                    Effect::Correct(correction) => {
                        self.shelf.correct(&correction).unwrap();
                        Message::Library(Event::Changed)
                    }
                    Effect::SaveSearch(name, query) => {
                        self.shelf.save_search(&name, query.as_deref()).unwrap();
                        Message::Written
                    }
                    Effect::Undo => Message::Undone(self.shelf.undo().unwrap()),
                    other => {
                        self.outside.push(other);
                        continue;
                    }
                };
                next.extend(update(&mut self.state, message));
            }
            effects = next;
        }
    }

    /// Presses keys, spelt as in `config.toml` with spaces between.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.send(Message::Key(event(key.parse().expect(key))));
        }
        self
    }

    /// Types text as it is.
    pub fn enter(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Message::Key(event(Chord::from(c))));
        }
        self
    }

    /// Another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.size = (columns, rows);
        self.send(Message::Resize(columns, rows));
        self
    }

    /// The cells of the screen.
    pub fn buffer(&self) -> Buffer {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        let _: Option<Position> = view(&self.state, area, &mut buffer);
        buffer
    }

    /// What the screen shows, line by line, without the space at their ends.
    pub fn text(&self) -> String {
        let buffer = self.buffer();
        let mut text = String::new();
        for y in 0..self.size.1 {
            let line: String = (0..self.size.0).map(|x| buffer[(x, y)].symbol()).collect();
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Whether the screen shows these words.
    pub fn shows(&self, words: &str) -> bool {
        self.text().contains(words)
    }
}

fn event(chord: Chord) -> KeyEvent {
    let code = match chord.key {
        Key::Char(c) => KeyCode::Char(c),
        Key::Function(n) => KeyCode::F(n),
        Key::Enter => KeyCode::Enter,
        Key::Esc => KeyCode::Esc,
        Key::Tab => KeyCode::Tab,
        Key::BackTab => KeyCode::BackTab,
        Key::Backspace => KeyCode::Backspace,
        Key::Delete => KeyCode::Delete,
        Key::Insert => KeyCode::Insert,
        Key::Up => KeyCode::Up,
        Key::Down => KeyCode::Down,
        Key::Left => KeyCode::Left,
        Key::Right => KeyCode::Right,
        Key::Home => KeyCode::Home,
        Key::End => KeyCode::End,
        Key::PageUp => KeyCode::PageUp,
        Key::PageDown => KeyCode::PageDown,
    };
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, chord.ctrl);
    modifiers.set(KeyModifiers::ALT, chord.alt);
    KeyEvent::new(code, modifiers)
}
