//! Whether the written form that a clause asks for still binds.

use super::EnablingInstrument;
use crate::{Clause, ClauseRegister, InstrumentId, Obstacle, Rule};
use serde::Serialize;
use tosei_types::{Date, Language};

tosei_types::coded_enum! {
    /// 書面の要否 (state of the written form) of a clause on a day.
    pub enum WrittenFormState: "state of the written form" {
        /// 書面を求めていない.
        NotAsked = "not_asked" ("書面を求めていない", "no written form asked"),
        /// 書面が必要.
        Stands = "stands" ("書面が必要", "written form stands"),
        /// 通則により読替え済み.
        Superseded = "superseded" ("通則により電子的な方法で可能", "superseded by a general rule"),
        /// 判断できない: the register does not say which kind of act it is.
        Unknown = "unknown" ("判断できない", "not decided"),
    }
}

/// 理由 (reason): what one general rule says about a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub struct SupersessionReason {
    /// The general rule.
    pub instrument: InstrumentId,
    /// Its title.
    pub title: String,
    /// What it says.
    pub verdict: Verdict,
}

tosei_types::coded_enum! {
    /// 通則ごとの判断 (verdict of one general rule).
    pub enum Verdict: "verdict of a general rule" {
        /// 適用.
        Covers = "covers" ("適用される", "covers the clause"),
        /// 未施行.
        NotYet = "not_yet" ("まだ施行されていない", "is not in force yet"),
        /// 失効.
        Ended = "ended" ("効力を失っている", "is in force no more"),
        /// 例規の種類が対象外.
        OtherKind = "other_kind" ("この種類の例規を対象としない", "does not cover this kind of rule"),
        /// 機関が対象外.
        OtherBody = "other_body" ("この機関の例規を対象としない", "does not cover rules of this body"),
        /// 行為の区分が対象外.
        OtherAct = "other_act" ("この行為の区分を対象としない", "does not cover this kind of act"),
        /// 適用除外.
        Excluded = "excluded" ("適用を除外している", "leaves the clause out"),
        /// 行為の区分が不明.
        ActUnknown = "act_unknown" ("行為の区分が記録されていない", "the kind of act is not recorded"),
    }
}

/// 通則による読替え (supersession) of a clause on a day, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Supersession {
    /// 書面の要否.
    pub written_form: WrittenFormState,
    /// The general rule that supersedes, the first of the register that does.
    pub by: Option<InstrumentId>,
    /// What every general rule of the register says, in their order; none if no written form is asked.
    pub because: Vec<SupersessionReason>,
    /// 残る障害: what the clause still asks.
    pub remaining: Vec<Obstacle>,
}

impl Supersession {
    /// The verdict in one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let remaining: Vec<&str> = self
            .remaining
            .iter()
            .map(|obstacle| obstacle.label(language))
            .collect();
        // The first that covers is the one that supersedes.
        let mut because = self.because.iter();
        let by = because.find(|reason| reason.verdict == Verdict::Covers);
        let state = self.written_form.label(language);
        match (language, by) {
            (Language::Ja, Some(by)) => format!(
                "書面は「{}」により{}。残る障害: {}。",
                by.title,
                state,
                if remaining.is_empty() {
                    "なし".into()
                } else {
                    remaining.join("、")
                }
            ),
            (Language::Ja, None) => format!(
                "{state}。残る障害: {}。",
                if remaining.is_empty() {
                    "なし".into()
                } else {
                    remaining.join("、")
                }
            ),
            (Language::En, Some(by)) => format!(
                "written form: {state} `{}`; remaining obstacles: {}",
                by.title,
                if remaining.is_empty() {
                    "none".into()
                } else {
                    remaining.join(", ")
                }
            ),
            (Language::En, None) => format!(
                "written form: {state}; remaining obstacles: {}",
                if remaining.is_empty() {
                    "none".into()
                } else {
                    remaining.join(", ")
                }
            ),
        }
    }
}

/// Whether a general rule has superseded the written form that a clause asks for.
///
/// A general rule covers a clause if it is in force on the day, covers the kind of its rule, the body
/// that made it and the kind of act, and does not leave it out. The first that covers supersedes. If
/// none does and one would only depend on the kind of act, which is not recorded, nothing is decided.
/// Every obstacle but the written form remains in any case.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{WrittenFormState, sample, supersession_in};
///
/// let register = sample::register()?;
/// let superseded = register.clauses.iter().filter(|clause| {
///     supersession_in(&register, clause, register.status_date).written_form
///         == WrittenFormState::Superseded
/// });
/// assert_eq!(superseded.count(), 41); // by one general ordinance
/// # Ok::<(), tosei_analog_regs::RegisterDocumentError>(())
/// ```
#[must_use]
pub fn supersession(
    clause: &Clause,
    rule: &Rule,
    enabling: &[EnablingInstrument],
    day: Date,
) -> Supersession {
    let remaining: Vec<Obstacle> = clause
        .obstacles
        .iter()
        .copied()
        .filter(|obstacle| *obstacle != Obstacle::WrittenForm)
        .collect();
    if !clause.asks_for(Obstacle::WrittenForm) {
        return Supersession {
            written_form: WrittenFormState::NotAsked,
            by: None,
            because: Vec::new(),
            remaining,
        };
    }
    let because: Vec<SupersessionReason> = enabling
        .iter()
        .map(|instrument| SupersessionReason {
            instrument: instrument.id.clone(),
            title: instrument.title.clone(),
            verdict: verdict(clause, rule, instrument, day),
        })
        .collect();
    let by = because
        .iter()
        .find(|reason| reason.verdict == Verdict::Covers)
        .map(|reason| reason.instrument.clone());
    let unsure = because
        .iter()
        .any(|reason| reason.verdict == Verdict::ActUnknown);
    let written_form = match (&by, unsure) {
        (Some(_), _) => WrittenFormState::Superseded,
        (None, true) => WrittenFormState::Unknown,
        (None, false) => WrittenFormState::Stands,
    };
    let remaining = if by.is_some() {
        remaining
    } else {
        clause.obstacles.clone()
    };
    Supersession {
        written_form,
        by,
        because,
        remaining,
    }
}

/// As [`supersession`], by the general rules of a register; a clause whose rule is not in it is
/// covered by none.
#[must_use]
pub fn supersession_in(register: &ClauseRegister, clause: &Clause, day: Date) -> Supersession {
    match register.rule_of(clause) {
        Some(rule) => supersession(clause, rule, &register.enabling, day),
        None => Supersession {
            written_form: if clause.asks_for(Obstacle::WrittenForm) {
                WrittenFormState::Unknown
            } else {
                WrittenFormState::NotAsked
            },
            by: None,
            because: Vec::new(),
            remaining: clause.obstacles.clone(),
        },
    }
}

fn verdict(clause: &Clause, rule: &Rule, instrument: &EnablingInstrument, day: Date) -> Verdict {
    let scope = &instrument.scope;
    if day < instrument.effective_from {
        return Verdict::NotYet;
    }
    if instrument.effective_to.is_some_and(|last| last < day) {
        return Verdict::Ended;
    }
    if !scope.rule_kinds.is_empty() && !scope.rule_kinds.contains(&rule.kind) {
        return Verdict::OtherKind;
    }
    if !scope.bodies.is_empty() && !scope.bodies.contains(&rule.enacted_by) {
        return Verdict::OtherBody;
    }
    let excluded = instrument.exclusions.iter().any(|exclusion| {
        exclusion.rule == clause.rule
            && exclusion
                .citation
                .as_ref()
                .is_none_or(|place| place.covers(&clause.citation))
    });
    if excluded {
        return Verdict::Excluded;
    }
    if scope.acts.is_empty() {
        return Verdict::Covers;
    }
    match clause.act {
        None => Verdict::ActUnknown,
        Some(act) if scope.acts.contains(&act) => Verdict::Covers,
        Some(_) => Verdict::OtherAct,
    }
}
