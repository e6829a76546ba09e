//! The sample library that is built in: what a reader sees who has named no folder yet.

use std::path::{Path, PathBuf};
use std::{fs, io};

macro_rules! sample {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../briefings/", $name)))
    };
}

/// Every file of `briefings/`: name and content.
const SAMPLES: &[(&str, &[u8])] = &[
    sample!("after-cuba.xml"),
    sample!("american-plan-explained.md"),
    sample!("brandenburg-gate.html"),
    sample!("crimea-plan.txt"),
    sample!("cuba-gravest-issues.txt"),
    sample!("cuba-marucla.txt"),
    sample!("cuba-missiles-crated.txt"),
    sample!("cuba-oas-vote.md"),
    sample!("cuba-quarantine-address.txt"),
    sample!("cuba-quarantine-ends.toml"),
    sample!("cuba-ships-turn.txt"),
    sample!("cuba-stevenson-zorin.txt"),
    sample!("cuba-tass-no-need.txt"),
    sample!("cuba-turkey-letter.html"),
    sample!("gorbachev-unties-package.txt"),
    sample!("inf-treaty-signed.md"),
    sample!("khara-almost-everything.txt"),
    sample!("reykjavik-announced.txt"),
    sample!("reykjavik-breaks-off.txt"),
    sample!("reykjavik-first-day.md"),
    sample!("reykjavik-reagan-address.txt"),
    sample!("sevastopol-harbor.md"),
    sample!("trump-time-interview.txt"),
    sample!("ukraine-vote.toml"),
    sample!("witkoff-putin-moscow.txt"),
    sample!("zelenskyy-our-land.txt"),
];

/// Writes the samples into a folder of `holder` and gives that folder.
///
/// # Errors
/// When they cannot be written.
pub fn unpack(holder: &Path) -> io::Result<PathBuf> {
    let folder = holder.join("briefings");
    fs::create_dir_all(&folder)?;
    for (name, content) in SAMPLES {
        fs::write(folder.join(name), content)?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, SAMPLES.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
    }
}
