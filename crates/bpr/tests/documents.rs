//! Documents of results: read as written, refused under another format; and refusals in both languages.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    metrics::{FlowMetrics, MetricsOptions, metrics},
    sample::{subsidy_as_is_json, subsidy_to_be_json},
    savings::{SavingsAssumptions, SavingsError, default_person_year},
    simulate::{AssumptionPath, Sweep, SweepAxis},
    soundness::{ProblemKind, Soundness, SoundnessOptions, soundness},
};
use tosei_document::Explain;
use tosei_types::{CaseCount, Language, StaffClass};

fn sample() -> (Flow, Flow) {
    let read = |json| serde_json::from_str(json).unwrap();
    (read(subsidy_as_is_json()), read(subsidy_to_be_json()))
}

fn read_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let written = serde_json::to_value(value).unwrap();
    let read: T = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(read, *value);
    for (key, other) in [
        ("format", json!("tosei-something-else")),
        ("format_version", json!(2)),
    ] {
        let mut changed = written.clone();
        assert!(changed[key] != Value::Null, "{key}");
        changed[key] = other;
        assert!(serde_json::from_value::<T>(changed).is_err(), "{key}");
    }
    let mut changed = written;
    changed["no_such_field"] = json!(1);
    assert!(serde_json::from_value::<T>(changed).is_err());
}

/// Both sentences are there, differ, and name what the error is about.
fn told(error: &dyn Explain, code: &str, named: &str) {
    assert_eq!(error.code(), code);
    let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
    assert!(ja.ends_with('。') && en.ends_with('.'), "{ja} {en}");
    assert!(ja != en && ja.contains(named), "{ja} does not name {named}");
}

#[test]
fn figures_soundness_and_assumptions_are_read_as_written() {
    let (before, after) = sample();
    let of = |flow: &Flow| metrics(flow, MetricsOptions::default()).unwrap();
    let (old, new) = (of(&before), of(&after));
    read_back::<FlowMetrics>(&old);
    read_back::<Soundness>(&soundness(&before, SoundnessOptions::default()).unwrap());
    let cases = CaseCount::try_new(1_200).unwrap();
    let assumptions = |classes: &[StaffClass]| {
        SavingsAssumptions::between(&old, &new, classes, cases, default_person_year()).unwrap()
    };
    read_back(&assumptions(&before.staff_classes));
    // A class that nobody described keeps its id as its name.
    let undescribed = serde_json::to_value(assumptions(&[])).unwrap();
    let first = before.staff_classes[0].id.as_str();
    assert!(undescribed.to_string().contains(first), "{undescribed}");
}

fn small(nodes: &Value, flows: &Value) -> Flow {
    serde_json::from_value(json!({
        "format": "tosei-flow", "format_version": 1, "id": "small",
        "nodes": nodes, "sequence_flows": flows
    }))
    .unwrap()
}

fn event(id: &str, which: &str) -> Value {
    json!({"id": id, "is": {"kind": "event", "event": which, "trigger": "none"}})
}

fn gateway(id: &str, which: &str) -> Value {
    json!({"id": id, "is": {"kind": "gateway", "gateway": which}})
}

fn step(id: &str) -> Value {
    json!({"id": id, "is": {"kind": "activity", "work": "10"}})
}

#[test]
fn why_a_flow_has_no_figures_is_said_in_both_languages() {
    let refused = |flow: &Flow| metrics(flow, MetricsOptions::default()).unwrap_err();
    // Shares that do not sum to one.
    let shares = small(
        &json!([
            event("s", "start"),
            gateway("g", "exclusive"),
            step("a"),
            event("e", "end"),
            event("f", "end")
        ]),
        &json!([
            {"id": "1", "from": "s", "to": "g"},
            {"id": "2", "from": "g", "to": "a", "probability": "0.5"},
            {"id": "3", "from": "g", "to": "f", "probability": "0.4"},
            {"id": "4", "from": "a", "to": "e"}
        ]),
    );
    told(&refused(&shares), "bpr.metrics.probabilities", "g");
    // A loop without a way out.
    let endless = small(
        &json!([event("s", "start"), step("a"), step("b")]),
        &json!([
            {"id": "1", "from": "s", "to": "a"}, {"id": "2", "from": "a", "to": "b"},
            {"id": "3", "from": "b", "to": "a"}
        ]),
    );
    told(&refused(&endless), "bpr.metrics.endless_loop", "a");
}

#[test]
fn what_is_wrong_with_a_flow_is_said_in_both_languages() {
    // Two branches that run beside each other and meet where nobody waits: the rest is done twice.
    let twice = small(
        &json!([
            event("s", "start"),
            gateway("p", "parallel"),
            step("a"),
            step("b"),
            gateway("m", "exclusive"),
            step("c"),
            event("e", "end")
        ]),
        &json!([
            {"id": "1", "from": "s", "to": "p"}, {"id": "2", "from": "p", "to": "a"},
            {"id": "3", "from": "p", "to": "b"}, {"id": "4", "from": "a", "to": "m"},
            {"id": "5", "from": "b", "to": "m"}, {"id": "6", "from": "m", "to": "c"},
            {"id": "7", "from": "c", "to": "e"}
        ]),
    );
    // One of two ways is taken, and both are waited for.
    let stuck = small(
        &json!([
            event("s", "start"),
            gateway("x", "exclusive"),
            step("a"),
            step("b"),
            gateway("j", "parallel"),
            event("e", "end")
        ]),
        &json!([
            {"id": "1", "from": "s", "to": "x"},
            {"id": "2", "from": "x", "to": "a", "probability": "0.5"},
            {"id": "3", "from": "x", "to": "b", "probability": "0.5"},
            {"id": "4", "from": "a", "to": "j"}, {"id": "5", "from": "b", "to": "j"},
            {"id": "6", "from": "j", "to": "e"}
        ]),
    );
    let endless = small(
        &json!([event("s", "start"), step("a"), step("b")]),
        &json!([
            {"id": "1", "from": "s", "to": "a"}, {"id": "2", "from": "a", "to": "b"},
            {"id": "3", "from": "b", "to": "a"}
        ]),
    );
    let mut kinds = Vec::new();
    for flow in [&twice, &stuck, &endless] {
        let found = soundness(flow, SoundnessOptions::default()).unwrap();
        assert!(found.problems().next().is_some());
        for problem in found.problems() {
            assert!(found.has(problem.kind));
            kinds.push(problem.kind);
            let (ja, en) = (
                problem.sentence(Language::Ja),
                problem.sentence(Language::En),
            );
            assert!(ja.contains(problem.kind.label(Language::Ja)), "{ja}");
            assert!(en.contains(problem.kind.label(Language::En)), "{en}");
        }
        read_back(&found);
    }
    assert!(kinds.contains(&ProblemKind::Deadlock), "{kinds:?}");
    assert!(kinds.contains(&ProblemKind::EndlessLoop), "{kinds:?}");
}

#[test]
fn savings_are_refused_with_a_reason() {
    let (before, after) = sample();
    let of = |flow: &Flow| metrics(flow, MetricsOptions::default()).unwrap();
    let assumptions = SavingsAssumptions::between(
        &of(&before),
        &of(&after),
        &before.staff_classes,
        CaseCount::try_new(1_200).unwrap(),
        default_person_year(),
    )
    .unwrap();
    let mut written = serde_json::to_value(&assumptions).unwrap();
    let classes = written
        .pointer_mut("/work/classes")
        .and_then(Value::as_array_mut)
        .unwrap();
    let first = classes[0].clone();
    let id = first["class"]["id"].as_str().unwrap().to_owned();
    classes.push(first);
    let twice: Result<SavingsAssumptions, _> = serde_json::from_value(written);
    let error = match twice {
        Ok(read) => tosei_bpr::savings::savings(&read).unwrap_err(),
        Err(error) => {
            assert!(error.to_string().contains(&id), "{error}");
            return;
        }
    };
    told(&error, "bpr.savings.class_twice", &id);
    // Without the minutes of an activity nothing is exact.
    let unknown = small(
        &json!([event("s", "start"), {"id": "a", "is": {"kind": "activity"}}, event("e", "end")]),
        &json!([{"id": "1", "from": "s", "to": "a"}, {"id": "2", "from": "a", "to": "e"}]),
    );
    let error: SavingsError = SavingsAssumptions::between(
        &of(&unknown),
        &of(&unknown),
        &[],
        CaseCount::try_new(1).unwrap(),
        default_person_year(),
    )
    .unwrap_err();
    told(&error, "bpr.savings.not_exact", "作業");
}

#[test]
fn each_thing_that_a_sweep_varies_has_a_name_in_both_languages() {
    for text in [
        "arrivals",
        "arrivals:web",
        "work",
        "work:check",
        "waiting:check",
        "branch:f2",
        "people:desk",
        "batch_day:check",
        "correction:check",
    ] {
        let path: AssumptionPath = text.parse().unwrap();
        assert_eq!(path.to_string(), text);
        let (ja, en) = (path.words(Language::Ja), path.words(Language::En));
        assert!(ja != en && !ja.is_empty(), "{text}: {ja} {en}");
        if let Some((_, name)) = text.split_once(':') {
            assert!(ja.contains(name) && en.contains(name), "{ja} {en}");
        }
    }
    let refused = |text: &str| text.parse::<AssumptionPath>().unwrap_err();
    told(
        &refused("colour:red"),
        refused("colour:red").code(),
        "colour",
    );
}

#[test]
fn an_axis_is_refused_with_a_reason() {
    let refused = |text: &str| text.parse::<SweepAxis>().unwrap_err();
    for (text, code, named) in [
        ("arrivals", "bpr.sweep_axis.form", "arrivals"),
        ("people:desk=3..1", "bpr.sweep_axis.range", "3..1"),
        ("arrivals=1,1", "bpr.sweep_axis.twice", "1"),
    ] {
        let error = refused(text);
        assert!(error.code().starts_with("bpr.sweep"), "{}", error.code());
        assert_eq!(
            error.code().rsplit('.').next(),
            code.rsplit('.').next(),
            "{text}"
        );
        told(&error, error.code(), named);
    }
    for text in ["arrivals=many", "colour:red=1"] {
        let error = refused(text);
        told(&error, error.code(), "");
    }
    let error = Sweep::try_new(Vec::new()).unwrap_err();
    told(&error, "bpr.sweep.axes", "一つ以上");
    let axis = |text: &str| text.parse::<SweepAxis>().unwrap();
    let error = Sweep::try_new(vec![axis("arrivals=1"), axis("arrivals=2")]).unwrap_err();
    told(&error, "bpr.sweep.axes", "重複");
}
