//! How many cases are open at the times that are marked, and which month goes on.

use super::Run;
use crate::simulate::{SimulateError, as_float};

/// What is looked at, at a mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) time: f64,
    pub(super) open: u64,
    pub(super) area: f64,
}

impl Run<'_> {
    /// Looks how many cases are open at all times that are marked, until a time.
    #[cold]
    pub(super) fn looks_until(&mut self, until: f64) -> Result<(), SimulateError> {
        while self.next_mark <= until {
            let time = self.next_mark;
            self.looked = self.looked.saturating_add(1);
            let next = self.marks.get(self.looked).copied();
            self.next_mark = next.unwrap_or(f64::INFINITY);
            self.comes_to(time)?;
            self.look(time);
        }
        Ok(())
    }

    fn look(&mut self, now: f64) {
        self.count_open(now);
        self.looks.push(Look {
            time: now,
            open: self.open,
            area: self.open_area,
        });
    }

    #[inline]
    pub(super) fn count_open(&mut self, now: f64) {
        self.open_area += as_float(self.open) * (now - self.open_since);
        self.open_since = now;
    }

    /// The month that goes on.
    #[inline]
    pub(super) fn month_now(&mut self) -> Option<usize> {
        let months = &self.m.months;
        while let Some((_, from, _)) = months.get(self.month)
            && *from <= self.now
        {
            self.month = self.month.saturating_add(1);
        }
        let place = self.month.checked_sub(1)?;
        let (_, _, to) = months.get(place)?;
        (self.now < *to).then_some(place)
    }
}
