//! Answer sheets: for each rate at the top, one that can be handed out alone.

use super::{super::report::Report, show};
use tosei_inventory::{
    RateUnit,
    answer_sheet::{AnswerChange, AnswerFigure, AnswerSheet},
};
use tosei_page::{Absence, Cell, Column, Figure, List, Note, Section, Table, Terms, Text};
use tosei_types::Language;

pub(super) fn section(report: &Report) -> Section {
    let mut section = show::section("answers", "答弁用資料", "Answer sheets").on_own_pages();
    if report.answer_sheets.is_empty() {
        return section.block(Note::information(Text::new(
            "基準日が資料に書かれていないか、示せる率がないので、答弁用資料は作れません。基準日は --as-of で指定できます。",
            "The file states no date, or no rate can be said, so there are no answer sheets. A date can be given by --as-of.",
        )));
    }
    section.push(Text::new(
        "率ごとに、答弁の一文、定義、分母と分子、前回との差と要因、他の数え方での値、公表済みの値との差をまとめました。印刷すると、一つの率が一枚から始まります。",
        "For each rate: one sentence for the assembly, the definition, both counts, the change and its causes, other ways of counting, and the difference to what was published. On paper each begins a page.",
    ));
    for sheet in &report.answer_sheets {
        put(&mut section, sheet);
    }
    section
}

fn put(section: &mut Section, sheet: &AnswerSheet) {
    section.push_subheading(show::label(&sheet.label));
    section.push(Note::information(show::label(&sheet.sentence)));
    section.push(terms(sheet));
    if let Some(change) = &sheet.change {
        section.push(show::label(&change.sentence));
        if !change.causes.is_empty() {
            section.push(causes(sheet, change));
        }
    }
    if !sheet.other_ways.is_empty() {
        section.push(other_ways(sheet));
    }
    if !sheet.published.is_empty() {
        let published = sheet.published.iter();
        section.push(
            published
                .map(|one| show::label(&one.sentence))
                .collect::<List>(),
        );
    }
    if !sheet.caveats.is_empty() {
        let caveats = sheet.caveats.iter();
        section.push(
            caveats
                .map(|caveat| show::label(&caveat.text))
                .collect::<List>(),
        );
    }
}

fn percent(figure: &AnswerFigure) -> String {
    let percent = figure.percent.as_deref();
    percent.map_or_else(String::new, |percent| format!("{percent} %"))
}

fn figure(figure: Option<&AnswerFigure>) -> Figure {
    let text = figure.map(|figure| {
        let (percent, part, whole) = (
            percent(figure),
            show::number(figure.numerator),
            show::number(figure.denominator),
        );
        Text::new(
            format!("{percent}（{part}／{whole}）"),
            format!("{percent} ({part} / {whole})"),
        )
    });
    Figure::or_absent(text, Absence::NotGiven)
}

fn terms(sheet: &AnswerSheet) -> Terms {
    let unit = |language| match sheet.unit {
        RateUnit::Case if language == Language::Ja => "件",
        unit => unit.label(language),
    };
    let mut terms = vec![(
        Text::new("定義", "Definition"),
        show::label(&sheet.definition),
    )];
    if let Some(figure) = &sheet.figure {
        let (part, whole) = (
            show::number(figure.numerator),
            show::number(figure.denominator),
        );
        terms.push((
            Text::new("分子／分母", "Numerator / denominator"),
            Text::new(
                format!(
                    "{part} ／ {whole}（{}）、{}",
                    unit(Language::Ja),
                    percent(figure)
                ),
                format!(
                    "{part} / {whole} ({}), {}",
                    unit(Language::En),
                    percent(figure)
                ),
            ),
        ));
    }
    if let Some(interval) = &sheet.interval {
        let (low, high) = (percent(&interval.low), percent(&interval.high));
        terms.push((
            Text::new("不明による幅", "Range of the unknown"),
            Text::new(format!("{low} ～ {high}"), format!("{low} to {high}")),
        ));
    }
    terms.push((Text::new("基準日", "Status date"), show::day(sheet.as_of)));
    terms.push((
        Text::new("端数", "Rounding"),
        Text::new(
            sheet.rounding.label(Language::Ja),
            sheet.rounding.label(Language::En),
        ),
    ));
    terms.push((
        Text::new("定義の出典", "Source of the definition"),
        Text::data(sheet.definition_source.as_str()),
    ));
    terms.into_iter().collect()
}

fn causes(sheet: &AnswerSheet, change: &AnswerChange) -> Table {
    let mut table = Table::new(
        Text::new(
            format!("前回との差の要因：{}", sheet.label.ja),
            format!("Causes of the difference: {}", sheet.label.en),
        ),
        [
            Column::text(Text::new("要因", "Cause")),
            Column::number(Text::new("対象の数", "Things")),
            Column::number(Text::new("影響（ポイント）", "Points")),
        ],
    )
    .with_row_headings();
    for cause in &change.causes {
        table.push_row([
            Cell::from(Text::new(
                cause.cause.label(Language::Ja),
                cause.cause.label(Language::En),
            )),
            Cell::from(cause.things),
            Cell::from(show::points(&cause.points)),
        ]);
    }
    if let Some(points) = &change.points {
        table.push_row([
            Cell::from(Text::new("合計", "Sum")),
            Cell::from(Absence::NotApplicable),
            Cell::from(show::points(points)),
        ]);
    }
    table
}

fn other_ways(sheet: &AnswerSheet) -> Table {
    let mut table = Table::new(
        Text::new(
            format!("他の数え方での値：{}", sheet.label.ja),
            format!("Other ways of counting: {}", sheet.label.en),
        ),
        [
            Column::text(Text::new("数え方", "Way of counting")),
            Column::text(Text::new("単位", "Unit")),
            Column::number(Text::new("値", "Value")),
        ],
    )
    .with_row_headings();
    for other in &sheet.other_ways {
        table.push_row([
            Cell::from(show::label(&other.label)),
            Cell::from(Text::new(
                other.unit.label(Language::Ja),
                other.unit.label(Language::En),
            )),
            Cell::from(figure(other.figure.as_ref())),
        ]);
    }
    table
}
