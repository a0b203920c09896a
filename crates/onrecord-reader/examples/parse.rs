//! Prints the parse of each line of standard input: a development aid.
#![allow(clippy::print_stdout)]

use std::io::BufRead;

use onrecord_reader::{lexicon::Lexicon, model::Document, read};

fn main() {
    let lexicon = Lexicon::built_in();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let reading = read(Document::from_text("line", &line), &lexicon);
        let word = |at: usize| reading.tokens.items()[at].span.of(&reading.document.text);
        for (at, node) in reading.nodes.items().iter().enumerate() {
            println!("{at}\t{}\t{}\t{}\t{}", word(at), node.tag.name(), node.arc.name(), word(node.head as usize));
        }
        println!();
    }
}
