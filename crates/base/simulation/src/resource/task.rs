//! What is asked of a resource, and by which rules it is given.

use serde::{Deserialize, Serialize};

/// A pool knows at most so many skills.
pub const MAX_SKILLS: u8 = 64;

/// Why a pool does not do what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResourceError {
    /// A skill beyond [`MAX_SKILLS`], or one that no group has.
    #[error("nobody has the skill `{0}`")]
    Skill(u8),
    /// A class beyond [`PriorityClass::LAST`].
    #[error("a priority class is from 0 to 7, not `{0}`")]
    Class(u8),
    /// No group, or more than [`MAX_GROUPS`](super::MAX_GROUPS).
    #[error("a pool has 1 to 10,000 groups, not `{0}`")]
    Groups(usize),
    /// More servers in a group than [`MAX_SERVERS`](super::MAX_SERVERS).
    #[error("a group has at most 1,000,000 servers, not `{0}`")]
    Servers(u32),
    /// A length of service that is negative, infinite or no number.
    #[error("a service must take a time of 0 minutes or more")]
    Minutes,
    /// More people wait than can be counted.
    #[error("more wait than can be counted")]
    Full,
    /// A service ended in a group where none was going on.
    #[error("nobody in group `{0}` is busy")]
    NotBusy(u32),
}

impl ResourceError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Skill(_) => "simulation.resource.skill",
            Self::Class(_) => "simulation.resource.class",
            Self::Groups(_) => "simulation.resource.groups",
            Self::Servers(_) => "simulation.resource.servers",
            Self::Minutes => "simulation.resource.minutes",
            Self::Full => "simulation.resource.full",
            Self::NotBusy(_) => "simulation.resource.not_busy",
        }
    }
}

/// 技能 (skill): one kind of work that a task needs, by its number from 0 to 63.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Skill(u8);

impl Skill {
    /// A skill.
    ///
    /// # Errors
    ///
    /// [`ResourceError::Skill`] for a number of [`MAX_SKILLS`] or more.
    pub const fn try_new(number: u8) -> Result<Self, ResourceError> {
        if number < MAX_SKILLS {
            Ok(Self(number))
        } else {
            Err(ResourceError::Skill(number))
        }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    #[inline]
    pub(super) const fn bit(self) -> u64 {
        1u64.wrapping_shl(self.0 as u32)
    }
}

/// 技能の集合 (skills): what a group can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Skills(u64);

impl Skills {
    /// Whether a skill is among them.
    #[must_use]
    pub const fn has(self, skill: Skill) -> bool {
        self.0 & skill.bit() != 0
    }

    #[inline]
    pub(super) const fn bits(self) -> u64 {
        self.0
    }
}

impl FromIterator<Skill> for Skills {
    fn from_iter<I: IntoIterator<Item = Skill>>(skills: I) -> Self {
        Self(skills.into_iter().fold(0, |all, one| all | one.bit()))
    }
}

/// 優先区分 (priority class): 0 goes before 1, and so on to 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct PriorityClass(u8);

impl PriorityClass {
    /// The class that goes before all others.
    pub const FIRST: Self = Self(0);
    /// The class that goes after all others.
    pub const LAST: Self = Self(7);

    /// A class.
    ///
    /// # Errors
    ///
    /// [`ResourceError::Class`] for a number above 7.
    pub const fn try_new(number: u8) -> Result<Self, ResourceError> {
        if number <= Self::LAST.0 {
            Ok(Self(number))
        } else {
            Err(ResourceError::Class(number))
        }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// 呼出順 (queue order): who is next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QueueOrder {
    /// 先着順: first come, first served; classes change nothing.
    Arrival,
    /// 優先区分順: the first class first, and first come, first served within it.
    #[default]
    ClassThenArrival,
}

/// 勤務の切れ目の扱い (end of a shift): what becomes of a service that runs into a break or the end of a
/// shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ShiftEnd {
    /// 終えてから休む: it is finished first; the break is not made up for.
    #[default]
    FinishFirst,
    /// 中断して再開: it pauses, and goes on in the next shift with the same group; after the last shift
    /// what is left is finished at once.
    StopAndResume,
    /// 終わる分だけ始める: it is not begun if it would not be done before the end. A service longer than
    /// every shift is never begun.
    OnlyIfDone,
}

/// 規則 (rules) of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rules {
    /// 呼出順.
    pub order: QueueOrder,
    /// 勤務の切れ目の扱い.
    pub shift_end: ShiftEnd,
}

/// 仕事 (task): what somebody waits for, and how long it takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Task<T> {
    pub(super) skill: Skill,
    pub(super) class: PriorityClass,
    pub(super) minutes: f64,
    pub(super) payload: T,
}

impl<T> Task<T> {
    /// A task of the first class that needs a skill for so many minutes.
    #[inline]
    pub const fn new(skill: Skill, minutes: f64, payload: T) -> Self {
        Self {
            skill,
            class: PriorityClass::FIRST,
            minutes,
            payload,
        }
    }

    /// The same in another class.
    #[must_use]
    #[inline]
    pub fn in_class(self, class: PriorityClass) -> Self {
        Self { class, ..self }
    }
}

/// 受付番号 (ticket): names one waiting task, also after it has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ticket {
    pub(super) slot: u32,
    pub(super) generation: u32,
}
