//! What each trigger's sentence says of its incident: who, whom, with what, where, when.

use super::{
    battle::is_battle,
    blame::{add_blamed, blamed, blamed_for, blamed_in, doer, laid_to},
    clause::{Clause, clause, governor, with_conjuncts},
    forms::Form,
    linear,
    perpetrators::{owner, perpetrators, state},
    places,
    scene::Scene,
    status::{is_nobody, status},
    tables::{Grade, Part, Side},
    targets::{description, target, weapon},
    telling::{Reference, Telling},
    things::{Thing, What},
    triggers::Trigger,
};
use crate::model::*;

/// The tellings of all triggers that tell of an incident, in text order.
pub(crate) fn tellings(scene: &Scene, triggers: &[Trigger]) -> Vec<Telling> {
    let mut all = Vec::with_capacity(triggers.len());
    for (at, trigger) in triggers.iter().enumerate() {
        let grade = trigger.row(scene).grade;
        if matches!(grade, Grade::Support | Grade::Planned | Grade::Foiled | Grade::Attempted) {
            continue;
        }
        let same = |other: &Trigger| other.sentence == trigger.sentence && is_main(scene, other);
        let alone = !(at > 0 && same(&triggers[at - 1]) || triggers.get(at + 1).is_some_and(same));
        let read =
            if trigger.row(scene).verb { of_verb(scene, trigger, alone) } else { of_noun(scene, trigger, alone) };
        all.extend(read);
    }
    all
}

fn is_main(scene: &Scene, trigger: &Trigger) -> bool {
    !matches!(
        trigger.row(scene).grade,
        Grade::Effect | Grade::Support | Grade::Planned | Grade::Foiled | Grade::Attempted
    )
}

/// An empty telling of a trigger.
fn begin(scene: &Scene, trigger: &Trigger, clause: &Clause, reference: Reference) -> Telling {
    let row = trigger.row(scene);
    let (status, stage) = status(scene, trigger, clause);
    Telling {
        span: trigger.span(scene),
        trigger: trigger.clone(),
        kind: row.kind,
        effect_only: row.grade == Grade::Effect,
        killed: row.words == "kill",
        weak: row.grade == Grade::Context,
        reference,
        status,
        stage,
        perpetrators: Vec::new(),
        targets: Vec::new(),
        weapons: Vec::new(),
        places: Vec::new(),
        dates: Vec::new(),
        sides: (false, false),
        armed_targets: false,
    }
}

fn end(scene: &Scene, mut telling: Telling, alone: bool) -> Telling {
    telling.places = places::places(scene, &telling.trigger, alone);
    telling.dates = places::dates(scene, &telling.trigger, alone);
    if is_battle(scene, &telling) {
        telling.kind = "fighting";
    }
    telling
}

fn of_verb(scene: &Scene, trigger: &Trigger, alone: bool) -> Option<Telling> {
    let row = trigger.row(scene);
    let clause = clause(scene.text, trigger.at);
    let mut telling = begin(scene, trigger, &clause, Reference::Bare);
    let mut met = Met::default();
    let accused = laid_to(scene, trigger.at);
    if let Some((noun, door)) = accused
        && let (Some(thing), Some(Part::Perpetrator | Part::Either)) = (scene.thing(noun), row.part("s"))
    {
        add_blamed(scene, &mut telling, &thing, door);
    }
    // "a man fired on the senator" read as a participle: nobody fires a man from a gun.
    let shooter = |place: &usize| {
        let human = || scene.thing(*place).is_some_and(|it| it.what == What::Human);
        clause.passive && clause.subject.is_empty() && row.part("o") == Some(Part::Weapon) && human()
    };
    for place in clause.object.iter().filter(|place| shooter(place)) {
        put(scene, &mut telling, &mut met, *place, row.part("s"), true);
    }
    for place in clause.subject.iter().filter(|_| accused.is_none()) {
        put(scene, &mut telling, &mut met, *place, row.part("s"), true);
    }
    for place in &clause.object {
        put(scene, &mut telling, &mut met, *place, row.part("o"), false);
    }
    for (case, place) in &clause.obliques {
        let word = scene.text.lower(*case);
        let part = row.part(word).or(match word {
            "with" | "using" | "by" => Some(Part::Weapon),
            "opposite" | "beside" | "behind" | "under" | "underneath" | "beneath" => row.part("near"),
            _ => None,
        });
        put(scene, &mut telling, &mut met, *place, part, false);
    }
    after(scene, &mut telling, &mut met);
    let needed = match row.grade {
        Grade::NeedsTarget => {
            !telling.targets.is_empty()
                || met.place
                || met.pronoun && !telling.perpetrators.is_empty()
                || accused.is_some() && !telling.perpetrators.is_empty()
        }
        Grade::NeedsWeapon => !telling.weapons.is_empty() || row.words == "fire" && !telling.targets.is_empty(),
        Grade::NeedsSides => telling.perpetrators.len() > 1,
        Grade::NeedsWeaponSubject => !telling.weapons.is_empty() || met.vehicle,
        Grade::Effect => !telling.targets.is_empty(),
        Grade::Threat if clause.complement.is_some_and(|it| scene.tables.single.contains_key(scene.text.lower(it))) => {
            false
        }
        Grade::Threat => {
            !telling.perpetrators.is_empty() && (!telling.targets.is_empty() || clause.complement.is_some())
        }
        _ => !met.abstract_object,
    };
    needed.then(|| end(scene, telling, alone))
}

/// What the arguments turned out to be.
#[derive(Default)]
struct Met {
    /// A place on the map as target.
    place: bool,
    /// A vehicle or building as subject of "explode".
    vehicle: bool,
    /// An object that cannot be hit.
    abstract_object: bool,
    /// A pronoun for whom nobody is known ("shot her").
    pronoun: bool,
}

/// Puts what a noun names into the slot its argument plays.
fn put(scene: &Scene, telling: &mut Telling, met: &mut Met, place: usize, part: Option<Part>, subject: bool) {
    let Some(part) = part else { return };
    let Some(thing) = scene.thing(place) else {
        met.pronoun |= part == Part::Target && matches!(scene.text.lower(place), "him" | "her" | "them");
        return;
    };
    let effect = telling.trigger.row(scene).effect;
    match part {
        Part::Perpetrator => add_perpetrator(scene, telling, &thing),
        // "no civilians were killed".
        Part::Target if is_nobody(scene, place) => {}
        Part::Target => {
            met.place |= thing.what == What::Place;
            met.abstract_object |= thing.what == What::Abstract;
            add_target(scene, telling, &thing, effect);
        }
        Part::Weapon => {
            met.vehicle |= subject && matches!(thing.class, Some("transport vehicle" | "energy"));
            telling.weapons.extend(weapon(scene, &thing, telling.span));
            if subject {
                add_owner(scene, telling, &thing);
            }
            if thing.class == Some("transport vehicle") {
                add_target(scene, telling, &thing, None);
            }
        }
        Part::Either if thing.what == What::Weapon => {
            telling.weapons.extend(weapon(scene, &thing, telling.span));
            if subject {
                add_owner(scene, telling, &thing);
            }
        }
        Part::Either if subject => add_perpetrator(scene, telling, &thing),
        Part::Either => add_target(scene, telling, &thing, effect),
        Part::Incident | Part::Place => {}
    }
}

/// "Orran missiles struck a house": whose weapon it is.
fn add_owner(scene: &Scene, telling: &mut Telling, weapon: &Thing) {
    if let Some(owner) = owner(scene, weapon) {
        add_perpetrator(scene, telling, &owner);
    }
}

pub(super) fn add_perpetrator(scene: &Scene, telling: &mut Telling, thing: &Thing) {
    const MAX: usize = 8;
    if telling.perpetrators.len() >= MAX {
        return;
    }
    let found = perpetrators(scene, thing, telling.span);
    if !found.is_empty() {
        telling.sides.0 |= thing.side == Side::State;
        telling.sides.1 |= thing.side == Side::Rebel;
    }
    telling.perpetrators.extend(found);
}

fn add_target(scene: &Scene, telling: &mut Telling, thing: &Thing, effect: Option<&'static str>) {
    const MAX: usize = 16;
    if telling.targets.len() >= MAX {
        return;
    }
    let first = telling.targets.is_empty();
    let Some(found) = target(scene, thing, effect, telling.span) else { return };
    let armed = thing.side == Side::Rebel || thing.class == Some("active military");
    telling.armed_targets = armed && (first || telling.armed_targets);
    let beside = description(scene, &found);
    telling.targets.push(found);
    telling.targets.extend(beside);
}

fn of_noun(scene: &Scene, trigger: &Trigger, alone: bool) -> Option<Telling> {
    let text = scene.text;
    let row = trigger.row(scene);
    let over = over(scene, trigger);
    let own = Clause::default();
    let mut telling = begin(scene, trigger, &own, reference(scene, trigger));
    let mut met = Met::default();
    for place in text.children(trigger.at) {
        match text.arc(place) {
            // "its attacks": what somebody does at large is no perpetrator of one.
            Arc::NmodPoss if trigger.form == Form::Plural && text.tag(place) == Tag::PrpPoss => {}
            Arc::NmodPoss => put(scene, &mut telling, &mut met, place, row.part("poss"), true),
            Arc::Nmod | Arc::Obl => preposition(scene, &mut telling, &mut met, place),
            Arc::Compound | Arc::Amod => modifier(scene, &mut telling, place),
            Arc::Acl | Arc::AclRelcl => blamed_in(scene, &mut telling, place),
            _ => {}
        }
    }
    after(scene, &mut telling, &mut met);
    let laid = over.and_then(|(verb, _)| laid_to(scene, verb));
    let own = || laid_to(scene, trigger.at).filter(|_| row.part("by") == Some(Part::Perpetrator));
    if let Some((noun, door)) = laid.or_else(own)
        && let Some(thing) = scene.thing(noun)
    {
        add_blamed(scene, &mut telling, &thing, door);
    }
    if let Some((noun, door)) = doer(scene, trigger.at).filter(|_| row.part("by") == Some(Part::Perpetrator))
        && let Some(thing) = scene.thing(noun)
    {
        match door {
            Some(door) => add_blamed(scene, &mut telling, &thing, door),
            None => add_perpetrator(scene, &mut telling, &thing),
        }
    }
    if let Some((verb, what)) = over {
        of_support(scene, &mut telling, &mut met, verb, what);
    }
    blamed_for(scene, &mut telling);
    match row.grade {
        Grade::Warning if !is_issued(scene, trigger) => return None,
        Grade::Plot if (telling.status, telling.stage) == (Status::Happened, Stage::Accomplished) => {
            (telling.status, telling.stage) = (Status::Planned, Stage::Threatened);
        }
        Grade::Threat if telling.targets.is_empty() && telling.perpetrators.is_empty() => return None,
        _ => {}
    }
    if matches!(row.grade, Grade::Effect) && telling.targets.is_empty() {
        return None;
    }
    let mut telling = end(scene, telling, alone);
    telling.weak |= is_generic(scene, &telling);
    Some(telling)
}

/// "attack on the embassy", "exploded outside a bank" by word order, where the tree hangs the phrase elsewhere.
fn after(scene: &Scene, telling: &mut Telling, met: &mut Met) {
    let text = scene.text;
    let Some(next) = telling.trigger.places.iter().max().map(|last| last + 1) else { return };
    let end = text.places(telling.trigger.sentence).end;
    if next + 1 >= end || text.lower(next) == "of" && !telling.targets.is_empty() {
        return;
    }
    let part = telling.trigger.row(scene).part(text.lower(next));
    let Some(noun) = linear::noun_after(text, next + 1, end) else { return };
    let known = telling.targets.iter().any(|it| it.span().overlaps(text.span(noun)))
        || telling.perpetrators.iter().any(|it| it.span().overlaps(text.span(noun)));
    if !known {
        match part {
            Some(Part::Either) => of_either(scene, telling, noun),
            part => put(scene, telling, met, noun, part, text.lower(next) == "of"),
        }
    }
}

/// "political murders", "kidnapping and torture", "the kidnapping ring": violence in general, of nobody, nowhere, at no time.
fn is_generic(scene: &Scene, telling: &Telling) -> bool {
    let text = scene.text;
    let violent = matches!(
        telling.kind,
        "attack"
            | "bombing"
            | "explosion"
            | "shooting"
            | "murder"
            | "assassination"
            | "killing"
            | "massacre"
            | "kidnapping"
            | "arson"
            | "robbery"
            | "hijacking"
            | "clash"
            | "fighting"
            | "shelling"
            | "air-strike"
            | "stabbing"
            | "torture"
            | "execution"
            | "raid"
            | "fire"
    );
    let at = telling.trigger.at;
    let next = at + 1;
    let modifies =
        next < text.places(telling.trigger.sentence).end && text.arc(at) == Arc::Compound && text.tag(next).is_noun();
    let bare = telling.targets.is_empty() && telling.perpetrators.is_empty() && telling.weapons.is_empty();
    let unplaced = telling.dates.is_empty() && (telling.places.is_empty() || telling.trigger.form == Form::Plural);
    violent && bare && (unplaced || modifies)
}

fn preposition(scene: &Scene, telling: &mut Telling, met: &mut Met, place: usize) {
    let Some(case) = scene.text.child(place, Arc::Case) else { return };
    let word = scene.text.lower(case).to_owned();
    let part = telling.trigger.row(scene).part(&word).or((word == "with").then_some(Part::Weapon));
    for noun in with_conjuncts(scene.text, vec![place]) {
        match part {
            Some(Part::Either) => of_either(scene, telling, noun),
            part => put(scene, telling, met, noun, part, word == "of"),
        }
    }
}

/// "the attack of the guerrillas", "the attack of the embassy": the noun decides.
fn of_either(scene: &Scene, telling: &mut Telling, noun: usize) {
    let Some(thing) = scene.thing(noun) else { return };
    if thing.side == Side::Rebel || thing.what == What::Organization {
        add_perpetrator(scene, telling, &thing);
    } else {
        add_target(scene, telling, &thing, telling.trigger.row(scene).effect);
    }
}

/// "guerrilla attack", "car bomb attack", "embassy bombing": what stands before the noun.
fn modifier(scene: &Scene, telling: &mut Telling, place: usize) {
    let text = scene.text;
    if place >= telling.trigger.at || telling.trigger.places.contains(&place) {
        return;
    }
    // "an Orran air strike": only what armies do; "an Orran murder" is one in Orran.
    let military = matches!(telling.kind, "air-strike" | "shelling" | "raid" | "invasion" | "offensive");
    if military
        && (scene.tables.nations.contains_key(text.lower(place)) || scene.tables.does(text.lower(place), "body"))
        && let Some(thing) = state(scene, place)
    {
        return add_perpetrator(scene, telling, &thing);
    }
    let Some(thing) = scene.thing(place) else { return };
    match thing.what {
        What::Weapon => telling.weapons.extend(weapon(scene, &thing, telling.span)),
        What::Physical => add_target(scene, telling, &thing, None),
        What::Human
            if thing.side == Side::Rebel && !matches!(text.lower(place), "terrorist" | "killer" | "militant") =>
        {
            add_perpetrator(scene, telling, &thing);
        }
        What::Organization if thing.named => add_perpetrator(scene, telling, &thing),
        _ => {}
    }
}

/// The verb whose object or passive subject a noun is.
fn over(scene: &Scene, trigger: &Trigger) -> Option<(usize, Arc)> {
    let text = scene.text;
    let mut at = trigger.at;
    for _ in 0..4 {
        let head = text.head(at)?;
        if text.tag(head).is_verb() {
            return Some((head, text.arc(at)));
        }
        let through = matches!(text.arc(at), Arc::Conj | Arc::Nmod | Arc::Compound);
        if !through {
            return None;
        }
        at = head;
    }
    None
}

/// Whether a verb is one whose object is the incident ("carry out", "stage", "commit").
pub(crate) fn is_support(scene: &Scene, verb: usize) -> bool {
    support_row(scene, verb).is_some()
}

fn support_row<'a>(scene: &'a Scene, verb: usize) -> Option<&'a super::tables::Row> {
    let word = scene.text.lower(verb);
    let supports = |row: u16| {
        let row = &scene.tables.rows[row as usize];
        matches!(row.grade, Grade::Support | Grade::Planned | Grade::Foiled | Grade::Attempted).then_some(row)
    };
    if let Some(tails) = scene.tables.several.get(word) {
        let next = scene.text.lower((verb + 1).min(scene.text.tokens.len() - 1));
        let found = tails
            .iter()
            .find_map(|(rest, row, _)| (rest.first().map(String::as_str) == Some(next)).then(|| supports(*row)))
            .flatten();
        if found.is_some() {
            return found;
        }
    }
    scene.tables.single.get(word)?.iter().find_map(|(row, _)| supports(*row))
}

/// "gunmen carried out the attack", "the attack was blamed on", "suffered an attack", "accused of the attack".
fn of_support(scene: &Scene, telling: &mut Telling, met: &mut Met, verb: usize, arc: Arc) {
    let text = scene.text;
    let above = clause(text, verb);
    let word = text.lower(verb).to_owned();
    let own = telling.trigger.at;
    let direct = matches!(arc, Arc::Obj | Arc::NsubjPass | Arc::Conj);
    if direct && let Some(row) = support_row(scene, verb) {
        for noun in &above.subject {
            put(scene, telling, met, *noun, row.part("s"), true);
        }
        for (case, noun) in &above.obliques {
            let part = telling.trigger.row(scene).part(text.lower(*case)).filter(|part| *part == Part::Target);
            put(scene, telling, met, *noun, part, false);
        }
        let effect = row.effect;
        if effect.is_some() {
            telling.stage = Stage::Attempted;
        }
    }
    match word.as_str() {
        "blamed" | "attributed" | "blame" | "blames" | "attribute" | "blaming" | "attributes" => {
            blamed(scene, telling, &above, arc)
        }
        "killed" | "wounded" | "injured" | "died" | "hurt"
            if matches!(arc, Arc::Obl) && is_after(scene, telling.trigger.at, &["in", "during", "by"]) =>
        {
            let effect = if matches!(word.as_str(), "killed" | "died") { "death" } else { "injury" };
            let victims = if above.passive || word == "died" {
                above.object.iter().chain(&above.subject)
            } else {
                [].iter().chain(&[])
            };
            for noun in victims.filter(|noun| **noun != own && !is_nobody(scene, **noun)) {
                if let Some(thing) = scene.thing(*noun) {
                    add_target(scene, telling, &thing, Some(effect));
                }
            }
        }
        _ => {}
    }
}

pub(super) fn is_after(scene: &Scene, noun: usize, prepositions: &[&str]) -> bool {
    scene.text.child(noun, Arc::Case).is_some_and(|case| prepositions.contains(&scene.text.lower(case)))
}

/// "issued a warning", "raised the alert": a warning somebody gives.
fn is_issued(scene: &Scene, trigger: &Trigger) -> bool {
    let verb = governor(scene.text, trigger.at);
    let issued = verb.is_some_and(|verb| {
        matches!(
            scene.text.lower(verb),
            "issued"
                | "issue"
                | "issues"
                | "issuing"
                | "sounded"
                | "raised"
                | "gave"
                | "sent"
                | "received"
                | "ignored"
                | "posted"
                | "lifted"
                | "published"
        )
    });
    issued || reference(scene, trigger) == Reference::Definite
}

/// How a noun refers, by its article.
fn reference(scene: &Scene, trigger: &Trigger) -> Reference {
    let text = scene.text;
    let sentence = text.places(trigger.sentence);
    let first = trigger.places.first().copied().unwrap_or(trigger.at);
    for place in (sentence.start.max(first.saturating_sub(6))..first).rev() {
        match text.lower(place) {
            "the" | "this" | "that" | "these" | "those" | "its" | "their" | "his" | "her" => {
                return Reference::Definite;
            }
            "a" | "an" | "another" | "other" | "several" | "some" | "more" | "new" | "two" | "three" | "four"
            | "second" => {
                return Reference::Indefinite;
            }
            _ => {}
        }
        let tag = text.tag(place);
        if tag.is_verb() && tag != Tag::Vbn && tag != Tag::Vbg || matches!(tag, Tag::In | Tag::Comma) {
            break;
        }
    }
    Reference::Bare
}
