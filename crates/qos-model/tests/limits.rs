//! Boundaries of targets, sheets, maps and measured standards, and what errors and explanations say.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::json;
use tosei_criteria::{ActionOptions, EvidenceSet, LevelNumber};
use tosei_document::{Collector, Explain, Limits, Report};
use tosei_qos_model::{
    EvidenceDefinitions, MapProcedure, ProcedureSheet, QualityMap, ReviewOptions, StatedPeriods,
    Target, TargetReading, assess, explain_assessment, principles_of, rules, summarise_reviews,
    tokyo, tokyo_2024,
};
use tosei_types::{DayConversion, Language};

fn level(number: u8) -> LevelNumber {
    LevelNumber::try_new(number).unwrap()
}

fn target(level: u8, by: &str, earlier: &[(u8, &str)]) -> Target {
    let earlier: Vec<_> = earlier
        .iter()
        .map(|(level, by)| json!({"level": level, "by": by, "changed_on": "2025-01-01", "reason": "架空"}))
        .collect();
    serde_json::from_value(json!({
        "procedure": "P-1", "principle": "faster", "level": level, "by": by, "earlier": earlier
    }))
    .unwrap()
}

#[test]
fn a_target_is_held_against_what_it_was_first() {
    let moved = |by: &str, earlier: &[(u8, &str)]| target(2, by, earlier).days_moved();
    assert_eq!(moved("2026-03-31", &[]), 0);
    assert_eq!(moved("2026-03-31", &[(2, "2026-03-31")]), 0);
    assert_eq!(
        moved("2026-03-31", &[(2, "2026-03-01"), (2, "2026-03-30")]),
        30
    );
    assert_eq!(moved("2026-03-01", &[(2, "2026-03-31")]), -30);
    let lowered = |first: u8| target(2, "2026-03-31", &[(first, "2026-03-31")]).was_lowered();
    assert_eq!([1, 2, 3].map(lowered), [false, false, true]);
    assert!(!target(2, "2026-03-31", &[]).was_lowered());
}

#[test]
fn a_target_is_at_most_the_highest_level() {
    let found = |highest: u8| -> Report {
        let json = json!({"format": "tosei-qos-targets", "format_version": 1,
            "targets": [target(2, "2026-03-31", &[])]});
        let mut sink = Collector::new(rules());
        let bytes = json.to_string().into_bytes();
        let reading = TargetReading::read(&bytes, &Limits::default(), rules(), &mut sink).unwrap();
        let principles = [("faster".parse().unwrap(), level(highest))];
        reading.check(&principles, rules(), &mut sink);
        sink.into_report()
    };
    let told = [1, 2, 3].map(|highest| found(highest).count_of("qos.target.no_such_level"));
    assert_eq!(told, [1, 0, 0]);
    let highest: Vec<u8> = principles_of(tokyo_2024())
        .iter()
        .map(|(_, highest)| highest.get())
        .collect();
    assert_eq!(highest, [3, 3, 3]);
}

#[test]
fn a_week_has_from_none_to_168_hours() {
    let found = |hours: &str| {
        let sheet: ProcedureSheet = serde_json::from_value(json!({
            "format": "tosei-procedure-sheet", "format_version": 1,
            "procedure": {"procedure": "P-1", "name": "架空の手続"}, "as_of": "2025-06-30",
            "standard": "tokyo-quality", "edition": "2024", "standings": [],
            "indicators": {"reception_hours_a_week": {"now": {"value": hours, "as_of": "2025-06-30"}}},
        }))
        .unwrap();
        let mut sink = Collector::new(rules());
        sheet.check(rules(), &mut sink);
        sink.into_report().count_of("qos.sheet.hours_beyond_week")
    };
    let told = ["-0.1", "0", "168", "168.1"].map(found);
    assert_eq!(told, [1, 0, 0, 1]);
}

#[test]
fn a_map_knows_the_highest_level_of_its_standard() {
    let map = QualityMap::new(tokyo_2024(), "2025-06-30".parse().unwrap(), [], &[]);
    assert_eq!(map.highest(), level(3));
}

/// A review without a text, or with a blank one, has none.
#[test]
fn texts_are_counted_where_there_is_one() {
    let reviews: Vec<tosei_qos_model::Review> = [json!(null), json!(""), json!("\u{3000}"), json!("架空")]
        .iter()
        .map(|text| {
            let review = json!({"id": "R", "procedure": "P-1", "answered_on": "2025-06-01", "points": 3, "text": text});
            serde_json::from_value(review).unwrap()
        })
        .collect();
    let day = "2025-06-01".parse().unwrap();
    let options = ReviewOptions::between(day, day);
    let summary = summarise_reviews(&"P-1".parse().unwrap(), &reviews, &options);
    assert_eq!((summary.ratings.total(), summary.texts), (4, 1));
}

/// Law: a measured standard has the measures that its conditions look at, each once, and no other.
#[test]
fn a_measured_standard_has_the_measures_it_needs() {
    let measured = |criteria: &[&str]| -> Vec<String> {
        let criteria: Vec<_> = criteria.iter().map(|id| id.parse().unwrap()).collect();
        let standard = EvidenceDefinitions::tokyo_2024()
            .measured(
                tokyo_2024(),
                "measured".parse().unwrap(),
                &criteria,
                &std::collections::BTreeMap::new(),
            )
            .unwrap();
        assert!(standard.compile().is_ok());
        let measures = standard.document().measures.iter();
        measures.map(|one| one.id.to_string()).collect()
    };
    assert_eq!(measured(&["F2b"]), ["visible_states"]);
    assert_eq!(measured(&["F3a"]), ["online_days", "counter_days"]);
    assert_eq!(
        measured(&["F3a", "F2b", "F3a"]),
        ["online_days", "counter_days", "visible_states"]
    );
    assert!(measured(&[]).is_empty());
}

#[test]
fn an_assessment_is_explained_in_sentences_and_refused_by_code() {
    let nothing = EvidenceSet::default();
    let procedure = "P-1".parse().unwrap();
    let assessed = assess(tokyo(), &nothing, &procedure, "2025-06-30".parse().unwrap()).unwrap();
    let explained = explain_assessment(tokyo(), &assessed, &ActionOptions::default()).unwrap();
    let sentences = explained.sentences(Language::En);
    assert!(
        sentences[0].starts_with("It is unknown whether"),
        "{sentences:?}"
    );
    assert!(sentences.len() > 3);
    let refused = assess(tokyo(), &nothing, &procedure, "2024-03-31".parse().unwrap()).unwrap_err();
    assert_eq!(refused.code(), "qos.assessment.no_edition");
    assert_eq!(Explain::code(&refused), "qos.assessment.no_edition");
    assert_eq!(
        refused.sentence(Language::Ja),
        "令和6年3月31日に使われる品質基準の版がありません。"
    );
    assert_eq!(
        refused.sentence(Language::En),
        "No edition of the standard is used on 31 March 2024."
    );
}

#[test]
fn evidence_without_a_source_is_refused_by_code() {
    let online = tosei_types::read_processing_period("10日")
        .unwrap()
        .into_statement();
    let refused = StatedPeriods {
        procedure: &"P-1".parse().unwrap(),
        online: Some(&online),
        counter: None,
        source: " ",
        date: "2025-06-30".parse().unwrap(),
        conversion: DayConversion::default(),
    }
    .evidence()
    .unwrap_err();
    assert_eq!(refused.code(), "qos.derived_evidence.evidence");
}

/// A map passes over what is not its own: a target of another procedure.
#[test]
fn a_map_holds_each_target_against_its_own_procedure() {
    let day = "2025-06-30".parse().unwrap();
    let row = |id: &str| {
        let procedure: MapProcedure =
            serde_json::from_value(json!({"procedure": id, "name": "架空の手続"})).unwrap();
        let assessed = assess(tokyo(), &EvidenceSet::default(), &procedure.procedure, day).unwrap();
        (procedure, assessed)
    };
    let map = QualityMap::new(
        tokyo_2024(),
        day,
        [row("P-1"), row("P-2")],
        &[target(2, "2026-03-31", &[])],
    );
    let targets: Vec<bool> = map
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().map(|cell| cell.progress.is_some()))
        .collect();
    assert_eq!(targets, [true, false, false, false, false, false]);
}
