//! Words that refer to someone or something: names, descriptions, pronouns. Knows nothing of which are the same.

mod bounds;
mod features;
mod knowledge;
mod model;
mod names;
mod nominals;
pub mod tagger;
mod words;

pub use features::{WORD_TEMPLATES, features};
pub use knowledge::{Facts, Gender, NameLists, Noun, Phrase, Pronoun, Sex, Sort, Title, What, bit};

pub use model::{LABELS, Model, Row};
pub use words::{Words, hash};

use crate::{lexicon::Lexicon, model::*, syntax::Text};

/// Finds names, descriptions and pronouns.
pub fn mentions(text: &Text, lexicon: &Lexicon) -> Layer<Mention> {
    let words = Words::new(text, &lexicon.names);
    let names = names::names(&words);
    let mut found = nominals::nominals(&words, &names);
    found.extend(names.iter().filter_map(|name| {
        let span = text.span_of(name.start..name.end);
        let head = u32::try_from(head_of(text, name)).ok()?;
        Some(Mention { span, form: MentionForm::Name, kind: Some(name.kind), head })
    }));
    found.sort_by_key(|mention| (mention.span.start(), std::cmp::Reverse(mention.span.end())));
    Layer::new("mentions", 1, found)
}

/// The word of a name that hangs on a word outside it; the last where the parse does not tell.
fn head_of(text: &Text, name: &names::Name) -> usize {
    let places = name.start..name.end;
    let outside = |place: &usize| text.head(*place).is_some_and(|head| !places.contains(&head));
    let mut tops = places.clone().filter(outside);
    match (tops.next(), tops.next()) {
        (Some(top), None) => top,
        _ => name.end - 1,
    }
}
