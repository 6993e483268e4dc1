//! Counting evidence and levels.

use super::program::Outcome;
use super::{EvidenceMapping, PeriodComparison, RowEvidence};
use serde::Serialize;
use std::collections::BTreeMap;
use tosei_criteria::{
    Answer, AxisLevels, CompiledStandard, LevelNumber, LevelRange, PackedEvidence,
};
use tosei_qos_model::Standing;
use tosei_types::{AxisId, CriterionId};

/// 判定項目の集計 (totals of one criterion): how many rows say what.
///
/// The four values are what the rows *say*; whether a self-report counts is the standard's matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct CriterionTotals {
    /// 判定項目.
    pub criterion: CriterionId,
    /// 充足.
    pub met: u64,
    /// 未充足.
    pub not_met: u64,
    /// 対象外.
    pub not_applicable: u64,
    /// 不明.
    pub unknown: u64,
    /// 候補, whatever their value.
    pub candidates: u64,
    /// 理由別.
    pub reasons: BTreeMap<String, u64>,
}

/// A range of levels and how many rows have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct LevelTotals {
    /// 水準の幅, by the standard's own rule.
    pub level: LevelRange,
    /// 行数.
    pub rows: u64,
}

/// 軸の集計 (totals of one axis) over the rows that are digital, or may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AxisTotals {
    /// 軸.
    pub axis: AxisId,
    /// The ranges that occur, lowest first.
    pub levels: Vec<LevelTotals>,
    /// How many rows stand how: levels earned apart from levels by non-applicability.
    pub standings: BTreeMap<Standing, u64>,
    /// Levels that are certain and earned.
    pub earned: BTreeMap<LevelNumber, u64>,
    /// Levels that are certain and higher than what was earned.
    pub by_non_applicability: BTreeMap<LevelNumber, u64>,
}

/// 処理期間の比較の集計 (totals of period comparisons).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PeriodTotals {
    /// 比べられる: both cells are one number with a unit.
    pub comparable: u64,
    /// オンラインが短い.
    pub shorter: u64,
    /// 同じ.
    pub equal: u64,
    /// オンラインが長い.
    pub longer: u64,
    /// 比べられない.
    pub not_comparable: u64,
    /// Comparable, but the counter takes no time, so there is no ratio.
    pub counter_same_day: u64,
}

/// 証拠の集計 (totals of evidence) over a population of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct EvidenceTotals {
    /// 行数.
    pub rows: u64,
    /// Rows that are not digital and have no level.
    pub not_digital: u64,
    /// Rows of which nobody knows whether they are digital.
    pub digital_unknown: u64,
    /// 判定項目別, prerequisites first.
    pub criteria: Vec<CriterionTotals>,
    /// 軸別.
    pub axes: Vec<AxisTotals>,
    /// 処理期間の比較.
    pub periods: PeriodTotals,
    /// Rows for which no criterion of levels 1 and 2 of よりシンプルに applies: they would reach level
    /// 2 by doing nothing. Counted for every axis, by its position.
    pub wholly_not_applicable: Vec<u64>,
}

impl EvidenceTotals {
    /// One criterion.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&CriterionTotals> {
        self.criteria.iter().find(|one| one.criterion == *id)
    }

    /// One axis.
    #[must_use]
    pub fn axis(&self, id: &AxisId) -> Option<&AxisTotals> {
        self.axes.iter().find(|one| one.axis == *id)
    }
}

/// The counters of one axis: floor by ceiling of the earned and of the reached level, packed.
#[derive(Debug, Clone)]
struct AxisTally {
    /// Earned floor, earned ceiling, reached floor, reached ceiling: four bits each.
    combinations: BTreeMap<u16, u64>,
    last: (u16, u64),
    out_of_scope: u64,
    criteria: u64,
    /// The criteria of the levels 1 and 2.
    low: u64,
    low_not_applicable: u64,
}

/// Counters that a pass fills.
#[derive(Debug, Clone)]
pub(crate) struct Tallies {
    rows: u64,
    not_digital: u64,
    digital_unknown: u64,
    /// Of each criterion its four answers and its candidates.
    answers: Vec<[u64; 5]>,
    /// Of each criterion how often each reason was given; reasons × criteria.
    reasons: Vec<u64>,
    reason_count: usize,
    axes: Vec<AxisTally>,
    periods: PeriodTotals,
}

fn one_more(count: &mut u64) {
    *count = count.saturating_add(1);
}

impl Tallies {
    pub(crate) fn new(mapping: &EvidenceMapping, standard: &CompiledStandard) -> Self {
        let document = standard.standard().document();
        let axes = document.axes.iter().enumerate().map(|(at, axis)| {
            let low = document
                .criteria
                .iter()
                .filter(|one| one.axis == axis.id && one.level.get() <= 2)
                .filter_map(|one| standard.bit(&one.id))
                .filter_map(|bit| 1u64.checked_shl(bit));
            AxisTally {
                combinations: BTreeMap::new(),
                last: (0, 0),
                out_of_scope: 0,
                criteria: standard.criteria_of_axis(at).bits(),
                low: low.fold(0, |all, bit| all | bit),
                low_not_applicable: 0,
            }
        });
        let reason_count = mapping.reasons.len();
        Self {
            rows: 0,
            not_digital: 0,
            digital_unknown: 0,
            answers: vec![[0; 5]; mapping.criteria.len()],
            reasons: vec![0; reason_count.saturating_mul(mapping.criteria.len())],
            reason_count,
            axes: axes.collect(),
            periods: PeriodTotals::default(),
        }
    }

    #[inline]
    pub(crate) fn add(
        &mut self,
        standard: &CompiledStandard,
        outcomes: &[Outcome],
        evidence: &RowEvidence,
        digital: Option<bool>,
    ) {
        one_more(&mut self.rows);
        let width = self.reason_count.max(1);
        let rows = self.reasons.chunks_exact_mut(width);
        for ((outcome, answers), reasons) in outcomes.iter().zip(&mut self.answers).zip(rows) {
            let [met, not_met, not_applicable, unknown, candidates] = answers;
            one_more(match outcome.answer {
                Answer::Met => met,
                Answer::NotMet => not_met,
                Answer::NotApplicable => not_applicable,
                _ => unknown,
            });
            if outcome.candidate {
                one_more(candidates);
            }
            if let Some(reason) = reasons.get_mut(usize::from(outcome.reason)) {
                one_more(reason);
            }
        }
        match evidence.comparison {
            PeriodComparison::Shorter => one_more(&mut self.periods.shorter),
            PeriodComparison::Equal => one_more(&mut self.periods.equal),
            PeriodComparison::Longer => one_more(&mut self.periods.longer),
            PeriodComparison::NotComparable => one_more(&mut self.periods.not_comparable),
        }
        if evidence.periods.is_some() {
            one_more(&mut self.periods.comparable);
        }
        if matches!(evidence.periods, Some((_, 0))) {
            one_more(&mut self.periods.counter_same_day);
        }
        match digital {
            Some(false) => one_more(&mut self.not_digital),
            other => {
                if other.is_none() {
                    one_more(&mut self.digital_unknown);
                }
                let levels = standard.all_levels(evidence.counted);
                for (axis, levels) in self.axes.iter_mut().zip(levels) {
                    axis.add(levels, evidence.counted, evidence.said);
                }
            }
        }
    }

    pub(crate) fn finish(
        self,
        mapping: &EvidenceMapping,
        standard: &CompiledStandard,
    ) -> EvidenceTotals {
        let reasons = self.reasons.chunks_exact(self.reason_count.max(1));
        let criteria = mapping
            .criteria
            .iter()
            .zip(&self.answers)
            .zip(reasons)
            .map(|((criterion, answers), reasons)| {
                let [met, not_met, not_applicable, unknown, candidates] = *answers;
                let named = mapping.reasons.iter().zip(reasons);
                CriterionTotals {
                    criterion: criterion.criterion.clone(),
                    met,
                    not_met,
                    not_applicable,
                    unknown,
                    candidates,
                    reasons: named
                        .filter(|(_, count)| **count > 0)
                        .map(|(reason, count)| (reason.id.clone(), *count))
                        .collect(),
                }
            })
            .collect();
        let wholly_not_applicable = self.axes.iter().map(|axis| axis.low_not_applicable);
        let wholly_not_applicable = wholly_not_applicable.collect();
        let document = standard.standard().document();
        let axes = document.axes.iter().zip(self.axes);
        EvidenceTotals {
            rows: self.rows,
            not_digital: self.not_digital,
            digital_unknown: self.digital_unknown,
            criteria,
            axes: axes
                .map(|(axis, tally)| tally.finish(&axis.id, standard))
                .collect(),
            periods: self.periods,
            wholly_not_applicable,
        }
    }
}

impl AxisTally {
    #[inline]
    fn add(&mut self, levels: AxisLevels, counted: PackedEvidence, said: PackedEvidence) {
        if self.low & !said.not_applicable().bits() == 0 {
            one_more(&mut self.low_not_applicable);
        }
        if self.criteria & !counted.not_applicable().bits() == 0 {
            one_more(&mut self.out_of_scope);
            return;
        }
        let four = |level: LevelNumber| u16::from(level.get());
        let key = four(levels.earned.floor)
            | four(levels.earned.ceiling) << 4
            | four(levels.reached.floor) << 8
            | four(levels.reached.ceiling) << 12;
        if self.last.0 == key {
            one_more(&mut self.last.1);
            return;
        }
        self.flush();
        self.last = (key, 1);
    }

    /// Puts the run of equal rows away.
    fn flush(&mut self) {
        let (key, count) = self.last;
        if count > 0 {
            let total = self.combinations.entry(key).or_default();
            *total = total.saturating_add(count);
        }
        self.last = (key, 0);
    }

    fn finish(mut self, axis: &AxisId, standard: &CompiledStandard) -> AxisTotals {
        self.flush();
        let mut levels: BTreeMap<(LevelNumber, LevelNumber), u64> = BTreeMap::new();
        let mut totals = AxisTotals {
            axis: axis.clone(),
            levels: Vec::new(),
            standings: BTreeMap::new(),
            earned: BTreeMap::new(),
            by_non_applicability: BTreeMap::new(),
        };
        if self.out_of_scope > 0 {
            totals
                .standings
                .insert(Standing::OutOfScope, self.out_of_scope);
        }
        for (key, rows) in self.combinations {
            let four = |shift: u16| {
                let number = u8::try_from(key >> shift & 15).unwrap_or(0);
                LevelNumber::try_new(number).unwrap_or(LevelNumber::LOWEST)
            };
            let both = AxisLevels {
                earned: LevelRange {
                    floor: four(0),
                    ceiling: four(4),
                },
                reached: LevelRange {
                    floor: four(8),
                    ceiling: four(12),
                },
            };
            let level = standard.level_of(both);
            let total = levels.entry((level.floor, level.ceiling)).or_default();
            *total = total.saturating_add(rows);
            let certain = both.earned.is_certain() && both.reached.is_certain();
            let standing = match certain {
                false => Standing::Range,
                true if both.reached.floor > both.earned.floor => Standing::ByNonApplicability,
                true => Standing::Earned,
            };
            let total = totals.standings.entry(standing).or_default();
            *total = total.saturating_add(rows);
            let by_level = match standing {
                Standing::Earned => Some(&mut totals.earned),
                Standing::ByNonApplicability => Some(&mut totals.by_non_applicability),
                _ => None,
            };
            if let Some(by_level) = by_level {
                let total = by_level.entry(both.reached.floor).or_default();
                *total = total.saturating_add(rows);
            }
        }
        totals.levels = levels
            .into_iter()
            .map(|((floor, ceiling), rows)| LevelTotals {
                level: LevelRange { floor, ceiling },
                rows,
            })
            .collect();
        totals
    }
}
