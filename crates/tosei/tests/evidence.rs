//! Evidence without the real survey: totals to the digit on a few rows, and what else the rooms of the house
//! say together about the sample city.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
#![cfg(all(
    feature = "inventory",
    feature = "qos-model",
    feature = "bpr",
    feature = "counter-dx",
    feature = "analog-regs"
))]

use std::collections::BTreeMap;
use tosei::analog_regs::{ClauseRegister, sample};
use tosei::clauses::propose_links;
use tosei::counter_dx::register::CounterRegister;
use tosei::counters::{FilingOnline, counter_procedures, filing_online};
use tosei::document::Explain;
use tosei::evidence::{
    EvidenceJob, EvidenceMapping, EvidenceOptions, StatedPolicy, SurveyEvidence,
    evidence_from_inventory,
};
use tosei::inventory::{
    Barrier, BarrierCause, Body, Discretion, InstrumentKind, Inventory, LegalBasis, Obstacle,
    OnlineStatus, Procedure, Process, VolumeChoice, VolumeMeasure, VolumeState,
};
use tosei::practices::spread;
use tosei::qos_model::{Standing, tokyo_2024};
use tosei::requests::requests;
use tosei::reviews::review_coverage;
use tosei::types::Language;

const HEADER: &str = "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数,処理期間(オンライン),処理期間(非オンライン)";

fn survey(rows: &[&str], options: &EvidenceOptions) -> SurveyEvidence {
    let standard = tokyo_2024().compile().unwrap();
    let job = EvidenceJob::new(&standard, options);
    let csv = format!("{HEADER}\n{}\n", rows.join("\n"));
    tosei::evidence_from_survey(csv.as_bytes(), &job, |_, _| ()).unwrap()
}

#[test]
fn totals_count_each_row_once() {
    let rows = [
        // Half of the counter's period.
        "1,占用の許可,1 申請等,5 国民等,1 実施済,120,30,5日,10日",
        // The same period.
        "2,占用の更新,1 申請等,5 国民等,1 実施済,80,8,10日,10日",
        // Longer online than at the counter.
        "3,占用の変更,1 申請等,5 国民等,1 実施済,80,8,12日,10日",
        // Nothing to compare.
        "4,占用の届出,1 申請等,5 国民等,1 実施済,80,8,,10日",
        // Not online, and no application.
        "5,占用の廃止,1 申請等,5 国民等,2 未実施,80,0,,10日",
        "6,占用の通知,2-1 申請等に基づく処分通知等,3 地方等,2 未実施,120,0,,",
    ];
    let found = survey(&rows, &EvidenceOptions::default());
    assert_eq!(found.all.rows, 6);
    assert_eq!(found.online_applications.rows, 4);
    let periods = &found.online_applications.periods;
    assert_eq!(
        (
            periods.comparable,
            periods.shorter,
            periods.equal,
            periods.longer
        ),
        (3, 1, 1, 1)
    );
    for totals in [&found.all, &found.online_applications] {
        for one in &totals.criteria {
            let sum = one.met + one.not_met + one.not_applicable + one.unknown;
            assert_eq!(sum, totals.rows, "{}", one.criterion);
            assert!(one.candidates <= totals.rows);
        }
        for axis in &totals.axes {
            let by_level: u64 = axis.levels.iter().map(|level| level.rows).sum();
            let by_standing: u64 = axis.standings.values().sum();
            assert_eq!(by_level, by_standing, "{}", axis.axis);
        }
    }
    // Half of the period is a candidate by default; taken at its word, it is an answer.
    let shortened = "F3a".parse().unwrap();
    let usual = found.online_applications.criterion(&shortened).unwrap();
    let mut options = EvidenceOptions::default();
    options.stated = StatedPolicy::All;
    let trusted = survey(&rows, &options);
    let trusted = trusted.online_applications.criterion(&shortened).unwrap();
    assert_eq!(usual.candidates, 1);
    assert!(usual.reasons.values().sum::<u64>() >= 1);
    assert_eq!(trusted.criterion, usual.criterion);
    assert!(found.all.criterion(&"NONE".parse().unwrap()).is_none());
    assert!(found.all.axis(&"none".parse().unwrap()).is_none());
    let axis = &found.online_applications.axes[0];
    assert!(axis.standings.keys().all(|one| Standing::ALL.contains(one)));
}

#[test]
fn a_file_of_another_kind_is_refused_with_a_reason() {
    let standard = tokyo_2024().compile().unwrap();
    let options = EvidenceOptions::default();
    let job = EvidenceJob::new(&standard, &options);
    let error = tosei::evidence_from_survey(&b"a,b\n1,2\n"[..], &job, |_, _| ()).unwrap_err();
    assert!(!error.code().is_empty());
    for language in [Language::Ja, Language::En] {
        assert!(!error.sentence(language).is_empty());
    }
    // A mapping whose parameter is not known.
    let mut other = EvidenceOptions::default();
    other
        .parameters
        .insert("no_such_parameter".into(), "1".parse().unwrap());
    let job = EvidenceJob::new(&standard, &other);
    let error = tosei::evidence_from_survey(HEADER.as_bytes(), &job, |_, _| ()).unwrap_err();
    assert!(error.sentence(Language::Ja).contains("対応表"));
    assert!(error.sentence(Language::En).contains("mapping"));
}

fn day() -> tosei::types::Date {
    "2025-06-30".parse().unwrap()
}

fn empty() -> Inventory {
    Inventory::new(Body::new("見本市（架空）"), day())
}

fn filing(procedure: &str, number: u32, status: OnlineStatus) -> Process {
    let id = format!("{procedure}-{number}").parse().unwrap();
    let mut process = Process::new(id, procedure.parse().unwrap(), "application");
    process.status = status;
    process
}

#[test]
fn an_inventory_is_evidence_for_what_it_says() {
    let mut inventory = empty();
    for (number, status) in (1u32..).zip([
        OnlineStatus::Done,
        OnlineStatus::Partial,
        OnlineStatus::NotDone,
        OnlineStatus::Unknown,
    ]) {
        inventory
            .processes
            .push(filing(&format!("P-{number}"), 1, status));
    }
    let mut notice = filing("P-1", 2, OnlineStatus::Done);
    notice.kind = "notice_on_application".to_owned();
    inventory.processes.push(notice);
    let standard = tokyo_2024().compile().unwrap();
    let mapping = EvidenceMapping::from_inventory();
    let options = EvidenceOptions::default();
    let items = evidence_from_inventory(&inventory, mapping, &standard, &options).unwrap();
    let of = |procedure: &str| {
        items
            .iter()
            .filter(|item| item.subject().as_str() == procedure)
            .count()
    };
    // What is not known is no evidence.
    assert!(of("P-1") > 0 && of("P-3") > 0);
    assert_eq!(of("P-4"), 0);
    assert_eq!(
        filing_online(&inventory, &"P-1".parse().unwrap()),
        FilingOnline::All
    );
    assert_eq!(
        filing_online(&inventory, &"P-2".parse().unwrap()),
        FilingOnline::Some
    );
    assert_eq!(
        filing_online(&inventory, &"P-3".parse().unwrap()),
        FilingOnline::None
    );
    assert_eq!(
        filing_online(&inventory, &"P-4".parse().unwrap()),
        FilingOnline::Unknown
    );
    let coverage = review_coverage(&inventory, &BTreeMap::new());
    assert_eq!(
        coverage.none,
        ["P-1".parse().unwrap(), "P-2".parse().unwrap()]
    );
}

#[test]
fn a_counter_knows_for_what_nobody_need_come() {
    let mut inventory = empty();
    inventory
        .procedures
        .push(Procedure::new("P-1".parse().unwrap(), "住民票の写し"));
    inventory
        .processes
        .push(filing("P-1", 1, OnlineStatus::Done));
    let register: CounterRegister = serde_json::from_str(
        r#"{"format": "tosei-counter-register", "format_version": 1,
          "title": "窓口（架空）", "as_of": "2025-06-30", "fictional": true,
          "service_points": [{"id": "hall", "name": "見本市役所（架空）"}],
          "services": [{"id": "residence", "name": "住民票の写し", "procedures": ["P-1", "P-2"]},
                       {"id": "seal", "name": "印鑑登録"}],
          "counters": [{"id": "W-1", "name": "証明窓口", "service_point": "hall", "business": "証明",
            "services": [{"service": "residence", "mode": "processes"},
                         {"service": "seal", "mode": "processes"},
                         {"service": "residence", "mode": "none"}]}]}"#,
    )
    .unwrap();
    let found = counter_procedures(&register, &inventory);
    assert_eq!(found.len(), 1);
    let procedures: Vec<_> = found[0]
        .procedures
        .iter()
        .map(|one| (one.procedure.as_str(), one.name.as_deref(), one.filing))
        .collect();
    assert_eq!(
        procedures,
        [
            ("P-1", Some("住民票の写し"), FilingOnline::All),
            ("P-2", None, FilingOnline::Unknown),
        ]
    );
    assert_eq!(found[0].without_procedure, ["seal".parse().unwrap()]);
}

#[test]
fn requests_name_the_clauses_that_wait() {
    let register = sample::register().unwrap();
    let all = requests(&empty(), std::slice::from_ref(&register), day());
    assert_eq!(all.len(), register.requests.len());
    let waiting = all
        .iter()
        .find(|one| one.id.as_deref() == Some("Q-01"))
        .unwrap();
    assert_eq!(waiting.days_waiting, Some(353));
    assert!(!waiting.clauses.is_empty() && waiting.processes.is_empty());
}

#[test]
fn a_barrier_that_names_a_rule_of_the_register_is_a_link() {
    let register: ClauseRegister = sample::register().unwrap();
    let rule = &register.rules[0];
    let basis = |title: &str| {
        let mut basis = LegalBasis::new(InstrumentKind::Ordinance);
        basis.title = Some(title.to_owned());
        basis
    };
    let mut inventory = empty();
    for (number, title) in (1u32..).zip([rule.title.as_str(), "ほかの条例（架空）"]) {
        let mut process = filing("P-1", number, OnlineStatus::NotDone);
        let mut barrier = Barrier::new(
            Obstacle::Form,
            BarrierCause::StateSystem,
            Discretion::Within,
        );
        barrier.rule = Some(basis(title));
        process.barriers = Some(vec![barrier.clone(), barrier]);
        inventory.processes.push(process);
    }
    let links = propose_links(&inventory, &register);
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].rule, rule.id);
    assert_eq!(links[0].processes, ["P-1-1".parse().unwrap()]);
}

#[test]
fn a_procedure_without_a_category_has_no_practices() {
    let mut inventory = empty();
    inventory
        .procedures
        .push(Procedure::new("P-1".parse().unwrap(), "補助金"));
    let volumes = VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    };
    let id = "P-1".parse().unwrap();
    assert!(spread(&[], &inventory, &id, &[], "draft", volumes).is_empty());
    inventory.procedures[0].category = Some("subsidy".to_owned());
    assert!(spread(&[], &inventory, &id, &[], "draft", volumes).is_empty());
}
