//! Questions on which voices differ, with every side: who is responsible, and who is linked to whom.
//!
//! A dispute is found, never judged: it stands where at least one voice affirms or hedges what another denies.

use std::collections::BTreeMap;

use onrecord_reader::row;

use super::{
    corpus::{Corpus, Source},
    incidents::Account,
    line::Line,
    phrases,
    statements::{reported, spoken},
    subject::{Subject, fold},
};

/// Words that speak of a link or a part in something.
const LINK_WORDS: [&str; 21] = [
    "link",
    "links",
    "linked",
    "involved",
    "involvement",
    "connection",
    "connections",
    "connected",
    "ties",
    "tied",
    "role",
    "part",
    "responsible",
    "responsibility",
    "behind",
    "complicit",
    "complicity",
    "hand",
    "directed",
    "ordered",
    "backing",
];

/// A question with its sides.
#[derive(Debug, Clone)]
pub(super) struct Dispute {
    pub question: Line,
    pub sides: Vec<Line>,
}

/// Which side a statement takes.
fn side(factuality: &str) -> (&'static str, i8) {
    match factuality {
        "CT+" => (phrases::AFFIRMS, 1),
        "PR+" | "PS+" => (phrases::HEDGES, 1),
        "CT-" | "PR-" | "PS-" => (phrases::DENIES, -1),
        _ => (phrases::OPEN, 0),
    }
}

/// Words that turn a sentence.
const NEGATIONS: [&str; 8] = ["no", "not", "never", "none", "nothing", "neither", "nor", "n't"];

/// The side a statement takes on a link. Where it runs over several sentences and the link stands in a later one, its
/// factuality, which is the first sentence's, does not speak for that one: a negation there does.
fn side_of(source: &Source, statement: &row::Statement) -> (&'static str, i8) {
    let start = statement.content.iter().map(|[start, _]| *start).min().unwrap_or(0);
    let end = statement.content.iter().map(|[_, end]| *end).max().unwrap_or(start);
    let first = source.sentence(start);
    let words = |span| source.words(span).to_lowercase();
    let speaks = |span| {
        words(span)
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| LINK_WORDS.contains(&word) && word != "responsibility")
    };
    let mut at = first;
    while at[1] < end && at[1] > at[0] {
        if speaks(at) {
            break;
        }
        let next = source.sentence(at[1] + 1);
        if next[0] <= at[0] {
            break;
        }
        at = next;
    }
    if at == first {
        return side(&statement.factuality);
    }
    let later = words([at[0], at[1].min(end)]);
    let negated = later
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .any(|word| NEGATIONS.contains(&word) || word.ends_with("n't"));
    if negated { (phrases::DENIES, -1) } else { (phrases::OPEN, 0) }
}

/// All disputes about a subject.
pub(super) fn disputes(corpus: &Corpus, subject: &Subject, groups: &[Vec<Account>]) -> Vec<Dispute> {
    let mut all = responsibility(groups);
    all.extend(links(corpus, subject));
    all
}

/// Incidents whose perpetrator one voice names and another denies.
fn responsibility(groups: &[Vec<Account>]) -> Vec<Dispute> {
    let mut all = Vec::new();
    for group in groups {
        let mut by_name: BTreeMap<String, Vec<(i8, Line)>> = BTreeMap::new();
        for account in group.iter().filter(|account| account.source.copy_of.is_none()) {
            for who in &account.incident.perpetrators {
                let denied = matches!(who.confidence.as_str(), "denied" | "acquitted");
                let voice = who.statement.as_deref().and_then(|id| account.source.statement(id));
                let line = Line::new().value(who.name.clone()).phrase(phrases::confidence(&who.confidence));
                let line =
                    super::incidents::vouched(line, voice).words(account.source, account.source.sentence(who.span[0]));
                let entity = who.entity.as_deref().and_then(|id| account.source.entity(id));
                let name = entity.map_or(&who.name, |entity| &entity.name);
                by_name.entry(fold(name)).or_default().push((if denied { -1 } else { 1 }, line));
            }
        }
        let differ = by_name.values().flatten().any(|(side, _)| *side < 0)
            && by_name.values().flatten().any(|(side, _)| *side > 0);
        let Some(first) = group.first().filter(|_| differ) else { continue };
        let question = Line::new().phrase(phrases::RESPONSIBILITY).words(first.source, first.sentence());
        let mut seen = std::collections::BTreeSet::new();
        let sides =
            by_name.into_values().flatten().map(|(_, line)| line).filter(|line| seen.insert(line.plain())).collect();
        all.push(Dispute { question, sides });
    }
    all
}

/// Links one voice suggests and another denies, by the other party's name.
fn links(corpus: &Corpus, subject: &Subject) -> Vec<Dispute> {
    let mut by_party: BTreeMap<String, (String, Vec<(i8, Line)>)> = BTreeMap::new();
    for source in corpus
        .sources
        .iter()
        .filter(|source| source.copy_of.is_none() && !subject.entities.get(&source.number).is_none_or(Vec::is_empty))
    {
        for statement in &source.reading.statements {
            if !speaks_of_link(source, statement) {
                continue;
            }
            let (label, side) = side_of(source, statement);
            for party in parties(subject, source, statement) {
                let line = Line::new().phrase(label);
                let said = spoken(source, statement);
                let line = Line { parts: [line.parts, said.parts].concat(), cites: said.cites, day: said.day };
                by_party.entry(fold(&party)).or_insert_with(|| (party, Vec::new())).1.push((side, line));
            }
        }
    }
    let mut all = Vec::new();
    for (name, mut sides) in by_party.into_values() {
        if !(sides.iter().any(|(side, _)| *side > 0) && sides.iter().any(|(side, _)| *side < 0)) {
            continue;
        }
        sides.sort_by_key(|(side, _)| std::cmp::Reverse(*side));
        let question = Line::new().phrase(phrases::LINK).value(name);
        let mut seen = std::collections::BTreeSet::new();
        let sides = sides.into_iter().map(|(_, line)| line).filter(|line| seen.insert(line.plain())).collect();
        all.push(Dispute { question, sides });
    }
    all
}

fn speaks_of_link(source: &Source, statement: &row::Statement) -> bool {
    let words = statement.content.iter().map(|span| source.words(*span).to_lowercase()).collect::<Vec<_>>().join(" ");
    let said = words.split(|c: char| !c.is_alphanumeric()).any(|word| LINK_WORDS.contains(&word));
    // A bare "none" answers the sentence before it.
    said || statement.manner == "direct"
        && words.split(|c: char| !c.is_alphanumeric()).any(|word| word == "none")
        && follows_link(source, statement)
}

fn follows_link(source: &Source, statement: &row::Statement) -> bool {
    let start = reported(source, statement)[0];
    let before = start.checked_sub(3).map(|at| source.sentence(at));
    before.is_some_and(|span| {
        source.words(span).to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| LINK_WORDS.contains(&word))
    })
}

/// Who, other than the subject, is said to be linked: countries, bodies and groups named in what is said, and for
/// "denied any involvement" the country or body that speaks.
fn parties(subject: &Subject, source: &Source, statement: &row::Statement) -> Vec<String> {
    let spans = if statement.content.len() == 1 && source.words(statement.content[0]).split(' ').count() <= 4 {
        vec![reported(source, statement)]
    } else {
        statement.content.clone()
    };
    let inside = |mention: &row::Mention| {
        mention.form == "name" && spans.iter().any(|[start, end]| *start <= mention.span[0] && mention.span[1] <= *end)
    };
    let fits = |entity: &&row::Entity| {
        matches!(entity.r#type.as_str(), "Place" | "Organization" | "Group")
            && !subject.is(source, &entity.id)
            && Some(&entity.id) != statement.speaker.as_ref()
    };
    let named = source.reading.entities.iter().filter(fits).filter(|entity| entity.mentions.iter().any(inside));
    let mut all: Vec<String> = named.map(|entity| entity.name.clone()).collect();
    let speaker = statement.speaker_name.as_deref().unwrap_or("");
    let own = source.reading.entities.iter().filter(fits).find(|entity| speaks_for(speaker, &entity.name));
    if let Some(own) = own.filter(|_| statement.cue_class == "deny" || all.is_empty()) {
        all.push(own.name.clone());
    }
    // "no Ukrainian involvement" style: an adjective of a country named elsewhere.
    let words = statement.content.iter().map(|span| source.words(*span)).collect::<Vec<_>>().join(" ");
    let adjective = source
        .reading
        .entities
        .iter()
        .filter(fits)
        .find(|entity| words.split(' ').any(|word| speaks_for(word, &entity.name)));
    all.extend(adjective.map(|entity| entity.name.clone()));
    all.sort();
    all.dedup();
    all
}

/// Whether a word is the adjective of a place's name: they share all but the ending, at least five letters.
fn speaks_for(words: &str, place: &str) -> bool {
    if place.contains(' ') || place.chars().count() < 5 {
        return false;
    }
    let first =
        words.split(|c: char| !c.is_alphanumeric()).find(|word| word.starts_with(char::is_uppercase)).unwrap_or("");
    if first == place {
        return false;
    }
    let shared = first.chars().zip(place.chars()).take_while(|(one, other)| one == other).count();
    shared >= 5 && shared + 2 >= place.chars().count() && first.chars().count() <= shared + 4
}
