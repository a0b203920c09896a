//! Time expressions alone, from the text up: `times FILE.jsonl` prints a count, `times --json FILE.jsonl` one line a document in the
//! form the scorers read. Parses only what the times lean on ([`times::alone`]).
#![allow(clippy::print_stdout)]

use std::io::{self, BufRead, Write};

use onrecord_reader::{
    edtf::Edtf,
    lexicon::Lexicon,
    model::{Document, Layer, TimeExpression},
    times,
};

fn main() -> io::Result<()> {
    let mut json = false;
    let mut path = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--json" => json = true,
            _ => path = Some(argument),
        }
    }
    let path = path.ok_or_else(|| io::Error::other("usage: times [--json] FILE.jsonl"))?;
    let lexicon = Lexicon::built_in();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut count = 0;
    for line in io::BufReader::new(std::fs::File::open(path)?).lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().unwrap_or_default();
        let published = ["dct", "published"].iter().find_map(|key| row[*key].as_str()).and_then(day);
        let document = Document { published, ..Document::from_text("", text) };
        let found = times::alone(&document, &lexicon);
        count += found.len();
        if json {
            let id = &row["id"];
            writeln!(out, "{}", serde_json::json!({"id": id, "timexes": rows(&document.text, &found)}))?;
        }
    }
    if !json {
        writeln!(out, "{count}")?;
    }
    Ok(())
}

fn day(text: &str) -> Option<Edtf> {
    Edtf::parse(text).or_else(|| Edtf::parse(text.get(..10)?))
}

fn rows(text: &str, found: &Layer<TimeExpression>) -> Vec<serde_json::Value> {
    let mut points = vec![0; text.len() + 1];
    for (count, (at, _)) in text.char_indices().enumerate() {
        points[at] = count;
    }
    points[text.len()] = text.chars().count();
    let row = |time: &TimeExpression| {
        serde_json::json!({
            "start": points[time.span.start()], "end": points[time.span.end()], "text": time.span.of(text),
            "type": time.kind.name(), "value": time.value,
        })
    };
    found.items().iter().map(row).collect()
}
