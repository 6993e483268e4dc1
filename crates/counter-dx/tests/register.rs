//! Registers: rules by their fixtures, tables there and back.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::{Value, json};
use tosei_counter_dx::register::{
    CounterRegister, CounterTableLayout, Pledge, ServiceMode, read_counter_table, register_rules,
    write_counter_table,
};
use tosei_document::{Catalogue, Collector, Limits, Report};

/// A register that nothing can be said against, with some parts replaced.
fn register(parts: &Value) -> CounterRegister {
    let mut document = json!({
        "format": "tosei-counter-register", "format_version": 1,
        "title": "架空", "as_of": "2025-04-01", "fictional": true,
        "service_points": [{"id": "p", "name": "東出張所（架空）"}],
        "services": [{"id": "s", "name": "住民票の写し"}],
        "tools": [{"id": "reservation", "label": {"ja": "予約", "en": "Reservation"}}],
        "staff_classes": [{"id": "regular", "label": {"ja": "正規", "en": "Regular"}}],
        "counters": [{"id": "W-1", "name": "一番窓口", "service_point": "p", "business": "証明",
            "booths": 2, "tools": ["reservation"], "staff": [{"class": "regular", "people": 2}],
            "services": [{"service": "s", "mode": "processes"}]}],
    });
    for (key, value) in parts.as_object().unwrap() {
        let parts = document.as_object_mut().unwrap();
        parts.insert(key.clone(), value.clone());
    }
    serde_json::from_value(document).unwrap()
}

fn findings(fixture: &Value) -> Report {
    let Some(csv) = fixture.get("csv") else {
        return register(fixture).check();
    };
    let mut collector = Collector::new(register_rules());
    let mut csv = csv.as_str().unwrap().as_bytes().to_vec();
    let bytes = fixture.get("bytes_after").and_then(Value::as_array);
    let bytes = bytes.into_iter().flatten();
    csv.extend(bytes.map(|b| u8::try_from(b.as_u64().unwrap()).unwrap()));
    let layout = CounterTableLayout::default();
    read_counter_table(csv.as_slice(), &layout, &Limits::default(), &mut collector).unwrap();
    collector.into_report()
}

#[test]
fn every_rule_is_broken_by_its_bad_fixture_and_not_by_its_good_one() {
    let own = register_rules().rules().len() - Catalogue::reading().rules().len();
    assert_eq!(own, 25);
    for rule in register_rules().rules() {
        if !rule.code.starts_with("counter_dx.") {
            continue;
        }
        let (good, bad) = (findings(&rule.good), findings(&rule.bad));
        assert!(good.is_clean(), "{}: {:?}", rule.code, good.findings());
        assert!(bad.count_of(&rule.code) > 0, "{} is not broken", rule.code);
        let mut findings = bad.findings().iter();
        let finding = findings
            .find(|finding| *finding.rule == *rule.code)
            .unwrap();
        for language in [tosei_types::Language::Ja, tosei_types::Language::En] {
            let sentence = register_rules().sentence(finding, language);
            assert!(!sentence.contains(['{', '}']), "{sentence}");
        }
    }
}

#[test]
fn a_table_comes_back_as_it_was_written() {
    let csv = "窓口ID,窓口名,施設名,住所,業務,所管組織ID,ブース数,プロトタイプ,デジタルツール,備考,\
               取扱有無-住民票,取扱有無-印鑑\n\
               W-1,一番,東出張所（架空）,架空町1,証明,shimin-ka,3,○,reservation; ticket_machine,17:30まで,有,取次\n\
               W-2,二番,東出張所（架空）,架空町1,届出,,,×,なし,,取次（後日渡し）,無\n\
               W-3,三番,西出張所（架空）,,証明,,,,,,予約受取のみ,△\n";
    let read = |csv: &[u8]| {
        let mut collector = Collector::new(register_rules());
        let layout = CounterTableLayout::default();
        let table = read_counter_table(csv, &layout, &Limits::default(), &mut collector).unwrap();
        let mut register = CounterRegister::new("架空", "2025-04-01".parse().unwrap());
        register.add_table(table);
        (register, collector.into_report())
    };
    let (first, report) = read(csv.as_bytes());
    assert_eq!(report.total(), 1); // △
    let [one, two, three] = first.counters.as_slice() else {
        panic!("three counters");
    };
    assert_eq!((one.booths, one.prototype), (Some(3), Some(true)));
    assert_eq!(two.tools.as_deref(), Some(&[][..])); // none, and known to be none
    assert_eq!(
        (three.tools.clone(), three.booths, three.prototype),
        (None, None, None)
    );
    assert_eq!(
        three.services[0].mode,
        Some(ServiceMode::ReservedPickUpOnly)
    );
    assert_eq!(three.services[1].raw.as_deref(), Some("△"));
    let counts = first.counts();
    assert_eq!((counts.counters, counts.service_points), (3, 2));
    assert_eq!((counts.booths, counts.counters_of_unknown_booths), (3, 2));
    assert_eq!((counts.modes.total(), counts.modes.unknown()), (6, 1));

    let mut written = Vec::new();
    write_counter_table(&first, &mut written).unwrap();
    let (second, _) = read(&written);
    assert_eq!(second, first);
    let json = serde_json::to_string(&first).unwrap();
    assert_eq!(
        serde_json::from_str::<CounterRegister>(&json).unwrap(),
        first
    );
}

#[test]
fn a_closed_counter_is_not_counted() {
    let mut register = register(&json!({}));
    register.counters[0].closed = Some("2025-04-01".parse().unwrap());
    assert_eq!(register.counts().counters, 0);
    register.counters[0].closed = Some("2025-04-02".parse().unwrap());
    assert_eq!(register.counts().counters, 1);
    register.counters[0].opened = Some("2025-04-02".parse().unwrap());
    assert_eq!(register.counts().counters, 0);
}

#[test]
fn the_same_place_in_two_rows_is_one_place_and_two_counters() {
    let csv = "施設名,取扱有無-住民票\n東,有\n東,無\n";
    let report = findings(&json!({"csv": csv}));
    assert_eq!(report.count_of("counter_dx.register.duplicate_id"), 1);
}

#[test]
fn the_usual_tools_serve_every_pledge() {
    let tools = CounterRegister::usual_tools();
    assert_eq!(tools.len(), 7);
    for pledge in Pledge::ALL {
        assert!(tools.iter().any(|tool| tool.pledges.contains(pledge)));
    }
}

#[test]
fn another_document_is_refused() {
    let error = serde_json::from_str::<CounterRegister>(
        r#"{"format": "tosei-inventory", "format_version": 1, "title": "", "as_of": "2025-04-01",
            "service_points": [], "counters": []}"#,
    );
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("tosei-counter-register")
    );
}

/// A register in which every field of a counter says something.
fn full() -> CounterRegister {
    register(&json!({
        "service_points": [
            {"id": "p", "name": "東出張所（架空）", "address": "架空町1", "other": {"区名": "架空区"}},
            {"id": "q", "name": "=西出張所（架空）"}],
        "services": [{"id": "s", "name": "住民票の写し"}, {"id": "印鑑", "name": "印鑑"}],
        "counters": [
            {"id": "W-1", "name": "一番窓口", "service_point": "p", "business": "証明",
             "organisation": "shimin-ka", "booths": 2, "prototype": true,
             "hours": {"monday": [{"from": "08:30", "to": "17:15"}],
                       "exceptions": [{"date": "2025-12-29", "hours": []}]},
             "staff": [{"class": "regular", "people": 2}], "tools": ["reservation"],
             "services": [
                {"service": "s", "mode": "forwards", "forwards_to": "W-2",
                 "hours": {"monday": [{"from": "17:30", "to": "19:00"}]}},
                {"service": "印鑑", "raw": "△"}],
             "opened": "2020-04-01", "closed": "2030-04-01", "successors": ["W-2", "W-3"],
             "note": "+備考"},
            {"id": "W-2", "name": "二番窓口", "service_point": "q", "business": "証明", "prototype": false,
             "staff": [], "tools": [], "predecessors": ["W-1"],
             "services": [{"service": "s", "mode": "processes"}, {"service": "印鑑", "mode": "none"}]}],
    }))
}

#[test]
fn every_field_of_a_counter_survives_json_and_csv() {
    let register = full();
    let json = serde_json::to_string(&register).unwrap();
    let again: CounterRegister = serde_json::from_str(&json).unwrap();
    assert_eq!(again, register);

    let mut csv = Vec::new();
    write_counter_table(&register, &mut csv).unwrap();
    let mut collector = Collector::new(register_rules());
    let layout = CounterTableLayout::default();
    let limits = Limits::default();
    let table = read_counter_table(csv.as_slice(), &layout, &limits, &mut collector).unwrap();
    let report = collector.into_report();
    assert_eq!(report.total(), 1, "{:?}", report.findings()); // △
    assert_eq!(table.counters, register.counters);
    assert_eq!(table.service_points, register.service_points);
    assert_eq!(table.services, register.services);
}

#[cfg(feature = "xlsx")]
#[test]
fn every_field_of_a_counter_survives_a_workbook() {
    use tosei_counter_dx::register::{read_counter_workbook, write_counter_workbook};
    let register = full();
    let bytes = write_counter_workbook(&register, register.as_of).unwrap();
    assert_eq!(
        bytes,
        write_counter_workbook(&register, register.as_of).unwrap()
    );
    let mut collector = Collector::new(register_rules());
    let layout = CounterTableLayout::default();
    let options = tosei_table::ReadOptions::default();
    let table = read_counter_workbook(&bytes, &layout, &options, &mut collector).unwrap();
    let report = collector.into_report();
    assert_eq!(report.total(), 1, "{:?}", report.findings()); // △
    assert_eq!(table.counters, register.counters);
    assert_eq!(table.service_points, register.service_points);
    assert_eq!(table.services, register.services);

    // A workbook without such a table is no register.
    let error = read_counter_workbook(
        b"a,b\n1,2\n",
        &layout,
        &options,
        &mut Collector::new(register_rules()),
    );
    assert!(matches!(
        error,
        Err(tosei_table::TableError::MissingColumns { .. })
    ));
}
