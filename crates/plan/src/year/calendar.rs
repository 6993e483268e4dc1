//! A body's own dates: events, dates of its own for items, and what is done.

use serde::{Deserialize, Serialize};
use tosei_document::{DataFileError, expect_format};
use tosei_types::{BusinessCalendar, Date, SubjectId};

/// 行事 (event), such as the opening of a session of the assembly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficeEvent {
    /// The name that items use.
    pub event: SubjectId,
    /// 日付.
    pub on: Date,
    /// 名称.
    pub name: String,
}

/// 団体の期日 (own date): the body's due date of an item.
///
/// It takes the place of the date that it names, or, if it names none, of all dates of the item in the
/// same fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnDate {
    /// 項目ID.
    pub item: SubjectId,
    /// 期日.
    pub on: Date,
    /// The date of the data that it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Date>,
}

/// 済みの記録 (entry about what is done).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DoneEntry {
    /// 項目ID.
    pub item: SubjectId,
    /// 期日 that it was for, as the reminder named it.
    pub due_on: Date,
    /// 済んだ日.
    pub done_on: Date,
}

/// 団体の暦 (calendar of an office): its own dates.
///
/// # Wire form
///
/// `{"format": "tosei-office-calendar", "format_version": 1, "fictional": true, "body": "見本市（架空）",
/// "business_days": {…}, "events": […], "own_dates": […], "done": […]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficeCalendar {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-office-calendar`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-office-calendar")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 架空: whether it is made up.
    pub fictional: bool,
    /// 団体.
    pub body: String,
    /// 開庁日カレンダー.
    pub business_days: BusinessCalendar,
    /// 行事.
    #[serde(default)]
    pub events: Vec<OfficeEvent>,
    /// 団体の期日.
    #[serde(default)]
    pub own_dates: Vec<OwnDate>,
    /// 済みの記録.
    #[serde(default)]
    pub done: Vec<DoneEntry>,
}

impl OfficeCalendar {
    /// The `format` of the document.
    pub const FORMAT: &'static str = "tosei-office-calendar";

    /// Reads a calendar.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let calendar: Self = serde_json::from_str(json)?;
        expect_format(
            (Self::FORMAT, 1),
            (&calendar.format, calendar.format_version),
        )?;
        Ok(calendar)
    }
}
