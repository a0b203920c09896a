//! `onrecord extract`: the article and its metadata as the reader gets them, without reading them.

use std::{io::Write, ops::ControlFlow};

use onrecord::acquire::{self, Acquired};
use onrecord_reader::model::Document;
use serde_json::{Value, json};

use super::read::{complain, inputs};
use crate::{
    args::{Articles, Format, Global},
    error::{CommandError, Outcome},
    progress, terminal,
};

/// What `onrecord extract` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    pub articles: Articles,
}

const EXAMPLES: &str = "\
Examples:
  onrecord extract --format text page.html     the clean article: headline, who, when, text
  onrecord extract pages/ > articles.jsonl     one article a line: id, title, byline, published, modified, outlet,
                                               language, url, headings, text

The lines can be read, added and shared in place of the pages: 'onrecord add articles.jsonl'.";

/// Extracts and prints.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let form = global.format.unwrap_or(Format::Jsonl);
    if !matches!(form, Format::Text | Format::Jsonl) {
        return Err(form.refused("extract", "jsonl or text"));
    }
    let mut out = terminal::output(global);
    let bar = progress::count(global, "extracting");
    let (mut failures, mut broken) = (false, None);
    acquire::each_document(inputs(&args.articles, None)?, args.articles.means.threads(), Box::new, |acquired| {
        let Acquired { key, origin, document, notes, fetched } = *acquired;
        for note in &notes {
            bar.suspend(|| terminal::remark(global, format!("{origin}: {note}")));
        }
        bar.inc(1);
        let printed = match document {
            Ok(document) if form == Format::Text => writeln!(out, "{}", text(&document)),
            Ok(document) => writeln!(out, "{}", line(&document, fetched.as_deref())),
            Err(error) => {
                failures = true;
                bar.suspend(|| complain(&error));
                writeln!(out, "{}", json!({"id": key, "error": error.to_string()}))
            }
        };
        broken = printed.err();
        if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    bar.finish_and_clear();
    if let Some(error) = broken {
        return Err(error.into());
    }
    out.flush()?;
    Ok(if failures { Outcome::NothingFound } else { Outcome::Found })
}

/// One article as a line that `read` and `add` take.
fn line(document: &Document, fetched: Option<&str>) -> Value {
    let headings: Vec<&str> = document.headings.iter().map(|it| &document.text[it.start()..it.end()]).collect();
    let modified = document.beside.iter().find(|it| it.kind == "modified").map(|it| &it.text);
    let beside = document.beside.iter().filter(|it| it.kind != "modified");
    let beside: Vec<Value> = beside.map(|it| json!({"kind": it.kind, "text": it.text})).collect();
    json!({
        "id": document.key, "title": document.title, "byline": document.byline,
        "published": document.published.as_ref().map(|it| it.as_str()), "outlet": document.outlet,
        "language": document.language, "url": document.url, "fetched": fetched, "headings": headings, "text": &*document.text,
        "modified": modified, "beside": beside,
    })
}

/// One article for people.
fn text(document: &Document) -> String {
    let mut lines = vec![terminal::one_line(document.title.as_deref().unwrap_or(&document.key))];
    let published = document.published.as_ref().map(|it| it.as_str().to_owned());
    let head = [document.outlet.clone(), (!document.byline.is_empty()).then(|| document.byline.join(", ")), published];
    let head: Vec<String> = head.into_iter().flatten().map(|it| terminal::one_line(&it)).collect();
    if !head.is_empty() {
        lines.push(head.join(" | "));
    }
    lines.push(String::new());
    lines.push(document.text.chars().map(terminal::harmless).collect());
    lines.join("\n") + "\n"
}
