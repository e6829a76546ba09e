//! A hash table that is read in place from a file: numbers of 32 bits to rows of bytes.
//!
//! Slots stand in buckets of eight. A bucket's checks are compared all at once, so that most numbers that are not in the
//! table are seen to be missing at one glance, without touching the rows.

/// Slots of a bucket.
const BUCKET: usize = 8;

/// A table of rows of `N` bytes.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a, const N: usize> {
    /// The checks of all buckets, then the rows.
    body: &'a [u8],
    checks: &'a [[u8; 2 * BUCKET]],
    rows: &'a [[u8; N]],
    bits: u32,
}

/// Bytes of a row as [`Table::wide`] gives it.
pub const WIDE: usize = 16;

impl<'a, const N: usize> Table<'a, N> {
    /// Reads a table: the logarithm of the number of slots, the checks, the rows; none when `file` is of another size.
    pub fn read(file: &'a [u8]) -> Option<Self> {
        let (&bits, body) = file.split_first()?;
        let bits = u32::from(bits);
        if !(3..=24).contains(&bits) || body.len() != (2 + N) << bits {
            return None;
        }
        let (checks, rows) = body.split_at(2 << bits);
        let table = Self { body, checks: checks.as_chunks().0, rows: rows.as_chunks().0, bits };
        // Only a table with room ends every search.
        table.checks.iter().any(|bucket| !is_full(bucket)).then_some(table)
    }

    /// The row of `number`. One number in some ten thousands that are not in the table is taken for another one.
    pub fn row(&self, number: u32) -> Option<&'a [u8; N]> {
        self.rows.get(self.slot(number)?)
    }

    /// The row of `number` at the end of so many bytes as vector units like; what stands before it there means nothing.
    /// Only for rows that are not wider.
    #[inline]
    pub fn wide(&self, number: u32) -> Option<&'a [u8; WIDE]> {
        let end = 2 * BUCKET * self.checks.len() + N * (self.slot(number)? + 1);
        self.body[..end].last_chunk()
    }

    #[inline]
    fn slot(&self, number: u32) -> Option<usize> {
        let check = check(number);
        let mut bucket = home(number, self.bits);
        loop {
            let checks = &self.checks[bucket];
            if let Some(place) = place(checks, check) {
                return Some(bucket * BUCKET + place);
            }
            // Buckets are filled from the front: one that is not full ends the search.
            if !is_full(checks) {
                return None;
            }
            bucket = (bucket + 1) & (self.checks.len() - 1);
        }
    }
}

/// Where in a bucket `check` stands. All are compared at once: in what is left when `check` is taken off each of them,
/// the lowest that is 0 is the lowest that borrows from a bit that it has not.
fn place(checks: &[u8; 2 * BUCKET], check: u16) -> Option<usize> {
    const EACH: u128 = u128::MAX / 0xffff;
    let left = u128::from_le_bytes(*checks) ^ (EACH * u128::from(check));
    let borrowed = left.wrapping_sub(EACH) & !left & (EACH << 15);
    (borrowed != 0).then(|| borrowed.trailing_zeros() as usize / 16)
}

fn is_full(checks: &[u8; 2 * BUCKET]) -> bool {
    checks[2 * BUCKET - 2..] != [0, 0]
}

/// The file of a table with 2^`bits` slots that holds `rows`; they must leave room.
pub fn file<const N: usize>(bits: u32, rows: impl Iterator<Item = (u32, [u8; N])>) -> Vec<u8> {
    let slots = 1_usize << bits;
    let mut checks = vec![0_u16; slots];
    let mut bytes = vec![[0_u8; N]; slots];
    for (number, row) in rows {
        let mut at = home(number, bits) * BUCKET;
        while checks[at] != 0 {
            at = (at + 1) & (slots - 1);
        }
        checks[at] = check(number);
        bytes[at] = row;
    }
    let checks = checks.into_iter().flat_map(u16::to_le_bytes);
    [bits as u8].into_iter().chain(checks).chain(bytes.into_iter().flatten()).collect()
}

fn home(number: u32, bits: u32) -> usize {
    (number >> (32 - bits)) as usize / BUCKET
}

/// The check of a number in its slot; 0 means an empty slot.
fn check(number: u32) -> u16 {
    (number as u16).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let number = |i: u32| i.wrapping_mul(0x9e37_79b9);
        let file = file(10, (0..700).map(|i| (number(i), [i as u8, (i >> 8) as u8])));
        let table: Table<2> = Table::read(&file).unwrap();
        for i in 0..700 {
            assert_eq!(table.row(number(i)), Some(&[i as u8, (i >> 8) as u8]));
        }
        assert!((700..2000).filter(|&i| table.row(number(i)).is_some()).count() < 5);
    }

    #[test]
    fn a_file_of_another_size_is_refused() {
        assert!(Table::<2>::read(&[4, 0, 0]).is_none());
        assert!(Table::<2>::read(&[]).is_none());
    }
}
