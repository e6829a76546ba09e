//! One quote, and all the briefings in which it stands.

use std::borrow::Cow;

use crate::command::{PageKind, Role};
use crate::model::{Appearance, Moment, QuoteRow};
use crate::tui::doc::{Builder, Doc, Piece, Reading};
use crate::tui::message::{Answer, Request};
use crate::tui::words::{plural, short_day};

use super::said::words_of;
use super::{Action, Face, Page, Setting, Target, appearance, dim};

/// The briefings that carry one quote.
pub struct ElsewherePage {
    quote: QuoteRow,
    found: Option<Vec<Appearance>>,
    failed: Option<String>,
    reading: Reading,
}

impl ElsewherePage {
    /// Where `quote` stands.
    pub fn new(quote: QuoteRow) -> Self {
        Self { quote, found: None, failed: None, reading: Reading::opened_at(None) }
    }
}

impl Page for ElsewherePage {
    fn kind(&self) -> PageKind {
        PageKind::Backlinks
    }

    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed("where it stands")
    }

    fn ask(&self) -> Vec<Request> {
        vec![Request::Elsewhere(self.quote.id.clone(), self.quote.span)]
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Elsewhere(found) => {
                self.found = Some(found);
                self.reading.stale = true;
            }
            Answer::Failed(why) => self.failed = Some(why),
            _ => {}
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        self.found.is_none().then(|| Face::unanswered(self.failed.as_ref()))
    }

    fn reading(&self) -> Option<&Reading> {
        Some(&self.reading)
    }

    fn reading_mut(&mut self) -> Option<&mut Reading> {
        Some(&mut self.reading)
    }

    fn doc(&self, setting: &Setting) -> Doc {
        let mut page = Builder::new(setting.width);
        let quote = &self.quote;
        let who = quote.speaker.as_deref().unwrap_or("nobody named");
        let speaker = match &quote.actor_key {
            Some(key) => page.linked(who, Role::Speaker, Target::Actor(key.clone())),
            None => dim(who),
        };
        page.para(0, &[speaker]);
        page.para(2, &[words_of(quote, setting)]);
        let Some(found) = &self.found else { return page.finish() };
        page.section("Stands in", plural(found.len() + 1, "briefing"));
        let own = Target::Story { id: quote.id.clone(), lit: Some(quote.span) };
        briefing(&mut page, &quote.title, None, quote.date, own);
        for other in found {
            briefing(&mut page, &other.title, other.source.as_deref(), other.date, appearance::target(other));
            let altered = appearance::altered(quote, other);
            if !altered.is_empty() {
                page.para(2, &altered);
            }
        }
        page.finish()
    }
}

fn briefing(page: &mut Builder, title: &str, source: Option<&str>, date: Option<Moment>, target: Target) {
    let mut pieces = vec![Piece::new(title, Role::Link)];
    pieces.extend(source.map(|source| dim(format!("  {source}"))));
    page.item_with(0, &pieces, date.map(short_day).map(dim), target);
}
