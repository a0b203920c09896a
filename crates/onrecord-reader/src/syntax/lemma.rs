//! The dictionary form of inflected verbs and plural nouns, by tables of odd forms and rules for the others.
//!
//! Tables: `data/irregular_verbs.tsv`, `data/irregular_nouns.tsv`, each a form and its lemma. Knows nothing of trees.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::model::{Node, Tag, Token};

type Forms = FxHashMap<&'static str, &'static str>;

static VERBS: LazyLock<Forms> = LazyLock::new(|| forms(include_str!("../../data/irregular_verbs.tsv")));
static NOUNS: LazyLock<Forms> = LazyLock::new(|| forms(include_str!("../../data/irregular_nouns.tsv")));

fn forms(table: &'static str) -> Forms {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    lines.filter_map(|line| line.split_once('\t')).collect()
}

/// A lemma, where it lies.
#[derive(Debug, Clone, Copy)]
enum Lemma {
    /// In a table.
    Known(&'static str),
    /// The first bytes of the word itself.
    Start(u32),
    /// In the string of those that had to be written.
    Written(u32, u32),
}

/// The lemmas of a document's inflected words.
#[derive(Debug, Clone, Default)]
pub(super) struct Made {
    lemmas: Vec<(u32, Lemma)>,
    written: String,
}

impl Made {
    /// Finds the lemma of every word that is tagged as inflected.
    pub(super) fn new(tokens: &[Token], nodes: &[Node], lower: &str) -> Self {
        let mut made = Self::default();
        for (at, (token, node)) in (0u32..).zip(tokens.iter().zip(nodes)) {
            let is_noun = matches!(node.tag, Tag::Nns | Tag::Nnps);
            if is_noun || node.tag.is_verb() || node.tag == Tag::Md {
                made.add(at, token.span.of(lower), node.tag);
            }
        }
        made
    }
    fn add(&mut self, at: u32, word: &str, tag: Tag) {
        let table = if tag.is_noun() { &NOUNS } else { &VERBS };
        let lemma = match table.get(word) {
            Some(lemma) => Lemma::Known(lemma),
            None if matches!(tag, Tag::Vb | Tag::Vbp | Tag::Md | Tag::Nnps) => return,
            None => match rule(word, tag) {
                (keep, "") if keep == word.len() => return,
                (keep, "") => Lemma::Start(keep as u32),
                (keep, add) => {
                    let start = self.written.len() as u32;
                    self.written.push_str(&word[..keep]);
                    self.written.push_str(add);
                    Lemma::Written(start, self.written.len() as u32)
                }
            },
        };
        self.lemmas.push((at, lemma));
    }
    /// The lemma of the word at a place.
    pub(super) fn get<'t>(&'t self, at: usize, word: &'t str) -> &'t str {
        let Ok(found) = self.lemmas.binary_search_by_key(&(at as u32), |(place, _)| *place) else { return word };
        match self.lemmas[found].1 {
            Lemma::Known(lemma) => lemma,
            Lemma::Start(keep) => &word[..keep as usize],
            Lemma::Written(start, end) => &self.written[start as usize..end as usize],
        }
    }
}

/// How many bytes of a regular form stay, and what is added.
fn rule(word: &str, tag: Tag) -> (usize, &'static str) {
    let whole = (word.len(), "");
    if !word.is_ascii() || word.len() < 4 {
        return whole;
    }
    let ends = |ending: &str| word.ends_with(ending);
    let without = |count: usize| (word.len() - count, "");
    match tag {
        Tag::Vbg if ends("ing") && word.len() > 4 => stem(word, 3),
        Tag::Vbd | Tag::Vbn if ends("ied") => (word.len() - 3, "y"),
        Tag::Vbd | Tag::Vbn if ends("eed") => without(1),
        Tag::Vbd | Tag::Vbn if ends("ed") => stem(word, 2),
        Tag::Vbz | Tag::Nns if ends("ies") && word.len() > 4 => (word.len() - 3, "y"),
        Tag::Vbz | Tag::Nns if ["sses", "shes", "ches", "xes", "zzes", "oes"].iter().any(|e| ends(e)) => without(2),
        Tag::Vbz | Tag::Nns if ends("ss") || ends("us") || ends("is") => whole,
        Tag::Vbz | Tag::Nns if ends("s") => without(1),
        _ => whole,
    }
}

/// The stem before "-ed" or "-ing": undoubled, or with its silent "e".
fn stem(word: &str, ending: usize) -> (usize, &'static str) {
    let keep = word.len() - ending;
    let stem = &word.as_bytes()[..keep];
    let vowel = |byte: u8| b"aeiou".contains(&byte);
    let [.., third, second, last] = stem else { return (keep, "") };
    let (third, second, last) = (*third, *second, *last);
    if last == second && !b"lsfz".contains(&last) && !vowel(last) {
        return (keep - 1, "");
    }
    let silent = match last {
        b'v' | b'u' | b'c' => true,
        b'z' => second != b'z',
        b's' => second != b's',
        b'g' => {
            matches!(second, b'a' | b'e' | b'i' | b'd' | b'r' | b'u') || (second == b'n' && third != b'i' && keep > 5)
        }
        b'l' => !vowel(second) && second != b'l' && second != b'w' && second != b'r',
        b't' => second == b'a' && (!vowel(third) || matches!(third, b'i' | b'u')),
        b'r' => matches!(second, b'i' | b'u') && !vowel(third),
        b'k' | b'd' | b'm' | b'n' | b'p' => {
            matches!(second, b'a' | b'i' | b'o' | b'u') && !vowel(third) && (3..=4).contains(&keep)
        }
        _ => false,
    };
    let add = if silent { "e" } else { "" };
    // "accused" begins with its lemma.
    if silent && word.as_bytes()[keep] == b'e' { (keep + 1, "") } else { (keep, add) }
}
