//! Who stands how to whom. Two names in one sentence are no relation: a word must say so.

mod arguments;
pub mod tables;

use crate::{
    entities::Accusing,
    incidents::{
        clause::{Clause, clause},
        forms::Form,
        scene::Scene,
    },
    lexicon::Lexicon,
    model::*,
    syntax::Text,
};
use arguments::{Side, entities_at};
use tables::{Place, Row};

/// Most relations read in one sentence, and in one document.
const MAX_IN_SENTENCE: usize = 40;
const MAX_IN_DOCUMENT: usize = 2000;

/// Finds relations between entities.
pub fn relations(
    text: &Text,
    mentions: &Layer<Mention>,
    entities: &Layer<Entity>,
    statements: &Layer<Statement>,
    times: &Layer<TimeExpression>,
    lexicon: &Lexicon,
) -> Layer<Attributed<RelationMention>> {
    let scene = Scene::new(text, mentions, entities, statements, times, &lexicon.incidents);
    let mut reader = Reader { scene: &scene, lexicon, found: Vec::new() };
    for sentence in 0..text.sentences.len() {
        if reader.found.len() > MAX_IN_DOCUMENT {
            break;
        }
        reader.read_sentence(sentence);
    }
    Layer::new("relations", 1, reader.found)
}

struct Reader<'a> {
    scene: &'a Scene<'a>,
    lexicon: &'a Lexicon,
    found: Vec<Attributed<RelationMention>>,
}

/// A word or words that say a relation, in their sentence.
struct Cue<'a> {
    row: &'a Row,
    /// The verb or noun.
    at: usize,
    /// The last of its words.
    last: usize,
    form: Form,
}

impl<'a> Reader<'a> {
    fn read_sentence(&mut self, sentence: usize) {
        let places = self.scene.text.places(sentence);
        let start = self.found.len();
        let mut next = places.start;
        while next < places.end && self.found.len() - start < MAX_IN_SENTENCE {
            let place = next;
            next += 1;
            for cue in self.cues(place, places.end) {
                let read = match cue.row.place {
                    Place::Joined => self.of_joined(&cue),
                    Place::Between => self.of_between(&cue),
                    Place::Free if cue.row.verb => self.of_verb(&cue),
                    Place::Free => self.of_noun(&cue),
                };
                if read {
                    next = next.max(cue.last + 1);
                    break;
                }
            }
        }
    }

    /// The rows a place may stand for, the longest first.
    fn cues(&self, place: usize, end: usize) -> Vec<Cue<'a>> {
        let text = self.scene.text;
        let tables = &self.lexicon.relations;
        let mut cues = Vec::new();
        let word = text.lower(place);
        let fits = |row: u16, at: usize| {
            let tag = text.tag(at);
            let row = &tables.rows[row as usize];
            if row.place != Place::Free { true } else { tag.is_verb() == row.verb }
        };
        for (rest, row, form) in tables.several.get(word).into_iter().flatten() {
            let verb = tables.rows[*row as usize].verb;
            let Some(last) = tail(text, place, end, rest, verb) else { continue };
            let at = if verb { place } else { last };
            if fits(*row, at) {
                cues.push(Cue { row: &tables.rows[*row as usize], at, last, form: *form });
            }
        }
        for (row, form) in tables.single.get(word).into_iter().flatten() {
            if fits(*row, place) {
                cues.push(Cue { row: &tables.rows[*row as usize], at: place, last: place, form: *form });
            }
        }
        cues
    }

    fn of_verb(&mut self, cue: &Cue) -> bool {
        let text = self.scene.text;
        let clause = clause(text, cue.at);
        let doubted = clause.adverbs.iter().any(|at| self.lexicon.accusing.doubts(text, *at..*at + 1));
        if doubted || is_unreal(self.scene, cue.at, &clause) {
            return false;
        }
        let pick = |names: &[&str]| names.iter().find_map(|name| self.argument(cue, &clause, name));
        let Some(subjects) = pick(&cue.row.subject) else { return false };
        let Some(objects) = pick(&cue.row.object) else { return false };
        let over = clause.adverbs.iter().any(|at| *at > 0 && text.lower(*at) == "longer" && text.lower(at - 1) == "no");
        self.add(cue, &subjects, &objects, !clause.negated && !over)
    }

    /// "the Paris-based group", "the Norland-backed movement".
    fn of_joined(&mut self, cue: &Cue) -> bool {
        let Some((before, described)) = arguments::joined(self.scene, cue.at) else { return false };
        let doubted = self.lexicon.accusing.doubts(self.scene.text, before.saturating_sub(3)..before);
        if doubted {
            return false;
        }
        if cue.row.subject.first() == Some(&"before") {
            self.add(cue, &[before], &described, true)
        } else {
            self.add(cue, &described, &[before], true)
        }
    }

    /// "Omar Tarn, alias Abu Reed".
    fn of_between(&mut self, cue: &Cue) -> bool {
        let Some((before, after)) = arguments::around(self.scene, cue.at) else { return false };
        self.add(cue, &[before], &[after], true)
    }

    /// The nouns of one argument of a verb.
    fn argument(&self, cue: &Cue, clause: &Clause, name: &str) -> Option<Vec<usize>> {
        let text = self.scene.text;
        let found = match name {
            "s" => clause.subject.clone(),
            "o" => clause.object.clone(),
            "xcomp" => clause.complement.into_iter().collect(),
            // "The union was renamed the league": which of the two is which.
            "pass" => text.children(cue.at).filter(|it| text.arc(*it) == Arc::NsubjPass).collect(),
            "named" => text.children(cue.at).filter(|it| matches!(text.arc(*it), Arc::Obj | Arc::Xcomp)).collect(),
            preposition => {
                let own =
                    clause.obliques.iter().filter(|(case, _)| text.lower(*case) == preposition).map(|(_, noun)| *noun);
                let mut all: Vec<usize> = own.collect();
                if all.is_empty() && cue.last != cue.at {
                    all = arguments::after_preposition(self.scene, cue.last, &[preposition]);
                    let listed = arguments::right_after(self.scene, cue.last, preposition);
                    if listed.len() > all.len() {
                        all = listed;
                    }
                }
                all
            }
        };
        (!found.is_empty()).then_some(found)
    }

    fn of_noun(&mut self, cue: &Cue) -> bool {
        let scene = self.scene;
        let Some((subjects, holds)) = self.subject_of_noun(cue) else { return false };
        let objects = arguments::of_noun(scene, cue.at, &cue.row.object, &subjects);
        if objects.is_empty() {
            return false;
        }
        self.add(cue, &subjects, &objects, holds)
    }

    /// Whom a noun describes, and whether the text says so or denies it.
    fn subject_of_noun(&self, cue: &Cue) -> Option<(Vec<usize>, bool)> {
        let scene = self.scene;
        match cue.row.subject.first().copied() {
            Some("cop") => arguments::described(scene, cue.at).filter(|(subjects, _)| !self.is_hedged(cue, subjects)),
            Some("own") => arguments::owner(scene, cue.at),
            Some("poss") => Some((vec![scene.text.child(cue.at, Arc::NmodPoss)?], true)),
            _ => None,
        }
    }

    /// Whether what describes a subject is hedged: "X, the suspected head of", "alleged Front leader X".
    fn is_hedged(&self, cue: &Cue, subjects: &[usize]) -> bool {
        const REACH: usize = 12;
        let text = self.scene.text;
        let from = subjects.iter().copied().filter(|at| *at < cue.at && cue.at - at <= REACH).max();
        let start = from.map_or_else(|| Accusing::phrase_start(text, cue.at), |at| at + 1);
        self.lexicon.accusing.doubts(text, start..cue.at)
    }

    /// Adds a relation between each subject and each object; whether any was added.
    fn add(&mut self, cue: &Cue, subjects: &[usize], objects: &[usize], holds: bool) -> bool {
        let scene = self.scene;
        let bodies = &self.lexicon.relations.bodies;
        let subjects = entities_at(scene, subjects, bodies, cue.row.types.0, Side::Subject(cue.row.predicate));
        let objects = entities_at(scene, objects, bodies, cue.row.types.1, Side::Object);
        let span = scene.text.span_of(scene.text.places(scene.text.sentence_of(cue.at)));
        let words = scene.text.span(cue.at);
        let voucher = scene.voucher(words);
        let denied = voucher.statement().is_some_and(|id| {
            matches!(
                scene.statements.get(id).factuality,
                Factuality::CertainNot | Factuality::ProbableNot | Factuality::PossibleNot
            )
        });
        let date = arguments::date(scene, cue.at);
        let mut any = false;
        for subject in &subjects {
            for object in objects.iter().filter(|object| *object != subject) {
                any = true;
                let relation = RelationMention {
                    subject: *subject,
                    predicate: predicate(scene, cue).to_owned(),
                    object: *object,
                    date: date.clone(),
                    holds: holds && !denied,
                };
                if !self.found.iter().rev().take(200).any(|it| *it.value() == relation && it.voucher() == voucher) {
                    self.found.push(Attributed::new(relation, span, voucher));
                }
            }
        }
        any
    }
}

/// "fights" that is over is "fought".
fn predicate<'a>(scene: &Scene, cue: &Cue<'a>) -> &'a str {
    let past = matches!(scene.text.tag(cue.at), Tag::Vbd | Tag::Vbn) && cue.form == Form::Past;
    let cop = scene.text.child(cue.at, Arc::Cop);
    let noun = !cue.row.verb && !cop.is_some_and(|at| matches!(scene.text.lower(at), "is" | "are" | "'s" | "’s"));
    match cue.row.predicate {
        "fights" if past || noun => "fought",
        other => other,
    }
}

/// Whether a verb's clause is only wished, planned, supposed or asked.
fn is_unreal(scene: &Scene, at: usize, clause: &Clause) -> bool {
    // "Does Norland support the movement?" says nothing.
    let sentence = scene.text.places(scene.text.sentence_of(at));
    if sentence.clone().next_back().is_some_and(|last| scene.text.lower(last) == "?") {
        return true;
    }
    let modal = clause.modal.map(|place| scene.text.lower(place));
    let wished = match modal {
        Some("to") => {
            let head = scene.text.head(at);
            let above = head.and_then(|head| scene.tables.voices.get(scene.text.lower(head)).copied());
            matches!(above, Some("intend" | "try" | "fail" | "threaten" | "hedge"))
        }
        Some(_) => true,
        None => false,
    };
    wished || clause.mark.is_some() || is_thought_of(scene, at)
}

/// Whether a gerund is only thought of: "replacing X would be hard", "could begin by attacking X", "accused of backing X".
fn is_thought_of(scene: &Scene, at: usize) -> bool {
    let text = scene.text;
    let helped = text.children(at).any(|it| matches!(text.arc(it), Arc::Aux | Arc::AuxPass));
    if text.tag(at) != Tag::Vbg || helped {
        return false;
    }
    let before = at.checked_sub(1).map_or("", |it| text.lower(it));
    let Some(head) = text.head(at) else { return false };
    let modal = text.children(head).any(|it| text.tag(it) == Tag::Md);
    let shunned = scene.tables.is(text.lemma(head), "shun");
    matches!(before, "of" | "from" | "without" | "against") || text.arc(at) == Arc::Csubj || modal || shunned
}

/// The last place of a cue of several words; verbs may have an object or adverb between ("declared its loyalty").
fn tail(text: &Text, first: usize, end: usize, rest: &[String], verb: bool) -> Option<usize> {
    const MAX_GAP: usize = 3;
    let mut at = first;
    for word in rest {
        let limit = end.min(at + 2 + if verb { MAX_GAP } else { 0 });
        at = (at + 1..limit).find(|place| text.lower(*place) == word)?;
    }
    Some(at)
}
