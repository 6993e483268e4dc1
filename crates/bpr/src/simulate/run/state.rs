//! What a run keeps of cases, tokens and scopes while they go on.

use crate::simulate::model::NONE;
use std::collections::VecDeque;
use tosei_simulation::resource::{GroupId, Ticket};

/// What a token does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Doing {
    /// It is on its way, or not in use.
    #[default]
    Nothing,
    /// It waits for a message.
    Message,
    /// It waits for a time to pass, before its work.
    Waiting,
    /// It waits for the batch.
    Batch,
    /// It is part of a batch that is worked on.
    InBatch,
    /// It waits for staff.
    Queue,
    /// It is worked on.
    Work,
    /// It waits for the applicant's reply.
    Reply,
    /// It waits for what happens first.
    Race,
    /// It waits for the scope within it.
    Inside,
}

/// Where a case is, of which it can be at several places.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Token {
    pub(super) case: u32,
    pub(super) instance: u32,
    pub(super) place: u32,
    pub(super) line: u32,
    pub(super) slot: u32,
    /// Changes whenever it does something else.
    pub(super) life: u32,
    /// Changes whenever it leaves its place.
    pub(super) stay: u32,
    pub(super) doing: Doing,
    /// Whether it is not among those of its case that move.
    pub(super) still: bool,
    /// Whether what it would wait for has happened.
    pub(super) happened: bool,
    /// How the scope within ended.
    pub(super) outcome: u32,
    /// When it began what it does.
    pub(super) since: f64,
    /// The minutes of its work.
    pub(super) work: f64,
    pub(super) ticket: Option<Ticket>,
    pub(super) group: Option<GroupId>,
    /// Works or runs that are still to be begun after this one.
    pub(super) left: u32,
    /// Scopes within that go on.
    pub(super) pending: u32,
    /// The first of the scopes within.
    pub(super) child: u32,
    /// Events beside it that may still happen by time.
    pub(super) timers: u32,
    /// The list of the tokens of its instance.
    pub(super) next: u32,
    pub(super) before: u32,
    /// The members of the batch for which it works.
    pub(super) members: u32,
}

impl Token {
    /// A token that belongs to nothing, and to which nothing belongs.
    pub(super) const BLANK: Self = Self {
        case: NONE,
        instance: NONE,
        place: NONE,
        line: 0,
        slot: NONE,
        life: 0,
        stay: 0,
        doing: Doing::Nothing,
        still: false,
        happened: false,
        outcome: NONE,
        since: 0.0,
        work: 0.0,
        ticket: None,
        group: None,
        left: 0,
        pending: 0,
        child: NONE,
        timers: 0,
        next: NONE,
        before: NONE,
        members: NONE,
    };
}

/// A run of a process or of the inside of a sub-process.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Instance {
    pub(super) scope: u32,
    pub(super) case: u32,
    /// The token that waits for it.
    pub(super) host: u32,
    /// The instance in which it is an event sub-process.
    pub(super) around: u32,
    pub(super) life: u32,
    /// Tokens within, those that wait at joins and event sub-processes included.
    pub(super) tokens: u32,
    pub(super) first: u32,
    /// The first of its counts.
    pub(super) counts: u32,
    /// Of the scopes within one token, or of the processes of a case, the next.
    pub(super) next: u32,
    pub(super) raises: u32,
    /// Works side by side at one place, and no scope.
    pub(super) side_by_side: bool,
    /// Whether its event sub-processes of a share were thought of.
    pub(super) after: bool,
    /// Whether one that interrupts has begun, or an end that stops all was come to: no other begins.
    pub(super) deaf: bool,
    /// Timers of its event sub-processes.
    pub(super) timers: u32,
    /// The first event sub-process that goes on within it.
    pub(super) within: u32,
}

impl Instance {
    /// An instance that belongs to nothing, and in which nothing is.
    pub(super) const BLANK: Self = Self {
        scope: NONE,
        case: NONE,
        host: NONE,
        around: NONE,
        life: 0,
        tokens: 0,
        first: NONE,
        counts: 0,
        next: NONE,
        raises: NONE,
        side_by_side: false,
        after: false,
        deaf: false,
        timers: 0,
        within: NONE,
    };
}

/// A case.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Case {
    pub(super) alive: bool,
    pub(super) counts: bool,
    pub(super) withdrawn: bool,
    pub(super) began: f64,
    pub(super) class: u8,
    /// What moves: tokens that do not wait for a message or a scope, and timers.
    pub(super) moving: u32,
    pub(super) processes: u32,
    pub(super) first: u32,
    pub(super) work: f64,
    pub(super) waited: f64,
    pub(super) cost: f64,
    pub(super) cash: f64,
    pub(super) arrived: Option<f64>,
    pub(super) answered: Option<f64>,
    pub(super) stops: u32,
}

/// A box of messages of one case.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mail {
    pub(super) messages: u32,
    pub(super) waiter: u32,
}

/// Why a token waits for a message.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum For {
    #[default]
    Step,
    Race(u32),
    Beside(u32),
}

/// A token that waits for a message.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Waiter {
    pub(super) token: u32,
    pub(super) life: u32,
    pub(super) stay: u32,
    pub(super) of: For,
    pub(super) next: u32,
}

/// A stop of a case's clock.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stopped {
    pub(super) number: u32,
    pub(super) from: f64,
    pub(super) until: Option<f64>,
    pub(super) next: u32,
}

/// Tokens that wait for a batch.
#[derive(Debug, Clone, Default)]
pub(super) struct BatchQueue {
    pub(super) waiting: VecDeque<(u32, u32)>,
    /// How many of them still wait.
    pub(super) count: u32,
    /// The next time of the schedule.
    pub(super) next: usize,
    /// Members of batches that are worked on.
    pub(super) members: Vec<(u32, u32, u32)>,
    pub(super) free: Vec<u32>,
}
