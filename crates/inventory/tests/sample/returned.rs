//! The survey round and the files that came back in it.

use tosei_document::{Collector, Explain, Report};
use tosei_inventory::office_table::{OfficeMapping, OfficeTable, read_office_table};
use tosei_inventory::round::{self, SurveyRound};
use tosei_inventory::{OnlineStatus, sample};
use tosei_table::{FileFormat, ReadOptions, TableError, TextEncoding, Workbook};
use tosei_types::Language;

fn mapping() -> OfficeMapping {
    serde_json::from_str(sample::mihon_mapping_json()).unwrap()
}

fn open(name: &str) -> Result<Workbook, TableError> {
    let files = sample::mihon_returned_files();
    let (_, bytes) = files.iter().find(|file| file.0 == name).unwrap();
    Workbook::read(bytes, &ReadOptions::default())
}

fn read(name: &str) -> (OfficeTable, Report) {
    let mut findings = Collector::new(OfficeTable::catalogue()).keeping(usize::MAX);
    let table = read_office_table(&open(name).unwrap(), &mapping(), &mut findings).unwrap();
    (table, findings.into_report())
}

fn names(table: &OfficeTable) -> Vec<&str> {
    let all = table.inventory.procedures.iter();
    all.map(|procedure| &*procedure.name).collect()
}

#[test]
fn forty_seven_forms_came_in_time() {
    let round = SurveyRound::from_json(sample::mihon_round_json()).unwrap();
    assert!(round.fictional);
    let status = round.status("2025-08-15".parse().unwrap());
    assert_eq!(round.sections.len(), 55);
    assert_eq!(
        (status.late().count(), status.outstanding().count()),
        (3, 5)
    );
    let mut findings = Collector::new(round::rules()).keeping(usize::MAX);
    round::check_round(&round, None, round::rules(), &mut findings);
    assert!(findings.into_report().is_clean());
    let corrections = round
        .sections
        .iter()
        .flat_map(|section| &section.corrections);
    assert_eq!(corrections.count(), 14);
}

#[test]
fn the_workbook_is_five_procedures_with_twelve_defects() {
    let (table, report) = read("mihon_return_shimin.xlsx");
    assert_eq!(
        names(&table),
        [
            "印鑑登録申請",
            "印鑑登録廃止届",
            "印鑑登録廃止届（郵送）",
            "納税証明書交付請求",
            "所得証明書交付請求",
        ]
    );
    let status = |status| table.totals.status(status);
    assert_eq!(
        (status(OnlineStatus::Done), status(OnlineStatus::NotDone)),
        (3, 1)
    );
    assert_eq!(status(OnlineStatus::Unknown), 1);
    let mut days = table
        .inventory
        .processes
        .iter()
        .map(|one| one.online_since.map(|day| day.to_string()));
    assert!(days.all(|day| day.as_deref() == Some("2024-04-01")));
    for finding in report.findings() {
        assert!(
            finding.place.to_string().starts_with("調査票"),
            "{finding:?}"
        );
    }
}

#[test]
fn the_old_encoding_keeps_its_letters() {
    let book = open("mihon_return_korei.csv").unwrap();
    assert!(matches!(
        book.format(),
        FileFormat::Delimited {
            encoding: TextEncoding::Cp932,
            ..
        }
    ));
    let (table, _) = read("mihon_return_korei.csv");
    assert_eq!(
        names(&table),
        [
            "髙齢者世帯の届出（４月～９月）",
            "\u{E000}田文庫の利用の届出"
        ]
    );
}

#[test]
fn the_old_format_is_called_by_its_name() {
    let refused = open("mihon_return_somu.xlsx").unwrap_err();
    assert!(
        refused.sentence(Language::Ja).contains(".xls"),
        "{}",
        refused.sentence(Language::Ja)
    );
}
