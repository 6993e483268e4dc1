//! The quality of procedures.

use super::super::{Entry, entry};

pub(super) const ENTRIES: &[Entry] = &[
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
    entry::<tosei_qos_model::Published>("published", "公開用の文書", "Published document"),
];
