//! Judging one subject.

use super::resolve::{Resolved, Statements, settle_answers, settle_values, sort};
use super::{
    Assessment, AxisAssessment, Basis, BasisKind, CriterionAssessment, LevelAssessment,
    LevelStatus, PrerequisiteStatus,
};
use crate::compiled::Program;
use crate::{
    Answer, CompiledStandard, CriterionSet, EvidenceSet, ExactNumber, LevelNumber, LevelRange,
    OverallRule, PackedEvidence,
};
use tosei_types::{Date, SubjectId};

/// Judges one subject as of a day: what the evidence in force proves, what the unknowns still allow,
/// and which evidence each answer rests on.
///
/// # How evidence becomes answers
///
/// 1. Items that do not fit the standard are set aside: an unknown criterion or measure, another
///    unit, not applicable of what always applies or without a reason of the standard's list, a
///    direct answer to a criterion that a condition decides.
/// 2. Items dated after `as_of` are set aside. Of each source only its latest date counts, for each
///    criterion or measure; what it replaced does not come back.
/// 3. An item counts on the day it expires and not on the day after. If the standard says so, an item
///    past its day of re-confirmation has expired too.
/// 4. An item that is only stated counts where the criterion accepts statements. (A measured
///    value counts for one criterion and not for another.)
/// 5. Items that say unknown give way to any that says something. Confirmed items outrank stated
///    ones. If those of the higher rank differ, the standard's conflict policy settles it.
/// 6. A condition is decided from the values; what it needs and nobody knows leaves it unknown. A
///    declared not applicable comes before it, an exemption in force before everything. An
///    exemption does not touch a prerequisite.
///
/// # How answers become levels
///
/// As [`AxisAssessment`] says; over all ways in which each unknown criterion may turn out met, not
/// met or (unless it always applies) not applicable, each by itself. Where two undecided criteria
/// depend on one thing, the true range may be narrower; it is never wider.
///
/// # Examples
///
/// ```
/// use tosei_criteria::{EvidenceSet, LevelNumber, Standard, evaluate};
/// use tosei_document::Limits;
///
/// # let standard_json = include_str!("../../tests/data/example_standard.json");
/// # let evidence_json = include_str!("../../tests/data/example_evidence.json");
/// let standard = Standard::from_json(standard_json)?.compile().unwrap();
/// let (evidence, _) = EvidenceSet::read(evidence_json.as_bytes(), &Limits::default());
/// let evidence = evidence.unwrap();
///
/// let judged = evaluate(&standard, &evidence, &"P-1".parse()?, "2026-03-31".parse()?);
/// let faster = judged.axis(&"faster".parse()?).unwrap();
/// assert_eq!(faster.level.to_string(), "Lv2");
///
/// // Whether the state can be seen was shown until 31 March; the day after it is unknown, not false.
/// let judged = evaluate(&standard, &evidence, &"P-1".parse()?, "2026-04-01".parse()?);
/// let faster = judged.axis(&"faster".parse()?).unwrap();
/// assert_eq!(faster.level.to_string(), "Lv1–2");
/// assert_eq!(faster.open, ["F2b".parse()?]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn evaluate(
    standard: &CompiledStandard,
    evidence: &EvidenceSet,
    subject: &SubjectId,
    as_of: Date,
) -> Assessment {
    let criteria = answers(standard, evidence, subject, as_of);
    let packed = (0u32..)
        .zip(&criteria)
        .fold(PackedEvidence::UNKNOWN, |packed, (bit, one)| {
            packed.with(bit, one.answer)
        });
    let prerequisite = match standard.prerequisites_met(packed) {
        Some(true) => PrerequisiteStatus::Met,
        Some(false) => PrerequisiteStatus::NotMet,
        None => PrerequisiteStatus::Unknown,
    };
    let axes = if prerequisite == PrerequisiteStatus::NotMet {
        Vec::new()
    } else {
        assess_axes(standard, packed)
    };
    Assessment {
        subject: subject.clone(),
        standard: standard.standard().id().clone(),
        edition: standard.standard().edition().clone(),
        as_of,
        prerequisite,
        overall: overall(standard, packed, &axes),
        axes,
        criteria,
    }
}

impl Assessment {
    /// The answers as bits, for the standard that made them.
    #[must_use]
    pub fn packed(&self, standard: &CompiledStandard) -> PackedEvidence {
        self.criteria
            .iter()
            .filter_map(|one| Some((standard.bit(&one.criterion)?, one.answer)))
            .fold(PackedEvidence::UNKNOWN, |packed, (bit, answer)| {
                packed.with(bit, answer)
            })
    }
}

/// The axes of packed evidence.
pub(crate) fn assess_axes(
    standard: &CompiledStandard,
    packed: PackedEvidence,
) -> Vec<AxisAssessment> {
    let document = standard.standard().document();
    let axes = document.axes.iter().zip(&standard.axes);
    let axes = axes.zip(standard.verdicts(packed));
    axes.map(|((axis, compiled), verdict)| {
        let masks = standard.level_masks(compiled, packed);
        let levels = (1u32..).zip(axis.levels.iter().skip(1)).map(|(number, _)| {
            let bit = 1u32 << (number.saturating_sub(1) & 31);
            let status = if masks.earned & bit != 0 {
                LevelStatus::Earned
            } else if masks.holds & bit != 0 && masks.may_be_earned & bit == 0 {
                LevelStatus::NotApplicable
            } else if masks.may_hold & bit == 0 {
                LevelStatus::NotReached
            } else {
                LevelStatus::Open
            };
            LevelAssessment {
                level: LevelNumber::cut(number),
                status,
            }
        });
        AxisAssessment {
            axis: axis.id.clone(),
            level: standard.level_of(verdict.levels),
            earned: verdict.levels.earned,
            reached: verdict.levels.reached,
            not_applicable: standard.wholly_not_applicable(compiled, packed),
            levels: levels.collect(),
            supporting: standard.ids(verdict.supporting),
            blocking: standard.ids(verdict.blocking),
            open: standard.ids(verdict.open),
        }
    })
    .collect()
}

/// The overall level, where the standard names a rule: an axis that is 対象外 as a whole is left out;
/// one that may turn out so cannot hold the ceiling down.
fn overall(
    standard: &CompiledStandard,
    packed: PackedEvidence,
    axes: &[AxisAssessment],
) -> Option<LevelRange> {
    let OverallRule::Minimum = standard.standard().document().policies.overall?;
    let counted = axes
        .iter()
        .zip(&standard.axes)
        .filter(|(axis, _)| !axis.not_applicable);
    let floor = counted.clone().map(|(axis, _)| axis.level.floor).min()?;
    let certain = counted
        .clone()
        .filter(|(_, compiled)| !standard.may_be_wholly_not_applicable(compiled, packed))
        .map(|(axis, _)| axis.level.ceiling)
        .min();
    // If every axis may drop out, the best one may be the only one left.
    let ceiling = certain.or_else(|| counted.map(|(axis, _)| axis.level.ceiling).max())?;
    Some(LevelRange { floor, ceiling })
}

/// The answer of every criterion, in the order of the bits.
fn answers(
    standard: &CompiledStandard,
    evidence: &EvidenceSet,
    subject: &SubjectId,
    as_of: Date,
) -> Vec<CriterionAssessment> {
    let policies = standard.standard().document().policies;
    let sorted = sort(standard, evidence, subject, |_, _| {});
    let values: Vec<Statements<'_, Option<ExactNumber>>> = sorted
        .values
        .into_iter()
        .map(|given| Statements::on(given, as_of, policies.reconfirmation))
        .collect();
    let settled = |stated_counts: bool| -> Vec<Resolved<ExactNumber>> {
        let settle = |given: &[(ExactNumber, Date)]| settle_values(policies.conflict, given);
        values
            .iter()
            .map(|one| one.resolve(stated_counts, settle))
            .collect()
    };
    let (confirmed_values, all_values) = (settled(false), settled(true));
    let stated_counts = CriterionSet::from_bits(standard.stated_counts);
    let exempt = exemptions(standard, evidence, subject, as_of);
    let mut given: Vec<Option<CriterionAssessment>> = vec![None; standard.programs.len()];
    let mut directly: Vec<Statements<'_, Option<Answer>>> = sorted
        .answers
        .into_iter()
        .map(|given| Statements::on(given, as_of, policies.reconfirmation))
        .collect();
    for bit in &standard.order {
        let at = usize::try_from(*bit).unwrap_or(usize::MAX);
        let (Some(asked), Some(direct)) = (standard.asked(*bit), directly.get_mut(at)) else {
            continue;
        };
        let counts = stated_counts.contains(*bit);
        let settle = |given: &[(Answer, Date)]| settle_answers(policies.conflict, given);
        let resolved = direct.resolve(counts, settle);
        let program = standard.programs.get(at).and_then(Option::as_ref);
        let (answer, basis) = if let Some(exemption) = exempt.get(at).copied().flatten() {
            let basis = Basis {
                kind: BasisKind::Exemption,
                items: vec![exemption],
                conflicting: false,
            };
            (Answer::NotApplicable, basis)
        } else if let (Some(program), None) = (program, resolved.value) {
            let values = if counts {
                &all_values
            } else {
                &confirmed_values
            };
            decide(program, values, &given)
        } else {
            (resolved.value.unwrap_or(Answer::Unknown), resolved.basis)
        };
        if let Some(place) = given.get_mut(at) {
            *place = Some(CriterionAssessment {
                criterion: asked.id.clone(),
                answer,
                basis,
            });
        }
    }
    given.into_iter().flatten().collect()
}

/// Of each bit the exemption that holds; the earliest in the set if there are several.
fn exemptions(
    standard: &CompiledStandard,
    evidence: &EvidenceSet,
    subject: &SubjectId,
    as_of: Date,
) -> Vec<Option<usize>> {
    let mut exempt = vec![None; standard.programs.len()];
    for (position, exemption) in evidence.exemptions_of(subject) {
        let bit = standard.bit(exemption.criterion());
        let bit = bit.filter(|bit| !standard.prerequisites().contains(*bit));
        let at = bit.and_then(|bit| usize::try_from(bit).ok());
        if exemption.holds_on(as_of)
            && let Some(place) = at.and_then(|at| exempt.get_mut(at))
        {
            place.get_or_insert(position);
        }
    }
    exempt
}

fn decide(
    program: &Program,
    values: &[Resolved<ExactNumber>],
    given: &[Option<CriterionAssessment>],
) -> (Answer, Basis) {
    let known = |bit: u32| {
        let at = usize::try_from(bit).unwrap_or(usize::MAX);
        given.get(at).and_then(Option::as_ref)
    };
    let decided = program.decide(
        |measure| values.get(measure).and_then(|one| one.value),
        |bit| known(bit).map_or(Answer::Unknown, |one| one.answer),
    );
    let used: Vec<&Resolved<ExactNumber>> = program
        .measures()
        .filter_map(|measure| values.get(measure))
        .collect();
    let mut items: Vec<usize> = used
        .iter()
        .flat_map(|one| one.basis.items.iter().copied())
        .collect();
    items.sort_unstable();
    items.dedup();
    let answer = match decided {
        Some(true) => Answer::Met,
        Some(false) => Answer::NotMet,
        None => Answer::Unknown,
    };
    let missing = |kind: BasisKind| {
        let mut unknown = used.iter().filter(|one| one.value.is_none());
        unknown.any(|one| one.basis.kind == kind)
    };
    let reasons = [
        BasisKind::Conflict,
        BasisKind::OnlyStated,
        BasisKind::Expired,
        BasisKind::NoEvidence,
    ];
    let kind = match decided {
        Some(_) => BasisKind::Condition,
        None => reasons
            .into_iter()
            .find(|kind| missing(*kind))
            .unwrap_or(BasisKind::Condition),
    };
    let basis = Basis {
        kind,
        items,
        conflicting: used.iter().any(|one| one.basis.conflicting),
    };
    (answer, basis)
}
