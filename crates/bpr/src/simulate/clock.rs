//! The deadlines of a flow by the days of a run.

use super::{
    DeadlineRules, SimulateError,
    deadline::{DayClockError, DayTable, DueDay, StandardClock, StatutoryClock, StopDays},
};
use std::sync::Arc;
use tosei_types::{
    BeyondList, BusinessCalendar, BusinessDays, Date, HolidayList, deadline::DeadlineExtension,
};

/// Which of the two deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Standard,
    Statutory,
}

/// Both deadlines of a flow.
#[derive(Debug, Clone)]
pub(crate) struct DeadlineClock {
    standard: Option<StandardClock>,
    statutory: Option<(StatutoryClock, DeadlineExtension)>,
}

fn refused(error: DayClockError) -> SimulateError {
    match error {
        DayClockError::Holiday(error) => SimulateError::Holidays(error),
        other => SimulateError::Deadline(other.to_string()),
    }
}

impl DeadlineClock {
    pub(crate) fn new(
        rules: &DeadlineRules,
        first_day: Date,
        days: u32,
        calendar: &BusinessCalendar,
        beyond: BeyondList,
    ) -> Result<Self, SimulateError> {
        let business =
            BusinessDays::new(calendar, HolidayList::official()).with_beyond_list(beyond);
        let table = DayTable::try_new(first_day, days, &business).map_err(refused)?;
        let table = Arc::new(table);
        let standard = rules
            .standard
            .as_ref()
            .map(|one| StandardClock::try_new(&table, &one.period, &one.rule));
        let mut statutory = None;
        if let Some(one) = &rules.statutory {
            let clock = StatutoryClock::try_new(&table, &one.deadline).map_err(refused)?;
            let extends = one.extension == DeadlineExtension::Extended;
            if extends && clock.extended().is_none() {
                let text = "the law allows no extension";
                return Err(SimulateError::Deadline(text.to_owned()));
            }
            statutory = Some((clock, one.extension));
        }
        Ok(Self {
            standard: standard.transpose().map_err(refused)?,
            statutory,
        })
    }

    /// Whether a case that arrived on a day is in time on another; `None` if there is no such deadline.
    ///
    /// The days of a forwarding body are counted before those of the processing body: the flow's answer
    /// is held against both together.
    pub(crate) fn holds(
        &self,
        which: Which,
        arrived: u32,
        day: u32,
        stops: &[StopDays],
    ) -> Option<bool> {
        let due: DueDay = match which {
            Which::Standard => {
                let clock = self.standard.as_ref()?;
                clock.due_days(arrived, None, stops)?.processing
            }
            Which::Statutory => {
                let (clock, extension) = self.statutory.as_ref()?;
                let clock = match extension {
                    DeadlineExtension::Extended => clock.extended()?,
                    _ => clock.deadline(),
                };
                clock.due_day(arrived, stops)
            }
        };
        Some(due.holds(day))
    }
}
