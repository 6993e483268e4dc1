//! The clock of deadlines: by which day a case must be answered.

use super::{DeadlineRules, SimulateError};
use tosei_types::{
    Arrival, BeyondList, BusinessCalendar, BusinessDays, Date, DueDateAnswer, HolidayList, Stop,
    StopKind,
};

/// A stop of a case's clock, in days of the run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StoppedDays {
    pub(crate) kind: StopKind,
    pub(crate) from: u32,
    /// Absent while it still runs.
    pub(crate) until: Option<u32>,
}

/// Which of the two deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Standard,
    Statutory,
}

/// Both deadlines of a flow by the days of a run.
#[derive(Debug, Clone)]
pub(crate) struct DeadlineClock {
    first_day: Date,
    rules: DeadlineRules,
    calendar: BusinessCalendar,
    beyond: BeyondList,
    /// The due day of a case that arrives on a day and is never stopped; `None` if there is none.
    standard: Vec<Option<u32>>,
    statutory: Vec<Option<u32>>,
}

impl DeadlineClock {
    pub(crate) fn new(
        rules: &DeadlineRules,
        first_day: Date,
        days: u32,
        calendar: &BusinessCalendar,
        beyond: BeyondList,
    ) -> Result<Self, SimulateError> {
        let mut clock = Self {
            first_day,
            rules: rules.clone(),
            calendar: calendar.clone(),
            beyond,
            standard: Vec::new(),
            statutory: Vec::new(),
        };
        for day in 0..days {
            if clock.rules.standard.is_some() {
                clock
                    .standard
                    .push(clock.counted(Which::Standard, day, &[])?);
            }
            if clock.rules.statutory.is_some() {
                clock
                    .statutory
                    .push(clock.counted(Which::Statutory, day, &[])?);
            }
        }
        Ok(clock)
    }

    /// The last day on which a case that arrived on a day is in time; `None` if there is no deadline, or
    /// while it is stopped.
    pub(crate) fn due(&self, which: Which, arrived: u32, stops: &[StoppedDays]) -> Option<u32> {
        let table = match which {
            Which::Standard => &self.standard,
            Which::Statutory => &self.statutory,
        };
        if table.is_empty() {
            return None;
        }
        if stops.is_empty() {
            let place = usize::try_from(arrived).ok()?;
            return table.get(place).copied().flatten();
        }
        self.counted(which, arrived, stops).ok().flatten()
    }

    fn counted(
        &self,
        which: Which,
        arrived: u32,
        stops: &[StoppedDays],
    ) -> Result<Option<u32>, SimulateError> {
        let wrong = |error: &dyn std::fmt::Display| SimulateError::Deadline(error.to_string());
        let date = |day: u32| {
            let date = self.first_day.add_days(day.into());
            date.map_err(|error| wrong(&error))
        };
        let mut given = Vec::new();
        for stop in stops {
            let Some(until) = stop.until else {
                // It is not known when it goes on.
                return Ok(None);
            };
            let stop = Stop::try_new(stop.kind, date(stop.from)?, date(until.max(stop.from))?);
            given.push(stop.map_err(|error| wrong(&error))?);
        }
        let arrival = Arrival::on(date(arrived)?);
        let days = BusinessDays::new(&self.calendar, HolidayList::official())
            .with_beyond_list(self.beyond);
        let due = match which {
            Which::Standard => {
                let Some(standard) = &self.rules.standard else {
                    return Ok(None);
                };
                let period = &standard.period;
                let answer = match period
                    .forwarded_due_date(&arrival, &standard.rule, &days, &given)
                    .map_err(|error| wrong(&error))?
                {
                    // The clock of the flow begins at the body that forwards.
                    Some(forwarded) => Some(forwarded.processing.date()),
                    None => match period
                        .due_date(&arrival, &standard.rule, &days, &given)
                        .map_err(|error| wrong(&error))?
                    {
                        DueDateAnswer::Due { due, .. } => Some(due.date()),
                        _ => None,
                    },
                };
                answer
            }
            Which::Statutory => {
                let Some(statutory) = &self.rules.statutory else {
                    return Ok(None);
                };
                let due = statutory
                    .deadline
                    .due_date(&arrival, statutory.extension, &days, &given)
                    .map_err(|error| wrong(&error))?;
                Some(due.date())
            }
        };
        Ok(due.and_then(|due| u32::try_from(self.first_day.days_until(due)).ok()))
    }
}
