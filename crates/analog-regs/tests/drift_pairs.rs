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

/// Case: what moved word for word is not looked for again at its old number, though that has its heading.
#[test]
fn what_moved_is_not_paired_again_by_its_heading() {
    let old = format!("○架空市施設条例\n（納付）\n第1条　{SECOND}\n");
    let new = format!(
        "○架空市施設条例\n（納付）\n第1条　電磁的記録は、これを原本とみなす。\n（納付の時期）\n第2条　{SECOND}\n"
    );
    assert_eq!(gone(&old, &new, "第1条"), "第2条 same_text");
    assert_eq!(gone(&new, &old, "第2条"), "第1条 same_text");
    assert_eq!(gone(&new, &old, "第1条"), "- -");
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

/// So many letters that both texts begin with, then others: of n letters n − 1 pairs are compared.
fn begins(common: usize, others: &str) -> String {
    let letters = "山川海空雲雨雪風雷霧霜露虹星";
    letters.chars().take(common).chain(others.chars()).collect()
}

/// Case: exactly the share that is asked for, and one pair of letters less.
#[test]
fn texts_are_alike_from_a_share_on() {
    let items = |first: &str, second: &str| {
        format!("○架空市施設条例\n第1条　次に掲げる事項を掲示する。\n(1)　{first}\n(2)　{second}\n")
    };
    let (left, right) = ("子丑寅卯辰巳午", "未申酉戌亥春秋");
    let part = |text: &str, length: usize| text.chars().take(length).collect::<String>();
    let text = |common: usize, others: &str| begins(common, &part(others, 11 - common));
    // The same number: 4 of 10 pairs, then 3. The first items have nothing in common.
    let same = |common| {
        let old = items("施設の名称", &text(common, left));
        gone(&old, &items("休業日", &text(common, right)), "第1条第2号")
    };
    assert_eq!(
        (same(5).as_str(), same(4).as_str()),
        ("第1条第2号 same_number", "- -")
    );
    // Another number: 6 of 10 pairs, then 5.
    let other = |common| {
        let old = items("施設の名称", &text(common, left));
        gone(&old, &items(&text(common, right), "休業日"), "第1条第2号")
    };
    assert_eq!(
        (other(7).as_str(), other(6).as_str()),
        ("第1条第1号 similar_text", "- -")
    );
    // Another article: 12 of 15 pairs, then 11.
    let text = |common: usize, others: &str| begins(common, &part(others, 16 - common));
    let moved = |common| {
        let old = law(Some(&text(common, left)), &[]);
        gone(&old, &law(None, &[&text(common, right)]), "第1条第2項")
    };
    assert_eq!(
        (moved(13).as_str(), moved(12).as_str()),
        ("第2条第2項 similar_text", "- -")
    );
    // Of two that are as much alike the first.
    let old = law(Some(&text(13, "子丑寅")), &[]);
    let two = law(None, &[&text(13, "卯辰巳"), &text(13, "午未申")]);
    assert_eq!(gone(&old, &two, "第1条第2項"), "第2条第2項 similar_text");
}

/// Case: what is marked as deleted, or says nothing but that, is gone with all that is in it.
#[test]
fn deleted_provisions_of_a_law_as_data() {
    let article = |number: u32, mark: &str, sentence: &str, items: &str| {
        format!(
            "<Article Num=\"{number}\"{mark}><ArticleTitle>第{number}条</ArticleTitle><Paragraph Num=\"1\">\
             <ParagraphSentence><Sentence>{sentence}</Sentence></ParagraphSentence>{items}</Paragraph></Article>"
        )
    };
    let law = |articles: &str| {
        let xml =
            format!("<Law><LawBody><MainProvision>{articles}</MainProvision></LawBody></Law>");
        LawDocument::read_xml(xml.as_bytes(), &Limits::default()).unwrap()
    };
    let item = "<Item Num=\"1\"><ItemTitle>一</ItemTitle></Item>";
    let old = law(&article(1, "", FIRST, ""));
    let new = law(&[
        article(1, "", FIRST, ""),
        article(2, " Delete=\"true\"", "略する。", ""),
        article(3, "", "削除", ""),
        article(4, "", SECOND, item),
    ]
    .concat());
    let drift = LawDrift::between(&old, &new);
    let appeared: Vec<String> = drift.appeared().map(Provision::place_ja).collect();
    assert_eq!(appeared.join(" "), "第4条 第4条第1号");
}
