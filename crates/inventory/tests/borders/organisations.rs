//! A crosswalk of organisations beside two snapshots: the days between which it may lie.

use crate::{compared, empty, process};
use tosei_document::Collector;
use tosei_inventory::{
    CompareOptions, CrosswalkRow, Inventory, OnlineStatus, Organisation, OrganisationCrosswalk,
    OrganisationKind, OrganisationView, ProcessKinds, RateDefinitions, compare,
    organisation_figures, reorganisation::crosswalk_rules,
};

fn with(day: &str, id: &str, from: Option<&str>, until: Option<&str>) -> Inventory {
    let mut inventory = empty(day);
    let kind = OrganisationKind::Division;
    let mut organisation = Organisation::new(id.parse().unwrap(), kind, id);
    organisation.exists_from = from.map(|day| day.parse().unwrap());
    organisation.exists_until = until.map(|day| day.parse().unwrap());
    inventory.organisations.push(organisation);
    inventory
}

/// The rules that a crosswalk from `old` to `new` of a day breaks between two snapshots.
fn broken(effective: &str, earlier: &Inventory, later: &Inventory) -> Vec<String> {
    let row = CrosswalkRow::new(
        "old".parse().unwrap(),
        "new".parse().unwrap(),
        "1/1".parse().unwrap(),
    );
    let crosswalk = OrganisationCrosswalk::new(effective.parse().unwrap(), vec![row]);
    let mut findings = Collector::new(crosswalk_rules());
    crosswalk.check(Some((earlier, later)), crosswalk_rules(), &mut findings);
    let report = findings.into_report();
    let codes = report.findings().iter().map(|finding| {
        let code = finding.rule.strip_prefix("inventory.crosswalk.").unwrap();
        format!("{code} {}", finding.place)
    });
    codes.collect()
}

#[test]
fn it_takes_effect_after_the_earlier_snapshot_and_by_the_later() {
    let earlier = with("2025-03-31", "old", None, None);
    let later = with("2025-06-30", "new", None, None);
    for (day, is_between) in [
        ("2025-03-30", false),
        ("2025-03-31", false),
        ("2025-04-01", true),
        ("2025-06-30", true),
        ("2025-07-01", false),
    ] {
        let found = broken(day, &earlier, &later);
        let expected: &[&str] = if is_between {
            &[]
        } else {
            &["date_between /effective"]
        };
        assert_eq!(found, expected, "{day}");
    }
}

#[test]
fn the_new_one_is_there_on_the_day_and_the_old_one_until_the_day_before() {
    for (from, until, expected) in [
        ("2025-04-01", "2025-03-31", &[] as &[&str]),
        ("2025-03-31", "2025-04-01", &[]),
        ("2025-04-02", "2025-03-31", &["date_new /rows/0/new"]),
        ("2025-04-01", "2025-03-30", &["date_old /rows/0/old"]),
        ("2025-04-01", "2025-04-30", &[]),
        ("2025-04-01", "9999-03-31", &[]),
    ] {
        let earlier = with("2025-03-31", "old", None, Some(until));
        let later = with("2025-06-30", "new", Some(from), None);
        let found = broken("2025-04-01", &earlier, &later);
        assert_eq!(found, expected, "{from} {until}");
    }
}

#[test]
fn whose_affairs_went_nowhere_is_told() {
    let later = with("2025-06-30", "new", None, None);
    let mut earlier = with("2025-03-31", "old", None, None);
    let also = |id: &str| Organisation::new(id.parse().unwrap(), OrganisationKind::Division, id);
    earlier.organisations.push(also("new")); // is still there
    assert_eq!(broken("2025-04-01", &earlier, &later), Vec::<String>::new());
    earlier.organisations.push(also("gone"));
    assert_eq!(broken("2025-04-01", &earlier, &later), ["no_row /rows"]);
    let none = empty("2025-03-31");
    assert_eq!(
        broken("2025-04-01", &none, &later),
        ["unknown_old /rows/0/old"]
    );
    let nothing = empty("2025-06-30");
    let found = broken(
        "2025-04-01",
        &with("2025-03-31", "old", None, None),
        &nothing,
    );
    assert_eq!(found, ["unknown_new /rows/0/new"]);
}

#[test]
fn only_processes_and_cases_have_figures_by_organisation() {
    let snapshot = |day: &str, count: usize| {
        let mut inventory = empty(day);
        for number in 0..count {
            let id = format!("P-{number}");
            process(&mut inventory, &id, OnlineStatus::Done);
        }
        inventory
    };
    let (earlier, later) = (snapshot("2025-03-31", 2), snapshot("2025-06-30", 2));
    let comparison = compare(&earlier, &later, &CompareOptions::default());
    let rates = RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    let figures = |id: &str, later: &Inventory| {
        let snapshots = compared(&earlier, later, &comparison);
        organisation_figures(&rates, id, &snapshots, &OrganisationView::default())
    };
    assert!(figures("processes.done", &later).is_some());
    assert!(figures("cases.online", &later).is_some());
    assert!(figures("procedures.all", &later).is_none());
    assert!(figures("touchpoints.done", &later).is_none());
    assert!(figures("no.such.rate", &later).is_none());
    let other = snapshot("2025-06-30", 3);
    assert!(figures("processes.done", &other).is_none());
    assert!(figures("procedures.all", &other).is_none());
}
