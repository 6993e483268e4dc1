//! Evidence from reviews, for the criteria that ask for them.
#![deny(clippy::arithmetic_side_effects)]

use super::ReviewSummary;
use crate::{DerivedEvidenceError, subject_of};
use tosei_criteria::{EvidenceItem, EvidenceOrigin, EvidenceQuality, ExactNumber, Stated};
use tosei_types::Date;

/// 平均点の差 (change of the mean rating) from one window to another, exact.
///
/// `None` if one of the two has too few answers: then it is unknown whether the mean rose, not that
/// it fell.
///
/// # Unit
///
/// Points; above 0 if the later mean is higher.
#[must_use]
pub fn review_mean_change(before: &ReviewSummary, after: &ReviewSummary) -> Option<ExactNumber> {
    let (was, is) = (before.mean_if_enough()?, after.mean_if_enough()?);
    let cross = |above: u64, below: u64| i128::from(above).checked_mul(i128::from(below));
    let above =
        cross(is.points(), was.answers())?.checked_sub(cross(was.points(), is.answers())?)?;
    let below = i128::from(was.answers()).checked_mul(i128::from(is.answers()))?;
    let (mut a, mut b) = (above.checked_abs()?, below);
    while b != 0 {
        (a, b) = (b, a.checked_rem(b)?);
    }
    let divisor = a.max(1);
    let numerator = i64::try_from(above.checked_div(divisor)?).ok()?;
    let denominator = u64::try_from(below.checked_div(divisor)?).ok()?;
    ExactNumber::try_new(numerator, denominator).ok()
}

/// The change of the mean as evidence: the measure `review_mean_change` of our evidence definitions.
///
/// With too few answers in one of the windows the item says that the value is not known, so a
/// criterion that asks for it stays unknown.
///
/// # Errors
///
/// [`DerivedEvidenceError::Evidence`] if the source or the name of who confirmed it is blank.
///
/// # Examples
///
/// ```
/// use tosei_qos_model::{ReviewOptions, review_evidence, summarise_reviews};
///
/// let none = |from: &str, until: &str| {
///     let options = ReviewOptions::between(from.parse().unwrap(), until.parse().unwrap());
///     summarise_reviews(&"P-1".parse().unwrap(), [], &options)
/// };
/// let item = review_evidence(
///     &none("2024-04-01", "2025-03-31"),
///     &none("2025-04-01", "2026-03-31"),
///     "レビュー集計",
///     "市民課（架空）",
///     "2026-03-31".parse()?,
/// )?;
/// let json = serde_json::to_value(&item)?;
/// assert_eq!(json["measure"], "review_mean_change");
/// assert!(json.get("value").is_none()); // nobody answered: unknown, not 0
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn review_evidence(
    before: &ReviewSummary,
    after: &ReviewSummary,
    source: &str,
    confirmed_by: &str,
    date: Date,
) -> Result<EvidenceItem, DerivedEvidenceError> {
    let stated = Stated::Value {
        measure: "review_mean_change".parse()?,
        value: review_mean_change(before, after),
        unit: "points".parse()?,
    };
    let origin = EvidenceOrigin {
        quality: EvidenceQuality::Confirmed,
        source: source.to_owned(),
        date,
        confirmed_by: Some(confirmed_by.to_owned()),
        expires_on: None,
        reconfirm_after_days: None,
        note: None,
    };
    Ok(EvidenceItem::try_new(
        subject_of(&after.procedure),
        stated,
        origin,
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReviewOptions, ReviewState};
    use tosei_types::Ratings;

    fn summary(counts: [u64; 5], state: ReviewState) -> ReviewSummary {
        let day = "2025-04-01".parse().unwrap();
        let options = ReviewOptions::between(day, day);
        let empty = crate::summarise_reviews(&"P-1".parse().unwrap(), [], &options);
        ReviewSummary {
            ratings: Ratings::try_new(counts).unwrap(),
            state,
            ..empty
        }
    }

    #[test]
    fn the_change_is_exact_and_signed() {
        let enough = ReviewState::Enough;
        let change = |before, after| {
            let change = review_mean_change(&summary(before, enough), &summary(after, enough));
            change.map(|change| change.to_string())
        };
        assert_eq!(
            change([0, 0, 3, 0, 0], [0, 1, 2, 0, 0]).as_deref(),
            Some("1/3")
        );
        assert_eq!(
            change([0, 1, 2, 0, 0], [0, 0, 3, 0, 0]).as_deref(),
            Some("-1/3")
        );
        assert_eq!(
            change([1, 0, 0, 0, 1], [0, 0, 7, 0, 0]).as_deref(),
            Some("0")
        );
        // 17/5 less 19/5.
        assert_eq!(
            change([0, 4, 1, 0, 0], [0, 2, 3, 0, 0]).as_deref(),
            Some("-0.4")
        );
        // Too large to be exact: unknown.
        let many = [9_007_199_254_740_989, 1, 0, 0, 1];
        assert_eq!(change(many, [1, 0, 0, 0, 0]), None);
    }

    #[test]
    fn too_few_answers_on_either_side_are_unknown() {
        let (enough, few) = (ReviewState::Enough, ReviewState::TooFew);
        let ([a, b], counts) = ([enough, few], [5, 0, 0, 0, 0]);
        assert_eq!(
            review_mean_change(&summary(counts, a), &summary(counts, b)),
            None
        );
        assert_eq!(
            review_mean_change(&summary(counts, b), &summary(counts, a)),
            None
        );
    }
}
