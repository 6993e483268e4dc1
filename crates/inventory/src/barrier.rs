//! 障壁 (barriers): what stands in the way, which rule binds, and who can change it.

use crate::{Discretion, Extensions, LegalBasis};
use serde::{Deserialize, Serialize};
use tosei_types::{Date, OrganisationId, coded_enum};

coded_enum! {
    /// 障害となる事項 (obstacle): the part of the procedure that cannot go online.
    pub enum Obstacle: "obstacle" {
        /// 様式: a prescribed form.
        Form = "form" ("様式", "form"),
        /// 添付: attachments, originals, materials.
        Attachment = "attachment" ("添付", "attachments"),
        /// 対面: somebody must appear.
        Presence = "presence" ("対面", "presence in person"),
        /// 手数料: how fees are paid.
        Fee = "fee" ("手数料", "fees"),
        /// システム.
        System = "system" ("システム", "information system"),
        /// 通知方式: how the result must be given.
        Notice = "notice" ("通知方式", "way of giving notice"),
        /// その他.
        Other = "other" ("その他", "other"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 障壁の要因 (cause of a barrier).
    ///
    /// # Source
    ///
    /// `tokyo-plan-2`, `tokyo-plan-2-measures`: 国の制度, 区市町村との調整, 手続の特性, 現物の携帯・掲示, 材料・素材の添付,
    /// システム更新.
    pub enum BarrierCause: "cause of a barrier" {
        /// 国の制度.
        StateSystem = "state_system" ("国の制度", "the State's rules"),
        /// 都道府県・区市町村・他団体との調整.
        OtherBodies = "other_bodies" ("他団体との調整", "coordination with other bodies"),
        /// 手続の特性.
        NatureOfProcedure = "nature_of_procedure" ("手続の特性", "nature of the procedure"),
        /// 現物・材料: things that must be carried, posted or handed in.
        PhysicalMaterial = "physical_material" ("現物・材料", "physical objects and materials"),
        /// 対面・本人確認.
        PresenceOrIdentity = "presence_or_identity" ("対面・本人確認", "presence or identification in person"),
        /// システム更新等の時期: planned with the renewal of a system.
        SystemRenewal = "system_renewal" ("システム更新の時期", "timing of a system renewal"),
        /// 自団体の規程.
        OwnRule = "own_rule" ("自団体の規程", "a rule of the body's own"),
        /// 費用・体制.
        Resources = "resources" ("費用・体制", "cost and staff"),
        /// その他.
        Other = "other" ("その他", "other"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 対応の状況 (status of an action).
    pub enum ActionStatus: "status of an action" {
        /// 予定.
        Planned = "planned" ("予定", "planned"),
        /// 実施中.
        InProgress = "in_progress" ("実施中", "in progress"),
        /// 完了.
        Done = "done" ("完了", "done"),
        /// 中止.
        Stopped = "stopped" ("中止", "stopped"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

impl ActionStatus {
    /// Whether nothing more is expected to happen.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }
}

/// 対応 (action) against a barrier, with its due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What is done.
    pub text: String,
    /// 状況.
    pub status: ActionStatus,
    /// 期限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

coded_enum! {
    /// 要望の状況 (status of a request).
    pub enum RequestStatus: "status of a request" {
        /// 準備中.
        Preparing = "preparing" ("準備中", "in preparation"),
        /// 要望済・回答待ち.
        Waiting = "waiting" ("要望済・回答待ち", "made, waiting for a reply"),
        /// 回答あり.
        Answered = "answered" ("回答あり", "answered"),
        /// 実施時期の回答あり.
        Promised = "promised" ("実施時期の回答あり", "answered with a date"),
        /// 対応困難との回答.
        Declined = "declined" ("対応困難との回答", "declined"),
        /// 実現.
        Realised = "realised" ("実現", "realised"),
    }
}

/// 国等への要望 (request) to change a rule that somebody else owns.
///
/// # Wire form
///
/// `{"addressee": "総務省", "status": "waiting", "requested_on": "2025-05-20"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// 要望番号: how the body names the request; the same one where it concerns several barriers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// 件名.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// 要望先.
    pub addressee: String,
    /// 状況.
    pub status: RequestStatus,
    /// The provision that should change, where it is another than the barrier's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<LegalBasis>,
    /// 要望日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_on: Option<Date>,
    /// 回答.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// 回答日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replied_on: Option<Date>,
    /// The day by which the change was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_for: Option<Date>,
}

impl Request {
    /// A request of which only the addressee and status are known.
    #[must_use]
    pub fn new(addressee: impl Into<String>, status: RequestStatus) -> Self {
        Self {
            id: None,
            title: None,
            addressee: addressee.into(),
            status,
            provision: None,
            requested_on: None,
            reply: None,
            replied_on: None,
            promised_for: None,
        }
    }
}

/// 障壁 (barrier): one obstacle to putting a process online.
///
/// Discretion is recorded per obstacle, with the rule that binds it and who can change that rule.
/// 事務区分 (class of affairs) is a field of the procedure and never decides it: a 自治事務 may be
/// bound by a form that a ministry prescribes.
///
/// # Wire form
///
/// `{"obstacle": "form", "cause": "state_system", "discretion": "beyond", "rule": {"kind":
/// "ministerial_ordinance", "title": "…"}, "changeable_by": ["state"]}`.
#[doc(alias = "障壁")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Barrier {
    /// 障害となる事項.
    pub obstacle: Obstacle,
    /// 要因.
    pub cause: BarrierCause,
    /// 裁量: whether the body may remove it by its own decision.
    pub discretion: Discretion,
    /// The rule that binds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<LegalBasis>,
    /// Who can change it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changeable_by: Vec<OrganisationId>,
    /// 対応.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// 国等への要望.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Request>,
    /// The first day without it; absent while it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_on: Option<Date>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Keys of the body's own; kept as they are.
    #[serde(default, skip_serializing_if = "Extensions::is_empty")]
    pub extensions: Extensions,
}

impl Barrier {
    /// A barrier of which only the essentials are known.
    #[must_use]
    pub const fn new(obstacle: Obstacle, cause: BarrierCause, discretion: Discretion) -> Self {
        Self {
            obstacle,
            cause,
            discretion,
            rule: None,
            changeable_by: Vec::new(),
            action: None,
            request: None,
            resolved_on: None,
            note: None,
            extensions: Extensions::new(),
        }
    }

    /// Whether it stands on a day.
    #[must_use]
    pub fn stands_on(&self, day: Date) -> bool {
        self.resolved_on.is_none_or(|resolved| day < resolved)
    }
}

/// 裁量の判定 (discretion verdict): whether a process can go online by the body's own decision, and
/// which barriers decide it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DiscretionVerdict {
    /// The answer.
    pub discretion: Discretion,
    /// Positions of the barriers that decide, counted from 0; empty for 裁量内, and for 不明 where
    /// nobody examined the process.
    pub decided_by: Vec<usize>,
}

/// Derives the discretion over a process from its barriers.
///
/// The rule: among the barriers that stand on the day, one beyond own discretion puts the process
/// beyond; otherwise one that nobody judged leaves it unknown; otherwise it is within. A process
/// whose barriers nobody examined (`None`) is unknown; one that was found to have none is within.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Barrier, BarrierCause, Discretion, Obstacle, discretion};
///
/// let day = "2025-06-30".parse()?;
/// let own = Barrier::new(Obstacle::Fee, BarrierCause::OwnRule, Discretion::Within);
/// let states = Barrier::new(Obstacle::Form, BarrierCause::StateSystem, Discretion::Beyond);
/// assert_eq!(discretion(Some(&[own, states]), day).discretion, Discretion::Beyond);
/// assert_eq!(discretion(Some(&[]), day).discretion, Discretion::Within);
/// assert_eq!(discretion(None, day).discretion, Discretion::Unknown);
/// # Ok::<(), tosei_types::DateError>(())
/// ```
#[must_use]
pub fn discretion(barriers: Option<&[Barrier]>, day: Date) -> DiscretionVerdict {
    let Some(barriers) = barriers else {
        return DiscretionVerdict {
            discretion: Discretion::Unknown,
            decided_by: Vec::new(),
        };
    };
    for discretion in [Discretion::Beyond, Discretion::Unknown] {
        let standing = barriers
            .iter()
            .enumerate()
            .filter(|(_, b)| b.stands_on(day));
        let decided_by: Vec<usize> = standing
            .filter(|(_, barrier)| barrier.discretion == discretion)
            .map(|(at, _)| at)
            .collect();
        if !decided_by.is_empty() {
            return DiscretionVerdict {
                discretion,
                decided_by,
            };
        }
    }
    DiscretionVerdict {
        discretion: Discretion::Within,
        decided_by: Vec::new(),
    }
}
