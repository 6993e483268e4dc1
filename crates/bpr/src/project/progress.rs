//! How far a project is.

use super::{BprProject, ImprovementPlan, IssueDecision, IssueRecord, Product, ProjectStep};
use serde::{Deserialize, Serialize};

/// 手順の状況 (state of one step).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepProgress {
    /// 手順.
    pub step: ProjectStep,
    /// 着手: whether anything of it is recorded.
    pub begun: bool,
    /// 不足する成果物: empty if the step is done.
    pub missing: Vec<Product>,
}

/// 進捗 (progress) of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProjectProgress {
    /// 手順: all five, in order.
    pub steps: Vec<StepProgress>,
    /// 今の手順: the first that still owes something; absent once all are done.
    pub current: Option<ProjectStep>,
    /// 先走り: steps that were begun although one before them still owes something.
    pub ahead: Vec<ProjectStep>,
}

impl BprProject {
    /// 進捗 (progress): which step owes what, and what was begun too early.
    ///
    /// A blank text counts as missing, and so does a decision to set an issue aside without a reason.
    #[must_use]
    pub fn progress(&self) -> ProjectProgress {
        let steps: Vec<StepProgress> = ProjectStep::ALL
            .iter()
            .map(|step| StepProgress {
                step: *step,
                begun: self.has_begun(*step),
                missing: Product::ALL
                    .iter()
                    .copied()
                    .filter(|product| product.step() == *step && !self.has(*product))
                    .collect(),
            })
            .collect();
        let mut open = steps.iter().skip_while(|step| step.missing.is_empty());
        let current = open.next().map(|step| step.step);
        let ahead = open
            .filter(|step| step.begun)
            .map(|step| step.step)
            .collect();
        ProjectProgress {
            current,
            ahead,
            steps,
        }
    }

    fn has_begun(&self, step: ProjectStep) -> bool {
        match step {
            ProjectStep::Survey => self.survey.is_some(),
            ProjectStep::Issues => self.issues.is_some(),
            ProjectStep::Plan => self.plan.is_some(),
            ProjectStep::Execution => self.execution.is_some(),
            ProjectStep::Evaluation => self.evaluation.is_some(),
        }
    }

    /// Whether a product is there.
    #[must_use]
    pub fn has(&self, product: Product) -> bool {
        fn written(text: Option<&String>) -> bool {
            text.is_some_and(|text| !text.trim().is_empty())
        }
        let survey = self.survey.as_ref();
        let plan = self.plan.as_ref();
        let evaluation = self.evaluation.as_ref();
        match product {
            Product::AsIsFlow => survey.is_some_and(|survey| survey.as_is_flow.is_some()),
            Product::CasesAYear => survey.is_some_and(|survey| survey.cases_a_year.is_some()),
            Product::ConfirmedBy => written(survey.and_then(|one| one.confirmed_by.as_ref())),
            Product::IssueList => self.issues.is_some(),
            Product::IssueDecisions => {
                let mut issues = self.issues.iter().flatten();
                self.issues.is_some()
                    && issues.all(|issue| match issue.decision {
                        Some(IssueDecision::TakenUp) => true,
                        Some(IssueDecision::SetAside) => written(issue.reason.as_ref()),
                        None => false,
                    })
            }
            Product::ImprovedFlow => {
                plan.is_some_and(|plan| plan.can_be_flow.is_some() || plan.to_be_flow.is_some())
            }
            Product::ActionsForIssues => plan.is_some_and(|plan| {
                let mut taken_up = self.taken_up();
                taken_up.all(|issue| is_served(plan, issue))
            }),
            Product::ExpectedHours => plan.is_some_and(|plan| plan.expected_hours.is_some()),
            Product::DecidedBy => written(plan.and_then(|plan| plan.decided_by.as_ref())),
            Product::ActionsDone => {
                plan.is_some_and(|plan| plan.actions.iter().all(|one| one.done_on.is_some()))
            }
            Product::InUseSince => {
                let execution = self.execution.as_ref();
                execution.is_some_and(|execution| execution.in_use_since.is_some())
            }
            Product::MeasuredHours => evaluation.is_some_and(|one| one.measured_hours.is_some()),
            Product::Lessons => written(evaluation.and_then(|one| one.lessons.as_ref())),
        }
    }

    fn taken_up(&self) -> impl Iterator<Item = &IssueRecord> {
        let issues = self.issues.iter().flatten();
        issues.filter(|issue| issue.decision == Some(IssueDecision::TakenUp))
    }
}

fn is_served(plan: &ImprovementPlan, issue: &IssueRecord) -> bool {
    plan.actions
        .iter()
        .any(|action| action.issues.contains(&issue.id))
}
