//! 現状と改善後の差 (difference of two designs) on common random numbers.

mod wire;

use super::{
    RunOutcome, Simulated, SimulationFigure, SimulationParameters, StaffFigure, StaffOutcome,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tosei_document::Explain;
use tosei_simulation::{Estimate, Level, Moments, Paired, Seed, StatisticsError};
use tosei_types::{FlowId, Language, StaffClassId, SubjectId};

/// The `format` of a comparison of simulations.
pub const SIMULATION_COMPARISON_FORMAT: &str = "tosei-flow-simulation-comparison";
/// The `format_version` that this crate reads and writes.
pub const SIMULATION_COMPARISON_FORMAT_VERSION: u32 = 1;

/// Why two simulations cannot be compared run by run.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CompareSimulationsError {
    /// They did not meet the same chance.
    #[error("the runs have the seeds `{}` and `{}`; only runs of one seed meet the same chance", .before.get(), .after.get())]
    #[non_exhaustive]
    Seeds {
        /// 乱数の種 of the one.
        before: Seed,
        /// 乱数の種 of the other.
        after: Seed,
    },
    /// Fewer than two runs were made of one of them.
    #[error("`{runs}` runs in common are too few to be compared")]
    #[non_exhaustive]
    TooFewRuns {
        /// How many runs both have.
        runs: usize,
    },
    /// The parameters are not those of the simulation: they have another number of staff groups.
    #[error("the parameters have `{given}` staff groups, the simulation `{simulated}`")]
    #[non_exhaustive]
    OtherParameters {
        /// How many the parameters have.
        given: usize,
        /// How many were simulated.
        simulated: usize,
    },
}

impl CompareSimulationsError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Seeds { .. } => "bpr.compare_simulations.seeds",
            Self::TooFewRuns { .. } => "bpr.compare_simulations.too_few_runs",
            Self::OtherParameters { .. } => "bpr.compare_simulations.other_parameters",
        }
    }
}

impl Explain for CompareSimulationsError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Seeds { before, after }, Language::Ja) => format!(
                "乱数の種が{}と{}で違うため、試行ごとに比べられません。同じ種で実行してください。",
                before.get(),
                after.get()
            ),
            (Self::Seeds { before, after }, Language::En) => format!(
                "The seeds {} and {} differ, so that the runs cannot be compared one by one; run both with the same seed.",
                before.get(),
                after.get()
            ),
            (Self::TooFewRuns { runs }, Language::Ja) => {
                format!("共通の試行が{runs}回しかなく、比べられません。")
            }
            (Self::TooFewRuns { runs }, Language::En) => {
                format!("{runs} runs in common are too few to be compared.")
            }
            (Self::OtherParameters { .. }, Language::Ja) => {
                "前提の文書が模擬実験のものと違います。".to_owned()
            }
            (Self::OtherParameters { .. }, Language::En) => {
                "The parameters are not those of the simulation.".to_owned()
            }
        }
    }
}

tosei_types::coded_enum! {
    /// 差の判定 (verdict on a difference): what the interval of the difference leaves no doubt about.
    pub enum DifferenceVerdict: "verdict on a difference" {
        /// 改善: better in every value of the interval.
        Better = "better" ("改善", "better"),
        /// 差は示されない: the interval holds 0. That is not the same as "no difference".
        NotShown = "not_shown" ("差は示されない", "not shown"),
        /// 悪化.
        Worse = "worse" ("悪化", "worse"),
        /// 増加: greater, of a figure that is neither good nor bad by itself.
        More = "more" ("増加", "more"),
        /// 減少.
        Less = "less" ("減少", "less"),
        /// 不明: some run does not have the figure in both designs.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// Which way of a figure is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Good {
    Less,
    More,
    Neither,
}

fn good(figure: SimulationFigure) -> Good {
    use SimulationFigure as Figure;
    match figure {
        Figure::MeanLead
        | Figure::MedianLead
        | Figure::NinetiethLead
        | Figure::LongestLead
        | Figure::StatutoryBreaches
        | Figure::WorkPerCase
        | Figure::WaitingPerCase
        | Figure::Unfinished
        | Figure::Stuck
        | Figure::Backlog
        | Figure::CostPerCase
        | Figure::CashPerCase
        | Figure::DutyCost => Good::Less,
        Figure::WithinStandard | Figure::WithinStatutory => Good::More,
        Figure::Started | Figure::Finished | Figure::Withdrawn => Good::Neither,
    }
}

/// Of staff, only what work and duty cost is good or bad; to be busier is neither.
fn good_for_staff(figure: StaffFigure) -> Good {
    match figure {
        StaffFigure::WorkedHours
        | StaffFigure::MeanQueue
        | StaffFigure::QueueHours
        | StaffFigure::WorkCost
        | StaffFigure::DutyCost => Good::Less,
        StaffFigure::Utilisation | StaffFigure::DutyHours => Good::Neither,
    }
}

/// 差 (difference) of one figure: the design after, less the design before, run by run.
///
/// # Invariant
///
/// Difference and intervals rest on the runs that have the figure in both designs; where some run has
/// not, `missing_runs` says how many and the verdict is unknown.
///
/// # Wire form
///
/// `{"before": {…}, "after": {…}, "difference": {…}, "independent_half_width": 1.25, "missing_runs": 0,
/// "verdict": "better"}`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowSimulatedDifference"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SimulatedDifference {
    /// 前; absent if fewer than two runs have the figure in both designs.
    pub before: Option<Estimate>,
    /// 後.
    pub after: Option<Estimate>,
    /// 差（後－前）, of pairs that met the same chance.
    pub difference: Option<Estimate>,
    /// 独立とみなした場合の幅の半分: how wide half the interval would be if the runs had not met the same
    /// chance.
    pub independent_half_width: Option<f64>,
    /// その指標のない試行.
    pub missing_runs: u64,
    /// 判定.
    pub verdict: DifferenceVerdict,
}

impl SimulatedDifference {
    /// How much narrower the interval is than without common chance: 0.25 is a quarter as wide; `None`
    /// where there is nothing to compare.
    #[must_use]
    pub fn narrowing(&self) -> Option<f64> {
        let alone = self.independent_half_width.filter(|width| *width > 0.0)?;
        Some(self.difference?.half_width / alone)
    }

    /// The difference of a figure over runs that met the same chance: pairs of what the run of the design
    /// before and that of the design after gave; `None` where a run has no such figure.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_bpr::simulate::{DifferenceVerdict, SimulatedDifference, SimulationFigure};
    /// use tosei_simulation::Level;
    ///
    /// let runs = [(12.0, 8.0), (9.0, 6.5), (15.0, 9.0), (11.0, 8.0), (10.0, 7.0)]
    ///     .map(|(before, after)| (Some(before), Some(after)));
    /// let lead = SimulatedDifference::of_runs(SimulationFigure::MeanLead, &runs, Level::default());
    /// assert_eq!(lead.verdict, DifferenceVerdict::Better);
    /// // The same numbers as a share within the period would be a step back.
    /// let share =
    ///     SimulatedDifference::of_runs(SimulationFigure::WithinStandard, &runs, Level::default());
    /// assert_eq!(share.verdict, DifferenceVerdict::Worse);
    /// ```
    #[must_use]
    pub fn of_runs(
        figure: SimulationFigure,
        runs: &[(Option<f64>, Option<f64>)],
        level: Level,
    ) -> Self {
        Self::of(runs, good(figure), level)
    }

    fn of(pairs: &[(Option<f64>, Option<f64>)], good: Good, level: Level) -> Self {
        let both: Vec<(f64, f64)> = pairs
            .iter()
            .filter_map(|(before, after)| Some(((*before)?, (*after)?)))
            .collect();
        let missing = pairs.len().saturating_sub(both.len());
        let (first, second): (Vec<f64>, Vec<f64>) = both.iter().copied().unzip();
        let difference = Paired::compare(&first, &second, level)
            .ok()
            .map(|paired| paired.difference);
        let (before, after) = (estimate(&first, level), estimate(&second, level));
        Self {
            before: before.ok(),
            after: after.ok(),
            difference,
            independent_half_width: independent(&first, &second, difference),
            missing_runs: u64::try_from(missing).unwrap_or(u64::MAX),
            verdict: match difference {
                Some(difference) if missing == 0 => verdict(&difference, good),
                _ => DifferenceVerdict::Unknown,
            },
        }
    }
}

/// What the run of the design before and that of the design after give.
type Values = (Option<f64>, Option<f64>);

fn estimate(values: &[f64], level: Level) -> Result<Estimate, StatisticsError> {
    moments(values).estimate(level)
}

fn moments(values: &[f64]) -> Moments {
    let mut moments = Moments::new();
    values.iter().for_each(|value| moments.add(*value));
    moments
}

/// Half the interval of the difference of two means that know nothing of each other, with the same
/// multiple of the standard error as the paired one.
fn independent(first: &[f64], second: &[f64], paired: Option<Estimate>) -> Option<f64> {
    let paired = paired?;
    // Any values of so many runs give the multiple.
    let mut spread = Moments::new();
    for at in 0..first.len() {
        spread.add(if at.is_multiple_of(2) { 0.0 } else { 1.0 });
    }
    let one = spread.estimate(paired.level).ok()?;
    let multiple = one.half_width / one.standard_error;
    let count = super::as_float(u64::try_from(first.len()).ok()?);
    let variance = moments(first).variance()? + moments(second).variance()?;
    Some(multiple * (variance / count).sqrt())
}

fn verdict(difference: &Estimate, good: Good) -> DifferenceVerdict {
    if difference.holds(0.0) {
        return DifferenceVerdict::NotShown;
    }
    let less = difference.mean < 0.0;
    match good {
        Good::Neither if less => DifferenceVerdict::Less,
        Good::Neither => DifferenceVerdict::More,
        Good::Less | Good::More if less == (good == Good::Less) => DifferenceVerdict::Better,
        Good::Less | Good::More => DifferenceVerdict::Worse,
    }
}

/// 指標の差 (difference of a figure of the whole).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowFigureDifference"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FigureDifference {
    /// 指標.
    pub figure: SimulationFigure,
    /// 差.
    pub values: SimulatedDifference,
}

impl FigureDifference {
    /// The verdict in words of the figure: a time is 「短くなる」, faster; what no run changes is 「変わらない」.
    #[must_use]
    pub fn words(&self, language: Language) -> &'static str {
        use SimulationFigure as Figure;
        let time = matches!(
            self.figure,
            Figure::MeanLead
                | Figure::MedianLead
                | Figure::NinetiethLead
                | Figure::LongestLead
                | Figure::WaitingPerCase
        );
        let money = matches!(
            self.figure,
            Figure::CostPerCase | Figure::CashPerCase | Figure::DutyCost
        );
        let difference = self.values.difference;
        let same = difference.map(|one| (one.mean, one.half_width)) == Some((0.0, 0.0));
        match (self.values.verdict, language) {
            (DifferenceVerdict::NotShown, Language::Ja) if same => "変わらない",
            (DifferenceVerdict::NotShown, Language::En) if same => "the same in every run",
            (DifferenceVerdict::Better, Language::Ja) if time => "短くなる",
            (DifferenceVerdict::Better, Language::En) if time => "faster",
            (DifferenceVerdict::Worse, Language::Ja) if time => "長くなる",
            (DifferenceVerdict::Worse, Language::En) if time => "slower",
            (DifferenceVerdict::Better, Language::Ja) if money => "安くなる",
            (DifferenceVerdict::Better, Language::En) if money => "cheaper",
            (DifferenceVerdict::Worse, Language::Ja) if money => "高くなる",
            (DifferenceVerdict::Worse, Language::En) if money => "dearer",
            (verdict, _) => verdict.label(language),
        }
    }
}

/// 担当の差 (difference of the figures of a staff group that both designs have).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowStaffDifference"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StaffDifference {
    /// 組のID.
    pub group: SubjectId,
    /// 稼働率の差.
    pub utilisation: SimulatedDifference,
}

/// 職員区分の差 (difference of a staff class): all groups of the class together; a design without such a
/// group has no hours of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowStaffClassDifference"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StaffClassDifference {
    /// 職員区分ID; absent for groups without a class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<StaffClassId>,
    /// 作業時間（時間）の差, over the whole run.
    pub worked_hours: SimulatedDifference,
    /// 勤務時間（時間）の差.
    pub duty_hours: SimulatedDifference,
}

/// 模擬実験の比較 (comparison of two simulations): what changes, with the interval of the change.
///
/// Both designs met the same chance: run 1 of the one is paired with run 1 of the other. If one has more
/// runs, the further ones are left out.
///
/// # Wire form
///
/// `{"format": "tosei-flow-simulation-comparison", "format_version": 1, "before": "subsidy_as_is", …}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(
    try_from = "wire::SimulationComparison",
    into = "wire::SimulationComparison"
)]
#[non_exhaustive]
pub struct SimulationComparison {
    /// 前の業務フロー.
    pub before: FlowId,
    /// 後の業務フロー.
    pub after: FlowId,
    /// 乱数の種.
    pub seed: Seed,
    /// 対にした試行の数.
    pub pairs: u64,
    /// 信頼水準.
    pub level: Level,
    /// 指標, in the order of the list of figures.
    pub figures: Vec<FigureDifference>,
    /// 担当の組, those that both have.
    pub staff: Vec<StaffDifference>,
    /// 職員区分, in the order of their ids.
    pub classes: Vec<StaffClassDifference>,
}

impl SimulationComparison {
    /// The difference of a figure of the whole.
    #[must_use]
    pub fn figure(&self, figure: SimulationFigure) -> Option<&FigureDifference> {
        self.figures.iter().find(|one| one.figure == figure)
    }
}

/// One design: its simulation, and what it was simulated with.
#[derive(Debug, Clone, Copy)]
pub struct SimulatedDesign<'a> {
    /// The simulation.
    pub simulated: &'a Simulated,
    /// 前提.
    pub parameters: &'a SimulationParameters,
}

impl SimulatedDesign<'_> {
    fn checked(&self) -> Result<(), CompareSimulationsError> {
        let simulated = self.simulated.outcomes().first();
        let simulated = simulated.map_or(0, |run| run.staff().len());
        let given = self.parameters.staff.len();
        if given != simulated {
            return Err(CompareSimulationsError::OtherParameters { given, simulated });
        }
        Ok(())
    }

    fn group(&self, id: &SubjectId) -> Option<usize> {
        let mut groups = self.parameters.staff.iter();
        groups.position(|group| group.id == *id)
    }

    /// What all groups of a class together worked, and were on duty, in a run.
    fn class(&self, run: &RunOutcome, class: Option<&StaffClassId>) -> StaffOutcome {
        let groups = self.parameters.staff.iter().zip(run.staff());
        let of_class = groups.filter(|(group, _)| group.class.as_ref() == class);
        let mut all = StaffOutcome {
            duty: Some(0.0),
            ..StaffOutcome::default()
        };
        for (_, one) in of_class {
            all.worked += one.worked;
            all.duty = all.duty.zip(one.duty).map(|(sum, duty)| sum + duty);
        }
        all
    }
}

/// 比較 (compares) two simulated designs run by run, on the chance that they have in common.
///
/// # Errors
///
/// - [`CompareSimulationsError::Seeds`] if they were run with different seeds.
/// - [`CompareSimulationsError::TooFewRuns`] if one has fewer than two runs.
/// - [`CompareSimulationsError::OtherParameters`] if parameters are not those of the simulation.
pub fn compare_simulations(
    before: SimulatedDesign<'_>,
    after: SimulatedDesign<'_>,
) -> Result<SimulationComparison, CompareSimulationsError> {
    let (one, other) = (before.simulated.result(), after.simulated.result());
    if one.seed != other.seed {
        return Err(CompareSimulationsError::Seeds {
            before: one.seed,
            after: other.seed,
        });
    }
    before.checked()?;
    after.checked()?;
    let level = one.level;
    let runs: Vec<(&RunOutcome, &RunOutcome)> = before
        .simulated
        .outcomes()
        .iter()
        .zip(after.simulated.outcomes())
        .collect();
    if runs.len() < 2 {
        return Err(CompareSimulationsError::TooFewRuns { runs: runs.len() });
    }
    let difference = |figure: &dyn Fn(&RunOutcome, &RunOutcome) -> Values, good| {
        let pairs: Vec<_> = runs.iter().map(|(one, other)| figure(one, other)).collect();
        SimulatedDifference::of(&pairs, good, level)
    };
    let figures = SimulationFigure::ALL.iter().map(|figure| FigureDifference {
        figure: *figure,
        values: difference(
            &|one, other| (one.figure(*figure), other.figure(*figure)),
            good(*figure),
        ),
    });
    let staff = before.parameters.staff.iter().enumerate();
    let staff = staff.filter_map(|(place, group)| {
        let other_place = after.group(&group.id)?;
        let of = |run: &RunOutcome, place: usize| {
            run.staff().get(place)?.figure(StaffFigure::Utilisation)
        };
        Some(StaffDifference {
            group: group.id.clone(),
            utilisation: difference(
                &|one, other| (of(one, place), of(other, other_place)),
                good_for_staff(StaffFigure::Utilisation),
            ),
        })
    });
    Ok(SimulationComparison {
        before: one.flow.clone(),
        after: other.flow.clone(),
        seed: one.seed,
        pairs: u64::try_from(runs.len()).unwrap_or(u64::MAX),
        level,
        figures: figures.collect(),
        staff: staff.collect(),
        classes: classes(before, after)
            .into_iter()
            .map(|class| {
                let of = |figure| {
                    difference(
                        &|one, other| {
                            (
                                before.class(one, class.as_ref()).figure(figure),
                                after.class(other, class.as_ref()).figure(figure),
                            )
                        },
                        good_for_staff(figure),
                    )
                };
                StaffClassDifference {
                    worked_hours: of(StaffFigure::WorkedHours),
                    duty_hours: of(StaffFigure::DutyHours),
                    class,
                }
            })
            .collect(),
    })
}

fn classes(before: SimulatedDesign<'_>, after: SimulatedDesign<'_>) -> Vec<Option<StaffClassId>> {
    let groups = before.parameters.staff.iter();
    let groups = groups.chain(&after.parameters.staff);
    groups
        .map(|group| group.class.clone())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}
