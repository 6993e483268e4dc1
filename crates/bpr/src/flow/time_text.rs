//! Times as a person writes them in a cell, an attribute or a short document.

use super::{Minutes, TimeValue, TimeValueError};
use std::{fmt, str::FromStr};
use tosei_simulation::{Distribution, Quantity, QuantityError};
use tosei_types::ExactNumber;

/// Minutes of an hour, of a day of the clock, of a week.
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// Why a text is no time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeTextError {
    /// No number with a unit, no range and no distribution.
    #[error("`{text}` is no time such as `30`, `2h`, `10..30` or `triangular(3, 5, 15)`")]
    #[non_exhaustive]
    Malformed {
        /// The text, shortened.
        text: String,
    },
    /// Days or weeks of work: how many hours a working day has differs from body to body.
    #[error("`{text}` counts work in days; write hours or minutes")]
    #[non_exhaustive]
    DaysOfWork {
        /// The text, shortened.
        text: String,
    },
    /// A number that cannot be held, a negative one, a range whose ends are not in order.
    #[error(transparent)]
    Time(#[from] TimeValueError),
    /// A number of a distribution that cannot be held.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
}

impl TimeTextError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "bpr.time_text.malformed",
            Self::DaysOfWork { .. } => "bpr.time_text.days_of_work",
            Self::Time(error) => error.code(),
            Self::Quantity(error) => error.code(),
        }
    }

    fn malformed(text: &str) -> Self {
        let text = text.chars().take(40).collect();
        Self::Malformed { text }
    }
}

/// Whether days and weeks may stand in a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Days {
    /// A day is 24 hours of the clock.
    Clock,
    /// A day is refused.
    Refused,
}

impl TimeValue {
    /// A time of work: as [`FromStr`], but days and weeks are refused, because a working day has not
    /// the same hours everywhere.
    ///
    /// # Errors
    ///
    /// - [`TimeTextError::DaysOfWork`] if it counts in days or weeks.
    /// - The others as [`FromStr`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_bpr::TimeValue;
    ///
    /// assert_eq!(TimeValue::work_from_text("1時間30分")?, TimeValue::Value(90.into()));
    /// assert_eq!(TimeValue::work_from_text("3d").unwrap_err().code(), "bpr.time_text.days_of_work");
    /// # Ok::<(), tosei_bpr::TimeTextError>(())
    /// ```
    pub fn work_from_text(text: &str) -> Result<Self, TimeTextError> {
        read(text, Days::Refused)
    }
}

/// # Text form
///
/// - `30`: minutes; `30m`, `30min`, `30分` are the same.
/// - `2h`, `2時間`: hours; `1h30m`: their sum.
/// - `3d`, `3日`: days of 24 hours of the clock, opening hours or not; `1w`, `1週間`: seven of them.
/// - `10..30`: a range, also with `～` or `〜`; a first end without a unit takes that of the second.
/// - `constant(5)`, `uniform(3, 15)`, `triangular(3, 5, 15)`, `exponential(12)`, `erlang(3, 12)`,
///   `gamma(2, 12)`, `lognormal(12, 7.5)`, `weibull(1.5, 10)`, `empirical(3, 4, 4, 9)`: distributions with
///   their numbers in the order of [`Distribution`]'s fields, in minutes.
///
/// Full-width digits and letters are read as well.
impl FromStr for TimeValue {
    type Err = TimeTextError;

    fn from_str(text: &str) -> Result<Self, TimeTextError> {
        read(text, Days::Clock)
    }
}

/// The text that [`FromStr`] reads as the same time, in minutes.
impl fmt::Display for TimeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let distribution = match self {
            Self::Value(minutes) => return minutes.fmt(f),
            Self::Range { from, to } => return write!(f, "{from}..{to}"),
            Self::Distribution(distribution) => distribution,
        };
        match distribution {
            Distribution::Constant { value } => write!(f, "constant({value})"),
            Distribution::Uniform { from, to } => write!(f, "uniform({from}, {to})"),
            Distribution::Triangular { from, mode, to } => {
                write!(f, "triangular({from}, {mode}, {to})")
            }
            Distribution::Exponential { mean } => write!(f, "exponential({mean})"),
            Distribution::Erlang { stages, mean } => write!(f, "erlang({stages}, {mean})"),
            Distribution::Gamma { shape, mean } => write!(f, "gamma({shape}, {mean})"),
            Distribution::Lognormal { mean, deviation } => {
                write!(f, "lognormal({mean}, {deviation})")
            }
            Distribution::Weibull { shape, scale } => write!(f, "weibull({shape}, {scale})"),
            Distribution::Empirical { values } => {
                f.write_str("empirical(")?;
                for (index, value) in values.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{value}")?;
                }
                f.write_str(")")
            }
            // A kind that this crate does not know yet; it is not read back.
            _ => f.write_str("distribution()"),
        }
    }
}

fn read(text: &str, days: Days) -> Result<TimeValue, TimeTextError> {
    let narrow: String = text.trim().chars().map(narrow).collect();
    if let Some((name, inside)) = narrow.split_once('(') {
        let malformed = || TimeTextError::malformed(text);
        let inside = inside.strip_suffix(')').ok_or_else(malformed)?;
        return distribution(name.trim(), inside).unwrap_or_else(|| Err(malformed()));
    }
    let range = narrow.split_once("..").or_else(|| narrow.split_once('~'));
    let Some((from, to)) = range else {
        let (minutes, _) = amount(&narrow, 1, days)?;
        return Ok(TimeValue::Value(minutes));
    };
    let (to, unit) = amount(to, 1, days)?;
    let (from, _) = amount(from, unit, days)?;
    Ok(TimeValue::range(from, to)?)
}

/// Full-width characters of ASCII, and the two wave dashes.
fn narrow(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            let code = u32::from(character).saturating_sub(0xFEE0);
            char::from_u32(code).unwrap_or(character)
        }
        '\u{301C}' => '~',
        '\u{3000}' => ' ',
        _ => character,
    }
}

/// A sum of numbers with units; gives the unit of the last as well. `unit` is meant where none stands.
fn amount(text: &str, unit: i64, days: Days) -> Result<(Minutes, i64), TimeTextError> {
    let malformed = || TimeTextError::malformed(text);
    let mut rest = text.trim();
    let (mut sum, mut first, mut last) = (ExactNumber::ZERO, true, unit);
    while first || !rest.is_empty() {
        let negative = first && rest.starts_with('-');
        let digits = rest
            .char_indices()
            .find(|(at, c)| {
                !(c.is_ascii_digit() || matches!(c, '.' | '/') || (negative && *at == 0))
            })
            .map_or(rest.len(), |(at, _)| at);
        let (number, behind) = rest.split_at_checked(digits).ok_or_else(malformed)?;
        let behind = behind.trim_start();
        let letters = behind
            .find(|c: char| c.is_ascii_digit() || c == ' ')
            .unwrap_or(behind.len());
        let (name, behind) = behind.split_at_checked(letters).ok_or_else(malformed)?;
        let behind = behind.trim_start();
        last = match name {
            "" if first && behind.is_empty() => unit,
            "m" | "min" | "分" => 1,
            "h" | "時間" => HOUR,
            "d" | "日" => DAY,
            "w" | "週" | "週間" => WEEK,
            _ => return Err(malformed()),
        };
        if last >= DAY && days == Days::Refused {
            let text = text.chars().take(40).collect();
            return Err(TimeTextError::DaysOfWork { text });
        }
        let number: ExactNumber = if number.is_empty() {
            return Err(malformed());
        } else {
            number.parse().map_err(TimeValueError::from)?
        };
        sum = add_product(sum, number, last).ok_or_else(malformed)?;
        (rest, first) = (behind, false);
    }
    Ok((Minutes::try_new(sum)?, last))
}

/// `sum + number × unit`, if it can be held.
fn add_product(sum: ExactNumber, number: ExactNumber, unit: i64) -> Option<ExactNumber> {
    let below = |number: ExactNumber| i128::from(number.denominator());
    let product = i128::from(number.numerator()).checked_mul(unit.into())?;
    let left = i128::from(sum.numerator()).checked_mul(below(number))?;
    let above = left.checked_add(product.checked_mul(below(sum))?)?;
    let below = below(sum).checked_mul(below(number))?;
    let common = greatest_common_divisor(above.unsigned_abs(), below.unsigned_abs());
    let common = i128::try_from(common).ok()?;
    let above = i64::try_from(above.checked_div(common)?).ok()?;
    let below = u64::try_from(below.checked_div(common)?).ok()?;
    ExactNumber::try_new(above, below).ok()
}

fn greatest_common_divisor(mut left: u128, mut right: u128) -> u128 {
    while let Some(rest) = left.checked_rem(right) {
        (left, right) = (right, rest);
    }
    left.max(1)
}

/// `None` if there is no such distribution, or it has another number of numbers.
fn distribution(name: &str, inside: &str) -> Option<Result<TimeValue, TimeTextError>> {
    let parts: Vec<&str> = inside.split(',').map(str::trim).collect();
    let quantity = |index: usize| -> Result<Quantity, TimeTextError> {
        Ok(parts.get(index).copied().unwrap_or_default().parse()?)
    };
    let made = match (name, parts.len()) {
        ("constant", 1) => quantity(0).map(|value| Distribution::Constant { value }),
        ("uniform", 2) => quantity(0).and_then(|from| {
            let to = quantity(1)?;
            Ok(Distribution::Uniform { from, to })
        }),
        ("triangular", 3) => quantity(0).and_then(|from| {
            let (mode, to) = (quantity(1)?, quantity(2)?);
            Ok(Distribution::Triangular { from, mode, to })
        }),
        ("exponential", 1) => quantity(0).map(|mean| Distribution::Exponential { mean }),
        ("erlang", 2) => {
            let stages = parts.first()?.parse().ok()?;
            quantity(1).map(|mean| Distribution::Erlang { stages, mean })
        }
        ("gamma", 2) => quantity(0).and_then(|shape| {
            let mean = quantity(1)?;
            Ok(Distribution::Gamma { shape, mean })
        }),
        ("lognormal", 2) => quantity(0).and_then(|mean| {
            let deviation = quantity(1)?;
            Ok(Distribution::Lognormal { mean, deviation })
        }),
        ("weibull", 2) => quantity(0).and_then(|shape| {
            let scale = quantity(1)?;
            Ok(Distribution::Weibull { shape, scale })
        }),
        ("empirical", _) => (0..parts.len())
            .map(quantity)
            .collect::<Result<_, _>>()
            .map(|values| Distribution::Empirical { values }),
        _ => return None,
    };
    Some(made.map(TimeValue::Distribution))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_a_person_writes_it() {
        for (text, minutes) in [
            ("30", "30"),
            (" 30 分", "30"),
            ("2h", "120"),
            ("2.5時間", "150"),
            ("1h30m", "90"),
            ("1時間 30分", "90"),
            ("3d", "4320"),
            ("３日", "4320"),
            ("1週間", "10080"),
            ("1/3h", "20"),
            ("1/7", "1/7"),
            ("10..30", "10..30"),
            ("1～2h", "60..120"),
            ("30m〜2h", "30..120"),
            ("triangular(3, 5, 15)", "triangular(3, 5, 15)"),
            ("empirical(1,1,2.5)", "empirical(1, 1, 2.5)"),
        ] {
            let time: TimeValue = text.parse().unwrap();
            assert_eq!(time.to_string(), minutes, "{text}");
            assert_eq!(minutes.parse::<TimeValue>().unwrap(), time);
        }
    }

    #[test]
    fn what_is_no_time_says_so() {
        for (text, code) in [
            ("", "bpr.time_text.malformed"),
            ("約30", "bpr.time_text.malformed"),
            ("30 40", "bpr.time_text.malformed"),
            ("1h30", "bpr.time_text.malformed"),
            ("30分くらい", "bpr.time_text.malformed"),
            ("-5", "bpr.time.negative"),
            ("30..10", "bpr.time.order"),
            ("1/0", "types.exact_number.zero_denominator"),
            ("normal(3, 1)", "bpr.time_text.malformed"),
            ("uniform(3)", "bpr.time_text.malformed"),
            ("uniform(3, x)", "simulation.quantity.text"),
            ("999999999999999h", "types.exact_number.too_large"),
            ("999999999999w", "bpr.time_text.malformed"),
        ] {
            assert_eq!(
                text.parse::<TimeValue>().unwrap_err().code(),
                code,
                "{text}"
            );
        }
        assert!(TimeValue::work_from_text("2h").is_ok());
        assert!(TimeValue::work_from_text("1..2w").is_err());
    }
}
