//! The overview: the figures at the top, what is due, where everything is, what was read.

use super::super::{
    document::{DueItem, SiteDocument, SiteFigure},
    pages::SitePage,
    part::PartState,
};
use super::{day, defined_cell, number, section, text};
use crate::digital_first_report::report::Fraction;
use tosei_page::{
    Absence, Block, Cell, Column, Figure, Link, LinkList, Note, Page, PageName, Provenance,
    RateFigure, Section, Table, Text,
};
use tosei_types::{Grouped, Language, Rate, RateId};

/// How many days are listed.
const LISTED_DUE: usize = 40;

/// What stands on the overview beside the figures.
pub(in super::super) struct Extra<'e> {
    /// Blocks of the inventory's own summary.
    pub(in super::super) summary: Vec<Block>,
    /// Sections of the plan, and others that come before the figures.
    pub(in super::super) sections: Vec<Section>,
    pub(in super::super) names: &'e [(SitePage, PageName)],
}

pub(in super::super) fn page(document: &SiteDocument, extra: Extra<'_>) -> Page {
    let mut page = Page::new(Text::new(
        "手続のデジタル化の状況",
        "How digital the procedures are",
    ))
    .lead(Text::new(
        "棚卸、品質、業務フロー、窓口、条項、計画を一つにまとめ、いまの値、期限、次にすることを示します。数値の名前から、その定義に移れます。",
        "Inventory, quality, flows, counters, clauses and plan in one place: where things stand, what is due, what comes next. The name of a figure leads to its definition.",
    ));
    if let Some(body) = &document.body {
        page = page.issuer(text(body));
    }
    let mut provenance = Provenance::new();
    if let Some(date) = document.as_of {
        provenance = provenance.date(day(date));
    }
    let read = |language| {
        let parts = document.parts.iter().filter(|part| {
            matches!(
                part.state,
                PartState::Given | PartState::Embedded | PartState::Unreadable
            )
        });
        let names: Vec<&str> = parts.map(|part| part.part.label(language)).collect();
        names.join(if language == Language::Ja {
            "、"
        } else {
            ", "
        })
    };
    page = page.provenance(provenance.entry(
        Text::new("読んだもの", "Read"),
        Text::new(read(Language::Ja), read(Language::En)),
    ));
    for block in extra.summary {
        page = page.summary(block);
    }
    for section in extra.sections {
        page = page.section(section);
    }
    page.section(figures(document))
        .section(due(document))
        .section(contents(extra.names))
        .section(parts(document))
        .foot(Text::new(
            "このページは外部の資源を読み込みません。同じ資料からは、いつも同じページができます。",
            "This page loads nothing from elsewhere. The same data always makes the same page.",
        ))
}

fn figure(shown: &SiteFigure) -> Figure {
    let Some(denominator) = shown.denominator else {
        return Figure::from(shown.numerator);
    };
    let rate = |fraction: Fraction| {
        let id = RateId::new("report.share").ok()?;
        Rate::try_new(id, fraction.numerator, fraction.denominator).ok()
    };
    let point = Fraction {
        numerator: shown.numerator,
        denominator,
    };
    let Some(figure) = rate(point).map(|rate| RateFigure::new(&rate)) else {
        return Figure::from(Absence::NotGiven);
    };
    let ends = shown.low.zip(shown.high).filter(|(low, high)| low != high);
    let with_ends = ends.and_then(|(low, high)| {
        let (low, high) = (rate(low)?, rate(high)?);
        figure.clone().try_with_ends(&low, &high).ok()
    });
    Figure::from(with_ends.unwrap_or(figure))
}

fn figures(document: &SiteDocument) -> Section {
    let mut table = Table::new(
        Text::new("数値の一覧", "All figures at the top"),
        [
            Column::text(Text::new("数値", "Figure")),
            Column::number(Text::new("値", "Value")),
            Column::text(Text::new("ページ", "Page")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "名前から定義に、右端から詳しいページに移ります。率の下は、不明の内容によって動きうる幅。",
        "The name leads to the definition, the last column to the page. Under a rate: how far what is unknown could move it.",
    ));
    for shown in &document.figures {
        let page = document.pages.iter().find(|page| page.file == shown.page);
        let title = page.map_or_else(|| Text::data(shown.page.as_str()), |page| text(&page.title));
        let cell = Cell::from(title);
        table.push_row([
            defined_cell(Cell::from(text(&shown.label)), &shown.definition),
            Cell::from(figure(shown)),
            match shown.page.parse::<PageName>() {
                Ok(name) => cell.leads_to(Link::page(name)),
                Err(_) => cell,
            },
        ]);
    }
    section("figures", "いまの値", "Where things stand").block(table)
}

fn due(document: &SiteDocument) -> Section {
    let mut section = section("due", "期限", "What is due");
    let overdue = document.due.iter().filter(|item| item.overdue).count();
    if document.due.is_empty() {
        return section.block(Text::new(
            "期限の記載はありません。",
            "No date is recorded.",
        ));
    }
    if overdue > 0 {
        section.push(Note::caution(Text::new(
            format!("期限を過ぎたものが{overdue}件あります。"),
            format!("{overdue} dates have passed."),
        )));
    }
    let mut table = Table::new(
        Text::new("期限の一覧", "Dates"),
        [
            Column::text(Text::new("期限", "Date")),
            Column::text(Text::new("内容", "What")),
            Column::text(Text::new("状態", "State")),
        ],
    )
    .with_row_headings()
    .first_of(number(document.due.len()));
    for item in document.due.iter().take(LISTED_DUE) {
        table.push_row(row(item));
    }
    section.block(table)
}

fn row(item: &DueItem) -> [Cell; 3] {
    let what = Cell::from(text(&item.label));
    [
        Cell::from(day(item.on)),
        match item.page.parse::<PageName>() {
            Ok(name) => what.leads_to(Link::page(name)),
            Err(_) => what,
        },
        Cell::from(if item.overdue {
            Text::new("期限超過", "overdue")
        } else {
            Text::new("期限前", "ahead")
        }),
    ]
}

fn contents(names: &[(SitePage, PageName)]) -> Section {
    let mut list = LinkList::new();
    for (page, name) in names.iter().filter(|(page, _)| *page != SitePage::Index) {
        list = list.link(text(&page.title()), Link::page(name.clone()), page.about());
    }
    section("pages", "ページ", "Pages").block(list)
}

fn parts(document: &SiteDocument) -> Section {
    let mut table = Table::new(
        Text::new(
            "読んだもの、なかったもの",
            "What was read, and what was not there",
        ),
        [
            Column::text(Text::new("部分", "Part")),
            Column::text(Text::new("有無", "State")),
            Column::text(Text::new("ファイル", "Files")),
            Column::number(Text::new("誤り", "Errors")),
            Column::number(Text::new("要確認", "Warnings")),
        ],
    )
    .with_row_headings();
    for part in &document.parts {
        let names = part.part.names();
        let files = match part.files.as_slice() {
            [] => Figure::from(Absence::Because(Text::new(
                format!("置く名前：{names}"),
                format!("would be: {names}"),
            ))),
            files => Figure::from(Text::data(files.join("\n"))),
        };
        table.push_row([
            Cell::from(Text::new(
                part.part.label(Language::Ja),
                part.part.label(Language::En),
            )),
            Cell::from(Text::new(
                part.state.label(Language::Ja),
                part.state.label(Language::En),
            )),
            Cell::from(files),
            Cell::from(part.errors),
            Cell::from(part.warnings),
        ]);
    }
    let mut section = section("parts", "資料", "The data").block(table);
    for problem in document.parts.iter().flat_map(|part| &part.problems) {
        section.push(Note::caution(text(problem)));
    }
    if !document.unknown_files.is_empty() {
        let count = Grouped(number(document.unknown_files.len()));
        section.push(Note::caution(Text::new(
            format!(
                "名前から何の資料か分からず、読まなかったものが{count}あります：{}",
                document.unknown_files.join("、")
            ),
            format!(
                "Not read, because their names say nothing ({count}): {}",
                document.unknown_files.join(", ")
            ),
        )));
    }
    section
}
