//! The rules about governance records: every one is kept by its good fixture and broken by its bad one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod offices;
mod places;
mod services;

use serde_json::Value;
use tosei_document::{Catalogue, Collector, Limits, Report};
use tosei_plan::answer::{AnswerFigures, check_answer_figures};
use tosei_plan::governance::{
    GovernanceRecord, GovernedProject, PartnerBody, PostEntry, ProcedureCheck, Records,
    ServiceCanvas, TaskMove, UserTest, canvas_form, check_canvases, check_moves, check_partners,
    check_post, check_procedure_checks, check_projects, check_user_tests, checklists,
    partner_rules, post_rules, rules, stage_gates, standardised_tasks,
};
use tosei_plan::year::{OfficeCalendar, check_office_calendar, office_year};
use tosei_types::Language;

/// Reads tolerantly and checks, whatever kind the document is of.
fn findings(document: &Value) -> Report {
    let bytes = document.to_string().into_bytes();
    let mut sink = Collector::new(rules());
    fn read<T: GovernanceRecord>(bytes: &[u8], sink: &mut Collector<'_>) -> Records<T> {
        Records::<T>::read(bytes, &Limits::default(), rules(), sink)
            .unwrap()
            .document
    }
    match document["format"].as_str().unwrap() {
        ServiceCanvas::FORMAT => {
            check_canvases(&read(&bytes, &mut sink), canvas_form(), rules(), &mut sink);
        }
        GovernedProject::FORMAT => {
            check_projects(&read(&bytes, &mut sink), stage_gates(), rules(), &mut sink);
        }
        UserTest::FORMAT => check_user_tests(&read(&bytes, &mut sink), rules(), &mut sink),
        TaskMove::FORMAT => {
            check_moves(
                &read(&bytes, &mut sink),
                standardised_tasks(),
                rules(),
                &mut sink,
            );
        }
        PartnerBody::FORMAT => {
            check_partners(
                &read(&bytes, &mut sink),
                partner_rules(),
                rules(),
                &mut sink,
            );
        }
        PostEntry::FORMAT => check_post(&read(&bytes, &mut sink), post_rules(), rules(), &mut sink),
        ProcedureCheck::FORMAT => {
            check_procedure_checks(&read(&bytes, &mut sink), checklists(), rules(), &mut sink);
        }
        OfficeCalendar::FORMAT => {
            let calendar = OfficeCalendar::from_json(&document.to_string()).unwrap();
            check_office_calendar(&calendar, office_year(), rules(), &mut sink);
        }
        AnswerFigures::FORMAT => {
            let figures = AnswerFigures::from_json(&document.to_string()).unwrap();
            check_answer_figures(&figures, rules(), &mut sink);
        }
        other => panic!("no checks for {other}"),
    }
    sink.into_report()
}

fn own_rules() -> Catalogue {
    Catalogue::from_json(include_str!("../../data/rules/governance.json")).unwrap()
}

#[test]
fn every_rule_is_broken_by_its_bad_fixture_and_not_by_its_good_one() {
    let own = own_rules();
    assert!(own.rules().len() >= 42);
    for rule in own.rules() {
        let good = findings(&rule.good);
        assert!(good.is_clean(), "{}: {:?}", rule.code, good.findings());
        let bad = findings(&rule.bad);
        assert!(
            bad.count_of(&rule.code) > 0,
            "{}: {:?}",
            rule.code,
            bad.findings()
        );
        for finding in bad.findings() {
            for language in [Language::Ja, Language::En] {
                let sentence = rules().sentence(finding, language);
                assert!(!sentence.contains('{'), "{sentence}");
            }
        }
    }
}

#[test]
fn a_record_that_cannot_be_typed_costs_itself_only() {
    let mut document = own_rules().rules()[0].good.clone();
    let good = document["records"][0].clone();
    document["records"] = serde_json::json!([{"id": 1}, good]);
    let mut sink = Collector::new(rules());
    let bytes = document.to_string().into_bytes();
    let reading =
        Records::<PostEntry>::read(&bytes, &Limits::default(), rules(), &mut sink).unwrap();
    assert_eq!(reading.document.records.len(), 1);
    assert_eq!(reading.raw.len(), 1);
    assert_eq!(sink.into_report().total(), 1);
    assert!(Records::<PostEntry>::from_json(&document.to_string()).is_err());
}

#[test]
fn a_document_of_another_kind_or_version_is_refused() {
    let document = own_rules().rules()[0].good.clone();
    let mut sink = Collector::new(rules());
    let bytes = document.to_string().into_bytes();
    assert!(Records::<UserTest>::read(&bytes, &Limits::default(), rules(), &mut sink).is_none());
    assert_eq!(sink.into_report().count_of("document.format"), 1);
    let later = document
        .to_string()
        .replace("\"format_version\":1", "\"format_version\":2");
    let error = Records::<PostEntry>::from_json(&later).unwrap_err();
    assert_eq!(error.code(), "plan.governance.shape");
    assert!(error.to_string().contains("version `2`"), "{error}");
}

/// The shipped lists, each by what decides in it: whoever changes one says so here.
#[test]
fn the_shipped_lists_say_what_they_said() {
    let fields = canvas_form().fields.iter();
    let of = |wanted: &str| -> Vec<String> {
        let fields = fields.clone();
        fields
            .filter(|field| field.necessity.code() == wanted)
            .map(|field| field.id.to_string())
            .collect()
    };
    assert_eq!(
        of("required"),
        [
            "purpose",
            "users",
            "value",
            "flow",
            "operation",
            "problem",
            "measures",
            "excluded"
        ]
    );
    assert_eq!(of("optional"), ["hypotheses", "personal_data"]);

    let reasons = partner_rules().reasons.iter();
    let reasons: Vec<String> = reasons.map(|one| one.id.to_string()).collect();
    assert_eq!(reasons, ["livelihood", "emergency", "vulnerable", "policy"]);
    let published = partner_rules().published.iter();
    let published: Vec<(&str, u64)> = published
        .map(|one| (one.as_of.as_str(), one.bodies))
        .collect();
    assert_eq!(published, [("2024-01", 33), ("2025-08-01", 33)]);

    let tasks = standardised_tasks().tasks.iter();
    let tasks: Vec<String> = tasks
        .enumerate()
        .map(|(at, task)| {
            assert_eq!(usize::try_from(task.number), Ok(at + 1), "{}", task.id);
            task.id.to_string()
        })
        .collect();
    assert_eq!(tasks.len(), 20);
    assert_eq!(
        (tasks.first(), tasks.last()),
        (
            Some(&"resident_register".to_owned()),
            Some(&"family_register_supplement".to_owned())
        )
    );

    let items = office_year().items.iter();
    let rolled = |roll: &str| -> Vec<String> {
        let items = items.clone();
        items
            .filter(|item| item.roll.code() == roll)
            .map(|item| item.id.to_string())
            .collect()
    };
    assert_eq!(
        rolled("keep"),
        [
            "reorganisation",
            "staff_term",
            "accounts_closing",
            "quarterly_inventory",
            "fiscal_year_end",
            "year_end_snapshot",
            "standardisation_due"
        ]
    );
    assert_eq!(rolled("after"), ["survey_issue"]);
    assert_eq!(rolled("before").len(), 10);

    let units = tosei_plan::UnitList::shipped().units.iter();
    let units: Vec<String> = units.map(|unit| unit.id.to_string()).collect();
    assert_eq!(
        units.join(" "),
        "percent points procedures processes clauses counters organisations municipalities \
         prefectures cases cases_a_year applications_a_year cases_handled cases_supported \
         cases_described contracts persons proposals questions projects pillars items tasks steps \
         stages topics parts sites categories levels criteria rank times_a_year years year \
         fiscal_year fiscal_years hours days minutes points_of_five thousand_sheets forms data_sets"
    );
}
