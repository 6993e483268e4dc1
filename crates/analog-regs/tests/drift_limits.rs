//! How many provisions of one parent are compared with each other.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;
use tosei_analog_regs::drift::LawDrift;
use tosei_analog_regs::law::LawDocument;
use tosei_document::Limits;

fn read(text: &str) -> LawDocument {
    LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap()
}

/// So many different characters, none of which stands among those of another beginning.
fn characters(from: u32, count: usize) -> impl Iterator<Item = char> {
    (from..)
        .take(count)
        .map(|code| char::from_u32(code).unwrap())
}

fn items(texts: &[String]) -> String {
    let mut out = String::new();
    for (at, text) in texts.iter().enumerate() {
        writeln!(out, "({})　{text}", at + 1).unwrap();
    }
    out
}

/// Items of as many characters of their own, and one more that says something.
fn other_items(from: u32, count: usize, repeated: usize, one: &str) -> Vec<String> {
    let of = characters(from, count - 1).map(|character| character.to_string().repeat(repeated));
    let mut all: Vec<String> = of.collect();
    all.push(one.to_owned());
    all
}

const OLD: u32 = 0x5000;
const NEW: u32 = 0x6000;
const LONG: &str = "住民は、市役所の窓口で台帳の写しの交付を受けることができる。";
const NEARLY: &str = "住民は、市役所の窓口で台帳の写しの交付を請求することができる。";
/// Too short to be looked for in another article; six of nine pairs of letters are the same.
const SHORT: (&str, &str) = ("窓口での交付を受ける", "窓口での交付を求める");

/// Where the last item of the old version went, in a law of two articles that keep their headings.
fn last_item(old: [&[String]; 2], new: [&[String]; 2], cited: &str) -> Option<String> {
    let law = |[first, second]: [&[String]; 2]| {
        read(&format!(
            "○架空市施設条例\n（掲示）\n第1条　次に掲げる事項を掲示する。\n{}（閲覧）\n第2条　次に掲げる台帳を閲覧に供する。\n{}",
            items(first),
            items(second)
        ))
    };
    let (old, new) = (law(old), law(new));
    let drift = LawDrift::between(&old, &new);
    let followed = drift.follow(&cited.parse().unwrap()).unwrap();
    followed.to.map(|to| to.to_string())
}

/// Case: 500 items are compared with 500 others for what is similar, 501 with 500 are not. Those that say the same
/// are no part of the comparison.
#[test]
fn so_many_items_of_one_paragraph_are_compared() {
    let found = |olds: usize, news: usize, same: &[String]| {
        let with_same = |mut all: Vec<String>| {
            all.extend_from_slice(same);
            all
        };
        // The old one is the last, the new one stands at another number.
        let mut new = other_items(NEW, news, 2, SHORT.1);
        new.swap(0, news - 1);
        let (old, new) = (
            with_same(other_items(OLD, olds, 2, SHORT.0)),
            with_same(new),
        );
        let cited = format!("第1条第{olds}号");
        last_item([&old, &[]], [&new, &[]], &cited)
    };
    let same = other_items(0x7000, 3, 2, "施設の名称");
    assert_eq!(found(500, 500, &[]).as_deref(), Some("第1条第1号"));
    assert_eq!(found(500, 500, &same).as_deref(), Some("第1条第1号"));
    assert_eq!(found(501, 500, &same), None);
    assert_eq!(found(500, 501, &same), None);
}

/// Case: the same where they went into another article, of those that are long enough to be looked for there.
#[test]
fn so_many_items_of_other_articles_are_compared() {
    let found = |olds: usize, news: usize| {
        let old = other_items(OLD, olds, 12, LONG);
        let new = other_items(NEW, news, 12, NEARLY);
        let cited = format!("第1条第{olds}号");
        last_item([&old, &[]], [&[], &new], &cited)
    };
    assert_eq!(found(500, 500).as_deref(), Some("第2条第500号"));
    assert_eq!(found(501, 500), None);
    assert_eq!(found(500, 501), None);
}
