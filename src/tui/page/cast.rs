//! The lists of actors and of places: name, what it is, how often, and when.

use crate::command::{PageKind, Role};
use crate::model::{ActorKind, ActorRow, PlaceRow, Scope, Window, Windowed};
use crate::tui::doc::{Line, Piece, width_of};
use crate::tui::message::{Answer, Request, Wanted};
use crate::tui::words::{cut, sparkline, thousands};

use super::scoped::{Rowed, ScopedPage};
use super::{Setting, Target, dim};

/// Columns from which a row has room for its sparkline.
const WITH_SPARKLINE: usize = 68;
/// Weeks of the sparkline that are shown.
const WEEKS: usize = 26;
/// Columns of what it is: "organization".
const KIND: usize = 13;

/// The actors of a scope.
pub type ActorsPage = ScopedPage<ActorRow>;
/// The places of a scope.
pub type PlacesPage = ScopedPage<PlaceRow>;

impl Rowed for ActorRow {
    const KIND: PageKind = PageKind::Actors;
    const NOUN: &'static str = "actors";
    const BY_QUERY: bool = false;
    const IN_TIME: bool = false;
    const CHANGES: bool = false;
    const EMPTY: &'static str = "Nobody is named here. < goes back.";

    fn request(scope: &Scope, wanted: &Wanted, window: Window) -> Request {
        Request::Actors { scope: scope.clone(), filter: wanted.words.clone(), window }
    }

    fn rows(answer: Answer) -> Option<Windowed<Self>> {
        if let Answer::Actors(rows) = answer { Some(rows) } else { None }
    }

    fn lines(&self, setting: &Setting) -> Vec<Line> {
        let name = Piece::new(self.name.as_str(), Role::Actor);
        vec![row(&name, self.kind.as_str(), &self.weeks, (self.briefings, self.mentions), setting)]
    }

    fn target(&self) -> Target {
        Target::Actor(self.key.clone())
    }

    fn actor(&self) -> Option<(String, ActorKind)> {
        Some((self.name.clone(), self.kind))
    }

    fn copied(&self) -> String {
        self.name.clone()
    }
}

impl Rowed for PlaceRow {
    const KIND: PageKind = PageKind::Places;
    const NOUN: &'static str = "places";
    const BY_QUERY: bool = false;
    const IN_TIME: bool = false;
    const CHANGES: bool = false;
    const EMPTY: &'static str = "No place is named here. < goes back.";

    fn request(scope: &Scope, wanted: &Wanted, window: Window) -> Request {
        Request::Places { scope: scope.clone(), filter: wanted.words.clone(), window }
    }

    fn rows(answer: Answer) -> Option<Windowed<Self>> {
        if let Answer::Places(rows) = answer { Some(rows) } else { None }
    }

    fn lines(&self, setting: &Setting) -> Vec<Line> {
        let name = Piece::new(self.name.as_str(), Role::Place);
        vec![row(&name, lies_in(self), &self.weeks, (self.briefings, self.mentions), setting)]
    }

    fn target(&self) -> Target {
        Target::Place(self.key.clone())
    }

    fn copied(&self) -> String {
        match self.point {
            Some((latitude, longitude)) => format!("{} ({latitude:.2}, {longitude:.2})", self.name),
            None => self.name.clone(),
        }
    }
}

/// Countries whose towns are told apart by their state.
const BY_STATE: [&str; 3] = ["United States", "Canada", "Australia"];

/// The country that a place lies in, or its state; of a country itself, and where none is known, what it is.
pub(super) fn lies_in(place: &PlaceRow) -> &str {
    let state = place.region.as_deref().filter(|region| *region != place.name);
    if let Some(state) = state.filter(|_| place.country.as_deref().is_some_and(|country| BY_STATE.contains(&country))) {
        return state;
    }
    place.country.as_deref().filter(|country| *country != place.name).unwrap_or(place.kind.as_str())
}

/// Name, what it is, mentions by week where there is room, and how many at the right.
fn row(name: &Piece, kind: &str, weeks: &[u32], (briefings, mentions): (usize, usize), setting: &Setting) -> Line {
    let ellipsis = setting.glyphs.ellipsis;
    let right = if setting.width >= 50 {
        let noun = if briefings == 1 { "briefing " } else { "briefings" };
        format!("{:>4} {noun} {} {:>5}×", thousands(briefings), setting.glyphs.dot, thousands(mentions))
    } else {
        format!("{briefings} {} {mentions}×", setting.glyphs.dot)
    };
    let spark = (setting.width >= WITH_SPARKLINE).then(|| recent(weeks, setting));
    let spark_room = if spark.is_some() { WEEKS / 2 + 2 } else { 0 };
    let room = setting.width.saturating_sub(KIND + spark_room + width_of(&right) + 4).max(8);
    let shown = cut(&name.text, room, ellipsis);
    let gap = " ".repeat(room + 2 - width_of(&shown));
    let mut pieces =
        vec![Piece { text: shown, ..name.clone() }, dim(format!("{gap}{:<KIND$}", cut(kind, KIND - 1, ellipsis)))];
    pieces.extend(spark.map(|bars| Piece::new(bars, Role::Accent)));
    Line { right: Some(dim(right)), ..Line::of(pieces) }
}

/// The mentions over time, two steps a column; nothing where there is but one step.
pub(super) fn recent(weeks: &[u32], setting: &Setting) -> String {
    if weeks.len() < 2 {
        return String::new();
    }
    let last = &weeks[weeks.len().saturating_sub(WEEKS)..];
    let (odd, even) = last.split_at(last.len() % 2);
    let pairs: Vec<u32> = odd.iter().copied().chain(even.chunks(2).map(|pair| pair.iter().sum())).collect();
    sparkline(&pairs, &setting.glyphs.bars)
}
