//! The inventory: procedures, surveys, rates, rounds, comparisons.

use super::super::{Entry, entry};

pub(super) const ENTRIES: &[Entry] = &[
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
    entry::<tosei_inventory::RateResult>("rate-result", "率の結果", "Rate result"),
    entry::<tosei_inventory::Selection>("selection", "選定結果", "Selection"),
];
