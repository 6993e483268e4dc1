//! Laws of phases, histories, worksheets and progress.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use proptest::prelude::*;
use tosei_analog_regs::progress::{StatusCounts, quarter_ends};
use tosei_analog_regs::proptest::{histories, phase_steps, quarters, worksheet_rows};
use tosei_analog_regs::worksheet::{WorksheetDocument, due_text, read_due};
use tosei_analog_regs::{
    PhaseChange, PhaseScales, PhaseStep, Progress, ProgressDefinitions, Review, ReviewStatus,
    StatusMachine, WorksheetRow, read_worksheet, required_pace,
};
use tosei_table::{ReadOptions, Workbook};

proptest! {
    /// Law: a phase is read back from both of its texts, strictly and from a cell.
    #[test]
    fn a_phase_comes_back(phase in phase_steps()) {
        for text in [phase.to_string(), phase.ascii()] {
            prop_assert_eq!(text.parse::<PhaseStep>(), Ok(phase));
            prop_assert_eq!(PhaseStep::read_cell(&format!("Phase {text}")), Ok(phase));
        }
    }

    /// Law: what is forward one way is backward the other way, on every scale.
    #[test]
    fn forward_and_backward_are_opposite(from in phase_steps(), to in phase_steps()) {
        for scale in PhaseScales::standard().iter() {
            let opposite = match scale.change(to, from) {
                PhaseChange::Forward => PhaseChange::Backward,
                PhaseChange::Backward => PhaseChange::Forward,
                same => same,
            };
            prop_assert_eq!(scale.change(from, to), opposite);
        }
    }

    /// Law: reading a phase never panics, and what is read is written in a form that reads the same.
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,12}") {
        if let Ok(phase) = PhaseStep::read_cell(&text) {
            prop_assert_eq!(phase.to_string().parse(), Ok(phase));
        }
        if let Some(due) = read_due(&text) {
            prop_assert_eq!(read_due(&due_text(due)), Some(due));
        }
    }

    /// Law: a quarter is read back from the text of a work schedule.
    #[test]
    fn a_due_quarter_comes_back(quarter in quarters()) {
        prop_assert_eq!(read_due(&due_text(quarter)), Some(quarter));
        prop_assert_eq!(read_due(&quarter.to_string()), Some(quarter));
    }

    /// Law: every clause in the worksheet reads back, as CSV and as JSON.
    #[test]
    fn every_row_comes_back(rows in prop::collection::vec(worksheet_rows(), 1..12)) {
        let mut rows = rows;
        rows.sort_by(|one, other| one.clause.cmp(&other.clause));
        rows.dedup_by(|one, other| one.clause == other.clause);
        let csv = WorksheetRow::write_csv(&rows).unwrap();
        let book = Workbook::read(&csv, &ReadOptions::default()).unwrap();
        prop_assert_eq!(&read_worksheet(&book).unwrap().rows, &rows);
        let json = serde_json::to_string(&WorksheetDocument::new(rows.clone())).unwrap();
        prop_assert_eq!(WorksheetDocument::from_json(&json).unwrap().rows, rows);
    }

    /// Law: the status of a day is that of a slow search for the last entry, and no later entry
    /// changes it.
    #[test]
    fn the_past_does_not_change(history in histories(), at in 0usize..8) {
        let Some(day) = history.get(at).map(|entry| entry.on) else { return Ok(()) };
        let review = Review { history: history.clone(), ..Review::default() };
        let mut known: Vec<_> = history.iter().filter(|entry| entry.on <= day).collect();
        known.sort_by_key(|entry| entry.on); // stable: of one day the last in the list is last
        prop_assert_eq!(review.status_at(day), known.last().map(|entry| entry.status));
        let past: Vec<_> = history.iter().filter(|entry| entry.on <= day).cloned().collect();
        let past = Review { history: past, ..Review::default() };
        prop_assert_eq!(past.status_at(day), review.status_at(day));
    }

    /// Law: a history without faults has only steps that the machine allows, and the reverse.
    #[test]
    fn faults_are_the_steps_that_are_not_allowed(history in histories()) {
        let machine = StatusMachine::standard();
        let first = history.first().is_none_or(|entry| machine.may_be_first(entry.status));
        let steps = history.windows(2).all(|pair| {
            pair[0].on <= pair[1].on && machine.allows(pair[0].status, pair[1].status)
        });
        prop_assert_eq!(machine.faults(&history).is_empty(), first && steps);
    }

    /// Law: no share is above one, the numerators shrink from decided to in force, and the
    /// denominators from found to one's own scope.
    #[test]
    fn shares_are_ordered(counts in prop::collection::vec(0u64..1_000, 9), unknown in 0u64..10) {
        let mut own = StatusCounts::default();
        for (status, count) in ReviewStatus::ALL.iter().zip(counts) {
            own.add(Some(*status), count);
        }
        own.add(None, unknown);
        let day = "2025-06-30".parse().unwrap();
        let progress = Progress::of_counts(own, ProgressDefinitions::standard(), day);
        prop_assert_eq!(progress.figures.len(), 9);
        let of = |above: &str, below: &str| &progress.figure(above, below).unwrap().rate;
        for below in ["found", "in_scope", "in_own_scope"] {
            let tops = ["in_force", "amended", "decided"].map(|above| of(above, below).numerator());
            prop_assert!(tops.is_sorted());
        }
        let bottoms =
            ["in_own_scope", "in_scope", "found"].map(|below| of("decided", below).denominator());
        prop_assert!(bottoms.is_sorted());
    }

    /// Law: the required pace, kept in every quarter, finishes what remains, and one less does not.
    #[test]
    fn the_required_pace_suffices(remaining in 1u64..100_000, from in quarters(), to in quarters()) {
        let (as_of, deadline) = (from.last_day(), to.last_day());
        let pace = required_pace(remaining, as_of, deadline);
        prop_assert_eq!(pace.quarters, quarter_ends(as_of, deadline));
        match pace.per_quarter {
            None => prop_assert_eq!(pace.quarters, 0),
            Some(per_quarter) => {
                let quarters = u64::from(pace.quarters);
                prop_assert!(per_quarter * quarters >= remaining);
                prop_assert!((per_quarter - 1) * quarters < remaining);
            }
        }
    }
}
