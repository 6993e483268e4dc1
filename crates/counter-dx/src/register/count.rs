//! How many counters, booths and services there are.

use super::{CounterRegister, ServiceMode};
use serde::{Deserialize, Serialize};

/// 取扱区分別の数 (counts by mode) of the services of counters.
///
/// # Unit
///
/// Cells: one service at one counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ModeCounts {
    processes: u64,
    forwards: u64,
    forwards_hand_over_later: u64,
    reserved_pick_up_only: u64,
    none: u64,
    unknown: u64,
}

impl ModeCounts {
    /// How many have this mode.
    #[must_use]
    pub fn of(&self, mode: ServiceMode) -> u64 {
        match mode {
            ServiceMode::Processes => self.processes,
            ServiceMode::Forwards => self.forwards,
            ServiceMode::ForwardsHandOverLater => self.forwards_hand_over_later,
            ServiceMode::ReservedPickUpOnly => self.reserved_pick_up_only,
            ServiceMode::None => self.none,
        }
    }

    /// How many have no known mode, among the services that stand at a counter.
    #[must_use]
    pub fn unknown(&self) -> u64 {
        self.unknown
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        ServiceMode::ALL
            .iter()
            .fold(self.unknown, |sum, mode| sum.saturating_add(self.of(*mode)))
    }

    pub(super) fn add(&mut self, mode: Option<ServiceMode>) {
        let count = match mode {
            Some(ServiceMode::Processes) => &mut self.processes,
            Some(ServiceMode::Forwards) => &mut self.forwards,
            Some(ServiceMode::ForwardsHandOverLater) => &mut self.forwards_hand_over_later,
            Some(ServiceMode::ReservedPickUpOnly) => &mut self.reserved_pick_up_only,
            Some(ServiceMode::None) => &mut self.none,
            None => &mut self.unknown,
        };
        *count = count.saturating_add(1);
    }
}

/// 窓口の数 (counts of a register): counters and booths side by side, since the sources do not say
/// which of them they count.
///
/// Counters that are closed on the day of the register, or not yet open, are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterCounts {
    /// 場所数: service points with a counter.
    pub service_points: u64,
    /// 窓口数: service point × business.
    pub counters: u64,
    /// ブース数: seats, of the counters whose seats are known.
    pub booths: u64,
    /// 窓口数（ブース数不明）: counters whose seats are not known.
    pub counters_of_unknown_booths: u64,
    /// プロトタイプ窓口数.
    pub prototypes: u64,
    /// 窓口数（プロトタイプか不明）.
    pub counters_of_unknown_prototype: u64,
    /// 取扱区分別の数.
    pub modes: ModeCounts,
}

impl CounterRegister {
    /// The counts on the day of the register.
    #[must_use]
    pub fn counts(&self) -> RegisterCounts {
        let mut counts = RegisterCounts::default();
        let mut points = std::collections::HashSet::new();
        for counter in &self.counters {
            if !counter.is_open(self.as_of) {
                continue;
            }
            counts.counters = counts.counters.saturating_add(1);
            points.insert(&counter.service_point);
            match counter.booths {
                Some(booths) => counts.booths = counts.booths.saturating_add(booths.into()),
                None => bump(&mut counts.counters_of_unknown_booths),
            }
            match counter.prototype {
                Some(true) => bump(&mut counts.prototypes),
                Some(false) => {}
                None => bump(&mut counts.counters_of_unknown_prototype),
            }
            for handled in &counter.services {
                counts.modes.add(handled.mode);
            }
        }
        counts.service_points = u64::try_from(points.len()).unwrap_or(u64::MAX);
        counts
    }
}

fn bump(count: &mut u64) {
    *count = count.saturating_add(1);
}
