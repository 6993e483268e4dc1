//! 説明 (explanation): why a procedure stands where it stands, and what would raise it.

use crate::AssessError;
use tosei_criteria::{
    ActionOptions, Assessment, CompiledStandard, Explanation, StandardSeries, explain,
};
use tosei_types::Language;

/// 手続の説明 (explanation of a procedure's assessment), with the edition that made it.
///
/// The data is in [`data`](Self::data): why this level, why not the next, which unknowns could lift or
/// sink it, and the smallest sets of criteria that reach the next level. The sentences say the
/// same in Japanese and English with the published wording of the criteria.
#[derive(Debug, Clone)]
pub struct ProcedureExplanation<'s> {
    standard: &'s CompiledStandard,
    data: Explanation,
}

impl ProcedureExplanation<'_> {
    /// The explanation as data.
    #[must_use]
    pub fn data(&self) -> &Explanation {
        &self.data
    }

    /// All sentences: whether there are levels at all, then principle by principle.
    #[must_use]
    pub fn sentences(&self, language: Language) -> Vec<String> {
        self.data.sentences(self.standard, language)
    }
}

/// Explains an assessment by the edition that made it.
///
/// # Errors
///
/// [`AssessError::NoEdition`] if the series does not have the edition of the assessment.
///
/// # Examples
///
/// ```
/// use tosei_criteria::{ActionOptions, EvidenceSet};
/// use tosei_document::Limits;
/// use tosei_qos_model::{assess, explain_assessment, tokyo};
/// use tosei_types::Language;
///
/// let json = br#"{"format": "tosei-evidence", "format_version": 1, "items": [
///     {"subject": "P-1", "criterion": "digital", "answer": "not_met", "quality": "stated",
///      "source": "inventory", "date": "2025-04-01"}]}"#;
/// let (evidence, _) = EvidenceSet::read(json, &Limits::default());
/// let assessment = assess(tokyo(), &evidence.unwrap(), &"P-1".parse()?, "2025-06-30".parse()?)?;
/// let explained = explain_assessment(tokyo(), &assessment, &ActionOptions::default())?;
/// assert_eq!(
///     explained.sentences(Language::Ja),
///     ["前提を満たさないため、水準はありません（デジタル化した手続である）。最も低い水準とは異なります。"],
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain_assessment<'s>(
    series: &'s StandardSeries,
    assessment: &Assessment,
    options: &ActionOptions,
) -> Result<ProcedureExplanation<'s>, AssessError> {
    let standard = series
        .edition(&assessment.edition)
        .ok_or(AssessError::NoEdition {
            day: assessment.as_of,
        })?;
    Ok(ProcedureExplanation {
        standard,
        data: explain(standard, assessment, options),
    })
}
