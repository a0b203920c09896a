//! Reads JSON lines (`id`, `text`, and `title`, `published`, `outlet`, `byline`, `url` where known) on standard
//! input and prints one reading a line, as rows: the reader without archive or command line.

use std::io::{self, BufRead, Write};

use onrecord_reader::{lexicon::Lexicon, model, row};
use serde_json::Value;

fn main() -> io::Result<()> {
    let lexicon = Lexicon::built_in();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let reading = onrecord_reader::read(document(&serde_json::from_str(&line)?), &lexicon);
        serde_json::to_writer(&mut out, &row::Reading::from(&reading))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn document(line: &Value) -> model::Document {
    let field = |name: &str| line[name].as_str().map(str::to_owned);
    let byline = match &line["byline"] {
        Value::String(name) => vec![name.clone()],
        Value::Array(names) => names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    };
    model::Document {
        title: field("title"),
        url: field("url"),
        outlet: field("outlet"),
        byline,
        published: field("published").and_then(|date| model::Edtf::parse(&date)),
        language: field("language"),
        ..model::Document::from_text(line["id"].as_str().unwrap_or_default(), line["text"].as_str().unwrap_or_default())
    }
}
