//! Who may take a stand: the actors of the article, looked up by name.

use foldhash::{HashMap, HashSet};

use super::words::Words;
use crate::lexicon::description::{self, Described};
use crate::lexicon::key::key;
use crate::lexicon::plain_word::{Plain, plain};
use crate::split::document::Role;

/// The names of an article's actors, counted once.
#[derive(Debug)]
pub struct Known<'a> {
    words: Words<'a>,
    names: HashSet<&'a str>,
    in_body: HashSet<&'a str>,
    by_last: HashMap<u64, &'a str>,
}

impl<'a> Known<'a> {
    /// Those whom `words` name.
    pub fn of(words: Words<'a>) -> Self {
        let cast = words.cast;
        let mut by_last = HashMap::default();
        for member in &cast.members {
            by_last.entry(last(&member.name)).or_insert(member.name.as_str());
        }
        let body = cast.appearances.iter().filter(|a| role(words, a.tokens.start) == Some(Role::Body));
        Self {
            words,
            names: cast.members.iter().map(|member| member.name.as_str()).collect(),
            in_body: body.map(|a| cast.members[a.member].name.as_str()).collect(),
            by_last,
        }
    }

    /// The actor that `speaker` names: "Mayor Holm's" opposition is that of the one who is called so in full.
    pub fn owner(&self, speaker: &str) -> String {
        let Some(bare) = ["'s", "’s"].iter().find_map(|end| speaker.strip_suffix(end)) else {
            return speaker.to_owned();
        };
        self.by_last.get(&last(bare)).copied().unwrap_or(bare).to_owned()
    }

    /// Whether what stands at the token `index` is told of `actor` by the report: a headline speaks only of those whom
    /// the report names too, and lines that point elsewhere speak of nobody.
    pub fn counts(&self, index: usize, actor: &str) -> bool {
        match role(self.words, index) {
            Some(Role::Body) => true,
            Some(Role::Headline | Role::Subhead | Role::Caption) => self.in_body.contains(actor),
            _ => false,
        }
    }

    /// Whether `speaker` may take a stand: people may, and not "56 percent", "the statement" or "public".
    pub fn takes_stands(&self, speaker: &str) -> bool {
        if self.names.contains(speaker) {
            return true;
        }
        let mut words = speaker.split_whitespace();
        let (Some(head), bare) = (speaker.split_whitespace().next_back().map(key), words.nth(1).is_none()) else {
            return false;
        };
        let capital = speaker.split_whitespace().any(|word| word.starts_with(char::is_uppercase));
        let described = || speaker.split_whitespace().any(|word| description::description(key(word)).is_some());
        let somebody = capital || speaker.ends_with('s') || !bare && (described() || speaker.starts_with("the "));
        let paper = description::description(head).is_some_and(|d| d.kind == Described::Paper);
        somebody && !paper && plain(head) != Some(Plain::Vague) && !is_contracted(speaker) && !is_counted(speaker)
    }
}

/// Whether a pronoun with its verb was taken for a name: "we've".
fn is_contracted(speaker: &str) -> bool {
    const ENDS: [&str; 12] = ["'ve", "'ll", "'re", "'m", "’ve", "’ll", "’re", "’m", "It's", "It’s", "Let's", "Let’s"];
    speaker.split_whitespace().any(|word| ENDS.iter().any(|end| word.ends_with(end)))
}

fn is_counted(speaker: &str) -> bool {
    speaker.contains(" percent") || speaker.contains('%') || speaker.starts_with(|c: char| c.is_ascii_digit())
}

fn last(name: &str) -> u64 {
    key(name.rsplit(' ').next().unwrap_or_default())
}

fn role(words: Words, index: usize) -> Option<Role> {
    words.document.paragraphs.get(words.document.paragraph_of(index)).map(|paragraph| paragraph.role)
}
