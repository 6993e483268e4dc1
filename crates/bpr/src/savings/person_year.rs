//! 一人年: how many hours one person works in a year.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_types::{ExactNumber, Label, embedded};

/// The `format` of a list of person-years.
pub const PERSON_YEARS_FORMAT: &str = "tosei-person-years";

/// 一人年 (person-year): hours a day and days a year.
///
/// # Examples
///
/// ```
/// let year = tosei_bpr::savings::default_person_year();
/// assert_eq!((year.hours_a_day.to_string(), year.days_a_year), ("7.75".to_owned(), 240));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonYear {
    /// 1日の勤務時間.
    pub hours_a_day: ExactNumber,
    /// 年間の勤務日数.
    pub days_a_year: u32,
}

/// One named person-year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonYearOption {
    /// ID.
    pub id: String,
    /// 名称.
    pub label: Label,
    /// 1日の勤務時間.
    pub hours_a_day: ExactNumber,
    /// 年間の勤務日数.
    pub days_a_year: u32,
    /// 出典.
    pub source: String,
}

/// 一人年の一覧 (list of person-years): named options, the first is the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonYears {
    /// Where the schema is.
    #[serde(default, rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// `tosei-person-years`.
    pub format: String,
    /// 1.
    pub format_version: u32,
    /// 選択肢.
    pub options: Vec<PersonYearOption>,
}

/// 一人年の一覧 that is shipped.
#[must_use]
pub fn person_years() -> &'static [PersonYearOption] {
    static LIST: OnceLock<PersonYears> = OnceLock::new();
    let read = || serde_json::from_str(include_str!("../../data/person-years.json"));
    &embedded(&LIST, read).options
}

/// The first of the shipped person-years.
#[must_use]
pub fn default_person_year() -> PersonYear {
    person_years().first().map_or(
        PersonYear {
            hours_a_day: ExactNumber::ZERO,
            days_a_year: 0,
        },
        |option| PersonYear {
            hours_a_day: option.hours_a_day,
            days_a_year: option.days_a_year,
        },
    )
}
