//! From what was read to the files of a site.

use super::super::{
    Failure, Files, Options, assemble,
    input::Found,
    page as inventory_page,
    report::{BrokenRule, Report},
};
use super::{
    Site,
    definitions::Definitions,
    document::{SITE_FORMAT, SITE_FORMAT_VERSION, ShownPage, SiteDocument},
    gather::Gathered,
    overview::{due, figures},
    page,
    pages::{Frame, SitePage, page_name},
    part::{Part, PartKind, PartState, ShownPart},
};
use serde::Serialize;
use std::path::PathBuf;
use tosei_page::{Block, Page, PageName, Text};
use tosei_qos_model::tokyo_2024;
use tosei_types::Label;

/// Makes every file.
pub(super) fn render(
    gathered: Gathered,
    options: &Options,
    read: Vec<PathBuf>,
) -> Result<Site, Failure> {
    let Gathered {
        inventory,
        evidence_json,
        stated,
        quality,
        flows,
        counters,
        clauses,
        plan,
        joined,
        unknown,
        proposal,
    } = gathered;
    let report = inventory.content.as_ref().map(|files| &files.report);
    let mut definitions = Definitions::default();
    if let Some(report) = report {
        definitions.add_report(report);
    }
    let standard = quality.content.as_ref().map(|quality| &quality.standard);
    if standard.is_some() || stated.is_some() {
        definitions.add_standard(standard.unwrap_or_else(|| tokyo_2024()));
    }
    if flows.content.is_some() {
        definitions.add_flows();
    }
    if counters.content.is_some() {
        definitions.add_counters();
    }
    if clauses.content.is_some() {
        definitions.add_progress();
    }
    if let Some(planned) = &plan.content {
        definitions.add_plan(&planned.plan);
    }
    if joined.content.is_some() {
        definitions.add_joined();
    }
    // Without links there is nothing to connect, and no entry for it.
    let shown_pages: Vec<SitePage> = SitePage::ALL
        .into_iter()
        .filter(|page| *page != SitePage::Joined || joined.content.is_some())
        .collect();
    let anchors = definitions.anchors().collect();
    let frame = Frame::new(options.language, anchors, &shown_pages)?;
    let shown = vec![
        plan.shown(),
        shown_inventory(&inventory, report),
        quality.shown(),
        flows.shown(),
        counters.shown(),
        clauses.shown(),
        joined.shown(),
    ];
    let as_of = report
        .and_then(|report| report.source.status_date)
        .or(options.as_of)
        .or(quality.content.as_ref().map(|quality| quality.as_of))
        .or(clauses.content.as_ref().map(|clauses| clauses.as_of));
    let fictional = report.is_some_and(|report| report.source.fictional)
        || shown.iter().any(|part| part.state == PartState::Embedded)
        || clauses
            .content
            .as_ref()
            .is_some_and(|clauses| clauses.register.fictional);
    let body = report.map(|report| report.source.body.clone()).or_else(|| {
        let clauses = clauses.content.as_ref()?;
        let name = clauses.register.body.name.as_str();
        Some(Label::new(name, name))
    });
    let document = SiteDocument {
        format: SITE_FORMAT.to_owned(),
        format_version: SITE_FORMAT_VERSION,
        fictional,
        body,
        as_of,
        parts: shown,
        unknown_files: unknown,
        figures: figures(
            report, &quality, &counters, &clauses, &flows, &plan, &joined,
        ),
        due: due(report, &quality, &clauses, &plan, as_of),
        pages: shown_pages
            .iter()
            .map(|page| ShownPage {
                file: page.file().to_owned(),
                title: page.title(),
            })
            .collect(),
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut put = |name: &str, text: String| files.push((name.to_owned(), text.into_bytes()));
    let names: Vec<(SitePage, PageName)> = shown_pages
        .iter()
        .map(|page| Ok((*page, page.name()?)))
        .collect::<Result<_, Failure>>()?;
    let extra = page::index::Extra {
        summary: report
            .map(inventory_page::summary_blocks)
            .unwrap_or_else(|| {
                let made_up = document.fictional.then(|| Block::from(page::fictional()));
                made_up.into_iter().collect()
            }),
        sections: plan
            .content
            .iter()
            .map(|planned| page::plan::overview(planned, SitePage::Plan.name().ok()))
            .chain(joined.content.iter().filter_map(page::joined::overview))
            .collect(),
        names: &names,
    };
    put(
        "index.html",
        frame.render(page::index::page(&document, extra), SitePage::Index)?,
    );
    put(
        "plan.html",
        frame.render(
            page::plan::page(&SitePage::Plan.title(), &plan),
            SitePage::Plan,
        )?,
    );
    let title = SitePage::Quality.title();
    let issuer = document.body.as_ref();
    put(
        "quality.html",
        frame.render(
            page::quality::page(&title, issuer, &quality, stated.as_ref()),
            SitePage::Quality,
        )?,
    );
    let of_inventory = match report {
        Some(report) => inventory_page::inventory(report),
        None => page::nothing(&SitePage::Inventory.title(), &inventory),
    };
    put(
        "inventory.html",
        frame.render(of_inventory, SitePage::Inventory)?,
    );
    let answers = match report {
        Some(report) => inventory_page::answer_page(report),
        None => page::nothing(&SitePage::Answers.title(), &inventory),
    };
    put("answers.html", frame.render(answers, SitePage::Answers)?);
    let pairs = flows
        .content
        .as_ref()
        .map(|flows| flows.pairs.as_slice())
        .unwrap_or_default();
    let mut flow_names = Vec::new();
    for (at, pair) in (1usize..).zip(pairs) {
        let name = page_name(&format!("flow-{at}.html"))?;
        put(
            &name.to_string(),
            frame.render(pair.page.clone(), SitePage::Flows)?,
        );
        put(&format!("flow-{at}.json"), json(&pair.report, "flow")?);
        flow_names.push(name);
    }
    put(
        "flows.html",
        frame.render(
            page::flows::page(&SitePage::Flows.title(), &flows, &flow_names),
            SitePage::Flows,
        )?,
    );
    put(
        "counters.html",
        frame.render(
            page::counters::page(&SitePage::Counters.title(), &counters),
            SitePage::Counters,
        )?,
    );
    put(
        "clauses.html",
        frame.render(
            page::clauses::page(&SitePage::Clauses.title(), &clauses),
            SitePage::Clauses,
        )?,
    );
    let of_joined = broken(&joined.found);
    let current = match &joined.content {
        Some(_) => SitePage::Joined,
        None => SitePage::Clauses,
    };
    put(
        SitePage::Joined.file(),
        frame.render(
            page::joined::page(&SitePage::Joined.title(), &joined, &of_joined),
            current,
        )?,
    );
    let others = [
        (PartKind::Plan, broken(&plan.found)),
        (PartKind::Quality, broken(&quality.found)),
        (PartKind::Flows, broken(&flows.found)),
        (PartKind::Counters, broken(&counters.found)),
        (PartKind::Clauses, broken(&clauses.found)),
        (PartKind::Joined, of_joined),
    ];
    put(
        "findings.html",
        frame.render(
            page::findings::page(
                &SitePage::Findings.title(),
                &document.parts,
                report,
                &others,
                &document.unknown_files,
            ),
            SitePage::Findings,
        )?,
    );
    let mut defined = Page::new(page::text(&SitePage::Definitions.title())).lead(Text::new(
        "このサイトの全ての数値の定義です。率を比べるときは、分母が同じかをここで確かめてください。",
        "What every figure of this site means. Before you compare two rates, see here whether their denominators are the same.",
    ));
    for section in definitions.sections() {
        defined = defined.section(section);
    }
    defined = defined.section(inventory_page::glossary());
    put(
        "definitions.html",
        frame.render(defined, SitePage::Definitions)?,
    );
    put("site.json", json(&document, "site.json")?);
    if let Some(quality) = &quality.content {
        put("quality_map.json", json(&quality.map, "quality_map.json")?);
    }
    if let Some(planned) = &plan.content {
        put(
            "plan_progress.json",
            json(&planned.progress, "plan_progress.json")?,
        );
    }
    if let Some(evidence) = evidence_json {
        put("survey_evidence.json", evidence);
    }
    if let Some(joined) = &joined.content {
        put("joined.json", json(&joined.document, "joined.json")?);
    }
    if let Some(clauses) = &clauses.content {
        put(
            "clause_progress.json",
            json(&clauses.progress, "clause_progress.json")?,
        );
    }
    if let Some(counters) = &counters.content {
        let satisfaction: Vec<_> = counters
            .satisfaction
            .iter()
            .map(|(_, summary)| summary)
            .collect();
        put(
            "counter_satisfaction.json",
            json(&satisfaction, "counter_satisfaction.json")?,
        );
    }
    let report = inventory.content.map(|made| {
        // The page of the inventory is `inventory.html` here.
        let own = made.iter().filter(|(name, _)| *name != "index.html");
        files.extend(own.map(|(name, content)| (name.to_owned(), content.to_vec())));
        made.report
    });
    Ok(Site {
        document,
        report,
        proposal,
        files,
        read,
    })
}

fn broken(found: &[Found]) -> Vec<BrokenRule> {
    let (findings, _) = assemble::counted(found.iter());
    findings.rules
}

/// The inventory's findings are those of its report.
fn shown_inventory(part: &Part<Files>, report: Option<&Report>) -> ShownPart {
    let shown = part.shown();
    match report {
        Some(report) => ShownPart {
            errors: report.findings.errors,
            warnings: report.findings.warnings,
            infos: report.findings.infos,
            ..shown
        },
        None => shown,
    }
}

/// A document as text, with a line end.
pub(super) fn json(value: &impl Serialize, what: &'static str) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(|_| Failure::Embedded { what })?;
    text.push('\n');
    Ok(text)
}
