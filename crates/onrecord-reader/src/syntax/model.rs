//! The weights of tagger and parser: a network of one hidden layer over sparse, hashed features.
//!
//! A feature is a 32-bit hash. Its row of weights is found in a table of buckets of four; a feature that training
//! did not keep has no row and costs one look-up. Knows nothing of words, tags or trees.

/// How many rows share a bucket.
pub const WAYS: usize = 4;

/// Where the row of each kept feature is.
#[derive(Debug, Clone)]
pub struct Rows {
    prints: Box<[[u16; WAYS]]>,
    mask: usize,
}

impl Rows {
    /// An empty table of `1 << bits` rows.
    pub fn empty(bits: u32) -> Self {
        let buckets = (1usize << bits.clamp(2, 24)) / WAYS;
        Self { prints: vec![[0; WAYS]; buckets].into(), mask: buckets - 1 }
    }
    #[inline(always)]
    fn place(&self, feature: u32) -> (usize, u16) {
        (feature as usize & self.mask, ((feature >> 16) as u16).max(1))
    }
    /// The row of a feature, if training kept it.
    #[inline(always)]
    pub fn find(&self, feature: u32) -> Option<usize> {
        let (bucket, print) = self.place(feature);
        let way = self.prints[bucket].iter().position(|other| *other == print)?;
        Some(bucket * WAYS + way)
    }
    /// Gives a feature a row; `None` when its bucket is full.
    pub fn insert(&mut self, feature: u32) -> Option<usize> {
        if let Some(row) = self.find(feature) {
            return Some(row);
        }
        let (bucket, print) = self.place(feature);
        let way = self.prints[bucket].iter().position(|other| *other == 0)?;
        self.prints[bucket][way] = print;
        Some(bucket * WAYS + way)
    }
    /// How many rows there are, empty ones included.
    pub fn len(&self) -> usize {
        self.prints.len() * WAYS
    }
    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }
}

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
    /// Puts a network together: `weights` holds `W` signed bytes a row.
    pub fn new(rows: Rows, weights: Vec<u8>, hidden: [i16; W], out: Box<[[i16; W]]>, bias: Box<[i32]>) -> Self {
        Self { rows, weights: weights.into(), hidden, out, bias }
    }
    /// The hidden layer for some features.
    #[inline]
    pub fn hidden(&self, features: &[u32]) -> [i16; W] {
        let mut hidden = self.hidden;
        let (rows, _) = self.weights.as_chunks::<W>();
        for feature in features {
            let Some(row) = self.rows.find(*feature) else { continue };
            for (unit, weight) in hidden.iter_mut().zip(&rows[row]) {
                *unit = unit.wrapping_add(i16::from(*weight as i8));
            }
        }
        for unit in &mut hidden {
            *unit = (*unit).max(0);
        }
        hidden
    }
    /// The score of a class.
    #[inline(always)]
    pub fn score(&self, hidden: &[i16; W], class: usize) -> i32 {
        let products = self.out[class].iter().zip(hidden).map(|(weight, unit)| i32::from(*weight) * i32::from(*unit));
        products.fold(self.bias[class], i32::wrapping_add)
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
    /// Appends the network to a weights file.
    pub fn write(&self, file: &mut Vec<u8>) {
        let number = |file: &mut Vec<u8>, number: usize| file.extend((number as u32).to_le_bytes());
        number(file, self.rows.prints.len());
        number(file, self.out.len());
        file.extend(self.hidden.iter().flat_map(|unit| unit.to_le_bytes()));
        file.extend(self.out.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
        file.extend(self.bias.iter().flat_map(|bias| bias.to_le_bytes()));
        file.extend(self.rows.prints.iter().flatten().flat_map(|print| print.to_le_bytes()));
        file.resize(file.len().next_multiple_of(64), 0);
        file.extend(&*self.weights);
    }
    /// Reads a network; its rows stay where they lie in the file.
    pub fn read(file: &mut Bytes) -> Option<Self> {
        let buckets = file.number()?;
        let classes = file.number()?;
        let halves =
            |bytes: &[u8]| -> Vec<i16> { bytes.as_chunks().0.iter().map(|b| i16::from_le_bytes(*b)).collect() };
        let hidden = halves(file.take(2 * W)?).try_into().ok()?;
        let out = halves(file.take(2 * W * classes)?);
        let bias = file.take(4 * classes)?.as_chunks().0.iter().map(|b| i32::from_le_bytes(*b)).collect();
        let prints = halves(file.take(2 * WAYS * buckets)?);
        let prints = prints.as_chunks::<WAYS>().0.iter().map(|bucket| bucket.map(|print| print as u16)).collect();
        file.align();
        let weights = file.take(W * WAYS * buckets)?.into();
        let out = out.as_chunks::<W>().0.into();
        let mask = buckets.is_power_of_two().then(|| buckets - 1)?;
        Some(Self { rows: Rows { prints, mask }, weights, hidden, out, bias })
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
    fn align(&mut self) {
        self.at = self.at.next_multiple_of(64);
    }
}
