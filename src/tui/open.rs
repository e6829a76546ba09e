//! From the command line and the settings to a reader that is open.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Duration;

use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

use super::incoming::Incoming;
use super::keymap::Keymap;
use super::plain;
use super::programs::Programs;
use super::run::{Opening, run};
use super::state::Look;
use super::terminal;
use super::theme::{Glyphs, Ground, Theme};
use crate::config::{Borders, CORRECTIONS, Folders, Settings, Theme as Wanted};
use crate::fetch::{Desk, HandOn, Limits};
use crate::library::{Library, Options, samples};
use crate::marks::Marks;

/// Longest wait for the terminal to say whether it is dark.
const PATIENCE: Duration = Duration::from_millis(100);

/// Opens the reader on `paths`, else on the folders of `settings`, else on the samples that are built in, and gives the
/// exit code when it is left. With `plain`, and on a terminal that cannot address its screen, it goes line by line.
/// What is fetched is given to the reader's own command by `hand_on`.
///
/// # Errors
/// One clear line, when there is no terminal or a file cannot be read.
pub fn open(paths: &[PathBuf], settings: &Settings, plain: bool, hand_on: HandOn) -> Result<i32, String> {
    let plain = plain || terminal::is_there() && std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    if !plain && !terminal::is_there() {
        return Err(
            "the reader needs a terminal; --plain goes line by line, `dateline show` prints briefings".to_owned()
        );
    }
    log_to_file(settings)?;
    let folders = Folders::find();
    let holder = tempfile::tempdir().map_err(|e| format!("no temporary folder can be made: {e}"))?;
    let mut notices = Vec::new();
    let sources = sources(paths, settings, holder.path(), &mut notices)?;
    // What goes with this run is not worth a cache.
    let passing = sources.iter().all(|source| source.starts_with(holder.path()));
    let cache = folders.as_ref().filter(|_| !passing).map(|folders| folders.cache.clone());
    let lone = sources.len() == 1 && sources[0].is_file();
    let data = folders.map_or_else(|| holder.path().to_owned(), |folders| folders.data);
    let corrections = Some(data.join(CORRECTIONS));
    let options = Options { cache, watch: settings.watch, corrections };
    let library = Library::open(&sources, options).map_err(|e| e.to_string())?;
    let (marks, notice) = Marks::open(&data.join("marks.db")).map_err(|e| e.to_string())?;
    notices.extend(notice);
    let opening = Opening {
        name: name(&sources),
        library,
        marks,
        look: if plain { plain_look(settings) } else { look(settings) },
        mouse: settings.mouse,
        clipboard: settings.clipboard,
        programs: Programs {
            browser: settings.browser.clone(),
            editor: settings.editor.clone(),
            pipe: settings.pipe.clone(),
        },
        incoming: settings.incoming().map(|places| Incoming {
            desk: Desk {
                feeds: places.feeds,
                states: places.states,
                library: places.library,
                limits: Limits::within(settings.timeout),
            },
            sources: sources.clone(),
            after: (settings.after_fetch.clone(), hand_on),
        }),
        keeps: !passing,
        lone,
        notices,
    };
    let left = if plain { open_plain(opening, paths) } else { run(opening) };
    left.map_err(|e| format!("the terminal cannot be used: {e}"))
}

/// Goes line by line; where the article came by standard input, lines come from the terminal.
fn open_plain(opening: Opening, paths: &[PathBuf]) -> io::Result<i32> {
    let taken = paths.iter().any(|path| path == Path::new("-"));
    let input: Box<dyn BufRead> =
        if taken { Box::new(BufReader::new(File::open("/dev/tty")?)) } else { Box::new(io::stdin().lock()) };
    plain::run(opening, input, io::stdout().lock(), !is_unicode_locale())
}

/// The files and folders to read; standard input becomes a file of `holder`.
fn sources(
    paths: &[PathBuf],
    settings: &Settings,
    holder: &Path,
    notices: &mut Vec<String>,
) -> Result<Vec<PathBuf>, String> {
    let came_in = settings.incoming().map(|places| places.library).filter(|library| library.is_dir());
    let came_in: Vec<PathBuf> = came_in.into_iter().collect();
    let wanted = match (paths, settings.folders.as_slice()) {
        ([], []) => came_in.as_slice(),
        ([], folders) => folders,
        (paths, _) => paths,
    };
    if wanted.is_empty() {
        notices.push("No folder is named, here or in config.toml: these are the samples that are built in.".to_owned());
        return samples::unpack(holder).map(|folder| vec![folder]).map_err(|e| format!("samples: {e}"));
    }
    wanted.iter().map(|path| if path == Path::new("-") { standard_input(holder) } else { existing(path) }).collect()
}

fn existing(path: &Path) -> Result<PathBuf, String> {
    match path.metadata() {
        Ok(_) => Ok(path.to_owned()),
        Err(_) => Err(format!("{}: does not exist or cannot be read", path.display())),
    }
}

fn standard_input(holder: &Path) -> Result<PathBuf, String> {
    let path = holder.join("standard-input");
    let copied = File::create(&path).and_then(|mut file| io::copy(&mut io::stdin().lock(), &mut file));
    copied.map(|_| path).map_err(|e| format!("standard input: {e}"))
}

/// What is read, in a word or two.
fn name(sources: &[PathBuf]) -> String {
    let first = sources.first().and_then(|path| path.file_name().or(Some(path.as_os_str())));
    let first = first.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if sources.len() > 1 { format!("{first} +{}", sources.len() - 1) } else { first }
}

fn look(settings: &Settings) -> Look {
    let unicode = match settings.borders {
        Borders::Unicode => true,
        Borders::Ascii => false,
        Borders::Auto => is_unicode_locale(),
    };
    Look {
        theme: Theme::new(ground(settings.theme)).with(&settings.colours),
        glyphs: if unicode { Glyphs::UNICODE } else { Glyphs::ASCII },
        keys: Keymap::new(&settings.keys),
        measure: usize::from(settings.measure),
    }
}

/// Without a word to the terminal.
fn plain_look(settings: &Settings) -> Look {
    look(&Settings { theme: Wanted::None, borders: Borders::Ascii, ..settings.clone() })
}

fn ground(wanted: Wanted) -> Ground {
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return Ground::Plain;
    }
    match wanted {
        Wanted::Dark => Ground::Dark,
        Wanted::Light => Ground::Light,
        Wanted::None => Ground::Plain,
        Wanted::Auto => {
            let mut options = QueryOptions::default();
            options.timeout = PATIENCE;
            match theme_mode(options) {
                Ok(ThemeMode::Light) => Ground::Light,
                Ok(ThemeMode::Dark) => Ground::Dark,
                Err(_) => told_ground(std::env::var("COLORFGBG").ok().as_deref()),
            }
        }
    }
}

/// What COLORFGBG says of the background, for terminals that do not answer: "15;0" is white on black.
fn told_ground(colours: Option<&str>) -> Ground {
    let ground = colours.and_then(|colours| colours.rsplit(';').next()).and_then(|number| number.parse::<u8>().ok());
    if matches!(ground, Some(7 | 9..=15)) { Ground::Light } else { Ground::Dark }
}

fn is_unicode_locale() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    set.into_iter().find(|value| !value.is_empty()).is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

fn log_to_file(settings: &Settings) -> Result<(), String> {
    let Some(path) = &settings.log_file else { return Ok(()) };
    let file = File::options().create(true).append(true).open(path);
    let file = file.map_err(|e| format!("{}: the log cannot be written: {e}", path.display()))?;
    simplelog::WriteLogger::init(settings.log_level, simplelog::Config::default(), file).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_the_first_source_and_how_many_more() {
        assert_eq!(name(&["news/talks".into(), "b".into()]), "talks +1");
        assert_eq!(name(&["/".into()]), "/");
    }

    #[test]
    fn without_any_source_the_samples_are_read() {
        let holder = tempfile::tempdir().unwrap();
        let mut notices = Vec::new();
        let sources = sources(&[], &Settings::default(), holder.path(), &mut notices).unwrap();
        assert!(sources[0].join("crimea-plan.txt").is_file());
        assert_eq!(notices.len(), 1);
    }

    #[test]
    fn terminals_that_do_not_answer_may_have_told() {
        assert_eq!(told_ground(Some("0;15")), Ground::Light);
        assert_eq!(told_ground(Some("0;default;7")), Ground::Light);
        for dark in [None, Some("15;0"), Some("7;8"), Some("nonsense")] {
            assert_eq!(told_ground(dark), Ground::Dark, "{dark:?}");
        }
    }

    #[test]
    fn a_missing_path_is_told() {
        let holder = tempfile::tempdir().unwrap();
        let told = sources(&["no/such".into()], &Settings::default(), holder.path(), &mut Vec::new()).unwrap_err();
        assert!(told.starts_with("no/such: "));
    }
}
