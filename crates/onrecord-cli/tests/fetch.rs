//! Fetching, against real servers on loopback: pages, feeds, robots, redirects, and servers that mean harm.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Command, Output, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// A server that answers each request in its own thread and remembers them.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// `answer` gets the path, the whole head and the connection.
    fn start(answer: impl Fn(&str, &str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (heard, answer) = (asked.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (heard, answer) = (heard.clone(), answer.clone());
                thread::spawn(move || {
                    let mut reader = BufReader::new(stream.try_clone().unwrap());
                    let mut head = String::new();
                    while reader.read_line(&mut head).is_ok_and(|count| count > 2) {}
                    let path = head.split_whitespace().nth(1).unwrap_or_default().to_owned();
                    heard.lock().unwrap().push(path.clone());
                    let mut stream = stream;
                    answer(&path, &head, &mut stream);
                });
            }
        });
        Self { address, asked }
    }
    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
    fn asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|it| *it == path).count()
    }
}

fn send(stream: &mut TcpStream, status: &str, head: &str, body: impl AsRef<[u8]>) {
    let body = body.as_ref();
    let _ = write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{head}\r\n", body.len());
    let _ = stream.write_all(body);
}

fn page(at: &str) -> String {
    format!(
        "<html><head><title>Bridge {at} closed</title></head><body><article><h1>Bridge {at} closed</h1><p>Police said on Friday that bridge {at} at \
         Salvery was closed after the flood, and that nobody was hurt when its railing fell.</p><p>\"It is closed,\" Mira Oduya, the harbour \
         master, said at the scene, and asked drivers to stay away from it.</p></article></body></html>"
    )
}

fn run(folder: &Path, args: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(args)
        .current_dir(folder)
        .env_remove("ONRECORD_ARCHIVE")
        .env("http_proxy", "http://127.0.0.1:1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output, told)
}

#[test]
fn a_page_is_added_and_its_snapshot_kept() {
    let server = Server::start(|path, _, stream| match path {
        "/bridge" => send(stream, "301 Moved", "Location: /bridge/1?x=y\r\n", ""),
        "/bridge/1?x=y" => send(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", page("1")),
        "/private/a" => send(stream, "200 OK", "Content-Type: text/html\r\n", page("2")),
        "/robots.txt" => send(stream, "200 OK", "", "User-agent: *\nDisallow: /private/\n"),
        _ => send(stream, "404 Not Found", "", "no"),
    });
    let folder = tempfile::tempdir().unwrap();
    let (output, told) = run(folder.path(), &["add", "--allow-private", &server.url("/bridge")]);
    assert!(output.status.success() && told.contains("added") && told.contains("Bridge 1 closed"), "{told}");
    let (_, told) = run(folder.path(), &["extract", "news.onrecord.warc.gz"]);
    let line: serde_json::Value = serde_json::from_str(told.lines().next().unwrap()).unwrap();
    assert_eq!(line["url"], server.url("/bridge/1?x=y"));
    assert!(
        line["text"].as_str().unwrap().starts_with("Police said on Friday") && line["fetched"].is_string(),
        "{line}"
    );
    let (output, told) =
        run(folder.path(), &["add", "--allow-private", &server.url("/private/a"), &server.url("/nothing")]);
    assert!(told.contains("may not be fetched by robots") && told.contains("status 404 (Not Found)"), "{told}");
    assert_eq!((output.status.code(), server.asked("/private/a")), (Some(1), 0));
}

#[test]
fn nothing_inside_is_asked_without_leave() {
    let server = Server::start(|_, _, stream| send(stream, "200 OK", "", page("1")));
    let folder = tempfile::tempdir().unwrap();
    let port = server.address.rsplit(':').next().unwrap();
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"] {
        let (output, told) = run(folder.path(), &["read", &format!("http://{host}:{port}/")]);
        assert_eq!(output.status.code(), Some(1));
        assert!(told.contains("--allow-private"), "{told}");
    }
    assert!(server.asked.lock().unwrap().is_empty());
}

#[test]
fn hostile_servers_are_given_up() {
    let server = Server::start(|path, _, stream| match path {
        "/loop" => send(stream, "302 Found", "Location: /loop\r\n", ""),
        "/out" => send(stream, "302 Found", "Location: file:///etc/passwd\r\n", ""),
        "/endless" => {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            while stream.write_all(&[b'a'; 1 << 16]).is_ok() {}
        }
        "/head" => {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\n");
            while stream.write_all(b"X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").is_ok() {}
        }
        "/slow" => {
            for byte in
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            {
                let _ = stream.write_all(&[*byte]);
                thread::sleep(Duration::from_millis(400));
            }
        }
        "/drip" => {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            while stream.write_all(b"a").is_ok() {
                thread::sleep(Duration::from_millis(400));
            }
        }
        "/silent" => thread::sleep(Duration::from_secs(60)),
        "/bomb" => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            for _ in 0..640 {
                encoder.write_all(&[b'a'; 1 << 16]).unwrap();
            }
            send(stream, "200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", encoder.finish().unwrap());
        }
        "/busy" => send(stream, "503 Service Unavailable", "Retry-After: 3600\r\n", ""),
        "/noise" => drop(stream.write_all(b"\x00\x01\x02 nonsense\r\n\r\n")),
        _ => send(stream, "404 Not Found", "", ""),
    });
    let folder = tempfile::tempdir().unwrap();
    for (path, words) in [
        ("/loop", "redirected more than 5 times"),
        ("/out", "scheme file"),
        ("/endless", "larger than 16.0 MB"),
        ("/head", "cannot be fetched"),
        ("/slow", "too long"),
        ("/drip", "broke off"),
        ("/silent", "too long"),
        ("/bomb", "16.0 MB when decompressed"),
        ("/busy", "come back in 3600 seconds"),
        ("/noise", "cannot be fetched"),
    ] {
        let start = Instant::now();
        let (output, told) = run(folder.path(), &["read", "--allow-private", "--timeout", "3", &server.url(path)]);
        assert_eq!(output.status.code(), Some(1), "{path} {told}");
        assert!(told.contains(words), "{path}: {told}");
        assert!(start.elapsed() < Duration::from_secs(25), "{path} took {:?}", start.elapsed());
    }
}

#[test]
fn a_busy_server_is_asked_once_more() {
    let times = Arc::new(Mutex::new(0));
    let server = Server::start(move |path, _, stream| {
        let mut times = times.lock().unwrap();
        *times += usize::from(path == "/a");
        match path {
            "/a" if *times < 2 => send(stream, "429 Too Many Requests", "Retry-After: 1\r\n", ""),
            "/a" => send(stream, "200 OK", "Content-Type: text/html\r\n", page("1")),
            _ => send(stream, "404 Not Found", "", ""),
        }
    });
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["read", "--allow-private", &server.url("/a")]).0.status.success());
    assert_eq!(server.asked("/a"), 2);
}

#[test]
fn watching_keeps_what_is_new_and_nothing_twice() {
    let items = Arc::new(Mutex::new(vec![("1", "One"), ("2", "Two")]));
    let served = items.clone();
    let server = Server::start(move |path, head, stream| match path {
        "/feed" => {
            let items = served.lock().unwrap().clone();
            let tag = format!("\"{}\"", items.iter().map(|(at, title)| format!("{at}{title}")).collect::<String>());
            if head.to_ascii_lowercase().contains(&format!("if-none-match: {}", tag.to_ascii_lowercase())) {
                return send(stream, "304 Not Modified", "", "");
            }
            let entries: String = items
                .iter()
                .map(|(at, title)| format!("<item><title>{title}</title><link>/page/{at}</link><description>Short of {at}.</description></item>"))
                .collect();
            let feed = format!("<rss version='2.0'><channel><title>The Post</title>{entries}</channel></rss>");
            send(stream, "200 OK", &format!("ETag: {tag}\r\nContent-Type: application/rss+xml\r\n"), feed);
        }
        "/page/gone" | "/robots.txt" => send(stream, "404 Not Found", "", ""),
        path => send(stream, "200 OK", "Content-Type: text/html\r\n", page(path.trim_start_matches("/page/"))),
    });
    let folder = tempfile::tempdir().unwrap();
    let opml = format!("<opml><body><outline xmlUrl='{}'/></body></opml>", server.url("/feed"));
    std::fs::write(folder.path().join("feeds.opml"), opml).unwrap();
    let watch = || run(folder.path(), &["watch", "--once", "--allow-private", "feeds.opml"]);
    let count =
        || String::from_utf8(run(folder.path(), &["list", "--format", "jsonl"]).0.stdout).unwrap().lines().count();

    let (output, told) = watch();
    assert!(output.status.success() && told.matches("added").count() == 2, "{told}");
    // Unchanged: one request for the feed, none for pages.
    let (_, told) = watch();
    assert!(!told.contains("added") && server.asked("/page/1") == 1, "{told}");
    // One more, and one that is gone: its text of the feed is kept.
    items.lock().unwrap().extend([("3", "Three"), ("gone", "Gone")]);
    let (_, told) = watch();
    assert!(
        told.matches("added").count() == 2 && told.contains("status 404") && told.contains("text of the feed is kept"),
        "{told}"
    );
    assert_eq!((count(), server.asked("/page/1"), server.asked("/feed")), (4, 1, 3));
    // What is known is lost, as in a crash: all is asked again, and nothing kept twice.
    std::fs::remove_file(folder.path().join("news.onrecord.watch")).unwrap();
    let (_, told) = watch();
    assert!(!told.contains("added ") && count() == 4, "{told}");
    let (_, told) = run(folder.path(), &["extract", "news.onrecord.warc.gz"]);
    assert_eq!(told.lines().filter(|line| line.contains("/page/3")).count(), 2, "{told}");
}
