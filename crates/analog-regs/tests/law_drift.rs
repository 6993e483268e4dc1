//! Drift: what became of provisions, case by case, and its laws.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use tosei_analog_regs::{
    comparison::{ComparisonTable, compare_texts},
    drift::{DriftKind, LawDrift, PairingBasis},
    law::{LawDocument, Provision},
};
use tosei_document::Limits;

const OLD: &str = "○架空市施設条例
（目的）
第1条　この条例は、施設の管理について必要な事項を定めることを目的とする。
（点検）
第2条　管理者は、毎月1回、職員に設備を目視により点検させなければならない。
2　前項の点検の結果は、帳簿に記載し、これを3年間保存しなければならない。
（掲示）
第3条　管理者は、施設の見やすい場所に次に掲げる事項を掲示しなければならない。
(1)　施設の名称及び所在地
(2)　管理者の氏名及び連絡先
(3)　利用時間及び休業日
（閲覧）
第4条　市長は、台帳を市役所に備え置き、公衆の閲覧に供しなければならない。ただし、市長が特に必要と認めるときは、この限りでない。
（罰則）
第5条　第3条の規定に違反した者は、5万円以下の過料に処する。
附則
1　この条例は、公布の日から施行する。
2　この条例の施行の際現に存する施設については、なお従前の例による。";

/// An article before all others, one deleted, an item left out, one article rewritten.
const NEW: &str = "○架空市施設条例
（趣旨）
第1条　この条例は、法令に特別の定めがあるもののほか、次条以下に規定する。
（目的）
第2条　この条例は、施設の管理について必要な事項を定めることを目的とする。
（点検）
第3条　管理者は、毎月1回、設備を適切な方法により点検しなければならない。
2　前項の点検の結果は、帳簿に記載し、これを3年間保存しなければならない。
（掲示）
第4条　管理者は、施設の見やすい場所に次に掲げる事項を掲示しなければならない。
(1)　施設の名称及び所在地
(2)　利用時間及び休業日
（閲覧）
第5条　市長は、台帳を市役所に備え置き、又はインターネットの利用により、公衆の閲覧に供しなければならない。ただし、市長が特に必要と認めるときは、この限りでない。
附則
1　この条例は、公布の日から施行する。
2　この条例の施行の際現に存する施設については、なお従前の例による。";

fn read(text: &str) -> LawDocument {
    LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap()
}

#[test]
fn citations_survive_renumbering() {
    let (old, new) = (read(OLD), read(NEW));
    let drift = LawDrift::between(&old, &new);
    for (from, kind, to) in [
        ("第1条", DriftKind::Moved, Some("第2条")),
        ("第2条", DriftKind::MovedAndChanged, Some("第3条")),
        ("第2条第1項", DriftKind::MovedAndChanged, Some("第3条第1項")),
        ("第2条第2項", DriftKind::Moved, Some("第3条第2項")),
        ("第3条第1号", DriftKind::Moved, Some("第4条第1号")),
        ("第3条第2号", DriftKind::Vanished, None),
        ("第3条第3号", DriftKind::Moved, Some("第4条第2号")),
        ("第4条", DriftKind::MovedAndChanged, Some("第5条")),
        (
            "第4条ただし書",
            DriftKind::MovedAndChanged,
            Some("第5条ただし書"),
        ),
        ("第5条", DriftKind::Vanished, None),
        ("附則第1項", DriftKind::Unchanged, Some("附則第1項")),
        ("附則", DriftKind::Unchanged, Some("附則")),
        (
            "架空市施設条例第4条",
            DriftKind::MovedAndChanged,
            Some("架空市施設条例第5条"),
        ),
    ] {
        let followed = drift.follow(&from.parse().unwrap()).unwrap();
        assert_eq!(
            (followed.kind, followed.to.map(|c| c.to_string()).as_deref()),
            (kind, to),
            "{from}"
        );
    }
    assert_eq!(drift.follow(&"第9条".parse().unwrap()), None);
    let appeared: Vec<String> = drift.appeared().map(Provision::place_ja).collect();
    assert_eq!(appeared, ["第1条"]);
    let sentences: Vec<String> = drift
        .entries()
        .map(|e| e.sentence(tosei_types::Language::Ja))
        .filter(|s| s.contains("第5条"))
        .collect();
    assert_eq!(
        sentences[0],
        "第4条は、第5条へ移り、改められました（似た文言、一致88%）。"
    );
}

#[test]
fn a_rewritten_article_keeps_its_number_by_its_heading() {
    let old = read(
        "（届出）\n第2条　甲は、書面により届け出なければならない。\n（雑則）\n第3条　丙は、別に定める。",
    );
    let new = read(
        "（届出）\n第2条　利用しようとする者は、あらかじめ市の定める手続を行うものとする。\n（雑則）\n第3条　丙は、別に定める。",
    );
    let drift = LawDrift::between(&old, &new);
    let followed = drift.follow(&"第2条".parse().unwrap()).unwrap();
    assert_eq!(
        (followed.kind, followed.entry.basis),
        (DriftKind::Changed, Some(PairingBasis::SameHeading))
    );
}

#[test]
fn what_was_deleted_has_vanished() {
    let old = read("第1条　甲は、閲覧することができる。\n第2条　乙は、届け出なければならない。");
    let new = read("第1条　削除\n第2条　乙は、届け出なければならない。");
    let drift = LawDrift::between(&old, &new);
    let followed = drift.follow(&"第1条".parse().unwrap()).unwrap();
    assert_eq!((followed.kind, followed.to), (DriftKind::Vanished, None));
}

#[test]
fn a_paragraph_that_went_to_another_article_is_found() {
    let old = read(
        "第1条　甲は、閲覧する。\n2　管理者は、毎年1回以上、設備を職員に点検させなければならない。\n第2条　乙は、届け出る。",
    );
    let new = read(
        "第1条　甲は、閲覧する。\n第2条　乙は、届け出る。\n2　管理者は、毎年1回以上、設備を職員に点検させなければならない。",
    );
    let drift = LawDrift::between(&old, &new);
    let followed = drift.follow(&"第1条第2項".parse().unwrap()).unwrap();
    assert_eq!(followed.to.unwrap().to_string(), "第2条第2項");
}

/// Law: a version compared with itself is unchanged everywhere.
#[test]
fn nothing_drifts_from_itself() {
    // Remarks that stand in no schedule.
    let alone = "第1条　甲は、届け出る。\n目次\n備考　甲\n一　住民\n二　事業者\n第1章　総則";
    for text in [OLD, NEW, "", alone] {
        let law = read(text);
        let drift = LawDrift::between(&law, &law);
        assert!(
            drift
                .entries()
                .all(|entry| entry.kind == DriftKind::Unchanged),
            "{text}"
        );
        assert!(ComparisonTable::of(&drift).rows.is_empty());
    }
}

/// Law: what vanished on the way there has appeared on the way back, and no two went to one place.
#[test]
fn pairs_are_one_to_one_and_reverse() {
    let (old, new) = (read(OLD), read(NEW));
    let (there, back) = (LawDrift::between(&old, &new), LawDrift::between(&new, &old));
    let mut places: Vec<String> = Vec::new();
    for entry in there
        .entries()
        .filter(|e| e.new_place.is_some() && e.kind != DriftKind::Appeared)
    {
        let returned = back.follow(entry.new.as_ref().unwrap()).unwrap();
        assert_eq!(returned.to, entry.old);
        places.push(format!("{:?} {}", entry.basis, entry.new_place.unwrap()));
    }
    let vanished = there
        .entries()
        .filter(|e| e.kind == DriftKind::Vanished)
        .count();
    let appeared = back
        .entries()
        .filter(|e| e.kind == DriftKind::Appeared)
        .count();
    // The only paragraph of an article that vanished is counted with it there.
    assert_eq!((vanished, appeared), (3, 2));
    assert!(!places.is_empty());
}

#[test]
fn compared_texts_put_together_are_the_texts() {
    for (a, b) in [
        (OLD, NEW),
        ("", "甲"),
        ("甲", ""),
        ("同じ", "同じ"),
        ("第１条", "第2条の3"),
    ] {
        let compared = compare_texts(a, b);
        let joined = |parts: &[tosei_analog_regs::comparison::TextPart]| -> String {
            parts.iter().map(|part| part.text.as_str()).collect()
        };
        assert_eq!(
            (joined(&compared.old), joined(&compared.new)),
            (a.to_owned(), b.to_owned())
        );
        let same = |parts: &[tosei_analog_regs::comparison::TextPart]| -> String {
            parts
                .iter()
                .filter(|part| !part.changed)
                .map(|part| part.text.as_str())
                .collect()
        };
        assert_eq!(same(&compared.old), same(&compared.new));
    }
}

#[test]
fn the_table_says_what_it_is() {
    let (old, new) = (read(OLD), read(NEW));
    let drift = LawDrift::between(&old, &new);
    let table = ComparisonTable::of(&drift);
    let places: Vec<_> = table
        .rows
        .iter()
        .map(|r| (r.old_place.as_deref(), r.new_place.as_deref()))
        .collect();
    assert_eq!(
        places,
        [
            (Some("第1条"), Some("第2条")),
            (Some("第2条"), Some("第3条")),
            (Some("第3条"), Some("第4条")),
            (Some("第4条"), Some("第5条")),
            (Some("第5条"), None),
            (None, Some("第1条")),
        ]
    );
    let one = ComparisonTable::of_clauses(&drift, [&"第2条第1項".parse().unwrap()]);
    assert_eq!(one.rows.len(), 1);
    #[cfg(feature = "html")]
    {
        let page = one.to_html(tosei_types::Language::Ja);
        assert!(
            page.contains("参考資料（改め文ではない）") && page.contains("<mark>"),
            "{page}"
        );
    }
    let json = serde_json::to_string(&table).unwrap();
    assert_eq!(
        serde_json::from_str::<ComparisonTable>(&json).unwrap(),
        table
    );
}
