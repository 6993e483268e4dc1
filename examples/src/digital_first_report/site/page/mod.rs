//! The pages beside that of the inventory.

pub(super) mod clauses;
pub(super) mod counters;
pub(super) mod findings;
pub(super) mod flows;
pub(super) mod index;
pub(super) mod joined;
pub(super) mod plan;
pub(super) mod quality;
mod trials;

use super::{definitions::anchor_of, part::Part};
use tosei_page::{Card, Cell, Column, Link, Note, Page, Section, Text};
use tosei_types::{Date, Label};

pub(super) fn text(label: &Label) -> Text {
    if label.ja == label.en {
        Text::data(label.ja.as_str())
    } else {
        Text::from(label)
    }
}

pub(super) fn section(anchor: &str, ja: &str, en: &str) -> Section {
    let section = Section::new(Text::new(ja, en));
    match anchor.parse() {
        Ok(anchor) => section.anchor(anchor),
        Err(_) => section,
    }
}

/// A card whose label leads to the definition.
pub(super) fn defined(card: Card, id: &str) -> Card {
    match anchor_of(id) {
        Some(anchor) => card.link(anchor),
        None => card,
    }
}

/// A cell that leads to the definition.
pub(super) fn defined_cell(cell: Cell, id: &str) -> Cell {
    match anchor_of(id) {
        Some(anchor) => cell.link(anchor),
        None => cell,
    }
}

/// A column whose heading leads to the definition.
pub(super) fn defined_column(column: Column, id: &str) -> Column {
    match anchor_of(id) {
        Some(anchor) => column.leads_to(Link::from(anchor)),
        None => column,
    }
}

pub(super) fn day(date: Date) -> Text {
    Text::new(date.label_ja(), date.label_en())
}

pub(super) fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A note that the figures are made up.
pub(super) fn fictional() -> Note {
    Note::caution(Text::new(
        "この部分は架空のものです。数値は実在の団体のものではありません。",
        "This part is made up. Its figures are of no real body.",
    ))
}

/// The page of a part of which there is nothing to show, and why.
pub(super) fn nothing<T>(title: &Label, part: &Part<T>) -> Page {
    let mut page = Page::new(text(title));
    for problem in &part.problems {
        page = page.summary(Note::caution(text(problem)));
    }
    if part.problems.is_empty() {
        let names = part.kind.names();
        page = page.summary(Note::information(Text::new(
            format!("この部分の資料はありません。フォルダーに次の名前で置くと、ここに表示されます：{names}"),
            format!("Nothing was given for this part. It shows here once the folder has: {names}"),
        )));
    }
    page
}

/// What could not be read, before the first section.
pub(super) fn with_problems<T>(mut page: Page, part: &Part<T>) -> Page {
    for problem in &part.problems {
        page = page.summary(Note::caution(text(problem)));
    }
    page
}
