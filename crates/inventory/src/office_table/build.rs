//! Rows become procedures, processes and organisations.

use super::{
    OfficeField, OfficeIdRule, OfficeMapping, OfficeTotals, RowUnit, read::Out, value::CasesReading,
};
use crate::{
    InstrumentKind, Inventory, LegalBasis, OnlineStatus, Organisation, OrganisationKind, Party,
    PeriodState, Procedure, Process, StandardPeriod, Volume, VolumeYear,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use tosei_document::{CellAddress, Sink, ValueRef};
use tosei_table::header_key;
use tosei_types::{
    Date, FiscalYear, OrganisationId, ProcedureId, ProcessId,
    period::{ProcessingPeriodClass, read_processing_period},
};

/// The key of the extension under which texts that could not be read are kept.
pub const OFFICE_CELLS: &str = "office_cells";
/// How many characters of a name an id takes.
const NAME_IN_ID: usize = 100;

/// 行の所在 (place of a row): which row of which file became which process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RowPlace {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 手続プロセスID.
    pub process: ProcessId,
    /// The file, where several were read.
    pub file: Option<String>,
    /// The sheet; empty for CSV.
    pub sheet: String,
    /// The row, counted from 1.
    pub row: u32,
}

/// What a row says.
pub(super) struct RowValues {
    pub(super) file: Option<String>,
    pub(super) sheet: String,
    pub(super) sheet_number: u32,
    pub(super) row: u32,
    pub(super) name_cell: CellAddress,
    pub(super) name: String,
    pub(super) id: Option<(CellAddress, String)>,
    pub(super) organisation: Option<String>,
    pub(super) parent: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) default_kind: Option<String>,
    pub(super) category: Option<String>,
    pub(super) actor: Option<Party>,
    pub(super) status: OnlineStatus,
    pub(super) since: Option<Date>,
    pub(super) has_cases: bool,
    pub(super) cases: CasesReading,
    pub(super) online_cases: CasesReading,
    pub(super) year: Option<FiscalYear>,
    pub(super) legal_title: Option<String>,
    pub(super) legal_provision: Option<String>,
    pub(super) period: Option<String>,
    pub(super) note: Option<String>,
    pub(super) unread: BTreeMap<OfficeField, String>,
}

impl RowValues {
    pub(super) fn new(name_cell: CellAddress) -> Self {
        Self {
            file: None,
            sheet: String::new(),
            sheet_number: 0,
            row: 0,
            name_cell,
            name: String::new(),
            id: None,
            organisation: None,
            parent: None,
            kind: None,
            default_kind: None,
            category: None,
            actor: None,
            status: OnlineStatus::Unknown,
            since: None,
            has_cases: false,
            cases: super::value::read_cases(""),
            online_cases: super::value::read_cases(""),
            year: None,
            legal_title: None,
            legal_provision: None,
            period: None,
            note: None,
            unread: BTreeMap::new(),
        }
    }
}

/// The inventory as it grows.
pub(super) struct Build<'m> {
    mapping: &'m OfficeMapping,
    inventory: Inventory,
    places: Vec<RowPlace>,
    /// How often each name stood already.
    names: HashMap<String, u64>,
    procedure_ids: HashSet<ProcedureId>,
    process_ids: HashSet<ProcessId>,
    organisations: HashMap<String, OrganisationId>,
    made_ids: u64,
}

impl<'m> Build<'m> {
    pub(super) fn new(mapping: &'m OfficeMapping) -> Self {
        let mut inventory = Inventory::new(mapping.body().clone(), mapping.status_date());
        inventory.fictional = mapping.fictional();
        Self {
            mapping,
            inventory,
            places: Vec::new(),
            names: HashMap::new(),
            procedure_ids: HashSet::new(),
            process_ids: HashSet::new(),
            organisations: HashMap::new(),
            made_ids: 0,
        }
    }

    pub(super) fn mapping(&self) -> &'m OfficeMapping {
        self.mapping
    }

    /// Adds a row.
    pub(super) fn row<S: Sink + ?Sized>(&mut self, values: RowValues, out: &mut Out<'_, S>) {
        let Some(id) = self.procedure_id(&values, out) else {
            return;
        };
        let parent = values.parent.as_deref();
        let parent =
            parent.and_then(|name| self.organisation(name, OrganisationKind::Department, None));
        let organisation = values
            .organisation
            .as_deref()
            .and_then(|name| self.organisation(name, OrganisationKind::Division, parent));
        let known = self.procedure_ids.contains(&id);
        let kind = values
            .kind
            .clone()
            .or_else(|| values.default_kind.clone())
            .unwrap_or_else(|| self.mapping.default_kind().to_owned());
        let Some(process_id) = self.process_id(&id, &kind, &values) else {
            return;
        };
        if !(known && self.mapping.row_unit() == RowUnit::Process) {
            let mut procedure = Procedure::new(id.clone(), values.name.clone());
            procedure.organisation = organisation;
            procedure.category.clone_from(&values.category);
            procedure.legal_basis = legal_basis(&values).into_iter().collect();
            procedure.note.clone_from(&values.note);
            self.inventory.procedures.push(procedure);
        }
        self.procedure_ids.insert(id.clone());
        self.inventory
            .processes
            .push(self.process(&id, process_id.clone(), kind, &values));
        self.places.push(RowPlace {
            procedure: id,
            process: process_id.clone(),
            file: values.file,
            sheet: values.sheet,
            row: values.row,
        });
        self.process_ids.insert(process_id);
    }

    fn process(
        &self,
        id: &ProcedureId,
        process_id: ProcessId,
        kind: String,
        values: &RowValues,
    ) -> Process {
        let mut process = Process::new(process_id, id.clone(), kind);
        process.actor = values.actor;
        process.status = values.status;
        process.online_since = values.since;
        process.standard_period = values.period.as_deref().map(standard_period);
        if let Some(choice) = self.mapping.volume()
            && values.has_cases
        {
            let year = values.year.unwrap_or(choice.fiscal_year);
            let volume = Volume::new(year, choice.measure, choice.state, values.cases.cases)
                .with_online(values.online_cases.cases)
                .with_precision(values.cases.precision);
            process.volumes.push(volume);
        }
        if !values.unread.is_empty() {
            let cells: serde_json::Map<String, serde_json::Value> = values
                .unread
                .iter()
                .map(|(field, text)| (field.code().to_owned(), text.as_str().into()))
                .collect();
            process
                .extensions
                .insert(OFFICE_CELLS.to_owned(), cells.into());
        }
        process
    }

    /// The id that the row states, or one made by the mapping's rule.
    fn procedure_id<S: Sink + ?Sized>(
        &mut self,
        values: &RowValues,
        out: &mut Out<'_, S>,
    ) -> Option<ProcedureId> {
        let name_key: String = header_key(&values.name).chars().take(NAME_IN_ID).collect();
        let seen = self.names.entry(name_key.clone()).or_default();
        *seen = seen.saturating_add(1);
        let seen = *seen;
        let name = ("name", ValueRef::from(values.name.as_str()));
        if seen > 1 && self.mapping.row_unit() == RowUnit::Procedure {
            out.cell(out.rules.name_repeated, values.name_cell, None, &[name]);
        }
        if let Some((cell, text)) = &values.id {
            let stated: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            if let Ok(id) = ProcedureId::new(&stated) {
                if self.procedure_ids.contains(&id) && self.mapping.row_unit() == RowUnit::Procedure
                {
                    out.cell(
                        out.rules.id_repeated,
                        *cell,
                        Some(&stated),
                        &[("value", text.as_str().into())],
                    );
                }
                return Some(id);
            }
            out.cell(
                out.rules.id_unusable,
                *cell,
                None,
                &[("value", text.as_str().into())],
            );
        }
        let by_row = || format!("row/{}/{}", values.sheet_number, values.row);
        let mut number = seen;
        let id = loop {
            let text = match self.mapping.id_rule() {
                OfficeIdRule::ByName if name_key.is_empty() => by_row(),
                OfficeIdRule::ByName if number <= 1 => format!("name/{name_key}"),
                OfficeIdRule::ByName => format!("name/{name_key}/{number}"),
                OfficeIdRule::ByRow => by_row(),
            };
            let id = ProcedureId::new(&text).ok()?;
            if !self.procedure_ids.contains(&id) || text == by_row() {
                break id;
            }
            number = number.checked_add(1)?;
        };
        self.made_ids = self.made_ids.saturating_add(1);
        let rule = self.mapping.id_rule().code();
        let made = [name, ("id", id.as_str().into()), ("id_rule", rule.into())];
        out.cell(
            out.rules.id_made,
            values.name_cell,
            Some(id.as_str()),
            &made,
        );
        Some(id)
    }

    fn process_id(&self, id: &ProcedureId, kind: &str, values: &RowValues) -> Option<ProcessId> {
        let kind: String = kind
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .take(60)
            .collect();
        let by_row = format!("row/{}/{}", values.sheet_number, values.row);
        let plain = ProcessId::new(&format!("{id}/{kind}"))
            .or_else(|_| ProcessId::new(&format!("{by_row}/{kind}")))
            .ok()?;
        if !self.process_ids.contains(&plain) {
            return Some(plain);
        }
        ProcessId::new(&format!("{by_row}/{kind}")).ok()
    }

    /// The organisation of a name: as the mapping has it, else the name is its id.
    fn organisation(
        &mut self,
        name: &str,
        kind: OrganisationKind,
        parent: Option<OrganisationId>,
    ) -> Option<OrganisationId> {
        let key = header_key(name);
        if let Some(id) = self.organisations.get(&key) {
            return Some(id.clone());
        }
        let mapped = self.mapping.organisations();
        let mapped = mapped.iter().find(|known| header_key(&known.name) == key);
        let id = match mapped {
            Some(known) => known.id.clone(),
            None => OrganisationId::new(&key).ok()?,
        };
        let kind = mapped.and_then(|known| known.kind).unwrap_or(kind);
        let exists = self
            .inventory
            .organisations
            .iter()
            .any(|known| known.id == id);
        if !exists {
            let mut organisation = Organisation::new(id.clone(), kind, name);
            organisation.parent = parent.filter(|parent| *parent != id);
            self.inventory.organisations.push(organisation);
        }
        self.organisations.insert(key, id.clone());
        Some(id)
    }

    pub(super) fn finish(mut self, totals: &mut OfficeTotals) -> (Inventory, Vec<RowPlace>) {
        totals.procedures = super::read::as_number(self.inventory.procedures.len());
        totals.processes = super::read::as_number(self.inventory.processes.len());
        let mut years: Vec<VolumeYear> = Vec::new();
        for process in &self.inventory.processes {
            let count = totals.statuses.entry(process.status).or_default();
            *count = count.saturating_add(1);
            for volume in &process.volumes {
                let year = VolumeYear {
                    fiscal_year: volume.fiscal_year,
                    state: volume.state,
                };
                if !years.contains(&year) {
                    years.push(year);
                }
            }
        }
        self.inventory.volume_years = years;
        if self.made_ids > 0 {
            let stated = serde_json::json!({
                "id_rule": self.mapping.id_rule().code(),
                "made_ids": self.made_ids,
            });
            self.inventory
                .extensions
                .insert("office_ids".to_owned(), stated);
        }
        (self.inventory, self.places)
    }
}

/// What a title says by its ending; `other` where it does not tell whose rule it is.
fn legal_basis(values: &RowValues) -> Option<LegalBasis> {
    if values.legal_title.is_none() && values.legal_provision.is_none() {
        return None;
    }
    let title = values.legal_title.as_deref().unwrap_or_default();
    let ends = |words: &[&str]| words.iter().any(|word| title.ends_with(word));
    let kind = if ends(&["条例"]) {
        InstrumentKind::Ordinance
    } else if ends(&["要綱", "要領"]) {
        InstrumentKind::Guideline
    } else if ends(&["法", "法律"]) {
        InstrumentKind::Act
    } else {
        InstrumentKind::Other
    };
    let mut basis = LegalBasis::new(kind);
    basis.title.clone_from(&values.legal_title);
    basis.provision.clone_from(&values.legal_provision);
    Some(basis)
}

/// What a cell says about the standard processing period; its text is kept.
fn standard_period(text: &str) -> StandardPeriod {
    let state = match text {
        "未設定" | "設定なし" | "定めなし" | "なし" => PeriodState::NotSet,
        "対象外" | "非該当" => PeriodState::NotApplicable,
        _ => match read_processing_period(text).map(|reading| reading.class()) {
            None
            | Some(ProcessingPeriodClass::Unread | ProcessingPeriodClass::NumberWithoutUnit) => {
                PeriodState::Unknown
            }
            Some(_) => PeriodState::Set,
        },
    };
    let mut period = StandardPeriod::new(state);
    period.processing = Some(text.to_owned());
    period
}
