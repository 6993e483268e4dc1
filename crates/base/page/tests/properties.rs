//! Laws of breaking and measuring text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use proptest::prelude::*;
use tosei_page::{Text, text_width, visible_text, wrap_text};
use tosei_types::Language;

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ぁ-んァ-ヶ一-龠（）「」、。ー々 ]{0,60}",
        "[ -~]{0,60}",
        "[ -~ぁ-んｦ-ﾟ一-龠\u{3099}\u{E0100}👩\u{200D}\n]{0,60}",
        "\\PC{0,40}",
    ]
}

fn without_blanks(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

proptest! {
    /// Law: no line is wider than it may be.
    #[test]
    fn every_line_fits(text in texts(), width in 700..3_000u64, count in 0..6usize) {
        let lines = wrap_text(&text, width, count);
        prop_assert!(lines.len() <= count);
        for line in lines {
            prop_assert!(text_width(&line) <= width, "{line} is {}", text_width(&line));
        }
    }

    /// Law: with lines enough, nothing is lost but white space at the breaks.
    #[test]
    fn nothing_is_lost(text in texts(), width in 0..2_000u64) {
        let lines = wrap_text(&text, width, usize::MAX);
        prop_assert_eq!(
            without_blanks(&lines.concat()),
            without_blanks(&visible_text(&text))
        );
    }

    /// Law: what is cut off is a tail, and says so.
    #[test]
    fn what_is_cut_is_the_tail(text in texts(), width in 700..2_000u64, count in 1..4usize) {
        let all = without_blanks(&wrap_text(&text, width, usize::MAX).concat());
        let some = without_blanks(&wrap_text(&text, width, count).concat());
        if some != all {
            let kept = some.strip_suffix('…').unwrap();
            prop_assert!(all.starts_with(kept), "{kept} of {all}");
        }
    }

    /// Law: no line starts or ends with a blank, and none is empty.
    #[test]
    fn lines_have_no_blanks_at_their_ends(text in texts(), width in 0..2_000u64) {
        for line in wrap_text(&text, width, usize::MAX) {
            prop_assert!(!line.is_empty() && line.trim_matches(' ') == line, "{line:?}");
        }
    }

    /// Law: two texts side by side are as wide as both together.
    #[test]
    fn widths_add_up(left in texts(), right in texts()) {
        prop_assert_eq!(
            text_width(&format!("{left}{right}")),
            text_width(&left) + text_width(&right)
        );
    }

    /// Law: a text with at least one language shows something in both.
    #[test]
    fn a_text_shows_in_both_languages(ja in texts(), en in texts()) {
        let text = Text::new(ja.as_str(), en.as_str());
        let blank = |shown: &str| shown.trim().is_empty();
        for language in [Language::Ja, Language::En] {
            let nothing = blank(&ja) && blank(&en);
            prop_assert_eq!(blank(text.in_language(language)), nothing);
        }
    }
}
