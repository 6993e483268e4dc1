//! Answers about the sample city in words, and documents of the register as text.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_analog_regs::{
    Clause, ClauseRegister, DueGoal, SessionVerdict, Technologies, plan_session, register, sample,
};
use tosei_document::Explain;
use tosei_types::Language;

#[test]
fn a_register_is_written_one_item_a_line_and_read_as_written() {
    let register = sample::register().unwrap();
    let text = register.to_json();
    assert_eq!(ClauseRegister::from_json(&text).unwrap(), register);
    assert_eq!(register.to_json(), text);
    let items = register.clauses.len() + register.rules.len();
    assert!(text.lines().count() > items);
    let mut other: Value = serde_json::from_str(&text).unwrap();
    other["format_version"] = json!(2);
    let error = ClauseRegister::from_json(&other.to_string()).unwrap_err();
    assert_eq!(error.code(), "analog_regs.register.shape");
    let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
    assert!(ja.starts_with("条項台帳") && en.starts_with("The register"));
    // An empty register has no lists.
    let empty = ClauseRegister::new("見本市（架空）", "2025-06-30".parse().unwrap());
    assert_eq!(ClauseRegister::from_json(&empty.to_json()).unwrap(), empty);
}

#[test]
fn the_session_that_is_still_possible_is_named_in_words() {
    let calendar = sample::calendar().unwrap();
    let answer = |due: &str, goal, as_of: &str| {
        plan_session(
            &calendar,
            due.parse().unwrap(),
            goal,
            as_of.parse().unwrap(),
        )
        .unwrap()
    };
    let summer = answer("2026-03-31", DueGoal::InForce, "2025-06-30");
    let last = summer.option(summer.last.as_ref().unwrap()).unwrap();
    assert_eq!(last.verdict, SessionVerdict::ReachesAsPlanned);
    for language in [Language::Ja, Language::En] {
        let sentence = summer.sentence(language);
        assert!(sentence.contains(&last.sentence(language)), "{sentence}");
        for option in &summer.options {
            let sentence = option.sentence(language);
            assert!(
                sentence.contains(option.verdict.label(language)),
                "{sentence}"
            );
        }
    }
    // A day before all sessions: none is left, and that is said.
    let early = answer("2020-01-01", DueGoal::InForce, "2019-12-31");
    assert_eq!(early.last, None);
    for language in [Language::Ja, Language::En] {
        assert!(!early.sentence(language).is_empty());
    }
    assert!(early.option(&"no-such".parse().unwrap()).is_none());
}

fn clause(subtype: Option<&str>) -> Clause {
    let mut clause = Clause::new(
        "C-1".parse().unwrap(),
        "R-1".parse().unwrap(),
        "第9条".parse().unwrap(),
    );
    let mut category = register::ClauseCategory::new("visual_inspection".parse().unwrap());
    category.subtype = subtype.map(|subtype| subtype.parse().unwrap());
    clause.categories.push(category);
    clause
}

#[test]
fn a_suggestion_says_its_conditions_and_risks() {
    let technologies = Technologies::standard();
    let found = technologies.suggest(&clause(Some("patrol")));
    assert!(found[0].by_subtype);
    let mut ids: Vec<&str> = found.iter().map(|one| one.technology.id.as_str()).collect();
    assert_eq!(ids[0], "drone");
    for one in &found {
        for language in [Language::Ja, Language::En] {
            let sentence = one.sentence(language);
            let parts = one
                .technology
                .risks
                .iter()
                .chain(&one.technology.conditions);
            for part in parts.chain([&one.technology.label]) {
                assert!(sentence.contains(part.in_language(language)), "{sentence}");
            }
        }
    }
    // Each once.
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    // Nothing is suggested for a clause of which nothing is known.
    let mut unknown = clause(None);
    unknown.categories.clear();
    assert!(technologies.suggest(&unknown).is_empty());
}

#[test]
fn a_list_of_technologies_without_risks_is_refused() {
    let mut list: Value =
        serde_json::from_str(include_str!("../data/codes/technologies.json")).unwrap();
    let read = |list: &Value| Technologies::from_json(&list.to_string());
    assert!(read(&list).is_ok());
    list["technologies"][0]["risks"] = json!([]);
    let error = read(&list).unwrap_err();
    assert!(error.code().ends_with("contradiction"), "{}", error.code());
    for language in [Language::Ja, Language::En] {
        assert!(!error.sentence(language).is_empty());
    }
}
