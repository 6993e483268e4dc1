//! 品質基準 (quality standards): the published one as data, and what it says as examples.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_criteria::{LevelNumber, Standard, StandardSeries};
use tosei_document::Edition;
use tosei_types::{AxisId, EditionId, Label, StandardId, embedded};

/// The file of the published standard, as it is embedded.
pub const TOKYO_2024_JSON: &str = include_str!("../data/standards/tokyo-2024.json");

/// 行政手続の品質基準 (quality standard of Tokyo's plan for 2024 to 2026).
///
/// Principles, levels, states and criteria are official and stand as they were published; the
/// English glosses, the ids (`F1a` to `U3a`), the stages, the kinds of evidence, the reasons for not
/// applicable and every policy are ours (`project-decision:qos-evidence`,
/// `project-decision:qos-stages`). The edition is used from 1 April 2024, the first day of the
/// plan's term.
///
/// # Source
///
/// Source `tokyo-plan-2`, slide 7. How criteria combine is not published.
///
/// # Examples
///
/// ```
/// use tosei_qos_model::tokyo_2024;
///
/// let standard = tokyo_2024();
/// let texts: Vec<&str> = standard
///     .document()
///     .criteria
///     .iter()
///     .filter(|criterion| criterion.level.get() == 3)
///     .map(|criterion| criterion.text.ja.as_str())
///     .collect();
/// assert_eq!(texts, ["処理期間の大幅短縮", "情報連携で複数手続の一括申請", "利用者目線に立った改善の継続"]);
/// ```
#[must_use]
pub fn tokyo_2024() -> &'static Standard {
    static STANDARD: OnceLock<Standard> = OnceLock::new();
    embedded(&STANDARD, || Standard::from_json(TOKYO_2024_JSON))
}

/// The published standard as a series of editions; there is one edition so far.
#[must_use]
pub fn tokyo() -> &'static StandardSeries {
    static SERIES: OnceLock<StandardSeries> = OnceLock::new();
    embedded(&SERIES, || StandardSeries::try_new([tokyo_2024().clone()]))
}

/// 例示 (illustrative examples): rows that a source shows, kept apart from everything that judges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IllustrativeExamples {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-illustrative-examples`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-illustrative-examples")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The standard they belong to.
    pub standard: StandardId,
    /// Its edition.
    pub standard_edition: EditionId,
    /// Whether it cannot be told what they say.
    pub ambiguous: bool,
    /// What cannot be told.
    pub note: Label,
    /// The rows.
    pub examples: Vec<IllustrativeExample>,
}

/// 例 (example): one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IllustrativeExample {
    /// The row's name.
    pub label: Label,
    /// What it says of each principle.
    pub cells: Vec<IllustrativeCell>,
}

/// 欄 (cell of an example): the texts as published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IllustrativeCell {
    /// The principle.
    pub principle: AxisId,
    /// The texts.
    pub texts: Vec<Label>,
}

/// The rows 手続A to 手続C of the slide, as illustrative: they are marked ambiguous, and nothing judges
/// by them.
///
/// # Source
///
/// Source `tokyo-plan-2`, slide 7.
#[must_use]
pub fn tokyo_2024_examples() -> &'static IllustrativeExamples {
    static EXAMPLES: OnceLock<IllustrativeExamples> = OnceLock::new();
    embedded(&EXAMPLES, || {
        serde_json::from_str(include_str!("../data/examples/tokyo-2024.json"))
    })
}

/// The principles of a standard, each with its highest level: what targets are checked against.
#[must_use]
pub fn principles_of(standard: &Standard) -> Vec<(AxisId, LevelNumber)> {
    let highest = |axis: &tosei_criteria::Axis| {
        let levels = axis.levels.iter().map(|level| level.level);
        levels.max().unwrap_or(LevelNumber::LOWEST)
    };
    let axes = standard.document().axes.iter();
    axes.map(|axis| (axis.id.clone(), highest(axis))).collect()
}
