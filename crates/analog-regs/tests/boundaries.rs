//! Exactly at the limits, and what no other test asks for.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::json;
use tosei_analog_regs::detect::Instrument;
use tosei_analog_regs::progress::{ObservedPace, StatusCounts, forecast};
use tosei_analog_regs::{
    AmendingInstrument, Categories, PhaseChange, PhaseScales, PhaseStep, ReviewMeans, Route,
    StateRequest, sample,
};
use tosei_types::Date;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_step_is_one_or_two_figures_without_a_zero_in_front() {
    for (text, major, minor) in [("1", 1, None), ("3-2", 3, Some(2)), ("1-12", 1, Some(12))] {
        let step: PhaseStep = text.parse().unwrap();
        assert_eq!((step.major(), step.minor()), (major, minor), "{text}");
    }
    for wrong in [
        "1-+2", "+1", "1-02", "1-", "", "1-a", "1-a2", "1-123", "0", "01",
    ] {
        assert!(wrong.parse::<PhaseStep>().is_err(), "{wrong}");
    }
    // Three figures are no number of a phase at all, not one that is too large.
    for (wrong, code) in [
        ("100", "malformed"),
        ("1-123", "malformed"),
        ("1-", "malformed"),
        ("10", "major"),
        ("1-21", "minor"),
    ] {
        let error = wrong.parse::<PhaseStep>().unwrap_err();
        assert_eq!(error.code(), format!("analog_regs.phase.{code}"), "{wrong}");
    }
}

#[test]
fn a_scale_holds_from_its_first_to_its_last_day_and_orders_what_ascends() {
    let text = include_str!("../data/codes/phases.json");
    let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
    document["scales"][0]["effective_from"] = json!("2024-04-01");
    document["scales"][0]["effective_to"] = json!("2025-03-31");
    let first = document["scales"][0]["id"].as_str().unwrap().to_owned();
    let scales = PhaseScales::from_json(&document.to_string()).unwrap();
    let scale = scales.get(&first).unwrap();
    for (on, holds) in [
        ("2024-03-31", false),
        ("2024-04-01", true),
        ("2025-03-31", true),
        ("2025-04-01", false),
    ] {
        assert_eq!(scale.holds_on(day(on)), holds, "{on}");
    }
    let last = scale.last_phase().unwrap();
    assert!(last > 1 && scale.takes(last.to_string().parse().unwrap()));
    let change = |from: &str, to: &str| scale.change(from.parse().unwrap(), to.parse().unwrap());
    assert_eq!(change("1-①", "1-②"), PhaseChange::WithinPhase);
    // One day is a time; an end before the beginning is none.
    document["scales"][0]["effective_to"] = json!("2024-04-01");
    assert!(PhaseScales::from_json(&document.to_string()).is_ok());
    document["scales"][0]["effective_to"] = json!("2024-03-31");
    assert!(PhaseScales::from_json(&document.to_string()).is_err());
    document["scales"][0]["effective_to"] = json!(null);
    document["scales"][0]["minor_steps"] = json!("ascending");
    let scales = PhaseScales::from_json(&document.to_string()).unwrap();
    let scale = scales.get(&first).unwrap();
    let change = |from: &str, to: &str| scale.change(from.parse().unwrap(), to.parse().unwrap());
    assert_eq!(change("1-①", "1-②"), PhaseChange::Forward);
    assert_eq!(change("1-②", "1-①"), PhaseChange::Backward);
    assert_eq!(change("1", "1-①"), PhaseChange::WithinPhase);
}

#[test]
fn a_request_to_the_state_waits_and_a_promise_passes_after_its_day() {
    let request = |status: &str| -> StateRequest {
        serde_json::from_value(json!({
            "id": "R-1", "addressee": "架空省", "status": status,
            "requested_on": "2025-04-01", "promised_for": "2025-06-30"
        }))
        .unwrap()
    };
    let waiting = request("waiting");
    assert_eq!(waiting.days_waiting(day("2025-04-11")), Some(10));
    assert_eq!(waiting.days_waiting(day("2025-03-31")), None);
    assert_eq!(request("declined").days_waiting(day("2025-04-11")), None);
    assert!(!waiting.promise_passed(day("2025-06-30")));
    assert!(waiting.promise_passed(day("2025-07-01")));
}

#[test]
fn who_decides_follows_from_what_is_amended() {
    for means in ReviewMeans::ALL {
        let wanted = match means.code() {
            "ordinance_amendment" => Route::Assembly,
            "regulation_amendment" => Route::Executive,
            _ => Route::Office,
        };
        assert_eq!(means.route(), wanted, "{}", means.code());
    }
}

#[test]
fn the_kind_of_law_is_guessed_by_number_then_by_name() {
    for (name, number, wanted) in [
        (Some("駐車場法"), None, Instrument::Statute),
        (
            Some("駐車場法"),
            Some("架空市告示第1号"),
            Instrument::Unknown,
        ),
        (
            Some("覚書"),
            Some("令和元年政令第一号"),
            Instrument::Statute,
        ),
        (Some("架空市施行規則"), None, Instrument::Ordinance),
        (
            Some("覚書"),
            Some("平成三年条例第五号"),
            Instrument::Ordinance,
        ),
        (Some("覚書"), None, Instrument::Unknown),
        // Commissions of the State and of a prefecture.
        (
            Some("架空の規則"),
            Some("平成三年国家公安委員会規則第一号"),
            Instrument::Statute,
        ),
        (
            Some("架空の規則"),
            Some("平成3年架空県公安委員会規則第1号"),
            Instrument::Ordinance,
        ),
        (None, Some("令和三年人事院規則一〇―一"), Instrument::Statute),
        (
            None,
            Some("令和三年会計検査院規則第一号"),
            Instrument::Statute,
        ),
        (
            None,
            Some("令和三年中央労働委員会規則第一号"),
            Instrument::Statute,
        ),
        (
            None,
            Some("令和3年架空県労働委員会規則第1号"),
            Instrument::Ordinance,
        ),
        (
            None,
            Some("令和三年最高裁判所規則第一号"),
            Instrument::Statute,
        ),
        (
            None,
            Some("令和三年デジタル庁令第一号"),
            Instrument::Statute,
        ),
    ] {
        assert_eq!(
            Instrument::guess(name, number),
            wanted,
            "{name:?} {number:?}"
        );
    }
}

#[test]
fn a_clause_counts_from_the_day_on_which_it_was_found() {
    let register = sample::register().unwrap();
    let clause = register.clauses.iter().find(|one| one.found_on.is_some());
    let clause = clause.unwrap();
    let found = clause.found_on.unwrap();
    let counted = |on: Date| StatusCounts::of([clause], on).found();
    assert_eq!(counted(found), 1);
    assert_eq!(counted(found.previous().unwrap()), 0);
    assert_eq!(counted(found.next().unwrap()), 1);
    // Without a day it has been there all along.
    let mut undated = clause.clone();
    undated.found_on = None;
    assert_eq!(StatusCounts::of([&undated], Date::MIN).found(), 1);
    let mut counts = StatusCounts::default();
    counts.add(None, 3);
    counts.add(None, 4);
    assert_eq!((counts.without_status(), counts.found()), (7, 7));
}

/// Case: finished over no quarter is no pace.
#[test]
fn a_pace_over_no_quarter_is_none() {
    let pace = |quarters| {
        let finished = 4;
        let observed = Some(ObservedPace { finished, quarters });
        forecast(8, observed, day("2025-06-30"), day("2026-03-31"))
    };
    assert_eq!((pace(0).observed, pace(0).left_at_deadline), (None, None));
    assert!(pace(1).observed.is_some() && pace(1).left_at_deadline.is_some());
}

/// Case: a scale of a sub-type is for that one alone; the rest has the scale of the category.
#[test]
fn a_scale_of_a_subtype_is_for_no_other() {
    let text = include_str!("../data/codes/phases.json");
    let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
    let steps = document["scales"][0]["steps"].clone();
    let scale = |id: &str, category: &str, subtypes: serde_json::Value| {
        json!({"id": id, "label": {"ja": "例", "en": "example"}, "categories": [category],
            "subtypes": subtypes, "minor_steps": "unknown", "steps": steps})
    };
    document["scales"] = json!([
        scale("of_subtype", "visual_inspection", json!(["patrol"])),
        scale("of_category", "visual_inspection", json!([])),
        scale("of_another", "other", json!([])),
    ]);
    let scales = PhaseScales::from_json(&document.to_string()).unwrap();
    for (category, subtype, wanted) in [
        ("visual_inspection", Some("patrol"), Some("of_subtype")),
        ("visual_inspection", Some("audit"), Some("of_category")),
        ("visual_inspection", None, Some("of_category")),
        ("other", Some("patrol"), Some("of_another")),
        ("written_posting", Some("patrol"), None),
    ] {
        let subtype = subtype.map(|one| one.parse().unwrap());
        let category = category.parse().unwrap();
        let found = scales.scale_of(&category, subtype.as_ref(), day("2025-06-30"));
        assert_eq!(
            found.map(|one| one.id.as_str()),
            wanted,
            "{category} {subtype:?}"
        );
    }
    // None of the scales that the categories name is among these.
    let categories = Categories::standard();
    let all: Vec<_> = categories.iter().map(|one| one.id.clone()).collect();
    assert_eq!(scales.missing_for(categories), all);
    assert_eq!(PhaseScales::standard().missing_for(categories), []);
}

/// Case: one ordinance for several is an omnibus; for one, or for none yet, it is not.
#[test]
fn an_instrument_for_several_clauses_is_an_omnibus() {
    for (clauses, omnibus) in [
        (json!([]), false),
        (json!(["C-1"]), false),
        (json!(["C-1", "C-2"]), true),
        (json!(["C-1", "C-2", "C-3"]), true),
    ] {
        let instrument: AmendingInstrument = serde_json::from_value(json!({"id": "A-1",
            "title": "架空の整備条例", "kind": "ordinance_amendment", "enacted_by": "assembly",
            "clauses": clauses}))
        .unwrap();
        assert_eq!(instrument.is_omnibus(), omnibus, "{clauses}");
    }
}
