//! Canvases, projects, tests with users and checks of procedures.

use super::places::{hold, records};
use serde_json::{Value, json};

#[test]
fn a_canvas() {
    let required = [
        "purpose",
        "users",
        "value",
        "flow",
        "operation",
        "problem",
        "measures",
        "excluded",
    ];
    let entries = required.map(|field| json!({"field": field, "text": "架空"}));
    let record = json!({"id": "C-1", "service": "架空の窓口", "procedures": ["P-1"],
        "revised_on": "2025-06-30", "entries": entries});
    let good = records("tosei-service-canvas", record);
    hold(
        &good,
        &[
            (
                "/records/0/revised_on",
                json!("2025-07-01"),
                &["governance.day_after_status_date /records/0/revised_on"],
            ),
            (
                "/records/0/procedures",
                json!([]),
                &["canvas.without_procedure /records/0"],
            ),
            (
                "/records/0/entries/0/text",
                json!("　"),
                &["canvas.required_blank /records/0"],
            ),
            (
                "/records/0/entries/0/field",
                json!("no_such"),
                &[
                    "canvas.field_unknown /records/0/entries/0",
                    "canvas.required_blank /records/0",
                ],
            ),
            (
                "/records/0/entries/-",
                json!({"field": "purpose", "text": "再"}),
                &["canvas.field_twice /records/0/entries/8"],
            ),
            (
                "/records/0/entries/-",
                json!({"field": "hypotheses", "text": ""}),
                &[],
            ),
        ],
    );
}

#[test]
fn a_project() {
    let good = records(
        "tosei-project-governance",
        json!({"id": "G-1", "name": "架空の改修", "artefacts": [], "consultations": [], "decisions": []}),
    );
    let artefact = |kind: &str, state: &str, on: Option<&str>| {
        let mut artefact = json!({"kind": kind, "state": state});
        if let Some(on) = on {
            artefact["on"] = json!(on);
        }
        artefact
    };
    let consultation = |gate: &str, outcome: &str, conditions: usize| {
        let conditions = vec![json!({"text": "架空の条件"}); conditions];
        json!({"gate": gate, "on": "2025-06-10", "with": "架空の部署", "outcome": outcome, "conditions": conditions})
    };
    let decision = |gate: &str, on: &str| json!({"gate": gate, "on": on});
    let (artefacts, consultations) = ("/records/0/artefacts/-", "/records/0/consultations/-");
    let unknown_gate: &[&str] = &["project.gate_unknown /records/0/consultations/0"];
    let contradict: &[&str] = &["project.conditions_contradict /records/0/consultations/0"];
    let gaps: &[&str] = &["project.passed_with_gaps /records/0/decisions/0"];
    hold(
        &good,
        &[
            (
                artefacts,
                artefact("service_canvas", "approved", Some("2025-06-30")),
                &[],
            ),
            (artefacts, artefact("service_canvas", "draft", None), &[]),
            (
                artefacts,
                artefact("service_canvas", "approved", None),
                &["project.approval_undated /records/0/artefacts/0"],
            ),
            (
                artefacts,
                artefact("service_canvas", "draft", Some("2025-07-01")),
                &["governance.day_after_status_date /records/0/artefacts/0/on"],
            ),
            (
                artefacts,
                artefact("no_such", "draft", None),
                &["project.artefact_unknown /records/0/artefacts/0"],
            ),
            (consultations, consultation("concept", "agreed", 0), &[]),
            (
                consultations,
                consultation("release", "agreed_with_conditions", 1),
                &[],
            ),
            (
                consultations,
                consultation("concept", "agreed_with_conditions", 0),
                contradict,
            ),
            (
                consultations,
                consultation("concept", "agreed", 1),
                contradict,
            ),
            (
                consultations,
                consultation("concept", "pending", 2),
                contradict,
            ),
            (
                consultations,
                consultation("no_such", "agreed", 0),
                unknown_gate,
            ),
            (
                "/records/0/decisions/-",
                decision("no_such", "2025-06-10"),
                &["project.gate_unknown /records/0/decisions/0"],
            ),
            (
                "/records/0/decisions/-",
                decision("concept", "2025-06-10"),
                gaps,
            ),
        ],
    );
    // All that the first gate asks is there on the tenth: it passes then, not on the day before.
    let mut ready = good;
    ready["records"][0]["artefacts"] = json!([
        artefact("service_canvas", "approved", Some("2025-06-01")),
        artefact("user_research", "approved", Some("2025-06-10")),
        json!({"kind": "as_is_flow", "state": "not_applicable", "on": "2025-06-01", "reason": "新しい業務"})
    ]);
    ready["records"][0]["consultations"] = json!([consultation("concept", "agreed", 0)]);
    hold(
        &ready,
        &[
            (
                "/records/0/decisions/-",
                decision("concept", "2025-06-10"),
                &[],
            ),
            (
                "/records/0/decisions/-",
                decision("concept", "2025-06-09"),
                gaps,
            ),
            (
                "/records/0/decisions/-",
                decision("procurement", "2025-06-10"),
                gaps,
            ),
        ],
    );
}

#[test]
fn a_user_test() {
    let good = records(
        "tosei-user-test",
        json!({"id": "T-1", "service": "架空の申請", "procedures": ["P-1"],
        "held_on": "2025-06-10",
        "participants": [{"id": "a", "group": "住民", "device": "smartphone", "staff": false},
            {"id": "b", "group": "職員", "device": "computer", "staff": true}],
        "tasks": [{"id": "t1", "text": "申請する"}, {"id": "t2", "text": "取り消す"}],
        "results": [{"participant": "a", "task": "t1", "outcome": "completed", "seconds": 100},
            {"participant": "a", "task": "t2", "outcome": "not_tried"},
            {"participant": "b", "task": "t1", "outcome": "abandoned", "seconds": 20}],
        "issues": [{"text": "架空の指摘", "gravity": "serious"},
            {"text": "架空の指摘", "gravity": "blocking", "fixed_on": "2025-06-10"}]}),
    );
    let at = |rest: &str| format!("/records/0/{rest}");
    let result = |participant: &str, task: &str| json!({"participant": participant, "task": task, "outcome": "completed"});
    hold(
        &good,
        &[
            (
                &at("held_on"),
                json!("2025-07-01"),
                &[
                    "governance.day_after_status_date /records/0/held_on",
                    "user_test.fixed_before_test /records/0/issues/1",
                ],
            ),
            (&at("results/-"), result("b", "t2"), &[]),
            (
                &at("results/-"),
                result("c", "t2"),
                &["user_test.participant_unknown /records/0/results/3"],
            ),
            (
                &at("results/-"),
                result("b", "t3"),
                &["user_test.task_unknown /records/0/results/3"],
            ),
            (
                &at("results/-"),
                result("b", "t1"),
                &["user_test.result_twice /records/0/results/3"],
            ),
            (
                &at("results/1/seconds"),
                json!(5),
                &["user_test.time_without_try /records/0/results/1"],
            ),
            (
                &at("participants/0/staff"),
                json!(true),
                &["user_test.staff_only /records/0"],
            ),
            (&at("participants/0/staff"), json!(null), &[]),
            (
                &at("issues/0/gravity"),
                json!("blocking"),
                &["user_test.blocking_open /records/0/issues/0"],
            ),
            (&at("issues/0/gravity"), json!("minor"), &[]),
            (
                &at("issues/1/fixed_on"),
                json!("2025-06-09"),
                &["user_test.fixed_before_test /records/0/issues/1"],
            ),
        ],
    );
    // Nobody at all is not a test of staff only.
    let mut nobody = good;
    for list in ["participants", "results"] {
        nobody["records"][0][list] = json!([]);
    }
    hold(&nobody, &[]);
}

#[test]
fn a_check_of_a_procedure() {
    let good = records(
        "tosei-procedure-checks",
        json!({"id": "K-1", "procedure": "P-1",
        "checklist": "proxy_application", "checked_on": "2025-06-30", "entries": []}),
    );
    let entry = |item: &str, answer: &str, more: Value| {
        let mut entry = json!({"item": item, "answer": answer});
        for (key, value) in more.as_object().unwrap() {
            entry[key] = value.clone();
        }
        entry
    };
    let place = "/records/0/entries/-";
    let refused: &[&str] = &["checklist.not_applicable_refused /records/0/entries/0"];
    let bare: &[&str] = &["checklist.met_without_evidence /records/0/entries/0"];
    hold(
        &good,
        &[
            (
                "/records/0/checked_on",
                json!("2025-07-01"),
                &["governance.day_after_status_date /records/0/checked_on"],
            ),
            (
                "/records/0/checklist",
                json!("no_such"),
                &["checklist.list_unknown /records/0"],
            ),
            (
                place,
                entry("no_such", "met", json!({})),
                &["checklist.item_unknown /records/0/entries/0"],
            ),
            (
                place,
                entry("proxy_allowed", "met", json!({"evidence": "架空の要綱"})),
                &[],
            ),
            (place, entry("proxy_allowed", "met", json!({})), bare),
            (
                place,
                entry("proxy_allowed", "met", json!({"evidence": " "})),
                bare,
            ),
            (place, entry("proxy_allowed", "not_met", json!({})), &[]),
            (place, entry("proxy_allowed", "unknown", json!({})), &[]),
            (
                place,
                entry(
                    "proxy_allowed",
                    "not_applicable",
                    json!({"reason": "代理がない"}),
                ),
                refused,
            ),
            (
                place,
                entry(
                    "proxy_online",
                    "not_applicable",
                    json!({"reason": "代理がない"}),
                ),
                &[],
            ),
            (
                place,
                entry("proxy_online", "not_applicable", json!({"reason": " "})),
                refused,
            ),
            (
                place,
                entry("proxy_online", "not_applicable", json!({})),
                refused,
            ),
        ],
    );
    let mut answered = good;
    answered["records"][0]["entries"] = json!([entry("proxy_online", "not_met", json!({}))]);
    hold(
        &answered,
        &[
            (
                place,
                entry("proxy_online", "not_met", json!({})),
                &["checklist.item_twice /records/0/entries/1"],
            ),
            (place, entry("proxy_kinds", "not_met", json!({})), &[]),
        ],
    );
}
