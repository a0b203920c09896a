//! Which words signal that somebody says something, and in what form they stand.

use super::{
    content::is_infinitive,
    scene::Scene,
    tables::{Cue, kind},
};
use crate::model::Tag;

/// A cue as it stands in the text.
#[derive(Debug, Clone)]
pub(super) struct Sight {
    /// The place of its head word.
    pub at: usize,
    /// The place after its last word ("out" of "pointed out").
    pub end: usize,
    /// The place of the first word of the verb group ("has", "did not").
    pub start: usize,
    /// Its row.
    pub cue: u16,
    pub passive: bool,
    pub negated: bool,
    pub modal: bool,
    pub infinitive: bool,
    pub noun: bool,
    /// The quotation it stands in.
    pub quotation: Option<usize>,
}

impl Sight {
    pub(super) fn row<'a>(&self, scene: &Scene<'a>) -> &'a Cue {
        scene.tables.cue(self.cue)
    }
}

/// The most cues read in one sentence.
const MOST: usize = 40;

/// The cues of one sentence, in order.
pub(super) fn sights(scene: &Scene, sentence: usize, out: &mut Vec<Sight>) {
    let places = scene.text.places(sentence);
    let mut at = places.start;
    while at < places.end && out.len() < MOST {
        match sight(scene, at, places.end) {
            Some(found) => {
                at = found.end;
                out.push(found);
            }
            None => at += 1,
        }
    }
}

fn sight(scene: &Scene, at: usize, limit: usize) -> Option<Sight> {
    let candidates = scene.tables.begun_by(scene.text.lower(at));
    if candidates.is_empty() {
        return None;
    }
    let tag = scene.text.tag(at);
    let first = scene.sentence(at).start;
    let noun = tag.is_noun() && !tag.is_proper();
    let verb = tag.is_verb() || mistagged(scene, at);
    let cue = candidates.iter().copied().find(|cue| {
        let row = scene.tables.cue(*cue);
        let is_noun = row.frames.has(b'N');
        let is_state = row.frames.has(b'J');
        if (is_noun && !noun) || (is_state && !is_state_of(scene, at, first)) || (!is_noun && !is_state && !verb) {
            return false;
        }
        at + row.rest.len() < limit
            && row.rest.iter().enumerate().all(|(step, word)| scene.text.lower(at + 1 + step) == *word)
    })?;
    let row = scene.tables.cue(cue);
    if row.class == "none" {
        return None;
    }
    let mut found = Sight {
        at,
        end: at + 1 + row.rest.len(),
        start: at,
        cue,
        passive: false,
        negated: false,
        modal: false,
        infinitive: false,
        noun: row.frames.has(b'N'),
        quotation: scene.quotations.at(at),
    };
    if found.noun {
        let no = |place: usize| scene.tables.is(scene.lower(place), kind::NEGATION);
        found.negated = at > first && no(at - 1);
    } else {
        group(scene, first, &mut found);
        found.passive &= !row.frames.has(b'J');
    }
    Some(found)
}

/// "was confident", "remained deeply worried": an adjective that tells in what state of mind somebody is.
fn is_state_of(scene: &Scene, at: usize, first: usize) -> bool {
    let tag = scene.text.tag(at);
    let adjective = tag == Tag::Jj || tag == Tag::Vbn || tag == Tag::Vbd;
    let mut verb = at;
    while verb > first && at - verb < 4 && matches!(scene.tag(verb - 1), Some(Tag::Rb | Tag::Rbr | Tag::Rbs)) {
        verb -= 1;
    }
    adjective
        && verb > first
        && matches!(
            scene.text.lemma(verb - 1),
            "be" | "remain" | "feel" | "'s" | "'re" | "'m" | "sound" | "become" | "grow"
        )
        && scene.text.tag(verb - 1).is_verb()
}

/// "said" and "says" are verbs whatever the tagger holds; "Smith: told" and the like.
fn mistagged(scene: &Scene, at: usize) -> bool {
    let word = scene.text.lower(at);
    let free = || at > 0 && !matches!(scene.tag(at - 1), Some(Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Nnp | Tag::In));
    matches!(word, "said" | "says" | "told" | "added" | "wrote" | "denies") || word == "say" && free()
}

/// "The aide declined to name them", "rabbis called for a boycott": a past tense, whatever the tagger holds.
fn has_own_complement(scene: &Scene, sight: &Sight) -> bool {
    let row = sight.row(scene);
    let frames = row.frames;
    let mut next = sight.end;
    // "insisted in June that"
    let lead = usize::from(matches!(scene.lower(next), "on" | "in"));
    if let Some((_, end)) = scene.time_at(next + lead).filter(|(_, end)| scene.lower(*end) == "that") {
        next = end;
    }
    let told = |letter: u8| frames.has(letter);
    (told(b'i') && !told(b'b') && is_infinitive(scene, next))
        || ((told(b's') || told(b't')) && scene.lower(next) == "that" && scene.tag(next) == Some(Tag::In))
        || (told(b'o') && matches!(scene.tag(next), Some(Tag::Dt | Tag::PrpPoss)) && scene.time_at(next).is_none())
}

/// Reads the words before a verb that belong to it.
fn group(scene: &Scene, first: usize, sight: &mut Sight) {
    let participle = matches!(scene.text.tag(sight.at), Tag::Vbn) || scene.lower(sight.at).ends_with("ed");
    let mut at = sight.at;
    while at > first && sight.at - at < 7 {
        let before = at - 1;
        let word = scene.lower(before);
        let tag = scene.text.tag(before);
        match word {
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'s" | "’s" | "'re" | "’re" | "am" | "'m" => {
                if tag == Tag::Pos {
                    break;
                }
                sight.passive |=
                    participle && !(sight.start..sight.at).any(|it| scene.lower(it) == "being" && word == "have");
            }
            "has" | "have" | "had" | "having" | "'ve" | "’ve" | "'d" | "’d" | "do" | "does" | "did" => {}
            "not" | "n't" | "n’t" | "never" => sight.negated = true,
            "to" if tag == Tag::To || tag == Tag::In => {
                sight.infinitive = true;
                sight.start = before;
                break;
            }
            _ if tag == Tag::Md => sight.modal = true,
            _ if matches!(tag, Tag::Rb | Tag::Rbr | Tag::Rbs) => {}
            _ => break,
        }
        at = before;
        sight.start = at;
    }
    let bare = scene.text.tag(sight.at) == Tag::Vbn && sight.start == sight.at;
    let reduced = matches!(scene.text.arc(sight.at), crate::model::Arc::Acl | crate::model::Arc::Advcl);
    sight.passive |= bare
        && reduced
        && !matches!(scene.lower(sight.at), "said" | "added" | "told")
        && !has_own_complement(scene, sight);
    // "Asked whether it burned, she said": somebody asked her.
    let opens = sight.start == sight.at && (sight.at == first || sight.at == first + 1 && scene.lower(first) == "when");
    sight.passive |= opens
        && scene.lower(sight.at) == "asked"
        && matches!(scene.lower(sight.at + 1), "whether" | "if" | "why" | "how" | "what" | "by" | "to");
    // Adverbs that begin the sentence are no part of the group.
    while sight.start < sight.at && scene.is_stop(sight.start) {
        sight.start += 1;
    }
}

/// A verb of saying, with the same subject, right here: "(and) denied", "(but) has said".
pub(super) fn second_cue(scene: &Scene, sight: &Sight, at: usize) -> bool {
    let mut verb = at;
    while verb < at + 3 && matches!(scene.tag(verb), Some(Tag::Rb))
        || matches!(scene.lower(verb), "has" | "have" | "had")
    {
        verb += 1;
        if verb > at + 4 {
            return false;
        }
    }
    let Some(tag) = scene.tag(verb) else { return false };
    let like = tag == scene.text.tag(sight.at) || matches!(tag, Tag::Vbd | Tag::Vbn | Tag::Vbz);
    let cue = scene.tables.begun_by(scene.lower(verb)).iter().any(|it| {
        let frames = scene.tables.cue(*it).frames;
        !frames.has(b'N') && (frames.has(b's') || frames.has(b'q') || frames.has(b't'))
    });
    like && tag.is_verb() && cue && tag != Tag::Vb
}

/// ", but they agreed ...": a second cue with its own subject on the level of the first.
pub(super) fn own_subject_cue(scene: &Scene, sight: &Sight, at: usize, limit: usize) -> bool {
    let end = scene.phrase_end(at, limit);
    end > at && end < limit && second_cue(scene, sight, end)
}

/// "and three in ten said ...": somebody else speaks; "and that officials said ..." is still told by the first.
pub(super) fn own_speaker(scene: &Scene, sight: &Sight, at: usize, limit: usize) -> bool {
    let mut end = scene.phrase_end(at, limit);
    // "three in ten"
    if end > at
        && scene.lower(end) == "in"
        && scene.tag(end - 1) == Some(Tag::Cd)
        && scene.tag(end + 1) == Some(Tag::Cd)
    {
        end += 2;
    }
    let speaks = |cue: &u16| scene.tables.cue(*cue).frames.has(b'p');
    end > at
        && end < limit
        && scene.tag(at) != Some(Tag::Prp)
        && second_cue(scene, sight, end)
        && (end..limit.min(end + 4)).any(|verb| scene.tables.begun_by(scene.lower(verb)).iter().any(speaks))
}
