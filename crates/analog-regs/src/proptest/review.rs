//! Strategies for phases, histories and rows of a worksheet.

use crate::phase::MAX_MINOR;
use crate::{
    Categories, CategoryId, PhaseStep, ReviewMeans, ReviewStatus, StatusEntry, Technologies,
    TechnologyId, WorksheetRow,
};
use proptest::prelude::*;
use tosei_types::{Date, FiscalQuarter};

/// Phases, with and without a step.
pub fn phase_steps() -> impl Strategy<Value = PhaseStep> {
    (1u8..=9, prop::option::of(1u8..=MAX_MINOR)).prop_filter_map("a phase", |(major, minor)| {
        PhaseStep::try_new(major, minor).ok()
    })
}

/// Days of 2020 to 2029.
fn days() -> impl Strategy<Value = Date> {
    (2020u16..2030, 1u8..=12, 1u8..=28).prop_filter_map("a day", |(year, month, day)| {
        Date::try_new(year, month, day).ok()
    })
}

/// Quarters of the fiscal years 2019 to 2029.
pub fn quarters() -> impl Strategy<Value = FiscalQuarter> {
    days().prop_map(FiscalQuarter::of)
}

/// Histories in any order, with any statuses.
pub fn histories() -> impl Strategy<Value = Vec<StatusEntry>> {
    let entry =
        (days(), prop::sample::select(ReviewStatus::ALL)).prop_map(|(on, status)| StatusEntry {
            on,
            status,
            note: None,
        });
    prop::collection::vec(entry, 0..8)
}

/// Texts as cells hold them: no blank at either end, no control characters.
fn texts() -> impl Strategy<Value = Option<String>> {
    let text = "[=+@'、。ぁ-んァ-ヶ一-龠A-Za-z0-9（）〜][ ,\"'、。ぁ-ん一-龠a-z0-9]{0,12}[ぁ-ん一-龠a-z。]";
    prop::option::of(text)
}

fn some_of<T: Clone + std::fmt::Debug + 'static>(all: Vec<T>) -> impl Strategy<Value = Vec<T>> {
    let most = all.len().min(3);
    prop::sample::subsequence(all, 0..=most)
}

/// Rows of a worksheet whose texts fit into cells.
pub fn worksheet_rows() -> impl Strategy<Value = WorksheetRow> {
    let categories: Vec<CategoryId> = Categories::standard()
        .iter()
        .map(|category| category.id.clone())
        .collect();
    let technologies: Vec<TechnologyId> = Technologies::standard()
        .iter()
        .map(|technology| technology.id.clone())
        .collect();
    let citation = (
        1u16..200,
        prop::option::of(1u16..9),
        prop::option::of(1u16..9),
    )
        .prop_map(|(article, branch, paragraph)| {
            let branch = branch.map_or_else(String::new, |branch| format!("の{branch}"));
            let paragraph =
                paragraph.map_or_else(String::new, |paragraph| format!("第{paragraph}項"));
            format!("第{article}条{branch}{paragraph}").parse().ok()
        });
    let texts = (
        texts(),
        texts(),
        texts(),
        texts(),
        texts(),
        texts(),
        texts(),
    );
    let review = (
        prop::option::of(phase_steps()),
        prop::option::of(phase_steps()),
        prop::option::of(quarters()),
        prop::option::of(prop::sample::select(ReviewStatus::ALL)),
        some_of(ReviewMeans::ALL.to_vec()),
        some_of(technologies),
    );
    ("C-[0-9]{1,6}", citation, some_of(categories), texts, review).prop_filter_map(
        "a row",
        |(id, citation, categories, texts, review)| {
            let mut row = WorksheetRow::new(id.parse().ok()?);
            row.citation = citation;
            row.categories = categories;
            (
                row.rule,
                row.section,
                row.summary,
                row.schedule,
                row.review_summary,
                row.text,
                row.note,
            ) = texts;
            (
                row.current_phase,
                row.target_phase,
                row.due,
                row.status,
                row.means,
                row.technologies,
            ) = review;
            Some(row)
        },
    )
}
