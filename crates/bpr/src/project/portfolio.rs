//! Many projects together.

use super::{BprProject, ProjectStep};
use serde::{Deserialize, Serialize};
use tosei_types::{ExactFigure, ExactNumber};

/// 時間の合計 (total of hours), and how many projects it does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HoursTotal {
    /// 時間 a year.
    pub hours: ExactFigure,
    /// 合計した件数.
    pub projects: u64,
    /// 分からない件数: projects whose hours are unknown; they are not counted as 0.
    pub unknown: u64,
}

/// 手順別の件数 (projects by step).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProjectsAtStep {
    /// 手順.
    pub step: ProjectStep,
    /// 件数 of the projects that are at it.
    pub projects: u64,
}

/// 合計 (totals) of a portfolio of projects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PortfolioTotals {
    /// 件数.
    pub projects: u64,
    /// 手順別の件数: all five steps.
    pub by_step: Vec<ProjectsAtStep>,
    /// 完了.
    pub done: u64,
    /// 先走り: projects in which a step was begun too early.
    pub ahead: u64,
    /// 見込まれる効果 of all plans.
    pub expected: HoursTotal,
    /// 測った効果 of all evaluations.
    pub measured: HoursTotal,
    /// 見込みと実績を比べられる件数: what was expected of those that were also measured.
    pub expected_of_measured: HoursTotal,
}

/// 集計 (totals) of many projects; what is unknown is counted apart.
///
/// # Examples
///
/// ```
/// let totals = tosei_bpr::project::portfolio_totals(&[]);
/// assert_eq!((totals.projects, totals.expected.hours.is_zero()), (0, true));
/// ```
#[must_use]
pub fn portfolio_totals(projects: &[BprProject]) -> PortfolioTotals {
    let progress: Vec<_> = projects.iter().map(BprProject::progress).collect();
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let at = |step: Option<ProjectStep>| {
        number(progress.iter().filter(|one| one.current == step).count())
    };
    let expected = |project: &BprProject| project.plan.as_ref().and_then(|one| one.expected_hours);
    let measured = |project: &BprProject| {
        project
            .evaluation
            .as_ref()
            .and_then(|one| one.measured_hours)
    };
    PortfolioTotals {
        projects: number(projects.len()),
        by_step: ProjectStep::ALL
            .iter()
            .map(|step| ProjectsAtStep {
                step: *step,
                projects: at(Some(*step)),
            })
            .collect(),
        done: at(None),
        ahead: number(progress.iter().filter(|one| !one.ahead.is_empty()).count()),
        expected: total(projects.iter().map(expected)),
        measured: total(projects.iter().map(measured)),
        expected_of_measured: total(
            projects
                .iter()
                .filter(|project| measured(project).is_some())
                .map(expected),
        ),
    }
}

fn total(hours: impl Iterator<Item = Option<ExactNumber>>) -> HoursTotal {
    let mut sum = ExactFigure::zero();
    let (mut projects, mut unknown) = (0u64, 0u64);
    for one in hours {
        match one {
            Some(one) => {
                sum = sum + ExactFigure::from(one);
                projects = projects.saturating_add(1);
            }
            None => unknown = unknown.saturating_add(1),
        }
    }
    HoursTotal {
        hours: sum,
        projects,
        unknown,
    }
}
