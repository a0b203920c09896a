//! Training of a [`Network`]: softmax over a range of classes, Adagrad, dropout; one thread, one seed.

use std::ops::Range;

use onrecord_reader::syntax::model::{Network, Rows, ZERO};
use rustc_hash::FxHashMap;

/// A fixed sequence of random numbers (xorshift).
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// Starts the sequence.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }
    /// A number below a limit.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }
    /// A number at most `scale` from zero.
    pub(super) fn around(&mut self, scale: f32) -> f32 {
        (self.below(2001) as f32 / 1000.0 - 1.0) * scale
    }
    /// Shuffles.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at as u64 + 1) as usize);
        }
    }
}

/// How often each feature was seen.
pub(super) type Counts = FxHashMap<u32, u32>;

/// A table of `1 << bits` rows for the features seen at least `least` times, the most frequent first, and first weights.
pub(super) fn kept<const W: usize>(
    counts: &Counts,
    bits: u32,
    least: u32,
    scale: f32,
    dice: &mut Dice,
) -> (Rows, Vec<[f32; W]>) {
    let mut kept: Vec<(u32, u32)> = counts.iter().map(|(f, n)| (*f, *n)).filter(|(_, n)| *n >= least).collect();
    kept.sort_by_key(|(feature, count)| (std::cmp::Reverse(*count), *feature));
    let mut rows = Rows::empty(bits);
    let placed = kept.iter().filter(|(feature, _)| rows.insert(*feature).is_some()).count();
    println!("  {} features, {} seen often, {placed} of {} rows", counts.len(), kept.len(), rows.len());
    let weights = (0..rows.len()).map(|_| std::array::from_fn(|_| dice.around(scale))).collect();
    (rows, weights)
}

/// Rows in eight bits with a last row of zeros, and what they were multiplied by.
pub(super) fn bytes<const W: usize>(rows: &[[f32; W]]) -> (Vec<u8>, f32) {
    let mut sizes: Vec<f32> = rows.iter().flatten().map(|weight| weight.abs()).collect();
    let at = sizes.len() - 1 - sizes.len() / 20_000;
    let (_, large, _) = sizes.select_nth_unstable_by(at, f32::total_cmp);
    let scale = 127.0 / large.max(0.01);
    let byte = |weight: &f32| (weight * scale).round().clamp(-127.0, 127.0) as i32;
    let byte = |weight: &f32| (byte(weight) + i32::from(ZERO)) as u8;
    (rows.iter().flatten().map(byte).chain([ZERO; W]).collect(), scale)
}

/// A network in training.
pub(super) struct Trainee<const W: usize> {
    rows: Rows,
    weights: Vec<[f32; W]>,
    squares: Vec<f32>,
    hidden: [f32; W],
    hidden_squares: [f32; W],
    out: Vec<[f32; W]>,
    out_squares: Vec<[f32; W]>,
    bias: Vec<f32>,
    bias_squares: Vec<f32>,
    dice: Dice,
    /// The step size.
    pub rate: f32,
    /// Hidden units dropped, of 256.
    pub dropout: u64,
    /// Features dropped, of 256.
    pub forget: u64,
}

/// One forward pass, kept for the way back.
pub(super) struct Pass<const W: usize> {
    used: Vec<u32>,
    /// The hidden layer.
    pub hidden: [f32; W],
    back: [f32; W],
}

impl<const W: usize> Trainee<W> {
    /// A network of `1 << bits` rows for the features seen at least `least` times, the most frequent first.
    pub(super) fn new(counts: &Counts, bits: u32, least: u32, classes: usize, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let (rows, weights) = kept(counts, bits, least, 0.05, &mut dice);
        let mut small = |scale: f32| dice.around(scale);
        let out = (0..classes).map(|_| std::array::from_fn(|_| small(0.2))).collect();
        Self {
            squares: vec![0.0; rows.len()],
            weights,
            rows,
            hidden: [0.1; W],
            hidden_squares: [0.0; W],
            out,
            out_squares: vec![[0.0; W]; classes],
            bias: vec![0.0; classes],
            bias_squares: vec![0.0; classes],
            dice,
            rate: 0.05,
            dropout: 64,
            forget: 0,
        }
    }
    /// Runs the network with dropout.
    pub(super) fn pass(&mut self, features: &[u32], given: &[f32; W]) -> Pass<W> {
        let mut hidden = self.hidden;
        for (unit, given) in hidden.iter_mut().zip(given) {
            *unit += given;
        }
        let mut used = Vec::with_capacity(features.len());
        for feature in features {
            if self.forget > 0 && self.dice.next() & 255 < self.forget {
                continue;
            }
            let row = self.rows.find(*feature);
            if row == self.rows.len() {
                continue;
            }
            used.push(row as u32);
            for (unit, weight) in hidden.iter_mut().zip(&self.weights[row]) {
                *unit += weight;
            }
        }
        let keep = 256.0 / (256.0 - self.dropout as f32);
        for unit in &mut hidden {
            let dropped = self.dropout > 0 && self.dice.next() & 255 < self.dropout;
            *unit = if dropped { 0.0 } else { unit.max(0.0) * keep };
        }
        Pass { used, hidden, back: [0.0; W] }
    }
    /// The score of a class.
    pub(super) fn score(&self, hidden: &[f32; W], class: usize) -> f32 {
        self.out[class].iter().zip(hidden).map(|(weight, unit)| weight * unit).sum::<f32>() + self.bias[class]
    }
    /// The best class of some.
    pub(super) fn best(&self, hidden: &[f32; W], classes: impl Iterator<Item = usize>) -> usize {
        let mut best = (f32::MIN, 0);
        for class in classes {
            let score = self.score(hidden, class);
            if score > best.0 {
                best = (score, class);
            }
        }
        best.1
    }
    /// Teaches one decision: any class in `right` of the range is right. Gives the class it would have chosen.
    pub(super) fn teach(&mut self, pass: &mut Pass<W>, classes: Range<usize>, right: impl Fn(usize) -> bool) -> usize {
        let shares = self.shares(pass, classes.clone());
        let good: f32 = classes.clone().zip(&shares).filter(|(class, _)| right(*class)).map(|(_, share)| share).sum();
        let wanted = |class: usize, share: f32| if right(class) { share / good.max(1e-9) } else { 0.0 };
        let wanted: Vec<f32> = classes.clone().zip(&shares).map(|(class, share)| wanted(class, *share)).collect();
        self.towards(pass, classes, &shares, &wanted)
    }
    /// How likely it holds each class of a range.
    pub(super) fn shares(&self, pass: &Pass<W>, classes: Range<usize>) -> Vec<f32> {
        let scores: Vec<f32> = classes.map(|class| self.score(&pass.hidden, class)).collect();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let raised: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
        let all: f32 = raised.iter().sum();
        raised.into_iter().map(|share| share / all).collect()
    }
    /// Moves the shares of some classes towards the wanted ones. Gives the class it would have chosen.
    pub(super) fn towards(
        &mut self,
        pass: &mut Pass<W>,
        classes: Range<usize>,
        shares: &[f32],
        wanted: &[f32],
    ) -> usize {
        for (class, (share, wanted)) in classes.clone().zip(shares.iter().zip(wanted)) {
            let slope = share - wanted;
            if slope.abs() < 1e-5 {
                continue;
            }
            let (weights, squares) = (&mut self.out[class], &mut self.out_squares[class]);
            let units = pass.back.iter_mut().zip(&pass.hidden);
            for ((back, hidden), (weight, square)) in units.zip(weights.iter_mut().zip(squares)) {
                *back += slope * *weight;
                let gradient = slope * hidden;
                *square += gradient * gradient;
                *weight -= self.rate * gradient / (square.sqrt() + 1e-4);
            }
            self.bias_squares[class] += slope * slope;
            self.bias[class] -= self.rate * slope / (self.bias_squares[class].sqrt() + 1e-4);
        }
        let best = (0..shares.len()).fold(0, |best, at| if shares[at] > shares[best] { at } else { best });
        classes.start + best
    }
    /// Carries what was taught back to the rows; gives the slope of what was given to the hidden units.
    pub(super) fn settle(&mut self, pass: &Pass<W>) -> [f32; W] {
        let keep = 256.0 / (256.0 - self.dropout as f32);
        let mut slope = [0.0; W];
        let mut norm = 0.0;
        for (slope, (hidden, back)) in slope.iter_mut().zip(pass.hidden.iter().zip(&pass.back)) {
            *slope = if *hidden > 0.0 { back * keep } else { 0.0 };
            norm += *slope * *slope;
        }
        if norm < 1e-10 {
            return slope;
        }
        for row in &pass.used {
            let row = *row as usize;
            self.squares[row] += norm / W as f32;
            let step = self.rate / (self.squares[row].sqrt() + 1e-3);
            for (weight, slope) in self.weights[row].iter_mut().zip(&slope) {
                *weight -= step * slope;
            }
        }
        for (slope, (hidden, square)) in slope.iter().zip(self.hidden.iter_mut().zip(&mut self.hidden_squares)) {
            *square += slope * slope;
            *hidden -= self.rate * slope / (square.sqrt() + 1e-3);
        }
        slope
    }
    /// The network in small numbers, and what a hidden unit was multiplied by.
    pub(super) fn quantised(&self) -> (Network<W>, f32) {
        let (rows, scale) = bytes(&self.weights);
        let largest = self.out.iter().flatten().fold(0.01f32, |most, weight| most.max(weight.abs()));
        let out_scale = 2000.0 / largest;
        let out = self.out.iter().map(|row| row.map(|weight| (weight * out_scale).round() as i16)).collect();
        let bias = self.bias.iter().map(|bias| (bias * scale * out_scale).round() as i32).collect();
        let hidden = self.hidden.map(|unit| (unit * scale).round() as i16);
        println!("  quantised: rows by {scale:.1}, out by {out_scale:.1}");
        (Network::new(self.rows.clone(), rows, hidden, out, bias), scale)
    }
}
