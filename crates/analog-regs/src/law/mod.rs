//! 法令の本文 (law text): 法令標準XML, pages of ordinance databases and plain text as one tree, every sentence with
//! its exact citation.
//!
//! [`LawDocument`] owns the text; [`Provision`], [`Sentence`] and [`Piece`] are views on spans of it.

mod address;
mod build;
mod check;
mod document;
mod error;
mod find;
mod format;
mod kind;
mod note;
mod provision;
mod reference;
mod sentence;
mod sign;
mod text;
mod tree;
mod xml;

pub use check::LONG_SENTENCE_CHARS;
pub use document::{LawDocument, Piece};
pub use error::LawTextError;
pub use format::LawFormat;
pub use kind::{PieceKind, ProvisionKind};
pub use note::{LawNote, law_rules};
pub use provision::{Provision, ProvisionId};
pub use reference::{LawReference, ReferenceTarget, UnresolvedReason};
pub use sentence::{Sentence, SentenceId};
