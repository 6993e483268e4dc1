//! Lengths in a drawing, without floating point.
#![deny(clippy::arithmetic_side_effects)]

use std::{
    fmt,
    ops::{Add, Sub},
};

/// A length in hundredths of a pixel of the drawing.
///
/// Sums and differences stop at the ends of the range: a drawing of any size has a length, and
/// none is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Length(u64);

impl Length {
    pub(crate) const ZERO: Self = Self(0);

    /// So many pixels.
    pub(crate) const fn px(pixels: u32) -> Self {
        Self((pixels as u64).saturating_mul(100))
    }

    /// The width of a text that is `ems` hundredths of an em wide, in type of this size.
    pub(crate) fn of_text(self, ems: u64) -> Self {
        Self(self.0.saturating_mul(ems).div_ceil(100))
    }

    /// How many hundredths of an em of type of this size go into `width`.
    pub(crate) fn ems_in(self, width: Self) -> u64 {
        width.0.saturating_mul(100).checked_div(self.0).unwrap_or(0)
    }

    /// So many times this length.
    pub(crate) fn times(self, count: usize) -> Self {
        Self(
            self.0
                .saturating_mul(u64::try_from(count).unwrap_or(u64::MAX)),
        )
    }

    /// The part `numerator / denominator` of this length, rounded half up, at most the length
    /// itself; nothing if the denominator is 0.
    pub(crate) fn part(self, numerator: u128, denominator: u128) -> Self {
        if numerator >= denominator {
            return if denominator == 0 { Self::ZERO } else { self };
        }
        // Large counts lose their last bits alike, which no drawing shows.
        let spare = 64u32.saturating_sub(denominator.leading_zeros().min(64));
        let (numerator, denominator) = (
            numerator.checked_shr(spare).unwrap_or(0),
            denominator.checked_shr(spare).unwrap_or(1).max(1),
        );
        let part = u128::from(self.0)
            .saturating_mul(numerator)
            .saturating_add(denominator.checked_div(2).unwrap_or(0))
            .checked_div(denominator)
            .unwrap_or(0);
        Self(u64::try_from(part).unwrap_or(u64::MAX).min(self.0))
    }

    /// How many times `item` goes into this length.
    pub(crate) fn holds(self, item: Self) -> usize {
        let times = self.0.checked_div(item.0).unwrap_or(0);
        usize::try_from(times).unwrap_or(usize::MAX)
    }

    /// Half of the length.
    pub(crate) fn half(self) -> Self {
        Self(self.0.div_ceil(2))
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.div_euclid(100), self.0.rem_euclid(100));
        match (part, part.rem_euclid(10)) {
            (0, _) => write!(f, "{whole}"),
            (_, 0) => write!(f, "{whole}.{}", part.div_euclid(10)),
            _ => write!(f, "{whole}.{part:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_rounded_half_up_and_never_more_than_the_whole() {
        let whole = Length::px(10);
        assert_eq!(whole.part(1, 3).to_string(), "3.33");
        assert_eq!(whole.part(2, 3).to_string(), "6.67");
        assert_eq!(whole.part(1, 2).to_string(), "5");
        assert_eq!(whole.part(0, 3), Length::ZERO);
        assert_eq!(whole.part(3, 3), whole);
        assert_eq!(whole.part(4, 3), whole);
        assert_eq!(whole.part(0, 0), Length::ZERO);
        assert_eq!(whole.part(u128::MAX / 2, u128::MAX).to_string(), "5");
        assert_eq!(
            whole
                .part(u128::from(u64::MAX / 4), u128::from(u64::MAX))
                .to_string(),
            "2.5"
        );
    }

    #[test]
    fn lengths_show_no_needless_digits() {
        assert_eq!(Length::px(12).to_string(), "12");
        assert_eq!(Length::px(25).half().to_string(), "12.5");
        assert_eq!(Length::px(14).of_text(45).to_string(), "6.3");
    }

    #[test]
    fn lengths_are_counted_in_each_other() {
        let odd = Length(1);
        for (length, shown) in [
            (Length::px(1) + Length::px(2), "3"),
            (Length::px(3) - Length::px(1), "2"),
            (Length::px(1) - Length::px(3), "0"),
            (Length(u64::MAX) + Length(1) - Length(u64::MAX), "0"),
            (Length::px(3).times(4), "12"),
            (Length::px(3).times(0), "0"),
            (odd, "0.01"),
            (odd.half(), "0.01"),
            (Length(3).half(), "0.02"),
            (Length(150), "1.5"),
            (Length(105), "1.05"),
            // 12.5 hundredths of a pixel, rounded up: a text never needs more than it is given.
            (Length::px(25).half().of_text(1), "0.13"),
            ([Length::px(1), Length::px(2)].into_iter().sum(), "3"),
            (Length::px(1).part(1, 200), "0.01"),
            (Length::px(1).part(1, 201), "0"),
            (Length::px(10).part(1 << 63, 1 << 64), "5"),
            (Length::px(10).part(1 << 64, 1 << 66), "2.5"),
        ] {
            assert_eq!(length.to_string(), shown);
        }
        assert_eq!(Length::px(14).ems_in(Length::px(140)), 1_000);
        assert_eq!(Length::px(3).ems_in(Length::px(10)), 333);
        assert_eq!(Length::ZERO.ems_in(Length::px(10)), 0);
        assert_eq!(Length::px(10).holds(Length::px(3)), 3);
        assert_eq!(Length::px(9).holds(Length::px(3)), 3);
        assert_eq!(Length::px(10).holds(Length::ZERO), 0);
    }
}
