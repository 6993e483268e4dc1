//! As-Is and To-Be of a made-up grant, drawn anew, told as an official would.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    compare::{ChangeKind, GivenPair, apply, compare},
    metrics::{MeasureKind, MetricsOptions},
};
use tosei_types::Language;

/// Steps in a row: (name, lane, medium, minutes, automated), with ids that start with `prefix`.
fn row(prefix: &str, steps: &[(&str, &str, &str, u32, bool)]) -> Flow {
    let lanes: Vec<Value> = ["窓口", "審査", "システム"]
        .iter()
        .map(|name| json!({"id": format!("{prefix}-{name}"), "name": name}))
        .collect();
    let pool = format!("{prefix}-pool");
    let mut nodes = vec![json!({"id": format!("{prefix}s"), "pool": pool,
        "is": {"kind": "event", "event": "start", "trigger": "none"}})];
    let mut lines = Vec::new();
    let mut last = format!("{prefix}s");
    for (at, (name, lane, medium, minutes, automated)) in steps.iter().enumerate() {
        let id = format!("{prefix}{at}");
        let marks: &[&str] = if *automated { &["automated"] } else { &[] };
        nodes.push(
            json!({"id": id, "name": name, "pool": pool, "lane": format!("{prefix}-{lane}"),
            "is": {"kind": "activity", "medium": medium, "work": minutes.to_string(),
                "waiting": "0", "marks": marks}}),
        );
        lines.push(json!({"id": format!("{prefix}f{at}"), "from": last, "to": id}));
        last = id;
    }
    nodes.push(json!({"id": format!("{prefix}e"), "pool": pool,
        "is": {"kind": "event", "event": "end", "trigger": "none"}}));
    lines.push(json!({"id": format!("{prefix}fe"), "from": last, "to": format!("{prefix}e")}));
    serde_json::from_value(
        json!({"format": "tosei-flow", "format_version": 1, "id": "grant",
        "name": "補助金の交付（架空）", "fictional": true, "nodes": nodes, "sequence_flows": lines,
        "pools": [{"id": pool, "name": "架空市", "lanes": lanes}]}),
    )
    .unwrap()
}

fn told(before: &Flow, after: &Flow, given: &[GivenPair]) -> Vec<String> {
    let comparison = compare(before, after, given, MetricsOptions::default());
    assert_eq!(apply(before, &comparison.script).unwrap(), *after);
    let told = comparison.changes.iter();
    told.map(|change| change.sentence(Language::Ja)).collect()
}

#[test]
fn changes_are_told_in_the_words_of_an_official() {
    let before = row(
        "a",
        &[
            ("申請書を受け付ける", "窓口", "paper", 5, false),
            ("受付簿に転記する", "窓口", "paper", 3, false),
            ("本人を確認する", "窓口", "face_to_face", 4, false),
            ("要件を審査する", "審査", "paper", 20, false),
            ("決定通知を印刷する", "審査", "paper", 6, false),
        ],
    );
    let after = row(
        "z",
        &[
            ("申請書を受け付ける", "システム", "digital", 0, true),
            ("要件を審査する", "審査", "digital", 15, false),
            ("本人を確認する", "窓口", "face_to_face", 4, false),
            ("決定を電子で知らせる操作", "審査", "digital", 1, false),
        ],
    );
    let told = told(&before, &after, &[]);
    assert_eq!(
        told,
        [
            "担当の変更：申請書を受け付ける（窓口 → システム）",
            "自動化：申請書を受け付ける",
            "媒体の変更：申請書を受け付ける（紙 → デジタル）",
            "時間の変更：申請書を受け付ける",
            "廃止：受付簿に転記する",
            "媒体の変更：要件を審査する（紙 → デジタル）",
            "時間の変更：要件を審査する",
            "廃止：決定通知を印刷する",
            "追加：決定を電子で知らせる操作",
            "順序の変更：本人を確認する",
        ]
    );
    let comparison = compare(&before, &after, &[], MetricsOptions::default());
    let measures = comparison.measures.unwrap();
    let of = |kind| {
        measures
            .iter()
            .find(|change| change.kind == Some(kind))
            .unwrap()
    };
    let difference = |kind| of(kind).exact().unwrap().to_string();
    assert_eq!(difference(MeasureKind::WorkMinutes), "-18");
    assert_eq!(difference(MeasureKind::PaperSteps), "-4");
}

#[test]
fn steps_that_became_one_are_combined_and_the_other_way_split() {
    let many = row(
        "a",
        &[
            ("内容の確認", "窓口", "paper", 5, false),
            ("台帳への入力", "窓口", "digital", 3, false),
        ],
    );
    let one = row(
        "z",
        &[("内容の確認と台帳への入力", "窓口", "digital", 4, false)],
    );
    let kinds = |before: &Flow, after: &Flow| -> Vec<ChangeKind> {
        let comparison = compare(before, after, &[], MetricsOptions::default());
        comparison
            .changes
            .iter()
            .map(|change| change.kind)
            .collect()
    };
    let combined = kinds(&many, &one);
    assert!(combined.contains(&ChangeKind::Combined), "{combined:?}");
    assert!(!combined.contains(&ChangeKind::Removed), "{combined:?}");
    let split = kinds(&one, &many);
    assert!(split.contains(&ChangeKind::Split), "{split:?}");
    assert!(!split.contains(&ChangeKind::Added), "{split:?}");
}

#[test]
fn somebody_who_knows_corrects_the_matching() {
    let before = row("a", &[("決定通知を印刷する", "審査", "paper", 6, false)]);
    let after = row("z", &[("電子で知らせる", "審査", "digital", 1, false)]);
    let given = |after: Option<&str>| GivenPair {
        before: "a0".parse().unwrap(),
        after: after.map(|id| id.parse().unwrap()),
    };
    assert!(
        told(&before, &after, &[])
            .iter()
            .any(|change| change.starts_with("廃止"))
    );
    let corrected = told(&before, &after, &[given(Some("z0"))]);
    assert!(
        corrected.iter().all(|change| !change.starts_with("廃止")),
        "{corrected:?}"
    );
    assert!(
        corrected
            .iter()
            .any(|change| change.starts_with("名称の変更")),
        "{corrected:?}"
    );
    // The same step, said to be another.
    let apart = told(&before, &before, &[given(None)]);
    assert_eq!(apart.len(), 2, "{apart:?}");
    // A step and an event are never the same.
    let comparison = compare(
        &before,
        &after,
        &[given(Some("ze"))],
        MetricsOptions::default(),
    );
    assert_eq!(comparison.matching.unusable.len(), 1);
}
