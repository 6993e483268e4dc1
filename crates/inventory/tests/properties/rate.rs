//! Laws of tallies and rates.

use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use std::{cmp::Ordering, collections::BTreeMap};
use tosei_inventory::{
    CompiledRates, Discretion, Facts, GroupedTally, MoreOnlineThanCases, NoRate, Numerator,
    OnlineStatus, PartialTreatment, Party, PopulationTreatment, PredicateAnswer, ProcedureFacts,
    ProcessFacts, ProcessKinds, RateDefinition, RateDefinitions, RateDefinitionsDocument,
    RateResult, RateUnit, SeriesFacts, Tally, TouchpointFacts,
    proptest::{answers_of, process_facts, rate_definitions, series_facts, touchpoint_facts},
};
use tosei_types::Rate;

fn compiled(definition: &RateDefinition) -> CompiledRates {
    let document = RateDefinitionsDocument {
        schema: None,
        format: "tosei-rate-definitions".into(),
        format_version: 1,
        edition: RateDefinitions::standard().edition().clone(),
        rates: vec![definition.clone()],
    };
    let json = serde_json::to_string(&document).unwrap();
    let definitions = RateDefinitions::from_json(&json).unwrap();
    assert_eq!(definitions.definitions(), std::slice::from_ref(definition));
    definitions.compile(ProcessKinds::standard()).unwrap()
}

fn tally<F: Facts>(rows: &[F]) -> Tally<F> {
    let mut tally = Tally::new();
    rows.iter().for_each(|row| tally.add(row));
    tally
}

fn result<F: Facts>(definition: &RateDefinition, rows: &[F]) -> RateResult {
    compiled(definition)
        .evaluate_one(definition.id.as_str(), &tally(rows))
        .unwrap()
}

/// Whether the rate lies between two others; where a population is empty, nothing is said.
fn between(low: &Rate, rate: &Rate, high: &Rate) -> bool {
    low.compare(rate) != Some(Ordering::Greater) && rate.compare(high) != Some(Ordering::Greater)
}

fn process_or_case() -> impl Strategy<Value = RateDefinition> {
    prop_oneof![
        rate_definitions(RateUnit::Process),
        rate_definitions(RateUnit::Case)
    ]
}

/// Rows with an answer for everything that is unknown, but for their cases.
fn rows_and_answers() -> impl Strategy<Value = (Vec<ProcessFacts>, Vec<ProcessFacts>)> {
    vec(process_facts(), 0..12).prop_flat_map(|rows| {
        let answers: Vec<_> = rows.iter().map(|row| answers_of(*row).boxed()).collect();
        (Just(rows), answers)
    })
}

/// Procedures as lists of processes, with an answer for everything that is unknown.
fn procedures_and_answers() -> impl Strategy<Value = (Vec<ProcedureFacts>, Vec<ProcedureFacts>)> {
    let procedure = vec(process_facts(), 0..4).prop_flat_map(|processes| {
        // A procedure without a recorded process may have any.
        let answers = if processes.is_empty() {
            vec(process_facts().prop_flat_map(answers_of), 1..3).boxed()
        } else {
            let answers: Vec<_> = processes
                .iter()
                .map(|row| answers_of(*row).boxed())
                .collect();
            answers.boxed()
        };
        let actor = process_facts().prop_map(|facts| facts.actor);
        let known = process_facts()
            .prop_flat_map(answers_of)
            .prop_map(|facts| facts.actor);
        let series = (series_facts(), series_facts());
        (Just(processes), answers, actor, known, series)
    });
    vec(procedure, 0..10).prop_map(|procedures| {
        let kinds = ProcessKinds::standard();
        procedures
            .into_iter()
            .map(|(processes, answers, actor, known, (series, told))| {
                let before = ProcedureFacts::of_processes(processes, kinds)
                    .with_actor(actor)
                    .with_series(series);
                let answered = if actor == Party::Unknown {
                    known
                } else {
                    actor
                };
                let after = ProcedureFacts::of_processes(answers, kinds)
                    .with_actor(answered)
                    .with_series(SeriesFacts {
                        open_on_day: series.open_on_day.or(told.open_on_day).or(Some(true)),
                        in_fiscal_year: series
                            .in_fiscal_year
                            .or(told.in_fiscal_year)
                            .or(Some(false)),
                        stands_for_series: series
                            .stands_for_series
                            .or(told.stands_for_series)
                            .or(Some(true)),
                    });
                (before, after)
            })
            .unzip()
    })
}

/// What stands above and below the line, row by row, written as one reads a definition.
fn obvious(definition: &RateDefinition, rows: &[ProcessFacts]) -> Option<(u64, u64)> {
    let kinds = ProcessKinds::standard();
    let (population, treatment) = (&definition.population, definition.treatment);
    let (mut above, mut below) = (0, 0);
    for row in rows {
        let kind = row
            .kind
            .map_or("unknown", |kind| kinds.at(kind).unwrap().code.as_str());
        let lists = |listed: Option<bool>| listed.unwrap_or(true);
        let every_discretion = [Discretion::Within, Discretion::Beyond];
        let belongs = lists(
            population
                .kinds
                .as_ref()
                .map(|l| l.iter().any(|code| code == kind)),
        ) && lists(population.actors.as_ref().map(|l| l.contains(&row.actor)))
            && lists(population.discretion.as_ref().map(|l| {
                l.contains(&row.discretion) || every_discretion.iter().all(|d| l.contains(d))
            }))
            && lists(population.statuses.as_ref().map(|l| {
                l.contains(&row.status)
                    || (row.status == OnlineStatus::Unknown
                        && StatusList(l).holds_every_known_one())
            }));
        let out = PopulationTreatment::Excluded;
        let leaves = (row.status == OnlineStatus::Exempt && treatment.exempt == out)
            || (row.status == OnlineStatus::Other && treatment.other == out);
        if !belongs || leaves {
            continue;
        }
        let weight = match definition.unit {
            RateUnit::Case => match row.cases {
                Some(cases) => cases.get(),
                None => continue,
            },
            _ => 1,
        };
        let answer = match &definition.numerator {
            Numerator::Status { statuses } => match row.status {
                OnlineStatus::Unknown => None,
                OnlineStatus::Partial => Some(treatment.partial == PartialTreatment::Counts),
                status => Some(statuses.contains(&status)),
            },
            Numerator::Predicate { predicate } => match row.predicate(*predicate) {
                PredicateAnswer::Unknown => None,
                PredicateAnswer::DoesNotApply => continue,
                answer => Some(answer == PredicateAnswer::Holds),
            },
            Numerator::OnlineCases {
                more_online_than_cases,
            } => {
                match row.online_cases {
                    Some(online) => {
                        let capped = *more_online_than_cases == MoreOnlineThanCases::Capped;
                        let online = online.get();
                        above += if capped { online.min(weight) } else { online };
                        below += weight;
                    }
                    None if treatment.unknown == out => {}
                    None => below += weight,
                }
                continue;
            }
            _ => return None,
        };
        match answer {
            Some(yes) => {
                above += if yes { weight } else { 0 };
                below += weight;
            }
            None if treatment.unknown == out => {}
            None => below += weight,
        }
    }
    Some((above, below))
}

/// Every way in which one row may turn out, as what it adds above and below the line; the same twice only once.
fn ways(definition: &RateDefinition, row: ProcessFacts) -> Vec<(u64, u64)> {
    fn known<T: Copy + PartialEq>(value: T, unknown: T, all: &[T]) -> Vec<T> {
        let others = all.iter().copied().filter(|other| *other != unknown);
        if value == unknown {
            others.collect()
        } else {
            vec![value]
        }
    }
    let kinds: Vec<_> = match row.kind {
        None => ProcessKinds::standard()
            .iter()
            .map(|(kind, _)| Some(kind))
            .collect(),
        kind => vec![kind],
    };
    let answers = |answer| known(answer, PredicateAnswer::Unknown, PredicateAnswer::ALL);
    let predicates = [
        row.entry_online,
        row.no_paper_from_applicant,
        row.end_to_end,
    ]
    .map(answers);
    let mut ways = Vec::new();
    for kind in kinds {
        for status in known(row.status, OnlineStatus::Unknown, OnlineStatus::ALL) {
            for actor in known(row.actor, Party::Unknown, Party::ALL) {
                for discretion in known(row.discretion, Discretion::Unknown, Discretion::ALL) {
                    for at in 0..predicates.iter().map(Vec::len).max().unwrap() {
                        let answer = |of: usize| predicates[of][at.min(predicates[of].len() - 1)];
                        let row = ProcessFacts {
                            kind,
                            status,
                            actor,
                            discretion,
                            entry_online: answer(0),
                            no_paper_from_applicant: answer(1),
                            end_to_end: answer(2),
                            ..row
                        };
                        ways.push(obvious(definition, &[row]).unwrap());
                    }
                }
            }
        }
    }
    ways.sort_unstable();
    ways.dedup();
    ways
}

/// Whether one share is below another; nothing of nothing is no share.
fn below(one: (u64, u64), other: (u64, u64)) -> bool {
    one.0 * other.1 < other.0 * one.1
}

struct StatusList<'a>(&'a [OnlineStatus]);

impl StatusList<'_> {
    fn holds_every_known_one(&self) -> bool {
        OnlineStatus::ALL
            .iter()
            .filter(|status| **status != OnlineStatus::Unknown)
            .all(|status| self.0.contains(status))
    }
}

/// Definitions under which an unknown row can always be "not online": the obvious reading holds for
/// them without further thought.
fn plain(definition: &RateDefinition) -> bool {
    let lists_unknown = |texts: bool| !texts;
    let population = &definition.population;
    lists_unknown(
        population
            .kinds
            .iter()
            .flatten()
            .any(|code| code == "unknown"),
    ) && !population
        .actors
        .iter()
        .flatten()
        .any(|a| *a == Party::Unknown)
        && !population
            .discretion
            .iter()
            .flatten()
            .any(|d| *d == Discretion::Unknown)
        && population.statuses.is_none()
        && match &definition.numerator {
            Numerator::Status { statuses } => !statuses.contains(&OnlineStatus::NotDone),
            _ => true,
        }
}

/// The generators reach what is hard: intervals that are open, rows of which nobody knows whether they belong, every
/// kind of numerator, rows that leave the population, counts that contradict each other, and no rate at all.
#[test]
fn the_generators_reach_the_hard_rates() {
    let mut runner = TestRunner::deterministic();
    let given = (process_or_case(), vec(process_facts(), 0..40));
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..1_000 {
        let (definition, rows) = given.new_tree(&mut runner).unwrap().current();
        let result = result(&definition, &rows);
        let counts = result.counts();
        let mut count = |name, is: bool| *seen.entry(name).or_default() += u32::from(is);
        count("open", result.is_open());
        count(
            "exact",
            !result.is_open() && result.rate().is_some_and(|rate| rate.denominator() > 0),
        );
        count(
            "by status",
            matches!(definition.numerator, Numerator::Status { .. }),
        );
        count(
            "by predicate",
            matches!(definition.numerator, Numerator::Predicate { .. }),
        );
        count(
            "by online cases",
            matches!(definition.numerator, Numerator::OnlineCases { .. }),
        );
        count("membership unknown", counts.membership_unknown > 0);
        count("unknown", counts.unknown > 0);
        count("excluded", counts.excluded > 0);
        count("without cases", counts.without_cases > 0);
        count("more online than cases", counts.more_online_than_cases > 0);
        count("no rate", result.no_rate().is_some());
    }
    assert!(
        seen.len() == 11 && seen.values().all(|count| *count >= 10),
        "{seen:?}"
    );
}

proptest! {
    /// Law: tallying parts and merging them, in any order, gives the tally of the whole.
    #[test]
    fn parts_merge_to_the_whole(
        rows in vec(process_facts(), 0..60),
        cut in any::<prop::sample::Index>(),
    ) {
        let (a, b) = rows.split_at(cut.index(rows.len() + 1));
        let (mut forwards, mut backwards) = (tally(a), tally(b));
        forwards.merge(&tally(b)).unwrap();
        backwards.merge(&tally(a)).unwrap();
        prop_assert_eq!(&forwards, &tally(&rows));
        prop_assert_eq!(&backwards, &forwards);
        prop_assert_eq!(forwards.rows(), rows.len() as u64);
    }

    /// Law: groups together are the whole, and so are the groups of two merged halves.
    #[test]
    fn groups_are_the_whole(
        rows in vec((process_facts(), 0..5u8), 0..60),
        cut in any::<prop::sample::Index>(),
    ) {
        let grouped = |rows: &[(ProcessFacts, u8)]| {
            let mut grouped = GroupedTally::new();
            for (row, group) in rows {
                grouped.add(&format!("group {group}"), row);
            }
            grouped
        };
        let (a, b) = rows.split_at(cut.index(rows.len() + 1));
        let mut merged = grouped(a);
        merged.merge(&grouped(b)).unwrap();
        let whole = grouped(&rows);
        for (name, of_group) in whole.iter() {
            prop_assert_eq!(merged.get(name), Some(of_group));
            let rows = rows.iter().filter(|(_, group)| name == format!("group {group}"));
            let rows: Vec<ProcessFacts> = rows.map(|(row, _)| *row).collect();
            prop_assert_eq!(of_group, &tally(&rows));
        }
        prop_assert_eq!(merged.len(), whole.len());
        let plain: Vec<ProcessFacts> = rows.iter().map(|(row, _)| *row).collect();
        prop_assert_eq!(whole.total(), tally(&plain));
    }

    /// Law: rates of the parts of any split of the cells add up to the rate of the whole.
    #[test]
    fn rates_of_parts_add_up(
        definition in rate_definitions(RateUnit::Process),
        rows in vec(process_facts(), 1..40),
    ) {
        let rates = compiled(&definition);
        let whole = tally(&rows);
        let of = |tally: &Tally<ProcessFacts>| {
            rates.evaluate_one("test.rate", tally).unwrap().rate().unwrap().clone()
        };
        let parts = whole.split_by(|key| (key.facts.kind, key.volume_band));
        let sum = parts.values().map(of).reduce(|a, b| a.try_add(&b).unwrap());
        prop_assert_eq!(sum.unwrap(), of(&whole));
    }

    /// Law: the cube gives what reading the definition row by row gives.
    #[test]
    fn the_cube_agrees_with_the_obvious_reading(
        definition in process_or_case().prop_filter("plain", plain),
        rows in vec(process_facts(), 0..40),
    ) {
        let (above, below) = obvious(&definition, &rows).unwrap();
        let result = result(&definition, &rows);
        match result.rate() {
            Some(rate) => prop_assert_eq!((rate.numerator(), rate.denominator()), (above, below)),
            None => {
                prop_assert!(above > below);
                prop_assert_eq!(result.no_rate(), Some(NoRate::MoreOnlineThanCases));
            }
        }
    }

    /// Law: the ends of the interval are the lowest and the highest rate over every way in which the unknowns may
    /// turn out, tried one by one.
    #[test]
    fn the_interval_is_that_of_all_ways(
        definition in process_or_case().prop_filter(
            "decided by rows",
            |one| !matches!(one.numerator, Numerator::OnlineCases { .. }),
        ),
        rows in vec(process_facts(), 0..6),
    ) {
        let mut all = vec![(0, 0)];
        for row in &rows {
            let ways = ways(&definition, *row);
            all = all
                .iter()
                .flat_map(|sum| ways.iter().map(|way| (sum.0 + way.0, sum.1 + way.1)))
                .collect();
            all.sort_unstable();
            all.dedup();
        }
        all.retain(|sum| sum.1 > 0);
        let result = result(&definition, &rows);
        let share = |rate: &Rate| (rate.numerator(), rate.denominator());
        let (low, high) = (share(result.low().unwrap()), share(result.high().unwrap()));
        if let Some(first) = all.first().copied() {
            let least = all.iter().copied().fold(first, |a, b| if below(b, a) { b } else { a });
            let most = all.iter().copied().fold(first, |a, b| if below(a, b) { b } else { a });
            prop_assert!(!below(least, low) && !below(low, least), "{:?} {:?} {}", least, low, result);
            prop_assert!(!below(most, high) && !below(high, most), "{:?} {:?} {}", most, high, result);
        }
    }

    /// Law: the point rate lies in the interval.
    #[test]
    fn the_interval_holds_the_point(
        definition in process_or_case(),
        rows in vec(process_facts(), 0..40),
    ) {
        let result = result(&definition, &rows);
        if let (Some(low), Some(rate), Some(high)) = (result.low(), result.rate(), result.high()) {
            prop_assert!(between(low, rate, high), "{low:?} {rate:?} {high:?}");
        }
    }

    /// Law: whatever the unknown turn out to be, the rate lies in the interval, and the
    /// interval only shrinks.
    #[test]
    fn every_answer_stays_in_the_interval(
        definition in process_or_case(),
        (rows, answers) in rows_and_answers(),
    ) {
        let (before, after) = (result(&definition, &rows), result(&definition, &answers));
        if let (Some(low), Some(high), Some(rate)) = (before.low(), before.high(), after.rate()) {
            prop_assert!(between(low, rate, high), "{low:?} {rate:?} {high:?}");
            prop_assert!(between(low, after.low().unwrap(), high));
            prop_assert!(between(low, after.high().unwrap(), high));
        }
    }

    /// Law: once everything is known, the interval is the point, and nothing is undecided.
    #[test]
    fn what_is_known_leaves_no_interval(
        definition in process_or_case(),
        (_, answers) in rows_and_answers(),
    ) {
        let result = result(&definition, &answers);
        prop_assert!(!result.is_open(), "{result}");
        prop_assert_eq!(result.counts().undecided, 0);
        prop_assert_eq!(result.counts().membership_unknown, 0);
    }

    /// Law: the same for procedures, whose state is derived from their processes.
    #[test]
    fn every_answer_about_processes_stays_in_the_interval_of_procedures(
        definition in rate_definitions(RateUnit::Procedure),
        (procedures, answers) in procedures_and_answers(),
    ) {
        let (before, after) = (result(&definition, &procedures), result(&definition, &answers));
        let (low, high) = (before.low().unwrap(), before.high().unwrap());
        prop_assert!(between(low, before.rate().unwrap(), high));
        prop_assert!(between(low, after.rate().unwrap(), high), "{low:?} {after} {high:?}");
        prop_assert!(!after.is_open());
    }

    /// Law: touchpoints keep to the same interval.
    #[test]
    fn the_interval_of_touchpoints_holds_the_point(
        definition in rate_definitions(RateUnit::Touchpoint),
        rows in vec(touchpoint_facts(), 0..20),
    ) {
        let result = result::<TouchpointFacts>(&definition, &rows);
        prop_assert!(between(result.low().unwrap(), result.rate().unwrap(), result.high().unwrap()));
    }

    /// Law: the counts of the population add up to all that were looked at.
    #[test]
    fn the_counts_add_up(
        definition in rate_definitions(RateUnit::Process),
        rows in vec(process_facts(), 0..40),
    ) {
        let result = result(&definition, &rows);
        let counts = result.counts();
        let looked_at = counts.done + counts.partial + counts.not_done + counts.exempt
            + counts.other + counts.unknown;
        let rate = result.rate().unwrap();
        prop_assert_eq!(rate.denominator() + counts.excluded, looked_at);
        prop_assert!(looked_at + counts.membership_unknown <= rows.len() as u64);
    }

    /// Law: one more process that is done never lowers the rate of those that are done.
    #[test]
    fn one_more_done_never_lowers_the_rate(rows in vec(process_facts(), 1..30)) {
        let definition = RateDefinitions::standard().definition("processes.done").unwrap();
        let before = result(definition, &rows);
        let mut more = rows.clone();
        more.push(ProcessFacts { status: OnlineStatus::Done, ..ProcessFacts::unknown() });
        let after = result(definition, &more);
        prop_assert_ne!(before.rate().unwrap().compare(after.rate().unwrap()), Some(Ordering::Greater));
    }

    /// Law: a result is read back from its JSON equal.
    #[test]
    fn results_survive_json(definition in process_or_case(), rows in vec(process_facts(), 0..10)) {
        let result = result(&definition, &rows);
        let text = serde_json::to_string(&result).unwrap();
        prop_assert_eq!(serde_json::from_str::<RateResult>(&text).unwrap(), result);
    }
}
