//! The slow and obvious comparison: lists of plain JSON held against each other, each with each.

use proptest::{
    collection::vec, option, prelude::*, sample::select, strategy::ValueTree,
    test_runner::TestRunner,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tosei_document::Limits;
use tosei_inventory::{
    Body, CompareOptions, Inventory, Procedure, Process, compare,
    comparison::compare_surveys,
    survey::{SurveyEdition, SurveyTable},
};

/// One change: list, kinds, earlier ids, later ids, reason, fields that differ.
type Change = (
    String,
    Vec<String>,
    Vec<String>,
    Vec<String>,
    String,
    Vec<String>,
);

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// A name without blanks, full-width letters as half-width ones.
fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap(),
            other => other,
        })
        .collect()
}

const YEARS: [&str; 4] = ["令和7年度", "令和8年度", "令和７年度", "2026年度"];

fn without_year(name: &str) -> String {
    let mut name = name.to_owned();
    for year in YEARS {
        name = name.replace(year, "");
    }
    plain_name(&name)
}

/// Twice the pairs of neighbours in common, and all pairs; the borders are neighbours too.
fn alike(one: &str, other: &str) -> (usize, usize) {
    let pairs = |name: &str| {
        let letters: Vec<String> = plain_name(name).chars().map(String::from).collect();
        let with_borders = [vec!["<<".to_owned()], letters, vec![">>".to_owned()]].concat();
        with_borders
            .windows(2)
            .map(<[String]>::concat)
            .collect::<Vec<String>>()
    };
    let (one, mut other) = (pairs(one), pairs(other));
    let all = one.len() + other.len();
    let mut common = 0;
    for pair in one {
        if let Some(at) = other.iter().position(|left| *left == pair) {
            other.remove(at);
            common += 1;
        }
    }
    (2 * common, all)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Lot {
    Free,
    With(usize),
    LeftToPeople,
}

/// Two lists while they are held against each other.
struct Plain<'a> {
    old: &'a [Value],
    new: &'a [Value],
    old_lot: Vec<Lot>,
    new_lot: Vec<Lot>,
    reasons: BTreeMap<usize, String>,
    findings: BTreeMap<String, usize>,
}

impl<'a> Plain<'a> {
    fn of(old: &'a [Value], new: &'a [Value]) -> Self {
        Self {
            old,
            new,
            old_lot: vec![Lot::Free; old.len()],
            new_lot: vec![Lot::Free; new.len()],
            reasons: BTreeMap::new(),
            findings: BTreeMap::new(),
        }
    }

    fn free(&self) -> (Vec<usize>, Vec<usize>) {
        let of = |lots: &[Lot]| {
            (0..lots.len())
                .filter(|at| lots[*at] == Lot::Free)
                .collect()
        };
        (of(&self.old_lot), of(&self.new_lot))
    }

    fn pair(&mut self, old: usize, new: usize, reason: &str) {
        self.old_lot[old] = Lot::With(new);
        self.new_lot[new] = Lot::With(old);
        self.reasons.insert(old, reason.to_owned());
    }

    fn leave(&mut self, old: &[usize], new: &[usize], rule: &str) {
        old.iter()
            .for_each(|at| self.old_lot[*at] = Lot::LeftToPeople);
        new.iter()
            .for_each(|at| self.new_lot[*at] = Lot::LeftToPeople);
        self.report(rule);
    }

    fn report(&mut self, rule: &str) {
        *self
            .findings
            .entry(format!("inventory.comparison.{rule}"))
            .or_default() += 1;
    }

    /// The free items of both sides by what they share; only what stands on both sides.
    fn shared(
        &self,
        key: &dyn Fn(bool, &Value) -> Option<String>,
    ) -> Vec<(String, Vec<usize>, Vec<usize>)> {
        let (old, new) = self.free();
        let mut keys: Vec<String> = old
            .iter()
            .filter_map(|at| key(false, &self.old[*at]))
            .collect();
        keys.sort();
        keys.dedup();
        let with = |wanted: &String| {
            let has = |later: bool, item: &Value| key(later, item).as_ref() == Some(wanted);
            let old: Vec<usize> = old
                .iter()
                .filter(|at| has(false, &self.old[**at]))
                .copied()
                .collect();
            let new: Vec<usize> = new
                .iter()
                .filter(|at| has(true, &self.new[**at]))
                .copied()
                .collect();
            (wanted.clone(), old, new)
        };
        keys.iter()
            .map(with)
            .filter(|(_, _, new)| !new.is_empty())
            .collect()
    }

    fn once(&mut self, key: &dyn Fn(bool, &Value) -> Option<String>, reason: &str, rule: &str) {
        for (_, old, new) in self.shared(key) {
            match (old.as_slice(), new.as_slice()) {
                ([old], [new]) => self.pair(*old, *new, reason),
                _ => self.leave(&old, &new, rule),
            }
        }
    }

    fn by_id(&mut self) {
        let id = |_: bool, item: &Value| Some(text(item, "id").to_owned());
        for (_, old, new) in self.shared(&id) {
            let once = old.len() == 1 && new.len() == 1;
            if !once {
                for at in &old {
                    let same = new.iter().find(|other| {
                        self.new_lot[**other] == Lot::Free && self.new[**other] == self.old[*at]
                    });
                    if let Some(other) = same {
                        self.pair(*at, *other, "content");
                    }
                }
            }
            let old: Vec<usize> = old
                .into_iter()
                .filter(|at| self.old_lot[*at] == Lot::Free)
                .collect();
            let new: Vec<usize> = new
                .into_iter()
                .filter(|at| self.new_lot[*at] == Lot::Free)
                .collect();
            match (old.as_slice(), new.as_slice()) {
                ([], _) | (_, []) => {}
                ([old], [new]) => self.pair(*old, *new, "id"),
                _ => self.leave(&old, &new, "ambiguous_id"),
            }
        }
    }

    /// Editions from the latest on, if no year stands twice.
    fn editions(&mut self, mut old: Vec<usize>, mut new: Vec<usize>) {
        let year = |item: &Value| text(&item["series"], "fiscal_year").to_owned();
        old.sort_by_key(|at| year(&self.old[*at]));
        new.sort_by_key(|at| year(&self.new[*at]));
        let twice = |years: Vec<String>| (1..years.len()).any(|at| years[at] == years[at - 1]);
        if twice(old.iter().map(|at| year(&self.old[*at])).collect())
            || twice(new.iter().map(|at| year(&self.new[*at])).collect())
        {
            return;
        }
        while let (Some(old), Some(new)) = (old.pop(), new.pop()) {
            self.pair(old, new, "series");
        }
    }

    fn procedures(&mut self) {
        self.by_id();
        let series = |item: &Value| item["series"]["series"].as_str().map(str::to_owned);
        let named = |_: bool, item: &Value| {
            Some(format!(
                "{}\n{}",
                series(item)?,
                without_year(text(item, "name"))
            ))
        };
        for (_, old, new) in self.shared(&named) {
            self.editions(old, new);
        }
        for (_, old, new) in self.shared(&|_, item| series(item)) {
            if old.len() == 1 && new.len() == 1 {
                self.editions(old, new);
            } else {
                self.leave(&old, &new, "ambiguous_series");
            }
        }
        let law = |item: &Value| plain_name(text(&item["legal_basis"][0], "title"));
        let name_and_law = |_: bool, item: &Value| {
            let provision = plain_name(text(&item["legal_basis"][0], "provision"));
            let key = format!(
                "{}\n{}\n{provision}",
                plain_name(text(item, "name")),
                law(item)
            );
            (!law(item).is_empty()).then_some(key)
        };
        self.once(&name_and_law, "name_and_law", "ambiguous_name");
        // Names that are alike under one law.
        let (old, new) = self.free();
        let here = |at: usize, other: usize| {
            (law(&self.old[at]) == law(&self.new[other]))
                .then(|| alike(text(&self.old[at], "name"), text(&self.new[other], "name")))
        };
        let above = |(a, b): (usize, usize), (c, d): (usize, usize)| (a * d).cmp(&(c * b));
        let mut pairs = Vec::new();
        let mut reports = Vec::new();
        for at in &old {
            let scores: Vec<(usize, (usize, usize))> = new
                .iter()
                .filter_map(|other| Some((*other, here(*at, *other)?)))
                .collect();
            let Some(best) = scores.iter().map(|one| one.1).max_by(|a, b| above(*a, *b)) else {
                continue;
            };
            if best.0 * 10 < best.1 * 7 {
                continue;
            }
            let as_good: Vec<usize> = scores
                .iter()
                .filter(|one| above(one.1, best).is_eq())
                .map(|one| one.0)
                .collect();
            let theirs = old.iter().filter_map(|other| here(*other, as_good[0]));
            let mutual = as_good.len() == 1
                && theirs.filter(|score| above(*score, best).is_ge()).count() == 1;
            if mutual && best.0 * 10 >= best.1 * 9 {
                pairs.push((*at, as_good[0]));
            } else {
                reports.push(if mutual {
                    "possible_match"
                } else {
                    "ambiguous_similar"
                });
            }
        }
        for (old, new) in pairs {
            self.pair(old, new, "similarity");
        }
        for rule in reports {
            self.report(rule);
        }
    }

    /// Processes of the same kind of procedures that were matched.
    fn processes(&mut self, procedures: &Plain<'_>) {
        self.by_id();
        let of = |later: bool, item: &Value| {
            let list = if later {
                procedures.new
            } else {
                procedures.old
            };
            let at = list.iter().position(|one| one["id"] == item["procedure"])?;
            let old = match (
                later,
                procedures.old_lot.get(at),
                procedures.new_lot.get(at),
            ) {
                (false, Some(Lot::With(_)), _) => at,
                (true, _, Some(Lot::With(old))) => *old,
                _ => return None,
            };
            Some(format!("{old}\n{}", text(item, "kind")))
        };
        self.once(&of, "procedure_and_kind", "ambiguous_process");
    }

    fn changes(&self, list: &str, owner: &dyn Fn(bool, &Value) -> Option<String>) -> Vec<Change> {
        let mut changes = Vec::new();
        let ids = |item: &Value| vec![text(item, "id").to_owned()];
        let series = |item: &Value| item["series"]["series"].as_str().map(str::to_owned);
        for (at, old) in self.old.iter().enumerate() {
            let Lot::With(other) = self.old_lot[at] else {
                let goes_on = series(old)
                    .is_some_and(|of| self.new.iter().any(|new| series(new).as_ref() == Some(&of)));
                let kind = if goes_on {
                    "edition_ended"
                } else {
                    "abolished"
                };
                changes.push((
                    list.into(),
                    vec![kind.into()],
                    ids(old),
                    vec![],
                    String::new(),
                    vec![],
                ));
                continue;
            };
            let new = &self.new[other];
            let mut keys: Vec<String> = [old, new]
                .iter()
                .flat_map(|one| one.as_object().unwrap().keys().cloned())
                .collect();
            keys.sort();
            keys.dedup();
            keys.retain(|key| key != "id" && old.get(key) != new.get(key));
            let mut kinds = Vec::new();
            let same_series = series(old).is_some() && series(old) == series(new);
            if same_series && old["series"]["fiscal_year"] != new["series"]["fiscal_year"] {
                kinds.push("new_edition".to_owned());
            } else if old.get("name") != new.get("name") {
                kinds.push("renamed".to_owned());
            }
            if old["id"] != new["id"] {
                kinds.push("id_changed".to_owned());
            }
            if let (Some(from), Some(to)) = (owner(false, old), owner(true, new))
                && from != to
            {
                kinds.push("transferred".to_owned());
            }
            let own = ["name", "organisation", "series"];
            if keys.iter().any(|key| !own.contains(&key.as_str()))
                || (kinds.is_empty() && !keys.is_empty())
            {
                kinds.push("changed".to_owned());
            }
            if !kinds.is_empty() {
                let reason = self.reasons[&at].clone();
                changes.push((list.into(), kinds, ids(old), ids(new), reason, keys));
            }
        }
        for (at, new) in self.new.iter().enumerate() {
            if !matches!(self.new_lot[at], Lot::With(_)) {
                let goes_on = series(new)
                    .is_some_and(|of| self.old.iter().any(|old| series(old).as_ref() == Some(&of)));
                let kind = if goes_on { "edition_added" } else { "added" };
                changes.push((
                    list.into(),
                    vec![kind.into()],
                    vec![],
                    ids(new),
                    String::new(),
                    vec![],
                ));
            }
        }
        changes
    }
}

/// What is drawn of one procedure.
#[derive(Debug, Clone)]
struct Row {
    id: u8,
    name: String,
    law: Option<&'static str>,
    provision: Option<&'static str>,
    series: Option<(&'static str, &'static str)>,
    organisation: Option<&'static str>,
    processes: Vec<(u8, &'static str, bool)>,
}

fn names() -> impl Strategy<Value = String> {
    // Long ones, so that one letter more is a high likeness and three letters more a middle one.
    let stems = select(vec![
        "公園内における物件の設置及び占用の許可の申請",
        "公園内における物件の設置及び占用の許可の更新",
        "公園 内における物件の設置及び占用の許可の申請",
        "転入届",
        "転出届",
        "補助金の交付の申請",
    ]);
    let ends = select(vec!["", "", "", "書", "（Ａ）", "(A)", "の変更"]);
    let years = select(
        ["", "", "", ""]
            .into_iter()
            .chain(YEARS)
            .collect::<Vec<_>>(),
    );
    (years, stems, ends).prop_map(|(year, stem, end)| format!("{year}{stem}{end}"))
}

fn rows() -> impl Strategy<Value = Row> {
    let process = (
        0..30u8,
        select(vec!["application", "payment", "own-kind"]),
        any::<bool>(),
    );
    (
        0..16u8,
        names(),
        option::weighted(0.7, select(vec!["公園条例", "公園 条例", "届出法"])),
        option::of(select(vec!["第1条", "第１条", "第2条"])),
        option::weighted(
            0.3,
            (select(vec!["s", "t"]), select(vec!["2024", "2025", "2026"])),
        ),
        option::of(select(vec!["x", "y"])),
        vec(process, 0..3),
    )
        .prop_map(
            |(id, name, law, provision, series, organisation, processes)| Row {
                id,
                name,
                law,
                provision,
                series,
                organisation,
                processes,
            },
        )
}

/// The rows as a snapshot; with processes only where no procedure's id stands twice.
fn snapshot(day: &str, rows: &[Row], unique: bool) -> Inventory {
    let mut inventory = Inventory::new(Body::new("見本市（架空）"), day.parse().unwrap());
    for row in rows {
        let id = format!("P-{}", row.id);
        if unique && inventory.procedures.iter().any(|one| one.id.as_str() == id) {
            continue;
        }
        let mut procedure = json!({"id": id, "name": row.name});
        if let Some(law) = row.law {
            let mut basis = json!({"kind": "ordinance", "title": law});
            if let Some(provision) = row.provision {
                basis["provision"] = provision.into();
            }
            procedure["legal_basis"] = json!([basis]);
        }
        if let Some((series, year)) = row.series {
            procedure["series"] = json!({"series": series, "fiscal_year": year});
        }
        if let Some(organisation) = row.organisation {
            procedure["organisation"] = organisation.into();
        }
        inventory
            .procedures
            .push(serde_json::from_value::<Procedure>(procedure).unwrap());
        for (number, kind, done) in &row.processes {
            if unique {
                let mut process = Process::new(
                    format!("Q-{number}").parse().unwrap(),
                    id.parse().unwrap(),
                    *kind,
                );
                if *done {
                    process.status = tosei_inventory::OnlineStatus::Done;
                }
                inventory.processes.push(process);
            }
        }
    }
    inventory
}

fn pairs() -> impl Strategy<Value = (Inventory, Inventory)> {
    (
        vec(rows(), 0..14),
        vec(rows(), 0..10),
        vec((any::<prop::sample::Index>(), 0..5u8), 0..8),
        any::<bool>(),
    )
        .prop_map(|(earlier, mut later, kept, unique)| {
            // Some rows of the earlier snapshot stay, a few of them with another id.
            for (at, as_it_was) in kept {
                if let Some(mut row) = earlier.get(at.index(earlier.len().max(1))).cloned() {
                    if as_it_was == 0 {
                        row.id += 40;
                        row.processes.iter_mut().for_each(|process| process.0 += 40);
                    }
                    later.push(row);
                }
            }
            (
                snapshot("2025-03-31", &earlier, unique),
                snapshot("2025-06-30", &later, unique),
            )
        })
}

fn values<T: serde::Serialize>(list: &[T]) -> Vec<Value> {
    list.iter()
        .map(|one| serde_json::to_value(one).unwrap())
        .collect()
}

/// All changes the slow way, how often each rule was reported, and all reasons of matches.
fn plain(
    earlier: &Inventory,
    later: &Inventory,
) -> (Vec<Change>, BTreeMap<String, usize>, Vec<String>) {
    let (old, new) = (values(&earlier.procedures), values(&later.procedures));
    let mut procedures = Plain::of(&old, &new);
    procedures.procedures();
    let (old_processes, new_processes) = (values(&earlier.processes), values(&later.processes));
    let mut processes = Plain::of(&old_processes, &new_processes);
    processes.processes(&procedures);
    let own = |_: bool, item: &Value| item["organisation"].as_str().map(str::to_owned);
    let mut changes = procedures.changes("procedures", &own);
    changes.extend(processes.changes("processes", &|later, item| {
        let list = if later { &new } else { &old };
        let of = list
            .iter()
            .find(|one| one["id"] == item["procedure"] && !one["organisation"].is_null())?;
        own(later, of)
    }));
    changes.sort();
    let mut findings = procedures.findings;
    for (rule, times) in processes.findings {
        *findings.entry(rule).or_default() += times;
    }
    let reasons = procedures
        .reasons
        .into_values()
        .chain(processes.reasons.into_values());
    (changes, findings, reasons.collect())
}

fn fast(earlier: &Inventory, later: &Inventory) -> (Vec<Change>, BTreeMap<String, usize>) {
    let comparison = compare(earlier, later, &CompareOptions::default());
    let ids = |ids: &[Box<str>]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut changes: Vec<Change> = comparison
        .changes()
        .iter()
        .map(|change| {
            let reason = serde_json::to_value(&change.reason).unwrap();
            (
                change.list.code().to_owned(),
                change
                    .kinds
                    .iter()
                    .map(|kind| kind.code().to_owned())
                    .collect(),
                ids(&change.earlier),
                ids(&change.later),
                text(&reason, "by").to_owned(),
                change
                    .fields
                    .iter()
                    .map(|field| field.field.clone())
                    .collect(),
            )
        })
        .collect();
    changes.sort();
    let mut findings = BTreeMap::new();
    for finding in comparison.findings().findings() {
        *findings.entry(finding.rule.to_string()).or_default() += 1;
    }
    (changes, findings)
}

/// A file of the survey with few ids, some blank, some twice, and columns that one side may lack.
fn surveys() -> impl Strategy<Value = (String, String)> {
    let row = (
        select(vec!["1", "2", "3", "4", "5", "6", "", " "]),
        select(vec!["届", "申請"]),
        select(vec!["1 実施済", "2 未実施"]),
        0..3u8,
    );
    let file = (vec(row, 0..8), any::<bool>()).prop_map(|(rows, with_cases)| {
        let mut file = String::from(
            "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数",
        );
        file += if with_cases { ",法令名\n" } else { "\n" };
        for (id, name, status, cases) in rows {
            file += &format!("{id},{name},1 申請等,5 国民等,{status},1,0");
            file += &if with_cases {
                format!(",第{cases}法\n")
            } else {
                "\n".to_owned()
            };
        }
        file
    });
    (file.clone(), file)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Law: a slow comparison agrees, which holds each item against each: what came, went, moved, was
    /// renamed or changed, for what reason, with which fields; and what is left to people.
    #[test]
    fn the_plain_comparison_agrees((earlier, later) in pairs()) {
        let (slow, slow_findings, _) = plain(&earlier, &later);
        let (fast, fast_findings) = fast(&earlier, &later);
        prop_assert_eq!(fast, slow);
        prop_assert_eq!(fast_findings, slow_findings);
    }

    /// Law: comparing surveys says what looking up each row in the other file says.
    #[test]
    fn the_plain_comparison_of_surveys_agrees((earlier, later) in surveys()) {
        let load = |file: &str| SurveyTable::load(file.as_bytes(), SurveyEdition::r6(), &Limits::default()).unwrap();
        let found = compare_surveys(&load(&earlier), &load(&later));
        let rows = |file: &str| -> Vec<Vec<String>> {
            file.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
        };
        let (old, new) = (rows(&earlier), rows(&later));
        let times = |rows: &[Vec<String>], id: &str| rows.iter().filter(|row| row[0] == id).count() as u64;
        let blank = |rows: &[Vec<String>]| rows.iter().filter(|row| row[0].trim().is_empty()).count() as u64;
        prop_assert_eq!(found.without_id, (blank(&old), blank(&new)));
        let (mut unchanged, mut changed, mut removed) = (0, Vec::new(), Vec::new());
        let mut repeated: BTreeMap<Box<str>, (u64, u64)> = BTreeMap::new();
        for (at, row) in old.iter().enumerate().filter(|(_, row)| !row[0].trim().is_empty()) {
            match (times(&old, &row[0]), times(&new, &row[0])) {
                (1, 0) => removed.push(at),
                (1, 1) => {
                    let other = new.iter().position(|other| other[0] == row[0]).unwrap();
                    let differ = row.iter().zip(&new[other]).filter(|(one, other)| one != other).count();
                    if differ == 0 { unchanged += 1 } else { changed.push((at, other, differ)) }
                }
                both => { repeated.insert(row[0].as_str().into(), both); }
            }
        }
        let mut added = Vec::new();
        for (at, row) in new.iter().enumerate().filter(|(_, row)| !row[0].trim().is_empty()) {
            match (times(&old, &row[0]), times(&new, &row[0])) {
                (0, 1) => added.push(at),
                (1, 1) => {}
                both => { repeated.insert(row[0].as_str().into(), both); }
            }
        }

        prop_assert_eq!(found.unchanged, unchanged);
        let shown: Vec<_> = found.changed.iter().map(|one| (one.earlier, one.later, one.columns.len())).collect();
        prop_assert_eq!(shown, changed);
        prop_assert_eq!(found.removed, removed);
        prop_assert_eq!(found.added, added);
        prop_assert_eq!(found.repeated, repeated);
    }
}

/// The generator reaches what is hard: every reason of a match, every kind of change, everything that is
/// left to people.
#[test]
fn the_generator_reaches_the_hard_snapshots() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..2_000 {
        let (earlier, later) = pairs().new_tree(&mut runner).unwrap().current();
        let (changes, findings, reasons) = plain(&earlier, &later);
        let mut here: Vec<String> = findings.into_keys().collect();
        here.extend(reasons.into_iter().map(|reason| format!("by {reason}")));
        for (list, kinds, ..) in changes {
            here.extend(kinds.into_iter().map(|kind| format!("{list} {kind}")));
        }
        here.sort();
        here.dedup();
        here.into_iter()
            .for_each(|one| *seen.entry(one).or_default() += 1);
    }
    for wanted in [
        "by content",
        "by id",
        "by name_and_law",
        "by procedure_and_kind",
        "by series",
        "by similarity",
        "inventory.comparison.ambiguous_id",
        "inventory.comparison.ambiguous_name",
        "inventory.comparison.ambiguous_process",
        "inventory.comparison.ambiguous_series",
        "inventory.comparison.ambiguous_similar",
        "inventory.comparison.possible_match",
        "procedures abolished",
        "procedures added",
        "procedures edition_added",
        "procedures edition_ended",
        "procedures id_changed",
        "procedures new_edition",
        "procedures renamed",
        "procedures transferred",
        "processes changed",
        "processes transferred",
        "processes id_changed",
    ] {
        assert!(
            seen.get(wanted).is_some_and(|count| *count >= 10),
            "{wanted}: {seen:#?}"
        );
    }
}
