//! 窓口と手続 (counters and procedures): what a counter handles, and what of it can be done online.

use serde::Serialize;
use tosei_counter_dx::register::{CounterRegister, ServiceMode};
use tosei_counter_dx::{CounterId, ServiceId};
use tosei_inventory::{Inventory, OnlineStatus, ProcessKinds};
use tosei_types::{ProcedureId, coded_enum};

coded_enum! {
    /// 申請のオンライン化 (whether the filing of a procedure is online).
    pub enum FilingOnline: "whether the filing is online" {
        /// 実施済: all its applications are.
        All = "all" ("実施済", "online"),
        /// 一部: some are, or one is in part.
        Some = "some" ("一部実施済", "in part"),
        /// 未実施: none is.
        None = "none" ("未実施", "not online"),
        /// 不明: nobody says, or the inventory has no application of it.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// 窓口で扱う手続 (procedure at a counter).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct HandledProcedure {
    /// 取扱業務.
    pub service: ServiceId,
    /// 取扱区分.
    pub mode: ServiceMode,
    /// 手続.
    pub procedure: ProcedureId,
    /// 手続名; absent if the inventory does not have it.
    pub name: Option<String>,
    /// 申請のオンライン化.
    pub filing: FilingOnline,
}

/// 窓口とその手続 (counter with its procedures).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct CounterProcedures {
    /// 窓口.
    pub counter: CounterId,
    /// 手続, in the order of the counter's services.
    pub procedures: Vec<HandledProcedure>,
    /// Services that it handles and of which no procedure is known.
    pub without_procedure: Vec<ServiceId>,
}

/// Whether the filing of a procedure is online, by the applications of the inventory.
#[must_use]
pub fn filing_online(inventory: &Inventory, procedure: &ProcedureId) -> FilingOnline {
    let kinds = ProcessKinds::standard();
    let own = inventory
        .processes
        .iter()
        .filter(|one| one.procedure == *procedure);
    let statuses: Vec<OnlineStatus> = own
        .filter(|process| {
            let kind = process.kind_in(kinds).and_then(|kind| kinds.at(kind));
            kind.is_some_and(|kind| kind.is_application)
        })
        .map(|process| process.status)
        .collect();
    let count = |status| statuses.iter().filter(|one| **one == status).count();
    let (done, not_done) = (count(OnlineStatus::Done), count(OnlineStatus::NotDone));
    let out = count(OnlineStatus::Exempt);
    if done > 0 && done == statuses.len() {
        FilingOnline::All
    } else if done > 0 || count(OnlineStatus::Partial) > 0 {
        FilingOnline::Some
    } else if not_done > 0 && not_done.saturating_add(out) == statuses.len() {
        FilingOnline::None
    } else {
        FilingOnline::Unknown
    }
}

/// What every counter handles, by the procedures that its services name.
///
/// # Examples
///
/// ```
/// use tosei::counters::{FilingOnline, counter_procedures};
/// use tosei::counter_dx::register::CounterRegister;
/// use tosei::inventory::{Body, Inventory, OnlineStatus, Process};
///
/// let register: CounterRegister = serde_json::from_str(r#"{
///   "format": "tosei-counter-register", "format_version": 1,
///   "title": "見本市の窓口（架空）", "as_of": "2025-06-30", "fictional": true,
///   "service_points": [{"id": "hall", "name": "見本市役所（架空）"}],
///   "services": [{"id": "residence", "name": "住民票の写し", "procedures": ["P-1"]}],
///   "counters": [{"id": "W-1", "name": "証明窓口", "service_point": "hall", "business": "証明",
///     "services": [{"service": "residence", "mode": "processes"}]}]
/// }"#)?;
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// let mut filing = Process::new("P-1-1".parse()?, "P-1".parse()?, "application");
/// filing.status = OnlineStatus::Done;
/// inventory.processes.push(filing);
/// let counters = counter_procedures(&register, &inventory);
/// assert_eq!(counters[0].procedures[0].filing, FilingOnline::All); // nobody need come for it
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn counter_procedures(
    register: &CounterRegister,
    inventory: &Inventory,
) -> Vec<CounterProcedures> {
    let counters = register.counters.iter().map(|counter| {
        let mut found = CounterProcedures {
            counter: counter.id.clone(),
            procedures: Vec::new(),
            without_procedure: Vec::new(),
        };
        for handled in &counter.services {
            let Some(mode) = handled.mode.filter(|mode| *mode != ServiceMode::None) else {
                continue;
            };
            let service = register
                .services
                .iter()
                .find(|one| one.id == handled.service);
            let procedures = service
                .map(|one| one.procedures.as_slice())
                .unwrap_or_default();
            if procedures.is_empty() {
                found.without_procedure.push(handled.service.clone());
            }
            for procedure in procedures {
                let known = inventory.procedures.iter().find(|one| one.id == *procedure);
                found.procedures.push(HandledProcedure {
                    service: handled.service.clone(),
                    mode,
                    procedure: procedure.clone(),
                    name: known.map(|one| one.name.clone()),
                    filing: filing_online(inventory, procedure),
                });
            }
        }
        found
    });
    counters.collect()
}
