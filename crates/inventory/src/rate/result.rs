//! What a definition gives for a tally.

use super::RateUnit;
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt};
use tosei_types::{
    Grouped, Label, Language, MAX_COUNT, PercentDigits, Rate, RateError, RateId, coded_enum,
};

coded_enum! {
    /// 率がない理由 (no rate): why a definition gave no fraction.
    ///
    /// # Not to be confused with
    ///
    /// An empty population, which is the fraction 0/0 and has no percentage.
    pub enum NoRate: "why there is no rate" {
        /// More cases were stated as filed online than were stated at all.
        MoreOnlineThanCases = "more_online_than_cases"
            ("オンライン件数が総件数を超える", "more online cases than cases"),
        /// A sum passes 2^53 − 1, the largest count that every reader keeps exact.
        TooLarge = "too_large" ("件数が大きすぎる", "a sum is too large"),
    }
}

/// 内訳 (counts): what stood in the population of a rate, and what could not be decided.
///
/// All are numbers of processes (of procedures, of touchpoints), also where the unit is cases,
/// except `more_online_than_cases_excess`.
///
/// For procedures the first six say what was derived: `done` counts as online; `partial` does not,
/// although one of its processes does; `not_done` has none that does; `exempt` has only exempt
/// ones; `other` only 「その他」 left out of the population; `unknown` could be either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RateCounts {
    /// 実施済 in the population, before the treatments.
    pub done: u64,
    /// 一部実施済.
    pub partial: u64,
    /// 未実施.
    pub not_done: u64,
    /// 適用除外.
    pub exempt: u64,
    /// その他.
    pub other: u64,
    /// 不明.
    pub unknown: u64,
    /// How many of these the treatments took out of the population.
    pub excluded: u64,
    /// How many of these could stand above the line or not, for all that is known.
    pub undecided: u64,
    /// How many more may or may not belong to the population: their kind, actor, discretion or
    /// status is not known.
    pub membership_unknown: u64,
    /// Procedures that have no process of the kinds that the derivation looks at.
    pub not_applicable: u64,
    /// Unit `case`: how many have no known cases, and so no weight. The interval says nothing
    /// of them.
    pub without_cases: u64,
    /// Numerator `online_cases`: how many have known cases, but unknown online cases.
    pub without_online_cases: u64,
    /// Numerator `online_cases`: how many state more online cases than cases.
    pub more_online_than_cases: u64,
    /// How many cases too many these state together; a sum beyond 2^53 − 1 stays there.
    pub more_online_than_cases_excess: u64,
}

impl RateCounts {
    /// Whether every count is one that every reader of JSON keeps exact.
    fn is_exact(&self) -> bool {
        // Named one by one, so that a new count cannot be forgotten.
        let Self {
            done,
            partial,
            not_done,
            exempt,
            other,
            unknown,
            excluded,
            undecided,
            membership_unknown,
            not_applicable,
            without_cases,
            without_online_cases,
            more_online_than_cases,
            more_online_than_cases_excess,
        } = *self;
        [
            done,
            partial,
            not_done,
            exempt,
            other,
            unknown,
            excluded,
            undecided,
            membership_unknown,
            not_applicable,
            without_cases,
            without_online_cases,
            more_online_than_cases,
            more_online_than_cases_excess,
        ]
        .iter()
        .all(|count| *count <= MAX_COUNT)
    }
}

/// 率の結果 (rate result): one named rate of one tally, with the interval that the unknowns leave.
///
/// # The interval
///
/// `low` is the rate if every unknown were as unfavourable as it can be, `high` if as favourable:
/// an unknown status could be any of the five, an unknown predicate yes or no, a thing of unknown
/// kind, actor or discretion could be in the population or not, unknown online cases lie between none
/// and all. An unknown status could also be 適用除外; where that leaves the population, doing so moves
/// the rate less than counting for or against, so the bounds stay those of "all not" and "all
/// yes". The bounds are exact but for online cases of things that may not belong
/// to the population at all, where they are on the safe side.
///
/// Every other choice stays as the definition has it: partly online counts or does not in
/// all three fractions.
///
/// If the unknown stay in the population, the point rate takes them as not online: it is a
/// lower bound, not an estimate.
///
/// # Invariant
///
/// `low <= rate <= high` wherever the populations are not empty, and no count is above 2^53 − 1.
///
/// # Wire form
///
/// `{"id": "processes.done", "unit": "process", "label": {…}, "numerator": 717, "denominator": 1520,
/// "low": {"numerator": 717, "denominator": 1520}, "high": {…}, "no_rate": null, "counts": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::RateResult", into = "wire::RateResult")]
pub struct RateResult {
    pub(super) id: RateId,
    pub(super) label: Label,
    pub(super) unit: RateUnit,
    pub(super) figure: Result<Figure, NoRate>,
    pub(super) counts: RateCounts,
}

/// A rate and its bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) rate: Rate,
    pub(super) low: Rate,
    pub(super) high: Rate,
}

impl Figure {
    /// Whether the rate lies between its bounds; an empty population lies everywhere.
    fn is_ordered(&self) -> bool {
        let above = |left: &Rate, right: &Rate| left.compare(right) == Some(Ordering::Greater);
        !above(&self.low, &self.rate)
            && !above(&self.rate, &self.high)
            && !above(&self.low, &self.high)
    }
}

impl RateResult {
    /// The definition that was used, which is the basis of the fractions.
    #[must_use]
    pub fn id(&self) -> &RateId {
        &self.id
    }

    /// The definition's short name.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// What was counted.
    #[must_use]
    pub fn unit(&self) -> RateUnit {
        self.unit
    }

    /// The point rate; `None` for the reason that [`no_rate`](Self::no_rate) gives.
    #[must_use]
    pub fn rate(&self) -> Option<&Rate> {
        self.figure.as_ref().ok().map(|figure| &figure.rate)
    }

    /// The lowest rate that the unknowns allow.
    #[must_use]
    pub fn low(&self) -> Option<&Rate> {
        self.figure.as_ref().ok().map(|figure| &figure.low)
    }

    /// The highest rate that the unknowns allow.
    #[must_use]
    pub fn high(&self) -> Option<&Rate> {
        self.figure.as_ref().ok().map(|figure| &figure.high)
    }

    /// Why there is no rate.
    #[must_use]
    pub fn no_rate(&self) -> Option<NoRate> {
        self.figure.as_ref().err().copied()
    }

    /// What stood in the population, and what could not be decided.
    #[must_use]
    pub fn counts(&self) -> &RateCounts {
        &self.counts
    }

    /// Whether the unknowns leave the rate open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.figure
            .as_ref()
            .is_ok_and(|figure| figure.low.compare(&figure.high) == Some(Ordering::Less))
    }

    /// One sentence with both integers, the percentage and, if it is open, the interval.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::RateResult;
    /// use tosei_types::Language;
    ///
    /// let result: RateResult = serde_json::from_str(
    ///     r#"{"id": "processes.done", "unit": "process",
    ///         "label": {"ja": "実施済／全プロセス", "en": "Done of all processes"},
    ///         "numerator": 717, "denominator": 1520,
    ///         "low": {"numerator": 717, "denominator": 1520},
    ///         "high": {"numerator": 758, "denominator": 1520}, "no_rate": null,
    ///         "counts": {"done": 717, "partial": 74, "not_done": 658, "exempt": 30, "other": 0,
    ///             "unknown": 41, "excluded": 0, "undecided": 41, "membership_unknown": 0,
    ///             "not_applicable": 0, "without_cases": 0, "without_online_cases": 0,
    ///             "more_online_than_cases": 0, "more_online_than_cases_excess": 0}}"#,
    /// )?;
    /// assert_eq!(
    ///     result.sentence(Language::Ja),
    ///     "実施済／全プロセス: 1,520のうち717、47.2％（不明の内容により47.2～49.9％）"
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let label = self.label.in_language(language);
        let figure = match &self.figure {
            Ok(figure) => figure,
            Err(reason) => {
                let reason = reason.label(language);
                return match language {
                    Language::Ja => format!("{label}: 率なし（{reason}）"),
                    Language::En => format!("{label}: no rate ({reason})"),
                };
            }
        };
        let (numerator, denominator) = (
            Grouped(figure.rate.numerator()),
            Grouped(figure.rate.denominator()),
        );
        let point = figure.rate.percent(PercentDigits::One);
        let bounds = figure
            .low
            .percent(PercentDigits::One)
            .zip(figure.high.percent(PercentDigits::One))
            .filter(|_| self.is_open());
        let mut text = match (language, point) {
            (Language::Ja, Some(percent)) => {
                format!("{label}: {denominator}のうち{numerator}、{percent}％")
            }
            (Language::Ja, None) => format!("{label}: 対象なし"),
            (Language::En, Some(percent)) => {
                format!("{label}: {numerator} of {denominator}, {percent} %")
            }
            (Language::En, None) => format!("{label}: empty population"),
        };
        if let Some((low, high)) = bounds {
            text += &match language {
                Language::Ja => format!("（不明の内容により{low}～{high}％）"),
                Language::En => format!(" ({low} to {high} % depending on what is unknown)"),
            };
        }
        text
    }
}

/// Integers, percentage and interval, without the label.
impl fmt::Display for RateResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figure = match &self.figure {
            Ok(figure) => figure,
            Err(reason) => return write!(f, "no rate: {}", reason.label(Language::En)),
        };
        let rate = &figure.rate;
        write!(f, "{}/{}", rate.numerator(), rate.denominator())?;
        if let Some(percent) = rate.percent(PercentDigits::One) {
            write!(f, " = {percent} %")?;
        }
        match (
            figure.low.percent(PercentDigits::One),
            figure.high.percent(PercentDigits::One),
        ) {
            (Some(low), Some(high)) if self.is_open() => write!(f, " ({low} to {high} %)"),
            _ => Ok(()),
        }
    }
}

/// Why a text is not a rate result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RateResultError {
    /// One of its fractions is none.
    #[error(transparent)]
    Rate(#[from] RateError),
    /// One of its [`RateCounts`] is above 2^53 − 1.
    #[error("a count is at most 9007199254740991, got a larger number")]
    TooLarge,
    /// The rate does not lie between its bounds.
    #[error("the rate lies outside its bounds")]
    OutsideBounds,
    /// It has neither all three fractions nor a reason for having none.
    #[error("a rate result has a rate and both bounds, or `no_rate`, and not both")]
    Incomplete,
}

impl RateResultError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rate(error) => error.code(),
            Self::TooLarge => "inventory.rate_result.too_large",
            Self::OutsideBounds => "inventory.rate_result.outside_bounds",
            Self::Incomplete => "inventory.rate_result.incomplete",
        }
    }
}

mod wire {
    use super::{Figure, Label, NoRate, Rate, RateCounts, RateId, RateResultError, RateUnit};
    use serde::{Deserialize, Serialize};

    /// 率の上下限: one bound of a rate.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "RateBound"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Bound {
        /// 分子: the count above the line.
        numerator: u64,
        /// 分母: the count below the line.
        denominator: u64,
    }

    /// 率の結果: one named rate with the interval that the unknowns leave.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "RateResult"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct RateResult {
        /// 率の定義ID: the definition that was used.
        id: RateId,
        /// 単位: what was counted.
        unit: RateUnit,
        /// 名称: the definition's short name.
        label: Label,
        /// 分子: the count above the line; null if there is no rate.
        numerator: Option<u64>,
        /// 分母: the count below the line; null if there is no rate, 0 if the population is empty.
        denominator: Option<u64>,
        /// 下限: the lowest rate that the unknowns allow.
        low: Option<Bound>,
        /// 上限: the highest rate that the unknowns allow.
        high: Option<Bound>,
        /// 率がない理由: why there is no rate.
        no_rate: Option<NoRate>,
        /// 内訳: what stood in the population.
        counts: RateCounts,
    }

    impl TryFrom<RateResult> for super::RateResult {
        type Error = RateResultError;

        fn try_from(wire: RateResult) -> Result<Self, RateResultError> {
            let rate =
                |bound: Bound| Rate::try_new(wire.id.clone(), bound.numerator, bound.denominator);
            let figure = match (
                wire.numerator,
                wire.denominator,
                wire.low,
                wire.high,
                wire.no_rate,
            ) {
                (Some(numerator), Some(denominator), Some(low), Some(high), None) => Ok(Figure {
                    rate: rate(Bound {
                        numerator,
                        denominator,
                    })?,
                    low: rate(low)?,
                    high: rate(high)?,
                }),
                (None, None, None, None, Some(reason)) => Err(reason),
                _ => return Err(RateResultError::Incomplete),
            };
            if figure.as_ref().is_ok_and(|figure| !figure.is_ordered()) {
                return Err(RateResultError::OutsideBounds);
            }
            if !wire.counts.is_exact() {
                return Err(RateResultError::TooLarge);
            }
            Ok(Self {
                id: wire.id,
                label: wire.label,
                unit: wire.unit,
                figure,
                counts: wire.counts,
            })
        }
    }

    impl From<super::RateResult> for RateResult {
        fn from(result: super::RateResult) -> Self {
            let bound = |rate: &Rate| Bound {
                numerator: rate.numerator(),
                denominator: rate.denominator(),
            };
            let (figure, no_rate) = match result.figure {
                Ok(figure) => (Some(figure), None),
                Err(reason) => (None, Some(reason)),
            };
            let figure = figure.as_ref();
            Self {
                id: result.id,
                unit: result.unit,
                label: result.label,
                numerator: figure.map(|figure| figure.rate.numerator()),
                denominator: figure.map(|figure| figure.rate.denominator()),
                low: figure.map(|figure| bound(&figure.low)),
                high: figure.map(|figure| bound(&figure.high)),
                no_rate,
                counts: result.counts,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(change: impl Fn(&mut Value)) -> Result<RateResult, serde_json::Error> {
        let mut result = json!({
            "id": "processes.done", "unit": "process",
            "label": { "ja": "実施済／全プロセス", "en": "Done of all processes" },
            "numerator": 3, "denominator": 10,
            "low": { "numerator": 3, "denominator": 10 },
            "high": { "numerator": 4, "denominator": 10 },
            "no_rate": null, "counts": RateCounts::default(),
        });
        change(&mut result);
        serde_json::from_value(result)
    }

    #[test]
    fn a_result_that_contradicts_itself_is_refused() {
        assert!(read(|_| ()).is_ok());
        assert!(read(|r| r["numerator"] = json!(2)).is_err()); // below the lower bound
        assert!(read(|r| r["numerator"] = json!(5)).is_err()); // above the upper bound
        assert!(read(|r| r["high"]["numerator"] = json!(11)).is_err());
        assert!(read(|r| r["low"] = json!(null)).is_err());
        assert!(read(|r| r["no_rate"] = json!("too_large")).is_err());
        let largest = MAX_COUNT;
        let all_of = |number: u64| json!({ "numerator": number, "denominator": number });
        assert!(read(|r| r["high"] = all_of(largest)).is_ok());
        assert!(read(|r| r["high"] = all_of(largest + 1)).is_err());
        assert!(read(|r| r["counts"]["unknown"] = json!(largest)).is_ok());
        assert!(read(|r| r["counts"]["unknown"] = json!(largest + 1)).is_err());
    }

    #[test]
    fn sentences_say_what_is_open_and_what_is_missing() {
        let open = read(|_| ()).unwrap();
        assert_eq!(
            open.sentence(Language::En),
            "Done of all processes: 3 of 10, 30.0 % (30.0 to 40.0 % depending on what is unknown)"
        );
        let closed = read(|r| r["high"]["numerator"] = json!(3)).unwrap();
        assert_eq!(
            closed.sentence(Language::Ja),
            "実施済／全プロセス: 10のうち3、30.0％"
        );
        let zero = json!({ "numerator": 0, "denominator": 0 });
        let empty = read(|r| {
            r["numerator"] = json!(0);
            r["denominator"] = json!(0);
            r["low"] = zero.clone();
            r["high"] = zero.clone();
        });
        let empty = empty.unwrap();
        assert_eq!(empty.sentence(Language::Ja), "実施済／全プロセス: 対象なし");
        assert_eq!(empty.to_string(), "0/0");
        let none = read(|r| {
            for key in ["numerator", "denominator", "low", "high"] {
                r[key] = json!(null);
            }
            r["no_rate"] = json!("more_online_than_cases");
        });
        assert_eq!(
            none.unwrap().sentence(Language::En),
            "Done of all processes: no rate (more online cases than cases)"
        );
    }
}
