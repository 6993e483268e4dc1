//! What is due within so many days, what is overdue, and why.

use super::{LeadUnit, OfficeCalendar, OfficeYear, OwnDate, Roll, YearItem, YearWhen};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_types::{
    BusinessDayError, BusinessDays, Date, DateError, Label, Language, SubjectId, YearMonth,
    coded_enum,
};

coded_enum! {
    /// 期日の状況 (state of a reminder).
    pub enum ReminderState: "state of a reminder" {
        /// 期日を過ぎている.
        Overdue = "overdue" ("期日を過ぎています", "overdue"),
        /// 本日が期日.
        DueToday = "due_today" ("本日が期日です", "due today"),
        /// 期日が近い: within the days that were asked for.
        DueSoon = "due_soon" ("期日が近づいています", "due soon"),
        /// 準備を始める時期: the due date lies further off, but the work should have begun.
        Prepare = "prepare" ("準備を始める時期です", "time to prepare"),
    }
}

coded_enum! {
    /// 期日の根拠 (reason of a due date).
    pub enum ReminderReason: "reason of a due date" {
        /// 毎年の月日.
        EveryYear = "every_year" ("毎年の期日", "every year"),
        /// 月末.
        MonthEnd = "month_end" ("月末", "end of the month"),
        /// 団体の行事の前.
        BeforeEvent = "before_event" ("団体の行事の前", "before an event of the body"),
        /// 団体が定めた期日.
        OwnDate = "own_date" ("団体が定めた期日", "the body's own date"),
    }
}

/// 期日のお知らせ (reminder): one item that is due, and why it is due then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Reminder {
    /// 項目ID.
    pub item: SubjectId,
    /// 名称.
    pub label: Label,
    /// 期日, moved off closed days as the item says.
    pub due_on: Date,
    /// The date before it was moved.
    pub nominal_on: Date,
    /// 着手日: when the work should begin.
    pub start_by: Date,
    /// 状況.
    pub state: ReminderState,
    /// 根拠.
    pub reason: ReminderReason,
    /// The event that it precedes.
    pub event: Option<String>,
    /// Days from today to the due date; below 0 once it has passed.
    pub days_left: i64,
    /// What answers it.
    pub produces: Label,
    /// Where the item comes from.
    pub source: String,
}

impl Reminder {
    /// The reminder in one sentence, with the date, why it is due then, and what to do.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (label, state) = (self.label.in_language(language), self.state.label(language));
        let produces = self.produces.in_language(language);
        let reason = match &self.event {
            Some(event) => match language {
                Language::Ja => format!("{event}の前"),
                Language::En => format!("before {event}"),
            },
            None => self.reason.label(language).to_owned(),
        };
        match language {
            Language::Ja => {
                let moved = if self.due_on == self.nominal_on {
                    String::new()
                } else {
                    format!("、{}が閉庁日のため", self.nominal_on.label_ja())
                };
                format!(
                    "{label}: {state}（期日 {}、{reason}{moved}、着手 {}）。{produces}",
                    self.due_on.label_ja(),
                    self.start_by.label_ja()
                )
            }
            Language::En => {
                let moved = if self.due_on == self.nominal_on {
                    String::new()
                } else {
                    format!(", as {} is a closed day", self.nominal_on.label_en())
                };
                format!(
                    "{label}: {state} (by {}, {reason}{moved}; begin on {}). {produces}",
                    self.due_on.label_en(),
                    self.start_by.label_en()
                )
            }
        }
    }
}

/// 範囲 (how far reminders look).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReminderOptions {
    /// Due dates so many days ahead are told.
    pub within_days: u16,
    /// Due dates that passed longer ago are no longer told.
    pub overdue_days: u16,
}

impl Default for ReminderOptions {
    /// 30 days ahead, 90 days back: ours.
    fn default() -> Self {
        Self {
            within_days: 30,
            overdue_days: 90,
        }
    }
}

/// お知らせの一覧 (reminders of a day), the earliest due date first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Reminders {
    /// 今日.
    pub as_of: Date,
    /// The reminders.
    pub reminders: Vec<Reminder>,
    /// Items that no date of the body could be found for: its calendar names no such event. Unknown is not
    /// "not due".
    pub without_date: Vec<SubjectId>,
}

/// Why reminders could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReminderError {
    /// Whether a day is open cannot be told.
    #[error("a day cannot be judged: {0}")]
    Day(#[from] BusinessDayError),
    /// A day lies outside those that can be named.
    #[error("a day cannot be named: {0}")]
    Date(#[from] DateError),
}

impl ReminderError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Day(_) => "plan.reminder.day",
            Self::Date(_) => "plan.reminder.date",
        }
    }
}

impl tosei_document::Explain for ReminderError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::Ja, Self::Day(error)) => {
                format!("開庁日かどうか分からない日があります（{error}）。")
            }
            (Language::Ja, Self::Date(error)) => format!("表せない日付があります（{error}）。"),
            (Language::En, error) => format!("The reminders cannot be made: {error}."),
        }
    }
}

/// A date before it is moved, and why it is that date.
struct Occurrence {
    nominal: Date,
    reason: ReminderReason,
    event: Option<String>,
}

/// Says what is due within some days, what is overdue, and what should be begun, on a day.
///
/// A date of the body's own takes the place of the data's ([`OwnDate`]). A due date on a
/// closed day is moved as the item says, and the sentence names both dates. The work begins a lead time
/// before the due date. What the calendar says was done by `as_of`, for that due date, is not told.
///
/// # Errors
///
/// - [`ReminderError::Day`] if the list of holidays does not reach a day that must be judged.
/// - [`ReminderError::Date`] if a day cannot be named.
///
/// # Examples
///
/// ```
/// use tosei_plan::year::{OfficeCalendar, ReminderOptions, ReminderState, office_year, remind};
/// use tosei_types::{BusinessDays, HolidayList};
///
/// let calendar = OfficeCalendar::from_json(r#"{"format": "tosei-office-calendar", "format_version": 1,
///     "fictional": true, "body": "見本市（架空）", "business_days": {"format":
///     "tosei-business-calendar", "format_version": 1, "name": {"ja": "見本市（架空）", "en": "Mihon City"},
///     "weekly_closing_days": ["saturday", "sunday"], "official_holidays": "closed"}}"#)?;
/// let days = BusinessDays::new(&calendar.business_days, HolidayList::official());
/// let today = "2026-03-25".parse()?;
/// let reminders = remind(office_year(), &calendar, &days, today, ReminderOptions::default())?;
/// let snapshot = reminders.reminders.iter().find(|one| one.item.as_str() == "year_end_snapshot").unwrap();
/// assert_eq!(snapshot.state, ReminderState::DueSoon);
/// assert_eq!(snapshot.days_left, 6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn remind(
    year: &OfficeYear,
    calendar: &OfficeCalendar,
    days: &BusinessDays<'_>,
    as_of: Date,
    options: ReminderOptions,
) -> Result<Reminders, ReminderError> {
    let mut reminders = Vec::new();
    let mut without_date = Vec::new();
    for item in &year.items {
        let occurrences = occurrences(item, calendar, as_of)?;
        if occurrences.is_empty() {
            without_date.push(item.id.clone());
        }
        for occurrence in occurrences {
            // Cheap first: a date is moved by a few days and a lead time is bounded, so what lies far
            // off need not be judged (and the list of holidays need not reach it).
            let distance = as_of.days_until(occurrence.nominal);
            let lead = i64::from(item.lead.amount)
                .saturating_mul(3)
                .saturating_add(60);
            let ahead = i64::from(options.within_days).max(lead).saturating_add(60);
            let back = i64::from(options.overdue_days)
                .saturating_add(60)
                .saturating_neg();
            if distance > ahead || distance < back {
                continue;
            }
            if let Some(reminder) = reminder(item, occurrence, calendar, days, as_of, options)? {
                reminders.push(reminder);
            }
        }
    }
    reminders.sort_by(|one, other| (one.due_on, &one.item).cmp(&(other.due_on, &other.item)));
    Ok(Reminders {
        as_of,
        reminders,
        without_date,
    })
}

fn reminder(
    item: &YearItem,
    occurrence: Occurrence,
    calendar: &OfficeCalendar,
    days: &BusinessDays<'_>,
    as_of: Date,
    options: ReminderOptions,
) -> Result<Option<Reminder>, ReminderError> {
    let nominal = occurrence.nominal;
    let is_open = days
        .verdict(nominal)
        .map_err(BusinessDayError::from)?
        .is_open();
    let due_on = match item.roll {
        Roll::Before if !is_open => days.previous_open_day(nominal)?.date(),
        Roll::After if !is_open => days.next_open_day(nominal)?.date(),
        _ => nominal,
    };
    let mut start_by = due_on;
    match item.lead.unit {
        LeadUnit::CalendarDays => {
            start_by = due_on.add_days(i64::from(item.lead.amount).saturating_neg())?;
        }
        LeadUnit::BusinessDays => {
            for _ in 0..item.lead.amount {
                start_by = days.previous_open_day(start_by)?.date();
            }
        }
    }
    let mut done = calendar.done.iter();
    if done.any(|one| one.item == item.id && one.due_on == due_on && one.done_on <= as_of) {
        return Ok(None);
    }
    let days_left = as_of.days_until(due_on);
    let state = if days_left < i64::from(options.overdue_days).saturating_neg() {
        return Ok(None);
    } else if days_left < 0 {
        ReminderState::Overdue
    } else if days_left == 0 {
        ReminderState::DueToday
    } else if days_left <= i64::from(options.within_days) {
        ReminderState::DueSoon
    } else if start_by <= as_of {
        ReminderState::Prepare
    } else {
        return Ok(None);
    };
    Ok(Some(Reminder {
        item: item.id.clone(),
        label: item.label.clone(),
        due_on,
        nominal_on: nominal,
        start_by,
        state,
        reason: occurrence.reason,
        event: occurrence.event,
        days_left,
        produces: item.produces.clone(),
        source: item.source.clone(),
    }))
}

/// The dates of an item in the calendar years around a day.
fn occurrences(
    item: &YearItem,
    calendar: &OfficeCalendar,
    as_of: Date,
) -> Result<Vec<Occurrence>, ReminderError> {
    let year = as_of.year();
    let years = [year.checked_sub(1), Some(year), year.checked_add(1)];
    let mut found: BTreeMap<Date, Occurrence> = BTreeMap::new();
    let mut add = |nominal: Date, reason, event| {
        found.entry(nominal).or_insert(Occurrence {
            nominal,
            reason,
            event,
        });
    };
    match &item.when {
        YearWhen::MonthDay { on } => {
            for year in years.into_iter().flatten() {
                let day = Date::try_new(year, on.month(), on.day());
                // 29 February does not exist in most years.
                let day = day.or_else(|_| Date::try_new(year, on.month(), 28))?;
                add(day, ReminderReason::EveryYear, None);
            }
        }
        YearWhen::MonthEnds { months } => {
            for year in years.into_iter().flatten() {
                for month in months {
                    let day = YearMonth::try_new(year, *month)?.last_day();
                    add(day, ReminderReason::MonthEnd, None);
                }
            }
        }
        YearWhen::Event { event, days_before } => {
            for one in calendar.events.iter().filter(|one| one.event == *event) {
                let day = one.on.add_days(i64::from(*days_before).saturating_neg())?;
                add(day, ReminderReason::BeforeEvent, Some(one.name.clone()));
            }
        }
    }
    let own = calendar.own_dates.iter().filter(|own| own.item == item.id);
    let own: Vec<&OwnDate> = own.collect();
    found.retain(|day, _| {
        !own.iter().any(|own| match own.instead_of {
            Some(instead) => instead == *day,
            None => own.on.fiscal_year() == day.fiscal_year(),
        })
    });
    for day in own {
        found.insert(
            day.on,
            Occurrence {
                nominal: day.on,
                reason: ReminderReason::OwnDate,
                event: None,
            },
        );
    }
    Ok(found.into_values().collect())
}
