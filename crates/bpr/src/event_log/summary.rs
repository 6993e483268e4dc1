//! Variants, throughput and waiting.

use super::{EventLog, Lifecycle, LogCase, Timestamp};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// 長さの要約 (summary of lengths), in milliseconds of the calendar.
///
/// # Invariant
///
/// At least one length; median and 90th percentile are lengths that occurred (the least one that at least half, or nine
/// tenths, do not exceed).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LogDurationSummary"))]
#[non_exhaustive]
pub struct DurationSummary {
    /// How many lengths.
    pub count: u64,
    /// Their sum; the mean is this divided by the count, exact.
    pub sum_ms: i64,
    /// The least.
    pub min_ms: i64,
    /// The median.
    pub median_ms: i64,
    /// The 90th percentile.
    pub percentile_90_ms: i64,
    /// The most.
    pub max_ms: i64,
}

impl DurationSummary {
    /// `None` without a length.
    fn of(mut lengths: Vec<i64>) -> Option<Self> {
        lengths.sort_unstable();
        let count = u64::try_from(lengths.len()).ok()?;
        // The least number of lengths that is at least the share.
        let rank = |tenths: usize| {
            let above = lengths.len().saturating_mul(tenths).div_ceil(10);
            lengths.get(above.saturating_sub(1)).copied()
        };
        Some(Self {
            count,
            sum_ms: lengths
                .iter()
                .fold(0i64, |sum, length| sum.saturating_add(*length)),
            min_ms: *lengths.first()?,
            median_ms: rank(5)?,
            percentile_90_ms: rank(9)?,
            max_ms: *lengths.last()?,
        })
    }

    /// The mean as hours, minutes, seconds and milliseconds, cut off below a millisecond.
    #[must_use]
    pub fn mean_text(&self) -> String {
        let count = i64::try_from(self.count).unwrap_or(i64::MAX).max(1);
        let mean = self.sum_ms / count;
        let sign = if mean < 0 { "-" } else { "" };
        let mean = mean.unsigned_abs();
        let (hours, minutes) = (mean / 3_600_000, mean / 60_000 % 60);
        let (seconds, rest) = (mean / 1_000 % 60, mean % 1_000);
        format!("{sign}{hours}:{minutes:02}:{seconds:02}.{rest:03}")
    }
}

/// 変種 (variant): a sequence of completed steps that cases took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LogVariant"))]
#[non_exhaustive]
pub struct Variant {
    /// The steps in order.
    pub steps: Vec<String>,
    /// How many cases took them.
    pub cases: u64,
}

/// 手順の要約 (summary of a step).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LogStepSummary"))]
#[non_exhaustive]
pub struct StepSummary {
    /// The activity.
    pub activity: String,
    /// How often it was completed.
    pub completions: u64,
    /// 待ち時間: from the completion before to the start; where no start is recorded, to the completion, so that it holds the
    /// work too. None for the first step of a case.
    pub waiting: Option<DurationSummary>,
    /// 作業時間: from its start to its completion, where both are recorded.
    pub work: Option<DurationSummary>,
}

/// ログの要約 (summary of a log), or of the cases of one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LogSummary {
    /// How many cases.
    pub cases: u64,
    /// How many completions.
    pub completions: u64,
    /// Whether no start is recorded, so that waiting holds the work too.
    pub completion_only: bool,
    /// The variants, the most frequent first, those of one frequency by their steps.
    pub variants: Vec<Variant>,
    /// 所要時間: from the first event of a case to its last, of cases whose times are all known.
    pub throughput: Option<DurationSummary>,
    /// The steps by their names.
    pub steps: Vec<StepSummary>,
}

#[derive(Default)]
struct Lengths {
    completions: u64,
    waiting: Vec<i64>,
    work: Vec<i64>,
}

/// A step of a case that was completed.
#[derive(Debug)]
pub(crate) struct Instance {
    pub(crate) activity: usize,
    pub(crate) start: Option<Timestamp>,
    pub(crate) end: Option<Timestamp>,
    /// The completion itself.
    pub(crate) event: super::LogEvent,
}

/// Completions of a case, each with the earliest start of its activity that is still open.
pub(crate) fn instances(case: &LogCase) -> Vec<Instance> {
    let mut open: HashMap<usize, std::collections::VecDeque<Option<Timestamp>>> = HashMap::new();
    let mut all = Vec::with_capacity(case.events.len());
    for event in &case.events {
        let starts = open.entry(event.activity).or_default();
        match event.lifecycle {
            Lifecycle::Start => starts.push_back(event.time),
            Lifecycle::Complete => all.push(Instance {
                activity: event.activity,
                start: starts.pop_front().flatten(),
                end: event.time,
                event: *event,
            }),
        }
    }
    all
}

impl EventLog {
    /// The steps that each case completed, in order.
    pub(super) fn traces(&self) -> impl Iterator<Item = (&LogCase, Vec<usize>)> {
        self.cases.iter().map(|case| {
            let completed = case.events.iter();
            let completed = completed.filter(|event| event.lifecycle == Lifecycle::Complete);
            (case, completed.map(|event| event.activity).collect())
        })
    }

    /// Variants, throughput and waiting of all cases.
    #[must_use]
    pub fn summary(&self) -> LogSummary {
        self.summary_of(|_| true)
    }

    /// The same for each channel; cases without one under `None`.
    #[must_use]
    pub fn summary_by_channel(&self) -> BTreeMap<Option<String>, LogSummary> {
        let mut channels: Vec<Option<&str>> = self
            .cases
            .iter()
            .map(|case| case.channel.as_deref())
            .collect();
        channels.sort_unstable();
        channels.dedup();
        channels
            .into_iter()
            .map(|channel| {
                let summary = self.summary_of(|case| case.channel.as_deref() == channel);
                (channel.map(str::to_owned), summary)
            })
            .collect()
    }

    fn summary_of(&self, takes: impl Fn(&LogCase) -> bool) -> LogSummary {
        let mut variants: HashMap<Vec<usize>, u64> = HashMap::new();
        let mut steps: HashMap<usize, Lengths> = HashMap::new();
        let (mut cases, mut completions, mut throughput) = (0u64, 0u64, Vec::new());
        for (case, trace) in self.traces() {
            if !takes(case) {
                continue;
            }
            cases = cases.saturating_add(1);
            let count = u64::try_from(trace.len()).unwrap_or(u64::MAX);
            completions = completions.saturating_add(count);
            let seen = variants.entry(trace).or_insert(0);
            *seen = seen.saturating_add(1);
            let times: Option<Vec<Timestamp>> =
                case.events.iter().map(|event| event.time).collect();
            if let Some((first, last)) = times.as_ref().and_then(|t| t.first().zip(t.last())) {
                throughput.push(last.since(*first));
            }
            let mut before: Option<Timestamp> = None;
            for instance in instances(case) {
                let lengths = steps.entry(instance.activity).or_default();
                lengths.completions = lengths.completions.saturating_add(1);
                let reached = instance.start.or(instance.end);
                if let Some((before, reached)) = before.zip(reached) {
                    lengths.waiting.push(reached.since(before));
                }
                if let Some((start, end)) = instance.start.zip(instance.end) {
                    lengths.work.push(end.since(start));
                }
                before = instance.end;
            }
        }
        let mut variants: Vec<Variant> = variants
            .into_iter()
            .map(|(steps, cases)| Variant {
                steps: steps
                    .into_iter()
                    .map(|step| self.activity(step).to_owned())
                    .collect(),
                cases,
            })
            .collect();
        variants.sort_by(|one, other| (other.cases, &one.steps).cmp(&(one.cases, &other.steps)));
        let mut steps: Vec<StepSummary> = steps
            .into_iter()
            .map(|(activity, lengths)| StepSummary {
                activity: self.activity(activity).to_owned(),
                completions: lengths.completions,
                waiting: DurationSummary::of(lengths.waiting),
                work: DurationSummary::of(lengths.work),
            })
            .collect();
        steps.sort_by(|one, other| one.activity.cmp(&other.activity));
        LogSummary {
            cases,
            completions,
            completion_only: self.completion_only(),
            variants,
            throughput: DurationSummary::of(throughput),
            steps,
        }
    }
}
