//! Names of the assumptions that can be varied.

use crate::flow::{ElementId, ElementIdError};
use std::{fmt, str::FromStr};
use tosei_document::Explain;
use tosei_types::{IdError, Language, SubjectId};

/// Why a text names no [`AssumptionPath`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AssumptionPathError {
    /// None of the assumptions that can be varied.
    #[error("`{text}` is no assumption that can be varied; expected one of {EXPECTED}")]
    #[non_exhaustive]
    Kind {
        /// The text, cut after 80 characters.
        text: String,
    },
    /// The name of a staff group or a source of arrivals is none.
    #[error(transparent)]
    Name(#[from] IdError),
    /// The id of an element is none.
    #[error(transparent)]
    Element(#[from] ElementIdError),
}

const EXPECTED: &str = "people:GROUP, arrivals, arrivals:SOURCE, work, work:STEP, waiting:STEP, \
                        branch:SEQUENCE_FLOW, batch_day:STEP, correction:STEP";

impl AssumptionPathError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Kind { .. } => "bpr.assumption_path.kind",
            Self::Name(error) => error.code(),
            Self::Element(error) => error.code(),
        }
    }
}

impl Explain for AssumptionPathError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Kind { text }, Language::Ja) => {
                format!("「{text}」は変えられる前提ではありません（{EXPECTED}）。")
            }
            (_, Language::Ja) => "前提の名前が正しくありません。".to_owned(),
            (_, Language::En) => {
                let mut text = self.to_string();
                text.push('.');
                text
            }
        }
    }
}

/// 前提の名前 (path of an assumption): one thing about a simulated flow that can be varied.
///
/// # Not to be confused with
///
/// A path into the JSON of the parameters: each of these is a change that keeps the parameters whole. If
/// the share of one branch grows, the others shrink in proportion.
///
/// # Unit
///
/// What the value is depends on the assumption: a number of people, a factor, a share, or a day.
///
/// # Wire form
///
/// `people:review` (people of a staff group), `arrivals`, `arrivals:online` (factor of what comes), `work`,
/// `work:check` (factor of working times), `waiting:check` (factor of a waiting time),
/// `branch:Flow_complete` (share of a branch, 0 to 1), `batch_day:committee` (weekday 1 to 7 from Monday, or
/// day of the month), `correction:check` (share of the cases that are asked for a correction).
///
/// # Examples
///
/// ```
/// use tosei_bpr::simulate::AssumptionPath;
///
/// let path: AssumptionPath = "people:review".parse()?;
/// assert_eq!(path.to_string(), "people:review");
/// assert!("weather".parse::<AssumptionPath>().is_err());
/// # Ok::<(), tosei_bpr::simulate::AssumptionPathError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AssumptionPath {
    /// 担当の組の人数.
    People(SubjectId),
    /// 到達件数の倍率, of one source or of all.
    Arrivals(Option<SubjectId>),
    /// 作業時間の倍率, of one step or of all.
    Work(Option<ElementId>),
    /// 待ち時間の倍率.
    Waiting(ElementId),
    /// 分岐の割合.
    Branch(ElementId),
    /// まとめ処理の日.
    BatchDay(ElementId),
    /// 補正を求める割合.
    Correction(ElementId),
}

impl AssumptionPath {
    /// What is varied, in words.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let ja = language == Language::Ja;
        match self {
            Self::People(group) if ja => format!("{group}の人数"),
            Self::People(group) => format!("people of {group}"),
            Self::Arrivals(None) if ja => "到達件数の倍率".to_owned(),
            Self::Arrivals(None) => "factor of arrivals".to_owned(),
            Self::Arrivals(Some(source)) if ja => format!("到達件数の倍率（{source}）"),
            Self::Arrivals(Some(source)) => format!("factor of arrivals ({source})"),
            Self::Work(None) if ja => "すべての作業時間の倍率".to_owned(),
            Self::Work(None) => "factor of all working times".to_owned(),
            Self::Work(Some(node)) if ja => format!("作業時間の倍率（{node}）"),
            Self::Work(Some(node)) => format!("factor of the working time of {node}"),
            Self::Waiting(node) if ja => format!("待ち時間の倍率（{node}）"),
            Self::Waiting(node) => format!("factor of the waiting time of {node}"),
            Self::Branch(flow) if ja => format!("分岐の割合（{flow}）"),
            Self::Branch(flow) => format!("share of the branch {flow}"),
            Self::BatchDay(node) if ja => format!("まとめ処理の日（{node}）"),
            Self::BatchDay(node) => format!("day of the batch of {node}"),
            Self::Correction(node) if ja => format!("補正を求める割合（{node}）"),
            Self::Correction(node) => format!("share asked for a correction after {node}"),
        }
    }
}

impl fmt::Display for AssumptionPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::People(group) => write!(f, "people:{group}"),
            Self::Arrivals(None) => f.write_str("arrivals"),
            Self::Arrivals(Some(source)) => write!(f, "arrivals:{source}"),
            Self::Work(None) => f.write_str("work"),
            Self::Work(Some(node)) => write!(f, "work:{node}"),
            Self::Waiting(node) => write!(f, "waiting:{node}"),
            Self::Branch(flow) => write!(f, "branch:{flow}"),
            Self::BatchDay(node) => write!(f, "batch_day:{node}"),
            Self::Correction(node) => write!(f, "correction:{node}"),
        }
    }
}

impl FromStr for AssumptionPath {
    type Err = AssumptionPathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, name) = match text.split_once(':') {
            Some((kind, name)) => (kind, Some(name)),
            None => (text, None),
        };
        Ok(match (kind, name) {
            ("people", Some(name)) => Self::People(name.parse()?),
            ("arrivals", None) => Self::Arrivals(None),
            ("arrivals", Some(name)) => Self::Arrivals(Some(name.parse()?)),
            ("work", None) => Self::Work(None),
            ("work", Some(name)) => Self::Work(Some(name.parse()?)),
            ("waiting", Some(name)) => Self::Waiting(name.parse()?),
            ("branch", Some(name)) => Self::Branch(name.parse()?),
            ("batch_day", Some(name)) => Self::BatchDay(name.parse()?),
            ("correction", Some(name)) => Self::Correction(name.parse()?),
            _ => {
                return Err(AssumptionPathError::Kind {
                    text: text.chars().take(80).collect(),
                });
            }
        })
    }
}

tosei_types::text_value! {
    AssumptionPath,
    name: "FlowAssumptionPath",
    pattern: r"^(arrivals|work|(people|arrivals|work|waiting|branch|batch_day|correction):.+)$",
    ja: "変える前提の名前",
    en: "Name of an assumption that is varied",
    example: "people:review",
}
