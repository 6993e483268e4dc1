//! Assumptions that are varied: names, values, and what becomes of the parameters.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::json;
use tosei_bpr::{
    Flow, Probability, TimeValue,
    simulate::{
        ArrivalPattern, AssumptionPath, BatchSchedule, CorrectionPlace, SimulationParameters,
        Sweep, SweepAxis, SweepError,
    },
};
use tosei_simulation::Distribution;

fn flow() -> Flow {
    serde_json::from_value(json!({
        "format": "tosei-flow", "format_version": 1, "id": "mihon", "fictional": true,
        "nodes": [
            {"id": "s", "is": {"kind": "event", "event": "start", "trigger": "none"}},
            {"id": "check", "is": {"kind": "activity", "work": "15", "waiting": "60"}},
            {"id": "g", "is": {"kind": "gateway", "gateway": "exclusive"}},
            {"id": "a", "is": {"kind": "activity", "work": {"from": "10", "to": "30"}}},
            {"id": "b", "is": {"kind": "activity", "work": {"kind": "exponential", "mean": "12"}}},
            {"id": "c", "is": {"kind": "activity"}},
            {"id": "e", "is": {"kind": "event", "event": "end", "trigger": "none"}}
        ],
        "sequence_flows": [
            {"id": "f1", "from": "s", "to": "check"}, {"id": "f2", "from": "check", "to": "g"},
            {"id": "ga", "from": "g", "to": "a", "probability": "0.5"},
            {"id": "gb", "from": "g", "to": "b", "probability": "0.3"},
            {"id": "gc", "from": "g", "to": "c", "probability": "0.2"},
            {"id": "f3", "from": "a", "to": "e"}, {"id": "f4", "from": "b", "to": "e"},
            {"id": "f5", "from": "c", "to": "e"}
        ]
    }))
    .unwrap()
}

fn parameters() -> SimulationParameters {
    serde_json::from_value(json!({
        "format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-04-01",
        "days": 60, "runs": {"seed": 1, "runs": 4},
        "arrivals": [
            {"id": "desk", "pattern": {"kind": "by_month", "months": [{"month": 4, "cases": "100"}]}},
            {"id": "online", "pattern": {"kind": "renewal",
                "between": {"kind": "exponential", "mean": "60"}}}
        ],
        "staff": [{"id": "review", "label": {"ja": "審査", "en": "Review"}, "people": 3}],
        "times": [{"node": "check", "work": "20"}],
        "batches": [
            {"node": "a", "schedule": {"kind": "weekly", "weekday": "wednesday", "at": "10:00"}},
            {"node": "b", "schedule": {"kind": "monthly", "day": 25, "at": "10:00"}},
            {"node": "c", "schedule": {"kind": "when_full"}, "least": 2}
        ],
        "corrections": [{"place": {"kind": "after", "node": "check", "share": "0.1",
            "reply": {"kind": "constant", "value": "1440"}}}]
    }))
    .unwrap()
}

#[test]
fn no_fewer_than_nobody_comes() {
    for value in ["0", "-1"] {
        assert_eq!(
            with("arrivals", value).unwrap_err().code(),
            "bpr.sweep.value",
            "{value}"
        );
    }
}

fn with(path: &str, value: &str) -> Result<SimulationParameters, SweepError> {
    let path: AssumptionPath = path.parse().unwrap();
    parameters().with_assumption(&flow(), &path, value.parse().unwrap())
}

fn shares(parameters: &SimulationParameters) -> Vec<(String, String)> {
    let shares = parameters.branches.iter();
    let mut shares: Vec<_> = shares
        .map(|one| (one.sequence_flow.to_string(), one.probability.to_string()))
        .collect();
    shares.sort();
    shares
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = pairs.iter();
    pairs
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[test]
fn the_other_branches_keep_their_proportions() {
    let changed = with("branch:ga", "0.75").unwrap();
    assert_eq!(
        shares(&changed),
        pairs(&[("ga", "0.75"), ("gb", "0.15"), ("gc", "0.1")])
    );
    let never = with("branch:ga", "0").unwrap();
    assert_eq!(
        shares(&never),
        pairs(&[("ga", "0"), ("gb", "0.6"), ("gc", "0.4")])
    );
    let always = with("branch:ga", "1").unwrap();
    assert_eq!(
        shares(&always),
        pairs(&[("ga", "1"), ("gb", "0"), ("gc", "0")])
    );
    // What stands in the parameters goes before what the flow says, and is changed again.
    let again = always.with_assumption(
        &flow(),
        &"branch:ga".parse().unwrap(),
        "1/3".parse().unwrap(),
    );
    assert_eq!(again.unwrap_err().code(), "bpr.sweep.branches"); // nobody knows how to share
    let third = with("branch:gc", "1/3").unwrap();
    assert_eq!(
        shares(&third),
        pairs(&[("ga", "5/12"), ("gb", "0.25"), ("gc", "1/3")])
    );
    assert_eq!(
        with("branch:ga", "1.5").unwrap_err().code(),
        "bpr.sweep.value"
    );
    assert_eq!(
        with("branch:f1", "0.5").unwrap_err().code(),
        "bpr.sweep.nothing"
    );
    assert_eq!(
        with("branch:no", "0.5").unwrap_err().code(),
        "bpr.sweep.nothing"
    );
}

#[test]
fn branches_of_unknown_share_cannot_be_shared_out() {
    let mut flow = flow();
    for line in &mut flow.sequence_flows {
        line.probability = None;
    }
    let path: AssumptionPath = "branch:ga".parse().unwrap();
    let error = parameters().with_assumption(&flow, &path, "0.5".parse().unwrap());
    assert_eq!(error.unwrap_err().code(), "bpr.sweep.branches");
    // With one other branch it is clear what is left.
    flow.sequence_flows.retain(|line| line.id.as_str() != "gc");
    let changed = parameters().with_assumption(&flow, &path, "0.35".parse().unwrap());
    assert_eq!(
        shares(&changed.unwrap()),
        pairs(&[("ga", "0.35"), ("gb", "0.65")])
    );
}

#[test]
fn a_factor_applies_to_what_the_parameters_or_else_the_flow_say() {
    let time = |parameters: &SimulationParameters, node: &str| {
        let mut times = parameters.times.iter();
        let found = times.find(|one| one.node.as_str() == node);
        found.cloned()
    };
    let changed = with("work:check", "1/3").unwrap();
    let work = time(&changed, "check").unwrap().work.unwrap();
    assert_eq!(work, TimeValue::Value("20/3".parse().unwrap()));
    let changed = with("work", "0.5").unwrap();
    let of = |node: &str| time(&changed, node).and_then(|one| one.work);
    assert_eq!(of("check"), Some(TimeValue::Value(10.into())));
    assert_eq!(
        of("a"),
        Some(TimeValue::range(5.into(), 15.into()).unwrap())
    );
    let half = Distribution::Exponential {
        mean: "6".parse().unwrap(),
    };
    assert_eq!(of("b"), Some(TimeValue::Distribution(half)));
    assert_eq!(of("c"), None); // an unknown time stays unknown
    let changed = with("waiting:check", "2").unwrap();
    let check = time(&changed, "check").unwrap();
    assert_eq!(check.waiting, Some(TimeValue::Value(120.into())));
    assert_eq!(check.work, Some(TimeValue::Value(20.into())));
    assert_eq!(with("work:c", "2").unwrap_err().code(), "bpr.sweep.nothing");
    assert_eq!(
        with("waiting:a", "2").unwrap_err().code(),
        "bpr.sweep.nothing"
    );
    assert_eq!(with("work:b", "-1").unwrap_err().code(), "bpr.sweep.value");
}

#[test]
fn arrivals_days_people_and_corrections_change() {
    let changed = with("arrivals", "2").unwrap();
    let ArrivalPattern::ByMonth { months, .. } = &changed.arrivals[0].pattern else {
        panic!()
    };
    assert_eq!(months[0].cases.get(), 200.0);
    let ArrivalPattern::Renewal { between, .. } = &changed.arrivals[1].pattern else {
        panic!()
    };
    assert_eq!(
        between,
        &Distribution::Exponential {
            mean: "30".parse().unwrap()
        }
    );
    let one = with("arrivals:desk", "0.5").unwrap();
    assert_eq!(one.arrivals[1], parameters().arrivals[1]);
    assert_ne!(one.arrivals[0], parameters().arrivals[0]);
    assert_eq!(
        with("arrivals:no", "2").unwrap_err().code(),
        "bpr.sweep.nothing"
    );
    assert_eq!(with("arrivals", "0").unwrap_err().code(), "bpr.sweep.value");

    assert_eq!(with("people:review", "7").unwrap().staff[0].people, 7);
    assert_eq!(
        with("people:review", "1.5").unwrap_err().code(),
        "bpr.sweep.value"
    );
    assert_eq!(
        with("people:no", "1").unwrap_err().code(),
        "bpr.sweep.nothing"
    );

    let weekday = |value: &str| match with("batch_day:a", value)?.batches[0].schedule {
        BatchSchedule::Weekly { weekday, .. } => Ok::<_, SweepError>(weekday),
        _ => panic!(),
    };
    assert_eq!(weekday("1"), Ok(tosei_types::Weekday::Monday));
    assert_eq!(weekday("7"), Ok(tosei_types::Weekday::Sunday));
    assert!(weekday("0").is_err() && weekday("8").is_err());
    let day = |value: &str| match with("batch_day:b", value)?.batches[1].schedule {
        BatchSchedule::Monthly { day, .. } => Ok::<_, SweepError>(day),
        _ => panic!(),
    };
    assert_eq!(day("31"), Ok(31));
    assert!(day("32").is_err() && day("0").is_err());
    assert_eq!(
        with("batch_day:c", "1").unwrap_err().code(),
        "bpr.sweep.value"
    );
    assert_eq!(
        with("batch_day:check", "1").unwrap_err().code(),
        "bpr.sweep.nothing"
    );

    let changed = with("correction:check", "0.25").unwrap();
    let CorrectionPlace::After { share, .. } = &changed.corrections[0].place else {
        panic!()
    };
    assert_eq!(*share, "0.25".parse::<Probability>().unwrap());
    assert_eq!(
        with("correction:a", "0.25").unwrap_err().code(),
        "bpr.sweep.nothing"
    );
}

#[test]
fn axes_have_one_text_form() {
    for (text, written) in [
        ("people:review=1..3", "people:review=1,2,3"),
        ("arrivals=0.80, 1,6/5", "arrivals=0.8,1,1.2"),
        ("branch:a=b=0.5", "branch:a=b=0.5"),
        ("work=1", "work=1"),
    ] {
        let axis: SweepAxis = text.parse().unwrap();
        assert_eq!(axis.to_string(), written);
        assert_eq!(axis.to_string().parse::<SweepAxis>().unwrap(), axis);
    }
    for (text, code) in [
        ("people:review", "bpr.sweep_axis.form"),
        ("weather=1", "bpr.assumption_path.kind"),
        ("people=1", "bpr.assumption_path.kind"),
        ("people:=1", "types.id.empty"),
        ("work:=1", "bpr.element_id.empty"),
        ("people:review=3..1", "bpr.sweep_axis.range"),
        ("people:review=1..x", "bpr.sweep_axis.range"),
        ("people:review=1..200", "bpr.sweep_axis.values"),
        ("people:review=1,1.0", "bpr.sweep_axis.twice"),
    ] {
        let error = text.parse::<SweepAxis>().unwrap_err();
        assert_eq!(error.code(), code, "{text}");
    }
    assert!("people:review=a".parse::<SweepAxis>().is_err());
    assert!("people:review=".parse::<SweepAxis>().is_err());
}

#[test]
fn a_sweep_combines_all_values_within_its_limit() {
    let axis = |text: &str| text.parse::<SweepAxis>().unwrap();
    let sweep = Sweep::try_new(vec![axis("people:a=1,2"), axis("work=1,2,3")]).unwrap();
    let points: Vec<String> = sweep
        .points()
        .iter()
        .map(|point| format!("{}/{}", point[0], point[1]))
        .collect();
    assert_eq!(points, ["1/1", "1/2", "1/3", "2/1", "2/2", "2/3"]);
    assert_eq!(Sweep::try_new(vec![]).unwrap_err().code(), "bpr.sweep.axes");
    let twice = Sweep::try_new(vec![axis("work=1"), axis("work=2")]);
    assert_eq!(twice.unwrap_err().code(), "bpr.sweep.axes");
    let large = Sweep::try_new(vec![axis("work=1..100"), axis("people:a=1..11")]);
    assert_eq!(large.unwrap_err().code(), "bpr.sweep.too_many");
    let text = serde_json::to_string(&sweep).unwrap();
    assert_eq!(text, r#"["people:a=1,2","work=1,2,3"]"#);
    assert_eq!(serde_json::from_str::<Sweep>(&text).unwrap(), sweep);
}
