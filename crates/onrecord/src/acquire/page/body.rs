//! The text of an article.

use onrecord_reader::model::Span;

/// The text of a page's article.
#[derive(Debug, Default)]
pub(in crate::acquire) struct Body {
    /// Paragraphs joined by blank lines.
    pub text: String,
    /// The headings in it.
    pub headings: Vec<Span>,
}

/// Text with its entities decoded: the numeric ones and all that HTML names.
pub(in crate::acquire) fn decoded(text: &str) -> String {
    super::entities::decoded(text).into_owned()
}
