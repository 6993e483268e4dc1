//! What a tool would change, if an assumption holds.

use super::StaffingError;
use crate::{
    id::{ServiceId, ToolId},
    station::{FigureComparison, Simulated, Station},
};
use serde::{Deserialize, Serialize};
use tosei_simulation::{Level, Quantity, RunPlan};
use tosei_types::Label;

/// 効果の仮定 (assumed effect) of a tool: an assumption, not a measurement, so it has a source.
///
/// # Wire form
///
/// `{"label": {"ja": "書かない窓口", "en": "No forms"}, "source": "深川市の目標 −20%",
/// "service_percent": "80"}`: services take 80 % of their time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ToolEffect {
    /// デジタルツールID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<ToolId>,
    /// 名称.
    pub label: Label,
    /// 出典: where the assumption is from.
    pub source: String,
    /// 対象の業務; all of them if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceId>,
    /// 対応時間（％）: what is left of the time of a service; 100 if nothing changes.
    #[serde(default = "all")]
    pub service_percent: Quantity,
    /// 来庁者（％）: how many of a hundred walk-ins still come; 100 if all.
    #[serde(default = "all")]
    pub walk_in_percent: Quantity,
}

fn all() -> Quantity {
    // A hundred is a quantity.
    Quantity::try_new(100.0).unwrap_or(Quantity::ZERO)
}

/// 導入前後の比較 (what-if): two stations that met the same people.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    /// As it is.
    pub before: Simulated,
    /// As it would be.
    pub after: Simulated,
    /// Every figure: before, after, and the difference run by run.
    pub comparisons: Vec<FigureComparison>,
}

impl ToolEffect {
    /// A share of a percentage from 1 to 1,000.
    fn factor(&self, percent: Quantity) -> Result<Quantity, StaffingError> {
        let refused = || StaffingError::Assumption(self.label.ja.clone());
        if self.source.trim().is_empty() || !(1.0..=1_000.0).contains(&percent.get()) {
            return Err(refused());
        }
        Quantity::try_new(percent.get() / 100.0).map_err(|_| refused())
    }

    /// A station as it would be with the tool.
    ///
    /// # Errors
    ///
    /// [`StaffingError::Assumption`] if the assumption has no source, is not between 1 and 1,000 %, or leads
    /// beyond what numbers can be.
    ///
    /// # Examples
    ///
    /// See [`what_if`].
    pub fn applied_to(&self, station: &Station) -> Result<Station, StaffingError> {
        let refused = || StaffingError::Assumption(self.label.ja.clone());
        let services = self.factor(self.service_percent)?;
        let walk_ins = self.factor(self.walk_in_percent)?;
        let mut changed = station.clone();
        for service in &mut changed.services {
            if self.services.is_empty() || self.services.contains(&service.id) {
                service.minutes = service.minutes.scaled(services).map_err(|_| refused())?;
            }
        }
        for span in changed
            .walk_ins
            .iter_mut()
            .flat_map(|one| &mut one.arrivals)
        {
            let rate = span.per_hour.get() * walk_ins.get();
            span.per_hour = Quantity::try_new(rate).map_err(|_| refused())?;
        }
        Ok(changed)
    }
}

/// 導入前後の比較 (what-if): simulates two stations on the same chance and compares them figure by figure.
///
/// The same people come, with the same services and patience, as far as the two documents name the same
/// kinds of visitors; so the difference is that of the stations, and its interval is narrow.
///
/// # Errors
///
/// [`StaffingError::Station`] if one of them cannot be simulated.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::staffing::{ToolEffect, what_if};
/// use tosei_counter_dx::station::{Figure, Station};
/// use tosei_simulation::{Level, RunPlan, Seed};
///
/// let station: Station = serde_json::from_str(r#"{
///   "format": "tosei-counter-station", "format_version": 1,
///   "title": "証明窓口（架空）", "fictional": true, "first_day": "2025-06-02", "days": 1,
///   "hours": {"monday": [{"from": "09:00", "to": "17:00"}]},
///   "services": [{"id": "certificate", "label": {"ja": "証明", "en": "Certificates"},
///                 "minutes": {"kind": "exponential", "mean": "10"}}],
///   "walk_ins": [{"id": "all", "label": {"ja": "来庁者", "en": "Visitors"}, "route": ["certificate"],
///                 "arrivals": [{"from": "09:00", "to": "16:00", "per_hour": "11"}]}],
///   "staff": [{"id": "desk", "label": {"ja": "受付", "en": "Desk"}, "people": 2,
///              "services": ["certificate"]}],
///   "pledge_minutes": "15"
/// }"#)?;
/// let effect: ToolEffect = serde_json::from_str(r#"{
///   "label": {"ja": "書かない窓口", "en": "No forms to fill in"},
///   "source": "仮定（架空）", "service_percent": "80"}"#)?;
/// let compared = what_if(
///     &station, &effect.applied_to(&station)?,
///     &RunPlan::fixed(Seed::new(1), 30)?, Level::default(),
/// )?;
/// let mut wait = compared.comparisons.iter().filter(|one| one.figure == Figure::MeanWait);
/// let difference = wait.next().and_then(|one| one.difference).ok_or("people came")?;
/// assert!(difference.is_decided() && difference.difference.mean < 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn what_if(
    before: &Station,
    after: &Station,
    runs: &RunPlan,
    level: Level,
) -> Result<WhatIf, StaffingError> {
    let (before, after) = (before.simulate(runs)?, after.simulate(runs)?);
    let comparisons = before.compare(&after, level);
    Ok(WhatIf {
        before,
        after,
        comparisons,
    })
}
