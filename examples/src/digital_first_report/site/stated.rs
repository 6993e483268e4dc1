//! What an inventory or the State's survey alone says of quality: derived evidence, counted.

use super::super::{Failure, input::Content, input::Input};
use std::collections::BTreeMap;
use tosei::evidence::{
    EvidenceMapping, EvidenceOptions, EvidenceTotals, PeriodTotals, SurveyEvidence,
    evidence_from_inventory,
};
use tosei_criteria::{
    CriterionSet, EvidenceSet, LevelRange, PrerequisiteStatus, Standard, StandardSeries,
};
use tosei_inventory::{Inventory, ProcessKinds};
use tosei_qos_model::{PrincipleStanding, Standing, assess};
use tosei_types::{Date, Label};

/// Levels and answers of one or more populations.
pub(in super::super) struct StatedQuality {
    pub(in super::super) as_of: Option<Date>,
    pub(in super::super) populations: Vec<StatedLevels>,
    pub(in super::super) periods: Option<PeriodTotals>,
}

/// One population.
pub(in super::super) struct StatedLevels {
    pub(in super::super) label: Label,
    pub(in super::super) rows: u64,
    pub(in super::super) not_digital: u64,
    pub(in super::super) digital_unknown: u64,
    pub(in super::super) axes: Vec<StatedAxis>,
    pub(in super::super) criteria: Vec<StatedCriterion>,
}

/// One principle: the ranges of levels that occur.
pub(in super::super) struct StatedAxis {
    pub(in super::super) id: String,
    pub(in super::super) label: Label,
    pub(in super::super) ranges: Vec<(LevelRange, u64)>,
    pub(in super::super) out_of_scope: u64,
}

/// One criterion.
pub(in super::super) struct StatedCriterion {
    pub(in super::super) id: String,
    pub(in super::super) text: Label,
    pub(in super::super) met: u64,
    pub(in super::super) not_met: u64,
    pub(in super::super) not_applicable: u64,
    pub(in super::super) unknown: u64,
    pub(in super::super) candidates: u64,
}

/// The evidence of a survey, as it was derived while the file was read.
pub(super) fn of_survey(
    evidence: &SurveyEvidence,
    standard: &Standard,
    as_of: Option<Date>,
) -> StatedQuality {
    let population = |totals: &EvidenceTotals, label: Label| levels(totals, standard, label);
    StatedQuality {
        as_of,
        periods: Some(evidence.online_applications.periods.clone()),
        populations: vec![
            population(
                &evidence.online_applications,
                Label::new(
                    "オンライン化「実施済」「一部実施済」の申請等",
                    "applications that are done online, wholly or in part",
                ),
            ),
            population(&evidence.all, Label::new("全ての行", "all rows")),
        ],
    }
}

fn levels(totals: &EvidenceTotals, standard: &Standard, label: Label) -> StatedLevels {
    let document = standard.document();
    let axes = document.axes.iter().filter_map(|axis| {
        let totals = totals.axis(&axis.id)?;
        let out_of_scope = totals.standings.get(&Standing::OutOfScope).copied();
        Some(StatedAxis {
            id: axis.id.to_string(),
            label: axis.label.clone(),
            ranges: totals
                .levels
                .iter()
                .map(|one| (one.level, one.rows))
                .collect(),
            out_of_scope: out_of_scope.unwrap_or(0),
        })
    });
    let text = |id: &tosei_types::CriterionId| {
        let own = document
            .criteria
            .iter()
            .find(|one| one.id == *id)
            .map(|one| &one.text);
        let before = document
            .prerequisites
            .iter()
            .find(|one| one.id == *id)
            .map(|one| &one.text);
        own.or(before)
            .cloned()
            .unwrap_or_else(|| Label::new(id.as_str(), id.as_str()))
    };
    StatedLevels {
        label,
        rows: totals.rows,
        not_digital: totals.not_digital,
        digital_unknown: totals.digital_unknown,
        axes: axes.collect(),
        criteria: totals
            .criteria
            .iter()
            .map(|one| StatedCriterion {
                id: one.criterion.to_string(),
                text: text(&one.criterion),
                met: one.met,
                not_met: one.not_met,
                not_applicable: one.not_applicable,
                unknown: one.unknown,
                candidates: one.candidates,
            })
            .collect(),
    }
}

/// The evidence of an inventory: levels of the procedures that have a filing.
pub(super) fn of_input(
    input: &Input,
    standard: &Standard,
    series: &StandardSeries,
) -> Result<Option<StatedQuality>, Failure> {
    match &input.content {
        Content::Survey { evidence, .. } => Ok(evidence
            .as_ref()
            .map(|evidence| of_survey(evidence, standard, input.as_of))),
        Content::Inventory { inventory, .. } => of_inventory(inventory, standard, series),
    }
}

/// Ranges of levels, lowest first, and how many procedures have each.
type Ranges = BTreeMap<(u8, u8), (LevelRange, u64)>;

fn of_inventory(
    inventory: &Inventory,
    standard: &Standard,
    series: &StandardSeries,
) -> Result<Option<StatedQuality>, Failure> {
    let broken = Failure::Embedded {
        what: "evidence mapping",
    };
    let day = inventory.status_date;
    let Some(compiled) = series.on(day) else {
        return Ok(None);
    };
    let (mapping, options) = (
        EvidenceMapping::from_inventory(),
        EvidenceOptions::default(),
    );
    let Ok(items) = evidence_from_inventory(inventory, mapping, compiled, &options) else {
        return Err(broken);
    };
    let evidence = EvidenceSet::new(items, Vec::new());
    let kinds = ProcessKinds::standard();
    let filed: std::collections::BTreeSet<_> = inventory
        .processes
        .iter()
        .filter(|process| {
            let kind = process.kind_in(kinds).and_then(|kind| kinds.at(kind));
            kind.is_some_and(|kind| kind.is_application)
        })
        .map(|process| &process.procedure)
        .collect();
    if filed.is_empty() {
        return Ok(None);
    }
    let document = standard.document();
    let mut counts: Vec<(Ranges, u64)> = vec![(BTreeMap::new(), 0); document.axes.len()];
    let mut answers: Vec<[u64; 4]> = vec![[0; 4]; document.criteria.len()];
    let (mut rows, mut not_digital, mut digital_unknown) = (0u64, 0u64, 0u64);
    for procedure in filed {
        let Ok(assessment) = assess(series, &evidence, procedure, day) else {
            continue;
        };
        add(&mut rows);
        let packed = assessment.packed(compiled);
        for (criterion, answers) in document.criteria.iter().zip(&mut answers) {
            let is = |set: CriterionSet| {
                compiled
                    .bit(&criterion.id)
                    .is_some_and(|bit| set.contains(bit))
            };
            let [met, not_met, not_applicable, unknown] = answers;
            add(if is(packed.met()) {
                met
            } else if is(packed.not_met()) {
                not_met
            } else if is(packed.not_applicable()) {
                not_applicable
            } else {
                unknown
            });
        }
        match assessment.prerequisite {
            PrerequisiteStatus::NotMet => {
                add(&mut not_digital);
                continue;
            }
            PrerequisiteStatus::Met => {}
            // Unknown; and a state that is not known yet decides nothing.
            _ => add(&mut digital_unknown),
        }
        for (axis, (ranges, out_of_scope)) in assessment.axes.iter().zip(&mut counts) {
            let standing = PrincipleStanding::of(&assessment, &axis.axis).standing;
            if standing == Standing::OutOfScope {
                add(out_of_scope);
                continue;
            }
            let key = (axis.level.floor.get(), axis.level.ceiling.get());
            let (_, count) = ranges.entry(key).or_insert((axis.level, 0));
            add(count);
        }
    }
    let axes = document
        .axes
        .iter()
        .zip(counts)
        .map(|(axis, (ranges, out_of_scope))| StatedAxis {
            id: axis.id.to_string(),
            label: axis.label.clone(),
            ranges: ranges.into_values().collect(),
            out_of_scope,
        });
    let criteria = document
        .criteria
        .iter()
        .zip(answers)
        .map(|(criterion, answers)| {
            let [met, not_met, not_applicable, unknown] = answers;
            StatedCriterion {
                id: criterion.id.to_string(),
                text: criterion.text.clone(),
                met,
                not_met,
                not_applicable,
                unknown,
                candidates: 0,
            }
        });
    Ok(Some(StatedQuality {
        as_of: Some(day),
        periods: None,
        populations: vec![StatedLevels {
            label: Label::new("申請等のある手続", "procedures with a filing"),
            rows,
            not_digital,
            digital_unknown,
            axes: axes.collect(),
            criteria: criteria.collect(),
        }],
    }))
}

fn add(count: &mut u64) {
    *count = count.saturating_add(1);
}
