//! Marks are found again, survive damage, and are taken back.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::model::Span;

struct Home {
    _folder: tempfile::TempDir,
    file: PathBuf,
}

fn home() -> Home {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data/marks.db");
    Home { _folder: folder, file }
}

impl Home {
    fn open(&self) -> Marks {
        let (marks, notice) = Marks::open(&self.file).unwrap();
        assert_eq!(notice, None);
        marks
    }

    /// Waits for the copy that opening makes.
    fn copied(&self) {
        let copy = self.file.with_extension("db.good");
        let made = (0..500).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            copy.exists()
        });
        assert!(made);
    }
}

fn one(marks: &Marks, key: &str) -> Mark {
    marks.of(&[key.to_owned()]).unwrap().remove(0)
}

#[test]
fn every_change_is_found_again() {
    let home = home();
    let marks = home.open();
    let changes = [
        Change::Read(true),
        Change::Bookmark(true),
        Change::Hide(true),
        Change::Note(Some("compare with last week".to_owned())),
        Change::Tag("talks".to_owned(), true),
        Change::Highlight(Span::new(4, 9), true),
        Change::Place(120),
    ];
    for change in changes {
        marks.change("file:/a\n01", change).unwrap();
    }
    drop(marks);
    let mark = one(&home.open(), "file:/a\n01");
    let expected = Mark {
        read: true,
        bookmarked: true,
        hidden: true,
        note: Some("compare with last week".to_owned()),
        tags: vec!["talks".to_owned()],
        highlights: vec![Span::new(4, 9)],
        place: 120,
    };
    assert_eq!(mark, expected);
}

#[test]
fn an_edit_or_a_move_keeps_the_marks() {
    let marks = home().open();
    marks.change("file:/a\n01", Change::Read(true)).unwrap();
    assert!(one(&marks, "file:/a\n02").read, "edited");
    assert!(one(&marks, "file:/b\n01").read, "moved");
    assert!(!one(&marks, "file:/b\n02").read, "another article");
    marks.change("file:/b\n01", Change::Bookmark(true)).unwrap();
    let moved = one(&marks, "file:/b\n03");
    assert!(moved.read && moved.bookmarked);
}

#[test]
fn undo_takes_back_one_by_one_what_changed() {
    let marks = home().open();
    assert_eq!(marks.undo().unwrap(), None);
    marks.change("k", Change::Note(Some("one".to_owned()))).unwrap();
    marks.change("k", Change::Note(Some("two".to_owned()))).unwrap();
    marks.change("k", Change::Tag("x".to_owned(), true)).unwrap();
    marks.change("k", Change::Tag("x".to_owned(), true)).unwrap();
    marks.change("k", Change::Place(7)).unwrap();
    assert_eq!(marks.undo().unwrap(), Some(("k".to_owned(), Change::Tag("x".to_owned(), true))));
    assert!(one(&marks, "k").tags.is_empty());
    marks.undo().unwrap();
    assert_eq!(one(&marks, "k").note.as_deref(), Some("one"));
    marks.undo().unwrap();
    assert_eq!(one(&marks, "k"), Mark { place: 7, ..Mark::default() });
    assert_eq!(marks.undo().unwrap(), None);
}

#[test]
fn all_tells_what_lists_need() {
    let marks = home().open();
    marks.change("a\n1", Change::Tag("x".to_owned(), true)).unwrap();
    marks.change("b", Change::Read(true)).unwrap();
    marks.change("c", Change::Place(9)).unwrap();
    let all = marks.all().unwrap();
    let keys: Vec<_> = all.iter().map(|(key, mark)| (key.as_str(), mark.read, mark.tags.len())).collect();
    assert_eq!(keys, [("a\n1", false, 1), ("b", true, 0)]);
}

#[test]
fn several_instances_write_at_once() {
    let home = home();
    home.open();
    std::thread::scope(|scope| {
        for instance in 0..4 {
            let marks = home.open();
            scope.spawn(move || {
                for n in 0..25 {
                    marks.change(&format!("{n}"), Change::Tag(format!("t{instance}"), true)).unwrap();
                }
            });
        }
    });
    let all = home.open().all().unwrap();
    assert_eq!(all.len(), 25);
    assert!(all.iter().all(|(_, mark)| mark.tags.len() == 4));
}

#[test]
fn a_damaged_file_is_set_aside_for_its_copy() {
    let home = home();
    let marks = home.open();
    marks.change("a", Change::Read(true)).unwrap();
    drop(marks);
    fs::remove_file(home.file.with_extension("db.good")).ok();
    let marks = home.open();
    home.copied();
    drop(marks);
    fs::write(&home.file, vec![0x5a; 20_000]).unwrap();
    let (marks, notice) = Marks::open(&home.file).unwrap();
    assert!(notice.unwrap().contains("damaged"));
    assert!(one(&marks, "a").read);
    assert!(home.file.with_extension("db.damaged-1").exists());
}

#[test]
fn a_file_cut_anywhere_never_stops_the_reader() {
    let home = home();
    let marks = home.open();
    for n in 0..200 {
        marks.change(&format!("{n}"), Change::Note(Some("x".repeat(200)))).unwrap();
    }
    drop(marks);
    let whole = fs::read(&home.file).unwrap();
    for cut in [1, 50, 100, 4096, 5000, 12_288, whole.len() - 1] {
        fs::write(&home.file, &whole[..cut]).unwrap();
        let (marks, _) = Marks::open(&home.file).unwrap();
        marks.change("after", Change::Read(true)).unwrap();
        assert!(one(&marks, "after").read, "cut at {cut}");
    }
}

#[test]
fn a_place_that_cannot_be_written_keeps_marks_for_now() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    fs::write(&blocked, "not a folder").unwrap();
    let (marks, notice) = Marks::open(&blocked.join("marks.db")).unwrap();
    assert!(notice.unwrap().contains("until you quit"));
    marks.change("a", Change::Read(true)).unwrap();
    assert!(one(&marks, "a").read);
}

#[test]
fn marks_of_a_newer_version_are_read_and_left_alone() {
    let home = home();
    let marks = home.open();
    marks.change("a", Change::Read(true)).unwrap();
    drop(marks);
    Connection::open(&home.file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let (marks, notice) = Marks::open(&home.file).unwrap();
    assert!(notice.unwrap().contains("newer"));
    marks.change("b", Change::Read(true)).unwrap();
    drop(marks);
    let connection = Connection::open(&home.file).unwrap();
    let count: i64 = connection.query_row("SELECT count(*) FROM mark", (), |row| row.get(0)).unwrap();
    assert_eq!(count, 1);
}

#[test]
fn what_is_exported_is_imported() {
    let (here, there) = (home().open(), home().open());
    here.change("a\n01", Change::Note(Some("one".to_owned()))).unwrap();
    here.change("a\n01", Change::Highlight(Span::new(1, 2), true)).unwrap();
    here.save_search("talks", Some("actor:kennedy")).unwrap();
    there.change("a\n01", Change::Note(Some("two".to_owned()))).unwrap();
    there.change("a\n01", Change::Read(true)).unwrap();
    let mut lines = Vec::new();
    here.export(&mut lines).unwrap();
    assert_eq!(there.import(&mut lines.as_slice()).unwrap(), 2);
    let mark = one(&there, "a\n01");
    assert!(mark.read);
    assert_eq!(mark.note.as_deref(), Some("two\none"));
    assert_eq!(mark.highlights, [Span::new(1, 2)]);
    assert_eq!(there.saved_searches().unwrap(), [("talks".to_owned(), "actor:kennedy".to_owned())]);
    let error = there.import(&mut &b"{\"mark\":{\"name\":\"b\",\"read\":true}}\n{\"mork\":1}\n"[..]).unwrap_err();
    assert!(error.0.starts_with("line 2:"), "{error}");
    assert!(!one(&there, "b").read, "all or nothing");
}

#[test]
fn what_was_remembered_is_recalled() {
    let marks = home().open();
    assert_eq!(marks.recall("page").unwrap(), None);
    marks.remember("page", "list").unwrap();
    marks.remember("page", "story talks").unwrap();
    assert_eq!(marks.recall("page").unwrap().as_deref(), Some("story talks"));
    marks.save_search("x", Some("a")).unwrap();
    marks.save_search("x", None).unwrap();
    assert!(marks.saved_searches().unwrap().is_empty());
}
