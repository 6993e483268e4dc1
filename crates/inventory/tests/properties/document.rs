//! Laws of the model and of its documents.

use proptest::prelude::*;
use std::collections::BTreeMap;
use tosei_document::{Collector, Limits, Report};
use tosei_inventory::{
    Barrier, DigitalPredicates, Discretion, Element, ElementState, Inventory, PredicateAnswer,
    check_document, discretion,
    document::{self, Reading},
    proptest::{barriers, dates, element_states, inventories},
};

const LARGEST: usize = 6;

fn collector() -> Collector<'static> {
    Collector::new(document::rules()).keeping(usize::MAX)
}

fn read_json(text: &str) -> (Reading, Report) {
    let mut sink = collector();
    let limits = Limits::default();
    let reading = document::read_json(text.as_bytes(), &limits, document::rules(), &mut sink);
    (reading.unwrap(), sink.into_report())
}

fn read_csv(bytes: &[u8], frame: &Inventory) -> (Reading, Report) {
    let mut sink = collector();
    let limits = Limits::default();
    let reading = document::read_csv(bytes, frame, &limits, document::rules(), &mut sink);
    (reading.unwrap(), sink.into_report())
}

fn csv(inventory: &Inventory) -> Vec<u8> {
    let mut bytes = Vec::new();
    document::write_csv(inventory, &mut bytes).unwrap();
    bytes
}

fn sorted(mut inventory: Inventory) -> Inventory {
    let key = |procedure: &tosei_inventory::Procedure| serde_json::to_string(procedure).unwrap();
    inventory.procedures.sort_by_cached_key(key);
    inventory
}

fn totals(report: &Report) -> BTreeMap<String, u64> {
    let totals = report.totals().iter();
    totals
        .map(|total| (total.rule.to_string(), total.count))
        .collect()
}

fn checked(inventory: &Inventory) -> Report {
    let mut sink = collector();
    check_document(inventory, document::rules(), &mut sink);
    sink.into_report()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Law: what is written as JSON is read back equal, through both doors.
    #[test]
    fn json_round_trip(inventory in inventories(LARGEST)) {
        let text = inventory.to_json();
        prop_assert_eq!(&Inventory::from_json(&text).unwrap(), &inventory);
        let (reading, report) = read_json(&text);
        prop_assert_eq!(&reading.inventory, &inventory);
        prop_assert!(reading.raw.is_empty() && report.is_clean(), "{:?}", report);
    }

    /// Law: what is written as NDJSON is read back equal, one line an item behind the header.
    #[test]
    fn ndjson_round_trip(inventory in inventories(LARGEST)) {
        let text = document::write_ndjson(&inventory);
        let items = inventory.organisations.len() + inventory.procedures.len()
            + inventory.processes.len() + inventory.touchpoints.len();
        prop_assert_eq!(text.lines().count(), items + 1);
        let mut sink = collector();
        let rules = document::rules();
        let reading =
            document::read_ndjson(text.as_bytes(), &Limits::default(), rules, &mut sink).unwrap();
        prop_assert_eq!(&reading.inventory, &inventory);
        prop_assert!(reading.raw.is_empty() && sink.into_report().is_clean());
    }

    /// Law: what is written as CSV is read back equal with the frame; procedures may change their
    /// order, nothing is lost.
    #[test]
    fn csv_round_trip(inventory in inventories(LARGEST)) {
        let (reading, report) = read_csv(&csv(&inventory), &inventory.frame());
        prop_assert!(reading.raw.is_empty() && report.is_clean(), "{:?}", report);
        prop_assert_eq!(&reading.inventory.processes, &inventory.processes);
        prop_assert_eq!(sorted(reading.inventory), sorted(inventory));
    }

    /// Law: no cell of the CSV form is a formula.
    #[test]
    fn csv_cells_calculate_nothing(inventory in inventories(LARGEST)) {
        let bytes = csv(&inventory);
        let mut rows = tosei_table::CsvRows::open(bytes.as_slice(), &Limits::default()).unwrap();
        while let Some(row) = rows.next_row().unwrap() {
            let row = row.text().unwrap();
            for at in 0..row.len() {
                let first = row.cell(at).trim_start_matches(' ').chars().next();
                prop_assert!(!matches!(first, Some('=' | '+' | '@' | '\t' | '＝' | '＋' | '＠')));
            }
        }
    }

    /// Law: the checks find the same in every form of one inventory.
    #[test]
    fn checks_do_not_depend_on_the_form(inventory in inventories(LARGEST)) {
        let expected = totals(&checked(&inventory));
        let (json, _) = read_json(&inventory.to_json());
        let mut sink = collector();
        json.check(document::rules(), &mut sink);
        prop_assert_eq!(&totals(&sink.into_report()), &expected);
    }

    /// Law: the checks find the same whatever order processes, touchpoints and organisations have.
    #[test]
    fn checks_do_not_depend_on_order(inventory in inventories(LARGEST)) {
        // Repeated ids: which of the two is the first is a matter of order.
        let mut turned = inventory.clone();
        let mut seen = std::collections::BTreeSet::new();
        turned.organisations.retain(|item| seen.insert(item.id.clone()));
        let expected = totals(&checked(&turned));
        turned.processes.reverse();
        turned.touchpoints.reverse();
        turned.organisations.reverse();
        prop_assert_eq!(totals(&checked(&turned)), expected);
    }

    /// Law: an item that cannot be typed costs that item only, and is kept as it was written.
    #[test]
    fn one_bad_item_costs_one_item(inventory in inventories(LARGEST), at in any::<prop::sample::Index>()) {
        prop_assume!(!inventory.processes.is_empty());
        let at = at.index(inventory.processes.len());
        let mut value: serde_json::Value = serde_json::from_str(&inventory.to_json()).unwrap();
        value["processes"][at]["status"] = "maybe".into();
        let bad = value["processes"][at].clone();
        let (reading, report) = read_json(&value.to_string());
        let mut expected = inventory;
        expected.processes.remove(at);
        prop_assert_eq!(&reading.inventory, &expected);
        prop_assert_eq!(reading.raw.len(), 1);
        let kept: serde_json::Value = serde_json::from_str(&reading.raw[0].text).unwrap();
        prop_assert_eq!(kept, bad);
        let place = report.findings()[0].place.to_string();
        prop_assert_eq!(place, format!("/processes/{at}/status"));
        // Behind the bad item, places count it.
        for index in 0..reading.inventory.processes.len() {
            let place = reading.places.of(document::ItemList::Processes, index, "");
            let counted = if index < at { index } else { index + 1 };
            prop_assert_eq!(place.to_string(), format!("/processes/{counted}"));
        }
    }

    /// Law: what comes to be known never changes a predicate that was decided.
    #[test]
    fn knowing_more_keeps_what_was_decided(
        states in element_states(),
        element in prop::sample::select(Element::ALL),
        state in prop::sample::select(ElementState::ALL),
    ) {
        let states = states.with(element, ElementState::Unknown);
        let known = states.with(element, state);
        for predicate in DigitalPredicates::standard().iter() {
            let before = predicate.evaluate(&states);
            prop_assert_eq!(before.answer, predicate.answer(&states));
            if before.answer != PredicateAnswer::Unknown {
                prop_assert_eq!(predicate.evaluate(&known).answer, before.answer);
            }
        }
    }

    /// Law: the elements that decide do so alone: with all others unknown (if it fails) or not
    /// applicable (if it holds) the answer stays.
    #[test]
    fn what_decides_decides_alone(states in element_states()) {
        for predicate in DigitalPredicates::standard().iter() {
            let verdict = predicate.evaluate(&states);
            let others = match verdict.answer {
                PredicateAnswer::Fails => ElementState::Unknown,
                PredicateAnswer::Holds => ElementState::NotApplicable,
                _ => continue,
            };
            let mut alone = tosei_inventory::ElementStates::all(others);
            for element in &verdict.decided_by {
                alone = alone.with(*element, states.of(*element));
            }
            prop_assert_eq!(predicate.evaluate(&alone).answer, verdict.answer);
        }
    }

    /// Law: a predicate that requires more fails where one that requires less fails.
    #[test]
    fn requiring_more_fails_more(states in element_states()) {
        let predicates = DigitalPredicates::standard();
        let fails = |id| predicates.get(id).unwrap().answer(&states) == PredicateAnswer::Fails;
        prop_assert!(!fails("entry_online") || fails("no_paper_from_applicant"));
        prop_assert!(!fails("no_paper_from_applicant") || fails("end_to_end"));
    }

    /// Law: discretion does not depend on the order of barriers, and removing one never takes a
    /// process further beyond.
    #[test]
    fn discretion_falls_only_by_barriers(
        mut list in prop::collection::vec(barriers(), 0..5),
        day in dates(),
        at in any::<prop::sample::Index>(),
    ) {
        let far = |discretion: Discretion| match discretion {
            Discretion::Beyond => 2,
            Discretion::Unknown => 1,
            _ => 0,
        };
        let before = discretion(Some(&list), day);
        for decisive in &before.decided_by {
            let barrier: &Barrier = &list[*decisive];
            prop_assert_eq!(barrier.discretion, before.discretion);
            prop_assert!(barrier.stands_on(day));
        }
        list.reverse();
        prop_assert_eq!(discretion(Some(&list), day).discretion, before.discretion);
        if !list.is_empty() {
            list.remove(at.index(list.len()));
            let after = discretion(Some(&list), day).discretion;
            prop_assert!(far(after) <= far(before.discretion));
        }
    }
}
