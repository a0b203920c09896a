//! Figures over time as a small drawing: a mark for each figure a source gave, none of our own, no line of ours between.

use std::collections::BTreeMap;

use onrecord::answer::{Corpus, Line, Part, phrases};
use onrecord_reader::edtf::Edtf;

/// A drawing.
pub struct Chart {
    pub measure: &'static str,
    pub points: Vec<Point>,
    /// Height of a line and the number it stands for.
    pub grid: Vec<(i64, u64)>,
    /// Left and right day.
    pub first: String,
    pub last: String,
}

/// A figure.
pub struct Point {
    pub x: i64,
    pub y: i64,
    pub text: String,
    /// An open range: at least so many.
    pub is_open: bool,
    pub number: usize,
    pub title: String,
    pub label_y: i64,
}

/// The drawing area, in its own units.
const WIDTH: i64 = 640;
const HEIGHT: i64 = 200;
const LEFT: i64 = 44;
const TOP: i64 = 22;

/// Fewer figures than this are read more quickly in the list.
const FEWEST: usize = 3;

struct Given {
    day: i64,
    date: String,
    low: u64,
    high: Option<u64>,
    source: usize,
    title: String,
}

/// Charts of the figures cited in lines, one a measure; those of earlier incidents are left out.
pub fn charts(corpus: &Corpus, lines: &[&Line]) -> Vec<Chart> {
    let mut series: BTreeMap<&'static str, Vec<Given>> = BTreeMap::new();
    for line in lines {
        if let Some((measure, given)) = given(corpus, line) {
            series.entry(measure).or_default().push(given);
        }
    }
    let mut charts: Vec<Chart> = series.into_iter().filter_map(|(measure, given)| chart(measure, given)).collect();
    charts.sort_by_key(|chart| std::cmp::Reverse(chart.points.len()));
    charts.truncate(3);
    charts
}

fn given(corpus: &Corpus, line: &Line) -> Option<(&'static str, Given)> {
    let (words, cite) = line.parts.iter().find_map(|part| match part {
        Part::Words(words, cite) => Some((words, cite)),
        _ => None,
    })?;
    let source = corpus.source(cite.source)?;
    if source.copy_of.is_some() {
        return None;
    }
    let figure = source.reading.figures.iter().find(|figure| figure.span == cite.span)?;
    let incident = figure.incident.as_deref().and_then(|id| source.reading.incidents.iter().find(|it| it.id == id));
    if incident.is_none_or(|incident| incident.status == "historical") {
        return None;
    }
    let date = figure.as_of.as_deref().or(source.reading.document.published.as_deref())?;
    let day = Edtf::parse(date).and_then(|date| date.earliest())?;
    let outlet = source.reading.document.outlet.as_deref().unwrap_or("");
    let voice = figure.statement.as_deref().and_then(|id| source.statement(id));
    let voice = voice.map_or(phrases::OUTLET, |it| it.speaker_name.as_deref().unwrap_or(phrases::UNNAMED));
    let title = format!("{date}, {voice} ({outlet}): {words} {}", phrases::measure(&figure.measure));
    let given = Given { day, date: date.to_owned(), low: figure.low, high: figure.high, source: cite.source, title };
    Some((phrases::measure(&figure.measure), given))
}

fn chart(measure: &'static str, mut given: Vec<Given>) -> Option<Chart> {
    given.sort_by_key(|it| (it.day, it.low, it.source));
    given.dedup_by_key(|it| (it.day, it.low, it.source));
    let (first, last) = (given.first()?, given.last()?);
    if given.len() < FEWEST || first.day == last.day {
        return None;
    }
    let top = given.iter().map(|it| it.high.unwrap_or(it.low)).max()?.max(1);
    let step = step(top);
    let top = top.div_ceil(step) * step;
    let scaled = |value: u64| {
        let value = i64::try_from(value.min(top)).unwrap_or(0);
        TOP + HEIGHT - HEIGHT * value / i64::try_from(top).unwrap_or(1).max(1)
    };
    let span = (last.day - first.day).max(1);
    let grid = (0..=top / step).map(|at| (scaled(at * step), at * step)).collect();
    let mut points: Vec<Point> = Vec::new();
    for it in &given {
        let (x, y) = (LEFT + 12 + (WIDTH - LEFT - 48) * (it.day - first.day) / span, scaled(it.low));
        // Two sources with one number on nearly one day: the second label goes below.
        let near = points.iter().any(|other| (other.x - x).abs() < 40 && (other.y - y).abs() < 16);
        let label_y = if near { y + 22 } else { y - 10 };
        let text = super::view::range(it.low, it.high);
        points.push(Point {
            x,
            y,
            text,
            is_open: it.high.is_none(),
            number: it.source,
            title: it.title.clone(),
            label_y,
        });
    }
    Some(Chart { measure, points, grid, first: first.date.clone(), last: last.date.clone() })
}

/// A round distance that gives four lines or so.
fn step(top: u64) -> u64 {
    let mut step = 1;
    for factor in [2, 5, 10].iter().cycle().take(40) {
        if top / step <= 5 {
            return step;
        }
        step = match factor {
            2 => step * 2,
            5 => step / 2 * 5,
            _ => step * 2,
        };
    }
    step.max(1)
}
