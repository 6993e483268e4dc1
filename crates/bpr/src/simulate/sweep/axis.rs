//! Which assumptions are varied, and over which values.

use super::{AssumptionPath, AssumptionPathError};
use crate::simulate::SimulateError;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use tosei_document::Explain;
use tosei_types::{ExactNumber, ExactNumberError, Language};

/// One assumption is varied over at most so many values.
pub const MAX_AXIS_VALUES: usize = 100;
/// So many simulations at most are made in one sweep.
pub const MAX_SWEEP_POINTS: usize = 1_000;

/// Why a text is no [`SweepAxis`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SweepAxisError {
    /// There is no `=` between the assumption and its values.
    #[error("`{text}` is not of the form `people:review=1,2,3` or `people:review=1..5`")]
    #[non_exhaustive]
    Form {
        /// The text, cut after 80 characters.
        text: String,
    },
    /// The assumption is none.
    #[error(transparent)]
    Path(#[from] AssumptionPathError),
    /// A value is no number.
    #[error(transparent)]
    Number(#[from] ExactNumberError),
    /// A range that does not go from a whole number up to another.
    #[error("the range `{text}` does not go from a whole number up to another")]
    #[non_exhaustive]
    Range {
        /// The range.
        text: String,
    },
    /// No value, or more than [`MAX_AXIS_VALUES`].
    #[error("an assumption is varied over 1 to {MAX_AXIS_VALUES} values, not `{values}`")]
    #[non_exhaustive]
    Values {
        /// How many there are.
        values: usize,
    },
    /// A value stands twice.
    #[error("the value `{0}` stands twice")]
    Twice(ExactNumber),
}

impl SweepAxisError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "bpr.sweep_axis.form",
            Self::Path(error) => error.code(),
            Self::Number(error) => error.code(),
            Self::Range { .. } => "bpr.sweep_axis.range",
            Self::Values { .. } => "bpr.sweep_axis.values",
            Self::Twice(_) => "bpr.sweep_axis.twice",
        }
    }
}

impl Explain for SweepAxisError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        if language == Language::En {
            return match self {
                Self::Path(error) => error.sentence(language),
                error => format!("{error}."),
            };
        }
        match self {
            Self::Form { text } => format!(
                "「{text}」は people:review=1,2,3 又は people:review=1..5 の形ではありません。"
            ),
            Self::Path(error) => error.sentence(language),
            Self::Number(error) => format!("数ではない値があります（{error}）。"),
            Self::Range { text } => {
                format!("範囲「{text}」は整数から、それ以上の整数までにしてください。")
            }
            Self::Values { values } => {
                format!("一つの前提の値は1から{MAX_AXIS_VALUES}個までです（{values}個）。")
            }
            Self::Twice(value) => format!("値{value}が重複しています。"),
        }
    }
}

/// 変える前提と値 (axis of a sweep).
///
/// # Invariant
///
/// 1 to [`MAX_AXIS_VALUES`] values, each once, in the order in which they are tried.
///
/// # Wire form
///
/// `people:review=1,2,3` or `people:review=1..5`; written as a list.
///
/// # Examples
///
/// ```
/// use tosei_bpr::simulate::SweepAxis;
///
/// let axis: SweepAxis = "people:review=1..3".parse()?;
/// assert_eq!(axis.to_string(), "people:review=1,2,3");
/// assert!("arrivals=0.8,1,1.2".parse::<SweepAxis>().is_ok());
/// assert!("arrivals".parse::<SweepAxis>().is_err());
/// # Ok::<(), tosei_bpr::simulate::SweepAxisError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SweepAxis {
    path: AssumptionPath,
    values: Vec<ExactNumber>,
}

impl SweepAxis {
    /// An assumption with its values.
    ///
    /// # Errors
    ///
    /// - [`SweepAxisError::Values`] for no value, or more than [`MAX_AXIS_VALUES`].
    /// - [`SweepAxisError::Twice`] if a value stands twice.
    pub fn try_new(path: AssumptionPath, values: Vec<ExactNumber>) -> Result<Self, SweepAxisError> {
        if values.is_empty() || values.len() > MAX_AXIS_VALUES {
            return Err(SweepAxisError::Values {
                values: values.len(),
            });
        }
        let mut sorted = values.clone();
        sorted.sort();
        let mut pairs = sorted.iter().zip(sorted.iter().skip(1));
        if let Some((twice, _)) = pairs.find(|(one, next)| one == next) {
            return Err(SweepAxisError::Twice(*twice));
        }
        Ok(Self { path, values })
    }

    /// The assumption.
    #[must_use]
    pub fn path(&self) -> &AssumptionPath {
        &self.path
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> &[ExactNumber] {
        &self.values
    }
}

impl fmt::Display for SweepAxis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}=", self.path)?;
        for (place, value) in self.values.iter().enumerate() {
            if place > 0 {
                f.write_str(",")?;
            }
            value.fmt(f)?;
        }
        Ok(())
    }
}

impl FromStr for SweepAxis {
    type Err = SweepAxisError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The id of an element may hold `=`; the values do not.
        let (path, values) = text.rsplit_once('=').ok_or_else(|| SweepAxisError::Form {
            text: text.chars().take(80).collect(),
        })?;
        let values = match values.split_once("..") {
            Some((from, to)) => range(values, from, to)?,
            None => values
                .split(',')
                .map(|value| value.trim().parse())
                .collect::<Result<_, _>>()?,
        };
        Self::try_new(path.trim().parse()?, values)
    }
}

fn range(text: &str, from: &str, to: &str) -> Result<Vec<ExactNumber>, SweepAxisError> {
    let refused = || SweepAxisError::Range {
        text: text.chars().take(80).collect(),
    };
    let whole = |text: &str| text.trim().parse::<u32>().map_err(|_| refused());
    let (from, to) = (whole(from)?, whole(to)?);
    let last = to.checked_sub(from).ok_or_else(refused)?;
    let values = usize::try_from(last)
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    if values > MAX_AXIS_VALUES {
        return Err(SweepAxisError::Values { values });
    }
    Ok((from..=to).map(ExactNumber::from).collect())
}

tosei_types::text_value! {
    SweepAxis,
    name: "FlowSweepAxis",
    pattern: r"^[a-z_]+(:.+)?=[0-9./,\- ]+$",
    ja: "変える前提と値",
    en: "An assumption that is varied, with its values",
    example: "people:review=1,2,3",
}

/// Why a sweep cannot be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SweepError {
    /// Nothing is varied, or one assumption twice.
    #[error("a sweep varies one or more assumptions, each once")]
    Axes,
    /// More than [`MAX_SWEEP_POINTS`] simulations.
    #[error("the values combine to `{points}` simulations, more than {MAX_SWEEP_POINTS}")]
    #[non_exhaustive]
    TooMany {
        /// How many there would be.
        points: usize,
    },
    /// The flow or the parameters have nothing of that name.
    #[error("there is nothing that `{path}` could change")]
    #[non_exhaustive]
    Nothing {
        /// The assumption.
        path: AssumptionPath,
    },
    /// The value is none for the assumption.
    #[error("`{value}` is no value of `{path}`: it needs {expected}")]
    #[non_exhaustive]
    Value {
        /// The assumption.
        path: AssumptionPath,
        /// The value.
        value: ExactNumber,
        /// What is expected.
        expected: &'static str,
    },
    /// The shares of the other branches are unknown, so that nobody knows what is left for each.
    #[error("the shares of the branches beside `{path}` are unknown")]
    #[non_exhaustive]
    Branches {
        /// The assumption.
        path: AssumptionPath,
    },
    /// The flow cannot be simulated as it stands.
    #[error(transparent)]
    Simulate(#[from] SimulateError),
}

impl SweepError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Axes => "bpr.sweep.axes",
            Self::TooMany { .. } => "bpr.sweep.too_many",
            Self::Nothing { .. } => "bpr.sweep.nothing",
            Self::Value { .. } => "bpr.sweep.value",
            Self::Branches { .. } => "bpr.sweep.branches",
            Self::Simulate(error) => error.code(),
        }
    }
}

impl Explain for SweepError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Simulate(error), _) => error.sentence(language),
            (_, Language::En) => {
                let mut text = self.to_string();
                let first: String = text.drain(..1).collect();
                format!("{}{text}.", first.to_uppercase())
            }
            (Self::Axes, _) => "変える前提を一つ以上、重複なく指定してください。".to_owned(),
            (Self::TooMany { points }, _) => {
                format!("組合せが{points}通りあります（{MAX_SWEEP_POINTS}通りまで）。")
            }
            (Self::Nothing { path }, _) => {
                format!("「{path}」で変えられるものがありません。")
            }
            (Self::Value { path, value, .. }, _) => {
                format!("「{path}」の値として{value}は使えません。")
            }
            (Self::Branches { path }, _) => {
                format!("「{path}」以外の分岐の割合が分からないため、残りを配分できません。")
            }
        }
    }
}

/// 試算の計画 (sweep): every combination of the values of some assumptions.
///
/// # Invariant
///
/// One or more assumptions, each once; at most [`MAX_SWEEP_POINTS`] combinations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowSweep"))]
#[serde(try_from = "Vec<SweepAxis>", into = "Vec<SweepAxis>")]
pub struct Sweep {
    axes: Vec<SweepAxis>,
}

impl Sweep {
    /// A sweep over some assumptions; the last one changes fastest.
    ///
    /// # Errors
    ///
    /// - [`SweepError::Axes`] if nothing is varied, or one assumption twice.
    /// - [`SweepError::TooMany`] for more than [`MAX_SWEEP_POINTS`] combinations.
    pub fn try_new(axes: Vec<SweepAxis>) -> Result<Self, SweepError> {
        let twice = axes.iter().enumerate().any(|(place, axis)| {
            let mut before = axes.iter().take(place);
            before.any(|other| other.path() == axis.path())
        });
        if axes.is_empty() || twice {
            return Err(SweepError::Axes);
        }
        let sizes = axes.iter().map(|axis| axis.values().len());
        let points = sizes.fold(1usize, usize::saturating_mul);
        if points > MAX_SWEEP_POINTS {
            return Err(SweepError::TooMany { points });
        }
        Ok(Self { axes })
    }

    /// The assumptions.
    #[must_use]
    pub fn axes(&self) -> &[SweepAxis] {
        &self.axes
    }

    /// Every combination of values.
    #[must_use]
    pub fn points(&self) -> Vec<Vec<ExactNumber>> {
        let mut points = vec![Vec::new()];
        for axis in &self.axes {
            points = points
                .iter()
                .flat_map(|point| {
                    axis.values().iter().map(|value| {
                        let mut next: Vec<ExactNumber> = point.clone();
                        next.push(*value);
                        next
                    })
                })
                .collect();
        }
        points
    }
}

impl TryFrom<Vec<SweepAxis>> for Sweep {
    type Error = SweepError;

    fn try_from(axes: Vec<SweepAxis>) -> Result<Self, SweepError> {
        Self::try_new(axes)
    }
}

impl From<Sweep> for Vec<SweepAxis> {
    fn from(sweep: Sweep) -> Self {
        sweep.axes
    }
}
