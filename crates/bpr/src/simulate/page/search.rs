//! What other assumptions give, and the cheapest staffing.

use super::show;
use crate::{
    page::worded,
    simulate::{
        DifferenceVerdict, SimulationFigure, StaffingResult, StaffingSearchError, SweepPoint,
        SweepResult,
    },
};
use tosei_document::Explain;
use tosei_page::{BarChart, Cell, Column, Details, Note, Section, Table, Text};
use tosei_types::{ExactFigure, Language};

/// So many staffings are listed.
const LISTED: usize = 60;

pub(super) fn sweep(result: &SweepResult) -> Section {
    let axes = result.sweep.axes();
    let figures = [
        SimulationFigure::WithinStandard,
        SimulationFigure::MeanLead,
        SimulationFigure::NinetiethLead,
        SimulationFigure::Backlog,
        SimulationFigure::DutyCost,
    ];
    let of_axes = axes
        .iter()
        .map(|axis| Column::number(worded(|language| axis.path().words(language))));
    let of_figures = figures.map(|figure| Column::number(show::name(figure)));
    let from_base = Column::text(Text::new(
        "90％点の元との差",
        "90th percentile beside the flow as it stands",
    ));
    let mut table = Table::new(
        Text::new(
            "前提を変えた結果（平均と区間）",
            "Results of other assumptions (mean and interval)",
        ),
        of_axes.chain(of_figures).chain([from_base]),
    );
    let mut chart = BarChart::new(
        Text::new("所要日数の90％点", "90th percentile of the lead time"),
        Text::new("日", "days"),
    );
    for point in &result.points {
        let values = point
            .values
            .iter()
            .map(|value| Cell::data(value.to_string()));
        let name: Vec<String> = axes
            .iter()
            .zip(&point.values)
            .map(|(axis, value)| format!("{}={value}", axis.path()))
            .collect();
        let found = |figure| point.figure(figure);
        let ninetieth = found(SimulationFigure::NinetiethLead);
        match show::bar(ninetieth.map(|lead| lead.mean / 1_440.0)) {
            Ok(days) => chart.push_bar(Text::data(name.join(" ")), days),
            Err(absence) => chart.push_absent(Text::data(name.join(" ")), absence),
        }
        let cells = figures.map(|figure| show::cell(show::figure(figure, found(figure).as_ref())));
        let last = Cell::from(beside_base(point));
        table.push_row(values.chain(cells).chain([last]));
    }
    Section::new(Text::new("前提を変えたら", "With other assumptions"))
        .block(Text::new(
            "どの組合せにも同じ申請が同じ日時に届きます。",
            "Every combination meets the same applications at the same times.",
        ))
        .block(chart)
        .block(table)
}

fn beside_base(point: &SweepPoint) -> Text {
    if let Some(refused) = &point.refused {
        return show::label(&refused.reason);
    }
    let mut figures = point.from_base.iter();
    let found = figures.find(|one| one.figure == SimulationFigure::NinetiethLead);
    match found {
        None => Text::new("言えない", "cannot be said"),
        Some(one) if one.values.verdict == DifferenceVerdict::NotShown => {
            worded(|language| one.words(language).to_owned())
        }
        Some(one) => {
            let unit = show::Unit::of(one.figure);
            let difference = show::difference(unit, one.values.difference.as_ref());
            worded(|language| {
                let difference = difference.in_language(language);
                let words = one.words(language);
                match language {
                    Language::Ja => format!("{words}（{difference}）"),
                    Language::En => format!("{words}: {difference}"),
                }
            })
        }
    }
}

pub(super) fn staffing(found: Result<&StaffingResult, &StaffingSearchError>) -> Section {
    let mut section = Section::new(Text::new("最も安い人員", "The cheapest staffing"));
    let result = match found {
        Ok(result) => Some(result),
        Err(error) => {
            section.push(Note::caution(worded(|language| error.sentence(language))));
            error.reached()
        }
    };
    let Some(result) = result else { return section };
    if found.is_ok() {
        section.push(Note::information(worded(|language| goal(result, language))));
    }
    if result.assumption_failed {
        section.push(Note::caution(Text::new(
            "人を増やして割合が下がる組合せがあったため、単調の仮定を外し、より安い人員をすべて試しました。",
            "More people made the share smaller somewhere, so the assumption was dropped and every cheaper staffing simulated.",
        )));
    }
    section.push(answer(result));
    section.push(classes(result));
    section.push(Text::new(
        "換算額は勤務時間に単価を掛けたもので、歳出の削減額ではありません。",
        "The yen are hours on duty at their price, and no cut in spending.",
    ));
    section.push(chart(result));
    section.push_details(
        Details::new(worded(|language| match language {
            Language::Ja => format!("試した人員（{}通り）", result.points.len()),
            Language::En => format!("Staffings that were simulated ({})", result.points.len()),
        }))
        .block(tried(result)),
    );
    section
}

fn goal(result: &StaffingResult, language: Language) -> String {
    let search = &result.search;
    let target = ExactFigure::from(search.target.get());
    let percent = target * ExactFigure::from(100u32);
    let percent = percent.to_string();
    let (goal, proof) = (search.goal.label(language), search.proof.label(language));
    let words = result.best_words(language);
    match language {
        Language::Ja => format!(
            "{goal}内の割合（{proof}）が{percent}％以上となる人員のうち、換算額が最も小さいものです。{words}"
        ),
        Language::En => format!(
            "Of the staffings that keep {percent} % of the cases within the {goal} ({proof}), the one that costs least: {words}."
        ),
    }
}

fn answer(result: &StaffingResult) -> Table {
    let mut table = Table::new(
        Text::new("担当の組ごとの人数", "People of each group"),
        [
            Column::text(Text::new("担当の組", "Group")),
            Column::number(Text::new("現在", "Now")),
            Column::number(Text::new("求めた人数", "Found")),
            Column::number(Text::new("一人の換算額（円）", "Yen a person")),
        ],
    )
    .with_row_headings();
    let people = result.best().map(|best| best.people.as_slice());
    for (group, people) in result.groups.iter().zip(people.unwrap_or_default()) {
        table.push_row([
            Cell::from(show::label(&group.label)),
            Cell::data(group.now.to_string()),
            Cell::data(people.to_string()),
            Cell::data(group.yen_per_person.shown(0)),
        ]);
    }
    table
}

fn classes(result: &StaffingResult) -> Table {
    let mut table = Table::new(
        Text::new("職員区分ごと", "By staff class"),
        [
            Column::text(Text::new("職員区分", "Staff class")),
            Column::number(Text::new("現在の人数", "People now")),
            Column::number(Text::new("求めた人数", "People found")),
            Column::number(Text::new("勤務時間（時間）", "Hours on duty")),
            Column::number(Text::new("換算額（円）", "Yen")),
        ],
    )
    .with_row_headings();
    for class in &result.classes {
        table.push_row([
            match (&class.label, &class.class) {
                (Some(label), _) => Cell::from(show::label(label)),
                (None, Some(id)) => Cell::data(id.as_str()),
                (None, None) => Cell::from(Text::new("区分なし", "no class")),
            },
            Cell::data(class.now.to_string()),
            Cell::data(class.people.to_string()),
            Cell::data(class.duty_hours.shown(0)),
            Cell::data(class.cost_yen.shown(0)),
        ]);
    }
    table
}

fn numbers(people: &[u32]) -> String {
    let numbers: Vec<String> = people.iter().map(ToString::to_string).collect();
    numbers.join("・")
}

/// The places of the points, cheapest first.
fn by_cost(result: &StaffingResult) -> Vec<usize> {
    let mut places: Vec<usize> = (0..result.points.len()).collect();
    let cost = |place: &usize| result.points.get(*place).map(|point| &point.cost_yen);
    places.sort_by(|one, other| cost(one).cmp(&cost(other)).then(one.cmp(other)));
    places
}

fn chart(result: &StaffingResult) -> BarChart {
    let mut chart = BarChart::new(
        Text::new(
            "人員ごとの期間内の割合（安い順、人数は組の順）",
            "Share in time by staffing (cheapest first)",
        ),
        Text::new("％", "%"),
    );
    for place in by_cost(result).into_iter().take(LISTED) {
        let Some(point) = result.points.get(place) else {
            continue;
        };
        let name = numbers(&point.people);
        match show::bar(point.share.map(|share| share.mean * 100.0)) {
            Ok(percent) => chart.push_bar(Text::data(name), percent),
            Err(absence) => chart.push_absent(Text::data(name), absence),
        }
    }
    chart
}

fn tried(result: &StaffingResult) -> Table {
    let mut table = Table::new(
        Text::new("安い順", "Cheapest first"),
        [
            Column::text(Text::new("人数", "People")),
            Column::number(Text::new("換算額（円）", "Yen")),
            Column::number(Text::new("期間内の割合", "Share in time")),
            Column::text(Text::new("判定", "Verdict")),
        ],
    );
    for place in by_cost(result).into_iter().take(LISTED) {
        let Some(point) = result.points.get(place) else {
            continue;
        };
        let verdict = match (&point.refused, point.meets, point.grows) {
            (Some(refused), _, _) => show::label(&refused.reason),
            (None, true, _) => Text::new("届く", "enough"),
            (None, false, true) => Text::new("滞留が増え続ける", "the backlog keeps growing"),
            (None, false, false) => Text::new("届かない", "not enough"),
        };
        table.push_row([
            Cell::data(numbers(&point.people)),
            Cell::data(point.cost_yen.shown(0)),
            show::cell(show::share(point.share.as_ref())),
            Cell::from(verdict),
        ]);
    }
    if result.points.len() > LISTED {
        table = table.first_of(u64::try_from(result.points.len()).unwrap_or(u64::MAX));
    }
    table
}
