//! How long cases take, where they lose time, and what is left at the end of each month.

use super::{DesignFacts, show};
use crate::{
    flow::ElementId,
    page::worded,
    picture::{PictureMark, drawing},
    simulate::{MonthFigure, RunOutcome, SimulationFigure, StepFigure, StepOutcome},
};
use std::collections::BTreeMap;
use tosei_page::{BarChart, Cell, Column, Look, Note, Section, StackedBarChart, Table, Text};
use tosei_types::{Label, Language};

/// A chart of lead times has at most so many bars; longer cases share the last one.
const BARS: u64 = 30;
const MINUTES_A_DAY: f64 = 1_440.0;

/// Heading of a section that each design has.
fn heading(one: &DesignFacts<'_>, other: &str, ja: &str, en: &str) -> Section {
    let stage = one.stage(other);
    Section::new(worded(|language| {
        let stage = stage.in_language(language);
        match language {
            Language::Ja => format!("{ja}（{stage}）"),
            Language::En => format!("{en} ({stage})"),
        }
    }))
}

pub(super) fn lead_times(one: &DesignFacts<'_>, other: &str) -> Section {
    let result = one.design.simulated.result();
    let mut table = Table::new(
        Text::new(
            "一件の所要日数と期間内の割合",
            "Days of a case, and shares in time",
        ),
        [
            Column::text(Text::new("指標", "Figure")),
            Column::number(Text::new("平均（区間）", "Mean (interval)")),
        ],
    )
    .with_row_headings();
    for figure in &result.figures {
        if figure.estimate.is_some() {
            table.push_row([
                Cell::from(show::name(figure.figure)),
                show::cell(show::figure(figure.figure, figure.estimate.as_ref())),
            ]);
        }
    }
    let mut section = heading(one, other, "所要日数", "Lead times").block(table);
    if let Some(chart) = distribution(one.design.simulated.outcomes()) {
        section.push(chart);
    }
    section
}

/// The lead times of all finished cases of all runs, in days begun; `None` if they were not kept.
fn distribution(runs: &[RunOutcome]) -> Option<BarChart> {
    let days = |minutes: &f64| show::whole((minutes / MINUTES_A_DAY).floor());
    let leads = || runs.iter().flat_map(RunOutcome::leads);
    let longest = leads().map(days).max()?;
    let width = longest.checked_div(BARS)?.saturating_add(1);
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    for lead in leads() {
        let count = counts.entry(days(lead).checked_div(width)?).or_default();
        *count = count.saturating_add(1);
    }
    let mut chart = BarChart::new(
        Text::new(
            "所要日数の分布（全試行の件数）",
            "Distribution of lead times (cases of all runs)",
        ),
        Text::new("件", "cases"),
    );
    let last = counts.keys().copied().max()?;
    for place in 0..=last {
        let from = place.saturating_mul(width);
        let label = if width == 1 {
            Text::new(format!("{from}日台"), format!("{from} days and more"))
        } else {
            let to = from.saturating_add(width).saturating_sub(1);
            Text::new(format!("{from}～{to}日台"), format!("{from} to {to} days"))
        };
        chart.push_bar(label, counts.get(&place).copied().unwrap_or(0));
    }
    Some(chart)
}

/// The parts of the time of a step, with their sums of a run.
type Part = (&'static str, &'static str, fn(&StepOutcome) -> f64);

const PARTS: [Part; 5] = [
    ("作業", "work", |step| step.work),
    ("担当待ち", "waiting for staff", |step| step.queue),
    ("まとめ処理待ち", "waiting for a batch", |step| {
        step.batch
    }),
    ("その他の待ち", "other waiting", |step| step.stated),
    ("勤務時間外", "outside the shifts", |step| step.pause),
];

/// Hours of each part in a case that came, on average over the runs.
fn hours_a_case(runs: &[RunOutcome], node: usize, part: fn(&StepOutcome) -> f64) -> Option<f64> {
    let of_runs: Vec<f64> = runs
        .iter()
        .filter_map(|run| {
            let step = run.steps().get(node)?;
            let cases = (step.cases > 0).then(|| super::super::as_float(step.cases))?;
            Some(part(step) / cases / 60.0)
        })
        .collect();
    let count = super::super::as_float(u64::try_from(of_runs.len()).ok()?);
    (count > 0.0).then(|| of_runs.iter().sum::<f64>() / count)
}

pub(super) fn steps(one: &DesignFacts<'_>, other: &str) -> Section {
    let result = one.design.simulated.result();
    let runs = one.design.simulated.outcomes();
    let mut section = heading(one, other, "どこで時間がかかるか", "Where the time goes");
    if let Some(bottleneck) = &result.bottleneck {
        section.push(Note::information(worded(|language| {
            let sentence = bottleneck.sentence(language);
            match language {
                Language::Ja => format!("ボトルネック: {sentence}"),
                Language::En => format!("Bottleneck. {sentence}"),
            }
        })));
    }
    let mut chart = StackedBarChart::new(
        Text::new(
            "工程ごとの一件当たりの時間（暦の時間）",
            "Time of a case at each step (hours by the clock)",
        ),
        Text::new("時間", "hours"),
        PARTS.map(|(ja, en, _)| Text::new(ja, en)),
    );
    let mut table = Table::new(
        Text::new(
            "工程ごとの時間（分、一回当たり）",
            "Times of the steps (minutes, each time)",
        ),
        [
            Column::text(Text::new("工程", "Step")),
            Column::number(Text::new("一件当たりの回数", "Times a case")),
            Column::number(Text::new("作業", "Work")),
            Column::number(Text::new("担当待ち", "For staff")),
            Column::number(Text::new("まとめ処理待ち", "For the batch")),
            Column::number(Text::new("その他の待ち", "Other waiting")),
            Column::number(Text::new("勤務時間外", "Outside the shifts")),
        ],
    )
    .with_row_headings();
    for step in &result.steps {
        let place = one.flow.nodes.iter().position(|node| node.id == step.node);
        if let Some(place) = place {
            let parts = PARTS.map(|(_, _, part)| hours_a_case(runs, place, part).map(show::whole));
            chart.push_bar(Text::data(step.title.as_str()), parts);
        }
        let found = |figure| {
            let one = step.figures.iter().find(|one| one.figure == figure);
            let found = one.and_then(|one| one.estimate);
            show::cell(show::estimate(show::Unit::Number, found.as_ref()))
        };
        table.push_row(
            std::iter::once(Cell::data(step.title.as_str())).chain(
                [
                    StepFigure::VisitsPerCase,
                    StepFigure::MeanWork,
                    StepFigure::MeanQueue,
                    StepFigure::MeanBatchWait,
                    StepFigure::MeanStatedWait,
                    StepFigure::MeanPause,
                ]
                .map(found),
            ),
        );
    }
    section.push(chart);
    section.push(table);
    section.push(picture(one));
    section
}

/// The flow with the waiting of each step above it, and the bottleneck set apart.
fn picture(one: &DesignFacts<'_>) -> tosei_page::Drawing {
    let result = one.design.simulated.result();
    let runs = one.design.simulated.outcomes();
    let bottleneck = result.bottleneck.as_ref().map(|one| &one.node);
    let mut marks: BTreeMap<ElementId, PictureMark> = BTreeMap::new();
    for step in &result.steps {
        let Some(place) = one.flow.nodes.iter().position(|node| node.id == step.node) else {
            continue;
        };
        let waited = PARTS.iter().skip(1);
        let hours: f64 = waited
            .filter_map(|(_, _, part)| hours_a_case(runs, place, *part))
            .sum();
        let is_bottleneck = bottleneck == Some(&step.node);
        if hours < 1.0 && !is_bottleneck {
            continue;
        }
        let shown = show::grouped(hours / 24.0, 1);
        let (ja, en) = if is_bottleneck {
            ("ボトルネック・", "bottleneck, ")
        } else {
            ("", "")
        };
        let mark = PictureMark {
            look: if is_bottleneck {
                Look::Removed
            } else {
                Look::Changed
            },
            word: Label::new(
                format!("{ja}待ち{shown}日"),
                format!("{en}waits {shown} days"),
            ),
        };
        marks.insert(step.node.clone(), mark);
    }
    let title = one.stage(one.title());
    let title = worded(|language| {
        let title = title.in_language(language);
        match language {
            Language::Ja => format!("一件当たりの待ち（{title}）"),
            Language::En => format!("Waiting of a case ({title})"),
        }
    });
    drawing(one.flow, title, &marks)
}

pub(super) fn months(one: &DesignFacts<'_>, other: &str) -> Section {
    let result = one.design.simulated.result();
    let mut chart = BarChart::new(
        Text::new("月末の滞留件数", "Open cases at the end of each month"),
        Text::new("件", "cases"),
    );
    let mut table = Table::new(
        Text::new(
            "月ごとの件数（平均と区間）",
            "Cases of each month (mean and interval)",
        ),
        [
            Column::text(Text::new("月", "Month")),
            Column::number(Text::new("到達", "Came")),
            Column::number(Text::new("終了", "Ended")),
            Column::number(Text::new("月末の滞留", "Open at the end")),
        ],
    )
    .with_row_headings();
    for month in &result.months {
        let found = |figure| {
            let one = month.figures.iter().find(|one| one.figure == figure);
            one.and_then(|one| one.estimate)
        };
        let open = found(MonthFigure::OpenAtEnd);
        match show::bar(open.map(|open| open.mean)) {
            Ok(cases) => chart.push_bar(Text::data(month.month.to_string()), cases),
            Err(absence) => chart.push_absent(Text::data(month.month.to_string()), absence),
        }
        let cell = |figure| show::cell(show::estimate(show::Unit::Number, found(figure).as_ref()));
        table.push_row([
            Cell::data(month.month.to_string()),
            cell(MonthFigure::Started),
            cell(MonthFigure::Finished),
            cell(MonthFigure::OpenAtEnd),
        ]);
    }
    let unfinished = result.figure(SimulationFigure::Unfinished);
    heading(one, other, "滞留", "Backlog")
        .block(chart)
        .block(table)
        .block(worded(|language| {
            let shown = show::estimate(show::Unit::Number, unfinished.as_ref());
            let shown = shown.in_language(language);
            match language {
                Language::Ja => format!("期間の終わりに未了の件数: {shown}"),
                Language::En => format!("Cases that had not ended when the run did: {shown}"),
            }
        }))
}
