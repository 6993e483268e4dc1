//! Targets for a share of high ratings, and whether they are reached.
#![deny(clippy::arithmetic_side_effects)]

use super::{RatingError, Ratings};
use crate::date::excerpt;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A share between 0 and 1 with a denominator up to 200,000.
#[derive(Clone, Copy)]
pub(super) struct Fraction {
    pub(super) above: u128,
    pub(super) below: u128,
}

/// 目標値 (target): a percentage that a share is to reach, as published plans state it.
///
/// # Invariant
///
/// From 0 to 100 with at most three digits after the point; exact.
///
/// # Not to be confused with
///
/// [`Percentage`](crate::Percentage), a figure that has been rounded to be shown. A target is given,
/// so it can be compared with.
///
/// # Unit
///
/// Percent.
///
/// # Wire form
///
/// A decimal in a string, without sign and without leading zeros: `"70"`, `"72.5"`. It is written with
/// as few digits as it needs.
///
/// # Source
///
/// `definition`.
///
/// # Examples
///
/// ```
/// use tosei_types::TargetPercent;
///
/// let target: TargetPercent = "70.50".parse()?;
/// assert_eq!(target.to_string(), "70.5");
/// assert!("100.1".parse::<TargetPercent>().is_err());
/// # Ok::<(), tosei_types::RatingError>(())
/// ```
#[doc(alias = "目標値")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TargetPercent {
    thousandths: u32,
}

crate::text_value! {
    TargetPercent,
    name: "TargetPercent",
    pattern: "^(100(\\.0{1,3})?|[1-9]?[0-9](\\.[0-9]{1,3})?)$",
    ja: "目標値（％）",
    en: "Target in percent",
    example: "70",
}

impl TargetPercent {
    const ONE_PERCENT: u32 = 1_000;

    /// Takes a whole percentage.
    ///
    /// # Errors
    ///
    /// [`RatingError::BadTarget`] above 100.
    pub fn try_whole(percent: u8) -> Result<Self, RatingError> {
        Self::of_thousandths(u32::from(percent).saturating_mul(Self::ONE_PERCENT)).ok_or_else(
            || RatingError::BadTarget {
                text: percent.to_string(),
            },
        )
    }

    fn of_thousandths(thousandths: u32) -> Option<Self> {
        (thousandths <= Self::ONE_PERCENT.saturating_mul(100)).then_some(Self { thousandths })
    }

    /// The exact value in thousandths of a percent, at most 100,000: 70 % is 70,000.
    #[must_use]
    pub const fn thousandths(self) -> u32 {
        self.thousandths
    }

    pub(super) fn fraction(self) -> Fraction {
        Fraction {
            above: self.thousandths.into(),
            below: 100_000,
        }
    }
}

impl fmt::Display for TargetPercent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.thousandths.div_euclid(Self::ONE_PERCENT);
        let part = self.thousandths.rem_euclid(Self::ONE_PERCENT);
        if part == 0 {
            return write!(f, "{whole}");
        }
        let digits = format!("{part:03}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl FromStr for TargetPercent {
    type Err = RatingError;

    fn from_str(text: &str) -> Result<Self, RatingError> {
        let read = || {
            let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
            let figures = |text: &str, most: usize| {
                (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
            };
            let padded = whole.len() > 1 && whole.starts_with('0');
            if padded || !figures(whole, 3) || !figures(part, 3) {
                return None;
            }
            let thousandths: u32 = format!("{part:0<3}").parse().ok()?;
            let whole: u32 = whole.parse().ok()?;
            let whole = whole.checked_mul(Self::ONE_PERCENT)?;
            Self::of_thousandths(whole.checked_add(thousandths)?)
        };
        read().ok_or_else(|| RatingError::BadTarget {
            text: excerpt(text),
        })
    }
}

/// 達成状況 (whether a target is reached), by one way of looking.
///
/// # Wire form
///
/// `"reached"`, `"not_reached"`, `"undecided"`, `"too_few"`, `"no_answers"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TargetVerdict {
    /// The figure, or the whole interval, is at the target or above.
    Reached,
    /// The figure, or the whole interval, is below the target.
    NotReached,
    /// The target lies inside the interval: the answers do not decide it.
    Undecided,
    /// There are fewer answers than the minimum; nothing is said.
    TooFew,
    /// There are no answers; nothing can be said.
    NoAnswers,
}

impl TargetVerdict {
    /// Stable identifier; the wire form.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::NotReached => "not_reached",
            Self::Undecided => "undecided",
            Self::TooFew => "too_few",
            Self::NoAnswers => "no_answers",
        }
    }

    /// For a Japanese reader.
    #[must_use]
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Reached => "達成",
            Self::NotReached => "未達成",
            Self::Undecided => "判定できない",
            Self::TooFew => "回答数不足",
            Self::NoAnswers => "回答なし",
        }
    }

    /// For an English reader.
    #[must_use]
    pub fn label_en(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::NotReached => "not reached",
            Self::Undecided => "undecided",
            Self::TooFew => "too few answers",
            Self::NoAnswers => "no answers",
        }
    }
}

/// A share of high ratings held against a target, with all that decided it.
///
/// The figure itself and its interval are judged apart: 70.6 % of 6,420 answers has reached 70 %, but the
/// interval of 69.5 to 71.7 % leaves open whether another sample would.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TargetComparison {
    ratings: Ratings,
    target: TargetPercent,
    minimum_answers: u64,
    point: TargetVerdict,
    interval: TargetVerdict,
}

impl TargetComparison {
    pub(super) fn new(ratings: Ratings, target: TargetPercent, minimum_answers: u64) -> Self {
        let (point, interval) = match ratings.high_share() {
            None => (TargetVerdict::NoAnswers, TargetVerdict::NoAnswers),
            Some(share) if share.answers() < minimum_answers => {
                (TargetVerdict::TooFew, TargetVerdict::TooFew)
            }
            Some(share) => (share.compare(target), share.wilson_95().compare(target)),
        };
        Self {
            ratings,
            target,
            minimum_answers,
            point,
            interval,
        }
    }

    /// The verdict by the share itself; never [`Undecided`](TargetVerdict::Undecided).
    #[must_use]
    pub fn point(&self) -> TargetVerdict {
        self.point
    }

    /// The verdict by the 95 % interval of the share.
    #[must_use]
    pub fn interval(&self) -> TargetVerdict {
        self.interval
    }

    /// The ratings that were judged.
    #[must_use]
    pub fn ratings(&self) -> &Ratings {
        &self.ratings
    }

    /// The target.
    #[must_use]
    pub fn target(&self) -> TargetPercent {
        self.target
    }

    /// How many answers were asked for before anything is said.
    #[must_use]
    pub fn minimum_answers(&self) -> u64 {
        self.minimum_answers
    }
}
