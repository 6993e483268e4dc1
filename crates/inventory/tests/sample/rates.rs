//! The rates that the sample shows, by the shipped definitions.

use crate::{basis, mihon};
use tosei_inventory::{
    OnlineStatus, ProcedureFacts, ProcessFacts, ProcessKinds, RateDefinitions, Tally,
    TouchpointFacts,
};

fn processes() -> Tally<ProcessFacts> {
    let basis = basis();
    let mut tally = Tally::new();
    for (_, facts) in mihon().process_facts(&basis) {
        tally.add(&facts);
    }
    tally
}

fn procedures() -> Tally<ProcedureFacts> {
    let mut tally = Tally::new();
    for (_, facts) in mihon().procedure_facts(&basis()) {
        tally.add(&facts);
    }
    tally
}

fn touchpoints() -> Tally<TouchpointFacts> {
    let mut tally = Tally::new();
    for touchpoint in &mihon().touchpoints {
        tally.add(&touchpoint.facts(&basis()));
    }
    tally
}

fn rate(id: &str) -> String {
    let rates = RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    let result = if id.starts_with("procedures.") {
        rates.evaluate_one(id, &procedures())
    } else if id.starts_with("touchpoints.") {
        rates.evaluate_one(id, &touchpoints())
    } else {
        rates.evaluate_one(id, &processes())
    };
    result.unwrap().to_string()
}

#[test]
fn every_headline_rate_is_the_promised_one() {
    for (id, shown) in [
        ("processes.done", "717/1520 = 47.2 % (47.2 to 49.9 %)"),
        ("tokyo.all_processes", "717/1520 = 47.2 % (47.2 to 49.9 %)"),
        (
            "processes.done_without_exempt",
            "717/1490 = 48.1 % (48.1 to 50.9 %)",
        ),
        (
            "processes.done_or_partial",
            "791/1520 = 52.0 % (52.0 to 54.7 %)",
        ),
        ("applications.done", "412/700 = 58.9 % (58.9 to 61.0 %)"),
        (
            "processes.done_within_discretion",
            "705/1260 = 56.0 % (56.0 to 59.2 %)",
        ),
        (
            "tokyo.within_discretion",
            "705/1260 = 56.0 % (56.0 to 59.2 %)",
        ),
        ("procedures.all", "236/640 = 36.9 %"),
        ("procedures.any", "455/640 = 71.1 %"),
        ("touchpoints.done", "38/95 = 40.0 % (40.0 to 42.1 %)"),
    ] {
        let rate = rate(id);
        assert!(rate.starts_with(shown), "{id}: {rate}");
    }
}

#[test]
fn the_unknown_leave_the_upper_bound_of_758() {
    let rates = RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    let all = rates.evaluate_one("processes.done", &processes()).unwrap();
    let high = all.high().unwrap();
    assert_eq!((high.numerator(), high.denominator()), (758, 1_520));
}

#[test]
fn every_kind_has_its_statuses() {
    let kinds = ProcessKinds::standard();
    for (codes, statuses) in [
        (&["application"][..], [412, 38, 226, 9, 15]),
        (
            &["notice_on_application", "notice_unprompted"],
            [148, 22, 322, 14, 14],
        ),
        (&["public_inspection"], [21, 4, 30, 3, 2]),
        (&["payment"], [66, 10, 58, 0, 6]),
        (&["record_keeping"], [70, 0, 22, 4, 4]),
        (
            &[
                "application",
                "notice_on_application",
                "notice_unprompted",
                "public_inspection",
                "payment",
                "record_keeping",
            ],
            [717, 74, 658, 30, 41],
        ),
    ] {
        let of_kinds = processes().filtered(|key| {
            let kind = key.facts.kind.and_then(|kind| kinds.at(kind));
            kind.is_some_and(|kind| codes.contains(&kind.code.as_str()))
        });
        let wanted = [
            OnlineStatus::Done,
            OnlineStatus::Partial,
            OnlineStatus::NotDone,
            OnlineStatus::Exempt,
            OnlineStatus::Unknown,
        ];
        let found = wanted.map(|status| of_kinds.filtered(|key| key.facts.status == status).rows());
        assert_eq!(found, statuses, "{codes:?}");
        assert_eq!(of_kinds.rows(), statuses.iter().sum::<u64>());
    }
}
