//! Trains and measures the reader's tagger and parser: `xtask train syntax --data DIR`, `xtask bench syntax --data DIR`.

mod bench;
mod network;
mod parser;
mod tagger;
mod treebank;

use std::path::Path;

use onrecord_reader::syntax::Models;

pub(crate) use bench::{bench, evaluate};
use treebank::Tree;

/// The seed of every shuffle.
const SEED: u64 = 20_240_324;
/// Where the weights go, from the root of the workspace.
const WEIGHTS: &str = "crates/onrecord-reader/models/syntax.bin";
/// How many parts the training sentences are cut in, so that each is tagged by a tagger that has not seen it.
const FOLDS: usize = 4;

/// Trains both models on the treebanks under `data` and writes the weights.
pub(crate) fn train(data: &str) -> Result<(), String> {
    let data = Path::new(data);
    let trees = treebank::training(data)?;
    println!("{} sentences, {} words", trees.len(), trees.iter().map(|tree| tree.words.len()).sum::<usize>());
    let mut trees = treebank::restyled(&trees, SEED);
    jackknife(&mut trees);
    let tagger = tagger::train(&trees.iter().collect::<Vec<_>>(), 12);
    let parser = parser::train(&trees, number("EPOCHS", 14));
    let models = Models { tagger, parser };
    std::fs::write(WEIGHTS, models.write()).map_err(|error| format!("cannot write {WEIGHTS}: {error}"))?;
    evaluate(data, &models)
}

/// A training setting that the environment may change, for experiments.
fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Gives every tree tags predicted by a tagger trained on the other parts.
fn jackknife(trees: &mut [Tree]) {
    for fold in 0..FOLDS {
        let others: Vec<&Tree> = trees.iter().filter(|tree| tree.part % FOLDS != fold).collect();
        let tagger = tagger::train(&others, 4);
        for tree in trees.iter_mut().filter(|tree| tree.part % FOLDS == fold) {
            tree.predict(&tagger);
        }
    }
}
