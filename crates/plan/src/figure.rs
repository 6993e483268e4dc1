//! 公表値 (published figures): a number with its unit, its precision, its moment and its source.

use crate::{FigureId, FigureUnit, Moment, QuantityId, SourceRef};
use serde::{Deserialize, Serialize};
use tosei_types::{ExactFigure, ExactNumber, Label, coded_enum};

coded_enum! {
    /// 数値の精度 (precision) of a published figure.
    pub enum Precision: "precision" {
        /// ちょうど: the number itself.
        Exact = "exact" ("ちょうど", "exactly"),
        /// 約・程度: rounded or estimated; by how much is not published.
        About = "about" ("約", "about"),
        /// 以上.
        AtLeast = "at_least" ("以上", "at least"),
        /// 超: more than the number, without it.
        MoreThan = "more_than" ("超", "more than"),
        /// 以下・以内.
        AtMost = "at_most" ("以下", "at most"),
        /// 未満.
        LessThan = "less_than" ("未満", "less than"),
    }
}

coded_enum! {
    /// 数値の性質 (nature) of a published figure: what was seen is not what was hoped for.
    pub enum Nature: "nature of a figure" {
        /// 実績: seen.
        Observed = "observed" ("実績", "observed"),
        /// 見込: expected by those who publish it; not seen.
        Expected = "expected" ("見込", "expected"),
        /// 目標: to be reached.
        Target = "target" ("目標", "target"),
        /// 計画: planned work.
        Planned = "planned" ("計画", "planned"),
        /// 基準: a threshold in a rule.
        Threshold = "threshold" ("基準値", "threshold"),
        /// 計算: calculated or counted by us from what is published.
        Calculated = "calculated" ("計算値", "calculated"),
    }
}

coded_enum! {
    /// 公表内容の欠け (gap) in what is published.
    pub enum Gap: "gap in what is published" {
        /// 単位が示されていない: the source does not say of what it is a share or a count.
        UnitUnstated = "unit_unstated" ("単位の記載なし", "unit not stated"),
        /// 時点が示されていない: only the day of publication is known.
        DateUnstated = "date_unstated" ("時点の記載なし", "date not stated"),
        /// 見出しが失われている: the transcript lost what the number belongs to.
        LabelLost = "label_lost" ("見出しが失われている", "label lost"),
        /// 群が失われている: the transcript lost to which group the thing belongs.
        GroupLost = "group_lost" ("属する群が失われている", "group lost"),
        /// 他の公表値と食い違う: another published figure of the same thing differs.
        Disputed = "disputed" ("公表値の食い違い", "published figures differ"),
    }
}

/// 公表値 (published figure): one number as it was published.
///
/// # Invariant
///
/// None beyond its parts. A figure whose number cannot be read has no `value`; it is not 0.
///
/// # Wire form
///
/// `{"id": "analog-clauses-2024", "label": {...}, "value": "1800", "unit": "clauses", "precision":
/// "about", "nature": "observed", "at": "FY2023", "source": {...}, "published": "約1,800条項"}`.
///
/// # Source
///
/// `project-decision:published-figures`.
#[doc(alias = "公表値")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishedFigure {
    /// 数値ID.
    pub id: FigureId,
    /// What it is.
    pub label: Label,
    /// The number; missing where it cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ExactNumber>,
    /// 単位; missing where the source does not state one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<FigureUnit>,
    /// 精度; exact unless it says otherwise.
    #[serde(default = "exactly", skip_serializing_if = "is_exact")]
    pub precision: Precision,
    /// 性質.
    pub nature: Nature,
    /// The beginning, if the figure counts over a span.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// 時点, or the end of the span.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// What it counts, if another figure may disagree with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<QuantityId>,
    /// What is missing in the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// 出典.
    pub source: SourceRef,
    /// The words that were published; short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
}

pub(crate) fn exactly() -> Precision {
    Precision::Exact
}

pub(crate) fn is_exact(precision: &Precision) -> bool {
    *precision == Precision::Exact
}

/// The least and the most that a number of a precision says; `None` is without a bound.
///
/// 「約」 is taken as the number itself, because nobody says how far it may be away; the answer that uses
/// it says so.
#[must_use]
pub fn bounds(
    value: ExactNumber,
    precision: Precision,
) -> (Option<ExactFigure>, Option<ExactFigure>) {
    let number = ExactFigure::from(value);
    match precision {
        Precision::Exact | Precision::About => (Some(number.clone()), Some(number)),
        Precision::AtLeast | Precision::MoreThan => (Some(number), None),
        Precision::AtMost | Precision::LessThan => (None, Some(number)),
    }
}
