//! The slow and obvious way to the figures of a flow: every course that a case can take, written down one
//! by one with its probability.

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tosei_bpr::{
    Flow,
    metrics::{FlowMetrics, MeasureKind, MetricsOptions, metrics},
};
use tosei_types::ExactFigure;

/// A part of a flow as one would draw it.
#[derive(Debug, Clone)]
enum Part {
    /// A step with its minutes of work and of waiting.
    Step(u32, u32),
    /// One after the other.
    Line(Vec<Part>),
    /// One of several, with parts of the whole.
    Either(Vec<(u32, Part)>),
    /// All of several.
    Together(Vec<Part>),
    /// So many times in twenty this is done again; it is a step, so that it may be.
    Again(u32, u32),
}

/// One course: how likely, how much work, how much waiting, how long.
#[derive(Debug, Clone, Copy)]
struct Course {
    /// Numerator and denominator.
    likely: (u128, u128),
    work: u128,
    waiting: u128,
    lead: u128,
}

const NOTHING: Course = Course {
    likely: (1, 1),
    work: 0,
    waiting: 0,
    lead: 0,
};

fn shortened((above, below): (u128, u128)) -> (u128, u128) {
    let (mut a, mut b) = (above, below);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (above / a, below / a)
}

fn both(one: (u128, u128), other: (u128, u128)) -> (u128, u128) {
    shortened((one.0 * other.0, one.1 * other.1))
}

/// Every course through a part; `None` where they are too many, or without end.
fn courses(part: &Part) -> Option<Vec<Course>> {
    let all = match part {
        Part::Step(work, waiting) => {
            let (work, waiting) = (u128::from(*work), u128::from(*waiting));
            vec![Course {
                work,
                waiting,
                lead: work + waiting,
                ..NOTHING
            }]
        }
        Part::Line(parts) | Part::Together(parts) => {
            let together = matches!(part, Part::Together(_));
            let mut all = vec![NOTHING];
            for part in parts {
                let next = courses(part)?;
                let mut longer = Vec::new();
                for before in &all {
                    for after in &next {
                        longer.push(Course {
                            likely: both(before.likely, after.likely),
                            work: before.work + after.work,
                            waiting: before.waiting + after.waiting,
                            lead: if together {
                                before.lead.max(after.lead)
                            } else {
                                before.lead + after.lead
                            },
                        });
                    }
                }
                all = longer;
                if all.len() > 5_000 {
                    return None;
                }
            }
            all
        }
        Part::Either(parts) => {
            let whole: u32 = parts.iter().map(|(share, _)| share).sum();
            let mut all = Vec::new();
            for (share, part) in parts {
                let share = (u128::from(*share), u128::from(whole));
                let of_part = courses(part)?.into_iter();
                all.extend(of_part.map(|one| Course {
                    likely: both(one.likely, share),
                    ..one
                }));
            }
            all
        }
        Part::Again(..) => return None,
    };
    (all.len() <= 5_000).then_some(all)
}

/// The part as a flow.
struct Drawing {
    nodes: Vec<Value>,
    lines: Vec<Value>,
}

impl Drawing {
    fn of(part: &Part) -> Flow {
        let mut drawing = Self {
            nodes: Vec::new(),
            lines: Vec::new(),
        };
        drawing
            .nodes
            .push(json!({"id": "s", "is": {"kind": "event", "event": "start", "trigger": "none"}}));
        drawing
            .nodes
            .push(json!({"id": "e", "is": {"kind": "event", "event": "end", "trigger": "none"}}));
        let last = drawing.part(part, "s", None);
        drawing.line(&last.0, "e", last.1);
        serde_json::from_value(
            json!({"format": "tosei-flow", "format_version": 1, "id": "f",
            "nodes": drawing.nodes, "sequence_flows": drawing.lines}),
        )
        .unwrap()
    }

    fn line(&mut self, from: &str, to: &str, share: Option<String>) {
        let mut line = json!({"id": format!("l{}", self.lines.len()), "from": from, "to": to});
        if let Some(share) = share {
            line["probability"] = share.into();
        }
        self.lines.push(line);
    }

    fn node(&mut self, is: Value) -> String {
        let id = format!("n{}", self.nodes.len());
        self.nodes.push(json!({"id": id, "is": is}));
        id
    }

    /// Draws the part behind a node; gives the node that it ends with, and the share of the line that
    /// goes on.
    fn part(
        &mut self,
        part: &Part,
        behind: &str,
        share: Option<String>,
    ) -> (String, Option<String>) {
        match part {
            Part::Step(work, waiting) => {
                let node = self.node(json!({"kind": "activity",
                    "work": work.to_string(), "waiting": waiting.to_string()}));
                self.line(behind, &node, share);
                (node, None)
            }
            Part::Line(parts) => {
                let (mut last, mut share) = (behind.to_owned(), share);
                for part in parts {
                    (last, share) = self.part(part, &last, share);
                }
                (last, share)
            }
            Part::Either(_) | Part::Together(_) => {
                let kind = if matches!(part, Part::Either(_)) {
                    "exclusive"
                } else {
                    "parallel"
                };
                let open = self.node(json!({"kind": "gateway", "gateway": kind}));
                let close = self.node(json!({"kind": "gateway", "gateway": kind}));
                self.line(behind, &open, share);
                let branches: Vec<(Option<String>, &Part)> = match part {
                    Part::Either(parts) => {
                        let whole: u32 = parts.iter().map(|(share, _)| share).sum();
                        let share = |share: &u32| Some(format!("{share}/{whole}"));
                        parts.iter().map(|(of, part)| (share(of), part)).collect()
                    }
                    Part::Together(parts) => parts.iter().map(|part| (None, part)).collect(),
                    _ => unreachable!(),
                };
                for (share, part) in branches {
                    let (last, share) = self.part(part, &open, share);
                    self.line(&last, &close, share);
                }
                (close, None)
            }
            Part::Again(work, twentieths) => {
                let merge = self.node(json!({"kind": "gateway", "gateway": "exclusive"}));
                self.line(behind, &merge, share);
                let (step, _) = self.part(&Part::Step(*work, 0), &merge, None);
                let split = self.node(json!({"kind": "gateway", "gateway": "exclusive"}));
                self.line(&step, &split, None);
                self.line(&split, &merge, Some(format!("{twentieths}/20")));
                (split, Some(format!("{}/20", 20 - twentieths)))
            }
        }
    }
}

fn parts() -> impl Strategy<Value = Part> {
    // Small numbers, so that branches are often as long as each other.
    let step = (0u32..6, 0u32..4).prop_map(|(work, waiting)| Part::Step(work, waiting));
    step.prop_recursive(4, 14, 3, |inner| {
        let shares = prop::collection::vec((0u32..5, inner.clone()), 2..4);
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(Part::Line),
            3 => shares.prop_filter("somebody is chosen", |parts| parts.iter().any(|(share, _)| *share > 0))
                .prop_map(Part::Either),
            3 => prop::collection::vec(inner, 2..4).prop_map(Part::Together),
        ]
    })
}

fn measured(part: &Part) -> FlowMetrics {
    metrics(&Drawing::of(part), MetricsOptions::default()).unwrap()
}

/// The mean of a figure over all courses.
fn mean(courses: &[Course], of: impl Fn(&Course) -> u128) -> ExactFigure {
    let mut sum = (0, 1);
    for course in courses {
        let (above, below) = both(course.likely, (of(course), 1));
        sum = shortened((sum.0 * below + above * sum.1, sum.1 * below));
    }
    format!("{}/{}", sum.0, sum.1).parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Law: without loops, work, waiting and lead time are the means over all courses that a case can take,
    /// however deep choices and parallel branches stand in each other; each of them exact.
    #[test]
    fn figures_are_the_means_over_all_courses(part in parts()) {
        let Some(courses) = courses(&part) else { return Ok(()) };
        let figures = measured(&part);
        let of = |kind| figures.measure(kind).unwrap().exact().cloned();
        prop_assert_eq!(of(MeasureKind::WorkMinutes), Some(mean(&courses, |one| one.work)));
        prop_assert_eq!(of(MeasureKind::WaitingMinutes), Some(mean(&courses, |one| one.waiting)));
        let lead = mean(&courses, |one| one.lead);
        prop_assert!(figures.lead_minutes.from <= lead);
        prop_assert!(figures.lead_minutes.to.as_ref().is_some_and(|to| lead <= *to));
        if courses.len() <= 200 {
            prop_assert_eq!(figures.lead_minutes.exact(), Some(&lead));
        }
    }

    /// Law: a step that is done again and again costs what the sum over one, two, three … rounds costs.
    #[test]
    fn loops_cost_what_their_rounds_cost(work in 0u32..30, twentieths in 0u32..20, beside in parts()) {
        let looped = Part::Line(vec![Part::Again(work, twentieths), beside.clone()]);
        let Some(courses) = courses(&beside) else { return Ok(()) };
        let (mut still, mut sum) = (1.0, 0.0);
        while still > 1e-15 {
            sum += still * f64::from(work);
            still *= f64::from(twentieths) / 20.0;
        }
        let figures = measured(&looped);
        let fast = figures.measure(MeasureKind::WorkMinutes).unwrap().exact().unwrap().clone();
        let behind = mean(&courses, |one| one.work);
        let slow = sum + behind.shown(12).replace(',', "").parse::<f64>().unwrap();
        let fast: f64 = fast.shown(12).replace(',', "").parse().unwrap();
        prop_assert!((fast - slow).abs() < 1e-9 * (1.0 + slow), "{} {}", fast, slow);
    }
}

/// The generator reaches what is hard: parallel branches with choices in them, branches as long as each
/// other, choices that are never taken, blocks in blocks, steps that take no time.
#[test]
fn the_generator_reaches_the_hard_flows() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..1_000 {
        let part = parts().new_tree(&mut runner).unwrap().current();
        let shown = format!("{part:?}");
        let mut count = |name, is: bool| *seen.entry(name).or_default() += u32::from(is);
        let few = courses(&part);
        count("written down", few.is_some());
        let few = few.unwrap_or_default();
        count("several courses", few.len() > 4);
        count("never taken", few.iter().any(|one| one.likely.0 == 0));
        count(
            "in parallel",
            few.iter().any(|one| one.lead < one.work + one.waiting),
        );
        count("choice within parallel", within(&part, false));
        count("two deep", shown.matches("Together").count() > 1);
        count("no time at all", shown.contains("Step(0, 0)"));
    }
    assert!(
        seen.len() == 7 && seen.values().all(|count| *count >= 50),
        "{seen:?}"
    );
}

fn within(part: &Part, parallel: bool) -> bool {
    match part {
        Part::Step(..) | Part::Again(..) => false,
        Part::Line(parts) => parts.iter().any(|part| within(part, parallel)),
        Part::Either(parts) => parallel || parts.iter().any(|(_, part)| within(part, parallel)),
        Part::Together(parts) => parts.iter().any(|part| within(part, true)),
    }
}
