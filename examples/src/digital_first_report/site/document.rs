//! `site.json`: the overview for programs.

use super::super::report::Fraction;
use super::part::ShownPart;
use serde::{Deserialize, Serialize};
use tosei_types::{Date, Label};

/// The `format` of the document.
pub const SITE_FORMAT: &str = "tosei-digital-first-site";

/// The `format_version` that is written.
pub const SITE_FORMAT_VERSION: u32 = 1;

/// サイトの概況 (overview of a site): what was read, the figures at the top, what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SiteDocument {
    /// Always `tosei-digital-first-site`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-digital-first-site")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Whether anything on it is made up.
    pub fictional: bool,
    /// The body, if an inventory or a register names it.
    pub body: Option<Label>,
    /// 基準日: that of the inventory, else the newest of the other parts.
    pub as_of: Option<Date>,
    /// The parts in the order of the pages.
    pub parts: Vec<ShownPart>,
    /// Files of the folder that were not read, because their names say nothing.
    pub unknown_files: Vec<String>,
    /// The figures at the top of the pages.
    pub figures: Vec<SiteFigure>,
    /// 期限: the earliest first.
    pub due: Vec<DueItem>,
    /// The pages.
    pub pages: Vec<ShownPage>,
}

/// One figure, with the place of its definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SiteFigure {
    /// The id of its definition.
    pub definition: String,
    /// Its name.
    pub label: Label,
    /// 分子; of a count the count itself.
    pub numerator: u64,
    /// 分母; `null` for a count.
    pub denominator: Option<u64>,
    /// Percentage with one digit, rounded half up; `null` for a count.
    pub percent: Option<String>,
    /// The lowest fraction that the unknowns allow.
    pub low: Option<Fraction>,
    /// The highest.
    pub high: Option<Fraction>,
    /// The page that shows it.
    pub page: String,
}

/// 期限 (what is due): a day, and what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DueItem {
    /// The last day.
    pub on: Date,
    /// What.
    pub label: Label,
    /// Whether the day is past on the day of the report.
    pub overdue: bool,
    /// The page that shows more.
    pub page: String,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownPage {
    /// The name of its file.
    pub file: String,
    /// Its title.
    pub title: Label,
}
