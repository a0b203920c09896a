//! Transcripts and interviews: paragraphs that begin with a name and a colon are that speaker's turns.
//!
//! One such paragraph may be a label, so only a document with several turns is read as a transcript: three of them, or
//! two with names in capitals.

use std::ops::Range;

use super::{
    headline,
    scene::{Draft, Scene},
};
use crate::model::{BlockKind, Tag};

/// The rule of this module, as statements name it.
pub(super) const TURN: &str = "turn of a transcript";
/// The most words of a speaker's name.
const MOST: usize = 5;

/// A turn: whose it is, the colon, and the words up to the end of the paragraph.
struct Turn {
    source: Range<usize>,
    colon: usize,
    content: Range<usize>,
    capitals: bool,
}

/// Reads the turns of a transcript; nothing where the document is none.
pub(super) fn turns(scene: &Scene, out: &mut Vec<Draft>) {
    let found = all(scene);
    let capitals = found.iter().filter(|turn| turn.capitals).count();
    if found.len() < 3 && capitals < 2 {
        return;
    }
    // A short turn may have been taken for a heading.
    out.retain(|draft| found.binary_search_by_key(&draft.at, |turn| turn.colon).is_err());
    let draft = |turn: Turn| Draft::given(turn.source, turn.colon..turn.colon + 1, turn.content, TURN);
    out.extend(found.into_iter().map(draft));
}

fn all(scene: &Scene) -> Vec<Turn> {
    let text = scene.text;
    let sentences = text.sentences.items();
    let mut found = Vec::new();
    let mut head = None;
    let mut at = 0;
    while at < sentences.len() {
        let block = sentences[at].block;
        let first = at;
        while at < sentences.len() && sentences[at].block == block {
            at += 1;
        }
        // The first paragraph may be a headline: it is a turn where others follow.
        let place = text.places(first).start..text.places(at - 1).end;
        if first == 0 || text.blocks.get(block).kind == BlockKind::Headline {
            head = head.or_else(|| turn(scene, place));
        } else {
            found.extend(turn(scene, place));
        }
    }
    let capitals = |turn: &Turn| turn.capitals && found.iter().any(|other| other.capitals);
    if let Some(head) = head.filter(|head| found.len() > 1 || capitals(head)) {
        found.insert(0, head);
    }
    found
}

/// Where the name before a colon ends: before a remark in brackets, "HALE [through translator]:".
fn bracket(scene: &Scene, start: usize, colon: usize) -> usize {
    let closes = colon > start && matches!(scene.lower(colon - 1), ")" | "]");
    let opens = (start + 1..colon).find(|at| matches!(scene.lower(*at), "(" | "["));
    opens.filter(|_| closes).unwrap_or(colon)
}

fn turn(scene: &Scene, places: Range<usize>) -> Option<Turn> {
    let text = scene.text;
    let colon = headline::colon(scene, &places, MOST)?;
    let source = places.start..bracket(scene, places.start, colon);
    let word =
        |at: usize| text.word(at).starts_with(char::is_uppercase) || matches!(scene.lower(at), "." | "-" | "de" | "al");
    let named = source.clone().all(word) && !headline::has_label(scene, source.clone());
    let capitals = source.clone().any(|at| text.word(at).len() > 2)
        && source.clone().all(|at| text.word(at).chars().all(|it| !it.is_lowercase()));
    let proper = source.clone().any(|at| scene.tag(at).is_some_and(Tag::is_proper));
    let long = places.end > colon + 3;
    (named && (capitals || proper) && long).then(|| Turn { source, colon, content: colon + 1..places.end, capitals })
}
