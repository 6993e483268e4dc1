//! BPRの進め方: the five steps of a project, what each must produce, and many projects together.

mod document;
mod portfolio;
mod progress;
mod step;

pub use document::{
    BprProject, CarriedOut, Evaluation, ImprovementPlan, IssueDecision, IssueRecord,
    PROJECT_FORMAT, PROJECT_FORMAT_VERSION, PlannedAction, ProjectError, Survey,
};
pub use portfolio::{HoursTotal, PortfolioTotals, portfolio_totals};
pub use progress::{ProjectProgress, StepProgress};
pub use step::{Product, ProjectStep};
