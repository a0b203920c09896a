//! Plain text that the parser's teachers speak about: sentences without trees.

use std::path::Path;

use onrecord_reader::{blocks, lexicon::Lexicon, model::Document, syntax::tagger::Tagger, tokens};
use rustc_hash::FxHashSet;

use super::treebank::Tree;

/// Texts of open licences (CC BY-SA, CC BY, MIT over Wikipedia).
const TEXTS: [&str; 5] = [
    "knowledgenet/train.jsonl",
    "crossner-politics/train.jsonl",
    "crossner-politics/dev.jsonl",
    "wikigold/test.jsonl",
    "timex-wikiwars/train.jsonl",
];

/// The sentences of the plain texts, tagged.
pub(super) fn sentences(data: &Path, tagger: &Tagger) -> Result<Vec<Tree>, String> {
    let lexicon = Lexicon::built_in();
    let mut trees = Vec::new();
    let mut seen = FxHashSet::default();
    for name in TEXTS {
        let path = data.join(name);
        let lines =
            std::fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        for line in lines.lines().filter(|line| !line.is_empty()) {
            let row: serde_json::Value = serde_json::from_str(line).map_err(|error| format!("{name}: {error}"))?;
            let text = row["text"].as_str().unwrap_or("");
            if seen.insert(text.to_owned()) {
                cut(text, &lexicon, &mut trees);
            }
        }
    }
    for tree in &mut trees {
        tree.predict(tagger);
    }
    Ok(trees)
}

/// Adds the sentences of a text that are neither headings nor lists.
fn cut(text: &str, lexicon: &Lexicon, trees: &mut Vec<Tree>) {
    let document = Document::from_text("plain", text);
    let (_, blocks) = blocks::blocks(&document, lexicon);
    let (sentences, tokens) = tokens::tokens(&document, &blocks, lexicon);
    for sentence in sentences.items() {
        let own = &tokens.items()[sentence.tokens.start as usize..sentence.tokens.end as usize];
        if !(6..=60).contains(&own.len()) {
            continue;
        }
        let after = |end: usize| document.text.as_bytes().get(end).is_none_or(u8::is_ascii_whitespace);
        let words = own.iter().map(|token| (token.span.of(&document.text).to_owned(), after(token.span.end())));
        trees.push(Tree::of_words(words.collect()));
    }
}
