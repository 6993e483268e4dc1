//! Laws of the survey: reading, checking, tallying.

mod slow;

use proptest::{collection::vec, prelude::*, sample::select};
use std::collections::BTreeMap;
use tosei_document::{Collector, Limits, Place, Report, Value};
use tosei_inventory::proptest::{SurveyFile, survey_files};
use tosei_inventory::survey::{
    SurveyAnalysis, SurveyCheck, SurveyColumn, SurveyEdition, SurveyItem, SurveyJob, SurveyReader,
    SurveyTable,
};
use tosei_inventory::{ProcessFacts, Tally};
use tosei_table::CsvRows;

use slow::Found;

fn run(csv: &[u8]) -> (SurveyAnalysis, Report) {
    let mut sink = Collector::new(SurveyCheck::catalogue()).keeping(usize::MAX);
    let analysis = SurveyJob::new().run(csv, &mut sink).unwrap();
    (analysis, sink.into_report())
}

/// The findings with their columns by name, sorted.
fn found(file: &SurveyFile, report: &Report) -> Vec<Found> {
    let mut found: Vec<Found> = report
        .findings()
        .iter()
        .map(|finding| {
            let place = match &finding.place {
                Place::Cell { cell, .. } => {
                    let column = usize::try_from(cell.column() - 1).unwrap();
                    let row = usize::try_from(cell.row() - 2).unwrap();
                    Some((row, file.columns[column]))
                }
                _ => None,
            };
            let values = finding.values.iter();
            let values = values.map(|(name, value)| (name.to_string(), shown(value)));
            let rule = finding.rule.strip_prefix("inventory.survey.").unwrap();
            (rule.to_owned(), place, values.collect())
        })
        .collect();
    found.sort();
    found
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Law: the check finds what the obvious check finds, at the same cells, with the same values.
    #[test]
    fn the_obvious_check_agrees(file in survey_files()) {
        let (analysis, report) = run(file.to_csv().as_bytes());
        let (mut expected, counted) = slow::check(&file);
        for (_, _, values) in &mut expected {
            for value in values.values_mut().filter(|value| value.chars().count() > 200) {
                *value = value.chars().take(200).chain(['…']).collect();
            }
        }
        expected.sort();
        prop_assert_eq!(found(&file, &report), expected);
        prop_assert_eq!(analysis.rows(), counted);
    }
}

proptest! {
    /// Law: tallies of two parts of a file, merged, are the tally of the whole; findings about
    /// single rows add up, and repeated rows are at least those of the parts.
    #[test]
    fn parts_add_up_to_the_whole(file in survey_files(), cut in any::<prop::sample::Index>()) {
        let cut = cut.index(file.rows.len() + 1);
        let mut parts = [file.clone(), file.clone()];
        parts[0].rows.truncate(cut);
        parts[1].rows.drain(..cut);
        let (whole, report) = run(file.to_csv().as_bytes());
        let [first, second] = parts.map(|part| run(part.to_csv().as_bytes()));
        let mut tally = first.0.tally();
        tally.merge(&second.0.tally()).unwrap();
        prop_assert_eq!(&tally, &whole.tally());
        let mut by_ministry = first.0.by_ministry().clone();
        by_ministry.merge(second.0.by_ministry()).unwrap();
        let named = |grouped: &tosei_inventory::GroupedTally<ProcessFacts>| {
            grouped.iter().map(|(name, tally)| (name.to_owned(), tally.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(named(&by_ministry), named(whole.by_ministry()));
        let mut concerns = first.0.concerns().clone();
        concerns.merge(second.0.concerns());
        prop_assert_eq!(&concerns, whole.concerns());
        for rule in SurveyCheck::catalogue().rules() {
            let code = rule.code.as_str();
            let parts = first.1.count_of(code) + second.1.count_of(code);
            if code.contains(".column_") {
                prop_assert_eq!(report.count_of(code) * 2, parts, "{}", code);
            } else if code.ends_with("_repeated") && !code.ends_with("value_repeated") {
                prop_assert!(code.ends_with("key_repeated") || report.count_of(code) >= parts, "{}", code);
            } else {
                prop_assert_eq!(report.count_of(code), parts, "{}", code);
            }
        }
    }

    /// Law: the tally counts each row by what the row itself says.
    #[test]
    fn the_tally_is_that_of_the_rows(file in survey_files()) {
        let csv = file.to_csv();
        let (analysis, _) = run(csv.as_bytes());
        let limits = Limits::default();
        let mut reader = SurveyReader::open(csv.as_bytes(), SurveyEdition::r6(), &limits).unwrap();
        let mut tally = Tally::new();
        while let Some(item) = reader.next_item().unwrap() {
            if let SurveyItem::Row(row) = item {
                tally.add(&row.facts());
                prop_assert_eq!(row.typed().facts(), row.facts());
            }
        }
        prop_assert_eq!(tally, analysis.tally());
    }

    /// Law: the text of every cell comes back to the byte, from a row that is borrowed, from one that
    /// is kept, and from a whole file in memory.
    #[test]
    fn every_text_comes_back(mut file in survey_files(), texts in vec(any::<String>(), 1..6), lf in any::<bool>()) {
        // Any text at all, not only what people write.
        for (at, text) in texts.into_iter().enumerate() {
            let (row, column) = (at % 3, file.columns[at * 7 % file.columns.len()]);
            if let Some(row) = file.rows.get_mut(row) {
                row.insert(column, text.replace('\0', ""));
            }
        }
        let mut csv = file.to_csv();
        if lf {
            csv = csv.replace("\"\r\n\"", "\"\n\"");
        }
        let limits = Limits::default();
        let table = SurveyTable::load(csv.as_bytes(), SurveyEdition::r6(), &limits).unwrap();
        let mut reader = SurveyReader::open(csv.as_bytes(), SurveyEdition::r6(), &limits).unwrap();
        let (mut at, mut typed) = (0, 0);
        while let Some(item) = reader.next_item().unwrap() {
            if let SurveyItem::Row(row) = item {
                prop_assert_eq!(usize::try_from(row.number()).unwrap(), at + 2);
                let (owned, entry) = (row.to_owned_row().unwrap(), table.get(typed).unwrap());
                for column in SurveyColumn::ALL {
                    let there = file.columns.contains(column);
                    let text = if there { file.cell(at, *column) } else { "" };
                    prop_assert_eq!(row.cell(*column), text);
                    prop_assert_eq!(owned.cell(*column), text);
                    prop_assert_eq!(entry.cell(*column), text);
                    prop_assert_eq!(entry.code(*column), Some(row.code(*column)));
                    prop_assert_eq!(owned.code(*column).single(), row.code(*column).single());
                    prop_assert_eq!(row.address(*column).is_some(), there);
                }
                prop_assert_eq!(entry.typed(), owned.typed());
                typed += 1;
            }
            at += 1;
        }
        prop_assert_eq!((at, typed), (file.rows.len(), table.len()));
    }

    /// Law: the order of the columns changes neither tallies nor findings, only their addresses.
    #[test]
    fn the_order_of_columns_does_not_matter(
        (file, columns) in survey_files().prop_flat_map(|file| {
            let columns = Just(file.columns.clone()).prop_shuffle();
            (Just(file), columns)
        }),
    ) {
        let moved = SurveyFile { columns, rows: file.rows.clone() };
        let (here, report) = run(file.to_csv().as_bytes());
        let (there, other) = run(moved.to_csv().as_bytes());
        prop_assert_eq!(here.tally(), there.tally());
        prop_assert_eq!(here.untyped(), there.untyped());
        let first_cell = |found: Vec<Found>| -> Vec<Found> {
            // A row without anything is at its first cell, whichever column that is.
            let same = |(rule, place, values): Found| match place {
                Some((row, _)) if rule == "row_blank" => (rule, Some((row, SurveyColumn::ProcedureId)), values),
                place => (rule, place, values),
            };
            let mut found: Vec<Found> = found.into_iter().map(same).collect();
            found.sort();
            found
        };
        prop_assert_eq!(first_cell(found(&file, &report)), first_cell(found(&moved, &other)));
    }

    /// Law: whatever bytes stand below the header, every row is either typed or kept as it is, and
    /// nothing panics.
    #[test]
    fn bytes_of_any_kind_are_typed_or_kept(
        pieces in vec(
            prop_oneof![
                4 => select(vec![
                    &b"1"[..], b",", b"\n", b"\r\n", b"\"", b"1 \xE7\x94\xB3\xE8\xAB\x8B\xE7\xAD\x89", b" ",
                    b",,,,,,\n", b"1,a,1,5,1,1,1\n", b"\xE3\x80\x80",
                ]).prop_map(<[u8]>::to_vec),
                1 => vec(any::<u8>(), 0..9),
            ],
            0..60,
        ),
    ) {
        let mut data = "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数\n"
            .as_bytes()
            .to_vec();
        data.extend(pieces.concat());
        let limits = Limits::default();
        let Ok(mut rows) = CsvRows::open(data.as_slice(), &limits) else { return Ok(()) };
        let mut count = 0;
        while rows.next_row().unwrap().is_some() {
            count += 1;
        }
        let (analysis, report) = run(&data);
        prop_assert_eq!(analysis.rows() + analysis.untyped(), count);
        prop_assert_eq!(analysis.tally().rows(), analysis.rows());
        prop_assert_eq!(u64::try_from(analysis.untyped_rows().len()).unwrap(), analysis.untyped());
        let said = ["row_width", "row_not_utf8", "row_blank"]
            .map(|rule| report.count_of(&format!("inventory.survey.{rule}")));
        prop_assert_eq!(said.iter().sum::<u64>(), analysis.untyped());
        let open = report.count_of("inventory.survey.quote_unclosed");
        prop_assert_eq!(open, u64::from(rows.unclosed_quote().is_some()));
    }

    /// Law: bytes of any kind as a whole file are refused or read, and nothing panics.
    #[test]
    fn bytes_of_any_kind_are_no_panic(data in vec(any::<u8>(), 0..300)) {
        let mut sink = Collector::new(SurveyCheck::catalogue());
        let _ = SurveyJob::new().run(data.as_slice(), &mut sink);
    }
}

#[test]
fn the_strategies_break_every_rule_about_rows() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for _ in 0..1_000 {
        let file = survey_files().new_tree(&mut runner).unwrap().current();
        for total in run(file.to_csv().as_bytes()).1.totals() {
            *counts.entry(total.rule.to_string()).or_default() += total.count;
        }
    }
    let beyond = [
        "column_unknown",
        "column_repeated",
        "rows_beyond_limit",
        "row_width",
        "row_not_utf8",
        "row_blank",
        "quote_unclosed",
    ];
    for rule in SurveyCheck::catalogue().rules() {
        let Some(name) = rule.code.strip_prefix("inventory.survey.") else {
            continue;
        };
        let count = counts.get(&rule.code).copied().unwrap_or(0);
        assert!(
            count > 0 || beyond.contains(&name),
            "{name} is never broken"
        );
    }
}
