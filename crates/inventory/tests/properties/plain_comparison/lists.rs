//! Two lists of plain JSON, each item held against each.

use serde_json::Value;
use std::collections::BTreeMap;

/// One change: list, kinds, earlier ids, later ids, reason, fields that differ.
pub(super) type Change = (
    String,
    Vec<String>,
    Vec<String>,
    Vec<String>,
    String,
    Vec<String>,
);

pub(super) fn text<'v>(value: &'v Value, key: &str) -> &'v str {
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

pub(super) const YEARS: [&str; 4] = ["令和7年度", "令和8年度", "令和７年度", "2026年度"];

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
pub(super) enum Lot {
    Free,
    With(usize),
    LeftToPeople,
}

/// Two lists while they are held against each other.
pub(super) struct Plain<'a> {
    old: &'a [Value],
    new: &'a [Value],
    old_lot: Vec<Lot>,
    new_lot: Vec<Lot>,
    pub(super) reasons: BTreeMap<usize, String>,
    pub(super) findings: BTreeMap<String, usize>,
}

impl<'a> Plain<'a> {
    pub(super) fn of(old: &'a [Value], new: &'a [Value]) -> Self {
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

    pub(super) fn procedures(&mut self) {
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
    pub(super) fn processes(&mut self, procedures: &Plain<'_>) {
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

    pub(super) fn changes(
        &self,
        list: &str,
        owner: &dyn Fn(bool, &Value) -> Option<String>,
    ) -> Vec<Change> {
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
