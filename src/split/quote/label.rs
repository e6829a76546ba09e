//! What a token is in an attribution: the states of the learned chain.

/// How many labels there are.
pub const COUNT: usize = 14;

/// A token's part in an attribution. The states remember on which side of its cue a part stands, so that the chain
/// itself links content, cue and source within a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Label {
    /// Outside every attribution.
    Outside,
    /// Between the parts of one attribution.
    Gap,
    /// First token of a cue.
    CueFirst,
    /// Further token of a cue.
    Cue,
    /// First token of a source whose cue stands to its right.
    SourceBeforeFirst,
    /// Further token of such a source.
    SourceBefore,
    /// First token of a source whose cue stands to its left.
    SourceAfterFirst,
    /// Further token of such a source.
    SourceAfter,
    /// First token of content whose cue stands to its right.
    ContentBeforeFirst,
    /// Further token of such content.
    ContentBefore,
    /// First token of content whose cue stands to its left.
    ContentAfterFirst,
    /// Further token of such content.
    ContentAfter,
    /// First token of content whose cue stands in another paragraph.
    ContentAloneFirst,
    /// Further token of such content.
    ContentAlone,
}

impl Label {
    /// Every label, in the order of their numbers.
    pub const ALL: [Self; COUNT] = [
        Self::Outside,
        Self::Gap,
        Self::CueFirst,
        Self::Cue,
        Self::SourceBeforeFirst,
        Self::SourceBefore,
        Self::SourceAfterFirst,
        Self::SourceAfter,
        Self::ContentBeforeFirst,
        Self::ContentBefore,
        Self::ContentAfterFirst,
        Self::ContentAfter,
        Self::ContentAloneFirst,
        Self::ContentAlone,
    ];

    /// Whether it begins a stretch.
    pub fn is_first(self) -> bool {
        self >= Self::CueFirst && (self as u8).is_multiple_of(2)
    }

    /// The label of the further tokens of its stretch; itself where it makes no stretch.
    pub fn further(self) -> Self {
        if self.is_first() { Self::ALL[self as usize + 1] } else { self }
    }

    /// Whether `next` may follow: a stretch goes on only after its own first token.
    pub fn may_precede(self, next: Self) -> bool {
        next < Self::CueFirst || next.is_first() || self.further() == next
    }

    /// Whether a paragraph may begin with it.
    pub fn may_begin(self) -> bool {
        self == Self::Outside || self.is_first()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_order_agree() {
        assert!(Label::ALL.iter().enumerate().all(|(number, &label)| label as usize == number));
    }

    #[test]
    fn a_stretch_goes_on_only_after_its_own_first_token() {
        assert!(Label::CueFirst.may_precede(Label::Cue));
        assert!(Label::Cue.may_precede(Label::Cue));
        assert!(!Label::SourceBefore.may_precede(Label::Cue));
        assert!(!Label::Outside.may_begin() || !Label::Cue.may_begin());
        assert!(Label::Outside.may_precede(Label::ContentAfterFirst));
    }
}
