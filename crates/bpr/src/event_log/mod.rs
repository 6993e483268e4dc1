//! イベントログ: what systems recorded of cases: variants, throughput, waiting, and which cases fit a flow.
//!
//! Logs are read from CSV (one row an event) and XES. Times are points in time, so that offsets may differ from event to
//! event; lengths are those of the calendar, nights and holidays among them. A log that records completions only says
//! nothing of how long somebody worked: then the time since the event before holds waiting and work together.

mod fit;
mod read;
mod replay;
mod summary;
mod timestamp;

pub use fit::{Conformance, ConformanceOptions, Deviation, VariantFit, Verdict};
pub use read::{EventLogError, LogColumns, read_csv, read_xes};
pub use summary::{DurationSummary, LogSummary, StepSummary, Variant};
pub use timestamp::Timestamp;

use std::collections::HashMap;

tosei_types::coded_enum! {
    /// 状態 (lifecycle) of an event, as far as it is used here.
    ///
    /// # Source
    ///
    /// `xes-standard`: the lifecycle extension; transitions other than these two are left out and counted.
    pub enum Lifecycle: "lifecycle of an event" {
        /// 開始.
        Start = "start" ("開始", "start"),
        /// 完了.
        Complete = "complete" ("完了", "complete"),
    }
}

/// イベント (event) of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogEvent {
    /// The number of the activity in [`EventLog::activities`].
    pub activity: usize,
    /// When; `None` if it is not recorded or cannot be read.
    pub time: Option<Timestamp>,
    /// Whether it began or ended.
    pub lifecycle: Lifecycle,
}

/// 案件 (case): one application with its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogCase {
    /// Its id as recorded.
    pub id: String,
    /// チャネル: how it came in, if that is recorded.
    pub channel: Option<String>,
    /// Its events: by time where all have one, otherwise as recorded.
    pub events: Vec<LogEvent>,
}

/// イベントログ (event log).
///
/// # Examples
///
/// ```
/// use tosei_bpr::event_log::{LogColumns, read_csv};
/// use tosei_document::Limits;
///
/// let csv = "case,activity,time\n\
///            1,受付,2024-04-01T09:00:00+09:00\n1,決裁,2024-04-02T09:00:00+09:00\n\
///            2,受付,2024-04-01T00:30:00Z\n2,決裁,2024-04-01T12:30:00Z\n";
/// let columns = LogColumns { case: "case".into(), activity: "activity".into(), time: "time".into(), ..LogColumns::default() };
/// let log = read_csv(csv.as_bytes(), &columns, &Limits::default())?;
/// let summary = log.summary();
/// assert!(summary.completion_only);
/// assert_eq!(summary.variants[0].steps, ["受付", "決裁"]);
/// assert_eq!(summary.throughput.unwrap().mean_text(), "18:00:00.000"); // of 24 and 12 hours
/// # Ok::<(), tosei_bpr::event_log::EventLogError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventLog {
    activities: Vec<String>,
    cases: Vec<LogCase>,
    left_out: u64,
    without_time: u64,
}

impl EventLog {
    /// The names of the activities, in the order in which they first occur.
    #[must_use]
    pub fn activities(&self) -> &[String] {
        &self.activities
    }

    /// The cases, in the order in which they first occur.
    #[must_use]
    pub fn cases(&self) -> &[LogCase] {
        &self.cases
    }

    /// How many events there are.
    #[must_use]
    pub fn event_count(&self) -> usize {
        self.cases.iter().map(|case| case.events.len()).sum()
    }

    /// Events of other transitions than start and complete, which are left out.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Events whose time is not recorded or cannot be read.
    #[must_use]
    pub fn without_time(&self) -> u64 {
        self.without_time
    }

    /// Whether only completions are recorded, so that waiting and work cannot be told apart.
    #[must_use]
    pub fn completion_only(&self) -> bool {
        let mut events = self.cases.iter().flat_map(|case| &case.events);
        !events.any(|event| event.lifecycle == Lifecycle::Start)
    }

    /// Cases whose channel is this one.
    pub fn cases_of(&self, channel: Option<&str>) -> impl Iterator<Item = &LogCase> {
        let channel = channel.map(str::to_owned);
        self.cases
            .iter()
            .filter(move |case| case.channel == channel)
    }

    fn activity(&self, number: usize) -> &str {
        self.activities.get(number).map_or("", String::as_str)
    }
}

/// A log while it is put together.
#[derive(Debug, Default)]
struct LogBuilder {
    log: EventLog,
    activities: HashMap<String, usize>,
    cases: HashMap<String, usize>,
}

impl LogBuilder {
    fn case(&mut self, id: &str, channel: Option<&str>) -> usize {
        if let Some(number) = self.cases.get(id) {
            return *number;
        }
        let number = self.new_case(id, channel);
        self.cases.insert(id.to_owned(), number);
        number
    }

    fn new_case(&mut self, id: &str, channel: Option<&str>) -> usize {
        self.log.cases.push(LogCase {
            id: id.to_owned(),
            channel: channel.filter(|text| !text.is_empty()).map(str::to_owned),
            events: Vec::new(),
        });
        self.log.cases.len().saturating_sub(1)
    }

    fn event(&mut self, case: usize, activity: &str, time: Option<Timestamp>, transition: &str) {
        let lifecycle = match transition.to_ascii_lowercase().as_str() {
            "" | "complete" => Lifecycle::Complete,
            "start" => Lifecycle::Start,
            _ => {
                self.log.left_out = self.log.left_out.saturating_add(1);
                return;
            }
        };
        if time.is_none() {
            self.log.without_time = self.log.without_time.saturating_add(1);
        }
        let activity = match self.activities.get(activity) {
            Some(number) => *number,
            None => {
                let number = self.log.activities.len();
                self.log.activities.push(activity.to_owned());
                self.activities.insert(activity.to_owned(), number);
                number
            }
        };
        if let Some(case) = self.log.cases.get_mut(case) {
            case.events.push(LogEvent {
                activity,
                time,
                lifecycle,
            });
        }
    }

    fn finish(mut self) -> EventLog {
        for case in &mut self.log.cases {
            if case.events.iter().all(|event| event.time.is_some()) {
                // Events of one moment stay as they were recorded.
                case.events.sort_by_key(|event| event.time);
            }
        }
        self.log
    }
}
