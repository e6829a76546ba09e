//! The words of an article's prose, and where each stands.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::HashMap;
use foldhash::fast::RandomState;

use super::candidate::{Candidate, MOST};
use crate::lexicon::form::{Forms, room};
use crate::lexicon::stem::{is_stopword, stem, words};
use crate::split::document::Document;

/// A stem, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word<'a> {
    pub stem: Cow<'a, str>,
    pub stopword: bool,
    pub in_title: bool,
    /// Times it stands in the prose.
    pub count: u32,
    /// Times it stands with a capital although no sentence begins there.
    pub capitals: u32,
    /// The sentences that hold it.
    pub sentences: Sentences,
    /// Paragraphs that hold it.
    pub paragraphs: u32,
    last_paragraph: Option<usize>,
}

impl<'a> Word<'a> {
    fn new(stem: Cow<'a, str>, stopword: bool) -> Self {
        Self {
            stem,
            stopword,
            in_title: false,
            count: 0,
            capitals: 0,
            sentences: Sentences::default(),
            paragraphs: 0,
            last_paragraph: None,
        }
    }
}

/// Some of an article's candidates, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sentences(u64);

const _: () = assert!(MOST <= u64::BITS as usize);

impl Sentences {
    fn insert(&mut self, sentence: usize) {
        self.0 |= 1 << sentence;
    }

    /// How many they are.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    pub fn contains(self, sentence: usize) -> bool {
        self.0 & 1 << sentence != 0
    }

    /// Their numbers, ascending.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let next = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (next < MOST).then_some(next)
        })
    }
}

/// Two words side by side, and where they stand so.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    pub words: [u32; 2],
    pub in_title: bool,
    /// Times it stands in the prose.
    pub count: u32,
    /// The first sentence that holds it.
    pub first: u32,
}

/// The words of an article's prose as numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Bag<'a> {
    words: Vec<Word<'a>>,
    /// Pairs of neighbours, by first appearance.
    pub pairs: Vec<Pair>,
    /// The words of the prose in reading order, and where in them each candidate stands.
    prose: Vec<u32>,
    sentences: Vec<Range<usize>>,
    /// The pair that each word of the prose makes with the one after it; the last of a candidate makes none.
    prose_pairs: Vec<u32>,
    /// White-space words of each candidate.
    pub lengths: Vec<usize>,
    /// Words of the headline that say something.
    pub title: usize,
    /// How many of them each candidate holds, each counted once.
    pub title_words: Vec<u32>,
    /// Mean count of the telling words of each candidate.
    pub centrality: Vec<f32>,
    /// The count of the commonest telling word.
    pub commonest: u32,
}

impl<'a> Bag<'a> {
    /// Counts the words of `candidates`.
    pub fn of(document: &Document<'a>, candidates: &[Candidate]) -> Self {
        let mut reader = Reader::of_text(candidates.iter().map(|candidate| candidate.bytes.len()).sum());
        for (index, candidate) in candidates.iter().enumerate() {
            reader.sentence(&document.text[candidate.bytes.clone()], index, candidate.paragraph);
            reader.bag.lengths.push(candidate.words);
        }
        reader.title(&document.article.title);
        reader.bag.weigh_sentences();
        reader.bag
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn word(&self, word: usize) -> &Word<'a> {
        &self.words[word]
    }

    /// Words in all.
    pub fn total(&self) -> usize {
        self.prose.len()
    }

    /// The words of a candidate, in order.
    pub fn sentence(&self, candidate: usize) -> &[u32] {
        &self.prose[self.sentences[candidate].clone()]
    }

    /// The pairs of a candidate, in order.
    pub fn sentence_pairs(&self, candidate: usize) -> &[u32] {
        let Range { start, end } = self.sentences[candidate];
        &self.prose_pairs[start..end.saturating_sub(1).max(start)]
    }

    fn weigh_sentences(&mut self) {
        self.commonest = self.words.iter().filter(|w| !w.stopword).map(|w| w.count).max().unwrap_or(1).max(1);
        self.title_words = vec![0; self.sentences.len()];
        for word in self.words.iter().filter(|w| w.in_title && !w.stopword) {
            word.sentences.iter().for_each(|sentence| self.title_words[sentence] += 1);
        }
        for range in &self.sentences {
            let telling = self.prose[range.clone()].iter().map(|&w| &self.words[w as usize]).filter(|w| !w.stopword);
            let (sum, count) = telling.fold((0, 0), |(sum, count), word| (sum + word.count, count + 1));
            self.centrality.push(sum as f32 / count.max(1) as f32);
        }
    }
}

struct Reader<'a> {
    bag: Bag<'a>,
    /// The number of each form.
    forms: Forms<'a, u32>,
    /// The number of each stem.
    numbers: HashMap<Cow<'a, str>, u32>,
    /// Two words, a half each, to the number of their pair.
    pairs: HashMap<u64, u32>,
}

impl<'a> Reader<'a> {
    /// A reader of so many bytes.
    fn of_text(bytes: usize) -> Self {
        let room = room(bytes);
        Self {
            bag: Bag { words: Vec::with_capacity(room), pairs: Vec::with_capacity(2 * room), ..Bag::default() },
            forms: Forms::of_text(bytes),
            numbers: HashMap::with_capacity_and_hasher(room, RandomState::default()),
            pairs: HashMap::with_capacity_and_hasher(2 * room, RandomState::default()),
        }
    }

    fn sentence(&mut self, text: &'a str, index: usize, paragraph: usize) {
        let start = self.bag.prose.len();
        let mut before = None;
        for range in words(text) {
            let written = &text[range];
            let number = self.number(written);
            let word = &mut self.bag.words[number as usize];
            word.count += 1;
            word.capitals += u32::from(before.is_some() && written.starts_with(char::is_uppercase));
            word.sentences.insert(index);
            if word.last_paragraph != Some(paragraph) {
                word.last_paragraph = Some(paragraph);
                word.paragraphs += 1;
            }
            if let Some(before) = before {
                let pair = self.pair([before, number], index);
                self.bag.prose_pairs.push(pair);
            }
            self.bag.prose.push(number);
            before = Some(number);
        }
        if before.is_some() {
            self.bag.prose_pairs.push(0);
        }
        self.bag.sentences.push(start..self.bag.prose.len());
    }

    fn number(&mut self, written: &'a str) -> u32 {
        let Self { bag: Bag { words, .. }, forms, numbers, .. } = self;
        forms.of(written, |form| {
            let stopword = is_stopword(&form);
            *numbers.entry(stem(form)).or_insert_with_key(|stem| {
                words.push(Word::new(stem.clone(), stopword));
                words.len() as u32 - 1
            })
        })
    }

    fn pair(&mut self, words: [u32; 2], sentence: usize) -> u32 {
        let pairs = &mut self.bag.pairs;
        let number = *self.pairs.entry(both(words)).or_insert_with(|| {
            pairs.push(Pair { words, in_title: false, count: 0, first: sentence as u32 });
            pairs.len() as u32 - 1
        });
        pairs[number as usize].count += 1;
        number
    }

    /// Marks the words of the headline; those that the prose does not hold say nothing about it.
    fn title(&mut self, title: &str) {
        let mut before = None;
        for range in words(title).take(60) {
            let small = title[range].to_lowercase();
            self.bag.title += usize::from(!is_stopword(&small));
            let number = self.numbers.get(&stem(small)).copied();
            if let Some(number) = number {
                self.bag.words[number as usize].in_title = true;
            }
            if let Some(&pair) = before.zip(number).and_then(|(before, own)| self.pairs.get(&both([before, own]))) {
                self.bag.pairs[pair as usize].in_title = true;
            }
            before = number;
        }
    }
}

fn both([left, right]: [u32; 2]) -> u64 {
    u64::from(left) << 32 | u64::from(right)
}

#[cfg(test)]
mod tests {
    use super::super::candidate::candidates;
    use super::*;
    use crate::model::{Article, Text};

    #[test]
    fn words_know_where_they_stand() {
        let title = "Lamp of Elmouth";
        let text =
            Text::new("The lamps of Elmouth burn. Nobody tends them.\n\nA lamp of Elmouth, the keeper said, went out.");
        let article = Article { title: title.to_owned(), text, ..Article::default() };
        let document = Document::read(&article);
        let candidates = candidates(&document);
        let bag = Bag::of(&document, &candidates);
        let lamp = (0..bag.len()).map(|word| bag.word(word)).find(|word| word.stem == "lamp").unwrap();
        assert!(lamp.in_title && !lamp.stopword);
        assert_eq!((lamp.count, lamp.capitals, lamp.paragraphs), (2, 0, 2));
        assert_eq!(lamp.sentences.iter().collect::<Vec<_>>(), [0, 2]);
        assert!(lamp.sentences.contains(2) && !lamp.sentences.contains(1));
        assert_eq!(bag.title_words, [2, 0, 2]);
        assert_eq!(bag.total(), 17);
        assert_eq!((bag.sentence(1).len(), bag.sentence_pairs(1).len()), (3, 2));
        let pair = &bag.pairs[bag.sentence_pairs(2)[1] as usize];
        assert_eq!((pair.count, pair.first, pair.in_title), (2, 0, true));
        assert_eq!(bag.sentence_pairs(0)[1..3], bag.sentence_pairs(2)[1..3]);
    }
}
