//! Training of the parser and the encoder below it with a dynamic oracle: the moves that lose fewest gold arcs from
//! wherever it has got to.

use std::ops::Range;

use onrecord_reader::{
    model::{Arc, Tag},
    syntax::{
        encoder::{self, CONTEXT},
        parser::{CLASSES, LABELS, PLACES, Parser, WIDTH, features, labels, places},
        transitions::{MOVES, Move, Sentence, State},
    },
};

use super::{
    encoder::{Encoder, Matrix, Tape},
    network::{Counts, Dice, Pass, Trainee},
    number,
    treebank::Tree,
};

/// Trains a parser on trees with predicted tags.
pub(super) fn train(trees: &[Tree], epochs: usize, seed: u64) -> Learner {
    let mut learner = Learner::new(trees, may(trees), seed);
    learner.epochs(trees, epochs, seed, Learner::sentence);
    learner
}

/// Trains one parser to hold likely what several parsers hold likely together, wherever it gets to itself.
pub(super) fn distil(teachers: &mut [Learner], trees: &[Tree], epochs: usize, seed: u64) -> Learner {
    let mut learner = Learner::new(trees, teachers[0].may.clone(), seed);
    learner.epochs(trees, epochs, seed, |learner, tree, dice, explore| learner.follow(teachers, tree, dice, explore));
    learner
}

/// Gives each tree the heads and labels that the parsers choose together: what they hold likeliest on the product of their
/// shares.
pub(super) fn vote(teachers: &mut [Learner], trees: &mut [Tree]) {
    let mut state = State::default();
    for tree in trees {
        let given: Vec<Given> = teachers.iter_mut().map(|teacher| teacher.contexts(tree)).collect();
        state.start(tree.words.len());
        while !state.is_done() {
            if state.stack.is_empty() {
                state.shift();
            } else {
                vote_move(teachers, &given, tree, &mut state);
            }
        }
        tree.heads.clone_from(&state.heads);
        tree.arcs.clone_from(&state.arcs);
    }
}

fn vote_move(teachers: &mut [Learner], given: &[Given], tree: &Tree, state: &mut State) {
    let (input, places) = (features(sentence(tree), state), places(state));
    let pass = |(teacher, given): (&mut Learner, &Given)| teacher.trainee.pass(&input, &sum(given, places)).hidden;
    let hidden: Vec<[f32; WIDTH]> = teachers.iter_mut().zip(given).map(pass).collect();
    let open: Vec<usize> = MOVES.into_iter().filter(|step| state.allows(*step)).map(|step| step as usize).collect();
    let taken = if state.allows(Move::Shift) { MOVES[agreed(teachers, &hidden, &open)] } else { Move::Right };
    if taken == Move::Shift {
        state.shift();
    } else if let Some(child) = state.attach(taken) {
        let may = teachers[0].may[tree.tags[child] as usize][usize::from(taken == Move::Right)];
        let start = labels(taken).start;
        let open: Vec<usize> = (0..LABELS).filter(|label| may >> label & 1 == 1).map(|label| start + label).collect();
        state.arcs[child] = Arc::ALL[agreed(teachers, &hidden, &open) - start];
    }
}

fn agreed(teachers: &[Learner], hidden: &[[f32; WIDTH]], classes: &[usize]) -> usize {
    let mut sums = vec![0.0f32; classes.len()];
    for (teacher, hidden) in teachers.iter().zip(hidden) {
        let scores: Vec<f32> = classes.iter().map(|class| teacher.trainee.score(hidden, *class)).collect();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let all: f32 = scores.iter().map(|score| (score - most).exp()).sum::<f32>().ln() + most;
        for (sum, score) in sums.iter_mut().zip(scores) {
            *sum += score - all;
        }
    }
    let best = (0..sums.len()).fold(0, |best, at| if sums[at] > sums[best] { at } else { best });
    classes[best]
}

/// Parser and encoder in training.
pub(super) struct Learner {
    /// The labels a word of each part of speech may have.
    may: Box<[[u64; 2]]>,
    trainee: Trainee<WIDTH>,
    encoder: Encoder,
    /// From the context of the word at each place to the hidden units.
    given: [Matrix; PLACES],
    /// From a context to label and direction of the word's own arc: a second question, asked in training only.
    arcs: Matrix,
    /// How far the matrices and the encoder's rows are moved.
    rates: (f32, f32),
    state: State,
    tape: Tape,
}

/// Answers to the second question: label and side of the head, or that the word is the root.
const ANSWERS: usize = 2 * LABELS + 1;
/// How much the second question counts.
const SECOND: f32 = 0.5;

/// What the places give, word by word, or its slopes.
type Given = Vec<[[f32; WIDTH]; PLACES]>;

impl Learner {
    fn new(trees: &[Tree], may: Box<[[u64; 2]]>, seed: u64) -> Self {
        let (mut counts, mut words) = (Counts::default(), Counts::default());
        let mut state = State::default();
        for tree in trees {
            count(tree, &mut state, &mut counts);
            for feature in seen(tree).into_iter().flatten() {
                *words.entry(feature).or_default() += 1;
            }
        }
        let mut dice = Dice::new(seed);
        let bits = number("BITS", 15) as u32;
        let mut trainee = Trainee::new(&counts, bits, number("LEAST", 8) as u32, CLASSES, seed);
        trainee.forget = number("FORGET", 20) as u64;
        trainee.dropout = number("DROPOUT", 50) as u64;
        Self {
            may,
            trainee,
            encoder: Encoder::new(&words, number("WORD_BITS", 16) as u32, &mut dice),
            given: std::array::from_fn(|_| Matrix::new(WIDTH, CONTEXT, 0.1, &mut dice)),
            arcs: Matrix::new(ANSWERS, CONTEXT, 0.1, &mut dice),
            rates: (0.0, 0.0),
            state,
            tape: Tape::default(),
        }
    }
    /// Teaches a sentence. Gives how many moves it would have chosen rightly, and how many there were.
    fn sentence(&mut self, tree: &Tree, dice: &mut Dice, explore: u64) -> (usize, usize) {
        self.encoder.forward(&seen(tree), &mut self.tape, Some(dice));
        let given: Given = self.tape.context.iter().map(|context| self.give(context)).collect();
        let mut slopes: Given = vec![[[0.0; WIDTH]; PLACES]; given.len()];
        let (mut right, mut all) = (0, 0);
        self.state.start(tree.words.len());
        while !self.state.is_done() {
            right += usize::from(self.step(tree, &given, &mut slopes, dice, explore));
            all += 1;
        }
        self.settle(tree, &slopes);
        (right, all)
    }
    /// Teaches a sentence by the shares of the teachers.
    fn follow(&mut self, teachers: &mut [Self], tree: &Tree, dice: &mut Dice, explore: u64) -> (usize, usize) {
        self.encoder.forward(&seen(tree), &mut self.tape, Some(dice));
        let given: Given = self.tape.context.iter().map(|context| self.give(context)).collect();
        let theirs: Vec<Given> = teachers.iter_mut().map(|teacher| teacher.contexts(tree)).collect();
        let mut slopes: Given = vec![[[0.0; WIDTH]; PLACES]; given.len()];
        let (mut right, mut all) = (0, 0);
        self.state.start(tree.words.len());
        while !self.state.is_done() {
            let places = places(&self.state);
            all += 1;
            if self.state.stack.is_empty() {
                self.state.shift();
                right += 1;
                continue;
            }
            let input = features(sentence(tree), &self.state);
            let pass = |(teacher, given): (&mut Self, &Given)| teacher.trainee.pass(&input, &sum(given, places));
            let passes: Vec<Pass<WIDTH>> = teachers.iter_mut().zip(&theirs).map(pass).collect();
            let mean = |classes: Range<usize>| mean(teachers, &passes, classes);
            let pass = self.trainee.pass(&input, &sum(&given, places));
            let (good, slope) = self.imitate(pass, mean, dice, explore);
            right += usize::from(good);
            add(&mut slopes, places, &slope);
        }
        self.settle(tree, &slopes);
        (right, all)
    }
    /// What the words give, with nothing dropped.
    fn contexts(&mut self, tree: &Tree) -> Given {
        self.encoder.forward(&seen(tree), &mut self.tape, None);
        self.tape.context.iter().map(|context| self.give(context)).collect()
    }
    /// Teaches one move by the shares the teachers give, and goes on by it or by the teachers' own. Gives whether its choice
    /// was theirs, and the slope of what was given.
    fn imitate(
        &mut self,
        mut pass: Pass<WIDTH>,
        mean: impl Fn(Range<usize>) -> Vec<f32>,
        dice: &mut Dice,
        explore: u64,
    ) -> (bool, [f32; WIDTH]) {
        /// A move the teachers hold less likely than this teaches no label.
        const DOUBTED: f32 = 0.2;
        let Self { trainee, state, .. } = self;
        let mut wanted = mean(0..MOVES.len());
        for step in MOVES.into_iter().filter(|step| !state.allows(*step)) {
            wanted[step as usize] = 0.0;
        }
        let whole: f32 = wanted.iter().sum::<f32>().max(1e-6);
        wanted.iter_mut().for_each(|share| *share /= whole);
        let open: Vec<usize> = MOVES.into_iter().filter(|step| state.allows(*step)).map(|step| step as usize).collect();
        let chosen = trainee.best(&pass.hidden, open.iter().copied());
        let best = open.iter().copied().fold(open[0], |best, at| if wanted[at] > wanted[best] { at } else { best });
        if open.len() > 1 {
            let shares = trainee.shares(&pass, 0..MOVES.len());
            trainee.towards(&mut pass, 0..MOVES.len(), &shares, &wanted);
        }
        let taken = MOVES[if chosen == best || dice.below(100) < explore { chosen } else { best }];
        if taken == Move::Shift {
            state.shift();
        } else {
            let classes = labels(taken);
            let label = if wanted[taken as usize] > DOUBTED {
                let shares = trainee.shares(&pass, classes.clone());
                trainee.towards(&mut pass, classes.clone(), &shares, &mean(classes.clone()))
            } else {
                trainee.best(&pass.hidden, classes.clone())
            };
            if let Some(child) = state.attach(taken) {
                state.arcs[child] = Arc::ALL[label - classes.start];
            }
        }
        (chosen == best, trainee.settle(&pass))
    }
    /// Goes over the trees, each time in another order and with smaller steps; nothing is dropped afterwards.
    fn epochs(
        &mut self,
        trees: &[Tree],
        epochs: usize,
        seed: u64,
        mut each: impl FnMut(&mut Self, &Tree, &mut Dice, u64) -> (usize, usize),
    ) {
        let mut dice = Dice::new(seed);
        let mut order: Vec<usize> = (0..trees.len()).collect();
        for epoch in 0..epochs {
            let share = 1.0 - 0.97 * epoch as f32 / epochs as f32;
            self.trainee.rate = 0.05 * share;
            self.rates = (number("DENSE", 15) as f32 / 10_000.0 * share, 0.05 * share);
            dice.shuffle(&mut order);
            let explore = if epoch == 0 { 0 } else { 90 };
            let (mut right, mut all) = (0, 0);
            for at in &order {
                let (good, moves) = each(self, &trees[*at], &mut dice, explore);
                right += good;
                all += moves;
            }
            println!("  parser {epoch}: {:.2} % of moves", 100.0 * right as f64 / all.max(1) as f64);
        }
        (self.trainee.forget, self.trainee.dropout) = (0, 0);
    }
    fn give(&self, context: &[f32; CONTEXT]) -> [[f32; WIDTH]; PLACES] {
        std::array::from_fn(|place| {
            let mut out = [0.0; WIDTH];
            self.given[place].times(context, &mut out);
            out
        })
    }
    /// Teaches one move and goes on by it, or by a wrong one the parser prefers. Gives whether its choice was right.
    fn step(&mut self, tree: &Tree, given: &Given, slopes: &mut Given, dice: &mut Dice, explore: u64) -> bool {
        let Self { trainee, state, .. } = self;
        if state.stack.is_empty() {
            state.shift();
            return true;
        }
        let places = places(state);
        let (right, allowed) = best_moves(tree, state);
        let mut pass = trainee.pass(&features(sentence(tree), state), &sum(given, places));
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
        attach(trainee, &mut pass, tree, state, taken);
        let slope = trainee.settle(&pass);
        add(slopes, places, &slope);
        good
    }
    /// Carries what a sentence taught back to the encoder.
    fn settle(&mut self, tree: &Tree, slopes: &Given) {
        let mut contexts = vec![[0.0; CONTEXT]; slopes.len()];
        for (at, (context, slopes)) in self.tape.context.iter().zip(slopes).enumerate() {
            for (given, slopes) in self.given.iter_mut().zip(slopes) {
                given.back(context, slopes, &mut contexts[at]);
            }
            answer(&mut self.arcs, tree, at, context, &mut contexts[at]);
        }
        let (rate, row_rate) = self.rates;
        for matrix in self.given.iter_mut().chain([&mut self.arcs]) {
            matrix.step(rate);
        }
        self.encoder.back(&self.tape, &mut contexts, rate, row_rate);
    }
    /// The parser in small numbers.
    pub(super) fn quantised(&self) -> Parser {
        let (network, scale) = self.trainee.quantised();
        let given = self.given.iter().flat_map(|matrix| &matrix.weights).map(|weight| weight * scale);
        Parser::new(self.encoder.quantised(&given.collect::<Vec<f32>>()), network, self.may.clone())
    }
}

/// Adds the slope of what the words at the places of a state gave.
fn add(slopes: &mut Given, places: [u32; PLACES], slope: &[f32; WIDTH]) {
    for (place, at) in places.into_iter().enumerate() {
        let Some(slopes) = slopes.get_mut(at as usize) else { continue };
        for (to, from) in slopes[place].iter_mut().zip(slope) {
            *to += from;
        }
    }
}

/// How likely several parsers hold each class of a range, on the mean.
fn mean(teachers: &[Learner], passes: &[Pass<WIDTH>], classes: Range<usize>) -> Vec<f32> {
    let mut mean = vec![0.0f32; classes.len()];
    for (teacher, pass) in teachers.iter().zip(passes) {
        for (mean, share) in mean.iter_mut().zip(teacher.trainee.shares(pass, classes.clone())) {
            *mean += share / passes.len() as f32;
        }
    }
    mean
}

/// What the words at the places of a state give together.
fn sum(given: &Given, places: [u32; PLACES]) -> [f32; WIDTH] {
    let mut sum = [0.0; WIDTH];
    for (place, at) in places.into_iter().enumerate() {
        let Some(given) = given.get(at as usize) else { continue };
        for (to, from) in sum.iter_mut().zip(&given[place]) {
            *to += from;
        }
    }
    sum
}

/// Teaches the second question for one word.
fn answer(arcs: &mut Matrix, tree: &Tree, at: usize, context: &[f32; CONTEXT], slopes: &mut [f32; CONTEXT]) {
    let head = tree.heads[at] as usize;
    let right = if head == at { ANSWERS - 1 } else { 2 * tree.arcs[at] as usize + usize::from(head < at) };
    let mut scores = [0.0f32; ANSWERS];
    arcs.times(context, &mut scores);
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let raised = scores.map(|score| (score - most).exp());
    let all: f32 = raised.iter().sum();
    let mut out = raised.map(|raised| SECOND * raised / all);
    out[right] -= SECOND;
    arcs.back(context, &out, slopes);
}

fn seen(tree: &Tree) -> Vec<[u32; encoder::FEATURES]> {
    (0..tree.forms.len()).map(|at| encoder::features(sentence(tree), at)).collect()
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

/// Makes a move, with the label the parser prefers; teaches the label where head and word are right.
fn attach(trainee: &mut Trainee<WIDTH>, pass: &mut Pass<WIDTH>, tree: &Tree, state: &mut State, taken: Move) {
    if taken == Move::Shift {
        state.shift();
        return;
    }
    let child = *state.stack.last().unwrap_or(&0) as usize;
    let head = if taken == Move::Left { state.next as u32 } else { state.below(1) };
    let start = labels(taken).start;
    let class = if tree.heads[child] == head {
        let gold = start + tree.arcs[child] as usize;
        trainee.teach(pass, labels(taken), |class| class == gold)
    } else {
        trainee.best(&pass.hidden, labels(taken))
    };
    state.attach(taken);
    state.arcs[child] = Arc::ALL[class - start];
}
