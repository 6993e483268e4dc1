//! Laws of simulated stations.
#![allow(
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use proptest::{collection::vec, prelude::*};
use tosei_counter_dx::station::{ClosingRule, RunOutcome, Station};
use tosei_document::Severity;
use tosei_simulation::{Level, RunPlan, Seed, proptest::distributions};

/// Stations of one to three days with a few kinds of visitors, two services and odd shifts.
fn stations() -> impl Strategy<Value = Station> {
    let visitors = vec((0..40u32, 0..4u8, any::<bool>(), 1..4usize), 0..3);
    let slots = vec((8..20u32, 0..4u32), 0..5);
    let staff = vec((0..3u32, 0..4usize, 7..12u32, 13..20u32), 1..4);
    let closing = prop::sample::select(ClosingRule::ALL.to_vec());
    let minutes = vec(distributions(), 2);
    (visitors, slots, staff, closing, minutes, 1..4u32).prop_map(
        |(visitors, slots, staff, closing, minutes, days)| {
            let label = serde_json::json!({"ja": "見本", "en": "Sample"});
            let routes = [vec!["a"], vec!["b"], vec!["a", "b"], vec!["b", "a", "b"]];
            let walk_ins: Vec<_> = visitors
                .iter()
                .enumerate()
                .map(|(at, (rate, priority, gives_up, route))| {
                    let mut one = serde_json::json!({
                        "id": format!("w{at}"), "label": label, "route": routes[*route],
                        "priority": priority,
                        "arrivals": [{"from": "08:00", "to": "18:00", "per_hour": rate.to_string()}],
                    });
                    if *gives_up {
                        one["patience"] = serde_json::json!({"kind": "exponential", "mean": "12"});
                    }
                    one
                })
                .collect();
            let slots: Vec<_> = slots
                .iter()
                .map(|(hour, people)| serde_json::json!({"at": format!("{hour:02}:00"), "people": people}))
                .collect();
            let staff: Vec<_> = staff
                .iter()
                .enumerate()
                .map(|(at, (people, skills, from, to))| {
                    let services = [vec!["a"], vec!["b"], vec!["a", "b"], vec![]];
                    serde_json::json!({
                        "id": format!("d{at}"), "label": label, "people": people,
                        "services": services[*skills],
                        "hours": {"monday": [{"from": format!("{from:02}:00"), "to": format!("{to:02}:00")}]},
                    })
                })
                .chain([serde_json::json!({
                    "id": "all", "label": label, "people": 1, "services": ["a", "b"],
                })])
                .collect();
            let hours = serde_json::json!([{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]);
            let station = serde_json::json!({
                "format": "tosei-counter-station", "format_version": 1, "title": "見本（架空）",
                "first_day": "2025-06-02", "days": days, "hours": {"monday": hours, "wednesday": hours},
                "services": [{"id": "a", "label": label, "minutes": minutes[0]},
                             {"id": "b", "label": label, "minutes": minutes[1]}],
                "walk_ins": walk_ins,
                "reservations": [{"id": "r", "label": label, "route": ["a", "b"], "slots": slots,
                                  "no_show_percent": "10", "late": {"kind": "exponential", "mean": "5"}}],
                "staff": staff, "at_closing": closing.code(), "pledge_minutes": "15",
            });
            serde_json::from_value(station).unwrap()
        },
    )
}

fn accounted(run: &RunOutcome) -> Result<(), TestCaseError> {
    let parts = run.services.iter().chain(&run.visitors);
    for part in parts.chain([&run.total]) {
        let ended = part.served + part.left + part.turned_away + part.unserved;
        prop_assert_eq!(part.came, ended, "{:?}", part);
        if let Some(waits) = &part.waits {
            prop_assert!(waits.median >= 0.0 && waits.median <= waits.ninetieth);
            prop_assert!(waits.ninetieth <= waits.longest && waits.mean <= waits.longest + 1e-9);
            prop_assert!((0.0..=1.0).contains(&waits.over_pledge));
        }
    }
    let visitors = run.visitors.iter().fold(0, |sum, part| sum + part.came);
    prop_assert_eq!(run.total.came, visitors);
    for group in &run.staff {
        prop_assert!(group.worked_minutes >= 0.0 && group.outside_minutes >= 0.0);
        prop_assert!(group.worked_minutes <= group.duty_minutes + group.outside_minutes + 1e-6);
    }
    prop_assert!(run.after_closing.is_none_or(|minutes| minutes >= 0.0));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Law: whoever came was served, left, was turned away or was still there in the end; no wait is
    /// negative; nobody worked longer than they were there and beyond; and the same seed gives the same
    /// bytes.
    #[test]
    fn everybody_is_accounted_for(station in stations(), seed in any::<u32>()) {
        prop_assert_eq!(station.check().count(Severity::Error), 0, "{:?}", station.check());
        let plan = RunPlan::fixed(Seed::new(seed.into()), 2).unwrap();
        let simulated = station.simulate(&plan).unwrap();
        for run in simulated.outcomes() {
            accounted(run)?;
        }
        let again = station.simulate(&plan).unwrap();
        let bytes = |one: &tosei_counter_dx::station::Simulated| {
            serde_json::to_string(&one.summary(Level::default())).unwrap()
        };
        let text = bytes(&simulated);
        prop_assert!(!text.contains("null,\"half_width\""), "no number on the wire");
        prop_assert_eq!(text, bytes(&again));
    }

    /// Law: with one kind of visitor, one service and nobody who leaves, one more person at the counter
    /// raises no figure of waiting.
    #[test]
    fn one_more_person_raises_no_wait(
        minutes in distributions(),
        rate in 1..40u32,
        people in 1..6u32,
        seed in any::<u32>(),
    ) {
        let label = serde_json::json!({"ja": "見本", "en": "Sample"});
        let of = |people: u32| -> Station {
            serde_json::from_value(serde_json::json!({
                "format": "tosei-counter-station", "format_version": 1, "title": "見本（架空）",
                "first_day": "2025-06-02", "days": 1,
                "hours": {"monday": [{"from": "09:00", "to": "17:00"}]},
                "services": [{"id": "a", "label": label, "minutes": minutes}],
                "walk_ins": [{"id": "w", "label": label, "route": ["a"],
                    "arrivals": [{"from": "08:30", "to": "16:00", "per_hour": rate.to_string()}]}],
                "staff": [{"id": "d", "label": label, "people": people, "services": ["a"]}],
                "pledge_minutes": "15",
            })).unwrap()
        };
        let plan = RunPlan::fixed(Seed::new(seed.into()), 2).unwrap();
        let (few, many) = (of(people).simulate(&plan).unwrap(), of(people + 1).simulate(&plan).unwrap());
        for (few, many) in few.outcomes().iter().zip(many.outcomes()) {
            prop_assert_eq!(few.total.came, many.total.came);
            // Within a day everybody is served in the end, unless services take days.
            if few.total.unserved + many.total.unserved == 0
                && let (Some(few), Some(many)) = (few.total.waits, many.total.waits)
            {
                let pairs = [
                    (few.mean, many.mean), (few.median, many.median),
                    (few.ninetieth, many.ninetieth), (few.longest, many.longest),
                    (few.over_pledge, many.over_pledge),
                ];
                for (few, many) in pairs {
                    prop_assert!(many <= few + 1e-9, "{few} {many}");
                }
            }
        }
    }
}
