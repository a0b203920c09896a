//! Training of the parser with a dynamic oracle: the moves that lose fewest gold arcs from wherever it has got to.

use onrecord_reader::{
    model::{Arc, Tag},
    syntax::{
        parser::{CLASSES, LABELS, Parser, WIDTH, features, labels},
        transitions::{MOVES, Move, Sentence, State},
    },
};

use super::{
    SEED,
    network::{Counts, Dice, Trainee},
    number,
    treebank::Tree,
};

/// Trains a parser on trees with predicted tags.
pub(super) fn train(trees: &[Tree], epochs: usize) -> Parser {
    let mut counts = Counts::default();
    let mut state = State::default();
    for tree in trees {
        count(tree, &mut state, &mut counts);
    }
    let bits = number("BITS", 16) as u32;
    let mut trainee: Trainee<WIDTH> = Trainee::new(&counts, bits, number("LEAST", 4) as u32, CLASSES, SEED);
    trainee.forget = number("FORGET", 20) as u64;
    trainee.dropout = number("DROPOUT", 50) as u64;
    let base = number("RATE", 50) as f32 / 1000.0;
    let mut dice = Dice::new(SEED);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    for epoch in 0..epochs {
        trainee.rate = base * (1.0 - 0.97 * epoch as f32 / epochs as f32);
        dice.shuffle(&mut order);
        let explore = if epoch == 0 { 0 } else { 90 };
        let (mut right, mut all) = (0, 0);
        for at in &order {
            let tree = &trees[*at];
            state.start(tree.words.len());
            while !state.is_done() {
                right += usize::from(step(&mut trainee, tree, &mut state, &mut dice, explore));
                all += 1;
            }
        }
        println!("  parser {epoch}: {:.2} % of moves", 100.0 * right as f64 / all.max(1) as f64);
    }
    Parser::new(trainee.quantised(), may(trees))
}

/// The labels seen on a word of each part of speech: leftwards (the head comes after), rightwards.
fn may(trees: &[Tree]) -> Box<[[u64; 2]]> {
    let mut counts = vec![[[0u32; LABELS]; 2]; Tag::ALL.len()];
    for tree in trees {
        for (at, head) in tree.heads.iter().enumerate().filter(|(at, head)| **head as usize != *at) {
            let side = usize::from((*head as usize) < at);
            counts[tree.tags[at] as usize][side][tree.arcs[at] as usize] += 1;
        }
    }
    let set = |labels: [u32; LABELS]| {
        let least = (labels.iter().sum::<u32>() / RARE).max(1);
        let bits = labels.iter().enumerate().filter(|(_, count)| **count > least).map(|(label, _)| 1u64 << label);
        let set = bits.fold(0, |set, bit| set | bit);
        if set == 0 { u64::MAX >> (64 - LABELS) } else { set }
    };
    counts.into_iter().map(|sides| sides.map(set)).collect()
}

/// A label rarer than one in this many on words of its part of speech and side is never given.
const RARE: u32 = 400;

fn sentence(tree: &Tree) -> Sentence<'_> {
    Sentence { forms: &tree.forms, tags: &tree.tags, quoted: &tree.quoted }
}

fn count(tree: &Tree, state: &mut State, counts: &mut Counts) {
    state.start(tree.words.len());
    while !state.is_done() {
        for feature in features(sentence(tree), state) {
            *counts.entry(feature).or_default() += 1;
        }
        let (moves, _) = best_moves(tree, state);
        make(tree, state, moves.into_iter().next().unwrap_or(Move::Shift));
    }
}

/// The allowed moves that cost least, and how many are allowed.
fn best_moves(tree: &Tree, state: &State) -> (Vec<Move>, usize) {
    let costs: Vec<(u32, Move)> = MOVES
        .into_iter()
        .filter(|step| state.allows(*step))
        .map(|step| (state.cost(step, &tree.heads), step))
        .collect();
    let least = costs.iter().map(|(cost, _)| *cost).min().unwrap_or(0);
    (costs.iter().filter(|(cost, _)| *cost == least).map(|(_, step)| *step).collect(), costs.len())
}

/// Makes a move with the gold label.
fn make(tree: &Tree, state: &mut State, step: Move) {
    if step == Move::Shift {
        state.shift();
    } else if let Some(child) = state.attach(step) {
        state.arcs[child] = tree.arcs[child];
    }
}

/// Teaches one move and goes on by it, or by a wrong one the parser prefers. Gives whether its choice was right.
fn step(trainee: &mut Trainee<WIDTH>, tree: &Tree, state: &mut State, dice: &mut Dice, explore: u64) -> bool {
    if state.stack.is_empty() {
        state.shift();
        return true;
    }
    let (right, allowed) = best_moves(tree, state);
    let mut pass = trainee.pass(&features(sentence(tree), state));
    let scored = pass.hidden;
    let chosen = if allowed == 1 {
        right[0]
    } else {
        trainee.teach(&mut pass, 0..MOVES.len(), |class| right.iter().any(|step| *step as usize == class));
        let open = MOVES.into_iter().filter(|step| state.allows(*step)).map(|step| step as usize);
        MOVES[trainee.best(&scored, open)]
    };
    let good = right.contains(&chosen);
    let follow = good || dice.below(100) < explore;
    let best = trainee.best(&scored, right.iter().map(|step| *step as usize));
    let taken = if follow { chosen } else { MOVES[best] };
    let child = *state.stack.last().unwrap_or(&0) as usize;
    let head = if taken == Move::Left { state.next as u32 } else { state.below(1) };
    if taken == Move::Shift {
        state.shift();
    } else {
        let gold = tree.arcs[child];
        let start = labels(taken).start;
        let label = if tree.heads[child] == head {
            let class = trainee.teach(&mut pass, labels(taken), |class| class == start + gold as usize);
            class - start
        } else {
            trainee.best(&pass.hidden, labels(taken)) - start
        };
        state.attach(taken);
        state.arcs[child] = Arc::ALL[label];
    }
    trainee.settle(&pass);
    good
}
