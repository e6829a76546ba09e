//! The words of an article's prose, and where each stands.

use foldhash::HashMap;

use super::candidate::Candidate;
use crate::lexicon::fold::lower_into;
use crate::lexicon::stem::{is_stopword, stem, words};
use crate::split::document::Document;

/// A stem, and where it stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Word {
    pub stem: String,
    pub stopword: bool,
    pub in_title: bool,
    /// Times it stands in the prose.
    pub count: u32,
    /// Times it stands with a capital although no sentence begins there.
    pub capitals: u32,
    /// The sentences that hold it, ascending, each once.
    pub sentences: Vec<u32>,
    /// Paragraphs that hold it.
    pub paragraphs: u32,
    last_paragraph: Option<usize>,
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
pub(super) struct Bag {
    words: Vec<Word>,
    /// The words of each candidate, in order.
    pub sentences: Vec<Vec<u32>>,
    /// The pairs of each candidate, in order.
    pub sentence_pairs: Vec<Vec<u32>>,
    /// Pairs of neighbours, by first appearance.
    pub pairs: Vec<Pair>,
    /// White-space words of each candidate.
    pub lengths: Vec<usize>,
    /// Words of the headline that say something, each once.
    pub title: usize,
    /// How many of them each candidate holds.
    pub title_words: Vec<u32>,
    /// Mean count of the telling words of each candidate.
    pub centrality: Vec<f32>,
    /// Words in all.
    pub total: usize,
    /// The count of the commonest telling word.
    pub commonest: u32,
}

impl Bag {
    /// Counts the words of `candidates`.
    pub fn of(document: &Document, candidates: &[Candidate]) -> Self {
        let mut reader = Reader::default();
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

    pub fn word(&self, word: usize) -> &Word {
        &self.words[word]
    }

    pub fn stem(&self, word: usize) -> &str {
        &self.words[word].stem
    }

    fn weigh_sentences(&mut self) {
        self.total = self.sentences.iter().map(Vec::len).sum();
        self.commonest = self.words.iter().filter(|w| !w.stopword).map(|w| w.count).max().unwrap_or(1).max(1);
        for sentence in &self.sentences {
            let mut telling: Vec<u32> =
                sentence.iter().copied().filter(|&w| !self.words[w as usize].stopword).collect();
            let sum: u32 = telling.iter().map(|&w| self.words[w as usize].count).sum();
            self.centrality.push(sum as f32 / telling.len().max(1) as f32);
            telling.sort_unstable();
            telling.dedup();
            self.title_words.push(telling.iter().filter(|&&w| self.words[w as usize].in_title).count() as u32);
        }
    }
}

#[derive(Default)]
struct Reader {
    bag: Bag,
    /// Small letters to number, so that each form is stemmed once.
    forms: HashMap<String, u32>,
    numbers: HashMap<String, u32>,
    /// Two words to the number of their pair.
    pairs: HashMap<[u32; 2], u32>,
    small: String,
}

impl Reader {
    fn number(&mut self, word: &str) -> u32 {
        lower_into(&mut self.small, word);
        if let Some(&number) = self.forms.get(&self.small) {
            return number;
        }
        let words = &mut self.bag.words;
        let stopword = is_stopword(&self.small);
        let number = *self.numbers.entry(stem(&self.small)).or_insert_with_key(|stem| {
            words.push(Word { stem: stem.clone(), stopword, ..Word::default() });
            words.len() as u32 - 1
        });
        self.forms.insert(self.small.clone(), number);
        number
    }

    fn pair(&mut self, words: [u32; 2], sentence: u32) -> u32 {
        let pairs = &mut self.bag.pairs;
        let number = *self.pairs.entry(words).or_insert_with(|| {
            pairs.push(Pair { words, in_title: false, count: 0, first: sentence });
            pairs.len() as u32 - 1
        });
        pairs[number as usize].count += 1;
        number
    }

    fn sentence(&mut self, text: &str, index: usize, paragraph: usize) {
        let (mut sentence, mut pairs): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for range in words(text) {
            let written = &text[range];
            let number = self.number(written);
            let word = &mut self.bag.words[number as usize];
            word.count += 1;
            word.capitals += u32::from(!sentence.is_empty() && written.starts_with(char::is_uppercase));
            if word.sentences.last() != Some(&(index as u32)) {
                word.sentences.push(index as u32);
            }
            if word.last_paragraph != Some(paragraph) {
                word.last_paragraph = Some(paragraph);
                word.paragraphs += 1;
            }
            if let Some(&before) = sentence.last() {
                pairs.push(self.pair([before, number], index as u32));
            }
            sentence.push(number);
        }
        self.bag.sentences.push(sentence);
        self.bag.sentence_pairs.push(pairs);
    }

    /// Marks the words of the headline; those that the prose does not hold say nothing about it.
    fn title(&mut self, title: &str) {
        let mut before = None;
        for range in words(title).take(60) {
            lower_into(&mut self.small, &title[range]);
            let number = self.numbers.get(&stem(&self.small)).copied();
            self.bag.title += usize::from(!is_stopword(&self.small));
            if let Some(number) = number {
                self.bag.words[number as usize].in_title = true;
            }
            if let Some(&pair) = before.zip(number).and_then(|(before, own)| self.pairs.get(&[before, own])) {
                self.bag.pairs[pair as usize].in_title = true;
            }
            before = number;
        }
    }
}
