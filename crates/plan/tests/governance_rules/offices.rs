//! Moves, partner bodies, the improvement post, the year of an office and figures for answers.

use super::places::{hold, records};
use serde_json::{Value, json};

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
