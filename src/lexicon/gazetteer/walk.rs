//! Walking the map of names letter by letter, so that the longest name at a word is found in one pass.

use std::sync::OnceLock;

use fst::raw::{Fst, Node, Output};

use super::fold::Folder;

/// The compiled map from folded name to place.
static NAMES: &[u8] = include_bytes!("../../../data/gazetteer/names.fst");

/// The map; opening it reads a header of a few bytes.
pub fn names() -> &'static Fst<&'static [u8]> {
    static MAP: OnceLock<Fst<&'static [u8]>> = OnceLock::new();
    MAP.get_or_init(|| {
        Fst::new(NAMES).unwrap_or_else(|_| unreachable!("the compiled map is written by the same version of fst"))
    })
}

/// A walk along the names of the gazetteer.
#[derive(Clone)]
pub struct Walk {
    node: Option<Node<'static>>,
    output: Output,
    folder: Folder,
}

/// The value of the entry that the byte `mark` sets apart from the names, under the fold of `word`.
pub fn value_after(mark: u8, word: &str) -> Option<u64> {
    let mut walk = Walk::begin();
    walk.node = step(walk.node, mark, &mut walk.output);
    walk.go(word);
    walk.value()
}

impl Walk {
    /// A walk before its first letter.
    pub fn begin() -> Self {
        Self { node: Some(names().root()), output: Output::zero(), folder: Folder::new() }
    }

    /// Goes along `text`, which ends a word; false when no name goes on this way.
    pub fn go(&mut self, text: &str) -> bool {
        let Self { node, output, folder } = self;
        folder.push_word(text, &mut |part| {
            for &byte in part.as_bytes() {
                *node = step(*node, byte, output);
            }
        });
        node.is_some()
    }

    /// The value of the name that ends here, if one does.
    pub fn value(&self) -> Option<u64> {
        let node = self.node.filter(Node::is_final)?;
        Some(self.output.cat(node.final_output()).value())
    }
}

fn step(node: Option<Node<'static>>, byte: u8, output: &mut Output) -> Option<Node<'static>> {
    let node = node?;
    let transition = node.transition(node.find_input(byte)?);
    *output = output.cat(transition.out);
    Some(names().node(transition.addr))
}
