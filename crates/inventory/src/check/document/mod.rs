//! The rules about inventory documents: one file here for each noun they are about.
//!
//! A rule is looked up by its code in the catalogue that is given. A rule that the catalogue does
//! not have is not applied, so a body can leave rules out.

mod barrier;
mod identity;
mod notice;
mod organisation;
mod period;
mod procedure;
mod process;
mod volume;

use crate::{
    Inventory, ProcedureCategories, ProcessKinds, RuleAuthorities,
    document::{ItemList, Places},
};
use std::collections::HashMap;
use tosei_document::{Catalogue, Mark, Place, Sink, ValueRef};

/// The lists that codes of an inventory are looked up in: the embedded ones, or a body's own.
#[derive(Debug, Clone, Copy)]
pub struct CodeLists<'a> {
    /// 手続プロセスの種類.
    pub kinds: &'a ProcessKinds,
    /// 手続の分類.
    pub categories: &'a ProcedureCategories,
    /// 規程の改正権限.
    pub authorities: &'a RuleAuthorities,
}

impl Default for CodeLists<'static> {
    fn default() -> Self {
        Self {
            kinds: ProcessKinds::standard(),
            categories: ProcedureCategories::standard(),
            authorities: RuleAuthorities::standard(),
        }
    }
}

/// Checks the content of an inventory: identity, references, dates, codes, counts, contradictions.
///
/// Findings name places of the JSON form; [`Reading::check`](crate::document::Reading::check) names
/// those of the file that was read. Nothing here depends on today: what has passed is judged by the
/// inventory's status date.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_inventory::{Body, Inventory, Procedure, check_document, document};
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// inventory.procedures.push(Procedure::new("P-0001".parse()?, "住民票の写しの交付"));
/// let mut findings = Collector::new(document::rules());
/// check_document(&inventory, document::rules(), &mut findings);
/// let report = findings.into_report();
/// assert_eq!(report.count_of("inventory.document.procedure.without_process"), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check_document(inventory: &Inventory, catalogue: &Catalogue, sink: &mut dyn Sink) {
    check_document_with(
        inventory,
        &Places::default(),
        &CodeLists::default(),
        catalogue,
        sink,
    );
}

/// Checks the content of an inventory with places in the file it was read from, against a body's own
/// code lists.
pub fn check_document_with(
    inventory: &Inventory,
    places: &Places,
    lists: &CodeLists<'_>,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) {
    let mut checker = Checker {
        inventory,
        places,
        lists,
        catalogue,
        sink,
        organisations: first_positions(inventory.organisations.iter().map(|o| o.id.as_str())),
        procedures: first_positions(inventory.procedures.iter().map(|p| p.id.as_str())),
    };
    checker.identities();
    checker.organisations();
    checker.procedures();
    for (at, process) in inventory.processes.iter().enumerate() {
        checker.process(at, process);
        checker.process_volumes(at, process);
        checker.notice(at, process);
        checker.barriers(Part::process(at, process, ""), process.barriers.as_deref());
        checker.period(at, process);
    }
    checker.touchpoints();
}

/// Where each id stands for the first time.
fn first_positions<'a>(ids: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    let mut positions = HashMap::new();
    for (at, id) in ids.enumerate() {
        positions.entry(id).or_insert(at);
    }
    positions
}

/// One pass over one inventory.
struct Checker<'a> {
    inventory: &'a Inventory,
    places: &'a Places,
    lists: &'a CodeLists<'a>,
    catalogue: &'a Catalogue,
    sink: &'a mut dyn Sink,
    organisations: HashMap<&'a str, usize>,
    procedures: HashMap<&'a str, usize>,
}

/// The part of an item that a finding is about.
#[derive(Clone, Copy)]
struct Part<'p> {
    list: ItemList,
    at: usize,
    /// The item's id.
    id: &'p str,
    /// A JSON Pointer inside the item.
    path: &'p str,
}

impl<'p> Part<'p> {
    fn process(at: usize, process: &'p crate::Process, path: &'p str) -> Self {
        Self {
            list: ItemList::Processes,
            at,
            id: process.id.as_str(),
            path,
        }
    }
}

impl Checker<'_> {
    /// Reports a finding about a part of an item; nothing if the catalogue does not have the rule.
    fn report(
        &mut self,
        code: &'static str,
        part: Part<'_>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if self.catalogue.index(code).is_some() {
            let place = self.places.of(part.list, part.at, part.path);
            self.report_at(code, &place, Some(part.id), values);
        }
    }

    fn report_at(
        &mut self,
        code: &'static str,
        place: &Place,
        subject: Option<&str>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = self.catalogue.index(code) {
            self.sink.accept(Mark {
                rule,
                place: place.as_ref(),
                subject,
                values,
            });
        }
    }
}
