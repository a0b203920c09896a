//! Who speaks, as a noun phrase of the sentence.

use std::ops::Range;

use super::{
    cues::Sight,
    near::{inverted, misread},
    scene::Scene,
    tables::kind,
};
use crate::model::{Arc, Tag};

/// The noun phrase whose head is `head`, not reaching over the cue.
pub(super) fn phrase(scene: &Scene, head: usize, cue: &Range<usize>) -> Range<usize> {
    let mut range = scene.tree.range(head);
    if range.start < cue.end && cue.start < range.end {
        range = if head < cue.start { range.start.min(head)..head + 1 } else { head..range.end.max(head + 1) };
        if head < cue.start {
            range.end = range.end.min(cue.start).max(head + 1);
        } else {
            range.start = range.start.max(cue.end);
        }
    }
    let limit = scene.limit(head).max(head + 1);
    if head >= cue.end {
        range.end = range.end.min(limit);
        range.end = head + 1 + cut(scene, head + 1..range.end);
    }
    if head < cue.start {
        // No phrase reaches back over the mark that closes a quotation.
        if let Some(mark) = (range.start..head).rev().take(60).find(|at| scene.is_mark(*at))
            && scene.quotations.at(head).is_none()
            && scene.quotations.at(mark).is_some_and(|at| scene.quotations.all[at].stopped)
        {
            range.start = mark + 1;
        }
        range.end = without_time(scene, head + 1..range.end);
        while range.start + 1 < head
            && (matches!(scene.lower(range.start), "yet" | "but" | "and" | "so" | "or" | "then")
                || scene.tag(range.start) == Some(Tag::Rb)
                    && (scene.is_comma(range.start + 1) || scene.tag(range.start + 1) == Some(Tag::Rb))
                || scene.is_comma(range.start))
        {
            range.start += 1;
        }
    }
    scene.trimmed(range)
}

/// The end of a phrase without the time behind it: "Fox on Wednesday".
fn without_time(scene: &Scene, range: Range<usize>) -> usize {
    let ends = |at: &usize| scene.time_at(*at).is_some_and(|(_, end)| end == range.end);
    let Some(mut end) = range.clone().rev().take(4).find(ends) else { return range.end };
    if end > range.start && matches!(scene.lower(end - 1), "on" | "in" | "late" | "early" | "at") {
        end -= 1;
    }
    end
}

/// A source as it is kept: the noun, and apart from it the "who" of a clause about it.
pub(super) fn pieces(scene: &Scene, range: &Range<usize>) -> Vec<Range<usize>> {
    let last = range.end.saturating_sub(1);
    if range.len() > 1 && matches!(scene.lower(last), "who" | "which" | "that") {
        return vec![scene.trimmed(range.start..last), last..range.end];
    }
    vec![range.clone()]
}

/// How far a phrase behind its head goes on: not over a quotation mark, a stop or a time.
fn cut(scene: &Scene, range: Range<usize>) -> usize {
    let mut at = range.start;
    while at < range.end {
        let time = scene.time_at(at).is_some();
        let time_after =
            matches!(scene.lower(at), "on" | "in" | "at" | "late" | "early") && scene.time_at(at + 1).is_some();
        if scene.is_mark(at) || matches!(scene.lower(at), ":" | ";") || time || time_after {
            break;
        }
        at += 1;
    }
    at - range.start
}

/// The subject of a cue: as parsed, unless that cannot be a speaker or another phrase stands right before the verb.
pub(super) fn subject(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let cue = sight.start..sight.end;
    if let Some(found) = relative(scene, sight) {
        return Some(found);
    }
    if let Some(found) = inverted(scene, sight).or_else(|| clause_between(scene, sight)) {
        return Some(found);
    }
    let found = parsed(scene, sight.at, &cue, 0).filter(|range| may_speak(scene, sight, range));
    if let Some(near) = adjacent(scene, sight)
        && found.as_ref().is_none_or(|range| {
            range.end < near.start
                || range.start > near.end
                || range.end == near.start && scene.tag(near.start) == Some(Tag::Prp)
        })
    {
        return Some(near);
    }
    let found = found.map(|range| whole_name(scene, sight, range));
    if let Some(issuer) = issuer(scene, sight) {
        return Some(issuer);
    }
    if loose_participle(scene, sight) && found.as_ref().is_none_or(|range| !can_say(scene, range)) {
        return main_subject(scene, sight, found.is_none()).or(found);
    }
    found.or_else(|| before(scene, sight).filter(|range| may_speak(scene, sight, range)))
}

/// "Fox, whose son, Ned, was hurt, said": the phrase that opens the sentence, not one inside the clause about it.
fn clause_between(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let first = scene.sentence(sight.at).start;
    let comma = sight.start.checked_sub(1).filter(|at| scene.is_comma(*at))?;
    let end = scene.phrase_end(first, comma);
    let opens = end > first && scene.is_comma(end) && matches!(scene.lower(end + 1), "who" | "whose");
    let finite = matches!(scene.text.tag(sight.at), Tag::Vbd | Tag::Vbz | Tag::Vbp) && !sight.passive;
    if !opens || !finite || sight.quotation.is_some() || comma - end > 40 {
        return None;
    }
    let mut inside = end + 2..comma;
    let clean = inside.clone().all(|at| !scene.is_mark(at) && !matches!(scene.lower(at), ";" | ":" | "and"));
    (clean && inside.any(|at| scene.is_finite(at))).then(|| scene.trimmed(first..comma))
}

/// "Harbour Radio reported" where the parse takes "Harbour" alone.
fn whole_name(scene: &Scene, sight: &Sight, mut range: Range<usize>) -> Range<usize> {
    let rest = range.end..sight.start;
    let proper =
        |at: usize| scene.tag(at).is_some_and(Tag::is_noun) && scene.text.word(at).starts_with(char::is_uppercase);
    if !rest.is_empty()
        && rest.len() <= 4
        && proper(range.end - 1)
        && rest.clone().all(proper)
        && scene.time_at(rest.start).is_none()
    {
        range.end = rest.end;
    }
    // "A spokesman for Mara Venn said", cut short.
    let joined = matches!(scene.lower(range.end), "for" | "of" | "at" | "from" | "with") && range.end < sight.start;
    let rest = range.end + 1..sight.start;
    let inside = |at: usize| {
        scene.tag(at).is_some_and(|tag| tag.is_noun() || matches!(tag, Tag::Dt | Tag::Jj | Tag::Pos | Tag::PrpPoss))
            && scene.time_at(at).is_none()
    };
    if joined && !rest.is_empty() && rest.len() <= 6 && rest.clone().all(inside) {
        range.end = rest.end;
    }
    range
}

/// What no speaker is: a time, words of a quotation that the cue does not stand in, a clause.
fn may_speak(scene: &Scene, sight: &Sight, range: &Range<usize>) -> bool {
    if range.is_empty() {
        return false;
    }
    if scene.text.tag(range.start) == Tag::To {
        return false;
    }
    // A phrase that opens a quotation it does not close is part of what is said.
    let opened = scene.quotations.at(range.start).map(|at| &scene.quotations.all[at]);
    if opened.is_some_and(|quote| quote.open == range.start && quote.end > range.end && quote.stopped) {
        return false;
    }
    let word = scene.text.word(range.start);
    if range.len() == 1 && word.len() == 1 && word != "I" && word != "i" {
        return false;
    }
    let bare = |at: usize| {
        scene.tag(at) == Some(Tag::Jj)
            && !matches!(scene.lower(at), "many" | "most" | "few" | "several" | "some" | "other")
    };
    if range.len() == 1 && bare(range.start) && scene.text.word(range.start).starts_with(char::is_lowercase) {
        return false;
    }
    let inside = scene.quotations.at(range.start);
    let quoted = inside.is_some_and(|at| {
        let quote = &scene.quotations.all[at];
        quote.last - quote.first > 4 && scene.quotations.at(range.end - 1) == inside
    });
    if quoted && inside != sight.quotation {
        return false;
    }
    if scene
        .time_at(range.start)
        .is_some_and(|(_, end)| end >= range.end || end == range.start + 1 && is_day(scene, range.start))
    {
        return false;
    }
    if scene.text.tag(range.start) == Tag::In
        && scene.text.arc(range.start) == Arc::Case
        && scene.tag(range.start + 1) != Some(Tag::Cd)
        && !matches!(scene.lower(range.start), "like" | "about" | "than")
    {
        return false;
    }
    let mut joined = false;
    range.clone().all(|at| {
        joined |= matches!(scene.lower(at), "who" | "which" | "that" | "whose" | "whom" | "where" | "when" | "what");
        joined || !scene.is_finite(at) || in_relative(scene, at, range)
    })
}

fn is_day(scene: &Scene, at: usize) -> bool {
    scene.lower(at).ends_with("day")
}

/// Whether a verb belongs to a clause about a noun of the phrase: "the men he met".
fn in_relative(scene: &Scene, at: usize, range: &Range<usize>) -> bool {
    let mut at = at;
    for _ in 0..6 {
        if matches!(scene.text.arc(at), Arc::AclRelcl | Arc::Acl) {
            return true;
        }
        match scene.text.head(at) {
            Some(head) if range.contains(&head) => at = head,
            _ => return false,
        }
    }
    false
}

/// "the group, which claims", "Republicans who say": the noun and the word that stands for it.
fn relative(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let place = sight.start.checked_sub(1)?;
    let first = scene.sentence(sight.at).start;
    let who = matches!(scene.lower(place), "who" | "which")
        || scene.lower(place) == "that" && scene.tag(place) == Some(Tag::Wdt);
    let finite = !sight.infinitive && scene.text.tag(sight.at) != Tag::Vbg;
    if !who || !finite || place <= first {
        return None;
    }
    let comma = scene.is_comma(place - 1);
    let last = if comma { place.checked_sub(2)? } else { place - 1 };
    if last < first || matches!(scene.lower(last), "in" | "of" | "to" | "for" | "with" | "by" | "from" | "on" | "at") {
        return None;
    }
    let clause = (sight.start..=sight.at).find_map(|at| {
        let head = scene.text.head(at)?;
        (matches!(scene.text.arc(at), Arc::AclRelcl) && head < place).then_some(head)
    });
    let start = match clause {
        Some(head) => scene.tree.range(head).start,
        None => phrase_back(scene, first, last + 1),
    };
    let mut range = scene.trimmed(start..place + 1);
    while range.len() > 2 && scene.tag(range.start) == Some(Tag::In) && scene.text.arc(range.start) == Arc::Case {
        range.start += 1;
    }
    (range.len() > 1 && may_speak(scene, sight, &range)).then_some(range)
}

/// The noun phrase that ends at `end`, by tags alone.
fn phrase_back(scene: &Scene, first: usize, end: usize) -> usize {
    let mut start = end;
    while start > first && end - start < 12 {
        let tag = scene.text.tag(start - 1);
        let inside = tag.is_noun()
            || matches!(tag, Tag::Dt | Tag::Cd | Tag::Jj | Tag::Jjs | Tag::PrpPoss | Tag::Pos | Tag::Hyph)
            || (matches!(scene.lower(start - 1), "of" | "for" | "at")
                && start > first + 1
                && scene.text.tag(start - 2).is_noun())
            || start < end
                && scene.tag(start) == Some(Tag::Cd)
                && matches!(
                    scene.lower(start - 1),
                    "in" | "about" | "nearly" | "than" | "more" | "less" | "fewer" | "roughly" | "almost" | "only"
                )
            || start < end
                && scene.lower(start) == "than"
                && matches!(scene.lower(start - 1), "more" | "less" | "fewer");
        if !inside {
            break;
        }
        start -= 1;
    }
    start
}

/// The phrase right before the verb group where nothing else than the head of a clause stands before it: "after Reuters
/// reported", "Amid discord, Fox claims".
fn adjacent(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let first = scene.sentence(sight.at).start;
    let verb = scene.text.tag(sight.at);
    if sight.infinitive || matches!(verb, Tag::Vbg | Tag::Vb) && !sight.modal || sight.start <= first {
        return None;
    }
    let end = sight.start;
    if matches!(scene.lower(end - 1), "he" | "she" | "they" | "we" | "i") {
        return Some(end - 1..end);
    }
    let start = phrase_back(scene, first, end);
    let range = start..end;
    if range.is_empty() || !scene.tag(end - 1).is_some_and(Tag::is_noun) || !may_speak(scene, sight, &range) {
        return None;
    }
    let before = if start > first { scene.lower(start - 1) } else { "" };
    let joint =
        matches!(before, "after" | "as" | "because" | "when" | "while" | "although" | "though" | "if" | "where")
            || matches!(before, "which" | "whom" | "what")
            || before == "that" && scene.text.arc(start - 1) == Arc::Mark;
    let opens = joint || before == "," || start > first && scene.is_mark(start - 1);
    (opens && can_say(scene, &range)).then_some(range)
}

/// "Fox issued a statement saying": Fox.
fn issuer(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let text = scene.text;
    if text.tag(sight.at) != Tag::Vbg || sight.infinitive || text.arc(sight.at) != Arc::Acl {
        return None;
    }
    let noun = text.head(sight.at).filter(|noun| *noun < sight.at && text.arc(*noun) == Arc::Obj)?;
    let issues = scene.tables.is(scene.lower(noun), kind::DOCUMENT) || scene.tables.is(scene.lower(noun), kind::VENUE);
    let verb = text.head(noun).filter(|verb| issues && *verb < noun && text.tag(*verb).is_verb())?;
    if !matches!(
        text.lemma(verb),
        "issue"
            | "release"
            | "send"
            | "post"
            | "write"
            | "publish"
            | "make"
            | "give"
            | "deliver"
            | "put"
            | "tweet"
            | "file"
            | "sign"
    ) {
        return None;
    }
    parsed(scene, verb, &(verb..verb + 1), 1).filter(|range| may_speak(scene, sight, range))
}

/// Whether the last noun of a phrase names or describes somebody who can say something.
pub(super) fn can_say(scene: &Scene, range: &Range<usize>) -> bool {
    let Some(end) = range.clone().find(|at| scene.is_comma(*at)).or(Some(range.end)) else { return false };
    (range.start..end).any(|at| {
        scene.tag(at).is_some_and(Tag::is_proper)
            || matches!(
                scene.lower(at),
                "he" | "she" | "they" | "we" | "i" | "it" | "who" | "some" | "others" | "many" | "both"
            )
            || scene.tables.kinds(scene.lower(at)) & (kind::PLURAL | kind::SPOKES | kind::DOCUMENT | kind::HIDDEN) != 0
    })
}

/// ", saying", "After suggesting", set apart from any noun before it.
fn loose_participle(scene: &Scene, sight: &Sight) -> bool {
    let first = scene.sentence(sight.at).start;
    if scene.text.tag(sight.at) != Tag::Vbg || sight.infinitive {
        return false;
    }
    let before = if sight.start > first { scene.lower(sight.start - 1) } else { "," };
    matches!(
        before,
        "," | "-"
            | "--"
            | "—"
            | "–"
            | "after"
            | "before"
            | "while"
            | "by"
            | "in"
            | "and"
            | "''"
            | "\""
            | "”"
            | "without"
    )
}

/// The subject of the clause a loose participle belongs to: the last one before it outside quotations and asides, or the
/// first behind it.
fn main_subject(scene: &Scene, sight: &Sight, any: bool) -> Option<Range<usize>> {
    let text = scene.text;
    let places = scene.sentence(sight.at);
    let cue = sight.start..sight.end;
    let fits = |at: &usize| {
        matches!(text.arc(*at), Arc::Nsubj | Arc::NsubjPass)
            && scene.quotations.at(*at) == sight.quotation
            && !matches!(text.tag(*at), Tag::Wp | Tag::Wdt | Tag::Ex)
            && text.head(*at).is_some_and(|verb| {
                let clause = text.arc(verb);
                matches!(clause, Arc::Root | Arc::Parataxis | Arc::Conj)
                    || clause == Arc::Ccomp && text.head(verb).is_some_and(|above| above > verb)
            })
    };
    let near = places.start..sight.start;
    let found = near.rev().take(60).find(fits).or_else(|| (sight.end..places.end).take(60).find(fits));
    let Some(found) = found else { return any.then(|| governor(scene, sight)).flatten() };
    Some(phrase(scene, found, &cue)).filter(|range| may_speak(scene, sight, range) && (any || can_say(scene, range)))
}

fn parsed(scene: &Scene, verb: usize, cue: &Range<usize>, depth: usize) -> Option<Range<usize>> {
    let text = scene.text;
    let is_subject = |place: &usize| matches!(text.arc(*place), Arc::Nsubj | Arc::NsubjPass);
    let near = scene.tree.children(verb).filter(is_subject).take_while(|at| *at < verb).last();
    if let Some(subject) = near.or_else(|| scene.tree.children(verb).find(is_subject)) {
        if matches!(text.tag(subject), Tag::Wp | Tag::Wdt) {
            return antecedent(scene, verb, subject);
        }
        return Some(phrase(scene, subject, cue));
    }
    if depth > 3 {
        return None;
    }
    let head = text.head(verb)?;
    match text.arc(verb) {
        Arc::Conj | Arc::Advcl | Arc::Parataxis if text.tag(head).is_verb() || text.tag(head).is_noun() => {
            if text.arc(verb) == Arc::Parataxis && text.tag(verb) != Tag::Vbg {
                return None;
            }
            parsed(scene, head, cue, depth + 1)
        }
        Arc::Xcomp if text.tag(head).is_verb() || text.tag(head) == Tag::Jj => {
            let object =
                scene.tree.children(head).find(|it| matches!(text.arc(*it), Arc::Obj | Arc::Iobj) && *it < verb);
            match object {
                Some(object) => Some(phrase(scene, object, cue)),
                None => parsed(scene, head, cue, depth + 1),
            }
        }
        Arc::Acl if head < verb => {
            let start = scene.tree.range(head).start;
            Some(scene.trimmed(start..head + 1))
        }
        _ => None,
    }
}

/// "the group, which claims ...": the group.
fn antecedent(scene: &Scene, verb: usize, relative: usize) -> Option<Range<usize>> {
    let head = scene.text.head(verb).filter(|_| scene.text.arc(verb) == Arc::AclRelcl)?;
    if head >= relative {
        return None;
    }
    Some(scene.trimmed(scene.tree.range(head).start..relative))
}

/// Without help of the parse: the noun phrase that ends just before the verb group, asides and times stepped over.
fn before(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let first = scene.sentence(sight.at).start;
    if sight.infinitive || scene.text.tag(sight.at) == Tag::Vbg {
        return None;
    }
    if let Some(found) = misread(scene, sight, first) {
        return found;
    }
    let mut end = sight.start;
    let mut whole: Option<usize> = None;
    for _ in 0..6 {
        let (stop, aside) = aside_before(scene, first, end);
        let mut start = phrase_start(scene, first, stop);
        // "On Wednesday Mara Venn said".
        let time = scene.time_at(start).map(|(_, end)| end).filter(|end| *end < stop);
        let timed = time.is_some();
        start = time.unwrap_or(start);
        let led =
            !timed && start > first && scene.tag(start - 1) == Some(Tag::In) && scene.text.arc(start - 1) != Arc::Mark;
        let number = stop - start == 1 && scene.tag(start) == Some(Tag::Cd);
        let apposed = aside && start > first && scene.is_comma(start - 1) && scene.tag(start) == Some(Tag::Dt);
        let nominal = (start..stop)
            .any(|at| scene.tag(at).is_some_and(|tag| tag.is_noun() || matches!(tag, Tag::Prp | Tag::Cd | Tag::Dt)));
        if nominal && scene.text.tag(stop - 1) != Tag::Dt && !led && !number && !apposed {
            return Some(start..whole.unwrap_or(stop));
        }
        // "In the evening Mara Venn said": the name alone.
        let name = (start..stop).rev().take_while(|at| scene.tag(*at).is_some_and(Tag::is_proper)).last();
        if let Some(name) = name.filter(|name| led && whole.is_none() && *name > start) {
            return Some(name..stop);
        }
        // "voters in a poll": the phrase goes on before the preposition.
        if led
            && start < stop
            && !aside
            && scene.tag(start.saturating_sub(2)).is_some_and(|tag| tag.is_noun() || tag == Tag::Cd)
        {
            whole = whole.or(Some(stop));
            end = start - 1;
            continue;
        }
        // "a source close to the ministry".
        let near = led && start >= first + 3 && scene.tag(start - 2) == Some(Tag::Jj) && !aside;
        if near && scene.tag(start - 3).is_some_and(Tag::is_noun) {
            whole = whole.or(Some(stop));
            end = start - 2;
            continue;
        }
        whole = None;
        if !aside {
            return None;
        }
        // Step over the aside: back to the comma that opens it.
        end = (first..stop).rev().take(30).find(|at| scene.is_comma(*at))? + 1;
    }
    None
}

/// What stands right before the finite verb that a participle hangs on.
fn governor(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let mut verb = scene.text.head(sight.at)?;
    for _ in 0..3 {
        if scene.is_finite(verb) {
            break;
        }
        verb = scene.text.head(verb)?;
    }
    if !scene.is_finite(verb) || verb > sight.at || scene.quotations.at(verb) != sight.quotation {
        return None;
    }
    let group = Sight { at: verb, end: verb + 1, start: verb, noun: false, infinitive: false, ..sight.clone() };
    before(scene, &group).filter(|range| may_speak(scene, sight, range))
}

/// The end before a comma or a time ("on Wednesday") that stands before a verb; whether a comma did.
fn aside_before(scene: &Scene, first: usize, mut end: usize) -> (usize, bool) {
    let mut aside = false;
    while end > first && scene.is_comma(end - 1) {
        end -= 1;
        aside = true;
    }
    let time = (first..end).rev().take(4).find(|at| scene.time_at(*at).is_some_and(|(_, stop)| stop == end));
    if let Some(at) = time {
        end = at;
        if end > first && matches!(scene.lower(end - 1), "on" | "in" | "late" | "early" | "at") {
            end -= 1;
        }
    }
    (end, aside)
}

/// Where the noun phrase that ends at `end` begins, by tags alone.
fn phrase_start(scene: &Scene, first: usize, end: usize) -> usize {
    if end > first && scene.text.tag(end - 1) == Tag::Prp {
        return end - 1;
    }
    phrase_back(scene, first, end)
}

/// "by prosecutors" after a passive.
pub(super) fn agent(scene: &Scene, sight: &Sight, limit: usize) -> Option<Range<usize>> {
    let by = (sight.end..limit.min(sight.end + 30))
        .find(|at| scene.lower(*at) == "by" && scene.begins_phrase(at + 1) && scene.time_at(at + 1).is_none())?;
    let noun = scene.text.head(by).filter(|head| *head > by && scene.text.arc(by) == Arc::Case)?;
    // "called a fraud by the fishermen" may hang on "fraud".
    let above = scene.text.head(noun)?;
    let called = above > sight.at
        && scene.text.head(above) == Some(sight.at)
        && matches!(scene.text.arc(above), Arc::Xcomp | Arc::Obj)
        && sight.row(scene).class == "call";
    if above != sight.at && !called {
        return None;
    }
    Some(scene.trimmed(by + 1..scene.tree.range(noun).end.min(limit)))
}
