//! A body's own dates: events, dates of its own for items, and what is done.

use serde::{Deserialize, Serialize};
use tosei_document::Explain;
use tosei_types::{BusinessCalendar, Date, Language, SubjectId};

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

/// Why a text is no calendar of an office.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OfficeCalendarError {
    /// The text is not JSON of the right shape.
    #[error("the calendar does not have the right shape: {0}")]
    Shape(#[from] serde_json::Error),
    /// It says that it is something else, or of another version.
    #[error(
        "expected format `tosei-office-calendar` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format that it names.
        format: String,
        /// The version that it names.
        version: u32,
    },
}

impl OfficeCalendarError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "plan.office_calendar.shape",
            Self::Format { .. } => "plan.office_calendar.format",
        }
    }
}

impl Explain for OfficeCalendarError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, _) => format!("The calendar of the office cannot be used: {self}."),
            (Language::Ja, Self::Shape(error)) => format!("団体の暦として読めません（{error}）。"),
            (Language::Ja, Self::Format { format, version }) => {
                format!("「{format}」第{version}版は、団体の暦ではありません。")
            }
        }
    }
}

impl OfficeCalendar {
    /// The `format` of the document.
    pub const FORMAT: &'static str = "tosei-office-calendar";

    /// Reads a calendar.
    ///
    /// # Errors
    ///
    /// - [`OfficeCalendarError::Shape`] if the text is no JSON of this form.
    /// - [`OfficeCalendarError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, OfficeCalendarError> {
        let calendar: Self = serde_json::from_str(json)?;
        if calendar.format != Self::FORMAT || calendar.format_version != 1 {
            return Err(OfficeCalendarError::Format {
                format: calendar.format.chars().take(80).collect(),
                version: calendar.format_version,
            });
        }
        Ok(calendar)
    }
}
