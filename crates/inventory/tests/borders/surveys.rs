//! What a comparison of editions says on the wire; periods whose text contradicts their state.

use crate::{empty, process};
use serde_json::{Value, json};
use tosei_document::Collector;
use tosei_inventory::survey::{
    Comparability, ComparisonQuestion, SurveyColumn, SurveyCrosswalk, SurveyEdition,
};
use tosei_inventory::{
    Barrier, BarrierCause, Discretion, InstrumentKind, Inventory, LegalBasis, Obstacle,
    OnlineStatus, PeriodState, Procedure, RateDefinitions, RuleAuthorities, StandardPeriod,
    check_document, document,
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

#[test]
fn a_provision_that_cannot_be_read_is_shown_where_it_stands() {
    let places = |change: fn(&mut Inventory)| {
        let mut inventory = empty("2025-06-30");
        inventory
            .procedures
            .push(Procedure::new("P-1".parse().unwrap(), "手続"));
        process(&mut inventory, "P-1", OnlineStatus::NotDone);
        change(&mut inventory);
        let mut findings = Collector::new(document::rules());
        check_document(&inventory, document::rules(), &mut findings);
        let report = findings.into_report();
        let found = report.findings().iter();
        let found =
            found.filter(|one| &*one.rule == "inventory.document.legal_basis.provision_unread");
        found.map(|one| one.place.to_string()).collect::<Vec<_>>()
    };
    fn basis(provision: &str) -> LegalBasis {
        let mut basis = LegalBasis::new(InstrumentKind::Rule).titled("見本市手数料規則（架空）");
        basis.provision = Some(provision.into());
        basis
    }
    fn barrier(rule: LegalBasis) -> Barrier {
        let mut barrier = Barrier::new(Obstacle::Fee, BarrierCause::OwnRule, Discretion::Within);
        barrier.rule = Some(rule);
        barrier
    }
    let readable = places(|inventory| {
        inventory.procedures[0].legal_basis = vec![basis("第3条")];
        inventory.processes[0].barriers = Some(vec![barrier(basis("第3条"))]);
    });
    assert!(readable.is_empty(), "{readable:?}");
    let of_procedure = places(|inventory| {
        inventory.procedures[0].legal_basis = vec![basis("第3条"), basis("どこか")];
    });
    assert_eq!(of_procedure, ["/procedures/0/legal_basis/1/provision"]);
    let of_process = places(|inventory| inventory.processes[0].legal_basis = vec![basis("どこか")]);
    assert_eq!(of_process, ["/processes/0/legal_basis/0/provision"]);
    let of_barrier = places(|inventory| {
        inventory.processes[0].barriers =
            Some(vec![barrier(basis("第3条")), barrier(basis("どこか"))]);
    });
    assert_eq!(of_barrier, ["/processes/0/barriers/1/rule/provision"]);
}

#[test]
fn a_code_is_found_in_the_entry_in_which_it_stands() {
    let crosswalk = SurveyCrosswalk::r6_r7();
    for entry in crosswalk.columns() {
        for column in entry.from.iter().chain(&entry.to) {
            let found = crosswalk.column(*column).unwrap();
            assert!(found.from.contains(column) || found.to.contains(column));
            for code in &entry.codes {
                for one in code.from.iter().chain(&code.to) {
                    let found = crosswalk.code(*column, one).unwrap();
                    assert!(
                        found.from.contains(one) || found.to.contains(one),
                        "{column}/{one}"
                    );
                }
            }
            assert_eq!(crosswalk.code(*column, "no-such-code"), None, "{column}");
        }
    }
}

#[test]
fn the_discretion_of_a_barrier_agrees_with_its_rule_where_both_are_known() {
    use Discretion::{Beyond, Unknown, Within};
    let contradicts = |stated, kind| {
        let mut inventory = empty("2025-06-30");
        let mut barrier = Barrier::new(Obstacle::Fee, BarrierCause::OwnRule, stated);
        barrier.rule = Some(LegalBasis::new(kind).titled("規程（架空）"));
        process(&mut inventory, "P-1", OnlineStatus::NotDone).barriers = Some(vec![barrier]);
        let mut findings = Collector::new(document::rules());
        check_document(&inventory, document::rules(), &mut findings);
        let rule = "inventory.document.barrier.discretion_contradicts_rule";
        findings.into_report().count_of(rule) > 0
    };
    let authorities = RuleAuthorities::standard();
    let mut seen = Vec::new();
    for kind in InstrumentKind::ALL {
        let by_rule = authorities.discretion(*kind);
        for stated in [Within, Beyond, Unknown] {
            let expected = matches!((stated, by_rule), (Within, Beyond) | (Beyond, Within));
            assert_eq!(contradicts(stated, *kind), expected, "{stated} {kind}");
        }
        seen.push(by_rule);
    }
    assert!(
        [Within, Beyond, Unknown]
            .iter()
            .all(|one| seen.contains(one))
    );
}

#[test]
fn a_column_that_a_crosswalk_passes_over_is_compared_where_both_editions_have_it() {
    let mut document = crate::json(SurveyCrosswalk::r6_r7());
    let columns = document["columns"].as_array_mut().unwrap();
    let names = |entry: &Value, side: &str, name: &str| entry[side][0] == json!(name);
    let before = columns.len();
    columns.retain(|entry| {
        let gone = names(entry, "from", "kind")
            || names(entry, "from", "law_number")
            || names(entry, "to", "related_laws");
        !gone
    });
    assert_eq!(columns.len(), before - 3);
    let crosswalk: SurveyCrosswalk = serde_json::from_value(document).unwrap();
    let (r6, r7) = (SurveyEdition::r6(), SurveyEdition::r7());
    let ask = |column, a, b| crosswalk.comparable(ComparisonQuestion::Column(column), a, b);
    for (a, b) in [(r6, r7), (r7, r6)] {
        let plain = ask(SurveyColumn::Kind, a, b);
        assert!(plain.is_comparable() && plain.notes().is_empty());
        for (column, lacking) in [
            (SurveyColumn::LawNumber, r7),
            (SurveyColumn::RelatedLaws, r6),
        ] {
            let refused = ask(column, a, b);
            assert!(!refused.is_comparable(), "{column}");
            assert_eq!(refused.notes().len(), 1, "{column}");
            assert!(lacking.column(column).is_none());
        }
    }
}
