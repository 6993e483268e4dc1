//! Which online procedures have answers of their users.

use crate::{day, empty, procedure, process};
use std::collections::BTreeMap;
use tosei::inventory::{OnlineStatus, Procedure};
use tosei::qos_model::{ReviewOptions, ReviewState, ReviewSummary, summarise_reviews};
use tosei::reviews::review_coverage;
use tosei::types::Ratings;

fn summary(id: &str, answers: u64, state: ReviewState) -> ReviewSummary {
    let options = ReviewOptions::between(day(), day());
    let mut summary = summarise_reviews(&procedure(id), [], &options);
    summary.ratings = Ratings::try_new([0, 0, 0, 0, answers]).unwrap();
    summary.state = state;
    summary
}

#[test]
fn each_procedure_stands_in_the_lists_that_fit() {
    let mut inventory = empty();
    for (id, kind, status) in [
        ("P-1", "application", OnlineStatus::Done),
        ("P-2", "application", OnlineStatus::Partial),
        ("P-3", "application", OnlineStatus::Done),
        ("P-4", "application", OnlineStatus::Done),
        ("P-5", "application", OnlineStatus::NotDone),
        ("P-6", "own_kind", OnlineStatus::Done),
        ("P-7", "notice_on_application", OnlineStatus::Done),
        ("P-8", "application", OnlineStatus::Exempt),
    ] {
        let known = Procedure::new(procedure(id), "手続（架空）");
        inventory.procedures.push(known);
        let number = format!("{id}-1");
        inventory.processes.push(process(&number, id, kind, status));
    }
    let summaries: BTreeMap<_, _> = [
        summary("P-1", 40, ReviewState::Enough),
        summary("P-2", 3, ReviewState::TooFew),
        summary("P-3", 0, ReviewState::NoAnswers),
        summary("P-5", 40, ReviewState::Enough),
        summary("P-6", 40, ReviewState::Enough),
        summary("P-9", 40, ReviewState::Enough),
    ]
    .into_iter()
    .map(|one| (one.procedure.clone(), one))
    .collect();
    let found = review_coverage(&inventory, &summaries);
    assert_eq!(found.enough, [procedure("P-1")]);
    assert_eq!(found.too_few, [procedure("P-2")]);
    assert_eq!(found.none, [procedure("P-3"), procedure("P-4")]);
    assert_eq!(found.not_online, [procedure("P-5"), procedure("P-6")]);
    assert_eq!(found.not_in_inventory, [procedure("P-9")]);
}
