//! 国等への要望 (requests to the State): those of the inventory and of the register of clauses, side by
//! side, with the processes and clauses that wait for them.

use serde::Serialize;
use tosei_analog_regs::{ClauseId, ClauseRegister};
use tosei_inventory::Inventory;
use tosei_inventory::request::RequestRegister;
use tosei_types::{Date, ProcessId};

/// 要望 (request) with what waits for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct RequestView {
    /// 要望番号, where it has one.
    pub id: Option<String>,
    /// 要望先.
    pub addressee: String,
    /// 状況, by its code: both documents have the same ones.
    pub status: String,
    /// 要望日.
    pub requested_on: Option<Date>,
    /// 回答.
    pub reply: Option<String>,
    /// 実施予定日.
    pub promised_for: Option<Date>,
    /// 回答待ち日数.
    pub days_waiting: Option<u64>,
    /// Whether the promised day has passed.
    pub promise_passed: bool,
    /// 条項 that wait for it.
    pub clauses: Vec<ClauseId>,
    /// 手続プロセス that wait for it.
    pub processes: Vec<ProcessId>,
}

/// All requests as of a day: first those of the register, each with its clauses, then those of the
/// inventory, each with its processes. Requests are not matched between the two.
///
/// # Examples
///
/// ```
/// use tosei::inventory::{Body, Inventory};
/// use tosei::requests::requests;
///
/// let day = "2025-06-30".parse()?;
/// let inventory = Inventory::new(Body::new("見本市（架空）"), day);
/// let register = tosei::analog_regs::sample::register()?;
/// let all = requests(&inventory, std::slice::from_ref(&register), day);
/// assert_eq!(all.len(), 4);
/// let waiting = all.iter().find(|one| one.id.as_deref() == Some("Q-01")).ok_or("Q-01")?;
/// assert_eq!(waiting.days_waiting, Some(353)); // since 12 July 2024
/// assert!(!waiting.clauses.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn requests(
    inventory: &Inventory,
    registers: &[ClauseRegister],
    day: Date,
) -> Vec<RequestView> {
    let mut all = Vec::new();
    for register in registers {
        for request in &register.requests {
            let waits = register.clauses.iter().filter(|clause| {
                let review = clause.review.as_ref();
                let dependence = review.and_then(|review| review.state_dependence.as_ref());
                dependence.is_some_and(|one| one.request.as_ref() == Some(&request.id))
            });
            all.push(RequestView {
                id: Some(request.id.to_string()),
                addressee: request.addressee.clone(),
                status: request.status.code().to_owned(),
                requested_on: request.requested_on,
                reply: request.reply.clone(),
                promised_for: request.promised_for,
                days_waiting: request.days_waiting(day),
                promise_passed: request.promise_passed(day),
                clauses: waits.map(|clause| clause.id.clone()).collect(),
                processes: Vec::new(),
            });
        }
    }
    for entry in RequestRegister::of(inventory, day).entries {
        let request = entry.request;
        all.push(RequestView {
            id: request.id,
            addressee: request.addressee,
            status: request.status.code().to_owned(),
            requested_on: request.requested_on,
            reply: request.reply,
            promised_for: request.promised_for,
            days_waiting: entry.days_waiting,
            promise_passed: entry.promise_passed,
            clauses: Vec::new(),
            processes: entry.processes.into_keys().collect(),
        });
    }
    all
}
