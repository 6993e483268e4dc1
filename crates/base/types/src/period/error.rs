//! Why values do not form a processing period.

use super::PeriodLength;

/// Why a value is not a 処理期間 (processing period) or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PeriodError {
    /// The text is not a decimal number without sign, exponent or separators.
    #[error("not a decimal number: `{text}`")]
    #[non_exhaustive]
    AmountNotDecimal {
        /// The text as given.
        text: String,
    },
    /// More than three digits stand after the point.
    #[error("an amount has at most three digits after the point, got `{text}`")]
    #[non_exhaustive]
    AmountTooFine {
        /// The text as given.
        text: String,
    },
    /// The amount is above [`MAX_PERIOD_AMOUNT`](super::MAX_PERIOD_AMOUNT).
    #[error("an amount is at most 1000000")]
    AmountTooLarge,
    /// A length has a unit that is counted, and no amount.
    #[error("a length in days, weeks and so on needs an amount")]
    AmountMissing,
    /// 即日 (same day) was given with an amount.
    #[error("a length of the same day has no amount")]
    SameDayWithAmount,
    /// Neither a lower nor an upper bound was given.
    #[error("a period needs a lower or an upper bound")]
    NoBound,
    /// The lower bound is longer than the upper bound, however months and years fall.
    #[error("lower bound `{lower}` is longer than upper bound `{upper}`")]
    #[non_exhaustive]
    BoundsOutOfOrder {
        /// The lower bound as given.
        lower: PeriodLength,
        /// The upper bound as given.
        upper: PeriodLength,
    },
    /// A list of cases has fewer than two of them.
    #[error("a list of cases has at least two cases, got `{cases}`")]
    #[non_exhaustive]
    TooFewCases {
        /// How many were given.
        cases: usize,
    },
    /// A list has more cases than [`MAX_PERIOD_CASES`](super::MAX_PERIOD_CASES).
    #[error("a list of cases has at most 12 cases, got `{cases}`")]
    #[non_exhaustive]
    TooManyCases {
        /// How many were given.
        cases: usize,
    },
    /// Two cases have the same condition, or a case after the first has none while others do.
    #[error("cases need different conditions, and only the first may go without one")]
    ConditionsUnclear,
    /// The text is neither a known condition nor a clause that ends with 場合.
    #[error("not a condition of a case: `{text}`")]
    #[non_exhaustive]
    BadCondition {
        /// The text as given.
        text: String,
    },
    /// The text does not state one period.
    #[error("not a processing period: `{text}`")]
    #[non_exhaustive]
    NotAPeriod {
        /// The text as given.
        text: String,
    },
    /// The text does not state one length.
    #[error("not a length of a period: `{text}`")]
    #[non_exhaustive]
    NotALength {
        /// The text as given.
        text: String,
    },
}

impl PeriodError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AmountNotDecimal { .. } => "types.period.amount_not_decimal",
            Self::AmountTooFine { .. } => "types.period.amount_too_fine",
            Self::AmountTooLarge => "types.period.amount_too_large",
            Self::AmountMissing => "types.period.amount_missing",
            Self::SameDayWithAmount => "types.period.same_day_with_amount",
            Self::NoBound => "types.period.no_bound",
            Self::BoundsOutOfOrder { .. } => "types.period.bounds_out_of_order",
            Self::TooFewCases { .. } => "types.period.too_few_cases",
            Self::TooManyCases { .. } => "types.period.too_many_cases",
            Self::ConditionsUnclear => "types.period.conditions_unclear",
            Self::BadCondition { .. } => "types.period.bad_condition",
            Self::NotAPeriod { .. } => "types.period.not_a_period",
            Self::NotALength { .. } => "types.period.not_a_length",
        }
    }
}
