//! Comparing two snapshots.

use super::board::{Group, Pair};
use super::change::{ChangeTotal, REPORT_FORMAT};
use super::matching::{self, Findings, Matching};
use super::options::Owners;
use super::{
    ChangeKind, CompareOptions, ComparedList, ComparisonReport, FieldChange, ItemChange,
    MatchReason, Transfer, comparison_rules,
};
use crate::{Inventory, Procedure, Process, Touchpoint};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use tosei_document::Report;
use tosei_types::{Date, OrganisationId};

/// 一覧の突合 (matching of one list): every item of both snapshots stands in exactly one part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ListComparison {
    /// Matches, changed or not.
    pub pairs: Vec<Pair>,
    /// 分割・統合.
    pub groups: Vec<Group>,
    /// 廃止: positions in the earlier list.
    pub abolished: Vec<usize>,
    /// 新設: positions in the later list.
    pub added: Vec<usize>,
    /// 年度版の終了: positions in the earlier list.
    pub editions_ended: Vec<usize>,
    /// 年度版の追加: positions in the later list.
    pub editions_added: Vec<usize>,
    sizes: (usize, usize),
}

impl ListComparison {
    pub(crate) fn fits(&self, earlier: usize, later: usize) -> bool {
        self.sizes == (earlier, later)
    }
}

/// 比較 (comparison) of two snapshots: which items are the same, and what differs.
///
/// It refers to the items of the two inventories by position; [`into_report`](Self::into_report)
/// gives what can be kept without them.
#[derive(Debug, Clone)]
pub struct Comparison {
    earlier_date: Date,
    later_date: Date,
    pub(crate) procedures: ListComparison,
    pub(crate) processes: ListComparison,
    pub(crate) touchpoints: ListComparison,
    changes: Vec<ItemChange>,
    findings: Report,
}

impl Comparison {
    /// 前の基準日.
    #[must_use]
    pub fn earlier_date(&self) -> Date {
        self.earlier_date
    }

    /// 後の基準日.
    #[must_use]
    pub fn later_date(&self) -> Date {
        self.later_date
    }

    /// How one list was matched.
    #[must_use]
    pub fn list(&self, list: ComparedList) -> &ListComparison {
        match list {
            ComparedList::Procedures => &self.procedures,
            ComparedList::Processes => &self.processes,
            ComparedList::Touchpoints => &self.touchpoints,
        }
    }

    /// Everything that differs, by list and id.
    #[must_use]
    pub fn changes(&self) -> &[ItemChange] {
        &self.changes
    }

    /// Ambiguous matches, proposals, corrections that do not fit.
    #[must_use]
    pub fn findings(&self) -> &Report {
        &self.findings
    }

    /// How many changes of one list have a kind.
    #[must_use]
    pub fn count(&self, list: ComparedList, kind: ChangeKind) -> u64 {
        let of_kind = |change: &&ItemChange| change.list == list && change.kinds.contains(&kind);
        u64::try_from(self.changes.iter().filter(of_kind).count()).unwrap_or(u64::MAX)
    }

    /// The part that does not need the inventories.
    #[must_use]
    pub fn into_report(self) -> ComparisonReport {
        let mut totals = Vec::new();
        for list in ComparedList::ALL {
            for kind in ChangeKind::ALL {
                let count = self.count(*list, *kind);
                if count > 0 {
                    totals.push(ChangeTotal {
                        list: *list,
                        kind: *kind,
                        count,
                    });
                }
            }
        }
        ComparisonReport {
            format: REPORT_FORMAT.0.to_owned(),
            format_version: REPORT_FORMAT.1,
            earlier_date: self.earlier_date,
            later_date: self.later_date,
            totals,
            changes: self.changes,
            findings: self.findings,
        }
    }
}

/// Compares two snapshots of one body.
///
/// Neither the order of the rows nor anything but the two inventories and the options changes the
/// result. Comparing with itself gives no change; comparing the other way round gives the mirror
/// image.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{
///     Body, ChangeKind, CompareOptions, ComparedList, Inventory, Procedure, SeriesEdition, compare,
/// };
///
/// let edition = |id: &str, year: &str| -> Result<Procedure, Box<dyn std::error::Error>> {
///     let mut procedure = Procedure::new(id.parse()?, format!("{year}年度省エネ設備補助金の申請"));
///     procedure.series = Some(SeriesEdition::new("sho-ene-hojo", year.parse()?));
///     Ok(procedure)
/// };
/// let mut earlier = Inventory::new(Body::new("見本市（架空）"), "2025-03-31".parse()?);
/// earlier.procedures.push(edition("P-2024-07", "2024")?);
/// let mut later = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// later.procedures.push(edition("P-2025-11", "2025")?);
///
/// let comparison = compare(&earlier, &later, &CompareOptions::default());
/// let count = |kind| comparison.count(ComparedList::Procedures, kind);
/// assert_eq!(count(ChangeKind::NewEdition), 1);
/// assert_eq!((count(ChangeKind::Added), count(ChangeKind::Abolished)), (0, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn compare(earlier: &Inventory, later: &Inventory, options: &CompareOptions<'_>) -> Comparison {
    let mut findings = Findings::default();
    check_bodies(earlier, later, &mut findings);
    let procedures = matching::procedures(earlier, later, options, &mut findings);
    let processes = matching::processes(earlier, later, &procedures, options, &mut findings);
    let touchpoints = matching::touchpoints(earlier, later, options, &mut findings);
    let mut changes = Vec::new();
    let (old_owners, new_owners) = (
        Owners::new(earlier, options.organisations),
        Owners::new(later, options.organisations),
    );
    let (old_series, new_series) = (series_of(earlier), series_of(later));
    let goes_on = |other: &HashSet<&str>, procedure: &Procedure| {
        let series = procedure.series.as_ref();
        series.is_some_and(|series| other.contains(series.series.as_str()))
    };
    let describe = Describe {
        options,
        kinds: procedure_kinds,
        name: |procedure: &Procedure| procedure.name.clone(),
        edition_ended: |procedure: &Procedure| goes_on(&new_series, procedure),
        edition_added: |procedure: &Procedure| goes_on(&old_series, procedure),
    };
    let procedures = describe.list(
        procedures,
        |procedure| procedure.organisation.as_ref(),
        |procedure| procedure.organisation.as_ref(),
        &mut changes,
    );
    let names: HashMap<&str, &str> = earlier
        .procedures
        .iter()
        .chain(&later.procedures)
        .map(|procedure| (procedure.id.as_str(), procedure.name.as_str()))
        .collect();
    let describe = Describe {
        options,
        kinds: |old: &Process, new: &Process| renamed(old.name != new.name).into_iter().collect(),
        name: |process: &Process| {
            let own = process.name.clone();
            let of_procedure = || names.get(process.procedure.as_str()).copied();
            own.unwrap_or_else(|| of_procedure().unwrap_or_default().to_owned())
        },
        edition_ended: |_: &Process| false,
        edition_added: |_: &Process| false,
    };
    let processes = describe.list(
        processes,
        |process| old_owners.of_process(process),
        |process| new_owners.of_process(process),
        &mut changes,
    );
    let describe = Describe {
        options,
        kinds: |old: &Touchpoint, new: &Touchpoint| {
            renamed(old.name != new.name).into_iter().collect()
        },
        name: |touchpoint: &Touchpoint| touchpoint.name.clone(),
        edition_ended: |_: &Touchpoint| false,
        edition_added: |_: &Touchpoint| false,
    };
    let touchpoints = describe.list(
        touchpoints,
        |touchpoint| touchpoint.organisation.as_ref(),
        |touchpoint| touchpoint.organisation.as_ref(),
        &mut changes,
    );
    changes.sort_by(|a, b| (a.list, &a.later, &a.earlier).cmp(&(b.list, &b.later, &b.earlier)));
    Comparison {
        earlier_date: earlier.status_date,
        later_date: later.status_date,
        procedures,
        processes,
        touchpoints,
        changes,
        findings: findings.into_report(comparison_rules()),
    }
}

fn check_bodies(earlier: &Inventory, later: &Inventory, findings: &mut Findings) {
    let code = |inventory: &Inventory| {
        let code = inventory.body.local_government_code.as_ref();
        code.map(|code| code.text().to_owned())
    };
    let (old, new) = (code(earlier), code(later));
    let differ = match (&old, &new) {
        (Some(old), Some(new)) => old != new,
        _ => earlier.body.name != later.body.name,
    };
    if differ {
        let values = [
            ("earlier", earlier.body.name.as_str().into()),
            ("later", later.body.name.as_str().into()),
        ];
        findings.report("different_bodies", None, &values);
    }
    if later.status_date < earlier.status_date {
        let (old, new) = (
            earlier.status_date.to_string(),
            later.status_date.to_string(),
        );
        let values = [
            ("earlier", old.as_str().into()),
            ("later", new.as_str().into()),
        ];
        findings.report("reversed_dates", None, &values);
    }
}

fn renamed(is: bool) -> Option<ChangeKind> {
    is.then_some(ChangeKind::Renamed)
}

fn procedure_kinds(old: &Procedure, new: &Procedure) -> Vec<ChangeKind> {
    let year = |procedure: &Procedure| procedure.series.as_ref().map(|series| series.fiscal_year);
    let series = |procedure: &Procedure| procedure.series.as_ref().map(|s| s.series.clone());
    let same_series = series(old).is_some() && series(old) == series(new);
    if same_series && year(old) != year(new) {
        return vec![ChangeKind::NewEdition]; // its name has another year in it
    }
    renamed(old.name != new.name).into_iter().collect()
}

/// How the changes of one list are described.
struct Describe<'o, K, N, E, A> {
    options: &'o CompareOptions<'o>,
    /// Kinds beyond those that every list has.
    kinds: K,
    name: N,
    /// Whether what went is an edition of a series that stands in the later snapshot too.
    edition_ended: E,
    /// Whether what came is an edition of a series that stood in the earlier snapshot.
    edition_added: A,
}

impl<K, N, E, A> Describe<'_, K, N, E, A> {
    fn list<'a, T>(
        &self,
        matching: Matching<'a, T>,
        old_owner: impl Fn(&'a T) -> Option<&'a OrganisationId>,
        new_owner: impl Fn(&'a T) -> Option<&'a OrganisationId>,
        changes: &mut Vec<ItemChange>,
    ) -> ListComparison
    where
        T: Serialize + PartialEq,
        K: Fn(&T, &T) -> Vec<ChangeKind>,
        N: Fn(&T) -> String,
        E: Fn(&T) -> bool,
        A: Fn(&T) -> bool,
    {
        let Matching {
            list,
            earlier,
            later,
            earlier_ids,
            later_ids,
            board,
        } = matching;
        let ids = |known: &[&str], positions: &[usize]| -> Vec<Box<str>> {
            let ids = positions.iter().filter_map(|at| known.get(*at));
            let mut ids: Vec<Box<str>> = ids.map(|id| Box::from(*id)).collect();
            ids.sort_unstable();
            ids
        };
        for pair in &board.pairs {
            let (Some(old), Some(new)) = (earlier.get(pair.earlier), later.get(pair.later)) else {
                continue;
            };
            let transfer = self.transfer(old_owner(old), new_owner(new));
            if old == new && transfer.is_none() {
                continue;
            }
            let old_ids = ids(&earlier_ids, &[pair.earlier]);
            let new_ids = ids(&later_ids, &[pair.later]);
            let fields = fields(old, new);
            let mut kinds = (self.kinds)(old, new);
            if old_ids != new_ids {
                kinds.push(ChangeKind::IdChanged);
            }
            if transfer.is_some() {
                kinds.push(ChangeKind::Transferred);
            }
            let known = ["name", "organisation", "series"];
            if fields
                .iter()
                .any(|field| !known.contains(&field.field.as_str()))
                || (kinds.is_empty() && !fields.is_empty())
            {
                kinds.push(ChangeKind::Changed);
            }
            kinds.sort_unstable();
            changes.push(ItemChange {
                list,
                kinds,
                earlier: old_ids,
                later: new_ids,
                name: (self.name)(new),
                reason: Some(pair.reason.clone()),
                fields,
                transfer,
            });
        }
        for group in &board.groups {
            let name = match group.later.as_slice() {
                [at] => later.get(*at).map(|item| (self.name)(item)),
                _ => group
                    .earlier
                    .first()
                    .and_then(|at| earlier.get(*at))
                    .map(|item| (self.name)(item)),
            };
            changes.push(ItemChange {
                list,
                kinds: vec![if group.earlier.len() == 1 {
                    ChangeKind::Split
                } else {
                    ChangeKind::Merged
                }],
                earlier: ids(&earlier_ids, &group.earlier),
                later: ids(&later_ids, &group.later),
                name: name.unwrap_or_default(),
                reason: Some(group.reason.clone()),
                fields: Vec::new(),
                transfer: None,
            });
        }
        let (abolished, added) = board.unmatched();
        let alone = |kind, item: &T, (old, new): (Vec<Box<str>>, Vec<Box<str>>)| ItemChange {
            list,
            kinds: vec![kind],
            earlier: old,
            later: new,
            name: (self.name)(item),
            reason: None,
            fields: Vec::new(),
            transfer: None,
        };
        let mut compared = ListComparison {
            pairs: board.pairs,
            groups: board.groups,
            sizes: (earlier.len(), later.len()),
            ..ListComparison::default()
        };
        for at in abolished {
            if let Some(item) = earlier.get(at) {
                let (kind, list) = if (self.edition_ended)(item) {
                    (ChangeKind::EditionEnded, &mut compared.editions_ended)
                } else {
                    (ChangeKind::Abolished, &mut compared.abolished)
                };
                list.push(at);
                changes.push(alone(kind, item, (ids(&earlier_ids, &[at]), Vec::new())));
            }
        }
        for at in added {
            if let Some(item) = later.get(at) {
                let (kind, list) = if (self.edition_added)(item) {
                    (ChangeKind::EditionAdded, &mut compared.editions_added)
                } else {
                    (ChangeKind::Added, &mut compared.added)
                };
                list.push(at);
                changes.push(alone(kind, item, (Vec::new(), ids(&later_ids, &[at]))));
            }
        }
        compared
    }

    fn transfer(
        &self,
        from: Option<&OrganisationId>,
        to: Option<&OrganisationId>,
    ) -> Option<Transfer> {
        let (from, to) = (from?, to?);
        (from != to).then(|| Transfer {
            from: from.clone(),
            to: to.clone(),
            by_reorganisation: self
                .options
                .crosswalk
                .is_some_and(|crosswalk| crosswalk.leads(from, to)),
        })
    }
}

/// The series of a snapshot's procedures.
fn series_of(inventory: &Inventory) -> HashSet<&str> {
    let series = inventory
        .procedures
        .iter()
        .filter_map(|p| p.series.as_ref());
    series.map(|series| series.series.as_str()).collect()
}

/// The fields that differ, the id aside, by their keys.
fn fields<T: Serialize>(old: &T, new: &T) -> Vec<FieldChange> {
    // Nothing in the model can fail to serialize, and every item is an object.
    let object = |item: &T| match serde_json::to_value(item) {
        Ok(Value::Object(fields)) => fields.into_iter().collect(),
        _ => BTreeMap::new(),
    };
    let (old, mut new): (BTreeMap<String, Value>, BTreeMap<String, Value>) =
        (object(old), object(new));
    let mut changes = Vec::new();
    for (field, before) in old {
        let after = new.remove(&field).unwrap_or(Value::Null);
        if before != after {
            changes.push(FieldChange {
                field,
                before,
                after,
            });
        }
    }
    changes.extend(new.into_iter().map(|(field, after)| FieldChange {
        field,
        before: Value::Null,
        after,
    }));
    changes.retain(|change| change.field != "id");
    changes.sort_by(|a, b| a.field.cmp(&b.field));
    changes
}

impl MatchReason {
    /// The reason in words.
    #[must_use]
    pub fn in_words(&self, language: tosei_types::Language) -> String {
        use tosei_types::Language::{En, Ja};
        match (self, language) {
            (Self::Correction { confirmed_by, .. }, Ja) => match confirmed_by {
                Some(by) => format!("訂正による（確認: {by}）"),
                None => "訂正による".to_owned(),
            },
            (Self::Correction { confirmed_by, .. }, En) => match confirmed_by {
                Some(by) => format!("by correction (confirmed by {by})"),
                None => "by correction".to_owned(),
            },
            (Self::Id, Ja) => "IDが同じ".to_owned(),
            (Self::Id, En) => "same id".to_owned(),
            (Self::Content, Ja) => "重複するIDだが内容が同じ".to_owned(),
            (Self::Content, En) => "repeated id, same content".to_owned(),
            (Self::Series { series }, Ja) => format!("同じ系列「{series}」の年度版"),
            (Self::Series { series }, En) => format!("editions of the series `{series}`"),
            (Self::NameAndLaw, Ja) => "名称・根拠法令・条項号が同じ".to_owned(),
            (Self::NameAndLaw, En) => "same name, law and provision".to_owned(),
            (Self::ProcedureAndKind, Ja) => "同じ手続の同じ種類のプロセス".to_owned(),
            (Self::ProcedureAndKind, En) => "same kind within the same procedure".to_owned(),
            (Self::Name, Ja) => "種類と名称が同じ".to_owned(),
            (Self::Name, En) => "same kind and name".to_owned(),
            (Self::Similarity { rule, score, band }, Ja) => {
                format!(
                    "名称が類似（規則{rule}、一致度{score}、{}）",
                    band.label(Ja)
                )
            }
            (Self::Similarity { rule, score, band }, En) => {
                format!(
                    "alike names (rule {rule}, score {score}, {})",
                    band.label(En)
                )
            }
        }
    }
}
