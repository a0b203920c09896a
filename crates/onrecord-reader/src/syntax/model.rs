//! The weights of tagger and parser: a network of one hidden layer over sparse, hashed features.
//!
//! A feature is a 32-bit hash. Its row of weights is found in a table of buckets of four; a feature that training
//! did not keep has no row and costs one look-up. Knows nothing of words, tags or trees.

/// How many rows share a bucket.
pub const WAYS: usize = 4;

/// Where the row of each kept feature is: four fingerprints of sixteen bits a bucket.
#[derive(Debug, Clone)]
pub struct Rows {
    buckets: Box<[u64]>,
    mask: usize,
}

const LOW: u64 = 0x0001_0001_0001_0001;
const HIGH: u64 = 0x8000_8000_8000_8000;

impl Rows {
    /// An empty table of `1 << bits` rows.
    pub fn empty(bits: u32) -> Self {
        let buckets = (1usize << bits.clamp(2, 24)) / WAYS;
        Self { buckets: vec![0; buckets].into(), mask: buckets - 1 }
    }
    #[inline(always)]
    fn place(&self, feature: u32) -> (usize, u64) {
        (feature as usize & self.mask, u64::from(feature >> 16).max(1))
    }
    /// The row of a feature; [`Rows::len`] if training did not keep it.
    #[inline(always)]
    pub fn find(&self, feature: u32) -> usize {
        let (bucket, print) = self.place(feature);
        let other = self.buckets[bucket] ^ (print * LOW);
        let zero = other.wrapping_sub(LOW) & !other & HIGH;
        let row = bucket * WAYS + zero.trailing_zeros() as usize / 16;
        if zero == 0 { self.len() } else { row }
    }
    /// Gives a feature a row; `None` when its bucket is full.
    pub fn insert(&mut self, feature: u32) -> Option<usize> {
        let row = self.find(feature);
        if row < self.len() {
            return Some(row);
        }
        let (bucket, print) = self.place(feature);
        let way = (0..WAYS).find(|way| (self.buckets[bucket] >> (16 * way)) & 0xFFFF == 0)?;
        self.buckets[bucket] |= print << (16 * way);
        Some(bucket * WAYS + way)
    }
    /// How many rows there are, empty ones included.
    pub fn len(&self) -> usize {
        self.buckets.len() * WAYS
    }
    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.buckets.is_empty()
    }
    /// Appends the table to a weights file; the number of buckets comes first.
    pub fn write(&self, file: &mut Vec<u8>) {
        file.extend((self.buckets.len() as u32).to_le_bytes());
        file.extend(self.buckets.iter().flat_map(|bucket| bucket.to_le_bytes()));
    }
    /// Reads a table; `None` when its size is no power of two.
    pub fn read(file: &mut Bytes) -> Option<Self> {
        let count = file.number()?;
        let mask = count.is_power_of_two().then(|| count - 1)?;
        let buckets = file.take(count.checked_mul(8)?)?.as_chunks().0.iter().map(|b| u64::from_le_bytes(*b)).collect();
        Some(Self { buckets, mask })
    }
}

/// What a weight of zero is written as.
pub const ZERO: u8 = 128;

/// A network of `W` hidden units, quantised: rows of eight bits, the rest of sixteen and thirty-two.
#[derive(Debug, Clone)]
pub struct Network<const W: usize> {
    rows: Rows,
    weights: std::borrow::Cow<'static, [u8]>,
    hidden: [i16; W],
    out: Box<[[i16; W]]>,
    bias: Box<[i32]>,
}

impl<const W: usize> Network<W> {
    /// Puts a network together: `weights` holds `W` bytes a row, [`ZERO`] meaning none, and a last row of zeros for
    /// features that are not kept.
    pub fn new(rows: Rows, weights: Vec<u8>, hidden: [i16; W], out: Box<[[i16; W]]>, bias: Box<[i32]>) -> Self {
        Self { rows, weights: weights.into(), hidden, out, bias }
    }
    /// The hidden layer for some features, on top of what is `given` to each unit from elsewhere.
    #[inline(always)]
    pub fn hidden<const N: usize>(&self, features: &[u32; N], given: &[i16; W]) -> [i16; W] {
        let found = features.map(|feature| self.rows.find(feature) as u32);
        let mut hidden = self.hidden;
        for (unit, given) in hidden.iter_mut().zip(given) {
            *unit = unit.wrapping_add(*given);
        }
        let (rows, _) = self.weights.as_chunks::<W>();
        for row in found {
            for (unit, weight) in hidden.iter_mut().zip(&rows[row as usize]) {
                *unit = unit.wrapping_add(i16::from(*weight));
            }
        }
        let zeros = (N * usize::from(ZERO)) as i16;
        hidden.map(|unit| unit.wrapping_sub(zeros).max(0))
    }
    /// The score of a class.
    #[inline(always)]
    pub fn score(&self, hidden: &[i16; W], class: usize) -> i32 {
        let mut sum = self.bias[class];
        for (weight, unit) in self.out[class].iter().zip(hidden) {
            sum = sum.wrapping_add(i32::from(*weight) * i32::from(*unit));
        }
        sum
    }
    /// The best class of a range, the first among equals.
    #[inline]
    pub fn best(&self, hidden: &[i16; W], classes: std::ops::Range<usize>) -> usize {
        let mut best = (i32::MIN, classes.start);
        for class in classes {
            let score = self.score(hidden, class);
            if score > best.0 {
                best = (score, class);
            }
        }
        best.1
    }
    /// The best class of a set of at most 64, counted from `start`; the first among equals.
    #[inline(always)]
    pub fn best_of(&self, hidden: &[i16; W], start: usize, set: u64) -> usize {
        if set.is_power_of_two() {
            return start + set.trailing_zeros() as usize;
        }
        let mut best = (i32::MIN, start);
        let mut left = set;
        while left != 0 {
            let class = start + left.trailing_zeros() as usize;
            left &= left - 1;
            let score = self.score(hidden, class);
            if score > best.0 {
                best = (score, class);
            }
        }
        best.1
    }
    /// Appends the network to a weights file.
    pub fn write(&self, file: &mut Vec<u8>) {
        file.extend((self.out.len() as u32).to_le_bytes());
        file.extend(self.hidden.iter().flat_map(|unit| unit.to_le_bytes()));
        file.extend(self.out.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
        file.extend(self.bias.iter().flat_map(|bias| bias.to_le_bytes()));
        self.rows.write(file);
        file.resize(file.len().next_multiple_of(64), 0);
        file.extend(&*self.weights);
    }
    /// Reads a network; its rows stay where they lie in the file.
    pub fn read(file: &mut Bytes) -> Option<Self> {
        let classes = file.number()?;
        let halves =
            |bytes: &[u8]| -> Vec<i16> { bytes.as_chunks().0.iter().map(|b| i16::from_le_bytes(*b)).collect() };
        let hidden = halves(file.take(2 * W)?).try_into().ok()?;
        let out = halves(file.take(2 * W * classes)?);
        let bias = file.take(4 * classes)?.as_chunks().0.iter().map(|b| i32::from_le_bytes(*b)).collect();
        let rows = Rows::read(file)?;
        file.align();
        let weights = file.take(W * (rows.len() + 1))?.into();
        let out = out.as_chunks::<W>().0.into();
        Some(Self { rows, weights, hidden, out, bias })
    }
}

/// A weights file being read.
#[derive(Debug)]
pub struct Bytes {
    file: &'static [u8],
    at: usize,
}

impl Bytes {
    /// Starts at the beginning.
    pub fn new(file: &'static [u8]) -> Self {
        Self { file, at: 0 }
    }
    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let bytes = self.file.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(bytes)
    }
    /// The next number.
    pub fn number(&mut self) -> Option<usize> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?) as usize)
    }
    /// Goes on at the next multiple of 64 bytes.
    pub fn align(&mut self) {
        self.at = self.at.next_multiple_of(64);
    }
}
