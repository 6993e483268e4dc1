//! Where each service is to be had.

use super::{Counter, CounterRegister, ModeCounts, ServiceMode};
use crate::id::{CounterId, ServiceId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// 取扱いの状況 (coverage) of one service: at how many open counters it has which mode.
///
/// A counter that forwards does not handle the service: [`handling`](Self::handling) counts those that do
/// the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceCoverage {
    /// 取扱区分別の窓口数.
    pub counters: ModeCounts,
}

impl ServiceCoverage {
    /// 処理する窓口数: counters at which the work is done.
    #[must_use]
    pub fn handling(&self) -> u64 {
        self.counters.of(ServiceMode::Processes)
    }

    /// 取次の窓口数: counters that pass it on, whether or not they hand the result over.
    #[must_use]
    pub fn forwarding(&self) -> u64 {
        let modes = ServiceMode::ALL.iter().filter(|mode| mode.forwards());
        modes.fold(0, |sum, mode| sum.saturating_add(self.counters.of(*mode)))
    }
}

impl CounterRegister {
    /// The coverage of every service that stands at an open counter, or in the list of services.
    #[must_use]
    pub fn coverage(&self) -> BTreeMap<&ServiceId, ServiceCoverage> {
        let mut coverage: BTreeMap<&ServiceId, ServiceCoverage> = self
            .services
            .iter()
            .map(|service| (&service.id, ServiceCoverage::default()))
            .collect();
        let open = self.counters.iter().filter(|one| one.is_open(self.as_of));
        for handled in open.flat_map(|counter| &counter.services) {
            coverage
                .entry(&handled.service)
                .or_default()
                .counters
                .add(handled.mode);
        }
        coverage
    }

    /// 処理する窓口 (processing counter) of a service that is asked for at a counter: this one, or the one
    /// that it forwards to. A visit counts once, where the person came; the time until the result runs
    /// through the processing counter.
    ///
    /// `None` if the service is not handled there, or it is not known who does the work.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_counter_dx::register::CounterRegister;
    ///
    /// let register: CounterRegister = serde_json::from_str(r#"{
    ///   "format": "tosei-counter-register", "format_version": 1, "title": "架空", "as_of": "2025-04-01",
    ///   "service_points": [{"id": "p", "name": "東出張所（架空）"}],
    ///   "services": [{"id": "residence", "name": "住民票の写し"}],
    ///   "counters": [
    ///     {"id": "hall", "name": "一番", "service_point": "p", "business": "証明",
    ///      "services": [{"service": "residence", "mode": "processes"}]},
    ///     {"id": "branch", "name": "二番", "service_point": "p", "business": "証明",
    ///      "services": [{"service": "residence", "mode": "forwards", "forwards_to": "hall"}]}]
    /// }"#)?;
    /// let service = "residence".parse()?;
    /// let done = register.processing_counter(&"branch".parse()?, &service);
    /// assert_eq!(done.map(|counter| counter.id.as_str()), Some("hall"));
    /// let coverage = register.coverage();
    /// assert_eq!((coverage[&service].handling(), coverage[&service].forwarding()), (1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn processing_counter(&self, counter: &CounterId, service: &ServiceId) -> Option<&Counter> {
        let find = |id: &CounterId| self.counters.iter().find(|one| one.id == *id);
        let here = find(counter)?;
        let handled = here.services.iter().find(|one| one.service == *service)?;
        let does = |one: &Counter| one.mode(service) == Some(ServiceMode::Processes);
        if does(here) {
            return Some(here);
        }
        handled.mode.filter(|mode| mode.forwards())?;
        find(handled.forwards_to.as_ref()?).filter(|there| does(there))
    }
}
