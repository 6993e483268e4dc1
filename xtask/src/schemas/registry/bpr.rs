//! Business process flows.

use super::super::{Entry, entry};

pub(super) const ENTRIES: &[Entry] = &[
    entry::<tosei_bpr::Flow>("flow", "業務フロー", "Flow"),
    entry::<tosei_bpr::lint::LintOptions>(
        "flow-lint-options",
        "業務フローの点検の設定",
        "Options of the lint of flows",
    ),
    entry::<tosei_bpr::issue::IssueCatalogue>(
        "flow-issues",
        "業務フローの課題の一覧",
        "Catalogue of issues of flows",
    ),
    entry::<tosei_bpr::issue::FlowIssue>("flow-issue", "業務フローの課題", "Issue of a flow"),
    entry::<tosei_bpr::project::BprProject>("bpr-project", "BPRプロジェクト", "BPR project"),
    entry::<tosei_bpr::project::ProjectProgress>(
        "bpr-project-progress",
        "BPRプロジェクトの進捗",
        "Progress of a BPR project",
    ),
    entry::<tosei_bpr::project::PortfolioTotals>(
        "bpr-portfolio-totals",
        "BPRプロジェクトの合計",
        "Totals of BPR projects",
    ),
    entry::<tosei_bpr::practice::GoodPractice>("good-practice", "好事例", "Good practice"),
    entry::<tosei_bpr::practice::PracticeQuery>(
        "good-practice-query",
        "好事例を探す条件",
        "Query for good practices",
    ),
    entry::<tosei_bpr::practice::PracticeMatch>(
        "good-practice-match",
        "合致した好事例",
        "Match of a good practice",
    ),
    entry::<tosei_bpr::practice::BorrowedEstimate>(
        "borrowed-estimate",
        "借用した見込み",
        "Borrowed estimate",
    ),
    entry::<tosei_bpr::soundness::Soundness>(
        "flow-soundness",
        "健全性の判定結果",
        "Soundness of a flow",
    ),
    entry::<tosei_bpr::metrics::FlowMetrics>(
        "flow-metrics",
        "業務フローの指標",
        "Metrics of a flow",
    ),
    entry::<tosei_bpr::compare::Comparison>(
        "flow-comparison",
        "業務フローの比較",
        "Comparison of two flows",
    ),
    entry::<tosei_bpr::savings::SavingsAssumptions>(
        "savings-assumptions",
        "効果の前提",
        "Assumptions of savings",
    ),
    entry::<tosei_bpr::savings::Savings>("savings", "効果の換算", "Savings of a year"),
    entry::<tosei_bpr::savings::PersonYears>(
        "person-years",
        "一人年の一覧",
        "List of person-years",
    ),
    entry::<tosei_bpr::simulate::SimulationParameters>(
        "flow-parameters",
        "模擬実験の前提",
        "Parameters of a simulated flow",
    ),
    entry::<tosei_bpr::simulate::SimulationResult>(
        "flow-simulation",
        "模擬実験の結果",
        "Result of a simulated flow",
    ),
    entry::<tosei_bpr::simulate::SimulationComparison>(
        "flow-simulation-comparison",
        "模擬実験の比較",
        "Comparison of two simulated flows",
    ),
    entry::<tosei_bpr::simulate::SweepResult>(
        "flow-sweep",
        "前提を変えた試算",
        "A simulated flow with other assumptions",
    ),
    entry::<tosei_bpr::simulate::StaffingSearch>(
        "flow-staffing-search",
        "人員の探索の条件",
        "Conditions of a search for staff",
    ),
    entry::<tosei_bpr::simulate::StaffingResult>(
        "flow-staffing",
        "人員の探索の結果",
        "Result of a search for staff",
    ),
    entry::<tosei_bpr::small_flow::SmallFlow>(
        "small-flow",
        "小さな書式のフロー",
        "Flow as a short document",
    ),
    entry::<tosei_bpr::event_log::LogSummary>(
        "event-log-summary",
        "イベントログの要約",
        "Summary of an event log",
    ),
    entry::<tosei_bpr::event_log::Conformance>(
        "event-log-conformance",
        "ログの適合",
        "Conformance of an event log",
    ),
];
