#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

use tosei_types::embedded;
mod catalogue;
mod data_file;
mod exemption;
mod explain;
mod explain_days;
mod finding;
mod limits;
mod place;
mod publication;
mod read;
mod report;
mod sink;

pub use catalogue::{
    CATALOGUE_FORMAT_VERSION, Catalogue, CatalogueDocument, CatalogueError, Edition, Rule,
};
pub use data_file::{DataFileError, expect_distinct, expect_format};
pub use exemption::{
    AppliedExemptions, Decision, EXEMPTIONS_FORMAT, EXEMPTIONS_FORMAT_VERSION, Exemption,
    ExemptionDocument, ExemptionError, read_exemptions,
};
pub use explain::Explain;
pub use finding::{Finding, MAX_VALUE_CHARS, Mark, RuleIndex, Severity, Value, ValueRef};
pub use limits::Limits;
pub use place::{CellAddress, CellAddressError, Place, PlaceRef};
pub use publication::{
    DocumentMarks, FieldMark, PublicationMarks, PublishError, Published, Visibility, Withheld,
};
pub use read::{JsonReader, RawItem};
pub use report::{Report, RuleTotal, RuleTotalError};
pub use sink::{Collector, DEFAULT_KEPT_PER_RULE, Sink};

use std::sync::OnceLock;

#[cfg(feature = "proptest")]
pub mod proptest;

impl Catalogue {
    /// The rules about reading a document: encoding, form, keys, limits, exemptions.
    ///
    /// Every catalogue of a domain holds them too, so that one report serves a whole reading.
    #[must_use]
    pub fn reading() -> &'static Self {
        static READING: OnceLock<Catalogue> = OnceLock::new();
        embedded(&READING, || {
            Self::from_json(include_str!("../data/rules/reading.json"))
        })
    }
}
