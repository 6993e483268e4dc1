//! 項目 (items): the things that plans and strategies speak of, with their figures.

use crate::{FigureId, Gap, ItemId, Moment, RecordRef, SourceRef};
use serde::{Deserialize, Serialize};
use tosei_types::{Label, coded_enum};

coded_enum! {
    /// 項目の種類 (kind) of an item.
    pub enum ItemKind: "kind of an item" {
        /// 理念・目指す姿.
        Vision = "vision" ("理念・目指す姿", "vision"),
        /// 条例・法律.
        Ordinance = "ordinance" ("条例・法律", "ordinance or law"),
        /// キーワード.
        Keyword = "keyword" ("キーワード", "keyword"),
        /// コア・プロジェクト.
        CoreProject = "core_project" ("コア・プロジェクト", "core project"),
        /// レス: one of the "less" drives.
        Drive = "drive" ("レス", "\"less\" drive"),
        /// 各局リーディング・プロジェクトの群.
        LeadingGroup = "leading_group" ("各局リーディング・プロジェクトの群", "group of leading projects"),
        /// 各局リーディング・プロジェクト.
        LeadingProject = "leading_project" ("各局リーディング・プロジェクト", "leading project"),
        /// 柱.
        Pillar = "pillar" ("柱", "pillar"),
        /// 取組強化.
        Strengthening = "strengthening" ("取組強化", "strengthening"),
        /// 原則.
        Principle = "principle" ("原則", "principle"),
        /// 課題.
        Issue = "issue" ("課題", "issue"),
        /// 意見: what users say.
        Opinion = "opinion" ("利用者の意見", "opinion of users"),
        /// 取組: work that is done or planned.
        Action = "action" ("取組", "action"),
        /// 定義.
        Definition = "definition" ("定義", "definition"),
        /// 類型.
        Category = "category" ("類型", "category"),
        /// システム・ツール.
        System = "system" ("システム・ツール", "system or tool"),
        /// 指針・基準・手順書.
        Guideline = "guideline" ("指針・基準", "guideline or standard"),
        /// 調査・アンケート.
        Survey = "survey" ("調査・アンケート", "survey"),
        /// 調査の回答.
        SurveyAnswer = "survey_answer" ("調査の回答", "answer of a survey"),
        /// 会議体.
        Council = "council" ("会議体", "council"),
        /// ワーキンググループ.
        WorkingGroup = "working_group" ("ワーキンググループ", "working group"),
        /// 共同調査.
        JointStudy = "joint_study" ("共同調査", "joint study"),
        /// 導入の段階.
        RolloutStep = "rollout_step" ("導入の段階", "step of a roll-out"),
        /// 手順.
        Step = "step" ("手順", "step"),
        /// 支援.
        Support = "support" ("支援", "support"),
        /// 支援の段階.
        SupportTier = "support_tier" ("支援の段階", "tier of support"),
        /// 団体.
        Organisation = "organisation" ("団体", "organisation"),
        /// 事業.
        Programme = "programme" ("事業", "programme"),
        /// 選定規則.
        SelectionRule = "selection_rule" ("選定規則", "rule of selection"),
        /// 到達目標の文.
        Goal = "goal" ("到達目標", "goal"),
        /// 例示.
        Example = "example" ("例示", "example"),
        /// その他.
        Other = "other" ("その他", "other"),
    }
}

coded_enum! {
    /// 項目の状態 (state) of an item, as published.
    pub enum ItemState: "state of an item" {
        /// 予定.
        Planned = "planned" ("予定", "planned"),
        /// 実施中.
        UnderWay = "under_way" ("実施中", "under way"),
        /// 実現済・完了.
        Done = "done" ("完了", "done"),
        /// 到達する姿: how it is to be at the end.
        ToBe = "to_be" ("到達する姿", "as it is to be"),
        /// 改組・廃止.
        Replaced = "replaced" ("改組", "replaced"),
    }
}

/// 項目 (item): one thing that a plan or a strategy speaks of.
///
/// # Wire form
///
/// `{"id": "core-3", "kind": "core_project", "number": 3, "name": {"ja": "…", "en": "…"}, "source":
/// {"id": "shintosei", "place": "slide 1"}}`; the rest may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// 項目ID.
    pub id: ItemId,
    /// 種類.
    pub kind: ItemKind,
    /// 番号, where the source numbers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// 名称: the official wording, and our gloss.
    pub name: Label,
    /// What is said of it, shortened by us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Label>,
    /// What it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ItemId>,
    /// 状態.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ItemState>,
    /// 始期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// 時点・終期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// 構成員・担当: names as published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Its figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FigureId>,
    /// What it goes with, here or in another document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<RecordRef>,
    /// What took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<RecordRef>,
    /// What is missing in the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// 出典.
    pub source: SourceRef,
}
