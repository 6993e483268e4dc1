//! 時間と確率: the numbers of a flow.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use tosei_simulation::Distribution;
use tosei_types::{ExactNumber, ExactNumberError};

/// Why a text or number is no [`Minutes`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeValueError {
    /// Neither a decimal nor a fraction.
    #[error(transparent)]
    Number(#[from] ExactNumberError),
    /// Below 0.
    #[error("a time is not negative, got `{0}`")]
    Negative(ExactNumber),
    /// A range whose ends are not in order.
    #[error("a range goes from less to more, got `{from}` to `{to}`")]
    #[non_exhaustive]
    Order {
        /// The least.
        from: Minutes,
        /// The most.
        to: Minutes,
    },
}

impl TimeValueError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Number(error) => error.code(),
            Self::Negative(_) => "bpr.time.negative",
            Self::Order { .. } => "bpr.time.order",
        }
    }
}

/// 分 (minutes): a length of time, exact.
///
/// # Invariant
///
/// 0 or more.
///
/// # Unit
///
/// Minutes of the clock for waiting, minutes of work for work.
///
/// # Wire form
///
/// A decimal or a fraction in a string: `"12.5"`, `"1/3"`.
///
/// # Examples
///
/// ```
/// use tosei_bpr::Minutes;
///
/// let minutes: Minutes = "12.50".parse()?;
/// assert_eq!(minutes.to_string(), "12.5");
/// assert!("-1".parse::<Minutes>().is_err());
/// # Ok::<(), tosei_bpr::TimeValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Minutes(ExactNumber);

impl Minutes {
    /// No time.
    pub const ZERO: Self = Self(ExactNumber::ZERO);

    /// A length of time.
    ///
    /// # Errors
    ///
    /// [`TimeValueError::Negative`] below 0.
    pub fn try_new(number: ExactNumber) -> Result<Self, TimeValueError> {
        if number < ExactNumber::ZERO {
            return Err(TimeValueError::Negative(number));
        }
        Ok(Self(number))
    }

    /// The number of minutes.
    #[must_use]
    pub const fn get(self) -> ExactNumber {
        self.0
    }
}

impl From<u32> for Minutes {
    fn from(minutes: u32) -> Self {
        Self(minutes.into())
    }
}

impl FromStr for Minutes {
    type Err = TimeValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_new(text.parse()?)
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

tosei_types::text_value! {
    Minutes,
    name: "FlowMinutes",
    pattern: r"^-?[0-9]{1,13}(\.[0-9]{1,12}|/[0-9]{1,13})?$",
    ja: "分",
    en: "Minutes, a decimal or a fraction",
    example: "12.5",
}

/// 時間 (time) of a step: one value, a range, or a distribution.
///
/// # Invariant
///
/// The ends of a range are in order. A distribution is checked when it is drawn from, so that a wrong
/// one can be read, shown and corrected.
///
/// # Unit
///
/// Minutes.
///
/// # Wire form
///
/// `"15"`, `{"from": "10", "to": "30"}`, or a distribution such as
/// `{"kind": "exponential", "mean": "12"}`.
///
/// # Examples
///
/// ```
/// use tosei_bpr::TimeValue;
///
/// let exact: TimeValue = serde_json::from_str(r#""15""#)?;
/// assert_eq!(exact, TimeValue::Value(15.into()));
/// let range: TimeValue = serde_json::from_str(r#"{"from": "10", "to": "30"}"#)?;
/// assert!(matches!(range, TimeValue::Range { .. }));
/// assert!(serde_json::from_str::<TimeValue>(r#"{"from": "30", "to": "10"}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::TimeValue", into = "wire::TimeValue")]
pub enum TimeValue {
    /// 値: the same every time.
    Value(Minutes),
    /// 範囲: between two ends, and no more is known.
    Range {
        /// The least.
        from: Minutes,
        /// The most.
        to: Minutes,
    },
    /// 分布.
    Distribution(Distribution),
}

impl TimeValue {
    /// A range.
    ///
    /// # Errors
    ///
    /// [`TimeValueError::Order`] if the ends are not in order.
    pub fn range(from: Minutes, to: Minutes) -> Result<Self, TimeValueError> {
        if from > to {
            return Err(TimeValueError::Order { from, to });
        }
        Ok(Self::Range { from, to })
    }
}

mod wire {
    use super::{Distribution, Minutes, TimeValueError};
    use serde::{Deserialize, Serialize};

    /// A range of minutes.
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "FlowTimeRange"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Range {
        /// The least.
        from: Minutes,
        /// The most.
        to: Minutes,
    }

    /// 時間: minutes, a range of them, or a distribution.
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "FlowTime"))]
    #[serde(untagged)]
    pub(super) enum TimeValue {
        /// One value.
        Value(Minutes),
        /// A range.
        Range(Range),
        /// A distribution.
        Distribution(Distribution),
    }

    impl TryFrom<TimeValue> for super::TimeValue {
        type Error = TimeValueError;

        fn try_from(wire: TimeValue) -> Result<Self, Self::Error> {
            match wire {
                TimeValue::Value(minutes) => Ok(Self::Value(minutes)),
                TimeValue::Range(Range { from, to }) => Self::range(from, to),
                TimeValue::Distribution(distribution) => Ok(Self::Distribution(distribution)),
            }
        }
    }

    impl From<super::TimeValue> for TimeValue {
        fn from(time: super::TimeValue) -> Self {
            match time {
                super::TimeValue::Value(minutes) => Self::Value(minutes),
                super::TimeValue::Range { from, to } => Self::Range(Range { from, to }),
                super::TimeValue::Distribution(distribution) => Self::Distribution(distribution),
            }
        }
    }
}

/// Why a text or number is no [`Probability`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProbabilityError {
    /// Neither a decimal nor a fraction.
    #[error(transparent)]
    Number(#[from] ExactNumberError),
    /// Below 0 or above 1.
    #[error("a probability is from 0 to 1, got `{0}`")]
    Range(ExactNumber),
}

impl ProbabilityError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Number(error) => error.code(),
            Self::Range(_) => "bpr.probability.range",
        }
    }
}

/// 確率 (probability) of a branch, exact.
///
/// # Invariant
///
/// From 0 to 1.
///
/// # Wire form
///
/// A decimal or a fraction in a string: `"0.25"`, `"1/3"`.
///
/// # Examples
///
/// ```
/// use tosei_bpr::Probability;
///
/// let third: Probability = "1/3".parse()?;
/// assert_eq!(third.to_string(), "1/3");
/// assert!("1.01".parse::<Probability>().is_err());
/// # Ok::<(), tosei_bpr::ProbabilityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Probability(ExactNumber);

impl Probability {
    /// Never.
    pub const ZERO: Self = Self(ExactNumber::ZERO);

    /// A probability.
    ///
    /// # Errors
    ///
    /// [`ProbabilityError::Range`] below 0 or above 1.
    pub fn try_new(number: ExactNumber) -> Result<Self, ProbabilityError> {
        if number < ExactNumber::ZERO || number > ExactNumber::from(1) {
            return Err(ProbabilityError::Range(number));
        }
        Ok(Self(number))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> ExactNumber {
        self.0
    }
}

impl FromStr for Probability {
    type Err = ProbabilityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_new(text.parse()?)
    }
}

impl fmt::Display for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

tosei_types::text_value! {
    Probability,
    name: "FlowProbability",
    pattern: r"^-?[0-9]{1,13}(\.[0-9]{1,12}|/[0-9]{1,13})?$",
    ja: "確率",
    en: "Probability from 0 to 1, a decimal or a fraction",
    example: "0.25",
}
