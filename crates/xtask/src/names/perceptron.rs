//! The averaged structured perceptron.

use onrecord_reader::mentions::{LABELS, tagger};
use rustc_hash::FxHashMap;

/// One stretch of words.
#[derive(Debug)]
pub(crate) struct Example {
    /// The features of each word.
    pub(crate) features: Vec<Vec<u32>>,
    /// Its labels.
    pub(crate) gold: Vec<u8>,
}

/// Passes over the data.
const EPOCHS: u64 = 10;
/// The words themselves are hidden in this many of 100 visits, so that the tagger learns to do without.
const HIDDEN: u64 = 15;
/// Where the order of examples begins.
const SEED: u64 = 7;
/// Features seen less often are left out.
const LEAST_SEEN: u32 = 2;
/// What a weight of one is worth in the file, and the least that a feature must be worth for some label.
const SCALE: f64 = 100.0;
const LEAST_WEIGHT: u16 = 5;
/// The most features the file may hold: 26 bytes each.
const MOST_FEATURES: usize = 145_000;

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    weight: f32,
    total: f64,
    since: u32,
}

/// Weights in training.
#[derive(Debug)]
pub(crate) struct Weights {
    cells: FxHashMap<u32, [Cell; LABELS]>,
    transitions: [[Cell; LABELS]; LABELS],
    step: u32,
}

impl Weights {
    /// Trains on the examples; the first `words` features of each word are hidden now and then.
    pub(crate) fn train(examples: &[Example], words: usize) -> Self {
        let mut seen: FxHashMap<u32, u32> = FxHashMap::default();
        for feature in examples.iter().flat_map(|it| it.features.iter().flatten()) {
            *seen.entry(*feature).or_default() += 1;
        }
        let cells = seen.iter().filter(|(_, count)| **count >= LEAST_SEEN).map(|(key, _)| (*key, Default::default()));
        let mut weights = Self { cells: cells.collect(), transitions: Default::default(), step: 0 };
        let mut random = SEED;
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for epoch in 0..EPOCHS {
            for at in (1..order.len()).rev() {
                order.swap(at, (next(&mut random) % (at as u64 + 1)) as usize);
            }
            let mut wrong = 0;
            for at in &order {
                let from = if next(&mut random) % 100 < HIDDEN { words } else { 0 };
                wrong += weights.learn(&examples[*at], from);
            }
            println!("pass {epoch}: {wrong} words wrong");
        }
        weights
    }

    fn learn(&mut self, example: &Example, from: usize) -> usize {
        self.step += 1;
        let scale = |weight: f32| (weight * 1024.0) as i32;
        let mut scores = Vec::with_capacity(example.gold.len());
        for features in &example.features {
            let mut score = [0.0_f32; LABELS];
            for cells in features[from..].iter().filter_map(|feature| self.cells.get(feature)) {
                for (score, cell) in score.iter_mut().zip(cells) {
                    *score += cell.weight;
                }
            }
            let mut padded = [0; 16];
            for (to, from) in padded.iter_mut().zip(score) {
                *to = scale(from);
            }
            scores.push(padded);
        }
        let transitions = self.transitions.map(|row| row.map(|cell| scale(cell.weight)));
        let mut guess = vec![0; example.gold.len()];
        tagger::best(&scores, &transitions, &mut guess);
        if guess == example.gold {
            return 0;
        }
        let (mut before_gold, mut before_guess, mut wrong) = (0, 0, 0);
        for (at, features) in example.features.iter().enumerate() {
            let (gold, guess) = (example.gold[at] as usize, guess[at] as usize);
            if gold != guess {
                wrong += 1;
                for feature in &features[from..] {
                    if let Some(cells) = self.cells.get_mut(feature) {
                        bump(&mut cells[gold], 1.0, self.step);
                        bump(&mut cells[guess], -1.0, self.step);
                    }
                }
            }
            if (before_gold, gold) != (before_guess, guess) {
                bump(&mut self.transitions[before_gold][gold], 1.0, self.step);
                bump(&mut self.transitions[before_guess][guess], -1.0, self.step);
            }
            (before_gold, before_guess) = (gold, guess);
        }
        wrong
    }

    /// The averaged weights as whole numbers.
    pub(crate) fn quantised(&self) -> (Vec<(u32, [i16; LABELS])>, [[i32; LABELS]; LABELS]) {
        let average = |cell: &Cell| {
            let total = cell.total + f64::from(cell.weight) * f64::from(self.step - cell.since);
            total / f64::from(self.step.max(1))
        };
        let whole = |cell: &Cell| (average(cell) * SCALE).round().clamp(-32000.0, 32000.0) as i16;
        let mut features: Vec<(u32, [i16; LABELS])> =
            self.cells.iter().map(|(key, cells)| (*key, cells.each_ref().map(whole))).collect();
        let size = |weights: &[i16; LABELS]| weights.iter().map(|weight| weight.unsigned_abs()).max().unwrap_or(0);
        features.retain(|(_, weights)| size(weights) >= LEAST_WEIGHT);
        features.sort_by_key(|(key, weights)| (std::cmp::Reverse(size(weights)), *key));
        features.truncate(MOST_FEATURES);
        let transitions = self.transitions.map(|row| row.map(|cell| (average(&cell) * SCALE).round() as i32));
        (features, transitions)
    }
}

fn bump(cell: &mut Cell, by: f32, step: u32) {
    cell.total += f64::from(cell.weight) * f64::from(step - cell.since);
    cell.weight += by;
    cell.since = step;
}

fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}
