//! Strategies for facts and rate definitions.

use crate::{
    Derivation, DerivationRule, DigitalPredicateId, Discretion, ExemptProcesses, KindIndex,
    MoreOnlineThanCases, Numerator, OnlineStatus, PartialTreatment, Party, Population,
    PopulationTreatment, PredicateAnswer, ProcessFacts, ProcessKinds, RateDefinition, RateUnit,
    ReceptionScope, SeriesCounting, SeriesFacts, TouchpointFacts, Treatment,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use tosei_types::{CaseCount, Label, RateId};

fn kinds() -> Vec<KindIndex> {
    ProcessKinds::standard()
        .iter()
        .map(|(index, _)| index)
        .collect()
}

fn counts() -> impl Strategy<Value = CaseCount> {
    prop_oneof![3 => 0..5u32, 2 => 0..20_000u32].prop_map(CaseCount::from)
}

/// Facts of processes of the standard kinds; everything may be unknown, and counts may contradict
/// each other.
pub fn process_facts() -> impl Strategy<Value = ProcessFacts> {
    (
        (
            option::of(select(kinds())),
            select(OnlineStatus::ALL),
            proptest::array::uniform3(select(PredicateAnswer::ALL)),
        ),
        (select(Party::ALL), select(Discretion::ALL)),
        (option::of(counts()), option::of(counts())),
    )
        .prop_map(
            |((kind, status, [entry, paper, whole]), (actor, discretion), (cases, online))| {
                ProcessFacts {
                    kind,
                    status,
                    entry_online: entry,
                    no_paper_from_applicant: paper,
                    end_to_end: whole,
                    actor,
                    discretion,
                    cases,
                    online_cases: online,
                }
            },
        )
}

/// Facts of touchpoints.
pub fn touchpoint_facts() -> impl Strategy<Value = TouchpointFacts> {
    process_facts().prop_map(|facts| TouchpointFacts {
        status: facts.status,
        actor: facts.actor,
        discretion: facts.discretion,
        cases: facts.cases,
        online_cases: facts.online_cases,
    })
}

/// The same process with an answer for everything that was unknown, but for its cases.
///
/// Unknown online cases become any number up to the cases, if these are known.
pub fn answers_of(facts: ProcessFacts) -> impl Strategy<Value = ProcessFacts> {
    fn known<T: Copy + PartialEq + std::fmt::Debug + 'static>(
        value: T,
        unknown: T,
        all: &'static [T],
    ) -> BoxedStrategy<T> {
        if value == unknown {
            let all: Vec<T> = all
                .iter()
                .copied()
                .filter(|other| *other != unknown)
                .collect();
            select(all).boxed()
        } else {
            Just(value).boxed()
        }
    }
    let answer = |value| known(value, PredicateAnswer::Unknown, PredicateAnswer::ALL);
    let kind = match facts.kind {
        None => select(kinds()).prop_map(Some).boxed(),
        kind => Just(kind).boxed(),
    };
    let online = match (facts.online_cases, facts.cases) {
        (None, Some(cases)) => (0..=cases.get())
            .prop_map(|online| CaseCount::try_new(online).ok())
            .boxed(),
        (online, _) => Just(online).boxed(),
    };
    (
        (
            kind,
            known(facts.status, OnlineStatus::Unknown, OnlineStatus::ALL),
        ),
        (
            answer(facts.entry_online),
            answer(facts.no_paper_from_applicant),
            answer(facts.end_to_end),
        ),
        (
            known(facts.actor, Party::Unknown, Party::ALL),
            known(facts.discretion, Discretion::Unknown, Discretion::ALL),
        ),
        online,
    )
        .prop_map(
            move |((kind, status), (entry, paper, whole), (actor, discretion), online)| {
                ProcessFacts {
                    kind,
                    status,
                    entry_online: entry,
                    no_paper_from_applicant: paper,
                    end_to_end: whole,
                    actor,
                    discretion,
                    cases: facts.cases,
                    online_cases: online,
                }
            },
        )
}

/// What may be known of a procedure's series.
pub fn series_facts() -> impl Strategy<Value = SeriesFacts> {
    let answer = || select(vec![None, Some(false), Some(true)]);
    (answer(), answer(), answer()).prop_map(|(open_on_day, in_fiscal_year, stands_for_series)| {
        SeriesFacts {
            open_on_day,
            in_fiscal_year,
            stands_for_series,
        }
    })
}

fn treatments() -> impl Strategy<Value = Treatment> {
    let population = || select(PopulationTreatment::ALL);
    (
        population(),
        select(PartialTreatment::ALL),
        population(),
        population(),
    )
        .prop_map(|(exempt, partial, other, unknown)| Treatment {
            exempt,
            partial,
            other,
            unknown,
        })
}

fn populations() -> impl Strategy<Value = Population> {
    let mut codes: Vec<String> = ProcessKinds::standard()
        .iter()
        .map(|(_, kind)| kind.code.clone())
        .collect();
    codes.push("unknown".to_owned());
    (
        option::weighted(0.3, vec(select(codes), 1..4)),
        option::weighted(0.3, vec(select(Party::ALL), 1..4)),
        option::weighted(0.3, vec(select(Discretion::ALL), 1..3)),
        option::weighted(0.2, vec(select(OnlineStatus::ALL), 1..6)),
        select(ReceptionScope::ALL),
        select(SeriesCounting::ALL),
    )
        .prop_map(
            |(kinds, actors, discretion, statuses, reception, series)| Population {
                kinds,
                actors,
                discretion,
                statuses,
                reception,
                series,
            },
        )
}

/// Sound definitions of rates of one unit, over the standard kinds.
pub fn rate_definitions(unit: RateUnit) -> impl Strategy<Value = RateDefinition> {
    let status = vec(
        select(vec![
            OnlineStatus::Done,
            OnlineStatus::NotDone,
            OnlineStatus::Exempt,
            OnlineStatus::Other,
        ]),
        1..3,
    )
    .prop_map(|statuses| Numerator::Status { statuses });
    let predicate =
        select(DigitalPredicateId::ALL).prop_map(|predicate| Numerator::Predicate { predicate });
    let online = select(MoreOnlineThanCases::ALL).prop_map(|more_online_than_cases| {
        Numerator::OnlineCases {
            more_online_than_cases,
        }
    });
    let numerator = match unit {
        RateUnit::Process => prop_oneof![status, predicate].boxed(),
        RateUnit::Case => prop_oneof![status, predicate, online].boxed(),
        RateUnit::Procedure | RateUnit::Touchpoint => status.boxed(),
    };
    let derivation = (select(DerivationRule::ALL), select(ExemptProcesses::ALL)).prop_map(
        |(rule, exempt_processes)| Derivation {
            rule,
            exempt_processes,
        },
    );
    (populations(), numerator, treatments(), derivation)
        .prop_map(move |(population, numerator, treatment, derivation)| {
            sound(unit, population, numerator, treatment, derivation)
        })
        .prop_filter_map("an id", |definition| definition)
}

/// A definition without what its unit does not have and what its treatments forbid.
fn sound(
    unit: RateUnit,
    mut population: Population,
    mut numerator: Numerator,
    treatment: Treatment,
    derivation: Derivation,
) -> Option<RateDefinition> {
    if matches!(unit, RateUnit::Procedure | RateUnit::Touchpoint) {
        population.kinds = None;
    }
    if unit == RateUnit::Procedure {
        population.statuses = None;
    } else {
        population.reception = ReceptionScope::Any;
        population.series = SeriesCounting::EachEdition;
    }
    if let Numerator::Status { statuses } = &mut numerator {
        let out = PopulationTreatment::Excluded;
        statuses.retain(|status| match status {
            OnlineStatus::Exempt => treatment.exempt != out,
            OnlineStatus::Other => treatment.other != out,
            _ => true,
        });
        if let Some(listed) = &population.statuses {
            statuses.retain(|status| listed.contains(status));
        }
        if statuses.is_empty() {
            statuses.push(OnlineStatus::Done);
            if let Some(listed) = &mut population.statuses {
                listed.push(OnlineStatus::Done);
            }
        }
    }
    Some(RateDefinition {
        id: RateId::new("test.rate").ok()?,
        label: Label::new("率", "Rate"),
        definition: Label::new("割合。", "The share."),
        unit,
        population,
        numerator,
        treatment,
        derivation: (unit == RateUnit::Procedure).then_some(derivation),
        source: "definition".to_owned(),
    })
}
