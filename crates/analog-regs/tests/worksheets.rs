//! Worksheets, technologies and categories: what is taken, suggested and found, and what is not.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_analog_regs::worksheet::{WorksheetError, apply_rows, read_due, worksheet_form};
use tosei_analog_regs::{
    Categories, CategoryId, Clause, ClauseRegister, RegisterDocumentError, Technologies,
    WorksheetRow, read_worksheet, worksheet_rows,
};
use tosei_document::Explain;
use tosei_table::{Form, ReadOptions, Workbook};
use tosei_types::Date;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn register() -> ClauseRegister {
    let mut register = ClauseRegister::new("見本市（架空）", day("2025-06-30"));
    register.sections = serde_json::from_value(json!([
        {"id": "kasen-ka", "name": "河川課"}, {"id": "shimin-ka", "name": "市民課"}]))
    .unwrap();
    register.clauses =
        serde_json::from_value(json!([{"id": "C-1", "rule": "R-1", "citation": "第9条",
        "categories": [{"category": "visual_inspection", "subtype": "patrol"},
            {"category": "visual_inspection"}, {"category": "other"}],
        "review": review()}]))
        .unwrap();
    register
}

fn review() -> Value {
    json!({"current_phase": "1", "target_phase": "2", "means": ["notification"], "section": "kasen-ka",
        "due": "2025-Q2", "technologies": ["drone"], "schedule": "共通1", "summary": "概要", "note": "備考",
        "history": [{"on": "2025-04-01", "status": "planned"}]})
}

/// Case: each cell alone changes its own field, and an empty cell is no answer.
#[test]
fn a_row_changes_what_it_says_and_nothing_else() {
    let of = |cells: &Value| {
        let mut row = serde_json::to_value(WorksheetRow::new("C-1".parse().unwrap())).unwrap();
        for (key, value) in cells.as_object().unwrap() {
            row[key] = value.clone();
        }
        let mut register = register();
        let row: WorksheetRow = serde_json::from_value(row).unwrap();
        let applied = apply_rows(&mut register, &[row], day("2025-06-30"));
        let review = serde_json::to_value(&register.clauses[0].review).unwrap();
        (review, applied.changed.len(), applied.unknown.len())
    };
    assert_eq!(of(&json!({})), (review(), 0, 0));
    assert_eq!(of(&json!({"status": "planned"})), (review(), 0, 0));
    for (cell, field, value) in [
        ("current_phase", "current_phase", json!("1-②")),
        ("target_phase", "target_phase", json!("3")),
        ("due", "due", json!("2026-Q1")),
        ("schedule", "schedule", json!("共通2")),
        ("review_summary", "summary", json!("別の概要")),
        ("note", "note", json!("別の備考")),
        ("means", "means", json!(["ordinance_amendment"])),
        ("technologies", "technologies", json!(["sensor"])),
    ] {
        let mut wanted = review();
        wanted[field] = value.clone();
        assert_eq!(of(&json!({cell: value})), (wanted, 1, 0), "{cell}");
    }
    let (changed, ..) = of(&json!({"status": "in_work"}));
    assert_eq!(
        changed["history"],
        json!([{"on": "2025-04-01", "status": "planned"}, {"on": "2025-06-30", "status": "in_work"}])
    );
    assert_eq!(
        of(&json!({"clause": "C-9", "note": "別"})),
        (review(), 0, 1)
    );
}

#[test]
fn a_row_names_each_category_once_and_the_section() {
    let rows = worksheet_rows(&register(), day("2025-06-30"));
    let categories: Vec<&str> = rows[0].categories.iter().map(CategoryId::as_str).collect();
    assert_eq!(categories, ["visual_inspection", "other"]);
    assert_eq!(rows[0].section.as_deref(), Some("河川課"));
    let mut unknown = register();
    unknown.sections.clear();
    let rows = worksheet_rows(&unknown, day("2025-06-30"));
    assert_eq!(rows[0].section.as_deref(), Some("kasen-ka"));
    // A category that a cell names twice is read once.
    let mut twice = rows[0].clone();
    twice.categories.push(twice.categories[0].clone());
    let csv = WorksheetRow::write_csv(&[twice]).unwrap();
    let book = Workbook::read(&csv, &ReadOptions::default()).unwrap();
    assert_eq!(
        read_worksheet(&book).unwrap().rows[0].categories,
        rows[0].categories
    );
}

#[test]
fn a_quarter_is_its_own_three_months() {
    for (text, wanted) in [
        ("令和4年度4月〜6月", Some("2022-Q1")),
        ("令和4年度7〜9月", Some("2022-Q2")),
        ("令和4年度4月〜9月", None),
        ("令和4年度7月〜6月", None),
        ("令和4年度第5四半期", None),
    ] {
        let found = read_due(text).map(|quarter| quarter.to_string());
        assert_eq!(found.as_deref(), wanted, "{text}");
    }
}

fn technologies(uses: &[(&str, Value)]) -> Technologies {
    let label = json!({"ja": "例", "en": "example"});
    let all: Vec<Value> = uses
        .iter()
        .map(|(id, uses)| {
            let mut uses = uses.clone();
            for one in uses.as_array_mut().unwrap() {
                one["because"] = label.clone();
            }
            json!({"id": id, "label": label, "uses": uses, "conditions": [label], "risks": [label],
                "source": "definition"})
        })
        .collect();
    let mut list: Value =
        serde_json::from_str(include_str!("../data/codes/technologies.json")).unwrap();
    list["technologies"] = json!(all);
    Technologies::from_json(&list.to_string()).unwrap()
}

/// Case: first what is named for the sub-type, then for the category, each once, and only for what is asked.
#[test]
fn a_technology_is_suggested_for_what_a_clause_is_and_asks() {
    let sight = "visual_inspection";
    let list = technologies(&[
        ("general", json!([{"category": sight}])),
        (
            "patrol",
            json!([{"category": sight, "subtypes": ["inspection", "patrol"]}]),
        ),
        (
            "elsewhere",
            json!([{"category": "other", "subtypes": ["patrol"]}]),
        ),
        (
            "paper",
            json!([{"category": sight, "obstacles": ["written_form", "frequency"]}]),
        ),
        (
            "both",
            json!([{"category": sight, "subtypes": ["survey"]}, {"category": sight}]),
        ),
    ]);
    for (categories, obstacles, wanted) in [
        (
            json!([{"category": sight, "subtype": "patrol"}]),
            json!(["sight"]),
            "patrol+ general both",
        ),
        (
            json!([{"category": sight, "subtype": "survey"}]),
            json!(["sight", "frequency"]),
            "both+ general paper",
        ),
        (json!([{"category": sight}]), json!([]), "general both"),
        (
            json!([{"category": "other"}, {"category": sight, "subtype": "patrol"}]),
            json!([]),
            "patrol+ general both",
        ),
        (
            json!([{"category": "written_posting"}]),
            json!(["written_form"]),
            "",
        ),
    ] {
        let clause: Clause =
            serde_json::from_value(json!({"id": "C-1", "rule": "R-1", "citation": "第9条",
            "categories": categories, "obstacles": obstacles}))
            .unwrap();
        let found: Vec<String> = list
            .suggest(&clause)
            .iter()
            .map(|one| {
                format!(
                    "{}{}",
                    one.technology.id,
                    if one.by_subtype { "+" } else { "" }
                )
            })
            .collect();
        assert_eq!(found.join(" "), wanted, "{categories} {obstacles}");
    }
}

#[test]
fn a_technology_has_a_use_conditions_and_risks() {
    let list: Value =
        serde_json::from_str(include_str!("../data/codes/technologies.json")).unwrap();
    for key in ["uses", "conditions", "risks"] {
        let mut silent = list.clone();
        silent["technologies"][1][key] = json!([]);
        let error = Technologies::from_json(&silent.to_string()).unwrap_err();
        assert_eq!(error.code(), "document.data_file.contradiction", "{key}");
    }
}

/// Case: the form asks for technologies where there are any, and its key is the clause.
#[test]
fn the_form_has_a_list_of_technologies_where_there_are_any() {
    let columns = |list: &Technologies| {
        let text = serde_json::to_value(worksheet_form(list).unwrap()).unwrap();
        let text = text.to_string();
        let of = |flag: &str| text.matches(&format!("\"{flag}\":true")).count();
        let flags = ["key", "required", "locked"].map(of);
        (flags, text.contains("\"list\":\"technologies\""))
    };
    assert_eq!(columns(Technologies::standard()), ([1, 1, 1], true));
    assert_eq!(columns(&technologies(&[])), ([1, 1, 1], false));
}

#[test]
fn a_category_stands_from_its_first_to_its_last_day() {
    let categories = Categories::standard();
    let mut one = categories.iter().next().unwrap().clone();
    let on = |one: &tosei_analog_regs::Category, text: &str| one.stands_on(day(text));
    assert!(on(&one, "2000-01-01"));
    one.effective_from = Some(day("2024-04-01"));
    assert!(!on(&one, "2024-03-31") && on(&one, "2024-04-01") && on(&one, "2030-01-01"));
    one.effective_to = Some(day("2025-03-31"));
    assert!(on(&one, "2025-03-31") && !on(&one, "2025-04-01") && !on(&one, "2024-03-31"));
    one.effective_from = None;
    assert!(on(&one, "2000-01-01") && !on(&one, "2025-04-01"));
    for category in categories.iter() {
        for subtype in &category.subtypes {
            assert_eq!(categories.category_of(&subtype.id), Some(category));
        }
    }
    assert_eq!(categories.category_of(&"no_such".parse().unwrap()), None);
}

#[test]
fn a_register_that_cannot_be_read_has_its_code() {
    let error: RegisterDocumentError = ClauseRegister::from_json("{").unwrap_err();
    assert_eq!(Explain::code(&error), "analog_regs.register.shape");
}

#[test]
fn a_worksheet_that_cannot_be_written_has_its_code() {
    let error = WorksheetError::from(Form::from_json("{").unwrap_err());
    assert_eq!(error.code(), "analog_regs.worksheet.form");
}
