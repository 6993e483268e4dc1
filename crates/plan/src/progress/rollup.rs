//! Indicators, measures and the plan as a whole.

use super::{
    MeasureRule, PlanVerdict, ProgressOptions, ProgressReason, TargetProgress, target_progress,
};
use crate::{Indicator, IndicatorId, Plan, PlanId, PlanMeasureId, PolicyId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use tosei_types::{Date, Language};

/// 判定の集計 (tally): how many have which verdict.
///
/// # Invariant
///
/// Each is counted once; there is no mean and no score of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VerdictTally {
    /// 順調.
    pub on_track: u32,
    /// 遅れのおそれ.
    pub at_risk: u32,
    /// 未達.
    pub missed: u32,
    /// 測定できない.
    pub not_measurable: u32,
    /// 時期未到来.
    pub not_yet_due: u32,
}

impl VerdictTally {
    /// Counts verdicts.
    pub fn of(verdicts: impl IntoIterator<Item = PlanVerdict>) -> Self {
        let mut tally = Self::default();
        for verdict in verdicts {
            let count = match verdict {
                PlanVerdict::OnTrack => &mut tally.on_track,
                PlanVerdict::AtRisk => &mut tally.at_risk,
                PlanVerdict::Missed => &mut tally.missed,
                PlanVerdict::NotMeasurable => &mut tally.not_measurable,
                PlanVerdict::NotYetDue => &mut tally.not_yet_due,
            };
            *count = count.saturating_add(1);
        }
        tally
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u32 {
        let all = [
            self.on_track,
            self.at_risk,
            self.missed,
            self.not_measurable,
            self.not_yet_due,
        ];
        all.into_iter().fold(0, u32::saturating_add)
    }

    /// The worst verdict: missed, at risk, on track; then not yet due, not measurable. `None` for nothing.
    #[must_use]
    pub fn worst(&self) -> Option<PlanVerdict> {
        [
            (self.missed, PlanVerdict::Missed),
            (self.at_risk, PlanVerdict::AtRisk),
            (self.on_track, PlanVerdict::OnTrack),
            (self.not_yet_due, PlanVerdict::NotYetDue),
            (self.not_measurable, PlanVerdict::NotMeasurable),
        ]
        .into_iter()
        .find(|(count, _)| *count > 0)
        .map(|(_, verdict)| verdict)
    }

    /// The most frequent of missed, at risk and on track, of two as frequent the worse; without any of
    /// them as [`worst`](Self::worst).
    #[must_use]
    pub fn majority(&self) -> Option<PlanVerdict> {
        let judged = [
            (self.missed, PlanVerdict::Missed),
            (self.at_risk, PlanVerdict::AtRisk),
            (self.on_track, PlanVerdict::OnTrack),
        ];
        let most = judged.iter().map(|(count, _)| *count).max()?;
        if most == 0 {
            return self.worst();
        }
        let mut found = judged.iter().filter(|(count, _)| *count == most);
        found.next().map(|(_, verdict)| *verdict)
    }
}

/// 指標の進捗 (progress of an indicator): its current target decides.
///
/// The current target is the next whose last day has not passed, or the last of all.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IndicatorProgress {
    /// 指標.
    pub indicator: IndicatorId,
    /// 判定.
    pub verdict: PlanVerdict,
    /// 理由.
    pub reasons: Vec<ProgressReason>,
    /// The current target; missing if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<TargetProgress>,
    /// Targets whose day has passed, the earliest first, without the current one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<TargetProgress>,
}

impl Indicator {
    /// Holds the indicator against its targets on a day.
    #[must_use]
    pub fn progress(
        &self,
        period: Option<crate::PlanPeriod>,
        as_of: Date,
        options: &ProgressOptions,
    ) -> IndicatorProgress {
        let mut targets: Vec<_> = self.targets.iter().collect();
        targets.sort_by_key(|one| one.by.last_day());
        let next = targets.iter().position(|one| one.by.last_day() >= as_of);
        let current = next.or_else(|| targets.len().checked_sub(1));
        let mut answers: Vec<TargetProgress> = targets
            .iter()
            .take(current.map_or(0, |at| at.saturating_add(1)))
            .map(|target| target_progress(self, target, period, as_of, options))
            .collect();
        let Some(current) = answers.pop() else {
            return IndicatorProgress {
                indicator: self.id.clone(),
                verdict: PlanVerdict::NotMeasurable,
                reasons: vec![ProgressReason::NoTarget],
                current: None,
                earlier: Vec::new(),
            };
        };
        let mut reasons = current.reasons.clone();
        if answers.iter().any(|one| one.verdict == PlanVerdict::Missed) {
            reasons.push(ProgressReason::EarlierTargetMissed);
        }
        IndicatorProgress {
            indicator: self.id.clone(),
            verdict: current.verdict,
            reasons,
            current: Some(current),
            earlier: answers,
        }
    }
}

/// 施策の進捗 (progress of a measure) by its indicators.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureProgress {
    /// 施策.
    pub measure: PlanMeasureId,
    /// 判定.
    pub verdict: PlanVerdict,
    /// 理由: those of the indicators that decided.
    pub reasons: Vec<ProgressReason>,
    /// 指標の集計.
    pub indicators: VerdictTally,
    /// The indicators with the verdict that decided.
    pub decided_by: Vec<IndicatorId>,
}

/// 基本方針の進捗 (progress of a policy): its measures, counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PolicyProgress {
    /// 基本方針.
    pub policy: PolicyId,
    /// 施策の集計; a measure listed again counts once, where it is listed first.
    pub measures: VerdictTally,
}

/// 計画の進捗 (progress of a plan).
///
/// # Wire form
///
/// See the schema `plan-progress`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanProgress {
    /// 計画.
    pub plan: PlanId,
    /// 架空.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fictional: bool,
    /// 基準日.
    pub as_of: Date,
    /// The name of the options it was judged by.
    pub options: String,
    /// 判定: the worst of its measures that can be measured.
    pub verdict: PlanVerdict,
    /// 指標の集計.
    pub indicator_tally: VerdictTally,
    /// 施策の集計.
    pub measure_tally: VerdictTally,
    /// 基本方針別.
    pub policies: Vec<PolicyProgress>,
    /// 施策別.
    pub measures: Vec<MeasureProgress>,
    /// 指標別.
    pub indicators: Vec<IndicatorProgress>,
}

impl PlanProgress {
    /// The counts as one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let tally = &self.indicator_tally;
        match language {
            Language::Ja => format!(
                "{}時点で、{}指標のうち順調{}、遅れのおそれ{}、未達{}、測定できない{}、時期未到来{}。",
                self.as_of.label_ja(),
                tally.total(),
                tally.on_track,
                tally.at_risk,
                tally.missed,
                tally.not_measurable,
                tally.not_yet_due
            ),
            Language::En => format!(
                "As of {}, of {} indicators {} are on track, {} at risk, {} missed, {} not measurable, {} not yet due.",
                self.as_of.label_en(),
                tally.total(),
                tally.on_track,
                tally.at_risk,
                tally.missed,
                tally.not_measurable,
                tally.not_yet_due
            ),
        }
    }
}

fn measure_progress(
    measure: &PlanMeasureId,
    indicators: &[&IndicatorProgress],
    rule: MeasureRule,
) -> MeasureProgress {
    let tally = VerdictTally::of(indicators.iter().map(|one| one.verdict));
    let verdict = match rule {
        MeasureRule::Majority => tally.majority(),
        _ => tally.worst(),
    };
    let Some(verdict) = verdict else {
        return MeasureProgress {
            measure: measure.clone(),
            verdict: PlanVerdict::NotMeasurable,
            reasons: vec![ProgressReason::NoIndicator],
            indicators: tally,
            decided_by: Vec::new(),
        };
    };
    let deciding: Vec<_> = indicators
        .iter()
        .filter(|one| one.verdict == verdict)
        .collect();
    let mut reasons = Vec::new();
    for reason in deciding.iter().flat_map(|one| &one.reasons) {
        if !reasons.contains(reason) {
            reasons.push(*reason);
        }
    }
    if verdict != PlanVerdict::NotMeasurable && tally.not_measurable > 0 {
        reasons.push(ProgressReason::PartlyMeasured);
    }
    MeasureProgress {
        measure: measure.clone(),
        verdict,
        reasons,
        indicators: tally,
        decided_by: deciding.iter().map(|one| one.indicator.clone()).collect(),
    }
}

/// Holds a whole plan against its targets on a day.
///
/// A measure listed again (再掲) is one measure. A measure without indicators is not measurable; that is not
/// the same as failing. The plan has the worst verdict of its measures, and the counts beside it.
///
/// # Source
///
/// `project-decision:plan-progress`.
///
/// # Examples
///
/// ```
/// use tosei_plan::{ProgressOptions, plan_progress, tokyo};
///
/// // On the first day of the plan most of it cannot be measured yet, and the page says why.
/// let progress = plan_progress(tokyo::plan_2(), "2024-04-01".parse()?, ProgressOptions::standard());
/// assert_eq!(progress.measure_tally.total(), 25); // 27 rows, two of them listed again
/// assert_eq!(progress.measure_tally.missed, 0);
/// # Ok::<(), tosei_types::DateError>(())
/// ```
#[must_use]
pub fn plan_progress(plan: &Plan, as_of: Date, options: &ProgressOptions) -> PlanProgress {
    let indicators: Vec<IndicatorProgress> = plan
        .indicators
        .iter()
        .map(|one| one.progress(plan.period, as_of, options))
        .collect();
    let mut of_measure: HashMap<&str, Vec<&IndicatorProgress>> = HashMap::new();
    for (indicator, progress) in plan.indicators.iter().zip(&indicators) {
        for (at, measure) in indicator.measures.iter().enumerate() {
            // One that names a measure twice counts once.
            if !indicator.measures.iter().take(at).any(|one| one == measure) {
                let own = of_measure.entry(measure.as_str()).or_default();
                own.push(progress);
            }
        }
    }
    let measures: Vec<MeasureProgress> = plan
        .measures
        .iter()
        .map(|measure| {
            let own = of_measure.get(measure.id.as_str());
            let own = own.map(Vec::as_slice).unwrap_or_default();
            measure_progress(&measure.id, own, options.measure_rule)
        })
        .collect();
    let policies = plan.policies.iter().map(|policy| {
        let own = plan.measures.iter().zip(&measures);
        let own = own.filter(|(measure, _)| measure.policy == policy.id);
        PolicyProgress {
            policy: policy.id.clone(),
            measures: VerdictTally::of(own.map(|(_, progress)| progress.verdict)),
        }
    });
    let policies = policies.collect();
    let measure_tally = VerdictTally::of(measures.iter().map(|one| one.verdict));
    let indicator_tally = VerdictTally::of(indicators.iter().map(|one| one.verdict));
    let verdict = measure_tally.worst().or_else(|| indicator_tally.worst());
    PlanProgress {
        plan: plan.id.clone(),
        fictional: plan.fictional,
        as_of,
        options: options.id.clone(),
        verdict: verdict.unwrap_or(PlanVerdict::NotMeasurable),
        indicator_tally,
        measure_tally,
        policies,
        measures,
        indicators,
    }
}
