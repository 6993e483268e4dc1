//! What stands before the first section: the figures and sentences that an official needs first.

use super::{
    super::report::{NamedRate, Priority, Report, SourceKind},
    show::{self, Shown},
};
use tosei_page::{Block, Card, Cards, List, Note, Text};
use tosei_types::Language;

/// Which rates may stand at the top, the best one first.
const HEADLINES: [&str; 6] = [
    "processes.done",
    "applications.done",
    "processes.done_within_discretion",
    "procedures.all",
    "cases.online",
    "processes.done_without_exempt",
];

/// How many of them do.
const HEADLINE_COUNT: usize = 4;

/// The rates at the top: only those that the file can say.
pub(in super::super) fn headlines(report: &Report) -> Vec<&NamedRate> {
    HEADLINES
        .iter()
        .filter_map(|id| report.rates.iter().find(|rate| rate.id.as_str() == *id))
        .filter(|rate| rate.cannot_be_said.is_none())
        .take(HEADLINE_COUNT)
        .collect()
}

/// The first selection that the file can say.
pub(in super::super) fn first_priority(report: &Report) -> Option<&Priority> {
    let mut said = report.priorities.iter();
    said.find(|priority| priority.cannot_be_said.is_none())
}

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks = Vec::new();
    if report.source.fictional {
        blocks.push(Block::from(Note::caution(Text::new(
            "この棚卸は架空のものです。数値は実在の団体のものではありません。",
            "This inventory is made up. Its figures are of no real body.",
        ))));
    }
    blocks.push(Block::from(cards(report)));
    blocks.push(Block::from(sentences(report)));
    blocks
}

fn cards(report: &Report) -> Cards {
    let mut cards: Vec<Card> = headlines(report)
        .into_iter()
        .map(|rate| {
            linked(
                Card::new(show::label(&rate.label), Shown::from(rate).figure()),
                "rates",
            )
        })
        .collect();
    if let Some(priority) = first_priority(report) {
        let card = Card::new(show::label(&priority.label), priority.selected).unit(unit(priority));
        let card = match coverage(priority) {
            Some(note) => card.note(note),
            None => card,
        };
        cards.push(linked(card, "priorities"));
    }
    let findings = &report.findings;
    cards.push(linked(
        Card::new(
            Text::new("データの誤り", "Errors in the data"),
            findings.errors,
        )
        .unit(Text::new("件", "findings"))
        .note(Text::new(
            format!(
                "ほかに要確認 {}、参考 {}",
                show::number(findings.warnings),
                show::number(findings.infos)
            ),
            format!(
                "and {} warnings, {} for information",
                show::number(findings.warnings),
                show::number(findings.infos)
            ),
        )),
        "findings",
    ));
    cards.into_iter().collect()
}

fn linked(card: Card, anchor: &str) -> Card {
    match anchor.parse() {
        Ok(anchor) => card.link(anchor),
        Err(_) => card,
    }
}

fn unit(priority: &Priority) -> Text {
    Text::new(
        priority.unit.label(Language::Ja),
        priority.unit.label(Language::En),
    )
}

/// 「件数の99.8 %を占める」.
fn coverage(priority: &Priority) -> Option<Text> {
    let percent = priority.percent.as_ref()?;
    let (part, whole) = (
        show::number(priority.covered_cases?),
        show::number(priority.known_cases?),
    );
    Some(Text::new(
        format!("判明している件数の {percent} %（{part}／{whole}）を占める"),
        format!("{percent} % of the known cases ({part} / {whole})"),
    ))
}

/// One sentence for each thing that is asked first, with date, denominator and both integers.
fn sentences(report: &Report) -> List {
    let mut sentences = Vec::new();
    let as_of = match report.source.status_date {
        Some(date) => (
            format!("{}時点で、", date.label_ja()),
            format!("As of {}, ", date.label_en()),
        ),
        None if report.source.kind == SourceKind::Survey => {
            let (ja, en) = (&report.source.body.ja, &report.source.body.en);
            (format!("{ja}では、"), format!("In {}, ", show::lower(en)))
        }
        None => (String::new(), String::new()),
    };
    let find = |id: &str| {
        let mut rates = report.rates.iter();
        rates.find(|rate| rate.id.as_str() == id && rate.cannot_be_said.is_none())
    };
    if let Some((rate, shown)) =
        find("processes.done").and_then(|rate| Some((rate, figures(rate)?)))
    {
        let (done, all, percent) = shown;
        let (range_ja, range_en) = range(rate);
        sentences.push(Text::new(
            format!(
                "{}{all}の手続プロセスのうち{done}、{percent} %がオンライン化「実施済」です{range_ja}。",
                as_of.0
            ),
            format!(
                "{}{done} of {all} processes are done online, {percent} %{range_en}.",
                as_of.1
            ),
        ));
    }
    if let Some(change) = changed(report) {
        sentences.push(change);
    }
    if let Some((online, all, percent)) = find("cases.online").and_then(figures) {
        sentences.push(Text::new(
            format!("件数で見ると、一年間の{all}件のうち{online}件、{percent} %がオンラインで行われました。"),
            format!("By volume, {online} of {all} cases in the year were carried out online, {percent} %."),
        ));
    }
    if let Some(priority) = first_priority(report)
        && let Some(covered) = coverage(priority)
    {
        sentences.push(Text::new(
            format!(
                "「{}」に当たる{}は{}で、{}。ここから始めると、多くの人に届きます。",
                priority.label.ja,
                priority.unit.label(Language::Ja),
                show::number(priority.selected),
                covered
                    .in_language(Language::Ja)
                    .replace("を占める", "を占めます"),
            ),
            format!(
                "The rule \"{}\" selects {} {}: {}. To begin there reaches the most people.",
                priority.label.en,
                show::number(priority.selected),
                priority.unit.label(Language::En),
                covered.in_language(Language::En),
            ),
        ));
    }
    sentences.push(errors(report));
    sentences.into_iter().collect()
}

/// How the first rate changed, and what may be said of it.
fn changed(report: &Report) -> Option<Text> {
    let change = report.change.as_ref()?;
    let rate = change.rates.first()?;
    let (then, points) = (rate.earlier_percent.as_ref()?, rate.points.as_ref()?);
    let now = rate.later_percent.as_ref()?;
    let points = show::points(points);
    let points = points.in_language(Language::Ja);
    let verdict = |language| {
        let verdict = rate.verdict.map(|verdict| verdict.label(language));
        verdict.unwrap_or_default()
    };
    let (since_ja, since_en) = match change.previous.status_date {
        Some(date) => (format!("前回（{}）", date.label_ja()), date.label_en()),
        None => ("前回".to_owned(), "the earlier file".to_owned()),
    };
    let (ja, en) = (verdict(Language::Ja), verdict(Language::En));
    let (ja, en) = match ja {
        "" => (String::new(), String::new()),
        _ => (format!("（{ja}）"), format!(" ({en})")),
    };
    Some(Text::new(
        format!("{since_ja}の {then} % から {now} % へ、{points} ポイントの変化です{ja}。"),
        format!("Since {since_en} it went from {then} % to {now} %, {points} points{en}."),
    ))
}

/// How many errors there are, and how their places are given.
fn errors(report: &Report) -> Text {
    let (count, errors) = (report.findings.errors, show::number(report.findings.errors));
    let (place_ja, place_en) = match report.source.kind {
        SourceKind::Survey | SourceKind::InventoryCsv | SourceKind::OfficeTable => {
            ("セル番地", "its cell")
        }
        _ => ("場所", "its place"),
    };
    match count {
        0 => Text::new(
            "データに誤りは見つかりませんでした。",
            "No errors were found in the data.",
        ),
        1 => Text::new(
            format!("データには1件の誤りがあります。{place_ja}を示します。"),
            format!("There is 1 error in the data; it is given with {place_en}."),
        ),
        _ => Text::new(
            format!("データには{errors}件の誤りがあります。それぞれの{place_ja}を示します。"),
            format!("There are {errors} errors in the data; each is given with {place_en}."),
        ),
    }
}

fn figures(rate: &NamedRate) -> Option<(String, String, String)> {
    Some((
        show::number(rate.numerator?),
        show::number(rate.denominator?),
        rate.percent.clone()?,
    ))
}

/// 「（幅 47.2～49.9 %…）」, if the unknowns leave the rate open.
fn range(rate: &NamedRate) -> (String, String) {
    let interval = Shown::from(rate)
        .rate()
        .and_then(|rate| rate.interval_text());
    match interval {
        Some(interval) => (
            format!(
                "（不明の内容により、{}）",
                interval.in_language(Language::Ja)
            ),
            format!(
                " (depending on what is unknown, {})",
                interval.in_language(Language::En)
            ),
        ),
        None => (String::new(), String::new()),
    }
}
