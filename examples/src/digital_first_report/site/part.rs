//! The parts of a site: what each is made of, and whether it was there.

use super::super::input::Found;
use serde::{Deserialize, Serialize};
use tosei_types::{Label, Language};

tosei_types::coded_enum! {
    /// 部分 (part): what a folder can hold.
    pub enum PartKind: "part of a report" {
        /// 手続の棚卸.
        Inventory = "inventory" ("手続の棚卸", "inventory of procedures"),
        /// 品質.
        Quality = "quality" ("品質の証拠", "evidence of quality"),
        /// 業務フロー.
        Flows = "flows" ("業務フロー", "flows"),
        /// 窓口.
        Counters = "counters" ("窓口", "counters"),
        /// 条項.
        Clauses = "clauses" ("条項", "clauses"),
        /// 計画.
        Plan = "plan" ("計画", "plan"),
        /// つながり.
        Joined = "joined" ("つながり", "connections"),
    }
}

impl PartKind {
    /// The names under which a folder may hold it, as the readme documents them.
    #[must_use]
    pub const fn names(self) -> &'static str {
        match self {
            Self::Inventory => "inventory.json / .ndjson / .csv / .xlsx, survey.csv / .xlsx",
            Self::Quality => "evidence.json, targets.json, standard.json",
            Self::Flows => "flows/*.as_is.*, flows/*.to_be.* (.bpmn, .json, .yaml)",
            Self::Counters => "counters.json, counter_reviews.csv / .json, rollout.json",
            Self::Clauses => "clauses.json, assembly.json",
            Self::Plan => "plan.json",
            Self::Joined => "links.json, linked_clauses.json",
        }
    }
}

tosei_types::coded_enum! {
    /// 有無 (state of a part).
    pub enum PartState: "state of a part" {
        /// 指定あり.
        Given = "given" ("読みました", "read"),
        /// 架空の見本.
        Embedded = "embedded" ("架空の見本市", "the fictional city"),
        /// 指定なし.
        Absent = "absent" ("ありません", "not given"),
        /// 読めない: a file of it is not what it should be.
        Unreadable = "unreadable" ("読めないものがあります", "not readable, or not all of it"),
    }
}

/// One part: what was read, what could not be, and what was found while reading.
pub(in super::super) struct Part<T> {
    pub(in super::super) kind: PartKind,
    pub(in super::super) state: PartState,
    /// The names of its files below the folder.
    pub(in super::super) files: Vec<String>,
    /// Why something of it could not be read, a sentence each.
    pub(in super::super) problems: Vec<Label>,
    pub(in super::super) found: Vec<Found>,
    pub(in super::super) content: Option<T>,
}

impl<T> Part<T> {
    /// A part of which there is nothing.
    pub(super) fn absent(kind: PartKind) -> Self {
        Self {
            kind,
            state: PartState::Absent,
            files: Vec::new(),
            problems: Vec::new(),
            found: Vec::new(),
            content: None,
        }
    }

    /// A part to be read from these files; from the embedded ones if `embedded`.
    pub(super) fn begun(kind: PartKind, embedded: bool, files: Vec<String>) -> Self {
        Self {
            state: if embedded {
                PartState::Embedded
            } else {
                PartState::Given
            },
            files,
            ..Self::absent(kind)
        }
    }

    /// Remembers what could not be read.
    pub(super) fn problem(&mut self, problem: Label) {
        self.state = PartState::Unreadable;
        self.problems.push(problem);
    }

    /// The value, or `None` and a problem.
    pub(super) fn keep<V>(&mut self, read: Result<V, Label>) -> Option<V> {
        match read {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problem(problem);
                None
            }
        }
    }

    /// What is shown of it.
    pub(super) fn shown(&self) -> ShownPart {
        let (findings, _) = super::super::assemble::counted(self.found.iter());
        ShownPart {
            part: self.kind,
            state: self.state,
            files: self.files.clone(),
            problems: self.problems.clone(),
            errors: findings.errors,
            warnings: findings.warnings,
            infos: findings.infos,
        }
    }
}

/// A part as `site.json` has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownPart {
    /// Which.
    pub part: PartKind,
    /// Whether it was there.
    pub state: PartState,
    /// The names of its files below the folder.
    pub files: Vec<String>,
    /// Why something of it could not be read.
    pub problems: Vec<Label>,
    /// 誤り.
    pub errors: u64,
    /// 要確認.
    pub warnings: u64,
    /// 参考.
    pub infos: u64,
}

/// A sentence made in each language by itself.
pub(super) fn worded(words: impl Fn(Language) -> String) -> Label {
    Label::new(words(Language::Ja), words(Language::En))
}
