//! Text in, briefing out.
//!
//! `split` sees one article and nothing else: no disk, no clock, no chance, no other article. It never fails; any text
//! gives a briefing, perhaps an empty one. Inside this room stretches of text are byte ranges of tokens; spans in code
//! points are made when an item is finished.

pub mod actor;
pub mod document;
mod handmade;
pub mod language;
pub mod layout;
pub mod name;
pub mod place;
pub mod position;
pub mod quote;
pub mod see_also;
pub mod sentence;
pub mod speaker;
pub mod summary;
pub mod token;
pub mod word_type;

use crate::model::{Article, Briefing};
use document::Document;

/// Changes whenever the same text may give another briefing, so that what was stored is made anew.
pub const VERSION: u32 = 8;

/// Splits `article` into its briefing; hand-made parts win over what is found.
pub fn split(article: &Article) -> Briefing {
    let document = Document::read(article);
    let names = name::recognise(&document);
    let cast = actor::join(&document, &names);
    let atlas = place::resolve(&document, &names, &cast);
    let reading = quote::Reading::of(&document, &names);
    let attributions = quote::find(&document, &reading);
    let quotes = speaker::attribute(&document, &reading, &cast, attributions);
    let positions = position::find(&document, &reading, &cast, &quotes);
    let mut briefing = Briefing {
        language: document.language.clone(),
        dateline: atlas.dateline,
        summary: summary::pick(&document, &cast),
        quotes,
        positions,
        see_also: see_also::marked(&document),
        actors: cast.into_actors(&document),
        places: atlas.places,
    };
    handmade::prefer(&article.handmade, &mut briefing);
    briefing
}
