//! Rules about answers that contradict each other or stand where they were not asked for.

use super::{Out, SurveyCheck};
use crate::{
    OnlineStatus,
    survey::{Channel, SurveyColumn},
};
use tosei_document::{Sink, ValueRef};
use tosei_types::period::{
    PeriodLength, PeriodUnit, ProcessingPeriod, ProcessingPeriodClass, read_processing_period,
};

/// What a cell of 処理期間 says, remembered per distinct text.
#[derive(Debug, Clone, Copy)]
pub(super) struct PeriodVerdict {
    class: ProcessingPeriodClass,
    /// The length, if one length is stated.
    length: Option<PeriodLength>,
}

impl SurveyCheck {
    pub(super) fn plan<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let status = row.online_status();
        let concerns = row.code(C::Concerns);
        let planned = concerns.has_any(self.sets.planned);
        let year = !row.code(C::PlannedYear).is_blank();
        match (planned, year) {
            (true, false) if self.present.has(C::PlannedYear) => {
                out.cell(self.rules.plan_without_year, C::PlannedYear);
            }
            (false, true) if self.present.has(C::Concerns) => {
                out.value(self.rules.year_without_plan, C::PlannedYear);
            }
            _ => {}
        }
        if year && status == OnlineStatus::Done {
            out.value(self.rules.year_although_online, C::PlannedYear);
        }
        if status == OnlineStatus::NotDone && concerns.is_blank() && self.present.has(C::Concerns) {
            out.cell(self.rules.reason_missing, C::Concerns);
        }
    }

    pub(super) fn fee<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let fee = row.code(C::Fee).has_any(self.sets.fee);
        let method = row.code(C::FeePayment);
        match (fee, !method.is_blank()) {
            (true, false) if self.present.has(C::FeePayment) => {
                out.cell(self.rules.fee_method_missing, C::FeePayment);
            }
            (false, true) if self.present.has(C::Fee) => {
                out.value(self.rules.fee_method_without_fee, C::FeePayment);
            }
            _ => {}
        }
        if self.present.has(C::FeePayment)
            && !row.code(C::FeeRelief).is_blank()
            && !method.has_any(self.sets.online_payment)
        {
            out.value(self.rules.fee_relief_out_of_scope, C::FeeRelief);
        }
    }

    pub(super) fn attachments<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let attachments = row.code(C::Attachments);
        if attachments.is_blank() {
            return;
        }
        if attachments.has_any(self.sets.no_attachments) {
            if attachments.has_other() {
                out.value(self.rules.attachments_contradict, C::Attachments);
            }
            // Answers about documents that do not exist.
            for column in [C::AttachmentReduction, C::AttachmentSubmission] {
                if !row.code(column).is_blank() && !attachments.has_other() {
                    out.value(self.rules.attachment_details_without_attachments, column);
                }
            }
        } else if row.code(C::AttachmentSubmission).is_blank()
            && self.present.has(C::AttachmentSubmission)
        {
            out.cell(
                self.rules.attachment_method_missing,
                C::AttachmentSubmission,
            );
        }
    }

    /// Answers about applications in a row that is none.
    pub(super) fn scope<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        for column in self.application_only.and(out.filled).iter() {
            out.value(self.rules.answer_out_of_scope, column);
        }
    }

    pub(super) fn periods<S: Sink + ?Sized>(&mut self, out: &mut Out<'_, '_, S>) {
        let row = out.row;
        let mut lengths = [None, None];
        for (channel, length) in [Channel::Online, Channel::Offline]
            .into_iter()
            .zip(&mut lengths)
        {
            let column = channel.period_column();
            if !out.filled.has(column) {
                continue;
            }
            let text = row.cell(column);
            let verdict = self.periods.get_or(text.as_bytes(), judge_period);
            match verdict.class {
                ProcessingPeriodClass::Unread => out.value(self.rules.period_unread, column),
                ProcessingPeriodClass::NumberWithoutUnit => {
                    out.value(self.rules.period_without_unit, column);
                }
                _ => {}
            }
            *length = verdict.length;
        }
        if let [Some(online), Some(offline)] = lengths
            && takes_longer(online, offline)
        {
            let values = [
                (
                    "online",
                    ValueRef::Text(row.cell(SurveyColumn::PeriodOnline)),
                ),
                (
                    "offline",
                    ValueRef::Text(row.cell(SurveyColumn::PeriodOffline)),
                ),
            ];
            out.mark(
                self.rules.period_longer_online,
                SurveyColumn::PeriodOnline,
                &values,
            );
        }
    }
}

/// Whether a length is longer than another, however months, years and closed days fall.
fn takes_longer(online: PeriodLength, offline: PeriodLength) -> bool {
    match (in_months(online), in_months(offline)) {
        (Some(online), Some(offline)) => online > offline,
        _ if online.unit() == offline.unit() => online.amount() > offline.amount(),
        _ => online.is_certainly_longer_than(&offline),
    }
}

/// Thousandths of months, if a length is one of months or years.
fn in_months(length: PeriodLength) -> Option<u64> {
    let per_unit = match length.unit()? {
        PeriodUnit::Month => 1,
        PeriodUnit::Year => 12,
        _ => return None,
    };
    Some(length.amount()?.thousandths().saturating_mul(per_unit))
}

fn judge_period(text: &[u8]) -> PeriodVerdict {
    let text = std::str::from_utf8(text).unwrap_or_default();
    match read_processing_period(text) {
        None => PeriodVerdict {
            class: ProcessingPeriodClass::Unread,
            length: None,
        },
        Some(reading) => PeriodVerdict {
            class: reading.class(),
            length: reading
                .statement()
                .period()
                .and_then(ProcessingPeriod::single_length),
        },
    }
}
