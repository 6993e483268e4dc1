//! The steps, and what each must produce.

tosei_types::coded_enum! {
    /// BPRの手順 (step of a BPR project).
    ///
    /// # Source
    ///
    /// `tokyo-cio-forum`: 現状フローの洗い出し, 課題抽出, 改善計画の策定, 実行, 評価・振り返り.
    pub enum ProjectStep: "step of a BPR project" {
        /// 現状フローの洗い出し.
        Survey = "survey" ("現状フローの洗い出し", "map the flow as it is"),
        /// 課題抽出.
        Issues = "issues" ("課題抽出", "find the issues"),
        /// 改善計画の策定.
        Plan = "plan" ("改善計画の策定", "plan the improvement"),
        /// 実行.
        Execution = "execution" ("実行", "carry it out"),
        /// 評価・振り返り.
        Evaluation = "evaluation" ("評価・振り返り", "evaluate and look back"),
    }
}

tosei_types::coded_enum! {
    /// 成果物 (product) that a step owes before the next begins.
    ///
    /// # Source
    ///
    /// What each step owes is ours (`project-decision:bpr-steps`).
    pub enum Product: "product of a step" {
        /// As-Isフロー.
        AsIsFlow = "as_is_flow" ("As-Isフロー", "the flow as it is"),
        /// 年間件数.
        CasesAYear = "cases_a_year" ("年間件数", "cases a year"),
        /// 現場の確認: who does the work has confirmed the flow.
        ConfirmedBy = "confirmed_by" ("現場の確認", "confirmation by those who do the work"),
        /// 課題の一覧.
        IssueList = "issue_list" ("課題の一覧", "the list of issues"),
        /// 課題ごとの判断: each issue is taken up or set aside with a reason.
        IssueDecisions = "issue_decisions" ("課題ごとの判断", "a decision on each issue"),
        /// 改善後のフロー: Can-Be or To-Be.
        ImprovedFlow = "improved_flow" ("Can-Be・To-Beフロー", "the flow as it could or shall be"),
        /// 取組: at least one action for each issue that is taken up.
        ActionsForIssues = "actions_for_issues" ("課題ごとの取組", "actions for each issue taken up"),
        /// 見込まれる効果.
        ExpectedHours = "expected_hours" ("見込まれる効果（時間）", "expected hours a year"),
        /// 決定: who decided the plan.
        DecidedBy = "decided_by" ("計画の決定", "decision on the plan"),
        /// 取組の完了.
        ActionsDone = "actions_done" ("取組の完了", "all actions done"),
        /// 運用開始日.
        InUseSince = "in_use_since" ("運用開始日", "day on which it came into use"),
        /// 測った効果.
        MeasuredHours = "measured_hours" ("測った効果（時間）", "measured hours a year"),
        /// 振り返り.
        Lessons = "lessons" ("振り返り", "what was learned"),
    }
}

impl Product {
    /// The step that owes it.
    #[must_use]
    pub const fn step(self) -> ProjectStep {
        match self {
            Self::AsIsFlow | Self::CasesAYear | Self::ConfirmedBy => ProjectStep::Survey,
            Self::IssueList | Self::IssueDecisions => ProjectStep::Issues,
            Self::ImprovedFlow | Self::ActionsForIssues | Self::ExpectedHours | Self::DecidedBy => {
                ProjectStep::Plan
            }
            Self::ActionsDone | Self::InUseSince => ProjectStep::Execution,
            Self::MeasuredHours | Self::Lessons => ProjectStep::Evaluation,
        }
    }
}
