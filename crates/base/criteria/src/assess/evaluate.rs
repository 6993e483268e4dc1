//! Judging one subject.

use super::Assessment;
use crate::{CompiledStandard, EvidenceSet};
use tosei_types::{Date, SubjectId};

/// Judges one subject as of a day.
#[must_use]
pub fn evaluate(
    standard: &CompiledStandard,
    evidence: &EvidenceSet,
    subject: &SubjectId,
    as_of: Date,
) -> Assessment {
    let _ = evidence;
    Assessment {
        subject: subject.clone(),
        standard: standard.standard().id().clone(),
        edition: standard.standard().edition().clone(),
        as_of,
        prerequisite: super::PrerequisiteStatus::Unknown,
        axes: Vec::new(),
        overall: None,
        criteria: Vec::new(),
    }
}
