//! Lists that a body may bring itself: each is refused for what it must not hold.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_document::DataFileError;
use tosei_plan::answer::{AnswerFigures, AnswerQuestions};
use tosei_plan::governance::{
    CanvasForm, Checklists, PartnerRules, PlainJapaneseRules, PostRules, StageGates,
    StandardisedTasks, TestRules,
};
use tosei_plan::year::{OfficeCalendar, OfficeYear};

const DUPLICATE: &str = "document.data_file.duplicate";
const VALUE: &str = "document.data_file.value";

fn code<T>(read: Result<T, DataFileError>) -> Option<&'static str> {
    read.err().map(|error| error.code())
}

/// A file, and what becomes of it when the item at the first pointer is put behind the list at the second.
fn refused(
    text: &str,
    read: fn(&str) -> Option<&'static str>,
    repeated: &[(&str, &str)],
    changed: &[(&str, Value, Option<&str>)],
) {
    let file: Value = serde_json::from_str(text).unwrap();
    assert_eq!(read(text), None);
    for (key, value) in [
        ("format", json!("tosei-other")),
        ("format_version", json!(2)),
    ] {
        let mut other = file.clone();
        other[key] = value;
        assert_eq!(read(&other.to_string()), Some("document.data_file.format"));
    }
    for (from, list) in repeated {
        let mut twice = file.clone();
        let one = twice.pointer(from).unwrap().clone();
        let list = twice.pointer_mut(list).unwrap();
        list.as_array_mut().unwrap().push(one);
        assert_eq!(read(&twice.to_string()), Some(DUPLICATE), "{from}");
    }
    for (pointer, value, wanted) in changed {
        let mut other = file.clone();
        *other.pointer_mut(pointer).unwrap() = value.clone();
        assert_eq!(read(&other.to_string()), *wanted, "{pointer}: {value}");
    }
}

#[test]
fn lists_of_governance() {
    refused(
        include_str!("../data/governance/canvas_form.json"),
        |text| code(CanvasForm::from_json(text)),
        &[("/fields/0", "/fields")],
        &[],
    );
    refused(
        include_str!("../data/governance/stage_gates.json"),
        |text| code(StageGates::from_json(text)),
        &[
            ("/gates/0", "/gates"),
            ("/gates/0/artefacts/0", "/gates/1/artefacts"),
        ],
        &[],
    );
    refused(
        include_str!("../data/governance/user_test_rules.json"),
        |text| code(TestRules::from_json(text)),
        &[("/rules/0", "/rules")],
        &[
            ("/rules/1/percent", json!(100), None),
            ("/rules/1/percent", json!(101), Some(VALUE)),
            ("/rules/1/at_least", json!(1), None),
            ("/rules/1/at_least", json!(0), Some(VALUE)),
        ],
    );
    refused(
        include_str!("../data/governance/standardised_tasks.json"),
        |text| code(StandardisedTasks::from_json(text)),
        &[("/tasks/0", "/tasks")],
        &[],
    );
    refused(
        include_str!("../data/governance/partner_rules.json"),
        |text| code(PartnerRules::from_json(text)),
        &[("/reasons/0", "/reasons")],
        &[],
    );
    refused(
        include_str!("../data/governance/checklists.json"),
        |text| code(Checklists::from_json(text)),
        &[
            ("/checklists/0", "/checklists"),
            ("/checklists/0/items/0", "/checklists/1/items"),
        ],
        &[],
    );
}

#[test]
fn rules_about_texts() {
    refused(
        include_str!("../data/governance/post_rules.json"),
        |text| code(PostRules::from_json(text)),
        &[
            ("/categories/0", "/categories"),
            ("/personal/0", "/personal"),
            ("/categories/1/keywords/0", "/categories/1/keywords"),
        ],
        &[
            // A word may speak for two categories.
            ("/categories/1/keywords", json!(["混雑"]), None),
            ("/personal/0/texts", json!(["09"]), None),
            ("/personal/0/texts", json!([]), Some(VALUE)),
            ("/personal/0/texts", json!(["09", " "]), Some(VALUE)),
            ("/personal/0/kind", json!("email"), None),
        ],
    );
    refused(
        include_str!("../data/governance/plain_japanese.json"),
        |text| code(PlainJapaneseRules::from_json(text)),
        &[
            ("/double_negatives/0", "/double_negatives"),
            ("/honorifics/0", "/honorifics"),
            ("/hard_words/0", "/hard_words"),
        ],
        &[
            ("/kanji_percent", json!(100), None),
            ("/kanji_percent", json!(101), Some(VALUE)),
            ("/furigana_percent", json!(100), None),
            ("/furigana_percent", json!(101), Some(VALUE)),
        ],
    );
}

#[test]
fn the_year_of_an_office() {
    let months = |months: Value| json!({"kind": "month_ends", "months": months});
    refused(
        include_str!("../data/year/office_year.json"),
        |text| code(OfficeYear::from_json(text)),
        &[("/items/0", "/items")],
        &[
            ("/items/0/when", months(json!([1, 12])), None),
            ("/items/0/when", months(json!([])), Some(VALUE)),
            ("/items/0/when", months(json!([0])), Some(VALUE)),
            ("/items/0/when", months(json!([13])), Some(VALUE)),
            ("/items/0/when", months(json!([6, 13])), Some(VALUE)),
        ],
    );
    let year = OfficeYear::from_json(include_str!("../data/year/office_year.json")).unwrap();
    for item in &year.items {
        assert_eq!(year.item(item.id.as_str()), Some(item));
    }
    assert_eq!(year.item("no_such"), None);
}

#[test]
fn documents_of_a_body() {
    let calendar = json!({"format": "tosei-office-calendar", "format_version": 1, "fictional": true,
        "body": "見本市（架空）", "business_days": {"format": "tosei-business-calendar", "format_version": 1,
            "name": {"ja": "見本市（架空）", "en": "Mihon City (fictional)"},
            "weekly_closing_days": [], "official_holidays": "open"}});
    refused(
        &calendar.to_string(),
        |text| code(OfficeCalendar::from_json(text)),
        &[],
        &[],
    );
    let figures = json!({"format": "tosei-answer-figures", "format_version": 1, "fictional": true,
        "body": "見本市（架空）", "figures": []});
    refused(
        &figures.to_string(),
        |text| code(AnswerFigures::from_json(text)),
        &[],
        &[],
    );
}

/// Case: a template names what a figure can say, and the same in both languages.
#[test]
fn questions_that_may_follow() {
    let answer = |ja: &str, en: &str| json!({"ja": ja, "en": en});
    refused(
        include_str!("../data/answer/questions.json"),
        |text| code(AnswerQuestions::from_json(text)),
        &[("/questions/0", "/questions")],
        &[
            (
                "/questions/0/answer",
                answer("{date}に{figure}。", "{figure} on {date}."),
                None,
            ),
            (
                "/questions/0/answer",
                answer("{date}。", "{figure} on {date}."),
                Some(VALUE),
            ),
            (
                "/questions/0/answer",
                answer("{date}に{figure}。", "{date}."),
                Some(VALUE),
            ),
            (
                "/questions/0/answer",
                answer("{day}。", "{day}."),
                Some(VALUE),
            ),
            (
                "/questions/0/question",
                answer("{day}？", "When?"),
                Some(VALUE),
            ),
            (
                "/questions/0/question",
                answer("いつ？", "{day}?"),
                Some(VALUE),
            ),
            ("/questions/0/question", answer("{date}？", "When?"), None),
        ],
    );
}
