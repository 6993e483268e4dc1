//! One million assessments by a compiled standard, beside the same matrix written out in `if`s.

use crate::Group;
use anyhow::Result;
use std::{hint::black_box, rc::Rc};
use tosei_criteria::{Answer, AxisLevels, CompiledStandard, LevelRange, PackedEvidence, Standard};

/// How many assessments one piece of work makes.
pub const ASSESSMENTS: usize = 1_000_000;

/// A million assessments beside the matrix in `if`s.
///
/// # Errors
///
/// If the standard cannot be compiled.
pub fn group() -> Result<Group> {
    let (standard, evidence) = (Rc::new(standard()?), Rc::new(evidence(ASSESSMENTS)));
    let on = |work: fn(&CompiledStandard, &[PackedEvidence]) -> u64| {
        let (standard, evidence) = (Rc::clone(&standard), Rc::clone(&evidence));
        move || work(&standard, &evidence)
    };
    Ok(
        Group::new("criteria", "1,000,000 assessments".to_owned(), 31)
            .peer("by hand", on(|_, evidence| levels_by_hand(evidence)))
            .ours("levels only", on(levels))
            .at_most(1.5)
            .same_figure()
            .ours("levels and reasons", on(verdicts))
            .at_most(4.0)
            .same_figure(),
    )
}

/// The criteria of each level above the lowest, axis by axis: how many there are.
const MATRIX: [[usize; 3]; 3] = [[1, 2, 1], [1, 2, 1], [2, 2, 1]];

/// A standard of three axes and four levels with thirteen criteria; every policy is the default.
///
/// # Errors
///
/// If the standard cannot be compiled, which a bench would notice.
pub fn standard() -> Result<CompiledStandard> {
    use serde_json::json;
    let label = json!({ "ja": "文", "en": "Text" });
    let (mut axes, mut criteria) = (Vec::new(), Vec::new());
    for (axis, levels) in MATRIX.iter().enumerate() {
        let name = format!("axis{axis}");
        for (level, count) in (1..).zip(levels) {
            criteria.extend((0..*count).map(|place| {
                json!({
                    "id": format!("{name}.{level}.{place}"), "axis": name, "level": level,
                    "text": label, "evidence": "fact", "source": "definition",
                })
            }));
        }
        let levels = (0..=3).map(|level| json!({ "level": level, "state": label }));
        axes.push(json!({ "id": name, "label": label, "levels": levels.collect::<Vec<_>>() }));
    }
    let levels = (0..=3).map(|level| json!({ "level": level, "label": label }));
    let document = json!({
        "format": "tosei-standard", "format_version": 1, "id": "bench", "edition": "1",
        "label": label, "effective_from": "2025-04-01", "source": "definition",
        "levels": levels.collect::<Vec<_>>(), "axes": axes, "criteria": criteria,
    });
    Standard::from_json(&document.to_string())?
        .compile()
        .map_err(|report| anyhow::anyhow!("{report:?}"))
}

/// Evidence in no order: half of it met, a fifth not met, the rest not applicable or unknown.
#[must_use]
pub fn evidence(assessments: usize) -> Vec<PackedEvidence> {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..assessments)
        .map(|_| {
            (0..13).fold(PackedEvidence::UNKNOWN, |evidence, bit| {
                let answer = match random() % 20 {
                    0..10 => Answer::Met,
                    10..14 => Answer::NotMet,
                    14..17 => Answer::NotApplicable,
                    _ => Answer::Unknown,
                };
                evidence.with(bit, answer)
            })
        })
        .collect()
}

/// One axis of the matrix with its masks written into the code.
#[inline]
fn axis<const ONE: u64, const TWO: u64, const THREE: u64>(evidence: PackedEvidence) -> [u8; 4] {
    let (met, not_met) = (evidence.met().bits(), evidence.not_met().bits());
    let not_applicable = evidence.not_applicable().bits();
    let shown = met | not_applicable;
    let reached_floor = if shown & ONE != ONE {
        0
    } else if shown & TWO != TWO {
        1
    } else if shown & THREE != THREE {
        2
    } else {
        3
    };
    let reached_ceiling = if not_met & ONE != 0 {
        0
    } else if not_met & TWO != 0 {
        1
    } else if not_met & THREE != 0 {
        2
    } else {
        3
    };
    let earned_floor = if reached_floor == 3 && met & THREE != 0 {
        3
    } else if reached_floor >= 2 && met & TWO != 0 {
        2
    } else if reached_floor >= 1 && met & ONE != 0 {
        1
    } else {
        0
    };
    let earned_ceiling = if reached_ceiling == 3 && not_applicable & THREE != THREE {
        3
    } else if reached_ceiling >= 2 && not_applicable & TWO != TWO {
        2
    } else if reached_ceiling >= 1 && not_applicable & ONE != ONE {
        1
    } else {
        0
    };
    [earned_floor, earned_ceiling, reached_floor, reached_ceiling]
}

/// The matrix written out: what a programmer would write who never changes it.
#[inline]
fn by_hand(evidence: PackedEvidence) -> [[u8; 4]; 3] {
    [
        axis::<0b1, 0b110, 0b1000>(evidence),
        axis::<0b1_0000, 0b110_0000, 0b1000_0000>(evidence),
        axis::<0b11_0000_0000, 0b1100_0000_0000, 0b1_0000_0000_0000>(evidence),
    ]
}

fn sum(levels: AxisLevels) -> u64 {
    let range = |one: LevelRange| u64::from(one.floor.get()) + 5 * u64::from(one.ceiling.get());
    range(levels.earned) + 29 * range(levels.reached)
}

fn sum_by_hand([earned_floor, earned_ceiling, reached_floor, reached_ceiling]: [u8; 4]) -> u64 {
    let range = |floor: u8, ceiling: u8| u64::from(floor) + 5 * u64::from(ceiling);
    range(earned_floor, earned_ceiling) + 29 * range(reached_floor, reached_ceiling)
}

/// All levels by the `if`s; a check sum.
#[must_use]
pub fn levels_by_hand(evidence: &[PackedEvidence]) -> u64 {
    let one = |one: &PackedEvidence| {
        black_box(by_hand(*one))
            .map(sum_by_hand)
            .iter()
            .sum::<u64>()
    };
    evidence.iter().map(one).sum()
}

/// All levels by the compiled standard; the same check sum.
#[must_use]
pub fn levels(standard: &CompiledStandard, evidence: &[PackedEvidence]) -> u64 {
    let mut total = 0;
    for one in evidence {
        for levels in standard.all_levels(*one) {
            total += sum(black_box(levels));
        }
    }
    total
}

/// All levels with their reasons as sets of bits; the same check sum.
#[must_use]
pub fn verdicts(standard: &CompiledStandard, evidence: &[PackedEvidence]) -> u64 {
    let mut total = 0;
    for one in evidence {
        for verdict in standard.verdicts(*one) {
            total += sum(black_box(verdict).levels);
        }
    }
    total
}
