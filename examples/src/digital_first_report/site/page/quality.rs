//! The page of quality: the map with its explanations, and what the inventory alone says.

use super::super::{
    part::{Part, PartState},
    read::quality::Quality,
    stated::{StatedLevels, StatedQuality},
};
use super::{day, defined, defined_cell, fictional, nothing, section, text, with_problems};
use tosei_page::{
    Absence, Card, Cards, Cell, Column, Details, List, Note, Page, Provenance, Section,
    StackedBarChart, Table, Text,
};
use tosei_types::Label;

pub(in super::super) fn page(
    title: &Label,
    issuer: Option<&Label>,
    part: &Part<Quality>,
    stated: Option<&StatedQuality>,
) -> Page {
    let mut page = match &part.content {
        Some(quality) => {
            let issuer = issuer.map_or_else(|| Text::new("", ""), text);
            let mut page = with_problems(quality.map.page(issuer), part);
            if part.state == PartState::Embedded {
                page = page.summary(fictional());
            }
            page.summary(cards(quality)).section(explanations(quality))
        }
        None if stated.is_none() => return nothing(title, part),
        None => {
            let page = with_problems(Page::new(text(title)), part);
            match stated.and_then(|stated| stated.as_of) {
                Some(date) => page.provenance(Provenance::new().date(day(date))),
                None => page,
            }
        }
    };
    if let Some(stated) = stated {
        for section in stated_sections(stated) {
            page = page.section(section);
        }
    }
    page
}

/// For each principle, how many procedures surely reach level 1.
fn cards(quality: &Quality) -> Cards {
    let cards =
        quality
            .map
            .principles
            .iter()
            .zip(&quality.map.counts)
            .map(|(principle, counts)| {
                let (certain, possible) = counts.levels.get(1).map_or((0, 0), |level| {
                    (
                        level.at_least.procedures,
                        level.at_least_possible.procedures,
                    )
                });
                let all = counts.all.procedures;
                defined(
                    Card::new(
                        Text::new(
                            format!("{} Lv1以上", principle.label.ja),
                            format!("{}: Lv1 or more", principle.label.en),
                        ),
                        certain,
                    )
                    .unit(Text::new("手続", "procedures"))
                    .note(Text::new(
                        format!("確実なもの。不明次第で{possible}まで。全{all}手続"),
                        format!(
                            "for certain; up to {possible} depending on what is unknown; of {all}"
                        ),
                    )),
                    &format!("axis.{}", principle.id),
                )
            });
    cards.collect()
}

fn explanations(quality: &Quality) -> Section {
    let mut section = section("explanations", "理由と次の一歩", "Why, and what it takes").block(Text::new(
        "手続ごとに、いまの段階の理由、次の段階に進めない理由、不明の項目が決まるとどう変わるか、次の段階に必要な取組を挙げます。",
        "For each procedure: why it stands where it stands, why not higher, what each unknown would change, and what reaches the next level.",
    ));
    for one in &quality.explained {
        let id = one.procedure.as_str();
        let sentences = one.sentences.iter().map(text);
        section.push_details(
            Details::new(Text::data(format!("{id} {}", one.name)))
                .block(sentences.collect::<List>()),
        );
    }
    section.block(Note::information(Text::new(
        format!("{}現在の証拠による。", quality.as_of.label_ja()),
        format!("By the evidence of {}.", quality.as_of.label_en()),
    )))
}

/// What can be said from the inventory or the survey alone.
fn stated_sections(stated: &StatedQuality) -> Vec<Section> {
    let mut first = section("stated", "棚卸だけから言えること", "What the inventory alone says")
        .block(Note::method(Text::new(
            "棚卸の欄から、品質の判定項目に当たるかを導いた。全て自己申告である。欄から分からない項目は不明とし、確実な段階と可能な段階の幅で示す。",
            "Whether a criterion is met was derived from the columns of the inventory. All of it is self-reported; what no column tells is unknown, so levels are ranges from certain to possible.",
        )));
    let mut sections = Vec::new();
    for levels in &stated.populations {
        first.push_subheading(text(&levels.label));
        first.push(Text::new(
            format!(
                "{}のうち、デジタル化していないもの{}、不明{}。残りの段階は次のとおり。",
                tosei_types::Grouped(levels.rows),
                tosei_types::Grouped(levels.not_digital),
                tosei_types::Grouped(levels.digital_unknown),
            ),
            format!(
                "Of {}, {} are not digital and of {} it is unknown; the others stand as follows.",
                tosei_types::Grouped(levels.rows),
                tosei_types::Grouped(levels.not_digital),
                tosei_types::Grouped(levels.digital_unknown),
            ),
        ));
        first.push(chart(levels));
        first.push(ranges(levels));
    }
    sections.push(first);
    if let Some(levels) = stated.populations.first() {
        sections.push(
            section("criteria", "判定項目ごと", "By criterion")
                .block(Text::new(
                    format!("対象：{}", levels.label.ja),
                    format!("Population: {}", levels.label.en),
                ))
                .block(criteria(levels)),
        );
    }
    if let Some(periods) = &stated.periods {
        let rows = [
            (Text::new("比べられる", "Comparable"), periods.comparable),
            (
                Text::new("オンラインが短い", "Online is shorter"),
                periods.shorter,
            ),
            (Text::new("同じ", "The same"), periods.equal),
            (
                Text::new("オンラインが長い", "Online is longer"),
                periods.longer,
            ),
            (
                Text::new("比べられない", "Not comparable"),
                periods.not_comparable,
            ),
        ];
        let mut table = Table::new(
            Text::new(
                "オンラインと窓口の処理期間",
                "Processing periods online and at the counter",
            ),
            [
                Column::text(Text::new("比較", "Comparison")),
                Column::number(Text::new("行", "Rows")),
            ],
        )
        .with_row_headings();
        for (label, count) in rows {
            table.push_row([Cell::from(label), Cell::from(count)]);
        }
        sections.push(section("periods", "処理期間の比較", "Processing periods").block(table));
    }
    sections
}

fn chart(levels: &StatedLevels) -> StackedBarChart {
    let mut names: Vec<String> = levels
        .axes
        .iter()
        .flat_map(|axis| axis.ranges.iter().map(|(range, _)| range.to_string()))
        .collect();
    names.sort();
    names.dedup();
    let mut chart = StackedBarChart::new(
        Text::new(
            "確実な段階から可能な段階まで",
            "From the certain level to the possible one",
        ),
        Text::new("件", "rows"),
        names
            .iter()
            .map(|name| Text::new(name.as_str(), name.as_str()))
            .chain([Text::new("対象外", "out of scope")]),
    )
    .category(Text::new("原則", "Principle"))
    .by_shares();
    for axis in &levels.axes {
        let counts = names.iter().map(|name| {
            let mut ranges = axis.ranges.iter();
            let found = ranges.find(|(range, _)| range.to_string() == *name);
            Some(found.map_or(0, |(_, count)| *count))
        });
        chart.push_bar(text(&axis.label), counts.chain([Some(axis.out_of_scope)]));
    }
    chart
}

fn ranges(levels: &StatedLevels) -> Table {
    let mut table = Table::new(
        Text::new("段階の幅ごとの数", "Counts by range of levels"),
        [
            Column::text(Text::new("原則", "Principle")),
            Column::text(Text::new("確実な段階", "Certain")),
            Column::text(Text::new("可能な段階", "Possible")),
            Column::number(Text::new("数", "Count")),
        ],
    )
    .with_row_headings();
    for axis in &levels.axes {
        let label = || defined_cell(Cell::from(text(&axis.label)), &format!("axis.{}", axis.id));
        for (range, count) in &axis.ranges {
            let level = |number: tosei_criteria::LevelNumber| {
                let level = format!("Lv{number}");
                Cell::from(Text::new(level.as_str(), level.as_str()))
            };
            table.push_row([
                label(),
                level(range.floor),
                level(range.ceiling),
                Cell::from(*count),
            ]);
        }
        if axis.out_of_scope > 0 {
            table.push_row([
                label(),
                Cell::from(Absence::NotApplicable),
                Cell::from(Absence::NotApplicable),
                Cell::from(axis.out_of_scope),
            ]);
        }
    }
    table
}

fn criteria(levels: &StatedLevels) -> Table {
    let mut table = Table::new(
        Text::new("判定項目ごとの答え", "Answers by criterion"),
        [
            Column::text(Text::new("判定項目", "Criterion")),
            Column::number(Text::new("充足", "Met")),
            Column::number(Text::new("未充足", "Not met")),
            Column::number(Text::new("対象外", "Not applicable")),
            Column::number(Text::new("不明", "Unknown")),
            Column::number(Text::new("候補", "Candidates")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "候補は、満たしているかもしれず、人が確かめれば満たすと言えるもの。",
        "A candidate may meet the criterion; a person has to confirm it.",
    ));
    for one in &levels.criteria {
        let name = Text::new(
            format!("{} {}", one.id, one.text.ja),
            format!("{} {}", one.id, one.text.en),
        );
        table.push_row([
            defined_cell(Cell::from(name), &format!("criterion.{}", one.id)),
            Cell::from(one.met),
            Cell::from(one.not_met),
            Cell::from(one.not_applicable),
            Cell::from(one.unknown),
            Cell::from(one.candidates),
        ]);
    }
    table
}
