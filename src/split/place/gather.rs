//! The places of the briefing out of the mentions and their senses.

use foldhash::HashMap;

use super::super::document::Document;
use super::Atlas;
use super::sense::Sense;
use super::toponym::Found;
use crate::lexicon::gazetteer;
use crate::model::{Mention, Place, PlaceKind};

/// What two mentions share when they are of one place.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Identity {
    Known(gazetteer::PlaceId),
    Named(usize),
}

/// Gathers the mentions into places, most mentioned first.
pub fn places(document: &Document, found: Found, senses: &[Option<Sense>]) -> Atlas {
    let mut places: Vec<Place> = Vec::new();
    let mut seen: HashMap<Identity, usize> = HashMap::default();
    let mut dateline = None;
    for mention in &found.mentions {
        let sense = senses[mention.name];
        let identity = sense.map_or(Identity::Named(mention.name), |s| Identity::Known(s.place));
        let index = *seen.entry(identity).or_insert_with(|| {
            let name = document.text[mention.bytes.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            places.push(make(name, sense, found.names[mention.name].feature, mention));
            places.len() - 1
        });
        places[index].mentions.push(Mention { span: document.article.text.span(mention.bytes.clone()), role: None });
        if mention.dateline && dateline.is_none() {
            dateline = Some(index);
        }
    }
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(places[index].mentions.len()));
    let dateline = dateline.and_then(|index| order.iter().position(|&at| at == index));
    let mut places: Vec<Option<Place>> = places.into_iter().map(Some).collect();
    Atlas { places: order.into_iter().filter_map(|index| places[index].take()).collect(), dateline }
}

fn make(name: String, sense: Option<Sense>, feature: Option<PlaceKind>, mention: &super::toponym::Mention) -> Place {
    let known = sense.map(|s| s.place.known());
    let (country, region) = match mention.within {
        Some(super::toponym::Within::Country(code)) => (Some(code), None),
        Some(super::toponym::Within::Region(code)) => {
            (gazetteer::region(code).and_then(|p| p.known().country), Some(code))
        }
        None => (None, None),
    };
    Place {
        name,
        standard: known.map(|k| k.name().to_owned()),
        country: known.map_or(country, |k| k.country).map(str::to_owned),
        region: known.map_or(region, |k| k.region).map(str::to_owned),
        kind: known.map(|k| k.kind).or(feature).unwrap_or(PlaceKind::City),
        point: known.map(|k| k.point),
        geonames_id: known.and_then(|k| k.geonames_id),
        mentions: Vec::new(),
    }
}
