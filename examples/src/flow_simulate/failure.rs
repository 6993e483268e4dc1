//! Why nothing was simulated, in one sentence of each language.

use crate::{
    files::{Unreadable, Unwritable},
    flow_file::FlowFileError,
};
use tosei_bpr::{
    bpmn::scenario::ScenarioError,
    event_log::EventLogError,
    simulate::{SimulateError, SweepError, learn::HeldOutError},
};
use tosei_document::Explain;
use tosei_types::Language;

/// Why nothing was simulated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A file holds no flow.
    #[error(transparent)]
    Flow(#[from] FlowFileError),
    /// A file holds no parameters.
    #[error("`{file}` holds no parameters")]
    Parameters {
        /// The file as it was named.
        file: String,
        /// What is wrong with it, and where.
        source: serde_json::Error,
    },
    /// A flow was named, and nothing says when cases come and who works.
    #[error("a flow without parameters cannot be simulated")]
    NoParameters,
    /// The scenario in the file gives no parameters.
    #[error(transparent)]
    Scenario(ScenarioError),
    /// More parameters than flows.
    #[error("there are more parameters than flows")]
    TooManyParameters,
    /// The log cannot be read.
    #[error("`{file}` is no event log")]
    Log {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        source: EventLogError,
    },
    /// The log gives no parameters for the flow.
    #[error("`{file}` gives no parameters for the flow")]
    NothingLearnt {
        /// The file as it was named.
        file: String,
    },
    /// The prediction cannot be held against the log.
    #[error(transparent)]
    HeldOut(#[from] HeldOutError),
    /// The flow cannot be simulated.
    #[error("`{flow}` cannot be simulated")]
    Simulate {
        /// The id of the flow.
        flow: String,
        /// Why.
        source: SimulateError,
    },
    /// The assumptions cannot be varied so.
    #[error(transparent)]
    Sweep(#[from] SweepError),
    /// A file cannot be written.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// The sample inside the program is broken, or a result cannot be written out.
    #[error("the embedded sample is broken")]
    Embedded,
}

impl Explain for Failure {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) | Self::Flow(FlowFileError::Unreadable(_)) => {
                "flow_simulate.unreadable"
            }
            Self::Flow(FlowFileError::NoFlow { .. }) => "flow_simulate.no_flow",
            Self::Flow(FlowFileError::Json { .. }) => "flow_simulate.json",
            Self::Flow(FlowFileError::Bpmn { source, .. }) => source.code(),
            Self::Flow(FlowFileError::Empty { .. }) => "flow_simulate.empty",
            Self::Parameters { .. } => "flow_simulate.parameters",
            Self::NoParameters => "flow_simulate.no_parameters",
            Self::Scenario(error) => error.code(),
            Self::TooManyParameters => "flow_simulate.too_many_parameters",
            Self::Log { source, .. } => source.code(),
            Self::NothingLearnt { .. } => "flow_simulate.nothing_learnt",
            Self::HeldOut(error) => error.code(),
            Self::Simulate { source, .. } => source.code(),
            Self::Sweep(error) => error.code(),
            Self::Unwritable(_) => "flow_simulate.unwritable",
            Self::Embedded => "flow_simulate.embedded",
        }
    }

    fn sentence(&self, language: Language) -> String {
        let ja = language == Language::Ja;
        match self {
            Self::Unreadable(error) => error.sentence(language),
            Self::Flow(error) => error.sentence(language),
            Self::Parameters { file, source } if ja => format!(
                "{file}の{}行{}桁が模擬実験の前提として読めません（{source}）。",
                source.line(),
                source.column()
            ),
            Self::Parameters { file, source } => format!("{file} holds no parameters: {source}."),
            Self::NoParameters if ja => {
                "いつ申請が届き、誰が担当するかが分かりません。--parameters で前提を指定してください。".to_owned()
            }
            Self::NoParameters => {
                "Nothing says when cases come and who works; name the parameters by --parameters.".to_owned()
            }
            Self::Scenario(error) => error.sentence(language),
            Self::TooManyParameters if ja => {
                "前提の文書が業務フローより多く指定されています。".to_owned()
            }
            Self::TooManyParameters => "There are more parameters than flows.".to_owned(),
            Self::Log { file, source } if ja => {
                format!("{file}はイベントログとして読めません。{}", source.sentence(language))
            }
            Self::Log { file, source } => {
                format!("{file} is no event log. {}", source.sentence(language))
            }
            Self::NothingLearnt { file } if ja => {
                format!("{file}から、この業務フローの前提を推定できませんでした。")
            }
            Self::NothingLearnt { file } => {
                format!("{file} gives no parameters for the flow.")
            }
            Self::HeldOut(error) => error.sentence(language),
            Self::Simulate { flow, source } if ja => {
                format!("業務フロー {flow}: {}", source.sentence(language))
            }
            Self::Simulate { flow, source } => {
                format!("Flow {flow}: {}", source.sentence(language))
            }
            Self::Sweep(error) => error.sentence(language),
            Self::Unwritable(error) => error.sentence(language),
            Self::Embedded if ja => "内蔵の見本が壊れています。".to_owned(),
            Self::Embedded => "The embedded sample is broken.".to_owned(),
        }
    }
}
