//! Quotations and who is given as their speaker: before, after, inside, or earlier in the paragraph.

use std::ops::Range;

use super::{
    cues::Sight,
    leads, near,
    quotations::Quotation,
    scene::{Draft, Scene},
    source,
};
use crate::model::Tag;

/// Reads all direct speech with a cue; `used` tells which cues it took. Returns which quotations found a cue.
pub(super) fn direct(scene: &Scene, sights: &[Sight], used: &mut [bool], out: &mut Vec<Draft>) -> Vec<bool> {
    let quotes = &scene.quotations.all;
    let mut taken = vec![false; quotes.len()];
    for at in 0..quotes.len() {
        if taken[at] {
            continue;
        }
        let found = after(scene, sights, used, at).or_else(|| before(scene, sights, used, at));
        let Some((cue, mut draft)) = found else {
            if let Some(draft) = leads::lead(scene, sights, used, &quotes[at]) {
                taken[at] = true;
                out.push(draft);
            }
            continue;
        };
        taken[at] = true;
        used[cue] = true;
        if let Some(next) = second_half(scene, &sights[cue], at, draft.at) {
            taken[next] = true;
            draft.content.push(quotes[next].open..quotes[next].end);
        }
        out.push(draft);
    }
    taken
}

/// Whether a quotation begins where speech may begin: at the head of a sentence or after a cue's colon or comma.
fn begins_speech(scene: &Scene, quote: &Quotation) -> bool {
    let sentence = scene.sentence(quote.open);
    quote.open == sentence.start
        || (quote.open == sentence.start + 1
            && matches!(scene.tag(sentence.start), Some(Tag::Cc | Tag::Colon | Tag::Hyph)))
        || scene.lower(quote.open - 1) == ":"
        || (scene.is_mark(quote.open - 1))
}

/// `"...," she said` and `"...," said Ann Fox, a judge`.
fn after(scene: &Scene, sights: &[Sight], used: &[bool], at: usize) -> Option<(usize, Draft)> {
    let quote = &scene.quotations.all[at];
    let next = quote.end;
    let comma = scene.lower(next) == ",";
    if !(quote.stopped || comma) || !begins_speech(scene, quote) || next >= scene.text.tokens.len() {
        return None;
    }
    let sentence = scene.sentence(quote.last.saturating_sub(1));
    if next >= sentence.end {
        return None;
    }
    let end = (next..sentence.end)
        .find(|it| {
            scene.quotations.at(*it).is_some_and(|other| {
                scene.quotations.all[other].stopped
                    && scene.quotations.all[other].last - scene.quotations.all[other].first > 3
            })
        })
        .unwrap_or(sentence.end);
    let first = sights.partition_point(|sight| sight.at < next);
    let (place, sight) = sights[first..]
        .iter()
        .enumerate()
        .take_while(|(_, sight)| sight.at < end)
        .find(|(step, sight)| !used[first + step] && speaks(scene, sight, next, end))?;
    let source = who(scene, sight, next, end)?;
    let (_, addressee) = super::content::skip(scene, sight, end);
    Some((
        first + place,
        draft(scene, sight, source, vec![quote.open..quote.end], addressee, "quotation, then speaker"),
    ))
}

/// Whether a cue may be what gives a quotation its speaker.
fn speaks(scene: &Scene, sight: &Sight, start: usize, end: usize) -> bool {
    let frames = sight.row(scene).frames;
    if sight.noun || !(frames.has(b'q') || frames.has(b'p')) || sight.passive || sight.infinitive {
        return false;
    }
    // "..., who said earlier": a clause inside the name's own phrase.
    let before = if sight.start > start { scene.lower(sight.start - 1) } else { "" };
    if matches!(before, "who" | "which" | "that") {
        return false;
    }
    sight.start >= start && sight.end <= end && scene.text.tag(sight.at) != Tag::Vbg
}

/// The source between a quotation and its cue, or behind the cue.
fn who(scene: &Scene, sight: &Sight, start: usize, end: usize) -> Option<Option<Range<usize>>> {
    let begin = if scene.is_comma(start) { start + 1 } else { start };
    if sight.start > begin {
        // Everything between the quotation and the verb is the source: "Adrienne Watson, the spokeswoman".
        let between = scene.trimmed(begin..sight.start);
        if between.len() <= 40
            && between.clone().all(|it| {
                scene.quotations.at(it).is_none_or(|at| {
                    scene.quotations.all[at].open > begin
                        && scene.quotations.all[at].last - scene.quotations.all[at].first <= 4
                })
            })
        {
            let words = without_adverbs(scene, between);
            return Some((!words.is_empty()).then_some(words));
        }
        return None;
    }
    let inverted = source::subject(scene, sight).filter(|range| range.start >= sight.end && range.end <= end);
    Some(inverted.or_else(|| near::behind(scene, sight, end)))
}

/// "as Ann Fox", "Fox later": without what is no part of the name.
fn without_adverbs(scene: &Scene, mut range: Range<usize>) -> Range<usize> {
    while !range.is_empty()
        && (matches!(scene.lower(range.start), "as" | "and" | "but" | "then" | "so")
            || scene.time_at(range.start).is_some())
    {
        range.start += 1;
    }
    while !range.is_empty() && scene.tag(range.end - 1) == Some(Tag::Rb) {
        range.end -= 1;
    }
    scene.trimmed(range)
}

/// `She said: "..."`, `saying, "..."`, `told NPR that "..."`.
fn before(scene: &Scene, sights: &[Sight], used: &[bool], at: usize) -> Option<(usize, Draft)> {
    let quote = &scene.quotations.all[at];
    let sentence = scene.sentence(quote.open);
    if quote.open == sentence.start {
        return None;
    }
    let last = sights.partition_point(|sight| sight.at < quote.open);
    let place = (0..last).rev().take(6).find(|place| {
        let sight = &sights[*place];
        let frames = sight.row(scene).frames;
        let calls = frames.has(b'f') && !frames.has(b'p') && scene.lower(quote.open - 1) != ":";
        sight.at >= sentence.start && sight.quotation.is_none() && frames.has(b'q') && !calls && !sight.noun
    })?;
    let sight = &sights[place];
    if used[place] || quote.open - sight.end > 30 || (sight.infinitive && !is_colon_or_comma(scene, quote.open - 1)) {
        return None;
    }
    let between = sight.end..quote.open;
    let lead = scene.lower(quote.open - 1);
    let near = between.is_empty()
        || (is_colon_or_comma(scene, quote.open - 1) && between.clone().all(|it| scene.quotations.at(it).is_none()))
        || super::content::skip(scene, sight, quote.open).0 >= quote.open;
    // A partial quotation inside a clause is the clause's business.
    let whole = quote.stopped
        && (quote.end >= sentence.end
            || scene.text.sentence_of(quote.end - 1) != scene.text.sentence_of(quote.open)
            || goes_on(scene, quote, sentence.end));
    let lone = quote.end + 1 >= sentence.end && (between.is_empty() || lead == ":");
    if !near || !(whole || lone) || between.clone().any(|it| scene.is_finite(it) && lead != ":") {
        return None;
    }
    let source = source::subject(scene, sight);
    let addressee = super::content::skip(scene, sight, quote.open).1;
    Some((place, draft(scene, sight, source, vec![quote.open..quote.end], addressee, "speaker, then quotation")))
}

fn is_colon_or_comma(scene: &Scene, at: usize) -> bool {
    matches!(scene.lower(at), ":" | "," | "—" | "--")
}

/// After the quotation nothing but a remark follows.
fn goes_on(scene: &Scene, quote: &Quotation, end: usize) -> bool {
    scene.is_comma(quote.end) || (quote.end < end && matches!(scene.lower(quote.last - 1), "." | "?" | "!"))
}

/// `"...," she said, "..."`: the second half, where the sentence goes on into it.
fn second_half(scene: &Scene, sight: &Sight, at: usize, cue: usize) -> Option<usize> {
    let quote = &scene.quotations.all[at];
    if cue < quote.open {
        return None;
    }
    let next = scene.quotations.all.get(at + 1)?;
    let same = scene.text.sentence_of(next.open) == scene.text.sentence_of(cue);
    let joined = scene.is_comma(next.open - 1) || next.open == sight.end || scene.lower(next.open - 1) == ":";
    (same && joined && next.open > cue && next.open - cue < 30).then_some(at + 1)
}

fn draft(
    scene: &Scene,
    sight: &Sight,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    addressee: Option<Range<usize>>,
    by: &'static str,
) -> Draft {
    let row = sight.row(scene);
    Draft {
        source,
        cue: vec![sight.at..sight.end],
        content,
        at: sight.at,
        class: row.class,
        factuality: Some(row.factuality),
        negated: false,
        addressee,
        by,
        ..Draft::default()
    }
}

/// Quotations without a cue that fill whole sentences go on with the words of the last speaker.
pub(super) fn free(scene: &Scene, taken: &[bool], out: &mut Vec<Draft>) {
    out.sort_by_key(|draft| draft.content.first().map_or(0, |content| content.start));
    let spoken = std::mem::take(out);
    let mut next = spoken.into_iter().peekable();
    for (at, quote) in scene.quotations.all.iter().enumerate() {
        while next.peek().is_some_and(|draft| draft.content[0].start <= quote.open) {
            out.extend(next.next());
        }
        let covered = || {
            out.iter()
                .rev()
                .take(8)
                .any(|it| it.content.iter().any(|range| range.start <= quote.open && quote.last <= range.end))
        };
        if taken[at] || quote.last - quote.first < 2 || !fills_sentences(scene, quote) || covered() {
            continue;
        }
        let content = quote.open..quote.end;
        let goes_on = out.last().filter(|last| follows(scene, last, quote)).map(|last| last.at);
        out.push(Draft {
            content: vec![content],
            at: quote.open,
            class: "say",
            goes_on,
            by: "quotation that goes on",
            ..Draft::default()
        });
    }
    out.extend(next);
}

fn fills_sentences(scene: &Scene, quote: &Quotation) -> bool {
    let start = scene.sentence(quote.open).start;
    let end = scene.sentence(quote.end - 1).end;
    let from_head = quote.open == start;
    let to_end = quote.end >= end || (quote.end + 1 == end && scene.is_stop(quote.end));
    from_head
        && to_end
        && quote.stopped
        && (quote.first..quote.last)
            .any(|it| scene.is_finite(it) || !quote.closed || matches!(scene.lower(quote.last - 1), "." | "?" | "!"))
}

/// Whether a quotation stands close enough behind a statement to be its speaker's too.
fn follows(scene: &Scene, last: &Draft, quote: &Quotation) -> bool {
    let Some(end) = last.content.iter().chain(&last.cue).map(|range| range.end).max() else { return false };
    if end > quote.open {
        return false;
    }
    let (from, to) = (scene.text.sentence_of(end - 1), scene.text.sentence_of(quote.open));
    let blocks = |it: usize| scene.text.sentences.items()[it].block.index();
    to - from <= 2 && blocks(to) - blocks(from) <= 1 && (blocks(to) == blocks(from) || to - from <= 1)
}
