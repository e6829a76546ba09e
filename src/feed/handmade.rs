//! Hand-made parts of a briefing: found in its text, to the letter, or refused with their place in the file.

use std::ops::Range;

use super::FeedError;
use super::tree::{Kind, Node};
use crate::model::{Article, Handmade, Position, Quote, QuoteKind, SeeAlso, SeeAlsoKind, Span, Stance, Text};

/// Marks that open or close a quotation.
const MARKS: &[char] = &['"', '“', '”', '„', '«', '»', '‟'];

/// Sets the hand-made parts that `header` gives of `article`, whose text is complete.
///
/// # Errors
/// At the place of the first part that does not stand in the text, or is spelt wrong.
pub fn attach(header: &Node, article: &mut Article) -> Result<(), FeedError> {
    let finder = Finder::of(&article.text);
    let all = |key: &str| header.get(&[key]);
    article.handmade = Handmade {
        summary: all("summary").map(|node| summary(node, &finder)).transpose()?.flatten(),
        quotes: all("quotes").map(|node| each(node, |one| quote(one, &finder))).transpose()?,
        positions: all("positions").map(|node| each(node, |one| position(one, &finder))).transpose()?,
        see_also: all("see_also").map(|node| each(node, see_also)).transpose()?,
    };
    Ok(())
}

fn each<T>(node: &Node, read: impl Fn(&Node) -> Result<T, FeedError>) -> Result<Vec<T>, FeedError> {
    node.list().iter().map(read).collect()
}

/// Sentences of the summary. A single string is a description in many programs' files: it counts where it stands in
/// the text, and is left aside elsewhere.
fn summary(node: &Node, finder: &Finder) -> Result<Option<Vec<Span>>, FeedError> {
    match node.text() {
        Some(one) => Ok(finder.find(one, 0).map(|bytes| vec![finder.text.span(bytes)])),
        None => each(node, |one| Ok(finder.text.span(finder.locate(one)?))).map(Some),
    }
}

fn quote(node: &Node, finder: &Finder) -> Result<Quote, FeedError> {
    let content = needed(node, "text")?;
    let mut parts = Vec::new();
    let mut from = 0;
    for part in content.list() {
        let bytes = trim_marks(finder.text.as_str(), finder.locate_from(part, from)?);
        from = bytes.end;
        parts.push(bytes);
    }
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return Err(content.error("a quote needs its text"));
    };
    let whole = first.start..last.end;
    let beside = |key: &str| -> Result<Option<Span>, FeedError> {
        let Some(node) = node.get(&[key]) else { return Ok(None) };
        Ok(Some(finder.text.span(finder.locate_near(node, &whole)?)))
    };
    let kind = match node.get(&["kind"]) {
        Some(word) => word
            .text()
            .and_then(QuoteKind::parse)
            .ok_or_else(|| word.error(format!("a kind is one of {}", words(QuoteKind::ALL, |k| k.as_str()))))?,
        None => kind_of(finder.text.as_str(), &parts),
    };
    Ok(Quote {
        span: finder.text.span(whole.clone()),
        parts: parts.iter().map(|part| finder.text.span(part.clone())).collect(),
        kind,
        key: node.get(&["key"]).and_then(Node::text) != Some("false"),
        speaker: node.get(&["speaker"]).and_then(Node::line),
        role: beside("role")?,
        confidence: 1.0,
        source: beside("source")?,
        cue: beside("cue")?,
    })
}

fn position(node: &Node, finder: &Finder) -> Result<Position, FeedError> {
    let actor = needed(node, "actor")?;
    let stance = needed(node, "stance")?;
    let topic = needed(node, "topic")?;
    let mut evidence = Vec::new();
    for one in node.get(&["evidence", "text"]).map(Node::list).unwrap_or_default() {
        evidence.push(finder.locate(one)?);
    }
    let topic = match evidence.first() {
        Some(first) => finder.locate_near(topic, first)?,
        None => finder.locate(topic)?,
    };
    if evidence.is_empty() {
        evidence.push(line_around(finder.text.as_str(), topic.clone()));
    }
    Ok(Position {
        actor: actor.line().ok_or_else(|| actor.error("an actor is a name"))?,
        stance: stance
            .text()
            .and_then(Stance::parse)
            .ok_or_else(|| stance.error(format!("a stance is one of {}", words(Stance::ALL, |s| s.as_str()))))?,
        topic: finder.text.span(topic),
        evidence: evidence.into_iter().map(|bytes| finder.text.span(bytes)).collect(),
        confidence: 1.0,
    })
}

/// A headline or id, or a table of `title` and `url`; it may point anywhere.
fn see_also(node: &Node) -> Result<SeeAlso, FeedError> {
    let title = node.line().or_else(|| node.get(&["title", "headline", "id"]).and_then(Node::line));
    let link = node.get(&["url", "link", "target"]).and_then(Node::line);
    let title = title.or_else(|| link.clone()).ok_or_else(|| node.error("a see-also needs a headline"))?;
    Ok(SeeAlso { title, span: None, link, kind: SeeAlsoKind::Marked, score: 1.0 })
}

fn needed<'a>(node: &'a Node, key: &str) -> Result<&'a Node, FeedError> {
    node.get(&[key]).ok_or_else(|| match node.kind {
        Kind::Table(_) => node.error(format!("`{key}` is missing")),
        _ => node.error(format!("a table with `{key}` is expected")),
    })
}

fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> String {
    all.iter().map(|&one| word(one)).collect::<Vec<_>>().join(", ")
}

/// Leaves quotation marks at both ends out of a part.
fn trim_marks(text: &str, bytes: Range<usize>) -> Range<usize> {
    let part = &text[bytes.clone()];
    let Some(inner) = part.strip_prefix(MARKS).and_then(|rest| rest.strip_suffix(MARKS)) else { return bytes };
    if inner.is_empty() || inner.contains(MARKS) {
        return bytes;
    }
    let start = bytes.start + (part.len() - part.trim_start_matches(MARKS).len());
    start..start + inner.len()
}

/// Direct when each part stands in quotation marks, mixed when one holds some, else indirect.
fn kind_of(text: &str, parts: &[Range<usize>]) -> QuoteKind {
    let marked = |part: &Range<usize>| {
        text[..part.start].ends_with(MARKS) && { text[part.end..].trim_start_matches([',', '.']).starts_with(MARKS) }
    };
    if parts.iter().all(marked) {
        QuoteKind::Direct
    } else if parts.iter().any(|part| text[part.clone()].contains(MARKS)) {
        QuoteKind::Mixed
    } else {
        QuoteKind::Indirect
    }
}

fn line_around(text: &str, bytes: Range<usize>) -> Range<usize> {
    let start = text[..bytes.start].rfind('\n').map_or(0, |feed| feed + 1);
    let end = text[bytes.end..].find('\n').map_or(text.len(), |feed| bytes.end + feed);
    let line = &text[start..end];
    let start = start + (line.len() - line.trim_start().len());
    start..start + line.trim().len()
}

/// Finds words in a text although lines may be broken elsewhere.
struct Finder<'a> {
    text: &'a Text,
    /// The text with each run of white space as one space.
    folded: String,
    /// Byte of the text for each byte of `folded`, and its length.
    origin: Vec<u32>,
}

impl<'a> Finder<'a> {
    fn of(text: &'a Text) -> Self {
        let mut folded = String::with_capacity(text.as_str().len());
        let mut origin = Vec::with_capacity(text.as_str().len() + 1);
        for (at, c) in text.as_str().char_indices() {
            if c.is_whitespace() && folded.ends_with(' ') {
                continue;
            }
            let before = folded.len();
            folded.push(if c.is_whitespace() { ' ' } else { c });
            origin.resize(folded.len(), at as u32);
            for (offset, place) in origin[before..].iter_mut().enumerate() {
                *place = (at + offset) as u32;
            }
        }
        origin.push(text.as_str().len() as u32);
        Self { text, folded, origin }
    }

    /// Where `words` stand at or after the byte `from`.
    fn find(&self, words: &str, from: usize) -> Option<Range<usize>> {
        let words = super::clean_line(words);
        if words.is_empty() {
            return None;
        }
        let from = self.folded.ceil_char_boundary(self.origin.partition_point(|&at| (at as usize) < from));
        let start = from + self.folded.get(from..)?.find(&words)?;
        let last = start + words.char_indices().next_back().map_or(0, |(at, _)| at);
        let last_char = self.folded[last..].chars().next()?;
        Some(self.origin[start] as usize..self.origin[last] as usize + last_char.len_utf8())
    }

    fn locate(&self, node: &Node) -> Result<Range<usize>, FeedError> {
        self.locate_from(node, 0)
    }

    fn locate_from(&self, node: &Node, from: usize) -> Result<Range<usize>, FeedError> {
        let words = node.text().ok_or_else(|| node.error("a string is expected"))?;
        self.find(words, from).ok_or_else(|| node.error("does not stand in the text"))
    }

    /// The occurrence of the words in `near`, else the nearest one.
    fn locate_near(&self, node: &Node, near: &Range<usize>) -> Result<Range<usize>, FeedError> {
        let mut best = self.locate(node)?;
        let distance = |bytes: &Range<usize>| {
            if near.start <= bytes.start && bytes.end <= near.end { 0 } else { bytes.start.abs_diff(near.start) + 1 }
        };
        let words = node.text().unwrap_or_default();
        while let Some(next) = self.find(words, best.start + 1) {
            if distance(&next) >= distance(&best) {
                break;
            }
            best = next;
        }
        Ok(best)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tree;
    use super::*;

    const BODY: &str =
        "“We will return,” Anna Weber told\n  reporters. “Talks go on.”\n\nShe opposes the plan for Zürich.";

    fn attached(header: &str) -> Result<Article, FeedError> {
        let mut article = Article { text: Text::new(BODY), ..Article::default() };
        attach(&tree::of_toml(header, 1).unwrap(), &mut article)?;
        Ok(article)
    }

    fn fault(header: &str) -> ((usize, usize), String) {
        match attached(header).unwrap_err() {
            FeedError::Broken { place, message } => (place.unwrap(), message),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_quote_is_found_without_its_marks() {
        let article =
            attached("[[quotes]]\ntext = '“We will return,”'\nspeaker = 'Anna Weber'\ncue = 'told reporters'").unwrap();
        let quote = &article.handmade.quotes.unwrap()[0];
        assert_eq!(article.text.slice(quote.span), "We will return,");
        assert_eq!(article.text.slice(quote.cue.unwrap()), "told\n  reporters");
        assert_eq!((quote.kind, quote.key, quote.speaker.as_deref()), (QuoteKind::Direct, true, Some("Anna Weber")));
    }

    #[test]
    fn an_interrupted_quote_has_parts() {
        let article = attached("[[quotes]]\ntext = ['We will return,', 'Talks go on.']\nkey = false").unwrap();
        let quote = &article.handmade.quotes.unwrap()[0];
        assert_eq!(quote.parts.len(), 2);
        assert!(!quote.key);
        assert!(article.text.slice(quote.span).ends_with("Talks go on."));
    }

    #[test]
    fn a_position_has_its_line_as_evidence() {
        let article = attached("[[positions]]\nactor = 'Anna Weber'\nstance = 'opposes'\ntopic = 'the plan'").unwrap();
        let position = &article.handmade.positions.unwrap()[0];
        assert_eq!(article.text.slice(position.topic), "the plan");
        assert_eq!(article.text.slice(position.evidence[0]), "She opposes the plan for Zürich.");
    }

    #[test]
    fn what_does_not_stand_in_the_text_is_refused_with_its_place() {
        assert_eq!(fault("summary = ['She opposes the plan for Zürich.', 'Not there.']").0, (1, 48));
        assert_eq!(fault("[[quotes]]\ntext = 'We will not'").1, "does not stand in the text");
        let (place, message) = fault("[[positions]]\nactor = 'A'\nstance = 'hates'\ntopic = 'plan'");
        assert_eq!(place, (3, 10));
        assert!(message.contains("opposes"), "{message}");
        assert_eq!(fault("[[positions]]\nactor = 'A'\nstance = 'warns'").1, "`topic` is missing");
    }

    #[test]
    fn see_also_may_point_anywhere() {
        let article =
            attached("see_also = ['Another headline', {title = 'Third', url = 'https://a.example/'}]").unwrap();
        let links = article.handmade.see_also.unwrap();
        assert_eq!(links[0].title, "Another headline");
        assert_eq!(links[1].link.as_deref(), Some("https://a.example/"));
    }

    #[test]
    fn a_description_that_is_no_sentence_is_left_aside() {
        assert_eq!(attached("summary = 'About talks'").unwrap().handmade.summary, None);
    }

    proptest! {
        #[test]
        fn every_run_of_words_is_found(text in "[a-cé \\n]{0,40}", from in 0usize..40, length in 1usize..20) {
            let text = Text::new(&text);
            let words: String = text.as_str().chars().skip(from).take(length).collect();
            let finder = Finder::of(&text);
            let found = finder.find(&words, 0);
            prop_assert_eq!(found.is_none(), words.trim().is_empty());
            if let Some(bytes) = found {
                prop_assert_eq!(super::super::clean_line(&text.as_str()[bytes]), super::super::clean_line(&words));
            }
        }
    }
}
