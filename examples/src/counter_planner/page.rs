//! The page: one self-contained HTML file, made of the report alone.

use super::{
    report::{Report, ServiceStaffing, SourceKind},
    show,
};
use tosei_counter_dx::{
    staffing::NOT_A_SAVING,
    station::{Figure, PartSummary},
};
use tosei_page::{
    BarChart, Card, Cards, Cell, Column, Figure as Shown, Note, Page, Provenance, Section, Table,
    Text,
};
use tosei_types::{Grouped, Language};

/// So many services have a chart of their own staffing.
const CHARTED: usize = 4;
/// So many services, visitors or groups are listed.
const LISTED: usize = 40;

pub(super) fn render(report: &Report, opens_in: Language) -> String {
    let page = Page::new(Text::new("窓口の一日と人員計画", "A day at the counter and its staffing"))
        .issuer(Text::data(report.station.title.as_str()))
        .lead(Text::new(
            "一日の来庁、待ち時間、15分ごとの必要人数と、道具を入れた場合の変化を、模擬実験の区間とともに示します。",
            "Arrivals and waiting of a day, the people needed every quarter of an hour, and what a tool would change, with the intervals of a simulation.",
        ))
        .provenance(provenance(report))
        .opens_in(opens_in)
        .summary(cards(report));
    page.section(arrivals(report))
        .section(waiting(report))
        .section(what_if(report))
        .section(staffing(report))
        .section(polled(report))
        .section(method(report))
        .foot(Text::new(
            "このページは一つのファイルで完結し、外部の資源を読み込みません。同じ資料と同じ乱数の種からは、いつも同じページができます。",
            "This page is one file and loads nothing from elsewhere. The same data and the same seed always make the same page.",
        ))
        .render()
}

fn section(anchor: &str, ja: &str, en: &str) -> Section {
    let section = Section::new(Text::new(ja, en));
    match anchor.parse() {
        Ok(anchor) => section.anchor(anchor),
        Err(_) => section,
    }
}

fn provenance(report: &Report) -> Provenance {
    let mut provenance = Provenance::new();
    for file in &report.source.files {
        provenance = provenance.file(file.as_str());
    }
    let date = report.source.date.unwrap_or(report.station.first_day);
    provenance = provenance.date(Text::new(date.label_ja(), date.label_en()));
    if report.station.fictional {
        provenance = provenance.entry(
            Text::new("資料の性質", "Nature of the data"),
            Text::new("架空", "fictional"),
        );
    }
    provenance
        .entry(
            Text::new("試行回数", "Runs"),
            Text::data(report.as_is.runs.to_string()),
        )
        .entry(
            Text::new("乱数の種", "Seed"),
            Text::data(report.seed.to_string()),
        )
}

fn cards(report: &Report) -> Cards {
    let of = |figure: Figure| show::estimate(figure, show::found(&report.as_is.total, figure));
    let card = |figure: Figure| Card::new(show::figure(figure), Shown::Text(of(figure)));
    let plans = report.staffing.iter().filter_map(|one| one.plan.as_ref());
    let quarters = plans.fold(0u64, |sum, plan| sum.saturating_add(plan.quarter_hours));
    let hours = format!("{}.{:02}", quarters / 4, quarters % 4 * 25);
    let needed = Text::new("目標に要る人×時間", "Person-hours for the target");
    [
        card(Figure::Came),
        card(Figure::MeanWait),
        card(Figure::OverPledge),
        Card::new(needed, Shown::Text(Text::data(hours))),
    ]
    .into_iter()
    .collect()
}

fn arrivals(report: &Report) -> Section {
    let title = Text::new("時間ごとの来庁者数（見込み）", "People expected by hour");
    let mut chart = BarChart::new(title, Text::new("人", "people"));
    for hour in 0..24u32 {
        let quarters = report.arrivals.iter();
        let mut quarters = quarters
            .filter(|one| one.quarter_hour / 4 == hour)
            .map(|one| one.people)
            .peekable();
        if quarters.peek().is_some() {
            let people = quarters.fold(0.0, |sum, people| sum + people);
            chart.push_bar(Text::data(format!("{hour:02}:00")), show::whole(people));
        }
    }
    section("arrivals", "来庁", "Arrivals")
        .block(chart)
        .block(figures(
            Text::new(
                "人数（1日、平均と95%区間）",
                "People (a day; mean and 95 % interval)",
            ),
            &report.as_is.visitors,
            &[
                Figure::Came,
                Figure::Served,
                Figure::Left,
                Figure::TurnedAway,
                Figure::Unserved,
                Figure::NoShows,
            ],
        ))
}

fn waiting(report: &Report) -> Section {
    let title = Text::new(
        "来た時刻ごとの平均待ち時間",
        "Mean wait by when people came",
    );
    let mut chart = BarChart::new(title, Text::new("分", "minutes"));
    for quarter in &report.as_is.quarters {
        if let Some(wait) = &quarter.mean_wait_minutes {
            chart.push_bar(
                Text::data(show::clock(quarter.quarter_hour)),
                show::whole(wait.mean),
            );
        }
    }
    let waits = [
        Figure::MeanWait,
        Figure::MedianWait,
        Figure::NinetiethWait,
        Figure::LongestWait,
        Figure::OverPledge,
    ];
    let services = Text::new("業務ごとの待ち時間（分）", "Waits by service (minutes)");
    let visitors = Text::new(
        "来庁者ごとの待ち時間（分、一回の来庁の合計）",
        "Waits by kind of visitor (minutes, all of a visit together)",
    );
    let staff = Text::new("担当の組ごとの稼働", "Work by staff group");
    let minutes = report.station.pledge_minutes;
    section("waiting", "待ち時間", "Waiting")
        .block(Text::new(
            format!("約束は{minutes}分以内です。待ち時間は呼ばれた人のもので、帰った人は別に数えます。"),
            format!("The pledge is {minutes} minutes. Waits are those of people who were called; those who left are counted apart."),
        ))
        .block(chart)
        .block(figures(visitors, &report.as_is.visitors, &waits))
        .block(figures(services, &report.as_is.services, &waits))
        .block(figures(
            staff,
            &report.as_is.staff,
            &[Figure::Utilisation, Figure::DutyHours, Figure::OutsideMinutes],
        ))
}

/// A table of some figures of some parts.
fn figures(caption: Text, parts: &[PartSummary], wanted: &[Figure]) -> Table {
    let name = Column::text(Text::new("名称", "Name"));
    let columns = wanted.iter().map(|one| Column::number(show::figure(*one)));
    let mut table = Table::new(caption, std::iter::once(name).chain(columns)).with_row_headings();
    for part in parts.iter().take(LISTED) {
        let cells = wanted.iter().map(|one| {
            let exists = part.figures.iter().any(|found| found.figure == *one);
            if exists {
                Cell::from(show::estimate(*one, show::found(&part.figures, *one)))
            } else {
                Cell::from(Text::new("該当なし", "none"))
            }
        });
        table.push_row(std::iter::once(Cell::from(show::label(&part.label))).chain(cells));
    }
    if parts.len() > LISTED {
        return table.first_of(u64::try_from(parts.len()).unwrap_or(u64::MAX));
    }
    table
}

fn what_if(report: &Report) -> Section {
    let effect = &report.assumptions.effect;
    let mut table = Table::new(
        Text::new(
            "導入前後（平均と95%区間）",
            "Before and after (mean and 95 % interval)",
        ),
        [
            Column::text(Text::new("指標", "Figure")),
            Column::number(Text::new("今のまま", "As it is")),
            Column::number(Text::new("導入後", "With the tool")),
            Column::number(Text::new("差", "Difference")),
            Column::text(Text::new("判定", "Verdict")),
        ],
    )
    .with_row_headings();
    for one in &report.what_if {
        let difference = one.difference.as_ref();
        let verdict = match difference {
            None => Text::new("言えない", "cannot be said"),
            Some(paired)
                if paired.difference.half_width <= 0.0 && paired.difference.mean == 0.0 =>
            {
                Text::new("変わらない", "no change")
            }
            Some(paired) if !paired.is_decided() => Text::new("差は分からない", "not decidable"),
            Some(paired) if paired.difference.mean < 0.0 => Text::new("減る", "falls"),
            Some(_) => Text::new("増える", "rises"),
        };
        table.push_row([
            Cell::from(show::figure(one.figure)),
            Cell::from(show::estimate(one.figure, one.before.as_ref())),
            Cell::from(show::estimate(one.figure, one.after.as_ref())),
            Cell::from(show::estimate(
                one.figure,
                difference.map(|paired| &paired.difference),
            )),
            Cell::from(verdict),
        ]);
    }
    section("what-if", "道具を入れたら", "With a tool")
        .block(Note::caution(Text::new(
            format!("「{}」の効果は仮定です：対応時間が{}%になる（出典：{}）。", effect.label.ja, effect.service_percent, effect.source),
            format!("The effect of “{}” is an assumption: services take {} % of their time (source: {}).", effect.label.en, effect.service_percent, effect.source),
        )))
        .block(Text::new(
            "同じ人が同じ時刻に同じ用件で来るものとして比べるので、差の区間は、それぞれの区間より狭くなります。",
            "Both meet the same people at the same times with the same business, so the interval of the difference is narrower than those of the two.",
        ))
        .block(table)
}

fn staffing(report: &Report) -> Section {
    let mut table = Table::new(
        Text::new(
            "業務ごとの必要人員（1日）",
            "People needed by service (a day)",
        ),
        [
            Column::text(Text::new("業務", "Service")),
            Column::number(Text::new("最多人数", "Most at a time")),
            Column::number(Text::new("人×時間", "Person-hours")),
            Column::number(Text::new("導入後の人×時間", "Person-hours with the tool")),
            Column::text(Text::new(
                "職員区分ごとの時間・人相当・換算額",
                "By class: hours, people, yen",
            )),
        ],
    )
    .with_row_headings();
    for one in report.staffing.iter().take(LISTED) {
        let plan = one.plan.as_ref();
        let said = |value: Option<String>| match (value, &one.cannot_be_said) {
            (Some(text), _) => Cell::data(text),
            (None, Some(why)) => Cell::from(show::label(why)),
            (None, None) => Cell::from(Text::new("言えない", "cannot be said")),
        };
        table.push_row([
            Cell::from(show::label(&one.label)),
            said(plan.map(|plan| plan.most().to_string())),
            said(plan.map(tosei_counter_dx::staffing::StaffingPlan::hours)),
            said(
                one.with_tool
                    .as_ref()
                    .map(tosei_counter_dx::staffing::StaffingPlan::hours),
            ),
            Cell::from(classes(one)),
        ]);
    }
    if report.staffing.len() > LISTED {
        table = table.first_of(u64::try_from(report.staffing.len()).unwrap_or(u64::MAX));
    }
    let mut section = section("staffing", "人員計画", "Staffing").block(Text::new(
        "15分ごとに、目標を守る最も少ない人数です。公式（アーラン）による計画なので、勤務表ではありません。",
        "The fewest people for the target in each quarter of an hour, by Erlang's formulas. It is a plan and no roster.",
    ));
    section.push(Note::caution(Text::new(NOT_A_SAVING.0, NOT_A_SAVING.1)));
    section.push(table);
    let mut charted: Vec<&ServiceStaffing> = report.staffing.iter().collect();
    charted.sort_by_key(|one| {
        std::cmp::Reverse(one.plan.as_ref().map_or(0, |plan| plan.quarter_hours))
    });
    for one in charted.into_iter().take(CHARTED) {
        if let Some(plan) = &one.plan {
            let title = Text::new(
                format!("{}：必要人数", one.label.ja),
                format!("{}: people needed", one.label.en),
            );
            let mut chart = BarChart::new(title, Text::new("人", "people"));
            for quarter in &plan.quarters {
                chart.push_bar(
                    Text::data(show::clock(quarter.quarter_hour)),
                    quarter.counters.into(),
                );
            }
            section.push(chart);
        }
    }
    section
}

/// 「正規職員 12.25時間・1.58人相当・換算額 49,000円」.
fn classes(one: &ServiceStaffing) -> Text {
    let classes = one.plan.iter().flat_map(|plan| &plan.classes);
    let (mut ja, mut en) = (Vec::new(), Vec::new());
    for class in classes {
        let people = class
            .person_hundredths
            .map(|hundredths| format!("{}.{:02}", hundredths / 100, hundredths % 100));
        let yen = class.yen.map(|yen| Grouped(yen).to_string());
        let unknown_ja = || "不明".to_owned();
        let unknown_en = || "unknown".to_owned();
        ja.push(format!(
            "{} {}時間・{}人相当・換算額{}円",
            class.label.ja,
            class.hours(),
            people.clone().unwrap_or_else(unknown_ja),
            yen.clone().unwrap_or_else(unknown_ja)
        ));
        en.push(format!(
            "{} {} h, {} people, ¥{}",
            class.label.en,
            class.hours(),
            people.unwrap_or_else(unknown_en),
            yen.unwrap_or_else(unknown_en)
        ));
    }
    if ja.is_empty() {
        return Text::new("区分の指定なし", "no classes given");
    }
    Text::new(ja.join("、"), en.join("; "))
}

fn polled(report: &Report) -> Section {
    let section = section("polls", "資料から分かること", "What the data says");
    if report.source.kind != SourceKind::Snapshots {
        return findings(
            report,
            section.block(Text::new(
                "待ち状況の記録はありません。来庁と対応時間は、模型に書かれた見込みです。",
                "There are no polls of queues. Arrivals and service times are those written in the station.",
            )),
        );
    }
    let mut table = Table::new(
        Text::new("列ごとの推計", "Estimates by queue"),
        [
            Column::text(Text::new("列", "Queue")),
            Column::number(Text::new("来庁数", "Arrivals")),
            Column::number(Text::new("平均待ち時間（分）", "Mean wait (minutes)")),
            Column::number(Text::new("離脱", "Left")),
            Column::number(Text::new("対応時間（分）", "Service (minutes)")),
            Column::number(Text::new("最多の窓口数", "Most counters open")),
        ],
    )
    .with_row_headings();
    for queue in report.polled.iter().take(LISTED) {
        let arrivals = Grouped(queue.arrivals).to_string();
        let service = &queue.service_minutes;
        table.push_row([
            Cell::data(queue.name.as_str()),
            Cell::from(if queue.lower_bound {
                Text::new(format!("{arrivals}以上"), format!("{arrivals} or more"))
            } else {
                Text::data(arrivals)
            }),
            match &queue.mean_wait_minutes {
                Some(minutes) => Cell::data(minutes.as_str()),
                None => Cell::from(Text::new("言えない", "cannot be said")),
            },
            Cell::data(Grouped(queue.left).to_string()),
            Cell::from(if queue.service_is_assumed {
                Text::new(format!("{service}（仮定）"), format!("{service} (assumed)"))
            } else {
                Text::data(service.as_str())
            }),
            Cell::data(queue.most_open.to_string()),
        ]);
    }
    findings(
        report,
        section
            .block(Text::new(
                "公開されている待ち状況の記録からの推計で、一人一人の待ち時間を測ったものではありません。模擬実験の待ち時間がこれと違うときは、対応時間か窓口数の記録が実際と違います。",
                "Estimates from published polls; nobody's own wait was measured. Where the simulated waits differ from them, the recorded service times or counters differ from what really happened.",
            ))
            .block(table),
    )
}

fn findings(report: &Report, section: Section) -> Section {
    if report.source.findings.is_empty() {
        return section;
    }
    let mut table = Table::new(
        Text::new("データの所見", "Findings in the data"),
        [
            Column::text(Text::new("規則", "Rule")),
            Column::text(Text::new("内容", "What it is")),
            Column::number(Text::new("件数", "Number")),
        ],
    );
    for one in &report.source.findings {
        table.push_row([
            Cell::code(one.rule.as_str()),
            Cell::from(show::label(&one.title)),
            Cell::data(Grouped(one.count).to_string()),
        ]);
    }
    section.block(table)
}

fn method(report: &Report) -> Section {
    let runs = report.as_is.runs;
    section("method", "方法", "Method").block(Note::method(Text::new(
        format!("同じ一日を{runs}回模擬しました。区間は平均のある範囲（95%）で、一日ごとの値はもっと広く散らばります。対応時間と待てる時間は来庁者ごとに決まり、職員が変わっても同じです。"),
        format!("The day was simulated {runs} times. An interval is where the mean lies (95 %); single days spread wider. Service times and patience belong to the visitor, whoever serves."),
    )))
}
