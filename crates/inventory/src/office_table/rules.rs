//! Where the rules about offices' tables stand in a catalogue.

use super::value::CellNote;
use crate::survey::MissingRuleError;
use std::sync::OnceLock;
use tosei_document::{Catalogue, RuleIndex};
use tosei_table::layout::SpreadsheetRule;
use tosei_types::embedded;

/// The embedded rules: those about reading, about sheets of any kind, and about offices' tables.
pub(super) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    embedded(&CATALOGUE, || {
        Catalogue::of_domain(include_str!("../../data/rules/office.json"))
            .and_then(|own| own.with(SpreadsheetRule::catalogue()))
    })
}

macro_rules! rules {
    ($($rule:ident),+; $($shared:ident = $of:ident),+ $(,)?) => {
        /// The rules, by where they stand: those about offices' tables, and those about sheets of
        /// any kind.
        #[derive(Debug, Clone, Copy)]
        pub(super) struct Rules {
            $(pub(super) $rule: RuleIndex,)+
            $(pub(super) $shared: RuleIndex),+
        }

        impl Rules {
            /// The codes of all rules about offices' tables that the reader knows.
            #[cfg(test)]
            pub(super) const CODES: &[&str] =
                &[$(concat!("inventory.office.", stringify!($rule))),+];

            pub(super) fn of(catalogue: &Catalogue) -> Result<Self, MissingRuleError> {
                let index = |code| catalogue.index(code).ok_or(MissingRuleError { code });
                Ok(Self {
                    $($rule: index(concat!("inventory.office.", stringify!($rule)))?,)+
                    $($shared: index(SpreadsheetRule::$of.code())?),+
                })
            }
        }
    };
}

rules! {
    sheet_hidden,
    sheet_not_mapped,
    header_not_found,
    column_missing,
    column_not_read,
    merged_number,
    blank_filled,
    name_missing,
    name_repeated,
    id_made,
    id_unusable,
    id_repeated,
    not_a_day,
    sign_variant,
    sign_unmapped,
    volume_year_ambiguous,
    volume_year_unread;
    header_repeated = HeaderRepeated,
    merged_cells = MergedCells,
    ditto = Ditto,
    ditto_without_above = DittoWithoutAbove,
    subtotal_row = SubtotalRow,
    total_row = TotalRow,
    check_sum_differs = CheckSumDiffers,
    check_sum_incomplete = CheckSumIncomplete,
    note_row = NoteRow,
    full_width_digits = FullWidthDigits,
    number_with_unit = NumberWithUnit,
    approximate_number = ApproximateNumber,
    bounded_number = BoundedNumber,
    number_not_stated = NumberNotStated,
    see_elsewhere = SeeElsewhere,
    unread_number = UnreadNumber,
    serial_date = SerialDate,
    era_continued = EraContinued,
    era_not_begun = EraNotBegun,
    unread_date = UnreadDate,
}

impl Rules {
    /// The rule of something that was noticed in a cell.
    pub(super) const fn of_note(&self, note: CellNote) -> RuleIndex {
        match note {
            CellNote::FullWidthDigits => self.full_width_digits,
            CellNote::NumberWithUnit => self.number_with_unit,
            CellNote::ApproximateNumber => self.approximate_number,
            CellNote::BoundedNumber => self.bounded_number,
            CellNote::NumberNotStated => self.number_not_stated,
            CellNote::SeeElsewhere => self.see_elsewhere,
            CellNote::NumberUnread => self.unread_number,
            CellNote::SerialDate => self.serial_date,
            CellNote::EraContinued => self.era_continued,
            CellNote::EraNotBegun => self.era_not_begun,
            CellNote::NotADay => self.not_a_day,
            CellNote::DateUnread => self.unread_date,
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
