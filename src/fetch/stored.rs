//! An article as the plain file that keeps it: Markdown under TOML front matter.

use std::fmt::Write;

use toml_edit::{Array, DocumentMut, value};

use crate::model::{Article, Link, Moment};

/// `article` as Markdown; read back it has the same headline, paragraphs and links.
pub fn markdown(article: &Article) -> String {
    let mut page = format!("+++\n{}+++\n", front_matter(article));
    let body = article.title_span.map_or(0, |title| article.text.bytes(title).end);
    let mut at = body;
    for line in article.text.as_str()[body..].split_inclusive('\n') {
        let paragraph = line.trim();
        if !paragraph.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            page.push('\n');
            write_paragraph(&mut page, article, start, paragraph);
            page.push('\n');
        }
        at += line.len();
    }
    page
}

fn front_matter(article: &Article) -> DocumentMut {
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
    head
}

fn date(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{}T{time:.0}Z", moment.date),
        None => moment.date.to_string(),
    }
}

/// Writes the paragraph that begins at the byte `start` of the article's text, with the links that lie in it.
fn write_paragraph(page: &mut String, article: &Article, start: usize, paragraph: &str) {
    let mut done = 0;
    for link in &article.links {
        let Some((from, to)) = within(article, link, start, paragraph) else { continue };
        if from < done || link.target.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>')) {
            continue;
        }
        escape(page, &paragraph[done..from], done == 0);
        page.push('[');
        escape(page, &paragraph[from..to], false);
        // Writing to a String cannot fail.
        let _ = write!(page, "](<{}>)", link.target);
        done = to;
    }
    escape(page, &paragraph[done..], done == 0);
}

fn within(article: &Article, link: &Link, start: usize, paragraph: &str) -> Option<(usize, usize)> {
    let bytes = article.text.bytes(link.span);
    let (from, to) = (bytes.start.checked_sub(start)?, bytes.end.checked_sub(start)?);
    (from < to && to <= paragraph.len()).then_some((from, to))
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
    use crate::feed;
    use crate::model::Text;

    fn article(text: &str) -> Article {
        Article { title: "Ministers “meet”".into(), text: Text::new(text), ..Article::default() }
    }

    fn read_back(article: &Article) -> Article {
        feed::read("kept.md", markdown(article).as_bytes()).unwrap().remove(0)
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
