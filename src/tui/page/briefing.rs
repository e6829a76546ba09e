//! One briefing: summary, key quotes, positions, see also, and the full text, in one scroll.

mod quotes;

use std::borrow::Cow;

use crate::command::{PageKind, Role};
use crate::model::{ActorKind, Id, QuoteKind, Scope, Span, Story};
use crate::tui::doc::{Builder, Doc, Ink, Line, Piece, Reading, lay_text};
use crate::tui::message::{Answer, Request};
use crate::tui::outgoing::Outgoing;
use crate::tui::words::{long_day, short_day};

use super::{Action, Face, Page, Setting, Target, changes, dim, see_also};

/// Words a minute of a reader who is not in a hurry.
const PACE: usize = 230;
/// Under this, a position stays off the page.
const SHOWN: f32 = 0.5;

/// A briefing's page.
pub struct BriefingPage {
    id: Id,
    lit: Option<Span>,
    story: Option<Box<Story>>,
    gone: bool,
    failed: Option<String>,
    reading: Reading,
    place: usize,
}

impl BriefingPage {
    /// The page of the briefing `id`, with the sentence `lit` shown first where one is given.
    pub fn new(id: Id, lit: Option<Span>) -> Self {
        let mut reading = Reading::opened_at(lit.map(|span| span.start));
        reading.lit = lit;
        Self { id, lit, story: None, gone: false, failed: None, reading, place: 0 }
    }
}

impl Page for BriefingPage {
    fn kind(&self) -> PageKind {
        PageKind::Briefing
    }

    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.story.as_ref().map_or("…", |story| &story.entry.title))
    }

    fn scope(&self) -> (Scope, String) {
        (Scope::One(self.id.clone()), self.title().into_owned())
    }

    fn ask(&self) -> Vec<Request> {
        vec![Request::Story(self.id.clone())]
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Story(Some(story), mark) => {
                if self.story.is_none() && self.lit.is_none() && mark.place > 0 {
                    self.reading.open_at = Some(mark.place as u32);
                }
                self.place = mark.place;
                self.story = Some(story);
                self.failed = None;
                self.reading.stale = true;
            }
            Answer::Story(None, _) => self.gone = true,
            Answer::Failed(why) => self.failed = Some(why),
            _ => {}
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        match (&self.story, &self.failed, self.gone) {
            (Some(_), _, _) => None,
            (None, Some(why), _) => Some(Face::Failed(why.clone())),
            (None, None, true) => Some(Face::Empty("This briefing is no longer in the library. < goes back.".into())),
            (None, None, false) => Some(Face::Loading),
        }
    }

    fn reading(&self) -> Option<&Reading> {
        Some(&self.reading)
    }

    fn reading_mut(&mut self) -> Option<&mut Reading> {
        Some(&mut self.reading)
    }

    fn doc(&self, setting: &Setting) -> Doc {
        let Some(story) = &self.story else { return Doc::default() };
        let mut page = Builder::new(setting.width);
        headline(&mut page, story, self.place, setting);
        summary(&mut page, story);
        quotes::write(&mut page, story, setting);
        positions(&mut page, story, setting);
        see_also::section(&mut page, &story.see_also, setting);
        text(&mut page, story);
        page.finish()
    }

    fn aside(&self, _: &Setting) -> Option<Doc> {
        self.story.as_ref().map(|story| cast(story))
    }

    fn story(&self) -> Option<(Id, String)> {
        self.story.as_ref().map(|story| (self.id.clone(), story.entry.key.clone()))
    }

    fn outgoing(&self) -> Option<Outgoing> {
        self.story.as_ref().map(|story| Outgoing::Story(story.entry.id.clone()))
    }

    fn origin(&self) -> (Option<String>, Option<String>) {
        self.story.as_ref().map_or((None, None), |story| (story.article.url.clone(), Some(story.article.path.clone())))
    }

    fn actor(&self, link: Option<&Target>) -> Option<(String, ActorKind)> {
        let (Some(Target::Actor(key)), Some(story)) = (link, &self.story) else { return None };
        let at = story.actor_keys.iter().position(|other| other == key)?;
        story.briefing.actors.get(at).map(|actor| (actor.name.clone(), actor.kind))
    }

    fn copied(&self) -> Option<String> {
        let story = self.story.as_ref()?;
        let span = match self.reading.doc.target_at(self.reading.cursor) {
            Some(Target::Lit(span)) => Some(*span),
            _ => self.reading.lit,
        };
        Some(with_attribution(story, span))
    }
}

/// The words at `span` with who said them, or without a span the headline, and where they stand.
fn with_attribution(story: &Story, span: Option<Span>) -> String {
    let article = &story.article;
    let mut from: Vec<String> = Vec::new();
    let words = span.map(|span| {
        let quote = story.briefing.quotes.iter().find(|quote| quote.span == span);
        from.extend(quote.and_then(|quote| quote.speaker.clone()));
        article.text.slice(span)
    });
    from.push(article.title.clone());
    from.extend(article.source.clone());
    from.extend(article.date.map(short_day));
    from.extend(article.url.clone());
    match words {
        Some(words) => format!("“{words}” — {}", from.join(", ")),
        None => from.join(", "),
    }
}

fn headline(page: &mut Builder, story: &Story, place: usize, setting: &Setting) {
    let article = &story.article;
    let mark = setting.marks.of(&story.entry.key);
    page.para(0, &[Piece::new(article.title.as_str(), Role::Headline)]);
    let mut facts: Vec<Piece> = Vec::new();
    let dateline =
        story.briefing.dateline.and_then(|at| Some((story.briefing.places.get(at)?, story.place_keys.get(at)?)));
    if let Some((place, key)) = dateline {
        facts.push(page.linked(place.name.as_str(), Role::Place, Target::Place(key.clone())));
    }
    facts.extend(article.date.map(|moment| dim(long_day(moment, setting.now))));
    facts.extend(article.source.as_deref().map(dim));
    facts.extend(article.byline.as_deref().map(dim));
    facts.push(dim(format!("{} min", (story.entry.words / PACE).max(1))));
    if place > 0 && !article.text.is_empty() {
        facts.push(dim(format!("read to {} %", (place * 100 / article.text.len()).clamp(1, 100))));
    }
    if mark.bookmarked {
        facts.push(Piece::new(format!("{} bookmarked", setting.glyphs.bookmark), Role::Accent));
    }
    facts.extend(mark.tags.iter().map(|tag| dim(format!("#{tag}"))));
    let between = format!(" {} ", setting.glyphs.dot);
    page.para(0, &joined(facts, &between));
    if !story.entry.copies.is_empty() {
        let mut pieces = vec![dim("also in ")];
        let links: Vec<Piece> = story
            .entry
            .copies
            .iter()
            .map(|carrier| {
                let target = Target::Story { id: carrier.id.clone(), lit: None };
                page.linked(carrier.source.as_str(), Role::Link, target)
            })
            .collect();
        pieces.extend(joined(links, ", "));
        page.para(0, &pieces);
    }
    if let Some(changes) = &story.changes {
        changes::lines(page, changes, &article.text, setting);
    }
    if let Some(note) = &mark.note {
        page.para(0, &[Piece::new("note  ", Role::Accent), Piece::new(note.as_str(), Role::Text)]);
    }
    if story.briefing.language.as_deref().is_some_and(|language| !language.starts_with("en")) {
        page.para(0, &[dim("Not in English: who said what was found by quotation marks alone.")]);
    }
}

/// Pieces with dim words between them.
fn joined(pieces: Vec<Piece>, between: &str) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len() * 2);
    for piece in pieces {
        if !out.is_empty() {
            out.push(dim(between));
        }
        out.push(piece);
    }
    out
}

fn summary(page: &mut Builder, story: &Story) {
    let sentences = &story.briefing.summary;
    page.section("Summary", sentences.len().to_string());
    if sentences.is_empty() {
        page.para(0, &[dim("Nothing in this article could be taken for a summary.")]);
    }
    for span in sentences {
        page.item(0, &[Piece::new(one_line(story, *span), Role::Text)], Target::Lit(*span));
    }
}

/// The words at `span` with line ends as spaces, so that they flow.
fn one_line(story: &Story, span: Span) -> String {
    story.article.text.slice(span).replace('\n', " ")
}

/// An actor's name, as a link where the actor has a page.
fn named(page: &mut Builder, story: &Story, name: &str, role: Role) -> Piece {
    let at = story.briefing.actors.iter().position(|actor| actor.name == name);
    match at.and_then(|at| story.actor_keys.get(at)) {
        Some(key) => page.linked(name, role, Target::Actor(key.clone())),
        None => Piece::new(name, role),
    }
}

fn positions(page: &mut Builder, story: &Story, setting: &Setting) {
    let shown: Vec<_> = story.briefing.positions.iter().filter(|position| position.confidence >= SHOWN).collect();
    page.section("Positions", shown.len().to_string());
    if shown.is_empty() {
        page.para(0, &[dim("No stand is taken that could be told with some certainty.")]);
    }
    let mut actors: Vec<&str> = Vec::new();
    for position in &shown {
        if !actors.contains(&position.actor.as_str()) {
            actors.push(&position.actor);
        }
    }
    for (index, actor) in actors.into_iter().enumerate() {
        if index > 0 && page.width() < 60 {
            page.blank();
        }
        let name = named(page, story, actor, Role::Actor);
        page.para(0, &[name]);
        for position in shown.iter().filter(|position| position.actor == actor) {
            let mut pieces = vec![
                Piece::new(format!("{:<9} ", position.stance.as_str()), Role::Stance),
                Piece::new(one_line(story, position.topic), Role::Topic),
            ];
            if position.evidence.len() > 1 {
                pieces.push(dim(format!("  {} times", position.evidence.len())));
            }
            page.item(2, &pieces, Target::Lit(position.evidence[0]));
        }
    }
    let _ = setting;
}

fn text(page: &mut Builder, story: &Story) {
    page.section("Text", "");
    page.line(Line::default());
    let mut inks: Vec<Ink> = Vec::new();
    for quote in story.briefing.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect) {
        inks.extend(quote.parts.iter().map(|part| Ink { span: *part, role: Role::Quote, link: None }));
    }
    for (actor, key) in story.briefing.actors.iter().zip(&story.actor_keys) {
        for mention in &actor.mentions {
            let link = Some(page.link(Target::Actor(key.clone())));
            inks.push(Ink { span: mention.span, role: Role::Actor, link });
        }
    }
    for (place, key) in story.briefing.places.iter().zip(&story.place_keys) {
        for mention in &place.mentions {
            let link = Some(page.link(Target::Place(key.clone())));
            inks.push(Ink { span: mention.span, role: Role::Place, link });
        }
    }
    for row in &story.see_also {
        let target = match (&row.target, &row.url) {
            (Some(entry), _) => Target::Story { id: entry.id.clone(), lit: None },
            (None, Some(url)) => Target::Url(url.clone()),
            (None, None) => continue,
        };
        if let Some(span) = row.span {
            let link = Some(page.link(target));
            inks.push(Ink { span, role: Role::Link, link });
        }
    }
    for link in &story.article.links {
        if link.target.starts_with("http://") || link.target.starts_with("https://") {
            let id = Some(page.link(Target::Url(link.target.clone())));
            inks.push(Ink { span: link.span, role: Role::Link, link: id });
        }
    }
    let title = story.article.title_span.filter(|span| span.start == 0);
    let lines = lay_text(&story.article.text, &inks, title, page.width(), 0);
    if lines.is_empty() {
        page.para(0, &[dim("There is no text.")]);
    }
    page.text_lines(lines);
}

/// The briefing's actors and places, for the third pane.
fn cast(story: &Story) -> Doc {
    let mut page = Builder::new(36);
    page.section("Actors", story.briefing.actors.len().to_string());
    for (actor, key) in story.briefing.actors.iter().zip(&story.actor_keys) {
        let pieces = [Piece::new(actor.name.as_str(), Role::Actor)];
        let count = dim(actor.mentions.len().to_string());
        page.item_with(0, &pieces, Some(count), Target::Actor(key.clone()));
    }
    page.section("Places", story.briefing.places.len().to_string());
    for (place, key) in story.briefing.places.iter().zip(&story.place_keys) {
        let pieces = [Piece::new(place.name.as_str(), Role::Place)];
        let count = dim(place.mentions.len().to_string());
        page.item_with(0, &pieces, Some(count), Target::Place(key.clone()));
    }
    page.finish()
}
