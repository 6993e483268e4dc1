//! What each rule finds and where, from both sides of its boundary: one value of a good document at a time.

use super::findings;
use serde_json::{Value, json};

/// A document with one value put in; `-` at the end of a pointer puts it behind a list.
fn with(document: &Value, pointer: &str, value: &Value) -> Value {
    let mut changed = document.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match changed.pointer_mut(parent).unwrap() {
        Value::Array(list) if key == "-" => list.push(value.clone()),
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
        other => other[key] = value.clone(),
    }
    changed
}

fn found(document: &Value) -> Vec<String> {
    let report = findings(document);
    let found = report.findings().iter();
    found
        .map(|one| {
            let rule = one.rule.strip_prefix("plan.").unwrap();
            format!("{rule} {}", one.place)
        })
        .collect()
}

fn hold(good: &Value, cases: &[(&str, Value, &[&str])]) {
    assert_eq!(found(good), Vec::<String>::new());
    if let Some(record) = good.pointer("/records/0") {
        let twice = with(good, "/records/-", record);
        assert_eq!(found(&twice), ["governance.id_twice /records/1/id"]);
        let (key, other) = match record.get("task") {
            Some(_) => ("task", "electoral_register"),
            None => ("id", "another"),
        };
        let mut record = record.clone();
        record[key] = json!(other);
        assert_eq!(
            found(&with(good, "/records/-", &record)),
            Vec::<String>::new()
        );
    }
    for (pointer, value, wanted) in cases {
        assert_eq!(
            found(&with(good, pointer, value)),
            *wanted,
            "{pointer}: {value}"
        );
    }
}

fn records(format: &str, record: Value) -> Value {
    json!({"format": format, "format_version": 1, "fictional": true, "body": "見本市（架空）",
        "as_of": "2025-06-30", "records": [record]})
}

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
fn a_move() {
    let planned =
        json!({"task": "resident_register", "status": "planned", "planned_on": "2026-03-31"});
    let good = records("tosei-standardisation", planned.clone());
    let late: &[&str] = &["standardisation.late_without_reason /records/0"];
    let own = |more: Value| {
        let mut own = planned.clone();
        for (key, value) in more.as_object().unwrap() {
            own[key] = value.clone();
        }
        own
    };
    let place = "/records/0";
    hold(
        &good,
        &[
            (place, own(json!({"planned_on": "2026-04-01"})), late),
            (
                place,
                own(json!({"planned_on": "2026-04-01", "delay_reason": "事業者の都合"})),
                &[],
            ),
            (
                place,
                own(json!({"planned_on": "2026-04-01", "delay_reason": " "})),
                late,
            ),
            (
                place,
                own(json!({"task": "no_such"})),
                &["standardisation.task_unknown /records/0"],
            ),
            (
                place,
                own(
                    json!({"status": "moved", "moved_on": "2025-06-30", "planned_on": "2027-03-31"}),
                ),
                &[],
            ),
            (
                place,
                own(json!({"status": "moved"})),
                &["standardisation.moved_contradicts /records/0"],
            ),
            (
                place,
                own(json!({"moved_on": "2025-06-30"})),
                &["standardisation.moved_contradicts /records/0"],
            ),
            (
                place,
                own(json!({"status": "moved", "moved_on": "2025-07-01"})),
                &["governance.day_after_status_date /records/0/moved_on"],
            ),
            (
                place,
                own(json!({"vendor_withdrew_on": "2025-04-01"})),
                &["standardisation.vendor_withdrew /records/0"],
            ),
            (
                place,
                own(json!({"vendor_withdrew_on": "2025-04-01", "vendor": "架空の後任"})),
                &[],
            ),
            (
                place,
                own(
                    json!({"vendor_withdrew_on": "2025-04-01", "status": "moved", "moved_on": "2025-03-01"}),
                ),
                &[],
            ),
        ],
    );
}

#[test]
fn a_partner() {
    let good = records(
        "tosei-partner-support",
        json!({"id": "B-1", "name": "架空の団体", "kind": "policy_partner",
        "procedures": [{"id": "P-1", "name": "手続", "type": "subsidy", "handled": 999, "status": "not_done"}],
        "support": []}),
    );
    let procedure = |more: Value| {
        let mut own = json!({"id": "P-1", "name": "手続", "type": "subsidy", "status": "not_done"});
        for (key, value) in more.as_object().unwrap() {
            own[key] = value.clone();
        }
        own
    };
    let support = |procedure: Option<&str>, on: &str| {
        let mut entry = json!({"on": on, "kind": "advice"});
        if let Some(procedure) = procedure {
            entry["procedure"] = json!(procedure);
        }
        entry
    };
    let place = "/records/0/procedures/0";
    let unsupported: &[&str] = &["partner.important_unsupported /records/0/procedures/0"];
    hold(
        &good,
        &[
            (place, procedure(json!({"handled": 1000})), unsupported),
            (
                place,
                procedure(json!({"handled": 1000, "status": "partial"})),
                unsupported,
            ),
            (
                place,
                procedure(json!({"handled": 1000, "status": "done"})),
                &[],
            ),
            (
                place,
                procedure(json!({})),
                &["partner.volume_unknown /records/0/procedures/0"],
            ),
            (
                place,
                procedure(json!({"important_because": "livelihood"})),
                unsupported,
            ),
            (
                place,
                procedure(json!({"handled": 999, "important_because": "no_such"})),
                &["partner.reason_unknown /records/0/procedures/0"],
            ),
            ("/records/0/support/-", support(None, "2025-06-30"), &[]),
            (
                "/records/0/support/-",
                support(Some("P-9"), "2025-06-30"),
                &["partner.support_dangling /records/0/support/0"],
            ),
            (
                "/records/0/support/-",
                support(Some("P-1"), "2025-07-01"),
                &["governance.day_after_status_date /records/0/support/0/on"],
            ),
        ],
    );
    // Support for another procedure, or for none, is not support for this one.
    let mut important = good;
    important["records"][0]["procedures"] = json!([
        procedure(json!({"handled": 1000})),
        procedure(json!({"id": "P-2", "handled": 10}))
    ]);
    important["records"][0]["support"] = json!([support(Some("P-1"), "2025-06-01")]);
    hold(
        &important,
        &[
            (
                "/records/0/support/0",
                support(Some("P-2"), "2025-06-01"),
                unsupported,
            ),
            (
                "/records/0/support/0",
                support(None, "2025-06-01"),
                unsupported,
            ),
        ],
    );
}

#[test]
fn an_entry_of_the_post() {
    let entry = json!({"id": "D-1", "received_on": "2025-06-02", "text": "待った"});
    let good = records("tosei-improvement-post", entry.clone());
    let own = |more: Value| {
        let mut own = entry.clone();
        for (key, value) in more.as_object().unwrap() {
            own[key] = value.clone();
        }
        own
    };
    let place = "/records/0";
    hold(
        &good,
        &[
            (place, own(json!({"received_on": "2025-06-30"})), &[]),
            (
                place,
                own(json!({"received_on": "2025-07-01"})),
                &["governance.day_after_status_date /records/0/received_on"],
            ),
            (place, own(json!({"acknowledged_on": "2025-06-02"})), &[]),
            (
                place,
                own(json!({"acknowledged_on": "2025-06-01"})),
                &["post.done_before_receipt /records/0/acknowledged_on"],
            ),
            (
                place,
                own(json!({"answered_on": "2025-06-02", "answer": "済"})),
                &[],
            ),
            (
                place,
                own(json!({"answered_on": "2025-06-01", "answer": "済"})),
                &["post.done_before_receipt /records/0/answered_on"],
            ),
            (
                place,
                own(json!({"answered_on": "2025-06-02"})),
                &["post.answer_blank /records/0"],
            ),
            (
                place,
                own(json!({"answered_on": "2025-06-02", "answer": "　"})),
                &["post.answer_blank /records/0"],
            ),
            (place, own(json!({"answer": "下書き"})), &[]),
            (place, own(json!({"category": "waiting"})), &[]),
            (
                place,
                own(json!({"category": "no_such"})),
                &["post.category_unknown /records/0"],
            ),
            (
                place,
                own(json!({"answered_on": "2025-06-03", "answer": "電話は03-0000-0000です"})),
                &["post.personal_data_in_answer /records/0/answer"],
            ),
            (place, own(json!({"text": "電話は03-0000-0000です"})), &[]),
        ],
    );
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

#[test]
fn a_calendar_of_an_office() {
    let good = json!({"format": "tosei-office-calendar", "format_version": 1, "fictional": true, "body": "見本市（架空）",
        "business_days": {"format": "tosei-business-calendar", "format_version": 1,
            "name": {"ja": "見本市（架空）", "en": "Mihon City (fictional)"},
            "weekly_closing_days": ["saturday", "sunday"], "official_holidays": "open"},
        "events": [{"event": "assembly_opening", "on": "2025-09-02", "name": "9月議会"}],
        "own_dates": [{"item": "survey_due", "on": "2025-08-15"}],
        "done": [{"item": "survey_due", "due_on": "2025-08-15", "done_on": "2025-08-14"}]});
    let own = |item: &str, on: &str, instead_of: Option<&str>| {
        let mut own = json!({"item": item, "on": on});
        if let Some(day) = instead_of {
            own["instead_of"] = json!(day);
        }
        own
    };
    let twice: &[&str] = &["year.own_date_twice /own_dates/1"];
    hold(
        &good,
        &[
            ("/events/0/event", json!("bills_due"), &[]),
            (
                "/events/0/event",
                json!("no_such"),
                &["year.event_unused /events/0"],
            ),
            (
                "/own_dates/0/item",
                json!("no_such"),
                &["year.item_unknown /own_dates/0"],
            ),
            (
                "/done/0/item",
                json!("no_such"),
                &["year.item_unknown /done/0"],
            ),
            ("/own_dates/-", own("survey_due", "2026-03-31", None), twice),
            ("/own_dates/-", own("survey_due", "2026-04-01", None), &[]),
            ("/own_dates/-", own("survey_issue", "2025-08-15", None), &[]),
            (
                "/own_dates/-",
                own("survey_due", "2025-08-16", Some("2025-07-31")),
                &[],
            ),
        ],
    );
    let mut instead = good;
    instead["own_dates"] = json!([own("quarterly_inventory", "2025-07-02", Some("2025-06-30"))]);
    hold(
        &instead,
        &[
            (
                "/own_dates/-",
                own("quarterly_inventory", "2025-07-03", Some("2025-06-30")),
                twice,
            ),
            (
                "/own_dates/-",
                own("quarterly_inventory", "2025-10-02", Some("2025-09-30")),
                &[],
            ),
            (
                "/own_dates/-",
                own("quarterly_inventory", "2025-07-02", None),
                &[],
            ),
        ],
    );
}

#[test]
fn figures_for_answers() {
    let label = json!({"ja": "架空", "en": "fictional"});
    let observation = |as_of: &str, numerator: u64, denominator: u64| {
        json!({"as_of": as_of, "status": "actual", "source": label,
            "parts": {"numerator": numerator, "denominator": denominator}})
    };
    let figure = json!({"id": "f", "label": label, "kind": "percent", "unit": label, "basis": label,
        "observations": [observation("2025-03-31", 5, 5)]});
    let mut other = figure.clone();
    other["id"] = json!("g");
    let good = json!({"format": "tosei-answer-figures", "format_version": 1, "fictional": true,
        "body": "見本市（架空）", "figures": [figure]});
    let place = "/figures/0/observations/-";
    hold(
        &good,
        &[
            ("/figures/-", other, &[]),
            ("/figures/-", figure, &["answer.figure_twice /figures/1"]),
            (
                place,
                observation("2025-06-30", 6, 5),
                &["answer.more_than_all /figures/0/observations/1"],
            ),
            (place, observation("2025-06-30", 4, 5), &[]),
            (
                place,
                observation("2025-03-31", 4, 5),
                &["answer.day_twice /figures/0/observations/1"],
            ),
            (
                place,
                json!({"as_of": "2025-06-30", "status": "actual", "source": label, "value": "5"}),
                &[],
            ),
            (
                "/figures/0/observations/0/source",
                json!({"ja": " ", "en": "x"}),
                &["answer.source_blank /figures/0/observations/0"],
            ),
        ],
    );
}
