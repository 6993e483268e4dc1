//! The lint: each rule by its fixtures, options, exemptions, SARIF.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    lint::{LintOptions, SarifPosition, lint, lint_rules, sarif},
};
use tosei_document::{Exemption, Report};
use tosei_types::{Date, Language};

/// A flow that nothing can be said against: 受付, 不備の有無, 決定 or 返戻.
fn clean() -> Value {
    let node = |id: &str, name: &str, lane: &str, is: Value| json!({"id": id, "name": name, "pool": "office", "lane": lane, "is": is});
    let step = |work: &str| json!({"kind": "activity", "work": work, "waiting": "60"});
    let event = |at: &str| json!({"kind": "event", "event": at, "trigger": "none"});
    json!({
        "format": "tosei-flow", "format_version": 1, "id": "mihon", "fictional": true,
        "pools": [{"id": "office", "name": "見本市（架空）", "lanes": [
            {"id": "desk", "name": "窓口"}, {"id": "review", "name": "審査係"}]}],
        "nodes": [
            node("start", "申請が届く", "desk", event("start")),
            node("check", "書類を確認する", "desk", step("15")),
            node("gate", "不備があるか", "review",
                json!({"kind": "gateway", "gateway": "exclusive"})),
            node("decide", "交付を決定する", "review", step("30")),
            node("end", "交付", "review", event("end")),
            node("end2", "返戻", "review", event("end")),
        ],
        "sequence_flows": [
            {"id": "f1", "from": "start", "to": "check"},
            {"id": "f2", "from": "check", "to": "gate"},
            {"id": "f3", "name": "ない", "from": "gate", "to": "decide", "probability": "0.9"},
            {"id": "f5", "name": "ある", "from": "gate", "to": "end2", "probability": "0.1"},
            {"id": "f4", "from": "decide", "to": "end"},
        ],
    })
}

/// The clean flow with whole lists replaced, parts added (`with`), taken out (`without`) or changed.
fn flow(parts: &Value) -> Flow {
    let mut flow = clean();
    let flow_parts = flow.as_object_mut().unwrap();
    for (key, value) in parts.as_object().unwrap() {
        match key.as_str() {
            "with" => {
                for (list, items) in value.as_object().unwrap() {
                    let list = flow_parts.get_mut(list).unwrap().as_array_mut().unwrap();
                    list.extend(items.as_array().unwrap().iter().cloned());
                }
            }
            "without" | "change" => {}
            _ => {
                flow_parts.insert(key.clone(), value.clone());
            }
        }
    }
    for list in ["nodes", "sequence_flows"] {
        let list = flow_parts.get_mut(list).unwrap().as_array_mut().unwrap();
        let without = parts.get("without").and_then(Value::as_array);
        let without: Vec<_> = without.into_iter().flatten().collect();
        list.retain(|item| !without.contains(&item.get("id").unwrap()));
        for item in list {
            let id = item["id"].as_str().unwrap().to_owned();
            let change = parts.get("change").and_then(|change| change.get(&id));
            for (key, value) in change.and_then(Value::as_object).into_iter().flatten() {
                let item = item.as_object_mut().unwrap();
                if value.is_null() {
                    item.remove(key);
                } else {
                    item.insert(key.clone(), value.clone());
                }
            }
        }
    }
    serde_json::from_value(flow).unwrap()
}

fn day() -> Date {
    "2026-04-01".parse().unwrap()
}

fn findings(parts: &Value) -> Report {
    lint(&flow(parts), &LintOptions::default(), &[], day()).report
}

#[test]
fn every_rule_is_broken_by_its_bad_fixture_and_not_by_its_good_one() {
    let rules: Vec<_> = lint_rules()
        .rules()
        .iter()
        .filter(|rule| rule.code.starts_with("bpr."))
        .collect();
    assert_eq!(rules.len(), 51);
    for rule in rules {
        let (good, bad) = (findings(&rule.good), findings(&rule.bad));
        assert!(good.is_clean(), "{}: {:?}", rule.code, good.findings());
        assert!(
            bad.count_of(&rule.code) > 0,
            "{}: {:?}",
            rule.code,
            bad.findings()
        );
        for finding in bad.findings() {
            for language in [Language::Ja, Language::En] {
                let sentence = lint_rules().sentence(finding, language);
                assert!(!sentence.contains(['{', '}']), "{sentence}");
            }
        }
    }
}

#[test]
fn a_rule_can_be_turned_off_and_has_its_own_limits() {
    let options = |rules: Value| {
        serde_json::from_value::<LintOptions>(json!({
            "format": "tosei-flow-lint-options", "format_version": 1, "rules": rules
        }))
    };
    let long = flow(&json!({"change": {"check": {"name": "あ".repeat(21)}}}));
    let count = |options: &LintOptions| {
        lint(&long, options, &[], day())
            .report
            .count_of("bpr.lint.long_name")
    };
    assert_eq!(count(&LintOptions::default()), 0);
    assert_eq!(
        count(&options(json!({"bpr.lint.long_name": {"most": 20}})).unwrap()),
        1
    );
    assert_eq!(
        count(&options(json!({"bpr.lint.long_name": {"most": 21}})).unwrap()),
        0
    );
    let off = options(json!({"bpr.lint.long_name": {"most": 20, "off": true}})).unwrap();
    assert_eq!(count(&off), 0);
    let back: LintOptions = serde_json::from_str(&serde_json::to_string(&off).unwrap()).unwrap();
    assert_eq!(back, off);
    for wrong in [
        json!({"bpr.lint.no_such_rule": {"off": true}}),
        json!({"bpr.lint.no_start": {"most": 3}}),
        json!({"bpr.lint.no_start": {"names": ["甲"]}}),
    ] {
        assert!(options(wrong).is_err());
    }
    let named = flow(&json!({"change": {"check": {"name": "てきとう 12"}}}));
    let names = options(json!({"bpr.lint.generic_name": {"names": ["てきとう"]}})).unwrap();
    let report = lint(&named, &names, &[], day()).report;
    assert_eq!(report.count_of("bpr.lint.generic_name"), 1);
}

#[test]
fn an_exemption_keeps_one_element_quiet_until_it_expires() {
    let flow = flow(&json!({"change": {
        "check": {"is": {"kind": "activity", "waiting": "0"}},
        "decide": {"is": {"kind": "activity", "waiting": "0"}},
    }}));
    let exemption: Exemption = serde_json::from_value(json!({
        "rule": "bpr.lint.work_time_missing", "subject": "check", "reason": "測定の予定（架空）",
        "approver": "業務改革課長", "approved_on": "2026-04-01", "expires_on": "2026-04-30"
    }))
    .unwrap();
    let on = |day: &str| {
        let day = day.parse().unwrap();
        lint(
            &flow,
            &LintOptions::default(),
            std::slice::from_ref(&exemption),
            day,
        )
        .report
    };
    let subjects = |report: &Report| -> Vec<String> {
        let findings = report.findings().iter();
        let of_rule = findings.filter(|one| &*one.rule == "bpr.lint.work_time_missing");
        of_rule
            .map(|one| one.subject.as_deref().unwrap().to_owned())
            .collect()
    };
    assert_eq!(subjects(&on("2026-04-30")), ["decide"]);
    assert_eq!(subjects(&on("2026-05-01")), ["check", "decide"]);
}

#[test]
fn sarif_names_rule_place_and_sentence() {
    let report =
        findings(&json!({"change": {"check": {"is": {"kind": "activity", "waiting": "0"}}}}));
    let log = sarif(&report, lint_rules(), "flow.bpmn", Language::Ja, &|id| {
        (id == "check").then_some(SarifPosition { line: 7, column: 5 })
    });
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "bpr.lint.work_time_missing");
    assert_eq!(result["level"], "warning");
    assert_eq!(
        result["message"]["text"],
        "書類を確認するの作業時間がありません。"
    );
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(*region, json!({"startLine": 7, "startColumn": 5}));
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 1);
}
