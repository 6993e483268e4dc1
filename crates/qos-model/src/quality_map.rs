//! 行政手続デジタルクオリティマップ (quality map): where all procedures stand.

mod count;
mod csv;
#[cfg(feature = "html")]
mod html;

pub use count::{LevelCount, OrganisationCounts, PrincipleCounts, Tally, TargetCounts};

use crate::{PrincipleStanding, Progress, Target, progress, subject_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_criteria::{Assessment, LevelNumber, Standard};
use tosei_types::{
    AxisId, CaseCount, Date, EditionId, Label, OrganisationId, ProcedureId, StandardId,
};

/// 組織 (organisation of a row): its id and its name, passed by value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MapOrganisation {
    /// 組織ID.
    pub id: OrganisationId,
    /// 組織名.
    pub name: String,
}

/// マップに載せる手続 (procedure of a map): its name, who is responsible, how many apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MapProcedure {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 手続名.
    pub name: String,
    /// 所管組織; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<MapOrganisation>,
    /// 年間の申請件数; absent if unknown, which is not 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applications: Option<CaseCount>,
}

/// マップの欄 (cell): one procedure's standing on one principle, and its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MapCell {
    /// Where it stands.
    pub standing: PrincipleStanding,
    /// 目標と進捗; absent if no target is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
}

/// マップの行 (row): one procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MapRow {
    /// The procedure.
    pub procedure: MapProcedure,
    /// Its cells, in the order of the principles.
    pub cells: Vec<MapCell>,
}

/// 原則 (principle of a map): id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MapPrinciple {
    /// 原則.
    pub id: AxisId,
    /// Its name.
    pub label: Label,
}

/// クオリティマップ (quality map): the levels of many procedures on one day, and how many stand where.
///
/// Counts are given twice, by procedures and by their applications. What is certain, what is only
/// possible, what was earned and what was reached because criteria do not apply stand apart; a
/// procedure without a level is not at level 0.
///
/// # Source
///
/// Source `tokyo-plan-2`: 「行政手続デジタルクオリティマップ」. Its columns are not published; they are
/// ours (`project-decision:qos-map-counts`).
///
/// # Examples
///
/// ```
/// use tosei_criteria::EvidenceSet;
/// use tosei_qos_model::{MapProcedure, QualityMap, assess, tokyo};
///
/// let as_of = "2025-06-30".parse()?;
/// let procedure = MapProcedure {
///     procedure: "P-0001".parse()?,
///     name: "住民票の写しの交付".into(),
///     organisation: None,
///     applications: Some(148_000.into()),
/// };
/// let assessment = assess(tokyo(), &EvidenceSet::default(), &procedure.procedure, as_of)?;
/// let map = QualityMap::new(
///     tokyo().on(as_of).unwrap().standard(),
///     as_of,
///     [(procedure, assessment)],
///     &[],
/// );
/// // Nobody has said whether it is digital: it has no level.
/// assert_eq!(map.counts[0].digital_unknown.procedures, 1);
/// assert_eq!(map.counts[0].levels[0].earned.procedures, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "行政手続デジタルクオリティマップ")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QualityMap {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-quality-map`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-quality-map")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 基準日: the day of the assessments.
    pub as_of: Date,
    /// 品質基準.
    pub standard: StandardId,
    /// 版.
    pub edition: EditionId,
    /// The principles, in the order of the standard.
    pub principles: Vec<MapPrinciple>,
    /// The names of the levels, the lowest first.
    pub levels: Vec<Label>,
    /// The procedures, in the order in which they were given.
    pub rows: Vec<MapRow>,
    /// Counts over all rows, by principle.
    pub counts: Vec<PrincipleCounts>,
    /// The same for each organisation, those without a known one last.
    pub organisations: Vec<OrganisationCounts>,
}

/// The `format` of a quality map.
pub const MAP_FORMAT: &str = "tosei-quality-map";

/// The format version that this crate reads and writes.
pub const MAP_FORMAT_VERSION: u32 = 1;

impl QualityMap {
    /// Puts assessed procedures together.
    ///
    /// The assessments are those of `as_of` by `standard`; a target without its procedure is passed
    /// over. Of two targets for one principle of one procedure the first counts
    /// ([`TargetReading::check`](crate::TargetReading::check) reports the second).
    pub fn new(
        standard: &Standard,
        as_of: Date,
        procedures: impl IntoIterator<Item = (MapProcedure, Assessment)>,
        targets: &[Target],
    ) -> Self {
        let mut aims: BTreeMap<(&ProcedureId, &AxisId), &Target> = BTreeMap::new();
        for target in targets {
            aims.entry((&target.procedure, &target.principle))
                .or_insert(target);
        }
        let document = standard.document();
        let rows: Vec<MapRow> = procedures
            .into_iter()
            .map(|(procedure, assessment)| {
                let cells = document.axes.iter().map(|axis| {
                    let target = aims.get(&(&procedure.procedure, &axis.id));
                    MapCell {
                        standing: PrincipleStanding::of(&assessment, &axis.id),
                        progress: target.map(|target| progress(target, &assessment)),
                    }
                });
                let cells = cells.collect();
                debug_assert_eq!(assessment.subject, subject_of(&procedure.procedure));
                MapRow { procedure, cells }
            })
            .collect();
        let principles: Vec<MapPrinciple> = document
            .axes
            .iter()
            .map(|axis| MapPrinciple {
                id: axis.id.clone(),
                label: axis.label.clone(),
            })
            .collect();
        let levels: Vec<Label> = document
            .levels
            .iter()
            .map(|level| level.label.clone())
            .collect();
        let counts = count::of_rows(&principles, levels.len(), rows.iter());
        let organisations = count::by_organisation(&principles, levels.len(), &rows);
        Self {
            schema: None,
            format: MAP_FORMAT.into(),
            format_version: MAP_FORMAT_VERSION,
            as_of,
            standard: document.id.clone(),
            edition: document.edition.clone(),
            principles,
            levels,
            rows,
            counts,
            organisations,
        }
    }

    /// The highest level of the standard.
    #[must_use]
    pub fn highest(&self) -> LevelNumber {
        let highest = self.levels.len().saturating_sub(1);
        u8::try_from(highest)
            .ok()
            .and_then(|highest| LevelNumber::try_new(highest).ok())
            .unwrap_or(LevelNumber::HIGHEST)
    }

    /// The map as JSON.
    ///
    /// # Errors
    ///
    /// None in practice: every part of a map has a form in JSON.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }
}
