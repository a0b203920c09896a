//! Markdown to a document: text without marks, headings kept, the fields of the front matter.

use std::fmt::Write as _;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Acquired, decode, draft::Draft};

/// The document of a file in Markdown.
pub(super) fn document(key: String, origin: &str, bytes: &[u8], notes: &mut Vec<String>) -> Acquired {
    match decode(bytes, None, origin) {
        Ok(decoded) => {
            notes.extend(decoded.note);
            draft(&decoded.text).acquired(key, origin, notes)
        }
        Err(error) => Acquired { key, origin: origin.into(), document: Err(error), notes: Vec::new(), fetched: None },
    }
}

fn draft(text: &str) -> Draft {
    let (mut draft, body) = front_matter(text);
    let mut html = String::with_capacity(body.len() + body.len() / 4);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let (mut first, mut title, mut image) = (true, None, 0_usize);
    for event in Parser::new_ext(body, options) {
        match event {
            // The heading the file begins with is the headline.
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) if first => title = Some(String::new()),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if title.is_some() => {
                draft.title = draft.title.or_else(|| title.take().and_then(|it| super::draft::one_line(&it)));
                title = None;
            }
            Event::Start(Tag::Image { .. }) => image += 1,
            Event::End(TagEnd::Image) => image = image.saturating_sub(1),
            _ if image > 0 => {}
            Event::Text(text) | Event::Code(text) => match &mut title {
                Some(title) => title.push_str(&text),
                None => escaped(&text, &mut html),
            },
            Event::SoftBreak => html.push('\n'),
            Event::HardBreak => html.push_str("<br>"),
            Event::Html(raw) | Event::InlineHtml(raw) => html.push_str(&raw),
            Event::Start(tag) => html.push_str(&mark(&tag)),
            Event::End(end) => html.push_str(closing(end)),
            _ => {}
        }
        first = false;
    }
    Draft { content: html, html: true, ..draft }
}

fn mark(tag: &Tag<'_>) -> String {
    match tag {
        Tag::Paragraph => "<p>".into(),
        Tag::Heading { level, .. } => format!("<{level}>"),
        Tag::BlockQuote(_) => "<blockquote>".into(),
        Tag::Item => "<li>".into(),
        Tag::CodeBlock(_) => "<pre>".into(),
        Tag::TableHead | Tag::TableRow => "<tr>".into(),
        Tag::TableCell => "<td>".into(),
        Tag::List(_) => "<ul>".into(),
        Tag::Strong => "<b>".into(),
        _ => String::new(),
    }
}

fn closing(end: TagEnd) -> &'static str {
    match end {
        TagEnd::Paragraph => "</p>",
        TagEnd::Heading(HeadingLevel::H1) => "</h1>",
        TagEnd::Heading(HeadingLevel::H2) => "</h2>",
        TagEnd::Heading(HeadingLevel::H3) => "</h3>",
        TagEnd::Heading(HeadingLevel::H4) => "</h4>",
        TagEnd::Heading(HeadingLevel::H5) => "</h5>",
        TagEnd::Heading(HeadingLevel::H6) => "</h6>",
        TagEnd::BlockQuote(_) => "</blockquote>",
        TagEnd::Item => "</li>",
        TagEnd::CodeBlock => "</pre>",
        TagEnd::TableHead | TagEnd::TableRow => "</tr>",
        TagEnd::TableCell => "</td>",
        TagEnd::List(_) => "</ul>",
        TagEnd::Strong => "</b>",
        _ => "",
    }
}

fn escaped(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '<' => html.push_str("&lt;"),
            '&' => html.push_str("&amp;"),
            other => {
                let _ = html.write_char(other);
            }
        }
    }
}

/// The fields between two lines of three hyphens at the very start, and what comes after.
fn front_matter(text: &str) -> (Draft, &str) {
    let mut draft = Draft::default();
    let body = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"));
    let Some(body) = body else { return (draft, text) };
    let Some(end) = body.find("\n---").filter(|end| *end < 16 << 10) else { return (draft, text) };
    let mut in_writers = false;
    for line in body[..end].lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if in_writers {
                draft.writer(unquoted(item));
            }
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = unquoted(value);
        let given = (!value.is_empty()).then(|| value.to_owned());
        let name = name.trim().to_ascii_lowercase();
        in_writers = matches!(name.as_str(), "author" | "authors" | "byline");
        match name.as_str() {
            "title" | "headline" => draft.title = given,
            "date" | "published" | "pubdate" => draft.published = given,
            "url" | "link" | "canonical" => draft.url = given.filter(|it| it.starts_with("http")),
            "outlet" | "publisher" | "source" | "publication" => draft.outlet = given,
            "lang" | "language" => draft.language = given,
            _ if in_writers => {
                value.trim_matches(['[', ']']).split(',').for_each(|name| draft.writer(unquoted(name)));
            }
            _ => {}
        }
    }
    let rest = body[end + 4..].split_once('\n').map_or("", |(_, rest)| rest);
    (draft, rest)
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_headings_stay() {
        let text = "---\ntitle: \"Bridge: closed\"\nauthors:\n  - Jane Doe\ndate: 2024-03-22\n---\n# The bridge\n\nPolice **said** so,\nthe [mayor](http://x) too ![pic](a.png).\n\n## What is known\n\n> It is 1 < 2 & closed.\n\n- one\n- two\n";
        let document = document("k".into(), "f.md", text.as_bytes(), &mut Vec::new()).document.unwrap();
        assert_eq!(
            &*document.text,
            "Police said so, the mayor too .\n\nWhat is known\n\nIt is 1 < 2 & closed.\n\none\n\ntwo"
        );
        assert_eq!((document.title.as_deref(), document.byline[0].as_str()), (Some("Bridge: closed"), "Jane Doe"));
        assert_eq!((document.headings.len(), document.published.unwrap().as_str()), (1, "2024-03-22"));
        assert_eq!(draft("# Bridge *closed*\n\nText").title.as_deref(), Some("Bridge closed"));
        assert_eq!(draft("Text\n\n# Not the headline").title, None);
    }
}
