//! 三つの約束 (pledges): 待たない、書かない、キャッシュレス as a standard in data, and what a counter shows of it.
//!
//! Official are the names of the three pledges. Levels, criteria, thresholds and reasons are ours
//! (`project-decision:counter-pledges`) and stand in `data/pledges.json`, in the format of
//! [`tosei_criteria`]; an office changes them there. Every criterion is decided by measured values.

mod assess;
mod evidence;
mod figures;
mod standard;

pub use assess::{PledgeAssessment, assess_pledges};
pub use evidence::{PledgeEvidence, PledgeEvidenceError, pledge_evidence};
pub use figures::{Counted, PledgeFigures, PledgeFiguresError};
pub use standard::{PLEDGES_JSON, pledges};
