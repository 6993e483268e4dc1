//! Selection rules: what is handed on from an inventory, what can be merged, what cannot be compiled.

use crate::empty;
use serde_json::{Value, json};
use tosei_inventory::{
    Candidate, OnlineStatus, OtherReasons, Party, PriorityRules, Procedure, ProcessKinds,
    RelatedProcesses, Volume, VolumeMeasure, VolumeState,
};
use tosei_types::{CaseCount, FiscalYear};

fn year(text: &str) -> FiscalYear {
    text.parse().unwrap()
}

fn volume(cases: u32) -> Volume {
    let cases = Some(CaseCount::from(cases));
    Volume::new(
        year("2024"),
        VolumeMeasure::Applications,
        VolumeState::Final,
        cases,
    )
}

fn rule(id: &str, more: Value) -> Value {
    let mut rule = json!({
        "id": id, "label": {"ja": "規則", "en": "Rule"},
        "sentence": {"ja": "選ぶ。", "en": "Selects."}, "unit": "process",
        "measure": "applications", "states": ["final"], "operator": "at_least", "threshold": 10000,
        "related": "none", "other_reasons": "ignored", "source": "definition",
    });
    for (key, value) in more.as_object().unwrap() {
        rule[key] = value.clone();
    }
    rule
}

fn rules(rules: &[Value]) -> PriorityRules {
    let document = json!({
        "format": "tosei-priority-rules", "format_version": 1,
        "edition": {"id": "x", "date": "2026-11-22", "source": "definition"}, "rules": rules,
    });
    PriorityRules::from_json(&document.to_string()).unwrap()
}

#[test]
fn rules_are_compiled_in_their_order_or_not_at_all() {
    let kinds = ProcessKinds::standard();
    let good = rules(&[rule("a.one", json!({})), rule("b.two", json!({}))]);
    let compiled = good.compile(kinds).unwrap();
    let ids: Vec<&str> = compiled.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, ["a.one", "b.two"]);
    let selectors = compiled.selectors(year("2024"));
    let ids: Vec<String> = selectors.map(|one| one.rule().id.to_string()).collect();
    assert_eq!(ids, ["a.one", "b.two"]);
    assert!(compiled.selector("b.two", year("2024")).is_some());
    assert!(compiled.selector("c.three", year("2024")).is_none());
    let bad = rules(&[rule("a.one", json!({"kinds": ["no_such_kind"]}))]);
    let report = bad.compile(kinds).unwrap_err();
    assert!(report.count(tosei_document::Severity::Error) > 0);
}

#[test]
fn a_candidate_of_an_inventory_brings_all_that_a_rule_looks_at() {
    let mut inventory = empty("2025-06-30");
    let mut procedure = Procedure::new("P-1".parse().unwrap(), "手続一");
    procedure.related = vec!["P-2".parse().unwrap()];
    procedure.volumes = vec![volume(7)];
    procedure.important_because = Some("災害時に必要".into());
    let whole = Candidate::of_procedure(&procedure);
    assert_eq!(
        (whole.id, whole.procedure, whole.name),
        ("P-1", Some("P-1"), "手続一")
    );
    assert_eq!(whole.related, procedure.related);
    assert_eq!(whole.volumes, procedure.volumes);
    assert_eq!(whole.other_reason, Some("災害時に必要"));
    assert_eq!((whole.kind, whole.actor), (None, Party::Unknown));

    let kinds = ProcessKinds::standard();
    let process = crate::process(&mut inventory, "P-1", OnlineStatus::Done);
    process.actor = Some(Party::Citizens);
    process.volumes = vec![volume(3)];
    let part = Candidate::of_process(process, Some(&procedure), kinds);
    assert_eq!(
        (part.id, part.procedure, part.name),
        ("P-1-1", Some("P-1"), "手続一")
    );
    assert_eq!(
        (part.actor, part.kind),
        (Party::Citizens, kinds.index("application"))
    );
    assert_eq!(part.related, procedure.related);
    assert_eq!(part.volumes, process.volumes);
    let mut named = process.clone();
    named.name = Some("申請".into());
    named.actor = None;
    let part = Candidate::of_process(&named, None, kinds);
    assert_eq!(
        (part.name, part.actor, part.related.len()),
        ("申請", Party::Unknown, 0)
    );

    let plain = Candidate::process("x", "y");
    assert_eq!(plain.with_actor(Party::State).actor, Party::State);
    assert_eq!(
        plain.with_kind(kinds.index("application")).kind,
        kinds.index("application")
    );
    assert_eq!(
        plain.with_related(&procedure.related).related,
        procedure.related
    );
    assert_eq!(plain.of_procedure_id("z").procedure, Some("z"));
    assert_eq!(plain.with_other_reason(Some("r")).other_reason, Some("r"));
}

#[test]
fn selectors_of_other_rules_or_years_have_no_sum() {
    let kinds = ProcessKinds::standard();
    let rules = rules(&[rule("a.one", json!({})), rule("b.two", json!({}))]);
    let compiled = rules.compile(kinds).unwrap();
    let volumes = [volume(20_000)];
    let taken = |id: &str, in_year: &str, more: Option<&str>| {
        let mut selector = compiled.selector(id, year(in_year)).unwrap();
        if let Some(more) = more {
            selector = selector.or_year(year(more));
        }
        selector.take(&Candidate::process("c", "手続").with_volumes(&volumes));
        selector
    };
    for (id, in_year, more, fits) in [
        ("a.one", "2024", None, true),
        ("b.two", "2024", None, false),
        ("a.one", "2023", None, false),
        ("b.two", "2023", None, false),
        ("a.one", "2024", Some("2023"), false),
        ("a.one", "2024", Some("2024"), true), // the same year again is no other
    ] {
        let mut selector = taken("a.one", "2024", None);
        let merged = selector.merge(taken(id, in_year, more));
        assert_eq!(merged.is_ok(), fits, "{id} {in_year} {more:?}");
        let selection = selector.finish();
        let seen = if fits { 2 } else { 1 };
        assert_eq!((selection.seen(), selection.looked_at()), (seen, seen));
        assert_eq!(u64::try_from(selection.members().len()).unwrap(), seen);
    }
}

#[test]
fn a_selection_says_what_it_was_made_of() {
    let kinds = ProcessKinds::standard();
    let rules = rules(&[rule(
        "a.one",
        json!({"actors": ["citizens"], "other_reasons": "select"}),
    )]);
    let compiled = rules.compile(kinds).unwrap();
    let selector = compiled.selector("a.one", year("2024")).unwrap();
    let mut selector = selector.or_year(year("2023")).or_year(year("2024"));
    let volumes = [volume(20_000)];
    for (id, actor, volumes) in [
        ("1", Party::Citizens, &volumes[..]),
        ("2", Party::Businesses, &volumes),
        ("3", Party::Unknown, &volumes),
        ("4", Party::Citizens, &[]),
        ("5", Party::Citizens, &volumes),
        ("6", Party::Citizens, &volumes),
    ] {
        selector.take(
            &Candidate::process(id, "手続")
                .with_actor(actor)
                .with_volumes(volumes),
        );
    }
    selector.take(&Candidate::procedure("7", "手続"));
    let selection = selector.finish();
    assert_eq!(selection.fiscal_years(), [year("2024"), year("2023")]);
    assert_eq!((selection.seen(), selection.looked_at()), (6, 4));
    assert_eq!(selection.members().len(), 3);
    assert_eq!(selection.rule().as_str(), "a.one");
    assert_eq!(selection.label().en, "Rule");
    assert_eq!(selection.rule_sentence().ja, "選ぶ。");
    assert_eq!(selection.measure(), VolumeMeasure::Applications);
    let undecided = selection.undecided();
    assert_eq!(
        (
            undecided.count,
            undecided.unknown_volume,
            undecided.unknown_membership
        ),
        (2, 1, 1)
    );
}

#[test]
fn the_first_undecided_are_listed_and_all_are_counted() {
    let rules = rules(&[rule("a.one", json!({"related": "same_procedure"}))]);
    let compiled = rules.compile(ProcessKinds::standard()).unwrap();
    for (listed, expected) in [
        (0, &[] as &[&str]),
        (1, &["1"]),
        (2, &["1", "2"]),
        (3, &["1", "2", "3"]),
        (9, &["1", "2", "3", "4"]),
    ] {
        let selector = compiled.selector("a.one", year("2024")).unwrap();
        let mut selector = selector.listing(listed);
        // Those with a procedure wait until the end, and still stand where they came.
        for (id, procedure) in [("1", None), ("2", Some("P")), ("3", None), ("4", Some("Q"))] {
            let candidate = Candidate::process(id, "手続");
            selector.take(&match procedure {
                Some(procedure) => candidate.of_procedure_id(procedure),
                None => candidate,
            });
        }
        let selection = selector.finish();
        let first: Vec<&str> = selection
            .undecided()
            .first
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        assert_eq!(first, expected);
        assert_eq!(selection.undecided().count, 4);
    }
    let by_code = |code: &str| code.parse::<RelatedProcesses>().unwrap();
    assert_eq!(by_code("same_procedure"), RelatedProcesses::SameProcedure);
    assert_eq!(
        "select".parse::<OtherReasons>().unwrap(),
        OtherReasons::Select
    );
}

#[test]
fn the_first_notes_are_listed_and_all_are_counted() {
    let rules = rules(&[rule("a.one", json!({}))]);
    let compiled = rules.compile(ProcessKinds::standard()).unwrap();
    for listed in 0..5 {
        let selector = compiled.selector("a.one", year("2024")).unwrap();
        let mut selector = selector.listing(listed);
        for (id, cases) in [("1", 10_000), ("2", 9_999), ("3", 9_998), ("4", 10_000)] {
            let volumes = [volume(cases)];
            selector.take(&Candidate::process(id, "手続").with_volumes(&volumes));
        }
        let selection = selector.finish();
        let notes = selection.boundary_notes();
        assert_eq!((notes.count, notes.first.len()), (3, listed.min(3)));
    }
}
