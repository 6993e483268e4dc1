//! The cheapest staffing and tables of assumptions, at their limits; documents that are written and read again.

use crate::helper::{drawn, work};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{
        SimulationParameters, SimulationResult, StaffingAssumption, StaffingResult, StaffingSearch,
        StaffingSearchError, Sweep, SweepAxis, find_staffing, simulate, usual_bounds,
    },
};
use tosei_types::Language;

/// Three cases on Monday at nine of seven hours each, due on Tuesday.
fn office(staff: Value, more: Value) -> (Flow, SimulationParameters) {
    let flow = drawn(&[("s", "a", ""), ("a", "e", "")], &[("a", work("420"))]);
    let rule = json!({"format": "tosei-counting-rule", "format_version": 1,
        "name": {"ja": "規則", "en": "rule"}, "first_day": "next_day", "days": "business_days"});
    let mut document = json!({
        "format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-06-01", "days": 30,
        "runs": {"seed": 1, "runs": 2}, "staff": staff,
        "arrivals": [{"id": "desk", "pattern": {"kind": "recorded", "times":
            ["2026-06-01T09:00", "2026-06-01T09:00", "2026-06-01T09:00"]}}],
        "deadlines": {"standard": {"rule": rule, "period": {"state": "set", "basis": "law",
            "processing": {"amount": "1", "unit": "day"}}}},
        "options": {"quantiles": "exact"}
    });
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    (flow, serde_json::from_value(document).unwrap())
}

fn group(id: &str, people: u32, yen: u32, spans: &[(&str, &str)]) -> Value {
    let spans: Vec<Value> = spans
        .iter()
        .map(|(from, to)| json!({"from": from, "to": to}))
        .collect();
    let hours = json!({"monday": spans, "tuesday": spans, "wednesday": spans, "thursday": spans, "friday": spans});
    json!({"id": id, "label": {"ja": format!("{id}係"), "en": format!("Desk {id}")}, "people": people,
        "yen_per_hour": yen, "hours": hours})
}

const DAY: [(&str, &str); 2] = [("09:00", "12:00"), ("13:00", "17:00")];

fn bounds(of: &[(&str, u32, u32)], more: Value) -> StaffingSearch {
    let bounds: Vec<Value> = of
        .iter()
        .map(|(group, least, most)| json!({"group": group, "least": least, "most": most}))
        .collect();
    let mut document = json!({"bounds": bounds, "target": "0.9"});
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    serde_json::from_value(document).unwrap()
}

fn found(
    (flow, parameters): &(Flow, SimulationParameters),
    search: &StaffingSearch,
) -> Result<StaffingResult, StaffingSearchError> {
    find_staffing(flow, parameters, search, &mut |_| {})
}

#[test]
fn costs_of_groups_are_compared_exactly() {
    // Two of the day cost 2 × 22 × 7 yen; one who stays until midnight 22 × 15 and does as much.
    let staff = json!([
        group("day", 1, 1, &DAY),
        group("late", 1, 1, &[("09:00", "24:00")])
    ]);
    let office = office(staff, json!({}));
    for assumption in [StaffingAssumption::Monotone, StaffingAssumption::None] {
        let mut search = bounds(&[("day", 0, 3), ("late", 0, 1)], json!({}));
        search.assumption = assumption;
        let result = found(&office, &search).unwrap();
        let best = result.best().unwrap();
        assert_eq!(
            (best.people.as_slice(), best.cost_yen.to_string()),
            (&[2, 0][..], "308".to_owned())
        );
    }
}

#[test]
fn of_what_was_found_before_the_limit_the_cheapest_is_told() {
    let office = office(json!([group("day", 1, 1_000, &DAY)]), json!({}));
    let search = |most: u32| bounds(&[("day", 0, 4)], json!({"most_simulations": most}));
    // Four people are enough, and two; whether one is, is not looked at.
    let error = found(&office, &search(2)).unwrap_err();
    assert_eq!(error.code(), "bpr.staffing.unfinished");
    let reached = error.reached().unwrap();
    let people: Vec<&[u32]> = reached
        .points
        .iter()
        .map(|one| one.people.as_slice())
        .collect();
    assert_eq!(people, [&[4][..], &[2]]);
    assert_eq!(reached.best().unwrap().people, [2]);
    assert_eq!(
        found(&office, &search(10)).unwrap().best().unwrap().people,
        [2]
    );
}

#[test]
fn a_staffing_of_which_nobody_knows_is_not_enough() {
    // Two days; who is there on Tuesday night alone begins, and nothing is decided or late when the run ends.
    let night = json!([{"from": "23:00", "to": "24:00"}]);
    let mut late = group("night", 1, 1, &DAY);
    late["hours"] = json!({"tuesday": night});
    let staff = json!([group("day", 2, 1_000, &DAY), late]);
    let office = office(staff, json!({"days": 2, "drain_days": 0}));
    let mut search = bounds(&[("day", 0, 2)], json!({"target": "0.5"}));
    search.assumption = StaffingAssumption::None;
    let result = found(&office, &search).unwrap();
    let told: Vec<(u32, bool, bool, bool)> = result
        .points
        .iter()
        .map(|one| {
            (
                one.people[0],
                one.share.is_some(),
                one.meets,
                one.refused.is_some(),
            )
        })
        .collect();
    assert_eq!(told[0], (0, false, false, false), "{told:?}");
    assert!(result.best().unwrap().people[0] > 0);
}

#[test]
fn sixteen_groups_are_searched_and_no_more() {
    let staff = |count: u32| -> Value {
        (0..count)
            .map(|at| group(&format!("g{at}"), 1, 1, &DAY))
            .collect()
    };
    let search = |count: u32| {
        let ids: Vec<String> = (0..count).map(|at| format!("g{at}")).collect();
        let all: Vec<(&str, u32, u32)> = ids.iter().map(|id| (id.as_str(), 1, 1)).collect();
        bounds(&all, json!({}))
    };
    for (count, code) in [
        (16, None),
        (17, Some("bpr.staffing.groups")),
        (18, Some("bpr.staffing.groups")),
    ] {
        let office = office(staff(18), json!({}));
        let error = found(&office, &search(count)).err();
        assert_eq!(
            error.map(|error| error.code().to_owned()).as_deref(),
            code,
            "{count}"
        );
    }
}

#[test]
fn usual_bounds_of_a_group() {
    let staff = json!([
        group("none", 0, 1, &DAY),
        group("one", 1, 1, &DAY),
        group("two", 2, 1, &DAY),
        group("three", 3, 1, &DAY)
    ]);
    let (_, parameters) = office(staff, json!({}));
    let found: Vec<(u32, u32)> = usual_bounds(&parameters)
        .iter()
        .map(|one| (one.least, one.most))
        .collect();
    assert_eq!(found, [(0, 2), (1, 3), (1, 4), (1, 6)]);
}

#[test]
fn classes_are_called_by_their_own_names() {
    let class =
        |id: &str, ja: &str| json!({"id": id, "label": {"ja": ja, "en": id}, "yen_per_hour": 1});
    let of = |id: &str, class: &str| {
        let mut group = group(id, 1, 1, &DAY);
        group["class"] = json!(class);
        group
    };
    let staff = json!([of("one", "regular"), of("two", "hourly")]);
    let office = office(
        staff,
        json!({"staff_classes": [class("hourly", "時間額"), class("regular", "常勤")]}),
    );
    let result = found(&office, &bounds(&[("one", 1, 1), ("two", 1, 1)], json!({}))).unwrap();
    let labels: Vec<(String, String)> = result
        .classes
        .iter()
        .map(|one| {
            (
                one.class.as_ref().unwrap().to_string(),
                one.label.as_ref().unwrap().ja.clone(),
            )
        })
        .collect();
    let pair = |id: &str, ja: &str| (id.to_owned(), ja.to_owned());
    assert_eq!(labels, [pair("hourly", "時間額"), pair("regular", "常勤")]);
}

#[test]
fn the_best_in_words_and_read_again() {
    let office = office(json!([group("day", 1, 1_000, &DAY)]), json!({}));
    let result = found(&office, &bounds(&[("day", 0, 4)], json!({}))).unwrap();
    let document = serde_json::to_value(&result).unwrap();
    let place = usize::try_from(document["best"].as_u64().unwrap()).unwrap();
    let words = |mean: f64, half: f64| {
        let mut changed = document.clone();
        changed["points"][place]["share"]["mean"] = json!(mean);
        changed["points"][place]["share"]["half_width"] = json!(half);
        let read: StaffingResult = serde_json::from_value(changed).unwrap();
        (read.best_words(Language::Ja), read.best_words(Language::En))
    };
    for (mean, half, shown) in [
        (0.9, 0.05, ["90.0", "85.0", "95.0"]),
        // A share is neither below nothing nor above all.
        (0.98, 0.05, ["98.0", "93.0", "100.0"]),
        (0.02, 0.05, ["2.0", "0.0", "7.0"]),
    ] {
        let [mean_shown, low, high] = shown;
        assert_eq!(
            words(mean, half),
            (
                format!("最良はday係2人で{mean_shown}％（区間{low}％～{high}％）です。"),
                format!("the best, 2 in Desk day, reaches {mean_shown} % ({low} to {high} %)")
            )
        );
    }
    let points = document["points"].as_array().unwrap().len();
    for (best, is_read) in [
        (0, true),
        (points - 1, true),
        (points, false),
        (points + 5, false),
    ] {
        let mut changed = document.clone();
        changed["best"] = json!(best);
        let read = serde_json::from_value::<StaffingResult>(changed);
        assert_eq!(read.is_ok(), is_read, "{best}");
    }
}

fn axis(path: &str, values: u32) -> SweepAxis {
    format!("{path}=1..{values}").parse().unwrap()
}

#[test]
fn a_sweep_has_a_thousand_points_at_most() {
    for (sizes, code) in [
        ([40, 25, 1], None),
        ([10, 10, 10], None),
        ([27, 37, 1], None),
        ([7, 11, 13], Some("bpr.sweep.too_many")),
    ] {
        let [people, work, arrivals] = sizes;
        let axes = [
            ("people:desk", people),
            ("work", work),
            ("arrivals", arrivals),
        ];
        let sweep = Sweep::try_new(axes.map(|(path, values)| axis(path, values)).to_vec());
        let error = sweep.err().map(|error| error.code().to_owned());
        assert_eq!(error.as_deref(), code, "{sizes:?}");
    }
}

#[test]
fn what_is_left_of_nothing_is_nothing() {
    let flow = drawn(
        &[
            ("s", "x", ""),
            ("x", "a", "1"),
            ("x", "b", "0"),
            ("x", "c", "0"),
            ("a", "e1", ""),
            ("b", "e2", ""),
            ("c", "e3", ""),
        ],
        &[("a", work("1")), ("b", work("1")), ("c", work("1"))],
    );
    let parameters: SimulationParameters = serde_json::from_value(json!({
        "format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-06-01", "days": 30,
        "runs": {"seed": 1, "runs": 2}, "arrivals": [{"id": "desk", "pattern": {"kind": "by_month",
            "months": [{"month": 6, "cases": "100"}]}}]}))
    .unwrap();
    let with = |path: &str, value: &str| {
        let path = path.parse().unwrap();
        parameters
            .with_assumption(&flow, &path, value.parse().unwrap())
            .map(|changed| {
                let branches = changed.branches.iter();
                let mut shares: Vec<(String, String)> = branches
                    .map(|one| (one.sequence_flow.to_string(), one.probability.to_string()))
                    .collect();
                shares.sort();
                shares
            })
            .map_err(|error| error.code().to_owned())
    };
    let pair = |line: &str, share: &str| (line.to_owned(), share.to_owned());
    assert_eq!(
        with("branch:l1", "1"),
        Ok(vec![pair("l1", "1"), pair("l2", "0"), pair("l3", "0")])
    );
    // Of a half that is left nobody says who takes it.
    assert_eq!(
        with("branch:l1", "0.5"),
        Err("bpr.sweep.branches".to_owned())
    );
    // Nobody at all is no factor of those who come.
    assert!(with("arrivals", "0").is_err());
    assert!(with("arrivals", "0.1").is_ok());
}

#[test]
fn documents_are_written_as_shortly_as_they_are_read() {
    let step = json!({"node": "a", "schedule": {"kind": "when_full"}});
    let (_, parameters) = office(json!([]), json!({"batches": [step]}));
    assert_eq!((parameters.drain_days, parameters.warm_up_days), (180, 0));
    assert_eq!(
        (parameters.batches[0].least, parameters.arrivals[0].priority),
        (1, 1)
    );
    let written = serde_json::to_value(&parameters).unwrap();
    assert!(written["batches"][0].get("least").is_none(), "{written}");
    let mut more = parameters;
    more.batches[0].least = 2;
    more.drain_days = 7;
    let written = serde_json::to_value(&more).unwrap();
    assert_eq!(
        (&written["batches"][0]["least"], &written["drain_days"]),
        (&json!(2), &json!(7))
    );
}

#[test]
fn results_of_another_format_are_refused() {
    let staff = json!([group("day", 2, 1_000, &DAY)]);
    let (flow, parameters) = office(staff, json!({}));
    let simulated = simulate(&flow, &parameters).unwrap();
    let document = serde_json::to_value(simulated.result()).unwrap();
    assert!(serde_json::from_value::<SimulationResult>(document.clone()).is_ok());
    for (key, value) in [
        ("format", json!("tosei-flow-simulations")),
        ("format_version", json!(2)),
    ] {
        let mut changed = document.clone();
        changed[key] = value;
        let error = serde_json::from_value::<SimulationResult>(changed).unwrap_err();
        assert!(error.to_string().contains("expected format"), "{error}");
    }
}
