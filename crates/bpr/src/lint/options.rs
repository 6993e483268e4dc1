//! What a body wants to be told about its flows.

use super::lint_rules;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The `format` of lint options.
pub const LINT_OPTIONS_FORMAT: &str = "tosei-flow-lint-options";
/// The `format_version` that this crate reads and writes.
pub const LINT_OPTIONS_FORMAT_VERSION: u32 = 1;

/// Why a document holds no lint options.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LintOptionsError {
    /// Another kind of document, or another version of it.
    #[error(
        "expected format `tosei-flow-lint-options` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
    /// A rule that does not exist.
    #[error("there is no rule `{0}` about flows")]
    UnknownRule(String),
    /// An option that the rule does not have.
    #[error("the rule `{rule}` has no option `{option}`")]
    #[non_exhaustive]
    UnknownOption {
        /// The rule.
        rule: String,
        /// The option.
        option: &'static str,
    },
}

impl LintOptionsError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "bpr.lint_options.format",
            Self::UnknownRule(_) => "bpr.lint_options.unknown_rule",
            Self::UnknownOption { .. } => "bpr.lint_options.unknown_option",
        }
    }
}

/// 規則ごとの設定 (options of one rule).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LintRuleOptions {
    /// 使わない: the rule says nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
    /// 上限: for `long_name` the most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// 語: for `generic_name` the names that say nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<Vec<String>>,
}

/// 点検の設定 (lint options): which rules speak, and their limits.
///
/// # Wire form
///
/// `{"format": "tosei-flow-lint-options", "format_version": 1, "rules": {"bpr.lint.long_name":
/// {"most": 20}, "bpr.lint.waiting_missing": {"off": true}}}`.
///
/// # Source
///
/// The usual limits are ours (`project-decision:flow-lint`).
///
/// # Examples
///
/// ```
/// use tosei_bpr::lint::LintOptions;
///
/// let options: LintOptions = serde_json::from_str(r#"{
///   "format": "tosei-flow-lint-options", "format_version": 1,
///   "rules": {"bpr.lint.long_name": {"most": 20}}
/// }"#)?;
/// assert_eq!(options.longest_name(), 20);
/// assert_eq!(LintOptions::default().longest_name(), 40);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::LintOptions", into = "wire::LintOptions")]
pub struct LintOptions {
    rules: BTreeMap<String, LintRuleOptions>,
}

const GENERIC_NAMES: [&str; 14] = [
    "タスク",
    "作業",
    "処理",
    "業務",
    "手続",
    "新規",
    "無題",
    "その他",
    "task",
    "activity",
    "process",
    "new",
    "untitled",
    "todo",
];

impl LintOptions {
    /// Options by the code of their rule; a rule that does not stand here is as usual.
    ///
    /// # Errors
    ///
    /// - [`LintOptionsError::UnknownRule`] if a code is no rule about flows.
    /// - [`LintOptionsError::UnknownOption`] if a rule does not have an option.
    pub fn try_new(rules: BTreeMap<String, LintRuleOptions>) -> Result<Self, LintOptionsError> {
        for (rule, options) in &rules {
            if lint_rules().rule(rule).is_none() {
                return Err(LintOptionsError::UnknownRule(rule.clone()));
            }
            let unknown = |option| LintOptionsError::UnknownOption {
                rule: rule.clone(),
                option,
            };
            if options.most.is_some() && rule != "bpr.lint.long_name" {
                return Err(unknown("most"));
            }
            if options.names.is_some() && rule != "bpr.lint.generic_name" {
                return Err(unknown("names"));
            }
        }
        Ok(Self { rules })
    }

    /// The options by rule.
    #[must_use]
    pub fn rules(&self) -> &BTreeMap<String, LintRuleOptions> {
        &self.rules
    }

    /// Whether a rule speaks.
    #[must_use]
    pub fn is_on(&self, code: &str) -> bool {
        !self.rules.get(code).is_some_and(|options| options.off)
    }

    /// The most characters of a name that no finding complains about; usually 40.
    #[must_use]
    pub fn longest_name(&self) -> u32 {
        let options = self.rules.get("bpr.lint.long_name");
        options.and_then(|options| options.most).unwrap_or(40)
    }

    /// Whether a name says nothing, such as 「タスク」 or `Task 3`: upper and lower case and figures at its end do not count.
    #[must_use]
    pub fn is_generic(&self, name: &str) -> bool {
        let name = name
            .trim()
            .trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace() || c == '_')
            .to_lowercase();
        let options = self.rules.get("bpr.lint.generic_name");
        match options.and_then(|options| options.names.as_ref()) {
            Some(names) => names.iter().any(|generic| generic.to_lowercase() == name),
            None => GENERIC_NAMES.contains(&name.as_str()),
        }
    }
}

mod wire {
    use super::{
        LINT_OPTIONS_FORMAT, LINT_OPTIONS_FORMAT_VERSION, LintOptionsError, LintRuleOptions,
    };
    use serde::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    /// 点検の設定 (lint options).
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "FlowLintOptions"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct LintOptions {
        /// `tosei-flow-lint-options`.
        format: String,
        /// 1.
        format_version: u32,
        /// 規則ごとの設定, by the code of the rule.
        #[serde(default)]
        rules: BTreeMap<String, LintRuleOptions>,
    }

    impl TryFrom<LintOptions> for super::LintOptions {
        type Error = LintOptionsError;

        fn try_from(wire: LintOptions) -> Result<Self, LintOptionsError> {
            if wire.format != LINT_OPTIONS_FORMAT
                || wire.format_version != LINT_OPTIONS_FORMAT_VERSION
            {
                return Err(LintOptionsError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Self::try_new(wire.rules)
        }
    }

    impl From<super::LintOptions> for LintOptions {
        fn from(options: super::LintOptions) -> Self {
            Self {
                format: LINT_OPTIONS_FORMAT.to_owned(),
                format_version: LINT_OPTIONS_FORMAT_VERSION,
                rules: options.rules,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_has_its_code() {
        let format = LintOptionsError::Format {
            format: "tosei-flow".to_owned(),
            version: 2,
        };
        let option = LintOptionsError::UnknownOption {
            rule: "bpr.lint.long_name".to_owned(),
            option: "names",
        };
        for (error, code, told) in [
            (format, "format", "version `2`"),
            (
                LintOptionsError::UnknownRule("bpr.lint.no".to_owned()),
                "unknown_rule",
                "there is no rule `bpr.lint.no` about flows",
            ),
            (
                option,
                "unknown_option",
                "the rule `bpr.lint.long_name` has no option `names`",
            ),
        ] {
            assert_eq!(error.code(), format!("bpr.lint_options.{code}"));
            assert!(error.to_string().contains(told), "{error}");
        }
    }
}
