//! Judging a counter by the pledges, with reasons.

use crate::id::CounterId;
use serde::Serialize;
use tosei_criteria::{
    ActionOptions, Assessment, CompiledStandard, EvidenceSet, Explanation, evaluate, explain,
};
use tosei_types::{Date, Language};

/// 約束の判定 (assessment of the pledges) of one counter: levels with floor and ceiling, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PledgeAssessment {
    /// Answers and levels.
    pub assessment: Assessment,
    /// Why these levels, and what would reach the next.
    pub explanation: Explanation,
}

impl PledgeAssessment {
    /// The reasons, one pledge after the other.
    #[must_use]
    pub fn sentences(&self, standard: &CompiledStandard, language: Language) -> Vec<String> {
        self.explanation.sentences(standard, language)
    }
}

/// Judges a counter as of a day by the pledges, or by an office's own edition of them.
#[must_use]
pub fn assess_pledges(
    standard: &CompiledStandard,
    evidence: &EvidenceSet,
    counter: &CounterId,
    as_of: Date,
) -> PledgeAssessment {
    let assessment = evaluate(standard, evidence, counter.as_subject(), as_of);
    let explanation = explain(standard, &assessment, &ActionOptions::default());
    PledgeAssessment {
        assessment,
        explanation,
    }
}
