//! The second half of the background work: links between the articles that are stored.

use rayon::prelude::*;

use super::keep::Ground;
use super::kin;
use crate::index::{IndexError, Writer};

/// Articles linked before the worker looks whether something else is to be done.
const STRIDE: usize = 512;
/// Articles that one look at the stored terms serves.
const PART: usize = 64;

/// Finds relatives for some of the articles that wait for it; false when none does.
pub(super) fn some(ground: &Ground, writer: &mut Writer) -> Result<bool, IndexError> {
    if writer.post_waiting()? {
        return Ok(true);
    }
    let rows = ground.reader.unlinked(STRIDE)?;
    if rows.is_empty() {
        return Ok(false);
    }
    let found = rows.par_chunks(PART).map(|rows| match ground.stopped() {
        true => Ok(Vec::new()),
        false => kin::alike(&ground.reader, rows),
    });
    let found = found.collect::<Result<Vec<_>, _>>()?.concat();
    if ground.stopped() {
        return Ok(false);
    }
    writer.write_relatives(&found)?;
    Ok(true)
}
