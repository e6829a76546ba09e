//! One actor: what it said, where it stands, who and where it appears with.

use std::borrow::Cow;

use crate::command::{PageKind, Role};
use crate::model::{ActorKind, ActorPage, Entry, PositionRow, QuoteRow, Scope};
use crate::tui::doc::{Builder, Piece};
use crate::tui::message::Answer;
use crate::tui::words::{plural, short_day, sparkline, thousands};

use super::loaded::{Written, briefings, dotted, scope_of, shared};
use super::said::{flat, stand, under, words_of};
use super::{Setting, Target, appearance, dim};

/// Other briefings named under a quote.
const APPEARANCES: usize = 3;
/// Roles and variants named under the headline.
const NAMED: usize = 4;

impl Written for ActorPage {
    const KIND: PageKind = PageKind::Actor;
    const GONE: &'static str = "No briefing names this actor any more. < goes back.";

    fn take(answer: Answer) -> Option<Option<Box<Self>>> {
        if let Answer::Actor(found, _) = answer { Some(found) } else { None }
    }

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.actor.name)
    }

    fn scope(&self) -> (Scope, String) {
        (scope_of(&self.briefings), self.actor.name.clone())
    }

    fn subject(&self) -> Option<Target> {
        Some(Target::Actor(self.actor.key.clone()))
    }

    fn actor(&self) -> Option<(String, ActorKind)> {
        Some((self.actor.name.clone(), self.actor.kind))
    }

    fn entries(&self) -> &[Entry] {
        &self.briefings
    }

    fn write(&self, page: &mut Builder, setting: &Setting) {
        headline(self, page, setting);
        page.section("Said", self.said.len().to_string());
        empty(page, self.said.is_empty(), "Nothing that it said is reported.");
        for quote in &self.said {
            quote_item(page, quote, setting);
        }
        page.section("Stands", self.stands.len().to_string());
        empty(page, self.stands.is_empty(), "No stand of it could be told with some certainty.");
        stands(page, &self.stands, setting);
        page.section("With", self.with.len().to_string());
        for (actor, briefings) in &self.with {
            let pair = Target::Pair(self.actor.key.clone(), actor.key.clone());
            let beside = page.linked("side by side", Role::Link, pair);
            let pieces = [Piece::new(actor.name.as_str(), Role::Actor), dim("  "), beside];
            let count = dim(plural(*briefings, "briefing"));
            page.item_with(0, &pieces, Some(count), Target::Actor(actor.key.clone()));
        }
        page.section("Where", self.places.len().to_string());
        for (place, briefings) in &self.places {
            shared(page, &place.name, Role::Place, *briefings, Target::Place(place.key.clone()));
        }
        briefings(page, &self.briefings, setting);
    }
}

fn headline(found: &ActorPage, page: &mut Builder, setting: &Setting) {
    let actor = &found.actor;
    page.para(0, &[Piece::new(actor.name.as_str(), Role::Headline)]);
    let mut facts = vec![dim(actor.kind.as_str())];
    facts.extend(found.roles.iter().take(NAMED).map(|role| Piece::new(flat(role), Role::Text)));
    dotted(page, facts, setting);
    let variants: Vec<&str> = found.variants.iter().map(String::as_str).filter(|v| *v != actor.name).collect();
    if !variants.is_empty() {
        page.para(0, &[dim(format!("also {}", variants[..variants.len().min(NAMED)].join(", ")))]);
    }
    let named = dim(format!("named {} times", thousands(actor.mentions)));
    dotted(page, vec![dim(plural(actor.briefings, "briefing")), named], setting);
    if let Some((monday, weeks)) = found.year.as_ref().filter(|(_, weeks)| weeks.len() > 1) {
        let last = monday.saturating_add(jiff::Span::new().weeks(weeks.len() as i64 - 1));
        let bars = Piece::new(sparkline(weeks, &setting.glyphs.bars), Role::Accent);
        let from = dim(format!("{}  ", short_day((*monday).into())));
        let to = dim(format!("  {}, by week", short_day(last.into())));
        page.para(0, &[from, bars, to]);
    }
}

fn empty(page: &mut Builder, is_empty: bool, words: &str) {
    if is_empty {
        page.para(0, &[dim(words)]);
    }
}

/// A quote as one item: its words with the date, then where they stand, and where else they do.
pub(super) fn quote_item(page: &mut Builder, quote: &QuoteRow, setting: &Setting) {
    let target = Target::Story { id: quote.id.clone(), lit: Some(quote.span) };
    let date = quote.date.map(|moment| dim(short_day(moment)));
    page.item_with(0, &[words_of(quote, setting)], date, target);
    page.para(2, &under(quote));
    for other in quote.appearances.iter().take(APPEARANCES) {
        let mut pieces =
            vec![dim("also in "), page.linked(&other.title, Role::Link, appearance::target(other)), dim("  ")];
        pieces.extend(appearance::altered(quote, other));
        page.para(2, &pieces);
    }
    if quote.elsewhere > APPEARANCES {
        let words = format!("in all {} other briefings", quote.elsewhere);
        let all = page.linked(words, Role::Link, Target::Elsewhere(Box::new(quote.clone())));
        page.para(2, &[all]);
    }
}

/// Positions under their topics, in the order given; a change is marked.
fn stands(page: &mut Builder, positions: &[PositionRow], setting: &Setting) {
    let mut topics: Vec<String> = Vec::new();
    for position in positions {
        let topic = position.topic.to_lowercase();
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    for topic in topics {
        for position in positions.iter().filter(|position| position.topic.to_lowercase() == topic) {
            position_item(page, position, setting);
        }
    }
}

/// A position as one item with its date; Enter goes to its evidence.
pub(super) fn position_item(page: &mut Builder, position: &PositionRow, setting: &Setting) {
    let target = Target::Story { id: position.id.clone(), lit: Some(position.span) };
    let date = position.date.map(|moment| dim(short_day(moment)));
    page.item_with(0, &stand(position, setting), date, target);
}
