//! From an inventory and a round to the next inventory.

use super::SurveyRound;
use super::status::SectionState;
use crate::{
    ElementStates, Extensions, Inventory, OnlineStatus, Organisation, Procedure, Process, RateUnit,
    Role, Touchpoint,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use tosei_types::{Date, Language, OrganisationId, ProcessId, TouchpointId, coded_enum};

/// The key in a row's extensions under which it is written why nobody answered for it.
const EXTENSION: &str = "survey_round";

coded_enum! {
    /// 未回答の行の扱い (treatment of rows that nobody answered for).
    ///
    /// # Source
    ///
    /// `project-decision:unanswered-rows`.
    pub enum UnansweredRows: "treatment of unanswered rows" {
        /// 不明とする: status, elements and plan become unknown. The default.
        Unknown = "unknown" ("不明とする", "become unknown"),
        /// 前回の値を印を付けて引き継ぐ: the earlier values stay, and every such row says so.
        CarryForwardMarked = "carry_forward_marked" ("前回の値を印を付けて引き継ぐ", "carried forward and marked"),
    }
}

coded_enum! {
    /// 回答のない理由 (reason why a row has no answer).
    pub enum RowReason: "reason why a row has no answer" {
        /// The section has not answered, and its time has not run out.
        NotYet = "not_yet" ("所管課が未回答（期限内）", "the section has not answered yet"),
        /// The section has not answered in time.
        Missing = "missing" ("所管課が未回答（期限超過）", "the section is missing"),
        /// The section's answer was sent back.
        Rejected = "rejected" ("所管課の回答を差し戻した", "the section's answer was rejected"),
        /// The section answered, but its file was not read.
        NotRead = "not_read" ("所管課の回答が取り込まれていない", "the section's answer was not read"),
        /// The section answered for other rows, not for this one.
        NotInAnswer = "not_in_answer" ("所管課の回答にない", "not in the section's answer"),
        /// No section of the round answers for it.
        NotAsked = "not_asked" ("照会先に所管課がない", "no section of the round answers for it"),
    }
}

/// 回答の内容 (answer of a section): the rows that its file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SectionAnswer {
    /// Whose answer.
    pub organisation: OrganisationId,
    /// Procedures that are new, or described anew.
    pub procedures: Vec<Procedure>,
    /// 手続プロセス as they are now.
    pub processes: Vec<Process>,
    /// 接点 as they are now.
    pub touchpoints: Vec<Touchpoint>,
    /// 廃止された手続プロセス.
    pub abolished_processes: Vec<ProcessId>,
    /// 廃止された接点.
    pub abolished_touchpoints: Vec<TouchpointId>,
}

impl SectionAnswer {
    /// An answer with processes.
    #[must_use]
    pub const fn new(organisation: OrganisationId, processes: Vec<Process>) -> Self {
        Self {
            organisation,
            procedures: Vec::new(),
            processes,
            touchpoints: Vec::new(),
            abolished_processes: Vec::new(),
            abolished_touchpoints: Vec::new(),
        }
    }
}

/// 反映の条件 (options).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApplyOptions {
    /// The day whose state of the round counts: a return that came later is not known yet.
    pub as_of: Date,
    /// 未回答の行の扱い.
    pub unanswered: UnansweredRows,
    /// By which role a process belongs to a section.
    pub role: Role,
}

impl ApplyOptions {
    /// Unanswered rows become unknown; a process belongs to its executor.
    #[must_use]
    pub const fn new(as_of: Date) -> Self {
        Self {
            as_of,
            unanswered: UnansweredRows::Unknown,
            role: Role::Executor,
        }
    }
}

/// 回答のない行 (row without an answer).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnansweredRow {
    /// Whether it is a process or a touchpoint.
    pub unit: RateUnit,
    /// Its id.
    pub id: String,
    /// 照会先, where one answers for it.
    pub section: Option<OrganisationId>,
    /// 理由.
    pub reason: RowReason,
    /// 前回の状況.
    pub status_before: OnlineStatus,
}

/// 照会の反映 (applied round): the next inventory, and what nobody answered for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppliedRound {
    /// The inventory at the round's status date.
    pub inventory: Inventory,
    /// Rows without an answer, in the order of the earlier inventory.
    pub unanswered: Vec<UnansweredRow>,
    /// What was done with them.
    pub treatment: UnansweredRows,
}

impl AppliedRound {
    /// How many rows have no answer, in one sentence; `None` if all have one.
    #[must_use]
    pub fn explain(&self, language: Language) -> Option<String> {
        if self.unanswered.is_empty() {
            return None;
        }
        let mut reasons: BTreeMap<RowReason, usize> = BTreeMap::new();
        for row in &self.unanswered {
            let count = reasons.entry(row.reason).or_default();
            *count = count.saturating_add(1);
        }
        let count = self.unanswered.len();
        let treatment = self.treatment.label(language);
        let parts: Vec<String> = reasons
            .iter()
            .map(|(reason, count)| format!("{} {count}", reason.label(language)))
            .collect();
        Some(match language {
            Language::Ja => format!(
                "回答のない{count}行は、{treatment}（{}）。",
                parts.join("、")
            ),
            Language::En => format!(
                "{count} rows without an answer: {treatment} ({}).",
                parts.join(", ")
            ),
        })
    }
}

/// Why answers cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RoundError {
    /// An answer is of a section that was not asked.
    #[error("section `{section}` is not in the round")]
    #[non_exhaustive]
    UnknownSection {
        /// The section.
        section: OrganisationId,
    },
    /// Two answers are of one section.
    #[error("two answers of section `{section}`")]
    #[non_exhaustive]
    TwoAnswers {
        /// The section.
        section: OrganisationId,
    },
    /// An answer is of a section that has returned nothing by that day.
    #[error("section `{section}` has returned nothing by `{as_of}`")]
    #[non_exhaustive]
    NotReturned {
        /// The section.
        section: OrganisationId,
        /// The day.
        as_of: Date,
    },
    /// A row stands in two answers, or twice in one, or is both there and abolished.
    #[error("row `{id}` is answered twice")]
    #[non_exhaustive]
    RowTwice {
        /// The row's id.
        id: String,
    },
}

impl RoundError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownSection { .. } => "inventory.round.answer_of_unknown_section",
            Self::TwoAnswers { .. } => "inventory.round.answers_of_one_section",
            Self::NotReturned { .. } => "inventory.round.answer_without_return",
            Self::RowTwice { .. } => "inventory.round.row_twice",
        }
    }
}

impl tosei_document::Explain for RoundError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::UnknownSection { section }, Language::Ja) => {
                format!("「{section}」は、この照会の照会先ではありません。")
            }
            (Self::TwoAnswers { section }, Language::Ja) => {
                format!("「{section}」の回答が二つあります。どちらを使うか決めてください。")
            }
            (Self::NotReturned { section, as_of }, Language::Ja) => format!(
                "「{section}」の回答が渡されましたが、{}までに回答の記録がありません。",
                as_of.label_ja()
            ),
            (Self::RowTwice { id }, Language::Ja) => {
                format!("「{id}」が二つの回答にあります。所管を確かめてください。")
            }
            (error, Language::En) => format!("Answers cannot be applied: {error}."),
        }
    }
}

/// What the answers say of the rows of one list.
struct Answered<R> {
    rows: BTreeMap<String, R>,
    abolished: HashSet<String>,
}

impl<R> Answered<R> {
    fn new() -> Self {
        Self {
            rows: BTreeMap::new(),
            abolished: HashSet::new(),
        }
    }

    fn add(&mut self, id: String, row: R) -> Result<(), RoundError> {
        if self.abolished.contains(&id) || self.rows.contains_key(&id) {
            return Err(RoundError::RowTwice { id });
        }
        self.rows.insert(id, row);
        Ok(())
    }

    fn abolish(&mut self, id: String) -> Result<(), RoundError> {
        if self.rows.contains_key(&id) || !self.abolished.insert(id.clone()) {
            return Err(RoundError::RowTwice { id });
        }
        Ok(())
    }
}

/// Sections, and which one answers for an organisation.
struct Sections<'r> {
    states: HashMap<&'r str, SectionState>,
    /// Sections whose answer was read.
    read: HashSet<&'r str>,
    parents: HashMap<&'r str, &'r str>,
}

impl<'r> Sections<'r> {
    fn of(round: &'r SurveyRound, organisations: &'r [Organisation], as_of: Date) -> Self {
        let status = round.status(as_of);
        let mut states = HashMap::new();
        for (section, status) in round.sections.iter().zip(&status.sections) {
            states
                .entry(section.organisation.as_str())
                .or_insert(status.state);
        }
        let parents = organisations.iter().filter_map(|organisation| {
            let parent = organisation.parent.as_ref()?;
            Some((organisation.id.as_str(), parent.as_str()))
        });
        Self {
            states,
            read: HashSet::new(),
            parents: parents.collect(),
        }
    }

    /// The section that answers for an organisation: itself, or the nearest one above it.
    fn above(&self, organisation: &str) -> Option<&'r str> {
        let mut at = organisation;
        // A chain longer than there are organisations goes in a circle.
        for _ in 0..=self.parents.len() {
            if let Some((section, _)) = self.states.get_key_value(at) {
                return Some(section);
            }
            at = self.parents.get(at)?;
        }
        None
    }

    fn reason(&self, section: Option<&str>) -> RowReason {
        let Some(section) = section else {
            return RowReason::NotAsked;
        };
        match self.states.get(section) {
            None => RowReason::NotAsked,
            Some(SectionState::NotYet) => RowReason::NotYet,
            Some(SectionState::Missing) => RowReason::Missing,
            Some(SectionState::Rejected) => RowReason::Rejected,
            Some(SectionState::Returned | SectionState::Late) => {
                if self.read.contains(section) {
                    RowReason::NotInAnswer
                } else {
                    RowReason::NotRead
                }
            }
        }
    }
}

/// Makes the inventory at the round's status date from the earlier one and what was answered.
///
/// A row that an answer holds is taken from it; one that it abolishes is left out; new rows
/// come last, by id. Every other row has no answer: by default its status, the
/// states of its elements and its plan become unknown, and its `extensions` say why under
/// `survey_round`. Its name, legal basis, barriers, roles and volumes of dated years stay: they are
/// the rule's, or hold for the day that they name.
///
/// A process belongs to the section that has the role in [`ApplyOptions::role`] on the status date, or
/// to the nearest organisation above it that was asked. The answer of a section that was sent
/// back is not used. The order of answers does not matter.
///
/// # Errors
///
/// - [`RoundError::UnknownSection`] if an answer is of a section that was not asked.
/// - [`RoundError::TwoAnswers`] if two are of one section.
/// - [`RoundError::NotReturned`] if the round knows of no return of that section.
/// - [`RoundError::RowTwice`] if a row is answered for twice.
///
/// # Examples
///
/// ```
/// use tosei_inventory::round::{ApplyOptions, RoundSection, SurveyRound, apply_round};
/// use tosei_inventory::{Body, Inventory, OnlineStatus, Process, Role, RoleAssignment};
///
/// let mut earlier = Inventory::new(Body::new("見本市（架空）"), "2025-03-31".parse()?);
/// let mut process = Process::new("P-1-1".parse()?, "P-1".parse()?, "application");
/// process.status = OnlineStatus::Done;
/// process.roles.push(RoleAssignment::new(Role::Executor, "zeimu-ka".parse()?));
/// earlier.processes.push(process);
///
/// let mut round = SurveyRound::new(
///     "R7-6", "2025-06-02".parse()?, "2025-06-20".parse()?, "2025-06-30".parse()?, "R7-1",
/// );
/// round.sections.push(RoundSection::new("zeimu-ka".parse()?, "税務課"));
/// let applied = apply_round(&earlier, &round, &[], &ApplyOptions::new("2025-07-01".parse()?))?;
/// let row = &applied.inventory.processes[0];
/// assert_eq!(row.status, OnlineStatus::Unknown); // not still done
/// assert_eq!(row.extensions["survey_round"]["reason"], "missing");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn apply_round(
    earlier: &Inventory,
    round: &SurveyRound,
    answers: &[SectionAnswer],
    options: &ApplyOptions,
) -> Result<AppliedRound, RoundError> {
    let mut sections = Sections::of(round, &earlier.organisations, options.as_of);
    let mut procedures: BTreeMap<&str, &Procedure> = BTreeMap::new();
    let mut processes = Answered::new();
    let mut touchpoints = Answered::new();
    let mut seen = BTreeSet::new();
    for answer in answers {
        let section = &answer.organisation;
        let Some((name, state)) = sections.states.get_key_value(section.as_str()) else {
            let section = section.clone();
            return Err(RoundError::UnknownSection { section });
        };
        if !seen.insert(section) {
            let section = section.clone();
            return Err(RoundError::TwoAnswers { section });
        }
        match state {
            SectionState::Returned | SectionState::Late => {}
            SectionState::Rejected => continue,
            SectionState::NotYet | SectionState::Missing => {
                return Err(RoundError::NotReturned {
                    section: section.clone(),
                    as_of: options.as_of,
                });
            }
        }
        sections.read.insert(*name);
        for procedure in &answer.procedures {
            let id = procedure.id.as_str();
            if procedures
                .insert(id, procedure)
                .is_some_and(|other| other != procedure)
            {
                return Err(RoundError::RowTwice { id: id.to_owned() });
            }
        }
        for process in &answer.processes {
            processes.add(process.id.to_string(), process)?;
        }
        for id in &answer.abolished_processes {
            processes.abolish(id.to_string())?;
        }
        for touchpoint in &answer.touchpoints {
            touchpoints.add(touchpoint.id.to_string(), touchpoint)?;
        }
        for id in &answer.abolished_touchpoints {
            touchpoints.abolish(id.to_string())?;
        }
    }

    let mut next = earlier.clone();
    next.status_date = round.status_date;
    next.fictional |= round.fictional;
    for procedure in &mut next.procedures {
        if let Some(answered) = procedures.remove(procedure.id.as_str()) {
            *procedure = answered.clone();
        }
    }
    next.procedures.extend(procedures.into_values().cloned());

    let mut unanswered = Vec::new();
    next.processes = merged(&earlier.processes, processes, |process| {
        let mut holders = process.holders(options.role, round.status_date);
        let section = holders.find_map(|holder| sections.above(holder.as_str()));
        let mut row = process.clone();
        let note = Unanswered {
            unit: RateUnit::Process,
            id: process.id.as_str(),
            section,
            reason: sections.reason(section),
            status: process.status,
        };
        if note.mark(round, options, &mut row.extensions, &mut unanswered) {
            row.status = OnlineStatus::Unknown;
            row.online_since = None;
            row.elements = ElementStates::default();
            row.not_online = None;
        }
        row
    });
    next.touchpoints = merged(&earlier.touchpoints, touchpoints, |touchpoint| {
        let holder = touchpoint.organisation.as_ref();
        let section = holder.and_then(|holder| sections.above(holder.as_str()));
        let mut row = touchpoint.clone();
        let note = Unanswered {
            unit: RateUnit::Touchpoint,
            id: touchpoint.id.as_str(),
            section,
            reason: sections.reason(section),
            status: touchpoint.status,
        };
        if note.mark(round, options, &mut row.extensions, &mut unanswered) {
            row.status = OnlineStatus::Unknown;
        }
        row
    });
    Ok(AppliedRound {
        inventory: next,
        unanswered,
        treatment: options.unanswered,
    })
}

/// A row that nobody answered for.
struct Unanswered<'a> {
    unit: RateUnit,
    id: &'a str,
    section: Option<&'a str>,
    reason: RowReason,
    status: OnlineStatus,
}

impl Unanswered<'_> {
    /// Writes the reason into the row and the list; whether its state becomes unknown.
    fn mark(
        &self,
        round: &SurveyRound,
        options: &ApplyOptions,
        extensions: &mut Extensions,
        list: &mut Vec<UnansweredRow>,
    ) -> bool {
        let carried = options.unanswered == UnansweredRows::CarryForwardMarked;
        extensions.insert(
            EXTENSION.to_owned(),
            json!({
                "round": round.id,
                "reason": self.reason.code(),
                "section": self.section,
                "status_before": self.status.code(),
                "carried_forward": carried,
            }),
        );
        list.push(UnansweredRow {
            unit: self.unit,
            id: self.id.to_owned(),
            section: self.section.and_then(|section| section.parse().ok()),
            reason: self.reason,
            status_before: self.status,
        });
        !carried
    }
}

/// A row of an inventory that has an id.
trait Row: Clone {
    fn row_id(&self) -> &str;
}

impl Row for Process {
    fn row_id(&self) -> &str {
        self.id.as_str()
    }
}

impl Row for Touchpoint {
    fn row_id(&self) -> &str {
        self.id.as_str()
    }
}

/// The earlier rows as answered, then the new ones by id.
fn merged<R: Row>(
    earlier: &[R],
    mut answered: Answered<&R>,
    mut without_answer: impl FnMut(&R) -> R,
) -> Vec<R> {
    let mut rows = Vec::with_capacity(earlier.len());
    for row in earlier {
        if answered.abolished.contains(row.row_id()) {
            continue;
        }
        rows.push(match answered.rows.remove(row.row_id()) {
            Some(answer) => answer.clone(),
            None => without_answer(row),
        });
    }
    rows.extend(answered.rows.into_values().cloned());
    rows
}
