//! newsboat's `cache.db`: its articles, which of them were read, and their flags. It is opened for reading only.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, Row};

use super::super::guid;
use super::Taken;
use crate::feed;
use crate::model::Article;

/// A database that is not newsboat's, or cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// Its tables are others.
    #[error("is a database, but not newsboat's")]
    Other,
    /// SQLite's own word.
    #[error("cannot be read: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// What was counted on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CacheCounts {
    /// Articles that newsboat had deleted.
    pub deleted: usize,
    /// Items that say nothing.
    pub empty: usize,
}

/// Columns without which there is nothing to take; later schemas have more, earlier ones fewer.
const NEEDED: &[&str] = &["guid", "title", "url", "feedurl", "pubDate", "content", "unread"];
const OPTIONAL: &[&str] = &["author", "flags", "deleted", "base"];

/// Gives every article of the database at `path` to `take`, those of one feed together and in the order they came in.
///
/// # Errors
/// When it is no database of newsboat's, cannot be read, or `take` says so.
pub fn newsboat_cache<E: From<CacheError>>(
    path: &Path,
    mut take: impl FnMut(Taken) -> Result<(), E>,
) -> Result<CacheCounts, E> {
    let sqlite = |error| E::from(CacheError::Sqlite(error));
    let cache = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(sqlite)?;
    let query = query(&cache)?;
    let mut statement = cache.prepare(&query).map_err(sqlite)?;
    let mut rows = statement.query(()).map_err(sqlite)?;
    let mut counts = CacheCounts::default();
    while let Some(row) = rows.next().map_err(sqlite)? {
        if word(row, 10) == "1" {
            counts.deleted += 1;
            continue;
        }
        match taken(row) {
            Some(taken) => take(taken)?,
            None => counts.empty += 1,
        }
    }
    Ok(counts)
}

/// The query that suits the columns that there are.
fn query(cache: &Connection) -> Result<String, CacheError> {
    let mut columns = cache.prepare("SELECT name FROM pragma_table_info('rss_item')")?;
    let columns: HashSet<String> = columns.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?;
    if !NEEDED.iter().all(|name| columns.contains(*name)) {
        return Err(CacheError::Other);
    }
    let optional = OPTIONAL.iter().map(|name| match columns.contains(*name) {
        true => format!("item.{name}"),
        false => "''".to_owned(),
    });
    let needed = NEEDED.iter().map(|name| format!("item.{name}"));
    let all: Vec<String> = needed.chain(["feed.title".to_owned()]).chain(optional).collect();
    Ok(format!(
        "SELECT {} FROM rss_item AS item LEFT JOIN rss_feed AS feed ON feed.rssurl = item.feedurl
         ORDER BY item.feedurl, item.rowid",
        all.join(", ")
    ))
}

fn taken(row: &Row) -> Option<Taken> {
    let (feed_url, url, base) = (word(row, 3), word(row, 2), word(row, 11));
    // Where a feed gives no identifier newsboat makes one of address and date; nobody else would know it again.
    let is_made =
        |guid: &str| guid.strip_prefix(url.as_str()).is_some_and(|rest| rest.is_empty() || rest.contains(' '));
    let guid = Some(word(row, 0)).filter(|guid| !guid.is_empty() && !is_made(guid));
    let name = feed::line_of_html(&word(row, 7));
    let mut article = Article {
        title: feed::line_of_html(&word(row, 1)),
        guid: guid.map(|guid| guid::of_feed(&feed::clean_line(&guid), &feed_url)),
        url: Some(feed::clean_line(&url)).filter(|url| url.starts_with("http://") || url.starts_with("https://")),
        date: word(row, 4).parse().ok().filter(|seconds| *seconds > 0).and_then(feed::moment),
        byline: Some(feed::line_of_html(&word(row, 8))).filter(|name| !name.is_empty()),
        source: Some(name.clone()).filter(|name| !name.is_empty()),
        ..Article::default()
    };
    let own = article.url.clone();
    article.url = Some(base).filter(|base| !base.is_empty()).or(article.url);
    let has_words = feed::set_content(&mut article, &word(row, 5));
    article.url = own;
    let flags = word(row, 9);
    has_words.then(|| Taken {
        folder: if name.is_empty() { feed_url.clone() } else { name },
        feed: Some(feed_url),
        read: word(row, 6) == "0",
        bookmarked: !flags.is_empty(),
        tags: flags.chars().filter(char::is_ascii_alphabetic).map(|flag| format!("flag-{flag}")).collect(),
        article,
    })
}

/// A column as text, whatever type it was given.
fn word(row: &Row, column: usize) -> String {
    use rusqlite::types::ValueRef;
    match row.get_ref(column) {
        Ok(ValueRef::Text(text) | ValueRef::Blob(text)) => String::from_utf8_lossy(text).into_owned(),
        Ok(ValueRef::Integer(number)) => number.to_string(),
        Ok(ValueRef::Real(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(schema: &str, rows: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.db");
        Connection::open(&path).unwrap().execute_batch(&format!("{schema}{rows}")).unwrap();
        (folder, path)
    }

    fn read(path: &Path) -> (Vec<Taken>, CacheCounts) {
        let mut all = Vec::new();
        let counts = newsboat_cache(path, |taken| -> Result<(), CacheError> {
            all.push(taken);
            Ok(())
        });
        (all, counts.unwrap())
    }

    const OLD: &str = "CREATE TABLE rss_feed(rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024), title VARCHAR(1024));
        CREATE TABLE rss_item(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024),
          author VARCHAR(1024), url VARCHAR(1024), feedurl VARCHAR(1024), pubDate INTEGER, content VARCHAR(65535),
          unread INTEGER(1) NOT NULL);";

    #[test]
    fn articles_come_with_their_read_state_and_flags() {
        let new = "ALTER TABLE rss_item ADD COLUMN flags VARCHAR(52); ALTER TABLE rss_item ADD COLUMN deleted INTEGER(1);
            ALTER TABLE rss_item ADD COLUMN base VARCHAR(128); ALTER TABLE rss_item ADD COLUMN content_mime_type TEXT;
            INSERT INTO rss_feed VALUES('https://sea.example/feed', 'https://sea.example/', 'Sea &amp; Shore');
            INSERT INTO rss_item VALUES(NULL, '7', 'Ferry <i>stops</i>', 'Ida Holm', 'https://sea.example/7',
              'https://sea.example/feed', 1745582520, '<p>At <a href=\"plan\">dusk</a>.</p>', 0, 'bs', 0,
              'https://sea.example/x/', 'text/html');
            INSERT INTO rss_item VALUES(NULL, '8', 'Gone', '', '', 'https://sea.example/feed', 0, 'x', 1, '', 1, '', '');
            INSERT INTO rss_item VALUES(NULL, '9', '', '', '', 'https://sea.example/feed', 0, '', 1, NULL, 0, '', '');";
        let (_folder, path) = database(OLD, new);
        let before = std::fs::read(&path).unwrap();
        let (all, counts) = read(&path);
        assert_eq!(counts, CacheCounts { deleted: 1, empty: 1 });
        let [one] = all.as_slice() else { panic!("one article: {all:?}") };
        assert_eq!((one.article.title.as_str(), one.folder.as_str()), ("Ferry stops", "Sea & Shore"));
        assert_eq!(one.article.guid.as_deref(), Some("sea.example/feed#7"));
        assert_eq!(one.article.links[0].target, "https://sea.example/x/plan");
        assert_eq!(one.article.date.unwrap().date.to_string(), "2025-04-25");
        assert!(one.read && one.bookmarked);
        assert_eq!(one.tags, ["flag-b", "flag-s"]);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn an_old_schema_has_fewer_columns() {
        let row = "INSERT INTO rss_item VALUES(NULL, 'https://sea.example/7', 'Ferry stops', '', '',
            'https://sea.example/feed', 0, 'At dusk.', 1);";
        let (_folder, path) = database(OLD, row);
        let (all, _) = read(&path);
        assert!(!all[0].read && !all[0].bookmarked && all[0].tags.is_empty());
        assert_eq!((all[0].article.url.as_deref(), all[0].article.date), (None, None));
    }

    #[test]
    fn another_programs_database_is_refused() {
        let (_folder, path) = database("CREATE TABLE urls(id INTEGER);", "");
        let refused = newsboat_cache(&path, |_| -> Result<(), CacheError> { Ok(()) });
        assert!(matches!(refused, Err(CacheError::Other)));
    }
}
