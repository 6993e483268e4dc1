//! 模擬実験のページ: waiting, work, staff and what changes on one page (feature `html`).

mod flow;
mod search;
mod show;
mod staff;

use super::{
    SimulatedDesign, SimulationComparison, SimulationFigure, StaffingResult, StaffingSearchError,
    SweepResult,
};
use crate::{Flow, page::worded};
use tosei_page::{
    Card, Cards, Cell, Column, Figure, List, Note, Page, Provenance, Section, Table, Text,
};
use tosei_simulation::Verdict;
use tosei_types::Language;

/// 一つの案 (one design): a flow and its simulation.
#[derive(Debug, Clone, Copy)]
pub struct DesignFacts<'a> {
    /// 業務フロー.
    pub flow: &'a Flow,
    /// The simulation, with what it was simulated with.
    pub design: SimulatedDesign<'a>,
}

/// 模擬実験のページの材料 (what the page of a simulation is made of).
#[derive(Debug, Clone, Copy)]
pub struct SimulationFacts<'a> {
    /// 現状, or the only flow.
    pub before: DesignFacts<'a>,
    /// 改善後.
    pub after: Option<DesignFacts<'a>>,
    /// 比較 of both.
    pub comparison: Option<&'a SimulationComparison>,
    /// 前提を変えた試算.
    pub sweep: Option<&'a SweepResult>,
    /// 人員の探索, or why it has no answer.
    pub staffing: Option<Result<&'a StaffingResult, &'a StaffingSearchError>>,
}

impl<'a> DesignFacts<'a> {
    fn title(&self) -> &'a str {
        self.flow.name.as_deref().unwrap_or(self.flow.id.as_str())
    }

    fn stage(&self, other: &str) -> Text {
        match self.flow.stage {
            Some(stage) => worded(|language| stage.label(language).to_owned()),
            None => Text::data(other),
        }
    }
}

/// 模擬実験のページ (page of a simulation): key figures with their intervals, how long cases take, where they
/// wait, who is busy, what is left at the end of each month; what changes beside a second design; what other
/// assumptions would give, and the cheapest staffing.
///
/// Every chart has its figures in words beside it.
#[must_use]
pub fn simulation_page(facts: &SimulationFacts<'_>) -> Page {
    let title = facts.before.title();
    let result = facts.before.design.simulated.result();
    let mut page = Page::new(Text::new(
        format!("{title}: 模擬実験"),
        format!("{title}: a simulation"),
    ))
    .lead(Text::new(
        "申請が届いてから終わるまで何日かかるか、どこで待つか、誰が忙しいか、職員を一人増やすと何が変わるかを、区間とともに示します。",
        "How many days a case takes, where it waits, who is busy, and what one more person would change, each with its interval.",
    ))
    .provenance(provenance(facts));
    let fictional = facts
        .after
        .is_some_and(|after| after.design.simulated.result().fictional);
    if result.fictional || fictional {
        page = page.summary(Note::caution(Text::new(
            "このページの自治体、手続、数値は架空のものです。",
            "The municipality, the procedure and the figures on this page are made up.",
        )));
    }
    page = page.summary(cards(facts));
    if let Some(comparison) = facts.comparison {
        page = page.section(compared(facts, comparison));
    }
    for (number, one) in [Some(facts.before), facts.after]
        .into_iter()
        .flatten()
        .enumerate()
    {
        let other = if number == 0 {
            "一つ目"
        } else {
            "二つ目"
        };
        page = page.section(flow::lead_times(&one, other));
        page = page.section(flow::steps(&one, other));
        page = page.section(staff::section(&one, other));
        page = page.section(flow::months(&one, other));
    }
    if let Some(staffing) = facts.staffing {
        page = page.section(search::staffing(staffing));
    }
    if let Some(sweep) = facts.sweep {
        page = page.section(search::sweep(sweep));
    }
    page.section(method(facts)).foot(Text::new(
        "このページは一つのファイルで完結し、外部の資源を読み込みません。同じ資料と同じ乱数の種からは、いつも同じページができます。",
        "This page is one file and loads nothing from elsewhere. The same data and the same seed always make the same page.",
    ))
}

fn provenance(facts: &SimulationFacts<'_>) -> Provenance {
    let result = facts.before.design.simulated.result();
    let days = result.days;
    let mut provenance = Provenance::new().entry(
        facts.before.stage("業務フロー"),
        Text::data(facts.before.flow.id.as_str()),
    );
    if let Some(after) = &facts.after {
        provenance = provenance.entry(
            after.stage("もう一つの業務フロー"),
            Text::data(after.flow.id.as_str()),
        );
    }
    provenance
        .entry(
            Text::new("期間", "Days"),
            Text::new(
                format!("{}から{days}日間", result.first_day.label_ja()),
                format!("{days} days from {}", result.first_day.label_en()),
            ),
        )
        .entry(
            Text::new("試行回数", "Runs"),
            Text::data(result.runs.to_string()),
        )
        .entry(
            Text::new("乱数の種", "Seed"),
            Text::data(result.seed.get().to_string()),
        )
}

const CARDS: [SimulationFigure; 4] = [
    SimulationFigure::WithinStandard,
    SimulationFigure::MedianLead,
    SimulationFigure::NinetiethLead,
    SimulationFigure::CostPerCase,
];

fn cards(facts: &SimulationFacts<'_>) -> Cards {
    let last = facts.after.as_ref().unwrap_or(&facts.before);
    let result = last.design.simulated.result();
    CARDS
        .into_iter()
        .map(|figure| {
            let found = result.figure(figure);
            let card = Card::new(
                show::name(figure),
                Figure::Text(show::figure(figure, found.as_ref())),
            );
            match facts.after {
                Some(_) => {
                    let before = facts.before.design.simulated.result().figure(figure);
                    let before = show::figure(figure, before.as_ref());
                    card.note(worded(|language| match language {
                        Language::Ja => format!("現状 {}", before.in_language(language)),
                        Language::En => format!("as is {}", before.in_language(language)),
                    }))
                }
                None => card,
            }
        })
        .collect()
}

fn compared(facts: &SimulationFacts<'_>, comparison: &SimulationComparison) -> Section {
    let mut table = Table::new(
        Text::new(
            "現状と改善後（平均と区間）",
            "As is and as it shall be (mean and interval)",
        ),
        [
            Column::text(Text::new("指標", "Figure")),
            Column::number(Text::new("現状", "As is")),
            Column::number(Text::new("改善後", "To be")),
            Column::number(Text::new("差（後－前）", "Difference")),
            Column::text(Text::new("判定", "Verdict")),
        ],
    )
    .with_row_headings();
    for one in &comparison.figures {
        let values = &one.values;
        // What neither design has needs no row.
        if values.before.is_none() && values.after.is_none() {
            continue;
        }
        let unit = show::Unit::of(one.figure);
        table.push_row([
            Cell::from(show::name(one.figure)),
            show::cell(show::figure(one.figure, values.before.as_ref())),
            show::cell(show::figure(one.figure, values.after.as_ref())),
            show::cell(show::difference(unit, values.difference.as_ref())),
            Cell::from(worded(|language| one.words(language).to_owned())),
        ]);
    }
    let mut section = Section::new(Text::new("何が変わるか", "What changes"))
        .block(Text::new(
            "二つの案は同じ日時に同じ申請を受けたものとして、試行ごとに引き算します。そのため差の区間は、別々に試すより狭くなります。区間が0を含むときは「差は示されない」とします。",
            "Both designs meet the same applications at the same times and are subtracted run by run, which makes the interval of the difference narrower than that of two separate trials. Where it holds 0, no difference is shown.",
        ))
        .block(table);
    if let Some(narrowing) = comparison
        .figure(SimulationFigure::MeanLead)
        .and_then(|one| one.values.narrowing())
    {
        section.push(Note::method(worded(|language| {
            let percent = show::grouped(narrowing * 100.0, 0);
            match language {
                Language::Ja => format!(
                    "平均所要時間の差の区間は、乱数を共有しない場合の{percent}％の幅です（{}対）。",
                    comparison.pairs
                ),
                Language::En => format!(
                    "The interval of the difference of mean lead times is {percent} % as wide as without common chance ({} pairs).",
                    comparison.pairs
                ),
            }
        })));
    }
    section.push(staff::classes(facts, comparison));
    section
}

fn method(facts: &SimulationFacts<'_>) -> Section {
    let mut section = Section::new(Text::new("方法と前提", "Method and assumptions"))
        .block(Note::method(Text::new(
            "区間は、このような一年を何度も繰り返したときの平均がある範囲です。一件ごとの日数や一年ごとの値は、もっと広く散らばります。所要時間は暦の日数（24時間を1日）で、標準処理期間は開庁日などその数え方で判定します。",
            "An interval is where the mean over many years like this one lies; single cases and single years spread wider. Lead times are days of 24 hours by the calendar; the standard processing period is judged by its own way of counting.",
        )));
    for one in [Some(&facts.before), facts.after.as_ref()]
        .into_iter()
        .flatten()
    {
        let result = one.design.simulated.result();
        section.push_subheading(one.stage(one.title()));
        section.push(worded(|language| {
            let verdict = match language {
                Language::Ja => result.verdict.label_ja(),
                Language::En => result.verdict.label_en(),
            };
            match language {
                Language::Ja => format!("試行の判定: {verdict}"),
                Language::En => format!("Verdict on the runs: {verdict}"),
            }
        }));
        if result.verdict == Verdict::NotStable {
            section.push(Note::caution(Text::new(
                "滞留が期間を通じて増え続けます。期間を延ばすほど日数も延びるため、日数は目安になりません。",
                "The backlog grows all through the run: the longer the run, the longer the times, so that the times mean little.",
            )));
        }
        let assumptions: Vec<Text> = result
            .assumptions
            .iter()
            .map(|assumption| {
                worded(|language| {
                    let label = assumption.kind.label(language);
                    match &assumption.node {
                        Some(node) => {
                            let title = one.flow.node(node.as_str());
                            let title = title.map_or(node.as_str(), |node| node.title());
                            match language {
                                Language::Ja => format!("{label}: {title}"),
                                Language::En => format!("{label}: {title}"),
                            }
                        }
                        None => label.to_owned(),
                    }
                })
            })
            .collect();
        if !assumptions.is_empty() {
            section.push(assumptions.into_iter().collect::<List>());
        }
    }
    section
}
