//! 課題: what makes a flow slow, costly or tiresome, and what could be done.

mod catalogue;
mod check;
mod find;
mod pattern;

pub use catalogue::{
    ISSUES_FORMAT, ISSUES_FORMAT_VERSION, IssueCatalogue, IssueCatalogueError, IssueDefinition,
    IssueTest, Remedy, TimeScope,
};
pub use check::issue_rules;
pub use find::{FlowIssue, find_issues};
pub use pattern::StepPattern;
