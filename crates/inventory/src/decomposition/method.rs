//! How a change is divided among its causes: named methods, as data.

use super::ChangeCause;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Label, coded_enum, embedded};

coded_enum! {
    /// 分解の対象 (which fraction is decomposed): the rate itself, or one end of its interval.
    ///
    /// Where something is not known, a rate has an interval. The point rate is what is published;
    /// its change has `unknown_resolved` and `became_unknown` among its causes.
    pub enum DecomposedFigure: "figure that is decomposed" {
        /// 率.
        Point = "point" ("率", "the rate"),
        /// 下限: everything unknown as unfavourable as it can be.
        Low = "low" ("下限", "the lower bound"),
        /// 上限: everything unknown as favourable as it can be.
        High = "high" ("上限", "the upper bound"),
    }
}

/// 配分規則 (rule of a method): how causes that work together share their effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum MethodRule {
    /// 逐次法 (sequential): causes are applied one after the other; each gets the difference that it
    /// makes when its turn comes.
    Sequential {
        /// The order. A cause that is not listed comes behind, in the order of [`ChangeCause::ALL`].
        order: Vec<ChangeCause>,
    },
    /// シャープレイ法 (Shapley): the average over every order in which the causes could be applied,
    /// as an exact fraction.
    Shapley,
}

/// 分解方法 (method of decomposition): one named way of dividing a change among its causes.
///
/// # Wire form
///
/// `{"id": "sequential", "label": {…}, "definition": {…}, "rule": {"by": "sequential", "order":
/// ["newly_online", "abolished", …]}, "source": "project-decision:decomposition-method"}`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::DecompositionMethods;
///
/// let methods = DecompositionMethods::standard();
/// assert_eq!(methods.default_method().unwrap().id, "sequential");
/// assert!(methods.method("shapley").is_some());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DecompositionMethod {
    /// Stable name.
    pub id: String,
    /// The name that is shown.
    pub label: Label,
    /// One sentence that says how it works.
    pub definition: Label,
    /// The rule.
    pub rule: MethodRule,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

impl DecompositionMethod {
    /// Every cause in the order in which effects are applied and listed; by Shapley's rule, which
    /// applies them in every order, that of [`ChangeCause::ALL`].
    #[must_use]
    pub fn order(&self) -> Vec<ChangeCause> {
        let mut order: Vec<ChangeCause> = Vec::new();
        let listed: &[ChangeCause] = match &self.rule {
            MethodRule::Sequential { order } => order,
            MethodRule::Shapley => &[],
        };
        for cause in listed.iter().chain(ChangeCause::ALL) {
            if !order.contains(cause) {
                order.push(*cause);
            }
        }
        order
    }
}

/// The wire form of a file of methods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "DecompositionMethods"))]
#[serde(deny_unknown_fields)]
pub struct DecompositionMethodsDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-decomposition-methods`.
    #[cfg_attr(
        feature = "schemars",
        schemars(extend("const" = "tosei-decomposition-methods"))
    )]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The methods; the first is the default.
    pub methods: Vec<DecompositionMethod>,
}

/// 分解方法の一覧 (methods of decomposition): from the embedded file or a body's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DecompositionMethods(Vec<DecompositionMethod>);

impl DecompositionMethods {
    /// The embedded methods: `sequential`, the default, and `shapley`.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<DecompositionMethods> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/decompositions/standard.json"))
        })
    }

    /// Reads a body's own methods.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if an id stands twice, or a cause twice in one order.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: DecompositionMethodsDocument = serde_json::from_str(json)?;
        expect_format(
            ("tosei-decomposition-methods", 1),
            (&document.format, document.format_version),
        )?;
        expect_distinct(document.methods.iter().map(|method| method.id.as_str()))?;
        for method in &document.methods {
            if let MethodRule::Sequential { order } = &method.rule {
                expect_distinct(order.iter().map(|cause| cause.code()))?;
            }
        }
        Ok(Self(document.methods))
    }

    /// The methods, in the order of the file.
    #[must_use]
    pub fn methods(&self) -> &[DecompositionMethod] {
        &self.0
    }

    /// A method by its id.
    #[must_use]
    pub fn method(&self, id: &str) -> Option<&DecompositionMethod> {
        self.0.iter().find(|method| method.id == id)
    }

    /// The first method; `None` only for an empty list.
    #[must_use]
    pub fn default_method(&self) -> Option<&DecompositionMethod> {
        self.0.first()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_methods_name_every_cause() {
        let methods = DecompositionMethods::standard();
        let MethodRule::Sequential { order } = &methods.default_method().unwrap().rule else {
            panic!("the default is sequential");
        };
        assert_eq!(order.len(), ChangeCause::ALL.len());
        assert_eq!(methods.methods().len(), 2);
    }

    #[test]
    fn a_list_that_names_a_cause_or_a_method_twice_is_refused() {
        let file = include_str!("../../data/decompositions/standard.json");
        let twice = file.replacen("\"corrected\"", "\"split\"", 1);
        let error = DecompositionMethods::from_json(&twice).unwrap_err();
        assert_eq!(error.code(), "document.data_file.duplicate");
        let twice = file.replacen("\"id\": \"shapley\"", "\"id\": \"sequential\"", 1);
        assert!(DecompositionMethods::from_json(&twice).is_err());
    }
}
