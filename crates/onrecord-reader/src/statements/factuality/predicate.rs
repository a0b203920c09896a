//! What the words around a predicate make of it: its modals, adverbs and negations, and whether it governs the one that is meant.

use std::ops::Range;

use super::{
    super::{scene::Scene, tables::kind},
    table::{Governor, how},
    value::Value,
};
use crate::model::{Arc, Factuality, Tag};

/// The most governors looked through: "it seems likely that he failed to ...".
const MOST_THROUGH: usize = 4;

/// How the saying of a clause bears on its "would".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// "said it would": what was to come, seen from then.
    Past,
    /// "says it would": what might be.
    Present,
}

/// What a predicate at `root` comes to, looking through the governors that only tell how another one is meant.
pub(super) fn value(scene: &Scene, root: usize, clause: &Range<usize>, telling: Telling) -> Value {
    let mut over = Value::CERTAIN;
    let mut at = root;
    for _ in 0..MOST_THROUGH {
        let own = own(scene, at, clause, telling);
        let Some((effect, governed)) = through(scene, at, own, clause) else { return own.under(over) };
        over = effect.under(over);
        match governed {
            Some(next) if next != at => at = next,
            _ => return over,
        }
    }
    over
}

/// What is made of the governed predicate, where the one at `at` only tells how that is meant; and the place of the governed.
fn through(scene: &Scene, at: usize, own: Value, clause: &Range<usize>) -> Option<(Value, Option<usize>)> {
    let governed = governed(scene, at, clause);
    if let Some(value) = yet(scene, at, own, clause) {
        return Some((value, governed));
    }
    // "has to", "have got to" is a duty as "must" is; "had to" was done.
    let word = scene.lower(at);
    let duty = matches!(word, "has" | "have" | "'ve" | "’ve") && scene.lower(at + 1) == "to";
    let got = word == "got" && at > 0 && scene.lower(at + 1) == "to" && scene.lower(at - 1) != "had";
    if (duty || got) && governed.is_some() && !own.minus {
        return Some((Value::OPEN, governed));
    }
    let linked = is_linked(scene, at);
    let table = &scene.tables.governors;
    // "Had been planned since May" was planned; "is planned to open" is not open.
    if linked
        && let Some(row) = table.get(word, how::THROUGH | how::ADJECTIVE)
        && (row.how & how::CLAUSE == 0 || governed.is_some())
    {
        return Some((effect(own, row.plus, row.minus), governed));
    }
    if !linked
        && scene.text.tag(at).is_verb()
        && let Some(next) = governed
        && let Some(row) = table.get(scene.text.lemma(at), how::THROUGH | how::CLAUSE)
    {
        return Some((effect(own, row.plus, row.minus), Some(next)));
    }
    if own.minus
        && let Some(row) = raised(scene, at, governed)
    {
        return Some((effect(own, row.plus, row.minus), governed));
    }
    // "there is no evidence that", "has a chance to".
    let noun = stated_noun(scene, at, clause)?;
    let row = table.get(scene.text.lemma(noun), how::THROUGH | how::NOUN)?;
    let below = |arc: Arc| scene.tree.children(noun).find(|it| clause.contains(it) && scene.text.arc(*it) == arc);
    let next = below(Arc::Acl);
    let goes_on = matches!(scene.lower(noun + 1), "of" | "that" | "to");
    (next.is_some() || goes_on || own.minus).then(|| (effect(own, row.plus, row.minus), next))
}

/// The row of a negated verb that says more of its clause than of itself: "do not think that", "do not know who".
fn raised(scene: &Scene, at: usize, governed: Option<usize>) -> Option<Governor> {
    let table = &scene.tables.governors;
    let lemma = scene.text.lemma(at);
    let out = lemma == "rule" && scene.lower(at + 1) == "out";
    let lemma = if out { "rule out" } else { lemma };
    let Some(governed) = governed else { return table.get(lemma, how::RAISED | how::OBJECT) };
    let first = scene.tree.range(governed).start;
    let asks = matches!(scene.tag(first), Some(Tag::Wp | Tag::Wrb | Tag::Wdt))
        || matches!(scene.lower(first), "if" | "whether");
    match asks {
        true => table.get(lemma, how::ASKING),
        false => table.get(lemma, how::RAISED),
    }
}

/// A row's value for a governor that is itself as `own` says.
fn effect(own: Value, plus: Factuality, minus: Factuality) -> Value {
    let over = Value::of(if own.minus { minus } else { plus });
    over.at_most(own.rank)
}

/// "has yet to answer", "is still to answer".
fn yet(scene: &Scene, at: usize, own: Value, clause: &Range<usize>) -> Option<Value> {
    let has = matches!(scene.lower(at), "has" | "have" | "had" | "is" | "are" | "was" | "were" | "remains");
    let next = (at + 1..clause.end.min(at + 4)).find(|it| scene.lower(*it) == "yet")?;
    (has && scene.lower(next + 1) == "to").then(|| own.turned())
}

/// The clause that hangs on a governor: "failed [to start]", "likely [that it fell]".
fn governed(scene: &Scene, at: usize, clause: &Range<usize>) -> Option<usize> {
    let clausal = |it: &usize| match scene.text.arc(*it) {
        Arc::Xcomp | Arc::Ccomp | Arc::Csubj => true,
        Arc::Advcl => *it > at && scene.tag(*it) == Some(Tag::Vb) && (at + 1..*it).any(|to| scene.lower(to) == "to"),
        _ => false,
    };
    scene.tree.children(at).filter(|it| clause.contains(it)).find(clausal)
}

/// Whether a word stands behind "be", "seem" or "remain" as what is said of the subject.
fn is_linked(scene: &Scene, at: usize) -> bool {
    let link = |it: usize| {
        matches!(scene.text.arc(it), Arc::Cop | Arc::AuxPass)
            || (scene.text.arc(it) == Arc::Aux
                && matches!(scene.lower(it), "been" | "be" | "is" | "are" | "was" | "were"))
    };
    scene.tree.children(at).any(link)
        || (scene.text.arc(at) == Arc::Xcomp && !scene.text.tag(at).is_verb())
        || (scene.text.tag(at) == Tag::Jj && scene.text.head(at).is_none())
}

/// The noun of "there is a chance", "police have evidence": what is, or is had.
fn stated_noun(scene: &Scene, at: usize, clause: &Range<usize>) -> Option<usize> {
    let inside = |it: &usize| clause.contains(it);
    match scene.text.lemma(at) {
        "be" | "remain" | "exist" => {
            let there = scene.tree.children(at).any(|it| scene.lower(it) == "there");
            let subject = |it: &usize| {
                matches!(scene.text.arc(*it), Arc::Nsubj | Arc::NsubjPass | Arc::Obj) && scene.lower(*it) != "there"
            };
            scene.tree.children(at).filter(inside).find(subject).filter(|_| there)
        }
        "have" | "see" | "find" => scene.tree.child(scene.text, at, Arc::Obj).filter(inside),
        _ if scene.text.tag(at).is_noun() && scene.tree.children(at).any(|it| scene.lower(it) == "there") => Some(at),
        _ => None,
    }
}

/// What a predicate's own modals, adverbs and negations make of it.
pub(super) fn own(scene: &Scene, root: usize, clause: &Range<usize>, telling: Telling) -> Value {
    let mut marks = Marks::default();
    for child in scene.tree.children(root).filter(|it| clause.contains(it)) {
        marks.child(scene, root, child, clause);
    }
    if scene.text.arc(root) == Arc::Conj && !marks.subject {
        marks.shared(scene, root, clause);
    }
    marks.lead(scene, root, clause);
    marks.value(telling)
}

/// What stands around a predicate.
#[derive(Debug, Default)]
struct Marks {
    negations: u32,
    probable: bool,
    possible: bool,
    may: bool,
    can: bool,
    could: bool,
    only: bool,
    have: bool,
    would: bool,
    will: bool,
    must: bool,
    conditional: bool,
    unlikely: bool,
    not_so: bool,
    subject: bool,
}

impl Marks {
    fn child(&mut self, scene: &Scene, root: usize, child: usize, clause: &Range<usize>) {
        match scene.text.arc(child) {
            Arc::Aux | Arc::AuxPass | Arc::Cop if child < root || scene.text.arc(child) == Arc::Aux => {
                self.auxiliary(scene, root, child);
            }
            Arc::Advmod | Arc::Det | Arc::Cc if child < root || is_not(scene.lower(child)) => {
                // "could only have been done so": it was.
                self.only |= scene.lower(child) == "only";
                self.small(scene, root, child);
            }
            Arc::Nsubj | Arc::NsubjPass | Arc::Obj | Arc::Expl | Arc::Csubj => {
                self.subject |= scene.text.arc(child) != Arc::Obj;
                self.argument(scene, child, clause);
            }
            Arc::Obl | Arc::Nmod => self.oblique(scene, child),
            Arc::Advcl => self.condition(scene, child),
            _ => {}
        }
    }
    fn auxiliary(&mut self, scene: &Scene, root: usize, child: usize) {
        match scene.lower(child) {
            _ if scene.tag(child + 1) == Some(Tag::Hyph) => {}
            "may" | "might" => self.may = true,
            "could" => self.could = !scene.tables.is(scene.text.lemma(root), kind::SENSE),
            "can" | "ca" => self.can = true,
            "would" | "'d" | "’d" => self.would |= scene.tag(child) == Some(Tag::Md),
            "will" | "'ll" | "’ll" | "wo" => self.will = true,
            "must" | "should" | "ought" | "shall" => self.must = !performs(scene, root),
            "have" => self.have = true,
            "cannot" => self.negations += 1,
            // "seems broken", where the parse takes "seems" for an auxiliary.
            _ => {
                let row = scene.tables.governors.get(scene.text.lemma(child), how::THROUGH | how::CLAUSE);
                self.probable |= row.is_some_and(|row| row.plus == Factuality::Probable);
            }
        }
    }
    /// "not", "probably", "no longer".
    fn small(&mut self, scene: &Scene, root: usize, child: usize) {
        let word = scene.lower(child);
        let next = scene.lower(child + 1);
        if word == "not" && next == "necessarily" || word == "necessarily" && scene.lower(child - child.min(1)) == "not"
        {
            self.not_so = true;
            return;
        }
        if (word == "longer" || word == "more") && child > 0 && scene.lower(child - 1) == "no" {
            self.negations += 1;
            return;
        }
        if scene.tables.is(word, kind::NEGATION)
            && !scene.tables.is(next, kind::SPARED)
            && word != "without"
            && !(word == "no" && child + 1 < root && scene.lower(child + 1) == ",")
        {
            self.negations += 1;
            return;
        }
        if let Some(row) = scene.tables.governors.get(word, how::SMALL) {
            match Value::of(row.plus) {
                Value { rank: 2, minus } => {
                    self.probable = true;
                    self.unlikely |= minus;
                }
                Value { rank: 1, .. } => self.possible = true,
                _ => {}
            }
        }
    }
    /// "no link", "nobody", "no known connection".
    fn argument(&mut self, scene: &Scene, noun: usize, clause: &Range<usize>) {
        if matches!(scene.lower(noun), "nobody" | "none" | "nothing" | "neither" | "nowhere") {
            self.negations += 1;
            return;
        }
        for child in scene.tree.children(noun).filter(|it| clause.contains(it)) {
            let word = scene.lower(child);
            let article = matches!(scene.text.arc(child), Arc::Det | Arc::Advmod | Arc::Cc);
            let first = child < noun || scene.text.arc(child) == Arc::Det;
            let named = child > clause.start && scene.text.word(child).starts_with('N');
            let not_one = word == "not" && matches!(scene.lower(child + 1), "a" | "an" | "one" | "any" | "even");
            if not_one
                || article && first && !named && matches!(word, "no" | "neither") && scene.lower(child + 1) != "doubt"
            {
                self.negations += 1;
            }
            if scene.text.arc(child) == Arc::Amod && matches!(word, "known" | "apparent" | "preliminary" | "immediate")
            {
                let no = scene.tree.children(noun).any(|it| scene.lower(it) == "no");
                self.probable |= if word == "apparent" || word == "preliminary" { true } else { no };
            }
        }
    }
    /// "to my knowledge", "in no way", "at no time".
    fn oblique(&mut self, scene: &Scene, noun: usize) {
        let mut before = scene.tree.range(noun).start..noun;
        match scene.lower(noun) {
            "knowledge" => self.probable |= before.clone().any(|at| scene.tag(at) == Some(Tag::PrpPoss)),
            "way" | "time" | "circumstances" | "case" | "means" | "point" | "stage" | "sense" => {
                self.negations += u32::from(before.any(|at| scene.lower(at) == "no"));
            }
            _ => {}
        }
    }
    /// "if it rains".
    fn condition(&mut self, scene: &Scene, verb: usize) {
        let mark = |it: usize| matches!(scene.text.arc(it), Arc::Mark | Arc::Advmod) && poses(scene, it);
        self.conditional |= scene.tree.children(verb).any(mark);
    }
    /// "may have fled or died": what the first of several predicates shares with the others.
    fn shared(&mut self, scene: &Scene, root: usize, clause: &Range<usize>) {
        let Some(first) = scene.text.head(root).filter(|it| *it < root && clause.contains(it)) else { return };
        let modal = scene.tree.children(root).any(|it| scene.text.arc(it) == Arc::Aux);
        let or = scene.tree.children(root).any(|it| matches!(scene.lower(it), "or" | "nor"));
        if modal || scene.text.tag(first) != scene.text.tag(root) {
            return;
        }
        for child in scene.tree.children(first).filter(|it| *it < first && clause.contains(it)) {
            let word = scene.lower(child);
            match scene.text.arc(child) {
                Arc::Aux => self.auxiliary(scene, root, child),
                Arc::Advmod if or || !is_not(word) => self.small(scene, first, child),
                _ => {}
            }
        }
    }
    /// Words at the head of the clause that hang where they may: "preliminary findings show", "if needed".
    fn lead(&mut self, scene: &Scene, root: usize, clause: &Range<usize>) {
        const FAR: usize = 40;
        let lead = clause.start..root.min(clause.start + FAR);
        self.probable |= lead.clone().any(|at| scene.lower(at) == "preliminary");
        let modal = self.can || self.could || self.would || self.will || self.may;
        self.conditional |= modal && (root + 1..clause.end.min(root + FAR)).any(|at| poses(scene, at));
        self.conditional |=
            matches!(scene.lower(clause.start), "if" | "unless") && scene.tag(clause.start) == Some(Tag::In);
    }
    fn value(self, telling: Telling) -> Value {
        let negative = self.negations % 2 == 1;
        let mut rank: u8 = 3;
        if self.probable || (self.would && !self.have && !self.conditional && telling == Telling::Present) {
            rank = 2;
        }
        // "cannot possibly" is "cannot".
        if (self.possible && !(negative && (self.can || self.could))) || self.not_so {
            rank = 1;
        }
        // "could not": certain that not; "may not": possibly not.
        if (self.may && !(negative && self.have)) || (self.could && !negative && !(self.only && self.have)) {
            rank = 1;
        }
        if self.must {
            // "must have": it follows that; "should have": a judgement of what was; "must": what is wanted.
            rank = if self.have { rank } else { 0 };
        }
        if self.conditional && !self.have {
            rank = match () {
                () if self.may || self.can || self.could => rank.min(1),
                () if self.would || self.will => 0,
                () => rank,
            };
        }
        Value { rank, minus: negative != self.unlikely || self.not_so }
    }
}

/// "I must say that": it is said.
fn performs(scene: &Scene, root: usize) -> bool {
    let own = scene.tree.child(scene.text, root, Arc::Nsubj).is_some_and(|it| matches!(scene.lower(it), "i" | "we"));
    own && scene
        .tables
        .begun_by(scene.lower(root))
        .iter()
        .any(|cue| scene.tables.cue(*cue).factuality == Factuality::Certain)
}

/// Whether a predicate is that of a condition: "if the talks fail", where nothing else is said.
pub(super) fn is_condition(scene: &Scene, root: usize) -> bool {
    scene.tree.children(root).any(|it| it < root && scene.text.arc(it) == Arc::Mark && poses(scene, it))
}

/// Whether a word poses a condition: "if", but neither "even if" nor "asked if".
fn poses(scene: &Scene, at: usize) -> bool {
    let before = if at > 0 { at - 1 } else { at };
    matches!(scene.lower(at), "if" | "unless" | "provided" | "providing")
        && !matches!(scene.lower(before), "even" | "as" | "only" | "what")
        && !matches!(scene.lower(at + 1), "not" | "any" | "anything" | "ever")
        && !scene.tables.is(scene.text.lemma(before), kind::ASKING)
}

fn is_not(word: &str) -> bool {
    matches!(word, "not" | "n't" | "n’t" | "never")
}
