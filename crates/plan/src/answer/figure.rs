//! The figure that an answer is about.

use crate::figure::{exactly, is_exact};
use crate::governance::{MoveOutlook, MoveSummary, PartnerScope, PartnerSummary};
use crate::{Direction, FigureUnit, Indicator, Nature, Precision, SourceRef, UnitList};
use serde::{Deserialize, Serialize};
use tosei_document::{DataFileError, expect_format};
use tosei_types::{Date, ExactNumber, Label, Language, SubjectId, coded_enum};

coded_enum! {
    /// 値の種類 (kind of a figure).
    pub enum FigureKind: "kind of a figure" {
        /// 割合: said in percent, changes in points.
        Percent = "percent" ("割合", "percentage"),
        /// 数量: said with its unit.
        Quantity = "quantity" ("数量", "quantity"),
    }
}

coded_enum! {
    /// 値の性質 (status of a figure).
    pub enum FigureStatus: "status of a figure" {
        /// 実績.
        Actual = "actual" ("実績", "actual"),
        /// 見込み: not an observation.
        Expected = "expected" ("見込み", "expected"),
    }
}

/// 分子と分母 (numerator and denominator) of a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerParts {
    /// 分子.
    pub numerator: u64,
    /// 分母.
    pub denominator: u64,
}

/// 値 (observation) on a day, with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerObservation {
    /// 基準日.
    pub as_of: Date,
    /// 値: percent for a percentage; absent if both integers are given instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ExactNumber>,
    /// 分子と分母; they go before the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<AnswerParts>,
    /// 性質.
    pub status: FigureStatus,
    /// 精度; exact unless it says otherwise.
    #[serde(default = "exactly", skip_serializing_if = "is_exact")]
    pub precision: Precision,
    /// 出典.
    pub source: Label,
}

fn upwards() -> Direction {
    Direction::Up
}

fn is_upwards(direction: &Direction) -> bool {
    *direction == Direction::Up
}

/// 目標 (target).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerTarget {
    /// 期日.
    pub by: Date,
    /// 目標値, in the unit of the figure.
    pub value: ExactNumber,
    /// 精度, such as 「以上」; exact unless it says otherwise.
    #[serde(default = "exactly", skip_serializing_if = "is_exact")]
    pub precision: Precision,
    /// 出典.
    pub source: Label,
}

/// 答弁の対象 (figure to be answered for): what is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerFigure {
    /// ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 種類.
    pub kind: FigureKind,
    /// 単位: of a quantity, and of the integers of a percentage, such as 「プロセス」.
    pub unit: Label,
    /// 数え方: the basis of the figure.
    pub basis: Label,
    /// 方向: up unless it says otherwise.
    #[serde(default = "upwards", skip_serializing_if = "is_upwards")]
    pub direction: Direction,
    /// 値, in any order.
    pub observations: Vec<AnswerObservation>,
    /// 目標.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<AnswerTarget>,
    /// 対象外・留意事項.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caveat: Option<Label>,
    /// 増減の理由, as the office states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Label>,
    /// 今後の取組.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Label>,
}

/// 答弁の対象の一覧 (document of figures to be answered for).
///
/// # Wire form
///
/// `{"format": "tosei-answer-figures", "format_version": 1, "fictional": true, "body": "見本市（架空）",
/// "figures": […]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerFigures {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-answer-figures`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-answer-figures")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 架空: whether it is made up.
    pub fictional: bool,
    /// 団体.
    pub body: String,
    /// The figures.
    pub figures: Vec<AnswerFigure>,
}

impl AnswerFigures {
    /// The `format` of the document.
    pub const FORMAT: &'static str = "tosei-answer-figures";

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let figures: Self = serde_json::from_str(json)?;
        expect_format((Self::FORMAT, 1), (&figures.format, figures.format_version))?;
        Ok(figures)
    }
}

/// An observation of a share that a summary counted.
fn counted(as_of: Date, numerator: u64, denominator: u64, ja: &str, en: &str) -> AnswerObservation {
    AnswerObservation {
        as_of,
        value: None,
        parts: Some(AnswerParts {
            numerator,
            denominator,
        }),
        status: FigureStatus::Actual,
        precision: Precision::Exact,
        source: Label::new(ja, en),
    }
}

impl AnswerFigure {
    /// 標準準拠システムへの移行 as a figure: the tasks moved, of the body's tasks.
    ///
    /// The target is all of them by the date of the list. The unknown are in the denominator and named
    /// as a caveat.
    ///
    /// # Errors
    ///
    /// [`tosei_types::IdError`] never in practice: the id is a constant.
    pub fn of_moves(summary: &MoveSummary) -> Result<Self, tosei_types::IdError> {
        let (unknown, late) = (summary.unknown, summary.count(MoveOutlook::PlannedLate));
        let source = Label::new("移行の記録", "records of the moves");
        let all = ExactNumber::try_new(100, 1).ok();
        Ok(Self {
            id: SubjectId::new("standardisation.moved")?,
            label: Label::new("標準準拠システムへの移行", "Move to standard systems"),
            kind: FigureKind::Percent,
            unit: Label::new("業務", "tasks"),
            direction: Direction::Up,
            basis: Label::new(
                "標準化対象業務のうち移行済みのもの（不明も分母に含む）",
                "standardised tasks that are moved; the unknown are in the denominator",
            ),
            observations: vec![counted(
                summary.as_of,
                summary.moved,
                summary.tasks,
                &source.ja,
                &source.en,
            )],
            targets: all
                .map(|value| AnswerTarget {
                    by: summary.due_on,
                    value,
                    precision: Precision::Exact,
                    source: Label::new(
                        "国が定める移行期限（原則）",
                        "the State's date, in principle",
                    ),
                })
                .into_iter()
                .collect(),
            caveat: (unknown > 0 || late > 0).then(|| {
                Label::new(
                    format!("期限後の予定が{late}業務、状況が不明のものが{unknown}業務あります。"),
                    format!("{late} tasks are planned late, and {unknown} are unknown."),
                )
            }),
            reason: None,
            action: None,
        })
    }

    /// 団体の手続のデジタル化 as a figure: the procedures that are digital, of those in scope.
    ///
    /// # Errors
    ///
    /// [`tosei_types::IdError`] never in practice: the id is made of codes.
    pub fn of_partners(summary: &PartnerSummary) -> Result<Self, tosei_types::IdError> {
        let unknown = summary.importance_unknown;
        let scope = |language| summary.scope.label(language);
        Ok(Self {
            id: SubjectId::new(&format!("partners.{}.done", summary.scope.code()))?,
            label: Label::new(
                "政策連携団体等の手続のデジタル化",
                "Digital procedures of partner bodies",
            ),
            kind: FigureKind::Percent,
            unit: Label::new("手続", "procedures"),
            direction: Direction::Up,
            basis: Label::new(
                format!("団体の{}のうち実施済のもの", scope(Language::Ja)),
                format!(
                    "of {} of the bodies, those that are done",
                    scope(Language::En)
                ),
            ),
            observations: vec![counted(
                summary.as_of,
                summary.done,
                summary.of,
                "団体の記録",
                "records of the bodies",
            )],
            targets: Vec::new(),
            caveat: (unknown > 0 && summary.scope == PartnerScope::Important).then(|| {
                Label::new(
                    format!("件数が不明のため重要かどうか決まらない手続が{unknown}あります。"),
                    format!("Of {unknown} procedures nobody knows whether they are important."),
                )
            }),
            reason: None,
            action: None,
        })
    }

    /// An indicator of a plan as a figure.
    ///
    /// Values in another unit than the indicator's, and numbers that are no observation, are left out and
    /// counted in the caveat. `source` names a source as people know it.
    ///
    /// # Errors
    ///
    /// [`tosei_types::IdError`] never in practice: an indicator's id is one of a subject too.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "sample")] {
    /// use tosei_plan::answer::{AnswerFigure, answer_figure, answer_questions};
    /// use tosei_plan::{UnitList, sample};
    /// use tosei_types::Label;
    ///
    /// let plan = sample::mihon_plan();
    /// let source = |_: &_| Label::new("見本市の計画（架空）", "the plan of Mihon City (fictional)");
    /// let figure = AnswerFigure::of_indicator(&plan.indicators[0], UnitList::shipped(), source).unwrap();
    /// let sheet = answer_figure(&figure, answer_questions(), sample::status_date()).unwrap();
    /// assert!(sheet.sentence.ja.contains("時点で、"));
    /// # }
    /// ```
    pub fn of_indicator(
        indicator: &Indicator,
        units: &UnitList,
        source: impl Fn(&SourceRef) -> Label,
    ) -> Result<Self, tosei_types::IdError> {
        let is_percent = indicator.unit.as_str() == "percent";
        let words = |unit: &FigureUnit| {
            let [ja, en] = [Language::Ja, Language::En].map(|language| units.words(unit, language));
            Label::new(ja, en)
        };
        let counted = indicator
            .population
            .as_ref()
            .map(|population| words(&population.unit));
        let own_unit =
            |unit: &Option<FigureUnit>| unit.as_ref().is_none_or(|unit| *unit == indicator.unit);
        let mut left_out = 0u64;
        let mut observations = Vec::new();
        for one in &indicator.observations {
            let status = match one.nature {
                Nature::Observed | Nature::Calculated => FigureStatus::Actual,
                Nature::Expected => FigureStatus::Expected,
                Nature::Target | Nature::Planned | Nature::Threshold => {
                    left_out = left_out.saturating_add(1);
                    continue;
                }
            };
            if !own_unit(&one.unit) {
                left_out = left_out.saturating_add(1);
                continue;
            }
            observations.push(AnswerObservation {
                as_of: one.at.last_day(),
                value: Some(one.value),
                parts: one.parts.filter(|_| is_percent).map(|parts| AnswerParts {
                    numerator: parts.numerator,
                    denominator: parts.denominator,
                }),
                status,
                precision: one.precision,
                source: source(&one.source),
            });
        }
        let targets = indicator
            .targets
            .iter()
            .filter(|target| own_unit(&target.unit));
        let targets = targets.filter_map(|target| {
            Some(AnswerTarget {
                by: target.by.last_day(),
                value: target.value?,
                precision: target.precision,
                source: source(&target.source),
            })
        });
        let undefined = || Label::new("定義は公表されていない", "its definition is not published");
        Ok(Self {
            id: SubjectId::new(indicator.id.as_str())?,
            label: indicator.name.clone(),
            kind: if is_percent {
                FigureKind::Percent
            } else {
                FigureKind::Quantity
            },
            unit: match (is_percent, counted) {
                (true, counted) => counted.unwrap_or_else(|| Label::new("", "")),
                (false, _) => words(&indicator.unit),
            },
            basis: indicator.definition.clone().unwrap_or_else(undefined),
            direction: indicator.direction,
            observations,
            targets: targets.collect(),
            caveat: (left_out > 0).then(|| {
                Label::new(
                    format!("単位の異なる値や実績でない値が{left_out}件あり、含めていません。"),
                    format!("{left_out} values in another unit, or no observations, are left out."),
                )
            }),
            reason: None,
            action: None,
        })
    }
}
