//! Where the survey's rules stand in a catalogue.

use tosei_document::{Catalogue, RuleIndex};

/// A catalogue does not hold a rule that the checks need.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rule catalogue lacks the rule `{code}`")]
pub struct MissingRuleError {
    pub(crate) code: &'static str,
}

impl MissingRuleError {
    /// Stable identifier; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "inventory.survey_check.missing_rule"
    }
}

macro_rules! rules {
    ($($rule:ident),+ $(,)?) => {
        /// The rules of the survey, by where they stand.
        #[derive(Debug, Clone, Copy)]
        pub(super) struct Rules {
            $(pub(super) $rule: RuleIndex),+
        }

        impl Rules {
            /// The codes of all rules that the checks know.
            #[cfg(test)]
            pub(super) const CODES: &[&str] =
                &[$(concat!("inventory.survey.", stringify!($rule))),+];

            pub(super) fn of(catalogue: &Catalogue) -> Result<Self, MissingRuleError> {
                let index = |code| catalogue.index(code).ok_or(MissingRuleError { code });
                Ok(Self {
                    $($rule: index(concat!("inventory.survey.", stringify!($rule)))?),+
                })
            }
        }
    };
}

rules! {
    column_missing,
    column_unknown,
    column_repeated,
    rows_beyond_limit,
    row_width,
    row_blank,
    quote_unclosed,
    row_not_utf8,
    id_missing,
    id_repeated,
    row_repeated,
    key_repeated,
    cell_missing,
    law_number_missing,
    article_missing,
    article_unread,
    recipient_missing,
    agency_name_missing,
    ministry_not_implementing,
    code_unknown,
    code_variant,
    values_joined,
    separator,
    value_repeated,
    count_not_a_number,
    count_loose,
    count_missing,
    counts_do_not_add_up,
    online_exceeds_total,
    online_count_without_status,
    online_without_cases,
    plan_without_year,
    year_without_plan,
    year_although_online,
    reason_missing,
    fee_method_missing,
    fee_method_without_fee,
    fee_relief_out_of_scope,
    attachments_contradict,
    attachment_details_without_attachments,
    attachment_method_missing,
    period_unread,
    period_without_unit,
    period_longer_online,
    answer_out_of_scope,
    blanks_at_ends,
    line_break,
    invisible_character,
    private_use_character,
    half_width_kana,
    replacement_character,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_checks_and_the_catalogue_know_the_same_rules() {
        let json = include_str!("../../../data/rules/survey.json");
        let catalogue = Catalogue::from_json(json).unwrap();
        let listed: BTreeSet<&str> = catalogue.rules().iter().map(|r| r.code.as_str()).collect();
        let known: BTreeSet<&str> = Rules::CODES.iter().copied().collect();
        assert_eq!(known, listed);
        assert_eq!(known.len(), Rules::CODES.len());
    }

    #[test]
    fn a_catalogue_that_lacks_a_rule_is_refused() {
        let error = Rules::of(Catalogue::reading()).unwrap_err();
        assert_eq!(error.code(), "inventory.survey_check.missing_rule");
        assert!(error.to_string().contains(Rules::CODES[0]), "{error}");
    }
}
