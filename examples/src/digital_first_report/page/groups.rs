//! Status by group: organisations, kinds, actors, volume bands, touchpoints.

use super::{
    super::report::{Grouping, Report, SourceKind},
    grouping::{
        cases, chart, count_column, heading, is_whole, rate_cells, rate_columns, rate_table, rows,
        status_table,
    },
    show,
};
use tosei_page::{Cell, Column, Details, Figure, Note, Section, Table, Text};

/// How many groups a table shows at once; longer ones open on demand.
const OPEN_ROWS: usize = 30;

pub(super) fn section(report: &Report) -> Section {
    let mut section = show::section(
        "organisations",
        "組織別・種類別の状況",
        "Status by organisation and kind",
    );
    if let Some(suppression) = &report.suppression {
        section.push(Note::caution(show::label(&suppression.label)));
    }
    for (at, grouping) in report.groupings.iter().enumerate() {
        // The first one is the organisations at a glance.
        if at == 0 || grouping.id == "kind" {
            section.push_subheading(heading(grouping));
            section.push(show::label(&grouping.definition));
            if is_whole(grouping) {
                section.push(chart(grouping));
            }
            put_tables(&mut section, grouping);
        } else {
            let heading = heading(grouping);
            section.push_details(
                Details::new(opens(&heading, grouping))
                    .block(show::label(&grouping.definition))
                    .block(rate_table(grouping))
                    .block(status_table(grouping)),
            );
        }
    }
    section
}

fn put_tables(section: &mut Section, grouping: &Grouping) {
    if grouping.groups.len() <= OPEN_ROWS {
        section.push(rate_table(grouping));
    } else {
        let rates = Text::new("率の表", "Table of rates");
        section.push_details(Details::new(opens(&rates, grouping)).block(rate_table(grouping)));
    }
    put_status(section, grouping);
}

fn put_status(section: &mut Section, grouping: &Grouping) {
    let counts = Text::new("状態ごとの数", "Counts by status");
    section.push_details(Details::new(opens(&counts, grouping)).block(status_table(grouping)));
}

fn opens(what: &Text, grouping: &Grouping) -> Text {
    use tosei_types::Language::{En, Ja};
    let groups = grouping.groups.len();
    Text::new(
        format!("{}（{groups}区分）", what.in_language(Ja)),
        format!("{} ({groups} groups)", what.in_language(En)),
    )
}

pub(super) fn volume_section(report: &Report) -> Section {
    let bands = &report.volume_bands;
    let mut section = show::section("volumes", "件数の規模別の状況", "Status by volume")
        .block(show::label(&bands.definition))
        .block(volume_table(bands));
    if report.source.kind == SourceKind::Survey {
        section.push(Note::caution(Text::new(
            "この調査の「0件」には、実際に0件のものと、件数が分からないものが混じっています。",
            "In this survey \"0 cases\" holds both what had none and what nobody counted.",
        )));
    }
    if is_whole(bands) {
        section.push(chart(bands));
    }
    put_status(&mut section, bands);
    section
}

fn volume_table(bands: &Grouping) -> Table {
    let mut columns = vec![
        Column::text(Text::new("一年間の件数", "Cases a year")),
        count_column(bands),
        Column::number(Text::new("件数の合計と割合", "Sum of the cases, share")),
    ];
    columns.extend(rate_columns(bands));
    let mut table =
        Table::new(Text::new("件数の規模と率", "Volume and rates"), columns).with_row_headings();
    for group in rows(bands) {
        let share = match (cases(group), group.cases, bands.total.cases) {
            (Figure::Count(_), Some(part), Some(whole)) => match (part.shown(), whole.shown()) {
                (Some(part), Some(whole)) => show::share(part, whole),
                _ => show::count(part),
            },
            (figure, ..) => figure,
        };
        let mut cells = vec![
            Cell::from(show::label(&group.label)),
            Cell::from(show::count(group.count)),
            Cell::from(share),
        ];
        cells.extend(rate_cells(bands, group, |rate| rate.point().figure()));
        table.push_row(cells);
    }
    table
}

pub(super) fn touchpoint_section(touchpoints: &Grouping) -> Section {
    let mut section = show::section(
        "touchpoints",
        "手続でない接点",
        "Touchpoints that are not procedures",
    )
    .block(show::label(&touchpoints.definition));
    if is_whole(touchpoints) {
        section.push(chart(touchpoints));
    }
    section.block(rate_table(touchpoints))
}
