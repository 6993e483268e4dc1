//! 資源 (resources): people or machines in groups with shifts and skills, and those who wait for them.
//!
//! A [`Pool`] is the passive half of a model: it knows who is on duty, who is busy and who waits in
//! which order. What happens when stays with the model's own [`EventQueue`](crate::EventQueue), so that
//! a counter, a lane of a flow or a machine are the same thing here.
//!
//! ```
//! use tosei_simulation::resource::{Group, Pool, Rules, Skill, Task};
//! use tosei_simulation::{EventQueue, OpenTimes};
//!
//! // One person; three cases of 10 minutes come at once.
//! let cases = Skill::try_new(0)?;
//! let person = Group::new(1, [cases], OpenTimes::always(1));
//! let mut pool = Pool::try_new(vec![person], Rules::default())?;
//! let mut agenda = EventQueue::new();
//! for case in ["a", "b", "c"] {
//!     pool.enqueue(0.0, Task::new(cases, 10.0, case))?;
//! }
//! let mut waits = Vec::new();
//! loop {
//!     while let Some(started) = pool.start_next(agenda.now()) {
//!         waits.push((started.payload, started.waited));
//!         agenda.schedule(started.ends, started.group)?;
//!     }
//!     let Some((now, group)) = agenda.next_event() else { break };
//!     pool.finish(now, group)?;
//! }
//! assert_eq!(waits, [("a", 0.0), ("b", 10.0), ("c", 20.0)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod group;
mod lists;
mod pool;
mod task;

pub use group::{Group, GroupId, MAX_SERVERS};
pub use pool::{GroupUse, MAX_GROUPS, Pool, PoolTotals, Started};
pub use task::{
    MAX_SKILLS, PriorityClass, QueueOrder, ResourceError, Rules, ShiftEnd, Skill, Skills, Task,
    Ticket,
};
