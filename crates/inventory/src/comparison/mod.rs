//! 比較 (comparison) of two snapshots: what came, went, split, merged, moved and changed.
//!
//! [`compare`] first takes items of the two snapshots for the same, by rules in a fixed order, and
//! keeps the reason of each match: what somebody said ([`MatchingCorrections`]), the id, the series
//! of a yearly scheme, name with law and provision, names that are alike. Where two matches are
//! equally good none is chosen: both sides are reported as a finding, and count as abolished and
//! added until a correction says otherwise.

use tosei_types::embedded;
mod board;
mod change;
mod compare;
mod correction;
mod csv;
mod key;
mod matching;
mod options;
mod survey;

pub use board::{Group, Pair};
pub use change::{
    ChangeKind, ChangeTotal, ComparedList, ComparisonReport, FieldChange, ItemChange, MatchReason,
    ScoreBand, Transfer,
};
pub use compare::{Comparison, ListComparison, compare};
pub use correction::{MatchingCorrection, MatchingCorrections, MatchingDocument, MatchingError};
pub use csv::write_comparison_csv;
pub(crate) use options::Owners;
pub use options::{CompareOptions, OrganisationBasis, Similarity};
pub use survey::{SurveyChange, SurveyComparison, compare_surveys};

use std::sync::OnceLock;
use tosei_document::Catalogue;

/// The rules about comparisons, with those about reading before them.
#[must_use]
pub fn comparison_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/comparison.json"))
    })
}
