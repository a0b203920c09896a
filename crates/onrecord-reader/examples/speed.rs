//! Measures what blocks, sentences, words and the view over them cost per token: `speed < FILE.jsonl`.
#![allow(clippy::print_stdout)]

use std::{io::BufRead, time::Instant};

use onrecord_reader::{
    blocks,
    lexicon::Lexicon,
    model::{Arc, Document, Layer, Node, Tag},
    syntax::Text,
    tokens,
};

fn main() {
    let lexicon = Lexicon::built_in();
    let parse = |line: String| serde_json::from_str::<serde_json::Value>(&line).ok();
    let texts: Vec<String> = std::io::stdin()
        .lock()
        .lines()
        .map_while(Result::ok)
        .filter_map(parse)
        .filter_map(|line| line["text"].as_str().map(str::to_owned))
        .collect();
    let documents: Vec<Document> = texts.iter().map(|text| Document::from_text("", text)).collect();
    let mut best = [f64::MAX; 3];
    let mut count = 0;
    for _ in 0..20 {
        let mut spent = [0.0; 3];
        count = 0;
        for document in &documents {
            let start = Instant::now();
            let (_, blocks) = blocks::blocks(document, &lexicon);
            spent[0] += start.elapsed().as_secs_f64();
            let start = Instant::now();
            let (sentences, words) = tokens::tokens(document, &blocks, &lexicon);
            spent[1] += start.elapsed().as_secs_f64();
            let node = |at: usize| Node { tag: Tag::Nn, head: u32::try_from(at).unwrap_or(0), arc: Arc::Root };
            let nodes = Layer::new("syntax", 0, (0..words.len()).map(node).collect());
            let start = Instant::now();
            let text = Text::new(document, &blocks, &sentences, &words, &nodes);
            spent[2] += start.elapsed().as_secs_f64();
            count += text.tokens.len();
        }
        for (best, spent) in best.iter_mut().zip(spent) {
            *best = best.min(spent);
        }
    }
    let per_token = |seconds: f64| seconds * 1e9 / count.max(1) as f64;
    println!("{} documents, {count} tokens; nanoseconds a token:", documents.len());
    println!("blocks {:.0}, tokens {:.0}, Text::new {:.0}", per_token(best[0]), per_token(best[1]), per_token(best[2]));
}
