//! How a figure changed, and why.

use super::{AnswerFigure, AnswerRounding};
use crate::forecast::day_in_words;
use crate::{ChangeCause, ChangeVerdict, Fraction, RateDecomposition, RateResult};
use serde::Serialize;
use tosei_types::{Date, Grouped, Label, Language, PercentDigits};

/// 要因 (cause of a change) as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AnswerCause {
    /// 要因.
    pub cause: ChangeCause,
    /// 影響, exact.
    pub effect: Fraction,
    /// 影響 in percentage points, rounded half up to three digits.
    pub points: String,
    /// How many things are concerned.
    pub things: u64,
}

/// 前回比 (change since the previous figure).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AnswerChange {
    /// 前回の基準日.
    pub previous_as_of: Date,
    /// 前回の値; null if there was no rate.
    pub previous: Option<AnswerFigure>,
    /// 差: this figure minus the previous one, exact; null if one of them has no rate.
    pub difference: Option<Fraction>,
    /// 差 in percentage points, rounded half up from the exact difference.
    pub points: Option<String>,
    /// 要因; empty if the change was not decomposed.
    pub causes: Vec<AnswerCause>,
    /// The method of the decomposition.
    pub method: Option<String>,
    /// 判定.
    pub verdict: Option<ChangeVerdict>,
    /// In words.
    pub sentence: Label,
}

/// The change from a previous result, with its causes where it was decomposed.
pub(super) fn change(
    previous: &RateResult,
    now: &RateResult,
    previous_as_of: Date,
    decomposition: Option<&RateDecomposition>,
    rounding: AnswerRounding,
) -> AnswerChange {
    let share = |result: &RateResult| {
        let rate = result.rate()?;
        Fraction::of_counts(rate.numerator(), rate.denominator())
    };
    let difference = share(now)
        .zip(share(previous))
        .map(|(now, then)| now.minus(&then));
    let points = |part: &Fraction| part.percentage_points(PercentDigits::Three);
    let effects = decomposition
        .into_iter()
        .flat_map(RateDecomposition::effects);
    let causes: Vec<AnswerCause> = effects
        .filter_map(|effect| {
            let part = effect.effect.clone()?;
            Some(AnswerCause {
                cause: effect.cause,
                points: points(&part).plain(),
                effect: part,
                things: effect.things(),
            })
        })
        .collect();
    let sentence = |language| {
        let shown = Shown {
            previous,
            day: day_in_words(previous_as_of, language),
            difference: difference.as_ref(),
            causes: &causes,
            decomposition,
            rounding,
        };
        shown.sentence(language)
    };
    AnswerChange {
        previous_as_of,
        previous: AnswerFigure::of(previous.rate(), rounding),
        points: difference.as_ref().map(|part| points(part).plain()),
        sentence: Label::new(sentence(Language::Ja), sentence(Language::En)),
        method: decomposition.map(|parts| parts.method().to_owned()),
        verdict: decomposition.map(RateDecomposition::verdict),
        difference,
        causes,
    }
}

struct Shown<'a> {
    previous: &'a RateResult,
    day: String,
    difference: Option<&'a Fraction>,
    causes: &'a [AnswerCause],
    decomposition: Option<&'a RateDecomposition>,
    rounding: AnswerRounding,
}

impl Shown<'_> {
    fn sentence(&self, language: Language) -> String {
        let day = &self.day;
        let rate = self.previous.rate();
        let known = rate.and_then(|rate| {
            let (numerator, denominator) = (rate.numerator(), rate.denominator());
            let said = self.rounding.said(numerator, denominator, language)?;
            Some((Grouped(numerator), Grouped(denominator), said))
        });
        let (Some((numerator, denominator, percent)), Some(difference)) = (known, self.difference)
        else {
            return match language {
                Language::Ja => format!("前回（{day}）とは、率がないため比べられません。"),
                Language::En => {
                    format!("No comparison with {day} is possible: one of the two has no rate.")
                }
            };
        };
        let points = difference.percentage_points(PercentDigits::One);
        let points = points.in_words(language);
        let mut text = match language {
            Language::Ja => format!(
                "前回（{day}、{denominator}のうち{numerator}、{percent}）との差は{points}です。"
            ),
            Language::En => format!(
                "The difference to {day} ({numerator} of {denominator}, {percent}) is {points}."
            ),
        };
        if !self.causes.is_empty() {
            let parts: Vec<String> = self
                .causes
                .iter()
                .map(|cause| {
                    let points = cause.effect.percentage_points(PercentDigits::Three);
                    let (label, things) = (cause.cause.label(language), Grouped(cause.things));
                    match language {
                        Language::Ja => format!("{label}（{things}）{points}"),
                        Language::En => format!("{label} ({things}) {points}"),
                    }
                })
                .collect();
            text += &match language {
                Language::Ja => format!("内訳（ポイント）は、{}。", parts.join("、")),
                Language::En => format!(" In points: {}.", parts.join(", ")),
            };
        }
        if let Some(decomposition) = self.decomposition {
            text += &decomposition.verdict_sentence(language);
        }
        text
    }
}
