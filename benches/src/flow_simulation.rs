//! A flow of eight tasks and three pools of staff, beside the same flow written out by hand.
//!
//! Both draw from the same streams and keep the same figures: of each task its visits, its work and its
//! waiting, of each pool its work and its queue, of each case its lead time, work and waiting, a table of
//! lead times for quantiles, and the area under the open cases. So both must end with the same numbers.

use crate::Group;
use anyhow::{Result, ensure};
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, VecDeque},
};
use tosei_bpr::{
    Flow,
    simulate::{Simulation, SimulationFigure, SimulationParameters},
};
use tosei_simulation::{RunPlan, Seed, Stream};

/// Half a million cases of a flow beside the same flow by hand.
///
/// # Errors
///
/// If the two do not agree.
pub fn group() -> Result<Group> {
    let (flow, parameters) = documents()?;
    let expected = by_hand();
    agree(
        expected,
        by_library(&Simulation::try_new(&flow, &parameters)?)?,
    )?;
    let size = format!("{} cases, 8 tasks, 3 pools", expected.ended);
    Ok(Group::new("flow-simulation", size, 9)
        .peer("by hand", || by_hand().ended)
        .ours("library", move || {
            let simulation = Simulation::try_new(&flow, &parameters);
            let all = simulation.ok().and_then(|one| by_library(&one).ok());
            all.map_or(0, |all| all.ended)
        })
        .at_most(3.0)
        .same_figure())
}

/// Days of one run.
pub const DAYS: u32 = 1_800;
/// Runs of one piece of work.
pub const RUNS: u32 = 2;
/// Mean minutes between two cases.
const BETWEEN: f64 = 10.0;
/// The share of cases that go back after the fourth task.
const BACK: f64 = 0.2;
const TASKS: usize = 8;
const POOLS: usize = 3;
/// Mean minutes of each task, and its pool.
const TASK: [(f64, usize); TASKS] = [
    (6.0, 0),
    (4.0, 0),
    (8.0, 1),
    (6.0, 1),
    (10.0, 1),
    (5.0, 2),
    (3.0, 2),
    (5.0, 0),
];
/// People of each pool.
const PEOPLE: [u32; POOLS] = [2, 4, 1];

/// What both must agree in.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Cases that ended.
    pub ended: u64,
    /// Sum of the lead times.
    pub lead: f64,
    /// The 90th percentile.
    pub ninetieth: f64,
    /// Minutes worked on all tasks.
    pub work: f64,
    /// Minutes waited for staff.
    pub queue: f64,
    /// The mean number of open cases.
    pub open: f64,
}

#[derive(Clone, Copy, Default)]
struct OfTask {
    visits: u64,
    done: u64,
    work: f64,
    queue: f64,
}

#[derive(Clone, Copy, Default)]
struct OfPool {
    begun: u64,
    worked: f64,
    queue: f64,
}

#[derive(Clone, Copy, Default)]
struct Case {
    began: f64,
    work: f64,
    waited: f64,
}

/// A table of counts by the first bits of a number.
const PARTS: u32 = 7;
const FIRST: u64 = (1023 - 10) << PARTS;
const BUCKETS: usize = 41 << PARTS;

fn exponential(mean: f64, stream: &mut Stream) -> f64 {
    -mean * libm::log(stream.positive_unit())
}

/// The flow written out: a heap of what happens, a ring for each pool, and nothing else.
#[must_use]
#[allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::too_many_lines,
    reason = "as somebody writes it who wants nothing but speed"
)]
pub fn by_hand() -> Figures {
    let mut all = Figures::default();
    for run in 0..RUNS {
        let seed = Seed::new(1);
        let mut arrivals = seed.stream("arrivals:cases", run);
        let mut works: Vec<Stream> = (1..=TASKS)
            .map(|task| seed.stream(&format!("work:t{task}"), run))
            .collect();
        let mut back = seed.stream("branch:x", run);
        let end = f64::from(DAYS) * 1_440.0;
        let horizon = end + 20.0 * 1_440.0;
        let mut heap: BinaryHeap<Reverse<(u64, u64, u64)>> = BinaryHeap::with_capacity(1_024);
        let mut rings: [VecDeque<(f64, f64, u32, u32)>; POOLS] = Default::default();
        let mut busy = [0u32; POOLS];
        let mut cases: Vec<Case> = Vec::new();
        let mut works_of: Vec<f64> = Vec::new();
        let mut free: Vec<u32> = Vec::new();
        let mut tasks = [OfTask::default(); TASKS];
        let mut pools = [OfPool::default(); POOLS];
        let mut buckets = vec![0u64; BUCKETS];
        let (mut number, mut open, mut area, mut since) = (0u64, 0u64, 0.0f64, 0.0f64);
        let (mut ended, mut lead_sum, mut longest) = (0u64, 0.0f64, 0.0f64);
        let (mut work_sum, mut waited_sum) = (0.0f64, 0.0f64);
        let mut put = |heap: &mut BinaryHeap<_>, time: f64, what: u64| {
            heap.push(Reverse((time.to_bits(), number, what)));
            number += 1;
        };
        let first = exponential(BETWEEN, &mut arrivals);
        put(&mut heap, first, u64::MAX);
        while let Some(Reverse((time, _, what))) = heap.pop() {
            let now = f64::from_bits(time);
            if now > horizon {
                break;
            }
            let (case, mut task);
            if what == u64::MAX {
                let next = now + exponential(BETWEEN, &mut arrivals);
                if next < end {
                    put(&mut heap, next, u64::MAX);
                }
                let fresh = Case {
                    began: now,
                    ..Case::default()
                };
                case = free.pop().unwrap_or_else(|| {
                    cases.push(Case::default());
                    works_of.push(0.0);
                    cases.len() as u32 - 1
                });
                cases[case as usize] = fresh;
                area += open as f64 * (now.min(end) - since.min(end));
                since = now;
                open += 1;
                task = 0;
            } else {
                case = (what >> 8) as u32;
                let done = (what & 255) as usize;
                let minutes = works_of[case as usize];
                tasks[done].done += 1;
                tasks[done].work += minutes;
                cases[case as usize].work += minutes;
                let pool = TASK[done].1;
                busy[pool] -= 1;
                task = done + 1;
                if done == 3 && back.unit() < BACK {
                    task = 2;
                }
                if task == TASKS {
                    let one = cases[case as usize];
                    let lead = now - one.began;
                    ended += 1;
                    lead_sum += lead;
                    longest = longest.max(lead);
                    work_sum += one.work;
                    waited_sum += one.waited;
                    let bits = lead.to_bits() >> (52 - PARTS);
                    buckets[(bits.saturating_sub(FIRST) as usize).min(BUCKETS - 1)] += 1;
                    area += open as f64 * (now.min(end) - since.min(end));
                    since = now;
                    open -= 1;
                    free.push(case);
                    task = usize::MAX;
                }
                if let Some((came, minutes, next, of)) =
                    rings[pool].pop_front_if_more(&mut busy, pool)
                {
                    let waited = now - came;
                    begin(
                        &mut tasks,
                        &mut pools,
                        &mut cases,
                        (next, of),
                        (minutes, waited),
                        (now, end),
                    );
                    works_of[next as usize] = minutes;
                    put(
                        &mut heap,
                        now + minutes,
                        u64::from(next) << 8 | u64::from(of),
                    );
                }
            }
            if task != usize::MAX {
                let pool = TASK[task].1;
                tasks[task].visits += 1;
                let minutes = exponential(TASK[task].0, &mut works[task]);
                if busy[pool] < PEOPLE[pool] {
                    busy[pool] += 1;
                    let of = task as u32;
                    begin(
                        &mut tasks,
                        &mut pools,
                        &mut cases,
                        (case, of),
                        (minutes, 0.0),
                        (now, end),
                    );
                    works_of[case as usize] = minutes;
                    put(
                        &mut heap,
                        now + minutes,
                        u64::from(case) << 8 | u64::from(of),
                    );
                } else {
                    rings[pool].push_back((now, minutes, case, task as u32));
                }
            }
        }
        let rank = ended.saturating_mul(9).div_ceil(10);
        let mut below = 0;
        let place = buckets.iter().position(|count| {
            below += count;
            below >= rank
        });
        let bits = (FIRST + place.unwrap_or(0) as u64) << (52 - PARTS);
        let next = bits + (1 << (52 - PARTS));
        std::hint::black_box((&pools, longest, work_sum, waited_sum));
        all.ended += ended;
        all.lead += lead_sum;
        all.ninetieth += f64::midpoint(f64::from_bits(bits), f64::from_bits(next));
        all.work += tasks.iter().map(|task| task.work).sum::<f64>();
        all.queue += tasks.iter().map(|task| task.queue).sum::<f64>();
        all.open += area / end;
    }
    all
}

trait PopIfMore {
    fn pop_front_if_more(
        &mut self,
        busy: &mut [u32; POOLS],
        pool: usize,
    ) -> Option<(f64, f64, u32, u32)>;
}

impl PopIfMore for VecDeque<(f64, f64, u32, u32)> {
    fn pop_front_if_more(
        &mut self,
        busy: &mut [u32; POOLS],
        pool: usize,
    ) -> Option<(f64, f64, u32, u32)> {
        let next = self.pop_front()?;
        if let Some(busy) = busy.get_mut(pool) {
            *busy += 1;
        }
        Some(next)
    }
}

#[allow(
    clippy::indexing_slicing,
    reason = "as somebody writes it who wants nothing but speed"
)]
fn begin(
    tasks: &mut [OfTask; TASKS],
    pools: &mut [OfPool; POOLS],
    cases: &mut [Case],
    (case, task): (u32, u32),
    (minutes, waited): (f64, f64),
    (now, end): (f64, f64),
) {
    let task = task as usize;
    tasks[task].queue += waited;
    cases[case as usize].waited += waited;
    if now < end {
        let pool = &mut pools[TASK[task].1];
        pool.begun += 1;
        pool.worked += minutes;
        pool.queue += waited;
    }
}

/// The same flow as a document.
///
/// # Errors
///
/// If the document is none, which a bench would notice.
pub fn documents() -> Result<(Flow, SimulationParameters)> {
    documents_for(DAYS, RUNS)
}

/// The same flow for about so many cases, and in how many runs they come: two or more, each of at most [`DAYS`].
///
/// # Errors
///
/// If they are too many.
pub fn documents_of(cases: u64) -> Result<(Flow, SimulationParameters, u32)> {
    const A_DAY: u64 = 144; // one every ten minutes
    let days = cases.div_ceil(2 * A_DAY).clamp(1, u64::from(DAYS));
    let runs = cases.div_ceil(days.saturating_mul(A_DAY)).max(2);
    let runs = u32::try_from(runs)?;
    let (flow, parameters) = documents_for(u32::try_from(days)?, runs)?;
    Ok((flow, parameters, runs))
}

fn documents_for(days: u32, runs: u32) -> Result<(Flow, SimulationParameters)> {
    let mut nodes = vec![
        r#"{"id":"start","is":{"kind":"event","event":"start","trigger":"none"}}"#.to_owned(),
        r#"{"id":"x","is":{"kind":"gateway","gateway":"exclusive"}}"#.to_owned(),
        r#"{"id":"end","is":{"kind":"event","event":"end","trigger":"none"}}"#.to_owned(),
    ];
    for (at, (mean, _)) in (1..).zip(TASK) {
        nodes.push(format!(
            r#"{{"id":"t{at}","is":{{"kind":"activity","waiting":"0","work":{{"kind":"exponential","mean":"{mean}"}}}}}}"#
        ));
    }
    let lines = [
        ("start", "t1", ""),
        ("t1", "t2", ""),
        ("t2", "t3", ""),
        ("t3", "t4", ""),
        ("t4", "x", ""),
        ("x", "t3", "0.2"),
        ("x", "t5", "0.8"),
        ("t5", "t6", ""),
        ("t6", "t7", ""),
        ("t7", "t8", ""),
        ("t8", "end", ""),
    ];
    let lines = lines.iter().enumerate().map(|(at, (from, to, share))| {
        let share = if share.is_empty() {
            String::new()
        } else {
            format!(r#","probability":"{share}""#)
        };
        format!(r#"{{"id":"l{at}","from":"{from}","to":"{to}"{share}}}"#)
    });
    let flow = format!(
        r#"{{"format":"tosei-flow","format_version":1,"id":"bench","nodes":[{}],"sequence_flows":[{}]}}"#,
        nodes.join(","),
        lines.collect::<Vec<_>>().join(",")
    );
    let staff = (0usize..).zip(PEOPLE).map(|(pool, people)| {
        let of = (1..).zip(TASK).filter(|(_, (_, of))| *of == pool);
        let of: Vec<String> = of.map(|(at, _)| format!(r#""t{at}""#)).collect();
        format!(
            r#"{{"id":"p{pool}","label":{{"ja":"組","en":"group"}},"people":{people},"nodes":[{}]}}"#,
            of.join(",")
        )
    });
    let parameters = format!(
        r#"{{"format":"tosei-flow-parameters","format_version":1,"first_day":"2021-04-01","days":{days},
        "drain_days":20,"runs":{{"seed":1,"runs":{runs}}},
        "arrivals":[{{"id":"cases","pattern":{{"kind":"renewal","between":{{"kind":"exponential","mean":"{BETWEEN}"}}}}}}],
        "staff":[{}]}}"#,
        staff.collect::<Vec<_>>().join(",")
    );
    Ok((
        serde_json::from_str(&flow)?,
        serde_json::from_str(&parameters)?,
    ))
}

/// The flow by the library.
///
/// # Errors
///
/// If it refuses something, which a bench would notice.
pub fn by_library(simulation: &Simulation<'_>) -> Result<Figures> {
    let plan = RunPlan::fixed(Seed::new(1), RUNS)?;
    let runs = plan.run_each(|run| simulation.outcome(run), |_| None);
    let mut all = Figures::default();
    for run in runs.results() {
        let run = run.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?;
        let figure = |figure| run.figure(figure).unwrap_or(f64::NAN);
        let ended = figure(SimulationFigure::Finished);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of cases"
        )]
        let count = ended as u64;
        all.ended += count;
        all.lead += figure(SimulationFigure::MeanLead) * ended;
        all.ninetieth += figure(SimulationFigure::NinetiethLead);
        all.work += run.steps().iter().map(|step| step.work).sum::<f64>();
        all.queue += run.steps().iter().map(|step| step.queue).sum::<f64>();
        all.open += figure(SimulationFigure::Backlog);
    }
    Ok(all)
}

/// Whether both say the same, but for the order in which numbers were added up.
///
/// # Errors
///
/// If they do not.
pub fn agree(one: Figures, other: Figures) -> Result<()> {
    ensure!(one.ended == other.ended, "{one:?} {other:?}");
    let pairs = [
        (one.lead, other.lead),
        (one.ninetieth, other.ninetieth),
        (one.work, other.work),
        (one.queue, other.queue),
        (one.open, other.open),
    ];
    for (one_figure, other_figure) in pairs {
        let apart = (one_figure - other_figure).abs();
        ensure!(apart <= 1e-9 * one_figure.abs(), "{one:?} {other:?}");
    }
    Ok(())
}
