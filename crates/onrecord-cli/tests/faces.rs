//! What the faces print: every line cited, every word a source's or one of the fixed phrases.

use std::{collections::BTreeMap, path::Path, process::Output};

use assert_cmd::Command;
use onrecord::answer::phrases;
use onrecord_reader::edtf::Edtf;
use serde_json::Value;

fn examples() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/harbour").display().to_string()
}

fn onrecord(arguments: &[&str]) -> Output {
    Command::cargo_bin("onrecord").expect("the binary is built").args(arguments).output().expect("it runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("answers are UTF-8")
}

/// Text by the name of the document.
fn texts() -> BTreeMap<String, Vec<char>> {
    let read = onrecord(&["read", "--quiet", &examples()]);
    let readings = stdout(&read);
    let readings = readings.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    let text = |reading: Value| {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        (text(&reading["id"]), text(&reading["document"]["text"]).chars().collect())
    };
    readings.map(text).collect()
}

/// Every phrase of the table.
fn table() -> Vec<String> {
    let certain = ["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "CTu", "Uu"].map(phrases::certainty);
    let acts = "claim deny confirm warn accuse threaten demand promise believe fear hope ask decline agree disagree suggest \
                doubt know want declare assert plead say";
    let confidence = [
        "reported as fact",
        "claimed or admitted",
        "suspected or accused by authorities",
        "suspected or accused",
        "possible",
        "acquitted",
        "denied",
    ];
    let status = ["happened", "planned", "hypothetical", "denied", "historical"].map(phrases::status);
    let measures = "killed wounded detained missing displaced rescued treated kidnapped other";
    let singles = [
        phrases::OUTLET,
        phrases::UNNAMED,
        phrases::ALSO,
        phrases::NO_DATE,
        phrases::NOT_STATED,
        phrases::PUBLISHED,
        phrases::SAID_ON,
        phrases::COPY,
        phrases::SINGLE,
        phrases::CORRECTION,
        phrases::NOT,
        phrases::RESPONSIBILITY,
        phrases::LINK,
        phrases::AFFIRMS,
        phrases::DENIES,
        phrases::HEDGES,
        phrases::OPEN,
        phrases::AND,
    ];
    let all = certain.into_iter().chain(acts.split(' ').filter(|it| !it.is_empty()).map(phrases::act));
    let all = all.chain(confidence.map(phrases::confidence)).chain(status);
    all.chain(measures.split(' ').map(phrases::measure)).chain(singles).map(str::to_owned).collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Checks each part of each line of an answer; gives how many lines there are.
fn check_lines(lines: &[&Value], sources: &Value, texts: &BTreeMap<String, Vec<char>>) -> usize {
    let table = table();
    let id = |number: &Value| {
        let listed = sources.as_array().expect("sources").iter().find(|it| it["number"] == *number);
        listed.unwrap_or_else(|| panic!("source {number} is not listed"))["id"].as_str().expect("an id").to_owned()
    };
    let words = |cite: &Value| -> String {
        let at = |place: usize| usize::try_from(cite["span"][place].as_u64().expect("a place")).expect("fits");
        folded(&texts[&id(&cite["source"])][at(0)..at(1)].iter().collect::<String>())
    };
    let everything = texts.values().map(|text| folded(&text.iter().collect::<String>())).collect::<Vec<_>>().join("\n");
    let everything = everything.to_lowercase();
    for line in lines {
        let parts = line["parts"].as_array().expect("parts");
        for part in parts {
            if let Some(phrase) = part["phrase"].as_str() {
                assert!(table.iter().any(|it| it == phrase), "not in the table: {phrase}");
            } else if let Some(said) = part["words"].as_array() {
                assert_eq!(said[0].as_str().expect("words"), words(&said[1]), "not the words of the span");
            } else if let Some(name) = part["speaker"].as_str() {
                assert!(is_read(name, &everything), "no source has the speaker {name}");
            } else {
                let value = part["value"].as_str().expect("a part is a phrase, words, a speaker or a value");
                assert!(is_value(value, &everything), "no source has {value}: {line}");
            }
        }
        for cite in line["cites"].as_array().expect("cites") {
            assert!(!words(cite).is_empty(), "an empty citation: {line}");
        }
    }
    lines.len()
}

/// Whether a name is made of words of the sources; "her ministry" may have become "Mira Oduya's ministry".
fn is_read(name: &str, everything: &str) -> bool {
    let name = name.to_lowercase();
    everything.contains(&folded(&name))
        || name.split_whitespace().all(|word| everything.contains(word.trim_end_matches("'s")))
}

/// Whether a value is a date, a number or range, a type of incident, a relation, or words of the sources.
fn is_value(value: &str, everything: &str) -> bool {
    let number = value.trim_end_matches('+').split('\u{2013}').all(|it| it.parse::<u64>().is_ok());
    let kinds = value.chars().all(|c| c.is_ascii_lowercase() || c == ' ' || c == '-');
    number || Edtf::parse(value).is_some() || kinds || value.split(", ").all(|it| is_read(it, everything))
}

#[test]
fn a_backgrounder_prints_cited_words_and_fixed_phrases_only() {
    let texts = texts();
    for subject in ["Tidewater Front", "Port of Salvery", "Drasna", "Ilan Verhade"] {
        let output = onrecord(&["brief", "--format", "json", subject, &examples()]);
        assert_eq!(output.status.code(), Some(0), "{subject}");
        let brief: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
        let sections = brief["sections"].as_array().expect("sections");
        let groups = sections.iter().flat_map(|section| section["groups"].as_array().expect("groups"));
        let lines: Vec<&Value> = groups.flat_map(|group| group.as_array().expect("lines")).collect();
        assert!(check_lines(&lines, &brief["sources"], &texts) > 10, "{subject}");
    }
}

#[test]
fn who_prints_cited_statements_only() {
    let output = onrecord(&["who", "--format", "json", "Kolm", &examples()]);
    assert_eq!(output.status.code(), Some(0));
    let said: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let lines: Vec<&Value> = said["lines"].as_array().expect("lines").iter().collect();
    assert!(check_lines(&lines, &said["sources"], &texts()) > 5);
    assert!(lines.iter().all(|line| !line["cites"].as_array().expect("cites").is_empty()));
    let topics = said["topics"].as_array().expect("topics");
    let mut places: Vec<u64> = Vec::new();
    for topic in topics {
        places.extend(topic["lines"].as_array().expect("lines").iter().filter_map(Value::as_u64));
    }
    places.sort_unstable();
    assert_eq!(places, (0..lines.len() as u64).collect::<Vec<_>>(), "every line stands under one topic");
    let reprinted = |line: &&&Value| line["cites"].as_array().expect("cites").len() > 2;
    assert!(lines.iter().filter(reprinted).count() > 2, "a reprint is folded");
}

#[test]
fn markdown_and_text_cite_and_name_sources() {
    for format in ["markdown", "text"] {
        let output = onrecord(&["brief", "--format", format, "Tidewater Front", &examples()]);
        let text = stdout(&output);
        assert!(text.contains("Sources") && text.contains("[1]") && text.contains("Salvery Courier"), "{format}");
        assert!(!text.contains('\u{1b}'), "no colour where nobody asked: {format}");
    }
}

#[test]
fn an_unknown_subject_is_nothing_found_and_names_what_there_is() {
    let output = onrecord(&["brief", "Tidewatr Frunt", &examples()]);
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.contains("Tidewater Front"), "{message}");
    let output = onrecord(&["who", "Nobody Atall", &examples()]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn pages_are_for_this_machine_only() {
    let output = onrecord(&["serve", "--listen", "0.0.0.0:0", &examples()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("127.0.0.1"));
}

#[test]
fn completion_scripts_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = onrecord(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert!(stdout(&output).contains("brief"), "{shell}");
    }
}

#[test]
fn a_backgrounder_keeps_incidents_apart_and_shows_both_sides() {
    let brief = stdout(&onrecord(&["brief", "Tidewater Front", &examples()]));
    let section = |heading: &str| {
        let after = brief.split(&format!("## {heading}")).nth(1).unwrap_or_default();
        after.split("\n## ").next().unwrap_or_default().to_owned()
    };
    let disputed = section("Disputed");
    assert!(
        disputed.contains("Drasna") && disputed.contains("*denies*") && disputed.contains("*holds possible*"),
        "{disputed}"
    );
    assert!(!disputed.contains("Arrend"), "whoever denies a warning denies no deed: {disputed}");
    // A killing in January lends no bombing its date, and the ferry of 2019 is not the port of 2026.
    let timeline = section("Timeline");
    assert!(!timeline.contains("2026-01 bombing"), "{timeline}");
    for group in section("Incidents, account by account").split("\n- ") {
        let ferry = group.contains("ferry");
        assert!(!(ferry && group.starts_with("bombing 2026-03-03")), "{group}");
    }
}
