//! Incidents, figures and relations listed from an archive: every filter keeps and leaves out, every row has its sentence.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// An archive of the bundled examples.
struct Shelf {
    folder: tempfile::TempDir,
}

impl Shelf {
    fn new() -> Self {
        let shelf = Self { folder: tempfile::tempdir().expect("a folder") };
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/harbour").display().to_string();
        shelf.run(&["add", &examples]);
        shelf
    }
    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::cargo_bin("onrecord").expect("the binary is built");
        let archive = self.folder.path().join("news.onrecord").display().to_string();
        let output = command.args(["--archive", &archive]).args(arguments).output().expect("it runs");
        String::from_utf8(output.stdout).expect("answers are UTF-8")
    }
    fn rows(&self, words: &str) -> Vec<Value> {
        let arguments: Vec<&str> = words.split(' ').chain(["--format", "jsonl"]).collect();
        self.run(&arguments).lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
    }
    fn count(&self, words: &str) -> usize {
        self.rows(words).len()
    }
}

#[test]
fn every_row_has_its_sentence_voice_and_span() {
    let shelf = Shelf::new();
    for list in ["incidents", "figures", "relations"] {
        let rows = shelf.rows(list);
        assert!(rows.len() > 3, "{list}");
        for row in rows {
            assert!(row["sentence"].as_str().is_some_and(|it| !it.is_empty()), "{row}");
            assert!(row["certainty"].is_string() && row["span"].is_array() && row["document"].is_string(), "{row}");
        }
    }
}

#[test]
fn every_filter_keeps_some_and_leaves_out_others() {
    let shelf = Shelf::new();
    let filters = [
        "incidents --from 2026-03-01",
        "incidents --to 2020",
        "incidents --place salvery",
        "incidents --actor tidewater",
        "incidents --type bombing",
        "incidents --kind murder",
        "incidents --speaker tidewater",
        "incidents --speaker brill",
        "incidents --certainty CT+",
        "incidents --certainty denied",
        "incidents --certainty historical",
        "figures --from 2026-03-01",
        "figures --to 2020",
        "figures --place salvery",
        "figures --actor tidewater",
        "figures --measure wounded",
        "figures --speaker kolm",
        "figures --certainty CT+",
        "relations --to 2020",
        "relations --place orsk",
        "relations --actor tidewater",
        "relations --kind member-of",
        "relations --speaker prosecutors",
        "relations --certainty CT+",
    ];
    for words in filters {
        let (kept, all) = (shelf.count(words), shelf.count(words.split(' ').next().unwrap_or_default()));
        assert!(0 < kept && kept < all, "{words}: {kept} of {all}");
    }
    for list in ["incidents", "figures", "relations"] {
        assert_eq!(shelf.count(&format!("{list} --speaker nobody-at-all")), 0);
        assert_eq!(shelf.count(&format!("{list} --from 2031")), 0);
    }
}

#[test]
fn a_table_a_csv_and_json_lines_hold_the_same_rows() {
    let shelf = Shelf::new();
    for list in ["incidents", "figures", "relations"] {
        let rows = shelf.count(list);
        let csv = shelf.run(&[list, "--format", "csv"]);
        assert_eq!(csv.lines().count(), rows + 1, "{csv}");
        let text = shelf.run(&[list, "--format", "text"]);
        assert_eq!(text.matches('“').count().min(rows), rows, "{text}");
    }
}

#[test]
fn no_accusation_is_listed_as_reported_fact() {
    let shelf = Shelf::new();
    for row in shelf.rows("incidents --certainty denied") {
        let doers = row["perpetrators"].as_str().unwrap_or_default().to_owned();
        assert!(!doers.contains("Arrend"), "a spokesman is no perpetrator: {row}");
    }
    for row in shelf.rows("incidents --from 2026 --actor tidewater") {
        let doers = row["perpetrators"].as_str().unwrap_or_default().to_owned();
        assert!(!doers.contains("reported as fact"), "{row}");
    }
}
