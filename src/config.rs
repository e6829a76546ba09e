//! `config.toml` in, settings out.
//!
//! The defaults are the documented file at the top of the project, compiled in and read by the same code as the
//! reader's own, which holds only differences. Whatever is wrong in it is told with file, line, column and, where one
//! is near, the word that was meant.

mod colour;
mod fault;
mod folders;
mod keys;
mod table;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::command::{Chord, Command, Role};
pub use fault::{ConfigError, Fault};
pub use folders::{CORRECTIONS, Folders, Incoming};
use table::{Source, Value};

/// The documented defaults, as `dateline config` prints them.
pub const DEFAULTS: &str = include_str!("../config.toml");

/// Everything that `config.toml` can say.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Folders and files that are opened when none is named on the command line.
    pub folders: Vec<PathBuf>,
    /// Whether changed files are read again while the reader is open.
    pub watch: bool,
    /// How long a server may take for one answer.
    pub timeout: Duration,
    /// Which colours the screen has.
    pub theme: Theme,
    /// Columns of running text.
    pub measure: u16,
    /// What lines and marks are drawn with.
    pub borders: Borders,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether copying may go through the terminal.
    pub clipboard: bool,
    /// What opens a link; empty means the system's own way.
    pub browser: Vec<String>,
    /// What edits an article; empty means `$VISUAL` or `$EDITOR`.
    pub editor: Vec<String>,
    /// What the open briefing is piped to.
    pub pipe: Vec<String>,
    /// What is told of newly fetched articles.
    pub after_fetch: Vec<String>,
    /// Where a log is written, if anywhere.
    pub log_file: Option<PathBuf>,
    /// How much is logged.
    pub log_level: log::LevelFilter,
    /// The reader's own colours, as written; checked to be colours.
    pub colours: BTreeMap<Role, String>,
    /// The keys of every command.
    pub keys: BTreeMap<Command, Vec<Chord>>,
    /// The file that was named in the place of the usual one.
    pub named: Option<PathBuf>,
}

/// Which colours the screen has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark or light, as the terminal answers.
    Auto,
    /// Light letters on dark.
    Dark,
    /// Dark letters on light.
    Light,
    /// None.
    None,
}

/// What lines and marks are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Borders {
    /// Unicode where the locale has it.
    Auto,
    /// Box-drawing characters.
    Unicode,
    /// Plain ASCII.
    Ascii,
}

const THEMES: &[(&str, Theme)] =
    &[("auto", Theme::Auto), ("dark", Theme::Dark), ("light", Theme::Light), ("none", Theme::None)];
const BORDERS: &[(&str, Borders)] =
    &[("auto", Borders::Auto), ("unicode", Borders::Unicode), ("ascii", Borders::Ascii)];
const LEVELS: &[(&str, log::LevelFilter)] = &[
    ("error", log::LevelFilter::Error),
    ("warn", log::LevelFilter::Warn),
    ("info", log::LevelFilter::Info),
    ("debug", log::LevelFilter::Debug),
    ("trace", log::LevelFilter::Trace),
];
/// Seconds that a server may be given.
const TIMEOUT: std::ops::RangeInclusive<i64> = 1..=600;
/// Columns that a line of running text may have.
const MEASURE: std::ops::RangeInclusive<i64> = 40..=200;

impl Default for Settings {
    fn default() -> Self {
        let mut settings = Self::empty();
        let faults = settings.apply(&Source::new(Path::new("config.toml"), DEFAULTS));
        debug_assert!(faults.is_empty(), "{faults:?}");
        settings
    }
}

impl Settings {
    /// The defaults with the differences of `own`, or else of the reader's usual file where there is one. Where no folder
    /// is configured, the library is what was fetched so far, if anything was.
    ///
    /// # Errors
    /// When the file cannot be read, or says something that is not understood. A usual file that does not exist is none.
    pub fn load(own: Option<&Path>) -> Result<Self, ConfigError> {
        let folders = Folders::find();
        let usual = folders.as_ref().map(|folders| folders.config.join("config.toml"));
        let mut settings = match own.map(Path::to_owned).or(usual) {
            None => Self::default(),
            Some(path) => match std::fs::read_to_string(&path) {
                Ok(text) => Self::read(&path, &text)?,
                Err(error) if own.is_none() && error.kind() == std::io::ErrorKind::NotFound => Self::default(),
                Err(error) => return Err(ConfigError::unreadable(&path, &error)),
            },
        };
        settings.named = own.map(Path::to_owned);
        if settings.folders.is_empty() {
            settings.folders.extend(folders.map(|folders| folders.library()).filter(|library| library.is_dir()));
        }
        Ok(settings)
    }

    /// Where what is fetched is named, remembered and kept: in the first folder of the library. None where there is no
    /// home folder.
    pub fn incoming(&self) -> Option<Incoming> {
        let folders = Folders::find()?;
        let beside = self.named.as_ref().and_then(|file| std::path::absolute(file).ok());
        let config = beside.as_ref().and_then(|file| file.parent()).unwrap_or(&folders.config);
        let library = self.folders.iter().find(|folder| !folder.is_file()).cloned();
        Some(Incoming {
            feeds: config.join("feeds.toml"),
            states: folders.cache.join("feeds.json"),
            library: library.unwrap_or_else(|| folders.library()),
        })
    }

    /// The defaults with the differences that `text`, the content of the file `path`, gives.
    ///
    /// # Errors
    /// When it says something that is not understood: every such place is named.
    pub fn read(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let mut settings = Self::default();
        let source = Source::new(path, text);
        let faults = settings.apply(&source);
        if faults.is_empty() { Ok(settings) } else { Err(ConfigError::wrong(faults)) }
    }

    /// What the defaults are read onto.
    fn empty() -> Self {
        Self {
            folders: Vec::new(),
            watch: false,
            timeout: Duration::ZERO,
            theme: Theme::Auto,
            measure: 0,
            borders: Borders::Auto,
            mouse: false,
            clipboard: false,
            browser: Vec::new(),
            editor: Vec::new(),
            pipe: Vec::new(),
            after_fetch: Vec::new(),
            log_file: None,
            log_level: log::LevelFilter::Off,
            colours: BTreeMap::new(),
            keys: BTreeMap::new(),
            named: None,
        }
    }

    /// Takes over what `source` says, and gives back what is wrong in it.
    fn apply(&mut self, source: &Source) -> Vec<Fault> {
        let (values, mut faults) = source.values();
        let mut bound = Vec::new();
        for value in &values {
            if let Err(fault) = self.set(value, &mut bound) {
                faults.push(fault);
            }
        }
        faults.extend(keys::clashes(&self.keys, &bound));
        faults.sort_by_key(|fault| (fault.line, fault.column));
        faults
    }

    /// Takes over one key's value; a command that got keys is added to `bound`.
    fn set<'a>(&mut self, value: &'a Value<'a>, bound: &mut Vec<(Command, &'a Value<'a>)>) -> Result<(), Fault> {
        match (value.section, value.key) {
            ("library", "folders") => self.folders = value.paths()?,
            ("library", "watch") => self.watch = value.flag()?,
            ("fetch", "timeout") => self.timeout = Duration::from_secs(value.number(TIMEOUT)? as u64),
            ("screen", "theme") => self.theme = value.one_of(THEMES)?,
            ("screen", "measure") => self.measure = value.number(MEASURE)? as u16,
            ("screen", "borders") => self.borders = value.one_of(BORDERS)?,
            ("screen", "mouse") => self.mouse = value.flag()?,
            ("screen", "clipboard") => self.clipboard = value.flag()?,
            ("programs", "browser") => self.browser = value.strings()?,
            ("programs", "editor") => self.editor = value.strings()?,
            ("programs", "pipe") => self.pipe = value.strings()?,
            ("programs", "after-fetch") => self.after_fetch = value.strings()?,
            ("log", "file") => self.log_file = value.path()?,
            ("log", "level") => self.log_level = value.one_of(LEVELS)?,
            ("colours", name) => {
                let names = Role::ALL.iter().map(|role| role.name());
                let role = Role::named(name).ok_or_else(|| value.unknown("role", names))?;
                self.colours.insert(role, colour::read(value)?);
            }
            ("keys", name) => {
                let names = crate::command::TABLE.iter().map(|entry| entry.name);
                let command = Command::named(name).ok_or_else(|| value.unknown("command", names))?;
                self.keys.insert(command, keys::read(value)?);
                bound.push((command, value));
            }
            (section, _) => return Err(value.unknown("setting", table::known(section))),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> Result<Settings, String> {
        Settings::read(Path::new("own.toml"), text).map_err(|error| error.to_string())
    }

    #[test]
    fn the_defaults_are_what_the_documented_file_says() {
        let settings = Settings::default();
        assert_eq!((settings.measure, settings.watch, settings.theme), (76, true, Theme::Auto));
        assert_eq!(settings.keys[&Command::Next].len(), 2);
        assert!(settings.colours.is_empty() && settings.log_file.is_none());
    }

    #[test]
    fn the_readers_file_changes_only_what_it_names() {
        let settings = own("[screen]\nmeasure = 90\n[colours]\nquote = \"#00ff00\"\n").unwrap();
        let expected = Settings {
            measure: 90,
            colours: BTreeMap::from([(Role::Quote, "#00ff00".to_owned())]),
            ..Settings::default()
        };
        assert_eq!(settings, expected);
    }

    #[test]
    fn a_wrong_key_is_told_with_its_place_and_what_was_meant() {
        assert_eq!(
            own("[screen]\n  mesure = 90\n").unwrap_err(),
            "own.toml:2:3: there is no setting `mesure` in [screen]; did you mean `measure`?"
        );
        assert_eq!(own("[scren]\n").unwrap_err(), "own.toml:1:2: there is no section [scren]; did you mean [screen]?");
        assert_eq!(
            own("[keys]\nnxt = \"e\"\n").unwrap_err(),
            "own.toml:2:1: there is no command `nxt` in [keys]; did you mean `next`?"
        );
    }

    #[test]
    fn a_wrong_value_is_told_with_what_would_be_right() {
        assert_eq!(
            own("[screen]\ntheme = \"drak\"\n").unwrap_err(),
            "own.toml:2:9: `theme` is one of auto, dark, light, none, not `drak`; did you mean `dark`?"
        );
        assert_eq!(
            own("[screen]\nmeasure = 20").unwrap_err(),
            "own.toml:2:11: `measure` is a whole number from 40 to 200, not 20"
        );
        assert_eq!(
            own("[library]\nfolders = [\"a\", 1]\n").unwrap_err(),
            "own.toml:2:17: `folders` is a list of strings, not a list with a whole number in it"
        );
        assert!(own("[screen\n").unwrap_err().starts_with("own.toml:1:"));
    }

    #[test]
    fn every_fault_is_told_in_order() {
        let told = own("[screen]\nmouse = 1\n[keys]\nnext = \"Hyper-x\"\n").unwrap_err();
        assert_eq!(told.lines().count(), 2);
        assert!(told.lines().next().unwrap().starts_with("own.toml:2:9: `mouse` is true or false"), "{told}");
    }

    #[test]
    fn a_key_cannot_be_given_away_twice() {
        assert_eq!(
            own("[keys]\nnext = [\"e\"]\n").unwrap_err(),
            "own.toml:2:8: `e` is the key of `edit` already; give `edit` another one, or none: edit = []"
        );
        assert!(own("[keys]\nnext = \"e\"\nedit = []\n").is_ok());
        // A key that names its page wins over one that works everywhere, so that is no clash.
        assert!(own("[keys]\nzoom-in = \"e\"\n").is_ok());
    }

    #[test]
    fn paths_start_at_the_folder_of_their_file() {
        let settings = Settings::read(Path::new("/etc/dateline/own.toml"), "[library]\nfolders = [\"news\", \"/a\"]\n");
        assert_eq!(settings.unwrap().folders, [PathBuf::from("/etc/dateline/news"), PathBuf::from("/a")]);
    }
}
