//! The State's survey of 令和6年度 itself, where it is at hand: every figure to the digit.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says when it had nothing to do"
)]
#![cfg(all(feature = "inventory", feature = "qos-model"))]

use std::path::PathBuf;
use tosei::evidence::{EvidenceJob, EvidenceOptions, StatedPolicy, SurveyEvidence};
use tosei::qos_model::tokyo_2024;

fn run(options: &EvidenceOptions) -> Option<SurveyEvidence> {
    let folder = std::env::var_os("TOSEI_DATA").map(PathBuf::from);
    let path = folder.map(|folder| folder.join("procedures_survey/procedures_r6.csv"));
    let Some(bytes) = path.and_then(|path| std::fs::read(path).ok()) else {
        println!("skipped: TOSEI_DATA has no procedures_survey/procedures_r6.csv");
        return None;
    };
    let standard = tokyo_2024().compile().unwrap();
    let job = EvidenceJob::new(&standard, options);
    Some(tosei::evidence_from_survey(bytes.as_slice(), &job, |_, _| ()).unwrap())
}

#[test]
fn print_totals() {
    let mut options = EvidenceOptions::default();
    for (ratio, stated) in [
        ("0.5", StatedPolicy::ByStandard),
        ("0.7", StatedPolicy::All),
    ] {
        options
            .parameters
            .insert("shorten_ratio".into(), ratio.parse().unwrap());
        options.stated = stated;
        let Some(evidence) = run(&options) else {
            return;
        };
        println!(
            "{ratio} {}",
            serde_json::to_string(&evidence.online_applications).unwrap()
        );
    }
}
