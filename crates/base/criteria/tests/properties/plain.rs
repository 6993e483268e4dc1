//! The slow and obvious assessment: it reads the two documents as plain JSON, in the words in which the
//! rules are written, and shares nothing with the crate.

use serde_json::Value;
use std::collections::BTreeMap;

/// An answer with its reason, as the wire form says them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plain {
    pub(crate) answer: String,
    pub(crate) kind: &'static str,
    pub(crate) items: Vec<usize>,
    pub(crate) conflicting: bool,
}

/// Floor and ceiling of an axis: what is earned, and what is reached.
pub(crate) type Ranges = [(usize, usize); 2];

/// The day's number, counted from 1 March of year 0.
fn number_of(date: &str) -> i64 {
    let part = |from: usize, to: usize| date[from..to].parse::<i64>().unwrap();
    let (mut year, mut month, day) = (part(0, 4), part(5, 7), part(8, 10));
    if month < 3 {
        (year, month) = (year - 1, month + 12);
    }
    year * 365 + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// A number as a fraction with a denominator above 0: 「3」, 「0.5」, 「-1/2」.
fn fraction(written: &str) -> (i128, i128) {
    if let Some((above, below)) = written.split_once('/') {
        return (above.parse().unwrap(), below.parse().unwrap());
    }
    let Some((whole, part)) = written.split_once('.') else {
        return (written.parse().unwrap(), 1);
    };
    let below = 10i128.pow(u32::try_from(part.len()).unwrap());
    (format!("{whole}{part}").parse().unwrap(), below)
}

fn holds(comparison: &Value, (above, below): (i128, i128)) -> bool {
    let (kind, threshold) = comparison.as_object().unwrap().iter().next().unwrap();
    let order = |threshold: &Value| {
        let (other_above, other_below) = fraction(threshold.as_str().unwrap());
        (above * other_below).cmp(&(other_above * below))
    };
    match kind.as_str() {
        "at_least" => order(threshold).is_ge(),
        "more_than" => order(threshold).is_gt(),
        "at_most" => order(threshold).is_le(),
        "less_than" => order(threshold).is_lt(),
        _ => order(&threshold["from"]).is_ge() && order(&threshold["to"]).is_le(),
    }
}

pub(crate) struct Case {
    pub(crate) standard: Value,
    pub(crate) evidence: Value,
    pub(crate) subject: &'static str,
    pub(crate) as_of: String,
}

/// What the items about one thing come to.
struct Found {
    value: Option<String>,
    plain: Plain,
}

impl Case {
    fn policy(&self, key: &str, otherwise: &'static str) -> &str {
        self.standard
            .get("policies")
            .and_then(|all| text(all, key))
            .unwrap_or(otherwise)
    }

    /// Prerequisites first, then criteria.
    pub(crate) fn asked(&self) -> Vec<&Value> {
        let prerequisites = list(&self.standard, "prerequisites").iter();
        prerequisites
            .chain(list(&self.standard, "criteria"))
            .collect()
    }

    fn is_prerequisite(&self, id: &str) -> bool {
        list(&self.standard, "prerequisites")
            .iter()
            .any(|one| text(one, "id") == Some(id))
    }

    pub(crate) fn always_applies(&self, one: &Value) -> bool {
        self.is_prerequisite(text(one, "id").unwrap())
            || one.get("always_applies") == Some(&Value::Bool(true))
    }

    fn stated_counts(&self, one: &Value) -> bool {
        if let Some(said) = one.get("stated_counts").and_then(Value::as_bool) {
            return said;
        }
        let enough = self.standard["policies"]
            .get("stated_counts_up_to")
            .and_then(Value::as_u64);
        let level = one.get("level").and_then(Value::as_u64);
        level.is_some_and(|level| level <= enough.unwrap_or(0))
    }

    /// Whether an item can count at all.
    fn fits(&self, item: &Value) -> bool {
        if let Some(measure) = text(item, "measure") {
            let mut known = list(&self.standard, "measures").iter();
            return known.any(|one| {
                text(one, "id") == Some(measure) && text(one, "unit") == text(item, "unit")
            });
        }
        let id = text(item, "criterion").unwrap();
        let Some(one) = self
            .asked()
            .into_iter()
            .find(|one| text(one, "id") == Some(id))
        else {
            return false;
        };
        match text(item, "answer").unwrap() {
            "not_applicable" => {
                let reasons = list(&self.standard, "not_applicable_reasons");
                let listed = reasons.iter().any(|reason| {
                    let only = list(reason, "criteria");
                    let any = reason.get("criteria").is_none();
                    text(reason, "id") == text(item, "reason")
                        && (any || only.iter().any(|other| other == id))
                });
                !self.always_applies(one) && (reasons.is_empty() || listed)
            }
            "unknown" => true,
            _ => one.get("condition").is_none(),
        }
    }

    /// What the items about one criterion or measure come to.
    fn about(&self, key: &str, id: &str, stated_counts: bool) -> Found {
        let today = number_of(&self.as_of);
        let date = |item: &Value| number_of(text(item, "date").unwrap());
        let mine: Vec<(usize, &Value)> = list(&self.evidence, "items")
            .iter()
            .enumerate()
            .filter(|(_, item)| text(item, "subject") == Some(self.subject))
            .filter(|(_, item)| text(item, key) == Some(id) && self.fits(item))
            .filter(|(_, item)| date(item) <= today)
            .collect();
        // Of each source only what it said last.
        let latest: Vec<(usize, &Value)> = mine
            .iter()
            .filter(|(_, item)| {
                !mine.iter().any(|(_, other)| {
                    text(other, "source") == text(item, "source") && date(other) > date(item)
                })
            })
            .copied()
            .collect();
        let is_over = |item: &Value| {
            let overdue = item
                .get("reconfirm_after_days")
                .and_then(Value::as_i64)
                .is_some_and(|days| date(item) + days < today);
            text(item, "expires_on").is_some_and(|last| number_of(last) < today)
                || (overdue && self.policy("reconfirmation", "remind") == "expire")
        };
        let (over, here): (Vec<_>, Vec<_>) =
            latest.into_iter().partition(|(_, item)| is_over(item));
        let confirmed = |item: &Value| text(item, "quality") == Some("confirmed");
        let value = |item: &Value| {
            let said = if key == "criterion" {
                text(item, "answer")
            } else {
                text(item, "value")
            };
            said.filter(|said| *said != "unknown").map(|said| {
                if key == "criterion" {
                    said.to_owned()
                } else {
                    let (above, below) = fraction(said);
                    format!("{above}/{below}")
                }
            })
        };
        let same = |one: &str, other: &str| {
            if key == "criterion" {
                return one == other;
            }
            let ((a, b), (c, d)) = (fraction(one), fraction(other));
            a * d == c * b
        };
        let made = |value: Option<String>, kind, items: Vec<usize>, conflicting| Found {
            value: value.clone(),
            plain: Plain {
                answer: value.unwrap_or_else(|| "unknown".to_owned()),
                kind,
                items,
                conflicting,
            },
        };
        let places = |of: &[(usize, &Value)]| of.iter().map(|(at, _)| *at).collect::<Vec<_>>();
        let counting: Vec<(usize, &Value)> = here
            .iter()
            .filter(|(_, item)| stated_counts || confirmed(item))
            .copied()
            .collect();
        let says: Vec<(usize, &Value, String)> = counting
            .iter()
            .filter_map(|(at, item)| Some((*at, *item, value(item)?)))
            .collect();
        if says.is_empty() {
            return if !counting.is_empty() {
                made(None, "evidence", places(&counting), false)
            } else if !here.is_empty() {
                made(None, "only_stated", places(&here), false)
            } else if !over.is_empty() {
                made(None, "expired", places(&over), false)
            } else {
                made(None, "no_evidence", Vec::new(), false)
            };
        }
        let ranks: Vec<&(usize, &Value, String)> = if says.iter().any(|one| confirmed(one.1)) {
            says.iter().filter(|one| confirmed(one.1)).collect()
        } else {
            says.iter().collect()
        };
        let differ = |of: &[&(usize, &Value, String)]| {
            of.iter()
                .any(|one| of.iter().any(|other| !same(&one.2, &other.2)))
        };
        let conflicting = differ(&says.iter().collect::<Vec<_>>());
        let strictest = |of: &[&(usize, &Value, String)]| {
            let order = ["not_met", "not_applicable", "met"];
            order
                .iter()
                .find(|word| of.iter().any(|one| one.2 == **word))
                .map(|word| (*word).to_owned())
        };
        let settled = if differ(&ranks) {
            let last = ranks.iter().map(|one| date(one.1)).max().unwrap();
            let newest: Vec<_> = ranks
                .iter()
                .filter(|one| date(one.1) == last)
                .copied()
                .collect();
            match (self.policy("conflict", "unknown"), key) {
                ("latest", _) if !differ(&newest) => Some(newest[0].2.clone()),
                ("latest", "criterion") => strictest(&newest),
                ("strictest", "criterion") => strictest(&ranks),
                _ => None,
            }
        } else {
            Some(ranks[0].2.clone())
        };
        let kept = ranks
            .iter()
            .filter(|one| settled.as_ref().is_none_or(|value| same(value, &one.2)));
        let items: Vec<usize> = kept.map(|one| one.0).collect();
        let kind = if settled.is_none() {
            "conflict"
        } else {
            "evidence"
        };
        made(settled, kind, items, conflicting)
    }

    /// True, false, or undecided; and which measures were looked at.
    fn decide(
        &self,
        condition: &Value,
        stated_counts: bool,
        used: &mut BTreeMap<String, Found>,
    ) -> Option<bool> {
        let (kind, body) = condition.as_object().unwrap().iter().next().unwrap();
        let parts = |used: &mut BTreeMap<String, Found>| -> Vec<Option<bool>> {
            body.as_array()
                .unwrap()
                .iter()
                .map(|part| self.decide(part, stated_counts, used))
                .collect()
        };
        let mut value = |key: &str| {
            let id = text(body, key).unwrap().to_owned();
            let found = self.about("measure", &id, stated_counts);
            let value = found.value.as_deref().map(fraction);
            used.insert(id, found);
            value
        };
        match kind.as_str() {
            "all" => {
                let parts = parts(used);
                if parts.contains(&Some(false)) {
                    return Some(false);
                }
                (!parts.contains(&None)).then_some(true)
            }
            "any" => {
                let parts = parts(used);
                if parts.contains(&Some(true)) {
                    return Some(true);
                }
                (!parts.contains(&None)).then_some(false)
            }
            "not" => self.decide(body, stated_counts, used).map(|is| !is),
            "measure" => value("measure").map(|value| holds(&body["is"], value)),
            "ratio" => {
                let (of, to) = (value("of"), value("to"));
                let ((a, b), (c, d)) = (of?, to?);
                (c > 0).then(|| holds(&body["is"], (a * d, b * c)))
            }
            _ => {
                let other = text(body, "criterion").unwrap();
                let one = self
                    .asked()
                    .into_iter()
                    .find(|one| text(one, "id") == Some(other))
                    .unwrap();
                let answer = self.answer(one).answer;
                (answer != "unknown").then(|| answer == text(body, "is").unwrap_or("met"))
            }
        }
    }

    /// The answer to a criterion or prerequisite.
    pub(crate) fn answer(&self, one: &Value) -> Plain {
        let id = text(one, "id").unwrap();
        let today = number_of(&self.as_of);
        let exempt = list(&self.evidence, "exemptions")
            .iter()
            .position(|exemption| {
                text(exemption, "subject") == Some(self.subject)
                    && text(exemption, "criterion") == Some(id)
                    && text(exemption, "approver").is_some()
                    && number_of(text(exemption, "approved_on").unwrap()) <= today
                    && today <= number_of(text(exemption, "expires_on").unwrap())
            });
        if let Some(at) = exempt.filter(|_| !self.is_prerequisite(id)) {
            let answer = "not_applicable".to_owned();
            return Plain {
                answer,
                kind: "exemption",
                items: vec![at],
                conflicting: false,
            };
        }
        let counts = self.stated_counts(one);
        let direct = self.about("criterion", id, counts);
        let Some(condition) = one.get("condition").filter(|_| direct.value.is_none()) else {
            return direct.plain;
        };
        let mut used = BTreeMap::new();
        let decided = self.decide(condition, counts, &mut used);
        let mut items: Vec<usize> = used
            .values()
            .flat_map(|one| one.plain.items.clone())
            .collect();
        items.sort_unstable();
        items.dedup();
        let reasons = ["conflict", "only_stated", "expired", "no_evidence"];
        let missing = |kind: &str| {
            used.values()
                .any(|one| one.value.is_none() && one.plain.kind == kind)
        };
        let kind = match decided {
            Some(_) => "condition",
            None => reasons
                .into_iter()
                .find(|kind| missing(kind))
                .unwrap_or("condition"),
        };
        let answer = match decided {
            Some(true) => "met",
            Some(false) => "not_met",
            None => "unknown",
        };
        Plain {
            answer: answer.to_owned(),
            kind,
            items,
            conflicting: used.values().any(|one| one.plain.conflicting),
        }
    }

    /// Floor and ceiling of an axis over every way in which its unknowns may turn out.
    pub(crate) fn ranges(&self, axis: &Value) -> Ranges {
        let of_axis: Vec<&Value> = list(&self.standard, "criteria")
            .iter()
            .filter(|one| one["axis"] == axis["id"])
            .collect();
        let mut ways: Vec<Vec<String>> = vec![Vec::new()];
        for one in &of_axis {
            let answer = self.answer(one).answer;
            let may_be: &[&str] = match answer.as_str() {
                "unknown" if self.always_applies(one) => &["met", "not_met"],
                "unknown" => &["met", "not_met", "not_applicable"],
                known => &[known],
            };
            ways = ways
                .iter()
                .flat_map(|way| {
                    may_be.iter().map(|answer| {
                        let mut longer = way.clone();
                        longer.push((*answer).to_owned());
                        longer
                    })
                })
                .collect();
        }
        let mut ranges = [(usize::MAX, 0); 2];
        for way in &ways {
            let answers: Vec<(u64, &str)> = of_axis
                .iter()
                .zip(way)
                .map(|(one, answer)| (one["level"].as_u64().unwrap(), answer.as_str()))
                .collect();
            for (range, level) in ranges.iter_mut().zip(self.levels(axis, &answers)) {
                *range = (range.0.min(level), range.1.max(level));
            }
        }
        ranges
    }

    /// What is earned and what is reached, once every answer is known.
    fn levels(&self, axis: &Value, answers: &[(u64, &str)]) -> [usize; 2] {
        let (mut earned_to, mut reached_to) = (0, 0);
        for (number, level) in list(axis, "levels").iter().enumerate().skip(1) {
            let here: Vec<&str> = answers
                .iter()
                .filter(|(of, _)| usize::try_from(*of).unwrap() == number)
                .map(|(_, answer)| *answer)
                .collect();
            let count = |word: &str| here.iter().filter(|answer| **answer == word).count();
            let within = level
                .get("within_level")
                .or(self.standard["policies"].get("within_level"));
            let needed = match within {
                Some(Value::String(word)) if word == "any" => 1,
                Some(Value::Object(least)) => {
                    usize::try_from(least["at_least"].as_u64().unwrap()).unwrap()
                }
                _ => here.len(),
            };
            let apply = count("met") + count("not_met");
            // So many of them, or all that apply where fewer apply.
            let earned = apply > 0 && count("met") >= needed.min(apply);
            let reached = if self.policy("not_applicable", "ignored") == "satisfied" {
                earned || count("met") + count("not_applicable") >= needed
            } else {
                earned || apply == 0
            };
            if reached {
                reached_to = number;
                if earned {
                    earned_to = number;
                }
            } else if self.policy("levels", "cumulative") == "cumulative" {
                break;
            }
        }
        [earned_to, reached_to]
    }

    /// Whether there can be a level at all.
    pub(crate) fn prerequisite(&self) -> &'static str {
        let answers: Vec<String> = list(&self.standard, "prerequisites")
            .iter()
            .map(|one| self.answer(one).answer)
            .collect();
        if answers
            .iter()
            .any(|answer| answer == "not_met" || answer == "not_applicable")
        {
            "not_met"
        } else if answers.iter().any(|answer| answer == "unknown") {
            "unknown"
        } else {
            "met"
        }
    }
}
