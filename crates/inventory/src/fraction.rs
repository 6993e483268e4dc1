//! 分数 (fractions): exact parts of a change, rounded only when they are shown.

use std::{cmp::Ordering, fmt, str::FromStr};
use tosei_types::{ExactFigure, Language, PercentDigits};

/// The longest text of a fraction, in characters.
pub const MAX_FRACTION_CHARS: usize = 65_536;

/// 分数 (fraction): an exact number, positive, negative or zero.
///
/// Parts of the change of a rate are fractions, so that they sum exactly to the change; shares of a
/// crosswalk are fractions, so that they sum exactly to 1.
///
/// # Invariant
///
/// The fraction stands in lowest terms, its denominator is at least 1, and only the numerator is
/// negative. So equal fractions have the same text.
///
/// # Not to be confused with
///
/// [`Rate`](tosei_types::Rate), which keeps the two counts as they were made: 655/1480 is a rate
/// of 1,480 things, 131/296 is the same number.
///
/// # Wire form
///
/// A string `n/d`: `"131/296"`, `"-7/1520"`, `"0/1"`, `"1/1"`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::Fraction;
/// use tosei_types::PercentDigits;
///
/// let before = Fraction::of_counts(655, 1_480).unwrap();
/// let after = Fraction::of_counts(717, 1_520).unwrap();
/// let change = after.minus(&before);
/// assert_eq!(change.percentage_points(PercentDigits::Three).to_string(), "+2.914");
/// assert_eq!(before.plus(&change), after); // nothing was rounded
/// assert_eq!(Fraction::of_counts(1, 0), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fraction(ExactFigure);

/// Why a text is not a fraction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FractionError {
    /// The text is not two integers with a slash between them.
    #[error("`{text}` is not a fraction `n/d`")]
    #[non_exhaustive]
    Form {
        /// The text, cut to 80 characters.
        text: String,
    },
    /// The denominator is 0.
    #[error("a fraction has no denominator 0")]
    ZeroDenominator,
    /// The fraction could be shortened: 2/4 is written `1/2`.
    #[error("`{text}` is not in lowest terms")]
    #[non_exhaustive]
    NotLowestTerms {
        /// The text, cut to 80 characters.
        text: String,
    },
    /// The text is longer than [`MAX_FRACTION_CHARS`].
    #[error("a fraction has at most 65536 characters, got `{chars}`")]
    #[non_exhaustive]
    TooLong {
        /// How many characters were given.
        chars: usize,
    },
}

impl FractionError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "inventory.fraction.form",
            Self::ZeroDenominator => "inventory.fraction.zero_denominator",
            Self::NotLowestTerms { .. } => "inventory.fraction.not_lowest_terms",
            Self::TooLong { .. } => "inventory.fraction.too_long",
        }
    }
}

impl Fraction {
    /// 0.
    #[must_use]
    pub fn zero() -> Self {
        Self(ExactFigure::zero())
    }

    /// 1.
    #[must_use]
    pub fn one() -> Self {
        Self(ExactFigure::one())
    }

    /// A whole number.
    #[must_use]
    pub fn whole(number: u64) -> Self {
        Self(ExactFigure::from(number))
    }

    /// One count divided by another; `None` if the second is 0.
    #[must_use]
    pub fn of_counts(numerator: u64, denominator: u64) -> Option<Self> {
        Self::whole(numerator).divided_by(&Self::whole(denominator))
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// The quotient; `None` if the other is 0.
    #[must_use]
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        self.0.divided_by(&other.0).map(Self)
    }

    /// The same with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self(-&self.0)
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Less than, equal to or greater than 0.
    #[must_use]
    pub fn sign(&self) -> Ordering {
        self.0.sign()
    }

    /// The same without its sign.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        if self.0.is_negative() {
            self.negated()
        } else {
            self.clone()
        }
    }

    /// The number as it is shown in percentage points, rounded half up (四捨五入) by its magnitude.
    #[must_use]
    pub fn percentage_points(&self, digits: PercentDigits) -> PercentagePoints {
        let places = match digits {
            PercentDigits::Whole => 0,
            PercentDigits::Two => 2,
            PercentDigits::Three => 3,
            _ => 1,
        };
        let percent = self.magnitude().times(&Self::whole(100));
        PercentagePoints {
            sign: self.sign(),
            shown: percent.0.with_places(places),
        }
    }
}

impl std::iter::Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::zero(), |sum, part| sum.plus(&part))
    }
}

impl<'f> std::iter::Sum<&'f Fraction> for Fraction {
    fn sum<I: Iterator<Item = &'f Self>>(parts: I) -> Self {
        parts.fold(Self::zero(), |sum, part| sum.plus(part))
    }
}

impl From<ExactFigure> for Fraction {
    fn from(figure: ExactFigure) -> Self {
        Self(figure)
    }
}

impl From<Fraction> for ExactFigure {
    fn from(fraction: Fraction) -> Self {
        fraction.0
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.as_fraction())
    }
}

impl FromStr for Fraction {
    type Err = FractionError;

    fn from_str(text: &str) -> Result<Self, FractionError> {
        let chars = text.chars().count();
        if chars > MAX_FRACTION_CHARS {
            return Err(FractionError::TooLong { chars });
        }
        let shown = || text.chars().take(80).collect::<String>();
        let form = || FractionError::Form { text: shown() };
        let (numerator, denominator) = text.split_once('/').ok_or_else(form)?;
        let is_plain = |digits: &str| digits == "0" || !digits.starts_with('0');
        let size = numerator.strip_prefix('-').unwrap_or(numerator);
        if !is_plain(size) || !is_plain(denominator) || numerator == "-0" {
            return Err(form());
        }
        if denominator == "0" {
            return Err(FractionError::ZeroDenominator);
        }
        let fraction = Self(text.parse().map_err(|_| form())?);
        if fraction.to_string() != text {
            return Err(FractionError::NotLowestTerms { text: shown() });
        }
        Ok(fraction)
    }
}

tosei_types::text_value! {
    Fraction,
    name: "Fraction",
    pattern: "^(0/1|-?[1-9][0-9]*/[1-9][0-9]*)$",
    ja: "分数",
    en: "Exact fraction",
    example: "-7/1520",
}

/// ポイント (percentage points): a part of a change as it is shown, never to be calculated with.
///
/// It has a sign unless the exact value is 0: a small rise that rounds to nothing is `+0.000`, no
/// change at all is `0.000`. Minus is U+2212, as in print; [`plain`](Self::plain) has the hyphen of
/// a spreadsheet.
///
/// # Examples
///
/// ```
/// use tosei_inventory::Fraction;
/// use tosei_types::PercentDigits;
///
/// let fall: Fraction = "-1/155".parse()?;
/// let points = fall.percentage_points(PercentDigits::Three);
/// assert_eq!(points.to_string(), "−0.645");
/// assert_eq!(points.plain(), "-0.645");
/// # Ok::<(), tosei_inventory::FractionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PercentagePoints {
    sign: Ordering,
    shown: String,
}

impl PercentagePoints {
    /// With the hyphen that programs read as minus.
    #[must_use]
    pub fn plain(&self) -> String {
        match self.sign {
            Ordering::Less => format!("-{}", self.shown),
            _ => self.shown.clone(),
        }
    }

    /// With its unit: 「+2.914ポイント」, "+2.914 points".
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        match language {
            Language::Ja => format!("{self}ポイント"),
            Language::En => format!("{self} points"),
        }
    }
}

impl fmt::Display for PercentagePoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sign {
            Ordering::Less => f.write_str("−")?,
            Ordering::Equal => {}
            Ordering::Greater => f.write_str("+")?,
        }
        f.write_str(&self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(text: &str) -> Fraction {
        text.parse().unwrap()
    }

    #[test]
    fn a_fraction_has_one_text() {
        for text in ["0/1", "1/1", "-1/2", "131/296"] {
            assert_eq!(fraction(text).to_string(), text);
        }
        for (text, code) in [
            ("", "form"),
            ("1", "form"),
            ("1/", "form"),
            ("/1", "form"),
            ("-0/1", "form"),
            ("01/2", "form"),
            ("+1/2", "form"),
            ("1/-2", "form"),
            ("1/2/3", "form"),
            ("1_0/3", "form"),
            (" 1/2", "form"),
            ("１/2", "form"),
            ("1/0", "zero_denominator"),
            ("0/0", "zero_denominator"),
            ("2/4", "not_lowest_terms"),
            ("0/2", "not_lowest_terms"),
        ] {
            let error = text.parse::<Fraction>().unwrap_err();
            assert_eq!(error.code(), format!("inventory.fraction.{code}"), "{text}");
        }
        let long = format!("1/{}", "3".repeat(MAX_FRACTION_CHARS));
        let error = long.parse::<Fraction>().unwrap_err();
        assert_eq!(error.code(), "inventory.fraction.too_long");
    }

    #[test]
    fn points_are_rounded_half_up_by_their_magnitude_and_keep_their_sign() {
        for (text, digits, shown) in [
            ("1/2000", PercentDigits::One, "+0.1"), // 0.05
            ("-1/2000", PercentDigits::One, "−0.1"),
            ("49/100000", PercentDigits::One, "+0.0"), // 0.049
            ("0/1", PercentDigits::Three, "0.000"),
            ("-1/1000000", PercentDigits::Three, "−0.000"),
            ("1/1", PercentDigits::Whole, "+100"),
            ("-5/4", PercentDigits::Two, "−125.00"),
            ("1/200", PercentDigits::Whole, "+1"), // 0.5
        ] {
            assert_eq!(
                fraction(text).percentage_points(digits).to_string(),
                shown,
                "{text}"
            );
        }
    }
}
