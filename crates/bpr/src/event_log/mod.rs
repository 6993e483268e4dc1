//! イベントログ: what systems recorded of cases: variants, throughput, waiting, and which cases fit a flow.
//!
//! Logs are read from CSV (one row an event) and XES. Times are points in time, so that offsets may differ from event to
//! event; lengths are those of the calendar, nights and holidays among them. A log that records completions only says
//! nothing of how long somebody worked: then the time since the event before holds waiting and work together.

mod explain;
mod fit;
mod read;
mod replay;
mod summary;
mod timestamp;

pub use fit::{Conformance, ConformanceOptions, Deviation, VariantFit, Verdict};
pub use read::{EventLogError, LogColumns, read_csv, read_xes};
pub use summary::{DurationSummary, LogSummary, StepSummary, Variant};
pub use timestamp::Timestamp;

pub(crate) use explain::{Explained, Replayer};
pub(crate) use summary::{Instance, instances};

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
    /// 担当 (resource): the number of who did it in [`EventLog::resources`]; `None` if it is not recorded.
    pub resource: Option<usize>,
    /// 係 (group): the number of the group in [`EventLog::groups`]; `None` if it is not recorded.
    pub group: Option<usize>,
    /// The offset from UTC in minutes that the time was written with; `None` without a time.
    pub offset_minutes: Option<i32>,
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
    resources: Vec<String>,
    groups: Vec<String>,
    cases: Vec<LogCase>,
    left_out: u64,
    without_time: u64,
    unnamed: u64,
}

impl EventLog {
    /// The names of the activities, in the order in which they first occur.
    #[must_use]
    pub fn activities(&self) -> &[String] {
        &self.activities
    }

    /// The names of those who did something, in the order in which they first occur.
    #[must_use]
    pub fn resources(&self) -> &[String] {
        &self.resources
    }

    /// The names of the groups, in the order in which they first occur.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// The log as it was known at a time: events before it, and the cases that have one.
    ///
    /// An event without a time is left out: nobody can say whether it was known.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_bpr::event_log::{LogColumns, Timestamp, read_csv};
    /// use tosei_document::Limits;
    ///
    /// let csv = "case:concept:name,concept:name,time:timestamp\n1,受付,2024-04-01T09:00Z\n1,決裁,2024-04-03T09:00Z\n\
    ///            2,受付,2024-04-02T09:00Z\n";
    /// let log = read_csv(csv.as_bytes(), &LogColumns::default(), &Limits::default())?;
    /// let then = Timestamp::read("2024-04-02T09:00Z", None).unwrap();
    /// assert_eq!(log.before(then).event_count(), 1);
    /// # Ok::<(), tosei_bpr::event_log::EventLogError>(())
    /// ```
    #[must_use]
    pub fn before(&self, time: Timestamp) -> Self {
        self.part(|_| true, |event| event.time.is_some_and(|at| at < time))
    }

    /// The cases whose first event is at a time or later; cases without a time are left out.
    #[must_use]
    pub fn arrived_from(&self, time: Timestamp) -> Self {
        let first = |case: &LogCase| case.events.iter().filter_map(|event| event.time).min();
        self.part(|case| first(case).is_some_and(|at| at >= time), |_| true)
    }

    /// The cases that a choice keeps, with the events that another keeps; a case without an event is dropped.
    pub(crate) fn part(
        &self,
        keeps_case: impl Fn(&LogCase) -> bool,
        keeps_event: impl Fn(&LogEvent) -> bool,
    ) -> Self {
        let cases = self.cases.iter().filter(|case| keeps_case(case));
        let cases = cases.map(|case| LogCase {
            id: case.id.clone(),
            channel: case.channel.clone(),
            events: case.events.iter().copied().filter(&keeps_event).collect(),
        });
        let cases: Vec<LogCase> = cases.filter(|case| !case.events.is_empty()).collect();
        let without_time = cases
            .iter()
            .flat_map(|case| &case.events)
            .filter(|event| event.time.is_none())
            .fold(0u64, |count, _| count.saturating_add(1));
        Self {
            activities: self.activities.clone(),
            resources: self.resources.clone(),
            groups: self.groups.clone(),
            cases,
            left_out: self.left_out,
            without_time,
            unnamed: self.unnamed,
        }
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

    /// Events without an activity, and rows of a CSV file without a case: nobody can say what was done, or for whom. They
    /// are left out.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_bpr::event_log::{LogColumns, read_csv};
    /// use tosei_document::Limits;
    ///
    /// let csv = "case:concept:name,concept:name,time:timestamp\n1,受付,2024-04-01T09:00Z\n1, ,2024-04-02T09:00Z\n\
    ///            ,決裁,2024-04-03T09:00Z\n";
    /// let log = read_csv(csv.as_bytes(), &LogColumns::default(), &Limits::default())?;
    /// assert_eq!((log.event_count(), log.unnamed()), (1, 2));
    /// # Ok::<(), tosei_bpr::event_log::EventLogError>(())
    /// ```
    #[must_use]
    pub fn unnamed(&self) -> u64 {
        self.unnamed
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

    pub(crate) fn activity(&self, number: usize) -> &str {
        self.activities.get(number).map_or("", String::as_str)
    }
}

/// Names by the number under which they are kept.
#[derive(Debug, Default)]
struct Numbers(HashMap<String, usize>);

impl Numbers {
    fn of(&mut self, name: &str, names: &mut Vec<String>) -> usize {
        if let Some(number) = self.0.get(name) {
            return *number;
        }
        let number = names.len();
        names.push(name.to_owned());
        self.0.insert(name.to_owned(), number);
        number
    }
}

/// An event as it is written.
#[derive(Debug, Clone, Copy, Default)]
struct Written<'a> {
    activity: &'a str,
    time: Option<(Timestamp, i32)>,
    transition: &'a str,
    resource: &'a str,
    group: &'a str,
}

/// A log while it is put together.
#[derive(Debug, Default)]
struct LogBuilder {
    log: EventLog,
    activities: Numbers,
    resources: Numbers,
    groups: Numbers,
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

    /// An event of a case; `None` for a case without a name.
    fn event(&mut self, case: Option<usize>, written: Written<'_>) {
        let Some(case) = case.filter(|_| !written.activity.trim().is_empty()) else {
            self.log.unnamed = self.log.unnamed.saturating_add(1);
            return;
        };
        let lifecycle = match written.transition.to_ascii_lowercase().as_str() {
            "" | "complete" => Lifecycle::Complete,
            "start" => Lifecycle::Start,
            _ => {
                self.log.left_out = self.log.left_out.saturating_add(1);
                return;
            }
        };
        if written.time.is_none() {
            self.log.without_time = self.log.without_time.saturating_add(1);
        }
        let log = &mut self.log;
        let activity = self.activities.of(written.activity, &mut log.activities);
        let named = |text: &str, numbers: &mut Numbers, names: &mut Vec<String>| {
            let text = text.trim();
            (!text.is_empty()).then(|| numbers.of(text, names))
        };
        let resource = named(written.resource, &mut self.resources, &mut log.resources);
        let group = named(written.group, &mut self.groups, &mut log.groups);
        if let Some(case) = log.cases.get_mut(case) {
            case.events.push(LogEvent {
                activity,
                time: written.time.map(|(time, _)| time),
                lifecycle,
                resource,
                group,
                offset_minutes: written.time.map(|(_, offset)| offset),
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
