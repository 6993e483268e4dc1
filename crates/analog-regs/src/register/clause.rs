//! One clause: where it stands, what it asks, whom it binds.

use super::Extensions;
use crate::{CategoryId, ClauseId, Review, RuleId, SubtypeId};
use serde::{Deserialize, Serialize};
use tosei_types::{Citation, Date};

tosei_types::coded_enum! {
    /// 名宛人 (addressee): whom a clause binds.
    pub enum Addressee: "addressee" {
        /// 行政: the administration itself.
        Administration = "administration" ("行政", "administration"),
        /// 事業者.
        Business = "business" ("事業者", "business"),
        /// 住民.
        Resident = "resident" ("住民", "resident"),
        /// 受託者・指定管理者.
        Contractor = "contractor" ("受託者", "contractor"),
    }
}

tosei_types::coded_enum! {
    /// 規定の機能 (function): what a clause is for.
    ///
    /// 掲示 in a 公告式条例 (promulgation on the notice board) is not the same as a licensee's signboard,
    /// and 公示送達 has a rule of the State; the same words make different clauses.
    pub enum ClauseFunction: "function of a clause" {
        /// 公布: promulgation of ordinances and rules.
        Promulgation = "promulgation" ("公布", "promulgation"),
        /// 公示送達: service by publication.
        ServiceByPublication = "service_by_publication" ("公示送達", "service by publication"),
        /// 標識掲示: a sign that a business must show.
        SignPosting = "sign_posting" ("標識掲示", "posting of a sign"),
        /// 掲示による周知: a notice that the administration posts.
        NoticePosting = "notice_posting" ("掲示による周知", "posting of a notice"),
        /// 閲覧・縦覧.
        Perusal = "perusal" ("閲覧・縦覧", "perusal"),
        /// 立入検査.
        OnSiteInspection = "on_site_inspection" ("立入検査", "on-site inspection"),
        /// 点検・巡視 of facilities.
        FacilityCheck = "facility_check" ("施設の点検・巡視", "check of facilities"),
        /// 調査・測定.
        Measurement = "measurement" ("調査・測定", "survey or measurement"),
        /// 講習.
        Training = "training" ("講習", "training"),
        /// 配置・選任 of persons.
        Staffing = "staffing" ("人員の配置・選任", "staffing"),
        /// 申請・届出.
        Application = "application" ("申請・届出", "application or notification"),
        /// 処分の通知.
        DecisionNotice = "decision_notice" ("処分の通知", "notice of a decision"),
        /// 帳簿・記録.
        RecordKeeping = "record_keeping" ("帳簿・記録", "record keeping"),
        /// 監査.
        Audit = "audit" ("監査", "audit"),
        /// その他.
        Other = "other" ("その他", "other"),
    }
}

tosei_types::coded_enum! {
    /// 障害 (obstacle): what a clause asks that stands in the way of a digital way.
    ///
    /// A general ordinance removes the written form and nothing else: presence, sight, a fixed place,
    /// a medium, a frequency and a dedicated post remain.
    pub enum Obstacle: "obstacle" {
        /// 書面: a document on paper, a seal or a signature.
        WrittenForm = "written_form" ("書面", "written form"),
        /// 対面・立会い.
        Presence = "presence" ("対面・立会い", "presence"),
        /// 目視.
        Sight = "sight" ("目視", "sight"),
        /// 場所: a place that one must go to, or where something must hang.
        FixedPlace = "fixed_place" ("場所", "fixed place"),
        /// 媒体.
        Medium = "medium" ("媒体", "medium"),
        /// 頻度: a fixed interval.
        Frequency = "frequency" ("頻度", "frequency"),
        /// 専任・常駐.
        DedicatedPost = "dedicated_post" ("専任・常駐", "dedicated post"),
    }
}

tosei_types::coded_enum! {
    /// 行為の区分 (kind of act) by which デジタル手続法 and every 通則条例 divide what is done in writing.
    pub enum ActKind: "kind of act" {
        /// 申請等.
        Application = "application" ("申請等", "applications and the like"),
        /// 処分通知等.
        Notice = "notice" ("処分通知等", "notices of dispositions and the like"),
        /// 縦覧等.
        Perusal = "perusal" ("縦覧等", "perusal and the like"),
        /// 作成等.
        Record = "record" ("作成等", "making records and the like"),
    }
}

/// 規制等の類型 of a clause: one category, with its sub-type where it is known.
///
/// # Wire form
///
/// `{"category": "visual_inspection", "subtype": "patrol"}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClauseCategory {
    /// 規制等の類型.
    pub category: CategoryId,
    /// 細分類.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtype: Option<SubtypeId>,
}

impl ClauseCategory {
    /// A category without a sub-type.
    #[must_use]
    pub fn new(category: CategoryId) -> Self {
        Self {
            category,
            subtype: None,
        }
    }
}

/// 国の法令 (national law) that a clause only repeats: the clause cannot change before it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NationalLaw {
    /// 法令名 and 条項, as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 条項 (clause): a place in a rule that asks for eyes, presence, paper or a certain medium.
///
/// One clause may belong to several categories; counts of labels are therefore larger than counts of
/// clauses and are never added to them.
///
/// # Invariant
///
/// None; [`check_register`](crate::check_register) reports what does not fit.
///
/// # Wire form
///
/// `{"id": "C-001", "rule": "R-001", "citation": "第9条第2項", "text": "…", "categories": […], …}`.
#[doc(alias = "条項")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// 条項ID: stays when the clause is renumbered.
    pub id: ClauseId,
    /// 例規.
    pub rule: RuleId,
    /// 条項, without the name of the rule.
    pub citation: Citation,
    /// 条文: the sentence, as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// 規制等の内容概要.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// 規制等の類型: a set; each at most once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<ClauseCategory>,
    /// 名宛人: a set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<Addressee>,
    /// 規定の機能.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<ClauseFunction>,
    /// 行為の区分, for clauses about writing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<ActKind>,
    /// 障害: what it asks; a set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<Obstacle>,
    /// 国の法令: present if the clause only repeats a statute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national_law: Option<NationalLaw>,
    /// 把握日: the day on which it came into the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_on: Option<Date>,
    /// 旧条項: citations that it had before it was renumbered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_citations: Vec<Citation>,
    /// 見直し.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// Keys of the body's own.
    #[serde(default, skip_serializing_if = "Extensions::is_empty")]
    pub extensions: Extensions,
}

impl Clause {
    /// A clause of which only the place is known.
    #[must_use]
    pub fn new(id: ClauseId, rule: RuleId, citation: Citation) -> Self {
        Self {
            id,
            rule,
            citation,
            text: None,
            summary: None,
            categories: Vec::new(),
            addressees: Vec::new(),
            function: None,
            act: None,
            obstacles: Vec::new(),
            national_law: None,
            found_on: None,
            former_citations: Vec::new(),
            review: None,
            extensions: Extensions::new(),
        }
    }

    /// Whether it belongs to a category.
    #[must_use]
    pub fn is_of(&self, category: &CategoryId) -> bool {
        self.categories.iter().any(|own| own.category == *category)
    }

    /// Whether it asks for something.
    #[must_use]
    pub fn asks_for(&self, obstacle: Obstacle) -> bool {
        self.obstacles.contains(&obstacle)
    }
}
