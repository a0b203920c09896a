//! What a source phrase tells of a voice beside its name: office, body, country, who relays it, why it stays unnamed.

use std::ops::Range;

use super::{scene::Scene, speaker::Speakers, tables::kind};
use crate::{mentions::What, model::*};

impl Speakers<'_> {
    /// Adds what the words of a source tell of whoever speaks.
    pub(super) fn typed(&self, mut speaker: Speaker, source: &Range<usize>) -> Speaker {
        let unnamed = speaker.kind != SpeakerKind::Named && speaker.kind != SpeakerKind::Document;
        if unnamed && let Some(span) = anonymity(self.scene, source) {
            speaker.anonymity = Some(span);
            if matches!(speaker.kind, SpeakerKind::Role) {
                speaker.kind = SpeakerKind::Unnamed;
            }
        }
        let person = speaker.entity.is_some_and(|id| self.entities.get(id).kind == EntityKind::Person);
        if person && speaker.kind == SpeakerKind::Named {
            return self.with_office(speaker, source);
        }
        let described = matches!(speaker.kind, SpeakerKind::Role | SpeakerKind::Collective | SpeakerKind::Unnamed);
        if described && source.len() > 1 || speaker.relayed_by.is_some() {
            self.with_belonging(&mut speaker, source);
        }
        speaker
    }
    /// The office of a named person, first where the source itself tells it.
    fn with_office(&self, mut speaker: Speaker, source: &Range<usize>) -> Speaker {
        let span = self.scene.text.span_of(source.clone());
        let mut own = self.roles.items().iter().filter(|it| Some(it.role.person) == speaker.entity);
        let told = own.clone().find(|it| span.contains(it.span)).or_else(|| own.next());
        if let Some(told) = told {
            speaker.role = Some(told.role.role.clone());
            if let Some(body) = told.role.organization.map(|id| self.entities.get(id)) {
                match body.kind {
                    EntityKind::Place => speaker.country = self.scene.names.country(&body.name.to_lowercase()),
                    _ => speaker.organization = Some(body.name.clone()),
                }
            }
        }
        speaker
    }
    /// The body, country and office that a phrase without a name tells: "a senior U.S. intelligence official".
    fn with_belonging(&self, speaker: &mut Speaker, source: &Range<usize>) {
        let text = self.scene.text;
        let end = source.clone().find(|at| *at > source.start && ends_phrase(self.scene, *at)).unwrap_or(source.end);
        let mut head = None;
        let mut other = vec![false; end - source.start];
        for at in source.start..end {
            let lower = text.lower(at);
            if at > source.start
                && matches!(lower, "of" | "for" | "at" | "in" | "from" | "with" | "close" | "near" | "on")
            {
                head.get_or_insert(at);
            }
            let name = self.resolver.mention_at(at).map(|id| (id, self.mentions.get(id)));
            let name = name.filter(|(_, mention)| mention.form == MentionForm::Name);
            if let Some((id, mention)) = name {
                let entity = self.resolver.entity_of(id).map(|id| self.entities.get(id));
                let words = entity.map_or_else(|| text.of(mention.span).to_owned(), |it| it.name.clone());
                match mention.kind {
                    Some(EntityKind::Organization) if speaker.organization.is_none() => {
                        speaker.organization = Some(words)
                    }
                    Some(EntityKind::Place) if speaker.country.is_none() => {
                        let land = self.scene.names.country(text.lower_of(mention.span));
                        speaker.country = land.filter(|land| !is_continent(land));
                    }
                    _ => {}
                }
                let land = || self.scene.names.country(lower).filter(|land| !is_continent(land));
                speaker.country = speaker.country.take().or_else(land);
                other[at - source.start] = true;
            } else if let Some(land) = self.scene.names.country(lower).filter(|land| !is_continent(land)) {
                speaker.country.get_or_insert(land);
                other[at - source.start] = true;
            } else if matches!(lower, "'s" | "’s" | "'" | "’") && head.is_none() {
                // Whose it is tells nothing of the office.
                other[..=at - source.start].fill(true);
            } else if lower == "-" {
                other[at - source.start] = at > source.start && other[at - source.start - 1];
            } else if matches!(text.tag(at), Tag::Dt | Tag::Cd | Tag::PrpPoss)
                || matches!(lower, "several" | "some" | "many" | "other")
            {
                other[at - source.start] = true;
            }
        }
        let stop = head.unwrap_or(end);
        let is_person = (source.start..stop).next_back().is_some_and(|at| {
            let noun = self.scene.names.facts(text.lower(at)).and_then(|facts| facts.noun);
            noun.is_some_and(|noun| matches!(noun.what, What::One | What::Many))
        });
        if is_person && speaker.relayed_by.is_none() {
            let words: Vec<&str> =
                (source.start..stop).filter(|at| !other[at - source.start]).map(|at| text.word(at)).collect();
            speaker.role = Some(words.join(" ").replace(" - ", "-")).filter(|role| !role.is_empty());
        }
    }
}

fn is_continent(land: &str) -> bool {
    matches!(land, "Europe" | "Africa" | "Asia" | "Latin America" | "South America" | "North America" | "Middle East")
}

/// One line of the words of a phrase.
fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ends_phrase(scene: &Scene, at: usize) -> bool {
    scene.is_comma(at)
        || scene.is_mark(at)
        || matches!(scene.lower(at), "who" | "which" | "that" | "whose" | "familiar" | "briefed" | "speaking" | "(")
}

/// The most words looked over for the reason why a voice is not named.
const MOST: usize = 50;

/// "on condition of anonymity because ...": in the sentence of a source, or the next where it goes on about the same one.
fn anonymity(scene: &Scene, source: &Range<usize>) -> Option<Span> {
    let text = scene.text;
    let sentence = text.sentence_of(source.start);
    let places = text.places(sentence);
    if let Some(found) = withheld(scene, places.start..places.end.min(places.start + 120), source.end) {
        return Some(found);
    }
    if sentence + 1 >= text.sentences.len() {
        return None;
    }
    let next = text.places(sentence + 1);
    let same = matches!(scene.lower(next.start), "he" | "she" | "they")
        || matches!(scene.lower(next.start), "the" | "both" | "all")
            && (source.clone().any(|at| text.tag(at).is_noun() && text.lower(at) == scene.lower(next.start + 1)));
    same.then(|| withheld(scene, next.start..next.end.min(next.start + MOST), next.start)).flatten()
}

/// Where the words begin that a word tells to be about staying unnamed.
fn withholds(scene: &Scene, places: &Range<usize>, at: usize) -> Option<usize> {
    let text = scene.text;
    let near = |words: &[&str], reach: usize| {
        (at.saturating_sub(reach).max(places.start)..at).rev().find(|it| words.contains(&text.lower(*it)))
    };
    match text.lower(at) {
        "anonymity" => near(&["on", "requested", "request", "requesting", "insisted", "granted", "sought", "asked"], 5)
            .or(Some(at)),
        "anonymously" => Some(at),
        "anonymous" => near(&["remain", "stay"], 1)
            .map(|it| near(&["asked", "wished", "requested", "wanted", "declined", "asking"], 4).unwrap_or(it)),
        "named" | "identified" => {
            let no = near(&["not", "n't", "declined", "refused", "declining"], 3)?;
            near(
                &["asked", "requested", "wished", "want", "declined", "refused", "condition", "asking", "declining"],
                7,
            )
            .map(|it| it.min(no))
        }
        "authorized" | "authorised" => near(&["not", "n't"], 2).filter(|_| {
            (at..places.end.min(at + 5))
                .any(|it| matches!(text.lower(it), "speak" | "talk" | "comment" | "discuss" | "brief"))
        }),
        _ => None,
    }
}

fn withheld(scene: &Scene, places: Range<usize>, from: usize) -> Option<Span> {
    let text = scene.text;
    let begin = places.clone().find_map(|at| withholds(scene, &places, at))?;
    // What stands inside a quotation is no remark of the reporter.
    if scene.quotations.at(begin).is_some()
        && scene.quotations.at(begin) != scene.quotations.at(from.min(places.end - 1))
    {
        return None;
    }
    let mut because = false;
    let end = (begin + 1..places.end).find(|at| {
        because |= goes_on(scene, *at, places.end) || text.lower(*at) == "as";
        if !because && (scene.is_finite(*at) || text.lower(*at) == "that" || text.lower(*at) == "and") {
            return true;
        }
        scene.is_mark(*at)
            || matches!(text.lower(*at), ")" | ";")
            || scene.is_comma(*at) && !goes_on(scene, *at + 1, places.end)
            || *at - begin > 40
    });
    let mut end = end.unwrap_or(places.end);
    while end > begin + 1 && scene.is_stop(end - 1) {
        end -= 1;
    }
    Some(text.span_of(begin..end))
}

/// The reason goes on behind a comma: ", because", ", citing", ", as".
fn goes_on(scene: &Scene, at: usize, end: usize) -> bool {
    at < end && matches!(scene.lower(at), "because" | "citing" | "since" | "fearing" | "for")
}

/// The words of a spokesperson in a source, without what they speak for: "a spokeswoman".
pub(super) fn relay(scene: &Scene, source: &Range<usize>) -> Option<String> {
    let at = source.clone().find(|at| scene.tables.is(scene.lower(*at), kind::SPOKES))?;
    Some(flat(scene.text.of(scene.text.span(at))))
}
