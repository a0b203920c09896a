//! Who claims an incident, denies it, or lays it at another's door.

use super::{
    perpetrators::{confidence, is_own_voice},
    scene::Scene,
};
use crate::model::*;

/// Adds to each incident the statements about who is responsible for it, and the perpetrators those name.
pub(crate) fn add(scene: &Scene, incidents: &mut [Incident], sentences: &[Vec<usize>]) {
    if incidents.is_empty() {
        return;
    }
    for (id, statement) in scene.statements.iter() {
        let Some(role) = role(scene, statement) else { continue };
        let Some(at) = incident_of(scene, statement, incidents, sentences) else { continue };
        let incident = &mut incidents[at];
        if incident.responsibility.len() < 60 {
            incident.responsibility.push(Responsibility { statement: id, role, mode: mode(scene, statement) });
        }
        add_speaker(scene, id, role, incident);
    }
}

/// What a statement does about responsibility, by its class and words.
fn role(scene: &Scene, statement: &Statement) -> Option<ResponsibilityRole> {
    let says = |kind: &str| {
        let mut spans = statement.content.iter().chain(&statement.cue);
        spans.any(|span| scene.tables.blamed.are_in(scene.text.lower_of(*span), kind))
    };
    // "denied it had been warned of an attack" denies no part in it.
    let known = |span: &Span| {
        let mut places = scene.text.places_in(*span);
        places.any(|place| {
            let word = scene.text.lower(place);
            let passive = place > 0 && matches!(scene.text.lower(place - 1), "been" | "was" | "were" | "being");
            scene.tables.is(word, "knowing") || passive && matches!(word, "warned" | "told")
        })
    };
    let about = says("about") && !statement.content.iter().any(known);
    match statement.class {
        "claim" if says("claimed") => Some(ResponsibilityRole::Claims),
        "deny" if about => Some(ResponsibilityRole::Denies),
        "accuse" if about => Some(ResponsibilityRole::Blames),
        "doubt" if about => Some(ResponsibilityRole::Doubts),
        "retract" | "withdraw" if about => Some(ResponsibilityRole::Withdraws),
        _ if says("claims") && statement.content_hull().len() < 60 && !tells_of_others(scene, statement) => {
            Some(ResponsibilityRole::Claims)
        }
        _ if says("denies") => Some(ResponsibilityRole::Denies),
        _ if says("blames") => Some(ResponsibilityRole::Blames),
        _ => None,
    }
}

/// "said no group had claimed responsibility", "said the Front had": who claims is named in the content; the speaker claims nothing.
fn tells_of_others(scene: &Scene, statement: &Statement) -> bool {
    let text = scene.text;
    let before = text.places_in(statement.content_hull()).take_while(|at| !text.lower(*at).starts_with("claim"));
    before.into_iter().any(|at| text.tag(at).is_noun() || matches!(text.lower(at), "no" | "nobody"))
}

/// The incident a statement is about: one told in its own words, else the nearest violent one before it, else the first.
fn incident_of(
    scene: &Scene,
    statement: &Statement,
    incidents: &[Incident],
    sentences: &[Vec<usize>],
) -> Option<usize> {
    let hull = statement.content_hull();
    let inside = |it: &Incident| it.mentions.iter().any(|span| hull.contains(*span));
    if let Some(at) = incidents.iter().position(|it| inside(it) && is_violent(scene, it)) {
        return Some(at);
    }
    let place = scene.text.places_in(hull).start.min(scene.text.tokens.len().checked_sub(1)?);
    let here = scene.text.sentence_of(place);
    let before = |at: &usize| sentences[*at].iter().rev().find(|sentence| **sentence <= here).copied();
    let candidates = (0..incidents.len().min(64))
        .filter(|at| is_violent(scene, &incidents[*at]) && incidents[*at].status == Status::Happened);
    // "charged with murder" tells of no deed that can be claimed where another is told with its place, day or target.
    let told = |at: usize| {
        let it = &incidents[at];
        !(it.targets.is_empty() && it.places.is_empty() && it.dates.is_empty() && it.weapons.is_empty())
    };
    let near = candidates.filter_map(|at| before(&at).map(|sentence| (told(at), sentence, std::cmp::Reverse(at))));
    near.max().map(|(_, _, at)| at.0)
}

fn is_violent(scene: &Scene, incident: &Incident) -> bool {
    scene.tables.blamed.is(incident.kind, "violent")
}

/// The claimant, the denier: the speaker is a perpetrator on its own word.
fn add_speaker(scene: &Scene, id: Id<Statement>, role: ResponsibilityRole, incident: &mut Incident) {
    let statement = scene.statements.get(id);
    let Some(name) = statement.speaker.name.clone() else { return };
    let first = name.split(' ').next().unwrap_or_default().to_ascii_lowercase();
    let nobody = scene.tables.blamed.is(&first, "nobody");
    if nobody {
        return;
    }
    let voucher = Voucher::Statement(id);
    let entity = statement.speaker.entity;
    let confidence = match role {
        ResponsibilityRole::Claims => Confidence::ClaimedOrAdmitted,
        ResponsibilityRole::Denies if denies_for_itself(scene, statement) => Confidence::Denied,
        ResponsibilityRole::Denies => return add_cleared(scene, id, incident),
        _ => return,
    };
    let (Some(span), false) =
        (statement.source.first().copied(), entity.is_none() && statement.speaker.kind == SpeakerKind::Unnamed)
    else {
        return;
    };
    let individual = entity.is_some_and(|it| scene.entities.get(it).kind == EntityKind::Person);
    let known = |it: &Attributed<Perpetrator>| {
        it.value().confidence == confidence
            && (it.value().entity.is_some() && it.value().entity == entity || it.value().name == name)
    };
    if !incident.perpetrators.iter().any(known) {
        let who = Perpetrator { entity, name, individual, confidence };
        incident.perpetrators.push(Attributed::new(who, span, voucher));
    }
}

/// "said Norland was not involved": the one cleared is a perpetrator denied on the speaker's word.
fn add_cleared(scene: &Scene, id: Id<Statement>, incident: &mut Incident) {
    let text = scene.text;
    let hull = scene.statements.get(id).content_hull();
    let name = text
        .places_in(hull)
        .find_map(|place| scene.mention(place).filter(|it| it.form == MentionForm::Name).map(|it| (place, it)));
    let Some((place, mention)) =
        name.filter(|(_, it)| !matches!(it.kind, Some(EntityKind::Event | EntityKind::Work | EntityKind::Product)))
    else {
        return;
    };
    let entity = scene.entity(place);
    let individual = mention.kind == Some(EntityKind::Person);
    let located = text.places_in(mention.span).start.checked_sub(1).is_some_and(|at| text.tag(at) == Tag::In);
    let name = entity.map_or_else(|| text.of(mention.span).to_owned(), |it| scene.entities.get(it).name.clone());
    let known =
        incident.perpetrators.iter().any(|it| it.value().name == name && it.value().confidence == Confidence::Denied);
    if !located && !known {
        let who = Perpetrator { entity, name, individual, confidence: Confidence::Denied };
        incident.perpetrators.push(Attributed::new(who, mention.span, Voucher::Statement(id)));
    }
}

/// "denied involvement", "denied carrying out": no other doer is named in the content.
fn denies_for_itself(scene: &Scene, statement: &Statement) -> bool {
    let hull = statement.content_hull();
    let other = scene.text.places_in(hull).any(|place| {
        scene.mention(place).is_some_and(|it| {
            it.form == MentionForm::Name
                && matches!(it.kind, Some(EntityKind::Organization | EntityKind::Place | EntityKind::Person))
        }) && !is_own_voice(scene, statement, scene.entity(place), "")
    });
    let _ = confidence;
    !other
}

/// By what means: the venue, or "in a call", "a video" near the cue.
fn mode(scene: &Scene, statement: &Statement) -> Option<String> {
    if let Some(venue) = statement.venue {
        return Some(scene.text.of(venue).to_owned());
    }
    let cue = statement.cue.first()?;
    let place = scene.text.places_in(*cue).next()?;
    let sentence = scene.text.places(scene.text.sentence_of(place));
    let is_means = |at: &usize| scene.tables.blamed.is(scene.text.lower(*at), "mode") && scene.text.tag(*at).is_noun();
    let means = sentence.into_iter().find(is_means)?;
    Some(scene.text.word(means).to_owned())
}
