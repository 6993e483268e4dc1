//! つながり (connections): the documents joined into one graph, and changes tried out on it.

use super::super::{
    super::{assemble::volume_choice, input::Found},
    connections::{
        JOINED_FORMAT, JOINED_FORMAT_VERSION, JoinedClause, JoinedDocument, JoinedProcess, Trial,
    },
    folder::Folder,
    part::{Part, PartKind},
};
use super::{Source, clauses::Clauses, counters::Counters, flows::Flows, quality::Quality};
use std::collections::{BTreeMap, BTreeSet};
use tosei::joined::{
    BlockingClause, Change, Documents, IndicatorLink, JoinedGraph, Links, NodeId, NodeKind,
    Relation, rules, sample::Mihon,
};
use tosei_analog_regs::{
    ClauseId, ClauseRegister,
    register::{read_register, rules as clause_rules},
};
use tosei_bpr::Flow;
use tosei_document::{Collector, Limits};
use tosei_inventory::{Inventory, OnlineStatus, Process, VolumeChoice};
use tosei_plan::{Plan, UnitList};
use tosei_types::{Date, Label, Language, ProcessId};

/// How many clauses are tried out one by one.
pub(in super::super) const TRIED: usize = 40;

/// What the page shows.
pub(in super::super) struct Joined {
    pub(in super::super) document: JoinedDocument,
    /// The names of what the trials and clauses name.
    pub(in super::super) names: BTreeMap<NodeId, String>,
    /// The next target of each indicator of the plan, in words.
    pub(in super::super) targets: BTreeMap<String, Label>,
}

/// What the other parts have that can be joined.
#[derive(Clone, Copy)]
pub(in super::super) struct Beside<'b> {
    pub(in super::super) inventory: Option<&'b Inventory>,
    pub(in super::super) quality: &'b Part<Quality>,
    pub(in super::super) flows: &'b Part<Flows>,
    pub(in super::super) counters: &'b Part<Counters>,
    pub(in super::super) clauses: &'b Part<Clauses>,
    pub(in super::super) plan: Option<&'b Plan>,
    pub(in super::super) as_of: Option<Date>,
}

/// Joins what lies in a folder by its links, or the documents of the fictional city.
pub(in super::super) fn read(folder: Option<&Folder>, beside: Beside<'_>) -> Part<Joined> {
    match folder {
        None => embedded(beside.plan),
        Some(folder) => of_folder(folder, beside),
    }
}

fn embedded(plan: Option<&Plan>) -> Part<Joined> {
    let names = ["mihon_links.json", "mihon_seal_rule.json"].map(str::to_owned);
    let mut part = Part::begun(PartKind::Joined, true, names.to_vec());
    let read = Mihon::read().map_err(|error| {
        let why = error.to_string();
        Label::new(why.as_str(), why.as_str())
    });
    if let Some(mut mihon) = part.keep(read) {
        follow_plan(&mut mihon.links, plan);
        let documents = mihon.documents();
        let volumes = volume_choice(&mihon.inventory).0;
        join(&mut part, documents, volumes, plan, Vec::new());
    }
    part
}

fn of_folder(folder: &Folder, beside: Beside<'_>) -> Part<Joined> {
    let Some(links) = Source::of(folder, "links") else {
        return Part::absent(PartKind::Joined);
    };
    let more = Source::of(folder, "linked_clauses");
    let name = |source: &Result<Source, Label>, stem: &str| match source {
        Ok(source) => source.name.clone(),
        Err(_) => format!("{stem}.json"),
    };
    let mut files = vec![name(&links, "links")];
    files.extend(more.iter().map(|source| name(source, "linked_clauses")));
    let mut part = Part::begun(PartKind::Joined, false, files);
    let links = part.keep(links).and_then(|source| {
        let read = source
            .text()
            .and_then(|text| Links::from_json(text).map_err(|error| source.wrong(&error)));
        part.keep(read)
    });
    let own = beside.clauses.content.as_ref();
    let mut registers: Vec<ClauseRegister> = own
        .map(|clauses| clauses.register.clone())
        .into_iter()
        .collect();
    if let Some(source) = more.and_then(|source| part.keep(source)) {
        let mut findings = Collector::new(clause_rules());
        match read_register(&source.bytes, &Limits::default(), &mut findings) {
            Some(reading) => registers.push(reading.register),
            None => {
                let report = findings.clone().into_report();
                part.problem(source.unreadable(&report, clause_rules()));
            }
        }
        part.found.push(Found::new(findings, clause_rules()));
    }
    let Some(mut links) = links else {
        return part;
    };
    follow_plan(&mut links, beside.plan);
    let first = registers.first().map(|register| register.status_date);
    let dated = beside.inventory.map(|inventory| inventory.status_date);
    let Some(as_of) = dated.or(beside.as_of).or(first) else {
        return part;
    };
    let flows: Vec<Flow> = beside
        .flows
        .content
        .as_ref()
        .map_or_else(Vec::new, |flows| {
            let pairs = flows.pairs.iter();
            let both =
                pairs.flat_map(|pair| [pair.report.before.clone(), pair.report.after.clone()]);
            both.chain(flows.single.iter().cloned()).collect()
        });
    let quality = beside.quality.content.as_ref();
    let standard = quality.and_then(|quality| quality.standard.compile().ok());
    let counters = beside.counters.content.as_ref();
    let counters = counters.and_then(|counters| counters.register.as_ref());
    let missing = [
        (PartKind::Inventory, beside.inventory.is_none()),
        (PartKind::Quality, quality.is_none()),
        (PartKind::Flows, flows.is_empty()),
        (PartKind::Counters, counters.is_none()),
        (PartKind::Clauses, registers.is_empty()),
    ];
    let missing = missing.into_iter().filter(|(_, missing)| *missing);
    let missing: Vec<PartKind> = missing.map(|(kind, _)| kind).collect();
    let documents = Documents {
        inventory: beside.inventory,
        registers: &registers,
        flows: &flows,
        counters,
        evidence: quality.map(|quality| &quality.evidence),
        standard: standard.as_ref(),
        ..Documents::new(as_of, &links)
    };
    let nothing = Inventory::new(tosei_inventory::Body::new(""), as_of);
    let volumes = volume_choice(beside.inventory.unwrap_or(&nothing)).0;
    join(&mut part, documents, volumes, beside.plan, missing);
    part
}

/// Joins, checks and tries out.
fn join(
    part: &mut Part<Joined>,
    documents: Documents<'_>,
    volumes: VolumeChoice,
    plan: Option<&Plan>,
    missing: Vec<PartKind>,
) {
    let fictional = documents.links.fictional
        || documents
            .registers
            .iter()
            .any(|register| register.fictional);
    let as_of = documents.as_of;
    let graph = tosei::joined(documents);
    let mut findings = Collector::new(rules());
    graph.check(&mut findings);
    part.found.push(Found::new(findings, rules()));
    let processes: BTreeMap<&str, &Process> = documents
        .inventory
        .into_iter()
        .flat_map(|inventory| &inventory.processes)
        .map(|process| (process.id.as_str(), process))
        .collect();
    let mut seen = BTreeSet::new();
    let linked = documents.links.clauses.iter();
    let linked = linked.filter(|link| seen.insert(link.clause.as_str()));
    let mut clauses: Vec<JoinedClause> = linked
        .filter_map(|link| clause(&graph, &processes, &link.clause))
        .collect();
    clauses.sort_by(|one, other| {
        let key = |clause: &JoinedClause| (clause.frees, clause.processes.len());
        let most_first = key(other).cmp(&key(one));
        most_first.then_with(|| one.clause.as_str().cmp(other.clause.as_str()))
    });
    let binding = clauses
        .iter()
        .filter(|clause| clause.binds == BlockingClause::Binds);
    let blocked: BTreeSet<&ProcessId> = binding
        .flat_map(|clause| &clause.processes)
        .filter(|process| is_open(process.status))
        .map(|process| &process.process)
        .collect();
    let blocked = blocked.into_iter().cloned().collect();
    let trials = trials(&graph, &clauses, volumes);
    let names = graph.nodes().map(|node| (node.node, node.name)).collect();
    part.content = Some(Joined {
        document: JoinedDocument {
            format: JOINED_FORMAT.to_owned(),
            format_version: JOINED_FORMAT_VERSION,
            fictional,
            as_of,
            missing,
            blocked,
            clauses,
            trials,
        },
        names,
        targets: targets(plan, as_of),
    });
}

/// Indicators of the links that have the id of one of the plan are that one: its name, its source.
fn follow_plan(links: &mut Links, plan: Option<&Plan>) {
    for link in &mut links.indicators {
        let planned = plan.into_iter().flat_map(|plan| &plan.indicators);
        let mut planned = planned.filter(|one| one.id.as_str() == link.id.as_str());
        let own = planned.next();
        if let Some(own) = own.and_then(|own| IndicatorLink::of_plan(own, link.of.clone()).ok()) {
            *link = own;
        }
    }
}

/// The first target of each indicator of the plan that is not past.
fn targets(plan: Option<&Plan>, as_of: Date) -> BTreeMap<String, Label> {
    let units = UnitList::shipped();
    let indicators = plan.into_iter().flat_map(|plan| &plan.indicators);
    let targets = indicators.filter_map(|one| {
        let mut targets = one.targets.iter();
        let target = targets.find(|target| as_of <= target.by.last_day())?;
        let value = target.value?;
        let unit = target.unit.as_ref().unwrap_or(&one.unit);
        let (ja, en) = (
            units.words(unit, Language::Ja),
            units.words(unit, Language::En),
        );
        let last = target.by.last_day();
        let label = Label::new(
            format!("{value}（{ja}、{}まで）", last.label_ja()),
            format!("{value} ({en}, by {})", last.label_en()),
        );
        Some((one.id.as_str().to_owned(), label))
    });
    targets.collect()
}

/// Whether a process could still go online.
pub(in super::super) fn is_open(status: OnlineStatus) -> bool {
    matches!(status, OnlineStatus::NotDone | OnlineStatus::Partial)
}

fn clause(
    graph: &JoinedGraph<'_>,
    processes: &BTreeMap<&str, &Process>,
    id: &ClauseId,
) -> Option<JoinedClause> {
    let reach = graph.reach_of_clause(id)?;
    let node = NodeId::new(NodeKind::Clause, id.as_str());
    let mut shown = Vec::new();
    let (mut counters, mut with_share) = (BTreeSet::new(), BTreeSet::new());
    for target in graph.from(&node, Relation::Blocks) {
        let Some(process) = processes.get(target.id.as_str()) else {
            continue;
        };
        let behind = graph.counters_of_procedure(&process.procedure);
        counters.extend(behind.counters);
        with_share.extend(behind.with_known_share);
        let blockers = graph.blockers_of_process(&process.id);
        let blockers = blockers.map_or_else(Vec::new, |found| found.blockers);
        shown.push(JoinedProcess {
            process: process.id.clone(),
            procedure: process.procedure.clone(),
            name: graph.name(target).unwrap_or_default().to_owned(),
            status: process.status,
            blockers: blockers
                .iter()
                .map(|one| Label::new(one.sentence(Language::Ja), one.sentence(Language::En)))
                .collect(),
        });
    }
    let mut registers = graph.documents().registers.iter();
    let found = registers.find_map(|register| register.clause(id.as_str()));
    Some(JoinedClause {
        clause: id.clone(),
        name: graph.name(&node).unwrap_or_default().to_owned(),
        summary: found.and_then(|clause| clause.summary.clone()),
        binds: reach.binds,
        frees: u64::try_from(reach.frees.len()).unwrap_or(u64::MAX),
        processes: shown,
        counters: counters.into_iter().collect(),
        counters_with_known_share: with_share.into_iter().collect(),
    })
}

/// Every change that is tried out: all clauses together, each by itself, the clauses of one rule, tools,
/// and procedures whose share of visitors is known.
fn trials(graph: &JoinedGraph<'_>, clauses: &[JoinedClause], volumes: VolumeChoice) -> Vec<Trial> {
    let binding = clauses.iter().filter(|clause| {
        let mut processes = clause.processes.iter();
        clause.binds == BlockingClause::Binds && processes.any(|process| is_open(process.status))
    });
    let binding: Vec<&JoinedClause> = binding.collect();
    let mut trials = Vec::new();
    let mut try_out = |id: String, label: Label, changes: Vec<Change>| {
        let Ok(change) = graph.what_if(&changes, volumes) else {
            return;
        };
        let follow = (!change.freed.is_empty()).then(|| {
            let mut changes = changes.clone();
            changes.push(Change::DigitizeProcesses {
                processes: change.freed.clone(),
            });
            graph.what_if(&changes, volumes).ok()
        });
        trials.push(Trial {
            id,
            label,
            change,
            and_all_follow: follow.flatten(),
        });
    };
    let amend = |clauses: Vec<ClauseId>| vec![Change::AmendClauses { clauses }];
    if binding.len() > 1 {
        let all = binding.iter().map(|clause| clause.clause.clone()).collect();
        try_out(
            "all".to_owned(),
            Label::new(
                format!("妨げている{}条項を全て改める", binding.len()),
                format!("Amend all {} clauses that stand in the way", binding.len()),
            ),
            amend(all),
        );
    }
    let mut by_rule: BTreeMap<String, (String, Vec<ClauseId>)> = BTreeMap::new();
    for one in &binding {
        for register in graph.documents().registers {
            if let Some(found) = register.clause(one.clause.as_str()) {
                let rule = found.rule.as_str();
                let title = register.rule_of(found).map_or(rule, |rule| &rule.title);
                let (_, list) = by_rule
                    .entry(rule.to_owned())
                    .or_insert_with(|| (title.to_owned(), Vec::new()));
                list.push(one.clause.clone());
                break;
            }
        }
    }
    for (rule, (title, list)) in by_rule {
        if list.len() > 1 && list.len() < binding.len() {
            let count = list.len();
            try_out(
                format!("rule.{rule}"),
                Label::new(
                    format!("{title}の{count}条項を改める"),
                    format!("Amend the {count} clauses of {title}"),
                ),
                amend(list),
            );
        }
    }
    for one in binding.iter().take(TRIED) {
        let (id, name) = (one.clause.as_str(), one.name.as_str());
        try_out(
            format!("clause.{id}"),
            Label::new(
                format!("{name}（{id}）を改める"),
                format!("Amend {name} ({id})"),
            ),
            amend(vec![one.clause.clone()]),
        );
    }
    let links = graph.documents().links;
    let mut seen = BTreeSet::new();
    for tool in links.tools.iter().map(|one| &one.tool) {
        if seen.insert(tool.as_str().to_owned()) {
            try_out(
                format!("tool.{tool}"),
                Label::new(
                    format!("デジタルツール「{tool}」を導入する"),
                    format!("Introduce the tool {tool}"),
                ),
                vec![Change::IntroduceTool { tool: tool.clone() }],
            );
        }
    }
    let mut seen = BTreeSet::new();
    for procedure in links.visits.iter().map(|one| &one.procedure) {
        if seen.insert(procedure.as_str()) {
            let node = NodeId::new(NodeKind::Procedure, procedure.as_str());
            let name = graph.name(&node).unwrap_or_default();
            try_out(
                format!("procedure.{procedure}"),
                Label::new(
                    format!("{procedure} {name}をオンライン化する"),
                    format!("Put {procedure} {name} online"),
                ),
                vec![Change::DigitizeProcedures {
                    procedures: vec![procedure.clone()],
                }],
            );
        }
    }
    trials
}
