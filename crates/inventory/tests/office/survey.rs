//! The State's survey as a workbook gives what the same file gives as CSV.

use crate::book::{bytes, open};
use rust_xlsxwriter::Workbook as Writer;
use tosei_document::{Collector, Limits};
use tosei_inventory::survey::{SurveyCheck, SurveyColumn, SurveyEdition, SurveyJob, SurveyTable};
use tosei_table::{ReadOptions, Workbook};

const FIXTURE: &str = include_str!("../fixtures/survey_r7.csv");

#[test]
fn the_edition_of_reiwa_7_is_read_from_a_workbook() {
    let csv = Workbook::read(FIXTURE.as_bytes(), &ReadOptions::default()).unwrap();
    let mut writer = Writer::new();
    writer.add_worksheet().set_name("表紙").unwrap();
    let sheet = writer.add_worksheet();
    sheet.set_name("調査結果").unwrap();
    for row in csv.sheets()[0].rows() {
        for cell in row.cells() {
            let text = cell.value().display_text().into_owned();
            let (row, column) = (
                cell.address().row() - 1,
                u16::try_from(cell.address().column() - 1).unwrap(),
            );
            match text.parse::<u32>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, &text).unwrap(),
            };
        }
    }
    let book = open(&bytes(writer));
    let job = SurveyJob::new().with_edition(SurveyEdition::r7());
    let mut of_book = Collector::new(SurveyCheck::catalogue());
    let mut of_file = Collector::new(SurveyCheck::catalogue());
    let from_book = job.run_workbook(&book, &mut of_book).unwrap();
    let from_file = job.run(FIXTURE.as_bytes(), &mut of_file).unwrap();
    assert_eq!((from_book.rows(), from_file.rows()), (7, 7));
    let cells = |analysis: &tosei_inventory::survey::SurveyAnalysis| {
        analysis.tally().cells().collect::<Vec<_>>()
    };
    assert_eq!(cells(&from_book), cells(&from_file));
    let places = |report: tosei_document::Report| -> Vec<String> {
        let place = |finding: &tosei_document::Finding| {
            let place = finding.place.to_string();
            format!("{} {}", finding.rule, place.trim_start_matches("調査結果!"))
        };
        report.findings().iter().map(place).collect()
    };
    let of_book = of_book.into_report();
    assert!(
        of_book
            .findings()
            .iter()
            .all(|f| f.place.to_string().starts_with("調査結果!"))
    );
    assert_eq!(places(of_book), places(of_file.into_report()));
    let limits = Limits::default();
    let one = SurveyTable::load_workbook(&book, SurveyEdition::r7(), &limits).unwrap();
    let other = SurveyTable::load(FIXTURE.as_bytes(), SurveyEdition::r7(), &limits).unwrap();
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(other.iter()) {
        for column in SurveyColumn::ALL {
            assert_eq!(one.cell(*column), other.cell(*column));
        }
    }
    let limits = Limits { items: 3, ..limits };
    let mut sink = Collector::new(SurveyCheck::catalogue());
    let short = job
        .with_limits(limits)
        .run_workbook(&book, &mut sink)
        .unwrap();
    assert_eq!(short.rows(), 3);
    assert_eq!(
        sink.into_report()
            .count_of("inventory.survey.rows_beyond_limit"),
        1
    );
}
