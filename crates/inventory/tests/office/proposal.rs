//! Proposals of mappings: what is chosen, why, and what is left to a person.

use crate::book::{bytes, mapping, open, put_rows, read};
use rust_xlsxwriter::Workbook as Writer;
use tosei_inventory::office_table::{
    MappingProposal, OfficeField, OfficeMappingError, ScoreBand, propose_mapping,
};
use tosei_inventory::{Body, OnlineStatus, VolumeChoice, VolumeMeasure, VolumeState};
use tosei_types::FiscalYear;

fn propose(rows: &[&[&str]]) -> MappingProposal {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.set_name("調査票").unwrap();
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
        .collect();
    put_rows(sheet, &rows);
    propose_mapping(&open(&bytes(writer)).sheets()[0])
}

fn fields(proposal: &MappingProposal) -> Vec<(String, Option<&'static str>)> {
    let column = |column: &tosei_inventory::office_table::ProposedColumn| {
        (column.column.clone(), column.chosen.map(OfficeField::code))
    };
    proposal.columns.iter().map(column).collect()
}

const TABLE: &[&[&str]] = &[
    &["手続一覧（架空）"],
    &[
        "No",
        "担当課",
        "手続の名称",
        "年間申請件数（件）",
        "電子申請の可否",
        "運用開始日",
        "備考",
    ],
    &["1", "市民課", "印鑑登録申請", "1204", "○", "R6.4.1", ""],
    &["2", "市民課", "印鑑登録廃止届", "約300", "〇", "R6.4.1", ""],
    &[
        "3",
        "税務課",
        "納税証明書交付請求",
        "1875",
        "△",
        "",
        "準備中",
    ],
    &["", "", "合計", "3379", "", "", ""],
];

#[test]
fn headers_and_values_decide_together_and_a_person_confirms() {
    let proposal = propose(TABLE);
    assert_eq!(
        proposal.header.map(|rows| (rows.first, rows.last)),
        Some((2, 2))
    );
    let expected = [
        ("A", None),
        ("B", Some("organisation")),
        ("C", Some("procedure_name")),
        ("D", Some("cases")),
        ("E", Some("online_status")),
        ("F", Some("online_since")),
        ("G", Some("note")),
    ];
    let expected: Vec<(String, Option<&str>)> = expected
        .iter()
        .map(|(c, f)| ((*c).to_owned(), *f))
        .collect();
    assert_eq!(fields(&proposal), expected);
    // The header of D is none of the known ones: it only holds the word.
    let cases = &proposal.columns[3].candidates[0];
    assert_eq!((cases.band, cases.reasons.len()), (ScoreBand::Likely, 2));
    let signs: Vec<(&str, u64, Option<OnlineStatus>)> = proposal
        .signs
        .iter()
        .map(|sign| (sign.text.as_str(), sign.count, sign.means))
        .collect();
    assert_eq!(signs.len(), 2);
    assert_eq!((signs[0].1, signs[0].2), (2, Some(OnlineStatus::Done)));
    assert_eq!(signs[1], ("△", 1, None));
    assert!(proposal.open.iter().any(|open| open.ja.contains('△')));
    let again: MappingProposal =
        serde_json::from_str(&serde_json::to_string(&proposal).unwrap()).unwrap();
    assert_eq!(again, proposal);
}

#[test]
fn a_proposal_becomes_a_mapping_file_that_reads_the_table() {
    let volume = VolumeChoice {
        fiscal_year: FiscalYear::try_new(2024).unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    };
    let body = Body::new("見本市（架空）");
    let proposal = propose(TABLE);
    let day = "2025-03-31".parse().unwrap();
    assert_eq!(
        proposal.to_mapping(body.clone(), day, None),
        Err(OfficeMappingError::NoVolumeYear)
    );
    let mapping = proposal.to_mapping(body, day, Some(volume)).unwrap();
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.set_name("調査票").unwrap();
    let rows: Vec<Vec<String>> = TABLE
        .iter()
        .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
        .collect();
    put_rows(sheet, &rows);
    let (table, _) = read(&open(&bytes(writer)), &mapping);
    assert_eq!(table.totals.procedures, 3);
    assert_eq!(table.totals.cases_known.unwrap().get(), 3_379);
    assert_eq!(table.totals.status(OnlineStatus::Done), 2);
    assert_eq!(table.totals.status(OnlineStatus::Unknown), 1);
}

#[test]
fn what_the_values_contradict_is_not_sure_and_what_only_they_suggest_is_not_chosen() {
    let proposal = propose(&[
        &["手続名", "件数", "A欄", "オンライン"],
        &["転入届", "多い", "100", "○"],
        &["転出届", "少ない", "200", "×"],
    ]);
    assert_eq!(proposal.columns[1].candidates[0].band, ScoreBand::Likely);
    assert_eq!(proposal.columns[2].chosen, None);
    let candidate = &proposal.columns[2].candidates[0];
    assert_eq!(
        (candidate.field, candidate.band),
        (OfficeField::Cases, ScoreBand::Possible)
    );
    let mut corrected = proposal.clone();
    assert!(corrected.choose("C", Some(OfficeField::Cases)));
    assert_eq!(corrected.columns[1].chosen, None, "a field has one column");
    assert!(!corrected.choose("Z", None));
}

#[test]
fn without_a_header_nothing_is_chosen() {
    let proposal = propose(&[&["転入届", "100"], &["転出届", "200"]]);
    assert_eq!(proposal.header, None);
    assert!(
        proposal
            .columns
            .iter()
            .all(|column| column.chosen.is_none())
    );
    let day = mapping().status_date();
    let error = proposal
        .to_mapping(Body::new("見本市（架空）"), day, None)
        .unwrap_err();
    assert_eq!(error.code(), "inventory.office_mapping.no_name");
}
