//! The view of a document all other stages read through: words, tags, heads, and what hangs below what.
//!
//! Everything asked per token is made once in [`Text::new`] and looked up after. Knows nothing of weights.

use std::ops::Range;

use super::lemma;
use crate::model::{Arc, Block, Document, Layer, Node, Sentence, Span, Tag, Token};

/// The document with its words: what every later stage reads. Places are places in the token layer.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its blocks.
    pub blocks: &'a Layer<Block>,
    /// Its sentences.
    pub sentences: &'a Layer<Sentence>,
    /// Its tokens.
    pub tokens: &'a Layer<Token>,
    /// Their tags and heads.
    pub nodes: &'a Layer<Node>,
    lower: String,
    sentence_of: Vec<u32>,
    below: Below,
    lemmas: lemma::Made,
}

impl<'a> Text<'a> {
    /// Gathers the layers.
    pub fn new(
        document: &'a Document,
        blocks: &'a Layer<Block>,
        sentences: &'a Layer<Sentence>,
        tokens: &'a Layer<Token>,
        nodes: &'a Layer<Node>,
    ) -> Self {
        let mut sentence_of = vec![0; tokens.len()];
        for (at, sentence) in (0u32..).zip(sentences.items()) {
            for place in sentence.tokens.clone() {
                sentence_of[place as usize] = at;
            }
        }
        let lower = lower_case(&document.text);
        let below = Below::new(nodes.items(), sentences.items());
        let lemmas = lemma::Made::new(tokens.items(), nodes.items(), &lower);
        Self { document, blocks, sentences, tokens, nodes, lower, sentence_of, below, lemmas }
    }
    /// The text itself.
    pub fn raw(&self) -> &'a str {
        &self.document.text
    }
    /// The words of a span.
    pub fn of(&self, span: Span) -> &'a str {
        span.of(&self.document.text)
    }
    /// The words of a span, lower case.
    pub fn lower_of(&self, span: Span) -> &str {
        span.of(&self.lower)
    }
    /// The word at a place.
    pub fn word(&self, at: usize) -> &'a str {
        self.of(self.span(at))
    }
    /// The word at a place, lower case.
    pub fn lower(&self, at: usize) -> &str {
        self.lower_of(self.span(at))
    }
    /// Where the token at a place stands.
    pub fn span(&self, at: usize) -> Span {
        self.tokens.items()[at].span
    }
    /// The part of speech at a place.
    pub fn tag(&self, at: usize) -> Tag {
        self.nodes.items()[at].tag
    }
    /// The dictionary form of the word at a place, lower case: "deny" of "denied", "bomb" of "bombs".
    ///
    /// Only verbs and plural nouns are changed; a noun tagged so keeps "-ing": "the shooting".
    pub fn lemma(&self, at: usize) -> &str {
        self.lemmas.get(at, self.lower(at))
    }
    /// The head of the token at a place; `None` at a root.
    pub fn head(&self, at: usize) -> Option<usize> {
        let head = self.nodes.items()[at].head as usize;
        (head != at).then_some(head)
    }
    /// How the token at a place hangs on its head.
    pub fn arc(&self, at: usize) -> Arc {
        self.nodes.items()[at].arc
    }
    /// The places that hang on `at`, in text order.
    pub fn children(&self, at: usize) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator + '_ {
        self.below.children(at).iter().map(|place| *place as usize)
    }
    /// The first child that hangs by `arc`.
    pub fn child(&self, at: usize, arc: Arc) -> Option<usize> {
        self.children(at).find(|place| self.arc(*place) == arc)
    }
    /// The sentence (place in the sentence layer) a token stands in.
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentence_of[at] as usize
    }
    /// The token places of a sentence.
    pub fn places(&self, sentence: usize) -> Range<usize> {
        let tokens = &self.sentences.items()[sentence].tokens;
        tokens.start as usize..tokens.end as usize
    }
    /// The first and last place of everything below `at`, itself included. Trees are projective: nothing else is inside.
    pub fn subtree(&self, at: usize) -> Range<usize> {
        let (start, end) = self.below.edges[at];
        start as usize..end as usize
    }
    /// Whether `at` hangs below `above`, at any depth, or is it.
    pub fn is_below(&self, at: usize, above: usize) -> bool {
        self.subtree(above).contains(&at)
    }
    /// The span from the first to the last of some places; empty for an empty range.
    pub fn span_of(&self, places: Range<usize>) -> Span {
        if places.is_empty() {
            return Span::default();
        }
        Span::new(self.span(places.start).start(), self.span(places.end - 1).end())
    }
    /// The places of the tokens that lie wholly inside a span.
    pub fn places_in(&self, span: Span) -> Range<usize> {
        let items = self.tokens.items();
        let start = items.partition_point(|token| token.span.start() < span.start());
        let end = items.partition_point(|token| token.span.end() <= span.end());
        start..end.max(start)
    }
}

/// What hangs below each word.
#[derive(Debug, Clone)]
struct Below {
    edges: Vec<(u32, u32)>,
    starts: Vec<u32>,
    children: Vec<u32>,
}

impl Below {
    fn new(nodes: &[Node], sentences: &[Sentence]) -> Self {
        let head = |at: usize| (nodes[at].head as usize).min(nodes.len() - 1);
        let mut starts = vec![0u32; nodes.len() + 1];
        for at in 0..nodes.len() {
            starts[head(at) + 1] += u32::from(head(at) != at);
        }
        for at in 0..nodes.len() {
            starts[at + 1] += starts[at];
        }
        let mut children = vec![0u32; starts[nodes.len()] as usize];
        let mut next = starts.clone();
        for at in (0..nodes.len()).filter(|at| head(*at) != *at) {
            let place = &mut next[head(at)];
            children[*place as usize] = at as u32;
            *place += 1;
        }
        let mut below = Self { edges: (0..nodes.len() as u32).map(|at| (at, at + 1)).collect(), starts, children };
        let mut order = Vec::new();
        for sentence in sentences {
            below.widen(sentence.tokens.clone(), nodes, &mut order);
        }
        below
    }
    fn children(&self, at: usize) -> &[u32] {
        &self.children[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
    /// Widens every word of a sentence over those below it, from the leaves up.
    fn widen(&mut self, tokens: Range<u32>, nodes: &[Node], order: &mut Vec<u32>) {
        order.clear();
        order.extend(tokens.filter(|at| nodes[*at as usize].head == *at));
        let mut at = 0;
        while let Some(top) = order.get(at).copied() {
            order.extend_from_slice(self.children(top as usize));
            at += 1;
        }
        for word in order.iter().rev() {
            let (start, end) = self.edges[*word as usize];
            let head = &mut self.edges[nodes[*word as usize].head as usize];
            *head = (head.0.min(start), head.1.max(end));
        }
    }
}

/// Lower case of the same length: a character whose lower case has another length in bytes stays.
fn lower_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = |c: char| {
        if c.is_ascii() {
            return c.to_ascii_lowercase();
        }
        let mut all = c.to_lowercase();
        match (all.next(), all.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
            _ => c,
        }
    };
    text.chars().map(lower).collect()
}
