//! The vectors of `conformance/suites/inventory`: one file here for each module of the crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod answers;
mod document;
mod figures;
mod office;
mod priority;
mod rate;
mod snapshots;
mod survey;

use tosei_conformance::Runner;
use tosei_inventory::{
    PriorityRules, RateDefinitions, VolumeBands, comparison, office_table::OfficeTable,
    reorganisation, request, round, snapshot_document_rules, survey::SurveyCheck,
};

#[test]
fn every_vector_agrees() {
    let runner = Runner::new("inventory").rules([
        (
            "inventory.comparison",
            comparison::comparison_rules().rules(),
        ),
        (
            "inventory.crosswalk",
            reorganisation::crosswalk_rules().rules(),
        ),
        (
            "inventory.document",
            tosei_inventory::document::rules().rules(),
        ),
        ("inventory.office", OfficeTable::catalogue().rules()),
        (
            "inventory.priority_rules",
            PriorityRules::catalogue().rules(),
        ),
        (
            "inventory.rate_definitions",
            RateDefinitions::catalogue().rules(),
        ),
        ("inventory.request", request::rules().rules()),
        ("inventory.round", round::rules().rules()),
        (
            "inventory.snapshot_documents",
            snapshot_document_rules().rules(),
        ),
        ("inventory.survey", SurveyCheck::catalogue().rules()),
    ]);
    let runner = runner.visibility(|document| {
        let published = tosei_inventory::publication::publication_marks().publish(document);
        let published = published.map_err(|error| error.code().to_owned())?;
        Ok(serde_json::json!(published.withheld))
    });
    let runner = answers::operations(runner);
    let runner = document::operations(runner);
    let runner = office::operations(runner);
    let runner = priority::operations(runner, PriorityRules::standard().clone());
    let runner = rate::operations(
        runner,
        RateDefinitions::standard().clone(),
        VolumeBands::standard().clone(),
    );
    let runner = snapshots::operations(runner);
    survey::operations(runner).run();
}
