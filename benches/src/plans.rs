//! Progress of a plan, beside the line that one draws by hand from the first value to the target.

use crate::{Group, input::mixed};
use anyhow::Result;
use serde_json::json;
use std::rc::Rc;
use tosei_plan::{Indicator, Plan, ProgressOptions, plan_progress, tokyo};
use tosei_types::Date;

/// Indicators of a made plan.
pub const INDICATORS: u64 = 20_000;

/// The progress of a large made plan.
///
/// # Errors
///
/// If the made plan is none.
pub fn group() -> Result<Group> {
    let plan = Rc::new(made(INDICATORS)?);
    let as_of: Date = "2025-06-30".parse()?;
    let by_hand = Rc::clone(&plan);
    let size = format!(
        "{INDICATORS} made indicators of {} measures",
        plan.measures.len()
    );
    Ok(Group::new("plans", size, 9)
        .peer("a line by hand, in f64", move || behind(&by_hand, as_of))
        .ours("progress with reasons", move || progress(&plan, as_of)))
}

/// A plan with so many indicators, of four observations and a target each; ten a measure.
///
/// # Errors
///
/// If it is none.
pub fn made(indicators: u64) -> Result<Plan> {
    let mut plan = tokyo::plan_2().clone();
    let template = plan.measures.first().cloned();
    plan.measures = (0..indicators.div_ceil(10))
        .filter_map(|number| {
            let mut measure = template.clone()?;
            measure.id = format!("m{number:07}").parse().ok()?;
            Some(measure)
        })
        .collect();
    plan.entries.clear();
    let made = |number: u64| -> Result<Indicator> {
        let value =
            |at: u64| (10 + mixed(number, 41) % 20 + at * (mixed(number, 42) % 9)).to_string();
        let seen = ["2024-03-31", "2024-09-30", "2025-03-31", "2025-05-31"]
            .iter()
            .zip(0..);
        let seen: Vec<_> = seen
            .map(|(day, at)| json!({"at": day, "value": value(at), "source": {"id": "mihon-plan"}}))
            .collect();
        Ok(serde_json::from_value(json!({
            "id": format!("i{number:07}"), "name": {"ja": "指標", "en": "indicator"}, "unit": "percent",
            "direction": "up", "measures": [format!("m{:07}", number / 10)], "observations": seen,
            "targets": [{"by": "FY2026", "value": "70", "source": {"id": "mihon-plan"}}],
            "source": {"id": "mihon-plan"},
        }))?)
    };
    plan.indicators = (0..indicators).map(made).collect::<Result<_>>()?;
    Ok(plan)
}

/// The progress of the plan; how many indicators it judges.
#[must_use]
pub fn progress(plan: &Plan, as_of: Date) -> u64 {
    crate::figure(
        plan_progress(plan, as_of, ProgressOptions::standard())
            .indicators
            .len(),
    )
}

/// What one writes first: the last value beside a line from the first to the target; how many are not on it, and one.
#[must_use]
pub fn behind(plan: &Plan, as_of: Date) -> u64 {
    #[allow(clippy::cast_precision_loss, reason = "small numbers")]
    let float =
        |value: tosei_types::ExactNumber| value.numerator() as f64 / value.denominator() as f64;
    let days = |day: Date| f64::from(i32::try_from(as_of.days_until(day)).unwrap_or(0));
    let mut behind = 1usize;
    for indicator in &plan.indicators {
        let first = indicator.observations.first();
        let last = indicator
            .observations
            .iter()
            .rfind(|one| one.at.last_day() <= as_of);
        let target = indicator.targets.first();
        if let (Some(first), Some(last), Some(target)) = (first, last, target)
            && let Some(goal) = target.value
        {
            let (from, to) = (days(first.at.last_day()), days(target.by.last_day()));
            let share = (days(last.at.last_day()) - from) / (to - from);
            let line = float(first.value) + share * (float(goal) - float(first.value));
            behind = behind.saturating_add(usize::from(float(last.value) < line));
        }
    }
    crate::figure(behind)
}
