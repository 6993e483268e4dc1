//! The rules about a form that came back, looked up once.

use tosei_document::{Catalogue, Mark, PlaceRef, RuleIndex, Sink, ValueRef};

/// Named values of a finding.
pub(super) struct Values<'a>(Vec<(&'static str, ValueRef<'a>)>);

impl<'a> Values<'a> {
    pub(super) fn two(
        first: &'static str,
        value: &'a str,
        second: &'static str,
        other: &'a str,
    ) -> Self {
        Self(vec![(first, value.into()), (second, other.into())])
    }

    pub(super) fn cell(header: &'a str, value: &'a str, expected: &'a str) -> Self {
        Self(vec![
            ("header", header.into()),
            ("value", value.into()),
            ("expected", expected.into()),
        ])
    }
}

macro_rules! marks {
    ($($name:ident),+ $(,)?) => {
        /// Where each rule stands in the catalogue.
        pub(super) struct FormMarks {
            $(pub(super) $name: RuleIndex),+
        }

        impl FormMarks {
            pub(super) fn of(catalogue: &Catalogue) -> Option<Self> {
                Some(Self {
                    $($name: catalogue.index(concat!("table.form.", stringify!($name)))?),+
                })
            }

            /// A rule by its code.
            pub(super) fn by_code(&self, code: &str) -> Option<RuleIndex> {
                match code.strip_prefix("table.form.")? {
                    $(stringify!($name) => Some(self.$name),)+
                    _ => None,
                }
            }
        }
    };
}

marks! {
    sheet_missing,
    sheet_renamed,
    identity_missing,
    other_form,
    other_version,
    header_missing,
    header_changed,
    column_missing,
    column_extra,
    column_moved,
    required_missing,
    row_added,
    row_missing,
    row_repeated,
    locked_changed,
    cell_error,
    formula_unknown,
    text_from_number,
    count_unreadable,
    count_inexact,
    count_spelling,
    date_unreadable,
    date_imprecise,
    date_spelling,
    date_from_number,
    yes_no_unreadable,
    yes_no_spelling,
    code_unknown,
    code_contradiction,
    code_by_label,
    code_spelling,
    code_repeated,
}

impl FormMarks {
    #[allow(clippy::unused_self, reason = "reads as a sentence where it is called")]
    pub(super) fn say(
        &self,
        sink: &mut dyn Sink,
        rule: RuleIndex,
        place: PlaceRef<'_>,
        subject: Option<&str>,
        values: &Values<'_>,
    ) {
        sink.accept(Mark {
            rule,
            place,
            subject,
            values: &values.0,
        });
    }
}
