//! One stated processing period: its bounds.

use super::{ApproximateDays, DayConversion, PeriodError, PeriodLength, grammar};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// 処理期間 (processing period) as stated: how long an answer takes, between bounds.
///
/// 「30日」 has both bounds equal, 「5日～20日」 two, 「20日以内」 only an upper one, 「2月以上」 only a lower
/// one. 程度, 約, 概ね make it approximate.
///
/// # Invariant
///
/// At least one bound; both belong to the period. The lower is not certainly longer than the upper
/// ([`PeriodLength::is_certainly_longer_than`]), so 「1月～30日」 stands and 「12月～1月」 does not.
///
/// # Not to be confused with
///
/// A statement says what was written, not that a 標準処理期間 was set by law, nor how long cases
/// really take. A 法定期限 (statutory deadline) is another thing.
///
/// # Wire form
///
/// `{"lower": {"amount": "5", "unit": "day"}, "upper": {"amount": "20", "unit": "day"},
/// "approximate": false}`; a bound that is not stated is absent.
///
/// # Examples
///
/// ```
/// use tosei_types::period::{PeriodUnit, ProcessingPeriod};
///
/// let period: ProcessingPeriod = "１カ月程度".parse()?;
/// assert!(period.is_approximate());
/// assert_eq!(period.upper().and_then(|length| length.unit()), Some(PeriodUnit::Month));
/// assert_eq!(period.to_string(), "約1か月");
///
/// let within: ProcessingPeriod = "～2週".parse()?;
/// assert_eq!(within.lower(), None);
/// assert_eq!(within.to_string(), "2週間以内");
/// # Ok::<(), tosei_types::period::PeriodError>(())
/// ```
#[doc(alias = "処理期間")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::ProcessingPeriod", into = "wire::ProcessingPeriod")]
pub struct ProcessingPeriod {
    bounds: Bounds,
    approximate: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Bounds {
    Lower(PeriodLength),
    Upper(PeriodLength),
    Both(PeriodLength, PeriodLength),
}

impl ProcessingPeriod {
    /// Exactly this long (30日).
    #[must_use]
    pub fn exactly(length: PeriodLength) -> Self {
        Self {
            bounds: Bounds::Both(length, length),
            approximate: false,
        }
    }

    /// At most this long (30日以内).
    #[must_use]
    pub fn at_most(length: PeriodLength) -> Self {
        Self {
            bounds: Bounds::Upper(length),
            approximate: false,
        }
    }

    /// At least this long (2月以上).
    #[must_use]
    pub fn at_least(length: PeriodLength) -> Self {
        Self {
            bounds: Bounds::Lower(length),
            approximate: false,
        }
    }

    /// Between two lengths, both included (5日～20日).
    ///
    /// # Errors
    ///
    /// [`PeriodError::BoundsOutOfOrder`] if the lower is longer than the upper, however months fall.
    pub fn try_between(lower: PeriodLength, upper: PeriodLength) -> Result<Self, PeriodError> {
        if lower.is_certainly_longer_than(&upper) {
            return Err(PeriodError::BoundsOutOfOrder { lower, upper });
        }
        Ok(Self {
            bounds: Bounds::Both(lower, upper),
            approximate: false,
        })
    }

    /// The same, approximately (程度, 約, 概ね).
    #[must_use]
    pub fn approximately(self) -> Self {
        Self {
            approximate: true,
            ..self
        }
    }

    /// The shortest stated length; `None` if only a longest one is stated.
    #[must_use]
    pub fn lower(&self) -> Option<PeriodLength> {
        match self.bounds {
            Bounds::Lower(lower) | Bounds::Both(lower, _) => Some(lower),
            Bounds::Upper(_) => None,
        }
    }

    /// The longest stated length; `None` if only a shortest one is stated.
    #[must_use]
    pub fn upper(&self) -> Option<PeriodLength> {
        match self.bounds {
            Bounds::Upper(upper) | Bounds::Both(_, upper) => Some(upper),
            Bounds::Lower(_) => None,
        }
    }

    /// Whether the text calls it approximate.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.approximate
    }

    /// Whether one length is stated, not a range or a bound. It may still be approximate.
    #[must_use]
    pub fn single_length(&self) -> Option<PeriodLength> {
        match self.bounds {
            Bounds::Both(lower, upper) if lower == upper => Some(lower),
            _ => None,
        }
    }

    /// The longest stated length in days, for comparing only; `None` if no upper bound is stated.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_types::period::{DayConversion, ProcessingPeriod};
    ///
    /// let online: ProcessingPeriod = "1週～2週".parse()?;
    /// let counter: ProcessingPeriod = "1月".parse()?;
    /// let conversion = DayConversion::default();
    /// assert!(online.longest_days(&conversion) < counter.longest_days(&conversion));
    /// # Ok::<(), tosei_types::period::PeriodError>(())
    /// ```
    #[must_use]
    pub fn longest_days(&self, conversion: &DayConversion) -> Option<ApproximateDays> {
        self.upper()
            .map(|length| length.approximate_days(conversion))
    }

    /// The shortest stated length in days, for comparing only; `None` if no lower bound is stated.
    #[must_use]
    pub fn shortest_days(&self, conversion: &DayConversion) -> Option<ApproximateDays> {
        self.lower()
            .map(|length| length.approximate_days(conversion))
    }

    pub(crate) fn map_lengths(
        self,
        change: impl Fn(PeriodLength) -> Option<PeriodLength>,
    ) -> Option<Self> {
        let bounds = match self.bounds {
            Bounds::Lower(lower) => Bounds::Lower(change(lower)?),
            Bounds::Upper(upper) => Bounds::Upper(change(upper)?),
            Bounds::Both(lower, upper) => Bounds::Both(change(lower)?, change(upper)?),
        };
        Some(Self { bounds, ..self })
    }

    pub(crate) fn lengths(&self) -> impl Iterator<Item = PeriodLength> {
        self.lower().into_iter().chain(self.upper())
    }
}

/// Reads a text that states one period and nothing else ([`read_processing_period`] reads all texts).
///
/// [`read_processing_period`]: super::read_processing_period
impl FromStr for ProcessingPeriod {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        grammar::whole_period(text)
            .map(|found| found.period)
            .ok_or_else(|| PeriodError::NotAPeriod { text: text.into() })
    }
}

/// The canonical text: 「30日」「約1か月」「5日～20日」「2週間以内」「2か月以上」.
impl fmt::Display for ProcessingPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.approximate {
            f.write_str("約")?;
        }
        match self.bounds {
            Bounds::Lower(lower) => write!(f, "{lower}以上"),
            Bounds::Upper(upper) => write!(f, "{upper}以内"),
            Bounds::Both(lower, upper) if lower == upper => write!(f, "{lower}"),
            Bounds::Both(lower, upper) => write!(f, "{lower}～{upper}"),
        }
    }
}

mod wire {
    use super::{PeriodError, PeriodLength};
    use serde::{Deserialize, Serialize};

    /// 処理期間: bounds of a stated processing period.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "ProcessingPeriod"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct ProcessingPeriod {
        /// 下限: the shortest length; absent if not stated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lower: Option<PeriodLength>,
        /// 上限: the longest length; absent if not stated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        upper: Option<PeriodLength>,
        /// 概数: whether the text calls it approximate.
        #[serde(default)]
        approximate: bool,
    }

    impl TryFrom<ProcessingPeriod> for super::ProcessingPeriod {
        type Error = PeriodError;
        fn try_from(wire: ProcessingPeriod) -> Result<Self, PeriodError> {
            let period = match (wire.lower, wire.upper) {
                (Some(lower), Some(upper)) => Self::try_between(lower, upper)?,
                (Some(lower), None) => Self::at_least(lower),
                (None, Some(upper)) => Self::at_most(upper),
                (None, None) => return Err(PeriodError::NoBound),
            };
            Ok(if wire.approximate {
                period.approximately()
            } else {
                period
            })
        }
    }

    impl From<super::ProcessingPeriod> for ProcessingPeriod {
        fn from(period: super::ProcessingPeriod) -> Self {
            Self {
                lower: period.lower(),
                upper: period.upper(),
                approximate: period.is_approximate(),
            }
        }
    }
}
