//! Laws of staffing plans.

use proptest::{collection::vec, prelude::*};
use tosei_counter_dx::staffing::StaffingRequest;

fn requests() -> impl Strategy<Value = StaffingRequest> {
    let spans = vec((0..50u32, 1..9u32), 1..8);
    let method = prop::sample::select(vec!["stationary_by_quarter", "carry_over"]);
    (spans, 0..40u32, 1..30u32, method).prop_map(|(spans, service, minutes, method)| {
        let clock = |quarter: u32| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15);
        let (mut at, mut arrivals) = (32, Vec::new());
        for (rate, length) in spans {
            let to = (at + length).min(80);
            if at < to {
                arrivals.push(serde_json::json!({
                    "from": clock(at), "to": clock(to), "per_hour": rate.to_string(),
                }));
            }
            at = to;
        }
        serde_json::from_value(serde_json::json!({
            "format": "tosei-staffing-request", "format_version": 1, "title": "見本（架空）",
            "hours": [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "18:00"}],
            "arrivals": arrivals, "service_minutes": service.to_string(),
            "target": {"kind": "share_over", "minutes": minutes.to_string(), "percent": "10"},
            "method": method, "at_least": 0,
        }))
        .unwrap()
    })
}

proptest! {
    /// Law: a looser target, or a faster service, never needs more people in any quarter.
    #[test]
    fn looser_and_faster_never_need_more(request in requests(), percent in 11..100u32) {
        let plan = request.plan().unwrap();
        let mut looser = request.clone();
        looser.target = serde_json::from_value(serde_json::json!({
            "kind": "share_over", "minutes": "30", "percent": percent.to_string(),
        })).unwrap();
        for (one, other) in plan.quarters.iter().zip(looser.plan().unwrap().quarters) {
            prop_assert!(other.counters <= one.counters);
        }
        prop_assert!(plan.quarters.iter().all(|quarter| quarter.offered_load.is_finite()));
    }

    /// Law: everybody who comes before the last closing is in some quarter, at the door or in the office.
    #[test]
    fn nobody_who_comes_in_time_is_forgotten(request in requests()) {
        let plan = request.plan().unwrap();
        let expected: f64 = request.arrivals.iter().map(|span| {
            let to = f64::from(span.to.minutes().min(18 * 60));
            (to - f64::from(span.from.minutes())).max(0.0) * span.per_hour.get() / 60.0
        }).sum();
        let planned: f64 = plan.quarters.iter().map(|quarter| quarter.people).sum();
        prop_assert!((planned - expected).abs() < 1e-6, "{planned} {expected}");
        let hours: u64 = plan.quarters.iter().map(|quarter| u64::from(quarter.counters)).sum();
        prop_assert_eq!(hours, plan.quarter_hours);
    }
}
