//! Feed files: RSS, Atom and JSON Feed, each item an article.

use std::borrow::Cow;

use feed_rs::model::{Entry, Feed, FeedType, Link as FeedLink, Text};
use feed_rs::parser::{self, ParseFeedError};
use jiff::civil::Time;
use url::Url;

use super::{FeedError, clean_line, date, html, moment, set_content, tail, xml};
use crate::model::{Article, Moment, Pointer};

/// Files that an item points at, at most.
const MEDIA: usize = 8;

/// The items of the feed `content`, XML or JSON, in the order of the feed; items that say nothing are left out. Relative
/// addresses start at `base`, where the feed is, else at the page that it belongs to.
///
/// # Errors
/// When it is no feed, or so broken that no item can be read.
pub fn read(content: &str, base: Option<&str>) -> Result<Vec<Article>, FeedError> {
    let feed = if content.trim_start().starts_with('<') { of_xml(content)? } else { of_json(content)? };
    let source = feed.title.as_ref().map(|title| html::line(&title.content)).filter(|title| !title.is_empty());
    let page = feed.links.iter().map(|link| link.href.as_str());
    let base = base.into_iter().chain(page).find_map(|address| Url::parse(address).ok());
    let is_atom = feed.feed_type == FeedType::Atom;
    let about = About { source, language: feed.language.clone(), base, is_atom };
    Ok(feed.entries.into_iter().filter_map(|entry| article(entry, &about)).collect())
}

fn of_xml(content: &str) -> Result<Feed, FeedError> {
    let mended = xml::mend(content);
    let versioned = xml::known_version(&mended);
    parse(&versioned).or_else(|error| {
        let closed = xml::close(&versioned).and_then(|closed| parse(&closed).ok());
        closed.or_else(|| salvage(&versioned)).ok_or_else(|| explain(&error, content))
    })
}

/// The items of the broken feed `xml` that are whole.
fn salvage(xml: &str) -> Option<Feed> {
    let pieces = xml::pieces(xml)?;
    let whole = |head: &str, items: &str| parse(&format!("{head}{items}{}", pieces.tail));
    let items: Vec<Cow<str>> = pieces.items.iter().map(|item| xml::mend_stray(item)).collect();
    let whole_items: Vec<&str> =
        items.iter().map(Cow::as_ref).filter(|item| whole(pieces.root, item).is_ok()).collect();
    let items = whole_items.concat();
    // What a broken feed says of itself may be what is broken.
    let found = whole(&xml::mend_stray(pieces.head), &items).or_else(|_| whole(pieces.root, &items)).ok()?;
    (!found.entries.is_empty()).then_some(found)
}

fn of_json(content: &str) -> Result<Feed, FeedError> {
    parse(content).map_err(|_| FeedError::no_article("is JSON, but no JSON Feed"))
}

fn parse(content: &str) -> Result<Feed, ParseFeedError> {
    // An item without an identifier has none: one made up would be another one at the next reading.
    // A date may be written as any page writes one.
    let moment = |raw: &str| date::parse(raw).or_else(|| Some(date::within(raw)?.0));
    let parser = parser::Builder::new()
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |raw| {
            let Moment { date, time } = moment(raw)?;
            format!("{date}T{}Z", time.unwrap_or(Time::midnight())).parse().ok()
        })
        .build();
    parser.parse(content.as_bytes())
}

fn explain(error: &ParseFeedError, content: &str) -> FeedError {
    let head: String = content.chars().take(2000).collect::<String>().to_ascii_lowercase();
    if head.contains("<opml") {
        return FeedError::no_article("is a list of feeds, for `dateline import`");
    }
    match error {
        ParseFeedError::ParseError(_) => FeedError::no_article("is XML, but no feed"),
        error => {
            // The parser's own words are about its insides.
            let why = if error.to_string().contains("nests elements") {
                "its elements are nested too deep"
            } else {
                "its XML does not fit together"
            };
            FeedError::Broken { place: None, message: format!("is a broken feed: {why}") }
        }
    }
}

/// What a feed says of all of its items.
struct About {
    source: Option<String>,
    language: Option<String>,
    base: Option<Url>,
    /// Whether the feed says outright which of its titles are HTML.
    is_atom: bool,
}

fn article(mut entry: Entry, about: &About) -> Option<Article> {
    let content = entry.content.take().and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let content = content.or_else(|| entry.summary.take().map(|summary| summary.content));
    let described = || entry.media.iter().find_map(|media| Some(media.description.as_ref()?.content.clone()));
    let content = content.or_else(described).unwrap_or_default();
    let guid = Some(clean_line(&entry.id)).filter(|id| !id.is_empty());
    let own = address(&entry.links, about.base.as_ref()).or_else(|| guid.clone().filter(|guid| is_web(guid)));
    let media = media(&entry);
    let url = own.clone().or_else(|| Some(media.first()?.target.clone()));
    let title = entry.title.as_ref().map(|title| headline(title, about.is_atom)).unwrap_or_default();
    let authors: Vec<String> = entry
        .authors
        .iter()
        .filter_map(|author| author.name.as_deref())
        .map(|name| clean_line(name).trim_matches(['(', ')']).to_owned())
        .filter(|name| is_name(name))
        .collect();
    let tags = entry.categories.iter().map(|category| clean_line(category.label.as_ref().unwrap_or(&category.term)));
    let mut article = Article {
        guid,
        title,
        date: entry.published.or(entry.updated).and_then(|when| moment(when.timestamp())).map(day_alone),
        source: about.source.clone(),
        url: own.or_else(|| about.base.clone().map(String::from)),
        byline: Some(authors.join(", ")).filter(|names| !names.is_empty()),
        language: entry.language.or_else(|| about.language.clone()).map(|tag| clean_line(&tag)),
        tags: tags.filter(|tag| !tag.is_empty()).collect(),
        ..Article::default()
    };
    // Relative links of an item without a page started at the feed.
    let says_something = set_content(&mut article, &content);
    article.url = url;
    tail::cut(&mut article);
    article.pointers.extend(media.into_iter().filter(|one| Some(&one.target) != article.url.as_ref()));
    says_something.then_some(article)
}

/// The words of a title: of HTML where it may be some, which some programs escape once too often.
fn headline(title: &Text, is_atom: bool) -> String {
    if is_atom && title.content_type.subty() == "plain" {
        return clean_line(&html::entity::decode(&title.content));
    }
    let line = html::line(&title.content);
    if ["</b>", "</i>", "</em>", "</strong>", "</a>", "</span>"].iter().any(|tag| line.contains(tag)) {
        return html::line(&line);
    }
    line
}

/// Midnight is what feeds write who know the day alone.
fn day_alone(moment: Moment) -> Moment {
    Moment { time: moment.time.filter(|time| *time != Time::midnight()), ..moment }
}

/// What is to be heard or seen with the item: the files that it encloses, under their names.
fn media(entry: &Entry) -> Vec<Pointer> {
    let enclosed = entry.links.iter().filter(|link| link.rel.as_deref() == Some("enclosure"));
    let enclosed = enclosed.map(|link| (link.href.clone(), link.media_type.clone()));
    let files = entry.media.iter().flat_map(|media| &media.content);
    let files = files
        .filter_map(|file| Some((file.url.as_ref()?.to_string(), file.content_type.as_ref().map(ToString::to_string))));
    let mut found: Vec<Pointer> = Vec::new();
    for (target, kind) in enclosed.chain(files) {
        let target = clean_line(&target);
        let is_heard = kind.as_deref().is_some_and(|kind| kind.starts_with("audio/") || kind.starts_with("video/"));
        if is_heard && is_web(&target) && found.iter().all(|known| known.target != target) && found.len() < MEDIA {
            let path = target.split(['?', '#']).next().unwrap_or_default();
            let title = clean_line(path.rsplit('/').find(|name| !name.is_empty()).unwrap_or_default());
            found.push(Pointer { title, target });
        }
    }
    found
}

/// The address of the item's page.
fn address(links: &[FeedLink], base: Option<&Url>) -> Option<String> {
    let is_rel = |link: &FeedLink, names: &[&str]| link.rel.as_deref().is_some_and(|rel| names.contains(&rel));
    let mut pages =
        links.iter().filter(|link| link.target.is_none() && !is_rel(link, &["enclosure", "replies", "self"]));
    let page = pages.clone().find(|link| link.rel.is_none() || is_rel(link, &["alternate"])).or(pages.next())?;
    let address = clean_line(&page.href);
    if is_web(&address) {
        return Some(address);
    }
    let joined = base.and_then(|base| base.join(&address).ok()).map(String::from);
    joined.filter(|joined| !address.is_empty() && is_web(joined))
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// RSS names authors by mail address, with the name behind it or without one.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.eq_ignore_ascii_case("unknown") && !name.contains('@')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn titles(feed: &str) -> Vec<String> {
        read(feed, None).unwrap().into_iter().map(|article| article.title).collect()
    }

    #[test]
    fn rss_items_are_articles() {
        let feed = r#"<?xml version="1.0" encoding="koi8-r"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
            <channel><title>Swiss Wire &amp; more</title><language>en-gb</language>
            <item><title>Envoys &amp;amp; talks</title><link>https://a.example/1</link><guid isPermaLink="false">g1</guid>
            <pubDate>Fri, 25 Apr 2025 10:00:00 +0200</pubDate><author>a@b.example (Anna Weber)</author><category>World</category>
            <description>Short.</description>
            <content:encoded><![CDATA[<p>Talks <a href="/plan">resumed</a>.</p><p>More &ndash; later.</p>]]></content:encoded></item></channel></rss>"#;
        let article = &read(feed, None).unwrap()[0];
        assert_eq!(article.title, "Envoys & talks");
        assert_eq!(article.text.as_str(), "Talks resumed.\n\nMore – later.");
        assert_eq!(article.links[0].target, "https://a.example/plan");
        assert_eq!(article.date.unwrap().date.to_string(), "2025-04-25");
        assert_eq!(article.source.as_deref(), Some("Swiss Wire & more"));
        assert_eq!((article.guid.as_deref(), article.url.as_deref()), (Some("g1"), Some("https://a.example/1")));
        assert_eq!(article.tags, ["World"]);
    }

    #[test]
    fn atom_entries_with_xhtml_are_articles() {
        let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><id>u:1</id><updated>2025-01-01T00:00:00Z</updated>
            <entry><title type="html">Talks &lt;b&gt;resume&lt;/b&gt;</title><id>u:2</id><updated>2025-01-02T03:04:05Z</updated>
            <link rel="enclosure" href="https://a.example/x.mp3"/><link href="https://a.example/2"/><author><name>Anna Weber</name></author>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>"#;
        let article = &read(feed, None).unwrap()[0];
        assert_eq!(article.title, "Talks resume");
        assert_eq!(article.text.as_str(), "One.\n\nTwo.");
        assert_eq!(article.url.as_deref(), Some("https://a.example/2"));
        assert_eq!(article.byline.as_deref(), Some("Anna Weber"));
    }

    #[test]
    fn json_feeds_are_read() {
        let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "W", "items": [
            {"id": "1", "url": "https://a.example/1", "title": "Talks", "content_text": "One.\n\nTwo.", "date_published": "2025-04-25T10:00:00Z"}]}"#;
        let article = &read(feed, None).unwrap()[0];
        assert_eq!(article.text.as_str(), "One.\n\nTwo.");
        assert_eq!(article.date.unwrap().date.to_string(), "2025-04-25");
        assert!(matches!(read("{\"a\": 1}", None), Err(FeedError::NoArticle(_))));
    }

    #[test]
    fn old_and_odd_versions_are_read() {
        for version in ["version=\"0.91\"", "version=\"0.93\"", "version='2.0.1'", ""] {
            let feed =
                format!("<rss {version}><channel><title>W</title><item><title>Talks</title></item></channel></rss>");
            assert_eq!(titles(&feed), ["Talks"], "{version}");
        }
        let rdf = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
            <channel><title>W</title><link>http://a.example/</link><description>d</description></channel>
            <item><title>Talks</title><link>http://a.example/1</link></item></rdf:RDF>"#;
        assert_eq!(titles(rdf), ["Talks"]);
    }

    #[test]
    fn a_feed_cut_in_the_middle_keeps_its_whole_items() {
        let feed = "<rss version=\"2.0\"><channel><title>W</title><item><title>A</title></item><item><title>B";
        assert_eq!(titles(feed), ["A"]);
    }

    #[test]
    fn dates_of_any_dress_are_read_and_midnight_is_a_day() {
        for (raw, hour) in [
            ("Sat, 26 Apr 2025 14:05:00 BST", Some(13)),
            ("2025-04-26 14:05:00", Some(14)),
            ("26.04.2025", None),
            ("April 26, 2025", None),
            ("Sat, 26 Apr 2025 00:00:00 GMT", None),
        ] {
            let feed = format!("<rss><channel><item><title>A</title><pubDate>{raw}</pubDate></item></channel></rss>");
            let date = read(&feed, None).unwrap()[0].date.expect(raw);
            assert_eq!((date.date.to_string(), date.time.map(|time| time.hour())), ("2025-04-26".to_owned(), hour));
        }
    }

    #[test]
    fn titles_are_escaped_once_twice_or_not_at_all() {
        let title = |title: &str| {
            titles(&format!("<rss><channel><item><title>{title}</title></item></channel></rss>")).remove(0)
        };
        assert_eq!(title("Fish &amp;amp; chips"), "Fish & chips");
        assert_eq!(title("&amp;lt;b&amp;gt;Fish&amp;lt;/b&amp;gt; &amp;#8217;n chips"), "Fish ’n chips");
        assert_eq!(title("a &lt; b"), "a < b");
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>1</id><title>The &lt;b&gt; tag</title></entry></feed>";
        assert_eq!(titles(atom), ["The <b> tag"]);
    }

    #[test]
    fn what_is_heard_or_seen_is_pointed_at() {
        let item = |inside: &str| {
            read(&format!("<rss xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><item><title>A</title>{inside}</item></channel></rss>"), None)
                .unwrap()
                .remove(0)
        };
        let sound = "<enclosure url=\"https://cdn.example/12.mp3?x=1\" length=\"9\" type=\"audio/mpeg\"/>";
        let article = item(&format!("<link>https://a.example/1</link>{sound}"));
        assert_eq!(article.url.as_deref(), Some("https://a.example/1"));
        assert_eq!(
            (&*article.pointers[0].title, &*article.pointers[0].target),
            ("12.mp3", "https://cdn.example/12.mp3?x=1")
        );
        let alone = item(sound);
        assert_eq!(alone.url.as_deref(), Some("https://cdn.example/12.mp3?x=1"));
        assert!(alone.pointers.is_empty());
        let described = item(
            "<media:group><media:content url=\"https://v.example/v\"/><media:description>It was dry.</media:description></media:group>",
        );
        assert_eq!(described.text.as_str(), "It was dry.");
        assert_eq!(item("<comments>https://a.example/1#c</comments>").url, None);
        assert_eq!(item("<guid>https://a.example/p</guid>").url.as_deref(), Some("https://a.example/p"));
    }

    #[test]
    fn a_broken_item_takes_no_other_with_it() {
        let feed = |items: &str| format!("<rss version=\"2.0\"><channel><title>W</title>{items}</channel></rss>");
        let broken = feed("<item><title>A</title></item><item><title>B</x></item><item><title>1 < 2</title></item>");
        assert_eq!(titles(&broken), ["A", "1 < 2"]);
        assert_eq!(read(&broken, None).unwrap()[0].source.as_deref(), Some("W"));
        assert_eq!(titles(&broken.replace("<title>W", "<title>W & <V")), ["A", "1 < 2"]);
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>W</title><entry><id>1</id><title>A</title></entry>\
            <entry><id>2</id><title>B</tite></entry></feed>";
        assert_eq!(titles(atom), ["A"]);
    }

    #[test]
    fn a_feed_nested_too_deep_is_told_in_our_words() {
        let deep = format!("<rss version=\"2.0\"><channel><item><title>a</title>{}", "<b>".repeat(100_000));
        assert_eq!(read(&deep, None).unwrap_err().to_string(), "is a broken feed: its elements are nested too deep");
        let cut = "<rss version=\"2.0\"><channel><title>a</tite>";
        assert_eq!(read(cut, None).unwrap_err().to_string(), "is a broken feed: its XML does not fit together");
    }

    #[test]
    fn items_that_say_nothing_are_left_out_and_a_title_alone_is_its_text() {
        let feed =
            "<rss version=\"2.0\"><channel><item/><item><title/></item><item><title>A</title></item></channel></rss>";
        let articles = read(feed, None).unwrap();
        assert_eq!(articles.len(), 1);
        assert_eq!(articles[0].text.as_str(), "A");
        assert!(articles[0].title_span.is_some());
    }

    #[test]
    fn what_is_no_feed_is_told() {
        for (content, why) in [
            ("<html><body><h1>502 Bad Gateway</h1></body></html>", "is XML, but no feed"),
            ("<?xml version='1.0'?><opml version='2.0'><body/></opml>", "is a list of feeds, for `dateline import`"),
        ] {
            assert_eq!(read(content, None), Err(FeedError::no_article(why)));
        }
    }

    proptest! {
        #[test]
        fn no_feed_panics(inside in "(<item>|</item>|<title>|</title>|&|<!\\[CDATA\\[|\\]\\]>|x|<guid>|</guid>|<pubDate>|</pubDate>|9{9}){0,20}") {
            let _ = read(&format!("<rss version=\"2.0\"><channel>{inside}</channel></rss>"), None);
        }
    }
}
