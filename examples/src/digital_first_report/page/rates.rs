//! The named rates: all that can be said, and all that cannot.

use super::{
    super::report::{NamedRate, Report, SourceKind},
    show::{self, Shown},
};
use tosei_inventory::RateUnit;
use tosei_page::{Absence, Cell, Column, Details, Figure, Note, RateChart, Section, Table, Text};

pub(super) fn section(report: &Report) -> Section {
    let mut section = show::section("rates", "オンライン化率", "Online rates").block(Text::new(
        "「オンライン化率」には数え方がいくつもあり、どれも正しく、答える問いが違います。比べるときは、同じ名前の率どうしを比べてください。",
        "There is more than one online rate. Each is right and answers another question; compare only rates of the same name.",
    ));
    let (said, unsaid): (Vec<&NamedRate>, Vec<&NamedRate>) = report
        .rates
        .iter()
        .partition(|rate| rate.cannot_be_said.is_none());
    let mut chart = RateChart::new(Text::new("数え方ごとの率", "The rate by way of counting"))
        .category(Text::new("数え方", "Way of counting"))
        .note(Text::new(
            "点が率、線は不明の内容によって率が動きうる幅。線がなければ、小数第1位まで動かない。",
            "The dot is the rate; the line is how far what is unknown could move it. Without a line, one digit after the point stays the same.",
        ));
    for rate in &said {
        if let Some(figure) = Shown::from(*rate).rate() {
            chart.push_rate(show::label(&rate.label), figure);
        }
    }
    section.push(chart);
    if let Some(note) = zeros(report) {
        section.push(note);
    }
    section.push_details(definitions(&said));
    if !unsaid.is_empty() {
        section.push_subheading(Text::new(
            "この資料からは言えない率",
            "Rates that cannot be said from this file",
        ));
        section.push(Text::new(
            "分からないことは 0 % ではないので、数値を示しません。",
            "What is not known is not 0 %, so no figure is shown.",
        ));
        section.push(show::unsaid(unsaid.iter().filter_map(|rate| {
            Some((&rate.label, rate.cannot_be_said.as_ref()?))
        })));
    }
    section
}

/// In the survey a 0 may stand for a number that nobody has.
fn zeros(report: &Report) -> Option<Note> {
    if report.source.kind != SourceKind::Survey {
        return None;
    }
    let rule = "inventory.survey.online_without_cases";
    let rules = &report.findings.rules;
    let rows = rules.iter().find(|broken| broken.rule == rule)?.count;
    let rows = show::number(rows);
    Some(Note::caution(Text::new(
        format!(
            "この調査では、件数の「0」が「件数不明」を意味することがあります。実施済でオンライン件数が0の行が{rows}あり、件数による率は低めに出ている可能性があります。"
        ),
        format!(
            "In this survey a count of 0 may mean that nobody counted. {rows} rows are done online with 0 online cases, so rates by cases may come out low."
        ),
    )))
}

fn definitions(rates: &[&NamedRate]) -> Details {
    let mut table = Table::new(
        Text::new("率の定義", "Definitions of the rates"),
        [
            Column::text(Text::new("率", "Rate")),
            Column::number(Text::new("値", "Value")),
            Column::text(Text::new("何を数えるか", "What is counted")),
            Column::number(Text::new("判断できないもの", "Undecided")),
            Column::text(Text::new("定義ID", "Id")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "率は四捨五入して小数第1位まで示す。計算には整数の分子と分母だけを使う。",
        "Rates are rounded half up to one digit when shown; only whole numerators and denominators are calculated with.",
    ));
    for rate in rates {
        table.push_row([
            show::defined(Cell::from(show::label(&rate.label)), rate.id.as_str()),
            Cell::from(match Shown::from(*rate).exact() {
                Some(figure) => Figure::from(figure),
                None => Figure::from(Absence::NotGiven),
            }),
            Cell::from(show::label(&rate.definition)),
            Cell::from(undecided(rate)),
            Cell::code(rate.id.as_str()),
        ]);
    }
    Details::new(Text::new(
        "それぞれの率の定義を見る",
        "Show what each rate means",
    ))
    .block(table)
}

/// How many things could stand on either side, or may not belong at all.
fn undecided(rate: &NamedRate) -> u64 {
    let counts = &rate.counts;
    let open = match rate.unit {
        RateUnit::Case => counts.without_online_cases,
        _ => counts.undecided,
    };
    open.saturating_add(counts.membership_unknown)
}
