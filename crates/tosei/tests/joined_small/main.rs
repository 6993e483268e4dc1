//! The joined graph of a town of ten processes, where each answer can be worked out by eye.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod hours;
mod levels;
mod lines;
#[path = "../support/mod.rs"]
mod support;
mod waiting;

use serde_json::{Value, json};
use support::Owned;
use tosei::document::Explain;
use tosei::inventory::{RateResult, VolumeChoice, VolumeMeasure, VolumeState};
use tosei::joined::{
    Blocker, BlockingClause, Change, Effect, JoinedGraph, Links, NodeId, NodeKind, Relation,
    WhatIfReport,
};
use tosei::types::{FiscalYear, Language, ProcessId};

const RULE: &str = "見本市道路規則（架空）";

fn volumes() -> VolumeChoice {
    VolumeChoice {
        fiscal_year: FiscalYear::try_new(2024).unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    }
}

fn barrier(title: Option<&str>) -> Value {
    let mut barrier = json!({"obstacle": "presence", "cause": "own_rule", "discretion": "within"});
    if let Some(title) = title {
        barrier["rule"] = json!({"kind": "rule", "title": title});
    }
    barrier
}

fn process(id: &str, kind: &str, status: &str, barriers: Value) -> Value {
    let (procedure, _) = id.rsplit_once('-').unwrap();
    let mut process =
        json!({"id": id, "procedure": procedure, "kind": kind, "status": status, "roles": []});
    if !barriers.is_null() {
        process["barriers"] = barriers;
    }
    process
}

fn clause(id: &str, more: Value) -> Value {
    let mut clause =
        json!({"id": id, "rule": "R-1", "citation": "第5条第1項", "obstacles": ["presence"]});
    for (key, value) in more.as_object().unwrap() {
        clause[key] = value.clone();
    }
    clause
}

/// Three procedures: of P-1 both processes wait for clause C-1 alone; those of P-2 show every other state.
fn town() -> Value {
    json!({
        "as_of": "2025-06-30",
        "inventory": {
            "format": "tosei-inventory", "format_version": 1, "fictional": true,
            "body": {"name": "見本市（架空）"}, "status_date": "2025-06-30",
            "organisations": [], "touchpoints": [],
            "procedures": [
                {"id": "P-1", "name": "道路の占用の許可"},
                {"id": "P-2", "name": "公園の使用の許可"},
                {"id": "P-3", "name": "講座の申込"},
            ],
            "processes": [
                process("P-1-1", "application", "not_done", json!([])),
                process("P-1-2", "notice", "partial", json!([barrier(Some(RULE))])),
                process("P-2-1", "application", "not_done", json!([barrier(Some("別の規則（架空）"))])),
                process("P-2-2", "notice", "not_done", Value::Null),
                process("P-2-3", "notice", "done", json!([])),
                process("P-2-4", "notice", "exempt", json!([])),
                process("P-2-5", "notice", "unknown", json!([])),
                process("P-2-6", "notice", "not_done", json!([])),
                process("P-2-7", "notice", "not_done", json!([barrier(None)])),
                process("P-3-1", "notice", "not_done", json!([])),
            ],
        },
        "registers": [{
            "format": "tosei-clause-register", "format_version": 1, "fictional": true,
            "body": {"name": "見本市（架空）"}, "status_date": "2025-06-30",
            "rules": [{"id": "R-1", "title": RULE, "kind": "regulation", "enacted_by": "head"}],
            "clauses": [
                clause("C-1", json!({})),
                clause("C-2", json!({"citation": "第6条"})),
                clause("C-3", json!({"citation": "第7条"})),
                clause("C-4", json!({"citation": "第8条", "national_law": {"provision": "道路法第32条"}})),
                clause("C-5", json!({"citation": "第9条", "obstacles": []})),
                clause("C-6", json!({"citation": "第10条",
                    "review": {"history": [{"on": "2025-04-01", "status": "in_force"}]}})),
                clause("C-7", json!({"citation": "第11条",
                    "review": {"history": [{"on": "2025-04-01", "status": "operating"}]}})),
                clause("C-8", json!({"citation": "第12条",
                    "review": {"history": [{"on": "2025-07-01", "status": "in_force"}]}})),
            ],
        }],
        "links": {
            "format": "tosei-links", "format_version": 1, "fictional": true,
            "clauses": [
                {"clause": "C-1", "source": "照会（架空）",
                 "processes": ["P-1-1", "P-1-2", "P-2-1", "P-2-2", "P-2-3", "P-2-4", "P-2-5", "P-2-6", "P-2-7"]},
                {"clause": "C-2", "source": "照会（架空）", "processes": ["P-2-6"]},
                {"clause": "C-5", "source": "照会（架空）", "processes": ["P-3-1"]},
                {"clause": "C-6", "source": "照会（架空）", "processes": ["P-3-1"]},
            ],
            "indicators": [
                {"id": "I-clauses", "label": {"ja": "条項", "en": "Clauses"}, "of": "clauses_in_force"},
                {"id": "I-rate", "label": {"ja": "率", "en": "Rate"}, "of": {"rate": "processes.done"}},
                {"id": "I-faster", "label": {"ja": "段階", "en": "Level"},
                 "of": {"level": {"axis": "faster", "at_least": 1}}},
                {"id": "I-sum", "label": {"ja": "合成", "en": "Both"},
                 "of": {"indicators": ["I-clauses", "I-rate"]}},
                {"id": "I-other", "label": {"ja": "合成", "en": "Other"},
                 "of": {"indicators": ["I-faster"]}},
            ],
        },
    })
}

fn with<T>(town: &Value, look: impl FnOnce(&JoinedGraph<'_>) -> T) -> T {
    let owned = Owned::read(town);
    look(&tosei::joined(owned.documents()))
}

fn what_if(town: &Value, changes: Value) -> WhatIfReport {
    let changes: Vec<Change> = serde_json::from_value(changes).unwrap();
    with(town, |graph| graph.what_if(&changes, volumes()).unwrap())
}

fn amend(clauses: &[&str]) -> Value {
    json!([{"change": "amend_clauses", "clauses": clauses}])
}

fn effects(report: &WhatIfReport) -> Vec<(String, Effect)> {
    let of = report.reasons.iter();
    of.map(|one| (one.chain[1].id.to_string(), one.effect))
        .collect()
}

fn unknown(report: &WhatIfReport) -> Vec<&str> {
    let of = report.still_unknown.iter();
    of.map(|one| one.about.id.as_str()).collect()
}

fn pair(result: &RateResult) -> (u64, u64) {
    let rate = result.rate().unwrap();
    (rate.numerator(), rate.denominator())
}

#[test]
fn what_an_amendment_does_to_each_state_of_a_process() {
    use Effect::{Freed, NothingToDo, StillBlocked, Unknown};
    let report = what_if(&town(), amend(&["C-1"]));
    let expected = [
        ("P-1-1", Freed),
        ("P-1-2", Freed),        // its barrier names the rule of the clause
        ("P-2-1", StillBlocked), // a barrier of another rule
        ("P-2-2", Unknown),      // nobody examined
        ("P-2-3", NothingToDo),
        ("P-2-4", NothingToDo),
        ("P-2-5", Unknown),
        ("P-2-6", StillBlocked), // C-2 binds, too
        ("P-2-7", StillBlocked), // a barrier that names no rule
    ];
    let expected = expected.map(|(id, effect)| (id.to_owned(), effect));
    assert_eq!(effects(&report), expected);
    assert_eq!(
        report
            .freed
            .iter()
            .map(ProcessId::as_str)
            .collect::<Vec<_>>(),
        ["P-1-1", "P-1-2"]
    );
    // Nobody counted cases, so a rate of cases is not known.
    assert_eq!(
        unknown(&report),
        ["P-2-2", "P-2-5", "I-sum", "cases.online"]
    );
    assert_eq!(report.changes.len(), 1);
    // Both clauses free the third one, and each process is told once.
    let report = what_if(&town(), amend(&["C-1", "C-2"]));
    assert_eq!(report.reasons.len(), 9);
    assert!(effects(&report).contains(&("P-2-6".to_owned(), Freed)));
    // Of the rate the low end stays; the high end has the freed ones. Exempt is outside of it.
    let rate = report.rate("processes.done").unwrap();
    assert_eq!(pair(&rate.if_nothing_follows), pair(&rate.before));
    assert_eq!(pair(&rate.if_all_follow).0, pair(&rate.before).0 + 3);
}

#[test]
fn what_the_links_do_not_say_is_told() {
    let report = what_if(&town(), amend(&["C-3"]));
    assert_eq!(unknown(&report), ["C-3", "I-sum"]);
    let report = what_if(&town(), amend(&["C-4"]));
    assert_eq!(unknown(&report), ["C-4", "C-4", "I-sum"]); // a national law, and no link
    assert!(report.still_unknown[0].ja.starts_with(RULE));
    // In force already: no clause more.
    let report = what_if(&town(), amend(&["C-6"]));
    assert!(report.indicators.is_empty());
}

#[test]
fn clauses_in_force_are_counted_on_the_day() {
    let report = what_if(&town(), amend(&["C-1", "C-6", "C-8"]));
    let one = |id: &str| {
        let mut of = report.indicators.iter();
        of.find(|one| one.indicator.as_str() == id).unwrap()
    };
    let clauses = one("I-clauses");
    // C-6 is in force and C-7 operating; C-8 will be on the day after.
    assert_eq!(
        [&clauses.before, &clauses.low, &clauses.high].map(|text| text.as_deref().unwrap()),
        ["2", "4", "4"]
    );
    let rate = one("I-rate");
    assert_eq!(rate.before, rate.low);
    assert_ne!(rate.low, rate.high);
}

#[test]
fn whether_a_clause_binds() {
    with(&town(), |graph| {
        for (clause, binds) in [
            ("C-1", Some(BlockingClause::Binds)),
            ("C-5", Some(BlockingClause::Unknown)), // no obstacle is recorded
            ("C-6", Some(BlockingClause::Free)),
            ("C-7", Some(BlockingClause::Free)),
            ("C-8", Some(BlockingClause::Binds)), // not yet in force
            ("C-9", None),
        ] {
            assert_eq!(graph.clause_binds(clause), binds, "{clause}");
        }
    });
    let mut one = town();
    for (reason, binds) in [
        ("already_digital", BlockingClause::Free),
        ("no_analog_demand", BlockingClause::Free),
        ("superseded", BlockingClause::Free),
        ("human_needed", BlockingClause::Binds),
    ] {
        one["registers"][0]["clauses"][0]["review"] = json!({
            "out_of_scope": {"reason": reason},
            "history": [{"on": "2025-04-01", "status": "out_of_scope"}]
        });
        let found = with(&one, |graph| graph.clause_binds("C-1"));
        assert_eq!(found, Some(binds), "{reason}");
    }
}

#[test]
fn what_stands_in_the_way_in_words() {
    with(&town(), |graph| {
        let of = |id: &str| graph.blockers_of_process(&id.parse().unwrap()).unwrap();
        let stands = |id: &str| {
            of(id)
                .blockers
                .iter()
                .map(Blocker::stands)
                .collect::<Vec<_>>()
        };
        assert_eq!(stands("P-1-1"), [Some(true)]);
        assert_eq!(stands("P-1-2"), [Some(true), Some(true)]);
        assert_eq!(stands("P-2-2"), [Some(true), None]);
        assert_eq!(stands("P-3-1"), [None, Some(false)]);
        assert!(
            graph
                .blockers_of_process(&"P-9-9".parse().unwrap())
                .is_none()
        );
        let not_examined = of("P-2-2").blockers.pop().unwrap();
        assert_eq!(
            [Language::Ja, Language::En].map(|language| not_examined.sentence(language)),
            [
                "障壁が調べられていない。",
                "Nobody examined what stands in the way."
            ]
        );
        let barrier = of("P-1-2").blockers.pop().unwrap();
        assert!(barrier.sentence(Language::Ja).starts_with("障壁: "));
        assert!(
            barrier
                .sentence(Language::Ja)
                .ends_with(&format!("「{RULE}」。"))
        );
        assert!(
            barrier
                .sentence(Language::En)
                .ends_with(&format!(", `{RULE}`."))
        );
        let own = of("P-1-1").blockers.pop().unwrap();
        assert!(
            own.sentence(Language::En)
                .starts_with(&format!("{RULE} 第5条第1項: "))
        );
        // Of a procedure only what is not online.
        let all = graph.blockers_of_procedure(&"P-2".parse().unwrap());
        let ids: Vec<&str> = all.iter().map(|one| one.process.as_str()).collect();
        assert_eq!(ids, ["P-2-1", "P-2-2", "P-2-4", "P-2-5", "P-2-6", "P-2-7"]);
    });
}

#[test]
fn the_reach_of_a_clause() {
    with(&town(), |graph| {
        let reach = graph.reach_of_clause(&"C-1".parse().unwrap()).unwrap();
        let frees: Vec<&str> = reach.frees.iter().map(ProcessId::as_str).collect();
        assert_eq!(frees, ["P-1-1", "P-1-2"]);
        assert_eq!(reach.not_enough_for.len(), 7); // one that is online, one exempt among them
        let behind = |kind| reach.behind.iter().filter(|node| node.kind == kind).count();
        assert_eq!(
            [
                NodeKind::Process,
                NodeKind::Procedure,
                NodeKind::Indicator,
                NodeKind::Clause
            ]
            .map(behind),
            [9, 2, 3, 0] // the clauses, the rate, and what is made of both
        );
        assert!(graph.reach_of_clause(&"C-9".parse().unwrap()).is_none());
        // A circle ends, and its beginning is not behind itself.
        let node = NodeId::new(NodeKind::Indicator, "I-clauses");
        let behind: Vec<String> = graph
            .behind(&node)
            .iter()
            .map(|one| one.id.to_string())
            .collect();
        assert_eq!(behind, ["I-sum"]);
        let to = graph.to(&node, Relation::MeasuredBy).count();
        assert_eq!(to, 8); // every clause
        assert_eq!(graph.edges().filter(|edge| edge.to == node).count(), 8);
    });
    let mut circle = town();
    circle["links"]["indicators"] = json!([
        {"id": "I-1", "label": {"ja": "一", "en": "One"}, "of": {"indicators": ["I-2"]}},
        {"id": "I-2", "label": {"ja": "二", "en": "Two"}, "of": {"indicators": ["I-1"]}},
    ]);
    with(&circle, |graph| {
        let behind = graph.behind(&NodeId::new(NodeKind::Indicator, "I-1"));
        assert_eq!(behind.len(), 1);
    });
}

#[test]
fn what_goes_online_against_what_stands_is_told() {
    let digitize = |processes: &[&str]| {
        let changes = json!([{"change": "digitize_processes", "processes": processes}]);
        what_if(&town(), changes)
    };
    // C-1 stands in the way of the first; nothing is left for the second; the third is online already.
    // Of P-1, which is digital then, no flow tells the hours; cases were not counted.
    assert_eq!(
        unknown(&digitize(&["P-1-1"])),
        ["P-1-1", "P-1", "I-sum", "cases.online"]
    );
    assert_eq!(
        unknown(&digitize(&["P-3-1"])),
        ["P-3-1", "I-sum", "cases.online"]
    ); // C-5: not known
    assert_eq!(unknown(&digitize(&["P-2-3"])), ["cases.online"]);
    let both = json!([
        {"change": "amend_clauses", "clauses": ["C-1"]},
        {"change": "digitize_processes", "processes": ["P-1-1"]},
    ]);
    let report = what_if(&town(), both);
    assert_eq!(
        unknown(&report),
        ["P-2-2", "P-2-5", "P-1", "I-sum", "cases.online"]
    );
    let rate = report.rate("processes.done").unwrap();
    assert_eq!(pair(&rate.if_nothing_follows).0, pair(&rate.before).0 + 1);
    assert_eq!(pair(&rate.if_all_follow).0, pair(&rate.before).0 + 2);
    // All of a procedure but what is exempt.
    let all = what_if(
        &town(),
        json!([{"change": "digitize_procedures", "procedures": ["P-2"]}]),
    );
    let rate = all.rate("processes.done").unwrap();
    assert_eq!(pair(&rate.if_all_follow).0, pair(&rate.before).0 + 5);
}

#[test]
fn a_change_that_names_nothing_is_refused() {
    for (change, code, ja) in [
        (
            json!({"change": "amend_clauses", "clauses": ["C-9"]}),
            "tosei.what_if.no_such",
            "条項「C-9」はどの文書にもありません。",
        ),
        (
            json!({"change": "digitize_procedures", "procedures": ["P-9"]}),
            "tosei.what_if.no_such",
            "手続「P-9」はどの文書にもありません。",
        ),
        (
            json!({"change": "digitize_processes", "processes": ["P-9-9"]}),
            "tosei.what_if.no_such",
            "手続プロセス「P-9-9」はどの文書にもありません。",
        ),
        (
            json!({"change": "introduce_tool", "tool": "remote_counter"}),
            "tosei.what_if.no_assumption",
            "デジタルツール「remote_counter」の導入の仮定が対応表にありません。",
        ),
    ] {
        let change: Change = serde_json::from_value(change).unwrap();
        let error = with(&town(), |graph| {
            graph.what_if(&[change], volumes()).unwrap_err()
        });
        assert_eq!((error.code(), Explain::code(&error)), (code, code));
        assert_eq!(error.sentence(Language::Ja), ja);
        assert_eq!(
            error
                .sentence(Language::En)
                .trim_end_matches('.')
                .to_lowercase(),
            error.to_string().to_lowercase()
        );
    }
}

#[test]
fn links_are_of_one_format() {
    let none = Links::none();
    let text = serde_json::to_string(&none).unwrap();
    assert_eq!(Links::from_json(&text).unwrap(), none);
    for wrong in [
        text.replace("tosei-links", "tosei-link"),
        text.replace("\"format_version\":1", "\"format_version\":2"),
    ] {
        assert!(Links::from_json(&wrong).is_err(), "{wrong}");
    }
}
