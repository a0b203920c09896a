//! The cue tables, ready to look up by any form of a word.

use rustc_hash::FxHashMap;

use crate::{lexicon::Table, model::Factuality};

/// A verb (or verb with particle) that signals attribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Dictionary form.
    pub lemma: &'static str,
    /// What is done by saying it.
    pub class: &'static str,
    /// What may follow, as in the table.
    pub frames: Frames,
    /// What the speaker commits to about the content before hedges in it.
    pub factuality: Factuality,
}

/// The frames of a cue, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frames(u16);

impl Frames {
    /// Words in quotation marks.
    pub const QUOTE: Self = Self(1);
    /// A clause, with or without "that".
    pub const THAT: Self = Self(2);
    /// A question clause.
    pub const WHETHER: Self = Self(4);
    /// "to" and what the speaker will do.
    pub const INFINITIVE: Self = Self(8);
    /// An addressee as object.
    pub const PERSON: Self = Self(16);
    /// An object told "to" do something.
    pub const PERSON_INFINITIVE: Self = Self(32);
    /// A noun phrase is what is said.
    pub const OBJECT: Self = Self(64);
    /// An object accused "of" something.
    pub const ACCUSE: Self = Self(128);
    /// "of" and what is warned of.
    pub const OF: Self = Self(256);
    /// A whole plea.
    pub const PLEAD: Self = Self(512);

    fn parse(cell: &str) -> Self {
        let bit = |word: &str| match word {
            "quote" => Self::QUOTE.0,
            "that" => Self::THAT.0,
            "whether" => Self::WHETHER.0,
            "infinitive" => Self::INFINITIVE.0,
            "person" => Self::PERSON.0,
            "person-infinitive" | "object-infinitive" => Self::PERSON_INFINITIVE.0,
            "object" => Self::OBJECT.0,
            "accuse" => Self::ACCUSE.0,
            "of" => Self::OF.0,
            "plead" => Self::PLEAD.0,
            _ => 0,
        };
        Self(cell.split(' ').map(bit).fold(0, |all, one| all | one))
    }
    /// Whether any frame of `other` is among these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a word may be as a cue, by its lower-cased form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The place of the cue in the table.
    pub cue: u32,
    /// Whether the form can be a past participle.
    pub participle: bool,
}

/// `data/cues.tsv` and `data/cue_phrases.tsv`.
#[derive(Debug, Default)]
pub struct Cues {
    all: Vec<Cue>,
    forms: FxHashMap<String, Form>,
    /// Lemma and the words that must follow -> cue.
    particles: FxHashMap<&'static str, Vec<(Vec<String>, u32)>>,
    /// Verbs that are cues only with a particle or an object noun: form -> lemma.
    bare: FxHashMap<String, &'static str>,
    /// (lemma, object noun) -> cue.
    objects: FxHashMap<(&'static str, String), u32>,
    /// Cue nouns.
    pub nouns: FxHashMap<String, Phrase>,
    /// Passive participles.
    pub passives: FxHashMap<String, Phrase>,
}

/// A cue that is no verb of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// What is done by it.
    pub class: &'static str,
    /// What its source commits to.
    pub factuality: Factuality,
}

/// Keeps a short word of a table for the life of the program; the tables are read once.
fn keep(word: &str) -> &'static str {
    Box::leak(word.to_owned().into_boxed_str())
}

impl Cues {
    /// Builds the look-ups.
    pub fn new(cues: &Table, phrases: &Table) -> Self {
        let mut built = Self::default();
        let mut rows: Vec<_> = cues.rows().collect();
        rows.sort_unstable_by_key(|(key, _)| *key);
        let cell = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
        for (key, cells) in rows {
            let (verb, rest) = key.split_once(' ').unwrap_or((key, ""));
            let cue = Cue {
                lemma: keep(verb),
                class: keep(&cell(cells, 0)),
                frames: Frames::parse(&cell(cells, 1)),
                factuality: Factuality::of_code(&cell(cells, 2)).unwrap_or(Factuality::Uncommitted),
            };
            built.add(cue, rest, &cell(cells, 3));
        }
        let mut rows: Vec<_> = phrases.rows().collect();
        rows.sort_unstable_by_key(|(key, _)| *key);
        for (key, cells) in rows {
            let class = keep(&cell(cells, 1));
            let factuality = Factuality::of_code(&cell(cells, 2)).unwrap_or(Factuality::Uncommitted);
            built.add_phrase(key, &cell(cells, 0), Phrase { class, factuality });
        }
        built
    }

    fn add(&mut self, cue: Cue, rest: &str, irregular: &str) {
        let place = u32::try_from(self.all.len()).unwrap_or(0);
        let lemma = cue.lemma;
        self.all.push(cue);
        for (form, participle) in forms(lemma, irregular) {
            if rest.is_empty() {
                self.forms.insert(form, Form { cue: place, participle });
            } else {
                self.bare.insert(form, lemma);
            }
        }
        if !rest.is_empty() {
            self.particles.entry(lemma).or_default().push((rest.split(' ').map(str::to_owned).collect(), place));
        }
    }

    fn add_phrase(&mut self, key: &str, kind: &str, phrase: Phrase) {
        match kind {
            "noun" => drop(self.nouns.insert(key.to_owned(), phrase)),
            "passive" => drop(self.passives.insert(key.to_owned(), phrase)),
            "object" => {
                let Some((verb, object)) = key.split_once(' ') else { return };
                let verb = keep(verb);
                let place = u32::try_from(self.all.len()).unwrap_or(0);
                let frames = Frames::OBJECT;
                self.all.push(Cue { lemma: verb, class: phrase.class, frames, factuality: phrase.factuality });
                self.objects.insert((verb, object.to_owned()), place);
                for (form, _) in forms(verb, irregular_of(verb)) {
                    self.bare.entry(form).or_insert(verb);
                }
            }
            _ => (),
        }
    }

    /// The cue a lower-cased word form may be.
    pub fn form(&self, word: &str) -> Option<(&Cue, Form)> {
        self.forms.get(word).map(|form| (&self.all[form.cue as usize], *form))
    }
    /// The verb a lower-cased word form belongs to, if the verb is a cue with or without more words.
    pub fn lemma(&self, word: &str) -> Option<&'static str> {
        self.form(word).map(|(cue, _)| cue.lemma).or_else(|| self.bare.get(word).copied())
    }
    /// The cue of a verb with the words that follow it, and how many of them it takes.
    pub fn with_particle<'w>(&self, lemma: &str, following: impl Fn(usize) -> &'w str) -> Option<(&Cue, usize)> {
        let all = self.particles.get(lemma)?;
        let fits = |words: &Vec<String>| words.iter().enumerate().all(|(at, word)| following(at) == word);
        all.iter().find(|(words, _)| fits(words)).map(|(words, cue)| (&self.all[*cue as usize], words.len()))
    }
    /// The cue of a verb with an object noun: "claim responsibility".
    pub fn with_object(&self, lemma: &'static str, noun: &str) -> Option<&Cue> {
        self.objects.get(&(lemma, noun.to_owned())).map(|cue| &self.all[*cue as usize])
    }
}

/// Irregular forms of verbs that are cues only with an object.
fn irregular_of(verb: &str) -> &'static str {
    match verb {
        "take" => "took,taken",
        "swear" => "swore,sworn",
        "admit" => "admitted,admitted,admitting",
        _ => "",
    }
}

/// All forms of a verb with whether each can be a past participle.
fn forms(lemma: &str, irregular: &str) -> Vec<(String, bool)> {
    let mut given = irregular.split(',').filter(|form| !form.is_empty());
    let stem = lemma.strip_suffix('e');
    let consonant_y = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let third = match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("ch") || lemma.ends_with("sh") => {
            format!("{lemma}es")
        }
        None => format!("{lemma}s"),
    };
    let regular = match (stem, consonant_y) {
        (Some(stem), _) => format!("{stem}ed"),
        (_, Some(stem)) => format!("{stem}ied"),
        _ => format!("{lemma}ed"),
    };
    let past = given.next().map_or_else(|| regular.clone(), str::to_owned);
    let participle = given.next().map_or_else(|| regular.clone(), str::to_owned);
    let ing = given.next().map_or_else(
        || match stem {
            Some(stem) if !lemma.ends_with("ee") => format!("{stem}ing"),
            _ => format!("{lemma}ing"),
        },
        str::to_owned,
    );
    let split = |forms: &str, can: bool| forms.split('/').map(|form| (form.to_owned(), can)).collect::<Vec<_>>();
    let mut all = vec![(lemma.to_owned(), false), (third, false)];
    all.extend(split(&ing, false));
    all.extend(split(&past, false));
    // The participle last: where both forms are alike the word can be either.
    all.extend(split(&participle, true));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_their_forms() {
        let words: Vec<String> = forms("deny", "").into_iter().map(|(form, _)| form).collect();
        assert_eq!(words, ["deny", "denies", "denying", "denied", "denied"]);
        let words: Vec<String> = forms("say", "said,said").into_iter().map(|(form, _)| form).collect();
        assert_eq!(words, ["say", "says", "saying", "said", "said"]);
    }
}
