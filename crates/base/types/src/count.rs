//! Counts of different things, which cannot be added to each other by accident.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The largest count on the wire: 2^53 − 1, the largest integer every JSON reader keeps exact.
pub const MAX_COUNT: u64 = 9_007_199_254_740_991;

/// Why a number is not a count, or two counts have no sum.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// The number, or the sum, is larger than [`MAX_COUNT`].
    #[error("a count is at most 9007199254740991, got a larger number")]
    TooLarge,
}

impl CountError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "types.count.too_large",
        }
    }
}

macro_rules! count {
    ($(#[$doc:meta])* $type:ident, $name:literal, $ja:literal, $en:literal) => {
        $(#[$doc])*
        ///
        /// # Invariant
        ///
        /// At most [`MAX_COUNT`]. There is no `+` between counts of different things; within
        /// one kind, [`checked_add`](Self::checked_add) and [`sum`](Self::sum) refuse to overflow.
        ///
        /// # Wire form
        ///
        /// A JSON integer. Unknown is the absence of a count (`null`), never 0.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        #[derive(Serialize, Deserialize)]
        #[serde(try_from = "u64", into = "u64")]
        pub struct $type(u64);

        impl $type {
            /// No cases at all: a known number, not an unknown one.
            pub const ZERO: Self = Self(0);

            /// Takes a number as a count.
            ///
            /// # Errors
            ///
            /// [`CountError::TooLarge`] above [`MAX_COUNT`].
            pub const fn try_new(number: u64) -> Result<Self, CountError> {
                if number > MAX_COUNT { Err(CountError::TooLarge) } else { Ok(Self(number)) }
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0
            }

            /// The sum of two counts of the same thing; `None` above [`MAX_COUNT`].
            #[must_use]
            pub fn checked_add(self, other: Self) -> Option<Self> {
                self.0.checked_add(other.0).and_then(|sum| Self::try_new(sum).ok())
            }

            /// The sum of many counts of the same thing.
            ///
            /// # Errors
            ///
            /// [`CountError::TooLarge`] if it passes [`MAX_COUNT`].
            pub fn sum(counts: impl IntoIterator<Item = Self>) -> Result<Self, CountError> {
                counts
                    .into_iter()
                    .try_fold(Self::ZERO, Self::checked_add)
                    .ok_or(CountError::TooLarge)
            }
        }

        impl TryFrom<u64> for $type {
            type Error = CountError;
            fn try_from(number: u64) -> Result<Self, CountError> {
                Self::try_new(number)
            }
        }

        impl From<u32> for $type {
            fn from(number: u32) -> Self {
                Self(u64::from(number))
            }
        }

        impl From<$type> for u64 {
            fn from(count: $type) -> Self {
                count.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "integer",
                    "minimum": 0,
                    "maximum": MAX_COUNT,
                    "title": $ja,
                    "x-en": { "title": $en },
                })
            }
        }
    };
}

count! {
    /// 手続数 (number of procedures): how many 手続, each counted once whatever its acts.
    ProcedureCount, "ProcedureCount", "手続数", "Number of procedures"
}
count! {
    /// 手続プロセス数 (number of processes): how many acts (申請等, 処分通知等, …).
    ///
    /// Tokyo counts about 28,000 of these and 181 priority *procedures*: the two units never mix.
    ProcessCount, "ProcessCount", "手続プロセス数", "Number of processes"
}
count! {
    /// 件数 (number of cases): how often an act was carried out in a fiscal year.
    CaseCount, "CaseCount", "件数", "Number of cases"
}
count! {
    /// 接点数 (number of touchpoints): contacts that are not procedures.
    TouchpointCount, "TouchpointCount", "接点数", "Number of touchpoints"
}

/// A number written with a comma every three digits, as figures are shown to people.
///
/// # Examples
///
/// ```
/// use tosei_types::Grouped;
///
/// assert_eq!(Grouped(4_307_176_937).to_string(), "4,307,176,937");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grouped(pub u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        let mut text = String::with_capacity(digits.len().saturating_mul(2));
        for (done, digit) in digits.chars().enumerate() {
            let rest = digits.len().saturating_sub(done);
            if done > 0 && rest.is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        f.pad_integral(true, "", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_ends_where_json_stops_being_exact() {
        assert!(CaseCount::try_new(MAX_COUNT).is_ok());
        assert_eq!(CaseCount::try_new(MAX_COUNT + 1), Err(CountError::TooLarge));
        let largest = CaseCount::try_new(MAX_COUNT).unwrap();
        assert_eq!(largest.checked_add(CaseCount::from(1)), None);
        assert_eq!(
            CaseCount::sum([largest, CaseCount::from(1)]),
            Err(CountError::TooLarge)
        );
    }

    #[test]
    fn commas_stand_every_three_digits() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (75_071, "75,071"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(Grouped(number).to_string(), text);
        }
    }
}
