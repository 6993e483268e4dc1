//! Plans held against simulations, and what tools change.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a test stops at the first surprise"
)]

use serde_json::json;
use tosei_counter_dx::staffing::{StaffingRequest, StaffingVerdict, ToolEffect, what_if};
use tosei_counter_dx::station::{Figure, Station};
use tosei_document::Explain;
use tosei_simulation::{Level, RunPlan, Seed};
use tosei_types::Language;

fn request(target: &serde_json::Value, method: &str) -> StaffingRequest {
    serde_json::from_value(json!({
        "format": "tosei-staffing-request", "format_version": 1, "title": "証明窓口（架空）",
        "fictional": true, "hours": [{"from": "09:00", "to": "17:00"}],
        "arrivals": [{"from": "09:00", "to": "11:00", "per_hour": "40"},
                     {"from": "11:00", "to": "13:00", "per_hour": "24"},
                     {"from": "13:00", "to": "16:30", "per_hour": "12"}],
        "service_minutes": "6", "target": target, "method": method
    }))
    .unwrap()
}

fn runs(number: u32) -> RunPlan {
    RunPlan::fixed(Seed::new(11), number).unwrap()
}

#[test]
fn a_plan_keeps_its_target_over_the_day_and_one_person_less_does_not() {
    let mean = json!({"kind": "mean_wait", "minutes": "2"});
    let over = json!({"kind": "share_over", "minutes": "10", "percent": "5"});
    let leave = json!({"kind": "abandonment", "percent": "4", "patience_minutes": "12"});
    for target in [mean, over, leave] {
        for method in ["stationary_by_quarter", "carry_over"] {
            let request = request(&target, method);
            let plan = request.plan().unwrap();
            let check = request
                .check(&plan, None, &runs(200), Level::default())
                .unwrap();
            assert_eq!(
                check.verdict,
                StaffingVerdict::Kept,
                "{target} {method}: {:?}",
                check.estimate
            );
            let mut fewer = plan.clone();
            for quarter in &mut fewer.quarters {
                quarter.counters = quarter.counters.saturating_sub(2).max(1);
            }
            let check = request
                .check(&fewer, None, &runs(200), Level::default())
                .unwrap();
            assert_eq!(
                check.verdict,
                StaffingVerdict::Missed,
                "{target} {method}: {:?}",
                check.estimate
            );
        }
    }
}

#[test]
fn the_station_of_a_plan_has_the_people_of_the_plan_at_every_time() {
    let over = json!({"kind": "share_over", "minutes": "10", "percent": "5"});
    let request = request(&over, "stationary_by_quarter");
    let plan = request.plan().unwrap();
    let station = request.station(&plan, None).unwrap();
    assert!(
        station.check().is_clean(),
        "{:?}",
        station.check().findings()
    );
    let duty: f64 = station.simulate(&runs(2)).unwrap().outcomes()[0]
        .staff
        .iter()
        .map(|group| group.duty_minutes)
        .sum();
    assert!((duty / 15.0 - plan.quarter_hours as f64).abs() < 1e-9);
    assert!(plan.hours().ends_with(".00") || plan.hours().contains('.'));
    assert_eq!(
        plan.most(),
        plan.quarters
            .iter()
            .map(|quarter| quarter.counters)
            .max()
            .unwrap()
    );
}

#[test]
fn nobody_is_turned_away_in_a_simulation_of_people_who_can_wait() {
    let lost = json!({"kind": "turned_away", "percent": "5"});
    let request = request(&lost, "stationary_by_quarter");
    let plan = request.plan().unwrap();
    let refused = request
        .check(&plan, None, &runs(2), Level::default())
        .unwrap_err();
    assert_eq!(refused.code(), "counter_dx.staffing.target");
    assert!(refused.sentence(Language::Ja).ends_with('。'));
}

fn station() -> Station {
    let over = json!({"kind": "share_over", "minutes": "10", "percent": "5"});
    let request = request(&over, "stationary_by_quarter");
    request.station(&request.plan().unwrap(), None).unwrap()
}

fn effect(source: &str, percent: &str) -> ToolEffect {
    serde_json::from_value(json!({
        "label": {"ja": "書かない窓口", "en": "No forms"}, "source": source, "service_percent": percent
    }))
    .unwrap()
}

/// Law: on common chance a difference is far more certain than the two results it is of.
#[test]
fn the_same_people_make_the_difference_sure() {
    let station = station();
    let faster = effect("仮定（架空）", "80").applied_to(&station).unwrap();
    let compared = what_if(&station, &faster, &runs(50), Level::default()).unwrap();
    let of = |figure: Figure| {
        compared
            .comparisons
            .iter()
            .find(|one| one.figure == figure)
            .unwrap()
    };
    let wait = of(Figure::MeanWait);
    let difference = wait.difference.unwrap().difference;
    assert!(difference.high() < 0.0);
    assert!(difference.standard_error < wait.before.unwrap().standard_error);
    // The same people came, to the last one, and the hours worked are four fifths.
    let came = of(Figure::Came).difference.unwrap().difference;
    assert!(came.mean == 0.0 && came.half_width == 0.0);
    let worked = of(Figure::WorkedHours);
    let ratio = worked.after.unwrap().mean / worked.before.unwrap().mean;
    assert!((ratio - 0.8).abs() < 1e-9, "{ratio}");
    // Nothing changed is no difference at all.
    let same = effect("仮定（架空）", "100").applied_to(&station).unwrap();
    assert_eq!(same, station);
}

#[test]
fn an_assumption_needs_a_source_and_sense() {
    let station = station();
    for (source, percent) in [("", "80"), (" ", "80"), ("仮定", "0"), ("仮定", "1000.1")] {
        let refused = effect(source, percent).applied_to(&station).unwrap_err();
        assert_eq!(refused.code(), "counter_dx.staffing.assumption");
    }
    assert!(effect("仮定", "1000").applied_to(&station).is_ok());
}

#[test]
fn documents_are_written_as_they_are_read() {
    let over = json!({"kind": "share_over", "minutes": "10", "percent": "5"});
    let one = request(&over, "carry_over");
    let text = serde_json::to_string(&one).unwrap();
    assert_eq!(serde_json::from_str::<StaffingRequest>(&text).unwrap(), one);
    assert!(serde_json::from_str::<StaffingRequest>(&text.replace("-request", "-plan")).is_err());
    let plan = one.plan().unwrap();
    let text = serde_json::to_string(&plan).unwrap();
    // The last bit of a number may be lost on the way through text; no count is.
    let read: tosei_counter_dx::staffing::StaffingPlan = serde_json::from_str(&text).unwrap();
    assert_eq!(read.quarter_hours, plan.quarter_hours);
    let both = read.quarters.iter().zip(&plan.quarters);
    assert!(
        both.clone()
            .all(|(read, plan)| read.counters == plan.counters)
    );
    assert!(
        both.clone()
            .all(|(read, plan)| (read.offered_load - plan.offered_load).abs() < 1e-12)
    );
}
