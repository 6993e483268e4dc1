//! The sheet: the sentence, and the questions that the figure can answer.
#![deny(clippy::arithmetic_side_effects)]

use super::figure::{AnswerFigure, AnswerObservation, AnswerTarget, FigureKind, FigureStatus};
use super::question::{AnswerQuestions, placeholders};
use crate::{Direction, Precision};
use serde::Serialize;
use std::collections::BTreeMap;
use tosei_document::Explain;
use tosei_types::{Date, Grouped, Label, Language, MAX_COUNT, SubjectId};

/// 答えられる問 (question that the figure answers).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AnsweredQuestion {
    /// ID.
    pub id: SubjectId,
    /// 問.
    pub question: Label,
    /// 答.
    pub answer: Label,
}

/// 答えられない問 (question that the figure does not answer), with what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct UnansweredQuestion {
    /// ID.
    pub id: SubjectId,
    /// 問.
    pub question: Label,
    /// What the figure does not hold.
    pub missing: Vec<String>,
}

/// 指標の答弁用資料 (answer sheet of a figure).
#[doc(alias = "答弁用資料")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct IndicatorAnswer {
    /// ID of the figure.
    pub figure: SubjectId,
    /// 答弁用一文.
    pub sentence: Label,
    /// 基準日 of the observation that is said.
    pub as_of: Date,
    /// 想定問答.
    pub questions: Vec<AnsweredQuestion>,
    /// 答えを用意できない問.
    pub unanswered: Vec<UnansweredQuestion>,
}

/// 答弁用資料集 (document of answer sheets).
///
/// # Wire form
///
/// `{"format": "tosei-indicator-answers", "format_version": 1, "fictional": true, "body": "見本市（架空）",
/// "sheets": […]}`. It is written, never read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct IndicatorAnswers {
    /// Always `tosei-indicator-answers`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-indicator-answers")))]
    format: &'static str,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    format_version: u32,
    /// 架空: whether it is made up.
    pub fictional: bool,
    /// 団体.
    pub body: String,
    /// The sheets.
    pub sheets: Vec<IndicatorAnswer>,
}

impl IndicatorAnswers {
    /// A document of sheets.
    #[must_use]
    pub const fn new(fictional: bool, body: String, sheets: Vec<IndicatorAnswer>) -> Self {
        Self {
            format: "tosei-indicator-answers",
            format_version: 1,
            fictional,
            body,
            sheets,
        }
    }
}

/// Why there is no sheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndicatorAnswerError {
    /// Nothing was observed by the day.
    #[error("`{figure}` has no observation by `{as_of}`")]
    #[non_exhaustive]
    NoObservation {
        /// The figure.
        figure: SubjectId,
        /// The day.
        as_of: Date,
    },
    /// The observation holds neither a value nor two integers, an empty population, or a count above
    /// [`MAX_COUNT`].
    #[error("the observation of `{figure}` as of `{as_of}` says nothing")]
    #[non_exhaustive]
    NoValue {
        /// The figure.
        figure: SubjectId,
        /// The day of the observation.
        as_of: Date,
    },
}

impl IndicatorAnswerError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoObservation { .. } => "plan.answer.no_observation",
            Self::NoValue { .. } => "plan.answer.no_value",
        }
    }
}

impl Explain for IndicatorAnswerError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, _) => format!("No answer sheet can be made: {self}."),
            (Language::Ja, Self::NoObservation { figure, as_of }) => {
                format!(
                    "「{figure}」には、{}までの数値がありません。",
                    as_of.label_ja()
                )
            }
            (Language::Ja, Self::NoValue { figure, as_of }) => {
                format!(
                    "「{figure}」の{}時点の数値は、値がないか、対象がありません。",
                    as_of.label_ja()
                )
            }
        }
    }
}

/// An exact value: a numerator over a denominator that is not 0.
#[derive(Debug, Clone, Copy)]
struct Quotient {
    numerator: i128,
    denominator: i128,
}

impl Quotient {
    /// The value of an observation, in percent for a percentage.
    fn of(kind: FigureKind, one: &AnswerObservation) -> Option<Self> {
        match (one.parts, one.value) {
            (Some(parts), _) => {
                let factor = if kind == FigureKind::Percent { 100 } else { 1 };
                let is_count = parts.numerator.max(parts.denominator) <= MAX_COUNT;
                let denominator = i128::from(parts.denominator);
                (is_count && denominator > 0).then_some(Self {
                    numerator: i128::from(parts.numerator).saturating_mul(factor),
                    denominator,
                })
            }
            (None, Some(value)) => Some(Self {
                numerator: value.numerator().into(),
                denominator: value.denominator().into(),
            }),
            (None, None) => None,
        }
    }

    fn minus(self, other: Self) -> Self {
        let left = self.numerator.saturating_mul(other.denominator);
        let right = other.numerator.saturating_mul(self.denominator);
        Self {
            numerator: left.saturating_sub(right),
            denominator: self.denominator.saturating_mul(other.denominator),
        }
    }

    /// One digit behind the point, half away from zero (四捨五入); a whole number stands without it where
    /// `plain` is asked.
    fn text(self, plain: bool) -> String {
        let size = self.numerator.unsigned_abs();
        let below = self.denominator.unsigned_abs();
        let twice = size.saturating_mul(20).saturating_add(below);
        let tenths = twice.checked_div(below.saturating_mul(2)).unwrap_or(0);
        let whole = tenths.checked_div(10).unwrap_or(0);
        let digit = tenths.checked_rem(10).unwrap_or(0);
        let sign = if self.numerator.is_negative() && tenths > 0 {
            "-"
        } else {
            ""
        };
        let is_whole = size.checked_rem(below) == Some(0);
        let shown = u64::try_from(whole)
            .map_or_else(|_| whole.to_string(), |whole| Grouped(whole).to_string());
        if plain && is_whole {
            format!("{sign}{shown}")
        } else {
            format!("{sign}{shown}.{digit}")
        }
    }
}

/// What a figure says, in one language.
struct Words<'a> {
    figure: &'a AnswerFigure,
    language: Language,
}

impl Words<'_> {
    fn day(&self, day: Date) -> String {
        let is_end = day.year_month().last_day() == day;
        match self.language {
            Language::Ja if is_end => format!("{}末", day.year_month().label_ja()),
            Language::Ja => day.label_ja(),
            Language::En => day.label_en(),
        }
    }

    fn unit(&self) -> &str {
        self.figure.unit.in_language(self.language)
    }

    /// 「47.2％」, 「1,200件」; a percentage of two integers has one digit always.
    fn value(&self, value: Quotient, plain: bool) -> String {
        let number = value.text(plain);
        match (self.figure.kind, self.language) {
            (FigureKind::Percent, Language::Ja) => format!("{number}％"),
            (FigureKind::Percent, Language::En) => format!("{number} %"),
            (_, Language::Ja) => format!("{number}{}", self.unit()),
            (_, Language::En) => format!("{number} {}", self.unit()),
        }
    }

    fn said(&self, one: &AnswerObservation, value: Quotient) -> String {
        let is_counted = one.parts.is_some() && self.figure.kind == FigureKind::Percent;
        let text = self.value(value, !is_counted);
        let text = self.precisely(one.precision, &text);
        match (self.language, one.status) {
            (_, FigureStatus::Actual) => text,
            (Language::Ja, FigureStatus::Expected) => format!("{text}（見込み）"),
            (Language::En, FigureStatus::Expected) => format!("{text} (expected)"),
        }
    }

    /// 「約70％」, 「70％以上」.
    fn precisely(&self, precision: Precision, text: &str) -> String {
        let word = precision.label(self.language);
        match (precision, self.language) {
            (Precision::Exact, _) => text.to_owned(),
            (Precision::About, Language::Ja) => format!("{word}{text}"),
            (_, Language::Ja) => format!("{text}{word}"),
            (_, Language::En) => format!("{word} {text}"),
        }
    }

    /// 「1,520プロセスのうち717」.
    fn parts(&self, one: &AnswerObservation) -> Option<String> {
        let parts = one.parts?;
        let (numerator, denominator) = (Grouped(parts.numerator), Grouped(parts.denominator));
        Some(match self.language {
            Language::Ja => format!("{denominator}{}のうち{numerator}", self.unit()),
            Language::En => format!("{numerator} of {denominator} {}", self.unit()),
        })
    }

    fn difference(&self, value: Quotient) -> String {
        let sign = if value.numerator > 0 { "+" } else { "" };
        let number = value.text(self.figure.kind == FigureKind::Quantity);
        match (self.figure.kind, self.language) {
            (FigureKind::Percent, Language::Ja) => format!("{sign}{number}ポイント"),
            (FigureKind::Percent, Language::En) => format!("{sign}{number} points"),
            (_, Language::Ja) => format!("{sign}{number}{}", self.unit()),
            (_, Language::En) => format!("{sign}{number} {}", self.unit()),
        }
    }

    /// The distance to the target; equal is neither above nor below.
    fn gap(&self, target: Quotient, now: Quotient) -> String {
        let gap = target.minus(now);
        let size = Quotient {
            numerator: gap.numerator.saturating_abs(),
            denominator: gap.denominator,
        };
        let size = self.difference(size);
        let size = size.trim_start_matches('+');
        let is_down = self.figure.direction == Direction::Down;
        let towards = if is_down {
            gap.numerator.saturating_neg()
        } else {
            gap.numerator
        };
        match (self.language, towards.signum(), is_down) {
            (Language::Ja, 0, _) => "目標と同じ値".to_owned(),
            (Language::Ja, 1, _) => format!("目標まで{size}"),
            (Language::Ja, _, false) => format!("目標を{size}上回る値"),
            (Language::Ja, _, true) => format!("目標を{size}下回る値"),
            (Language::En, 0, _) => "it equals the target".to_owned(),
            (Language::En, 1, _) => format!("{size} are left to the target"),
            (Language::En, _, false) => format!("it is {size} above the target"),
            (Language::En, _, true) => format!("it is {size} below the target"),
        }
    }

    fn sentence(&self, one: &AnswerObservation, value: Quotient) -> String {
        let (day, label) = (
            self.day(one.as_of),
            self.figure.label.in_language(self.language),
        );
        let basis = self.figure.basis.in_language(self.language);
        let (said, source) = (self.said(one, value), one.source.in_language(self.language));
        match (self.language, self.parts(one)) {
            (Language::Ja, Some(parts)) => {
                format!(
                    "{day}時点で、「{label}」（{basis}）は、{parts}、{said}です（出典: {source}）。"
                )
            }
            (Language::Ja, None) => {
                format!("{day}時点で、「{label}」（{basis}）は、{said}です（出典: {source}）。")
            }
            (Language::En, Some(parts)) => {
                format!("As of {day}, `{label}` ({basis}) is {parts}, {said} (source: {source}).")
            }
            (Language::En, None) => {
                format!("As of {day}, `{label}` ({basis}) is {said} (source: {source}).")
            }
        }
    }
}

/// Makes the answer sheet of a figure, as of a day.
///
/// The last observation by that day is said; the one before it gives the change, the next target that is
/// not yet due (else the last one) the distance. An expected or rounded figure is said as
/// such and never subtracted as if it had been counted. Percentages of two integers have one digit, rounded half up.
///
/// # Errors
///
/// - [`IndicatorAnswerError::NoObservation`] if nothing was observed by the day.
/// - [`IndicatorAnswerError::NoValue`] if the observation holds no value, or its population is empty.
///
/// # Examples
///
/// ```
/// use tosei_plan::answer::{AnswerFigures, answer_figure, answer_questions};
///
/// let figures = AnswerFigures::from_json(r#"{"format": "tosei-answer-figures", "format_version": 1,
///     "fictional": true, "body": "見本市（架空）", "figures": [{"id": "processes.done",
///     "label": {"ja": "デジタル化率", "en": "Digital rate"}, "kind": "percent",
///     "unit": {"ja": "プロセス", "en": "processes"},
///     "basis": {"ja": "実施済／全プロセス", "en": "done of all processes"},
///     "observations": [{"as_of": "2025-03-31", "parts": {"numerator": 717, "denominator": 1520},
///     "status": "actual", "source": {"ja": "棚卸", "en": "the inventory"}}]}]}"#)?;
/// let sheet = answer_figure(&figures.figures[0], answer_questions(), "2025-06-30".parse()?)?;
/// assert_eq!(
///     sheet.sentence.ja,
///     "令和7年3月末時点で、「デジタル化率」（実施済／全プロセス）は、1,520プロセスのうち717、47.2％です（出典: 棚卸）。"
/// );
/// assert!(sheet.unanswered.iter().any(|one| one.id.as_str() == "target"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn answer_figure(
    figure: &AnswerFigure,
    questions: &AnswerQuestions,
    as_of: Date,
) -> Result<IndicatorAnswer, IndicatorAnswerError> {
    let mut row: Vec<&AnswerObservation> = figure
        .observations
        .iter()
        .filter(|one| one.as_of <= as_of)
        .collect();
    row.sort_by_key(|one| one.as_of);
    let Some(now) = row.pop() else {
        return Err(IndicatorAnswerError::NoObservation {
            figure: figure.id.clone(),
            as_of,
        });
    };
    let Some(value) = Quotient::of(figure.kind, now) else {
        return Err(IndicatorAnswerError::NoValue {
            figure: figure.id.clone(),
            as_of: now.as_of,
        });
    };
    let target = next_target(&figure.targets, as_of);
    let before = row.iter().rev().find(|one| one.as_of < now.as_of);
    let words = |language| Words { figure, language };
    let known = |language| {
        let words = words(language);
        let label = |label: &Label| label.in_language(language).to_owned();
        let mut known: BTreeMap<&'static str, String> = BTreeMap::from([
            ("label", label(&figure.label)),
            ("basis", label(&figure.basis)),
            ("date", words.day(now.as_of)),
            ("figure", words.said(now, value)),
            ("source", label(&now.source)),
        ]);
        known.extend(words.parts(now).map(|parts| ("parts", parts)));
        if let Some(before) = before
            && let Some(earlier) = Quotient::of(figure.kind, before)
        {
            known.insert("previous_date", words.day(before.as_of));
            known.insert("previous_figure", words.said(before, earlier));
            let is_observed = |one: &AnswerObservation| {
                one.status == FigureStatus::Actual && one.precision == Precision::Exact
            };
            if is_observed(before) && is_observed(now) {
                known.insert("change", words.difference(value.minus(earlier)));
            }
        }
        if let Some(target) = target {
            let wanted = Quotient {
                numerator: target.value.numerator().into(),
                denominator: target.value.denominator().into(),
            };
            known.insert("target_date", words.day(target.by));
            let said = words.value(wanted, true);
            known.insert("target", words.precisely(target.precision, &said));
            known.insert("gap", words.gap(wanted, value));
        }
        let stated = [
            ("caveat", &figure.caveat),
            ("reason", &figure.reason),
            ("action", &figure.action),
        ];
        for (name, text) in stated {
            known.extend(text.as_ref().map(|text| (name, label(text))));
        }
        known
    };
    let (ja, en) = (known(Language::Ja), known(Language::En));
    let mut sheet = IndicatorAnswer {
        figure: figure.id.clone(),
        sentence: Label::new(
            words(Language::Ja).sentence(now, value),
            words(Language::En).sentence(now, value),
        ),
        as_of: now.as_of,
        questions: Vec::new(),
        unanswered: Vec::new(),
    };
    for one in &questions.questions {
        let needed = placeholders(&one.answer.ja);
        let missing = needed.iter().filter(|name| !ja.contains_key(**name));
        let missing: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
        if missing.is_empty() {
            sheet.questions.push(AnsweredQuestion {
                id: one.id.clone(),
                question: one.question.clone(),
                answer: Label::new(filled(&one.answer.ja, &ja), filled(&one.answer.en, &en)),
            });
        } else {
            sheet.unanswered.push(UnansweredQuestion {
                id: one.id.clone(),
                question: one.question.clone(),
                missing,
            });
        }
    }
    Ok(sheet)
}

/// The next target that is not yet due, else the last one.
fn next_target(targets: &[AnswerTarget], as_of: Date) -> Option<&AnswerTarget> {
    let open = targets.iter().filter(|target| target.by >= as_of);
    let next = open.min_by_key(|target| target.by);
    next.or_else(|| targets.iter().max_by_key(|target| target.by))
}

/// A template with what is known in place of the names; what stands in for a name is not read again.
fn filled(template: &str, known: &BTreeMap<&'static str, String>) -> String {
    let mut text = String::new();
    let mut parts = template.split('{');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once('}') {
            Some((name, rest)) => {
                text.push_str(known.get(name).map_or("", String::as_str));
                text.push_str(rest);
            }
            None => text.push_str(part),
        }
    }
    text
}
