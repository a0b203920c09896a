//! The lines above an article: outlet and date, byline, dateline.

use std::ops::Range;

use super::{dates, lines};
use crate::edtf::Edtf;
use crate::lexicon::Lexicon;

/// The longest imprint, in words.
const LONGEST_IMPRINT: usize = 18;
/// The longest dateline, in bytes, the dash included. The longest of MUC-4 training has 118.
const LONGEST_DATELINE: usize = 160;

/// What a line of outlet and date states.
pub(super) struct Imprint {
    pub(super) date: Option<Edtf>,
    pub(super) outlet: Option<String>,
}

/// Reads "NPR/March 24, 2024", "Published: 3 May 2021", "Updated 3:14 p.m. EST"; nothing when a line is more than that.
pub(super) fn imprint(line: &str, lexicon: &Lexicon) -> Option<Imprint> {
    let count = lines::count_words(line, LONGEST_IMPRINT + 1);
    if count > LONGEST_IMPRINT {
        return None;
    }
    let found = dates::first_date(line, &lexicon.words);
    let outside = |at: usize| found.as_ref().is_none_or(|found| !found.range.contains(&at));
    let mut labelled = false;
    let mut others = Vec::new();
    for (at, word) in dates::words(line).filter(|(at, _)| outside(*at)) {
        let kinds = lexicon.words.kinds(word);
        let clock = word.bytes().all(|byte| byte.is_ascii_digit()) || word.len() == 1;
        labelled |= kinds.imprint && word.len() > 4;
        if !(kinds.imprint || kinds.calendar || clock || kinds.month.is_some()) {
            others.push((at, word));
        }
    }
    let outlet = || others.first().zip(others.last()).map(|((start, _), (end, word))| &line[*start..end + word.len()]);
    match found {
        Some(found) if others.is_empty() => Some(Imprint { date: Some(found.date), outlet: None }),
        Some(found) => {
            let name = outlet()?;
            let apart = is_apart(line, name, &found.range);
            let known = known_outlet(name, lexicon);
            let few = others.len() <= 6 && !lines::ends_stopped(line);
            let outlet = known.then(|| tidy(name));
            (apart && few && (known || labelled || line.contains(['/', '|', '•'])))
                .then_some(Imprint { date: Some(found.date), outlet })
        }
        None if labelled && others.is_empty() && count > 1 => Some(Imprint { date: None, outlet: None }),
        None => {
            let alone =
                outlet().is_some_and(|name| name == line.trim_matches(['(', ')']) && whole_outlet(name, lexicon));
            alone.then(|| Imprint { date: None, outlet: Some(tidy(line.trim_matches(['(', ')']))) })
        }
    }
}

/// Whether only marks and labels stand between a name and a date, a mark among them.
fn is_apart(line: &str, name: &str, date: &Range<usize>) -> bool {
    let start = name.as_ptr() as usize - line.as_ptr() as usize;
    let end = start + name.len();
    let between = if end <= date.start { &line[end..date.start] } else { line.get(date.end..start).unwrap_or("") };
    between.contains(['/', '|', ',', '•', '·', '-', '–', '—', '(', ')', ':', '\n'])
}

fn whole_outlet(name: &str, lexicon: &Lexicon) -> bool {
    let row = lexicon.table("outlets").get(&name.to_lowercase());
    row.is_some_and(|cells| cells.first().is_some_and(|kind| kind != "word"))
}

/// Whether a name is that of an outlet: a known one, or one that has "Post", "News" or the like in it.
fn known_outlet(name: &str, lexicon: &Lexicon) -> bool {
    let outlets = lexicon.table("outlets");
    whole_outlet(name, lexicon)
        || name
            .split_whitespace()
            .any(|word| word.starts_with(char::is_uppercase) && outlets.contains(&word.to_lowercase()))
}

/// The names of "By Jane Doe and John Roe, The Harbour Post"; nothing when a line is not only that.
pub(super) fn byline(line: &str, lexicon: &Lexicon) -> Option<Vec<String>> {
    let rest =
        ["By ", "BY ", "by ", "By: ", "Written by ", "Text by "].iter().find_map(|start| line.strip_prefix(start))?;
    if lines::count_words(rest, 17) > 16 || lines::ends_stopped(rest) && !rest.ends_with("Jr.") {
        return None;
    }
    let rest = rest.split(['|', '/', '•', '(']).next().unwrap_or(rest);
    let mut names = Vec::new();
    let parts = rest.split(',').flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & "));
    for part in parts.map(|part| part.trim().trim_start_matches("and ")) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let named = |word: &&str| word.starts_with(char::is_uppercase) || lexicon.words.kinds(word).particle;
        let office = words.iter().any(|word| lexicon.words.kinds(word).byline) || known_outlet(part, lexicon);
        let is_name = (2..=5).contains(&words.len()) && words.iter().all(named);
        match (is_name, office) {
            (true, false) => names.push(tidy(part)),
            _ if names.is_empty() && !office => return None,
            _ => {}
        }
    }
    (!names.is_empty()).then_some(names)
}

/// What a dateline states; ranges are bytes of the paragraph it begins.
pub(super) struct Dateline {
    /// The town; nothing where only a day and an agency stand there.
    pub(super) town: Option<Range<usize>>,
    pub(super) date: Option<Edtf>,
    pub(super) agency: Option<String>,
    /// The end, the dash and the markers of an agency ("[TEXT]") included.
    pub(super) end: usize,
}

/// Reads "NAIROBI, Kenya (AP) -- ", "SAN SALVADOR, 3 JAN 90 -- [REPORT] [TEXT] ".
pub(super) fn dateline(paragraph: &str, lexicon: &Lexicon) -> Option<Dateline> {
    let mut near = paragraph.len().min(LONGEST_DATELINE);
    while !paragraph.is_char_boundary(near) {
        near -= 1;
    }
    let (dash, after) = first_dash(&paragraph[..near])?;
    let before = paragraph[..dash].trim_end();
    let (place, agency) = match before.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        Some((place, agency)) if !agency.is_empty() => (place.trim_end(), Some(agency)),
        _ => (before, None),
    };
    let found = dates::first_date(place, &lexicon.words);
    let town = place.split([',', '(']).next().unwrap_or(place).trim_end();
    let is_capital = |text: &str| !text.bytes().any(|byte| byte.is_ascii_lowercase());
    let rest = paragraph[after.min(near)..near].trim();
    let all_capitals = !rest.is_empty() && is_capital(rest);
    let sure = agency.is_some() || found.is_some() || (!all_capitals && is_capital(town));
    if !sure || !is_place(place, town, agency.is_some() || found.is_some(), lexicon) {
        return None;
    }
    let known = agency.filter(|agency| whole_outlet(agency, lexicon));
    Some(Dateline {
        town: (!town.contains(|c: char| c.is_ascii_digit())).then_some(0..town.len()),
        date: found.map(|found| found.date),
        agency: known.map(tidy),
        end: after_markers(paragraph, after),
    })
}

/// The first dash that stands apart from the words around it: where it begins and ends.
fn first_dash(near: &str) -> Option<(usize, usize)> {
    let spaced = |at: usize| near[..at].ends_with([' ', ')', '\u{A0}']);
    let dash = |(at, c): (usize, char)| {
        let len = match c {
            '—' | '–' => c.len_utf8(),
            '-' if near[at..].starts_with("--") => near[at..].bytes().take_while(|byte| *byte == b'-').count(),
            '-' | '_' if near[at + 1..].starts_with([' ', '\n', '\u{A0}']) || near.len() == at + 1 => 1,
            _ => return None,
        };
        (spaced(at) || c == '—').then_some((at, at + len))
    };
    near.char_indices().find_map(dash)
}

/// Whether the words before the dash are a place: a town in capitals (or any capital letter, where an agency or date
/// makes it sure), then region and date.
fn is_place(place: &str, town: &str, sure: bool, lexicon: &Lexicon) -> bool {
    let words = lines::count_words(town, 6);
    if town.len() < 3 || words > 5 || lines::count_words(place, 13) > 12 || place.contains(['"', '“', '?', '!', ';'])
    {
        return false;
    }
    let capital = |word: &str| word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let titled = |word: &str| word.starts_with(char::is_uppercase) || lexicon.words.kinds(word).particle;
    let is_town = |word: &str| capital(word) || lexicon.words.kinds(word).particle || sure && titled(word);
    let region = |word: &str| titled(word) || word.starts_with(|c: char| c.is_ascii_digit() || c == '(');
    town.chars().any(char::is_alphabetic)
        && town.split_whitespace().all(is_town)
        && place[town.len()..].split([' ', ',']).filter(|word| !word.is_empty()).all(region)
}

/// The place after "[REPORT] [NAME] [TEXT]": markers in capitals.
fn after_markers(paragraph: &str, mut at: usize) -> usize {
    for _ in 0..6 {
        let rest = paragraph[at..].trim_start();
        let Some(end) = rest.strip_prefix('[').and_then(|inner| inner.find(']')) else { break };
        let inner = &rest[1..=end];
        if inner.len() > 120 || inner.bytes().any(|byte| byte.is_ascii_lowercase()) {
            break;
        }
        at = paragraph.len() - rest.len() + end + 2;
    }
    at
}

/// Words with single spaces.
pub(super) fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether most long words begin with a capital, as in American headlines.
pub(super) fn is_title_case(words: &str) -> bool {
    let long = words.split_whitespace().filter(|word| word.len() > 3);
    let (capital, all) = long.fold((0, 0), |(capital, all), word| {
        (
            capital
                + usize::from(
                    word.trim_start_matches(['"', '“', '\'', '‘', '(']).starts_with(|c: char| !c.is_lowercase()),
                ),
            all + 1,
        )
    });
    capital * 4 >= all * 3
}
