//! What each change would bring: rates, levels, hours, waits, indicators, with reasons.

use super::super::{connections::Trial, read::joined::Joined};
use super::{
    defined_cell,
    joined::{left_out, named, rate},
    number, section, text,
};
use std::collections::BTreeMap;
use tosei::flows::YearHours;
use tosei::joined::{NodeId, NodeKind, WhatIfReport};
use tosei_criteria::LevelRange;
use tosei_page::{Absence, Cell, Column, Details, Figure, List, Note, Section, Table, Text};
use tosei_types::{Language, PercentDigits};

/// How many reasons of one change are listed.
const REASONS: usize = 200;

/// How many nodes of a chain are named.
const CHAIN: usize = 10;

/// A section for the clauses, and one for everything else that was tried.
pub(super) fn sections(joined: &Joined) -> Vec<Section> {
    let of_clauses = |trial: &&Trial| {
        let id = trial.id.as_str();
        id == "all" || id.starts_with("clause.") || id.starts_with("rule.")
    };
    let (clauses, others): (Vec<_>, Vec<_>) = joined.document.trials.iter().partition(of_clauses);
    let mut sections = Vec::new();
    let mut amended = section("what-if", "条項を改めると", "If the clauses were amended");
    if clauses.is_empty() {
        amended.push(Text::new(
            "妨げていることが分かっている条項はありません。",
            "No clause is known to stand in the way of a process that is not online.",
        ));
    }
    for trial in clauses {
        show(&mut amended, joined, trial);
    }
    if let Some(note) = left_out(&joined.document) {
        amended.push(note);
    }
    sections.push(amended);
    if !others.is_empty() {
        let mut other = section(
            "other-changes",
            "デジタルツールを導入し、手続をオンライン化すると",
            "If tools were introduced, or procedures put online",
        );
        for trial in others {
            show(&mut other, joined, trial);
        }
        sections.push(other);
    }
    sections
}

fn show(section: &mut Section, joined: &Joined, trial: &Trial) {
    section.push_subheading(text(&trial.label));
    let furthest = trial.furthest();
    let freed = trial.change.freed.len();
    if freed > 0 || trial.id.contains("clause") || trial.id == "all" {
        section.push(Text::new(
            format!("妨げのなくなる手続プロセス：{freed}"),
            format!("Processes that nothing stands in the way of any more: {freed}"),
        ));
    }
    rates(section, &trial.change);
    levels(section, joined, furthest);
    hours(section, joined, furthest);
    waits(section, joined, furthest);
    indicators(section, joined, trial);
    reasons(section, trial);
    unknown(section, joined, trial);
}

fn rates(section: &mut Section, report: &WhatIfReport) {
    if report.rates.is_empty() {
        section.push(Text::new("率は変わりません。", "No rate changes."));
        return;
    }
    let mut table = Table::new(
        Text::new("率の変化", "Change of the rates"),
        [
            Column::text(Text::new("率", "Rate")),
            Column::number(Text::new("現在", "Now")),
            Column::number(Text::new("何も続かなければ", "If nothing follows")),
            Column::number(Text::new("全て続けば", "If all follow")),
            Column::text(Text::new("変化（ポイント、正確な値）", "Change (points, exact)")),
            Column::text(Text::new("分母", "Denominator")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "率の括弧内は分子／分母。分母の意味は、率の名前から移れる定義にある。「何も続かなければ」は改めただけ、「全て続けば」は妨げのなくなったものを全てオンライン化した場合。",
        "In brackets numerator / denominator; what the denominator is stands in the definition that the name leads to. The two ends: the change alone, and all that it frees put online.",
    ));
    for change in &report.rates {
        let ends: Vec<String> = [&change.least, &change.most]
            .into_iter()
            .flatten()
            .map(|fraction| {
                let points = fraction.percentage_points(PercentDigits::Two);
                format!("{points} ({fraction})")
            })
            .collect();
        let same = match ends.as_slice() {
            [one, other] if one == other => one.clone(),
            _ => ends.join(" – "),
        };
        table.push_row([
            defined_cell(
                Cell::from(text(change.before.label())),
                change.before.id().as_str(),
            ),
            Cell::from(rate(&change.before)),
            Cell::from(rate(&change.if_nothing_follows)),
            Cell::from(rate(&change.if_all_follow)),
            Cell::from(Text::new(same.as_str(), same.as_str())),
            Cell::from(if change.population_changes {
                Text::new(
                    "変わる（変化には再分類によるものが含まれる）",
                    "changes: a part of the change is reclassification",
                )
            } else {
                Text::new("変わらない", "stays")
            }),
        ]);
    }
    section.push(table);
}

fn level(range: Option<LevelRange>) -> Text {
    range.map_or_else(
        || Text::new("デジタルでない", "not digital"),
        |range| {
            let shown = range.to_string();
            Text::new(shown.as_str(), shown.as_str())
        },
    )
}

fn levels(section: &mut Section, joined: &Joined, report: &WhatIfReport) {
    if report.levels.is_empty() {
        return;
    }
    let mut table = Table::new(
        Text::new("品質の段階の変化", "Change of the levels"),
        [
            Column::text(Text::new("手続", "Procedure")),
            Column::text(Text::new("原則", "Principle")),
            Column::text(Text::new("現在", "Now")),
            Column::text(Text::new("全て続けば", "If all follow")),
        ],
    )
    .with_row_headings();
    for change in &report.levels {
        table.push_row([
            Cell::from(named(
                joined,
                NodeKind::Procedure,
                &[change.procedure.as_str()],
            )),
            defined_cell(
                Cell::code(change.axis.as_str()),
                &format!("axis.{}", change.axis),
            ),
            Cell::from(level(change.before)),
            Cell::from(level(change.after)),
        ]);
    }
    section.push(table);
}

fn hours(section: &mut Section, joined: &Joined, report: &WhatIfReport) {
    if report.hours.is_empty() {
        return;
    }
    let mut table = Table::new(
        Text::new("年間の時間の変化", "Change of the hours a year"),
        [
            Column::text(Text::new("手続", "Procedure")),
            Column::number(Text::new("年間件数", "Cases a year")),
            Column::text(Text::new("職員：現状", "Staff, As-Is")),
            Column::text(Text::new("職員：改善後", "Staff, To-Be")),
            Column::text(Text::new("申請者：現状", "Applicants, As-Is")),
            Column::text(Text::new("申請者：改善後", "Applicants, To-Be")),
        ],
    )
    .with_row_headings();
    let shown = |hours: &YearHours| {
        let from = hours.from.shown(1);
        match &hours.to {
            Some(to) if to.shown(1) == from => {
                Text::new(format!("{from}時間"), format!("{from} h"))
            }
            Some(to) => {
                let to = to.shown(1);
                Text::new(format!("{from}～{to}時間"), format!("{from} to {to} h"))
            }
            None => Text::new(
                format!("{from}時間以上（一部不明）"),
                format!("{from} h or more; a part is unknown"),
            ),
        }
    };
    for change in &report.hours {
        table.push_row([
            Cell::from(named(
                joined,
                NodeKind::Procedure,
                &[change.procedure.as_str()],
            )),
            Cell::from(change.before.cases_a_year),
            Cell::from(shown(&change.before.staff)),
            Cell::from(shown(&change.after.staff)),
            Cell::from(shown(&change.before.applicant)),
            Cell::from(shown(&change.after.applicant)),
        ]);
    }
    section.push(table);
}

fn waits(section: &mut Section, joined: &Joined, report: &WhatIfReport) {
    if report.waiting.is_empty() {
        return;
    }
    let mut table = Table::new(
        Text::new("窓口の平均待ち時間の変化（分）", "Change of the mean wait at counters, minutes"),
        [
            Column::text(Text::new("窓口", "Counter")),
            Column::text(Text::new("現在", "Now")),
            Column::text(Text::new("変更後の下限", "After, at least")),
            Column::text(Text::new("変更後の上限", "After, at most")),
            Column::text(Text::new("理由", "Because of")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "来庁者数と対応時間は対応表の値、短くなる割合は対応表の仮定。待ち行列の式（アーランC）による定常状態の平均で、順番を待つ時間だけを数える。",
        "Arrivals and service times are those of the links, and so are the assumptions about what changes. By Erlang's formula for a steady state; only the time in the queue.",
    ));
    let minutes = |wait: &Option<String>| {
        wait.as_ref().map_or_else(
            || Text::new("列が伸び続ける", "the queue grows without end"),
            |minutes| Text::new(minutes.as_str(), minutes.as_str()),
        )
    };
    for change in &report.waiting {
        let because = change.because.join(", ");
        table.push_row([
            Cell::from(named(joined, NodeKind::Counter, &[change.counter.as_str()])),
            Cell::from(minutes(&change.before)),
            Cell::from(minutes(&change.after_low)),
            Cell::from(minutes(&change.after_high)),
            Cell::data(because),
        ]);
    }
    section.push(table);
}

/// Indicators of the links: before, and from the change alone to everything that follows.
fn indicators(section: &mut Section, joined: &Joined, trial: &Trial) {
    let (change, furthest) = (&trial.change, trial.furthest());
    // The change alone has both ends of what rates move; what follows has the waits.
    let mut all: BTreeMap<&str, _> = BTreeMap::new();
    for one in furthest.indicators.iter().chain(&change.indicators) {
        all.insert(one.indicator.as_str(), one);
    }
    if all.is_empty() {
        return;
    }
    let mut table = Table::new(
        Text::new("指標の変化", "Change of the indicators"),
        [
            Column::text(Text::new("指標", "Indicator")),
            Column::text(Text::new("現在", "Now")),
            Column::text(Text::new("変更後の下限", "After, at least")),
            Column::text(Text::new("変更後の上限", "After, at most")),
            Column::text(Text::new("計画の次の目標", "Next target of the plan")),
        ],
    )
    .with_row_headings();
    let value = |value: &Option<String>| {
        let value = value.as_deref().map(|value| Text::new(value, value));
        Cell::from(Figure::or_absent(value, Absence::Unknown))
    };
    for (id, one) in all {
        table.push_row([
            defined_cell(Cell::from(text(&one.label)), &format!("indicator.{id}")),
            value(&one.before),
            value(&one.low),
            value(&one.high),
            Cell::from(Figure::or_absent(
                joined.targets.get(id).map(text),
                Absence::NotGiven,
            )),
        ]);
    }
    section.push(table);
}

fn reasons(section: &mut Section, trial: &Trial) {
    let reasons = &trial.change.reasons;
    if reasons.is_empty() {
        return;
    }
    let mut table = Table::new(
        Text::new("理由の連鎖", "The chain of reasons"),
        [
            Column::text(Text::new("効果", "Effect")),
            Column::text(Text::new("連鎖", "Chain")),
            Column::text(Text::new("理由", "Reason")),
        ],
    )
    .with_row_headings()
    .first_of(number(reasons.len()));
    for reason in reasons.iter().take(REASONS) {
        let ids: Vec<&str> = reason
            .chain
            .iter()
            .take(CHAIN)
            .map(|node| node.id.as_str())
            .collect();
        let mut chain = ids.join(" → ");
        if reason.chain.len() > CHAIN {
            chain.push_str(" → …");
        }
        table.push_row([
            Cell::from(Text::new(
                reason.effect.label(Language::Ja),
                reason.effect.label(Language::En),
            )),
            Cell::data(chain),
            Cell::from(Text::new(reason.ja.as_str(), reason.en.as_str())),
        ]);
    }
    let summary = Text::new(
        format!("{}：理由の連鎖（{}）", trial.label.ja, reasons.len()),
        format!(
            "{}: the chain of reasons ({})",
            trial.label.en,
            reasons.len()
        ),
    );
    section.push_details(Details::new(summary).block(table));
}

/// What stays unknown; one sentence about several things is said once.
fn unknown(section: &mut Section, joined: &Joined, trial: &Trial) {
    let mut order: Vec<(&str, &str)> = Vec::new();
    let mut about: BTreeMap<&str, Vec<&NodeId>> = BTreeMap::new();
    let furthest = trial.and_all_follow.iter();
    let all = furthest.flat_map(|report| &report.still_unknown);
    for one in trial.change.still_unknown.iter().chain(all) {
        let list = about.entry(one.ja.as_str()).or_insert_with(|| {
            order.push((&one.ja, &one.en));
            Vec::new()
        });
        if !list.contains(&&one.about) {
            list.push(&one.about);
        }
    }
    if order.is_empty() {
        return;
    }
    let said = order.iter().map(|(ja, en)| {
        let list = about.get(ja).map_or(&[][..], Vec::as_slice);
        let ids = list.iter().take(CHAIN).map(|node| {
            let name = joined.names.get(*node).map(String::as_str);
            match name.filter(|name| !name.is_empty()) {
                Some(name) => format!("{} {name}", node.id),
                None => node.id.clone(),
            }
        });
        let mut ids = ids.collect::<Vec<_>>().join("、");
        if list.len() > CHAIN {
            ids.push_str("、…");
        }
        let (count, en_ids) = (list.len(), ids.replace('、', ", "));
        Text::new(
            format!("{ja}（{count}：{ids}）"),
            format!("{en} ({count}: {en_ids})"),
        )
    });
    let list: List = said.collect();
    let summary = Text::new(
        format!(
            "{}：分からないままのこと（{}）",
            trial.label.ja,
            order.len()
        ),
        format!("{}: what stays unknown ({})", trial.label.en, order.len()),
    );
    section.push_details(
        Details::new(summary)
            .block(Note::information(Text::new(
                "分からないことは、推し量らず、どの値にも入れていません。",
                "What is unknown is not guessed, and in no figure.",
            )))
            .block(list),
    );
}
