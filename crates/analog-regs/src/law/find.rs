//! From a citation to its provision.

use super::{
    LawDocument, Provision, ProvisionKind as Kind,
    tree::{ArticleEntry, Extra, small},
};
use tosei_types::{
    AmendingAct, Citation, Division, ProvisionNumber, Subitem, SupplementaryKind, TableRow,
};

pub(super) fn find<'l>(law: &'l LawDocument, citation: &Citation) -> Option<Provision<'l>> {
    let parts = citation.parts();
    let scope = match &parts.division {
        Division::Main => law
            .root()
            .children()
            .find(|child| child.kind() == Kind::MainProvision)?,
        Division::Supplementary { kind, act } => supplement(law, *kind, act.as_ref())?,
        Division::Schedule { number, .. } => {
            let mut schedules = law.root().children().filter(|c| c.kind() == Kind::Schedule);
            schedules.find(|schedule| schedule.number() == *number)?
        }
        _ => return None,
    };
    let mut at = scope;
    if let Division::Schedule { row: Some(row), .. } = &parts.division {
        let table = at.children().find(|child| child.kind() == Kind::Table)?;
        at = row_of(table, *row)?;
    }
    if let Some(number) = parts.article {
        at = article(law, scope, number)?;
    }
    if let Some(number) = parts.paragraph {
        at = numbered(at, Kind::Paragraph, number)?;
    }
    if let Some(number) = parts.item {
        at = match numbered(at, Kind::Item, number) {
            Some(item) => item,
            None => {
                let mut paragraphs = at.children().filter(|c| c.kind() == Kind::Paragraph);
                let only = paragraphs.next()?;
                if paragraphs.next().is_some() {
                    return None;
                }
                numbered(only, Kind::Item, number)?
            }
        };
    }
    if let Some(row) = parts.table {
        let of = |at: Provision<'l>| at.children().find(|child| child.kind() == Kind::Table);
        let inside = || {
            at.children()
                .find(|c| c.kind() == Kind::Paragraph)
                .and_then(of)
        };
        at = of(at).or_else(inside)?;
        match row {
            None => {}
            Some(TableRow::Row(number)) => at = row_of(at, number)?,
            Some(_) => return None,
        }
    }
    for sign in &parts.subitems {
        at = at.children().find(|child| is_subitem(*child, *sign))?;
    }
    Some(at)
}

fn supplement<'l>(
    law: &'l LawDocument,
    kind: SupplementaryKind,
    act: Option<&AmendingAct>,
) -> Option<Provision<'l>> {
    let mut all = law
        .root()
        .children()
        .filter(|child| child.kind() == Kind::Supplement);
    match (kind, act) {
        (_, Some(act)) => all.find(|supplement| {
            let own = supplement
                .amending_act()
                .and_then(|own| AmendingAct::try_new(own).ok());
            own.as_ref() == Some(act)
        }),
        (SupplementaryKind::Amending, None) => {
            let mut amending = all.filter(|supplement| supplement.amending_act().is_some());
            let first = amending.next()?;
            amending.next().is_none().then_some(first)
        }
        _ => all.find(|supplement| supplement.amending_act().is_none()),
    }
}

/// An article of the main provisions or of one 附則; ranges hold their numbers.
pub(super) fn article<'l>(
    law: &'l LawDocument,
    scope: Provision<'l>,
    number: ProvisionNumber,
) -> Option<Provision<'l>> {
    let key = ArticleEntry {
        scope: scope.number,
        number,
        provision: 0,
    };
    let at = law.articles.partition_point(|entry| *entry < key);
    if let Some(entry) = law.articles.get(at)
        && entry.scope == scope.number
        && entry.number == number
    {
        return Some(Provision {
            law,
            number: entry.provision,
        });
    }
    let before = law.articles.get(at.checked_sub(1)?)?;
    let found = Provision {
        law,
        number: before.provision,
    };
    let inside =
        before.scope == scope.number && found.number_end().is_some_and(|end| number <= end);
    inside.then_some(found)
}

pub(super) fn numbered(
    parent: Provision<'_>,
    kind: Kind,
    number: ProvisionNumber,
) -> Option<Provision<'_>> {
    parent.children().find(|child| {
        child.kind() == kind
            && child.number().is_some_and(|first| {
                first == number
                    || (first < number && child.number_end().is_some_and(|end| number <= end))
            })
    })
}

fn is_subitem(child: Provision<'_>, sign: Subitem) -> bool {
    child.kind() == Kind::Subitem && child.subitem() == Some(sign)
}

fn row_of(table: Provision<'_>, number: ProvisionNumber) -> Option<Provision<'_>> {
    table.children().find(|row| {
        let named = super::address::parts(*row).0;
        row.kind() == Kind::TableRow
            && (named.table == Some(Some(TableRow::Row(number)))
                || matches!(named.division, Division::Schedule { row: Some(row), .. } if row == number))
    })
}

/// The articles of a finished tree, sorted; those that an amendment quotes are not the law's own.
pub(super) fn index(law: &LawDocument) -> Vec<ArticleEntry> {
    let mut entries = Vec::new();
    let mut scope = None;
    let mut quoted_until = 0u32;
    for (number, data) in law.provisions.iter().enumerate() {
        let number = small(number);
        match data.kind {
            Kind::MainProvision | Kind::Supplement => scope = Some(number),
            Kind::Quote => quoted_until = quoted_until.max(data.subtree_end),
            Kind::Article if number >= quoted_until => {
                if let (Some(scope), Some(value)) = (scope, data.number) {
                    entries.push(ArticleEntry {
                        scope,
                        number: value,
                        provision: number,
                    });
                }
            }
            _ => {}
        }
    }
    if !entries.is_sorted() {
        entries.sort_unstable();
    }
    entries
}

/// What an extra is looked up by; used where a document is built.
pub(super) fn sort_extras(extras: &mut [(u32, Extra)]) {
    if !extras.is_sorted_by_key(|(number, _)| *number) {
        extras.sort_by_key(|(number, _)| *number);
    }
}
