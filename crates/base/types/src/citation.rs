//! 条項号 (legal citations): one place in a statute, and cells that name several.
//!
//! - [`Citation`] is one place. Its [`FromStr`](std::str::FromStr) takes the regular spelling in
//!   half-width, full-width or kanji numerals; [`Display`](std::fmt::Display) writes 「第9条の3第1項第2号」 and
//!   [`Citation::statute_style`] 「第九条の三第一項第二号」.
//! - [`CitationList`] is what a table cell holds: places and ranges, one after the other.
//! - [`read_citation_cell`] reads a cell as people wrote it and keeps every part it could not read.
#![deny(clippy::arithmetic_side_effects)]

mod cell;
mod cursor;
mod elements;
mod error;
mod inherit;
mod law;
mod list;
mod number;
mod place;
mod read;
mod scan;
mod subitem;
mod tally;
mod write;

pub use cell::{CitationReading, MAX_CELL_CHARS, ReadEntry, UnreadText, read_citation_cell};
pub use error::{CitationError, CitationPartsError, LawNameError, TextPosition};
pub use law::{AmendingAct, LawName, MAX_LAW_NAME_CHARS};
pub use list::{CitationEntry, CitationList, CitedPlace};
pub use number::{MAX_NUMBER, MAX_NUMBER_PARTS, ProvisionNumber};
pub use place::{
    Citation, CitationParts, Division, MAX_SUBITEMS, SentencePart, SupplementaryKind, TableRow,
};
pub use read::MAX_CITATION_CHARS;
pub use subitem::{KanaSequence, Subitem, SubitemKind};
pub use tally::{CitationFailure, CitationTally, tally_citation_cells};
pub use write::StatuteStyle;
