//! 五段階評価: counts of five-point ratings, their mean, their share of high ratings.
#![deny(clippy::arithmetic_side_effects)]

mod share;
mod target;

pub use share::{HighShare, MeanDigits, MeanRating, WilsonInterval};
pub use target::{TargetComparison, TargetPercent, TargetVerdict};

use crate::{MAX_COUNT, Rate, RateError, RateId};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU64;

/// One answer on the five-point scale; 5 is the best.
///
/// # Wire form
///
/// The integer 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum RatingPoint {
    /// 1, the worst.
    One,
    /// 2.
    Two,
    /// 3.
    Three,
    /// 4, a high rating (高評価).
    Four,
    /// 5, the best.
    Five,
}

impl RatingPoint {
    /// All points, the best first.
    pub const ALL: [Self; 5] = [Self::Five, Self::Four, Self::Three, Self::Two, Self::One];

    /// The number, 1 to 5.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
            Self::Five => 5,
        }
    }

    /// Whether it is 4 or 5 (高評価).
    #[must_use]
    pub fn is_high(self) -> bool {
        self >= Self::Four
    }
}

impl TryFrom<u8> for RatingPoint {
    type Error = RatingError;
    fn try_from(number: u8) -> Result<Self, RatingError> {
        Self::ALL
            .into_iter()
            .find(|point| point.number() == number)
            .ok_or(RatingError::NoSuchPoint { number })
    }
}

impl From<RatingPoint> for u8 {
    fn from(point: RatingPoint) -> Self {
        point.number()
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for RatingPoint {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RatingPoint".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer",
            "minimum": 1,
            "maximum": 5,
            "title": "五段階評価の点",
            "x-en": { "title": "Point of a five-point rating; 5 is the best" },
        })
    }
}

/// 五段階評価の集計 (five-point ratings): how many answers gave each point.
///
/// # Invariant
///
/// The total is at most [`MAX_COUNT`]. No answers at all is a valid value: then there is no mean,
/// no share and no interval, which is not the same as 0 %.
///
/// # Not to be confused with
///
/// A list of averages. Ratings of several counters are merged by their counts
/// ([`try_merge`](Self::try_merge)); the mean of two means is a figure that nobody's answers have.
///
/// # Unit
///
/// Answers (回答), each counted once.
///
/// # Wire form
///
/// `{"five": 2180, "four": 2352, "three": 1120, "two": 468, "one": 300}`; all keys are required.
///
/// # Source
///
/// Source `tokyo-plan-2-measures`: 「高評価（5段階中4以上）」 of the portal's indicator.
///
/// # Examples
///
/// ```
/// use tosei_types::{MeanDigits, PercentDigits, Ratings};
///
/// let ratings = Ratings::try_new([2_180, 2_352, 1_120, 468, 300])?; // 5, 4, 3, 2, 1
/// assert_eq!(ratings.total(), 6_420);
/// assert_eq!(ratings.mean().unwrap().shown(MeanDigits::Two).to_string(), "3.88");
///
/// let high = ratings.high_share().unwrap();
/// assert_eq!(high.percent(PercentDigits::One).to_string(), "70.6"); // 4,532 of 6,420
/// let interval = high.wilson_95();
/// assert_eq!(interval.lower(PercentDigits::One).to_string(), "69.5");
/// assert_eq!(interval.upper(PercentDigits::One).to_string(), "71.7");
/// # Ok::<(), tosei_types::RatingError>(())
/// ```
#[doc(alias = "五段階評価")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::Ratings", into = "wire::Ratings")]
pub struct Ratings {
    five: u64,
    four: u64,
    three: u64,
    two: u64,
    one: u64,
}

/// Why counts are no [`Ratings`], a number no [`RatingPoint`], or a text no [`TargetPercent`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RatingError {
    /// The answers together are more than [`MAX_COUNT`].
    #[error("ratings have at most 9007199254740991 answers, got more")]
    TooMany,
    /// The number is not 1 to 5.
    #[error("a five-point rating is 1 to 5, got `{number}`")]
    #[non_exhaustive]
    NoSuchPoint {
        /// The number as given.
        number: u8,
    },
    /// The text is not a percentage from 0 to 100 with at most three digits after the point.
    #[error("`{text}` is not a percentage from 0 to 100 with at most three digits after the point")]
    #[non_exhaustive]
    BadTarget {
        /// The text, cut after 40 characters.
        text: String,
    },
}

impl RatingError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooMany => "types.rating.too_many",
            Self::NoSuchPoint { .. } => "types.rating.no_such_point",
            Self::BadTarget { .. } => "types.rating.bad_target",
        }
    }
}

impl Ratings {
    /// No answers.
    pub const NONE: Self = Self {
        five: 0,
        four: 0,
        three: 0,
        two: 0,
        one: 0,
    };

    /// Takes the counts in the order 5, 4, 3, 2, 1, as review pages list them.
    ///
    /// # Errors
    ///
    /// [`RatingError::TooMany`] if the total passes [`MAX_COUNT`].
    pub fn try_new(counts: [u64; 5]) -> Result<Self, RatingError> {
        let total = counts
            .into_iter()
            .try_fold(0u64, u64::checked_add)
            .ok_or(RatingError::TooMany)?;
        if total > MAX_COUNT {
            return Err(RatingError::TooMany);
        }
        let [five, four, three, two, one] = counts;
        Ok(Self {
            five,
            four,
            three,
            two,
            one,
        })
    }

    /// Counts single answers.
    ///
    /// # Errors
    ///
    /// [`RatingError::TooMany`] if there are more than [`MAX_COUNT`].
    pub fn tally(points: impl IntoIterator<Item = RatingPoint>) -> Result<Self, RatingError> {
        let mut counts = [0u64; 5];
        for point in points {
            for (count, listed) in counts.iter_mut().zip(RatingPoint::ALL) {
                *count = count.saturating_add(u64::from(listed == point));
            }
        }
        Self::try_new(counts)
    }

    /// The counts in the order 5, 4, 3, 2, 1.
    #[must_use]
    pub fn counts(&self) -> [u64; 5] {
        [self.five, self.four, self.three, self.two, self.one]
    }

    /// How many answers gave this point.
    #[must_use]
    pub fn count(&self, point: RatingPoint) -> u64 {
        match point {
            RatingPoint::Five => self.five,
            RatingPoint::Four => self.four,
            RatingPoint::Three => self.three,
            RatingPoint::Two => self.two,
            RatingPoint::One => self.one,
        }
    }

    /// How many answers there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts().into_iter().fold(0, u64::saturating_add)
    }

    /// 平均 (mean) of all answers, exact; `None` without answers.
    #[must_use]
    pub fn mean(&self) -> Option<MeanRating> {
        let points = RatingPoint::ALL.into_iter().fold(0u64, |sum, point| {
            sum.saturating_add(self.count(point).saturating_mul(point.number().into()))
        });
        NonZeroU64::new(self.total()).map(|answers| MeanRating::new(points, answers))
    }

    /// 高評価の割合 (share of high ratings): 4 and 5 among all answers; `None` without answers.
    #[must_use]
    pub fn high_share(&self) -> Option<HighShare> {
        NonZeroU64::new(self.total()).map(|answers| HighShare::new(self.high(), answers))
    }

    /// The share of high ratings as a [`Rate`] of a basis that the caller names.
    ///
    /// # Errors
    ///
    /// None in practice: the high ratings are part of the total.
    pub fn high_rate(&self, basis: RateId) -> Result<Rate, RateError> {
        Rate::try_new(basis, self.high(), self.total())
    }

    fn high(&self) -> u64 {
        self.five.saturating_add(self.four)
    }

    /// The ratings of both populations together.
    ///
    /// # Errors
    ///
    /// [`RatingError::TooMany`] if the total passes [`MAX_COUNT`].
    pub fn try_merge(&self, other: &Self) -> Result<Self, RatingError> {
        let add = |point| {
            self.count(point)
                .checked_add(other.count(point))
                .ok_or(RatingError::TooMany)
        };
        let [five, four, three, two, one] = RatingPoint::ALL.map(add);
        Self::try_new([five?, four?, three?, two?, one?])
    }

    /// The ratings of many populations together; [`Ratings::NONE`] for none.
    ///
    /// # Errors
    ///
    /// [`RatingError::TooMany`] if the total passes [`MAX_COUNT`].
    pub fn merge_all<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Result<Self, RatingError> {
        parts
            .into_iter()
            .try_fold(Self::NONE, |sum, part| sum.try_merge(part))
    }

    /// Compares the share of high ratings with a target: once by the figure itself, once by
    /// its 95 % interval.
    ///
    /// With fewer answers than `minimum_answers` neither is judged; without answers neither could be.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_types::{Ratings, TargetVerdict};
    ///
    /// let ratings = Ratings::try_new([2_180, 2_352, 1_120, 468, 300])?;
    /// let against = ratings.compare_with_target("70".parse()?, 30);
    /// assert_eq!(against.point(), TargetVerdict::Reached); // 70.6 %
    /// assert_eq!(against.interval(), TargetVerdict::Undecided); // 69.5 to 71.7 %
    /// # Ok::<(), tosei_types::RatingError>(())
    /// ```
    #[must_use]
    pub fn compare_with_target(
        &self,
        target: TargetPercent,
        minimum_answers: u64,
    ) -> TargetComparison {
        TargetComparison::new(*self, target, minimum_answers)
    }
}

mod wire {
    use super::RatingError;
    use serde::{Deserialize, Serialize};

    /// 五段階評価の集計: how many answers gave each point.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "Ratings"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Ratings {
        /// 5の回答数: answers of 5, the best.
        #[cfg_attr(feature = "schemars", schemars(range(max = 9_007_199_254_740_991u64)))]
        five: u64,
        /// 4の回答数: answers of 4.
        #[cfg_attr(feature = "schemars", schemars(range(max = 9_007_199_254_740_991u64)))]
        four: u64,
        /// 3の回答数: answers of 3.
        #[cfg_attr(feature = "schemars", schemars(range(max = 9_007_199_254_740_991u64)))]
        three: u64,
        /// 2の回答数: answers of 2.
        #[cfg_attr(feature = "schemars", schemars(range(max = 9_007_199_254_740_991u64)))]
        two: u64,
        /// 1の回答数: answers of 1, the worst.
        #[cfg_attr(feature = "schemars", schemars(range(max = 9_007_199_254_740_991u64)))]
        one: u64,
    }

    impl TryFrom<Ratings> for super::Ratings {
        type Error = RatingError;
        fn try_from(wire: Ratings) -> Result<Self, RatingError> {
            Self::try_new([wire.five, wire.four, wire.three, wire.two, wire.one])
        }
    }

    impl From<super::Ratings> for Ratings {
        fn from(ratings: super::Ratings) -> Self {
            let [five, four, three, two, one] = ratings.counts();
            Self {
                five,
                four,
                three,
                two,
                one,
            }
        }
    }
}
