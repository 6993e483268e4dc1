//! 推定 (learning): arrivals, times, branches, people and working hours of a flow, from what systems recorded of cases.
//!
//! [`learn`] reads a log together with a flow, or makes a simple flow from the log alone, and gives parameters for
//! [`simulate`](super::simulate()), the evidence behind each number, and what the log cannot say. [`held_out`] learns from
//! the beginning of a log and holds the prediction against its end.
//!
//! # What a log can say
//!
//! | log records | work | waiting |
//! |---|---|---|
//! | start and completion | from start to completion, minutes within the working hours | from the completion before to the start |
//! | completion only | not identifiable; [`Service::BusySequence`] estimates it from what else the same person did | not identifiable; the sojourn holds both |
//!
//! Branches are counted in the cases that fit the flow, never in others. A branch that was never taken stays unknown; its
//! interval says how often it may be taken all the same. Cases that are not yet finished are not taken for finished
//! ([`Ends::FollowedUp`]).

mod arrivals;
mod branches;
mod calendar;
mod chain;
mod clock;
mod durations;
mod fill;
mod finding;
mod held_out;
mod incidence;
mod number;
mod people;

pub use arrivals::{ArrivalEvidence, Constancy, MonthArrivals, WeekdayArrivals};
pub use branches::{BranchEvidence, GatewayEvidence, ReplayEvidence};
pub use calendar::{CalendarEvidence, WeekdayActivity};
pub use chain::{ChainEvidence, StateEvidence};
pub use clock::LocalTime;
pub use durations::{Candidate, DurationEvidence, FitMethod, StepEvidence};
pub use finding::learn_rules;
pub use held_out::{
    HeldOut, HeldOutError, HeldOutOptions, LeadQuantile, LeadTimes, WindowTrial, held_out,
};
pub use number::{Interval, rate_interval, wilson};
pub use people::{Multitasking, PeopleEvidence, ResourceEvidence, RoleEvidence};

use super::SimulationParameters;
use crate::{
    Flow,
    event_log::{ConformanceOptions, EventLog, Timestamp},
};
use clock::{CaseTimes, Observed};
use serde::{Deserialize, Serialize};
use tosei_document::Report;
use tosei_simulation::Level;
use tosei_types::{ExactNumber, FlowId};

/// 作業時間の求め方 (service): where working time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Service {
    /// 記録: from start to completion, where both are recorded; unknown otherwise.
    #[default]
    Recorded,
    /// 担当の順: where no start is recorded, the work is taken to begin when the case was there and whoever did it had
    /// completed what came before. It is too long where that person did things that the log does not have.
    BusySequence,
}

/// 分布の選び方 (shape).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Shape {
    /// The closest family, if the values do not contradict it; otherwise the values themselves.
    #[default]
    BestFit,
    /// Always the values themselves.
    Empirical,
}

/// 終わりの見方 (ends): what the last event of a case means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ends {
    /// Every case of the log is finished: its last event is its end.
    #[default]
    Recorded,
    /// Cases may be open: a case without another event was watched until [`LearnOptions::as_of`], and no longer.
    FollowedUp,
}

/// 待ち時間の使い方 (use of waiting) where starts are recorded and steps get staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WaitingUse {
    /// 行列に任せる: the simulated queue stands for the recorded waiting, which is evidence only.
    #[default]
    Queue,
    /// 遅れとする: the recorded waiting is a delay of its own, and no staff is learnt.
    Delay,
}

/// 推定の選択肢 (options) of learning.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LearnOptions {
    /// The id of a flow that is made from the log.
    pub flow_id: FlowId,
    /// 信頼水準 of intervals; 95 %.
    pub level: Level,
    /// By which clock days and hours are counted.
    pub clock: LocalTime,
    /// Until when the log is known; its last event if absent.
    pub as_of: Option<Timestamp>,
    /// What the last event of a case means.
    pub ends: Ends,
    /// Where working time comes from.
    pub service: Service,
    /// How distributions are chosen.
    pub shape: Shape,
    /// What becomes of recorded waiting.
    pub waiting: WaitingUse,
    /// An hour of a weekday is a working hour if something happened in it on at least this share of such days; 1/10.
    pub working_hour_share: ExactNumber,
    /// A flow that is made from the log remembers so many steps, 1 to 8; 2.
    pub history: u8,
    /// A longer history is remembered only where cases came by it so often; 5.
    pub least_visits: u64,
    /// A flow that is made from the log rests on steps of the last so many days; of all days if absent.
    pub recent_days: Option<u32>,
    /// How much the replay may cost.
    pub replay: ConformanceOptions,
}

impl LearnOptions {
    /// The defaults, with an id for a flow that is made from the log.
    #[must_use]
    pub fn new(flow_id: FlowId) -> Self {
        Self {
            flow_id,
            level: Level::default(),
            clock: LocalTime::default(),
            as_of: None,
            ends: Ends::default(),
            service: Service::default(),
            shape: Shape::default(),
            waiting: WaitingUse::default(),
            // One tenth; a fraction with a denominator above 0 always is.
            working_hour_share: ExactNumber::try_new(1, 10).unwrap_or(ExactNumber::ZERO),
            history: 2,
            least_visits: 5,
            recent_days: None,
            replay: ConformanceOptions::default(),
        }
    }
}

/// 推定の根拠 (evidence): what the log says, before it is made into parameters.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedEvidence"))]
#[non_exhaustive]
pub struct Evidence {
    /// 到着; `None` without a time.
    pub arrivals: Option<ArrivalEvidence>,
    /// 勤務時間; `None` without a time.
    pub calendar: Option<CalendarEvidence>,
    /// 手順の所要時間, by name.
    pub steps: Vec<StepEvidence>,
    /// 分岐 of the flow; of a flow that is made from the log they stand in [`chain`](Self::chain).
    pub branches: Vec<GatewayEvidence>,
    /// How much of the log the branches rest on; `None` for a flow that is made from the log.
    pub replay: Option<ReplayEvidence>,
    /// The states of a flow that is made from the log.
    pub chain: Option<ChainEvidence>,
    /// 担当.
    pub people: PeopleEvidence,
    /// 所要時間の推移: lead times by the month in which cases came in; those of the last months are of the cases that were
    /// quick enough to be seen.
    pub lead_times: Vec<MonthLeadTime>,
    /// The distance between the lead times of the first half of the cases and of the second (Kolmogorov and Smirnov), and
    /// the distance that chance stays below in 19 of 20 logs.
    pub lead_time_drift: Option<Drift>,
}

/// 月の所要時間 (lead times of a month's cases), in minutes of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedMonthLeadTime"))]
#[non_exhaustive]
pub struct MonthLeadTime {
    /// The month in which the cases came in.
    pub month: tosei_types::YearMonth,
    /// How many.
    pub cases: u64,
    /// The median.
    pub median: f64,
    /// The 90th percentile.
    pub percentile_90: f64,
}

/// 変化 (drift) between two halves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedDrift"))]
#[non_exhaustive]
pub struct Drift {
    /// The distance.
    pub distance: f64,
    /// Beyond it the halves differ.
    pub critical_distance: f64,
}

impl Drift {
    /// Whether the halves differ by more than chance.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.distance > self.critical_distance
    }
}

/// 推定の結果 (what was learnt).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Learned {
    /// The flow: the one that was given, or the one that was made from the log; `None` if the log gives none.
    pub flow: Option<Flow>,
    /// Parameters for a simulation of it over the days observed; `None` without a flow or an arrival.
    pub parameters: Option<SimulationParameters>,
    /// What they rest on.
    pub evidence: Evidence,
    /// What the log cannot say, and what is wrong with it; the rules are [`learn_rules`].
    pub findings: Report,
}

/// Learns a flow's parameters from a log; without a flow, a simple one is made from the log.
///
/// The flow that is made is a chain: an activity for each step together with the steps that are remembered before it, and
/// an exclusive gateway behind it. It is sound, whatever the log; steps that were done side by side are drawn in the orders
/// in which they were completed. Its times are sojourns, so that it says how long cases take, not who works how long.
///
/// # Examples
///
/// ```
/// use tosei_bpr::event_log::{LogColumns, read_csv};
/// use tosei_bpr::simulate::learn::{LearnOptions, learn};
/// use tosei_bpr::small_flow::read_json;
/// use tosei_document::Limits;
///
/// let flow = read_json(r#"{"format": "tosei-small-flow", "format_version": 1, "id": "mihon",
///   "steps": [{"step": "受付"}, {"step": "確認", "next": ["決裁", "受付"]}, {"step": "決裁"}]}"#.as_bytes(), &Limits::default())?;
/// let csv = "case:concept:name,concept:name,time:timestamp\n\
///   1,受付,2024-04-01T09:00+09:00\n1,確認,2024-04-01T10:00+09:00\n1,決裁,2024-04-02T09:00+09:00\n\
///   2,受付,2024-04-02T09:00+09:00\n2,確認,2024-04-02T10:00+09:00\n2,受付,2024-04-03T09:00+09:00\n\
///   2,確認,2024-04-03T10:00+09:00\n2,決裁,2024-04-03T11:00+09:00\n";
/// let log = read_csv(csv.as_bytes(), &LogColumns::default(), &Limits::default())?;
/// let learned = learn(&log, Some(&flow), &LearnOptions::new("mihon".parse()?));
/// let branch = &learned.evidence.branches[0];
/// let shares: Vec<String> = branch.branches.iter().map(|way| way.share.unwrap().to_string()).collect();
/// assert_eq!((branch.reached, shares.join(" ")), (3, "2/3 1/3".to_owned()));
/// // Completions alone do not say how long anybody worked.
/// assert_eq!(learned.findings.count_of("bpr.learn.completions_only"), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn learn(log: &EventLog, flow: Option<&Flow>, options: &LearnOptions) -> Learned {
    let cases: Vec<CaseTimes> = log
        .cases()
        .iter()
        .map(|case| CaseTimes::of(case, options.clock))
        .collect();
    let last = cases
        .iter()
        .filter_map(|case| case.span)
        .map(|(_, last)| last)
        .max();
    // Nothing is known of a time before the last event that is known.
    let as_of = options.as_of.max(last);
    let observed = Observed::of(log, options.clock, options.as_of);
    let arrivals = arrivals::arrivals(&cases, &observed, options.level);
    let calendar = calendar::calendar(log, options.clock, options.working_hour_share);
    let work_clock = calendar.as_ref().and_then(|calendar| {
        let days = clock::events(log, options.clock).map(|(_, day, _)| day);
        let (from, to) = days.fold(None, |ends, day| match ends {
            None => Some((day, day)),
            Some((from, to)) => Some((day.min(from), day.max(to))),
        })?;
        durations::WorkClock::of(calendar, from, to, options.clock)
    });
    let (steps, defects) = durations::steps(
        log,
        &cases,
        options.service,
        options.shape,
        work_clock.as_ref(),
    );
    let mut evidence = Evidence {
        arrivals,
        calendar,
        steps,
        branches: Vec::new(),
        replay: None,
        chain: None,
        people: people::people(log, &cases, options.clock),
        lead_times: lead_times(&cases),
        lead_time_drift: drift(&cases),
    };
    let mut findings = finding::Findings::new();
    findings.log(log, &cases, &evidence, defects, observed.offsets);
    let flow = match flow {
        Some(flow) => {
            let (branches, replay) = branches::branches(log, flow, options.replay, options.level);
            findings.flow(&branches, &replay);
            evidence.branches = branches;
            evidence.replay = Some(replay);
            Some(flow.clone())
        }
        None => {
            let made = chain::chain(log, &cases, options, as_of);
            if made.is_none() {
                findings.about("flow_not_made", None, &[]);
            }
            made.map(|(flow, chain)| {
                findings.chain(&chain, options.ends);
                evidence.chain = Some(chain);
                flow
            })
        }
    };
    let parameters = flow
        .as_ref()
        .and_then(|flow| fill::parameters(flow, &evidence, options, &mut findings));
    Learned {
        flow,
        parameters,
        evidence,
        findings: findings.into_report(),
    }
}

/// Minutes from the first event of a case to its last, with the day on which it came in.
fn leads(cases: &[CaseTimes]) -> Vec<(Timestamp, tosei_types::Date, f64)> {
    let mut all: Vec<(Timestamp, tosei_types::Date, f64)> = cases
        .iter()
        .filter(|case| case.is_timed)
        .filter_map(|case| {
            let (first, last) = case.span?;
            let (day, _) = case.arrival()?;
            Some((first, day, number::minutes(last.since(first))))
        })
        .collect();
    all.sort_by_key(|(first, ..)| *first);
    all
}

fn lead_times(cases: &[CaseTimes]) -> Vec<MonthLeadTime> {
    let mut months: std::collections::BTreeMap<_, Vec<f64>> = std::collections::BTreeMap::new();
    for (_, day, minutes) in leads(cases) {
        months.entry(day.year_month()).or_default().push(minutes);
    }
    months
        .into_iter()
        .filter_map(|(month, mut minutes)| {
            minutes.sort_by(f64::total_cmp);
            Some(MonthLeadTime {
                month,
                cases: number::count(minutes.len()),
                median: number::quantile(&minutes, 0.5)?,
                percentile_90: number::quantile(&minutes, 0.9)?,
            })
        })
        .collect()
}

fn drift(cases: &[CaseTimes]) -> Option<Drift> {
    let leads = leads(cases);
    let (first, second) = leads.split_at_checked(leads.len() / 2)?;
    // Halves of fewer than 20 cases say too little about a shape.
    if first.len() < 20 {
        return None;
    }
    let sorted = |half: &[(Timestamp, tosei_types::Date, f64)]| {
        let mut minutes: Vec<f64> = half.iter().map(|(_, _, minutes)| *minutes).collect();
        minutes.sort_by(f64::total_cmp);
        minutes
    };
    let (distance, critical_distance) = number::distance(&sorted(first), &sorted(second))?;
    Some(Drift {
        distance,
        critical_distance,
    })
}

#[cfg(test)]
mod tests {
    use super::Drift;

    #[test]
    fn halves_differ_beyond_the_distance_of_chance() {
        for (distance, is_shown) in [(0.19, false), (0.2, false), (0.21, true)] {
            let drift = Drift {
                distance,
                critical_distance: 0.2,
            };
            assert_eq!(drift.is_shown(), is_shown, "{distance}");
        }
    }
}
