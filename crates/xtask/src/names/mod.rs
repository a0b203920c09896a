//! Trains the name tagger: `xtask train names --data DIR`. Deterministic: the same data give the same file.

mod corpus;
mod perceptron;

use std::path::Path;

use onrecord_reader::{
    blocks,
    lexicon::Lexicon,
    mentions::{LABELS, Model, NameLists, WORD_TEMPLATES, Words, features, hash, tagger},
    model::Document,
    syntax,
};
use rustc_hash::FxHashMap;

use corpus::Labelled;
use perceptron::{Example, Weights};

/// Where the weights go, from the root of the repository.
const FILE: &str = "crates/onrecord-reader/models/names.bin";

/// A word is common when training text writes it without a capital at least this often.
const COMMON: u32 = 2;

/// Trains on the corpora under `data` and writes the weights.
pub(crate) fn train(data: &str) -> Result<(), String> {
    let corpora = corpus::read_all(Path::new(data))?;
    let common = common_words(data, &corpora)?;
    println!("{} documents, {} common words", corpora.len(), common.len());
    let mut lexicon = Lexicon::built_in();
    lexicon.names = NameLists::with_model(Model::new(&[], [[0; LABELS]; LABELS], common.clone()));
    let mut examples = Vec::new();
    for document in &corpora {
        examples.extend(examples_of(document, &lexicon));
        if let Some(shouted) = document.shouted() {
            examples.extend(examples_of(&shouted, &lexicon));
        }
    }
    println!("{} stretches, {} words", examples.len(), examples.iter().map(|it| it.gold.len()).sum::<usize>());
    let weights = Weights::train(&examples, WORD_TEMPLATES);
    let (features, transitions) = weights.quantised();
    let model = Model::new(&features, transitions, common);
    let bytes = model.to_bytes();
    println!("{} features, {} bytes", features.len(), bytes.len());
    std::fs::write(FILE, bytes).map_err(|error| format!("cannot write {FILE}: {error}"))
}

/// The stretches of a document that could be names, with their labels; stretches with words the corpus leaves open are left out.
fn examples_of(labelled: &Labelled, lexicon: &Lexicon) -> Vec<Example> {
    let document = Document::from_text("training", &labelled.text);
    let (_, blocks) = blocks::blocks(&document, lexicon);
    let (sentences, tokens) = onrecord_reader::tokens::tokens(&document, &blocks, lexicon);
    let nodes = syntax::nodes(&document, &sentences, &tokens);
    let text = syntax::Text::new(&document, &blocks, &sentences, &tokens, &nodes);
    let words = Words::new(&text, &lexicon.names);
    let gold = corpus::labels(labelled, &words);
    let mut examples = Vec::new();
    for stretch in tagger::stretches(&words) {
        let gold = gold[stretch.clone()].to_vec();
        if gold.contains(&corpus::OPEN) {
            continue;
        }
        let of = |at: usize| {
            let mut out = Vec::with_capacity(48);
            features(&words, at, &mut out);
            out
        };
        examples.push(Example { features: stretch.map(of).collect(), gold });
    }
    examples
}

/// Words that the corpora and the treebank write in lower case.
fn common_words(data: &str, corpora: &[Labelled]) -> Result<Vec<u32>, String> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let mut count = |word: &str| {
        if word.chars().next().is_some_and(char::is_lowercase) {
            *counts.entry(hash(word)).or_default() += 1;
        }
    };
    let file = format!("{data}/ud-ewt/train.conllu");
    let treebank = std::fs::read_to_string(&file).map_err(|error| format!("cannot read {file}: {error}"))?;
    for line in treebank.lines().filter(|line| !line.starts_with('#')) {
        line.split('\t').nth(1).into_iter().for_each(&mut count);
    }
    for document in corpora {
        document.text.split(|c: char| !c.is_alphanumeric()).for_each(&mut count);
    }
    Ok(counts.into_iter().filter(|(_, count)| *count >= COMMON).map(|(word, _)| word).collect())
}
