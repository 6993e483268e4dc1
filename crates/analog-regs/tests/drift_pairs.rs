//! Which provision is which: what moves into another article, what stands twice, and what is too short to tell.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use tosei_analog_regs::drift::LawDrift;
use tosei_analog_regs::law::LawDocument;
use tosei_document::Limits;

fn read(text: &str) -> LawDocument {
    LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap()
}

/// Where a citation has gone, and by what it was found.
fn gone(old: &str, new: &str, citation: &str) -> String {
    let (old, new) = (read(old), read(new));
    let drift = LawDrift::between(&old, &new);
    let followed = drift.follow(&citation.parse().unwrap()).unwrap();
    let to = followed
        .to
        .map_or_else(|| "-".to_owned(), |to| to.to_string());
    let basis = followed.entry.basis.map_or("-", |basis| basis.code());
    format!("{to} {basis}")
}

const FIRST: &str = "管理者は、毎月一回、職員に設備を点検させなければならない。";
const SECOND: &str = "使用料は、許可の際に納付書により納めるものとする。";

/// A law of two articles, with a second paragraph in the first of them or in the second.
fn law(in_first: Option<&str>, in_second: &[&str]) -> String {
    let mut text = format!("○架空市施設条例\n第1条　{FIRST}\n");
    if let Some(paragraph) = in_first {
        text.push_str(&format!("2　{paragraph}\n"));
    }
    text.push_str(&format!("第2条　{SECOND}\n"));
    for (at, paragraph) in in_second.iter().enumerate() {
        text.push_str(&format!("{}　{paragraph}\n", at + 2));
    }
    text
}

/// Case: a paragraph that went into another article is found by its text, unless that is short.
#[test]
fn a_paragraph_is_found_in_another_article() {
    let found = |before: &str, after: &[&str]| {
        gone(&law(Some(before), &[]), &law(None, after), "第1条第2項")
    };
    let long = "住民は、市役所の窓口で台帳の写しの交付を受けることができる。";
    assert_eq!(found(long, &[long]), "第2条第2項 same_text");
    let changed = "住民は、市役所の窓口で台帳の写しの交付を請求することができる。";
    assert_eq!(found(long, &[changed]), "第2条第2項 similar_text");
    // Of two that are alike the more alike one.
    let less = "住民は、市役所の窓口で台帳の写しの交付を請求することができるものとする。";
    assert_eq!(found(long, &[less, changed]), "第2条第3項 similar_text");
    assert_eq!(found(long, &[changed, less]), "第2条第2項 similar_text");
    let other = "市長は、毎年度、指定管理者の評価の結果を公表するものとする。";
    assert_eq!(found(long, &[other]), "- -");
    // Twelve characters are long enough, eleven are not.
    let (twelve, eleven) = ("住民は台帳を閲覧できる。", "住民は台帳を閲覧する。");
    assert_eq!((twelve.chars().count(), eleven.chars().count()), (12, 11));
    assert_eq!(found(twelve, &[twelve]), "第2条第2項 same_text");
    assert_eq!(found(eleven, &[eleven]), "- -");
}

/// Case: of items with one text each finds the one of its own number first, then those that are left.
#[test]
fn of_one_text_the_same_number_goes_first() {
    let law = |items: [&str; 3]| {
        let mut text = String::from("○架空市施設条例\n第1条　次に掲げる事項を掲示する。\n");
        for (at, item) in items.iter().enumerate() {
            text.push_str(&format!("({})　{item}\n", at + 1));
        }
        text
    };
    let (name, hours, person) = ("施設の名称及び所在地", "利用時間及び休業日", "管理者の氏名");
    let found = |old: [&str; 3], new: [&str; 3], item: usize| {
        gone(&law(old), &law(new), &format!("第1条第{item}号"))
    };
    let (old, new) = ([name, name, person], [hours, name, person]);
    assert_eq!(found(old, new, 1), "- -");
    assert_eq!(found(old, new, 2), "第1条第2号 same_text");
    let (old, new) = ([name, hours, person], [person, name, hours]);
    assert_eq!(found(old, new, 1), "第1条第2号 same_text");
    assert_eq!(found(old, new, 2), "第1条第3号 same_text");
    assert_eq!(found(old, new, 3), "第1条第1号 same_text");
}
