//! Due dates of every 処理期間 cell of the State's survey (source `survey-r6`), where it is at hand.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says what it skipped"
)]

use std::{collections::BTreeMap, path::PathBuf};
use tosei_types::{
    Arrival, BeyondList, BusinessCalendar, BusinessDays, CountingRule, DueDateAnswer, FirstDay,
    HolidayList, Label, deadline::due_date_of_cell,
};

/// Every outcome of every cell, one arrival: what the survey's texts come to.
#[test]
fn every_cell_of_the_survey_has_an_answer_or_a_reason() {
    let path = std::env::var_os("TOSEI_DATA")
        .map(|folder| PathBuf::from(folder).join("procedures_survey/procedures_r6.csv"))
        .filter(|path| path.is_file());
    let Some(path) = path else {
        println!("skipped: TOSEI_DATA has no procedures_survey/procedures_r6.csv");
        return;
    };
    let calendar =
        BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"));
    let days =
        BusinessDays::new(&calendar, HolidayList::official()).with_beyond_list(BeyondList::ByRule);
    let rule = CountingRule::standard(FirstDay::NextDay);
    let arrival = Arrival::on("2025-06-02".parse().unwrap());

    let mut cells: BTreeMap<String, u32> = BTreeMap::new();
    let mut file = csv::Reader::from_path(path).unwrap();
    let header = file.headers().unwrap().clone();
    let columns: Vec<usize> = header
        .iter()
        .enumerate()
        .filter(|(_, name)| name.contains("処理期間"))
        .map(|(at, _)| at)
        .collect();
    assert_eq!(columns.len(), 2);
    for row in file.records() {
        let row = row.unwrap();
        for column in &columns {
            *cells
                .entry(row.get(*column).unwrap().to_owned())
                .or_default() += 1;
        }
    }
    let mut outcomes: BTreeMap<String, u32> = BTreeMap::new();
    for (text, count) in &cells {
        let outcome = match due_date_of_cell(text, &arrival, &rule, &days, &[]) {
            Ok(None) => "blank".to_owned(),
            Ok(Some(DueDateAnswer::Due { due, .. })) => {
                assert!(due.date() >= arrival.date(), "{text}");
                "due".to_owned()
            }
            Ok(Some(answer)) => {
                let value = serde_json::to_value(&answer).unwrap();
                let reason = value["reason"].as_str().unwrap_or_default();
                format!("{} {reason}", value["outcome"].as_str().unwrap())
            }
            Err(error) => {
                assert!(
                    error.code().starts_with("types.deadline."),
                    "{text}: {error}"
                );
                error.code().to_owned()
            }
        };
        *outcomes.entry(outcome).or_default() += count;
    }
    assert_eq!(outcomes.values().sum::<u32>(), 2 * 75_071);
    let found: Vec<(&str, u32)> = outcomes.iter().map(|(key, n)| (key.trim(), *n)).collect();
    assert_eq!(
        found,
        [
            ("blank", 100_578),
            ("due", 42_785),
            ("not_applicable", 191),
            ("not_set", 599),
            ("types.deadline.no_days", 1_458),
            ("types.deadline.not_whole", 49),
            ("types.deadline.unit_too_fine", 5),
            ("undetermined case_by_case", 263),
            ("undetermined no_upper_bound", 12),
            ("undetermined number_without_unit", 988),
            ("undetermined several_cases", 20),
            ("undetermined unknown", 2_176),
            ("undetermined unread", 1_018),
        ]
    );
}
