//! Two designs on the same chance, other assumptions, and the cheapest staffing, on a small office.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_precision_loss,
    reason = "a test stops at the first surprise"
)]

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{
        DifferenceVerdict, Simulated, SimulatedDesign, SimulationComparison, SimulationFigure,
        SimulationParameters, StaffFigure, StaffingAssumption, StaffingBounds, StaffingEnd,
        StaffingGoal, StaffingResult, StaffingSearch, StaffingSearchError, Sweep, SweepResult,
        TargetProof, compare_simulations, find_staffing, run_sweep, simulate, usual_bounds,
    },
};
use tosei_document::Explain;
use tosei_simulation::Seed;
use tosei_types::{ExactFigure, Language};

fn flow(id: &str) -> Flow {
    serde_json::from_value(json!({
        "format": "tosei-flow", "format_version": 1, "id": id, "fictional": true,
        "staff_classes": [
            {"id": "regular", "label": {"ja": "正規職員", "en": "Regular staff"}, "yen_per_hour": 3600},
            {"id": "fixed_term", "label": {"ja": "会計年度任用職員", "en": "Fixed term"}, "yen_per_hour": 1700}
        ],
        "pools": [{"id": "city", "name": "見本市（架空）", "lanes": [
            {"id": "desk", "name": "窓口"}, {"id": "review", "name": "審査係"}]}],
        "nodes": [
            {"id": "s", "pool": "city", "lane": "desk", "is": {"kind": "event", "event": "start", "trigger": "none"}},
            {"id": "check", "name": "確認", "pool": "city", "lane": "desk", "is": {"kind": "activity",
                "work": {"kind": "exponential", "mean": "30"}}},
            {"id": "decide", "name": "審査", "pool": "city", "lane": "review", "is": {"kind": "activity",
                "work": {"kind": "exponential", "mean": "50"}}},
            {"id": "e", "pool": "city", "lane": "review", "is": {"kind": "event", "event": "end", "trigger": "none"}}
        ],
        "sequence_flows": [
            {"id": "f1", "from": "s", "to": "check"}, {"id": "f2", "from": "check", "to": "decide"},
            {"id": "f3", "from": "decide", "to": "e"}
        ]
    }))
    .unwrap()
}

fn hours() -> Value {
    let day = json!([{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]);
    json!({"monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": day})
}

/// About eighteen cases a day: more than one at the desk and two reviewers can do.
fn parameters(desk: u32, review: u32) -> SimulationParameters {
    serde_json::from_value(json!({
        "format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-06-01", "days": 61,
        "warm_up_days": 10, "drain_days": 30, "runs": {"seed": 7, "runs": 8},
        "arrivals": [{"id": "all", "pattern": {"kind": "by_month", "months": [
            {"month": 6, "cases": "380"}, {"month": 7, "cases": "380"}], "hours": hours()}}],
        "staff": [
            {"id": "desk", "label": {"ja": "窓口", "en": "Desk"}, "class": "fixed_term", "people": desk,
                "lanes": ["desk"], "hours": hours()},
            {"id": "review", "label": {"ja": "審査係", "en": "Review"}, "class": "regular", "people": review,
                "lanes": ["review"], "hours": hours()}
        ],
        "deadlines": {"standard": {
            "period": {"state": "set", "basis": "law", "processing": {"amount": "1", "unit": "day"}},
            "rule": {"format": "tosei-counting-rule", "format_version": 1,
                "name": {"ja": "数え方（架空）", "en": "Rule (fictional)"}, "first_day": "next_day",
                "days": "business_days"}}}
    }))
    .unwrap()
}

/// A document is read as it was written, and not under another format.
fn read_back<T: Serialize + DeserializeOwned>(document: &Value) {
    let read: T = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(&serde_json::to_value(read).unwrap(), document);
    let mut other = document.clone();
    other["format_version"] = json!(2);
    assert!(serde_json::from_value::<T>(other).is_err());
}

fn run(parameters: &SimulationParameters) -> Simulated {
    simulate(&flow("office"), parameters).unwrap()
}

fn compared(before: &SimulationParameters, after: &SimulationParameters) -> SimulationComparison {
    let (one, other) = (run(before), run(after));
    let design = |simulated, parameters| SimulatedDesign {
        simulated,
        parameters,
    };
    compare_simulations(design(&one, before), design(&other, after)).unwrap()
}

#[test]
fn a_design_beside_itself_shows_no_difference_at_all() {
    let same = compared(&parameters(2, 3), &parameters(2, 3));
    for one in &same.figures {
        if let Some(difference) = one.values.difference {
            assert_eq!(
                (difference.mean, difference.half_width),
                (0.0, 0.0),
                "{}",
                one.figure
            );
            assert_eq!(one.values.verdict, DifferenceVerdict::NotShown);
            assert_eq!(one.words(Language::Ja), "変わらない");
        } else {
            assert_eq!(
                one.values.verdict,
                DifferenceVerdict::Unknown,
                "{}",
                one.figure
            );
        }
    }
    assert_eq!(same.pairs, 8);
}

#[test]
fn one_more_reviewer_is_faster_and_the_interval_is_narrower_than_without_common_chance() {
    let (before, after) = (parameters(2, 2), parameters(2, 3));
    let found = compared(&before, &after);
    let lead = found.figure(SimulationFigure::MeanLead).unwrap();
    assert_eq!(lead.values.verdict, DifferenceVerdict::Better);
    assert_eq!(lead.words(Language::Ja), "短くなる");
    assert_eq!(lead.words(Language::En), "faster");
    let share = found.figure(SimulationFigure::WithinStandard).unwrap();
    assert_eq!(share.values.verdict, DifferenceVerdict::Better);
    // The same cases came, with the same work.
    let came = found.figure(SimulationFigure::Started).unwrap();
    assert_eq!(came.values.difference.unwrap().mean, 0.0);
    let dearer = found.figure(SimulationFigure::DutyCost).unwrap();
    assert_eq!(dearer.values.verdict, DifferenceVerdict::Worse);
    // Utilisation of the reviewers falls by about a third, that of the desk not at all.
    assert_eq!(
        found.staff[0].utilisation.verdict,
        DifferenceVerdict::NotShown
    );
    assert_eq!(found.staff[1].utilisation.verdict, DifferenceVerdict::Less);
    let classes: Vec<&str> = found
        .classes
        .iter()
        .map(|one| one.class.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(classes, ["fixed_term", "regular"]);
    assert_eq!(found.classes[1].duty_hours.verdict, DifferenceVerdict::More);

    // Against runs that did not meet the same chance: a really independent second design.
    let (one, two) = (run(&parameters(2, 3)), run(&parameters(2, 4)));
    let mut other = parameters(2, 4);
    other.runs.seed = Seed::new(8);
    let independent = run(&other);
    let spread = |after: &Simulated| {
        let differences: Vec<f64> = one
            .outcomes()
            .iter()
            .zip(after.outcomes())
            .map(|(a, b)| {
                b.figure(SimulationFigure::MeanLead).unwrap()
                    - a.figure(SimulationFigure::MeanLead).unwrap()
            })
            .collect();
        let mean = differences.iter().sum::<f64>() / differences.len() as f64;
        differences
            .iter()
            .map(|one| (one - mean).powi(2))
            .sum::<f64>()
    };
    let (common, apart) = (spread(&two), spread(&independent));
    assert!(common < apart, "{common} is not narrower than {apart}");
    let found = compared(&parameters(2, 3), &parameters(2, 4));
    let narrowing = found
        .figure(SimulationFigure::MeanLead)
        .unwrap()
        .values
        .narrowing()
        .unwrap();
    println!(
        "variance on common chance {common:.1}, on other chance {apart:.1}; interval {narrowing:.3} as wide"
    );
    assert!(narrowing < 0.9, "{narrowing}");
}

#[test]
fn only_runs_of_one_seed_are_compared() {
    let before = parameters(2, 3);
    let mut after = before.clone();
    after.runs.seed = Seed::new(8);
    let (one, other) = (run(&before), run(&after));
    let design = |simulated, parameters| SimulatedDesign {
        simulated,
        parameters,
    };
    let error = compare_simulations(design(&one, &before), design(&other, &after)).unwrap_err();
    assert_eq!(error.code(), "bpr.compare_simulations.seeds");
    let mut fewer = before.clone();
    fewer.staff.pop();
    let error = compare_simulations(design(&one, &before), design(&one, &fewer)).unwrap_err();
    assert_eq!(error.code(), "bpr.compare_simulations.other_parameters");
    // Runs beyond those that both have are left out.
    let mut more = before.clone();
    more.runs.runs = 12;
    let long = run(&more);
    let found = compare_simulations(design(&one, &before), design(&long, &more)).unwrap();
    assert_eq!(found.pairs, 8);
    assert_eq!(
        found
            .figure(SimulationFigure::MeanLead)
            .unwrap()
            .values
            .difference
            .unwrap()
            .mean,
        0.0
    );
    read_back::<SimulationComparison>(&serde_json::to_value(&found).unwrap());
}

#[test]
fn a_sweep_is_a_table_on_the_same_chance() {
    let flow = flow("office");
    let sweep = |axes: &[&str]| {
        Sweep::try_new(axes.iter().map(|axis| axis.parse().unwrap()).collect()).unwrap()
    };
    let mut heard = Vec::new();
    let found = run_sweep(
        &flow,
        &parameters(2, 3),
        &sweep(&["people:review=0,2,3,4"]),
        &mut |made, all| heard.push((made, all)),
    )
    .unwrap();
    assert_eq!(heard, [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]);
    // Nobody on a lane with work is no figure, and no reason to stop.
    let refused = found.points[0].refused.as_ref().unwrap();
    assert!(
        refused.code.starts_with("bpr.simulate."),
        "{}",
        refused.code
    );
    assert!(found.points[0].figures.is_empty());
    // The flow as it stands, once more.
    assert_eq!(found.points[2].figures, found.base);
    let lead = |place: usize| {
        found.points[place]
            .figure(SimulationFigure::MeanLead)
            .unwrap()
            .mean
    };
    assert!(lead(1) > lead(2) && lead(2) > lead(3));
    let verdict = |place: usize| {
        let mut figures = found.points[place].from_base.iter();
        figures
            .find(|one| one.figure == SimulationFigure::MeanLead)
            .unwrap()
            .values
            .verdict
    };
    assert_eq!(verdict(1), DifferenceVerdict::Worse);
    assert_eq!(verdict(2), DifferenceVerdict::NotShown);
    assert_eq!(verdict(3), DifferenceVerdict::Better);
    read_back::<SweepResult>(&serde_json::to_value(&found).unwrap());
    // Half as many cases wait less.
    let found = run_sweep(
        &flow,
        &parameters(2, 3),
        &sweep(&["arrivals=0.5,1"]),
        &mut |_, _| {},
    )
    .unwrap();
    let came = |place: usize| {
        found.points[place]
            .figure(SimulationFigure::Started)
            .unwrap()
            .mean
    };
    assert!(
        (came(0) / came(1) - 0.5).abs() < 0.1,
        "{} {}",
        came(0),
        came(1)
    );
    let error = run_sweep(
        &flow,
        &parameters(2, 3),
        &sweep(&["people:nobody=1"]),
        &mut |_, _| {},
    );
    assert_eq!(error.unwrap_err().code(), "bpr.sweep.nothing");
}

fn search(desk: (u32, u32), review: (u32, u32)) -> StaffingSearch {
    let bounds = |group: &str, (least, most)| StaffingBounds {
        group: group.parse().unwrap(),
        least,
        most,
    };
    StaffingSearch::among(vec![bounds("desk", desk), bounds("review", review)])
}

fn find(search: &StaffingSearch) -> Result<StaffingResult, StaffingSearchError> {
    find_staffing(&flow("office"), &parameters(1, 2), search, &mut |_| {})
}

/// The cheapest of all staffings within the bounds, each simulated.
fn by_looking_at_all(search: &StaffingSearch) -> Option<ExactFigure> {
    let mut cheapest: Option<ExactFigure> = None;
    for desk in search.bounds[0].least..=search.bounds[0].most {
        for review in search.bounds[1].least..=search.bounds[1].most {
            let parameters = parameters(desk, review);
            let Ok(simulated) = simulate(&flow("office"), &parameters) else {
                continue;
            };
            let share = simulated
                .result()
                .figure(SimulationFigure::WithinStandard)
                .unwrap();
            let value = match search.proof {
                TargetProof::LowerBound => share.low(),
                _ => share.mean,
            };
            let target = search.target.get();
            let target = target.numerator() as f64 / target.denominator() as f64;
            let stable = simulated.result().verdict != tosei_simulation::Verdict::NotStable;
            // 51 days less holidays and weekends, seven hours each: what the simulation says of duty.
            let cost = simulated
                .result()
                .figure(SimulationFigure::DutyCost)
                .unwrap()
                .mean;
            let cost: ExactFigure = format!("{cost:.4}").parse().unwrap();
            if stable && value >= target && cheapest.as_ref().is_none_or(|so_far| cost < *so_far) {
                cheapest = Some(cost);
            }
        }
    }
    cheapest
}

#[test]
fn the_cheapest_staffing_is_that_of_all_staffings() {
    let mut answers = 0;
    for (target, proof) in [
        ("0.9", TargetProof::LowerBound),
        ("0.9", TargetProof::Point),
        ("0.999", TargetProof::LowerBound),
        ("0.02", TargetProof::Point),
    ] {
        let mut conditions = search((0, 4), (1, 5));
        conditions.target = target.parse().unwrap();
        conditions.proof = proof;
        let all = by_looking_at_all(&conditions);
        for assumption in [StaffingAssumption::Monotone, StaffingAssumption::None] {
            conditions.assumption = assumption;
            let found = find(&conditions);
            match (&found, &all) {
                (Ok(found), Some(cost)) => {
                    answers += 1;
                    let best = found.best().unwrap();
                    assert!(best.meets);
                    assert_eq!(
                        best.cost_yen.rounded(2),
                        cost.rounded(2),
                        "{target} {proof} {assumption}"
                    );
                    assert_eq!(found.end, StaffingEnd::Cheapest);
                    println!(
                        "target {target} ({proof}), {assumption}: {:?} of {} simulated staffings, {} of 25",
                        best.people,
                        found.points.len(),
                        best.cost_yen
                    );
                }
                (Err(StaffingSearchError::NoneSuffices { .. }), None) => {}
                other => panic!("{target} {proof} {assumption}: {other:?}"),
            }
        }
    }
    assert!(answers >= 4, "{answers}");
}

#[test]
fn the_cost_of_a_staffing_is_what_its_hours_on_duty_cost() {
    let found = find(&search((1, 4), (1, 5))).unwrap();
    let best = found.best().unwrap();
    let simulated = run(&parameters(best.people[0], best.people[1]));
    let duty = simulated
        .result()
        .figure(SimulationFigure::DutyCost)
        .unwrap();
    let cost: f64 = best.cost_yen.shown(4).replace(',', "").parse().unwrap();
    assert!((duty.mean - cost).abs() < 0.01, "{} {cost}", duty.mean);
    let by_class: ExactFigure = found
        .classes
        .iter()
        .map(|class| class.cost_yen.clone())
        .sum();
    assert_eq!(by_class, best.cost_yen);
    for (class, place) in found.classes.iter().zip([0usize, 1]) {
        let group = simulated
            .result()
            .group(["desk", "review"][place], StaffFigure::DutyHours)
            .unwrap();
        let hours: f64 = class.duty_hours.shown(4).replace(',', "").parse().unwrap();
        assert!((group.mean - hours).abs() < 1e-6);
        assert_eq!(class.people, u64::from(best.people[place]));
    }
    // Nothing that is one person cheaper is enough.
    for at in 0..2 {
        let mut fewer = best.people.clone();
        fewer[at] -= 1;
        let tried = found.points.iter().find(|point| point.people == fewer);
        assert!(tried.is_none_or(|point| !point.meets), "{fewer:?}");
    }
    read_back::<StaffingResult>(&serde_json::to_value(&found).unwrap());
}

#[test]
fn bounds_that_do_not_suffice_say_what_the_best_of_them_reached() {
    let error = find(&search((1, 1), (1, 2))).unwrap_err();
    assert_eq!(error.code(), "bpr.staffing.none_suffices");
    let reached = error.reached().unwrap();
    assert_eq!(reached.end, StaffingEnd::NoneSuffices);
    assert_eq!(reached.best().unwrap().people, [1, 2]);
    let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
    assert!(
        ja.contains("窓口1人、審査係2人") && ja.contains('％') && ja.ends_with('。'),
        "{ja}"
    );
    assert!(
        en.contains("1 in Desk, 2 in Review") && en.ends_with('.'),
        "{en}"
    );
    let mut short = search((1, 4), (1, 5));
    short.most_simulations = 2;
    let error = find(&short).unwrap_err();
    assert_eq!(error.code(), "bpr.staffing.unfinished");
    assert_eq!(error.reached().unwrap().points.len(), 2);
}

#[test]
fn conditions_that_make_no_sense_are_refused() {
    let code = |search: &StaffingSearch| find(search).unwrap_err().code();
    assert_eq!(code(&StaffingSearch::among(vec![])), "bpr.staffing.groups");
    let mut twice = search((1, 2), (1, 2));
    twice.bounds[1].group = twice.bounds[0].group.clone();
    assert_eq!(code(&twice), "bpr.staffing.groups");
    let mut unknown = search((1, 2), (1, 2));
    unknown.bounds[0].group = "nobody".parse().unwrap();
    assert_eq!(code(&unknown), "bpr.staffing.unknown_group");
    assert_eq!(code(&search((3, 2), (1, 2))), "bpr.staffing.bounds");
    let mut law = search((1, 2), (1, 2));
    law.goal = StaffingGoal::Statutory;
    assert_eq!(code(&law), "bpr.staffing.no_period");
    let mut flow = flow("office");
    flow.staff_classes[0].yen_per_hour = None;
    let error = find_staffing(
        &flow,
        &parameters(1, 2),
        &search((1, 2), (1, 2)),
        &mut |_| {},
    );
    assert_eq!(error.unwrap_err().code(), "bpr.staffing.no_price");
    let bounds = usual_bounds(&parameters(1, 4));
    assert_eq!((bounds[0].least, bounds[0].most, bounds[1].most), (1, 3, 8));
}
