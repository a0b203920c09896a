//! `kill -9` at any moment of `add`: what was acknowledged is there, the file is whole, running again completes it.

use std::{
    collections::BTreeSet,
    fs,
    io::Read,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

fn onrecord(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(folder).env_remove("ONRECORD_ARCHIVE").stdin(Stdio::null());
    command
}

fn documents(folder: &Path, count: usize) {
    let line = |at: usize| {
        let text = format!("Police said on Friday that bridge {at} was closed. \"It is closed,\" Mira Oduya said.");
        serde_json::json!({"id": format!("d{at}"), "title": format!("Bridge {at}"), "text": text}).to_string()
    };
    fs::write(folder.join("many.jsonl"), (0..count).map(line).collect::<Vec<_>>().join("\n")).unwrap();
}

fn ids(text: &str) -> BTreeSet<String> {
    let id = |line: &str| line.strip_prefix("added ").and_then(|rest| rest.get(..8)).map(str::to_owned);
    text.lines().filter_map(id).collect()
}

fn listed(folder: &Path) -> Vec<String> {
    let output = onrecord(folder).arg("list").output().unwrap();
    String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| line.get(..8).map(str::to_owned)).collect()
}

#[test]
fn killed_at_random_moments() {
    let heavy = std::env::var_os("ONRECORD_HEAVY").is_some();
    let (kills, count) = if heavy { (200, 1000) } else { (10, 120) };
    let mut folder = tempfile::tempdir().unwrap();
    documents(folder.path(), count);
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut acknowledged = BTreeSet::new();
    for kill in 0..kills {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let mut child = onrecord(folder.path())
            .args(["add", "many.jsonl"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(seed % if heavy { 1500 } else { 300 }));
        let _ = child.kill();
        let mut said = Vec::new();
        child.stdout.take().unwrap().read_to_end(&mut said).unwrap();
        child.wait().unwrap();
        acknowledged.extend(ids(&String::from_utf8_lossy(&said)));
        let there: BTreeSet<String> = listed(folder.path()).into_iter().collect();
        let lost: Vec<_> = acknowledged.difference(&there).collect();
        assert!(lost.is_empty(), "kill {kill} lost {lost:?}");
        if acknowledged.len() == count && kill + 1 < kills {
            finish(folder.path(), count);
            folder = tempfile::tempdir().unwrap();
            documents(folder.path(), count);
            acknowledged.clear();
        }
    }
    finish(folder.path(), count);
}

/// Running again completes without duplicates, and the file is whole.
fn finish(folder: &Path, count: usize) {
    let again = onrecord(folder).args(["add", "many.jsonl"]).output().unwrap();
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(listed(folder).len(), count);
    let checked = onrecord(folder).arg("check").output().unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
}
