//! Every rule is broken by its bad fixture and not by its good one.

use crate::read;
use tosei_bpr::bpmn::bpmn_rules;
use tosei_types::Language;

#[test]
fn every_rule_is_broken_by_its_bad_fixture_and_not_by_its_good_one() {
    for rule in bpmn_rules().rules() {
        let content = |fixture: &serde_json::Value| fixture["bpmn"].as_str().unwrap().to_owned();
        let good = read(&content(&rule.good)).findings();
        assert_eq!(good.count_of(&rule.code), 0, "{}: {good:?}", rule.code);
        let bad = read(&content(&rule.bad)).findings();
        assert!(bad.count_of(&rule.code) > 0, "{}: {bad:?}", rule.code);
        for finding in bad.findings() {
            for language in [Language::Ja, Language::En] {
                let sentence = bpmn_rules().sentence(finding, language);
                assert!(!sentence.contains('{'), "{sentence}");
            }
        }
    }
}
