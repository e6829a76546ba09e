//! Words, numbers and marks.

use super::document::{Token, TokenKind};

/// The tokens of one `sentence`, in bytes of it.
pub fn tokens(sentence: &str) -> impl Iterator<Item = Token> + '_ {
    sentence.split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - sentence.as_ptr() as usize;
        Token { bytes: start..start + word.len(), kind: TokenKind::Word }
    })
}
