//! Hashes of words and features: fixed arithmetic, since the weights on disk are found by them.

/// Mixes the number of a template with two values.
#[inline(always)]
pub fn mix(template: u32, a: u32, b: u32) -> u32 {
    let seed = u64::from(template).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let product = u128::from((u64::from(a) | u64::from(b) << 32) ^ seed) * 0xA076_1D64_78BD_642F;
    let folded = (product >> 64) as u64 ^ product as u64;
    (folded ^ folded >> 32) as u32
}

/// The hash of some bytes.
#[inline]
pub fn bytes(text: &[u8]) -> u32 {
    let mut hash = text.len() as u32;
    let (chunks, rest) = text.as_chunks::<4>();
    for chunk in chunks {
        hash = (hash ^ u32::from_le_bytes(*chunk)).wrapping_mul(0x9E37_79B1);
        hash ^= hash >> 15;
    }
    let mut last = 0u32;
    for byte in rest {
        last = (last << 8) | u32::from(*byte);
    }
    hash = (hash ^ last).wrapping_mul(0x85EB_CA6B);
    hash ^ (hash >> 13)
}
