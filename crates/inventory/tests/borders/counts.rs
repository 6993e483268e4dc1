//! Tallies and their cells, tables with column totals, predicates, standard periods.

use tosei_inventory::suppression::{
    CountRow, CountTable, MAX_CROSSED_NUMBERS, SuppressionOptions, ZeroTreatment,
};
use tosei_inventory::{
    Fraction, GroupedTally, MAX_FRACTION_CHARS, OnlineCases, OnlineStatus, PeriodBasis,
    PeriodState, PredicateAnswer, ProcedureFacts, ProcessFacts, ProcessKinds, StandardPeriod,
    StatusSet, Tally, TouchpointFacts, VolumeBands,
};
use tosei_types::{CaseCount, Label};

fn of(status: OnlineStatus) -> ProcessFacts {
    ProcessFacts {
        status,
        ..ProcessFacts::unknown()
    }
}

#[test]
fn tallies_are_equal_only_if_they_counted_the_same_by_the_same_bands() {
    let empty = Tally::<ProcessFacts>::new();
    assert!(empty.is_empty() && empty.rows() == 0);
    let mut done = Tally::new();
    done.add(&of(OnlineStatus::Done));
    assert!(!done.is_empty());
    let mut not_done = Tally::new();
    not_done.add(&of(OnlineStatus::NotDone));
    let mut twice = done.clone();
    twice.add(&of(OnlineStatus::Done));
    let mut both = done.clone();
    both.merge(&not_done).unwrap();
    let all = [&empty, &done, &not_done, &twice, &both];
    for (at, one) in all.iter().enumerate() {
        for (other_at, other) in all.iter().enumerate() {
            assert_eq!(one == other, at == other_at, "{at} {other_at}");
        }
    }
    let mut other_order = not_done.clone();
    other_order.merge(&done).unwrap();
    assert_eq!(other_order, both);

    let json = include_str!("../../data/rates/volume_bands.json");
    let json = crate::replaced(json, "\"from\": 10000", "\"from\": 20000");
    let bands = VolumeBands::from_json(&json).unwrap();
    let mut otherwise = Tally::with_bands(&bands);
    otherwise.add(&of(OnlineStatus::Done));
    assert_ne!(otherwise, done);
    let error = otherwise.merge(&done).unwrap_err();
    assert_eq!(error.code(), "inventory.tally.different_bands");
    assert_eq!(otherwise.rows(), 1);
}

#[test]
fn a_count_that_nobody_made_is_not_counted_in_any_unit() {
    fn cells<F: tosei_inventory::Facts>(facts: &F) -> Vec<(OnlineCases, u64, u64)> {
        let mut tally = Tally::new();
        tally.add(facts);
        let cells = tally.cells();
        cells
            .map(|cell| (cell.key.online_cases, cell.cases, cell.online_cases))
            .collect()
    }
    let count = |number: u32| Some(CaseCount::from(number));
    for (cases, online, expected) in [
        (None, None, (OnlineCases::Unknown, 0, 0)),
        (count(0), None, (OnlineCases::Unknown, 0, 0)),
        (count(5), None, (OnlineCases::Unknown, 5, 0)),
        (None, count(3), (OnlineCases::Known, 0, 3)),
        (count(5), count(0), (OnlineCases::Known, 5, 0)),
        (count(5), count(5), (OnlineCases::Known, 5, 5)),
        (count(5), count(6), (OnlineCases::MoreThanCases, 5, 6)),
    ] {
        let process = ProcessFacts {
            cases,
            online_cases: online,
            ..ProcessFacts::unknown()
        };
        let procedure = ProcedureFacts {
            cases,
            online_cases: online,
            ..ProcedureFacts::unknown()
        };
        let touchpoint = TouchpointFacts {
            cases,
            online_cases: online,
            ..TouchpointFacts::unknown()
        };
        assert_eq!(cells(&process), [expected]);
        assert_eq!(cells(&procedure), [expected]);
        assert_eq!(cells(&touchpoint), [expected]);
    }
}

#[test]
fn processes_of_a_procedure_stand_under_their_kind_alone() {
    let kinds = ProcessKinds::standard();
    let (mut seen_application, mut seen_result, mut seen_other) = (false, false, false);
    for (index, kind) in kinds.iter() {
        let facts = ProcedureFacts::of_processes(
            [ProcessFacts {
                kind: Some(index),
                ..of(OnlineStatus::Done)
            }],
            kinds,
        );
        let done = StatusSet::EMPTY.with(OnlineStatus::Done);
        let set = |is: bool| if is { done } else { StatusSet::EMPTY };
        let neither = !(kind.is_application || kind.is_result);
        assert_eq!(facts.application, set(kind.is_application), "{}", kind.code);
        assert_eq!(facts.result, set(kind.is_result), "{}", kind.code);
        assert_eq!(facts.other, set(neither), "{}", kind.code);
        assert_eq!(facts.kind_unknown, StatusSet::EMPTY);
        seen_application |= kind.is_application;
        seen_result |= kind.is_result;
        seen_other |= neither;
    }
    assert!(seen_application && seen_result && seen_other);
    let facts = ProcedureFacts::of_processes([of(OnlineStatus::Done)], kinds);
    assert_eq!(
        facts.kind_unknown,
        StatusSet::EMPTY.with(OnlineStatus::Done)
    );
    assert_eq!(facts.other, StatusSet::EMPTY);
}

fn table(columns: usize, rows: &[&[u64]]) -> CountTable {
    CountTable {
        columns: (0..columns)
            .map(|at| Label::new(format!("列{at}"), format!("column {at}")))
            .collect(),
        rows: rows
            .iter()
            .map(|counts| CountRow {
                name: "課".into(),
                counts: counts.to_vec(),
            })
            .collect(),
    }
}

#[test]
fn a_table_with_column_totals_has_at_most_so_many_numbers() {
    let row: &[u64] = &[20];
    let of =
        |rows: usize| table(1, &vec![row; rows]).suppress_crossed(SuppressionOptions::default());
    let most = MAX_CROSSED_NUMBERS / 2 - 1; // two numbers a row, and a row of totals
    let published = of(most).unwrap();
    assert_eq!(published.table.hidden, 0);
    let total = u64::try_from(most).unwrap() * 20;
    assert_eq!(published.column_totals[0].shown(), Some(total));
    let error = of(most + 1).unwrap_err();
    assert_eq!(error.code(), "inventory.suppression.too_many_numbers");
}

#[test]
fn an_empty_table_hides_nothing() {
    for table in [table(0, &[]), table(2, &[]), table(0, &[&[], &[]])] {
        let published = table
            .suppress_crossed(SuppressionOptions::default())
            .unwrap();
        assert_eq!(published.table.hidden, 0);
        assert_eq!(published.table.total.shown(), Some(0));
        assert!(
            published
                .column_totals
                .iter()
                .all(|total| total.shown() == Some(0))
        );
        let published = table.suppress(SuppressionOptions::default()).unwrap();
        assert_eq!((published.hidden, published.total.shown()), (0, Some(0)));
        assert!(published.explain(tosei_types::Language::Ja).is_none());
    }
}

#[test]
fn a_zero_that_is_shown_covers_nothing_in_a_crossed_table() {
    let shown = SuppressionOptions {
        threshold: 10,
        zeros: ZeroTreatment::Shown,
    };
    let published = table(3, &[&[4, 0, 30], &[0, 0, 0], &[20, 0, 40]])
        .suppress_crossed(shown)
        .unwrap();
    let marks: Vec<Vec<Option<u64>>> = published
        .table
        .rows
        .iter()
        .map(|row| row.counts.iter().map(|count| count.shown()).collect())
        .collect();
    assert_eq!(
        marks,
        [
            [None, Some(0), None],
            [Some(0), Some(0), Some(0)],
            [None, Some(0), None],
        ]
    );
    assert_eq!(published.table.hidden, 4);
    // Ones and twos below a threshold of 3: each could be the other.
    let low = SuppressionOptions {
        threshold: 3,
        zeros: ZeroTreatment::Shown,
    };
    let published = table(2, &[&[1, 2], &[2, 1]]).suppress_crossed(low).unwrap();
    assert_eq!(published.table.hidden, 4);
    let lower = SuppressionOptions {
        threshold: 2,
        zeros: ZeroTreatment::Shown,
    };
    let error = table(1, &[&[1], &[1]]).suppress_crossed(lower).unwrap_err();
    assert_eq!(error.code(), "inventory.suppression.cannot_cover");
}

#[test]
fn what_is_unknown_or_does_not_apply_neither_holds_nor_fails() {
    let answers: Vec<Option<bool>> = PredicateAnswer::ALL.iter().map(|a| a.holds()).collect();
    assert_eq!(answers, [Some(true), Some(false), None, None]);
}

#[test]
fn a_period_that_is_set_has_its_basis() {
    let period = StandardPeriod::set(PeriodBasis::Law, "30日");
    assert_eq!(period.state, PeriodState::Set);
    assert_eq!(period.basis, Some(PeriodBasis::Law));
    assert_eq!(period.processing.as_deref(), Some("30日"));
    assert_eq!(StandardPeriod::new(PeriodState::NotSet).basis, None);
}

#[test]
fn groups_are_found_by_name_and_by_place() {
    let mut grouped = GroupedTally::<ProcessFacts>::new();
    assert!(grouped.is_empty());
    let names = ["法務省", "財務省", "総務省"];
    let places: Vec<u32> = names.map(|name| grouped.group(name).get()).to_vec();
    assert_eq!(places, [0, 1, 2]);
    assert_eq!(grouped.group("財務省").get(), 1);
    assert_eq!((grouped.is_empty(), grouped.len()), (false, 3));
    let place = grouped.group("総務省");
    assert!(grouped.add_to(place, &of(OnlineStatus::Done)));
    assert_eq!(grouped.get("総務省").unwrap().rows(), 1);
    assert_eq!(grouped.get("法務省").unwrap().rows(), 0);
    assert!(grouped.get("文部科学省").is_none());
    let mut other = GroupedTally::<ProcessFacts>::new();
    assert!(!other.add_to(place, &of(OnlineStatus::Done)));
    other.add("総務省", &of(OnlineStatus::NotDone));
    other.add("文部科学省", &of(OnlineStatus::Done));
    grouped.merge(&other).unwrap();
    assert_eq!((grouped.len(), grouped.total().rows()), (4, 3));
    assert_eq!(grouped.get("総務省").unwrap().rows(), 2);
}

#[test]
fn a_tally_is_split_by_its_volume_bands() {
    let mut tally = Tally::new();
    for cases in [None, Some(0), Some(9), Some(10), Some(99), Some(100)] {
        tally.add(&ProcessFacts {
            cases: cases.map(|cases: u32| CaseCount::from(cases)),
            ..of(OnlineStatus::Done)
        });
    }
    let bands = VolumeBands::standard();
    let split: Vec<(Option<&str>, u64)> = tally
        .by_volume_band()
        .iter()
        .map(|(band, part)| {
            let band = band
                .and_then(|band| bands.at(band))
                .map(|band| band.id.as_str());
            (band, part.rows())
        })
        .collect();
    assert_eq!(
        split,
        [
            (None, 1),
            (Some("none"), 1),
            (Some("1_to_9"), 1),
            (Some("10_to_99"), 2),
            (Some("100_to_999"), 1),
        ]
    );
}

#[test]
fn facts_of_a_procedure_keep_what_they_are_given() {
    let count = |number: u32| Some(CaseCount::from(number));
    let facts = ProcedureFacts::unknown().with_cases(count(5), count(3));
    assert_eq!((facts.cases, facts.online_cases), (count(5), count(3)));
    assert_eq!(ProcedureFacts::default(), ProcedureFacts::unknown());
}

#[test]
fn a_fraction_is_no_longer_than_its_limit() {
    let of = |chars: usize| format!("1/1{}", "0".repeat(chars - 3));
    assert!(of(MAX_FRACTION_CHARS).parse::<Fraction>().is_ok());
    let error = of(MAX_FRACTION_CHARS + 1).parse::<Fraction>().unwrap_err();
    assert_eq!(error.code(), "inventory.fraction.too_long");
    for text in [
        "+1/2", "1.5/2", "1_0/3", "1e1/3", " 1/2", "1/2 ", "1/-2", "--1/2", "1/2/3", "１/2", "a/b",
        "1/b",
    ] {
        let error = text.parse::<Fraction>().unwrap_err();
        assert_eq!(error.code(), "inventory.fraction.form", "{text}");
    }
}

#[test]
fn a_total_may_grow_up_to_the_largest_count() {
    let largest = 9_007_199_254_740_991u64;
    let options = |threshold| SuppressionOptions {
        threshold,
        zeros: ZeroTreatment::Suppressed,
    };
    // The 0 can only be more, the other count not less: so the totals are hidden and may be one more.
    let row: &[u64] = &[0, largest - 1];
    let published = table(2, &[row])
        .suppress_crossed(options(largest - 1))
        .unwrap();
    assert_eq!(published.table.hidden, 4);
    assert_eq!(published.table.rows[0].counts[1].shown(), Some(largest - 1));
    let row: &[u64] = &[0, largest];
    let error = table(2, &[row])
        .suppress_crossed(options(largest))
        .unwrap_err();
    assert_eq!(error.code(), "inventory.suppression.cannot_cover");
}
