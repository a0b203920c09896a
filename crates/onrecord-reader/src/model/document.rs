//! The text that was published, and what stands at its head.

use std::sync::Arc;

use super::{Edtf, Span};

/// One text as it was published. Never changed after it is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The name the user gave it; the identity by content is the archive's business.
    pub key: String,
    /// The clean article text, unchanged. Every [`Span`] points here.
    pub text: Arc<str>,
    /// The headline, where the input states it apart from the text.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it: the outermost voice of everything in it. Empty when the input does not say.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Vec<String>,
    /// When it was published. "On Tuesday" is resolved against this.
    pub published: Option<Edtf>,
    /// BCP 47 code; `None` reads as English.
    pub language: Option<String>,
    /// Parts of the text that are page furniture: kept, marked, never read.
    pub boilerplate: Vec<Span>,
    /// Parts of the text known to be section headings, where the input says so.
    pub headings: Vec<Span>,
    /// What the input has beside the text: shown, never read and no part of the document's identity.
    pub beside: Vec<Beside>,
}

/// Something an input has beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// What it is: `caption`, `teaser`, `title` ...
    pub kind: &'static str,
    /// Its words.
    pub text: String,
}

impl Document {
    /// A document of bare text.
    pub fn from_text(key: &str, text: &str) -> Self {
        Self { key: key.into(), text: text.into(), ..Self::default() }
    }
}

/// The content hash that names a document in an archive: BLAKE3 of text and metadata, first 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u128);

/// What the head of an article states: from the input's metadata, else from the first lines of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The headline.
    pub title: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The writers.
    pub byline: Vec<String>,
    /// The publication date.
    pub published: Option<Edtf>,
    /// The town of a dateline ("NAIROBI, Kenya (AP) --"), as a span of the text.
    pub dateline: Option<Span>,
}

/// A part of a document: a line or paragraph with one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it is, without surrounding white space.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The role of a [`Block`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline, standing in the text.
    Headline,
    /// Outlet and date line at the head ("NPR/March 24, 2024").
    Imprint,
    /// "By Jane Doe".
    Byline,
    /// Where, when and by whom a report was filed: "NAIROBI, Kenya (AP) --". Read, as a sentence of its own.
    Dateline,
    /// The heading of a section.
    Heading,
    /// Running text.
    Paragraph,
    /// A correction or update notice.
    Correction,
    /// Furniture: kept, never read.
    Boilerplate,
}

impl BlockKind {
    /// The contract's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Imprint => "imprint",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::Correction => "correction",
            Self::Boilerplate => "boilerplate",
        }
    }
    /// Whether it has sentences and words: times and names are read from it.
    pub fn has_words(self) -> bool {
        self != Self::Boilerplate
    }
    /// Whether it is the article itself: statements, incidents and the like are read from it.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Headline | Self::Dateline | Self::Heading | Self::Paragraph | Self::Correction)
    }
}
