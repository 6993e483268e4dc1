//! Cases a year, hours a year, and the lead time as a hint.

use crate::{empty, procedure, process, volumes};
use serde_json::json;
use tosei::bpr::Flow;
use tosei::flows::{FlowHours, LeadTimeHint, cases_a_year, lead_time_hints};
use tosei::inventory::{OnlineStatus, Procedure, Volume};
use tosei::types::{CaseCount, Language};

fn counted(cases: Option<u64>) -> Volume {
    let choice = volumes();
    let cases = cases.map(|cases| CaseCount::try_new(cases).unwrap());
    Volume::new(choice.fiscal_year, choice.measure, choice.state, cases)
}

#[test]
fn cases_are_those_of_the_procedure_or_of_all_its_applications() {
    // What the procedure counts; its processes with what they count; the answer.
    type One<'o> = (
        Option<Option<u64>>,
        &'o [(&'o str, Option<Option<u64>>)],
        Option<u64>,
    );
    let (filing, notice) = ("application", "notice_on_application");
    let cases: [One<'_>; 9] = [
        (Some(Some(30)), &[(filing, Some(Some(7)))], Some(30)),
        (Some(None), &[(filing, Some(Some(7)))], None),
        (None, &[], None),
        (None, &[(filing, Some(Some(7)))], Some(7)),
        (
            None,
            &[(filing, Some(Some(7))), (filing, Some(Some(5)))],
            Some(12),
        ),
        (None, &[(filing, Some(Some(7))), (filing, Some(None))], None),
        (None, &[(filing, Some(Some(7))), (filing, None)], None),
        (
            None,
            &[(filing, Some(Some(7))), (notice, Some(Some(5)))],
            Some(7),
        ),
        (
            None,
            &[(notice, Some(Some(5))), ("own_kind", Some(Some(3)))],
            None,
        ),
    ];
    for (whole, parts, expected) in cases {
        let mut inventory = empty();
        let mut other = Procedure::new(procedure("P-0"), "ほかの手続（架空）");
        other.volumes.push(counted(Some(1_000)));
        inventory.procedures.push(other);
        let mut one = Procedure::new(procedure("P-1"), "手続（架空）");
        one.volumes.extend(whole.map(counted));
        inventory.procedures.push(one);
        let mut elsewhere = process("P-0-1", "P-0", filing, OnlineStatus::Done);
        elsewhere.volumes.push(counted(Some(2_000)));
        inventory.processes.push(elsewhere);
        for (number, (kind, cases)) in (1..).zip(parts) {
            let id = format!("P-1-{number}");
            let mut part = process(&id, "P-1", kind, OnlineStatus::Done);
            part.volumes.extend(cases.map(counted));
            inventory.processes.push(part);
        }
        let found = cases_a_year(&inventory, &procedure("P-1"), volumes());
        assert_eq!(found, expected, "{whole:?} {parts:?}");
        let missing = cases_a_year(&inventory, &procedure("P-9"), volumes());
        assert_eq!(missing, None);
    }
}

fn flow(waiting: Option<&str>) -> Flow {
    let mut check = json!({"id": "check", "pool": "city", "is": {"kind": "activity", "work": "5"}});
    if let Some(waiting) = waiting {
        check["is"]["waiting"] = json!(waiting);
    }
    let flow = json!({
        "format": "tosei-flow", "format_version": 1, "id": "f", "procedures": ["P-1", "P-2"],
        "pools": [{"id": "applicant", "party": "applicant"}, {"id": "city", "party": "reviewer"}],
        "nodes": [
            {"id": "start", "pool": "applicant", "is": {"kind": "event", "event": "start", "trigger": "none"}},
            {"id": "write", "pool": "applicant", "is": {"kind": "activity", "work": "12", "waiting": "0"}},
            {"id": "sent", "pool": "applicant", "is": {"kind": "event", "event": "end", "trigger": "none"}},
            {"id": "begin", "pool": "city", "is": {"kind": "event", "event": "start", "trigger": "none"}},
            check,
            {"id": "end", "pool": "city", "is": {"kind": "event", "event": "end", "trigger": "none"}}],
        "sequence_flows": [
            {"id": "a", "from": "start", "to": "write"}, {"id": "b", "from": "write", "to": "sent"},
            {"id": "c", "from": "begin", "to": "check"}, {"id": "d", "from": "check", "to": "end"}]
    });
    serde_json::from_value(flow).unwrap()
}

#[test]
fn hours_of_a_year_are_minutes_by_cases() {
    for (cases, staff, applicant) in [(0, "0", "0"), (60, "5", "12"), (500, "125/3", "100")] {
        let hours = FlowHours::of(&flow(Some("0")), cases).unwrap();
        assert_eq!(hours.cases_a_year, cases);
        assert_eq!(hours.staff.from.to_string(), staff);
        assert_eq!(hours.staff.to.unwrap().to_string(), staff);
        assert_eq!(hours.applicant.from.to_string(), applicant);
    }
}

#[test]
fn each_procedure_of_a_flow_has_a_hint() {
    let hints = lead_time_hints(&flow(Some("10"))).unwrap();
    let of: Vec<_> = hints.iter().map(|one| one.procedure.as_str()).collect();
    assert_eq!(of, ["P-1", "P-2"]);
    let lead = tosei::bpr::metrics::metrics(&flow(Some("10")), Default::default())
        .unwrap()
        .lead_minutes;
    for hint in &hints {
        assert_eq!(hint.flow.as_str(), "f");
        assert_eq!(
            (&hint.from_minutes, &hint.to_minutes),
            (&lead.from, &lead.to)
        );
    }
    let mut nobody = flow(None);
    nobody.procedures.clear();
    assert!(lead_time_hints(&nobody).unwrap().is_empty());
}

#[test]
fn a_hint_says_how_long_and_that_it_is_to_be_asked() {
    let mut hint = LeadTimeHint {
        flow: "f".parse().unwrap(),
        procedure: procedure("P-1"),
        from_minutes: 15u32.into(),
        to_minutes: Some(20u32.into()),
    };
    assert_eq!(
        hint.sentence(Language::Ja),
        "業務フローどおりなら一件15～20分。標準処理期間の設定と実績は、所管に確認する。"
    );
    assert_eq!(
        hint.sentence(Language::En),
        "By the flow a case takes 15 to 20 minutes; what period is set and kept is to be asked."
    );
    hint.to_minutes = None;
    assert!(hint.sentence(Language::Ja).contains("一件15分以上"));
    assert!(hint.sentence(Language::En).contains("at least 15 minutes"));
}
