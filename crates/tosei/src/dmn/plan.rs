//! From a standard to its tables.

use super::{DmnModel, Entry, HitPolicy, Input, Rule, Table, Type};
use tosei_criteria::{Combination, LevelPolicy, NotApplicablePolicy, Standard, StandardDocument};
use tosei_document::{Explain, Report, Severity};
use tosei_types::Language;

/// The most criteria of one level, or prerequisites, that a table shows: more are a wall of columns.
pub const MAX_LEVEL_CRITERIA: usize = 32;

/// Why a standard cannot be written as decision tables.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum DmnError {
    /// The standard has errors of its own.
    #[error("the standard has {} errors", .report.count(Severity::Error))]
    #[non_exhaustive]
    Unsound {
        /// What is wrong with it.
        report: Box<Report>,
    },
    /// A level has more criteria than a table can show.
    #[error("level `{level}` of `{axis}` has `{criteria}` criteria, more than 32")]
    #[non_exhaustive]
    TooManyCriteria {
        /// The axis.
        axis: String,
        /// The level.
        level: usize,
        /// How many criteria it has.
        criteria: usize,
    },
    /// An id cannot be a name in DMN, or two ids become one name.
    #[error("`{id}` cannot be a name in a decision table")]
    #[non_exhaustive]
    Name {
        /// The id.
        id: String,
    },
}

impl DmnError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unsound { .. } => "dmn.unsound",
            Self::TooManyCriteria { .. } => "dmn.too_many_criteria",
            Self::Name { .. } => "dmn.name",
        }
    }
}

impl Explain for DmnError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (_, Language::En) => format!("{self}."),
            (Self::Unsound { report }, Language::Ja) => format!(
                "基準に誤りが {} 件あります。先に直してください。",
                report.count(Severity::Error)
            ),
            (
                Self::TooManyCriteria {
                    axis,
                    level,
                    criteria,
                },
                Language::Ja,
            ) => format!(
                "「{axis}」の Lv{level} には判定項目が {criteria} 件あり、判定表に並べられる 32 件を超えます。"
            ),
            (Self::Name { id }, Language::Ja) => {
                format!("「{id}」は判定表の名前に使えません。英数字と下線のIDにしてください。")
            }
        }
    }
}

const MET: &str = "met";
const NOT_MET: &str = "not_met";
const NOT_APPLICABLE: &str = "not_applicable";
const UNKNOWN: &str = "unknown";

/// What may become of a level: it is earned, holds only because nothing applies, or does not hold.
const EARNED: &str = "earned";
const HOLDS: &str = "holds";
const NO: &str = "no";

/// All tables of a sound standard.
pub(super) fn model(standard: &Standard) -> Result<DmnModel, DmnError> {
    let document = standard.document();
    let mut names = Names::default();
    let prerequisites = document.prerequisites.iter();
    let criteria = document.criteria.iter();
    let asked = prerequisites
        .map(|one| (one.id.as_str(), &one.text))
        .chain(criteria.map(|one| (one.id.as_str(), &one.text)));
    let mut inputs = Vec::new();
    for (id, text) in asked {
        names.take(id)?;
        inputs.push((id.to_owned(), format!("{} / {}", text.ja, text.en)));
    }
    let mut tables = Vec::new();
    if !document.prerequisites.is_empty() {
        tables.push(prerequisite_table(document)?);
    }
    for (at, axis) in document.axes.iter().enumerate() {
        tables.extend(axis_tables(document, at, axis.id.as_str())?);
    }
    for table in &tables {
        names.take(&table.name)?;
    }
    Ok(DmnModel {
        id: format!("{}_{}", document.id.as_str(), document.edition.as_str()),
        name: format!("{} / {}", document.label.ja, document.label.en),
        inputs,
        tables,
    })
}

/// The names that are taken.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn take(&mut self, id: &str) -> Result<(), DmnError> {
        let mut characters = id.chars();
        let begins = characters.next().is_some_and(|c| c.is_ascii_alphabetic());
        let goes_on = characters.all(|c| c.is_ascii_alphanumeric() || c == '_');
        let reserved = matches!(
            id,
            "true" | "false" | "null" | "not" | "if" | "then" | "else"
        );
        if !begins || !goes_on || reserved || self.0.iter().any(|taken| taken == id) {
            return Err(DmnError::Name { id: id.to_owned() });
        }
        self.0.push(id.to_owned());
        Ok(())
    }
}

fn rule(entries: Vec<Entry>, output: impl Into<String>) -> Rule {
    Rule {
        entries,
        output: output.into(),
    }
}

/// `count` cells: some before a place, one at it, some behind it.
fn around(count: usize, at: usize, before: &Entry, here: &Entry, behind: &Entry) -> Vec<Entry> {
    (0..count)
        .map(|place| match place.cmp(&at) {
            std::cmp::Ordering::Less => before.clone(),
            std::cmp::Ordering::Equal => here.clone(),
            std::cmp::Ordering::Greater => behind.clone(),
        })
        .collect()
}

fn prerequisite_table(document: &StandardDocument) -> Result<Table, DmnError> {
    let ids: Vec<String> = document
        .prerequisites
        .iter()
        .map(|one| one.id.as_str().to_owned())
        .collect();
    let count = ids.len();
    expect_few("prerequisites", 0, count)?;
    let (fine, bad) = (Entry::NoneOf(vec![NOT_MET]), Entry::OneOf(vec![NOT_MET]));
    let met = Entry::OneOf(vec![MET]);
    let open = Entry::NoneOf(vec![MET, NOT_MET]);
    let mut rules: Vec<Rule> = (0..count)
        .map(|at| rule(around(count, at, &fine, &bad, &Entry::Any), NOT_MET))
        .collect();
    rules.extend((0..count).map(|at| rule(around(count, at, &met, &open, &fine), UNKNOWN)));
    rules.push(rule(vec![met; count], MET));
    Ok(Table {
        name: "prerequisites".into(),
        label: "前提 / Prerequisites".into(),
        hit_policy: HitPolicy::Unique,
        inputs: ids.into_iter().map(Input::Name).collect(),
        output: Type::Text,
        rules,
    })
}

fn expect_few(axis: &str, level: usize, criteria: usize) -> Result<(), DmnError> {
    if criteria > MAX_LEVEL_CRITERIA {
        let axis = axis.to_owned();
        return Err(DmnError::TooManyCriteria {
            axis,
            level,
            criteria,
        });
    }
    Ok(())
}

/// The tables of one axis: two for each level above the lowest, then where the axis stands.
fn axis_tables(document: &StandardDocument, at: usize, id: &str) -> Result<Vec<Table>, DmnError> {
    let Some(axis) = document.axes.get(at) else {
        return Ok(Vec::new());
    };
    let name = format!("{} / {}", axis.label.ja, axis.label.en);
    let mut tables = Vec::new();
    let mut all = Vec::new();
    let levels = axis.levels.len().saturating_sub(1);
    for (number, level) in axis.levels.iter().enumerate().skip(1) {
        let criteria: Vec<String> = document
            .criteria
            .iter()
            .filter(|one| one.axis == axis.id && one.level == level.level)
            .map(|one| one.id.as_str().to_owned())
            .collect();
        expect_few(id, number, criteria.len())?;
        let needed = match level.within_level.unwrap_or(document.policies.within_level) {
            Combination::All => None,
            Combination::Any => Some(1),
            Combination::AtLeast(needed) => Some(usize::from(needed)),
        };
        // Where as many are needed as there are, all that apply are.
        let needed = needed.filter(|needed| *needed < criteria.len());
        let satisfied = document.policies.not_applicable == NotApplicablePolicy::Satisfied;
        for (which, words) in [
            (Which::Certain, "確実 / for certain"),
            (Which::Possible, "可能 / possibly"),
        ] {
            let (hit_policy, inputs, rules) = match needed {
                None => (
                    HitPolicy::Unique,
                    criteria.iter().cloned().map(Input::Name).collect(),
                    all_needed(criteria.len(), which),
                ),
                Some(needed) => (
                    HitPolicy::First,
                    counts(&criteria),
                    some_needed(needed, which, satisfied),
                ),
            };
            tables.push(Table {
                name: level_name(id, number, which),
                label: format!("{name} Lv{number} {words}"),
                hit_policy,
                inputs,
                output: Type::Text,
                rules,
            });
        }
        all.extend(criteria);
    }
    let cumulative = document.policies.levels == LevelPolicy::Cumulative;
    for (kind, words) in [
        ("earned", "達成 / earned"),
        ("reached", "対象外を含む / reached"),
    ] {
        for (end, which, what) in [
            ("floor", Which::Certain, "確実な水準 / certain level"),
            ("ceiling", Which::Possible, "可能な水準 / possible level"),
        ] {
            let inputs = (1..=levels).map(|number| Input::Name(level_name(id, number, which)));
            tables.push(Table {
                name: format!("{id}_{kind}_{end}"),
                label: format!("{name} {words} {what}"),
                hit_policy: HitPolicy::Unique,
                inputs: inputs.collect(),
                output: Type::Number,
                rules: standing(levels, kind == "earned", cumulative),
            });
        }
    }
    expect_few(id, 0, all.len())?;
    tables.push(nothing_applies(id, &name, all));
    Ok(tables)
}

/// Which end of the range a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Certain,
    Possible,
}

fn level_name(axis: &str, level: usize, which: Which) -> String {
    let word = match which {
        Which::Certain => "certain",
        Which::Possible => "possible",
    };
    format!("{axis}_{level}_{word}")
}

/// A level that needs all its criteria that apply.
fn all_needed(count: usize, which: Which) -> Vec<Rule> {
    let bad = Entry::OneOf(vec![NOT_MET]);
    let fine = Entry::NoneOf(vec![NOT_MET]);
    let away = Entry::OneOf(vec![NOT_APPLICABLE]);
    let met = Entry::OneOf(vec![MET]);
    let shown = Entry::OneOf(vec![MET, NOT_APPLICABLE]);
    let open = Entry::OneOf(vec![UNKNOWN]);
    // One that is not met is enough: the first of them names the rule.
    let mut rules: Vec<Rule> = (0..count)
        .map(|at| rule(around(count, at, &fine, &bad, &Entry::Any), NO))
        .collect();
    // Nothing is not met and something is unknown: it may all be met, and may not.
    let undecided = match which {
        Which::Certain => NO,
        Which::Possible => EARNED,
    };
    rules.extend((0..count).map(|at| rule(around(count, at, &shown, &open, &fine), undecided)));
    // All is known: the first that is met earns the level.
    rules.extend((0..count).map(|at| rule(around(count, at, &away, &met, &shown), EARNED)));
    rules.push(rule(vec![away; count], HOLDS));
    rules
}

/// The columns of a level that counts: met; not met; met or unknown; not met or unknown; met or
/// not applicable; all but not met.
fn counts(criteria: &[String]) -> Vec<Input> {
    [
        vec![MET],
        vec![NOT_MET],
        vec![MET, UNKNOWN],
        vec![NOT_MET, UNKNOWN],
        vec![MET, NOT_APPLICABLE],
        vec![MET, NOT_APPLICABLE, UNKNOWN],
    ]
    .into_iter()
    .map(|values| Input::Count {
        of: criteria.to_vec(),
        values,
    })
    .collect()
}

/// A level that needs some of its criteria, or all that apply where fewer apply.
fn some_needed(needed: usize, which: Which, satisfied: bool) -> Vec<Rule> {
    use Entry::{Any, AtLeast, Below};
    let none = || Below(1);
    // Columns: met, not met, met + unknown, not met + unknown, met + 対象外, all but not met.
    let nothing_applies = vec![none(), none(), Any, Any, Any, Any];
    // It fails for certain, or may fail.
    let may_fail = if satisfied {
        vec![Any, Any, Any, Any, Below(needed), Any]
    } else {
        vec![Below(needed), Any, Any, AtLeast(1), Any, Any]
    };
    let mut unearned = Vec::new();
    if satisfied {
        // 対象外 makes up for what is not met. One of the unknown must then turn out not met if
        // nothing else is.
        unearned.push(vec![
            Below(needed),
            AtLeast(1),
            Any,
            Any,
            Any,
            AtLeast(needed),
        ]);
        let one_more = needed.saturating_add(1);
        unearned.push(vec![
            Below(needed),
            none(),
            Any,
            AtLeast(1),
            Any,
            AtLeast(one_more),
        ]);
    }
    let mut rules = Vec::new();
    match which {
        Which::Certain => {
            rules.push(rule(may_fail, NO));
            rules.push(rule(nothing_applies, HOLDS));
            rules.extend(unearned.into_iter().map(|entries| rule(entries, HOLDS)));
            rules.push(rule(vec![Any; 6], EARNED));
        }
        Which::Possible => {
            rules.push(rule(vec![Any, Any, AtLeast(needed), Any, Any, Any], EARNED));
            rules.push(rule(vec![Any, none(), AtLeast(1), Any, Any, Any], EARNED));
            rules.push(rule(nothing_applies, HOLDS));
            rules.extend(unearned.into_iter().map(|entries| rule(entries, HOLDS)));
            rules.push(rule(vec![Any; 6], NO));
        }
    }
    rules
}

/// The highest level that counts, from what became of each.
fn standing(levels: usize, earned: bool, cumulative: bool) -> Vec<Rule> {
    let (holds, fails) = (Entry::NoneOf(vec![NO]), Entry::OneOf(vec![NO]));
    let is_earned = Entry::OneOf(vec![EARNED]);
    let merely_holds = Entry::OneOf(vec![HOLDS]);
    let not_earned = Entry::NoneOf(vec![EARNED]);
    let mut rules = Vec::new();
    if !cumulative {
        let (counts, fails) = if earned {
            (is_earned, not_earned)
        } else {
            (holds, fails)
        };
        for level in (1..=levels).rev() {
            let at = level.saturating_sub(1);
            let entries = around(levels, at, &Entry::Any, &counts, &fails);
            rules.push(rule(entries, level.to_string()));
        }
        rules.push(rule(vec![fails; levels], "0"));
        return rules;
    }
    // `reached` levels hold; the next one, if there is one, does not.
    for reached in (0..=levels).rev() {
        let prefix = |cell: &dyn Fn(usize) -> Entry| -> Vec<Entry> {
            (0..levels)
                .map(|place| match place.cmp(&reached) {
                    std::cmp::Ordering::Less => cell(place.saturating_add(1)),
                    std::cmp::Ordering::Equal => fails.clone(),
                    std::cmp::Ordering::Greater => Entry::Any,
                })
                .collect()
        };
        if !earned {
            rules.push(rule(prefix(&|_| holds.clone()), reached.to_string()));
            continue;
        }
        // Of these the highest that is earned, and above it only such as merely hold.
        for highest in (0..=reached).rev() {
            let cell = |level: usize| match level.cmp(&highest) {
                std::cmp::Ordering::Less => holds.clone(),
                std::cmp::Ordering::Equal => is_earned.clone(),
                std::cmp::Ordering::Greater => merely_holds.clone(),
            };
            rules.push(rule(prefix(&cell), highest.to_string()));
        }
    }
    rules
}

/// Whether the axis as a whole is 対象外.
fn nothing_applies(id: &str, name: &str, criteria: Vec<String>) -> Table {
    let away = Entry::OneOf(vec![NOT_APPLICABLE]);
    let here = Entry::NoneOf(vec![NOT_APPLICABLE]);
    let count = criteria.len();
    let mut rules: Vec<Rule> = (0..count)
        .map(|at| rule(around(count, at, &away, &here, &Entry::Any), "no"))
        .collect();
    rules.push(rule(vec![away; count], "yes"));
    Table {
        name: format!("{id}_out_of_scope"),
        label: format!("{name} 軸全体が対象外 / no criterion applies"),
        hit_policy: HitPolicy::Unique,
        inputs: criteria.into_iter().map(Input::Name).collect(),
        output: Type::Text,
        rules,
    }
}
