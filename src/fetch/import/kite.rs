//! A category of Kagi's news as JSON: each cluster an article of what was written about it, with its sources to follow.

use serde_json::Value;

use super::super::guid;
use super::Taken;
use crate::feed;
use crate::model::{Article, Link, Text};

/// Whose news these are.
const SOURCE: &str = "Kagi News";
/// Parts of a cluster that are running text, in the order they are read.
const PARAGRAPHS: &[&str] = &[
    "short_summary",
    "talking_points",
    "quote",
    "geopolitical_context",
    "historical_background",
    "international_reactions",
    "humanitarian_impact",
    "economic_implications",
    "scientific_significance",
    "technical_details",
    "business_angle_text",
    "business_angle_points",
    "user_action_items",
    "industry_impact",
    "timeline",
    "perspectives",
    "future_outlook",
    "did_you_know",
];

/// The clusters in `content`, and how many more say nothing; none when it is no such JSON.
pub fn kite(content: &str) -> Option<(Vec<Taken>, usize)> {
    let page: Value = serde_json::from_str(content).ok()?;
    let category = line(&page["category"]);
    let date = page["timestamp"].as_i64().and_then(feed::moment);
    let article = |cluster: &Value| {
        let title = line(&cluster["title"]).or_else(|| line(&cluster["short_summary"]))?;
        let (text, links) = body(cluster);
        let day = date.map(|moment| moment.date.to_string()).unwrap_or_default();
        let own = format!("{} {day} {title}", category.as_deref().unwrap_or_default());
        Some(Taken {
            folder: SOURCE.to_owned(),
            article: Article {
                guid: Some(guid::of_feed(&own, "kite.kagi.com")),
                stem: title.clone(),
                title,
                date,
                source: Some(SOURCE.to_owned()),
                tags: [category.clone(), line(&cluster["category"])].into_iter().flatten().fold(Vec::new(), once),
                text,
                links,
                ..Article::default()
            },
            ..Taken::default()
        })
    };
    let clusters = page["clusters"].as_array()?;
    let taken: Vec<Taken> = clusters.iter().filter_map(article).collect();
    let empty = clusters.len() - taken.len();
    Some((taken, empty))
}

fn once(mut tags: Vec<String>, tag: String) -> Vec<String> {
    if !tags.contains(&tag) {
        tags.push(tag);
    }
    tags
}

fn body(cluster: &Value) -> (Text, Vec<Link>) {
    let mut paragraphs = Vec::new();
    for part in PARAGRAPHS {
        let author = line(&cluster["quote_author"]).filter(|_| *part == "quote");
        for said in lines(&cluster[*part]) {
            paragraphs.push(match &author {
                Some(author) => format!("“{}” — {author}", said.trim_matches(['"', '“', '”'])),
                None => said,
            });
        }
    }
    let mut text = paragraphs.join("\n\n");
    let mut places = Vec::new();
    for source in cluster["articles"].as_array().into_iter().flatten() {
        let (Some(title), Some(target)) = (line(&source["title"]), line(&source["link"])) else { continue };
        if target.starts_with("https://") || target.starts_with("http://") {
            let domain = line(&source["domain"]).map(|domain| format!(" ({domain})")).unwrap_or_default();
            text.push_str("\n\nRead more: ");
            places.push((text.len()..text.len() + title.len(), target));
            text.push_str(&title);
            text.push_str(&domain);
        }
    }
    let text = Text::new(&text);
    let links = places.into_iter().map(|(bytes, target)| Link { span: text.span(bytes), target }).collect();
    (text, links)
}

/// The paragraphs of a part: a string, a list, or tables with a text (and a date before it).
fn lines(part: &Value) -> Vec<String> {
    match part {
        Value::Array(parts) => parts.iter().flat_map(lines).collect(),
        Value::Object(table) => {
            let words = ["text", "content", "description"].iter().find_map(|key| line(table.get(*key)?));
            let date = table.get("date").and_then(line).map(|date| format!("{date}: ")).unwrap_or_default();
            words.map(|words| format!("{date}{words}")).into_iter().collect()
        }
        one => line(one).into_iter().collect(),
    }
}

fn line(value: &Value) -> Option<String> {
    value.as_str().map(feed::line_of_html).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_is_an_article_with_its_sources_to_follow() {
        let content = r#"{"category": "World", "timestamp": 1745582520, "clusters": [
            {"title": "Ferries stop at dusk", "category": "World", "short_summary": "The harbour closes early.",
             "talking_points": ["Wind: it grew.", "Nets: they tore."], "quote": "We wait.", "quote_author": "Ida Holm",
             "perspectives": [{"text": "Fishers: too late.", "sources": []}], "timeline": [{"date": "Monday", "content": "A storm."}],
             "articles": [{"title": "Harbour shuts", "link": "https://sea.example/1", "domain": "sea.example"},
                          {"title": "x", "link": "javascript:alert(1)"}]},
            {"emoji": "x"}]}"#;
        let (all, empty) = kite(content).unwrap();
        assert_eq!(empty, 1);
        let [one] = all.as_slice() else { panic!("one article: {all:?}") };
        let expected = "The harbour closes early.\n\nWind: it grew.\n\nNets: they tore.\n\n“We wait.” — Ida Holm\n\n\
            Monday: A storm.\n\nFishers: too late.\n\nRead more: Harbour shuts (sea.example)";
        assert_eq!(one.article.text.as_str(), expected);
        assert_eq!(one.article.text.slice(one.article.links[0].span), "Harbour shuts");
        assert_eq!(one.article.links.len(), 1);
        assert_eq!(one.article.tags, ["World"]);
        assert_eq!(kite("[1]"), None);
    }
}
