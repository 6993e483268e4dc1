//! What the overview says: the figures at the top of the pages, and what is due.

use super::super::report::{Fraction, Report};
use super::{
    document::{DueItem, SiteFigure},
    page,
    pages::SitePage,
    part::Part,
    read::{
        clauses::Clauses, counters::Counters, flows::Flows, joined::Joined, plan::Planned,
        quality::Quality,
    },
};
use tosei_plan::{PlanVerdict, ProgressReason};
use tosei_types::{Date, Label, Language, PercentDigits};

/// A count.
fn count(definition: &str, label: Label, count: u64, page: SitePage) -> SiteFigure {
    SiteFigure {
        definition: definition.to_owned(),
        label,
        numerator: count,
        denominator: None,
        percent: None,
        low: None,
        high: None,
        page: page.file().to_owned(),
    }
}

/// A rate.
fn rate(definition: &str, label: Label, rate: &tosei_types::Rate, page: SitePage) -> SiteFigure {
    SiteFigure {
        denominator: Some(rate.denominator()),
        percent: rate
            .percent(PercentDigits::One)
            .map(|percent| percent.to_string()),
        ..count(definition, label, rate.numerator(), page)
    }
}

/// The figures at the top of the pages.
pub(super) fn figures(
    report: Option<&Report>,
    quality: &Part<Quality>,
    counters: &Part<Counters>,
    clauses: &Part<Clauses>,
    flows: &Part<Flows>,
    plan: &Part<Planned>,
    joined: &Part<Joined>,
) -> Vec<SiteFigure> {
    let mut figures = Vec::new();
    if let Some(planned) = &plan.content {
        let tally = &planned.progress.indicator_tally;
        for (verdict, found) in [
            (PlanVerdict::OnTrack, tally.on_track),
            (PlanVerdict::AtRisk, tally.at_risk),
            (PlanVerdict::Missed, tally.missed),
            (PlanVerdict::NotMeasurable, tally.not_measurable),
            (PlanVerdict::NotYetDue, tally.not_yet_due),
        ] {
            let label = Label::new(
                format!("計画の指標：{}", verdict.label(Language::Ja)),
                format!("Indicators of the plan: {}", verdict.label(Language::En)),
            );
            let id = format!("verdict.{}", verdict.code());
            figures.push(count(&id, label, found.into(), SitePage::Plan));
        }
    }
    for named in report.iter().flat_map(|report| &report.rates) {
        let (Some(numerator), Some(denominator)) = (named.numerator, named.denominator) else {
            continue;
        };
        let ends = |fraction: Option<Fraction>| fraction.filter(|_| named.low != named.high);
        figures.push(SiteFigure {
            denominator: Some(denominator),
            percent: named.percent.clone(),
            low: ends(named.low),
            high: ends(named.high),
            ..count(
                named.id.as_str(),
                named.label.clone(),
                numerator,
                SitePage::Inventory,
            )
        });
    }
    for priority in report.iter().flat_map(|report| &report.priorities) {
        if priority.cannot_be_said.is_none() {
            figures.push(count(
                &format!("selection.{}", priority.rule),
                priority.label.clone(),
                priority.selected,
                SitePage::Inventory,
            ));
        }
    }
    if let Some(quality) = &quality.content {
        for (principle, counts) in quality.map.principles.iter().zip(&quality.map.counts) {
            let Some(level) = counts.levels.get(1) else {
                continue;
            };
            let label = Label::new(
                format!("{} Lv1以上（確実なもの）の手続", principle.label.ja),
                format!(
                    "{}: procedures at Lv1 or more for certain",
                    principle.label.en
                ),
            );
            figures.push(count(
                &format!("axis.{}", principle.id),
                label,
                level.at_least.procedures,
                SitePage::Quality,
            ));
        }
    }
    if let Some(flows) = &flows.content {
        let changes = flows
            .pairs
            .iter()
            .map(|pair| page::number(pair.report.comparison.changes.len()));
        figures.push(count(
            "flows.changes",
            Label::new("業務フローの変更点", "changes of flows"),
            changes.fold(0, u64::saturating_add),
            SitePage::Flows,
        ));
    }
    if let Some(counters) = &counters.content {
        if let Some(register) = &counters.register {
            figures.push(count(
                "counters.counters",
                Label::new("窓口", "counters"),
                register.counts().counters,
                SitePage::Counters,
            ));
        }
        for (question, summary) in &counters.satisfaction {
            let label = question.clone().unwrap_or_else(|| {
                Label::new("窓口で満足とした回答", "satisfied answers at counters")
            });
            figures.extend(
                page::counters::share(summary)
                    .map(|share| rate("counters.satisfied", label, &share, SitePage::Counters)),
            );
        }
    }
    if let Some(clauses) = &clauses.content {
        for figure in &clauses.progress.figures {
            let id = format!("clauses.{}_of_{}", figure.numerator, figure.denominator);
            let label = Label::new(
                format!(
                    "条項の見直し：{}／{}",
                    figure.numerator_label.ja, figure.denominator_label.ja
                ),
                format!(
                    "Review of clauses: {} of {}",
                    figure.numerator_label.en, figure.denominator_label.en
                ),
            );
            figures.push(rate(&id, label, &figure.rate, SitePage::Clauses));
        }
    }
    figures.extend(joined.content.iter().flat_map(of_joined));
    figures
}

/// What clauses stand in the way of, and what amending all of them would bring.
fn of_joined(joined: &Joined) -> Vec<SiteFigure> {
    let document = &joined.document;
    if document.clauses.is_empty() {
        return Vec::new();
    }
    let blocked = page::number(document.blocked.len());
    let label = Label::new(
        "自らの条項が妨げている手続プロセス",
        "Processes that own clauses stand in the way of",
    );
    let mut figures = vec![count("joined.blocked", label, blocked, SitePage::Joined)];
    if let Some(widest) = document.widest() {
        let label = Label::new(
            "全て改めると妨げのなくなる手続プロセス",
            "Processes freed if all of them are amended",
        );
        let freed = page::number(widest.change.freed.len());
        figures.push(count("joined.freed", label, freed, SitePage::Joined));
        let change = widest.change.rate(page::joined::HEADLINE);
        if let Some(after) = change.and_then(|change| change.if_all_follow.rate()) {
            let label = Label::new(
                "全て改め、全てオンライン化したときの裁量内のオンライン化率",
                "Online rate within discretion if all are amended and all follow",
            );
            figures.push(rate(
                "joined.within_discretion",
                label,
                after,
                SitePage::Joined,
            ));
        }
    }
    figures
}

/// What is due, the earliest first.
pub(super) fn due(
    report: Option<&Report>,
    quality: &Part<Quality>,
    clauses: &Part<Clauses>,
    plan: &Part<Planned>,
    as_of: Option<Date>,
) -> Vec<DueItem> {
    let item = |on: Date, label: Label, page: SitePage| DueItem {
        on,
        label,
        overdue: as_of.is_some_and(|as_of| on < as_of),
        page: page.file().to_owned(),
    };
    let mut due = Vec::new();
    if let Some(round) = report.and_then(|report| report.round.as_ref())
        && round.totals.missing > 0
    {
        let missing = round.totals.missing;
        due.push(item(
            round.due_on,
            Label::new(
                format!("照会の回答：{missing}課が未回答"),
                format!("Answers to the round: {missing} sections are missing"),
            ),
            SitePage::Inventory,
        ));
    }
    for request in report.iter().flat_map(|report| &report.barriers.requests) {
        if let Some(promised) = request
            .promised_for
            .filter(|_| request.status != tosei_inventory::RequestStatus::Realised)
        {
            due.push(item(
                promised,
                Label::new(
                    format!(
                        "国などの約束：{}（{}）",
                        request.procedure_name, request.addressee
                    ),
                    format!(
                        "Promised by {}: {}",
                        request.addressee, request.procedure_name
                    ),
                ),
                SitePage::Inventory,
            ));
        }
    }
    if let Some(planned) = &plan.content {
        for progress in &planned.progress.indicators {
            let reached = progress.verdict == PlanVerdict::OnTrack
                && progress.reasons.contains(&ProgressReason::Reached);
            let Some(current) = progress.current.as_ref().filter(|_| !reached) else {
                continue;
            };
            let Some(indicator) = planned.plan.indicator(&progress.indicator) else {
                continue;
            };
            let verdict = |language| progress.verdict.label(language);
            due.push(item(
                current.by.last_day(),
                Label::new(
                    format!(
                        "計画の目標：{}（{}）",
                        indicator.name.ja,
                        verdict(Language::Ja)
                    ),
                    format!(
                        "Target of the plan: {} ({})",
                        indicator.name.en,
                        verdict(Language::En)
                    ),
                ),
                SitePage::Plan,
            ));
        }
    }
    if let Some(quality) = &quality.content {
        let dates = quality.due.iter();
        due.extend(dates.map(|(on, label)| item(*on, label.clone(), SitePage::Quality)));
    }
    if let Some(clauses) = &clauses.content {
        for (quarter, count) in &clauses.open_by_quarter {
            due.push(item(
                quarter.last_day(),
                Label::new(
                    format!("条項の見直し：{}までの{count}条項", quarter.label_ja()),
                    format!("Review of clauses: {count} due by {}", quarter.label_en()),
                ),
                SitePage::Clauses,
            ));
        }
        for request in &clauses.register.requests {
            if let Some(promised) = request
                .promised_for
                .filter(|_| request.status != tosei_analog_regs::review::RequestStatus::Realised)
            {
                due.push(item(
                    promised,
                    Label::new(
                        format!(
                            "国の約束：{}",
                            request.provision.as_deref().unwrap_or(&request.addressee)
                        ),
                        format!(
                            "Promised by the State: {}",
                            request.provision.as_deref().unwrap_or(&request.addressee)
                        ),
                    ),
                    SitePage::Clauses,
                ));
            }
        }
    }
    due.sort();
    due.dedup();
    due
}
