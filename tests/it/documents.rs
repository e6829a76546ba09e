//! README and `config.toml` against the one table of commands.
//!
//! `DATELINE_WRITE=1 cargo test --test it documents` writes what the table says into both.

use std::path::Path;

use dateline::command::{Command, Role, TABLE};
use dateline::config::Settings;

use crate::harness::project;

const README_BEGIN: &str = "<!-- keys: written from src/command/table.rs -->\n";
const README_END: &str = "<!-- end of keys -->";
/// The last line of the comment above the keys in `config.toml`.
const CONFIG_BEGIN: &str = "[] takes a command its keys.\n";

#[test]
fn the_readme_has_every_command_with_its_keys_and_help() {
    hold("README.md", README_BEGIN, Some(README_END), &format!("\n{}\n", dateline::command::markdown()));
}

#[test]
fn config_toml_has_every_command_with_its_keys() {
    let quoted = |key: &&str| if key.contains(['"', '\\']) { format!("'{key}'") } else { format!("\"{key}\"") };
    let line = |entry: &dateline::command::Entry| {
        let keys: Vec<String> = entry.keys.iter().map(quoted).collect();
        format!("{} = [{}]\n", entry.name, keys.join(", "))
    };
    hold("config.toml", CONFIG_BEGIN, None, &TABLE.iter().map(line).collect::<String>());
}

#[test]
fn config_toml_names_every_role() {
    let config = read("config.toml");
    let roles = config.split("The roles:").nth(1).and_then(|rest| rest.split("# quote").next()).expect("the roles");
    let named: Vec<&str> = roles.split_whitespace().filter(|word| *word != "#").collect();
    let all: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
    assert_eq!(named, all);
}

#[test]
fn settings_read_from_config_toml_give_every_command_its_default_keys() {
    let settings = Settings::default();
    for entry in TABLE {
        let keys: Vec<String> = settings.keys[&entry.command].iter().map(ToString::to_string).collect();
        assert_eq!(keys, entry.keys, "{}", entry.name);
    }
}

#[test]
fn the_ten_keys_of_the_readme_are_real() {
    let readme = read("README.md");
    let section = readme.split("## Ten keys").nth(1).and_then(|rest| rest.split("\n\n").nth(1)).expect("ten keys");
    let keys: Vec<&str> = section.split('`').skip(1).step_by(2).collect();
    assert!(keys.len() >= 10);
    for key in keys {
        let bound = TABLE.iter().find(|entry| entry.keys.contains(&key)).map(|entry| entry.command);
        assert!(bound.is_some_and(|command| command != Command::Quit), "`{key}` is no key");
    }
}

/// Fails when what stands in `file` after `begin` (up to `end`, else to the end) is not `expected`.
fn hold(file: &str, begin: &str, end: Option<&str>, expected: &str) {
    let text = read(file);
    let (head, rest) = text.split_once(begin).unwrap_or_else(|| panic!("{file} has no line {begin:?}"));
    let found = end.map_or(rest, |end| rest.split(end).next().unwrap_or_default());
    if std::env::var_os("DATELINE_WRITE").is_some() {
        let tail = &rest[found.len()..];
        std::fs::write(project().join(file), format!("{head}{begin}{expected}{tail}")).expect("written");
    } else {
        assert!(found == expected, "{file} is behind the table of commands: see tests/it/documents.rs");
    }
}

fn read(file: &str) -> String {
    let path = project().join(Path::new(file));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
