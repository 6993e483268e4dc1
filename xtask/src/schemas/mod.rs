//! JSON Schemas of every value and document that crosses a border.

#[cfg(test)]
mod tests;
mod text;

use crate::generate::{Content, Generated};
use anyhow::bail;
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, transform};
use serde_json::{Map, Value, json};
use std::{borrow::Cow, path::PathBuf};
use tosei_plan::governance;

/// A published type: file name, titles, and how its schema is made.
struct Entry {
    name: &'static str,
    ja: &'static str,
    en: &'static str,
    /// The name in the `$defs` of other schemas.
    definition: fn() -> Cow<'static, str>,
    schema: fn(SchemaGenerator) -> Schema,
}

/// A line of the registry: the file is `schemas/<name>.schema.json`.
const fn entry<T: JsonSchema>(name: &'static str, ja: &'static str, en: &'static str) -> Entry {
    Entry {
        name,
        ja,
        en,
        definition: T::schema_name,
        schema: SchemaGenerator::into_root_schema_for::<T>,
    }
}

/// Every published type, values before documents; a new one is a line here.
const REGISTRY: &[Entry] = &[
    // Values: texts and numbers.
    entry::<tosei_types::Label>("label", "表示名", "Label"),
    entry::<tosei_types::Language>("language", "表示言語", "Language"),
    entry::<tosei_types::Date>("date", "日付", "Date"),
    entry::<tosei_types::YearMonth>("year-month", "年月", "Month of a year"),
    entry::<tosei_types::Weekday>("weekday", "曜日", "Weekday"),
    entry::<tosei_types::FiscalYear>("fiscal-year", "年度", "Fiscal year"),
    entry::<tosei_types::FiscalQuarter>("fiscal-quarter", "四半期", "Quarter of a fiscal year"),
    entry::<tosei_types::Era>("era", "元号", "Era"),
    entry::<tosei_types::EraNote>("era-note", "元号の注記", "Note about an era"),
    entry::<tosei_types::CorporateNumber>("corporate-number", "法人番号", "Corporate number"),
    entry::<tosei_types::LocalGovernmentCode>(
        "local-government-code",
        "全国地方公共団体コード",
        "Local government code",
    ),
    entry::<tosei_types::LocalGovernmentKind>(
        "local-government-kind",
        "団体の種類",
        "Kind of local government",
    ),
    entry::<tosei_types::Citation>("citation", "条項号", "Legal citation"),
    entry::<tosei_types::CitationList>("citation-list", "条項号の列", "List of legal citations"),
    entry::<tosei_types::LawName>("law-name", "法令名", "Name of a law"),
    entry::<tosei_types::Rate>("rate", "率", "Rate"),
    entry::<tosei_types::PercentDigits>("percent-digits", "百分率の桁数", "Percent digits"),
    entry::<tosei_types::CaseCount>("case-count", "件数", "Case count"),
    entry::<tosei_types::ProcedureCount>("procedure-count", "手続数", "Procedure count"),
    entry::<tosei_types::ProcessCount>("process-count", "手続プロセス数", "Process count"),
    entry::<tosei_types::TouchpointCount>("touchpoint-count", "接点数", "Touchpoint count"),
    entry::<tosei_types::ProcedureId>("procedure-id", "手続ID", "Procedure id"),
    entry::<tosei_types::ProcessId>("process-id", "手続プロセスID", "Process id"),
    entry::<tosei_types::OrganisationId>("organisation-id", "組織ID", "Organisation id"),
    entry::<tosei_types::TouchpointId>("touchpoint-id", "接点ID", "Touchpoint id"),
    entry::<tosei_types::RateId>("rate-id", "率の定義ID", "Rate id"),
    entry::<tosei_types::PriorityRuleId>("priority-rule-id", "選定規則ID", "Priority rule id"),
    entry::<tosei_types::StandardId>("standard-id", "基準ID", "Standard id"),
    entry::<tosei_types::EditionId>("edition-id", "版ID", "Edition id"),
    entry::<tosei_types::AxisId>("axis-id", "軸ID", "Axis id"),
    entry::<tosei_types::CriterionId>("criterion-id", "判定項目ID", "Criterion id"),
    entry::<tosei_types::MeasureId>("measure-id", "測定項目ID", "Measure id"),
    entry::<tosei_types::MeasureUnit>("measure-unit", "測定の単位", "Unit of a measure"),
    entry::<tosei_types::StageId>("stage-id", "段階ID", "Stage id"),
    entry::<tosei_types::ReasonId>("reason-id", "理由ID", "Reason id"),
    entry::<tosei_types::SubjectId>("subject-id", "判定対象ID", "Subject id"),
    entry::<tosei_types::ActionId>("action-id", "取組ID", "Action id"),
    entry::<tosei_types::Ratings>("ratings", "五段階評価", "Five-point ratings"),
    entry::<tosei_types::TargetPercent>("target-percent", "目標値（％）", "Target in percent"),
    entry::<tosei_types::TargetVerdict>(
        "target-verdict",
        "目標の達成",
        "Whether a target is reached",
    ),
    entry::<tosei_types::MeanDigits>("mean-digits", "平均の桁数", "Digits of a mean"),
    entry::<tosei_types::period::PeriodAmount>("period-amount", "期間の数", "Amount of a period"),
    entry::<tosei_types::period::PeriodUnit>("period-unit", "期間の単位", "Unit of a period"),
    entry::<tosei_types::period::DayCounting>("day-counting", "日の数え方", "How days are counted"),
    entry::<tosei_types::period::PeriodLength>("period-length", "期間の長さ", "Length of a period"),
    entry::<tosei_types::period::PeriodCondition>(
        "period-condition",
        "場合",
        "Condition of a case",
    ),
    entry::<tosei_types::period::PeriodCases>(
        "period-cases",
        "場合ごとの処理期間",
        "Processing periods by case",
    ),
    entry::<tosei_types::ProcessingPeriod>("processing-period", "処理期間", "Processing period"),
    entry::<tosei_types::ProcessingPeriodStatement>(
        "processing-period-statement",
        "処理期間の記載",
        "Statement about a processing period",
    ),
    entry::<tosei_types::ProcessingPeriodClass>(
        "processing-period-class",
        "処理期間の記載の種類",
        "Class of a statement about a processing period",
    ),
    entry::<tosei_types::MonthDay>("month-day", "月日", "Day of every year"),
    entry::<tosei_types::ArrivalTimestamp>("arrival-timestamp", "到達日時", "Moment of arrival"),
    entry::<tosei_types::Arrival>("arrival", "到達", "Arrival"),
    entry::<tosei_types::Stop>("stop", "期間の停止", "Stop of a period"),
    entry::<tosei_types::StandardProcessingPeriod>(
        "standard-processing-period",
        "標準処理期間",
        "Standard processing period",
    ),
    entry::<tosei_types::StatutoryDeadline>("statutory-deadline", "法定期限", "Statutory deadline"),
    entry::<tosei_types::DueDate>("due-date", "期限", "Due date"),
    entry::<tosei_types::DueDateAnswer>("due-date-answer", "期限の回答", "Answer about a due date"),
    entry::<tosei_types::ElapsedDays>("elapsed-days", "経過日数", "Elapsed days"),
    entry::<tosei_document::CellAddress>("cell-address", "セル番地", "Cell address"),
    entry::<tosei_document::Place>("place", "場所", "Place"),
    entry::<tosei_document::Severity>("severity", "重大度", "Severity"),
    entry::<tosei_document::Limits>("limits", "上限", "Limits"),
    // Findings and rules about data.
    entry::<tosei_document::Finding>("finding", "所見", "Finding"),
    entry::<tosei_document::Report>("report", "点検結果", "Report of findings"),
    entry::<tosei_document::RawItem>(
        "raw-item",
        "原文のまま残した項目",
        "Item kept as it was written",
    ),
    entry::<tosei_document::CatalogueDocument>("rule-catalogue", "規則カタログ", "Rule catalogue"),
    entry::<tosei_document::ExemptionDocument>("exemptions", "除外一覧", "Exemptions"),
    // Tables that are written.
    entry::<tosei_table::FormDocument>("form", "調査票", "Survey form"),
    entry::<tosei_table::ReplacementsDocument>(
        "character-replacements",
        "文字の置換表",
        "Character replacements",
    ),
    // The inventory and its parts.
    entry::<tosei_inventory::Inventory>("inventory", "棚卸", "Inventory"),
    entry::<tosei_inventory::Organisation>("organisation", "組織", "Organisation"),
    entry::<tosei_inventory::Procedure>("procedure", "手続", "Procedure"),
    entry::<tosei_inventory::Process>("process", "手続プロセス", "Process"),
    entry::<tosei_inventory::Touchpoint>("touchpoint", "接点", "Touchpoint"),
    entry::<tosei_inventory::Barrier>("barrier", "障壁", "Barrier"),
    entry::<tosei_inventory::DiscretionVerdict>(
        "discretion-verdict",
        "裁量の判定",
        "Verdict about discretion",
    ),
    entry::<tosei_inventory::PredicateVerdict>(
        "predicate-verdict",
        "オンラインの判定の結果",
        "Verdict of a digital predicate",
    ),
    // Rounds, forecasts and answers.
    entry::<tosei_inventory::round::SurveyRound>("survey-round", "照会", "Survey round"),
    entry::<tosei_inventory::round::RoundStatus>("round-status", "照会の状況", "Status of a round"),
    entry::<tosei_inventory::forecast::IndicatorSeries>(
        "indicator-series",
        "指標の系列",
        "Indicator series",
    ),
    entry::<tosei_inventory::forecast::Forecast>("forecast", "見通し", "Forecast"),
    entry::<tosei_inventory::suppression::SuppressedTable>(
        "suppressed-table",
        "秘匿後の集計表",
        "Table with small counts suppressed",
    ),
    entry::<tosei_inventory::suppression::CrossedTable>(
        "crossed-table",
        "列計のある秘匿後の集計表",
        "Table with column totals, small counts suppressed",
    ),
    entry::<tosei_inventory::request::RequestRegister>(
        "request-register",
        "要望の一覧",
        "Register of requests",
    ),
    entry::<tosei_inventory::TouchpointInventory>(
        "touchpoint-inventory",
        "接点の棚卸",
        "Inventory of touchpoints",
    ),
    entry::<tosei_inventory::answer_sheet::AnswerSheets>(
        "answer-sheets",
        "答弁用資料集",
        "Answer sheets",
    ),
    entry::<tosei_inventory::answer_sheet::PublishedValues>(
        "published-values",
        "公表値の一覧",
        "Published values",
    ),
    // The quality of procedures.
    entry::<tosei_qos_model::IllustrativeExamples>(
        "illustrative-examples",
        "例示",
        "Illustrative examples",
    ),
    entry::<tosei_qos_model::EvidenceDefinitions>(
        "evidence-definitions",
        "証拠の定義",
        "Evidence definitions",
    ),
    entry::<tosei_qos_model::ReviewDocument>(
        "procedure-reviews",
        "手続のレビュー",
        "Reviews of procedures",
    ),
    entry::<tosei_qos_model::ReviewSummary>("review-summary", "レビュー集計", "Review summary"),
    entry::<tosei_qos_model::TargetDocument>("qos-targets", "到達目標", "Quality targets"),
    entry::<tosei_qos_model::Progress>(
        "qos-progress",
        "目標の進捗",
        "Progress towards a quality target",
    ),
    entry::<tosei_qos_model::QualityMap>("quality-map", "クオリティマップ", "Quality map"),
    entry::<tosei_qos_model::ProcedureSheet>("procedure-sheet", "個票", "Sheet of a procedure"),
    entry::<tosei_qos_model::Cycle>("qos-cycle", "改善サイクル", "Management cycle"),
    entry::<tosei_qos_model::CycleStep>(
        "qos-cycle-step",
        "改善サイクルの検証",
        "Step of a management cycle",
    ),
    entry::<tosei_qos_model::PortfolioDocument>(
        "qos-portfolio",
        "取組一覧",
        "Actions to choose from",
    ),
    entry::<tosei_qos_model::PortfolioChoice>(
        "qos-portfolio-choice",
        "取組の選択",
        "Choice of actions",
    ),
    entry::<tosei_document::PublicationMarks>("publication-marks", "公開区分", "Publication marks"),
    entry::<tosei_qos_model::Published>("published", "公開用の文書", "Published document"),
    // Lists that are data.
    entry::<tosei_types::HolidayList>("holidays", "国民の祝日・休日の一覧", "Official holidays"),
    entry::<tosei_types::BusinessCalendar>(
        "business-calendar",
        "開庁日カレンダー",
        "Business calendar",
    ),
    entry::<tosei_types::CountingRule>("counting-rule", "期間の数え方", "Counting rule"),
    entry::<tosei_table::CharacterListDocument>(
        "character-list",
        "文字の一覧",
        "List of characters",
    ),
    entry::<tosei_table::ComparisonList>("comparison-list", "照合表", "Comparison list"),
    entry::<tosei_inventory::survey::SurveyEdition>("survey-edition", "調査の版", "Survey edition"),
    entry::<tosei_inventory::survey::SurveyCrosswalk>(
        "survey-crosswalk",
        "調査の版の対照",
        "Crosswalk of survey editions",
    ),
    entry::<tosei_inventory::survey::Comparability>(
        "survey-comparability",
        "版の比較可能性",
        "Comparability of survey editions",
    ),
    entry::<tosei_inventory::office_table::OfficeMapping>(
        "office-mapping",
        "対応表",
        "Mapping of an office's table",
    ),
    entry::<tosei_inventory::office_table::MappingProposal>(
        "mapping-proposal",
        "対応表の案",
        "Proposal of a mapping",
    ),
    entry::<tosei_inventory::office_table::OfficeTotals>(
        "office-totals",
        "表の集計",
        "Totals of an office's table",
    ),
    entry::<tosei_inventory::office_table::HeaderSynonymsDocument>(
        "header-synonyms",
        "見出しの言い換え",
        "Header synonyms",
    ),
    entry::<tosei_inventory::ProcessKindsDocument>(
        "process-kinds",
        "手続プロセスの種類",
        "Process kinds",
    ),
    entry::<tosei_inventory::ProcedureCategoriesDocument>(
        "procedure-categories",
        "手続の分類",
        "Procedure categories",
    ),
    entry::<tosei_inventory::DigitalPredicatesDocument>(
        "digital-predicates",
        "オンラインの判定",
        "Digital predicates",
    ),
    entry::<tosei_inventory::RuleAuthoritiesDocument>(
        "rule-authorities",
        "規程の改正権限",
        "Who may amend which rule",
    ),
    entry::<tosei_inventory::VolumeBandsDocument>("volume-bands", "件数区分", "Volume bands"),
    entry::<tosei_inventory::RateDefinitionsDocument>(
        "rate-definitions",
        "率の定義",
        "Rate definitions",
    ),
    entry::<tosei_inventory::PriorityRulesDocument>("priority-rules", "選定規則", "Priority rules"),
    entry::<tosei_inventory::DecompositionMethodsDocument>(
        "decomposition-methods",
        "分解方法",
        "Methods of decomposition",
    ),
    // Snapshots and what lies between them.
    entry::<tosei_inventory::Fraction>("fraction", "分数", "Exact fraction"),
    entry::<tosei_inventory::MatchingDocument>(
        "inventory-matching",
        "突合の訂正一覧",
        "Matching corrections",
    ),
    entry::<tosei_inventory::CrosswalkDocument>(
        "organisation-crosswalk",
        "組織の新旧対応",
        "Organisation crosswalk",
    ),
    entry::<tosei_inventory::Ledger>("inventory-ledger", "台帳", "Ledger"),
    entry::<tosei_inventory::ComparisonReport>("inventory-comparison", "比較結果", "Comparison"),
    entry::<tosei_inventory::RateDecomposition>(
        "rate-decomposition",
        "率の変化の分解",
        "Decomposition of a change",
    ),
    entry::<tosei_inventory::OrganisationFigure>(
        "organisation-figure",
        "組織別の数値",
        "Figure of an organisation",
    ),
    entry::<tosei_inventory::RateHistory>("rate-history", "率の推移", "Rate history"),
    entry::<tosei_inventory::RuleAmendment>(
        "rule-amendment",
        "自団体の規程の改正",
        "Amendment of an own rule",
    ),
    entry::<tosei_inventory::WhatIf>("what-if", "試算", "What-if"),
    // Plans, and how far they are.
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
    // Judging by criteria.
    entry::<tosei_criteria::StandardDocument>("standard", "基準", "Standard"),
    entry::<tosei_criteria::EvidenceDocument>("evidence", "証拠", "Evidence"),
    entry::<tosei_criteria::Assessment>("assessment", "判定結果", "Assessment"),
    entry::<tosei_criteria::Explanation>("explanation", "判定の説明", "Explanation"),
    entry::<tosei_criteria::ActionSets>(
        "action-sets",
        "水準に届く取組",
        "Sets of actions that reach a level",
    ),
    // Flows.
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
    entry::<tosei_examples::flow_simulate::SimulateReport>(
        "flow-simulate-report",
        "模擬実験の報告",
        "Report of a simulated flow",
    ),
    entry::<tosei_examples::flow_compare::CompareReport>(
        "flow-compare-report",
        "業務フローの比較の文書",
        "Report of a comparison of flows",
    ),
    // Analog regulations: detection.
    entry::<tosei_analog_regs::detect::PatternsDocument>(
        "analog-patterns",
        "アナログ規制の点検パターン",
        "Patterns of analog regulations",
    ),
    entry::<tosei_examples::ordinance_scan::ScanResult>(
        "ordinance-scan",
        "例規の点検の結果",
        "Result of a scan of ordinances",
    ),
    entry::<tosei_analog_regs::detect::CandidateRecord>(
        "analog-candidate",
        "アナログ規制の候補",
        "Candidate of an analog regulation",
    ),
    // Counters.
    entry::<tosei_analog_regs::ClauseRegister>(
        "clause-register",
        "条項台帳",
        "Register of analog clauses",
    ),
    entry::<tosei_analog_regs::CategoriesDocument>(
        "analog-categories",
        "規制等の類型",
        "Categories of analog regulations",
    ),
    entry::<tosei_analog_regs::PhaseScalesDocument>(
        "analog-phases",
        "Phaseの表",
        "Scales of phases",
    ),
    entry::<tosei_analog_regs::review::StatusMachineDocument>(
        "review-status",
        "見直しの状況の遷移",
        "Statuses of a review",
    ),
    entry::<tosei_analog_regs::progress::ProgressDefinitionsDocument>(
        "review-progress",
        "進捗率の定義",
        "Definitions of progress",
    ),
    entry::<tosei_analog_regs::progress::PublishedFiguresDocument>(
        "published-review-figures",
        "見直しの公表値",
        "Published figures of a review",
    ),
    entry::<tosei_analog_regs::priority::PriorityRulesDocument>(
        "review-priority",
        "見直しの順序の規則",
        "Rules of the order of review",
    ),
    entry::<tosei_analog_regs::technology::TechnologiesDocument>(
        "analog-technologies",
        "代替技術",
        "Alternatives by technology",
    ),
    entry::<tosei_analog_regs::AssemblyCalendar>(
        "assembly-calendar",
        "議会の会期",
        "Calendar of an assembly",
    ),
    entry::<tosei_analog_regs::worksheet::WorksheetDocument>(
        "review-worksheet",
        "工程表",
        "Review worksheet",
    ),
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
    // Results.
    entry::<tosei_examples::counter_planner::report::Report>(
        "counter-plan-report",
        "窓口の計画",
        "Counter plan",
    ),
    entry::<tosei_inventory::RateResult>("rate-result", "率の結果", "Rate result"),
    entry::<tosei_inventory::Selection>("selection", "選定結果", "Selection"),
    entry::<tosei_examples::digital_first_report::report::Report>(
        "digital-first-report",
        "デジタルファースト報告書",
        "Digital first report",
    ),
    // Governance records, the year of an office, answer sheets of figures.
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
    // Interchange.
    entry::<tosei::cpsv_ap::ProfileDocument>(
        "cpsv-ap-profile",
        "公共サービスの語彙のプロファイル",
        "Profile of the vocabulary of public services",
    ),
    entry::<tosei_examples::digital_first_report::SiteDocument>(
        "digital-first-site",
        "サイトの概況",
        "Overview of a site",
    ),
    entry::<tosei_examples::digital_first_report::site::JoinedDocument>(
        "joined-report",
        "つながりと試算",
        "Connections and what-if",
    ),
    entry::<tosei_examples::digital_first_report::site::SiteFiles>(
        "site-files",
        "サイトのファイルの一覧",
        "List of the files of a site",
    ),
    // Business process flows.
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
    // What joins the domains.
    entry::<tosei::evidence::EvidenceMapping>(
        "evidence-mapping",
        "証拠の対応表",
        "Mapping of evidence",
    ),
    entry::<tosei::evidence::SurveyEvidence>(
        "survey-evidence",
        "調査から導いた証拠",
        "Evidence derived from a survey",
    ),
    entry::<tosei::joined::Links>("links", "文書の対応表", "Links between documents"),
    entry::<tosei::joined::Change>("joined-change", "試算する変更", "Change that is tried out"),
    entry::<tosei::joined::WhatIfReport>("joined-what-if", "試算の結果", "Result of a what-if"),
];

/// The formats that the standard names; others are a habit of the generator.
const STANDARD_FORMATS: [&str; 19] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uuid",
    "uri-template",
    "json-pointer",
    "relative-json-pointer",
    "regex",
];

/// The largest integer that every reader of JSON keeps exact.
const MAX_INTEGER: u64 = tosei_types::MAX_COUNT;

/// Makes all schemas.
pub(crate) fn generate() -> anyhow::Result<Vec<Generated>> {
    let mut files: Vec<Generated> = Vec::new();
    for entry in REGISTRY {
        let path = PathBuf::from(format!("schemas/{}.schema.json", entry.name));
        if files.iter().any(|file| file.path == path) {
            bail!("two types are named `{}`", entry.name);
        }
        let mut text = serde_json::to_string_pretty(&document(entry))?;
        text.push('\n');
        files.push(Generated {
            path,
            content: Content::Text(text),
        });
    }
    Ok(files)
}

/// The schema of one type, with its own address and titles in front.
fn document(entry: &Entry) -> Value {
    let generator = SchemaSettings::draft2020_12()
        .for_deserialize()
        .with_transform(transform::RecursiveTransform(keep_to_the_standard))
        .with_transform(transform::RecursiveTransform(speak_to_a_reader))
        .into_generator();
    let mut made = (entry.schema)(generator);
    let made = made.ensure_object();
    title(made, entry.ja, Some(entry.en));
    if let Some(Value::Object(definitions)) = made.get_mut("$defs") {
        for (name, definition) in definitions {
            let published = REGISTRY
                .iter()
                .find(|entry| (entry.definition)() == name.as_str());
            if let (Some(entry), Value::Object(definition)) = (published, definition) {
                title(definition, entry.ja, Some(entry.en));
            }
        }
    }
    let mut document = Map::new();
    for key in ["$schema", "$id", "title", "x-en", "description"] {
        let value = match key {
            "$id" => Some(format!("{}.schema.json", entry.name).into()),
            _ => made.remove(key),
        };
        document.extend(value.map(|value| (key.to_owned(), value)));
    }
    document.append(made);
    Value::Object(document)
}

/// Gives a schema its titles; a title in English that is there already stays if none is given.
fn title(schema: &mut Map<String, Value>, ja: &str, en: Option<&str>) {
    schema.insert("title".into(), ja.into());
    if let Some(en) = en {
        let english = schema.entry("x-en").or_insert_with(|| json!({}));
        if let Value::Object(english) = english {
            english.insert("title".into(), en.into());
        }
    }
}

/// Shortens a page of documentation to what a reader of the schema needs, and takes the titles
/// from its first words.
fn speak_to_a_reader(schema: &mut Schema) {
    let Some(page) = schema.get("description").and_then(Value::as_str) else {
        return;
    };
    let description = text::description(page);
    let schema = schema.ensure_object();
    if !schema.contains_key("title")
        && let Some((ja, en)) = text::titles(&description)
    {
        title(schema, ja, en);
    }
    schema.insert("description".into(), description.into());
}

/// Drops formats that validators do not know, and bounds integers to those that every language
/// reads exactly.
fn keep_to_the_standard(schema: &mut Schema) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else {
        return;
    };
    if STANDARD_FORMATS.contains(&format) {
        return;
    }
    let wide = matches!(
        format,
        "uint64" | "int64" | "uint" | "int" | "uint128" | "int128"
    );
    schema.remove("format");
    if wide && schema.get("maximum").is_none() {
        schema.insert("maximum".into(), json!(MAX_INTEGER));
    }
}
