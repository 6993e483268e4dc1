//! The State's notation rules over sheets as offices have them.
#![cfg(feature = "csv")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use tosei_document::Collector;
use tosei_table::{ReadOptions, Workbook, check_notation, notation_rules};

/// Item and cell of each finding.
fn said(csv: &str) -> Vec<String> {
    let book = Workbook::read(csv.as_bytes(), &ReadOptions::default()).unwrap();
    let mut findings = Collector::new(notation_rules());
    check_notation(&book, Some(csv.as_bytes()), &mut findings);
    let report = findings.into_report();
    let line = |finding: &tosei_document::Finding| {
        let item = finding.rule.strip_prefix("table.notation.").unwrap();
        format!("{} {}", item.replace('_', "-"), finding.place)
    };
    report.findings().iter().map(line).collect()
}

#[test]
fn titles_above_the_table_are_no_header() {
    let csv = "利用状況,,,\n単位：人,,,\n年度,本庁,支所,出張所\n2024年度,10,20,30\n";
    assert_eq!(said(csv), Vec::<String>::new()); // the unit stands above
    let csv = "利用状況,,,\n,,,\n年度,本庁,支所,\n2024年度,10,20,30\n";
    assert_eq!(said(csv), ["1-6 D3", "1-9 B3", "1-9 C3", "1-9 D3"]);
}

#[test]
fn a_column_of_half_numbers_is_one_of_numbers() {
    assert_eq!(
        said("区分,件数\n甲,\"1,204\"\n乙,不明\n"),
        ["1-13 B3", "1-3 B2"]
    );
    // Mostly words: nothing is said.
    assert_eq!(
        said("区分,件数\n甲,\"1,204\"\n乙,不明\n丙,未集計\n"),
        Vec::<String>::new()
    );
    // Digits that are names.
    assert_eq!(
        said("区分,手続番号\n甲,１２\n乙,１３\n"),
        Vec::<String>::new()
    );
}

#[test]
fn marks_that_the_rules_name_are_fine_and_others_are_not() {
    let csv = "区分,件数\n甲,10\n乙,20\n丙,30\n丁,X\n戊,***\n己,－\n庚,…\n";
    assert_eq!(said(csv), ["1-13 B7", "1-13 B8"]);
}

#[test]
fn gaps_divide_and_a_second_header_is_a_second_table() {
    let csv = "区分,件数\n甲,10\n,\n乙,20\n";
    assert_eq!(said(csv), ["2-1 A3"]);
    let csv = "区分,件数\n甲,10\n,\n施設,人数\n図書館,20\n";
    assert_eq!(said(csv), ["1-13 B4", "2-1 A3", "2-2 A4"]);
    let csv = "区分,,件数\n甲,,10\n";
    assert_eq!(said(csv), ["2-1 B1"]);
}

#[test]
fn names_that_are_left_out_are_found() {
    let csv = "課,手続,件数\n市民課,届出,10\n,交付,20\n〃,閲覧,30\n";
    assert_eq!(said(csv), ["1-6 A3", "1-6 A4"]);
}

#[test]
fn era_years_need_a_gregorian_year_beside_them() {
    let csv = "年度,件数\n令和6年度,10\n令和7年度（2025年度）,20\nＲ８,30\n";
    assert_eq!(said(csv), ["1-11 A2", "1-11 A4"]);
}
