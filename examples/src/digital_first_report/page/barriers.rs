//! What stands in the way.

use super::{
    super::report::{BarrierCount, Barriers, Reasons, Report},
    show,
};
use tosei_page::{
    Absence, BarChart, Cell, Column, Details, Figure, Note, Section, StackedBarChart, Table, Text,
};
use tosei_types::{Date, Language};

pub(super) fn section(report: &Report) -> Section {
    let barriers = &report.barriers;
    let mut section = show::section("barriers", "障壁", "What stands in the way");
    if barriers.discretion.is_empty() {
        section.push(Text::new(
            "この調査は、未実施の理由と懸念を尋ねています。障壁が自らの裁量の内か外か、国への要望があるかは尋ねていません。",
            "This survey asks why a process is not online. It does not ask whether the obstacle is within one's own discretion, nor for requests to the State.",
        ));
    } else {
        section.push(Text::new(
            "オンライン化を妨げるものを、自らの判断で動かせるもの（裁量内）と、ほかの団体が規程を変えるのを待つもの（裁量外）に分けて示します。",
            "What keeps processes offline, divided into what one can change by one's own decision (within discretion) and what somebody else must change first (beyond discretion).",
        ));
        section.push(discretion(barriers));
        if !barriers.causes.is_empty() {
            section.push(causes(barriers));
            section.push_details(
                Details::new(Text::new("障害となる事項の表", "Table by obstacle"))
                    .block(obstacles(barriers)),
            );
        }
    }
    if barriers.reasons.not_done > 0 {
        section.push_subheading(Text::new("未実施の理由", "Why what is not online is not"));
        section.push(reasons(&barriers.reasons));
        if barriers.reasons.several {
            section.push(Note::information(Text::new(
                "一つの手続プロセスが複数の理由を挙げることがあるので、合計は一致しません。",
                "One process can give several reasons, so the counts do not add up.",
            )));
        }
    }
    if !barriers.requests.is_empty() {
        section.push_subheading(Text::new(
            "国などへの要望",
            "Requests to the State and others",
        ));
        section.push(request_statuses(barriers));
        section.push_details(
            Details::new(Text::new(
                format!("要望の一覧（{}件）", barriers.requests.len()),
                format!("The requests ({})", barriers.requests.len()),
            ))
            .block(requests(barriers)),
        );
    }
    section
}

fn discretion(barriers: &Barriers) -> Table {
    let mut table = Table::new(
        Text::new("裁量の内外", "Within or beyond own discretion"),
        [
            Column::text(Text::new("裁量", "Discretion")),
            Column::number(Text::new("手続プロセス", "Processes")),
            Column::number(Text::new("うち実施済", "Of them done")),
        ],
    )
    .with_row_headings();
    for row in &barriers.discretion {
        table.push_row([
            Cell::from(Text::new(
                row.discretion.label(Language::Ja),
                row.discretion.label(Language::En),
            )),
            Cell::from(row.processes),
            Cell::from(show::share(row.done, row.processes)),
        ]);
    }
    table
}

fn causes(barriers: &Barriers) -> StackedBarChart {
    let mut chart = StackedBarChart::new(
        Text::new("要因ごとの障壁の数", "Barriers by cause"),
        Text::new("障壁", "barriers"),
        [
            Text::new("裁量内", "Within"),
            Text::new("裁量外", "Beyond"),
            Text::new("裁量不明", "Not judged"),
        ],
    )
    .category(Text::new("要因", "Cause"));
    for count in &barriers.causes {
        let label = Text::new(
            count.code.label(Language::Ja),
            count.code.label(Language::En),
        );
        chart.push_bar(label, parts(count));
    }
    chart
}

fn parts<C>(count: &BarrierCount<C>) -> [Option<u64>; 3] {
    [Some(count.within), Some(count.beyond), Some(count.unknown)]
}

fn obstacles(barriers: &Barriers) -> Table {
    let mut table = Table::new(
        Text::new("障害となる事項ごとの障壁", "Barriers by obstacle"),
        [
            Column::text(Text::new("事項", "Obstacle")),
            Column::number(Text::new("手続プロセス", "Processes")),
            Column::number(Text::new("障壁", "Barriers")),
            Column::number(Text::new("裁量内", "Within")),
            Column::number(Text::new("裁量外", "Beyond")),
            Column::number(Text::new("裁量不明", "Not judged")),
        ],
    )
    .with_row_headings();
    for count in &barriers.obstacles {
        table.push_row([
            Cell::from(Text::new(
                count.code.label(Language::Ja),
                count.code.label(Language::En),
            )),
            Cell::from(count.processes),
            Cell::from(count.barriers),
            Cell::from(count.within),
            Cell::from(count.beyond),
            Cell::from(count.unknown),
        ]);
    }
    table
}

fn reasons(reasons: &Reasons) -> BarChart {
    let all = show::number(reasons.not_done);
    let mut chart = BarChart::new(
        Text::new(
            "未実施の手続プロセスの理由",
            "Reasons of processes that are not done",
        ),
        Text::new("手続プロセス", "processes"),
    )
    .category(Text::new("理由", "Reason"))
    .note(Text::new(
        format!("未実施 {all} のうち"),
        format!("Of {all} that are not done"),
    ));
    for reason in &reasons.reasons {
        chart.push_bar(show::label(&reason.label), reason.processes);
    }
    chart.push_bar(
        Text::new("理由の記載なし", "no reason given"),
        reasons.unanswered,
    );
    chart
}

fn request_statuses(barriers: &Barriers) -> Table {
    let mut table = Table::new(
        Text::new("要望の状況", "Status of the requests"),
        [
            Column::text(Text::new("状況", "Status")),
            Column::number(Text::new("要望", "Requests")),
        ],
    )
    .with_row_headings();
    for count in &barriers.request_statuses {
        table.push_row([
            Cell::from(Text::new(
                count.status.label(Language::Ja),
                count.status.label(Language::En),
            )),
            Cell::from(count.requests),
        ]);
    }
    table
}

fn requests(barriers: &Barriers) -> Table {
    let mut table = Table::new(
        Text::new("国などへの要望", "Requests to the State and others"),
        [
            Column::text(Text::new("手続", "Procedure")),
            Column::text(Text::new("手続プロセスID", "Process")),
            Column::text(Text::new("要望先", "Addressee")),
            Column::text(Text::new("変えるべき規定", "Provision to change")),
            Column::text(Text::new("状況", "Status")),
            Column::text(Text::new("要望日", "Requested")),
            Column::text(Text::new("回答日", "Answered")),
            Column::text(Text::new("約束された時期", "Promised for")),
        ],
    )
    .with_row_headings();
    for request in &barriers.requests {
        table.push_row([
            text(Some(&request.procedure_name)),
            Cell::code(request.process.as_str()),
            text(Some(&request.addressee)),
            text(request.provision.as_ref()),
            Cell::from(Text::new(
                request.status.label(Language::Ja),
                request.status.label(Language::En),
            )),
            date(request.requested_on),
            date(request.replied_on),
            date(request.promised_for),
        ]);
    }
    table
}

fn text(text: Option<&String>) -> Cell {
    let given = text.filter(|text| !text.trim().is_empty());
    Cell::from(Figure::or_absent(
        given.map(|text| Text::data(text.as_str())),
        Absence::NotGiven,
    ))
}

fn date(date: Option<Date>) -> Cell {
    let words = date.map(|date| Text::new(date.label_ja(), date.label_en()));
    Cell::from(Figure::or_absent(words, Absence::NotGiven))
}
