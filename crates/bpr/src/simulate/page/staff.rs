//! Who is busy, and what becomes of the hours of each staff class.

use super::{DesignFacts, SimulationFacts, show};
use crate::{
    page::worded,
    simulate::{SimulatedDifference, SimulationComparison, StaffFigure},
};
use tosei_page::{BarChart, Cell, Column, Section, Table, Text};
use tosei_types::{Language, StaffClassId};

const FIGURES: [StaffFigure; 5] = [
    StaffFigure::Utilisation,
    StaffFigure::WorkedHours,
    StaffFigure::DutyHours,
    StaffFigure::MeanQueue,
    StaffFigure::DutyCost,
];

pub(super) fn section(one: &DesignFacts<'_>, other: &str) -> Section {
    let result = one.design.simulated.result();
    let stage = one.stage(other);
    let section = Section::new(worded(|language| {
        let stage = stage.in_language(language);
        match language {
            Language::Ja => format!("担当の忙しさ（{stage}）"),
            Language::En => format!("How busy people are ({stage})"),
        }
    }));
    if result.staff.is_empty() {
        return section.block(Text::new(
            "担当の組は置かれていません。",
            "There are no staff groups.",
        ));
    }
    let mut chart = BarChart::new(Text::new("稼働率", "Utilisation"), Text::new("％", "%"));
    let columns =
        FIGURES.map(|figure| Column::number(worded(|language| figure.label(language).to_owned())));
    let first = [
        Column::text(Text::new("担当の組", "Group")),
        Column::number(Text::new("人数", "People")),
    ];
    let mut table = Table::new(
        Text::new("担当の組（平均と区間）", "Staff groups (mean and interval)"),
        first.into_iter().chain(columns),
    )
    .with_row_headings();
    for group in &result.staff {
        let found = |figure| {
            let one = group.figures.iter().find(|one| one.figure == figure);
            one.and_then(|one| one.estimate)
        };
        let busy = found(StaffFigure::Utilisation).map(|busy| busy.mean * 100.0);
        match show::bar(busy) {
            Ok(percent) => chart.push_bar(show::label(&group.label), percent),
            Err(absence) => chart.push_absent(show::label(&group.label), absence),
        }
        let cells = FIGURES.map(|figure| {
            let unit = show::Unit::of_staff(figure);
            show::cell(show::estimate(unit, found(figure).as_ref()))
        });
        let first = [
            Cell::from(show::label(&group.label)),
            Cell::data(group.people.to_string()),
        ];
        table.push_row(first.into_iter().chain(cells));
    }
    section.block(chart).block(table)
}

/// The name of a class, as the parameters or the flow have it.
fn class_name(facts: &SimulationFacts<'_>, class: Option<&StaffClassId>) -> Text {
    let Some(id) = class else {
        return Text::new("区分なし", "no class");
    };
    let designs = [Some(&facts.before), facts.after.as_ref()];
    let classes = designs.into_iter().flatten().flat_map(|one| {
        let parameters = one.design.parameters.staff_classes.iter();
        parameters.chain(&one.flow.staff_classes)
    });
    let found = classes.into_iter().find(|one| one.id == *id);
    found.map_or_else(|| Text::data(id.as_str()), |one| show::label(&one.label))
}

/// The hours of each staff class in both designs.
pub(super) fn classes(facts: &SimulationFacts<'_>, comparison: &SimulationComparison) -> Table {
    let mut table = Table::new(
        Text::new(
            "職員区分ごとの作業時間（時間。換算であり、歳出の削減額ではない）",
            "Hours of work by staff class (converted, no cut in spending)",
        ),
        [
            Column::text(Text::new("職員区分", "Staff class")),
            Column::number(Text::new("現状", "As is")),
            Column::number(Text::new("改善後", "To be")),
            Column::number(Text::new("差", "Difference")),
            Column::text(Text::new("判定", "Verdict")),
        ],
    )
    .with_row_headings();
    let cell = |values: &SimulatedDifference, which: fn(&SimulatedDifference) -> _| {
        let found: Option<tosei_simulation::Estimate> = which(values);
        show::cell(show::estimate(show::Unit::Number, found.as_ref()))
    };
    for class in &comparison.classes {
        let values = &class.worked_hours;
        table.push_row([
            Cell::from(class_name(facts, class.class.as_ref())),
            cell(values, |values| values.before),
            cell(values, |values| values.after),
            cell(values, |values| values.difference),
            Cell::from(worded(|language| values.verdict.label(language).to_owned())),
        ]);
    }
    table
}
