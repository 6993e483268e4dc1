//! Clauses, counters, requests and practices next to the processes of an inventory.

use crate::{day, empty, procedure, process, volumes};
use serde_json::{Value, json};
use tosei::analog_regs::{ClauseId, ClauseRegister};
use tosei::bpr::issue::Remedy;
use tosei::bpr::practice::GoodPractice;
use tosei::clauses::propose_links;
use tosei::counters::{FilingOnline, filing_online};
use tosei::inventory::{
    Barrier, BarrierCause, Discretion, InstrumentKind, LegalBasis, Obstacle, OnlineStatus,
    Procedure, Volume,
};
use tosei::practices::spread;
use tosei::requests::requests;
use tosei::types::{CaseCount, ProcessId};

fn register() -> ClauseRegister {
    let clause = |id: &str, rule: &str, review: Value| {
        let mut clause = json!({"id": id, "rule": rule, "citation": "第2条第1項",
            "obstacles": ["written_form"], "act": "notice"});
        if !review.is_null() {
            clause["review"] = review;
        }
        clause
    };
    let waits = |id: &str| json!({"state_dependence": {"request": id}});
    let register = json!({
        "format": "tosei-clause-register", "format_version": 1, "fictional": true,
        "body": {"name": "見本市（架空）"}, "status_date": "2025-06-30",
        "rules": [
            {"id": "R-1", "title": "道路条例（架空）", "kind": "ordinance", "enacted_by": "assembly",
                "number": "平成10年条例第7号"},
            {"id": "R-2", "title": "公園条例（架空）", "kind": "ordinance", "enacted_by": "assembly"}],
        "clauses": [
            clause("C-1", "R-1", waits("Q-1")),
            clause("C-2", "R-2", waits("Q-2")),
            clause("C-3", "R-1", json!({"state_dependence": {}})),
            clause("C-4", "R-2", json!({})),
            clause("C-5", "R-2", Value::Null),
            clause("C-6", "R-2", waits("Q-1"))],
        "requests": [
            {"id": "Q-1", "addressee": "所管府省（架空）", "status": "waiting", "requested_on": "2025-05-31"},
            {"id": "Q-2", "addressee": "所管府省（架空）", "status": "waiting", "requested_on": "2025-06-29"}]
    });
    ClauseRegister::from_json(&register.to_string()).unwrap()
}

fn barrier(title: &str, number: Option<&str>) -> Barrier {
    let mut barrier = Barrier::new(
        Obstacle::Form,
        BarrierCause::StateSystem,
        Discretion::Within,
    );
    let mut rule = LegalBasis::new(InstrumentKind::Ordinance).titled(title);
    rule.number = number.map(str::to_owned);
    barrier.rule = Some(rule);
    barrier
}

#[test]
fn a_link_is_proposed_by_title_and_number() {
    let cases = [
        ("P-1-1", "道路条例（架空）", Some("平成10年条例第7号")),
        ("P-1-2", "道路条例（架空）", Some("平成11年条例第7号")), // another one of the same name
        ("P-1-3", "道路条例（架空）", None),
        ("P-1-4", "公園条例（架空）", Some("平成12年条例第1号")), // the register gives no number
        ("P-1-5", "墓地条例（架空）", None),
    ];
    let mut inventory = empty();
    for (id, title, number) in cases {
        let mut one = process(id, "P-1", "application", OnlineStatus::NotDone);
        one.barriers = Some(vec![barrier(title, number)]);
        inventory.processes.push(one);
    }
    let links = propose_links(&inventory, &register());
    let found: Vec<_> = links
        .iter()
        .map(|link| {
            let clauses: Vec<_> = link.clauses.iter().map(ClauseId::as_str).collect();
            let processes: Vec<_> = link.processes.iter().map(ProcessId::as_str).collect();
            (link.rule.as_str(), link.title.as_str(), clauses, processes)
        })
        .collect();
    assert_eq!(
        found,
        [
            (
                "R-1",
                "道路条例（架空）",
                vec!["C-1", "C-3"],
                vec!["P-1-1", "P-1-3"]
            ),
            (
                "R-2",
                "公園条例（架空）",
                vec!["C-2", "C-4", "C-5", "C-6"],
                vec!["P-1-4"]
            ),
        ]
    );
}

#[test]
fn a_barrier_that_is_gone_is_no_link() {
    let mut inventory = empty();
    let mut one = process("P-1-1", "P-1", "application", OnlineStatus::NotDone);
    let mut gone = barrier("道路条例（架空）", None);
    gone.resolved_on = Some(day());
    one.barriers = Some(vec![gone]);
    inventory.processes.push(one);
    assert!(propose_links(&inventory, &register()).is_empty());
}

#[test]
fn only_the_clauses_that_name_a_request_wait_for_it() {
    let all = requests(&empty(), &[register()], day());
    let found: Vec<_> = all
        .iter()
        .map(|one| {
            let clauses: Vec<_> = one.clauses.iter().map(ClauseId::as_str).collect();
            (one.id.as_deref().unwrap(), one.days_waiting, clauses)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Q-1", Some(30), vec!["C-1", "C-6"]),
            ("Q-2", Some(1), vec!["C-2"])
        ]
    );
}

#[test]
fn a_filing_is_online_by_all_its_applications() {
    use FilingOnline::{All, None, Some, Unknown};
    use OnlineStatus::{Done, Exempt, NotDone, Partial};
    let unknown = OnlineStatus::Unknown;
    let cases: [(&[OnlineStatus], FilingOnline); 13] = [
        (&[], Unknown),
        (&[Done], All),
        (&[Done, Done], All),
        (&[Done, NotDone], Some),
        (&[Done, unknown], Some),
        (&[Partial], Some),
        (&[Partial, NotDone], Some),
        (&[NotDone], None),
        (&[NotDone, NotDone], None),
        (&[NotDone, Exempt], None),
        (&[Exempt], Unknown),
        (&[NotDone, unknown], Unknown),
        (&[unknown], Unknown),
    ];
    for (statuses, expected) in cases {
        let mut inventory = empty();
        // What is no application, of a kind that nobody knows, or of another procedure does not speak.
        for (id, of, kind, status) in [
            ("P-1-8", "P-1", "notice_on_application", Done),
            ("P-1-9", "P-1", "own_kind", Partial),
            ("P-2-1", "P-2", "application", Partial),
        ] {
            inventory.processes.push(process(id, of, kind, status));
        }
        for (number, status) in (1..).zip(statuses) {
            let id = format!("P-1-{number}");
            let one = process(&id, "P-1", "application", *status);
            inventory.processes.push(one);
        }
        let found = filing_online(&inventory, &procedure("P-1"));
        assert_eq!(found, expected, "{statuses:?}");
    }
}

fn practice(id: &str, kinds: &[&str], remedies: &[&str]) -> GoodPractice {
    let practice = json!({
        "format": "tosei-good-practice", "format_version": 1, "id": id, "title": "画面審査（架空）",
        "fictional": true, "procedure_kinds": kinds, "issues": [], "remedies": remedies,
        "conditions": [], "from": "見本市産業課（架空）", "as_of": "2026-04-01",
        "flow": {"format": "tosei-flow", "format_version": 1, "id": format!("there-{id}"),
            "nodes": [{"id": "n", "is": {"kind": "activity", "work": "5"}}], "sequence_flows": []},
        "effect": {"minutes_a_case": "10", "low": "7.5", "high": "12", "measured": "計測（架空）"}
    });
    serde_json::from_value(practice).unwrap()
}

#[test]
fn practices_spread_to_procedures_of_their_kind() {
    let mut practices = [
        practice("G-1", &["grant"], &["digitize"]),
        practice("G-2", &["補助・給付"], &["eliminate", "digitize"]),
        practice("G-3", &["permit"], &["digitize"]),
    ];
    practices[1].title = "二つ目（架空）".to_owned();
    let mut inventory = empty();
    for (id, category) in [
        ("P-0", Some("permit")),
        ("P-1", Some("grant")),
        ("P-2", None),
    ] {
        let mut one = Procedure::new(procedure(id), "手続（架空）");
        one.category = category.map(str::to_owned);
        inventory.procedures.push(one);
    }
    let choice = volumes();
    let cases = CaseCount::try_new(90).ok();
    let volume = Volume::new(choice.fiscal_year, choice.measure, choice.state, cases);
    inventory.procedures[1].volumes.push(volume);
    let ids = |of: &str, remedies: &[Remedy]| -> Vec<_> {
        let found = spread(
            &practices,
            &inventory,
            &procedure(of),
            remedies,
            "draft",
            choice,
        );
        found
            .iter()
            .map(|one| {
                let estimate = one.draft.estimate.as_ref();
                (
                    one.practice.id.to_string(),
                    one.draft.flow.id.to_string(),
                    one.draft.flow.procedures.clone(),
                    estimate.map(|estimate| {
                        (
                            estimate.hours.to_string(),
                            estimate.borrowed_from.to_string(),
                        )
                    }),
                )
            })
            .collect()
    };
    let proposal = |practice: &str, number: u32, of: &str, hours: Option<&str>| {
        (
            practice.to_owned(),
            format!("draft-{number}"),
            vec![procedure(of)],
            hours.map(|hours| (hours.to_owned(), practice.to_owned())),
        )
    };
    // Ten minutes for each of 90 cases.
    assert_eq!(
        ids("P-1", &[]),
        [
            proposal("G-1", 1, "P-1", Some("15")),
            proposal("G-2", 2, "P-1", Some("15"))
        ]
    );
    assert_eq!(
        ids("P-1", &[Remedy::Eliminate]),
        [proposal("G-2", 1, "P-1", Some("15"))]
    );
    assert_eq!(ids("P-1", &[Remedy::Combine]), []);
    assert_eq!(ids("P-0", &[]), [proposal("G-3", 1, "P-0", None)]); // nobody counted
    assert_eq!(ids("P-2", &[]), []);
    assert_eq!(ids("P-9", &[]), []);
}
