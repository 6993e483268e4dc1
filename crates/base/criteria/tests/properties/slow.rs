//! The slow and obvious way: every completion of the unknowns, one after the other.

use tosei_criteria::{
    Answer, Combination, CompiledStandard, LevelPolicy, NotApplicablePolicy, PackedEvidence,
};

/// The two levels of one axis when everything is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Levels {
    pub(crate) reached: u8,
    pub(crate) earned: u8,
}

/// Judges one axis by the definition; no answer may be unknown.
pub(crate) fn judge(standard: &CompiledStandard, axis: usize, evidence: PackedEvidence) -> Levels {
    let document = standard.standard().document();
    let axis = &document.axes[axis];
    let policies = document.policies;
    let mut states = vec![(true, true)]; // (holds, earned) of the lowest level
    for level in &axis.levels[1..] {
        let answers: Vec<Answer> = document
            .criteria
            .iter()
            .filter(|one| one.axis == axis.id && one.level == level.level)
            .map(|one| evidence.answer(standard.bit(&one.id).unwrap()))
            .collect();
        let count = |wanted: Answer| answers.iter().filter(|one| **one == wanted).count();
        assert_eq!(count(Answer::Unknown), 0);
        let (met, not_met) = (count(Answer::Met), count(Answer::NotMet));
        let not_applicable = count(Answer::NotApplicable);
        let needed = match level.within_level.unwrap_or(policies.within_level) {
            Combination::All => answers.len(),
            Combination::Any => 1,
            Combination::AtLeast(needed) => usize::from(needed),
        };
        let applicable = met + not_met;
        let earned = applicable > 0 && met >= needed.min(applicable);
        let holds = earned
            || match policies.not_applicable {
                NotApplicablePolicy::Satisfied => met + not_applicable >= needed,
                _ => applicable == 0,
            };
        states.push((holds, earned));
    }
    let mut reached = 0;
    let mut earned = 0;
    for (number, (holds, is_earned)) in states.iter().enumerate() {
        let number = u8::try_from(number).unwrap();
        if !holds {
            if policies.levels == LevelPolicy::Cumulative {
                break;
            }
            continue;
        }
        reached = number;
        if *is_earned {
            earned = number;
        }
    }
    Levels { reached, earned }
}

/// The bits of an axis about which nothing is known.
pub(crate) fn unknowns(
    standard: &CompiledStandard,
    axis: usize,
    evidence: PackedEvidence,
) -> Vec<u32> {
    let criteria = standard.criteria_of_axis(axis).iter();
    criteria
        .filter(|bit| evidence.answer(*bit) == Answer::Unknown)
        .collect()
}

/// Every way in which the unknowns of an axis may turn out.
pub(crate) fn completions(
    standard: &CompiledStandard,
    axis: usize,
    evidence: PackedEvidence,
) -> Vec<PackedEvidence> {
    let mut all = vec![evidence];
    for bit in unknowns(standard, axis, evidence) {
        let always = standard.always_applying().contains(bit);
        let answers = [Answer::Met, Answer::NotMet, Answer::NotApplicable];
        let answers = &answers[..if always { 2 } else { 3 }];
        all = all
            .iter()
            .flat_map(|one| answers.iter().map(|answer| one.with(bit, *answer)))
            .collect();
    }
    all
}

/// Floor and ceiling of both levels: `[reached, earned]`.
pub(crate) fn ranges(
    standard: &CompiledStandard,
    axis: usize,
    evidence: PackedEvidence,
) -> [(u8, u8); 2] {
    let levels: Vec<Levels> = completions(standard, axis, evidence)
        .into_iter()
        .map(|one| judge(standard, axis, one))
        .collect();
    let range = |of: fn(&Levels) -> u8| {
        let of = levels.iter().map(of);
        (of.clone().min().unwrap(), of.max().unwrap())
    };
    [range(|one| one.reached), range(|one| one.earned)]
}
