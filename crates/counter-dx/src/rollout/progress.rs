//! How many counters practise improvement.

use crate::{id::CounterId, register::CounterRegister};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tosei_types::{Date, Language, PercentDigits, Percentage};

/// 改善の記録 (record of improvement) of one counter from a day on.
///
/// What counts as 改善の実践 (practising improvement) is not published; the office says so for each
/// counter, and where it has that from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImprovementRecord {
    /// 窓口ID.
    pub counter: CounterId,
    /// 改善を実践しているか.
    pub practises: bool,
    /// その日から: the latest record up to the day that is asked about counts.
    pub since: Date,
    /// 出典.
    pub source: String,
}

/// Why no progress can be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProgressError {
    /// Two records of one counter and day say different things.
    #[error("two records of `{counter}` from `{since}` say different things")]
    #[non_exhaustive]
    Contradiction {
        /// The counter.
        counter: String,
        /// The day.
        since: Date,
    },
}

impl ProgressError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Contradiction { .. } => "counter_dx.improvement.contradiction",
        }
    }
}

/// 改善の進捗 (progress of improvement): counters that practise it, of those open on a day.
///
/// The denominators are named: all open counters, and those of which it is known. With unknown ones the
/// share of all lies between two ends.
///
/// # Source
///
/// 「すべての窓口で改善を実践」: `tokyo-plan-2-measures`. What counts as practising, and what as one
/// counter, is not published (`project-decision:rollout`, `project-decision:counter-unit`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImprovementProgress {
    /// 開いている窓口数: the denominator of the target.
    pub counters: u64,
    /// 実践している.
    pub practising: u64,
    /// 実践していない.
    pub not_practising: u64,
    /// 不明.
    pub unknown: u64,
    /// プロトタイプ窓口 among those that practise.
    pub practising_prototypes: u64,
    /// 台帳にない窓口の記録: counters with a record that are not open in the register.
    pub not_in_register: BTreeSet<CounterId>,
}

impl ImprovementProgress {
    /// The share among all open counters: at least, and at most; `None` without counters.
    #[must_use]
    pub fn of_all(&self, digits: PercentDigits) -> Option<(Percentage, Percentage)> {
        let most = self.practising.saturating_add(self.unknown);
        Some((
            Percentage::of(self.practising, self.counters, digits)?,
            Percentage::of(most, self.counters, digits)?,
        ))
    }

    /// The share among the counters of which it is known; `None` if it is known of none.
    #[must_use]
    pub fn of_known(&self, digits: PercentDigits) -> Option<Percentage> {
        let known = self.practising.saturating_add(self.not_practising);
        Percentage::of(self.practising, known, digits)
    }

    /// Whether all counters practise improvement: `None` as long as unknown ones decide it, or there
    /// are no counters.
    #[must_use]
    pub fn target_reached(&self) -> Option<bool> {
        if self.counters == 0 {
            None
        } else if self.not_practising > 0 {
            Some(false)
        } else {
            (self.unknown == 0).then_some(true)
        }
    }

    /// The progress in one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (all, practising, unknown) = (self.counters, self.practising, self.unknown);
        let ends = self.of_all(PercentDigits::One);
        let ends = ends.map(|(least, most)| {
            if unknown == 0 {
                format!("{least}%")
            } else {
                match language {
                    Language::Ja => format!("{least}%から{most}%"),
                    Language::En => format!("{least}% to {most}%"),
                }
            }
        });
        match (language, ends) {
            (Language::Ja, None) => "開いている窓口がありません。".to_owned(),
            (Language::En, None) => "No counter is open.".to_owned(),
            (Language::Ja, Some(ends)) => format!(
                "開いている窓口{all}のうち{practising}が改善を実践（不明{unknown}、全窓口の{ends}）。"
            ),
            (Language::En, Some(ends)) => format!(
                "{practising} of {all} open counters practise improvement ({unknown} unknown; {ends} of all)."
            ),
        }
    }
}

/// Counts the counters open on a day that practise improvement.
///
/// # Errors
///
/// [`ProgressError::Contradiction`] if two records of one counter and day say different things.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::register::CounterRegister;
/// use tosei_counter_dx::rollout::{ImprovementRecord, improvement_progress};
/// use tosei_types::Language;
///
/// let register: CounterRegister = serde_json::from_str(r#"{
///   "format": "tosei-counter-register", "format_version": 1, "title": "架空", "as_of": "2026-04-01",
///   "service_points": [{"id": "p", "name": "東出張所（架空）"}],
///   "counters": [{"id": "W-1", "name": "一番", "service_point": "p", "business": "証明"},
///                {"id": "W-2", "name": "二番", "service_point": "p", "business": "届出"}]
/// }"#)?;
/// let records: Vec<ImprovementRecord> = serde_json::from_str(
///     r#"[{"counter": "W-1", "practises": true, "since": "2025-10-01", "source": "市民課（架空）"}]"#,
/// )?;
/// let progress = improvement_progress(&register, &records, "2026-04-01".parse()?)?;
/// assert_eq!(progress.target_reached(), None); // of W-2 nothing is known
/// assert_eq!(
///     progress.sentence(Language::En),
///     "1 of 2 open counters practise improvement (1 unknown; 50.0% to 100.0% of all)."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn improvement_progress(
    register: &CounterRegister,
    records: &[ImprovementRecord],
    as_of: Date,
) -> Result<ImprovementProgress, ProgressError> {
    let mut latest: BTreeMap<&CounterId, (Date, bool)> = BTreeMap::new();
    let mut days: BTreeMap<(&CounterId, Date), bool> = BTreeMap::new();
    for record in records {
        let said = days
            .entry((&record.counter, record.since))
            .or_insert(record.practises);
        if *said != record.practises {
            return Err(ProgressError::Contradiction {
                counter: record.counter.to_string(),
                since: record.since,
            });
        }
        if record.since <= as_of {
            let entry = latest
                .entry(&record.counter)
                .or_insert((record.since, record.practises));
            if record.since > entry.0 {
                *entry = (record.since, record.practises);
            }
        }
    }
    let mut progress = ImprovementProgress::default();
    let mut open = BTreeSet::new();
    for counter in register.counters.iter().filter(|one| one.is_open(as_of)) {
        open.insert(&counter.id);
        let count = match latest.get(&counter.id) {
            Some((_, true)) => {
                if counter.prototype == Some(true) {
                    let prototypes = progress.practising_prototypes;
                    progress.practising_prototypes = prototypes.saturating_add(1);
                }
                &mut progress.practising
            }
            Some((_, false)) => &mut progress.not_practising,
            None => &mut progress.unknown,
        };
        *count = count.saturating_add(1);
        progress.counters = progress.counters.saturating_add(1);
    }
    progress.not_in_register = records
        .iter()
        .map(|record| &record.counter)
        .filter(|counter| !open.contains(counter))
        .cloned()
        .collect();
    Ok(progress)
}
