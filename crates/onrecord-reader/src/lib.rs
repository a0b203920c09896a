//! Reads one news report into an attributed record: who said what, when, how surely, and who disagrees.
//!
//! Pure: the same [`model::Document`] and [`lexicon::Lexicon`] give the same [`model::Reading`] on every
//! machine. No input or output, no clock, no network, no threads, no randomness. Reading never fails:
//! damaged input gives a smaller reading.
//!
//! The tour, bottom up: [`model`] holds the types; [`lexicon`] the knowledge tables of `data/`; then one
//! module a stage, in the order [`read`] calls them; [`row`] is the contract other programs see.

pub mod blocks;
pub mod case;
pub mod edtf;
pub mod entities;
pub mod figures;
pub mod gazetteer;
pub mod incidents;
pub mod language;
pub mod lexicon;
pub mod mentions;
pub mod model;
pub mod relations;
pub mod roles;
pub mod row;
pub mod statements;
pub mod syntax;
pub mod times;
pub mod tokens;

use lexicon::Lexicon;
use model::{Document, Reading};

/// The version of the reader, stored with everything it reads. Raise it when readings change.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+4");

/// Reads one document.
///
/// A stage takes the layers it needs and returns its own; a layer never changes once returned.
///
/// ```
/// use onrecord_reader::{lexicon::Lexicon, model::Document, read};
///
/// let document = Document::from_text("one", "Police said the bridge was closed.");
/// let reading = read(document, &Lexicon::built_in());
/// assert_eq!(reading.document.key, "one");
/// ```
pub fn read(document: Document, lexicon: &Lexicon) -> Reading {
    read_watched(document, lexicon, &mut |_| {})
}

/// Reads one document as [`read`] does and says the name of each stage when it is done: what costs what can be measured from
/// outside, for the reader has no clock.
pub fn read_watched(document: Document, lexicon: &Lexicon, done: &mut impl FnMut(&'static str)) -> Reading {
    let language = language::language(&document, &lexicon.languages);
    done("language");
    let (head, blocks) = blocks::blocks(&document, lexicon);
    done("blocks");
    let (sentences, tokens) = tokens::tokens(&document, &blocks, lexicon);
    done("tokens");
    if !language.is_read {
        let nodes = syntax::unparsed(&tokens);
        return Reading::kept(document, language, head, blocks, sentences, tokens, nodes);
    }
    let nodes = syntax::nodes(&document, &sentences, &tokens);
    done("syntax");
    let text = syntax::Text::new(&document, &blocks, &sentences, &tokens, &nodes);
    let times = times::times(&text, &head, lexicon);
    done("times");
    let mentions = mentions::mentions(&text, lexicon);
    done("mentions");
    let entities = entities::entities(&text, &mentions, &head, lexicon);
    done("entities");
    let roles = roles::roles(&text, &mentions, &entities, lexicon);
    done("roles");
    let statements = statements::statements(&text, &mentions, &entities, &roles, &times, &head, lexicon);
    done("statements");
    let figures = figures::figures(&text, &statements, &times, lexicon);
    done("figures");
    let (incidents, figures) =
        incidents::incidents(&text, &mentions, &entities, &statements, &times, &head, figures, lexicon);
    done("incidents");
    let relations = relations::relations(&text, &mentions, &entities, &statements, &times, lexicon);
    done("relations");
    let roles = roles::attributed(roles, &statements);
    Reading {
        language,
        head,
        blocks,
        sentences,
        tokens,
        nodes,
        times,
        mentions,
        entities,
        roles,
        statements,
        figures,
        incidents,
        relations,
        document,
    }
}
