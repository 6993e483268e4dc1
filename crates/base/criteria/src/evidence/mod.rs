//! 証拠: what is known about subjects, from whom, since when and until when.

mod document;
mod item;
mod read;

pub use document::{EVIDENCE_FORMAT, EVIDENCE_FORMAT_VERSION, EvidenceDocument};
pub use item::{CriterionExemption, EvidenceError, EvidenceItem, EvidenceOrigin, Stated};
pub use read::EvidenceSet;
