//! Files written whole: whenever the program is killed, each is there as it was before or as it should be.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use tempfile::NamedTempFile;

/// What the name of a file that is being written begins with.
const UNFINISHED: &str = ".dateline-";
/// After so long nobody is writing an unfinished file any more.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Writes a file, and its folder where that is missing; it is on the disk when this returns.
pub(super) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let file = begin(path, content)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Writes one of many files: it survives the end of the program at once, and that of the machine after [`settle`].
pub(super) fn place(path: &Path, content: &[u8]) -> io::Result<()> {
    if cfg!(not(target_os = "linux")) {
        return write(path, content);
    }
    begin(path, content)?.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Returns when all that was placed in and below `folder` is on the disk: once for a thousand files is ten times faster
/// than once for each.
pub(super) fn settle(folder: &Path) -> io::Result<()> {
    // Elsewhere each file is on the disk when it is placed.
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(fs::File::open(folder)?)?;
    #[cfg(not(target_os = "linux"))]
    let _ = folder;
    Ok(())
}

/// Whether a file of this name was never finished; one that nobody can be writing any more is removed.
pub(super) fn is_unfinished(entry: &fs::DirEntry) -> bool {
    let unfinished = entry.file_name().as_encoded_bytes().starts_with(UNFINISHED.as_bytes());
    let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
    if unfinished && age().is_some_and(|age| age > ABANDONED) {
        // One that cannot be removed only takes its room.
        let _ = fs::remove_file(entry.path());
    }
    unfinished
}

fn begin(path: &Path, content: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    // As any file of the reader's own, not for the reader's eyes only: a temporary file would be.
    #[cfg(unix)]
    let permissions = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    let mut file = builder.tempfile_in(folder).or_else(|_| {
        fs::create_dir_all(folder)?;
        builder.tempfile_in(folder)
    })?;
    file.write_all(content)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_in_a_folder_that_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.md");
        place(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        settle(path.parent().unwrap()).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_being_written_is_left_alone_and_what_was_abandoned_goes() {
        let folder = tempfile::tempdir().unwrap();
        for (name, age) in [(".dateline-new", 0), (".dateline-old", 7200)] {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(std::time::SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        assert!(fs::read_dir(folder.path()).unwrap().all(|entry| is_unfinished(&entry.unwrap())));
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, [".dateline-new"]);
    }
}
