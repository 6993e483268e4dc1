//! Where the rules about offices' tables stand in a catalogue.

use super::value::CellNote;
use crate::survey::MissingRuleError;
use std::sync::OnceLock;
use tosei_document::{Catalogue, RuleIndex};

/// The embedded rules: those about reading and those about offices' tables.
pub(super) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    // The embedded file is checked by a test; without it every reading is refused.
    CATALOGUE.get_or_init(|| {
        Catalogue::of_domain(include_str!("../../data/rules/office.json")).unwrap_or_default()
    })
}

macro_rules! rules {
    ($($rule:ident),+ $(,)?) => {
        /// The rules, by where they stand.
        #[derive(Debug, Clone, Copy)]
        pub(super) struct Rules {
            $(pub(super) $rule: RuleIndex),+
        }

        impl Rules {
            /// The codes of all rules that the reader knows.
            #[cfg(test)]
            pub(super) const CODES: &[&str] =
                &[$(concat!("inventory.office.", stringify!($rule))),+];

            pub(super) fn of(catalogue: &Catalogue) -> Result<Self, MissingRuleError> {
                let index = |code| catalogue.index(code).ok_or(MissingRuleError { code });
                Ok(Self {
                    $($rule: index(concat!("inventory.office.", stringify!($rule)))?),+
                })
            }
        }
    };
}

rules! {
    sheet_hidden,
    sheet_not_mapped,
    header_not_found,
    header_repeated,
    column_missing,
    column_not_read,
    row_hidden,
    cell_comment,
    colour_used,
    phonetic_ignored,
    bytes_undecoded,
    quote_unclosed,
    cell_error,
    merged_cell,
    merged_number,
    blank_filled,
    same_as_above,
    ditto_mark,
    ditto_without_above,
    subtotal_row,
    total_row,
    check_sum_differs,
    check_sum_within_unknown,
    note_row,
    name_missing,
    name_repeated,
    id_made,
    id_unusable,
    id_repeated,
    full_width_digits,
    approximate_number,
    bounded_number,
    number_not_stated,
    see_elsewhere,
    number_unread,
    serial_date,
    era_continued,
    era_not_begun,
    not_a_day,
    date_unread,
    sign_variant,
    sign_unmapped,
    volume_year_ambiguous,
    volume_year_unread,
}

impl Rules {
    /// The rule of something that was noticed in a cell.
    pub(super) const fn of_note(&self, note: CellNote) -> RuleIndex {
        match note {
            CellNote::FullWidthDigits => self.full_width_digits,
            CellNote::ApproximateNumber => self.approximate_number,
            CellNote::BoundedNumber => self.bounded_number,
            CellNote::NumberNotStated => self.number_not_stated,
            CellNote::SeeElsewhere => self.see_elsewhere,
            CellNote::NumberUnread => self.number_unread,
            CellNote::SerialDate => self.serial_date,
            CellNote::EraContinued => self.era_continued,
            CellNote::EraNotBegun => self.era_not_begun,
            CellNote::NotADay => self.not_a_day,
            CellNote::DateUnread => self.date_unread,
            CellNote::SignVariant => self.sign_variant,
            CellNote::SignUnmapped => self.sign_unmapped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_exactly_these_rules() {
        let own = Catalogue::from_json(include_str!("../../data/rules/office.json")).unwrap();
        let mut there: Vec<&str> = own.rules().iter().map(|rule| rule.code.as_str()).collect();
        let mut known = Rules::CODES.to_vec();
        there.sort_unstable();
        known.sort_unstable();
        assert_eq!(there, known);
    }
}
