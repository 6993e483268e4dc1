//! What was published before, and how a figure differs from it.

use super::AnswerRounding;
use crate::forecast::{SeriesFigure, SeriesTime};
use crate::{Fraction, RateResult};
use serde::{Deserialize, Serialize};
use tosei_document::{DataFileError, expect_format};
use tosei_types::{Date, Grouped, Label, Language, PercentDigits, Percentage, RateId};

/// The `format` of a list of published values.
pub const PUBLISHED_FORMAT: &str = "tosei-published-values";

/// 公表値 (published value): a figure that the body has told somebody.
///
/// # Wire form
///
/// `{"indicator": "processes.done", "as_of": "2025-06", "figure": {"percent": "47"}, "published_on":
/// "2025-07-10", "published_in": {"ja": "市ウェブサイト", "en": "the city's site"}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishedValue {
    /// 指標: the definition by which it was counted, as far as that is known.
    pub indicator: RateId,
    /// 時点.
    pub as_of: SeriesTime,
    /// 値 as it was published.
    pub figure: SeriesFigure,
    /// 公表日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<Date>,
    /// 公表の場.
    pub published_in: Label,
}

/// 公表値の一覧 (list of published values).
///
/// # Wire form
///
/// `{"format": "tosei-published-values", "format_version": 1, "values": […]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishedValues {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-published-values`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-published-values")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// The values.
    pub values: Vec<PublishedValue>,
}

impl PublishedValues {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let read: Self = serde_json::from_str(json)?;
        expect_format((PUBLISHED_FORMAT, 1), (&read.format, read.format_version))?;
        Ok(read)
    }
}

/// 公表済みの値との差 (comparison with a published value).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PublishedComparison {
    /// What was published.
    pub published: PublishedValue,
    /// Whether it is of the same day.
    pub same_day: bool,
    /// Whether this figure, rounded as the published one is, gives the same.
    pub agrees: bool,
    /// 差: this figure minus the published one; exact for counts, from the rounded figure for a
    /// percentage. Null if this figure has no rate.
    pub difference: Option<Fraction>,
    /// In words.
    pub sentence: Label,
}

pub(super) fn compare(
    published: &PublishedValue,
    result: &RateResult,
    as_of: Date,
) -> PublishedComparison {
    let rate = result.rate();
    let ours = rate.and_then(|rate| Fraction::of_counts(rate.numerator(), rate.denominator()));
    let theirs = published.figure.points().divided_by(&Fraction::whole(100));
    let difference = ours.zip(theirs).map(|(ours, theirs)| ours.minus(&theirs));
    let agrees = rate.is_some_and(|rate| match published.figure {
        SeriesFigure::Percent { percent } => {
            let digits = match percent.digits() {
                0 => PercentDigits::Whole,
                1 => PercentDigits::One,
                2 => PercentDigits::Two,
                _ => PercentDigits::Three,
            };
            rate.percent(digits).map(|ours| ours.to_string()) == Some(percent.to_string())
        }
        SeriesFigure::Count {
            numerator,
            denominator,
        } => (rate.numerator(), rate.denominator()) == (numerator, denominator),
    });
    let same_day = published.as_of.day() == as_of;
    let sentence = |language| sentence(published, same_day, agrees, difference.as_ref(), language);
    PublishedComparison {
        same_day,
        agrees,
        sentence: Label::new(sentence(Language::Ja), sentence(Language::En)),
        difference: difference.clone(),
        published: published.clone(),
    }
}

fn sentence(
    published: &PublishedValue,
    same_day: bool,
    agrees: bool,
    difference: Option<&Fraction>,
    language: Language,
) -> String {
    let day = published.as_of.in_words(language);
    let place = published.published_in.in_language(language);
    let value = match (published.figure, language) {
        (SeriesFigure::Percent { percent }, Language::Ja) => format!("{percent}％"),
        (SeriesFigure::Percent { percent }, Language::En) => format!("{percent} %"),
        (
            SeriesFigure::Count {
                numerator,
                denominator,
            },
            _,
        ) => {
            let one = PercentDigits::One;
            let percent = Percentage::of(numerator, denominator, one);
            let percent = percent.map_or_else(String::new, |percent| percent.to_string());
            let (numerator, denominator) = (Grouped(numerator), Grouped(denominator));
            match language {
                Language::Ja => format!("{denominator}のうち{numerator}、{percent}％"),
                Language::En => format!("{numerator} of {denominator}, {percent} %"),
            }
        }
    };
    let points = difference.map(|part| {
        part.percentage_points(PercentDigits::One)
            .in_words(language)
    });
    let verdict = match (language, same_day, agrees, points) {
        (Language::Ja, true, true, _) => "と一致します。".to_owned(),
        (Language::En, true, true, _) => " agrees.".to_owned(),
        (Language::Ja, _, _, None) => "とは、率がないため比べられません。".to_owned(),
        (Language::En, _, _, None) => " cannot be compared: there is no rate.".to_owned(),
        (Language::Ja, true, false, Some(points)) => format!("との差は{points}です。"),
        (Language::En, true, false, Some(points)) => format!(" differs by {points}."),
        (Language::Ja, false, _, Some(points)) => {
            format!("との差は{points}です（時点が異なります）。")
        }
        (Language::En, false, _, Some(points)) => {
            format!(" differs by {points}; it is of another day.")
        }
    };
    match language {
        Language::Ja => format!("{place}で公表した{day}時点の値（{value}）{verdict}"),
        Language::En => format!("The value of {day} published in {place} ({value}){verdict}"),
    }
}

impl super::AnswerFigure {
    pub(super) fn of(rate: Option<&tosei_types::Rate>, rounding: AnswerRounding) -> Option<Self> {
        rate.map(|rate| Self {
            numerator: rate.numerator(),
            denominator: rate.denominator(),
            percent: rounding.percent(rate.numerator(), rate.denominator()),
        })
    }
}
