//! Figures: counts, rates with what they count, and what is shown where there is no figure.
#![deny(clippy::arithmetic_side_effects)]

use crate::{language::both, text::Text};
use maud::{Markup, html};
use std::cmp::Ordering;
use tosei_types::{
    CaseCount, Grouped, Language, PercentDigits, Percentage, ProcedureCount, ProcessCount, Rate,
    TouchpointCount,
};

/// 数値 (figure): a value as tables, charts and key figures show it.
///
/// There is no figure for "nothing": where a value is missing, an [`Absence`] says why.
///
/// # Examples
///
/// ```
/// use tosei_page::{Absence, Figure};
/// use tosei_types::{CaseCount, Language};
///
/// let cases = Figure::from(CaseCount::from(12_800));
/// assert_eq!(cases.text().in_language(Language::Ja), "12,800");
///
/// let unknown = Figure::or_absent(None::<CaseCount>, Absence::Unknown);
/// assert_eq!(unknown.text().in_language(Language::En), "unknown"); // and never 0
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Figure {
    /// A count, with a comma every three digits.
    Count(u64),
    /// A rate, with its numerator and denominator.
    Rate(RateFigure),
    /// Something that is said in words (a date, a span of time).
    Text(Text),
    /// No value, and why.
    Absent(Absence),
}

impl Figure {
    /// The value if there is one, else why there is none.
    #[must_use]
    pub fn or_absent(value: Option<impl Into<Self>>, absence: Absence) -> Self {
        value.map_or(Self::Absent(absence), Into::into)
    }

    /// The figure in words, as a sentence can use it.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Count(count) => {
                let grouped = Grouped(*count).to_string();
                Text::new(grouped.as_str(), grouped.as_str())
            }
            Self::Rate(rate) => rate.text(),
            Self::Text(text) => text.clone(),
            Self::Absent(absence) => absence.text(),
        }
    }

    /// Whether the figure is set to the right, digits under digits.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Rate(_))
    }

    pub(crate) fn markup(&self) -> Markup {
        match self {
            Self::Count(count) => html! { (Grouped(*count).to_string()) },
            Self::Rate(rate) => rate.markup(),
            Self::Text(text) => both(text),
            Self::Absent(absence) => html! { span.absent { (both(&absence.text())) } },
        }
    }
}

impl From<u64> for Figure {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

macro_rules! from_count {
    ($($count:ty),*) => {$(
        impl From<$count> for Figure {
            fn from(count: $count) -> Self {
                Self::Count(count.get())
            }
        }
    )*};
}
from_count!(CaseCount, ProcedureCount, ProcessCount, TouchpointCount);

impl From<RateFigure> for Figure {
    fn from(rate: RateFigure) -> Self {
        Self::Rate(rate)
    }
}

impl From<&Rate> for Figure {
    fn from(rate: &Rate) -> Self {
        Self::Rate(RateFigure::new(rate))
    }
}

impl From<Text> for Figure {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<Absence> for Figure {
    fn from(absence: Absence) -> Self {
        Self::Absent(absence)
    }
}

/// 値がない理由 (absence): why there is no value to show.
///
/// A missing value is never shown as 0 and never as an empty place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Absence {
    /// 不明: there is a value, and nobody has told us.
    Unknown,
    /// 該当なし: the question does not arise.
    NotApplicable,
    /// 記載なし: the source leaves the place empty.
    NotGiven,
    /// Another reason, in words; shown after a dash.
    Because(Text),
}

impl Absence {
    /// The reason as it shows.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Unknown => Text::new("不明", "unknown"),
            Self::NotApplicable => Text::new("—（該当なし）", "— (not applicable)"),
            Self::NotGiven => Text::new("—（記載なし）", "— (not given)"),
            Self::Because(reason) => Text::new(
                format!("—（{}）", reason.in_language(Language::Ja)),
                format!("— ({})", reason.in_language(Language::En)),
            ),
        }
    }
}

/// 率の表示 (rate as shown): a percentage that never stands without its numerator and denominator.
///
/// The percentage is rounded half up. An interval (幅) says where the rate would lie if what is
/// not known were known; its ends are rates of the same population, or of their own.
///
/// # Invariant
///
/// The rate lies within its interval: `low <= rate <= high`, compared as exact fractions.
///
/// # Examples
///
/// ```
/// use tosei_page::RateFigure;
/// use tosei_types::{Language, Rate};
///
/// let rate = Rate::try_new("online.all_rows".parse()?, 717, 1_520)?;
/// let figure = RateFigure::new(&rate).try_with_interval(610, 947)?;
/// assert_eq!(figure.text().in_language(Language::Ja), "47.2 %（717／1,520）");
/// let range = figure.interval_text().unwrap();
/// assert_eq!(range.in_language(Language::Ja), "幅 40.1～62.3 %（610～947／1,520）");
///
/// // An empty population has no rate, which is not 0 %.
/// let empty = Rate::try_new("online.all_rows".parse()?, 0, 0)?;
/// assert_eq!(RateFigure::new(&empty).text().in_language(Language::Ja), "—（0／0：対象なし）");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "率")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RateFigure {
    point: Fraction,
    interval: Option<(Fraction, Fraction)>,
    digits: PercentDigits,
}

/// Why two ends are not the interval of a rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RateIntervalError {
    /// The low end lies above the rate.
    #[error("the low end `{low}` of the interval lies above the rate `{rate}`")]
    #[non_exhaustive]
    LowAboveRate {
        /// The low end, as numerator/denominator.
        low: String,
        /// The rate, as numerator/denominator.
        rate: String,
    },
    /// The high end lies below the rate.
    #[error("the high end `{high}` of the interval lies below the rate `{rate}`")]
    #[non_exhaustive]
    HighBelowRate {
        /// The high end, as numerator/denominator.
        high: String,
        /// The rate, as numerator/denominator.
        rate: String,
    },
    /// The high end lies above 100 %.
    #[error("the high end `{high}` of the interval lies above the whole")]
    #[non_exhaustive]
    HighAboveWhole {
        /// The high end, as numerator/denominator.
        high: String,
    },
    /// A population is empty, so there is nothing to compare.
    #[error("an empty population has no interval")]
    EmptyPopulation,
}

impl RateIntervalError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::LowAboveRate { .. } => "page.rate_interval.low_above_rate",
            Self::HighBelowRate { .. } => "page.rate_interval.high_below_rate",
            Self::HighAboveWhole { .. } => "page.rate_interval.high_above_whole",
            Self::EmptyPopulation => "page.rate_interval.empty_population",
        }
    }
}

impl RateFigure {
    /// Shows a rate with one digit after the point and without an interval.
    #[must_use]
    pub fn new(rate: &Rate) -> Self {
        Self {
            point: Fraction::from(rate),
            interval: None,
            digits: PercentDigits::One,
        }
    }

    /// Shows the percentages with so many digits after the point.
    #[must_use]
    pub fn with_digits(self, digits: PercentDigits) -> Self {
        Self { digits, ..self }
    }

    /// Adds the interval between two numerators over the rate's own denominator.
    ///
    /// # Errors
    ///
    /// - [`RateIntervalError::EmptyPopulation`] if the denominator is 0.
    /// - [`RateIntervalError::HighAboveWhole`] if `high` is more than the denominator.
    /// - [`RateIntervalError::LowAboveRate`] if `low` is more than the numerator.
    /// - [`RateIntervalError::HighBelowRate`] if `high` is less than the numerator.
    pub fn try_with_interval(self, low: u64, high: u64) -> Result<Self, RateIntervalError> {
        let denominator = self.point.denominator;
        let end = |numerator| Fraction {
            numerator,
            denominator,
        };
        self.within(end(low), end(high))
    }

    /// Adds an interval whose ends are rates of their own populations.
    ///
    /// This is for a rate that leaves the unknown cases out: with them, its interval counts over
    /// the larger population.
    ///
    /// # Errors
    ///
    /// As [`try_with_interval`](Self::try_with_interval).
    pub fn try_with_ends(self, low: &Rate, high: &Rate) -> Result<Self, RateIntervalError> {
        self.within(Fraction::from(low), Fraction::from(high))
    }

    fn within(self, low: Fraction, high: Fraction) -> Result<Self, RateIntervalError> {
        let point = self.point;
        if point.denominator == 0 || low.denominator == 0 || high.denominator == 0 {
            return Err(RateIntervalError::EmptyPopulation);
        }
        if high.numerator > high.denominator {
            return Err(RateIntervalError::HighAboveWhole {
                high: high.to_string(),
            });
        }
        if low.compare(point) == Ordering::Greater {
            return Err(RateIntervalError::LowAboveRate {
                low: low.to_string(),
                rate: point.to_string(),
            });
        }
        if high.compare(point) == Ordering::Less {
            return Err(RateIntervalError::HighBelowRate {
                high: high.to_string(),
                rate: point.to_string(),
            });
        }
        Ok(Self {
            interval: Some((low, high)),
            ..self
        })
    }

    /// 「47.2 %（717／1,520）」, without the interval.
    #[must_use]
    pub fn text(&self) -> Text {
        let Some(percent) = self.percent() else {
            return Text::new("—（0／0：対象なし）", "— (0 / 0: none counted)");
        };
        Text::new(
            format!("{percent} %{}", self.point.parts(Language::Ja)),
            format!("{percent} % {}", self.point.parts(Language::En)),
        )
    }

    /// 「幅 40.1～62.3 %（610～947／1,520）」, if there is an interval.
    #[must_use]
    pub fn interval_text(&self) -> Option<Text> {
        let (low, high) = self.interval?;
        let (low_percent, high_percent) = (low.percent(self.digits)?, high.percent(self.digits)?);
        Some(if low.denominator == high.denominator {
            let (from, to) = (Grouped(low.numerator), Grouped(high.numerator));
            let of = Grouped(low.denominator);
            Text::new(
                format!("幅 {low_percent}～{high_percent} %（{from}～{to}／{of}）"),
                format!("range {low_percent}–{high_percent} % ({from}–{to} / {of})"),
            )
        } else {
            let side = |percent: Percentage, end: Fraction, language| match language {
                Language::Ja => format!("{percent} %{}", end.parts(language)),
                Language::En => format!("{percent} % {}", end.parts(language)),
            };
            let range = |language, dash: &str| {
                let (from, to) = (
                    side(low_percent, low, language),
                    side(high_percent, high, language),
                );
                format!("{from}{dash}{to}")
            };
            Text::new(
                format!("幅 {}", range(Language::Ja, "～")),
                format!("range {}", range(Language::En, " – ")),
            )
        })
    }

    /// The rate, rounded as it shows; `None` if the population is empty.
    #[must_use]
    pub fn percent(&self) -> Option<Percentage> {
        self.point.percent(self.digits)
    }

    pub(crate) fn point(&self) -> Fraction {
        self.point
    }

    pub(crate) fn interval(&self) -> Option<(Fraction, Fraction)> {
        self.interval
    }

    /// The percentage large, the counts after it, the interval on its own line.
    fn markup(&self) -> Markup {
        let percent = self.percent();
        html! {
            span.rate {
                @if let Some(percent) = percent {
                    span.percent { (percent.to_string()) " %" }
                    span.parts {
                        (both(&Text::new(
                            self.point.parts(Language::Ja),
                            format!(" {}", self.point.parts(Language::En)),
                        )))
                    }
                } @else {
                    span.absent { (both(&self.text())) }
                }
            }
            @if let Some(interval) = self.interval_text() {
                span.interval { (both(&interval)) }
            }
        }
    }
}

/// A fraction of counts, as a rate and the ends of its interval have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Fraction {
    pub(crate) numerator: u64,
    pub(crate) denominator: u64,
}

impl Fraction {
    fn percent(self, digits: PercentDigits) -> Option<Percentage> {
        Percentage::of(self.numerator, self.denominator, digits)
    }

    fn parts(self, language: Language) -> String {
        let (numerator, denominator) = (Grouped(self.numerator), Grouped(self.denominator));
        match language {
            Language::Ja => format!("（{numerator}／{denominator}）"),
            Language::En => format!("({numerator} / {denominator})"),
        }
    }

    fn compare(self, other: Self) -> Ordering {
        // Products of two 64-bit numbers always fit.
        let product = |a: u64, b: u64| u128::from(a).saturating_mul(u128::from(b));
        product(self.numerator, other.denominator).cmp(&product(other.numerator, self.denominator))
    }
}

impl From<&Rate> for Fraction {
    fn from(rate: &Rate) -> Self {
        Self {
            numerator: rate.numerator(),
            denominator: rate.denominator(),
        }
    }
}

impl std::fmt::Display for Fraction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(numerator: u64, denominator: u64) -> RateFigure {
        let basis = "test".parse().unwrap();
        RateFigure::new(&Rate::try_new(basis, numerator, denominator).unwrap())
    }

    fn code(result: Result<RateFigure, RateIntervalError>) -> &'static str {
        result.unwrap_err().code()
    }

    #[test]
    fn a_rate_lies_within_its_interval_ends_included() {
        assert!(rate(5, 10).try_with_interval(5, 5).is_ok());
        assert!(rate(5, 10).try_with_interval(0, 10).is_ok());
        assert_eq!(
            code(rate(5, 10).try_with_interval(6, 10)),
            "page.rate_interval.low_above_rate"
        );
        assert_eq!(
            code(rate(5, 10).try_with_interval(0, 4)),
            "page.rate_interval.high_below_rate"
        );
        assert_eq!(
            code(rate(5, 10).try_with_interval(0, 11)),
            "page.rate_interval.high_above_whole"
        );
        assert_eq!(
            code(rate(0, 0).try_with_interval(0, 0)),
            "page.rate_interval.empty_population"
        );
    }

    #[test]
    fn ends_of_another_population_show_their_own_counts() {
        let end = |n, d| Rate::try_new("test".parse().unwrap(), n, d).unwrap();
        let figure = rate(30, 60)
            .try_with_ends(&end(30, 100), &end(70, 100))
            .unwrap();
        let text = figure.interval_text().unwrap();
        assert_eq!(
            text.in_language(Language::Ja),
            "幅 30.0～70.0 %（30～70／100）"
        );
        let figure = rate(30, 60)
            .try_with_ends(&end(30, 100), &end(70, 99))
            .unwrap();
        let text = figure.interval_text().unwrap();
        assert_eq!(
            text.in_language(Language::Ja),
            "幅 30.0 %（30／100）～70.7 %（70／99）"
        );
        assert_eq!(
            text.in_language(Language::En),
            "range 30.0 % (30 / 100) – 70.7 % (70 / 99)"
        );
    }

    #[test]
    fn the_largest_counts_are_compared_exactly() {
        let all = tosei_types::MAX_COUNT;
        let largest = rate(all - 1, all);
        assert!(largest.clone().try_with_interval(all - 1, all).is_ok());
        assert_eq!(
            code(largest.try_with_interval(all, all)),
            "page.rate_interval.low_above_rate"
        );
    }
}
