//! A plan held against a simulation.

use super::{StaffingError, StaffingPlan, StaffingRequest};
use crate::{
    queue::WaitTarget,
    station::{ClosingRule, Figure, Simulated, StaffGroup, Station, StationService, WalkIns},
};
use tosei_simulation::opening_hours::{Span, TimeOfDay};
use tosei_simulation::resource::{QueueOrder, ShiftEnd};
use tosei_simulation::{Distribution, Estimate, Level, OpeningHours, Quantity, RunPlan};
use tosei_types::{Date, Label};

tosei_types::coded_enum! {
    /// 確かめた結果 (verdict of a simulation on a plan).
    pub enum StaffingVerdict: "staffing verdict" {
        /// 目標を満たす: the whole interval keeps the target.
        Kept = "kept" ("目標を満たす", "the target is kept"),
        /// 目標を満たさない: the whole interval misses it.
        Missed = "missed" ("目標を満たさない", "the target is missed"),
        /// まだ分からない: the interval holds the target, or there is none.
        Undecided = "undecided" ("まだ分からない", "not yet decidable"),
    }
}

/// 模擬実験による確認 (check of a plan): over the whole day, with work left over and breaks.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffingCheck {
    /// What the target is about.
    pub figure: Figure,
    /// What it must not pass: minutes, or a share from 0 to 1.
    pub limit: f64,
    /// What the runs say; `None` if fewer than two runs have it.
    pub estimate: Option<Estimate>,
    /// Whether the target is kept.
    pub verdict: StaffingVerdict,
    /// The runs.
    pub simulated: Simulated,
}

impl StaffingRequest {
    /// Simulates the day with the people of a plan, and holds the target against what comes out.
    ///
    /// Services take exponential times with the mean of the request unless `service` says otherwise. The
    /// target is that of the whole day, not of each quarter.
    ///
    /// # Errors
    ///
    /// - [`StaffingError::Target`] for a target of people turned away: nobody is turned away who can wait.
    /// - [`StaffingError::Station`] if the day cannot be simulated.
    /// - Those of [`plan`](Self::plan) for times that make no sense.
    pub fn check(
        &self,
        plan: &StaffingPlan,
        service: Option<Distribution>,
        runs: &RunPlan,
        level: Level,
    ) -> Result<StaffingCheck, StaffingError> {
        let station = self.station(plan, service)?;
        let (figure, limit) = match &self.target {
            WaitTarget::MeanWait { minutes } => (Figure::MeanWait, minutes.get()),
            WaitTarget::ShareOver { percent, .. } => (Figure::OverPledge, share(*percent)),
            WaitTarget::Abandonment { percent, .. } => (Figure::LeftShare, share(*percent)),
            WaitTarget::TurnedAway { .. } => return Err(StaffingError::Target(self.target.code())),
        };
        let simulated = station.simulate(runs)?;
        let estimate = simulated.estimate(figure, level).ok();
        let verdict = match &estimate {
            Some(estimate) if estimate.high() <= limit => StaffingVerdict::Kept,
            Some(estimate) if estimate.low() > limit => StaffingVerdict::Missed,
            _ => StaffingVerdict::Undecided,
        };
        Ok(StaffingCheck {
            figure,
            limit,
            estimate,
            verdict,
            simulated,
        })
    }

    /// The station with the people of a plan on a day.
    ///
    /// # Errors
    ///
    /// Those of [`plan`](Self::plan) for times that make no sense.
    pub fn station(
        &self,
        plan: &StaffingPlan,
        service: Option<Distribution>,
    ) -> Result<Station, StaffingError> {
        self.checked()?;
        let id = |text: &str| text.parse().map_err(|_| StaffingError::NeverOpen);
        let service_id: crate::ServiceId =
            "service".parse().map_err(|_| StaffingError::NeverOpen)?;
        let (patience, pledge) = match &self.target {
            WaitTarget::ShareOver { minutes, .. } | WaitTarget::MeanWait { minutes } => {
                (None, *minutes)
            }
            WaitTarget::Abandonment {
                patience_minutes, ..
            } => (Some(*patience_minutes), *patience_minutes),
            WaitTarget::TurnedAway { .. } => (None, Quantity::ZERO),
        };
        let mut staff = Vec::new();
        for (spans, people, number) in layers(plan) {
            staff.push(StaffGroup {
                id: id(&format!("layer-{number}"))?,
                label: Label::new(
                    format!("{number}人目から"),
                    format!("from person {number} on"),
                ),
                class: None,
                people,
                services: vec![service_id.clone()],
                hours: Some(any_day(&spans)),
            });
        }
        // Any Monday: the day of a request has no date.
        let first_day: Date = Date::try_new(2025, 6, 2).map_err(|_| StaffingError::NeverOpen)?;
        Ok(Station {
            title: self.title.clone(),
            fictional: self.fictional,
            first_day,
            days: 1,
            hours: any_day(&self.hours),
            holidays: Vec::new(),
            services: vec![StationService {
                id: service_id.clone(),
                label: Label::new("対応", "Service"),
                minutes: service.unwrap_or(Distribution::Exponential {
                    mean: self.service_minutes,
                }),
            }],
            walk_ins: vec![WalkIns {
                id: id("visitors")?,
                label: Label::new("来庁者", "Visitors"),
                route: vec![service_id],
                arrivals: self.arrivals.clone(),
                priority: 1,
                patience: patience.map(|mean| Distribution::Exponential { mean }),
            }],
            reservations: Vec::new(),
            staff,
            order: QueueOrder::default(),
            shift_end: ShiftEnd::default(),
            at_closing: ClosingRule::ServeAll,
            pledge_minutes: pledge,
            warm_up_minutes: Quantity::ZERO,
        })
    }
}

/// The people of a plan in groups that are there at the same times: spans, people, and the number of the
/// first of them.
fn layers(plan: &StaffingPlan) -> Vec<(Vec<Span>, u32, u32)> {
    let mut heights: Vec<u32> = plan
        .quarters
        .iter()
        .map(|quarter| quarter.counters)
        .collect();
    heights.sort_unstable();
    heights.dedup();
    let mut layers = Vec::new();
    let mut below = 0u32;
    for height in heights.into_iter().filter(|height| *height > 0) {
        let quarters = plan.quarters.iter();
        let busy = quarters.filter(|quarter| quarter.counters >= height);
        let spans = spans(busy.map(|quarter| quarter.quarter_hour));
        layers.push((spans, height.saturating_sub(below), below.saturating_add(1)));
        below = height;
    }
    layers
}

/// Quarters in order as spans; those that touch are one.
fn spans(quarters: impl Iterator<Item = u32>) -> Vec<Span> {
    let mut ends: Vec<(u32, u32)> = Vec::new();
    for quarter in quarters {
        match ends.last_mut() {
            Some(last) if last.1 == quarter => last.1 = quarter.saturating_add(1),
            _ => ends.push((quarter, quarter.saturating_add(1))),
        }
    }
    let time = |quarter: u32| -> Option<TimeOfDay> {
        let minutes = quarter.saturating_mul(15);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
            .parse()
            .ok()
    };
    let spans = ends.into_iter().filter_map(|(from, to)| {
        Some(Span {
            from: time(from)?,
            to: time(to)?,
        })
    });
    spans.collect()
}

fn any_day(spans: &[Span]) -> OpeningHours {
    OpeningHours::weekdays(spans)
}

/// A percentage as a share; its text is a short decimal, read back exactly.
fn share(percent: tosei_types::TargetPercent) -> f64 {
    percent.to_string().parse().unwrap_or(0.0) / 100.0
}
