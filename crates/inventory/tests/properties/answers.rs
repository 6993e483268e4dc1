//! Laws of rounds, forecasts, suppression and answer sheets.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::BTreeSet;
use tosei_document::{Collector, Limits};
use tosei_inventory::forecast::{ForecastMethod, ForecastOptions, IndicatorSeries};
use tosei_inventory::proptest::survey_rounds;
use tosei_inventory::round::{
    ApplyOptions, RoundSection, SectionAnswer, SectionReturn, SurveyRound, apply_round, read_csv,
    rules, write_csv,
};
use tosei_inventory::suppression::{
    CountRow, CountTable, PublishedCount, SuppressedTable, SuppressionOptions, ZeroTreatment,
};
use tosei_inventory::{Body, Fraction, Inventory, OnlineStatus, Process, Role, RoleAssignment};
use tosei_types::{Date, Label};

fn tables() -> impl Strategy<Value = CountTable> {
    (1usize..5, 1usize..5)
        .prop_flat_map(|(rows, columns)| {
            let counts = prop::collection::vec(0u64..14, columns);
            prop::collection::vec(counts, rows)
        })
        .prop_map(|rows| CountTable {
            columns: rows[0].iter().map(|_| Label::new("列", "column")).collect(),
            rows: rows
                .into_iter()
                .map(|counts| CountRow {
                    name: "課".into(),
                    counts,
                })
                .collect(),
        })
}

fn options() -> impl Strategy<Value = SuppressionOptions> {
    (0u64..7, select(ZeroTreatment::ALL))
        .prop_map(|(threshold, zeros)| SuppressionOptions { threshold, zeros })
}

/// All that a reader cannot see of some counts: their true values, by row and column.
type Hidden = Vec<(usize, usize)>;

/// The hidden counts that have a published sum together: those of each row whose total is shown, and
/// those of all other rows if the grand total is shown.
fn pools(published: &SuppressedTable) -> (Vec<Hidden>, Hidden) {
    let hidden = |row: usize| -> Hidden {
        let counts = published.rows[row].counts.iter().enumerate();
        let hidden = counts.filter(|(_, count)| count.shown().is_none());
        hidden.map(|(column, _)| (row, column)).collect()
    };
    let (mut pools, mut open) = (Vec::new(), Hidden::new());
    for (row, shown) in published.rows.iter().enumerate() {
        if shown.total.shown().is_some() {
            pools.push(hidden(row));
        } else {
            open.extend(hidden(row));
        }
    }
    (pools, open)
}

/// Whether a reader could believe in another value of each of these: one more here and one less
/// there leaves their sum as it was published.
fn each_has_another_value(table: &CountTable, pool: &Hidden, least: u64) -> bool {
    let value = |(row, column): &(usize, usize)| table.rows[*row].counts[*column];
    pool.iter().all(|one| {
        let mut others = pool.iter().filter(|other| *other != one);
        others.any(|other| value(one) > least || value(other) > least)
    })
}

fn series(values: &[(u32, u32)], target: (u32, u32)) -> IndicatorSeries {
    let value = |(at, thousandths): (u32, u32)| {
        let (year, month) = (2020 + at / 12, 1 + at % 12);
        let (whole, part) = (thousandths / 1_000, thousandths % 1_000);
        format!(
            r#"{{"at": "{year:04}-{month:02}", "figure": {{"percent": "{whole}.{part:03}"}}, "source": "x"}}"#
        )
    };
    let observed: Vec<String> = values.iter().copied().map(value).collect();
    let json = format!(
        r#"{{"format": "tosei-indicator-series", "format_version": 1, "fictional": true,
            "id": "law", "label": {{"ja": "率", "en": "rate"}}, "unit": "percent",
            "observed": [{}], "targets": [{}]}}"#,
        observed.join(","),
        value(target)
    );
    IndicatorSeries::from_json(&json).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn earlier() -> Inventory {
    let mut inventory = Inventory::new(Body::new("見本市（架空）"), day("2025-03-31"));
    for section in 0..5 {
        for number in 0..3 {
            let id = format!("P-{section}-{number}").parse().unwrap();
            let mut process = Process::new(id, "P-1".parse().unwrap(), "application");
            process.status = OnlineStatus::Done;
            let holder = format!("ka-{section}").parse().unwrap();
            process
                .roles
                .push(RoleAssignment::new(Role::Executor, holder));
            inventory.processes.push(process);
        }
    }
    inventory
}

fn round_of_five(answered: &BTreeSet<usize>) -> SurveyRound {
    let mut round = SurveyRound::new(
        "R7-6",
        day("2025-06-02"),
        day("2025-06-20"),
        day("2025-06-30"),
        "R7-1",
    );
    for section in 0..5 {
        let id = format!("ka-{section}").parse().unwrap();
        let mut asked = RoundSection::new(id, format!("課{section}"));
        if answered.contains(&section) {
            asked
                .returns
                .push(SectionReturn::accepted(day("2025-06-18")));
        }
        round.sections.push(asked);
    }
    round
}

fn answer(section: usize, earlier: &Inventory) -> SectionAnswer {
    let id = format!("ka-{section}");
    let own = |process: &&Process| process.roles[0].organisation.as_str() == id;
    let mut rows: Vec<Process> = earlier.processes.iter().filter(own).cloned().collect();
    rows.pop(); // one is forgotten
    let mut new = rows[0].clone();
    new.id = format!("N-{section}").parse().unwrap();
    rows.push(new);
    SectionAnswer::new(id.parse().unwrap(), rows)
}

proptest! {
    /// Law: no hidden count, and no hidden total, can be computed from what is published.
    #[test]
    fn what_is_hidden_cannot_be_computed(table in tables(), options in options()) {
        let published = table.suppress(options).unwrap();
        let least = u64::from(options.zeros == ZeroTreatment::Shown);
        let (pools, open) = pools(&published);
        for pool in &pools {
            prop_assert_ne!(pool.len(), 1);
            prop_assert!(each_has_another_value(&table, pool, least), "{published:?}");
        }
        let hidden_totals = published.rows.iter().filter(|row| row.total.shown().is_none());
        let hidden_totals = hidden_totals.count();
        if published.total.shown().is_some() {
            prop_assert_ne!(hidden_totals, 1);
            prop_assert!(each_has_another_value(&table, &open, least), "{published:?}");
        }
        // A hidden total has a hidden count, or it would be the sum of what is shown.
        for row in &published.rows {
            let all_shown = row.counts.iter().all(|count| count.shown().is_some());
            prop_assert!(row.total.shown().is_some() || !all_shown);
        }
    }

    /// Law: every small count is hidden, every shown one is the true one, and what is said to be hidden
    /// is.
    #[test]
    fn what_is_shown_is_true_and_not_small(table in tables(), options in options()) {
        let published = table.suppress(options).unwrap();
        let mut hidden = 0;
        for (row, shown) in table.rows.iter().zip(&published.rows) {
            let total: u64 = row.counts.iter().sum();
            let numbers = row.counts.iter().copied().chain([total]);
            for (number, shown) in numbers.zip(shown.counts.iter().chain([&shown.total])) {
                match shown {
                    PublishedCount::Shown(shown) => {
                        prop_assert_eq!(*shown, number);
                        prop_assert!(!options.is_small(number));
                    }
                    PublishedCount::Suppressed(_) => hidden += 1,
                }
            }
        }
        hidden += u64::from(published.total.shown().is_none());
        prop_assert_eq!(published.hidden, hidden);
    }

    /// Law: the required pace, kept up for the periods that remain, reaches the target exactly.
    #[test]
    fn the_required_pace_reaches_the_target(
        at in 0u32..60, base in 0u32..99_000, months in 1u32..80, rise in 1u32..100_000,
    ) {
        let target = (base + rise).min(100_000);
        let series = series(&[(at, base)], (at + months, target));
        let last = series.observed()[0].at.day();
        let forecast = series.forecast(&ForecastOptions::new(last));
        let required = forecast.required.unwrap();
        let reached = Fraction::of_counts(base.into(), 1_000).unwrap()
            .plus(&required.points_per_quarter.times(&required.quarters));
        prop_assert_eq!(reached, Fraction::of_counts(target.into(), 1_000).unwrap());
        prop_assert_eq!(
            required.points_per_quarter.times(&Fraction::whole(4)),
            required.points_per_year
        );
        prop_assert_eq!(required.quarters, Fraction::of_counts(months.into(), 3).unwrap());
    }

    /// Law: a series on a straight line has the same pace and day by every method, and the day is that
    /// on which the line meets the target.
    #[test]
    fn on_a_straight_line_every_method_agrees(start in 0u32..20_000, step in 1u32..500, count in 13u32..30) {
        let values: Vec<(u32, u32)> = (0..count).map(|at| (at, start + at * step)).collect();
        let more = 7;
        let target = (count - 1 + more, start + (count - 1 + more) * step);
        let series = series(&values, target);
        let last = series.observed().last().unwrap().at.day();
        for method in ForecastMethod::ALL {
            let forecast = series.forecast(&ForecastOptions::new(last).with_method(*method));
            let expected = series.targets()[0].at.day();
            prop_assert_eq!(forecast.projected_on, Some(expected), "{}", method);
            prop_assert_eq!(
                forecast.actual.unwrap().points_per_quarter,
                Fraction::of_counts((3 * step).into(), 1_000).unwrap()
            );
        }
    }

    /// Law: on every day the totals of a round sum to the number of its sections.
    #[test]
    fn totals_of_a_round_sum_to_its_sections(round in survey_rounds(), as_of in tosei_types::proptest::recent_dates()) {
        let status = round.status(as_of);
        let totals = status.totals;
        let sum = totals.not_yet + totals.returned + totals.late + totals.missing + totals.rejected;
        prop_assert_eq!(sum, totals.sections);
        prop_assert_eq!(status.sections.len(), round.sections.len());
        // Nobody is missing while there is time, and nobody has time left afterwards.
        let other = if as_of <= round.due_on { totals.missing } else { totals.not_yet };
        prop_assert_eq!(other, 0);
    }

    /// Law: a round written as JSON reads back as it was.
    #[test]
    fn a_round_reads_back(round in survey_rounds()) {
        prop_assert_eq!(SurveyRound::from_json(&round.to_json()).unwrap(), round);
    }

    /// Law: written as CSV and read, a round stands where it stood on every day; written and read
    /// again, it does not change any more.
    #[test]
    fn a_round_as_csv_keeps_what_happened(round in survey_rounds(), as_of in tosei_types::proptest::recent_dates()) {
        let through = |round: &SurveyRound| {
            let mut bytes = Vec::new();
            write_csv(round, &mut bytes).unwrap();
            let mut frame = round.clone();
            frame.sections.clear();
            let mut findings = Collector::new(rules());
            let read = read_csv(&*bytes, &frame, &Limits::default(), rules(), &mut findings);
            assert!(findings.into_report().is_clean());
            read.unwrap().round
        };
        let once = through(&round);
        prop_assert_eq!(once.status(as_of).totals, round.status(as_of).totals);
        prop_assert_eq!(&through(&once), &once);
    }

    /// Law: the order in which answers come does not matter, and each earlier row is answered or
    /// unknown.
    #[test]
    fn the_order_of_answers_does_not_matter(
        answered in subsequence(vec![0usize, 1, 2, 3, 4], 0..=5),
        shuffled in Just(vec![0usize, 1, 2, 3, 4]).prop_shuffle(),
    ) {
        let earlier = earlier();
        let sections: BTreeSet<usize> = answered.iter().copied().collect();
        let round = round_of_five(&sections);
        let options = ApplyOptions::new(day("2025-06-30"));
        let in_order: Vec<_> = answered.iter().map(|at| answer(*at, &earlier)).collect();
        let otherwise: Vec<_> = shuffled
            .iter()
            .filter(|at| sections.contains(at))
            .map(|at| answer(*at, &earlier))
            .collect();
        let one = apply_round(&earlier, &round, &in_order, &options).unwrap();
        let two = apply_round(&earlier, &round, &otherwise, &options).unwrap();
        prop_assert_eq!(&one, &two);
        let unknown = one.inventory.processes.iter();
        let unknown = unknown.filter(|process| process.status == OnlineStatus::Unknown).count();
        prop_assert_eq!(unknown, one.unanswered.len());
        prop_assert_eq!(unknown, 15 - 2 * answered.len());
    }
}
