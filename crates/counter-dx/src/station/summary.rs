//! What all runs together say.

use super::{
    Figure, PartOutcome, RunOutcome, StaffOutcome, Station, StationError,
    model::{MAX_ALL_SERVICES, MAX_RUN_SERVICES},
};
use serde::{Deserialize, Serialize};
use tosei_simulation::{
    Estimate, Level, Paired, RunPlan, Runs, StatisticsError, StopReason, Verdict,
};
use tosei_types::Label;

/// 模擬実験の結果 (simulated station): every run, in order of its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulated {
    station: Station,
    runs: Runs<RunOutcome>,
}

/// One figure with its interval; without one where fewer than two runs have it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FigureEstimate {
    /// 指標.
    pub figure: Figure,
    /// The mean over the runs; absent if it does not exist, which is not 0.
    pub estimate: Option<Estimate>,
}

/// The figures of a service, a kind of visitor or a staff group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartSummary {
    /// Its id in the document.
    pub id: String,
    /// 名称.
    pub label: Label,
    /// 指標.
    pub figures: Vec<FigureEstimate>,
}

/// Those who came in one quarter of an hour of the day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuarterSummary {
    /// The quarter-hour of the day, 0 to 95.
    pub quarter_hour: u32,
    /// People who came in it and were served, by run.
    pub people: Option<Estimate>,
    /// Their mean wait in minutes.
    pub mean_wait_minutes: Option<Estimate>,
}

/// 結果のまとめ (summary of a simulated station).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StationSummary {
    /// How many runs.
    pub runs: u64,
    /// Why no more.
    pub stopped: StopReason,
    /// Whether they were enough for what was asked for.
    pub verdict: Verdict,
    /// The whole station.
    pub total: Vec<FigureEstimate>,
    /// By service.
    pub services: Vec<PartSummary>,
    /// By kind of visitor.
    pub visitors: Vec<PartSummary>,
    /// By staff group.
    pub staff: Vec<PartSummary>,
    /// By quarter-hour in which they came; those in which nobody ever came are left out.
    pub quarters: Vec<QuarterSummary>,
}

/// One figure of two stations that met the same people.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FigureComparison {
    /// 指標.
    pub figure: Figure,
    /// The first.
    pub before: Option<Estimate>,
    /// The second.
    pub after: Option<Estimate>,
    /// The second less the first, run by run; absent if the figure does not exist in both.
    pub difference: Option<Paired>,
}

impl Station {
    /// 模擬実験 (simulation): runs the station again and again.
    ///
    /// Every kind of visitor has chance of its own, by its id; so two stations with the same visitors
    /// meet the same people, with the same services and the same patience, whoever serves them
    /// (common random numbers). The same seed gives the same bytes on every machine. A plan that runs
    /// until an interval is narrow looks at the mean wait.
    ///
    /// # Errors
    ///
    /// - [`StationError::Findings`] if [`check`](Self::check) finds errors.
    /// - [`StationError::TooMuch`] if more services were to be simulated than
    ///   [`MAX_RUN_SERVICES`](super::MAX_RUN_SERVICES) and
    ///   [`MAX_ALL_SERVICES`](super::MAX_ALL_SERVICES) allow.
    /// - [`StationError::Parts`] if the parts contradict each other in another way.
    pub fn simulate(&self, plan: &RunPlan) -> Result<Simulated, StationError> {
        self.simulate_with(plan, &mut |_| {})
    }

    /// As [`simulate`](Self::simulate), and tells after each run how many were made, for a progress bar.
    ///
    /// # Errors
    ///
    /// Those of [`simulate`](Self::simulate).
    pub fn simulate_with(
        &self,
        plan: &RunPlan,
        progress: &mut dyn FnMut(u32),
    ) -> Result<Simulated, StationError> {
        let model = self.model()?;
        let all = model.expected * f64::from(plan.most_runs());
        if model.expected > MAX_RUN_SERVICES || all > MAX_ALL_SERVICES {
            return Err(StationError::TooMuch { expected: all });
        }
        let mut failed = None;
        let runs = plan.run_each(
            |replication| {
                let outcome = if failed.is_none() {
                    model.run(replication)
                } else {
                    return None;
                };
                progress(replication.number().saturating_add(1));
                outcome.map_err(|error| failed = Some(error)).ok()
            },
            |outcome| outcome.as_ref()?.figure(Figure::MeanWait),
        );
        match (failed, runs.complete()) {
            (None, Some(runs)) => Ok(Simulated {
                station: self.clone(),
                runs,
            }),
            (Some(error), _) => Err(error),
            (None, None) => Err(StationError::Parts("a run gave nothing".to_owned())),
        }
    }
}

impl Simulated {
    /// The station.
    #[must_use]
    pub fn station(&self) -> &Station {
        &self.station
    }

    /// What each run gave.
    #[must_use]
    pub fn outcomes(&self) -> &[RunOutcome] {
        self.runs.results()
    }

    /// A figure of the whole station with its interval.
    ///
    /// # Errors
    ///
    /// [`StatisticsError::TooFew`] if fewer than two runs have it.
    pub fn estimate(&self, figure: Figure, level: Level) -> Result<Estimate, StatisticsError> {
        self.runs.estimate(|run| run.figure(figure), level)
    }

    /// Compares with another station, figure by figure, run by run.
    ///
    /// A difference is that of the means over the same runs; where its interval does not hold 0 it is
    /// more than chance.
    #[must_use]
    pub fn compare(&self, after: &Self, level: Level) -> Vec<FigureComparison> {
        let figures = Figure::ALL.iter().map(|figure| FigureComparison {
            figure: *figure,
            before: self.estimate(*figure, level).ok(),
            after: after.estimate(*figure, level).ok(),
            difference: self
                .runs
                .compare(&after.runs, |run| run.figure(*figure), level)
                .ok(),
        });
        let exists = |one: &FigureComparison| one.before.is_some() || one.after.is_some();
        figures.filter(exists).collect()
    }

    /// Everything, with intervals.
    #[must_use]
    pub fn summary(&self, level: Level) -> StationSummary {
        let station = &self.station;
        let services = station.services.iter().enumerate().map(|(at, service)| {
            self.part(service.id.as_str(), &service.label, level, |run, figure| {
                run.services.get(at).and_then(|part| part.figure(figure))
            })
        });
        let walk_ins = station.walk_ins.iter().map(|one| (&one.id, &one.label));
        let reserved = station.reservations.iter().map(|one| (&one.id, &one.label));
        let visitors = walk_ins.chain(reserved).enumerate();
        let visitors = visitors.map(|(at, (id, label))| {
            self.part(id.as_str(), label, level, |run, figure| {
                let part: Option<&PartOutcome> = run.visitors.get(at);
                part.and_then(|part| part.figure(figure))
            })
        });
        let staff = station.staff.iter().enumerate().map(|(at, group)| {
            self.part(group.id.as_str(), &group.label, level, |run, figure| {
                let part: Option<&StaffOutcome> = run.staff.get(at);
                part.and_then(|part| part.figure(figure))
            })
        });
        StationSummary {
            runs: u64::try_from(self.runs.results().len()).unwrap_or(u64::MAX),
            stopped: self.runs.stopped(),
            verdict: self.runs.verdict(),
            total: self.figures(level, RunOutcome::figure),
            services: services.collect(),
            visitors: visitors.collect(),
            staff: staff.collect(),
            quarters: self.quarters(level),
        }
    }

    fn quarters(&self, level: Level) -> Vec<QuarterSummary> {
        let people = |run: &RunOutcome, at: usize| run.quarters.get(at).map(|one| f64::from(one.0));
        let wait = |run: &RunOutcome, at: usize| {
            let (people, waited) = run.quarters.get(at).copied()?;
            (people > 0).then(|| waited / f64::from(people))
        };
        let quarters = (0u32..96).zip(0usize..);
        let came = |at: usize| {
            let mut runs = self.runs.results().iter();
            runs.any(|run| people(run, at).is_some_and(|count| count > 0.0))
        };
        let quarters = quarters.filter(|(_, at)| came(*at));
        quarters
            .map(|(quarter_hour, at)| QuarterSummary {
                quarter_hour,
                people: self.runs.estimate(|run| people(run, at), level).ok(),
                mean_wait_minutes: self.runs.estimate(|run| wait(run, at), level).ok(),
            })
            .collect()
    }

    fn part(
        &self,
        id: &str,
        label: &Label,
        level: Level,
        figure: impl Fn(&RunOutcome, Figure) -> Option<f64>,
    ) -> PartSummary {
        PartSummary {
            id: id.to_owned(),
            label: label.clone(),
            figures: self.figures(level, figure),
        }
    }

    /// The figures that exist in some run.
    fn figures(
        &self,
        level: Level,
        figure: impl Fn(&RunOutcome, Figure) -> Option<f64>,
    ) -> Vec<FigureEstimate> {
        let exists = |one: Figure| {
            let mut runs = self.runs.results().iter();
            runs.any(|run| figure(run, one).is_some())
        };
        let figures = Figure::ALL.iter().copied().filter(|one| exists(*one));
        figures
            .map(|one| FigureEstimate {
                figure: one,
                estimate: self.runs.estimate(|run| figure(run, one), level).ok(),
            })
            .collect()
    }
}
