//! The page of the counters.

use super::super::{
    part::{Part, PartState},
    read::counters::Counters,
};
use super::{
    day, defined, defined_cell, defined_column, fictional, nothing, number, section, text,
    with_problems,
};
use std::collections::BTreeMap;
use tosei_counter_dx::{
    CounterId,
    register::{CounterRegister, ServiceMode},
    review::SatisfactionSummary,
    rollout::{Rollout, RolloutPlan},
};
use tosei_page::{
    Absence, Card, Cards, Cell, Column, Details, Figure, List, Note, Page, Provenance, RateFigure,
    Section, Table, Text,
};
use tosei_types::{Label, Language, PercentDigits, Rate, RateId, TargetVerdict};

pub(in super::super) fn page(title: &Label, part: &Part<Counters>) -> Page {
    let Some(counters) = &part.content else {
        return nothing(title, part);
    };
    let mut page = with_problems(Page::new(text(title)), part);
    let made_up = counters
        .register
        .as_ref()
        .is_some_and(|register| register.fictional);
    if made_up || part.state == PartState::Embedded {
        page = page.summary(fictional());
    }
    page = page.summary(cards(counters));
    if let Some(register) = &counters.register {
        page = page
            .provenance(Provenance::new().date(day(register.as_of)).entry(
                Text::new("台帳", "Register"),
                Text::data(register.title.as_str()),
            ))
            .section(services(register));
    }
    let names = names(counters.register.as_ref());
    for (at, (question, summary)) in counters.satisfaction.iter().enumerate() {
        let anchor = format!("satisfaction-{}", at.saturating_add(1));
        page = page.section(satisfaction(&anchor, question.as_ref(), summary, &names));
    }
    if let Some((plan, rollout)) = &counters.rollout {
        page = page.section(rolled_out(plan, rollout));
    }
    page
}

/// Names of counters: the name and its place.
fn names(register: Option<&CounterRegister>) -> BTreeMap<CounterId, String> {
    let Some(register) = register else {
        return BTreeMap::new();
    };
    let places: BTreeMap<_, _> = register
        .service_points
        .iter()
        .map(|point| (&point.id, point.name.as_str()))
        .collect();
    let counters = register.counters.iter().map(|counter| {
        let place = places.get(&counter.service_point).copied();
        let place = place.unwrap_or(counter.service_point.as_str());
        (
            counter.id.clone(),
            format!("{place} {}（{}）", counter.name, counter.business),
        )
    });
    counters.collect()
}

/// 満足とした回答／全回答, as a rate.
pub(in super::super) fn share(summary: &SatisfactionSummary) -> Option<Rate> {
    let share = summary.share()?;
    let id = RateId::new("counters.satisfied").ok()?;
    Rate::try_new(id, share.satisfied(), share.answers()).ok()
}

fn cards(counters: &Counters) -> Cards {
    let mut cards = Vec::new();
    if let Some(register) = &counters.register {
        let counts = register.counts();
        cards.push(defined(
            Card::new(Text::new("窓口", "Counters"), counts.counters).note(Text::new(
                format!("{}箇所、ブース{}", counts.service_points, counts.booths),
                format!(
                    "at {} places, {} booths",
                    counts.service_points, counts.booths
                ),
            )),
            "counters.counters",
        ));
    }
    for (question, summary) in &counters.satisfaction {
        let figure = share(summary).map(|rate| RateFigure::new(&rate));
        let label = question
            .as_ref()
            .map_or_else(|| Text::new("満足とした回答", "Satisfied answers"), text);
        let target = summary.rule.target;
        cards.push(defined(
            Card::new(label, Figure::or_absent(figure, Absence::Unknown)).note(Text::new(
                format!("目標{target}%：{}", summary.pooled_point.label_ja()),
                format!("target {target} %: {}", summary.pooled_point.label_en()),
            )),
            "counters.satisfied",
        ));
    }
    cards.into_iter().collect()
}

fn services(register: &CounterRegister) -> Section {
    let counts = register.counts();
    let mut modes = Table::new(
        Text::new(
            "窓口と業務の組の取扱区分",
            "How services are handled at counters",
        ),
        [
            defined_column(
                Column::text(Text::new("取扱区分", "Mode")),
                "counters.modes",
            ),
            Column::number(Text::new("組の数", "Pairs")),
        ],
    )
    .with_row_headings();
    for mode in ServiceMode::ALL {
        modes.push_row([
            Cell::from(Text::new(
                mode.label(Language::Ja),
                mode.label(Language::En),
            )),
            Cell::from(counts.modes.of(*mode)),
        ]);
    }
    modes.push_row([
        Cell::from(Text::new("不明", "unknown")),
        Cell::from(counts.modes.unknown()),
    ]);
    let mut section = section("services", "取り扱う業務", "Services")
        .block(modes)
        .block(tools(register));
    let coverage = register.coverage();
    let mut table = Table::new(
        Text::new("業務ごとの窓口の数", "Counters of each service"),
        [
            Column::text(Text::new("業務", "Service")),
            Column::number(Text::new("その場で処理", "Processed there")),
            Column::number(Text::new("取次", "Forwarded")),
            Column::number(Text::new("なし", "None")),
            Column::number(Text::new("不明", "Unknown")),
        ],
    )
    .with_row_headings();
    for service in &register.services {
        let Some(covered) = coverage.get(&service.id) else {
            continue;
        };
        table.push_row([
            Cell::data(service.name.as_str()),
            Cell::from(covered.handling()),
            Cell::from(covered.forwarding()),
            Cell::from(covered.counters.of(ServiceMode::None)),
            Cell::from(covered.counters.unknown()),
        ]);
    }
    section.push_details(Details::new(Text::new("業務ごとに見る", "Each service")).block(table));
    section
}

/// Tools at the counters that are open: how many have each, and of how many nobody wrote.
fn tools(register: &CounterRegister) -> Table {
    let open = register
        .counters
        .iter()
        .filter(|one| one.is_open(register.as_of));
    let known: Vec<_> = open.clone().filter_map(|one| one.tools.as_ref()).collect();
    let unknown = number(open.count()).saturating_sub(number(known.len()));
    let mut table = Table::new(
        Text::new("窓口のツール", "Tools at counters"),
        [
            Column::text(Text::new("ツール", "Tool")),
            Column::number(Text::new("窓口", "Counters")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        format!("ツールの記載のない窓口：{unknown}"),
        format!("Counters of which no tools are recorded: {unknown}"),
    ));
    for tool in &register.tools {
        let count = known
            .iter()
            .filter(|tools| tools.contains(&tool.id))
            .count();
        table.push_row([Cell::from(text(&tool.label)), Cell::from(number(count))]);
    }
    table
}

fn verdict(verdict: TargetVerdict) -> Text {
    Text::new(verdict.label_ja(), verdict.label_en())
}

fn satisfaction(
    anchor: &str,
    question: Option<&Label>,
    summary: &SatisfactionSummary,
    names: &BTreeMap<CounterId, String>,
) -> Section {
    let title = question.map_or_else(
        || Text::new("来庁者の満足度", "What visitors say"),
        |question| {
            Text::new(
                format!("満足度：{}", question.ja),
                format!("Satisfaction: {}", question.en),
            )
        },
    );
    let section = Section::new(title);
    let mut section = match anchor.parse() {
        Ok(anchor) => section.anchor(anchor),
        Err(_) => section,
    };
    if let Some(share) = summary.share() {
        let interval = share.wilson_95();
        let (low, high) = (
            interval.lower(PercentDigits::One),
            interval.upper(PercentDigits::One),
        );
        let percent = share.percent(PercentDigits::One);
        let (satisfied, answers) = (
            tosei_types::Grouped(share.satisfied()),
            tosei_types::Grouped(share.answers()),
        );
        section.push(Text::new(
            format!("全窓口の回答{answers}件のうち{satisfied}件、{percent} %が満足（95%信頼区間 {low}～{high} %）。"),
            format!("{satisfied} of {answers} answers at all counters are satisfied, {percent} % (95 % interval {low} to {high} %)."),
        ));
    }
    let minimum = summary.rule.minimum_answers;
    let mut tally = Table::new(
        Text::new("目標に対する窓口の数", "Counters against the target"),
        [
            Column::text(Text::new("判定", "Verdict")),
            Column::number(Text::new("割合そのもので", "By the share")),
            Column::number(Text::new("信頼区間で", "By its interval")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        format!(
            "目標{}%。回答{minimum}件未満の窓口は判定しない。",
            summary.rule.target
        ),
        format!(
            "Target {} %. Counters with fewer than {minimum} answers are not judged.",
            summary.rule.target
        ),
    ));
    let (point, interval) = (&summary.by_point, &summary.by_interval);
    for (one, by_point, by_interval) in [
        (TargetVerdict::Reached, point.reached, interval.reached),
        (
            TargetVerdict::NotReached,
            point.not_reached,
            interval.not_reached,
        ),
        (
            TargetVerdict::Undecided,
            point.undecided,
            interval.undecided,
        ),
        (TargetVerdict::TooFew, point.too_few, interval.too_few),
        (
            TargetVerdict::NoAnswers,
            point.no_answers,
            interval.no_answers,
        ),
    ] {
        tally.push_row([
            Cell::from(verdict(one)),
            Cell::from(by_point),
            Cell::from(by_interval),
        ]);
    }
    section.push(tally);
    let mut table = Table::new(
        Text::new("窓口ごとの満足度", "Each counter"),
        [
            Column::text(Text::new("窓口", "Counter")),
            defined_column(
                Column::number(Text::new("満足とした割合", "Satisfied")),
                "counters.satisfied",
            ),
            Column::text(Text::new("割合そのもので", "By the share")),
            Column::text(Text::new("信頼区間で", "By its interval")),
        ],
    )
    .with_row_headings();
    for one in &summary.counters {
        let enough = one.ratings.total() >= u64::from(minimum);
        let share = summary.rule.share(&one.ratings).filter(|_| enough);
        let rate = share.and_then(|share| {
            let id = RateId::new("counters.satisfied").ok()?;
            Rate::try_new(id, share.satisfied(), share.answers()).ok()
        });
        let name = names.get(&one.counter).cloned();
        table.push_row([
            Cell::data(name.unwrap_or_else(|| one.counter.to_string())),
            Cell::from(match (rate, one.ratings.total()) {
                (Some(rate), _) => Figure::from(&rate),
                (None, 0) => Figure::from(Absence::Unknown),
                (None, answers) => Figure::from(Absence::Because(Text::new(
                    format!("回答{answers}件"),
                    format!("{answers} answers"),
                ))),
            }),
            Cell::from(verdict(one.point)),
            Cell::from(verdict(one.interval)),
        ]);
    }
    section.details(Details::new(Text::new("窓口ごとに見る", "Each counter")).block(table))
}

fn rolled_out(plan: &RolloutPlan, rollout: &Rollout) -> Section {
    let sentences = rollout.ranked.iter().map(|one| {
        Text::new(
            one.sentence(plan, Language::Ja),
            one.sentence(plan, Language::En),
        )
    });
    let mut section = section("rollout", "ツールの導入の順", "The order of a rollout")
        .block(Text::data(plan.title()))
        .block(sentences.collect::<List>());
    if !rollout.unknown.is_empty() {
        section.push_subheading(Text::new(
            "順位を付けられない窓口",
            "Counters without a rank",
        ));
        let sentences = rollout
            .unknown
            .iter()
            .map(|one| Text::new(one.sentence(Language::Ja), one.sentence(Language::En)));
        section.push(sentences.collect::<List>());
    }
    let mut table = Table::new(
        Text::new("四半期ごと", "By quarter"),
        [
            Column::text(Text::new("四半期", "Quarter")),
            Column::number(Text::new("窓口", "Counters")),
            Column::number(Text::new("作業日", "Days of work")),
            Column::number(Text::new("費用（円）", "Cost, yen")),
            defined_column(
                Column::number(Text::new(
                    "短縮（年・人分）",
                    "Saved, person-minutes a year",
                )),
                "counters.saved",
            ),
        ],
    )
    .with_row_headings();
    for (quarter, used) in plan.quarters().iter().zip(&rollout.quarters) {
        table.push_row([
            Cell::data(quarter.name.as_str()),
            Cell::from(u64::from(used.counters)),
            Cell::from(u64::from(used.work_days)),
            Cell::from(used.cost_yen),
            defined_cell(
                Cell::from(Text::data(used.saved_a_year.to_string())),
                "counters.saved",
            ),
        ]);
    }
    section.push(table);
    if plan.is_fictional() {
        section.push(Note::information(Text::new(
            "この計画は架空のものです。",
            "This plan is made up.",
        )));
    }
    section
}
