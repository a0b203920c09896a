//! What names a document and a name: hashes of content, and names without what does not tell them apart.

use blake3::Hasher;
use onrecord_reader::model::{Document, DocumentId};

/// The identity of a document: the same text with the same metadata is the same document, whatever file it is in.
pub fn id_of(document: &Document) -> DocumentId {
    let mut hasher = Hasher::new_derive_key("onrecord 2026 document identity");
    part(&mut hasher, &document.text);
    for field in [&document.title, &document.url, &document.outlet, &document.language] {
        optional(&mut hasher, field.as_deref());
    }
    optional(&mut hasher, document.published.as_ref().map(|it| it.as_str()));
    document.byline.iter().for_each(|name| part(&mut hasher, name));
    DocumentId(u128::from_be_bytes(first_half(&hasher)))
}

/// An id as it is written: 32 hexadecimal digits.
pub(super) fn written(id: DocumentId) -> String {
    format!("{:032x}", id.0)
}

/// The checksum of some stored fields.
pub(super) fn checksum<'a>(fields: impl IntoIterator<Item = Option<&'a str>>) -> [u8; 16] {
    let mut hasher = Hasher::new_derive_key("onrecord 2026 checksum");
    fields.into_iter().for_each(|field| optional(&mut hasher, field));
    first_half(&hasher)
}

fn first_half(hasher: &Hasher) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    half
}

/// A field with its length first, so that no two lists of fields give the same bytes.
fn part(hasher: &mut Hasher, field: &str) {
    hasher.update(&(field.len() as u64).to_le_bytes());
    hasher.update(field.as_bytes());
}

fn optional(hasher: &mut Hasher, field: Option<&str>) {
    hasher.update(&[u8::from(field.is_some())]);
    part(hasher, field.unwrap_or_default());
}

/// A name as it is compared: lower case, single spaces, straight apostrophes, without a leading `the`.
///
/// ```
/// assert_eq!(onrecord::archive::fold(" The  Coastal Front’s"), "coastal front's");
/// ```
pub fn fold(name: &str) -> String {
    let folded = name.to_lowercase().replace(['\u{2019}', '\u{2018}'], "'");
    let words: Vec<&str> = folded.split_whitespace().collect();
    let skipped = usize::from(words.len() > 1 && words[0] == "the");
    words[skipped..].join(" ")
}
