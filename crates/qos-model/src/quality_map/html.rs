//! The map as an accessible page with a heat map.

use super::{MapCell, QualityMap, Tally};
use crate::Standing;
use tosei_page::{
    Absence, Cell, Column, Figure, HeatCell, HeatMap, Note, Page, Provenance, Section,
    StackedBarChart, Table, Text,
};
use tosei_types::{Language, ProcedureCount};

/// One of the counts of a principle.
type Picked = fn(&super::PrincipleCounts) -> &Tally;

fn both(of: impl Fn(Language) -> String) -> Text {
    Text::new(of(Language::Ja), of(Language::En))
}

impl MapCell {
    fn words(&self) -> Text {
        both(|language| {
            let standing = self.standing.words(language);
            match (&self.progress, language) {
                (None, _) => standing,
                (Some(progress), Language::Ja) => {
                    let verdict = progress.verdict.label(language);
                    format!("{standing}（目標Lv{} {verdict}）", progress.target)
                }
                (Some(progress), Language::En) => {
                    let verdict = progress.verdict.label(language);
                    format!("{standing} (target Lv{}: {verdict})", progress.target)
                }
            }
        })
    }

    fn heat(&self) -> HeatCell {
        let words = self.words();
        let standing = &self.standing;
        let number = |level: tosei_criteria::LevelNumber| u32::from(level.get());
        let cell = match (standing.standing, standing.floor, standing.ceiling) {
            // Filled as far as the map counts it, in the look of what was not earned.
            (Standing::ByNonApplicability, Some(floor), _) => {
                let level = standing.standing_level.unwrap_or(floor);
                HeatCell::level(words, number(level)).apart()
            }
            (_, Some(floor), Some(ceiling)) => {
                HeatCell::level(words, number(floor)).possible(number(ceiling))
            }
            _ => HeatCell::empty(words),
        };
        match &self.progress {
            Some(progress) => cell.target(number(progress.target)),
            None => cell,
        }
    }
}

fn tally(tally: &Tally) -> Cell {
    let procedures = Figure::from(tally.procedures).text();
    let applications = Figure::from(tally.applications).text();
    let unknown = Figure::from(tally.unknown_volumes).text();
    let more = tally.unknown_volumes > 0;
    Cell::from(both(|language| {
        let (count, volume) = (
            procedures.in_language(language),
            applications.in_language(language),
        );
        let unknown = unknown.in_language(language);
        match (language, more) {
            (Language::Ja, false) => format!("{count}手続・{volume}件"),
            (Language::Ja, true) => format!("{count}手続・{volume}件＋不明{unknown}手続"),
            (Language::En, false) => format!("{count} procedures, {volume} cases"),
            (Language::En, true) => {
                format!("{count} procedures, {volume} cases and {unknown} unknown")
            }
        }
    }))
}

impl QualityMap {
    /// The heat map: one row a procedure, one column a principle.
    #[must_use]
    pub fn heat_map(&self) -> HeatMap {
        let title = Text::new(
            "行政手続デジタルクオリティマップ",
            "Quality map of digital procedures",
        );
        let columns = self
            .principles
            .iter()
            .map(|principle| Text::from(&principle.label));
        let mut map = HeatMap::new(title, self.highest().get().into(), columns)
            .category(Text::new("手続", "Procedure"))
            .legend([
                Text::new("確実な段階", "level that is certain"),
                Text::new("可能な段階", "level that is possible"),
                Text::new("対象外を含めた段階", "level with what does not apply"),
                Text::new("目標", "target"),
            ]);
        for row in &self.rows {
            let name = Text::data(row.procedure.name.clone());
            map.push_row(name, row.cells.iter().map(MapCell::heat));
        }
        map
    }

    /// The heat map as one SVG file.
    #[must_use]
    pub fn to_svg(&self, language: Language) -> String {
        self.heat_map().svg(language)
    }

    /// The map as a page: counts, heat map, counts by organisation, a table of all procedures.
    #[must_use]
    pub fn page(&self, issuer: Text) -> Page {
        let date = Text::new(self.as_of.label_ja(), self.as_of.label_en());
        Page::new(Text::new(
            "行政手続デジタルクオリティマップ",
            "Quality map of digital procedures",
        ))
        .issuer(issuer)
        .provenance(Provenance::new().date(date).entry(
            Text::new("品質基準", "Standard"),
            Text::data(format!("{} {}", self.standard, self.edition)),
        ))
        .section(
            Section::new(Text::new("段階別の手続数", "Procedures by level"))
                .block(Note::method(Text::new(
                    "段階は原則ごとに示し、総合の段階はない。「幅あり」は不明な項目により段階が定まらない手続、「対象外による」は該当しない項目を除くと下の段階になる手続である。",
                    "Levels stand by principle; there is no overall level. 「A range」 means that what is unknown leaves the level open; 「by non-applicability」 that the level is lower without what does not apply.",
                )))
                .block(self.bars())
                .block(self.count_table()),
        )
        .section(Section::new(Text::new("手続別の段階", "Levels by procedure")).block(self.heat_map()))
        .section(
            Section::new(Text::new("組織別", "By organisation")).block(self.organisation_table()),
        )
        .section(Section::new(Text::new("一覧", "All procedures")).block(self.table()))
    }

    fn bars(&self) -> StackedBarChart {
        let levels = (0..self.levels.len()).map(|level| {
            let name = format!("Lv{level}");
            Text::new(name.as_str(), name.as_str())
        });
        let rest = [
            Text::new("幅あり", "a range"),
            Text::new("対象外", "out of scope"),
            Text::new("段階なし", "no level"),
        ];
        let mut chart = StackedBarChart::new(
            Text::new("原則別の段階", "Levels by principle"),
            Text::new("手続", "procedures"),
            levels.chain(rest),
        );
        for (principle, counts) in self.principles.iter().zip(&self.counts) {
            let certain = counts.levels.iter().map(|count| {
                Some(
                    count
                        .earned
                        .procedures
                        .saturating_add(count.by_non_applicability.procedures),
                )
            });
            let none = counts
                .not_digital
                .procedures
                .saturating_add(counts.digital_unknown.procedures);
            let rest = [
                Some(counts.range.procedures),
                Some(counts.out_of_scope.procedures),
                Some(none),
            ];
            chart.push_bar(Text::from(&principle.label), certain.chain(rest));
        }
        chart
    }

    fn count_table(&self) -> Table {
        let columns = std::iter::once(Column::text(Text::new("段階", "Level"))).chain(
            self.principles
                .iter()
                .map(|one| Column::text(Text::from(&one.label))),
        );
        let title = Text::new(
            "段階別の手続数と申請件数",
            "Procedures and applications by level",
        );
        let mut table = Table::new(title, columns).with_row_headings();
        for (level, name) in self.levels.iter().enumerate() {
            let heading = |what: &'static str, kind: &'static str| {
                Text::new(
                    format!("Lv{level} {} {what}", name.ja),
                    format!("Lv{level} {}, {kind}", name.en),
                )
            };
            let of = |pick: fn(&super::LevelCount) -> &Tally| -> Vec<Cell> {
                let counts = self.counts.iter();
                counts
                    .map(|counts| {
                        counts.levels.get(level).map_or_else(
                            || Cell::from(Figure::Absent(Absence::NotGiven)),
                            |count| tally(pick(count)),
                        )
                    })
                    .collect()
            };
            let row = |text: Text, cells: Vec<Cell>| std::iter::once(Cell::from(text)).chain(cells);
            table.push_row(row(
                heading("基準を満たした", "earned"),
                of(|count| &count.earned),
            ));
            table.push_row(row(
                heading("対象外による", "by non-applicability"),
                of(|count| &count.by_non_applicability),
            ));
        }
        for (text, pick) in Self::rest() {
            let cells = self.counts.iter().map(|counts| tally(pick(counts)));
            table.push_row(std::iter::once(Cell::from(text)).chain(cells));
        }
        table
    }

    fn rest() -> [(Text, Picked); 5] {
        [
            (Text::new("幅あり", "a range"), |counts| &counts.range),
            (Text::new("対象外", "out of scope"), |counts| {
                &counts.out_of_scope
            }),
            (
                Text::new("デジタル化していない", "not digital"),
                |counts| &counts.not_digital,
            ),
            (
                Text::new("デジタル化しているか不明", "not known whether digital"),
                |counts| &counts.digital_unknown,
            ),
            (Text::new("計", "All"), |counts| &counts.all),
        ]
    }

    fn organisation_table(&self) -> Table {
        let title = Text::new("組織別の確実な段階", "Certain levels by organisation");
        let columns = [
            Column::text(Text::new("組織", "Organisation")),
            Column::number(Text::new("手続数", "Procedures")),
        ];
        let columns = columns.into_iter().chain(
            self.principles
                .iter()
                .map(|one| Column::text(Text::from(&one.label))),
        );
        let mut table = Table::new(title, columns).with_row_headings();
        for one in &self.organisations {
            let name = one.organisation.as_ref().map_or_else(
                || Text::new("不明", "unknown"),
                |organisation| Text::data(organisation.name.clone()),
            );
            let all = one.counts.first().map_or(0, |counts| counts.all.procedures);
            let head = [
                Cell::from(name),
                Cell::from(Figure::or_absent(
                    ProcedureCount::try_new(all).ok(),
                    Absence::Unknown,
                )),
            ];
            let cells = one.counts.iter().map(|counts| {
                Cell::from(both(|language| {
                    let mut parts: Vec<String> = counts
                        .levels
                        .iter()
                        .map(|count| {
                            let certain = count.earned.procedures;
                            let other = count.by_non_applicability.procedures;
                            let number = certain.saturating_add(other);
                            format!("Lv{} {number}", count.level)
                        })
                        .collect();
                    let range = counts.range.procedures;
                    parts.push(match language {
                        Language::Ja => format!("幅あり {range}"),
                        Language::En => format!("range {range}"),
                    });
                    parts.join(" / ")
                }))
            });
            table.push_row(head.into_iter().chain(cells));
        }
        table
    }

    fn table(&self) -> Table {
        let title = Text::new("全手続の段階と目標", "Levels and targets of all procedures");
        let columns = [
            Column::text(Text::new("手続", "Procedure")),
            Column::text(Text::new("所管", "Organisation")),
            Column::number(Text::new("申請件数", "Applications a year")),
        ];
        let columns = columns.into_iter().chain(
            self.principles
                .iter()
                .map(|one| Column::text(Text::from(&one.label))),
        );
        let mut table = Table::new(title, columns).with_row_headings();
        for row in &self.rows {
            let organisation = row.procedure.organisation.as_ref();
            let head = [
                Cell::data(row.procedure.name.clone()),
                Cell::from(Figure::or_absent(
                    organisation.map(|one| Text::data(one.name.clone())),
                    Absence::Unknown,
                )),
                Cell::from(Figure::or_absent(
                    row.procedure.applications,
                    Absence::Unknown,
                )),
            ];
            let cells = row.cells.iter().map(|cell| Cell::from(cell.words()));
            table.push_row(head.into_iter().chain(cells));
        }
        table
    }
}
