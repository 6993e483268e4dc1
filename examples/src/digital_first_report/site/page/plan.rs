//! The page of the plan, and its section on the overview.

use super::super::{
    part::{Part, PartState},
    read::plan::Planned,
};
use super::{day, defined_cell, fictional, nothing, section, text, with_problems};
use tosei_page::{
    Absence, Cell, Column, Figure, Link, List, Note, Page, PageName, Provenance, Section,
    StackedBarChart, Table, Text,
};
use tosei_plan::{
    FigureUnit, Indicator, IndicatorProgress, Nature, PlanVerdict, Precision, ProgressOptions,
    UnitList, ValuePoint, VerdictTally,
};
use tosei_types::{ExactFigure, ExactNumber, Grouped, Label, Language};

pub(in super::super) fn page(title: &Label, part: &Part<Planned>) -> Page {
    let Some(planned) = &part.content else {
        return nothing(title, part);
    };
    let plan = &planned.plan;
    let mut page = with_problems(Page::new(text(&plan.name)), part)
        .issuer(text(&plan.body))
        .lead(Text::new(
            "計画の指標と施策が、目標に対してどこまで進んだか、期限までにどれだけ進む必要があるかを示します。",
            "How far the indicators and measures of the plan have come, and how fast they have to go to reach their dates.",
        ))
        .provenance(Provenance::new().date(day(planned.progress.as_of)));
    if plan.fictional || part.state == PartState::Embedded {
        page = page.summary(fictional());
    }
    page = page
        .summary(sentence(planned))
        .section(indicators(planned))
        .section(measures(planned));
    if !plan.inconsistencies.is_empty() {
        let sentences = plan.inconsistencies.iter().map(|one| {
            let kind = |language| one.kind.label(language);
            Text::new(
                format!("{}（{}）：{}", one.name.ja, kind(Language::Ja), one.note.ja),
                format!("{} ({}): {}", one.name.en, kind(Language::En), one.note.en),
            )
        });
        page = page.section(
            section("inconsistencies", "食い違い", "What does not agree")
                .block(Text::new(
                    "公表された値のうち、互いに合わないものを並べて残しています。どちらかを選んではいません。",
                    "Published values that do not agree stand side by side; none was chosen.",
                ))
                .block(sentences.collect::<List>()),
        );
    }
    page.section(method())
}

/// The section of the overview.
pub(in super::super) fn overview(planned: &Planned, page: Option<PageName>) -> Section {
    let mut section = section("plan", "計画に対する状況", "Against the plan")
        .block(sentence(planned))
        .block(chart(planned));
    let urgent: Vec<&IndicatorProgress> = planned
        .progress
        .indicators
        .iter()
        .filter(|one| matches!(one.verdict, PlanVerdict::Missed | PlanVerdict::AtRisk))
        .collect();
    if !urgent.is_empty() {
        section.push(table(
            Text::new(
                "未達、遅れのおそれのある指標",
                "Indicators that are missed or at risk",
            ),
            planned,
            &urgent,
            page.as_ref(),
        ));
    }
    section
}

fn sentence(planned: &Planned) -> Text {
    let progress = &planned.progress;
    Text::new(
        progress.sentence(Language::Ja),
        progress.sentence(Language::En),
    )
}

fn counts(tally: &VerdictTally) -> [u32; 5] {
    [
        tally.on_track,
        tally.at_risk,
        tally.missed,
        tally.not_measurable,
        tally.not_yet_due,
    ]
}

fn chart(planned: &Planned) -> StackedBarChart {
    let progress = &planned.progress;
    let mut chart = StackedBarChart::new(
        Text::new("指標と施策の判定", "Verdicts on indicators and measures"),
        Text::new("件", "items"),
        PlanVerdict::ALL
            .iter()
            .map(|verdict| Text::new(verdict.label(Language::Ja), verdict.label(Language::En))),
    )
    .category(Text::new("対象", "What"));
    for (label, tally) in [
        (Text::new("指標", "Indicators"), &progress.indicator_tally),
        (Text::new("施策", "Measures"), &progress.measure_tally),
    ] {
        chart.push_bar(label, counts(tally).map(|count| Some(u64::from(count))));
    }
    chart
}

fn whole(value: &ExactNumber) -> Option<String> {
    let number = u64::try_from(value.numerator()).ok()?;
    (value.denominator() == 1).then(|| Grouped(number).to_string())
}

/// A number with its unit, and what is to be known of its precision.
fn value(value: &ExactNumber, unit: &FigureUnit, precision: Precision) -> Text {
    let number = whole(value).unwrap_or_else(|| ExactFigure::from(*value).with_places(1));
    let units = UnitList::shipped();
    let words = |language| {
        let unit = units.words(unit, language);
        match (precision, language) {
            (Precision::Exact, Language::Ja) => format!("{number}{unit}"),
            (Precision::Exact, Language::En) => format!("{number} {unit}"),
            (other, Language::Ja) => format!("{number}{unit}（{}）", other.label(language)),
            (other, Language::En) => format!("{number} {unit} ({})", other.label(language)),
        }
    };
    Text::new(words(Language::Ja), words(Language::En))
}

fn point(seen: &ValuePoint, unit: &FigureUnit) -> Text {
    let number = value(&seen.value, unit, seen.precision);
    let words = |language| {
        let (number, at) = (number.in_language(language), seen.at.in_words(language));
        let nature = match seen.nature {
            Nature::Observed => String::new(),
            other => format!(" {}", other.label(language)),
        };
        match language {
            Language::Ja => format!("{number}（{at}{nature}）"),
            Language::En => format!("{number} ({at}{nature})"),
        }
    };
    Text::new(words(Language::Ja), words(Language::En))
}

fn indicators(planned: &Planned) -> Section {
    let all: Vec<&IndicatorProgress> = planned.progress.indicators.iter().collect();
    section("indicators", "指標", "Indicators")
        .block(chart(planned))
        .block(table(
            Text::new("全ての指標", "All indicators"),
            planned,
            &all,
            None,
        ))
}

fn table(
    caption: Text,
    planned: &Planned,
    shown: &[&IndicatorProgress],
    page: Option<&PageName>,
) -> Table {
    let mut table = Table::new(
        caption,
        [
            Column::text(Text::new("指標", "Indicator")),
            Column::text(Text::new("最新の値", "Latest")),
            Column::text(Text::new("目標", "Target")),
            Column::text(Text::new("判定と理由", "Verdict, and why")),
            Column::text(Text::new(
                "必要な進み方（四半期ごと）",
                "Required pace, each quarter",
            )),
        ],
    )
    .with_row_headings();
    for progress in shown {
        let Some(indicator) = planned.plan.indicator(&progress.indicator) else {
            continue;
        };
        table.push_row(row(indicator, progress, page));
    }
    table
}

fn row(indicator: &Indicator, progress: &IndicatorProgress, page: Option<&PageName>) -> [Cell; 5] {
    let unit = &indicator.unit;
    let current = progress.current.as_ref();
    let latest = current.and_then(|current| current.latest.as_ref());
    let target = current.map(|current| {
        let by = |language| current.by.in_words(language);
        match &current.target {
            Some(goal) => {
                let goal = value(goal, unit, Precision::Exact);
                Text::new(
                    format!(
                        "{}（{}まで）",
                        goal.in_language(Language::Ja),
                        by(Language::Ja)
                    ),
                    format!("{} by {}", goal.in_language(Language::En), by(Language::En)),
                )
            }
            None => Text::new(
                format!("数値なし（{}まで）", by(Language::Ja)),
                format!("no number, by {}", by(Language::En)),
            ),
        }
    });
    let why = |language| {
        let reasons: Vec<&str> = progress
            .reasons
            .iter()
            .map(|one| one.label(language))
            .collect();
        match language {
            Language::Ja => format!(
                "{}：{}",
                progress.verdict.label(language),
                reasons.join("、")
            ),
            Language::En => format!(
                "{}: {}",
                progress.verdict.label(language),
                reasons.join("; ")
            ),
        }
    };
    let pace = current
        .and_then(|current| current.required.as_ref())
        .map(|pace| {
            let points = pace.per_quarter.with_places(2);
            let units = UnitList::shipped();
            let words = |language| {
                let things = pace.things.as_ref().map(|things| {
                    let count = things.per_quarter.with_places(1);
                    let unit = units.words(&things.unit, language);
                    match language {
                        Language::Ja => format!("（{count}{unit}）"),
                        Language::En => format!(" ({count} {unit})"),
                    }
                });
                let unit = match (unit.as_str(), language) {
                    ("percent", Language::Ja) => "ポイント",
                    ("percent", Language::En) => "points",
                    _ => units.words(unit, language),
                };
                format!("{points} {unit}{}", things.unwrap_or_default())
            };
            Text::new(words(Language::Ja), words(Language::En))
        });
    let name = Cell::from(text(&indicator.name));
    [
        match page {
            Some(page) => name.leads_to(Link::page(page.clone())),
            None => defined_cell(name, &format!("indicator.{}", indicator.id)),
        },
        Cell::from(Figure::or_absent(
            latest.map(|seen| point(seen, unit)),
            Absence::Unknown,
        )),
        Cell::from(Figure::or_absent(target, Absence::NotGiven)),
        Cell::from(Text::new(why(Language::Ja), why(Language::En))),
        Cell::from(Figure::or_absent(pace, Absence::NotApplicable)),
    ]
}

fn measures(planned: &Planned) -> Section {
    let (plan, progress) = (&planned.plan, &planned.progress);
    let mut policies = Table::new(
        Text::new(
            "基本方針ごとの施策の判定",
            "Verdicts on measures, by policy",
        ),
        std::iter::once(Column::text(Text::new("基本方針", "Policy"))).chain(
            PlanVerdict::ALL.iter().map(|verdict| {
                Column::number(Text::new(
                    verdict.label(Language::Ja),
                    verdict.label(Language::En),
                ))
            }),
        ),
    )
    .with_row_headings();
    for one in &progress.policies {
        let policy = plan.policies.iter().find(|policy| policy.id == one.policy);
        let name = policy.map_or_else(
            || Text::data(one.policy.as_str()),
            |policy| text(&policy.name),
        );
        let cells = counts(&one.measures).map(|count| Cell::from(u64::from(count)));
        policies.push_row(std::iter::once(Cell::from(name)).chain(cells));
    }
    let mut table = Table::new(
        Text::new("施策", "Measures"),
        [
            Column::text(Text::new("施策", "Measure")),
            Column::text(Text::new("判定と理由", "Verdict, and why")),
            Column::number(Text::new("指標", "Indicators")),
        ],
    )
    .with_row_headings();
    for one in &progress.measures {
        let measure = plan.measure(&one.measure);
        let name = measure.map_or_else(
            || Text::data(one.measure.as_str()),
            |measure| text(&measure.name),
        );
        let why = |language| {
            let reasons: Vec<&str> = one.reasons.iter().map(|one| one.label(language)).collect();
            let verdict = one.verdict.label(language);
            match (reasons.is_empty(), language) {
                (true, _) => verdict.to_owned(),
                (false, Language::Ja) => format!("{verdict}：{}", reasons.join("、")),
                (false, Language::En) => format!("{verdict}: {}", reasons.join("; ")),
            }
        };
        table.push_row([
            Cell::from(name),
            Cell::from(Text::new(why(Language::Ja), why(Language::En))),
            Cell::from(u64::from(one.indicators.total())),
        ]);
    }
    section("measures", "施策", "Measures")
        .block(policies)
        .block(table)
}

fn method() -> Section {
    let options = ProgressOptions::standard();
    let (lag, stale, window) = (
        ExactFigure::from(options.allowed_lag).with_places(1),
        options.stale_after_months,
        options.due_window_months,
    );
    section("method", "判定の方法", "How verdicts are made").block(Note::method(Text::new(
        format!(
            "「{}」による。許容する遅れ {lag}、{stale}か月より古い値は古いとみなし、期限の前後{window}か月の値を期限の値とする。施策の判定は{}。",
            options.label.ja,
            options.measure_rule.label(Language::Ja)
        ),
        format!(
            "By \"{}\": allowed lag {lag}; a value older than {stale} months is stale; a value within {window} months counts for a date. A measure has the verdict of: {}.",
            options.label.en,
            options.measure_rule.label(Language::En)
        ),
    )))
}
