//! Training of the encoder: hashed features of a word, a hidden layer, and gated sums over the sentence both ways.

use onrecord_reader::syntax::{
    encoder::{self, CONTEXT as H, Dense, EMBEDDED as E, FEATURES, GATES as G, JOINED as J, SIDE as D, bend},
    model::Rows,
};

use super::network::{Counts, Dice, bytes};

/// A matrix in training, by Adam.
pub(super) struct Matrix {
    columns: usize,
    /// Row by row.
    pub weights: Vec<f32>,
    slopes: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Matrix {
    pub(super) fn new(rows: usize, columns: usize, scale: f32, dice: &mut Dice) -> Self {
        let size = rows * columns;
        let mut small = || (dice.below(2001) as f32 / 1000.0 - 1.0) * scale;
        Self {
            columns,
            weights: (0..size).map(|_| small()).collect(),
            slopes: vec![0.0; size],
            mean: vec![0.0; size],
            square: vec![0.0; size],
        }
    }
    /// `out += self * input`.
    pub(super) fn times(&self, input: &[f32], out: &mut [f32]) {
        for (out, row) in out.iter_mut().zip(self.weights.chunks_exact(self.columns)) {
            *out += dot(row, input);
        }
    }
    /// Takes the slopes of the output, adds those of the input.
    pub(super) fn back(&mut self, input: &[f32], out_slopes: &[f32], input_slopes: &mut [f32]) {
        let rows = self.weights.chunks_exact(self.columns).zip(self.slopes.chunks_exact_mut(self.columns));
        for (slope, (row, slopes)) in out_slopes.iter().zip(rows) {
            if *slope == 0.0 {
                continue;
            }
            for (((weight, kept), value), back) in row.iter().zip(slopes).zip(input).zip(&mut *input_slopes) {
                *kept += slope * value;
                *back += slope * weight;
            }
        }
    }
    /// One step of Adam.
    pub(super) fn step(&mut self, rate: f32) {
        let units = self.slopes.iter_mut().zip(&mut self.mean).zip(&mut self.square).zip(&mut self.weights);
        for (((slope, mean), square), weight) in units {
            *mean = 0.9 * *mean + 0.1 * *slope;
            *square = 0.98 * *square + 0.02 * *slope * *slope;
            *weight -= rate * *mean / (square.sqrt() + 1e-6);
            *slope = 0.0;
        }
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 16];
    let (a, rest_a) = a.as_chunks::<16>();
    let (b, rest_b) = b.as_chunks::<16>();
    for (a, b) in a.iter().zip(b) {
        for at in 0..16 {
            sums[at] += a[at] * b[at];
        }
    }
    sums.iter().sum::<f32>() + rest_a.iter().zip(rest_b).map(|(a, b)| a * b).sum::<f32>()
}

/// Two gated sums over the sentence.
struct Scan {
    matrix: Matrix,
    bias: Matrix,
}

/// What one scan did: activated candidates and gates, and the sums.
#[derive(Default)]
struct Scanned {
    gates: Vec<[f32; G]>,
    raw: Vec<[f32; G]>,
    sums: Vec<[f32; H]>,
}

impl Scan {
    fn new(input: usize, dice: &mut Dice) -> Self {
        let scale = (3.0 / input as f32).sqrt();
        Self { matrix: Matrix::new(G, input, scale, dice), bias: Matrix::new(G, 1, 0.01, dice) }
    }
    fn forward<const N: usize>(&self, input: &[[f32; N]], out: &mut Scanned) {
        out.gates.clear();
        out.raw.clear();
        for word in input {
            let mut gate = [0.0; G];
            gate.copy_from_slice(&self.bias.weights);
            self.matrix.times(word, &mut gate);
            let raw = gate;
            for value in &mut gate[..2 * D] {
                *value = bend(*value);
            }
            for value in &mut gate[2 * D..] {
                *value = 0.5 + 0.5 * bend(0.5 * *value);
            }
            out.gates.push(gate);
            out.raw.push(raw);
        }
        out.sums.clear();
        out.sums.resize(input.len(), [0.0; H]);
        for side in 0..2 {
            let mut last = [0.0; D];
            for step in 0..input.len() {
                let at = if side == 0 { step } else { input.len() - 1 - step };
                let gates = &out.gates[at];
                for unit in 0..D {
                    let (x, f) = (gates[side * D + unit], gates[2 * D + side * D + unit]);
                    last[unit] = f * last[unit] + (1.0 - f) * x;
                    out.sums[at][side * D + unit] = last[unit];
                }
            }
        }
    }
    fn back<const N: usize>(
        &mut self,
        input: &[[f32; N]],
        done: &Scanned,
        slopes: &[[f32; H]],
        input_slopes: &mut [[f32; N]],
    ) {
        let count = input.len();
        let mut gate_slopes = vec![[0.0f32; G]; count];
        for side in 0..2 {
            let mut carried = [0.0; D];
            for step in (0..count).rev() {
                let at = if side == 0 { step } else { count - 1 - step };
                let before = if step == 0 { None } else { Some(if side == 0 { at - 1 } else { at + 1 }) };
                let (gates, raw) = (&done.gates[at], &done.raw[at]);
                for unit in 0..D {
                    let (x, f) = (gates[side * D + unit], gates[2 * D + side * D + unit]);
                    let last = before.map_or(0.0, |before| done.sums[before][side * D + unit]);
                    let slope = slopes[at][side * D + unit] + carried[unit];
                    gate_slopes[at][side * D + unit] = slope * (1.0 - f) * bent(raw[side * D + unit]);
                    gate_slopes[at][2 * D + side * D + unit] =
                        slope * (last - x) * 0.25 * bent(0.5 * raw[2 * D + side * D + unit]);
                    carried[unit] = slope * f;
                }
            }
        }
        for at in 0..count {
            self.matrix.back(&input[at], &gate_slopes[at], &mut input_slopes[at]);
            for (kept, slope) in self.bias.slopes.iter_mut().zip(&gate_slopes[at]) {
                *kept += slope;
            }
        }
    }
    fn step(&mut self, rate: f32) {
        self.matrix.step(rate);
        self.bias.step(rate);
    }
}

/// The encoder in training.
pub(super) struct Encoder {
    rows: Rows,
    weights: Vec<[f32; E]>,
    squares: Vec<f32>,
    bias: Matrix,
    first: Scan,
    between: Matrix,
    second: Scan,
    /// Features dropped, of 256.
    pub forget: u64,
    /// Units of a context dropped, of 256.
    pub dropout: u64,
}

/// What is kept of one sentence for the way back.
#[derive(Default)]
pub(super) struct Tape {
    used: Vec<Vec<u32>>,
    embedded: Vec<[f32; E]>,
    one: Scanned,
    joined: Vec<[f32; J]>,
    between: Vec<[f32; E]>,
    two: Scanned,
    /// The context of each word.
    pub context: Vec<[f32; H]>,
    mask: Vec<[f32; H]>,
}

impl Encoder {
    /// An encoder of `1 << bits` rows for the features seen at least three times, the most frequent first.
    pub(super) fn new(counts: &Counts, bits: u32, dice: &mut Dice) -> Self {
        let (rows, weights) = super::network::kept(counts, bits, 3, 0.1, dice);
        Self {
            squares: vec![0.0; rows.len()],
            rows,
            weights,
            bias: Matrix::new(E, 1, 0.01, dice),
            first: Scan::new(E, dice),
            between: Matrix::new(E, J, (3.0 / J as f32).sqrt(), dice),
            second: Scan::new(E, dice),
            forget: 40,
            dropout: 40,
        }
    }
    /// The encoder in small numbers; `given` is what leads from contexts to the parser's hidden units, in their scale.
    pub(super) fn quantised(&self, given: &[f32]) -> encoder::Encoder {
        let (rows, scale) = bytes(&self.weights);
        let dense = Dense {
            bias: &self.bias.weights,
            first: [&self.first.matrix.weights, &self.first.bias.weights],
            between: &self.between.weights,
            second: [&self.second.matrix.weights, &self.second.bias.weights],
            given,
        };
        encoder::Encoder::new(self.rows.clone(), rows, 1.0 / scale, &dense)
    }
    /// Runs over a sentence; `dice` drops features and units.
    pub(super) fn forward(&self, features: &[[u32; FEATURES]], tape: &mut Tape, mut dice: Option<&mut Dice>) {
        self.embed(features, tape, &mut dice);
        self.first.forward(&tape.embedded, &mut tape.one);
        tape.joined.clear();
        tape.between.clear();
        for (one, embedded) in tape.one.sums.iter().zip(&tape.embedded) {
            let mut joined = [0.0; J];
            joined[..H].copy_from_slice(one);
            joined[H..].copy_from_slice(embedded);
            let mut out = [0.0; E];
            self.between.times(&joined, &mut out);
            tape.joined.push(joined);
            tape.between.push(out.map(|unit| unit.max(0.0)));
        }
        self.second.forward(&tape.between, &mut tape.two);
        tape.context.clone_from(&tape.two.sums);
        tape.mask.clear();
        let keep = 256.0 / (256.0 - self.dropout as f32);
        for context in &mut tape.context {
            let mask = match &mut dice {
                Some(dice) => std::array::from_fn(|_| if dice.next() & 255 < self.dropout { 0.0 } else { keep }),
                None => [1.0; H],
            };
            for (unit, mask) in context.iter_mut().zip(&mask) {
                *unit *= mask;
            }
            tape.mask.push(mask);
        }
    }
    fn embed(&self, features: &[[u32; FEATURES]], tape: &mut Tape, dice: &mut Option<&mut Dice>) {
        tape.used.clear();
        tape.embedded.clear();
        let mut dropped = || dice.as_mut().is_some_and(|dice| dice.next() & 255 < self.forget);
        for word in features {
            let mut used = Vec::with_capacity(FEATURES);
            let mut sum = [0.0; E];
            sum.copy_from_slice(&self.bias.weights);
            for feature in word {
                let row = self.rows.find(*feature);
                if row == self.rows.len() || dropped() {
                    continue;
                }
                used.push(row as u32);
                for (sum, weight) in sum.iter_mut().zip(&self.weights[row]) {
                    *sum += weight;
                }
            }
            tape.used.push(used);
            tape.embedded.push(sum.map(|unit| unit.max(0.0)));
        }
    }
    /// Learns from the slopes of the contexts.
    pub(super) fn back(&mut self, tape: &Tape, slopes: &mut [[f32; H]], rate: f32, row_rate: f32) {
        let count = slopes.len();
        for (slopes, mask) in slopes.iter_mut().zip(&tape.mask) {
            for (slope, mask) in slopes.iter_mut().zip(mask) {
                *slope *= mask;
            }
        }
        let mut embedded_slopes = vec![[0.0; E]; count];
        let mut one_slopes = vec![[0.0; H]; count];
        let mut between_slopes = vec![[0.0; E]; count];
        self.second.back(&tape.between, &tape.two, slopes, &mut between_slopes);
        for at in 0..count {
            stopped(&mut between_slopes[at], &tape.between[at]);
            let mut joined = [0.0; J];
            self.between.back(&tape.joined[at], &between_slopes[at], &mut joined);
            one_slopes[at].copy_from_slice(&joined[..H]);
            embedded_slopes[at].copy_from_slice(&joined[H..]);
        }
        self.between.step(rate);
        self.second.step(rate);
        self.first.back(&tape.embedded, &tape.one, &one_slopes, &mut embedded_slopes);
        self.first.step(rate);
        for (at, slopes) in embedded_slopes.iter_mut().enumerate() {
            stopped(slopes, &tape.embedded[at]);
            self.settle(&tape.used[at], slopes, row_rate);
        }
        self.bias.step(rate);
    }

    /// Teaches the rows of one word (Adagrad, one square a row).
    fn settle(&mut self, used: &[u32], slopes: &[f32; E], rate: f32) {
        let norm: f32 = slopes.iter().map(|slope| slope * slope).sum();
        for (kept, slope) in self.bias.slopes.iter_mut().zip(slopes) {
            *kept += slope;
        }
        if norm < 1e-12 {
            return;
        }
        for row in used {
            let row = *row as usize;
            self.squares[row] += norm / E as f32;
            let step = rate / (self.squares[row].sqrt() + 1e-3);
            for (weight, slope) in self.weights[row].iter_mut().zip(slopes) {
                *weight -= step * slope;
            }
        }
    }
}

/// No slope where a unit was cut off at zero.
fn stopped(slopes: &mut [f32; E], values: &[f32; E]) {
    for (slope, value) in slopes.iter_mut().zip(values) {
        if *value <= 0.0 {
            *slope = 0.0;
        }
    }
}

/// The slope of [`bend`].
fn bent(value: f32) -> f32 {
    let square = value * value;
    if square >= 9.0 {
        0.0
    } else {
        9.0 * (9.0 - square) * (9.0 - square) / ((27.0 + 9.0 * square) * (27.0 + 9.0 * square))
    }
}
