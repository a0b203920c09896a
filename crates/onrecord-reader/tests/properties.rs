//! What holds for every text, however odd: spans lie on characters, ids resolve, layers are sorted, reading twice gives
//! the same, nothing panics, and time grows with length.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use onrecord_reader::{
    lexicon::Lexicon,
    model::{Document, Reading, Span},
    read, row,
};
use proptest::prelude::*;

fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(Lexicon::built_in)
}

fn read_text(text: &str) -> Reading {
    read(Document::from_text("text", text), lexicon())
}

/// Reads a text, checks everything that always holds, and returns the rows.
fn check(text: &str) -> row::Reading {
    let reading = read_text(text);
    check_layers(&reading);
    let rows = row::Reading::from(&reading);
    check_rows(&rows);
    assert_eq!(rows, row::Reading::from(&read_text(text)), "reading twice differs");
    rows
}

fn check_span(text: &str, span: Span, what: &str) {
    assert!(span.end() <= text.len(), "{what}: {span:?} ends after the text");
    assert!(
        text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()),
        "{what}: {span:?} cuts a character"
    );
}

fn check_layers(reading: &Reading) {
    let text = &*reading.document.text;
    let mut end = 0;
    for block in reading.blocks.items() {
        check_span(text, block.span, "block");
        assert!(!block.span.is_empty() && block.span.start() >= end, "blocks are empty or overlap");
        end = block.span.end();
    }
    let mut end = 0;
    for token in reading.tokens.items() {
        check_span(text, token.span, "token");
        assert!(!token.span.is_empty() && token.span.start() >= end, "tokens are empty or overlap");
        end = token.span.end();
    }
    let mut next = 0;
    for sentence in reading.sentences.items() {
        check_span(text, sentence.span, "sentence");
        assert_eq!(sentence.tokens.start, next, "a token stands in no sentence");
        assert!(sentence.tokens.len() <= onrecord_reader::tokens::MOST_TOKENS, "a sentence is too long");
        assert!(reading.blocks.get(sentence.block).span.contains(sentence.span), "a sentence leaves its block");
        next = sentence.tokens.end;
    }
    assert_eq!(next as usize, reading.tokens.len(), "a token stands in no sentence");
    assert_eq!(reading.nodes.len(), reading.tokens.len(), "not one node a token");
    for mention in reading.mentions.items() {
        check_span(text, mention.span, "mention");
    }
}

fn check_rows(reading: &row::Reading) {
    let length = reading.document.text.chars().count();
    let ids = |all: Vec<&String>| all.into_iter().cloned().collect::<BTreeSet<_>>();
    let entities = ids(reading.entities.iter().map(|it| &it.id).collect());
    let statements = ids(reading.statements.iter().map(|it| &it.id).collect());
    let incidents = ids(reading.incidents.iter().map(|it| &it.id).collect());
    let figures = ids(reading.figures.iter().map(|it| &it.id).collect());
    let known = |set: &BTreeSet<String>, id: &Option<String>, what: &str| {
        assert!(id.as_ref().is_none_or(|id| set.contains(id)), "{what} {id:?} is unknown");
    };
    let inside = |span: &row::Span, what: &str| {
        assert!(span[0] < span[1] && span[1] <= length, "{what}: {span:?} is empty or outside");
    };
    reading.sentences.iter().for_each(|span| inside(span, "sentence"));
    reading.times.iter().for_each(|it| inside(&it.span, "time"));
    for entity in &reading.entities {
        assert!(!entity.mentions.is_empty(), "{} has no mention", entity.name);
        entity.mentions.iter().for_each(|it| inside(&it.span, "mention"));
    }
    for role in &reading.roles {
        inside(&role.span, "role");
        known(&entities, &Some(role.person.clone()), "person");
        known(&entities, &role.organization, "organization");
        known(&statements, &role.statement, "statement");
    }
    for it in &reading.statements {
        assert!(!it.content.is_empty(), "a statement without content");
        it.content.iter().chain(&it.cue).chain(&it.source).for_each(|span| inside(span, "statement"));
        known(&entities, &it.speaker, "speaker");
        known(&statements, &it.parent, "parent");
        assert_ne!(it.parent.as_ref(), Some(&it.id), "a statement inside itself");
    }
    for it in &reading.incidents {
        it.mention.iter().for_each(|span| inside(span, "incident"));
        it.place.iter().for_each(|id| known(&entities, &Some(id.clone()), "place"));
        it.figures.iter().for_each(|id| known(&figures, &Some(id.clone()), "figure"));
        it.perpetrators.iter().for_each(|who| {
            known(&entities, &who.entity, "perpetrator");
            known(&statements, &who.statement, "statement");
        });
        it.targets.iter().for_each(|target| known(&statements, &target.statement, "statement"));
        it.responsibility.iter().for_each(|who| known(&statements, &Some(who.statement.clone()), "statement"));
    }
    for it in &reading.figures {
        inside(&it.span, "figure");
        known(&incidents, &it.incident, "incident");
        known(&statements, &it.statement, "statement");
        assert!(it.high.is_none_or(|high| high >= it.low), "{} is upside down", it.text);
    }
    for it in &reading.relations {
        inside(&it.span, "relation");
        known(&entities, &Some(it.subject.clone()), "subject");
        known(&entities, &Some(it.object.clone()), "object");
        known(&statements, &it.statement, "statement");
    }
}

/// Scraps of news from which odd articles are strung together.
const SCRAPS: &[&str] = &[
    "The mayor said",
    " that ",
    "\"",
    "“",
    "”",
    "''",
    "``",
    "'",
    "’s",
    ". ",
    ".",
    "\n",
    "\n\n",
    "! ",
    "?\" ",
    ", ",
    " -- ",
    " — ",
    "(AP)",
    "U.S.",
    "Mr. ",
    "Gen. Petra Voss",
    "No. 5",
    "Jan. 3",
    "on Tuesday",
    "in 2014 and 2015",
    "denied",
    " said ",
    "killed at least 40 people",
    "more than a dozen",
    "an attack in Sella",
    "the Grey Company",
    "he ",
    "she told reporters",
    "claimed responsibility",
    "was arrested",
    "according to police",
    "SELLA, 3 JAN 90 (DPA) -- [TEXT] ",
    "By Ilse Marr",
    "Read more",
    "NPR/March 24, 2024",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "é",
    "e\u{301}",
    "🎉",
    "👩\u{200d}👩",
    "東京。",
    "ش",
    "http://a.example/b?c=d",
    "a@b.example",
    "\t",
    "\r\n",
    "\0",
    "[",
    "]",
    ")",
    "1,200",
    "$5",
    "two-thirds",
    "don't",
    "%",
    "• ",
    "1. ",
    "(AP Photo/Ilo Brandt)",
    "failed to",
    "might not have",
    "if ",
    " unless ",
    "it is unlikely that",
    "there is no evidence of",
    "neither confirmed nor denied",
    "der die das und nicht",
    "в не на что",
    "MARA VENN: ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_characters(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_scraps_of_news(places in prop::collection::vec(0..SCRAPS.len(), 0..60)) {
        let text: String = places.iter().map(|at| SCRAPS[*at]).collect();
        check(&text);
    }
}

#[test]
fn metadata_may_be_anything() {
    let odd = "\u{202e}\n\"</script>";
    let document = Document {
        title: Some(odd.into()),
        outlet: Some(odd.into()),
        byline: vec![odd.into()],
        ..Document::from_text(odd, "\u{202e}\n\"</script> The mayor said it rained.")
    };
    let rows = row::Reading::from(&read(document, lexicon()));
    check_rows(&rows);
}

#[test]
fn nasty_texts() {
    for text in [
        "",
        " ",
        "\n",
        "\"",
        "\u{feff}",
        "\u{200b}\u{200b}",
        "\r\r\n",
        "....",
        "’s",
        "n't",
        "-",
        "--",
        "``''",
        "\u{301}",
    ] {
        check(text);
    }
}

/// The time a megabyte may take in a test build on a busy machine; quadratic work would take hours.
const PATIENCE: Duration = Duration::from_secs(60);

fn check_long(name: &str, text: &str) {
    let start = Instant::now();
    let reading = read_text(text);
    check_layers(&reading);
    assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
}

#[test]
fn a_million_marks() {
    for (name, scrap) in
        [("quotes", "\""), ("curly quotes", "“"), ("stops", ". "), ("brackets", "("), ("newlines", "\n")]
    {
        check_long(name, &scrap.repeat(1_000_000 / scrap.len()));
    }
}

#[test]
fn a_megabyte_without_spaces() {
    check_long("letters", &"a".repeat(1_000_000));
    for scrap in ["a.", "a-", "1,", "a@", "a'", "Sella", "said\"", "A.", "é", "http://", "東"] {
        check_long(scrap, &scrap.repeat(200_000 / scrap.len()));
    }
}

#[test]
fn long_lines_of_words() {
    for scrap in ["he said that ", "Mr. ", "\"I said, ", "the mayor of Sella ", "killed 40 ", "on Tuesday ", "he "] {
        check_long(scrap, &scrap.repeat(300_000 / scrap.len()));
    }
}
