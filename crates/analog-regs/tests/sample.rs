//! The sample has the figures that it is said to have, and the published figures close.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;
use tosei_analog_regs::register::{CheckLists, rules};
use tosei_analog_regs::*;
use tosei_document::{Collector, Severity};
use tosei_types::{Language, PercentDigits};

#[test]
fn embedded_lists_are_read() {
    assert_eq!(Categories::standard().iter().len(), 9);
    assert_eq!(PhaseScales::standard().iter().len(), 6);
    assert!(
        PhaseScales::standard()
            .missing_for(Categories::standard())
            .is_empty()
    );
    assert!(StatusMachine::standard().may_be_first(ReviewStatus::Candidate));
    assert_eq!(ProgressDefinitions::standard().numerators().len(), 3);
    assert_eq!(PublishedFigures::standard().closings().len(), 4);
    assert!(Technologies::standard().iter().len() >= 10);
    assert!(PriorityRules::standard().rules().len() >= 5);
    // What a technology or a rule names is in the list of categories.
    for technology in Technologies::standard().iter() {
        for one in &technology.uses {
            let category = Categories::standard().get(one.category.as_str()).unwrap();
            assert!(
                one.subtypes
                    .iter()
                    .all(|own| category.subtype(own).is_some())
            );
        }
    }
    for scale in PhaseScales::standard().iter() {
        for category in &scale.categories {
            let own = Categories::standard().get(category.as_str()).unwrap();
            assert_eq!(own.scale, scale.id);
        }
    }
}

#[test]
fn clauses_labels_and_statuses_add_up() {
    let register = sample::register().unwrap();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    for clause in &register.clauses {
        let kind = match register.rule_of(clause).unwrap().kind {
            RuleKind::CommissionRule => RuleKind::Regulation,
            kind => kind,
        };
        *kinds.entry(kind.code()).or_default() += 1;
        for own in &clause.categories {
            *labels.entry(own.category.as_str()).or_default() += 1;
        }
    }
    let expected = [
        ("directive", 12),
        ("guideline", 38),
        ("ordinance", 62),
        ("regulation", 74),
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(labels.values().sum::<usize>(), 203);
    let count = |id: &str| labels[id];
    assert_eq!(
        [
            count("visual_inspection"),
            count("on_site_audit"),
            count("periodic_inspection"),
            count("permanent_presence"),
            count("in_person_training"),
            count("written_posting"),
            count("visiting_perusal"),
            count("recording_medium"),
            count("other"),
        ],
        [71, 6, 24, 17, 12, 34, 28, 8, 3]
    );
    let progress = progress(
        &register,
        ProgressDefinitions::standard(),
        register.status_date,
    );
    let status = |status| progress.counts.count(status);
    assert_eq!(
        status(ReviewStatus::InForce) + status(ReviewStatus::Operating),
        89
    );
    assert_eq!(status(ReviewStatus::Amended), 8);
    assert_eq!(status(ReviewStatus::InWork), 31);
    assert_eq!(status(ReviewStatus::Planned), 28);
    assert_eq!(status(ReviewStatus::StateDependent), 12);
    assert_eq!(status(ReviewStatus::OutOfScope), 18);
    assert_eq!(progress.counts.without_status(), 0);
}

#[test]
fn one_omnibus_ordinance_amends_fourteen_and_twelve_are_due_in_march() {
    let register = sample::register().unwrap();
    let omnibus: Vec<_> = register
        .amendments
        .iter()
        .filter(|one| one.kind == ReviewMeans::OrdinanceAmendment && one.clauses.len() > 2)
        .collect();
    assert_eq!(omnibus.len(), 1);
    assert_eq!(omnibus[0].clauses.len(), 14);
    let due: Vec<_> = register
        .clauses
        .iter()
        .filter(|clause| {
            let review = clause.review.as_ref().unwrap();
            register.rule_of(clause).unwrap().kind == RuleKind::Ordinance
                && review.due == Some("2025-Q4".parse().unwrap())
        })
        .collect();
    assert_eq!(due.len(), 12);
    assert_eq!(
        due[0]
            .review
            .as_ref()
            .unwrap()
            .due
            .unwrap()
            .last_day()
            .to_string(),
        "2026-03-31"
    );
    assert_eq!(
        register
            .clauses
            .iter()
            .filter(|one| !one.former_citations.is_empty())
            .count(),
        1
    );
    assert_eq!(sample::register_json().matches("平成33年").count(), 1);
}

#[test]
fn the_sample_has_no_errors() {
    let register = sample::register().unwrap();
    let calendar = sample::calendar().unwrap();
    let mut lists = CheckLists::standard();
    lists.calendar = Some(&calendar);
    let mut findings = Collector::new(rules());
    check_register_with(&register, lists, rules(), &mut findings);
    let report = findings.into_report();
    assert_eq!(report.count(Severity::Error), 0, "{report:#?}");
    assert_eq!(report.count(Severity::Warning), 0, "{:#?}", report.totals());
}

#[test]
fn what_the_state_published_closes_but_for_what_is_named() {
    let figures = PublishedFigures::standard();
    let closing = |id: &str| figures.closing(id).unwrap();
    assert_eq!(closing("state_needing_review").sum(), Some(8_164));
    assert_eq!(closing("state_remaining_by_year").sum(), Some(329));
    assert_eq!(closing("state_remaining_by_category").sum(), Some(329));
    let found = closing("state_found_by_category");
    assert_eq!(
        (found.total, found.sum(), found.unexplained),
        (9_669, Some(9_627), 42)
    );
    assert_eq!(
        found
            .parts
            .iter()
            .filter(|part| part.suspect.is_some())
            .count(),
        4
    );
    assert!(
        figures
            .closings()
            .iter()
            .all(progress::ClosingFigures::closes)
    );
    let state = &figures.progress("state").unwrap().rates()[0].rate;
    assert_eq!(
        state.percent(PercentDigits::Two).unwrap().to_string(),
        "95.97"
    );
    assert!(figures.progress("state").unwrap().left().is_empty());
}

#[test]
fn tokyo_is_explained_without_an_invented_reason() {
    let tokyo = PublishedFigures::standard().progress("tokyo").unwrap();
    let rates = tokyo.rates();
    let sentences: Vec<String> = rates.iter().map(|one| one.sentence(Language::Ja)).collect();
    assert_eq!(
        sentences,
        [
            "1,167／見直し済と残りの計 1,403（83.2％）",
            "1,167／計画（2024年3月）の条項数 約1,800（約64.8％）",
            "1,167／条例・規則を含めた条項数（2023年7月） 約2,000（約58.4％）",
        ]
    );
    assert_eq!(
        rates[2]
            .rate
            .percent(PercentDigits::Two)
            .unwrap()
            .to_string(),
        "58.35"
    );
    assert_eq!(
        tokyo.left()[1].sentence(Language::Ja),
        "約597条項が母集団から外れた。理由は公表されていない。"
    );
}

#[test]
fn quarters_show_how_the_review_went_on() {
    let register = sample::register().unwrap();
    let series = progress::progress_by_quarter(
        &register,
        ProgressDefinitions::standard(),
        "2023-Q1".parse().unwrap(),
        "2026-Q4".parse().unwrap(),
    );
    assert_eq!(series.len(), 9); // up to the status date
    let in_force: Vec<u64> = series
        .iter()
        .map(|(_, one)| one.figure("in_force", "found").unwrap().rate.numerator())
        .collect();
    assert!(in_force.is_sorted());
    assert_eq!((in_force[0], in_force[8]), (0, 89));
}

#[test]
fn the_worksheet_has_every_clause_and_comes_back() {
    use tosei_table::{ReadOptions, Workbook};
    let mut register = sample::register().unwrap();
    let rows = worksheet_rows(&register, register.status_date);
    assert_eq!(rows.len(), 186);
    let csv = WorksheetRow::write_csv(&rows).unwrap();
    let book = Workbook::read(&csv, &ReadOptions::default()).unwrap();
    let read = read_worksheet(&book).unwrap();
    assert!(read.report.is_clean(), "{:#?}", read.report);
    assert_eq!(read.rows, rows);
    let json = serde_json::to_string(&worksheet::WorksheetDocument::new(rows.clone())).unwrap();
    assert_eq!(
        worksheet::WorksheetDocument::from_json(&json).unwrap().rows,
        rows
    );
    // Nothing was changed, so nothing changes.
    let before = register.clone();
    let day = register.status_date;
    let applied = worksheet::apply_rows(&mut register, &read.rows, day);
    assert!(applied.changed.is_empty() && applied.unknown.is_empty());
    assert_eq!(register, before);
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_comes_back_too() {
    use tosei_table::{ReadOptions, Workbook};
    let register = sample::register().unwrap();
    let rows = worksheet_rows(&register, register.status_date);
    let xlsx = WorksheetRow::write_xlsx(&rows, register.status_date).unwrap();
    let book = Workbook::read(&xlsx, &ReadOptions::default()).unwrap();
    let read = read_worksheet(&book).unwrap();
    assert!(read.report.is_clean(), "{:#?}", read.report);
    assert_eq!(read.rows, rows);
}

#[test]
fn a_wrong_cell_is_named_by_its_address() {
    use tosei_table::{ReadOptions, Workbook};
    let header = "条項ID,法令名,所管課,条項,規制等の内容概要,規制等の類型,現在Phase,見直し後Phase";
    let csv = format!("{header}\nC-1,,,第9条,,,1-②,\nC-2,,,どこか,,,4番,\n");
    let book = Workbook::read(csv.as_bytes(), &ReadOptions::default()).unwrap();
    let read = read_worksheet(&book).unwrap();
    assert_eq!(read.rows.len(), 2);
    let places: Vec<String> = read
        .report
        .findings()
        .iter()
        .filter(|one| one.rule.starts_with("analog_regs."))
        .map(|one| one.place.to_string())
        .collect();
    assert_eq!(places, ["D3", "G3"]);
}

#[test]
fn texts_of_the_ordinance_are_the_same_in_both_forms() {
    let text = sample::ordinance_text();
    let html = sample::ordinance_html();
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let mut plain = String::new();
    let mut inside = false;
    let body = html.split_once("<body>").unwrap().1;
    for character in body.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => plain.push(other),
            _ => {}
        }
    }
    assert_eq!(squeeze(&plain), squeeze(text));
    assert!(text.contains("第42条") && text.contains("平成33年3月31日"));
    assert!(sample::general_ordinance_text().contains("書面等により行うこととしているもの"));
}
