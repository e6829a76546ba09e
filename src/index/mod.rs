//! What is stored of briefings so that they are found again: one narrow interface, two stores behind it.

/// Reads the index; cheap to clone.
#[derive(Clone)]
pub struct Reader {
    _private: (),
}
