//! Whom descriptions and pronouns take up again: "the group", "the spokeswoman", "she". Where two are equally good, nobody.

use rustc_hash::FxHashMap;

use super::{
    described::Described,
    draft::{Draft, Drafts},
    names::flat,
};
use crate::{lexicon::Lexicon, mentions::*, model::*, syntax::Text};

/// Gathers descriptions and pronouns, in text order.
pub(super) fn recall(
    text: &Text,
    mentions: &Layer<Mention>,
    described: &[Described],
    lexicon: &Lexicon,
    drafts: &mut Drafts,
) {
    let mut reader = Recaller { text, mentions, lexicon, drafts, seen: Vec::new(), collectives: FxHashMap::default() };
    reader.note_descriptions(described);
    for at in 0..mentions.len() {
        let mention = &mentions.items()[at];
        if reader.drafts.of(at).is_none() {
            let found = match mention.form {
                MentionForm::Name => None,
                MentionForm::Nominal => reader.description(mention),
                MentionForm::Pronoun => reader.pronoun(at, mention),
            };
            if let Some(draft) = found {
                reader.drafts.join(at, draft);
            }
        }
        if let Some(draft) = reader.drafts.of(at) {
            reader.note_seen(draft, mention);
        }
    }
}

/// Where an entity was last spoken of.
#[derive(Debug, Clone, Copy)]
struct Seen {
    draft: usize,
    sentence: usize,
    end: usize,
    subject: bool,
    times: u32,
}

struct Recaller<'a, 'b> {
    text: &'a Text<'a>,
    mentions: &'a Layer<Mention>,
    lexicon: &'a Lexicon,
    drafts: &'b mut Drafts,
    /// The entities spoken of, latest last; at most [`MOST_SEEN`].
    seen: Vec<Seen>,
    collectives: FxHashMap<String, usize>,
}

/// So many entities are kept in mind.
const MOST_SEEN: usize = 24;
/// A pronoun looks back so many sentences, a description so many.
const PRONOUN_SENTENCES: usize = 2;
const DESCRIPTION_SENTENCES: usize = 8;
/// Two candidates whose scores differ by less are equally good (tuned on GUM's news and interviews).
const TOO_CLOSE: f32 = 0.3;

impl Recaller<'_, '_> {
    /// Persons take over the nouns they are described by, and the sex these tell.
    fn note_descriptions(&mut self, described: &[Described]) {
        let mut headed: FxHashMap<u32, usize> = FxHashMap::default();
        for (at, mention) in self.mentions.items().iter().enumerate() {
            if mention.form == MentionForm::Nominal {
                headed.insert(mention.head, at);
            }
        }
        for it in described {
            let Some(draft) = self.drafts.of(it.person) else { continue };
            let head = self.text.lower(it.head);
            let noun = self.lexicon.names.facts(head).and_then(|facts| facts.noun);
            let title = self.lexicon.names.title(head).map(|title| title.sex);
            let told = noun.map(|noun| noun.sex).or(title).filter(|sex| *sex != Sex::Either);
            let entity = self.drafts.get_mut(draft);
            entity.nouns.push(head.to_owned());
            entity.sex = entity.sex.or(told);
            let nominal = u32::try_from(it.head).ok().and_then(|head| headed.get(&head));
            if let Some(nominal) = nominal.filter(|at| self.drafts.of(**at).is_none()) {
                self.drafts.join(*nominal, draft);
            }
        }
    }

    fn note_seen(&mut self, draft: usize, mention: &Mention) {
        let head = mention.head as usize;
        let before = self.seen.iter().position(|seen| seen.draft == draft).map(|at| self.seen.remove(at));
        let subject = matches!(self.text.arc(head), Arc::Nsubj | Arc::NsubjPass);
        let sentence = self.text.sentence_of(head);
        let was_subject = before.is_some_and(|seen| seen.subject && seen.sentence == sentence);
        if self.seen.len() >= MOST_SEEN {
            self.seen.remove(0);
        }
        let times = before.map_or(1, |seen| seen.times + 1);
        self.seen.push(Seen { draft, sentence, end: mention.span.end(), subject: subject || was_subject, times });
    }

    fn description(&mut self, mention: &Mention) -> Option<usize> {
        let places = self.text.places_in(mention.span);
        let head = self.text.lower(mention.head as usize);
        let noun = self.lexicon.names.facts(head)?.noun?;
        let definite = matches!(self.text.lower(places.start), "the" | "that" | "this");
        match noun.what {
            What::Many => Some(self.collective(mention)),
            What::One if definite && !noun.plural => self.person(mention, head, noun),
            What::Body if definite && !noun.plural => self.body(mention, head),
            What::Spot if definite && !noun.plural => self.spot(mention, head),
            _ => None,
        }
    }

    /// "The spokeswoman": the last person described by the same noun.
    fn person(&self, mention: &Mention, head: &str, noun: Noun) -> Option<usize> {
        let fits = |seen: &&Seen| {
            let draft = self.drafts.get(seen.draft);
            let sex_fits = noun.sex == Sex::Either || draft.sex.is_none_or(|sex| sex == noun.sex);
            draft.kind == EntityKind::Person && sex_fits && draft.nouns.iter().any(|other| other == head)
        };
        let near = |seen: &&Seen| self.distance(seen, mention) <= DESCRIPTION_SENTENCES * 2;
        self.seen.iter().rev().filter(near).find(fits).map(|seen| seen.draft)
    }

    /// "The group": the best of the bodies spoken of that the noun can mean.
    fn body(&self, mention: &Mention, head: &str) -> Option<usize> {
        let fits = |seen: &Seen| {
            let draft = self.drafts.get(seen.draft);
            draft.kind == EntityKind::Organization && self.can_be(draft, head)
        };
        self.best(mention, DESCRIPTION_SENTENCES, fits, |seen| 0.25 * seen.times.min(6) as f32)
    }

    fn can_be(&self, draft: &Draft, noun: &str) -> bool {
        let last = |name: &String| name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        if draft.names.iter().any(|name| name.contains(' ') && name.to_lowercase().split(' ').any(|word| word == noun))
        {
            return true;
        }
        let Some(row) = self.lexicon.names.body_noun(noun) else { return false };
        let has_head = |name: &String| {
            self.lexicon.names.facts(&last(name)).is_some_and(|facts| facts.bits & bit::ORGANIZATION_LAST != 0)
        };
        row.sorts.contains(&draft.sort) && (draft.sort.is_some() || !draft.names.iter().any(has_head))
            || draft.names.iter().any(|name| row.words.iter().any(|word| **word == *last(name)))
    }

    /// "The country", "the city": the last one spoken of, where only one of its sort was lately.
    fn spot(&self, mention: &Mention, head: &str) -> Option<usize> {
        let sort = match head {
            "country" | "nation" => Sort::Country,
            "city" | "capital" => Sort::City,
            "region" | "province" | "state" | "territory" => Sort::Region,
            _ => return None,
        };
        let fits = |seen: &Seen| self.drafts.get(seen.draft).sort == Some(sort);
        self.best(mention, 2, fits, |seen| 0.25 * seen.times.min(6) as f32)
    }

    /// "Russian officials", "police": many people without a name, gathered by their words.
    fn collective(&mut self, mention: &Mention) -> usize {
        let words = self.text.lower_of(mention.span);
        let bare = ["the ", "some ", "many ", "several ", "these ", "those "];
        let words = bare.iter().find_map(|it| words.strip_prefix(it)).unwrap_or(words);
        let key = flat(words);
        if let Some(draft) = self.collectives.get(&key) {
            return *draft;
        }
        let mut draft = Draft::new(EntityKind::Group);
        let start = mention.span.end().saturating_sub(words.len());
        draft.add_name(flat(self.text.of(Span::new(start, mention.span.end()))));
        let draft = self.drafts.begin(draft);
        self.collectives.insert(key, draft);
        draft
    }

    fn pronoun(&self, at: usize, mention: &Mention) -> Option<usize> {
        let place = mention.head as usize;
        let pronoun = self.lexicon.names.facts(self.text.lower(place))?.pronoun?;
        match pronoun.gender {
            Gender::Human => self.relative(at, mention),
            Gender::Male | Gender::Female => {
                let sex = if pronoun.gender == Gender::Male { Sex::Male } else { Sex::Female };
                let fits = |seen: &Seen| {
                    let draft = self.drafts.get(seen.draft);
                    draft.kind == EntityKind::Person && draft.sex.is_none_or(|told| told == sex || told == Sex::Either)
                };
                let known = |seen: &Seen| if self.drafts.get(seen.draft).sex == Some(sex) { 0.6 } else { 0.0 };
                self.best(mention, PRONOUN_SENTENCES + 1, fits, |seen| known(seen) + 0.1 * seen.times.min(6) as f32)
            }
            Gender::Thing => self.thing(mention),
            Gender::Any => {
                let fits = |seen: &Seen| {
                    matches!(self.drafts.get(seen.draft).kind, EntityKind::Group | EntityKind::Organization)
                };
                let many = |seen: &Seen| if self.drafts.get(seen.draft).kind == EntityKind::Group { 0.8 } else { 0.0 };
                self.best(mention, PRONOUN_SENTENCES, fits, many)
            }
        }
    }

    /// "It", "its": a body or a country; where it is only a place-holder, nothing.
    fn thing(&self, mention: &Mention) -> Option<usize> {
        let place = mention.head as usize;
        if self.text.arc(place) == Arc::Expl {
            return None;
        }
        let fits = |seen: &Seen| {
            let draft = self.drafts.get(seen.draft);
            draft.kind == EntityKind::Organization || draft.sort == Some(Sort::Country)
        };
        let subject = |seen: &Seen| if seen.subject { 0.4 } else { -0.4 };
        self.best(mention, 1, fits, subject)
    }

    /// "Who": whoever stands right before.
    fn relative(&self, at: usize, mention: &Mention) -> Option<usize> {
        let before = |other: &usize| {
            let gap = Span::new(self.mentions.items()[*other].span.end(), mention.span.start());
            gap.len() <= 3 && matches!(self.text.of(gap).trim(), "" | ",")
        };
        let antecedent = (at.saturating_sub(6)..at).rev().find(before)?;
        self.drafts.of(antecedent)
    }

    /// The best entity spoken of before a mention; nobody where two are equally good.
    fn best(
        &self,
        mention: &Mention,
        sentences: usize,
        fits: impl Fn(&Seen) -> bool,
        bonus: impl Fn(&Seen) -> f32,
    ) -> Option<usize> {
        let mut best: Option<(f32, usize)> = None;
        let mut second = f32::NEG_INFINITY;
        for seen in self.seen.iter().rev() {
            let distance = self.distance(seen, mention);
            if distance > sentences || !fits(seen) {
                continue;
            }
            let subject = if seen.subject { 1.0 } else { 0.0 };
            let nearness = (seen.end as f32) / (mention.span.start().max(1) as f32) * 0.2;
            let score = subject + nearness + bonus(seen) - 0.9 * distance as f32;
            match best {
                Some((top, _)) if score <= top => second = second.max(score),
                Some((top, _)) => {
                    second = second.max(top);
                    best = Some((score, seen.draft));
                }
                None => best = Some((score, seen.draft)),
            }
        }
        best.filter(|(top, _)| top - second >= TOO_CLOSE).map(|(_, draft)| draft)
    }
    fn distance(&self, seen: &Seen, mention: &Mention) -> usize {
        self.text.sentence_of(mention.head as usize).saturating_sub(seen.sentence)
    }
}
