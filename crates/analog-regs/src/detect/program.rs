//! Conditions, compiled once: a list of steps over a small stack of truth values.

use super::condition::{Condition, Enclosure, Scope};
use super::context::{Instrument, ProvisionPart};
use super::groups::GroupSet;
use super::patterns_document::PhraseGroup;
use super::scan::Hit;

/// How many truth values may wait at once.
pub(super) const MAX_STACK: usize = 64;

#[derive(Debug, Clone)]
enum Step {
    All(usize),
    Any(usize),
    Not,
    Has(GroupSet),
    Elsewhere(GroupSet, [bool; 5]),
    After(GroupSet, Option<u32>),
    Before(GroupSet, Option<u32>),
    Starts(Edge),
    Ends(Edge),
    Inside(Enclosure),
    Instrument(Instrument),
    Part(ProvisionPart),
}

/// What stands at an edge of the sentence: phrases that are compared there, and groups whose longer
/// words have to be looked for, too.
#[derive(Debug, Clone, Default)]
pub(super) struct Edge {
    pub(super) phrases: Vec<Box<str>>,
    pub(super) groups: GroupSet,
}

/// How names of groups are understood.
pub(super) struct Names<'p> {
    pub(super) groups: &'p [PhraseGroup],
}

impl Names<'_> {
    pub(super) fn set(&self, ids: &[String]) -> GroupSet {
        let mut set = GroupSet::default();
        for (at, group) in self.groups.iter().enumerate() {
            if ids.contains(&group.id) {
                set.insert(at);
            }
        }
        set
    }

    fn edge(&self, ids: &[String]) -> Edge {
        let mut edge = Edge::default();
        for (at, group) in self.groups.iter().enumerate() {
            if !ids.contains(&group.id) {
                continue;
            }
            if group.except.is_empty() {
                let phrases = group.phrases.iter().map(|phrase| phrase.as_str().into());
                edge.phrases.extend(phrases);
            } else {
                edge.groups.insert(at);
            }
        }
        edge
    }
}

/// A compiled condition: at least one step.
#[derive(Debug, Clone)]
pub(super) struct Program {
    steps: Vec<Step>,
    /// Whether the answer depends on where the cue stands.
    pub(super) about_cue: bool,
}

/// What stands around a sentence: groups by scope.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Surroundings {
    /// In the order of [`Scope::ALL`].
    pub(crate) scopes: [GroupSet; 5],
}

fn scope_index(scope: Scope) -> usize {
    match scope {
        Scope::Heading => 0,
        Scope::Title => 1,
        Scope::Lead => 2,
        Scope::Article => 3,
        Scope::Law => 4,
    }
}

impl Surroundings {
    pub(crate) fn set(&mut self, scope: Scope, groups: GroupSet) {
        if let Some(place) = self.scopes.get_mut(scope_index(scope)) {
            *place = groups;
        }
    }
}

/// A sentence as the programs see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'s> {
    pub(super) text: &'s str,
    pub(super) hits: &'s [Hit],
    pub(super) groups: GroupSet,
    pub(super) around: &'s Surroundings,
    pub(super) instrument: Instrument,
    pub(super) part: ProvisionPart,
    /// Where the sentence ends, a final 。 left aside.
    pub(super) end: usize,
}

/// A cue in a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) in_quotes: bool,
    pub(super) in_parentheses: bool,
}

impl Program {
    /// Compiles a condition without recursion: each part after its own parts.
    pub(super) fn compile(condition: &Condition, names: &Names<'_>) -> Self {
        let mut program = Self {
            steps: Vec::new(),
            about_cue: false,
        };
        // Written from the root down and turned round at the end.
        let mut waiting = vec![condition];
        while let Some(one) = waiting.pop() {
            let step = match one {
                Condition::All(parts) => {
                    waiting.extend(parts);
                    Step::All(parts.len())
                }
                Condition::Any(parts) => {
                    waiting.extend(parts);
                    Step::Any(parts.len())
                }
                Condition::Not(part) => {
                    waiting.push(part);
                    Step::Not
                }
                Condition::Has(groups) => Step::Has(names.set(groups)),
                Condition::Elsewhere(there) => {
                    let mut scopes = [false; 5];
                    for scope in &there.scopes {
                        if let Some(place) = scopes.get_mut(scope_index(*scope)) {
                            *place = true;
                        }
                    }
                    Step::Elsewhere(names.set(&there.groups), scopes)
                }
                Condition::After(near) => Step::After(names.set(&near.groups), near.within),
                Condition::Before(near) => Step::Before(names.set(&near.groups), near.within),
                Condition::Starts(groups) => Step::Starts(names.edge(groups)),
                Condition::Ends(groups) => Step::Ends(names.edge(groups)),
                Condition::Inside(enclosure) => Step::Inside(*enclosure),
                Condition::Instrument(instrument) => Step::Instrument(*instrument),
                Condition::Part(part) => Step::Part(*part),
            };
            program.about_cue |=
                matches!(step, Step::After(..) | Step::Before(..) | Step::Inside(_));
            program.steps.push(step);
        }
        program.steps.reverse();
        program
    }

    /// Whether the condition holds at a cue.
    pub(super) fn holds(&self, seen: &Seen<'_>, anchor: &Anchor) -> bool {
        let mut stack = 0u64;
        for step in &self.steps {
            let value = match step {
                Step::All(parts) | Step::Any(parts) => {
                    let mask = low_bits(*parts);
                    let values = stack & mask;
                    stack = stack
                        .checked_shr(u32::try_from(*parts).unwrap_or(64))
                        .unwrap_or(0);
                    match step {
                        Step::All(_) => values == mask,
                        _ => values != 0,
                    }
                }
                Step::Not => {
                    let value = stack & 1 == 0;
                    stack >>= 1;
                    value
                }
                simple => simple.holds(seen, anchor),
            };
            stack = (stack << 1) | u64::from(value);
        }
        stack & 1 == 1
    }
}

/// As many ones as the number says.
fn low_bits(count: usize) -> u64 {
    match count {
        0..64 => (1 << count) - 1,
        _ => u64::MAX,
    }
}

impl Step {
    fn holds(&self, seen: &Seen<'_>, anchor: &Anchor) -> bool {
        let hits = |set: &GroupSet| {
            let set = *set;
            let here = if seen.groups.meets(&set) {
                seen.hits
            } else {
                &[]
            };
            here.iter().filter(move |hit| set.contains(hit.group))
        };
        match self {
            Self::All(_) | Self::Any(_) | Self::Not => false,
            Self::Has(set) => seen.groups.meets(set),
            Self::Elsewhere(set, scopes) => {
                let mut there = scopes.iter().zip(&seen.around.scopes);
                there.any(|(wanted, groups)| *wanted && groups.meets(set))
            }
            Self::After(set, within) => hits(set).any(|hit| {
                hit.start >= anchor.end && near(seen.text, anchor.end, hit.start, *within)
            }),
            Self::Before(set, within) => hits(set).any(|hit| {
                hit.end <= anchor.start && near(seen.text, hit.end, anchor.start, *within)
            }),
            Self::Starts(edge) => {
                edge.phrases
                    .iter()
                    .any(|phrase| seen.text.starts_with(&**phrase))
                    || hits(&edge.groups).any(|hit| hit.start == 0)
            }
            Self::Ends(edge) => {
                let body = seen.text.get(..seen.end).unwrap_or_default();
                edge.phrases.iter().any(|phrase| body.ends_with(&**phrase))
                    || hits(&edge.groups).any(|hit| hit.end == seen.end)
            }
            Self::Inside(Enclosure::Quotes) => anchor.in_quotes,
            Self::Inside(Enclosure::Parentheses) => anchor.in_parentheses,
            Self::Instrument(instrument) => seen.instrument == *instrument,
            Self::Part(part) => seen.part == *part,
        }
    }
}

/// Whether at most so many characters stand between two places.
fn near(text: &str, from: usize, to: usize, within: Option<u32>) -> bool {
    let Some(most) = within.map(|most| usize::try_from(most).unwrap_or(usize::MAX)) else {
        return true;
    };
    let between = text.get(from..to).unwrap_or_default();
    between.chars().nth(most).is_none()
}
