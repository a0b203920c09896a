//! `kill -9` at any moment of `add`: what was acknowledged is there, the file is whole, running again completes it.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
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

/// A server of one feed and its pages, each a little slow.
fn feed_server(count: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || {
                let mut head = String::new();
                let mut reader = BufReader::new(&stream);
                while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
                let path = head.split_whitespace().nth(1).unwrap_or_default();
                let body = match path {
                    "/feed" => {
                        let item = |at| format!("<item><title>Bridge {at}</title><link>/page/{at}</link></item>");
                        format!(
                            "<rss><channel><title>Post</title>{}</channel></rss>",
                            (0..count).map(item).collect::<String>()
                        )
                    }
                    _ => format!(
                        "<html><body><p>Police said on Friday that bridge {path} was closed, and nobody was hurt.</p></body></html>"
                    ),
                };
                thread::sleep(Duration::from_millis(5));
                let media = if path == "/feed" { "application/rss+xml" } else { "text/html" };
                let status = if path == "/robots.txt" { "404 Not Found" } else { "200 OK" };
                let _ = write!(
                    &stream,
                    "HTTP/1.1 {status}\r\nContent-Type: {media}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                );
            });
        }
    });
    address
}

/// Kills `args` at random moments, then lets it end: all that was acknowledged is there, once.
fn killed(folder: &Path, args: &[&str], kills: u64, count: usize) {
    let mut acknowledged = BTreeSet::new();
    for kill in 0..=kills {
        let mut child = onrecord(folder).args(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        if kill < kills {
            thread::sleep(Duration::from_millis(60 + kill * 173 % 700));
            let _ = child.kill();
        }
        let mut said = Vec::new();
        child.stdout.take().unwrap().read_to_end(&mut said).unwrap();
        child.wait().unwrap();
        acknowledged.extend(ids(&String::from_utf8_lossy(&said)));
        let there: BTreeSet<String> = listed(folder).into_iter().collect();
        assert!(acknowledged.is_subset(&there), "kill {kill} lost {:?}", acknowledged.difference(&there));
    }
    assert_eq!(listed(folder).len(), count);
    let checked = onrecord(folder).arg("check").output().unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[test]
fn killed_while_watching_and_while_adding_an_archive_of_pages() {
    let count = 80;
    let folder = tempfile::tempdir().unwrap();
    let feed = feed_server(count) + "/feed";
    killed(folder.path(), &["watch", "--once", "--allow-private", &feed], 8, count);
    // The snapshots survive what was cut off in their middle, and hold every page.
    let output = onrecord(folder.path()).args(["extract", "--quiet", "news.onrecord.warc.gz"]).output().unwrap();
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let address =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["url"].as_str().map(str::to_owned);
    let pages: BTreeSet<String> = lines.lines().filter_map(address).collect();
    assert_eq!(pages.len(), count);
    fs::rename(folder.path().join("news.onrecord.warc.gz"), folder.path().join("pages.warc.gz")).unwrap();
    for name in ["news.onrecord", "news.onrecord-wal", "news.onrecord-shm"] {
        let _ = fs::remove_file(folder.path().join(name));
    }
    killed(folder.path(), &["add", "pages.warc.gz"], 6, count);
}

/// Running again completes without duplicates, and the file is whole.
fn finish(folder: &Path, count: usize) {
    let again = onrecord(folder).args(["add", "many.jsonl"]).output().unwrap();
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(listed(folder).len(), count);
    let checked = onrecord(folder).arg("check").output().unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
}
