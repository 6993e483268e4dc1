//! One decision table.

use std::collections::BTreeMap;

/// 型 (type) of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Type {
    /// A text.
    Text,
    /// An integer.
    Number,
}

/// 適用方針 (hit policy): how many rules of a table may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HitPolicy {
    /// Exactly one.
    Unique,
    /// The first that does.
    First,
}

impl HitPolicy {
    /// The word of DMN.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unique => "UNIQUE",
            Self::First => "FIRST",
        }
    }
}

/// 入力欄 (input clause): what a column looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// An answer, or the result of another table, by its name.
    Name(String),
    /// How many of some answers are one of some values.
    Count {
        /// The answers.
        of: Vec<String>,
        /// The values that count.
        values: Vec<&'static str>,
    },
}

impl Input {
    /// The expression in FEEL.
    #[must_use]
    pub fn feel(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Count { of, values } => {
                let one = |name: &String| {
                    let tests: Vec<String> = values
                        .iter()
                        .map(|value| format!("{name} = \"{value}\""))
                        .collect();
                    format!("(if {} then 1 else 0)", tests.join(" or "))
                };
                let terms: Vec<String> = of.iter().map(one).collect();
                terms.join(" + ")
            }
        }
    }

    /// Its value.
    fn value(&self, known: &BTreeMap<String, String>) -> Option<String> {
        match self {
            Self::Name(name) => known.get(name).cloned(),
            Self::Count { of, values } => {
                let counts = |name: &&String| {
                    let value = known.get(name.as_str()).map_or("unknown", String::as_str);
                    values.contains(&value)
                };
                Some(of.iter().filter(counts).count().to_string())
            }
        }
    }

    /// Names of what it looks at.
    pub(super) fn names(&self) -> &[String] {
        match self {
            Self::Name(name) => std::slice::from_ref(name),
            Self::Count { of, .. } => of,
        }
    }
}

/// 入力の条件 (input entry): what one cell of a rule asks of its column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Entry {
    /// Anything: `-`.
    Any,
    /// One of some texts.
    OneOf(Vec<&'static str>),
    /// None of some texts.
    NoneOf(Vec<&'static str>),
    /// A number or more.
    AtLeast(usize),
    /// Less than a number.
    Below(usize),
}

impl Entry {
    /// The unary test in FEEL.
    #[must_use]
    pub fn feel(&self) -> String {
        let quoted = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
            texts.join(",")
        };
        match self {
            Self::Any => "-".into(),
            Self::OneOf(texts) => quoted(texts),
            Self::NoneOf(texts) => format!("not({})", quoted(texts)),
            Self::AtLeast(number) => format!(">= {number}"),
            Self::Below(number) => format!("< {number}"),
        }
    }

    fn holds(&self, value: &str) -> bool {
        let number = || value.parse::<usize>().ok();
        match self {
            Self::Any => true,
            Self::OneOf(texts) => texts.contains(&value),
            Self::NoneOf(texts) => !texts.contains(&value),
            Self::AtLeast(least) => number().is_some_and(|number| number >= *least),
            Self::Below(bound) => number().is_some_and(|number| number < *bound),
        }
    }
}

/// 規則 (rule): one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// One cell for each column.
    pub entries: Vec<Entry>,
    /// What it gives.
    pub output: String,
}

/// 判定表 (decision table) of one decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name of the decision and of its result.
    pub name: String,
    /// What it decides, in Japanese and English.
    pub label: String,
    /// How many rules may speak.
    pub hit_policy: HitPolicy,
    /// The columns.
    pub inputs: Vec<Input>,
    /// The type of the result.
    pub output: Type,
    /// The rows.
    pub rules: Vec<Rule>,
}

impl Table {
    /// The rules that speak of some values, in the order of the table.
    pub fn speaking<'t>(
        &'t self,
        known: &BTreeMap<String, String>,
    ) -> impl Iterator<Item = &'t Rule> + use<'t> {
        let values: Vec<Option<String>> =
            self.inputs.iter().map(|input| input.value(known)).collect();
        self.rules.iter().filter(move |rule| {
            let mut cells = rule.entries.iter().zip(&values);
            cells.all(|(entry, value)| value.as_deref().is_some_and(|value| entry.holds(value)))
        })
    }

    /// The names of the answers and tables that it looks at, each once.
    #[must_use]
    pub fn uses(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.inputs.iter().flat_map(Input::names) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }
}
