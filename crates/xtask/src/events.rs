//! How sure the text is of events given by their place: the reader's values on the scale of the public factuality sets.

use onrecord_reader::{
    blocks,
    lexicon::Lexicon,
    model::{Document, Factuality, Span},
    statements, syntax, times, tokens,
};
use serde_json::{Value, json};

/// Reads a JSONL file of `{"id", "text", "spans"}` and prints each record with the values of its events.
pub(crate) fn events(file: &str) -> Result<(), String> {
    let lines = std::fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    let lexicon = Lexicon::built_in();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let row: Value = serde_json::from_str(line).map_err(|error| format!("{file}: {error}"))?;
        println!("{}", json!({"id": row["id"], "spans": valued(&row, &lexicon), "links": []}));
    }
    Ok(())
}

fn valued(row: &Value, lexicon: &Lexicon) -> Vec<Value> {
    let document = Document::from_text("", row["text"].as_str().unwrap_or(""));
    let (head, blocks) = blocks::blocks(&document, lexicon);
    let (sentences, tokens) = tokens::tokens(&document, &blocks, lexicon);
    let nodes = syntax::nodes(&document, &sentences, &tokens);
    let text = syntax::Text::new(&document, &blocks, &sentences, &tokens, &nodes);
    let times = times::times(&text, &head, lexicon);
    let bytes: Vec<usize> = document.text.char_indices().map(|(at, _)| at).chain([document.text.len()]).collect();
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap_or(0)).unwrap_or(0);
    let byte = |value: &Value| bytes[number(value).min(bytes.len() - 1)];
    let spans = row["spans"].as_array().cloned().unwrap_or_default();
    let mut given = Vec::new();
    for span in spans {
        let place = text.places_in(Span::new(byte(&span["start"]), byte(&span["end"]))).next();
        let value = place.map(|at| statements::events(&text, &times, lexicon, &[at])[0]);
        given.push(json!({
            "id": span["id"], "label": "event", "start": span["start"], "end": span["end"],
            "attrs": {"value": value.map_or(3.0, scale)},
        }));
    }
    given
}

/// The scale of the sets: certainly not -3, certainly +3. What nobody commits to is most often to come, which annotators put
/// halfway up (mean 1.4 over `uw`).
fn scale(value: Factuality) -> f64 {
    match value {
        Factuality::Certain => 3.0,
        Factuality::Probable => 2.0,
        Factuality::PossibleNot => -1.0,
        Factuality::ProbableNot => -2.0,
        Factuality::CertainNot => -3.0,
        Factuality::Possible | Factuality::Whether | Factuality::Uncommitted => 1.0,
    }
}
