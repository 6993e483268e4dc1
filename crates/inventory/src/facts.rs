//! 事実 (facts): the few things a rate needs to know of one process, procedure or touchpoint.
//!
//! Both the State's survey and a body's own inventory become these, so that one tally and one
//! set of definitions serve both.

use crate::{
    Discretion, KindIndex, OnlineStatus, Party, PredicateAnswer, ProcessKinds, SeriesFacts,
};
use tosei_types::{CaseCount, coded_enum};

coded_enum! {
    /// デジタル化の判定ID (digital predicate id): which of the shipped
    /// [`DigitalPredicates`](crate::DigitalPredicates) a rate is about.
    ///
    /// The three differ because attachments, identification, payment and the result may still go by
    /// paper: a process whose attachments are mailed is online by the first and not by the others.
    pub enum DigitalPredicateId: "digital predicate id" {
        /// The application itself can be sent online; everything else may be on paper.
        EntryOnline = "entry_online" ("申請の入口がオンライン", "the application can be sent online"),
        /// The applicant sends, shows or pays nothing on paper.
        NoPaperFromApplicant = "no_paper_from_applicant" ("申請者から紙の提出なし", "nothing on paper from the applicant"),
        /// Everything from the application to the receipt of the result is digital.
        EndToEnd = "end_to_end" ("申請から結果受領までデジタル", "digital from application to result"),
    }
}

/// What a rate needs to know of one 手続プロセス (process).
///
/// Every field has a way to say that it is not known, and no field is derived from another: a process
/// with no cases is `Some(0)`, a process whose cases nobody counted is `None`.
///
/// # Not to be confused with
///
/// The process itself with its names, law and organisation: facts are what is left when it
/// is to be counted.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{OnlineStatus, Party, PredicateAnswer, ProcessFacts, ProcessKinds};
/// use tosei_types::CaseCount;
///
/// let application = ProcessKinds::standard().index("application");
/// let row = ProcessFacts::survey_row(
///     application,
///     OnlineStatus::Done,
///     Party::Citizens,
///     Some(CaseCount::from(1_496)),
///     None,
/// );
/// assert_eq!(row.end_to_end, PredicateAnswer::Unknown); // the survey does not say
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProcessFacts {
    /// Its kind; `None` if unknown.
    pub kind: Option<KindIndex>,
    /// オンライン化の実施状況.
    pub status: OnlineStatus,
    /// The answer of [`DigitalPredicateId::EntryOnline`].
    pub entry_online: PredicateAnswer,
    /// The answer of [`DigitalPredicateId::NoPaperFromApplicant`].
    pub no_paper_from_applicant: PredicateAnswer,
    /// The answer of [`DigitalPredicateId::EndToEnd`].
    pub end_to_end: PredicateAnswer,
    /// Who acts (手続主体).
    pub actor: Party,
    /// Whether the body may put it online by its own decision.
    pub discretion: Discretion,
    /// 年間件数 (cases in the year); `None` if unknown, which is not 0.
    pub cases: Option<CaseCount>,
    /// オンライン件数 (cases filed online in the year); `None` if unknown, which is not 0.
    pub online_cases: Option<CaseCount>,
}

impl ProcessFacts {
    /// A process of which nothing is known.
    #[must_use]
    pub const fn unknown() -> Self {
        Self {
            kind: None,
            status: OnlineStatus::Unknown,
            entry_online: PredicateAnswer::Unknown,
            no_paper_from_applicant: PredicateAnswer::Unknown,
            end_to_end: PredicateAnswer::Unknown,
            actor: Party::Unknown,
            discretion: Discretion::Unknown,
            cases: None,
            online_cases: None,
        }
    }

    /// A row of the State's survey, which says nothing of discretion or of the digital predicates.
    ///
    /// 実施済 is not taken as [`EntryOnline`](DigitalPredicateId::EntryOnline): the survey's
    /// definition of 実施済 is its own.
    #[must_use]
    pub const fn survey_row(
        kind: Option<KindIndex>,
        status: OnlineStatus,
        actor: Party,
        cases: Option<CaseCount>,
        online_cases: Option<CaseCount>,
    ) -> Self {
        Self {
            kind,
            status,
            actor,
            cases,
            online_cases,
            ..Self::unknown()
        }
    }

    /// The answer of a predicate.
    #[must_use]
    pub const fn predicate(&self, predicate: DigitalPredicateId) -> PredicateAnswer {
        match predicate {
            DigitalPredicateId::EntryOnline => self.entry_online,
            DigitalPredicateId::NoPaperFromApplicant => self.no_paper_from_applicant,
            DigitalPredicateId::EndToEnd => self.end_to_end,
        }
    }
}

impl Default for ProcessFacts {
    fn default() -> Self {
        Self::unknown()
    }
}

/// Which online statuses occur among some processes, without how often.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{OnlineStatus, StatusSet};
///
/// let set = StatusSet::EMPTY.with(OnlineStatus::Done).with(OnlineStatus::Unknown);
/// assert!(set.contains(OnlineStatus::Unknown));
/// assert_eq!(set.iter().count(), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct StatusSet(u8);

impl StatusSet {
    /// No process at all.
    pub const EMPTY: Self = Self(0);
    /// Every status, [`OnlineStatus::Unknown`] included.
    pub const ALL: Self = Self(0b11_1111);
    /// Every status but [`OnlineStatus::Unknown`].
    pub const KNOWN: Self = Self(0b01_1111);

    /// This set and one more status.
    #[must_use]
    pub const fn with(self, status: OnlineStatus) -> Self {
        Self(self.0 | 1u8 << status as u8)
    }

    /// This set without a status.
    #[must_use]
    pub const fn without(self, status: OnlineStatus) -> Self {
        Self(self.0 & !(1u8 << status as u8))
    }

    /// Whether a status occurs.
    #[must_use]
    pub const fn contains(self, status: OnlineStatus) -> bool {
        self.0 & 1u8 << status as u8 != 0
    }

    /// What occurs in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What occurs in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What occurs here and not there.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether nothing occurs.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The statuses, in the order of their list.
    pub fn iter(self) -> impl Iterator<Item = OnlineStatus> {
        OnlineStatus::ALL
            .iter()
            .copied()
            .filter(move |status| self.contains(*status))
    }

    /// All sets whose members all occur here, the empty one included.
    pub(crate) fn subsets(self) -> impl Iterator<Item = Self> {
        (0..=self.0)
            .filter(move |bits| bits & !self.0 == 0)
            .map(Self)
    }

    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits & Self::ALL.0)
    }
}

impl FromIterator<OnlineStatus> for StatusSet {
    fn from_iter<I: IntoIterator<Item = OnlineStatus>>(statuses: I) -> Self {
        statuses.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// What a rate needs to know of one 手続 (procedure): which statuses its processes have.
///
/// A procedure has no status of its own. A rate's definition names the rule that derives it
/// (`all`, `any`, `application_only`, `application_and_result`) and how exempt and partly online
/// processes count, so the facts keep what every such rule needs and decide nothing.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{OnlineStatus, ProcedureFacts, ProcessFacts, ProcessKinds};
///
/// let kinds = ProcessKinds::standard();
/// let process = |kind: &str, status| ProcessFacts {
///     kind: kinds.index(kind),
///     status,
///     ..ProcessFacts::unknown()
/// };
/// let procedure = ProcedureFacts::of_processes(
///     [
///         process("application", OnlineStatus::Done),
///         process("notice_on_application", OnlineStatus::NotDone),
///     ],
///     kinds,
/// );
/// assert!(procedure.application.contains(OnlineStatus::Done));
/// assert!(procedure.result.contains(OnlineStatus::NotDone));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProcedureFacts {
    /// Statuses of its processes that are applications.
    pub application: StatusSet,
    /// Statuses of its processes that give the applicant a result.
    pub result: StatusSet,
    /// Statuses of its processes of every other kind.
    pub other: StatusSet,
    /// Statuses of its processes whose kind is not known: any of them may be an application.
    pub kind_unknown: StatusSet,
    /// Who acts.
    pub actor: Party,
    /// Whether the body may put it online by its own decision.
    pub discretion: Discretion,
    /// Its reception, year and edition.
    pub series: SeriesFacts,
    /// 年間件数; `None` if unknown.
    pub cases: Option<CaseCount>,
    /// オンライン件数; `None` if unknown.
    pub online_cases: Option<CaseCount>,
}

impl ProcedureFacts {
    /// A procedure without any recorded process, of which nothing is known.
    #[must_use]
    pub const fn unknown() -> Self {
        Self {
            application: StatusSet::EMPTY,
            result: StatusSet::EMPTY,
            other: StatusSet::EMPTY,
            kind_unknown: StatusSet::EMPTY,
            actor: Party::Unknown,
            discretion: Discretion::Unknown,
            series: SeriesFacts::unknown(),
            cases: None,
            online_cases: None,
        }
    }

    /// Gathers the statuses of a procedure's processes.
    ///
    /// The procedure is within its body's discretion if every process is, beyond it if one
    /// process is, and unknown otherwise. Actor, series and counts are left unknown: which
    /// process's count is the procedure's own is the caller's knowledge
    /// ([`with_actor`](Self::with_actor), [`with_cases`](Self::with_cases)).
    pub fn of_processes(
        processes: impl IntoIterator<Item = ProcessFacts>,
        kinds: &ProcessKinds,
    ) -> Self {
        let mut facts = Self::unknown();
        let (mut some, mut beyond, mut unclear) = (false, false, false);
        for process in processes {
            some = true;
            match process.discretion {
                Discretion::Within => {}
                Discretion::Beyond => beyond = true,
                Discretion::Unknown => unclear = true,
            }
            let Some(kind) = process.kind.and_then(|kind| kinds.at(kind)) else {
                facts.kind_unknown = facts.kind_unknown.with(process.status);
                continue;
            };
            if kind.is_application {
                facts.application = facts.application.with(process.status);
            }
            if kind.is_result {
                facts.result = facts.result.with(process.status);
            }
            if !kind.is_application && !kind.is_result {
                facts.other = facts.other.with(process.status);
            }
        }
        facts.discretion = match (some, beyond, unclear) {
            (_, true, _) => Discretion::Beyond,
            (true, false, false) => Discretion::Within,
            _ => Discretion::Unknown,
        };
        facts
    }

    /// The same procedure with its actor.
    #[must_use]
    pub const fn with_actor(self, actor: Party) -> Self {
        Self { actor, ..self }
    }

    /// The same procedure with what is known of its series.
    #[must_use]
    pub const fn with_series(self, series: SeriesFacts) -> Self {
        Self { series, ..self }
    }

    /// The same procedure with its counts of the year.
    #[must_use]
    pub const fn with_cases(
        self,
        cases: Option<CaseCount>,
        online_cases: Option<CaseCount>,
    ) -> Self {
        Self {
            cases,
            online_cases,
            ..self
        }
    }
}

impl Default for ProcedureFacts {
    fn default() -> Self {
        Self::unknown()
    }
}

/// What a rate needs to know of one 接点 (touchpoint): a contact that is not a procedure.
///
/// Contract documents, counter forms, consultations and events have a rate of their own and never
/// enter the rate of processes or procedures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TouchpointFacts {
    /// Whether it is digital.
    pub status: OnlineStatus,
    /// Who acts.
    pub actor: Party,
    /// Whether the body may make it digital by its own decision.
    pub discretion: Discretion,
    /// 年間件数; `None` if unknown.
    pub cases: Option<CaseCount>,
    /// オンライン件数; `None` if unknown.
    pub online_cases: Option<CaseCount>,
}

impl TouchpointFacts {
    /// A touchpoint of which nothing is known.
    #[must_use]
    pub const fn unknown() -> Self {
        Self {
            status: OnlineStatus::Unknown,
            actor: Party::Unknown,
            discretion: Discretion::Unknown,
            cases: None,
            online_cases: None,
        }
    }
}

impl Default for TouchpointFacts {
    fn default() -> Self {
        Self::unknown()
    }
}
