//! Prints the tokens, sentences, blocks and head of JSON lines (`id`, `text`) as code-point spans, one JSON object a document: what
//! the comparison with treebanks needs.

use std::io::{self, BufRead, Write};

use onrecord_reader::{blocks, lexicon::Lexicon, model, tokens};

fn main() -> io::Result<()> {
    let lexicon = Lexicon::built_in();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or_default();
        let title = line["title"].as_str().map(str::to_owned);
        let document =
            model::Document { title, ..model::Document::from_text(line["id"].as_str().unwrap_or_default(), text) };
        let (head, blocks) = blocks::blocks(&document, &lexicon);
        let (sentences, tokens) = tokens::tokens(&document, &blocks, &lexicon);
        let mut points = vec![0; text.len() + 1];
        for (count, (at, _)) in text.char_indices().enumerate() {
            points[at] = count;
        }
        points[text.len()] = text.chars().count();
        let pair = |span: model::Span| [points[span.start()], points[span.end()]];
        let tokens: Vec<_> = tokens.items().iter().map(|token| pair(token.span)).collect();
        let sentences: Vec<_> = sentences.items().iter().map(|sentence| pair(sentence.span)).collect();
        let kinds: Vec<_> = blocks
            .items()
            .iter()
            .map(|block| serde_json::json!([format!("{:?}", block.kind), pair(block.span)]))
            .collect();
        let dateline = head.dateline.map(|span| span.of(text));
        let published = head.published.as_ref().map(model::Edtf::as_str);
        let head_words = serde_json::json!([head.title, head.outlet, head.byline, published, dateline]);
        let found = serde_json::json!({"tokens": tokens, "sentences": sentences, "blocks": kinds, "head": head_words});
        writeln!(out, "{found}")?;
    }
    out.flush()
}
