//! Rules about answers that contradict each other or stand where they were not asked for.

use super::{Out, SurveyCheck};
use crate::{
    OnlineStatus,
    survey::{Channel, SurveyColumn},
};
use tosei_document::{Sink, ValueRef};
use tosei_types::period::{
    ApproximateDays, DayConversion, ProcessingPeriod, ProcessingPeriodClass, read_processing_period,
};

/// What a cell of 処理期間 says, remembered per distinct text.
#[derive(Debug, Clone, Copy)]
pub(super) struct PeriodVerdict {
    class: ProcessingPeriodClass,
    /// The length, if one length is stated.
    days: Option<ApproximateDays>,
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
        let conversion = self.conversion;
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
            let verdict = self
                .periods
                .get_or(text.as_bytes(), |text| judge_period(text, &conversion));
            match verdict.class {
                ProcessingPeriodClass::Unread => out.value(self.rules.period_unread, column),
                ProcessingPeriodClass::NumberWithoutUnit => {
                    out.value(self.rules.period_without_unit, column);
                }
                _ => {}
            }
            *length = verdict.days;
        }
        if let [Some(online), Some(offline)] = lengths
            && online > offline
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

fn judge_period(text: &[u8], conversion: &DayConversion) -> PeriodVerdict {
    let text = std::str::from_utf8(text).unwrap_or_default();
    match read_processing_period(text) {
        None => PeriodVerdict {
            class: ProcessingPeriodClass::Unread,
            days: None,
        },
        Some(reading) => PeriodVerdict {
            class: reading.class(),
            days: reading
                .statement()
                .period()
                .and_then(ProcessingPeriod::single_length)
                .map(|length| length.approximate_days(conversion)),
        },
    }
}
