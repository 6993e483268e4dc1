//! Findings, editions and places.

use super::super::{Entry, entry};

pub(super) const ENTRIES: &[Entry] = &[
    entry::<tosei_document::CellAddress>("cell-address", "セル番地", "Cell address"),
    entry::<tosei_document::Place>("place", "場所", "Place"),
    entry::<tosei_document::Severity>("severity", "重大度", "Severity"),
    entry::<tosei_document::Limits>("limits", "上限", "Limits"),
    entry::<tosei_document::Finding>("finding", "所見", "Finding"),
    entry::<tosei_document::Report>("report", "点検結果", "Report of findings"),
    entry::<tosei_document::RawItem>(
        "raw-item",
        "原文のまま残した項目",
        "Item kept as it was written",
    ),
    entry::<tosei_document::CatalogueDocument>("rule-catalogue", "規則カタログ", "Rule catalogue"),
    entry::<tosei_document::ExemptionDocument>("exemptions", "除外一覧", "Exemptions"),
    entry::<tosei_document::PublicationMarks>("publication-marks", "公開区分", "Publication marks"),
];
