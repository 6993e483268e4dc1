//! Which provision is which: what moves into another article, what stands twice, and what is too short to tell.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use tosei_analog_regs::drift::LawDrift;
use tosei_analog_regs::law::{LawDocument, Provision};
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

/// Case: an article that was deleted in words is none, on either side.
#[test]
fn a_deleted_article_is_no_counterpart() {
    let law = |second: &str| {
        format!("○架空市施設条例\n第1条　{FIRST}\n第2条　{second}\n第3条　市長は、別に定める。\n")
    };
    let (kept, deleted) = (law(SECOND), law("削除"));
    assert_eq!(gone(&kept, &deleted, "第2条"), "- -");
    assert_eq!(gone(&kept, &deleted, "第3条"), "第3条 same_text");
    let appeared = |old: &str, new: &str| {
        let (old, new) = (read(old), read(new));
        let drift = LawDrift::between(&old, &new);
        let appeared: Vec<String> = drift.appeared().map(Provision::place_ja).collect();
        (drift.entries().count(), appeared.join(" "))
    };
    let (entries, new) = appeared(&kept, &deleted);
    assert_eq!(new, "");
    let (fewer, new) = appeared(&deleted, &kept);
    assert_eq!(new, "第2条");
    // The deleted article and its paragraph are no entries; the one that appeared is one.
    assert_eq!((entries, fewer), (6, 5));
}

/// Case: without the same heading at the same number a rewritten article is another one.
#[test]
fn a_rewritten_article_needs_its_heading_and_its_number() {
    let law = |heading: &str, number: u32, text: &str| {
        format!("○架空市施設条例\n（目的）\n第1条　{FIRST}\n{heading}第{number}条　{text}\n")
    };
    let rewritten = "電磁的記録は、これを原本とみなす。";
    let found = |old_heading: &str, heading: &str, number: u32| {
        gone(
            &law(old_heading, 2, SECOND),
            &law(heading, number, rewritten),
            "第2条",
        )
    };
    assert_eq!(found("（納付）\n", "（納付）\n", 2), "第2条 same_heading");
    assert_eq!(found("（納付）\n", "（記録）\n", 2), "- -");
    assert_eq!(found("（納付）\n", "（納付）\n", 3), "- -");
    // Two articles without a heading have no heading in common.
    assert_eq!(found("", "", 2), "- -");
}

/// Case: the only paragraph of an article, which is cited as the article, is its counterpart's, whatever it says.
#[test]
fn an_only_paragraph_goes_with_its_article() {
    let law = |text: &str| format!("○架空市施設条例\n（納付）\n第1条　{text}\n");
    let rewritten = "電磁的記録は、これを原本とみなす。";
    assert_eq!(
        gone(&law(SECOND), &law(SECOND), "第1条第1項"),
        "第1条 same_text"
    );
    assert_eq!(
        gone(&law(SECOND), &law(rewritten), "第1条第1項"),
        "第1条 same_number"
    );
}

/// Case: a proviso that is gone leaves the citation of the whole; a supplement is its own place.
#[test]
fn what_is_cited_inside_a_provision() {
    let law = |proviso: &str, supplement: &str| {
        format!("○架空市施設条例\n第1条　{SECOND}{proviso}\n{supplement}")
    };
    let proviso = "ただし、市長が認めるときは、この限りでない。";
    let (before, after) = (
        "附則\nこの条例は、公布の日から施行する。\n",
        "附則\nこの条例は、令和8年4月1日から施行する。\n",
    );
    let old = law(proviso, before);
    assert_eq!(
        gone(&old, &law(proviso, before), "第1条ただし書"),
        "第1条ただし書 same_text"
    );
    let without = gone(&old, &law("", before), "第1条ただし書");
    assert!(without.starts_with("第1条 same_"), "{without}");
    let kind = |new: &str| {
        let (old, new) = (read(&old), read(new));
        let drift = LawDrift::between(&old, &new);
        drift.follow(&"附則".parse().unwrap()).unwrap().kind.code()
    };
    assert_eq!(kind(&old), "unchanged");
    assert_eq!(kind(&law(proviso, after)), "changed");
    assert_eq!(kind(&law(proviso, "")), "vanished");
}

/// Case: of a clause that is gone there is no new text, and what is registered is not it.
#[test]
fn a_clause_that_is_gone_has_no_new_text() {
    let old = read(&format!(
        "○架空市施設条例\n第1条　{FIRST}\n第2条　{SECOND}\n"
    ));
    let new = read(&format!("○架空市施設条例\n第1条　{FIRST}\n"));
    let drift = LawDrift::between(&old, &new);
    let clause =
        |citation: &str, text: &str| drift.clause(&citation.parse().unwrap(), text).unwrap();
    let gone = clause("第2条", SECOND);
    assert!(gone.registered_text_is_old && !gone.registered_text_is_new);
    assert_eq!(gone.new_text, None);
    let kept = clause("第1条", FIRST);
    assert!(kept.registered_text_is_old && kept.registered_text_is_new);
    let other = clause("第1条", SECOND);
    assert!(!other.registered_text_is_old && !other.registered_text_is_new);
}
