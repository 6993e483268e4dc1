//! One step: a phase and, where it is divided, a number within it.

use std::{fmt, str::FromStr};

/// The largest number of a step within a phase: ⑳.
pub const MAX_MINOR: u8 = 20;

/// The circled numbers ① to ⑳.
const CIRCLED: [char; 20] = [
    '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩', '⑪', '⑫', '⑬', '⑭', '⑮', '⑯', '⑰', '⑱', '⑲',
    '⑳',
];

/// Phase (degree of digitalization of a clause): a phase, and a step within it where there is one.
///
/// Published work schedules (工程表) hold both 「3」 and 「1-②」. What the steps within a phase mean has
/// not been published, so two of them have an order of writing ([`Ord`]) but no order of progress:
/// [`PhaseScale::change`](crate::PhaseScale::change) says what may be concluded.
///
/// # Invariant
///
/// The phase is 1 to 9 (the published scales end at 3), the step within it ① to ⑳.
///
/// # Wire form
///
/// A string, `"3"` or `"1-②"`. `"1-2"` is read as well; [`ascii`](Self::ascii) writes it.
///
/// # Source
///
/// Source `agency-work-schedule-2022` in `SOURCES.md`: 現在Phase 1-②, 見直し後Phase 3.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::PhaseStep;
///
/// let now: PhaseStep = "1-②".parse()?;
/// assert_eq!((now.major(), now.minor()), (1, Some(2)));
/// assert_eq!("1-2".parse(), Ok(now));
/// assert_eq!(now.to_string(), "1-②");
/// assert_eq!(PhaseStep::read_cell("Ｐｈａｓｅ１－②"), Ok(now));
/// assert!("1.5".parse::<PhaseStep>().is_err());
/// # Ok::<(), tosei_analog_regs::PhaseStepError>(())
/// ```
#[doc(alias = "現在Phase")]
#[doc(alias = "見直し後Phase")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhaseStep {
    major: u8,
    minor: Option<u8>,
}

/// Why a text is no [`PhaseStep`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PhaseStepError {
    /// The text has not the form of a phase.
    #[error("`{text}` is no phase such as `3` or `1-②`")]
    #[non_exhaustive]
    Malformed {
        /// The text, at most 40 characters of it.
        text: String,
    },
    /// The phase is not 1 to 9.
    #[error("a phase is 1 to 9, got `{major}`")]
    #[non_exhaustive]
    Major {
        /// The number given.
        major: u8,
    },
    /// The step within the phase is not 1 to 20.
    #[error("a step within a phase is 1 to 20, got `{minor}`")]
    #[non_exhaustive]
    Minor {
        /// The number given.
        minor: u8,
    },
}

impl PhaseStepError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "analog_regs.phase.malformed",
            Self::Major { .. } => "analog_regs.phase.major",
            Self::Minor { .. } => "analog_regs.phase.minor",
        }
    }
}

impl PhaseStep {
    /// Puts a phase and a step within it together.
    ///
    /// # Errors
    ///
    /// - [`PhaseStepError::Major`] if the phase is not 1 to 9.
    /// - [`PhaseStepError::Minor`] if the step is not 1 to 20.
    pub fn try_new(major: u8, minor: Option<u8>) -> Result<Self, PhaseStepError> {
        if !(1..=9).contains(&major) {
            return Err(PhaseStepError::Major { major });
        }
        if let Some(minor) = minor
            && !(1..=MAX_MINOR).contains(&minor)
        {
            return Err(PhaseStepError::Minor { minor });
        }
        Ok(Self { major, minor })
    }

    /// The phase, 1 to 9.
    #[must_use]
    pub fn major(self) -> u8 {
        self.major
    }

    /// The step within the phase, 1 to 20; `None` where none is named.
    #[must_use]
    pub fn minor(self) -> Option<u8> {
        self.minor
    }

    /// The text without circled numbers: `1-2`.
    #[must_use]
    pub fn ascii(self) -> String {
        match self.minor {
            Some(minor) => format!("{}-{minor}", self.major),
            None => self.major.to_string(),
        }
    }

    /// Reads a phase as cells hold it: with 「Phase」 before it, full-width, with any hyphen or none
    /// before a circled number.
    ///
    /// # Errors
    ///
    /// As the strict form ([`FromStr`]).
    pub fn read_cell(text: &str) -> Result<Self, PhaseStepError> {
        let mut folded = String::new();
        for character in text.chars().filter(|character| !character.is_whitespace()) {
            folded.push(match character {
                '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => u32::from(character)
                    .checked_sub(0xFEE0)
                    .and_then(char::from_u32)
                    .unwrap_or(character),
                '－' | '−' | '‐' | '‑' | '–' | '—' | 'ー' | '―' => '-',
                other => other,
            });
        }
        let lower = folded.to_lowercase();
        // The long vowel of フェーズ was folded with the hyphens.
        let rest = ["phase", "フェ-ズ"]
            .iter()
            .find_map(|word| lower.strip_prefix(word))
            .unwrap_or(&lower);
        let mut characters = rest.chars();
        let major = characters.next();
        let circled = characters.as_str();
        let read: Result<Self, _> = match major {
            Some(major) if circled.starts_with(CIRCLED) => format!("{major}-{circled}").parse(),
            _ => rest.parse(),
        };
        read.map_err(|error| match error {
            PhaseStepError::Malformed { .. } => malformed(text),
            other => other,
        })
    }
}

fn malformed(text: &str) -> PhaseStepError {
    PhaseStepError::Malformed {
        text: text.chars().take(40).collect(),
    }
}

/// A number of one or two figures without a zero in front.
fn figures(text: &str) -> Option<u8> {
    let plain = text.len() <= 2
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && !(text.len() > 1 && text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

fn circled(text: &str) -> Option<u8> {
    let mut characters = text.chars();
    let one = characters.next()?;
    if characters.next().is_some() {
        return None;
    }
    let place = CIRCLED.iter().position(|circled| *circled == one)?;
    u8::try_from(place.checked_add(1)?).ok()
}

impl FromStr for PhaseStep {
    type Err = PhaseStepError;

    fn from_str(text: &str) -> Result<Self, PhaseStepError> {
        let (major, minor) = match text.split_once('-') {
            Some((major, minor)) => (major, Some(minor)),
            None => (text, None),
        };
        let major = figures(major).ok_or_else(|| malformed(text))?;
        let minor = match minor {
            Some(minor) => Some(
                circled(minor)
                    .or_else(|| figures(minor))
                    .ok_or_else(|| malformed(text))?,
            ),
            None => None,
        };
        Self::try_new(major, minor)
    }
}

impl fmt::Display for PhaseStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.major.fmt(f)?;
        let Some(minor) = self.minor else {
            return Ok(());
        };
        let circled = CIRCLED.get(usize::from(minor).saturating_sub(1));
        match circled {
            Some(circled) => write!(f, "-{circled}"),
            None => write!(f, "-{minor}"),
        }
    }
}

tosei_types::text_value! {
    PhaseStep,
    name: "PhaseStep",
    pattern: "^[1-9](-([①-⑳]|[1-9]|1[0-9]|20))?$",
    ja: "Phase",
    en: "Phase of digitalization, with the step within it",
    example: "1-②",
}
