//! One incident, several voices: what the outlet states flatly is no surer than who said it elsewhere in the report.

use super::scene::Scene;
use crate::model::*;

/// Lowers each perpetrator reported as fact whom the same report also names on a claim, a suspicion or an accusation: the
/// flat sentence rests on it.
pub(crate) fn settle(scene: &Scene, incident: &mut Incident) {
    let known: Vec<Attributed<Perpetrator>> = incident.perpetrators.clone();
    let mut lowered: Vec<(usize, Confidence)> = Vec::new();
    for (at, who) in known.iter().enumerate() {
        if who.value().confidence != Confidence::ReportedAsFact {
            continue;
        }
        let others = known.iter().filter(|other| is_same(other.value(), who.value()));
        let weaker = others.map(|other| other.value().confidence).filter(|it| rests_on(*it));
        if let Some(confidence) = weaker.min_by_key(|it| rank(*it)) {
            lowered.push((at, confidence));
        }
    }
    for (at, confidence) in &lowered {
        // "A commando of the Front": the people of a lowered body are no surer than it.
        for (near, who) in known.iter().enumerate() {
            let beside = near == *at
                || who.value().individual && is_beside(scene, who.span(), known[*at].span())
                || known[*at].value().individual && !who.value().individual && joins(who.span(), known[*at].span());
            if beside && who.value().confidence == Confidence::ReportedAsFact {
                let weaker = Perpetrator { confidence: *confidence, ..who.value().clone() };
                incident.perpetrators[near] = Attributed::new(weaker, who.span(), who.voucher());
            }
        }
    }
    let mut kept: Vec<Attributed<Perpetrator>> = Vec::with_capacity(known.len());
    for who in incident.perpetrators.drain(..) {
        let (name, confidence) = (&who.value().name, who.value().confidence);
        if !kept.iter().any(|it| it.value().name == *name && it.value().confidence == confidence) {
            kept.push(who);
        }
    }
    incident.perpetrators = kept;
}

fn rests_on(confidence: Confidence) -> bool {
    matches!(
        confidence,
        Confidence::ClaimedOrAdmitted
            | Confidence::SuspectedByAuthorities
            | Confidence::Suspected
            | Confidence::Possible
    )
}

fn rank(confidence: Confidence) -> u8 {
    match confidence {
        Confidence::ClaimedOrAdmitted => 0,
        Confidence::SuspectedByAuthorities => 1,
        Confidence::Suspected => 2,
        _ => 3,
    }
}

/// The same entity, the same name, or one name within the other ("the Front", "the Orran Liberation Front").
fn is_same(one: &Perpetrator, other: &Perpetrator) -> bool {
    if one.entity.is_some() && one.entity == other.entity {
        return true;
    }
    let (a, b) = (one.name.to_lowercase(), other.name.to_lowercase());
    let within = |short: &str, long: &str| {
        short.len() > 1 && format!(" {long} ").contains(&format!(" {} ", short.trim_start_matches("the ")))
    };
    within(&a, &b) || within(&b, &a)
}

/// "a group of terrorists from the Front": the body right behind its people.
fn joins(body: Span, people: Span) -> bool {
    const NEAR: usize = 16;
    body.start() >= people.end() && body.start() - people.end() <= NEAR
}

fn is_beside(scene: &Scene, one: Span, other: Span) -> bool {
    let text = scene.text;
    let sentence = |span: Span| text.places_in(span).next().map(|place| text.sentence_of(place));
    sentence(one).is_some() && sentence(one) == sentence(other)
}
