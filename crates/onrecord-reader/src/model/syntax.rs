//! Sentences, words, and how words hang together.

use super::{Block, Id, Span};

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it is, without surrounding white space.
    pub span: Span,
    /// Its first token and the one after its last, as places in the token layer.
    pub tokens: std::ops::Range<u32>,
    /// The block it stands in.
    pub block: Id<Block>,
}

/// A word, number or punctuation mark (UD English tokens: "don't" is two).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it is.
    pub span: Span,
}

/// The part of speech and head of the token at the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Part of speech.
    pub tag: Tag,
    /// The place of the head in the token layer; the token itself at a root.
    pub head: u32,
    /// How it hangs on its head.
    pub arc: Arc,
}

macro_rules! names {
    ($(#[$meta:meta])* $type:ident { $($name:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum $type { $($name),+ }
        impl $type {
            /// Every value, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            /// The standard's name for it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
            /// The value of that name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

names! {
    /// Penn Treebank parts of speech, as Universal Dependencies' English treebanks use them.
    Tag {
        Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS",
        Ls = "LS", Md = "MD", Nn = "NN", Nns = "NNS", Nnp = "NNP", Nnps = "NNPS", Pdt = "PDT", Pos = "POS",
        Prp = "PRP", PrpPoss = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO",
        Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT",
        Wp = "WP", WpPoss = "WP$", Wrb = "WRB", Add = "ADD", Afx = "AFX", Gw = "GW", Hyph = "HYPH", Nfp = "NFP",
        Xx = "XX", Comma = ",", Period = ".", Colon = ":", OpenQuote = "``", CloseQuote = "''", Open = "-LRB-",
        Close = "-RRB-", Dollar = "$",
    }
}

impl Tag {
    /// Any verb form, auxiliaries included, modals not.
    pub fn is_verb(self) -> bool {
        matches!(self, Self::Vb | Self::Vbd | Self::Vbg | Self::Vbn | Self::Vbp | Self::Vbz)
    }
    /// Any noun, proper or common.
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns | Self::Nnp | Self::Nnps)
    }
    /// A proper noun.
    pub fn is_proper(self) -> bool {
        matches!(self, Self::Nnp | Self::Nnps)
    }
    /// Punctuation.
    pub fn is_punctuation(self) -> bool {
        matches!(
            self,
            Self::Comma
                | Self::Period
                | Self::Colon
                | Self::OpenQuote
                | Self::CloseQuote
                | Self::Open
                | Self::Close
                | Self::Hyph
                | Self::Nfp
        )
    }
}

names! {
    /// Universal Dependencies relations of English, subtypes kept where they matter.
    Arc {
        Root = "root", Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", Advmod = "advmod", Amod = "amod",
        Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc", Ccomp = "ccomp",
        Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj", Dep = "dep",
        Det = "det", Discourse = "discourse", Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith",
        Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod", NmodPoss = "nmod:poss", Nsubj = "nsubj",
        NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent",
        OblTmod = "obl:tmod", Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Vocative = "vocative",
        Xcomp = "xcomp", Dislocated = "dislocated", Reparandum = "reparandum",
    }
}
