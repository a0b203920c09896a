//! Incidents with each source's account side by side, and what is dated, in order.

use onrecord_reader::row;

use super::{
    corpus::{Corpus, Source, day},
    line::Line,
    phrases,
    subject::{Subject, fold},
};

/// One source's account of an incident.
#[derive(Debug, Clone, Copy)]
pub(super) struct Account<'a> {
    pub source: &'a Source,
    pub incident: &'a row::Incident,
}

impl Account<'_> {
    /// The sentence that tells of it.
    pub(super) fn sentence(&self) -> [usize; 2] {
        let first = self.incident.mention.first().copied().unwrap_or([0, 0]);
        self.source.sentence(first[0])
    }
    fn places(&self) -> Vec<String> {
        self.incident.place.iter().filter_map(|id| self.source.entity(id)).map(|entity| fold(&entity.name)).collect()
    }
}

/// Kinds of incident that outlets use for one another.
fn family(kind: &str) -> &str {
    match kind {
        "attack" | "bombing" | "explosion" | "shooting" | "killing" | "murder" | "massacre" | "arson"
        | "air-strike" | "shelling" | "assault" => "attack",
        other => other,
    }
}

/// Whether two accounts may tell of one incident: the same kind, and the same day or, where one states none, a place in common.
fn compatible(left: &Account, right: &Account) -> bool {
    if family(&left.incident.r#type) != family(&right.incident.r#type) {
        return false;
    }
    if (left.incident.status == "historical") != (right.incident.status == "historical") {
        return false;
    }
    let days = (day(left.incident.stated_date()), day(right.incident.stated_date()));
    let (here, there) = (left.places(), right.places());
    let shared_place = here.iter().any(|place| there.contains(place));
    match days {
        (Some(one), Some(other)) => one == other && (here.is_empty() || there.is_empty() || shared_place),
        // Without a day on both sides only a place in common speaks for one incident.
        _ => shared_place,
    }
}

/// The incidents that concern a subject, each with its accounts, in the order of first report.
pub(super) fn incidents<'a>(corpus: &'a Corpus, subject: &Subject) -> Vec<Vec<Account<'a>>> {
    let mut groups: Vec<Vec<Account<'a>>> = Vec::new();
    for source in &corpus.sources {
        for incident in &source.reading.incidents {
            let account = Account { source, incident };
            if !concerns(subject, &account) {
                continue;
            }
            let group = groups.iter_mut().find(|group| {
                group.iter().all(|other| compatible(other, &account))
                    && group.iter().all(|other| other.source.number != source.number)
            });
            match group {
                Some(group) => group.push(account),
                None => groups.push(vec![account]),
            }
        }
    }
    groups
}

fn concerns(subject: &Subject, account: &Account) -> bool {
    let incident = account.incident;
    let is = |id: &Option<String>| id.as_deref().is_some_and(|id| subject.is(account.source, id));
    incident.place.iter().any(|id| subject.is(account.source, id))
        || incident.perpetrators.iter().any(|it| is(&it.entity))
        || incident.targets.iter().any(|it| is(&it.entity))
        || incident.mention.iter().any(|span| subject.mentioned(account.source, account.source.sentence(span[0])))
}

/// An account as a line, and a line for each perpetrator it names, on whose word.
pub(super) fn account_lines(account: &Account) -> Vec<Line> {
    let Account { source, incident } = *account;
    let line = Line::new().value(incident.r#type.clone());
    let line = match incident.stated_date() {
        Some(date) => line.value(date.to_owned()),
        None if !incident.dates.is_empty() => incident.dates.iter().fold(line, |line, it| line.value(it.edtf.clone())),
        None => line.phrase(phrases::NO_DATE),
    };
    let places: Vec<&str> =
        incident.place.iter().filter_map(|id| source.entity(id)).map(|it| it.name.as_str()).collect();
    let line = if places.is_empty() { line } else { line.value(places.join(", ")) };
    let first = incident.mention.first().copied().unwrap_or([0, 0]);
    let line = vouched(line.phrase(phrases::status(&incident.status)), super::statements::holder(source, first));
    let line = line.words(source, account.sentence());
    let mut lines = vec![line.on(day(incident.stated_date()))];
    let mut seen = std::collections::BTreeSet::new();
    for who in &incident.perpetrators {
        let voice = who.statement.as_deref().and_then(|id| source.statement(id));
        let line = Line::new().value(who.name.clone()).phrase(phrases::confidence(&who.confidence));
        let line = vouched(line, voice).words(source, source.sentence(who.span[0]));
        if seen.insert(line.plain()) {
            lines.push(line);
        }
    }
    lines
}

/// Adds who vouches.
pub(super) fn vouched(line: Line, statement: Option<&row::Statement>) -> Line {
    match statement {
        Some(statement) => {
            line.speaker(statement.speaker_name.as_deref()).phrase(phrases::certainty(&statement.factuality))
        }
        None => line.phrase(phrases::OUTLET),
    }
}

/// Dated incidents and dated statements about the subject, in order of the date they state.
pub(super) fn timeline(corpus: &Corpus, subject: &Subject, groups: &[Vec<Account>]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for account in groups.iter().flatten() {
        for stated in &account.incident.dates {
            let voice = stated.statement.as_deref().and_then(|id| account.source.statement(id));
            let line = Line::new().value(stated.edtf.clone()).value(account.incident.r#type.clone());
            let line = line.phrase(phrases::status(&account.incident.status));
            let sentence = account.source.sentence(stated.span[0]);
            lines.push(vouched(line, voice).words(account.source, sentence).on(day(Some(&stated.edtf))));
        }
    }
    for source in corpus.sources.iter().filter(|source| source.copy_of.is_none()) {
        for statement in source.reading.statements.iter().filter(|it| it.parent.is_none()) {
            let Some(date) = &statement.said_at else { continue };
            if super::statements::concerns(subject, source, statement) {
                let line = Line::new().value(date.clone()).speaker(statement.speaker_name.as_deref());
                let line =
                    line.phrase(phrases::act(&statement.cue_class)).phrase(phrases::certainty(&statement.factuality));
                lines.push(line.words(source, super::statements::reported(source, statement)).on(day(Some(date))));
            }
        }
    }
    lines.retain(|line| line.day.is_some());
    lines.sort_by_key(|line| line.day);
    let mut seen = std::collections::BTreeSet::new();
    lines.retain(|line| seen.insert(line.plain()));
    lines
}
