//! Pages and pictures: what is known stands on them in both languages, and names stay names.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::json;
use std::collections::BTreeMap;
use tosei_bpr::{
    Flow,
    compare::{Comparison, compare},
    issue::{FlowIssue, IssueCatalogue, find_issues},
    lint::{LintOptions, lint},
    metrics::{FlowMetrics, MetricsOptions, metrics},
    page::{ComparisonFacts, FlowFacts, comparison_page},
    picture::drawing,
    sample::{
        subsidy_as_is_json, subsidy_as_is_parameters_json, subsidy_to_be_json,
        subsidy_to_be_parameters_json,
    },
    savings::{SavingsAssumptions, default_person_year, savings},
    simulate::{
        Simulated, SimulatedDesign, SimulationParameters, StaffingBounds, StaffingSearch,
        StaffingSearchError, Sweep, compare_simulations, find_staffing,
        page::{DesignFacts, SimulationFacts, simulation_page},
        run_sweep, simulate,
    },
    soundness::{Soundness, SoundnessOptions, soundness},
};
use tosei_document::Report;
use tosei_page::Text;
use tosei_types::{Label, Language};

fn flow(json: &str) -> Flow {
    serde_json::from_str(json).unwrap()
}

/// A flow with what was found out about it.
struct Known {
    flow: Flow,
    issues: Vec<FlowIssue>,
    metrics: Option<FlowMetrics>,
    soundness: Option<Soundness>,
    lint: Report,
}

impl Known {
    fn of(flow: Flow) -> Self {
        let day = "2026-04-01".parse().unwrap();
        Self {
            issues: find_issues(&flow, IssueCatalogue::usual()),
            metrics: metrics(&flow, MetricsOptions::default()).ok(),
            soundness: soundness(&flow, SoundnessOptions::default()).ok(),
            lint: lint(&flow, &LintOptions::default(), &[], day).report,
            flow,
        }
    }

    fn facts(&self) -> FlowFacts<'_> {
        FlowFacts {
            flow: &self.flow,
            issues: &self.issues,
            metrics: self.metrics.as_ref(),
            soundness: self.soundness.as_ref(),
            lint: &self.lint,
        }
    }
}

fn compared(before: &Known, after: &Known) -> Comparison {
    compare(&before.flow, &after.flow, &[], MetricsOptions::default())
}

fn page(before: &Known, after: &Known, no_savings: Option<&Label>) -> String {
    let comparison = compared(before, after);
    let value = before
        .metrics
        .as_ref()
        .zip(after.metrics.as_ref())
        .zip(before.flow.cases_a_year)
        .map(|((old, new), cases)| {
            let classes = &before.flow.staff_classes;
            let assumptions =
                SavingsAssumptions::between(old, new, classes, cases, default_person_year());
            savings(&assumptions.unwrap()).unwrap()
        });
    comparison_page(&ComparisonFacts {
        before: before.facts(),
        after: after.facts(),
        comparison: &comparison,
        savings: if no_savings.is_some() {
            None
        } else {
            value.as_ref()
        },
        no_savings,
        catalogue: IssueCatalogue::usual(),
    })
    .render()
}

#[test]
fn a_comparison_shows_both_flows_and_what_changed() {
    let before = Known::of(flow(subsidy_as_is_json()));
    let after = Known::of(flow(subsidy_to_be_json()));
    let html = page(&before, &after, None);
    for one in [&before.flow, &after.flow] {
        for node in &one.nodes {
            if let Some(name) = &node.name {
                assert!(html.contains(name.as_str()), "{name}");
            }
        }
    }
    // Each picture once a language.
    assert_eq!(html.matches("<svg").count(), 4);
    // The sample is fictional, and the page says so.
    assert!(html.contains("架空") && html.contains("made up"));
    // Every issue of the first flow is named in words.
    for issue in &before.issues {
        for language in [Language::Ja, Language::En] {
            let sentence = issue.sentence(IssueCatalogue::usual(), language);
            assert!(html.contains(&sentence), "{sentence}");
        }
    }
}

#[test]
fn why_there_are_no_savings_stands_on_the_page() {
    let before = Known::of(flow(subsidy_as_is_json()));
    let why = Label::new("件数が分かりません。", "The cases are not known.");
    let html = page(&before, &before, Some(&why));
    assert!(html.contains("件数が分かりません。") && html.contains("The cases are not known."));
    // A flow beside itself: no step came and none went.
    assert!(compared(&before, &before).is_empty());
}

#[test]
fn a_flow_without_figures_has_a_page() {
    let broken = |id: &str| {
        Known::of(
            serde_json::from_value(json!({
                "format": "tosei-flow", "format_version": 1, "id": id,
                "nodes": [{"id": "a", "name": "受付", "is": {"kind": "activity"}}]
            }))
            .unwrap(),
        )
    };
    let html = page(&broken("one"), &broken("two"), None);
    assert!(html.contains("受付") && !html.contains("made up"));
}

#[test]
fn names_are_text_and_never_markup() {
    let hostile = "<script>alert(1)</script>&\"'";
    let flow: Flow = serde_json::from_value(json!({
        "format": "tosei-flow", "format_version": 1, "id": "hostile", "name": hostile,
        "pools": [{"id": "p", "name": hostile, "lanes": [{"id": "l", "name": hostile}]}],
        "nodes": [
            {"id": "s", "name": hostile, "pool": "p", "lane": "l",
                "is": {"kind": "event", "event": "start", "trigger": "none"}},
            {"id": "g", "name": hostile, "pool": "p", "lane": "l",
                "is": {"kind": "gateway", "gateway": "exclusive"}},
            {"id": "a", "name": hostile, "pool": "p", "lane": "l", "is": {"kind": "activity"}},
            {"id": "e", "name": hostile, "pool": "p", "lane": "l",
                "is": {"kind": "event", "event": "end", "trigger": "none"}}
        ],
        "sequence_flows": [
            {"id": "f1", "from": "s", "to": "g"}, {"id": "f2", "name": hostile, "from": "g", "to": "a"},
            {"id": "f3", "from": "g", "to": "e"}, {"id": "f4", "from": "a", "to": "e"}
        ]
    }))
    .unwrap();
    for language in [Language::Ja, Language::En] {
        let svg = drawing(&flow, Text::data(hostile), &BTreeMap::new()).svg(language);
        assert!(!svg.contains("<script>"), "{svg}");
        assert!(svg.contains("&lt;script&gt;"));
    }
    let known = Known::of(flow);
    assert!(!page(&known, &known, None).contains("<script>alert"));
}

fn parameters(json: &str) -> SimulationParameters {
    let mut parameters: SimulationParameters = serde_json::from_str(json).unwrap();
    // Enough for a page; figures are the matter of other tests.
    parameters.runs.runs = 3;
    parameters
}

struct Design {
    flow: Flow,
    parameters: SimulationParameters,
    simulated: Simulated,
}

impl Design {
    fn of(flow_json: &str, parameters_json: &str) -> Self {
        let (flow, parameters) = (flow(flow_json), parameters(parameters_json));
        let simulated = simulate(&flow, &parameters).unwrap();
        Self {
            flow,
            parameters,
            simulated,
        }
    }

    fn design(&self) -> SimulatedDesign<'_> {
        SimulatedDesign {
            simulated: &self.simulated,
            parameters: &self.parameters,
        }
    }

    fn facts(&self) -> DesignFacts<'_> {
        DesignFacts {
            flow: &self.flow,
            design: self.design(),
        }
    }
}

#[test]
fn a_simulation_shows_waits_staff_and_what_changes() {
    let before = Design::of(subsidy_as_is_json(), subsidy_as_is_parameters_json());
    let after = Design::of(subsidy_to_be_json(), subsidy_to_be_parameters_json());
    let comparison = compare_simulations(before.design(), after.design()).unwrap();
    let group = &after.parameters.staff[0];
    let axis = format!("people:{}=0,{}", group.id, group.people);
    let sweep = Sweep::try_new(vec![axis.parse().unwrap()]).unwrap();
    let swept = run_sweep(&after.flow, &after.parameters, &sweep, &mut |_, _| {}).unwrap();
    let bounds = after.parameters.staff.iter().map(|one| StaffingBounds {
        group: one.id.clone(),
        least: one.people,
        most: one.people,
    });
    let search = StaffingSearch::among(bounds.collect());
    let found = find_staffing(&after.flow, &after.parameters, &search, &mut |_| {});
    let html = simulation_page(&SimulationFacts {
        before: before.facts(),
        after: Some(after.facts()),
        comparison: Some(&comparison),
        sweep: Some(&swept),
        staffing: Some(found.as_ref()),
    })
    .render();
    for group in &after.parameters.staff {
        assert!(html.contains(group.label.ja.as_str()), "{}", group.id);
        assert!(html.contains(group.label.en.as_str()), "{}", group.id);
    }
    for words in [
        "架空",
        "made up",
        "稼働率",
        "Utilisation",
        "前提を変えた結果",
        "Results of other assumptions",
    ] {
        assert!(html.contains(words), "{words}");
    }
    // The same data and the same seed make the same page.
    let again = Design::of(subsidy_as_is_json(), subsidy_as_is_parameters_json());
    let alone = |design: &Design| {
        simulation_page(&SimulationFacts {
            before: design.facts(),
            after: None,
            comparison: None,
            sweep: None,
            staffing: None,
        })
        .render()
    };
    assert_eq!(alone(&before), alone(&again));
    assert!(!alone(&before).contains("前提を変えた結果"));
}

#[test]
fn why_no_staff_was_sought_stands_on_the_page() {
    let one = Design::of(subsidy_as_is_json(), subsidy_as_is_parameters_json());
    let search = StaffingSearch::among(Vec::new());
    let refused: StaffingSearchError =
        find_staffing(&one.flow, &one.parameters, &search, &mut |_| {}).unwrap_err();
    let html = simulation_page(&SimulationFacts {
        before: one.facts(),
        after: None,
        comparison: None,
        sweep: None,
        staffing: Some(Err(&refused)),
    })
    .render();
    let sentence = tosei_document::Explain::sentence(&refused, Language::Ja);
    assert!(html.contains(&sentence), "{sentence}");
}
