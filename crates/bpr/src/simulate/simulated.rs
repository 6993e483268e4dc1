//! All runs of a flow.

use super::{
    FigureEstimate, LaneResult, MonthEstimate, MonthFigure, MonthResult, RunOutcome, SimulateError,
    SimulationFigure, SimulationParameters, SimulationResult, StaffEstimate, StaffFigure,
    StaffOutcome, StaffResult, StepEstimate, StepFigure, StepResult, StuckCases,
    bottleneck::bottleneck,
    model::{self, Model, NONE},
};
use crate::flow::Flow;
use std::collections::BTreeMap;
use tosei_simulation::{Estimate, Level, Paired, Replication, Runs, StatisticsError, Verdict};
use tosei_types::SubjectId;

/// 模擬実験 (simulated flow): every run, in order of its number.
#[derive(Debug, Clone)]
pub struct Simulated {
    runs: Runs<RunOutcome>,
    result: SimulationResult,
}

impl Simulated {
    /// What each run gave.
    #[must_use]
    pub fn outcomes(&self) -> &[RunOutcome] {
        self.runs.results()
    }

    /// Everything, with intervals.
    #[must_use]
    pub fn result(&self) -> &SimulationResult {
        &self.result
    }

    /// A figure of the whole with its interval.
    ///
    /// # Errors
    ///
    /// [`StatisticsError::TooFew`] if fewer than two runs have it.
    pub fn estimate(
        &self,
        figure: SimulationFigure,
        level: Level,
    ) -> Result<Estimate, StatisticsError> {
        self.runs.estimate(|run| run.figure(figure), level)
    }

    /// The difference of a figure on the same chance: the other's less ours, run by run.
    ///
    /// # Errors
    ///
    /// - [`StatisticsError::Unpaired`] if there are not as many runs in both.
    /// - [`StatisticsError::TooFew`] if fewer than two runs have it in both.
    pub fn difference(
        &self,
        other: &Self,
        figure: SimulationFigure,
        level: Level,
    ) -> Result<Paired, StatisticsError> {
        self.runs
            .compare(&other.runs, |run| run.figure(figure), level)
    }
}

/// 模擬実験の準備 (simulation): a flow and its parameters, checked and compiled once for many runs.
///
/// # Examples
///
/// ```
/// use tosei_bpr::{Flow, simulate::{Simulation, SimulationFigure, SimulationParameters}};
///
/// let flow: Flow = serde_json::from_str(r#"{
///   "format": "tosei-flow", "format_version": 1, "id": "f",
///   "nodes": [
///     {"id": "start", "is": {"kind": "event", "event": "start", "trigger": "none"}},
///     {"id": "review", "is": {"kind": "activity", "work": "30"}},
///     {"id": "end", "is": {"kind": "event", "event": "end", "trigger": "none"}}
///   ],
///   "sequence_flows": [{"id": "a", "from": "start", "to": "review"},
///                      {"id": "b", "from": "review", "to": "end"}]
/// }"#)?;
/// // One case at nine, one at ten past nine, and one person: the second waits twenty minutes.
/// let parameters: SimulationParameters = serde_json::from_str(r#"{
///   "format": "tosei-flow-parameters", "format_version": 1,
///   "first_day": "2026-06-01", "days": 1, "runs": {"seed": 1, "runs": 2},
///   "arrivals": [{"id": "desk", "pattern": {"kind": "recorded",
///     "times": ["2026-06-01T09:00", "2026-06-01T09:10"]}}],
///   "staff": [{"id": "one", "label": {"ja": "一人", "en": "One"}, "people": 1,
///     "hours": {"monday": [{"from": "08:30", "to": "17:15"}]}}]
/// }"#)?;
/// let simulation = Simulation::try_new(&flow, &parameters)?;
/// let simulated = simulation.run()?;
/// let lead = simulated.result().figure(SimulationFigure::MeanLead).unwrap();
/// assert_eq!(lead.mean, (30.0 + 50.0) / 2.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Simulation<'f> {
    flow: &'f Flow,
    parameters: &'f SimulationParameters,
    model: Model,
}

impl<'f> Simulation<'f> {
    /// Checks and compiles.
    ///
    /// # Errors
    ///
    /// Those of [`SimulateError`] that a flow or its parameters can have, each with its place.
    pub fn try_new(
        flow: &'f Flow,
        parameters: &'f SimulationParameters,
    ) -> Result<Self, SimulateError> {
        parameters.runs.plan()?;
        Ok(Self {
            flow,
            parameters,
            model: model::compile(flow, parameters)?,
        })
    }

    /// One run.
    ///
    /// # Errors
    ///
    /// - [`SimulateError::TooManyEvents`], [`SimulateError::TooManyOpen`] beyond the limits.
    /// - [`SimulateError::NoTimePasses`] if a case goes round without any time passing.
    pub fn outcome(&self, run: Replication) -> Result<RunOutcome, SimulateError> {
        self.model.run(run)
    }

    /// All runs of the plan, one after the other.
    ///
    /// # Errors
    ///
    /// Those of [`outcome`](Self::outcome).
    pub fn run(&self) -> Result<Simulated, SimulateError> {
        self.run_with(&mut |_| {})
    }

    /// As [`run`](Self::run), and tells after each run how many were made, for a progress bar.
    ///
    /// # Errors
    ///
    /// Those of [`outcome`](Self::outcome).
    pub fn run_with(&self, progress: &mut dyn FnMut(u32)) -> Result<Simulated, SimulateError> {
        let plan = self.parameters.runs.plan()?;
        let mut failed = None;
        let runs = plan.run_each(
            |replication| {
                if failed.is_some() {
                    return None;
                }
                let outcome = self.outcome(replication);
                progress(replication.number().saturating_add(1));
                outcome.map_err(|error| failed = Some(error)).ok()
            },
            mean_lead,
        );
        self.simulated(runs, failed)
    }

    /// As [`run`](Self::run), on all cores; the results are the same, to the byte.
    ///
    /// # Errors
    ///
    /// Those of [`outcome`](Self::outcome).
    #[cfg(feature = "rayon")]
    pub fn run_parallel(&self) -> Result<Simulated, SimulateError> {
        let plan = self.parameters.runs.plan()?;
        let runs = plan.run_each_parallel(|replication| self.outcome(replication).ok(), mean_lead);
        let failed = runs.results().iter().position(Option::is_none);
        let failed = failed.and_then(|number| {
            // What it said is found by making that one run again.
            let number = u32::try_from(number).ok()?;
            let again = self.parameters.runs.plan().ok()?;
            let mut error = None;
            again.run_each(
                |replication| {
                    if replication.number() == number {
                        error = self.outcome(replication).err();
                    }
                },
                |()| None,
            );
            error
        });
        self.simulated(runs, failed)
    }

    fn simulated(
        &self,
        runs: Runs<Option<RunOutcome>>,
        failed: Option<SimulateError>,
    ) -> Result<Simulated, SimulateError> {
        if let Some(error) = failed {
            return Err(error);
        }
        let Some(runs) = runs.complete() else {
            return Err(SimulateError::Parts("a run gave nothing".to_owned()));
        };
        let result = self.result(&runs);
        Ok(Simulated { runs, result })
    }

    /// The staff groups that do each node.
    fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups = vec![Vec::new(); self.flow.nodes.len()];
        for step in &self.model.steps {
            let staff = usize::try_from(step.pool).unwrap_or(usize::MAX);
            let staff = self.model.staff.get(staff).filter(|_| step.pool != NONE);
            let (Some(staff), Some(skill)) = (staff, step.skill) else {
                continue;
            };
            let node = usize::try_from(step.node).unwrap_or(usize::MAX);
            if let Some(of_node) = groups.get_mut(node) {
                let all = staff.groups.iter().zip(&staff.numbers);
                let able = all.filter(|(group, _)| group.skills().has(skill));
                of_node.extend(able.map(|(_, number)| *number));
            }
        }
        groups
    }

    fn result(&self, runs: &Runs<RunOutcome>) -> SimulationResult {
        let (flow, parameters) = (self.flow, self.parameters);
        let level = parameters.runs.level;
        let groups = self.groups();
        let growing = runs.results().iter().filter(|run| run.grows).count();
        let grows = growing.saturating_mul(2) > runs.results().len();
        let figures = SimulationFigure::ALL.iter().filter_map(|figure| {
            let has = runs
                .results()
                .iter()
                .any(|run| run.figure(*figure).is_some());
            has.then(|| FigureEstimate {
                figure: *figure,
                estimate: runs.estimate(|run| run.figure(*figure), level).ok(),
            })
        });
        let mut stuck: BTreeMap<u32, u64> = BTreeMap::new();
        for (node, count) in runs.results().iter().flat_map(|run| &run.stuck_at) {
            let sum = stuck.entry(*node).or_default();
            *sum = sum.saturating_add(*count);
        }
        let stuck = stuck.into_iter().filter_map(|(node, cases)| {
            let node = usize::try_from(node).ok()?;
            let node = flow.nodes.get(node)?.id.clone();
            Some(StuckCases { node, cases })
        });
        SimulationResult {
            flow: flow.id.clone(),
            name: flow.name.clone(),
            fictional: flow.fictional || parameters.fictional,
            first_day: parameters.first_day,
            days: parameters.days,
            warm_up_days: parameters.warm_up_days,
            seed: parameters.runs.seed,
            runs: u64::try_from(runs.results().len()).unwrap_or(u64::MAX),
            stopped: runs.stopped(),
            verdict: if grows {
                Verdict::NotStable
            } else {
                runs.verdict()
            },
            level,
            quantiles: parameters.options.quantiles,
            figures: figures.collect(),
            steps: self.steps(runs, level),
            lanes: self.lanes(runs, level, &groups),
            staff: self.staff(runs, level),
            months: self.months(runs, level),
            bottleneck: bottleneck(flow, parameters, runs.results(), &groups),
            stuck: stuck.collect(),
            assumptions: self.model.assumptions.clone(),
        }
    }

    fn steps(&self, runs: &Runs<RunOutcome>, level: Level) -> Vec<StepResult> {
        let mut is_step = vec![false; self.flow.nodes.len()];
        for step in &self.model.steps {
            let node = usize::try_from(step.node).unwrap_or(usize::MAX);
            if let Some(is_step) = is_step.get_mut(node) {
                *is_step = true;
            }
        }
        let nodes = self.flow.nodes.iter().enumerate();
        let nodes = nodes.filter(|(at, _)| is_step.get(*at) == Some(&true));
        nodes
            .map(|(at, node)| {
                let of = |run: &RunOutcome, figure: StepFigure| run.steps.get(at)?.figure(figure);
                let figures = StepFigure::ALL.iter().filter_map(|figure| {
                    let has = runs.results().iter().any(|run| of(run, *figure).is_some());
                    has.then(|| StepEstimate {
                        figure: *figure,
                        estimate: runs.estimate(|run| of(run, *figure), level).ok(),
                    })
                });
                StepResult {
                    node: node.id.clone(),
                    title: node.title().to_owned(),
                    lane: node.lane.clone(),
                    figures: figures.collect(),
                }
            })
            .collect()
    }

    fn staff_figures(
        runs: &Runs<RunOutcome>,
        level: Level,
        of: impl Fn(&RunOutcome) -> Option<&StaffOutcome>,
    ) -> Vec<StaffEstimate> {
        let figures = StaffFigure::ALL.iter().filter_map(|figure| {
            let figure_of = |run: &RunOutcome| of(run)?.figure(*figure);
            let has = runs.results().iter().any(|run| figure_of(run).is_some());
            has.then(|| StaffEstimate {
                figure: *figure,
                estimate: runs.estimate(figure_of, level).ok(),
            })
        });
        figures.collect()
    }

    fn staff(&self, runs: &Runs<RunOutcome>, level: Level) -> Vec<StaffResult> {
        let groups = self.parameters.staff.iter().enumerate();
        groups
            .map(|(at, group)| StaffResult {
                id: group.id.clone(),
                label: group.label.clone(),
                class: group.class.clone(),
                people: group.people,
                figures: Self::staff_figures(runs, level, |run| run.staff.get(at)),
            })
            .collect()
    }

    fn lanes(&self, runs: &Runs<RunOutcome>, level: Level, groups: &[Vec<u32>]) -> Vec<LaneResult> {
        let mut of_lane: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for step in &self.model.steps {
            let node = usize::try_from(step.node).ok();
            let groups = node.and_then(|node| groups.get(node));
            let known = of_lane.entry(step.lane).or_default();
            known.extend(groups.into_iter().flatten());
        }
        let title = |id: &crate::flow::ElementId| {
            let lane = self.flow.lane(id.as_str()).map(|lane| &lane.name);
            let pool = || self.flow.pool(id.as_str()).map(|pool| &pool.name);
            let name = lane.or_else(pool).and_then(Option::as_ref);
            name.cloned().unwrap_or_else(|| id.to_string())
        };
        let lanes = model::lane_ids(self.flow).into_iter();
        (0u32..)
            .zip(lanes)
            .map(|(number, id)| {
                let at = usize::try_from(number).unwrap_or(usize::MAX);
                let mut groups = of_lane.get(&number).cloned().unwrap_or_default();
                groups.sort_unstable();
                groups.dedup();
                let places: Vec<usize> = groups
                    .iter()
                    .filter_map(|group| usize::try_from(*group).ok())
                    .collect();
                let utilisation = |run: &RunOutcome| {
                    let of = places.iter().filter_map(|place| run.staff.get(*place));
                    let (worked, duty) = of.fold((0.0, 0.0), |(worked, duty), one| {
                        (worked + one.worked, duty + one.duty.unwrap_or(0.0))
                    });
                    (duty > 0.0).then(|| worked / duty)
                };
                let ids = places.iter().filter_map(|place| {
                    let group = self.parameters.staff.get(*place);
                    group.map(|group| group.id.clone())
                });
                let ids: Vec<SubjectId> = ids.collect();
                LaneResult {
                    id: id.clone(),
                    title: title(id),
                    groups: ids,
                    utilisation: runs.estimate(utilisation, level).ok(),
                    figures: Self::staff_figures(runs, level, |run| run.lanes.get(at)),
                }
            })
            .collect()
    }

    fn months(&self, runs: &Runs<RunOutcome>, level: Level) -> Vec<MonthResult> {
        let months = self.model.months.iter().enumerate();
        months
            .map(|(at, (month, ..))| {
                let figures = MonthFigure::ALL.iter().map(|figure| MonthEstimate {
                    figure: *figure,
                    estimate: runs
                        .estimate(
                            |run| run.months.get(at).map(|month| month.figure(*figure)),
                            level,
                        )
                        .ok(),
                });
                MonthResult {
                    month: *month,
                    figures: figures.collect(),
                }
            })
            .collect()
    }
}

/// What the number of runs is decided by.
fn mean_lead(outcome: &Option<RunOutcome>) -> Option<f64> {
    outcome.as_ref()?.figure(SimulationFigure::MeanLead)
}

/// 模擬実験 (simulates) a flow with people, calendars and chance.
///
/// The same seed gives the same result on every machine. Every source of chance is drawn from by its own
/// name: that of the arrivals by the id of their source, that of a step by the name of the step; so two
/// designs of one procedure meet the same cases, and the same chance at the steps that they share.
///
/// # Errors
///
/// Those of [`SimulateError`].
pub fn simulate(
    flow: &Flow,
    parameters: &SimulationParameters,
) -> Result<Simulated, SimulateError> {
    Simulation::try_new(flow, parameters)?.run()
}

/// As [`simulate`], and tells after each run how many were made, for a progress bar.
///
/// # Errors
///
/// Those of [`SimulateError`].
pub fn simulate_with(
    flow: &Flow,
    parameters: &SimulationParameters,
    progress: &mut dyn FnMut(u32),
) -> Result<Simulated, SimulateError> {
    Simulation::try_new(flow, parameters)?.run_with(progress)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn verdict(grows: &[bool]) -> Result<Verdict, Box<dyn std::error::Error>> {
        let step = json!({"kind": "activity", "work": "1", "waiting": "0"});
        let flow = serde_json::from_value(
            json!({"format": "tosei-flow", "format_version": 1, "id": "f",
            "nodes": [{"id": "a", "is": step}]}),
        )?;
        let parameters: SimulationParameters = serde_json::from_value(json!({
            "format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-06-01", "days": 2,
            "runs": {"seed": 1, "runs": grows.len()}, "options": {"unstaffed": "unlimited"},
            "arrivals": [{"id": "desk", "pattern": {"kind": "recorded", "times": ["2026-06-01T09:00"]}}]}))?;
        let simulation = Simulation::try_new(&flow, &parameters)?;
        let runs = parameters.runs.plan()?.run_each(
            |replication| {
                let place = usize::try_from(replication.number()).unwrap_or(usize::MAX);
                RunOutcome {
                    grows: grows.get(place) == Some(&true),
                    ..RunOutcome::default()
                }
            },
            |_| None,
        );
        Ok(simulation.result(&runs).verdict)
    }

    #[test]
    fn what_grows_in_more_than_half_of_the_runs_is_not_stable()
    -> Result<(), Box<dyn std::error::Error>> {
        for (grows, expected) in [
            (&[false, false][..], false),
            (&[true, false], false),
            (&[true, true], true),
            (&[true, false, true], true),
            (&[true, false, false], false),
        ] {
            assert_eq!(verdict(grows)? == Verdict::NotStable, expected, "{grows:?}");
        }
        Ok(())
    }
}
