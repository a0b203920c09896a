//! Parts of speech and dependencies of every token, and the view of them all other stages read through.

use crate::model::{Arc, Block, Document, Layer, Node, Sentence, Span, Tag, Token};

/// Tags and parses every sentence.
pub fn nodes(_document: &Document, _sentences: &Layer<Sentence>, tokens: &Layer<Token>) -> Layer<Node> {
    let node = |at: usize| Node { tag: Tag::Nn, head: u32::try_from(at).unwrap_or(0), arc: Arc::Root };
    Layer::new("syntax", 0, (0..tokens.len()).map(node).collect())
}

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
        Self { document, blocks, sentences, tokens, nodes, lower: lower_case(&document.text), sentence_of }
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
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.places(self.sentence_of(at)).filter(move |place| self.head(*place) == Some(at))
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
    pub fn places(&self, sentence: usize) -> std::ops::Range<usize> {
        let tokens = &self.sentences.items()[sentence].tokens;
        tokens.start as usize..tokens.end as usize
    }
    /// The first and last place of everything below `at`, itself included, clipped to a contiguous run
    /// that contains `at`.
    pub fn subtree(&self, at: usize) -> std::ops::Range<usize> {
        let places = self.places(self.sentence_of(at));
        let inside = |place: usize| {
            let mut next = place;
            for _ in 0..places.len() {
                if next == at {
                    return true;
                }
                match self.head(next) {
                    Some(head) => next = head,
                    None => return false,
                }
            }
            false
        };
        let mut start = at;
        while start > places.start && inside(start - 1) {
            start -= 1;
        }
        let mut end = at + 1;
        while end < places.end && inside(end) {
            end += 1;
        }
        start..end
    }
    /// The span from the first to the last of some places; empty for an empty range.
    pub fn span_of(&self, places: std::ops::Range<usize>) -> Span {
        if places.is_empty() {
            return Span::default();
        }
        Span::new(self.span(places.start).start(), self.span(places.end - 1).end())
    }
    /// The places of the tokens that lie wholly inside a span.
    pub fn places_in(&self, span: Span) -> std::ops::Range<usize> {
        let items = self.tokens.items();
        let start = items.partition_point(|token| token.span.start() < span.start());
        let end = items.partition_point(|token| token.span.end() <= span.end());
        start..end.max(start)
    }
}

/// Lower case of the same length: a character whose lower case has another length in bytes stays.
fn lower_case(text: &str) -> String {
    let lower = |c: char| {
        let mut all = c.to_lowercase();
        match (all.next(), all.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
            _ => c,
        }
    };
    text.chars().map(lower).collect()
}
