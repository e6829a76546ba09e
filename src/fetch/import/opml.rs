//! Lists of feeds as OPML: every outline with an `xmlUrl`, wherever it stands; the outlines around it are its folders.

use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

use super::super::subscription::Subscription;

/// Outlines deeper than this are read as if they stood here.
const DEEPEST: usize = 32;

/// An OPML file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct OpmlError {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in code points.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// The feeds listed in `content`, in its order; folders and categories become tags, the outermost folder the folder.
///
/// # Errors
/// When it is no XML, or no OPML.
pub fn opml(content: &str) -> Result<Vec<Subscription>, OpmlError> {
    let mut reader = Reader::from_str(content);
    reader.config_mut().check_end_names = false;
    let mut feeds: Vec<Subscription> = Vec::new();
    let mut folders: Vec<Option<String>> = Vec::new();
    let mut is_opml = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                is_opml |= tag.local_name().as_ref().eq_ignore_ascii_case("opml");
                if is_outline(&tag) {
                    let title = take(&tag, &folders, &mut feeds);
                    folders.push(title.filter(|_| folders.len() < DEEPEST));
                }
            }
            Ok(Event::Empty(tag)) if is_outline(&tag) => {
                take(&tag, &folders, &mut feeds);
            }
            Ok(Event::End(tag)) if tag.local_name().as_ref().eq_ignore_ascii_case("outline") => {
                folders.pop();
            }
            Ok(Event::Eof) if is_opml => return Ok(feeds),
            Ok(Event::Eof) => return Err(wrong(content, 0, "is no OPML")),
            Ok(_) => {}
            Err(e) => return Err(wrong(content, reader.error_position() as usize, &e.to_string())),
        }
    }
}

fn is_outline(tag: &BytesStart) -> bool {
    tag.local_name().as_ref().eq_ignore_ascii_case("outline")
}

/// Takes the feed of an outline, or gives back the title of one that is a folder.
fn take(tag: &BytesStart, folders: &[Option<String>], feeds: &mut Vec<Subscription>) -> Option<String> {
    let title = attribute(tag, "title").or_else(|| attribute(tag, "text")).unwrap_or_default();
    let Some(url) = attribute(tag, "xmlUrl") else { return Some(title).filter(|title| !title.is_empty()) };
    if feeds.iter().any(|known| known.url == url) {
        return None;
    }
    let named: Vec<String> = folders.iter().flatten().cloned().collect();
    let mut tags = named.clone();
    for category in attribute(tag, "category").unwrap_or_default().split(',') {
        let category = category.trim().trim_start_matches('/');
        if !category.is_empty() && !tags.iter().any(|tag| tag == category) {
            tags.push(category.to_owned());
        }
    }
    let name = if title.is_empty() { url.clone() } else { title };
    let folder = match own(tag, "folder") {
        Some(folder) => folder,
        None => named.first().map(|folder| format!("{folder} {name}")).unwrap_or_default(),
    };
    let is_true = |name: &str| own(tag, name).is_some_and(|value| value == "true");
    let every = own(tag, "every").filter(|every| super::super::subscription::is_interval(every)).unwrap_or_default();
    feeds.push(Subscription {
        url,
        name,
        folder,
        tags,
        full_text: is_true("fullText"),
        every,
        found: is_true("found"),
    });
    None
}

/// What an attribute of dateline's own says, which may be nothing.
fn own(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.as_ref().strip_prefix("dateline:") == Some(name))?;
    Some(value(&found))
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| !a.key.as_ref().contains(':') && a.key.local_name().as_ref().eq_ignore_ascii_case(name))?;
    Some(value(&found)).filter(|value| !value.is_empty())
}

/// The value of an attribute, as one clean line.
fn value(attribute: &Attribute) -> String {
    let raw = attribute.value.as_ref();
    let value = quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), |v| v.into_owned());
    crate::feed::clean_line(&value)
}

fn wrong(content: &str, at: usize, message: &str) -> OpmlError {
    let before = String::from_utf8_lossy(&content.as_bytes()[..at.min(content.len())]).into_owned();
    OpmlError {
        line: before.matches('\n').count() + 1,
        column: before.rsplit('\n').next().unwrap_or("").chars().count() + 1,
        message: crate::feed::clean_line(message),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folders_become_tags() {
        let feeds = opml(
            r#"<?xml version="1.0"?><opml version="2.0"><body>
            <outline text="Wires"><outline text="Europe">
              <outline type="rss" title="A &amp; B" xmlUrl="https://a.example/?x=1&amp;y=2" category="/war,Wires"/>
            </outline></outline>
            <outline text="Top" xmlurl="https://top.example/"/>
            <outline text="Again" xmlUrl="https://top.example/"/></body></opml>"#,
        )
        .unwrap();
        assert_eq!(feeds.len(), 2);
        assert_eq!((feeds[0].name.as_str(), feeds[0].url.as_str()), ("A & B", "https://a.example/?x=1&y=2"));
        assert_eq!(feeds[0].tags, ["Wires", "Europe", "war"]);
        assert_eq!((feeds[1].name.as_str(), feeds[1].tags.len()), ("Top", 0));
    }

    #[test]
    fn what_is_no_opml_is_refused_with_its_place() {
        assert_eq!(opml("<rss></rss>").unwrap_err().message, "is no OPML");
        let broken = opml("<opml>\n <outline text=\"a\" <").unwrap_err();
        assert_eq!(broken.line, 2, "{broken}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(<opml>|<outline |text=|xmlUrl=|[\"'=<>/& é]|</outline>|https://a){0,60}") {
            let _ = opml(&text);
        }
    }
}
