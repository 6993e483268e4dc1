//! Each rule finds its bad example and leaves the good one alone.

use crate::{flow, log};
use serde_json::Value;
use tosei_bpr::{
    Flow,
    simulate::learn::{Ends, LearnOptions, Learned, Service, learn, learn_rules},
};
use tosei_types::Language;

fn example(of: &Value) -> Learned {
    let straight = || {
        flow(
            &[("s", ""), ("a", "受付"), ("b", "決裁"), ("e", "")],
            &[("s", "a"), ("a", "b"), ("b", "e")],
        )
    };
    let drawn: Option<Flow> = match of["flow"].as_str() {
        None => Some(straight()),
        Some("none") => None,
        Some("branch") => Some(flow(
            &[
                ("s", ""),
                ("a", "受付"),
                ("g", ""),
                ("b", "決裁"),
                ("c", "却下"),
                ("e", ""),
            ],
            &[
                ("s", "a"),
                ("a", "g"),
                ("g", "b"),
                ("g", "c"),
                ("b", "e"),
                ("c", "e"),
            ],
        )),
        Some("twins") => Some(flow(
            &[
                ("s", ""),
                ("a", "受付"),
                ("g", ""),
                ("b", "決裁"),
                ("c", "決裁"),
                ("e", ""),
            ],
            &[
                ("s", "a"),
                ("a", "g"),
                ("g", "b"),
                ("g", "c"),
                ("b", "e"),
                ("c", "e"),
            ],
        )),
        Some(other) => panic!("{other}"),
    };
    let mut options = LearnOptions::new("mihon".parse().unwrap());
    if of["service"] == "busy_sequence" {
        options.service = Service::BusySequence;
    }
    if of["ends"] == "followed_up" {
        options.ends = Ends::FollowedUp;
        options.least_visits = 1_000;
        options.history = 1;
    }
    if let Some(markings) = of["markings"].as_u64() {
        options.replay.markings = markings as usize;
    }
    learn(&log(of["log"].as_str().unwrap()), drawn.as_ref(), &options)
}

#[test]
fn every_rule_has_a_good_and_a_bad_example() {
    let text = include_str!("../../data/rules/learn.json");
    let document: Value = serde_json::from_str(text).unwrap();
    let rules = document["rules"].as_array().unwrap();
    assert!(rules.len() >= 29);
    for rule in rules {
        let code = rule["code"].as_str().unwrap();
        let bad = example(&rule["bad"]).findings;
        assert!(bad.count_of(code) > 0, "{code}: {bad:?}");
        let good = example(&rule["good"]).findings;
        assert_eq!(good.count_of(code), 0, "{code}: {good:?}");
        let finding = bad
            .findings()
            .iter()
            .find(|finding| &*finding.rule == code)
            .unwrap();
        for language in [Language::Ja, Language::En] {
            let sentence = learn_rules().sentence(finding, language);
            assert!(
                !sentence.contains('{') && !sentence.is_empty(),
                "{sentence}"
            );
        }
    }
}
