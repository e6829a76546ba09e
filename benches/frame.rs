//! What one frame and one key cost with 10,000 briefings: drawn into a buffer, no terminal in between.

mod shelf;

use std::sync::OnceLock;

use dateline::library::{Event, Library};
use dateline::marks::Marks;
use dateline::search::Searcher;
use dateline::tui::{Effect, Look, Message, Rooms, Source, State, update, view};
use divan::black_box;
use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

fn main() {
    library();
    divan::main();
}

fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(shelf::library)
}

/// A reader at a screen: what is asked is answered at once.
struct Seat {
    state: State,
    rooms: Rooms,
    area: Rect,
    buffer: Buffer,
    _home: tempfile::TempDir,
}

impl Seat {
    fn new(columns: u16, rows: u16) -> Self {
        let home = tempfile::tempdir().expect("a home");
        let marks = Marks::open(&home.path().join("marks.db")).expect("marks").0;
        let rooms = Rooms::new(library().clone(), Searcher::new(library().reader()), marks);
        let now = date(2025, 5, 17).at(9, 0, 0, 0);
        let state = State::new("bench", Look::default(), (columns, rows), now);
        let area = Rect::new(0, 0, columns, rows);
        let mut seat = Self { state, rooms, area, buffer: Buffer::empty(area), _home: home };
        seat.send(Message::Library(Event::Ready));
        seat
    }

    fn send(&mut self, message: Message) {
        let mut waiting = vec![message];
        while let Some(message) = waiting.pop() {
            for effect in update(&mut self.state, message) {
                if let Effect::Ask(ticket, request) = effect {
                    waiting.push(Message::Answer(ticket, Box::new(self.rooms.answer(&request))));
                }
            }
        }
    }

    fn press(&mut self, key: KeyCode) {
        self.send(Message::Key(KeyEvent::new(key, KeyModifiers::NONE)));
    }

    fn draw(&mut self) {
        self.buffer.reset();
        black_box(view(&self.state, self.area, &mut self.buffer));
    }
}

#[divan::bench(args = [(80, 24), (120, 40), (200, 60)])]
fn list_drawn(bencher: divan::Bencher, (columns, rows): (u16, u16)) {
    let mut seat = Seat::new(columns, rows);
    bencher.bench_local(|| seat.draw());
}

#[divan::bench(args = [(80, 24), (120, 40), (200, 60)])]
fn briefing_drawn(bencher: divan::Bencher, (columns, rows): (u16, u16)) {
    let mut seat = Seat::new(columns, rows);
    seat.press(KeyCode::Enter);
    bencher.bench_local(|| seat.draw());
}

#[divan::bench(args = [(80, 24), (120, 40), (200, 60)])]
fn key_in_the_list_to_frame(bencher: divan::Bencher, (columns, rows): (u16, u16)) {
    let mut seat = Seat::new(columns, rows);
    let keys = [KeyCode::Char('j'), KeyCode::Char('j'), KeyCode::Char('k')];
    let mut at = 0;
    bencher.bench_local(|| {
        seat.press(keys[at % keys.len()]);
        at += 1;
        seat.draw();
    });
}

#[divan::bench(args = [(80, 24), (120, 40)])]
fn key_in_a_briefing_to_frame(bencher: divan::Bencher, (columns, rows): (u16, u16)) {
    let mut seat = Seat::new(columns, rows);
    seat.press(KeyCode::Enter);
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        seat.press(KeyCode::Char(if down { 'j' } else { 'k' }));
        seat.draw();
    });
}

#[divan::bench]
fn end_and_top_of_the_list(bencher: divan::Bencher) {
    let mut seat = Seat::new(120, 40);
    bencher.bench_local(|| {
        seat.press(KeyCode::Char('G'));
        seat.press(KeyCode::Char('g'));
        seat.draw();
    });
}
