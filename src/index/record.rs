//! One article as it is stored, and the small packings of it.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::IndexError;
use super::profile::Told;
use crate::model::{ActorKind, Article, Briefing, Id, Moment, PlaceKind, Position};

/// An actor as the library knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// What tells it from all others.
    pub key: String,
    /// The words by which a query finds it, folded so that variants of a name meet.
    pub words: Vec<String>,
}

/// An article ready to be stored.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub article: Arc<Article>,
    pub briefing: Arc<Briefing>,
    /// The feed's identifier, else the file and in it the item: what marks hang on.
    pub key: String,
    /// Hash of its text and headline.
    pub hash: [u8; 16],
    /// When its file came in, in seconds since 1970: its place in time when it carries no date.
    pub came: i64,
    /// One for each of `briefing.actors`.
    pub actors: Vec<Named>,
    /// One for each of `briefing.places`.
    pub places: Vec<Named>,
    /// What it is compared with others by.
    pub told: Told,
}

impl Record {
    /// Whether the position `index` is sure enough to be shown.
    pub(crate) fn shown(&self, index: usize) -> bool {
        is_shown(&self.briefing.positions[index])
    }

    /// The name of the dateline's place, else of the most mentioned one.
    pub(crate) fn place(&self) -> Option<&str> {
        let place = self.briefing.dateline.and_then(|index| self.briefing.places.get(index));
        place.or(self.briefing.places.first()).map(|place| place.standard.as_deref().unwrap_or(&place.name))
    }
}

/// What the reader of a stored article gets back.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub article: Arc<Article>,
    pub briefing: Arc<Briefing>,
}

/// An actor in one briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub actor: i64,
    pub mentions: u32,
    pub quotes: u32,
    pub positions: u32,
}

/// The actors and places of one briefing, in the briefing's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cast {
    pub actors: Vec<Part>,
    /// Place and mentions.
    pub places: Vec<(i64, u32)>,
}

/// Article and briefing in one compressed blob that carries its own checksum.
pub(crate) fn pack(article: &Article, briefing: &Briefing) -> Result<Vec<u8>, IndexError> {
    let plain = postcard::to_stdvec(&(article, briefing)).map_err(IndexError::other)?;
    let mut packed = lz4_flex::compress_prepend_size(&plain);
    let sum = blake3::hash(&packed);
    packed.extend_from_slice(&sum.as_bytes()[..8]);
    Ok(packed)
}

/// What [`pack`] packed.
pub(crate) fn unpack(packed: &[u8]) -> Result<Body, IndexError> {
    let (packed, sum) = packed.split_last_chunk::<8>().ok_or_else(|| IndexError::damaged("a stored article is cut"))?;
    if blake3::hash(packed).as_bytes()[..8] != sum[..] {
        return Err(IndexError::damaged("a stored article does not match its checksum"));
    }
    let plain = lz4_flex::decompress_size_prepended(packed).map_err(IndexError::damaged)?;
    let (article, briefing) = postcard::from_bytes::<(Article, Briefing)>(&plain).map_err(IndexError::damaged)?;
    Ok(Body { article: Arc::new(article), briefing: Arc::new(briefing) })
}

impl Cast {
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(8 * self.actors.len() + 4 * self.places.len() + 1);
        number(&mut out, self.actors.len() as u64);
        for part in &self.actors {
            for value in [part.actor as u64, part.mentions.into(), part.quotes.into(), part.positions.into()] {
                number(&mut out, value);
            }
        }
        for &(place, mentions) in &self.places {
            number(&mut out, place as u64);
            number(&mut out, mentions.into());
        }
        out
    }

    pub(crate) fn unpack(packed: &[u8]) -> Option<Self> {
        let mut rest = packed;
        let actors = take(&mut rest)?;
        let mut cast = Self::default();
        for _ in 0..actors {
            cast.actors.push(Part {
                actor: take(&mut rest)? as i64,
                mentions: take(&mut rest)? as u32,
                quotes: take(&mut rest)? as u32,
                positions: take(&mut rest)? as u32,
            });
        }
        while !rest.is_empty() {
            cast.places.push((take(&mut rest)? as i64, take(&mut rest)? as u32));
        }
        Some(cast)
    }
}

/// Seven bits a byte, low ones first.
pub(super) fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(super) fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, tail) = rest.split_first()?;
        *rest = tail;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Seconds since 1970 of `moment`, a day without a time counting as its beginning; and how much is known.
pub(crate) fn seconds(moment: Moment) -> (i64, u8) {
    let time = DateTime::from_parts(moment.date, moment.time.unwrap_or(Time::midnight()));
    let seconds = TimeZone::UTC.to_timestamp(time).map_or(0, |stamp| stamp.as_second());
    (seconds, if moment.time.is_some() { 2 } else { 1 })
}

/// What [`seconds`] told.
pub(crate) fn moment(seconds: i64, dated: u8) -> Option<Moment> {
    let stamp = jiff::Timestamp::from_second(seconds).ok().filter(|_| dated > 0)?;
    let time = TimeZone::UTC.to_datetime(stamp);
    Some(Moment { date: time.date(), time: (dated == 2).then(|| time.time()) })
}

/// The week that holds the moment `seconds`, counted from a Monday.
pub(crate) fn week(seconds: i64) -> i64 {
    (seconds.div_euclid(86_400) + 3).div_euclid(7)
}

/// The Monday that begins `week`.
pub(crate) fn monday(week: i64) -> Option<Date> {
    moment((week * 7 - 3) * 86_400, 1).map(|moment| moment.date)
}

/// A kind of actor as it is stored.
pub(crate) fn actor_kind(stored: u8) -> ActorKind {
    ActorKind::ALL.get(usize::from(stored)).copied().unwrap_or(ActorKind::Group)
}

/// A kind of place as it is stored.
pub(crate) fn place_kind(stored: u8) -> PlaceKind {
    PlaceKind::ALL.get(usize::from(stored)).copied().unwrap_or(PlaceKind::Area)
}

/// A file's place: the root as the library knows it, the folder under it, the name in that.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FilePlace {
    pub root: String,
    pub folder: Vec<u8>,
    pub name: Vec<u8>,
}

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileStat {
    pub size: u64,
    /// Nanoseconds since 1970.
    pub mtime: i64,
}

/// A file that was read: what it gave, or why nothing.
#[derive(Debug)]
pub(crate) struct FileRecord {
    pub place: FilePlace,
    pub stat: FileStat,
    pub hash: [u8; 16],
    pub notice: Option<String>,
    /// The articles in it; `None` when its content is as before.
    pub records: Option<Vec<Record>>,
}

/// What marks of an article hang on: the feed's identifier, or the file and in it the item; and after a line feed the
/// hash of its words, by which marks are found when the file was moved.
pub(crate) fn mark_key(name: &str, hash: &[u8; 16]) -> String {
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{name}\n{hash}")
}

/// The name and the hash that [`mark_key`] wrote into a key.
pub(crate) fn read_key(key: &str) -> (&str, Option<[u8; 16]>) {
    let Some((name, written)) = key.rsplit_once('\n') else { return (key, None) };
    let mut hash = [0; 16];
    for (at, byte) in hash.iter_mut().enumerate() {
        match written.get(2 * at..2 * at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(value) => *byte = value,
            None => return (name, None),
        }
    }
    (name, Some(hash))
}

/// Whether the position is sure enough to be shown.
pub(crate) fn is_shown(position: &Position) -> bool {
    position.confidence >= 0.5
}

/// The actor of `briefing` that is called `name`, as an index.
pub(crate) fn actor_called(briefing: &Briefing, name: &str) -> Option<usize> {
    briefing.actors.iter().position(|actor| actor.name == name)
}

/// An id that is free, out of what the caller proposes one after the other.
pub(crate) type IdMaker = dyn Fn(&Article, &FilePlace, usize) -> Id;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_come_back() {
        let date = jiff::civil::date(1962, 10, 27);
        let with_time = Moment { date, time: Some(jiff::civil::time(18, 5, 0, 0)) };
        for wanted in [Moment::from(date), with_time] {
            let (seconds, dated) = seconds(wanted);
            assert_eq!(moment(seconds, dated), Some(wanted));
        }
        assert_eq!(moment(0, 0), None);
    }

    #[test]
    fn a_week_begins_on_monday() {
        let monday = seconds(Moment::from(jiff::civil::date(2025, 4, 21))).0;
        assert_eq!(week(monday), week(monday + 7 * 86_400 - 1));
        assert_ne!(week(monday), week(monday - 1));
        assert_eq!(super::monday(week(monday)), Some(jiff::civil::date(2025, 4, 21)));
    }

    #[test]
    fn a_cast_comes_back() {
        let cast = Cast {
            actors: vec![Part { actor: 300, mentions: 5, quotes: 0, positions: 129 }],
            places: vec![(7, 1), (70_000, 2)],
        };
        assert_eq!(Cast::unpack(&cast.pack()), Some(cast));
        assert_eq!(Cast::unpack(&[]), None);
    }

    #[test]
    fn a_flipped_bit_is_found() {
        let article = Article { title: "One".to_owned(), ..Article::default() };
        let mut packed = pack(&article, &Briefing::default()).unwrap();
        assert_eq!(*unpack(&packed).unwrap().article, article);
        for bit in 0..packed.len() * 8 {
            packed[bit / 8] ^= 1 << (bit % 8);
            assert!(unpack(&packed).is_err_and(|error| error.damaged));
            packed[bit / 8] ^= 1 << (bit % 8);
        }
        assert!(unpack(&packed[..5]).is_err());
    }
}
