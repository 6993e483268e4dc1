//! What joins the domains.

use super::super::{Entry, entry};

pub(super) const ENTRIES: &[Entry] = &[
    entry::<tosei::cpsv_ap::ProfileDocument>(
        "cpsv-ap-profile",
        "公共サービスの語彙のプロファイル",
        "Profile of the vocabulary of public services",
    ),
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
