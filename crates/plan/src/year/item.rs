//! What is due in a year, as data.

use crate::governance::data_file::data_file;
use serde::{Deserialize, Serialize};
use tosei_document::{DataFileError, Edition, expect_distinct};
use tosei_types::{Label, MonthDay, SubjectId, coded_enum};

coded_enum! {
    /// 閉庁日の扱い (what happens if a due date falls on a closed day).
    pub enum Roll: "what a closed day does to a due date" {
        /// そのまま.
        Keep = "keep" ("そのまま", "kept"),
        /// 前の開庁日.
        Before = "before" ("前の開庁日に繰り上げる", "the open day before"),
        /// 次の開庁日.
        After = "after" ("次の開庁日に繰り下げる", "the next open day"),
    }
}

coded_enum! {
    /// 準備期間の単位 (unit of a lead time).
    pub enum LeadUnit: "unit of a lead time" {
        /// 暦日.
        CalendarDays = "calendar_days" ("日", "days"),
        /// 開庁日.
        BusinessDays = "business_days" ("開庁日", "business days"),
    }
}

/// 準備期間 (lead time): how long before the due date work begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LeadTime {
    /// 数.
    pub amount: u16,
    /// 単位.
    pub unit: LeadUnit,
}

/// 時期 (when it is due).
///
/// # Wire form
///
/// An object with `kind`: `month_day` (`on`: `"03-31"`), `month_ends` (`months`: the last day of each)
/// or `event` (`event`, `days_before`: so many calendar days before every event of that name in the
/// body's own calendar).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum YearWhen {
    /// 毎年の月日. 29 February is the 28th in other years.
    MonthDay {
        /// 月日.
        on: MonthDay,
    },
    /// 月末.
    MonthEnds {
        /// 月, 1 to 12.
        months: Vec<u8>,
    },
    /// 団体の行事の前.
    Event {
        /// The name of the event, such as `assembly_opening`.
        event: SubjectId,
        /// 何日前.
        days_before: u16,
    },
}

/// 年間の項目 (item of the year).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct YearItem {
    /// 項目ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 時期.
    pub when: YearWhen,
    /// 準備期間.
    pub lead: LeadTime,
    /// 閉庁日の扱い.
    pub roll: Roll,
    /// What answers it.
    pub produces: Label,
    /// Where it comes from: ours where no source names it.
    pub source: String,
}

/// 一年の仕事 (year of an office).
///
/// # Source
///
/// `project-decision:office-year`; the quarterly inventory, the fiscal year's end and the closing of
/// accounts have sources of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficeYear {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-office-year`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-office-year")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The items.
    pub items: Vec<YearItem>,
}

data_file!(
    OfficeYear,
    "tosei-office-year",
    "year/office_year.json",
    office_year,
    "the year of an office"
);

impl OfficeYear {
    fn validate(&self) -> Result<(), DataFileError> {
        expect_distinct(self.items.iter().map(|item| item.id.as_str()))?;
        let is_month = |month: &u8| (1..=12).contains(month);
        for item in &self.items {
            if let YearWhen::MonthEnds { months } = &item.when
                && (months.is_empty() || !months.iter().all(is_month))
            {
                return Err(DataFileError::value(
                    item.id.to_string(),
                    "months are 1 to 12, and at least one",
                ));
            }
        }
        Ok(())
    }

    /// The item with an id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&YearItem> {
        self.items.iter().find(|item| item.id.as_str() == id)
    }
}
