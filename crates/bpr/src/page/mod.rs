//! 比較のページ: two flows on one page, with everything that changed in pictures, words and figures (feature `html`).

mod figures;
mod pictures;

use crate::{
    Flow,
    compare::Comparison,
    issue::{FlowIssue, IssueCatalogue},
    metrics::FlowMetrics,
    savings::Savings,
    soundness::{Soundness, Verdict},
};
use tosei_document::Report;
use tosei_page::{
    Card, Cards, Cell, Column, Details, Figure, List, Note, Page, Provenance, Section, Table, Text,
};
use tosei_types::{Label, Language};

/// 一つのフローについて分かったこと (what is known of one flow).
#[derive(Debug, Clone, Copy)]
pub struct FlowFacts<'a> {
    /// フロー.
    pub flow: &'a Flow,
    /// 課題, with the catalogue that words them.
    pub issues: &'a [FlowIssue],
    /// 指標; absent if there are none.
    pub metrics: Option<&'a FlowMetrics>,
    /// 健全性; absent if it could not be looked at.
    pub soundness: Option<&'a Soundness>,
    /// 点検.
    pub lint: &'a Report,
}

/// 比較のページの材料 (what the page of a comparison is made of).
#[derive(Debug, Clone, Copy)]
pub struct ComparisonFacts<'a> {
    /// 前: usually As-Is.
    pub before: FlowFacts<'a>,
    /// 後: usually To-Be.
    pub after: FlowFacts<'a>,
    /// 比較.
    pub comparison: &'a Comparison,
    /// 効果; absent if it could not be computed.
    pub savings: Option<&'a Savings>,
    /// 効果が計算できない理由.
    pub no_savings: Option<&'a Label>,
    /// 課題の一覧.
    pub catalogue: &'a IssueCatalogue,
}

pub(crate) fn text(label: &Label) -> Text {
    Text::new(label.ja.as_str(), label.en.as_str())
}

/// A text made in each language by itself.
pub(crate) fn worded(words: impl Fn(Language) -> String) -> Text {
    Text::new(words(Language::Ja), words(Language::En))
}

/// 比較のページ (page of a comparison): key figures, both flows with the changes set apart, every change in
/// words, figures with their differences, the value of a year with its formulas, issues, and how the steps were matched.
#[must_use]
pub fn comparison_page(facts: &ComparisonFacts<'_>) -> Page {
    let title = facts
        .before
        .flow
        .name
        .as_deref()
        .unwrap_or(facts.before.flow.id.as_str());
    let mut page = Page::new(Text::new(
        format!("{title}: 業務フローの比較"),
        format!("{title}: two flows compared"),
    ))
    .lead(Text::new(
        "現状と改善後の業務フローを比べ、変わった作業、時間、引継ぎ、紙、費用を示します。",
        "The flow as it is and as it shall be: which steps, times, hand-offs, paper and costs change.",
    ))
    .provenance(
        Provenance::new()
            .entry(stage(facts.before.flow), Text::data(facts.before.flow.id.as_str()))
            .entry(stage(facts.after.flow), Text::data(facts.after.flow.id.as_str())),
    );
    if facts.before.flow.fictional || facts.after.flow.fictional {
        page = page.summary(Note::caution(Text::new(
            "このページの自治体、手続、数値は架空のものです。",
            "The municipality, the procedure and the figures on this page are made up.",
        )));
    }
    page.summary(cards(facts))
        .section(pictures::section(facts))
        .section(changes(facts))
        .section(figures::measures(facts))
        .section(figures::savings(facts))
        .section(issues(facts))
        .section(quality(facts))
        .section(matching(facts))
        .foot(Text::new(
            "このページは外部の資源を読み込みません。数値は厳密に計算し、表示するときだけ四捨五入します。",
            "This page loads nothing from elsewhere. Figures are computed exactly and rounded when shown.",
        ))
}

fn stage(flow: &Flow) -> Text {
    match flow.stage {
        Some(stage) => worded(|language| stage.label(language).to_owned()),
        None => Text::new("段階の記載なし", "no stage stated"),
    }
}

fn cards(facts: &ComparisonFacts<'_>) -> Cards {
    let mut cards = vec![
        Card::new(
            Text::new("変更点", "Changes"),
            Figure::from(u64::try_from(facts.comparison.changes.len()).unwrap_or(u64::MAX)),
        )
        .unit(Text::new("件", "changes")),
    ];
    if let Some(savings) = facts.savings {
        cards.push(
            Card::new(
                Text::new("削減される時間（年間）", "Hours saved a year"),
                Figure::from(Text::data(savings.hours.shown(0))),
            )
            .unit(Text::new("時間", "hours")),
        );
        cards.push(
            Card::new(
                Text::new("人相当", "Full-time equivalents"),
                Figure::from(Text::data(savings.people.shown(2))),
            )
            .unit(Text::new("人", "people")),
        );
        let yen = match &savings.converted_yen {
            Some(yen) => Figure::from(Text::data(yen.shown(0))),
            None => Figure::from(tosei_page::Absence::Unknown),
        };
        cards.push(
            Card::new(Text::new("換算額（年間）", "Converted value a year"), yen)
                .unit(Text::new("円", "yen"))
                .note(text(&savings.notice)),
        );
    }
    cards.into_iter().collect()
}

fn changes(facts: &ComparisonFacts<'_>) -> Section {
    let section = Section::new(Text::new("変更点", "What changes"));
    if facts.comparison.changes.is_empty() {
        return section.block(Text::new("作業に変更はありません。", "No step changes."));
    }
    let mut table = Table::new(
        Text::new("変更点の一覧", "All changes"),
        [
            Column::text(Text::new("変更", "Change")),
            Column::text(Text::new("作業", "Step")),
            Column::text(Text::new("前", "Before")),
            Column::text(Text::new("後", "After")),
        ],
    );
    for change in &facts.comparison.changes {
        let value = |value: &Option<String>| match value {
            Some(value) => medium_or(value),
            None => Cell::from(Text::new("－", "–")),
        };
        table.push_row([
            Cell::from(worded(|language| change.kind.label(language).to_owned())),
            Cell::data(change.title.as_str()),
            value(&change.from),
            value(&change.to),
        ]);
    }
    section.block(table)
}

/// A value of a change: codes of media in words, the rest as it is.
fn medium_or(value: &str) -> Cell {
    match value.parse::<crate::Medium>() {
        Ok(medium) => Cell::from(worded(|language| medium.label(language).to_owned())),
        Err(_) => Cell::data(value),
    }
}

fn issues(facts: &ComparisonFacts<'_>) -> Section {
    let mut section = Section::new(Text::new("課題", "Issues"));
    for one in [facts.before, facts.after] {
        section.push_subheading(stage(one.flow));
        if one.issues.is_empty() {
            section.push(Text::new(
                "一覧にある課題は見つかりませんでした。",
                "No issue of the catalogue was found.",
            ));
            continue;
        }
        let mut table = Table::new(
            Text::new("課題と改善の手立て", "Issues and what can be done"),
            [
                Column::text(Text::new("課題", "Issue")),
                Column::text(Text::new("改善の手立て", "Remedies")),
                Column::text(Text::new("関わる品質基準", "Quality criteria")),
            ],
        );
        for issue in one.issues {
            let remedies = |language: Language| {
                let labels: Vec<&str> = issue
                    .remedies
                    .iter()
                    .map(|remedy| remedy.label(language))
                    .collect();
                labels.join(match language {
                    Language::Ja => "、",
                    Language::En => ", ",
                })
            };
            let criteria: Vec<&str> = issue
                .criteria
                .iter()
                .map(tosei_types::CriterionId::as_str)
                .collect();
            table.push_row([
                Cell::from(worded(|language| issue.sentence(facts.catalogue, language))),
                Cell::from(worded(remedies)),
                Cell::data(criteria.join(", ")),
            ]);
        }
        section.push(table);
    }
    section
}

fn quality(facts: &ComparisonFacts<'_>) -> Section {
    let mut section = Section::new(Text::new("図の点検", "Checks of the drawings"));
    for one in [facts.before, facts.after] {
        section.push_subheading(stage(one.flow));
        section.push(verdict(one.soundness));
        let problems: Vec<Text> = one
            .soundness
            .into_iter()
            .flat_map(Soundness::problems)
            .map(|problem| worded(|language| problem.sentence(language)))
            .collect();
        if !problems.is_empty() {
            section.push(problems.into_iter().collect::<List>());
        }
        let mut details = Details::new(Text::new(
            format!("点検の所見 {}件", one.lint.total()),
            format!("{} findings of the lint", one.lint.total()),
        ));
        let sentences: Vec<Text> = one
            .lint
            .findings()
            .iter()
            .map(|finding| worded(|language| crate::lint::lint_rules().sentence(finding, language)))
            .collect();
        if sentences.is_empty() {
            details.push(Text::new("ありません。", "None."));
        } else {
            details.push(sentences.into_iter().collect::<List>());
        }
        section.push_details(details);
    }
    section
}

fn verdict(soundness: Option<&Soundness>) -> Text {
    match soundness.map(Soundness::verdict) {
        None => Text::new(
            "健全性は、参照の誤りのため確かめられません。",
            "Soundness could not be checked because of wrong references.",
        ),
        Some(Verdict::Sound) => Text::new(
            "健全です: どの案件も行き詰まらずに終わり、実行されない作業はありません。",
            "Sound: every case can end, and every step can happen.",
        ),
        Some(Verdict::Unsound) => Text::new(
            "健全ではありません。そこに至る手順を次に示します。",
            "Not sound; the steps that lead there follow.",
        ),
        Some(Verdict::NotDecided { states }) => Text::new(
            format!("健全かどうか決められませんでした（{states}の状態を調べました）。"),
            format!("Not decided whether it is sound ({states} states were looked at)."),
        ),
    }
}

fn matching(facts: &ComparisonFacts<'_>) -> Section {
    let pairs = &facts.comparison.matching;
    let mut table = Table::new(
        Text::new("対応付けた要素", "Matched elements"),
        [
            Column::text(Text::new("前", "Before")),
            Column::text(Text::new("後", "After")),
            Column::number(Text::new("類似度（千分率）", "Likeness (of 1,000)")),
            Column::text(Text::new("理由", "Reasons")),
        ],
    );
    let title = |flow: &Flow, id: &crate::ElementId| {
        let node = flow.node(id.as_str());
        node.map_or_else(|| id.to_string(), |node| node.title().to_owned())
    };
    for pair in &pairs.pairs {
        let reasons = |language: Language| {
            let labels: Vec<&str> = pair
                .reasons
                .iter()
                .map(|reason| reason.label(language))
                .collect();
            labels.join(match language {
                Language::Ja => "、",
                Language::En => ", ",
            })
        };
        table.push_row([
            Cell::data(title(facts.before.flow, &pair.before)),
            Cell::data(title(facts.after.flow, &pair.after)),
            Cell::from(Figure::from(u64::from(pair.score))),
            Cell::from(worded(reasons)),
        ]);
    }
    let alone = |flow: &Flow, ids: &[crate::ElementId]| {
        let titles: Vec<String> = ids.iter().map(|id| title(flow, id)).collect();
        titles.join("、")
    };
    Section::new(Text::new("要素の対応付け", "How the elements were matched"))
        .block(Text::new(
            "番号や名前が描き直されていても、名前、担当、前後の関係から同じ作業を探します。違っていれば、対応を指定して比べ直せます。",
            "Though ids and names were redrawn, the same steps are found by name, lane and neighbours. Where that is wrong, pairs can be given and the flows compared again.",
        ))
        .block(table)
        .block(Text::new(
            format!("前だけにある要素: {}", alone(facts.before.flow, &pairs.only_before)),
            format!("Only before: {}", alone(facts.before.flow, &pairs.only_before)),
        ))
        .block(Text::new(
            format!("後だけにある要素: {}", alone(facts.after.flow, &pairs.only_after)),
            format!("Only after: {}", alone(facts.after.flow, &pairs.only_after)),
        ))
}
