//! The figures of both flows, and the value of a year.

use super::{ComparisonFacts, text, worded};
use crate::{compare::MeasureChange, metrics::Measure};
use tosei_page::{Absence, Cell, Column, Details, Figure, List, Note, Section, Table, Text};
use tosei_types::{ExactFigure, Language};

/// A figure as it is shown: with two places at most, none where it is whole.
fn shown(figure: &ExactFigure) -> String {
    if figure.rounded(0) == *figure {
        figure.shown(0)
    } else {
        figure.shown(2)
    }
}

fn span(from: &ExactFigure, to: Option<&ExactFigure>, language: Language) -> String {
    match (to, language) {
        (Some(to), _) if to == from => shown(from),
        (Some(to), Language::Ja) => format!("{}～{}", shown(from), shown(to)),
        (Some(to), Language::En) => format!("{} to {}", shown(from), shown(to)),
        (None, Language::Ja) => format!("{}以上", shown(from)),
        (None, Language::En) => format!("at least {}", shown(from)),
    }
}

fn measure(measure: &Measure) -> Cell {
    if measure.is_unknown() && measure.parts.is_empty() {
        return Cell::from(Figure::from(Absence::Unknown));
    }
    Cell::from(Figure::from(worded(|language| {
        span(&measure.from, measure.to.as_ref(), language)
    })))
}

fn difference(change: &MeasureChange) -> Cell {
    match (&change.from, &change.to) {
        (Some(from), to) => Cell::from(Figure::from(worded(|language| {
            span(from, to.as_ref(), language)
        }))),
        (None, Some(to)) => Cell::from(Figure::from(worded(|language| match language {
            Language::Ja => format!("{}以下", shown(to)),
            Language::En => format!("at most {}", shown(to)),
        }))),
        (None, None) => Cell::from(Figure::from(Absence::Unknown)),
    }
}

fn name(change: &MeasureChange) -> Text {
    match change.kind {
        Some(kind) => worded(|language| kind.label(language).to_owned()),
        None => Text::new("所要時間（分）", "lead time, minutes"),
    }
}

pub(super) fn measures(facts: &ComparisonFacts<'_>) -> Section {
    let section = Section::new(Text::new("一件当たりの指標", "Figures of one case"));
    let Some(changes) = &facts.comparison.measures else {
        return section.block(Note::caution(Text::new(
            format!(
                "指標は計算できません（{}）。",
                facts.comparison.no_measures.join("、")
            ),
            format!(
                "There are no figures ({}).",
                facts.comparison.no_measures.join(", ")
            ),
        )));
    };
    let mut table = Table::new(
        Text::new("期待される値と差", "Expected figures and their differences"),
        [
            Column::text(Text::new("指標", "Figure")),
            Column::number(Text::new("前", "Before")),
            Column::number(Text::new("後", "After")),
            Column::number(Text::new("差", "Difference")),
        ],
    )
    .with_row_headings();
    let mut formulas = Vec::new();
    for change in changes {
        table.push_row([
            Cell::from(name(change)),
            measure(&change.before),
            measure(&change.after),
            difference(change),
        ]);
        for one in [&change.before, &change.after] {
            if !one.parts.is_empty() {
                formulas.push(worded(|language| {
                    format!(
                        "{}: {}",
                        name(change).in_language(language),
                        one.formula(language)
                    )
                }));
            }
        }
    }
    section
        .block(Note::method(Text::new(
            "分岐の確率による期待値です。繰り返しを含めて方程式で厳密に求め、標本によりません。「～」は上下の限りを示します。",
            "Expected values by the probabilities of branches, loops included, from equations and not from samples. Where two numbers stand, they are bounds.",
        )))
        .block(table)
        .block(times(facts))
        .details(
            Details::new(Text::new("計算式", "Formulas"))
                .block(formulas.into_iter().collect::<List>()),
        )
}

/// Lead time, rework and critical path of each participant.
fn times(facts: &ComparisonFacts<'_>) -> Table {
    let mut table = Table::new(
        Text::new("参加者ごとの所要時間", "Lead times of each participant"),
        [
            Column::text(Text::new("段階", "Stage")),
            Column::text(Text::new(
                "参加者・サブプロセス",
                "Participant or sub-process",
            )),
            Column::number(Text::new("所要時間（分）", "Lead time, minutes")),
            Column::number(Text::new("手戻り率（％）", "Rework, per cent")),
            Column::text(Text::new("クリティカルパス", "Critical path")),
        ],
    );
    for one in [facts.before, facts.after] {
        for of in one.metrics.iter().flat_map(|metrics| &metrics.times) {
            let scope = of.scope.as_ref();
            let name = scope.map(|id| {
                let pool = one
                    .flow
                    .pool(id.as_str())
                    .and_then(|pool| pool.name.clone());
                let node = one
                    .flow
                    .node(id.as_str())
                    .map(|node| node.title().to_owned());
                pool.or(node).unwrap_or_else(|| id.to_string())
            });
            let hundred = ExactFigure::from(100u32);
            let rework = of
                .rework_probability
                .as_ref()
                .map(|rework| rework * &hundred);
            let path: Vec<&str> = of
                .critical_path
                .iter()
                .filter_map(|id| one.flow.node(id.as_str()))
                .filter(|node| node.activity().is_some())
                .map(crate::Node::title)
                .collect();
            table.push_row([
                Cell::from(super::stage(one.flow)),
                name.map_or_else(|| Cell::from(Text::new("全体", "the whole")), Cell::data),
                measure(&of.lead_minutes),
                Cell::from(match rework {
                    Some(rework) => Figure::from(Text::data(rework.shown(1))),
                    None => Figure::from(Absence::Unknown),
                }),
                Cell::data(path.join(" → ")),
            ]);
        }
    }
    table
}

pub(super) fn savings(facts: &ComparisonFacts<'_>) -> Section {
    let section = Section::new(Text::new("年間の効果", "The value of a year"));
    let Some(savings) = facts.savings else {
        let why = facts.no_savings.map_or_else(
            || Text::new("年間件数が分かりません。", "The cases a year are unknown."),
            text,
        );
        return section.block(Note::caution(why));
    };
    let mut table = Table::new(
        Text::new("職員区分ごとの効果", "By class of staff"),
        [
            Column::text(Text::new("職員区分", "Class of staff")),
            Column::number(Text::new("時間／年", "Hours a year")),
            Column::number(Text::new("人相当", "Full-time equivalents")),
            Column::number(Text::new("時間単価（円）", "Yen an hour")),
            Column::number(Text::new("換算額（円／年）", "Converted value, yen a year")),
        ],
    )
    .with_row_headings();
    let yen = |yen: Option<String>| match yen {
        Some(yen) => Cell::from(Figure::from(Text::data(yen))),
        None => Cell::from(Figure::from(Absence::Unknown)),
    };
    for class in &savings.by_class {
        table.push_row([
            Cell::from(text(&class.label)),
            Cell::from(Figure::from(Text::data(class.hours.shown(1)))),
            Cell::from(Figure::from(Text::data(class.people.shown(2)))),
            yen(class
                .yen_per_hour
                .map(|yen| ExactFigure::from(yen).shown(0))),
            yen(class.converted_yen.as_ref().map(|yen| yen.shown(0))),
        ]);
    }
    table.push_row([
        Cell::from(Text::new("合計", "Total")),
        Cell::from(Figure::from(Text::data(savings.hours.shown(1)))),
        Cell::from(Figure::from(Text::data(savings.people.shown(2)))),
        yen(savings.yen_per_hour.as_ref().map(|yen| yen.shown(0))),
        yen(savings.converted_yen.as_ref().map(|yen| yen.shown(0))),
    ]);
    let cash = ExactFigure::from(savings.cash_yen).shown(0);
    section
        .block(Note::caution(text(&savings.notice)))
        .block(table)
        .block(Text::new(
            format!("現金支出の減（郵送料・委託料だけ）: {cash}円／年"),
            format!("Less cash paid out (postage and contracts alone): {cash} yen a year"),
        ))
        .subheading(Text::new("計算式", "Formulas"))
        .block(savings.formulas.iter().map(text).collect::<List>())
}
