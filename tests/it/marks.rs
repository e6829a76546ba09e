//! The reader's own data under what goes wrong: kills, failing and full disks, several instances, a home that cannot be
//! written. The rounds are few here; `benches/faults.sh` runs the same tests a thousand times.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use dateline::marks::{Change, Marks};

use crate::harness::{Home, rounds};

/// What a process that marks is told: the file, the first number, how many marks.
const FILE: &str = "DATELINE_TEST_MARKS";
const FIRST: &str = "DATELINE_TEST_FIRST";
const COUNT: &str = "DATELINE_TEST_COUNT";

/// Not a test of its own: a process that marks one article after the other, and says so as each is acknowledged.
#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn a_process_that_marks() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let number = |name: &str| std::env::var(name).unwrap().parse::<usize>().unwrap();
    let (marks, notice) = Marks::open(Path::new(&file)).unwrap();
    let mut out = std::io::stdout();
    writeln!(out, "\nopened {}", notice.unwrap_or_default()).unwrap();
    for n in number(FIRST)..number(FIRST) + number(COUNT) {
        match marks.change(&format!("article {n}"), Change::Read(true)) {
            Ok(()) => writeln!(out, "kept {n}").unwrap(),
            Err(error) => writeln!(out, "refused {n} {error}").unwrap(),
        }
        out.flush().unwrap();
    }
}

/// What such a process told.
#[derive(Default, Debug)]
struct Told {
    notice: String,
    kept: BTreeSet<usize>,
    refused: Vec<String>,
}

impl Told {
    fn read(child: &mut Child) -> Self {
        Self::of(BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok))
    }

    fn of(lines: impl Iterator<Item = String>) -> Self {
        let mut told = Self::default();
        for line in lines {
            // A line that the kill cut has no number, or that of an article that was acknowledged before.
            match line.split_once(' ') {
                Some(("opened", notice)) => notice.clone_into(&mut told.notice),
                Some(("kept", number)) => told.kept.extend(number.parse::<usize>().ok()),
                Some(("refused", why)) => told.refused.push(why.to_owned()),
                _ => {}
            }
        }
        told
    }

    /// Whether what it marked was to outlast it.
    fn lasts(&self) -> bool {
        !self.notice.contains("until you quit")
    }
}

/// The command line of such a process, behind `before` (a tracer, or nothing).
fn marker(before: &[&str], file: &Path, first: usize, count: usize) -> Command {
    let own = std::env::current_exe().unwrap();
    let mut words: Vec<&std::ffi::OsStr> = before.iter().map(std::ffi::OsStr::new).collect();
    words.push(own.as_os_str());
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).args(["marks::a_process_that_marks", "--exact", "--ignored", "--nocapture"]);
    command.env(FILE, file).env(FIRST, first.to_string()).env(COUNT, count.to_string());
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn read(file: &Path) -> BTreeSet<usize> {
    let (marks, notice) = Marks::open(file).unwrap();
    assert_eq!(notice, None);
    let all = marks.all().unwrap();
    all.iter().map(|(key, _)| key.trim_start_matches("article ").parse().unwrap()).collect()
}

fn file(home: &Home) -> PathBuf {
    home.path().join("data/marks.db")
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let home = Home::new();
    let file = file(&home);
    let mut kept = BTreeSet::new();
    for round in 0..rounds(8) {
        let mut child = marker(&[], &file, round * 100_000, 100_000).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        if round % 4 > 0 {
            // In most rounds among the marks, else somewhere in opening.
            lines.by_ref().find(|line| line.starts_with("opened"));
        }
        std::thread::sleep(Duration::from_micros((round as u64 * 7_919) % 50_000));
        child.kill().unwrap();
        kept.extend(Told::of(lines).kept);
        child.wait().unwrap();
        let there = read(&file);
        assert!(kept.is_subset(&there), "round {round}: lost {:?}", kept.difference(&there));
    }
    assert!(!kept.is_empty());
}

#[test]
fn instances_that_mark_at_once_lose_nothing() {
    let home = Home::new();
    let file = file(&home);
    let count = rounds(10) * 10;
    let children: Vec<Child> =
        (0..4).map(|instance| marker(&[], &file, instance * 1_000_000, count).spawn().unwrap()).collect();
    for mut child in children {
        let told = Told::read(&mut child);
        assert!(child.wait().unwrap().success());
        assert!(told.lasts(), "{}", told.notice);
        assert_eq!((told.kept.len(), told.refused), (count, Vec::new()));
    }
    assert_eq!(read(&file).len(), 4 * count);
}

#[test]
fn a_disk_that_fails_at_any_write_loses_nothing_acknowledged() {
    if !can_trace() {
        return eprintln!("strace may not be used here: nothing was tried");
    }
    let places: Vec<usize> = match rounds(6) {
        6 => vec![1, 2, 4, 9, 17, 40],
        many => (1..=many.min(120)).collect(),
    };
    for (calls, error) in [("pwrite64", "EIO"), ("pwrite64", "ENOSPC"), ("fdatasync,fsync", "EIO")] {
        for place in &places {
            for when in [format!("{place}"), format!("{place}+")] {
                fails_at(&format!("inject={calls}:error={error}:when={when}"));
            }
        }
    }
}

/// One process whose calls fail as `inject` says, and one after it whose calls do not.
fn fails_at(inject: &str) {
    let home = Home::new();
    let file = file(&home);
    let before: BTreeSet<usize> = (0..3).collect();
    run(&mut marker(&[], &file, 0, before.len()));
    let told = run(&mut marker(&["strace", "-f", "-o", "/dev/null", "-e", inject], &file, 10, 8));
    if inject.contains("ENOSPC") {
        for why in &told.refused {
            assert!(why.contains("the disk is full") || why.contains("I/O"), "{inject}: {why}");
        }
    }
    let mut wanted = before;
    if told.lasts() {
        wanted.extend(&told.kept);
    }
    let (marks, _) = Marks::open(&file).unwrap();
    let there: BTreeSet<String> = marks.all().unwrap().into_iter().map(|(key, _)| key).collect();
    let lost: Vec<_> = wanted.iter().filter(|n| !there.contains(&format!("article {n}"))).collect();
    assert!(lost.is_empty(), "{inject}: lost {lost:?} of {told:?}");
    marks.change("after", Change::Read(true)).unwrap();
}

fn run(command: &mut Command) -> Told {
    let mut child = command.spawn().unwrap();
    let told = Told::read(&mut child);
    child.wait().unwrap();
    told
}

fn can_trace() -> bool {
    let tried = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}

#[test]
fn marks_go_out_and_in_as_lines() {
    let home = Home::new();
    let marks = Marks::open(&home.path().join(".local/share/dateline/marks.db")).unwrap().0;
    marks.change("file:/news/a.txt", Change::Bookmark(true)).unwrap();
    marks.change("file:/news/a.txt", Change::Note(Some("ask again in May".to_owned()))).unwrap();
    marks.save_search("ferries", Some("ferry or boat")).unwrap();
    drop(marks);
    let lines = home.prints(&["marks", "export"]);
    assert_eq!(lines.lines().count(), 2, "{lines}");
    let other = Home::new();
    let path = other.write("marks.jsonl", &lines);
    other
        .dateline(&["marks", "import", path.to_str().unwrap()])
        .assert()
        .success()
        .stderr("dateline: 2 lines taken in\n");
    assert_eq!(other.prints(&["marks", "export"]), lines);
    other.dateline(&["marks", "import", "-"]).write_stdin(lines.clone()).assert().success();
    assert_eq!(other.prints(&["marks", "export"]), lines);
    let wrong = other.dateline(&["marks", "import", "-"]).write_stdin("{\"mark\":1}\n").assert().code(1);
    assert!(String::from_utf8_lossy(&wrong.get_output().stderr).contains("line 1"));
}

#[test]
fn a_home_that_cannot_be_written_is_told_once_and_lists_work() {
    let home = Home::new();
    home.write("news/a.txt", "Ferries stay in port\n\nPORT ELLERY, May 12 -- The ferries stayed in port on Monday.\n");
    // Nobody, not even root, makes folders there.
    let output = home.dateline(&["search", "ferries", "--library", "news"]).env("HOME", "/proc").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("Ferries stay in port"));
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(told.lines().count(), 1, "{told}");
}
