//! The page: one self-contained HTML file, made of the report alone.

mod answers;
mod barriers;
mod change;
pub(super) mod findings;
mod grouping;
mod groups;
mod guide;
mod priorities;
mod rates;
mod round;
mod show;
mod summary;

pub(super) use summary::{first_priority, headlines};

use super::report::{Report, SourceKind};
use tosei_page::{Block, Page, Provenance, Section, Text};
use tosei_types::{Grouped, Language};

/// Writes the page that stands alone.
pub(super) fn render(report: &Report, opens_in: Language) -> String {
    let mut page = head(report);
    for block in summary::blocks(report) {
        page = page.summary(block);
    }
    page = body(page, report);
    page.push_section(findings::section(report));
    page.push_section(answers::section(report));
    page.push_section(guide::section(report));
    page.opens_in(opens_in)
        .foot(Text::new(
            "このページは一つのファイルで完結し、外部の資源を読み込みません。同じ資料からは、いつも同じページができます。",
            "This page is one file and loads nothing from elsewhere. The same data always makes the same page.",
        ))
        .render()
}

/// The page of the inventory in a site, where findings and answer sheets have pages of their own.
pub(super) fn inventory(report: &Report) -> Page {
    let mut page = head(report);
    for block in summary::blocks(report) {
        page = page.summary(block);
    }
    page = body(page, report);
    page.push_section(guide::section(report));
    page
}

/// The page of the answer sheets in a site.
pub(super) fn answer_page(report: &Report) -> Page {
    Page::new(Text::new("答弁用資料", "Answer sheets"))
        .issuer(show::label(&report.source.body))
        .provenance(provenance(report))
        .section(answers::section(report))
}

/// What an official needs first.
pub(super) fn summary_blocks(report: &Report) -> Vec<Block> {
    summary::blocks(report)
}

/// The terms, for the page of the definitions.
pub(super) fn glossary() -> Section {
    guide::glossary()
}

fn head(report: &Report) -> Page {
    Page::new(Text::new(
        "手続のデジタル化の状況",
        "How digital the procedures are",
    ))
    .issuer(show::label(&report.source.body))
    .lead(Text::new(
        "手続の棚卸から、オンライン化の率を数え方ごとに分母とともに示し、先に取り組む手続、障壁、直すべきデータを挙げます。",
        "From an inventory of procedures: the online rates with their denominators, one for each way of counting, the procedures to begin with, what stands in the way, and the data to put right.",
    ))
    .provenance(provenance(report))
}

fn body(mut page: Page, report: &Report) -> Page {
    // The most important first.
    page.push_section(rates::section(report));
    if let Some(change) = &report.change {
        page.push_section(change::section(report, change));
    }
    if let Some(forecast) = &report.forecast {
        page.push_section(round::forecast_section(forecast));
    }
    for section in [
        priorities::section(report),
        groups::section(report),
        groups::volume_section(report),
        barriers::section(report),
    ] {
        page.push_section(section);
    }
    if let Some(touchpoints) = &report.touchpoints {
        page.push_section(groups::touchpoint_section(touchpoints));
    }
    if let Some(round) = &report.round {
        page.push_section(round::section(round));
    }
    page
}

fn provenance(report: &Report) -> Provenance {
    let source = &report.source;
    let counts = &source.counts;
    let n = |count: u64| Grouped(count).to_string();
    let date = match source.status_date {
        Some(date) => Text::new(date.label_ja(), date.label_en()),
        None => Text::new("ファイルに記載なし", "not stated in the file"),
    };
    let mut provenance = Provenance::new().file(source.file_name.as_str()).date(date);
    if let Some(edition) = &source.edition {
        provenance = provenance.entry(
            Text::new("調査の版", "Edition of the survey"),
            Text::data(edition.as_str()),
        );
    }
    provenance = provenance.entry(
        Text::new("件数", "Cases"),
        match source.volumes {
            Some(volumes) if source.kind == SourceKind::Survey => Text::new(
                format!("{}の総手続件数", volumes.fiscal_year.label_ja()),
                format!("all cases of {}", volumes.fiscal_year.label_en()),
            ),
            Some(volumes) => show::volumes(volumes),
            None => Text::new("記録なし", "not recorded"),
        },
    );
    let read = match (counts.procedures, counts.touchpoints) {
        (Some(procedures), Some(touchpoints)) => Text::new(
            format!(
                "組織 {}、手続 {}、手続プロセス {}、接点 {}",
                n(counts.organisations),
                n(procedures),
                n(counts.processes),
                n(touchpoints)
            ),
            format!(
                "{} organisations, {} procedures, {} processes, {} touchpoints",
                n(counts.organisations),
                n(procedures),
                n(counts.processes),
                n(touchpoints)
            ),
        ),
        _ => Text::new(
            format!(
                "{}行（一行が一つの手続プロセス）、所管府省庁 {}",
                n(counts.processes),
                n(counts.organisations)
            ),
            format!(
                "{} rows (each one process), {} ministries in charge",
                n(counts.processes),
                n(counts.organisations)
            ),
        ),
    };
    provenance = provenance.entry(Text::new("読み取ったもの", "Read"), read);
    if let Some(change) = &report.change {
        let previous = &change.previous;
        let name = previous.file_name.as_str();
        provenance = provenance.entry(
            Text::new("前の時点", "Earlier snapshot"),
            match previous.status_date {
                Some(date) => Text::new(
                    format!("{}（{name}）", date.label_ja()),
                    format!("{} ({name})", date.label_en()),
                ),
                None => Text::data(name),
            },
        );
    }
    if let Some(suppression) = &report.suppression {
        let threshold = suppression.threshold;
        provenance = provenance.entry(
            Text::new("少数の秘匿", "Small numbers"),
            Text::new(
                format!("組織別などの表で{threshold}未満を「＊」とした"),
                format!("below {threshold}, shown as ＊ in tables by group"),
            ),
        );
    }
    if counts.not_typed > 0 {
        provenance = provenance.entry(
            Text::new("読み取れなかったもの", "Not understood"),
            Text::new(
                format!("{}（どの数値にも入っていない）", n(counts.not_typed)),
                format!("{} (in no figure)", n(counts.not_typed)),
            ),
        );
    }
    provenance
}
