//! What an element's class and id say of it, by the words in `data/page-words.tsv`; never by the outlet.

use std::{collections::HashMap, sync::OnceLock};

/// What is known of an element or of a paragraph, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks(pub u32);

macro_rules! marks {
    ($($name:ident $bit:literal)*) => {
        impl Marks {
            $(#[allow(missing_docs)] pub(super) const $name: Self = Self(1 << $bit);)*
        }
        /// The names of all marks, by their bit.
        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

marks! {
    FURNITURE 0 TEASER 1 BIO 2 COMMENTS 3 CONSENT 4 CAPTION 5 STANDFIRST 6 BYLINE 7 DATE 8 BODY 9 TITLE 10 EMBED 11 HIDDEN 12
    LIST 13 QUOTE 14 FIGURE 15 ASIDE 16 NAV 17 HEADER 18 FOOTER 19 FORM 20 TABLE 21 ARTICLE 22 MAIN 23 DETAILS 24 HEADING 25
}

impl Marks {
    /// Nothing.
    pub(super) const NONE: Self = Self(0);

    /// Whether one of these is set.
    pub(super) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// Both.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without some.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "furniture" => Self::FURNITURE,
            "teaser" => Self::TEASER,
            "bio" => Self::BIO,
            "comments" => Self::COMMENTS,
            "consent" => Self::CONSENT,
            "caption" => Self::CAPTION,
            "standfirst" => Self::STANDFIRST,
            "byline" => Self::BYLINE,
            "date" => Self::DATE,
            "body" => Self::BODY,
            "title" => Self::TITLE,
            "embed" => Self::EMBED,
            "hidden" => Self::HIDDEN,
            "heading" => Self::HEADING,
            _ => return None,
        })
    }
}

/// Longer words, and more of them, are not looked at.
const WORD_BYTES: usize = 24;
const WORDS: usize = 48;

static TABLE: &str = include_str!("../../../data/page-words.tsv");

fn table() -> &'static HashMap<&'static str, Marks> {
    static WORDS: OnceLock<HashMap<&'static str, Marks>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        rows.filter_map(|(words, kind)| Some((words, Marks::named(kind)?))).collect()
    })
}

/// What a class or id says.
pub(super) fn marks(label: &str) -> Marks {
    let table = table();
    let (mut found, mut pair, mut looked) = (Marks::NONE, String::new(), 0);
    for class in label.split_ascii_whitespace() {
        let mut last = 0;
        pair.clear();
        for word in parts(class) {
            looked += 1;
            if word.len() > WORD_BYTES || looked > WORDS {
                break;
            }
            let start = pair.len();
            pair.push_str(word);
            pair[start..].make_ascii_lowercase();
            found = found.and(table.get(&pair[start..]).copied().unwrap_or_default());
            if start > 0 {
                found = found.and(table.get(&pair[last..]).copied().unwrap_or_default());
            }
            last = start;
            pair.push(' ');
        }
    }
    found
}

/// The words of a class: letters between hyphens, underscores and the like; a capital after a small letter begins one.
fn parts(class: &str) -> impl Iterator<Item = &str> {
    let pieces = class.split(|at: char| !at.is_ascii_alphabetic()).filter(|it| !it.is_empty());
    pieces.flat_map(|piece| {
        let mut rest = piece;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let bytes = rest.as_bytes();
            let at = (1..bytes.len()).find(|at| bytes[*at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase());
            let (word, left) = rest.split_at(at.unwrap_or(rest.len()));
            rest = left;
            Some(word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_pairs_of_classes() {
        assert_eq!(marks("c-newsletter__box wide"), Marks::FURNITURE);
        assert_eq!(marks("x author-card"), Marks::BYLINE.and(Marks::BIO));
        assert_eq!(marks("ArticleBody-sc12 x"), Marks::BODY);
        assert_eq!(marks("shared-content addition header"), Marks::NONE);
        assert_eq!(marks("article other-body"), Marks::NONE);
        assert_eq!(NAMES.len(), 26);
    }
}
