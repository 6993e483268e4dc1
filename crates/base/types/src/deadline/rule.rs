//! How a body counts.

use super::{StopKind, StopRule};
use crate::{
    CalendarError, Label, coded_enum,
    holiday::checked_name,
    period::{DayCounting, PeriodLength},
    unreadable::{self, UnreadableDocument},
};
use serde::{Deserialize, Serialize};

/// The `format` of a counting rule.
pub const COUNTING_RULE_FORMAT: &str = "tosei-counting-rule";

coded_enum! {
    /// 起算日 (which day counts first).
    pub enum FirstDay: "first day" {
        /// 初日算入: the day of arrival counts.
        ArrivalDay = "arrival_day" ("初日算入", "the day of arrival counts"),
        /// 初日不算入: counting begins on the next day.
        NextDay = "next_day" ("初日不算入", "counting begins on the next day"),
    }
}

coded_enum! {
    /// 数える日 (which days count).
    pub enum CountedDays: "which days count" {
        /// 開庁日だけを数える: closing days do not count.
        BusinessDays = "business_days" ("開庁日", "business days"),
        /// 暦日で数える: every day counts.
        CalendarDays = "calendar_days" ("暦日", "calendar days"),
    }
}

coded_enum! {
    /// 末日が閉庁日のとき (what happens if the last day is a closing day).
    #[derive(Default)]
    pub enum LastDayClosed: "what happens if the last day is a closing day" {
        /// そのまま: the period ends on it.
        #[default]
        Keep = "keep" ("そのまま", "keep"),
        /// 翌開庁日に満了: the period ends on the next business day.
        NextOpenDay = "next_open_day" ("翌開庁日に満了", "move to the next business day"),
    }
}

/// 期間の数え方 (counting rule) of a body: which day counts first, which days count, what stops the
/// clock.
///
/// Bodies differ: one counts the day of arrival, another begins on the next day. So the rule is
/// data. A period in 日 is counted as the rule says; one in 営業日 by business days and one in 暦日 by
/// the calendar whatever the rule says; weeks, months and years always run by the calendar.
///
/// # Invariant
///
/// Every kind of stop stands at most once. Kinds that do not stand in the list do not stop the clock.
///
/// # Wire form
///
/// `{"format": "tosei-counting-rule", "format_version": 1, "name": {"ja": "…", "en": "…"},
/// "first_day": "next_day", "days": "business_days", "last_day_closed": "keep", "stops": [{"kind":
/// "correction", "first_day": "stopped", "last_day": "stopped"}]}`.
///
/// # Source
///
/// `civil-code` (138条 to 143条), `project-decision:counting-rule`.
///
/// # Examples
///
/// ```
/// use tosei_types::deadline::{CountedDays, CountingRule, FirstDay};
///
/// let rule = CountingRule::standard(FirstDay::NextDay);
/// assert_eq!(rule.counting_of("10日".parse()?), CountedDays::BusinessDays);
/// assert_eq!(rule.counting_of("2週間".parse()?), CountedDays::CalendarDays);
/// assert_eq!(rule.counting_of("10暦日".parse()?), CountedDays::CalendarDays);
/// # Ok::<(), tosei_types::period::PeriodError>(())
/// ```
#[doc(alias = "起算日")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::CountingRule", into = "wire::CountingRule")]
pub struct CountingRule {
    name: Label,
    first_day: FirstDay,
    days: CountedDays,
    last_day_closed: LastDayClosed,
    stops: Vec<StopRule>,
}

/// Why data are no [`CountingRule`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountingRuleError {
    /// The bytes are no such document.
    #[error(transparent)]
    Unreadable(#[from] UnreadableDocument),
    /// The name is blank or too long.
    #[error(transparent)]
    Name(#[from] CalendarError),
    /// A kind of stop stands twice.
    #[error("the kind of stop `{kind}` stands twice")]
    #[non_exhaustive]
    StopTwice {
        /// The kind.
        kind: StopKind,
    },
}

impl CountingRuleError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(error) => error.code(),
            Self::Name(error) => error.code(),
            Self::StopTwice { .. } => "types.counting_rule.stop_twice",
        }
    }
}

impl CountingRule {
    /// The usual rule of a 標準処理期間: 日 are business days, the last day stays, and every kind of
    /// stop but [`StopKind::Other`] stops the clock, its first and last day included.
    #[must_use]
    pub fn standard(first_day: FirstDay) -> Self {
        Self {
            name: Label::new(
                "開庁日で数える標準処理期間",
                "Standard period in business days",
            ),
            first_day,
            days: CountedDays::BusinessDays,
            last_day_closed: LastDayClosed::Keep,
            stops: [
                StopKind::Correction,
                StopKind::FeePayment,
                StopKind::ApplicantChange,
                StopKind::AdditionalDocuments,
            ]
            .map(StopRule::new)
            .to_vec(),
        }
    }

    /// The usual rule of a 法定期限: calendar days, and only a 補正 stops the clock, its first and last
    /// day included.
    #[must_use]
    pub fn statutory(first_day: FirstDay) -> Self {
        Self {
            name: Label::new(
                "暦日で数える法定期限",
                "Statutory deadline in calendar days",
            ),
            first_day,
            days: CountedDays::CalendarDays,
            last_day_closed: LastDayClosed::Keep,
            stops: vec![StopRule::new(StopKind::Correction)],
        }
    }

    /// The same under another name.
    #[must_use]
    pub fn with_name(self, name: Label) -> Self {
        Self { name, ..self }
    }

    /// The same counting other days.
    #[must_use]
    pub fn with_days(self, days: CountedDays) -> Self {
        Self { days, ..self }
    }

    /// The same with another answer for a last day that is a closing day.
    #[must_use]
    pub fn with_last_day_closed(self, last_day_closed: LastDayClosed) -> Self {
        Self {
            last_day_closed,
            ..self
        }
    }

    /// The same with other kinds of stops.
    ///
    /// # Errors
    ///
    /// [`CountingRuleError::StopTwice`] if a kind stands twice.
    pub fn try_with_stops(self, stops: Vec<StopRule>) -> Result<Self, CountingRuleError> {
        for (place, stop) in stops.iter().enumerate() {
            if stops
                .iter()
                .take(place)
                .any(|other| other.kind == stop.kind)
            {
                return Err(CountingRuleError::StopTwice { kind: stop.kind });
            }
        }
        Ok(Self { stops, ..self })
    }

    /// Reads a rule from its JSON document.
    ///
    /// # Errors
    ///
    /// - [`CountingRuleError::Unreadable`] if the bytes are no such document.
    /// - [`CountingRuleError::Name`] if the name is blank or too long.
    /// - [`CountingRuleError::StopTwice`] if a kind of stop stands twice.
    pub fn from_json(bytes: &[u8]) -> Result<Self, CountingRuleError> {
        unreadable::read::<wire::CountingRule>(bytes)?.try_into()
    }

    /// 名称.
    #[must_use]
    pub fn name(&self) -> &Label {
        &self.name
    }

    /// 起算日.
    #[must_use]
    pub fn first_day(&self) -> FirstDay {
        self.first_day
    }

    /// What a 日 is.
    #[must_use]
    pub fn days(&self) -> CountedDays {
        self.days
    }

    /// 末日が閉庁日のとき.
    #[must_use]
    pub fn last_day_closed(&self) -> LastDayClosed {
        self.last_day_closed
    }

    /// The kinds of events that stop the clock.
    #[must_use]
    pub fn stops(&self) -> &[StopRule] {
        &self.stops
    }

    /// The rule about a kind of stop; `None` if it does not stop the clock.
    #[must_use]
    pub fn stop_rule(&self, kind: StopKind) -> Option<&StopRule> {
        self.stops.iter().find(|stop| stop.kind == kind)
    }

    /// Which days count for a period: what its unit says, and the rule where the unit says nothing.
    #[must_use]
    pub fn counting_of(&self, length: PeriodLength) -> CountedDays {
        match length.counting() {
            DayCounting::Business => CountedDays::BusinessDays,
            DayCounting::Calendar => CountedDays::CalendarDays,
            DayCounting::Unspecified => self.days,
        }
    }
}

mod wire {
    use super::{
        COUNTING_RULE_FORMAT, CountedDays, CountingRuleError, FirstDay, Label, LastDayClosed,
        StopRule, checked_name,
    };
    use crate::unreadable::expect_format;
    use serde::{Deserialize, Serialize};

    /// 期間の数え方 (counting rule) of a body.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "CountingRule"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct CountingRule {
        /// Where the schema of this file stands.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// Always `tosei-counting-rule`.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = COUNTING_RULE_FORMAT)))]
        format: String,
        /// Version of the format; 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 名称 / the name.
        name: Label,
        /// 起算日 / which day counts first.
        first_day: FirstDay,
        /// 「日」の数え方 / what a 日 is.
        days: CountedDays,
        /// 末日が閉庁日のとき / what happens if the last day is a closing day.
        #[serde(default)]
        last_day_closed: LastDayClosed,
        /// 算入しない事由 / what stops the clock; each kind once.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        stops: Vec<StopRule>,
    }

    impl TryFrom<CountingRule> for super::CountingRule {
        type Error = CountingRuleError;

        fn try_from(wire: CountingRule) -> Result<Self, CountingRuleError> {
            expect_format(&wire.format, wire.format_version, COUNTING_RULE_FORMAT)?;
            checked_name("name/ja", &wire.name.ja)?;
            checked_name("name/en", &wire.name.en)?;
            Self {
                name: wire.name,
                first_day: wire.first_day,
                days: wire.days,
                last_day_closed: wire.last_day_closed,
                stops: Vec::new(),
            }
            .try_with_stops(wire.stops)
        }
    }

    impl From<super::CountingRule> for CountingRule {
        fn from(rule: super::CountingRule) -> Self {
            Self {
                schema: None,
                format: COUNTING_RULE_FORMAT.into(),
                format_version: 1,
                name: rule.name,
                first_day: rule.first_day,
                days: rule.days,
                last_day_closed: rule.last_day_closed,
                stops: rule.stops,
            }
        }
    }
}
