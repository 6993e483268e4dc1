//! Exactly at the limits, and what no other test asks for.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::float_cmp,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_counter_dx::observation::observation_rules;
use tosei_counter_dx::observation::{DurationCounts, Ticket, TicketTotals};
use tosei_counter_dx::pledge::PledgeFigures;
use tosei_counter_dx::queue::{
    Demand, GeneralAnswer, QueueAnswer, QueueError, Variability, WaitTarget, erlang_a, erlang_c,
    fewest_counters, general_service,
};
use tosei_counter_dx::register::CounterRegister;
use tosei_counter_dx::review::ReviewTotals;
use tosei_counter_dx::rollout::{
    ImprovementRecord, RolloutPlan, improvement_progress, seconds_saved,
};
use tosei_counter_dx::staffing::{StaffingMethod, StaffingRequest, StaffingVerdict, ToolEffect};
use tosei_counter_dx::station::Station;
use tosei_document::{Collector, Explain, PlaceRef};
use tosei_simulation::{Level, Quantity, RunPlan, Seed};
use tosei_types::Language;

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
}

fn demand(per_hour: &str, minutes: &str) -> Demand {
    serde_json::from_value(json!({"arrivals_per_hour": per_hour, "service_minutes": minutes}))
        .unwrap()
}

fn quantity(text: &str) -> Quantity {
    text.parse().unwrap()
}

/// Two services; people by rate and by reservation, one way of them twice to the same service.
fn station(changes: Value) -> Station {
    let service = |id: &str, name: &str, mean: &str| {
        json!({"id": id, "label": {"ja": name, "en": id},
               "minutes": {"kind": "exponential", "mean": mean}})
    };
    let mut all = json!({
        "format": "tosei-counter-station", "format_version": 1,
        "title": "証明窓口（架空）", "fictional": true, "first_day": "2025-06-01", "days": 3,
        "hours": {"monday": [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}],
                  "tuesday": [{"from": "08:00", "to": "20:00"}]},
        "services": [service("s", "証明", "5"), service("t", "相談", "20")],
        "walk_ins": [
            {"id": "w", "label": {"ja": "来庁者", "en": "Visitors"}, "route": ["s"],
             "arrivals": [{"from": "09:00", "to": "10:10", "per_hour": "12"}]},
            {"id": "v", "label": {"ja": "相談者", "en": "Advice"}, "route": ["t", "s", "s"],
             "arrivals": [{"from": "09:30", "to": "10:00", "per_hour": "6"}]}],
        "reservations": [
            {"id": "r", "label": {"ja": "予約", "en": "Reserved"}, "route": ["s"],
             "no_show_percent": "20",
             "slots": [{"at": "09:15", "people": 5}, {"at": "09:30", "people": 10}]}],
        "staff": [{"id": "d", "label": {"ja": "受付", "en": "Desk"}, "people": 1, "services": ["s", "t"]}],
        "pledge_minutes": "10"
    });
    for (key, value) in changes.as_object().unwrap() {
        all[key] = value.clone();
    }
    serde_json::from_value(all).unwrap()
}

const TARGET: WaitTarget = WaitTarget::MeanWait {
    minutes: Quantity::ZERO,
};

#[test]
fn a_station_expects_people_by_rate_slot_and_route() {
    let people = station(json!({})).expected_arrivals();
    assert_eq!(people.len(), 96);
    for (quarter, people) in people.into_iter().enumerate() {
        let wanted = match quarter {
            36 => 3.0,
            37 => 3.0 + 4.0,
            38 => 3.0 + 1.5 + 8.0,
            39 => 3.0 + 1.5,
            40 => 2.0,
            _ => 0.0,
        };
        near(people, wanted);
    }
}

#[test]
fn a_request_from_a_station_has_its_hours_and_its_people() {
    let of = |station: &Station, service: &str| {
        station.staffing_request(
            &service.parse().unwrap(),
            &TARGET,
            StaffingMethod::CarryOver,
            &[],
        )
    };
    let rates = |request: &StaffingRequest| -> Vec<(String, String, String)> {
        let spans = request.arrivals.iter();
        spans
            .map(|one| {
                let hourly = one.per_hour.to_string();
                (one.from.to_string(), one.to.to_string(), hourly)
            })
            .collect()
    };
    let hours = |request: &StaffingRequest| -> Vec<(String, String)> {
        let spans = request.hours.iter();
        spans
            .map(|span| (span.from.to_string(), span.to.to_string()))
            .collect()
    };
    let own = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let rate =
        |from: &str, to: &str, hourly: &str| (from.to_owned(), to.to_owned(), hourly.to_owned());
    let usual = station(json!({}));
    let request = of(&usual, "s").unwrap();
    // Whoever goes there twice counts twice.
    assert_eq!(
        rates(&request),
        [
            rate("09:00", "09:15", "12"),
            rate("09:15", "09:30", "28"),
            rate("09:30", "09:45", "56"),
            rate("09:45", "10:00", "24"),
            rate("10:00", "10:15", "8"),
        ]
    );
    // The first open day is the Monday after a Sunday.
    assert_eq!(
        hours(&request),
        [own("09:00", "12:00"), own("13:00", "17:00")]
    );
    assert_eq!(request.title, "証明窓口（架空） 証明");
    assert_eq!(
        (request.service_minutes, request.fictional),
        (quantity("5"), true)
    );
    let advice = of(&usual, "t").unwrap();
    assert_eq!(
        rates(&advice),
        [rate("09:30", "09:45", "6"), rate("09:45", "10:00", "6")]
    );
    // A day without an end ends at midnight.
    let day = json!([{"from": "00:00", "to": "24:00"}]);
    let always = station(json!({"hours": {"monday": day, "tuesday": day}}));
    assert_eq!(hours(&of(&always, "s").unwrap()), [own("00:00", "24:00")]);
    let refused = of(&usual, "nobody").unwrap_err();
    assert_eq!(refused.code(), "counter_dx.staffing.never_open");
    let closed = of(&station(json!({"hours": {}})), "s").unwrap_err();
    assert_eq!(closed.sentence(Language::Ja), "受付時間がありません。");
}

#[test]
fn shares_and_minutes_of_a_queue_are_inverse() {
    let QueueAnswer::Stable(figures) = erlang_c(&demand("30", "6"), 4).unwrap() else {
        panic!("three counters' work at four");
    };
    // C = 0.5094…, and a free place comes every six minutes.
    let within = figures.share_within(quantity("10"));
    near(within, 1.0 - figures.share_over(quantity("10")));
    assert!((within - 0.9038).abs() < 1e-4);
    let minutes = figures.minutes_for_share(quantity("0.95")).unwrap();
    let over = figures.waiting_share() / (1.0 - 0.95);
    near(minutes, 6.0 * libm::log(over));
    assert!((minutes - 13.927).abs() < 1e-3, "{minutes}");
    assert_eq!(figures.minutes_for_share(quantity("0.4")), Some(0.0));
    assert_eq!(figures.minutes_for_share(quantity("1")), None);
    let even: Variability =
        serde_json::from_value(json!({"arrivals": "1", "service": "0"})).unwrap();
    let GeneralAnswer::Stable(one) = general_service(&demand("6", "6"), 1, even).unwrap() else {
        panic!("one counter is enough");
    };
    near(one.mean_waiting_people(), 0.45);
}

#[test]
fn a_load_of_all_counters_that_can_be_settles_at_none() {
    // 100,000 a minute, a minute each.
    let most = demand("6000000", "1");
    assert_eq!(most.offered_load(), 100_000.0);
    let QueueAnswer::NotStable { stable_from, .. } = erlang_c(&most, 7).unwrap() else {
        panic!("seven counters are not enough");
    };
    assert_eq!(stable_from, None);
    let target: WaitTarget =
        serde_json::from_value(json!({"kind": "mean_wait", "minutes": "2"})).unwrap();
    let refused = fewest_counters(&most, &target).unwrap_err();
    assert_eq!(refused, QueueError::TooManyCounters);
}

#[test]
fn whoever_has_no_patience_leaves_at_a_full_counter() {
    let none = erlang_a(&demand("30", "6"), 4, Quantity::ZERO).unwrap();
    // Erlang B of three counters' work at four: 27/131.
    let lost = 27.0 / 131.0;
    near(none.abandonment_share(), lost);
    near(none.waiting_share(), lost);
    near(none.utilisation(), 3.0 * (1.0 - lost) / 4.0);
    near(none.mean_waiting_people(), 0.0);
    let some = erlang_a(&demand("30", "6"), 4, quantity("12")).unwrap();
    // Little's law, and as many leave as people wait by their patience.
    near(some.mean_waiting_people(), some.mean_wait_minutes() * 0.5);
    near(some.abandonment_share(), some.mean_wait_minutes() / 12.0);
    assert!(some.mean_waiting_people() > 0.1);
    let nobody = erlang_a(&demand("0", "6"), 4, quantity("12")).unwrap();
    assert_eq!((nobody.waiting_share(), nobody.utilisation()), (0.0, 0.0));
}

#[test]
fn codes_and_sentences_of_what_is_refused() {
    let targets = [
        (json!({"kind": "mean_wait", "minutes": "2"}), "mean_wait"),
        (
            json!({"kind": "share_over", "minutes": "2", "percent": "5"}),
            "share_over",
        ),
        (
            json!({"kind": "turned_away", "percent": "5"}),
            "turned_away",
        ),
        (
            json!({"kind": "abandonment", "percent": "5", "patience_minutes": "9"}),
            "abandonment",
        ),
    ];
    for (target, code) in targets {
        let target: WaitTarget = serde_json::from_value(target).unwrap();
        assert_eq!(target.code(), code);
    }
    assert_eq!(
        QueueError::NoCounters.sentence(Language::Ja),
        "開いている窓口が0では計算できません。1以上にしてください。"
    );
    assert_eq!(
        Explain::code(&QueueError::TooManyCounters),
        QueueError::TooManyCounters.code()
    );
}

#[test]
fn a_mean_of_less_is_seconds_saved() {
    let mean = |seconds, people| {
        let mut counts = DurationCounts::default();
        counts.add_people(seconds, people);
        counts.mean().unwrap()
    };
    assert_eq!(seconds_saved(mean(1_080, 100), mean(600, 7)), Some(480));
    assert_eq!(seconds_saved(mean(600, 3), mean(900, 4)), Some(-300));
}

#[test]
fn figures_of_pledges_hold_counts_up_to_the_largest() {
    let read = |count: u64, of: u64| {
        serde_json::from_value::<PledgeFigures>(
            json!({"counter": "W-1", "items_by_hand": {"count": count, "of": of}}),
        )
    };
    let most = (1u64 << 53) - 1;
    assert!(read(1, most).is_ok() && read(most, 1).is_ok());
    for beyond in [most + 1, most + 2] {
        for refused in [read(1, beyond), read(beyond, 1)] {
            let refused = refused.unwrap_err().to_string();
            assert!(
                refused.contains("counts at most 9007199254740991"),
                "{refused}"
            );
        }
    }
}

#[test]
fn tickets_say_something_only_where_there_are_some() {
    let figures = |totals: &TicketTotals| {
        let figures = PledgeFigures::unknown("W-1".parse().unwrap()).with_tickets(totals);
        serde_json::to_value(figures).unwrap()
    };
    let mut totals = TicketTotals::new();
    assert_eq!(figures(&totals), json!({"counter": "W-1"}));
    let tickets = [
        json!({"visit": "1", "date": "2025-06-02", "issued": "09:00", "called": "09:05",
               "started": "09:05", "finished": "09:10"}),
        json!({"visit": "2", "date": "2025-06-02", "issued": "09:00", "left": "09:20"}),
    ];
    for ticket in tickets {
        let ticket: Ticket = serde_json::from_value(ticket).unwrap();
        totals.add(
            &ticket,
            PlaceRef::Pointer(""),
            &mut Collector::new(observation_rules()),
        );
    }
    let (served, left) = (totals.served(), totals.left());
    let found = figures(&totals);
    assert_eq!(found["waits"], json!([{"seconds": 300, "people": 1}]));
    assert_eq!(
        found["left_without_service"],
        json!({"count": left, "of": served + left})
    );
    assert_eq!(left, 1);
}

#[test]
fn as_many_answers_as_can_be_counted_are_merged() {
    let counter = "W-1".parse().unwrap();
    let most = (1u64 << 53) - 1;
    let of = |answers: u64| {
        let mut totals = ReviewTotals::new();
        totals
            .add_ratings(
                &counter,
                &serde_json::from_value(
                    json!({"five": answers, "four": 0, "three": 0, "two": 0, "one": 0}),
                )
                .unwrap(),
            )
            .unwrap();
        totals
    };
    let mut totals = of(most - 1);
    assert!(totals.merge(&of(1)).is_ok());
    assert!(totals.merge(&of(1)).is_err());
    assert_eq!(totals.pooled().total(), most);
}

fn request(changes: &Value) -> StaffingRequest {
    let mut all = json!({
        "format": "tosei-staffing-request", "format_version": 1, "title": "証明窓口（架空）",
        "fictional": true, "hours": [{"from": "09:00", "to": "11:00"}], "at_least": 0,
        "arrivals": [{"from": "09:00", "to": "10:00", "per_hour": "10"}],
        "service_minutes": "3", "target": {"kind": "mean_wait", "minutes": "2"},
        "method": "stationary_by_quarter"
    });
    for (key, value) in changes.as_object().unwrap() {
        all[key] = value.clone();
    }
    serde_json::from_value(all).unwrap()
}

#[test]
fn a_quarter_without_people_needs_nobody_and_a_group_of_nobody_is_none() {
    let request = request(&json!({}));
    let plan = request.plan().unwrap();
    let counters: Vec<u32> = plan.quarters.iter().map(|one| one.counters).collect();
    assert_eq!(counters.len(), 8);
    assert!(counters[..4].iter().all(|counters| *counters > 0));
    assert_eq!(counters[4..], [0; 4]);
    for quarter in &plan.quarters {
        assert_eq!(quarter.reached > 0.0, quarter.counters > 0);
    }
    let station = request.station(&plan, None).unwrap();
    assert!(station.staff.iter().all(|group| group.people > 0));
    let layer = serde_json::to_value(&station.staff[0]).unwrap();
    // Quarters that touch are one span.
    assert_eq!(
        layer["hours"]["monday"],
        json!([{"from": "09:00", "to": "10:00"}])
    );
    let mut other = plan;
    for (quarter_hours, hours) in [(0, "0.00"), (5, "1.25"), (6, "1.50"), (8, "2.00")] {
        other.quarter_hours = quarter_hours;
        assert_eq!(other.hours(), hours);
    }
    for wrong in [
        json!({"hours": [{"from": "11:00", "to": "09:00"}]}),
        json!({"arrivals": [{"from": "10:00", "to": "09:00", "per_hour": "1"}]}),
        json!({"hours": [{"from": "09:00", "to": "09:00"}]}),
    ] {
        let mut all = serde_json::to_value(&request).unwrap();
        for (key, value) in wrong.as_object().unwrap() {
            all[key] = value.clone();
        }
        let refused = serde_json::from_value::<StaffingRequest>(all);
        let refused = refused.map(|request| request.plan().map(|_| ()));
        assert!(!matches!(refused, Ok(Ok(()))), "{wrong}");
    }
}

#[test]
fn a_target_that_is_just_kept_is_kept_and_one_within_the_interval_is_open() {
    let runs = RunPlan::fixed(Seed::new(7), 20).unwrap();
    let of = |minutes: &str| request(&json!({"target": {"kind": "mean_wait", "minutes": minutes}}));
    let mut plan = of("2").plan().unwrap();
    let check = |minutes: &str, plan: &_| {
        of(minutes)
            .check(plan, None, &runs, Level::default())
            .unwrap()
    };
    let mean = check("2", &plan).estimate.unwrap().mean;
    let within = format!("{mean:.6}");
    assert_eq!(check(&within, &plan).verdict, StaffingVerdict::Undecided);
    // So many people that nobody ever waits: the interval is nothing but the target.
    for quarter in &mut plan.quarters {
        quarter.counters = 60;
    }
    assert_eq!(check("0", &plan).verdict, StaffingVerdict::Kept);
}

#[test]
fn a_queue_with_impatience_has_as_many_counters_as_any() {
    let patience = quantity("5");
    assert!(erlang_a(&demand("30", "6"), 100_000, patience).is_ok());
    for more in [100_001, 100_002] {
        let refused = erlang_a(&demand("30", "6"), more, patience);
        assert_eq!(refused.unwrap_err(), QueueError::TooManyCounters);
    }
    let target: WaitTarget =
        serde_json::from_value(json!({"kind": "mean_wait", "minutes": "2"})).unwrap();
    let fewest = fewest_counters(&demand("30", "6"), &target).unwrap();
    let QueueAnswer::Stable(figures) = erlang_c(&demand("30", "6"), fewest.counters()).unwrap()
    else {
        panic!("enough counters");
    };
    near(fewest.reached(), figures.mean_wait_minutes());
    assert!(fewest.reached() > 0.0 && fewest.reached() <= 2.0);
}

#[test]
fn people_who_go_and_come_back_are_spans_of_their_own() {
    let request = request(&json!({}));
    let mut plan = request.plan().unwrap();
    for (at, quarter) in plan.quarters.iter_mut().enumerate() {
        quarter.counters = [2, 2, 0, 1, 1, 0, 1, 1][at];
    }
    let station = request.station(&plan, None).unwrap();
    let layers: Vec<Value> = station
        .staff
        .iter()
        .map(|group| {
            let hours = serde_json::to_value(&group.hours).unwrap();
            json!([group.people, hours["monday"]])
        })
        .collect();
    let span = |from: &str, to: &str| json!({"from": from, "to": to});
    assert_eq!(
        layers,
        [
            json!([
                1,
                [
                    span("09:00", "09:30"),
                    span("09:45", "10:15"),
                    span("10:30", "11:00")
                ]
            ]),
            json!([1, [span("09:00", "09:30")]]),
        ]
    );
}

#[test]
fn a_tool_changes_how_many_come_and_how_long_it_takes() {
    let effect: ToolEffect = serde_json::from_value(json!({
        "label": {"ja": "予約", "en": "Reservation"}, "service_percent": "80",
        "walk_in_percent": "50", "services": ["t"], "source": "架空の調査"
    }))
    .unwrap();
    let changed = effect.applied_to(&station(json!({}))).unwrap();
    let rates: Vec<String> = changed
        .walk_ins
        .iter()
        .flat_map(|one| &one.arrivals)
        .map(|span| span.per_hour.to_string())
        .collect();
    assert_eq!(rates, ["6", "3"]);
    let means: Vec<Value> = changed
        .services
        .iter()
        .map(|one| serde_json::to_value(&one.minutes).unwrap()["mean"].clone())
        .collect();
    assert_eq!(means, [json!("5"), json!("16")]);
}

#[test]
fn the_latest_record_says_whether_a_counter_improves() {
    let register: CounterRegister = serde_json::from_value(json!({
        "format": "tosei-counter-register", "format_version": 1, "title": "架空",
        "as_of": "2025-04-01", "fictional": true,
        "service_points": [{"id": "p", "name": "東出張所（架空）"}],
        "counters": [{"id": "W-1", "name": "一番窓口", "service_point": "p", "business": "証明"}]
    }))
    .unwrap();
    let record = |since: &str, practises: bool| json!({"counter": "W-1", "practises": practises, "since": since, "source": "架空"});
    for (last, practising) in [(true, 1), (false, 0)] {
        let both = [record("2024-04-01", !last), record("2025-04-01", last)];
        for order in [[0, 1], [1, 0]] {
            let records: Vec<ImprovementRecord> = order
                .iter()
                .map(|at| serde_json::from_value(both[*at].clone()).unwrap())
                .collect();
            let day = "2025-06-01".parse().unwrap();
            let progress = improvement_progress(&register, &records, day).unwrap();
            assert_eq!((progress.counters, progress.practising), (1, practising));
            let ends = if last { "100.0%" } else { "0.0%" };
            assert_eq!(
                progress.sentence(Language::Ja),
                format!("開いている窓口1のうち{practising}が改善を実践（不明0、全窓口の{ends}）。")
            );
        }
    }
}

#[test]
fn a_rollout_says_why_each_stands_where_it_stands() {
    let candidate = |counter: &str, seconds: Value, cost: u64| {
        json!({"counter": counter, "tool": "reservation", "visits_a_year": 1200,
               "seconds_saved_per_visit": seconds, "cost_yen": cost, "work_days": 5,
               "basis": "架空の前後の計測"})
    };
    let mut unknown = candidate("W-4", json!(60), 1);
    unknown.as_object_mut().unwrap().remove("visits_a_year");
    let plan: RolloutPlan = serde_json::from_value(json!({
        "format": "tosei-rollout-plan", "format_version": 1, "title": "横展開（架空）",
        "fictional": true,
        "quarters": [{"name": "第1四半期", "work_days": 10, "budget_yen": 1_000_000}],
        "candidates": [candidate("W-1", json!(60), 800_000), candidate("W-2", json!(30), 900_000),
                       candidate("W-3", json!(0), 1), unknown]
    }))
    .unwrap();
    assert_eq!(
        (plan.title(), plan.is_fictional()),
        ("横展開（架空）", true)
    );
    let rollout = plan.rollout();
    let sentences: Vec<String> = rollout
        .ranked
        .iter()
        .map(|one| one.sentence(&plan, Language::Ja))
        .chain(rollout.unknown.iter().map(|one| one.sentence(Language::Ja)))
        .collect();
    assert_eq!(sentences.len(), 4);
    assert_eq!(
        sentences[0],
        "1位 窓口W-1（reservation）: 年間1,200件×60秒＝年1200.0人分、費用800,000円。第1四半期に行う。"
    );
    assert!(
        sentences[1].contains("どの四半期にも入らない"),
        "{}",
        sentences[1]
    );
    assert!(
        sentences[2].ends_with("短縮にならないので行わない。"),
        "{}",
        sentences[2]
    );
    assert!(
        sentences[3].starts_with("窓口W-4（reservation）は")
            && sentences[3].ends_with("が不明なので順位を付けない。"),
        "{}",
        sentences[3]
    );
}

/// Case: a plan says what its document says, and is nobody's sample unless it says so.
#[test]
fn a_plan_is_made_up_only_where_it_says_so() {
    for (written, wanted) in [(None, false), (Some(false), false), (Some(true), true)] {
        let mut document = json!({"format": "tosei-rollout-plan", "format_version": 1,
            "title": "横展開", "quarters": [], "candidates": []});
        if let Some(written) = written {
            document["fictional"] = json!(written);
        }
        let plan: RolloutPlan = serde_json::from_value(document).unwrap();
        assert_eq!(plan.is_fictional(), wanted, "{written:?}");
        let again = serde_json::to_value(&plan).unwrap();
        assert_eq!(again["fictional"], json!(wanted));
    }
}
