//! The clock and the heap of what is still to happen.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Why an event cannot be put on the agenda.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ScheduleError {
    /// It would happen before now.
    #[error("an event at minute `{at}` is before now, `{now}`")]
    #[non_exhaustive]
    Past {
        /// When it would happen.
        at: f64,
        /// The time of the clock.
        now: f64,
    },
    /// The time is not a number, or infinite.
    #[error("an event has no time")]
    NoTime,
}

impl ScheduleError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Past { .. } => "simulation.event.past",
            Self::NoTime => "simulation.event.no_time",
        }
    }
}

/// 事象の予定表 (agenda of events): what happens next, and what time it is.
///
/// Events come out in order of time; events of the same minute in the order in which they were put
/// in. So a run does not depend on how a heap happens to be laid out. Time is in minutes from the
/// start of a run, as a double: nothing but `+ − × ÷` and roots are done with it, which every
/// machine rounds alike.
///
/// Once the agenda is as long as it ever gets, nothing is allocated any more.
///
/// # Examples
///
/// ```
/// use tosei_simulation::EventQueue;
///
/// let mut agenda = EventQueue::new();
/// agenda.schedule(5.0, "second")?;
/// agenda.schedule(5.0, "third")?;
/// agenda.schedule(1.0, "first")?;
/// let order: Vec<_> = std::iter::from_fn(|| agenda.next_event()).collect();
/// assert_eq!(order, [(1.0, "first"), (5.0, "second"), (5.0, "third")]);
/// assert!(agenda.schedule(4.0, "too late").is_err());
/// # Ok::<(), tosei_simulation::ScheduleError>(())
/// ```
#[derive(Debug, Clone)]
pub struct EventQueue<E> {
    heap: BinaryHeap<Entry<E>>,
    now: f64,
    put_in: u64,
}

#[derive(Debug, Clone)]
struct Entry<E> {
    /// The bits of a time of 0 or more: they are ordered as the times are.
    time: u64,
    number: u64,
    event: E,
}

impl<E> Entry<E> {
    #[inline]
    fn key(&self) -> u128 {
        (u128::from(self.time) << 64) | u128::from(self.number)
    }
}

impl<E> PartialEq for Entry<E> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl<E> Eq for Entry<E> {}

impl<E> PartialOrd for Entry<E> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Entry<E> {
    /// The earliest is the greatest: the heap gives out its greatest.
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        other.key().cmp(&self.key())
    }
}

impl<E> EventQueue<E> {
    /// An empty agenda at minute 0.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(0)
    }

    /// An empty agenda at minute 0 with room for so many events.
    #[must_use]
    pub fn with_capacity(events: usize) -> Self {
        Self {
            heap: BinaryHeap::with_capacity(events),
            now: 0.0,
            put_in: 0,
        }
    }

    /// The time of the last event that came out, in minutes.
    #[must_use]
    #[inline]
    pub fn now(&self) -> f64 {
        self.now
    }

    /// How many events are still to happen.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// Whether nothing is still to happen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// Puts an event on the agenda.
    ///
    /// # Errors
    ///
    /// - [`ScheduleError::Past`] if it would happen before now.
    /// - [`ScheduleError::NoTime`] if the time is no number or infinite.
    #[inline]
    pub fn schedule(&mut self, at: f64, event: E) -> Result<(), ScheduleError> {
        if !at.is_finite() {
            return Err(ScheduleError::NoTime);
        }
        if at < self.now {
            return Err(ScheduleError::Past { at, now: self.now });
        }
        let number = self.put_in;
        self.put_in = self.put_in.wrapping_add(1);
        // `+ 0.0` makes a plain zero of a negative one, whose bits would be greater than any time.
        let time = (at + 0.0).to_bits();
        self.heap.push(Entry {
            time,
            number,
            event,
        });
        Ok(())
    }

    /// When the next event happens, in minutes.
    #[must_use]
    pub fn next_time(&self) -> Option<f64> {
        self.heap.peek().map(|entry| f64::from_bits(entry.time))
    }

    /// Takes the next event out and sets the clock to its time.
    #[inline]
    pub fn next_event(&mut self) -> Option<(f64, E)> {
        let entry = self.heap.pop()?;
        self.now = f64::from_bits(entry.time);
        Some((self.now, entry.event))
    }

    /// Takes the next event out if it happens no later than a time; else sets the clock to that
    /// time.
    #[inline]
    pub fn next_event_until(&mut self, end: f64) -> Option<(f64, E)> {
        match self.next_time() {
            Some(time) if time <= end => self.next_event(),
            _ => {
                if end > self.now && end.is_finite() {
                    self.now = end;
                }
                None
            }
        }
    }

    /// As [`next_event_until`](Self::next_event_until), and tells a trace of it first.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_simulation::EventQueue;
    ///
    /// let mut agenda = EventQueue::new();
    /// agenda.schedule(2.0, "opens")?;
    /// let mut log = Vec::new();
    /// let mut trace = |minute: f64, event: &str| log.push(format!("{minute} {event}"));
    /// while agenda.next_traced(10.0, &mut trace).is_some() {}
    /// assert_eq!(log, ["2 opens"]);
    /// # Ok::<(), tosei_simulation::ScheduleError>(())
    /// ```
    #[inline]
    pub fn next_traced(&mut self, end: f64, trace: &mut impl Traced<E>) -> Option<(f64, E)> {
        let (time, event) = self.next_event_until(end)?;
        trace.event(time, &event);
        Some((time, event))
    }

    /// Empties the agenda and sets the clock to 0, keeping the room.
    pub fn reset(&mut self) {
        self.heap.clear();
        self.now = 0.0;
        self.put_in = 0;
    }
}

impl<E> Default for EventQueue<E> {
    fn default() -> Self {
        Self::new()
    }
}

/// 記録 (trace): what is told of each event as it happens.
///
/// A model calls it for every event; `()` listens to nothing and costs nothing.
///
/// # Examples
///
/// ```
/// use tosei_simulation::Traced;
///
/// let mut seen = Vec::new();
/// let mut trace = |time: f64, event: &str| seen.push(format!("{time} {event}"));
/// trace.event(1.5, &"arrival");
/// assert_eq!(seen, ["1.5 arrival"]);
/// ```
pub trait Traced<E: ?Sized> {
    /// An event happened at a minute.
    fn event(&mut self, time: f64, event: &E);
}

impl<E: ?Sized> Traced<E> for () {
    #[inline]
    fn event(&mut self, _time: f64, _event: &E) {}
}

impl<E: Copy, F: FnMut(f64, E)> Traced<E> for F {
    #[inline]
    fn event(&mut self, time: f64, event: &E) {
        self(time, *event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_and_minus_zero_are_one_time() {
        let mut agenda = EventQueue::new();
        agenda.schedule(0.0, 1).unwrap();
        agenda.schedule(-0.0, 2).unwrap();
        assert_eq!(agenda.next_event(), Some((0.0, 1)));
        assert_eq!(agenda.next_event(), Some((0.0, 2)));
    }

    #[test]
    fn no_time_is_refused() {
        let mut agenda = EventQueue::new();
        assert_eq!(agenda.schedule(f64::NAN, ()), Err(ScheduleError::NoTime));
        assert_eq!(
            agenda.schedule(f64::INFINITY, ()),
            Err(ScheduleError::NoTime)
        );
        assert!(matches!(
            agenda.schedule(-1.0, ()),
            Err(ScheduleError::Past { .. })
        ));
        agenda.schedule(3.0, ()).unwrap();
        agenda.next_event();
        assert!(agenda.schedule(3.0, ()).is_ok(), "now is not the past");
    }

    #[test]
    fn the_clock_stands_at_the_end_of_a_run() {
        let mut agenda = EventQueue::new();
        agenda.schedule(2.0, 'a').unwrap();
        agenda.schedule(9.0, 'b').unwrap();
        assert_eq!(agenda.next_event_until(2.0), Some((2.0, 'a')));
        assert_eq!(agenda.next_event_until(8.0), None);
        assert_eq!((agenda.now(), agenda.len()), (8.0, 1));
    }
}
