//! What each stage of reading costs: CPU time by stage over a file of articles, as a table.

use std::time::Instant;

use onrecord_reader::{lexicon::Lexicon, model::Document, read_watched};

/// Times a file is read: the least of each stage counts, for others use the machine too.
const ROUNDS: usize = 5;

/// Reads the texts of a JSONL file of `{"text": ...}` and prints nanoseconds a word and the share of each stage.
pub(crate) fn stages(file: &str) -> Result<(), String> {
    let lines = std::fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    let rows = lines.lines().filter(|line| !line.is_empty());
    let rows: Result<Vec<serde_json::Value>, _> = rows.map(serde_json::from_str).collect();
    let texts: Vec<String> = rows
        .map_err(|error| format!("{file}: {error}"))?
        .iter()
        .filter_map(|row| row["text"].as_str().map(str::to_owned))
        .collect();
    let lexicon = Lexicon::built_in();
    let mut least: Vec<(&'static str, f64)> = Vec::new();
    let mut words = 0;
    for round in 0..ROUNDS {
        let mut spent: Vec<(&'static str, f64)> = Vec::new();
        words = 0;
        for text in &texts {
            let mut since = Instant::now();
            let reading = read_watched(Document::from_text("x", text), &lexicon, &mut |stage| {
                let took = since.elapsed().as_secs_f64();
                match spent.iter_mut().find(|(name, _)| *name == stage) {
                    Some((_, sum)) => *sum += took,
                    None => spent.push((stage, took)),
                }
                since = Instant::now();
            });
            words += reading.tokens.len();
        }
        if round == 0 {
            least = spent;
        } else {
            for ((_, best), (_, took)) in least.iter_mut().zip(spent) {
                *best = best.min(took);
            }
        }
    }
    let whole: f64 = least.iter().map(|(_, took)| took).sum();
    println!("{} texts, {words} words", texts.len());
    println!("{:<12} {:>10} {:>7}", "stage", "ns a word", "share");
    for (stage, took) in &least {
        println!("{stage:<12} {:>10.0} {:>6.1}%", took * 1e9 / words.max(1) as f64, 100.0 * took / whole);
    }
    println!("{:<12} {:>10.0} {:>6.1}%", "all", whole * 1e9 / words.max(1) as f64, 100.0);
    Ok(())
}
