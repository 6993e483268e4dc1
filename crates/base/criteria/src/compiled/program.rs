//! Conditions in reverse Polish order: no recursion, however deep they nest.

use crate::{Answer, Comparison, Condition, ExactNumber};
use tosei_types::{CriterionId, MeasureId};

/// One step of a program; a leaf puts an answer on the stack, the others take theirs from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Measure {
        measure: usize,
        is: Comparison,
    },
    Ratio {
        of: usize,
        to: usize,
        is: Comparison,
    },
    Criterion {
        bit: u32,
        is: Answer,
    },
    Not,
    All(usize),
    Any(usize),
}

/// A condition, ready to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Program {
    steps: Vec<Step>,
}

/// Part of a condition that is still to be written, or a step that waits for its parts.
enum Pending<'c> {
    Part(&'c Condition),
    Step(Step),
}

impl Program {
    /// Translates a condition; `None` if it names a measure or criterion that is not there.
    pub(crate) fn compile(
        condition: &Condition,
        measure: impl Fn(&MeasureId) -> Option<usize>,
        criterion: impl Fn(&CriterionId) -> Option<u32>,
    ) -> Option<Self> {
        let mut steps = Vec::new();
        let mut pending = vec![Pending::Part(condition)];
        while let Some(next) = pending.pop() {
            let part = match next {
                Pending::Step(step) => {
                    steps.push(step);
                    continue;
                }
                Pending::Part(part) => part,
            };
            match part {
                Condition::All(parts) => {
                    pending.push(Pending::Step(Step::All(parts.len())));
                    pending.extend(parts.iter().map(Pending::Part));
                }
                Condition::Any(parts) => {
                    pending.push(Pending::Step(Step::Any(parts.len())));
                    pending.extend(parts.iter().map(Pending::Part));
                }
                Condition::Not(part) => {
                    pending.push(Pending::Step(Step::Not));
                    pending.push(Pending::Part(part));
                }
                Condition::Measure(compared) => steps.push(Step::Measure {
                    measure: measure(&compared.measure)?,
                    is: compared.is,
                }),
                Condition::Ratio(compared) => steps.push(Step::Ratio {
                    of: measure(&compared.of)?,
                    to: measure(&compared.to)?,
                    is: compared.is,
                }),
                Condition::Criterion(asked) => steps.push(Step::Criterion {
                    bit: criterion(&asked.criterion)?,
                    is: asked.is,
                }),
            }
        }
        Some(Self { steps })
    }

    /// The criteria that it asks about.
    pub(crate) fn criteria(&self) -> impl Iterator<Item = u32> {
        self.steps.iter().filter_map(|step| match step {
            Step::Criterion { bit, .. } => Some(*bit),
            _ => None,
        })
    }

    /// The measures that it looks at, each as often as it does.
    pub(crate) fn measures(&self) -> impl Iterator<Item = usize> {
        self.steps.iter().flat_map(|step| {
            let (first, second) = match step {
                Step::Measure { measure, .. } => (Some(*measure), None),
                Step::Ratio { of, to, .. } => (Some(*of), Some(*to)),
                _ => (None, None),
            };
            first.into_iter().chain(second)
        })
    }

    /// Decides it; `None` if what is not known decides.
    pub(crate) fn decide(
        &self,
        value: impl Fn(usize) -> Option<ExactNumber>,
        answer: impl Fn(u32) -> Answer,
    ) -> Option<bool> {
        let mut stack: Vec<Option<bool>> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let decided = match step {
                Step::Measure { measure, is } => value(*measure).map(|value| is.holds(value)),
                Step::Ratio { of, to, is } => match (value(*of), value(*to)) {
                    (Some(of), Some(to)) => {
                        is.holds_by(|threshold| of.compare_ratio(to, threshold))
                    }
                    _ => None,
                },
                Step::Criterion { bit, is } => match answer(*bit) {
                    Answer::Unknown => None,
                    known => Some(known == *is),
                },
                Step::Not => stack.pop().flatten().map(|held| !held),
                Step::All(parts) => fold(&mut stack, *parts, false),
                Step::Any(parts) => fold(&mut stack, *parts, true),
            };
            stack.push(decided);
        }
        stack.pop().flatten()
    }
}

/// Takes parts from the stack: one that is `decisive` decides, otherwise one undecided leaves it
/// open.
fn fold(stack: &mut Vec<Option<bool>>, parts: usize, decisive: bool) -> Option<bool> {
    let kept = stack.len().saturating_sub(parts);
    let taken = stack.split_off(kept);
    if taken.contains(&Some(decisive)) {
        Some(decisive)
    } else if taken.contains(&None) {
        None
    } else {
        Some(!decisive)
    }
}
