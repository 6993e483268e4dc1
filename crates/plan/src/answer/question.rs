//! The questions that may follow, as data.

use crate::governance::data_file::data_file;
use serde::{Deserialize, Serialize};
use tosei_document::{DataFileError, Edition, expect_distinct};
use tosei_types::{Label, SubjectId};

/// What a template may name in braces.
pub(super) const PLACEHOLDERS: [&str; 15] = [
    "label",
    "basis",
    "date",
    "figure",
    "parts",
    "source",
    "previous_date",
    "previous_figure",
    "change",
    "target_date",
    "target",
    "gap",
    "caveat",
    "reason",
    "action",
];

/// 想定問答 (question that may follow) and its answer, with `{…}` for what a figure says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerQuestion {
    /// ID.
    pub id: SubjectId,
    /// 問.
    pub question: Label,
    /// 答.
    pub answer: Label,
}

/// 想定問答の一覧 (list of questions that may follow).
///
/// # Source
///
/// `project-decision:answer-questions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerQuestions {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-answer-questions`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-answer-questions")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<AnswerQuestion>,
}

data_file!(
    AnswerQuestions,
    "tosei-answer-questions",
    "answer/questions.json",
    answer_questions,
    "the questions that may follow"
);

impl AnswerQuestions {
    fn validate(&self) -> Result<(), DataFileError> {
        expect_distinct(self.questions.iter().map(|one| one.id.as_str()))?;
        for one in &self.questions {
            let texts = [
                &one.question.ja,
                &one.question.en,
                &one.answer.ja,
                &one.answer.en,
            ];
            let names = texts.iter().flat_map(|text| placeholders(text));
            for name in names {
                if !PLACEHOLDERS.contains(&name) {
                    return Err(DataFileError::value(
                        one.id.to_string(),
                        "a template names something that no figure says",
                    ));
                }
            }
            let (ja, en) = (placeholders(&one.answer.ja), placeholders(&one.answer.en));
            if !ja.iter().all(|name| en.contains(name)) || !en.iter().all(|name| ja.contains(name))
            {
                return Err(DataFileError::value(
                    one.id.to_string(),
                    "the two languages do not say the same",
                ));
            }
        }
        Ok(())
    }
}

/// What a template names, in its order.
pub(super) fn placeholders(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
        .collect()
}
