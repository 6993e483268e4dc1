//! The sheet as an accessible page.

use super::{BeforeAfter, ProcedureSheet};
use tosei_page::{Absence, Cell, Column, Figure, Page, Provenance, Section, Table, Text};
use tosei_types::{CriterionId, Language, MeanDigits, PercentDigits};

fn both(of: impl Fn(Language) -> String) -> Text {
    Text::new(of(Language::Ja), of(Language::En))
}

fn cell<T>(value: Option<&super::DatedValue<T>>, shown: impl Fn(&T, Language) -> String) -> Cell {
    let text = value.map(|dated| {
        both(|language| {
            let words = shown(&dated.value, language);
            match language {
                Language::Ja => format!("{words}（{}）", dated.as_of.label_ja()),
                Language::En => format!("{words} ({})", dated.as_of.label_en()),
            }
        })
    });
    Cell::from(Figure::or_absent(text, Absence::Unknown))
}

fn pair<T>(values: &BeforeAfter<T>, shown: impl Fn(&T, Language) -> String) -> [Cell; 2] {
    [
        cell(values.before.as_ref(), &shown),
        cell(values.now.as_ref(), &shown),
    ]
}

impl ProcedureSheet {
    /// The sheet as a page: levels and targets, indicators, history, plan.
    #[must_use]
    pub fn page(&self, issuer: Text) -> Page {
        let date = Text::new(self.as_of.label_ja(), self.as_of.label_en());
        Page::new(Text::data(self.procedure.name.clone()))
            .issuer(issuer)
            .lead(Text::new("手続の個票", "Sheet of one procedure"))
            .provenance(Provenance::new().date(date).entry(
                Text::new("品質基準", "Standard"),
                Text::data(format!("{} {}", self.standard, self.edition)),
            ))
            .section(
                Section::new(Text::new("段階と目標", "Levels and targets")).block(self.levels()),
            )
            .section(Section::new(Text::new("指標", "Indicators")).block(self.indicator_table()))
            .section(Section::new(Text::new("履歴", "History")).block(self.history_table()))
            .section(Section::new(Text::new("予定", "Plan")).block(self.plan_table()))
    }

    fn levels(&self) -> Table {
        let title = Text::new("原則別の段階と目標", "Levels and targets by principle");
        let columns = [
            Column::text(Text::new("原則", "Principle")),
            Column::text(Text::new("段階", "Level")),
            Column::text(Text::new("目標", "Target")),
        ];
        let mut table = Table::new(title, columns).with_row_headings();
        for standing in &self.standings {
            let mut progress = self.progress.iter();
            let target = progress
                .find(|one| one.principle == standing.principle)
                .map(|one| {
                    both(|language| {
                        let verdict = one.verdict.label(language);
                        match language {
                            Language::Ja => {
                                format!("Lv{}（{}まで・{verdict}）", one.target, one.by.label_ja())
                            }
                            Language::En => {
                                format!("Lv{} by {}: {verdict}", one.target, one.by.label_en())
                            }
                        }
                    })
                });
            let none = Absence::Because(Text::new("目標なし", "no target"));
            table.push_row([
                Cell::code(standing.principle.as_str()),
                Cell::from(both(|language| standing.words(language))),
                Cell::from(Figure::or_absent(target, none)),
            ]);
        }
        table
    }

    fn indicator_table(&self) -> Table {
        let title = Text::new("指標の前後", "Indicators before and after");
        let columns = [
            Column::text(Text::new("指標", "Indicator")),
            Column::text(Text::new("改善前", "Before")),
            Column::text(Text::new("現在", "Now")),
            Column::text(Text::new("変化", "Course")),
        ];
        let mut table = Table::new(title, columns).with_row_headings();
        let kpi = &self.indicators;
        let cells = [
            pair(&kpi.processing_time, |period, _| period.to_string()),
            pair(
                &kpi.reception_hours_a_week,
                |hours, language| match language {
                    Language::Ja => format!("{hours}時間"),
                    Language::En => format!("{hours} hours"),
                },
            ),
            pair(&kpi.devices, |devices, language| {
                let names: Vec<&str> = devices.iter().map(|one| one.label(language)).collect();
                names.join(match language {
                    Language::Ja => "、",
                    Language::En => ", ",
                })
            }),
            pair(&kpi.online_rate, |rate, _| {
                let (above, below) = (rate.numerator(), rate.denominator());
                rate.percent(PercentDigits::One).map_or_else(
                    || format!("— ({above}/{below})"),
                    |percent| format!("{percent} % ({above}/{below})"),
                )
            }),
            pair(&kpi.reviews, |ratings, _| {
                let total = ratings.total();
                ratings.mean().map_or_else(
                    || "— (0)".to_owned(),
                    |mean| format!("{} ({total})", mean.shown(MeanDigits::Two)),
                )
            }),
        ];
        for ((label, course), [before, now]) in kpi.courses().into_iter().zip(cells) {
            table.push_row([
                Cell::from(Text::from(label)),
                before,
                now,
                Cell::from(both(|language| course.label(language).to_owned())),
            ]);
        }
        table
    }

    fn history_table(&self) -> Table {
        let columns = std::iter::once(Column::text(Text::new("基準日", "As of"))).chain(
            self.standings
                .iter()
                .map(|standing| Column::text(Text::data(standing.principle.as_str()))),
        );
        let title = Text::new("これまでの段階", "Earlier levels");
        let mut table = Table::new(title, columns).with_row_headings();
        for entry in &self.history {
            let day = Cell::from(Text::new(entry.as_of.label_ja(), entry.as_of.label_en()));
            let cells = self.standings.iter().map(|standing| {
                let mut earlier = entry.standings.iter();
                let then = earlier.find(|one| one.principle == standing.principle);
                let words = then.map(|one| both(|language| one.words(language)));
                Cell::from(Figure::or_absent(words, Absence::NotGiven))
            });
            table.push_row(std::iter::once(day).chain(cells));
        }
        table
    }

    fn plan_table(&self) -> Table {
        let title = Text::new("予定している取組", "Planned actions");
        let columns = [
            Column::text(Text::new("取組", "Action")),
            Column::text(Text::new("期限", "By")),
            Column::text(Text::new("判定項目", "Criteria")),
            Column::number(Text::new("費用（円）", "Cost (yen)")),
        ];
        let mut table = Table::new(title, columns).with_row_headings();
        for action in &self.plan {
            let criteria: Vec<&str> = action.criteria.iter().map(CriterionId::as_str).collect();
            table.push_row([
                Cell::from(Text::from(&action.label)),
                Cell::from(Text::new(action.by.label_ja(), action.by.label_en())),
                Cell::code(criteria.join(" ")),
                Cell::from(Figure::or_absent(action.cost_yen, Absence::Unknown)),
            ]);
        }
        table
    }
}
