//! The example files of this crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use tosei_criteria::{EvidenceSet, Standard};
use tosei_document::Limits;

const STANDARD: &str = include_str!("data/example_standard.json");
const EVIDENCE: &str = include_str!("data/example_evidence.json");

#[test]
fn the_example_standard_has_no_defect_and_survives_a_round_trip() {
    let (standard, report) = Standard::read(STANDARD.as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{:?}", report.findings());
    let standard = standard.unwrap();
    let json = serde_json::to_string(&standard).unwrap();
    assert_eq!(Standard::from_json(&json).unwrap(), standard);
}

#[test]
fn the_example_evidence_has_no_defect_and_survives_a_round_trip() {
    let (evidence, report) = EvidenceSet::read(EVIDENCE.as_bytes(), &Limits::default());
    assert!(report.is_clean(), "{:?}", report.findings());
    let evidence = evidence.unwrap();
    let json = serde_json::to_string(&evidence.to_document()).unwrap();
    let (again, _) = EvidenceSet::read(json.as_bytes(), &Limits::default());
    assert_eq!(again.unwrap(), evidence);
}

#[test]
fn errors_speak_both_languages() {
    use tosei_criteria::StandardSeries;
    use tosei_document::Explain;
    use tosei_types::Language;

    let one = || Standard::from_json(STANDARD).unwrap();
    let error = StandardSeries::try_new([one(), one()]).unwrap_err();
    assert_eq!(Explain::code(&error), "criteria.series.duplicate_edition");
    assert_eq!(error.sentence(Language::Ja), "版「2025」が二つあります。");
    assert_eq!(
        error.sentence(Language::En),
        "the edition `2025` stands twice."
    );
    let error =
        Standard::from_json(&STANDARD.replace("\"tosei-standard\"", "\"other\"")).unwrap_err();
    assert_eq!(Explain::code(&error), "criteria.standard.format");
    assert!(error.sentence(Language::Ja).contains("「other」"));
    assert!(StandardSeries::try_new([]).is_err());
}
