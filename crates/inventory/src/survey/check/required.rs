//! Rules about what a row must say, and about values that do not belong to their code lists.

use super::{Out, SurveyCheck};
use crate::survey::{CellDefects, SurveyColumn};
use tosei_document::Sink;
use tosei_types::citation::read_citation_cell;

impl SurveyCheck {
    pub(super) fn filled<S: Sink + ?Sized>(&mut self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let filled = out.filled;
        for column in self.must_be_filled.without(filled).iter() {
            if column == C::ProcedureId {
                out.cell(self.rules.id_missing, column);
            } else {
                out.header(self.rules.cell_missing, column);
            }
        }
        let law = filled.has(C::LawName);
        if law && !filled.has(C::LawNumber) && self.present.has(C::LawNumber) {
            out.cell(self.rules.law_number_missing, C::LawNumber);
        }
        if filled.has(C::Article) {
            let article = row.cell(C::Article);
            if !is_plain_citation(article)
                && !self.articles.get_or(article.as_bytes(), reads_as_citations)
            {
                out.value(self.rules.article_unread, C::Article);
            }
        } else if law && self.present.has(C::Article) {
            out.cell(self.rules.article_missing, C::Article);
        }
        let kind = row.code(C::Kind);
        let recipient = row.code(C::Recipient);
        if self.present.without(filled).has(C::Recipient)
            && !kind.is_blank()
            && !kind.has_other()
            && !kind.has_any(self.sets.without_recipient)
        {
            out.cell(self.rules.recipient_missing, C::Recipient);
        }
        let [actor_is, recipient_is] = self.sets.agency;
        if self.present.without(filled).has(C::AgencyName)
            && (row.code(C::Actor).has_any(actor_is) || recipient.has_any(recipient_is))
        {
            out.cell(self.rules.agency_name_missing, C::AgencyName);
        }
        if row.code(C::CommonProcedure).has_any(self.sets.not_common)
            && filled.has(C::Ministry)
            && filled.has(C::ImplementingMinistries)
        {
            let (owner, implementing) =
                (row.cell(C::Ministry), row.cell(C::ImplementingMinistries));
            if owner != implementing
                && !implementing
                    .split([';', '；'])
                    .any(|name| name.trim() == owner.trim())
            {
                out.value(
                    self.rules.ministry_not_implementing,
                    C::ImplementingMinistries,
                );
            }
        }
    }

    pub(super) fn codes<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        if !out.row.has_unusual_codes() {
            return;
        }
        for column in &self.coded {
            let defects = out.row.code(*column).defects();
            if defects.is_empty() {
                continue;
            }
            for (defect, rule) in [
                (CellDefects::UNKNOWN, self.rules.code_unknown),
                (CellDefects::VARIANT, self.rules.code_variant),
                (CellDefects::JOINED, self.rules.values_joined),
                (CellDefects::SEPARATOR, self.rules.separator),
                (CellDefects::REPEATED, self.rules.value_repeated),
            ] {
                if defects.contains(defect) {
                    out.value(rule, *column);
                }
            }
            if defects.contains(CellDefects::BLANK_ENDS) {
                out.header(self.rules.blanks_at_ends, *column);
            }
            if defects.contains(CellDefects::ODD_CHARACTER) {
                self.characters(*column, out);
            }
        }
    }
}

/// Whether a cell of 根拠条項号 reads as citations from its beginning to its end.
fn reads_as_citations(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| read_citation_cell(text).is_complete())
}

/// Whether a text is one plain citation (第9条の3第1項第2号), as most cells are.
///
/// Only a short cut: whatever it accepts, the reader of citations reads completely.
fn is_plain_citation(text: &str) -> bool {
    let Some(mut rest) = after_number(text, "第").and_then(|rest| rest.strip_prefix("条")) else {
        return false;
    };
    while let Some(branch) = after_number(rest, "の") {
        rest = branch;
    }
    if let Some(paragraph) = after_number(rest, "第").and_then(|rest| rest.strip_prefix("項")) {
        rest = paragraph;
    }
    if let Some(item) = after_number(rest, "第").and_then(|rest| rest.strip_prefix("号")) {
        rest = item;
    }
    rest.is_empty()
}

/// What follows a sign and one to four ASCII digits, the first of them not 0.
fn after_number<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    let digits = text.strip_prefix(sign)?;
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let fits = (1..=4).contains(&length) && !digits.starts_with('0');
    fits.then(|| digits.get(length..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_cut_accepts_only_what_the_reader_reads() {
        let parts = [
            "第", "条", "の", "項", "号", "0", "3", "12", "9999", "10000", "、", "三",
        ];
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            let longer: Vec<String> = texts
                .iter()
                .flat_map(|text| parts.iter().map(move |part| format!("{text}{part}")))
                .collect();
            for text in longer.iter().filter(|text| is_plain_citation(text)) {
                assert!(reads_as_citations(text.as_bytes()), "{text}");
            }
            texts = longer;
        }
        for text in [
            "第9条",
            "第18条の15",
            "第9条の3の2第1項第2号",
            "第106条の23第3項",
            "第5条第4号",
        ] {
            assert!(
                is_plain_citation(text) && reads_as_citations(text.as_bytes()),
                "{text}"
            );
        }
        for text in [
            "",
            "第条",
            "第0条",
            "第1条第2条",
            "第1条第2号第3項",
            "附則第2条",
            "第1条等",
        ] {
            assert!(!is_plain_citation(text), "{text}");
        }
    }
}
