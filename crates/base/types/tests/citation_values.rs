//! What citations say of themselves, and their limits on both sides.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use tosei_types::{
    Citation, CitationEntry, CitationList, KanaSequence, LawName, ProvisionNumber, Subitem,
    citation::{MAX_CELL_CHARS, MAX_LAW_NAME_CHARS},
    read_citation_cell, tally_citation_cells,
};

#[test]
fn a_citation_gives_and_takes_its_law() {
    let article = |parts: &[u16]| Citation::of_article(ProvisionNumber::try_new(parts).unwrap());
    assert_eq!(article(&[9, 3]).to_string(), "第9条の3");
    let law = LawName::try_new("河川法").unwrap();
    assert_eq!(
        article(&[9]).with_law(law).unwrap().to_string(),
        "河川法第9条"
    );
    let kana = Subitem::kana('ロ').unwrap();
    assert_eq!(kana.kana_place(KanaSequence::Iroha), Some(2));
    assert_eq!(kana.kana_place(KanaSequence::Gojuon), Some(43));
    assert_eq!(
        Subitem::number(3).unwrap().kana_place(KanaSequence::Iroha),
        None
    );
    let entry = CitationEntry::range(article(&[3]), article(&[5])).unwrap();
    assert_eq!(entry.to_string(), "第3条から第5条まで");
    assert_eq!(entry.statute_style().to_string(), "第三条から第五条まで");
    assert_eq!(article(&[3]).statute_style().to_string(), "第三条");
    assert!(CitationEntry::range(article(&[3]), article(&[3])).is_err());
    assert_eq!(ProvisionNumber::try_new(&[1, 0]), None);
    assert_eq!(ProvisionNumber::try_new(&[0, 1]), None);
}

#[test]
fn a_list_of_citations_has_a_longest_text() {
    // Each entry is 「第1条」 and the comma: four characters, the last has three.
    let one = CitationEntry::one(Citation::of_article(
        ProvisionNumber::try_new(&[1]).unwrap(),
    ));
    let list = |entries: usize| {
        CitationList::try_new(vec![one.clone(); entries])
            .map_or_else(|error| error.code(), |_| "ok")
    };
    assert_eq!(list(MAX_CELL_CHARS / 4), "ok");
    assert_eq!(
        list(MAX_CELL_CHARS / 4 + 1),
        "types.citation_parts.list_too_long"
    );
    assert_eq!(
        list(MAX_CELL_CHARS / 4 + 2),
        "types.citation_parts.list_too_long"
    );
    assert_eq!(
        list(MAX_CELL_CHARS + 1),
        "types.citation_parts.list_too_long"
    );
    assert_eq!(
        list(MAX_CELL_CHARS + 2),
        "types.citation_parts.list_too_long"
    );
    // One of 「第10条」 among them, and the text is as long as may be.
    let of = |number| Citation::of_article(ProvisionNumber::try_new(&[number]).unwrap());
    let mut longest = vec![one.clone(); MAX_CELL_CHARS / 4 - 1];
    longest.push(CitationEntry::one(of(10)));
    let longest = CitationList::try_new(longest).unwrap();
    assert_eq!(longest.to_string().chars().count(), MAX_CELL_CHARS);
    // 「第21条」 would do; 「第二十一条」, as statutes write it, is too long.
    let twenty_one = vec![CitationEntry::one(of(21)); MAX_CELL_CHARS / 5];
    assert!(CitationList::try_new(twenty_one).is_err());
}

#[test]
fn a_column_is_tallied_cell_by_cell() {
    let tally = tally_citation_cells(["第3条", "", "第4条（新法）", "別紙のとおり", "第5条"]);
    assert_eq!(
        (tally.blank, tally.complete, tally.partial, tally.unread),
        (1, 2, 1, 1)
    );
    assert_eq!(tally.non_blank(), 4);
    let failed: Vec<usize> = tally.failures.iter().map(|failure| failure.index).collect();
    assert_eq!(failed, [2, 3]);
    assert_eq!(tally.failures[0].unread()[0].text(), "（新法）");
    assert!(read_citation_cell("").is_blank());
    assert!(!read_citation_cell("第3条").is_blank());
    assert!(!read_citation_cell("別紙").is_blank());
}

#[test]
fn what_is_wrong_with_a_citation_is_told_at_the_furthest_place() {
    let at = |text: &str| {
        let error = text.parse::<Citation>().unwrap_err();
        (error.code(), error.position().unwrap().byte_offset)
    };
    // Two readings: 河川法 + 第3条, and 河川法第3条の条例 + 第4条; the second reaches further.
    let text = "河川法第3条の条例第4条甲";
    let unexpected = "types.citation.unexpected_text";
    assert_eq!(at(text), (unexpected, text.len() - "甲".len()));
    // 法 + 改正附則, with all of the brackets, reaches further than 政令 + 附則 inside of them.
    let text = "法改正附則（平成5年政令附則第2条甲）乙";
    assert_eq!(at(text), (unexpected, text.len() - "乙".len()));
}

#[test]
fn an_entry_applied_by_another_names_what_the_other_has() {
    let place = |text: &str| text.parse::<Citation>().unwrap();
    let applied = |cited: &str, by: &str| {
        CitationEntry::one(place(cited))
            .with_applied_by(place(by))
            .map_or_else(|error| error.code().to_owned(), |entry| entry.to_string())
    };
    let unclear = "types.citation_parts.applied_unclear";
    assert_eq!(applied("河川法第2項", "河川法第58条"), unclear); // would be 第58条第2項
    assert_eq!(applied("第3条", "河川法第58条"), unclear); // would be 河川法第3条
    assert_eq!(
        applied("河川法第3条", "河川法第58条"),
        "河川法第58条で準用する第3条"
    );
}

#[test]
fn the_end_of_a_range_names_what_is_new() {
    for text in [
        "第3条から第5条まで",
        "第3条第1項から第3項まで",
        "第3条第1項から第4条第1項まで",
        "河川法第3条第1項第2号から第5号まで",
        "第3条第1項第2号から第2項第2号まで",
        "附則第2条から第5条まで",
        "第3条第1項第2号イからハまで",
        "第3条第1項第2号イ(1)から(3)まで",
        "第3条第1項第2号イからロ(2)まで",
        "第3条第1項第2号イ前段からロ後段まで",
        "第2項；第1号",
    ] {
        let list: CitationList = text.parse().unwrap();
        assert_eq!(list.to_string(), text);
    }
}

#[test]
fn a_short_text_of_a_long_list_is_too_long() {
    let numbers: Vec<String> = (1..=90).map(|number| number.to_string()).collect();
    let text = format!("第1000条第{}項、", numbers.join(",")).repeat(10);
    assert!(text.chars().count() < MAX_CELL_CHARS);
    let error = text.parse::<CitationList>().unwrap_err();
    assert_eq!(error.code(), "types.citation.too_long");
}

#[test]
fn an_amending_act_is_in_kanji_as_long_as_it_fits() {
    let statute = |chars: usize| {
        let act = format!(
            "平成23年{}第1号",
            "甲".repeat(chars - "平成23年第1号".chars().count())
        );
        let text = format!("附則（{act}）第2条");
        text.parse::<Citation>()
            .unwrap()
            .statute_style()
            .to_string()
    };
    let written = statute(MAX_LAW_NAME_CHARS - 1); // 二十三 is one longer than 23
    assert!(written.contains("平成二十三年"), "{written}");
    let written = statute(MAX_LAW_NAME_CHARS);
    assert!(written.contains("平成23年"), "{written}");
}

#[test]
fn a_law_that_would_not_read_back_stands_in_brackets() {
    let law = LawName::try_new("別表法").unwrap();
    let article = Citation::of_article(ProvisionNumber::try_new(&[3]).unwrap());
    let text = article.with_law(law).unwrap().to_string();
    assert_eq!(text, "「別表法」第3条");
    assert_eq!(text.parse::<Citation>().unwrap().to_string(), text);
}

#[test]
fn so_many_numbers_stand_before_one_sign() {
    let cell = |numbers: u16| {
        let numbers: Vec<String> = (1..=numbers).map(|number| number.to_string()).collect();
        read_citation_cell(&format!("第{}項", numbers.join(",")))
    };
    assert_eq!(cell(100).entries().len(), 100);
    assert!(cell(100).is_complete() && !cell(101).is_complete());
}
