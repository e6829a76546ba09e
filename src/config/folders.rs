//! Where configuration, cache and the reader's own data lie: the XDG folders.

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// Name of the file of corrections in the folder of the reader's own data.
pub const CORRECTIONS: &str = "corrections.toml";

/// The program's folders; none of them need exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// `config.toml`, `feeds.toml`.
    pub config: PathBuf,
    /// What can be thrown away at any time.
    pub cache: PathBuf,
    /// The reader's own data: marks, and in [`CORRECTIONS`] corrections to actors.
    pub data: PathBuf,
}

/// Where what is fetched is named, remembered and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The file of subscriptions: `feeds.toml` beside the configuration.
    pub feeds: PathBuf,
    /// What is remembered of feeds from round to round; derived.
    pub states: PathBuf,
    /// The folder of the library that articles are kept in.
    pub library: PathBuf,
}

impl Folders {
    /// The library of a reader who has configured none: what is fetched goes there.
    pub fn library(&self) -> PathBuf {
        self.data.join("library")
    }

    /// The folders of whoever runs the program; none where there is no home.
    pub fn find() -> Option<Self> {
        let base = etcetera::choose_base_strategy().ok()?;
        let own = |folder: PathBuf| folder.join("dateline");
        Some(Self { config: own(base.config_dir()), cache: own(base.cache_dir()), data: own(base.data_dir()) })
    }
}
