//! What stands in the way of a procedure, and what a clause stands in the way of.

use super::{JoinedGraph, NodeId, NodeKind, Relation};
use serde::Serialize;
use std::collections::BTreeSet;
use tosei_analog_regs::{
    Clause, ClauseId, ClauseRegister, Obstacle, OutOfScopeReason, ReviewStatus, Supersession,
    WrittenFormState, supersession_in,
};
use tosei_counter_dx::CounterId;
use tosei_inventory::{Barrier, BarrierCause, Discretion, OnlineStatus, Process, RequestStatus};
use tosei_types::{Date, Language, ProcedureId, ProcessId, coded_enum};

coded_enum! {
    /// 条項の効き方 (whether a clause binds) on a day.
    pub enum BlockingClause: "whether a clause binds" {
        /// 妨げている: it asks for something that stands.
        Binds = "binds" ("妨げている", "binds"),
        /// 妨げていない: amended and in force, superseded, or digital already.
        Free = "free" ("妨げていない", "does not bind"),
        /// 分からない: what it asks is not recorded.
        Unknown = "unknown" ("分からない", "not known"),
    }
}

/// 妨げ (blocker): one thing that stands in the way of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "blocker")]
#[non_exhaustive]
pub enum Blocker {
    /// 条項.
    Clause {
        /// 条項.
        clause: ClauseId,
        /// Whether it binds.
        binds: BlockingClause,
        /// 残る障害.
        remaining: Vec<Obstacle>,
        /// 要望 to the State about it.
        request: Option<String>,
        /// The sentence in Japanese.
        ja: String,
        /// The sentence in English.
        en: String,
    },
    /// 障壁 of the inventory.
    Barrier {
        /// Its position in the process, counted from 0.
        at: usize,
        /// 要因.
        cause: BarrierCause,
        /// 裁量.
        discretion: Discretion,
        /// The rule that it names.
        rule: Option<String>,
        /// 要望の状況, where one was made.
        request: Option<RequestStatus>,
        /// The sentence in Japanese.
        ja: String,
        /// The sentence in English.
        en: String,
    },
    /// Nobody examined what stands in the way.
    NotExamined {
        /// The sentence in Japanese.
        ja: String,
        /// The sentence in English.
        en: String,
    },
}

impl Blocker {
    /// The sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> &str {
        let (Self::Clause { ja, en, .. }
        | Self::Barrier { ja, en, .. }
        | Self::NotExamined { ja, en }) = self;
        match language {
            Language::Ja => ja,
            Language::En => en,
        }
    }

    /// Whether it is known to stand in the way; `None` if that is not known.
    #[must_use]
    pub fn stands(&self) -> Option<bool> {
        match self {
            Self::Clause { binds, .. } => match binds {
                BlockingClause::Binds => Some(true),
                BlockingClause::Free => Some(false),
                BlockingClause::Unknown => None,
            },
            Self::Barrier { .. } => Some(true),
            Self::NotExamined { .. } => None,
        }
    }
}

/// 手続プロセスの妨げ (what stands in the way of a process).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ProcessBlockers {
    /// 手続プロセス.
    pub process: ProcessId,
    /// 実施状況.
    pub status: OnlineStatus,
    /// 妨げ, clauses first.
    pub blockers: Vec<Blocker>,
}

/// 条項の及ぶ先 (reach of a clause): what lies behind it in the graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ClauseReach {
    /// 条項.
    pub clause: ClauseId,
    /// Whether it binds.
    pub binds: BlockingClause,
    /// Processes that nothing else keeps from going online.
    pub frees: Vec<ProcessId>,
    /// Processes for which something else stands, or nobody examined what does.
    pub not_enough_for: Vec<ProcessId>,
    /// 手続, 業務フロー, 窓口, 段階, 指標 behind them.
    pub behind: Vec<NodeId>,
}

/// 手続の窓口 (counters of a procedure).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct CounterReach {
    /// 手続.
    pub procedure: ProcedureId,
    /// 窓口 that handle it.
    pub counters: Vec<CounterId>,
    /// Of those, the ones whose share of visitors for it is known: only there can a shorter queue be told.
    pub with_known_share: Vec<CounterId>,
}

/// Whether a clause binds on a day, and what of it remains.
pub(crate) fn binding(
    register: &ClauseRegister,
    clause: &Clause,
    day: Date,
) -> (BlockingClause, Supersession) {
    let supersession = supersession_in(register, clause, day);
    let review = clause.review.as_ref();
    let status = review.and_then(|review| review.status_at(day));
    let over = match status {
        Some(ReviewStatus::InForce | ReviewStatus::Operating) => true,
        Some(ReviewStatus::OutOfScope) => review
            .and_then(|review| review.out_of_scope.as_ref())
            .is_some_and(|scope| {
                matches!(
                    scope.reason,
                    OutOfScopeReason::AlreadyDigital
                        | OutOfScopeReason::NoAnalogDemand
                        | OutOfScopeReason::Superseded
                )
            }),
        _ => false,
    };
    let binds = if over {
        BlockingClause::Free
    } else if clause.obstacles.is_empty() {
        BlockingClause::Unknown
    } else if supersession.remaining.is_empty() {
        BlockingClause::Free
    } else if supersession.written_form == WrittenFormState::Unknown
        && supersession.remaining == [Obstacle::WrittenForm]
    {
        BlockingClause::Unknown
    } else {
        BlockingClause::Binds
    };
    (binds, supersession)
}

/// The title of the rule that a barrier names.
pub(crate) fn rule_title(barrier: &Barrier) -> Option<&str> {
    barrier.rule.as_ref()?.title.as_deref()
}

/// What is left of a process's obstacles when some clauses are amended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    /// Nothing: it can go online.
    Nothing,
    /// Something stands.
    Something,
    /// Nobody knows.
    Unknown,
}

impl<'d> JoinedGraph<'d> {
    /// The clauses that links name for a process, in the order of the links, each once.
    pub(crate) fn clauses_of(&self, process: &str) -> Vec<(&'d ClauseRegister, &'d Clause)> {
        let mut seen = BTreeSet::new();
        let links = self.documents.links.clauses.iter();
        links
            .filter(|link| link.processes.iter().any(|one| one.as_str() == process))
            .filter(|link| seen.insert(link.clause.as_str()))
            .filter_map(|link| self.clauses.get(link.clause.as_str()).copied())
            .collect()
    }

    /// Whether a barrier falls with the amendment of some clauses: it names the rule of one of them that
    /// is linked to the process.
    pub(crate) fn falls(&self, barrier: &Barrier, process: &str, amended: &BTreeSet<&str>) -> bool {
        let Some(title) = rule_title(barrier) else {
            return false;
        };
        self.clauses_of(process).iter().any(|(register, clause)| {
            let rule = register.rule_of(clause);
            amended.contains(clause.id.as_str()) && rule.is_some_and(|rule| rule.title == title)
        })
    }

    /// What is left of the obstacles of a process when some clauses are amended.
    pub(crate) fn left(&self, process: &Process, amended: &BTreeSet<&str>) -> Left {
        let day = self.documents.as_of;
        let id = process.id.as_str();
        let Some(barriers) = &process.barriers else {
            return Left::Unknown;
        };
        let standing = barriers.iter().filter(|barrier| barrier.stands_on(day));
        if standing
            .filter(|barrier| !self.falls(barrier, id, amended))
            .count()
            > 0
        {
            return Left::Something;
        }
        let mut left = Left::Nothing;
        for (register, clause) in self.clauses_of(id) {
            if amended.contains(clause.id.as_str()) {
                continue;
            }
            match binding(register, clause, day).0 {
                BlockingClause::Binds => return Left::Something,
                BlockingClause::Unknown => left = Left::Unknown,
                BlockingClause::Free => {}
            }
        }
        left
    }

    /// What stands in the way of one process; `None` if the inventory does not have it.
    #[must_use]
    pub fn blockers_of_process(&self, process: &ProcessId) -> Option<ProcessBlockers> {
        let day = self.documents.as_of;
        let found = *self.processes.get(process.as_str())?;
        let mut blockers = Vec::new();
        for (register, clause) in self.clauses_of(process.as_str()) {
            let (binds, supersession) = binding(register, clause, day);
            let node = NodeId::new(NodeKind::Clause, clause.id.as_str());
            let name = self.name(&node).unwrap_or_default();
            let dependence = clause.review.as_ref();
            let dependence = dependence.and_then(|review| review.state_dependence.as_ref());
            let request = dependence.and_then(|one| one.request.as_ref());
            let request = request.and_then(|id| register.requests.iter().find(|r| r.id == *id));
            let about = |language: Language| {
                request.map_or_else(String::new, |request| match language {
                    Language::Ja => format!(
                        "国への要望: {}（{}）。",
                        request.addressee,
                        request.status.label(language)
                    ),
                    Language::En => format!(
                        " Request to the State: {} ({}).",
                        request.addressee,
                        request.status.label(language)
                    ),
                })
            };
            blockers.push(Blocker::Clause {
                clause: clause.id.clone(),
                binds,
                request: request.map(|request| request.id.to_string()),
                ja: format!(
                    "{name}: {}。{}{}",
                    binds.label(Language::Ja),
                    supersession.sentence(Language::Ja),
                    about(Language::Ja)
                ),
                en: format!(
                    "{name}: {}; {}.{}",
                    binds.label(Language::En),
                    supersession.sentence(Language::En),
                    about(Language::En)
                ),
                remaining: supersession.remaining,
            });
        }
        match &found.barriers {
            None => blockers.push(Blocker::NotExamined {
                ja: "障壁が調べられていない。".to_owned(),
                en: "Nobody examined what stands in the way.".to_owned(),
            }),
            Some(barriers) => {
                for (at, barrier) in barriers.iter().enumerate() {
                    if barrier.stands_on(day) {
                        blockers.push(barrier_blocker(at, barrier));
                    }
                }
            }
        }
        Some(ProcessBlockers {
            process: process.clone(),
            status: found.status,
            blockers,
        })
    }

    /// What stands in the way of each process of a procedure that is not wholly online.
    #[must_use]
    pub fn blockers_of_procedure(&self, procedure: &ProcedureId) -> Vec<ProcessBlockers> {
        let processes = self.documents.inventory.into_iter();
        processes
            .flat_map(|inventory| &inventory.processes)
            .filter(|process| process.procedure == *procedure)
            .filter(|process| process.status != OnlineStatus::Done)
            .filter_map(|process| self.blockers_of_process(&process.id))
            .collect()
    }

    /// What a clause stands in the way of; `None` if no register has it.
    #[must_use]
    pub fn reach_of_clause(&self, clause: &ClauseId) -> Option<ClauseReach> {
        let (register, found) = *self.clauses.get(clause.as_str())?;
        let amended: BTreeSet<&str> = [clause.as_str()].into();
        let node = NodeId::new(NodeKind::Clause, clause.as_str());
        let (mut frees, mut not_enough_for) = (Vec::new(), Vec::new());
        for id in self.from(&node, Relation::Blocks) {
            let Some(process) = self.processes.get(id.id.as_str()) else {
                continue;
            };
            let offline = matches!(
                process.status,
                OnlineStatus::NotDone | OnlineStatus::Partial
            );
            if offline && self.left(process, &amended) == Left::Nothing {
                frees.push(process.id.clone());
            } else {
                not_enough_for.push(process.id.clone());
            }
        }
        Some(ClauseReach {
            clause: clause.clone(),
            binds: binding(register, found, self.documents.as_of).0,
            frees,
            not_enough_for,
            behind: self.behind(&node),
        })
    }

    /// Everything that lines lead to from a node, over any number of steps, in order.
    #[must_use]
    pub fn behind(&self, node: &NodeId) -> Vec<NodeId> {
        let mut seen: BTreeSet<&NodeId> = BTreeSet::new();
        let mut open = vec![node];
        while let Some(next) = open.pop() {
            for relation in Relation::ALL {
                for to in self.from(next, *relation) {
                    if to != node && seen.insert(to) {
                        open.push(to);
                    }
                }
            }
        }
        seen.into_iter().cloned().collect()
    }

    /// Which counters handle a procedure, and at which a shorter queue can be told.
    #[must_use]
    pub fn counters_of_procedure(&self, procedure: &ProcedureId) -> CounterReach {
        let node = NodeId::new(NodeKind::Procedure, procedure.as_str());
        let counters: Vec<CounterId> = self
            .from(&node, Relation::HandledAt)
            .filter_map(|counter| counter.id.parse().ok())
            .collect();
        let links = self.documents.links;
        let known = |counter: &&CounterId| {
            let share = links.visits.iter();
            let mut share = share.filter(|one| one.procedure == *procedure);
            share.any(|one| one.counter == **counter)
                && links.demand.iter().any(|one| one.counter == **counter)
        };
        CounterReach {
            procedure: procedure.clone(),
            with_known_share: counters.iter().filter(known).cloned().collect(),
            counters,
        }
    }
}

fn barrier_blocker(at: usize, barrier: &Barrier) -> Blocker {
    let rule = rule_title(barrier).map(str::to_owned);
    let say = |language: Language| {
        let named = rule.as_deref();
        let request = barrier.request.as_ref();
        match language {
            Language::Ja => format!(
                "障壁: {}（{}、{}）{}{}。",
                barrier.obstacle.label(language),
                barrier.cause.label(language),
                barrier.discretion.label(language),
                named.map_or_else(String::new, |rule| format!("「{rule}」")),
                request.map_or_else(String::new, |request| format!(
                    "、国等への要望: {}（{}）",
                    request.addressee,
                    request.status.label(language)
                )),
            ),
            Language::En => format!(
                "Barrier: {} ({}, {}){}{}.",
                barrier.obstacle.label(language),
                barrier.cause.label(language),
                barrier.discretion.label(language),
                named.map_or_else(String::new, |rule| format!(", `{rule}`")),
                request.map_or_else(String::new, |request| format!(
                    "; request to {} ({})",
                    request.addressee,
                    request.status.label(language)
                )),
            ),
        }
    };
    Blocker::Barrier {
        at,
        cause: barrier.cause,
        discretion: barrier.discretion,
        ja: say(Language::Ja),
        en: say(Language::En),
        request: barrier.request.as_ref().map(|request| request.status),
        rule,
    }
}
