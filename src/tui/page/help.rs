//! The keys of a page, out of the table of commands.

use std::borrow::Cow;

use crate::command::{Group, PageKind, Role, TABLE};
use crate::tui::doc::{Builder, Doc, Line, Piece, Reading};

use super::{Page, Setting, dim};

/// The keys that work on pages of one kind.
pub struct HelpPage {
    about: PageKind,
    reading: Reading,
}

impl HelpPage {
    /// The keys of pages of kind `about`.
    pub fn new(about: PageKind) -> Self {
        Self { about, reading: Reading::opened_at(None) }
    }
}

impl Page for HelpPage {
    fn kind(&self) -> PageKind {
        PageKind::Help
    }

    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed("keys")
    }

    fn reading(&self) -> Option<&Reading> {
        Some(&self.reading)
    }

    fn reading_mut(&mut self) -> Option<&mut Reading> {
        Some(&mut self.reading)
    }

    fn doc(&self, setting: &Setting) -> Doc {
        let mut page = Builder::new(setting.width);
        let name = format!("{:?}", self.about).to_lowercase();
        page.para(0, &[Piece::new(format!("Keys on the page “{name}”"), Role::Headline)]);
        page.para(
            0,
            &[dim(
                "Every command can also be run by its name: type : and the name. Keys can be changed in config.toml.",
            )],
        );
        for group in Group::ALL {
            let entries = TABLE.iter().filter(|entry| entry.group == *group && entry.works_on(self.about));
            page.section(group.title(), "");
            for entry in entries {
                let keys: Vec<String> = setting.keys.keys_of(entry.command).iter().map(ToString::to_string).collect();
                let mut line = Line::of(vec![
                    Piece::new(format!("{:<20}", keys.join(" ")), Role::Key),
                    Piece::new(entry.help, Role::Text),
                ]);
                line.right = Some(dim(entry.name));
                line.stop = true;
                page.line(line);
            }
        }
        page.finish()
    }
}
