//! Findings of every part on one page.

use super::super::super::{
    page::findings as inventory,
    report::{BrokenRule, Report},
};
use super::super::part::{PartKind, ShownPart};
use super::{section, text};
use tosei_page::{Cell, Column, Note, Page, Table, Text};
use tosei_types::{Label, Language};

/// What was found in the parts beside the inventory.
pub(in super::super) type Others = [(PartKind, Vec<BrokenRule>)];

pub(in super::super) fn page(
    title: &Label,
    parts: &[ShownPart],
    report: Option<&Report>,
    others: &Others,
    unknown: &[String],
) -> Page {
    let mut page = Page::new(text(title)).lead(Text::new(
        "資料の誤り、確かめたいこと、参考になることを、部分ごとに場所とともに挙げます。所見のあるものも、読み取れた限り数えています。",
        "Errors, warnings and information about the data, part by part, with their places. What has findings is counted as far as it could be read.",
    ));
    let mut table = Table::new(
        Text::new("部分ごとの所見の数", "Findings by part"),
        [
            Column::text(Text::new("部分", "Part")),
            Column::number(Text::new("誤り", "Errors")),
            Column::number(Text::new("要確認", "Warnings")),
            Column::number(Text::new("参考", "For information")),
        ],
    )
    .with_row_headings();
    for part in parts {
        table.push_row([
            Cell::from(Text::new(
                part.part.label(Language::Ja),
                part.part.label(Language::En),
            )),
            Cell::from(part.errors),
            Cell::from(part.warnings),
            Cell::from(part.infos),
        ]);
    }
    page = page.summary(table);
    for problem in parts.iter().flat_map(|part| &part.problems) {
        page = page.summary(Note::caution(text(problem)));
    }
    if !unknown.is_empty() {
        let names = unknown.join("、");
        let english = unknown.join(", ");
        page = page.summary(Note::caution(Text::new(
            format!("名前から何の資料か分からず、読まなかったもの：{names}"),
            format!("Not read, because the names say nothing: {english}"),
        )));
    }
    if let Some(report) = report {
        page.push_section(inventory::section(report));
    }
    for (kind, rules) in others.iter().filter(|(_, rules)| !rules.is_empty()) {
        let (ja, en) = (kind.label(Language::Ja), kind.label(Language::En));
        let anchor = format!("findings-{}", kind.code());
        let mut part = section(&anchor, &format!("所見：{ja}"), &format!("Findings: {en}"))
            .block(inventory::rules(rules));
        for rule in rules {
            part.push_details(inventory::of_rule(rule));
        }
        page.push_section(part);
    }
    page
}
