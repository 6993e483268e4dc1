//! Rules about the characters of a row's cells.

use super::{
    Out, SurveyCheck, header_of,
    text::{has_blank_ends, may_hold_oddities, oddities},
};
use crate::survey::{ColumnSet, SurveyColumn, SurveyRow};
use tosei_document::Sink;

impl SurveyCheck {
    /// The columns of free text whose cells begin or end with a blank.
    #[inline]
    pub(super) fn blank_ends(&self, row: &SurveyRow<'_>) -> ColumnSet {
        let mut found = ColumnSet::default();
        for column in self.free_text.and(row.filled()).iter() {
            if has_blank_ends(row.cell(column)) {
                found = found.with(column);
            }
        }
        found
    }

    pub(super) fn texts<S: Sink + ?Sized>(&self, blank_ends: ColumnSet, out: &mut Out<'_, '_, S>) {
        for column in blank_ends.iter() {
            out.header(self.rules.blanks_at_ends, column);
        }
        let odd = self
            .text_runs
            .iter()
            .any(|run| may_hold_oddities(out.row.run(*run)));
        if odd {
            for column in self.free_text.iter() {
                self.characters(column, out);
            }
        }
    }

    #[cold]
    pub(super) fn characters<S: Sink + ?Sized>(
        &self,
        column: SurveyColumn,
        out: &mut Out<'_, '_, S>,
    ) {
        let found = oddities(out.row.cell(column));
        if found.line_break {
            out.header(self.rules.line_break, column);
        }
        if found.replacement {
            out.header(self.rules.replacement_character, column);
        }
        for (character, rule) in [
            (found.invisible, self.rules.invisible_character),
            (found.private_use, self.rules.private_use_character),
            (found.half_width_kana, self.rules.half_width_kana),
        ] {
            if let Some(character) = character {
                let code = format!("U+{:04X}", u32::from(character));
                let header = header_of(column);
                out.mark(
                    rule,
                    column,
                    &[("header", header.into()), ("code", code.as_str().into())],
                );
            }
        }
    }
}
