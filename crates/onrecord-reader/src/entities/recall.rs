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
    let mut reader = Recaller {
        text,
        mentions,
        lexicon,
        drafts,
        seen: Vec::new(),
        collectives: FxHashMap::default(),
        headed: vec![usize::MAX; text.tokens.len()],
        quoted: quoted(text),
        leaning: FxHashMap::default(),
    };
    for (at, mention) in mentions.items().iter().enumerate() {
        reader.headed[mention.head as usize] = at;
    }
    // Where the parse takes another word of a name for its head.
    for (at, mention) in mentions.items().iter().enumerate().filter(|(_, it)| it.form == MentionForm::Name) {
        for place in text.places_in(mention.span) {
            if reader.headed[place] == usize::MAX {
                reader.headed[place] = at;
            }
        }
    }
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
                reader.note_sex(draft, mention);
            }
        }
        if let Some(draft) = reader.drafts.of(at) {
            reader.note_seen(draft, mention);
        }
    }
}

/// Which words stand between quotation marks; a mark that stays open ends with its paragraph.
fn quoted(text: &Text) -> Vec<bool> {
    let mut all = vec![false; text.tokens.len()];
    let mut open = false;
    let mut block = None;
    for sentence in 0..text.sentences.len() {
        let of = text.sentences.items()[sentence].block;
        open &= block == Some(of);
        block = Some(of);
        for at in text.places(sentence) {
            match text.word(at) {
                "“" | "``" => open = true,
                "”" | "''" => open = false,
                "\"" | "\"\"" => open = !open,
                _ => all[at] = open,
            }
        }
    }
    all
}

/// Where an entity was last spoken of.
#[derive(Debug, Clone, Copy)]
struct Seen {
    draft: usize,
    sentence: usize,
    end: usize,
    subject: bool,
    times: u32,
    /// Last named inside a quotation.
    quoted: bool,
}

struct Recaller<'a, 'b> {
    text: &'a Text<'a>,
    mentions: &'a Layer<Mention>,
    lexicon: &'a Lexicon,
    drafts: &'b mut Drafts,
    /// The entities spoken of, latest last; at most [`MOST_SEEN`].
    seen: Vec<Seen>,
    collectives: FxHashMap<String, usize>,
    /// The mention each word is the head of; `usize::MAX` for none.
    headed: Vec<usize>,
    /// Whether each word stands inside quotation marks.
    quoted: Vec<bool>,
    /// How many more "he" than "she" took up each draft of unknown sex.
    leaning: FxHashMap<usize, i32>,
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
            entity.lands.extend(it.land.clone());
            let named = it.body.map(|body| self.text.lower_of(self.mentions.items()[body].span).to_owned());
            entity.lands.extend(named);
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
        self.seen.push(Seen {
            draft,
            sentence,
            end: mention.span.end(),
            subject: subject || was_subject,
            times,
            quoted: self.quoted[head],
        });
    }

    /// A person once taken up by "he" is not likely to be "she".
    fn note_sex(&mut self, draft: usize, mention: &Mention) {
        let told = self.lexicon.names.facts(self.text.lower(mention.head as usize)).and_then(|facts| facts.pronoun);
        let step = match told.map(|pronoun| pronoun.gender) {
            Some(Gender::Male) => 1,
            Some(Gender::Female) => -1,
            _ => return,
        };
        *self.leaning.entry(draft).or_default() += step;
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
    ///
    /// "The Irish minister" is only one of whom the text says that the office is Irish.
    fn person(&self, mention: &Mention, head: &str, noun: Noun) -> Option<usize> {
        let land = self.text.places_in(mention.span).find_map(|at| self.lexicon.names.land_of(self.text.lower(at)));
        let fits = |seen: &&Seen| {
            let draft = self.drafts.get(seen.draft);
            let sex_fits = noun.sex == Sex::Either || draft.sex.is_none_or(|sex| sex == noun.sex);
            let land_fits = land.is_none_or(|land| draft.lands.iter().any(|other| other == land));
            draft.kind == EntityKind::Person && sex_fits && land_fits && draft.nouns.iter().any(|other| other == head)
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
            name.to_lowercase().split(' ').any(|word| {
                self.lexicon.names.facts(word).is_some_and(|facts| facts.bits & bit::ORGANIZATION_LAST != 0)
            })
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
                let apart = self.subject_of_object(place);
                let fits = |seen: &Seen| {
                    let draft = self.drafts.get(seen.draft);
                    Some(seen.draft) != apart
                        && draft.kind == EntityKind::Person
                        && draft.sex.is_none_or(|told| told == sex || told == Sex::Either)
                };
                let known = |seen: &Seen| {
                    if self.drafts.get(seen.draft).sex == Some(sex) {
                        return 0.6;
                    }
                    let leaning = self.leaning.get(&seen.draft).copied().unwrap_or(0);
                    let towards = if sex == Sex::Male { leaning } else { -leaning };
                    0.4 * towards.clamp(-3, 2) as f32
                };
                self.best(mention, PRONOUN_SENTENCES + 1, fits, |seen| known(seen) + 0.1 * seen.times.min(6) as f32)
            }
            Gender::Thing => self.thing(mention),
            Gender::Any => self.many(mention),
        }
    }

    /// "It", "its": the body or country that is the last subject; where it is only a place-holder, nothing.
    fn thing(&self, mention: &Mention) -> Option<usize> {
        let place = mention.head as usize;
        if self.is_placeholder(place) {
            return None;
        }
        let seen = self.subject_before(place, |at| self.is_one_thing(at))?;
        let draft = self.drafts.get(seen);
        (!matches!(draft.kind, EntityKind::Person | EntityKind::Group)).then_some(seen)
    }

    /// "They", "their": the people or body that is the last subject of many.
    fn many(&self, mention: &Mention) -> Option<usize> {
        let place = mention.head as usize;
        let seen = self
            .subject_before(place, |at| self.is_many(at) && self.text.tag(at) != Tag::Nnp)
            .or_else(|| self.subject_before(place, |at| self.is_many(at)))?;
        matches!(self.drafts.get(seen).kind, EntityKind::Group | EntityKind::Organization).then_some(seen)
    }

    /// Who the last subject before a pronoun is, of those the pronoun can mean: in its sentence, else the first of the
    /// sentence before. A subject that no mention tells of means nobody.
    fn subject_before(&self, place: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let text = self.text;
        let here = text.sentence_of(place);
        let own = matches!(text.arc(place), Arc::Obj | Arc::Iobj | Arc::Obl).then(|| text.head(place)).flatten();
        let is_subject = |at: &usize| {
            matches!(text.arc(*at), Arc::Nsubj | Arc::NsubjPass) && (own.is_none() || text.head(*at) != own)
        };
        let found = (text.places(here).start..place).rev().take(80).filter(is_subject).find(|at| fits(*at));
        let found = found.or_else(|| {
            let before = here.checked_sub(1)?;
            let near = text.sentences.items()[here].block == text.sentences.items()[before].block
                || matches!(text.arc(place), Arc::Nsubj | Arc::NsubjPass)
                || place == text.places(here).start;
            let places = text.places(before);
            let main = places.clone().take(80).filter(is_subject).filter(|at| near && fits(*at));
            main.min_by_key(|at| (text.head(*at).is_some_and(|verb| text.arc(verb) != Arc::Root), *at))
        })?;
        self.headed.get(found).copied().filter(|at| *at != usize::MAX).and_then(|at| self.drafts.of(at))
    }

    /// "Fox met him": him is not Fox.
    fn subject_of_object(&self, place: usize) -> Option<usize> {
        let text = self.text;
        if !matches!(text.lower(place), "him" | "her") || !matches!(text.arc(place), Arc::Obj | Arc::Iobj | Arc::Obl) {
            return None;
        }
        let verb = text.head(place)?;
        let subject = text.child(verb, Arc::Nsubj).or_else(|| {
            let above = text.head(verb).filter(|_| matches!(text.arc(verb), Arc::Xcomp | Arc::Conj))?;
            text.child(above, Arc::Nsubj)
        })?;
        self.headed.get(subject).copied().filter(|at| *at != usize::MAX).and_then(|at| self.drafts.of(at))
    }

    fn is_one_thing(&self, at: usize) -> bool {
        let text = self.text;
        match text.tag(at) {
            Tag::Nn | Tag::Nnp | Tag::Nnps => {
                let draft = self.headed.get(at).filter(|it| **it != usize::MAX).and_then(|it| self.drafts.of(*it));
                let person = draft.is_some_and(|it| self.drafts.get(it).kind == EntityKind::Person);
                !person && !matches!(self.noun(at).map(|noun| noun.what), Some(What::One | What::Many))
            }
            Tag::Prp => text.lower(at) == "it",
            _ => false,
        }
    }
    fn is_many(&self, at: usize) -> bool {
        let text = self.text;
        let noun = self.noun(at);
        match text.tag(at) {
            Tag::Nns | Tag::Nnps => true,
            Tag::Prp => text.lower(at) == "they",
            Tag::Nn => noun.is_some_and(|noun| noun.plural || noun.what == What::Many),
            Tag::Nnp => {
                let draft = self.headed.get(at).filter(|it| **it != usize::MAX).and_then(|it| self.drafts.of(*it));
                draft.is_some_and(|it| matches!(self.drafts.get(it).kind, EntityKind::Group | EntityKind::Organization))
            }
            _ => false,
        }
    }
    fn noun(&self, at: usize) -> Option<Noun> {
        self.lexicon.names.facts(self.text.lower(at)).and_then(|facts| facts.noun)
    }

    /// "It was raining", "it is clear that": stands for nothing spoken of.
    fn is_placeholder(&self, place: usize) -> bool {
        let text = self.text;
        if text.arc(place) == Arc::Expl {
            return true;
        }
        let Some(head) = text.head(place).filter(|_| matches!(text.arc(place), Arc::Nsubj | Arc::NsubjPass)) else {
            return false;
        };
        let weather = |at: usize| {
            let facts = self.lexicon.names.facts(text.lemma(at)).or_else(|| self.lexicon.names.facts(text.lower(at)));
            facts.is_some_and(|facts| facts.bits & bit::WEATHER != 0)
        };
        if weather(head) || text.child(head, Arc::Xcomp).is_some_and(weather) {
            return true;
        }
        let clause = |arc: Arc| text.child(head, arc).is_some_and(|at| at > head);
        let verb = text.tag(head).is_verb();
        let passive = text.arc(place) == Arc::NsubjPass;
        (!verb || passive)
            && (clause(Arc::Ccomp)
                || clause(Arc::Csubj)
                || !passive && clause(Arc::Xcomp)
                || clause(Arc::Advcl) && !passive && text.tag(head) == Tag::Jj)
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
            // Whoever speaks is seldom the "he" of the words quoted.
            let voice = match (self.quoted[mention.head as usize], seen.quoted) {
                (true, false) if distance == 0 => 1.2,
                (false, true) => 0.3,
                _ => 0.0,
            };
            let score = subject + nearness + bonus(seen) - 0.9 * distance as f32 - voice;
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
