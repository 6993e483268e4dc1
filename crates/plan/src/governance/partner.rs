//! 政策連携団体の支援 (support of partner bodies): important procedures, help given, and how far apart the
//! bodies are.

use super::data_file::data_file;
use super::record::Reporter;
use super::{GovernanceRecord, Records};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use tosei_document::{Catalogue, DataFileError, Edition, Sink, expect_distinct};
use tosei_types::{Date, ExactNumber, Label, OrganisationId, ProcedureId, ReasonId, coded_enum};

coded_enum! {
    /// 団体の区分 (kind of a partner body).
    pub enum PartnerKind: "kind of a partner body" {
        /// 政策連携団体.
        PolicyPartner = "policy_partner" ("政策連携団体", "policy partner"),
        /// 事業協力団体.
        CooperatingBody = "cooperating_body" ("事業協力団体", "cooperating body"),
    }
}

coded_enum! {
    /// 団体の手続の類型 (type of a partner's service).
    ///
    /// # Source
    ///
    /// `tokyo-plan-2`: 補助金・助成金／研修・講習会／文化・スポーツ施設利用／各種相談・届出.
    pub enum PartnerServiceType: "type of a partner's service" {
        /// 補助金・助成金.
        Subsidy = "subsidy" ("補助金・助成金", "subsidies"),
        /// 研修・講習会.
        Training = "training" ("研修・講習会", "training"),
        /// 文化・スポーツ施設利用.
        Facility = "facility" ("施設利用", "use of facilities"),
        /// 各種相談・届出.
        ConsultationOrFiling = "consultation_or_filing" ("相談・届出", "consultations and filings"),
        /// その他.
        Other = "other" ("その他", "other"),
    }
}

coded_enum! {
    /// デジタル化の状況 (whether a partner's procedure is digital).
    pub enum PartnerProcedureStatus: "status of a partner's procedure" {
        /// 実施済.
        Done = "done" ("実施済", "done"),
        /// 一部実施済: not counted as done.
        Partial = "partial" ("一部実施済", "partly done"),
        /// 未実施.
        NotDone = "not_done" ("未実施", "not done"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// 団体の手続 (procedure of a partner).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartnerProcedure {
    /// 手続ID.
    pub id: ProcedureId,
    /// 名称.
    pub name: String,
    /// 類型.
    #[serde(rename = "type")]
    pub service_type: PartnerServiceType,
    /// 処理件数 a year: cases that the body handled; absent if unknown, which is not 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handled: Option<u64>,
    /// Why it is important whatever its volume: a reason of the [`PartnerRules`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub important_because: Option<ReasonId>,
    /// 状況.
    pub status: PartnerProcedureStatus,
}

coded_enum! {
    /// 支援の種類 (kind of support).
    pub enum SupportKind: "kind of support" {
        /// 詳細調査.
        Survey = "survey" ("詳細調査", "detailed survey"),
        /// 相談.
        Advice = "advice" ("相談", "advice"),
        /// ツールの提供.
        Tool = "tool" ("ツールの提供", "tool"),
        /// 業務の見直し.
        ProcessReview = "process_review" ("業務の見直し", "review of the process"),
        /// 好事例の共有.
        SharedPractice = "shared_practice" ("好事例の共有", "shared practice"),
    }
}

/// 支援の記録 (entry of the support log).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SupportEntry {
    /// 日付.
    pub on: Date,
    /// 種類.
    pub kind: SupportKind,
    /// The procedure that it was about, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureId>,
    /// 担当者.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// 内容.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// 団体の記録 (record of one partner body).
///
/// # Wire form
///
/// A record of a document `tosei-partner-support`.
#[doc(alias = "政策連携団体")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartnerBody {
    /// 団体ID.
    pub id: OrganisationId,
    /// 名称.
    pub name: String,
    /// 区分.
    pub kind: PartnerKind,
    /// 手続.
    pub procedures: Vec<PartnerProcedure>,
    /// 支援の記録.
    #[serde(default)]
    pub support: Vec<SupportEntry>,
}

impl GovernanceRecord for PartnerBody {
    const FORMAT: &'static str = "tosei-partner-support";

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// 重要とする理由 (reason why a procedure is important whatever its volume).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportanceReason {
    /// 理由ID.
    pub id: ReasonId,
    /// 名称.
    pub label: Label,
}

/// 公表された団体数 (published number of policy partners).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishedPartnerCount {
    /// 時点 as published: a day or a month.
    pub as_of: String,
    /// 団体数.
    pub bodies: u64,
    /// Where it was published.
    pub source: String,
}

/// 重要な手続の規則 (rule of important procedures).
///
/// # Source
///
/// `tokyo-plan-2-measures`: 「処理件数1,000件以上等」, so volume is not the only test; the other reasons
/// are ours (`project-decision:partner-importance`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartnerRules {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-partner-rules`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-partner-rules")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// 処理件数 from which a procedure is important.
    pub handled_at_least: u64,
    /// Where the number comes from.
    pub source: String,
    /// The other reasons.
    pub reasons: Vec<ImportanceReason>,
    /// Published numbers of policy partners.
    pub published: Vec<PublishedPartnerCount>,
}

data_file!(
    PartnerRules,
    "tosei-partner-rules",
    "governance/partner_rules.json",
    partner_rules,
    "the rule of important procedures"
);

impl PartnerRules {
    fn validate(&self) -> Result<(), DataFileError> {
        expect_distinct(self.reasons.iter().map(|reason| reason.id.as_str()))
    }
}

coded_enum! {
    /// 重要性の判定 (whether a procedure is important).
    pub enum Importance: "importance" {
        /// 処理件数による.
        ByVolume = "by_volume" ("処理件数により重要", "important by its volume"),
        /// 他の理由による.
        ByReason = "by_reason" ("他の理由により重要", "important for another reason"),
        /// 重要でない.
        NotImportant = "not_important" ("該当しない", "not important"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

impl Importance {
    /// Whether the procedure is known to be important.
    #[must_use]
    pub const fn is_important(self) -> bool {
        matches!(self, Self::ByVolume | Self::ByReason)
    }
}

impl PartnerProcedure {
    /// Whether the procedure is important, and why. Volume goes first; an unknown volume without another
    /// reason leaves it unknown.
    #[must_use]
    pub fn importance(&self, rules: &PartnerRules) -> Importance {
        let stated = self.important_because.as_ref();
        let known = stated.is_some_and(|stated| rules.reasons.iter().any(|one| one.id == *stated));
        match self.handled {
            Some(handled) if handled >= rules.handled_at_least => Importance::ByVolume,
            _ if known => Importance::ByReason,
            Some(_) => Importance::NotImportant,
            None => Importance::Unknown,
        }
    }
}

coded_enum! {
    /// 対象 (which procedures of the partners are counted).
    pub enum PartnerScope: "which procedures are counted" {
        /// すべて.
        All = "all" ("すべての手続", "all procedures"),
        /// 重要な手続.
        Important = "important" ("重要な手続", "important procedures"),
    }
}

/// 団体の進捗 (progress of one body).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PartnerStanding {
    /// 団体ID.
    pub body: OrganisationId,
    /// 実施済の手続数.
    pub done: u64,
    /// 手続数: the unknown are among them.
    pub of: u64,
    /// 不明の手続数.
    pub unknown: u64,
    /// 支援の件数 up to the day.
    pub support: u64,
    /// 最後の支援.
    pub last_support: Option<Date>,
}

impl PartnerStanding {
    /// Compares two shares without dividing.
    fn by_share(&self, other: &Self) -> Ordering {
        let left = u128::from(self.done).saturating_mul(u128::from(other.of));
        let right = u128::from(other.done).saturating_mul(u128::from(self.of));
        left.cmp(&right)
    }
}

/// ばらつき (dispersion) between bodies: five bodies of the ordered row, and the range.
///
/// Quartiles are the shares of bodies that exist (nearest rank: of n ordered bodies the one with the
/// number p × n, rounded up), so that each has a name and nothing is interpolated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PartnerDispersion {
    /// 最小.
    pub least: OrganisationId,
    /// 第1四分位.
    pub lower_quartile: OrganisationId,
    /// 中央値.
    pub median: OrganisationId,
    /// 第3四分位.
    pub upper_quartile: OrganisationId,
    /// 最大.
    pub greatest: OrganisationId,
    /// 範囲: the greatest share less the least, exact; null if it cannot be written exactly.
    pub range: Option<ExactNumber>,
}

/// 団体の総括 (summary of the bodies).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PartnerSummary {
    /// 基準日.
    pub as_of: Date,
    /// 対象.
    pub scope: PartnerScope,
    /// 実施済の手続数 of all bodies.
    pub done: u64,
    /// 手続数 of all bodies.
    pub of: u64,
    /// 重要かどうか不明の手続数: left out of the important ones.
    pub importance_unknown: u64,
    /// Every body in the order of the document, also those without a procedure in scope.
    pub standings: Vec<PartnerStanding>,
    /// ばらつき; null if no body has a procedure in scope.
    pub dispersion: Option<PartnerDispersion>,
    /// 支援の記録がない団体.
    pub without_support: Vec<OrganisationId>,
}

/// How far the bodies are, and how far apart, on a day.
///
/// Bodies with equal shares keep the order of their ids.
#[must_use]
pub fn summarise_partners(
    document: &Records<PartnerBody>,
    rules: &PartnerRules,
    scope: PartnerScope,
    as_of: Date,
) -> PartnerSummary {
    let mut importance_unknown = 0u64;
    let mut standings = Vec::with_capacity(document.records.len());
    for body in &document.records {
        let (mut done, mut of, mut unknown) = (0u64, 0u64, 0u64);
        for procedure in &body.procedures {
            let importance = procedure.importance(rules);
            importance_unknown =
                importance_unknown.saturating_add(u64::from(importance == Importance::Unknown));
            if scope == PartnerScope::Important && !importance.is_important() {
                continue;
            }
            of = of.saturating_add(1);
            let status = procedure.status;
            done = done.saturating_add(u64::from(status == PartnerProcedureStatus::Done));
            unknown = unknown.saturating_add(u64::from(status == PartnerProcedureStatus::Unknown));
        }
        let given = body.support.iter().filter(|entry| entry.on <= as_of);
        standings.push(PartnerStanding {
            body: body.id.clone(),
            done,
            of,
            unknown,
            support: given.clone().fold(0u64, |sum, _| sum.saturating_add(1)),
            last_support: given.map(|entry| entry.on).max(),
        });
    }
    let sum = |pick: fn(&PartnerStanding) -> u64| {
        standings.iter().map(pick).fold(0u64, u64::saturating_add)
    };
    let without = standings.iter().filter(|one| one.support == 0);
    PartnerSummary {
        as_of,
        scope,
        done: sum(|one| one.done),
        of: sum(|one| one.of),
        importance_unknown,
        without_support: without.map(|one| one.body.clone()).collect(),
        dispersion: dispersion(&standings),
        standings,
    }
}

fn dispersion(standings: &[PartnerStanding]) -> Option<PartnerDispersion> {
    let mut row: Vec<&PartnerStanding> = standings.iter().filter(|one| one.of > 0).collect();
    row.sort_by(|one, other| one.by_share(other).then_with(|| one.body.cmp(&other.body)));
    let rank = |quarters: usize| {
        let number = row.len().saturating_mul(quarters).div_ceil(4);
        row.get(number.max(1).saturating_sub(1)).copied()
    };
    let (least, greatest) = (row.first().copied()?, row.last().copied()?);
    Some(PartnerDispersion {
        least: least.body.clone(),
        lower_quartile: rank(1)?.body.clone(),
        median: rank(2)?.body.clone(),
        upper_quartile: rank(3)?.body.clone(),
        greatest: greatest.body.clone(),
        range: range(least, greatest),
    })
}

/// `greatest − least`, each done / of, over the product of the two denominators.
fn range(least: &PartnerStanding, greatest: &PartnerStanding) -> Option<ExactNumber> {
    let high = greatest.done.checked_mul(least.of)?;
    let low = least.done.checked_mul(greatest.of)?;
    let numerator = i64::try_from(high.checked_sub(low)?).ok()?;
    ExactNumber::try_new(numerator, least.of.checked_mul(greatest.of)?).ok()
}

/// Checks records of partner bodies: unknown reasons, important procedures that nobody helped with,
/// volumes that are missing, support about a procedure that the body does not have.
pub fn check_partners(
    document: &Records<PartnerBody>,
    rules: &PartnerRules,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) {
    let mut reporter = Reporter { catalogue, sink };
    reporter.ids(document);
    for (at, body) in document.records.iter().enumerate() {
        let (place, id) = (format!("/records/{at}"), body.id.as_str());
        for (number, procedure) in body.procedures.iter().enumerate() {
            let place = format!("{place}/procedures/{number}");
            let values = [("id", procedure.id.as_str().into())];
            if let Some(reason) = &procedure.important_because
                && !rules.reasons.iter().any(|one| one.id == *reason)
            {
                let values = [("reason", reason.as_str().into())];
                reporter.report("plan.partner.reason_unknown", &place, id, &values);
            }
            let importance = procedure.importance(rules);
            if importance == Importance::Unknown {
                reporter.report("plan.partner.volume_unknown", &place, id, &values);
            }
            let is_open = procedure.status != PartnerProcedureStatus::Done;
            let mut support = body.support.iter();
            if importance.is_important()
                && is_open
                && !support.any(|entry| entry.procedure.as_ref() == Some(&procedure.id))
            {
                reporter.report("plan.partner.important_unsupported", &place, id, &values);
            }
        }
        for (number, entry) in body.support.iter().enumerate() {
            let place = format!("{place}/support/{number}");
            if let Some(about) = &entry.procedure
                && !body.procedures.iter().any(|one| one.id == *about)
            {
                let values = [("id", about.as_str().into())];
                reporter.report("plan.partner.support_dangling", &place, id, &values);
            }
            reporter.after_status_date(&format!("{place}/on"), id, Some(entry.on), document.as_of);
        }
    }
}
