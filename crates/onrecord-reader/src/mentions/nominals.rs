//! Descriptions and pronouns that speakers and the people of incidents are told by: "the group", "police", "she".

use super::{
    knowledge::{Noun, What},
    names::Name,
    words::Words,
};
use crate::model::{EntityKind, Mention, MentionForm, Tag};

/// Finds descriptions and pronouns outside names.
pub(super) fn nominals(words: &Words, names: &[Name]) -> Vec<Mention> {
    let mut named = vec![false; words.text.tokens.len()];
    for name in names {
        named[name.start..name.end].fill(true);
    }
    let mut found = Vec::new();
    for (at, named) in named.into_iter().enumerate() {
        if named {
            continue;
        }
        let facts = words.facts(at);
        if let Some(pronoun) = facts.pronoun {
            found.extend(pronoun_at(words, at, pronoun.many));
        } else if let Some(noun) = facts.noun {
            found.extend(description_at(words, at, noun));
        }
    }
    found
}

fn pronoun_at(words: &Words, at: usize, _many: Option<bool>) -> Option<Mention> {
    let head = u32::try_from(at).ok()?;
    Some(Mention { span: words.text.span(at), form: MentionForm::Pronoun, kind: None, head })
}

fn description_at(words: &Words, at: usize, noun: Noun) -> Option<Mention> {
    let next = at + 1;
    let places = words.text.places(words.text.sentence_of(at));
    // "police officers": the later noun is the head.
    if next < places.end && words.facts(next).noun.is_some() {
        return None;
    }
    if words.text.tag(at).is_verb() || matches!(words.text.tag(at), Tag::Jj | Tag::Rb | Tag::In) {
        return None;
    }
    let start = phrase_start(words, at, places.start);
    let kind = match noun.what {
        What::One => EntityKind::Person,
        What::Many => EntityKind::Group,
        What::Body if noun.plural => EntityKind::Group,
        What::Body => EntityKind::Organization,
        What::Spot => EntityKind::Place,
    };
    let head = u32::try_from(at).ok()?;
    Some(Mention { span: words.text.span_of(start..next), form: MentionForm::Nominal, kind: Some(kind), head })
}

/// Words before a head that belong to its phrase go back at most this far.
const MOST_BEFORE: usize = 8;

fn phrase_start(words: &Words, at: usize, first: usize) -> usize {
    let mut start = at;
    while start > first && at - start < MOST_BEFORE {
        let before = start - 1;
        let tag = words.text.tag(before);
        let lower = words.text.lower(before);
        let determiner = matches!(tag, Tag::Dt | Tag::PrpPoss) || matches!(lower, "the" | "a" | "an" | "his" | "her");
        let modifier =
            matches!(tag, Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Cd | Tag::Nnp | Tag::Nnps | Tag::Nn | Tag::Vbn)
                && lower.chars().all(|c| c.is_alphanumeric() || c == '.');
        if determiner {
            return before;
        }
        // "ISIS-K operatives", "court-appointed lawyers".
        let glued = lower == "-" && before > first && words.is_glued(before) && words.is_glued(start);
        if glued {
            start = before - 1;
            continue;
        }
        // "In November 2021 gunmen attacked": the year is no part of them.
        let year = tag == Tag::Cd && lower.len() == 4 && (lower.starts_with("19") || lower.starts_with("20"));
        if year || !modifier || words.facts(before).pronoun.is_some() {
            break;
        }
        start = before;
    }
    start
}
