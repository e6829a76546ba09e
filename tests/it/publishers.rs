//! Feeds in the shapes of real publishers, written for the test: the words kept, no junk, paragraphs whole, date and
//! headline right.

use dateline::feed;
use dateline::model::Article;

/// Paragraphs of an invented report; each feed wraps them in its own way.
const REPORT: [&str; 4] = [
    "The council of Brackwater voted on Tuesday to raise the sea wall by forty centimetres before the next winter, after a night in which the harbour road stood under water for the third time this year.",
    "“Nobody in this room wants to explain a fourth flood,” said Ruth Adeyemi, who leads the works committee. She put the cost at 2.4 million crowns.",
    "Owners of the boat sheds had asked for a wall further out. Their speaker, Tomas Lund, called the vote “a wall against the boats, not the sea”.",
    "Work is to begin in September & end before the storms; the road stays open on one side.",
];
const TITLE: &str = "Brackwater raises its wall – and its voice";

/// The report as paragraphs of HTML, with a link in it.
fn html() -> String {
    let linked = |text: &str| {
        text.replace('&', "&amp;").replacen("works committee", "<a href=\"/works\">works committee</a>", 1)
    };
    REPORT.iter().map(|text| format!("<p>{}</p>\n", linked(text))).collect()
}

fn escaped(html: &str) -> String {
    html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn first(feed: &str) -> Article {
    feed::read_feed("https://news.example/feed", feed.as_bytes()).unwrap().into_iter().next().unwrap()
}

/// Holds the article against the report: every paragraph whole and in its order, at most a tenth of other words.
fn hold(article: &Article, date: Option<&str>) {
    let text = article.text.as_str();
    let paragraphs: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut places = REPORT.iter().map(|paragraph| paragraphs.iter().position(|line| line == paragraph));
    assert!(places.by_ref().map(|place| place.expect(text)).is_sorted(), "{text}");
    let words = |text: &str| text.split_whitespace().count();
    let (all, own): (usize, usize) = (words(text), REPORT.iter().map(|paragraph| words(paragraph)).sum());
    assert!((all - own) * 10 <= all, "{text}");
    assert_eq!(article.title, TITLE);
    assert_eq!(article.date.map(|moment| moment.date.to_string()).as_deref(), date);
}

#[test]
fn a_feed_of_a_blog_program() {
    let article = first(&format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/">
        <channel><title>Brackwater Post</title><link>https://news.example</link><language>en-US</language>
        <item><title>Brackwater raises its wall &#8211; and its voice</title><link>https://news.example/2025/04/wall/</link>
          <comments>https://news.example/2025/04/wall/#comments</comments><dc:creator><![CDATA[Ida Holm]]></dc:creator>
          <pubDate>Fri, 25 Apr 2025 14:02:00 +0000</pubDate><category><![CDATA[Coast & Sea]]></category>
          <guid isPermaLink="false">https://news.example/?p=1234</guid><description><![CDATA[<p>The council of Brackwater voted on Tuesday [&#8230;]</p>]]></description>
          <content:encoded><![CDATA[{}<figure class="wp-block-image"><img src="x.jpg" alt="A wall"/></figure>]]></content:encoded>
          <wfw:commentRss>https://news.example/2025/04/wall/feed/</wfw:commentRss><slash:comments>3</slash:comments></item></channel></rss>"#,
        html()
    ));
    hold(&article, Some("2025-04-25"));
    assert_eq!(
        (article.byline.as_deref(), article.tags.as_slice()),
        (Some("Ida Holm"), &["Coast & Sea".to_owned()][..])
    );
    assert_eq!(article.links[0].target, "https://news.example/works");
}

#[test]
fn a_feed_of_a_broadcaster_with_media_and_cdata() {
    let article = first(&format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet title="XSL_formatting" type="text/xsl" href="/shared/nolsol.xsl"?>
        <rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0" xmlns:media="http://search.yahoo.com/mrss/">
        <channel><title><![CDATA[Coast News]]></title><description><![CDATA[Coast News]]></description><link>https://news.example/</link>
        <image><url>https://news.example/logo.gif</url><title>Logo</title><link>https://news.example/</link></image>
        <atom:link href="https://news.example/rss.xml" rel="self" type="application/rss+xml"/>
        <item><title><![CDATA[{TITLE}]]></title><description><![CDATA[{}]]></description><link>https://news.example/articles/c1#0</link>
          <guid isPermaLink="false">https://news.example/articles/c1#0</guid><pubDate>Fri, 25 Apr 2025 14:02:00 GMT</pubDate>
          <media:thumbnail width="240" height="135" url="https://news.example/t.jpg"/></item></channel></rss>"#,
        html()
    ));
    hold(&article, Some("2025-04-25"));
    assert_eq!(article.guid.as_deref(), Some("https://news.example/articles/c1#0"));
}

#[test]
fn a_feed_of_a_paper_with_escaped_html_and_media_credits() {
    let article = first(&format!(
        r#"<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>Coast | The Paper</title>
        <item><title>{TITLE}</title><link>https://news.example/coast/2025/apr/25/wall</link><description>{}</description>
          <category domain="https://news.example/coast">Coast</category><pubDate>Fri, 25 Apr 2025 14:02:00 GMT</pubDate>
          <guid>https://news.example/coast/2025/apr/25/wall</guid><media:content width="460" url="https://news.example/i.jpg"><media:credit scheme="urn:ebu">Photograph: Jan Prins</media:credit></media:content>
          <dc:creator>Ida Holm</dc:creator><dc:date>2025-04-25T14:02:00Z</dc:date></item></channel></rss>"#,
        escaped(&html())
    ));
    hold(&article, Some("2025-04-25"));
    assert!(!article.text.as_str().contains("Photograph"));
}

#[test]
fn an_atom_feed_of_releases_with_relative_links() {
    let article = first(&format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en-US">
        <id>tag:news.example,2008:https://news.example/wall/releases</id><link type="text/html" rel="alternate" href="https://news.example/wall/releases"/>
        <link type="application/atom+xml" rel="self" href="https://news.example/wall/releases.atom"/><title>Releases of wall</title><updated>2025-04-26T14:02:00Z</updated>
        <entry><id>tag:news.example,2008:Repository/1/v1.0</id><updated>2025-04-25T14:02:00Z</updated>
          <link rel="alternate" type="text/html" href="https://news.example/wall/releases/tag/v1.0"/><title>{TITLE}</title>
          <content type="html">{}</content><author><name>ruth</name></author><media:thumbnail height="30" width="30" url="https://news.example/u/1"/></entry></feed>"#,
        escaped(&html())
    ));
    hold(&article, Some("2025-04-25"));
    assert_eq!(article.links[0].target, "https://news.example/works");
    assert_eq!(article.guid.as_deref(), Some("tag:news.example,2008:Repository/1/v1.0"));
}

#[test]
fn a_podcast_with_notes_and_an_enclosure() {
    let article = first(&format!(
        r#"<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Quay</title>
        <itunes:author>Ida Holm</itunes:author><itunes:category text="News"/><item><title>{TITLE}</title><itunes:title>Wall</itunes:title>
          <itunes:duration>1802</itunes:duration><itunes:explicit>false</itunes:explicit><itunes:summary>Short notes.</itunes:summary>
          <enclosure url="https://cdn.example/1.mp3" length="123456" type="audio/mpeg"/><guid isPermaLink="false">a1b2-c3</guid>
          <pubDate>Fri, 25 Apr 2025 14:02:00 -0000</pubDate><description><![CDATA[{}]]></description></item></channel></rss>"#,
        html()
    ));
    hold(&article, Some("2025-04-25"));
}

#[test]
fn xhtml_content_and_json_and_rdf() {
    let xhtml = format!(
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>u:1</id><updated>2025-04-25T00:00:00Z</updated><entry><title type="text">{TITLE}</title>
        <id>u:2</id><published>2025-04-25T14:02:00+02:00</published><updated>2025-05-01T00:00:00Z</updated><link href="https://news.example/a"/>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{}</div></content></entry></feed>"#,
        html()
    );
    hold(&first(&xhtml), Some("2025-04-25"));
    let json = serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [
        {"id": "1", "url": "https://news.example/a", "title": TITLE, "content_html": html(), "date_published": "2025-04-25T14:02:00Z"}]});
    hold(&first(&json.to_string()), Some("2025-04-25"));
    let rdf = format!(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
        <channel rdf:about="https://news.example/"><title>T</title><link>https://news.example/</link><description>d</description></channel>
        <item rdf:about="https://news.example/a"><title>{TITLE}</title><link>https://news.example/a</link><dc:date>2025-04-25T14:02:00Z</dc:date>
        <content:encoded><![CDATA[{}]]></content:encoded></item></rdf:RDF>"#,
        html()
    );
    hold(&first(&rdf), Some("2025-04-25"));
}

#[test]
fn missing_dates_stay_missing_and_line_breaks_are_paragraphs() {
    let broken = REPORT.map(|text| text.replace('&', "&amp;")).join("<br/><br />\n");
    let feed = format!(
        "<rss version=\"0.91\"><channel><title>T</title><item><title>{TITLE}</title><pubDate></pubDate><description><![CDATA[{broken}]]></description></item></channel></rss>"
    );
    hold(&first(&feed), None);
}

#[test]
fn relative_addresses_start_at_the_feed() {
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>T</title><link>/coast/</link><item><title>{TITLE}</title><link>/coast/wall</link><description><![CDATA[{}]]></description></item></channel></rss>",
        html()
    );
    let article = first(&feed);
    hold(&article, None);
    assert_eq!(article.url.as_deref(), Some("https://news.example/coast/wall"));
    assert_eq!(article.links[0].target, "https://news.example/works");
}

#[test]
fn other_charsets_are_read_whatever_is_said_of_them() {
    let feed = format!(
        "<?xml version=\"1.0\" encoding=\"NAME\"?><rss version=\"2.0\"><channel><title>T</title><item><title>{TITLE}</title><description><![CDATA[{}]]></description></item></channel></rss>",
        html()
    );
    let said = |name: &str| feed.replace("NAME", name);
    let latin = encoding_rs::WINDOWS_1252.encode(&said("windows-1252")).0.into_owned();
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(said("utf-16").encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [latin, wide, said("iso-8859-1").into_bytes(), said("no-such-thing").into_bytes()] {
        hold(&feed::read_feed("https://news.example/feed", &bytes).unwrap()[0], None);
    }
}
