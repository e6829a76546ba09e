//! `dateline names`: for each line's pair of names, whether they can be one actor's.

use std::io::{self, Read, Write};
use std::path::Path;

use super::complain;
use crate::lexicon::name_variants;

/// Answers each line of the tab-separated `file` with `same` or `different`, in order; gives the exit status.
///
/// A first line that begins with `variant` is a header and gets no answer; columns after the second are left aside.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(file: &Path, out: &mut impl Write) -> io::Result<u8> {
    match read(file) {
        Ok(table) => {
            for answer in answers(&table) {
                writeln!(out, "{}", if answer { "same" } else { "different" })?;
            }
            Ok(0)
        }
        Err(error) => {
            complain::line(&format!("{}: {error}", file.display()));
            Ok(super::PARTLY)
        }
    }
}

fn read(file: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(file)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn answers(table: &str) -> impl Iterator<Item = bool> + '_ {
    let table = table.strip_prefix('\u{feff}').unwrap_or(table);
    table.lines().enumerate().filter(|(number, line)| *number > 0 || !line.starts_with("variant")).map(|(_, line)| {
        let mut columns = line.split('\t');
        name_variants::same(columns.next().unwrap_or_default(), columns.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_gets_no_answer_and_every_other_line_gets_one() {
        let table = "variant\tcanonical\tlabel\nKiev\tKyiv\tsame\nAnna Berg\tOtto Berg\tdifferent\textra\n\n";
        assert_eq!(answers(table).collect::<Vec<_>>(), [true, false, true]);
    }

    #[test]
    fn a_first_line_of_names_is_answered() {
        assert_eq!(answers("Kiev\tKyiv").count(), 1);
    }
}
