//! Tables: columns, rows too short and too long, cells of every kind.

use crate::{compare, rate, section_of, text};
use tosei_page::{Absence, Cell, Column, Figure, Link, Order, Table, Text};
use tosei_types::CaseCount;

#[test]
fn tables() {
    let no_columns = Table::new(text("列なし", "No columns"), []);
    let no_rows = Table::new(
        text("行なし", "No rows"),
        [
            Column::text(text("名", "Name")).sorted(Order::Ascending),
            Column::number(text("数", "Count")).sorted(Order::Descending),
        ],
    )
    .first_of(3);
    let kinds = Table::new(
        text("欄の種類", "Kinds of cells"),
        [
            Column::text(text("名", "Name")),
            Column::number(text("数", "Count")).leads_to(
                Link::page("definitions.html".parse().unwrap()).at("count".parse().unwrap()),
            ),
            Column::text(text("他", "Other")),
        ],
    )
    .with_row_headings()
    .note(text("全ての種類", "Every kind"))
    .first_of(5)
    .row([
        Cell::data("住民票"),
        Cell::from(CaseCount::from(148_000)),
        Cell::from(text("両方", "both")),
    ])
    .row([
        Cell::code("M-0001"),
        Cell::from(Absence::Unknown),
        Cell::from(rate(1, 3)),
    ])
    .row([
        Cell::code("a".repeat(40)),
        Cell::code("a".repeat(41)),
        Cell::from(7),
    ])
    .row([Cell::data("短い")]);
    let mut loose = Table::new(
        text("見出しのない行", "Rows without headings"),
        [Column::text(text("名", "Name"))],
    )
    .first_of(3)
    .row([Cell::from(1), Cell::data("余り"), Cell::from(2)])
    .row([Cell::data("外へ").leads_to(Link::page("other.html".parse().unwrap()))]);
    loose.push_row([Cell::data("どこにもない").link("nowhere".parse().unwrap())]);
    let blocks = [
        no_columns.into(),
        no_rows.into(),
        kinds.into(),
        loose.into(),
    ];
    compare("tables.html", &section_of(blocks));
}

#[test]
fn marked_cells() {
    let sentence = "水路を目視により点検する。";
    let cell = |spans: &[(usize, usize)]| {
        Cell::marked(sentence, spans.iter().map(|(from, to)| *from..*to))
    };
    let column = Column::text(text("文", "Sentence"));
    let table = Table::new(text("印", "Marks"), [column])
        .row([cell(&[])])
        .row([cell(&[(9, 15)])])
        .row([cell(&[(0, 6), (6, 9), (24, 39)])])
        .row([cell(&[(0, 39)])])
        // In reverse order, overlapping, empty, between bytes of a character, beyond the end.
        .row([cell(&[(9, 15), (0, 6)])])
        .row([cell(&[(0, 9), (6, 15)])])
        .row([cell(&[(3, 3)])])
        .row([cell(&[(1, 6)])])
        .row([cell(&[(9, 99)])])
        .row([Cell::marked("<b>\u{202E}", std::iter::once(0..1))])
        .row([Cell::marked("", [])]);
    compare("marked.html", &section_of([table.into()]));
}

#[test]
fn tables_of_twelve_rows_are_short_and_of_thirteen_are_not() {
    let table = |rows: u64| {
        let mut table = Table::new(text("表", "Table"), [Column::number(text("数", "Count"))]);
        for row in 0..rows {
            table.push_row([Cell::from(Figure::from(row))]);
        }
        section_of([table.into()])
    };
    assert!(table(12).contains("<div class=\"table short\""));
    assert!(table(13).contains("<div class=\"table\""));
}

#[test]
fn a_text_is_no_number() {
    let table = Table::new(text("表", "Table"), [Column::text(text("数", "Count"))])
        .row([Cell::from(3)])
        .row([Cell::from(rate(1, 2))])
        .row([Cell::from(Text::data("三"))])
        .row([Cell::from(Absence::Unknown)])
        .row([Cell::code("3")]);
    let markup = section_of([table.into()]);
    assert_eq!(markup.matches("<td class=\"number\">").count(), 2);
    assert_eq!(markup.matches("<td>").count(), 3);
}
