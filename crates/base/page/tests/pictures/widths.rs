//! Widths of characters at the ends of every class, and where lines may end.

use tosei_page::{text_width, wrap_text};

#[test]
fn every_character_of_ascii_has_its_width() {
    let classes = [
        (45, " !'(),-./:;[\\]|Ifijl\t\n"),
        (65, "\"$*?_`{}0123456789abcdeghknopqrstuvxyz"),
        (80, "#&+<=>^~ABCDEFGHJKLNOPQRSTUVXYZ"),
        (100, "%@MWmw"),
    ];
    for (width, characters) in classes {
        for character in characters.chars() {
            assert_eq!(text_width(&character.to_string()), width, "{character:?}");
        }
    }
    let all: usize = classes.iter().map(|(_, all)| all.len()).sum();
    assert_eq!(all, 95 + 2);
}

#[test]
fn every_class_ends_where_it_ends() {
    for (width, characters) in [
        // Neighbours of the classes below.
        (
            100,
            "\u{A0}\u{2FF}\u{370}\u{200A}\u{2010}\u{205F}\u{2061}\u{20CF}\u{20F1}\u{3098}\u{309B}\u{FDFF}\u{FE10}\u{FE1F}\u{FE30}",
        ),
        (
            100,
            "\u{FF60}\u{FFA0}\u{FFE7}\u{FFEF}\u{1EFFD}\u{1FB00}\u{E00FF}\u{E01F0}",
        ),
        (100, "あ漢Ａ㈱…\u{20000}"),
        // Half-width.
        (50, "\u{FF61}\u{FF9F}\u{FFE8}\u{FFEE}"),
        // What stands on another character.
        (
            0,
            "\u{300}\u{36F}\u{200B}\u{200D}\u{200F}\u{2060}\u{20D0}\u{20F0}\u{3099}\u{309A}",
        ),
        (0, "\u{FE00}\u{FE0F}\u{FE20}\u{FE2F}\u{E0100}\u{E01EF}"),
        (140, "\u{1F000}\u{1FAFF}👩"),
    ] {
        for character in characters.chars() {
            assert_eq!(
                text_width(&character.to_string()),
                width,
                "U+{:04X}",
                u32::from(character)
            );
        }
    }
    // As it shows: `[U+007F]`.
    assert_eq!(text_width("\u{7F}"), 45 + 80 + 80 + 3 * 65 + 80 + 45);
    assert_eq!(text_width(""), 0);
    assert_eq!(text_width("葛\u{E0100}飾"), 200);
}

#[track_caller]
fn wraps(text: &str, width: u64, lines: &[&str]) {
    assert_eq!(wrap_text(text, width, 9), lines, "{text}");
}

#[test]
fn closing_marks_do_not_begin_a_line_and_opening_ones_do_not_end_it() {
    for closing in "、。，．・：；？！）］｝」』】〕〉》ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％,.!?:;)]}%".chars()
    {
        wraps(&format!("一二{closing}"), 200, &["一", &format!("二{closing}")]);
    }
    for opening in "（［｛「『【〔〈《".chars() {
        wraps(
            &format!("一{opening}二"),
            200,
            &["一", &format!("{opening}二")],
        );
    }
    for opening in "([{".chars() {
        wraps(
            &format!("一{opening}二"),
            165,
            &["一", &format!("{opening}二")],
        );
    }
}

#[test]
fn words_break_behind_a_hyphen_and_a_slash_only() {
    wraps("一ab-cd", 275, &["一ab-", "cd"]);
    wraps("一ab/cd", 275, &["一ab/", "cd"]);
    wraps("一ab_cd", 295, &["一", "ab_c", "d"]);
    wraps("一ab二", 230, &["一ab", "二"]);
    // Greek with its marks is a word; typographical signs are none.
    wraps("一\u{1FFE}\u{1FFE}", 200, &["一", "\u{1FFE}\u{1FFE}"]);
    wraps("一\u{2010}\u{2010}", 200, &["一\u{2010}", "\u{2010}"]);
    wraps("一!\"", 155, &["一!", "\""]);
}

#[test]
fn a_line_is_never_wider_than_its_place_and_never_empty() {
    wraps("一二", 200, &["一二"]);
    wraps("一二", 199, &["一", "二"]);
    wraps("一二", 10, &["一", "二"]);
    wraps("一 \t\u{3000}\n 二", 245, &["一 二"]);
    wraps("一 二", 244, &["一", "二"]);
    wraps("一  二", 150, &["一", "二"]);
    // A mark behind a blank is kept, on its own.
    wraps("一 \u{3099}二", 100, &["一", "\u{3099}二"]);
    assert_eq!(wrap_text("一二三", 200, 1), ["一…"]);
    assert_eq!(wrap_text("一二三", 300, 1), ["一二三"]);
    assert_eq!(wrap_text("一二", 50, 1), ["一…"]);
    assert_eq!(wrap_text("一 二三", 245, 1), ["一…"]);
    assert_eq!(wrap_text("一二三四", 200, 2), ["一二", "三四"]);
    assert_eq!(wrap_text("一二三四五", 200, 2), ["一二", "三…"]);
}

#[test]
fn joined_characters_stay_together_up_to_six_ems() {
    let joined = |count: usize| vec!["亜"; count].join("\u{200D}");
    wraps(&joined(2), 100, &[&joined(2)]);
    wraps(&joined(6), 100, &[&joined(6)]);
    wraps(&joined(7), 100, &[&format!("{}\u{200D}", joined(6)), "亜"]);
    // Four pictographs are 5.6 em wide, a fifth stands alone.
    let family = "👩\u{200D}👩\u{200D}👧\u{200D}👦";
    wraps(family, 100, &[family]);
    wraps(
        &format!("{family}\u{200D}👦"),
        100,
        &[&format!("{family}\u{200D}"), "👦"],
    );
    wraps("か\u{3099}き\u{3099}", 100, &["か\u{3099}", "き\u{3099}"]);
}
