//! Pages made to hurt: each is read within a bound of time, and what was left out is said.

use std::time::{Duration, Instant};

use super::Page;

/// Several times what the slowest page needs on a busy machine without optimisation.
const BOUND: Duration = Duration::from_secs(4);

fn read(what: &str, html: &str) -> Page {
    let start = Instant::now();
    let page = Page::read(html, Some("https://post.example/2024/03/22/x"));
    assert!(start.elapsed() < BOUND, "{what} took {:?}", start.elapsed());
    page
}

const MEBIBYTE: usize = 1 << 20;

#[test]
fn nesting_is_cut() {
    for (what, piece) in
        [("div", "<div>"), ("list", "<ul><li>"), ("table", "<table><tr><td>"), ("bold", "<b>"), ("link", "<a href=x>")]
    {
        let html = piece.repeat(50_000)
            + &"<p>Police said on Friday that nobody was hurt in the fire at the port.</p>".repeat(9);
        let page = read(what, &html);
        assert!(page.note.is_some(), "{what}");
        // In a link without an end no text is the article's.
        assert!(what == "link" || page.body.text.contains("nobody was hurt"), "{what}");
    }
}

#[test]
fn a_short_page_is_its_text() {
    for html in ["<p>Police said so.", "<div>Police said so.</div>", &("<div>".repeat(100_000) + "Police said so.")] {
        assert_eq!(read("short", html).body.text, "Police said so.");
    }
    let less = "<".repeat(2_000_000) + "<p>Police said so.";
    assert!(read("less", &less).body.text.ends_with("Police said so."));
}

#[test]
fn endless_pieces_are_linear() {
    let pieces = [
        "&",
        "<",
        "</",
        "<a ",
        "<!--",
        "<p>",
        "<br>",
        "x ",
        "</p>",
        "<p class='",
        "&amp",
        "<td>",
        "&#x;",
        "\"",
        "<script>",
        "<svg>",
        "<time>",
        "<h2>",
        "<meta name=x content=y>",
        "<h1>a</h1>",
        "<li><a>",
        "</div></span>",
        "<p>By A B</p>",
        "<h2><a>More from</a></h2>",
    ];
    for piece in pieces {
        read(piece, &piece.repeat(MEBIBYTE / piece.len()));
        let within = format!("<article><p>{}", piece.repeat(MEBIBYTE / piece.len()));
        read(piece, &within);
    }
}

#[test]
fn long_attributes_lines_and_words() {
    read("attributes", &format!("<p {}>", "class=newsletter ".repeat(200_000)));
    read("classes", &format!("<p class='{}'>", "a-b ".repeat(500_000)));
    read("one word", &format!("<p>{}", "x".repeat(4 * MEBIBYTE)));
    read("camel case", &format!("<p class='{}'>", "aA".repeat(MEBIBYTE)));
    let paragraphs = "<div class='author'><p>By A B, C D and E F</p></div>".repeat(30_000);
    read("writers", &paragraphs);
    let boxes =
        "<div><h3>Related</h3><p>Something else happened in the town of Salvery on Friday.</p></div>".repeat(20_000);
    read("boxes", &boxes);
}

#[test]
fn metadata_is_bounded() {
    let deep = format!("<script type='application/ld+json'>{}</script>", "[".repeat(200_000));
    read("deep", &deep);
    let many = r#"<script type="application/ld+json">{"@type":"NewsArticle","author":[1,{"name":"A B"}]}</script>"#
        .repeat(20_000);
    let page = read("many", &many);
    assert!(page.metadata.byline.len() <= 20);
    let wide = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","author":[{}]}}</script>"#,
        vec![r#"{"name":"A B"}"#; 30_000].join(",")
    );
    assert!(read("wide", &wide).metadata.byline.len() <= 20);
    let text = "a".repeat(900_000);
    read(
        "long text",
        &format!(r#"<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{text}"}}</script>"#),
    );
}
