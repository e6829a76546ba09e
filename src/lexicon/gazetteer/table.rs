//! The compiled tables, read in place: fixed-width records out of a static slice.
//!
//! `places.bin`: the magic bytes `DLGZ`, a version, then (offset, length) of five parts: places of 18 bytes, lists of
//! places that share a name, first-order divisions, countries, names. All integers are little-endian.

/// The compiled records.
static PLACES: &[u8] = include_bytes!("../../../data/gazetteer/places.bin");

/// Bytes of one place.
const PLACE: usize = 18;
/// Bytes of one division: its place, its code padded by zeros.
const REGION: usize = 12;
/// Bytes of one country: code, continent, its place, its capital's.
const COUNTRY: usize = 12;

/// A part of the tables.
#[derive(Debug, Clone, Copy)]
enum Part {
    Places = 0,
    Lists = 1,
    Regions = 2,
    Countries = 3,
    Names = 4,
}

/// The little-endian number in up to four bytes.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte))
}

/// The signed little-endian number in three bytes.
fn signed(bytes: &[u8]) -> i32 {
    (number(bytes) << 8) as i32 >> 8
}

/// The bytes of a part; empty when the file is not what this reads.
fn part(part: Part) -> &'static [u8] {
    let at = 8 + 8 * part as usize;
    let from = number(&PLACES[at..at + 4]) as usize;
    let length = number(&PLACES[at + 4..at + 8]) as usize;
    PLACES.get(from..from + length).unwrap_or_default()
}

/// The record `index` of a part that has records of `width` bytes.
fn record(of: Part, width: usize, index: u32) -> Option<&'static [u8]> {
    let from = index as usize * width;
    part(of).get(from..from + width)
}

/// How many places there are.
#[cfg(test)]
pub fn len() -> u32 {
    (part(Part::Places).len() / PLACE) as u32
}

/// The fields of one place as they are stored.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    /// GeoNames' id; 0 for what GeoNames was not asked for.
    pub id: u32,
    /// Degrees north, in ten-thousandths.
    pub lat: i32,
    /// Degrees east, in ten-thousandths.
    pub lon: i32,
    /// Seven times the binary logarithm of the people there, weighted by kind.
    pub prior: u8,
    /// Index of its kind.
    pub kind: u8,
    /// Index of its first-order division.
    pub region: u16,
    /// Index of its country.
    pub country: u8,
}

/// The place `index`.
pub fn place(index: u32) -> Option<Record> {
    let bytes = record(Part::Places, PLACE, index)?;
    Some(Record {
        id: number(&bytes[0..3]),
        lat: signed(&bytes[3..6]),
        lon: signed(&bytes[6..9]),
        prior: bytes[9],
        kind: bytes[10],
        region: number(&bytes[11..13]) as u16,
        country: bytes[13],
    })
}

/// The own name of the place `index`.
pub fn name(index: u32) -> Option<&'static str> {
    let bytes = record(Part::Places, PLACE, index)?;
    let from = number(&bytes[14..17]) as usize;
    std::str::from_utf8(part(Part::Names).get(from..from + bytes[17] as usize)?).ok()
}

/// The values from `index` of the lists up to the one that is marked as the last.
pub fn list(index: u32) -> impl Iterator<Item = u32> {
    let values = part(Part::Lists).get(index as usize * 4..).unwrap_or_default().chunks_exact(4).map(number);
    let mut done = false;
    values.take_while(move |value| !std::mem::replace(&mut done, value >> 31 == 1))
}

/// Code and place of the first-order division `index`.
pub fn region(index: u16) -> Option<(&'static str, u32)> {
    let bytes = record(Part::Regions, REGION, index.into())?;
    let code = std::str::from_utf8(&bytes[4..12]).ok()?.trim_end_matches('\0');
    Some((code, number(&bytes[0..4])))
}

/// Index of the first-order division with `code`.
pub fn find_region(code: &str) -> Option<u16> {
    search(part(Part::Regions).len() / REGION, |index| region(index as u16).map(|r| r.0), code)
        .map(|index| index as u16)
}

/// A country's row.
#[derive(Debug, Clone, Copy)]
pub struct CountryRow {
    /// ISO 3166-1 alpha-2 code.
    pub code: &'static str,
    /// GeoNames' code of the continent.
    pub continent: &'static str,
    /// Its place.
    pub place: u32,
    /// Its capital's place.
    pub capital: Option<u32>,
}

/// The country `index`.
pub fn country(index: u8) -> Option<CountryRow> {
    let bytes = record(Part::Countries, COUNTRY, index.into())?;
    let capital = number(&bytes[8..12]);
    Some(CountryRow {
        code: std::str::from_utf8(&bytes[0..2]).ok()?,
        continent: std::str::from_utf8(&bytes[2..4]).ok()?,
        place: number(&bytes[4..8]),
        capital: (capital != u32::MAX).then_some(capital),
    })
}

/// Index of the country with the two-letter `code`.
pub fn find_country(code: &str) -> Option<u8> {
    search(part(Part::Countries).len() / COUNTRY, |index| country(index as u8).map(|c| c.code), code)
        .map(|index| index as u8)
}

/// Index of `code` among `count` rows sorted by code.
fn search(count: usize, row: impl Fn(usize) -> Option<&'static str>, code: &str) -> Option<usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        match row(middle)?.cmp(code) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_of_the_version_that_is_read() {
        assert_eq!(&PLACES[..4], b"DLGZ");
        assert_eq!(number(&PLACES[4..8]), 1);
    }

    #[test]
    fn every_record_can_be_read() {
        for index in 0..len() {
            let record = place(index).unwrap();
            assert!(
                name(index).is_some_and(|name| !name.is_empty())
                    && record.lat.abs() <= 900_000
                    && record.lon.abs() <= 1_800_000,
                "{record:?}"
            );
            assert!(record.region == u16::MAX || region(record.region).is_some(), "{record:?}");
        }
        assert!(place(len()).is_none());
    }

    #[test]
    fn codes_are_found_by_halving() {
        assert_eq!(country(find_country("UA").unwrap()).unwrap().code, "UA");
        assert_eq!(region(find_region("US.TX").unwrap()).unwrap().0, "US.TX");
        assert_eq!(find_country("XX"), None);
    }
}
