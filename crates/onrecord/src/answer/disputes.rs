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

/// The side a statement takes on a link. Where it runs over several sentences and the link stands in a later one, its
/// factuality, which is the first sentence's, does not speak for that one: a negation there does.
fn side_of(source: &Source, statement: &row::Statement) -> (&'static str, i8) {
    let start = statement.content.iter().map(|[start, _]| *start).min().unwrap_or(0);
    let end = statement.content.iter().map(|[_, end]| *end).max().unwrap_or(start);
    let first = source.sentence(start);
    let mut at = first;
    while at[1] < end && at[1] > at[0] {
        if Said::of(&source.words(at)).part {
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
    if Said::of(&source.words([at[0], at[1].min(end)])).negated { (phrases::DENIES, -1) } else { (phrases::OPEN, 0) }
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

/// What the words of a stretch say of a link.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    /// They speak of a link, a part or responsibility.
    link: bool,
    /// They speak of a link or a part.
    part: bool,
    /// They hold a negation.
    negated: bool,
    /// They are nothing but words that stand for what was said before: "one", "none", "it".
    answer: bool,
}

impl Said {
    fn of(words: &str) -> Self {
        let lower = words.to_lowercase().replace('\u{2019}', "'");
        let mut said = Self { answer: true, ..Self::default() };
        let mut count = 0;
        for word in lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()) {
            count += 1;
            let kind = link_word(word);
            said.part |= kind == Some("link");
            said.link |= matches!(kind, Some("link" | "duty"));
            said.negated |= kind == Some("negation") || word.ends_with("n't");
            said.answer &= matches!(kind, Some("answer" | "filler")) || kind == Some("negation");
        }
        said.answer &= count > 0;
        said
    }
}

/// The kind of a word in `data/link_words.tsv`.
fn link_word(word: &str) -> Option<&'static str> {
    static TABLE: std::sync::LazyLock<BTreeMap<&str, &str>> = std::sync::LazyLock::new(|| {
        let lines = include_str!("../../data/link_words.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
        lines.filter_map(|line| line.split_once('\t')).collect()
    });
    TABLE.get(word).copied()
}

fn speaks_of_link(source: &Source, statement: &row::Statement) -> bool {
    let words = statement.content.iter().map(|span| source.words(*span)).collect::<Vec<_>>().join(" ");
    let said = Said::of(&words);
    // A bare "none" or "one" answers the sentence before it.
    said.link || said.answer && follows_link(source, statement)
}

fn follows_link(source: &Source, statement: &row::Statement) -> bool {
    before(source, statement).is_some_and(|span| Said::of(&source.words(span)).link)
}

/// The sentence before the one that reports a statement.
fn before(source: &Source, statement: &row::Statement) -> Option<[usize; 2]> {
    let start = reported(source, statement)[0];
    let at = source.reading.sentences.partition_point(|[from, _]| *from < start);
    at.checked_sub(1).map(|at| source.reading.sentences[at])
}

/// Who, other than the subject, is said to be linked: countries, bodies and groups named in what is said, and for
/// "denied any involvement" the country or body that speaks.
fn parties(subject: &Subject, source: &Source, statement: &row::Statement) -> Vec<String> {
    let short = statement.content.len() == 1 && source.words(statement.content[0]).split(' ').count() <= 4;
    let mut spans = if short { vec![reported(source, statement)] } else { statement.content.clone() };
    // "Is there a link to Drasna? The president suggested one."
    let whole = statement.content.iter().map(|span| source.words(*span)).collect::<Vec<_>>().join(" ");
    if Said::of(&whole).answer {
        spans.extend(before(source, statement));
    }
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
