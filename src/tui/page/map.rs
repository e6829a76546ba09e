//! The places of a scope on the world's map, with the same as a table beside or below it.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

use crate::command::{Command, PageKind, Role};
use crate::model::{PlaceRow, Scope, Window};
use crate::tui::doc::{Line, Piece, width_of};
use crate::tui::message::{Answer, Request};
use crate::tui::view::Painter;
use crate::tui::words::{cut, plural, thousands};

use super::cast::lies_in;
use super::{Action, Face, Page, Setting, Target, dim};

mod frame;

use frame::Frame;

/// Places on the map at most: the most mentioned ones.
const PINS: usize = 500;
/// Columns from which the table stands beside the map.
const BESIDE: u16 = 100;
/// Columns of the table there.
const TABLE: u16 = 36;

/// The map of a scope.
pub struct MapPage {
    scope: Scope,
    name: String,
    pins: Vec<PlaceRow>,
    /// Places whose point is not known, or beyond the number shown.
    left_out: usize,
    at: usize,
    frame: Frame,
    /// Whether only the table is shown.
    table_only: bool,
    loaded: bool,
    failed: Option<String>,
}

impl MapPage {
    /// The map of `scope`, whose name is `name`.
    pub fn new(scope: Scope, name: &str) -> Self {
        Self {
            scope,
            name: name.to_owned(),
            pins: Vec::new(),
            left_out: 0,
            at: 0,
            frame: Frame::WORLD,
            table_only: false,
            loaded: false,
            failed: None,
        }
    }

    /// To another pin, which the frame then holds.
    fn step(&mut self, forward: bool) {
        let last = self.pins.len().saturating_sub(1);
        self.at = if forward { (self.at + 1).min(last) } else { self.at.saturating_sub(1) };
        if let Some(point) = self.pins.get(self.at).and_then(|pin| pin.point) {
            self.frame = self.frame.holding(point);
        }
    }

    fn zoom(&mut self, closer: bool) {
        let around = self.pins.get(self.at).and_then(|pin| pin.point);
        self.frame = self.frame.zoomed(closer, around);
    }
}

impl Page for MapPage {
    fn kind(&self) -> PageKind {
        PageKind::Map
    }

    fn title(&self) -> Cow<'_, str> {
        match self.name.as_str() {
            "" => Cow::Borrowed("map"),
            name => Cow::Owned(format!("map of {name}")),
        }
    }

    fn scope(&self) -> (Scope, String) {
        (self.scope.clone(), self.name.clone())
    }

    fn ask(&self) -> Vec<Request> {
        let window = Window { from: 0, count: PINS };
        vec![Request::Places { scope: self.scope.clone(), filter: String::new(), window }]
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Places(places) => {
                let kept = self.pins.get(self.at).map(|pin| pin.key.clone());
                self.pins = places.rows.into_iter().filter(|place| place.point.is_some()).collect();
                self.left_out = places.total - self.pins.len();
                self.at = self.pins.iter().position(|pin| Some(&pin.key) == kept.as_ref()).unwrap_or(0);
                self.loaded = true;
                self.failed = None;
            }
            Answer::Failed(why) => self.failed = Some(why),
            _ => {}
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        match (&self.failed, self.loaded) {
            (Some(why), false) => Some(Face::Failed(why.clone())),
            (None, false) => Some(Face::Loading),
            _ if self.pins.is_empty() => Some(Face::Empty("No place named here could be found on the map.".into())),
            _ => None,
        }
    }

    fn head(&self, setting: &Setting) -> Vec<Line> {
        let mut words = plural(self.pins.len(), "place");
        if self.left_out > 0 {
            words.push_str(&format!(" {} {} more not on the map", setting.glyphs.dot, self.left_out));
        }
        if self.frame.level > 0 {
            words.push_str(&format!(" {} {}× closer", setting.glyphs.dot, 1 << self.frame.level));
        }
        vec![Line::of(vec![dim(words)]), Line::default()]
    }

    fn draw(&self, painter: &mut Painter, area: Rect, setting: &Setting) {
        if self.table_only || area.height < 8 {
            return self.table(painter, area, setting);
        }
        let (map, table) = halves(area);
        self.world(painter, map);
        self.pins(painter, map, setting);
        self.table(painter, table, setting);
    }

    fn whole_screen(&self) -> bool {
        true
    }

    fn command(&mut self, command: Command) -> Option<Vec<Action>> {
        match command {
            Command::Next => self.step(true),
            Command::Previous => self.step(false),
            Command::Top => (self.at, self.frame) = (0, Frame::WORLD),
            Command::Bottom => self.at = self.pins.len().saturating_sub(1),
            Command::ZoomIn => self.zoom(true),
            Command::ZoomOut => self.zoom(false),
            Command::PanLeft => self.frame = self.frame.panned(-1.0, 0.0),
            Command::PanRight => self.frame = self.frame.panned(1.0, 0.0),
            Command::PanUp => self.frame = self.frame.panned(0.0, 1.0),
            Command::PanDown => self.frame = self.frame.panned(0.0, -1.0),
            Command::SwitchView => self.table_only = !self.table_only,
            Command::Follow => {
                let pin = self.pins.get(self.at)?;
                return Some(vec![Action::Follow(Target::Place(pin.key.clone()))]);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn copied(&self) -> Option<String> {
        self.pins.get(self.at).map(|pin| pin.name.clone())
    }
}

/// The map's part of the page and the table's: side by side where there is room, else one above the other.
fn halves(area: Rect) -> (Rect, Rect) {
    if area.width >= BESIDE {
        let width = area.width - TABLE - 2;
        return (Rect { width, ..area }, Rect { x: area.x + width + 2, width: TABLE, ..area });
    }
    let height = area.height * 3 / 5;
    (Rect { height, ..area }, Rect { y: area.y + height, height: area.height - height, ..area })
}

impl MapPage {
    fn world(&self, painter: &mut Painter, area: Rect) {
        let color = painter.theme.style(Role::Rule).fg.unwrap_or(Color::Reset);
        let ascii = painter.glyphs.horizontal.is_ascii();
        let (west_east, south_north) = self.frame.bounds();
        Canvas::default()
            .marker(if ascii { Marker::Custom('.') } else { Marker::Braille })
            .x_bounds(west_east)
            .y_bounds(south_north)
            .paint(|canvas| canvas.draw(&Map { color, resolution: MapResolution::High }))
            .render(area, painter.buffer);
    }

    /// The pins, the least mentioned first, so that the greatest and the chosen one lie on top.
    fn pins(&self, painter: &mut Painter, area: Rect, setting: &Setting) {
        let most = self.pins.first().map_or(1, |pin| pin.mentions.max(1));
        let clusters = frame::clusters(&self.frame, &self.pins, (area.width, area.height));
        for cluster in clusters.iter().rev() {
            let pin = &self.pins[cluster.first];
            let sign = sign(pin.mentions, most, setting);
            let more = if cluster.others > 0 { format!("+{}", cluster.others) } else { String::new() };
            let (x, y) = (area.x + cluster.cell.0, area.y + cluster.cell.1);
            let room = area.right() - x;
            painter.text(x, y, room, &format!("{sign}{more}"), Role::Place);
        }
        let Some((pin, cell)) = self.chosen((area.width, area.height)) else { return };
        let label = format!("{} {}", sign(pin.mentions, most, setting), pin.name);
        let width = width_of(&label) as u16;
        // A name that would run over the edge is drawn to the left of its pin.
        let over = (cell.0 + width).saturating_sub(area.width);
        painter.text(area.x + cell.0.saturating_sub(over), area.y + cell.1, area.width, &label, Role::Accent);
    }

    fn chosen(&self, size: (u16, u16)) -> Option<(&PlaceRow, (u16, u16))> {
        let pin = self.pins.get(self.at)?;
        Some((pin, self.frame.cell(pin.point?, size)?))
    }

    /// The pins as a table around the chosen one: place, country, mentions, and of the chosen one its newest headline.
    fn table(&self, painter: &mut Painter, area: Rect, setting: &Setting) {
        let rows = area.height.saturating_sub(1) as usize;
        let top = self.at.saturating_sub(rows / 2).min(self.pins.len().saturating_sub(rows));
        let wide = area.width >= 60;
        for (row, (index, pin)) in self.pins.iter().enumerate().skip(top).take(rows).enumerate() {
            let chosen = index == self.at;
            let place = Rect { y: area.y + row as u16, height: 1, ..area };
            let counts = thousands(pin.mentions);
            let headline = pin.latest.as_deref().filter(|_| wide).unwrap_or_default();
            let name = cut(&pin.name, 18, setting.glyphs.ellipsis);
            let country = cut(lies_in(pin), 14, setting.glyphs.ellipsis);
            let used = 2 + 19 + 15 + counts.len() + 2;
            let pieces = vec![
                Piece::new(if chosen { setting.glyphs.cursor } else { " " }, Role::Accent),
                Piece::new(format!(" {name}{}", gap(&name, 19)), if chosen { Role::Accent } else { Role::Place }),
                dim(format!("{country}{}", gap(&country, 15))),
                dim(cut(headline, (area.width as usize).saturating_sub(used), setting.glyphs.ellipsis)),
            ];
            let line = Line { right: Some(dim(counts)), ..Line::of(pieces) };
            painter.line(place, &line, &[], None);
        }
        let latest = self.pins.get(self.at).and_then(|pin| pin.latest.as_deref()).filter(|_| !wide);
        if let (Some(latest), true) = (latest, area.height > 1) {
            painter.text(area.x, area.bottom() - 1, area.width, latest, Role::Text);
        }
    }
}

fn gap(words: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(width_of(words)))
}

/// A pin's sign, greater the more often the place is named.
fn sign(mentions: usize, most: usize, setting: &Setting) -> &'static str {
    let signs = if setting.glyphs.horizontal.is_ascii() { ["o", "O", "@"] } else { ["•", "●", "◉"] };
    match mentions * 10 / most {
        0..=2 => signs[0],
        3..=6 => signs[1],
        _ => signs[2],
    }
}
