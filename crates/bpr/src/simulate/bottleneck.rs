//! Which step costs cases most time, and why.

use super::{Bottleneck, BottleneckReason, RunOutcome, StepOutcome, as_float};
use crate::{flow::Flow, simulate::SimulationParameters};

/// Sums of a step over all runs.
fn sum(outcomes: &[RunOutcome], at: usize) -> StepOutcome {
    let mut sum = StepOutcome::default();
    for step in outcomes.iter().filter_map(|run| run.steps.get(at)) {
        sum.visits = sum.visits.saturating_add(step.visits);
        sum.done = sum.done.saturating_add(step.done);
        sum.work += step.work;
        sum.queue += step.queue;
        sum.batch += step.batch;
        sum.stated += step.stated;
        sum.pause += step.pause;
        sum.cases = sum.cases.saturating_add(step.cases);
    }
    sum
}

/// The step and the kind of time on which all cases of all runs together spend most.
///
/// Waiting of every kind is looked at first; only where nothing waits, the longest work is named. `groups`
/// gives the staff groups that do a step, by its index.
pub(super) fn bottleneck(
    flow: &Flow,
    parameters: &SimulationParameters,
    outcomes: &[RunOutcome],
    groups: &[Vec<u32>],
) -> Option<Bottleneck> {
    let steps: Vec<StepOutcome> = (0..flow.nodes.len()).map(|at| sum(outcomes, at)).collect();
    let all: f64 = steps
        .iter()
        .map(|step| step.work + step.queue + step.batch + step.stated + step.pause)
        .sum();
    let cases = steps.iter().map(|step| step.cases).max()?;
    let something = all > 0.0 && cases > 0;
    if !something {
        return None;
    }
    let mut most: Option<(f64, usize, BottleneckReason)> = None;
    let mut look = |minutes: f64, at: usize, reason: BottleneckReason| {
        if minutes > 0.0 && most.is_none_or(|(before, ..)| minutes > before) {
            most = Some((minutes, at, reason));
        }
    };
    for (at, step) in steps.iter().enumerate() {
        look(step.queue, at, BottleneckReason::Queue);
        look(step.batch, at, BottleneckReason::Batch);
        look(step.stated, at, BottleneckReason::Stated);
        look(step.pause, at, BottleneckReason::Pause);
    }
    if most.is_none() {
        for (at, step) in steps.iter().enumerate() {
            if most.is_none_or(|(before, ..)| step.work > before) {
                most = Some((step.work, at, BottleneckReason::Work));
            }
        }
    }
    let (minutes, at, mut reason) = most?;
    let node = flow.nodes.get(at)?;
    let about_staff = matches!(reason, BottleneckReason::Queue | BottleneckReason::Pause);
    // The busiest of the groups that do it.
    let of_step = groups.get(at).filter(|_| about_staff);
    let busiest = of_step
        .into_iter()
        .flatten()
        .filter_map(|number| {
            let place = usize::try_from(*number).ok()?;
            let of_runs = outcomes.iter().filter_map(|run| run.staff.get(place));
            let (worked, duty) = of_runs.fold((0.0, 0.0), |(worked, duty), one| {
                (worked + one.worked, duty + one.duty.unwrap_or(0.0))
            });
            let group = parameters.staff.get(place)?;
            (duty > 0.0).then(|| (worked / duty, group.id.clone()))
        })
        .max_by(|one, other| one.0.total_cmp(&other.0));
    let growing = outcomes.iter().filter(|run| run.grows).count();
    let grows = growing.saturating_mul(2) > outcomes.len();
    if reason == BottleneckReason::Queue
        && grows
        && busiest.as_ref().is_some_and(|(share, _)| *share > 0.95)
    {
        reason = BottleneckReason::Overloaded;
    }
    Some(Bottleneck {
        node: node.id.clone(),
        title: node.title().to_owned(),
        reason,
        minutes_per_case: minutes / as_float(cases),
        share: minutes / all,
        group: busiest.as_ref().map(|(_, group)| group.clone()),
        utilisation: busiest.map(|(share, _)| share),
    })
}
