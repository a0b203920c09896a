//! Lines that are furniture by their own words, whatever element they are in: `data/page-lines.tsv`.

use std::sync::OnceLock;

/// What a line's words say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// It is furniture.
    Furniture,
    /// What follows it in its box is furniture too.
    Section,
}

/// The longest line that is furniture by its beginning, in bytes; and the longest heading of such.
const LINE_BYTES: usize = 160;
const HEADING_BYTES: usize = 60;

struct Table {
    /// Beginnings of lines, sorted; what they say; whether they are whole lines.
    starts: Vec<(&'static str, Line, bool)>,
    credits: Vec<&'static str>,
    updates: Vec<&'static str>,
    by: Vec<&'static str>,
    and: Vec<&'static str>,
}

static TABLE: &str = include_str!("../../../data/page-lines.tsv");

fn table() -> &'static Table {
    static LINES: OnceLock<Table> = OnceLock::new();
    LINES.get_or_init(|| {
        let mut table =
            Table { starts: Vec::new(), credits: Vec::new(), updates: Vec::new(), by: Vec::new(), and: Vec::new() };
        for (words, kind) in TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|it| it.split_once('\t')) {
            match kind {
                "line" => table.starts.push((words, Line::Furniture, false)),
                "whole" => table.starts.push((words, Line::Furniture, true)),
                "section" => table.starts.push((words, Line::Section, false)),
                "credit" => table.credits.push(words),
                "update" => table.updates.push(words),
                "by" => table.by.push(words),
                "and" => table.and.push(words),
                _ => {}
            }
        }
        table.starts.sort_unstable_by_key(|it| it.0);
        table
    })
}

/// What the words of a paragraph say of it.
pub(super) fn line(text: &str) -> Option<Line> {
    if text.len() > LINE_BYTES {
        return None;
    }
    let lower = text.to_lowercase();
    let starts = &table().starts;
    // A beginning of the line stands before the line itself; all of them share its first letter.
    let mut at = starts.partition_point(|it| it.0 <= lower.as_str());
    while at > 0 {
        at -= 1;
        let (start, kind, whole) = starts[at];
        if start.as_bytes().first() != lower.as_bytes().first() {
            break;
        }
        let Some(rest) = lower.strip_prefix(start) else { continue };
        let ended = !rest.starts_with(char::is_alphanumeric) || start.ends_with([' ', ':']);
        let alone = rest.trim_matches([' ', ':', '.', '…']).is_empty() || rest.trim().parse::<u32>().is_ok();
        if ended && if whole { alone } else { kind != Line::Section || lower.len() <= HEADING_BYTES } {
            return Some(kind);
        }
    }
    lower.contains("pic.twitter.com/").then_some(Line::Furniture)
}

/// Whether a paragraph is furniture by its words.
pub(super) fn is_furniture(text: &str) -> bool {
    line(text).is_some()
}

/// The longest caption that is told by the name of its picture's owner, in bytes.
const CAPTION_BYTES: usize = 400;

/// Whether a paragraph is a caption by its words: it names the owner of a picture.
pub(super) fn is_caption(text: &str) -> bool {
    if text.len() > CAPTION_BYTES {
        return false;
    }
    let lower = text.to_lowercase();
    table().credits.iter().any(|credit| lower.contains(credit))
}

/// Whether a line says when something was changed.
pub(super) fn is_update(text: &str) -> bool {
    let Some(start) = text.get(..text.len().min(40)).or_else(|| text.char_indices().nth(20).map(|(at, _)| &text[..at]))
    else {
        return false;
    };
    let lower = start.to_lowercase();
    table().updates.iter().any(|update| lower.starts_with(update))
}

/// A byline without the word before the names.
pub(super) fn without_by(byline: &str) -> Option<&str> {
    table().by.iter().find_map(|by| {
        let start = byline.get(..by.len())?;
        (start.to_lowercase() == *by).then(|| byline[by.len()..].trim())
    })
}

/// What stands between two names.
pub(super) fn joiners() -> &'static [&'static str] {
    &table().and
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_furniture() {
        for furniture in
            ["Advertisement 2", "Sign up for our letter", "Lesen Sie auch: Ein Brand", "REKLAM", "Read more..."]
        {
            assert_eq!(line(furniture), Some(Line::Furniture), "{furniture}");
        }
        for article in ["The advertisement ran for a week.", "Comments by the mayor", "Reading is fun", "Popularity"] {
            assert_eq!(line(article), None, "{article}");
        }
        assert_eq!(line("More from The Post"), Some(Line::Section));
        assert_eq!(
            line("More from the same source followed on Friday, when the committee met again in the town."),
            None
        );
    }

    #[test]
    fn words_before_names() {
        assert_eq!(without_by("By A B"), Some("A B"));
        assert_eq!(without_by("Von A B"), Some("A B"));
        assert_eq!(without_by("Byron A"), None);
    }
}
