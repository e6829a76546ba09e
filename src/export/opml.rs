//! Subscriptions as OPML 2.0, which every feed reader takes.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// One feed of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// What the reader calls it.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// The folder it is listed in; empty at the top.
    pub folder: String,
    /// Its tags.
    pub tags: Vec<String>,
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

fn write(writer: &mut Writer<Vec<u8>>, feeds: &[Outline]) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.write_event(Event::Start(BytesStart::new("opml").with_attributes([("version", "2.0")])))?;
    writer.create_element("head").write_inner_content(|head| {
        head.create_element("title").write_text_content(BytesText::new("dateline subscriptions")).map(|_| ())
    })?;
    writer.write_event(Event::Start(BytesStart::new("body")))?;
    let mut folders: Vec<&str> = feeds.iter().map(|feed| feed.folder.as_str()).collect();
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        let inside = feeds.iter().filter(|feed| feed.folder == folder);
        if folder.is_empty() {
            inside.map(|feed| outline(writer, feed)).collect::<Result<Vec<_>, _>>()?;
            continue;
        }
        let head = BytesStart::new("outline").with_attributes([("text", folder), ("title", folder)]);
        writer.write_event(Event::Start(head))?;
        inside.map(|feed| outline(writer, feed)).collect::<Result<Vec<_>, _>>()?;
        writer.write_event(Event::End(BytesEnd::new("outline")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("body")))?;
    writer.write_event(Event::End(BytesEnd::new("opml")))
}

fn outline(writer: &mut Writer<Vec<u8>>, feed: &Outline) -> std::io::Result<()> {
    let tags = feed.tags.join(",");
    let mut element = BytesStart::new("outline").with_attributes([
        ("type", "rss"),
        ("text", feed.title.as_str()),
        ("title", feed.title.as_str()),
        ("xmlUrl", feed.url.as_str()),
    ]);
    if !tags.is_empty() {
        element.push_attribute(("category", tags.as_str()));
    }
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
            folder: folder.into(),
            tags: vec!["world".into()],
        };
        let page = opml(&[feed("A <b> & \"c\"", ""), feed("B", "Wires")]);
        assert!(page.contains(r#"text="A &lt;b&gt; &amp; &quot;c&quot;""#), "{page}");
        assert!(page.contains(r#"<outline text="Wires" title="Wires">"#), "{page}");
        assert_eq!(page.matches("xmlUrl=\"https://a.example/?x=1&amp;y=2\"").count(), 2);
    }
}
