//! The joined graph: its rules on their fixtures, and the figures of 見本市.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
#![cfg(feature = "sample")]

mod support;

use support::Owned;
use tosei::document::{Collector, Severity};
use tosei::inventory::RateResult;
use tosei::joined::sample::Mihon;
use tosei::joined::{
    BlockingClause, Change, Effect, NodeId, NodeKind, Relation, WhatIfReport, rules,
};
use tosei::types::PercentDigits;

/// Law: the good fixture of a rule breaks it never, the bad one does, and every rule has both.
#[test]
fn rules_hold_on_their_fixtures() {
    assert_eq!(
        rules()
            .rules()
            .iter()
            .filter(|rule| rule.code.starts_with("tosei.joined."))
            .count(),
        21
    );
    for rule in rules().rules() {
        if !rule.code.starts_with("tosei.joined.") {
            continue;
        }
        let good = Owned::read(&rule.good).check();
        assert_eq!(
            good.count_of(&rule.code),
            0,
            "{} on its good fixture",
            rule.code
        );
        let bad = Owned::read(&rule.bad).check();
        assert!(
            bad.count_of(&rule.code) > 0,
            "{} on its bad fixture",
            rule.code
        );
        for language in [tosei::types::Language::Ja, tosei::types::Language::En] {
            for finding in bad.findings() {
                let sentence = rules().sentence(finding, language);
                assert!(!sentence.contains('{'), "{sentence}");
            }
        }
    }
}

fn what_if(changes: &[Change]) -> WhatIfReport {
    let mihon = Mihon::read().unwrap();
    let graph = tosei::joined(mihon.documents());
    graph.what_if(changes, Mihon::volumes().unwrap()).unwrap()
}

fn pair(result: &RateResult) -> (u64, u64) {
    let rate = result.rate().unwrap();
    (rate.numerator(), rate.denominator())
}

#[test]
fn the_sample_joins_without_errors() {
    let mihon = Mihon::read().unwrap();
    let graph = tosei::joined(mihon.documents());
    let mut sink = Collector::new(rules());
    graph.check(&mut sink);
    let report = sink.into_report();
    for finding in report.findings() {
        println!(
            "{} {:?} {}",
            finding.rule,
            finding.subject,
            rules().sentence(finding, tosei::types::Language::Ja)
        );
    }
    assert_eq!(report.count(Severity::Error), 0);
    let of = |kind| graph.nodes().filter(|one| one.node.kind == kind).count();
    assert_eq!(
        [
            NodeKind::Clause,
            NodeKind::Process,
            NodeKind::Procedure,
            NodeKind::Flow,
            NodeKind::Counter
        ]
        .map(of),
        [188, 1_520, 640, 2, 64]
    );
}

#[test]
fn amending_one_own_rule_frees_nine_processes() {
    let report = what_if(&[Change::AmendClauses {
        clauses: vec!["C-901".parse().unwrap()],
    }]);
    assert_eq!(report.freed.len(), 9);
    assert!(report.reasons.iter().all(|one| one.effect == Effect::Freed));
    let rate = report.rate("processes.done_within_discretion").unwrap();
    assert_eq!(pair(&rate.before), (705, 1_260));
    assert_eq!(pair(&rate.if_nothing_follows), (705, 1_260));
    assert_eq!(pair(&rate.if_all_follow), (714, 1_260));
    assert!(!rate.population_changes);
    let most = rate.most.as_ref().unwrap();
    assert_eq!(most.to_string(), "1/140"); // 9/1,260
    assert_eq!(
        most.percentage_points(PercentDigits::Two).to_string(),
        "+0.71"
    );
    let all = report.rate("processes.done").unwrap();
    assert_eq!(
        (pair(&all.before), pair(&all.if_all_follow)),
        ((717, 1_520), (726, 1_520))
    );
    // Each freed process comes with its chain: clause, process, procedure.
    let reason = &report.reasons[0];
    assert_eq!(
        reason
            .chain
            .iter()
            .take(3)
            .map(|node| node.kind)
            .collect::<Vec<_>>(),
        [NodeKind::Clause, NodeKind::Process, NodeKind::Procedure]
    );
    // The indicators that count clauses and rates say it too.
    let of = |id: &str| {
        let one = report
            .indicators
            .iter()
            .find(|one| one.indicator.as_str() == id)
            .unwrap();
        (
            one.before.clone().unwrap(),
            one.low.clone().unwrap(),
            one.high.clone().unwrap(),
        )
    };
    assert_eq!(
        of("I-02"),
        ("705/1260".into(), "705/1260".into(), "714/1260".into())
    );
    let (before, low, high) = of("I-03");
    assert_eq!(
        (before.as_str(), low.as_str(), high.as_str()),
        ("89", "90", "90")
    );
}

#[test]
fn both_clauses_free_all_thirty() {
    let clauses = ["C-901", "C-902"].map(|id| id.parse().unwrap()).to_vec();
    let report = what_if(&[Change::AmendClauses { clauses }]);
    assert_eq!(report.freed.len(), 30);
    let rate = report.rate("processes.done_within_discretion").unwrap();
    assert_eq!(pair(&rate.if_all_follow), (735, 1_260));
}

#[test]
fn digitizing_changes_levels_waits_and_leaves_the_rest_unknown() {
    let report = what_if(&[Change::DigitizeProcedures {
        procedures: vec!["P-0048".parse().unwrap(), "P-0359".parse().unwrap()],
    }]);
    println!("{}", serde_json::to_string_pretty(&report).unwrap());
    // The wait is told where the share of visitors is known, and nowhere else.
    assert_eq!(report.waiting.len(), 1);
    assert_eq!(report.waiting[0].counter.as_str(), "W-02");
    assert!(
        report
            .still_unknown
            .iter()
            .any(|one| one.about.kind == NodeKind::Counter)
    );
    assert_eq!(report.hours.len(), 1);
    assert_eq!(report.hours[0].before.cases_a_year, 14); // 9 + 5 applications, not the flow's 1,200
}

#[test]
fn a_tool_is_an_assumption_with_an_interval() {
    let report = what_if(&[Change::IntroduceTool {
        tool: "prior_application".parse().unwrap(),
    }]);
    println!("{}", serde_json::to_string_pretty(&report.waiting).unwrap());
    assert_eq!(report.waiting.len(), 2);
    assert!(report.rates.is_empty());
    let missing = Change::IntroduceTool {
        tool: "remote_counter".parse().unwrap(),
    };
    let mihon = Mihon::read().unwrap();
    let error = tosei::joined(mihon.documents())
        .what_if(&[missing], Mihon::volumes().unwrap())
        .unwrap_err();
    assert_eq!(error.code(), "tosei.what_if.no_assumption");
}

#[test]
fn what_blocks_and_what_is_blocked() {
    let mihon = Mihon::read().unwrap();
    let graph = tosei::joined(mihon.documents());
    assert_eq!(graph.clause_binds("C-901"), Some(BlockingClause::Binds));
    // Amended and in force since 1 April 2025.
    assert_eq!(graph.clause_binds("C-183"), Some(BlockingClause::Free));
    let reach = graph.reach_of_clause(&"C-901".parse().unwrap()).unwrap();
    assert_eq!((reach.frees.len(), reach.not_enough_for.len()), (9, 0));
    let blockers = graph.blockers_of_procedure(&"P-0004".parse().unwrap());
    let notice = blockers
        .iter()
        .find(|one| one.process.as_str() == "P-0004-2")
        .unwrap();
    assert_eq!(notice.blockers.len(), 2); // the clause, and the barrier that names its rule
    let counters = graph.counters_of_procedure(&"P-0048".parse().unwrap());
    assert!(counters.counters.len() > 1);
    assert_eq!(counters.with_known_share.len(), 1);
    let procedure = NodeId::new(NodeKind::Procedure, "P-0359");
    assert_eq!(graph.from(&procedure, Relation::CarriedOutBy).count(), 2);
}
