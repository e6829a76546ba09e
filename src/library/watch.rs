//! Files that change while the library is open.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::keep::Wake;
use super::roots::Roots;

/// Changes that follow each other this closely are looked at together: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(200);
/// However busy the folders are, they are looked at this often.
const PATIENCE: Duration = Duration::from_secs(2);
/// More changed paths than this are looked at as one walk through everything.
pub(super) const MANY: usize = 500;

/// Watches the sources; each change wakes the worker.
pub(super) fn files(roots: &Roots, wake: Sender<Wake>) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let message = match event {
            Ok(event) if event.need_rescan() => Wake::All,
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
            Ok(event) => Wake::Paths(event.paths),
            Err(_) => Wake::All,
        };
        let _ = wake.send(message);
    })?;
    for root in &roots.0 {
        watcher.watch(Path::new(&root.name), RecursiveMode::Recursive)?;
    }
    Ok(watcher)
}

/// Watches one file, by the folder that holds it: editors put a new file in the place of the old one.
pub(super) fn file(path: &Path, wake: Sender<Wake>) -> notify::Result<RecommendedWatcher> {
    let name = path.file_name().map(ToOwned::to_owned);
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let is_it = |event: notify::Event| {
            !matches!(event.kind, EventKind::Access(_))
                && event.paths.iter().any(|path| path.file_name() == name.as_deref())
        };
        if event.is_ok_and(is_it) {
            let _ = wake.send(Wake::Corrected);
        }
    })?;
    watcher.watch(path.parent().unwrap_or(Path::new(".")), RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

/// Watches the folder of the index, where another process writes.
pub(super) fn index(folder: &Path, wake: Sender<Wake>) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
            let _ = wake.send(Wake::Written);
        }
    })?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

/// Gathers the changes that come together with `first`; `None` inside when all is to be looked at, `None` outside when
/// the library is closed.
pub(super) fn gather(first: Wake, wakes: &Receiver<Wake>) -> Option<Option<Vec<PathBuf>>> {
    let mut gathered = Some(Vec::new());
    if matches!(first, Wake::Corrected) {
        // The reader waits for it.
        return Some(gathered);
    }
    add(&mut gathered, first)?;
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        match wakes.recv_timeout(QUIET) {
            Ok(wake) => add(&mut gathered, wake)?,
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    Some(gathered.filter(|paths| paths.len() <= MANY))
}

/// Adds what woke the worker; `None` when that was the end.
fn add(gathered: &mut Option<Vec<PathBuf>>, wake: Wake) -> Option<()> {
    match wake {
        Wake::Paths(paths) => {
            if let Some(gathered) = gathered {
                gathered.extend(paths.into_iter().filter(|path| !gathered.contains(path)).collect::<Vec<_>>());
            }
        }
        Wake::All => *gathered = None,
        Wake::Written | Wake::Corrected | Wake::End | Wake::Lock(_) => {}
        Wake::Stop => return None,
    }
    Some(())
}

/// Waits until another process has written, and takes its further writings of the moment together.
pub(super) fn settle(wakes: &Receiver<Wake>) -> Vec<Wake> {
    let mut others = Vec::new();
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        match wakes.recv_timeout(QUIET) {
            Ok(Wake::Written) => {}
            Ok(other) => {
                others.push(other);
                break;
            }
            Err(_) => break,
        }
    }
    others
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn changes_that_come_together_are_gathered_once() {
        let (wake, wakes) = channel();
        for path in ["b", "a"] {
            wake.send(Wake::Paths(vec![path.into()])).unwrap();
        }
        assert_eq!(gather(Wake::Paths(vec!["a".into()]), &wakes).unwrap(), Some(vec!["a".into(), "b".into()]));
    }

    #[test]
    fn an_overflow_looks_at_all_and_a_stop_ends() {
        let (wake, wakes) = channel();
        wake.send(Wake::All).unwrap();
        assert_eq!(gather(Wake::Paths(vec!["a".into()]), &wakes), Some(None));
        wake.send(Wake::Stop).unwrap();
        assert_eq!(gather(Wake::All, &wakes), None);
    }
}
