//! The rules by which items of two snapshots are taken for the same, in their order.

use super::board::{Board, Candidates};
use super::correction::MatchingCorrection;
use super::key::{self, Bigrams};
use super::{CompareOptions, ComparedList, MatchReason, ScoreBand};
use crate::{Inventory, Procedure, Process, Touchpoint};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use tosei_document::{Catalogue, Collector, Mark, PlaceRef, Report, Sink as _, Value, ValueRef};

/// How many pairs of names are held against each other at most.
const MAX_NAME_PAIRS: usize = 1_000_000;

/// Takes findings about a comparison: they have a subject and no place, because the order of the
/// rows of a snapshot says nothing. They are sorted before they are reported.
#[derive(Default)]
pub(super) struct Findings(Vec<Found>);

type Found = (&'static str, Option<String>, Vec<(&'static str, Value)>);

impl Findings {
    pub(super) fn report(
        &mut self,
        rule: &'static str,
        subject: Option<&str>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        let values = values.iter().map(|(name, value)| (*name, (*value).into()));
        self.0
            .push((rule, subject.map(str::to_owned), values.collect()));
    }

    fn ambiguous(
        &mut self,
        rule: &'static str,
        list: ComparedList,
        (earlier, later): (&[&str], &[&str]),
    ) {
        let (earlier_ids, later_ids) = (joined(earlier), joined(later));
        let values = [
            ("list", list.code().into()),
            ("earlier", earlier_ids.as_str().into()),
            ("later", later_ids.as_str().into()),
        ];
        self.report(rule, earlier.first().or(later.first()).copied(), &values);
    }

    pub(super) fn into_report(mut self, catalogue: &Catalogue) -> Report {
        self.0.sort();
        let mut collector = Collector::new(catalogue);
        for (rule, subject, values) in &self.0 {
            let Some(rule) = catalogue.index(&format!("inventory.comparison.{rule}")) else {
                continue;
            };
            let values: Vec<(&'static str, ValueRef<'_>)> = values
                .iter()
                .map(|(name, value)| match value {
                    Value::Number(number) => (*name, ValueRef::Number(*number)),
                    Value::Text(text) => (*name, ValueRef::Text(text)),
                })
                .collect();
            collector.accept(Mark {
                rule,
                place: PlaceRef::Document,
                subject: subject.as_deref(),
                values: &values,
            });
        }
        collector.into_report()
    }
}

fn joined(ids: &[&str]) -> String {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.join(", ")
}

fn some<'a>(ids: &[&'a str], positions: &[usize]) -> Vec<&'a str> {
    let mut found: Vec<&str> = positions
        .iter()
        .filter_map(|at| ids.get(*at).copied())
        .collect();
    found.sort_unstable();
    found
}

/// One list of both snapshots while it is matched.
pub(super) struct Matching<'a, T> {
    pub(super) list: ComparedList,
    pub(super) earlier: &'a [T],
    pub(super) later: &'a [T],
    pub(super) earlier_ids: Vec<&'a str>,
    pub(super) later_ids: Vec<&'a str>,
    pub(super) board: Board,
}

impl<'a, T: Serialize + PartialEq> Matching<'a, T> {
    pub(super) fn new(
        list: ComparedList,
        earlier: &'a [T],
        later: &'a [T],
        id: impl Fn(&'a T) -> &'a str,
    ) -> Self {
        Self {
            list,
            earlier,
            later,
            earlier_ids: earlier.iter().map(&id).collect(),
            later_ids: later.iter().map(&id).collect(),
            board: Board::new(earlier.len(), later.len()),
        }
    }

    /// What somebody said, first.
    pub(super) fn corrections(
        &mut self,
        corrections: &[MatchingCorrection],
        findings: &mut Findings,
    ) {
        let list = self.list;
        let mut of_list = corrections
            .iter()
            .map(MatchingCorrection::statement)
            .filter(|statement| statement.list == list)
            .peekable();
        if of_list.peek().is_none() {
            return;
        }
        let (earlier, later) = (positions(&self.earlier_ids), positions(&self.later_ids));
        for statement in of_list {
            let ends: [(&[&str], _, &'static str); 2] = [
                (&statement.earlier, &earlier, "earlier"),
                (&statement.later, &later, "later"),
            ];
            let mut found: [Vec<usize>; 2] = Default::default();
            let mut fits = true;
            for ((ids, known, side), found) in ends.into_iter().zip(&mut found) {
                for id in ids {
                    let rule = match known.get(id).map(Vec::as_slice) {
                        Some([at]) if !found.contains(at) => {
                            found.push(*at);
                            continue;
                        }
                        None => "correction_unknown_id",
                        Some(_) => "correction_ambiguous_id",
                    };
                    fits = false;
                    let values = [("list", list.code().into()), ("side", side.into())];
                    findings.report(rule, Some(id), &values);
                }
            }
            let [earlier, later] = found;
            if !fits {
                continue;
            }
            let reason = MatchReason::Correction {
                because: statement.because.map(str::to_owned),
                confirmed_by: statement.by.map(str::to_owned),
            };
            let obeyed = match (statement.together, earlier.as_slice(), later.as_slice()) {
                (false, [earlier], [later]) => {
                    self.board.forbid(*earlier, *later);
                    true
                }
                (true, [earlier], [later]) => self.board.pair(*earlier, *later, reason),
                _ => self.board.group(earlier, later, reason),
            };
            if !obeyed {
                let ends = (statement.earlier.as_slice(), statement.later.as_slice());
                findings.ambiguous("correction_conflict", list, ends);
            }
        }
    }

    /// Ids; one that stands more often is matched by its whole content, or left to people.
    pub(super) fn ids(&mut self, findings: &mut Findings) {
        let repeated = self.board.by_id(&self.earlier_ids, &self.later_ids);
        if repeated.is_empty() {
            return;
        }
        let mut places: HashMap<&str, Candidates> = HashMap::new();
        for id in &repeated {
            places.insert(id, Candidates::default());
        }
        for at in self.board.free_earlier() {
            let id = self.earlier_ids.get(at);
            if let Some(place) = id.and_then(|id| places.get_mut(id)) {
                place.0.push(at);
            }
        }
        for at in self.board.free_later() {
            let id = self.later_ids.get(at);
            if let Some(place) = id.and_then(|id| places.get_mut(id)) {
                place.1.push(at);
            }
        }
        for id in repeated {
            let (at, other) = places.remove(id).unwrap_or_default();
            let mut same: BTreeMap<String, Candidates> = BTreeMap::new();
            for at in &at {
                let content = content(self.earlier, *at);
                same.entry(content).or_default().0.push(*at);
            }
            for at in &other {
                let content = content(self.later, *at);
                same.entry(content).or_default().1.push(*at);
            }
            for (earlier, later) in same.into_values() {
                for (earlier, later) in earlier.into_iter().zip(later) {
                    self.board.pair(earlier, later, MatchReason::Content);
                }
            }
            let rest = |positions: Vec<usize>, free: &dyn Fn(usize) -> bool| -> Vec<usize> {
                positions.into_iter().filter(|at| free(*at)).collect()
            };
            let left = (
                rest(at, &|at| self.board.earlier_is_free(at)),
                rest(other, &|at| self.board.later_is_free(at)),
            );
            match (left.0.as_slice(), left.1.as_slice()) {
                ([], _) | (_, []) => {}
                ([earlier], [later]) => {
                    self.board.pair(*earlier, *later, MatchReason::Id);
                }
                _ => {
                    let values = [("list", self.list.code().into())];
                    findings.report("ambiguous_id", Some(id), &values);
                    self.board.leave(&left);
                }
            }
        }
    }

    /// Matches what shares a key once on either side; what shares it more often is left to people.
    fn unique<K: Ord>(
        &mut self,
        found: BTreeMap<K, Candidates>,
        reason: impl Fn(&K) -> MatchReason,
        ambiguous: &'static str,
        findings: &mut Findings,
    ) {
        for (key, candidates) in found {
            match (candidates.0.as_slice(), candidates.1.as_slice()) {
                ([], _) | (_, []) => {}
                ([earlier], [later]) => {
                    self.board.pair(*earlier, *later, reason(&key));
                }
                (earlier, later) => {
                    let earlier = some(&self.earlier_ids, earlier);
                    let later = some(&self.later_ids, later);
                    findings.ambiguous(ambiguous, self.list, (&earlier, &later));
                    self.board.leave(&candidates);
                }
            }
        }
    }
}

/// Where each id stands.
fn positions<'a>(ids: &[&'a str]) -> HashMap<&'a str, Vec<usize>> {
    let mut positions: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, id) in ids.iter().enumerate() {
        positions.entry(id).or_default().push(at);
    }
    positions
}

/// The whole content as one text.
fn content<T: Serialize>(items: &[T], at: usize) -> String {
    // Nothing in the model can fail to serialize.
    items
        .get(at)
        .map(|item| serde_json::to_string(item).unwrap_or_default())
        .unwrap_or_default()
}

/// Procedures: corrections, ids, series, names with law, alike names.
pub(super) fn procedures<'a>(
    earlier: &'a Inventory,
    later: &'a Inventory,
    options: &CompareOptions<'_>,
    findings: &mut Findings,
) -> Matching<'a, Procedure> {
    let (old, new) = (&earlier.procedures, &later.procedures);
    let mut matching = Matching::new(ComparedList::Procedures, old, new, |p| p.id.as_str());
    matching.corrections(options.corrections(), findings);
    matching.ids(findings);
    editions(&mut matching, findings);
    let key = |list: &'a [Procedure]| move |at: usize| list.get(at).and_then(key::name_and_law);
    let found = matching.board.by_key(key(old), key(new));
    matching.unique(
        found,
        |_| MatchReason::NameAndLaw,
        "ambiguous_name",
        findings,
    );
    alike(&mut matching, options, findings);
    matching
}

/// Editions of a series: the same name but for the year, then the only one on either side; several
/// years are matched from the latest.
fn editions(matching: &mut Matching<'_, Procedure>, findings: &mut Findings) {
    let (old, new) = (matching.earlier, matching.later);
    let series = |list: &[Procedure], at: usize| -> Option<String> {
        Some(list.get(at)?.series.as_ref()?.series.clone())
    };
    let named = |list: &[Procedure], at: usize| {
        let name = key::name_without_year(&list.get(at)?.name);
        Some((series(list, at)?, name))
    };
    for ((of, _), candidates) in matching
        .board
        .by_key(|at| named(old, at), |at| named(new, at))
    {
        by_year(matching, &of, candidates);
    }
    let found = matching
        .board
        .by_key(|at| series(old, at), |at| series(new, at));
    for (of, candidates) in found {
        match (candidates.0.as_slice(), candidates.1.as_slice()) {
            ([], _) | (_, []) => {}
            ([_], [_]) => by_year(matching, &of, candidates),
            (earlier, later) => {
                let earlier = some(&matching.earlier_ids, earlier);
                let later = some(&matching.later_ids, later);
                findings.ambiguous("ambiguous_series", matching.list, (&earlier, &later));
                matching.board.leave(&candidates);
            }
        }
    }
}

/// Matches from the latest year on, if no year stands twice on a side.
fn by_year(matching: &mut Matching<'_, Procedure>, of: &str, (earlier, later): Candidates) {
    let years = |list: &[Procedure], positions: Vec<usize>| {
        let mut dated = Vec::new();
        for at in positions {
            let series = list.get(at)?.series.as_ref()?;
            dated.push((series.fiscal_year, at));
        }
        dated.sort_unstable();
        let distinct = dated.windows(2).all(|pair| match pair {
            [(first, _), (second, _)] => first != second,
            _ => true,
        });
        distinct.then_some(dated)
    };
    let (Some(earlier), Some(later)) = (
        years(matching.earlier, earlier),
        years(matching.later, later),
    ) else {
        return;
    };
    for ((_, earlier), (_, later)) in earlier.into_iter().rev().zip(later.into_iter().rev()) {
        let reason = MatchReason::Series {
            series: of.to_owned(),
        };
        matching.board.pair(earlier, later, reason);
    }
}

/// Names that are alike under one law: a match if both ends have no other that is as alike, else a
/// proposal.
fn alike(
    matching: &mut Matching<'_, Procedure>,
    options: &CompareOptions<'_>,
    findings: &mut Findings,
) {
    if options.similarity == super::Similarity::Off {
        return;
    }
    let law = |list: &[Procedure], at: usize| list.get(at).map(key::law_key);
    let (old, new) = (matching.earlier, matching.later);
    let found = matching.board.by_key(|at| law(old, at), |at| law(new, at));
    let pairs = found.values().fold(0usize, |sum, (earlier, later)| {
        sum.saturating_add(earlier.len().saturating_mul(later.len()))
    });
    if pairs > MAX_NAME_PAIRS {
        let pairs = u64::try_from(pairs).unwrap_or(u64::MAX);
        findings.report("similarity_not_tried", None, &[("pairs", pairs.into())]);
        return;
    }
    let bigrams = |list: &[Procedure], at: usize| {
        Bigrams::of(list.get(at).map(|p| p.name.as_str()).unwrap_or_default())
    };
    for (earlier, later) in found.into_values() {
        let names: Vec<(usize, Bigrams)> =
            later.iter().map(|at| (*at, bigrams(new, *at))).collect();
        // The best of each, and whether it is the only best.
        let mut best_of_later: HashMap<usize, (key::Likeness, usize, bool)> = HashMap::new();
        let mut best_of_earlier: Vec<(usize, key::Likeness, usize, bool)> = Vec::new();
        for at in earlier {
            let own = bigrams(old, at);
            let mut best: Option<(key::Likeness, usize, bool)> = None;
            for (other, name) in &names {
                if matching.board.is_forbidden(at, *other) {
                    continue;
                }
                let likeness = own.likeness(name);
                better(&mut best, likeness, *other);
                let mut theirs = best_of_later.get(other).copied();
                better(&mut theirs, likeness, at);
                if let Some(theirs) = theirs {
                    best_of_later.insert(*other, theirs);
                }
            }
            if let Some((likeness, other, only)) = best {
                best_of_earlier.push((at, likeness, other, only));
            }
        }
        for (at, likeness, other, only) in best_of_earlier {
            let band = likeness.band();
            let mutual = match best_of_later.get(&other) {
                Some((_, back, true)) => only && *back == at,
                _ => false,
            };
            let reason = MatchReason::Similarity {
                rule: key::RULE.to_owned(),
                score: likeness.score(),
                band,
            };
            if band == ScoreBand::Low {
                continue;
            }
            if mutual && band == ScoreBand::High && matching.board.pair(at, other, reason) {
                continue;
            }
            let name = |list: &[Procedure], at: usize| list.get(at).map(|p| p.name.clone());
            let score = likeness.score().to_string();
            let (own, theirs) = (name(old, at), name(new, other));
            let values = [
                ("earlier_name", own.as_deref().unwrap_or_default().into()),
                (
                    "later",
                    matching
                        .later_ids
                        .get(other)
                        .copied()
                        .unwrap_or_default()
                        .into(),
                ),
                ("later_name", theirs.as_deref().unwrap_or_default().into()),
                ("score", score.as_str().into()),
            ];
            let subject = matching.earlier_ids.get(at).copied();
            let rule = if mutual {
                "possible_match"
            } else {
                "ambiguous_similar"
            };
            findings.report(rule, subject, &values);
        }
    }
}

fn better(best: &mut Option<(key::Likeness, usize, bool)>, likeness: key::Likeness, at: usize) {
    match best {
        None => *best = Some((likeness, at, true)),
        Some((known, _, only)) => match likeness.compare(*known) {
            std::cmp::Ordering::Greater => *best = Some((likeness, at, true)),
            std::cmp::Ordering::Equal => *only = false,
            std::cmp::Ordering::Less => {}
        },
    }
}

/// Processes: corrections, splits and mergers of their procedures, ids, kinds within matched
/// procedures.
pub(super) fn processes<'a>(
    earlier: &'a Inventory,
    later: &'a Inventory,
    procedures: &Matching<'a, Procedure>,
    options: &CompareOptions<'_>,
    findings: &mut Findings,
) -> Matching<'a, Process> {
    let (old, new) = (&earlier.processes, &later.processes);
    let mut matching = Matching::new(ComparedList::Processes, old, new, |p| p.id.as_str());
    matching.corrections(options.corrections(), findings);
    // Which match or group a procedure belongs to, by its id.
    let mut old_of: HashMap<&str, usize> = HashMap::new();
    let mut new_of: HashMap<&str, usize> = HashMap::new();
    let id = |ids: &[&'a str], at: usize| ids.get(at).copied();
    for (number, group) in procedures.board.groups.iter().enumerate() {
        let ids = group
            .earlier
            .iter()
            .filter_map(|at| id(&procedures.earlier_ids, *at));
        old_of.extend(ids.map(|id| (id, number)));
        let ids = group
            .later
            .iter()
            .filter_map(|at| id(&procedures.later_ids, *at));
        new_of.extend(ids.map(|id| (id, number)));
    }
    if !old_of.is_empty() {
        let found = matching.board.by_key(
            |at| kind_in(old, &old_of, at),
            |at| kind_in(new, &new_of, at),
        );
        for (earlier, later) in found.into_values() {
            if earlier.len().min(later.len()) == 1 && earlier.len().max(later.len()) > 1 {
                let reason = MatchReason::ProcedureAndKind;
                matching.board.group(earlier, later, reason);
            }
        }
    }
    matching.ids(findings);
    let unmatched: HashSet<&str> = {
        let free = matching.board.free_earlier().filter_map(|at| old.get(at));
        free.map(|process| process.procedure.as_str()).collect()
    };
    if unmatched.is_empty() || matching.board.free_later().next().is_none() {
        return matching;
    }
    let groups = procedures.board.groups.len();
    for (number, pair) in procedures.board.pairs.iter().enumerate() {
        let number = number.saturating_add(groups);
        let (Some(old_id), Some(new_id)) = (
            id(&procedures.earlier_ids, pair.earlier),
            id(&procedures.later_ids, pair.later),
        ) else {
            continue;
        };
        if unmatched.contains(old_id) {
            old_of.insert(old_id, number);
            new_of.insert(new_id, number);
        }
    }
    let found = matching.board.by_key(
        |at| kind_in(old, &old_of, at),
        |at| kind_in(new, &new_of, at),
    );
    let reason = |_: &_| MatchReason::ProcedureAndKind;
    matching.unique(found, reason, "ambiguous_process", findings);
    matching
}

fn kind_in<'a>(
    list: &'a [Process],
    of: &HashMap<&str, usize>,
    at: usize,
) -> Option<(usize, &'a str)> {
    let process = list.get(at)?;
    let number = of.get(process.procedure.as_str())?;
    Some((*number, process.kind.as_str()))
}

/// Touchpoints: corrections, ids, kind and name.
pub(super) fn touchpoints<'a>(
    earlier: &'a Inventory,
    later: &'a Inventory,
    options: &CompareOptions<'_>,
    findings: &mut Findings,
) -> Matching<'a, Touchpoint> {
    let (old, new) = (&earlier.touchpoints, &later.touchpoints);
    let mut matching = Matching::new(ComparedList::Touchpoints, old, new, |t| t.id.as_str());
    matching.corrections(options.corrections(), findings);
    matching.ids(findings);
    let key = |list: &'a [Touchpoint]| {
        move |at: usize| {
            let touchpoint = list.get(at)?;
            Some((touchpoint.kind, key::name_key(&touchpoint.name)))
        }
    };
    let found = matching.board.by_key(key(old), key(new));
    matching.unique(found, |_| MatchReason::Name, "ambiguous_name", findings);
    matching
}
