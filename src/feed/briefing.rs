//! `.toml` briefings: an article and what a person made of it, in one file.

use super::tree::{self, Node};
use super::{FeedError, handmade, header, text};
use crate::model::{Article, Text};

/// The briefing in the TOML document `content`.
///
/// # Errors
/// When it has no text, or a part that does not stand in it.
pub fn read(content: &str) -> Result<Article, FeedError> {
    let keys = tree::of_toml(content, 1)?;
    let Some(body) = keys.get(&["text", "body"]).and_then(Node::text) else {
        return Err(FeedError::no_article("is no briefing: it has no `text`"));
    };
    let mut article = Article { text: Text::new(body.trim()), ..Article::default() };
    header::describe(&keys, &mut article);
    if article.title.is_empty() {
        article.title = text::beginning(article.text.as_str());
    }
    handmade::attach(&keys, &mut article)?;
    Ok(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_text_make_a_briefing() {
        let article = read("title = 'Talks \\u001b'\ndate = 2025-04-25\ntext = '''\nTalks resumed.\n'''\n").unwrap();
        assert_eq!(article.title, "Talks \\u001b");
        assert_eq!(article.text.as_str(), "Talks resumed.");
        assert_eq!(read("title = \"T\\u001b[2J\"\nbody = 'x'").unwrap().title, "T [2J");
    }

    #[test]
    fn other_toml_is_no_article() {
        assert!(matches!(read("[package]\nname = 'x'"), Err(FeedError::NoArticle(_))));
    }
}
