//! Subscriptions as OPML 2.0, which every feed reader takes: tags are the folders that other readers know. What no other
//! reader knows stands in attributes of a namespace of its own, so that a list comes back as it went.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// One feed of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// What the reader calls it.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// Its folder in the library; empty when it is made of its name.
    pub folder: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether each item's page is fetched.
    pub full_text: bool,
    /// How often it is asked; empty where nothing is said.
    pub every: String,
    /// Whether a server named the address.
    pub found: bool,
}

/// The feeds as an OPML document, those of one folder together.
pub fn opml(feeds: &[Outline]) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to a Vec cannot fail.
    let _ = write(&mut writer, feeds);
    let mut page = String::from_utf8(writer.into_inner()).unwrap_or_default();
    page.push('\n');
    page
}

fn write(writer: &mut Writer<Vec<u8>>, feeds: &[Outline]) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let own = ("xmlns:dateline", "urn:dateline:feeds");
    writer.write_event(Event::Start(BytesStart::new("opml").with_attributes([("version", "2.0"), own])))?;
    writer.create_element("head").write_inner_content(|head| {
        head.create_element("title").write_text_content(BytesText::new("dateline subscriptions")).map(|_| ())
    })?;
    writer.write_event(Event::Start(BytesStart::new("body")))?;
    let mut sorted: Vec<(&[String], &Outline)> = feeds.iter().map(|feed| (folders(&feed.tags), feed)).collect();
    sorted.sort_by_key(|(folders, _)| *folders);
    let mut open: &[String] = &[];
    for (folders, feed) in sorted {
        let shared = open.iter().zip(folders).take_while(|(one, other)| one == other).count();
        close(writer, open.len() - shared)?;
        for folder in &folders[shared..] {
            let head = BytesStart::new("outline").with_attributes([("text", &**folder), ("title", &**folder)]);
            writer.write_event(Event::Start(head))?;
        }
        open = folders;
        outline(writer, feed, &feed.tags[folders.len()..])?;
    }
    close(writer, open.len())?;
    writer.write_event(Event::End(BytesEnd::new("body")))?;
    writer.write_event(Event::End(BytesEnd::new("opml")))
}

fn close(writer: &mut Writer<Vec<u8>>, folders: usize) -> io::Result<()> {
    (0..folders).try_for_each(|_| writer.write_event(Event::End(BytesEnd::new("outline"))))
}

/// The tags that are written as folders, one in the other: the first one, and all up to the last that a list of
/// categories could not hold.
fn folders(tags: &[String]) -> &[String] {
    let last = tags.iter().rposition(|tag| tag.contains(',') || tag.starts_with('/'));
    &tags[..last.map_or(tags.len().min(1), |last| last + 1)]
}

fn outline(writer: &mut Writer<Vec<u8>>, feed: &Outline, categories: &[String]) -> io::Result<()> {
    let categories = categories.join(",");
    let mut element = BytesStart::new("outline").with_attributes([
        ("type", "rss"),
        ("text", feed.title.as_str()),
        ("title", feed.title.as_str()),
        ("xmlUrl", feed.url.as_str()),
    ]);
    let flag = |is: bool| if is { "true" } else { "" };
    let own = [
        ("category", categories.as_str()),
        ("dateline:folder", feed.folder.as_str()),
        ("dateline:every", feed.every.as_str()),
        ("dateline:fullText", flag(feed.full_text)),
        ("dateline:found", flag(feed.found)),
    ];
    // A folder that is left out is made anew from the folders around: that it is empty must be said.
    let is_said =
        |(name, value): &(&str, &str)| !value.is_empty() || *name == "dateline:folder" && !feed.tags.is_empty();
    own.into_iter().filter(is_said).for_each(|attribute| element.push_attribute(attribute));
    writer.write_event(Event::Empty(element))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_odd_names_are_written_as_xml() {
        let feed = |title: &str, folder: &str| Outline {
            title: title.into(),
            url: "https://a.example/?x=1&y=2".into(),
            tags: vec![folder.into(), "world".into()],
            ..Outline::default()
        };
        let page = opml(&[feed("A <b> & \"c\"", "Coast"), feed("B", "Wires")]);
        assert!(page.contains(r#"text="A &lt;b&gt; &amp; &quot;c&quot;""#), "{page}");
        assert!(page.contains(r#"<outline text="Wires" title="Wires">"#), "{page}");
        assert_eq!(page.matches(r#"category="world""#).count(), 2);
        assert_eq!(page.matches("xmlUrl=\"https://a.example/?x=1&amp;y=2\"").count(), 2);
    }
}
