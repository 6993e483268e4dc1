//! Where a citation has gone that names more than a provision: a proviso, a row of a table.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use tosei_analog_regs::drift::LawDrift;
use tosei_analog_regs::law::LawDocument;
use tosei_document::Limits;

fn read(text: &str) -> LawDocument {
    let text = format!("○架空市施設条例\n{text}");
    LawDocument::read_text(text.as_bytes(), &Limits::default()).unwrap()
}

/// Where a citation has gone. A citation that is given has its place in the new version.
fn gone(old: &str, new: &str, citation: &str) -> String {
    let (old, new) = (read(old), read(new));
    let drift = LawDrift::between(&old, &new);
    let followed = drift.follow(&citation.parse().unwrap()).unwrap();
    let Some(to) = followed.to else {
        return "-".to_owned();
    };
    assert!(new.find(&to).is_some(), "{citation} to {to}");
    to.to_string()
}

const FIRST: &str = "管理者は、毎月一回、職員に設備を点検させなければならない。";
const SECOND: &str = "使用料は、許可の際に納付書により納めるものとする。";
const PROVISO: &str = "ただし、市長が認めるときは、この限りでない。";

/// A law with or without a proviso.
type Law = fn(&str) -> String;

/// Case: a proviso is kept where the new provision has one of its own, at every level.
#[test]
fn a_proviso_is_kept_where_there_is_one() {
    let article = |proviso: &str| format!("第1条　{SECOND}{proviso}\n");
    let paragraph = |proviso: &str| format!("第1条　{FIRST}\n2　{SECOND}{proviso}\n");
    let item = |proviso: &str| {
        format!("第1条　次に掲げる者は、届け出る。\n(1)　{SECOND}{proviso}\n(2)　住民\n")
    };
    let cases: [(Law, &str); 3] = [
        (article, "第1条"),
        (paragraph, "第1条第2項"),
        (item, "第1条第1号"),
    ];
    for (law, place) in cases {
        let cited = format!("{place}ただし書");
        assert_eq!(gone(&law(PROVISO), &law(PROVISO), &cited), cited);
        assert_eq!(gone(&law(PROVISO), &law(""), &cited), place);
        assert_eq!(gone(&law(PROVISO), &law(PROVISO), place), place);
    }
}

/// Case: the proviso of an item is not that of the paragraph around it.
#[test]
fn a_proviso_further_inside_is_another_one() {
    let law = |of_paragraph: &str, of_item: &str| {
        format!(
            "第1条　{FIRST}\n2　次に掲げる者は、届け出なければならない。{of_paragraph}\n\
             (1)　{SECOND}{of_item}\n(2)　住民\n"
        )
    };
    let (old, cited) = (law(PROVISO, ""), "第1条第2項ただし書");
    assert_eq!(gone(&old, &law(PROVISO, PROVISO), cited), cited);
    assert_eq!(gone(&old, &law("", PROVISO), cited), "第1条第2項");
}

/// Case: the row of a table goes with the provision around it, if that still has such a row.
#[test]
fn a_row_goes_with_the_provision_around_its_table() {
    let table = |rows: &[&str]| {
        let rows = rows.iter().zip(["会議室", "体育室", "和室"]);
        rows.map(|(number, room)| format!("{number}\t{room}\n"))
            .collect::<String>()
    };
    let law = |before: &str, number: u32, rows: &[&str]| {
        format!("{before}第{number}条　{SECOND}\n{}", table(rows))
    };
    let old = law("", 1, &["1", "2"]);
    let before = format!("第1条　{FIRST}\n");
    let new = law(&before, 2, &["1", "2", "3"]);
    assert_eq!(gone(&old, &new, "第1条"), "第2条");
    assert_eq!(gone(&old, &new, "第1条の表"), "第2条の表");
    assert_eq!(gone(&old, &new, "第1条の表の2の項"), "第2条の表の2の項");
    // Without the row, or the table, the provision is left.
    let fewer = law(&before, 2, &["1"]);
    assert_eq!(gone(&old, &fewer, "第1条の表の1の項"), "第2条の表の1の項");
    assert_eq!(gone(&old, &fewer, "第1条の表の2の項"), "第2条");
    let none = law(&before, 2, &[]);
    assert_eq!(gone(&old, &none, "第1条の表の1の項"), "第2条");
    assert_eq!(gone(&old, &none, "第1条の表"), "第2条");
}

/// Case: what 削除 left stays that; what takes its number later is another provision, and what it takes away is gone.
#[test]
fn what_was_deleted_is_not_what_takes_its_number() {
    let article =
        |text: &str| format!("第1条　{FIRST}\n第2条　{text}\n第3条　市長は、別に定める。\n");
    let item = |text: &str| {
        format!("第1条　次に掲げる者は、届け出る。\n(1)　住民\n(2)　{text}\n(3)　事業者\n")
    };
    let supplement = |text: &str| format!("第1条　{FIRST}\n附　則\n{text}\n");
    let cases: [(Law, &str); 3] = [
        (article, "第2条"),
        (item, "第1条第2号"),
        (supplement, "附則"),
    ];
    for (law, place) in cases {
        let told = |old: &str, new: &str| {
            let (old, new) = (read(&law(old)), read(&law(new)));
            let drift = LawDrift::between(&old, &new);
            let followed = drift.follow(&place.parse().unwrap()).unwrap();
            let to = followed
                .to
                .map_or_else(|| "-".to_owned(), |to| to.to_string());
            assert_eq!(followed.kind, followed.entry.kind);
            format!("{to} {}", followed.kind.code())
        };
        assert_eq!(told("削除", "削除"), format!("{place} unchanged"));
        assert_eq!(told(SECOND, SECOND), format!("{place} unchanged"));
        assert_eq!(told("削除", SECOND), "- vanished", "{place}");
        assert_eq!(told(SECOND, "削除"), "- vanished", "{place}");
    }
    // Two deleted numbers told in one line are two.
    let (one, both) = (
        article("削除"),
        format!("第1条　{FIRST}\n第2条及び第3条　削除\n"),
    );
    assert_eq!(gone(&one, &both, "第2条"), "第2条");
    assert_eq!(gone(&both, &one, "第3条"), "-");
}

/// Case: blanks and widths are no amendment, neither of what is followed as a whole nor of a registered text.
#[test]
fn blanks_and_widths_are_no_amendment() {
    let law = |day: &str, fee: &str, of: &str| {
        format!(
            "第1条　使用料は、{fee}円とする。\n附　則\nこの条例は、令和{day}から施行する。\n別表第1（第{of}条関係）\n1　会議室　{fee}円\n"
        )
    };
    let old = read(&law("8年4月1日", "500", "1"));
    let kind = |new: &str, citation: &str| {
        let new = read(new);
        let drift = LawDrift::between(&old, &new);
        let followed = drift.follow(&citation.parse().unwrap()).unwrap();
        followed.kind.code()
    };
    let wide = law("８年４月１日", "５００", "１");
    let other = law("8年5月1日", "600", "1");
    let places = ["第1条", "附則", "別表第1"];
    for place in places {
        assert_eq!(kind(&wide, place), "unchanged", "{place}");
        assert_eq!(kind(&wide.replace("令和", "令和　"), place), "unchanged");
        assert_eq!(kind(&other, place), "changed", "{place}");
    }
    // What stands above a schedule is part of it.
    assert_eq!(kind(&law("8年4月1日", "500", "2"), "別表第1"), "changed");
    // Neither in what is registered nor in either version.
    let (blanks, plain) = (wide.replace("円", "\u{3000}円"), "使用料は、500円とする。");
    let stands = |old: &str, new: &str| {
        let (old, new) = (read(old), read(new));
        let drift = LawDrift::between(&old, &new);
        let clause = drift.clause(&"第1条".parse().unwrap(), plain).unwrap();
        (clause.registered_text_is_old, clause.registered_text_is_new)
    };
    assert_eq!(stands(&blanks, &other), (true, false));
    assert_eq!(stands(&other, &blanks), (false, true));
    let new = read(&other);
    let drift = LawDrift::between(&old, &new);
    let clause = |text: &str| {
        let clause = drift.clause(&"第1条".parse().unwrap(), text).unwrap();
        (clause.registered_text_is_old, clause.registered_text_is_new)
    };
    for (text, stands) in [
        ("使用料は、500円とする。", (true, false)),
        ("使用料は、 ５００円とする。", (true, false)),
        ("使用料は、６００円とする。", (false, true)),
        ("使用料は、700円とする。", (false, false)),
        ("使用料は、", (true, true)),
    ] {
        assert_eq!(clause(text), stands, "{text}");
    }
}
