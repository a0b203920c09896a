//! An article cut into pieces that each carry all that was read there: statement, speaker, figure, incident, place asked for.

use onrecord::answer::phrases;
use onrecord_reader::row;

/// A line of the article with the notes that stand beside it.
pub struct Block {
    /// `headline`, `heading`, `correction`, `furniture` or `text`.
    pub kind: &'static str,
    pub pieces: Vec<Piece>,
    pub notes: Vec<Note>,
}

/// Words under the same marks.
#[derive(Default)]
pub struct Piece {
    pub text: String,
    /// Number of the innermost statement that says them.
    pub statement: Option<usize>,
    /// Whether it is the first, or the last, of neighbours within one statement: they share a link.
    pub opens: bool,
    pub closes: bool,
    /// Style class of its factuality.
    pub class: &'static str,
    /// What a pointer that rests on it shows.
    pub tip: String,
    /// Attributes of an anchor: `s12` at the first words of a statement.
    pub anchor: Option<String>,
    pub figure: Option<String>,
    pub incident: Option<String>,
    pub is_source: bool,
    pub is_cue: bool,
    /// Part of the place the address asks for.
    pub is_here: bool,
    /// The first of these.
    pub is_here_first: bool,
}

/// What was read of a statement.
pub struct Note {
    pub number: usize,
    pub speaker: Option<String>,
    pub act: &'static str,
    pub certainty: &'static str,
    pub class: &'static str,
    pub code: String,
    pub kind: String,
    pub manner: String,
    pub cue: String,
    pub source: String,
    pub said_at: Option<String>,
    pub venue: Option<String>,
    pub addressee: Option<String>,
    pub parent: Option<usize>,
}

/// The style class of a factuality; a pattern and a colour each.
pub fn class(code: &str) -> &'static str {
    match code {
        "CT+" => "f-sure",
        "PR+" => "f-probable",
        "PS+" => "f-possible",
        "CT-" => "f-not",
        "PR-" | "PS-" => "f-maybe-not",
        _ => "f-open",
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Statement(usize),
    Source,
    Cue,
    Figure(usize),
    Incident(usize),
    Here,
}

/// Cuts an article. `here` is the place the address asks for.
pub fn blocks(reading: &row::Reading, here: Option<row::Span>) -> Vec<Block> {
    let characters: Vec<char> = reading.document.text.chars().collect();
    let lines = lines(&characters);
    let mut marked: Vec<Vec<(row::Span, Mark)>> = vec![Vec::new(); lines.len()];
    for (span, mark) in marks(reading, here) {
        let first = lines.partition_point(|line| line[1] <= span[0]);
        for (line, marks) in lines.iter().zip(&mut marked).skip(first).take_while(|(line, _)| line[0] < span[1]) {
            let part = [span[0].max(line[0]), span[1].min(line[1])];
            if part[0] < part[1] {
                marks.push((part, mark));
            }
        }
    }
    let notes: Vec<(usize, usize)> = (0..)
        .zip(&reading.statements)
        .map(|(at, statement)| (statement.content.first().map_or(0, |span| span[0]), at))
        .collect();
    let mut seen = Seen { statements: vec![false; reading.statements.len()], here: false };
    let mut all = Vec::with_capacity(lines.len());
    for (line, marks) in lines.iter().zip(marked) {
        let pieces = pieces(reading, &characters, *line, marks, &mut seen);
        let inside = notes.iter().filter(|(start, _)| line[0] <= *start && *start < line[1]);
        let notes = inside.map(|(_, at)| note(reading, &characters, *at)).collect();
        all.push(Block { kind: kind(reading, &characters, *line), pieces, notes });
    }
    all
}

/// The lines that hold something, without white space around.
fn lines(characters: &[char]) -> Vec<row::Span> {
    let mut all = Vec::new();
    let mut start = 0;
    for end in (0..=characters.len()).filter(|at| characters.get(*at).is_none_or(|c| *c == '\n')) {
        let (mut first, mut last) = (start, end);
        while first < last && characters[first].is_whitespace() {
            first += 1;
        }
        while last > first && characters[last - 1].is_whitespace() {
            last -= 1;
        }
        if first < last {
            all.push([first, last]);
        }
        start = end + 1;
    }
    all
}

fn kind(reading: &row::Reading, characters: &[char], line: row::Span) -> &'static str {
    let document = &reading.document;
    let within = |spans: &[row::Span]| spans.iter().any(|span| span[0] <= line[0] && line[1] <= span[1]);
    if within(&document.boilerplate) {
        return "furniture";
    }
    if within(&document.corrections) {
        return "correction";
    }
    if document.sections.iter().any(|section| section.span[0] <= line[0] && line[1] <= section.span[1]) {
        return "heading";
    }
    let is_title = |title: &String| {
        line[1] - line[0] == title.chars().count() && characters[line[0]..line[1]].iter().copied().eq(title.chars())
    };
    if line[0] < 200 && document.title.as_ref().is_some_and(is_title) {
        return "headline";
    }
    "text"
}

fn marks(reading: &row::Reading, here: Option<row::Span>) -> Vec<(row::Span, Mark)> {
    let mut all = Vec::new();
    for (at, statement) in reading.statements.iter().enumerate() {
        all.extend(statement.content.iter().map(|span| (*span, Mark::Statement(at))));
        all.extend(statement.source.iter().map(|span| (*span, Mark::Source)));
        all.extend(statement.cue.iter().map(|span| (*span, Mark::Cue)));
    }
    all.extend(reading.figures.iter().enumerate().map(|(at, figure)| (figure.span, Mark::Figure(at))));
    for (at, incident) in reading.incidents.iter().enumerate() {
        all.extend(incident.mention.iter().map(|span| (*span, Mark::Incident(at))));
    }
    all.extend(here.map(|span| (span, Mark::Here)));
    all
}

/// What has got its anchor already.
struct Seen {
    statements: Vec<bool>,
    here: bool,
}

fn pieces(
    reading: &row::Reading,
    characters: &[char],
    line: row::Span,
    mut marks: Vec<(row::Span, Mark)>,
    seen: &mut Seen,
) -> Vec<Piece> {
    marks.sort_by_key(|(span, _)| span[0]);
    let mut cuts: Vec<usize> = marks.iter().flat_map(|(span, _)| *span).chain(line).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let (mut next, mut open) = (0, Vec::<(row::Span, Mark)>::new());
    let mut all = Vec::with_capacity(cuts.len());
    for cut in cuts.windows(2) {
        open.retain(|(span, _)| span[1] > cut[0]);
        while let Some(mark) = marks.get(next).filter(|(span, _)| span[0] <= cut[0]) {
            open.push(*mark);
            next += 1;
        }
        let text = characters[cut[0]..cut[1]].iter().collect();
        all.push(piece(reading, text, &open, seen));
    }
    join(&mut all);
    all
}

/// Tells where the links of statements open and close.
fn join(pieces: &mut [Piece]) {
    let statements: Vec<Option<usize>> = pieces.iter().map(|piece| piece.statement).collect();
    for (at, piece) in pieces.iter_mut().enumerate().filter(|(_, piece)| piece.statement.is_some()) {
        let before = at.checked_sub(1).and_then(|at| statements[at]);
        let after = statements.get(at + 1).copied().flatten();
        piece.opens = before != piece.statement;
        piece.closes = after != piece.statement;
    }
}

fn piece(reading: &row::Reading, text: String, open: &[(row::Span, Mark)], seen: &mut Seen) -> Piece {
    let mut piece = Piece { text, ..Piece::default() };
    let mut shortest = usize::MAX;
    for (span, mark) in open {
        match mark {
            Mark::Statement(at) if span[1] - span[0] <= shortest => {
                shortest = span[1] - span[0];
                piece.statement = Some(at + 1);
            }
            Mark::Statement(_) => {}
            Mark::Source => piece.is_source = true,
            Mark::Cue => piece.is_cue = true,
            Mark::Figure(at) => piece.figure = reading.figures.get(*at).map(figure_tip),
            Mark::Incident(at) => piece.incident = reading.incidents.get(*at).map(|it| it.r#type.clone()),
            Mark::Here => piece.is_here = true,
        }
    }
    piece.is_here_first = piece.is_here && !seen.here;
    seen.here |= piece.is_here;
    if let Some((number, statement)) = piece.statement.and_then(|it| Some((it, reading.statements.get(it - 1)?))) {
        piece.class = class(&statement.factuality);
        piece.tip = format!(
            "{} {} {}",
            statement.speaker_name.as_deref().unwrap_or(phrases::UNNAMED),
            phrases::act(&statement.cue_class),
            phrases::certainty(&statement.factuality)
        );
        if !std::mem::replace(&mut seen.statements[number - 1], true) {
            piece.anchor = Some(format!("s{number}"));
        }
    }
    piece
}

fn figure_tip(figure: &row::Figure) -> String {
    format!("{} {}", super::view::range(figure.low, figure.high), phrases::measure(&figure.measure))
}

fn note(reading: &row::Reading, characters: &[char], at: usize) -> Note {
    let statement = &reading.statements[at];
    let words = |spans: &[row::Span]| {
        let part = |[start, end]: &row::Span| {
            let text: String = characters.get(*start..*end).unwrap_or_default().iter().collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        spans.iter().map(part).collect::<Vec<_>>().join(" \u{2026} ")
    };
    Note {
        number: at + 1,
        speaker: statement.speaker_name.clone(),
        act: phrases::act(&statement.cue_class),
        certainty: phrases::certainty(&statement.factuality),
        class: class(&statement.factuality),
        code: statement.factuality.clone(),
        kind: statement.speaker_kind.clone(),
        manner: statement.manner.clone(),
        cue: words(&statement.cue),
        source: words(&statement.source),
        said_at: statement.said_at.clone(),
        venue: statement.venue.clone(),
        addressee: statement.addressee.clone(),
        parent: statement.parent.as_deref().and_then(|id| id.strip_prefix('s')?.parse().ok()),
    }
}
