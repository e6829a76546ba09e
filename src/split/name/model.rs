//! The learned recogniser: a linear-chain conditional random field over the features of [`feature`](super::feature).
//!
//! The file is made by `training/names/train.py`, which says how it is laid out; it is read in place, nothing is loaded.
//! Lafferty, McCallum and Pereira, "Conditional Random Fields", ICML 2001; decoding after Viterbi.

use std::sync::LazyLock;

use super::NameKind;

static FILE: &[u8] = include_bytes!("../../../data/names.bin");

/// How many labels there are: none, and for each kind the first and the later words of a name.
pub const LABELS: usize = 9;
/// Magic, scale, number of slots, transitions.
const HEADER: usize = 4 + 4 + 4 + LABELS * LABELS * 4;
/// A feature's number and its weights.
const SLOT: usize = 4 + LABELS;
/// A slot with as much before it as vector units like; the weights are its last bytes.
pub const WIDE: usize = 16;

/// The weights of some features of a token added up, in steps of the model's scale; the last numbers are the labels'.
pub type Sums = [i16; WIDE];

/// Scores of a token, one for each label.
pub type Scores = [f32; LABELS];

/// A label: 0 for no name, else what kind of name the token belongs to and whether it begins one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label(pub u8);

impl Label {
    /// Whether a name begins here.
    pub fn begins(self) -> bool {
        self.0 % 2 == 1
    }

    /// The kind of the name, if there is one.
    pub fn kind(self) -> Option<NameKind> {
        match self.0 {
            1 | 2 => Some(NameKind::Person),
            3 | 4 => Some(NameKind::Organization),
            5 | 6 => Some(NameKind::Place),
            7 | 8 => Some(NameKind::Other),
            _ => None,
        }
    }
}

/// The model, read in place.
#[derive(Debug)]
pub struct Model {
    transitions: [[f32; LABELS]; LABELS],
    scale: f32,
    /// Slots less one, a power of two less one.
    last: usize,
    shift: u32,
}

static BUILT_IN: LazyLock<Model> = LazyLock::new(Model::read);

impl Model {
    /// The model that is built in.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    fn read() -> Self {
        let number =
            |at: usize| FILE.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes);
        let mut transitions = [[0.0; LABELS]; LABELS];
        for (from, row) in transitions.iter_mut().enumerate() {
            for (to, weight) in row.iter_mut().enumerate() {
                *weight = f32::from_bits(number(12 + (from * LABELS + to) * 4));
            }
        }
        let slots = number(8) as usize;
        let shift = 32 - slots.trailing_zeros().min(31);
        Self { transitions, scale: f32::from_bits(number(4)), last: slots.wrapping_sub(1), shift }
    }

    /// Adds what `feature` says of a token to its `sums`.
    pub fn add(&self, feature: u32, sums: &mut Sums) {
        let mut at = (feature.wrapping_mul(0x9e37_79b1) >> self.shift) as usize & self.last;
        // A table has room, so that an empty slot ends every search.
        while let Some(slot) = slot(at) {
            let held = u32::from_le_bytes([slot[3], slot[4], slot[5], slot[6]]);
            if held == feature {
                sums.iter_mut().zip(slot).for_each(|(sum, &weight)| *sum += i16::from(weight as i8));
                return;
            }
            if held == 0 {
                return;
            }
            at = (at + 1) & self.last;
        }
    }

    /// The scores that `sums` stand for.
    pub fn scores(&self, sums: &Sums) -> Scores {
        std::array::from_fn(|label| f32::from(sums[WIDE - LABELS + label]) * self.scale)
    }

    /// The likeliest labels of tokens in a row.
    pub fn labels(&self, scores: &[Scores]) -> Vec<Label> {
        let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
        let mut best: Scores = [0.0; LABELS];
        for (at, own) in scores.iter().enumerate() {
            let mut next = *own;
            let mut from = [0; LABELS];
            if at == 0 {
                // A name does not go on where none began.
                for label in (2..LABELS).step_by(2) {
                    next[label] = f32::NEG_INFINITY;
                }
            } else {
                for (to, sum) in next.iter_mut().enumerate() {
                    let (before, weight) = (0..LABELS)
                        .filter(|&before| to == 0 || to % 2 == 1 || before == to || before + 1 == to)
                        .map(|before| (before, best[before] + self.transitions[before][to]))
                        .fold((0, f32::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a });
                    *sum += weight;
                    from[to] = before as u8;
                }
            }
            back.push(from);
            best = next;
        }
        let mut label = (0..LABELS).fold(0, |a, b| if best[b] > best[a] { b } else { a });
        let mut labels = vec![Label(0); scores.len()];
        for at in (0..scores.len()).rev() {
            labels[at] = Label(label as u8);
            label = usize::from(back[at][label]);
        }
        labels
    }
}

/// The slot number `at` at the end of so many bytes as vector units like; what stands before it there means nothing.
fn slot(at: usize) -> Option<&'static [u8; WIDE]> {
    FILE.get(..HEADER + (at + 1) * SLOT)?.last_chunk()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        let model = Model::built_in();
        assert_eq!(&FILE[..4], b"DLN1");
        assert!((model.last + 1).is_power_of_two());
        assert_eq!(FILE.len(), HEADER + (model.last + 1) * SLOT);
        assert!((0..=model.last).any(|at| slot(at).is_some_and(|slot| slot[3..7] == [0; 4])));
    }

    #[test]
    fn a_name_never_goes_on_where_none_began() {
        let model = Model::built_in();
        let mut wish = [0.0; LABELS];
        wish[2] = 50.0;
        let labels = model.labels(&[wish, wish]);
        assert_ne!(labels[0], Label(2));
        assert!(model.labels(&[]).is_empty());
    }
}
