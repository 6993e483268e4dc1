//! Lists of codes that are data: their header, and why a file is none.

/// Why a list of codes cannot be used.
///
/// The lists are [`ProcessKinds`](crate::ProcessKinds),
/// [`ProcedureCategories`](crate::ProcedureCategories),
/// [`DigitalPredicates`](crate::DigitalPredicates) and [`RuleAuthorities`](crate::RuleAuthorities).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CodeListError {
    /// The text is not JSON of the right shape.
    #[error("the list does not have the right shape: {0}")]
    Shape(#[from] serde_json::Error),
    /// The file says that it is something else, or of another version.
    #[error("expected format `{expected}` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format that was expected.
        expected: &'static str,
        /// The format that the file names.
        format: String,
        /// The version that the file names.
        version: u32,
    },
    /// Two rows share a code.
    #[error("the code `{code}` stands twice")]
    #[non_exhaustive]
    Duplicate {
        /// The code.
        code: String,
    },
    /// There are more rows than the list can have.
    #[error("the list has at most `{limit}` rows, got `{count}`")]
    #[non_exhaustive]
    TooMany {
        /// How many it can have.
        limit: usize,
        /// How many there are.
        count: usize,
    },
}

impl CodeListError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "inventory.code_list.shape",
            Self::Format { .. } => "inventory.code_list.format",
            Self::Duplicate { .. } => "inventory.code_list.duplicate",
            Self::TooMany { .. } => "inventory.code_list.too_many",
        }
    }
}

/// Checks what a file says of its own format; every list has version 1.
pub(crate) fn expect_format(
    expected: &'static str,
    format: String,
    version: u32,
) -> Result<(), CodeListError> {
    if format == expected && version == 1 {
        return Ok(());
    }
    Err(CodeListError::Format {
        expected,
        format: format.chars().take(80).collect(),
        version,
    })
}

/// Checks that no code stands twice.
pub(crate) fn expect_distinct<'a>(
    codes: impl IntoIterator<Item = &'a str>,
) -> Result<(), CodeListError> {
    let mut seen = std::collections::HashSet::new();
    for code in codes {
        if !seen.insert(code) {
            return Err(CodeListError::Duplicate {
                code: code.to_owned(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::CodeListError;
    use crate::{DigitalPredicates, ProcedureCategories, ProcessKinds, RuleAuthorities};

    const KINDS: &str = include_str!("../data/codes/process_kinds.json");
    const CATEGORIES: &str = include_str!("../data/codes/procedure_categories.json");
    const PREDICATES: &str = include_str!("../data/codes/digital_predicates.json");
    const AUTHORITIES: &str = include_str!("../data/codes/rule_authorities.json");

    /// Reads a file as the list that it is, after some text in it was replaced.
    fn read(file: &str, from: &str, to: &str) -> Result<(), CodeListError> {
        assert!(file.contains(from), "{from}");
        let text = file.replacen(from, to, 1);
        match file {
            KINDS => ProcessKinds::from_json(&text).map(|_| ()),
            CATEGORIES => ProcedureCategories::from_json(&text).map(|_| ()),
            PREDICATES => DigitalPredicates::from_json(&text).map(|_| ()),
            _ => RuleAuthorities::from_json(&text).map(|_| ()),
        }
    }

    #[test]
    fn every_list_says_what_it_is_and_names_nothing_twice() {
        for (file, second, first) in [
            (KINDS, "\"notice_on_application\"", "\"application\""),
            (CATEGORIES, "\"permit\"", "\"certificate\""),
            (PREDICATES, "\"end_to_end\"", "\"entry_online\""),
            (
                AUTHORITIES,
                "\"kind\": \"cabinet_order\"",
                "\"kind\": \"act\"",
            ),
            (
                AUTHORITIES,
                "\"kind\": \"prefecture\"",
                "\"kind\": \"state\"",
            ),
        ] {
            let code = |from: &str, to: &str| read(file, from, to).unwrap_err().code();
            assert!(read(file, "{", "{").is_ok());
            assert_eq!(
                code("\"edition\"", "\"edition_\""),
                "inventory.code_list.shape"
            );
            assert_eq!(
                code("\"format_version\": 1", "\"format_version\": 2"),
                "inventory.code_list.format"
            );
            assert_eq!(code("\"tosei-", "\"tosei_"), "inventory.code_list.format");
            assert_eq!(code(second, first), "inventory.code_list.duplicate");
        }
    }

    #[test]
    fn a_list_of_kinds_has_at_most_32() {
        let row = |n: usize| {
            format!(
                r#"{{"code": "k{n}", "label": {{"ja": "種類", "en": "Kind"}}, "survey_code": null, "is_application": false, "is_result": false, "source": "definition"}}"#
            )
        };
        let list = |count: usize| {
            let rows: Vec<String> = (0..count).map(row).collect();
            format!(
                r#"{{"format": "tosei-process-kinds", "format_version": 1, "edition": {{"id": "x", "date": "2025-06-30", "source": "definition"}}, "kinds": [{}]}}"#,
                rows.join(",")
            )
        };
        assert_eq!(ProcessKinds::from_json(&list(32)).unwrap().len(), 32);
        let error = ProcessKinds::from_json(&list(33)).unwrap_err();
        assert_eq!(error.code(), "inventory.code_list.too_many");
    }
}
