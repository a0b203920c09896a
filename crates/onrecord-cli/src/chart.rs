//! Bar charts as SVG: one file, no script, no font of its own, readable on light and dark grounds.

use std::io::{self, Write};

use onrecord::answer::{Audit, Count};

use crate::table::shown;

const WIDTH: usize = 760;
/// Where bars begin.
const LEFT: usize = 280;
/// The longest bar.
const LONGEST: usize = 360;
const LINE: usize = 22;

/// The part of a whole, 0 where there is no whole.
#[allow(clippy::cast_precision_loss)]
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The views of an audit below each other, the first values of each.
pub fn audit(out: &mut impl Write, audit: &Audit, top: usize) -> io::Result<()> {
    let lines: usize = audit.views.iter().map(|view| view.counts.len().min(top) + 2).sum();
    let height = 60 + lines * LINE;
    let title = format!("Who gets quoted: {} statements in {} articles", audit.statements, audit.articles);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-labelledby=\"t d\">"
    )?;
    writeln!(out, "<title id=\"t\">{title}</title>")?;
    writeln!(
        out,
        "<desc id=\"d\">Bars: the share of statements by each value; every view adds up to all statements.</desc>"
    )?;
    writeln!(
        out,
        "<style>svg{{background:#fff;color:#1b1f24}}text{{font:13px system-ui,sans-serif;fill:#1b1f24}}.h{{font-weight:600}}.n{{fill:#57606a}}rect{{fill:#0b6e8a}}\
         @media(prefers-color-scheme:dark){{svg{{background:#14181d}}text{{fill:#e6e8eb}}.n{{fill:#a5adb8}}rect{{fill:#4fb3cf}}}}</style>"
    )?;
    writeln!(out, "<text class=\"h\" x=\"16\" y=\"30\" style=\"font-size:17px\">{title}</text>")?;
    let mut y = 60;
    for view in &audit.views {
        writeln!(out, "<text class=\"h\" x=\"16\" y=\"{}\">by {}</text>", y + 10, view.by)?;
        y += LINE;
        for count in view.counts.iter().take(top) {
            bar(out, y, count, audit.statements)?;
            y += LINE;
        }
        y += LINE;
    }
    writeln!(out, "</svg>")
}

fn bar(out: &mut impl Write, y: usize, count: &Count, whole: usize) -> io::Result<()> {
    let name = shown(Some(count.value.as_deref().unwrap_or("(not stated)")));
    let short: String = name.chars().take(38).collect();
    let short = if short.len() < name.len() { format!("{short}\u{2026}") } else { short };
    let share = share(count.statements, whole);
    #[allow(clippy::cast_precision_loss)]
    let length = share * LONGEST as f64;
    writeln!(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", LEFT - 10, y + 12, escaped(&short))?;
    writeln!(out, "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{length:.1}\" height=\"15\" rx=\"2\"/>")?;
    #[allow(clippy::cast_precision_loss)]
    let end = LEFT as f64 + length + 8.0;
    writeln!(
        out,
        "<text class=\"n\" x=\"{end:.1}\" y=\"{}\">{} ({:.1} %)</text>",
        y + 12,
        count.statements,
        share * 100.0
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use onrecord::answer::View;

    use super::*;

    #[test]
    fn hostile_names_stay_text() {
        let count = Count { value: Some("<script>&".into()), statements: 1, articles: 1 };
        let whole = Audit { articles: 1, statements: 1, views: vec![View { by: "speaker", counts: vec![count] }] };
        let mut out = Vec::new();
        audit(&mut out, &whole, 5).unwrap();
        let svg = String::from_utf8(out).unwrap();
        assert!(svg.contains("&lt;script&gt;&amp;") && !svg.contains("<script"));
    }
}
