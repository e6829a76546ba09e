//! What a page says of itself: JSON-LD, `meta`, byline, and the comment that a program leaves which saved it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use super::around::Around;
use super::scan::{Tag, Token, tokens};
use super::{entity, line, title};
use crate::feed::{clean_line, date, text};
use crate::model::{Article, Moment};

/// Scripts of JSON-LD that are read, and the longest one in bytes.
const SCRIPTS: usize = 8;
const SCRIPT: usize = 1 << 20;
/// Parts of an address that are searched for a date.
const ADDRESS: usize = 16;
/// Longest byline found by its class, in characters.
const BYLINE: usize = 100;

/// The word before an author's name, by language.
const BY: &[(&str, &str)] = &[
    ("de", "Von "),
    ("fr", "Par "),
    ("es", "Por "),
    ("pt", "Por "),
    ("it", "Di "),
    ("nl", "Door "),
    ("sv", "Av "),
    ("da", "Af "),
];

const TITLES: &[&str] = &["og:title", "twitter:title", "dc.title", "parsely-title"];
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "article:published",
    "article.published",
    "citation_publication_date",
    "citation_date",
    "publication_date",
    "publication-date",
    "published_date",
    "published-date",
    "publishtime",
    "publish_time",
    "publishdate",
    "publish_date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "weibo:article:create_at",
    "bt:pubdate",
    "release_date",
    "vr:published_time",
    "iso-8601-publish-date",
    "datecreated",
    "pubdate",
    "publish-date",
    "date",
];
const SOURCES: &[&str] = &["og:site_name", "dc.publisher", "application-name", "twitter:site"];
const AUTHORS: &[&str] = &["author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author"];
const TAGS: &[&str] = &["news_keywords", "keywords", "article:tag"];

/// What a page says of itself.
#[derive(Debug, Default)]
pub struct Metadata {
    /// `meta` elements: name or property in lower case, first content.
    meta: BTreeMap<String, String>,
    /// The news article of the page's JSON-LD, if it has one.
    news: Option<Value>,
    title: Option<String>,
    heading: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
    /// When the page came out, as JSON-LD tells of what is no news article.
    page_date: Option<String>,
    byline: Option<String>,
}

impl Metadata {
    /// Reads what `html` says of itself.
    pub fn of(html: &str) -> Self {
        let mut metadata = Self::default();
        let mut scripts = 0;
        let mut capture: Option<Capture> = None;
        let mut script = false;
        for token in tokens(html) {
            if let Some(open) = &mut capture
                && open.take(&token)
            {
                metadata.keep(capture.take());
            }
            match token {
                Token::Open(tag) => {
                    script = tag.is("script")
                        && tag.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
                    metadata.tag(&tag);
                    if capture.is_none() {
                        capture = metadata.wanted(&tag);
                    }
                }
                Token::Raw(raw) if script && scripts < SCRIPTS && raw.len() <= SCRIPT => {
                    scripts += 1;
                    metadata.json_ld(raw);
                }
                Token::Comment(comment) => metadata.saved_from(comment),
                _ => {}
            }
        }
        metadata.keep(capture);
        metadata
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let value = |name: &str| tag.attribute(name).map(|value| clean_line(&value)).filter(|v| !v.is_empty());
        if tag.is("meta") {
            let name = value("property").or_else(|| value("name")).or_else(|| value("itemprop"));
            if let (Some(name), Some(content)) = (name, value("content")) {
                self.meta.entry(name.to_ascii_lowercase()).or_insert(content);
            }
        } else if tag.is("link") && value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
            self.canonical = self.canonical.take().or(value("href"));
        } else if tag.is("html") {
            self.language = self.language.take().or(value("lang"));
        }
    }

    /// What of the text inside `tag` is wanted.
    fn wanted(&self, tag: &Tag<'_>) -> Option<Capture> {
        let what = if tag.is("title") && self.title.is_none() {
            What::Title
        } else if tag.is("h1") && self.heading.is_none() {
            What::Heading
        } else if self.byline.is_none() && is_byline(tag) {
            What::Byline
        } else {
            return None;
        };
        Some(Capture { what, name: tag.name.to_owned(), html: String::new() })
    }

    fn keep(&mut self, capture: Option<Capture>) {
        let Some(capture) = capture else { return };
        let text = line(&capture.html);
        if text.is_empty() {
            return;
        }
        match capture.what {
            What::Title => self.title = Some(text),
            What::Heading => self.heading = Some(text),
            // Below many articles stands what the author does otherwise, in a sentence.
            What::Byline if text.ends_with('.') && text.split(' ').count() > 4 => {}
            What::Byline if text.chars().count() <= BYLINE => self.byline = Some(text),
            What::Byline => {}
        }
    }

    fn json_ld(&mut self, raw: &str) {
        let raw = raw.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        if let Ok(value) = serde_json::from_str::<Value>(raw)
            && self.news.is_none()
        {
            self.page_date = self.page_date.take().or_else(|| date_of(&value, 0));
            self.news = news_of(value, 0);
        }
    }

    /// Takes in what programs that save pages write about where they found one.
    fn saved_from(&mut self, comment: &str) {
        let url = if comment.contains("SingleFile") {
            comment.lines().find_map(|line| line.trim().strip_prefix("url:"))
        } else {
            // A browser writes the length of the address before it: (0024)https://...
            comment.trim().strip_prefix("saved from url=(").and_then(|rest| Some(rest.split_once(')')?.1))
        };
        self.canonical = url.map(clean_line).or(self.canonical.take());
    }

    /// What the page declares to be its headline, which often names the site as well.
    pub fn declared(&self) -> Option<String> {
        self.news_line(&["headline"]).or_else(|| self.first(TITLES)).or_else(|| self.title.clone())
    }

    /// The first heading of the first rank.
    pub fn heading(&self) -> Option<&str> {
        self.heading.as_deref()
    }

    /// Whose page it is.
    pub fn source(&self) -> Option<String> {
        let source = self
            .first(SOURCES)
            .or_else(|| self.news_line(&["publisher", "name"]))
            .or_else(|| title::site(self.title.as_deref()?, [self.heading.as_deref(), self.first(TITLES).as_deref()]));
        source.map(|source| source.trim_start_matches('@').to_owned())
    }

    /// The text of the article, where the page's data hold it.
    pub fn text(&self) -> Option<&str> {
        self.news.as_ref()?.get("articleBody")?.as_str()
    }

    /// Fills in what the page says of `article`, whose headline is `title`, and what stands `around` it in sight; the
    /// lines of `head` stood above its text.
    pub fn describe(&self, article: &mut Article, title: String, around: Around, head: &str) {
        article.source = self.source().or_else(|| {
            title::site(self.title.as_deref()?, [Some(title.as_str()), None]).filter(|_| !title.is_empty())
        });
        article.url = self
            .canonical
            .clone()
            .or_else(|| self.first(&["og:url"]))
            .or_else(|| self.news_line(&["url"]))
            .or_else(|| self.news_line(&["mainEntityOfPage", "@id"]))
            .filter(|url| url.starts_with("http://") || url.starts_with("https://"));
        article.title = title;
        if article.title.is_empty() {
            article.title = text::beginning(article.text.as_str());
        }
        article.date = self.date().or_else(|| dated(around.date, article.url.as_deref()));
        article.byline = self.author();
        article.language = self.language.clone().or_else(|| self.first(&["og:locale"]).map(|l| l.replace('_', "-")));
        let tags = self.first(TAGS).unwrap_or_default();
        article.tags = tags.split(',').map(clean_line).filter(|tag| !tag.is_empty()).collect();
        if article.date.is_none() || article.byline.is_none() {
            let above = text::read(&format!("{}\n\n{head}", article.title));
            article.byline = article.byline.take().or(above.byline).or(around.byline);
            article.date = article.date.or(above.date).or_else(|| text::read(article.text.as_str()).date);
        }
    }

    /// When the page says outright that it came out.
    fn date(&self) -> Option<Moment> {
        let told = ["datePublished", "dateCreated", "uploadDate"].iter().find_map(|name| self.news_line(&[name]));
        let metas = DATES.iter().filter_map(|name| self.meta.get(*name).cloned());
        told.into_iter().chain(metas).chain(self.page_date.clone()).find_map(|raw| date::parse(&raw))
    }

    fn author(&self) -> Option<String> {
        let named = self.news.as_ref().and_then(|news| names(&news["author"]));
        let written = self.first(&["twitter:label1"]).filter(|label| label.eq_ignore_ascii_case("written by"));
        let written = || written.and_then(|_| self.first(&["twitter:data1"]));
        let declared = || self.first(AUTHORS).filter(|author| !author.contains("://")).or_else(written);
        named
            .or_else(declared)
            .or_else(|| self.byline.clone())
            .map(|author| without_by(&author, self.language.as_deref()))
            .filter(|a| !a.is_empty())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.meta.get(*name)).cloned()
    }

    fn news_line(&self, path: &[&str]) -> Option<String> {
        let mut value = self.news.as_ref()?;
        for key in path {
            value = value.get(key)?;
        }
        value.as_str().map(line).filter(|line| !line.is_empty())
    }
}

/// The date `seen` on a page, unless its address tells another one: then what was seen is not the article's.
fn dated(seen: Option<Moment>, url: Option<&str>) -> Option<Moment> {
    match url.and_then(date_of_address) {
        Some(told) => seen.filter(|seen| seen.date == told).or(Some(told.into())),
        None => seen,
    }
}

/// The date in an address such as `/2025/04/25/talks`, `/2025/apr/25/talks`, `/2025-04-25-talks` or `/20250425/`.
fn date_of_address(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next()?.splitn(4, '/').nth(3)?;
    let parts: Vec<&str> = path.split('/').take(ADDRESS).collect();
    let named = parts.windows(3).find_map(|parts| date::within(&parts.join(" ")).filter(|_| parts[0].len() == 4));
    if let Some((moment, _)) = named {
        return Some(moment.date);
    }
    let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let date = |year: &str, month: &str, day: &str| {
        let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
        Date::new(year.parse().ok().filter(|_| is_year)?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    let parted = numbers.windows(3).filter(|parts| parts[1..].iter().all(|part| matches!(part.len(), 1 | 2)));
    let whole = numbers.iter().filter(|number| number.len() == 8);
    parted
        .filter_map(|parts| date(parts[0], parts[1], parts[2]))
        .chain(whole.filter_map(|number| date(&number[..4], &number[4..6], &number[6..])))
        .next()
}

enum What {
    Title,
    Heading,
    Byline,
}

/// HTML being collected until its element ends.
struct Capture {
    what: What,
    name: String,
    html: String,
}

impl Capture {
    /// Takes `token` in; true when the element has ended.
    fn take(&mut self, token: &Token<'_>) -> bool {
        match token {
            Token::Text(text) | Token::Raw(text) if self.html.len() < 4096 => {
                self.html.push_str(text);
                false
            }
            Token::Close(name) => name.eq_ignore_ascii_case(&self.name),
            Token::Open(_) => {
                self.html.push(' ');
                false
            }
            _ => false,
        }
    }
}

fn is_byline(tag: &Tag<'_>) -> bool {
    tag.attributes().any(|(name, value)| {
        let value = entity::decode(value).to_ascii_lowercase();
        (name.eq_ignore_ascii_case("rel") && value == "author")
            || (name.eq_ignore_ascii_case("itemprop") && value.contains("author"))
            || (name.eq_ignore_ascii_case("class")
                && value.split(['-', '_', ' ']).any(|word| matches!(word, "byline" | "author")))
    })
}

/// The first news article in a JSON-LD value: itself, in a list, or in a `@graph`.
fn news_of(value: Value, depth: usize) -> Option<Value> {
    if depth > 3 {
        return None;
    }
    match value {
        Value::Array(values) => values.into_iter().find_map(|value| news_of(value, depth + 1)),
        Value::Object(mut object) => {
            if is_news(object.get("@type")) {
                return Some(Value::Object(object));
            }
            news_of(object.remove("@graph")?, depth + 1)
        }
        _ => None,
    }
}

/// When what a JSON-LD value tells of came out, of whatever kind it is.
fn date_of(value: &Value, depth: usize) -> Option<String> {
    match value {
        _ if depth > 3 => None,
        Value::Array(values) => values.iter().find_map(|value| date_of(value, depth + 1)),
        Value::Object(object) => match object.get("datePublished").and_then(Value::as_str) {
            Some(date) => Some(date.to_owned()),
            None => date_of(object.get("@graph")?, depth + 1),
        },
        _ => None,
    }
}

fn is_news(kind: Option<&Value>) -> bool {
    let one = |kind: &str| kind.ends_with("Article") || matches!(kind, "BlogPosting" | "Report" | "LiveBlogPosting");
    match kind {
        Some(Value::String(kind)) => one(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(one),
        _ => false,
    }
}

/// The names of persons given as a string, a table with a name, or a list of either.
fn names(value: &Value) -> Option<String> {
    let one = |value: &Value| match value.get("name").unwrap_or(value) {
        Value::Array(names) => names.iter().filter_map(Value::as_str).map(line).collect(),
        name => name.as_str().map(line).into_iter().collect::<Vec<String>>(),
    };
    let names: Vec<String> = match value {
        Value::Array(values) => values.iter().flat_map(one).collect(),
        value => one(value),
    };
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

/// Whether `word` stands before an author's name, in whatever language.
pub fn is_by(word: &str) -> bool {
    word.eq_ignore_ascii_case("by") || BY.iter().any(|(_, by)| by.trim().eq_ignore_ascii_case(word))
}

/// `byline` without the word for "by" of the page's language.
fn without_by(byline: &str, language: Option<&str>) -> String {
    let tag = language.unwrap_or_default().to_lowercase();
    let own = BY.iter().filter(|(code, _)| tag.starts_with(code)).map(|&(_, by)| by);
    let mut begins = ["By ", "by ", "BY "].into_iter().chain(own);
    let rest = byline.strip_prefix("Written ").or_else(|| byline.strip_prefix("Posted ")).unwrap_or(byline);
    let name = begins.find_map(|by| rest.strip_prefix(by)).filter(|name| name.starts_with(char::is_uppercase));
    name.unwrap_or(byline).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(head: &str) -> Article {
        super::super::read(&format!("{head}<p>Talks resumed in the old hall.</p>")).unwrap()
    }

    #[test]
    fn json_ld_is_read_from_a_graph() {
        let article = described(
            r#"<html lang="en-GB"><script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"],
            "headline": "Envoys &amp; talks", "datePublished": "2025-04-25T10:00:00+02:00", "url": "https://a.example/x",
            "author": [{"name": "Anna Weber"}, "Jean Roux"], "publisher": {"name": "Swiss Wire"}}]}</script>"#,
        );
        assert_eq!(article.title, "Envoys & talks");
        assert_eq!(article.date.unwrap().date.to_string(), "2025-04-25");
        assert_eq!(article.byline.as_deref(), Some("Anna Weber, Jean Roux"));
        assert_eq!(article.source.as_deref(), Some("Swiss Wire"));
        assert_eq!(article.url.as_deref(), Some("https://a.example/x"));
        assert_eq!(article.language.as_deref(), Some("en-GB"));
    }

    #[test]
    fn meta_elements_serve_where_json_ld_is_broken() {
        let article = described(
            r#"<script type="application/ld+json">{"@type": </script><meta property="og:title" content="Talks resume - Swiss Wire">
            <meta property="og:site_name" content="Swiss Wire"><meta name="Author" content="By Anna Weber">
            <meta property="article:published_time" content="2025-04-25"><link rel=canonical href="https://a.example/y">"#,
        );
        assert_eq!(article.title, "Talks resume");
        assert_eq!(article.byline.as_deref(), Some("Anna Weber"));
        assert_eq!(article.date.unwrap().date.to_string(), "2025-04-25");
        assert_eq!(article.url.as_deref(), Some("https://a.example/y"));
    }

    #[test]
    fn the_page_itself_serves_where_nothing_is_declared() {
        let article = described(
            "<title>Envoys return to Geneva: live | The Daily Example</title><h1>Envoys return <b>to Geneva</b></h1>\
             <p class=\"article-byline\">By <a>Anna Weber</a></p><time datetime='2025-04-25T08:00Z'>today</time>",
        );
        assert_eq!(article.title, "Envoys return to Geneva");
        assert_eq!(article.byline.as_deref(), Some("Anna Weber"));
        assert!(article.date.is_some());
    }

    #[test]
    fn the_site_is_known_by_the_end_of_the_title_and_a_sentence_is_no_byline() {
        let article = described(
            "<title>Ferries stop at dusk - Coast | Island Mail</title><h1>Ferries stop at dusk</h1>\
             <p class=author-bio>Ida Holm writes about the sea.</p><p class=byline>By Jan Prins</p>",
        );
        assert_eq!((article.source.as_deref(), article.byline.as_deref()), (Some("Island Mail"), Some("Jan Prins")));
        assert_eq!(described("<title>Ferries stop - for now</title><h1>Ferries</h1>").source, None);
    }

    #[test]
    fn single_file_keeps_the_address() {
        let page = "<html><!--\n Page saved with SingleFile \n url: https://a.example/z \n saved date: x\n--><p>x";
        assert_eq!(described(page).url.as_deref(), Some("https://a.example/z"));
    }

    #[test]
    fn the_address_tells_the_date() {
        for (url, expected) in [
            ("https://a.example/world/2025/04/25/talks", Some("2025-04-25")),
            ("https://a.example/2025-4-5-talks.html", Some("2025-04-05")),
            ("https://a.example/news/20250425/x", Some("2025-04-25")),
            ("https://a.example/2025/04/talks-25", None),
            ("https://a.example/20251425/12345678", None),
            ("https://2025-04-25.example/x", None),
        ] {
            assert_eq!(date_of_address(url).map(|date| date.to_string()).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn other_addresses_are_no_url() {
        assert_eq!(described("<link rel=canonical href='javascript:x'>").url, None);
    }
}
