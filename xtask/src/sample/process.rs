//! One process of the sample.

use super::draft::Draft;
use super::plan::Plan;
use anyhow::Context;
use tosei_inventory::{
    Barrier, BarrierCause, Consent, Delivery, Element, ElementState, ElementStates, InstrumentKind,
    NotOnline, NotOnlineKind, NotSetReason, Notice, OnlineStatus, OrganisationKind, Party,
    PeriodBasis, PeriodState, Process, Publication, Retention, Role, RoleAssignment, Signature,
    StandardPeriod,
};
use tosei_types::{Date, OrganisationId, ProcedureId};

/// Whose turn it is in each of the lists that are used in turn.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    earlier: u16,
    recent: usize,
    reason: usize,
    period: usize,
    filing: usize,
    notice: usize,
}

/// The next number of a list of `length`.
fn next(counter: &mut usize, length: usize) -> usize {
    let now = *counter % length.max(1);
    *counter += 1;
    now
}

impl Turn {
    /// A first of a month from 2019 to 2024.
    pub(crate) fn earlier(&mut self) -> anyhow::Result<Date> {
        let now = self.earlier;
        self.earlier += 1;
        let (year, month) = (2019 + now * 5 % 6, now * 7 % 12 + 1);
        Ok(format!("{year}-{month:02}-01").parse()?)
    }

    /// The first of one of the three months of a quarter that begins on a day.
    pub(crate) fn recent(&mut self, from: Date) -> anyhow::Result<Date> {
        let months = i32::try_from(next(&mut self.recent, 3))?;
        Ok(from.year_month().add_months(months)?.first_day())
    }
}

/// What every process is made with: the plan, and the bodies that stand in many roles.
#[derive(Debug)]
pub(crate) struct Frame<'p> {
    plan: &'p Plan,
    state: OrganisationId,
    prefecture: OrganisationId,
    branches: Vec<OrganisationId>,
}

impl<'p> Frame<'p> {
    pub(crate) fn new(plan: &'p Plan) -> anyhow::Result<Self> {
        let of = |kind: OrganisationKind| {
            let all = plan.organisations.iter();
            all.filter(move |organisation| organisation.kind == kind)
                .map(|organisation| organisation.id.clone())
        };
        Ok(Self {
            plan,
            state: of(OrganisationKind::State).next().context("no State")?,
            prefecture: of(OrganisationKind::Prefecture)
                .next()
                .context("no prefecture")?,
            branches: of(OrganisationKind::BranchOffice).collect(),
        })
    }
}

/// Where a process stands: its procedure, and the position in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot<'s> {
    pub(crate) draft: &'s Draft<'s>,
    pub(crate) procedure: &'s ProcedureId,
    pub(crate) position: usize,
}

/// The process at a position of a procedure.
pub(crate) fn process(
    frame: &Frame<'_>,
    slot: Slot<'_>,
    barrier: Option<&Barrier>,
    is_recent: bool,
    turn: &mut Turn,
) -> anyhow::Result<Process> {
    let Slot {
        draft,
        procedure,
        position,
    } = slot;
    let status = *draft.statuses.get(position).context("no status")?;
    let kind = draft.group.kinds.get(position).context("no kind")?;
    let id = format!("{procedure}-{}", position + 1).parse()?;
    let mut process = Process::new(id, procedure.clone(), kind.as_str());
    if let Some(suffix) = draft.group.suffixes.get(position).filter(|s| !s.is_empty()) {
        process.name = Some(format!("{}{suffix}", draft.plan.name));
    }
    let (actor, receiver) = parties(draft, kind);
    process.actor = Some(actor);
    process.receiver = receiver;
    process.status = status;
    if matches!(status, OnlineStatus::Done | OnlineStatus::Partial) {
        process.online_since = Some(if is_recent {
            turn.recent(frame.plan.since_last_snapshot.day)?
        } else {
            turn.earlier()?
        });
    }
    process.barriers = Some(barrier.into_iter().cloned().collect());
    if status == OnlineStatus::NotDone {
        process.not_online = Some(reason(frame, barrier, turn)?);
    }
    process.roles = roles(frame, draft);
    match kind.as_str() {
        "application" => {
            process.elements = elements(draft, status, barrier, turn);
            if position == 0 {
                process.standard_period = period(draft, status, turn);
            }
        }
        "notice_on_application" | "notice_unprompted" => {
            process.notice = Some(notice(status, turn));
        }
        _ => {}
    }
    Ok(process)
}

fn parties(draft: &Draft<'_>, kind: &str) -> (Party, Option<Party>) {
    let filer = draft.group.actor;
    match kind {
        "application" | "payment" => (filer, Some(Party::LocalBody)),
        "record_keeping" if draft.group.kinds.len() == 2 => (filer, None), // kept by who files
        "record_keeping" => (Party::LocalBody, None),
        _ => (Party::LocalBody, Some(filer)),
    }
}

/// Why it is not online, and until when that is planned to be so.
fn reason(
    frame: &Frame<'_>,
    barrier: Option<&Barrier>,
    turn: &mut Turn,
) -> anyhow::Result<NotOnline> {
    let kinds = [
        NotOnlineKind::NoSystem,
        NotOnlineKind::Planned,
        NotOnlineKind::NotCostEffective,
        NotOnlineKind::PaperOriginals,
        NotOnlineKind::NoSystem,
        NotOnlineKind::ReformLowPriority,
        NotOnlineKind::NotCostEffective,
        NotOnlineKind::NoneOfThese,
    ];
    let now = turn.reason;
    let kind = match barrier.map(|barrier| barrier.cause) {
        Some(BarrierCause::SystemRenewal) => NotOnlineKind::PlannedWithSystemRenewal,
        Some(BarrierCause::NatureOfProcedure) => NotOnlineKind::Unsuitable,
        Some(BarrierCause::PhysicalMaterial) => NotOnlineKind::PaperOriginals,
        Some(BarrierCause::OwnRule) => NotOnlineKind::ReformNoTime,
        Some(BarrierCause::Resources) => NotOnlineKind::NotCostEffective,
        Some(_) => NotOnlineKind::Barrier,
        None => {
            let at = next(&mut turn.reason, kinds.len());
            kinds.get(at).copied().unwrap_or(NotOnlineKind::NoneOfThese)
        }
    };
    let mut reason = NotOnline::new(kind);
    reason.planned_for = match kind {
        NotOnlineKind::Planned => {
            let days = &frame.plan.planned_for;
            let at = now / kinds.len() % days.len().max(1);
            Some(*days.get(at).context("no day is planned")?)
        }
        NotOnlineKind::PlannedWithSystemRenewal => {
            let action = barrier.and_then(|barrier| barrier.action.as_ref());
            action.and_then(|action| action.due)
        }
        _ => None,
    };
    Ok(reason)
}

fn roles(frame: &Frame<'_>, draft: &Draft<'_>) -> Vec<RoleAssignment> {
    let mut roles = Vec::new();
    let mut add = |role, id: &OrganisationId| roles.push(RoleAssignment::new(role, id.clone()));
    match draft.plan.legal_basis {
        InstrumentKind::Act => add(Role::RuleOwner, &frame.state),
        InstrumentKind::PrefecturalOrdinance => add(Role::RuleOwner, &frame.prefecture),
        _ => {}
    }
    let organisation = &draft.plan.organisation;
    match &draft.plan.executor {
        Some(executor) => {
            add(Role::Executor, executor);
            add(Role::Acceptor, organisation);
        }
        None => add(Role::Executor, organisation),
    }
    if draft.plan.branches {
        frame.branches.iter().for_each(|id| add(Role::Acceptor, id));
    }
    if let Some(operator) = &draft.plan.operator {
        add(Role::Operator, operator);
    }
    roles
}

/// Gives the time before a reorganisation to the division that had the process then.
pub(crate) fn move_executor(
    process: &mut Process,
    now: &OrganisationId,
    (day, before): (Date, &OrganisationId),
) -> anyhow::Result<bool> {
    let Some(at) = process
        .roles
        .iter()
        .position(|role| role.role == Role::Executor && role.organisation == *now)
    else {
        return Ok(false);
    };
    let mut earlier = RoleAssignment::new(Role::Executor, before.clone());
    earlier.until = Some(day.previous().context("no day before")?);
    if let Some(role) = process.roles.get_mut(at) {
        role.from = Some(day);
    }
    process.roles.insert(at, earlier);
    Ok(true)
}

/// The states of the elements of a filing; those of payment and result are those of the processes.
fn elements(
    draft: &Draft<'_>,
    status: OnlineStatus,
    barrier: Option<&Barrier>,
    turn: &mut Turn,
) -> ElementStates {
    let application = match status {
        OnlineStatus::Done | OnlineStatus::Partial => ElementState::Done,
        OnlineStatus::NotDone => ElementState::NotDone,
        _ => return ElementStates::default(),
    };
    let states = ElementStates::default().with(Element::Application, application);
    if application == ElementState::NotDone {
        return states;
    }
    let of = |wanted: &[&str]| {
        let found = draft
            .group
            .kinds
            .iter()
            .zip(&draft.statuses)
            .find(|(kind, _)| wanted.contains(&kind.as_str()));
        match found {
            None => ElementState::NotApplicable,
            Some((_, OnlineStatus::Done)) => ElementState::Done,
            Some((_, OnlineStatus::NotDone | OnlineStatus::Exempt)) => ElementState::NotDone,
            Some(_) => ElementState::Unknown,
        }
    };
    let now = next(&mut turn.filing, 60);
    let cause = barrier.map(|barrier| barrier.cause);
    let attachment = match (status, cause) {
        (OnlineStatus::Partial, _) | (_, Some(BarrierCause::PhysicalMaterial)) => {
            ElementState::NotDone
        }
        _ if now.is_multiple_of(4) => ElementState::NotApplicable,
        _ if now % 10 == 7 => ElementState::NotDone,
        _ => ElementState::Done,
    };
    let identification = match cause {
        Some(BarrierCause::PresenceOrIdentity) => ElementState::NotDone,
        _ if now.is_multiple_of(3) => ElementState::NotApplicable,
        _ if now % 10 == 8 => ElementState::NotDone,
        _ => ElementState::Done,
    };
    let correction = match now % 6 {
        5 => ElementState::NotDone,
        _ => ElementState::Done,
    };
    states
        .with(Element::Attachment, attachment)
        .with(Element::Identification, identification)
        .with(Element::Payment, of(&["payment"]))
        .with(Element::Correction, correction)
        .with(
            Element::Result,
            of(&["notice_on_application", "notice_unprompted"]),
        )
}

/// What is said of its standard period; `None` where nobody wrote anything.
fn period(draft: &Draft<'_>, status: OnlineStatus, turn: &mut Turn) -> Option<StandardPeriod> {
    if draft.group.periods.is_empty() {
        let answered = draft
            .group
            .kinds
            .iter()
            .any(|kind| kind == "notice_on_application");
        return (!answered).then(|| StandardPeriod::new(PeriodState::NotApplicable));
    }
    let now = next(&mut turn.period, 20);
    let basis = match draft.plan.legal_basis {
        InstrumentKind::Act => PeriodBasis::Law,
        InstrumentKind::Guideline => PeriodBasis::Voluntary,
        _ => PeriodBasis::Ordinance,
    };
    if now % 10 == 7 {
        let mut period = StandardPeriod::new(PeriodState::NotSet);
        period.basis = Some(basis);
        period.not_set_reason = Some(match now {
            7 => NotSetReason::CaseByCase,
            _ => NotSetReason::Rare,
        });
        return Some(period);
    }
    if now == 19 {
        return Some(StandardPeriod::new(PeriodState::Unknown));
    }
    let at = now % draft.group.periods.len();
    let text = draft.group.periods.get(at).map_or("", String::as_str);
    let mut period = StandardPeriod::set(basis, text);
    if status == OnlineStatus::Done && now % 4 == 1 {
        period.online_processing = Some("5日".into());
    }
    // The Act and the ordinance oblige the body to publish what it set.
    period.publication = Some(match basis {
        PeriodBasis::Voluntary if now.is_multiple_of(3) => Publication::NotPublished,
        _ => Publication::Published,
    });
    Some(period)
}

/// A notice as it is given where nothing is online.
pub(crate) fn on_paper() -> Notice {
    Notice {
        delivery: vec![Delivery::PaperByPost],
        signature: Signature::OfficialSeal,
        consent: Consent::NotNeeded,
        retention: None,
    }
}

fn notice(status: OnlineStatus, turn: &mut Turn) -> Notice {
    let now = next(&mut turn.notice, 4);
    let electronic = match now {
        0 | 2 => Delivery::ApplicationSystem,
        1 => Delivery::Download,
        _ => Delivery::MynaPortal,
    };
    let paper = if now == 3 {
        Delivery::PaperAtCounter
    } else {
        Delivery::PaperByPost
    };
    let (delivery, signature, consent) = match status {
        OnlineStatus::Done => (
            vec![paper, electronic],
            if now == 2 {
                Signature::Electronic
            } else {
                Signature::SealOmitted
            },
            Consent::Needed,
        ),
        OnlineStatus::Partial => (
            vec![paper, electronic],
            Signature::SealOmitted,
            Consent::Needed,
        ),
        OnlineStatus::Unknown => (
            vec![Delivery::Unknown],
            Signature::Unknown,
            Consent::Unknown,
        ),
        _ => (vec![paper], Signature::OfficialSeal, Consent::NotNeeded),
    };
    Notice {
        delivery,
        signature,
        consent,
        retention: (now == 1).then_some(Retention {
            years: Some(5),
            text: None,
        }),
    }
}
