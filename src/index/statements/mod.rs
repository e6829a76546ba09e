//! Quotes and positions as lists show them, by the briefing that holds them, cut from the stored briefings as they are
//! asked for.

mod items;
mod narrow;
mod once;
mod pick;
mod rows;

use items::Found;
pub use narrow::Narrowing;
pub(crate) use narrow::{Asked, Claim};
pub(super) use pick::Picks;
use rows::{Place, Sort};

use super::Result;
use super::reader::Reader;
use crate::model::{PositionRow, QuoteRow, Scope, Window, Windowed};

impl Reader {
    /// Quotes of `scope`, as `narrowing` wants them.
    pub(crate) fn quotes(&self, scope: &Scope, narrowing: &Narrowing, window: Window) -> Result<Windowed<QuoteRow>> {
        self.statements(scope, narrowing, window)
    }

    /// Shown positions of `scope`, as `narrowing` wants them.
    pub(crate) fn positions(
        &self,
        scope: &Scope,
        narrowing: &Narrowing,
        window: Window,
    ) -> Result<Windowed<PositionRow>> {
        self.statements(scope, narrowing, window)
    }

    /// Cuts the window out of the briefings that reach into it.
    fn statements<T: Sort + 'static>(
        &self,
        scope: &Scope,
        narrowing: &Narrowing,
        window: Window,
    ) -> Result<Windowed<T>> {
        self.ask(|connection| {
            let Found { total, before, rows: found } = self.pick::<T>(connection, scope, narrowing, window)?;
            let from = window.from.min(total);
            let end = from.saturating_add(window.count).min(total);
            let mut rows = Vec::new();
            let mut at = before;
            for (row, items) in found.iter() {
                if at >= end {
                    break;
                }
                let count = items.count();
                if at + count > from
                    && let Some(place) = Place::at(connection, (*row).into())?
                {
                    let left_out = items.left_out(connection, *row)?;
                    let cut = T::rows(connection, &place, &|index, actor| {
                        items.hold(index, actor) && !left_out.iter().any(|&item| usize::from(item) == index)
                    })?;
                    rows.extend(cut.into_iter().skip(from.saturating_sub(at)).take(end - at.max(from)));
                }
                at += count;
            }
            Ok(Windowed { from, total, rows })
        })
    }
}
