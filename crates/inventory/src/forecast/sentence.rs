//! A forecast in words.

use super::time::day_in_words;
use super::{Forecast, ForecastPoint, ForecastState, Pace, PopulationPrecision, SeriesFigure};
use crate::Fraction;
use tosei_types::{Grouped, Language, PercentDigits};

impl Forecast {
    /// What is missing, the pace that is needed and the pace there was, with both reasons and marks.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::forecast::{ForecastBase, ForecastOptions, IndicatorSeries};
    /// use tosei_types::Language;
    ///
    /// let series = IndicatorSeries::published("tokyo.processes").unwrap();
    /// let options = ForecastOptions::new("2024-04-01".parse()?)
    ///     .with_base(ForecastBase::ExpectedIfLater);
    /// let text = series.forecast(&options).sentence(Language::Ja);
    /// assert!(text.contains("四半期に2.5ポイント（約28,000のうち700）"), "{text}");
    /// assert!(text.contains("見込値を起点とします"), "{text}");
    /// # Ok::<(), tosei_types::DateError>(())
    /// ```
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let mut parts = Vec::new();
        if let (Some(base), Some(target)) = (&self.base, &self.target) {
            let (from, to) = (point(base, language), point(target, language));
            parts.push(match language {
                Language::Ja => format!("{from}から{to}まで"),
                Language::En => format!("from {from} to {to}"),
            });
        }
        if let Some(required) = &self.required {
            let pace = pace(required, language);
            parts.push(match language {
                Language::Ja => format!("必要なペースは{pace}"),
                Language::En => format!("the pace needed is {pace}"),
            });
        }
        if let Some(actual) = &self.actual {
            let (pace, method) = (pace(actual, language), self.options.method.label(language));
            parts.push(match language {
                Language::Ja => format!("実際のペースは{pace}（{method}）"),
                Language::En => format!("the pace there was is {pace} ({method})"),
            });
        }
        if let Some(day) = self.projected_on
            && self.state != ForecastState::Reached
        {
            parts.push(match language {
                Language::Ja => format!("このペースでの達成は{}", day.label_ja()),
                Language::En => format!("at that pace it is reached on {}", day.label_en()),
            });
        }
        let state = self.state.label(language);
        let reasons: Vec<&str> = self.reasons.iter().map(|r| r.label(language)).collect();
        let name = self.label.in_language(language);
        match language {
            Language::Ja => {
                let fictional = if self.fictional { "（架空）" } else { "" };
                let reasons: String = reasons.iter().map(|reason| format!("{reason}。")).collect();
                let body: String = parts.iter().map(|part| format!("{part}、")).collect();
                format!("{name}{fictional}: {body}{state}。{reasons}")
            }
            Language::En => {
                let fictional = if self.fictional { " (fictional)" } else { "" };
                let body: String = parts.iter().map(|part| format!("{part}; ")).collect();
                let reasons: String = reasons.iter().map(|reason| format!("; {reason}")).collect();
                format!("{name}{fictional}: {body}{state}{reasons}.")
            }
        }
    }
}

fn point(point: &ForecastPoint, language: Language) -> String {
    let (day, kind) = (
        day_in_words(point.at.day(), language),
        point.kind.label(language),
    );
    let value = match point.figure {
        SeriesFigure::Percent { percent } => percent.to_string(),
        SeriesFigure::Count { .. } => shown(&point.figure.points(), PercentDigits::One),
    };
    let counts = match (point.figure, language) {
        (
            SeriesFigure::Count {
                numerator,
                denominator,
            },
            Language::Ja,
        ) => format!("、{}のうち{}", Grouped(denominator), Grouped(numerator)),
        (
            SeriesFigure::Count {
                numerator,
                denominator,
            },
            Language::En,
        ) => format!(", {} of {}", Grouped(numerator), Grouped(denominator)),
        _ => String::new(),
    };
    match language {
        Language::Ja => format!("{day}の{value}％（{kind}{counts}）"),
        Language::En => format!("{value} % on {day} ({kind}{counts})"),
    }
}

fn pace(pace: &Pace, language: Language) -> String {
    let points = trimmed(&shown(&pace.points_per_quarter, PercentDigits::Three));
    let counts = pace.counts.as_ref().map_or_else(String::new, |counts| {
        let things = trimmed(&shown(&counts.per_quarter, PercentDigits::One));
        let of = Grouped(counts.population);
        let about = counts.precision == PopulationPrecision::Approximate;
        match (language, about) {
            (Language::Ja, true) => format!("（約{of}のうち{things}）"),
            (Language::Ja, false) => format!("（{of}のうち{things}）"),
            (Language::En, true) => format!(" ({things} of about {of})"),
            (Language::En, false) => format!(" ({things} of {of})"),
        }
    });
    match language {
        Language::Ja => format!("四半期に{points}ポイント{counts}"),
        Language::En => format!("{points} points a quarter{counts}"),
    }
}

/// A number rounded half up by its magnitude, with a hyphen below 0.
fn shown(number: &Fraction, digits: PercentDigits) -> String {
    let hundredth = number.divided_by(&Fraction::whole(100));
    hundredth.map_or_else(String::new, |part| part.percentage_points(digits).plain())
}

/// Without zeros behind the point that say nothing.
fn trimmed(number: &str) -> String {
    if number.contains('.') {
        number
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned()
    } else {
        number.to_owned()
    }
}
