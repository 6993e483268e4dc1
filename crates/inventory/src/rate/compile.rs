//! Checking definitions, and turning them into bit masks over the cells of a tally.

use super::derive::DerivedStates;
use super::{
    MoreOnlineThanCases, Numerator, PartialTreatment, Population, PopulationTreatment,
    RateDefinition, RateDefinitions, RateUnit, ReceptionScope, SeriesCounting,
};
use crate::definition_check::{DefinitionFile, Problem};
use crate::mask::{Mask, Membership, UNKNOWN};
use crate::{DigitalPredicateId, OnlineStatus, ProcessKinds, SeriesFacts, StatusSet};
use tosei_document::{Report, Severity};
use tosei_types::{Label, RateId};

/// 率の定義集 (compiled rates): definitions that were found sound, ready to be evaluated.
///
/// They are bound to the list of process kinds that they were compiled with: the
/// [`ProcessFacts`](crate::ProcessFacts) in a tally must have been made with the same list.
#[derive(Debug, Clone)]
pub struct CompiledRates {
    pub(super) rates: Vec<CompiledRate>,
}

impl CompiledRates {
    /// The ids with their units, in the order of the definitions.
    pub fn iter(&self) -> impl Iterator<Item = (&RateId, RateUnit)> {
        self.rates.iter().map(|rate| (&rate.id, rate.unit))
    }
}

/// A definition as masks.
#[derive(Debug, Clone)]
pub(crate) struct CompiledRate {
    pub(super) id: RateId,
    pub(super) label: Label,
    pub(crate) unit: RateUnit,
    pub(super) filter: Filter,
    pub(super) numerator: CompiledNumerator,
    /// Statuses that leave the population.
    pub(super) excluded: StatusSet,
    /// Whether the unknown leave the population.
    pub(super) unknown_excluded: bool,
    /// For procedures.
    pub(super) derived: Option<DerivedStates>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum CompiledNumerator {
    Status(StatusSet),
    Predicate(DigitalPredicateId),
    OnlineCases(MoreOnlineThanCases),
}

/// The part of the population that is not about status.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filter {
    pub(super) kinds: Mask,
    pub(super) actors: Mask,
    pub(super) discretion: Mask,
    pub(super) statuses: StatusSet,
    pub(super) reception: ReceptionScope,
    pub(super) series: SeriesCounting,
}

impl Filter {
    /// Whether a procedure of a series, or of none, belongs.
    pub(super) fn of_series(&self, facts: SeriesFacts) -> Membership {
        let reception = match self.reception {
            ReceptionScope::Any => Some(true),
            ReceptionScope::OpenOnStatusDate => facts.open_on_day,
            ReceptionScope::InFiscalYear => facts.in_fiscal_year,
        };
        let series = match self.series {
            SeriesCounting::EachEdition => Some(true),
            SeriesCounting::LatestEdition => facts.stands_for_series,
        };
        Membership::answered(reception).and(Membership::answered(series))
    }
}

impl RateDefinitions {
    /// Everything that is wrong with the definitions, given a list of process kinds.
    ///
    /// The report's sentences come from [`catalogue`](Self::catalogue). A definition with an
    /// error cannot be compiled; warnings do not hinder.
    #[must_use]
    pub fn check(&self, kinds: &ProcessKinds) -> Report {
        let file = DefinitionFile {
            catalogue: Self::catalogue(),
            prefix: "inventory.rate_definitions",
            list: "rates",
        };
        file.check(
            self.rates.iter().zip(self.positions.iter().copied()),
            |rate| rate.id.as_str(),
            |rate, problem| check_one(rate, kinds, problem),
        )
    }

    /// Turns the definitions into what can be evaluated, or says everything that is wrong with them.
    ///
    /// # Errors
    ///
    /// The report of [`check`](Self::check), if it has an error.
    pub fn compile(&self, kinds: &ProcessKinds) -> Result<CompiledRates, Report> {
        let report = self.check(kinds);
        if report.count(Severity::Error) > 0 {
            return Err(report);
        }
        Ok(CompiledRates {
            rates: self
                .rates
                .iter()
                .map(|rate| compile_one(rate, kinds))
                .collect(),
        })
    }
}

fn check_one(rate: &RateDefinition, kinds: &ProcessKinds, problem: Problem<'_>) {
    for (path, text) in [
        ("/label/ja", &rate.label.ja),
        ("/label/en", &rate.label.en),
        ("/definition/ja", &rate.definition.ja),
        ("/definition/en", &rate.definition.en),
        ("/source", &rate.source),
    ] {
        if text.trim().is_empty() {
            problem("blank", path, "");
        }
    }
    check_population(rate, kinds, problem);
    check_numerator(rate, problem);
    match (rate.unit, &rate.derivation) {
        (RateUnit::Procedure, None) => problem("derivation_missing", "/derivation", ""),
        (RateUnit::Procedure, Some(_)) | (_, None) => {}
        (unit, Some(_)) => problem("derivation_unexpected", "/derivation", unit.code()),
    }
}

fn check_population(rate: &RateDefinition, kinds: &ProcessKinds, problem: Problem<'_>) {
    let Population {
        kinds: kind_codes,
        actors,
        discretion,
        statuses,
        reception,
        series,
    } = &rate.population;
    for (path, empty) in [
        ("/population/kinds", kind_codes.as_ref().map(Vec::is_empty)),
        ("/population/actors", actors.as_ref().map(Vec::is_empty)),
        (
            "/population/discretion",
            discretion.as_ref().map(Vec::is_empty),
        ),
        ("/population/statuses", statuses.as_ref().map(Vec::is_empty)),
    ] {
        if empty == Some(true) {
            problem("empty_list", path, "");
        }
    }
    for (at, code) in kind_codes.iter().flatten().enumerate() {
        if code != UNKNOWN && kinds.index(code).is_none() {
            problem("unknown_kind", &format!("/population/kinds/{at}"), code);
        }
    }
    let unit = rate.unit;
    if kind_codes.is_some() && matches!(unit, RateUnit::Procedure | RateUnit::Touchpoint) {
        problem("filter_not_for_unit", "/population/kinds", unit.code());
    }
    if unit != RateUnit::Procedure {
        if *reception != ReceptionScope::Any {
            problem("filter_not_for_unit", "/population/reception", unit.code());
        }
        if *series != SeriesCounting::EachEdition {
            problem("filter_not_for_unit", "/population/series", unit.code());
        }
    }
    if statuses.is_some() && unit == RateUnit::Procedure {
        problem("filter_not_for_unit", "/population/statuses", unit.code());
    }
}

fn check_numerator(rate: &RateDefinition, problem: Problem<'_>) {
    match &rate.numerator {
        Numerator::Status { statuses } => {
            if statuses.is_empty() && rate.treatment.partial == PartialTreatment::DoesNotCount {
                problem("empty_list", "/numerator/statuses", "");
            }
            let excluded = excluded(rate);
            for (at, status) in statuses.iter().enumerate() {
                let path = format!("/numerator/statuses/{at}");
                if matches!(status, OnlineStatus::Partial | OnlineStatus::Unknown) {
                    problem("status_by_treatment", &path, status.code());
                } else if excluded.contains(*status) {
                    problem("excluded_in_numerator", &path, status.code());
                } else if let Some(population) = &rate.population.statuses
                    && !population.contains(status)
                {
                    problem("numerator_outside_population", &path, status.code());
                }
            }
        }
        Numerator::Predicate { .. } => {
            if matches!(rate.unit, RateUnit::Procedure | RateUnit::Touchpoint) {
                problem("numerator_not_for_unit", "/numerator/by", rate.unit.code());
            }
        }
        Numerator::OnlineCases { .. } => {
            if rate.unit != RateUnit::Case {
                problem("numerator_not_for_unit", "/numerator/by", rate.unit.code());
            }
        }
    }
}

fn excluded(rate: &RateDefinition) -> StatusSet {
    let mut set = StatusSet::EMPTY;
    if rate.treatment.exempt == PopulationTreatment::Excluded {
        set = set.with(OnlineStatus::Exempt);
    }
    if rate.treatment.other == PopulationTreatment::Excluded {
        set = set.with(OnlineStatus::Other);
    }
    set
}

fn compile_one(rate: &RateDefinition, kinds: &ProcessKinds) -> CompiledRate {
    let population = &rate.population;
    let filter = Filter {
        kinds: Mask::of_kinds(population.kinds.as_deref(), kinds),
        actors: Mask::of_parties(population.actors.as_deref()),
        discretion: Mask::of_discretion(population.discretion.as_deref()),
        statuses: population
            .statuses
            .as_ref()
            .map_or(StatusSet::ALL, |listed| {
                let set: StatusSet = listed.iter().copied().collect();
                if StatusSet::KNOWN.difference(set).is_empty() {
                    StatusSet::ALL // whatever it is, it belongs
                } else {
                    set
                }
            }),
        reception: population.reception,
        series: population.series,
    };
    let excluded = excluded(rate);
    let numerator = match &rate.numerator {
        Numerator::Status { statuses } => {
            let mut set: StatusSet = statuses.iter().copied().collect();
            if rate.treatment.partial == PartialTreatment::Counts {
                set = set.with(OnlineStatus::Partial);
            }
            CompiledNumerator::Status(set)
        }
        Numerator::Predicate { predicate } => CompiledNumerator::Predicate(*predicate),
        Numerator::OnlineCases {
            more_online_than_cases,
        } => CompiledNumerator::OnlineCases(*more_online_than_cases),
    };
    let derived = match (&rate.derivation, numerator) {
        (Some(derivation), CompiledNumerator::Status(counts)) => Some(DerivedStates::new(
            *derivation,
            counts,
            rate.treatment.exempt,
            rate.treatment.other,
        )),
        _ => None,
    };
    CompiledRate {
        id: rate.id.clone(),
        label: rate.label.clone(),
        unit: rate.unit,
        filter,
        numerator,
        excluded,
        unknown_excluded: rate.treatment.unknown == PopulationTreatment::Excluded,
        derived,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use tosei_document::{Catalogue, Limits};

    fn definitions(rates: &Value) -> RateDefinitions {
        let document = json!({
            "format": "tosei-rate-definitions", "format_version": 1,
            "edition": { "id": "test", "date": "2026-11-22", "source": "definition" },
            "rates": rates,
        });
        RateDefinitions::from_json(&document.to_string()).unwrap()
    }

    #[test]
    fn every_rule_finds_its_bad_example_and_passes_its_good_one() {
        let own = RateDefinitions::catalogue()
            .rules()
            .iter()
            .filter(|rule| rule.code.starts_with("inventory.rate_definitions."));
        let mut rules = 0;
        for rule in own {
            rules += 1;
            let check = |rates| definitions(rates).check(ProcessKinds::standard());
            assert!(check(&rule.bad).count_of(&rule.code) > 0, "{}", rule.code);
            assert!(check(&rule.good).is_clean(), "{}", rule.code);
        }
        assert_eq!(rules, 12);
        assert_eq!(
            RateDefinitions::catalogue().rules().len(),
            rules + Catalogue::reading().rules().len()
        );
    }

    #[test]
    fn the_embedded_definitions_are_sound() {
        let standard = RateDefinitions::standard();
        assert!(standard.definitions().len() >= 19);
        let report = standard.check(ProcessKinds::standard());
        assert!(report.is_clean(), "{:?}", report.findings());
    }

    #[test]
    fn a_definition_of_the_wrong_shape_costs_itself_only_and_keeps_the_places_of_the_others() {
        let document = include_str!("../../data/rates/standard.json")
            .replace(
                "\"by\": \"predicate\", \"predicate\": \"end_to_end\"",
                "\"by\": \"magic\"",
            )
            .replace("\"id\": \"touchpoints.done\"", "\"id\": \"processes.done\"");
        let (read, report) = RateDefinitions::read(document.as_bytes(), &Limits::default());
        let read = read.unwrap();
        assert_eq!(report.total(), 1);
        assert_eq!(
            read.definitions().len() + 1,
            RateDefinitions::standard().definitions().len()
        );
        let checked = read.check(ProcessKinds::standard());
        assert_eq!(checked.findings()[0].place.to_string(), "/rates/19/id");
        assert!(RateDefinitions::from_json(&document).is_err());
    }

    #[test]
    fn what_is_no_file_of_definitions_is_said_so() {
        let (none, report) = RateDefinitions::read(b"%PDF-1.7", &Limits::default());
        assert!(none.is_none() && report.total() == 1);
        let other = include_str!("../../data/priorities/standard.json");
        assert!(RateDefinitions::from_json(other).is_err());
        let renamed = include_str!("../../data/rates/standard.json")
            .replace("\"format_version\": 1", "\"format_version\": 2");
        let error = RateDefinitions::from_json(&renamed).unwrap_err();
        assert_eq!(error.code(), "document.data_file.format");
        let (none, report) = RateDefinitions::read(renamed.as_bytes(), &Limits::default());
        assert!(none.is_none() && report.count_of("document.format") == 1);
    }
}
