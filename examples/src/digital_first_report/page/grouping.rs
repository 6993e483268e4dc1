//! One grouping: its chart and its tables.

use super::{
    super::report::{Group, GroupRate, Grouping},
    super::site::anchor_of,
    show::{self, Shown},
};
use std::cmp::Reverse;
use tosei_inventory::{RateDefinitions, suppression::PublishedCount};
use tosei_page::{Absence, Cell, Column, Figure, Link, StackedBarChart, Table, Text};
use tosei_types::{Language, RateId};

/// How many groups a chart shows: the largest.
const CHARTED: usize = 12;

/// 「所管府省庁別」.
pub(super) fn heading(grouping: &Grouping) -> Text {
    Text::new(
        format!("{}別", grouping.label.ja),
        format!("By {}", show::lower(&grouping.label.en)),
    )
}

/// 「所管府省庁別：率」.
fn title(ja: &str, en: &str, grouping: &Grouping) -> Text {
    Text::new(
        format!("{}別：{ja}", grouping.label.ja),
        format!("{en} by {}", show::lower(&grouping.label.en)),
    )
}

/// The total first, then the groups in their own order.
pub(super) fn rows(grouping: &Grouping) -> impl Iterator<Item = &Group> {
    std::iter::once(&grouping.total).chain(&grouping.groups)
}

/// 「手続プロセスの数」.
pub(super) fn count_column(grouping: &Grouping) -> Column {
    Column::number(Text::new(
        format!("{}の数", grouping.unit.label(Language::Ja)),
        format!("Number of {}", grouping.unit.label(Language::En)),
    ))
}

/// The states as shares of each group; for many groups, of the largest ones.
pub(super) fn chart(grouping: &Grouping) -> StackedBarChart {
    let series = series(grouping);
    let mut chart = StackedBarChart::new(
        title("オンライン化の実施状況", "Online status", grouping),
        Text::new(
            grouping.unit.label(Language::Ja),
            grouping.unit.label(Language::En),
        ),
        series.iter().map(|(name, _)| name.clone()),
    )
    .category(show::label(&grouping.label))
    .by_shares();
    let used = grouping
        .groups
        .iter()
        .filter(|group| group.count.shown() != Some(0));
    let mut groups: Vec<(usize, &Group)> = used.enumerate().collect();
    if groups.len() > CHARTED {
        let all = u64::try_from(groups.len()).unwrap_or(u64::MAX);
        groups.sort_by_key(|(at, group)| (Reverse(group.count.shown()), *at));
        groups.truncate(CHARTED);
        chart = chart
            .first_of(all)
            .note(Text::new("数の多い順", "The largest ones first"));
    }
    for (_, group) in groups {
        let parts = series.iter().map(|(_, count)| count(group).shown());
        chart.push_bar(show::label(&group.label), parts);
    }
    chart
}

/// A state: its name, and how many of a group are in it.
type Series = (Text, fn(&Group) -> PublishedCount);

/// The states: always the same six in the same order, so that a colour means the same in every chart.
fn series(grouping: &Grouping) -> Vec<Series> {
    let mut states: Vec<Series> = vec![
        (Text::new("実施済", "Done"), |group| group.status.done),
        (Text::new("一部実施済", "Partly done"), |group| {
            group.status.partial
        }),
        (Text::new("未実施", "Not done"), |group| {
            group.status.not_done
        }),
        (Text::new("適用除外", "Exempt"), |group| {
            group.status.exempt
        }),
        (Text::new("その他", "Other"), |group| group.status.other),
        (Text::new("不明", "Unknown"), |group| group.status.unknown),
    ];
    if grouping.total.status.not_applicable.shown() != Some(0) {
        states.push((Text::new("対象外", "Not applicable"), |group| {
            group.status.not_applicable
        }));
    }
    states
}

/// The rates side by side; without those that cannot be said of the whole.
pub(super) fn rate_table(grouping: &Grouping) -> Table {
    let mut columns = vec![Column::text(show::label(&grouping.label))];
    columns.extend(rate_columns(grouping));
    let mut table = Table::new(title("率", "Rates", grouping), columns).with_row_headings();
    for group in rows(grouping) {
        let mut cells = vec![Cell::from(show::label(&group.label))];
        cells.extend(rate_cells(grouping, group, |rate| rate.figure()));
        table.push_row(cells);
    }
    table
}

fn said(grouping: &Grouping) -> impl Iterator<Item = &GroupRate> {
    let rates = grouping.total.rates.iter();
    rates.filter(|rate| rate.cannot_be_said.is_none())
}

pub(super) fn rate_columns(grouping: &Grouping) -> impl Iterator<Item = Column> {
    said(grouping).map(|rate| {
        let column = Column::number(rate_name(&rate.id));
        match anchor_of(rate.id.as_str()) {
            Some(anchor) => column.leads_to(Link::from(anchor)),
            None => column,
        }
    })
}

pub(super) fn rate_cells(
    grouping: &Grouping,
    group: &Group,
    shown: fn(Shown<'_>) -> Figure,
) -> Vec<Cell> {
    said(grouping)
        .map(|wanted| {
            let rate = group.rates.iter().find(|rate| rate.id == wanted.id);
            match rate {
                Some(rate) => Cell::from(shown(Shown::from(rate))),
                None => Cell::from(Absence::NotGiven),
            }
        })
        .collect()
}

fn rate_name(id: &RateId) -> Text {
    let definition = RateDefinitions::standard().definition(id.as_str());
    definition.map_or_else(
        || Text::data(id.as_str()),
        |found| show::label(&found.label),
    )
}

pub(super) fn status_table(grouping: &Grouping) -> Table {
    let series = series(grouping);
    let mut columns = vec![
        Column::text(show::label(&grouping.label)),
        count_column(grouping),
    ];
    columns.extend(series.iter().map(|(name, _)| Column::number(name.clone())));
    columns.extend([
        Column::number(Text::new("年間件数", "Cases a year")),
        Column::number(Text::new("うち件数不明", "Without known cases")),
    ]);
    let mut table = Table::new(
        title("状態ごとの数", "Counts by status,", grouping),
        columns,
    )
    .with_row_headings();
    for group in rows(grouping) {
        let mut cells = vec![
            Cell::from(show::label(&group.label)),
            Cell::from(show::count(group.count)),
        ];
        cells.extend(
            series
                .iter()
                .map(|(_, count)| Cell::from(show::count(count(group)))),
        );
        cells.extend([
            Cell::from(cases(group)),
            Cell::from(show::count(group.without_cases)),
        ]);
        table.push_row(cells);
    }
    table
}

fn too_large() -> Absence {
    Absence::Because(Text::new("合計が大きすぎる", "the sum is too large"))
}

/// The known cases; unknown if nothing of the group has a known count.
pub(super) fn cases(group: &Group) -> Figure {
    let some = group.count.shown().is_some_and(|count| count > 0);
    if some && group.without_cases == group.count {
        return Figure::from(Absence::Unknown);
    }
    match group.cases {
        Some(cases) => show::count(cases),
        None => Figure::from(too_large()),
    }
}

/// Whether a chart can be drawn: parts that are hidden have no length.
pub(super) fn is_whole(grouping: &Grouping) -> bool {
    let mut counts = grouping.groups.iter().flat_map(|group| group.status.all());
    counts.all(|count| count.shown().is_some())
}
