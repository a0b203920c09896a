//! Trains and measures the reader's tagger and parser: `xtask train syntax --data DIR`, `xtask bench syntax --data DIR`.

mod bench;
mod encoder;
mod network;
mod parser;
mod plain;
mod tagger;
mod treebank;

use std::path::Path;

use onrecord_reader::syntax::{Models, parser::Parser, tagger::Tagger};

pub(crate) use bench::{bench, evaluate, print_tree};
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
    let parser = distilled(data, trees, &tagger)?;
    let models = Models { tagger, parser };
    std::fs::write(WEIGHTS, models.write()).map_err(|error| format!("cannot write {WEIGHTS}: {error}"))?;
    evaluate(data, &models)
}

/// One parser taught by several: trained on gold trees, they say together how likely each move and label is, wherever the
/// pupil gets to, on the same sentences and on plain text (Kuncoro et al. 2016).
fn distilled(data: &Path, mut trees: Vec<Tree>, tagger: &Tagger) -> Result<Parser, String> {
    let epochs = number("EPOCHS", 8);
    let teach = |at: u64| parser::train(&trees, epochs, SEED + at);
    let mut teachers: Vec<parser::Learner> = (0..number("TEACHERS", 4) as u64).map(teach).collect();
    let mut plain = plain::sentences(data, tagger)?;
    println!("{} sentences of plain text, {} words", plain.len(), plain.iter().map(|it| it.words.len()).sum::<usize>());
    parser::vote(&mut teachers, &mut plain);
    trees.extend(plain);
    Ok(parser::distil(&mut teachers, &trees, epochs, SEED).quantised())
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
