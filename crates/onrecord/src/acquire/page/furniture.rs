//! What stands inside an article's element and is not the article: sign-up boxes, shares, bios, embedded posts.
//!
//! Elements are told by the words of their class and id, never by the outlet; one that holds much of the page's text is kept.

use dom_smoothie::Readability;

/// Words of a class or id that name furniture.
const WORDS: &[&str] = &[
    "newsletter",
    "newsletters",
    "related",
    "share",
    "sharing",
    "social",
    "promo",
    "recommended",
    "recommendations",
    "recirc",
    "recirculation",
    "bio",
    "advertisement",
    "advert",
    "ad",
    "ads",
    "outbrain",
    "taboola",
    "comments",
    "subscribe",
    "subscription",
    "signup",
    "disclaimer",
    "breadcrumb",
    "breadcrumbs",
    "mostread",
    "trending",
    "tags",
    "tweet",
    "instagram",
    "tiktok",
];

/// Neighbouring words of a class or id that name furniture.
const PAIRS: &[(&str, &str)] = &[
    ("author", "box"),
    ("author", "card"),
    ("author", "info"),
    ("about", "author"),
    ("read", "more"),
    ("more", "on"),
    ("most", "read"),
    ("sign", "up"),
    ("paywall", "box"),
    ("print", "only"),
    ("see", "also"),
    ("also", "read"),
];

/// Elements that may be furniture.
const ELEMENTS: &str =
    "div[class], div[id], section[class], aside, ul[class], form, blockquote[class], p[class], span[class]";

/// Furniture holds at most this share of the page's text, in percent.
const SHARE: usize = 15;

/// Bytes of text measured for it, over all elements of a page.
const MEASURED: usize = 8 << 20;

/// Elements looked at.
const LOOKED_AT: usize = 20_000;

/// Takes furniture out of the page; says how many elements.
pub(super) fn remove(page: &Readability) -> usize {
    let whole: usize = page.doc.select("p").iter().map(|it| it.text().len()).sum();
    let mut left = MEASURED;
    let mut removed = 0;
    for element in page.doc.select(ELEMENTS).iter().take(LOOKED_AT) {
        let class = element.attr("class").unwrap_or_default();
        let id = element.attr("id").unwrap_or_default();
        if !(named(&class) || named(&id)) {
            continue;
        }
        let length = element.text().len();
        if length * 100 <= whole * SHARE {
            element.remove();
            removed += 1;
        }
        left = left.saturating_sub(length);
        if left == 0 {
            break;
        }
    }
    removed
}

/// Whether a class or id names furniture.
fn named(label: &str) -> bool {
    let lower = label.to_ascii_lowercase();
    lower.split_ascii_whitespace().any(|class| {
        let words: Vec<&str> =
            class.split(|at: char| !at.is_ascii_alphanumeric()).filter(|it| !it.is_empty()).collect();
        words.iter().any(|word| WORDS.contains(word)) || words.windows(2).any(|it| PAIRS.contains(&(it[0], it[1])))
    })
}

/// Beginnings of paragraphs that are furniture wherever they stand, lower case; short paragraphs only.
const LINES: &[&str] = &[
    "advertisement",
    "article content",
    "story continues below",
    "this content is reserved",
    "read more:",
    "read more on",
    "read also:",
    "also read:",
    "sign up for",
    "sign up to",
    "subscribe to",
    "subscribe now",
    "click here to",
    "related:",
    "share this",
    "follow us on",
    "get our",
    "already have an account",
    "please enter a valid email",
    "recommended",
    "scroll to continue",
    "continue reading",
    "read next",
    "see also:",
    "this advertisement has not loaded",
];

/// The longest paragraph such a beginning makes furniture of, in bytes.
const LINE_BYTES: usize = 140;

/// Whether a paragraph is furniture by its own words.
pub(super) fn is_line(line: &str) -> bool {
    if line.len() > LINE_BYTES {
        return false;
    }
    let lower = line.to_lowercase();
    LINES.iter().any(|start| lower.starts_with(start)) || line.contains("pic.twitter.com/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_lines_of_furniture() {
        assert!(named("c-newsletter__box wide") && named("x author-card") && !named("article-body paywall"));
        assert!(!named("shared-content addition header"));
        assert!(
            is_line("Advertisement 2")
                && is_line("Sign up for our letter")
                && !is_line("The advertisement ran for a week.")
        );
    }
}
