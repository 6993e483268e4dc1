//! What a period cell says, worked out once per distinct text.

use super::{PeriodClass, PeriodComparison};
use std::collections::HashMap;
use tosei_types::period::{
    DayConversion, DayCounting, PeriodNote, ProcessingPeriodStatement as Statement,
    read_processing_period,
};

/// How many distinct texts are remembered; beyond that each is read again.
const REMEMBERED: usize = 32_768;

/// What evidence needs to know of a period cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PeriodFacts {
    pub(crate) class: PeriodClass,
    /// The length in parts of a day, where the cell is one number with a unit.
    pub(crate) parts: Option<u64>,
    /// The longest length, ranges included.
    pub(crate) longest: Option<u64>,
}

impl PeriodFacts {
    pub(crate) const BLANK: Self = Self {
        class: PeriodClass::Blank,
        parts: None,
        longest: None,
    };

    /// Reads a cell.
    pub(crate) fn read(text: &str, conversion: &DayConversion) -> Self {
        let Some(reading) = read_processing_period(text) else {
            return Self::BLANK;
        };
        let statement = reading.statement();
        let single = statement
            .period()
            .and_then(tosei_types::ProcessingPeriod::single_length);
        let class = match statement {
            Statement::Stated(_) if single.is_some_and(|length| length.is_same_day()) => {
                PeriodClass::SameDay
            }
            Statement::Stated(_) | Statement::Several(_) => PeriodClass::Set,
            Statement::NoneSet => PeriodClass::NoneSet,
            Statement::NoResponseDue => PeriodClass::NoResponseDue,
            _ => PeriodClass::Open,
        };
        let longest = statement
            .period()
            .and_then(|period| period.longest_days(conversion));
        // 「即日」 has no number, and 「2週程度」 or 「原則10日」 is not the number that it names.
        let plain = |note: &PeriodNote| {
            matches!(
                note,
                PeriodNote::FullWidthDigits
                    | PeriodNote::KanjiNumeral
                    | PeriodNote::BareMonth
                    | PeriodNote::ZeroLength
            )
        };
        let exact = single
            .filter(|length| length.unit().is_some())
            // Business days and days of the calendar compare by no official rule.
            .filter(|length| length.counting() != DayCounting::Business)
            .filter(|_| reading.notes().iter().all(plain));
        Self {
            class,
            parts: exact.map(|length| length.approximate_days(conversion).parts()),
            longest: longest.map(tosei_types::ApproximateDays::parts),
        }
    }

    /// The class as a bit.
    #[inline]
    pub(crate) fn bit(self) -> u16 {
        class_bit(self.class)
    }
}

#[inline]
pub(crate) fn class_bit(class: PeriodClass) -> u16 {
    match class {
        PeriodClass::Blank => 1,
        PeriodClass::Set => 2,
        PeriodClass::SameDay => 4,
        PeriodClass::NoResponseDue => 8,
        PeriodClass::NoneSet => 16,
        PeriodClass::Open => 32,
    }
}

#[inline]
pub(crate) fn comparison_bit(comparison: PeriodComparison) -> u16 {
    match comparison {
        PeriodComparison::Shorter => 1,
        PeriodComparison::Equal => 2,
        PeriodComparison::Longer => 4,
        PeriodComparison::NotComparable => 8,
    }
}

/// Compares two cells.
#[inline]
pub(crate) fn compare(online: PeriodFacts, counter: PeriodFacts) -> PeriodComparison {
    match online.parts.zip(counter.parts) {
        Some((online, counter)) if online < counter => PeriodComparison::Shorter,
        Some((online, counter)) if online > counter => PeriodComparison::Longer,
        Some(_) => PeriodComparison::Equal,
        None => PeriodComparison::NotComparable,
    }
}

/// Remembers what each distinct text says.
#[derive(Debug, Clone, Default)]
pub(crate) struct PeriodMemo {
    known: HashMap<Box<str>, PeriodFacts>,
}

impl PeriodMemo {
    #[inline]
    pub(crate) fn read(&mut self, text: &str, conversion: &DayConversion) -> PeriodFacts {
        if text.is_empty() {
            return PeriodFacts::BLANK;
        }
        if let Some(facts) = self.known.get(text) {
            return *facts;
        }
        let facts = PeriodFacts::read(text, conversion);
        if self.known.len() < REMEMBERED {
            self.known.insert(text.into(), facts);
        }
        facts
    }
}
