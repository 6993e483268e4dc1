//! The register as a whole, and the rules that its clauses stand in.

use super::Clause;
use crate::{AmendingInstrument, EnablingInstrument, RuleId, StateRequest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_types::{Date, OrganisationId};

/// 独自項目 (extensions): keys of a body's own, kept on a round trip and never interpreted.
pub type Extensions = BTreeMap<String, serde_json::Value>;

tosei_types::coded_enum! {
    /// 例規の種類 (kind of rule): in what kind of text a clause stands.
    ///
    /// Which body can change it, and by which route, follows from the kind.
    pub enum RuleKind: "kind of rule" {
        /// 法律: an Act; only the State changes it.
        Statute = "statute" ("法律", "Act"),
        /// 政令・省令: an order of the State.
        StateOrder = "state_order" ("政令・省令", "order of the State"),
        /// 条例: passed by the assembly.
        Ordinance = "ordinance" ("条例", "ordinance"),
        /// 規則: of the head of the body, without the assembly.
        Regulation = "regulation" ("規則", "regulation"),
        /// 委員会規則: of a commission, such as 教育委員会規則.
        CommissionRule = "commission_rule" ("委員会規則", "rule of a commission"),
        /// 企業管理規程: of the manager of public enterprises.
        EnterpriseRule = "enterprise_rule" ("企業管理規程", "rule of public enterprises"),
        /// 会議規則: of the assembly itself.
        AssemblyRule = "assembly_rule" ("会議規則", "rule of the assembly"),
        /// 要綱・要領: decided in the office.
        Guideline = "guideline" ("要綱・要領", "guideline"),
        /// 訓令・規程: inside the administration.
        Directive = "directive" ("訓令・規程", "directive"),
        /// 告示.
        PublicNotice = "public_notice" ("告示", "public notice"),
    }
}

tosei_types::coded_enum! {
    /// 改正の経路 (route of an amendment).
    pub enum Route: "route of an amendment" {
        /// 議会の議決を経る.
        Assembly = "assembly" ("議会の議決", "passed by the assembly"),
        /// 長その他の執行機関が定める; promulgated, without the assembly.
        Executive = "executive" ("執行機関の決定", "decided by an executive body"),
        /// 決裁で足りる.
        Office = "office" ("決裁", "decided in the office"),
        /// 国の改正を待つ.
        State = "state" ("国の改正", "amended by the State"),
    }
}

impl RuleKind {
    /// 改正の経路: how such a rule is changed.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::{Route, RuleKind};
    ///
    /// assert_eq!(RuleKind::Ordinance.route(), Route::Assembly);
    /// assert_eq!(RuleKind::Guideline.route(), Route::Office);
    /// ```
    #[must_use]
    pub const fn route(self) -> Route {
        match self {
            Self::Statute | Self::StateOrder => Route::State,
            Self::Ordinance | Self::AssemblyRule => Route::Assembly,
            Self::Regulation | Self::CommissionRule | Self::EnterpriseRule => Route::Executive,
            Self::Guideline | Self::Directive | Self::PublicNotice => Route::Office,
        }
    }
}

tosei_types::coded_enum! {
    /// 制定機関 (enacting body): who makes and changes a rule.
    ///
    /// 「市の機関等」 of an ordinance is more than the head's own offices: commissions, public
    /// enterprises, the assembly and designated managers belong to it, and so do unions of bodies.
    pub enum EnactingBody: "enacting body" {
        /// 国.
        State = "state" ("国", "the State"),
        /// 都道府県.
        Prefecture = "prefecture" ("都道府県", "prefecture"),
        /// 議会.
        Assembly = "assembly" ("議会", "assembly"),
        /// 長: the mayor or governor.
        Head = "head" ("長", "head of the body"),
        /// 教育委員会.
        BoardOfEducation = "board_of_education" ("教育委員会", "board of education"),
        /// 選挙管理委員会.
        ElectionCommission = "election_commission" ("選挙管理委員会", "election administration commission"),
        /// 監査委員.
        AuditCommissioners = "audit_commissioners" ("監査委員", "audit commissioners"),
        /// 人事委員会・公平委員会.
        EquityCommission = "equity_commission" ("人事委員会・公平委員会", "personnel or equity commission"),
        /// 農業委員会.
        AgriculturalCommission = "agricultural_commission" ("農業委員会", "agricultural commission"),
        /// 固定資産評価審査委員会.
        PropertyAssessmentCommission = "property_assessment_commission" ("固定資産評価審査委員会", "property assessment review commission"),
        /// 公営企業管理者.
        EnterpriseManager = "enterprise_manager" ("公営企業管理者", "manager of public enterprises"),
        /// 消防長.
        FireChief = "fire_chief" ("消防長", "fire chief"),
        /// 指定管理者.
        DesignatedManager = "designated_manager" ("指定管理者", "designated manager"),
        /// 一部事務組合.
        PartialAssociation = "partial_association" ("一部事務組合", "partial-affairs association"),
        /// 広域連合.
        WideAreaUnion = "wide_area_union" ("広域連合", "wide-area union"),
    }
}

/// 団体 (body): whose register it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "RegisterBody"))]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// 名称.
    pub name: String,
    /// 全国地方公共団体コード, six digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_government_code: Option<String>,
}

/// 所管課 (section) that is answerable for rules and reviews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "RegisterSection"))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// 組織ID.
    pub id: OrganisationId,
    /// 名称.
    pub name: String,
}

/// 例規 (rule): an ordinance, regulation, guideline or directive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "RegisterRule"))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// 例規ID.
    pub id: RuleId,
    /// 題名.
    pub title: String,
    /// 番号, such as 「平成10年条例第3号」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// 種類.
    pub kind: RuleKind,
    /// 制定機関.
    pub enacted_by: EnactingBody,
    /// 所管課.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<OrganisationId>,
}

/// 条項台帳 (clause register) of one body at one date.
///
/// # Invariant
///
/// None across its lists: ids may repeat or dangle, and [`check_register`](crate::check_register)
/// reports it. So a defective register can be read, shown and corrected.
///
/// # Not to be confused with
///
/// A list of candidates from a search: whether a clause is an analog regulation was decided by an
/// official before it came here, and so was whether it needs a review.
///
/// # Wire form
///
/// A document of format `tosei-clause-register`, version 1; keys that it does not know are refused.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{Clause, ClauseRegister, EnactingBody, Rule, RuleKind};
///
/// let mut register = ClauseRegister::new("見本市（架空）", "2025-06-30".parse()?);
/// register.rules.push(Rule {
///     id: "R-001".parse()?,
///     title: "見本市水路条例（架空）".into(),
///     number: None,
///     kind: RuleKind::Ordinance,
///     enacted_by: EnactingBody::Assembly,
///     section: None,
/// });
/// let clause = Clause::new("C-001".parse()?, "R-001".parse()?, "第9条第2項".parse()?);
/// register.clauses.push(clause);
/// let again = ClauseRegister::from_json(&register.to_json())?;
/// assert_eq!(again, register);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "条項台帳")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "super::document::wire::ClauseRegister",
    into = "super::document::wire::ClauseRegister"
)]
pub struct ClauseRegister {
    /// 架空: whether it is made up.
    pub fictional: bool,
    /// 団体.
    pub body: Body,
    /// 基準日.
    pub status_date: Date,
    /// 所管課.
    pub sections: Vec<Section>,
    /// 例規.
    pub rules: Vec<Rule>,
    /// 条項.
    pub clauses: Vec<Clause>,
    /// 通則法・通則条例等.
    pub enabling: Vec<EnablingInstrument>,
    /// 改正等.
    pub amendments: Vec<AmendingInstrument>,
    /// 国への要望.
    pub requests: Vec<StateRequest>,
    /// Keys of the body's own.
    pub extensions: Extensions,
}

impl ClauseRegister {
    /// An empty register.
    #[must_use]
    pub fn new(body: impl Into<String>, status_date: Date) -> Self {
        Self {
            fictional: false,
            body: Body {
                name: body.into(),
                local_government_code: None,
            },
            status_date,
            sections: Vec::new(),
            rules: Vec::new(),
            clauses: Vec::new(),
            enabling: Vec::new(),
            amendments: Vec::new(),
            requests: Vec::new(),
            extensions: Extensions::new(),
        }
    }

    /// The rule that a clause stands in.
    #[must_use]
    pub fn rule_of(&self, clause: &Clause) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == clause.rule)
    }

    /// A clause by its id.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id.as_str() == id)
    }

    /// The instruments that amend a clause: one may amend many, and many one.
    pub fn amendments_of<'a>(
        &'a self,
        clause: &'a Clause,
    ) -> impl Iterator<Item = &'a AmendingInstrument> {
        self.amendments
            .iter()
            .filter(|instrument| instrument.clauses.contains(&clause.id))
    }

    /// A request by its id.
    #[must_use]
    pub fn request(&self, id: &str) -> Option<&StateRequest> {
        self.requests
            .iter()
            .find(|request| request.id.as_str() == id)
    }

    /// The name of a section, or its id where it has none.
    #[must_use]
    pub fn section_name<'a>(&'a self, id: &'a OrganisationId) -> &'a str {
        self.sections
            .iter()
            .find(|section| section.id == *id)
            .map_or(id.as_str(), |section| &section.name)
    }
}
