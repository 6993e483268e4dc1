//! How many procedures stand where.
#![deny(clippy::arithmetic_side_effects)]

use super::{MapOrganisation, MapPrinciple, MapRow};
use crate::{ProgressVerdict, Standing};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_criteria::LevelNumber;
use tosei_types::{AxisId, CaseCount};

/// 集計 (tally): procedures, unweighted and weighted by their applications.
///
/// # Unit
///
/// Procedures (手続); applications a year (申請件数). The volumes that are known are summed; how
/// many procedures have an unknown one stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// 手続数.
    pub procedures: u64,
    /// 申請件数の計（判明分）.
    pub applications: u64,
    /// 申請件数が不明の手続数.
    pub unknown_volumes: u64,
}

impl Tally {
    fn add(&mut self, applications: Option<CaseCount>) {
        self.procedures = self.procedures.saturating_add(1);
        match applications {
            Some(count) => self.applications = self.applications.saturating_add(count.get()),
            None => self.unknown_volumes = self.unknown_volumes.saturating_add(1),
        }
    }
}

/// 段階別の数 (count of a level).
///
/// `earned` and `by_non_applicability` are disjoint and count what is certain, each procedure at the
/// level that it stands at. `possible` counts every procedure that is or could turn out to be at
/// this level by the standard's own rule; `at_least` and `at_least_possible` are the ends of the
/// number of procedures at this level or above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelCount {
    /// The level.
    pub level: LevelNumber,
    /// 基準を満たした手続.
    pub earned: Tally,
    /// 対象外による手続.
    pub by_non_applicability: Tally,
    /// ありうる手続: floor ≤ level ≤ ceiling.
    pub possible: Tally,
    /// 確実にこの段階以上の手続: floor ≥ level.
    pub at_least: Tally,
    /// この段階以上でありうる手続: ceiling ≥ level.
    pub at_least_possible: Tally,
}

/// 目標の達成状況の数 (counts of targets), by verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TargetCounts {
    /// 達成.
    pub reached: Tally,
    /// 期限前.
    pub ahead: Tally,
    /// 期限超過.
    pub overdue: Tally,
    /// 判定できない.
    pub undecided: Tally,
    /// 対象外.
    pub out_of_scope: Tally,
    /// 段階なし.
    pub no_level: Tally,
    /// 目標なし: no target is set.
    pub no_target: Tally,
}

/// 原則別の数 (counts of a principle).
///
/// # Invariant
///
/// The certain counts of all levels, `range`, `out_of_scope`, `not_digital` and `digital_unknown`
/// together are all procedures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PrincipleCounts {
    /// 原則.
    pub principle: AxisId,
    /// 全手続.
    pub all: Tally,
    /// The levels, the lowest first.
    pub levels: Vec<LevelCount>,
    /// 幅あり.
    pub range: Tally,
    /// 対象外.
    pub out_of_scope: Tally,
    /// デジタル化していない.
    pub not_digital: Tally,
    /// デジタル化しているか不明.
    pub digital_unknown: Tally,
    /// 目標.
    pub targets: TargetCounts,
}

/// 組織別の数 (counts of an organisation).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganisationCounts {
    /// The organisation; absent for the procedures whose organisation is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<MapOrganisation>,
    /// Its counts, by principle.
    pub counts: Vec<PrincipleCounts>,
}

/// Counts over rows, one for each principle.
pub(super) fn of_rows<'r>(
    principles: &[MapPrinciple],
    level_count: usize,
    rows: impl Iterator<Item = &'r MapRow>,
) -> Vec<PrincipleCounts> {
    let empty = |level: LevelNumber| LevelCount {
        level,
        earned: Tally::default(),
        by_non_applicability: Tally::default(),
        possible: Tally::default(),
        at_least: Tally::default(),
        at_least_possible: Tally::default(),
    };
    let numbers = (0..=LevelNumber::HIGHEST.get()).filter_map(|n| LevelNumber::try_new(n).ok());
    let levels: Vec<LevelCount> = numbers.take(level_count).map(empty).collect();
    let mut counts: Vec<PrincipleCounts> = principles
        .iter()
        .map(|principle| PrincipleCounts {
            principle: principle.id.clone(),
            all: Tally::default(),
            levels: levels.clone(),
            range: Tally::default(),
            out_of_scope: Tally::default(),
            not_digital: Tally::default(),
            digital_unknown: Tally::default(),
            targets: TargetCounts::default(),
        })
        .collect();
    for row in rows {
        for (counts, cell) in counts.iter_mut().zip(&row.cells) {
            counts.add(cell, row.procedure.applications);
        }
    }
    counts
}

impl PrincipleCounts {
    fn add(&mut self, cell: &super::MapCell, applications: Option<CaseCount>) {
        self.all.add(applications);
        let standing = &cell.standing;
        match standing.standing {
            Standing::Range => self.range.add(applications),
            Standing::OutOfScope => self.out_of_scope.add(applications),
            Standing::NotDigital => self.not_digital.add(applications),
            Standing::DigitalUnknown => self.digital_unknown.add(applications),
            Standing::Earned | Standing::ByNonApplicability => {}
        }
        for count in &mut self.levels {
            let level = count.level;
            if standing.standing_level == Some(level) {
                match standing.standing {
                    Standing::ByNonApplicability => count.by_non_applicability.add(applications),
                    _ => count.earned.add(applications),
                }
            }
            if let Some((floor, ceiling)) = standing.floor.zip(standing.ceiling) {
                if floor <= level && level <= ceiling {
                    count.possible.add(applications);
                }
                if floor >= level {
                    count.at_least.add(applications);
                }
                if ceiling >= level {
                    count.at_least_possible.add(applications);
                }
            }
        }
        let targets = &mut self.targets;
        match cell.progress.as_ref().map(|progress| progress.verdict) {
            None => &mut targets.no_target,
            Some(ProgressVerdict::Reached) => &mut targets.reached,
            Some(ProgressVerdict::Ahead) => &mut targets.ahead,
            Some(ProgressVerdict::Overdue) => &mut targets.overdue,
            Some(ProgressVerdict::Undecided) => &mut targets.undecided,
            Some(ProgressVerdict::OutOfScope) => &mut targets.out_of_scope,
            Some(ProgressVerdict::NoLevel) => &mut targets.no_level,
        }
        .add(applications);
    }
}

/// Counts for each organisation by id, the unknown last.
pub(super) fn by_organisation(
    principles: &[MapPrinciple],
    level_count: usize,
    rows: &[MapRow],
) -> Vec<OrganisationCounts> {
    let mut of: BTreeMap<(bool, Option<&MapOrganisation>), Vec<&MapRow>> = BTreeMap::new();
    for row in rows {
        let organisation = row.procedure.organisation.as_ref();
        of.entry((organisation.is_none(), organisation))
            .or_default()
            .push(row);
    }
    of.into_iter()
        .map(|((_, organisation), rows)| OrganisationCounts {
            organisation: organisation.cloned(),
            counts: of_rows(principles, level_count, rows.into_iter()),
        })
        .collect()
}
