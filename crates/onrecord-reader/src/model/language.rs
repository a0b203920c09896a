//! The language of a text.

/// The language of a text, and whether it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 code; `und` where it is another one than English and nothing tells which.
    pub code: String,
    /// Whether the text is read; what is not English is kept and not read.
    pub is_read: bool,
}

impl Language {
    /// A text that is read, under the code the input gives.
    pub fn english(code: &str) -> Self {
        Self { code: code.into(), is_read: true }
    }
    /// A text that is not read.
    pub fn other(code: &str) -> Self {
        Self { code: code.into(), is_read: false }
    }
    /// What to tell people of a text that is not read.
    pub fn note(&self) -> Option<String> {
        (!self.is_read).then(|| format!("the text is not English (language {}): kept, not read", self.code))
    }
}
