//! Bad input: nothing panics, hangs or grows; the error names the file; the other inputs of the call are still read.

#![allow(clippy::print_stderr)] // A skipped test says why.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

const GOOD: &str = "Police said on Friday that the bridge at Salvery was closed.";

/// Memory one call may take, in KiB.
const MEMORY: u64 = 1 << 20;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("good.txt"), GOOD).unwrap();
        Self(folder)
    }
    fn path(&self) -> &Path {
        self.0.path()
    }
    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        fs::write(self.path().join(name), content).unwrap();
        self
    }
    /// Runs the command under a limit of address space and time.
    fn run(&self, args: &[&str]) -> Output {
        let start = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(args)
            .current_dir(self.path())
            .env_remove("ONRECORD_ARCHIVE")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let pid = child.id();
        let watch = std::thread::spawn(move || peak(pid));
        let output = child.wait_with_output().unwrap();
        let peak = watch.join().unwrap();
        assert!(peak < MEMORY, "{args:?} took {} MiB", peak >> 10);
        assert!(start.elapsed() < Duration::from_secs(120), "{args:?} took {:?}", start.elapsed());
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!errors.contains("panicked") && !errors.contains("broke the reader"), "{errors}");
        output
    }
    /// Reads a bad file between two good ones: the good ones are read, the message holds the words.
    fn refused(&self, name: &str, words: &str) {
        let output = self.run(&["read", "good.txt", name, "good.txt"]);
        let (lines, errors) = (lines(&output), String::from_utf8_lossy(&output.stderr).into_owned());
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(errors.contains(name) && errors.contains(words), "{errors}");
        assert_eq!(lines.len(), 3);
        assert!(lines[0]["document"]["text"] == GOOD && lines[2]["document"]["text"] == GOOD);
        assert!(lines[1]["error"].as_str().is_some_and(|error| error.contains(name)), "{}", lines[1]);
    }
    /// Reads a strange file that is no error.
    fn read(&self, name: &str) -> serde_json::Value {
        let output = self.run(&["read", name, "good.txt"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let mut lines = lines(&output);
        assert_eq!(lines.len(), 2);
        lines.remove(0)
    }
}

fn lines(output: &Output) -> Vec<serde_json::Value> {
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The most memory a process held while it ran, in KiB.
fn peak(pid: u32) -> u64 {
    let mut most = 0;
    while let Ok(status) = fs::read_to_string(format!("/proc/{pid}/status")) {
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let Some(held) = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()) else { break };
        most = most.max(held);
        std::thread::sleep(Duration::from_millis(5));
    }
    most
}

#[test]
fn empty_binary_missing_and_folder() {
    let folder = Folder::new();
    folder.file("empty.txt", "").refused("empty.txt", "is empty");
    folder.file("blank.html", "<html><body> </body></html>").refused("blank.html", "is empty");
    folder.file("photo.html", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F']).refused("photo.html", "a JPEG image");
    folder.file("noise.txt", [0, 1, 2, 3, 250, 0, 0, 7, 9]).refused("noise.txt", "binary data");
    folder.refused("missing.txt", "no such file");
    fs::create_dir(folder.path().join("hollow")).unwrap();
    folder.refused("hollow", "no articles in folder");
}

#[test]
fn invalid_utf_8_and_latin_1_are_read() {
    let folder = Folder::new();
    folder.file("damaged.txt", [GOOD.as_bytes(), "\u{201C}\u{201D}\u{E9}".as_bytes(), b" \xFF\xFE."].concat());
    assert!(folder.read("damaged.txt")["document"]["text"].as_str().unwrap().contains('\u{FFFD}'));
    let page = b"<html><head><meta charset=iso-8859-1></head><body><p>Le pr\xE9fet a d\xE9clar\xE9 que le pont \xE9tait ferm\xE9.</body>";
    folder.file("latin.html", page);
    assert!(folder.read("latin.html")["document"]["text"].as_str().unwrap().contains("préfet a déclaré"));
}

#[test]
fn fifty_megabytes_of_one_line_are_refused() {
    let folder = Folder::new();
    let line = "a line without an end ".repeat((50 << 20) / 22);
    folder.file("long.txt", &line).refused("long.txt", "too large");
    folder.file(
        "long.jsonl",
        format!("{{\"id\": \"x\", \"text\": \"{line}\"}}\n{{\"id\": \"y\", \"text\": \"{GOOD}\"}}\n"),
    );
    let output = folder.run(&["read", "long.jsonl"]);
    let lines = lines(&output);
    assert!(lines[0]["error"].as_str().unwrap().contains("long.jsonl:1 is too large"));
    assert_eq!(lines[1]["id"], "y");
}

#[test]
fn a_hundred_thousand_unclosed_tags() {
    let folder = Folder::new();
    for (name, tag) in [
        ("div.html", "<div>"),
        ("list.html", "<ul><li>"),
        ("bold.html", "<b class=x>"),
        ("cell.html", "<table><tr><td>"),
    ] {
        folder.file(name, format!("<html><body>{}<p>{GOOD}", tag.repeat(100_000)));
        assert!(folder.read(name)["document"]["text"].as_str().unwrap().contains(GOOD), "{name}");
    }
    folder.file("less.html", format!("<html><body>{}<p>{GOOD}", "<".repeat(2_000_000)));
    folder.read("less.html");
}

#[test]
fn a_million_quotation_marks() {
    let folder = Folder::new();
    folder.file("quotes.txt", format!("{GOOD} {}", "\"".repeat(1_000_000)));
    folder.read("quotes.txt");
    folder.file("spaced.txt", format!("{GOOD} {}", "\u{201C} ".repeat(300_000)));
    folder.read("spaced.txt");
}

#[test]
fn invisible_characters_stay_and_do_not_turn_the_terminal() {
    let folder = Folder::new();
    let text = "Police\u{200B} said\u{202E} on Friday\u{2066} the bridge was \u{FEFF}closed\u{1B}[31m.";
    folder.file("invisible.txt", text);
    assert_eq!(folder.read("invisible.txt")["document"]["text"], text);
    assert_eq!(folder.run(&["add", "invisible.txt"]).status.code(), Some(0));
    let shown = folder.run(&["show", "invisible.txt"]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("the bridge") && !shown.contains(['\u{202E}', '\u{2066}', '\u{1B}']), "{shown}");
}

#[test]
fn a_read_only_archive_is_read_and_not_written() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["add", "good.txt"]).status.code(), Some(0));
    if !mounted(&["-t", "tmpfs", "-o", "size=4m"], folder.path(), |mount| {
        fs::copy(folder.path().join("news.onrecord"), mount.join("news.onrecord")).unwrap();
        let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(mount).status().unwrap();
        assert!(remounted.success());
        let archive = mount.join("news.onrecord");
        let archive = archive.to_str().unwrap();
        let listed = folder.run(&["list", "--archive", archive]);
        assert_eq!(listed.status.code(), Some(0), "{}", String::from_utf8_lossy(&listed.stderr));
        assert!(String::from_utf8_lossy(&listed.stdout).contains("good.txt"));
        let added = folder.run(&["add", "--archive", archive, "good.txt"]);
        assert_eq!(added.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&added.stderr).contains("read-only"));
    }) {
        eprintln!("skipped: mounting a tmpfs is not permitted here");
    }
}

#[test]
fn a_full_disk_keeps_what_was_acknowledged() {
    let folder = Folder::new();
    let lines: Vec<String> = (0..400)
        .map(|at| serde_json::json!({"id": at.to_string(), "text": format!("{GOOD} Number {at}. {}", "More followed. ".repeat(300))}).to_string())
        .collect();
    folder.file("many.jsonl", lines.join("\n"));
    if !mounted(&["-t", "tmpfs", "-o", "size=2m"], folder.path(), |mount| {
        let archive = mount.join("news.onrecord");
        let archive = archive.to_str().unwrap();
        let added = folder.run(&["add", "--archive", archive, "many.jsonl"]);
        let errors = String::from_utf8_lossy(&added.stderr).into_owned();
        assert_eq!(added.status.code(), Some(2), "{errors}");
        assert!(errors.contains("no room on the disk") || errors.contains("no space left"), "{errors}");
        let acknowledged = String::from_utf8_lossy(&added.stdout).lines().count();
        let grown = Command::new("mount").args(["-o", "remount,size=64m"]).arg(mount).status().unwrap();
        assert!(grown.success());
        let listed = folder.run(&["list", "--archive", archive]);
        assert!(acknowledged == 0 || String::from_utf8_lossy(&listed.stdout).lines().count() >= acknowledged);
        assert_eq!(folder.run(&["add", "--archive", archive, "many.jsonl"]).status.code(), Some(0));
        let listed = folder.run(&["list", "--archive", archive]);
        assert_eq!(String::from_utf8_lossy(&listed.stdout).lines().count(), 400);
    }) {
        eprintln!("skipped: mounting a tmpfs is not permitted here");
    }
}

/// Does something on a file system of its own; false where it cannot be mounted.
fn mounted(options: &[&str], folder: &Path, work: impl FnOnce(&Path)) -> bool {
    struct Mount<'a>(&'a Path);
    impl Drop for Mount<'_> {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg("-l").arg(self.0).status();
        }
    }
    let place = folder.join("mounted");
    fs::create_dir(&place).unwrap();
    let mount = Command::new("mount").args(options).arg("onrecord-test").arg(&place).stderr(Stdio::null()).status();
    if !mount.is_ok_and(|status| status.success()) {
        return false;
    }
    let mount = Mount(&place);
    work(mount.0);
    true
}
