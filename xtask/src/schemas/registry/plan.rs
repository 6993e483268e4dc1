//! Plans, their progress, records of governance.

use super::super::{Entry, entry};
use tosei_plan::governance;

pub(super) const ENTRIES: &[Entry] = &[
    entry::<tosei_plan::Plan>("plan", "計画", "Plan"),
    entry::<tosei_plan::PlanProgress>("plan-progress", "計画の進捗", "Progress of a plan"),
    entry::<tosei_plan::Scenario>("plan-scenario", "試算", "Scenario of an indicator"),
    entry::<tosei_plan::BeforeAndAfter>(
        "plan-before-and-after",
        "指標の前後",
        "Indicator through two plans",
    ),
    entry::<tosei_plan::RelistedDifference>(
        "relisted-difference",
        "再掲の相違",
        "Difference of a row listed again",
    ),
    entry::<tosei_plan::ProgressOptionsDocument>(
        "progress-options",
        "進捗の判定の選択肢",
        "Options for judging progress",
    ),
    entry::<tosei_plan::SourceIndex>("source-index", "出典索引", "Source index"),
    entry::<tosei_plan::UnitList>("units", "単位一覧", "List of units"),
    entry::<governance::Records<governance::ServiceCanvas>>(
        "service-canvas",
        "サービスキャンバス",
        "Service canvases",
    ),
    entry::<governance::Records<governance::GovernedProject>>(
        "project-governance",
        "プロジェクト監理の記録",
        "Governed projects",
    ),
    entry::<governance::Records<governance::UserTest>>(
        "user-test",
        "ユーザーテストの記録",
        "User tests",
    ),
    entry::<governance::Records<governance::TaskMove>>(
        "standardisation",
        "標準化の移行の記録",
        "Moves to standard systems",
    ),
    entry::<governance::Records<governance::PartnerBody>>(
        "partner-support",
        "政策連携団体の支援の記録",
        "Support of partner bodies",
    ),
    entry::<governance::Records<governance::PostEntry>>(
        "improvement-post",
        "デジタル改善ポストの投稿",
        "Entries of the improvement post",
    ),
    entry::<governance::Records<governance::ProcedureCheck>>(
        "procedure-checks",
        "手続の点検の記録",
        "Checks of procedures",
    ),
    entry::<governance::CanvasForm>("canvas-form", "キャンバスの様式", "Form of a canvas"),
    entry::<governance::StageGates>("stage-gates", "ステージゲート", "Stage gates"),
    entry::<governance::TestRules>(
        "user-test-rules",
        "ユーザーテストの規則",
        "Rules about user tests",
    ),
    entry::<governance::StandardisedTasks>(
        "standardised-tasks",
        "標準化対象業務の一覧",
        "Standardised tasks",
    ),
    entry::<governance::PartnerRules>(
        "partner-rules",
        "重要な手続の規則",
        "Rule of important procedures",
    ),
    entry::<governance::PostRules>(
        "post-rules",
        "デジタル改善ポストの規則",
        "Rules of the improvement post",
    ),
    entry::<governance::Checklists>("checklists", "点検表", "Checklists"),
    entry::<governance::PlainJapaneseRules>(
        "plain-japanese",
        "やさしい日本語の目安",
        "Limits of plain Japanese",
    ),
    entry::<tosei_plan::year::OfficeYear>("office-year", "一年の仕事", "Year of an office"),
    entry::<tosei_plan::year::OfficeCalendar>(
        "office-calendar",
        "団体の暦",
        "Calendar of an office",
    ),
    entry::<tosei_plan::year::Reminders>("reminders", "期日のお知らせ", "Reminders of a day"),
    entry::<tosei_plan::answer::AnswerFigures>(
        "answer-figures",
        "答弁の対象の数値",
        "Figures to be answered for",
    ),
    entry::<tosei_plan::answer::AnswerQuestions>(
        "answer-questions",
        "想定問答",
        "Questions that may follow",
    ),
    entry::<tosei_plan::answer::IndicatorAnswers>(
        "indicator-answers",
        "指標の答弁用資料集",
        "Answer sheets of figures",
    ),
];
