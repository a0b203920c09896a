//! The weights of the name tagger: what they are on disk and how they are looked up.

/// The labels of the tagger: outside, or the first or a later word of a name of one of five kinds.
pub const LABELS: usize = 11;

/// Weights of one feature, one a label, padded so that adding them up is one machine instruction or two.
pub type Row = [i16; 16];

/// The weights.
#[derive(Debug)]
pub struct Model {
    /// Open addressing: hashes of features, 0 where empty.
    keys: Vec<u32>,
    rows: Vec<Row>,
    /// What following one label with another is worth.
    pub(super) transitions: [[i32; LABELS]; LABELS],
    /// Sorted hashes of words that training text writes without a capital.
    common: Vec<u32>,
    /// The same as a set of bits: 1 % of other words look common too, in training as in reading.
    common_bits: Vec<u64>,
}

/// Bits of the common-word set, as a power of two.
const COMMON_BITS: u32 = 20;

fn common_place(word: u32) -> (usize, u64) {
    let place = word.wrapping_mul(0x9E37_79B1) >> (32 - COMMON_BITS);
    ((place >> 6) as usize, 1 << (place & 63))
}

impl Model {
    /// The model that comes with the reader.
    pub fn built_in() -> Self {
        Self::parse(include_bytes!("../../models/names.bin")).unwrap_or_else(Self::empty)
    }
    /// A model that labels nothing.
    pub fn empty() -> Self {
        Self::new(&[], [[0; LABELS]; LABELS], Vec::new())
    }
    /// A model of given weights: `features` by hash, `common` words by hash.
    pub fn new(features: &[(u32, [i16; LABELS])], transitions: [[i32; LABELS]; LABELS], mut common: Vec<u32>) -> Self {
        common.sort_unstable();
        common.dedup();
        let capacity = (features.len() * 2).next_power_of_two().max(2);
        let mut common_bits = vec![0; 1 << (COMMON_BITS - 6)];
        for word in &common {
            let (place, bit) = common_place(*word);
            common_bits[place] |= bit;
        }
        let (keys, rows) = (vec![0; capacity], vec![[0; 16]; capacity]);
        let mut model = Self { keys, rows, transitions, common, common_bits };
        for (key, weights) in features {
            let slot = model.slot(*key);
            model.keys[slot] = *key;
            model.rows[slot][..LABELS].copy_from_slice(weights);
        }
        model
    }
    fn slot(&self, key: u32) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = key.wrapping_mul(0x9E37_79B1) as usize >> 3 & mask;
        while self.keys[slot] != 0 && self.keys[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }
    /// Adds the weights of a feature to the score of each label.
    #[inline]
    pub(super) fn add(&self, key: u32, scores: &mut [i32; 16]) {
        let slot = self.slot(key);
        if self.keys[slot] == key {
            for (score, weight) in scores.iter_mut().zip(&self.rows[slot]) {
                *score += i32::from(*weight);
            }
        }
    }
    /// Whether a word (by hash) is commonly written without a capital.
    pub(super) fn is_common(&self, word: u32) -> bool {
        let (place, bit) = common_place(word);
        self.common_bits[place] & bit != 0
    }
    /// The bytes of the model file: counts, transitions, common words, features in the order of their hashes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut features: Vec<(u32, &Row)> =
            self.keys.iter().copied().zip(&self.rows).filter(|(key, _)| *key != 0).collect();
        features.sort_unstable_by_key(|(key, _)| *key);
        let mut bytes = Vec::new();
        for count in [features.len(), self.common.len()] {
            bytes.extend(u32::try_from(count).unwrap_or(0).to_le_bytes());
        }
        bytes.extend(self.transitions.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
        bytes.extend(self.common.iter().flat_map(|word| word.to_le_bytes()));
        bytes.extend(features.iter().flat_map(|(key, _)| key.to_le_bytes()));
        bytes.extend(features.iter().flat_map(|(_, row)| row[..LABELS].iter().flat_map(|weight| weight.to_le_bytes())));
        bytes
    }
    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut words = bytes.chunks_exact(4).map(|it| u32::from_le_bytes([it[0], it[1], it[2], it[3]]));
        let features = words.next()? as usize;
        let common = words.next()? as usize;
        let mut transitions = [[0; LABELS]; LABELS];
        for weight in transitions.iter_mut().flatten() {
            *weight = words.next()?.cast_signed();
        }
        let common: Vec<u32> = words.by_ref().take(common).collect();
        let keys: Vec<u32> = words.take(features).collect();
        let start = (2 + LABELS * LABELS + common.len() + features) * 4;
        let weights = bytes.get(start..start + features * LABELS * 2)?.chunks_exact(LABELS * 2);
        let row = |it: &[u8]| std::array::from_fn(|label| i16::from_le_bytes([it[label * 2], it[label * 2 + 1]]));
        let features: Vec<(u32, [i16; LABELS])> = keys.into_iter().zip(weights.map(row)).collect();
        Some(Self::new(&features, transitions, common))
    }
}
