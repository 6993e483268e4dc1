//! Soundness: the run that is told, step by step, what fails, and what stays open.

use crate::helper::{drawn, sketch};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    soundness::{ProblemKind, ScopeSoundness, Soundness, SoundnessOptions, Verdict, soundness},
};

fn judged(flow: &Flow) -> Soundness {
    soundness(flow, SoundnessOptions::default()).unwrap()
}

fn within(flow: &Flow, max_states: u32) -> Soundness {
    let options = SoundnessOptions {
        max_states,
        ..SoundnessOptions::default()
    };
    soundness(flow, options).unwrap()
}

/// `waiting: run` of a problem of a scope.
fn told(scope: &ScopeSoundness, kind: ProblemKind) -> String {
    let problem = scope.problems.iter().find(|one| one.kind == kind);
    let problem = problem.unwrap_or_else(|| panic!("{scope:?}"));
    let nodes: Vec<&str> = problem
        .nodes
        .iter()
        .map(tosei_bpr::ElementId::as_str)
        .collect();
    let run: Vec<&str> = problem
        .trace
        .iter()
        .map(|step| step.node.as_str())
        .collect();
    format!("{}: {}", nodes.join(" "), run.join(" "))
}

fn kinds(scope: &ScopeSoundness) -> Vec<&'static str> {
    scope.problems.iter().map(|one| one.kind.code()).collect()
}

/// Lines `a>b` of a drawing.
fn lines(text: &str) -> Vec<(&str, &str, &str)> {
    text.split_whitespace()
        .map(|line| line.split_once('>').unwrap())
        .map(|(from, to)| (from, to, ""))
        .collect()
}

fn flow(text: &str) -> Flow {
    drawn(&lines(text), &[])
}

fn event(position: &str, trigger: &str, host: &str) -> Value {
    let mut event = json!({"kind": "event", "event": position, "trigger": trigger});
    if !host.is_empty() {
        event["attached_to"] = json!(host);
    }
    event
}

#[test]
fn a_run_is_told_step_by_step() {
    for (text, deadlock) in [
        ("s>x1 x1>a x1>b a>p1 b>p1 p1>e", "p1: s x1 a"),
        // Of an inclusive split just those that were taken.
        ("s>i1 i1>a i1>b i1>c a>e1 b>p1 c>p1 p1>e", "p1: s i1 b"),
        ("s>i1 i1>a i1>b i1>c a>e1 b>e2 c>p1 b>p1 p1>e", "p1: s i1 c"),
        // Of choices that were folded one way, of parallel branches all.
        (
            "s>x1 x1>a x1>b a>x2 b>x2 x2>x3 x3>c x3>d c>p1 d>p1 p1>e",
            "p1: s x1 a x2 x3 c",
        ),
        (
            "s>p1 p1>a p1>b a>p2 b>p2 p2>x3 x3>c x3>d c>p3 d>p3 p3>e",
            "p3: s p1 a b p2 x3 c",
        ),
        // Ends side by side are all come to, of a choice of ends one.
        (
            "s>p1 p1>e1 p1>a a>e2 p1>x1 x1>c x1>d c>p2 d>p2 p2>e3",
            "p2: s p1 e1 a e2 x1 c",
        ),
        (
            "s>p1 p1>x1 x1>e1 x1>e2 p1>x2 x2>c x2>d c>p2 d>p2 p2>e3",
            "p2: s p1 x1 e1 x2 c",
        ),
        // A loop is not gone round.
        (
            "s>x1 x1>a a>x2 x2>b b>x1 x2>x3 x3>c x3>d c>p1 d>p1 p1>e",
            "p1: s x1 a x2 x3 c",
        ),
    ] {
        let found = judged(&flow(text));
        assert_eq!(
            told(&found.scopes[0], ProblemKind::Deadlock),
            deadlock,
            "{text}"
        );
    }
    // Splits behind splits are one split; what comes between them comes once.
    let text = "s>p1 p1>a p1>h h>p2 p2>b p2>c a>p3 b>p3 p3>p4 c>p4 p4>x5 x5>f x5>g f>p6 g>p6 p6>e";
    let found = judged(&flow(text));
    let run = told(&found.scopes[0], ProblemKind::Deadlock);
    let mut run: Vec<&str> = run.trim_start_matches("p6: ").split(' ').collect();
    assert_eq!(
        (run[0], run[1], run.last().copied()),
        ("s", "p1", Some("f"))
    );
    run.sort_unstable();
    assert_eq!(
        run,
        ["a", "b", "c", "f", "h", "p1", "p2", "p3", "p4", "s", "x5"]
    );
}

#[test]
fn what_is_done_twice() {
    for (text, twice) in [
        // The step behind the merge is one place with it.
        ("s>p1 p1>a p1>b a>x1 b>x1 x1>c c>e", "e"),
        ("s>p1 p1>a p1>b a>x1 b>x1 x1>e", "e"),
        (
            "s>p1 p1>a p1>b a>x1 b>x1 x1>x2 x2>c x2>d c>p5 d>p5 p5>e",
            "x2",
        ),
        ("s>p1 p1>a p1>b a>x1 b>x1 x1>c x1>d c>e1 d>e2", "c"),
        // A gateway that joins and splits is told itself.
        ("s>p1 p1>a p1>b a>x1 b>x1 x1>c x1>d c>p5 d>p5 p5>e", "x1"),
    ] {
        let found = judged(&flow(text));
        let told = told(&found.scopes[0], ProblemKind::LackOfSynchronization);
        assert_eq!(told.split(':').next().unwrap(), twice, "{text}");
    }
}

#[test]
fn an_end_that_is_come_to_twice() {
    for (text, end) in [
        ("s>p1 p1>a p1>b a>x1 b>x1 x1>e", "e"),
        ("s>p1 p1>a p1>b a>x1 b>x1 x1>c c>e", "e"),
        ("s>p1 p1>a p1>b a>e b>e", "e"),
        ("s>p1 p1>a p1>b a>x1 b>x1 x1>c x1>d c>e1 d>e2", "e1"),
        ("s>p1 p1>a p1>b p1>c a>x1 b>x1 x1>e2 c>e1", "e2"),
    ] {
        let found = judged(&flow(text));
        let told = told(&found.scopes[0], ProblemKind::NoProperCompletion);
        assert_eq!(told.split(':').next().unwrap(), end, "{text}");
    }
}

#[test]
fn the_way_in_stands_before_a_run_within() {
    let inner = |mut is: Value| {
        is["@parent"] = json!("sub");
        is
    };
    let step = || json!({"kind": "activity"});
    let gateway = |kind: &str| json!({"kind": "gateway", "gateway": kind});
    let found = judged(&drawn(
        &lines("s>b b>sub sub>e s1>p1 p1>a p1>c a>x1 c>x1 x1>d d>e1"),
        &[
            ("sub", json!({"kind": "sub_process"})),
            ("s1", inner(event("start", "none", ""))),
            ("p1", inner(gateway("parallel"))),
            ("a", inner(step())),
            ("c", inner(step())),
            ("x1", inner(gateway("exclusive"))),
            ("d", inner(step())),
            ("e1", inner(event("end", "none", ""))),
        ],
    ));
    let sub = &found.scopes[1];
    assert_eq!(
        kinds(sub),
        ["lack_of_synchronization", "no_proper_completion"]
    );
    let run = told(sub, ProblemKind::LackOfSynchronization);
    assert!(run.starts_with("e1: s b sub s1 p1 "), "{run}");
    let run = told(sub, ProblemKind::NoProperCompletion);
    assert!(run.starts_with("e1: s b sub s1 p1 "), "{run}");
    assert!(found.scopes[0].problems.is_empty());
}

/// A sub-process that is done again and again; only what fails within it, and is taken nowhere, ends it.
#[test]
fn what_fails_within_ends_what_is_around() {
    for (end, boundary, fails) in [
        ("error", vec![], true),
        ("error", vec!["error"], false),
        ("error", vec!["timer"], true),
        ("error", vec!["cancel"], true),
        ("error", vec!["error", "timer"], false),
        ("error", vec!["timer", "error"], false),
        ("cancel", vec![], true),
        ("cancel", vec!["cancel"], false),
        ("cancel", vec!["error"], true),
        ("none", vec![], false),
        ("terminate", vec![], false),
        ("terminate", vec!["timer"], false),
    ] {
        let hosts: Vec<String> = boundary.iter().map(|of| format!("t{of}")).collect();
        let mut text = "s>x x>sub sub>x s1>x1 x1>e1 x1>e2".to_owned();
        for host in &hosts {
            text.push_str(&format!(" {host}>x"));
        }
        let inner = |mut is: Value| {
            is["@parent"] = json!("sub");
            is
        };
        let mut kinds = vec![
            ("sub", json!({"kind": "sub_process"})),
            ("s1", inner(event("start", "none", ""))),
            (
                "x1",
                inner(json!({"kind": "gateway", "gateway": "exclusive"})),
            ),
            ("e1", inner(event("end", "none", ""))),
            ("e2", inner(event("end", end, ""))),
        ];
        for (host, trigger) in hosts.iter().zip(&boundary) {
            kinds.push((host, event("boundary", trigger, "sub")));
        }
        let found = judged(&drawn(&lines(&text), &kinds));
        let endless = found.has(ProblemKind::EndlessLoop);
        assert_eq!(endless, !fails, "{end} {boundary:?} {found:?}");
    }
}

#[test]
fn an_error_that_does_not_leave_is_no_failure() {
    // An error is taken by an event within; another end is never come to.
    let inner = |mut is: Value| {
        is["@parent"] = json!("sub");
        is
    };
    let text = "s>x x>sub sub>x s1>a a>e1 t>e2 b>e3";
    let found = judged(&drawn(
        &lines(text),
        &[
            ("sub", json!({"kind": "sub_process"})),
            ("s1", inner(event("start", "none", ""))),
            ("a", inner(json!({"kind": "activity"}))),
            ("b", inner(json!({"kind": "activity"}))),
            ("t", inner(event("boundary", "error", "a"))),
            ("e1", inner(event("end", "none", ""))),
            ("e2", inner(event("end", "none", ""))),
            ("e3", inner(event("end", "error", ""))),
        ],
    ));
    assert_eq!(kinds(&found.scopes[0]), ["endless_loop"]);
    assert_eq!(kinds(&found.scopes[1]), ["dead_activities"]);
}

#[test]
fn what_stays_open_is_listed() {
    // Three rows that come together or end alone, so that little is folded.
    let text = "s>p1 p1>x1 p1>x2 p1>x3 x1>i2 x2>i2 x3>i2 x1>e1 x2>e2 x3>e3 i2>c c>e";
    let flow = flow(text);
    let all = within(&flow, 1_000);
    assert_eq!(
        (all.verdict(), all.scopes[0].open.len()),
        (Verdict::Sound, 0)
    );
    let states = all.scopes[0].states;
    let open = |max_states: u32| -> Vec<&'static str> {
        let found = within(&flow, max_states);
        let scope = &found.scopes[0];
        assert_eq!(scope.problems, []);
        assert_eq!(
            scope.verdict,
            Verdict::NotDecided {
                states: scope.states
            }
        );
        scope.open.iter().map(|kind| kind.code()).collect()
    };
    let most = [
        "deadlock",
        "endless_loop",
        "lack_of_synchronization",
        "no_proper_completion",
        "unbounded",
    ];
    assert_eq!(open(states - 1), most);
    assert_eq!(open(1)[..5], most);
    assert_eq!(open(1)[5..], ["dead_activities"]);
}

#[test]
fn a_complex_gateway_is_assumed_inclusive_where_it_matters() {
    let complex = || json!({"kind": "gateway", "gateway": "complex"});
    for (text, assumed) in [
        ("s>g g>e", false),
        ("s>g g>e g>e1", true),
        ("s>g s1>g g>e", true),
        ("s>g", false),
    ] {
        let found = judged(&drawn(&lines(text), &[("g", complex())]));
        assert_eq!(found.assumptions.len(), usize::from(assumed), "{text}");
    }
}

#[test]
fn splits_behind_splits_are_folded_though_their_joins_do_not_match() {
    for text in [
        // The first join takes a branch of each split.
        "s>p1 p1>a p1>p2 p2>b p2>c a>p3 b>p3 p3>p4 c>p4 p4>e",
        "s>p1 p1>p2 p1>a p2>b p2>c c>p3 a>p3 p3>p4 b>p4 p4>e",
        // So with choices, which meet in another order.
        "s>x1 x1>a x1>x2 x2>b x2>c a>x3 b>x3 x3>d d>x4 c>x4 x4>e",
    ] {
        let found = judged(&flow(text));
        assert_eq!(found.verdict(), Verdict::Sound, "{text}");
        assert_eq!(found.scopes[0].places_left, 2, "{text}");
    }
    // A choice behind a parallel split is no part of it.
    let text = "s>p1 p1>a p1>x2 x2>b x2>c a>p3 b>p3 p3>x4 c>x4 x4>e";
    let found = judged(&flow(text));
    assert!(found.has(ProblemKind::Deadlock), "{found:?}");
    // A parallel split behind a choice neither.
    let text = "s>x1 x1>a x1>p2 p2>b p2>c a>x3 b>x3 x3>x4 c>x4 x4>e";
    let found = judged(&flow(text));
    assert_eq!(
        kinds(&found.scopes[0]),
        ["lack_of_synchronization", "no_proper_completion"]
    );
}

#[test]
fn a_default_that_is_joined_with_another_branch_is_none_of_its_own() {
    // With `b` and `c`, or `a` and `c` if `a` is no default, `x` is passed twice.
    let with = |default: &str| {
        let gateway = json!({"kind": "gateway", "gateway": "inclusive", "default": default});
        let text = "s>i1 i1>a i1>b i1>c a>i2 b>i2 i2>x c>x x>e";
        judged(&drawn(&lines(text), &[("i1", gateway)]))
    };
    for default in ["l1", "l2", "nobody"] {
        assert!(
            with(default).has(ProblemKind::LackOfSynchronization),
            "{default}"
        );
    }
    // Taken alone, it meets nobody.
    assert_eq!(with("l3").verdict(), Verdict::Sound);
}

#[test]
fn an_inclusive_join_of_three_lines_waits_for_each() {
    let text = "s>p1 p1>x1 p1>x2 p1>x3 x1>i2 x2>i2 x3>i2 x1>e1 x2>e2 x3>e3 i2>e";
    let found = judged(&flow(text));
    assert_eq!(found.verdict(), Verdict::Sound, "{found:?}");
}

/// Each of the branches ends the case: so many ways to begin it, and one to end it.
#[test]
fn up_to_twelve_inclusive_branches_are_all_looked_at() {
    let with = |branches: usize| {
        let ids: Vec<String> = (0..branches).map(|at| format!("t{at}")).collect();
        let mut lines = vec![("s", "i1", "")];
        lines.extend(ids.iter().map(|id| ("i1", id.as_str(), "")));
        let kinds: Vec<(&str, Value)> = ids
            .iter()
            .map(|id| (id.as_str(), event("end", "terminate", "")))
            .collect();
        judged(&drawn(&lines, &kinds)).scopes[0].clone()
    };
    let twelve = with(12);
    // The beginning, all but none of them, and the end.
    assert_eq!((twelve.verdict, twelve.states), (Verdict::Sound, 4_097));
    let thirteen = with(13);
    assert!(
        matches!(thirteen.verdict, Verdict::NotDecided { .. }),
        "{thirteen:?}"
    );
}

#[test]
fn a_sub_process_without_a_beginning_does_not_end() {
    let inner = |mut is: Value| {
        is["@parent"] = json!("sub");
        is
    };
    let of = |kinds: &[(&str, Value)], text: &str| {
        let mut all = vec![("sub", json!({"kind": "sub_process"}))];
        all.extend(kinds.iter().cloned());
        let lines_of = format!("s>sub sub>e {text}");
        let found = judged(&serde_json::from_value(sketch(&lines(&lines_of), &all)).unwrap());
        let scopes = found.scopes.iter();
        scopes.map(kinds_of).collect::<Vec<_>>()
    };
    fn kinds_of(scope: &ScopeSoundness) -> String {
        kinds(scope).join(" ")
    }
    assert_eq!(of(&[], ""), ["", ""]);
    let step = || inner(json!({"kind": "activity"}));
    assert_eq!(of(&[("a", step())], ""), ["", ""]);
    let circle = of(&[("a", step()), ("b", step())], "a>b b>a");
    assert_eq!(circle[1], "dead_activities");
}

/// What comes again through an inclusive join may not come a third time: nothing is claimed of it.
#[test]
fn through_an_inclusive_join_nothing_is_claimed_to_pile_up() {
    let grows = judged(&flow("s>x0 x0>p1 p1>a p1>x0 a>e"));
    assert!(grows.has(ProblemKind::Unbounded), "{grows:?}");
    // What piles up before a join that waits for ever never ends.
    let waits = judged(&flow("s>x0 x0>p1 p1>x0 p1>b b>p2 u>p2 p2>e"));
    assert!(waits.has(ProblemKind::Unbounded), "{waits:?}");
    let found = within(&flow("s>i0 i0>a i0>i0 a>e"), 300);
    let scope = &found.scopes[0];
    assert!(
        kinds(scope).contains(&"lack_of_synchronization"),
        "{scope:?}"
    );
    assert!(!kinds(scope).contains(&"unbounded"), "{scope:?}");
    assert!(scope.open.contains(&ProblemKind::Unbounded), "{scope:?}");
}
