//! What is wrong with parameters: which list, which name, and the sentences of it.

use crate::helper::{chain, merge, people, recorded, refused, work};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{SimulationParameters, simulate},
};
use tosei_document::Explain;
use tosei_types::Language;

fn one() -> Flow {
    chain(&[("a", work("10"))])
}

/// `a` is repeated, so that a number of times may be given.
fn repeated() -> Flow {
    let mut step = work("10");
    step["repetition"] = json!("loop");
    chain(&[("a", step)])
}

fn runs(flow: &Flow, more: Value) -> bool {
    simulate(flow, &recorded(&["09:00"], more)).is_ok()
}

/// Each case with its code, its whole English sentence, and a part of the Japanese one.
fn says(flow: &Flow, cases: &[(Value, &str, &str, &str)]) {
    for (more, code, en, ja) in cases {
        let error = refused(flow, &recorded(&["09:00"], more.clone()));
        assert_eq!(error.code(), format!("bpr.simulate.{code}"), "{more}");
        assert_eq!(Explain::code(&error), error.code());
        assert_eq!(error.sentence(Language::En), format!("{en}."), "{more}");
        let told = error.sentence(Language::Ja);
        assert!(told.contains(ja) && told.ends_with('。'), "{told}");
    }
}

fn source(id: &str, more: Value) -> Value {
    let mut source =
        json!({"id": id, "pattern": {"kind": "recorded", "times": ["2026-06-01T09:00"]}});
    merge(&mut source, more);
    source
}

#[test]
fn elements_that_the_flow_does_not_have() {
    let of = |list: &str, expected: &str| {
        format!("the parameter `{list}` names `b`, which is no {expected} of the flow")
    };
    let constant = json!({"kind": "constant", "value": "1"});
    let group = |key: &str| {
        let mut staff = people(1);
        staff[0][key] = json!(["b"]);
        json!({"staff": staff})
    };
    let rows = [
        (
            json!({"times": [{"node": "b", "work": "1"}]}),
            "times",
            "activity or event",
        ),
        (group("lanes"), "staff/lanes", "lane or pool"),
        (group("nodes"), "staff/nodes", "activity"),
        (
            json!({"assignments": [{"node": "b", "groups": []}]}),
            "assignments",
            "activity",
        ),
        (
            json!({"repetitions": [{"node": "b", "times": constant}]}),
            "repetitions",
            "activity or sub-process with a mark of repetition",
        ),
        (
            json!({"batches": [{"node": "b", "schedule": {"kind": "when_full"}}]}),
            "batches",
            "activity",
        ),
        (
            json!({"corrections": [{"place": {"kind": "after", "node": "b", "share": "1", "reply": constant}}]}),
            "corrections",
            "activity",
        ),
        (
            json!({"corrections": [{"place": {"kind": "between", "from": ["b"], "until": []}}]}),
            "corrections",
            "node",
        ),
        (
            json!({"corrections": [{"place": {"kind": "between", "from": ["a"], "until": ["end", "b"]}}]}),
            "corrections",
            "node",
        ),
        (
            json!({"deadlines": {"arrives_at": ["b"]}}),
            "deadlines/arrives_at",
            "node",
        ),
        (
            json!({"deadlines": {"answered_at": ["a", "b"]}}),
            "deadlines/answered_at",
            "node",
        ),
        (json!({"withdrawn_at": ["b"]}), "withdrawn_at", "node"),
        (
            json!({"branches": [{"sequence_flow": "b", "probability": "1"}]}),
            "branches",
            "sequence flow",
        ),
        (
            json!({"arrivals": [source("desk", json!({"starts": ["b"]}))]}),
            "arrivals/starts",
            "start event of a process",
        ),
    ];
    for (more, list, expected) in rows {
        let ja = format!("前提の {list} にある「b」は、業務フローの該当する要素ではありません");
        let en = of(list, expected);
        says(
            &one(),
            &[(more, "unknown_element", en.as_str(), ja.as_str())],
        );
    }
    // Elements of another kind.
    let no = |list: &str, id: &str, expected: &str| {
        format!("the parameter `{list}` names `{id}`, which is no {expected} of the flow")
    };
    let mark = "activity or sub-process with a mark of repetition";
    for (more, en) in [
        (
            json!({"times": [{"node": "start", "work": "1"}]}),
            no("times/work", "start", "activity"),
        ),
        (
            json!({"assignments": [{"node": "start", "groups": []}]}),
            no("assignments", "start", "activity"),
        ),
        (
            json!({"repetitions": [{"node": "a", "times": constant}]}),
            no("repetitions", "a", mark),
        ),
        (
            json!({"batches": [{"node": "end", "schedule": {"kind": "when_full"}}]}),
            no("batches", "end", "activity"),
        ),
        (
            json!({"arrivals": [source("desk", json!({"starts": ["end"]}))]}),
            no("arrivals/starts", "end", "start event of a process"),
        ),
    ] {
        says(
            &one(),
            &[(more, "unknown_element", en.as_str(), "該当する要素")],
        );
    }
    // An event may be waited at; a repeated step may be repeated.
    assert!(runs(
        &one(),
        json!({"times": [{"node": "start", "waiting": "1"}]})
    ));
    assert!(runs(
        &repeated(),
        json!({"repetitions": [{"node": "a", "times": constant}]})
    ));
}

#[test]
fn what_stands_twice() {
    let constant = json!({"kind": "constant", "value": "1"});
    let group = people(1)[0].clone();
    let batch = json!({"node": "a", "schedule": {"kind": "when_full"}});
    let after = json!({"place": {"kind": "after", "node": "a", "share": "1", "reply": constant}});
    let one_of = |key: &str, value: &Value| json!({key: [value, value]});
    let rows = [
        (
            one_of("times", &json!({"node": "a", "work": "1"})),
            "times",
            "a",
        ),
        (one_of("staff", &group), "staff", "all"),
        (
            one_of("assignments", &json!({"node": "a", "groups": []})),
            "assignments",
            "a",
        ),
        (
            one_of("repetitions", &json!({"node": "a", "times": constant})),
            "repetitions",
            "a",
        ),
        (one_of("batches", &batch), "batches", "a"),
        (one_of("corrections", &after), "corrections", "a"),
        (
            one_of(
                "branches",
                &json!({"sequence_flow": "l0", "probability": "1"}),
            ),
            "branches",
            "l0",
        ),
        (
            one_of("arrivals", &source("desk", json!({}))),
            "arrivals",
            "desk",
        ),
    ];
    for (more, list, name) in rows {
        let en = format!("the parameter `{list}` says `{name}` twice");
        let ja = format!("前提の {list} に「{name}」が二度あります。");
        says(&repeated(), &[(more, "twice", en.as_str(), ja.as_str())]);
    }
}

#[test]
fn numbers_out_of_their_range() {
    let of = |list: &str, expected: &str| {
        (
            format!("the parameter `{list}` has a number out of range: {expected}"),
            format!("前提の {list} の数値が範囲を外れています（{expected}）。"),
        )
    };
    let batch = |more: Value| {
        let mut batch = json!({"node": "a", "schedule": {"kind": "when_full"}});
        merge(&mut batch, more);
        json!({"batches": [batch]})
    };
    let monthly =
        |day: u8| batch(json!({"schedule": {"kind": "monthly", "day": day, "at": "09:00"}}));
    let between = json!({"place": {"kind": "between", "from": ["a"], "until": ["end"]}});
    let stops = |count: usize| json!({"corrections": vec![between.clone(); count]});
    let assigned = |priority: u8| json!({"staff": people(1), "assignments": [{"node": "a", "priority": priority}]});
    let priority =
        |priority: u8| json!({"arrivals": [source("desk", json!({"priority": priority}))]});
    let least = "a least number of 1 or more, and a most of no less";
    let times = json!({"kind": "recorded", "times": ["2026-06-01"]});
    for (more, list, expected) in [
        (batch(json!({"least": 0})), "batches", least),
        (batch(json!({"least": 3, "most": 2})), "batches", least),
        (monthly(0), "batches/schedule/day", "a day from 1 to 31"),
        (monthly(32), "batches/schedule/day", "a day from 1 to 31"),
        (stops(65), "corrections", "at most 64 corrections"),
        (
            assigned(8),
            "assignments/priority",
            "a priority from 0 to 7",
        ),
        (priority(8), "arrivals/priority", "a priority from 0 to 7"),
        (
            json!({"arrivals": [source("desk", json!({"pattern": times}))]}),
            "arrivals/pattern/times",
            "a time of day with every recorded arrival",
        ),
        (
            json!({"times": [{"node": "a", "work": "1000000001"}]}),
            "times",
            "at most 1,000,000,000 minutes",
        ),
    ] {
        let (en, ja) = of(list, expected);
        says(&one(), &[(more, "number", en.as_str(), ja.as_str())]);
    }
    // The last numbers that are in it.
    for more in [
        batch(json!({"least": 1, "most": 1})),
        monthly(1),
        monthly(31),
        stops(64),
        assigned(7),
        assigned(0),
        priority(7),
        json!({"times": [{"node": "a", "work": "1000000000"}]}),
    ] {
        assert!(runs(&one(), more.clone()), "{more}");
    }
    let often = |frequency: &str| {
        let mut step = work("1");
        step["frequency"] = json!(frequency);
        chain(&[("a", step)])
    };
    let en = "the frequency of `a` must be from 0 to 1000";
    let ja = "a の頻度は0から1000までにしてください";
    for frequency in ["1000.5", "1001", "-1"] {
        says(&often(frequency), &[(json!({}), "frequency", en, ja)]);
    }
    assert!(runs(&often("1000"), json!({})));
}

#[test]
fn other_names_and_days() {
    let group = |more: Value| {
        let mut staff = people(1);
        merge(&mut staff[0], more);
        json!({"staff": staff})
    };
    let unknown = json!({"assignments": [{"node": "a", "groups": ["nobody"]}]});
    let wrong =
        json!({"times": [{"node": "a", "work": {"kind": "uniform", "from": "20", "to": "10"}}]});
    let saturday = json!({"hours": {"saturday": [{"from": "09:00", "to": "12:00"}]}});
    let mut refuse = group(json!({"people": 0}));
    refuse["options"] = json!({"unstaffed": "refuse"});
    says(
        &one(),
        &[
            (
                json!({"flow": "another"}),
                "other_flow",
                "the parameters are for the flow `another`, not for `f`",
                "前提は業務フロー another のもので、f のものではありません",
            ),
            (
                json!({"days": 10, "warm_up_days": 10, "drain_days": 2}),
                "days",
                "`10` days with a warm-up of `10` and `2` more cannot be simulated",
                "日数10日、助走10日、残務2日では",
            ),
            (
                json!({"days": 3840, "drain_days": 11, "beyond_holidays": "by_rule"}),
                "days",
                "`3840` days with a warm-up of `0` and `11` more cannot be simulated",
                "合計3,850日以内",
            ),
            (
                unknown,
                "unknown_name",
                "the parameter `assignments/groups` names `nobody`, which there is not",
                "前提の assignments/groups にある「nobody」は定義されていません",
            ),
            (
                wrong,
                "distribution",
                "the time of `a` is no distribution: the ends of a distribution must be in order, and the mode between them",
                "a の時間の分布が正しくありません",
            ),
            (
                group(json!({"class": "nowhere"})),
                "unknown_class",
                "the class `nowhere` of the group `all` is nowhere described",
                "担当の組 all の職員区分 nowhere が定義されていません",
            ),
            (
                group(saturday),
                "never_on_duty",
                "the group `all` is never on duty",
                "担当の組 all は期間中に一度も勤務しません",
            ),
            (
                refuse,
                "nobody_works",
                "nobody does the work of `a`",
                "aの作業を担う職員がいません",
            ),
            (
                json!({"arrivals": []}),
                "no_arrivals",
                "no case comes",
                "申請が一件も到達しません",
            ),
            (
                json!({"batches": [{"node": "a", "schedule":
                    {"kind": "weekly", "weekday": "sunday", "at": "10:00", "if_closed": "skip"}}]}),
                "no_batch_time",
                "the batch at `a` is never done in the days of the run",
                "a のまとめ処理が期間中に一度も行われません",
            ),
            (
                json!({"options": {"max_events": 3}}),
                "too_many_events",
                "a run has more than `3` events",
                "事象が上限の3を超えました",
            ),
            (
                json!({"arrivals": [source("one", json!({})), source("two", json!({}))],
                    "options": {"max_open_cases": 1}}),
                "too_many_open",
                "more than `1` cases are open at a time",
                "同時に開いている案件が上限の1件を超えました",
            ),
        ],
    );
    // As many as the limit are not too many.
    let two = json!({"arrivals": [source("one", json!({})), source("two", json!({}))],
        "options": {"max_open_cases": 2}});
    assert!(runs(&one(), two));
    assert!(runs(
        &one(),
        json!({"days": 10, "warm_up_days": 9, "drain_days": 0})
    ));
}

#[test]
fn the_head_of_the_document() {
    let document = serde_json::to_value(recorded(&["09:00"], json!({}))).unwrap();
    let mut other = document.clone();
    other["format"] = json!("tosei-other");
    other["format_version"] = json!(7);
    let error = serde_json::from_value::<SimulationParameters>(other).unwrap_err();
    let expected =
        "expected format `tosei-flow-parameters` version 1, got `tosei-other` version `7`";
    assert!(error.to_string().contains(expected), "{error}");
    let mut version = document;
    version["format_version"] = json!(2);
    assert!(serde_json::from_value::<SimulationParameters>(version).is_err());
}

/// Law: what is read is written again, every part of it.
#[test]
fn a_whole_document_is_written_as_it_was_read() {
    let label = json!({"ja": "全員", "en": "All"});
    let constant = json!({"kind": "constant", "value": "3"});
    let rule = json!({"format": "tosei-counting-rule", "format_version": 1,
        "name": {"ja": "規則", "en": "rule"}, "first_day": "next_day", "days": "business_days",
        "stops": [{"kind": "correction"}]});
    let more = json!({
        "flow": "f", "title": "前提（架空）", "fictional": true, "warm_up_days": 3, "drain_days": 7,
        "beyond_holidays": "by_rule",
        "runs": {"seed": 5, "runs": 4, "most": 9, "relative_width": "0.1", "level": "90"},
        "arrivals": [{"id": "desk", "channel": "online", "starts": ["start"], "priority": 2,
            "pattern": {"kind": "renewal", "between": constant,
                "hours": {"monday": [{"from": "09:00", "to": "12:00"}]}}}],
        "staff_classes": [{"id": "regular", "label": label, "yen_per_hour": 2000}],
        "staff": [{"id": "all", "label": label, "class": "regular", "people": 2, "nodes": ["a"],
            "work_kinds": ["review"], "yen_per_hour": 3000}],
        "assignments": [{"node": "a", "groups": ["all"], "priority": 0}],
        "times": [{"node": "a", "work": "5", "waiting": "6"}],
        "branches": [{"sequence_flow": "l0", "probability": "1"}],
        "repetitions": [{"node": "a", "times": constant}],
        "batches": [{"node": "a", "least": 2, "most": 3, "work": "each",
            "schedule": {"kind": "weekly", "weekday": "friday", "at": "10:00", "if_closed": "previous"}}],
        "corrections": [{"stop": "fee_payment",
            "place": {"kind": "after", "node": "a", "share": "0.5", "reply": constant, "again": true}}],
        "deadlines": {"arrives_at": ["start"], "answered_at": ["end"],
            "standard": {"rule": rule, "period": {"state": "set", "basis": "law",
                "processing": {"amount": "2", "unit": "day"}}}},
        "withdrawn_at": ["end"],
        "options": {"unknown_branches": "equal", "unknown_boundary": "never", "unknown_work": "none",
            "unknown_waiting": "none", "unstaffed": "unlimited", "model_waiting": "always",
            "order": "arrival", "shift_end": "finish_first", "quantiles": "exact",
            "max_events": 12345, "max_open_cases": 678}
    });
    let read = recorded(&["09:00"], more.clone());
    let written = serde_json::to_value(&read).unwrap();
    for (key, value) in more.as_object().unwrap() {
        let found = &written[key];
        if key == "deadlines" {
            for part in ["arrives_at", "answered_at"] {
                assert_eq!(found[part], value[part], "{part}");
            }
            assert!(found["standard"].is_object());
            continue;
        }
        assert_eq!(found, value, "{key}");
    }
    let again: SimulationParameters = serde_json::from_value(written).unwrap();
    assert_eq!(again, read);
    // What is usual is not written.
    let plain =
        serde_json::to_value(SimulationParameters::new(read.first_day, 5, read.runs)).unwrap();
    let keys: Vec<&str> = plain
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    for key in [
        "options",
        "deadlines",
        "staff",
        "fictional",
        "title",
        "flow",
    ] {
        assert!(!keys.contains(&key), "{key}");
    }
    assert_eq!(
        (&plain["drain_days"], &plain["warm_up_days"]),
        (&json!(180), &json!(0))
    );
}
