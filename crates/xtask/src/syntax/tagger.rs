//! Training of the tagger.

use onrecord_reader::{
    model::Tag,
    syntax::tagger::{Sure, Tagger, WIDTH, features},
};
use rustc_hash::FxHashMap;

use super::{
    SEED,
    network::{Counts, Dice, Trainee},
    number,
    treebank::Tree,
};

/// A word seen this often with one tag only (but for `SURE_SLIP` of 1,000) is looked up. Measured on UD EWT dev.
const SURE_LEAST: u32 = 30;
const SURE_SLIP: u32 = 4;

/// Trains a tagger on the gold tags of some trees.
pub(super) fn train(trees: &[&Tree], epochs: usize) -> Tagger {
    let sure = Sure::new(&sure(trees));
    let mut counts = Counts::default();
    for tree in trees {
        for at in 0..tree.forms.len() {
            if sure.get(tree.forms[at].word).is_none() {
                for feature in features(&tree.forms, &tree.gold_tags, at) {
                    *counts.entry(feature).or_default() += 1;
                }
            }
        }
    }
    let bits = number("TAG_BITS", 16) as u32;
    let mut trainee: Trainee<WIDTH> = Trainee::new(&counts, bits, number("TAG_LEAST", 3) as u32, Tag::ALL.len(), SEED);
    trainee.forget = number("TAG_FORGET", 20) as u64;
    trainee.dropout = number("TAG_DROPOUT", 32) as u64;
    let mut dice = Dice::new(SEED);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let base = number("TAG_RATE", 60) as f32 / 1000.0;
    for epoch in 0..epochs {
        trainee.rate = base * (1.0 - 0.95 * epoch as f32 / epochs as f32);
        dice.shuffle(&mut order);
        let (mut right, mut all) = (0, 0);
        for at in &order {
            let (good, total) = sentence(&mut trainee, trees[*at], &sure);
            right += good;
            all += total;
        }
        println!("  tagger {epoch}: {:.2} % of {all} that are not sure", 100.0 * right as f64 / all.max(1) as f64);
    }
    Tagger::new(sure, trainee.quantised().0)
}

/// Teaches a sentence; the tags before a word are those the tagger itself chose.
fn sentence(trainee: &mut Trainee<WIDTH>, tree: &Tree, sure: &Sure) -> (usize, usize) {
    let mut tags = Vec::with_capacity(tree.forms.len());
    let (mut right, mut all) = (0, 0);
    for at in 0..tree.forms.len() {
        if let Some(tag) = sure.get(tree.forms[at].word) {
            tags.push(tag);
            continue;
        }
        let gold = tree.gold_tags[at];
        let mut pass = trainee.pass(&features(&tree.forms, &tags, at), &[0.0; WIDTH]);
        let class = trainee.teach(&mut pass, 0..Tag::ALL.len(), |class| class == gold as usize);
        trainee.settle(&pass);
        right += usize::from(class == gold as usize);
        all += 1;
        tags.push(Tag::ALL[class]);
    }
    (right, all)
}

fn sure(trees: &[&Tree]) -> Vec<(u32, Tag)> {
    let mut seen: FxHashMap<u32, FxHashMap<Tag, u32>> = FxHashMap::default();
    for tree in trees {
        for (form, tag) in tree.forms.iter().zip(&tree.gold_tags) {
            *seen.entry(form.word).or_default().entry(*tag).or_default() += 1;
        }
    }
    let mut words = Vec::new();
    for (word, tags) in seen {
        let all: u32 = tags.values().sum();
        let Some((tag, most)) = tags.into_iter().max_by_key(|(tag, count)| (*count, *tag)) else { continue };
        let closed = !matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Vb | Tag::Vbd | Tag::Vbn | Tag::Jj);
        let least = if closed { SURE_LEAST } else { 2 * SURE_LEAST };
        if all >= least && (all - most) * 1000 <= all * SURE_SLIP && word != 0 {
            words.push((word, tag));
        }
    }
    words.sort_unstable_by_key(|(word, _)| *word);
    println!("  {} sure words", words.len());
    words
}
