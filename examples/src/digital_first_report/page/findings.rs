//! Defects of the data, with their places.

use super::{
    super::report::{BrokenRule, ListedFinding, Report},
    show,
};
use tosei_document::Place;
use tosei_inventory::office_table::OfficeTotals;
use tosei_page::{Absence, Cell, Column, Details, Figure, Note, Section, Table, Text};
use tosei_types::{CaseCount, Language};

pub(in super::super) fn section(report: &Report) -> Section {
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
    if let Some(office) = &report.source.office {
        put_office(&mut section, office);
    }
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

/// What was counted while a spreadsheet was read: its rows, and its own totals as check sums.
fn put_office(section: &mut Section, office: &OfficeTotals) {
    let mut rows = Table::new(
        Text::new("読み取った表の行", "Rows of the spreadsheets"),
        [
            Column::text(Text::new("シート", "Sheet")),
            Column::number(Text::new("行", "Rows")),
            Column::number(Text::new("見出しとその上", "Header and above")),
            Column::number(Text::new("手続", "Procedures")),
            Column::number(Text::new("小計・合計", "Totals")),
            Column::number(Text::new("空行", "Blank")),
            Column::number(Text::new("読まなかった行", "Not read")),
        ],
    )
    .with_row_headings();
    for sheet in &office.rows {
        let name = match (&sheet.file, sheet.sheet.as_str()) {
            (Some(file), "") => Text::data(file.as_str()),
            (Some(file), sheet) => Text::data(format!("{file} {sheet}")),
            (None, "") => Text::new("（CSV）", "(CSV)"),
            (None, sheet) => Text::data(sheet),
        };
        rows.push_row([
            Cell::from(name),
            Cell::from(sheet.read),
            Cell::from(sheet.header.saturating_add(sheet.above_header)),
            Cell::from(sheet.procedures),
            Cell::from(sheet.totals),
            Cell::from(sheet.blank),
            Cell::from(sheet.unread),
        ]);
    }
    section.push(rows);
    let known = office
        .cases_known
        .map_or_else(String::new, |known| show::number(known.get()));
    let approximate = office
        .cases_approximate
        .map_or_else(String::new, |cases| show::number(cases.get()));
    section.push(Text::new(
        format!(
            "判明している件数は{known}（うち概数{approximate}）、件数不明は{}行です。",
            show::number(office.volumes_unknown)
        ),
        format!(
            "The known cases are {known}, of them {approximate} approximate; {} rows have no known number.",
            show::number(office.volumes_unknown)
        ),
    ));
    for (sign, count) in &office.unmapped_signs {
        let count = show::number(*count);
        section.push(Note::caution(Text::new(
            format!("記号「{sign}」（{count}箇所）の意味が対応表にないので、不明としています。"),
            format!("The sign \"{sign}\" ({count} places) has no meaning in the mapping, so it is unknown."),
        )));
    }
    if office.check_sums.is_empty() {
        return;
    }
    let mut sums = Table::new(
        Text::new(
            "表の小計・合計による検算",
            "The table's own totals as check sums",
        ),
        [
            Column::text(Text::new("セル", "Cell")),
            Column::text(Text::new("行の名", "Row")),
            Column::number(Text::new("表の値", "Stated")),
            Column::number(Text::new("行の合計", "Sum of its rows")),
            Column::number(Text::new("件数不明の行", "Rows unknown")),
            Column::text(Text::new("結果", "Result")),
        ],
    );
    for sum in &office.check_sums {
        let count = |count: Option<CaseCount>| {
            Cell::from(Figure::or_absent(
                count.map(CaseCount::get),
                Absence::NotGiven,
            ))
        };
        sums.push_row([
            Cell::code(sum.place.as_str()),
            Cell::from(Text::data(sum.label.as_str())),
            count(sum.stated),
            count(sum.known),
            Cell::from(sum.unknown),
            Cell::from(Text::new(
                sum.result.label(Language::Ja),
                sum.result.label(Language::En),
            )),
        ]);
    }
    section.push(sums);
}

fn severity(rule: &BrokenRule) -> Text {
    Text::new(
        rule.severity.label(Language::Ja),
        rule.severity.label(Language::En),
    )
}

pub(in super::super) fn rules(rules: &[BrokenRule]) -> Table {
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

pub(in super::super) fn of_rule(rule: &BrokenRule) -> Details {
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
