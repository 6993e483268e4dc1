//! Organisations: numbers, parents, times.

use super::{Checker, Part};
use crate::{Organisation, OrganisationKind, Stated, document::ItemList};
use std::str::FromStr;
use tosei_document::ValueRef;
use tosei_types::{CorporateNumber, LocalGovernmentCode};

impl<'a> Checker<'a> {
    pub(super) fn organisations(&mut self) {
        let inventory = self.inventory;
        let body = &inventory.body;
        if let Some(detail) = refused::<CorporateNumber>(body.corporate_number.as_ref()) {
            let place = self.places.of_document("/body/corporate_number");
            let values = values(&detail);
            self.report_at(
                "inventory.document.organisation.corporate_number",
                &place,
                None,
                &values,
            );
        }
        if let Some(detail) = refused::<LocalGovernmentCode>(body.local_government_code.as_ref()) {
            let place = self.places.of_document("/body/local_government_code");
            let values = values(&detail);
            self.report_at(
                "inventory.document.organisation.local_government_code",
                &place,
                None,
                &values,
            );
        }
        for (at, organisation) in inventory.organisations.iter().enumerate() {
            self.organisation(at, organisation);
        }
        self.parents();
    }

    fn organisation(&mut self, at: usize, organisation: &Organisation) {
        let part = |path| Part {
            list: ItemList::Organisations,
            at,
            id: organisation.id.as_str(),
            path,
        };
        self.named(part("/name"), &organisation.name);
        if organisation.kind == OrganisationKind::Other {
            let raw = organisation.kind_raw.as_deref().unwrap_or("-");
            let values = [("kind", raw.into())];
            self.report(
                "inventory.document.organisation.kind_unlisted",
                part("/kind"),
                &values,
            );
        }
        for (path, id) in [
            ("/parent", &organisation.parent),
            ("/operated_by", &organisation.operated_by),
        ] {
            if let Some(id) = id {
                self.listed_organisation(part(path), id);
            }
        }
        for (number, id) in organisation.successors.iter().enumerate() {
            let path = format!("/successors/{number}");
            let part = part("");
            self.listed_organisation(
                Part {
                    path: &path,
                    ..part
                },
                id,
            );
        }
        if let Some(detail) = refused::<CorporateNumber>(organisation.corporate_number.as_ref()) {
            self.report(
                "inventory.document.organisation.corporate_number",
                part("/corporate_number"),
                &values(&detail),
            );
        }
        let code = organisation.local_government_code.as_ref();
        if let Some(detail) = refused::<LocalGovernmentCode>(code) {
            self.report(
                "inventory.document.organisation.local_government_code",
                part("/local_government_code"),
                &values(&detail),
            );
        }
        self.in_order(
            part("/exists_until"),
            organisation.exists_from,
            organisation.exists_until,
        );
    }

    /// The position of an organisation's parent.
    fn parent(&self, at: usize) -> Option<usize> {
        let organisation = self.inventory.organisations.get(at)?;
        let parent = organisation.parent.as_ref()?;
        self.organisations.get(parent.as_str()).copied()
    }

    /// Reports each ring of parents once, at its member that stands first.
    fn parents(&mut self) {
        let count = self.inventory.organisations.len();
        // 0: not seen; otherwise the number of the walk that saw it.
        let mut seen = vec![0usize; count];
        for start in 0..count {
            let walk = start.saturating_add(1);
            let mut at = start;
            let ring = loop {
                match seen.get_mut(at) {
                    Some(mark) if *mark == 0 => *mark = walk,
                    Some(mark) if *mark == walk => break Some(at),
                    _ => break None,
                }
                match self.parent(at) {
                    Some(parent) => at = parent,
                    None => break None,
                }
            };
            if let Some(entry) = ring {
                self.ring(entry);
            }
        }
    }

    fn ring(&mut self, entry: usize) {
        let mut members = vec![entry];
        let mut at = entry;
        while let Some(parent) = self.parent(at).filter(|parent| *parent != entry) {
            members.push(parent);
            at = parent;
        }
        let first = members.iter().copied().min().unwrap_or(entry);
        let inventory = self.inventory;
        let ids: Vec<&str> = members
            .iter()
            .chain([&entry])
            .filter_map(|member| inventory.organisations.get(*member))
            .map(|organisation| organisation.id.as_str())
            .collect();
        let ring = ids.join(" → ");
        if let Some(organisation) = inventory.organisations.get(first) {
            let part = Part {
                list: ItemList::Organisations,
                at: first,
                id: organisation.id.as_str(),
                path: "/parent",
            };
            let values = [("ring", ring.as_str().into())];
            self.report("inventory.document.organisation.parent_ring", part, &values);
        }
    }

    /// The kind of the organ in whose name an organisation acts: the first organ among itself and
    /// what it belongs to.
    pub(super) fn organ(&self, id: &str) -> Option<OrganisationKind> {
        let mut at = *self.organisations.get(id)?;
        for _ in 0..self.inventory.organisations.len() {
            let kind = self.inventory.organisations.get(at)?.kind;
            if self.lists.authorities.organ(kind)?.is_organ {
                return Some(kind);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// An organisation by its id.
    pub(super) fn organisation_of(&self, id: &str) -> Option<&'a Organisation> {
        let at = *self.organisations.get(id)?;
        self.inventory.organisations.get(at)
    }
}

/// The text and the reason, where a number was written that is none.
fn refused<T>(stated: Option<&Stated<T>>) -> Option<(String, String)>
where
    T: FromStr,
    T::Err: std::fmt::Display,
{
    let text = stated?.text();
    let error = text.parse::<T>().err()?;
    Some((text.to_owned(), error.to_string()))
}

fn values((text, detail): &(String, String)) -> [(&'static str, ValueRef<'_>); 2] {
    [
        ("text", text.as_str().into()),
        ("detail", detail.as_str().into()),
    ]
}
