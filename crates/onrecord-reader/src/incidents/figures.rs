//! Which incident a number of people belongs to.

use super::scene::Scene;
use crate::model::*;

/// The figures, each tied to its incident: one told in the same sentence, else the nearest before it, else the first.
pub(crate) fn tie(
    scene: &Scene,
    incidents: &[Incident],
    sentences: &[Vec<usize>],
    figures: Layer<Attributed<Figure>>,
) -> Layer<Attributed<Figure>> {
    if incidents.is_empty() || figures.is_empty() {
        return figures;
    }
    let by = figures.by;
    let tied = figures.into_items().into_iter().map(|figure| tie_one(scene, incidents, sentences, figure)).collect();
    Layer::new(by.name, by.version, tied)
}

fn tie_one(
    scene: &Scene,
    incidents: &[Incident],
    sentences: &[Vec<usize>],
    figure: Attributed<Figure>,
) -> Attributed<Figure> {
    let mut value = figure.value().clone();
    let place = scene.text.places_in(figure.span()).start.min(scene.text.tokens.len().saturating_sub(1));
    let here = scene.text.sentence_of(place);
    value.incident = incident_of(scene, incidents, sentences, &value, figure.span(), here);
    Attributed::new(value, figure.span(), figure.voucher())
}

fn incident_of(
    scene: &Scene,
    incidents: &[Incident],
    sentences: &[Vec<usize>],
    value: &Figure,
    span: Span,
    here: usize,
) -> Option<Id<Incident>> {
    const MAX_LOOKED_AT: usize = 64;
    const MAX_BACK: usize = 12;
    let fits = |at: usize| suits(value.measure, &incidents[at]);
    let looked_at = incidents.len().min(MAX_LOOKED_AT);
    let same = (0..looked_at).filter(|at| fits(*at) && sentences[*at].contains(&here));
    let sentence = scene.text.span_of(scene.text.places(here));
    let distance = |at: &usize| {
        let here = incidents[*at].mentions.iter().filter(|it| sentence.contains(**it));
        here.map(|it| if it.start() > span.start() { it.start() - span.start() } else { span.start() - it.start() })
            .min()
            .unwrap_or(usize::MAX)
    };
    if let Some(at) = same.min_by_key(distance) {
        return Some(Id::new(at));
    }
    if matches!(value.measure, Measure::Other) {
        return None;
    }
    let before =
        (0..looked_at).filter(|at| fits(*at) && matches!(incidents[*at].status, Status::Happened | Status::Historical));
    let last = |at: usize| {
        sentences[at].iter().rev().find(|sentence| **sentence <= here && here - **sentence <= MAX_BACK).copied()
    };
    before
        .filter_map(|at| last(at).map(|sentence| (sentence, std::cmp::Reverse(at))))
        .max()
        .map(|(_, at)| Id::new(at.0))
}

/// Whether people of a measure can come of an incident of a type.
fn suits(measure: Measure, incident: &Incident) -> bool {
    let kind = incident.kind;
    match measure {
        Measure::Detained => !matches!(kind, "warning" | "earthquake" | "flood" | "storm"),
        Measure::Kidnapped => matches!(kind, "kidnapping" | "hijacking" | "attack" | "raid"),
        _ => !matches!(
            kind,
            "warning"
                | "threat"
                | "trial"
                | "sentence"
                | "conviction"
                | "indictment"
                | "arrest"
                | "extradition"
                | "deportation"
        ),
    }
}
