//! A saved mail message, or a page that a browser saved as one (MHTML), to a document.

use mail_parser::{HeaderName, HeaderValue, MessageParser, PartType};

use super::{Acquired, draft::Draft, page};
use crate::Error;

/// Header fields that tell a message from a text with colons.
const FIELDS: &[&str] = &[
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "delivered-to",
    "content-type",
    "sender",
    "reply-to",
    "cc",
    "x-mailer",
    "snapshot-content-location",
    "list-id",
];

/// Header fields that must be there at least.
const ENOUGH: usize = 3;

/// Whether the first bytes are the head of a message.
pub(super) fn is_message(head: &str) -> bool {
    let mut known = 0;
    for (at, line) in head.lines().enumerate() {
        let goes_on = at > 0 && line.starts_with([' ', '\t']);
        let mbox = at == 0 && line.starts_with("From ");
        if goes_on || mbox {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { break };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            break;
        }
        known += usize::from(FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name)));
    }
    known >= ENOUGH
}

/// The document of a message.
pub(super) fn document(key: String, origin: &str, bytes: &[u8], notes: &mut Vec<String>) -> Acquired {
    match draft(&key, bytes, notes) {
        Ok(Taken::Draft(draft)) => draft.acquired(key, origin, notes),
        Ok(Taken::Page(html, url)) => {
            let document = page::article(&key, &html, url.as_deref(), notes);
            let document = super::not_empty(document, origin);
            Acquired { key, origin: origin.into(), document, notes: Vec::new(), fetched: None }
        }
        Err(why) => {
            let document = Err(Error::refused(format!("{origin} {why}")));
            Acquired { key, origin: origin.into(), document, notes: Vec::new(), fetched: None }
        }
    }
}

enum Taken {
    Draft(Box<Draft>),
    /// A saved page, and its address.
    Page(String, Option<String>),
}

fn draft(key: &str, bytes: &[u8], notes: &mut Vec<String>) -> Result<Taken, String> {
    // The line that begins a message in a mailbox file is none of the message.
    let bytes = match bytes.strip_prefix(b"From ") {
        Some(rest) => rest.iter().position(|byte| *byte == b'\n').map_or(&[][..], |at| &rest[at + 1..]),
        None => bytes,
    };
    let message = MessageParser::default().parse(bytes).ok_or("is a mail message without a head")?;
    let field = |name: &'static str| match message.header(HeaderName::Other(name.into())) {
        Some(HeaderValue::Text(text)) => Some(text.trim().to_owned()),
        _ => None,
    };
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.to_string()),
        _ => None,
    });
    let saved = field("Snapshot-Content-Location").or_else(|| field("Content-Location"));
    if let (Some(html), Some(url)) = (&html, saved) {
        return Ok(Taken::Page(html.clone(), Some(url).filter(|it| it.starts_with("http"))));
    }
    let text = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) if !text.trim().is_empty() => Some(text.to_string()),
        _ => None,
    });
    let is_html = text.is_none();
    let content = text.or(html).ok_or("is a mail message without a text")?;
    let mut draft = Draft {
        title: message.subject().and_then(super::draft::one_line),
        published: message.date().map(mail_parser::DateTime::to_rfc3339),
        language: field("Content-Language"),
        url: field("Archived-At").map(|it| it.trim_matches(['<', '>']).to_owned()).filter(|it| it.starts_with("http")),
        id: message.message_id().map(str::to_owned),
        content,
        html: is_html,
        ..Draft::default()
    };
    for name in message.from().into_iter().flat_map(mail_parser::Address::iter).filter_map(mail_parser::Addr::name) {
        draft.writer(name);
    }
    let attached = message.attachment_count();
    if attached > 0 {
        notes.push(format!("{attached} attachments of the message are not read"));
    }
    draft.id = draft.id.or_else(|| Some(key.to_owned()));
    Ok(Taken::Draft(Box::new(draft)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "Return-Path: <a@x.example>\r\nFrom: =?utf-8?q?Jane_Do=C3=AB?= <jane@ministry.example>\r\nTo: desk@post.example\r\n\
        Subject: Bridge\r\n closed\r\nDate: Fri, 22 Mar 2024 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe minist=\r\nry said so.\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<p>The ministry said so.</p>\r\n--b--\r\n";

    fn read(bytes: &[u8]) -> (Acquired, Vec<String>) {
        let mut notes = Vec::new();
        (document("m.eml".into(), "m.eml", bytes, &mut notes), notes)
    }

    #[test]
    fn a_message_has_subject_sender_date_and_plain_text() {
        assert!(is_message(MAIL) && !is_message("Note: a\nTo: b\n\nText") && !is_message("Police said: no."));
        let (acquired, notes) = read(MAIL.as_bytes());
        let document = acquired.document.unwrap();
        assert_eq!(document.text.trim(), "The ministry said so.");
        assert_eq!(
            (document.title.as_deref(), document.byline.as_slice()),
            (Some("Bridge closed"), &["Jane Do\u{EB}".to_owned()][..])
        );
        assert_eq!(document.published.unwrap().as_str(), "2024-03-22");
        assert!(notes.is_empty(), "{notes:?}");
    }

    #[test]
    fn a_saved_page_is_a_page() {
        let body = "<html><head><title>Bridge closed</title></head><body><p>Police said on Friday the bridge was closed.</p></body></html>";
        let saved = format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/1\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{body}\r\n--b--\r\n"
        );
        let document = read(saved.as_bytes()).0.document.unwrap();
        assert_eq!(
            (document.url.as_deref(), document.title.as_deref()),
            (Some("https://post.example/1"), Some("Bridge closed"))
        );
        assert!(read(b"From: a\r\nTo: b\r\nSubject: c\r\n\r\n").0.document.is_err());
    }
}
