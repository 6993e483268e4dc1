//! Rules about the numbers of cases.

use super::{Out, SurveyCheck};
use crate::{
    OnlineStatus,
    survey::{CountCell, SurveyColumn},
};
use tosei_document::{Sink, ValueRef};

impl SurveyCheck {
    pub(super) fn counts<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let columns = [C::CasesTotal, C::CasesOnline, C::CasesOffline];
        let counts = columns.map(|column| row.count(column));
        for (column, count) in columns.into_iter().zip(counts) {
            match count {
                CountCell::Number(_) => {}
                CountCell::Loose(_) => out.value(self.rules.count_loose, column),
                CountCell::Text => out.value(self.rules.count_not_a_number, column),
                CountCell::Blank => {
                    if self.present.has(column) {
                        out.header(self.rules.count_missing, column);
                    }
                }
            }
        }
        let [total, Some(online), offline] = counts.map(CountCell::number) else {
            return;
        };
        let cases_online = [("online", ValueRef::Number(online))];
        match row.online_status() {
            OnlineStatus::Done if online == 0 => {
                out.mark(
                    self.rules.online_without_cases,
                    C::CasesOnline,
                    &cases_online,
                );
            }
            // Of a status that nobody stated, nothing can be said.
            OnlineStatus::Done | OnlineStatus::Partial | OnlineStatus::Unknown => {}
            OnlineStatus::NotDone | OnlineStatus::Exempt | OnlineStatus::Other => {
                if online > 0 {
                    out.mark(
                        self.rules.online_count_without_status,
                        C::CasesOnline,
                        &cases_online,
                    );
                }
            }
        }
        let Some(total) = total else {
            return;
        };
        if online > total {
            let values = [
                ("total", ValueRef::Number(total)),
                ("online", ValueRef::Number(online)),
            ];
            out.mark(self.rules.online_exceeds_total, C::CasesOnline, &values);
        } else if let Some(offline) = offline
            && online.saturating_add(offline) != total
        {
            let values = [
                ("total", ValueRef::Number(total)),
                ("online", ValueRef::Number(online)),
                ("offline", ValueRef::Number(offline)),
            ];
            out.mark(self.rules.counts_do_not_add_up, C::CasesTotal, &values);
        }
    }
}
