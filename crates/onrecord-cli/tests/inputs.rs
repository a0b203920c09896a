//! Mail, Markdown, tables, JSON and agency files: what a file is, is told by its content, and what is not taken is named.

use std::{
    fs,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

fn extract(name: &str, bytes: impl AsRef<[u8]>, options: &[&str]) -> (Vec<Value>, String, Output) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["extract", name])
        .args(options)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let lines = String::from_utf8_lossy(&output.stdout).lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    (lines, String::from_utf8_lossy(&output.stderr).into_owned(), output)
}

#[test]
fn content_tells_what_a_file_is() {
    let mail = "From: Jane Doe <j@x.example>\nTo: d@x.example\nSubject: Bridge closed\nDate: Fri, 22 Mar 2024 10:00:00 +0000\n\nPolice said so.\n";
    let ninjs = "{\n \"uri\": \"urn:1\",\n \"firstCreated\": \"2024-03-22\",\n \"headlines\": [{\"value\": \"Bridge closed\"}],\n \"by\": \"Jane Doe\",\n \
         \"bodies\": [{\"contentType\": \"text/html\", \"value\": \"<p>Police said so.</p>\"}]\n}";
    let nitf = "<nitf><body><body.head><hedline><hl1>Bridge closed</hl1></hedline><byline>Jane Doe</byline><dateline><story.date norm='20240322'/></dateline>\
         </body.head><body.content><p>Police said so.</p></body.content></body></nitf>";
    let table = "title;text;author;date\nBridge closed;\"Police said so.\";Jane Doe;22 March 2024\n";
    let json = "[\n{\"headline\": \"Bridge closed\", \"content\": [\"Police said so.\"], \"author\": {\"name\": \"Jane Doe\"}, \"date\": \"2024-03-22\"}\n]";
    for content in [mail, ninjs, nitf, table, json] {
        let (lines, told, _) = extract("saved.bin", content, &[]);
        assert_eq!(lines.len(), 1, "{content} {told}");
        let line = &lines[0];
        assert_eq!(line["text"].as_str().unwrap().trim(), "Police said so.", "{content} {line}");
        assert_eq!((&line["title"], &line["byline"][0]), (&"Bridge closed".into(), &"Jane Doe".into()), "{line}");
        assert_eq!(line["published"], "2024-03-22", "{line}");
    }
    let (lines, _, _) = extract("a.md", "# Bridge closed\n\nPolice *said* so.\n", &[]);
    assert_eq!((&lines[0]["title"], &lines[0]["text"]), (&"Bridge closed".into(), &"Police said so.".into()));
}

#[test]
fn columns_are_mapped_and_those_missing_named() {
    let table = "Kop\tTekst\tBron\nBridge closed\tPolice said so.\tThe Post\n";
    let map = ["--map", "title=Kop", "--map", "Tekst=text", "--map", "outlet=Bron"];
    let (lines, _, _) = extract("a.tsv", table, &map);
    assert_eq!((&lines[0]["title"], &lines[0]["outlet"]), (&"Bridge closed".into(), &"The Post".into()));
    let wide: Vec<u8> = std::iter::once(0xFEFF).chain(table.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(extract("a.tsv", wide, &map).0[0]["text"], "Police said so.");
    let (lines, _, _) = extract(
        "a.jsonl",
        "{\"meta\": {\"kop\": \"Bridge closed\"}, \"text\": \"So.\"}\n",
        &["--map", "title=meta.kop"],
    );
    assert_eq!(lines[0]["title"], "Bridge closed");
    let (_, told, output) = extract("a.tsv", table, &[]);
    assert!(told.contains("a.tsv has no column for the text") && told.contains("Kop, Tekst, Bron"), "{told}");
    assert_eq!(output.status.code(), Some(1));
    assert!(extract("a.tsv", table, &["--map", "text=Inhoud"]).1.contains("a.tsv has no column Inhoud"));
    let (_, told, output) = extract("a.tsv", table, &["--map", "a=b"]);
    assert!(told.contains("the fields are id, text") && output.status.code() == Some(2), "{told}");
}

#[test]
fn rows_that_do_not_fit_are_named_and_the_others_read() {
    let (lines, told, _) = extract("a.csv", "text,title\nOne.,A\nTwo, three.,B\nFour.\n\"Five.,C", &[]);
    let read: Vec<&str> = lines.iter().filter_map(|it| it["text"].as_str()).collect();
    assert_eq!(read, ["One.", "Four.", "Five.,C"]);
    assert!(told.contains("a.csv:3 has 3 cells, more than the 2 columns") && told.contains("never closed"), "{told}");
}

#[test]
fn what_a_provider_withdrew_is_refused() {
    let (_, told, output) = extract(
        "a.json",
        "{\"uri\": \"urn:1\", \"pubStatus\": \"canceled\", \"headlines\": [{\"value\": \"x\"}]}",
        &[],
    );
    assert!(told.contains("withdrawn by its provider"), "{told}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_is_of_another_kind_is_named() {
    for (name, content, why) in [
        ("a.json", "[1, 2]", "is not a JSON object"),
        ("a.json", "nothing", "is not JSON"),
        ("a.xml", "<recipe><p>Stir.</p></recipe>", "XML that begins with <recipe>"),
        ("b.bin", "<?xml version='1.0'?><svg/>", "XML that begins with <svg>"),
        ("c.xml", "<NewsML Version='1.2'/>", "is NewsML 1, which is not read"),
    ] {
        let (_, told, output) = extract(name, content, &[]);
        assert!(told.contains(why) && output.status.code() == Some(1), "{name} {content}: {told}");
    }
    let page = "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>Police said on Friday that it was closed.</p></body></html>";
    assert_eq!(extract("d.xml", page, &[]).0[0]["text"], "Police said on Friday that it was closed.");
}
