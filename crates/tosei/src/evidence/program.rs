//! A mapping made ready: conditions as masks.

use super::period::{PeriodFacts, class_bit, compare, comparison_bit};
use super::{
    CodeCondition, EvidenceMapping, EvidenceOptions, MappingError, PeriodChannel, RowCondition,
};
use std::collections::BTreeMap;
use tosei_criteria::{Answer, ExactNumber};
use tosei_inventory::survey::{CellCode, SurveyColumn, SurveyEdition};
use tosei_inventory::{Element, ElementStates, OnlineStatus, PeriodState};
use tosei_types::period::ApproximateDays;

/// The bits of listed values in a [`CellCode`].
const LISTED: u64 = (1 << 62) - 1;

/// A condition, ready to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    HasAny(usize, u64),
    Only(usize, u64),
    OnlyOutside(usize, u64),
    Blank(usize),
    Filled(usize),
    Period(PeriodChannel, u16),
    Comparison(u16),
    /// Numerator and denominator.
    RatioAtMost(u64, u64),
    DaysAtMost(u64, u64),
    Status(Vec<OnlineStatus>),
    Element(Element, Vec<tosei_inventory::ElementState>),
    PeriodState(Vec<PeriodState>),
    ProcessKind(Vec<String>),
    Never,
}

/// What is known of a row or a process, as far as conditions ask for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'k> {
    /// The coded cells, in the order of [`Program::columns`].
    pub(crate) codes: &'k [CellCode],
    pub(crate) online: PeriodFacts,
    pub(crate) counter: PeriodFacts,
    pub(crate) process: Option<KnownProcess<'k>>,
}

/// What is known of a process of an inventory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KnownProcess<'k> {
    pub(crate) kind: &'k str,
    pub(crate) status: OnlineStatus,
    pub(crate) elements: &'k ElementStates,
    pub(crate) period_state: Option<PeriodState>,
}

impl Test {
    #[inline]
    fn holds(&self, known: &Known<'_>, cells: u16, comparison: u16) -> bool {
        let code = |slot: &usize| known.codes.get(*slot).copied().unwrap_or(CellCode::BLANK);
        match self {
            Self::HasAny(slot, mask) => code(slot).has_any(*mask),
            Self::Only(slot, mask) => {
                let code = code(slot);
                !code.is_blank() && !code.has_other() && !code.has_any(LISTED & !mask)
            }
            Self::OnlyOutside(slot, mask) => {
                let code = code(slot);
                !code.is_blank() && !code.has_other() && !code.has_any(*mask)
            }
            Self::Blank(slot) => code(slot).is_blank(),
            Self::Filled(slot) => !code(slot).is_blank(),
            Self::Period(channel, mask) => {
                let (online, counter) = (cells & 0xff & mask != 0, (cells >> 8) & mask != 0);
                match channel {
                    PeriodChannel::Online => online,
                    PeriodChannel::Counter => counter,
                    PeriodChannel::Either => online || counter,
                    PeriodChannel::Both => online && counter,
                    PeriodChannel::Neither => !online && !counter,
                }
            }
            Self::Comparison(mask) => comparison & mask != 0,
            Self::RatioAtMost(above, below) => {
                match known.online.parts.zip(known.counter.parts) {
                    // A counter that takes no time has no ratio.
                    Some((_, 0)) | None => false,
                    Some((online, counter)) => {
                        u128::from(online).saturating_mul(u128::from(*below))
                            <= u128::from(counter).saturating_mul(u128::from(*above))
                    }
                }
            }
            Self::DaysAtMost(above, below) => known.online.longest.is_some_and(|online| {
                u128::from(online).saturating_mul(u128::from(*below))
                    <= u128::from(*above).saturating_mul(u128::from(ApproximateDays::PARTS_PER_DAY))
            }),
            Self::Status(list) => known.process.is_some_and(|p| list.contains(&p.status)),
            Self::Element(element, list) => known
                .process
                .is_some_and(|p| list.contains(&p.elements.of(*element))),
            Self::PeriodState(list) => known
                .process
                .and_then(|p| p.period_state)
                .is_some_and(|state| list.contains(&state)),
            Self::ProcessKind(list) => known
                .process
                .is_some_and(|p| list.iter().any(|kind| kind == p.kind)),
            Self::Never => false,
        }
    }
}

/// A rule, ready to be asked.
#[derive(Debug, Clone)]
pub(crate) struct CompiledRule {
    pub(crate) tests: Vec<Test>,
    pub(crate) answer: Answer,
    pub(crate) candidate: bool,
    /// Where its reason stands in the mapping.
    pub(crate) reason: u16,
    /// Where the rule stands in the mapping.
    pub(crate) at: usize,
}

/// The rules about one criterion.
#[derive(Debug, Clone)]
pub(crate) struct CompiledCriterion {
    pub(crate) rules: Vec<CompiledRule>,
    pub(crate) otherwise: u16,
}

/// What the rules about one criterion come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) answer: Answer,
    pub(crate) candidate: bool,
    pub(crate) reason: u16,
    /// The rule; `None` if none holds.
    pub(crate) rule: Option<usize>,
}

/// The whole mapping, ready.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) columns: Vec<SurveyColumn>,
    pub(crate) criteria: Vec<CompiledCriterion>,
}

impl CompiledCriterion {
    #[inline]
    pub(crate) fn ask(&self, known: &Known<'_>, cells: u16, comparison: u16) -> Outcome {
        let holds = |rule: &&CompiledRule| {
            rule.tests
                .iter()
                .all(|test| test.holds(known, cells, comparison))
        };
        match self.rules.iter().find(holds) {
            Some(rule) => Outcome {
                answer: rule.answer,
                candidate: rule.candidate,
                reason: rule.reason,
                rule: Some(rule.at),
            },
            None => Outcome {
                answer: Answer::Unknown,
                candidate: false,
                reason: self.otherwise,
                rule: None,
            },
        }
    }
}

impl Known<'_> {
    /// The classes of both period cells, and how they compare, as bits.
    #[inline]
    pub(crate) fn bits(&self) -> (u16, u16) {
        let cells = self.online.bit() | self.counter.bit() << 8;
        (cells, comparison_bit(compare(self.online, self.counter)))
    }
}

impl Program {
    /// Makes a mapping ready for an edition of the survey; without one, for an inventory.
    pub(crate) fn compile(
        mapping: &EvidenceMapping,
        edition: Option<&SurveyEdition>,
        options: &EvidenceOptions,
    ) -> Result<Self, MappingError> {
        let mut compiler = Compiler {
            mapping,
            edition,
            options,
            parameters: parameters(mapping, options)?,
            columns: Vec::new(),
        };
        let criteria = mapping.criteria.iter().map(|criterion| {
            let rules = criterion.rules.iter().enumerate().map(|(at, rule)| {
                let tests = rule.when.iter().map(|condition| compiler.test(condition));
                CompiledRule {
                    tests: tests.collect(),
                    answer: rule.answer,
                    candidate: rule.candidate,
                    reason: reason(mapping, &rule.reason),
                    at,
                }
            });
            CompiledCriterion {
                rules: rules.collect(),
                otherwise: reason(mapping, &criterion.otherwise),
            }
        });
        let criteria = criteria.collect();
        Ok(Self {
            columns: compiler.columns,
            criteria,
        })
    }
}

fn reason(mapping: &EvidenceMapping, id: &str) -> u16 {
    let at = mapping.reasons.iter().position(|reason| reason.id == id);
    at.and_then(|at| u16::try_from(at).ok()).unwrap_or(u16::MAX)
}

/// The values of all parameters.
pub(crate) fn parameters(
    mapping: &EvidenceMapping,
    options: &EvidenceOptions,
) -> Result<BTreeMap<String, ExactNumber>, MappingError> {
    let given = options.parameters.keys();
    let unknown = given
        .filter(|name| mapping.parameters.iter().all(|one| one.id != **name))
        .chain(options.also_in_sets.keys().filter(|name| {
            mapping.from == super::MappingOrigin::Survey
                && mapping.code_sets.iter().all(|one| one.id != **name)
        }));
    if let Some(name) = unknown.into_iter().next() {
        return Err(MappingError::UnknownParameter { name: name.clone() });
    }
    let mut values = BTreeMap::new();
    for parameter in &mapping.parameters {
        let value = options.parameters.get(&parameter.id).copied();
        let Some(value) = value.or(parameter.default) else {
            continue;
        };
        if value.numerator() < 0 {
            return Err(MappingError::Negative {
                name: parameter.id.clone(),
            });
        }
        values.insert(parameter.id.clone(), value);
    }
    Ok(values)
}

struct Compiler<'c> {
    mapping: &'c EvidenceMapping,
    edition: Option<&'c SurveyEdition>,
    options: &'c EvidenceOptions,
    parameters: BTreeMap<String, ExactNumber>,
    columns: Vec<SurveyColumn>,
}

impl Compiler<'_> {
    fn test(&mut self, condition: &RowCondition) -> Test {
        match condition {
            RowCondition::HasAny(one) => Test::HasAny(self.slot(one.column), self.mask(one)),
            RowCondition::Only(one) => Test::Only(self.slot(one.column), self.mask(one)),
            RowCondition::HasSet(one) => {
                Test::HasAny(self.slot(one.column), self.set(&one.set, one.column))
            }
            RowCondition::OnlyOutside(one) => {
                Test::OnlyOutside(self.slot(one.column), self.set(&one.set, one.column))
            }
            RowCondition::Blank(column) => Test::Blank(self.slot(*column)),
            RowCondition::Filled(column) => Test::Filled(self.slot(*column)),
            RowCondition::Period(one) => {
                let classes = one.is.iter().map(|class| class_bit(*class));
                Test::Period(one.channel, classes.fold(0, |all, bit| all | bit))
            }
            RowCondition::Comparison(list) => {
                let bits = list.iter().map(|one| comparison_bit(*one));
                Test::Comparison(bits.fold(0, |all, bit| all | bit))
            }
            RowCondition::RatioAtMost(name) => {
                self.value(name).map_or(Test::Never, |(above, below)| {
                    Test::RatioAtMost(above, below)
                })
            }
            RowCondition::OnlineDaysAtMost(name) => self
                .value(name)
                .map_or(Test::Never, |(above, below)| Test::DaysAtMost(above, below)),
            RowCondition::Status(list) => Test::Status(list.clone()),
            RowCondition::Element(one) => Test::Element(one.element, one.is.clone()),
            RowCondition::PeriodState(list) => Test::PeriodState(list.clone()),
            RowCondition::ProcessKind(list) => Test::ProcessKind(list.clone()),
        }
    }

    fn value(&self, name: &str) -> Option<(u64, u64)> {
        let value = self.parameters.get(name)?;
        Some((u64::try_from(value.numerator()).ok()?, value.denominator()))
    }

    fn slot(&mut self, column: SurveyColumn) -> usize {
        if let Some(slot) = self.columns.iter().position(|one| *one == column) {
            return slot;
        }
        self.columns.push(column);
        self.columns.len().saturating_sub(1)
    }

    fn mask(&self, one: &CodeCondition) -> u64 {
        self.codes(one.column, &one.codes)
    }

    fn set(&self, id: &str, column: SurveyColumn) -> u64 {
        let own = self.mapping.code_sets.iter().find(|set| set.id == id);
        let own = own.map_or(0, |set| self.codes(column, &set.codes));
        let also = self.options.also_in_sets.get(id);
        own | also.map_or(0, |codes| self.codes(column, codes))
    }

    /// The bits of codes; a code that the edition does not have is left out.
    fn codes(&self, column: SurveyColumn, codes: &[String]) -> u64 {
        let column = self.edition.and_then(|edition| edition.column(column));
        let Some(column) = column else {
            return 0;
        };
        let position = |code: &String| column.codes.iter().position(|one| one.code == *code);
        codes
            .iter()
            .filter_map(position)
            .filter_map(|at| 1u64.checked_shl(u32::try_from(at).ok()?))
            .fold(0, |all, bit| all | bit)
    }
}
