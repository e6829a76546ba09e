//! Which format a file has: by its name, else by how it begins.

/// A format of article files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// A briefing written by hand.
    Toml,
    /// RSS or Atom.
    Xml,
    /// JSON Feed.
    Json,
    /// A mail, or several in one mailbox file.
    Mail,
}

impl Format {
    /// The format of the file `path` that begins as `content` does.
    pub fn of(path: &str, content: &str) -> Self {
        Self::of_name(path).unwrap_or_else(|| Self::of_beginning(content))
    }

    /// The format that the ending of the name `path` tells.
    pub fn of_name(path: &str) -> Option<Self> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" | "mkd" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "toml" => Self::Toml,
            "xml" | "rss" | "atom" | "rdf" | "opml" => Self::Xml,
            "json" => Self::Json,
            "eml" | "mbox" => Self::Mail,
            _ => return None,
        })
    }

    /// The format of a text that begins as `content` does; plain text when nothing tells otherwise.
    pub fn of_beginning(content: &str) -> Self {
        let mut content = content.trim_start();
        while let Some((_, rest)) = content.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
            content = rest.trim_start();
        }
        let beginning: String = content.chars().take(200).collect::<String>().to_ascii_lowercase();
        let begins = |what: &[&str]| what.iter().any(|w| beginning.starts_with(w));
        if begins(&["<!doctype html", "<html", "<head", "<body"]) {
            Self::Html
        } else if begins(&["<?xml", "<rss", "<feed", "<rdf:rdf", "<!doctype rss", "<!doctype rdf"]) {
            if beginning.contains("<html") || beginning.contains("<!doctype html") { Self::Html } else { Self::Xml }
        } else if begins(&["+++\n", "+++\r", "---\n", "---\r"]) || content.starts_with("# ") {
            Self::Markdown
        } else if beginning.starts_with('{') && content.contains("jsonfeed.org/version") {
            Self::Json
        } else {
            Self::Text
        }
    }

    /// The format's name, as it is told to the reader.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Toml => "a TOML briefing",
            Self::Xml => "a feed",
            Self::Json => "JSON Feed",
            Self::Mail => "mail",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides() {
        assert_eq!(Format::of("a/b.c/Talks.MD", "<html>"), Format::Markdown);
        assert_eq!(Format::of("talks.txt", "<html>"), Format::Text);
        assert_eq!(Format::of_name("folder.md/README"), None);
    }

    #[test]
    fn without_a_known_ending_the_beginning_decides() {
        assert_eq!(Format::of("-", "\n<!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(Format::of("-", "<?xml version='1.0'?>\n<rss version='2.0'>"), Format::Xml);
        assert_eq!(Format::of("-", "<?xml version='1.0'?><html xmlns='x'>"), Format::Html);
        assert_eq!(Format::of("-", "<!-- made by hand --><!DOCTYPE rss SYSTEM 'x'><rss>"), Format::Xml);
        assert_eq!(Format::of("-", "+++\ntitle='x'\n+++\n"), Format::Markdown);
        assert_eq!(Format::of("-", r#"{"version": "https://jsonfeed.org/version/1.1"}"#), Format::Json);
        assert_eq!(Format::of("notes.unknown", "Talks <b>resume"), Format::Text);
    }
}
