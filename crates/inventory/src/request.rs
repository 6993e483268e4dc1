//! 国等への要望の一覧 (register of requests): what was asked of whom, and what waits for it.
//!
//! A [`Request`] stands with the barrier that it is about. The register gathers them: the same
//! request may concern several barriers, and several processes wait for it.

mod check;

pub use check::{check_requests, rules};

use crate::{Barrier, Inventory, Request, RequestStatus};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tosei_types::{Citation, Date, Language, ProcessId, TouchpointId};

/// 要望と対象 (entry): a request, and every barrier that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct RequestEntry {
    /// 要望, as it stands with the first barrier.
    pub request: Request,
    /// 条項: where the provision of the request, or else the rule of the barrier, can be read as one.
    pub citation: Option<Citation>,
    /// 法令・規程 as it was written.
    pub instrument: Option<String>,
    /// 対象の手続プロセス, each with the positions of its barriers, counted from 0.
    pub processes: BTreeMap<ProcessId, Vec<usize>>,
    /// 対象の接点.
    pub touchpoints: BTreeMap<TouchpointId, Vec<usize>>,
    /// Days since it was made, while a reply is awaited.
    pub days_waiting: Option<u64>,
    /// Whether the promised day has passed and it is not realised.
    pub promise_passed: bool,
}

/// 要望の一覧 (register of requests) as of a day.
///
/// # Invariant
///
/// `by_status` names every status and sums to the number of entries. A process that waits for two
/// requests counts once in `waiting_processes`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::request::RequestRegister;
/// use tosei_inventory::{
///     Barrier, BarrierCause, Body, Discretion, Inventory, Obstacle, Process, Request, RequestStatus,
/// };
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// for number in 1..=2 {
///     let id = format!("P-1-{number}").parse()?;
///     let mut process = Process::new(id, "P-1".parse()?, "application");
///     let mut barrier =
///         Barrier::new(Obstacle::Form, BarrierCause::StateSystem, Discretion::Beyond);
///     let mut request = Request::new("総務省", RequestStatus::Waiting);
///     request.id = Some("要望1".into());
///     request.requested_on = Some("2025-05-31".parse()?);
///     barrier.request = Some(request);
///     process.barriers = Some(vec![barrier]);
///     inventory.processes.push(process);
/// }
/// let register = RequestRegister::of(&inventory, inventory.status_date);
/// assert_eq!(register.entries.len(), 1); // one request for both
/// assert_eq!(register.count(RequestStatus::Waiting), 1);
/// assert_eq!(register.entries[0].days_waiting, Some(30));
/// assert_eq!(register.waiting_processes, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "要望一覧")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct RequestRegister {
    /// The day.
    pub as_of: Date,
    /// 要望, in the order in which they are met.
    pub entries: Vec<RequestEntry>,
    /// 状況別の数.
    pub by_status: BTreeMap<RequestStatus, u64>,
    /// 要望済・回答待ち, or promised and not realised: how many processes wait for a request.
    pub waiting_processes: u64,
    /// How many promised days have passed.
    pub promises_passed: u64,
}

impl RequestRegister {
    /// Gathers the requests of all barriers that stand on a day.
    ///
    /// Requests with the same 要望番号 are one; a request without a number is one of its own.
    #[must_use]
    pub fn of(inventory: &Inventory, as_of: Date) -> Self {
        let mut gather = Gather {
            as_of,
            entries: Vec::new(),
            numbered: HashMap::new(),
        };
        for process in &inventory.processes {
            gather.take(process.barriers.as_deref(), |entry, at| {
                entry
                    .processes
                    .entry(process.id.clone())
                    .or_default()
                    .push(at);
            });
        }
        for touchpoint in &inventory.touchpoints {
            gather.take(touchpoint.barriers.as_deref(), |entry, at| {
                let id = touchpoint.id.clone();
                entry.touchpoints.entry(id).or_default().push(at);
            });
        }
        let entries = gather.entries;
        let mut by_status: BTreeMap<RequestStatus, u64> = RequestStatus::ALL
            .iter()
            .map(|status| (*status, 0))
            .collect();
        let mut waiting = BTreeSet::new();
        let mut promises_passed = 0u64;
        for entry in &entries {
            let count = by_status.entry(entry.request.status).or_default();
            *count = count.saturating_add(1);
            if is_open(entry.request.status) {
                waiting.extend(entry.processes.keys());
            }
            if entry.promise_passed {
                promises_passed = promises_passed.saturating_add(1);
            }
        }
        Self {
            as_of,
            by_status,
            waiting_processes: u64::try_from(waiting.len()).unwrap_or(u64::MAX),
            promises_passed,
            entries,
        }
    }

    /// How many requests have a status.
    #[must_use]
    pub fn count(&self, status: RequestStatus) -> u64 {
        self.by_status.get(&status).copied().unwrap_or(0)
    }

    /// The totals in one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let parts: Vec<String> = self
            .by_status
            .iter()
            .filter(|(_, count)| **count > 0)
            .map(|(status, count)| match language {
                Language::Ja => format!("{}{count}", status.label(language)),
                Language::En => format!("{} {count}", status.label(language)),
            })
            .collect();
        let (total, waiting) = (self.entries.len(), self.waiting_processes);
        match language {
            Language::Ja if parts.is_empty() => "国等への要望はない。".to_owned(),
            Language::Ja => format!(
                "国等への要望{total}件（{}）。回答又は実施を待つ手続プロセスは{waiting}。",
                parts.join("、")
            ),
            Language::En if parts.is_empty() => "No requests were made.".to_owned(),
            Language::En => format!(
                "{total} requests ({}); {waiting} processes wait for a reply or for what was promised.",
                parts.join(", ")
            ),
        }
    }
}

/// Whether something is still awaited.
const fn is_open(status: RequestStatus) -> bool {
    matches!(status, RequestStatus::Waiting | RequestStatus::Promised)
}

struct Gather<'i> {
    as_of: Date,
    entries: Vec<RequestEntry>,
    numbered: HashMap<&'i str, usize>,
}

impl<'i> Gather<'i> {
    fn take(
        &mut self,
        barriers: Option<&'i [Barrier]>,
        mut link: impl FnMut(&mut RequestEntry, usize),
    ) {
        for (at, barrier) in barriers.into_iter().flatten().enumerate() {
            let Some(request) = barrier
                .request
                .as_ref()
                .filter(|_| barrier.stands_on(self.as_of))
            else {
                continue;
            };
            let number = request.id.as_deref();
            let known = number.and_then(|number| self.numbered.get(number).copied());
            let position = known.unwrap_or_else(|| {
                self.entries.push(self.entry(request, barrier));
                let position = self.entries.len().saturating_sub(1);
                if let Some(number) = number {
                    self.numbered.insert(number, position);
                }
                position
            });
            if let Some(entry) = self.entries.get_mut(position) {
                link(entry, at);
            }
        }
    }

    fn entry(&self, request: &Request, barrier: &Barrier) -> RequestEntry {
        let basis = request.provision.as_ref().or(barrier.rule.as_ref());
        let provision = basis.and_then(|basis| basis.provision.as_deref());
        let since = request
            .requested_on
            .filter(|_| request.status == RequestStatus::Waiting);
        RequestEntry {
            request: request.clone(),
            citation: provision.and_then(|text| text.parse().ok()),
            instrument: basis.and_then(|basis| basis.title.clone()),
            processes: BTreeMap::new(),
            touchpoints: BTreeMap::new(),
            days_waiting: since.and_then(|day| u64::try_from(day.days_until(self.as_of)).ok()),
            promise_passed: request.status != RequestStatus::Realised
                && request.promised_for.is_some_and(|day| day < self.as_of),
        }
    }
}
