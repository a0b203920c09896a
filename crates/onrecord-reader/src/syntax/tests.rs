//! The weights can be read, every tree is a tree, and the sentences that matter most are understood.

use super::*;
use crate::model::{Block, Span};

/// Splits at spaces: test sentences are written with their tokens apart.
fn check(sentence: &str, ask: impl FnOnce(&Text)) {
    let document = Document::from_text("test", sentence);
    let mut tokens = Vec::new();
    let mut at = 0;
    for word in sentence.split(' ') {
        tokens.push(Token { span: Span::new(at, at + word.len()) });
        at += word.len() + 1;
    }
    let whole = Span::new(0, sentence.len());
    let sentence = Sentence { span: whole, tokens: 0..tokens.len() as u32, block: crate::model::Id::new(0) };
    let blocks: Layer<Block> = Layer::new("blocks", 0, Vec::new());
    let sentences = Layer::new("sentences", 0, vec![sentence]);
    let tokens = Layer::new("tokens", 0, tokens);
    let nodes = nodes(&document, &sentences, &tokens);
    ask(&Text::new(&document, &blocks, &sentences, &tokens, &nodes));
}

fn place(text: &Text, word: &str) -> usize {
    (0..text.tokens.len()).find(|at| text.word(*at) == word).expect("the word is in the sentence")
}

/// Checks the subject of a verb and the head of the clause it takes.
fn says(sentence: &str, verb: &str, subject: &str, clause: &str) {
    check(sentence, |text| {
        let verb = place(text, verb);
        let word = |place: Option<usize>| place.map(|at| text.word(at)).unwrap_or("nothing");
        assert_eq!(word(text.subject(verb)), subject, "subject in {sentence}");
        assert_eq!(word(text.complement_clause(verb)), clause, "clause in {sentence}");
    });
}

#[test]
fn speech_verbs_have_their_subject_and_clause() {
    says("Police said the bridge was closed on Friday .", "said", "Police", "closed");
    says("The minister denied that troops had attacked the village .", "denied", "minister", "attacked");
    says("\" We have lost three men , \" the colonel said .", "said", "colonel", "lost");
    says("The mayor believes the fire was started by protesters .", "believes", "mayor", "started");
    says("Officials confirmed on Monday that the rebels had left .", "confirmed", "Officials", "left");
}

#[test]
fn capitals_are_read_like_other_text() {
    says("THE ARMY SAID THE GUERRILLAS ATTACKED THE FARM .", "SAID", "ARMY", "ATTACKED");
}

#[test]
fn a_passive_has_its_subject_and_agent() {
    check("Two soldiers were killed by gunmen near the harbour .", |text| {
        let verb = place(text, "killed");
        assert!(text.is_passive(verb));
        assert_eq!(text.subject(verb).map(|at| text.word(at)), Some("soldiers"));
        assert_eq!(text.agent(verb).map(|at| text.word(at)), Some("gunmen"));
        assert_eq!(text.lemma(verb), "kill");
        assert_eq!(text.lemma(place(text, "gunmen")), "gunman");
    });
    check("Gunmen killed two soldiers near the harbour .", |text| {
        let verb = place(text, "killed");
        assert!(!text.is_passive(verb));
        assert_eq!(text.object(verb).map(|at| text.word(at)), Some("soldiers"));
    });
}

#[test]
fn noun_phrases_come_whole_and_short() {
    check("They met the mayor of Lorne , who resigned on Monday .", |text| {
        let mayor = place(text, "mayor");
        assert_eq!(text.of(text.span_of(text.noun_phrase(mayor))), "the mayor of Lorne , who resigned on Monday");
        assert_eq!(text.of(text.span_of(text.short_noun_phrase(mayor))), "the mayor of Lorne");
    });
}

#[test]
fn lemmas_follow_tables_and_rules() {
    let lemmas = [
        ("He denied it .", "denied", "deny"),
        ("They were planning an attack .", "planning", "plan"),
        ("She accused the police .", "accused", "accuse"),
        ("He is making bombs .", "making", "make"),
        ("The bus exploded .", "exploded", "explode"),
        ("The countries agreed .", "countries", "country"),
    ];
    for (sentence, word, lemma) in lemmas {
        check(sentence, |text| assert_eq!(text.lemma(place(text, word)), lemma));
    }
}

/// One root, no circle, and nothing hanging across: for any words.
fn is_tree(sentence: &str) {
    check(sentence, |text| {
        let count = text.tokens.len();
        assert_eq!((0..count).filter(|at| text.head(*at).is_none()).count(), 1, "roots of {sentence:.80}");
        let root = (0..count).find(|at| text.head(*at).is_none()).unwrap_or(0);
        assert_eq!(text.subtree(root), 0..count, "all of {sentence:.80} hangs on the root");
        for at in 0..count {
            assert!(text.is_below(at, text.head(at).unwrap_or(at)));
            assert_eq!(text.arc(at) == Arc::Root, at == root);
        }
    });
}

#[test]
fn any_words_make_a_tree() {
    is_tree("Yes");
    is_tree(".");
    is_tree("\" ' ) ( , , -- ... \" \"");
    is_tree(&"\" ".repeat(399).trim_end().replace("\" \" \"", "\" , \""));
    is_tree(&["and", "the", "said", "42", "Ulm"].repeat(80).join(" "));
    let words = ["said", "the", "\"", ",", "who", "Lorne", "of", "killed", "é", "日本", "--", "by", "THAT", "7"];
    let mut seed = 7usize;
    for length in 1..60 {
        let mut pick = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            words[(seed >> 33) % words.len()]
        };
        is_tree(&(0..length).map(|_| pick()).collect::<Vec<_>>().join(" "));
    }
}
