//! 値 (figures) of a series: percentages as published, or counts.

use super::SeriesError;
use crate::Fraction;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use tosei_types::coded_enum;

coded_enum! {
    /// 値の種類 (kind of value).
    ///
    /// An expected value (達成見込) is no observation, even if its day has passed.
    pub enum ValueKind: "kind of value" {
        /// 実績: counted.
        Observed = "observed" ("実績", "observed"),
        /// 見込: what somebody expected.
        Expected = "expected" ("見込", "expected"),
        /// 目標: what is aimed at.
        Target = "target" ("目標", "target"),
    }
}

coded_enum! {
    /// 系列の単位 (unit of a series).
    pub enum SeriesUnit: "unit of a series" {
        /// 百分率: percentages as published; their counts are not known.
        Percent = "percent" ("百分率", "percent"),
        /// 数: a count and the count it is a part of.
        Count = "count" ("数", "counts"),
    }
}

coded_enum! {
    /// 母数の確かさ (precision of a population).
    pub enum PopulationPrecision: "precision of a population" {
        /// 正確.
        Exact = "exact" ("正確な数", "exact"),
        /// 概数: a rounded label such as 「約28,000」.
        Approximate = "approximate" ("概数", "approximate"),
    }
}

/// 百分率の値 (percentage of a series): 0 to 100 with up to three digits behind the point.
///
/// # Wire form
///
/// `"50.7"`; a trailing zero stays, because it says how exactly the figure was published.
///
/// # Examples
///
/// ```
/// use tosei_inventory::forecast::SeriesPercent;
///
/// let percent: SeriesPercent = "5.0".parse()?;
/// assert_eq!(percent.to_string(), "5.0");
/// assert!("100.1".parse::<SeriesPercent>().is_err());
/// # Ok::<(), tosei_inventory::forecast::SeriesError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SeriesPercent {
    thousandths: u32,
    digits: u8,
}

tosei_types::text_value! {
    SeriesPercent,
    name: "SeriesPercent",
    pattern: "^(100(\\.0{1,3})?|[1-9]?[0-9](\\.[0-9]{1,3})?)$",
    ja: "百分率の値",
    en: "Percentage of a series",
    example: "50.7",
}

impl SeriesPercent {
    /// How many digits stand behind the point.
    #[must_use]
    pub fn digits(self) -> u8 {
        self.digits
    }

    /// The percentage as a number: 50.7 is 507/10.
    #[must_use]
    pub fn points(self) -> Fraction {
        Fraction::of_counts(u64::from(self.thousandths), 1_000).unwrap_or_else(Fraction::zero)
    }
}

impl FromStr for SeriesPercent {
    type Err = SeriesError;

    fn from_str(text: &str) -> Result<Self, SeriesError> {
        let read = || -> Option<Self> {
            let (whole, part) = text.split_once('.').unwrap_or((text, ""));
            let is_number = |t: &str| t.bytes().all(|byte| byte.is_ascii_digit());
            let no_part = part.is_empty() && text.contains('.');
            let zeros = whole.len() > 1 && whole.starts_with('0');
            if !is_number(whole) || !is_number(part) || no_part || zeros {
                return None;
            }
            let digits = u8::try_from(part.len())
                .ok()
                .filter(|digits| *digits <= 3)?;
            let whole: u32 = whole.parse().ok().filter(|whole| *whole <= 100)?;
            let part: u32 = format!("{part:0<3}").parse().ok()?;
            let thousandths = whole.checked_mul(1_000)?.checked_add(part)?;
            (thousandths <= 100_000).then_some(Self {
                thousandths,
                digits,
            })
        };
        read().ok_or_else(|| SeriesError::BadPercent {
            text: text.chars().take(80).collect(),
        })
    }
}

impl fmt::Display for SeriesPercent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (
            self.thousandths.checked_div(1_000).unwrap_or(0),
            self.thousandths.checked_rem(1_000).unwrap_or(0),
        );
        write!(f, "{whole}")?;
        if self.digits > 0 {
            let part = format!("{part:03}");
            let shown: String = part.chars().take(usize::from(self.digits)).collect();
            write!(f, ".{shown}")?;
        }
        Ok(())
    }
}

/// 値 (figure): a percentage as it was published, or both counts.
///
/// # Wire form
///
/// `{"percent": "50.7"}` or `{"numerator": 115, "denominator": 119}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(untagged, deny_unknown_fields)]
#[non_exhaustive]
pub enum SeriesFigure {
    /// A percentage whose counts are not known.
    Percent {
        /// The percentage.
        percent: SeriesPercent,
    },
    /// Counts.
    Count {
        /// 分子.
        numerator: u64,
        /// 分母.
        denominator: u64,
    },
}

impl SeriesFigure {
    /// Its unit.
    #[must_use]
    pub const fn unit(self) -> SeriesUnit {
        match self {
            Self::Percent { .. } => SeriesUnit::Percent,
            Self::Count { .. } => SeriesUnit::Count,
        }
    }

    /// The percentage as an exact number; 0 where the denominator is 0, which no series has.
    #[must_use]
    pub fn points(self) -> Fraction {
        match self {
            Self::Percent { percent } => percent.points(),
            Self::Count {
                numerator,
                denominator,
            } => Fraction::of_counts(numerator, denominator)
                .map_or_else(Fraction::zero, |share| share.times(&Fraction::whole(100))),
        }
    }
}
