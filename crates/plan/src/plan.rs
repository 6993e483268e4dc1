//! 計画 (plans): policies, measures, indicators, figures and what else they say.

use crate::{
    BasicPolicy, EntryId, Indicator, IndicatorId, Item, ItemId, MeasureEntry, Moment, PlanId,
    PlanMeasure, PlanMeasureId, PolicyId, PublishedFigure, RecordRef, SourceRef,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_document::Edition;
use tosei_types::{Label, coded_enum};

/// The `format` of a plan.
pub const PLAN_FORMAT: &str = "tosei-plan";

/// The format version that this crate reads and writes.
pub const PLAN_FORMAT_VERSION: u32 = 1;

coded_enum! {
    /// 計画の種類 (kind) of a plan.
    pub enum PlanKind: "kind of a plan" {
        /// 計画.
        Plan = "plan" ("計画", "plan"),
        /// 戦略.
        Strategy = "strategy" ("戦略", "strategy"),
        /// 強化方針.
        PriorityPolicy = "priority_policy" ("強化方針", "priority policy"),
        /// 会議体とその資料.
        Forum = "forum" ("会議体", "forum"),
        /// 公表資料の集まり: pages and surveys about a plan.
        Record = "record" ("公表資料", "published record"),
    }
}

/// 計画期間 (period) of a plan; both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanPeriod {
    /// 始期.
    pub from: Moment,
    /// 終期.
    pub to: Moment,
}

/// 根拠 (legal basis) of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// Its id.
    pub id: ItemId,
    /// 法令・条例.
    pub law: Label,
    /// 条: 「第4条」.
    pub article: String,
    /// What the plan is under it.
    pub position: Label,
    /// 出典.
    pub source: SourceRef,
}

/// 推進体制の役割 (role) in delivering a plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeliveryRole {
    /// Its id.
    pub id: ItemId,
    /// 名称.
    pub name: Label,
    /// 役割: what it does.
    pub duties: Vec<Label>,
    /// Whom it supports.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supports: Vec<ItemId>,
    /// 構成員 as published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// 出典.
    pub source: SourceRef,
}

coded_enum! {
    /// 食い違いの種類 (kind) of a published inconsistency.
    pub enum InconsistencyKind: "kind of an inconsistency" {
        /// 同じものの値が違う.
        DifferentValues = "different_values" ("同じものの値が違う", "different values of one thing"),
        /// 割合と数が合わない: a share, its population and its count do not fit each other.
        ShareAndCount = "share_and_count" ("割合と数が合わない", "share and count do not fit"),
        /// 内訳の合わない残り: parts leave a rest that nobody explains.
        UnexplainedRest = "unexplained_rest" ("説明のない残り", "unexplained rest"),
        /// 単位・母数が示されていない.
        UnstatedBasis = "unstated_basis" ("母数が示されていない", "basis not stated"),
        /// 計画と実績の差.
        PlanAndOutcome = "plan_and_outcome" ("計画と実績の差", "plan and outcome"),
        /// 用語・単位の使い分けの不一致.
        DifferentTerms = "different_terms" ("用語・単位の不一致", "different terms or units"),
    }
}

/// 公表値の食い違い (inconsistency): published figures that do not agree, side by side.
///
/// Nothing is decided here: each figure keeps its source, and a reader sees all of them.
#[doc(alias = "食い違い")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Inconsistency {
    /// Its id.
    pub id: ItemId,
    /// 種類.
    pub kind: InconsistencyKind,
    /// What it is about.
    pub name: Label,
    /// The figures; at least one, and two where two values differ.
    pub figures: Vec<RecordRef>,
    /// What does not fit, in words.
    pub note: Label,
}

/// 掲載一覧の行 (line) of a published list, so that the whole of it can be written again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ListingLine {
    /// A line that is no row: a heading, the names of columns, or an empty line.
    Text(String),
    /// A row.
    Entry(EntryId),
}

/// 計画 (plan): a plan, strategy or policy with everything it says, as data.
///
/// A municipality writes its own with the same schema.
///
/// # Invariant
///
/// None beyond its form: what does not fit together is reported by [`Plan::check`], not refused.
///
/// # Wire form
///
/// A JSON document with `"format": "tosei-plan", "format_version": 1`; see the schema `plan`.
///
/// # Source
///
/// Sources `tokyo-plan-2` and `tokyo-plan-2-measures`.
///
/// # Examples
///
/// ```
/// let plan = tosei_plan::tokyo::plan_2();
/// assert_eq!(plan.policies.len(), 6);
/// assert_eq!((plan.entries.len(), plan.measures.len()), (27, 25));
/// ```
#[doc(alias = "推進計画")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-plan`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-plan")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 計画ID.
    pub id: PlanId,
    /// 種類.
    pub kind: PlanKind,
    /// 名称.
    pub name: Label,
    /// 架空: whether all of it is made up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fictional: bool,
    /// 版: where these data come from.
    pub edition: Edition,
    /// 策定主体.
    pub body: Label,
    /// 策定日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Moment>,
    /// 計画期間.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<PlanPeriod>,
    /// What it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succeeds: Option<PlanId>,
    /// 根拠.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_bases: Vec<LegalBasis>,
    /// 推進体制.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<DeliveryRole>,
    /// 基本方針.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<BasicPolicy>,
    /// 施策.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<PlanMeasure>,
    /// 指標.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// 公表値.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<PublishedFigure>,
    /// 項目.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// 公表値の食い違い.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inconsistencies: Vec<Inconsistency>,
    /// 掲載行.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<MeasureEntry>,
    /// 掲載一覧: the published list, line by line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listing: Vec<ListingLine>,
}

/// 記録 (record): one thing in a plan that has an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Record<'p> {
    /// 根拠.
    LegalBasis(&'p LegalBasis),
    /// 役割.
    Role(&'p DeliveryRole),
    /// 基本方針.
    Policy(&'p BasicPolicy),
    /// 施策.
    Measure(&'p PlanMeasure),
    /// 指標.
    Indicator(&'p Indicator),
    /// 公表値.
    Figure(&'p PublishedFigure),
    /// 項目.
    Item(&'p Item),
    /// 食い違い.
    Inconsistency(&'p Inconsistency),
    /// 掲載行.
    Entry(&'p MeasureEntry),
}

impl Plan {
    /// The measure of an id.
    #[must_use]
    pub fn measure(&self, id: &PlanMeasureId) -> Option<&PlanMeasure> {
        self.measures.iter().find(|one| one.id == *id)
    }

    /// The indicator of an id.
    #[must_use]
    pub fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.indicators.iter().find(|one| one.id == *id)
    }

    /// The policy of an id.
    #[must_use]
    pub fn policy(&self, id: &PolicyId) -> Option<&BasicPolicy> {
        self.policies.iter().find(|one| one.id == *id)
    }

    /// The indicators of a measure, in the order of the plan.
    pub fn indicators_of<'p>(
        &'p self,
        measure: &'p PlanMeasureId,
    ) -> impl Iterator<Item = &'p Indicator> {
        self.indicators
            .iter()
            .filter(move |one| one.measures.contains(measure))
    }

    /// Everything that has an id, each with it.
    pub fn records(&self) -> impl Iterator<Item = (&str, Record<'_>)> {
        let legal = self.legal_bases.iter();
        let legal = legal.map(|one| (one.id.as_str(), Record::LegalBasis(one)));
        let roles = self.roles.iter();
        let roles = roles.map(|one| (one.id.as_str(), Record::Role(one)));
        let policies = self.policies.iter();
        let policies = policies.map(|one| (one.id.as_str(), Record::Policy(one)));
        let measures = self.measures.iter();
        let measures = measures.map(|one| (one.id.as_str(), Record::Measure(one)));
        let indicators = self.indicators.iter();
        let indicators = indicators.map(|one| (one.id.as_str(), Record::Indicator(one)));
        let figures = self.figures.iter();
        let figures = figures.map(|one| (one.id.as_str(), Record::Figure(one)));
        let items = self.items.iter();
        let items = items.map(|one| (one.id.as_str(), Record::Item(one)));
        let disputes = self.inconsistencies.iter();
        let disputes = disputes.map(|one| (one.id.as_str(), Record::Inconsistency(one)));
        let entries = self.entries.iter();
        let entries = entries.map(|one| (one.id.as_str(), Record::Entry(one)));
        legal
            .chain(roles)
            .chain(policies)
            .chain(measures)
            .chain(indicators)
            .chain(figures)
            .chain(items)
            .chain(disputes)
            .chain(entries)
    }

    /// The thing of an id, whatever it is; ids are unique within a plan.
    #[must_use]
    pub fn record(&self, id: &str) -> Option<Record<'_>> {
        self.records()
            .find(|(known, _)| *known == id)
            .map(|(_, one)| one)
    }

    /// The published list of measures as one text, byte for byte; empty if the plan has none.
    ///
    /// # Examples
    ///
    /// ```
    /// let text = tosei_plan::tokyo::plan_2().published_listing();
    /// assert!(text.starts_with("\n\n## 基本方針"));
    /// assert!(!text.ends_with('\n')); // the last line of the source has none
    /// ```
    #[must_use]
    pub fn published_listing(&self) -> String {
        let entries: BTreeMap<&EntryId, &MeasureEntry> =
            self.entries.iter().map(|one| (&one.id, one)).collect();
        let mut lines = Vec::with_capacity(self.listing.len());
        for line in &self.listing {
            match line {
                ListingLine::Text(text) => lines.push(text.clone()),
                ListingLine::Entry(id) => {
                    lines.extend(entries.get(id).map(|entry| entry.published_row()));
                }
            }
        }
        lines.join("\n")
    }
}
