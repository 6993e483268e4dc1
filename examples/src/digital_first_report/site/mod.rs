//! 報告書のサイト (site): the overview and a page for each part, made of a folder, of one inventory, or of the
//! fictional city.

mod definitions;
mod document;
mod folder;
mod known;
mod page;
mod pages;
mod part;
mod read;
mod stated;
mod write;

pub use document::{
    DueItem, SITE_FORMAT, SITE_FORMAT_VERSION, ShownPage, SiteDocument, SiteFigure,
};
pub use part::{PartKind, PartState, ShownPart};
pub use write::{SITE_FILES_FORMAT, SiteFile, SiteFiles, Written};

pub(super) use definitions::anchor_of;

use self::{
    definitions::Definitions,
    folder::Folder,
    known::Known,
    pages::{Frame, SitePage, page_name},
    part::Part,
    read::{clauses::Clauses, counters::Counters, flows::Flows, plan::Planned, quality::Quality},
    stated::StatedQuality,
};
use super::{
    Failure, Files, Options, Progress, Proposal,
    assemble::{self, Assembled},
    input::{self, Found},
    page as inventory_page,
    report::{BrokenRule, Fraction, Report},
};
use serde::Serialize;
use std::path::Path;
use tosei_page::{Block, Page, PageName, Text};
use tosei_plan::{PlanVerdict, ProgressReason};
use tosei_qos_model::{tokyo, tokyo_2024};
use tosei_types::{Date, Label, Language, PercentDigits};

/// A site, made and not yet written.
#[derive(Debug)]
pub struct Site {
    /// The overview, which is `site.json`.
    pub document: SiteDocument,
    /// The report on the inventory; `None` without an inventory.
    pub report: Option<Report>,
    /// A mapping that somebody has to check before the inventory can be read.
    pub proposal: Option<Box<Proposal>>,
    files: Vec<(String, Vec<u8>)>,
    read: Vec<std::path::PathBuf>,
}

impl Site {
    /// The files by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter();
        files.map(|(name, content)| (name.as_str(), content.as_slice()))
    }

    /// One of the files.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, content)| content)
    }

    /// Whether every part that was there could be read.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let mut parts = self.document.parts.iter();
        parts.all(|part| part.state != PartState::Unreadable)
    }

    /// Writes the site into a folder, which is made if it is not there.
    ///
    /// Files of an earlier site in that folder which this one does not have are removed if they are as
    /// they were written; nothing else in the folder is touched.
    ///
    /// # Errors
    ///
    /// - [`Failure::WouldOverwrite`] if one of them is a file that was read; nothing is written then.
    /// - [`Failure::Unwritable`] if the operating system refuses.
    pub fn write(&self, folder: &Path) -> Result<Written, Failure> {
        let read: Vec<&Path> = self.read.iter().map(std::path::PathBuf::as_path).collect();
        write::write(folder, &self.files, &read)
    }
}

/// What was read, before it is shown.
struct Gathered {
    inventory: Part<Files>,
    evidence_json: Option<String>,
    stated: Option<StatedQuality>,
    quality: Part<Quality>,
    flows: Part<Flows>,
    counters: Part<Counters>,
    clauses: Part<Clauses>,
    plan: Part<Planned>,
    unknown: Vec<String>,
    proposal: Option<Box<Proposal>>,
}

/// Reads what was given and makes every file of the site, without writing any.
///
/// With a folder ([`Options::folder`]) every part is optional, and a part that cannot be read is said to
/// be so; without one a failure of the inventory is a failure.
///
/// # Errors
///
/// As [`make`](super::make); of a folder, [`Failure::NothingInFolder`] if it holds no file of a known name.
///
/// # Examples
///
/// ```
/// use tosei_examples::digital_first_report::{Options, make_site};
///
/// let site = make_site(&Options::default(), &())?; // the fictional city
/// assert!(site.is_complete() && site.document.fictional);
/// let index = std::str::from_utf8(site.file("index.html").unwrap()).unwrap();
/// assert!(index.contains(r#"<a href="quality.html">"#));
/// # Ok::<(), tosei_examples::digital_first_report::Failure>(())
/// ```
pub fn make_site(options: &Options, progress: &dyn Progress) -> Result<Site, Failure> {
    let folder = options.folder.as_deref().map(Folder::look).transpose()?;
    let embedded = folder.is_none() && options.inventories.is_empty();
    let gathered = gather(options, folder.as_ref(), embedded, progress)?;
    let mut read: Vec<_> = options.files().into_iter().map(Path::to_owned).collect();
    if let Some(folder) = &folder {
        read.extend(folder.files().map(Path::to_owned));
    }
    render(gathered, options, read)
}

fn gather(
    options: &Options,
    folder: Option<&Folder>,
    embedded: bool,
    progress: &dyn Progress,
) -> Result<Gathered, Failure> {
    let mut inventory = Part::absent(PartKind::Inventory);
    let mut known = Known::default();
    let mut stated = None;
    let mut evidence_json = None;
    let mut proposal = None;
    let own;
    let of_inventory = match folder {
        Some(folder) if folder.inventories.is_empty() => None,
        Some(folder) => {
            own = folder.options(options);
            inventory = Part::begun(PartKind::Inventory, false, folder.inventory_files());
            Some(&own)
        }
        None => {
            let names = options.inventories.iter().map(|path| file_name(path));
            let names = names.collect();
            inventory = Part::begun(PartKind::Inventory, embedded, names);
            Some(options)
        }
    };
    if let Some(own) = of_inventory {
        match read_inventory(own, progress) {
            Ok(read) => {
                known = read.known;
                stated = read.stated;
                evidence_json = read.evidence_json;
                if embedded {
                    inventory.files = vec![read.files.report.source.file_name.clone()];
                }
                inventory.content = Some(read.files);
            }
            Err(Failure::NeedsMapping {
                file,
                proposal: own,
            }) if folder.is_some() => {
                proposal = Some(own.clone());
                let failure = Failure::NeedsMapping {
                    file,
                    proposal: own,
                };
                inventory.problem(read::sentence(&failure));
            }
            Err(failure) if folder.is_some() => inventory.problem(read::sentence(&failure)),
            Err(failure) => return Err(failure),
        }
    }
    // One file by itself is an inventory and nothing else.
    let others = folder.is_some() || embedded;
    let absent = |kind| Part::<()>::absent(kind).kind;
    let as_of = options.as_of;
    Ok(Gathered {
        quality: if others {
            read::quality::read(folder, &known, as_of)?
        } else {
            Part::absent(absent(PartKind::Quality))
        },
        flows: if others {
            read::flows::read(folder)
        } else {
            Part::absent(PartKind::Flows)
        },
        counters: if others {
            read::counters::read(folder)
        } else {
            Part::absent(PartKind::Counters)
        },
        clauses: if others {
            read::clauses::read(folder, as_of)
        } else {
            Part::absent(PartKind::Clauses)
        },
        plan: if others {
            read::plan::read(folder, as_of.or(known.status_date))
        } else {
            Part::absent(PartKind::Plan)
        },
        unknown: folder
            .map(|folder| folder.unknown.clone())
            .unwrap_or_default(),
        inventory,
        evidence_json,
        stated,
        proposal,
    })
}

fn file_name(path: &Path) -> String {
    let name = path.file_name();
    name.map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

struct ReadInventory {
    files: Files,
    known: Known,
    stated: Option<StatedQuality>,
    evidence_json: Option<String>,
}

fn read_inventory(options: &Options, progress: &dyn Progress) -> Result<ReadInventory, Failure> {
    let given = input::read(options, progress)?;
    let known = Known::of(&given.present);
    let stated = if options.evidence {
        stated::of_input(&given.present, tokyo_2024(), tokyo())?
    } else {
        None
    };
    let evidence_json = match &given.present.content {
        input::Content::Survey {
            evidence: Some(evidence),
            ..
        } => Some(json(&**evidence, "survey_evidence.json")?),
        _ => None,
    };
    let assembled: Assembled = assemble::assemble(given, options)?;
    Ok(ReadInventory {
        files: Files::render(assembled, options.language)?,
        known,
        stated,
        evidence_json,
    })
}

fn json(value: &impl Serialize, what: &'static str) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(|_| Failure::Embedded { what })?;
    text.push('\n');
    Ok(text)
}

fn render(
    gathered: Gathered,
    options: &Options,
    read: Vec<std::path::PathBuf>,
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
    let frame = Frame::new(options.language, definitions.anchors().collect())?;
    let shown = vec![
        plan.shown(),
        shown_inventory(&inventory, report),
        quality.shown(),
        flows.shown(),
        counters.shown(),
        clauses.shown(),
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
        figures: figures(report, &quality, &counters, &clauses, &flows, &plan),
        due: due(report, &quality, &clauses, &plan, as_of),
        pages: SitePage::ALL
            .iter()
            .map(|page| ShownPage {
                file: page.file().to_owned(),
                title: page.title(),
            })
            .collect(),
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut put = |name: &str, text: String| files.push((name.to_owned(), text.into_bytes()));
    let names: Vec<(SitePage, PageName)> = SitePage::ALL
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
    let others = [
        (PartKind::Plan, broken(&plan.found)),
        (PartKind::Quality, broken(&quality.found)),
        (PartKind::Flows, broken(&flows.found)),
        (PartKind::Counters, broken(&counters.found)),
        (PartKind::Clauses, broken(&clauses.found)),
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

/// A count.
fn count(definition: &str, label: Label, count: u64, page: SitePage) -> SiteFigure {
    SiteFigure {
        definition: definition.to_owned(),
        label,
        numerator: count,
        denominator: None,
        percent: None,
        low: None,
        high: None,
        page: page.file().to_owned(),
    }
}

/// A rate.
fn rate(definition: &str, label: Label, rate: &tosei_types::Rate, page: SitePage) -> SiteFigure {
    SiteFigure {
        denominator: Some(rate.denominator()),
        percent: rate
            .percent(PercentDigits::One)
            .map(|percent| percent.to_string()),
        ..count(definition, label, rate.numerator(), page)
    }
}

fn figures(
    report: Option<&Report>,
    quality: &Part<Quality>,
    counters: &Part<Counters>,
    clauses: &Part<Clauses>,
    flows: &Part<Flows>,
    plan: &Part<Planned>,
) -> Vec<SiteFigure> {
    let mut figures = Vec::new();
    if let Some(planned) = &plan.content {
        let tally = &planned.progress.indicator_tally;
        for (verdict, found) in [
            (PlanVerdict::OnTrack, tally.on_track),
            (PlanVerdict::AtRisk, tally.at_risk),
            (PlanVerdict::Missed, tally.missed),
            (PlanVerdict::NotMeasurable, tally.not_measurable),
            (PlanVerdict::NotYetDue, tally.not_yet_due),
        ] {
            let label = Label::new(
                format!("計画の指標：{}", verdict.label(Language::Ja)),
                format!("Indicators of the plan: {}", verdict.label(Language::En)),
            );
            let id = format!("verdict.{}", verdict.code());
            figures.push(count(&id, label, found.into(), SitePage::Plan));
        }
    }
    for named in report.iter().flat_map(|report| &report.rates) {
        let (Some(numerator), Some(denominator)) = (named.numerator, named.denominator) else {
            continue;
        };
        let ends = |fraction: Option<Fraction>| fraction.filter(|_| named.low != named.high);
        figures.push(SiteFigure {
            denominator: Some(denominator),
            percent: named.percent.clone(),
            low: ends(named.low),
            high: ends(named.high),
            ..count(
                named.id.as_str(),
                named.label.clone(),
                numerator,
                SitePage::Inventory,
            )
        });
    }
    for priority in report.iter().flat_map(|report| &report.priorities) {
        if priority.cannot_be_said.is_none() {
            figures.push(count(
                &format!("selection.{}", priority.rule),
                priority.label.clone(),
                priority.selected,
                SitePage::Inventory,
            ));
        }
    }
    if let Some(quality) = &quality.content {
        for (principle, counts) in quality.map.principles.iter().zip(&quality.map.counts) {
            let Some(level) = counts.levels.get(1) else {
                continue;
            };
            let label = Label::new(
                format!("{} Lv1以上（確実なもの）の手続", principle.label.ja),
                format!(
                    "{}: procedures at Lv1 or more for certain",
                    principle.label.en
                ),
            );
            figures.push(count(
                &format!("axis.{}", principle.id),
                label,
                level.at_least.procedures,
                SitePage::Quality,
            ));
        }
    }
    if let Some(flows) = &flows.content {
        let changes = flows
            .pairs
            .iter()
            .map(|pair| page::number(pair.report.comparison.changes.len()));
        figures.push(count(
            "flows.changes",
            Label::new("業務フローの変更点", "changes of flows"),
            changes.fold(0, u64::saturating_add),
            SitePage::Flows,
        ));
    }
    if let Some(counters) = &counters.content {
        if let Some(register) = &counters.register {
            figures.push(count(
                "counters.counters",
                Label::new("窓口", "counters"),
                register.counts().counters,
                SitePage::Counters,
            ));
        }
        for (question, summary) in &counters.satisfaction {
            let label = question.clone().unwrap_or_else(|| {
                Label::new("窓口で満足とした回答", "satisfied answers at counters")
            });
            figures.extend(
                page::counters::share(summary)
                    .map(|share| rate("counters.satisfied", label, &share, SitePage::Counters)),
            );
        }
    }
    if let Some(clauses) = &clauses.content {
        for figure in &clauses.progress.figures {
            let id = format!("clauses.{}_of_{}", figure.numerator, figure.denominator);
            let label = Label::new(
                format!(
                    "条項の見直し：{}／{}",
                    figure.numerator_label.ja, figure.denominator_label.ja
                ),
                format!(
                    "Review of clauses: {} of {}",
                    figure.numerator_label.en, figure.denominator_label.en
                ),
            );
            figures.push(rate(&id, label, &figure.rate, SitePage::Clauses));
        }
    }
    figures
}

fn due(
    report: Option<&Report>,
    quality: &Part<Quality>,
    clauses: &Part<Clauses>,
    plan: &Part<Planned>,
    as_of: Option<Date>,
) -> Vec<DueItem> {
    let item = |on: Date, label: Label, page: SitePage| DueItem {
        on,
        label,
        overdue: as_of.is_some_and(|as_of| on < as_of),
        page: page.file().to_owned(),
    };
    let mut due = Vec::new();
    if let Some(round) = report.and_then(|report| report.round.as_ref()) {
        if round.totals.missing > 0 {
            let missing = round.totals.missing;
            due.push(item(
                round.due_on,
                Label::new(
                    format!("照会の回答：{missing}課が未回答"),
                    format!("Answers to the round: {missing} sections are missing"),
                ),
                SitePage::Inventory,
            ));
        }
    }
    for request in report.iter().flat_map(|report| &report.barriers.requests) {
        if let Some(promised) = request
            .promised_for
            .filter(|_| request.status != tosei_inventory::RequestStatus::Realised)
        {
            due.push(item(
                promised,
                Label::new(
                    format!(
                        "国などの約束：{}（{}）",
                        request.procedure_name, request.addressee
                    ),
                    format!(
                        "Promised by {}: {}",
                        request.addressee, request.procedure_name
                    ),
                ),
                SitePage::Inventory,
            ));
        }
    }
    if let Some(planned) = &plan.content {
        for progress in &planned.progress.indicators {
            let reached = progress.verdict == PlanVerdict::OnTrack
                && progress.reasons.contains(&ProgressReason::Reached);
            let Some(current) = progress.current.as_ref().filter(|_| !reached) else {
                continue;
            };
            let Some(indicator) = planned.plan.indicator(&progress.indicator) else {
                continue;
            };
            let verdict = |language| progress.verdict.label(language);
            due.push(item(
                current.by.last_day(),
                Label::new(
                    format!(
                        "計画の目標：{}（{}）",
                        indicator.name.ja,
                        verdict(Language::Ja)
                    ),
                    format!(
                        "Target of the plan: {} ({})",
                        indicator.name.en,
                        verdict(Language::En)
                    ),
                ),
                SitePage::Plan,
            ));
        }
    }
    if let Some(quality) = &quality.content {
        let dates = quality.due.iter();
        due.extend(dates.map(|(on, label)| item(*on, label.clone(), SitePage::Quality)));
    }
    if let Some(clauses) = &clauses.content {
        for (quarter, count) in &clauses.open_by_quarter {
            due.push(item(
                quarter.last_day(),
                Label::new(
                    format!("条項の見直し：{}までの{count}条項", quarter.label_ja()),
                    format!("Review of clauses: {count} due by {}", quarter.label_en()),
                ),
                SitePage::Clauses,
            ));
        }
        for request in &clauses.register.requests {
            if let Some(promised) = request
                .promised_for
                .filter(|_| request.status != tosei_analog_regs::review::RequestStatus::Realised)
            {
                due.push(item(
                    promised,
                    Label::new(
                        format!(
                            "国の約束：{}",
                            request.provision.as_deref().unwrap_or(&request.addressee)
                        ),
                        format!(
                            "Promised by the State: {}",
                            request.provision.as_deref().unwrap_or(&request.addressee)
                        ),
                    ),
                    SitePage::Clauses,
                ));
            }
        }
    }
    due.sort();
    due.dedup();
    due
}
