//! Polls of a queue, one after the other.

use super::{ClockTime, DateTrust, DayEstimate, SeriesEstimate, observation_rules, rows};
use crate::report::Reporter;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use tosei_document::{PlaceRef, Sink};
use tosei_types::Date;

/// 待ち状況 (snapshot): what a queue showed at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snapshot<'a> {
    /// 施設: the office.
    pub office: &'a str,
    /// 列: the queue within the office.
    pub queue: &'a str,
    /// 日付, as written.
    pub date: Date,
    /// 時刻.
    pub time: ClockTime,
    /// 待ち人数.
    pub waiting: u32,
    /// 開いている窓口の数; `None` if unknown.
    pub open: Option<u32>,
    /// 平均対応時間（分）; `None` if unknown; 0 is treated as unknown, with a finding.
    pub service_minutes: Option<u32>,
    /// 呼出中の番号, as `A012`; empty if none was called yet.
    pub number: &'a str,
}

/// 読み方の条件 (options) for snapshots.
///
/// # Source
///
/// The defaults are ours (`project-decision:snapshot-estimate`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SnapshotOptions {
    /// 期間の初日: the first day that the data is of.
    pub from: Date,
    /// 期間の末日.
    pub until: Date,
    /// 間隔の上限（分）: polls further apart are not joined; 15 by default.
    #[serde(default = "fifteen")]
    pub longest_gap_minutes: u32,
    /// 初期値とみなす対応時間（分）: values that are more likely set than measured.
    #[serde(default = "defaults")]
    pub default_service_minutes: Vec<u32>,
    /// 最初の番号の上限: a first number up to this counts the people called since the doors opened; a
    /// higher one only says where the numbers begin. 20 by default.
    #[serde(default = "twenty")]
    pub highest_first_number: u32,
}

const fn fifteen() -> u32 {
    15
}

const fn twenty() -> u32 {
    20
}

fn defaults() -> Vec<u32> {
    vec![10, 20, 30, 60]
}

impl SnapshotOptions {
    /// The default options for data of a period, both days included.
    #[must_use]
    pub fn between(from: Date, until: Date) -> Self {
        Self {
            from,
            until,
            longest_gap_minutes: fifteen(),
            default_service_minutes: defaults(),
            highest_first_number: twenty(),
        }
    }

    /// The day that a date means: itself, the same day of the one year that lies in the period, or
    /// itself without trust.
    fn day(&self, written: Date) -> (Date, DateTrust) {
        if self.from <= written && written <= self.until {
            return (written, DateTrust::AsWritten);
        }
        let years = self.from.year()..=self.until.year();
        let mut fitting = years
            .filter_map(|year| Date::try_new(year, written.month(), written.day()).ok())
            .filter(|day| self.from <= *day && *day <= self.until);
        match (fitting.next(), fitting.next()) {
            (Some(day), None) => (day, DateTrust::YearCorrected),
            _ => (written, DateTrust::Untrusted),
        }
    }
}

/// What the last poll of a queue showed.
struct Last {
    written: Date,
    date: Date,
    time: ClockTime,
    waiting: u32,
    open: Option<u32>,
    service: Option<u32>,
    text: Box<str>,
    number: Option<u32>,
}

/// One queue of one office.
struct Series {
    office: Box<str>,
    queue: Box<str>,
    estimate: SeriesEstimate,
    last: Option<Last>,
}

/// 待ち状況の集計 (totals of snapshots): the estimates of every queue, in one pass.
///
/// The snapshots of a queue must come in the order in which they were taken; queues may be mixed. Every
/// snapshot is either used or counted by a finding, and most findings leave it in use.
pub struct SnapshotTotals<'o> {
    options: &'o SnapshotOptions,
    is_closed: &'o dyn Fn(Date) -> bool,
    places: HashMap<Box<str>, usize>,
    series: Vec<Series>,
    key: String,
    day: Option<(Date, (Date, DateTrust), bool)>,
}

impl<'o> SnapshotTotals<'o> {
    /// No snapshots. `is_closed` says which days the offices are closed on, such as holidays.
    #[must_use]
    pub fn new(options: &'o SnapshotOptions, is_closed: &'o dyn Fn(Date) -> bool) -> Self {
        Self {
            options,
            is_closed,
            places: HashMap::new(),
            series: Vec::new(),
            key: String::new(),
            day: None,
        }
    }

    /// Adds a snapshot.
    pub fn add(&mut self, snapshot: &Snapshot<'_>, place: PlaceRef<'_>, sink: &mut dyn Sink) {
        let mut reporter = Reporter::new(observation_rules(), sink);
        let mut say = |rule: &str, values: &[(&'static str, tosei_document::ValueRef<'_>)]| {
            reporter.report(rule, place, Some(snapshot.office), values);
        };
        let known = self.day.filter(|(written, ..)| *written == snapshot.date);
        let (_, (date, trust), closed) = known.unwrap_or_else(|| {
            let (date, trust) = self.options.day(snapshot.date);
            let closed = trust != DateTrust::Untrusted && (self.is_closed)(date);
            (snapshot.date, (date, trust), closed)
        });
        self.day = Some((snapshot.date, (date, trust), closed));
        match trust {
            DateTrust::AsWritten => {}
            DateTrust::YearCorrected => {
                let (year, meant) = (snapshot.date.year().into(), date.year().into());
                let values = [("year", u64::into(year)), ("meant", u64::into(meant))];
                say("counter_dx.observation.wrong_year", &values);
            }
            DateTrust::Untrusted => {
                let year = u64::from(snapshot.date.year());
                say(
                    "counter_dx.observation.untrusted_date",
                    &[("year", year.into())],
                );
            }
        }
        if closed {
            say("counter_dx.observation.closed_day", &[]);
        }
        let service = snapshot.service_minutes.filter(|minutes| *minutes > 0);
        match service {
            None => say("counter_dx.observation.service_unknown", &[]),
            Some(minutes) if self.options.default_service_minutes.contains(&minutes) => {
                let values = [("minutes", u64::from(minutes).into())];
                say("counter_dx.observation.service_default", &values);
            }
            Some(_) => {}
        }
        if snapshot.waiting > 0 && snapshot.open == Some(0) {
            let values = [("waiting", u64::from(snapshot.waiting).into())];
            say("counter_dx.observation.nobody_there", &values);
        }
        let at = self.place(snapshot.office, snapshot.queue);
        let Some(Series { estimate, last, .. }) = self.series.get_mut(at) else {
            return;
        };
        let number = match snapshot.number {
            "" => None,
            text => {
                let number = digits(text);
                if number.is_none() {
                    say(
                        "counter_dx.observation.unread_number",
                        &[("text", text.into())],
                    );
                }
                number
            }
        };
        let this = Last {
            written: snapshot.date,
            date,
            time: snapshot.time,
            waiting: snapshot.waiting,
            open: snapshot.open,
            service: snapshot.service_minutes,
            text: snapshot.number.into(),
            number,
        };
        if let Some(last) = last
            && (last.written, last.time) == (this.written, this.time)
        {
            let same = (last.waiting, last.open, last.service, &last.text)
                == (this.waiting, this.open, this.service, &this.text);
            let rule = if same {
                "counter_dx.observation.duplicate"
            } else {
                "counter_dx.observation.same_time"
            };
            // The first one stays.
            say(rule, &[]);
            return;
        }
        if let Some(service) = service {
            estimate.known_services = estimate.known_services.saturating_add(1);
            let first = *estimate.first_service.get_or_insert(service);
            estimate.services_change |= first != service;
        }
        let options = self.options;
        let day = estimate
            .days
            .entry(date)
            .or_insert_with(|| DayEstimate::new(trust));
        day.polls = day.polls.saturating_add(1);
        day.most_waiting = day.most_waiting.max(this.waiting);
        day.has_numbers |= this.number.is_some();
        let mut carried = None;
        if let Some(last) = last.as_ref().filter(|last| last.date == this.date) {
            match this.time.since(last.time) {
                None => say("counter_dx.observation.time_backwards", &[]),
                Some(seconds) if seconds > options.longest_gap_minutes.saturating_mul(60) => {
                    day.gaps = day.gaps.saturating_add(1);
                }
                Some(seconds) => {
                    if let (Some(before), Some(now)) = (last.number, this.number)
                        && now < before
                    {
                        say("counter_dx.observation.number_backwards", &[]);
                    }
                    interval(day, last, &this, seconds, options);
                }
            }
            // A blank after a number is a display that was switched off, not a new beginning.
            carried = last.number;
        }
        *last = Some(Last {
            number: this.number.or(carried),
            ..this
        });
    }

    fn place(&mut self, office: &str, queue: &str) -> usize {
        self.key.clear();
        self.key.push_str(office);
        self.key.push('\u{1f}');
        self.key.push_str(queue);
        if let Some(at) = self.places.get(self.key.as_str()) {
            return *at;
        }
        let at = self.series.len();
        self.places.insert(self.key.as_str().into(), at);
        self.series.push(Series {
            office: office.into(),
            queue: queue.into(),
            estimate: SeriesEstimate::default(),
            last: None,
        });
        at
    }

    /// The estimates by office and queue. A queue whose service time never changed is a finding.
    pub fn finish(self, sink: &mut dyn Sink) -> BTreeMap<(Box<str>, Box<str>), SeriesEstimate> {
        let mut reporter = Reporter::new(observation_rules(), sink);
        let mut estimates = BTreeMap::new();
        for series in self.series {
            let Series {
                office,
                queue,
                estimate,
                ..
            } = series;
            if let Some(minutes) = estimate.constant_service_minutes() {
                let values = [
                    ("queue", (&*queue).into()),
                    ("minutes", u64::from(minutes).into()),
                    ("polls", estimate.known_services.into()),
                ];
                let (code, place) = (
                    "counter_dx.observation.service_constant",
                    PlaceRef::Document,
                );
                reporter.report(code, place, Some(&office), &values);
            }
            estimates.insert((office, queue), estimate);
        }
        estimates
    }
}

/// What happened between two polls of one day.
fn interval(
    day: &mut DayEstimate,
    last: &Last,
    this: &Last,
    seconds: u32,
    options: &SnapshotOptions,
) {
    let called = match (last.number, this.number) {
        (Some(before), Some(now)) => now.saturating_sub(before),
        (None, Some(first)) if first <= options.highest_first_number => first,
        _ => 0,
    };
    day.called = day.called.saturating_add(called.into());
    let after = this.waiting.saturating_add(called);
    if let Some(came) = after.checked_sub(last.waiting) {
        let middle = last.time.middle(this.time);
        day.add_arrivals(middle.quarter_hour(), came);
    } else {
        let left = last.waiting.saturating_sub(after);
        day.left = day.left.saturating_add(left.into());
    }
    // The area under a straight line, doubled; intervals have whole seconds.
    let both = u64::from(last.waiting).saturating_add(this.waiting.into());
    let area = both
        .saturating_mul(seconds.into())
        .checked_div(2)
        .unwrap_or(0);
    day.waited_seconds = day.waited_seconds.saturating_add(area);
}

/// The number in `A012`: the digits at its end.
fn digits(text: &str) -> Option<u32> {
    rows::whole_number(text.trim_start_matches(|c: char| !c.is_ascii_digit()))
}
