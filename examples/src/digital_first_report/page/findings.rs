//! Defects of the data, with their places.

use super::{
    super::report::{BrokenRule, ListedFinding, Report},
    show,
};
use tosei_document::Place;
use tosei_page::{Cell, Column, Details, Note, Section, Table, Text};
use tosei_types::Language;

pub(super) fn section(report: &Report) -> Section {
    let findings = &report.findings;
    let n = show::number;
    let mut section = show::section("findings", "データの所見", "Findings in the data").block(Text::new(
        format!(
            "{}件の所見があります：誤り {}、要確認 {}、参考 {}。所見のある行も、読み取れた限りで数えています。",
            n(findings.total),
            n(findings.errors),
            n(findings.warnings),
            n(findings.infos)
        ),
        format!(
            "There are {} findings: {} errors, {} warnings, {} for information. Rows with findings are counted as far as they could be read.",
            n(findings.total),
            n(findings.errors),
            n(findings.warnings),
            n(findings.infos)
        ),
    ));
    if findings.rules.is_empty() {
        return section;
    }
    section.push(rules(&findings.rules));
    section.push_subheading(Text::new("規則ごとの所見", "Findings by rule"));
    for rule in &findings.rules {
        section.push_details(of_rule(rule));
    }
    section.block(Note::information(Text::new(
        "さらに多くの所見が findings.csv にあります。全てを出すには --findings に大きな数を指定します。",
        "More of them are in findings.csv; a larger number behind --findings lists all.",
    )))
}

fn severity(rule: &BrokenRule) -> Text {
    Text::new(
        rule.severity.label(Language::Ja),
        rule.severity.label(Language::En),
    )
}

fn rules(rules: &[BrokenRule]) -> Table {
    let mut table = Table::new(
        Text::new("規則ごとの数", "Counts by rule"),
        [
            Column::text(Text::new("規則", "Rule")),
            Column::text(Text::new("重大度", "Severity")),
            Column::number(Text::new("数", "Count")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "重大なものから、多い順",
        "The gravest first, then the most frequent",
    ));
    for rule in rules {
        table.push_row([
            Cell::from(show::label(&rule.title)),
            Cell::from(severity(rule)),
            Cell::from(rule.count),
        ]);
    }
    table
}

fn of_rule(rule: &BrokenRule) -> Details {
    let severity = severity(rule);
    let count = show::number(rule.count);
    let mut table = Table::new(
        show::label(&rule.title),
        [
            Column::text(Text::new("場所", "Place")),
            Column::text(Text::new("所見", "Finding")),
        ],
    )
    .first_of(rule.count);
    for finding in &rule.first {
        table.push_row([place(finding), Cell::from(show::label(&finding.sentence))]);
    }
    Details::new(Text::new(
        format!(
            "{}：{}（{count}件）",
            severity.in_language(Language::Ja),
            rule.title.ja
        ),
        format!(
            "{}: {} ({count})",
            severity.in_language(Language::En),
            rule.title.en
        ),
    ))
    .block(show::label(&rule.why))
    .block(table)
}

fn place(finding: &ListedFinding) -> Cell {
    match &finding.place {
        Place::Document => Cell::from(Text::new("全体", "the whole")),
        Place::Line { line, .. } => {
            Cell::from(Text::new(format!("{line}行目"), format!("line {line}")))
        }
        _ => Cell::code(finding.place_text.as_str()),
    }
}
