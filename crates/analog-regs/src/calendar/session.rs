//! Sessions and lead times as data.

use crate::SessionId;
use crate::instrument::{PROMULGATION_DAYS, SENDING_DAYS};
use serde::{Deserialize, Serialize};
use tosei_document::{DataFileError, expect_distinct, expect_format};
use tosei_types::Date;

/// The `format` of an assembly calendar.
pub const CALENDAR_FORMAT: &str = "tosei-assembly-calendar";

tosei_types::coded_enum! {
    /// 会期制 (mode): how an assembly meets.
    pub enum AssemblyMode: "mode of an assembly" {
        /// 定例会: regular sessions, mostly four a year.
        RegularSessions = "regular_sessions" ("定例会", "regular sessions"),
        /// 通年会期: one session all year, with days on which it sits.
        YearRound = "year_round" ("通年会期", "all year"),
    }
}

/// 会期 (session), or in an assembly that meets all year one period in which it sits.
///
/// # Invariant
///
/// It does not close before it opens, and the vote lies within it; a calendar that breaks this is
/// refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AssemblySession {
    /// 会期ID.
    pub id: SessionId,
    /// 名称, such as 「令和8年第1回定例会」.
    pub name: String,
    /// 開会日.
    pub opens_on: Date,
    /// 閉会日.
    pub closes_on: Date,
    /// 議案提出期限; absent where it follows from the lead time before the opening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bills_by: Option<Date>,
    /// 議決日; absent where votes are taken on the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote_on: Option<Date>,
}

impl AssemblySession {
    /// 議決日: the day that is named, or the last day.
    #[must_use]
    pub fn vote(&self) -> Date {
        self.vote_on.unwrap_or(self.closes_on)
    }
}

/// 施行の定め (rule of effect): when an instrument takes effect.
///
/// # Wire form
///
/// `{"rule": "on_promulgation"}`, `{"rule": "after_days", "days": 30}`,
/// `{"rule": "on_date", "date": "2026-04-01"}`, `{"rule": "unstated"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum EffectRule {
    /// 公布の日から施行.
    OnPromulgation {},
    /// 公布の日から n 日後に施行.
    AfterDays {
        /// Days after promulgation.
        days: u16,
    },
    /// 特定の日から施行; not before promulgation.
    OnDate {
        /// The day.
        date: Date,
    },
    /// 定めなし: ten days by law.
    Unstated {},
}

/// 所要日数 (lead times) of a body, in calendar days.
///
/// Nothing general has been published about them; each body gives its own. The days of sending and of
/// promulgation are those that the body plans with, at most those of the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LeadTimes {
    /// 案の作成: days from the decision to the draft.
    pub drafting_days: u16,
    /// 意見公募: days of public comment; 0 if there is none.
    pub public_comment_days: u16,
    /// 法規審査: days of the review by the legal section.
    pub legal_review_days: u16,
    /// 議案の提出から開会まで.
    pub bill_days: u16,
    /// 送付: days from the vote until the head of the body has it, at most 3.
    pub sending_days: u16,
    /// 公布: days from then to promulgation, at most 20.
    pub promulgation_days: u16,
    /// 施行.
    pub effect: EffectRule,
}

/// The wire form of an assembly calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "AssemblyCalendarDocument"))]
#[serde(deny_unknown_fields)]
struct Wire {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    schema: Option<String>,
    /// Always `tosei-assembly-calendar`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-assembly-calendar")))]
    format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    format_version: u32,
    /// 架空: whether it is made up.
    fictional: bool,
    /// 団体.
    body: String,
    /// 会期制.
    mode: AssemblyMode,
    /// 会期.
    sessions: Vec<AssemblySession>,
    /// 所要日数.
    lead_times: LeadTimes,
}

/// 議会の会期と所要日数 (assembly calendar) of a body.
///
/// # Invariant
///
/// Session ids are unique; no session closes before it opens; a vote lies within its session; sending
/// takes at most 3 and promulgation at most 20 days.
///
/// # Wire form
///
/// A document of format `tosei-assembly-calendar`, version 1.
#[doc(alias = "会期")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub struct AssemblyCalendar {
    fictional: bool,
    body: String,
    mode: AssemblyMode,
    sessions: Vec<AssemblySession>,
    lead_times: LeadTimes,
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AssemblyCalendar {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AssemblyCalendar".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Wire::json_schema(generator)
    }
}

impl TryFrom<Wire> for AssemblyCalendar {
    type Error = DataFileError;

    fn try_from(wire: Wire) -> Result<Self, DataFileError> {
        expect_format((CALENDAR_FORMAT, 1), (&wire.format, wire.format_version))?;
        Self::try_new(wire.body, wire.mode, wire.sessions, wire.lead_times).map(|calendar| Self {
            fictional: wire.fictional,
            ..calendar
        })
    }
}

impl From<AssemblyCalendar> for Wire {
    fn from(calendar: AssemblyCalendar) -> Self {
        Self {
            schema: None,
            format: CALENDAR_FORMAT.to_owned(),
            format_version: 1,
            fictional: calendar.fictional,
            body: calendar.body,
            mode: calendar.mode,
            sessions: calendar.sessions,
            lead_times: calendar.lead_times,
        }
    }
}

impl AssemblyCalendar {
    /// Puts a calendar together; sessions are sorted by the day on which they open.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Duplicate`] if a session stands twice.
    /// - [`DataFileError::Contradiction`] if a session closes before it opens, a vote lies outside it,
    ///   or more days are planned for sending or promulgation than the law gives.
    pub fn try_new(
        body: String,
        mode: AssemblyMode,
        mut sessions: Vec<AssemblySession>,
        lead_times: LeadTimes,
    ) -> Result<Self, DataFileError> {
        expect_distinct(sessions.iter().map(|session| session.id.as_str()))?;
        let contradiction = |id: &str, what| DataFileError::contradiction(id, what);
        for session in &sessions {
            if session.closes_on < session.opens_on {
                return Err(contradiction(
                    session.id.as_str(),
                    "it closes before it opens",
                ));
            }
            if session.vote() < session.opens_on || session.closes_on < session.vote() {
                return Err(contradiction(
                    session.id.as_str(),
                    "the vote lies outside the session",
                ));
            }
        }
        if i64::from(lead_times.sending_days) > SENDING_DAYS {
            return Err(contradiction(
                "sending_days",
                "the law gives three days for sending",
            ));
        }
        if i64::from(lead_times.promulgation_days) > PROMULGATION_DAYS {
            return Err(contradiction(
                "promulgation_days",
                "the law gives twenty days for promulgation",
            ));
        }
        sessions.sort_by_key(|session| session.opens_on);
        Ok(Self {
            fictional: false,
            body,
            mode,
            sessions,
            lead_times,
        })
    }

    /// Reads a calendar.
    ///
    /// # Errors
    ///
    /// [`DataFileError::Shape`] for whatever does not fit; its message names the defect.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        Ok(serde_json::from_str(json)?)
    }

    /// 団体.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Whether it is made up.
    #[must_use]
    pub fn is_fictional(&self) -> bool {
        self.fictional
    }

    /// 会期制.
    #[must_use]
    pub fn mode(&self) -> AssemblyMode {
        self.mode
    }

    /// 会期, by the day on which they open.
    #[must_use]
    pub fn sessions(&self) -> &[AssemblySession] {
        &self.sessions
    }

    /// 所要日数.
    #[must_use]
    pub fn lead_times(&self) -> &LeadTimes {
        &self.lead_times
    }
}
