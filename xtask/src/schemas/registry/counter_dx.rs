//! Counters.

use super::super::{Entry, entry};

pub(super) const ENTRIES: &[Entry] = &[
    entry::<tosei_counter_dx::register::CounterRegister>(
        "counter-register",
        "窓口台帳",
        "Register of counters",
    ),
    entry::<tosei_counter_dx::register::CounterTableLayout>(
        "counter-table-layout",
        "窓口の表の読み方",
        "Layout of a table of counters",
    ),
    entry::<tosei_counter_dx::register::RegisterCounts>(
        "counter-counts",
        "窓口の数",
        "Counts of counters",
    ),
    entry::<tosei_counter_dx::register::ServiceCoverage>(
        "service-coverage",
        "取扱いの状況",
        "Coverage of a service",
    ),
    entry::<tosei_counter_dx::review::CounterReviewDocument>(
        "counter-reviews",
        "窓口レビュー",
        "Visitor reviews of counters",
    ),
    entry::<tosei_counter_dx::review::QuestionSummary>(
        "question-satisfaction",
        "設問別の満足度",
        "Satisfaction by question",
    ),
    entry::<tosei_counter_dx::observation::ObservationDocument>(
        "counter-observations",
        "窓口の観測",
        "Observations of counters",
    ),
    entry::<tosei_counter_dx::observation::DailyLayout>(
        "daily-table-layout",
        "日計の表の読み方",
        "Layout of a table of daily totals",
    ),
    entry::<tosei_counter_dx::pledge::PledgeFigures>(
        "pledge-figures",
        "約束の観測値",
        "Figures for the pledges of a counter",
    ),
    entry::<tosei_counter_dx::rollout::RolloutPlan>(
        "rollout-plan",
        "横展開の計画",
        "Plan of a rollout",
    ),
    entry::<tosei_counter_dx::rollout::Rollout>("rollout", "横展開", "Rollout"),
    entry::<tosei_counter_dx::rollout::ImprovementRecord>(
        "improvement-record",
        "改善の記録",
        "Record of improvement",
    ),
    entry::<tosei_counter_dx::rollout::ImprovementProgress>(
        "improvement-progress",
        "改善の進捗",
        "Progress of improvement",
    ),
    entry::<tosei_counter_dx::review::SatisfactionRule>(
        "satisfaction-rule",
        "満足の数え方",
        "Satisfaction rule",
    ),
    entry::<tosei_counter_dx::review::SatisfactionSummary>(
        "satisfaction-summary",
        "満足度の総括",
        "Satisfaction of counters",
    ),
    entry::<tosei_counter_dx::review::ReviewLayout>(
        "review-table-layout",
        "レビューの表の読み方",
        "Layout of a table of reviews",
    ),
    entry::<tosei_counter_dx::observation::Ticket>("counter-ticket", "受付票", "Ticket"),
    entry::<tosei_counter_dx::observation::TicketLayout>(
        "ticket-table-layout",
        "受付票の表の読み方",
        "Layout of a table of tickets",
    ),
    entry::<tosei_counter_dx::observation::SnapshotLayout>(
        "snapshot-table-layout",
        "待ち状況の表の読み方",
        "Layout of a table of snapshots",
    ),
    entry::<tosei_counter_dx::observation::SnapshotOptions>(
        "snapshot-options",
        "待ち状況の読み方の条件",
        "Options for snapshots",
    ),
    entry::<tosei_counter_dx::queue::Demand>("queue-demand", "需要", "Demand"),
    entry::<tosei_counter_dx::queue::WaitTarget>("wait-target", "待ちの目標", "Target of waiting"),
    entry::<tosei_counter_dx::queue::Variability>("queue-variability", "ばらつき", "Variability"),
    entry::<tosei_counter_dx::station::Station>("counter-station", "窓口の模型", "Station"),
    entry::<tosei_counter_dx::station::StationSummary>(
        "counter-station-summary",
        "窓口の模擬実験の結果",
        "Summary of a simulated station",
    ),
    entry::<tosei_counter_dx::station::FigureComparison>(
        "counter-comparison",
        "窓口の比較",
        "Comparison of two stations",
    ),
    entry::<tosei_counter_dx::staffing::StaffingRequest>(
        "staffing-request",
        "人員配置の依頼",
        "Request for staffing",
    ),
    entry::<tosei_counter_dx::staffing::StaffingPlan>(
        "staffing-plan",
        "人員配置の計画",
        "Staffing plan",
    ),
    entry::<tosei_counter_dx::staffing::ToolEffect>(
        "tool-effect",
        "道具の効果の仮定",
        "Assumed effect of a tool",
    ),
];
