//! A flow and its parameters, compiled for running: flat lists by index.

mod begin;
mod calendar;
mod compile;
mod given;
mod place;
mod shares;
mod staff;
mod steps;
mod ways;

pub(super) use calendar::{Arrivals, BatchTimes, Walk};
pub(super) use compile::{compile, lane_ids};

use super::{SimulationAssumption, clock::DeadlineClock};
use crate::{flow::ElementId, graph::net::Kind};
use tosei_simulation::{
    Sampler,
    resource::{Group, PriorityClass, Rules, Skill},
};
use tosei_types::{StopKind, YearMonth};

/// No index.
pub(super) const NONE: u32 = u32::MAX;
/// The outcome of a sub-process that failed, where nothing at its boundary takes the failure.
pub(super) const FAILURE: u32 = u32::MAX - 1;
/// Minutes of a day.
pub(super) const DAY: f64 = 1_440.0;

/// A range of another list.
pub(super) type Span = (u32, u32);

/// What is done at a place, before the token goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Exec {
    #[default]
    Nothing,
    /// An activity or event that takes time: a step of [`Model::steps`].
    Step(u32),
    /// A sub-process: a step for what is around it, and the scope within.
    Sub(u32, u32),
    /// What happens first, of several events.
    Race,
}

/// A place at which tokens are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) kind: Kind,
    pub(super) exec: Exec,
    /// The node that is told to have happened here; [`NONE`] if none.
    pub(super) node: u32,
    /// What is told when it is done: an index of [`Model::hooks`].
    pub(super) hook: u32,
    /// The ways on, in [`Model::outs`].
    pub(super) outs: Span,
    /// Of a join: its slots in the counts of an instance.
    pub(super) slots: Span,
    /// Of an end that stops everything: what it raises around it.
    pub(super) raises: u32,
    /// Whether that is an error, which an event sub-process can take.
    pub(super) error: bool,
}

/// A way on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Out {
    /// The line of its scope, for joins that look where tokens are.
    pub(super) line: u32,
    pub(super) to: u32,
    /// The slot of the join that it leads to.
    pub(super) slot: u32,
    /// Of a choice of one: the shares until here; of any number: its own share.
    pub(super) share: f64,
    /// The boundary event, or [`FAILURE`], that it belongs to.
    pub(super) event: u32,
    /// Taken if no other is.
    pub(super) default: bool,
    /// Of a race: how it is won.
    pub(super) race: u32,
}

/// How one way of a race is won.
#[derive(Debug, Clone)]
pub(super) struct Racer {
    pub(super) timer: Option<(Sampler, u32)>,
    pub(super) mailbox: u32,
}

/// Something that happens beside an activity.
#[derive(Debug, Clone)]
pub(super) struct Boundary {
    pub(super) timer: Option<(Sampler, u32)>,
    pub(super) mailbox: u32,
    pub(super) interrupts: bool,
    pub(super) out: Out,
}

/// How often a step is done each time.
#[derive(Debug, Clone)]
pub(super) struct Repeats {
    pub(super) parallel: bool,
    pub(super) times: Sampler,
    pub(super) stream: u32,
}

/// An activity, or something that is waited for.
#[derive(Debug, Clone, Default)]
pub(super) struct Step {
    pub(super) node: u32,
    /// The time that is waited first, and its stream.
    pub(super) waiting: Option<(Sampler, u32)>,
    /// The work, and its stream.
    pub(super) work: Option<(Sampler, u32)>,
    /// How often the work is done: whole times, and the chance of once more with its stream.
    pub(super) whole: u32,
    pub(super) more: Option<(f64, u32)>,
    pub(super) cash: f64,
    /// The pool; [`NONE`] if there is always somebody.
    pub(super) pool: u32,
    pub(super) skill: Option<Skill>,
    pub(super) class: Option<PriorityClass>,
    pub(super) lane: u32,
    /// Yen a minute where there is always somebody.
    pub(super) price: f64,
    pub(super) batch: u32,
    pub(super) mailbox: u32,
    pub(super) repeats: Option<Repeats>,
    pub(super) boundary: Span,
    /// What stops the clock after it.
    pub(super) after: u32,
}

/// What stops the clock after a step.
#[derive(Debug, Clone)]
pub(super) struct After {
    pub(super) stop: u32,
    pub(super) share: f64,
    pub(super) reply: Sampler,
    pub(super) stream: u32,
    pub(super) again: bool,
}

/// What is told of a node.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hook {
    pub(super) sends: Span,
    pub(super) arrives: bool,
    pub(super) answered: bool,
    pub(super) withdrawn: bool,
    /// Corrections that begin, by their bits.
    pub(super) stops: u64,
    /// Corrections that end.
    pub(super) goes_on: u64,
}

/// Where a message goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Send {
    Mailbox(u32),
    Begins(u32, Out),
}

/// An event sub-process of a scope.
#[derive(Debug, Clone)]
pub(super) struct ByEvent {
    pub(super) scope: u32,
    pub(super) out: Out,
    pub(super) interrupts: bool,
    pub(super) by: ByEventStart,
    /// Its step, for the figures.
    pub(super) step: u32,
}

/// How an event sub-process begins.
#[derive(Debug, Clone)]
pub(super) enum ByEventStart {
    /// After a time, if the scope is still going on.
    Timer(Sampler, u32),
    /// With a share, when the scope has ended.
    Share(f64, u32),
    /// When an error end is come to.
    Error,
}

/// An inclusive join, and from where tokens can still come to it.
#[derive(Debug, Clone)]
pub(super) struct Gather {
    pub(super) place: u32,
    /// For each of its slots: the lines of the scope from which it can be reached, as bits.
    pub(super) reach: Vec<Vec<u64>>,
}

/// A process, or the inside of a sub-process.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// Where it begins: one of these by the shares until here, or all.
    pub(super) entries: Vec<Out>,
    pub(super) all: bool,
    /// The stream of the choice.
    pub(super) stream: u32,
    pub(super) slots: u32,
    /// Of each line of the scope, its slot.
    pub(super) slot_lines: Vec<u32>,
    pub(super) gathers: Vec<Gather>,
    pub(super) by_event: Vec<ByEvent>,
}

/// Where cases come from.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) stream: String,
    pub(super) class: PriorityClass,
    pub(super) arrivals: Arrivals,
    /// The processes that a case begins, each at one entry or as it likes.
    pub(super) begins: Vec<(u32, Option<Out>)>,
}

/// People who share work.
#[derive(Debug, Clone)]
pub(super) struct Staff {
    pub(super) groups: Vec<Group>,
    /// Which groups of the parameters they are.
    pub(super) numbers: Vec<u32>,
}

/// A step that is done for many cases at once.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    pub(super) times: BatchTimes,
    pub(super) least: u32,
    pub(super) most: u32,
    pub(super) once: bool,
}

/// What is looked at, at a time: the end of a month, of the warm-up, of a third of the time after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    pub(super) warm_up: f64,
    pub(super) end: f64,
    /// The end of everything.
    pub(super) horizon: f64,
}

/// A flow and its parameters, ready to run.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) places: Vec<Place>,
    pub(super) outs: Vec<Out>,
    /// The stream by which each place chooses.
    pub(super) choices: Vec<u32>,
    pub(super) racers: Vec<Racer>,
    pub(super) scopes: Vec<Scope>,
    pub(super) steps: Vec<Step>,
    pub(super) boundaries: Vec<Boundary>,
    pub(super) hooks: Vec<Hook>,
    pub(super) sends: Vec<Send>,
    pub(super) after: Vec<After>,
    /// The kinds of the corrections.
    pub(super) stops: Vec<StopKind>,
    pub(super) sources: Vec<Source>,
    pub(super) staff: Vec<Staff>,
    pub(super) rules: Rules,
    pub(super) batches: Vec<Batch>,
    pub(super) mailboxes: u32,
    /// The ids of the nodes.
    pub(super) ids: Vec<ElementId>,
    /// Whether a case arrives only where a node says so.
    pub(super) arrives_later: bool,
    /// The names of all streams of the steps.
    pub(super) streams: Vec<String>,
    pub(super) nodes: u32,
    pub(super) lanes: u32,
    /// Yen a minute of each group of the parameters.
    pub(super) prices: Vec<Option<u32>>,
    /// Minutes on duty of each group from the end of the warm-up to the end.
    pub(super) duty: Vec<f64>,
    pub(super) cost_known: bool,
    pub(super) marks: Marks,
    pub(super) months: Vec<(YearMonth, f64, f64)>,
    pub(super) clock: Option<DeadlineClock>,
    pub(super) exact: bool,
    pub(super) max_events: u64,
    pub(super) max_open: u32,
    /// Whether tokens must be found by where they are.
    pub(super) finds: bool,
    pub(super) assumptions: Vec<SimulationAssumption>,
}
