//! The floor of the speed table: parses JSON lines, cuts words by byte class, counts each word. Nothing is understood.

use rustc_hash::FxHashMap;

/// Reads a JSONL file of `{"text": ...}` and prints how many tokens and types it has.
pub(crate) fn floor(file: &str) -> Result<(), String> {
    let lines = std::fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    let mut tokens = 0_u64;
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let row: serde_json::Value = serde_json::from_str(line).map_err(|error| format!("{file}: {error}"))?;
        for word in words(row["text"].as_str().unwrap_or("")) {
            tokens += 1;
            match counts.get_mut(word) {
                Some(count) => *count += 1,
                None => drop(counts.insert(word.to_owned(), 1)),
            }
        }
    }
    println!("{{\"tokens\": {tokens}, \"types\": {}}}", counts.len());
    Ok(())
}

/// Runs of letters and digits (any byte above ASCII counts as a letter), and single other marks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let inside = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        let start = at;
        while inside(at) {
            at += 1;
        }
        at = if at == start { at + 1 } else { at };
        text.get(start..at)
    })
}
