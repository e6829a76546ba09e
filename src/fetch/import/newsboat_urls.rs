//! newsboat's `urls` file: an address a line, with tags, and a title that begins with `~`.

use super::super::subscription::Subscription;
use super::Left;

/// Why an address is not followed.
pub const NO_WEB: &str = "it is neither http nor https";

/// What stands in a `urls` file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Urls {
    /// The feeds.
    pub feeds: Vec<Subscription>,
    /// Lines left aside.
    pub left: Vec<Left>,
}

/// Reads a `urls` file; lines that run a program or hold a query are listed, never run.
pub fn newsboat_urls(content: &str) -> Urls {
    let mut urls = Urls::default();
    for (index, line) in content.lines().enumerate() {
        let mut words = words(line).into_iter();
        let Some(url) = words.next() else { continue };
        if let Some(advice) = advice(&url) {
            urls.left.push(Left { what: format!("line {}, “{url}”", index + 1), why: advice.to_owned() });
            continue;
        }
        if urls.feeds.iter().any(|known| known.url == url) {
            continue;
        }
        let mut feed = Subscription {
            name: url.clone(),
            url,
            folder: String::new(),
            tags: Vec::new(),
            full_text: false,
            every: String::new(),
            found: false,
        };
        for word in words {
            match word.strip_prefix('~') {
                Some(title) if !title.is_empty() => title.clone_into(&mut feed.name),
                // `!` hides a feed from newsboat's list; a lone `~` says nothing.
                _ if word == "!" || word.starts_with('~') || word.is_empty() => {}
                _ => feed.tags.push(word),
            }
        }
        urls.feeds.push(feed);
    }
    urls
}

fn advice(url: &str) -> Option<&'static str> {
    if url.starts_with("exec:") {
        return Some("no program is run; let it write its feed to a file in the library");
    }
    if url.starts_with("filter:") {
        return Some("no filter is run; follow the feed itself, or let the filter write a file in the library");
    }
    if url.starts_with("query:") {
        return Some("what it asks for is a search here: press s in the reader");
    }
    let is_web = url.starts_with("http://") || url.starts_with("https://");
    (!is_web).then_some(NO_WEB)
}

/// The words of a line as newsboat reads them: double quotes hold blanks, a backslash takes the next character as it
/// is, and `#` at the beginning of a word begins a comment.
fn words(line: &str) -> Vec<String> {
    let line = crate::feed::clean_line(line);
    let mut words = Vec::new();
    let mut characters = line.chars().peekable();
    while let Some(&c) = characters.peek() {
        if c == ' ' {
            characters.next();
            continue;
        }
        if c == '#' {
            break;
        }
        let is_quoted = c == '"';
        if is_quoted {
            characters.next();
        }
        let mut word = String::new();
        while let Some(c) = characters.next() {
            match c {
                '\\' if is_quoted => word.extend(characters.next()),
                '"' if is_quoted => break,
                ' ' if !is_quoted => break,
                c => word.push(c),
            }
        }
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_titles_are_taken() {
        let urls = newsboat_urls(
            "# mine\n\nhttps://a.example/feed world \"front page\" \"~The \\\"A\\\" Wire\" !\nhttps://b.example/ # later\n",
        );
        assert_eq!(urls.feeds.len(), 2);
        assert_eq!(urls.feeds[0].name, "The \"A\" Wire");
        assert_eq!(urls.feeds[0].tags, ["world", "front page"]);
        assert_eq!(urls.feeds[1].name, "https://b.example/");
    }

    #[test]
    fn what_runs_or_asks_is_listed_not_run() {
        let urls = newsboat_urls(
            "\"exec:rm -rf ~\" x\nfilter:~/f:https://a.example/\n\"query:New:unread = \\\"yes\\\"\"\nfile:///etc/passwd\n",
        );
        assert!(urls.feeds.is_empty());
        assert_eq!(urls.left.len(), 4);
        assert_eq!(urls.left[0].what, "line 1, “exec:rm -rf ~”");
        assert!(urls.left[2].why.contains("search") && urls.left[3].why == NO_WEB);
    }
}
