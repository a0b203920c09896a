//! Feeds: each entry an article; what cannot be read is named and the others are.

use std::{
    fs,
    process::{Command, Output, Stdio},
};

fn extract(name: &str, bytes: impl AsRef<[u8]>) -> (Output, Vec<serde_json::Value>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["extract", name])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let lines = String::from_utf8_lossy(&output.stdout).lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    (output, lines)
}

const FEED: &str = "<?xml version='1.0' encoding='ENC'?>\n<rss version='2.0'><channel><title>The Post</title><language>en</language>\
    <item><title>Bridge closed</title><link>https://post.example/1</link><pubDate>Fri, 22 Mar 2024 10:00:00 GMT</pubDate>\
    <author>jane@post.example (Jane Do\u{EB})</author><description>&lt;p&gt;Police said the bridge at Salvery was closed.&lt;/p&gt;</description></item>\
    <item><link>https://post.example/2</link></item>\
    <item><title>Dam opened</title></item></channel></rss>";

#[test]
fn entries_are_articles_whatever_the_name_and_the_encoding() {
    let utf_16: Vec<u8> = FEED.replace("ENC", "utf-16").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin: Vec<u8> =
        FEED.replace("ENC", "iso-8859-1").chars().map(|it| u8::try_from(u32::from(it)).unwrap()).collect();
    for (name, bytes) in [("saved.bin", FEED.replace("ENC", "utf-8").into_bytes()), ("a.xml", utf_16), ("b.rss", latin)]
    {
        let (output, lines) = extract(name, bytes);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((lines.len(), output.status.code()), (3, Some(1)), "{told}");
        assert_eq!(lines[0]["id"], "https://post.example/1");
        assert_eq!(lines[0]["text"], "Police said the bridge at Salvery was closed.");
        assert_eq!(lines[0]["byline"][0], "Jane Do\u{EB}");
        assert_eq!((&lines[0]["published"], &lines[0]["outlet"]), (&"2024-03-22".into(), &"The Post".into()));
        assert!(told.contains("entry 2 is empty"), "{told}");
        assert_eq!(lines[2]["text"], "Dam opened");
    }
}

#[test]
fn what_has_no_articles_is_refused_by_name() {
    for (bytes, why) in [
        ("<rss><channel><title>x</title></channel></rss>", "is a feed without entries"),
        ("<urlset><url><loc>https://post.example/</loc></url></urlset>", "is a list of 1 addresses without articles"),
        ("{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [", "is not JSON"),
    ] {
        let (output, _) = extract("feed.xml", bytes);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains(&format!("feed.xml {why}")), "{output:?}");
    }
}
