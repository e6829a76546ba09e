//! The lists of quotes and of positions, and how one of them is written, here and on other pages.

use crate::command::{PageKind, Role};
use crate::model::{PositionRow, QuoteKind, QuoteRow, Scope, Window, Windowed};
use crate::tui::doc::{Flow, Line, Piece, flow_pieces, width_of};
use crate::tui::message::{Answer, Request, Wanted};
use crate::tui::outgoing::Outgoing;
use crate::tui::words::{cut, short_day};

use super::scoped::{Rowed, ScopedPage};
use super::{Setting, Target, appearance, dim};

/// Lines that a quote takes in a list at most.
const LINES: usize = 4;
/// Under this, who speaks is marked as unsure.
const SURE: f32 = 0.6;

/// The quotes of a scope.
pub type QuotesPage = ScopedPage<QuoteRow>;
/// The positions of a scope.
pub type PositionsPage = ScopedPage<PositionRow>;

impl Rowed for QuoteRow {
    const KIND: PageKind = PageKind::Quotes;
    const NOUN: &'static str = "quotes";
    const BY_QUERY: bool = true;
    const IN_TIME: bool = true;
    const CHANGES: bool = false;
    const EMPTY: &'static str = "Nobody is quoted here. < goes back.";

    fn request(scope: &Scope, wanted: &Wanted, window: Window) -> Request {
        Request::Quotes { scope: scope.clone(), wanted: wanted.clone(), window }
    }

    fn subject(&self) -> Option<Target> {
        self.actor_key.clone().map(Target::Actor)
    }

    fn outgoing(scope: &Scope, wanted: &Wanted) -> Option<Outgoing> {
        Some(Outgoing::Quotes(scope.clone(), wanted.clone()))
    }

    fn rows(answer: Answer) -> Option<Windowed<Self>> {
        if let Answer::Quotes(rows) = answer { Some(rows) } else { None }
    }

    fn lines(&self, setting: &Setting) -> Vec<Line> {
        let mut head = vec![Piece::new(self.speaker.as_deref().unwrap_or("nobody named"), Role::Speaker)];
        head.extend(self.role.as_deref().map(|role| dim(format!("  {role}"))));
        let mut lines = vec![one_line(0, head, self.date.map(short_day), setting)];
        lines.extend(shortened(words_of(self, setting), setting));
        lines.push(one_line(2, under(self), None, setting));
        lines.extend(appearance::first(self).map(|line| one_line(line.indent, line.pieces, None, setting)));
        lines.push(Line::default());
        lines
    }

    fn target(&self) -> Target {
        Target::Story { id: self.id.clone(), lit: Some(self.span) }
    }

    fn elsewhere(&self) -> Option<Target> {
        (self.elsewhere > 0).then(|| Target::Elsewhere(Box::new(self.clone())))
    }

    fn copied(&self) -> String {
        let speaker = self.speaker.as_deref().map(|speaker| format!("{speaker}, ")).unwrap_or_default();
        format!("“{}” — {speaker}{}", self.said(), self.title)
    }
}

impl Rowed for PositionRow {
    const KIND: PageKind = PageKind::Positions;
    const NOUN: &'static str = "positions";
    const BY_QUERY: bool = true;
    const IN_TIME: bool = true;
    const CHANGES: bool = true;
    const EMPTY: &'static str = "Nobody takes a stand here that could be told with some certainty. < goes back.";

    fn request(scope: &Scope, wanted: &Wanted, window: Window) -> Request {
        Request::Positions { scope: scope.clone(), wanted: wanted.clone(), window }
    }

    fn subject(&self) -> Option<Target> {
        self.actor_key.clone().map(Target::Actor)
    }

    fn outgoing(scope: &Scope, wanted: &Wanted) -> Option<Outgoing> {
        Some(Outgoing::Positions(scope.clone(), wanted.clone()))
    }

    fn rows(answer: Answer) -> Option<Windowed<Self>> {
        if let Answer::Positions(rows) = answer { Some(rows) } else { None }
    }

    fn lines(&self, setting: &Setting) -> Vec<Line> {
        let mut head = vec![Piece::new(format!("{}  ", self.actor), Role::Actor)];
        head.extend(stand(self, setting));
        let mut lines = vec![one_line(0, head, self.date.map(short_day), setting)];
        lines.extend(shortened(Piece::new(flat(&self.text), Role::Text), setting));
        lines.push(one_line(2, vec![dim(self.title.as_str())], None, setting));
        lines.push(Line::default());
        lines
    }

    fn target(&self) -> Target {
        Target::Story { id: self.id.clone(), lit: Some(self.span) }
    }

    fn copied(&self) -> String {
        format!("{} {} {}: “{}” — {}", self.actor, self.stance.as_str(), self.topic, self.text, self.title)
    }
}

/// A quote's words, with quotation marks around what stood in some.
pub(super) fn words_of(quote: &QuoteRow, setting: &Setting) -> Piece {
    let text = flat(&quote.said());
    match quote.kind {
        QuoteKind::Direct => {
            let (open, close) = if setting.glyphs.ellipsis == "…" { ("“", "”") } else { ("\"", "\"") };
            Piece::new(format!("{open}{text}{close}"), Role::Quote)
        }
        QuoteKind::Mixed => Piece::new(text, Role::Quote),
        QuoteKind::Indirect => Piece::new(text, Role::Text),
    }
}

/// What stands under a quote: the words that report, a mark where it is unsure, the headline.
pub(super) fn under(quote: &QuoteRow) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = quote.cue.iter().map(|cue| Piece::new(format!("{cue}  "), Role::Cue)).collect();
    if quote.confidence < SURE {
        pieces.push(Piece::new("?  ", Role::Cue));
    }
    pieces.push(dim(quote.title.as_str()));
    pieces
}

/// Stance and topic of a position; a change of sides with the stance before.
pub(super) fn stand(position: &PositionRow, setting: &Setting) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(4);
    if let Some(before) = position.changed_from {
        let glyphs = setting.glyphs;
        pieces.push(Piece::new(format!("{} {} {} ", glyphs.changed, before.past(), glyphs.marked), Role::Accent));
    }
    pieces.push(Piece::new(format!("{}  ", position.stance.as_str()), Role::Stance));
    pieces.push(Piece::new(flat(&position.topic), Role::Topic));
    pieces
}

/// `text` with line ends as spaces, so that it flows.
pub(super) fn flat(text: &str) -> String {
    text.replace('\n', " ")
}

/// The pieces on one line, what does not fit cut away, with a date at the right.
fn one_line(indent: usize, pieces: Vec<Piece>, date: Option<String>, setting: &Setting) -> Line {
    let taken = indent + date.as_ref().map_or(0, |date| date.len() + 2);
    let mut room = setting.width.saturating_sub(taken);
    let mut kept = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let text = cut(&piece.text, room, setting.glyphs.ellipsis);
        room = room.saturating_sub(width_of(&text));
        kept.push(Piece { text, ..piece });
    }
    Line { indent, right: date.map(dim), ..Line::of(kept) }
}

/// The piece wrapped under its head, and cut after a few lines.
fn shortened(piece: Piece, setting: &Setting) -> Vec<Line> {
    let mut lines = flow_pieces(&[piece], Flow { width: setting.width, indent: 2 });
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(piece) = lines.last_mut().and_then(|line| line.pieces.last_mut()) {
            let ellipsis = setting.glyphs.ellipsis;
            let room = setting.width.saturating_sub(3 + width_of(ellipsis));
            piece.text = format!("{} {ellipsis}", cut(&piece.text, room, "").trim_end());
        }
    }
    lines
}
