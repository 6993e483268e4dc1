//! Sums of the three fractions with signs, and the fraction that they make.
#![deny(clippy::arithmetic_side_effects)]

use super::DecomposedFigure;
use crate::Fraction;
use crate::rate::Sums;
use tosei_types::ExactFigure;

/// Numerators and denominators of point, lower and upper bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Totals([(i128, i128); 3]);

impl Totals {
    pub(super) fn of(sums: Sums) -> Self {
        let signed = |number: u128| i128::try_from(number).unwrap_or(i128::MAX);
        let pair = |sum: crate::rate::Sum| (signed(sum.numerator), signed(sum.denominator));
        Self([pair(sums.point), pair(sums.low), pair(sums.high)])
    }

    fn with(self, other: Self, join: impl Fn(i128, i128) -> i128) -> Self {
        let [a, b, c] = self.0;
        let [d, e, f] = other.0;
        let pair = |left: (i128, i128), right: (i128, i128)| {
            (join(left.0, right.0), join(left.1, right.1))
        };
        Self([pair(a, d), pair(b, e), pair(c, f)])
    }

    pub(super) fn plus(self, other: Self) -> Self {
        self.with(other, i128::saturating_add)
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.with(other, i128::saturating_sub)
    }

    /// The fraction, by the same rules as a rate; `None` for an empty population.
    pub(super) fn fraction(self, figure: DecomposedFigure) -> Option<Fraction> {
        let [point, mut low, mut high] = self.0;
        if low.1 == 0 {
            low = high;
        } else if high.1 == 0 {
            high = low;
        }
        low.0 = low.0.min(low.1);
        high.0 = high.0.min(high.1);
        let (numerator, denominator) = match figure {
            DecomposedFigure::Point => point,
            DecomposedFigure::Low => low,
            DecomposedFigure::High => high,
        };
        let numerator = ExactFigure::from(numerator);
        numerator
            .divided_by(&ExactFigure::from(denominator))
            .map(Fraction::from)
    }
}
