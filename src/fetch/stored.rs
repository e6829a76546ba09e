//! An article as the plain file that keeps it: Markdown under TOML front matter.

use std::fmt::Write;
use std::ops::Range;

use jiff::Timestamp;
use toml_edit::{Array, DocumentMut, InlineTable, value};

use super::handmade;
use super::incoming::Incoming;
use crate::feed;
use crate::model::{Article, Handmade, Moment, Pointer};

/// Hexadecimal digits of a fingerprint.
const DIGITS: usize = 16;

/// What a kept file says of its own history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stamp {
    /// The fingerprint of what the publisher sent: while that stays, the file is the reader's to edit.
    pub fingerprint: String,
    /// When the publisher sent other words than before.
    pub updated: Option<Timestamp>,
    /// Whether the text is the page's, in the place of a shorter one.
    pub filled: bool,
}

impl Stamp {
    /// That of an article as it comes in.
    pub fn of(incoming: &Incoming) -> Self {
        Self { fingerprint: incoming.fingerprint.clone(), updated: None, filled: incoming.signs.filled }
    }
}

/// What tells whether a publisher changed an article: a hash of its words, however they are set.
pub(super) fn fingerprint(article: &Article) -> String {
    let mut hash = blake3::Hasher::new();
    for word in article.title.split_whitespace().chain(["\n"]).chain(article.text.as_str().split_whitespace()) {
        hash.update(word.as_bytes()).update(b" ");
    }
    hash.finalize().to_hex()[..DIGITS].to_owned()
}

/// `article` as Markdown; read back it has the same headline, paragraphs and links.
pub(super) fn markdown(article: &Article, stamp: &Stamp) -> String {
    let plain = page(article, front_matter(article, stamp));
    if article.handmade == Handmade::default() {
        return plain;
    }
    let mut head = front_matter(article, stamp);
    handmade::write(&mut head, article);
    let made = page(article, head);
    // A part that would not be found again in the text, set as it is here, would make the file unreadable.
    if feed::read("kept.md", made.as_bytes()).is_ok() { made } else { plain }
}

fn page(article: &Article, head: DocumentMut) -> String {
    let mut page = format!("+++\n{head}+++\n");
    let body = article.title_span.map_or(0, |title| article.text.bytes(title).end);
    let mut links: Vec<(Range<usize>, &str)> =
        article.links.iter().map(|link| (article.text.bytes(link.span), link.target.as_str())).collect();
    links.sort_by_key(|(bytes, _)| bytes.start);
    let mut links = links.as_slice();
    let mut at = body;
    for line in article.text.as_str()[body..].split_inclusive('\n') {
        let paragraph = line.trim();
        if !paragraph.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            page.push('\n');
            let end = start + paragraph.len();
            links = &links[links.partition_point(|(bytes, _)| bytes.start < start)..];
            let inside = links.partition_point(|(bytes, _)| bytes.start < end);
            write_paragraph(&mut page, paragraph, start, &links[..inside]);
            page.push('\n');
        }
        at += line.len();
    }
    page
}

fn front_matter(article: &Article, stamp: &Stamp) -> DocumentMut {
    let mut head = DocumentMut::new();
    head["title"] = value(&article.title);
    if let Some(moment) = article.date {
        head["date"] = value(date(moment));
    }
    let known = [
        ("source", &article.source),
        ("url", &article.url),
        ("author", &article.byline),
        ("language", &article.language),
        ("guid", &article.guid),
    ];
    for (key, word) in known {
        if let Some(word) = word {
            head[key] = value(word);
        }
    }
    if !article.tags.is_empty() {
        head["tags"] = value(article.tags.iter().collect::<Array>());
    }
    if !article.pointers.is_empty() {
        head["pointers"] = value(article.pointers.iter().map(pointer).collect::<Array>());
    }
    if let Some(updated) = stamp.updated {
        head["updated"] = value(format!("{updated:.0}"));
    }
    if stamp.filled {
        head["full"] = value(true);
    }
    if !stamp.fingerprint.is_empty() {
        head["fingerprint"] = value(&stamp.fingerprint);
    }
    head
}

fn pointer(pointer: &Pointer) -> InlineTable {
    let mut table = InlineTable::new();
    table.insert("title", pointer.title.as_str().into());
    table.insert("url", pointer.target.as_str().into());
    table
}

fn date(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{}T{time:.0}Z", moment.date),
        None => moment.date.to_string(),
    }
}

/// Writes the `paragraph` that begins at the byte `start` of the article's text, with the links that begin in it.
fn write_paragraph(page: &mut String, paragraph: &str, start: usize, links: &[(Range<usize>, &str)]) {
    let mut done = 0;
    for (bytes, target) in links {
        let (from, to) = (bytes.start - start, bytes.end.saturating_sub(start));
        let is_odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\');
        if from < done || to <= from || to > paragraph.len() || target.contains(is_odd) {
            continue;
        }
        escape(page, &paragraph[done..from], done == 0);
        page.push('[');
        escape(page, &paragraph[from..to], false);
        // Writing to a String cannot fail.
        let _ = write!(page, "](<{target}>)");
        done = to;
    }
    escape(page, &paragraph[done..], done == 0);
}

/// Writes `words` so that Markdown reads them as they are; `first` when they begin a line.
fn escape(page: &mut String, words: &str, first: bool) {
    let mut before = ' ';
    let mut leading = first;
    for (at, c) in words.char_indices() {
        let after = words[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let is_special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' | '$' | '^' | '{' => true,
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '&' => after.is_alphanumeric() || after == '#',
            '#' | '>' | '+' | '-' | '=' | ':' => leading && at == 0,
            '.' | ')' => leading && words[..at].chars().all(|c| c.is_ascii_digit()),
            _ => false,
        };
        if is_special {
            page.push('\\');
        }
        page.push(c);
        leading &= c.is_ascii_digit();
        before = c;
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Link, Text};

    fn article(text: &str) -> Article {
        Article { title: "Ministers “meet”".into(), text: Text::new(text), ..Article::default() }
    }

    fn read_back(article: &Article) -> Article {
        feed::read("kept.md", markdown(article, &Stamp::default()).as_bytes()).unwrap().remove(0)
    }

    fn paragraphs(article: &Article) -> Vec<String> {
        let lines = article.text.as_str().lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn what_is_known_reads_back() {
        let mut kept = article("One *bold* claim.\n\n# not a heading\n1. not a list\n- nor this <b>tag</b> &amp;");
        kept.date = Some(Moment { date: date(2025, 4, 25), time: Some(time(14, 2, 0, 0)) });
        kept.url = Some("https://news.example/a?b=1".into());
        kept.guid = Some("tag:news.example,2025:1".into());
        kept.byline = Some("A. \"B\" Writer".into());
        kept.tags = vec!["world".into(), "a, b".into()];
        let again = read_back(&kept);
        assert_eq!((&again.title, &again.date, &again.url), (&kept.title, &kept.date, &kept.url));
        assert_eq!((&again.guid, &again.byline, &again.tags), (&kept.guid, &kept.byline, &kept.tags));
        assert_eq!(paragraphs(&again), paragraphs(&kept));
    }

    #[test]
    fn hand_made_parts_read_back() {
        let briefing = "title = 'Ferries'\ntext = '''\nFerries stop at dusk.\n\n“We wait,” Ida Holm said, “and see.”\n'''\n\
            summary = ['Ferries stop at dusk.']\nsee_also = ['Older news', {title = 'Nets', url = 'https://sea.example/n'}]\n\
            [[quotes]]\ntext = ['We wait,', 'and see.']\nspeaker = 'Ida Holm'\ncue = 'said'\n\
            [[positions]]\nactor = 'Ida Holm'\nstance = 'opposes'\ntopic = 'Ferries'\n";
        let made = feed::read("made.toml", briefing.as_bytes()).unwrap().remove(0);
        let again = read_back(&made);
        assert_eq!((&again.text, &again.handmade), (&made.text, &made.handmade));
        assert!(again.handmade.quotes.is_some_and(|quotes| quotes[0].parts.len() == 2));
    }

    #[test]
    fn pointers_read_back() {
        let mut kept = article("Ferries stop at dusk.");
        kept.pointers =
            vec![Pointer { title: "Nets “mended”".into(), target: "https://sea.example/n?a='1'".into() }];
        assert_eq!(read_back(&kept).pointers, kept.pointers);
    }

    #[test]
    fn links_read_back_at_their_words() {
        let mut kept = article("More in the earlier report, and here.");
        kept.links = vec![Link { span: kept.text.span(12..26), target: "https://news.example/(1)".into() }];
        let again = read_back(&kept);
        assert_eq!(again.links.len(), 1);
        assert_eq!(again.text.slice(again.links[0].span), "earlier report");
        assert_eq!(again.links[0].target, "https://news.example/(1)");
    }

    proptest! {
        #[test]
        fn any_text_reads_back(text in "[a-zA-Z0-9 \n*_#>+=`~|.)(<>&;!\\[\\]\\\\'\"é:/$^{}-]{0,120}") {
            let kept = article(&text);
            prop_assume!(!paragraphs(&kept).is_empty());
            prop_assert_eq!(paragraphs(&read_back(&kept)), paragraphs(&kept));
        }
    }
}
