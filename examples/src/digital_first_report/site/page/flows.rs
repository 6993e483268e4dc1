//! The page that leads to the comparisons, and flows that stand alone.

use super::super::{
    part::{Part, PartState},
    read::flows::Flows,
};
use super::{defined, defined_column, fictional, nothing, number, section, text, with_problems};
use std::collections::BTreeMap;
use tosei_bpr::picture::drawing;
use tosei_page::{Absence, Card, Cards, Cell, Column, Figure, Link, Page, PageName, Table, Text};
use tosei_types::Label;

/// The overview; `names` are the pages of the pairs.
pub(in super::super) fn page(title: &Label, part: &Part<Flows>, names: &[PageName]) -> Page {
    let Some(flows) = &part.content else {
        return nothing(title, part);
    };
    let mut page = with_problems(Page::new(text(title)), part).lead(Text::new(
        "現状（As-Is）と改善後（To-Be）の業務フローを比べ、変わる作業、時間、換算額を示します。",
        "Flows as they are and as they shall be: which steps, times and values change.",
    ));
    if part.state == PartState::Embedded {
        page = page.summary(fictional());
    }
    if !flows.pairs.is_empty() {
        page = page
            .summary(cards(flows))
            .section(section("pairs", "比較", "Comparisons").block(table(flows, names)));
    }
    if !flows.single.is_empty() {
        let mut alone =
            section("flows", "単独のフロー", "Flows that stand alone").block(Text::new(
                "As-Is と To-Be の組になっていないフローです。図だけを示します。",
                "Flows without a counterpart are only drawn.",
            ));
        for flow in &flows.single {
            let name = flow.name.as_deref().unwrap_or(flow.id.as_str());
            alone.push_subheading(Text::data(name));
            alone.push(drawing(flow, Text::data(name), &BTreeMap::new()));
        }
        page = page.section(alone);
    }
    page
}

fn cards(flows: &Flows) -> Cards {
    let changes = flows
        .pairs
        .iter()
        .map(|pair| number(pair.report.comparison.changes.len()));
    let changes = changes.fold(0u64, u64::saturating_add);
    [
        Card::new(
            Text::new("比較した手続", "Procedures compared"),
            number(flows.pairs.len()),
        ),
        defined(
            Card::new(Text::new("変更点", "Changes"), changes).unit(Text::new("件", "changes")),
            "flows.changes",
        ),
    ]
    .into_iter()
    .collect()
}

fn table(flows: &Flows, names: &[PageName]) -> Table {
    let column =
        |ja: &str, en: &str, id: &str| defined_column(Column::number(Text::new(ja, en)), id);
    let mut table = Table::new(
        Text::new("業務フローの比較", "Flows compared"),
        [
            Column::text(Text::new("手続", "Procedure")),
            column("変更点", "Changes", "flows.changes"),
            column(
                "削減時間（年間・時間）",
                "Hours saved a year",
                "flows.hours",
            ),
            column("人相当", "Full-time equivalents", "flows.people"),
            column(
                "換算額（年間・円）",
                "Converted value a year, yen",
                "flows.yen",
            ),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "手続の名前から、図と全ての変更点のページに移ります。",
        "The name leads to the pictures and to every change.",
    ));
    for (pair, name) in flows.pairs.iter().zip(names) {
        let savings = pair.report.savings.as_ref();
        let shown = |value: Option<String>| {
            Cell::from(Figure::or_absent(value.map(Text::data), Absence::Unknown))
        };
        table.push_row([
            Cell::data(pair.name()).leads_to(Link::page(name.clone())),
            Cell::from(number(pair.report.comparison.changes.len())),
            shown(savings.map(|savings| savings.hours.shown(0))),
            shown(savings.map(|savings| savings.people.shown(2))),
            shown(savings.and_then(|savings| Some(savings.converted_yen.as_ref()?.shown(0)))),
        ]);
    }
    table
}
