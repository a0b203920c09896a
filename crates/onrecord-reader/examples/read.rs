//! Reads JSONL documents on standard input, prints one reading a line. A development aid: `onrecord read` is the command.
#![allow(clippy::print_stdout)]

use std::io::BufRead;

use onrecord_reader::{edtf::Edtf, lexicon::Lexicon, model::Document, read, row};

fn main() {
    let lexicon = Lexicon::built_in();
    for line in std::io::stdin().lock().lines().map_while(Result::ok).filter(|line| !line.is_empty()) {
        let input: serde_json::Value = serde_json::from_str(&line).expect("a JSON object a line");
        let string = |key: &str| input[key].as_str().map(str::to_owned);
        let document = Document {
            key: string("id").unwrap_or_default(),
            text: string("text").unwrap_or_default().into(),
            title: string("title"),
            outlet: string("outlet"),
            url: string("url"),
            published: string("published").and_then(|date| Edtf::parse(&date)),
            ..Document::default()
        };
        let reading = row::Reading::from(&read(document, &lexicon));
        println!("{}", serde_json::to_string(&reading).expect("rows serialise"));
    }
}
