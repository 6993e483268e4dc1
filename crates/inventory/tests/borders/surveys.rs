//! What a comparison of editions says on the wire; periods whose text contradicts their state.

use crate::{empty, process};
use serde_json::{Value, json};
use tosei_document::Collector;
use tosei_inventory::survey::Comparability;
use tosei_inventory::{
    OnlineStatus, PeriodState, RateDefinitions, StandardPeriod, check_document, document,
};

#[test]
fn what_is_comparable_has_no_reasons_and_what_is_not_has_some() {
    let label = json!({"ja": "定義が変わった", "en": "defined otherwise"});
    let read = |value: Value| serde_json::from_value::<Comparability>(value);
    for good in [
        json!({"comparable": true}),
        json!({"comparable": true, "caveats": [label]}),
        json!({"comparable": false, "reasons": [label]}),
    ] {
        let made = read(good.clone()).unwrap();
        assert_eq!(made.is_comparable(), good["comparable"] == json!(true));
        let notes = usize::from(good.as_object().unwrap().len() > 1);
        assert_eq!(made.notes().len(), notes, "{good}");
        assert_eq!(crate::json(&made), good);
    }
    for bad in [
        json!({"comparable": true, "reasons": [label]}),
        json!({"comparable": true, "reasons": [label], "caveats": [label]}),
        json!({"comparable": false}),
        json!({"comparable": false, "caveats": [label]}),
        json!({"comparable": false, "reasons": [label], "caveats": [label]}),
    ] {
        assert!(read(bad.clone()).is_err(), "{bad}");
    }
}

#[test]
fn a_period_that_is_not_set_has_no_length() {
    let contradicts = |state, text: &str| {
        let mut inventory = empty("2025-06-30");
        let mut period = StandardPeriod::new(state);
        period.processing = Some(text.into());
        process(&mut inventory, "P-1", OnlineStatus::Done).standard_period = Some(period);
        let mut findings = Collector::new(document::rules());
        check_document(&inventory, document::rules(), &mut findings);
        let report = findings.into_report();
        report.count_of("inventory.document.period.text_contradicts_state") > 0
    };
    for (state, stated, none) in [
        (PeriodState::Set, false, true),
        (PeriodState::NotSet, true, false),
        (PeriodState::NotApplicable, true, false),
        (PeriodState::Unknown, false, false),
    ] {
        assert_eq!(contradicts(state, "30日"), stated, "{state}");
        assert_eq!(contradicts(state, "設定していない"), none, "{state}");
    }
}

#[test]
fn what_is_usual_in_a_definition_is_not_written() {
    for definition in RateDefinitions::standard().definitions() {
        let population = &crate::json(definition)["population"];
        let written = |key: &str| population.get(key).cloned();
        let reception = crate::json(&definition.population.reception);
        let expected = (reception != json!("any")).then_some(reception);
        assert_eq!(written("reception"), expected, "{}", definition.id);
        let series = crate::json(&definition.population.series);
        let expected = (series != json!("each_edition")).then_some(series);
        assert_eq!(written("series"), expected, "{}", definition.id);
    }
}
