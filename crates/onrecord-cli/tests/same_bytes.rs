//! The same articles give the same bytes: on every run, at every number of threads, in every answer.

use std::{fs, path::Path};

use assert_cmd::Command;
use proptest::prelude::*;

fn output(arguments: &[&str]) -> Vec<u8> {
    Command::cargo_bin("onrecord").expect("the binary is built").args(arguments).output().expect("it runs").stdout
}

/// Sentences from which odd articles are strung together.
const SENTENCES: &[&str] = &[
    "The mayor of Sella said on Friday that the bridge was not safe. ",
    "\"We closed it,\" Mara Venn told reporters. \"Nobody was hurt.\" ",
    "Police denied that at least 40 people were killed in the attack on the market. ",
    "The Grey Company, a branch of the Coastal Front, claimed responsibility for the bombing.\n\n",
    "He said it might have been worse if the dike had failed. ",
    "According to Tom Hale, an engineer at the Institute of Ports, the river rose by 2 metres in 2014. ",
    "Two men were arrested on June 3, 2024, the ministry said.\n\n",
    "• Ports stay closed\n",
    "Der Bürgermeister sagte am Freitag, dass die Brücke nicht sicher ist. ",
    "\u{202e}“The town fell,” he said 🎉. ",
    "\"",
    "\n",
];

/// Every way of asking one set of articles, but the threads.
fn answers(file: &str, threads: &str) -> Vec<Vec<u8>> {
    ["read", "incidents", "figures", "relations"]
        .map(|command| match command {
            "read" => output(&["--quiet", "read", "--threads", threads, file]),
            command => output(&["--quiet", command, "--format", "jsonl", file]),
        })
        .into_iter()
        .chain([
            output(&["--quiet", "who", "--format", "json", "Mara Venn", file]),
            output(&["--quiet", "brief", "--format", "json", "Sella", file]),
        ])
        .collect()
}

fn check(file: &Path) {
    let file = file.display().to_string();
    let once = answers(&file, "1");
    for threads in ["1", "2", "3", "8"] {
        assert!(once == answers(&file, threads), "{threads} threads give other bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_articles_at_any_number_of_threads(
        articles in prop::collection::vec(prop::collection::vec(0..SENTENCES.len(), 1..30), 1..40),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("articles.jsonl");
        let line = |(at, places): (usize, &Vec<usize>)| {
            let text: String = places.iter().map(|place| SENTENCES[*place]).collect();
            format!("{}\n", serde_json::json!({"id": format!("a{at}"), "text": text, "published": "2024-06-05"}))
        };
        let lines: String = articles.iter().enumerate().map(line).collect();
        fs::write(&file, lines).expect("it can be written");
        check(&file);
    }
}

#[test]
fn the_examples_at_any_number_of_threads() {
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/harbour"));
}
