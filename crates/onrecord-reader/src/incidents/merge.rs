//! Which tellings are of the same incident: the same bombing told three times is one, the bombing of 2015 is another.

use super::{
    scene::Scene,
    telling::{Reference, Telling},
};
use crate::model::*;

/// An incident in the making, with the sentences that tell of it.
#[derive(Debug)]
pub(crate) struct Draft {
    /// What is gathered.
    pub(crate) incident: Incident,
    /// Sentences with a telling, in text order.
    pub(crate) sentences: Vec<usize>,
    main: bool,
    fallback: bool,
    sides: (bool, bool),
}

/// Most incidents kept for one document, and how many a telling is compared with.
const MAX_INCIDENTS: usize = 300;
const MAX_LOOK_BACK: usize = 24;

/// Merges tellings, in text order, into incidents.
pub(crate) fn merge(scene: &Scene, tellings: Vec<Telling>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for mut telling in tellings {
        if telling.status == Status::Happened && is_background(scene, &telling.dates) {
            telling.status = Status::Historical;
        }
        match best(scene, &drafts, &telling) {
            Some(at) => absorb(&mut drafts[at], telling),
            None if telling.weak && !stands(&telling) => {}
            None if drafts.len() < MAX_INCIDENTS => drafts.push(begin(telling)),
            None => {}
        }
    }
    let told = |it: &Draft| (it.main || it.fallback) && !is_empty(&it.incident);
    let mut drafts: Vec<Draft> = drafts.into_iter().filter(told).collect();
    for draft in &mut drafts {
        finish(scene, draft);
    }
    drafts
}

/// Whether a weak word has enough beside it to be an incident.
fn stands(telling: &Telling) -> bool {
    let dated = !telling.dates.is_empty() && telling.reference != Reference::Bare;
    // "the war against the Front" names a side, not a deed.
    let deed = !matches!(telling.kind, "war" | "fighting" | "clash");
    let named = deed && telling.perpetrators.iter().any(|who| who.value().entity.is_some());
    !telling.targets.is_empty()
        || !telling.weapons.is_empty()
        || dated
        || named
        || telling.kind == "accident" && !telling.places.is_empty()
}

/// Whether nothing is told but that there was violence ("the attacks", "a killing"): no when, where, who, whom or with what.
fn is_empty(incident: &Incident) -> bool {
    !matches!(family(incident.kind), "" | "trial" | "arrest" | "protest" | "disaster")
        && incident.dates.is_empty()
        && incident.places.is_empty()
        && incident.targets.is_empty()
        && incident.perpetrators.is_empty()
        && incident.weapons.is_empty()
}

fn best(scene: &Scene, drafts: &[Draft], telling: &Telling) -> Option<usize> {
    let first = drafts.len().saturating_sub(MAX_LOOK_BACK);
    let scored = drafts[first..]
        .iter()
        .enumerate()
        .filter_map(|(at, draft)| score(scene, draft, telling).map(|it| (it, at + first)));
    scored.max_by_key(|(score, at)| (*score, *at)).map(|(_, at)| at)
}

/// How well a telling fits an incident; nothing where they cannot be the same.
fn score(scene: &Scene, draft: &Draft, telling: &Telling) -> Option<i32> {
    let it = &draft.incident;
    let here = draft.sentences.last() == Some(&telling.trigger.sentence);
    // "In another attack, gunmen kidnapped a doctor": the general word and the exact one.
    let refined =
        here && it.kind == "attack" && it.targets.is_empty() && matches!(family(telling.kind), "kidnapping" | "fire");
    let family = kinship(it.kind, telling).or(refined.then_some(1))?;
    // "The ferry bombing", told after "In August 2019, X bombed the ferry": the definite article leads back to it.
    // "In 2021 gunmen attacked a depot and wounded six": so does the sentence they share.
    let recalled = it.status == Status::Historical
        && telling.status == Status::Happened
        && (telling.reference == Reference::Definite || here && telling.effect_only)
        && telling.dates.is_empty()
        && draft.main;
    if it.status != telling.status && !recalled && !same_telling(it.status, telling.status) {
        return None;
    }
    // "Voss was killed in January" is no bombing: who alone is named dead lends another sentence's attack no date.
    let fate = !draft.main && !it.dates.is_empty() && it.targets.iter().any(|target| target.value().named);
    if fate && !here && telling.targets.is_empty() && matches!(self::family(telling.kind), "bomb" | "shelling" | "fire")
    {
        return None;
    }
    let same_sentence = draft.sentences.last() == Some(&telling.trigger.sentence);
    let dates = dates_agree(&it.dates, &telling.dates);
    let places = places_agree(scene, &it.places, &telling.places);
    let targets = targets_agree(&it.targets, &telling.targets);
    if dates == Some(false)
        || places == Some(false) && dates != Some(true)
        || targets == Some(false) && !same_sentence && !telling.effect_only
    {
        return None;
    }
    if targets == Some(false) && telling.reference == Reference::Indefinite {
        return None;
    }
    let distance = telling.trigger.sentence - draft.sentences.last().copied().unwrap_or(0);
    let mut score = family + 4 * i32::from(same_sentence) - i32::try_from(distance.min(20)).unwrap_or(20) / 2;
    score += 4 * agreement(dates) + 3 * agreement(places) + 5 * agreement(targets);
    score += match telling.reference {
        Reference::Definite => 6,
        Reference::Indefinite if !same_sentence => -4,
        _ => 1,
    };
    (score > 0).then_some(score)
}

fn agreement(it: Option<bool>) -> i32 {
    i32::from(it == Some(true))
}

fn same_telling(one: Status, other: Status) -> bool {
    let real = |it: Status| matches!(it, Status::Happened | Status::Denied | Status::Historical);
    real(one) && real(other) && !(one == Status::Historical || other == Status::Historical)
}

/// How close two types are: `None` cannot be the same.
fn kinship(kind: &str, telling: &Telling) -> Option<i32> {
    if kind == telling.kind {
        return Some(4);
    }
    let (a, b) = (family(kind), family(telling.kind));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if telling.effect_only && (a == "violence" || a == "bomb" || a == "gun" || a == "disaster") {
        return Some(3);
    }
    let armed = |it: &str| matches!(it, "violence" | "bomb" | "gun" | "shelling");
    if a == b || armed(a) && b == "violence" || armed(b) && a == "violence" {
        return Some(2);
    }
    // "the attack" may be a kidnapping or a fire told before.
    let meant = |it: &str| matches!(it, "kidnapping" | "fire" | "fight");
    (b == "violence" && meant(a) && telling.reference == Reference::Definite && telling.targets.is_empty()).then_some(1)
}

fn family(kind: &str) -> &'static str {
    match kind {
        "attack" | "assault" | "killing" | "massacre" | "ambush" => "violence",
        "bombing" | "explosion" => "bomb",
        "air-strike" | "shelling" => "shelling",
        "shooting" | "murder" | "assassination" | "stabbing" | "execution" => "gun",
        "kidnapping" => "kidnapping",
        "arson" | "fire" => "fire",
        "clash" | "fighting" | "war" => "fight",
        "earthquake" | "flood" | "storm" | "landslide" | "accident" | "eruption" => "disaster",
        "arrest" => "arrest",
        "trial" | "conviction" | "sentence" => "trial",
        "protest" | "riot" => "protest",
        _ => "",
    }
}

/// Whether dates overlap; `None` where one side has none.
fn dates_agree(one: &[Attributed<Edtf>], other: &[Attributed<Edtf>]) -> Option<bool> {
    let (a, b) = (one.first()?.value(), other.first()?.value());
    let within = |x: &Edtf, y: &Edtf| match (x.earliest(), x.latest(), y.earliest(), y.latest()) {
        (Some(from), Some(to), Some(first), Some(last)) => from <= last + 1 && first <= to + 1,
        _ => true,
    };
    Some(within(a, b))
}

fn places_agree(scene: &Scene, one: &[Attributed<Id<Entity>>], other: &[Attributed<Id<Entity>>]) -> Option<bool> {
    let (first, second) = (one.first()?, other.first()?);
    let has = |list: &[Attributed<Id<Entity>>], id: Id<Entity>| list.iter().any(|it| *it.value() == id);
    if has(other, *first.value()) || has(one, *second.value()) {
        return Some(true);
    }
    // Two place names may lie in each other; names in two countries do not.
    let country = |list: &[Attributed<Id<Entity>>]| list.iter().find_map(|it| scene.country(*it.value()));
    match (country(one), country(other)) {
        (Some(a), Some(b)) => (a != b).then_some(false),
        _ => (one.len() == other.len() && one.len() > 1).then_some(false),
    }
}

/// Whether targets are shared; `Some(false)` where both are named or described and none is.
fn targets_agree(one: &[Attributed<Target>], other: &[Attributed<Target>]) -> Option<bool> {
    let same = |a: &Target, b: &Target| {
        a.entity.is_some() && a.entity == b.entity || last_word(&a.name).eq_ignore_ascii_case(last_word(&b.name))
    };
    if one.is_empty() || other.is_empty() {
        return None;
    }
    if one.iter().any(|a| other.iter().any(|b| same(a.value(), b.value()))) {
        return Some(true);
    }
    let named =
        |list: &[Attributed<Target>]| list.iter().any(|it| it.value().named && it.value().kind == TargetKind::Human);
    (named(one) && named(other)).then_some(false)
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

fn begin(telling: Telling) -> Draft {
    let main = !telling.effect_only;
    Draft {
        fallback: telling.effect_only
            && (telling.killed || !telling.weapons.is_empty() || !telling.perpetrators.is_empty()),
        main,
        sentences: vec![telling.trigger.sentence],
        sides: telling.sides,
        incident: Incident {
            kind: telling.kind,
            mentions: vec![telling.span],
            dates: telling.dates,
            places: telling.places,
            country: None,
            stage: telling.stage,
            status: telling.status,
            category: None,
            perpetrators: distinct(Vec::new(), telling.perpetrators),
            targets: distinct_targets(Vec::new(), telling.targets),
            weapons: distinct_weapons(Vec::new(), telling.weapons),
            responsibility: Vec::new(),
        },
    }
}

fn absorb(draft: &mut Draft, telling: Telling) {
    const MAX_MENTIONS: usize = 60;
    let it = &mut draft.incident;
    let specific = rank(telling.kind) > rank(it.kind) && !telling.effect_only;
    if specific || !draft.main && !telling.effect_only {
        it.kind = telling.kind;
    }
    let general = it.kind == "attack" && it.targets.is_empty();
    if !draft.main && !telling.effect_only || specific && general {
        it.mentions.insert(0, telling.span);
        draft.main = true;
    } else if it.mentions.len() < MAX_MENTIONS && !telling.effect_only {
        it.mentions.push(telling.span);
    }
    if draft.sentences.last() != Some(&telling.trigger.sentence) {
        draft.sentences.push(telling.trigger.sentence);
    }
    draft.sides.0 |= telling.sides.0;
    draft.sides.1 |= telling.sides.1;
    if it.status == Status::Denied && telling.status == Status::Happened {
        it.status = Status::Happened;
    }
    if it.stage != Stage::Accomplished && telling.stage == Stage::Accomplished && telling.effect_only {
        it.stage = Stage::Accomplished;
    }
    if it.dates.is_empty() {
        it.dates = telling.dates;
    }
    if it.places.is_empty() {
        it.places = telling.places;
    } else {
        for place in telling.places {
            if it.places.len() < 4
                && it.places.iter().all(|known| known.value() != place.value())
                && it.places.len() < 2
            {
                it.places.push(place);
            }
        }
    }
    it.perpetrators = distinct(std::mem::take(&mut it.perpetrators), telling.perpetrators);
    it.targets = distinct_targets(std::mem::take(&mut it.targets), telling.targets);
    it.weapons = distinct_weapons(std::mem::take(&mut it.weapons), telling.weapons);
}

/// How exact a type is.
fn rank(kind: &str) -> u8 {
    match kind {
        "killing" => 0,
        "attack" => 1,
        "explosion" | "murder" => 2,
        _ => 3,
    }
}

/// Most values of one slot.
const MAX_SLOT: usize = 24;

fn distinct(
    mut known: Vec<Attributed<Perpetrator>>,
    new: Vec<Attributed<Perpetrator>>,
) -> Vec<Attributed<Perpetrator>> {
    for who in new {
        let same = |it: &Attributed<Perpetrator>| {
            let (a, b) = (it.value(), who.value());
            let named = a.entity.is_some() && a.entity == b.entity || a.name.eq_ignore_ascii_case(&b.name);
            named && a.confidence == b.confidence
        };
        if known.len() < MAX_SLOT && !known.iter().any(same) {
            known.push(who);
        }
    }
    known
}

fn distinct_targets(mut known: Vec<Attributed<Target>>, new: Vec<Attributed<Target>>) -> Vec<Attributed<Target>> {
    for target in new {
        let value = target.value();
        // A description of somebody named stands beside the name and lends it what it says.
        let named = known.iter().position(|it| {
            let it = it.value();
            !value.named && it.named && it.entity.is_some() && it.entity == value.entity
        });
        let same = known.iter().position(|it| same_target(it.value(), value));
        match (same, named) {
            (Some(at), _) => known[at] = joined(&known[at], &target),
            (None, _) if known.len() >= MAX_SLOT => {}
            (None, Some(at)) => {
                known[at] = joined(&known[at], &target);
                let bare = Target { class: None, number: None, effect: None, ..value.clone() };
                known.push(Attributed::new(bare, target.span(), target.voucher()));
            }
            (None, None) => known.push(target),
        }
    }
    known
}

fn same_target(known: &Target, new: &Target) -> bool {
    known.kind == new.kind
        && (known.entity.is_some() && known.entity == new.entity && known.named == new.named
            || known.name.eq_ignore_ascii_case(&new.name)
            || !known.named
                && !new.named
                && last_word(&known.name).eq_ignore_ascii_case(last_word(&new.name))
                && numbers_agree(known, new))
}

fn numbers_agree(one: &Target, other: &Target) -> bool {
    one.number.is_none() || other.number.is_none() || one.number == other.number
}

/// The first telling of a target, with what later ones add; the graver effect wins.
fn joined(known: &Attributed<Target>, new: &Attributed<Target>) -> Attributed<Target> {
    let mut value = known.value().clone();
    let add = new.value();
    value.effect = match (value.effect, add.effect) {
        (Some("death"), _) | (_, Some("death")) => Some("death"),
        (known, new) => known.or(new),
    };
    value.number = value.number.or(add.number);
    value.entity = value.entity.or(add.entity);
    if value.class.is_none() || value.class == Some("civilian") {
        value.class = add.class.or(value.class);
    }
    Attributed::new(value, known.span(), known.voucher())
}

fn distinct_weapons(mut known: Vec<Attributed<Weapon>>, new: Vec<Attributed<Weapon>>) -> Vec<Attributed<Weapon>> {
    for weapon in new {
        let same =
            |it: &Attributed<Weapon>| last_word(&it.value().name).eq_ignore_ascii_case(last_word(&weapon.value().name));
        if known.len() < MAX_SLOT && !known.iter().any(same) {
            known.push(weapon);
        }
    }
    known
}

/// Whether a stated date lies so long before publication that the incident is background to the story.
fn is_background(scene: &Scene, dates: &[Attributed<Edtf>]) -> bool {
    /// MUC-4's two months.
    const BACKGROUND_DAYS: i64 = 60;
    let latest = dates.first().and_then(|date| date.value().latest());
    matches!((scene.published, latest), (Some(published), Some(latest)) if latest + BACKGROUND_DAYS < published)
}

/// Status by date, type by weapon, category by side.
fn finish(scene: &Scene, draft: &mut Draft) {
    let it = &mut draft.incident;
    if it.status == Status::Happened && is_background(scene, &it.dates) {
        it.status = Status::Historical;
    }
    if let Some(kind) = by_weapon(it) {
        it.kind = kind;
    }
    if it.kind == "explosion" && it.weapons.iter().any(|weapon| weapon.value().class.is_some()) {
        it.kind = "bombing";
    }
    it.places = super::places::path(scene, std::mem::take(&mut it.places));
    let category = category(scene, draft);
    draft.incident.category = category;
}

/// A killing or attack with a bomb is a bombing, one with a gun a shooting.
fn by_weapon(incident: &Incident) -> Option<&'static str> {
    if !matches!(incident.kind, "killing" | "attack") {
        return None;
    }
    incident.weapons.iter().find_map(|weapon| match weapon.value().class {
        Some("bomb" | "vehicle bomb" | "dynamite" | "explosive" | "mine" | "grenade") => Some("bombing"),
        Some("gun" | "rifle" | "machine gun" | "handgun") if incident.kind == "killing" => Some("shooting"),
        _ => None,
    })
}

fn category(scene: &Scene, draft: &Draft) -> Option<&'static str> {
    let violent =
        matches!(family(draft.incident.kind), "violence" | "bomb" | "gun" | "kidnapping" | "fire" | "shelling")
            || draft.incident.kind == "robbery";
    if !violent || draft.incident.kind == "fire" {
        return None;
    }
    let (state, rebel) = draft.sides;
    if state && !rebel {
        return Some("state-sponsored violence");
    }
    let terror =
        |sentence: &usize| scene.text.places(*sentence).any(|place| scene.tables.is(scene.text.lower(place), "terror"));
    let stated = rebel || draft.incident.kind == "bombing" || draft.sentences.iter().any(terror);
    stated.then_some("terrorist act")
}
