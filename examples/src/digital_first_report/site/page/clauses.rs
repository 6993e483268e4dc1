//! The page of the clauses.

use super::super::{
    part::{Part, PartState},
    read::clauses::{Clauses, LISTED},
};
use super::{day, defined, defined_cell, fictional, nothing, number, section, text, with_problems};
use tosei_analog_regs::{ReviewStatus, review::RequestStatus};
use tosei_page::{
    Absence, BarChart, Card, Cards, Cell, Column, Figure, List, Page, Provenance, Section, Table,
    Text,
};
use tosei_types::{Label, Language};

/// The rates at the top: numerator and denominator.
pub(in super::super) const HEADLINES: [(&str, &str); 3] = [
    ("decided", "found"),
    ("decided", "in_own_scope"),
    ("in_force", "found"),
];

pub(in super::super) fn page(title: &Label, part: &Part<Clauses>) -> Page {
    let Some(clauses) = &part.content else {
        return nothing(title, part);
    };
    let register = &clauses.register;
    let mut page = with_problems(Page::new(text(title)), part)
        .issuer(Text::data(register.body.name.as_str()))
        .lead(Text::new(
            "目視、対面、書面掲示などを求める条項（アナログ規制）の見直しが、どの分母でどこまで進んだかを示します。",
            "Clauses that ask for sight, presence or posted paper: how far their review has come, of which denominator.",
        ))
        .provenance(
            Provenance::new()
                .date(day(clauses.as_of))
                .entry(
                    Text::new("読み取ったもの", "Read"),
                    Text::new(
                        format!("条項 {}、例規 {}", register.clauses.len(), register.rules.len()),
                        format!("{} clauses in {} rules", register.clauses.len(), register.rules.len()),
                    ),
                ),
        );
    if register.fictional || part.state == PartState::Embedded {
        page = page.summary(fictional());
    }
    page = page
        .summary(cards(clauses))
        .section(progress(clauses))
        .section(due(clauses))
        .section(order(clauses));
    if !register.requests.is_empty() {
        page = page.section(requests(clauses));
    }
    page
}

fn cards(clauses: &Clauses) -> Cards {
    let figures = HEADLINES.iter().filter_map(|(above, below)| {
        let figure = clauses.progress.figure(above, below)?;
        let label = Text::new(
            format!(
                "{}／{}",
                figure.numerator_label.ja, figure.denominator_label.ja
            ),
            format!(
                "{} of {}",
                figure.numerator_label.en, figure.denominator_label.en
            ),
        );
        Some(defined(
            Card::new(label, &figure.rate),
            &format!("clauses.{above}_of_{below}"),
        ))
    });
    figures.collect()
}

fn progress(clauses: &Clauses) -> Section {
    let mut chart = BarChart::new(
        Text::new("状況別の条項", "Clauses by status"),
        Text::new("条項", "clauses"),
    )
    .category(Text::new("状況", "Status"));
    let counts = &clauses.progress.counts;
    for status in ReviewStatus::ALL {
        chart.push_bar(
            Text::new(status.label(Language::Ja), status.label(Language::En)),
            counts.count(*status),
        );
    }
    if counts.without_status() > 0 {
        chart.push_bar(
            Text::new("状況の記載なし", "no status recorded"),
            counts.without_status(),
        );
    }
    let mut table = Table::new(
        Text::new("見直しの率", "Rates of the review"),
        [
            Column::text(Text::new("率", "Rate")),
            Column::number(Text::new("値", "Value")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "状況の記載のない条項は、どの分母にも入り、どの分子にも入らない。",
        "A clause without a status is in every denominator and in no numerator.",
    ));
    for figure in &clauses.progress.figures {
        let id = format!("clauses.{}_of_{}", figure.numerator, figure.denominator);
        let label = Text::new(
            format!(
                "{}／{}",
                figure.numerator_label.ja, figure.denominator_label.ja
            ),
            format!(
                "{} of {}",
                figure.numerator_label.en, figure.denominator_label.en
            ),
        );
        table.push_row([
            defined_cell(Cell::from(label), &id),
            Cell::from(&figure.rate),
        ]);
    }
    section("progress", "見直しの進み具合", "Progress of the review")
        .block(chart)
        .block(table)
}

fn due(clauses: &Clauses) -> Section {
    let mut table = Table::new(
        Text::new("残っている条項の期限", "When the open clauses are due"),
        [
            Column::text(Text::new("完了時期", "Due")),
            Column::number(Text::new("条項", "Clauses")),
            Column::text(Text::new("期限", "State")),
        ],
    )
    .with_row_headings();
    for (quarter, count) in &clauses.open_by_quarter {
        let over = quarter.last_day() < clauses.as_of;
        table.push_row([
            Cell::from(Text::new(quarter.label_ja(), quarter.label_en())),
            Cell::from(*count),
            Cell::from(if over {
                Text::new("期限超過", "overdue")
            } else {
                Text::new("期限前", "ahead")
            }),
        ]);
    }
    if clauses.open_without_quarter > 0 {
        table.push_row([
            Cell::from(Text::new("完了時期の記載なし", "no quarter recorded")),
            Cell::from(clauses.open_without_quarter),
            Cell::from(Absence::Unknown),
        ]);
    }
    let mut section = section("due", "期限と議会", "Due dates and the assembly").block(table);
    if !clauses.sessions.is_empty() {
        section.push_subheading(Text::new(
            "どの議会に間に合うか",
            "Which session reaches the date",
        ));
        let sentences = clauses.sessions.iter().map(|(quarter, answer)| {
            Text::new(
                format!(
                    "{}まで：{}",
                    quarter.label_ja(),
                    answer.sentence(Language::Ja)
                ),
                format!(
                    "By {}: {}",
                    quarter.label_en(),
                    answer.sentence(Language::En)
                ),
            )
        });
        section.push(sentences.collect::<List>());
    }
    section
}

fn order(clauses: &Clauses) -> Section {
    let mut table = Table::new(
        Text::new("先に取り組む条項", "Clauses to begin with"),
        [
            Column::text(Text::new("条項", "Clause")),
            Column::text(Text::new("概要", "Summary")),
            Column::text(Text::new("状況", "Status")),
            Column::text(Text::new("完了時期", "Due")),
            Column::text(Text::new("順位の理由", "Why here")),
        ],
    )
    .with_row_headings()
    .first_of(number(clauses.register.clauses.len()).max(number(LISTED)));
    for one in &clauses.order {
        let because = |language| {
            let reasons: Vec<&str> = one
                .because
                .iter()
                .map(|why| why.in_language(language))
                .collect();
            reasons.join(if language == Language::Ja {
                "、"
            } else {
                ", "
            })
        };
        table.push_row([
            Cell::data(format!("{} {} {}", one.id, one.rule, one.citation)),
            Cell::from(Figure::or_absent(
                one.summary.as_deref().map(Text::data),
                Absence::NotGiven,
            )),
            Cell::from(Figure::or_absent(
                one.status.map(|status| {
                    Text::new(status.label(Language::Ja), status.label(Language::En))
                }),
                Absence::NotGiven,
            )),
            Cell::from(Figure::or_absent(
                one.due.map(|due| Text::new(due.label_ja(), due.label_en())),
                Absence::NotGiven,
            )),
            Cell::from(Text::new(because(Language::Ja), because(Language::En))),
        ]);
    }
    section("order", "取り組む順", "In which order").block(table)
}

fn requests(clauses: &Clauses) -> Section {
    let mut table = Table::new(
        Text::new("国への要望", "Requests to the State"),
        [
            Column::text(Text::new("要望", "Request")),
            Column::text(Text::new("要望先", "Addressee")),
            Column::text(Text::new("規定", "Provision")),
            Column::text(Text::new("状況", "State")),
            Column::text(Text::new(
                "待っている日数又は約束の日",
                "Days waiting, or the promised day",
            )),
        ],
    )
    .with_row_headings();
    for request in &clauses.register.requests {
        let waiting = match (request.days_waiting(clauses.as_of), request.promised_for) {
            (Some(days), _) => Figure::from(Text::new(format!("{days}日"), format!("{days} days"))),
            (None, Some(promised)) if request.status != RequestStatus::Realised => {
                Figure::from(day(promised))
            }
            _ => Figure::from(Absence::NotApplicable),
        };
        table.push_row([
            Cell::code(request.id.as_str()),
            Cell::data(request.addressee.as_str()),
            Cell::from(Figure::or_absent(
                request.provision.as_deref().map(Text::data),
                Absence::NotGiven,
            )),
            Cell::from(Text::new(
                request.status.label(Language::Ja),
                request.status.label(Language::En),
            )),
            Cell::from(waiting),
        ]);
    }
    section("requests", "国への要望", "Requests to the State").block(table)
}
