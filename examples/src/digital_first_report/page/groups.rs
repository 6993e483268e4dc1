//! Status by group: organisations, kinds, actors, volume bands, touchpoints.

use super::{
    super::report::{Group, Grouping, Report, SourceKind},
    show::{self, Shown},
};
use std::cmp::Reverse;
use tosei_inventory::RateDefinitions;
use tosei_page::{
    Absence, Cell, Column, Details, Figure, Note, Section, StackedBarChart, Table, Text,
};
use tosei_types::Language;

/// How many groups a chart shows: the largest.
const CHARTED: usize = 12;

/// How many groups a table shows at once; longer ones open on demand.
const OPEN_ROWS: usize = 30;

pub(super) fn section(report: &Report) -> Section {
    let mut section = show::section(
        "organisations",
        "組織別・種類別の状況",
        "Status by organisation and kind",
    );
    let (first, others) = match report.groupings.split_first() {
        Some(split) => split,
        None => return section,
    };
    section.push(show::label(&first.definition));
    section.push(chart(first));
    put_tables(&mut section, first);
    for grouping in others {
        let charted = grouping.id == "kind";
        if charted {
            section.push_subheading(show::label(&grouping.label));
            section.push(show::label(&grouping.definition));
            section.push(chart(grouping));
            put_tables(&mut section, grouping);
        } else {
            section.push_details(
                Details::new(opens(&grouping.label.ja, &grouping.label.en, grouping))
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
        section.push_details(
            Details::new(opens("率の表", "Table of rates", grouping)).block(rate_table(grouping)),
        );
    }
    section.push_details(
        Details::new(opens("状態ごとの数", "Counts by status", grouping))
            .block(status_table(grouping)),
    );
}

fn opens(ja: &str, en: &str, grouping: &Grouping) -> Text {
    let groups = grouping.groups.len();
    Text::new(
        format!("{ja}（{groups}区分）"),
        format!("{en} ({groups} groups)"),
    )
}

pub(super) fn volume_section(report: &Report) -> Section {
    let bands = &report.volume_bands;
    let mut section = show::section("volumes", "件数の規模別", "By volume")
        .block(show::label(&bands.definition))
        .block(volume_table(bands));
    if report.source.kind == SourceKind::Survey {
        section.push(Note::caution(Text::new(
            "この調査の「0件」には、実際に0件のものと、件数が分からないものが混じっています。",
            "In this survey \"0 cases\" holds both what had none and what nobody counted.",
        )));
    }
    section.push(chart(bands));
    section.push_details(
        Details::new(opens("状態ごとの数", "Counts by status", bands)).block(status_table(bands)),
    );
    section
}

pub(super) fn touchpoint_section(touchpoints: &Grouping) -> Section {
    show::section(
        "touchpoints",
        "手続でない接点",
        "Touchpoints that are not procedures",
    )
    .block(show::label(&touchpoints.definition))
    .block(chart(touchpoints))
    .block(rate_table(touchpoints))
}

fn unit(grouping: &Grouping) -> Text {
    Text::new(
        grouping.unit.label(Language::Ja),
        grouping.unit.label(Language::En),
    )
}

fn named(ja: &str, en: &str, grouping: &Grouping) -> Text {
    Text::new(
        format!("{}：{ja}", grouping.label.ja),
        format!("{}: {en}", grouping.label.en),
    )
}

/// The states as shares of each group; for many groups, of the largest ones.
fn chart(grouping: &Grouping) -> StackedBarChart {
    let not_applicable = grouping.total.status.not_applicable > 0;
    let mut series = vec![
        Text::new("実施済", "Done"),
        Text::new("一部実施済", "Partly done"),
        Text::new("未実施", "Not done"),
        Text::new("適用除外", "Exempt"),
        Text::new("その他", "Other"),
        Text::new("不明", "Unknown"),
    ];
    if not_applicable {
        series.push(Text::new("対象外", "Not applicable"));
    }
    let mut chart = StackedBarChart::new(
        named("オンライン化の実施状況", "online status", grouping),
        unit(grouping),
        series,
    )
    .category(show::label(&grouping.label))
    .by_shares();
    let mut groups: Vec<(usize, &Group)> = grouping.groups.iter().enumerate().collect();
    if groups.len() > CHARTED {
        let all = u64::try_from(groups.len()).unwrap_or(u64::MAX);
        groups.sort_by_key(|(at, group)| (Reverse(group.count), *at));
        groups.truncate(CHARTED);
        chart = chart
            .first_of(all)
            .note(Text::new("数の多い順", "The largest ones first"));
    }
    for (_, group) in groups {
        let status = &group.status;
        let mut parts = vec![
            Some(status.done),
            Some(status.partial),
            Some(status.not_done),
            Some(status.exempt),
            Some(status.other),
            Some(status.unknown),
        ];
        if not_applicable {
            parts.push(Some(status.not_applicable));
        }
        if group.count > 0 {
            chart.push_bar(show::label(&group.label), parts);
        }
    }
    chart
}

/// The total first, then the groups in their own order.
fn rows(grouping: &Grouping) -> impl Iterator<Item = &Group> {
    std::iter::once(&grouping.total).chain(&grouping.groups)
}

fn rate_table(grouping: &Grouping) -> Table {
    let mut columns = vec![
        Column::text(show::label(&grouping.label)),
        Column::number(Text::new("数", "Count")),
    ];
    columns.extend(
        grouping
            .total
            .rates
            .iter()
            .map(|rate| Column::number(rate_name(&rate.id))),
    );
    let mut table = Table::new(named("率", "rates", grouping), columns).with_row_headings();
    for group in rows(grouping) {
        let mut cells = vec![
            Cell::from(show::label(&group.label)),
            Cell::from(group.count),
        ];
        cells.extend(
            group
                .rates
                .iter()
                .map(|rate| Cell::from(Shown::from(rate).figure())),
        );
        table.push_row(cells);
    }
    table
}

fn rate_name(id: &tosei_types::RateId) -> Text {
    let definition = RateDefinitions::standard().definition(id.as_str());
    definition.map_or_else(
        || Text::data(id.as_str()),
        |found| show::label(&found.label),
    )
}

fn status_table(grouping: &Grouping) -> Table {
    let mut table = Table::new(
        named("状態ごとの数", "counts by status", grouping),
        [
            Column::text(show::label(&grouping.label)),
            Column::number(Text::new("数", "Count")),
            Column::number(Text::new("実施済", "Done")),
            Column::number(Text::new("一部実施済", "Partly done")),
            Column::number(Text::new("未実施", "Not done")),
            Column::number(Text::new("適用除外", "Exempt")),
            Column::number(Text::new("その他", "Other")),
            Column::number(Text::new("不明", "Unknown")),
            Column::number(Text::new("対象外", "Not applicable")),
            Column::number(Text::new("年間件数", "Cases")),
            Column::number(Text::new("件数不明の数", "Without known cases")),
        ],
    )
    .with_row_headings();
    for group in rows(grouping) {
        let status = &group.status;
        let cases = if group.without_cases == group.count {
            Figure::from(Absence::Unknown)
        } else {
            Figure::from(group.cases)
        };
        let mut cells = vec![
            Cell::from(show::label(&group.label)),
            Cell::from(group.count),
        ];
        cells.extend(
            [
                status.done,
                status.partial,
                status.not_done,
                status.exempt,
                status.other,
                status.unknown,
                status.not_applicable,
            ]
            .map(Cell::from),
        );
        cells.extend([Cell::from(cases), Cell::from(group.without_cases)]);
        table.push_row(cells);
    }
    table
}

fn volume_table(bands: &Grouping) -> Table {
    let mut columns = vec![
        Column::text(Text::new("一年間の件数", "Cases a year")),
        Column::number(Text::new(
            format!("数（{}）", bands.unit.label(Language::Ja)),
            format!("Count ({})", bands.unit.label(Language::En)),
        )),
        Column::number(Text::new("件数の合計", "Sum of the cases")),
        Column::number(Text::new("件数に占める割合", "Share of the cases")),
    ];
    columns.extend(
        bands
            .total
            .rates
            .iter()
            .map(|rate| Column::number(rate_name(&rate.id))),
    );
    let mut table =
        Table::new(Text::new("件数の規模と率", "Volume and rates"), columns).with_row_headings();
    for group in rows(bands) {
        let unknown = group.count > 0 && group.without_cases == group.count;
        let (cases, share) = if unknown {
            (
                Figure::from(Absence::Unknown),
                Figure::from(Absence::Unknown),
            )
        } else {
            (
                Figure::from(group.cases),
                show::share(group.cases, bands.total.cases),
            )
        };
        let mut cells = vec![
            Cell::from(show::label(&group.label)),
            Cell::from(group.count),
            Cell::from(cases),
            Cell::from(share),
        ];
        cells.extend(
            group
                .rates
                .iter()
                .map(|rate| Cell::from(Shown::from(rate).figure())),
        );
        table.push_row(cells);
    }
    table
}
