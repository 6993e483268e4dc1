//! 組織 (organisations): who owns, decides, accepts and operates.

use crate::{Extensions, Stated};
use serde::{Deserialize, Serialize};
use tosei_types::{CorporateNumber, Date, LocalGovernmentCode, OrganisationId, coded_enum};

coded_enum! {
    /// 組織の種類 (organisation kind).
    ///
    /// 局, 団体 and 区市町村 alone are too few: the 市の機関等 of an ordinance are also boards and
    /// commissions, public enterprises, the assembly and the managers of public facilities. Which
    /// rules a body may amend follows from its kind ([`may_amend`](crate::may_amend)).
    ///
    /// A kind that the list does not have is [`Other`](Self::Other) with the body's own word in
    /// [`Organisation::kind_raw`].
    ///
    /// # Source
    ///
    /// `local-autonomy-law` (138条の4, 180条の5, 155条, 158条, 244条の2, 284条), `tokyo-plan-2` for the
    /// partner bodies.
    pub enum OrganisationKind: "organisation kind" {
        /// 国: a ministry or agency of the State.
        State = "state" ("国", "State"),
        /// 独立行政法人等: an incorporated agency of the State.
        IncorporatedAgency = "incorporated_agency" ("独立行政法人等", "incorporated agency"),
        /// 都道府県.
        Prefecture = "prefecture" ("都道府県", "prefecture"),
        /// 区市町村: a municipality or special ward as a whole.
        Municipality = "municipality" ("区市町村", "municipality"),
        /// 局・部: a department under the head of the body or under a board.
        Department = "department" ("局・部", "department"),
        /// 課・室: a division of a department or board.
        Division = "division" ("課・室", "division"),
        /// 会計管理者: the accounting manager and the office.
        AccountingManager = "accounting_manager" ("会計管理者", "accounting manager"),
        /// 支所・地域自治区: a branch office.
        BranchOffice = "branch_office" ("支所", "branch office"),
        /// 出張所: a sub-office.
        SubOffice = "sub_office" ("出張所", "sub-office"),
        /// 教育委員会.
        BoardOfEducation = "board_of_education" ("教育委員会", "board of education"),
        /// 選挙管理委員会.
        ElectionCommission = "election_commission" ("選挙管理委員会", "election commission"),
        /// 監査委員.
        AuditCommissioners = "audit_commissioners" ("監査委員", "audit commissioners"),
        /// 公平委員会・人事委員会.
        EquityCommission = "equity_commission" ("公平委員会・人事委員会", "equity or personnel commission"),
        /// 農業委員会.
        AgriculturalCommission = "agricultural_commission" ("農業委員会", "agricultural commission"),
        /// 固定資産評価審査委員会.
        AssessmentReviewCommission = "assessment_review_commission" ("固定資産評価審査委員会", "fixed asset assessment review commission"),
        /// 公安委員会.
        PublicSafetyCommission = "public_safety_commission" ("公安委員会", "public safety commission"),
        /// 労働委員会・収用委員会その他の委員会.
        OtherCommission = "other_commission" ("その他の行政委員会", "other commission"),
        /// 公営企業: a public enterprise with a manager of its own.
        PublicEnterprise = "public_enterprise" ("公営企業", "public enterprise"),
        /// 消防本部・消防署.
        FireDepartment = "fire_department" ("消防本部・消防署", "fire department"),
        /// 警察.
        Police = "police" ("警察", "police"),
        /// 議会 and its office.
        Assembly = "assembly" ("議会", "assembly"),
        /// 公の施設: a public facility, run by the body or by a designated manager.
        PublicFacility = "public_facility" ("公の施設", "public facility"),
        /// 指定管理者: the designated manager of public facilities.
        DesignatedManager = "designated_manager" ("指定管理者", "designated manager"),
        /// 委託先: a contractor.
        Contractor = "contractor" ("委託先", "contractor"),
        /// 一部事務組合.
        PartialAffairsAssociation = "partial_affairs_association" ("一部事務組合", "partial-affairs association"),
        /// 広域連合.
        WideAreaUnion = "wide_area_union" ("広域連合", "wide-area union"),
        /// 地方独立行政法人.
        LocalIncorporatedAgency = "local_incorporated_agency" ("地方独立行政法人", "local incorporated agency"),
        /// 政策連携団体: a body that carries out policy with Tokyo under its general supervision.
        PolicyPartner = "policy_partner" ("政策連携団体", "policy partner body"),
        /// 事業協力団体: a body that carries part of Tokyo's policy.
        ProjectPartner = "project_partner" ("事業協力団体", "project partner body"),
        /// その他: a kind that the list does not have.
        Other = "other" ("その他", "other"),
    }
}

impl OrganisationKind {
    /// Whether it is a partner body (政策連携団体 or 事業協力団体), whose priority procedures are
    /// counted by 処理件数.
    #[must_use]
    pub const fn is_partner(self) -> bool {
        matches!(self, Self::PolicyPartner | Self::ProjectPartner)
    }
}

/// 組織 (organisation) at some time: a ministry, a division, a commission, a partner body.
///
/// # Invariant
///
/// None beyond its fields' own. Sections move every April, so parents and names are as of the
/// inventory's status date; the time in which the organisation exists is `exists_from` to
/// `exists_until`, both days included. Checks report what contradicts itself.
///
/// # Not to be confused with
///
/// A role ([`RoleAssignment`]): the same organisation may own the rule of
/// one process and only accept the papers of another.
///
/// # Wire form
///
/// `{"id": "shimin-ka", "kind": "division", "name": "市民課", "parent": "shimin-bu"}`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Organisation, OrganisationKind};
///
/// let mut division = Organisation::new("shimin-ka".parse()?, OrganisationKind::Division, "市民課");
/// division.parent = Some("shimin-bu".parse()?);
/// assert!(!division.kind.is_partner());
/// # Ok::<(), tosei_types::IdError>(())
/// ```
#[doc(alias = "組織")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Organisation {
    /// 組織ID.
    pub id: OrganisationId,
    /// 種類.
    pub kind: OrganisationKind,
    /// The body's own word for a kind that the list does not have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind_raw: Option<String>,
    /// 名称.
    pub name: String,
    /// 上位組織: the organisation it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<OrganisationId>,
    /// 運営者: who runs a public facility, where that is a designated manager.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operated_by: Option<OrganisationId>,
    /// 法人番号 as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corporate_number: Option<Stated<CorporateNumber>>,
    /// 全国地方公共団体コード as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_government_code: Option<Stated<LocalGovernmentCode>>,
    /// The first day on which it exists; absent if that is not of interest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exists_from: Option<Date>,
    /// The last day on which it exists; absent while it exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exists_until: Option<Date>,
    /// 後継組織: what took over from it, by merger, split or renaming.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<OrganisationId>,
    /// 旧名称: the names it had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_names: Vec<FormerName>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Keys of the body's own; kept as they are.
    #[serde(default, skip_serializing_if = "Extensions::is_empty")]
    pub extensions: Extensions,
}

/// 旧名称 (former name) of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// The last day on which it was used.
    pub until: Date,
}

impl Organisation {
    /// An organisation of which only the essentials are known.
    #[must_use]
    pub fn new(id: OrganisationId, kind: OrganisationKind, name: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            kind_raw: None,
            name: name.into(),
            parent: None,
            operated_by: None,
            corporate_number: None,
            local_government_code: None,
            exists_from: None,
            exists_until: None,
            successors: Vec::new(),
            former_names: Vec::new(),
            note: None,
            extensions: Extensions::new(),
        }
    }

    /// Whether it exists on a day; both ends are included, an open end never ends.
    #[must_use]
    pub fn exists_on(&self, day: Date) -> bool {
        self.exists_from.is_none_or(|from| from <= day)
            && self.exists_until.is_none_or(|until| day <= until)
    }
}

coded_enum! {
    /// 関与の役割 (role): what an organisation does in a process.
    ///
    /// A prefecture's affairs may be carried out by a municipality (事務処理特例), and one body may
    /// accept for another (経由). A rate by organisation says by which role.
    pub enum Role: "role" {
        /// 制度所管: owns the rule.
        RuleOwner = "rule_owner" ("制度所管", "rule owner"),
        /// 処理機関: decides.
        Executor = "executor" ("処理機関", "executor"),
        /// 受付・経由機関: takes the papers in.
        Acceptor = "acceptor" ("受付・経由機関", "acceptor"),
        /// 運営（指定管理者・委託先）: does the work on the executor's behalf.
        Operator = "operator" ("運営（指定管理者・委託先）", "operator"),
    }
}

/// 関与 (role assignment): which organisation has which role in a process, and when.
///
/// # Wire form
///
/// `{"role": "executor", "organisation": "shimin-ka", "from": "2025-04-01"}`. Both days are
/// included; without them the assignment has always held, or still holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoleAssignment {
    /// The role.
    pub role: Role,
    /// Who has it.
    pub organisation: OrganisationId,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl RoleAssignment {
    /// An assignment without dates.
    #[must_use]
    pub fn new(role: Role, organisation: OrganisationId) -> Self {
        Self {
            role,
            organisation,
            from: None,
            until: None,
        }
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
