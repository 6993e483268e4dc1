//! Identity: every id once, every reference to something that is listed, every thing named.

use super::{Checker, Part};
use crate::{LegalBasis, document::ItemList};
use std::collections::HashMap;
use tosei_types::{OrganisationId, read_citation_cell};

/// Characters that are not seen, or turn what follows them round; no identifier has them either.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

impl Checker<'_> {
    pub(super) fn identities(&mut self) {
        let inventory = self.inventory;
        let organisations = inventory.organisations.iter();
        self.once(
            "inventory.document.organisation.duplicate_id",
            ItemList::Organisations,
            organisations.map(|item| item.id.as_str()),
        );
        self.once(
            "inventory.document.procedure.duplicate_id",
            ItemList::Procedures,
            inventory.procedures.iter().map(|item| item.id.as_str()),
        );
        self.once(
            "inventory.document.process.duplicate_id",
            ItemList::Processes,
            inventory.processes.iter().map(|item| item.id.as_str()),
        );
        self.once(
            "inventory.document.touchpoint.duplicate_id",
            ItemList::Touchpoints,
            inventory.touchpoints.iter().map(|item| item.id.as_str()),
        );
    }

    fn once<'i>(&mut self, code: &'static str, list: ItemList, ids: impl Iterator<Item = &'i str>) {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (at, id) in ids.enumerate() {
            if let Some(first) = seen.get(id) {
                let first = self.places.of(list, *first, "/id").to_string();
                let part = Part {
                    list,
                    at,
                    id,
                    path: "/id",
                };
                let values = [("id", id.into()), ("first", first.as_str().into())];
                self.report(code, part, &values);
            } else {
                seen.insert(id, at);
            }
        }
    }

    /// Reports a name of white space only, and one that does not read as it is written.
    pub(super) fn named(&mut self, part: Part<'_>, name: &str) {
        if name.trim().is_empty() {
            self.report("inventory.document.name.blank", part, &[]);
        }
        if let Some(hidden) = name.chars().find(|character| is_hidden(*character)) {
            let number = format!("U+{:04X}", u32::from(hidden));
            let values = [("character", number.as_str().into())];
            self.report("inventory.document.name.hidden_character", part, &values);
        }
    }

    /// Reports an organisation that is named but not listed.
    pub(super) fn listed_organisation(&mut self, part: Part<'_>, id: &OrganisationId) {
        if !self.organisations.contains_key(id.as_str()) {
            let values = [("id", id.as_str().into())];
            self.report("inventory.document.reference.organisation", part, &values);
        }
    }

    /// Reports a procedure that is named but not listed.
    pub(super) fn listed_procedure(&mut self, part: Part<'_>, id: &str) {
        if !self.procedures.contains_key(id) {
            let values = [("id", id.into())];
            self.report("inventory.document.reference.procedure", part, &values);
        }
    }

    /// Reports provisions that nobody can look up; `path` is the list's.
    pub(super) fn provisions(&mut self, item: Part<'_>, path: &str, bases: &[LegalBasis]) {
        for (number, basis) in bases.iter().enumerate() {
            let path = format!("{path}/{number}/provision");
            self.provision(
                Part {
                    path: &path,
                    ..item
                },
                basis,
            );
        }
    }

    /// Reports a provision that cannot be read.
    pub(super) fn provision(&mut self, part: Part<'_>, basis: &LegalBasis) {
        let Some(text) = &basis.provision else {
            return;
        };
        let reading = read_citation_cell(text);
        if let Some(unread) = reading.unread().first() {
            let detail = unread.reason().to_string();
            let values = [
                ("text", text.as_str().into()),
                ("detail", detail.as_str().into()),
            ];
            self.report(
                "inventory.document.legal_basis.provision_unread",
                part,
                &values,
            );
        }
    }

    /// Reports a time that ends before it begins.
    pub(super) fn in_order(
        &mut self,
        part: Part<'_>,
        from: Option<tosei_types::Date>,
        until: Option<tosei_types::Date>,
    ) {
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            let (from, until) = (from.to_string(), until.to_string());
            let values = [
                ("from", from.as_str().into()),
                ("until", until.as_str().into()),
            ];
            self.report("inventory.document.dates_reversed", part, &values);
        }
    }
}
