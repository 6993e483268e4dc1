//! 作業: what is done, by what medium, and how long it takes.

use super::{ElementId, Minutes, TimeValue};
use serde::{Deserialize, Serialize};
use tosei_types::{CriterionId, StaffClassId};

tosei_types::coded_enum! {
    /// 作業種別 (kind of work): what an activity does.
    ///
    /// # Source
    ///
    /// The list is ours (`project-decision:kinds-of-work`).
    pub enum WorkKind: "kind of work" {
        /// 受付: takes an application in.
        Receive = "receive" ("受付", "receive"),
        /// 確認: looks whether it is complete.
        Check = "check" ("確認", "check"),
        /// 審査: judges it on its merits.
        Review = "review" ("審査", "review"),
        /// 入力・転記: enters data into a form or system.
        Enter = "enter" ("入力・転記", "enter data"),
        /// 印刷・複写.
        Print = "print" ("印刷・複写", "print or copy"),
        /// 送付・回付: passes it on.
        Transfer = "transfer" ("送付・回付", "transfer"),
        /// 承認・合議: agrees without deciding.
        Approve = "approve" ("承認・合議", "approve"),
        /// 決裁・決定.
        Decide = "decide" ("決裁・決定", "decide"),
        /// 支払・収納.
        Pay = "pay" ("支払・収納", "pay or collect"),
        /// 通知・交付: tells or hands over the result.
        Notify = "notify" ("通知・交付", "notify"),
        /// 保管・記録.
        Store = "store" ("保管・記録", "store"),
        /// 補正依頼: asks for a correction.
        AskForCorrection = "ask_for_correction" ("補正依頼", "ask for a correction"),
        /// 補正.
        Correct = "correct" ("補正", "correct"),
        /// 本人確認.
        Identify = "identify" ("本人確認", "check identity"),
        /// 照会.
        Inquire = "inquire" ("照会", "ask another office"),
        /// 申請書作成.
        FillIn = "fill_in" ("申請書作成", "fill in the application"),
        /// 提出.
        Submit = "submit" ("提出", "submit"),
        /// 待機.
        Wait = "wait" ("待機", "wait"),
        /// その他.
        Other = "other" ("その他", "other"),
    }
}

tosei_types::coded_enum! {
    /// 媒体 (medium): by what an activity is done or something is passed on.
    ///
    /// # Source
    ///
    /// The list is ours (`project-decision:media`).
    pub enum Medium: "medium" {
        /// 紙.
        Paper = "paper" ("紙", "paper"),
        /// デジタル.
        Digital = "digital" ("デジタル", "digital"),
        /// 電話.
        Phone = "phone" ("電話", "phone"),
        /// 対面.
        FaceToFace = "face_to_face" ("対面", "face to face"),
        /// ファクシミリ.
        Fax = "fax" ("ファクシミリ", "fax"),
        /// 郵送.
        Post = "post" ("郵送", "post"),
        /// 電子メール.
        Email = "email" ("電子メール", "e-mail"),
    }
}

impl Medium {
    /// Whether paper changes hands: 紙, 郵送, ファクシミリ.
    #[must_use]
    pub const fn is_paper(self) -> bool {
        matches!(self, Self::Paper | Self::Post | Self::Fax)
    }
}

tosei_types::coded_enum! {
    /// タスクの種類 (kind of task) as BPMN draws it.
    ///
    /// # Source
    ///
    /// `omg-bpmn-2`, 10.3.3.
    pub enum TaskKind: "kind of task" {
        /// No kind is drawn.
        Plain = "plain" ("抽象", "abstract"),
        /// 送信.
        Send = "send" ("送信", "send"),
        /// 受信.
        Receive = "receive" ("受信", "receive"),
        /// ユーザー: a person with a system.
        User = "user" ("ユーザー", "user"),
        /// 手作業.
        Manual = "manual" ("手作業", "manual"),
        /// サービス: a system alone.
        Service = "service" ("サービス", "service"),
        /// スクリプト.
        Script = "script" ("スクリプト", "script"),
        /// ビジネスルール.
        BusinessRule = "business_rule" ("ビジネスルール", "business rule"),
    }
}

tosei_types::coded_enum! {
    /// 繰り返し (repetition) of an activity as BPMN marks it.
    ///
    /// # Source
    ///
    /// `omg-bpmn-2`, 10.3.7.
    pub enum Repetition: "repetition" {
        /// ループ: again until a condition holds.
        Loop = "loop" ("ループ", "loop"),
        /// 順次多重: once for each of several things, one after another.
        Sequential = "sequential" ("順次多重", "multiple, one after another"),
        /// 並行多重: once for each of several things, side by side.
        Parallel = "parallel" ("並行多重", "multiple, side by side"),
    }
}

tosei_types::coded_enum! {
    /// 特記 (mark): what an activity has about it that offices want to get rid of.
    ///
    /// # Source
    ///
    /// The list is ours (`project-decision:activity-marks`).
    pub enum ActivityMark: "mark of an activity" {
        /// 押印: somebody stamps a seal.
        Stamp = "stamp" ("押印", "stamp"),
        /// 来庁: the applicant comes in person.
        Visit = "visit" ("来庁", "visit of the applicant"),
        /// 既保有情報: asks for what the administration already holds.
        HeldAlready = "held_already" ("既保有情報", "the administration holds it already"),
        /// 自動: a system does it, nobody works.
        Automated = "automated" ("自動", "automated"),
    }
}

/// 作業 (activity): one step that somebody or something does.
///
/// Everything about it may be unknown; what is unknown is absent, and no figure takes it for nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowActivity"))]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// タスクの種類 as drawn; absent is the same as `plain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskKind>,
    /// 作業種別.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_kind: Option<WorkKind>,
    /// 媒体.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<Medium>,
    /// 作業時間: how long somebody works on one case, each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<TimeValue>,
    /// 待ち時間: how long the case lies before the work begins, each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<TimeValue>,
    /// 頻度: how often it is done each time the case comes by; absent is once.
    ///
    /// A decimal or fraction, so that `"0.2"` is a step that one case in five needs. It multiplies
    /// work, cost and counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<tosei_types::ExactNumber>,
    /// 職員区分ID: who does it, where it is not whoever works in the lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_class: Option<StaffClassId>,
    /// 現金支出（円）: postage, fees and the like, each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_yen: Option<u32>,
    /// 入力項目: names of the data that is written or typed here; the same name twice in a flow is a re-entry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enters: Vec<String>,
    /// 特記.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<ActivityMark>,
    /// 繰り返し as drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repetition: Option<Repetition>,
    /// 判定項目ID: quality criteria that the step bears on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionId>,
}

impl Activity {
    /// Whether it has a mark.
    #[must_use]
    pub fn has(&self, mark: ActivityMark) -> bool {
        self.marks.contains(&mark)
    }

    /// An activity with one value of work and one of waiting.
    #[must_use]
    pub fn timed(work: Minutes, waiting: Minutes) -> Self {
        Self {
            work: Some(TimeValue::Value(work)),
            waiting: Some(TimeValue::Value(waiting)),
            ..Self::default()
        }
    }
}

tosei_types::coded_enum! {
    /// 入出力 (use of data): whether a step reads or writes it.
    pub enum DataUse: "use of data" {
        /// 参照.
        Reads = "reads" ("参照", "reads"),
        /// 作成・更新.
        Writes = "writes" ("作成・更新", "writes"),
    }
}

/// データオブジェクト (data object): a form, document or store of data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowDataObject"))]
#[serde(deny_unknown_fields)]
pub struct DataObject {
    /// 要素ID.
    pub id: ElementId,
    /// 名称.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 媒体.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<Medium>,
    /// データストア: kept beyond the case.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub store: bool,
    /// 利用: which steps read or write it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<DataAssociation>,
}

/// データ関連 (data association): one step's use of a data object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowDataAssociation"))]
#[serde(deny_unknown_fields)]
pub struct DataAssociation {
    /// 作業の要素ID.
    pub node: ElementId,
    /// 入出力.
    pub direction: DataUse,
}
