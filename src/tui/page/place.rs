//! One place: what lies in it, who appears there, what happened there.

use std::borrow::Cow;

use crate::command::{PageKind, Role};
use crate::model::{Entry, PlacePage, PlaceRow, Scope};
use crate::tui::doc::{Builder, Piece};
use crate::tui::message::Answer;
use crate::tui::words::{plural, thousands};

use super::cast::recent;
use super::loaded::{Written, briefings, dotted, scope_of, shared};
use super::{Setting, Target, dim};

impl Written for PlacePage {
    const KIND: PageKind = PageKind::Place;
    const GONE: &'static str = "No briefing names this place any more. < goes back.";

    fn take(answer: Answer) -> Option<Option<Box<Self>>> {
        if let Answer::Place(found, _) = answer { Some(found) } else { None }
    }

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.place.name)
    }

    fn scope(&self) -> (Scope, String) {
        (scope_of(&self.briefings), self.place.name.clone())
    }

    fn subject(&self) -> Option<Target> {
        Some(Target::Place(self.place.key.clone()))
    }

    fn entries(&self) -> &[Entry] {
        &self.briefings
    }

    fn write(&self, page: &mut Builder, setting: &Setting) {
        headline(self, page, setting);
        if !self.within.is_empty() {
            page.section("In it", self.within.len().to_string());
            for place in &self.within {
                inner(page, place);
            }
        }
        page.section("Who", self.actors.len().to_string());
        for (actor, briefings) in &self.actors {
            shared(page, &actor.name, Role::Actor, *briefings, Target::Actor(actor.key.clone()));
        }
        briefings(page, &self.briefings, setting);
    }

    fn copied(&self) -> String {
        match self.place.point {
            Some(point) => format!("{} ({})", self.place.name, degrees(point)),
            None => self.place.name.clone(),
        }
    }
}

/// A place that lies in the page's, with its state where it has one.
fn inner(page: &mut Builder, place: &PlaceRow) {
    let mut pieces = vec![Piece::new(place.name.as_str(), Role::Place)];
    pieces.extend(place.region.as_deref().filter(|region| *region != place.name).map(|name| dim(format!("  {name}"))));
    let count = dim(plural(place.briefings, "briefing"));
    page.item_with(0, &pieces, Some(count), Target::Place(place.key.clone()));
}

fn headline(found: &PlacePage, page: &mut Builder, setting: &Setting) {
    let place = &found.place;
    page.para(0, &[Piece::new(place.name.as_str(), Role::Headline)]);
    let mut facts = vec![dim(place.kind.as_str())];
    let around = [place.region.as_deref(), place.country.as_deref()].into_iter().flatten();
    let around: Vec<&str> = around.filter(|name| *name != place.name).collect();
    if !around.is_empty() {
        facts.push(Piece::new(around.join(", "), Role::Text));
    }
    facts.push(dim(place.point.map_or("where it lies is not known".to_owned(), degrees)));
    dotted(page, facts, setting);
    let variants: Vec<&str> = found.variants.iter().map(String::as_str).filter(|v| *v != place.name).collect();
    if !variants.is_empty() {
        page.para(0, &[dim(format!("also {}", variants.join(", ")))]);
    }
    let mut counts =
        vec![dim(plural(place.briefings, "briefing")), dim(format!("named {} times", thousands(place.mentions)))];
    if place.weeks.len() > 1 && place.weeks.iter().any(|count| *count > 0) {
        counts.push(Piece::new(recent(&place.weeks, setting), Role::Accent));
    }
    dotted(page, counts, setting);
}

/// A point as people write it: "44.6° N, 33.5° E".
pub(super) fn degrees((latitude, longitude): (f32, f32)) -> String {
    let side = |degrees: f32, plus: char, minus: char| (degrees.abs(), if degrees < 0.0 { minus } else { plus });
    let ((north, ns), (east, ew)) = (side(latitude, 'N', 'S'), side(longitude, 'E', 'W'));
    format!("{north:.1}° {ns}, {east:.1}° {ew}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_name_their_side() {
        assert_eq!(degrees((44.61, 33.52)), "44.6° N, 33.5° E");
        assert_eq!(degrees((-12.05, -77.04)), "12.1° S, 77.0° W");
    }
}
