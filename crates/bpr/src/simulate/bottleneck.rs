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
    let cases = steps.first()?.cases;
    let something = all > 0.0;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::StaffOutcome;
    use serde_json::json;

    /// The node, why, the minutes for each case, and the busiest group.
    type Told = (String, BottleneckReason, f64, Option<String>);

    fn flow() -> Result<Flow, serde_json::Error> {
        serde_json::from_value(
            json!({"format": "tosei-flow", "format_version": 1, "id": "f", "nodes": [
            {"id": "a", "is": {"kind": "activity"}}, {"id": "b", "is": {"kind": "activity"}}]}),
        )
    }

    fn parameters() -> Result<SimulationParameters, serde_json::Error> {
        let group = |id| json!({"id": id, "label": {"ja": id, "en": id}, "people": 1});
        serde_json::from_value(
            json!({"format": "tosei-flow-parameters", "format_version": 1,
            "first_day": "2026-06-01", "days": 30, "runs": {"seed": 1, "runs": 2}, "arrivals": [],
            "staff": [group("one"), group("two")]}),
        )
    }

    /// A run of ten cases in which the two steps took so many minutes: work, queue, batch, stated, pause.
    fn run(steps: [[f64; 5]; 2], worked: [f64; 2], grows: bool) -> RunOutcome {
        let step = |[work, queue, batch, stated, pause]: [f64; 5]| StepOutcome {
            work,
            queue,
            batch,
            stated,
            pause,
            cases: 10,
            ..StepOutcome::default()
        };
        // Who works for nothing is not on duty.
        let group = |worked: f64| StaffOutcome {
            worked,
            duty: Some(if worked > 0.0 { 100.0 } else { 0.0 }),
            ..StaffOutcome::default()
        };
        RunOutcome {
            steps: steps.map(step).to_vec(),
            staff: worked.map(group).to_vec(),
            grows,
            ..RunOutcome::default()
        }
    }

    fn found(
        outcomes: &[RunOutcome],
        groups: &[Vec<u32>],
    ) -> Result<Option<Told>, serde_json::Error> {
        let found = bottleneck(&flow()?, &parameters()?, outcomes, groups);
        Ok(found.map(|one| {
            let group = one.group.map(|group| group.to_string());
            (
                one.node.to_string(),
                one.reason,
                one.minutes_per_case,
                group,
            )
        }))
    }

    #[test]
    fn the_longest_waiting_and_else_the_longest_work() -> Result<(), serde_json::Error> {
        use BottleneckReason as Reason;
        let nothing = [0.0; 5];
        let groups = [vec![0, 1], vec![]];
        let busiest = Some("two".to_owned());
        for (steps, expected) in [
            ([nothing, nothing], None),
            (
                [[900.0, 0.0, 0.0, 50.0, 0.0], nothing],
                Some(("a", Reason::Stated, 5.0, None)),
            ),
            (
                [[0.0, 0.0, 70.0, 50.0, 0.0], nothing],
                Some(("a", Reason::Batch, 7.0, None)),
            ),
            (
                [[0.0, 0.0, 50.0, 70.0, 0.0], nothing],
                Some(("a", Reason::Stated, 7.0, None)),
            ),
            (
                [[0.0, 80.0, 70.0, 50.0, 0.0], nothing],
                Some(("a", Reason::Queue, 8.0, busiest.clone())),
            ),
            (
                [[0.0, 80.0, 0.0, 0.0, 90.0], nothing],
                Some(("a", Reason::Pause, 9.0, busiest.clone())),
            ),
            // Of two that are as long the first.
            (
                [[0.0, 0.0, 50.0, 50.0, 0.0], [0.0, 50.0, 0.0, 0.0, 0.0]],
                Some(("a", Reason::Batch, 5.0, None)),
            ),
            (
                [[0.0, 0.0, 50.0, 0.0, 0.0], [0.0, 60.0, 0.0, 0.0, 0.0]],
                Some(("b", Reason::Queue, 6.0, None)),
            ),
            (
                [[0.0, 60.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 50.0, 0.0]],
                Some(("a", Reason::Queue, 6.0, busiest)),
            ),
            // Nothing waits.
            (
                [[30.0, 0.0, 0.0, 0.0, 0.0], [40.0, 0.0, 0.0, 0.0, 0.0]],
                Some(("b", Reason::Work, 4.0, None)),
            ),
            (
                [[40.0, 0.0, 0.0, 0.0, 0.0], [30.0, 0.0, 0.0, 0.0, 0.0]],
                Some(("a", Reason::Work, 4.0, None)),
            ),
            (
                [[40.0, 0.0, 0.0, 0.0, 0.0], [40.0, 0.0, 0.0, 0.0, 0.0]],
                Some(("a", Reason::Work, 4.0, None)),
            ),
        ] {
            let outcome = run(steps, [50.0, 60.0], false);
            let expected = expected
                .map(|(node, reason, minutes, group)| (node.to_owned(), reason, minutes, group));
            assert_eq!(found(&[outcome], &groups)?, expected, "{steps:?}");
        }
        Ok(())
    }

    #[test]
    fn overloaded_is_a_queue_that_grows_before_people_who_are_busy() -> Result<(), serde_json::Error>
    {
        use BottleneckReason as Reason;
        let queue = [[0.0, 80.0, 0.0, 0.0, 0.0], [0.0; 5]];
        let groups = [vec![0, 1], vec![]];
        for (worked, grows, expected) in [
            ([96.0, 10.0], [true, true], Reason::Overloaded),
            ([10.0, 96.0], [true, true], Reason::Overloaded),
            ([95.0, 10.0], [true, true], Reason::Queue),
            ([95.5, 10.0], [true, true], Reason::Overloaded),
            // In more than half of the runs.
            ([96.0, 10.0], [true, false], Reason::Queue),
            ([96.0, 10.0], [false, false], Reason::Queue),
        ] {
            let runs = grows.map(|grows| run(queue, worked, grows));
            let reason = found(&runs, &groups)?.map(|one| one.1);
            assert_eq!(reason, Some(expected), "{worked:?} {grows:?}");
        }
        // Who is never on duty is not the busiest, whatever was worked.
        let mut one = run(queue, [40.0, 0.0], true);
        for idle in one.staff.iter_mut().skip(1) {
            idle.worked = 5.0;
        }
        let told = found(&[one.clone(), one], &groups)?.map(|one| (one.1, one.3));
        assert_eq!(told, Some((Reason::Queue, Some("one".to_owned()))));
        // Nobody in particular does it.
        let runs = [run(queue, [96.0, 96.0], true)];
        let nobody = found(&runs, &[vec![], vec![]])?.map(|one| (one.1, one.3));
        assert_eq!(nobody, Some((Reason::Queue, None)));
        let pause = [[0.0, 0.0, 0.0, 0.0, 80.0], [0.0; 5]];
        let runs = [run(pause, [96.0, 96.0], true)];
        assert_eq!(found(&runs, &groups)?.map(|one| one.1), Some(Reason::Pause));
        Ok(())
    }
}
