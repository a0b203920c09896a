//! Parts of speech and dependencies of every token, and the view of them all other stages read through.
//!
//! [`nodes`] tags and parses; [`Text`] is the view. The weights are trained by `xtask train syntax` and come with the
//! reader (`docs/models/syntax.md`).

mod asides;
pub mod encoder;
pub mod forms;
mod grammar;
pub mod hash;
mod lemma;
mod mend;
pub mod model;
pub mod parser;
pub mod tagger;
#[cfg(test)]
mod tests;
mod text;
pub mod transitions;

use std::sync::LazyLock;

use crate::model::{Arc, Document, Layer, Node, Sentence, Tag, Token};

pub use text::Text;

/// Tags and parses every sentence.
pub fn nodes(document: &Document, sentences: &Layer<Sentence>, tokens: &Layer<Token>) -> Layer<Node> {
    let mut nodes = roots(tokens);
    let mut desk = Desk::default();
    each_sentence(sentences, tokens, &mut nodes, |tokens, start, nodes| {
        let parsed = MODELS.read(tokens.iter().map(|token| spaced(&document.text, token.span)), &mut desk);
        for (node, (tag, (head, arc))) in nodes.iter_mut().zip(parsed) {
            *node = Node { tag, head: head + start, arc };
        }
    });
    Layer::new("syntax", 1, nodes)
}

/// Tags every sentence and parses none: every word is its own root. For what needs parts of speech alone.
pub fn tags(document: &Document, sentences: &Layer<Sentence>, tokens: &Layer<Token>) -> Layer<Node> {
    let mut nodes = roots(tokens);
    let mut desk = Desk::default();
    each_sentence(sentences, tokens, &mut nodes, |tokens, _, nodes| {
        MODELS.tag(tokens.iter().map(|token| spaced(&document.text, token.span)), &mut desk);
        for (node, tag) in nodes.iter_mut().zip(&desk.tags) {
            node.tag = *tag;
        }
    });
    Layer::new("tags", 1, nodes)
}

/// Parses sentences whose words are tagged already; the others keep what they have.
pub fn parsed(
    document: &Document,
    sentences: &Layer<Sentence>,
    tokens: &Layer<Token>,
    tags: Layer<Node>,
) -> Layer<Node> {
    let mut nodes = tags.into_items();
    let mut desk = Desk::default();
    each_sentence(sentences, tokens, &mut nodes, |tokens, start, nodes| {
        forms::forms(tokens.iter().map(|token| spaced(&document.text, token.span)), &mut desk.forms);
        desk.tags.clear();
        desk.tags.extend(nodes.iter().map(|node| node.tag));
        MODELS.parse(&mut desk);
        for (node, (tag, (head, arc))) in nodes.iter_mut().zip(desk.tags.iter().zip(desk.parsed())) {
            *node = Node { tag: *tag, head: head + start, arc };
        }
    });
    Layer::new("syntax", 1, nodes)
}

/// No parse: every word its own root.
pub fn unparsed(tokens: &Layer<Token>) -> Layer<Node> {
    Layer::new("syntax", 1, roots(tokens))
}

/// Every word its own root.
fn roots(tokens: &Layer<Token>) -> Vec<Node> {
    let root = |at: usize| Node { tag: Tag::Nn, head: u32::try_from(at).unwrap_or(0), arc: Arc::Root };
    (0..tokens.len()).map(root).collect()
}

/// Hands over the tokens of each sentence, the place of its first, and its nodes.
fn each_sentence(
    sentences: &Layer<Sentence>,
    tokens: &Layer<Token>,
    nodes: &mut [Node],
    mut each: impl FnMut(&[Token], u32, &mut [Node]),
) {
    for sentence in sentences.items() {
        let places = sentence.tokens.start as usize..sentence.tokens.end as usize;
        if let Some(tokens) = tokens.items().get(places.clone()) {
            each(tokens, sentence.tokens.start, &mut nodes[places]);
        }
    }
}

fn spaced(text: &str, span: crate::model::Span) -> forms::Spaced<'_> {
    let bytes = text.as_bytes();
    let space = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let before = span.start().checked_sub(1).and_then(|at| bytes.get(at));
    forms::Spaced { word: span.of(text), before: space(before), after: space(bytes.get(span.end())) }
}

/// Tagger and parser with their weights.
#[derive(Debug, Clone)]
pub struct Models {
    /// The tagger.
    pub tagger: tagger::Tagger,
    /// The parser.
    pub parser: parser::Parser,
}

/// The buffers of one reading, kept from sentence to sentence.
#[derive(Debug, Default)]
pub struct Desk {
    forms: Vec<forms::Form>,
    tags: Vec<Tag>,
    quoted: Vec<bool>,
    state: transitions::State,
    contexts: encoder::Contexts,
}

impl Desk {
    /// Head and arc of every word of the sentence last parsed.
    fn parsed(&self) -> impl Iterator<Item = (u32, Arc)> + '_ {
        self.state.heads.iter().copied().zip(self.state.arcs.iter().copied())
    }
}

impl Models {
    /// Tags and parses one sentence: tag, head (place in the sentence, its own at the root) and arc of every word.
    pub fn read<'a, 'd>(
        &self,
        words: impl Iterator<Item = forms::Spaced<'a>> + Clone,
        desk: &'d mut Desk,
    ) -> impl Iterator<Item = (Tag, (u32, Arc))> + 'd {
        self.tag(words, desk);
        self.parse(desk);
        desk.tags.iter().copied().zip(desk.parsed())
    }
    /// Parses the sentence whose forms and tags lie on the desk.
    fn parse(&self, desk: &mut Desk) {
        let Desk { forms, tags, quoted, state, contexts } = desk;
        inside_quotes(tags, quoted);
        let asides = asides::asides(tags);
        if !asides.is_empty() {
            return asides::parse(self, &asides, (forms, quoted), tags, state, contexts);
        }
        self.parser.parse(transitions::Sentence { forms, tags, quoted }, state, contexts);
        mend::mend(tags, state);
    }
    /// Tags one sentence into the desk.
    fn tag<'a>(&self, words: impl Iterator<Item = forms::Spaced<'a>> + Clone, desk: &mut Desk) {
        forms::forms(words.clone(), &mut desk.forms);
        self.tagger.tag(&desk.forms, &mut desk.tags);
        turn_quotes(words.map(|spaced| spaced.word), &mut desk.tags);
    }
    /// The models as a weights file.
    pub fn write(&self) -> Vec<u8> {
        let mut file = Vec::new();
        self.tagger.write(&mut file);
        self.parser.write(&mut file);
        file
    }
    /// Reads a weights file; `None` when it is not one.
    pub fn from_file(file: &'static [u8]) -> Option<Self> {
        let mut bytes = model::Bytes::new(file);
        Some(Self { tagger: tagger::Tagger::read(&mut bytes)?, parser: parser::Parser::read(&mut bytes)? })
    }
}

/// Curly quotation marks say which way they open.
pub fn turn_quotes<'a>(words: impl Iterator<Item = &'a str>, tags: &mut [Tag]) {
    for (word, tag) in words.zip(tags) {
        match word {
            "“" | "``" | "„" => *tag = Tag::OpenQuote,
            "”" => *tag = Tag::CloseQuote,
            _ => {}
        }
    }
}

/// Marks the words inside quotation marks; a mark closed and never opened puts all before it inside.
pub fn inside_quotes(tags: &[Tag], quoted: &mut Vec<bool>) {
    quoted.clear();
    let mut inside = false;
    let mut opened = false;
    for tag in tags {
        match tag {
            Tag::OpenQuote => (inside, opened) = (true, true),
            Tag::CloseQuote if !opened => {
                quoted.fill(true);
                (inside, opened) = (false, true);
            }
            Tag::CloseQuote => inside = false,
            _ => {}
        }
        quoted.push(inside);
    }
}

#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

static WEIGHTS: &Aligned<[u8]> = &Aligned(*include_bytes!("../../models/syntax.bin"));

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let models = Models::from_file(&WEIGHTS.0).expect("the weights come with the reader, and a test reads them");
    Models { tagger: models.tagger.surer(&sure_words()), ..models }
});

/// The words of `data/sure_tags.tsv`, as the tagger knows words.
fn sure_words() -> Vec<(u32, Tag)> {
    let lines = include_str!("../../data/sure_tags.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let words = lines.filter_map(|line| line.split_once('\t'));
    let mut form = Vec::new();
    let mut known = |(word, tag): (&str, &str)| {
        forms::forms(std::iter::once(forms::Spaced { word, before: true, after: true }), &mut form);
        Some((form.first()?.word, Tag::named(tag)?))
    };
    words.filter_map(&mut known).collect()
}
