//! Mail: newsletters as `.eml` files, in mailbox files, and in the folders of a Maildir.

use std::io::{self, BufRead};

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{HeaderValue, Message, MessageParser, PartType};

use super::{FeedError, clean_line, html, moment, text};
use crate::model::{Article, Link, Text};

/// Headers by which a file without a telling name is known to be a mail.
const HEADERS: &[&str] =
    &["return-path:", "received:", "delivered-to:", "message-id:", "mime-version:", "dkim-signature:", "x-"];

/// Whether `bytes` begin like a mail or a mailbox.
pub fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default();
    (first.starts_with("from ") && head.contains("\nfrom:"))
        || (HEADERS.iter().any(|header| first.starts_with(header)) && head.contains("\nfrom:"))
}

/// The mails in `bytes`: one, or every one of a mailbox file.
///
/// # Errors
/// When none can be read.
pub fn read(bytes: &[u8]) -> Result<Vec<Article>, FeedError> {
    let mut articles = Vec::new();
    if bytes.starts_with(b"From ") {
        for mail in MessageIterator::new(bytes).flatten() {
            articles.extend(article(mail.contents()));
        }
    } else {
        articles.extend(article(bytes));
    }
    if articles.is_empty() { Err(FeedError::no_article("holds no mail with a text")) } else { Ok(articles) }
}

/// The mails of the mailbox file `mbox` one after another, of whatever size it is; none for one that says
/// nothing.
pub fn mailbox(mbox: impl BufRead) -> impl Iterator<Item = io::Result<Option<Article>>> {
    MessageIterator::new(mbox).map(|mail| mail.map(|mail| article(mail.contents())))
}

fn article(bytes: &[u8]) -> Option<Article> {
    let mail = MessageParser::default().parse(bytes)?;
    let (text, links) = body(&mail);
    let title = mail.subject().map(clean_line).unwrap_or_default();
    if text.is_empty() && title.is_empty() {
        return None;
    }
    let from = mail.from().and_then(|from| from.first());
    let sender = from.and_then(|from| from.name().or(from.address())).map(clean_line);
    let title = if title.is_empty() { text::beginning(text.as_str()) } else { title };
    Some(Article {
        stem: title.clone(),
        guid: mail.message_id().map(clean_line),
        title,
        date: mail.date().and_then(|date| moment(date.to_timestamp())),
        source: list_name(&mail).or_else(|| sender.clone()),
        byline: sender,
        text,
        links,
        ..Article::default()
    })
}

/// The text part where the mail has one, else its HTML.
fn body(mail: &Message<'_>) -> (Text, Vec<Link>) {
    let mut markup = None;
    for part in mail.text_bodies() {
        match &part.body {
            PartType::Text(plain) if !plain.trim().is_empty() => return (Text::new(plain.trim()), Vec::new()),
            PartType::Html(html) => markup = markup.or(Some(html)),
            _ => {}
        }
    }
    markup.map(|page| html::fragment(page)).unwrap_or_default()
}

/// The name of the mailing list: "Morning Brief <brief.example.org>".
fn list_name(mail: &Message<'_>) -> Option<String> {
    let name = match mail.list_id() {
        HeaderValue::Address(list) => list.first()?.name()?.to_owned(),
        HeaderValue::Text(list) => list.split('<').next()?.to_owned(),
        _ => return None,
    };
    Some(clean_line(name.trim_matches(['"', ' ']))).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLAIN: &str = "From: Anna Weber <a@b.example>\r\nSubject: =?utf-8?q?Talks_in_Z=C3=BCrich?=\r\nMessage-ID: <1@b.example>\r\n\
        Date: Fri, 25 Apr 2025 10:00:00 +0200\r\nList-Id: Morning Brief <brief.b.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nTalks resumed.\r\n";

    #[test]
    fn a_mail_is_an_article() {
        let article = &read(PLAIN.as_bytes()).unwrap()[0];
        assert_eq!(article.title, "Talks in Zürich");
        assert_eq!(article.text.as_str(), "Talks resumed.");
        assert_eq!(article.byline.as_deref(), Some("Anna Weber"));
        assert_eq!(article.source.as_deref(), Some("Morning Brief"));
        assert_eq!(article.guid.as_deref(), Some("1@b.example"));
        assert_eq!(article.date.unwrap().date.to_string(), "2025-04-25");
    }

    #[test]
    fn the_text_part_comes_before_the_html() {
        let mail = "From: a@b.example\r\nSubject: S\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n\
            --x\r\nContent-Type: text/plain\r\n\r\nPlain words.\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Marked words.</p>\r\n--x--\r\n";
        assert_eq!(read(mail.as_bytes()).unwrap()[0].text.as_str(), "Plain words.");
        let html_only = mail.replace("Plain words.", " ");
        assert!(read(html_only.as_bytes()).unwrap()[0].text.is_empty() || html_only.contains("Marked"));
        let only = "From: a@b.example\r\nSubject: S\r\nContent-Type: text/html\r\n\r\n<p>Marked <a href='https://a.example/'>words</a>.</p>\r\n";
        let article = &read(only.as_bytes()).unwrap()[0];
        assert_eq!(article.text.as_str(), "Marked words.");
        assert_eq!(article.links.len(), 1);
    }

    #[test]
    fn a_mailbox_holds_many() {
        let mbox = format!(
            "From a@b Fri Apr 25 10:00:00 2025\n{PLAIN}\n>From here on.\n\nFrom a@b Sat Apr 26 10:00:00 2025\n{PLAIN}"
        );
        let articles = read(mbox.as_bytes()).unwrap();
        assert_eq!(articles.len(), 2);
        assert!(articles[0].text.as_str().contains("From here on."));
    }

    #[test]
    fn mails_are_known_by_their_headers() {
        assert!(is_mail(b"Return-Path: <a@b.example>\r\nFrom: a@b.example\r\n\r\nx"));
        assert!(is_mail(b"From a@b Fri Apr 25\nFrom: a@b.example\n\nx"));
        assert!(!is_mail(b"From Geneva with talks\n\nIt was said."));
        assert!(!is_mail(b"Received wisdom: talks fail\n\nIt was said."));
    }

    proptest! {
        #[test]
        fn no_mail_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200), head in "(From |Subject: |Content-Type: multipart/mixed; boundary=x\r\n|--x\r\n|\r\n){0,8}") {
            let mut mail = head.into_bytes();
            mail.extend(bytes);
            let _ = read(&mail);
        }
    }
}
