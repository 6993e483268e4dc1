//! The fewest people, quarter of an hour by quarter of an hour.

use super::{
    ClassHours, StaffingError, StaffingMethod, StaffingRequest,
    class::{class_hours, hours, place},
};
use crate::queue::{Demand, fewest_counters};
use serde::{Deserialize, Serialize};
use tosei_simulation::Quantity;

const QUARTER: f64 = 15.0;

/// 15分の計画 (planned quarter of an hour).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedQuarter {
    /// The quarter-hour of the day, 0 to 95.
    pub quarter_hour: u32,
    /// 来庁者数: people expected in it, those from before the opening included.
    pub people: f64,
    /// 呼量 (offered load) in erlangs that it is staffed for.
    pub offered_load: f64,
    /// 必要人数: the fewest people.
    pub counters: u32,
    /// What they give, in the terms of the target; 0 where nobody comes.
    pub reached: f64,
    /// 職員区分ごとの人数, in the order of the classes.
    pub by_class: Vec<u32>,
    /// 不足: people that no class has.
    pub missing: u32,
}

/// 人員配置の計画 (staffing plan) of a day.
///
/// # Not to be confused with
///
/// A roster: nobody can be there for a quarter of an hour only. The plan says how many are needed, not
/// who comes when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StaffingPlan {
    /// The quarters in which it is open.
    pub quarters: Vec<PlannedQuarter>,
    /// 人×15分: quarter-hours of one person, all together.
    pub quarter_hours: u64,
    /// Quarter-hours of them that no class has.
    pub missing_quarter_hours: u64,
    /// 職員区分ごとの時間.
    pub classes: Vec<ClassHours>,
}

impl StaffingPlan {
    /// Hours of all together as a decimal with two digits.
    #[must_use]
    pub fn hours(&self) -> String {
        hours(self.quarter_hours)
    }

    /// The most people at any time.
    #[must_use]
    pub fn most(&self) -> u32 {
        let counters = self.quarters.iter().map(|quarter| quarter.counters);
        counters.max().unwrap_or(0)
    }
}

impl StaffingRequest {
    /// 必要人数 (fewest people) for the target in every quarter of an hour in which it is open.
    ///
    /// Each quarter is asked of the inverse of Erlang's formulas (see
    /// [`fewest_counters`](crate::queue::fewest_counters)) with the people who come in it, or, with
    /// [`StaffingMethod::CarryOver`], with the work that is going on in it: from one quarter to the next the
    /// work *m* moves towards *λs* by the factor *exp(−15/s)*, and its mean over the quarter is taken.
    /// Who comes while it is closed counts for the next quarter in which it is open; who would come after
    /// the last, for none.
    ///
    /// Both are approximations: hold the plan against a simulation
    /// ([`check`](Self::check)).
    ///
    /// # Errors
    ///
    /// - [`StaffingError::Quarter`], [`StaffingError::Spans`], [`StaffingError::NeverOpen`] for times that
    ///   make no sense.
    /// - [`StaffingError::Class`] for a class that has to be there more often than it may.
    /// - [`StaffingError::Queue`] if the formulas have no answer.
    pub fn plan(&self) -> Result<StaffingPlan, StaffingError> {
        self.checked()?;
        let service = self.service_minutes.get();
        let mut quarters = Vec::new();
        let (mut at_door, mut work) = (0.0, 0.0);
        let mut totals = vec![0u64; self.classes.len()];
        let (mut all, mut missing) = (0u64, 0u64);
        for quarter_hour in 0..96u32 {
            let came = self.people(quarter_hour);
            if !self.is_open(quarter_hour) {
                at_door += came;
                (_, work) = carried(work, 0.0, service);
                continue;
            }
            let people = came + std::mem::replace(&mut at_door, 0.0);
            let own = people / QUARTER * service;
            let mean;
            (mean, work) = carried(work, own, service);
            let load = match self.method {
                StaffingMethod::CarryOver => mean,
                _ => own,
            };
            let rate = if service > 0.0 {
                60.0 * load / service
            } else {
                4.0 * people
            };
            // A rate beyond every quantity is beyond every number of counters, too.
            let rate =
                Quantity::try_new(rate).map_err(|_| crate::queue::QueueError::TooManyCounters)?;
            let demand = Demand {
                arrivals_per_hour: rate,
                service_minutes: self.service_minutes,
            };
            let fewest = fewest_counters(&demand, &self.target)?;
            let needed = if demand.offered_load() > 0.0 {
                fewest.counters()
            } else {
                0
            };
            let counters = needed.max(self.at_least);
            let (by_class, short) = place(&self.classes, counters);
            let short = if self.classes.is_empty() { 0 } else { short };
            for (total, people) in totals.iter_mut().zip(&by_class) {
                *total = total.saturating_add(u64::from(*people));
            }
            all = all.saturating_add(counters.into());
            missing = missing.saturating_add(short.into());
            quarters.push(PlannedQuarter {
                quarter_hour,
                people,
                offered_load: demand.offered_load(),
                counters,
                reached: if needed > 0 { fewest.reached() } else { 0.0 },
                by_class,
                missing: short,
            });
        }
        let classes = self.classes.iter().zip(totals);
        Ok(StaffingPlan {
            quarters,
            quarter_hours: all,
            missing_quarter_hours: missing,
            classes: classes
                .map(|(class, quarters)| class_hours(class, quarters))
                .collect(),
        })
    }

    /// How many people come in a quarter of an hour.
    fn people(&self, quarter_hour: u32) -> f64 {
        let minute = quarter_hour.saturating_mul(15);
        let mut spans = self.arrivals.iter();
        let span = spans.find(|span| {
            (u32::from(span.from.minutes())..u32::from(span.to.minutes())).contains(&minute)
        });
        span.map_or(0.0, |span| span.per_hour.get() / 4.0)
    }

    pub(super) fn is_open(&self, quarter_hour: u32) -> bool {
        let minute = quarter_hour.saturating_mul(15);
        self.hours.iter().any(|span| {
            (u32::from(span.from.minutes())..u32::from(span.to.minutes())).contains(&minute)
        })
    }
}

/// The mean work of a quarter and the work at its end, from that at its beginning and that towards which
/// it moves.
fn carried(work: f64, towards: f64, service: f64) -> (f64, f64) {
    if service <= 0.0 {
        return (0.0, 0.0);
    }
    // 1 − exp(−15/s), without cancelling where services take days.
    let moved = -libm::expm1(-QUARTER / service);
    let apart = work - towards;
    let mean = towards + apart * moved * service / QUARTER;
    (mean.max(0.0), towards + apart * (1.0 - moved))
}
