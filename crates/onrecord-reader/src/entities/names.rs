//! Which names are the same: spelling, surname, acronym, the tables, and definitions in the text.

use rustc_hash::FxHashMap;

use super::draft::{Draft, Drafts};
use crate::{lexicon::Lexicon, mentions::*, model::*, syntax::Text};

/// Gathers the name mentions.
pub(super) fn gather(text: &Text, mentions: &Layer<Mention>, lexicon: &Lexicon, drafts: &mut Drafts) {
    let mut names = Gatherer {
        text,
        lexicon,
        drafts,
        by_key: FxHashMap::default(),
        surnames: FxHashMap::default(),
        titled: titled(text, mentions, lexicon),
    };
    let all = || mentions.items().iter().enumerate().filter(|(_, mention)| mention.form == MentionForm::Name);
    // Fuller names first: a headline's "Putin" is the "Vladimir Putin" of the text below.
    for (at, mention) in all().filter(|(_, mention)| is_full(text, mention)) {
        names.place(at, mention);
    }
    // "Mr. Lund" is told by his title, so before the bare "Lund".
    let is_titled = |mention: &Mention| sex_told(text, lexicon, mention).is_some();
    for (at, mention) in all().filter(|(_, mention)| !is_full(text, mention) && is_titled(mention)) {
        names.place(at, mention);
    }
    for (at, mention) in all().filter(|(_, mention)| !is_full(text, mention) && !is_titled(mention)) {
        names.place(at, mention);
    }
    names.merge_definitions(mentions);
    names.merge_acronyms();
    names.merge_tails();
}

/// The sex that the title before a name tells: "Mrs." Lund.
fn sex_told(text: &Text, lexicon: &Lexicon, mention: &Mention) -> Option<Sex> {
    let places = text.places_in(mention.span);
    if mention.kind != Some(EntityKind::Person) || places.len() != 1 {
        return None;
    }
    title_before(text, lexicon, places.start).map(|title| title.sex).filter(|sex| *sex != Sex::Either)
}

/// Surnames, lower case, that stand behind a man's title, a woman's title, or both.
fn titled<'a>(text: &'a Text, mentions: &Layer<Mention>, lexicon: &Lexicon) -> FxHashMap<&'a str, (bool, bool)> {
    let mut all: FxHashMap<&str, (bool, bool)> = FxHashMap::default();
    for mention in mentions.items().iter().filter(|mention| mention.form == MentionForm::Name) {
        if let Some(sex) = sex_told(text, lexicon, mention) {
            let of = all.entry(text.lower_of(mention.span)).or_default();
            of.0 |= sex == Sex::Male;
            of.1 |= sex == Sex::Female;
        }
    }
    all
}

fn is_full(text: &Text, mention: &Mention) -> bool {
    mention.kind != Some(EntityKind::Person) || text.places_in(mention.span).len() > 1
}

struct Gatherer<'a, 'b> {
    text: &'a Text<'a>,
    lexicon: &'a Lexicon,
    drafts: &'b mut Drafts,
    /// Draft by kind-free key of a name.
    by_key: FxHashMap<String, usize>,
    /// Person drafts by the last word of a full name.
    surnames: FxHashMap<String, Vec<usize>>,
    /// Surnames that titles of men, of women stand before.
    titled: FxHashMap<&'a str, (bool, bool)>,
}

impl Gatherer<'_, '_> {
    fn place(&mut self, at: usize, mention: &Mention) {
        let kind = mention.kind.unwrap_or(EntityKind::Organization);
        let name = self.text.of(mention.span);
        let key = self.key(mention);
        let found = match kind {
            EntityKind::Person => self.person(mention, &key),
            _ => {
                Found::from(self.by_key.get(&key).copied().filter(|at| self.drafts.get(*at).kind != EntityKind::Person))
            }
        };
        let draft = match found {
            Found::One(draft) => draft,
            // A surname of two people stays apart from both.
            Found::Open | Found::None => {
                let mut draft = Draft::new(kind);
                draft.sort = self.lexicon.names.phrase(self.text.lower_of(mention.span)).map(|phrase| phrase.sort);
                let draft = self.drafts.begin(draft);
                self.by_key.insert(key, draft);
                draft
            }
        };
        self.drafts.join(at, draft);
        self.drafts.get_mut(draft).add_name(flat(name));
        if kind == EntityKind::Person {
            self.note_person(mention, draft);
        }
    }

    /// What two spellings of one name share: known phrases by number, others by letters and digits.
    fn key(&self, mention: &Mention) -> String {
        let lower = self.text.lower_of(mention.span);
        match self.lexicon.names.phrase(lower) {
            Some(phrase) if phrase.sort.kind() == mention.kind => format!("={}", phrase.same),
            _ => lower.chars().filter(|c| c.is_alphanumeric()).collect(),
        }
    }

    fn person(&self, mention: &Mention, key: &str) -> Found {
        let places = self.text.places_in(mention.span);
        let last = self.text.lower(mention_last(self.text, &places));
        let sex = title_before(self.text, self.lexicon, places.start).map(|title| title.sex);
        // Where a Mr. and a Mrs. share a surname, one whose sex is not known may be neither.
        let couple = places.len() == 1
            && sex.is_some_and(|sex| sex != Sex::Either)
            && self.titled.get(last) == Some(&(true, true));
        let known = self.by_key.get(key).filter(|at| self.drafts.get(**at).kind == EntityKind::Person);
        if let Some(draft) = known.filter(|at| !couple || self.drafts.get(**at).sex == sex) {
            return Found::One(*draft);
        }
        let Some(namesakes) = self.surnames.get(last) else { return self.by_given_name(mention, &places) };
        let first = (places.len() > 1).then(|| self.text.lower(places.start));
        let fits = |draft: &&usize| {
            let draft = self.drafts.get(**draft);
            (!couple || draft.sex == sex)
                && sexes_agree(sex, draft.sex)
                && first.is_none_or(|first| draft.names.iter().any(|name| starts(name, first)))
        };
        let mut fitting = namesakes.iter().filter(fits);
        match (fitting.next(), fitting.next()) {
            (None, _) => Found::None,
            (Some(one), None) => Found::One(*one),
            // Two people of one surname: the bare surname stays open.
            (Some(_), Some(_)) => Found::Open,
        }
    }

    /// "Tamerlan" alone, where exactly one full name begins with it.
    fn by_given_name(&self, mention: &Mention, places: &std::ops::Range<usize>) -> Found {
        if places.len() != 1 {
            return Found::None;
        }
        let word = self.text.lower_of(mention.span);
        let fits = |(_, draft): &(usize, &Draft)| {
            draft.kind == EntityKind::Person && draft.names.iter().any(|name| name.contains(' ') && starts(name, word))
        };
        let mut fitting = self.drafts.iter().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some((one, _)), None) => Found::One(one),
            _ => Found::None,
        }
    }

    fn note_person(&mut self, mention: &Mention, draft: usize) {
        let places = self.text.places_in(mention.span);
        let last = self.text.lower(mention_last(self.text, &places)).to_owned();
        let list = self.surnames.entry(last).or_default();
        if !list.contains(&draft) {
            list.push(draft);
        }
        let told = title_before(self.text, self.lexicon, places.start).map(|title| title.sex);
        let given = self.lexicon.names.facts(self.text.lower(places.start)).map_or(0, |facts| facts.bits & bit::GIVEN);
        let given = match given {
            bit::MALE => Some(Sex::Male),
            bit::FEMALE => Some(Sex::Female),
            _ => None,
        };
        let told = told.filter(|sex| *sex != Sex::Either).or(given.filter(|_| places.len() > 1));
        let entity = self.drafts.get_mut(draft);
        entity.sex = entity.sex.or(told);
    }

    /// "X (Y)", "X, or Y", "X, also known as Y": two names that the text itself calls one.
    fn merge_definitions(&mut self, mentions: &Layer<Mention>) {
        let names: Vec<usize> =
            (0..mentions.len()).filter(|at| mentions.items()[*at].form == MentionForm::Name).collect();
        for pair in names.windows(2) {
            let (first, second) = (&mentions.items()[pair[0]], &mentions.items()[pair[1]]);
            let between = Span::new(first.span.end(), second.span.start());
            if between.len() > MOST_BETWEEN || first.kind != second.kind {
                continue;
            }
            let after = self.text.raw().get(second.span.end()..).unwrap_or("");
            if !defines(self.text.lower_of(between), after, self.text.of(first.span), self.text.of(second.span)) {
                continue;
            }
            if let (Some(first), Some(second)) = (self.drafts.of(pair[0]), self.drafts.of(pair[1])) {
                self.drafts.merge(first, second);
            }
        }
    }

    fn organizations(&self) -> impl Iterator<Item = (usize, &Draft)> {
        self.drafts.iter().filter(|(_, draft)| draft.kind == EntityKind::Organization)
    }

    /// "CSIS" and "Center for Strategic and International Studies" anywhere in the document.
    fn merge_acronyms(&mut self) {
        let mut fuller: FxHashMap<String, usize> = FxHashMap::default();
        for (at, draft) in self.drafts.iter().filter(|(_, draft)| draft.kind == EntityKind::Organization) {
            for name in draft.names.iter().filter(|name| name.contains(' ')) {
                for initials in all_initials(name) {
                    // An acronym of two different names stays open.
                    fuller
                        .entry(initials)
                        .and_modify(|other| {
                            if *other != at {
                                *other = usize::MAX
                            }
                        })
                        .or_insert(at);
                }
            }
        }
        // "ISIS-K" is "ISIS Khorasan" cut short.
        let hyphened: Vec<(usize, String)> = self
            .organizations()
            .flat_map(|(at, draft)| draft.names.iter().filter_map(move |name| cut_short(name).map(|short| (at, short))))
            .collect();
        let written: FxHashMap<String, usize> = self
            .organizations()
            .flat_map(|(at, draft)| draft.names.iter().map(move |name| (name.to_lowercase(), at)))
            .collect();
        let cut: Vec<(usize, usize)> = hyphened
            .iter()
            .filter_map(|(at, short)| written.get(short).filter(|other| *other != at).map(|other| (*other, *at)))
            .collect();
        for (into, from) in cut {
            if self.drafts.is_alive(into) && self.drafts.is_alive(from) {
                self.drafts.merge(into, from);
            }
        }
        let short = |draft: &Draft| draft.names.iter().find_map(|name| acronym(name));
        let organizations = self.drafts.iter().filter(|(_, draft)| draft.kind == EntityKind::Organization);
        let pairs: Vec<(usize, usize)> = organizations
            .filter_map(|(at, draft)| {
                let full = *fuller.get(&short(draft)?)?;
                (full != at && full != usize::MAX).then_some((full, at))
            })
            .collect();
        for (full, short) in pairs {
            if self.drafts.is_alive(full) && self.drafts.is_alive(short) {
                self.drafts.merge(full, short);
            }
        }
    }

    /// "National Security Council" is the "U.S. National Security Council" where only one name ends so.
    fn merge_tails(&mut self) {
        let mut tails: FxHashMap<String, usize> = FxHashMap::default();
        for (at, draft) in self.drafts.iter().filter(|(_, draft)| draft.kind == EntityKind::Organization) {
            for name in &draft.names {
                let lower = name.to_lowercase();
                let mut rest = lower.as_str();
                while let Some((_, tail)) = rest.split_once(' ') {
                    if tail.contains(' ') {
                        tails
                            .entry(tail.to_owned())
                            .and_modify(|it| {
                                if *it != at {
                                    *it = usize::MAX
                                }
                            })
                            .or_insert(at);
                    }
                    rest = tail;
                }
            }
        }
        let pairs: Vec<(usize, usize)> = self
            .drafts
            .iter()
            .filter(|(_, draft)| draft.kind == EntityKind::Organization)
            .filter_map(|(at, draft)| {
                let full = draft.names.iter().find_map(|name| tails.get(&name.to_lowercase()))?;
                (*full != at && *full != usize::MAX).then_some((*full, at))
            })
            .collect();
        for (full, tail) in pairs {
            if self.drafts.is_alive(full) && self.drafts.is_alive(tail) {
                self.drafts.merge(full, tail);
            }
        }
    }
}

/// Names that a definition joins stand at most this many bytes apart.
const MOST_BETWEEN: usize = 40;

enum Found {
    One(usize),
    Open,
    None,
}

impl From<Option<usize>> for Found {
    fn from(draft: Option<usize>) -> Self {
        draft.map_or(Self::None, Self::One)
    }
}

/// The last word of a personal name, "Jr." and the like left out.
fn mention_last(text: &Text, places: &std::ops::Range<usize>) -> usize {
    let suffix = |place: usize| matches!(text.lower(place), "jr." | "jr" | "sr." | "sr" | "ii" | "iii" | "," | ".");
    (places.start + 1..places.end).rev().find(|place| !suffix(*place)).unwrap_or(places.start)
}

/// The title that ends right before a name.
fn title_before(text: &Text, lexicon: &Lexicon, start: usize) -> Option<Title> {
    let first = start.saturating_sub(5);
    (first..start).find_map(|at| lexicon.names.title(text.lower_of(text.span_of(at..start))))
}

fn sexes_agree(one: Option<Sex>, other: Option<Sex>) -> bool {
    !matches!((one, other), (Some(Sex::Male), Some(Sex::Female)) | (Some(Sex::Female), Some(Sex::Male)))
}

fn starts(name: &str, word: &str) -> bool {
    let first = name.split(' ').next().unwrap_or(name);
    first.len() == word.len() && first.to_lowercase() == word
}

/// The words of a name on one line.
pub(super) fn flat(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the words between two names say that they name one thing.
fn defines(between: &str, after: &str, first: &str, second: &str) -> bool {
    let between = between.trim().trim_end_matches(" the").trim_end_matches(" a");
    let opened = matches!(between, "(" | "[" | "(the" | "( the" | "," | "or" | ", or" | "—");
    if matches!(between, "(" | "[" | "(the") && after.starts_with([')', ']', ',', ';']) {
        let (short, long) = if second.len() < first.len() { (second, first) } else { (first, second) };
        return acronym(short).is_some_and(|short| is_acronym_of(&short, long));
    }
    let said = ["known as", "also called", "also known as", "formerly", "better known as", "previously called"];
    let by_words = said.iter().any(|words| between.trim_start_matches([',', '(', ' ']).starts_with(words));
    let by_or = matches!(between, ", or" | "(or") && (acronym(first).is_some() || acronym(second).is_some());
    let initials = |short: String| all_initials(first).any(|initials| initials == short);
    by_words || by_or || (opened && acronym(second).is_some_and(initials))
}

/// "isis-k" for "ISIS Khorasan": the first word, and the letter of the second.
fn cut_short(name: &str) -> Option<String> {
    let (first, second) = name.split_once(' ')?;
    let letter = second.chars().next().filter(|_| !second.contains(' ') && acronym(first).is_some())?;
    Some(format!("{first}-{letter}").to_lowercase())
}

/// The letters of a name that is an acronym, lower case; `None` for other names.
fn acronym(name: &str) -> Option<String> {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    let count = letters().count();
    let fits = (2..=8).contains(&count) && capitals * 3 >= count * 2 && !name.contains(' ');
    fits.then(|| letters().flat_map(char::to_lowercase).collect())
}

/// Whether the letters of an acronym stand in order at beginnings of words of a name, all capitals used.
fn is_acronym_of(short: &str, long: &str) -> bool {
    if all_initials(long).any(|initials| initials == short) {
        return true;
    }
    let long = long.to_lowercase();
    let mut words = long.split([' ', '-']).filter(|word| !word.is_empty());
    // Acronyms of other languages' names still share the first letter of the first word.
    words.next().is_some_and(|word| short.starts_with(word.chars().next().unwrap_or(' '))) || short.len() >= 4
}

/// The initials of a name, with and without its small words, and of its tail after a first word that is a land.
fn all_initials(name: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let initial = |word: &&str| word.chars().next().filter(|c| c.is_alphanumeric());
    let of = |words: &[&str]| -> String { words.iter().filter_map(initial).flat_map(char::to_lowercase).collect() };
    let large: Vec<&str> =
        words.iter().copied().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).collect();
    let tail = if large.len() > 3 { of(&large[1..]) } else { String::new() };
    [of(&words), of(&large), tail].into_iter().filter(|initials| initials.len() >= 2)
}
