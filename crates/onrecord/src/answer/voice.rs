//! Everything one speaker said, by topic and time: each thing once, with the day it was first said and every article that has it.
//!
//! A topic is a word of the sources that several of the statements share: what happened, whom or what they name, or a noun.
//! No topic is made up; what shares nothing stands apart.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_reader::{
    blocks,
    model::{Document, Tag},
    row, syntax, tokens,
};

use super::{
    corpus::{Corpus, Source, day},
    line::{Cite, Line},
    phrases, statements,
    subject::fold,
};

/// What a speaker said.
#[derive(Debug, Clone, Default)]
pub struct Voice {
    /// Each thing said, oldest first.
    pub lines: Vec<Line>,
    /// The topics, by the day of their first line; the last, without words, holds what shares none.
    pub topics: Vec<Topic>,
}

/// Statements that share a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topic {
    /// The word as a source has it, and where; `None` for what shares no word with the others.
    pub words: Option<(String, Cite)>,
    /// When the first of it was said, else published (EDTF); `None` where no article tells.
    pub first: Option<String>,
    /// Places in [`Voice::lines`], oldest first.
    pub lines: Vec<usize>,
}

/// Everything a speaker said. The speaker is named in full or by a part of the name.
pub fn voice(corpus: &Corpus, name: &str) -> Voice {
    let sayings = folded(sayings(corpus, name));
    let topics = topics(&sayings);
    Voice { lines: sayings.iter().map(Saying::line).collect(), topics }
}

/// A thing said, in one article or several.
struct Saying<'a> {
    source: &'a Source,
    statement: &'a row::Statement,
    /// What else is said in the same sentence.
    more: Vec<&'a row::Statement>,
    /// The other articles that have it.
    also: Vec<Cite>,
    /// The day it was said, where an article tells; else that of the first publication.
    date: Option<&'a str>,
    stated: bool,
}

impl Saying<'_> {
    /// The sentences it is reported in.
    fn span(&self) -> [usize; 2] {
        statements::reported(self.source, self.statement)
    }
    /// The speech it is part of, by its source and the id of its first statement.
    fn speech(&self) -> (usize, &str) {
        (self.source.number, &first(self.source, self.statement).id)
    }
    fn line(&self) -> Line {
        let statement = self.statement;
        let line = Line::new();
        let line = match self.date {
            Some(date) if self.stated => line.phrase(phrases::SAID_ON).value(date),
            Some(date) => line.phrase(phrases::PUBLISHED).value(date),
            None => line.phrase(phrases::NO_DATE),
        };
        let mut line = line.speaker(statement.speaker_name.as_deref());
        let mut told: Vec<(&str, &str)> = Vec::new();
        for statement in std::iter::once(statement).chain(self.more.iter().copied()) {
            let act = (phrases::act(&statement.cue_class), phrases::certainty(&statement.factuality));
            if told.contains(&act) {
                continue;
            }
            if !told.is_empty() {
                line = line.phrase(phrases::AND);
            }
            told.push(act);
            line = line.phrase(act.0).phrase(act.1);
        }
        let mut line = line.words(self.source, self.span()).on(day(self.date));
        line.cites.extend(self.also.iter().cloned());
        line
    }
}

impl<'a> Saying<'a> {
    /// Adds what else is said in its sentence.
    fn add(&mut self, other: &Saying<'a>) {
        self.more.push(other.statement);
        if other.stated && !self.stated {
            (self.date, self.stated) = (other.date, true);
        }
    }
}

/// The statement a quotation goes on from; itself where it is the first.
fn first<'a>(source: &'a Source, statement: &'a row::Statement) -> &'a row::Statement {
    let mut first = statement;
    for _ in 0..LONGEST_SPEECH {
        let Some(before) = first.continues.as_deref().and_then(|id| source.statement(id)) else { break };
        first = before;
    }
    first
}

/// The most quotations that go on from one another.
const LONGEST_SPEECH: usize = 64;

/// The statements of a speaker, oldest first. What stands inside another statement of the same speaker is part of that.
fn sayings<'a>(corpus: &'a Corpus, name: &str) -> Vec<Saying<'a>> {
    let wanted = fold(name);
    let mut all = Vec::new();
    for source in &corpus.sources {
        let published = source.reading.document.published.as_deref();
        let is_speaker = |statement: &row::Statement| statements::is_by(source, statement, &wanted);
        for statement in source.reading.statements.iter().filter(|statement| is_speaker(statement)) {
            let parent = statement.parent.as_deref().and_then(|id| source.statement(id));
            if parent.is_some_and(is_speaker) {
                continue;
            }
            let said_at = statement.said_at.as_deref().or(first(source, statement).said_at.as_deref());
            let stated = said_at.filter(|date| day(Some(date)).is_some());
            let date = stated.or(published);
            all.push(Saying { source, statement, more: Vec::new(), also: Vec::new(), date, stated: stated.is_some() });
        }
    }
    all.sort_by_key(|it| (day(it.date).unwrap_or(i64::MAX), it.source.number));
    all
}

/// Folds the same words of the same act into one, with the first day that an article states for them, else the first
/// publication.
fn folded(sayings: Vec<Saying>) -> Vec<Saying> {
    let mut kept: Vec<Saying> = Vec::new();
    let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut sentences: BTreeMap<(usize, [usize; 2]), usize> = BTreeMap::new();
    for saying in sayings {
        let words: String = saying.statement.content.iter().map(|span| saying.source.words(*span) + " ").collect();
        let key = (fold(&words), saying.statement.factuality.clone());
        let span = saying.span();
        let sentence = (saying.source.number, span);
        let Some(at) = known.get(&key).copied() else {
            let at = *sentences.entry(sentence).or_insert(kept.len());
            known.insert(key, at);
            match kept.get_mut(at) {
                Some(first) => first.add(&saying),
                None => kept.push(saying),
            }
            continue;
        };
        let first = &mut kept[at];
        let cite = Cite { source: saying.source.number, span };
        if first.source.number != cite.source && !first.also.contains(&cite) {
            first.also.push(cite);
        }
        if saying.stated && !first.stated {
            (first.date, first.stated) = (saying.date, true);
        }
    }
    kept.sort_by_key(|it| (day(it.date).unwrap_or(i64::MAX), it.source.number, it.span()));
    kept
}

/// What statements may share, with how much it tells of what they are about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A kind of incident.
    Incident(String),
    /// A name.
    Name(String),
    /// A noun.
    Noun(String),
}

impl Key {
    /// How many tenths of a statement each statement that has it counts for.
    fn weight(&self) -> usize {
        match self {
            Self::Incident(_) => 12,
            Self::Name(_) => 11,
            Self::Noun(_) => 10,
        }
    }
}

/// A word that most of what somebody says has in common says nothing of the topic: so many of ten.
const TOO_MANY: usize = 7;
/// So few statements need no topics.
const FEW: usize = 3;

/// Gathers statements by the keys they share, the key that most of those left over have first. A quotation that goes on is
/// one speech.
fn topics(sayings: &[Saying]) -> Vec<Topic> {
    let mut speeches: Vec<Vec<usize>> = Vec::new();
    let mut known: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (at, saying) in sayings.iter().enumerate() {
        let number = *known.entry(saying.speech()).or_insert(speeches.len());
        match speeches.get_mut(number) {
            Some(speech) => speech.push(at),
            None => speeches.push(vec![at]),
        }
    }
    let mut found: BTreeMap<Key, (BTreeSet<usize>, String, Cite)> = BTreeMap::new();
    if speeches.len() > FEW {
        for (number, speech) in speeches.iter().enumerate() {
            for (key, words, cite) in speech.iter().flat_map(|at| keys(&sayings[*at])) {
                found.entry(key).or_insert_with(|| (BTreeSet::new(), words, cite)).0.insert(number);
            }
        }
    }
    let common = |of: &BTreeSet<usize>| of.len() * 10 > speeches.len() * TOO_MANY;
    found.retain(|_, (of, ..)| of.len() > 1 && !common(of));
    let mut left: BTreeSet<usize> = (0..speeches.len()).collect();
    let lines = |of: Vec<usize>| {
        let mut lines: Vec<usize> = of.iter().flat_map(|number| &speeches[*number]).copied().collect();
        lines.sort_unstable();
        lines
    };
    let mut topics = Vec::new();
    loop {
        let gain = |of: &BTreeSet<usize>| of.intersection(&left).count();
        let best = found.iter().filter(|(_, (of, ..))| gain(of) > 1);
        let best = best.max_by_key(|(key, (of, ..))| (gain(of) * key.weight(), std::cmp::Reverse((*key).clone())));
        let Some((key, (of, words, cite))) = best.map(|(key, it)| (key.clone(), it.clone())) else { break };
        found.remove(&key);
        let of: Vec<usize> = of.intersection(&left).copied().collect();
        left.retain(|at| !of.contains(at));
        topics.push(topic(sayings, Some((words, cite)), lines(of)));
    }
    topics.sort_by_key(|topic| topic.lines.first().copied());
    if !left.is_empty() {
        topics.push(topic(sayings, None, lines(left.into_iter().collect())));
    }
    topics
}

fn topic(sayings: &[Saying], words: Option<(String, Cite)>, lines: Vec<usize>) -> Topic {
    let dated = lines.iter().filter_map(|at| sayings[*at].date.map(|date| (day(Some(date)), date)));
    let first = dated.min().map(|(_, date)| date.to_owned());
    Topic { words, first, lines }
}

/// What a statement is about, each with the words of the source for it.
fn keys(saying: &Saying) -> Vec<(Key, String, Cite)> {
    let source = saying.source;
    let all = std::iter::once(saying.statement).chain(saying.more.iter().copied());
    let content: Vec<[usize; 2]> = all.flat_map(|statement| statement.content.iter().copied()).collect();
    let inside = |span: [usize; 2]| content.iter().any(|[start, end]| *start <= span[0] && span[1] <= *end);
    let cite = |span: [usize; 2]| Cite { source: source.number, span };
    let mut keys = Vec::new();
    for incident in &source.reading.incidents {
        if let Some(span) = incident.mention.iter().copied().find(|span| inside(*span)) {
            keys.push((Key::Incident(incident.r#type.clone()), source.words(span), cite(span)));
        }
    }
    for entity in &source.reading.entities {
        let own = saying.statement.speaker.as_deref() == Some(entity.id.as_str());
        let named = entity.mentions.iter().any(|mention| mention.form == "name");
        let held = entity.mentions.iter().find(|mention| inside(mention.span));
        if let Some(mention) = held.filter(|_| named && !own) {
            keys.push((Key::Name(fold(&entity.name)), entity.name.clone(), cite(mention.span)));
        }
    }
    for span in content {
        nouns(source, span, &mut keys);
    }
    keys
}

/// The common nouns of a span.
fn nouns(source: &Source, [start, end]: [usize; 2], keys: &mut Vec<(Key, String, Cite)>) {
    let words: String = source.reading.document.text.chars().skip(start).take(end.saturating_sub(start)).collect();
    let lexicon = crate::lexicon();
    let document = Document::from_text("", &words);
    let (_, blocks) = blocks::blocks(&document, lexicon);
    let (sentences, tokens) = tokens::tokens(&document, &blocks, lexicon);
    let nodes = syntax::tags(&document, &sentences, &tokens);
    let text = syntax::Text::new(&document, &blocks, &sentences, &tokens, &nodes);
    for at in 0..tokens.len() {
        let noun = matches!(text.tag(at), Tag::Nn | Tag::Nns) && text.word(at).chars().all(char::is_alphabetic);
        let lemma = text.lemma(at);
        if noun && lemma.chars().count() > 2 && !phrases::is_no_topic(lemma) {
            let from = start + document.text[..text.span(at).start()].chars().count();
            let span = [from, from + text.word(at).chars().count()];
            keys.push((
                Key::Noun(lemma.to_owned()),
                text.word(at).to_lowercase(),
                Cite { source: source.number, span },
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use onrecord_reader::{edtf::Edtf, model::Document, row::Reading};

    use super::*;

    fn corpus(articles: &[(&str, &str, &str)]) -> Corpus {
        let read = |(key, published, text): &(&str, &str, &str)| {
            let document = Document { published: Edtf::parse(published), ..Document::from_text(key, text) };
            Reading::from(&onrecord_reader::read(document, crate::lexicon()))
        };
        Corpus::new(articles.iter().map(read).collect())
    }

    fn plain(voice: &Voice) -> Vec<String> {
        voice.lines.iter().map(Line::plain).collect()
    }

    #[test]
    fn a_reprint_is_folded_into_the_day_it_was_first_said() {
        let corpus = corpus(&[
            ("a", "2024-03-05", "\"The bridge is closed,\" Mara Venn said."),
            ("b", "2024-03-06", "A town without a bridge.\n\n\"The bridge is closed,\" Mara Venn said on Monday."),
        ]);
        let voice = voice(&corpus, "Venn");
        assert_eq!(voice.lines.len(), 1, "{:?}", plain(&voice));
        assert!(plain(&voice)[0].starts_with("said on 2024-03-04 Mara Venn says"), "{:?}", plain(&voice));
        let sources: BTreeSet<usize> = voice.lines[0].cites.iter().map(|cite| cite.source).collect();
        assert_eq!(sources, BTreeSet::from([1, 2]));
    }

    #[test]
    fn a_day_that_no_article_states_is_that_of_publication_and_said_so() {
        let corpus = corpus(&[("a", "2024-03-05", "Mara Venn said the bridge was closed.")]);
        assert!(plain(&voice(&corpus, "Mara Venn"))[0].starts_with("published 2024-03-05 Mara Venn says"));
    }

    #[test]
    fn statements_that_share_a_word_stand_under_it() {
        let corpus = corpus(&[
            ("a", "2024-03-05", "Mara Venn said the bridge was closed. Mara Venn said taxes would rise."),
            ("b", "2024-04-05", "Mara Venn said the bridge was old. Mara Venn said she liked the music."),
        ]);
        let voice = voice(&corpus, "Mara Venn");
        let bridge = &voice.topics[0];
        assert_eq!(bridge.words.as_ref().map(|(words, _)| words.as_str()), Some("bridge"));
        assert_eq!((bridge.first.as_deref(), bridge.lines.len()), (Some("2024-03-05"), 2));
        let rest = &voice.topics[1];
        assert_eq!((rest.words.is_none(), rest.lines.len()), (true, 2));
    }

    #[test]
    fn another_speaker_is_left_out() {
        let corpus = corpus(&[("a", "2024-03-05", "Tom Hale said the bridge was closed.")]);
        assert!(voice(&corpus, "Mara Venn").lines.is_empty());
    }
}
