//! 手続プロセス (processes): the acts of which a procedure is made.

use crate::{
    Barrier, DiscretionVerdict, ElementStates, Extensions, KindIndex, LegalBasis, NotOnline,
    Notice, OnlineStatus, Party, ProcessKinds, Role, RoleAssignment, StandardPeriod, Volume,
};
use serde::{Deserialize, Serialize};
use tosei_types::{Date, OrganisationId, ProcedureId, ProcessId};

/// 手続プロセス (process): one act of a procedure, such as its filing or its notice.
///
/// # Not to be confused with
///
/// 手続 (procedure, [`Procedure`](crate::Procedure)): the whole, of which this is one act.
/// 件数 of processes and of procedures are two types that cannot be added.
///
/// # Invariant
///
/// None across fields; checks report what contradicts itself. Unknown is written as unknown:
/// `status` must be written, `barriers` of `None` says that nobody examined them (an empty list,
/// that there are none).
///
/// # Wire form
///
/// `{"id": "P-0001-1", "procedure": "P-0001", "kind": "application", "status": "done", "actor":
/// "citizens", "elements": {"application": "done"}, "roles": [{"role": "executor", "organisation":
/// "shimin-ka"}], "barriers": []}`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Discretion, OnlineStatus, Process};
///
/// let mut filing = Process::new("P-0001-1".parse()?, "P-0001".parse()?, "application");
/// filing.status = OnlineStatus::Done;
/// let day = "2025-06-30".parse()?;
/// assert_eq!(filing.discretion(day).discretion, Discretion::Unknown); // nobody examined it
/// filing.barriers = Some(vec![]);
/// assert_eq!(filing.discretion(day).discretion, Discretion::Within);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "手続プロセス")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Process {
    /// 手続プロセスID.
    pub id: ProcessId,
    /// 手続ID of the procedure of which it is a part.
    pub procedure: ProcedureId,
    /// 種類: a code of [`ProcessKinds`].
    pub kind: String,
    /// Its own name, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 主体: who acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Party>,
    /// 受け手: who receives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver: Option<Party>,
    /// オンライン化の実施状況.
    pub status: OnlineStatus,
    /// 実施日: the day since which it is online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online_since: Option<Date>,
    /// 要素別の実施状況.
    #[serde(default, skip_serializing_if = "ElementStates::is_unknown")]
    pub elements: ElementStates,
    /// オンライン化していない理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_online: Option<NotOnline>,
    /// 通知: how the result is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// 障壁; `None` if nobody examined them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barriers: Option<Vec<Barrier>>,
    /// 関与: rule owner, executor, acceptor, operator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleAssignment>,
    /// 根拠規程 of this act, where it is another than the procedure's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<LegalBasis>,
    /// 標準処理期間.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_period: Option<StandardPeriod>,
    /// 年間件数.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<Volume>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Keys of the body's own; kept as they are.
    #[serde(default, skip_serializing_if = "Extensions::is_empty")]
    pub extensions: Extensions,
}

impl Process {
    /// A process of which only the kind is known.
    #[must_use]
    pub fn new(id: ProcessId, procedure: ProcedureId, kind: impl Into<String>) -> Self {
        Self {
            id,
            procedure,
            kind: kind.into(),
            name: None,
            actor: None,
            receiver: None,
            status: OnlineStatus::Unknown,
            online_since: None,
            elements: ElementStates::default(),
            not_online: None,
            notice: None,
            barriers: None,
            roles: Vec::new(),
            legal_basis: Vec::new(),
            standard_period: None,
            volumes: Vec::new(),
            note: None,
            extensions: Extensions::new(),
        }
    }

    /// Where its kind stands in a list; `None` for a code that the list does not have.
    #[must_use]
    pub fn kind_in(&self, kinds: &ProcessKinds) -> Option<KindIndex> {
        kinds.index(&self.kind)
    }

    /// Whether it can go online by the body's own decision, and which barriers decide; by the rule
    /// of [`discretion`](crate::discretion).
    #[must_use]
    pub fn discretion(&self, day: Date) -> DiscretionVerdict {
        crate::barrier::discretion(self.barriers.as_deref(), day)
    }

    /// Who has a role on a day, in the order written.
    pub fn holders(&self, role: Role, day: Date) -> impl Iterator<Item = &OrganisationId> {
        self.roles
            .iter()
            .filter(move |assignment| assignment.role == role && assignment.holds_on(day))
            .map(|assignment| &assignment.organisation)
    }
}
