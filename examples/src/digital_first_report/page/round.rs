//! Where a survey round stands; and what is to be expected of a series.

use super::{
    super::report::{Forecasted, Fraction, Round, RoundRate},
    show,
};
use tosei_inventory::{
    forecast::{SeriesFigure, SeriesTime},
    round::{SectionState, SectionStatus},
};
use tosei_page::{
    Absence, Card, Cards, Cell, Column, Details, Figure, List, Note, RateChart, RateFigure,
    Section, Table, Text,
};
use tosei_types::{Label, Language, PercentDigits, Percentage, Rate};

/// How many corrections the page lists at once; more open on demand.
const OPEN_CORRECTIONS: usize = 30;

pub(super) fn section(round: &Round) -> Section {
    let mut section = show::section("round", "照会の状況", "Survey round");
    let title = round.title.as_deref().unwrap_or(&round.id);
    section.push(Text::new(
        format!(
            "「{title}」（{}発出、{}期限、基準日{}、様式 {}）の、{}現在の状況です。",
            round.issued_on.label_ja(),
            round.due_on.label_ja(),
            round.status_date.label_ja(),
            round.form_version,
            round.as_of.label_ja()
        ),
        format!(
            "The state of \"{title}\" on {}: sent out on {}, due on {}, about {}, form {}.",
            round.as_of.label_en(),
            round.issued_on.label_en(),
            round.due_on.label_en(),
            round.status_date.label_en(),
            round.form_version
        ),
    ));
    let totals = &round.totals;
    let cards: Cards = [
        ("照会先", "Sections asked", totals.sections),
        ("回答済", "Returned in time", totals.returned),
        ("遅延回答", "Returned late", totals.late),
        ("未回答（期限内）", "Not yet returned", totals.not_yet),
        ("未回答（期限超過）", "Missing", totals.missing),
        ("差戻し中", "Sent back", totals.rejected),
        ("未了の訂正", "Open corrections", totals.open_corrections),
    ]
    .into_iter()
    .filter(|(ja, _, count)| *count > 0 || *ja == "照会先")
    .map(|(ja, en, count)| Card::new(Text::new(ja, en), count))
    .collect();
    section.push(cards);
    let wanting: Vec<&SectionStatus> = round
        .sections
        .iter()
        .filter(|one| one.state != SectionState::Returned || one.open_corrections > 0)
        .collect();
    if wanting.is_empty() {
        section.push(Text::new(
            "全ての照会先が期限内に回答し、未了の訂正はありません。",
            "Every section returned in time, and no correction is open.",
        ));
    } else {
        section.push(sections(
            Text::new("連絡の要る照会先", "Sections to be called"),
            &wanting,
        ));
    }
    section.push_details(
        Details::new(Text::new(
            format!("全ての照会先（{}）", round.sections.len()),
            format!("All sections ({})", round.sections.len()),
        ))
        .block(sections(
            Text::new("照会先ごとの状況", "State of each section"),
            &round.sections.iter().collect::<Vec<_>>(),
        )),
    );
    if !round.corrections.is_empty() {
        section.push_subheading(Text::new("訂正の依頼", "Corrections"));
        let table = corrections(round);
        if round.corrections.len() <= OPEN_CORRECTIONS {
            section.push(table);
        } else {
            let count = round.corrections.len();
            section.push_details(
                Details::new(Text::new(
                    format!("訂正の依頼（{count}件）"),
                    format!("Corrections ({count})"),
                ))
                .block(table),
            );
        }
    }
    if !round.letters.is_empty() {
        section.push(Note::information(Text::new(
            format!(
                "照会先への文面（督促、訂正の依頼）を、letters フォルダーに{}通作りました。",
                round.letters.len()
            ),
            format!(
                "{} letters (reminders, corrections) stand in the folder letters, one for each section.",
                round.letters.len()
            ),
        )));
    }
    effect(&mut section, round);
    section
}

fn sections(title: Text, all: &[&SectionStatus]) -> Table {
    let mut table = Table::new(
        title,
        [
            Column::text(Text::new("照会先", "Section")),
            Column::text(Text::new("状況", "State")),
            Column::text(Text::new("理由", "Reason")),
            Column::text(Text::new("回答日", "Returned")),
            Column::number(Text::new("遅れ（日）", "Days late")),
            Column::number(Text::new("督促", "Reminders")),
            Column::number(Text::new("未了の訂正", "Open corrections")),
        ],
    )
    .with_row_headings();
    for one in all {
        table.push_row([
            Cell::from(Text::data(one.name.as_str())),
            Cell::from(Text::new(
                one.state.label(Language::Ja),
                one.state.label(Language::En),
            )),
            Cell::from(Text::new(
                one.reason.label(Language::Ja),
                one.reason.label(Language::En),
            )),
            Cell::from(Figure::or_absent(
                one.returned_on.map(show::day),
                Absence::NotApplicable,
            )),
            Cell::from(one.days_late),
            Cell::from(one.reminders),
            Cell::from(one.open_corrections),
        ]);
    }
    table
}

fn corrections(round: &Round) -> Table {
    let mut table = Table::new(
        Text::new("訂正の依頼", "Corrections"),
        [
            Column::text(Text::new("照会先", "Section")),
            Column::text(Text::new("箇所", "Cell")),
            Column::text(Text::new("内容", "What")),
            Column::text(Text::new("依頼日", "Asked on")),
            Column::text(Text::new("依頼者", "Asked by")),
            Column::text(Text::new("訂正日", "Corrected on")),
            Column::text(Text::new("訂正者", "Corrected by")),
        ],
    )
    .with_row_headings();
    for one in &round.corrections {
        let corrected = match one.corrected_on {
            Some(date) => show::day(date),
            None => Text::new("未了", "open"),
        };
        table.push_row([
            Cell::from(Text::data(one.name.as_str())),
            Cell::from(show::data(one.cell.as_ref())),
            Cell::from(show::data(Some(&one.what))),
            Cell::from(show::day(one.requested_on)),
            Cell::from(show::data(one.requested_by.as_ref())),
            Cell::from(corrected),
            Cell::from(show::data(one.corrected_by.as_ref())),
        ]);
    }
    table
}

/// What the missing answers leave open.
fn effect(section: &mut Section, round: &Round) {
    let effect = &round.effect;
    let rows = effect
        .rows
        .iter()
        .fold(0u64, |sum, row| sum.saturating_add(row.processes));
    section.push_subheading(Text::new(
        "未回答が率に与える影響",
        "What the missing answers leave open",
    ));
    if rows == 0 {
        section.push(Text::new(
            "照会先の回答がそろっているので、未回答による幅はありません。",
            "Every section has answered, so nothing is left open.",
        ));
    } else {
        let parts = |language: Language| {
            let parts: Vec<String> = effect
                .rows
                .iter()
                .map(|row| {
                    format!(
                        "{} {}",
                        row.reason.label(language),
                        show::number(row.processes)
                    )
                })
                .collect();
            parts.join(if language == Language::Ja {
                "、"
            } else {
                ", "
            })
        };
        let count = show::number(rows);
        section.push(Text::new(
            format!(
                "回答のない照会先の手続プロセス{count}（{}）は「変わっていない」のではなく「不明」です。不明とすると、率は次の幅になります。",
                parts(Language::Ja)
            ),
            format!(
                "{count} processes of sections without an answer ({}) are not unchanged but unknown. The rates then lie between these ends.",
                parts(Language::En)
            ),
        ));
        let mut chart = RateChart::new(Text::new(
            "未回答を不明としたときの率の幅",
            "The rates if what nobody answered for is unknown",
        ))
        .category(Text::new("率", "Rate"))
        .note(Text::new(
            "点が下限（不明を全て未実施とした場合）、線が動きうる幅。",
            "The dot is the lower end (nothing unknown is online); the line is how far it may move.",
        ));
        for rate in &effect.rates {
            if let Some(figure) = interval(rate) {
                chart.push_rate(show::label(&rate.label), figure);
            }
        }
        section.push(chart);
        section.push(effects(&effect.rates));
    }
    if effect.not_asked > 0 {
        let count = show::number(effect.not_asked);
        section.push(Note::information(Text::new(
            format!("照会していない組織の手続プロセス{count}は、棚卸に書かれているまま数えています。"),
            format!("{count} processes of organisations that were not asked count as the inventory says."),
        )));
    }
}

fn rate(of: Fraction, rate: &RoundRate) -> Option<Rate> {
    Rate::try_new(rate.id.clone(), of.numerator, of.denominator).ok()
}

fn interval(of: &RoundRate) -> Option<RateFigure> {
    let (low, high) = (rate(of.low, of)?, rate(of.high, of)?);
    let figure = RateFigure::new(&low);
    Some(figure.clone().try_with_ends(&low, &high).unwrap_or(figure))
}

fn effects(rates: &[RoundRate]) -> Table {
    let mut table = Table::new(
        Text::new(
            "棚卸のままの率と、未回答を不明としたときの幅",
            "As written, and between which ends",
        ),
        [
            Column::text(Text::new("率", "Rate")),
            Column::number(Text::new("棚卸のまま", "As written")),
            Column::number(Text::new("下限", "Lower end")),
            Column::number(Text::new("上限", "Upper end")),
        ],
    )
    .with_row_headings();
    for of in rates {
        let cell = |fraction| match rate(fraction, of) {
            Some(rate) => Cell::from(Figure::from(&rate)),
            None => Cell::from(Absence::NotGiven),
        };
        table.push_row([
            Cell::from(show::label(&of.label)),
            cell(of.recorded),
            cell(of.low),
            cell(of.high),
        ]);
    }
    table
}

pub(super) fn forecast_section(forecasted: &Forecasted) -> Section {
    let Forecasted {
        series,
        forecast,
        sentence,
    } = forecasted;
    let mut section = show::section("forecast", "見通し", "Forecast");
    section.push(show::label(&Label::new(
        format!(
            "「{}」の見通し：{}",
            series.label().ja,
            forecast.state.label(Language::Ja)
        ),
        format!(
            "Forecast of \"{}\": {}",
            series.label().en,
            forecast.state.label(Language::En)
        ),
    )));
    section.push(show::label(sentence));
    let mut cards = Vec::new();
    if let Some(pace) = &forecast.required {
        cards.push(pace_card(Text::new("必要なペース", "Pace needed"), pace));
    }
    if let Some(pace) = &forecast.actual {
        cards.push(pace_card(
            Text::new("これまでのペース", "Pace so far"),
            pace,
        ));
    }
    if let Some(day) = forecast.projected_on {
        cards.push(Card::new(
            Text::new("達成見込日", "Projected date"),
            Figure::from(show::day(day)),
        ));
    }
    if !cards.is_empty() {
        section.push(cards.into_iter().collect::<Cards>());
    }
    if !forecast.reasons.is_empty() {
        let reasons = forecast.reasons.iter();
        section.push(
            reasons
                .map(|reason| {
                    Text::new(
                        reason.label(Language::Ja),
                        show::upper(reason.label(Language::En)),
                    )
                })
                .collect::<List>(),
        );
    }
    let mut table = Table::new(
        Text::new("系列の値", "Values of the series"),
        [
            Column::text(Text::new("時点", "When")),
            Column::text(Text::new("種類", "Kind")),
            Column::number(Text::new("値", "Value")),
            Column::text(Text::new("出典", "Source")),
        ],
    );
    let observed = series.observed().iter().map(|one| {
        (
            one.at,
            Text::new("実績", "observed"),
            one.figure,
            one.source.as_str(),
        )
    });
    let expected = series.expected().iter().map(|one| {
        (
            one.at,
            Text::new("見込", "expected"),
            one.figure,
            one.source.as_str(),
        )
    });
    let targets = series.targets().iter().map(|one| {
        (
            one.at,
            Text::new("目標", "target"),
            one.figure,
            one.source.as_str(),
        )
    });
    let mut values: Vec<(SeriesTime, Text, SeriesFigure, &str)> =
        observed.chain(expected).chain(targets).collect();
    values.sort_by_key(|(at, ..)| at.day());
    for (at, kind, figure, source) in values {
        table.push_row([
            Cell::from(when(at)),
            Cell::from(kind),
            Cell::from(value(figure)),
            Cell::code(source),
        ]);
    }
    section.push(table);
    for one in series.breaks() {
        let (day, day_en) = (one.from.label_ja(), one.from.label_en());
        section.push(Note::caution(Text::new(
            format!("{day}に系列の断絶：{}", one.reason.ja),
            format!("The series breaks at {day_en}: {}", one.reason.en),
        )));
    }
    section
}

fn pace_card(label: Text, pace: &tosei_inventory::forecast::Pace) -> Card {
    let hundred = tosei_inventory::Fraction::whole(100);
    let shown = pace.points_per_quarter.divided_by(&hundred);
    let shown = shown.map(|part| part.percentage_points(PercentDigits::Three).plain());
    let points = shown.map(|points| show::points(&points));
    Card::new(label, Figure::or_absent(points, Absence::NotGiven))
        .unit(Text::new("ポイント／四半期", "points a quarter"))
}

fn when(at: SeriesTime) -> Text {
    Text::new(at.in_words(Language::Ja), at.in_words(Language::En))
}

fn value(figure: SeriesFigure) -> Text {
    match figure {
        SeriesFigure::Percent { percent } => {
            let text = format!("{percent} %");
            Text::new(text.clone(), text)
        }
        SeriesFigure::Count {
            numerator,
            denominator,
        } => {
            let percent = Percentage::of(numerator, denominator, PercentDigits::One);
            let percent = percent.map_or_else(String::new, |percent| format!("{percent} %"));
            let (numerator, denominator) = (show::number(numerator), show::number(denominator));
            Text::new(
                format!("{percent}（{numerator}／{denominator}）"),
                format!("{percent} ({numerator} / {denominator})"),
            )
        }
        _ => Text::new("別の単位", "another unit"),
    }
}
