//! Which words of two texts differ: what is one word, and what is too long to be taken apart.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use tosei_analog_regs::comparison::{TextPart, compare_texts};

fn shown(parts: &[TextPart]) -> String {
    let parts = parts.iter().map(|one| match one.changed {
        true => format!("[{}]", one.text),
        false => one.text.clone(),
    });
    parts.collect::<Vec<_>>().join("|")
}

/// Case: a run of kanji, katakana, letters or digits is one word; anything else is a word a character.
#[test]
fn a_run_of_one_kind_is_one_word() {
    for (old, new, wanted) in [
        ("書面", "書類", "[書類]"),
        ("人々", "人民", "[人民]"),
        ("ファイル", "ファクス", "[ファクス]"),
        ("データ", "デート", "[デート]"),
        ("abc", "abd", "[abd]"),
        ("ａｂｃ", "ａｂｄ", "[ａｂｄ]"),
        ("12", "13", "[13]"),
        ("１２", "１３", "[１３]"),
        ("甲1", "甲2", "甲|[2]"),
        ("a1", "b1", "[b]|1"),
        ("カ甲", "カ乙", "カ|[乙]"),
        ("甲の乙", "丙の乙", "[丙]|の乙"),
        ("ので", "のに", "の|[に]"),
        ("éa", "éb", "é|[b]"),
        ("a.", "b.", "[b]|."),
        ("。。", "。、", "。|[、]"),
        ("", "甲", "[甲]"),
        ("甲", "", ""),
        ("甲", "甲", "甲"),
    ] {
        assert_eq!(shown(&compare_texts(old, new).new), wanted, "{old} {new}");
    }
    // What stays on both sides of something taken out is one part.
    let compared = compare_texts("のがに", "のに");
    assert_eq!(shown(&compared.old), "の|[が]|に");
    assert_eq!(shown(&compared.new), "のに");
}

/// Case: as many words as are taken apart, and one more.
#[test]
fn long_texts_are_marked_as_a_whole() {
    let text = |length: usize, end: &str| format!("{}{end}", "の".repeat(length));
    let compared = compare_texts(&text(9_999, "に"), &text(9_999, "が"));
    assert_eq!(compared.new.len(), 2);
    let compared = compare_texts(&text(9_999, "に"), &text(10_000, "が"));
    assert_eq!(compared.new.len(), 1);
    assert!(
        compared
            .new
            .iter()
            .chain(&compared.old)
            .all(|one| one.changed)
    );
    let same = text(10_000, "に");
    let compared = compare_texts(&same, &same);
    assert!(
        compared
            .new
            .iter()
            .chain(&compared.old)
            .all(|one| !one.changed)
    );
}
