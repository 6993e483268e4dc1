//! What the selection rules select.

use super::{
    super::{
        Failure,
        input::compiled_priorities,
        report::{Member, Noted, Priority},
    },
    as_number, rates,
};
use std::collections::{HashMap, HashSet};
use tosei_inventory::{
    Candidate, FactsBasis, Inventory, PriorityRule, PriorityRules, PriorityUnit, Procedure,
    Process, Selection, Volume, VolumeChoice, VolumeMeasure, survey::SurveyAnalysis,
};
use tosei_types::{FiscalYear, Label, Language, PercentDigits};

/// Rules whose ids begin so are about the State's survey and nothing else.
const SURVEY_RULES: &str = "survey.";

/// The rule about policy partners.
const PARTNER_RULE: &str = "tokyo.partners";

/// The rules about processes, and, for those about procedures, that the survey cannot say.
pub(super) fn of_survey(analysis: &SurveyAnalysis) -> Vec<Priority> {
    let selected = |rule: &PriorityRule| {
        let mut selections = analysis.selections().iter();
        selections.find(|selection| *selection.rule() == rule.id)
    };
    let rules = PriorityRules::standard().rules();
    let mut priorities: Vec<Priority> = rules
        .iter()
        .map(|rule| match selected(rule) {
            Some(selection) => said(selection),
            None => unsaid(rule, not_in_survey(rule)),
        })
        .collect();
    // What can be said comes first, in the order of the rules.
    priorities.sort_by_key(|priority| priority.cannot_be_said.is_some());
    priorities
}

/// The survey counts acts carried out, and does not say which of them are one procedure.
fn not_in_survey(rule: &PriorityRule) -> Label {
    match rule.unit {
        PriorityUnit::Procedure => rates::no_procedures(),
        _ => no_counts(rule.measure),
    }
}

fn no_counts(measure: VolumeMeasure) -> Label {
    Label::new(
        format!("この資料には{}の記録がない", measure.label(Language::Ja)),
        format!("the file has no counts of {}", measure.label(Language::En)),
    )
}

/// The rules about a body's own procedures and about its policy partners.
pub(super) fn of_inventory(
    inventory: &Inventory,
    basis: &FactsBasis<'_>,
) -> Result<Vec<Priority>, Failure> {
    let compiled = compiled_priorities()?;
    let candidates = Candidates::of(inventory, basis);
    let mut priorities = Vec::new();
    for rule in compiled.iter() {
        if rule.id.as_str().starts_with(SURVEY_RULES) {
            continue;
        }
        let mut years = years(rule, inventory, basis).into_iter();
        let first = years.next().unwrap_or(basis.volumes.fiscal_year);
        let Some(selector) = compiled.selector(rule.id.as_str(), first) else {
            continue;
        };
        let mut selector = years.fold(selector, |selector, year| selector.or_year(year));
        let partners = rule.id.as_str() == PARTNER_RULE;
        candidates.give(rule.unit, partners, |candidate| selector.take(candidate));
        let selection = selector.finish();
        priorities.push(if selection.seen() == 0 {
            unsaid(rule, nothing_to_select(partners))
        } else {
            said(&selection)
        });
    }
    priorities.sort_by_key(|priority| priority.cannot_be_said.is_some());
    Ok(priorities)
}

fn nothing_to_select(partners: bool) -> Label {
    if partners {
        Label::new(
            "政策連携団体・事業協力団体の手続が記録されていない",
            "no procedures of policy partners are recorded",
        )
    } else {
        Label::new("対象となるものがない", "there is nothing to select from")
    }
}

/// The years whose counts have the states of the rule, in the order of the states.
fn years(rule: &PriorityRule, inventory: &Inventory, basis: &FactsBasis<'_>) -> Vec<FiscalYear> {
    let mut years = Vec::new();
    for state in &rule.states {
        let mut of_state: Vec<FiscalYear> = inventory
            .volume_years
            .iter()
            .filter(|year| year.state == *state)
            .map(|year| year.fiscal_year)
            .collect();
        of_state.sort_unstable();
        years.extend(of_state.into_iter().rev());
    }
    years.push(basis.volumes.fiscal_year);
    years
}

/// The procedures and processes of an inventory, with what is known of them.
struct Candidates<'i> {
    inventory: &'i Inventory,
    basis: &'i FactsBasis<'i>,
    procedures: Vec<OfProcedure<'i>>,
    at: HashMap<&'i str, usize>,
}

struct OfProcedure<'i> {
    procedure: &'i Procedure,
    actor: tosei_inventory::Party,
    volumes: Vec<Volume>,
    partner: bool,
}

impl<'i> Candidates<'i> {
    fn of(inventory: &'i Inventory, basis: &'i FactsBasis<'i>) -> Self {
        let mut processes: HashMap<&str, Vec<&Process>> = HashMap::new();
        for process in &inventory.processes {
            let of = processes.entry(process.procedure.as_str()).or_default();
            of.push(process);
        }
        let partners = partners(inventory);
        let mut at = HashMap::new();
        let procedures = inventory
            .procedures
            .iter()
            .enumerate()
            .map(|(position, procedure)| {
                at.entry(procedure.id.as_str()).or_insert(position);
                let its = processes.get(procedure.id.as_str());
                let its = its.map(Vec::as_slice).unwrap_or_default();
                OfProcedure {
                    procedure,
                    actor: procedure.facts(its.iter().copied(), basis).actor,
                    volumes: volumes(procedure, its, basis),
                    partner: procedure
                        .organisation
                        .as_ref()
                        .is_some_and(|id| partners.contains(id.as_str())),
                }
            })
            .collect();
        Self {
            inventory,
            basis,
            procedures,
            at,
        }
    }

    /// Gives every candidate of a unit, of partners or of all others.
    fn give(&self, unit: PriorityUnit, partners: bool, mut take: impl FnMut(&Candidate<'_>)) {
        if unit == PriorityUnit::Procedure {
            for of in self.procedures.iter().filter(|of| of.partner == partners) {
                take(
                    &Candidate::of_procedure(of.procedure)
                        .with_volumes(&of.volumes)
                        .with_actor(of.actor),
                );
            }
            return;
        }
        for process in &self.inventory.processes {
            let position = self.at.get(process.procedure.as_str());
            let of = position.and_then(|position| self.procedures.get(*position));
            if of.is_some_and(|of| of.partner) == partners {
                let procedure = of.map(|of| of.procedure);
                take(&Candidate::of_process(process, procedure, self.basis.kinds));
            }
        }
    }
}

/// The counts written with a procedure; where none are, the sums over its filings.
fn volumes(procedure: &Procedure, processes: &[&Process], basis: &FactsBasis<'_>) -> Vec<Volume> {
    if !procedure.volumes.is_empty() {
        return procedure.volumes.clone();
    }
    let mut choices: Vec<VolumeChoice> = Vec::new();
    for volume in processes.iter().flat_map(|process| &process.volumes) {
        let choice = VolumeChoice {
            fiscal_year: volume.fiscal_year,
            measure: volume.measure,
            state: volume.state,
        };
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    choices
        .into_iter()
        .map(|choice| {
            let basis = FactsBasis::standard(basis.day, choice);
            let facts = procedure.facts(processes.iter().copied(), &basis);
            Volume::new(
                choice.fiscal_year,
                choice.measure,
                choice.state,
                facts.cases,
            )
        })
        .collect()
}

/// The ids of the policy partners and project partners.
fn partners(inventory: &Inventory) -> HashSet<&str> {
    let organisations = inventory.organisations.iter();
    organisations
        .filter(|organisation| organisation.kind.is_partner())
        .map(|organisation| organisation.id.as_str())
        .collect()
}

/// A rule of which nothing can be said.
fn unsaid(rule: &PriorityRule, reason: Label) -> Priority {
    Priority {
        rule: rule.id.clone(),
        label: rule.label.clone(),
        sentence: rule.sentence.clone(),
        unit: rule.unit,
        measure: rule.measure,
        fiscal_years: Vec::new(),
        cannot_be_said: Some(reason),
        seen: 0,
        looked_at: 0,
        selected: 0,
        covered_cases: None,
        known_cases: None,
        percent: None,
        undecided: tosei_inventory::Undecided::default(),
        boundary_note_count: 0,
        boundary_notes: Vec::new(),
        members: Vec::new(),
    }
}

fn said(selection: &Selection) -> Priority {
    let in_both = |sentence: &dyn Fn(Language) -> String| {
        Label::new(sentence(Language::Ja), sentence(Language::En))
    };
    let undecided = selection.undecided();
    let nothing_known = selection.members().is_empty()
        && undecided.count > 0
        && undecided.count >= selection.looked_at();
    let coverage = selection.coverage().filter(|_| !nothing_known);
    let measure = selection.measure();
    Priority {
        rule: selection.rule().clone(),
        label: selection.label().clone(),
        sentence: selection.rule_sentence().clone(),
        unit: selection.unit(),
        measure,
        fiscal_years: selection.fiscal_years().to_vec(),
        cannot_be_said: nothing_known.then(|| no_counts(measure)),
        seen: selection.seen(),
        looked_at: selection.looked_at(),
        selected: as_number(selection.members().len()),
        covered_cases: coverage.map(tosei_types::Rate::numerator),
        known_cases: coverage.map(tosei_types::Rate::denominator),
        percent: coverage
            .and_then(|rate| rate.percent(PercentDigits::One))
            .map(|percent| percent.to_string()),
        undecided: undecided.clone(),
        boundary_note_count: selection.boundary_notes().count,
        boundary_notes: selection
            .boundary_notes()
            .first
            .iter()
            .map(|note| Noted {
                note: note.clone(),
                sentence: in_both(&|language| note.sentence(measure, language)),
            })
            .collect(),
        members: selection
            .members()
            .iter()
            .map(|member| Member {
                id: member.id.clone(),
                procedure: member.procedure.clone(),
                name: member.name.clone(),
                cases: member.cases,
                reason: member.reason.clone(),
                sentence: in_both(&|language| member.reason.sentence(language)),
            })
            .collect(),
    }
}
