//! Waiting tasks in lists by class and skill, in one block of memory that is used again.

use super::{ResourceError, Ticket};

pub(super) const CLASSES: usize = 8;
const NONE: u32 = u32::MAX;

/// A task that waits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting<T> {
    pub(super) since: f64,
    pub(super) minutes: f64,
    /// The how-manieth it is: the order of arrival.
    pub(super) number: u64,
    pub(super) class: u8,
    pub(super) skill: u8,
    pub(super) payload: T,
}

#[derive(Debug, Clone)]
struct Slot<T> {
    waiting: Option<Waiting<T>>,
    /// How often the slot has been left; tells an old ticket from a new one.
    generation: u32,
    previous: u32,
    next: u32,
}

#[derive(Debug, Clone, Copy)]
struct Ends {
    first: u32,
    last: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Lists<T> {
    slots: Vec<Slot<T>>,
    /// The first slot that nobody uses; they are chained by `next`.
    unused: u32,
    ends: Vec<Ends>,
    skills: usize,
    /// By class: the skills for which somebody waits.
    asked: [u64; CLASSES],
    len: u32,
}

impl<T> Lists<T> {
    pub(super) fn new(skills: usize) -> Self {
        let empty = Ends {
            first: NONE,
            last: NONE,
        };
        Self {
            slots: Vec::new(),
            unused: NONE,
            ends: vec![empty; skills.saturating_mul(CLASSES)],
            skills,
            asked: [0; CLASSES],
            len: 0,
        }
    }

    #[inline]
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// The skills for which somebody of a class waits.
    #[inline]
    pub(super) fn asked(&self) -> &[u64; CLASSES] {
        &self.asked
    }

    /// Who is first for a skill in a class.
    #[inline]
    pub(super) fn first(&self, class: usize, skill: u32) -> Option<(u32, &Waiting<T>)> {
        let at = self.place(class, skill);
        let slot = self.ends.get(at)?.first;
        let waiting = self.slots.get(index(slot))?.waiting.as_ref()?;
        Some((slot, waiting))
    }

    #[inline]
    fn place(&self, class: usize, skill: u32) -> usize {
        class
            .wrapping_mul(self.skills)
            .wrapping_add(usize::try_from(skill).unwrap_or(usize::MAX))
    }

    pub(super) fn push(&mut self, waiting: Waiting<T>) -> Result<Ticket, ResourceError> {
        let (class, skill) = (waiting.class, waiting.skill);
        let at = self.place(usize::from(class), u32::from(skill));
        let Some(ends) = self.ends.get_mut(at) else {
            return Err(ResourceError::Skill(skill));
        };
        let previous = ends.last;
        let (slot, generation) = if let Some(free) = self.slots.get_mut(index(self.unused)) {
            let slot = self.unused;
            self.unused = free.next;
            free.waiting = Some(waiting);
            (free.previous, free.next) = (previous, NONE);
            (slot, free.generation)
        } else {
            let slot = u32::try_from(self.slots.len()).unwrap_or(NONE);
            if slot == NONE {
                return Err(ResourceError::Full);
            }
            self.slots.push(Slot {
                waiting: Some(waiting),
                generation: 0,
                previous,
                next: NONE,
            });
            (slot, 0)
        };
        ends.last = slot;
        if let Some(before) = self.slots.get_mut(index(previous)) {
            before.next = slot;
        } else {
            ends.first = slot;
            if let Some(asked) = self.asked.get_mut(usize::from(class)) {
                *asked |= 1u64.wrapping_shl(skill.into());
            }
        }
        self.len = self.len.wrapping_add(1);
        Ok(Ticket { slot, generation })
    }

    pub(super) fn has(&self, ticket: Ticket) -> bool {
        self.slots
            .get(index(ticket.slot))
            .is_some_and(|slot| slot.generation == ticket.generation && slot.waiting.is_some())
    }

    /// Takes a task out, wherever it stands in its list.
    pub(super) fn remove(&mut self, ticket: Ticket) -> Option<Waiting<T>> {
        let slot = self.slots.get(index(ticket.slot))?;
        if slot.generation == ticket.generation {
            self.take(ticket.slot)
        } else {
            None
        }
    }

    /// Takes out what stands in a slot.
    #[inline]
    pub(super) fn take(&mut self, number: u32) -> Option<Waiting<T>> {
        let slot = self.slots.get_mut(index(number))?;
        let waiting = slot.waiting.take()?;
        let (previous, next) = (slot.previous, slot.next);
        slot.generation = slot.generation.wrapping_add(1);
        slot.next = self.unused;
        self.unused = number;
        if let Some(before) = self.slots.get_mut(index(previous)) {
            before.next = next;
        }
        if let Some(after) = self.slots.get_mut(index(next)) {
            after.previous = previous;
        }
        let at = self.place(usize::from(waiting.class), u32::from(waiting.skill));
        if let Some(ends) = self.ends.get_mut(at) {
            if ends.first == number {
                ends.first = next;
            }
            if ends.last == number {
                ends.last = previous;
            }
            if ends.first == NONE
                && let Some(asked) = self.asked.get_mut(usize::from(waiting.class))
            {
                *asked &= !1u64.wrapping_shl(waiting.skill.into());
            }
        }
        self.len = self.len.wrapping_sub(1);
        Some(waiting)
    }

    /// The slots of all who wait, in no order of meaning.
    pub(super) fn all(&self) -> impl Iterator<Item = &Waiting<T>> {
        self.slots.iter().filter_map(|slot| slot.waiting.as_ref())
    }
}

/// A place in a list; one that no list has for `NONE` where `usize` is wider.
#[inline]
fn index(slot: u32) -> usize {
    usize::try_from(slot).unwrap_or(usize::MAX)
}
