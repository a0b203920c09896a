//! Prints the words of texts on standard input (one a line) with tag, head and arc.

use std::io::{self, BufRead, Write};

use onrecord_reader::{lexicon::Lexicon, model::Document, read};

fn main() -> io::Result<()> {
    let lexicon = Lexicon::built_in();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let reading = read(Document::from_text("-", &line?), &lexicon);
        for (id, token) in reading.tokens.iter() {
            let node = reading.nodes.items()[id.index()];
            let head = reading.tokens.items()[node.head as usize].span.of(&reading.document.text);
            let word = token.span.of(&reading.document.text);
            write!(out, "{word}/{}/{}>{head} ", node.tag.name(), node.arc.name())?;
        }
        writeln!(out)?;
        for (_, it) in reading.statements.iter() {
            let words = |spans: &[onrecord_reader::model::Span]| {
                spans.iter().map(|span| span.of(&reading.document.text)).collect::<Vec<_>>().join(" | ")
            };
            writeln!(
                out,
                "  [{}] [{}] [{}] {:?} {} {:?} at {:?} by {}",
                words(&it.source),
                words(&it.cue),
                words(&it.content),
                it.speaker.name,
                it.factuality.code(),
                it.parent,
                it.said_at,
                it.by
            )?;
        }
    }
    out.flush()
}
