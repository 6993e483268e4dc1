//! Forms and older encodings.

use encoding_rs::SHIFT_JIS;
use proptest::prelude::*;
use tosei_document::{Collector, Report};
use tosei_table::{
    CellValue, CharacterOutcome, Cp932Writer, Delimiter, EncodeOptions, Form, FormReading,
    JapaneseEncoding, ReadOptions, ReplacementTable, UnrepresentablePolicy, Workbook,
    check_notation, encode_text, encoding_rules, form_rules, inert, notation_rules,
    proptest::{forms_with_rows, japanese_texts},
};

fn read(form: &Form, bytes: &[u8]) -> (FormReading, Report, Workbook) {
    let options = ReadOptions {
        delimiter: Some(Delimiter::Comma),
        ..ReadOptions::default()
    };
    let book = Workbook::read(bytes, &options).unwrap();
    let mut findings = Collector::new(form_rules());
    let reading = form.read(&book, None, &mut findings);
    (reading, findings.into_report(), book)
}

/// Law: no cell begins as a formula, and none is one.
fn nothing_runs(book: &Workbook) {
    for cell in book
        .sheets()
        .iter()
        .flat_map(tosei_table::Sheet::rows)
        .flat_map(|row| row.cells())
    {
        assert!(!cell.is_formula());
        if let CellValue::Text(text) = cell.value() {
            assert_eq!(inert(text), text);
        }
    }
}

fn encodings() -> impl Strategy<Value = JapaneseEncoding> {
    prop::sample::select(JapaneseEncoding::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Law: a form that was written as a workbook is read back equal, without a finding, and
    /// nothing in it runs.
    #[cfg(feature = "xlsx")]
    #[test]
    fn a_workbook_is_read_back((form, rows) in forms_with_rows()) {
        let bytes = form.write_xlsx(&rows, "2026-04-01".parse().unwrap()).unwrap();
        let (reading, report, book) = read(&form, &bytes);
        prop_assert_eq!(&reading.rows, &rows);
        prop_assert_eq!(report.findings(), &[]);
        nothing_runs(&book);
    }

    /// Law: a form that was written as CSV is read back equal, without a finding.
    #[test]
    fn csv_is_read_back((form, rows) in forms_with_rows()) {
        for (at, sheet) in rows.sheets.iter().enumerate() {
            let bytes = form.write_csv(&rows, at).unwrap();
            let (reading, report, book) = read(&form, &bytes);
            prop_assert_eq!(&reading.rows.sheets[at], sheet);
            prop_assert_eq!(&reading.rows.section, &rows.section);
            prop_assert_eq!(report.findings(), &[]);
            nothing_runs(&book);
        }
    }

    /// Law: CSV in CP932 that was written without a finding is read back equal.
    #[test]
    fn csv_in_cp932_is_read_back((form, rows) in forms_with_rows()) {
        let mut findings = Collector::new(encoding_rules());
        let written = form.write_csv_in(&rows, 0, EncodeOptions::default(), &mut findings);
        let report = findings.into_report();
        prop_assert_eq!(written.is_err(), report.count(tosei_document::Severity::Error) > 0);
        if let (Ok(bytes), true) = (written, report.is_clean()) {
            let text = SHIFT_JIS.decode_without_bom_handling(&bytes).0.into_owned();
            let (reading, report, _) = read(&form, text.as_bytes());
            prop_assert_eq!(&reading.rows.sheets[0], &rows.sheets[0]);
            prop_assert_eq!(report.findings(), &[]);
        }
    }

    /// Law: a text that is encoded is decoded to itself but for the replacements that were noted.
    #[test]
    fn nothing_is_lost_in_silence(text in japanese_texts(), encoding in encodings()) {
        let options = EncodeOptions { encoding, ..EncodeOptions::default() };
        let encoded = encode_text(&text, &options);
        let refused = encoded.notes().iter().any(|note| note.outcome.code() == "unrepresentable");
        prop_assert_eq!(encoded.bytes().is_none(), refused);
        if let Some(bytes) = encoded.bytes() {
            let mut expected: Vec<String> = text.chars().map(String::from).collect();
            for note in encoded.notes() {
                if let CharacterOutcome::Replaced { with, .. } = &note.outcome {
                    let at = usize::try_from(note.position).unwrap() - 1;
                    for (taken, place) in note.character.chars().zip(&mut expected[at..]) {
                        prop_assert_eq!(taken.to_string(), place.as_str());
                        place.clear();
                    }
                    expected[at] = with.to_string();
                }
            }
            let (decoded, broken) = SHIFT_JIS.decode_without_bom_handling(bytes);
            prop_assert!(!broken);
            prop_assert_eq!(decoded.into_owned(), expected.concat());
        }
    }

    /// Law: without replacements, what encodes without a note has exactly the characters that the
    /// encoding has; with the geta or leave-out option every text is written, and every character
    /// that is lost is noted.
    #[test]
    fn every_loss_is_noted(text in japanese_texts(), encoding in encodings()) {
        let replacements = ReplacementTable::empty();
        for unrepresentable in UnrepresentablePolicy::ALL.iter().copied() {
            let encoded = encode_text(&text, &EncodeOptions { encoding, replacements: &replacements, unrepresentable });
            let lost: usize = encoded
                .notes()
                .iter()
                .filter(|note| note.outcome.code() != "kept")
                .map(|note| note.character.chars().count())
                .sum();
            let fit = text.chars().filter(|c| encoding.has(*c)).count();
            // A letter that fits goes with the mark that does not.
            prop_assert!(text.chars().count() - fit <= lost);
            prop_assert_eq!(lost == 0, text.chars().all(|c| encoding.has(c)));
            prop_assert_eq!(encoded.bytes().is_some(), lost == 0 || unrepresentable != UnrepresentablePolicy::Refuse);
        }
    }

    /// Law: no cell of a file in an older encoding begins as a formula, whatever is replaced by what.
    #[test]
    fn no_replacement_makes_a_formula(texts in prop::collection::vec(japanese_texts(), 1..5)) {
        let options = EncodeOptions { unrepresentable: UnrepresentablePolicy::LeaveOut, ..EncodeOptions::default() };
        let mut findings = Collector::new(encoding_rules());
        let mut csv = Cp932Writer::new(options, &mut findings);
        for text in &texts {
            csv.row([text]);
        }
        let bytes = csv.finish().unwrap();
        let text = SHIFT_JIS.decode_without_bom_handling(&bytes).0.into_owned();
        let mut cells = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        for record in cells.records() {
            for cell in &record.unwrap() {
                prop_assert_eq!(inert(cell), cell);
            }
        }
    }

    /// Law: checking a file never fails, and every finding of a CSV file names a cell or the file.
    #[test]
    fn any_sheet_can_be_checked(rows in prop::collection::vec(prop::collection::vec(japanese_texts(), 0..5), 1..8)) {
        let mut text = Vec::new();
        let mut csv = tosei_table::CsvWriter::new(&mut text).unwrap();
        for row in &rows {
            csv.row(row).unwrap();
        }
        csv.finish().unwrap();
        let options = ReadOptions { delimiter: Some(Delimiter::Comma), ..ReadOptions::default() };
        if let Ok(book) = Workbook::read(&text, &options) {
            let mut findings = Collector::new(notation_rules());
            check_notation(&book, Some(&text), &mut findings);
            let report = findings.into_report();
            prop_assert!(report.findings().iter().all(|finding| finding.place.to_string().starts_with(|c: char| c.is_ascii_uppercase())));
        }
    }
}
