//! Evidence derived from the State's survey, beside the report on the inventory alone.

use crate::{Group, input};
use anyhow::Result;
use std::rc::Rc;
use tosei::evidence::{EvidenceJob, EvidenceOptions};
use tosei_document::Collector;
use tosei_inventory::{
    ProcessKinds, RateDefinitions,
    survey::{SurveyCheck, SurveyJob},
};
use tosei_qos_model::tokyo_2024;

/// Evidence beside the report on the inventory.
///
/// # Errors
///
/// If the real file cannot be read.
pub fn group() -> Result<Group> {
    let (bytes, size) = input::survey()?;
    let on = |work: fn(&[u8]) -> u64| {
        let bytes = Rc::clone(&bytes);
        move || work(&bytes)
    };
    Ok(Group::new("evidence", size, 11)
        .peer("inventory report", on(crate::survey::everything))
        .ours("evidence and levels alone", on(evidence_alone))
        .ours("report and evidence in one pass", on(report_and_evidence))
        .at_most(1.5))
}

/// Evidence, floor and ceiling levels of every row; gives the number of rows with a known period.
#[must_use]
pub fn evidence_alone(bytes: &[u8]) -> u64 {
    let Ok(standard) = tokyo_2024().compile() else {
        return 0;
    };
    let options = EvidenceOptions::default();
    let job = EvidenceJob::new(&standard, &options);
    let mut levels = 0u64;
    let evidence = tosei::evidence_from_survey(bytes, &job, |_, evidence| {
        for level in standard.all_levels(evidence.counted) {
            levels += u64::from(level.reached.ceiling.get());
        }
    });
    debug_assert!(levels > 0);
    evidence.map_or(0, |evidence| evidence.all.periods.comparable)
}

/// The report on the inventory, and the evidence of every row, in one pass over the file.
#[must_use]
pub fn report_and_evidence(bytes: &[u8]) -> u64 {
    let (Ok(standard), Ok(rates)) = (
        tokyo_2024().compile(),
        RateDefinitions::standard().compile(ProcessKinds::standard()),
    ) else {
        return 0;
    };
    let options = EvidenceOptions::default();
    let Ok(mut taker) = EvidenceJob::new(&standard, &options).taker() else {
        return 0;
    };
    let mut findings = Collector::new(SurveyCheck::catalogue());
    let analysis = SurveyJob::new().run_with(bytes, &mut findings, |row| {
        taker.take(row);
    });
    let Ok(analysis) = analysis else {
        return 0;
    };
    let results = rates.evaluate(&analysis.tally());
    debug_assert!(!results.is_empty());
    let evidence = taker.finish();
    findings.into_report().total() + evidence.all.rows
}
