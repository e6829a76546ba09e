//! Hand-made parts of a briefing win over what is found.

use crate::model::{Briefing, Handmade};

/// Puts each part that `handmade` gives in the place of the part found.
pub fn prefer(handmade: &Handmade, briefing: &mut Briefing) {
    let Handmade { summary, quotes, positions, see_also } = handmade.clone();
    briefing.summary = summary.unwrap_or_else(|| std::mem::take(&mut briefing.summary));
    briefing.quotes = quotes.unwrap_or_else(|| std::mem::take(&mut briefing.quotes));
    briefing.positions = positions.unwrap_or_else(|| std::mem::take(&mut briefing.positions));
    briefing.see_also = see_also.unwrap_or_else(|| std::mem::take(&mut briefing.see_also));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn only_the_parts_given_are_exchanged() {
        let mut briefing = Briefing { summary: vec![Span::new(0, 5)], dateline: Some(1), ..Briefing::default() };
        prefer(&Handmade::default(), &mut briefing);
        assert_eq!(briefing.summary, [Span::new(0, 5)]);
        prefer(&Handmade { summary: Some(vec![Span::new(7, 9)]), ..Handmade::default() }, &mut briefing);
        assert_eq!((briefing.summary, briefing.dateline), (vec![Span::new(7, 9)], Some(1)));
    }
}
