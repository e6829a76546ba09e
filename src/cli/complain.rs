//! What goes to standard error: one line a fault, and the first few of what was merely left aside.

use std::io::{self, Write};

use crate::library::Notice;
use crate::model::shown_line;

/// Notes of one kind that are named one by one; the rest are counted.
const NAMED: usize = 3;

/// Prints one line to standard error, cleaned of whatever a terminal would obey.
pub fn line(message: &str) {
    // Nobody may be listening; there is nowhere else to say it.
    let _ = writeln!(io::stderr().lock(), "dateline: {}", shown_line(message));
}

/// Collects complaints while files are read.
#[derive(Debug, Default)]
pub struct Complaints {
    faults: usize,
    notes: usize,
}

impl Complaints {
    /// Tells a fault at once; of notes the first few.
    pub fn add(&mut self, notice: &Notice) {
        if notice.fault {
            self.faults += 1;
            line(&spell(notice));
        } else {
            self.notes += 1;
            if self.notes <= NAMED {
                line(&format!("note: {}", spell(notice)));
            }
        }
    }

    /// Tells how many notes were not named, and whether there was a fault.
    pub fn end(self) -> bool {
        if self.notes > NAMED {
            line(&format!("note: and {} more files that are no articles", self.notes - NAMED));
        }
        self.faults > 0
    }
}

/// The notice as `path:line:column: message`.
fn spell(notice: &Notice) -> String {
    let path = notice.path.as_deref().map(|path| if path == "-" { "standard input" } else { path });
    let place = notice.place.map(|(line, column)| format!("{line}:{column}: ")).unwrap_or_default();
    match path {
        Some(path) if place.is_empty() => format!("{path}: {}", notice.message),
        Some(path) => format!("{path}:{place}{}", notice.message),
        None => notice.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_file_and_place() {
        let notice =
            Notice { path: Some("a.toml".into()), place: Some((3, 7)), message: "is no key".into(), fault: true };
        assert_eq!(spell(&notice), "a.toml:3:7: is no key");
        assert_eq!(spell(&Notice { place: None, path: Some("-".into()), ..notice }), "standard input: is no key");
    }

    #[test]
    fn only_faults_count() {
        let mut complaints = Complaints::default();
        complaints.add(&Notice { path: None, place: None, message: "left aside".into(), fault: false });
        assert!(!complaints.end());
    }
}
