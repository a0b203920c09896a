//! What stands around each word, as numbers: hashed features, a hidden layer, and gated sums over the sentence both ways.
//!
//! Two layers of simple recurrent units (Lei et al. 2018: no unit looks at another's past, so one product serves the
//! whole sentence). All in plain additions, products and divisions in a fixed order, none fused: the same numbers on
//! every machine, with the widest registers it has. Knows nothing of trees or moves.

use pulp::Simd;

use super::{
    forms::Form,
    hash::mix,
    model::{Bytes, Rows},
    transitions::Sentence,
};
use crate::model::Tag;

/// Features of a word.
pub const FEATURES: usize = 17;
/// Units of the hidden layers.
pub const EMBEDDED: usize = 48;
/// Units of one direction.
pub const SIDE: usize = 32;
/// Units of a word's context.
pub const CONTEXT: usize = 2 * SIDE;
/// Candidates and gates of both directions.
pub const GATES: usize = 4 * SIDE;
/// Context and hidden layer of a word, side by side.
pub const JOINED: usize = CONTEXT + EMBEDDED;
/// What a context gives to the hidden units of the parser, one after the other for each place it may stand in.
pub const GIVEN: usize = super::parser::PLACES * super::parser::WIDTH;

/// A product by a matrix that lies in columns.
#[derive(Debug, Clone)]
pub struct Product<const I: usize, const O: usize> {
    columns: Box<[[f32; O]]>,
    bias: [f32; O],
}

/// Words multiplied at once, so that each weight is fetched once for all of them.
const BLOCK: usize = 4;

impl<const I: usize, const O: usize> Product<I, O> {
    /// A product by a matrix of `O` rows of `I`.
    pub fn new(rows: &[f32], bias: &[f32]) -> Self {
        let columns = (0..I).map(|column| std::array::from_fn(|row| rows[row * I + column])).collect();
        Self { columns, bias: std::array::from_fn(|row| bias.get(row).copied().unwrap_or(0.0)) }
    }
    /// The product of every input, with the bias.
    #[inline(always)]
    fn all_with<S: Simd>(&self, simd: S, inputs: &[[f32; I]], out: &mut Vec<[f32; O]>) {
        out.clear();
        out.resize(inputs.len(), self.bias);
        let (blocks, rest) = inputs.as_chunks::<BLOCK>();
        let (out_blocks, out_rest) = out.as_chunks_mut::<BLOCK>();
        for (inputs, out) in blocks.iter().zip(out_blocks) {
            self.block(simd, inputs, out);
        }
        for (input, out) in rest.iter().zip(out_rest) {
            self.block(simd, std::array::from_ref(input), std::array::from_mut(out));
        }
    }
    /// The product of every input, with the bias.
    pub fn all(&self, inputs: &[[f32; I]], out: &mut Vec<[f32; O]>) {
        pulp::Arch::new().dispatch(Multiply { product: self, inputs, out });
    }
    /// Two registers of outputs of `N` words at a time, or one where no two are left.
    #[inline(always)]
    fn block<S: Simd, const N: usize>(&self, simd: S, inputs: &[[f32; I]; N], out: &mut [[f32; O]; N]) {
        let lanes = size_of::<S::f32s>() / size_of::<f32>();
        let mut lane = 0;
        while lane + 2 * lanes <= O {
            self.lanes::<S, N, 2>(simd, lane, inputs, out);
            lane += 2 * lanes;
        }
        while lane + lanes <= O {
            self.lanes::<S, N, 1>(simd, lane, inputs, out);
            lane += lanes;
        }
    }
    /// `R` registers of outputs from `lane` on; products and sums apart and in the order of the units, so that every machine
    /// comes to the same numbers.
    #[inline(always)]
    fn lanes<S: Simd, const N: usize, const R: usize>(
        &self,
        simd: S,
        lane: usize,
        inputs: &[[f32; I]; N],
        out: &mut [[f32; O]; N],
    ) {
        let until = lane + R * size_of::<S::f32s>() / size_of::<f32>();
        let mut sums = [[simd.splat_f32s(0.0); R]; N];
        for (sums, out) in sums.iter_mut().zip(out.iter()) {
            sums.copy_from_slice(S::as_simd_f32s(&out[lane..until]).0);
        }
        for (unit, column) in self.columns.iter().enumerate() {
            let (weights, _) = S::as_simd_f32s(&column[lane..until]);
            for word in 0..N {
                let input = simd.splat_f32s(inputs[word][unit]);
                for at in 0..R {
                    sums[word][at] = simd.add_f32s(sums[word][at], simd.mul_f32s(input, weights[at]));
                }
            }
        }
        for (sums, out) in sums.iter().zip(out.iter_mut()) {
            S::as_mut_simd_f32s(&mut out[lane..until]).0.copy_from_slice(sums);
        }
    }
    fn write(&self, file: &mut Vec<u8>) {
        let numbers = self.columns.as_flattened().iter().chain(&self.bias);
        file.extend(numbers.flat_map(|weight| weight.to_le_bytes()));
    }
    fn read(file: &mut Bytes) -> Option<Self> {
        let columns = floats(file, I * O)?.as_chunks::<O>().0.into();
        Some(Self { columns, bias: floats(file, O)?.try_into().ok()? })
    }
}

fn floats(file: &mut Bytes, count: usize) -> Option<Vec<f32>> {
    Some(file.take(4 * count)?.as_chunks().0.iter().map(|b| f32::from_le_bytes(*b)).collect())
}

/// A hyperbolic tangent of plain arithmetic (its Padé approximant), one beyond three.
#[inline(always)]
pub fn bend(value: f32) -> f32 {
    let x = value.clamp(-3.0, 3.0);
    x * (27.0 + x * x) / (27.0 + 9.0 * x * x)
}

/// The nearest whole number, at most 8,000 from zero: far out a float keeps none but whole numbers.
#[inline(always)]
fn nearest(value: f32) -> i16 {
    const FAR: f32 = 12_582_912.0;
    (value.clamp(-8_000.0, 8_000.0) + FAR).to_bits() as i16
}

/// [`bend`] of a register.
#[inline(always)]
fn bend_with<S: Simd>(simd: S, value: S::f32s) -> S::f32s {
    let times = |factor: f32, it: S::f32s| simd.mul_f32s(simd.splat_f32s(factor), it);
    let x = simd.min_f32s(simd.max_f32s(value, simd.splat_f32s(-3.0)), simd.splat_f32s(3.0));
    let above = simd.mul_f32s(x, simd.add_f32s(simd.splat_f32s(27.0), simd.mul_f32s(x, x)));
    simd.div_f32s(above, simd.add_f32s(simd.splat_f32s(27.0), simd.mul_f32s(times(9.0, x), x)))
}

/// Turns raw candidates and gates into gated sums over the sentence: the first half left to right, the other back.
#[inline(always)]
fn scan<S: Simd>(simd: S, gates: &mut [[f32; GATES]], sums: &mut Vec<[f32; CONTEXT]>) {
    sums.clear();
    sums.resize(gates.len(), [0.0; CONTEXT]);
    let half = simd.splat_f32s(0.5);
    for gate in gates.iter_mut() {
        let (candidates, keeps) = gate.split_at_mut(CONTEXT);
        for candidate in S::as_mut_simd_f32s(candidates).0 {
            *candidate = bend_with(simd, *candidate);
        }
        for keep in S::as_mut_simd_f32s(keeps).0 {
            let bent = bend_with(simd, simd.mul_f32s(half, *keep));
            *keep = simd.add_f32s(half, simd.mul_f32s(half, bent));
        }
    }
    let mut last = [0.0; SIDE];
    for (gate, sum) in gates.iter().zip(sums.iter_mut()) {
        step(simd, 0, gate, &mut last, sum);
    }
    last = [0.0; SIDE];
    for (gate, sum) in gates.iter().zip(sums.iter_mut()).rev() {
        step(simd, SIDE, gate, &mut last, sum);
    }
}

/// One word of one direction, whose units begin at `from`.
#[inline(always)]
fn step<S: Simd>(simd: S, from: usize, gate: &[f32; GATES], last: &mut [f32; SIDE], sum: &mut [f32; CONTEXT]) {
    let (candidates, _) = S::as_simd_f32s(&gate[from..from + SIDE]);
    let (keeps, _) = S::as_simd_f32s(&gate[CONTEXT + from..CONTEXT + from + SIDE]);
    let (sums, _) = S::as_mut_simd_f32s(&mut sum[from..from + SIDE]);
    let (lasts, _) = S::as_mut_simd_f32s(last);
    let one = simd.splat_f32s(1.0);
    for (at, last) in lasts.iter_mut().enumerate() {
        let keep = keeps[at];
        let kept = simd.mul_f32s(keep, *last);
        *last = simd.add_f32s(kept, simd.mul_f32s(simd.sub_f32s(one, keep), candidates[at]));
        sums[at] = *last;
    }
}

/// The encoder's knowledge.
#[derive(Debug, Clone)]
pub struct Encoder {
    rows: Rows,
    /// Rows of eight bits, [`super::model::ZERO`] meaning none, and a last row of zeros.
    weights: std::borrow::Cow<'static, [u8]>,
    /// What a row's numbers are multiplied by.
    scale: f32,
    bias: [f32; EMBEDDED],
    first: Product<EMBEDDED, GATES>,
    between: Product<JOINED, EMBEDDED>,
    second: Product<EMBEDDED, GATES>,
    /// To the parser's hidden units, in their scale.
    given: Product<CONTEXT, GIVEN>,
}

/// The buffers of one reading.
#[derive(Debug, Default)]
pub struct Contexts {
    embedded: Vec<[f32; EMBEDDED]>,
    joined: Vec<[f32; JOINED]>,
    gates: Vec<[f32; GATES]>,
    words: Vec<[f32; CONTEXT]>,
    sums: Vec<[f32; GIVEN]>,
    /// What each word gives to the parser's hidden units.
    pub given: Vec<[i16; GIVEN]>,
}

/// The dense parts of an encoder, as training leaves them: matrices by rows, then their biases.
#[derive(Debug)]
pub struct Dense<'a> {
    /// The bias of the hidden layer.
    pub bias: &'a [f32],
    /// Gates of the first layer.
    pub first: [&'a [f32]; 2],
    /// Between the layers; no bias.
    pub between: &'a [f32],
    /// Gates of the second layer.
    pub second: [&'a [f32]; 2],
    /// To the parser's hidden units, in their scale; no bias.
    pub given: &'a [f32],
}

impl Encoder {
    /// Puts an encoder together from rows of eight bits and what they are to be multiplied by.
    pub fn new(rows: Rows, weights: Vec<u8>, scale: f32, dense: &Dense) -> Self {
        Self {
            rows,
            weights: weights.into(),
            scale,
            bias: std::array::from_fn(|unit| dense.bias[unit]),
            first: Product::new(dense.first[0], dense.first[1]),
            between: Product::new(dense.between, &[]),
            second: Product::new(dense.second[0], dense.second[1]),
            given: Product::new(dense.given, &[]),
        }
    }
    /// Fills in what every word of a sentence gives to the parser.
    #[inline(always)]
    pub(super) fn read_with<S: Simd>(&self, simd: S, sentence: Sentence, contexts: &mut Contexts) {
        let Contexts { embedded, joined, gates, words, sums, given } = contexts;
        embedded.clear();
        embedded.extend((0..sentence.forms.len()).map(|at| self.embed(&features(sentence, at))));
        self.first.all_with(simd, embedded, gates);
        scan(simd, gates, words);
        joined.clear();
        joined.extend(words.iter().zip(embedded.iter()).map(|(context, embedded)| {
            std::array::from_fn(|at| if at < CONTEXT { context[at] } else { embedded[at - CONTEXT] })
        }));
        self.between.all_with(simd, joined, embedded);
        for unit in embedded.as_flattened_mut() {
            *unit = unit.max(0.0);
        }
        self.second.all_with(simd, embedded, gates);
        scan(simd, gates, words);
        self.given.all_with(simd, words, sums);
        given.clear();
        given.extend(sums.iter().map(|sums| sums.map(nearest)));
    }
    #[inline(always)]
    fn embed(&self, features: &[u32; FEATURES]) -> [f32; EMBEDDED] {
        let found = features.map(|feature| self.rows.find(feature) as u32);
        let mut sum = [0u16; EMBEDDED];
        let (rows, _) = self.weights.as_chunks::<EMBEDDED>();
        for row in found {
            for (unit, weight) in sum.iter_mut().zip(&rows[row as usize]) {
                *unit += u16::from(*weight);
            }
        }
        let zeros = f32::from(FEATURES as u16 * u16::from(super::model::ZERO));
        std::array::from_fn(|unit| ((f32::from(sum[unit]) - zeros) * self.scale + self.bias[unit]).max(0.0))
    }
    /// Appends the encoder to a weights file.
    pub fn write(&self, file: &mut Vec<u8>) {
        file.extend(self.scale.to_le_bytes());
        file.extend(self.bias.iter().flat_map(|bias| bias.to_le_bytes()));
        self.first.write(file);
        self.between.write(file);
        self.second.write(file);
        self.given.write(file);
        self.rows.write(file);
        file.resize(file.len().next_multiple_of(64), 0);
        file.extend(&*self.weights);
    }
    /// Reads an encoder.
    pub fn read(file: &mut Bytes) -> Option<Self> {
        let scale = *floats(file, 1)?.first()?;
        let bias = floats(file, EMBEDDED)?.try_into().ok()?;
        let (first, between) = (Product::read(file)?, Product::read(file)?);
        let (second, given) = (Product::read(file)?, Product::read(file)?);
        let rows = Rows::read(file)?;
        file.align();
        let weights = file.take(EMBEDDED * (rows.len() + 1))?.into();
        Some(Self { rows, weights, scale, bias, first, between, second, given })
    }
}

/// A product by itself.
struct Multiply<'a, const I: usize, const O: usize> {
    product: &'a Product<I, O>,
    inputs: &'a [[f32; I]],
    out: &'a mut Vec<[f32; O]>,
}

impl<const I: usize, const O: usize> pulp::WithSimd for Multiply<'_, I, O> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.product.all_with(simd, self.inputs, self.out);
    }
}

/// What the encoder looks at of the word at a place: the word, its neighbours, and their parts of speech.
#[inline(always)]
pub fn features(sentence: Sentence, at: usize) -> [u32; FEATURES] {
    let Sentence { forms, tags, quoted } = sentence;
    const EDGE: Form = Form { word: 1, lower: 1, ending: 1, beginning: 1, shape: 1 };
    let lower = |at: Option<usize>| at.and_then(|at| forms.get(at)).unwrap_or(&EDGE).lower;
    let tag = |at: Option<usize>| at.and_then(|at| tags.get(at)).map_or(63, |tag: &Tag| *tag as u32);
    let (this, own) = (&forms[at], tags[at] as u32);
    let (back, back2, next, next2) = (at.checked_sub(1), at.checked_sub(2), Some(at + 1), Some(at + 2));
    let inside = quoted.get(at).is_some_and(|quoted| *quoted);
    [
        mix(101, this.word, 0),
        mix(102, this.lower, 0),
        mix(103, this.ending, 0),
        mix(104, this.ending & 0xFF_FFFF, 0),
        mix(105, this.ending & 0xFFFF, own),
        mix(106, this.beginning & 0xFF_FFFF, 0),
        mix(107, this.shape, u32::from(inside)),
        mix(108, own, 0),
        mix(109, tag(back), own),
        mix(110, own, tag(next)),
        mix(111, tag(back2), tag(back)),
        mix(112, tag(next), tag(next2)),
        mix(113, lower(back), 0),
        mix(114, lower(next), 0),
        mix(115, this.lower, own),
        mix(116, tag(back) << 8 | own, tag(next)),
        mix(117, lower(back), this.lower),
    ]
}
