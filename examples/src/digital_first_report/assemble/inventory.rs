//! The report on an inventory in our own format.

use super::{
    super::{
        Failure,
        input::Input,
        report::{FORMAT, FORMAT_VERSION, Grouping, Report, Source, SourceCounts, VolumeBasis},
    },
    Made, as_number, barriers, findings,
    groups::{self, Plan},
    priorities,
    rates::{self, Tallies},
};
use std::collections::{BTreeMap, HashMap};
use tosei_inventory::{
    CompiledRates, FactsBasis, GroupedTally, Inventory, Organisation, OrganisationKind,
    ProcedureFacts, ProcessFacts, RateResult, Role, Tally, TouchpointFacts, TouchpointKind,
    VolumeChoice, VolumeMeasure, VolumeState, office_table::OfficeTotals,
};
use tosei_types::{FiscalYear, Label, Language};

pub(super) fn report(
    input: &Input,
    inventory: &Inventory,
    not_typed: usize,
    office: Option<&OfficeTotals>,
    compiled: &CompiledRates,
) -> Result<Made, Failure> {
    let (choice, any) = volume_choice(inventory);
    let basis = FactsBasis::standard(inventory.status_date, choice);
    let organisations = Organisations::of(inventory);
    let plan = Plan::processes(compiled);

    let mut by_department = GroupedTally::<ProcessFacts>::new();
    let mut by_division = GroupedTally::<ProcessFacts>::new();
    organisations.announce(&mut by_department, &mut by_division);
    for (process, facts) in inventory.process_facts(&basis) {
        let executor = process
            .holders(Role::Executor, inventory.status_date)
            .next();
        let executor = executor.map_or("", |id| id.as_str());
        by_department.add(organisations.department(executor), &facts);
        by_division.add(executor, &facts);
    }
    let touchpoints = touchpoints(inventory, &basis);
    let tallies = Tallies {
        processes: by_division.total(),
        procedures: Some(procedures(inventory, &basis)),
        touchpoints: touchpoints.as_ref().map(GroupedTally::total),
    };
    let named = |key: &str| organisations.label(key);
    let groupings = vec![
        used(plan.by_name(departments(), &by_department, named)),
        used(plan.by_name(divisions(), &by_division, named)),
        groups::by_kind(plan, &tallies.processes),
        groups::by_actor(plan, &tallies.processes),
    ];
    let bands = match &tallies.procedures {
        Some(procedures) if !procedures.is_empty() => {
            Plan::procedures(compiled).by_volume_band(procedures)
        }
        _ => Plan::volumes_of_processes(compiled).by_volume_band(&tallies.processes),
    };
    let results = rates::results(compiled, &tallies);
    let report = Report {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        source: source(input, inventory, not_typed, office),
        rates: rates::named(&results, &tallies),
        answer_sheets: Vec::new(),
        change: None,
        round: None,
        forecast: None,
        suppression: None,
        groupings,
        volume_bands: bands,
        priorities: priorities::of_inventory(inventory, &basis, compiled)?,
        barriers: barriers::of_inventory(inventory),
        touchpoints: touchpoints
            .map(|tally| Plan::touchpoints(compiled).by_name(kinds(), &tally, touchpoint_label)),
        findings: findings::none(),
    };
    Ok(Made {
        report,
        results,
        volumes: any.then_some(choice),
    })
}

/// The rates of an inventory, without anything else.
pub(super) fn results(inventory: &Inventory, compiled: &CompiledRates) -> Vec<RateResult> {
    let basis = FactsBasis::standard(inventory.status_date, volume_choice(inventory).0);
    let mut processes = Tally::<ProcessFacts>::new();
    for (_, facts) in inventory.process_facts(&basis) {
        processes.add(&facts);
    }
    let tallies = Tallies {
        processes,
        procedures: Some(procedures(inventory, &basis)),
        touchpoints: touchpoints(inventory, &basis).map(|tally| tally.total()),
    };
    rates::results(compiled, &tallies)
}

fn procedures(inventory: &Inventory, basis: &FactsBasis<'_>) -> Tally<ProcedureFacts> {
    let mut procedures = Tally::new();
    for (_, facts) in inventory.procedure_facts(basis) {
        procedures.add(&facts);
    }
    procedures
}

pub(super) fn source(
    input: &Input,
    inventory: &Inventory,
    not_typed: usize,
    office: Option<&OfficeTotals>,
) -> Source {
    let body = &inventory.body;
    let (choice, any) = volume_choice(inventory);
    Source {
        kind: input.kind,
        file_name: input.file_name.clone(),
        body: Label::new(
            body.name.as_str(),
            body.name_en.as_deref().unwrap_or(&body.name),
        ),
        fictional: inventory.fictional,
        status_date: Some(inventory.status_date),
        volumes: any.then_some(VolumeBasis {
            fiscal_year: choice.fiscal_year,
            measure: choice.measure,
            state: choice.state,
        }),
        office: office.cloned(),
        edition: None,
        counts: SourceCounts {
            organisations: as_number(inventory.organisations.len()),
            procedures: Some(as_number(inventory.procedures.len())),
            processes: as_number(inventory.processes.len()),
            touchpoints: Some(as_number(inventory.touchpoints.len())),
            not_typed: as_number(not_typed),
        },
    }
}

/// Which counts the rates use, and whether there are any.
///
/// The state that is surest (確定, 速報, 見込), of it the latest year, of it the measure with more
/// counts (申請件数 if both have as many).
pub(in super::super) fn volume_choice(inventory: &Inventory) -> (VolumeChoice, bool) {
    let mut known: BTreeMap<(VolumeState, FiscalYear), BTreeMap<VolumeMeasure, u64>> =
        BTreeMap::new();
    let of_procedures = inventory.procedures.iter().map(|item| &item.volumes);
    let of_processes = inventory.processes.iter().map(|item| &item.volumes);
    for volume in of_procedures.chain(of_processes).flatten() {
        if volume.cases.is_some() {
            let measures = known.entry((volume.state, volume.fiscal_year)).or_default();
            let count = measures.entry(volume.measure).or_default();
            *count = count.saturating_add(1);
        }
    }
    let surest = known.keys().map(|(state, _)| *state).min();
    let best = known
        .iter()
        .filter(|((state, _), _)| Some(*state) == surest)
        .max_by_key(|((_, year), _)| *year);
    match best {
        Some(((state, fiscal_year), measures)) => {
            let of = |measure| measures.get(&measure).copied().unwrap_or(0);
            let handled = of(VolumeMeasure::Handled) > of(VolumeMeasure::Applications);
            let choice = VolumeChoice {
                fiscal_year: *fiscal_year,
                measure: if handled {
                    VolumeMeasure::Handled
                } else {
                    VolumeMeasure::Applications
                },
                state: *state,
            };
            (choice, true)
        }
        None => {
            let year = inventory.status_date.fiscal_year();
            let choice = VolumeChoice {
                fiscal_year: year.previous().unwrap_or(year),
                measure: VolumeMeasure::Applications,
                state: VolumeState::Final,
            };
            (choice, false)
        }
    }
}

/// Touchpoints by kind; `None` if there are none.
fn touchpoints(
    inventory: &Inventory,
    basis: &FactsBasis<'_>,
) -> Option<GroupedTally<TouchpointFacts>> {
    if inventory.touchpoints.is_empty() {
        return None;
    }
    let mut tally = GroupedTally::new();
    for kind in TouchpointKind::ALL {
        for touchpoint in inventory.touchpoints.iter().filter(|t| t.kind == *kind) {
            tally.add(kind.code(), &touchpoint.facts(basis));
        }
    }
    Some(tally)
}

fn touchpoint_label(code: &str) -> Label {
    match code.parse::<TouchpointKind>() {
        Ok(kind) => Label::new(kind.label(Language::Ja), kind.label(Language::En)),
        Err(_) => Label::new(code, code),
    }
}

fn departments() -> (&'static str, Label, Label) {
    (
        "organisation.department",
        Label::new("部局", "Department"),
        Label::new(
            "基準日の処理機関が属する部・局・委員会などによる区分。組織一覧の順に並べる。",
            "Groups by the department or board to which the executing body belongs on the status date, in the order of the list of organisations.",
        ),
    )
}

fn divisions() -> (&'static str, Label, Label) {
    (
        "organisation.division",
        Label::new("課・室", "Division"),
        Label::new(
            "基準日の処理機関による区分。処理機関が二つ以上書かれたものは、初めのものに数える。",
            "Groups by the executing body on the status date. A process with several counts with the first.",
        ),
    )
}

fn kinds() -> (&'static str, Label, Label) {
    (
        "touchpoint_kind",
        Label::new("接点の種類", "Kind of touchpoint"),
        Label::new(
            "手続でない接点（契約書類、相談、催しなど）の種類による区分。手続の率には入らない。",
            "Contacts that are not procedures (contract documents, consultations, events) by kind. They are in no rate of procedures.",
        ),
    )
}

/// Leaves out groups that nothing belongs to.
fn used(mut grouping: Grouping) -> Grouping {
    grouping
        .groups
        .retain(|group| group.count.shown() != Some(0));
    grouping
}

/// The list of organisations, with the department of each.
struct Organisations<'i> {
    list: &'i [Organisation],
    by_id: HashMap<&'i str, &'i Organisation>,
}

impl<'i> Organisations<'i> {
    fn of(inventory: &'i Inventory) -> Self {
        let mut by_id = HashMap::new();
        for organisation in &inventory.organisations {
            by_id
                .entry(organisation.id.as_str())
                .or_insert(organisation);
        }
        Self {
            list: &inventory.organisations,
            by_id,
        }
    }

    /// Makes the groups in the order of the list.
    fn announce(
        &self,
        departments: &mut GroupedTally<ProcessFacts>,
        divisions: &mut GroupedTally<ProcessFacts>,
    ) {
        for organisation in self.list {
            departments.group(self.department(organisation.id.as_str()));
            divisions.group(organisation.id.as_str());
        }
    }

    /// The highest organisation above one that is not the body itself.
    fn department<'a>(&self, id: &'a str) -> &'a str
    where
        'i: 'a,
    {
        let mut department = id;
        // A ring of parents ends after as many steps as there are organisations.
        for _ in 0..self.list.len() {
            let parent = self
                .by_id
                .get(department)
                .and_then(|organisation| organisation.parent.as_ref())
                .and_then(|parent| self.by_id.get(parent.as_str()))
                .filter(|parent| !is_whole(parent.kind));
            match parent {
                Some(parent) => department = parent.id.as_str(),
                None => break,
            }
        }
        department
    }

    fn label(&self, id: &str) -> Label {
        match self.by_id.get(id) {
            Some(organisation) => {
                Label::new(organisation.name.as_str(), organisation.name.as_str())
            }
            None if id.is_empty() => Label::new("処理機関の記載なし", "no executing body given"),
            None => Label::new(
                format!("{id}（組織一覧にない）"),
                format!("{id} (not in the list of organisations)"),
            ),
        }
    }
}

/// Whether an organisation is a body as a whole, of which departments are parts.
fn is_whole(kind: OrganisationKind) -> bool {
    matches!(
        kind,
        OrganisationKind::Municipality | OrganisationKind::Prefecture | OrganisationKind::State
    )
}
