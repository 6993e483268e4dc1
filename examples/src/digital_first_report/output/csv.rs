//! The CSV files, for people who work with spreadsheets: UTF-8 with its mark, CRLF, and no cell that
//! a program would take for a formula.

use super::super::report::{BrokenRule, Fraction, Group, GroupRate, Grouping, Priority, Report};
use std::io;
use tosei_document::Place;
use tosei_inventory::{SelectionReason, suppression::PublishedCount};
use tosei_table::CsvWriter;
use tosei_types::{Language, RateId};

pub(super) fn number(count: impl Into<Option<u64>>) -> String {
    count
        .into()
        .map_or_else(String::new, |count: u64| count.to_string())
}

/// A count, or the mark that it is hidden.
fn count(count: PublishedCount) -> String {
    count
        .shown()
        .map_or_else(|| "＊".to_owned(), |count| count.to_string())
}

fn ends(fraction: Option<Fraction>) -> [String; 2] {
    [
        number(fraction.map(|fraction| fraction.numerator)),
        number(fraction.map(|fraction| fraction.denominator)),
    ]
}

/// A file with a header row, written row by row.
pub(super) fn file(
    header: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut csv = CsvWriter::new(&mut bytes)?;
    csv.row(header)?;
    for row in rows {
        csv.row(row)?;
    }
    csv.finish()?;
    Ok(bytes)
}

/// Every named rate.
pub(super) fn rates(report: &Report) -> io::Result<Vec<u8>> {
    let header = [
        "率ID rate",
        "名称",
        "name",
        "単位 unit",
        "分子 numerator",
        "分母 denominator",
        "百分率 percent",
        "下限の分子 low numerator",
        "下限の分母 low denominator",
        "上限の分子 high numerator",
        "上限の分母 high denominator",
        "言えない理由",
        "why it cannot be said",
        "定義",
        "definition",
        "出典 source",
    ];
    let rows = report.rates.iter().map(|rate| {
        let mut row = vec![
            rate.id.to_string(),
            rate.label.ja.clone(),
            rate.label.en.clone(),
            rate.unit.to_string(),
            number(rate.numerator),
            number(rate.denominator),
            rate.percent.clone().unwrap_or_default(),
        ];
        row.extend(ends(rate.low));
        row.extend(ends(rate.high));
        let reason = rate.cannot_be_said.as_ref();
        row.extend([
            reason.map_or_else(String::new, |reason| reason.label.ja.clone()),
            reason.map_or_else(String::new, |reason| reason.label.en.clone()),
            rate.definition.ja.clone(),
            rate.definition.en.clone(),
            rate.source.clone(),
        ]);
        row
    });
    file(&header, rows)
}

/// Every group of every grouping, one a row; the rates side by side.
pub(super) fn groups(report: &Report) -> io::Result<Vec<u8>> {
    let groupings = || {
        let all = report.groupings.iter().chain([&report.volume_bands]);
        all.chain(&report.touchpoints)
    };
    let mut ids: Vec<&RateId> = Vec::new();
    for rate in groupings().flat_map(|grouping| &grouping.total.rates) {
        if !ids.contains(&&rate.id) {
            ids.push(&rate.id);
        }
    }
    let mut header: Vec<String> = [
        "区分ID grouping",
        "区分",
        "grouping name",
        "群ID group",
        "群",
        "group name",
        "単位 unit",
        "数 count",
        "実施済 done",
        "一部実施済 partial",
        "未実施 not done",
        "適用除外 exempt",
        "その他 other",
        "不明 unknown",
        "対象外 not applicable",
        "年間件数 cases",
        "件数不明の数 without cases",
    ]
    .map(str::to_owned)
    .to_vec();
    for id in &ids {
        header.extend([
            format!("{id} 分子 numerator"),
            format!("{id} 分母 denominator"),
            format!("{id} 百分率 percent"),
        ]);
    }
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows = groupings().flat_map(|grouping| {
        let groups = std::iter::once(&grouping.total).chain(&grouping.groups);
        groups.map(|group| group_row(grouping, group, &ids))
    });
    // As wide as the others, so that every row of the file has the same number of cells.
    let note = report.suppression.iter().map(|suppression| {
        let mut row = vec![
            "注 note".to_owned(),
            suppression.label.ja.clone(),
            suppression.label.en.clone(),
        ];
        row.resize(header.len(), String::new());
        row
    });
    file(&header, rows.chain(note))
}

fn group_row(grouping: &Grouping, group: &Group, ids: &[&RateId]) -> Vec<String> {
    let status = &group.status;
    let mut row = vec![
        grouping.id.clone(),
        grouping.label.ja.clone(),
        grouping.label.en.clone(),
        group.key.clone(),
        group.label.ja.clone(),
        group.label.en.clone(),
        grouping.unit.to_string(),
    ];
    row.extend(
        [
            group.count,
            status.done,
            status.partial,
            status.not_done,
            status.exempt,
            status.other,
            status.unknown,
            status.not_applicable,
        ]
        .map(count),
    );
    row.extend([
        group.cases.map_or_else(String::new, count),
        count(group.without_cases),
    ]);
    for id in ids {
        let rate: Option<&GroupRate> = group.rates.iter().find(|rate| rate.id == **id);
        row.extend([
            number(rate.and_then(|rate| rate.numerator)),
            number(rate.and_then(|rate| rate.denominator)),
            rate.and_then(|rate| rate.percent.clone())
                .unwrap_or_default(),
        ]);
    }
    row
}

/// Every member of every selection.
pub(super) fn priorities(report: &Report) -> io::Result<Vec<u8>> {
    let header = [
        "規則ID rule",
        "規則",
        "rule name",
        "単位 unit",
        "順位 rank",
        "ID id",
        "手続ID procedure",
        "名称 name",
        "種類",
        "kind",
        "所管・処理機関 organisation",
        "実施状況 status",
        "件数 cases",
        "理由の種類 reason",
        "選定の理由",
        "why it is selected",
    ];
    let rows = report.priorities.iter().flat_map(|priority: &Priority| {
        priority.members.iter().zip(1u64..).map(|(member, rank)| {
            vec![
                priority.rule.to_string(),
                priority.label.ja.clone(),
                priority.label.en.clone(),
                priority.unit.to_string(),
                number(rank),
                member.id.clone(),
                member.procedure.clone().unwrap_or_default(),
                member.name.clone(),
                member
                    .kind
                    .as_ref()
                    .map_or_else(String::new, |kind| kind.ja.clone()),
                member
                    .kind
                    .as_ref()
                    .map_or_else(String::new, |kind| kind.en.clone()),
                member.organisation.clone().unwrap_or_default(),
                member
                    .status
                    .map_or_else(String::new, |status| status.to_string()),
                number(member.cases.map(tosei_types::CaseCount::get)),
                reason_code(&member.reason).to_owned(),
                member.sentence.ja.clone(),
                member.sentence.en.clone(),
            ]
        })
    });
    file(&header, rows)
}

fn reason_code(reason: &SelectionReason) -> &'static str {
    match reason {
        SelectionReason::Volume { .. } => "volume",
        SelectionReason::OtherReason { .. } => "other_reason",
        SelectionReason::RelatedTo { .. } => "related_to",
        _ => "",
    }
}

/// The findings that were kept; behind each rule, how many were not.
pub(super) fn findings(kept: &[BrokenRule]) -> io::Result<Vec<u8>> {
    let header = [
        "規則ID rule",
        "重大度",
        "severity",
        "場所 place",
        "対象 subject",
        "所見",
        "finding",
    ];
    let rows = kept.iter().flat_map(|rule| {
        let severity = [Language::Ja, Language::En].map(|language| rule.severity.label(language));
        let row = move |place: String, subject: String, ja: String, en: String| {
            vec![
                rule.rule.clone(),
                severity[0].to_owned(),
                severity[1].to_owned(),
                place,
                subject,
                ja,
                en,
            ]
        };
        let listed = rule.first.iter().map(move |finding| {
            row(
                place(&finding.place, &finding.place_text),
                finding.subject.clone().unwrap_or_default(),
                finding.sentence.ja.clone(),
                finding.sentence.en.clone(),
            )
        });
        let shown = u64::try_from(rule.first.len()).unwrap_or(u64::MAX);
        let rest = rule.count.saturating_sub(shown);
        let more = (rest > 0).then(|| {
            row(
                String::new(),
                String::new(),
                format!(
                    "この規則の所見は全部で{}件あり、残りの{rest}件は挙げていない",
                    rule.count
                ),
                format!(
                    "{} findings of this rule in all; {rest} more are not listed",
                    rule.count
                ),
            )
        });
        listed.chain(more)
    });
    file(&header, rows)
}

/// A place that a spreadsheet does not take for a time of day.
fn place(place: &Place, text: &str) -> String {
    match place {
        Place::Line { line, column: None } => format!("{line}行目 line {line}"),
        Place::Line {
            line,
            column: Some(column),
        } => format!("{line}行目{column}字目 line {line} column {column}"),
        _ => text.to_owned(),
    }
}
