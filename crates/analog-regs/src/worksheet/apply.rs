//! Taking what came back into the register.

use super::WorksheetRow;
use crate::{ClauseId, ClauseRegister, Review, StatusEntry};
use serde::Serialize;
use tosei_types::Date;

/// 反映結果 (what was applied).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct AppliedRows {
    /// Clauses whose review changed.
    pub changed: Vec<ClauseId>,
    /// Rows whose clause is not in the register: nothing was done with them.
    pub unknown: Vec<ClauseId>,
}

/// Takes the reviews of rows into a register: phases, due quarter, common schedule, summary, means,
/// technologies, note; a status that differs from that of the day is added to the history.
///
/// What a row does not say leaves what the register says: an empty cell is no answer. The rule, the
/// place and the categories of a clause are not changed by a worksheet.
pub fn apply_rows(register: &mut ClauseRegister, rows: &[WorksheetRow], on: Date) -> AppliedRows {
    let mut applied = AppliedRows::default();
    for row in rows {
        let Some(clause) = register
            .clauses
            .iter_mut()
            .find(|clause| clause.id == row.clause)
        else {
            applied.unknown.push(row.clause.clone());
            continue;
        };
        let before = clause.review.clone().unwrap_or_default();
        let mut review = Review {
            current_phase: row.current_phase.or(before.current_phase),
            target_phase: row.target_phase.or(before.target_phase),
            due: row.due.or(before.due),
            schedule: row.schedule.clone().or_else(|| before.schedule.clone()),
            summary: row
                .review_summary
                .clone()
                .or_else(|| before.summary.clone()),
            note: row.note.clone().or_else(|| before.note.clone()),
            ..before.clone()
        };
        if !row.means.is_empty() {
            review.means.clone_from(&row.means);
        }
        if !row.technologies.is_empty() {
            review.technologies.clone_from(&row.technologies);
        }
        if let Some(status) = row.status
            && review.status_at(on) != Some(status)
        {
            review.history.push(StatusEntry {
                on,
                status,
                note: None,
            });
        }
        if review != before {
            clause.review = Some(review);
            applied.changed.push(row.clause.clone());
        }
    }
    applied
}
